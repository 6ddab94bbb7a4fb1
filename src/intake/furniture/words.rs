//! The words of all languages, as data, and finding them in a line.
//!
//! A language is one text file in `words/`, explained at the head of `en.txt`; a new one is a file and a line in [`FILES`].

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::folding::{is_wide, norm, plain};

/// Every language: its BCP 47 tag and its words. `und` counts in all of them.
const FILES: [(&str, &str); 13] = [
    ("und", include_str!("words/und.txt")),
    ("en", include_str!("words/en.txt")),
    ("de", include_str!("words/de.txt")),
    ("fr", include_str!("words/fr.txt")),
    ("es", include_str!("words/es.txt")),
    ("it", include_str!("words/it.txt")),
    ("pt", include_str!("words/pt.txt")),
    ("tr", include_str!("words/tr.txt")),
    ("ru", include_str!("words/ru.txt")),
    ("ar", include_str!("words/ar.txt")),
    ("zh", include_str!("words/zh.txt")),
    ("ja", include_str!("words/ja.txt")),
    ("hi", include_str!("words/hi.txt")),
];

/// Languages whose words are looked for, a bit each.
pub(super) type Languages = u16;

/// All of them.
pub(super) const EVERY: Languages = Languages::MAX;

/// What a cue says: sets of these, a bit each.
pub(super) mod class {
    pub(in crate::intake::furniture) const NAVIGATION: u32 = 1;
    pub(in crate::intake::furniture) const TOPIC: u32 = 1 << 1;
    pub(in crate::intake::furniture) const ADVERT: u32 = 1 << 2;
    pub(in crate::intake::furniture) const CONSENT: u32 = 1 << 3;
    pub(in crate::intake::furniture) const COMMENTS: u32 = 1 << 4;
    pub(in crate::intake::furniture) const RELATED: u32 = 1 << 5;
    pub(in crate::intake::furniture) const TAIL: u32 = 1 << 6;
    pub(in crate::intake::furniture) const SHARE: u32 = 1 << 7;
    pub(in crate::intake::furniture) const SUBSCRIBE: u32 = 1 << 8;
    pub(in crate::intake::furniture) const READING: u32 = 1 << 9;
    pub(in crate::intake::furniture) const SOURCE: u32 = 1 << 10;
    pub(in crate::intake::furniture) const FOOTER: u32 = 1 << 11;
    pub(in crate::intake::furniture) const CONTROL: u32 = 1 << 12;
    pub(in crate::intake::furniture) const BIO: u32 = 1 << 13;
    pub(in crate::intake::furniture) const BYLINE: u32 = 1 << 14;
    pub(in crate::intake::furniture) const INTERVIEW: u32 = 1 << 15;
    pub(in crate::intake::furniture) const SIGNOFF: u32 = 1 << 16;
    pub(in crate::intake::furniture) const CREDIT: u32 = 1 << 17;
    pub(in crate::intake::furniture) const PICTURE: u32 = 1 << 18;
    pub(in crate::intake::furniture) const FIXED: u32 = 1 << 19;
    pub(in crate::intake::furniture) const AGENCY: u32 = 1 << 20;
    pub(in crate::intake::furniture) const DATED: u32 = 1 << 21;
    pub(in crate::intake::furniture) const CHANGED: u32 = 1 << 22;
    /// Those that are of the page, whatever stands around them.
    pub(in crate::intake::furniture) const ANYWHERE: u32 =
        ADVERT | CONSENT | RELATED | SHARE | SUBSCRIBE | READING | CONTROL;
    /// Those that are of the page before the article and after it.
    pub(in crate::intake::furniture) const AROUND: u32 = NAVIGATION | TOPIC | COMMENTS | TAIL | SOURCE | FOOTER;
    /// All that are of the page.
    pub(in crate::intake::furniture) const PAGE: u32 = ANYWHERE | AROUND;
}

const SECTIONS: [(&str, u32); 23] = [
    ("navigation", class::NAVIGATION),
    ("topic", class::TOPIC),
    ("advert", class::ADVERT),
    ("consent", class::CONSENT),
    ("comments", class::COMMENTS),
    ("related", class::RELATED),
    ("tail", class::TAIL),
    ("share", class::SHARE),
    ("subscribe", class::SUBSCRIBE),
    ("reading", class::READING),
    ("source", class::SOURCE),
    ("footer", class::FOOTER),
    ("control", class::CONTROL),
    ("bio", class::BIO),
    ("byline", class::BYLINE),
    ("interview", class::INTERVIEW),
    ("signoff", class::SIGNOFF),
    ("credit", class::CREDIT),
    ("picture", class::PICTURE),
    ("fixed", class::FIXED),
    ("agencies", class::AGENCY),
    ("dated", class::DATED),
    ("changed", class::CHANGED),
];

/// A cue with open places.
#[derive(Debug)]
struct Pattern {
    parts: Vec<Box<str>>,
    open_start: bool,
    open_end: bool,
    sentence: bool,
    /// Bytes of all parts.
    length: usize,
    class: u32,
    languages: Languages,
}

