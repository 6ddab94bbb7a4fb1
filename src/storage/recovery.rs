//! Putting together what is stored: the project at start, a document when it is opened.

use std::rc::Rc;

use super::replay::{merge_into_document, merge_into_project};
use super::snapshot::{DocumentRecord, IndexRecord};
use super::{Folded, Key, Record, SessionRecord, Write};
use crate::edit::History;
use crate::formats::json::{self, Wrong};
use crate::formats::native::read::document_from;
use crate::formats::native::schema_from;
use crate::formats::native::thing::{Report, entity_from, person_from};
use crate::model::id::bits_for_foreign_name;
use crate::model::order::sort_by;
use crate::model::{DocId, Document, Entry, Project, ProjectId, Table};

/// What a store held at start.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// The project with no document loaded; nothing when the store held none.
    pub project: Option<Project>,
    /// Every record that reads, in the order in which they happened.
    pub records: Vec<Rc<Record>>,
    /// The records that the index contains.
    pub folded: Folded,
    /// Whether the index contained every record as it was stored.
    pub index_settled: bool,
    /// What the screen showed.
    pub session: SessionRecord,
    /// What could not be read: moved aside under [`Key::Damaged`], unchanged.
    pub damaged: Vec<Write>,
}

/// The keys to read at start: all but the documents, unless the index is lost.
#[must_use]
pub fn wanted_at_start(keys: &[Key]) -> Vec<Key> {
    let lost = !keys.contains(&Key::Index);
    let wanted = |key: &&Key| match key {
        Key::Index | Key::Session | Key::Record(_) => true,
        Key::Document(_) => lost,
        Key::Damaged(_) => false,
    };
    keys.iter().filter(wanted).cloned().collect()
}

/// Whether the index is there but does not read: then the documents have to be read as well, as if it were not there.
#[must_use]
pub fn index_is_broken(values: &[(Key, String)]) -> bool {
    values.iter().any(|(key, value)| *key == Key::Index && read_index(value).is_none())
}

/// An index that reads and is whole; what is only the shape of one (`{}`) is as broken as junk.
fn read_index(value: &str) -> Option<IndexRecord> {
    json::parse::<IndexRecord>(value).ok().filter(|index| !index.id.is_empty() && index.schema.full)
}

/// Puts the project together.
#[must_use]
pub fn open(values: Vec<(Key, String)>) -> Opened {
    // The first visit. All that reads can travel later.
    if values.is_empty() { Opened::default() } else { put_together(values) }
}

#[inline(never)]
fn put_together(values: Vec<(Key, String)>) -> Opened {
    let mut opened = Opened::default();
    let mut index = None;
    let mut documents = Vec::new();
    for (key, value) in values {
        let read = match &key {
            // Valid JSON that says nothing would hide every document.
            Key::Index => read_index(&value).map(|record| index = Some(record)).ok_or(Wrong::expected("an index")),
            Key::Session => json::parse(&value).map(|session| opened.session = session),
            Key::Record(_) => json::parse(&value).map(|record| opened.records.push(Rc::new(record))),
            Key::Document(id) => {
                documents.push(id.clone());
                match stored_document(id, &value, &[]) {
                    Some(StoredDocument { document, .. }) => {
                        let project =
                            opened.project.take().unwrap_or_else(|| Project::new(ProjectId::from_bits(0), ""));
                        opened.project = Some(project.with(Rc::new(document)));
                    }
                    None => opened.damaged.extend(set_aside(&key, value.clone())),
                }
                Ok(())
            }
            Key::Damaged(_) => Ok(()),
        };
        if read.is_err() {
            opened.damaged.extend(set_aside(&key, value));
        }
    }
    sort_by(&mut opened.records, |a, b| a.order().cmp(&b.order()));
    if let Some(index) = index {
        opened.folded = index.folded.clone();
        opened.project = Some(project_from(&index));
    } else if let Some(project) = &mut opened.project {
        // The index was lost: the queue is what documents there are; their content is read again when they are opened.
        project.loaded = Table::new();
    } else if !opened.records.is_empty() {
        opened.project = Some(Project::new(ProjectId::from_bits(0), ""));
    }
    if let Some(project) = &mut opened.project {
        for record in opened.records.iter().filter(|record| !opened.folded.has(record)) {
            merge_into_project(project, record);
        }
    }
    opened.index_settled = opened.records.iter().all(|record| opened.folded.has(record));
    for record in &opened.records {
        opened.folded.add(&record.actor, record.seq);
    }
    opened
}

