//! Carries out what has to do with stores: the start, reading articles, writing steps, quiet moments.

use gloo::events::EventListener;
use gloo::timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use web_sys::Event;

use super::address;
use super::effects::UnderWay;
use super::projects;
use super::store::Store;
use crate::browser::{autosave, indexed_db, scopes, screen};
use crate::model::DocId;
use crate::session::{Action, Args, Command, State};
use crate::storage::others::Other;
use crate::storage::replicas::keys_of;
use crate::storage::{Key, Place, RecordId, StoreError, Write, recovery};

/// Quiet time before snapshots are renewed, in milliseconds.
const QUIET: u32 = 3000;
/// Time in which what was drawn is shown, in milliseconds.
const A_FRAME: u32 = 20;
/// How long after a store refused something it is asked again, in milliseconds.
const AGAIN: u32 = 3000;

/// Reads what the stores hold and tells.
pub async fn start(store: &Store) {
    let stores = store.edge().stores.clone();
    let (opened, refused) = stores.start_at(address::wanted()).await;
    store.dispatch(Action::Started(Box::new(opened), refused));
    address::follow(store);
}

/// Writes: to local storage and towards the disk in this very turn, and tells other tabs.
pub(super) fn write(store: &Store, writes: Vec<Write>) {
    let edge = store.edge();
    let keys = keys_of(&writes);
    if edge.gone.get() {
        return refuse(store, keys);
    }
    let is_record = |write: &&Write| matches!(write.key, Key::Record(_) | Key::Entries(_));
    let told: Vec<&str> = writes.iter().filter(is_record).filter_map(|write| write.value.as_deref()).collect();
    let told = told.join("\n");
    // What came in with a record is read from the disk: the others are told once it is there.
    let content = writes.iter().any(|write| matches!(write.key, Key::Content(..)));
    if !told.is_empty() && !edge.asked.replace(true) {
        indexed_db::persist();
    }
    // Answers are actions, and one is under way.
    let answers = (edge.stores.local.write(writes.clone()), edge.stores.disk.write(writes));
    // Others show what they hear: should this tab die here, it must not be only there.
    if !told.is_empty() && !content {
        edge.channel.tell(&told);
    }
    let guard = UnderWay::new(&edge.under_way);
    let store = store.clone();
    spawn_local(async move {
        let (local, disk) = answers;
        store.dispatch(Action::Written(Place::Local, keys.clone(), local.await));
        let result = disk.await;
        if content && !told.is_empty() {
            store.edge().channel.tell(&told);
        }
        store.dispatch(Action::Written(Place::Disk, keys, result));
        drop(guard);
    });
}

/// Nothing is written while all is taken away; where that fails, what was done meanwhile is tried again.
#[inline(never)] // so that it can travel later
fn refuse(store: &Store, keys: Vec<Key>) {
    let store = store.clone();
    spawn_local(async move {
        for place in Place::ALL {
            store.dispatch(Action::Written(place, keys.clone(), Err(StoreError::Silent)));
        }
    });
}

/// Takes in what other tabs tell.
#[must_use]
pub fn listen(store: &Store) -> Option<EventListener> {
    let told = store.clone();
    store.edge().channel.listen(move |text| hear_told(&told, &text))
}

#[inline(never)] // so that it can travel later
fn hear_told(store: &Store, text: &str) {
    if projects::is_answered(store, text) {
        return;
    }
    store.dispatch(Action::Heard(Box::new(recovery::told(text))));
}

/// Another tab has changed local storage: a later version of the program that begins to work there is heard of at once.
#[inline(never)] // so that it can travel later
pub(super) fn changed(store: &Store, event: &Event) {
    let key = js_sys::Reflect::get(event, &"key".into()).ok().and_then(|key| key.as_string());
    if key.as_deref() == Some(screen::LOOK) {
        let look = screen::look();
        screen::show(&look);
        store.dispatch(Action::Looks(look));
        return;
    }
    let is_later = |key: String| store.edge().scope.later(&key).is_some();
    if key.is_some_and(is_later) && !store.edge().later.replace(true) {
        missed(store, event);
    }
}

/// Looks for what was missed when this tab is looked at again.
#[inline(never)] // so that it can travel later
pub(super) fn missed(store: &Store, _: &Event) {
    // Nothing was kept here yet: a first visit that nobody has touched.
    if store.with(|state| state.journal.begun.is_none() && !state.partial) {
        reread(store);
    }
}

/// Tries again what a store refused.
pub(super) fn retry(store: &Store) {
    let store = store.clone();
    spawn_local(async move {
        TimeoutFuture::new(AGAIN).await;
        store.dispatch(Action::Retry);
    });
}

/// Reads documents, tells, and runs a command.
pub(super) fn load_then(store: &Store, ids: Vec<DocId>, of: Option<RecordId>, then: Option<(Command, Args)>) {
    let guard = UnderWay::new(&store.edge().under_way);
    let store = store.clone();
    spawn_local(async move {
        load(&store, ids, of).await;
        if let Some((command, args)) = then {
            store.run(command, args);
        }
        drop(guard);
    });
}

