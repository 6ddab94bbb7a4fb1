//! Relations between annotations.

use std::rc::Rc;

use crate::edit::{Change, Fresh, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::order::sort_by_key;
use crate::model::{AnnotationId, Attributes, DocId, KindId, Origin, Project, Relation, RelationId, RelationKind};

/// The relation kind that a link from one annotation to another would have: the first that the schema allows.
/// `None` when it allows none, or the two are one.
#[must_use]
pub fn link_kind(project: &Project, id: &DocId, from: AnnotationId, to: AnnotationId) -> Option<Rc<RelationKind>> {
    let document = project.document(id)?;
    let (start, end) = (document.annotations.get(&from)?, document.annotations.get(&to)?);
    (from != to).then(|| project.schema.kinds_between(&start.label, &end.label).next().cloned())?
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
    let mut same: Vec<_> = document.relations.values().filter(|r| r.from == from && r.kind == kind.id).collect();
    if same.iter().any(|relation| relation.to == to) {
        return None;
    }
    sort_by_key(&mut same, |relation| (relation.created, relation.id));
    let too_many = kind.at_most.map_or(0, |most| (same.len() + 1).saturating_sub(usize::from(most)));
    let mut changes: Vec<Change> =
        same.iter().take(too_many).map(|old| Change::Relation(id.clone(), Swap::gone((*old).clone()))).collect();
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
        attributes: Attributes::new(),
        note: Rc::from(""),
        author: fresh.author,
        created: fresh.now,
        changed: fresh.now,
        origin: Origin::Person,
    }
}

/// Deletes a relation. `None` when it is not there.
#[must_use]
pub fn unlink(project: &Project, id: &DocId, relation: RelationId) -> Option<Transaction> {
    let relation = project.document(id)?.relations.get(&relation)?;
    let name = project.schema.relation(&relation.kind).map_or("", |kind| &kind.name);
    let selection = Selection::one(id, relation.from);
    Some(Transaction {
        name: StepName::new(StepKind::Unlink, name),
        changes: vec![Change::Relation(id.clone(), Swap::gone(relation.clone()))],
        selection: (selection.clone(), selection),
    })
}
