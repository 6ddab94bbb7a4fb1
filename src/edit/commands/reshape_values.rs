//! What a change of the schema does to values that are said, counted before it is done.

use std::rc::Rc;

use crate::edit::reshape::{Fate, Holder, Move, Outcome, Reshape, narrows};
use crate::model::order::sort_by;
use crate::model::{AttributeName, Document, Label, Project, RelationKind, Schema, Table};

/// What a change of the schema does to one value of one attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueTouch {
    /// What the attribute hangs on afterwards.
    pub of: Holder,
    /// The attribute: as it is called afterwards, or was where it is gone.
    pub name: AttributeName,
    /// The value as it is said now; of one that does not fit any more, as it will be.
    pub value: Rc<str>,
    /// What becomes of it.
    pub fate: Fate,
    /// How many annotations, relations or documents say it.
    pub things: usize,
    /// In how many documents.
    pub documents: usize,
}

type Touched = Table<(Holder, AttributeName, Rc<str>, Fate), (usize, usize)>;

/// Every value in loaded documents that becomes another, is taken away, or does not fit any more.
#[must_use]
pub fn touched_values(project: &Project, reshape: &Reshape) -> Vec<ValueTouch> {
    if !touches_values(&project.schema, reshape) {
        return Vec::new();
    }
    let mut all: Touched = Table::new();
    for document in project.documents() {
        let mut here: Touched = Table::new();
        in_document(document, &project.schema, reshape, &mut here);
        for (key, (things, _)) in here.iter() {
            let (known, documents) = all.get(key).copied().unwrap_or_default();
            all.insert(key.clone(), (known + things, documents + 1));
        }
    }
    let mut touches: Vec<ValueTouch> = Vec::new();
    for ((of, name, value, fate), (things, documents)) in all.iter() {
        let (of, name, value, fate) = (of.clone(), name.clone(), value.clone(), fate.clone());
        touches.push(ValueTouch { of, name, value, fate, things: *things, documents: *documents });
    }
    // What is said most often comes first.
    sort_by(&mut touches, |one, other| {
        (&one.of, &one.name).cmp(&(&other.of, &other.name)).then(other.things.cmp(&one.things))
    });
    touches
}

fn in_document(document: &Document, before: &Schema, reshape: &Reshape, here: &mut Touched) {
    for annotation in document.annotations.values() {
        if let Some(outcome) = reshape.outcome(annotation) {
            tell(here, &outcome, (before, &Holder::Label(annotation.label.clone())), &reshape.next);
        }
    }
    for relation in document.relations.values() {
        if let Some(outcome) = reshape.outcome_of_relation(relation) {
            tell(here, &outcome, (before, &Holder::Kind(relation.kind.clone())), &reshape.next);
        }
    }
    let outcome = reshape.outcome_of_document(&document.meta.values);
    tell(here, &outcome, (before, &Holder::Document), &reshape.next);
}

fn tell<T>(here: &mut Touched, outcome: &Outcome<T>, before: (&Schema, &Holder), next: &Schema) {
    for (name, value, fate) in outcome.fates(before, next) {
        let key = (outcome.holder().clone(), name, value, fate);
        let (things, _) = here.get(&key).copied().unwrap_or_default();
        here.insert(key, (things + 1, 1));
    }
}

/// Whether something that is said may become something else, or may not fit any more.
#[must_use]
pub fn touches_values(before: &Schema, reshape: &Reshape) -> bool {
    let next = &reshape.next;
    let label = |old: &Rc<Label>| {
        next.label(&old.id).is_some_and(|new| !Rc::ptr_eq(old, new) && narrows(&old.attributes, &new.attributes))
    };
    let kind = |old: &Rc<RelationKind>| {
        next.relation(&old.id).is_some_and(|new| !Rc::ptr_eq(old, new) && narrows(&old.attributes, &new.attributes))
    };
    let renames = |step: &Move| !matches!(step, Move::Gone(_) | Move::KindGone(_));
    reshape.moves.iter().any(renames)
        || before.labels.iter().any(label)
        || before.relations.iter().any(kind)
        || reshape.touches_documents(before)
}
