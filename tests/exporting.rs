//! Exports from their plan to their bytes, as the page asks the workshop for them: what is in the zip, read by Python, which
//! knows nothing of how it was written.

#![cfg(not(target_arch = "wasm32"))]

#[path = "exporting/asked.rs"]
mod asked;
#[path = "exporting/body.rs"]
mod body;
#[path = "exporting/bundle.rs"]
mod bundle;
#[path = "exporting/card.rs"]
mod card;
#[path = "exporting/checks.rs"]
mod checks;
#[path = "exporting/claim_checks.rs"]
mod claim_checks;
#[path = "common/mod.rs"]
#[allow(dead_code, unused_imports, reason = "what other property tests share")]
mod common;
#[path = "exporting/hard.rs"]
mod hard;
#[path = "common/hard_project.rs"]
mod hard_project;
#[path = "exporting/many.rs"]
mod many;
#[path = "exporting/split.rs"]
mod split;
#[path = "exporting/standoff.rs"]
mod standoff;
#[path = "exporting/structures.rs"]
mod structures;
#[path = "exporting/told.rs"]
mod told;
