//! How a transaction changes the queue: documents that come, go, or stand elsewhere.

use std::rc::Rc;

use super::transaction::{Refusal, Swap, changed};
use crate::model::{DocId, Document, Entry, Project};

/// Law 2 for a whole document.
fn lies_on_text(document: &Document) -> Result<(), Refusal> {
    let suggested = document.suggestions.values().map(|suggestion| &suggestion.annotation);
    let mut all = document.annotations.values().map(|annotation| &**annotation).chain(suggested);
    match all.find(|annotation| !annotation.span.fits(&document.article)) {
        Some(off) => Err(Refusal::OffText(off.id.to_string())),
        None => Ok(()),
    }
}

/// Puts a document elsewhere.
pub(super) fn place(project: &mut Project, id: &DocId, before: usize, after: usize) -> Result<(), Refusal> {
    if project.order.get(before) != Some(id) || after >= project.order.len() {
        return Err(changed(id));
    }
    let order = Rc::make_mut(&mut project.order);
    order.remove(before);
    order.insert(after, id.clone());
    Ok(())
}

/// Brings a document in, takes it out, or puts another in its place.
pub(super) fn document(project: &mut Project, swap: &Swap<Document>, place: usize) -> Result<(), Refusal> {
    let Some(document) = swap.either() else { return Ok(()) };
    let id = &document.id;
    match &swap.before {
        None if project.entries.contains_key(id) => return Err(changed(id)),
        Some(_) if !project.loaded.contains_key(id) => return Err(Refusal::NotLoaded(id.clone())),
        before if project.loaded.get(id) != before.as_ref() => return Err(changed(id)),
        _ => {}
    }
    match &swap.after {
        None => {
            project.entries.remove(id);
            project.loaded.remove(id);
            let order = Rc::make_mut(&mut project.order);
            // As a rule it stands where the change says; of many that go, none need be looked for.
            match order.get(place) == Some(id) {
                true => drop(order.remove(place)),
                false => order.retain(|other| other != id),
            }
        }
        Some(after) => {
            lies_on_text(after)?;
            if swap.before.is_none() {
                let order = Rc::make_mut(&mut project.order);
                order.insert(place.min(order.len()), id.clone());
            }
            project.entries.insert(id.clone(), Rc::new(Entry::of(after, &project.schema)));
            project.loaded.insert(id.clone(), after.clone());
        }
    }
    Ok(())
}
