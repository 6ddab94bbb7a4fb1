//! What `boot.js` offers: the last screen, and the word that the page is there.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = maniculeReady)]
    fn boot_ready() -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = maniculeCrash)]
    fn boot_crash(text: &str) -> Result<(), JsValue>;
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