/// Reads documents and tells.
pub async fn load(store: &Store, ids: Vec<DocId>, of: Option<RecordId>) {
    for id in ids {
        // Of a step, only what is not in the queue is read as it was then.
        let of = of.filter(|_| store.with(|state| !state.project.entries.contains_key(&id)));
        let stores = store.edge().stores.clone();
        let (records, standing) =
            store.with(|state| (state.journal.records.clone(), state.journal.ledger.documents.get(&id).cloned()));
        let loaded = stores.load(&id, of, &records, standing.as_deref()).await;
        store.dispatch(Action::Loaded(id, of, loaded.map(Box::new)));
    }
}

/// Reads which articles there are besides the one that is shown, once that is seen.
#[inline(never)] // so that it can travel later
pub(super) fn read_queue(store: &Store, again: bool) {
    let guard = UnderWay::new(&store.edge().under_way);
    let store = store.clone();
    spawn_local(async move {
        if again {
            TimeoutFuture::new(AGAIN).await;
        }
        while store.with(|state| state.opening.is_some()) {
            TimeoutFuture::new(A_FRAME).await;
        }
        TimeoutFuture::new(A_FRAME).await;
        let stores = store.edge().stores.clone();
        let (project, ledger, records) =
            store.with(|state| (state.project.clone(), state.journal.ledger.clone(), state.journal.records.clone()));
        let (opened, refused) = stores.queue(project, ledger, &records).await;
        store.dispatch(Action::Queue(Box::new(opened), refused));
        drop(guard);
    });
}

/// Renews snapshots once nothing has been done for a while, nor the page been scrolled: with ten thousand annotations it holds
/// the page up for some frames, and what is to be kept has long been written.
pub(super) fn when_quiet(store: &Store, ids: Vec<DocId>) {
    let store = store.clone();
    spawn_local(async move {
        let done = || (store.with(|state| state.journal.seq), store.edge().coming.turns());
        loop {
            let before = done();
            TimeoutFuture::new(QUIET).await;
            // A queue that is not known whole is not written.
            if done() == before && !store.with(|state| state.partial) {
                break;
            }
        }
        // What a first visit begins with is not kept until something is done: an index would name what is nowhere.
        if store.with(|state| state.journal.begun.is_some()) {
            return;
        }
        hear(&store).await;
        if store.edge().gone.get() {
            return;
        }
        let stores = store.edge().stores.clone();
        let quiet = store.with(State::quiet);
        // What is refused is tried again in the next quiet moment; nothing is lost meanwhile.
        let _ = stores.renew(&ids, &quiet).await;
    });
}

/// Reads what other tabs have written.
pub(super) fn reread(store: &Store) {
    let guard = UnderWay::new(&store.edge().under_way);
    let store = store.clone();
    spawn_local(async move {
        hear(&store).await;
        drop(guard);
    });
}

/// Has the browser begin a new log.
#[inline(never)] // so that it can travel later
pub(super) fn new_log(store: &Store) {
    let guard = UnderWay::new(&store.edge().under_way);
    spawn_local(async move {
        indexed_db::new_log().await;
        drop(guard);
    });
}

async fn hear(store: &Store) {
    let stores = store.edge().stores.clone();
    let (records, ledger, open, loaded) = store.with(|state| {
        let loaded: Vec<DocId> = state.project.loaded.keys().cloned().collect();
        (state.journal.records.clone(), state.journal.ledger.clone(), state.open.clone(), loaded)
    });
    let opened = stores.heard(&records, &ledger, (open.as_ref(), &loaded)).await;
    store.dispatch(Action::Heard(Box::new(opened)));
}

/// Reads what was done on which day.
#[inline(never)] // so that it can travel later
pub(super) fn read_tallies(store: &Store) {
    let guard = UnderWay::new(&store.edge().under_way);
    let store = store.clone();
    spawn_local(async move {
        let stores = store.edge().stores.clone();
        let stored = stores.tallies().await;
        store.dispatch(Action::Tallied(stored));
        drop(guard);
    });
}

/// Measures what the stores hold.
#[inline(never)] // so that it can travel later
pub(super) fn measure(store: &Store, order: Vec<DocId>) {
    let guard = UnderWay::new(&store.edge().under_way);
    let store = store.clone();
    spawn_local(async move {
        let stores = store.edge().stores.clone();
        let mut meter = stores.meter(&order).await;
        let scope = store.edge().scope.clone();
        let all = scopes::all(&scope).await;
        let (own, others) = all.into_iter().partition(|other: &Other| other.database() == scope.database());
        meter.own = Vec::into_iter(own).next();
        meter.others = others;
        meter.offline = scopes::kept_offline().await;
        store.dispatch(Action::Measured(Box::new(meter), autosave::is_there()));
        drop(guard);
    });
}
