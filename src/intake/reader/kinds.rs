//! What a file is: by its content first, by its name second.

use super::super::bytes::{self, Told, magic};
use super::super::names;
use super::archive::Archive;
use super::json::JsonFile;
use super::jsonl::Lines;
use super::mime::SavedPage;
use super::page::{Markdown, Page, Plain};
use super::table::TableFile;
use super::{File, Refused, Source, limits};

/// A kind of text files: what opens it.
type Opener = fn(bytes::Text) -> Result<Box<dyn Source>, Refused>;

/// Endings of names, and the kind they stand for where the content does not tell.
const ENDINGS: &[(&[&str], Opener)] = &[
    (&["html", "htm", "xhtml", "xht", "shtml"], Page::open),
    (&["md", "markdown", "mdown"], Markdown::open),
    (&["json"], JsonFile::open),
    (&["jsonl", "ndjson", "jsonlines"], Lines::open),
    (&["csv"], TableFile::open),
    (&["tsv", "tab"], TableFile::open_tabs),
];

/// Opens a file as what it is.
pub(super) fn open(file: File) -> Result<Box<dyn Source>, Refused> {
    if file.bytes.len() > limits::FILE {
        return Err(Refused::TooLarge(limits::FILE));
    }
    if file.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refused::Empty);
    }
    if magic::is_zip(&file.bytes) {
        return Archive::open(file);
    }
    if let Some(kind) = magic::kind_of(&file.bytes) {
        return Err(Refused::Kind(kind.to_owned()));
    }
    if SavedPage::begins(&file.bytes) {
        return SavedPage::open(file);
    }
    let ending = names::ending(&file.name);
    let is_table = ["csv", "tsv", "tab"].contains(&ending.as_str());
    let declared = if is_table { None } else { bytes::declared(&file.bytes) };
    let told = Told { chosen: file.encoding.as_deref(), declared: declared.as_deref() };
    let text = bytes::read(file.bytes, told)?;
    let begin = text.text.trim_start_matches('\u{feff}').trim_start();
    if begin.is_empty() {
        return Err(Refused::Empty);
    }
    if super::value::begins_ours(begin) {
        return Err(Refused::Ours);
    }
    opener(&text.text, &ending)?(text)
}

/// What opens a text.
fn opener(text: &str, ending: &str) -> Result<Opener, Refused> {
    let begin = text.trim_start_matches('\u{feff}').trim_start();
    let named = ENDINGS.iter().find(|(endings, _)| endings.contains(&ending)).map(|(_, opener)| *opener);
    let is_markdown = ["md", "markdown", "mdown"].contains(&ending);
    if is_page(begin) && !is_markdown {
        return Ok(Page::open);
    }
    if let Some(kind) = other_markup(begin) {
        return Err(Refused::Kind(kind.to_owned()));
    }
    if ["json", "jsonl", "ndjson", "jsonlines"].contains(&ending) || named.is_none() && looks_like_json(begin) {
        let by_line = begin.starts_with('{') && Lines::fits(begin);
        // A list is one value, whatever the name says; and nothing but lines can be many.
        let one = begin.starts_with('[') && !Lines::fits(begin) || (ending == "json" && !by_line);
        return Ok(if one || (named.is_none() && !by_line) { JsonFile::open } else { Lines::open });
    }
    Ok(named.unwrap_or(Plain::open))
}

fn begins(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word))
}

/// The text after the comments and declarations at its beginning.
fn past_comments(mut text: &str) -> &str {
    for _ in 0..20 {
        let rest = if text.starts_with("<!--") {
            text.split_once("-->").map(|(_, rest)| rest)
        } else if text.starts_with("<?") {
            text.split_once("?>").map(|(_, rest)| rest)
        } else {
            None
        };
        let Some(rest) = rest else { break };
        text = rest.trim_start();
    }
    text
}

fn is_page(begin: &str) -> bool {
    let begin = past_comments(begin);
    ["<!doctype html", "<html", "<head", "<body", "<meta ", "<title>"].iter().any(|word| begins(begin, word))
}

/// The kind of a text that is markup of another sort.
fn other_markup(begin: &str) -> Option<&'static str> {
    let inside = past_comments(begin);
    if begins(inside, "<rss") || begins(inside, "<feed") || begins(inside, "<rdf:rdf") {
        Some("RSS")
    } else if begins(inside, "<svg") {
        Some("SVG")
    } else if begins(begin, "<?xml") {
        Some("XML")
    } else {
        None
    }
}

/// Whether a text of a name that says nothing is JSON: an object with a key, or a list of such, that is well formed.
fn looks_like_json(begin: &str) -> bool {
    let object = |text: &str| text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'));
    let list = begin.strip_prefix('[').is_some_and(|rest| object(rest.trim_start()));
    (object(begin) || list) && (Lines::fits(begin) || super::json::is_well_formed(begin))
}
