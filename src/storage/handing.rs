//! Documents on their way to another program of ours, which puts them together: their copies as they are stored, and what
//! the records say of them. What is handed over grows with the documents, not with all that there is.

use std::rc::Rc;

use super::ledger::Ledger;
use super::put::What;
use super::replicas::names_of;
use super::runs::Puts;
use super::{Key, Record, RecordId, Replicas, seal};
use crate::model::DocId;
use crate::model::order::sort_and_dedup;

/// What is stored of a document, unread.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Handed {
    /// Its copies, those of local storage first.
    pub copies: Vec<String>,
    /// Of each record that touches it what it says of it, in their order.
    pub records: Vec<Record>,
}

/// What records say of some documents: each record is gone through once, however many documents are asked for, and however
/// few of them are read at a time.
#[derive(Debug)]
pub struct Told {
    /// The place of each document in the lists, by id.
    places: Vec<(DocId, usize)>,
    /// Of each what the records say, without its copies.
    handed: Vec<Handed>,
    /// The records with which each came or went.
    passed: Vec<Vec<RecordId>>,
}

impl Told {
    /// Goes through records for some documents.
    #[must_use]
    pub fn of(ids: &[DocId], records: &[Rc<Record>]) -> Self {
        let mut places: Vec<(DocId, usize)> = ids.iter().cloned().zip(0..).collect();
        sort_and_dedup(&mut places);
        let mut told = Self { places, handed: vec![Handed::default(); ids.len()], passed: vec![Vec::new(); ids.len()] };
        for record in records {
            told.take(record);
        }
        told
    }

    fn take(&mut self, record: &Record) {
        for put in record.puts.iter() {
            let Some(place) = put.what.document().and_then(|id| place_of(&self.places, id)) else { continue };
            let (Some(handed), Some(passed)) = (self.handed.get_mut(place), self.passed.get_mut(place)) else {
                continue;
            };
            match handed.records.last_mut().filter(|last| last.id() == record.id()) {
                Some(last) => last.puts.0.push(put.clone()),
                // With all its documents it would be handed over once for each of them.
                None => handed.records.push(Record { puts: Puts(vec![put.clone()]), ..bare(record) }),
            }
            if matches!(put.what, What::Document(..)) {
                passed.push(record.id());
            }
        }
    }
}

/// The place of a document.
fn place_of(places: &[(DocId, usize)], id: &str) -> Option<usize> {
    let at = places.binary_search_by(|(known, _)| known.as_str().cmp(id)).ok()?;
    places.get(at).map(|(_, place)| *place)
}

/// A record without what it changes.
fn bare(record: &Record) -> Record {
    Record {
        actor: record.actor.clone(),
        seq: record.seq,
        clock: record.clock,
        at: record.at.clone(),
        name: record.name.clone(),
        detail: record.detail.clone(),
        act: record.act,
        step: record.step,
        puts: Puts::default(),
        entries: Vec::new(),
    }
}

impl Replicas {
    /// What is stored of some documents, in their order.
    pub async fn hand(&self, ids: &[DocId], records: &[Rc<Record>], ledger: &Ledger) -> Vec<Handed> {
        self.hand_of(&Told::of(ids, records), ids, ledger).await
    }

    /// What is stored of some of the documents of which records were told, in their order. Copies are read by name; only where
    /// none of a document's is whole are the keys of both stores listed, which takes a browser longer than to read.
    pub async fn hand_of(&self, told: &Told, ids: &[DocId], ledger: &Ledger) -> Vec<Handed> {
        let mut places: Vec<(DocId, usize)> = ids.iter().cloned().zip(0..).collect();
        sort_and_dedup(&mut places);
        let mut handed = Vec::with_capacity(ids.len());
        let mut names: Vec<Key> = Vec::new();
        for id in ids {
            let known = place_of(&told.places, id.as_str());
            let passed = known.and_then(|place| told.passed.get(place)).into_iter().flatten();
            names.extend(names_of(id, None, &[], ledger.documents.get(id).map(|standing| &**standing)));
            names.extend(passed.map(|by| Key::Content(*by, id.clone())));
            handed.push(known.and_then(|place| told.handed.get(place)).cloned().unwrap_or_default());
        }
        sort_and_dedup(&mut names);
        let mut refused = [None, None];
        let mut values = self.read([names.clone(), names], &mut refused).await;
        let place = |key: &Key| key.of_document().and_then(|id| place_of(&places, id.as_str()));
        let mut whole = vec![false; ids.len()];
        for (_, key, value) in &values {
            if let Some(whole) = place(key).and_then(|place| whole.get_mut(place)) {
                *whole = *whole || seal::is_whole(value);
            }
        }
        let is_lacking = |key: &Key| place(key).and_then(|place| whole.get(place)).is_some_and(|whole| !whole);
        if whole.contains(&false) {
            values.retain(|(_, key, _)| !is_lacking(key));
            let keys = self.list(false, &mut refused).await;
            let wanted = keys.map(|keys| keys.into_iter().filter(is_lacking).collect());
            values.extend(self.read(wanted, &mut refused).await);
        }
        for (_, key, value) in values {
            if let Some(handed) = place(&key).and_then(|place| handed.get_mut(place)) {
                handed.copies.push(value);
            }
        }
        handed
    }
}
