//! The pane of the guidelines: going to a part of it, and where the focus goes when it comes and goes.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::dom;

const PANE: &str = "[data-pane=guide]";

/// Brings the first part into sight that has one of some names, the names that come first before the others. Who reads the
/// pane by keyboard goes there too.
pub fn bring(names: &[String]) {
    let Ok(list) = dom::document().query_selector_all("[data-pane=guide] [data-part]") else { return };
    let parts: Vec<Element> = (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect();
    // Compared, not put into a selector: what is in a name is anybody's.
    let called = |name: &String| parts.iter().find(|part| part.get_attribute("data-part").as_ref() == Some(name));
    let Some(part) = names.iter().find_map(called) else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Start);
    part.scroll_into_view_with_scroll_into_view_options(&options);
    if has_focus() {
        give_focus(part);
    }
}

/// Whether something in the pane has the focus.
#[must_use]
pub fn has_focus() -> bool {
    let focus = dom::document().active_element();
    dom::find(PANE).is_some_and(|pane| focus.is_some_and(|focus| pane.contains(Some(&focus))))
}

/// Whether the pane lies over the article, as it does where the page is narrow.
#[must_use]
pub fn is_over() -> bool {
    let (Some(pane), Some(article)) = (dom::find(PANE), dom::find("main.page")) else { return false };
    let (pane, article) = (pane.get_bounding_client_rect(), article.get_bounding_client_rect());
    let across = pane.left() < article.right() - 1.0 && pane.right() > article.left() + 1.0;
    across && pane.top() < article.bottom() - 1.0 && pane.bottom() > article.top() + 1.0
}

/// Gives the focus to what is read in the pane, so that keys scroll it.
pub fn focus() {
    if let Some(body) = dom::find("[data-field=guide]").filter(|_| !has_focus()) {
        give_focus(&body);
    }
}

fn give_focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // A page without the focus keeps it for later.
        let _ = element.focus();
    }
}

/// Lets the person choose a file with guidelines.
pub fn choose() {
    let input =
        dom::find("[data-pane=guide] input[type=file]").and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    if let Some(input) = input {
        input.click();
    }
}
