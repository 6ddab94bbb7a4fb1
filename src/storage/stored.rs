//! One document with all that is known of its versions: taking records in, joining copies.

use std::rc::Rc;

use super::Stamp;
use super::put::{Put, What};
use super::record::Record;
use super::replay;
use super::versions::{Versions, annotation_name};
use crate::edit::Change;
use crate::model::{AnnotationId, Document};

/// A document as it was put together.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredDocument {
    /// The document.
    pub document: Document,
    /// Its versions.
    pub versions: Versions,
    /// How many records its snapshot did not contain.
    pub merged: u32,
    /// Whether it is on disk only: now that it is used, local storage may hold it again.
    pub alone: bool,
}

/// The version names of things that are no annotations.
fn name(change: &Change) -> Option<String> {
    Some(match change {
        Change::Relation(_, swap) => format!("r/{}", swap.either()?.id),
        Change::Suggestion(_, swap) => format!("s/{}", swap.either()?.annotation.id),
        Change::Block(_, swap) => format!("b/{}", swap.either()?.id.0),
        Change::Meta(..) => "m".to_owned(),
        _ => return None,
    })
}

/// Records what a transaction of this page load did, which the document has already: what of its record and of its changes
/// touches the document.
pub fn note(versions: &mut Versions, stamp: Stamp, puts: &[&Put], changes: &[&Change]) {
    for put in puts {
        if let What::Annotation(_, sides) = &put.what {
            let either = sides.after.as_ref().or(sides.before.as_ref());
            if let Some(Ok(annotation)) = either.map(|object| object.id.parse()) {
                versions.note(&annotation_name(annotation), stamp, sides.after.is_some());
            }
        }
    }
    for change in changes {
        if let Some(name) = name(change) {
            versions.note(&name, stamp, replay::is_there(change));
        }
    }
    versions.folded.add(stamp.id);
}

/// Takes a record in. Does nothing when it was taken in before; false then.
pub fn take(document: &mut Document, versions: &mut Versions, record: &Record) -> bool {
    let stamp = record.stamp();
    if versions.folded.has(stamp.id) || !record.touches(&document.id) {
        return false;
    }
    let id = document.id.clone();
    // With it the document came in anew, and what came has not been found: it is not contained before that is. Else the
    // old and the new would each say that the other is replaced.
    let came = |put: &Put| matches!(&put.what, What::Document(of, passage) if of == id.as_str() && passage.after);
    if record.puts.iter().any(came) {
        return false;
    }
    for put in record.puts.iter().filter(|put| put.what.document() == Some(id.as_str())) {
        if matches!(put.what, What::Document(..)) {
            continue;
        }
        let fixed = Rc::new(document.clone());
        // What does not read back is left out; the record stays on disk.
        let Some(change) = replay::change(&put.what, &move |_| Some(fixed.clone())) else { continue };
        match change {
            Change::Annotation(_, swap) => {
                if let Some(annotation) = swap.either().map(|annotation| annotation.id) {
                    versions.take(document, annotation, stamp, &put.over, swap.after);
                }
            }
            change => other(document, versions, stamp, change),
        }
    }
    versions.folded.add(stamp.id);
    true
}

/// Takes a change in where the latest version stands.
fn other(document: &mut Document, versions: &mut Versions, stamp: Stamp, change: Change) {
    let Some(name) = name(&change) else { return };
    let was = match &change {
        Change::Relation(_, swap) => swap.either().is_some_and(|r| document.relations.contains_key(&r.id)),
        Change::Suggestion(_, swap) => {
            swap.either().is_some_and(|s| document.suggestions.contains_key(&s.annotation.id))
        }
        _ => true,
    };
    if versions.is_latest(&name, stamp, (was, replay::is_there(&change))) {
        put(document, change);
    }
}

fn put(document: &mut Document, change: Change) {
    match change {
        Change::Relation(_, swap) => match (&swap.after, &swap.before) {
            (Some(after), _) => drop(document.relations.insert(after.id, after.clone())),
            (None, Some(before)) => drop(document.relations.remove(&before.id)),
            _ => {}
        },
        Change::Suggestion(_, swap) => match (&swap.after, &swap.before) {
            (Some(after), _) if after.annotation.span.fits(&document.article) => {
                document.suggestions.insert(after.annotation.id, after.clone());
            }
            (None, Some(before)) => drop(document.suggestions.remove(&before.annotation.id)),
            _ => {}
        },
        Change::Block(_, swap) => {
            if let Some(after) = swap.after {
                let slot = Rc::make_mut(&mut document.blocks).iter_mut().find(|block| block.id == after.id);
                if let Some(slot) = slot {
                    *slot = after;
                }
            }
        }
        Change::Meta(_, swap) => document.meta = swap.after.unwrap_or_else(|| document.meta.clone()),
        _ => {}
    }
}

