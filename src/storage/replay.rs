//! From records back to changes. A record that came back from a store or another tab never goes through `edit::apply`:
//! it is taken in by `stored` and `ledger`.

use std::rc::Rc;

use super::Record;
use super::put::{Sides, What};
use crate::edit::{Change, Selection, StepKind, StepName, Swap, Transaction};
use crate::formats::Issue;
use crate::formats::native::object::{AnnotatorObject, BlockObject, SpanObject};
use crate::formats::native::read::{about_from, block_from};
use crate::formats::native::schema_from;
use crate::formats::native::thing::{Report, entity_from, person_from, project_from, relation_from, stored_annotation};
use crate::model::{Article, Block, DocId, Document, Person, Suggestion, Verdict};

/// What a record's step is called.
#[must_use]
pub fn name(record: &Record) -> StepName {
    StepName::new(StepKind::parse(&record.name), &record.detail)
}

/// The transaction that a record describes. `document` finds documents, also those that are no longer in the queue.
/// `None` when one of them is missing or something in the record does not read back.
#[must_use]
pub fn transaction(record: &Record, document: &dyn Fn(&DocId) -> Option<Rc<Document>>) -> Option<Transaction> {
    let mut changes = Vec::with_capacity(record.puts.len());
    for put in record.puts.iter() {
        changes.push(change(&put.what, document)?);
    }
    let name = name(record);
    // Which annotations the step was about is plain from the changes, so it is not stored. Yes to a suggestion picks nothing
    // out, or the next key would be said to what it made.
    let suggested = changes.iter().any(|change| matches!(change, Change::Suggestion(..)));
    let touched = |after: bool| {
        let side = |swap: &Swap<_>| if after { swap.after.clone() } else { swap.before.clone() };
        let found = changes.iter().filter(|_| !suggested).find_map(|change| match change {
            Change::Annotation(id, swap) => side(swap).map(|a: Rc<crate::model::Annotation>| (id.clone(), a.id)),
            _ => None,
        });
        found.map_or(Selection::Nothing, |(document, id)| Selection::one(&document, id))
    };
    let selection = (touched(false), touched(true));
    Some(Transaction { name, changes, selection })
}

/// The change that a record describes.
pub(super) fn change(what: &What, find: &dyn Fn(&DocId) -> Option<Rc<Document>>) -> Option<Change> {
    let mut issues = Vec::new();
    let document = |id: &str| find(&DocId::from(id));
    Some(match what {
        What::Annotation(id, sides) => {
            let article = &document(id)?.article;
            Change::Annotation(DocId::from(id.as_str()), swap(sides, |o| annotation(o, article, &mut issues))?)
        }
        What::Suggestion(id, sides) => {
            let article = &document(id)?.article;
            Change::Suggestion(DocId::from(id.as_str()), swap(sides, |o| suggestion(o, article, &mut issues))?)
        }
        What::Relation(id, sides) => {
            let relation = |o: &_| Some(relation_from(o, &mut report(&mut issues)));
            Change::Relation(DocId::from(id.as_str()), swap(sides, relation)?)
        }
        What::Block(id, sides) => {
            let article = &document(id)?.article;
            Change::Block(DocId::from(id.as_str()), swap(sides, |o| block(o, article))?)
        }
        What::Meta(id, sides) => {
            Change::Meta(DocId::from(id.as_str()), swap(sides, |o| Some(about_from(o, &mut report(&mut issues))))?)
        }
        What::Document(id, passage) => {
            let document = document(id)?;
            let side = |there: bool| there.then(|| document.clone());
            Change::Document(Swap { before: side(passage.before), after: side(passage.after) }, passage.place)
        }
        What::Place(id, moved) => Change::Place(DocId::from(id.as_str()), moved.before, moved.after),
        What::Entity(sides) => Change::Entity(swap(sides, |o| Some(entity_from(o)))?),
        What::Schema(sides) => Change::Schema(swap(sides, schema_from)?),
        What::About(sides) => Change::About(swap(sides, |o| Some(project_from(o)))?),
        What::Person(sides) => Change::Person(swap(sides, |o| Some(person(o)))?),
    })
}

fn report(issues: &mut Vec<Issue>) -> Report<'_> {
    Report { file: "", line: 0, path: String::new(), issues }
}

fn swap<T, U>(sides: &Sides<T>, mut read: impl FnMut(&T) -> Option<U>) -> Option<Swap<U>> {
    let mut side = |object: &Option<T>| match object {
        Some(object) => read(object).map(|value| Some(Rc::new(value))),
        None => Some(None),
    };
    Some(Swap { before: side(&sides.before)?, after: side(&sides.after)? })
}

fn annotation(object: &SpanObject, article: &Article, issues: &mut Vec<Issue>) -> Option<crate::model::Annotation> {
    stored_annotation(object, article, &mut report(issues))
}

fn suggestion(object: &SpanObject, article: &Article, issues: &mut Vec<Issue>) -> Option<Suggestion> {
    let verdict = if object.status == "rejected" { Verdict::Rejected } else { Verdict::Open };
    Some(Suggestion { annotation: annotation(object, article, issues)?, verdict })
}

fn block(object: &BlockObject, article: &Article) -> Option<Block> {
    block_from(object, |start, end| article.range(start, end, crate::model::Unit::CodePoint))
}

fn person(object: &AnnotatorObject) -> Person {
    person_from(object)
}

/// Whether what a change is about is there afterwards.
pub(super) const fn is_there(change: &Change) -> bool {
    match change {
        Change::Annotation(_, swap) => swap.after.is_some(),
        Change::Relation(_, swap) => swap.after.is_some(),
        Change::Suggestion(_, swap) => swap.after.is_some(),
        _ => true,
    }
}

/// Whether it was there before.
pub(super) const fn was_there(change: &Change) -> bool {
    match change {
        Change::Annotation(_, swap) => swap.before.is_some(),
        Change::Relation(_, swap) => swap.before.is_some(),
        Change::Suggestion(_, swap) => swap.before.is_some(),
        _ => true,
    }
}
