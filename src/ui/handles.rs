//! The handles at the ends of the annotation that is picked out: a hand pulls one, and the edge follows it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, MouseEvent};

use super::effects::shown_text;
use super::gesture::byte;
use super::store::Store;
use crate::browser::{dom, geometry, segmenter, selection};
use crate::edit::Edge;
use crate::model::TextRange;
use crate::session::Action;

/// An edge as its handle carries it.
#[must_use]
pub fn name(edge: Edge) -> String {
    format!("{}-{}", edge.fragment, if edge.end { "end" } else { "start" })
}

fn parse(name: &str) -> Option<Edge> {
    let (fragment, side) = name.split_once('-')?;
    Some(Edge { fragment: fragment.parse().ok()?, end: side == "end" })
}

/// What hears the pointer while a handle is pulled.
pub type Pull = Rc<RefCell<Vec<EventListener>>>;

/// Listens for handles that are taken.
pub fn listen(store: &Store) -> EventListener {
    let (store, pull) = (store.clone(), Pull::default());
    EventListener::new(&dom::document(), "pointerdown", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(handle) = target.filter(|target| target.has_attribute("data-edge")) {
            take(&store, &pull, &handle, event);
        }
    })
}

/// A handle is taken: until the button comes up, the edge goes where the pointer is.
#[inline(never)] // so that it can travel later
fn take(store: &Store, pull: &Pull, handle: &Element, event: &Event) {
    let edge = handle.get_attribute("data-edge").and_then(|name| parse(&name));
    let pointer = event.dyn_ref::<MouseEvent>().filter(|event| event.button() == 0);
    let (Some(edge), Some(pointer)) = (edge, pointer) else { return };
    // The handle stands beside its line: from here on the hand is taken to be on the line, at the edge.
    let (x, y) = geometry::middle(handle);
    let off = (x - f64::from(pointer.client_x()), y - f64::from(pointer.client_y()));
    store.dispatch(Action::Grab(edge));
    dom::pulls(true);
    let held = Rc::new(Cell::new(true));
    let on = |name: &'static str, hear: fn(&Store, &MouseEvent, (f64, f64)) -> bool| {
        let (store, held) = (store.clone(), held.clone());
        EventListener::new(&dom::document(), name, move |event| {
            if let Some(event) = event.dyn_ref::<MouseEvent>().filter(|_| held.get()) {
                held.set(hear(&store, event, off));
            }
        })
    };
    *pull.borrow_mut() = vec![
        on("pointermove", |store, event, off| {
            follow(store, event, off);
            true
        }),
        on("pointerup", |store, _, _| {
            dom::pulls(false);
            store.dispatch(Action::Drop(true));
            false
        }),
        on("pointercancel", |store, _, _| {
            dom::pulls(false);
            store.dispatch(Action::Drop(false));
            false
        }),
    ];
}

fn follow(store: &Store, event: &MouseEvent, (dx, dy): (f64, f64)) {
    let Some(article) = dom::find("[data-document]") else { return };
    let (x, y) = (f64::from(event.client_x()) + dx, f64::from(event.client_y()) + dy);
    let Some(place) = selection::at_point(&article, x, y) else { return };
    let spot = store.with(|state| {
        let drag = state.dragging.as_ref()?;
        let document = state.document()?;
        let suggested = || document.suggestions.get(&drag.id).map(|known| &known.annotation.span);
        let span = document.annotations.get(&drag.id).map(|known| &known.span).or_else(suggested)?;
        let fragment = drag.edge.fragment(span)?;
        let stays = if drag.edge.end { fragment.start() } else { fragment.end() };
        Some((byte(document, place, drag.edge.end)?, fragment, stays))
    });
    let Some((at, fragment, stays)) = spot else { return };
    // The end that stays is looked at too: there the edge stops.
    let around = TextRange::new(stays.min(at), stays.max(at)).unwrap_or(fragment);
    let (text, language) = shown_text(store);
    let boundaries = segmenter::around(&text, around, language.as_deref());
    store.dispatch(Action::Drag { at, boundaries, exact: event.alt_key() });
}
