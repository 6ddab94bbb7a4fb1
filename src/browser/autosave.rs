//! A file of the person's own that is written again and again (File System Access; Chromium has it). What a browser does not
//! offer is told, and nothing else changes.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::dom;

/// A file that was chosen.
#[derive(Clone)]
pub struct Chosen(JsValue);

/// Calls a method that gives a promise, and waits.
async fn call(of: &JsValue, method: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(of, &method.into())?.dyn_into()?;
    let promise: Promise = function.apply(of, arguments)?.dyn_into()?;
    JsFuture::from(promise).await
}

/// What went wrong, by its name.
fn name_of(error: &JsValue) -> String {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    name.unwrap_or_else(|| "Error".to_owned())
}

/// Whether this browser can do it.
#[must_use]
pub fn is_there() -> bool {
    Reflect::has(&dom::window(), &"showSaveFilePicker".into()).unwrap_or(false)
}

/// Lets the person choose a file, and gives its name. Only right after a key or a click.
///
/// # Errors
/// The name of what the browser threw; `AbortError` when nothing was chosen.
pub async fn choose(proposed: &str) -> Result<(Chosen, String), String> {
    let options = Object::new();
    // A plain object takes any property.
    let _ = Reflect::set(&options, &"suggestedName".into(), &proposed.into());
    let chosen = call(&dom::window(), "showSaveFilePicker", &Array::of1(&options)).await;
    let chosen = chosen.map_err(|error| name_of(&error))?;
    let name = Reflect::get(&chosen, &"name".into()).ok().and_then(|name| name.as_string());
    Ok((Chosen(chosen), name.unwrap_or_else(|| proposed.to_owned())))
}

impl Chosen {
    /// Writes all of it. The browser puts the new content in the place of the old only once all of it is there.
    ///
    /// # Errors
    /// The name of what the browser threw.
    pub async fn write(&self, text: &str) -> Result<(), String> {
        let written = async {
            let stream = call(&self.0, "createWritable", &Array::new()).await?;
            call(&stream, "write", &Array::of1(&text.into())).await?;
            call(&stream, "close", &Array::new()).await
        };
        written.await.map(|_| ()).map_err(|error| name_of(&error))
    }
}
