//! What a tap in the article means: an end of the words that are picked out, or what lies there.

use super::state::State;
use crate::edit::Selection;
use crate::model::{AnnotationId, TextRange};

/// What is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tap {
    /// What a click means there.
    Click,
    /// The first word of what is to be picked out; its other end is tapped next.
    Begin(TextRange),
    /// All from the word that was tapped first to this one.
    Reach(TextRange),
}

impl State {
    /// The word that was tapped first, while its other end is waited for.
    #[must_use]
    pub fn one_end(&self) -> Option<TextRange> {
        let [part] = self.raw.as_slice() else { return None };
        let waits = matches!(self.selection, Selection::Words(..)) && self.one_end == Some(part.range);
        waits.then_some(part.range)
    }

    /// What a tap means on this word, or beside all words, over these annotations.
    #[must_use]
    pub fn tap(&self, word: Option<TextRange>, ids: &[AnnotationId]) -> Tap {
        let Some(word) = word.filter(|_| self.linking.is_none()) else { return Tap::Click };
        if let Some(first) = self.one_end() {
            return Tap::Reach(first.hull(word));
        }
        // Taps go through what lies there, nearest to the text first; one more means the words.
        match (ids, self.selection.annotations()) {
            ([], _) => Tap::Begin(word),
            ([.., last], [picked]) if last == picked => Tap::Begin(word),
            _ => Tap::Click,
        }
    }
}
