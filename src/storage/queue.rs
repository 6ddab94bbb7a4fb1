//! The queue as it stands on disk: what is known of each document without reading it, in thirty-two parts, so that neither a
//! start nor a quiet moment costs more in a project of ten thousand articles than in one of ten. A part is read, joined and
//! written by itself; which documents stand in it follows from their ids alone.

use std::rc::Rc;

use super::ledger::{Ledger, Standing};
use super::record::EntryObject;
use super::{Folded, Key, Stamp, Write, seal};
use crate::formats::json::{self, objects, to_json};
use crate::model::DocId;
use crate::model::id::bits_for_foreign_name;
use crate::model::order::sort_and_dedup;

/// How many parts there are.
pub const PARTS: u8 = 32;

/// The part that a document stands in.
#[must_use]
pub fn part_of(id: &DocId) -> u8 {
    // Ids that differ in their last letter only differ in few of these bits; multiplied, in the highest ones.
    let mixed = bits_for_foreign_name(id.as_str()).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    u8::try_from(mixed >> 59).unwrap_or(0)
}

/// The keys of all parts.
#[must_use]
pub fn all_keys() -> Vec<Key> {
    (0..PARTS).map(Key::Queue).collect()
}

/// The keys of the parts in which these documents stand, each once.
#[must_use]
pub fn parts_of<'a>(ids: impl IntoIterator<Item = &'a DocId>) -> Vec<Key> {
    let mut keys: Vec<Key> = ids.into_iter().map(|id| Key::Queue(part_of(id))).collect();
    sort_and_dedup(&mut keys);
    keys
}

objects! {
    /// What is known of one document without reading it.
    StandingObject as brief {
        /// Title, status, counts.
        entry: EntryObject,
        /// The record that last said so.
        told: Stamp,
        /// The record that made the schema under which it was counted, where it was counted later.
        under: Option<Stamp>,
        /// The record that last changed it.
        touched: Stamp,
        /// The record that last brought it in.
        came: Option<Stamp>,
        /// What the queue is ordered by.
        rank: u64,
        /// The record that last said so, where it is not the one that brought it in.
        ranked: Option<Stamp>,
        /// The record that last took it out.
        gone: Option<Stamp>,
        /// What of it was seen by then.
        seen: Folded,
    }

    /// A part of the queue.
    PartRecord {
        /// The records that it contains, as far as they say something of its documents.
        folded: Folded,
        /// Its documents, also those that were taken out.
        documents: Vec<StandingObject>,
    }
}

/// A part as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// The records that it contains, as far as they say something of its documents.
    pub folded: Folded,
    /// What it says of each of them.
    pub documents: Vec<(DocId, Standing)>,
}

/// The write of a part. `folded`: what of the records that touch its documents is contained, and no more than that.
#[must_use]
pub fn part_write(part: u8, ledger: &Ledger, folded: Folded) -> Write {
    let of_it = ledger.documents.iter().filter(|(id, _)| part_of(id) == part);
    let documents = of_it.map(|(_, standing)| object_of(standing)).collect();
    Write::put(Key::Queue(part), seal::seal(&to_json(&PartRecord { folded, documents })))
}

/// The writes of all parts that a queue has something in.
#[must_use]
pub fn all_writes(ledger: &Ledger) -> Vec<Write> {
    let keys = parts_of(ledger.documents.keys()).into_iter();
    keys.filter_map(|key| match key {
        Key::Queue(part) => Some(part_write(part, ledger, ledger.folded.clone())),
        _ => None,
    })
    .collect()
}

/// A part from its value; `None` when that does not read.
#[must_use]
pub fn part(value: &str) -> Option<Part> {
    if !seal::is_whole(value) {
        return None;
    }
    let PartRecord { folded, documents } = json::parse(value).ok()?;
    let documents = documents.into_iter().map(|object| {
        let StandingObject { entry, told, under, touched, came, rank, ranked, gone, seen } = object;
        let ranked = ranked.or(came);
        let (id, under) = (DocId::from(entry.id.as_str()), under.unwrap_or_default());
        (id, Standing { entry, told, under, touched, came, rank, ranked, gone: gone.map(|gone| (gone, seen)) })
    });
    Some(Part { folded, documents: documents.collect() })
}

fn object_of(standing: &Rc<Standing>) -> StandingObject {
    let Standing { entry, told, under, touched, came, rank, ranked, gone } = (**standing).clone();
    let ranked = ranked.filter(|ranked| Some(*ranked) != came);
    let (gone, seen) = gone.map_or_else(Default::default, |(gone, seen)| (Some(gone), seen));
    let under = (under != Stamp::default()).then_some(under);
    StandingObject { entry, told, under, touched, came, rank, ranked, gone, seen }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::RecordId;
    fn entry_id(number: u64) -> String {
        format!("d{number}")
    }

    #[test]
    fn a_part_reads_back() {
        let mut ledger = Ledger::default();
        let stamp = Stamp { clock: 3, id: RecordId { actor: 7, seq: 2 } };
        let mut seen = Folded::default();
        seen.add(stamp.id);
        for number in 0..200 {
            let entry = EntryObject { id: entry_id(number), title: "A title".to_owned(), ..EntryObject::default() };
            let later = Stamp { clock: 4, ..stamp };
            let ranked = Some(if number % 5 == 0 { later } else { stamp });
            let gone = (number % 3 == 0).then(|| (stamp, seen.clone()));
            let standing = Standing {
                entry,
                touched: stamp,
                under: if number % 7 == 0 { later } else { Stamp::default() },
                came: Some(stamp),
                rank: number,
                ranked,
                gone,
                ..Standing::default()
            };
            ledger.documents.insert(DocId::from(entry_id(number).as_str()), Rc::new(standing));
        }
        let writes = all_writes(&ledger);
        assert!(writes.len() > 25, "documents are spread over the parts: {}", writes.len());
        let mut back = Ledger::default();
        for write in &writes {
            let Key::Queue(number) = write.key else { unreachable!() };
            let read = part(write.value.as_deref().expect("it is written")).expect("it reads");
            for (id, standing) in read.documents {
                assert_eq!(part_of(&id), number);
                back.documents.insert(id, Rc::new(standing));
            }
        }
        assert_eq!(back, ledger);
        assert_eq!(part("{}"), None, "what has no seal is not ours");
    }
}
