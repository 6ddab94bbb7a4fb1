//! BYTES to text, with care: for files of any kind, in the workshop. (The page's own files are read by
//! [`decode`](super::decode), which never guesses.)
//!
//! What is UTF-8 is UTF-8. Else a byte order mark counts, then what a person chose or the file declares, then zero bytes,
//! which tell UTF-16, then a guess; a guess is always told ([`Encoded::doubt`]), with the others that read. Nothing becomes
//! U+FFFD without being counted. Start at [`read`].

mod declared;
mod guess;
mod strict;
mod wide;

pub mod magic;

pub use declared::{charset_of, declared};

use encoding_rs::{Encoding, UTF_8};
use std::rc::Rc;

use super::draft::Encoded;
use super::refusal::Refused;

/// What is known of bytes before they are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told<'a> {
    /// The encoding that a person chose: it is obeyed.
    pub chosen: Option<&'a str>,
    /// The encoding that the file declares, or what it came in.
    pub declared: Option<&'a str>,
}

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text, with its byte order mark where there was one.
    pub text: String,
    /// How it was decoded.
    pub encoded: Encoded,
    /// Characters that became U+FFFD: lone surrogates, and bytes that are cut off in a text that is UTF-8 otherwise.
    pub lost: u32,
}

impl Text {
    fn sure(name: &str, (text, lost): (String, u32)) -> Self {
        Self { text, encoded: Encoded { name: name.into(), ..Encoded::default() }, lost }
    }

    fn doubtful(name: &str, (text, lost): (String, u32), byte: usize, others: Vec<Rc<str>>) -> Self {
        Self { text, encoded: Encoded { name: name.into(), doubt: Some(byte), others }, lost }
    }
}

/// The name of an encoding, as it is told and chosen.
fn name_of(encoding: &'static Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}

/// Decodes bytes.
///
/// # Errors
/// [`Refused::Binary`] for what is no text, [`Refused::NotIn`] and [`Refused::NoEncoding`] for an encoding that a person
/// chose.
pub fn read(bytes: Vec<u8>, told: Told<'_>) -> Result<Text, Refused> {
    if let Some(label) = told.chosen {
        return chosen(&bytes, label);
    }
    if let Some(text) = wide::by_mark(&bytes) {
        return Ok(text);
    }
    let bytes = match utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(bytes) => bytes,
    };
    if let Some(text) = wide::by_zeros(&bytes) {
        return Ok(text);
    }
    if let Some(byte) = controls(&bytes) {
        return Err(Refused::Binary(byte));
    }
    let bad = std::str::from_utf8(&bytes).map_or_else(|error| error.valid_up_to(), |_| 0);
    let declared = told.declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8)
        && let Ok(text) = strict::decode(encoding, &bytes)
    {
        let others = guess::others(&bytes, encoding, None);
        return Ok(Text { encoded: Encoded { doubt: None, others, name: name_of(encoding).into() }, text, lost: 0 });
    }
    guess::guess(&bytes, bad).ok_or(Refused::Binary(bad))
}

/// As UTF-8, unless it is something else all the same: text of wide characters, of which ASCII and zeros are a part, text
/// in which escapes switch alphabets, or no text.
fn utf8(bytes: Vec<u8>) -> Result<Text, Vec<u8>> {
    let wide = bytes.contains(&0) && wide::by_zeros(&bytes).is_some();
    if wide || controls(&bytes).is_some() || guess::switches(&bytes) {
        return Err(bytes);
    }
    String::from_utf8(bytes).map(|text| Text::sure("utf-8", (text, 0))).map_err(std::string::FromUtf8Error::into_bytes)
}

fn chosen(bytes: &[u8], label: &str) -> Result<Text, Refused> {
    let label = label.trim();
    if let Some(wide) = wide::by_label(bytes, label) {
        return wide.map_err(|byte| Refused::NotIn(label.to_ascii_lowercase(), byte));
    }
    let encoding = Encoding::for_label_no_replacement(label.as_bytes());
    let encoding = encoding.ok_or_else(|| Refused::NoEncoding(label.chars().take(40).collect()))?;
    let text = strict::decode(encoding, bytes).map_err(|byte| Refused::NotIn(name_of(encoding), byte))?;
    let others = guess::others(bytes, encoding, None);
    Ok(Text { text, encoded: Encoded { name: name_of(encoding).into(), doubt: None, others }, lost: 0 })
}

/// One control character in so many bytes is no text any more. Law 1 takes care of a few.
const CONTROLS: usize = 50;

