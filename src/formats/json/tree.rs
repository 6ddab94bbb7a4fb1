//! A JSON text as a tree (RFC 8259). Strict, and narrower in two things: a key stands once, and levels are few.
//!
//! Our own since a parser for every type of number, with its words for every type that was not expected, weighs more in
//! the page than all of this; `serde_json` is what the tests compare it with.

use std::rc::Rc;

use serde::ser::{Serialize, SerializeMap as _, Serializer};

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
    /// Any other number, in thousandths, rounded: the only fractions the formats know are scores. Numbers that are too
    /// large stand at the ends.
    Thousandths(i64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, in the order of the file. The same key is one value in a whole text, where it has few.
    Object(Vec<(Rc<str>, Json)>),
}

impl Json {
    /// Whether every key of `other`, at any depth, stands here as well.
    #[must_use]
    pub fn has_keys_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Object(mine), Self::Object(theirs)) => theirs.iter().all(|(key, value)| {
                mine.iter().find(|(known, _)| known == key).is_some_and(|(_, known)| known.has_keys_of(value))
            }),
            (_, Self::Object(theirs)) => theirs.is_empty(),
            (Self::List(mine), Self::List(theirs)) => {
                mine.len() == theirs.len() && mine.iter().zip(theirs).all(|(mine, theirs)| mine.has_keys_of(theirs))
            }
            (_, Self::List(theirs)) => theirs.is_empty(),
            _ => true,
        }
    }
}

impl Serialize for Json {
    #[expect(clippy::cast_precision_loss, reason = "scores are small")]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Bool(value) => to.serialize_bool(*value),
            Self::Whole(value) => to.serialize_i64(*value),
            Self::Thousandths(value) => to.serialize_f64(*value as f64 / 1000.0),
            Self::Text(value) => to.serialize_str(value),
            Self::List(items) => to.collect_seq(items),
            Self::Object(entries) => {
                let mut map = to.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(&**key, value)?;
                }
                map.end()
            }
        }
    }
}

/// Keys that are looked through one by one; our own objects have fewer.
const FEW: usize = 32;

/// Digits of a number that fits in any case.
const SHORT: usize = 18;

/// Lists and objects in one another. The reader calls itself for each.
const LEVELS: usize = 127;

/// Reads a text into a tree.
pub(super) fn tree(text: &str) -> Result<Json, Wrong> {
    let mut reader = Reader { text, at: 0, levels: 0, keys: Vec::new(), next: 0, sizes: [0; LEVELS + 1] };
    let json = reader.value()?;
    match reader.next_byte() {
        None => Ok(json),
        Some(_) => Err(reader.wrong("something stands after the end")),
    }
}

struct Reader<'a> {
    text: &'a str,
    /// Byte that is read next.
    at: usize,
    levels: usize,
    /// Keys that were read, each once, and the one that is likely to be next: objects have theirs in the same order.
    keys: Vec<Rc<str>>,
    next: usize,
    /// How many keys the last object of each level had, so far as these are few: the next one is likely of the same kind.
    sizes: [usize; LEVELS + 1],
}

