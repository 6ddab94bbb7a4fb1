//! UTF-16 and UTF-32, told by their byte order mark, by a label, or by where their zeros stand.

use super::{Text, guess};

/// Two or four bytes for a unit, and which of them comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wide {
    Le16,
    Be16,
    Le32,
    Be32,
}

/// All, with their names and marks; a longer mark comes before one that it begins with.
const ALL: [(Wide, &str, &[u8]); 4] = [
    (Wide::Le32, "utf-32le", &[0xff, 0xfe, 0, 0]),
    (Wide::Be32, "utf-32be", &[0, 0, 0xfe, 0xff]),
    (Wide::Le16, "utf-16le", &[0xff, 0xfe]),
    (Wide::Be16, "utf-16be", &[0xfe, 0xff]),
];

impl Wide {
    /// The text and its lone surrogates; the error is the first byte that does not fit.
    fn decode(self, bytes: &[u8]) -> Result<(String, u32), usize> {
        let unit = |pair: &[u8], from: fn([u8; 2]) -> u16| from([pair[0], pair[1]]);
        match self {
            Self::Le16 => units(bytes, |pair| unit(pair, u16::from_le_bytes)),
            Self::Be16 => units(bytes, |pair| unit(pair, u16::from_be_bytes)),
            Self::Le32 => scalars(bytes, u32::from_le_bytes),
            Self::Be32 => scalars(bytes, u32::from_be_bytes),
        }
    }
}

fn units(bytes: &[u8], unit: impl Fn(&[u8]) -> u16) -> Result<(String, u32), usize> {
    if bytes.len() % 2 == 1 {
        return Err(bytes.len() - 1);
    }
    let (mut text, mut lost) = (String::new(), 0);
    if text.try_reserve(bytes.len() / 2).is_err() {
        return Err(0);
    }
    for read in char::decode_utf16(bytes.chunks_exact(2).map(unit)) {
        text.push(read.unwrap_or_else(|_| {
            lost += 1;
            char::REPLACEMENT_CHARACTER
        }));
    }
    Ok((text, lost))
}

fn scalars(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> Result<(String, u32), usize> {
    let mut text = String::new();
    for (at, four) in bytes.chunks_exact(4).enumerate() {
        let read = char::from_u32(unit([four[0], four[1], four[2], four[3]]));
        text.push(read.ok_or(at * 4)?);
    }
    if !bytes.len().is_multiple_of(4) {
        return Err(bytes.len() / 4 * 4);
    }
    Ok((text, 0))
}

/// The text after a byte order mark, which is kept: dropping it is recorded like any other change. A mark after which the
/// bytes do not read is none.
pub(super) fn by_mark(bytes: &[u8]) -> Option<Text> {
    let marked = ALL.iter().filter(|(.., mark)| bytes.starts_with(mark));
    let mut read = marked.filter_map(|(wide, name, _)| wide.decode(bytes).ok().map(|text| Text::sure(name, text)));
    read.next()
}

/// The text under a label for wide text; `None` for any other label.
pub(super) fn by_label(bytes: &[u8], label: &str) -> Option<Result<Text, usize>> {
    let label = label.to_ascii_lowercase();
    let named = |name: &str| ALL.iter().find(|(_, known, _)| *known == name);
    // Without a mark the shorter names mean that the small end comes first, as in the web's standard.
    let marked = ALL.iter().find(|(_, name, mark)| name.starts_with(&label) && bytes.starts_with(mark));
    let (wide, name, _) = match label.as_str() {
        "utf-16" | "unicode" => marked.or(named("utf-16le"))?,
        "utf-32" => marked.or(named("utf-32le"))?,
        name => named(name)?,
    };
    Some(wide.decode(bytes).map(|text| Text::sure(name, text)))
}

/// Bytes that are looked at to tell what text they are.
const SAMPLE: usize = 1 << 16;

/// Wide text without a mark: of two or four orders of bytes, the one in which it is text.
pub(super) fn by_zeros(bytes: &[u8]) -> Option<Text> {
    let first = bytes.iter().position(|byte| *byte == 0)?;
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let mut best: Option<(usize, Wide, &str)> = None;
    for (wide, name, _) in ALL {
        let Ok((text, lost)) = wide.decode(sample) else { continue };
        if lost > 1 {
            // One may be a pair that the sample cuts.
            continue;
        }
        let Some(odd) = oddness(&text) else { continue };
        if best.is_none_or(|(least, ..)| odd < least) {
            best = Some((odd, wide, name));
        }
    }
    let (_, wide, name) = best?;
    let bad = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), |_| first).min(first);
    let text = wide.decode(bytes).ok()?;
    Some(Text::doubtful(name, text, bad, guess::all_but(name, &["utf-16le", "utf-16be"])))
}

/// How odd a text is, in thousandths; `None` when it is none. In a real text neighbours are mostly of one alphabet.
fn oddness(text: &str) -> Option<usize> {
    let (mut count, mut jumps, mut before) = (0_usize, 0_usize, None);
    for character in text.chars() {
        let code = u32::from(character);
        let is_bad =
            matches!(code, 0..=8 | 0xe..=0x1f | 0x7f..=0x9f | 0xe000..=0xf8ff | 0xf_0000..) || code & 0xfffe == 0xfffe;
        if is_bad {
            return None;
        }
        count += 1;
        let page = match code {
            0..=0x7f | 0x2000..=0x206f | 0x3000..=0x303f | 0xff00..=0xffef => continue,
            // One alphabet with many pages.
            0x3400..=0x9fff => 0x4e,
            0xac00..=0xd7a3 => 0xac,
            _ => code >> 8,
        };
        if before.is_some_and(|before| before != page) {
            jumps += 1;
        }
        before = Some(page);
    }
    let odd = (jumps * 1000).checked_div(count)?;
    let plain = text.chars().filter(|character| character.is_ascii() || ('\u{3000}'..='\u{303f}').contains(character));
    // Swapped bytes of another text look like Chinese without a space or a stop.
    (odd < 150 && plain.count() > 0).then_some(odd)
}
