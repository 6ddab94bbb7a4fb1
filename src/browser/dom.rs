//! The page and its stable hooks.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast as _;
use web_sys::{Document, Element, FocusOptions, HtmlElement, Node, Window};

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

/// Whether the whole program is here; `manicule-whole`, an event of the window, tells when it comes.
#[must_use]
pub fn is_whole() -> bool {
    js_sys::Reflect::get(&window(), &"maniculeWhole".into()).is_ok_and(|whole| whole.is_truthy())
}

/// Whether the page is seen, and keys go to it.
#[must_use]
pub fn has_focus() -> bool {
    !document().hidden() && document().has_focus().unwrap_or(true)
}

/// Has something done right before the next frame; at once in a page that is not seen, which has none.
pub fn next_frame(act: impl FnOnce() + 'static) {
    if document().hidden() {
        return act();
    }
    let act = wasm_bindgen::closure::Closure::once_into_js(act);
    let _ = window().request_animation_frame(act.unchecked_ref());
}

/// The first element that matches.
#[must_use]
pub fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// Whether the page is a file on the disk.
#[must_use]
pub fn is_on_disk() -> bool {
    window().location().protocol().is_ok_and(|protocol| protocol == "file:")
}

/// A text that `boot.js` has left for the program.
#[must_use]
pub fn told(name: &str) -> Option<String> {
    Reflect::get(&window(), &name.into()).ok()?.as_string()
}

/// The path under whose name work is kept: that of the page, but for one that travels as a file on the disk.
#[must_use]
pub fn site_path() -> String {
    told("maniculeSite").unwrap_or_else(base_path)
}

/// The path under which the page is served, without the file name, where that is not the page itself.
#[must_use]
pub fn base_path() -> String {
    if let Some(base) = told("maniculeBase") {
        return base;
    }
    let path = window().location().pathname().unwrap_or_default();
    path.rsplit_once('/').map_or_else(|| "/".to_owned(), |(folder, _)| format!("{folder}/"))
}

/// What the page's address says after `?` of this name.
#[must_use]
pub fn asked(name: &str) -> Option<String> {
    let query = window().location().search().ok().filter(|query| !query.is_empty())?;
    web_sys::UrlSearchParams::new_with_str(&query).ok()?.get(name)
}

/// Loads the page again.
pub fn reload() {
    // A page that cannot be loaded again stays.
    let _ = window().location().reload();
}

/// Whether the page stands in a frame of another.
#[must_use]
pub fn is_framed() -> bool {
    js_sys::Reflect::get(&window(), &"top".into()).is_ok_and(|top| top != ***window())
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

/// Whether that field has no text of its own, so that there is nothing in it to undo.
#[must_use]
pub fn is_choosing() -> bool {
    let Some(focus) = document().active_element() else { return false };
    let kind = focus.get_attribute("type");
    focus.tag_name() == "SELECT" || matches!(kind.as_deref(), Some("checkbox" | "radio" | "color" | "range"))
}

fn sheet() -> Option<web_sys::HtmlDialogElement> {
    find("dialog[data-field=sheet]")?.dyn_into().ok()
}

/// Brings the sheet up, or its new content into focus.
pub fn show_sheet() {
    let Some(sheet) = sheet() else { return };
    if sheet.open() {
        focus_on("dialog[data-field=sheet] [autofocus]");
    } else {
        // Refused only for a dialog that is not in the page.
        let _ = sheet.show_modal();
        raise(".said");
    }
}

/// Brings what is said over the sheet that was just shown: what is shown last is on top. A browser without popovers shows it
/// beneath.
fn raise(selector: &str) {
    let Some(said) = find(selector) else { return };
    // Any element takes it.
    let _ = said.set_attribute("popover", "manual");
    for method in ["hidePopover", "showPopover"] {
        let method = Reflect::get(&said, &method.into()).ok().and_then(|method| method.dyn_into::<Function>().ok());
        // Hiding what is not shown is refused by some.
        let _ = method.map(|method| method.call0(&said));
    }
}

/// Takes the sheet away; the focus goes back to where it was.
pub fn close_sheet() {
    if let Some(sheet) = sheet() {
        sheet.close();
    }
}

/// Takes the focus away from whatever has it.
pub fn blur() {
    if let Some(focus) = document().active_element().and_then(|focus| focus.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Nothing is lost when the browser refuses.
        let _ = focus.blur();
    }
}

/// Whether something in the queue has the focus.
#[must_use]
pub fn focus_is_in_queue() -> bool {
    document().active_element().is_some_and(|focus| closest(&focus, ".queue").is_some())
}

/// Whether the focus is on nothing, or in the article.
#[must_use]
pub fn focus_is_in_text() -> bool {
    let Some(focus) = document().active_element() else { return true };
    focus.tag_name() == "BODY" || focus.has_attribute("data-document")
}

/// Gives an element the focus. A field comes into view with its text picked out, to be typed over, unless it is one for
/// long texts; for anything else nothing moves. What has it already is left alone: something may have been typed there.
pub fn give_focus(element: &Element) {
    if document().active_element().as_ref() == Some(element) {
        return;
    }
    let input = element.dyn_ref::<web_sys::HtmlInputElement>();
    let area = element.dyn_ref::<web_sys::HtmlTextAreaElement>();
    let options = FocusOptions::new();
    options.set_prevent_scroll(input.is_none() && area.is_none());
    input.into_iter().for_each(web_sys::HtmlInputElement::select);
    let short = |area: &&web_sys::HtmlTextAreaElement| !area.class_list().contains("prose-field");
    area.into_iter().filter(short).for_each(web_sys::HtmlTextAreaElement::select);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // A page without the focus keeps it for later.
        let _ = element.focus_with_options(&options);
    }
}

