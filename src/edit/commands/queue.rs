//! Documents coming in, going out, and how far the work on them is.

use std::rc::Rc;

use super::annotate::newcomer;
use crate::edit::meeting::{Meeting, difference};
use crate::edit::reshape::up_to_date;
use crate::edit::{Change, Fresh, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::{DocId, Document, Entity, Meta, Person, Project, Schema, Status, Table};

/// What files say besides documents.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// The things that they mention.
    pub entities: Vec<Rc<Entity>>,
    /// The people who made them.
    pub people: Vec<Rc<Person>>,
    /// The schema with what they need.
    pub schema: Option<Schema>,
}

/// Takes in what came of documents that met those that are here: new ones at the end of the queue. `None` when that is
/// nothing.
#[must_use]
pub fn take_in(project: &Project, meeting: &Meeting, around: Around) -> Option<Transaction> {
    let Around { entities, people, schema } = around;
    let (new, met) = (&meeting.new, &meeting.changed);
    let (kind, detail) = match (new.as_slice(), met.as_slice()) {
        ([], []) => return None,
        ([], [(_, one)]) => (StepKind::Merge, one.meta.title.to_string()),
        ([], many) => (StepKind::Merge, many.len().to_string()),
        ([one], []) => (StepKind::Import, one.meta.title.to_string()),
        (many, _) => (StepKind::Import, many.len().to_string()),
    };
    let people = first_of_each(people, |person| person.id, |_| false);
    let mut changes = Vec::new();
    changes.extend(schema.map(|after| Change::Schema(Swap::changed(project.schema.clone(), Rc::new(after)))));
    changes.extend(people.into_iter().filter_map(|person| named(project, person)).map(Change::Person));
    changes.extend(once(entities).into_iter().filter_map(|entity| linked(project, entity)).map(Change::Entity));
    let places = new.iter().cloned().zip(project.order.len()..);
    changes.extend(places.map(|(document, place)| Change::Document(Swap::made(document), place)));
    changes.extend(met.iter().flat_map(|(before, after)| difference(before, after)));
    Some(transaction(kind, &detail, changes))
}

/// A thing that is not known, or whose address is not.
fn linked(project: &Project, entity: Rc<Entity>) -> Option<Swap<Entity>> {
    let Some(known) = project.entities.get(&entity.id) else { return Some(Swap::made(entity)) };
    let link = entity.link.clone().filter(|_| known.link.is_none())?;
    Some(Swap::changed(known.clone(), Rc::new(Entity { link: Some(link), ..(**known).clone() })))
}

/// Each thing once, as it is met first; with the first address, which may come later.
fn once(entities: Vec<Rc<Entity>>) -> Vec<Rc<Entity>> {
    let mut links = Table::new();
    for entity in &entities {
        if let Some(link) = entity.link.clone().filter(|_| !links.contains_key(&entity.id)) {
            links.insert(entity.id, link);
        }
    }
    let mut all = first_of_each(entities, |entity| entity.id, |_| false);
    for entity in &mut all {
        if let Some(link) = links.get(&entity.id).filter(|_| entity.link.is_none()) {
            Rc::make_mut(entity).link = Some(link.clone());
        }
    }
    all
}

/// Somebody who is not known, or whose name is not.
fn named(project: &Project, person: Rc<Person>) -> Option<Swap<Person>> {
    match project.people.get(&person.id) {
        None => Some(Swap::made(person)),
        Some(known) if known.name.is_empty() && !person.name.is_empty() => Some(Swap::changed(known.clone(), person)),
        Some(_) => None,
    }
}

fn transaction(kind: StepKind, detail: &str, changes: Vec<Change>) -> Transaction {
    Transaction { name: StepName::new(kind, detail), changes, selection: (Selection::Nothing, Selection::Nothing) }
}

/// Chooses to work on a document that was only looked at, or to look at it only. `None` when it is not loaded.
#[must_use]
pub fn toggle_lock(project: &Project, id: &DocId) -> Option<Transaction> {
    let document = project.document(id)?;
    let before = &document.meta;
    let after = Rc::new(Meta { locked: !before.locked, ..(**before).clone() });
    let kind = if before.locked { StepKind::Unlock } else { StepKind::Lock };
    let change = Change::Meta(id.clone(), Swap::changed(before.clone(), after));
    Some(transaction(kind, &before.title, vec![change]))
}

/// Those whose id is free; of several with one id the first. Two files of one import may hold the same.
fn first_of_each<T, K: Ord + Clone>(all: Vec<Rc<T>>, id: impl Fn(&T) -> K, taken: impl Fn(&K) -> bool) -> Vec<Rc<T>> {
    let mut seen = Table::new();
    all.into_iter().filter(|one| !taken(&id(one)) && seen.insert(id(one), ()).is_none()).collect()
}

