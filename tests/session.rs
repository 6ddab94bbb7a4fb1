//! What each key, click and command does, told as small scenes; and that nothing one could do breaks anything.

#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "other tests use the rest")]
mod common;

#[path = "session/addresses.rs"]
mod addresses;
#[path = "session/annotators.rs"]
mod annotators;
#[path = "session/anything.rs"]
mod anything;
#[path = "session/articles.rs"]
mod articles;
#[path = "session/attributes.rs"]
mod attributes;
#[path = "session/blocks.rs"]
mod blocks;
#[path = "session/caret.rs"]
mod caret;
#[path = "session/claims.rs"]
mod claims;
#[path = "session/claims_table.rs"]
mod claims_table;
#[path = "session/comparing.rs"]
mod comparing;
#[path = "session/comparing_further.rs"]
mod comparing_further;
#[path = "session/data.rs"]
mod data;
#[path = "session/drawn.rs"]
mod drawn;
#[path = "session/edging.rs"]
mod edging;
#[path = "session/entities.rs"]
mod entities;
#[path = "session/exporting.rs"]
mod exporting;
#[path = "session/fingers.rs"]
mod fingers;
#[path = "session/foreign.rs"]
mod foreign;
#[path = "session/guide.rs"]
mod guide;
#[path = "session/intake.rs"]
mod intake;
#[path = "session/intake_again.rs"]
mod intake_again;
#[path = "session/intake_files.rs"]
mod intake_files;
#[path = "session/linking.rs"]
mod linking;
#[path = "session/marking.rs"]
mod marking;
#[path = "session/meeting.rs"]
mod meeting;
#[path = "session/occurrences.rs"]
mod occurrences;
#[path = "session/own_keys.rs"]
mod own_keys;
#[path = "session/picking.rs"]
mod picking;
#[path = "session/pre_annotations.rs"]
mod pre_annotations;
#[path = "session/pre_annotations_further.rs"]
mod pre_annotations_further;
#[path = "session/progress.rs"]
mod progress;
#[path = "session/projects.rs"]
mod projects;
#[path = "session/reading_waits.rs"]
mod reading_waits;
#[path = "session/reanchor.rs"]
mod reanchor;
#[path = "session/required.rs"]
mod required;
#[path = "session/said.rs"]
mod said;
#[path = "session/scene.rs"]
mod scene;
#[path = "session/schema.rs"]
mod schema;
#[path = "session/schema_files.rs"]
mod schema_files;
#[path = "session/schema_values.rs"]
mod schema_values;
#[path = "session/schema_waits.rs"]
mod schema_waits;
#[path = "session/searching.rs"]
mod searching;
#[path = "session/seeing.rs"]
mod seeing;
#[path = "session/several.rs"]
mod several;
#[path = "session/sheets.rs"]
mod sheets;
#[path = "session/suggested_links.rs"]
mod suggested_links;
#[path = "session/suggestions.rs"]
mod suggestions;
#[path = "session/suggestions_further.rs"]
mod suggestions_further;
#[path = "storage/tab.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod tab;
#[path = "session/task.rs"]
mod task;
#[path = "session/task_slices.rs"]
mod task_slices;
#[path = "session/trash.rs"]
mod trash;
#[path = "session/whose.rs"]
mod whose;
