//! Pulling a link from the grip of the annotation that is picked out to another one, in the article or in the list. What
//! may be the other end is lit while the hand is over it; near the top and the bottom of the article it scrolls.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, MouseEvent};

use super::gesture;
use super::store::Store;
use crate::browser::{dom, geometry, thread};
use crate::model::AnnotationId;
use crate::session::{Action, Args, Command};

/// Milliseconds between two looks at whether it has to scroll.
const TICK: u32 = 16;

/// What hears the hand while it pulls.
#[derive(Default)]
struct Pulling {
    _listeners: Vec<EventListener>,
    _scrolls: Option<Interval>,
}

type Hand = Rc<RefCell<Pulling>>;

/// Listens for grips that are taken.
pub fn listen(store: &Store) -> EventListener {
    let (store, hand) = (store.clone(), Hand::default());
    EventListener::new(&dom::document(), "pointerdown", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.has_attribute("data-grip")) {
            take(&store, &hand, event);
        }
    })
}

fn place(event: &MouseEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

fn under(at: (f64, f64)) -> Vec<AnnotationId> {
    geometry::element_at(at).map(|element| gesture::under(&element)).unwrap_or_default()
}

/// A grip is taken: until the button comes up, the link goes where the hand is.
#[inline(never)] // so that it can travel later
fn take(store: &Store, hand: &Hand, event: &Event) {
    let Some(pointer) = event.dyn_ref::<MouseEvent>().filter(|event| event.button() == 0) else { return };
    store.run(Command::StartLink, Args::default());
    let start = geometry::in_article(place(pointer));
    let (now, held) = (Rc::new(Cell::new(place(pointer))), Rc::new(Cell::new(true)));
    let follow = {
        let (store, now) = (store.clone(), now.clone());
        move || {
            store.dispatch(Action::Pull(under(now.get())));
            thread::draw(geometry::in_window(start), now.get());
        }
    };
    let ends = |name: &'static str, lands: bool| {
        let (store, held) = (store.clone(), held.clone());
        EventListener::new(&dom::document(), name, move |event| {
            if let Some(event) = event.dyn_ref::<MouseEvent>().filter(|_| held.replace(false)) {
                thread::hide();
                store.dispatch(Action::Land(if lands { under(place(event)) } else { Vec::new() }));
            }
        })
    };
    let moves = {
        let (store, held, now, follow) = (store.clone(), held.clone(), now.clone(), follow.clone());
        EventListener::new(&dom::document(), "pointermove", move |event| {
            if let Some(event) = event.dyn_ref::<MouseEvent>().filter(|_| held.get()) {
                now.set(place(event));
                // Escape has let go of it already.
                if store.with(|state| state.linking.is_none()) {
                    held.set(false);
                    return thread::hide();
                }
                follow();
            }
        })
    };
    let scrolls = {
        let (store, held) = (store.clone(), held.clone());
        Interval::new(TICK, move || {
            if store.with(|state| state.linking.is_none()) && held.replace(false) {
                thread::hide();
            }
            if held.get() && geometry::scroll_at_edge("[data-pane=article]", now.get()) {
                follow();
            }
        })
    };
    let listeners = vec![moves, ends("pointerup", true), ends("pointercancel", false)];
    *hand.borrow_mut() = Pulling { _listeners: listeners, _scrolls: Some(scrolls) };
}
