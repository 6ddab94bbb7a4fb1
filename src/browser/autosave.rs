//! A file of the person's own that is written again and again (File System Access; Chromium has it). What a browser does not
//! offer is told, and nothing else changes. The handle is kept in a small database of its own, beside the work: whatever
//! happens to it, only the offer to go on with the file is gone.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{dom, indexed_db};
use crate::storage::Scope;

/// A file that was chosen.
#[derive(Clone)]
pub struct Chosen(JsValue);

/// Calls a method that gives a promise, and waits.
pub(super) async fn call(of: &JsValue, method: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(of, &method.into())?.dyn_into()?;
    let promise: Promise = function.apply(of, arguments)?.dyn_into()?;
    JsFuture::from(promise).await
}

/// What went wrong, by its name.
pub(super) fn name_of(error: &JsValue) -> String {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    name.unwrap_or_else(|| "Error".to_owned())
}

/// What went wrong, by its name and in the browser's own words.
pub(super) fn said_of(error: &JsValue) -> String {
    let words = Reflect::get(error, &"message".into()).ok().and_then(|words| words.as_string());
    let name = name_of(error);
    words.filter(|words| !words.is_empty()).map_or_else(|| name.clone(), |words| format!("{name}: {words}"))
}

/// Whether this browser can do it.
#[must_use]
pub fn is_there() -> bool {
    Reflect::has(&dom::window(), &"showSaveFilePicker".into()).unwrap_or(false)
}

/// Lets the person choose a file, and gives its name. Only right after a key or a click.
///
/// # Errors
/// What the browser threw, its name first; `AbortError` when nothing was chosen.
pub async fn choose(proposed: &str) -> Result<(Chosen, String), String> {
    let options = Object::new();
    // A plain object takes any property.
    let _ = Reflect::set(&options, &"suggestedName".into(), &proposed.into());
    let chosen = call(&dom::window(), "showSaveFilePicker", &Array::of1(&options)).await;
    let chosen = chosen.map_err(|error| said_of(&error))?;
    let name = Reflect::get(&chosen, &"name".into()).ok().and_then(|name| name.as_string());
    Ok((Chosen(chosen), name.unwrap_or_else(|| proposed.to_owned())))
}

/// The name under which the handle stands.
const HANDLE: &str = "handle";

/// The database in which the handle of a scope is kept.
pub(super) fn database_for(scope: &Scope) -> String {
    // The last screen looks into all whose names begin with our own: this is not for it.
    format!("file/{}", scope.database())
}

/// Asks one of the functions of the database's door about the database in which the handle is kept. What cannot be had is
/// nothing.
async fn kept_in(scope: &Scope, function: &str, argument: &JsValue) -> Option<JsValue> {
    let name = database_for(scope);
    JsFuture::from(indexed_db::call(function, &name.into(), argument)?).await.ok()
}

/// Keeps the handle of a file for later visits.
pub async fn keep(scope: &Scope, chosen: &Chosen) {
    let write = Array::of3(&HANDLE.into(), &chosen.0, &0.into());
    let _ = kept_in(scope, "write", &Array::of1(&write)).await;
}

/// Forgets it.
pub async fn forget(scope: &Scope) {
    // What nobody kept need not be forgotten: that would make the database.
    if kept(scope).await.is_some() {
        let _ = kept_in(scope, "write", &Array::of1(&Array::of3(&HANDLE.into(), &JsValue::NULL, &0.into()))).await;
    }
}

/// The file that was kept, with its name.
pub async fn kept(scope: &Scope) -> Option<(Chosen, String)> {
    let keys = Array::from(&kept_in(scope, "keys", &JsValue::NULL).await.filter(|_| is_there())?);
    if keys.iter().all(|key| key != HANDLE) {
        return None;
    }
    let handle = Array::from(&kept_in(scope, "read", &Array::of1(&HANDLE.into())).await?).get(0);
    let name = Reflect::get(&handle, &"name".into()).ok()?.as_string()?;
    Some((Chosen(handle), name))
}

impl Chosen {
    /// One that a folder gave.
    pub(super) const fn of(handle: JsValue) -> Self {
        Self(handle)
    }

    /// Has the browser ask whether the file may be written. Only right after a key or a click.
    pub async fn may_be_written(&self) -> bool {
        let options = Object::new();
        // A plain object takes any property.
        let _ = Reflect::set(&options, &"mode".into(), &"readwrite".into());
        let answer = call(&self.0, "requestPermission", &Array::of1(&options)).await;
        answer.is_ok_and(|answer| answer == "granted")
    }

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

/// A file that is written a piece at a time. What stood there stays until it is closed.
pub struct Sink(JsValue);

impl Sink {
    /// Begins to write a file.
    ///
    /// # Errors
    /// What the browser threw, its name first.
    pub async fn open(chosen: &Chosen) -> Result<Self, String> {
        call(&chosen.0, "createWritable", &Array::new()).await.map(Self).map_err(|error| said_of(&error))
    }

    /// Writes a piece; done when the browser has taken it.
    ///
    /// # Errors
    /// As [`Sink::open`].
    pub async fn write(&self, bytes: &Uint8Array) -> Result<(), String> {
        call(&self.0, "write", &Array::of1(bytes)).await.map(|_| ()).map_err(|error| said_of(&error))
    }

    /// Puts what was written in the place of what stood there.
    ///
    /// # Errors
    /// As [`Sink::open`].
    pub async fn close(self) -> Result<(), String> {
        call(&self.0, "close", &Array::new()).await.map(|_| ()).map_err(|error| said_of(&error))
    }

    /// Lets what was written go.
    pub async fn abort(self) {
        let _ = call(&self.0, "abort", &Array::new()).await;
    }
}
