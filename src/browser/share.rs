//! The system's sheet for handing a file on, where there is one (Web Share, level 2). Phones have it; few desktops do.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{File, FilePropertyBag};

use super::{autosave, dom};

/// Kinds of text that every browser with such a sheet hands on. Chromium refuses all that it has not on a list (`Permission
/// denied`), JSON among it; there a file's name ends in `.txt`. Files are known by what is in them when they come back.
const PLAIN: [&str; 5] = [".txt", ".csv", ".html", ".htm", ".css"];

/// The name and type under which a file is handed on.
fn handed_on(name: &str, media_type: &str, is_chromium: bool) -> (String, String) {
    if !is_chromium || PLAIN.iter().any(|end| name.ends_with(end)) {
        return (name.to_owned(), media_type.to_owned());
    }
    (format!("{name}.txt"), "text/plain".to_owned())
}

/// Whether files of this kind can be handed on: text can, what is packed arrives as something else.
#[must_use]
pub fn is_handed_on(media_type: &str) -> bool {
    media_type != "application/zip"
}

fn navigator() -> JsValue {
    dom::window().navigator().into()
}

/// What is asked: one file made of parts.
fn asked(name: &str, media_type: &str, parts: &Array) -> Option<Object> {
    let is_chromium = Reflect::has(&navigator(), &"userAgentData".into()).unwrap_or(false);
    let (name, media_type) = handed_on(name, media_type, is_chromium);
    let options = FilePropertyBag::new();
    options.set_type(&media_type);
    let file = File::new_with_blob_sequence_and_options(parts, &name, &options).ok()?;
    let asked = Object::new();
    // A plain object takes any property.
    let _ = Reflect::set(&asked, &"files".into(), &Array::of1(&file));
    Some(asked)
}

/// Whether files can be handed on here.
#[must_use]
pub fn is_there() -> bool {
    let can = Reflect::get(&navigator(), &"canShare".into()).ok().and_then(|can| can.dyn_into::<Function>().ok());
    let probe = || asked("a.txt", "text/plain", &Array::of1(&"a".into()));
    can.zip(probe()).is_some_and(|(can, probe)| can.call1(&navigator(), &probe).is_ok_and(|can| can.is_truthy()))
}

/// Hands a file made of parts on. Only right after a key, a click or a tap.
///
/// # Errors
/// What the browser threw, its name first; `AbortError` when the sheet was closed.
pub async fn share(name: &str, media_type: &str, parts: &Array) -> Result<(), String> {
    let asked = asked(name, media_type, parts).ok_or_else(String::new)?;
    let shared = autosave::call(&navigator(), "share", &Array::of1(&asked)).await;
    shared.map(drop).map_err(|error| autosave::said_of(&error))
}

#[cfg(test)]
mod tests {
    use super::handed_on;

    #[test]
    fn chromium_takes_text_only() {
        let as_named = |name, is_chromium| handed_on(name, "application/json", is_chromium);
        assert_eq!(as_named("a.json", false), ("a.json".to_owned(), "application/json".to_owned()));
        assert_eq!(as_named("a.json", true), ("a.json.txt".to_owned(), "text/plain".to_owned()));
        assert_eq!(handed_on("a.csv", "text/csv", true), ("a.csv".to_owned(), "text/csv".to_owned()));
    }
}
