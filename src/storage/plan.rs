//! What a quiet moment writes and forgets. Snapshots are joined from what both stores hold and the records that are known;
//! they need nothing from the screen. A value is replaced on disk only where it is still the one that was read, and a
//! record is forgotten only where snapshots that were *read back* contain it: what is written now makes room later.

use std::rc::Rc;

use super::contained::Contained;
use super::ledger::Ledger;
use super::put::What;
use super::queue;
use super::record::EntryObject;
use super::recovery::{Value, stored_document};
use super::snapshot::{document_of, document_value, index_of, index_write, says_more};
use super::{Folded, Key, Only, Place, Record, Write, entries, seal};
use crate::model::order::sort_and_dedup;
use crate::model::{DocId, Entry, Project, Table};

/// Most documents that are joined in one quiet moment.
const MOST: usize = 8;

/// Fewest steps that can be undone after a reload, where there is no room for more.
pub const LEAST: usize = 200;

/// What a page load knows in a quiet moment.
#[derive(Clone, Debug)]
pub struct Quiet {
    /// Every record that is known, in order.
    pub records: Rc<Vec<Rc<Record>>>,
    /// The project.
    pub project: Project,
    /// What is known around its documents.
    pub ledger: Ledger,
    /// Documents in the order in which they were used, the last one first; the others come after them.
    pub recent: Rc<Vec<DocId>>,
    /// Whether a store has said that there is no room left: fewer steps are kept then.
    pub short: bool,
}

impl Quiet {
    /// How many of the newest records stay, where that is usually `keep`.
    #[must_use]
    pub fn keep(&self, keep: usize) -> usize {
        if self.short { keep.min(LEAST) } else { keep }
    }
}

/// What is written and forgotten.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// For the disk, all or nothing.
    pub disk: Vec<Write>,
    /// What the disk need not hold any more, as it was read.
    pub freed: Vec<Write>,
    /// For local storage, once that is done.
    pub local: Vec<Write>,
}

/// The documents to read in a quiet moment: those that are asked for, and those that the oldest records touch.
#[must_use]
pub fn due(asked: &[DocId], records: &[Rc<Record>], keep: usize) -> Vec<DocId> {
    let old = records.len().saturating_sub(keep);
    let mut all: Vec<DocId> = asked.to_vec();
    for record in records.iter().take(old) {
        let documents = record.documents();
        // A long import is forgotten once each of its documents was worked in; the others behind it need not wait for that.
        if documents.len() > MOST {
            continue;
        }
        for id in documents {
            if all.len() < MOST.max(asked.len()) && !all.contains(&id) {
                all.push(id);
            }
        }
    }
    all
}

