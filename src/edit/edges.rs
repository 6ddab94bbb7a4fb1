//! Moving one edge of a span: where it may stop, and what the span is then.
//!
//! Pure: where characters, words and sentences end comes in. [`windows`] says which stretches of the text have to be
//! known, [`stop`] where the edge goes, [`moved`] what the span becomes. An edge never crosses the other end of its
//! fragment, and fragments that come to touch become one.

use super::snap::{snap, without_furniture};
use crate::model::{Block, Boundaries, Document, Role, Snap, Span, TextRange};

/// One end of one fragment of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Which fragment, in the order of the text.
    pub fragment: usize,
    /// Its end; else its start.
    pub end: bool,
}

/// How far a key moves an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stride {
    /// A character as a person sees it.
    Character,
    /// A word.
    Word,
    /// A sentence.
    Sentence,
}

/// What is known of the stretches that were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Words and characters.
    pub boundaries: Boundaries,
    /// Sentences, ascending, with the space that follows each.
    pub sentences: Vec<TextRange>,
}

/// Bytes looked at on each side of an edge: longer than any word.
const REACH: u32 = 400;

/// The same for sentences.
const FAR: u32 = 8000;

impl Edge {
    /// The end of the last fragment: what a hand moves most.
    #[must_use]
    pub fn last(span: &Span) -> Self {
        Self { fragment: span.count() - 1, end: true }
    }

    /// This edge where the span has it, else the nearest that it has.
    #[must_use]
    pub fn of(self, span: &Span) -> Self {
        Self { fragment: self.fragment.min(span.count() - 1), ..self }
    }

    /// The next edge in the order of the text; after the last one the first.
    #[must_use]
    pub fn next(self, span: &Span) -> Self {
        let here = self.of(span);
        let fragment = if here.end { (here.fragment + 1) % span.count() } else { here.fragment };
        Self { fragment, end: !here.end }
    }

    /// Its fragment.
    #[must_use]
    pub fn fragment(self, span: &Span) -> Option<TextRange> {
        span.fragments().nth(self.fragment)
    }

    /// The byte at which it stands.
    #[must_use]
    pub fn at(self, span: &Span) -> Option<u32> {
        self.fragment(span).map(|range| if self.end { range.end() } else { range.start() })
    }

    /// A byte that belongs to the fragment and lies beside the edge.
    fn inside(self, at: u32) -> u32 {
        if self.end { at.saturating_sub(1) } else { at }
    }

    /// The fragment `here` with this edge at `at`; `None` where nothing would be left.
    fn stretched(self, here: TextRange, at: u32) -> Option<TextRange> {
        if self.end { TextRange::new(here.start(), at) } else { TextRange::new(at, here.end()) }
    }

    /// Whether it may stand at `at`: where a block has a character on the inner side.
    fn stands(self, document: &Document, at: u32) -> bool {
        let inner = self.inside(at);
        (at > 0 || !self.end) && block_with(document, inner).is_some()
    }
}

fn block_with(document: &Document, at: u32) -> Option<(usize, &Block)> {
    let place = document.block_at(at);
    document.blocks.get(place).filter(|block| block.range.contains(at)).map(|block| (place, &**block))
}

/// The stretches of the text that have to be known to move an edge: around it, and the next block in that direction
/// where the edge may leave its own. Furniture between two blocks of the article is passed over.
#[must_use]
pub fn windows(document: &Document, span: &Span, edge: Edge, stride: Stride, forward: bool) -> Vec<TextRange> {
    let Some(at) = edge.at(span) else { return Vec::new() };
    let Some((place, block)) = block_with(document, edge.inside(at)) else { return Vec::new() };
    let text = document.article.text();
    let reach = if stride == Stride::Sentence { FAR } else { REACH };
    let around = |block: &Block, at: u32| {
        let start = floor(text, block.range.start().max(at.saturating_sub(reach)));
        let end = floor(text, block.range.end().min(at.saturating_add(reach)));
        TextRange::new(start, end)
    };
    let here = around(block, at);
    let whole = here.is_some_and(|here| match forward {
        true => here.end() == block.range.end(),
        false => here.start() == block.range.start(),
    });
    let fits = |other: &&&std::rc::Rc<Block>| block.role == Role::Furniture || other.role == Role::Body;
    let (before, after) = (document.blocks.get(..place), document.blocks.get(place + 1..));
    let next = match forward {
        true => after.and_then(|all| all.iter().find(|b| fits(&b))).and_then(|b| around(b, b.range.start())),
        false => before.and_then(|all| all.iter().rev().find(|b| fits(&b))).and_then(|b| around(b, b.range.end())),
    };
    let next = next.filter(|_| whole);
    if forward { here.into_iter().chain(next).collect() } else { next.into_iter().chain(here).collect() }
}

