//! Lines that say when: “December 30, 2020”, “Updated 16:10, 8 MAR 2023”, “2023年5月14日 7時30分”.

use super::folding::{digit, is_wide, norm, plain};
use super::words::{class, token, words};

/// What a line says of when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct When {
    /// The day as RFC 3339 writes it, where it is plain which one it is.
    pub(super) day: Option<String>,
    /// The line without the words before its first number or month.
    pub(super) written: String,
    /// It is that of a change.
    pub(super) changed: bool,
    /// It names a year.
    year: bool,
}

impl When {
    /// Whether it names a year.
    pub(super) const fn has_year(&self) -> bool {
        self.year
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Number {
        value: u32,
        digits: usize,
    },
    Month(u32),
    /// A word of dates.
    Known,
    /// 年, 月, 日 and their like.
    Unit(char),
    Unknown,
    Mark(char),
}

/// Longest line, in letters, that is one.
const LONGEST: usize = 110;

/// The tokens of a line, with the byte each begins at.
fn tokens(line: &str) -> Vec<(usize, Token)> {
    let mut tokens = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut taken = String::from(c);
        let mut take = |fits: &dyn Fn(char) -> bool| {
            while let Some((_, c)) = chars.next_if(|(_, c)| fits(*c)) {
                taken.push(c);
            }
        };
        if digit(c).is_some() {
            take(&|c| digit(c).is_some());
            let digits = taken.chars().count();
            let value = taken.chars().filter_map(digit).take(9).fold(0, |all, digit| all * 10 + digit);
            tokens.push((at, Token::Number { value, digits }));
        } else if "年月日时時分号點点년월일".contains(c) {
            tokens.push((at, Token::Unit(c)));
        } else if is_wide(c) && c.is_alphanumeric() {
            take(&|c| is_wide(c) && c.is_alphanumeric() && digit(c).is_none() && !"年月日".contains(c));
            let known = words().is_clock(&token(&taken)) || ["上午", "下午", "午前", "午後"].contains(&&*taken);
            tokens.push((at, if known { Token::Known } else { Token::Unknown }));
        } else if c.is_alphanumeric() {
            take(&|c| {
                c.is_alphanumeric() && digit(c).is_none() && !is_wide(c)
                    || matches!(c, '\'' | '’')
                    || plain(c).is_none()
            });
            let word = token(&taken);
            let token = match words().month(&word) {
                Some(month) => Token::Month(month),
                None if words().is_clock(&word) => Token::Known,
                None => Token::Unknown,
            };
            tokens.push((at, token));
        } else if !c.is_whitespace() && plain(c).is_some() {
            tokens.push((at, Token::Mark(plain(c).unwrap_or(c))));
        }
    }
    tokens
}

/// What a date says, as far as it was found.
#[derive(Default)]
struct Facts {
    day: Option<String>,
    date: bool,
    year: bool,
    time: bool,
}

fn facts(tokens: &[(usize, Token)]) -> Facts {
    let mut facts = Facts::default();
    let year = |value: u32, digits: usize| digits == 4 && (1900..2100).contains(&value);
    let iso = |y: u32, m: u32, d: u32| (m <= 12 && d <= 31 && m > 0 && d > 0).then(|| format!("{y:04}-{m:02}-{d:02}"));
    let at = |place: usize| tokens.get(place).map(|(_, token)| token);
    for place in 0..tokens.len() {
        match (at(place), at(place + 1), at(place + 2), at(place + 3), at(place + 4)) {
            // 2023-05-14, 2023/5/14, 2023年5月14日
            (
                Some(Token::Number { value: y, digits }),
                Some(Token::Mark('-' | '/' | '.') | Token::Unit('年' | '년')),
                Some(Token::Number { value: m, .. }),
                Some(Token::Mark('-' | '/' | '.') | Token::Unit('月' | '월')),
                Some(Token::Number { value: d, .. }),
            ) if year(*y, *digits) => {
                (facts.date, facts.year) = (true, true);
                facts.day = facts.day.or(iso(*y, *m, *d));
            }
            // 14.05.2023 is plain; 05/06/2023 is not.
            (
                Some(Token::Number { value: d, digits: 1..=2 }),
                Some(Token::Mark(mark @ ('-' | '/' | '.'))),
                Some(Token::Number { value: m, digits: 1..=2 }),
                Some(Token::Mark(other)),
                Some(Token::Number { value: y, digits }),
            ) if mark == other && (year(*y, *digits) || *digits == 2) => {
                (facts.date, facts.year) = (true, true);
                let plain = year(*y, *digits) && (*mark == '.' || *d > 12);
                facts.day = facts.day.or(if plain { iso(*y, *m, *d) } else { None });
            }
            _ => {}
        }
        match (at(place), at(place + 1), at(place + 2)) {
            (
                Some(Token::Number { digits: 1..=2, value: 0..=24 }),
                Some(Token::Mark(':')),
                Some(Token::Number { digits: 2, .. }),
            ) => {
                facts.time = true;
            }
            (
                Some(Token::Number { digits: 1..=2, value: 0..=24 }),
                Some(Token::Mark('.')),
                Some(Token::Number { digits: 2, value: 0..=59 }),
            ) if matches!(at(place + 3), None | Some(Token::Known)) => {
                facts.time = true;
            }
            (Some(Token::Number { .. }), Some(Token::Known | Token::Unit('时' | '時' | '点')), _) => {
                facts.time = true
            }
            (Some(Token::Number { value, digits: 1..=2 }), _, _) if *value <= 31 => {}
            _ => {}
        }
    }
    let months: Vec<u32> =
        tokens.iter().filter_map(|(_, token)| if let Token::Month(m) = token { Some(*m) } else { None }).collect();
    if let Some(month) = months.first() {
        let place = tokens.iter().position(|(_, token)| matches!(token, Token::Month(_))).unwrap_or_default();
        let number = |(_, token): &(usize, Token)| {
            if let Token::Number { value, digits } = token { Some((*value, *digits)) } else { None }
        };
        let before = tokens.get(place.saturating_sub(2)..place).unwrap_or_default().iter().rev().find_map(number);
        let mut after = tokens.get(place + 1..).unwrap_or_default().iter().filter_map(number).take(3);
        let day = before.filter(|(value, digits)| *digits <= 2 && *value <= 31).or_else(|| {
            let next = tokens.get(place + 1).and_then(number).or_else(|| tokens.get(place + 2).and_then(number));
            next.filter(|(value, digits)| *digits <= 2 && *value <= 31)
        });
        let found = after.find(|(value, digits)| year(*value, *digits));
        facts.date |= day.is_some() || found.is_some();
        facts.year |= found.is_some();
        if let (Some((d, _)), Some((y, _))) = (day, found) {
            facts.day = facts.day.or(iso(y, *month, d));
        }
    }
    facts
}

