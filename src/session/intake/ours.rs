//! Files that the page reads itself, told by how they begin.

use crate::formats::native::{FORMAT, SCHEMA_FORMAT};

/// How much of a file is looked at to tell whether it is one of ours, by its name.
#[must_use]
pub fn beginning(name: &str) -> usize {
    if is_json(name) { 65_536 } else { 256 }
}

fn is_json(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    [".jsonl", ".ndjson", ".json"].iter().any(|ending| lower.ends_with(ending))
}

/// Whether a file that begins like this is one that the page reads itself: articles with what is said of them, a schema,
/// what the last screen saved.
#[must_use]
pub fn is_ours(bytes: &[u8]) -> bool {
    let text = begins(bytes);
    let inner = text.trim_start_matches('\u{feff}').trim_start().strip_prefix('{').map(str::trim_start);
    let is_of = inner.and_then(|inner| value_of(inner, "\"format\"")).is_some_and(|value| {
        [FORMAT, SCHEMA_FORMAT].iter().any(|known| value.strip_prefix(*known).is_some_and(|rest| rest.starts_with('"')))
    });
    is_of
        || inner.is_some_and(|inner| inner.starts_with("\"manicule_rescue\""))
        || text.contains("\"article-annotations")
}

/// What follows a name and the quotation mark of its value.
fn value_of<'a>(inner: &'a str, name: &str) -> Option<&'a str> {
    inner.strip_prefix(name)?.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')
}

/// The beginning as text: UTF-16 where a mark says so, as [`decode`](crate::intake::decode) does.
fn begins(bytes: &[u8]) -> String {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Whether a file is plain text by its name; such a one is read by the page itself where there is no workshop.
#[must_use]
pub fn is_text(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    name.is_empty() || lower.ends_with(".txt") || lower.ends_with(".text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_our_own_are_told_by_how_they_begin() {
        let wide: Vec<u8> =
            "\u{feff}{\"format\":\"article-annotations\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}{\"manicule_rescue\":1}".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for ours in [
            &b"{\"format\":\"article-annotations\"}"[..],
            "\u{feff} {\n \"format\" : \"article-annotations-schema\"".as_bytes(),
            b"{\"manicule_rescue\":1}",
            b"no json\n{\"format\":\"article-annotations\"",
            &wide,
            &big,
        ] {
            assert!(is_ours(ours), "{}", String::from_utf8_lossy(ours));
        }
        for other in [
            "",
            "Ferry inquiry",
            "{\"title\":\"x\",\"format\":\"html\"}",
            "{\"format\":\"html\",\"text\":\"x\"}",
            "[{}]",
            "<html>",
        ] {
            assert!(!is_ours(other.as_bytes()), "{other}");
        }
    }
}
