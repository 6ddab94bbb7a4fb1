//! Hears whether somebody is at it, so that the time which the work takes can be counted.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use web_sys::Event;

use super::store::Store;
use crate::browser::{clock, dom, scopes};
use crate::session::Action;

/// Milliseconds between two tellings: more would tell no more.
const SELDOM: i64 = 5_000;

/// Starts hearing; stops when the result is dropped.
#[must_use]
pub fn listen(store: &Store) -> Vec<EventListener> {
    let told: Rc<Cell<i64>> = Rc::default();
    let options = || EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
    let busy = |name: &'static str| {
        let (store, told) = (store.clone(), told.clone());
        EventListener::new_with_options(&dom::document(), name, options(), move |_| active(&store, &told))
    };
    let seen = {
        let (store, told) = (store.clone(), told.clone());
        move |_: &Event| {
            if !dom::is_whole() {
                return;
            }
            told.set(0);
            if dom::has_focus() { active(&store, &told) } else { away(&store) }
        }
    };
    let back = seen.clone();
    let gone = {
        let store = store.clone();
        move |_: &Event| away(&store)
    };
    let left = gone.clone();
    let mut heard: Vec<EventListener> =
        ["keydown", "pointerdown", "pointermove", "wheel", "scroll", "touchmove"].into_iter().map(busy).collect();
    heard.push(EventListener::new(&dom::document(), "visibilitychange", seen));
    heard.push(EventListener::new(&dom::window(), "pagehide", gone));
    // Of two windows side by side only one has the focus; where both seem to, the one that was used last tells the other. So
    // no minute counts twice.
    heard.push(EventListener::new(&dom::window(), "focus", back));
    heard.push(EventListener::new(&dom::window(), "blur", left));
    heard
}

/// What only counts must not bring the later half of the program.
fn active(store: &Store, told: &Cell<i64>) {
    let now = clock::now().0;
    if !(told.get()..told.get() + SELDOM).contains(&now) && dom::is_whole() && dom::has_focus() {
        told.set(now);
        store.dispatch(Action::Active(clock::minutes_east()));
        store.edge().channel.tell(scopes::BUSY);
    }
}

/// Somebody is at another tab of the project: what passes from now on is counted there.
pub(super) fn elsewhere(store: &Store) {
    away(store);
}

fn away(store: &Store) {
    if dom::is_whole() {
        store.dispatch(Action::Away);
    }
}
