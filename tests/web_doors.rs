//! The doors to the page, tried in a real browser: words and characters, the selection, local storage, randomness.

#![cfg(target_arch = "wasm32")]

#[path = "web_doors/chance.rs"]
mod chance;
#[path = "web_doors/projects.rs"]
mod projects;
#[path = "web_doors/segmenter.rs"]
mod segmenter;
#[path = "web_doors/selection.rs"]
mod selection;
#[path = "web_doors/storage.rs"]
mod storage;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);
