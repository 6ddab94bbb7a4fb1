//! Documents, the index and the session as they stand on disk, and which records each contains.

use std::rc::Rc;

use super::ledger::Ledger;
use super::queue::PartRecord;
use super::stored::StoredDocument;
use super::versions::{Side, Version, Versions};
use super::{Folded, Key, Stamp, Write, compact, seal};
use crate::formats::json::{self, Field, Fields, Json, Wrong, objects, to_json, write_key};
use crate::formats::native::object::{AnnotatorObject, EntityObject, Line, SchemaObject, SpanObject};
use crate::formats::native::read::document_from;
use crate::formats::native::thing::{Report, entity_from, person_from, relation_from, stored_annotation};
use crate::formats::native::write::{entity_object, person_object, span_object};
use crate::formats::native::{schema_from, schema_object, stored_line};
use crate::model::id::bits_for_foreign_name;
use crate::model::{AnnotationId, DocId, Document, Project, ProjectId, Table};

/// The latest version of each thing, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stamps(Vec<(String, Stamp)>);

impl Field for Stamps {
    fn read(json: Json) -> Result<Self, Wrong> {
        let entries = Fields::of(json)?.into_entries().into_iter();
        entries.map(|(name, stamp)| Ok((name.to_string(), Stamp::read(stamp)?))).collect::<Result<_, _>>().map(Self)
    }

    fn nothing() -> Self {
        Self::default()
    }

    fn write(&self, out: &mut String) {
        out.push('{');
        for (name, stamp) in &self.0 {
            write_key(out, name);
            stamp.write(out);
        }
        out.push('}');
    }
}

objects! {
    /// A version of a thing that has several, or is gone.
    VersionObject {
        /// The thing.
        of: String,
        /// The version.
        stamp: Stamp,
        /// Whether it says that the thing is deleted.
        gone: bool,
        /// Whether the doubt that stands in the document is there only since somebody deleted the thing.
        doubted: bool,
        /// What it says, where it is not what stands in the document.
        kept: Option<SpanObject>,
    }

    /// A version that is replaced before it has come.
    AwaitedObject {
        /// The thing.
        of: String,
        /// The version.
        stamp: Stamp,
    }

    /// A document on disk.
    DocumentRecord {
        /// The records it contains.
        folded: Folded,
        /// The version of everything that is not named.
        born: Stamp,
        /// The versions of what was changed since.
        stamps: Stamps,
        /// The versions of what has several, or is gone.
        versions: Vec<VersionObject>,
        /// Versions that are replaced before they have come.
        awaited: Vec<AwaitedObject>,
        /// The article that it is another document of: its line has that article's id.
        copy_of: Option<String>,
        /// Whether it is only looked at.
        locked: bool,
        /// The document, without its text and its annotations. A program that knows no [`compact`] rows wrote these here as well,
        /// and takes no document whose line has no text.
        line: Line,
        /// The text.
        text: String,
        /// The texts that the rows name.
        texts: Vec<String>,
        /// The annotations.
        rows: String,
    }

    /// The project on disk.
    IndexRecord {
        /// The records it contains, as far as they say something of what stands here.
        folded: Folded,
        /// The greatest clock of all of them, whatever they speak of.
        clock: u64,
        /// How many documents the queue tells of.
        documents: usize,
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
        /// The versions of entities, people and schema.
        stamps: Stamps,
        /// Those that say that the thing is gone.
        gone: Vec<String>,
    }
}

objects! {
    /// What the screen shows, on disk. Losing it loses no work.
    SessionRecord {
        /// The document that is open.
        open: Option<String>,
        /// For each document, the block at the top of the window: what has not got its place in [`places`](super::places)
        /// yet, and what a program wrote that had no such places.
        positions: Table<String, u32>,
        /// The documents that were shown, the last one first.
        recent: Vec<String>,
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
        /// Time is not counted.
        no_times: bool,
        /// The last file with everything in it.
        backup: Option<BackupRecord>,
        /// What the list of projects says of this one.
        card: Option<CardRecord>,
        /// What was chosen for the last export, as one text.
        export: Option<String>,
        /// In which order suggestions are walked through; empty for that of the text.
        walks: String,
        /// Whether the guidelines are shown.
        guide: bool,
        /// Guidelines that were written and not kept.
        guide_draft: Option<String>,
        /// What the guidelines were when that was begun, as a number made of their text.
        guide_over: Option<String>,
    }

    /// What is said of a project where another one is open.
    CardRecord {
        /// Its name.
        name: String,
        /// How many articles it has.
        articles: usize,
        /// How many of them are done.
        done: usize,
        /// When it was used last, RFC 3339; empty where that is not known.
        at: String,
    }

    /// A file that had everything in it.
    BackupRecord {
        /// When it was saved, RFC 3339.
        at: String,
        /// The clock of the last edit in it.
        clock: u64,
        /// How many articles were in it.
        articles: usize,
    }

    /// The keys of one command.
    KeysRecord {
        /// The command's id.
        id: String,
        /// Its keys; none where it has none any more.
        keys: Vec<String>,
    }
}

