//! One transaction as it stands on disk: what was there before and what is there after, as native objects.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::RecordId;
use crate::edit::{Change, Swap, Transaction};
use crate::formats::native::object::{
    AboutObject, AnnotatorObject, BlockObject, EntityObject, RelationObject, SchemaObject, SpanObject,
};
use crate::formats::native::{schema_object, write};
use crate::model::{Article, Counts, DocId, Entry, Project, Status, Timestamp};

/// What a record does to the history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Something new.
    #[default]
    Do,
    /// Takes the last step back.
    Undo,
    /// Does the last step taken back again.
    Redo,
}

/// Before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sides<T> {
    /// As it was; nothing for something new.
    pub before: Option<T>,
    /// As it is; nothing for something gone.
    pub after: Option<T>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Put {
    /// An annotation of a document.
    Annotation(String, Sides<SpanObject>),
    /// A relation of a document.
    Relation(String, Sides<RelationObject>),
    /// A suggestion of a document.
    Suggestion(String, Sides<SpanObject>),
    /// A block of a document.
    Block(String, Sides<BlockObject>),
    /// What is known of a document.
    Meta(String, Sides<AboutObject>),
    /// A document came (false, true) or went (true, false), and its place in the queue. Its content is its own value,
    /// which stays when it goes.
    Document(String, bool, bool, usize),
    /// A real-world thing.
    Entity(Sides<EntityObject>),
    /// The schema.
    Schema(Box<Sides<SchemaObject>>),
    /// An annotator.
    Person(Sides<AnnotatorObject>),
}

impl Put {
    /// The document it touches.
    #[must_use]
    pub fn document(&self) -> Option<&str> {
        match self {
            Self::Annotation(id, _)
            | Self::Relation(id, _)
            | Self::Suggestion(id, _)
            | Self::Block(id, _)
            | Self::Meta(id, _)
            | Self::Document(id, ..) => Some(id),
            Self::Entity(_) | Self::Schema(_) | Self::Person(_) => None,
        }
    }
}

/// What the index knows of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntryObject {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How far the work is.
    pub status: String,
    /// How many annotations it has.
    pub annotations: u32,
    /// How many of them are claims.
    pub claims: u32,
    /// SHA-256 of its text.
    pub sha256: String,
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
            sha256: entry.sha256.to_string(),
        }
    }

    /// As it is in memory.
    #[must_use]
    pub fn entry(&self) -> Entry {
        Entry {
            id: DocId::from(self.id.as_str()),
            title: Rc::from(self.title.as_str()),
            status: Status::parse(&self.status).unwrap_or_default(),
            counts: Counts { annotations: self.annotations, claims: self.claims },
            sha256: Rc::from(self.sha256.as_str()),
        }
    }
}

/// One transaction on disk.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// The page load that made it, sixteen hexadecimal digits.
    pub actor: String,
    /// Its number there, from 1.
    pub seq: u32,
    /// Lamport clock: greater than that of every record its maker knew.
    pub clock: u64,
    /// When (RFC 3339).
    pub at: String,
    /// What it is called.
    pub name: String,
    /// To what it was done.
    pub detail: String,
    /// What it does to the history.
    pub act: Act,
    /// What changes.
    pub puts: Vec<Put>,
    /// What the index knows afterwards of the documents it touches.
    pub entries: Vec<EntryObject>,
}

impl Record {
    /// The record of `transaction`, which led from `before` to `after`.
    #[must_use]
    pub fn new(
        id: RecordId,
        clock: u64,
        at: Timestamp,
        act: Act,
        t: &Transaction,
        (before, after): (&Project, &Project),
    ) -> Self {
        let entries = t.documents().into_iter().filter_map(|id| after.entries.get(&id).map(|e| EntryObject::of(e)));
        Self {
            actor: format!("{:016x}", id.actor),
            seq: id.seq,
            clock,
            at: at.to_string(),
            name: t.name.kind.as_str().to_owned(),
            detail: t.name.detail.to_string(),
            act,
            puts: t.changes.iter().filter_map(|change| put(change, before, after)).collect(),
            entries: entries.collect(),
        }
    }

    /// Which record it is; `None` when its actor is no number.
    #[must_use]
    pub fn id(&self) -> Option<RecordId> {
        Some(RecordId { actor: u64::from_str_radix(&self.actor, 16).ok()?, seq: self.seq })
    }

    /// The documents it touches, each once.
    #[must_use]
    pub fn documents(&self) -> Vec<DocId> {
        let mut all: Vec<DocId> = self.puts.iter().filter_map(Put::document).map(DocId::from).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether it touches a document.
    #[must_use]
    pub fn touches(&self, id: &DocId) -> bool {
        self.puts.iter().any(|put| put.document() == Some(id.as_str()))
    }

    /// The order in which records happened, the same in every tab.
    #[must_use]
    pub fn order(&self) -> (u64, &str, u32) {
        (self.clock, &self.actor, self.seq)
    }
}

fn sides<T, U>(swap: &Swap<T>, object: impl Fn(&T) -> U) -> Sides<U> {
    Sides { before: swap.before.as_deref().map(&object), after: swap.after.as_deref().map(&object) }
}

fn put(change: &Change, before: &Project, after: &Project) -> Option<Put> {
    let article = |id: &DocId| -> Option<Rc<Article>> {
        after.document(id).or_else(|| before.document(id)).map(|document| document.article.clone())
    };
    Some(match change {
        Change::Annotation(id, swap) => {
            let article = article(id)?;
            Put::Annotation(id.to_string(), sides(swap, |a| write::span_object(a, &article, after)))
        }
        Change::Suggestion(id, swap) => {
            let article = article(id)?;
            Put::Suggestion(id.to_string(), sides(swap, |s| write::suggestion_object(s, &article, after)))
        }
        Change::Block(id, swap) => {
            let article = article(id)?;
            Put::Block(id.to_string(), sides(swap, |block| write::block_object(block, &article)))
        }
        Change::Relation(id, swap) => Put::Relation(id.to_string(), sides(swap, write::relation_object)),
        Change::Meta(id, swap) => Put::Meta(id.to_string(), sides(swap, write::about_object)),
        Change::Document(swap, place) => {
            Put::Document(swap.either()?.id.to_string(), swap.before.is_some(), swap.after.is_some(), *place)
        }
        Change::Entity(swap) => Put::Entity(sides(swap, write::entity_object)),
        Change::Schema(swap) => Put::Schema(Box::new(sides(swap, schema_object))),
        Change::Person(swap) => Put::Person(sides(swap, write::person_object)),
    })
}
