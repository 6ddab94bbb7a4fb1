//! HOW it is read and written: one file or folder for each format, one line in [`FORMATS`].
//!
//! A reader returns what it could read and a report of everything it could not; it never aborts on a bad record. This
//! folder must not know a browser, a clock or a screen. Start at [`native`], the format that carries everything.

pub mod bundle;
pub mod catalogue;
pub mod claim_rows;
pub mod facts;
pub mod foreign;
pub mod json;
pub mod loss;
pub mod native;
pub mod report;
pub mod task;
pub mod token_formats;

use std::rc::Rc;

use crate::model::{About, Document, Entity, Person, ProjectId, Schema};

pub use catalogue::{Asks, FORMATS, FormatInfo, format};
pub use loss::Loss;
pub use report::{Issue, Problem};

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
    /// Files that take the place of what a model suggested before, and the models.
    pub replaces: Vec<(Rc<str>, Rc<str>)>,
}

/// What an export made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The files.
    pub files: Vec<TextFile>,
    /// What they do not say.
    pub losses: Vec<Loss>,
}
