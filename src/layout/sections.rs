//! Articles cut into sections of about 4 kB: what is filled, skipped by the browser while it is off screen, and drawn
//! again in one go.

use std::ops::Range;

use crate::model::{Document, TextRange};

/// Bytes of text after which a section ends at the next block.
const SIZE: u32 = 4096;

/// Some blocks of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Their numbers in reading order.
    pub blocks: Range<usize>,
    /// From the start of the first to the end of the last.
    pub range: TextRange,
}

/// Cuts a document into sections. None for a document without blocks.
#[must_use]
pub fn sections(document: &Document) -> Vec<Section> {
    let mut all: Vec<Section> = Vec::new();
    for (number, block) in document.blocks.iter().enumerate() {
        match all.last_mut() {
            Some(last) if last.range.len() < SIZE => {
                last.blocks.end = number + 1;
                last.range = TextRange::new(last.range.start(), block.range.end()).unwrap_or(last.range);
            }
            _ => all.push(Section { blocks: number..number + 1, range: block.range }),
        }
    }
    all
}

/// The numbers of the sections that a range touches.
#[must_use]
pub fn touched(sections: &[Section], range: TextRange) -> Range<usize> {
    let first = sections.partition_point(|section| section.range.end() <= range.start());
    let last = sections.partition_point(|section| section.range.start() < range.end());
    first..last.max(first)
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
    }
}
