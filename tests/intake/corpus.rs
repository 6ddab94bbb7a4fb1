//! A folder of small articles of our own writing, in sixteen scripts, ten formats and a dozen encodings. What is not
//! UTF-8 is made of readable sources (`sources/`); `MANICULE_WRITE=1` makes the folder and `expected.json` anew.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;
use manicule::intake::draft::Draft;
use manicule::intake::reader::Given;
use serde_json::{Value, json};

use crate::reading::{is_sound, read_by, refused};

/// How a source becomes a file.
enum Made {
    /// In an encoding (a WHATWG label).
    As(&'static str),
    /// In UTF-16, with the small end first, with a mark.
    Utf16(bool, bool),
    /// A page saved by a browser: its words in base64 or quoted-printable, in an encoding.
    Saved(&'static str, bool),
}

/// Sources, what becomes of them, and how.
const MADE: &[(&str, &str, Made)] = &[
    ("de-bruecke.txt", "de-bruecke.txt", Made::As("windows-1252")),
    ("pl-targ.txt", "pl-targ.txt", Made::As("windows-1250")),
    ("ru-parom.txt", "ru-parom.txt", Made::As("windows-1251")),
    ("uk-shkola.txt", "uk-shkola.txt", Made::Utf16(true, true)),
    ("el-limani.txt", "el-limani.txt", Made::As("iso-8859-7")),
    ("ar-souq.txt", "ar-souq.txt", Made::As("windows-1256")),
    ("he-gan.txt", "he-gan.txt", Made::Utf16(false, true)),
    ("ta-eri.txt", "ta-eri.txt", Made::Utf16(true, false)),
    ("zh-duchuan.txt", "zh-duchuan.txt", Made::As("gb18030")),
    ("ja-fune.txt", "ja-fune.txt", Made::As("shift_jis")),
    ("ko-doseo.txt", "ko-doseo.txt", Made::As("euc-kr")),
    ("ru-teatr.html", "ru-teatr.html", Made::As("windows-1251")),
    ("ja-eki.htm", "ja-eki.htm", Made::As("euc-jp")),
    ("zh-shuyuan.htm", "zh-shuyuan.htm", Made::As("big5")),
    ("el-mouseio.html", "el-mouseio.mhtml", Made::Saved("utf-8", false)),
    ("de-zug.html", "de-zug.mht", Made::Saved("iso-8859-1", true)),
    ("marches.csv", "marches.csv", Made::As("windows-1252")),
];

/// Sources that come zipped, and their names inside.
const ZIPPED: &[(&str, &str)] =
    &[("zip-es.txt", "set/es-faro.txt"), ("zip-ta.md", "set/ta/nulagam.md"), ("zip-ko.html", "set/ko/deungdae.html")];

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/intake").join(name)
}

fn source(name: &str) -> String {
    fs::read_to_string(here("sources").join(name)).expect(name)
}

fn encode(text: &str, label: &str) -> Vec<u8> {
    let encoding = Encoding::for_label(label.as_bytes()).expect(label);
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "{label} has all of it: {text}");
    bytes.into_owned()
}

fn utf16(text: &str, small_first: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit: u16| if small_first { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

fn saved(name: &str, html: &str, label: &str, base64: bool) -> Vec<u8> {
    let bytes = encode(html, label);
    let (how, body) = if base64 { ("base64", in_base64(&bytes)) } else { ("quoted-printable", quoted(&bytes)) };
    format!(
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://news.example/{name}\r\nSubject: A saved page\r\n\
         Date: Mon, 2 Nov 2026 08:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\
         \tboundary=\"----Part-7\"\r\n\r\n------Part-7\r\nContent-Type: text/html; charset={label}\r\n\
         Content-Transfer-Encoding: {how}\r\nContent-Location: https://news.example/{name}\r\n\r\n{body}\r\n------Part-7\r\n\
         Content-Type: text/css\r\n\r\np {{ margin: 0 }}\r\n------Part-7--\r\n"
    )
    .into_bytes()
}

fn quoted(bytes: &[u8]) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for byte in bytes {
        let sign = match byte {
            b'\n' => "\r\n".to_owned(),
            b' '..=b'~' if *byte != b'=' => char::from(*byte).to_string(),
            _ => format!("={byte:02X}"),
        };
        if column + sign.len() > 75 && *byte != b'\n' {
            out.push_str("=\r\n");
            column = 0;
        }
        column = if *byte == b'\n' { 0 } else { column + sign.len() };
        out.push_str(&sign);
    }
    out
}

fn in_base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for (number, three) in bytes.chunks(3).enumerate() {
        let held = three.iter().fold(0_usize, |held, byte| held << 8 | usize::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let sign = char::from(SIGNS[held >> (18 - 6 * place) & 63]);
            out.push(if place > three.len() { '=' } else { sign });
        }
        if number % 19 == 18 {
            out.push_str("\r\n");
        }
    }
    out
}

