//! What crosses the scripting door.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

use super::super::exporting;
use crate::formats::json::objects;
use crate::formats::{Exported, FormatInfo, native};
use crate::model::Entry;
use crate::session::State;
use crate::workshop::message::export::{ToldLoss, ToldProof};

objects! {
    /// A format.
    FormatRow {
        /// Its id.
        id: String,
        /// What people read.
        name: String,
        /// Whether it can be read.
        import: bool,
        /// Whether it can be written.
        export: bool,
    }

    /// A document of the queue.
    DocumentRow {
        /// Its id.
        id: String,
        /// Its title.
        title: String,
        /// How far the work is.
        status: String,
        /// How many annotations it has.
        spans: u32,
        /// The article that it is about.
        article: String,
        /// Whose work it is.
        annotator: Option<String>,
        /// Whether it is only looked at.
        locked: bool,
    }

    /// A row of the table of actions.
    ActionRow {
        /// Its id.
        id: String,
        /// What people read.
        name: String,
        /// Its first key.
        key: Option<String>,
        /// All its keys.
        keys: Vec<String>,
        /// Whether it changes the data.
        changes: bool,
        /// Whether it would do something now without being told more.
        applies: bool,
    }

    /// A remark on what was read.
    IssueRow {
        /// The file.
        file: String,
        /// The line, from 1; 0 for the whole file.
        line: usize,
        /// The place on the line.
        path: String,
        /// The sentence.
        message: String,
        /// Whether the record was taken all the same.
        kept: bool,
    }

    /// What an import came to.
    Report {
        /// How many articles came in.
        added: usize,
        /// Whether the store took everything; false for a preview.
        stored: bool,
        /// Which.
        documents: Vec<DocumentRow>,
        /// What could not be taken as it stands.
        issues: Vec<IssueRow>,
    }

    /// How to import.
    ImportOptions {
        /// Only tell, change nothing.
        preview: bool,
        /// What the offsets of annotated files of other tools count, where they do not say: `code_point`, `utf16`, `byte`.
        counting: Option<String>,
        /// What is marked becomes suggestions of a model.
        suggestions: Option<AsSuggestions>,
    }

    /// What is marked in files becomes suggestions.
    AsSuggestions {
        /// The model; what the files say, where it is missing.
        model: Option<String>,
        /// Its open suggestions that are here, and that the files do not have, go.
        replace: bool,
    }

    /// What to export.
    ExportOptions {
        /// These documents; all, where it is missing.
        documents: Option<Vec<String>>,
        /// Without the page's furniture; the native format cannot.
        body: bool,
        /// `open` suggestions too, or `all` of them: those that were rejected as well. The native format has all, where it is
        /// missing.
        suggestions: Option<String>,
    }

    /// A file.
    FileRow {
        /// Its name.
        name: String,
        /// What is in it.
        text: String,
    }

    /// Something a format could not say.
    LossRow {
        /// What.
        what: String,
        /// What became of it.
        how: String,
        /// How many times.
        count: u32,
        /// The document of the first.
        document: String,
        /// The annotation of the first, where it is one's.
        annotation: Option<String>,
    }

    /// What an export came to.
    ExportRow {
        /// The files.
        files: Vec<FileRow>,
        /// What they do not say.
        losses: Vec<LossRow>,
        /// Spans that were read again from the files.
        checked: usize,
        /// How many of them are not what is marked.
        wrong: usize,
    }

    /// What an action came to.
    Made {
        /// The id of what was made.
        id: Option<String>,
        /// Whether the data changed.
        changed: bool,
    }

    /// The project around the documents.
    ProjectRow {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
        /// Its guidelines.
        guidelines: String,
        /// Its schema.
        schema: native::object::SchemaObject,
        /// Its entities.
        entities: Vec<native::object::EntityObject>,
        /// Its people.
        annotators: Vec<native::object::AnnotatorObject>,
    }
}

/// A row of the queue for scripts.
pub(super) fn document_row(entry: &Entry) -> DocumentRow {
    DocumentRow {
        id: entry.id.to_string(),
        title: entry.title.to_string(),
        status: entry.status.as_str().to_owned(),
        spans: entry.counts.annotations,
        article: entry.article().to_string(),
        annotator: entry.annotator.map(|id| id.to_string()),
        locked: entry.locked,
    }
}

/// The queue.
pub(super) fn document_rows(state: &State) -> Vec<DocumentRow> {
    let entries = state.project.order.iter().filter_map(|id| state.project.entries.get(id));
    entries.map(|entry| document_row(entry)).collect()
}

/// What an export in a format of another tool came to.
pub(super) fn foreign_row((told, files): exporting::Script) -> ExportRow {
    let sum = |of: fn(&ToldProof) -> usize| told.proofs.iter().map(of).sum();
    let (checked, wrong) = (sum(|proof| proof.checked), sum(|proof| proof.wrong));
    let losses = told.losses.into_iter().map(|loss| {
        let ToldLoss { what, how, count, document, annotation, .. } = loss;
        LossRow { what, how, count, document, annotation }
    });
    let files = files.into_iter().map(|(name, text)| FileRow { name, text });
    ExportRow { files: files.collect(), losses: losses.collect(), checked, wrong }
}

/// A format.
pub(super) fn format_row(format: &FormatInfo) -> FormatRow {
    FormatRow { id: format.id.to_owned(), name: format.name.to_owned(), import: format.import, export: format.export }
}

/// What an export in the native format came to.
pub(super) fn export_row(exported: Exported) -> ExportRow {
    let files = exported.files.into_iter().map(|file| FileRow { name: file.name, text: file.text });
    let losses = exported.losses.into_iter().map(|loss| LossRow {
        what: loss.what.as_str().to_owned(),
        how: loss.how.as_str().to_owned(),
        count: loss.count,
        document: loss.first.0.to_string(),
        annotation: loss.first.1.map(|id| id.to_string()),
    });
    ExportRow { files: files.collect(), losses: losses.collect(), ..ExportRow::default() }
}

/// What an export came to. Texts of files go over as they are: among JSON they would be written, read and copied once more.
pub(super) fn exported_out(mut row: ExportRow) -> Result<JsValue, JsValue> {
    let texts: Vec<String> = row.files.iter_mut().map(|file| std::mem::take(&mut file.text)).collect();
    let value = super::out(&row)?;
    let files: Array = Reflect::get(&value, &"files".into())?.unchecked_into();
    for (file, text) in files.iter().zip(texts) {
        Reflect::set(&file, &"text".into(), &text.into())?;
    }
    Ok(value)
}