impl Reader<'_> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no white space; it is not taken.
    fn next_byte(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    /// Takes a byte when it comes next.
    fn takes(&mut self, byte: u8) -> bool {
        let is = self.byte() == Some(byte);
        self.at += usize::from(is);
        is
    }

    /// What is wrong here, or that the text ends here.
    fn wrong(&self, words: &str) -> Wrong {
        let words = if self.at < self.text.len() { words } else { "the text ends too early" };
        self.wrong_at(self.at, words.to_owned())
    }

    /// What is wrong, with its column: characters since the beginning of the line, from 1.
    fn wrong_at(&self, at: usize, words: String) -> Wrong {
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        let line = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let characters = before[line..].iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        Wrong::Syntax(characters + 1, words)
    }

    fn value(&mut self) -> Result<Json, Wrong> {
        match self.next_byte() {
            Some(b'{') => self.inside(Self::object),
            Some(b'[') => self.inside(Self::list),
            Some(b'"') => self.string().map(Json::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'n') => self.word("null", Json::Null),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            _ => Err(self.wrong("expected a value")),
        }
    }

    fn word(&mut self, word: &str, json: Json) -> Result<Json, Wrong> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(self.wrong("expected a value"));
        }
        self.at += word.len();
        Ok(json)
    }

    /// Reads what begins with the next byte, one level down.
    fn inside(&mut self, read: fn(&mut Self) -> Result<Json, Wrong>) -> Result<Json, Wrong> {
        if self.levels == LEVELS {
            return Err(self.wrong("too many levels"));
        }
        self.at += 1;
        self.levels += 1;
        let json = read(self)?;
        self.levels -= 1;
        Ok(json)
    }

    /// Whether another item follows, after a comma unless it is the first.
    fn more(&mut self, first: bool, end: u8) -> Result<bool, Wrong> {
        self.next_byte();
        if self.takes(end) {
            return Ok(false);
        }
        if first || self.takes(b',') {
            return Ok(true);
        }
        Err(self.wrong("expected a comma or the end"))
    }

    fn list(&mut self) -> Result<Json, Wrong> {
        let mut list = Vec::new();
        while self.more(list.is_empty(), b']')? {
            list.push(self.value()?);
        }
        Ok(Json::List(list))
    }

    fn object(&mut self) -> Result<Json, Wrong> {
        let level = self.levels;
        let mut object: Vec<(Rc<str>, Json)> = Vec::with_capacity(self.sizes[level]);
        // Whether each of its keys is one of those that stand once in the reader: two such are the same only in one place.
        let mut shared = true;
        // Our objects have few keys. A hostile one with 100,000 would take half a minute to look through each time.
        let mut many: Table<Rc<str>, u32> = Table::new();
        while self.more(object.is_empty(), b'}')? {
            if self.next_byte() != Some(b'"') {
                return Err(self.wrong("expected a key"));
            }
            let at = self.at;
            let (key, is_shared) = self.key()?;
            shared &= is_shared;
            let twice = if object.len() < FEW {
                object.iter().any(|(known, _)| Rc::ptr_eq(known, &key) || !shared && *known == key)
            } else {
                if many.is_empty() {
                    for (known, _) in &object {
                        many.insert(known.clone(), 0);
                    }
                }
                many.insert(key.clone(), 0).is_some()
            };
            if twice {
                return Err(self.wrong_at(at, format!("the key {key} stands twice")));
            }
            self.next_byte();
            if !self.takes(b':') {
                return Err(self.wrong("expected a colon"));
            }
            let value = self.value()?;
            object.push((key, value));
        }
        self.sizes[level] = object.len().min(FEW);
        Ok(Json::Object(object))
    }

    /// Reads a key, and says whether it is one of those that stand once. Fifty thousand annotations have half a million, of some
    /// twenty words.
    fn key(&mut self) -> Result<(Rc<str>, bool), Wrong> {
        let from = self.at;
        let rest = &self.text.as_bytes()[from + 1..];
        let is = |key: &Rc<str>| rest.get(key.len()) == Some(&b'"') && rest.starts_with(key.as_bytes());
        let likely = self.keys.get(self.next).is_some_and(is).then_some(self.next);
        if let Some(place) = likely.or_else(|| self.keys.iter().position(is)) {
            let key = self.keys[place].clone();
            self.at += key.len() + 2;
            self.next = place + 1;
            return Ok((key, true));
        }
        let key: Rc<str> = Rc::from(self.string()?);
        // One with an escape is not found above, and would stand here again and again.
        let shared = self.keys.len() < FEW && self.at == from + key.len() + 2;
        if shared {
            self.keys.push(key.clone());
            self.next = self.keys.len();
        }
        Ok((key, shared))
    }

    fn string(&mut self) -> Result<String, Wrong> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let from = self.at;
            let rest = &self.text.as_bytes()[from..];
            let is_end = |byte: &u8| *byte < b' ' || *byte == b'"' || *byte == b'\\';
            self.at += rest.iter().position(is_end).unwrap_or(rest.len());
            // All three are ASCII, so both ends lie between characters.
            out.push_str(&self.text[from..self.at]);
            if self.takes(b'"') {
                return Ok(out);
            }
            if !self.takes(b'\\') {
                return Err(self.wrong("a control character has to be escaped"));
            }
            out.push(self.escaped()?);
        }
    }

    /// What an escape stands for; its backslash is taken.
    fn escaped(&mut self) -> Result<char, Wrong> {
        let plain = match self.byte() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unit_pair(),
            _ => return Err(self.wrong("an unknown escape")),
        };
        self.at += 1;
        Ok(plain)
    }

    /// A character in one or two UTF-16 units, beginning with the `u`.
    fn unit_pair(&mut self) -> Result<char, Wrong> {
        let first = self.unit()?;
        if !(0xD800..0xE000).contains(&first) {
            return char::from_u32(first).ok_or_else(|| self.wrong("half of a pair"));
        }
        if first < 0xDC00 && self.takes(b'\\') && self.byte() == Some(b'u') {
            let second = self.unit()?;
            if (0xDC00..0xE000).contains(&second) {
                let scalar = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return char::from_u32(scalar).ok_or_else(|| self.wrong("half of a pair"));
            }
        }
        Err(self.wrong("half of a pair"))
    }

    fn unit(&mut self) -> Result<u32, Wrong> {
        self.at += 1;
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            unit = unit * 16 + digit.ok_or_else(|| self.wrong("expected four hexadecimal digits"))?;
            self.at += 1;
        }
        Ok(unit)
    }

    /// Takes digits, at least one, and appends them; a number has the same value without the zeros before it.
    fn digits(&mut self, to: &mut Vec<u8>) -> Result<(), Wrong> {
        let from = self.at;
        while let Some(byte @ b'0'..=b'9') = self.byte() {
            if byte != b'0' || !to.is_empty() {
                to.push(byte - b'0');
            }
            self.at += 1;
        }
        if self.at == from { Err(self.wrong("expected a digit")) } else { Ok(()) }
    }

    fn number(&mut self) -> Result<Json, Wrong> {
        // Nearly all are offsets.
        let rest = &self.text.as_bytes()[self.at..];
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let plain =
            !matches!(rest.get(digits), Some(b'.' | b'e' | b'E')) && (rest.first() != Some(&b'0') || digits == 1);
        if (1..=SHORT).contains(&digits) && plain {
            self.at += digits;
            return Ok(Json::Whole(rest[..digits].iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'))));
        }
        let negative = self.takes(b'-');
        let mut digits = Vec::new();
        if self.takes(b'0') {
            if matches!(self.byte(), Some(b'0'..=b'9')) {
                return Err(self.wrong("a number begins with no zero"));
            }
        } else {
            self.digits(&mut digits)?;
        }
        let whole = !matches!(self.byte(), Some(b'.' | b'e' | b'E'));
        // The number is its digits times ten to this power.
        let mut power: i64 = 0;
        if self.takes(b'.') {
            let from = self.at;
            self.digits(&mut digits)?;
            power -= i64::try_from(self.at - from).unwrap_or(i64::MAX);
        }
        if self.takes(b'e') || self.takes(b'E') {
            let below = self.takes(b'-');
            if !below {
                self.takes(b'+');
            }
            let mut exponent = Vec::new();
            self.digits(&mut exponent)?;
            let exponent = saturated(&exponent, false);
            power = power.saturating_add(if below { -exponent } else { exponent });
        }
        if whole {
            let most = saturated(&digits, negative);
            // The largest number that fits cannot be told from those that do not.
            let fits = most != i64::MAX && most != i64::MIN;
            return Ok(if fits { Json::Whole(most) } else { Json::Thousandths(most) });
        }
        let thousandths = scaled(digits, power.saturating_add(3), negative);
        let most = thousandths / 1000;
        Ok(if most * 1000 == thousandths { Json::Whole(most) } else { Json::Thousandths(thousandths) })
    }
}

/// The number that some digits make; at the ends of what can be held when it is beyond them.
fn saturated(digits: &[u8], negative: bool) -> i64 {
    let sign = if negative { -1 } else { 1 };
    digits.iter().fold(0_i64, |all, digit| all.saturating_mul(10).saturating_add(sign * i64::from(*digit)))
}

/// Digits times ten to a power, rounded to a whole number, halves away from zero.
fn scaled(mut digits: Vec<u8>, power: i64, negative: bool) -> i64 {
    if digits.is_empty() {
        return 0;
    }
    if power >= 0 {
        // Twenty digits are beyond what can be held.
        let zeros = usize::try_from(power.min(20)).unwrap_or(20);
        digits.resize(digits.len() + zeros, 0);
        return saturated(&digits, negative);
    }
    let dropped = usize::try_from(power.unsigned_abs()).unwrap_or(usize::MAX);
    let Some(kept) = digits.len().checked_sub(dropped) else { return 0 };
    let up = i64::from(digits[kept] >= 5) * if negative { -1 } else { 1 };
    saturated(&digits[..kept], negative).saturating_add(up)
}
