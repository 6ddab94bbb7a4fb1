//! The caret: a place between two characters of the open article, and how it moves. Pure: what only a browser knows
//! (where characters, words and sentences end, where something is drawn) is asked through [`Eyes`].
//!
//! A command says which way, as an effect; the edge calls [`answer`] with its eyes and sends back what comes of it.

mod walk;

use self::walk::Walk;
use crate::edit::Selection;
use crate::layout::lines::Glyph;
use crate::model::{Block, BlockId, Boundaries, Document, LabelId, TextRange};

use super::state::State;

/// A place in the open article; inside a block or at its end, between two characters as a person sees them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caret {
    /// Where, in bytes.
    pub at: u32,
    /// Where words that are picked out begin or end on the other side; `at` when none are.
    pub anchor: u32,
    /// The column that is kept while it goes up and down, in CSS pixels.
    pub column: Option<i32>,
}

impl Caret {
    /// A caret with nothing picked out.
    #[must_use]
    pub const fn new(at: u32) -> Self {
        Self { at, anchor: at, column: None }
    }

    /// What lies between anchor and caret.
    #[must_use]
    pub fn range(self) -> Option<TextRange> {
        TextRange::new(self.at.min(self.anchor), self.at.max(self.anchor))
    }
}

/// How far a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the thing of its name")]
pub enum Stride {
    Character,
    Word,
    Sentence,
    Line,
    LineEdge,
    Block,
    Article,
}

/// Which way. Left and right are as the hand means them: in a block that runs from right to left, left goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the way of its name")]
pub enum Way {
    Left,
    Right,
    Back,
    Forth,
}

/// A step of the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// How far.
    pub stride: Stride,
    /// Which way.
    pub way: Way,
}

/// What is asked of the edge.
#[derive(Clone, Debug, PartialEq)]
pub enum Seek {
    /// A first place for the caret.
    Enter,
    /// A step; with what it passes picked out, or not.
    Walk(Step, bool),
    /// A place that was reached otherwise; what is picked out stays.
    Place(u32),
    /// The word at the caret, to put a label on.
    Word(LabelId),
}

/// What the edge found.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// The caret's new place.
    Caret {
        /// The caret.
        caret: Caret,
        /// Whether it picks out what lies between it and its anchor.
        extends: bool,
        /// Whether what is picked out stays.
        keeps: bool,
        /// What to read aloud there.
        heard: Option<TextRange>,
        /// Boundaries around the words.
        boundaries: Boundaries,
    },
    /// A word and what is to be put on it; none where there is no word.
    Word(LabelId, Option<(TextRange, Boundaries)>),
}

/// What a text is cut into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the thing of its name")]
pub enum Grain {
    Character,
    Word,
    Sentence,
}

/// What only a browser knows.
pub trait Eyes {
    /// The piece of a block that contains the byte `at`, and whether it is a word; `None` past its end.
    fn piece(&self, block: &Block, at: u32, grain: Grain) -> Option<(TextRange, bool)>;
    /// Boundaries around the edges of a range.
    fn around(&self, range: TextRange) -> Boundaries;
    /// Whether a block runs from right to left.
    fn leftward(&self, block: &Block) -> bool;
    /// Where the characters (code points) in a range of a block are drawn.
    fn glyph(&self, block: &Block, range: TextRange) -> Option<Glyph>;
    /// The block at the top of the window.
    fn top(&self) -> Option<BlockId>;
}

/// Answers what was asked. `None` where there is no text.
#[must_use]
pub fn answer(state: &State, seek: Seek, eyes: &dyn Eyes) -> Option<Found> {
    let document = state.document()?;
    let walk = Walk { document, eyes };
    let first = || walk.whole(start(state, eyes).unwrap_or(0)).map(Caret::new);
    let found = |caret, extends, keeps, heard, boundaries| Found::Caret { caret, extends, keeps, heard, boundaries };
    match seek {
        Seek::Enter => {
            let caret = first()?;
            Some(found(caret, false, true, walk.heard(Stride::Word, caret.at), Boundaries::default()))
        }
        Seek::Place(at) => Some(found(Caret::new(walk.whole(at)?), false, true, None, Boundaries::default())),
        Seek::Walk(step, extends) => {
            let from = match (state.caret, &state.selection) {
                (Some(caret), _) => caret,
                // Words that were picked out by hand go on by key.
                (None, Selection::Words(_, ranges)) if extends => {
                    let (first, last) = (ranges.first()?, ranges.last()?);
                    Caret { at: last.end(), anchor: first.start(), column: None }
                }
                // The first arrow shows where the caret is.
                (None, _) => {
                    let caret = first()?;
                    return Some(found(caret, false, true, walk.heard(step.stride, caret.at), Boundaries::default()));
                }
            };
            let next = walk.step(from, step, extends)?;
            let anchor = if extends { from.anchor } else { next.at };
            let caret = Caret { anchor, ..next };
            let boundaries = caret.range().filter(|_| extends).map(|range| eyes.around(range)).unwrap_or_default();
            Some(found(caret, extends, false, walk.heard(step.stride, caret.at), boundaries))
        }
        Seek::Word(label) => {
            let word = state.caret.and_then(|caret| walk.word(caret.at));
            Some(Found::Word(label, word.map(|range| (range, eyes.around(range)))))
        }
    }
}

/// The word at a place, else the one that ends there, else the next one in the block.
#[must_use]
pub fn word_at(document: &Document, eyes: &dyn Eyes, at: u32) -> Option<TextRange> {
    Walk { document, eyes }.word(at)
}

/// Where the caret first stands: at what is picked out, else at the top of the window.
fn start(state: &State, eyes: &dyn Eyes) -> Option<u32> {
    let document = state.document()?;
    match &state.selection {
        Selection::Words(_, ranges) => return ranges.last().map(|range| range.end()),
        Selection::Annotations(_, ids) => {
            return ids.first().and_then(|id| document.annotations.get(id)).map(|a| a.span.start());
        }
        Selection::Nothing => {}
    }
    let block = eyes.top().or_else(|| state.positions.get(&document.id))?;
    document.block(block).map(|block| block.range.start())
}
