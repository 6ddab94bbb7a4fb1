//! The handles at the ends of what is picked out, an annotation or words: a hand pulls one, and the edge follows it. Below a
//! finger it is seen in a glass.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, MouseEvent};

use super::effects::boundaries_around;
use super::gesture::byte;
use super::pieces::Pulls;
use super::store::Store;
use crate::browser::selection::Place;
use crate::browser::{dom, geometry, loupe, selection};
use crate::edit::{Edge, Selection};
use crate::model::TextRange;
use crate::session::{Action, State};

/// What a handle pulls, as it carries it; a grip carries nothing.
#[must_use]
pub fn name(pulls: Pulls) -> String {
    let (of, end) = match pulls {
        Pulls::Edge(edge) => (edge.fragment.to_string(), edge.end),
        Pulls::Words { end } => (WORDS.to_owned(), end),
        Pulls::Link => return String::new(),
    };
    format!("{of}-{}", if end { "end" } else { "start" })
}

const WORDS: &str = "words";

fn parse(name: &str) -> Option<Pulls> {
    let (of, side) = name.split_once('-')?;
    let end = side == "end";
    Some(if of == WORDS { Pulls::Words { end } } else { Pulls::Edge(Edge { fragment: of.parse().ok()?, end }) })
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
    let pulls = handle.get_attribute("data-edge").and_then(|name| parse(&name));
    let pointer = event.dyn_ref::<MouseEvent>().filter(|event| event.button() == 0);
    let (Some(pulls), Some(pointer)) = (pulls, pointer) else { return };
    // The handle stands beside its line: from here on the hand is taken to be on the line, at the edge.
    let (x, y) = geometry::middle(handle);
    let off = (x - f64::from(pointer.client_x()), y - f64::from(pointer.client_y()));
    if let Pulls::Edge(edge) = pulls {
        store.dispatch(Action::Grab(edge));
    }
    dom::pulls(true);
    let held = Rc::new(Cell::new(true));
    let on = |name: &'static str, hear: fn(&Store, Pulls, &MouseEvent, (f64, f64)) -> bool| {
        let (store, held) = (store.clone(), held.clone());
        EventListener::new(&dom::document(), name, move |event| {
            if let Some(event) = event.dyn_ref::<MouseEvent>().filter(|_| held.get()) {
                held.set(hear(&store, pulls, event, off));
            }
        })
    };
    *pull.borrow_mut() = vec![
        on("pointermove", |store, pulls, event, off| {
            follow(store, pulls, event, off);
            true
        }),
        on("pointerup", |store, pulls, _, _| let_go(store, pulls, true)),
        on("pointercancel", |store, pulls, _, _| let_go(store, pulls, false)),
    ];
}

fn let_go(store: &Store, pulls: Pulls, kept: bool) -> bool {
    dom::pulls(false);
    loupe::hide();
    if let Pulls::Edge(_) = pulls {
        store.dispatch(Action::Drop(kept));
    }
    false
}

fn follow(store: &Store, pulls: Pulls, event: &MouseEvent, (dx, dy): (f64, f64)) {
    let Some(article) = dom::find("[data-document]") else { return };
    let hand = (f64::from(event.client_x()), f64::from(event.client_y()));
    let Some(place) = selection::at_point(&article, hand.0 + dx, hand.1 + dy) else { return };
    match pulls {
        Pulls::Edge(_) => follow_edge(store, place, event.alt_key()),
        Pulls::Words { end } => follow_words(store, place, end),
        Pulls::Link => {}
    }
    if dom::hand().is_finger() {
        magnify(store, pulls, hand);
    }
}

fn follow_edge(store: &Store, place: Place, exact: bool) {
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
    let boundaries = boundaries_around(store, around);
    store.dispatch(Action::Drag { at, boundaries, exact });
}

/// The other end of the words stays where it is; past that one this does not go.
fn follow_words(store: &Store, place: Place, end: bool) {
    let range = store.with(|state| {
        let [part] = state.raw.as_slice() else { return None };
        let at = byte(state.document()?, place, end)?;
        if end { TextRange::new(part.range.start(), at) } else { TextRange::new(at, part.range.end()) }
    });
    if let Some(range) = range {
        let boundaries = boundaries_around(store, range);
        store.dispatch(Action::Reach { range, boundaries, one_end: false });
    }
}

/// Characters that the glass shows on each side of an edge.
const SEEN: usize = 12;

/// Shows the edge, which the finger covers, above it.
fn magnify(store: &Store, pulls: Pulls, hand: (f64, f64)) {
    let seen = store.with(|state| {
        let (at, end) = edge_at(state, pulls)?;
        let document = state.document()?;
        let block = document.blocks.iter().find(|block| at <= block.range.end())?;
        let text = document.article.quote(block.range);
        let (before, after) = text.split_at_checked((at.checked_sub(block.range.start())?) as usize)?;
        let before = before.char_indices().rev().nth(SEEN - 1).map_or(before, |(cut, _)| &before[cut..]);
        let after = after.char_indices().nth(SEEN).map_or(after, |(cut, _)| &after[..cut]);
        Some((before.to_owned(), after.to_owned(), end))
    });
    if let Some((before, after, end)) = seen {
        loupe::show(hand, (&before, &after), end);
    }
}

/// Where the edge that is pulled stands now, and whether it is an end.
fn edge_at(state: &State, pulls: Pulls) -> Option<(u32, bool)> {
    match (pulls, &state.selection) {
        (Pulls::Edge(_), _) => state.dragging.as_ref().and_then(|drag| Some((drag.now.at(&drag.span)?, drag.now.end))),
        (Pulls::Words { end: true }, Selection::Words(_, ranges)) => Some((ranges.last()?.end(), true)),
        (Pulls::Words { end: false }, Selection::Words(_, ranges)) => Some((ranges.first()?.start(), false)),
        _ => None,
    }
}
