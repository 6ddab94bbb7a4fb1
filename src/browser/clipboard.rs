//! The clipboard.

use wasm_bindgen_futures::JsFuture;

use super::dom;

/// Puts text on the clipboard. Returns whether the browser let us.
pub async fn write(text: &str) -> bool {
    let clipboard = dom::window().navigator().clipboard();
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}
