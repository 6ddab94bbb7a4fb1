//! Articles from the wild: files of every kind and encoding, whole ones and broken ones, to drafts.
#![expect(clippy::print_stdout, reason = "tables and figures are what some tests are for")]
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "other tests use the rest")]
mod common;

#[path = "intake/broken.rs"]
mod broken;
#[path = "intake/corpus.rs"]
mod corpus;
#[path = "intake/fuzz.rs"]
mod fuzz;
#[path = "intake/html_fuzz.rs"]
mod html_fuzz;
#[path = "intake/pages.rs"]
mod pages;
#[path = "intake/reading.rs"]
mod reading;
#[path = "intake/records.rs"]
mod records;
