//! Where characters and words end, as somebody else found them: the browser's segmenter in the page, a plain
//! stand-in in tests. Given for the stretch around a selection's edges only, so that the cost does not grow with the
//! text.

use super::TextRange;

/// Boundaries inside some windows of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boundaries {
    /// Words, ascending; what is between them is space and punctuation.
    pub words: Vec<TextRange>,
    /// Places in bytes, ascending, where one character as a person sees it (grapheme cluster, UAX 29) ends and
    /// another begins.
    pub graphemes: Vec<u32>,
}

impl Boundaries {
    /// The word that has the byte `at` strictly inside.
    #[must_use]
    pub fn word_around(&self, at: u32) -> Option<TextRange> {
        let place = self.words.partition_point(|word| word.end() <= at);
        self.words.get(place).copied().filter(|word| word.start() < at)
    }

    /// The last character boundary at or before `at`; `at` where nothing is known.
    #[must_use]
    pub fn floor(&self, at: u32) -> u32 {
        let next = self.graphemes.partition_point(|edge| *edge <= at);
        if next == self.graphemes.len() && self.graphemes.last() != Some(&at) {
            return at;
        }
        next.checked_sub(1).and_then(|place| self.graphemes.get(place)).copied().unwrap_or(at)
    }

    /// The first character boundary at or after `at`; `at` where nothing is known.
    #[must_use]
    pub fn ceil(&self, at: u32) -> u32 {
        let place = self.graphemes.partition_point(|edge| *edge < at);
        if place == 0 {
            return at;
        }
        self.graphemes.get(place).copied().unwrap_or(at)
    }
}
