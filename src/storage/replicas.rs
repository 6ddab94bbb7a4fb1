//! The two stores of a browser, read and written together. Only waits for stores; what is decided is decided in
//! [`recovery`](super::recovery) and [`plan`](super::plan). Tests drive it with stores that answer late, tear and forget.

use std::rc::Rc;

use super::ledger::{Ledger, Standing};
use super::meter::{self, Meter};
use super::original;
use super::plan::{Plan, Quiet};
use super::put::What;
use super::queue;
use super::recovery::{self, Opened, Value};
use super::snapshot::index_of;
use super::stored::StoredDocument;
use super::tally::{self, Day, TallyRecord};
use super::{Folded, Key, Place, Record, RecordId, Store, StoreError, Write, entries, plan, room};
use crate::edit::History;
use crate::model::order::sort_and_dedup;
use crate::model::{DocId, Project, Table};

/// Local storage and the disk.
#[derive(Clone)]
pub struct Replicas {
    /// At once, but on disk only after some seconds.
    pub local: Rc<dyn Store>,
    /// Some milliseconds later, and then on disk.
    pub disk: Rc<dyn Store>,
    /// How many of the newest records are kept, so that they can be undone.
    pub keep: usize,
    /// How much local storage holds, in bytes.
    pub room: usize,
    /// In a project of more documents than this, a start reads most of the queue after the article is shown.
    pub few: usize,
}

/// Values that are measured at once.
const FEW: usize = 64;
/// Documents whose queue is read at once. More are noticed.
const FEW_DOCUMENTS: usize = 200;

impl Replicas {
    /// Two stores.
    #[must_use]
    pub const fn new(local: Rc<dyn Store>, disk: Rc<dyn Store>) -> Self {
        Self { local, disk, keep: History::<()>::LIMIT, room: room::ROOM, few: FEW_DOCUMENTS }
    }

    /// One of the stores.
    #[must_use]
    pub fn at(&self, place: Place) -> &Rc<dyn Store> {
        match place {
            Place::Local => &self.local,
            Place::Disk => &self.disk,
        }
    }

    /// The keys of both; what a store refused instead, if it did.
    async fn keys(&self) -> ([Vec<Key>; 2], [Option<StoreError>; 2]) {
        let mut refused = [None, None];
        (self.list(false, &mut refused).await, refused)
    }

    /// The keys of both, or the small ones; a store that refused before is not asked again.
    pub(super) async fn list(&self, small: bool, refused: &mut [Option<StoreError>; 2]) -> [Vec<Key>; 2] {
        let mut keys = [Vec::new(), Vec::new()];
        for ((at, place), refused) in Place::ALL.into_iter().enumerate().zip(refused) {
            let store = self.at(place);
            if refused.is_none() {
                match if small { store.small_keys() } else { store.keys() }.await {
                    Ok(all) => keys[at] = all,
                    Err(error) => *refused = Some(error),
                }
            }
        }
        keys
    }

    /// The values of the keys that each store has among those that are wanted; `refused` grows by a store that does not
    /// read.
    pub(super) async fn read(&self, wanted: [Vec<Key>; 2], refused: &mut [Option<StoreError>; 2]) -> Vec<Value> {
        let mut values = Vec::new();
        for ((place, keys), refused) in Place::ALL.into_iter().zip(wanted).zip(refused) {
            if keys.is_empty() || refused.is_some() {
                continue;
            }
            match self.at(place).read(keys.clone()).await {
                Ok(found) => {
                    let found = keys.into_iter().zip(found);
                    values.extend(found.filter_map(|(key, value)| Some((place, key, value?))));
                }
                Err(error) => *refused = Some(error),
            }
        }
        values
    }

