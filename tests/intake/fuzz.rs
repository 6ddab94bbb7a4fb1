//! Files of all kinds that chance has been at: nothing breaks, what comes out is sound, and small turns bring the same as
//! one large one. `MANICULE_LONG=1` makes it last: a minute for each kind of `fuzz_intake`, five in all.

use std::time::{Duration, Instant};

use manicule::intake::bytes::{self, Told};
use manicule::intake::reader::{Given, Taken};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::common::cases;
use crate::corpus::{files, zipped};
use crate::reading::{is_sound, read_by};

/// A small source of numbers that are the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (sides.max(1) as u64)).unwrap_or(0)
    }
}

/// Pieces that mean something to one reader or another.
const WORDS: &[&[u8]] = &[
    b"\"",
    b"\\",
    b"\\ud800",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b";",
    b":",
    b"\t",
    b"\r\n",
    b"\n\n",
    b"<",
    b">",
    b"<!--",
    b"--",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\0",
    b"\0\0\0",
    b"=",
    b"=\r\n",
    b"=?utf-8?Q?",
    b"charset=",
    b"boundary=",
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"\xff\xff\xff\xff",
    b"\"text\":",
    b"1e400",
    b"null",
    b"--b",
    b"multipart/",
    b"\x1b$B",
];

/// Some bytes, changed a few times: bits, cuts, stretches twice, words put in, stretches of another file.
fn changed(dice: &mut Dice, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(bytes.len() + 1);
        let end = (at + dice.roll(64)).min(bytes.len());
        match dice.roll(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
            1 => bytes.truncate(at),
            2 => bytes.extend_from_within(at..end),
            3 => drop(bytes.drain(at..end)),
            4 => drop(bytes.splice(at..at, WORDS[dice.roll(WORDS.len())].iter().copied())),
            5 => {
                let from = dice.roll(other.len());
                let until = (from + dice.roll(200)).min(other.len());
                drop(bytes.splice(at..at, other[from..until].iter().copied()));
            }
            _ => bytes.iter_mut().take(end).skip(at).for_each(|byte| *byte = byte.wrapping_add(1)),
        }
    }
    bytes
}

fn given(name: &str, bytes: &[u8]) -> Given {
    Given { name: name.to_owned(), bytes: bytes.to_vec(), encoding: None }
}

/// Reads a file in turns of some size: it says something, and what it says is sound.
fn reads(name: &str, bytes: &[u8], budget: usize) -> Taken {
    let taken = read_by(vec![given(name, bytes)], budget);
    assert!(
        !taken.drafts.is_empty() || !taken.refused.is_empty() || has_rows_only(name, &taken),
        "{name} says nothing"
    );
    taken.drafts.iter().for_each(is_sound);
    taken
}

/// A list or table in which nothing stands is no mistake.
fn has_rows_only(name: &str, taken: &Taken) -> bool {
    taken.drafts.is_empty() && ["json", "csv", "tsv", "txt"].iter().any(|ending| name.ends_with(ending))
}

fn how_long() -> Duration {
    Duration::from_secs(if std::env::var_os("MANICULE_LONG").is_some() { 90 } else { 2 })
}

/// Changes files of the folder for as long as it is to last, and gives each to `judge`.
fn fuzz(kind: &str, endings: &[&str], extra: &[(&str, Vec<u8>)], mut judge: impl FnMut(&mut Dice, &str, &[u8])) {
    let fits = |(name, _): &(String, Vec<u8>)| endings.iter().any(|ending| name.ends_with(ending));
    let mut seeds: Vec<(String, Vec<u8>)> = files().into_iter().filter(fits).collect();
    seeds.extend(extra.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())));
    assert!(!seeds.is_empty(), "{kind} has seeds");
    let begin = Instant::now();
    let (mut dice, mut inputs) = (Dice(0x9e37_79b9_7f4a_7c15), 0_u64);
    while begin.elapsed() < how_long() {
        let (name, bytes) = &seeds[dice.roll(seeds.len())];
        let other = &seeds[dice.roll(seeds.len())].1;
        let bytes = changed(&mut dice, bytes, other);
        judge(&mut dice, name, &bytes);
        inputs += 1;
    }
    println!("FIGURE fuzz {kind} {inputs} inputs");
}

/// In turns of some size it is the same as at once.
fn same_by_bits(dice: &mut Dice, name: &str, bytes: &[u8]) {
    let whole = reads(name, bytes, usize::MAX);
    let budget = [0, 1, 7, 100, 4096][dice.roll(5)];
    assert_eq!(reads(name, bytes, budget), whole);
}

