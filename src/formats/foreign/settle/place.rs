//! Where a span stands in the article: at its offsets where the words agree, else where its words stand nearest to them.

use super::counting::View;
use crate::formats::Problem;
use crate::formats::foreign::loose::LooseSpan;
use crate::model::{Article, FixedText, Span, TextRange, Unit};

/// Whether the words at the offsets are those that the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// They are.
    Same,
    /// They are not, or the offsets lie outside of the text.
    Other,
    /// The file says none.
    Untold,
}

/// A span at its offsets.
pub(super) struct AtOffsets {
    /// Each fragment; `None` for one outside of the text, in the middle of a character, or without a character.
    pub(super) ranges: Vec<Option<TextRange>>,
    pub(super) words: Words,
}

/// Words as they are compared: line ends and tabulators are spaces, as in files where a record is a line.
fn plain(words: &str) -> String {
    FixedText::new(words).text.replace(['\n', '\t'], " ")
}

/// A span at its offsets.
pub(super) fn at_offsets(span: &LooseSpan, view: &View<'_>, unit: Unit, fixed: &FixedText) -> AtOffsets {
    let range = |(start, end): &(u64, u64)| {
        let place = |at| view.byte(at, unit).map(|byte| fixed.map(byte));
        TextRange::new(place(*start)?, place(*end)?).filter(|range| range.of(&fixed.text).is_some())
    };
    let ranges: Vec<Option<TextRange>> = span.fragments.iter().map(range).collect();
    if span.quotes.is_empty() {
        return AtOffsets { ranges, words: Words::Untold };
    }
    let stand = |range: &Option<TextRange>| range.and_then(|range| range.of(&fixed.text)).map(plain);
    let there: Option<Vec<String>> = ranges.iter().map(stand).collect();
    let told: Vec<String> = span.quotes.iter().map(|quote| plain(quote)).collect();
    let same = there.is_some_and(|there| {
        if told.len() == there.len() { there == told } else { told.len() == 1 && there.join(" ") == told[0] }
    });
    AtOffsets { ranges, words: if same { Words::Same } else { Words::Other } }
}

/// A span in its article.
pub(super) struct Placed {
    pub(super) span: Span,
    /// The words that had to be looked for.
    pub(super) moved: Option<String>,
}

/// Places a span.
///
/// # Errors
/// Why it has no place.
pub(super) fn place(
    span: &LooseSpan,
    view: &View<'_>,
    unit: Unit,
    (fixed, article): (&FixedText, &Article),
) -> Result<Placed, Problem> {
    let here = at_offsets(span, view, unit, fixed);
    if here.words != Words::Other {
        let whole: Option<Vec<TextRange>> = here.ranges.iter().copied().collect();
        let Some(ranges) = whole else {
            let offsets: Vec<String> = span.fragments.iter().map(|(start, end)| format!("{start}–{end}")).collect();
            return Err(Problem::Outside { offsets: offsets.join(", ") });
        };
        let span = Span::new(ranges).ok_or(Problem::NoFragments)?;
        return Ok(Placed { span, moved: None });
    }
    let told = words_of(span);
    let quote = told.join(" ");
    let all = plain(article.text());
    let near = |at: u64| {
        // An offset that cuts a character is near to it all the same.
        let byte = (0..4).find_map(|back| view.byte(at.checked_sub(back)?, unit));
        byte.map_or(u32::MAX, |byte| fixed.map(byte))
    };
    let mut ranges = Vec::with_capacity(told.len());
    for (words, (start, _)) in told.iter().zip(&span.fragments) {
        match nearest(&all, words, near(*start)) {
            Some(range) => ranges.push(range),
            None => return Err(Problem::NotInText { quote }),
        }
    }
    let span = Span::new(ranges).ok_or_else(|| Problem::NotInText { quote: quote.clone() })?;
    Ok(Placed { span, moved: Some(quote) })
}

/// The words of each fragment; where the file says them in one, they are parted by how long the fragments are.
fn words_of(span: &LooseSpan) -> Vec<String> {
    if span.quotes.len() == span.fragments.len() {
        return span.quotes.iter().map(|quote| plain(quote)).collect();
    }
    let whole = plain(&span.quotes.concat());
    let mut rest = whole.chars();
    let mut parts = Vec::with_capacity(span.fragments.len());
    for (start, end) in &span.fragments {
        let count = usize::try_from(end.saturating_sub(*start)).unwrap_or(usize::MAX);
        parts.push(rest.by_ref().take(count).collect::<String>());
        rest.next();
    }
    let is_whole = rest.next().is_none() && parts.join(" ") == whole;
    if is_whole { parts } else { vec![whole] }
}

/// Where words stand nearest to a byte, in a text as [`plain`] makes it, which has the same bytes elsewhere.
fn nearest(text: &str, words: &str, wanted: u32) -> Option<TextRange> {
    if words.is_empty() {
        return None;
    }
    let places = text.match_indices(words).filter_map(|(place, _)| u32::try_from(place).ok());
    let start = places.min_by_key(|place| place.abs_diff(wanted))?;
    TextRange::new(start, start + u32::try_from(words.len()).ok()?)
}