    /// A document as it stands, or as it came or went with a record.
    pub async fn load(
        &self,
        id: &DocId,
        of: Option<RecordId>,
        records: &[Rc<Record>],
        standing: Option<&Standing>,
    ) -> Option<StoredDocument> {
        let mut refused = [None, None];
        let names = names_of(id, of, records, standing);
        let values = self.read([names.clone(), names], &mut refused).await;
        let records = if of.is_some() { &[] } else { records };
        let mut stored = together(id, &values, records);
        if stored.is_none() {
            // Something is damaged or gone: whatever copy there is will do.
            let keys = self.list(false, &mut refused).await;
            let values = self.read(keys.map(|keys| copies_of(id, of, &keys)), &mut refused).await;
            stored = together(id, &values, records);
        }
        stored.map(|stored| StoredDocument { alone: stored.alone && of.is_none() && refused == [None, None], ..stored })
    }

    /// What stands in the stores and is not known yet; and what is known and stands in neither, to be written. The `open`
    /// article comes whole, and where records are gone that were never heard of, so do all that are `loaded`.
    pub async fn heard(
        &self,
        known: &[Rc<Record>],
        ledger: &Ledger,
        (open, loaded): (Option<&DocId>, &[DocId]),
    ) -> Opened {
        let all = known;
        let known: Table<RecordId, ()> = known.iter().map(|record| (record.id(), ())).collect();
        // Before the records: what it contains is among those that are found then, or gone, being in the snapshots.
        let mut refused = [None, None];
        let index = self.read(Place::ALL.map(|_| vec![Key::Index]), &mut refused).await;
        let (keys, unread) = self.keys().await;
        refused.iter_mut().zip(unread).for_each(|(refused, unread)| *refused = refused.take().or(unread));
        let later = is_later(&keys) || refused[1] == Some(StoreError::Newer);
        let keys_then = keys.clone();
        let wanted = keys.map(|keys| {
            let unknown = |key: &Key| match key {
                Key::Record(id) | Key::Entries(id) => !known.contains_key(id),
                _ => false,
            };
            keys.into_iter().filter(unknown).collect()
        });
        let values = self.read(wanted, &mut refused).await;
        let mut opened = recovery::open(values, false);
        // Records alone make no project; and what does not read may be on its way.
        (opened.project, opened.ledger) = (None, Ledger::default());
        opened.writes.clear();
        opened.later = later;
        let mut heard = ledger.folded.clone();
        opened.records.iter().for_each(|record| heard.add(record.id()));
        if refused == [None, None] {
            opened.writes = lacking(&keys_then, &index, all);
        }
        let told: Vec<(Project, Ledger)> = index.iter().filter_map(|(.., value)| index_of(value)).collect();
        let behind = told.iter().any(|(_, told)| !heard.covers(&told.folded));
        // Documents that were there from the beginning stand in no record.
        let known =
            |id: &DocId| ledger.documents.get(id).is_some_and(|standing: &Rc<Standing>| standing.came.is_some());
        let unknown = keys_then.iter().flatten().filter_map(Key::of_document).filter(|id| !known(id));
        let parts = if behind { queue::all_keys() } else { queue::parts_of(unknown) };
        if behind || !parts.is_empty() {
            for (mut project, mut told) in told {
                if let Some(known) = opened.project.take() {
                    told.join(&mut project, &opened.ledger, &known);
                }
                (opened.project, opened.ledger) = (Some(project), told);
            }
            // After the records: what the index contains and none of these is has gone into the parts.
            for (.., value) in self.read([parts.clone(), parts], &mut refused).await {
                for (id, standing) in queue::part(&value).into_iter().flat_map(|part| part.documents) {
                    opened.ledger.stand(id.as_str(), &standing);
                }
            }
        }
        if refused.iter().flatten().any(|error| *error != StoreError::Blocked) {
            // An index says what it contains, and not all of that was read.
            (opened.project, opened.ledger) = (None, Ledger::default());
        }
        let missed = opened.project.is_some();
        for id in loaded.iter().filter(|id| missed || open == Some(*id)) {
            let standing = ledger.documents.get(id).map(|standing| &**standing);
            opened.documents.extend(self.load(id, None, &opened.records, standing).await);
        }
        opened
    }

