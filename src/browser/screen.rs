//! What `boot.js` offers: the last screen, the word that the page is there, and what the browser knows of languages.

use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::{dom, local_storage};

/// Where the look is kept, for `boot.js` too. It is in no scope: losing it loses no work.
pub const LOOK: &str = "manicule/look";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = maniculeReady)]
    fn boot_ready() -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = maniculeCrash)]
    fn boot_crash(text: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = maniculeLook)]
    fn boot_look(look: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = maniculePlural)]
    fn boot_plural(digits: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(catch, js_name = maniculeNumber)]
    fn boot_number(digits: &str) -> Result<String, JsValue>;
}

/// The first paint is done.
pub fn ready() {
    // Missing only in tests, which have no boot script.
    let _ = boot_ready();
}

/// The program is broken: shows the last screen.
pub fn crash(text: &str) {
    // Missing only in tests; there is nobody else to tell.
    let _ = boot_crash(text);
}

/// The plural category of a whole number in the language that is spoken (`Intl.PluralRules`).
#[must_use]
pub fn plural(digits: &str) -> String {
    boot_plural(digits).unwrap_or_default()
}

/// A whole number as it is written in the language that is spoken (`Intl.NumberFormat`).
#[must_use]
pub fn number(digits: &str) -> String {
    boot_number(digits).unwrap_or_else(|_| digits.to_owned())
}

/// The look that is kept; empty where there is none.
#[must_use]
pub fn look() -> String {
    local_storage::noted(LOOK).unwrap_or_default()
}

/// Has the page look like this from now on, and keeps it.
#[inline(never)] // so that it can travel later
pub fn put_on(look: &str) {
    local_storage::note(LOOK, look);
    show(look);
}

/// Has the page look like this.
#[inline(never)] // so that it can travel later
pub fn show(look: &str) {
    // Missing only in tests, which have no boot script.
    let _ = boot_look(look);
}

/// The languages that the page can be had in besides English: codes and own names. Only a built page names them.
#[must_use]
#[inline(never)] // so that it can travel later
pub fn languages() -> Vec<(String, String)> {
    let Ok(links) = dom::document().query_selector_all("link[hreflang]") else { return Vec::new() };
    let links = (0..links.length()).filter_map(|at| links.item(at)?.dyn_into::<Element>().ok());
    links.filter_map(|link| Some((link.get_attribute("hreflang")?, link.get_attribute("title")?))).collect()
}
