//! What the index knows of documents that came in with a record. Of many it stands in a value of its own ([`Key::Entries`]),
//! which is read with the queue.

use super::record::{EntryObject, Record};
use super::{Key, RecordId, Stamp, Write, seal};
use crate::formats::json::{self, objects, to_json};

/// Documents that come in with one record, from which on what is known of them stands in a value of its own.
pub const MANY: usize = 32;

objects! {
    /// What the index knows of documents that came in with a record.
    EntriesRecord {
        /// The record.
        of: Stamp,
        /// What it knows.
        entries: Vec<EntryObject>,
    }
}

/// The writes of a record: one, or two where much comes in with it.
#[must_use]
pub fn record_writes(record: &Record) -> Vec<Write> {
    let id = record.id();
    if record.entries.len() < MANY {
        return vec![Write::put(Key::Record(id), seal::seal(&to_json(record)))];
    }
    let plain = Record { entries: Vec::new(), ..record.clone() };
    let entries = EntriesRecord { of: record.stamp(), entries: record.entries.clone() };
    vec![
        Write::put(Key::Entries(id), seal::seal(&to_json(&entries))),
        Write::put(Key::Record(id), seal::seal(&to_json(&plain))),
    ]
}

/// What the index knows of the documents that came in with a record, and that record; `None` when it does not read.
#[must_use]
pub fn entries_of(id: RecordId, value: &str) -> Option<(Stamp, Vec<EntryObject>)> {
    let read: EntriesRecord = json::parse(value).ok().filter(|_| seal::is_whole(value))?;
    (read.of.id == id).then_some((read.of, read.entries))
}

/// The same from a message, which has no key.
#[must_use]
pub fn entries_told(line: &str) -> Option<(Stamp, Vec<EntryObject>)> {
    let read: EntriesRecord = json::parse(line).ok().filter(|_| seal::is_whole(line))?;
    (read.of.clock > 0 && !read.entries.is_empty()).then_some((read.of, read.entries))
}
