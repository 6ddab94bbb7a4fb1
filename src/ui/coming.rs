//! What comes near the window while the page is scrolled: marks, then the names over them. Marks come to one section in a frame,
//! since what flies past in between is gone before anybody sees it, and several at once would hold the page up. Names come
//! where it rests: laying them out costs more than the marks themselves. A section without either is the same to the line;
//! nothing moves when they come.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event};

use super::effects::UnderWay;
use super::store::Store;
use crate::browser::dom;
use crate::session::Action;

/// Milliseconds without a further section coming near, while the page is scrolled.
const REST: u32 = 80;

/// Milliseconds between two sections: about a frame.
const BETWEEN: u32 = 16;

/// Sections near the window that something is to come to.
#[derive(Default)]
pub struct Coming {
    /// Those without marks, with their numbers, in the order they came.
    plain: RefCell<VecDeque<(usize, Element)>>,
    /// While one had its marks in this frame.
    drawn: RefCell<Option<(Timeout, UnderWay)>>,
    /// Those without names.
    unnamed: RefCell<Vec<Element>>,
    /// While names are to come.
    rests: RefCell<Option<(Timeout, UnderWay)>>,
    scrolling: Cell<bool>,
    /// How often it was scrolled.
    turns: Cell<u32>,
}

impl Coming {
    /// A number that is another one whenever the page was scrolled meanwhile.
    pub(super) const fn turns(&self) -> u32 {
        self.turns.get()
    }
}

/// Whether the page is scrolled.
pub fn scrolls(store: &Store, now: bool) {
    let coming = &store.edge().coming;
    coming.scrolling.set(now);
    coming.turns.set(coming.turns.get().wrapping_add(1));
}

/// A section came near the window.
pub fn came(store: &Store, number: usize, section: Element) {
    let coming = &store.edge().coming;
    let waits = coming.scrolling.get() && coming.drawn.borrow().is_some();
    if waits && !store.with(|state| state.view.is_near(number)) {
        coming.plain.borrow_mut().push_back((number, section));
        return;
    }
    draw(store, number, section);
}

/// A section is far again.
pub fn left(store: &Store, section: &Element) {
    let coming = &store.edge().coming;
    coming.plain.borrow_mut().retain(|(_, waiting)| waiting != section);
    coming.unnamed.borrow_mut().retain(|waiting| waiting != section);
}

fn draw(store: &Store, number: usize, section: Element) {
    let coming = &store.edge().coming;
    store.dispatch(Action::Near(number));
    let then = store.clone();
    let timer = Timeout::new(BETWEEN, move || {
        let next = then.edge().coming.plain.borrow_mut().pop_front();
        match next {
            Some((number, section)) => draw(&then, number, section),
            None => drop(then.edge().coming.drawn.take()),
        }
    });
    let busy = store.edge().busy();
    coming.drawn.replace(Some((timer, busy)));
    if !section.class_list().contains("tagged") {
        coming.unnamed.borrow_mut().push(section);
        name(store, if coming.scrolling.get() { REST } else { 0 });
    }
}

fn name(store: &Store, after: u32) {
    let then = store.clone();
    let timer = Timeout::new(after, move || {
        let section = then.edge().coming.unnamed.borrow_mut().pop();
        let Some(section) = section else {
            then.edge().coming.rests.take();
            return;
        };
        // A class of an element that is there.
        let _ = section.class_list().add_1("tagged");
        name(&then, BETWEEN);
    });
    let busy = store.edge().busy();
    store.edge().coming.rests.replace(Some((timer, busy)));
}

/// All of the article is about to be printed: everything comes at once.
#[inline(never)] // so that it can travel later
pub fn print(store: &Store, _: &Event) {
    let is_there = |number: &usize| store.with(|state| state.view.section(*number).is_some());
    (0..).take_while(is_there).for_each(|number| drop(store.dispatch(Action::Near(number))));
    let Ok(sections) = dom::document().query_selector_all(".section:not(.tagged)") else { return };
    for section in (0..sections.length()).filter_map(|at| sections.item(at)?.dyn_into::<Element>().ok()) {
        // As above.
        let _ = section.class_list().add_1("tagged");
    }
}
