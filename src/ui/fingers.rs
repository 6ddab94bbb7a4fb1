//! Fingers and pens in the article: a tap picks out a word or an end of what is meant, a long press asks for the menu. The
//! system's own selection has no part in it (`data-hand` in `article.css`).

use std::cell::{Cell, RefCell};

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, MouseEvent};

use super::effects::boundaries_around;
use super::store::Store;
use super::{caret, gesture};
use crate::browser::dom::Hand;
use crate::browser::{dom, geometry};
use crate::model::{AnnotationId, BlockId, TextRange};
use crate::session::{Action, Args, Command, Hold, Tap};

/// Milliseconds after which a press is a long one, and pixels that the finger may move meanwhile.
const LONG: u32 = 500;
const STILL: f64 = 10.0;

/// A finger that presses.
#[derive(Default)]
pub struct Fingers {
    /// Where it came down, in the window.
    at: Cell<(f64, f64)>,
    /// Until the press is a long one.
    waits: RefCell<Option<Timeout>>,
    /// It was one: what follows when the finger goes is no tap.
    spent: Cell<bool>,
    /// What hears of it from its first press on.
    hears: RefCell<Vec<EventListener>>,
}

/// A pointer came down. While only half of the program is here nothing waits for the other: a first swipe needs none of it.
pub fn down(store: &Store, event: &Event) {
    if dom::is_whole() {
        press(store, event);
    }
}

#[inline(never)] // so that it can travel later
fn press(store: &Store, event: &Event) {
    let (hand, fingers) = (dom::hand(), &store.edge().fingers);
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    // A handle that is taken stays below the hand.
    if !target.as_ref().is_some_and(is_handle) {
        note_hand(store);
    }
    fingers.spent.set(false);
    fingers.waits.take();
    let presses = hand == Hand::Touch && target.is_some_and(|target| is_of_the_text(&target));
    let Some(event) = event.dyn_ref::<MouseEvent>().filter(|_| presses) else { return };
    if fingers.hears.borrow().is_empty() {
        fingers.hears.replace(listen(store));
    }
    fingers.at.set(place(event));
    let then = store.clone();
    fingers.waits.replace(Some(Timeout::new(LONG, move || long(&then))));
}

/// Whether it is a finger is another thing than before: words have handles then, or none.
fn note_hand(store: &Store) {
    let is_finger = dom::hand().is_finger();
    if store.with(|state| state.touched) != is_finger {
        store.dispatch(Action::Touched(is_finger));
    }
}

fn is_handle(target: &Element) -> bool {
    target.has_attribute("data-edge") || target.has_attribute("data-grip")
}

/// Whether something is a part of the text, and no handle.
fn is_of_the_text(target: &Element) -> bool {
    dom::closest(target, "[data-document]").is_some() && !is_handle(target)
}

fn place(event: &MouseEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

fn listen(store: &Store) -> Vec<EventListener> {
    let on = |name: &'static str, hear: fn(&Fingers, &Event)| {
        let store = store.clone();
        let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
        EventListener::new_with_options(&dom::document(), name, options, move |event| {
            hear(&store.edge().fingers, event);
        })
    };
    let ends: fn(&Fingers, &Event) = |fingers, _| drop(fingers.waits.take());
    vec![
        on("pointermove", |fingers, event| {
            let moved = event.dyn_ref::<MouseEvent>().is_some_and(|event| {
                let ((x, y), (from_x, from_y)) = (place(event), fingers.at.get());
                (x - from_x).hypot(y - from_y) > STILL
            });
            if moved {
                fingers.waits.take();
            }
        }),
        on("pointerup", ends),
        on("pointercancel", ends),
        on("scroll", ends),
        // Ours comes instead of the system's.
        on("contextmenu", |fingers, event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let ours = fingers.spent.get() || target.is_some_and(|target| is_of_the_text(&target));
            if dom::hand() == Hand::Touch && ours {
                event.prevent_default();
            }
        }),
        // Some browsers tell of a click after a long press: it is none, least of all on what came up below the finger.
        on("click", |fingers, event| {
            if fingers.spent.replace(false) {
                event.prevent_default();
                event.stop_propagation();
            }
        }),
    ]
}

/// What lies under the finger is picked out, and the menu comes up for it.
fn long(store: &Store) {
    let fingers = &store.edge().fingers;
    fingers.waits.take();
    let Some(target) = geometry::element_at(fingers.at.get()).filter(is_of_the_text) else { return };
    // While a link waits for its other end, only a tap says which.
    if store.with(|state| state.linking.is_some()) {
        return;
    }
    fingers.spent.set(true);
    let block = dom::closest(&target, "[data-block]").and_then(|block| dom::block_number(&block)).map(BlockId);
    store.dispatch(Action::Point(block, true));
    let ids = gesture::under(&target);
    if target.class_list().contains("pending") {
        // It is picked out already.
    } else if ids.is_empty() {
        if let Some(word) = caret::word_under(store, fingers.at.get()) {
            reach(store, word);
        }
    } else if store.with(|state| !ids.iter().any(|id| state.selection.annotations().contains(id))) {
        store.dispatch(Action::Click(ids, Hold::Nothing));
    }
    store.run(Command::Menu, Args::default());
}

/// The first end of what is to be picked out.
fn reach(store: &Store, range: TextRange) {
    let boundaries = boundaries_around(store, range);
    store.dispatch(Action::Reach { range, boundaries, one_end: true });
}

/// A finger or a pen tapped where these annotations lie.
#[inline(never)] // so that it can travel later
pub fn tap(store: &Store, event: &MouseEvent, ids: Vec<AnnotationId>) {
    if store.edge().fingers.spent.get() {
        return;
    }
    note_hand(store);
    let word = caret::word_under(store, place(event));
    match store.with(|state| state.tap(word, &ids)) {
        Tap::Click => drop(store.dispatch(Action::Click(ids, Hold::Nothing))),
        Tap::Begin(word) => reach(store, word),
        Tap::Reach(range) => {
            let boundaries = boundaries_around(store, range);
            store.dispatch(Action::Words { range, boundaries, add: false, exact: false, double: false });
        }
    }
}
