//! JSON with `serde_json`, a value at a time, without ever calling itself for what lies in it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Refused, limits};

/// The entries of an object, each as it is written.
pub(super) struct Entries<'a>(pub(super) Vec<(String, &'a RawValue)>);

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
        let mut known = BTreeSet::new();
        while let Some((key, value)) = map.next_entry::<String, &RawValue>()? {
            if !known.insert(key.clone()) {
                return Err(de::Error::custom(format_args!("{TWICE}{key}")));
            }
            if known.len() > limits::FIELDS {
                return Err(de::Error::custom("too many keys in one object"));
            }
            entries.push((key, value));
        }
        Ok(Entries(entries))
    }
}

/// How the formats of this program's own are called, as they are written.
const OURS: [&str; 2] = ["\"article-annotations", "\"manicule-"];

/// Whether an object is of a file of this program's own: one that it exported, a schema, a task or what it rescued.
pub(super) fn is_ours(entries: &[(String, &RawValue)]) -> bool {
    let is_named = |value: &RawValue| OURS.iter().any(|ours| value.get().starts_with(ours));
    entries.iter().any(|(key, value)| key == "manicule_rescue" || key == "format" && is_named(value))
}

/// Whether a text begins with such an object.
pub(super) fn begins_ours(text: &str) -> bool {
    if !text.starts_with('{') {
        return false;
    }
    let first = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>().next();
    let entries = first.and_then(Result::ok).and_then(|first| serde_json::from_str(first.get()).ok());
    entries.is_some_and(|Entries(entries)| is_ours(&entries))
}

/// How the error begins that tells of a key that stands twice.
const TWICE: &str = "\u{1}twice ";

/// What is wrong with a JSON text, and where.
pub(super) struct Wrong {
    /// Line, from 1.
    pub(super) line: usize,
    pub(super) why: Refused,
}

/// An error of the reader, with its column in characters.
pub(super) fn wrong(text: &str, error: &serde_json::Error) -> Wrong {
    let said = error.to_string();
    let words = said.rsplit_once(" at line ").map_or(said.as_str(), |(words, _)| words);
    let line = error.line().max(1);
    if let Some((_, key)) = words.split_once(TWICE) {
        return Wrong { line, why: Refused::SameKey(key.chars().take(100).collect()) };
    }
    let bytes = text.split('\n').nth(line - 1).unwrap_or_default().as_bytes();
    let before = bytes.get(..error.column().min(bytes.len())).unwrap_or_default();
    let column = before.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
    Wrong { line, why: Refused::Syntax(column.max(1), words.chars().take(200).collect()) }
}

/// The same for a place of our own, given in bytes.
pub(super) fn wrong_at(text: &str, at: usize, words: &str) -> Wrong {
    let (line, column) = place(text, at);
    Wrong { line, why: Refused::Syntax(column, words.to_owned()) }
}

/// Line and column of a byte, both from 1, the column in characters.
pub(super) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    let line = before.iter().filter(|byte| **byte == b'\n').count();
    let begin = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let characters = before[begin..].iter().filter(|byte| **byte & 0xc0 != 0x80).count();
    (line + 1, characters + 1)
}

/// The byte at which lists and objects lie deeper in each other than is read.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                if depth > limits::DEPTH {
                    return Some(at);
                }
            }
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The text with U+FFFD in place of halves of pairs, which JSON can write and no text can hold; and how many they were.
pub(super) fn whole_pairs(text: &str) -> (Cow<'_, str>, u32) {
    let unit = |at: usize| -> Option<u32> {
        let escape = text.get(at..at + 6).filter(|escape| escape.starts_with("\\u"))?;
        u32::from_str_radix(escape.get(2..)?, 16).ok()
    };
    let (mut mended, mut from, mut at, mut lost) = (String::new(), 0, 0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('\\')) {
        at += found;
        match unit(at) {
            Some(0xd800..=0xdbff) if matches!(unit(at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(0xd800..=0xdfff) => {
                mended.push_str(text.get(from..at).unwrap_or_default());
                mended.push_str("\\ufffd");
                lost += 1;
                at += 6;
                from = at;
            }
            // The backslash, and what it escapes, which may be another one.
            _ => at += 1 + text.get(at + 1..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8),
        }
    }
    if lost == 0 {
        return (Cow::Borrowed(text), 0);
    }
    mended.push_str(text.get(from..).unwrap_or_default());
    (Cow::Owned(mended), lost)
}

/// What a value is, for a person.
pub(super) fn what(raw: &str) -> &'static str {
    match raw.trim_start().as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b'"') => "a text",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        _ => "a number",
    }
}
