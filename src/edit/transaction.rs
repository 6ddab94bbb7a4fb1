//! The one door that changes a project.

use std::rc::Rc;

use super::{Selection, StepName, queue};
use crate::model::order::sort_and_dedup;
use crate::model::{
    About, Annotation, Block, Counts, DocId, Document, Entity, Entry, LabelKind, Meta, Person, Project, Relation,
    Schema, Suggestion, Verdict, lacking,
};

/// A thing before and after: made (no before), deleted (no after) or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swap<T> {
    /// As it was.
    pub before: Option<Rc<T>>,
    /// As it is now.
    pub after: Option<Rc<T>>,
}

impl<T> Swap<T> {
    /// Something new.
    pub const fn made(after: Rc<T>) -> Self {
        Self { before: None, after: Some(after) }
    }

    /// Something that is gone.
    pub const fn gone(before: Rc<T>) -> Self {
        Self { before: Some(before), after: None }
    }

    /// Something else than before.
    pub const fn changed(before: Rc<T>, after: Rc<T>) -> Self {
        Self { before: Some(before), after: Some(after) }
    }

    fn turned(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }

    /// Whichever side there is.
    #[must_use]
    pub fn either(&self) -> Option<&Rc<T>> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

/// One thing that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An annotation of a document.
    Annotation(DocId, Swap<Annotation>),
    /// A relation of a document.
    Relation(DocId, Swap<Relation>),
    /// A suggestion of a document.
    Suggestion(DocId, Swap<Suggestion>),
    /// A block's kind or role; blocks are neither made nor deleted.
    Block(DocId, Swap<Block>),
    /// What is known of a document.
    Meta(DocId, Swap<Meta>),
    /// A whole document, and its place in the queue.
    Document(Swap<Document>, usize),
    /// The place of a document in the queue: the first and the second number are its places before and after.
    Place(DocId, usize, usize),
    /// A real-world thing.
    Entity(Swap<Entity>),
    /// The schema.
    Schema(Swap<Schema>),
    /// An annotator.
    Person(Swap<Person>),
    /// What the project is called, and its guidelines.
    About(Swap<About>),
}

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self {
            Self::Annotation(document, swap) => Self::Annotation(document.clone(), swap.turned()),
            Self::Relation(document, swap) => Self::Relation(document.clone(), swap.turned()),
            Self::Suggestion(document, swap) => Self::Suggestion(document.clone(), swap.turned()),
            Self::Block(document, swap) => Self::Block(document.clone(), swap.turned()),
            Self::Meta(document, swap) => Self::Meta(document.clone(), swap.turned()),
            Self::Document(swap, place) => Self::Document(swap.turned(), *place),
            Self::Place(document, before, after) => Self::Place(document.clone(), *after, *before),
            Self::Entity(swap) => Self::Entity(swap.turned()),
            Self::Schema(swap) => Self::Schema(swap.turned()),
            Self::Person(swap) => Self::Person(swap.turned()),
            Self::About(swap) => Self::About(swap.turned()),
        }
    }

    /// The document it touches. Its place in the queue is nothing of its own.
    #[must_use]
    pub fn document(&self) -> Option<&DocId> {
        match self {
            Self::Annotation(id, _)
            | Self::Relation(id, _)
            | Self::Suggestion(id, _)
            | Self::Block(id, _)
            | Self::Meta(id, _) => Some(id),
            Self::Document(swap, _) => swap.either().map(|document| &document.id),
            Self::Place(..) | Self::Entity(_) | Self::Schema(_) | Self::Person(_) | Self::About(_) => None,
        }
    }
}

/// Changes that happen together or not at all: one step of undo, one record on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// What it is called.
    pub name: StepName,
    /// What changes, in order.
    pub changes: Vec<Change>,
    /// What was picked out before, and what is after.
    pub selection: (Selection, Selection),
}

impl Transaction {
    /// The transaction that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            name: self.name.clone(),
            changes: self.changes.iter().rev().map(Change::inverse).collect(),
            selection: (self.selection.1.clone(), self.selection.0.clone()),
        }
    }

    /// The documents it touches, each once.
    #[must_use]
    pub fn documents(&self) -> Vec<DocId> {
        let mut all: Vec<DocId> = self.changes.iter().filter_map(Change::document).cloned().collect();
        sort_and_dedup(&mut all);
        all
    }
}

