//! How articles get in: pages, files, texts.

#![cfg(not(target_arch = "wasm32"))]

#[path = "intake/pages.rs"]
mod pages;
