//! What a format could not say of what it was given. Facts only; the sentences are the message table's.

use crate::model::{AnnotationId, DocId};

/// What was lost, or changed on its way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lost {
    /// Spans that overlap one that was kept, where a place has one label.
    Overlaps,
    /// Spans of several fragments, where a span is one stretch.
    Fragments,
    /// Spans whose edges lie inside a token.
    CutTokens,
    /// Spans that lie in the page's furniture, wholly.
    InFurniture,
    /// Spans that lie partly in furniture.
    AcrossFurniture,
    /// Labels whose names the format does not allow.
    LabelNames,
    /// Relations.
    Relations,
    /// Relations an end of which was not written.
    LooseRelations,
    /// Values of attributes of annotations.
    Attributes,
    /// Values of attributes of relations.
    RelationAttributes,
    /// Notes.
    Notes,
    /// Mentions of a thing: which mentions name the same one, and its link.
    Entities,
    /// Doubts.
    Doubts,
    /// Suggestions.
    Suggestions,
    /// Suggestions that somebody said no to.
    Rejected,
    /// Values that are said of a whole article.
    DocumentValues,
    /// What is known of an article: byline, date, address and the like.
    Meta,
    /// Titles of articles.
    Titles,
    /// Languages of articles.
    Languages,
    /// Who annotated an article.
    Annotators,
    /// How far the work on an article is.
    Statuses,
    /// What annotators are called.
    Names,
    /// What blocks are: headings, captions, furniture.
    Blocks,
    /// Who made each annotation, and when.
    Authors,
    /// The exact text: white space between tokens.
    Text,
    /// Annotations that are no claim, where only claims are written.
    NotClaims,
    /// Cells that began like a formula, and were marked as text.
    Formulas,
    /// Line ends or tabulators inside of what is one line there.
    LineEnds,
    /// Claims that are part of a sentence, or several, where whole sentences are said to be something.
    Sentences,
    /// Claims that nobody has rated, where it is to be said whether they are worth checking.
    Unrated,
    /// Claims that are said not to be worth checking, where only what is worth it is marked.
    Unworthy,
    /// Verdicts that a format has no word for.
    Verdicts,
    /// Claims without a verdict, where reviews of claims are written.
    Unchecked,
    /// Claims in articles without an address, where a link is to lead to them.
    Addresses,
}

impl Lost {
    /// All of them, with the names that messages and reports use.
    pub const ALL: [(Self, &'static str); 34] = [
        (Self::Overlaps, "overlaps"),
        (Self::Fragments, "fragments"),
        (Self::CutTokens, "cut_tokens"),
        (Self::InFurniture, "in_furniture"),
        (Self::AcrossFurniture, "across_furniture"),
        (Self::LabelNames, "label_names"),
        (Self::Relations, "relations"),
        (Self::LooseRelations, "loose_relations"),
        (Self::Attributes, "attributes"),
        (Self::RelationAttributes, "relation_attributes"),
        (Self::Notes, "notes"),
        (Self::Entities, "entities"),
        (Self::Doubts, "doubts"),
        (Self::Suggestions, "suggestions"),
        (Self::Rejected, "rejected"),
        (Self::DocumentValues, "document_values"),
        (Self::Meta, "meta"),
        (Self::Titles, "titles"),
        (Self::Languages, "languages"),
        (Self::Annotators, "annotators"),
        (Self::Statuses, "statuses"),
        (Self::Names, "names"),
        (Self::Blocks, "blocks"),
        (Self::Authors, "authors"),
        (Self::Text, "text"),
        (Self::NotClaims, "not_claims"),
        (Self::Formulas, "formulas"),
        (Self::LineEnds, "line_ends"),
        (Self::Sentences, "sentences"),
        (Self::Unrated, "unrated"),
        (Self::Unworthy, "unworthy"),
        (Self::Verdicts, "verdicts"),
        (Self::Unchecked, "unchecked"),
        (Self::Addresses, "addresses"),
    ];

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(lost, _)| *lost == self).map_or("", |(_, name)| name)
    }

    /// The one with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(lost, _)| *lost)
    }
}

/// How it was resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resolved {
    /// It is not in the file.
    Left,
    /// The span goes from its first to its last fragment, gaps included.
    Joined,
    /// Each fragment is a span of its own.
    Split,
    /// The span was widened to whole tokens.
    Widened,
    /// Tokens were cut at the edges of spans.
    Cut,
    /// The part of it outside of furniture, or of white space at its edges, was written.
    Shortened,
    /// It was written in another form, which can be read back.
    Rewritten,
    /// It was written as it is, and is only named.
    Kept,
}

impl Resolved {
    /// All of them, with the names that messages and reports use.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Left, "left"),
        (Self::Joined, "joined"),
        (Self::Split, "split"),
        (Self::Widened, "widened"),
        (Self::Cut, "cut"),
        (Self::Shortened, "shortened"),
        (Self::Rewritten, "rewritten"),
        (Self::Kept, "kept"),
    ];

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(resolved, _)| *resolved == self).map_or("", |(_, name)| name)
    }

    /// The one with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(resolved, _)| *resolved)
    }
}

/// Something a format could not say as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What.
    pub what: Lost,
    /// What became of it.
    pub how: Resolved,
    /// How many times; not zero.
    pub count: u32,
    /// Where the first one is: the document, and the annotation where it is one's.
    pub first: (DocId, Option<AnnotationId>),
}

/// What was lost so far: each thing once for each way in which it was resolved, in the order of [`Lost`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses(Vec<Loss>);

impl Losses {
    /// Counts something; nothing where `count` is zero.
    pub fn add(&mut self, what: Lost, how: Resolved, count: usize, document: &DocId, annotation: Option<AnnotationId>) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if count == 0 {
            return;
        }
        match self.0.binary_search_by_key(&(what, how), |loss| (loss.what, loss.how)) {
            Ok(at) => {
                if let Some(loss) = self.0.get_mut(at) {
                    loss.count = loss.count.saturating_add(count);
                }
            }
            Err(at) => self.0.insert(at, Loss { what, how, count, first: (document.clone(), annotation) }),
        }
    }

    /// Counts what others have counted; where both know the first, it stays.
    pub fn join(&mut self, others: &Self) {
        for other in &others.0 {
            let (id, annotation) = &other.first;
            self.add(other.what, other.how, usize::try_from(other.count).unwrap_or(usize::MAX), id, *annotation);
        }
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Loss] {
        &self.0
    }

    /// How many there are of one, however they were resolved.
    #[must_use]
    pub fn count(&self, what: Lost) -> u32 {
        self.0.iter().filter(|loss| loss.what == what).map(|loss| loss.count).sum()
    }
}
