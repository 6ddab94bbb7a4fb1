//! A document: an article and everything said about it.

use std::rc::Rc;

use super::order::sort_by;
use super::{
    Annotation, AnnotationId, Article, Attributes, Block, BlockId, DocId, KindId, LabelKind, PersonId, Relation,
    RelationId, Schema, Suggestion, Table, Verdict, lacking,
};

/// How far the work on a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// Nobody has looked at it.
    #[default]
    New,
    /// Begun.
    InProgress,
    /// Done.
    Done,
    /// Done, and there was nothing to mark.
    DoneEmpty,
    /// Left out on purpose.
    Skipped,
    /// Needs somebody's look.
    Flagged,
}

impl Status {
    /// All of them, with the names that files use.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::New, "new"),
        (Self::InProgress, "in_progress"),
        (Self::Done, "done"),
        (Self::DoneEmpty, "done_empty"),
        (Self::Skipped, "skipped"),
        (Self::Flagged, "flagged"),
    ];

    /// Whether the work is done.
    #[must_use]
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Done | Self::DoneEmpty)
    }

    /// The name that files use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(status, _)| *status == self).map_or("new", |(_, name)| name)
    }

    /// The status with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(status, _)| *status)
    }
}

/// What is known of a document besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// Title.
    pub title: Rc<str>,
    /// Who wrote it.
    pub byline: Option<Rc<str>>,
    /// When it was published, as its source writes it (RFC 3339 where known).
    pub published: Option<Rc<str>>,
    /// Where it was found.
    pub source_url: Option<Rc<str>>,
    /// The publication it appeared in.
    pub site: Option<Rc<str>>,
    /// When it was fetched.
    pub retrieved: Option<Rc<str>>,
    /// Under what terms it may be used.
    pub license: Option<Rc<str>>,
    /// BCP 47 tag of its language.
    pub language: Option<Rc<str>>,
    /// Anything else that came with it.
    pub extra: Vec<(Rc<str>, Rc<str>)>,
    /// How far the work is.
    pub status: Status,
    /// Values of the schema's document attributes.
    pub values: Attributes,
    /// Whose work this is.
    pub annotator: Option<PersonId>,
    /// The version of the schema under which it was set to done; until then that under which it came in.
    pub schema_version: u32,
    /// The article that this is another document of: somebody else's work on the same text.
    pub copy_of: Option<DocId>,
    /// Whether it is only looked at, until somebody chooses to work on it.
    pub locked: bool,
}

/// How much is in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counts {
    /// All annotations.
    pub annotations: u32,
    /// Those whose label has kind claim.
    pub claims: u32,
    /// Those that somebody doubts.
    pub doubts: u32,
    /// Suggestions, rejected ones too; `None` where that is not known: they were not counted always.
    pub suggestions: Option<u32>,
    /// Suggestions that nobody has said yes or no to; `None` where that is not known.
    pub open: Option<u32>,
    /// What lacks a required value ([`lacking`]).
    pub lacking: u32,
    /// What was required when that was counted ([`Schema::asks`]).
    pub asked: u32,
}

impl Counts {
    /// How many suggestions wait for somebody; `None` where that is not known.
    #[must_use]
    pub fn waiting(&self) -> Option<u32> {
        self.open.or_else(|| self.suggestions.filter(|all| *all == 0))
    }
}

/// An article and everything said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: DocId,
    /// The text.
    pub article: Rc<Article>,
    /// What is known of it.
    pub meta: Rc<Meta>,
    /// The reading view, in the order of the text.
    pub blocks: Rc<Vec<Rc<Block>>>,
    /// What people said.
    pub annotations: Table<AnnotationId, Rc<Annotation>>,
    /// How it hangs together.
    pub relations: Table<RelationId, Rc<Relation>>,
    /// What engines or files propose.
    pub suggestions: Table<AnnotationId, Rc<Suggestion>>,
}

