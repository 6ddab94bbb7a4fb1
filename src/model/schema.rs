//! What may be said about a text: labels, attributes and relation kinds. All of it is data that a project carries;
//! adding a label needs no code.

use std::rc::Rc;

use super::{AttributeName, KindId, LabelId};

/// A place in the accessible palette (`styles/tokens.css`); the colour itself depends on the theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PaletteIndex(u8);

impl PaletteIndex {
    /// How many colours the palette has.
    pub const COUNT: u8 = 16;

    /// The place `index`, or `None` past the end of the palette.
    #[must_use]
    pub const fn new(index: u8) -> Option<Self> {
        if index < Self::COUNT { Some(Self(index)) } else { None }
    }

    /// Its number, below [`PaletteIndex::COUNT`].
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// What kind of thing a label marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelKind {
    /// A mention of a thing.
    Entity,
    /// What somebody asserts.
    Claim,
    /// The words that say that somebody asserts something.
    Cue,
}

/// How the edges of a selection move when a label is put on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Snap {
    /// To whole words, without the punctuation around them.
    #[default]
    Words,
    /// To whole words, with quotation marks and the punctuation inside them.
    WordsWithQuotes,
    /// Not at all, but for whole characters.
    Exact,
}

/// What values an attribute may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeKind {
    /// Yes or no; written `true`, `false`.
    Flag,
    /// Any text.
    Text,
    /// A whole number between two bounds, both included; written in plain decimals.
    Number {
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
    },
    /// A step of a scale from 0 to this one.
    Scale(u8),
    /// One of these.
    Choice(Vec<Rc<str>>),
    /// Any of these; one value each.
    Many(Vec<Rc<str>>),
    /// A day or moment; RFC 3339.
    Date,
    /// Addresses of the web (`http`, `https`); one value each.
    Link,
}

/// Something that can be said of an annotation, a relation or a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its id.
    pub name: AttributeName,
    /// What people read.
    pub title: Rc<str>,
    /// The values it may take.
    pub kind: AttributeKind,
    /// Whether a document counts as unfinished without it.
    pub required: bool,
    /// The value a new annotation starts with; empty for none.
    pub default: Vec<Rc<str>>,
    /// How to choose a value: a sentence, or questions to ask oneself; may be empty.
    pub hint: Rc<str>,
}

/// A label: the type that an annotation gives to a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its id, as exports write it.
    pub id: LabelId,
    /// What people read.
    pub name: Rc<str>,
    /// A few capitals for the tag beside the text.
    pub short: Rc<str>,
    /// What kind of thing it marks.
    pub kind: LabelKind,
    /// Its colour.
    pub color: PaletteIndex,
    /// The key that applies it.
    pub key: Option<char>,
    /// The label this one is a special case of.
    pub parent: Option<LabelId>,
    /// When to use it.
    pub description: Rc<str>,
    /// Words that it would stand on; empty for none.
    pub example: Rc<str>,
    /// Its part of the guidelines, in Markdown; empty for none.
    pub guideline: Rc<str>,
    /// How edges move.
    pub snap: Snap,
    /// Whether it is not offered any more. What carries it keeps it, and is shown as before.
    pub retired: bool,
    /// What can be said of an annotation with this label.
    pub attributes: Vec<Attribute>,
}

impl Label {
    /// The attribute with this name.
    #[must_use]
    pub fn attribute(&self, name: &AttributeName) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == *name)
    }
}

/// A typed, directed relation between two annotations of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationKind {
    /// Its id, as exports write it.
    pub id: KindId,
    /// What people read.
    pub name: Rc<str>,
    /// Labels it may start at; empty for any.
    pub from: Vec<LabelId>,
    /// Labels it may end at; empty for any.
    pub to: Vec<LabelId>,
    /// Whether it fills a slot of a claim's frame (source, cue, addressee, evidence).
    pub slot: bool,
    /// How many of it one annotation may start.
    pub at_most: Option<u8>,
    /// What can be said of a relation of this kind.
    pub attributes: Vec<Attribute>,
}

impl RelationKind {
    /// Whether it may lead from a label to another.
    #[must_use]
    pub fn allows(&self, from: &LabelId, to: &LabelId) -> bool {
        let admits = |ends: &[LabelId], end: &LabelId| ends.is_empty() || ends.contains(end);
        admits(&self.from, from) && admits(&self.to, to)
    }
}

/// A label schema (tag set, annotation scheme).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Its id.
    pub id: Rc<str>,
    /// What people read.
    pub name: Rc<str>,
    /// Grows with every change; each document records under which version it was done.
    pub version: u32,
    /// The labels, in the order of the buttons.
    pub labels: Vec<Rc<Label>>,
    /// The relation kinds, in order of preference.
    pub relations: Vec<Rc<RelationKind>>,
    /// What can be said of a whole document.
    pub document: Vec<Attribute>,
    /// What labels and relation kinds were called before: documents that come back from where they were out of reach may still
    /// say so.
    pub former: Vec<Former>,
}

/// Whether a former name is one of a label or of a relation kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormerOf {
    /// Of a label.
    Label,
    /// Of a relation kind.
    Relation,
}

/// An id that a label or relation kind had, or that of one that was merged into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// What it was the id of.
    pub of: FormerOf,
    /// The id that is no more.
    pub from: Rc<str>,
    /// What it became.
    pub to: Rc<str>,
}

impl Schema {
    /// The label with this id.
    #[must_use]
    pub fn label(&self, id: &LabelId) -> Option<&Rc<Label>> {
        self.labels.iter().find(|label| label.id == *id)
    }

    /// The relation kind with this id.
    #[must_use]
    pub fn relation(&self, id: &KindId) -> Option<&Rc<RelationKind>> {
        self.relations.iter().find(|kind| kind.id == *id)
    }

    /// The labels that can be put on something, in order: all but those that are retired.
    pub fn offered(&self) -> impl Iterator<Item = &Rc<Label>> {
        self.labels.iter().filter(|label| !label.retired)
    }

    /// What a label marks; a label that the schema does not know marks an entity.
    #[must_use]
    pub fn kind_of(&self, id: &LabelId) -> LabelKind {
        self.label(id).map_or(LabelKind::Entity, |label| label.kind)
    }

    /// The relation kinds that may lead from one label to another, preferred first.
    pub fn kinds_between<'a>(
        &'a self,
        from: &'a LabelId,
        to: &'a LabelId,
    ) -> impl Iterator<Item = &'a Rc<RelationKind>> {
        self.relations.iter().filter(move |kind| kind.allows(from, to))
    }
}