/// Takes a document out of the queue. `None` when it is not loaded.
#[must_use]
pub fn remove(project: &Project, id: &DocId) -> Option<Transaction> {
    let document = project.document(id)?;
    let place = project.order.iter().position(|other| other == id)?;
    Some(Transaction {
        name: StepName::new(StepKind::Remove, &document.meta.title),
        changes: vec![Change::Document(Swap::gone(document.clone()), place)],
        selection: (Selection::Nothing, Selection::Nothing),
    })
}

/// Puts a document that was taken out back, at the end of the queue. `None` when it is there.
#[must_use]
pub fn restore(project: &Project, document: &Rc<Document>) -> Option<Transaction> {
    if project.entries.contains_key(&document.id) {
        return None;
    }
    // What was renamed while it was away is called so in it, too.
    let document = up_to_date(document, &project.schema);
    Some(Transaction {
        name: StepName::new(StepKind::Restore, &document.meta.title),
        changes: vec![Change::Document(Swap::made(document), project.order.len())],
        selection: (Selection::Nothing, Selection::Nothing),
    })
}

/// Puts a newer version in the place of a document, which goes. `None` when that is not loaded, or the newer one is there.
#[must_use]
pub fn renew(project: &Project, id: &DocId, next: Document) -> Option<Transaction> {
    let document = project.document(id)?;
    let place = project.order.iter().position(|other| other == id)?;
    if project.entries.contains_key(&next.id) {
        return None;
    }
    let name = StepName::new(StepKind::Renew, &next.meta.title);
    let changes =
        vec![Change::Document(Swap::gone(document.clone()), place), Change::Document(Swap::made(Rc::new(next)), place)];
    Some(Transaction { name, changes, selection: (Selection::Nothing, Selection::Nothing) })
}

/// Takes documents out of the queue. Those that are not loaded stay. `None` when that is all of them.
#[must_use]
pub fn remove_all(project: &Project, ids: &[DocId]) -> Option<Transaction> {
    let wanted: Table<DocId, ()> = ids.iter().map(|id| (id.clone(), ())).collect();
    let going = project.order.iter().zip(0..).filter(|(id, _)| wanted.contains_key(*id));
    let going = going.filter_map(|(id, place)| Some((project.document(id)?.clone(), place)));
    // Each place is what it is once those before are gone.
    let gone = |((document, place), earlier): ((_, usize), usize)| {
        Change::Document(Swap::gone(document), place.saturating_sub(earlier))
    };
    let changes: Vec<Change> = going.zip(0..).map(gone).collect();
    if changes.is_empty() {
        return None;
    }
    let name = StepName::new(StepKind::Removes, &changes.len().to_string());
    Some(Transaction { name, changes, selection: (Selection::Nothing, Selection::Nothing) })
}

/// Says how far the work on a document is. One that is done was done under the schema as it is now, and can be said to be
/// so again once the schema has changed. `None` when that is what it says already.
#[must_use]
pub fn set_status(project: &Project, id: &DocId, status: Status, fresh: &Fresh) -> Option<Transaction> {
    let mut changes = vec![status_change(project, id, status, fresh)?];
    changes.splice(0..0, newcomer(project, fresh));
    let name = StepName::new(StepKind::Status, status.as_str());
    Some(Transaction { name, changes, selection: (Selection::Nothing, Selection::Nothing) })
}

/// The same for several documents, but those that are not loaded. `None` when all say it already.
#[must_use]
pub fn set_statuses(project: &Project, ids: &[DocId], status: Status, fresh: &Fresh) -> Option<Transaction> {
    let mut changes: Vec<Change> = ids.iter().filter_map(|id| status_change(project, id, status, fresh)).collect();
    if changes.is_empty() {
        return None;
    }
    changes.splice(0..0, newcomer(project, fresh));
    let name = StepName::new(StepKind::Statuses, status.as_str());
    Some(Transaction { name, changes, selection: (Selection::Nothing, Selection::Nothing) })
}

/// Who says first how far a document is, nothing of which is anybody's, is whose work it is: that there is nothing to mark
/// has an author as a mark has.
fn status_change(project: &Project, id: &DocId, status: Status, fresh: &Fresh) -> Option<Change> {
    let before = &project.document(id)?.meta;
    let schema_version = if status.is_done() { project.schema.version } else { before.schema_version };
    if (before.status, before.schema_version) == (status, schema_version) {
        return None;
    }
    let annotator = before.annotator.or(fresh.author.filter(|_| status != Status::New));
    let after = Rc::new(Meta { status, schema_version, annotator, ..(**before).clone() });
    Some(Change::Meta(id.clone(), Swap::changed(before.clone(), after)))
}
