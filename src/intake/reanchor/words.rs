//! Both texts as words, spaces and signs, numbered so that two that are the same have one number.

use crate::model::Table;
use crate::model::fold::fold;

/// A text as a list of tokens: whole words, stretches of white space, single signs. Scripts that put no space between words
/// are cut after each character.
pub(super) struct Words<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// First byte of each token, and the end of the text.
    starts: Vec<u32>,
    /// Its number: the same for the same characters in either text.
    pub(super) ids: Vec<u32>,
}

/// What two texts have in common: how each token reads when small differences in writing are looked over.
pub(super) struct Shared {
    folds: Vec<u32>,
}

impl Shared {
    /// Whether two tokens differ in their writing alone: capitals, quotation marks, kinds of space.
    pub(super) fn alike(&self, a: u32, b: u32) -> bool {
        a == b || self.folds.get(a as usize) == self.folds.get(b as usize)
    }

    /// The number that all tokens have that differ in their writing alone.
    pub(super) fn fold(&self, id: u32) -> u32 {
        self.folds.get(id as usize).copied().unwrap_or(id)
    }
}

impl Words<'_> {
    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// First byte of a token; of one past the last, the end of the text.
    pub(super) fn start(&self, token: usize) -> u32 {
        self.starts.get(token).or(self.starts.last()).copied().unwrap_or(0)
    }

    /// One past the last byte of a token.
    pub(super) fn end(&self, token: usize) -> u32 {
        self.start(token + 1)
    }

    /// The characters of a token.
    pub(super) fn token(&self, token: usize) -> &str {
        self.slice(self.start(token), self.end(token))
    }

    /// The number of a token.
    pub(super) fn id(&self, token: usize) -> Option<u32> {
        self.ids.get(token).copied()
    }

    /// A stretch of the text; nothing where it is none.
    pub(super) fn slice(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The token that the byte `at` lies in.
    pub(super) fn at(&self, at: u32) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1).min(self.len())
    }

    /// The first token that begins at the byte `at` or later.
    pub(super) fn from(&self, at: u32) -> usize {
        self.starts.partition_point(|start| *start < at).min(self.len())
    }

    /// Whether words cannot begin or end at the byte `at`: a word, a number (“1,500”) or a character with its marks goes on
    /// there. White space may be parted.
    pub(super) fn cuts(&self, at: u32) -> bool {
        let place = at as usize;
        let Some((head, tail)) = self.text.split_at_checked(place) else { return true };
        let (mut before, mut after) = (head.chars().rev(), tail.chars());
        let (Some(last), Some(next)) = (before.next(), after.next()) else { return false };
        if last.is_whitespace() && next.is_whitespace() {
            return false;
        }
        if self.starts.binary_search(&at).is_err() {
            return true;
        }
        let number = |c: Option<char>| c.is_some_and(char::is_numeric);
        (parts_number(next) && last.is_numeric() && number(after.next()))
            || (parts_number(last) && next.is_numeric() && number(before.next()))
    }

    /// Whether a token is white space.
    pub(super) fn is_space(&self, token: usize) -> bool {
        self.token(token).chars().all(char::is_whitespace)
    }

    /// How much a token counts: a space little, a long word much.
    pub(super) fn weight(&self, token: usize) -> u32 {
        let words = self.token(token);
        match words.chars().next() {
            Some(c) if c.is_whitespace() => 1,
            Some(c) if !c.is_alphanumeric() => 2,
            _ => 2 + u32::try_from(words.chars().take(8).count()).unwrap_or(8),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Space,
    Alone,
}

/// Combining signs, joiners and the like, which belong to the character before.
const fn extends(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x610..=0x61a | 0x64b..=0x65f | 0x93c | 0x94d
        | 0x9bc | 0x9cd | 0xa3c | 0xa4d | 0xacd | 0xb4d | 0xbcd | 0xc4d | 0xccd | 0xd4d | 0xdca | 0xe31 | 0xe34..=0xe3a
        | 0xe47..=0xe4e | 0xeb1 | 0xeb4..=0xebc | 0xec8..=0xece | 0x102b..=0x103e | 0x17b4..=0x17d3 | 0x1ab0..=0x1aff
        | 0x200c | 0x200d | 0x20d0..=0x20ff | 0x3099 | 0x309a | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0x1f3fb..=0x1f3ff
        | 0xe0100..=0xe01ef | 0xad)
}