/// What a line has of cues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Classes of which it is a cue as a whole.
    pub(super) whole: u32,
    /// Classes of which it has one.
    pub(super) part: u32,
}

impl Found {
    /// Both.
    pub(super) const fn any(self) -> u32 {
        self.whole | self.part
    }

    /// Whether it has one of these.
    pub(super) const fn has(self, classes: u32) -> bool {
        self.any() & classes != 0
    }
}

/// All words.
#[derive(Debug, Default)]
pub(super) struct Words {
    whole: BTreeMap<Box<str>, Vec<(u32, bool, Languages)>>,
    /// By the first letter.
    begins: BTreeMap<char, Vec<Pattern>>,
    within: Vec<Pattern>,
    /// What stands before dates.
    labels: Vec<(Box<str>, u32)>,
    months: BTreeMap<Box<str>, u32>,
    clock: BTreeMap<Box<str>, ()>,
    /// Language and word.
    stops: BTreeMap<Box<str>, Languages>,
}

/// A line of a file that cannot be read: the language, the line from 1, and what was expected there.
pub type Mistake = (&'static str, usize, &'static str);

static WORDS: OnceLock<(Words, Vec<Mistake>)> = OnceLock::new();

/// The words of all languages, read at the first call.
pub(super) fn words() -> &'static Words {
    &WORDS.get_or_init(read).0
}

/// Lines of the files that cannot be read.
#[must_use]
pub fn mistakes() -> Vec<Mistake> {
    WORDS.get_or_init(read).1.clone()
}

/// The languages, without `und`, and the bit of each.
pub(super) fn languages() -> impl Iterator<Item = (&'static str, Languages)> {
    (0..).zip(FILES).skip(1).map(|(bit, (tag, _))| (tag, 1 << bit))
}

/// Those whose words are looked for in an article of this language: its own, English ones, and names.
pub(super) fn searched(language: Option<&str>) -> Languages {
    let of = |name: &str| languages().find(|(tag, _)| *tag == name).map(|(_, bit)| bit);
    let primary = language.and_then(|tag| tag.split('-').next());
    primary.and_then(of).map_or(EVERY, |bit| bit | 1 | of("en").unwrap_or_default())
}

fn read() -> (Words, Vec<Mistake>) {
    let (mut words, mut mistakes) = (Words::default(), Vec::new());
    for (bit, (tag, text)) in (0..).zip(FILES) {
        let (mut section, mut month) = ("", 0);
        for (line, number) in text.lines().map(str::trim).zip(1..) {
            if line.is_empty() || section.is_empty() && line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).filter(|n| n.is_ascii())
            {
                (section, month) = (name, 0);
                if !SECTIONS.iter().any(|(known, _)| *known == name) && !["months", "clock", "stop"].contains(&name) {
                    mistakes.push((tag, number, "the name of a section"));
                }
                continue;
            }
            month += 1;
            words
                .line(section, line, month, 1 << bit)
                .unwrap_or_else(|expected| mistakes.push((tag, number, expected)));
        }
    }
    (words, mistakes)
}