/// What a line says of when, where it says nothing else.
pub(super) fn when(line: &str) -> Option<When> {
    if line.len() > LONGEST * 4 || !line.chars().any(|c| digit(c).is_some()) || line.chars().count() > LONGEST {
        return None;
    }
    let tokens = tokens(line);
    let facts = facts(&tokens);
    let unknown = tokens.iter().filter(|(_, token)| *token == Token::Unknown).count();
    let numbers = tokens.iter().filter(|(_, token)| matches!(token, Token::Number { .. })).count();
    let told = labelled(line);
    let is_unknown =
        |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_none_or(|(_, token)| *token == Token::Unknown);
    // Beside a word that is none of a date stands a mark, another such word, or a small word and another such word.
    let ends_at = |at: Option<usize>, next: Option<usize>| match at.and_then(|at| tokens.get(at)) {
        None | Some((_, Token::Unknown | Token::Mark(',' | '|' | '-' | '·' | '•' | '(' | ')'))) => true,
        Some((_, Token::Known)) => next.is_some() && is_unknown(next) && next.is_some_and(|next| next < tokens.len()),
        Some(_) => false,
    };
    let apart = || {
        (0..tokens.len()).all(|at| {
            let of_date = tokens.get(at).is_some_and(|(_, token)| *token != Token::Unknown);
            of_date || ends_at(at.checked_sub(1), at.checked_sub(2)) && ends_at(Some(at + 1), Some(at + 2))
        })
    };
    let fits = match unknown {
        0 => facts.date || facts.time,
        1..=3 => numbers > 0 && facts.date && facts.year && (told.is_some() || apart()),
        _ => false,
    };
    if !fits || tokens.len() > 40 {
        return None;
    }
    let start = tokens.iter().find(|(_, token)| matches!(token, Token::Number { .. } | Token::Month(_)));
    let written = start.and_then(|(at, _)| line.get(*at..)).unwrap_or(line).to_owned();
    let changed = told == Some(class::CHANGED);
    Some(When { day: facts.day, written, changed, year: facts.year })
}

/// The class of the words before a date with which a line begins.
fn labelled(line: &str) -> Option<u32> {
    words().label(&norm(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_say_when() {
        for (line, day) in [
            ("December 30, 2020", Some("2020-12-30")),
            (" date 2020-12-30 TÜRKİYE", Some("2020-12-30")),
            ("12.02.2024, 17:45 Uhr", Some("2024-02-12")),
            ("14th November 2022", Some("2022-11-14")),
            ("Publié le 6 mai 2023 à 06h00, modifié le 7 mai 2023 à 14h32", Some("2023-05-06")),
            ("Villar del Cierzo, 12 AGO 2023 - 05:30 CEST", Some("2023-08-12")),
            ("2023年5月14日 7時30分", Some("2023-05-14")),
            ("发布时间：2022-04-18 10:30", Some("2022-04-18")),
            ("17 أكتوبر 2023", Some("2023-10-17")),
            ("प्रकाशित: 12 जून 2023, 04:15 PM", Some("2023-06-12")),
            ("08/02/2023 06h00 Atualizado há 5 meses", None),
            ("Updated at 14.41 GMT", None),
            ("14:32", None),
            ("3 hours ago", None),
        ] {
            let found = when(line.trim()).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(found.day.as_deref(), day, "{line}");
        }
        for line in [
            "Crash of October 1929 remembered",
            "The 11 September 2001 attacks",
            "Castle Albion 25 17 5 3 56",
            "May",
            "The May fair",
            "Tarnhaven 34C",
            "5 seaside cafés that are better in the rain",
            "1.2k shares",
        ] {
            assert_eq!(when(line), None, "{line}");
        }
    }
}