/// The parts of the queue to renew with them: also those of documents that the oldest records put elsewhere. Where they
/// contain them already they are read, and stay as they are.
#[must_use]
pub fn parts_due(documents: &[DocId], records: &[Rc<Record>], keep: usize) -> Vec<Key> {
    let mut parts = queue::parts_of(documents);
    let old = records.len().saturating_sub(keep);
    for put in records.iter().take(old).flat_map(|record| record.puts.iter()) {
        if let What::Place(id, _) = &put.what {
            let part = Key::Queue(queue::part_of(&DocId::from(id.as_str())));
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
    }
    parts
}

/// The keys to read for them, the index and the parts of the queue.
#[must_use]
pub fn wanted(documents: &[DocId], parts: &[Key], keys: &[Key]) -> Vec<Key> {
    let of_these = |key: &&Key| match key {
        Key::Index => true,
        Key::Queue(_) => parts.contains(key),
        key => key.of_document().is_some_and(|id| documents.contains(id)),
    };
    let mut wanted: Vec<Key> = keys.iter().filter(of_these).cloned().collect();
    sort_and_dedup(&mut wanted);
    wanted
}

/// What one store was seen to contain.
#[derive(Default)]
struct Seen {
    contained: Contained,
    documents: Table<DocId, Folded>,
    contents: Vec<Key>,
    /// The sum that stands on each value, and whether it is true.
    sums: Table<Key, (String, bool)>,
}

/// The plan. `values` is what was read of the keys that [`wanted`] named, `parts` those of the queue among them; `disk` whether the disk answered; `keep` how many of the
/// newest records stay.
#[must_use]
#[inline(never)] // so that it can travel later
pub fn plan(documents: &[DocId], parts: &[Key], values: &[Value], disk: bool, quiet: &Quiet, keep: usize) -> Plan {
    let Quiet { records, project, ledger, .. } = quiet;
    let [local, deep] = Place::ALL.map(|place| seen(place, values));
    let mut plan = Plan::default();
    let more: Vec<&Key> =
        values.iter().filter(|(_, key, value)| says_more(key, value)).map(|(_, key, _)| key).collect();
    let mut put = |key: Key, value: String| {
        if more.contains(&&key) {
            return;
        }
        // Sealed: equal sums, equal values.
        let same = |(sum, whole): &(String, bool)| *whole && Some(sum.as_str()) == seal::sum(&value);
        let is_new = |seen: &Seen| !seen.sums.get(&key).is_some_and(same);
        let sum = deep.sums.get(&key).map(|(sum, _)| sum.clone());
        if disk && is_new(&deep) {
            plan.disk.push(Write { only: Only::Sum(sum), ..Write::put(key.clone(), value.clone()) });
        }
        if is_new(&local) {
            plan.local.push(Write::put(key, value));
        }
    };
    let mut counted = Vec::new();
    for id in documents {
        let copies = values.iter().filter(|(_, key, _)| key.of_document() == Some(id));
        let copies: Vec<&str> = copies.map(|(.., value)| value.as_str()).collect();
        if let Some(stored) = stored_document(id, &copies, records) {
            let entry = Entry::of(&stored.document, &project.schema);
            counted.push(EntryObject::counted(&entry, &stored.versions.folded));
            put(Key::Document(id.clone()), document_value(project, &stored.document, &stored.versions));
        }
    }
    let (mut joined, mut known) = (project.clone(), ledger.clone());
    for (_, _, value) in values.iter().filter(|(_, key, _)| *key == Key::Index) {
        if let Some((project, ledger)) = index_of(value) {
            known.join(&mut joined, &ledger, &project);
        }
    }
    // What a part contains is exact: what this page load has taken in, and what the copies say of themselves. The index may
    // know of records that another tab has not brought into it yet.
    let mut contained: Vec<(u8, Folded)> = Vec::new();
    for key in parts {
        let Key::Queue(number) = key else { continue };
        let mut folded = ledger.folded.clone();
        for part in values.iter().filter(|(_, of, _)| of == key).filter_map(|(.., value)| queue::part(value)) {
            folded.join(&part.folded);
            part.documents.iter().for_each(|(id, standing)| known.stand(id.as_str(), standing));
        }
        contained.push((*number, folded));
    }
    // Where two tabs worked in one document, neither counted what both did.
    for entry in counted {
        known.count(entry, ledger.schema_stamp());
    }
    for (number, folded) in contained {
        put(Key::Queue(number), queue::part_write(number, &known, folded).value.unwrap_or_default());
    }
    let index = index_write(&joined, &known);
    put(Key::Index, index.value.unwrap_or_default());
    set_aside(&mut plan, values);
    if disk {
        let old = records.len().saturating_sub(keep);
        forget(&mut plan, records.get(..old).unwrap_or_default(), &known, [&local, &deep]);
    }
    // What was read allows it, not what is written: where there is no room, it makes some.
    let (mut local, puts): (Vec<Write>, Vec<Write>) = plan.local.into_iter().partition(|write| write.value.is_none());
    local.extend(puts);
    plan.local = local;
    plan
}

fn seen(place: Place, values: &[Value]) -> Seen {
    let mut seen = Seen::default();
    for (_, key, value) in values.iter().filter(|(of, ..)| *of == place) {
        match key {
            Key::Index | Key::Queue(_) => seen.contained.note(key, value),
            Key::Document(id) => {
                if let Some(stored) = document_of(id, value) {
                    seen.documents.insert(id.clone(), stored.versions.folded);
                }
            }
            Key::Content(..) => seen.contents.push(key.clone()),
            _ => {}
        }
        // What does not read has a sum of its own, or none: it is replaced only where it still stands.
        seen.sums.insert(key.clone(), (seal::sum(value).unwrap_or_default().to_owned(), seal::is_whole(value)));
    }
    seen
}

/// What does not read and is replaced stays under another name.
fn set_aside(plan: &mut Plan, values: &[Value]) {
    for (place, key, value) in values {
        if seal::is_whole(value) || !matches!(key, Key::Document(_) | Key::Index | Key::Queue(_)) {
            continue;
        }
        let writes = if *place == Place::Disk { &mut plan.disk } else { &mut plan.local };
        if writes.iter().any(|write| write.key == *key) {
            let name = if *place == Place::Disk { format!("{key}~disk") } else { key.to_string() };
            writes.insert(0, Write::put(Key::Damaged(name), value.clone()));
        }
    }
}

/// Forgets records that are too old to be undone, and what came in with them.
fn forget(plan: &mut Plan, old: &[Rc<Record>], ledger: &Ledger, [local, deep]: [&Seen; 2]) {
    for record in old {
        let (id, documents, listed) = (record.id(), record.documents(), record.listed());
        // What is forgotten and was never there is no matter.
        let many = documents.len() >= entries::MANY;
        let holds = |seen: &Seen, of: &DocId| seen.documents.get(of).is_some_and(|folded| folded.has(id));
        if !deep.contained.holds(record) || !documents.iter().all(|of| holds(deep, of)) {
            continue;
        }
        plan.freed.push(Write::forget(Key::Record(id)));
        plan.freed.extend(many.then(|| Write::forget(Key::Entries(id))));
        // Local storage may lack the document, or its part of the queue, for want of room; where it has it, it must have this
        // of it as well.
        let here = |of: &DocId| holds(local, of) || !local.sums.contains_key(&Key::Document(of.clone()));
        let part = |of: &DocId| {
            !local.sums.contains_key(&Key::Queue(queue::part_of(of))) || local.contained.part_holds(of, id)
        };
        let forgotten = local.contained.index_holds(id) && documents.iter().all(here) && listed.iter().all(part);
        if forgotten {
            plan.local.push(Write::forget(Key::Record(id)));
            plan.local.extend(many.then(|| Write::forget(Key::Entries(id))));
        }
        for (seen, writes, done) in [(deep, &mut plan.freed, true), (local, &mut plan.local, forgotten)] {
            for content in seen.contents.iter().filter(|_| done) {
                let of_it = matches!(content, Key::Content(of, _) if *of == id);
                // What somebody took out can be brought back for as long as it is out.
                let out = content.of_document().and_then(|of| ledger.documents.get(of)).is_some_and(|s| !s.is_there());
                if of_it && !out && (content.of_document()).is_some_and(|of| seen.documents.contains_key(of)) {
                    writes.push(Write::forget(content.clone()));
                }
            }
        }
    }
}
