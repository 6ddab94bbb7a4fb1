//! JSON a record a line, as most programs that learn from texts read it.

use serde_json::Value;

use crate::formats::{Issue, Problem, TextFile};

/// Writes a text in JSON. Line ends of other kinds than `\n` are escaped: some readers cut lines at them.
pub fn string(out: &mut String, text: &str) {
    let written = Value::from(text).to_string();
    for c in written.chars() {
        match c {
            '\u{85}' => out.push_str("\\u0085"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
}

/// Writes a list, each element by `write`.
pub fn list<T>(out: &mut String, things: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut String, T)) {
    out.push('[');
    for (place, thing) in things.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        write(out, thing);
    }
    out.push(']');
}

/// What is wrong at a place of a file.
#[must_use]
pub fn issue(file: &TextFile, line: usize, path: &str, problem: Problem) -> Issue {
    Issue { file: file.name.clone(), line, path: path.to_owned(), problem }
}

/// A value that is not what its place demands.
#[must_use]
pub fn shape(file: &TextFile, line: usize, path: &str, expected: &'static str) -> Issue {
    issue(file, line, "", Problem::Shape { path: path.to_owned(), expected })
}

/// The records of a file: one a line, or those of one list. Each with its line, or its number in the list.
#[must_use]
pub fn records(file: &TextFile, issues: &mut Vec<Issue>) -> Vec<(usize, Value)> {
    let text = file.text.trim_start_matches('\u{feff}');
    let malformed = |line: usize, error: &serde_json::Error| {
        issue(file, line, "", Problem::Malformed { column: error.column(), detail: error.to_string() })
    };
    if text.trim_start().starts_with('[') {
        return match serde_json::from_str::<Vec<Value>>(text) {
            Ok(all) => (1..).zip(all).collect(),
            Err(error) => {
                issues.push(malformed(error.line(), &error));
                Vec::new()
            }
        };
    }
    let mut found = Vec::new();
    for (line, record) in (1..).zip(text.split('\n')).filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(record) {
            Ok(value) => found.push((line, value)),
            Err(error) => issues.push(malformed(line, &error)),
        }
    }
    found
}

/// The first record of a file, to know it by; nothing where its beginning is no JSON.
#[must_use]
pub fn first(file: &TextFile) -> Option<Value> {
    let text = file.text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('[') {
        // Lists are taken whole by those that read them; a long one is looked at by its first element alone.
        let mut values = serde_json::Deserializer::from_str(text.get(1..)?).into_iter::<Value>();
        return values.next()?.ok();
    }
    serde_json::from_str(text.split('\n').next()?).ok()
}

/// A text by its name in an object; empty where there is none.
#[must_use]
pub fn text_of<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// An id or value as text: numbers and words alike, nothing for `null`, anything else as JSON.
#[must_use]
pub fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
