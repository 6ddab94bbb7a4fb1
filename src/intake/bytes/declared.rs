//! The encoding that a page declares: the web standard's look at the first bytes, and XML's declaration.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Bytes that are looked at; the standard says 1024, pages that put much before it are read all the same.
const SAMPLE: usize = 4096;

/// The name of the encoding that markup declares, where there is one of that name.
#[must_use]
pub fn declared(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.get(..SAMPLE).unwrap_or(bytes);
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let label = in_xml(bytes).or_else(|| in_meta(bytes))?;
    let encoding = Encoding::for_label(label.trim().as_bytes())?;
    let encoding = match encoding.name() {
        // Bytes in which this could be read are not wide.
        "UTF-16LE" | "UTF-16BE" => UTF_8,
        "x-user-defined" => WINDOWS_1252,
        _ => encoding,
    };
    Some(encoding.name().to_ascii_lowercase())
}

fn in_xml(bytes: &[u8]) -> Option<String> {
    let end = bytes.starts_with(b"<?xml").then(|| find(bytes, b"?>", 0))??;
    let head = bytes.get(..end)?;
    let mut at = find(head, b"encoding", 0)? + b"encoding".len();
    at = skip_space(head, at);
    if head.get(at) != Some(&b'=') {
        return None;
    }
    at = skip_space(head, at + 1);
    let quote = *head.get(at).filter(|byte| matches!(byte, b'"' | b'\''))?;
    let rest = head.get(at + 1..)?;
    let end = rest.iter().position(|byte| *byte == quote)?;
    Some(String::from_utf8_lossy(&rest[..end]).into_owned())
}

fn find(bytes: &[u8], words: &[u8], from: usize) -> Option<usize> {
    bytes.get(from..)?.windows(words.len()).position(|part| part.eq_ignore_ascii_case(words)).map(|at| from + at)
}

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

fn in_meta(bytes: &[u8]) -> Option<String> {
    let mut at = 0;
    while at < bytes.len() {
        let rest = bytes.get(at..)?;
        let named = |name: &[u8]| {
            let is = rest.len() > name.len() && rest[..name.len()].eq_ignore_ascii_case(name);
            is && (rest[name.len()].is_ascii_whitespace() || rest[name.len()] == b'/')
        };
        if rest.starts_with(b"<!--") {
            at = find(bytes, b"-->", at + 2)? + 3;
        } else if named(b"<meta") {
            let mut meta = Meta::default();
            at += b"<meta".len();
            while let Some((name, value)) = attribute(bytes, &mut at) {
                meta.note(&name, &value);
            }
            if let Some(label) = meta.label() {
                return Some(label);
            }
        } else if matches!(rest, [b'<', b'a'..=b'z' | b'A'..=b'Z', ..] | [b'<', b'/', b'a'..=b'z' | b'A'..=b'Z', ..]) {
            while bytes.get(at).is_some_and(|byte| !byte.is_ascii_whitespace() && *byte != b'>') {
                at += 1;
            }
            while attribute(bytes, &mut at).is_some() {}
        } else if matches!(rest, [b'<', b'!' | b'/' | b'?', ..]) {
            at = find(bytes, b">", at)? + 1;
        } else {
            at += 1;
        }
    }
    None
}

/// What a `meta` says.
#[derive(Default)]
struct Meta {
    charset: Option<String>,
    content: Option<String>,
    is_content_type: bool,
}

impl Meta {
    fn note(&mut self, name: &str, value: &str) {
        match name {
            "charset" if self.charset.is_none() => self.charset = Some(value.to_owned()),
            "content" if self.content.is_none() => self.content = charset_of(value),
            "http-equiv" => self.is_content_type |= value.eq_ignore_ascii_case("content-type"),
            _ => {}
        }
    }

    fn label(self) -> Option<String> {
        self.charset.or(self.content.filter(|_| self.is_content_type))
    }
}

/// The charset that a content type names: `text/html; charset=koi8-r`.
#[must_use]
pub fn charset_of(content_type: &str) -> Option<String> {
    let lower = content_type.to_ascii_lowercase();
    let mut from = 0;
    loop {
        from += lower.get(from..)?.find("charset")? + "charset".len();
        let Some(rest) = lower.get(from..)?.trim_start().strip_prefix('=') else { continue };
        let rest = rest.trim_start();
        let label = match rest.chars().next()? {
            quote @ ('"' | '\'') => rest.get(1..)?.split(quote).next()?,
            _ => rest.split(|c: char| c.is_ascii_whitespace() || c == ';').next()?,
        };
        return Some(label.to_owned()).filter(|label| !label.is_empty());
    }
}

/// The next attribute of a tag, in small letters; `None` at its end, which is taken.
fn attribute(bytes: &[u8], at: &mut usize) -> Option<(String, String)> {
    let byte = |at: usize| bytes.get(at).copied();
    while byte(*at).is_some_and(|byte| byte.is_ascii_whitespace() || byte == b'/') {
        *at += 1;
    }
    let begin = *at;
    while byte(*at).is_some_and(|byte| {
        !byte.is_ascii_whitespace() && !matches!(byte, b'>' | b'/') && (byte != b'=' || *at == begin)
    }) {
        *at += 1;
    }
    if *at == begin {
        *at += usize::from(byte(*at).is_some());
        return None;
    }
    let name = String::from_utf8_lossy(&bytes[begin..*at]).to_ascii_lowercase();
    let equals = skip_space(bytes, *at);
    if byte(equals) != Some(b'=') {
        return Some((name, String::new()));
    }
    *at = skip_space(bytes, equals + 1);
    let quote = byte(*at).filter(|byte| matches!(byte, b'"' | b'\''));
    *at += usize::from(quote.is_some());
    let begin = *at;
    let ends = |byte: u8| quote.map_or(byte.is_ascii_whitespace() || byte == b'>', |quote| byte == quote);
    while byte(*at).is_some_and(|byte| !ends(byte)) {
        *at += 1;
    }
    let value = String::from_utf8_lossy(&bytes[begin..*at]).to_ascii_lowercase();
    *at += usize::from(quote.is_some() && *at < bytes.len());
    Some((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_declare_their_encoding() {
        for (page, expected) in [
            ("<!doctype html><meta charset=koi8-r>", Some("koi8-r")),
            ("<html><head><META CharSet = 'Windows-1251' >", Some("windows-1251")),
            ("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-1\">", Some("windows-1252")),
            ("<meta content='text/html; charset=\"big5\"' http-equiv=content-type />", Some("big5")),
            ("<meta name=x content='charset=big5'><meta charset=euc-kr>", Some("euc-kr")),
            ("<!-- <meta charset=big5> --><meta charset=gbk>", Some("gbk")),
            ("<a title='<meta charset=big5>'><meta charset=gbk>", Some("gbk")),
            ("<?xml version='1.0' encoding='ISO-8859-2'?><html>", Some("iso-8859-2")),
            ("<meta charset=utf-16>", Some("utf-8")),
            ("<meta charset=unheard-of>", None),
            ("<meta charset", None),
            ("<meta charset=", None),
            ("no markup < at > all <", None),
            ("<!--", None),
        ] {
            assert_eq!(declared(page.as_bytes()).as_deref(), expected, "{page}");
        }
    }
}
