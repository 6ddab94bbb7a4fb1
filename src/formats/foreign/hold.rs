//! Whether a file of tokens says what was marked. What should stand in it is worked out here once more, in plain steps, from the
//! annotations, the tokenizer and what was chosen, and without what writers make their spans with ([`flat`](super::flat)):
//! each annotation is there, with its own words, or gave way to one that is; and what is not there has been told.

use std::collections::BTreeMap;

use serde_json::Value;

use super::called::Called;
use super::flat::Layers;
use super::lines::text_of;
use super::options::{CutTokens, Overlaps};
use super::says::stretches;
use super::tokens::tokens;
use super::{Options, Out, Proof};
use crate::formats::loss::{Losses, Lost, Resolved};
use crate::model::{Document, TextRange};

/// A span as it was read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its label.
    pub label: String,
    /// Its place in the text; nothing where it is none.
    pub range: Option<TextRange>,
    /// The words that the file has there.
    pub words: String,
}

/// What was read again of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// Its tokens, in the order of the file; nothing for one that is not in the text.
    pub tokens: Vec<Option<TextRange>>,
    /// Its spans.
    pub spans: Vec<Found>,
}

/// What a writer was asked for, and what it told of the document.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What was chosen.
    pub options: &'a Options,
    /// Whether spans may lie over each other.
    pub layers: Layers,
    /// How labels are called.
    pub called: &'a Called,
    /// How many spans were told as left out.
    pub left: u32,
}

/// How many spans were told as left out so far.
#[must_use]
pub fn left_out(losses: &Losses) -> u32 {
    let is_left = |what| matches!(what, Lost::Overlaps | Lost::CutTokens);
    losses.all().iter().filter(|loss| is_left(loss.what) && loss.how == Resolved::Left).map(|loss| loss.count).sum()
}

/// The line of JSON that was appended to a file for a document, with its text held against the document's. Told where there is
/// none.
#[must_use]
pub fn record(document: &Document, out: &Out, path: &str, proof: &mut Proof) -> Option<Value> {
    let record = serde_json::from_str::<Value>(&out.text_of(path)).ok().filter(Value::is_object);
    match &record {
        None => proof.broken(&document.id, path, "no JSON"),
        Some(record) => proof.words(&document.id, "text", text_of(record, "text"), document.article.text()),
    }
    record
}

/// The text of a record, by characters as its offsets count them.
#[derive(Clone, Debug)]
pub struct Counted<'a> {
    text: &'a str,
    /// The byte at which each character begins, and the end.
    starts: Vec<usize>,
}

impl<'a> Counted<'a> {
    /// Counts a text.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        Self { text, starts: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect() }
    }

    /// The bytes between two characters, by their numbers.
    #[must_use]
    pub fn range(&self, (start, end): (u64, u64)) -> Option<TextRange> {
        let byte = |at: u64| u32::try_from(*self.starts.get(usize::try_from(at).ok()?)?).ok();
        TextRange::new(byte(start)?, byte(end)?)
    }

    /// The words between two characters.
    #[must_use]
    pub fn cut(&self, place: (u64, u64)) -> &'a str {
        self.range(place).and_then(|range| range.of(self.text)).unwrap_or("(outside of the text)")
    }

    /// A span with this label between two characters.
    #[must_use]
    pub fn found(&self, label: String, place: (u64, u64)) -> Found {
        Found { label, range: self.range(place), words: self.cut(place).to_owned() }
    }
}

/// Holds what was read again of a document against its annotations.
pub fn hold(document: &Document, asked: &Asked<'_>, again: &Again, proof: &mut Proof) {
    let (id, article) = (&document.id, &document.article);
    let base = tokens(article.text());
    hold_tokens(document, asked.options.cut_tokens, &base, again, proof);
    let mut rest: BTreeMap<(Option<TextRange>, String), Vec<&Found>> = BTreeMap::new();
    for found in &again.spans {
        rest.entry((found.range, found.label.clone())).or_default().push(found);
    }
    let mut left = 0;
    for annotation in document.in_reading_order() {
        let label = asked.called.name(&annotation.label);
        for (own, part) in stretches(annotation, asked.options).into_iter().zip(1..) {
            let Some(range) = in_tokens(own, &base, asked.options.cut_tokens) else {
                left += 1;
                continue;
            };
            let place = format!("{} ({part})", annotation.id);
            if let Some(found) = rest.get_mut(&(Some(range), label.to_string())).and_then(Vec::pop) {
                // Where nothing had to change these are the annotation's own words.
                proof.words(id, &place, &found.words, article.quote(range));
            } else if asked.layers == Layers::One
                && again.spans.iter().any(|other| asked.goes_before(document, other, range))
            {
                left += 1;
            } else {
                proof.broken(id, &place, "a span is missing");
            }
        }
    }
    for surplus in rest.values().flatten() {
        proof.broken(id, &surplus.words, "a span that nobody marked");
    }
    if left != asked.left {
        proof.broken(id, "spans", &format!("{left} are not there, {} were told", asked.left));
    }
}

impl Asked<'_> {
    /// Whether a span that is there is one to which another gives way.
    fn goes_before(&self, document: &Document, found: &Found, range: TextRange) -> bool {
        let Some(other) = found.range.filter(|other| other.overlaps(range)) else { return false };
        let length = |range| document.article.quote(range).chars().count();
        let (other, range) = ((other.start(), length(other)), (range.start(), length(range)));
        match self.options.overlaps {
            Overlaps::Longest => other.1 > range.1 || (other.1 == range.1 && other.0 <= range.0),
            Overlaps::First => other.0 < range.0 || (other.0 == range.0 && other.1 >= range.1),
        }
    }
}

/// Where a stretch stands as tokens have it; nothing where it is not to be there.
fn in_tokens(own: TextRange, base: &[TextRange], cut: CutTokens) -> Option<TextRange> {
    let from = base.partition_point(|token| token.end() <= own.start());
    let touched = base.get(from..)?.iter().take_while(|token| token.start() < own.end());
    let whole = TextRange::new(base.get(from)?.start(), touched.last()?.end())?;
    let seen = own.intersection(whole)?;
    match cut {
        CutTokens::Widen => Some(whole),
        CutTokens::Cut => Some(seen),
        CutTokens::Leave => (whole == seen).then_some(whole),
    }
}

/// Whether these are the tokens of the text, cut nowhere but at the edges of spans where that was chosen.
fn hold_tokens(document: &Document, cut: CutTokens, base: &[TextRange], again: &Again, proof: &mut Proof) {
    let mut edges: Vec<u32> = Vec::new();
    if cut == CutTokens::Cut {
        edges =
            again.spans.iter().filter_map(|found| found.range).flat_map(|range| [range.start(), range.end()]).collect();
        edges.sort_unstable();
    }
    let mut expected = Vec::new();
    for token in base {
        let inside = edges.iter().skip(edges.partition_point(|edge| *edge <= token.start()));
        let mut start = token.start();
        for end in inside.take_while(|edge| **edge < token.end()).chain([&token.end()]) {
            expected.extend(TextRange::new(start, *end));
            start = *end;
        }
    }
    if !again.tokens.iter().copied().eq(expected.iter().copied().map(Some)) {
        proof.broken(&document.id, "tokens", "not those of the text");
    }
}
