//! A folder of the person's that files are written into (File System Access; Chromium has it). What is there stays: a folder of
//! its own is made in it.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

use super::autosave::{Chosen, Sink, call, name_of};
use super::dom;

/// A folder that was made.
pub struct Folder(JsValue);

/// Whether this browser can do it.
#[must_use]
pub fn is_there() -> bool {
    Reflect::has(&dom::window(), &"showDirectoryPicker".into()).unwrap_or(false)
}

/// A plain object that says one thing.
fn options(name: &str, value: &JsValue) -> JsValue {
    let options = Object::new();
    // It takes any property.
    let _ = Reflect::set(&options, &name.into(), value);
    options.into()
}

/// Folders of one name that are tried.
const TRIED: usize = 100;

/// Lets the person choose a folder, and makes one of this name in it; with a number behind it where there is such a one.
/// Only right after a key or a click. Gives its name too.
///
/// # Errors
/// The name of what the browser threw; `AbortError` when nothing was chosen.
pub async fn choose(name: &str) -> Result<(Folder, String), String> {
    let writes = options("mode", &"readwrite".into());
    let chosen = call(&dom::window(), "showDirectoryPicker", &Array::of1(&writes)).await;
    let chosen = chosen.map_err(|error| name_of(&error))?;
    for number in 1..=TRIED {
        let called = if number == 1 { name.to_owned() } else { format!("{name}-{number}") };
        // Whatever is there under this name is refused, or is a folder; only what is not there is not found.
        let there = call(&chosen, "getDirectoryHandle", &Array::of1(&called.as_str().into())).await;
        if there.is_err_and(|error| name_of(&error) == "NotFoundError") {
            return within(&chosen, &called).await.map(|folder| (Folder(folder), called));
        }
    }
    Err("InvalidModificationError".to_owned())
}

/// A folder in a folder, made where it is not there.
async fn within(folder: &JsValue, name: &str) -> Result<JsValue, String> {
    let made = options("create", &true.into());
    let made = call(folder, "getDirectoryHandle", &Array::of2(&name.into(), &made)).await;
    made.map_err(|error| name_of(&error))
}

impl Folder {
    /// Begins to write a file; the folders on its path are made.
    ///
    /// # Errors
    /// The name of what the browser threw.
    pub async fn file(&self, path: &str) -> Result<Sink, String> {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut folder = self.0.clone();
        for part in folders.split('/').filter(|part| !part.is_empty()) {
            folder = within(&folder, part).await?;
        }
        let made = options("create", &true.into());
        let file = call(&folder, "getFileHandle", &Array::of2(&name.into(), &made)).await;
        Sink::open(&Chosen::of(file.map_err(|error| name_of(&error))?)).await
    }
}
