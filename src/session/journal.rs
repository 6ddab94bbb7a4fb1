//! Numbering of what is written: which page load this is, what it wrote, what everybody wrote.

use std::rc::Rc;

use crate::model::{DocId, Project, Table};
use crate::storage::{Folded, Record, RecordId};

/// What this page load knows of the records on disk.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    /// Random for each page load.
    pub actor: u64,
    /// What a first visit began with, until something is written: what nobody touched is not kept.
    pub begun: Option<Project>,
    /// Number of the last record of ours.
    pub seq: u32,
    /// Greatest clock seen.
    pub clock: u64,
    /// The records of earlier page loads, in the order in which they happened.
    pub earlier: Rc<Vec<Rc<Record>>>,
    /// The records that the project in memory contains, but for documents that are not loaded.
    pub folded: Folded,
    /// For each loaded document, the records it contains.
    pub documents: Table<DocId, Rc<Folded>>,
    /// Whether the index held every earlier record already when the page was loaded.
    pub index_settled: bool,
    /// Documents whose snapshot held every earlier record already when they were loaded.
    pub settled: Table<DocId, ()>,
    /// Documents that were taken out before a store had room for them: they are written when they come back.
    pub unstored: Table<DocId, ()>,
    /// For each loaded document, how many records its snapshot on disk is behind.
    pub behind: Table<DocId, u32>,
}

impl Journal {
    /// The next record's id and clock.
    pub const fn next(&mut self) -> (RecordId, u64) {
        self.seq += 1;
        self.clock += 1;
        (RecordId { actor: self.actor, seq: self.seq }, self.clock)
    }

    /// A record was made that touches these documents.
    pub fn made(&mut self, id: RecordId, documents: &[DocId]) {
        self.folded.add_id(id);
        for document in documents {
            let mut folded = self.documents.get(document).cloned().unwrap_or_default();
            Rc::make_mut(&mut folded).add_id(id);
            self.documents.insert(document.clone(), folded);
            let behind = self.behind.get(document).copied().unwrap_or(0);
            self.behind.insert(document.clone(), behind + 1);
        }
    }
}
