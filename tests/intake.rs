//! How articles get in: pages, files, texts.

#![cfg(not(target_arch = "wasm32"))]

#[path = "intake/html_fuzz.rs"]
mod html_fuzz;
#[path = "intake/pages.rs"]
mod pages;