/// What stands inside of a number: “1,500”, “3.5”, “10:30”, “1 500”.
const fn parts_number(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | '\'' | '’' | '·' | '٫' | '٬' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '．' | '，')
}

fn class(c: char) -> Class {
    match c as u32 {
        _ if c.is_whitespace() => Class::Space,
        0xe00..=0xfff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x2e80..=0xa4cf | 0xf900..=0xfaff | 0x20000..=0x3ffff => {
            Class::Alone
        }
        _ if c.is_alphanumeric() => Class::Word,
        _ => Class::Alone,
    }
}

/// Where tokens begin.
fn starts(text: &str) -> Vec<u32> {
    let mut starts = Vec::new();
    let mut last = None;
    let mut joined = false;
    for (at, c) in text.char_indices() {
        let extending = last.is_some() && last != Some(Class::Space) && (extends(c) || joined);
        joined = c == '\u{200d}';
        if extending {
            continue;
        }
        let now = class(c);
        if last != Some(now) || now == Class::Alone {
            starts.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        last = Some(now);
    }
    starts.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
    starts
}

/// A token with small differences in writing looked over.
fn folded(token: &str) -> String {
    if token.chars().all(char::is_whitespace) {
        return " ".to_owned();
    }
    let plain = |c: char| match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | 'ʼ' => '\'',
        '–' | '—' | '‐' | '‑' | '−' => '-',
        _ => fold(c),
    };
    token.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{fe0f}')).map(plain).collect()
}

/// Both texts as words.
pub(super) fn pair<'a>(old: &'a str, new: &'a str) -> (Words<'a>, Words<'a>, Shared) {
    let mut known: Table<&'a str, u32> = Table::new();
    let mut folds = Vec::new();
    let mut fold_known: Table<String, u32> = Table::new();
    let mut read = |text: &'a str| {
        let starts = starts(text);
        let mut ids = Vec::with_capacity(starts.len());
        for edges in starts.windows(2) {
            let token = match edges {
                [start, end] => text.get(*start as usize..*end as usize).unwrap_or_default(),
                _ => "",
            };
            let id = if let Some(id) = known.get(token) {
                *id
            } else {
                let id = u32::try_from(folds.len()).unwrap_or(u32::MAX);
                known.insert(token, id);
                let folded = folded(token);
                let fold = fold_known.get(&folded).copied().unwrap_or(id);
                fold_known.insert(folded, fold);
                folds.push(fold);
                id
            };
            ids.push(id);
        }
        Words { text, starts, ids }
    };
    let (old, new) = (read(old), read(new));
    (old, new, Shared { folds })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_into_words_spaces_and_signs() {
        let (words, _, _) = pair("Don’t  go, 東京都 e\u{301}té 👩\u{200d}👧!", "");
        let tokens: Vec<&str> = (0..words.len()).map(|token| words.token(token)).collect();
        let wanted =
            ["Don", "’", "t", "  ", "go", ",", " ", "東", "京", "都", " ", "e\u{301}té", " ", "👩\u{200d}👧", "!"];
        assert_eq!(tokens, wanted);
        assert_eq!((words.at(0), words.at(6), words.from(1)), (0, 2, 1));
    }

    #[test]
    fn words_numbers_and_characters_are_not_cut() {
        let cut = |text: &str| {
            let (words, _, _) = pair(text, "");
            let edges = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            edges.filter(|at| words.cuts(u32::try_from(*at).expect("short"))).collect::<Vec<_>>()
        };
        assert_eq!(cut("a b"), [0usize; 0]);
        assert_eq!(cut("Iran."), [1, 2, 3]);
        assert_eq!(cut("$1,5 m"), [2, 3]);
        assert_eq!(cut("1, 5.  a"), [0usize; 0], "no number goes on, and white space is no word");
        assert_eq!(cut("東京5"), [0usize; 0]);
        assert_eq!(cut("e\u{301}!"), [1]);
    }

    #[test]
    fn writing_is_looked_over() {
        let (old, new, shared) = pair("“Ferry” log", "\"FERRY\"\u{a0}log");
        assert_eq!(old.len(), new.len());
        for token in 0..old.len() {
            assert!(shared.alike(old.ids[token], new.ids[token]), "{}", old.token(token));
        }
        assert!(!shared.alike(old.ids[1], old.ids[4]));
    }
}
