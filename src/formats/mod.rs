//! HOW it is read and written: one file or folder for each format, one line in [`FORMATS`].
//!
//! A reader returns what it could read and a report of everything it could not; it never aborts on a bad record. This
//! folder must not know a browser, a clock or a screen. Start at [`native`], the format that carries everything.

pub mod claim_rows;
pub mod json;
pub mod native;
pub mod report;
pub mod task;

use std::rc::Rc;

use crate::model::{About, Document, Entity, Person, ProjectId, Schema, Unit};

pub use report::{Issue, Problem};

/// What the page knows of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatInfo {
    /// Its id, for the scripting door and file names.
    pub id: &'static str,
    /// What people read.
    pub name: &'static str,
    /// File name endings without the dot, the preferred one first.
    pub extensions: &'static [&'static str],
    /// Media type of its files.
    pub media_type: &'static str,
    /// What its offsets count.
    pub unit: Unit,
    /// Whether it can be read.
    pub import: bool,
    /// Whether it can be written.
    pub export: bool,
    /// What it cannot say, in a few words; empty for nothing.
    pub loses: &'static str,
}

/// Every format, the native one first.
pub const FORMATS: &[FormatInfo] = &[native::INFO];

/// A file that was or will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// Its name without a folder.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// What a file gave.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Documents in the order of the file.
    pub documents: Vec<Rc<Document>>,
    /// Things that their annotations mention.
    pub entities: Vec<Rc<Entity>>,
    /// People who made them.
    pub people: Vec<Rc<Person>>,
    /// Schemas that stood there in full, each version once.
    pub schemas: Vec<Rc<Schema>>,
    /// The project they came from, and what it says of itself.
    pub project: Option<(ProjectId, About)>,
    /// The file that told of it.
    pub project_file: String,
    /// Everything that was not read as it stands.
    pub issues: Vec<Issue>,
    /// The files, in order, and how many of the documents each gave.
    pub files: Vec<(Rc<str>, usize)>,
}

/// Something a format could not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What was lost.
    pub what: String,
    /// How many times.
    pub count: u32,
}

/// What an export made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The files.
    pub files: Vec<TextFile>,
    /// What they do not say.
    pub losses: Vec<Loss>,
}
