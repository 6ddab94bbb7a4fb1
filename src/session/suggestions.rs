//! The walk through what is suggested: where it stands, in which order it goes, and what was said so far. What was said is
//! never counted apart from the data: a suggestion that is open again, by whatever way, was said nothing to.

use std::cmp::{Ordering, Reverse};
use std::rc::Rc;

use super::holder::Holder;
use super::state::State;
use crate::layout::Near;
use crate::model::order::sort_by;
use crate::model::{
    Annotation, AnnotationId, DocId, Document, Entry, Origin, Project, Suggestion, Table, TextRange, Verdict,
};

/// In which order the suggestions of an article are gone through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// That of the text.
    #[default]
    Text,
    /// The surest first.
    Score,
    /// Those first of which it could as well be the other way.
    Doubt,
}

impl Order {
    /// All of them, with the names that scripts use.
    pub const ALL: [(Self, &'static str); 3] = [(Self::Text, "text"), (Self::Score, "score"), (Self::Doubt, "doubt")];

    /// The one after it; round at the end.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Text => Self::Score,
            Self::Score => Self::Doubt,
            Self::Doubt => Self::Text,
        }
    }

    /// What comes first.
    #[must_use]
    pub fn compare(self, one: &Annotation, other: &Annotation) -> Ordering {
        let permille = |annotation: &Annotation| score(annotation).unwrap_or(0);
        let by = match self {
            Self::Text => Ordering::Equal,
            Self::Score => Reverse(permille(one)).cmp(&Reverse(permille(other))),
            Self::Doubt => permille(one).abs_diff(500).cmp(&permille(other).abs_diff(500)),
        };
        by.then_with(|| one.reading_order(other))
    }
}

/// How sure an engine was, in thousandths; `None` where none has said so.
#[must_use]
pub fn score(annotation: &Annotation) -> Option<u16> {
    match &annotation.origin {
        Origin::Engine { permille, .. } => *permille,
        _ => None,
    }
}

/// What suggested something: its engine's name, and how sure that was.
#[must_use]
pub fn suggested_by(annotation: &Annotation) -> Option<(&Rc<str>, Option<u16>)> {
    match &annotation.origin {
        Origin::Engine { id, .. } => Some((id, score(annotation))),
        Origin::Person | Origin::Import { .. } => None,
    }
}

/// What was said to a suggestion in this walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Yes.
    Accepted,
    /// Yes, with another label.
    Relabelled,
    /// No.
    Rejected,
}

/// How many suggestions were accepted, how many of these with another label, and how many were rejected and skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Accepted.
    pub accepted: usize,
    /// Those with another label.
    pub relabelled: usize,
    /// Rejected.
    pub rejected: usize,
    /// Passed over, and open still.
    pub skipped: usize,
}

/// Where the walk stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// At a suggestion of its article, as it was when it was come to.
    One(Rc<Suggestion>),
    /// Its article is being read; the article that is shown meanwhile.
    Reading(Option<DocId>),
    /// All were gone through.
    End,
}

/// A walk through suggestions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The article.
    pub document: DocId,
    /// Where in it.
    pub at: At,
    /// What was said to which.
    pub said: Table<(DocId, AnnotationId), Said>,
    /// Those that were passed over.
    pub skipped: Table<(DocId, AnnotationId), ()>,
    /// Articles that were asked for before they are come to, so that nobody waits for them.
    pub asked: Table<DocId, ()>,
    /// Articles that cannot be read.
    pub unreadable: Table<DocId, ()>,
    /// Where what is open lies in its article.
    pub placed: Rc<Placed>,
}

/// The open suggestions of an article, to be looked up by where they lie: worked out once when one of them changes, not for
/// each section that is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    of: Table<AnnotationId, Rc<Suggestion>>,
    open: Vec<Rc<Suggestion>>,
    near: Near,
}

impl Placed {
    /// Those of a document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let open: Vec<Rc<Suggestion>> = document.open_suggestions().cloned().collect();
        let near = Near::of(open.iter().map(|known| known.annotation.span.hull()).collect());
        Self { of: document.suggestions.clone(), open, near }
    }

    /// Whether nothing has changed in a document since.
    #[must_use]
    pub fn is_of(&self, document: &Document) -> bool {
        self.of.is_same(&document.suggestions)
    }

    /// Those that may have words in a stretch of the text, by id.
    #[must_use]
    pub fn around(&self, here: TextRange) -> Vec<&Rc<Suggestion>> {
        let mut found: Vec<usize> = self.near.overlapping(here).collect();
        found.sort_unstable();
        found.into_iter().filter_map(|place| self.open.get(place)).collect()
    }
}

impl Review {
    /// A walk that stands somewhere.
    #[must_use]
    pub fn new(document: DocId, at: At) -> Self {
        let (said, skipped, asked, unreadable) = (Table::new(), Table::new(), Table::new(), Table::new());
        Self { document, at, said, skipped, asked, unreadable, placed: Rc::default() }
    }

    /// The suggestion that is looked at.
    #[must_use]
    pub const fn current(&self) -> Option<&Rc<Suggestion>> {
        match &self.at {
            At::One(suggestion) => Some(suggestion),
            At::Reading(_) | At::End => None,
        }
    }

    /// Notes what was said.
    pub fn say(&mut self, document: &DocId, id: AnnotationId, said: Said) {
        self.said.insert((document.clone(), id), said);
        self.skipped.remove(&(document.clone(), id));
    }

    /// Notes that one was passed over.
    pub fn skip(&mut self, document: &DocId, id: AnnotationId) {
        self.skipped.insert((document.clone(), id), ());
    }

    /// Those that were passed over are to be looked at again.
    pub fn forget_skipped(&mut self) {
        self.skipped = Table::new();
    }

