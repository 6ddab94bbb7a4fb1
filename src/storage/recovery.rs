//! Putting together what is stored: the project at start, a document when it is opened. Both stores are read and joined;
//! what one lacks the other gives.

use std::rc::Rc;

use super::draft::{KeptDraft, draft_of};
use super::ledger::{Ledger, Standing};
use super::places::{self, Parts, Tops};
use super::queue::{self, Part};
use super::record::EntryObject;
use super::snapshot::{document_of, documents_in, index_of};
use super::stored::StoredDocument;
use super::task::{KeptTask, task_of};
use super::{Key, Place, Record, RecordId, SessionRecord, Stamp, Write, entries, seal};
use crate::edit::History;
use crate::formats::json;
use crate::model::order::{sort_and_dedup, sort_by};
use crate::model::{DocId, Entry, Project, ProjectId, Table};

/// A value as it was read, and where.
pub type Value = (Place, Key, String);

/// What the stores held at start.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// The project with no document loaded; nothing when the stores held none.
    pub project: Option<Project>,
    /// What is known around the documents.
    pub ledger: Ledger,
    /// Documents that were read whole, since there are no records of what is new in them.
    pub documents: Vec<StoredDocument>,
    /// Whether there was an index that reads.
    pub indexed: bool,
    /// Whether only some documents of the queue are known yet.
    pub partial: bool,
    /// The document that was shown last.
    pub shown: Option<Box<StoredDocument>>,
    /// Every record that reads, in the order in which they happened.
    pub records: Vec<Rc<Record>>,
    /// What the screen showed.
    pub session: SessionRecord,
    /// How far documents were read, and of which parts of that it is known.
    pub tops: (Tops, Parts),
    /// What is kept of the task that is worked on, where this is one.
    pub task: Option<Box<KeptTask>>,
    /// The label schema under change, and when that was written.
    pub draft: Option<(u64, Option<Box<KeptDraft>>)>,
    /// Whether a later version of the program has worked here: nothing may be written.
    pub later: bool,
    /// How many values could not be read, and in no store.
    pub lost: usize,
    /// How many edits stood in only one of the stores.
    pub restored: usize,
    /// Values that could not be read are moved aside under [`Key::Damaged`], unchanged; what a store lacks is written.
    pub writes: Vec<Write>,
}

/// The keys to read first: all but the queue and the documents.
#[must_use]
pub fn wanted_at_start(keys: &[Key]) -> Vec<Key> {
    keys.iter()
        .filter(|key| matches!(key, Key::Index | Key::Session | Key::Task | Key::Draft | Key::Record(_)))
        .cloned()
        .collect()
}

/// What of the queue and of the reading positions to read then: the parts of the documents that may be `shown`, where the
/// others can wait; else all.
#[must_use]
pub fn parts(keys: &[Key], shown: Option<Parts>) -> Vec<Key> {
    let wanted = |key: &&Key| match key {
        Key::Queue(number) | Key::Places(number) => shown.is_none_or(|parts| parts.has(*number)),
        Key::Entries(_) => shown.is_none(),
        _ => false,
    };
    keys.iter().filter(wanted).cloned().collect()
}

/// Whether the queue can wait until the document is shown that was shown last: an index says that there are more than `few`.
#[must_use]
pub fn can_wait(values: &[Value], few: usize) -> bool {
    let indexes = values.iter().filter(|(_, key, _)| *key == Key::Index);
    indexes.filter_map(|(.., value)| documents_in(value)).any(|documents| documents > few)
}

/// The document that was shown last, as the session says.
#[must_use]
pub fn shown_last(values: &[Value]) -> Option<DocId> {
    // Local storage comes first in the order of what was read.
    let sessions = values.iter().filter(|(_, key, _)| *key == Key::Session);
    let session = sessions.filter_map(|(.., value)| json::parse::<SessionRecord>(value).ok()).next()?;
    Some(DocId::from(session.open?.as_str()))
}

/// The documents that nothing else tells of: an index was lost, or lies. They have to be read as well. What came in with a
/// record that was never written stays where it is: a step is there as a whole or not at all.
#[must_use]
pub fn orphans(opened: &Opened, keys: &[Key]) -> Vec<Key> {
    let damaged = |id: RecordId| {
        let name = Key::Record(id).to_string();
        keys.iter().any(|key| matches!(key, Key::Damaged(of) if of.trim_end_matches("~disk") == name))
            || opened.writes.iter().any(|write| write.key == Key::Record(id))
    };
    let whole = |key: &Key| match key {
        Key::Content(by, _) => !opened.indexed || opened.ledger.folded.has(*by) || damaged(*by),
        _ => true,
    };
    let unknown = |id: &DocId| {
        let standing = opened.ledger.documents.get(id);
        standing.is_none_or(|standing| standing.came.is_none() || standing.entry.sha256.is_empty())
    };
    let mut found: Vec<Key> = Vec::new();
    for key in keys.iter().filter(|key| key.of_document().is_some_and(unknown) && whole(key)) {
        found.push(key.clone());
    }
    sort_and_dedup(&mut found);
    found
}

