//! What `datasets` is told of the columns of formats whose lines it loads. It finds out types by itself from the first ten
//! megabytes alone: a column that has nothing there has no type, and the first value further on stops it. So all types
//! are said: in the front matter of the card for whoever loads the folder, and in `features.json` for code.

use serde_json::{Map, Value, json};

use super::facts::Facts;

/// A line of each format, with one of everything that can stand in it.
const LINES: [(&str, &str); 4] = [
    ("native", include_str!("columns/native.json")),
    ("huggingface", include_str!("columns/huggingface.json")),
    ("attribution", include_str!("columns/attribution.json")),
    ("averitec", include_str!("columns/averitec.json")),
];

/// The formats of an export whose lines `datasets` loads, each with its line.
pub(super) fn loadable(facts: &Facts<'_>) -> Vec<(&'static str, Value)> {
    let has = |id: &str| facts.plan.formats.iter().any(|(codec, _)| codec.id == id);
    let lines = LINES.iter().filter(|(id, _)| has(id));
    lines.filter_map(|(id, line)| Some((*id, serde_json::from_str(line).ok()?))).collect()
}

/// `features.json`: for each of them what `Features.from_dict` takes. Nothing where there is none.
pub(super) fn features(facts: &Facts<'_>) -> Option<String> {
    let all: Map<String, Value> = loadable(facts).iter().map(|(id, line)| ((*id).to_owned(), feature(line))).collect();
    (!all.is_empty()).then(|| format!("{}\n", Value::from(all)))
}

/// The type of a value, as `Features.from_dict` reads it. A list is one there as well, which all versions understand.
fn feature(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), feature(value))).collect(),
        Value::Array(items) => items.iter().take(1).map(feature).collect(),
        plain => json!({ "dtype": dtype(plain), "_type": "Value" }),
    }
}

/// The same for the front matter of a card.
pub(super) fn listed(line: &Value) -> Value {
    let row = |(name, value): (&String, &Value)| {
        let mut row = Map::new();
        row.insert("name".to_owned(), Value::from(name.as_str()));
        let (key, value) = kind(value);
        row.insert(key.to_owned(), value);
        Value::from(row)
    };
    line.as_object().into_iter().flatten().map(row).collect()
}

/// The key that says what a column is, and its value.
fn kind(value: &Value) -> (&'static str, Value) {
    match value {
        Value::Object(_) => ("struct", listed(value)),
        Value::Array(items) => match items.first() {
            Some(item @ Value::Object(_)) => ("list", listed(item)),
            item => ("list", Value::from(item.map_or("string", dtype))),
        },
        plain => ("dtype", Value::from(dtype(plain))),
    }
}

fn dtype(value: &Value) -> &'static str {
    match value {
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float64",
        Value::Number(_) => "int64",
        _ => "string",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::json::{parse, to_json};
    use crate::formats::native::object::Line;

    /// Whether there is one of everything: nothing is `null` or empty.
    fn is_full(value: &Value) -> bool {
        match value {
            Value::Null => false,
            Value::Object(fields) => !fields.is_empty() && fields.values().all(is_full),
            Value::Array(items) => items.len() == 1 && items.iter().all(is_full),
            Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
        }
    }

    fn line(id: &str) -> Value {
        let (_, text) = LINES.iter().find(|(known, _)| *known == id).expect("it is one of them");
        serde_json::from_str(text).expect("JSON")
    }

    #[test]
    fn a_line_has_one_of_everything() {
        assert!(LINES.iter().all(|(id, _)| is_full(&line(id))));
        let native = parse::<Line>(&line("native").to_string()).expect("a line");
        let again: Value = serde_json::from_str(&to_json(&native)).expect("JSON");
        assert_eq!(again, line("native"), "every key of the format, and no other");
    }

    #[test]
    fn types_are_said_in_both_ways() {
        let line = json!({ "a": [{ "b": 0.5, "c": ["x"] }], "d": { "e": 1 }, "f": true });
        let text = json!({ "dtype": "string", "_type": "Value" });
        let number = |dtype: &str| json!({ "dtype": dtype, "_type": "Value" });
        let expected = json!({
            "a": [{ "b": number("float64"), "c": [text] }], "d": { "e": number("int64") }, "f": number("bool"),
        });
        assert_eq!(feature(&line), expected);
        let expected = json!([
            { "name": "a", "list": [{ "name": "b", "dtype": "float64" }, { "name": "c", "list": "string" }] },
            { "name": "d", "struct": [{ "name": "e", "dtype": "int64" }] },
            { "name": "f", "dtype": "bool" },
        ]);
        assert_eq!(listed(&line), expected);
    }
}
