//! What the summary of a store contains.

use super::snapshot::index_of;
use super::{Folded, Key, Record, RecordId, queue};
use crate::model::{DocId, Table};

/// Which records the summary of one store contains: the index for what stands around the documents, and for each document
/// its part of the queue.
#[derive(Clone, Debug, Default)]
pub struct Contained {
    /// What the index contains; none where there is none.
    pub index: Option<Folded>,
    /// What each part contains.
    pub parts: Table<u8, Folded>,
}

impl Contained {
    /// Notes a value that was read.
    pub fn note(&mut self, key: &Key, value: &str) {
        match key {
            Key::Index => self.index = index_of(value).map(|(_, ledger)| ledger.folded),
            Key::Queue(number) => {
                if let Some(part) = queue::part(value) {
                    self.parts.insert(*number, part.folded);
                }
            }
            _ => {}
        }
    }

    /// Whether a record is in it as a whole.
    #[must_use]
    pub fn holds(&self, record: &Record) -> bool {
        let id = record.id();
        self.index_holds(id) && record.listed().iter().all(|of| self.part_holds(of, id))
    }

    /// Whether the index contains a record.
    #[must_use]
    pub fn index_holds(&self, id: RecordId) -> bool {
        self.index.as_ref().is_some_and(|folded| folded.has(id))
    }

    /// Whether the part of a document contains a record.
    #[must_use]
    pub fn part_holds(&self, of: &DocId, id: RecordId) -> bool {
        self.parts.get(&queue::part_of(of)).is_some_and(|folded| folded.has(id))
    }
}