/// Puts the project together. `disk` tells whether both stores answered: only then does one lack what the other has.
#[must_use]
pub fn open(values: Vec<Value>, both: bool) -> Opened {
    // The first visit. All that reads can travel later.
    if values.is_empty() { Opened::default() } else { put_together(values, both) }
}

#[inline(never)]
fn put_together(values: Vec<Value>, both: bool) -> Opened {
    let mut opened = Opened::default();
    opened.take_values(values, both);
    if opened.project.is_none() && !opened.records.is_empty() {
        opened.project = Some(Project::new(ProjectId::from_bits(0), ""));
    }
    opened.take_records();
    opened
}

/// Records as another tab tells them, one on a line.
#[must_use]
pub fn told(text: &str) -> Opened {
    let mut opened = Opened::default();
    let mut entries = Vec::new();
    for line in text.lines() {
        if let Some(told) = entries::entries_told(line) {
            entries.push(told);
        } else if let Some(record) = json::parse(line).ok().filter(|record: &Record| record.clock > 0)
            && seal::is_whole(line)
        {
            opened.records.push(Rc::new(record));
        }
    }
    opened.take_entries(entries);
    opened
}

/// A record from its value; `None` when that does not read, or is another's.
#[must_use]
pub fn record_of(id: RecordId, value: &str) -> Option<Record> {
    if !seal::is_whole(value) {
        return None;
    }
    json::parse(value).ok().filter(|record: &Record| record.id() == id && record.clock > 0)
}

impl Opened {
    /// Takes in what was read: what is good becomes part of this, what is not is set aside, and where `both` stores answered
    /// each gets what only the other has.
    #[inline(never)]
    pub fn take_values(&mut self, values: Vec<Value>, both: bool) {
        let mut session: Option<(Place, SessionRecord)> = None;
        let mut good: Table<Key, (Vec<Place>, String)> = Table::new();
        let mut bad: Vec<Value> = Vec::new();
        let mut parts: Vec<Part> = Vec::new();
        let mut entries = Vec::new();
        let mut known: Table<RecordId, ()> = Table::new();
        for (place, key, value) in values {
            // As a rule both stores say the same.
            let same = good.get(&key).is_some_and(|(_, known)| *known == value);
            let reads = same
                || match &key {
                    Key::Index => index_of(&value).map(|(project, ledger)| self.add_index(project, &ledger)).is_some(),
                    Key::Queue(_) => queue::part(&value).map(|part| parts.push(part)).is_some(),
                    Key::Entries(id) => entries::entries_of(*id, &value).map(|told| entries.push(told)).is_some(),
                    Key::Session => {
                        let read = json::parse(&value).ok();
                        if let (Some(read), true) = (&read, session.as_ref().is_none_or(|(known, _)| place < *known)) {
                            session = Some((place, SessionRecord::clone(read)));
                        }
                        read.is_some()
                    }
                    Key::Places(_) => places::part(&value).map(|tops| self.add_tops(&tops)).is_some(),
                    Key::Draft => match draft_of(&value) {
                        Some((at, draft)) => {
                            if self.draft.as_ref().is_none_or(|(known, _)| *known < at) {
                                self.draft = Some((at, draft.map(Box::new)));
                            }
                            true
                        }
                        None => false,
                    },
                    Key::Task => {
                        let read = task_of(&value);
                        let there = read.is_some();
                        // What is on the disk was there later, or is the same.
                        if self.task.is_none() || place == Place::Disk {
                            self.task = read.map(Box::new).or(self.task.take());
                        }
                        there
                    }
                    Key::Record(id) => match record_of(*id, &value) {
                        Some(record) => {
                            if known.insert(*id, ()).is_none() {
                                self.records.push(Rc::new(record));
                            }
                            true
                        }
                        None => false,
                    },
                    Key::Original(_)
                    | Key::Document(_)
                    | Key::Content(..)
                    | Key::Tally(..)
                    | Key::Damaged(_)
                    | Key::Later(_) => true,
                };
            if !reads {
                bad.push((place, key, value));
                continue;
            }
            let mut places = good.get(&key).map(|(places, _)| places.clone()).unwrap_or_default();
            places.push(place);
            good.insert(key, (places, value));
        }
        for (id, standing) in parts.into_iter().flat_map(|part| part.documents) {
            self.ledger.stand(id.as_str(), &standing);
        }
        self.take_entries(entries);
        sort_by(&mut self.records, |a, b| a.stamp().cmp(&b.stamp()));
        if let Some((_, session)) = session {
            self.session = session;
        }
        self.set_aside(bad, &good);
        if both {
            self.give_back(&good);
        }
    }