/// Gives the first element that matches the focus; whether there is one.
pub fn focus_on(selector: &str) -> bool {
    let found = find(selector);
    found.iter().for_each(give_focus);
    found.is_some()
}

/// Gives the focus to what matches `inside` in the element that is `by` further on among those that match `rows`, counted
/// from the one that has it; in the first where none has it. Nothing at the ends.
pub fn focus_beside(rows: &str, inside: &str, by: isize) {
    let Ok(list) = document().query_selector_all(rows) else { return };
    let all: Vec<Element> = (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect();
    let active = document().active_element();
    let here = active.and_then(|focus| all.iter().position(|each| each.contains(Some(&focus))));
    let next = here.map_or(Some(0), |here| here.checked_add_signed(by));
    if let Some(found) = next.and_then(|next| all.get(next)) {
        bring_focus(&found.query_selector(inside).ok().flatten().unwrap_or_else(|| found.clone()));
    }
}

/// The place of the element that has the focus in it, among those that match.
#[must_use]
pub fn place_of_focus(rows: &str) -> usize {
    let (Some(active), Ok(list)) = (document().active_element(), document().query_selector_all(rows)) else { return 0 };
    (0..list.length()).position(|at| list.get(at).is_some_and(|row| row.contains(Some(&active)))).unwrap_or(0)
}

/// Gives the focus to what matches `inside` in the element at a place among those that match `rows`, or in the last.
pub fn focus_at(rows: &str, inside: &str, place: usize) {
    let Ok(list) = document().query_selector_all(rows) else { return };
    let place = u32::try_from(place).unwrap_or(u32::MAX).min(list.length().saturating_sub(1));
    if let Some(row) = list.get(place).and_then(|row| row.dyn_into::<Element>().ok()) {
        focus_in(&row, inside);
    }
}

/// Gives the first element in another that matches the focus.
pub fn focus_in(around: &Element, selector: &str) {
    if let Some(found) = around.query_selector(selector).ok().flatten() {
        bring_focus(&found);
    }
}

/// Gives an element the focus and brings it into sight.
fn bring_focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // A page without the focus keeps it for later.
        let _ = element.focus();
    }
}

/// What can have the focus in a pane; what is current comes first, and nothing in its heading.
const STOPS: [&str; 2] = ["[aria-current=true]", "button:not(:disabled, .h-act), input, textarea, select, a[href]"];

/// Where a pane keeps what had the focus in it last.
const LAST: &str = "maniculeFocus";