impl StoredDocument {
    /// Takes records in that are not contained yet.
    pub fn take(&mut self, records: &[Rc<Record>]) {
        for record in records {
            if take(&mut self.document, &mut self.versions, record) {
                self.merged += 1;
            }
        }
    }

    /// Joins another copy of the same document.
    #[must_use]
    pub fn join(mut self, mut other: Self) -> Self {
        if self.document.article.sha256() != other.document.article.sha256() {
            // Two texts under one name: the one that replaced the other, else the later.
            let (mine, theirs) = (self.versions.born, other.versions.born);
            let replaced = other.versions.folded.has(mine.id) && mine != theirs;
            let replaces = self.versions.folded.has(theirs.id) && mine != theirs;
            if replaced != replaces && replaced || replaced == replaces && theirs > mine {
                std::mem::swap(&mut self, &mut other);
            }
        } else if other.versions.born > self.versions.born {
            std::mem::swap(&mut self, &mut other);
        }
        let before = self.versions.clone();
        let (document, versions) = (&mut self.document, &mut self.versions);
        let plain = versions.without_copies(document);
        let theirs = other.versions.without_copies(&other.document);
        let mut ids: Vec<AnnotationId> = plain.annotations.keys().copied().collect();
        ids.extend(theirs.annotations.keys());
        let named = |versions: &Versions| -> Vec<AnnotationId> {
            versions.of.keys().filter_map(|name| name.strip_prefix("a/")?.parse().ok()).collect()
        };
        ids.extend(named(versions));
        ids.extend(named(&other.versions));
        crate::model::order::sort_and_dedup(&mut ids);
        *document = plain.clone();
        for id in ids {
            versions.join_annotation(document, id, (&before, &plain), (&other.versions, &theirs));
        }
        join_others(document, versions, (&theirs, &other.versions), &before.folded);
        versions.folded.join(&other.versions.folded);
        for awaited in other.versions.awaited {
            if !versions.awaited.contains(&awaited) {
                versions.awaited.push(awaited);
            }
        }
        let folded = versions.folded.clone();
        versions.awaited.retain(|(_, stamp)| !folded.has(stamp.id));
        crate::model::order::sort_and_dedup(&mut versions.awaited);
        self.merged = self.merged.max(other.merged);
        self
    }
}

/// Joins relations, suggestions, blocks and what is known of the document: of each the latest stands.
fn join_others(
    document: &mut Document,
    versions: &mut Versions,
    (theirs, others): (&Document, &Versions),
    mine: &super::Folded,
) {
    let id = document.id.clone();
    let mut changes: Vec<Change> = Vec::new();
    let relation =
        |before: Option<_>, after: Option<_>| Change::Relation(id.clone(), crate::edit::Swap { before, after });
    for (key, known) in document.relations.iter() {
        changes.push(relation(Some(known.clone()), theirs.relations.get(key).cloned()));
    }
    for (_, theirs) in theirs.relations.iter().filter(|(key, _)| !document.relations.contains_key(*key)) {
        changes.push(relation(None, Some(theirs.clone())));
    }
    let suggestion =
        |before: Option<_>, after: Option<_>| Change::Suggestion(id.clone(), crate::edit::Swap { before, after });
    for (key, known) in document.suggestions.iter() {
        changes.push(suggestion(Some(known.clone()), theirs.suggestions.get(key).cloned()));
    }
    for (_, theirs) in theirs.suggestions.iter().filter(|(key, _)| !document.suggestions.contains_key(*key)) {
        changes.push(suggestion(None, Some(theirs.clone())));
    }
    for (known, theirs) in document.blocks.iter().zip(theirs.blocks.iter()).filter(|(a, b)| a.id == b.id) {
        changes.push(Change::Block(id.clone(), crate::edit::Swap::changed(known.clone(), theirs.clone())));
    }
    changes.push(Change::Meta(id.clone(), crate::edit::Swap::changed(document.meta.clone(), theirs.meta.clone())));
    for change in changes {
        let Some(name) = name(&change) else { continue };
        let (was, is) = (replay::was_there(&change), replay::is_there(&change));
        let stamp = |versions: &Versions, there| versions.heads(&name, there).first().map(|head| head.stamp);
        let taken = match (stamp(versions, was), stamp(others, is)) {
            (Some(known), Some(theirs)) => (theirs > known).then_some(theirs),
            // It was never there, or the other copy replaced it as a whole.
            (Some(known), None) => (others.folded.has(known.id) && known != others.born).then_some(others.born),
            (None, Some(theirs)) => (!mine.has(theirs.id) || theirs == versions.born).then_some(theirs),
            (None, None) => None,
        };
        if let Some(stamp) = taken {
            versions.note(&name, stamp, is);
            put(document, change);
        }
    }
}
