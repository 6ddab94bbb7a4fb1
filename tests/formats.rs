//! Files byte for byte: what each format writes, and what it makes of files that others wrote.

#![cfg(not(target_arch = "wasm32"))]

#[path = "formats/about.rs"]
mod about;
#[path = "formats/attribution.rs"]
mod attribution;
#[path = "formats/averitec.rs"]
mod averitec;
#[path = "formats/brat.rs"]
mod brat;
#[path = "formats/cas.rs"]
mod cas;
#[path = "formats/checkthat.rs"]
mod checkthat;
#[path = "formats/claimreview.rs"]
mod claimreview;
#[allow(dead_code, reason = "other tests use the rest")]
mod common;
#[path = "formats/doccano.rs"]
mod doccano;
#[path = "formats/foreign.rs"]
mod foreign;
#[path = "formats/json_reader.rs"]
mod json_reader;
#[path = "formats/labelstudio.rs"]
mod labelstudio;
#[path = "formats/marked.rs"]
mod marked;
#[path = "formats/native_foreign.rs"]
mod native_foreign;
#[path = "formats/native_golden.rs"]
mod native_golden;
#[path = "formats/proofs.rs"]
mod proofs;
#[path = "formats/pubannotation.rs"]
mod pubannotation;
#[path = "common/published_schema.rs"]
mod published_schema;
#[path = "formats/table.rs"]
mod table;
#[path = "formats/task_file.rs"]
mod task_file;
#[path = "formats/token_formats.rs"]
mod token_formats;
#[path = "formats/tokens.rs"]
mod tokens;
#[path = "formats/web_samples.rs"]
mod web_samples;
#[path = "formats/webannotation.rs"]
mod webannotation;
