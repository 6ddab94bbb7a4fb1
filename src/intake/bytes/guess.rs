//! Guessing an encoding, and telling which others there are.

use std::rc::Rc;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::*;

use super::{Text, name_of, strict};

/// What can be chosen, in the order in which it is likely where nothing tells them apart.
static CHOICES: [&Encoding; 37] = [
    WINDOWS_1252,
    WINDOWS_1251,
    WINDOWS_1250,
    GB18030,
    SHIFT_JIS,
    EUC_KR,
    BIG5,
    EUC_JP,
    WINDOWS_1256,
    WINDOWS_1253,
    WINDOWS_1255,
    WINDOWS_1254,
    WINDOWS_1257,
    WINDOWS_1258,
    WINDOWS_874,
    KOI8_U,
    KOI8_R,
    IBM866,
    ISO_8859_15,
    ISO_8859_2,
    ISO_8859_5,
    ISO_8859_6,
    ISO_8859_7,
    ISO_8859_8,
    ISO_8859_3,
    ISO_8859_4,
    ISO_8859_10,
    ISO_8859_13,
    ISO_8859_14,
    ISO_8859_16,
    MACINTOSH,
    X_MAC_CYRILLIC,
    GBK,
    ISO_2022_JP,
    ISO_8859_8_I,
    UTF_16LE,
    UTF_16BE,
];

/// Bytes that are looked at to guess.
const SAMPLE: usize = 1 << 18;

/// The part of some bytes that tells most: from just before the first that is not ASCII.
fn sample(bytes: &[u8]) -> &[u8] {
    let first = bytes.iter().position(|byte| !byte.is_ascii() || *byte == 0x1b).unwrap_or(0);
    let from = first.saturating_sub(SAMPLE / 4);
    bytes.get(from..(from + SAMPLE).min(bytes.len())).unwrap_or_default()
}

/// Whether escapes switch alphabets in bytes that are ASCII otherwise (ISO-2022-JP).
pub(super) fn switches(bytes: &[u8]) -> bool {
    let escapes = |bytes: &[u8]| matches!(bytes, [0x1b, b'$', b'B' | b'@'] | [0x1b, b'(', b'J' | b'I']);
    bytes.contains(&0x1b)
        && bytes.is_ascii()
        && bytes.windows(3).any(escapes)
        && strict::decode(ISO_2022_JP, bytes).is_ok()
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let part = sample(bytes);
    detector.feed(part, part.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// The text in the likeliest encoding that reads all bytes.
pub(super) fn guess(bytes: &[u8], bad: usize) -> Option<Text> {
    if let Some(text) = mostly_utf8(bytes, bad) {
        return Some(text);
    }
    let detected = if switches(bytes) { ISO_2022_JP } else { detect(bytes) };
    let bad = if detected == ISO_2022_JP { bytes.iter().position(|byte| *byte == 0x1b).unwrap_or(bad) } else { bad };
    let ranked = ranked(bytes, Some(detected));
    let read = |encoding: &&'static Encoding| strict::decode(encoding, bytes).ok().map(|text| (*encoding, text));
    let (encoding, text) = ranked.iter().find_map(read)?;
    let others = ranked.iter().filter(|other| **other != encoding).map(|other| name_of(other).into()).collect();
    Some(Text::doubtful(&name_of(encoding), (text, 0), bad, others))
}

/// One bad place in so many good ones is damage, not another encoding.
const DAMAGE: usize = 10;

/// A text that is UTF-8 but for a few places, as where it was cut: what does not fit becomes U+FFFD, and is counted.
fn mostly_utf8(bytes: &[u8], bad: usize) -> Option<Text> {
    let (mut good, mut lost) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        lost += usize::from(!chunk.invalid().is_empty());
    }
    if lost == 0 || good < lost * DAMAGE {
        return None;
    }
    let text = String::from_utf8_lossy(bytes).into_owned();
    let others = ranked(bytes, None).iter().map(|other| name_of(other).into()).collect();
    Some(Text::doubtful("utf-8", (text, u32::try_from(lost).unwrap_or(u32::MAX)), bad, others))
}

/// The others that read, likeliest first.
pub(super) fn others(bytes: &[u8], but: &'static Encoding, first: Option<&'static Encoding>) -> Vec<Rc<str>> {
    if bytes.is_ascii() {
        return Vec::new();
    }
    let utf8 = std::str::from_utf8(bytes).is_ok().then_some(UTF_8);
    let all = utf8.into_iter().chain(ranked(bytes, first)).filter(|other| *other != but);
    all.map(|other| name_of(other).into()).collect()
}

/// Names but one.
pub(super) fn all_but(name: &str, all: &[&str]) -> Vec<Rc<str>> {
    all.iter().filter(|other| **other != name).map(|other| Rc::from(*other)).collect()
}

/// The encodings in which a sample reads, likeliest first; of several that read the same, one.
fn ranked(bytes: &[u8], first: Option<&'static Encoding>) -> Vec<&'static Encoding> {
    let part = sample(bytes);
    let whole = part.len() == bytes.len();
    let mut found: Vec<(usize, &'static Encoding, String)> = Vec::new();
    for encoding in first.into_iter().chain(CHOICES) {
        let read = match strict::decode(encoding, part) {
            Ok(text) => text,
            // A sample may end within a character.
            Err(byte) if !whole && byte + 4 > part.len() => {
                strict::decode(encoding, part.get(..byte).unwrap_or_default()).unwrap_or_default()
            }
            Err(_) => continue,
        };
        let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
        let odd = if Some(encoding) == first { 0 } else { 1 + odd_places(&read) + usize::from(is_wide) * read.len() };
        if !found.iter().any(|(_, _, known)| *known == read) {
            found.push((odd, encoding, read));
        }
    }
    found.sort_by_key(|(odd, ..)| *odd);
    found.into_iter().map(|(_, encoding, _)| encoding).collect()
}

/// Places at which no text of people would look like that: control characters, letters of other alphabets or signs inside
/// of words, capital letters after small ones.
fn odd_places(text: &str) -> usize {
    let (mut odd, mut before) = (0, ' ');
    for character in text.chars() {
        let code = u32::from(character);
        odd += match code {
            0x80..=0x9f | 0xe000..=0xf8ff => 10,
            _ if before.is_alphabetic() && character.is_alphabetic() => {
                let other = alphabet(before) != alphabet(character);
                usize::from(other) * 2 + usize::from(before.is_lowercase() && character.is_uppercase())
            }
            0xa1..=0xbf | 0x2500..=0x259f if before.is_alphabetic() => 1,
            _ => 0,
        };
        before = character;
    }
    odd
}

/// A rough alphabet: letters of one word are of one.
fn alphabet(character: char) -> u32 {
    match u32::from(character) {
        0..=0x24f | 0x1e00..=0x1eff => 0,
        0x370..=0x3ff | 0x1f00..=0x1fff => 1,
        0x400..=0x52f => 2,
        0x590..=0x5ff => 3,
        0x600..=0x77f | 0xfb50..=0xfeff => 4,
        0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff => 5,
        0xac00..=0xd7a3 => 6,
        code => code >> 7,
    }
}
