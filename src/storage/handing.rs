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

/// What records say of some documents: each record is gone through once, however many documents are asked for.
struct Told<'a> {
    /// The place of each document in the lists, by id.
    places: Vec<(&'a str, usize)>,
    handed: Vec<Handed>,
    /// The records with which each came or went.
    passed: Vec<Vec<RecordId>>,
}

impl<'a> Told<'a> {
    fn of(ids: &'a [DocId], records: &[Rc<Record>]) -> Self {
        let mut places: Vec<(&str, usize)> = ids.iter().map(DocId::as_str).zip(0..).collect();
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
fn place_of(places: &[(&str, usize)], id: &str) -> Option<usize> {
    let at = places.binary_search_by(|(known, _)| (*known).cmp(id)).ok()?;
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
    /// What is stored of some documents, in their order. Copies are read by name; only where none of a document's is whole are
    /// the keys of both stores listed, which takes a browser longer than to read.
    pub async fn hand(&self, ids: &[DocId], records: &[Rc<Record>], ledger: &Ledger) -> Vec<Handed> {
        let Told { places, mut handed, passed } = Told::of(ids, records);
        let mut names: Vec<Key> = Vec::new();
        for (id, passed) in ids.iter().zip(passed) {
            names.extend(names_of(id, None, &[], ledger.documents.get(id).map(|standing| &**standing)));
            names.extend(passed.into_iter().map(|by| Key::Content(by, id.clone())));
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
