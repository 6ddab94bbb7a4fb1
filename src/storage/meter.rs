//! What the stores hold, in figures: of each document how many copies there are and where, and what is used. Data for a
//! meter that people see.

use super::original::Original;
use super::others::Other;
use super::{Key, Place};
use crate::model::{DocId, Table};

/// How much of a document each store holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copies {
    /// The document.
    pub id: DocId,
    /// Bytes in local storage and on disk: its snapshot, and what came in with a step.
    pub bytes: [usize; 2],
}

impl Copies {
    /// How many stores hold the document.
    #[must_use]
    pub fn count(&self) -> usize {
        self.bytes.iter().filter(|bytes| **bytes > 0).count()
    }

    /// Whether a store holds it.
    #[must_use]
    pub const fn is_in(&self, place: Place) -> bool {
        self.bytes[place as usize] > 0
    }
}

/// What the stores hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meter {
    /// The documents of the project, in their order; then those that were taken out and can be brought back.
    pub documents: Vec<Copies>,
    /// Bytes that each store holds of this site: documents, edits, index and all else.
    pub bytes: [usize; 2],
    /// Edits that each store holds one by one.
    pub edits: [usize; 2],
    /// Files that documents came from.
    pub originals: Vec<Original>,
    /// Values that could not be read and were set aside, in both: the key each had, and how large it is.
    pub damaged: Vec<(Place, String, usize)>,
    /// What this page keeps, as the others are listed; none where it was not asked.
    pub own: Option<Other>,
    /// What this program keeps besides on the same origin.
    pub others: Vec<Other>,
    /// Bytes of the page itself that are kept for when there is no network.
    pub offline: usize,
}

impl Meter {
    /// Bytes in both stores together.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.bytes[0] + self.bytes[1]
    }

    /// What is kept under this address: of this page, then of others.
    pub fn scopes(&self) -> impl Iterator<Item = &Other> {
        self.own.iter().chain(&self.others)
    }

    /// Documents of which so many stores have a copy.
    #[must_use]
    pub fn with_copies(&self, count: usize) -> usize {
        self.documents.iter().filter(|copies| copies.count() == count).count()
    }
}

/// The meter, from what each value takes; `order` is the project's.
#[must_use]
pub fn meter(sizes: &[(Place, Key, usize)], order: &[DocId]) -> Meter {
    let mut meter = Meter::default();
    let mut documents: Table<DocId, [usize; 2]> = Table::new();
    for (place, key, size) in sizes {
        let at = *place as usize;
        meter.bytes[at] += size;
        match key {
            Key::Record(_) => meter.edits[at] += 1,
            Key::Original(original) => meter.originals.push(original.clone()),
            Key::Damaged(name) => meter.damaged.push((*place, name.clone(), *size)),
            _ => {}
        }
        if let Some(id) = key.of_document() {
            let mut bytes = documents.get(id).copied().unwrap_or_default();
            bytes[at] += size;
            documents.insert(id.clone(), bytes);
        }
    }
    // A document that is nowhere yet is in memory only, and that has to be seen.
    let there = order.iter().map(|id| Copies { id: id.clone(), bytes: documents.remove(id).unwrap_or_default() });
    meter.documents = there.collect();
    meter.documents.extend(documents.iter().map(|(id, bytes)| Copies { id: id.clone(), bytes: *bytes }));
    meter
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::RecordId;

    fn copies(id: &str, bytes: [usize; 2]) -> Copies {
        Copies { id: DocId::from(id), bytes }
    }

    #[test]
    fn copies_are_counted_where_they_are() {
        let by = RecordId { actor: 1, seq: 1 };
        let of = |id: &str| Key::Document(DocId::from(id));
        let sizes = [
            (Place::Local, of("a"), 10),
            (Place::Disk, of("a"), 11),
            (Place::Disk, of("b"), 5),
            (Place::Disk, Key::Content(by, DocId::from("b")), 7),
            (Place::Local, Key::Content(by, DocId::from("gone")), 3),
            (Place::Local, Key::Record(by), 1),
            (Place::Disk, Key::Record(by), 1),
            (Place::Disk, Key::Index, 100),
            (Place::Local, Key::Damaged("index".to_owned()), 50),
        ];
        let order = ["b", "new", "a"].map(DocId::from);
        let meter = meter(&sizes, &order);
        let expected = [copies("b", [0, 12]), copies("new", [0, 0]), copies("a", [10, 11]), copies("gone", [3, 0])];
        assert_eq!(meter.documents, expected);
        assert_eq!((meter.bytes, meter.total(), meter.edits, meter.damaged.len()), ([64, 124], 188, [1, 1], 1));
        assert_eq!([0, 1, 2].map(|count| meter.with_copies(count)), [1, 2, 1]);
        assert!(meter.documents[0].is_in(Place::Disk) && !meter.documents[0].is_in(Place::Local));
    }
}
