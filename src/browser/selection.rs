//! The browser's selection as offsets in blocks. Offsets are counted from the block's text nodes, since the words that
//! a selection reports for itself hold line breaks that the text does not have.

use wasm_bindgen::prelude::*;
use web_sys::{Element, Node, Range};

use super::dom;

#[wasm_bindgen]
extern "C" {
    /// The document, for what only some browsers have.
    type Pointed;

    #[wasm_bindgen(method, catch, js_name = caretPositionFromPoint)]
    fn caret_position(this: &Pointed, x: f64, y: f64) -> Result<Option<Caret>, JsValue>;

    #[wasm_bindgen(method, catch, js_name = caretRangeFromPoint)]
    fn caret_range(this: &Pointed, x: f64, y: f64) -> Result<Option<Range>, JsValue>;

    type Caret;

    #[wasm_bindgen(method, getter, js_name = offsetNode)]
    fn node(this: &Caret) -> Option<Node>;

    #[wasm_bindgen(method, getter)]
    fn offset(this: &Caret) -> u32;
}

/// A place in the article, as the DOM tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Number of the block.
    pub block: u32,
    /// UTF-16 code units from the block's start.
    pub utf16: u32,
}

/// What is selected inside `article`; clipped to it. `None` when nothing is.
#[must_use]
pub fn read(article: &Element) -> Option<(Place, Place)> {
    let selection = dom::window().get_selection().ok().flatten()?;
    if selection.is_collapsed() || selection.range_count() == 0 {
        return None;
    }
    let range = selection.get_range_at(0).ok()?;
    let inside = |node: &Node| article.contains(Some(node));
    let (start, end) = (range.start_container().ok()?, range.end_container().ok()?);
    if !range.intersects_node(article).ok()? {
        return None;
    }
    let first = if inside(&start) { place(&range, true) } else { edge(article, true) };
    let last = if inside(&end) { place(&range, false) } else { edge(article, false) };
    let (first, last) = (first?, last?);
    ((first.block, first.utf16) < (last.block, last.utf16)).then_some((first, last))
}

/// What is selected from where the hand went down to where it is now, outside of the pane that shows `article`: the
/// nearest place of the article in sight is meant. A browser goes to the article's end there, or to its start.
#[must_use]
pub fn read_to(article: &Element, pane: &Element, (x, y): (f64, f64)) -> Option<(Place, Place)> {
    let selection = dom::window().get_selection().ok().flatten()?;
    let anchor = dom::document().create_range().ok()?;
    anchor.set_start(&selection.anchor_node()?, selection.anchor_offset()).ok()?;
    let (words, window) = (article.get_bounding_client_rect(), pane.get_bounding_client_rect());
    // A pixel inside: on its edge a point is of the pane no more.
    let within = |at: f64, low: f64, high: f64| at.min(high - 2.0).max(low + 2.0);
    let x = within(x, words.left(), words.right());
    let y = within(y, words.top().max(window.top()), words.bottom().min(window.bottom()));
    let (from, to) = (place(&anchor, true)?, at_point(article, x, y)?);
    let ordered = if (from.block, from.utf16) <= (to.block, to.utf16) { (from, to) } else { (to, from) };
    (ordered.0 != ordered.1).then_some(ordered)
}

/// The place in `article` nearest to a point of the window, in CSS pixels. `None` when the point is elsewhere.
#[must_use]
pub fn at_point(article: &Element, x: f64, y: f64) -> Option<Place> {
    let document: Pointed = JsValue::from(dom::document()).unchecked_into();
    let range = match document.caret_position(x, y) {
        Ok(caret) => {
            let caret = caret?;
            let range = dom::document().create_range().ok()?;
            range.set_start(&caret.node()?, caret.offset()).ok()?;
            range
        }
        // Older browsers have the other one.
        Err(_) => document.caret_range(x, y).ok()??,
    };
    let node = range.start_container().ok()?;
    if article.contains(Some(&node)) { place(&range, true) } else { None }
}

/// Takes the browser's selection away; ours is drawn in its place.
pub fn clear() {
    if let Ok(Some(selection)) = dom::window().get_selection() {
        // Nothing to do when the browser refuses: its selection stays visible, that is all.
        let _ = selection.remove_all_ranges();
    }
}

/// Whether the browser itself has words selected.
#[must_use]
pub fn is_empty() -> bool {
    dom::window().get_selection().ok().flatten().is_none_or(|selection| selection.is_collapsed())
}

fn place(range: &Range, start: bool) -> Option<Place> {
    let (node, offset) = if start {
        (range.start_container().ok()?, range.start_offset().ok()?)
    } else {
        (range.end_container().ok()?, range.end_offset().ok()?)
    };
    if let Some(block) = dom::closest(&node, "[data-block]") {
        let before = dom::document().create_range().ok()?;
        // A part of a long block knows how much is before it.
        let part = dom::closest(&node, "[data-from]");
        before.select_node_contents(part.as_ref().unwrap_or(&block)).ok()?;
        before.set_end(&node, offset).ok()?;
        let first = part.and_then(|part| part.get_attribute("data-from")?.parse().ok()).unwrap_or(0);
        let utf16 = before.to_string().length() + first;
        return Some(Place { block: dom::block_number(&block)?, utf16 });
    }
    // Between blocks: a triple click ends before the next one.
    between(&node, offset, start)
}

/// A place between blocks: the next block's start for a selection that starts here, the end of the one before for one
/// that ends here.
fn between(node: &Node, offset: u32, start: bool) -> Option<Place> {
    let children = node.child_nodes();
    if start {
        for at in offset..children.length() {
            if let Some(place) = children.get(at).and_then(|child| edge_of(&child, true)) {
                return Some(place);
            }
        }
    } else {
        for at in (0..offset).rev() {
            if let Some(place) = children.get(at).and_then(|child| edge_of(&child, false)) {
                return Some(place);
            }
        }
    }
    let article = dom::closest(node, "[data-document]")?;
    let all = article.query_selector_all("[data-block]").ok()?;
    let here = dom::document().create_range().ok()?;
    here.set_start(node, offset).ok()?;
    let mut last = None;
    for at in 0..all.length() {
        let block = all.get(at)?;
        let after = here.compare_point(&block, 0).ok()? >= 0;
        match (start, after) {
            (true, true) => return edge_of(&block, true),
            (false, true) => break,
            _ => last = edge_of(&block, false),
        }
    }
    last
}

fn edge_of(node: &Node, start: bool) -> Option<Place> {
    edge(node.dyn_ref::<Element>()?, start)
}

/// The start of the first block in an element, or the end of the last.
fn edge(element: &Element, start: bool) -> Option<Place> {
    let block = if element.has_attribute("data-block") {
        element.clone()
    } else {
        let all = element.query_selector_all("[data-block]").ok()?;
        let at = if start { 0 } else { all.length().checked_sub(1)? };
        all.get(at)?.dyn_into().ok()?
    };
    let number = dom::block_number(&block)?;
    let utf16 = if start { 0 } else { dom::units(&block) };
    Some(Place { block: number, utf16 })
}
