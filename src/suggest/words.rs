//! A text as tokens: words, numbers, marks. A token never cuts a character that carries accents.

use super::lexicon::{Lexicon, Word};
use crate::model::TextRange;
use crate::model::fold::fold;

/// What a token is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, with what joins them.
    Word,
    /// The end of a possessive or contracted word: ’s, ’d, ’ll.
    Clitic,
    /// Digits.
    Number,
    /// A quotation mark, by the sign itself; two single ones are `"`.
    Quote(char),
    /// . ! ? …
    Stop,
    /// ,
    Comma,
    /// ;
    Semicolon,
    /// :
    Colon,
    /// A dash between words.
    Dash,
    /// ( [
    Open,
    /// ) ]
    Close,
    /// Anything else; also what stands past the ends.
    #[default]
    Other,
}

/// A piece of a text between spaces and other tokens.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: Kind,
    /// Begins with a capital letter.
    pub(super) capital: bool,
    /// White space, or an edge of the text, stands before it.
    pub(super) spaced: bool,
    pub(super) word: Word,
}

/// Signs that stay with the character before them: accents, variation selectors, joiners, skin tones.
fn sticks(c: char) -> bool {
    matches!(u32::from(c),
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x610..=0x61a | 0x64b..=0x65f | 0x900..=0x903 | 0x93a..=0x94f
        | 0xe31..=0xe3a | 0xe47..=0xe4e | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x200d | 0x20d0..=0x20ff | 0xfe00..=0xfe0f
        | 0xfe20..=0xfe2f | 0x1_f3fb..=0x1_f3ff | 0xe_0100..=0xe_01ef)
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

const fn is_blank(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// Endings that are tokens of their own, without their apostrophe.
const CLITICS: [&str; 7] = ["s", "d", "ll", "re", "ve", "m", "S"];

/// Adds the tokens of `range` to `out`.
pub(super) fn tokens(text: &str, range: TextRange, lexicon: &Lexicon, out: &mut Vec<Token>) {
    let Some(words) = range.of(text) else { return };
    let mut at = 0;
    let mut spaced = true;
    while let Some(c) = words.get(at..).and_then(|rest| rest.chars().next()) {
        if c.is_whitespace() || is_blank(c) {
            at += c.len_utf8();
            spaced |= c.is_whitespace();
            continue;
        }
        let (kind, length) = piece(words, at, c, spaced);
        let written = words.get(at..at + length).unwrap_or_default();
        let word = if matches!(kind, Kind::Word | Kind::Clitic) { lexicon.word(written) } else { Word::default() };
        let length = length + usize::from(kind == Kind::Word && is_shortened(written, words, at + length, lexicon));
        let rest = words.get(at + length..).unwrap_or_default();
        let more: usize = rest.chars().take_while(|c| sticks(*c)).map(char::len_utf8).sum();
        let end = at + length + more;
        let capital = fold(c) != c;
        let offset = |bytes: usize| range.start() + u32::try_from(bytes).unwrap_or(u32::MAX);
        out.push(Token { start: offset(at), end: offset(end), kind, capital, spaced, word });
        at = end;
        spaced = false;
    }
}

/// Whether the full stop at `at` only shortens the word before it: *Dr. J. Roe of Norvik Inc.*
fn is_shortened(word: &str, words: &str, at: usize, lexicon: &Lexicon) -> bool {
    let mut rest = words.get(at..).unwrap_or_default().chars();
    if rest.next() != Some('.')
        || rest.next().is_some_and(|next| !next.is_whitespace() && !matches!(next, ',' | ';' | ')'))
    {
        return false;
    }
    let initial = word.chars().count() == 1 && word != "I" && word.chars().all(|c| fold(c) != c);
    initial || lexicon.is_abbreviation(word)
}

/// The kind and the bytes of the token that begins at `at` with `c`.
fn piece(words: &str, at: usize, c: char, spaced: bool) -> (Kind, usize) {
    let rest = words.get(at..).unwrap_or_default();
    let kind = match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‘' | '‚' | '"' | '「' | '」' | '『' | '』' | '《' | '》' =>
        {
            return (Kind::Quote(c), c.len_utf8());
        }
        '\'' | '`' | '’' if doubled(rest, c) => return (Kind::Quote('"'), 2 * c.len_utf8()),
        '\'' | '’' | 'ʼ' => return apostrophe(rest, c, spaced),
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' => {
            let length = rest.chars().take_while(|c| matches!(c, '.' | '!' | '?' | '…')).map(char::len_utf8).sum();
            return (Kind::Stop, std::cmp::max(length, c.len_utf8()));
        }
        ',' | '،' | '、' => Kind::Comma,
        ';' => Kind::Semicolon,
        ':' => Kind::Colon,
        '—' | '–' | '―' => Kind::Dash,
        '-' => {
            let length = rest.chars().take_while(|c| *c == '-').count();
            let apart = length > 1 || (spaced && rest.chars().nth(1).is_none_or(char::is_whitespace));
            return (if apart { Kind::Dash } else { Kind::Other }, length);
        }
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        _ if c.is_ascii_digit() => return (Kind::Number, number(rest)),
        _ if c.is_alphanumeric() => return (Kind::Word, word(rest)),
        _ => Kind::Other,
    };
    (kind, c.len_utf8())
}

