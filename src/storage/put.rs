//! One change as it stands on disk: what was there before and what is there after, as native objects.

use super::{Folded, Stamp};
use crate::formats::json::{Field, Json, Wrong, objects};
use crate::formats::native::object::{
    AboutObject, AnnotatorObject, BlockObject, EntityObject, ProjectObject, RelationObject, SchemaObject, SpanObject,
};

/// Before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Sides<T> {
    /// As it was; nothing for something new.
    pub before: Option<T>,
    /// As it is; nothing for something gone.
    pub after: Option<T>,
}

/// One change, and which versions of the thing it replaces.
#[derive(Clone, Debug, PartialEq)]
pub struct Put {
    /// What changes.
    pub what: What,
    /// The versions that its maker saw; of annotations alone.
    pub over: Vec<Stamp>,
}

/// What changes.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
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
    /// A document came or went. Its content is a value of its own.
    Document(String, Passage),
    /// A document's place in the queue.
    Place(String, Move),
    /// A real-world thing.
    Entity(Sides<EntityObject>),
    /// The schema.
    Schema(Box<Sides<SchemaObject>>),
    /// An annotator.
    Person(Sides<AnnotatorObject>),
    /// What the project is called, and its guidelines.
    About(Sides<ProjectObject>),
}

/// A document's coming or going.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passage {
    /// Whether it was there.
    pub before: bool,
    /// Whether it is there.
    pub after: bool,
    /// Its place in the queue as its maker saw it.
    pub place: usize,
    /// What the queue is ordered by.
    pub rank: u64,
    /// Of a document that goes: the records of it that were seen. It stays where there are others.
    pub seen: Folded,
}

/// A document's place in the queue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Move {
    /// As its maker saw it.
    pub before: usize,
    /// Where it was put.
    pub after: usize,
    /// What the queue is ordered by.
    pub rank: u64,
}

impl What {
    /// The document of which the queue says something else: one that is touched, or put elsewhere.
    #[must_use]
    pub fn listed(&self) -> Option<&str> {
        match self {
            Self::Place(id, _) => Some(id),
            other => other.document(),
        }
    }

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
            Self::Place(..) | Self::Entity(_) | Self::Schema(_) | Self::Person(_) | Self::About(_) => None,
        }
    }
}

objects! {
    /// A change as it is written: one object for all kinds, so that there is one body of code.
    PutObject as brief {
        /// What changes.
        kind: String,
        /// The document.
        document: Option<String>,
        /// As it was: an object of the kind; of a document, whether it was there.
        before: Option<Raw>,
        /// As it is.
        after: Option<Raw>,
        /// The versions it replaces.
        over: Vec<Stamp>,
        /// Place in the queue.
        place: Option<usize>,
        /// What the queue is ordered by.
        rank: Option<u64>,
        /// What of a document was seen by whoever took it out.
        seen: Option<Folded>,
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
        let PutObject { kind, document, before, after, over, place, rank, seen } = PutObject::read(json)?;
        let id = document.unwrap_or_default();
        let what = match kind.as_str() {
            "annotation" => What::Annotation(id, read_sides(before, after)?),
            "relation" => What::Relation(id, read_sides(before, after)?),
            "suggestion" => What::Suggestion(id, read_sides(before, after)?),
            "block" => What::Block(id, read_sides(before, after)?),
            "meta" => What::Meta(id, read_sides(before, after)?),
            "entity" => What::Entity(read_sides(before, after)?),
            "about" => What::About(read_sides(before, after)?),
            "schema" => What::Schema(Box::new(read_sides(before, after)?)),
            "person" => What::Person(read_sides(before, after)?),
            "document" => {
                let there = read_sides::<bool>(before, after)?;
                let (before, after) = (there.before.unwrap_or(false), there.after.unwrap_or(false));
                let (place, rank) = (place.unwrap_or(usize::MAX), rank.unwrap_or(u64::MAX));
                What::Document(id, Passage { before, after, place, rank, seen: seen.unwrap_or_default() })
            }
            "place" => {
                let places = read_sides::<usize>(before, after)?;
                let (before, after) = (places.before.unwrap_or(usize::MAX), places.after.unwrap_or(usize::MAX));
                What::Place(id, Move { before, after, rank: rank.unwrap_or(u64::MAX) })
            }
            _ => return Err(Wrong::expected("a kind of change")),
        };
        Ok(Self { what, over })
    }

    fn nothing() -> Self {
        Self { what: What::Document(String::new(), Passage::default()), over: Vec::new() }
    }

    fn write(&self, out: &mut String) {
        let (kind, (before, after)) = match &self.what {
            What::Annotation(_, sides) => ("annotation", raw_sides(sides)),
            What::Relation(_, sides) => ("relation", raw_sides(sides)),
            What::Suggestion(_, sides) => ("suggestion", raw_sides(sides)),
            What::Block(_, sides) => ("block", raw_sides(sides)),
            What::Meta(_, sides) => ("meta", raw_sides(sides)),
            What::Entity(sides) => ("entity", raw_sides(sides)),
            What::Schema(sides) => ("schema", raw_sides(sides)),
            What::Person(sides) => ("person", raw_sides(sides)),
            What::Place(_, moved) => ("place", (Some(Raw::of(&moved.before)), Some(Raw::of(&moved.after)))),
            What::About(sides) => ("about", raw_sides(sides)),
            What::Document(_, passage) => ("document", (Some(Raw::of(&passage.before)), Some(Raw::of(&passage.after)))),
        };
        let passage = if let What::Document(_, passage) = &self.what { Some(passage) } else { None };
        let document = self.what.listed().map(str::to_owned);
        let moved = if let What::Place(_, moved) = &self.what { Some(moved.rank) } else { None };
        PutObject {
            kind: kind.to_owned(),
            document,
            before,
            after,
            over: self.over.clone(),
            place: passage.map(|passage| passage.place),
            rank: passage.map(|passage| passage.rank).or(moved),
            seen: passage.filter(|passage| !passage.after).map(|passage| passage.seen.clone()),
        }
        .write(out);
    }
}
