//! The door to the workshop, the program for heavy work: `boot.js` starts it at the first request and carries bytes to
//! and fro.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = maniculeWorkshop)]
    fn request(parts: &Array) -> Result<Promise, JsValue>;
}

/// Has the workshop answer a request, which is a list of texts.
///
/// # Errors
/// Why there is no answer: the program did not come, it broke, or it was stopped. The next request begins afresh.
pub async fn ask(parts: &[String]) -> Result<String, String> {
    let bytes = |part: &String| JsValue::from(Uint8Array::from(part.as_bytes()));
    let parts: Array = parts.iter().map(bytes).collect();
    let words = |thrown: JsValue| {
        thrown.dyn_into::<js_sys::Error>().map_or_else(|_| String::new(), |error| String::from(error.message()))
    };
    let answer = JsFuture::from(request(&parts).map_err(words)?).await.map_err(words)?;
    let bytes = answer.dyn_into::<Uint8Array>().map_err(|_| String::new())?.to_vec();
    String::from_utf8(bytes).map_err(|error| error.to_string())
}
