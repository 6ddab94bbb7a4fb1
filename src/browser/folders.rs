//! Folders that are dropped: the files in them, however deep.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File};

/// Endings of files that are looked for in a folder: of others that lie there nobody has said that they are meant.
const ENDINGS: [&str; 17] = [
    ".txt",
    ".text",
    ".jsonl",
    ".ndjson",
    ".json",
    ".jsonld",
    ".html",
    ".htm",
    ".xhtml",
    ".xht",
    ".mhtml",
    ".mht",
    ".md",
    ".markdown",
    ".csv",
    ".tsv",
    ".zip",
];

/// Whether a file in a folder is one that can be read, by its name.
#[must_use]
pub fn is_meant(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    !lower.starts_with('.') && ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

/// What was dropped where a folder is among it, as the browser knows it. It is held at once: after the event it is gone.
#[must_use]
pub fn held(data: &DataTransfer) -> Vec<JsValue> {
    let items = get(data, "items").unwrap_or(JsValue::UNDEFINED);
    let entry = |item: JsValue| call(&item, "webkitGetAsEntry", &[]).filter(JsValue::is_object);
    let entries: Vec<JsValue> = Array::from(&items).iter().filter_map(entry).collect();
    if entries.iter().any(is_folder) { entries } else { Vec::new() }
}

/// The files among these, and in the folders among them, by name.
pub async fn files_in(entries: Vec<JsValue>) -> Vec<File> {
    let mut all = Vec::new();
    let mut rest = entries;
    let mut is_inside = false;
    while !rest.is_empty() {
        let mut next = Vec::new();
        for entry in rest {
            if is_folder(&entry) {
                next.extend(children(&entry).await);
            } else if let Some(file) = ask(&entry, "file").await.and_then(|file| file.dyn_into::<File>().ok())
                && (!is_inside || is_meant(&file.name()))
            {
                all.push(file);
            }
        }
        rest = next;
        is_inside = true;
    }
    all.sort_by_key(File::name);
    all
}

/// What lies in a folder. A browser tells it in parts, and nothing at the end.
async fn children(folder: &JsValue) -> Vec<JsValue> {
    let Some(reader) = call(folder, "createReader", &[]) else { return Vec::new() };
    let mut all = Vec::new();
    while let Some(part) = ask(&reader, "readEntries").await.map(|part| Array::from(&part)).filter(|a| a.length() > 0) {
        all.extend(part.iter());
    }
    all
}

fn is_folder(entry: &JsValue) -> bool {
    get(entry, "isDirectory").is_some_and(|is| is.is_truthy())
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok()
}

fn call(of: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let function: Function = get(of, name)?.dyn_into().ok()?;
    function.apply(of, &arguments.iter().collect()).ok()
}

/// Calls what answers one function or another; nothing where it refuses.
async fn ask(of: &JsValue, name: &str) -> Option<JsValue> {
    let answer = Promise::new(&mut |keep, refuse| {
        if call(of, name, &[keep.into(), refuse.clone().into()]).is_none() {
            let _ = refuse.call0(&JsValue::UNDEFINED);
        }
    });
    JsFuture::from(answer).await.ok()
}