/// Gives the focus to the pane `by` further on, round at the ends: to what had it there last, else to the first.
pub fn focus_pane(by: isize) {
    let Ok(list) = document().query_selector_all("[data-pane]") else { return };
    let panes: Vec<Element> = (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect();
    let active = document().active_element().filter(|focus| focus.tag_name() != "BODY");
    // The innermost: the margin lies in the pane of the article.
    let here = active.as_ref().and_then(|focus| panes.iter().rposition(|pane| pane.contains(Some(focus))));
    if let (Some(pane), Some(focus)) = (here.and_then(|here| panes.get(here)), &active) {
        // A property of our own on an element of ours.
        let _ = js_sys::Reflect::set(pane, &LAST.into(), focus);
    }
    let count = panes.len().cast_signed();
    // From nowhere: the article, since that is what keys mean then.
    let first = here.map(usize::cast_signed).or_else(|| panes.iter().position(is_article).map(usize::cast_signed));
    for turn in 1..=count {
        let at = (first.unwrap_or(0) + by * turn).rem_euclid(count.max(1)).cast_unsigned();
        let Some(pane) = panes.get(at) else { return };
        // The margin is not seen where the page is narrow.
        if !is_seen(pane) {
            continue;
        }
        let last: Option<Element> = js_sys::Reflect::get(pane, &LAST.into()).ok().and_then(|last| last.dyn_into().ok());
        let last = last.filter(|last| pane.contains(Some(last)) && !last.has_attribute("disabled") && is_seen(last));
        let last = last.filter(|_| !is_article(pane)).or_else(|| pane.query_selector("[data-document]").ok().flatten());
        let found = last.or_else(|| STOPS.iter().find_map(|stop| first_seen(pane, stop)));
        if let Some(found) = found {
            give_focus(&found);
            // What lies below a drawer has a place and takes no focus.
            if document().active_element().as_ref() == Some(&found) {
                return;
            }
        }
    }
}

/// Whether an element has room, and is seen in it: in a pane that is folded most have none, and below a drawer nothing is.
fn is_seen(element: &Element) -> bool {
    let style = || window().get_computed_style(element).ok().flatten()?.get_property_value("visibility").ok();
    element.get_client_rects().length() > 0 && style().is_none_or(|visibility| visibility == "visible")
}

fn first_seen(pane: &Element, selector: &str) -> Option<Element> {
    let list = pane.query_selector_all(selector).ok()?;
    (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).find(is_seen)
}

fn is_article(pane: &Element) -> bool {
    pane.get_attribute("data-pane").as_deref() == Some("article")
}

/// While an edge is pulled the pointer says so wherever it is. A class for as long as that lasts: a rule that asks whether
/// something in the article is pressed has the whole article's style worked out again whenever a handle comes or goes.
pub fn pulls(on: bool) {
    if let Some(body) = document().body() {
        // A class that is there, or is not, is what was asked for.
        let _ = body.class_list().toggle_with_force("pulls", on);
    }
}

/// What touches the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the thing of its name")]
pub enum Hand {
    Mouse,
    Pen,
    Touch,
}

impl Hand {
    /// Whether it points by touching, and so covers what it points at.
    #[must_use]
    pub const fn is_finger(self) -> bool {
        matches!(self, Self::Pen | Self::Touch)
    }
}

/// What touched the page last, as `boot.js` heard.
#[must_use]
pub fn hand() -> Hand {
    let told = document().document_element().and_then(|root| root.get_attribute("data-hand"));
    match told.as_deref() {
        Some("touch") => Hand::Touch,
        Some("pen") => Hand::Pen,
        _ => Hand::Mouse,
    }
}

/// The block number that an element carries.
#[must_use]
pub fn block_number(element: &Element) -> Option<u32> {
    element.get_attribute("data-block")?.parse().ok()
}

/// How long the text of an element is, in UTF-16 units. The text itself stays in the page.
#[must_use]
pub fn units(element: &Element) -> u32 {
    let whole = document().create_range();
    let whole = whole.and_then(|range| range.select_node_contents(element).map(|()| range));
    whole.map_or(0, |range| range.to_string().length())
}