#[test]
fn fuzz_intake_decode() {
    let labels =
        ["utf-8", "utf-16le", "utf-16be", "utf-32", "shift_jis", "gb18030", "iso-2022-jp", "big5", "windows-1251", "x"];
    fuzz("decode", &["txt", "htm", "html"], &[], |dice, _, bytes| {
        let label = Some(labels[dice.roll(labels.len())]);
        let told = match dice.roll(3) {
            0 => Told::default(),
            1 => Told { declared: label, chosen: None },
            _ => Told { chosen: label, declared: None },
        };
        let declared = bytes::declared(bytes);
        assert!(declared.is_none_or(|name| !name.is_empty()));
        if let Ok(read) = bytes::read(bytes.to_vec(), told) {
            assert!(!read.encoded.name.is_empty() && !read.encoded.others.contains(&read.encoded.name));
            assert!(read.encoded.doubt.is_none_or(|byte| byte < bytes.len()), "a place in the file");
            let marks = read.text.matches('\u{fffd}').count();
            let own = bytes.windows(2).filter(|two| matches!(two, [0xef, 0xbf] | [0xff, 0xfd] | [0xfd, 0xff])).count();
            let is_told = read.lost > 0 || read.encoded.doubt.is_some() || told != Told::default();
            assert!(marks <= own || is_told, "never silent");
        }
    });
}

#[test]
fn fuzz_intake_csv() {
    fuzz("csv", &["csv", "tsv"], &[("q.csv", b"id,text\n1,\"a \"\"b\"\", c\"\n2,d\n".to_vec())], same_by_bits);
}

#[test]
fn fuzz_intake_json() {
    let nested =
        br#"{"data": {"items": [{"text": "a", "author": {"name": "\ud83d\ude00"}, "n": [1.5e3, null, true]}]}}"#;
    let page = br#"[{"html": "<p>One &amp; two</p>", "title": "T"}, {"content": ["a", "b"]}]"#;
    fuzz("json", &["json", "jsonl"], &[("n.json", nested.to_vec()), ("p.json", page.to_vec())], same_by_bits);
}

#[test]
fn fuzz_intake_zip() {
    let inner = zipped(&[("a.jsonl", b"{\"text\": \"a\"}\n{\"text\": \"b\"}"), ("b.csv", b"text\na\n")]);
    let nested = zipped(&[("in.zip", &inner), ("c.txt", b"Words and words.")]);
    fuzz("zip", &["zip"], &[("i.zip", inner), ("n.zip", nested)], same_by_bits);
}

#[test]
fn fuzz_intake_mhtml() {
    fuzz("mhtml", &["mht", "mhtml"], &[], same_by_bits);
}

const NAMES: &[&str] =
    &["a.txt", "a.html", "a.mhtml", "a.md", "a.json", "a.jsonl", "a.csv", "a.tsv", "a.zip", "a", ".."];

/// Bytes of chance, and texts of what readers look for.
fn contents() -> impl Strategy<Value = Vec<u8>> {
    let words = vec(select(WORDS), 0..60).prop_map(|words| words.concat());
    prop_oneof![vec(any::<u8>(), 0..400), words, ".{0,200}".prop_map(String::into_bytes)]
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn any_bytes_are_read_or_refused(name in select(NAMES), content in contents(), budget in 0_usize..50) {
        prop_assert_eq!(reads(name, &content, budget), reads(name, &content, usize::MAX));
    }

    #[test]
    fn any_label_is_obeyed_or_refused(content in contents(), label in "[a-z0-9_-]{0,12}") {
        let file = Given { name: "a.txt".to_owned(), bytes: content, encoding: Some(label) };
        let taken = read_by(vec![file], 1);
        prop_assert!(!taken.drafts.is_empty() || !taken.refused.is_empty());
    }

    #[test]
    fn any_text_comes_back_from_any_encoding(text in "[a-zа-яα-ωא-ת一-十ぁ-ん가-각 .\n]{1,80}", number in 0_usize..6) {
        let label = ["utf-8", "utf-16le", "utf-16be", "gb18030", "utf-32le", "utf-32be"][number];
        let marked = format!("\u{feff}{text}");
        let bytes: Vec<u8> = match label {
            "utf-8" => marked.clone().into_bytes(),
            "utf-16le" => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "utf-16be" => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            "utf-32le" => marked.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
            "utf-32be" => marked.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect(),
            _ => {
                let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
                let told = Told { chosen: Some(label), declared: None };
                prop_assert_eq!(bytes::read(bytes.into_owned(), told).map(|read| read.text), Ok(text));
                return Ok(());
            }
        };
        let read = bytes::read(bytes, Told::default()).expect("text");
        prop_assert_eq!((&*read.encoded.name, read.text, read.encoded.doubt), (label, marked, None));
    }
}

/// What was found once by chance: a paragraph that begins between two byte order marks.
#[test]
fn two_byte_order_marks_are_none() {
    let taken = reads("a.txt", "\u{feff}\u{feff}\u{10000}\u{e000}A.".as_bytes(), usize::MAX);
    let document = taken.drafts[0].document(1).expect("it has a text");
    assert_eq!(&**document.article.text(), "\u{10000}\u{e000}A.");
    assert_eq!(document.blocks[0].range.of(document.article.text()), Some("\u{10000}\u{e000}A."));
}