fn doubled(rest: &str, c: char) -> bool {
    rest.chars().nth(1) == Some(c) && rest.chars().nth(2) != Some(c)
}

/// An apostrophe that no word has taken in: the end of a word (’s) or a quotation mark.
fn apostrophe(rest: &str, c: char, spaced: bool) -> (Kind, usize) {
    let tail = rest.get(c.len_utf8()..).unwrap_or_default();
    let letters: usize = tail.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    let ending = tail.get(..letters).unwrap_or_default();
    if !spaced && CLITICS.contains(&ending) {
        return (Kind::Clitic, c.len_utf8() + letters);
    }
    (Kind::Quote(if c == 'ʼ' { '’' } else { c }), c.len_utf8())
}

/// Bytes of the word that `rest` begins with.
fn word(rest: &str) -> usize {
    let mut length = 0;
    let mut chars = rest.chars().peekable();
    let mut last = ' ';
    let mut dotted = true;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let takes = if c.is_alphanumeric() || c == '_' || sticks(c) {
            dotted &= c.is_alphabetic() && !last.is_alphanumeric();
            true
        } else if is_apostrophe(c) {
            dotted = false;
            let tail = rest.get(length + c.len_utf8()..).unwrap_or_default();
            joins(last, tail)
        } else if c == '-' || c == '‐' || c == '‑' || c == '&' || c == '@' {
            dotted = false;
            last.is_alphanumeric() && next.is_some_and(char::is_alphanumeric)
        } else if c == '.' {
            // U.S., a.m., example.com; the stop at the end of *U.S.* belongs to it.
            next.is_some_and(char::is_alphanumeric) || (dotted && length > 1)
        } else {
            false
        };
        if !takes {
            break;
        }
        length += c.len_utf8();
        last = c;
    }
    length
}

/// Whether an apostrophe after the letter `last` and before `tail` stays inside a word: don’t, O’Brien, l’Iran; not the
/// ’s of a possessive.
fn joins(last: char, tail: &str) -> bool {
    let letters: usize = tail.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    let ending = tail.get(..letters).unwrap_or_default();
    if !last.is_alphanumeric() || ending.is_empty() {
        return false;
    }
    !CLITICS.contains(&ending)
}

/// Bytes of the number that `rest` begins with: 2,500.75, 9am, 40th.
fn number(rest: &str) -> usize {
    let mut length = 0;
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        let joint = matches!(c, ',' | '.' | ':' | '-' | '/') && chars.peek().is_some_and(char::is_ascii_digit);
        if !(c.is_alphanumeric() || joint || sticks(c)) {
            break;
        }
        length += c.len_utf8();
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let whole = TextRange::new(0, u32::try_from(text.len()).expect("short")).expect("some");
        let mut found = Vec::new();
        tokens(text, whole, Lexicon::of(None), &mut found);
        let words: Vec<_> = found.iter().map(|token| &text[token.start as usize..token.end as usize]).collect();
        assert_eq!(words.join("|"), expected);
    }

    #[test]
    fn the_stop_of_an_abbreviation_is_part_of_it() {
        check("Dr. J. Roe of Norvik Inc., No. 5. I. Go.", "Dr.|J.|Roe|of|Norvik|Inc.|,|No.|5|.|I|.|Go|.");
    }

    #[test]
    fn words_and_marks() {
        check("Turkey’s U.S. envoy didn't go.", "Turkey|’s|U.S.|envoy|didn't|go|.");
        check("“Yes,” he'd said—S-400s cost $2,500.75…", "“|Yes|,|”|he|'d|said|—|S-400s|cost|$|2,500.75|…");
        check("''It is,'' the students' 'No.'", "''|It|is|,|''|the|students|'|'|No|.|'");
        check("l’Iran at 9 a.m. e\u{301}t -- x-ray - a", "l’Iran|at|9|a.m.|e\u{301}t|--|x-ray|-|a");
        check("«Oui» .\u{301} 👩‍👩‍👧", "«|Oui|»|.\u{301}|👩‍|👩‍|👧");
    }
}
