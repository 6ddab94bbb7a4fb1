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

    #[wasm_bindgen(catch, js_name = maniculeWorkshopStop)]
    fn end() -> Result<(), JsValue>;
}

/// The words in which one who waited hears that it was stopped; `boot.js` says them.
pub const STOPPED: &str = "stopped";

/// Ends whatever the workshop is at, and lets its worker go: what was asked for has no answer. The next request begins afresh.
pub fn stop() {
    // Where there is no workshop there is nothing to end.
    let _ = end();
}

/// Has the workshop answer a request with the bytes that belong to it, which are not kept here.
///
/// # Errors
/// As [`ask`].
#[inline(never)] // so that it can travel later
pub fn ask_about(request: &str, bytes: Option<Uint8Array>) -> Pending {
    let parts = Array::of1(&Uint8Array::from(request.as_bytes()));
    if let Some(bytes) = bytes {
        parts.push(&bytes);
    }
    Box::pin(answer(parts))
}

/// Has the workshop answer a request with the bytes of several files, which are not kept here; and behind that, what is
/// answered once the turn of this request has come: then what was asked for before is done,
/// and the program is there.
#[inline(never)] // so that it can travel later
pub fn ask_in_turn(wanted: &str, bytes: Vec<Uint8Array>) -> (Pending, Pending) {
    let first = Uint8Array::from(b"{}".as_slice());
    let turn = request(&Array::of1(&first));
    let parts = Array::of1(&Uint8Array::from(wanted.as_bytes()));
    for bytes in &bytes {
        parts.push(bytes);
    }
    let (turn, answer) = (heard(turn), heard(request(&parts)));
    (
        Box::pin(async { answer.await.map(|(answer, _)| answer) }),
        Box::pin(async { turn.await.map(|(answer, _)| answer) }),
    )
}

/// An answer that will come.
pub type Pending = std::pin::Pin<Box<dyn Future<Output = Result<String, String>>>>;

/// Has the workshop answer a request, which is a list of texts.
///
/// # Errors
/// Why there is no answer: the program did not come, it broke, or it was stopped. The next request begins afresh.
pub async fn ask(parts: &[String]) -> Result<String, String> {
    let bytes = |part: &String| JsValue::from(Uint8Array::from(part.as_bytes()));
    answer(parts.iter().map(bytes).collect()).await
}

/// Has the workshop answer a request whose answer may have bytes beside it: a piece of a file. It is asked before this returns.
///
/// # Errors
/// As [`ask`].
#[inline(never)] // so that it can travel later
pub fn ask_for_bytes(parts: &[String]) -> PendingBytes {
    let bytes = |part: &String| JsValue::from(Uint8Array::from(part.as_bytes()));
    Box::pin(answer_and_bytes(&parts.iter().map(bytes).collect()))
}

/// An answer that will come, and the bytes beside it.
pub type PendingBytes = std::pin::Pin<Box<dyn Future<Output = Result<(String, Option<Uint8Array>), String>>>>;

async fn answer(parts: Array) -> Result<String, String> {
    answer_and_bytes(&parts).await.map(|(answer, _)| answer)
}

/// Asks now; whoever asked may do something else before waiting for the answer.
fn answer_and_bytes(parts: &Array) -> impl Future<Output = Result<(String, Option<Uint8Array>), String>> + use<> {
    heard(request(parts))
}

/// Listens from now on, whenever it is waited for: a refusal that nobody listens to counts as a fault of the page.
fn heard(asked: Result<Promise, JsValue>) -> impl Future<Output = Result<(String, Option<Uint8Array>), String>> {
    let asked = asked.map(JsFuture::from);
    async {
        let words = |thrown: JsValue| {
            thrown.dyn_into::<js_sys::Error>().map_or_else(|_| String::new(), |error| String::from(error.message()))
        };
        let answer = asked.map_err(words)?.await.map_err(words)?;
        let answer = answer.dyn_into::<Array>().map_err(|_| String::new())?;
        let bytes = answer.get(0).dyn_into::<Uint8Array>().map_err(|_| String::new())?.to_vec();
        let beside = answer.get(1).dyn_into::<Uint8Array>().ok();
        String::from_utf8(bytes).map(|answer| (answer, beside)).map_err(|error| error.to_string())
    }
}
