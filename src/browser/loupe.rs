//! The glass above a finger that pulls an edge: the words around the edge, larger. It is only ever seen.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

use super::{dom, nodes};

/// Pixels that it keeps from the sides of the window.
const AIR: f64 = 8.0;

fn glass() -> Option<HtmlElement> {
    let found = dom::find(".loupe").or_else(|| {
        let glass = nodes::element("div", &[("class", "loupe"), ("aria-hidden", "true"), ("dir", "auto")]);
        for class in ["loupe-before", "loupe-edge", "loupe-after"] {
            glass.append_child(&nodes::element("span", &[("class", class)])).ok()?;
        }
        dom::document().body()?.append_child(&glass).ok()?;
        Some(glass)
    });
    found?.dyn_into().ok()
}

/// Shows what stands before and after an edge, above a place of the window in CSS pixels. What is inside lies before an `end`,
/// and after a start.
pub fn show((x, y): (f64, f64), (before, after): (&str, &str), end: bool) {
    let Some(glass) = glass() else { return };
    let part = |at| glass.children().get_with_index(at);
    for (element, text) in [(part(0), before), (part(2), after)] {
        element.iter().for_each(|element: &Element| element.set_text_content(Some(text)));
    }
    // What is set on an element of ours is not refused.
    let _ = glass.class_list().toggle_with_force("end", end);
    let _ = glass.remove_attribute("hidden");
    let rect = glass.get_bounding_client_rect();
    let width = dom::document().document_element().map_or(0.0, |root| f64::from(root.client_width()));
    let left = (x - rect.width() / 2.0).min(width - rect.width() - AIR).max(AIR);
    // Below the finger where there is no room above it.
    let above = y - rect.height() - 44.0;
    let top = if above < AIR { y + 44.0 } else { above };
    for (name, pixels) in [("left", left), ("top", top)] {
        let _ = glass.style().set_property(name, &format!("{pixels:.0}px"));
    }
}

/// Takes it away.
pub fn hide() {
    if let Some(glass) = dom::find(".loupe") {
        let _ = glass.set_attribute("hidden", "");
    }
}
