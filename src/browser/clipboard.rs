//! The clipboard, and what is pasted or dropped.

use wasm_bindgen_futures::JsFuture;
use web_sys::DataTransfer;

use super::dom;

/// Words that were pasted or dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// As the markup of a page; empty where there is none.
    pub page: String,
    /// As plain text; empty where there is none.
    pub text: String,
}

/// The words that come with a paste or a drop.
#[inline(never)] // so that it can travel later
#[must_use]
pub fn held(data: &DataTransfer) -> Words {
    let of = |kind| data.get_data(kind).unwrap_or_default();
    Words { page: of("text/html"), text: of("text/plain") }
}

/// Puts text on the clipboard. Returns whether the browser let us.
pub async fn write(text: &str) -> bool {
    let clipboard = dom::window().navigator().clipboard();
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}
