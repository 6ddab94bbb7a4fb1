//! Documents, the index and the session as they stand on disk, and which records each contains.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::record::EntryObject;
use super::{Key, Record, RecordId, Write};
use crate::formats::native::object::{AnnotatorObject, EntityObject, Line, SchemaObject};
use crate::formats::native::write::{entity_object, person_object, to_json};
use crate::formats::native::{line, schema_object};
use crate::model::{DocId, Document, Project};

/// Which records a value contains: for each page load, all up to this number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Folded(BTreeMap<String, u32>);

impl Folded {
    /// Whether a record is contained.
    #[must_use]
    pub fn has(&self, record: &Record) -> bool {
        self.0.get(&record.actor).is_some_and(|seq| record.seq <= *seq)
    }

    /// Adds a record.
    pub fn add(&mut self, actor: &str, seq: u32) {
        let known = self.0.entry(actor.to_owned()).or_default();
        *known = seq.max(*known);
    }

    /// Adds a record by its id.
    pub fn add_id(&mut self, id: RecordId) {
        self.add(&format!("{:016x}", id.actor), id.seq);
    }

    /// Whether everything in `other` is in this.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.0.iter().all(|(actor, seq)| self.0.get(actor).is_some_and(|known| known >= seq))
    }
}

/// A document on disk.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentRecord {
    /// The records it contains.
    pub folded: Folded,
    /// The document.
    pub line: Line,
}

/// The project on disk.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndexRecord {
    /// The records it contains.
    pub folded: Folded,
    /// The project's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its guidelines.
    pub guidelines: String,
    /// Its schema.
    pub schema: SchemaObject,
    /// Its entities.
    pub entities: Vec<EntityObject>,
    /// Its people.
    pub people: Vec<AnnotatorObject>,
    /// Its queue.
    pub documents: Vec<EntryObject>,
}

/// What the screen shows, on disk. Losing it loses no work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionRecord {
    /// The document that is open.
    pub open: Option<String>,
    /// For each document, the block at the top of the window.
    pub positions: BTreeMap<String, u32>,
    /// How tags are shown: `short`, `full`, `none`.
    pub tags: String,
    /// Whether selections are exact.
    pub exact: bool,
    /// The last label that was put on something.
    pub last_label: Option<String>,
    /// The id of the person at this browser.
    pub me: String,
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
    let record = IndexRecord {
        folded: folded.clone(),
        id: project.id.to_string(),
        name: project.name.to_string(),
        guidelines: project.guidelines.to_string(),
        schema: schema_object(&project.schema),
        entities: project.entities.values().map(|entity| entity_object(entity)).collect(),
        people: project.people.values().map(|person| person_object(person)).collect(),
        documents: project.order.iter().filter_map(entry).collect(),
    };
    Write::put(Key::Index, to_json(&record))
}
