//! Carries out what has to do with the other projects of this browser: listing, making, looking into one, deleting.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::store::Store;
use super::{activity, storing};
use crate::browser::indexed_db::{self, IndexedDb};
use crate::browser::local_storage::LocalStore;
use crate::browser::{dom, here, scopes};
use crate::model::DocId;
use crate::session::projects::{Contents, Spared};
use crate::session::{Action, Message, Words};
use crate::storage::projects::{Found, Listed, card_of, found, sort};
use crate::storage::{Key, Replicas, Scope, Store as _, StoreError, Write};

fn scope_of(id: &str) -> Scope {
    Scope::of(&dom::site_path(), id)
}

/// The stores of another project, read as a page load would read them, all at once.
fn stores(scope: &Scope) -> Replicas {
    let stores = Replicas::new(Rc::new(LocalStore::new(scope.clone())), Rc::new(IndexedDb::new(scope)));
    Replicas { few: usize::MAX, ..stores }
}

/// Reads which projects are stored, and what is said of each.
#[inline(never)] // so that it can travel later
pub(super) fn list(store: &Store) {
    let guard = store.edge().busy();
    let store = store.clone();
    spawn_local(async move {
        let (local, disk) = (scopes::local_names(), scopes::databases().await);
        let mut all = Vec::new();
        for Found { id, on_disk } in found(&dom::site_path(), &local, &disk) {
            let card = card(&scope_of(&id), on_disk).await;
            all.push(Listed { id, card });
        }
        sort(&mut all);
        store.dispatch(Action::Projects(all));
        drop(guard);
    });
}

/// What is said of a project; a database that is not there is not made by asking it.
async fn card(scope: &Scope, on_disk: bool) -> Option<crate::storage::snapshot::CardRecord> {
    let keys = vec![Key::Session, Key::Index];
    let of = |values: Result<Vec<Option<String>>, StoreError>| {
        let values = values.unwrap_or_default();
        let value = |at: usize| values.get(at).and_then(Option::as_deref);
        card_of(value(0), value(1))
    };
    let told = of(LocalStore::new(scope.clone()).read(keys.clone()).await);
    if told.is_some() || !on_disk {
        return told;
    }
    of(IndexedDb::new(scope).read(keys).await)
}

/// Writes a new project, and opens it. What is large goes into local storage only where there is no disk: there is not room
/// for everything.
#[inline(never)] // so that it can travel later
pub(super) fn make(store: &Store, id: String, writes: Vec<Write>, open: bool) {
    let guard = store.edge().busy();
    let store = store.clone();
    spawn_local(async move {
        let scope = scope_of(&id);
        let disk = IndexedDb::new(&scope).write(writes.clone()).await;
        let small = |write: &Write| disk.is_err() || write.key.is_small();
        let local = LocalStore::new(scope).write(writes.into_iter().filter(small).collect()).await;
        match if disk.is_ok() { disk } else { local } {
            Ok(()) if !open => {}
            result => drop(store.dispatch(Action::ProjectMade(result.map(|()| id)))),
        }
        drop(guard);
    });
}

/// Looks what is in a project, and whether another tab has it open.
#[inline(never)] // so that it can travel later
pub(super) fn look(store: &Store, id: String) {
    let guard = store.edge().busy();
    let store = store.clone();
    spawn_local(async move {
        let scope = scope_of(&id);
        let seen = if scopes::is_open(&scope).await || scopes::is_held(&scope).await {
            Err(Spared::Open)
        } else {
            contents(&scope).await
        };
        store.dispatch(Action::ProjectSeen(id, seen));
        drop(guard);
    });
}

async fn contents(scope: &Scope) -> Result<Contents, Spared> {
    let (opened, _) = stores(scope).start().await;
    if opened.later {
        return Err(Spared::Later);
    }
    let Some(project) = opened.project else { return Ok(Contents::default()) };
    let annotations = project.entries.values().map(|entry| u64::from(entry.counts.annotations)).sum();
    Ok(Contents { articles: Some(project.order.len()), annotations })
}

/// Removes all that is stored of a project, unless another tab has it open by now.
#[inline(never)] // so that it can travel later
pub(super) fn erase(store: &Store, id: String) {
    let guard = store.edge().busy();
    let store = store.clone();
    spawn_local(async move {
        let scope = scope_of(&id);
        let erased = if scopes::is_open(&scope).await || scopes::is_held(&scope).await {
            Err(Spared::Open)
        } else if scopes::erase(&scope).await {
            // A plain address must not lead to what is gone.
            here::keep();
            Ok(())
        } else {
            Err(Spared::Refused)
        };
        store.dispatch(Action::ProjectErased(id, erased));
        drop(guard);
    });
}

/// Removes all that is stored in another scope, unless another tab has it open, and measures what there is then.
#[inline(never)] // so that it can travel later
pub(super) fn erase_other(store: &Store, name: String, order: Vec<DocId>) {
    let guard = store.edge().busy();
    let store = store.clone();
    spawn_local(async move {
        let told = match Scope::stored(&name) {
            None => Spared::Later.words(),
            Some(scope) if scopes::is_open(&scope).await || scopes::is_held(&scope).await => Spared::Open.words(),
            Some(scope) if scopes::erase(&scope).await => Words::ScopeErased,
            Some(_) => Spared::Refused.words(),
        };
        store.dispatch(Action::Told(Message::from(told)));
        storing::measure(&store, order);
        drop(guard);
    });
}

/// Removes all that is stored of this page's own scope, unless another tab has it open, and begins anew.
#[inline(never)] // so that it can travel later
pub(super) fn erase_own(store: &Store) {
    let guard = store.edge().busy();
    let store = store.clone();
    spawn_local(async move {
        let edge = store.edge();
        let refused = if scopes::answers(&edge.channel).await || scopes::is_held(&edge.scope).await {
            Words::OwnOpenElsewhere
        } else {
            edge.gone.set(true);
            if scopes::take_away(&edge.scope).await {
                // Over the page's own channel, on which it does not hear itself.
                edge.channel.tell(scopes::GONE);
                return here::first();
            }
            edge.gone.set(false);
            Spared::Refused.words()
        };
        store.dispatch(Action::Told(Message::from(refused)));
        drop(guard);
    });
}

/// Saves all that is stored of a project, as it is.
#[inline(never)] // so that it can travel later
pub(super) fn save(id: &str) {
    indexed_db::save(&scope_of(id));
}

/// Answers another tab that asks whether somebody is here, or says that all of it is gone. False for anything else.
pub(super) fn is_answered(store: &Store, text: &str) -> bool {
    match text {
        scopes::ASKED => store.edge().channel.tell(scopes::ANSWER),
        scopes::GONE => here::again(),
        scopes::ANSWER => {}
        scopes::BUSY => activity::elsewhere(store),
        _ => return false,
    }
    true
}