    /// Renews the snapshots of documents and of the index, and forgets what need not be kept.
    ///
    /// # Errors
    /// What the disk refused; [`StoreError::Newer`] when another tab was quicker, which has lost nothing, or where a later
    /// version of the program has worked.
    pub async fn renew(&self, asked: &[DocId], quiet: &Quiet) -> Result<(), StoreError> {
        let keep = quiet.keep(self.keep);
        let documents = plan::due(asked, &quiet.records, keep);
        let (keys, mut refused) = self.keys().await;
        if is_later(&keys) {
            return Err(StoreError::Newer);
        }
        let parts = plan::parts_due(&documents, &quiet.records, keep);
        let wanted = [0, 1].map(|at| plan::wanted(&documents, &parts, &keys[at]));
        let values = self.read(wanted, &mut refused).await;
        // An index that is written contains every record that is known, so each of them has to be there.
        let lacking = lacking(&keys, &values, &quiet.records);
        // What could not be read in full is not replaced.
        if refused[0].is_none() || refused[0] == Some(StoreError::Blocked) {
            let disk = refused[1].is_none();
            if !disk && refused[1] != Some(StoreError::Blocked) {
                return Err(refused[1].clone().unwrap_or(StoreError::Silent));
            }
            let Plan { disk: mut writes, freed, mut local } =
                plan::plan(&documents, &parts, &values, disk, quiet, keep);
            if disk && refused[0].is_none() {
                let [here, _] = keys;
                self.fit(&mut local, here, quiet).await?;
            }
            let target = if disk { &mut writes } else { &mut local };
            target.splice(0..0, lacking);
            if quiet.short && !freed.is_empty() {
                // There may be no room for what is written before this.
                self.disk.write(freed).await?;
            } else {
                writes.extend(freed);
            }
            if disk && !writes.is_empty() {
                self.disk.write(writes).await?;
            }
            if refused[0].is_none() && !local.is_empty() {
                return self.local.write(local).await;
            }
        }
        Ok(())
    }

    /// What was done on which day, by each page load; of two stores the first that has it.
    pub async fn tallies(&self) -> Vec<(Day, u64, TallyRecord)> {
        let mut refused = [None, None];
        let keys = self.list(true, &mut refused).await;
        let wanted = keys.map(|keys| keys.into_iter().filter(|key| matches!(key, Key::Tally(..))).collect());
        let mut found: Table<(Day, u64), TallyRecord> = Table::new();
        for (_, key, value) in self.read(wanted, &mut refused).await {
            if let (Key::Tally(day, actor), Some(record)) = (key, tally::read(&value))
                && !found.contains_key(&(day, actor))
            {
                found.insert((day, actor), record);
            }
        }
        found.iter().map(|((day, actor), record)| (*day, *actor, record.clone())).collect()
    }

    /// What the stores hold, in figures; `order` is the project's. A store that does not answer holds nothing that is known.
    pub async fn meter(&self, order: &[DocId]) -> Meter {
        let (keys, mut refused) = self.keys().await;
        let mut sizes = Vec::new();
        for (place, keys) in Place::ALL.into_iter().zip(keys) {
            // A few at a time: there may be more than is to be in memory at once.
            let mut others = Vec::new();
            for key in keys {
                match &key {
                    // Their keys say it, and they are large.
                    Key::Original(original) => {
                        let size = original::stored(original.bytes);
                        sizes.push((place, key, size));
                    }
                    _ => others.push(key),
                }
            }
            for few in others.chunks(FEW) {
                let mut wanted = [Vec::new(), Vec::new()];
                wanted[place as usize] = few.to_vec();
                let values = self.read(wanted, &mut refused).await;
                sizes.extend(values.into_iter().map(|(place, key, value)| {
                    let size = room::size(&key, &value);
                    (place, key, size)
                }));
            }
        }
        meter::meter(&sizes, order)
    }

    /// Leaves out of local storage what does not fit there.
    async fn fit(&self, writes: &mut Vec<Write>, keys: Vec<Key>, quiet: &Quiet) -> Result<(), StoreError> {
        let values = self.local.read(keys.clone()).await?;
        let values = keys.into_iter().zip(values).filter_map(|(key, value)| Some((Place::Local, key, value?)));
        let mut values: Vec<Value> = values.collect();
        let over = room::over(&room::after(&values, writes), quiet, self.room);
        if !over.is_empty() {
            let there = self.disk.read(over.clone()).await?;
            let there = over.iter().zip(there).filter_map(|(key, value)| Some((Place::Disk, key.clone(), value?)));
            values.extend(there);
            room::leave_out(writes, &over, &values);
        }
        Ok(())
    }
}

