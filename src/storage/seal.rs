//! A seal on every stored value, so that one that was changed by anything but the program is known. The value stays JSON
//! that anybody can read: `{"sum":"<16 hexadecimal digits>",…}`, the digits being FNV-1a (64 bits) of all that follows the
//! comma. Every step of that sum is invertible, so a change of a single byte always shows.

use crate::model::id::bits_for_foreign_name;

const HEAD: &str = "{\"sum\":\"";
const WIDTH: usize = 16;

/// Seals an object, which begins with `{` and is not empty.
#[must_use]
pub fn seal(json: &str) -> String {
    let rest = json.strip_prefix('{').unwrap_or(json);
    format!("{HEAD}{:016x}\",{rest}", bits_for_foreign_name(rest))
}

/// The sum that stands on a value; equal sums, equal values.
#[must_use]
pub fn sum(value: &str) -> Option<&str> {
    value.strip_prefix(HEAD)?.get(..WIDTH)
}

/// Whether a value is as it was written. The object reads with or without its sum, which is one more key.
#[must_use]
pub fn is_whole(value: &str) -> bool {
    let rest = value.get(HEAD.len() + WIDTH..).and_then(|rest| rest.strip_prefix("\","));
    let told = sum(value).and_then(|sum| u64::from_str_radix(sum, 16).ok());
    rest.is_some_and(|rest| told == Some(bits_for_foreign_name(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_shows() {
        let value = seal(r#"{"a":"ä","b":[1,2]}"#);
        assert!(is_whole(&value));
        let bytes = value.as_bytes();
        for at in 0..bytes.len() {
            for other in [b'7', b'x', b'"', 0] {
                let mut changed = bytes.to_vec();
                changed[at] = other;
                if let Ok(text) = String::from_utf8(changed) {
                    assert_eq!(is_whole(&text), text == value, "{at} {other}");
                }
            }
            assert!(!is_whole(&String::from_utf8_lossy(&bytes[..at])), "cut at {at}");
        }
    }
}
