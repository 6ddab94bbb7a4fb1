//! Where the cards in the margin are, and where they are put.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

use super::dom;

/// A card and the top of what it belongs to, in CSS pixels from the top of the margin.
pub struct Spot {
    card: HtmlElement,
    /// Where it belongs.
    pub top: i32,
    /// How high it is.
    pub height: i32,
    /// Whether it must stand there.
    pub pinned: bool,
}

impl Spot {
    /// Puts it at a place of the margin, in CSS pixels from its top.
    pub fn put(&self, top: i32) {
        // Refused by no browser that knows the property; in another the cards stand one below the other.
        let _ = self.card.style().set_property("translate", &format!("0 {top}px"));
        let _ = self.card.class_list().add_1("placed");
    }
}

/// The cards whose claims are drawn, in their order; none where the margin is not seen. All reads come before all writes.
#[must_use]
pub fn spots() -> Vec<Spot> {
    // Beside the article, not looked for through all of it, in each frame of a scroll.
    let Some(margin) = dom::find(".spread").and_then(|spread| spread.last_element_child()) else {
        return Vec::new();
    };
    // Without cards no place is asked for: that would lay the page out, in each frame of a scroll.
    let list = margin.query_selector_all("[data-card]").ok().filter(|list| list.length() > 0);
    let Some(list) = list else { return Vec::new() };
    let origin = margin.get_bounding_client_rect();
    if origin.width() < 1.0 {
        return Vec::new();
    }
    let cards: Vec<HtmlElement> = (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect();
    let mark_of = |card: &HtmlElement| {
        let id = card.get_attribute("data-card")?;
        dom::find(&format!("mark[data-annotations~=\"{id}\"]"))
    };
    let marks: Vec<Option<Element>> = cards.iter().map(mark_of).collect();
    for (card, mark) in cards.iter().zip(&marks) {
        // What is not drawn has no place; what is drawn again has a height again.
        let _ = card.class_list().toggle_with_force("away", mark.is_none());
    }
    let spot = |(card, mark): (HtmlElement, Option<Element>)| {
        let top = line_top(&mark?) - origin.top();
        let pinned = card.query_selector("[aria-current=true]").ok().flatten().is_some();
        #[expect(clippy::cast_possible_truncation, reason = "a place on a screen")]
        Some(Spot { top: top.round() as i32, height: card.offset_height(), card, pinned })
    };
    cards.into_iter().zip(marks).filter_map(spot).collect()
}

/// The top of the first line of a mark.
fn line_top(mark: &Element) -> f64 {
    mark.get_client_rects().get(0).map_or_else(|| mark.get_bounding_client_rect().top(), |rect| rect.top())
}
