//! A JSON text as a tree.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::Wrong;
use crate::model::Table;

/// Any JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A whole number.
    Whole(i64),
    /// Any other number, in thousandths, rounded: the only fractions the formats know are scores.
    Thousandths(i64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, in the order of the file.
    Object(Vec<(String, Json)>),
}

/// Keys that are looked through one by one; our own objects have fewer.
const FEW: usize = 32;

struct Tree;

impl<'de> Visitor<'de> for Tree {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Whole(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(i64::try_from(value).map_or(Json::Thousandths(i64::MAX), Json::Whole))
    }

    #[expect(clippy::cast_possible_truncation, reason = "a cast from a float saturates")]
    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        // `12.0` is a whole number that somebody's writer made a float.
        let whole = value as i64;
        let thousandths = (value * 1000.0).round() as i64;
        Ok(if whole.saturating_mul(1000) == thousandths { Json::Whole(whole) } else { Json::Thousandths(thousandths) })
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut object: Vec<(String, Json)> = Vec::new();
        // Our objects have few keys. A hostile one with 100,000 would take half a minute to look through each time.
        let mut many: Table<String, u32> = Table::new();
        while let Some((Key(key), value)) = entries.next_entry::<Key, Json>()? {
            let twice = if object.len() < FEW {
                object.iter().any(|(known, _)| *known == key)
            } else {
                if many.is_empty() {
                    many = object.iter().map(|(known, _)| (known.clone(), 0)).collect();
                }
                many.insert(key.clone(), 0).is_some()
            };
            if twice {
                return Err(de::Error::custom(Twice(&key)));
            }
            object.push((key, value));
        }
        Ok(Json::Object(object))
    }
}

/// The key of an entry. Read as any value, which it never is anything but text: reading it as text would bring in the
/// words for everything else it might have been.
struct Key(String);

struct KeyText;

impl Visitor<'_> for KeyText {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, value: &str) -> Result<Key, E> {
        Ok(Key(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Key, E> {
        Ok(Key(value))
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KeyText)
    }
}

struct Twice<'a>(&'a str);

impl fmt::Display for Twice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the key {} stands twice", self.0)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Tree)
    }
}

/// Reads a text into a tree.
pub(super) fn tree(text: &str) -> Result<Json, Wrong> {
    serde_json::from_str(text).map_err(|error| {
        let words = error.to_string();
        let words = words.split(" at line ").next().unwrap_or_default();
        Wrong::Syntax(error.column(), words.to_owned())
    })
}
