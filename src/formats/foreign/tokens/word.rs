//! Where words and numbers end.

use super::{Class, Reading};

/// What is a token of its own at the end of an English word, after the apostrophe.
const CLITICS: &[&str] = &["s", "d", "m", "ll", "re", "ve"];

/// What is a token of its own before an apostrophe, with it: French and Italian.
const ELIDED: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "un", "all", "dall", "dell",
    "nell", "sull", "quell", "quest", "sant",
];

const fn is_apostrophe(c: Option<char>) -> bool {
    matches!(c, Some('\'' | '\u{2019}' | '\u{ff07}'))
}

const fn is_hebrew(c: Option<char>) -> bool {
    matches!(c, Some('\u{5d0}'..='\u{5ea}'))
}

/// The letters from `place` on, with small letters for those of ASCII, and where they end.
fn letters(reading: &Reading<'_>, place: usize) -> (String, usize) {
    let run = reading.pieces.iter().skip(place).take_while(|piece| piece.class.is_word());
    let run: String = run.map(|piece| piece.c.to_ascii_lowercase()).collect();
    let end = place + run.chars().count();
    (run, end)
}

/// The end of an apostrophe and what hangs on a word with it: the `’s` of `Ana’s`. Nothing where it is no such thing.
pub(super) fn clitic(reading: &Reading<'_>, place: usize) -> Option<usize> {
    let hangs = place.checked_sub(1).is_some_and(|before| reading.class(before).is_word());
    if !hangs || !is_apostrophe(reading.c(place)) {
        return None;
    }
    let (rest, end) = letters(reading, place + 1);
    CLITICS.contains(&rest.as_str()).then_some(end)
}

/// The end of a word or number that begins at `start`.
pub(super) fn word(reading: &Reading<'_>, start: usize) -> usize {
    if let Some(end) = address(reading, start).or_else(|| dotted(reading, start)) {
        return end;
    }
    let mut place = start;
    loop {
        // A digit in a box is a picture.
        if reading.class(place).is_word() {
            place += 1;
            if reading.c(place - 1) == Some('\u{20e3}') {
                return place;
            }
            continue;
        }
        match inside(reading, start, place) {
            Inside::Goes => place += 1,
            Inside::EndsAfter => return place + 1,
            Inside::Ends => return place,
        }
    }
}

/// What a symbol in a word does.
enum Inside {
    /// The word goes on with it.
    Goes,
    /// It is the word's last character.
    EndsAfter,
    /// The word ends before it.
    Ends,
}

fn inside(reading: &Reading<'_>, start: usize, place: usize) -> Inside {
    let here = reading.c(place);
    let (before, after) = (place.saturating_sub(1), place + 1);
    let of = |class: Class| reading.class(before) == class && reading.class(after) == class;
    let letters_around =
        matches!(reading.class(before), Class::Letter | Class::Mark) && reading.class(after) == Class::Letter;
    match here {
        Some('.' | ',' | ':' | '\'' | '\u{2019}' | '\u{66b}' | '\u{66c}') if of(Class::Digit) => Inside::Goes,
        Some('_') if reading.class(before).is_word() && reading.class(after).is_word() => Inside::Goes,
        // Catalan.
        Some('\u{b7}') if letters_around => Inside::Goes,
        Some('"' | '\u{5f4}') if is_hebrew(reading.c(before)) && is_hebrew(reading.c(after)) => Inside::Goes,
        Some('\u{5f3}') if is_hebrew(reading.c(before)) => Inside::Goes,
        _ if is_apostrophe(here) && letters_around => {
            let (head, end) = letters(reading, start);
            if end == place && ELIDED.contains(&head.as_str()) {
                return Inside::EndsAfter;
            }
            let (rest, _) = letters(reading, after);
            if CLITICS.contains(&rest.as_str()) { Inside::Ends } else { Inside::Goes }
        }
        _ => Inside::Ends,
    }
}

/// The end of an abbreviation of single letters with dots inside, its last dot included: `U.S.`, `e.g.`, `т.д.`
fn dotted(reading: &Reading<'_>, start: usize) -> Option<usize> {
    let mut place = start;
    let mut count = 0;
    while reading.class(place) == Class::Letter {
        let end = reading.past_marks(place + 1);
        if reading.class(end).is_word() {
            break;
        }
        count += 1;
        place = end;
        if reading.c(place) != Some('.') {
            break;
        }
        place += 1;
    }
    // A longer word behind the last dot is not part of it: `a.b.com` is none.
    (count > 1 && !reading.class(place).is_word()).then_some(place)
}

/// The end of an address of the web.
fn address(reading: &Reading<'_>, start: usize) -> Option<usize> {
    let rest = reading.text.get(reading.byte(start)..)?;
    let begins = |scheme: &&str| rest.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    let scheme = ["https://", "http://", "www."].into_iter().find(begins)?;
    let from = start + scheme.len();
    let stops = |place: usize| {
        matches!(reading.class(place), Class::Gap | Class::Single | Class::Cluster)
            || matches!(reading.c(place), Some('<' | '>' | '"' | '“' | '”' | '«' | '»' | '（' | '）' | '，' | '。'))
    };
    let mut end = from;
    while !stops(end) {
        end += 1;
    }
    // What ends a sentence, or closes what was opened before it, is not part of it.
    let trails = |c: Option<char>| {
        matches!(c, Some('.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | ')' | ']' | '}' | '…' | '*' | '_'))
    };
    while end > from && trails(reading.c(end - 1)) {
        end -= 1;
    }
    (end > from && reading.class(from).is_word()).then_some(end)
}
