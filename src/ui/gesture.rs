//! What a hand does in the article: picking words out, clicking annotations. Heard on the whole page, since a drag may
//! end outside the article.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, MouseEvent};

use super::effects::boundaries_around;
use super::fingers;
use super::store::Store;
use crate::browser::{dom, selection};
use crate::model::{AnnotationId, BlockId, Document, TextRange, Unit};
use crate::session::{Action, Args, Command, Hold};

/// Whether a press began in the article pane.
#[must_use]
pub fn begins(store: &Store, event: &Event) -> bool {
    // With Shift the browser would pick out all the words from the last click on; annotations are meant.
    let range = event.dyn_ref::<MouseEvent>().is_some_and(MouseEvent::shift_key);
    if range && store.with(|state| !state.selection.annotations().is_empty()) {
        event.prevent_default();
        selection::clear();
        // Nor would it leave the field that is typed into: what stands there is meant for what is picked out now.
        if dom::is_typing() {
            dom::blur();
        }
    }
    let main = event.dyn_ref::<MouseEvent>().is_some_and(|event| event.button() == 0);
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_handle = |target: &Element| target.has_attribute("data-edge") || target.has_attribute("data-grip");
    // Whoever took a handle a moment ago holds it, also where it was drawn again since.
    if target.as_ref().is_some_and(is_handle) || store.with(|state| state.dragging.is_some()) {
        // A handle is pulled by `handles`, a link by `pull`; no words are selected from there.
        event.prevent_default();
        return false;
    }
    // The margin lies in the pane of the article, and is a pane of its own.
    let pane = target.and_then(|target| dom::closest(&target, "[data-pane]"));
    main && pane.is_some_and(|pane| pane.get_attribute("data-pane").as_deref() == Some("article"))
}

/// The button came up: words were picked out, or something was clicked.
pub fn finish(store: &Store, event: &MouseEvent) {
    let Some(article) = dom::find("[data-document]") else { return };
    let add = event.ctrl_key() || event.meta_key();
    let Some(range) = picked(store, &article, event) else {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let ids = target.map(|target| under(&target)).unwrap_or_default();
        let hold = match (add, event.shift_key()) {
            (true, _) => Hold::All,
            (_, true) => Hold::Range,
            _ => Hold::Nothing,
        };
        if let Some(other) = suggested(store, event).filter(|_| hold == Hold::Nothing) {
            store.run(Command::ReviewSuggestions, Args::id(other));
            return;
        }
        if hold == Hold::Nothing && dom::hand().is_finger() {
            return fingers::tap(store, event, ids);
        }
        if !ids.is_empty() || hold == Hold::Nothing {
            store.dispatch(Action::Click(ids, hold));
        }
        return;
    };
    let (exact, double) = (event.alt_key(), event.detail() == 2);
    let boundaries = boundaries_around(store, range);
    selection::clear();
    store.dispatch(Action::Words { range, boundaries, add, exact, double });
}

/// The suggestion that a click goes to, in a walk through them: another than the one that is looked at.
#[inline(never)] // so that it can travel later
fn suggested(store: &Store, event: &MouseEvent) -> Option<AnnotationId> {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok())?;
    let names = dom::closest(&target, "mark[data-suggestions]")?.get_attribute("data-suggestions")?;
    let ids: Vec<AnnotationId> = names.split(' ').filter_map(|id| id.parse().ok()).collect();
    let now = store.with(|state| state.review.as_ref()?.current().map(|current| current.annotation.id));
    let place = ids.iter().position(|id| Some(*id) == now);
    ids.get(place.map_or(0, |place| place + 1)).copied()
}

/// The annotations that an element of the page stands for: a piece of the article, nearest to the text first, or a row of
/// the list.
pub(super) fn under(element: &Element) -> Vec<AnnotationId> {
    let of = |selector: &str, name: &str| dom::closest(element, selector)?.get_attribute(name);
    let ids = of("mark[data-annotations]", "data-annotations").or_else(|| of("[data-annotation]", "data-annotation"));
    ids.unwrap_or_default().split(' ').filter_map(|id| id.parse().ok()).collect()
}

/// The pointer came over something: what lies there is told, unless something is pulled.
pub fn hover(store: &Store, event: &Event) {
    // A browser that tells of the pointer because the page moved below it knows of no button (Chromium).
    let pulled = store.with(|state| state.dragging.is_some());
    let free = !pulled && event.dyn_ref::<MouseEvent>().is_some_and(|event| event.buttons() == 0);
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()).filter(|_| free) else {
        return;
    };
    point(store, &target, false);
    let ids = dom::closest(&target, "mark[data-annotations]").map(|mark| under(&mark)).unwrap_or_default();
    if store.with(|state| *state.under != ids) {
        store.dispatch(Action::Over(ids));
    }
}

/// A hand moved the pointer, or turned the wheel: after keys have gone elsewhere, what it lies on is meant again. No browser tells this where
/// only the page moved.
pub fn moved(store: &Store, event: &Event) {
    if store.with(|state| state.pointer.rests)
        && let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok())
    {
        point(store, &target, true);
    }
}

/// Tells which block the pointer is over. Between blocks, and on the button beside one, it is the last one.
fn point(store: &Store, target: &Element, moved: bool) {
    let block = dom::closest(target, "[data-block]").and_then(|block| dom::block_number(&block)).map(BlockId);
    let pane = || dom::closest(target, "[data-pane]").and_then(|pane| pane.get_attribute("data-pane"));
    let told = store.with(|state| state.pointer.rests == moved && (moved || state.pointer.block != block));
    if told && (block.is_some() || pane().as_deref() != Some("article")) {
        store.dispatch(Action::Point(block, moved));
    }
}

/// What the browser has selected, as a range of the text.
fn picked(store: &Store, article: &Element, event: &MouseEvent) -> Option<TextRange> {
    let pane = dom::find("[data-pane=article]")?;
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let inside = target.is_none_or(|target| pane.contains(Some(&target)));
    let read = selection::read(article)?;
    let place = (f64::from(event.client_x()), f64::from(event.client_y()));
    let (first, last) = if inside { read } else { selection::read_to(article, &pane, place).unwrap_or(read) };
    store.with(|state| {
        let document = state.document()?;
        TextRange::new(byte(document, first, false)?, byte(document, last, true)?)
    })
}

/// A place as a byte of the text.
pub(super) fn byte(document: &Document, place: selection::Place, outward: bool) -> Option<u32> {
    let start = document.block(BlockId(place.block))?.range.start();
    let units = document.article.convert(start, Unit::Byte, Unit::Utf16)? + place.utf16;
    // A drag can end between the two halves of a surrogate pair; the whole character was meant.
    let beside = if outward { units + 1 } else { units.saturating_sub(1) };
    let convert = |at| document.article.convert(at, Unit::Utf16, Unit::Byte);
    convert(units).or_else(|| convert(beside))
}
