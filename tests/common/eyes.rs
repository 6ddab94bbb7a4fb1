//! What a browser knows, in plain code: UAX 29, and lines of forty characters.

use std::rc::Rc;

use manicule::layout::lines::Glyph;
use manicule::model::{Block, BlockId, Boundaries, Document, TextRange};
use manicule::session::caret::{Eyes, Grain};
use unicode_segmentation::UnicodeSegmentation as _;

/// Characters in a line.
const WIDTH: usize = 40;

pub(crate) struct PlainEyes(pub(crate) Rc<Document>);

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("a short text")
}

impl Eyes for PlainEyes {
    fn piece(&self, block: &Block, at: u32, grain: Grain) -> Option<(TextRange, bool)> {
        let text = self.0.article.quote(block.range);
        let pieces: Vec<(usize, &str)> = match grain {
            Grain::Character => text.grapheme_indices(true).collect(),
            Grain::Word => text.split_word_bound_indices().collect(),
            Grain::Sentence => text.split_sentence_bound_indices().collect(),
        };
        let at = at.checked_sub(block.range.start())?;
        let found = pieces.into_iter().find(|(start, piece)| number(*start) <= at && at < number(start + piece.len()));
        let (start, piece) = found?;
        let start = block.range.start() + number(start);
        Some((TextRange::new(start, start + number(piece.len()))?, piece.chars().any(char::is_alphanumeric)))
    }

    fn around(&self, _: TextRange) -> Boundaries {
        let text = self.0.article.text();
        let words = text.unicode_word_indices();
        Boundaries {
            words: words.filter_map(|(at, word)| TextRange::new(number(at), number(at + word.len()))).collect(),
            graphemes: text.grapheme_indices(true).map(|(at, _)| number(at)).chain([number(text.len())]).collect(),
        }
    }

    fn leftward(&self, block: &Block) -> bool {
        let first = self.0.article.quote(block.range).chars().find(|c| c.is_alphabetic());
        first.is_some_and(|c| ('\u{590}'..'\u{900}').contains(&c))
    }

    fn glyph(&self, block: &Block, range: TextRange) -> Option<Glyph> {
        let before = self.0.article.quote(TextRange::new(block.range.start(), range.end())?).chars().count() - 1;
        let float = |n: usize| f64::from(number(n));
        let (start, middle) = (float(before % WIDTH) * 10.0, float(before / WIDTH) * 37.0);
        Some(Glyph { start, end: start + 10.0, middle, height: 22.0 })
    }

    fn top(&self) -> Option<BlockId> {
        None
    }
}
