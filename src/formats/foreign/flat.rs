//! Spans as formats have them that consist of tokens: one stretch each, edges between tokens, and, where a token has one
//! label, none over another. What had to change is told. What proves it is [`hold`](super::hold).

use std::ops::Range;

use super::options::{CutTokens, Fragments, Options, Overlaps};
use super::tokens::{is_gap, tokens};
use crate::formats::loss::{Losses, Lost, Resolved};
use crate::model::{Annotation, AnnotationId, BlockKind, Document, LabelId, Meta, Role, Status, TextRange, Verdict};

/// Whether spans may lie over each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layers {
    /// A token has one label.
    One,
    /// They may.
    Many,
}

/// A span of whole tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlatSpan {
    /// Where it stands in the text.
    pub range: TextRange,
    /// Its tokens, by number.
    pub tokens: Range<usize>,
    /// Its label.
    pub label: LabelId,
    /// The annotation it is one of.
    pub annotation: AnnotationId,
    /// Which of its annotation's parts it is, from 0; not 0 only where fragments were split.
    pub part: usize,
}

/// Tokens and spans of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flat {
    /// Tokens, in the order of the text.
    pub tokens: Vec<TextRange>,
    /// Spans, by start, longer ones first.
    pub spans: Vec<FlatSpan>,
}

/// The tokens of a document, and its annotations as spans of them. What had to change, or is not there, goes into `losses`.
#[must_use]
pub fn flat(document: &Document, options: &Options, layers: Layers, losses: &mut Losses) -> Flat {
    let text = document.article.text();
    let mut tokens = tokens(text);
    let mut spans = Vec::new();
    for annotation in document.in_reading_order() {
        for (part, marked) in parts(document, annotation, options, losses) {
            let mut tell = |how| losses.add(Lost::CutTokens, how, 1, &document.id, Some(annotation.id));
            let whole = trimmed(text, marked).and_then(|seen| {
                let whole = widened(&tokens, seen)?;
                // Joiners that join nothing may stand before the first token.
                Some((seen.intersection(whole)?, whole))
            });
            let Some((seen, whole)) = whole else {
                tell(Resolved::Left);
                continue;
            };
            let is_cut = whole != seen;
            if is_cut && options.cut_tokens == CutTokens::Leave {
                tell(Resolved::Left);
                continue;
            }
            if seen != marked {
                tell(Resolved::Shortened);
            }
            let widens = is_cut && options.cut_tokens == CutTokens::Widen;
            if widens {
                tell(Resolved::Widened);
            }
            let (range, label) = (if widens { whole } else { seen }, annotation.label.clone());
            spans.push(FlatSpan { range, tokens: 0..0, label, annotation: annotation.id, part });
        }
    }
    if layers == Layers::One {
        one_layer(document, options.overlaps, &mut spans, losses);
    }
    if options.cut_tokens == CutTokens::Cut {
        cut(document, &mut tokens, &spans, losses);
    }
    for span in &mut spans {
        span.tokens = tokens.partition_point(|token| token.end() <= span.range.start())
            ..tokens.partition_point(|token| token.start() < span.range.end());
    }
    spans.sort_by(|a, b| {
        let order = (a.range.start(), b.range.end()).cmp(&(b.range.start(), a.range.end()));
        order.then_with(|| (a.annotation, a.part).cmp(&(b.annotation, b.part)))
    });
    Flat { tokens, spans }
}

/// The stretches of an annotation, by number.
fn parts(
    document: &Document,
    annotation: &Annotation,
    options: &Options,
    losses: &mut Losses,
) -> Vec<(usize, TextRange)> {
    let span = &annotation.span;
    if span.count() == 1 {
        return vec![(0, span.hull())];
    }
    let mut tell = |how| losses.add(Lost::Fragments, how, 1, &document.id, Some(annotation.id));
    match options.fragments {
        Fragments::Join => {
            tell(Resolved::Joined);
            vec![(0, span.hull())]
        }
        Fragments::Split => {
            tell(Resolved::Split);
            span.fragments().enumerate().collect()
        }
    }
}

/// A stretch without what is in no token at its edges; nothing where that is all of it.
fn trimmed(text: &str, range: TextRange) -> Option<TextRange> {
    let words = range.of(text)?;
    let start = words.len() - words.trim_start_matches(is_gap).len();
    let end = words.trim_end_matches(is_gap).len();
    let at = |bytes: usize| Some(range.start() + u32::try_from(bytes).ok()?);
    TextRange::new(at(start)?, at(end)?)
}

/// From the first to the last token that a stretch touches; nothing where it touches none.
fn widened(tokens: &[TextRange], range: TextRange) -> Option<TextRange> {
    let first = tokens.get(tokens.partition_point(|token| token.end() <= range.start()))?;
    let past = tokens.partition_point(|token| token.start() < range.end());
    let last = tokens.get(past.checked_sub(1)?)?;
    if first.start() > last.start() {
        return None;
    }
    TextRange::new(first.start(), last.end())
}

