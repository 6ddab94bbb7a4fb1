//! One transaction as it stands on disk: what was there before and what is there after, as native objects.

use std::rc::Rc;

use super::RecordId;
use crate::edit::{Change, Swap, Transaction};
use crate::formats::json::{Field, Json, Wrong, objects};
use crate::formats::native::object::{
    AboutObject, AnnotatorObject, BlockObject, EntityObject, RelationObject, SchemaObject, SpanObject,
};
use crate::formats::native::{schema_object, write};
use crate::model::order::sort_and_dedup;
use crate::model::{Article, Counts, DocId, Entry, Project, Status, Timestamp};

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

/// Before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Sides<T> {
    /// As it was; nothing for something new.
    pub before: Option<T>,
    /// As it is; nothing for something gone.
    pub after: Option<T>,
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
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
    /// A change as it is written: one object for all kinds, so that there is one body of code.
    PutObject {
        /// What changes.
        kind: String,
        /// The document.
        document: Option<String>,
        /// As it was: an object of the kind; of a document, whether it was there.
        before: Option<Raw>,
        /// As it is.
        after: Option<Raw>,
        /// Place in the queue.
        place: Option<usize>,
    }
}

/// JSON inside JSON: a tree when it was read, text when it is to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    /// As it was read.
    Read(Json),
    /// As it will be written.
    Write(String),
}

impl Field for Raw {
    fn read(json: Json) -> Result<Self, Wrong> {
        Ok(Self::Read(json))
    }

    fn nothing() -> Self {
        Self::Read(Json::Null)
    }

    fn write(&self, out: &mut String) {
        if let Self::Write(text) = self {
            out.push_str(text);
        }
    }
}

impl Raw {
    fn of<T: Field>(value: &T) -> Self {
        let mut out = String::new();
        value.write(&mut out);
        Self::Write(out)
    }

    fn value<T: Field>(self) -> Result<T, Wrong> {
        match self {
            Self::Read(json) => T::read(json),
            Self::Write(_) => Err(Wrong::expected("a change that was read")),
        }
    }
}

fn raw_sides<T: Field>(sides: &Sides<T>) -> (Option<Raw>, Option<Raw>) {
    (sides.before.as_ref().map(Raw::of), sides.after.as_ref().map(Raw::of))
}

fn read_sides<T: Field>(before: Option<Raw>, after: Option<Raw>) -> Result<Sides<T>, Wrong> {
    Ok(Sides { before: before.map(Raw::value).transpose()?, after: after.map(Raw::value).transpose()? })
}

impl Field for Put {
    fn read(json: Json) -> Result<Self, Wrong> {
        let PutObject { kind, document, before, after, place } = PutObject::read(json)?;
        let id = document.unwrap_or_default();
        Ok(match kind.as_str() {
            "annotation" => Self::Annotation(id, read_sides(before, after)?),
            "relation" => Self::Relation(id, read_sides(before, after)?),
            "suggestion" => Self::Suggestion(id, read_sides(before, after)?),
            "block" => Self::Block(id, read_sides(before, after)?),
            "meta" => Self::Meta(id, read_sides(before, after)?),
            "entity" => Self::Entity(read_sides(before, after)?),
            "schema" => Self::Schema(Box::new(read_sides(before, after)?)),
            "person" => Self::Person(read_sides(before, after)?),
            "document" => {
                let there = read_sides::<bool>(before, after)?;
                let is = |side: Option<bool>| side.unwrap_or(false);
                Self::Document(id, is(there.before), is(there.after), place.unwrap_or(usize::MAX))
            }
            _ => return Err(Wrong::expected("a kind of change")),
        })
    }

    fn nothing() -> Self {
        Self::Document(String::new(), false, false, 0)
    }

    fn write(&self, out: &mut String) {
        let (kind, (before, after)) = match self {
            Self::Annotation(_, sides) => ("annotation", raw_sides(sides)),
            Self::Relation(_, sides) => ("relation", raw_sides(sides)),
            Self::Suggestion(_, sides) => ("suggestion", raw_sides(sides)),
            Self::Block(_, sides) => ("block", raw_sides(sides)),
            Self::Meta(_, sides) => ("meta", raw_sides(sides)),
            Self::Entity(sides) => ("entity", raw_sides(sides)),
            Self::Schema(sides) => ("schema", raw_sides(sides)),
            Self::Person(sides) => ("person", raw_sides(sides)),
            Self::Document(_, before, after, _) => ("document", (Some(Raw::of(before)), Some(Raw::of(after)))),
        };
        let place = if let Self::Document(_, _, _, place) = self { Some(*place) } else { None };
        let document = self.document().map(str::to_owned);
        PutObject { kind: kind.to_owned(), document, before, after, place }.write(out);
    }
}

objects! {
    /// What the index knows of a document.
    EntryObject {
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
        /// SHA-256 of its text.
        sha256: String,
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

objects! {
    /// One transaction on disk.
    Record {
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
        /// What changes.
        puts: Vec<Put>,
        /// What the index knows afterwards of the documents it touches.
        entries: Vec<EntryObject>,
    }
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
        sort_and_dedup(&mut all);
        all
    }

    /// Whether it changes the queue, the schema, entities or people: what the index holds.
    #[must_use]
    pub fn is_about_queue(&self) -> bool {
        self.puts.iter().any(|put| put.document().is_none() || matches!(put, Put::Document(..)))
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
