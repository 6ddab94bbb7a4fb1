//! The page and its stable hooks.

use wasm_bindgen::JsCast as _;
use web_sys::{Document, Element, Node, Window};

/// The window.
///
/// # Panics
/// Never in a page.
#[must_use]
#[expect(clippy::expect_used, reason = "this program runs in a page")]
pub fn window() -> Window {
    web_sys::window().expect("this program runs in a page")
}

/// The document.
///
/// # Panics
/// Never in a page.
#[must_use]
#[expect(clippy::expect_used, reason = "this program runs in a page")]
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// The first element that matches.
#[must_use]
pub fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// The path under which the page is served, without the file name.
#[must_use]
pub fn base_path() -> String {
    let path = window().location().pathname().unwrap_or_default();
    path.rsplit_once('/').map_or_else(|| "/".to_owned(), |(folder, _)| format!("{folder}/"))
}

/// The nearest element around a node, itself included, that matches.
#[must_use]
pub fn closest(node: &Node, selector: &str) -> Option<Element> {
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    element.closest(selector).ok().flatten()
}

/// Whether keys belong to a field the person types in.
#[must_use]
pub fn is_typing() -> bool {
    let Some(focus) = document().active_element() else { return false };
    matches!(focus.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        && focus.get_attribute("type").as_deref() != Some("file")
}

fn sheet() -> Option<web_sys::HtmlDialogElement> {
    find("dialog[data-field=sheet]")?.dyn_into().ok()
}

/// Brings the sheet up, or its new content into focus.
pub fn show_sheet() {
    let Some(sheet) = sheet() else { return };
    if sheet.open() {
        focus("dialog[data-field=sheet] [autofocus]");
    } else {
        // Refused only for a dialog that is not in the page.
        let _ = sheet.show_modal();
    }
}

/// Takes the sheet away; the focus goes back to where it was.
pub fn close_sheet() {
    if let Some(sheet) = sheet() {
        sheet.close();
    }
}

/// Puts the focus on the first element that matches, and picks its text out if it is a field.
pub fn focus(selector: &str) {
    let Some(element) = find(selector) else { return };
    if let Some(field) = element.dyn_ref::<web_sys::HtmlInputElement>() {
        field.select();
    }
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        // A field that cannot take it works by mouse.
        let _ = element.focus();
    }
}

/// Takes the focus away from whatever has it.
pub fn blur() {
    if let Some(focus) = document().active_element().and_then(|focus| focus.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Nothing is lost when the browser refuses.
        let _ = focus.blur();
    }
}

/// The block number that an element carries.
#[must_use]
pub fn block_number(element: &Element) -> Option<u32> {
    element.get_attribute("data-block")?.parse().ok()
}
