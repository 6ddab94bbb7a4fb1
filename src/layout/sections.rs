//! Articles cut into sections of about 4 kB: what is filled, skipped by the browser while it is off screen, and drawn
//! again in one go. A paragraph that is many times as long is several sections of its own, so that it costs no more than
//! short ones do.

use std::ops::Range;

use crate::model::{Block, Document, TextRange};

/// Bytes of text after which a section ends at the next block.
const SIZE: u32 = 4096;

/// Bytes from which on a block is laid out in parts. Each part begins on a new line, which one sees: no paragraph that
/// somebody wrote as one is cut.
const LONG: u32 = 4 * SIZE;

/// Bytes before the end of a part in which the end of a sentence is looked for.
const SEARCH: u32 = 1024;

/// Some blocks of an article, or a part of a long one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Their numbers in reading order.
    pub blocks: Range<usize>,
    /// From the start of the first to the end of the last; of a part, what it has of its block.
    pub range: TextRange,
    /// Whether it is a part of a block.
    pub part: Option<Part>,
}

/// Which part of its block a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Whether it is the first.
    pub first: bool,
    /// Whether it is the last.
    pub last: bool,
}

impl Section {
    /// Whether a place at its very end belongs to the section after it, since its block goes on there.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.part.is_some_and(|part| !part.last)
    }
}

/// Cuts a document into sections. None for a document without blocks.
#[must_use]
pub fn sections(document: &Document) -> Vec<Section> {
    let mut all: Vec<Section> = Vec::new();
    for (number, block) in document.blocks.iter().enumerate() {
        if block.range.len() > LONG {
            all.extend(parts(number, block, document.article.text()));
            continue;
        }
        match all.last_mut() {
            Some(last) if last.range.len() < SIZE && last.part.is_none() => {
                last.blocks.end = number + 1;
                last.range = TextRange::new(last.range.start(), block.range.end()).unwrap_or(last.range);
            }
            _ => all.push(Section { blocks: number..number + 1, range: block.range, part: None }),
        }
    }
    all
}

/// The parts of a long block: they tile it.
fn parts(number: usize, block: &Block, text: &str) -> Vec<Section> {
    let (mut all, mut from) = (Vec::new(), block.range.start());
    while from < block.range.end() {
        let rest = TextRange::new(from, block.range.end());
        let to = rest.filter(|rest| rest.len() > SIZE + SEARCH).and_then(|rest| Some(from + cut(rest.of(text)?)));
        let to = to.unwrap_or(block.range.end());
        let part = Part { first: from == block.range.start(), last: to == block.range.end() };
        let Some(range) = TextRange::new(from, to) else { break };
        all.push(Section { blocks: number..number + 1, range, part: Some(part) });
        from = to;
    }
    all
}

/// Bytes after which a text is cut: behind a sentence where there is one, else behind a word, else before a character that
/// no other one is joined to.
fn cut(text: &str) -> u32 {
    let at = |place: u32| (0..=place as usize).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (low, high) = (at(SIZE - SEARCH), at(SIZE));
    let window = text.get(low..high).unwrap_or_default();
    let behind = |(at, end): (usize, &str)| at + end.len();
    let mut spaces = window.rmatch_indices(char::is_whitespace).filter(|(at, _)| *at > 0);
    let ends = |(at, _): &(usize, &str)| window.get(..*at).is_some_and(|before| before.ends_with(SENTENCE));
    let place = spaces.clone().find(ends).or_else(|| window.rmatch_indices(WIDE).next());
    let place = place.or_else(|| spaces.next()).map(behind);
    let whole = || window.char_indices().rev().find(|(at, c)| *at > 0 && c.is_alphanumeric()).map(|(at, _)| at);
    let place = place.or_else(whole);
    u32::try_from(low + place.unwrap_or(window.len())).unwrap_or(SIZE)
}

/// What a sentence ends with, before a blank.
const SENTENCE: [char; 8] = ['.', '!', '?', '”', '"', '»', '؟', '۔'];