    fn is_skipped(&self, document: &DocId, id: AnnotationId) -> bool {
        !self.skipped.is_empty() && self.skipped.contains_key(&(document.clone(), id))
    }

    /// The suggestion that comes after one of its article, or would where that is open no more: the next in this order; after
    /// the last, the first that was not passed over.
    #[must_use]
    pub fn after(&self, document: &Document, order: Order, one: &Annotation) -> Option<Rc<Suggestion>> {
        let open = in_order(document, order);
        let later = |suggestion: &&Rc<Suggestion>| order.compare(&suggestion.annotation, one).is_gt();
        open.iter().copied().find(later).cloned().or_else(|| self.first(document, order, Some(one.id)))
    }

    /// The one before it.
    #[must_use]
    pub fn before(document: &Document, order: Order, one: &Annotation) -> Option<Rc<Suggestion>> {
        let earlier = |suggestion: &&Rc<Suggestion>| order.compare(&suggestion.annotation, one).is_lt();
        in_order(document, order).into_iter().rev().find(earlier).cloned()
    }

    /// The first of an article that was not passed over; another than this one.
    #[must_use]
    pub fn first(&self, document: &Document, order: Order, but: Option<AnnotationId>) -> Option<Rc<Suggestion>> {
        let meant = |suggestion: &&Rc<Suggestion>| {
            let id = suggestion.annotation.id;
            Some(id) != but && !self.is_skipped(&document.id, id)
        };
        in_order(document, order).into_iter().find(meant).cloned()
    }

    /// Whether an article has any that was not passed over. Where nobody knows how many it has, it may have some.
    #[must_use]
    pub fn has_any(&self, project: &Project, id: &DocId) -> bool {
        if self.unreadable.contains_key(id) || project.entries.get(id).is_none_or(|entry| entry.locked) {
            return false;
        }
        match (project.document(id), project.entries.get(id).and_then(|entry| entry.counts.waiting())) {
            (Some(document), _) => self.first(document, Order::Text, None).is_some(),
            (None, Some(waiting)) => {
                let skipped = self.skipped.keys().filter(|(document, _)| document == id).count();
                waiting as usize > skipped
            }
            (None, None) => true,
        }
    }

    /// The nearest article behind its own that has any, in the order in which the queue shows them; round at its end.
    #[must_use]
    pub fn next_article(&self, rows: &[DocId], project: &Project) -> Option<DocId> {
        let here = rows.iter().position(|id| *id == self.document).map_or(0, |here| here + 1);
        let round = rows.iter().skip(here).chain(rows.iter().take(here));
        round.into_iter().find(|id| **id != self.document && self.has_any(project, id)).cloned()
    }

    /// What was said so far. What is open again does not count.
    #[must_use]
    pub fn tally(&self, project: &Project) -> Tally {
        let mut tally = Tally::default();
        let open = |(document, id): &(DocId, AnnotationId)| {
            let known = project.document(document).and_then(|document| document.suggestions.get(id));
            known.is_some_and(|suggestion| suggestion.verdict == Verdict::Open)
        };
        for (_, said) in self.said.iter().filter(|(key, _)| !open(key)) {
            match said {
                Said::Accepted => tally.accepted += 1,
                Said::Relabelled => {
                    tally.accepted += 1;
                    tally.relabelled += 1;
                }
                Said::Rejected => tally.rejected += 1,
            }
        }
        let loaded = |(document, _): &&(DocId, AnnotationId)| project.document(document).is_some();
        tally.skipped = self.skipped.keys().filter(|key| open(key) || !loaded(key)).count();
        tally
    }

    /// The place of the suggestion that is looked at among all that were and are to be gone through, from 1, and how many
    /// these are, as far as that is known.
    #[must_use]
    pub fn place(&self, state: &State) -> (usize, usize) {
        let project = &state.project;
        let Tally { accepted, rejected, .. } = self.tally(project);
        let (mut before, mut all, mut passed) = (accepted + rejected, accepted + rejected, false);
        for id in state.queue.rows(project).iter() {
            if *id == self.document {
                passed = true;
                continue;
            }
            let waiting = project.entries.get(id).map_or(0, |entry| waiting(entry));
            all += waiting;
            before += if passed { 0 } else { waiting };
        }
        if let Some(document) = project.document(&self.document) {
            all += document.open_suggestions().count();
            if let Some(current) = self.current() {
                let earlier = |suggestion: &&Rc<Suggestion>| {
                    state.walks.compare(&suggestion.annotation, &current.annotation).is_lt()
                };
                before += document.open_suggestions().filter(earlier).count();
            }
        }
        ((before + 1).min(all), all)
    }
}

/// The open suggestions of a document, in an order.
#[must_use]
pub fn in_order(document: &Document, order: Order) -> Vec<&Rc<Suggestion>> {
    let mut all: Vec<_> = document.open_suggestions().collect();
    sort_by(&mut all, |one, other| order.compare(&one.annotation, &other.annotation));
    all
}

/// How many suggestions of an article wait for the person at work: of what is only looked at none does.
#[must_use]
pub fn waiting(entry: &Entry) -> usize {
    if entry.locked { 0 } else { entry.counts.waiting().unwrap_or(0) as usize }
}

impl State {
    /// The suggestion that is looked at, with its document, while keys mean it.
    #[must_use]
    pub fn suggestion(&self) -> Option<(&Rc<Document>, &Rc<Suggestion>)> {
        let review = self.review.as_ref()?;
        let document = self.document().filter(|document| document.id == review.document)?;
        if self.holder() != Holder::Suggestions {
            return None;
        }
        let known = document.suggestions.get(&review.current()?.annotation.id)?;
        (known.verdict == Verdict::Open).then_some((document, known))
    }
}
