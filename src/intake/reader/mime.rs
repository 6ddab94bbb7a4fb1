//! `.mhtml`: a page that a browser saved, as a message of many parts. The page itself is read; what it shows beside its
//! words is left. Transfer encodings are read here, and headers as far as they are needed.

use std::rc::Rc;

use super::super::bytes::{self, Told};
use super::records::is_address;
use super::{File, Out, Refused, Source, Step, page};

/// Messages in each other.
const DEPTH: usize = 5;

/// Parts of a message.
const PARTS: usize = 2_000;

/// Bytes in which headers are looked for.
const HEAD: usize = 1 << 16;

/// A saved page.
pub(super) struct SavedPage {
    bytes: Vec<u8>,
    encoding: Option<String>,
    done: bool,
}

impl SavedPage {
    /// Whether bytes begin like a message of many parts.
    pub(super) fn begins(bytes: &[u8]) -> bool {
        let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default();
        let first = head.split(|byte| *byte == b':').next().unwrap_or_default();
        let is_name = !first.is_empty()
            && first.len() < 60
            && first.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        if !is_name || first.len() == head.len() {
            return false;
        }
        let part = Part::of(head);
        part.is("multipart/") || (part.header("mime-version").is_some() && part.is("text/html"))
    }

    pub(super) fn open(file: File) -> Result<Box<dyn Source>, Refused> {
        Ok(Box::new(Self { bytes: file.bytes, encoding: file.encoding, done: false }))
    }

    fn read(&self, out: &mut Out<'_>) -> Result<(), Refused> {
        let whole = Part::of(&self.bytes);
        let found = page_of(&whole, DEPTH).ok_or(Refused::NoPage)?;
        let content = found.content();
        let content_type = found.header("content-type").unwrap_or_default();
        let declared = bytes::charset_of(&content_type).or_else(|| bytes::declared(&content));
        let told = Told { chosen: self.encoding.as_deref(), declared: declared.as_deref() };
        let text = bytes::read(content, told)?;
        let mut draft = if found.is("text/plain") { page::plain(text.text) } else { page::page(&text.text) };
        draft.surrogates += text.lost;
        let short = |words: String| Some(words).filter(|words| words.chars().count() <= 500);
        let address = [found.header("content-location"), whole.header("snapshot-content-location")];
        let address = address.into_iter().flatten().find(|address| is_address(address));
        let meta = &mut draft.meta;
        meta.source_url = meta.source_url.take().or_else(|| address.map(Rc::from));
        meta.retrieved = meta.retrieved.take().or_else(|| whole.header("date").and_then(short).map(Rc::from));
        if meta.title.is_empty()
            && let Some(subject) = whole.header("subject").map(|subject| words(&subject)).and_then(short)
        {
            meta.title = subject.trim().into();
        }
        out.take(0, draft, &text.encoded);
        Ok(())
    }
}

impl Source for SavedPage {
    fn step(&mut self, out: &mut Out<'_>) -> Step {
        if std::mem::replace(&mut self.done, true) {
            return Step::End;
        }
        if let Err(why) = self.read(out) {
            out.refuse(0, why);
        }
        Step::Read(self.bytes.len())
    }
}

/// A part of a message, or all of it: its headers, and what stands below them.
struct Part<'a> {
    headers: Vec<(String, String)>,
    body: &'a [u8],
}

impl<'a> Part<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty() && at < HEAD) {
            let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
            at += end;
            let line = String::from_utf8_lossy(&rest[..end]);
            let line = line.trim_end_matches(['\r', '\n']);
            if line.is_empty() {
                break;
            }
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Self { headers, body: bytes.get(at..).unwrap_or_default() }
    }

    fn header(&self, name: &str) -> Option<String> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    fn is(&self, kind: &str) -> bool {
        self.header("content-type").is_some_and(|value| value.to_ascii_lowercase().starts_with(kind))
    }

    /// A parameter of its content type.
    fn parameter(&self, name: &str) -> Option<String> {
        let value = self.header("content-type")?;
        let found = value.split(';').skip(1).find_map(|part| {
            let (known, value) = part.split_once('=')?;
            known.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
        });
        found.filter(|value| !value.is_empty())
    }

    /// The parts of a message of many.
    fn parts(&self) -> Vec<Part<'a>> {
        let Some(boundary) = self.parameter("boundary") else { return Vec::new() };
        let mark = format!("--{boundary}");
        let (mut parts, mut begin, mut at) = (Vec::new(), None, 0);
        while at < self.body.len() && parts.len() < PARTS {
            let rest = &self.body[at..];
            let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
            let line = &rest[..end];
            if line.starts_with(mark.as_bytes()) {
                let tail = line[mark.len()..].trim_ascii();
                if tail.is_empty() || tail == b"--" {
                    if let Some(begin) = begin {
                        parts.push(Part::of(&self.body[begin..at]));
                    }
                    begin = (tail.is_empty()).then_some(at + end);
                }
            }
            at += end;
        }
        // One that was cut off has no mark behind it.
        if let Some(begin) = begin.filter(|_| parts.len() < PARTS) {
            parts.push(Part::of(&self.body[begin..]));
        }
        parts
    }

    /// What it holds, without its transfer encoding.
    fn content(&self) -> Vec<u8> {
        let body = self.body;
        match self.header("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
            "quoted-printable" => quoted(body, false),
            "base64" => base64(body),
            _ => body.to_vec(),
        }
    }
}

