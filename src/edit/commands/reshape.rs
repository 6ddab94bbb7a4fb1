//! The schema of a project changes, and what is annotated under it moves along, in every document that is loaded.

use std::rc::Rc;

use crate::edit::reshape::{Move, Outcome, Reshape};
use crate::edit::{Change, Fresh, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::{
    Annotation, Counts, DocId, Document, KindId, Label, LabelId, Meta, Project, Relation, Schema, Suggestion, Table,
};

/// What a change of the schema does to the annotations of one label: those that fare alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// The label they have.
    pub from: LabelId,
    /// The label they will have; nothing for those that are deleted.
    pub to: Option<LabelId>,
    /// How many annotations.
    pub annotations: usize,
    /// In how many documents.
    pub documents: usize,
    /// How many relations are deleted with them.
    pub relations: usize,
}

/// What a change of the schema does to the relations of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindTouch {
    /// The kind they are of.
    pub from: KindId,
    /// The kind they will be of; nothing for those that are deleted.
    pub to: Option<KindId>,
    /// How many.
    pub relations: usize,
    /// In how many documents.
    pub documents: usize,
}

/// Everything of loaded documents that a change of the schema touches: what gets another label or kind, what is deleted,
/// and what is called or offered otherwise from now on.
#[must_use]
pub fn touched(project: &Project, reshape: &Reshape) -> (Vec<Touch>, Vec<KindTouch>) {
    let (mut labels, mut kinds): (Vec<Touch>, Vec<KindTouch>) = (Vec::new(), Vec::new());
    let (before, next) = (&*project.schema, &reshape.next);
    for document in project.documents() {
        let mut here: Table<(LabelId, Option<LabelId>), (usize, usize)> = Table::new();
        let tell = |counts: &mut Table<_, (usize, usize)>, key: (LabelId, Option<LabelId>), by: (usize, usize)| {
            let (annotations, relations) = counts.get(&key).copied().unwrap_or_default();
            counts.insert(key, (annotations + by.0, relations + by.1));
        };
        for annotation in document.annotations.values() {
            let to = reshape.fate(annotation);
            if to.as_ref() != Some(&annotation.label) || looks_other(before, next, &annotation.label) {
                tell(&mut here, (annotation.label.clone(), to), (1, 0));
            }
        }
        let gone = |relation: &&Rc<Relation>| lost_end(document, reshape, relation);
        for relation in document.relations.values() {
            if let Some(end) = gone(&relation) {
                tell(&mut here, (end.label.clone(), None), (0, 1));
                continue;
            }
            let to = reshape.outcome_of_relation(relation).map(|outcome| outcome.name);
            let name = |schema: &Schema| schema.relation(&relation.kind).map(|kind| kind.name.clone());
            if to.as_ref() == Some(&relation.kind) && name(before) == name(next) {
                continue;
            }
            match kinds.iter_mut().find(|touch| touch.from == relation.kind) {
                Some(touch) => touch.relations += 1,
                None => kinds.push(KindTouch { from: relation.kind.clone(), to, relations: 1, documents: 0 }),
            }
        }
        for touch in &mut kinds {
            let here = |relation: &&Rc<Relation>| relation.kind == touch.from && gone(relation).is_none();
            touch.documents += usize::from(document.relations.values().any(|relation| here(&relation)));
        }
        for ((from, to), (annotations, relations)) in here.iter() {
            match labels.iter_mut().find(|touch| touch.from == *from && touch.to == *to) {
                Some(touch) => {
                    touch.annotations += annotations;
                    touch.relations += relations;
                    touch.documents += 1;
                }
                None => labels.push(Touch {
                    from: from.clone(),
                    to: to.clone(),
                    annotations: *annotations,
                    documents: 1,
                    relations: *relations,
                }),
            }
        }
    }
    (labels, kinds)
}

/// Whether a label that stays is called otherwise, or is not offered any more.
fn looks_other(before: &Schema, next: &Schema, id: &LabelId) -> bool {
    let look = |label: &Rc<Label>| (label.name.clone(), label.retired);
    before.label(id).map(look) != next.label(id).map(look)
}

/// How many annotations of loaded documents end up with a label, and in how many documents.
#[must_use]
pub fn carried(project: &Project, reshape: &Reshape, label: &LabelId) -> (usize, usize) {
    project.documents().fold((0, 0), |(annotations, documents), document| {
        let has = |annotation: &&Rc<Annotation>| reshape.fate(annotation).as_ref() == Some(label);
        let here = document.annotations.values().filter(has).count();
        (annotations + here, documents + usize::from(here > 0))
    })
}

/// The end of a relation that is deleted, if one is.
fn lost_end<'a>(document: &'a Document, reshape: &Reshape, relation: &Relation) -> Option<&'a Rc<Annotation>> {
    let ends = [relation.from, relation.to].into_iter().filter_map(|end| document.annotations.get(&end));
    ends.into_iter().find(|end| reshape.fate(end).is_none())
}