/// A document with its versions as it is stored. `project` names schema, entities and people.
#[must_use]
pub fn document_value(project: &Project, document: &Document, versions: &Versions) -> String {
    let plain = versions.without_copies(document);
    let mut stamps = Vec::new();
    let mut several = Vec::new();
    for (name, heads) in versions.of.iter() {
        if let [Version { stamp, side: Side::Shown }] = heads.as_slice() {
            stamps.push((name.clone(), *stamp));
            continue;
        }
        for head in heads {
            let kept = match &head.side {
                Side::Kept(annotation) => Some(span_object(annotation, &document.article, project)),
                _ => None,
            };
            let gone = head.side == Side::Gone;
            let doubted = head.side == Side::Doubted;
            several.push(VersionObject { of: name.clone(), stamp: head.stamp, gone, doubted, kept });
        }
    }
    let awaited = versions.awaited.iter().map(|(of, stamp)| AwaitedObject { of: of.clone(), stamp: *stamp });
    let (texts, rows) = compact::rows(&plain.article, &plain.annotations);
    let record = DocumentRecord {
        folded: versions.folded.clone(),
        born: versions.born,
        stamps: Stamps(stamps),
        versions: several,
        awaited: awaited.collect(),
        copy_of: document.meta.copy_of.as_ref().map(ToString::to_string),
        locked: document.meta.locked,
        line: stored_line(project, &plain),
        text: plain.article.text().to_string(),
        texts,
        rows,
    };
    seal::seal(&to_json(&record))
}

/// A document from its value; `None` when that does not read.
#[must_use]
pub fn document_of(id: &DocId, value: &str) -> Option<StoredDocument> {
    if !seal::is_whole(value) {
        return None;
    }
    let mut record: DocumentRecord = json::parse(value).ok()?;
    let compact = record.line.text.is_empty();
    if compact {
        record.line.text = std::mem::take(&mut record.text);
    }
    // What says both is of no program.
    let whole = if compact { record.line.spans.is_empty() } else { record.rows.is_empty() && record.text.is_empty() };
    if record.line.text.is_empty() || !whole {
        return None;
    }
    let mut issues = Vec::new();
    let mut report = Report { file: "", line: 0, path: String::new(), issues: &mut issues };
    let mut document = document_from(&record.line, &mut report);
    if compact {
        document.annotations = compact::annotations(&document.article, record.texts, &record.rows)?;
    }
    document.id = id.clone();
    let meta = Rc::make_mut(&mut document.meta);
    (meta.copy_of, meta.locked) = (record.copy_of.as_deref().map(DocId::from), record.locked);
    // One end may be a copy, or still to come from another tab.
    for object in &record.line.relations {
        let relation = relation_from(object, &mut report);
        if !document.relations.contains_key(&relation.id) {
            document.relations.insert(relation.id, Rc::new(relation));
        }
    }
    let mut versions = Versions { folded: record.folded, born: record.born, ..Versions::default() };
    versions.awaited = record.awaited.into_iter().map(|awaited| (awaited.of, awaited.stamp)).collect();
    for (name, stamp) in record.stamps.0 {
        versions.note(&name, stamp, true);
    }
    let mut forked = Vec::new();
    for VersionObject { of, stamp, gone, doubted, kept } in record.versions {
        let side = match kept.map(|object| stored_annotation(&object, &document.article, &mut report)) {
            Some(Some(annotation)) => Side::Kept(Rc::new(annotation)),
            Some(None) => continue,
            None if gone => Side::Gone,
            None if doubted => Side::Doubted,
            None => Side::Shown,
        };
        let mut heads = versions.of.get(of.as_str()).cloned().unwrap_or_default();
        heads.push(Version { stamp, side });
        forked.extend(of.strip_prefix("a/").filter(|_| heads.len() > 1).and_then(|id| id.parse::<AnnotationId>().ok()));
        versions.of.insert(of, heads);
    }
    for id in forked {
        versions.show(&mut document, id);
    }
    Some(StoredDocument { document, versions, merged: 0, alone: false })
}