/// An archive of files; every other one is packed.
pub(crate) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (number, (name, bytes)) in files.iter().enumerate() {
        let method = if number % 2 == 0 { zip::CompressionMethod::Deflated } else { zip::CompressionMethod::Stored };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).expect("an entry begins");
        zip.write_all(bytes).expect("in memory");
    }
    zip.finish().expect("an archive").into_inner()
}

fn made() -> Vec<(String, Vec<u8>)> {
    let one = |(from, to, how): &(&str, &str, Made)| {
        let text = source(from);
        let bytes = match how {
            Made::As(label) => encode(&text, label),
            Made::Utf16(small_first, mark) => utf16(&text, *small_first, *mark),
            Made::Saved(label, base64) => saved(to, &text, label, *base64),
        };
        ((*to).to_owned(), bytes)
    };
    let sources: Vec<(&str, String)> = ZIPPED.iter().map(|(from, to)| (*to, source(from))).collect();
    let mut files: Vec<(&str, &[u8])> = sources.iter().map(|(to, text)| (*to, text.as_bytes())).collect();
    files.insert(1, ("__MACOSX/set/._es-faro.txt", b"\0\x05\x16\x07"));
    files.push(("set/ko/style.css", b"p { margin: 0 }"));
    MADE.iter().map(one).chain([("set.zip".to_owned(), zipped(&files))]).collect()
}

/// All files of the folder, in the order of their names.
pub(crate) fn files() -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(here("folder")).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("listed").path()).collect();
    paths.sort();
    let named = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, fs::read(&path).expect("readable"))
    };
    paths.into_iter().map(named).collect()
}

fn writes() -> bool {
    std::env::var_os("MANICULE_WRITE").is_some()
}

#[test]
fn the_folder_is_made_of_its_sources() {
    for (name, bytes) in made() {
        let path = here("folder").join(&name);
        if writes() {
            fs::write(&path, &bytes).expect("written");
        }
        // What packs may pack better one day.
        if !name.ends_with(".zip") {
            assert_eq!(fs::read(&path).ok(), Some(bytes), "{name}: MANICULE_WRITE=1 makes it anew");
        }
    }
}

/// The beginning of a text, as it is compared: of a document, so after law 1.
fn beginning(draft: &Draft) -> String {
    let document = draft.document(1).expect("an article");
    document.article.text().chars().take(60).collect()
}

fn told(draft: &Draft) -> Value {
    json!({
        "file": *draft.file,
        "line": draft.line,
        "title": *draft.title(),
        "encoding": *draft.encoded.name,
        "guessed": draft.encoded.doubt.is_some(),
        "begins": beginning(draft),
    })
}

#[test]
fn every_file_of_the_folder_is_read() {
    the_folder_is_made_of_its_sources();
    let given = |(name, bytes): (String, Vec<u8>)| Given { name, bytes, encoding: None };
    let files = files();
    assert!(files.len() >= 30, "{} files", files.len());
    let taken = read_by(files.into_iter().map(given).collect(), usize::MAX);
    taken.drafts.iter().for_each(is_sound);
    let warned: Vec<_> = refused(&taken).into_iter().filter(|(_, why)| !why.is_warning()).collect();
    assert_eq!(warned, []);
    let found = Value::from(taken.drafts.iter().map(told).collect::<Vec<_>>());
    let path = here("expected.json");
    if writes() {
        let text = serde_json::to_string_pretty(&found).expect("JSON") + "\n";
        fs::write(&path, text).expect("written");
    }
    let expected = fs::read_to_string(&path).expect("MANICULE_WRITE=1 makes it");
    let expected: Value = serde_json::from_str(&expected).expect("JSON");
    let all = |of: &Value| of.as_array().cloned().unwrap_or_default();
    for (found, expected) in all(&found).iter().zip(all(&expected)) {
        assert_eq!(*found, expected);
    }
    assert_eq!(all(&found).len(), all(&expected).len());
}

#[test]
fn encodings_of_the_folder_are_told_apart() {
    for (_, name, how) in MADE {
        let (_, bytes) = files().into_iter().find(|(known, _)| known == name).expect(name);
        let taken = read_by(vec![Given { name: (*name).to_owned(), bytes, encoding: None }], 1);
        let found = &taken.drafts.first().expect(name).encoded;
        let expected = match how {
            // The web's standard reads one as the other.
            Made::As("gb18030") => "gbk",
            Made::Saved("iso-8859-1", _) => "windows-1252",
            Made::As(label) | Made::Saved(label, _) => label,
            Made::Utf16(true, _) => "utf-16le",
            Made::Utf16(false, _) => "utf-16be",
        };
        assert_eq!(&*found.name, expected, "{name}");
    }
}