    /// Takes in what the index knows of documents that came in with a record: it becomes part of that, where it is here.
    fn take_entries(&mut self, told: Vec<(Stamp, Vec<EntryObject>)>) {
        for (stamp, entries) in told {
            if let Some(record) = self.records.iter_mut().find(|record| record.stamp() == stamp) {
                Rc::make_mut(record).entries = entries;
                continue;
            }
            for entry in entries {
                let id = entry.id.clone();
                self.ledger.stand(&id, &Standing { entry, told: stamp, ..Standing::default() });
            }
        }
    }

    /// Of two stores the first that was read is right.
    fn add_tops(&mut self, tops: &Tops) {
        for (id, block) in tops.iter().filter(|(id, _)| !self.tops.0.contains_key(id)).collect::<Vec<_>>() {
            self.tops.0.insert(id.clone(), *block);
        }
    }

    fn add_index(&mut self, project: Project, ledger: &Ledger) {
        self.indexed = true;
        match &mut self.project {
            Some(known) => self.ledger.join(known, ledger, &project),
            None => (self.project, self.ledger) = (Some(project), ledger.clone()),
        }
    }

    /// Brings project and ledger up to the records.
    pub fn take_records(&mut self) {
        if let Some(project) = &mut self.project {
            for record in &self.records {
                self.ledger.take(record, Some(project));
            }
            self.ledger.show(project);
        }
    }

    /// Moves values that cannot be read aside; where another store has the value, it comes back.
    fn set_aside(&mut self, bad: Vec<Value>, good: &Table<Key, (Vec<Place>, String)>) {
        for (place, key, value) in bad {
            let name = if place == Place::Disk { format!("{key}~disk") } else { key.to_string() };
            self.writes.push(Write::put(Key::Damaged(name), value));
            self.writes.push(match good.get(&key) {
                Some((_, value)) => {
                    self.restored += 1;
                    Write::put(key, value.clone())
                }
                None => {
                    self.lost += 1;
                    Write::forget(key)
                }
            });
        }
    }

    /// Writes what stands in one store only. Of old records local storage need not hold all.
    fn give_back(&mut self, good: &Table<Key, (Vec<Place>, String)>) {
        let old = self.records.len().saturating_sub(History::<()>::LIMIT);
        let old: Table<RecordId, ()> = self.records.iter().take(old).map(|record| (record.id(), ())).collect();
        for (key, (places, value)) in good.iter().filter(|(_, (places, _))| places.len() == 1) {
            let Key::Record(id) = key else {
                // Of a long queue local storage need not hold all.
                let part = matches!(key, Key::Queue(_) | Key::Entries(_)) && places.as_slice() == [Place::Local];
                if *key == Key::Index || part {
                    self.writes.push(Write::put(key.clone(), value.clone()).unless_there());
                }
                continue;
            };
            if places.as_slice() == [Place::Local] || !old.contains_key(id) {
                self.restored += 1;
                self.writes.push(Write::put(key.clone(), value.clone()).unless_there());
            }
        }
    }

    /// Documents that only local storage has are written to the disk at once: the chip must not call an edit of one saved
    /// before it is there.
    #[inline(never)] // so that it can travel later
    pub fn give_documents(&mut self, values: Vec<Value>) {
        let whole = values.into_iter().filter(|(.., value)| seal::is_whole(value));
        self.writes.extend(whole.map(|(_, key, value)| Write::put(key, value).unless_there()));
    }

    /// Takes documents in that [`orphans`] named.
    pub fn adopt(&mut self, values: &[Value]) {
        let mut project = self.project.take().unwrap_or_else(|| Project::new(ProjectId::from_bits(0), ""));
        let mut ids: Vec<&DocId> = values.iter().filter_map(|(_, key, _)| key.of_document()).collect();
        sort_and_dedup(&mut ids);
        for id in ids {
            let copies = values.iter().filter(|(_, key, _)| key.of_document() == Some(id));
            let copies: Vec<&str> = copies.map(|(.., value)| value.as_str()).collect();
            let Some(stored) = stored_document(id, &copies, &self.records) else { continue };
            let rank = self.ledger.last_rank().saturating_add(1);
            let entry = EntryObject::of(&Entry::of(&stored.document, &project.schema));
            let born = stored.versions.born;
            let (came, ranked) = (Some(born), Some(born));
            let standing = Standing { entry, told: born, touched: born, came, rank, ranked, ..Standing::default() };
            self.ledger.stand(id.as_str(), &standing);
        }
        self.ledger.show(&mut project);
        self.project = Some(project);
    }
}

/// A document from its copies and the records they do not contain. `None` when no copy reads.
#[must_use]
pub fn stored_document(id: &DocId, copies: &[&str], records: &[Rc<Record>]) -> Option<StoredDocument> {
    // Both stores hold the same value, as a rule: joined with itself it is what it is.
    let others =
        copies.iter().enumerate().filter(|(place, value)| !copies.iter().take(*place).any(|other| other == *value));
    let mut all = others.filter_map(|(_, value)| document_of(id, value));
    let first = all.next()?;
    let mut joined = all.fold(first, StoredDocument::join);
    joined.take(records);
    Some(joined)
}
