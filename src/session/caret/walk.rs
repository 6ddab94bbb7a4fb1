//! Where a step of the caret ends. Offsets are bytes of the article.

use super::{Caret, Eyes, Grain, Step, Stride, Way};
use crate::layout::lines::{Glyph, line, nearest};
use crate::model::{Block, Document, TextRange};

/// A document and what a browser knows of it.
pub(super) struct Walk<'a> {
    pub(super) document: &'a Document,
    pub(super) eyes: &'a dyn Eyes,
}

impl Walk<'_> {
    /// The number of the block a place is in, or that ends there.
    fn number(&self, at: u32) -> Option<usize> {
        let blocks = &self.document.blocks;
        let last = blocks.len().checked_sub(1)?;
        Some(blocks.partition_point(|block| block.range.end() < at).min(last))
    }

    fn block(&self, number: usize) -> Option<&Block> {
        self.document.blocks.get(number).map(|block| &**block)
    }

    /// The nearest place at or before `at` where a caret can stand; in the next block when it is between two.
    pub(super) fn whole(&self, at: u32) -> Option<u32> {
        let block = self.block(self.number(at)?)?;
        let mut at = at.clamp(block.range.start(), block.range.end());
        while !self.document.article.text().is_char_boundary(at as usize) {
            at -= 1;
        }
        Some(self.eyes.piece(block, at, Grain::Character).map_or(at, |(piece, _)| piece.start()))
    }

    /// The piece that ends at `at` or has it inside; `None` at the start of a block.
    fn before(&self, block: &Block, at: u32, grain: Grain) -> Option<(TextRange, bool)> {
        let before = TextRange::new(block.range.start(), at).map(|range| self.document.article.quote(range))?;
        let last = before.chars().next_back()?;
        self.eyes.piece(block, at - u32::try_from(last.len_utf8()).ok()?, grain)
    }

    pub(super) fn step(&self, from: Caret, step: Step, extends: bool) -> Option<Caret> {
        let number = self.number(from.at)?;
        let block = self.block(number)?;
        let forth = match step.way {
            Way::Forth => true,
            Way::Back => false,
            Way::Right => !self.eyes.leftward(block),
            Way::Left => self.eyes.leftward(block),
        };
        let beside = if forth { self.block(number + 1) } else { number.checked_sub(1).and_then(|n| self.block(n)) };
        let at = match step.stride {
            Stride::Line => return self.vertical(from, block, beside, forth),
            Stride::Character => self.character(from.at, block, beside, forth),
            Stride::Word => self.words(from.at, block, beside, forth, extends),
            Stride::Sentence => self.sentence(from.at, block, beside, forth, extends),
            Stride::LineEdge => self.line_edge(from.at, block, forth),
            Stride::Block => match (forth, extends) {
                (true, true) if from.at < block.range.end() => block.range.end(),
                (true, true) => beside.map_or(from.at, |next| next.range.end()),
                (true, false) => beside.map_or(block.range.end(), |next| next.range.start()),
                (false, _) if from.at > block.range.start() => block.range.start(),
                (false, _) => beside.map_or(from.at, |before| before.range.start()),
            },
            Stride::Article if forth => self.document.blocks.last()?.range.end(),
            Stride::Article => self.document.blocks.first()?.range.start(),
        };
        Some(Caret::new(at))
    }

    fn character(&self, at: u32, block: &Block, beside: Option<&Block>, forth: bool) -> u32 {
        if forth {
            let piece = self.eyes.piece(block, at, Grain::Character);
            let end = piece.map(|(piece, _)| piece.end()).filter(|end| *end > at);
            return end.unwrap_or_else(|| beside.map_or(at, |next| next.range.start().max(at)));
        }
        let piece = self.before(block, at, Grain::Character);
        piece.map(|(piece, _)| piece.start()).unwrap_or_else(|| beside.map_or(at, |before| before.range.end().min(at)))
    }

    /// Plain steps go from word to word; steps that pick words out end where a word ends.
    fn words(&self, at: u32, block: &Block, beside: Option<&Block>, forth: bool, extends: bool) -> u32 {
        let found = |block: &Block, at| self.next_word(block, at, forth, extends);
        if let Some(place) = found(block, Some(at)) {
            return place;
        }
        // What has no word is passed, but not a whole block of it.
        let bare = found(block, None).is_none();
        if forth && extends && at < block.range.end() {
            return block.range.end();
        }
        if !forth && bare && at > block.range.start() {
            return block.range.start();
        }
        match beside {
            Some(other) => found(other, None).unwrap_or(match (forth, extends) {
                (true, true) => other.range.end(),
                _ => other.range.start(),
            }),
            None if forth => block.range.end(),
            None => block.range.start(),
        }
    }

    /// The edge of a word after (before) `at`; without it, of the first (last) word of the block.
    fn next_word(&self, block: &Block, at: Option<u32>, forth: bool, extends: bool) -> Option<u32> {
        if forth {
            let mut place = at.unwrap_or(block.range.start());
            while let Some((piece, word)) = self.eyes.piece(block, place, Grain::Word) {
                let edge = if extends { piece.end() } else { piece.start() };
                if word && at.is_none_or(|at| edge > at) {
                    return Some(edge);
                }
                place = piece.end();
            }
            return None;
        }
        let mut place = at.unwrap_or(block.range.end());
        while let Some((piece, word)) = self.before(block, place, Grain::Word) {
            if word {
                return Some(piece.start());
            }
            place = piece.start();
        }
        None
    }

    fn sentence(&self, at: u32, block: &Block, beside: Option<&Block>, forth: bool, extends: bool) -> u32 {
        let piece = |block: &Block, at| self.eyes.piece(block, at, Grain::Sentence).map(|(piece, _)| piece);
        // Without the space that parts it from the next.
        let end = |sentence: TextRange| {
            let words = self.document.article.quote(sentence);
            sentence.end() - u32::try_from(words.len() - words.trim_end().len()).unwrap_or(0)
        };
        if !forth {
            let back = |block: &Block, at| self.before(block, at, Grain::Sentence).map(|(piece, _)| piece.start());
            let before = || beside.map(|before| back(before, before.range.end()).unwrap_or(before.range.start()));
            return back(block, at).or_else(before).unwrap_or(at);
        }
        let mut sentence = piece(block, at);
        if extends {
            if sentence.is_some_and(|sentence| end(sentence) <= at) {
                sentence = sentence.and_then(|sentence| piece(block, sentence.end()));
            }
            let next = || beside.map(|next| piece(next, next.range.start()).map_or(next.range.end(), end));
            return sentence.map(end).or_else(next).unwrap_or(block.range.end());
        }
        let inside = sentence.map(|sentence| sentence.end()).filter(|end| *end < block.range.end());
        inside.or_else(|| beside.map(|next| next.range.start())).unwrap_or(block.range.end())
    }

    fn line_edge(&self, at: u32, block: &Block, forth: bool) -> u32 {
        let places = self.places(block);
        let here = self.line(block, &places, at);
        let place = |number: usize| places.get(number).copied().unwrap_or(block.range.end());
        if !forth {
            return place(here.start);
        }
        // Behind the space at which a line was broken stands, to the eye, the next line.
        let last =
            self.glyphs(block, &places, here.end.saturating_sub(1)).map(|range| self.document.article.quote(range));
        let broken = here.end < places.len() && last.is_some_and(|last| last.trim().is_empty());
        place(if broken { here.end - 1 } else { here.end })
    }

    fn vertical(&self, from: Caret, block: &Block, beside: Option<&Block>, down: bool) -> Option<Caret> {
        let places = self.places(block);
        let here = self.line(block, &places, from.at);
        let look = |number| self.look(block, &places, number);
        let number = places.partition_point(|place| *place < from.at);
        let column = from.column.map(f64::from).or_else(|| match places.len() {
            count if number < count => look(number).map(|glyph| glyph.start),
            count => look(count.checked_sub(1)?).map(|glyph| glyph.end),
        });
        let same = if down { (here.end < places.len()).then_some(here.end) } else { here.start.checked_sub(1) };
        let at = match (same, beside) {
            (Some(number), _) => self.in_line(block, &places, number, column),
            (None, Some(other)) => {
                let places = self.places(other);
                self.in_line(other, &places, if down { 0 } else { places.len().saturating_sub(1) }, column)
            }
            (None, None) => return Some(Caret::new(if down { block.range.end() } else { block.range.start() })),
        };
        #[expect(clippy::cast_possible_truncation, reason = "a place on a screen")]
        let column = column.map(|column| column.round() as i32);
        Some(Caret { column, ..Caret::new(self.whole(at)?) })
    }

    /// The place nearest to a column in the line of a character.
    fn in_line(&self, block: &Block, places: &[u32], number: usize, column: Option<f64>) -> u32 {
        let look = |number| self.look(block, places, number);
        let line = line(places.len(), number, &look);
        let place = column.map_or(line.start, |column| nearest(line, places.len(), column, &look));
        places.get(place).copied().unwrap_or(block.range.end())
    }

    /// The line a place is in, as numbers of characters.
    fn line(&self, block: &Block, places: &[u32], at: u32) -> std::ops::Range<usize> {
        let number = places.partition_point(|place| *place < at).min(places.len().saturating_sub(1));
        line(places.len(), number, &|number| self.look(block, places, number))
    }

    /// Where each character of a block begins.
    fn places(&self, block: &Block) -> Vec<u32> {
        let text = self.document.article.quote(block.range).char_indices();
        text.filter_map(|(at, _)| Some(block.range.start() + u32::try_from(at).ok()?)).collect()
    }

    fn glyphs(&self, block: &Block, places: &[u32], number: usize) -> Option<TextRange> {
        TextRange::new(*places.get(number)?, places.get(number + 1).copied().unwrap_or(block.range.end()))
    }

    fn look(&self, block: &Block, places: &[u32], number: usize) -> Option<Glyph> {
        self.eyes.glyph(block, self.glyphs(block, places, number)?)
    }

    /// The word at a place, else the one that ends there, else the next one in the block.
    pub(super) fn word(&self, at: u32) -> Option<TextRange> {
        let block = self.block(self.number(at)?)?;
        let word = |found: Option<(TextRange, bool)>| found.filter(|(_, word)| *word).map(|(piece, _)| piece);
        let here = word(self.eyes.piece(block, at, Grain::Word)).or_else(|| word(self.before(block, at, Grain::Word)));
        here.or_else(|| word(self.eyes.piece(block, self.next_word(block, Some(at), true, false)?, Grain::Word)))
    }

    /// What is read aloud after a step to `at`.
    pub(super) fn heard(&self, stride: Stride, at: u32) -> Option<TextRange> {
        let block = self.block(self.number(at)?)?;
        let piece = |grain| self.eyes.piece(block, at, grain).map(|(piece, _)| piece);
        match stride {
            Stride::Character | Stride::LineEdge => piece(Grain::Character),
            Stride::Word => piece(Grain::Word),
            Stride::Sentence => piece(Grain::Sentence),
            Stride::Block | Stride::Article => Some(block.range),
            Stride::Line => {
                let places = self.places(block);
                let here = self.line(block, &places, at);
                let end = places.get(here.end).copied().unwrap_or(block.range.end());
                TextRange::new(*places.get(here.start)?, end)
            }
        }
    }
}
