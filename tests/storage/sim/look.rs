//! What a schedule is judged by: what a page load would find in the stores, and what must hold of it.

use std::collections::BTreeSet;
use std::rc::Rc;

use manicule::model::{AnnotationId, DocId};
use manicule::storage::stored::StoredDocument;
use manicule::storage::{Place, Record, recovery};

use super::{Protocol, World, stores};

/// Every document that a page load finds in these stores.
pub(crate) fn documents(world: &World) -> Vec<StoredDocument> {
    let browser = world.browser.borrow();
    let values = |place: Place, map: &stores::Map| -> Vec<recovery::Value> {
        map.iter().map(|(key, value)| (place, key.clone(), value.clone())).collect()
    };
    let disk = match world.protocol {
        Protocol::LocalOnly => Vec::new(),
        Protocol::DiskWhenEmpty if !browser.local.is_empty() => Vec::new(),
        _ => values(Place::Disk, &browser.disk),
    };
    let all: Vec<recovery::Value> = values(Place::Local, &browser.local).into_iter().chain(disk).collect();
    let records: Vec<Rc<Record>> = recovery::open(all.clone(), false).records;
    let mut ids: Vec<_> = all.iter().filter_map(|(_, key, _)| key.of_document()).collect();
    ids.sort();
    ids.dedup();
    let put_together = |id: &DocId| {
        let copies = all.iter().filter(|(_, key, _)| key.of_document() == Some(id));
        let copies: Vec<&str> = copies.map(|(.., value)| value.as_str()).collect();
        recovery::stored_document(id, &copies, &records)
    };
    ids.into_iter().filter_map(put_together).collect()
}

/// Every annotation of theirs.
pub(crate) fn found(world: &World) -> BTreeSet<AnnotationId> {
    documents(world).iter().flat_map(|stored| stored.document.annotations.keys().copied()).collect()
}

/// I1, I2: saved edits are there, and nothing is that nobody made.
pub(crate) fn lost(world: &World) -> Option<String> {
    let found = found(world);
    let lost: Vec<_> = world.saved.iter().filter(|id| !found.contains(id) && !world.deleted.contains(id)).collect();
    if !lost.is_empty() {
        return Some(format!("lost {lost:?} of {} saved", world.saved.len()));
    }
    // Another version of a thing that two tabs changed is shown under an id of its own.
    let strange: Vec<_> = found.iter().filter(|id| !world.made.contains(id)).collect();
    (!strange.is_empty() && !world.changed).then(|| format!("strange {strange:?}"))
}

/// I15: once all is quiet, every tab shows what the stores hold, in the order in which a new page load shows it.
pub(crate) fn apart(world: &mut World) -> Option<String> {
    if world.tabs.is_empty() {
        world.open();
    }
    world.rest();
    // By now all that was done is called saved.
    if let Some(lost) = lost(world) {
        return Some(lost);
    }
    let found = found(world);
    let fresh = world.open();
    world.rest();
    let order = world.tabs[&fresh].state.project.order.clone();
    for (actor, tab) in &world.tabs {
        if tab.state.project.order != order {
            return Some(format!("tab {actor} shows the queue {:?}, which is {order:?}", tab.state.project.order));
        }
        let shown: BTreeSet<_> = tab.annotations().into_iter().collect();
        if shown != found {
            let differ: Vec<_> = shown.symmetric_difference(&found).collect();
            return Some(format!("tab {actor} shows {} of {}: {differ:?}", shown.len(), found.len()));
        }
    }
    None
}
