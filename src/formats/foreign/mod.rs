//! Formats of other tools, and the native one in their shape. Runs in the workshop alone: only it names this folder.
//!
//! **Out**: a [`Writer`] takes one document at a time and appends to files ([`Out`]), so that ten thousand of them need no
//! memory; it tells what it could not say ([`Losses`](super::loss::Losses)) and proves what it wrote ([`proof`]): the bytes of each document are
//! read again, by the format's own reader where it has one, and the words at the offsets are held against the annotations.
//! **In**: a [`Read`] takes whole files and gives [`loose`] documents: offsets as they stand in the file, labels as foreign
//! names. `settle` finds out what the offsets count and makes documents of them.
//!
//! To add a format: a file or folder here with a `CODEC`, its line in [`CODECS`], its row in
//! [`FORMATS`](super::FORMATS). Must not know a browser, a clock or a screen.

mod attribution;
mod averitec;
pub mod body;
mod brat;
pub mod called;
mod cas;
mod checkthat;
mod claimreview;
pub mod conll;
pub mod doccano;
mod escaping;
pub(super) mod fact_checks;
pub mod flat;
pub mod hold;
pub mod huggingface;
pub mod labelstudio;
pub mod lines;
pub mod loose;
pub mod native;
pub mod options;
pub mod out;
pub mod prodigy;
pub mod proof;
mod pubannotation;
mod raw;
mod says;
mod score;
pub mod settle;
mod table;
pub mod tags;
pub mod tokens;
mod told;
mod webannotation;

use std::rc::Rc;

use super::TextFile;
use crate::model::{Document, LabelId, Project};

pub use body::body_only;
pub use brat::COLORS;
pub use loose::Foreign;
pub use options::Options;
pub use out::Out;
pub use proof::Proof;

/// A format in both directions.
#[derive(Clone, Copy)]
pub struct Codec {
    /// The id of its row in [`FORMATS`](super::FORMATS).
    pub id: &'static str,
    /// Begins to write one set of documents; nothing where it is only read.
    pub write: Option<Begin>,
    /// How sure it is that these files are of this format, from 0 (not) to 100 (its own marks stand there). Looks at the
    /// beginning of files only where they are long.
    pub recognise: fn(&[TextFile]) -> u8,
    /// Reads files that belong together; nothing where it is only written.
    pub read: Option<Read>,
}

/// Begins to write a set of documents.
pub type Begin = fn(&Setting) -> Box<dyn Writer>;

/// Reads files that belong together. Never stops at a bad record: it takes what it can and reports the rest
/// ([`Foreign::issues`]) with file, line and reason.
pub type Read = fn(&[TextFile]) -> Foreign;

/// All formats, in the order of [`FORMATS`](super::FORMATS).
pub const CODECS: &[Codec] = &[
    native::CODEC,
    labelstudio::CODEC,
    brat::CODEC,
    prodigy::CODEC,
    huggingface::CODEC,
    conll::CODEC,
    conll::BILOU,
    doccano::SPANS,
    doccano::RELATIONS,
    table::CSV,
    table::TSV,
    attribution::CODEC,
    webannotation::CODEC,
    pubannotation::CODEC,
    cas::CODEC,
    averitec::CODEC,
    checkthat::CODEC,
    claimreview::CODEC,
];

/// What a writer needs to know beside the documents.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Schema, entities and people; its documents are not loaded.
    pub project: Rc<Project>,
    /// What was chosen.
    pub options: Options,
    /// What the files of this set are called, without an ending: `articles`, or `train`, `dev`, `test`.
    pub stem: String,
}

/// Writes one set of documents.
pub trait Writer {
    /// Writes a document. What the format cannot say of it goes into `out.losses`.
    fn document(&mut self, document: &Document, out: &mut Out);

    /// Reads again what [`Writer::document`] has just appended for `document` (`out.written()`), and holds the words at each
    /// offset, in the format's own unit, against the annotations' own.
    fn prove(&self, document: &Document, out: &Out, proof: &mut Proof);

    /// Hears before [`Writer::finish`] which labels that the schema does not have stand in any of the sets, sorted: what is
    /// numbered has the same numbers in all of them.
    fn met(&mut self, _labels: &[LabelId]) {}

    /// Writes what stands at the end, or belongs to the set: closing brackets, configuration, schema.
    fn finish(&mut self, out: &mut Out);
}

/// The format with this id.
#[must_use]
pub fn codec(id: &str) -> Option<&'static Codec> {
    CODECS.iter().find(|codec| codec.id == id)
}
