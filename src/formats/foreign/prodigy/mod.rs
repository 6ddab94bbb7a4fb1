//! JSON Lines as Prodigy has them, and `to_spacy.py`, which makes spaCy's own files of them.
//!
//! Tokens cover the whole text, as spaCy's do: a space after a word belongs to it (`ws`), any other white space is a token.
//! So `Doc(vocab, words, spaces)` is the text again, and every span lies on tokens (`char_span` strict). Spans may lie over
//! each other, as Prodigy's `spans.manual` has them. What Prodigy has no key for (ids, values, notes, things, the fragments of
//! a span that was joined) stands under keys of our own, which it keeps and does not look at.

mod read;
mod write;

use serde_json::Value;

use super::Codec;
use super::lines::first;
use crate::formats::TextFile;

/// Both directions.
pub const CODEC: Codec = Codec { id: "prodigy", write: Some(write::begin), recognise, read: Some(read::read) };

fn recognise(files: &[TextFile]) -> u8 {
    let sure = |record: Value| {
        let has = |name: &str| record.get(name).is_some();
        let lists = |name: &str, key: &str| {
            let list = record.get(name).and_then(Value::as_array);
            list.is_some_and(|list| !list.is_empty() && list.iter().all(|one| one.get(key).is_some()))
        };
        match () {
            () if !record.get("text").is_some_and(Value::is_string) => 0,
            () if has("_task_hash") || has("_input_hash") => 96,
            () if lists("tokens", "ws") || lists("spans", "token_start") => 94,
            () if has("answer") && has("spans") => 90,
            () if lists("tokens", "start") => 80,
            // What spaCy's own tools and many scripts call a span: told from others by these two keys.
            () if lists("spans", "start") && lists("spans", "label") && !has("format") => 60,
            () => 0,
        }
    };
    files.iter().filter_map(first).map(sure).max().unwrap_or(0)
}
