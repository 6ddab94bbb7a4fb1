//! Names over marks come a moment after the marks, where the page is not scrolled fast: laying them out costs more than the marks
//! themselves, and nobody reads them in what flies past. A section without them is the same to the line; nothing moves when they come.

use std::cell::{Cell, RefCell};

use gloo::timers::callback::Timeout;
use web_sys::Element;

use super::effects::UnderWay;
use super::store::Store;

/// Milliseconds without a further section coming near, while the page is scrolled.
const REST: u32 = 80;

/// Milliseconds between two sections: about a frame.
const BETWEEN: u32 = 16;

/// Sections near the window whose names are to come.
#[derive(Default)]
pub struct Tagging {
    waiting: RefCell<Vec<Element>>,
    timer: RefCell<Option<(Timeout, UnderWay)>>,
    scrolling: Cell<bool>,
}

/// Whether the page is scrolled.
pub fn scrolls(store: &Store, now: bool) {
    store.edge().tagging.scrolling.set(now);
}

/// A section came near the window.
pub fn came(store: &Store, section: Element) {
    if section.class_list().contains("tagged") {
        return;
    }
    let tagging = &store.edge().tagging;
    tagging.waiting.borrow_mut().push(section);
    go_on(store, if tagging.scrolling.get() { REST } else { 0 });
}

/// A section is far again.
pub fn left(store: &Store, section: &Element) {
    store.edge().tagging.waiting.borrow_mut().retain(|waiting| waiting != section);
}

fn go_on(store: &Store, after: u32) {
    let then = store.clone();
    let timer = Timeout::new(after, move || {
        let section = then.edge().tagging.waiting.borrow_mut().pop();
        let Some(section) = section else {
            then.edge().tagging.timer.take();
            return;
        };
        // A class of an element that is there.
        let _ = section.class_list().add_1("tagged");
        go_on(&then, BETWEEN);
    });
    let busy = store.edge().busy();
    store.edge().tagging.timer.replace(Some((timer, busy)));
}
