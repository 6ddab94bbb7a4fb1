//! Which files may be annotated, by their names: those go to the workshop to be looked at.

use crate::intake::names::ending;

/// Endings of files that may be annotated; a file without an ending may be, too.
const MAYBE: &[&str] = &[
    "json",
    "jsonl",
    "ndjson",
    "jsonlines",
    "jsonld",
    "csv",
    "tsv",
    "tab",
    "ann",
    "a1",
    "a2",
    "conll",
    "conllu",
    "bio",
    "iob",
    "iob2",
    "bilou",
    "bioes",
    "txt",
    "text",
    "conf",
    "xml",
    "zip",
];

/// Plain texts, of which many alone are articles.
pub(super) const PLAIN: &[&str] = &["txt", "text", ""];

/// Plain texts that are looked at, where nothing is with them.
const FEW: usize = 50;

/// Bytes that are looked at at once.
const MOST: usize = 200_000_000;

/// Whether files are looked at. `names` are theirs.
pub(super) fn is_looked_at<'a>(names: impl Iterator<Item = &'a str>, size: usize) -> bool {
    let (mut plain, mut others) = (0, 0);
    for name in names {
        let ending = ending(name);
        if PLAIN.contains(&ending.as_str()) {
            plain += usize::from(!name.is_empty());
        } else if MAYBE.contains(&ending.as_str()) {
            others += 1;
        }
    }
    size <= MOST && (others > 0 || (1..=FEW).contains(&plain))
}

/// Whether a file may be of a set that is annotated.
pub(super) fn may_be(name: &str) -> bool {
    let ending = ending(name);
    !name.is_empty() && (ending.is_empty() || MAYBE.contains(&ending.as_str()))
}
