//! The workshop: a program of its own for heavy and hostile work, which the page fetches when there is some. It runs in a
//! worker, so that the page goes on meanwhile and nothing that breaks here breaks the page. `boot.js` starts it and
//! carries what goes in and out; what the work is, is [`manicule::workshop`].

use std::cell::RefCell;

use js_sys::{Array, Uint8Array};
use manicule::workshop::Desk;
use wasm_bindgen::prelude::*;

thread_local! {
    /// What is kept from one request to the next.
    static DESK: RefCell<Desk> = RefCell::default();
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = maniculePanic)]
    fn tell_panic(text: &str) -> Result<(), JsValue>;
}

fn main() {
    std::panic::set_hook(Box::new(|info| {
        // Missing where the page runs this itself; there the trap that follows says enough.
        let _ = tell_panic(&info.to_string());
    }));
}

/// Answers one request: lists of bytes, the first of which says what is wanted. So is the answer: what it says, then
/// the bytes that belong to it.
#[wasm_bindgen]
pub fn answer(parts: &Array) -> Array {
    let parts: Vec<Vec<u8>> = parts.iter().map(|part| Uint8Array::new(&part).to_vec()).collect();
    let answered = DESK.with_borrow_mut(|desk| desk.answer(parts));
    answered.iter().map(|part| Uint8Array::from(part.as_slice())).collect()
}
