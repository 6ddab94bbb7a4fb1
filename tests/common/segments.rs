//! UAX 29 in place of the browser's segmenter.

use manicule::edit::Known;
use manicule::model::{Boundaries, TextRange};
use unicode_segmentation::UnicodeSegmentation as _;

/// Words, characters and sentences inside some stretches of a text.
pub(crate) fn known(text: &str, windows: &[TextRange]) -> Known {
    let number = |at: usize| u32::try_from(at).expect("a short text");
    let mut all = Known::default();
    for window in windows {
        let (from, words) = (window.start(), window.of(text).expect("windows lie on the text"));
        let range = |(at, piece): (usize, &str)| TextRange::new(from + number(at), from + number(at + piece.len()));
        all.boundaries.words.extend(words.unicode_word_indices().filter_map(range));
        let graphemes = words.grapheme_indices(true).map(|(at, _)| from + number(at));
        all.boundaries.graphemes.extend(graphemes.chain([window.end()]));
        all.sentences.extend(words.split_sentence_bound_indices().filter_map(range));
    }
    all
}

/// Words and characters of a whole text.
pub(crate) fn boundaries(text: &str) -> Boundaries {
    let whole = TextRange::new(0, u32::try_from(text.len()).expect("a short text"));
    known(text, &whole.into_iter().collect::<Vec<_>>()).boundaries
}