/// The page of a message: the part it begins with, else its first page, else its first plain text.
fn page_of<'a>(part: &Part<'a>, depth: usize) -> Option<Part<'a>> {
    let is_page = |part: &Part<'_>| part.is("text/html") || part.is("application/xhtml+xml");
    let itself = |part: &Part<'a>| Part { headers: part.headers.clone(), body: part.body };
    if !part.is("multipart/") {
        return (is_page(part) || part.is("text/plain")).then(|| itself(part));
    }
    if depth == 0 {
        return None;
    }
    let parts = part.parts();
    let start = part.parameter("start");
    // Each of them once, or what lies deep would be read again and again.
    let (started, others): (Vec<Part<'a>>, Vec<Part<'a>>) =
        parts.into_iter().partition(|part| start.is_some() && part.header("content-id") == start);
    let mut found: Vec<Part<'a>> = started.iter().chain(&others).filter_map(|part| page_of(part, depth - 1)).collect();
    let best = found.iter().position(is_page).unwrap_or(0);
    (!found.is_empty()).then(|| found.swap_remove(best))
}

/// Quoted-printable; in headers `_` is a space.
fn quoted(bytes: &[u8], in_header: bool) -> Vec<u8> {
    let digit = |byte: Option<&u8>| {
        byte.and_then(|byte| char::from(*byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok())
    };
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'=' => {
                // Space may stand between the sign and the end of a line that goes on.
                let rest = bytes.get(at..).unwrap_or_default();
                let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
                let after = &rest[blank..];
                if let (Some(high), Some(low)) = (digit(rest.first()), digit(rest.get(1))) {
                    out.push(high * 16 + low);
                    at += 2;
                } else if after.starts_with(b"\r\n") {
                    at += blank + 2;
                } else if after.starts_with(b"\n") {
                    at += blank + 1;
                } else if !rest.is_empty() {
                    out.push(b'=');
                }
            }
            b'_' if in_header => out.push(b' '),
            byte => out.push(*byte),
        }
    }
    out
}

/// Base64; what is no sign of it is passed over, as browsers do.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    };
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0);
    for sixth in bytes.iter().take_while(|byte| **byte != b'=').filter_map(|byte| value(*byte)) {
        held = held << 6 | u32::from(sixth);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 0xff).unwrap_or(0));
        }
    }
    out
}

/// The words of a header: `=?charset?Q?…?=` and `=?charset?B?…?=` are read.
fn words(header: &str) -> String {
    let (mut out, mut rest) = (String::new(), header);
    while let Some((before, after)) = rest.split_once("=?") {
        let mut parts = after.splitn(3, '?');
        let (charset, how) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let Some((encoded, behind)) = parts.next().and_then(|tail| tail.split_once("?=")) else { break };
        // Space between two of them is not meant.
        if out.is_empty() || !before.trim().is_empty() {
            out.push_str(before);
        }
        let content = match how {
            "Q" | "q" => quoted(encoded.as_bytes(), true),
            _ => base64(encoded.as_bytes()),
        };
        let charset = charset.split('*').next().unwrap_or_default();
        let read = bytes::read(content, Told { declared: Some(charset), chosen: None });
        out.push_str(&read.map(|read| read.text).unwrap_or_default());
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transfer_encodings() {
        assert_eq!(quoted(b"caf=C3=A9 =3D=\r\n on=  \n=zz=", false), "café = on=zz".as_bytes());
        assert_eq!(base64(b"Y2Fm\r\nw6k=\r\nmore"), "café".as_bytes());
        assert_eq!(words("=?utf-8?Q?F=C3=A4hre_f?= =?utf-8?B?w6RocnQ=?= on"), "Fähre fährt on");
        assert_eq!(words("plain =? words"), "plain =? words");
    }

    #[test]
    fn the_page_is_found_among_the_parts() {
        let message = "From: <Saved>\r\nSubject: A ferry\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"b-1\"\r\n\r\n\
             --b-1\r\nContent-Type: text/css\r\n\r\np {}\r\n--b-1\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n\
             --in\r\nContent-Type: text/plain\r\n\r\nplain\r\n--in\r\nContent-Type: text/html\r\n\r\n<p>page\r\n--in--\r\n--b-1--\r\n";
        assert!(SavedPage::begins(message.as_bytes()));
        let found = page_of(&Part::of(message.as_bytes()), DEPTH).expect("a page");
        assert_eq!(found.content(), b"<p>page\r\n");
        for text in ["Title: a story\n\nWords.", "no headers", "", "Content-Type:"] {
            assert!(!SavedPage::begins(text.as_bytes()), "{text}");
        }
    }
}
