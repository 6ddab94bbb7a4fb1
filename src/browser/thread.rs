//! The line that is drawn while a link is pulled. It lies over the page and is only ever seen.

use web_sys::Element;

use super::dom;

fn line() -> Option<(Element, Element)> {
    let thread = dom::find(".thread")?;
    let line = thread.query_selector("line").ok().flatten()?;
    Some((thread, line))
}

/// Draws it from one place of the window to another, in CSS pixels.
pub fn draw(from: (f64, f64), to: (f64, f64)) {
    let Some((thread, line)) = line() else { return };
    for (name, value) in [("x1", from.0), ("y1", from.1), ("x2", to.0), ("y2", to.1)] {
        // An attribute with a plain name is not refused.
        let _ = line.set_attribute(name, &value.round().to_string());
    }
    let _ = thread.remove_attribute("hidden");
}

/// Takes it away.
pub fn hide() {
    if let Some((thread, _)) = line() {
        let _ = thread.set_attribute("hidden", "");
    }
}
