//! JSON of other tools as it is written: a value at a time, numbers and unknown fields unchanged, in the order of the file.
//! What lies in a value is read when it is asked for, so that depth costs no stack and one bad value spoils no other.

use std::fmt;
use std::rc::Rc;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::formats::{Issue, Problem, TextFile};

/// A value as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Raw<'a>(pub(super) &'a str);

/// The entries of an object, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entries<'a>(pub(super) Vec<(String, Raw<'a>)>);

impl<'a> Entries<'a> {
    /// The value of a key; nothing where it is missing or `null`.
    pub(super) fn get(&self, key: &str) -> Option<Raw<'a>> {
        self.0.iter().find(|(known, value)| known == key && !value.is_null()).map(|(_, value)| *value)
    }

    /// The text at a key.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.text()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Object)
    }
}

struct Object;

impl<'de> Visitor<'de> for Object {
    type Value = Entries<'de>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, &RawValue>()? {
            entries.push((key, Raw(value.get())));
        }
        Ok(Entries(entries))
    }
}

impl<'a> Raw<'a> {
    pub(super) fn is_null(self) -> bool {
        self.0 == "null"
    }

    /// The entries of an object; nothing where it is none.
    pub(super) fn entries(self) -> Option<Entries<'a>> {
        self.0.starts_with('{').then(|| serde_json::from_str(self.0).ok())?
    }

    /// The items of a list; nothing where it is none.
    pub(super) fn items(self) -> Option<Vec<Self>> {
        let items: Vec<&RawValue> = self.0.starts_with('[').then(|| serde_json::from_str(self.0).ok())??;
        Some(items.into_iter().map(|item| Raw(item.get())).collect())
    }

    /// A text; nothing where it is none, or holds half a pair.
    pub(super) fn text(self) -> Option<String> {
        self.0.starts_with('"').then(|| serde_json::from_str(self.0).ok())?
    }

    /// A text, or a number or truth value as it is written.
    pub(super) fn word(self) -> Option<String> {
        if self.0.starts_with(['{', '[']) || self.is_null() {
            return None;
        }
        if self.0.starts_with('"') { self.text() } else { Some(self.0.to_owned()) }
    }

    /// A whole number that is not negative, also where it stands as text or with `.0`.
    pub(super) fn whole(self) -> Option<u64> {
        let word = self.word()?;
        let digits = word.trim().trim_end_matches(".0");
        digits.parse().ok()
    }

    /// All words of a list, or the one that stands alone.
    pub(super) fn words(self) -> Vec<String> {
        match self.items() {
            Some(items) => items.into_iter().filter_map(Self::word).collect(),
            None => self.word().into_iter().collect(),
        }
    }
}

/// A text as JSON.
pub(super) fn quoted(text: &str) -> String {
    // A text can always be written.
    serde_json::to_string(text).unwrap_or_default()
}

/// A list of what is JSON already.
pub(super) fn list<T: AsRef<str>>(items: &[T]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    format!("[{}]", items.join(","))
}

/// A list of texts.
pub(super) fn texts<T: AsRef<str>>(items: &[T]) -> String {
    list(&items.iter().map(|item| quoted(item.as_ref())).collect::<Vec<_>>())
}

/// Pairs of texts as a list of lists: a name may stand there twice.
pub(super) fn pairs(pairs: &[(Rc<str>, Rc<str>)]) -> String {
    list(&pairs.iter().map(|(name, value)| texts(&[name, value])).collect::<Vec<_>>())
}

/// An object that is being written, its keys in the order in which they come.
#[derive(Clone, Debug, Default)]
pub(super) struct Writing(String);

impl Writing {
    /// A key with what is JSON already.
    pub(super) fn raw(&mut self, key: &str, json: &str) -> &mut Self {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push_str(&quoted(key));
        self.0.push(':');
        self.0.push_str(json);
        self
    }

    /// A key with a text.
    pub(super) fn text(&mut self, key: &str, text: &str) -> &mut Self {
        self.raw(key, &quoted(text))
    }

    /// A key with a text, where there is one.
    pub(super) fn some(&mut self, key: &str, text: Option<&str>) -> &mut Self {
        if let Some(text) = text {
            self.text(key, text);
        }
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The object.
    pub(super) fn done(&self) -> String {
        if self.0.is_empty() { "{}".to_owned() } else { format!("{}}}", self.0) }
    }
}

/// The records of a file: the items of a list, or one value after the other (lines, or a single object).
pub(super) struct Records<'a> {
    file: &'a TextFile,
    at: usize,
    is_list: bool,
    is_done: bool,
    /// A byte, and the line it stands in: lines are counted once, on from here.
    counted: (usize, usize),
}

impl<'a> Records<'a> {
    pub(super) fn of(file: &'a TextFile) -> Self {
        let at = file.text.len() - file.text.trim_start_matches('\u{feff}').len();
        let mut records = Self { file, at, is_list: false, is_done: false, counted: (0, 1) };
        records.is_list = records.pass(" \t\r\n") == Some(b'[');
        records.at += usize::from(records.is_list);
        records
    }

