//! What must hold for every project, text and list of actions, checked on random ones.
//!
//! A failure is printed in its smallest form. `MANICULE_LONG=1` runs fifty times as many cases.
#![expect(clippy::print_stdout, reason = "a measured property prints its figure")]
#![cfg(not(target_arch = "wasm32"))]

mod common;

#[path = "properties/addresses.rs"]
mod addresses;
#[path = "properties/blocks.rs"]
mod blocks;
#[path = "properties/coming_back.rs"]
mod coming_back;
#[path = "properties/edges.rs"]
mod edges;
#[path = "properties/editing.rs"]
mod editing;
#[path = "common/exported.rs"]
#[allow(dead_code, reason = "the consumers use the rest")]
mod exported;
#[path = "properties/exports.rs"]
mod exports;
#[path = "common/hard_project.rs"]
mod hard_project;
#[path = "properties/hostile.rs"]
mod hostile;
#[path = "properties/markdown.rs"]
mod markdown;
#[path = "properties/measuring.rs"]
mod measuring;
#[path = "properties/meeting.rs"]
mod meeting;
#[path = "properties/native.rs"]
mod native;
#[path = "common/published_schema.rs"]
mod published_schema;
#[path = "properties/reanchoring.rs"]
mod reanchoring;
#[path = "properties/reanchoring_large.rs"]
mod reanchoring_large;
#[path = "properties/reshaping.rs"]
mod reshaping;
#[path = "properties/segmenting.rs"]
mod segmenting;
#[path = "properties/settling.rs"]
mod settling;
#[path = "properties/snapping.rs"]
mod snapping;
#[path = "properties/standoff.rs"]
mod standoff;
#[path = "properties/studio.rs"]
mod studio;
#[path = "properties/units.rs"]
mod units;
