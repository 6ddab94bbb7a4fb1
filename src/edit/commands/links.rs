//! Relations between annotations.

use std::rc::Rc;

use super::annotate::first_values;
use crate::edit::{Change, Fresh, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::order::sort_by_key;
use crate::model::{
    AnnotationId, AttributeName, DocId, Document, KindId, Origin, Project, Relation, RelationId, RelationKind,
};

/// The relation kinds that a link from one annotation to another may have, preferred first. None where the two are one,
/// or one of them is not there.
#[must_use]
pub fn link_kinds(project: &Project, id: &DocId, from: AnnotationId, to: AnnotationId) -> Vec<Rc<RelationKind>> {
    let annotation = |end| project.document(id).and_then(|document| document.annotations.get(&end));
    match (annotation(from), annotation(to)) {
        (Some(start), Some(end)) if from != to => {
            project.schema.kinds_between(&start.label, &end.label).cloned().collect()
        }
        _ => Vec::new(),
    }
}

/// The kind that comes after a relation's own among those that its ends allow, round at the end. `None` where there is no
/// other.
#[must_use]
pub fn next_kind(project: &Project, id: &DocId, relation: &Relation) -> Option<Rc<RelationKind>> {
    let kinds = link_kinds(project, id, relation.from, relation.to);
    let after = kinds.iter().position(|kind| kind.id == relation.kind).map_or(0, |place| place + 1);
    kinds.iter().cycle().skip(after).take(kinds.len()).find(|kind| kind.id != relation.kind).cloned()
}

/// Links two annotations. Where the kind may leave an annotation only so often, the oldest of it makes room. `None`
/// when the schema forbids it or it is there already.
#[must_use]
pub fn link(
    project: &Project,
    id: &DocId,
    kind: &KindId,
    from: AnnotationId,
    to: AnnotationId,
    fresh: &mut Fresh,
) -> Option<Transaction> {
    let document = project.document(id)?;
    let kind = project.schema.relation(kind)?;
    let (start, end) = (document.annotations.get(&from)?, document.annotations.get(&to)?);
    if from == to || !kind.allows(&start.label, &end.label) {
        return None;
    }
    let mut changes = room(document, kind, from, to, None)?;
    let relation = new_relation(kind, from, to, fresh);
    changes.push(Change::Relation(id.clone(), Swap::made(Rc::new(relation))));
    changes.extend(super::annotate::newcomer(project, fresh));
    let selection = Selection::one(id, from);
    let name = StepName::new(StepKind::Link, &kind.name);
    Some(Transaction { name, changes, selection: (selection.clone(), selection) })
}

/// A link that a person makes now.
pub(super) fn new_relation(kind: &RelationKind, from: AnnotationId, to: AnnotationId, fresh: &mut Fresh) -> Relation {
    Relation {
        id: RelationId::from_bits(fresh.bits()),
        kind: kind.id.clone(),
        from,
        to,
        attributes: first_values(&kind.attributes),
        note: Rc::from(""),
        author: fresh.author,
        created: fresh.now,
        changed: fresh.now,
        origin: Origin::Person,
    }
}

/// What has to go so that a relation of a kind can lead from one annotation to another: where the kind may leave an
/// annotation only so often, the oldest of it. `None` when there is such a one already. `but` is not counted.
fn room(
    document: &Document,
    kind: &RelationKind,
    from: AnnotationId,
    to: AnnotationId,
    but: Option<RelationId>,
) -> Option<Vec<Change>> {
    let others = document.relations.values().filter(|r| r.from == from && r.kind == kind.id && Some(r.id) != but);
    let mut same: Vec<_> = others.collect();
    if same.iter().any(|relation| relation.to == to) {
        return None;
    }
    sort_by_key(&mut same, |relation| (relation.created, relation.id));
    let too_many = kind.at_most.map_or(0, |most| (same.len() + 1).saturating_sub(usize::from(most)));
    let gone = |old: &&Rc<Relation>| Change::Relation(document.id.clone(), Swap::gone((*old).clone()));
    Some(same.iter().take(too_many).map(gone).collect())
}

/// Changes a relation by `change`; everything else of it stays. `None` when it is not there or would be the same.
fn changed(
    project: &Project,
    id: &DocId,
    relation: RelationId,
    (name, mut changes): (StepName, Vec<Change>),
    fresh: &Fresh,
    change: impl FnOnce(&mut Relation),
) -> Option<Transaction> {
    let document = project.document(id)?;
    let before = document.relations.get(&relation)?;
    let mut after = (**before).clone();
    change(&mut after);
    if after == **before {
        return None;
    }
    after.changed = fresh.now;
    let end = [after.from, after.to].into_iter().find(|end| document.annotations.contains_key(end));
    let selection = end.map_or(Selection::Nothing, |end| Selection::one(id, end));
    changes.push(Change::Relation(id.clone(), Swap::changed(before.clone(), Rc::new(after))));
    Some(Transaction { name, changes, selection: (selection.clone(), selection) })
}

/// The name of what a relation's kind is called.
fn kind_name<'a>(project: &'a Project, relation: &'a Relation) -> &'a str {
    project.schema.relation(&relation.kind).map_or(relation.kind.as_str(), |kind| &kind.name)
}

/// Gives a relation another end, `is_to` the one it leads to. `None` when its kind does not allow that, or such a one is
/// there already. Of an end that is gone nothing is asked, nor of a kind that the schema does not know.
#[must_use]
pub fn relink(
    project: &Project,
    id: &DocId,
    relation: RelationId,
    is_to: bool,
    end: AnnotationId,
    fresh: &Fresh,
) -> Option<Transaction> {
    let document = project.document(id)?;
    let before = document.relations.get(&relation)?;
    let (from, to) = if is_to { (before.from, end) } else { (end, before.to) };
    if from == to || !document.annotations.contains_key(&end) {
        return None;
    }
    let label = |end| document.annotations.get(&end).map(|annotation| &annotation.label);
    let mut gone = Vec::new();
    if let Some(kind) = project.schema.relation(&before.kind) {
        let admits =
            |ends: &[crate::model::LabelId], end| label(end).is_none_or(|l| ends.is_empty() || ends.contains(l));
        if !admits(&kind.from, from) || !admits(&kind.to, to) {
            return None;
        }
        gone = room(document, kind, from, to, Some(relation))?;
    }
    // Of a kind that the schema does not know, too, a link stands once.
    let twin =
        |other: &&Rc<Relation>| other.id != relation && (&other.kind, other.from, other.to) == (&before.kind, from, to);
    if document.relations.values().any(|other| twin(&other)) {
        return None;
    }
    let name = StepName::new(StepKind::Relink, kind_name(project, before));
    changed(project, id, relation, (name, gone), fresh, |relation| (relation.from, relation.to) = (from, to))
}

/// Gives a relation another kind; of what is said of it, what the new kind has too stays. `None` when its ends do not
/// allow that, or there is such a one already.
#[must_use]
pub fn rekind(
    project: &Project,
    id: &DocId,
    relation: RelationId,
    kind: &KindId,
    fresh: &Fresh,
) -> Option<Transaction> {
    let document = project.document(id)?;
    let before = document.relations.get(&relation)?;
    let kind = link_kinds(project, id, before.from, before.to).into_iter().find(|other| other.id == *kind)?;
    let gone = room(document, &kind, before.from, before.to, Some(relation))?;
    let old = project.schema.relation(&before.kind).map(|old| &*old.attributes);
    let attributes = super::annotate::values_under(&kind.attributes, old, &before.attributes);
    let name = StepName::new(StepKind::Relink, &kind.name);
    changed(project, id, relation, (name, gone), fresh, |relation| {
        relation.kind = kind.id.clone();
        relation.attributes = attributes;
    })
}

/// Sets the note of a relation; an empty one takes it away.
#[must_use]
pub fn set_link_note(
    project: &Project,
    id: &DocId,
    relation: RelationId,
    note: &str,
    fresh: &Fresh,
) -> Option<Transaction> {
    let note: Rc<str> = Rc::from(note.trim());
    let name = StepName::new(StepKind::Note, &note);
    changed(project, id, relation, (name, Vec::new()), fresh, |relation| relation.note = note)
}

/// Sets an attribute of a relation; without values, takes it away, also where its kind does not know it. `None` when its
/// kind does not have it or does not take these values.
#[must_use]
pub fn set_link_attribute(
    project: &Project,
    id: &DocId,
    relation: RelationId,
    name: &AttributeName,
    values: &[String],
    fresh: &Fresh,
) -> Option<Transaction> {
    let before = project.document(id)?.relations.get(&relation)?;
    let kind = project.schema.relation(&before.kind);
    let known = kind.and_then(|kind| kind.attributes.iter().find(|attribute| attribute.name == *name));
    let read = match known {
        Some(attribute) => attribute.kind.read(values)?,
        None if values.is_empty() => Vec::new(),
        None => return None,
    };
    let title = known.map_or(name.as_str(), |attribute| &attribute.title);
    let detail = format!("{} {}", title, values.join(", "));
    let step = StepName::new(StepKind::Attribute, detail.trim_end());
    changed(project, id, relation, (step, Vec::new()), fresh, |relation| {
        if read.is_empty() {
            relation.attributes.remove(name);
        } else {
            relation.attributes.insert(name.clone(), read);
        }
    })
}

/// Deletes a relation. `None` when it is not there.
#[must_use]
pub fn unlink(project: &Project, id: &DocId, relation: RelationId) -> Option<Transaction> {
    let relation = project.document(id)?.relations.get(&relation)?;
    let document = project.document(id)?;
    let end = [relation.from, relation.to].into_iter().find(|end| document.annotations.contains_key(end));
    let selection = end.map_or(Selection::Nothing, |end| Selection::one(id, end));
    Some(Transaction {
        name: StepName::new(StepKind::Unlink, kind_name(project, relation)),
        changes: vec![Change::Relation(id.clone(), Swap::gone(relation.clone()))],
        selection: (selection.clone(), selection),
    })
}
