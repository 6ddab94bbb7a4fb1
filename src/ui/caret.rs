//! The caret's eyes: what only the browser knows of the open article, for `session::caret`.

use std::cell::RefCell;
use std::rc::Rc;

use super::effects::after_drawing;
use super::gesture::byte;
use super::store::Store;
use crate::browser::{dom, geometry, segmenter, selection};
use crate::layout::lines::Glyph;
use crate::model::{Block, BlockId, Boundaries, Document, TextRange, Unit};
use crate::session::Action;
use crate::session::caret::{Eyes, Grain, Seek, answer, word_at};

/// Finds a place and tells.
#[inline(never)] // so that it can travel later
pub fn seek(store: &Store, seek: Seek) {
    let found = store.with(|state| {
        let page = PageEyes::of(state.document()?.clone());
        answer(state, seek, &page)
    });
    if let Some(found) = found {
        store.dispatch(Action::Found(found));
    }
}

/// Pixels beside a word in which a finger still means it.
const REACH: f64 = 9.0;

/// The word at a point of the window, in CSS pixels; none where there is no word so near.
#[inline(never)] // so that it can travel later
#[must_use]
pub fn word_under(store: &Store, (x, y): (f64, f64)) -> Option<TextRange> {
    let place = selection::at_point(&dom::find("[data-document]")?, x, y)?;
    let document = store.with(|state| state.document().cloned())?;
    let at = byte(&document, place, false)?;
    let page = PageEyes::of(document.clone());
    let word = word_at(&document, &page, at)?;
    let [left, right, top, bottom] = page.measure(document.block(BlockId(place.block))?, word)?;
    let near = |at: f64, from: f64, to: f64| (from - REACH..=to + REACH).contains(&at);
    (near(x, left, right) && near(y, top, bottom)).then_some(word)
}

/// Scrolls as far as the caret needs.
#[inline(never)] // so that it can travel later
pub fn reveal(store: &Store) {
    let again = store.clone();
    after_drawing(store, move || {
        let place = again.with(|state| {
            let (document, at) = (state.document()?, state.caret?.at);
            let block = document.blocks.iter().find(|block| at <= block.range.end())?;
            let text = document.article.quote(block.range);
            // The character behind the caret; at the end of a block the one before it.
            let here = (at - block.range.start()) as usize;
            let next = text.get(here..).and_then(|rest| rest.chars().next());
            let before = text.get(..here).and_then(|start| start.chars().next_back());
            let length = |c: char| u32::try_from(c.len_utf8()).unwrap_or(1);
            let range = match (next, before) {
                (Some(next), _) => TextRange::new(at, at + length(next)),
                (None, before) => before.and_then(|before| TextRange::new(at - length(before), at)),
            };
            PageEyes::of(document.clone()).measure(block, range?)
        });
        if let Some([_, _, top, bottom]) = place {
            geometry::show_line(top, bottom);
        }
    });
}

struct PageEyes {
    document: Rc<Document>,
    readers: RefCell<Vec<(u32, Grain, Rc<segmenter::Reader>)>>,
    rulers: RefCell<Vec<(u32, Rc<geometry::Ruler>)>>,
}

impl PageEyes {
    fn of(document: Rc<Document>) -> Self {
        Self { document, readers: RefCell::default(), rulers: RefCell::default() }
    }

    /// UTF-16 units from the block's start to the byte `at`.
    fn units(&self, block: &Block, at: u32) -> Option<u32> {
        let convert = |at| self.document.article.convert(at, Unit::Byte, Unit::Utf16);
        convert(at)?.checked_sub(convert(block.range.start())?)
    }

    fn bytes(&self, block: &Block, units: u32) -> Option<u32> {
        let start = self.document.article.convert(block.range.start(), Unit::Byte, Unit::Utf16)?;
        self.document.article.convert(start + units, Unit::Utf16, Unit::Byte)
    }

    fn reader(&self, block: &Block, grain: Grain) -> Option<Rc<segmenter::Reader>> {
        let known = self.readers.borrow().iter().find(|known| (known.0, known.1) == (block.id.0, grain)).cloned();
        if let Some((_, _, reader)) = known {
            return Some(reader);
        }
        let name = match grain {
            Grain::Character => "grapheme",
            Grain::Word => "word",
            Grain::Sentence => "sentence",
        };
        let (text, language) = (self.document.article.quote(block.range), self.document.meta.language.as_deref());
        let reader = Rc::new(segmenter::Reader::new(text, name, language)?);
        self.readers.borrow_mut().push((block.id.0, grain, reader.clone()));
        Some(reader)
    }

    fn ruler(&self, block: &Block) -> Option<Rc<geometry::Ruler>> {
        let known = self.rulers.borrow().iter().find(|known| known.0 == block.id.0).cloned();
        if let Some((_, ruler)) = known {
            return Some(ruler);
        }
        let ruler = Rc::new(geometry::Ruler::of(block.id.0)?);
        self.rulers.borrow_mut().push((block.id.0, ruler.clone()));
        Some(ruler)
    }

    fn measure(&self, block: &Block, range: TextRange) -> Option<[f64; 4]> {
        self.ruler(block)?.measure(self.units(block, range.start())?, self.units(block, range.end())?)
    }
}

impl Eyes for PageEyes {
    fn piece(&self, block: &Block, at: u32, grain: Grain) -> Option<(TextRange, bool)> {
        if at >= block.range.end() {
            return None;
        }
        let (start, end, word) = self.reader(block, grain)?.at(self.units(block, at)?)?;
        Some((TextRange::new(self.bytes(block, start)?, self.bytes(block, end)?)?, word))
    }

    fn around(&self, range: TextRange) -> Boundaries {
        segmenter::around(self.document.article.text(), range, self.document.meta.language.as_deref())
    }

    fn leftward(&self, block: &Block) -> bool {
        self.ruler(block).is_some_and(|ruler| ruler.leftward)
    }

    fn glyph(&self, block: &Block, range: TextRange) -> Option<Glyph> {
        let [left, right, top, bottom] = self.measure(block, range)?;
        let (start, end) = if self.leftward(block) { (right, left) } else { (left, right) };
        Some(Glyph { start, end, middle: f64::midpoint(top, bottom), height: bottom - top })
    }

    fn top(&self) -> Option<BlockId> {
        dom::find("[data-pane=article]").and_then(|pane| geometry::top_block(&pane)).map(BlockId)
    }
}