impl Words {
    fn line(&mut self, section: &str, line: &str, month: u32, languages: Languages) -> Result<(), &'static str> {
        let each = || line.split_whitespace().map(|word| Box::from(token(word)));
        match section {
            "months" if month > 12 => return Err("twelve months"),
            "months" => self.months.extend(each().map(|word| (word, month))),
            "clock" => self.clock.extend(each().map(|word| (word, ()))),
            "stop" => each().for_each(|word| *self.stops.entry(word).or_default() |= languages),
            _ => {
                let (_, class) = SECTIONS.iter().find(|(name, _)| *name == section).ok_or("a section above it")?;
                return self.cue(line, *class, languages);
            }
        }
        Ok(())
    }

    fn cue(&mut self, line: &str, class: u32, languages: Languages) -> Result<(), &'static str> {
        let (line, sentence) = line.strip_suffix(" .").map_or((line, false), |line| (line, true));
        if class & (class::DATED | class::CHANGED) != 0 {
            self.clock.extend(line.split([' ', ':']).map(|word| (Box::from(token(word)), ())));
            self.labels.push((norm(line).into(), class));
            return Ok(());
        }
        if !line.contains('…') {
            let whole = numbers(&norm(line));
            if whole.is_empty() {
                return Err("words");
            }
            self.whole.entry(whole.into()).or_default().push((class, sentence, languages));
            return Ok(());
        }
        let inside: Vec<&str> = line.split('…').collect();
        let last = inside.len().saturating_sub(1);
        let (open_start, open_end) =
            (inside.first().is_some_and(|part| part.is_empty()), inside.get(last).is_some_and(|part| part.is_empty()));
        let plainly = |part: &str| part.trim().chars().filter_map(plain).collect::<String>();
        let parts = inside.into_iter().filter(|part| !part.trim().is_empty());
        let parts: Vec<Box<str>> = parts.map(|part| numbers(&plainly(part)).into()).collect();
        let first = parts.first().and_then(|part| part.chars().next()).ok_or("words beside the …")?;
        let length = parts.iter().map(|part| part.len()).sum();
        let pattern = Pattern { parts, open_start, open_end, sentence, length, class, languages };
        if open_start {
            self.within.push(pattern);
        } else {
            self.begins.entry(first).or_default().push(pattern);
        }
        Ok(())
    }

    /// What a line has, which is already [`norm`]; `sentence` says whether it ends like one.
    pub(super) fn found(&self, line: &str, sentence: bool, among: Languages) -> Found {
        let mut found = Found::default();
        for (class, also, languages) in self.whole.get(line).into_iter().flatten() {
            if languages & among != 0 && (*also || !sentence) {
                found.whole |= class;
            }
        }
        let begins = line.chars().next().and_then(|first| self.begins.get(&first));
        for pattern in begins.into_iter().flatten().chain(&self.within) {
            if pattern.languages & among != 0 && (pattern.sentence || !sentence) && pattern.fits(line) {
                found.part |= pattern.class;
            }
        }
        found
    }

    /// Where the words of this class end with which a [`norm`] line begins.
    pub(super) fn prefix(&self, line: &str, class: u32, among: Languages) -> Option<usize> {
        let begins = line.chars().next().and_then(|first| self.begins.get(&first));
        let fitting = begins.into_iter().flatten().filter(|p| p.class & class != 0 && p.languages & among != 0);
        fitting.filter(|p| p.fits(line)).filter_map(|p| p.parts.first()).map(|part| part.len()).max()
    }

    /// Whether a [`norm`] line begins with the words before a date, or before that of a change.
    pub(super) fn label(&self, line: &str) -> Option<u32> {
        let fits = |(words, _): &&(Box<str>, u32)| {
            line.strip_prefix(&**words).is_some_and(|rest| !joined(words.chars().next_back(), rest.chars().next()))
        };
        self.labels.iter().filter(fits).max_by_key(|(words, _)| words.len()).map(|(_, class)| *class)
    }

    /// The number of a month, January being 1.
    pub(super) fn month(&self, word: &str) -> Option<u32> {
        self.months.get(word).copied()
    }

    /// Whether it is a word of dates.
    pub(super) fn is_clock(&self, word: &str) -> bool {
        self.clock.contains_key(word)
    }

    /// The languages of which it is one of the commonest words.
    pub(super) fn stops(&self, word: &str) -> Languages {
        self.stops.get(word).copied().unwrap_or_default()
    }
}

/// Number signs of a cue as those that stand for numbers in a line, where [`plain`] has told them apart.
fn numbers(cue: &str) -> String {
    cue.replace('♯', "#")
}

/// A word as words of dates and of languages are compared.
pub(super) fn token(word: &str) -> String {
    word.chars().filter_map(plain).collect::<String>().trim_matches(['.', ',', ';', '"', '\'', '(', ')']).to_owned()
}

impl Pattern {
    fn fits(&self, line: &str) -> bool {
        if line.len() < self.length {
            return false;
        }
        let mut rest = line;
        for (number, part) in self.parts.iter().enumerate() {
            let anchored = number == 0 && !self.open_start;
            let Some(at) = (if anchored { rest.starts_with(&**part).then_some(0) } else { rest.find(&**part) }) else {
                return false;
            };
            let (before, after) = rest.split_at(at);
            let after = after.get(part.len()..).unwrap_or_default();
            let inner = (part.chars().next(), part.chars().next_back());
            if joined(before.chars().next_back(), inner.0) || joined(inner.1, after.chars().next()) {
                return false;
            }
            rest = after;
        }
        let goes_on = !rest.trim().is_empty();
        if self.open_end { goes_on || self.open_start || self.parts.len() > 1 } else { !goes_on }
    }
}

/// Whether two characters side by side are of the same word.
fn joined(one: Option<char>, other: Option<char>) -> bool {
    let of_word = |c: Option<char>| c.is_some_and(|c| (c.is_alphanumeric() || c == '#') && !is_wide(c));
    of_word(one) && of_word(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_can_be_read() {
        assert_eq!(mistakes(), Vec::new());
    }

    #[test]
    fn cues_are_found_as_they_are_written() {
        let found = |line: &str, sentence| words().found(&norm(line), sentence, EVERY);
        assert_eq!(found("3 MIN READ", false).whole, class::READING);
        assert_eq!(found("READ MORE: What we know", false).part & class::RELATED, class::RELATED);
        assert!(!found("Read more letters, she used to say.", true).has(class::PAGE));
        assert!(!found("Read more letters", false).has(class::PAGE));
        assert!(found("Get the latest news straight to your inbox.", true).has(class::SUBSCRIBE));
        assert!(found("SOURCE:Newsdesk", false).has(class::SOURCE));
        assert!(found("相关阅读", false).whole & class::RELATED != 0);
        assert!(!found("Shared", false).has(class::SHARE));
    }
}
