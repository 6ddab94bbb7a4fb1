//! Files byte for byte: what each format writes, and what it makes of files that others wrote.

#![cfg(not(target_arch = "wasm32"))]

#[path = "formats/doccano.rs"]
mod doccano;
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
#[path = "common/published_schema.rs"]
mod published_schema;
#[path = "formats/task_file.rs"]
mod task_file;