    /// Passes these and tells what stands there.
    fn pass(&mut self, these: &str) -> Option<u8> {
        let bytes = self.file.text.as_bytes();
        while bytes.get(self.at).is_some_and(|byte| these.as_bytes().contains(byte)) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    fn line(&mut self, at: usize) -> usize {
        let (from, line) = self.counted;
        let between = self.file.text.as_bytes().get(from..at).unwrap_or_default();
        self.counted = (at, line + between.iter().filter(|byte| **byte == b'\n').count());
        self.counted.1
    }

    /// After a value that does not read: on with the next line that begins an object. In a list nobody can tell where that is.
    fn go_on(&mut self) {
        let rest = self.file.text.get(self.at..).unwrap_or_default();
        match rest.find("\n{").filter(|_| !self.is_list) {
            Some(next) => self.at += next + 1,
            None => self.is_done = true,
        }
    }
}

impl<'a> Iterator for Records<'a> {
    /// The line it begins in, and the value.
    type Item = (usize, Result<Raw<'a>, Problem>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        match self.pass(if self.is_list { " \t\r\n," } else { " \t\r\n" }) {
            None if self.is_list => {
                self.is_done = true;
                let problem =
                    Problem::Malformed { column: 1, detail: "the list is not closed: its end is missing".into() };
                return Some((self.line(self.file.text.len()), Err(problem)));
            }
            None => return None,
            Some(b']') if self.is_list => {
                self.is_done = true;
                return None;
            }
            Some(_) => {}
        }
        let (begin, line) = (self.at, self.line(self.at));
        let rest = self.file.text.get(begin..).unwrap_or_default();
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
        match values.next() {
            Some(Ok(value)) => {
                self.at = begin + values.byte_offset();
                Some((line, Ok(Raw(value.get()))))
            }
            Some(Err(error)) => {
                self.go_on();
                let said = error.to_string();
                let detail = said.rsplit_once(" at line ").map_or(said.as_str(), |(words, _)| words).to_owned();
                // What never ends is told where it begins.
                let within = if error.is_eof() { 0 } else { error.line().saturating_sub(1) };
                Some((line + within, Err(Problem::Malformed { column: error.column().max(1), detail })))
            }
            None => None,
        }
    }
}

/// The objects of a file that read, with their lines; what does not is told.
pub(super) fn objects<'a>(file: &'a TextFile, issues: &mut Vec<Issue>) -> Vec<(usize, Entries<'a>)> {
    let mut all = Vec::new();
    for (line, record) in Records::of(file) {
        let entries = record.and_then(|raw| {
            let not_an_object = Problem::Shape { path: "the record".to_owned(), expected: "an object" };
            raw.entries().ok_or(not_an_object)
        });
        match entries {
            Ok(entries) => all.push((line, entries)),
            Err(problem) => issues.push(Issue { file: file.name.clone(), line, path: String::new(), problem }),
        }
    }
    all
}

/// The first objects of a file: what it is told by.
pub(super) fn first<'a>(file: &'a TextFile) -> impl Iterator<Item = Entries<'a>> {
    Records::of(file).take(20).filter_map(|(_, record)| record.ok()?.entries())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(usize, bool)> {
        let file = TextFile { name: "a".to_owned(), text: text.to_owned() };
        Records::of(&file).map(|(line, record)| (line, record.is_ok())).collect()
    }

    #[test]
    fn records_are_those_of_a_list_of_lines_or_one() {
        assert_eq!(lines("[{\"a\":1},\n {\"a\":2}]"), [(1, true), (2, true)]);
        assert_eq!(lines("\u{feff}{\"a\":1}\r\n\r\n{\"a\":2}\r\n"), [(1, true), (3, true)]);
        assert_eq!(lines("{\n\"a\":\n1}\n"), [(1, true)]);
        assert_eq!(lines("[{\"a\":1},\n{\"a\""), [(1, true), (2, false)]);
        assert_eq!(lines("[{\"a\":1}"), [(1, true), (1, false)]);
        assert_eq!(lines("{\"a\":1}\n{\"a\":\n{\"a\":3}\n"), [(1, true), (2, false), (3, true)], "a line that was cut");
        assert_eq!(lines("{\"a\":1}\n{\"a\":x}\n{\"a\":3}\n"), [(1, true), (2, false), (3, true)]);
        assert_eq!(lines(" "), []);
    }

    #[test]
    fn values_stay_as_they_are_written() {
        let entries =
            Raw("{\"a\": 1.50, \"b\": \"\\ud800\", \"c\": [\"x\", 2], \"d\": null}").entries().expect("an object");
        assert_eq!(entries.get("a").map(|raw| raw.0), Some("1.50"));
        assert_eq!(entries.text("b"), None, "half a pair");
        assert_eq!(entries.get("c").map(Raw::words), Some(vec!["x".to_owned(), "2".to_owned()]));
        assert_eq!(entries.get("d"), None);
        assert_eq!((Raw("\"12\"").whole(), Raw("3.0").whole()), (Some(12), Some(3)));
    }
}