/// A document from its copies. It is alone where local storage has none.
pub(super) fn together(id: &DocId, values: &[Value], records: &[Rc<Record>]) -> Option<StoredDocument> {
    let copies: Vec<&str> = values.iter().map(|(.., value)| value.as_str()).collect();
    let mut stored = recovery::stored_document(id, &copies, records)?;
    stored.alone = !values.iter().any(|(place, ..)| *place == Place::Local);
    Some(stored)
}

/// The names of a document's copies, of which some may not be there. To list the keys of many documents takes a browser
/// longer than to read some. Each record with which a document came or went is known for as long as there is a copy of it.
pub(super) fn names_of(
    id: &DocId,
    of: Option<RecordId>,
    records: &[Rc<Record>],
    standing: Option<&Standing>,
) -> Vec<Key> {
    if let Some(of) = of {
        return vec![Key::Content(of, id.clone())];
    }
    let passes = |record: &&Rc<Record>| {
        record.puts.iter().any(|put| matches!(&put.what, What::Document(of, _) if of.as_str() == id.as_str()))
    };
    let mut by: Vec<RecordId> = records.iter().filter(passes).map(|record| record.id()).collect();
    if let Some(standing) = standing {
        by.extend(standing.came.map(|came| came.id));
        by.extend(standing.gone.as_ref().map(|gone| gone.0.id));
    }
    sort_and_dedup(&mut by);
    let contents = by.into_iter().map(|by| Key::Content(by, id.clone()));
    [Key::Document(id.clone())].into_iter().chain(contents).collect()
}

/// The keys of a document's copies; of what came or went with a record, if one is named.
pub(super) fn copies_of(id: &DocId, of: Option<RecordId>, keys: &[Key]) -> Vec<Key> {
    let of_it = |key: &&Key| match (of, key) {
        (Some(of), Key::Content(by, document)) => of == *by && document == id,
        (Some(_), _) => false,
        (None, key) => key.of_document() == Some(id),
    };
    keys.iter().filter(of_it).cloned().collect()
}

/// Whether a later version of the program has worked here.
pub(super) fn is_later(keys: &[Vec<Key>; 2]) -> bool {
    keys.iter().flatten().any(|key| matches!(key, Key::Later(_)))
}

/// Writes of the records that are known and stand nowhere, neither as such nor in an index: one that an index contains is
/// forgotten only once the parts of the queue contain it as well.
fn lacking(keys: &[Vec<Key>; 2], values: &[Value], records: &[Rc<Record>]) -> Vec<Write> {
    let stored: Table<Key, ()> = keys.iter().flatten().map(|key| (key.clone(), ())).collect();
    let folded: Vec<Folded> = values
        .iter()
        .filter(|(_, key, _)| *key == Key::Index)
        .filter_map(|(.., value)| index_of(value))
        .map(|(_, told)| told.folded)
        .collect();
    let stands = |id| stored.contains_key(&Key::Record(id)) || folded.iter().any(|folded| folded.has(id));
    records.iter().filter(|record| !stands(record.id())).flat_map(|record| written_again(record)).collect()
}

/// The writes of a record that is known and stands nowhere: whoever made it told it and died. None for one with which a
/// document came or went, whose content is not in it.
fn written_again(record: &Record) -> Vec<Write> {
    let whole = !record.puts.iter().any(|put| matches!(put.what, What::Document(..)));
    if whole { entries::record_writes(record).into_iter().map(Write::unless_there).collect() } else { Vec::new() }
}

/// The keys of a batch, each once.
#[must_use]
pub fn keys_of(writes: &[Write]) -> Vec<Key> {
    let mut keys: Vec<Key> = writes.iter().map(|write| write.key.clone()).collect();
    sort_and_dedup(&mut keys);
    keys
}
