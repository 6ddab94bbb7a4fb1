//! Has the page's address name what is shown, and goes where it leads.

use std::cell::{Cell, RefCell};

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use web_sys::Event;

use super::store::Store;
use crate::browser::{address, clipboard, clock};
use crate::model::DocId;
use crate::session::address::Address;
use crate::session::{Action, Message, Words};

/// Milliseconds between two changes of the address. With the entries below this stays under what browsers allow: a hundred
/// changes in thirty seconds.
const REST: u32 = 500;
/// Milliseconds until an address that has rested is changed. The browser takes ten of them for it, which come after what is
/// done has been seen.
const SOON: u32 = 50;
/// New entries of the history in thirty seconds; whoever runs through more articles than that finds the last one of them.
const VISITS: u32 = 30;
/// The time in which they are counted, in milliseconds.
const SPELL: i64 = 30_000;

/// What is under way with the address.
#[derive(Default)]
pub(super) struct Naming {
    timer: RefCell<Option<Timeout>>,
    /// Whether the timer is one that comes soon: it stays, however much is done meanwhile.
    soon: Cell<bool>,
    /// When the address was written last.
    written: Cell<i64>,
    /// When the spell began, and the entries that were made in it.
    visits: Cell<(i64, u32)>,
}

impl Naming {
    /// Whether one more entry may be made now.
    fn may_visit(&self) -> bool {
        let now = clock::now().0;
        let (began, count) = self.visits.get();
        let (began, count) = if (began..began + SPELL).contains(&now) { (began, count + 1) } else { (now, 1) };
        self.visits.set((began, count));
        count <= VISITS
    }
}

/// The article that the page was opened with.
pub(super) fn wanted() -> Option<DocId> {
    let fragment = address::fragment();
    if fragment.is_empty() { None } else { article_of(&fragment) }
}

#[inline(never)] // so that it can travel later
fn article_of(fragment: &str) -> Option<DocId> {
    Address::read(fragment).ok().flatten().map(|address| address.article)
}

/// Goes where the address leads, at the start and when it was changed.
pub(super) fn follow(store: &Store) {
    let fragment = address::fragment();
    if !fragment.is_empty() {
        store.dispatch(Action::Address(fragment, address::is_ours()));
    }
}

/// Back, Forward, or somebody wrote another address.
#[inline(never)] // so that it can travel later
pub(super) fn went(store: &Store, _: &Event) {
    store.dispatch(Action::Address(address::fragment(), address::is_ours()));
}

/// Another article is shown: a new entry, after one that names the place that was left.
#[inline(never)] // so that it can travel later
pub(super) fn visit(store: &Store, left: &Address) {
    let naming = &store.edge().naming;
    if !naming.may_visit() {
        return name_place(store);
    }
    naming.timer.take();
    naming.soon.set(false);
    naming.written.set(clock::now().0);
    if address::fragment() != left.fragment() {
        address::replace(&left.fragment());
    }
    address::push(&named(store));
}

/// Names what is shown: soon where the address has rested, so that a reload finds it, else once it has.
#[inline(never)] // so that it can travel later
pub(super) fn name_place(store: &Store) {
    let naming = &store.edge().naming;
    let now = clock::now().0;
    let written = naming.written.get();
    let rested = !(written..written + i64::from(REST)).contains(&now);
    if naming.soon.replace(rested) && rested {
        return;
    }
    let again = store.clone();
    let then = move || {
        again.edge().naming.soon.set(false);
        if !name(&again) {
            let last = again.clone();
            again.edge().naming.timer.replace(Some(Timeout::new(REST, move || _ = name(&last))));
        }
    };
    naming.timer.replace(Some(Timeout::new(if rested { SOON } else { REST }, then)));
}

/// Writes the address, where it says something else. False while what it is to name is on its way.
fn name(store: &Store) -> bool {
    if store.with(|state| state.opening.is_some() || !state.whole) {
        return false;
    }
    let now = named(store);
    if address::fragment() != now || !address::is_ours() {
        store.edge().naming.written.set(clock::now().0);
        address::replace(&now);
    }
    true
}

fn named(store: &Store) -> String {
    store.with(|state| state.address().map(|address| address.fragment()).unwrap_or_default())
}

/// Puts a link on the clipboard; where the browser refuses, the address names the same place.
#[inline(never)] // so that it can travel later
pub(super) fn copy_link(store: &Store, place: &Address) {
    let link = place.link(&address::page());
    let (store, fragment) = (store.clone(), place.fragment());
    spawn_local(async move {
        if !clipboard::write(&link).await {
            address::replace(&fragment);
            store.dispatch(Action::Told(Message::from(Words::LinkRefused)));
        }
    });
}
