//! The line that shows where rows of the queue come to stand when they are let go there: an attribute of the row beside it.

use web_sys::Element;

use super::dom;

const NAME: &str = "data-drop";

/// Draws it before or behind a row.
pub fn draw(row: &Element, behind: bool) {
    let side = if behind { "behind" } else { "before" };
    if row.get_attribute(NAME).as_deref() != Some(side) {
        hide();
        // An attribute with a plain name is not refused.
        let _ = row.set_attribute(NAME, side);
    }
}

/// Takes it away.
pub fn hide() {
    while let Some(row) = dom::find("[data-drop]") {
        let _ = row.remove_attribute(NAME);
    }
}