/// Takes out what lies over what is kept.
fn one_layer(document: &Document, overlaps: Overlaps, spans: &mut Vec<FlatSpan>, losses: &mut Losses) {
    let text = document.article.text();
    let length = |range: TextRange| range.of(text).unwrap_or_default().chars().count();
    let mut order: Vec<usize> = (0..spans.len()).collect();
    // Sorting is stable: of equal ones the first in the order of reading comes first.
    order.sort_by_key(|place| {
        spans.get(*place).map(|span| {
            let (start, length) = (span.range.start(), std::cmp::Reverse(length(span.range)));
            match overlaps {
                Overlaps::Longest => (length, start, std::cmp::Reverse(0)),
                Overlaps::First => (std::cmp::Reverse(0), start, length),
            }
        })
    });
    let mut kept: Vec<TextRange> = Vec::new();
    let mut stays = vec![false; spans.len()];
    for place in order {
        let Some(range) = spans.get(place).map(|span| span.range) else { continue };
        let at = kept.partition_point(|other| other.end() <= range.start());
        if kept.get(at).is_none_or(|other| !other.overlaps(range)) {
            kept.insert(at, range);
            stays[place] = true;
        }
    }
    let mut place = 0;
    spans.retain(|span| {
        place += 1;
        let stays = stays.get(place - 1).is_some_and(|stays| *stays);
        if !stays {
            losses.add(Lost::Overlaps, Resolved::Left, 1, &document.id, Some(span.annotation));
        }
        stays
    });
}

/// Cuts tokens at the edges of spans.
fn cut(document: &Document, tokens: &mut Vec<TextRange>, spans: &[FlatSpan], losses: &mut Losses) {
    let mut edges = Vec::new();
    for span in spans {
        if widened(tokens, span.range) != Some(span.range) {
            losses.add(Lost::CutTokens, Resolved::Cut, 1, &document.id, Some(span.annotation));
            edges.extend([span.range.start(), span.range.end()]);
        }
    }
    if edges.is_empty() {
        return;
    }
    edges.sort_unstable();
    edges.dedup();
    let mut pieces = Vec::with_capacity(tokens.len() + edges.len());
    for token in tokens.iter() {
        let mut start = token.start();
        let first = edges.partition_point(|edge| *edge <= start);
        for edge in edges.iter().skip(first).take_while(|edge| **edge < token.end()) {
            pieces.extend(TextRange::new(start, *edge));
            start = *edge;
        }
        pieces.extend(TextRange::new(start, token.end()));
    }
    *tokens = pieces;
}

/// What a format has a place for beside spans and labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Relations, with what is said of them.
    pub relations: bool,
    /// Values, notes and things of annotations.
    pub said: bool,
    /// Values of the article.
    pub values: bool,
    /// Byline, date, address and the like.
    pub meta: bool,
    /// Title, language and who annotated it.
    pub about: bool,
    /// That an article was left out on purpose; nothing has a place for more of how far it is.
    pub skipped: bool,
}

/// Tells what a format has no place for.
pub fn tell_rest(document: &Document, places: Places, losses: &mut Losses) {
    let Document { id, meta, blocks, relations, suggestions, .. } = document;
    let mut tell = |what, count, first| losses.add(what, Resolved::Left, count, id, first);
    let reading = document.in_reading_order();
    let mut count = |what, has: &dyn Fn(&Annotation) -> bool| {
        let mut such = reading.iter().filter(|annotation| has(annotation)).map(|annotation| annotation.id);
        let first = such.next();
        tell(what, such.count() + usize::from(first.is_some()), first);
    };
    if !places.said {
        count(Lost::Attributes, &|annotation| !annotation.attributes.is_empty());
        count(Lost::Notes, &|annotation| !annotation.note.is_empty());
        count(Lost::Entities, &|annotation| annotation.entity.is_some());
    }
    count(Lost::Doubts, &|annotation| annotation.doubt.is_some());
    count(Lost::Authors, &|_| true);
    if !places.relations {
        tell(Lost::Relations, relations.len(), relations.values().next().map(|relation| relation.from));
        let values = relations.values().filter(|relation| !relation.attributes.is_empty()).count();
        tell(Lost::RelationAttributes, values, None);
    }
    let open = suggestions.values().filter(|suggestion| suggestion.verdict == Verdict::Open);
    tell(Lost::Suggestions, open.count(), None);
    if !places.values {
        tell(Lost::DocumentValues, usize::from(!meta.values.is_empty()), None);
    }
    let Meta { byline, published, source_url, site, retrieved, license, extra, .. } = &**meta;
    let known = [byline, published, source_url, site, retrieved, license].into_iter().flatten().count() + extra.len();
    if !places.meta {
        tell(Lost::Meta, usize::from(known > 0), None);
    }
    if !places.about {
        tell(Lost::Titles, usize::from(!meta.title.is_empty()), None);
        tell(Lost::Languages, usize::from(meta.language.is_some()), None);
        tell(Lost::Annotators, usize::from(meta.annotator.is_some()), None);
    }
    let is_said = meta.status == Status::New || (places.skipped && meta.status == Status::Skipped);
    tell(Lost::Statuses, usize::from(!is_said), None);
    let shaped = blocks.iter().filter(|block| block.kind != BlockKind::Paragraph || block.role == Role::Furniture);
    tell(Lost::Blocks, shaped.count(), None);
}

