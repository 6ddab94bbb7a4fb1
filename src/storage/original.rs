//! The file that an article came from, as it was: kept on disk, beside the work, until somebody says otherwise. Nothing else
//! names it, and losing it loses no work.

use super::{Key, Write, seal};
use crate::formats::json::{self, objects, to_json};
use crate::model::DocId;

objects! {
    /// A file, on disk.
    KeptFile {
        /// Its name.
        name: String,
        /// What is in it, in base 64 (RFC 4648).
        bytes: String,
    }
}

/// A file that is kept: all that a list tells of it stands in its key, so that none has to be read for that.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Original {
    /// The first of the documents that came from it.
    pub id: DocId,
    /// How large it is.
    pub bytes: usize,
    /// How many documents came from it.
    pub articles: usize,
}

/// Bytes of files that are kept, all together; more are not, for what is work needs the room.
pub const MOST: usize = 200_000_000;

/// The write of a file from which so many documents came, `id` the first of them.
#[must_use]
pub fn original_write(id: &DocId, articles: usize, name: &str, bytes: &[u8]) -> Write {
    let kept = KeptFile { name: name.to_owned(), bytes: base64(bytes) };
    let original = Original { id: id.clone(), bytes: bytes.len(), articles };
    Write::put(Key::Original(original), seal::seal(&to_json(&kept)))
}

/// What a kept file takes in a store, nearly.
#[must_use]
pub const fn stored(bytes: usize) -> usize {
    // Three bytes are four characters.
    bytes.div_ceil(3).saturating_mul(4)
}

/// A file's name and bytes from its value; `None` when it does not read.
#[must_use]
pub fn original_of(value: &str) -> Option<(String, Vec<u8>)> {
    let kept = json::parse::<KeptFile>(value).ok().filter(|_| seal::is_whole(value))?;
    Some((kept.name, bytes_of(&kept.bytes)?))
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at)) as usize & 63];
            out.push(if at > three.len() { '=' } else { char::from(digit) });
        }
    }
    out
}

fn bytes_of(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let digits = text.trim_end_matches('=');
    if text.len() - digits.len() > 2 {
        return None;
    }
    for four in digits.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for at in 0..4 {
            bits <<= 6;
            if let Some(digit) = four.get(at) {
                bits |= value_of(*digit)?;
            }
        }
        let [_, bytes @ ..] = bits.to_be_bytes();
        out.extend_from_slice(bytes.get(..four.len().checked_sub(1)?)?);
    }
    Some(out)
}

const fn value_of(digit: u8) -> Option<u32> {
    Some(match digit {
        b'A'..=b'Z' => digit as u32 - b'A' as u32,
        b'a'..=b'z' => digit as u32 - b'a' as u32 + 26,
        b'0'..=b'9' => digit as u32 - b'0' as u32 + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_read_back() {
        for length in 0..70_u8 {
            let bytes: Vec<u8> = (0..length).map(|at| at.wrapping_mul(83) ^ length).collect();
            let write = original_write(&"d".into(), 2, "a \"b\".html", &bytes);
            assert_eq!(write.key, Key::Original(Original { id: "d".into(), bytes: bytes.len(), articles: 2 }));
            let value = write.value.expect("it is put");
            let rest = value.len() - stored(bytes.len());
            assert!(rest < 150, "{rest}");
            assert_eq!(original_of(&value), Some(("a \"b\".html".to_owned(), bytes)));
            assert_eq!(original_of(&value[..value.len() - 2]), None);
        }
        assert_eq!((base64(b"f"), base64(b"fo"), base64(b"foo")), ("Zg==".into(), "Zm8=".into(), "Zm9v".into()));
        for wrong in ["A", "A===", "====", "Zg=", "Z!==", "Zé=="] {
            assert_eq!(bytes_of(wrong), None, "{wrong}");
        }
    }
}
