//! The borders between the panes: a hand pulls one, and the pane is wider or narrower from then on. A double click has it as it
//! comes. Keys do the same in the sheet of the look.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, MouseEvent};
use yew::prelude::*;

use super::store::Store;
use crate::browser::dom;
use crate::session::look::{Look, SCALES};
use crate::session::{Args, Command};

/// A border; `field` is that of the look. It is only for hands that point.
pub fn draw(field: &'static str) -> Html {
    html! { <div class="seam" data-seam={field} aria-hidden="true" /> }
}

/// Listens for borders that are taken.
pub fn listen(store: &Store) -> EventListener {
    let (store, pull) = (store.clone(), Rc::<RefCell<Vec<EventListener>>>::default());
    EventListener::new(&dom::document(), "pointerdown", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(field) = target.and_then(|target| target.get_attribute("data-seam")) {
            take(&store, &pull, field, event);
        }
    })
}

/// Listens for double clicks on borders.
pub fn listen_twice(store: &Store) -> EventListener {
    let store = store.clone();
    EventListener::new(&dom::document(), "dblclick", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(field) = target.and_then(|target| target.get_attribute("data-seam")) {
            set(&store, &field, String::new());
        }
    })
}

#[inline(never)] // so that it can travel later
fn set(store: &Store, field: &str, text: String) {
    store.run(Command::SetLook, Args { field: Some(field.to_owned()), text: Some(text), ..Args::default() });
}

#[inline(never)] // so that it can travel later
fn take(store: &Store, pull: &RefCell<Vec<EventListener>>, field: String, event: &Event) {
    let Some(event) = event.dyn_ref::<MouseEvent>().filter(|event| event.button() == 0) else { return };
    let Some(scale) = SCALES.iter().find(|scale| scale.field == field) else { return };
    let width = store.with(|state| scale.value(&Look::read(&state.look)));
    // The queue grows the way the page is read, the desk the other way.
    let leftward =
        dom::document().document_element().is_some_and(|root| root.get_attribute("dir").as_deref() == Some("rtl"));
    let sign = if leftward == (field == "desk") { 1 } else { -1 };
    let (from, held) = (event.client_x(), Rc::new(Cell::new(true)));
    let moves = {
        let (store, held) = (store.clone(), held.clone());
        EventListener::new(&dom::document(), "pointermove", move |event| {
            if let Some(event) = event.dyn_ref::<MouseEvent>().filter(|_| held.get()) {
                let width = width.saturating_add_signed(sign * (event.client_x() - from));
                set(&store, &field, width.to_string());
            }
        })
    };
    let ends = |name: &'static str| {
        let held = held.clone();
        EventListener::new(&dom::document(), name, move |_| held.set(false))
    };
    pull.replace(vec![moves, ends("pointerup"), ends("pointercancel")]);
}
