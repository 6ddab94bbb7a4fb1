//! What is said in a document, by people and by engines, as far as it is compared.

use std::rc::Rc;

use crate::model::{Annotation, AnnotationId, Document, LabelId, Origin, Span, Verdict};

use super::Mark;

/// How a mark stands in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is an annotation.
    Marked,
    /// It is suggested.
    Open,
    /// It was suggested, and somebody said no.
    Rejected,
}

/// One mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its id.
    pub id: AnnotationId,
    /// Its label.
    pub label: LabelId,
    /// Its span.
    pub span: Span,
    /// The engine that it came from, or the format of the file that suggested it; empty where that is not said.
    pub engine: Option<Rc<str>>,
    /// How it stands.
    pub standing: Standing,
}

impl Said {
    /// What is measured of it.
    #[must_use]
    pub const fn mark(&self) -> Mark<'_> {
        Mark { label: &self.label, span: &self.span }
    }
}

/// All that is said in a document.
#[must_use]
pub fn said(document: &Document) -> Vec<Said> {
    let one = |annotation: &Annotation, engine: Option<Rc<str>>, standing| Said {
        id: annotation.id,
        label: annotation.label.clone(),
        span: annotation.span.clone(),
        engine,
        standing,
    };
    let marked = document
        .annotations
        .values()
        .map(|annotation| one(annotation, untouched_of(annotation).cloned(), Standing::Marked));
    let suggested = document.suggestions.values().map(|suggestion| {
        let engine = suggested_by(&suggestion.annotation).cloned().unwrap_or_else(|| Rc::from(""));
        let standing = match suggestion.verdict {
            Verdict::Open => Standing::Open,
            Verdict::Rejected => Standing::Rejected,
        };
        one(&suggestion.annotation, Some(engine), standing)
    });
    marked.chain(suggested).collect()
}

/// The engine whose mark an annotation is: it was accepted, and nothing was changed since. What a person changed is theirs:
/// the engine said something else, or so it must be taken.
fn untouched_of(annotation: &Annotation) -> Option<&Rc<str>> {
    match &annotation.origin {
        Origin::Engine { id, .. } if annotation.changed == annotation.created => Some(id),
        Origin::Engine { .. } | Origin::Person | Origin::Import { .. } => None,
    }
}

/// The engines that said something there, in the order in which they come. That somebody accepted all that one
/// suggested does not make it silent.
#[must_use]
pub fn engines(said: &[Said]) -> Vec<Rc<str>> {
    each_once(said.iter().filter_map(|one| one.engine.as_ref()))
}

/// The same of a document, also those of which somebody has changed everything since.
#[must_use]
pub fn engines_of(document: &Document) -> Vec<Rc<str>> {
    let marked = document.annotations.values().filter_map(|annotation| match &annotation.origin {
        Origin::Engine { id, .. } => Some(id),
        Origin::Person | Origin::Import { .. } => None,
    });
    let nobody = Rc::from("");
    let suggested =
        document.suggestions.values().map(|suggestion| suggested_by(&suggestion.annotation).unwrap_or(&nobody));
    each_once(suggested.chain(marked))
}

fn each_once<'a>(engines: impl Iterator<Item = &'a Rc<str>>) -> Vec<Rc<str>> {
    let mut found: Vec<Rc<str>> = Vec::new();
    for engine in engines {
        if !found.contains(engine) {
            found.push(engine.clone());
        }
    }
    found
}

/// Who suggested something: an engine, or the format of the file that it came with.
const fn suggested_by(annotation: &Annotation) -> Option<&Rc<str>> {
    match &annotation.origin {
        Origin::Engine { id, .. } => Some(id),
        Origin::Import { format, .. } => Some(format),
        Origin::Person => None,
    }
}

/// What people marked, or said yes to.
#[must_use]
pub fn of_people(said: &[Said]) -> Vec<Said> {
    said.iter().filter(|one| one.standing == Standing::Marked).cloned().collect()
}

/// What an engine said: what is open, and what somebody said yes to, since the engine said that, too; what was rejected
/// where that is wanted. Nothing where it said nothing at all.
#[must_use]
pub fn of_engine(said: &[Said], engine: &str, rejected: bool) -> Option<Vec<Said>> {
    let mut own = said.iter().filter(|one| one.engine.as_deref() == Some(engine)).peekable();
    own.peek()?;
    Some(own.filter(|one| rejected || one.standing != Standing::Rejected).cloned().collect())
}
