//! Where things are on the screen. All reads come before all writes.

use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::dom;

fn bring(element: &Element, where_to: ScrollLogicalPosition) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(where_to);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Pixels that stay free above a block that is brought to the top; `scroll-margin-block` in `article.css`.
const MARGIN: f64 = 40.0;

/// Brings an annotation into the window if it is outside, and its row in the list as well.
pub fn reveal(id: &str) {
    for selector in [format!("mark[data-annotations~=\"{id}\"]"), format!("[data-annotation=\"{id}\"]")] {
        if let Some(element) = dom::find(&selector) {
            bring(&element, ScrollLogicalPosition::Nearest);
        }
    }
}

/// Brings the words that are picked out into the window if they are outside.
pub fn reveal_words() {
    if let Some(element) = dom::find("mark.pending") {
        bring(&element, ScrollLogicalPosition::Nearest);
    }
}

/// Brings the edge that keys move into the window if it is outside.
pub fn reveal_edge() {
    if let Some(element) = dom::find(".edge.now") {
        bring(&element, ScrollLogicalPosition::Nearest);
    }
}

/// Where an element's middle is, in CSS pixels of the window.
#[must_use]
pub fn middle(element: &Element) -> (f64, f64) {
    let rect = element.get_bounding_client_rect();
    ((rect.left() + rect.right()) / 2.0, (rect.top() + rect.bottom()) / 2.0)
}

/// Brings a block to the top of the article pane.
pub fn bring_block(block: u32) {
    let target =
        if block == 0 { dom::find("[data-document]") } else { dom::find(&format!("[data-block=\"{block}\"]")) };
    if let Some(element) = target {
        bring(&element, ScrollLogicalPosition::Start);
    }
}

/// The first block that reaches below the top of the pane.
#[must_use]
pub fn top_block(pane: &Element) -> Option<u32> {
    use wasm_bindgen::JsCast as _;
    // Below the margin that bringing a block to the top keeps (`scroll-margin` in article.css), else the block before it
    // would count, and the position would creep up with every visit.
    let top = pane.get_bounding_client_rect().top() + MARGIN + 8.0;
    let all =
        |list: web_sys::NodeList| (0..list.length()).filter_map(move |at| list.get(at)?.dyn_into::<Element>().ok());
    let below = |element: &Element| element.get_bounding_client_rect().bottom() > top;
    // Sections first: a long article has thousands of blocks and a few sections. The last block of a section may end
    // above while its margin reaches below, so the next section may have to be asked.
    all(pane.query_selector_all("[data-section]").ok()?)
        .filter(below)
        .take(2)
        .filter_map(|section| section.query_selector_all("[data-block]").ok())
        .find_map(|blocks| all(blocks).find(below))
        .and_then(|block| dom::block_number(&block))
}
