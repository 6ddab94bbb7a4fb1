//! Line ends within a span. A line of `.ann` is one annotation and its fields stand apart by tabulators, so brat's server
//! makes fragments of a span that is drawn over a line end: it cuts there, takes away the space around, and drops what is
//! empty (`__create_span`). Tabulators are cut at too, which brat reads as well: most readers split a line at them.
//!
//! Read back, fragments between which there is nothing but such a break are one again.

use crate::model::{Span, TextRange};

/// What ends a line, or a field of one.
const BREAKS: [char; 2] = ['\n', '\t'];

/// What a span becomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pieces {
    /// The fragments that are written; none where the span is nothing but white space over a line end.
    pub(super) written: Vec<TextRange>,
    /// The fragments as they are read back.
    pub(super) read: Vec<TextRange>,
    /// Whether something was cut at a break.
    pub(super) is_cut: bool,
    /// Whether white space at an edge of a fragment is lost.
    pub(super) is_shortened: bool,
    /// Whether fragments become one when they are read back.
    pub(super) is_joined: bool,
}

/// What a span of a text becomes.
pub(super) fn pieces(text: &str, span: &Span) -> Pieces {
    let mut made = Pieces::default();
    let mut fragments = Vec::new();
    for range in span.fragments() {
        let words = range.of(text).unwrap_or_default();
        if !words.contains(BREAKS) {
            fragments.push((made.written.len(), 1));
            made.written.push(range);
            continue;
        }
        made.is_cut = true;
        let first = made.written.len();
        let mut at = range.start();
        for part in words.split(BREAKS) {
            let start = at + length(part) - length(part.trim_start());
            made.written.extend(TextRange::new(start, start + length(part.trim())));
            at += length(part) + 1;
        }
        let new = made.written.get(first..).unwrap_or_default();
        let edges = new.first().map(|piece| piece.start()).zip(new.last().map(|piece| piece.end()));
        made.is_shortened |= edges != Some((range.start(), range.end()));
        fragments.push((first, new.len()));
    }
    made.read = joined(&made.written, |one, other| TextRange::new(one, other).and_then(|gap| gap.of(text)));
    let kept = fragments.iter().filter(|(_, count)| *count > 0).count();
    made.is_joined = made.read.len() < kept;
    made
}

fn length(words: &str) -> u32 {
    u32::try_from(words.len()).unwrap_or(u32::MAX)
}

/// Fragments without those breaks; `gap` gives what stands between two places.
fn joined<'a>(pieces: &[TextRange], gap: impl Fn(u32, u32) -> Option<&'a str>) -> Vec<TextRange> {
    let mut out: Vec<TextRange> = Vec::new();
    for piece in pieces {
        let before = out.last().copied().filter(|last| gap(last.end(), piece.start()).is_some_and(is_break));
        match before.and_then(|last| TextRange::new(last.start(), piece.end())) {
            Some(whole) => {
                out.pop();
                out.push(whole);
            }
            None => out.push(*piece),
        }
    }
    out
}

/// Whether what stands between two fragments is only what a line end made of one.
pub(super) fn is_break(gap: &str) -> bool {
    gap.contains(['\n', '\t', '\r']) && gap.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, ranges: &[(u32, u32)], written: &[&str], read: &[&str], flags: [bool; 3]) {
        let ranges = ranges.iter().filter_map(|(start, end)| TextRange::new(*start, *end)).collect();
        let made = pieces(text, &Span::new(ranges).expect("some"));
        let words = |all: &[TextRange]| all.iter().map(|range| range.of(text).expect("in it")).collect::<Vec<_>>();
        assert_eq!(words(&made.written), written, "{text:?}");
        assert_eq!(words(&made.read), read, "{text:?}");
        assert_eq!([made.is_cut, made.is_shortened, made.is_joined], flags, "{text:?}");
    }

    #[test]
    fn spans_are_cut_as_brat_cuts_them() {
        // The example of brat's issue 1042.
        check("Foo\n  Bar", &[(0, 9)], &["Foo", "Bar"], &["Foo\n  Bar"], [true, false, false]);
        check("a b", &[(0, 3)], &["a b"], &["a b"], [false; 3]);
        check("a\n\n\tb c", &[(0, 7)], &["a", "b c"], &["a\n\n\tb c"], [true, false, false]);
        check("\na \n", &[(0, 4)], &["a"], &["a"], [true, true, false]);
        check("\n \n", &[(0, 3)], &[], &[], [true, true, false]);
        check("a\nb c", &[(0, 1), (2, 3)], &["a", "b"], &["a\nb"], [false, false, true]);
        check("a x b\nc", &[(0, 1), (4, 7)], &["a", "b", "c"], &["a", "b\nc"], [true, false, false]);
        check("a b", &[(0, 1), (2, 3)], &["a", "b"], &["a", "b"], [false; 3]);
        check("a \n", &[(0, 1), (2, 3)], &["a"], &["a"], [true, true, false]);
    }
}
