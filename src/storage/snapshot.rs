//! Documents, the index and the session as they stand on disk, and which records each contains.

use std::rc::Rc;

use super::record::EntryObject;
use super::{Key, Record, RecordId, Write};
use crate::formats::json::{Field, Json, Wrong, objects, to_json};
use crate::formats::native::object::{AnnotatorObject, EntityObject, Line, SchemaObject};
use crate::formats::native::write::{entity_object, person_object};
use crate::formats::native::{line, schema_object};
use crate::model::{DocId, Document, Project, Table};

/// Which records a value contains: for each page load, all up to this number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded(Table<String, u32>);

impl Field for Folded {
    fn read(json: Json) -> Result<Self, Wrong> {
        Table::read(json).map(Self)
    }

    fn nothing() -> Self {
        Self::default()
    }

    fn write(&self, out: &mut String) {
        self.0.write(out);
    }
}

impl Folded {
    /// Whether a record is contained.
    #[must_use]
    pub fn has(&self, record: &Record) -> bool {
        self.0.get(record.actor.as_str()).is_some_and(|seq| record.seq <= *seq)
    }

    /// Adds a record.
    pub fn add(&mut self, actor: &str, seq: u32) {
        let known = self.0.get(actor).copied().unwrap_or(0);
        self.0.insert(actor.to_owned(), seq.max(known));
    }

    /// Adds a record by its id.
    pub fn add_id(&mut self, id: RecordId) {
        self.add(&format!("{:016x}", id.actor), id.seq);
    }

    /// Whether everything in `other` is in this.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.0.iter().all(|(actor, seq)| self.0.get(actor.as_str()).is_some_and(|known| known >= seq))
    }
}

objects! {
    /// A document on disk.
    DocumentRecord {
        /// The records it contains.
        folded: Folded,
        /// The document.
        line: Line,
    }
}

objects! {
    /// The project on disk.
    IndexRecord {
        /// The records it contains.
        folded: Folded,
        /// The project's id.
        id: String,
        /// Its name.
        name: String,
        /// Its guidelines.
        guidelines: String,
        /// Its schema.
        schema: SchemaObject,
        /// Its entities.
        entities: Vec<EntityObject>,
        /// Its people.
        people: Vec<AnnotatorObject>,
        /// Its queue.
        documents: Vec<EntryObject>,
    }
}

objects! {
    /// What the screen shows, on disk. Losing it loses no work.
    SessionRecord {
        /// The document that is open.
        open: Option<String>,
        /// For each document, the block at the top of the window.
        positions: Table<String, u32>,
        /// How tags are shown: `short`, `full`, `none`.
        tags: String,
        /// Whether selections are exact.
        exact: bool,
        /// The last label that was put on something.
        last_label: Option<String>,
        /// The id of the person at this browser.
        me: String,
        /// Keys of commands that are not those of the program.
        keys: Vec<KeysRecord>,
        /// Keys that make a single character do nothing.
        no_single: bool,
    }

    /// The keys of one command.
    KeysRecord {
        /// The command's id.
        id: String,
        /// Its keys; none where it has none any more.
        keys: Vec<String>,
    }
}

/// The write of a document's snapshot.
#[must_use]
pub fn document_write(project: &Project, document: &Rc<Document>, folded: &Folded) -> Write {
    let record = DocumentRecord { folded: folded.clone(), line: line(project, document, false) };
    Write::put(Key::Document(document.id.clone()), to_json(&record))
}

/// The write of the index.
#[must_use]
pub fn index_write(project: &Project, folded: &Folded) -> Write {
    let entry = |id: &DocId| project.entries.get(id).map(|entry| EntryObject::of(entry));
    let documents = project.order.iter().filter_map(entry).collect();
    let record = IndexRecord { folded: folded.clone(), documents, ..index_without_queue(project) };
    Write::put(Key::Index, to_json(&record))
}

/// The project with nothing in its queue: what one program of ours must know to work on documents for another.
#[must_use]
pub fn index_without_queue(project: &Project) -> IndexRecord {
    IndexRecord {
        folded: Folded::default(),
        id: project.id.to_string(),
        name: project.name.to_string(),
        guidelines: project.guidelines.to_string(),
        schema: schema_object(&project.schema),
        entities: project.entities.values().map(|entity| entity_object(entity)).collect(),
        people: project.people.values().map(|person| person_object(person)).collect(),
        documents: Vec::new(),
    }
}
