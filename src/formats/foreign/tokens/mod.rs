//! Tokens, for formats that consist of them. The rules are our own and have a name, so that a file can say which it was made
//! with, and the same text has the same tokens in every year: nothing here asks a crate or the compiler what a letter is
//! ([`tables`]).
//!
//! A token never holds white space, and every visible character is in one. In doubt a token is small: a span can consist of
//! several, not of a part of one. So hyphens part words, and `Ana’s` is `Ana` and `’s`. Whole are numbers with their
//! separators, abbreviations with dots inside (`U.S.`), addresses, pictures with all that joins them. Chinese and Japanese
//! have a token for each character; Thai, Lao, Khmer and their neighbours one for each cluster of a consonant and what is
//! written around it, since their words have no edges without a dictionary. Start at [`tokens`]; [`sentences`] is beside it.

mod sentences;
mod tables;
mod word;

use crate::model::TextRange;

pub use sentences::sentences;

/// Name and version of the rules. Another version comes with the smallest change of what tokens are.
pub const TOKENIZER: &str = "manicule-words 1";

/// What a character is to the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// White space and what cannot be seen: in no token.
    Gap,
    /// Joins what is on both sides of it: zero-width joiners, soft hyphens. In the token it stands in, else in none.
    Joiner,
    /// Belongs to what stands before it.
    Mark,
    /// A decimal digit.
    Digit,
    /// A character of a script with a token for each.
    Single,
    /// A letter of a script without spaces, taken by clusters.
    Cluster,
    /// Punctuation, a symbol, a picture.
    Symbol,
    /// Anything else: letters.
    Letter,
}

impl Class {
    /// Whether words go on with it.
    pub(super) const fn is_word(self) -> bool {
        matches!(self, Self::Letter | Self::Digit | Self::Mark | Self::Joiner)
    }
}

/// What is in no token: white space (all that any reader of columns takes for it), controls, marks of direction.
#[must_use]
pub fn is_gap(c: char) -> bool {
    matches!(c,
        '\0'..=' ' | '\u{7f}'..='\u{a0}' | '\u{61c}' | '\u{1680}' | '\u{180e}' | '\u{2000}'..='\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{3000}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0001}')
}

/// What is in the token it stands in, and in none where it joins nothing.
#[must_use]
pub const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

pub(super) fn class(c: char) -> Class {
    if is_gap(c) {
        return Class::Gap;
    }
    if is_joiner(c) {
        return Class::Joiner;
    }
    match c {
        'a'..='z' | 'A'..='Z' => return Class::Letter,
        '0'..='9' => return Class::Digit,
        // Half-width marks of voicing are letters to Unicode, and the tags of flags are nothing.
        '\u{ff9e}' | '\u{ff9f}' | '\u{e0020}'..='\u{e007f}' => return Class::Mark,
        _ => {}
    }
    if tables::has(tables::MARKS, c) {
        Class::Mark
    } else if tables::has(tables::DIGITS, c) {
        Class::Digit
    } else if is_single(c) {
        Class::Single
    } else if tables::has(tables::BREAKS, c) {
        Class::Symbol
    } else if is_clustered(c) {
        Class::Cluster
    } else {
        Class::Letter
    }
}

/// Han, the Japanese syllables, Bopomofo, Yi.
const fn is_single(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303c}'
        | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{312f}'
        | '\u{31a0}'..='\u{31bf}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{a000}'..='\u{a48c}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}' | '\u{1aff0}'..='\u{1b2fb}'
        | '\u{20000}'..='\u{3fffd}')
}

/// Thai, Lao, Myanmar, Khmer, Tai Le, New Tai Lue, Tai Tham, Balinese, Javanese, Cham, Tai Viet.
const fn is_clustered(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{19df}'
        | '\u{1a20}'..='\u{1aaf}' | '\u{1b00}'..='\u{1b7f}' | '\u{a980}'..='\u{a9ff}' | '\u{aa00}'..='\u{aadf}')
}

/// A character with its place and what it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) at: usize,
    pub(super) c: char,
    pub(super) class: Class,
}

/// The text as the rules look at it.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) pieces: Vec<Piece>,
}

impl Reading<'_> {
    pub(super) fn c(&self, place: usize) -> Option<char> {
        self.pieces.get(place).map(|piece| piece.c)
    }

    pub(super) fn class(&self, place: usize) -> Class {
        self.pieces.get(place).map_or(Class::Gap, |piece| piece.class)
    }

    /// The byte at which a piece begins; the text's end past the last.
    pub(super) fn byte(&self, place: usize) -> usize {
        self.pieces.get(place).map_or(self.text.len(), |piece| piece.at)
    }

    /// The first place from `place` on that is no mark.
    pub(super) fn past_marks(&self, mut place: usize) -> usize {
        while self.class(place) == Class::Mark {
            place += 1;
        }
        place
    }
}