/// The documents that are not loaded and may have something to move. What is said of a whole document is known only of
/// those that are read.
#[must_use]
pub fn unread(project: &Project, reshape: &Reshape) -> Vec<DocId> {
    let all = reshape.touches_documents(&project.schema);
    let something = |id: &&DocId| {
        let something = |Counts { annotations, suggestions, .. }: Counts| annotations > 0 || suggestions != Some(0);
        let may = all || project.entries.get(id).is_some_and(|entry| something(entry.counts));
        may && !project.loaded.contains_key(id)
    };
    project.order.iter().filter(something).cloned().collect()
}

/// Puts a schema in the place of the project's, a version further, and moves annotations, suggestions and relations of
/// every loaded document as `reshape` says, and values that are said of them. Nothing else about them changes: spans, links and
/// notes stay, and so do values that do not fit any more.
/// `None` when nothing would be different.
#[must_use]
pub fn change_schema(project: &Project, reshape: &Reshape, fresh: &Fresh) -> Option<Transaction> {
    let before = &project.schema;
    let same = Schema { version: before.version, ..reshape.next.clone() } == **before;
    let mut changes = Vec::new();
    if !reshape.moves.is_empty() {
        for document in project.documents() {
            changes.extend(moved(document, reshape, fresh));
        }
    }
    if same && changes.is_empty() {
        return None;
    }
    let next = Schema { version: before.version + 1, former: reshape.former(), ..reshape.next.clone() };
    let name = StepName::new(StepKind::Schema, &title(before, reshape));
    // The schema first: what is counted is counted under the new one.
    changes.insert(0, Change::Schema(Swap::changed(before.clone(), Rc::new(next))));
    Some(Transaction { name, changes, selection: (Selection::Nothing, Selection::Nothing) })
}

/// What a step is called: what became what, else the schema's name.
fn title(before: &Schema, reshape: &Reshape) -> String {
    let name = |id: &LabelId| {
        let label = reshape.next.label(id).or_else(|| before.label(id));
        label.map_or_else(|| id.to_string(), |label| label.name.to_string())
    };
    let old = |id: &LabelId| before.label(id).map_or_else(|| name(id), |label| label.name.to_string());
    let told = reshape.moves.iter().filter_map(|step| match step {
        Move::Label { from, to, .. } => Some(format!("{} → {}", old(from), name(to))),
        Move::Gone(gone) => Some(format!("{} → –", old(gone))),
        Move::Value { from, to, .. } => Some(format!("{from} → {}", to.as_deref().unwrap_or("–"))),
        Move::Said { from, to: None, .. } => Some(format!("{from} → –")),
        Move::Kind { .. } | Move::KindGone(_) | Move::Said { .. } => None,
    });
    let told: Vec<String> = told.take(3).collect();
    if told.is_empty() { reshape.next.name.to_string() } else { told.join(", ") }
}

fn moved(document: &Rc<Document>, reshape: &Reshape, fresh: &Fresh) -> Vec<Change> {
    let id = &document.id;
    let mut changes = Vec::new();
    for before in document.relations.values() {
        let outcome = match lost_end(document, reshape, before) {
            Some(_) => None,
            None => reshape.outcome_of_relation(before),
        };
        match outcome {
            None => changes.push(Change::Relation(id.clone(), Swap::gone(before.clone()))),
            Some(outcome) if outcome.name != before.kind || outcome.said != before.attributes => {
                let (kind, attributes) = (outcome.name, outcome.said);
                let after = Relation { kind, attributes, changed: fresh.now, ..(**before).clone() };
                changes.push(Change::Relation(id.clone(), Swap::changed(before.clone(), Rc::new(after))));
            }
            Some(_) => {}
        }
    }
    let moved = |before: &Annotation, outcome: Outcome<LabelId>| {
        let other = outcome.name != before.label || outcome.said != before.attributes;
        let (label, attributes) = (outcome.name, outcome.said);
        other.then(|| Annotation { label, attributes, changed: fresh.now, ..before.clone() })
    };
    for before in document.annotations.values() {
        match reshape.outcome(before).map(|outcome| moved(before, outcome)) {
            None => changes.push(Change::Annotation(id.clone(), Swap::gone(before.clone()))),
            Some(Some(after)) => {
                changes.push(Change::Annotation(id.clone(), Swap::changed(before.clone(), Rc::new(after))));
            }
            Some(None) => {}
        }
    }
    for before in document.suggestions.values() {
        match reshape.outcome(&before.annotation).map(|outcome| moved(&before.annotation, outcome)) {
            None => changes.push(Change::Suggestion(id.clone(), Swap::gone(before.clone()))),
            Some(Some(annotation)) => {
                let after = Rc::new(Suggestion { annotation, ..(**before).clone() });
                changes.push(Change::Suggestion(id.clone(), Swap::changed(before.clone(), after)));
            }
            Some(None) => {}
        }
    }
    let outcome = reshape.outcome_of_document(&document.meta.values);
    if outcome.said != document.meta.values {
        let after = Rc::new(Meta { values: outcome.said, ..(*document.meta).clone() });
        changes.push(Change::Meta(id.clone(), Swap::changed(document.meta.clone(), after)));
    }
    changes
}
