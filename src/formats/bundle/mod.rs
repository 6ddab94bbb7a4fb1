//! AN EXPORT from its plan to its bytes: documents are looked at, divided, and written by each format's writer; what is
//! written is proved, packed and hashed as it comes; then the manifest, the card and the sums are added, the file is closed
//! and read once more. One document at a time, so that ten thousand need little memory. Only the workshop names this folder.
//!
//! Start at [`Job`]; [`divide`] says who goes into which set, [`files`] and [`zip`] how bytes are packed, [`card`],
//! [`columns`], [`manifest`], [`statistics`] and [`beside`] what stands beside the formats in a bundle; `check/` is the program
//! that holds all of it against itself, in Python.

mod beside;
mod card;
mod columns;
mod croissant;
pub mod divide;
mod facts;
pub mod files;
mod job;
mod manifest;
mod packed;
mod statistics;
pub mod zip;

pub use divide::Split;
pub use facts::Facts;
pub use job::{Job, Wrong};
pub use statistics::SetCounts;

use super::FormatInfo;
use super::foreign::{Codec, Options};
use crate::model::LabelId;

/// What is to be written.
#[derive(Clone)]
pub struct Plan {
    /// At least one; none twice.
    pub formats: Vec<(&'static Codec, &'static FormatInfo)>,
    /// Everything goes into one zip, with manifest, card and sums; else there is one format, and its files are the export.
    pub bundle: bool,
    /// What was chosen.
    pub options: Options,
    /// How articles are divided; all are in one set without it.
    pub split: Option<Split>,
    /// Only documents in which one of these stands; all where it is empty.
    pub labels: Vec<LabelId>,
    /// What the card says.
    pub card: Card,
}

/// What the card says of the dataset; empty for what nobody said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Title.
    pub title: String,
    /// A paragraph about it.
    pub description: String,
    /// Licence, as Hugging Face names it.
    pub license: String,
    /// The day it stands for.
    pub date: String,
}

/// The name of the only set where articles are not divided.
pub const WHOLE: &str = "articles";

/// JSON that people read as well, with sorted keys.
fn pretty(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
