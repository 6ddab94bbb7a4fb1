//! Rows of the queue that a mouse pulls to another place: those that are picked out, if the row is one of them. A line shows
//! where they would come to stand; near the top and the bottom of the list it scrolls.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, MouseEvent};

use super::store::Store;
use crate::browser::{dom, drop_line, geometry};
use crate::model::DocId;
use crate::session::queue::Sorted;
use crate::session::{Args, Command};

/// Pixels that a hand may tremble.
const TREMBLE: f64 = 6.0;
/// Milliseconds between two looks at whether it has to scroll.
const TICK: u32 = 16;
/// The list.
const LIST: &str = ".queue .rows";

/// What hears the hand while it pulls.
#[derive(Default)]
struct Pulling {
    _listeners: Vec<EventListener>,
    _scrolls: Option<Interval>,
}

type Hand = Rc<RefCell<Pulling>>;

/// Listens for rows that are taken.
pub(super) fn listen(store: &Store) -> EventListener {
    let (store, hand) = (store.clone(), Hand::default());
    EventListener::new(&dom::document(), "pointerdown", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| dom::closest(&target, "[data-entry]").is_some()) {
            take(&store, &hand, event);
        }
    })
}

fn place(event: &MouseEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

fn row_at(at: (f64, f64)) -> Option<Element> {
    geometry::element_at(at).and_then(|element| dom::closest(&element, ".queue [data-entry]"))
}

fn id_of(row: &Element) -> Option<DocId> {
    row.get_attribute("data-entry").map(|id| DocId::from(id.as_str()))
}

/// A row is taken: from the moment the hand moves, until the button comes up.
#[inline(never)] // so that it can travel later
fn take(store: &Store, hand: &Hand, event: &Event) {
    let pointer = event.dyn_ref::<MouseEvent>();
    let plain =
        |event: &&MouseEvent| event.button() == 0 && !event.ctrl_key() && !event.meta_key() && !event.shift_key();
    // A finger scrolls.
    let is_touch = js_sys::Reflect::get(event, &"pointerType".into()).is_ok_and(|kind| kind == "touch");
    let Some(pointer) = pointer.filter(plain).filter(|_| !is_touch) else { return };
    let (Some(taken), start) = (row_at(place(pointer)).as_ref().and_then(id_of), place(pointer)) else { return };
    let (held, moves, now) = (Rc::new(Cell::new(true)), Rc::new(Cell::new(false)), Rc::new(Cell::new(start)));
    let follow = {
        let (store, held, moves, now, taken) = (store.clone(), held.clone(), moves.clone(), now.clone(), taken.clone());
        move || {
            let (x, y) = now.get();
            if !moves.get() && (x - start.0).hypot(y - start.1) > TREMBLE {
                moves.set(true);
                if store.with(|state| state.queue.sorted != Sorted::Order) {
                    // This says why they stay.
                    held.set(false);
                    place_before(&store, &taken, Some(taken.clone()));
                }
            }
            if moves.get() && held.get() {
                match row_at((x, y)) {
                    Some(row) => drop_line::draw(&row, is_behind(&row, y)),
                    None => drop_line::hide(),
                }
            }
        }
    };
    let ends = |name: &'static str, lands: bool| {
        let (store, held, moves, taken) = (store.clone(), held.clone(), moves.clone(), taken.clone());
        EventListener::new(&dom::document(), name, move |event| {
            let Some(event) = event.dyn_ref::<MouseEvent>().filter(|_| held.replace(false)) else { return };
            drop_line::hide();
            if let (true, true, Some(row)) = (lands, moves.get(), row_at(place(event))) {
                land(&store, &taken, &row, is_behind(&row, place(event).1));
            }
        })
    };
    let moved = {
        let (held, now, follow) = (held.clone(), now.clone(), follow.clone());
        EventListener::new(&dom::document(), "pointermove", move |event| {
            if let Some(event) = event.dyn_ref::<MouseEvent>().filter(|_| held.get()) {
                now.set(place(event));
                follow();
            }
        })
    };
    // Escape lets go.
    let leaves = {
        let held = held.clone();
        EventListener::new(&dom::document(), "keydown", move |_| {
            held.set(false);
            drop_line::hide();
        })
    };
    let listeners = vec![moved, leaves, ends("pointerup", true), ends("pointercancel", false)];
    let scrolls = Interval::new(TICK, move || {
        if held.get() && moves.get() && geometry::scroll_at_edge(LIST, now.get()) {
            follow();
        }
    });
    *hand.borrow_mut() = Pulling { _listeners: listeners, _scrolls: Some(scrolls) };
}

/// Whether the hand is in the lower half of a row.
fn is_behind(row: &Element, y: f64) -> bool {
    y > geometry::middle(row).1
}

fn land(store: &Store, taken: &DocId, row: &Element, behind: bool) {
    let Some(over) = id_of(row) else { return };
    // Behind one row is before the next.
    let next = store.with(|state| {
        let rows = state.queue.rows(&state.project);
        let at = rows.iter().position(|id| *id == over)?;
        rows.get(at + usize::from(behind)).cloned()
    });
    place_before(store, taken, next);
}

/// Puts what is pulled before another article; behind all where there is none.
fn place_before(store: &Store, taken: &DocId, next: Option<DocId>) {
    let picked = store.with(|state| state.queue.picks.has(taken));
    let ids = (!picked).then(|| vec![taken.to_string()]);
    store.run(Command::PlaceArticles, Args { ids, document: next.map(|id| id.to_string()), ..Args::default() });
}
