//! What a change draws: one highlight draws one section again and touches one block of the page, however long the
//! article is.

#![cfg(target_arch = "wasm32")]

#[path = "web_render/counted.rs"]
mod counted;
#[path = "web_render/gone.rs"]
mod gone;
#[path = "web_render/long.rs"]
mod long;
#[path = "web_render/page.rs"]
mod page;
#[path = "web_render/sections.rs"]
mod sections;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);
