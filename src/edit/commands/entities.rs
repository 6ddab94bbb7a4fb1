//! Identity: which mentions name the same real-world thing.

use std::rc::Rc;

use super::annotate::each;
use crate::edit::{Change, Fresh, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::{
    Annotation, AnnotationId, DocId, Document, Entity, EntityId, LabelKind, Project, Suggestion, Table,
};

/// The mentions among annotations: those whose label marks an entity. Claims and cues name nothing.
#[must_use]
pub fn mentions(project: &Project, document: &Document, ids: &[AnnotationId]) -> Vec<AnnotationId> {
    let named = each(document, ids).into_iter();
    named.filter(|a| project.schema.kind_of(&a.label) == LabelKind::Entity).map(|a| a.id).collect()
}

/// Says that mentions name one thing. They join the entity that the first of them in the text has; other entities that
/// some of them had become one with it, in every document. Where none has one, a new one is named like the mention that
/// looks most like a name. Documents that are only looked at stay as they are, and what they name stays beside it. `None`
/// when they are fewer than two, are one already, or entities would have to become one while a document is not loaded.
#[must_use]
pub fn group(project: &Project, id: &DocId, ids: &[AnnotationId], fresh: &mut Fresh) -> Option<Transaction> {
    let document = project.document(id)?;
    let chosen = mentions(project, document, ids);
    let mut named = each(document, &chosen);
    if named.len() < 2 {
        return None;
    }
    named.sort_by(|one, other| one.reading_order(other));
    let mut known = Table::new();
    let known: Vec<EntityId> =
        named.iter().filter_map(|a| a.entity).filter(|entity| known.insert(*entity, ()).is_none()).collect();
    let mut changes = Vec::new();
    let (kept, name) = match known.first() {
        Some(first) => (*first, project.entities.get(first).map_or_else(|| Rc::from(""), |entity| entity.name.clone())),
        None => {
            let entity = EntityId::from_bits(fresh.bits());
            let name: Rc<str> = Rc::from(name_of(document, &named));
            let made = Entity { id: entity, name: name.clone(), link: None, note: Rc::from("") };
            changes.push(Change::Entity(Swap::made(Rc::new(made))));
            (entity, name)
        }
    };
    let others = known.get(1..).unwrap_or_default();
    if !others.is_empty() && project.loaded.len() < project.order.len() {
        return None;
    }
    let held: Vec<EntityId> = held(project, id, others).into_iter().map(|(entity, _)| entity).collect();
    let gone: Vec<EntityId> = others.iter().copied().filter(|other| !held.contains(other)).collect();
    changes.extend(absorbed(project, kept, others, &gone));
    let joins = |document: &Document, annotation: &Annotation| {
        annotation.entity != Some(kept)
            && (annotation.entity.is_some_and(|entity| others.contains(&entity))
                || (document.id == *id && chosen.contains(&annotation.id)))
    };
    let named_so =
        |annotation: &Annotation| Annotation { entity: Some(kept), changed: fresh.now, ..annotation.clone() };
    for document in project.loaded.values().filter(|document| document.id == *id || !document.meta.locked) {
        for before in document.annotations.values().filter(|annotation| joins(document, annotation)) {
            let swap = Swap::changed(before.clone(), Rc::new(named_so(before)));
            changes.push(Change::Annotation(document.id.clone(), swap));
        }
        for before in document.suggestions.values().filter(|suggestion| joins(document, &suggestion.annotation)) {
            let after = Suggestion { annotation: named_so(&before.annotation), ..(**before).clone() };
            changes.push(Change::Suggestion(document.id.clone(), Swap::changed(before.clone(), Rc::new(after))));
        }
    }
    let selection = Selection::Annotations(id.clone(), ids.to_vec());
    let name = StepName::new(StepKind::Group, &name);
    (!changes.is_empty()).then(|| Transaction { name, changes, selection: (selection.clone(), selection) })
}

/// Which of some entities are named in documents that are only looked at, besides this one; with each such document.
#[must_use]
pub fn held(project: &Project, id: &DocId, entities: &[EntityId]) -> Vec<(EntityId, DocId)> {
    let mut held = Vec::new();
    for document in project.loaded.values().filter(|document| document.meta.locked && document.id != *id) {
        let suggested = document.suggestions.values().map(|suggestion| &suggestion.annotation);
        let all = document.annotations.values().map(|annotation| &**annotation).chain(suggested);
        let named: Table<EntityId, ()> = all.filter_map(|annotation| Some((annotation.entity?, ()))).collect();
        let of_them = entities.iter().filter(|entity| named.contains_key(*entity));
        held.extend(of_them.map(|entity| (*entity, document.id.clone())));
    }
    held
}

/// What becomes of entities that become one: the link and the note of the others are kept where the first has none; those
/// that nothing names any more are gone.
fn absorbed(project: &Project, kept: EntityId, others: &[EntityId], gone: &[EntityId]) -> Vec<Change> {
    let known = |ids: &[EntityId]| -> Vec<Rc<Entity>> {
        ids.iter().filter_map(|id| project.entities.get(id)).cloned().collect()
    };
    let mut changes: Vec<Change> = known(gone).into_iter().map(|entity| Change::Entity(Swap::gone(entity))).collect();
    let gone = known(others);
    if let Some(before) = project.entities.get(&kept) {
        let mut after = (**before).clone();
        after.link = after.link.or_else(|| gone.iter().find_map(|entity| entity.link.clone()));
        if after.note.is_empty() {
            after.note = gone.iter().map(|e| e.note.clone()).find(|note| !note.is_empty()).unwrap_or(after.note);
        }
        if after != **before {
            changes.push(Change::Entity(Swap::changed(before.clone(), Rc::new(after))));
        }
    }
    changes
}

/// The words of the mention that looks most like a name: most words with a capital, then the longest.
fn name_of(document: &Document, named: &[&Rc<Annotation>]) -> String {
    let capitals = |quote: &str| {
        quote
            .split_whitespace()
            .filter(|word| word.chars().next().is_some_and(|c| c.is_ascii_uppercase() || !c.is_ascii()))
            .count()
    };
    let quotes = named.iter().map(|annotation| annotation.span.quote(&document.article));
    quotes.max_by_key(|quote| (capitals(quote), quote.len())).unwrap_or_default()
}

/// Says that annotations name nothing that others name. An entity that is named nowhere then is gone, where that can be
/// known. `None` when none of them has one.
#[must_use]
pub fn ungroup(project: &Project, id: &DocId, ids: &[AnnotationId], fresh: &Fresh) -> Option<Transaction> {
    let document = project.document(id)?;
    let mut left: Table<EntityId, ()> = Table::new();
    let mut changes = Vec::new();
    for before in each(document, ids) {
        if let Some(entity) = before.entity {
            left.insert(entity, ());
            let after = Annotation { entity: None, changed: fresh.now, ..(**before).clone() };
            changes.push(Change::Annotation(id.clone(), Swap::changed(before.clone(), Rc::new(after))));
        }
    }
    let all_loaded = project.loaded.len() == project.order.len();
    let stays = |annotation: &Annotation, here: bool| !(here && ids.contains(&annotation.id));
    let is_named = |entity: EntityId| {
        project.loaded.values().any(|other| {
            let suggested = other.suggestions.values().map(|suggestion| &suggestion.annotation);
            let standing = other.annotations.values().map(|a| &**a).filter(|a| stays(a, other.id == *id));
            standing.chain(suggested).any(|annotation| annotation.entity == Some(entity))
        })
    };
    let mut name: Rc<str> = Rc::from("");
    for (entity, ()) in left.iter() {
        let Some(known) = project.entities.get(entity) else { continue };
        name = known.name.clone();
        if all_loaded && !is_named(*entity) {
            changes.push(Change::Entity(Swap::gone(known.clone())));
        }
    }
    let selection = Selection::Annotations(id.clone(), ids.to_vec());
    let name = StepName::new(StepKind::Ungroup, &name);
    (!changes.is_empty()).then(|| Transaction { name, changes, selection: (selection.clone(), selection) })
}

/// Names an entity, and says where it is written about; what is `None` stays as it is, an empty link is taken away.
/// What is picked out stays so. `None` when it is not there, or nothing would be another.
#[must_use]
pub fn set_entity(
    project: &Project,
    entity: EntityId,
    name: Option<&str>,
    link: Option<&str>,
    picked: &Selection,
) -> Option<Transaction> {
    let before = project.entities.get(&entity)?;
    let mut after = (**before).clone();
    if let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) {
        after.name = Rc::from(name);
    }
    if let Some(link) = link.map(str::trim) {
        after.link = (!link.is_empty()).then(|| Rc::from(link));
    }
    let step = StepName::new(StepKind::Entity, &after.name);
    let changed = after != **before;
    let changes = vec![Change::Entity(Swap::changed(before.clone(), Rc::new(after)))];
    changed.then(|| Transaction { name: step, changes, selection: (picked.clone(), picked.clone()) })
}