/// The first control character of bytes that have too many of them.
fn controls(bytes: &[u8]) -> Option<usize> {
    let is_one = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b);
    let count = bytes.iter().filter(|byte| is_one(byte)).count();
    if count * CONTROLS > bytes.len() { bytes.iter().position(|byte| is_one(&byte)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(bytes: &[u8]) -> Result<Text, Refused> {
        read(bytes.to_vec(), Told::default())
    }

    fn doubt(text: &Text) -> (&str, Option<usize>) {
        (&text.encoded.name, text.encoded.doubt)
    }

    #[test]
    fn what_is_told_needs_no_guess() {
        for (bytes, name, text) in [
            ("é\r\n".as_bytes(), "utf-8", "é\r\n"),
            (b"\xef\xbb\xbf\xc3\xa9", "utf-8", "\u{feff}é"),
            (b"\xff\xfeA\0", "utf-16le", "\u{feff}A"),
            (b"\xfe\xff\0A", "utf-16be", "\u{feff}A"),
            (b"\xff\xfe\0\0A\0\0\0", "utf-32le", "\u{feff}A"),
            (b"\0\0\xfe\xff\0\0\0A", "utf-32be", "\u{feff}A"),
            (
                b"a\0b, and more of it, so that one zero is no matter at all",
                "utf-8",
                "a\0b, and more of it, so that one zero is no matter at all",
            ),
        ] {
            let read = plain(bytes).expect("text");
            assert_eq!((doubt(&read), read.text.as_str()), ((name, None), text));
        }
        let lone = plain(&[0xff, 0xfe, 0x41, 0, 0x00, 0xd8]).expect("text");
        assert_eq!((lone.text.as_str(), lone.lost), ("\u{feff}A\u{fffd}", 1));
    }

    #[test]
    fn a_guess_is_told_with_its_place_and_the_others() {
        let russian = "Паром снова ходит, сообщил порт. Дети ждали его на причале.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        let read = plain(&bytes).expect("text");
        assert_eq!((doubt(&read), read.text.as_str()), (("windows-1251", Some(0)), russian));
        assert!(read.encoded.others.iter().any(|name| &**name == "koi8-u"), "{:?}", read.encoded.others);
        assert!(read.encoded.others.iter().all(|name| &**name != "windows-1251"));
    }

    #[test]
    fn a_choice_is_obeyed_and_a_declaration_believed() {
        let bytes = b"caf\xe9 \xa4".to_vec();
        let choose = |label| read(bytes.clone(), Told { chosen: Some(label), declared: Some("koi8-r") });
        assert_eq!(choose("iso-8859-15").map(|read| read.text), Ok("café €".into()));
        assert_eq!(choose("utf8").map(|read| read.text), Err(Refused::NotIn("utf-8".into(), 3)));
        assert_eq!(choose("utf-16le").map(|read| read.encoded.name), Ok("utf-16le".into()));
        assert_eq!(choose("utf-32").map(|read| read.text), Err(Refused::NotIn("utf-32".into(), 0)));
        assert_eq!(choose("klingon").map(|read| read.text), Err(Refused::NoEncoding("klingon".into())));
        let declared = read(bytes.clone(), Told { declared: Some("latin1"), chosen: None }).expect("text");
        assert_eq!((doubt(&declared), declared.text.as_str()), (("windows-1252", None), "café ¤"));
    }

    #[test]
    fn wide_text_without_a_mark_is_told_by_its_zeros() {
        for text in ["The ferry\r\nreopened on Monday.", "Паром\nснова ходит", "渡轮 周一\n恢复 运行。"]
        {
            for (little, name) in [(true, "utf-16le"), (false, "utf-16be")] {
                let bytes: Vec<u8> = text
                    .encode_utf16()
                    .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
                    .collect();
                let read = plain(&bytes).expect(text);
                assert_eq!((read.text.as_str(), &*read.encoded.name), (text, name));
                assert!(read.encoded.doubt.is_some());
            }
        }
    }

    #[test]
    fn a_text_that_is_cut_off_stays_utf8() {
        let text = "Ünïcödé wörds thät gö ön änd ön, über ünd över ägäïn. ".repeat(3);
        let mut bytes = text.clone().into_bytes();
        bytes.extend([0xe2, 0x82]);
        let read = plain(&bytes).expect("text");
        assert_eq!((doubt(&read), read.lost), (("utf-8", Some(text.len())), 1));
        assert_eq!(read.text, text + "\u{fffd}");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let binary: Vec<u8> = (0..=255_u8).cycle().take(4000).collect();
        assert_eq!(plain(&binary), Err(Refused::Binary(0)));
        assert_eq!(plain(&[b'a', 0, 0, 0, 1, 2, 3]), Err(Refused::Binary(1)));
    }

    #[test]
    fn escapes_that_switch_alphabets_are_japanese() {
        let (bytes, _, _) = encoding_rs::ISO_2022_JP.encode("日本の船は月曜日に戻った。");
        let read = plain(&bytes).expect("text");
        assert_eq!((doubt(&read), read.text.as_str()), (("iso-2022-jp", Some(0)), "日本の船は月曜日に戻った。"));
    }
}