/// How a label is called where names must be one word: white space becomes `_`.
#[must_use]
pub fn one_word(name: &str) -> String {
    let word: String = name.chars().map(|c| if is_gap(c) { '_' } else { c }).collect();
    if word.is_empty() { "_".to_owned() } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markup;

    /// Words of the spans, words of the tokens, and what was told.
    type Made = (Vec<String>, Vec<String>, Vec<(Lost, Resolved, u32)>);

    fn made(marked: &str, options: Options, layers: Layers) -> Made {
        let document = markup::parse("a", marked).expect("well formed");
        let mut losses = Losses::default();
        let flat = flat(&document, &options, layers, &mut losses);
        let quote = |range: TextRange| document.article.quote(range).to_owned();
        for span in &flat.spans {
            let tokens = &flat.tokens[span.tokens.clone()];
            assert_eq!(
                (tokens[0].start(), tokens[tokens.len() - 1].end()),
                (span.range.start(), span.range.end()),
                "a span is its tokens"
            );
        }
        (
            flat.spans.iter().map(|span| quote(span.range)).collect(),
            flat.tokens.iter().map(|token| quote(*token)).collect(),
            losses.all().iter().map(|loss| (loss.what, loss.how, loss.count)).collect(),
        )
    }

    #[test]
    fn one_of_overlapping_spans_stays() {
        let marked = "[a [b](y#1)](x#2) [c d [e](y)](x)";
        let longest = made(marked, Options::default(), Layers::One);
        assert_eq!(
            (longest.0, longest.2),
            (vec!["a b".into(), "c d e".into()], vec![(Lost::Overlaps, Resolved::Left, 2)])
        );
        assert_eq!(made(marked, Options::default(), Layers::Many).2, [], "of many layers none is lost");
        // A short span begins first, a longer one lies over its end.
        let document = "[one [two](y#p)](x) [three four](y#p)";
        let options = |overlaps| Options { overlaps, ..Options::default() };
        assert_eq!(made(document, options(Overlaps::Longest), Layers::One).0, ["two three four"]);
        assert_eq!(made(document, options(Overlaps::First), Layers::One).0, ["one two"]);
    }

    #[test]
    fn fragments_are_joined_or_split() {
        let marked = "[a](x#1) b [c](x#1)";
        let options = |fragments| Options { fragments, ..Options::default() };
        let joined = made(marked, options(Fragments::Join), Layers::One);
        assert_eq!((joined.0, joined.2), (vec!["a b c".into()], vec![(Lost::Fragments, Resolved::Joined, 1)]));
        let split = made(marked, options(Fragments::Split), Layers::One);
        assert_eq!((split.0, split.2), (vec!["a".into(), "c".into()], vec![(Lost::Fragments, Resolved::Split, 1)]));
    }

    #[test]
    fn cut_tokens_are_widened_cut_or_left() {
        let marked = "un[break](x)able[ words ](y)[ \u{200d}](x)";
        let options = |cut_tokens| Options { cut_tokens, ..Options::default() };
        let edges = [(Lost::CutTokens, Resolved::Left, 1), (Lost::CutTokens, Resolved::Shortened, 1)];
        let widened = made(marked, options(CutTokens::Widen), Layers::One);
        assert_eq!(
            (widened.0, widened.1),
            (vec!["unbreakable".into(), "words".into()], vec!["unbreakable".into(), "words".into()])
        );
        let told: Vec<_> = widened.2.iter().filter(|loss| loss.1 != Resolved::Widened).copied().collect();
        assert!(widened.2.contains(&(Lost::CutTokens, Resolved::Widened, 1)) && told == edges);
        let cut = made(marked, options(CutTokens::Cut), Layers::One);
        assert_eq!(
            (cut.0, cut.1),
            (vec!["break".into(), "words".into()], vec!["un".into(), "break".into(), "able".into(), "words".into()])
        );
        let left = made(marked, options(CutTokens::Leave), Layers::One);
        assert_eq!((left.0, left.2[0]), (vec!["words".into()], (Lost::CutTokens, Resolved::Left, 2)));
    }
}