/// Why a transaction was not applied; the project is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A document has to be loaded first.
    #[error("document {0} is not loaded")]
    NotLoaded(DocId),
    /// Something is not as the transaction left it.
    #[error("{0} has changed since")]
    Changed(String),
    /// A span does not lie on the text (law 2).
    #[error("annotation {0} does not lie on the text")]
    OffText(String),
}

/// Applies all changes of `transaction`, in order.
///
/// # Errors
/// [`Refusal`], when the project is not in the state the transaction starts from; nothing is applied then.
pub fn apply(project: &Project, transaction: &Transaction) -> Result<Project, Refusal> {
    let mut next = project.clone();
    for change in &transaction.changes {
        apply_one(&mut next, change)?;
    }
    recount(&mut next, transaction);
    Ok(next)
}

pub(super) fn changed(what: impl ToString) -> Refusal {
    Refusal::Changed(what.to_string())
}

/// Replaces `before` by `after` in a map, where `before` is what stands there.
fn swap_in<K: Ord + Clone + ToString, V: Eq>(
    map: &mut crate::model::Table<K, Rc<V>>,
    key: &K,
    swap: &Swap<V>,
) -> Result<(), Refusal> {
    if map.get(key) != swap.before.as_ref() {
        return Err(changed(key.to_string()));
    }
    match &swap.after {
        Some(after) => map.insert(key.clone(), after.clone()),
        None => map.remove(key),
    };
    Ok(())
}

fn apply_one(project: &mut Project, change: &Change) -> Result<(), Refusal> {
    match change {
        Change::Document(swap, place) => return queue::document(project, swap, *place),
        Change::Place(id, before, after) => return queue::place(project, id, *before, *after),
        Change::Entity(swap) => {
            let Some(entity) = swap.either() else { return Ok(()) };
            return swap_in(&mut project.entities, &entity.id, swap);
        }
        Change::Person(swap) => {
            let Some(person) = swap.either() else { return Ok(()) };
            return swap_in(&mut project.people, &person.id, swap);
        }
        Change::Schema(swap) => {
            let (Some(before), Some(after)) = (&swap.before, &swap.after) else { return Ok(()) };
            if project.schema != *before {
                return Err(changed("schema"));
            }
            project.schema = after.clone();
            // Another schema may call other labels claims. What is not loaded is counted when it is.
            for document in project.loaded.values() {
                project.entries.insert(document.id.clone(), Rc::new(Entry::of(document, after)));
            }
            return Ok(());
        }
        Change::About(swap) => {
            let (Some(before), Some(after)) = (&swap.before, &swap.after) else { return Ok(()) };
            if project.about() != **before {
                return Err(changed("what the project says of itself"));
            }
            (project.name, project.guidelines) = (after.name.clone(), after.guidelines.clone());
            return Ok(());
        }
        _ => {}
    }
    let Some(id) = change.document() else { return Ok(()) };
    let mut document = project.loaded.get(id).cloned().ok_or_else(|| Refusal::NotLoaded(id.clone()))?;
    let inner = Rc::make_mut(&mut document);
    let mut entry = project.entries.get(id).map(|entry| (**entry).clone()).ok_or_else(|| changed(id))?;
    match change {
        Change::Annotation(_, swap) => {
            let Some(annotation) = swap.either() else { return Ok(()) };
            if swap.after.as_ref().is_some_and(|after| !after.span.fits(&inner.article)) {
                return Err(Refusal::OffText(annotation.id.to_string()));
            }
            swap_in(&mut inner.annotations, &annotation.id, swap)?;
            count(&mut entry.counts, &project.schema, swap);
        }
        Change::Relation(_, swap) => {
            let Some(relation) = swap.either() else { return Ok(()) };
            swap_in(&mut inner.relations, &relation.id, swap)?;
            let waits = |r: &Relation| inner.waits(r);
            let of_kind = |r: &Relation| lacking::of_kind(&project.schema, &r.kind, &r.attributes);
            lacks(&mut entry.counts, swap, |r| if waits(r) { 0 } else { of_kind(r) });
        }
        Change::Suggestion(_, swap) => {
            let Some(suggestion) = swap.either() else { return Ok(()) };
            if swap.after.as_ref().is_some_and(|after| !after.annotation.span.fits(&inner.article)) {
                return Err(Refusal::OffText(suggestion.annotation.id.to_string()));
            }
            swap_in(&mut inner.suggestions, &suggestion.annotation.id, swap)?;
            let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
            entry.counts.suggestions = Some(number(inner.suggestions.len()));
            entry.counts.open = Some(match entry.counts.open {
                Some(open) => (open + is_open(&swap.after)).saturating_sub(is_open(&swap.before)),
                None => number(inner.open_suggestions().count()),
            });
        }
        Change::Block(_, swap) => {
            let (Some(before), Some(after)) = (&swap.before, &swap.after) else { return Ok(()) };
            let slot = Rc::make_mut(&mut inner.blocks).iter_mut().find(|block| block.id == before.id);
            // Only kind and role may differ: the reading view stays the same stretches of the text.
            let same = after.id == before.id && after.range == before.range;
            let slot = slot.filter(|block| same && *block == before).ok_or_else(|| changed(before.id))?;
            *slot = after.clone();
        }
        Change::Meta(_, swap) => {
            let (Some(before), Some(after)) = (&swap.before, &swap.after) else { return Ok(()) };
            if inner.meta != *before {
                return Err(changed(id));
            }
            inner.meta = after.clone();
            entry.about(after);
            lacks(&mut entry.counts, swap, |meta| lacking::of_document(&project.schema, &meta.values));
        }
        Change::Document(..)
        | Change::Place(..)
        | Change::Entity(_)
        | Change::Schema(_)
        | Change::Person(_)
        | Change::About(_) => {}
    }
    project.loaded.insert(id.clone(), document);
    project.entries.insert(id.clone(), Rc::new(entry));
    Ok(())
}

