//! Plain values in JSON.

use super::{Field, Fields, Json, Wrong};
use crate::model::Table;

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0..=0x1f => "",
            _ => continue,
        };
        out.push_str(text.get(plain..at).unwrap_or_default());
        plain = at + 1;
        if escape.is_empty() {
            const HEX: &[u8; 16] = b"0123456789abcdef";
            out.push_str("\\u00");
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        } else {
            out.push_str(escape);
        }
    }
    out.push_str(text.get(plain..).unwrap_or_default());
    out.push('"');
}

fn write_whole(number: i64, out: &mut String) {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    let mut rest = number.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        out.push('-');
    }
    out.push_str(std::str::from_utf8(digits.get(at..).unwrap_or_default()).unwrap_or_default());
}

impl Field for String {
    fn read(json: Json) -> Result<Self, Wrong> {
        match json {
            Json::Text(text) => Ok(text),
            _ => Err(Wrong::expected("text")),
        }
    }

    fn nothing() -> Self {
        Self::new()
    }

    fn write(&self, out: &mut String) {
        write_text(self, out);
    }
}

impl Field for bool {
    fn read(json: Json) -> Result<Self, Wrong> {
        match json {
            Json::Bool(value) => Ok(value),
            _ => Err(Wrong::expected("true or false")),
        }
    }

    fn nothing() -> Self {
        false
    }

    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

macro_rules! whole_fields {
    ($($kind:ty)*) => {$(
        impl Field for $kind {
            fn read(json: Json) -> Result<Self, Wrong> {
                match json {
                    Json::Whole(number) => Self::try_from(number).map_err(|_| Wrong::expected("a number in range")),
                    _ => Err(Wrong::expected("a whole number")),
                }
            }

            fn nothing() -> Self {
                0
            }

            fn write(&self, out: &mut String) {
                write_whole(i64::try_from(*self).unwrap_or(i64::MAX), out);
            }
        }
    )*};
}

whole_fields! { u8 u32 u64 usize i64 }

/// A score from 0 to 1, in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Permille(pub u16);

impl Field for Permille {
    fn read(json: Json) -> Result<Self, Wrong> {
        let thousandths = match json {
            Json::Whole(number) => number.saturating_mul(1000),
            Json::Thousandths(number) => number,
            _ => return Err(Wrong::expected("a number from 0 to 1")),
        };
        let fits = u16::try_from(thousandths).ok().filter(|number| *number <= 1000);
        fits.map(Self).ok_or(Wrong::expected("a number from 0 to 1"))
    }

    fn nothing() -> Self {
        Self(0)
    }

    fn write(&self, out: &mut String) {
        if self.0.is_multiple_of(1000) {
            return write_whole(i64::from(self.0 / 1000), out);
        }
        out.push_str("0.");
        let digits = [self.0 / 100 % 10, self.0 / 10 % 10, self.0 % 10];
        let last = digits.iter().rposition(|digit| *digit != 0).unwrap_or(0);
        for digit in digits.iter().take(last + 1) {
            write_whole(i64::from(*digit), out);
        }
    }
}

impl<T: Field> Field for Option<T> {
    fn read(json: Json) -> Result<Self, Wrong> {
        match json {
            Json::Null => Ok(None),
            json => T::read(json).map(Some),
        }
    }

    fn nothing() -> Self {
        None
    }

    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }
}

impl<T: Field> Field for Vec<T> {
    fn read(json: Json) -> Result<Self, Wrong> {
        let Json::List(items) = json else { return Err(Wrong::expected("a list")) };
        let mut all = Self::with_capacity(items.len());
        for item in items {
            all.push(T::read(item).map_err(|wrong| wrong.inside(&format!("[{}]", all.len())))?);
        }
        Ok(all)
    }

    fn nothing() -> Self {
        Self::new()
    }

    fn write(&self, out: &mut String) {
        out.push('[');
        for (place, item) in self.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            item.write(out);
        }
        out.push(']');
    }
}

impl Field for Table<String, u32> {
    fn read(json: Json) -> Result<Self, Wrong> {
        let mut table = Self::new();
        for (key, value) in Fields::of(json)?.into_entries() {
            let value = u32::read(value).map_err(|wrong| wrong.inside(&key))?;
            table.insert(key.to_string(), value);
        }
        Ok(table)
    }

    fn nothing() -> Self {
        Self::new()
    }

    fn write(&self, out: &mut String) {
        out.push('{');
        for (key, value) in self.iter() {
            if !out.ends_with('{') {
                out.push(',');
            }
            write_text(key, out);
            out.push(':');
            value.write(out);
        }
        out.push('}');
    }
}