/// Whether a snapshot of a document, of the index or of the queue says more than this version reads: a later one of the same layout has
/// written it. It is joined with the rest when it is read, and never replaced.
#[must_use]
pub fn says_more(key: &Key, value: &str) -> bool {
    let Ok(stored) = json::tree(value) else { return false };
    let known = match key {
        Key::Document(_) => DocumentRecord::read(stored.clone()).map(|record| to_json(&record)),
        Key::Index => IndexRecord::read(stored.clone()).map(|record| to_json(&record)),
        Key::Queue(_) => PartRecord::read(stored.clone()).map(|record| to_json(&record)),
        _ => return false,
    };
    // The seal stands before what is sealed.
    let known = known.ok().and_then(|known| json::tree(&seal::seal(&known)).ok());
    seal::is_whole(value) && known.is_some_and(|known| !known.has_keys_of(&stored))
}

/// The write of the index, without the queue.
#[must_use]
pub fn index_write(project: &Project, ledger: &Ledger) -> Write {
    let record = IndexRecord {
        folded: ledger.folded.clone(),
        clock: ledger.clock,
        documents: ledger.documents.len(),
        id: project.id.to_string(),
        name: project.name.to_string(),
        guidelines: project.guidelines.to_string(),
        schema: schema_object(&project.schema),
        entities: project.entities.values().map(|entity| entity_object(entity)).collect(),
        people: project.people.values().map(|person| person_object(person)).collect(),
        stamps: Stamps(ledger.of.iter().map(|(name, (stamp, _))| (name.clone(), *stamp)).collect()),
        gone: ledger.of.iter().filter(|(_, (_, gone))| *gone).map(|(name, _)| name.clone()).collect(),
    };
    Write::put(Key::Index, seal::seal(&to_json(&record)))
}

/// How many documents the queue tells of that an index belongs to; `None` when it does not read.
#[must_use]
pub fn documents_in(value: &str) -> Option<usize> {
    json::parse::<IndexRecord>(value).ok().filter(|_| seal::is_whole(value)).map(|index| index.documents)
}

/// What an index says of its project, for the list of projects; `None` when it does not read.
#[must_use]
pub fn card_in(value: &str) -> Option<CardRecord> {
    let index: IndexRecord = json::parse(value).ok().filter(|_| seal::is_whole(value))?;
    Some(CardRecord { name: index.name, articles: index.documents, ..CardRecord::default() })
}

/// The project without any document, and what is known around them, from an index; `None` when it does not read.
#[must_use]
pub fn index_of(value: &str) -> Option<(Project, Ledger)> {
    if !seal::is_whole(value) {
        return None;
    }
    let index: IndexRecord = json::parse(value).ok()?;
    // What is only the shape of one is as broken as junk.
    if index.id.is_empty() || !index.schema.full {
        return None;
    }
    let id = index.id.parse().unwrap_or_else(|_| ProjectId::from_bits(bits_for_foreign_name(&index.id)));
    let mut project = Project::new(id, &index.name);
    project.guidelines = Rc::from(index.guidelines.as_str());
    if let Some(schema) = schema_from(&index.schema) {
        project.schema = Rc::new(schema);
    }
    project.entities = index.entities.iter().map(entity_from).map(|entity| (entity.id, Rc::new(entity))).collect();
    project.people = index.people.iter().map(person_from).map(|person| (person.id, Rc::new(person))).collect();
    let mut ledger = Ledger { folded: index.folded, clock: index.clock, ..Ledger::default() };
    for (name, stamp) in index.stamps.0 {
        let gone = index.gone.contains(&name);
        ledger.of.insert(name, (stamp, gone));
    }
    Some((project, ledger))
}