impl Document {
    /// A document about which nothing has been said yet.
    #[must_use]
    pub fn new(id: DocId, article: Article, meta: Meta, blocks: Vec<Block>) -> Self {
        Self {
            id,
            article: Rc::new(article),
            meta: Rc::new(meta),
            blocks: Rc::new(blocks.into_iter().map(Rc::new).collect()),
            annotations: Table::new(),
            relations: Table::new(),
            suggestions: Table::new(),
        }
    }

    /// The id of a document that came without one: the same text has the same id on every machine.
    #[must_use]
    pub fn id_for(article: &Article) -> DocId {
        DocId::from(article.sha256().get(..16).unwrap_or_default())
    }

    /// The id of the article, which files name: of a copy that of the article, unless it came in under one of its own.
    #[must_use]
    pub fn article_id(&self) -> &DocId {
        let Meta { copy_of, annotator, .. } = &*self.meta;
        copy_of.as_ref().filter(|of| self.id == of.copy_by(*annotator)).unwrap_or(&self.id)
    }

    /// Whether anything is said about the article.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.annotations.is_empty() && self.relations.is_empty() && self.suggestions.is_empty()
    }

    /// The annotations in reading order.
    #[must_use]
    pub fn in_reading_order(&self) -> Vec<&Rc<Annotation>> {
        let mut all: Vec<_> = self.annotations.values().collect();
        sort_by(&mut all, |a, b| a.reading_order(b));
        all
    }

    /// The relations that start or end at an annotation.
    pub fn relations_of(&self, id: AnnotationId) -> impl Iterator<Item = &Rc<Relation>> {
        self.relations.values().filter(move |relation| relation.from == id || relation.to == id)
    }

    /// Where a relation of a kind leads from an annotation.
    pub fn slot<'a>(&'a self, from: AnnotationId, kind: &'a KindId) -> impl Iterator<Item = &'a Rc<Annotation>> {
        self.relations
            .values()
            .filter(move |relation| relation.from == from && relation.kind == *kind)
            .filter_map(|relation| self.annotations.get(&relation.to))
    }

    /// The suggestions that nobody has said yes or no to.
    pub fn open_suggestions(&self) -> impl Iterator<Item = &Rc<Suggestion>> {
        self.suggestions.values().filter(|suggestion| suggestion.verdict == Verdict::Open)
    }

    /// Whether a relation waits for a suggestion: an end of it is none of what people said, but may become that.
    #[must_use]
    pub fn waits(&self, relation: &Relation) -> bool {
        let waits = |end: &AnnotationId| !self.annotations.contains_key(end) && self.suggestions.contains_key(end);
        waits(&relation.from) || waits(&relation.to)
    }

    /// The block with this id.
    #[must_use]
    pub fn block(&self, id: BlockId) -> Option<&Rc<Block>> {
        // Blocks are numbered in order at import, so the number is nearly always the place.
        let place = id.0 as usize;
        self.blocks.get(place).filter(|block| block.id == id).or_else(|| self.blocks.iter().find(|b| b.id == id))
    }

    /// The number, in reading order, of the first block that ends after the byte `at`.
    #[must_use]
    pub fn block_at(&self, at: u32) -> usize {
        self.blocks.partition_point(|block| block.range.end() <= at)
    }

    /// How much is in it.
    #[must_use]
    pub fn counts(&self, schema: &Schema) -> Counts {
        let claims = self.annotations.values().filter(|a| schema.kind_of(&a.label) == LabelKind::Claim).count();
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let doubts = self.annotations.values().filter(|a| a.doubt.is_some()).count();
        let asked = schema.asks();
        Counts {
            annotations: number(self.annotations.len()),
            claims: number(claims),
            doubts: number(doubts),
            suggestions: Some(number(self.suggestions.len())),
            open: Some(number(self.open_suggestions().count())),
            lacking: if asked == 0 { 0 } else { lacking::count(self, schema) },
            asked,
        }
    }
}