/// The last scalar boundary at or before `at`.
fn floor(text: &str, at: u32) -> u32 {
    let mut at = (at as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Where a key takes an edge: the nearest place that way where a character, word or sentence begins or ends, as `how`
/// says for words and sentences. `None` where there is none, or where nothing would be left of the fragment.
#[must_use]
pub fn stop(
    document: &Document,
    span: &Span,
    edge: Edge,
    (stride, forward): (Stride, bool),
    how: Snap,
    known: &Known,
) -> Option<u32> {
    let (here, at) = (edge.fragment(span)?, edge.at(span)?);
    let text = document.article.text();
    let end_of = |range: &TextRange| if edge.end { range.end() } else { range.start() };
    let mut places: Vec<u32> = match stride {
        Stride::Character => known.boundaries.graphemes.clone(),
        Stride::Word => known.boundaries.words.iter().map(end_of).collect(),
        Stride::Sentence => {
            let bare = known.sentences.iter().filter_map(|range| bare(text, *range));
            bare.map(|range| end_of(&range)).collect()
        }
    };
    if !forward {
        places.reverse();
    }
    let further = |place: u32| if forward { place > at } else { place < at };
    places.into_iter().filter(|place| further(*place)).find_map(|place| {
        let raw = edge.stretched(here, place)?;
        let place = match stride {
            Stride::Character => place,
            _ => snapped(text, raw, edge, how, &known.boundaries).unwrap_or(place),
        };
        // What a rule takes in again is no step: the word after it is meant.
        let left = edge.stretched(here, place);
        (further(place) && edge.stands(document, place) && left.is_some()).then_some(place)
    })
}

/// Where the edge of the fragment `raw` belongs, its other end staying. `None` where there is only white space.
#[must_use]
pub fn snapped(text: &str, raw: TextRange, edge: Edge, how: Snap, known: &Boundaries) -> Option<u32> {
    let ends = |range: TextRange| if edge.end { (range.start(), range.end()) } else { (range.end(), range.start()) };
    let found = snap(text, raw, how, known)?;
    // A quotation mark is taken in where its partner is.
    let alone = how == Snap::WordsWithQuotes && ends(found).0 != ends(raw).0;
    let found = if alone { snap(text, raw, Snap::Words, known)? } else { found };
    Some(ends(found).1)
}

/// Without the white space at its ends.
fn bare(text: &str, range: TextRange) -> Option<TextRange> {
    let words = range.of(text)?;
    let size = |words: &str| u32::try_from(words.len()).unwrap_or(0);
    let start = range.start() + size(words) - size(words.trim_start());
    TextRange::new(start, range.end() - (size(words) - size(words.trim_end())))
}

/// The span with one edge at `to`, and that edge in it. What is left is at least one character; fragments that the
/// edge reaches become one with its own; furniture that a fragment grows over becomes a gap. `None` when the span has
/// no such edge, or nothing changes.
#[must_use]
pub fn moved(document: &Document, span: &Span, edge: Edge, to: u32, known: &Boundaries) -> Option<(Span, Edge)> {
    let text = document.article.text();
    let here = edge.fragment(span)?;
    let words = here.of(text)?;
    let size = |c: char| u32::try_from(c.len_utf8()).unwrap_or(4);
    let to = floor(text, to);
    let grown = if edge.end {
        let least = known.ceil(here.start() + words.chars().next().map_or(1, size)).min(here.end());
        edge.stretched(here, known.ceil(to).max(least))?
    } else {
        let most = known.floor(here.end() - words.chars().next_back().map_or(1, size)).max(here.start());
        edge.stretched(here, known.floor(to).min(most))?
    };
    grown.of(text)?;
    let pieces = pieces(document, here, grown);
    let inner = match edge.end {
        true => pieces.last()?.end() - 1,
        false => pieces.first()?.start(),
    };
    let others = span.fragments().enumerate().filter(|(place, _)| *place != edge.fragment).map(|(_, range)| range);
    let next = Span::new(others.chain(pieces.iter().copied()).collect())?;
    let fragment = next.fragments().position(|range| range.contains(inner))?;
    (next != *span).then_some((next, Edge { fragment, ..edge }))
}

/// What a fragment becomes that grows, in the order of the text: furniture is cut out, unless the fragment lay in some
/// before. What it had stays.
fn pieces(document: &Document, here: TextRange, grown: TextRange) -> Vec<TextRange> {
    let in_body = block_with(document, here.start()).is_some_and(|(_, block)| block.role == Role::Body);
    let grows = grown.start() <= here.start() && here.end() <= grown.end();
    if !grows || !in_body || without_furniture(document, here) != [here] {
        return vec![grown];
    }
    let cut = without_furniture(document, grown).into_iter().chain([here]).collect();
    Span::new(cut).map_or_else(|| vec![grown], |span| span.fragments().collect())
}

/// Whether lines of this text run from right to left: its first letter decides, as in the page.
#[must_use]
pub fn is_right_to_left(text: &str) -> bool {
    let letter = |c: &char| match u32::from(*c) {
        code if code < 0xc0 => c.is_ascii_alphabetic(),
        // Punctuation and signs.
        code => !matches!(code, 0x2000..=0x2bff | 0x3000..=0x303f | 0xfe00..=0xfe2f),
    };
    let first = text.chars().find(letter);
    first.is_some_and(|c| matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff))
}

/// Whether the lines around an edge run from right to left.
#[must_use]
pub fn runs_right_to_left(document: &Document, span: &Span, edge: Edge) -> bool {
    let block = edge.at(span).and_then(|at| block_with(document, edge.inside(at)));
    block.is_some_and(|(_, block)| is_right_to_left(document.article.quote(block.range)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markup;
    use unicode_segmentation::UnicodeSegmentation as _;

    fn offset(at: usize) -> u32 {
        u32::try_from(at).expect("a short text")
    }

    /// UAX 29 in place of the browser's segmenter.
    fn known(text: &str, windows: &[TextRange]) -> Known {
        let mut all = Known::default();
        for window in windows {
            let (from, words) = (window.start(), window.of(text).expect("on the text"));
            let range = |(at, piece): (usize, &str)| {
                TextRange::new(from + offset(at), from + offset(at + piece.len())).expect("not empty")
            };
            all.boundaries.words.extend(words.unicode_word_indices().map(range));
            let graphemes = words.grapheme_indices(true).map(|(at, _)| from + offset(at));
            all.boundaries.graphemes.extend(graphemes.chain([window.end()]));
            all.sentences.extend(words.split_sentence_bound_indices().map(range));
        }
        all
    }

    /// Moves edges of the first annotation. `s` and `e` choose an edge of the fragment whose number follows; `>` and
    /// `<` move it by a character, `>w` by a word, `>s` by a sentence.
    fn check(how: Snap, marked: &str, moves: &str, expected: &str) {
        let document = markup::parse("d", marked).expect("well formed");
        let text = document.article.text();
        let mut span = document.in_reading_order().first().expect("one").span.clone();
        let mut edge = Edge::last(&span);
        for one in moves.split(' ') {
            let (first, rest) = one.split_at(1);
            if matches!(first, "s" | "e") {
                edge = Edge { fragment: rest.parse().expect("a number"), end: first == "e" };
                continue;
            }
            let stride = match rest {
                "w" => Stride::Word,
                "s" => Stride::Sentence,
                _ => Stride::Character,
            };
            let forward = first == ">";
            let known = known(text, &windows(&document, &span, edge, stride, forward));
            let Some(to) = stop(&document, &span, edge, (stride, forward), how, &known) else { continue };
            if let Some(next) = moved(&document, &span, edge, to, &known.boundaries) {
                (span, edge) = next;
            }
        }
        assert_eq!(span.quote(&document.article), expected, "{marked} after {moves}");
    }

    #[test]
    fn by_characters() {
        check(Snap::Words, "[Ada](person) met Bob.", "> >", "Ada m");
        check(Snap::Words, "[Ada](person) met Bob.", "< < < <", "A");
        check(Snap::Words, "So [Ada](person) met.", "s0 < > > >", "a");
        check(Snap::Words, "x [a](person)👩‍👩‍👧e\u{301}z", "> >", "a👩‍👩‍👧e\u{301}");
        check(Snap::Words, "[東](place)京都", ">", "東京");
        // Over the end of a block, and back.
        check(Snap::Words, "See [Ada](person)\nBob left", ">", "Ada\nB");
        check(Snap::Words, "See [Ada](person)\nBob left", "> <", "Ada");
        check(Snap::Words, "[Ada](person)", "> s0 <", "Ada");
    }

    #[test]
    fn by_words() {
        check(Snap::Words, "[Ada](person) met Bob, later.", ">w >w", "Ada met Bob");
        check(Snap::Words, "[Ada met Bob](person), later.", "<w <w", "Ada");
        // The last word stays.
        check(Snap::Words, "[Ada](person) met", "<w", "Ada");
        check(Snap::Words, "Now Ada [met](cue)", "s0 <w <w", "Now Ada met");
        check(Snap::Words, "about [some](cue) 5% of it", ">w", "some 5%");
        check(Snap::Words, "about [some 5%](cue) of it", "<w", "some");
        check(Snap::WordsWithQuotes, "he: “[It](claim) rained,” she said", ">w", "It rained");
        check(Snap::WordsWithQuotes, "he: “[It rained](claim),” she said", "s0 <w", "he: “It rained");
        check(Snap::Exact, "[Ada](person) met Bob, later.", ">w", "Ada met");
    }

    #[test]
    fn by_sentences() {
        let text = "It [rained](cue). She left. He stayed.";
        check(Snap::Exact, text, ">s >s", "rained. She left.");
        check(Snap::WordsWithQuotes, text, ">s >s", "rained. She left. He stayed");
        check(Snap::Exact, text, "s0 <s", "It rained");
        check(Snap::Exact, "One. Two. [Three](cue).", "s0 <s", "Two. Three");
    }

    #[test]
    fn fragments() {
        let split = "[It rained](claim#a), she said, [all day](claim#a).";
        check(Snap::Words, split, "e0 >w", "It rained, she … all day");
        check(Snap::Words, split, "e0 >w >w >w", "It rained, she said, all day");
        check(Snap::Words, split, "s1 <w <w <w", "It rained, she said, all day");
        check(Snap::Words, split, "s1 >w >w", "It rained … day");
        // The edge is the same one after two became one.
        check(Snap::Words, split, "e0 >w >w >w <w", "It rained, she said, all");
    }

    #[test]
    fn furniture_becomes_a_gap() {
        let page = "[Ada](claim) met\n{p furniture}READ MORE\nThey talked.";
        check(Snap::Words, page, ">w >w", "Ada met … They");
        check(Snap::Words, page, ">w >w >w", "Ada met … They talked");
    }

    #[test]
    fn edges_go_round() {
        let document = markup::parse("d", "[a](claim#a) b [c](claim#a)").expect("well formed");
        let span = &document.in_reading_order()[0].span.clone();
        let mut edge = Edge::last(span);
        let mut seen = String::new();
        for _ in 0..4 {
            edge = edge.next(span);
            seen.push_str(&format!("{}{} ", if edge.end { "e" } else { "s" }, edge.fragment));
        }
        assert_eq!(seen, "s0 e0 s1 e1 ");
    }

    #[test]
    fn lines_run_as_their_first_letter() {
        assert!(is_right_to_left("140 راكبا Linnea"));
        assert!(is_right_to_left("“שלום"));
        assert!(!is_right_to_left("Linnea راكبا"));
        assert!(!is_right_to_left("… 140"));
    }
}