/// The tokens of a text, in its order.
#[must_use]
pub fn tokens(text: &str) -> Vec<TextRange> {
    let pieces = text.char_indices().map(|(at, c)| Piece { at, c, class: class(c) }).collect();
    let reading = Reading { text, pieces };
    let (mut found, mut place) = (Vec::new(), 0);
    while place < reading.pieces.len() {
        let end = match reading.class(place) {
            // A joiner that stands alone joins nothing.
            Class::Gap | Class::Joiner => {
                place += 1;
                continue;
            }
            Class::Single => reading.past_marks(place + 1),
            Class::Cluster => cluster(&reading, place),
            Class::Symbol => word::clitic(&reading, place).unwrap_or_else(|| symbol(&reading, place)),
            Class::Letter | Class::Digit | Class::Mark => word::word(&reading, place),
        };
        let bounds = (u32::try_from(reading.byte(place)).ok()).zip(u32::try_from(reading.byte(end)).ok());
        found.extend(bounds.and_then(|(start, end)| TextRange::new(start, end)));
        place = end;
    }
    found
}

/// The end of a consonant with what is written around it.
fn cluster(reading: &Reading<'_>, start: usize) -> usize {
    let is = |place: usize| reading.class(place) == Class::Cluster;
    let mut place = start;
    // Vowels that are written before the consonant they follow.
    let leads = matches!(
        reading.c(place),
        Some(
            '\u{e40}'..='\u{e44}'
            | '\u{ec0}'..='\u{ec4}'
            | '\u{19b5}'..='\u{19b7}'
            | '\u{19ba}'
            | '\u{aab5}'
            | '\u{aab6}'
            | '\u{aab9}'
            | '\u{aabb}'
            | '\u{aabc}',
        )
    );
    place += usize::from(leads && is(place + 1));
    loop {
        place = reading.past_marks(place + 1);
        let before = place.checked_sub(1).and_then(|before| reading.c(before));
        // Signs that put the next consonant below.
        let stacks = matches!(before, Some('\u{1039}' | '\u{17d2}' | '\u{1a60}' | '\u{1b44}' | '\u{a9c0}'));
        let trails = matches!(
            reading.c(place),
            Some('\u{e30}' | '\u{e32}' | '\u{e33}' | '\u{e45}' | '\u{eb0}' | '\u{eb2}' | '\u{eb3}')
        );
        if !((stacks && is(place)) || trails) {
            return place;
        }
    }
}

/// The end of punctuation, a symbol or a picture: one with its marks, several pictures that are joined, two letters of a
/// flag, and dots or dashes in a row.
fn symbol(reading: &Reading<'_>, start: usize) -> usize {
    let Some(first) = reading.c(start) else { return start + 1 };
    let is_flag = |place: usize| matches!(reading.c(place), Some('\u{1f1e6}'..='\u{1f1ff}'));
    if is_flag(start) && is_flag(start + 1) {
        return reading.past_marks(start + 2);
    }
    if matches!(first, '.' | '-') && reading.c(start + 1) == Some(first) {
        let run = reading.pieces.iter().skip(start).take_while(|piece| piece.c == first).count();
        return reading.past_marks(start + run);
    }
    let is_picture =
        |place: usize| reading.class(place) == Class::Symbol && reading.c(place).is_some_and(|c| c >= '\u{a9}');
    let mut place = start;
    loop {
        let pictured = is_picture(place);
        place = reading.past_marks(place + 1);
        while pictured && matches!(reading.c(place), Some('\u{1f3fb}'..='\u{1f3ff}')) {
            place = reading.past_marks(place + 1);
        }
        if !(pictured && reading.c(place) == Some('\u{200d}') && is_picture(place + 1)) {
            return place;
        }
        place += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_apart() {
        for table in [tables::BREAKS, tables::MARKS, tables::DIGITS] {
            assert!(table.iter().all(|(first, last)| first <= last));
            assert!(table.windows(2).all(|pair| pair[0].1 < pair[1].0));
        }
    }

    #[test]
    fn every_character_that_is_seen_is_in_one_token() {
        let text = "a\u{200d} \u{301}x\u{200b}—“U.S.”, 3.5% \u{feff}日本\u{1}ก็\u{202e}\u{fffd}\u{10ffff}";
        let mut at = 0;
        for range in tokens(text) {
            let (start, end) = (range.start() as usize, range.end() as usize);
            assert!(text[at..start].chars().all(is_gap), "{at}");
            assert!(!text[start..end].contains(is_gap));
            at = end;
        }
        assert!(text[at..].chars().all(is_gap));
    }
}
