//! Numbering of what is written: which page load this is, what it wrote, what everybody wrote.

use std::rc::Rc;

use crate::edit::{Change, Transaction};
use crate::model::order::sort_by;
use crate::model::{DocId, Project, Table};
use crate::storage::make::Known;
use crate::storage::put::Put;
use crate::storage::{Folded, Ledger, Record, RecordId, Stamp, Versions, stored};

/// What this page load knows of the records on disk.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    /// Random for each page load.
    pub actor: u64,
    /// What a first visit began with, until something is written: what nobody touched is not kept. Set before the start, it
    /// is what a first visit begins with in the place of the sample.
    pub begun: Option<Project>,
    /// Number of the last record of ours.
    pub seq: u32,
    /// Greatest clock seen.
    pub clock: u64,
    /// Every record that is known, in the order in which they happened: of earlier page loads, of other tabs, of ours.
    pub records: Rc<Vec<Rc<Record>>>,
    /// What is known of the project around the documents.
    pub ledger: Ledger,
    /// The versions in each document that is loaded.
    pub documents: Table<DocId, Rc<Versions>>,
    /// For each loaded document, how many records its snapshot on disk is behind.
    pub behind: Table<DocId, u32>,
}

impl Journal {
    /// The next record's name and clock.
    pub const fn next(&mut self) -> Stamp {
        self.seq += 1;
        self.clock += 1;
        Stamp { clock: self.clock, id: RecordId { actor: self.actor, seq: self.seq } }
    }

    /// What a record is made with.
    #[must_use]
    pub const fn known(&self) -> Known<'_> {
        Known { documents: &self.documents, ledger: &self.ledger }
    }

    /// A record was made of a transaction of ours, which the project has already.
    pub fn made(&mut self, record: &Rc<Record>, transaction: &Transaction) {
        // Of many documents each looks at what is its own, not at all.
        let mut of: Table<DocId, (Vec<&Put>, Vec<&Change>)> = Table::new();
        for change in &transaction.changes {
            if let Some(id) = change.document() {
                let (puts, mut changes) = of.remove(id).unwrap_or_default();
                changes.push(change);
                of.insert(id.clone(), (puts, changes));
            }
        }
        for put in record.puts.iter() {
            if let Some(id) = put.what.document().map(DocId::from)
                && let Some((mut puts, changes)) = of.remove(&id)
            {
                puts.push(put);
                of.insert(id, (puts, changes));
            }
        }
        for (id, (puts, changes)) in of.iter() {
            let came = changes.iter().any(|change| matches!(change, Change::Document(swap, _) if swap.after.is_some()));
            let mut versions = match came {
                // It is whole: nothing that was known of a document with this id may be added to it.
                true => Rc::new(Versions { folded: self.all_of(id), born: record.stamp(), ..Versions::default() }),
                false => self.documents.get(id).cloned().unwrap_or_default(),
            };
            stored::note(Rc::make_mut(&mut versions), record.stamp(), puts, changes);
            self.documents.insert(id.clone(), versions);
            let behind = self.behind.get(id).copied().unwrap_or(0);
            self.behind.insert(id.clone(), behind + 1);
        }
        self.ledger.take(record, None);
        self.add(record.clone());
    }

    /// Every record that says something of a document with this id.
    fn all_of(&self, id: &DocId) -> Folded {
        let mut folded = self.documents.get(id).map(|versions| versions.folded.clone()).unwrap_or_default();
        if let Some(standing) = self.ledger.documents.get(id) {
            if let Some((_, seen)) = &standing.gone {
                folded.join(seen);
            }
            for record in self.records.iter().filter(|record| record.touches(id)) {
                folded.add(record.id());
            }
        }
        folded
    }

    /// Adds a record at its place in the order.
    pub fn add(&mut self, record: Rc<Record>) {
        self.clock = self.clock.max(record.clock);
        let records = Rc::make_mut(&mut self.records);
        let late = records.last().is_some_and(|last| last.stamp() > record.stamp());
        records.push(record);
        if late {
            sort_by(records, |a, b| a.stamp().cmp(&b.stamp()));
        }
    }
}