/// Moves a value that cannot be read aside.
fn set_aside(key: &Key, value: String) -> [Write; 2] {
    [Write::put(Key::Damaged(key.to_string()), value), Write::forget(key.clone())]
}

fn project_from(index: &IndexRecord) -> Project {
    let id = index.id.parse().unwrap_or_else(|_| ProjectId::from_bits(bits_for_foreign_name(&index.id)));
    let mut project = Project::new(id, &index.name);
    project.guidelines = Rc::from(index.guidelines.as_str());
    if let Some(schema) = schema_from(&index.schema) {
        project.schema = Rc::new(schema);
    }
    project.entities = index.entities.iter().map(entity_from).map(|entity| (entity.id, Rc::new(entity))).collect();
    project.people = index.people.iter().map(person_from).map(|person| (person.id, Rc::new(person))).collect();
    let entries: Vec<Entry> = index.documents.iter().map(|object| object.entry()).collect();
    project.order = Rc::new(entries.iter().map(|entry| entry.id.clone()).collect());
    project.entries = entries.into_iter().map(|entry| (entry.id.clone(), Rc::new(entry))).collect();
    project
}

/// A project from a stored index alone, as one program of ours hands it to another.
#[must_use]
pub fn project_of_index(text: &str) -> Option<Project> {
    read_index(text).map(|index| project_from(&index))
}

/// A document as it was put together.
#[derive(Clone, Debug)]
pub struct StoredDocument {
    /// The document.
    pub document: Document,
    /// The records it contains.
    pub folded: Folded,
    /// How many of them its snapshot did not contain.
    pub merged: u32,
}

/// A document from its snapshot and the records it does not contain, and the records it contains now. `None` when the
/// snapshot does not read.
#[must_use]
pub fn stored_document(id: &DocId, snapshot: &str, records: &[Rc<Record>]) -> Option<StoredDocument> {
    let DocumentRecord { mut folded, line } = json::parse(snapshot).ok()?;
    if line.text.is_empty() {
        return None;
    }
    let mut issues = Vec::new();
    let mut document =
        document_from(&line, &mut Report { file: "", line: 0, path: String::new(), issues: &mut issues });
    document.id = id.clone();
    let mut merged = 0;
    for record in records.iter().filter(|record| !folded.has(record) && record.touches(id)) {
        merge_into_document(&mut document, record);
        merged += 1;
    }
    for record in records {
        folded.add(&record.actor, record.seq);
    }
    Some(StoredDocument { document, folded, merged })
}

/// Whether a stored snapshot contains a record that `known` does not: then another tab knows more, and the snapshot
/// must not be replaced.
#[must_use]
pub fn knows_more(snapshot: Option<&str>, known: &Folded) -> bool {
    let stored = snapshot.and_then(|text| json::parse::<DocumentRecord>(text).ok());
    stored.is_some_and(|record| !known.covers(&record.folded))
}

/// The records that need not be kept: contained in the index and in all their documents as they were at start, and
/// too old to be undone. Only records of earlier page loads count, and none that
/// changes the queue or what documents share: the index may be written by a tab that does not know it, and is then put
/// right by the record.
#[must_use]
pub fn spent(records: &[Rc<Record>], folded: &Folded, contained: impl Fn(&DocId, &Record) -> bool) -> Vec<Write> {
    let old = records.len().saturating_sub(History::<()>::LIMIT);
    (records.iter().take(old))
        .filter(|record| {
            !record.is_about_queue() && folded.has(record) && record.documents().iter().all(|id| contained(id, record))
        })
        .filter_map(|record| record.id())
        .map(|id| Write::forget(Key::Record(id)))
        .collect()
}
