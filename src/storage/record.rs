//! One transaction as it stands on disk.

use std::rc::Rc;

use super::runs::Puts;
use super::{Folded, RecordId, Stamp};
use crate::formats::json::{Field, Json, Wrong, objects};
use crate::formats::native::thing::person_id;
use crate::model::order::sort_and_dedup;
use crate::model::{Counts, DocId, Entry, Status};

/// What a record does to the history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Act {
    /// Something new.
    #[default]
    Do,
    /// Takes the last step back.
    Undo,
    /// Does the last step taken back again.
    Redo,
}

impl Field for Act {
    fn read(json: Json) -> Result<Self, Wrong> {
        match String::read(json)?.as_str() {
            "do" => Ok(Self::Do),
            "undo" => Ok(Self::Undo),
            "redo" => Ok(Self::Redo),
            _ => Err(Wrong::expected("do, undo or redo")),
        }
    }

    fn nothing() -> Self {
        Self::Do
    }

    fn write(&self, out: &mut String) {
        out.push_str(match self {
            Self::Do => "\"do\"",
            Self::Undo => "\"undo\"",
            Self::Redo => "\"redo\"",
        });
    }
}

objects! {
    /// What the index knows of a document.
    EntryObject as brief {
        /// Its id.
        id: String,
        /// Its title.
        title: String,
        /// How far the work is.
        status: String,
        /// How many annotations it has.
        annotations: u32,
        /// How many of them are claims.
        claims: u32,
        /// How many of them somebody doubts.
        doubts: u32,
        /// How many suggestions; nothing in what was written before they were counted.
        suggestions: Option<u32>,
        /// How many of them nobody has said yes or no to.
        open: Option<u32>,
        /// How much lacks a required value.
        lacking: u32,
        /// What was required when that was counted.
        asked: u32,
        /// How many records were known of the document when it was counted.
        of: u32,
        /// The version of the schema under which it was set to done.
        used: u32,
        /// SHA-256 of its text.
        sha256: String,
        /// Whose work it is.
        annotator: Option<String>,
        /// The article that it is another document of.
        copy_of: Option<String>,
        /// Whether it is only looked at.
        locked: bool,
    }
}

impl EntryObject {
    /// As it is written.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        Self {
            id: entry.id.to_string(),
            title: entry.title.to_string(),
            status: entry.status.as_str().to_owned(),
            annotations: entry.counts.annotations,
            claims: entry.counts.claims,
            doubts: entry.counts.doubts,
            suggestions: entry.counts.suggestions,
            open: entry.counts.open,
            lacking: entry.counts.lacking,
            asked: entry.counts.asked,
            of: 0,
            used: entry.used,
            sha256: entry.sha256.to_string(),
            annotator: entry.annotator.map(|id| id.to_string()),
            copy_of: entry.copy_of.as_ref().map(ToString::to_string),
            locked: entry.locked,
        }
    }

    /// The same, counted when all of these records of the document were known.
    #[must_use]
    pub fn counted(entry: &Entry, known: &Folded) -> Self {
        Self { of: known.count(), ..Self::of(entry) }
    }

    /// As it is in memory.
    #[must_use]
    pub fn entry(&self) -> Entry {
        Entry {
            id: DocId::from(self.id.as_str()),
            title: Rc::from(self.title.as_str()),
            status: Status::parse(&self.status).unwrap_or_default(),
            counts: Counts {
                annotations: self.annotations,
                claims: self.claims,
                doubts: self.doubts,
                suggestions: self.suggestions,
                open: self.open,
                lacking: self.lacking,
                asked: self.asked,
            },
            used: self.used,
            sha256: Rc::from(self.sha256.as_str()),
            annotator: self.annotator.as_deref().map(person_id),
            copy_of: self.copy_of.as_deref().map(DocId::from),
            locked: self.locked,
        }
    }
}

objects! {
    /// One transaction on disk.
    Record as brief {
        /// The page load that made it, sixteen hexadecimal digits.
        actor: String,
        /// Its number there, from 1.
        seq: u32,
        /// Lamport clock: greater than that of every record its maker knew.
        clock: u64,
        /// When (RFC 3339).
        at: String,
        /// What it is called.
        name: String,
        /// To what it was done.
        detail: String,
        /// What it does to the history.
        act: Act,
        /// The step that is taken back or done again.
        step: Option<RecordId>,
        /// What changes.
        puts: Puts,
        /// What the index knows afterwards of the documents it touches.
        entries: Vec<EntryObject>,
    }
}

impl Record {
    /// Which record it is.
    #[must_use]
    pub fn id(&self) -> RecordId {
        RecordId { actor: u64::from_str_radix(&self.actor, 16).unwrap_or(0), seq: self.seq }
    }

    /// The version of everything it changes.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        Stamp { clock: self.clock, id: self.id() }
    }

    /// The documents it touches, each once.
    #[must_use]
    pub fn documents(&self) -> Vec<DocId> {
        let mut all: Vec<DocId> = self.puts.iter().filter_map(|put| put.what.document()).map(DocId::from).collect();
        sort_and_dedup(&mut all);
        all
    }

    /// The documents of which the queue says something else after it, each once: those it touches and those it puts elsewhere.
    #[must_use]
    pub fn listed(&self) -> Vec<DocId> {
        let mut all: Vec<DocId> = self.puts.iter().filter_map(|put| put.what.listed()).map(DocId::from).collect();
        sort_and_dedup(&mut all);
        all
    }

    /// Whether it touches a document.
    #[must_use]
    pub fn touches(&self, id: &DocId) -> bool {
        self.puts.iter().any(|put| put.what.document() == Some(id.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::json::{parse, to_json};

    #[test]
    fn an_entry_from_before_does_not_say_that_there_are_no_suggestions() {
        let old: EntryObject = parse(r#"{"id":"a","annotations":2}"#).expect("an entry");
        assert_eq!(old.entry().counts.suggestions, None);
        let none = EntryObject { suggestions: Some(0), ..EntryObject::default() };
        let again: EntryObject = parse(&to_json(&none)).expect("an entry");
        assert_eq!(again.entry().counts.suggestions, Some(0));
    }
}
