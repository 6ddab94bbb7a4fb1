//! From records back to changes. A record that came back from a store or another tab never goes through `edit::apply`:
//! what it says afterwards is put in place, the later record winning.

use std::rc::Rc;

use super::Record;
use super::record::{Put, Sides};
use crate::edit::{Change, Selection, StepKind, StepName, Swap, Transaction};
use crate::formats::Issue;
use crate::formats::native::object::{AnnotatorObject, BlockObject, SpanObject};
use crate::formats::native::read::{about_from, block_from};
use crate::formats::native::schema_from;
use crate::formats::native::thing::{Report, entity_from, person_from, relation_from, stored_annotation};
use crate::model::{Article, Block, DocId, Document, Person, Project, Suggestion, Verdict};

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
    for put in &record.puts {
        changes.push(change(put, document)?);
    }
    let name = name(record);
    // Which annotations the step was about is plain from the changes, so it is not stored.
    let touched = |after: bool| {
        let side = |swap: &Swap<_>| if after { swap.after.clone() } else { swap.before.clone() };
        let found = changes.iter().find_map(|change| match change {
            Change::Annotation(id, swap) => side(swap).map(|a: Rc<crate::model::Annotation>| (id.clone(), a.id)),
            _ => None,
        });
        found.map_or(Selection::Nothing, |(document, id)| Selection::one(&document, id))
    };
    let selection = (touched(false), touched(true));
    Some(Transaction { name, changes, selection })
}

fn change(put: &Put, find: &dyn Fn(&DocId) -> Option<Rc<Document>>) -> Option<Change> {
    let mut issues = Vec::new();
    let document = |id: &str| find(&DocId::from(id));
    Some(match put {
        Put::Annotation(id, sides) => {
            let article = &document(id)?.article;
            Change::Annotation(DocId::from(id.as_str()), swap(sides, |o| annotation(o, article, &mut issues))?)
        }
        Put::Suggestion(id, sides) => {
            let article = &document(id)?.article;
            Change::Suggestion(DocId::from(id.as_str()), swap(sides, |o| suggestion(o, article, &mut issues))?)
        }
        Put::Relation(id, sides) => {
            let relation = |o: &_| Some(relation_from(o, &mut report(&mut issues)));
            Change::Relation(DocId::from(id.as_str()), swap(sides, relation)?)
        }
        Put::Block(id, sides) => {
            let article = &document(id)?.article;
            Change::Block(DocId::from(id.as_str()), swap(sides, |o| block(o, article))?)
        }
        Put::Meta(id, sides) => {
            Change::Meta(DocId::from(id.as_str()), swap(sides, |o| Some(about_from(o, &mut report(&mut issues))))?)
        }
        Put::Document(id, before, after, place) => {
            let document = document(id)?;
            let side = |there: bool| there.then(|| document.clone());
            Change::Document(Swap { before: side(*before), after: side(*after) }, *place)
        }
        Put::Entity(sides) => Change::Entity(swap(sides, |o| Some(entity_from(o)))?),
        Put::Schema(sides) => Change::Schema(swap(sides, schema_from)?),
        Put::Person(sides) => Change::Person(swap(sides, |o| Some(person(o)))?),
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

/// Puts what a record says of a document into it. What does not read back is left out; the record stays on disk.
pub fn merge_into_document(document: &mut Document, record: &Record) {
    let id = document.id.clone();
    for put in record.puts.iter().filter(|put| put.document() == Some(id.as_str())) {
        let article = document.article.clone();
        let fixed = Rc::new(document.clone());
        let Some(change) = change(put, &move |_| Some(fixed.clone())) else { continue };
        match change {
            Change::Annotation(_, swap) => match (&swap.after, &swap.before) {
                (Some(after), _) if after.span.fits(&article) => {
                    document.annotations.insert(after.id, after.clone());
                }
                (None, Some(before)) => {
                    document.annotations.remove(&before.id);
                }
                _ => {}
            },
            Change::Relation(_, swap) => match (&swap.after, &swap.before) {
                (Some(after), _) => {
                    document.relations.insert(after.id, after.clone());
                }
                (None, Some(before)) => {
                    document.relations.remove(&before.id);
                }
                _ => {}
            },
            Change::Suggestion(_, swap) => match (&swap.after, &swap.before) {
                (Some(after), _) if after.annotation.span.fits(&article) => {
                    document.suggestions.insert(after.annotation.id, after.clone());
                }
                (None, Some(before)) => {
                    document.suggestions.remove(&before.annotation.id);
                }
                _ => {}
            },
            Change::Block(_, Swap { after: Some(after), .. }) => {
                if let Some(slot) = Rc::make_mut(&mut document.blocks).iter_mut().find(|block| block.id == after.id) {
                    *slot = after;
                }
            }
            Change::Meta(_, Swap { after: Some(after), .. }) => document.meta = after,
            _ => {}
        }
    }
}

/// Puts what a record says of the project around the documents into it.
pub fn merge_into_project(project: &mut Project, record: &Record) {
    let nowhere = |_: &DocId| None;
    for put in &record.puts {
        if let Put::Document(id, _, after, place) = put {
            let id = DocId::from(id.as_str());
            let entry = record.entries.iter().find(|entry| entry.id == id.as_str());
            let order = Rc::make_mut(&mut project.order);
            order.retain(|other| *other != id);
            project.entries.remove(&id);
            if let (true, Some(entry)) = (*after, entry) {
                order.insert((*place).min(order.len()), id.clone());
                project.entries.insert(id, Rc::new(entry.entry()));
            }
            continue;
        }
        match change(put, &nowhere) {
            Some(Change::Entity(swap)) => match (&swap.after, &swap.before) {
                (Some(after), _) => {
                    project.entities.insert(after.id, after.clone());
                }
                (None, Some(before)) => {
                    project.entities.remove(&before.id);
                }
                _ => {}
            },
            Some(Change::Person(swap)) => match (&swap.after, &swap.before) {
                (Some(after), _) => {
                    project.people.insert(after.id, after.clone());
                }
                (None, Some(before)) => {
                    project.people.remove(&before.id);
                }
                _ => {}
            },
            Some(Change::Schema(Swap { after: Some(after), .. })) => project.schema = after,
            _ => {}
        }
    }
    for object in &record.entries {
        let entry = object.entry();
        if project.entries.contains_key(&entry.id) {
            project.entries.insert(entry.id.clone(), Rc::new(entry));
        }
    }
}