/// Counts what lacks a required value anew where one thing changed; `lacks` says how much one lacks.
fn lacks<T>(counts: &mut Counts, swap: &Swap<T>, lacks: impl Fn(&T) -> u32) {
    if counts.asked != 0 {
        let of = |side: &Option<Rc<T>>| side.as_ref().map_or(0, |side| lacks(side));
        counts.lacking = (counts.lacking + of(&swap.after)).saturating_sub(of(&swap.before));
    }
}

/// Counts anew what lacks a required value where links may have begun or ceased to wait for suggestions: once for each document,
/// however many suggestions were answered.
fn recount(project: &mut Project, transaction: &Transaction) {
    let may_wait = |change: &&Change| match change {
        Change::Suggestion(..) => true,
        Change::Annotation(document, swap) => swap
            .either()
            .zip(project.loaded.get(document))
            .is_some_and(|(annotation, document)| document.suggestions.contains_key(&annotation.id)),
        _ => false,
    };
    let mut ids: Vec<DocId> =
        transaction.changes.iter().filter(may_wait).filter_map(Change::document).cloned().collect();
    sort_and_dedup(&mut ids);
    for id in ids {
        let Some((document, entry)) = project.loaded.get(&id).zip(project.entries.get(&id)) else { continue };
        if entry.counts.asked != 0 && !document.relations.is_empty() {
            let mut entry = (**entry).clone();
            entry.counts.lacking = lacking::count(document, &project.schema);
            project.entries.insert(id, Rc::new(entry));
        }
    }
}

fn is_open(side: &Option<Rc<Suggestion>>) -> u32 {
    u32::from(side.as_ref().is_some_and(|suggestion| suggestion.verdict == Verdict::Open))
}

fn count(counts: &mut Counts, schema: &Schema, swap: &Swap<Annotation>) {
    lacks(counts, swap, |a| lacking::of_label(schema, &a.label, &a.attributes));
    let is_claim = |a: &Rc<Annotation>| u32::from(schema.kind_of(&a.label) == LabelKind::Claim);
    if let Some(before) = &swap.before {
        counts.annotations = counts.annotations.saturating_sub(1);
        counts.claims = counts.claims.saturating_sub(is_claim(before));
        counts.doubts = counts.doubts.saturating_sub(u32::from(before.doubt.is_some()));
    }
    if let Some(after) = &swap.after {
        counts.annotations += 1;
        counts.claims += is_claim(after);
        counts.doubts += u32::from(after.doubt.is_some());
    }
}