/// What a sentence ends with where no blank follows.
const WIDE: [char; 4] = ['。', '！', '？', '」'];

/// The numbers of the sections that a range touches.
#[must_use]
pub fn touched(sections: &[Section], range: TextRange) -> Range<usize> {
    let first = sections.partition_point(|section| section.range.end() <= range.start());
    let last = sections.partition_point(|section| section.range.start() < range.end());
    first..last.max(first)
}

/// The section that a caret at a byte stands in: at the end of one section and the start of the next, it is in the first,
/// unless both are of one block.
#[must_use]
pub fn home(sections: &[Section], at: u32) -> usize {
    let number = sections.partition_point(|section| section.range.end() < at);
    let goes_on = sections.get(number).is_some_and(|section| section.range.end() == at && section.goes_on());
    number + usize::from(goes_on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markup;

    #[test]
    fn every_block_is_in_one_section() {
        let text = vec!["word ".repeat(100); 40].join("\n");
        let document = markup::parse("d", &text).expect("plain text");
        let all = sections(&document);
        assert!(all.len() > 3);
        assert_eq!(
            all.iter().flat_map(|section| section.blocks.clone()).collect::<Vec<_>>(),
            (0..40).collect::<Vec<_>>()
        );
        let third = document.blocks[all[2].blocks.start].range;
        assert_eq!(touched(&all, third), 2..3);
        let whole = TextRange::new(0, all[all.len() - 1].range.end()).expect("some text");
        assert_eq!(touched(&all, whole), 0..all.len());
        assert!(all.iter().all(|section| section.part.is_none()));
    }

    /// The sections of one long paragraph between two short ones.
    fn of_long(sentence: &str) -> (Document, Vec<Section>) {
        let long = sentence.repeat(40_000 / sentence.len());
        let document = markup::parse("d", &format!("Before.\n{long}\nAfter.")).expect("plain text");
        let all = sections(&document);
        (document, all)
    }

    #[test]
    fn a_long_paragraph_is_cut_where_no_one_reads_across() {
        for (sentence, before, next) in [
            ("Ada met the board, and left. ", ". ", "Ada"),
            ("ada met the board and then ", " ", ""),
            ("田中花子は東京で、記者に語った。", "。", "田中"),
            ("👩‍👩‍👧e\u{301}xyz", "", ""),
        ] {
            let (document, all) = of_long(sentence);
            let text = document.article.text();
            let block = document.blocks[1].range;
            let parts: Vec<&Section> = all.iter().filter(|section| section.part.is_some()).collect();
            assert!(parts.len() >= 8, "{sentence}: {}", parts.len());
            assert_eq!(parts.len() + 2, all.len(), "what is short stands apart");
            assert_eq!((parts[0].range.start(), parts[parts.len() - 1].range.end()), (block.start(), block.end()));
            for (place, part) in parts.iter().enumerate() {
                let (first, last) = (place == 0, place + 1 == parts.len());
                assert_eq!((part.blocks.clone(), part.part), (1..2, Some(Part { first, last })));
                assert!(part.range.len() <= SIZE + SEARCH && part.range.len() >= SIZE - SEARCH || last);
            }
            for pair in parts.windows(2) {
                assert_eq!(pair[0].range.end(), pair[1].range.start(), "they tile it");
                let (left, right) = text.split_at(pair[0].range.end() as usize);
                assert!(left.ends_with(before) && right.starts_with(next), "{sentence}");
                assert!(!right.starts_with(['\u{301}', '\u{200d}']) && !left.ends_with('\u{200d}'), "{sentence}");
            }
        }
    }

    #[test]
    fn a_caret_between_two_parts_is_in_the_later_one() {
        let (document, all) = of_long("Ada met the board, and left. ");
        assert_eq!(home(&all, all[1].range.end()), 2);
        assert_eq!(home(&all, all[0].range.end()), 0);
        assert_eq!(home(&all, document.blocks[1].range.end()), all.len() - 2);
    }
}
