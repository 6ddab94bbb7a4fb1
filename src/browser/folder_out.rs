//! A folder of the person's that files are written into (File System Access; Chromium has it). What is there stays: a folder of
//! its own is made in it.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;

use super::autosave::{Chosen, Sink, call, name_of, said_of};
use super::dom;

/// A folder that was made, the folder it is in, and its name there.
pub struct Folder {
    folder: JsValue,
    parent: JsValue,
    name: String,
}

/// A file in it that is begun. It counts once it is closed.
pub struct Begun {
    sink: Sink,
    folder: JsValue,
    name: String,
}

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
/// What the browser threw, its name first; `AbortError` when nothing was chosen.
pub async fn choose(name: &str) -> Result<(Folder, String), String> {
    let writes = options("mode", &"readwrite".into());
    let chosen = call(&dom::window(), "showDirectoryPicker", &Array::of1(&writes)).await;
    let parent = chosen.map_err(|error| said_of(&error))?;
    for number in 1..=TRIED {
        let called = if number == 1 { name.to_owned() } else { format!("{name}-{number}") };
        match call(&parent, "getDirectoryHandle", &Array::of1(&called.as_str().into())).await {
            // A folder, or a file.
            Ok(_) => {}
            Err(error) if name_of(&error) == "TypeMismatchError" => {}
            Err(error) if name_of(&error) == "NotFoundError" => {
                let folder = within(&parent, &called).await?;
                return Ok((Folder { folder, parent, name: called.clone() }, called));
            }
            Err(error) => return Err(said_of(&error)),
        }
    }
    Err("InvalidModificationError".to_owned())
}

/// A folder in a folder, made where it is not there.
async fn within(folder: &JsValue, name: &str) -> Result<JsValue, String> {
    let made = options("create", &true.into());
    let made = call(folder, "getDirectoryHandle", &Array::of2(&name.into(), &made)).await;
    made.map_err(|error| said_of(&error))
}

/// Takes what has this name out of a folder.
async fn remove(folder: &JsValue, name: &str) {
    let all = options("recursive", &true.into());
    // What cannot be removed stays, and is told as not written.
    let _ = call(folder, "removeEntry", &Array::of2(&name.into(), &all)).await;
}

impl Folder {
    /// Begins to write a file; the folders on its path are made.
    ///
    /// # Errors
    /// What the browser threw, its name first.
    pub async fn file(&self, path: &str) -> Result<Begun, String> {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut folder = self.folder.clone();
        for part in folders.split('/').filter(|part| !part.is_empty()) {
            folder = within(&folder, part).await?;
        }
        let made = options("create", &true.into());
        let file = call(&folder, "getFileHandle", &Array::of2(&name.into(), &made)).await;
        let opened = Sink::open(&Chosen::of(file.map_err(|error| said_of(&error))?)).await;
        match opened {
            Ok(sink) => Ok(Begun { sink, folder, name: name.to_owned() }),
            Err(why) => {
                // It is there by now, with nothing in it.
                remove(&folder, name).await;
                Err(why)
            }
        }
    }

    /// Takes it away again, before any file in it is done.
    pub async fn leave(self) {
        remove(&self.parent, &self.name).await;
    }
}

impl Begun {
    /// Writes a piece; done when the browser has taken it.
    ///
    /// # Errors
    /// What the browser threw, its name first.
    pub async fn write(&self, bytes: &Uint8Array) -> Result<(), String> {
        self.sink.write(bytes).await
    }

    /// Makes it count. What cannot be closed is gone.
    ///
    /// # Errors
    /// What the browser threw, its name first.
    pub async fn close(self) -> Result<(), String> {
        let closed = self.sink.close().await;
        if closed.is_err() {
            remove(&self.folder, &self.name).await;
        }
        closed
    }

    /// Lets it go: nothing of it stays.
    pub async fn undo(self) {
        self.sink.abort().await;
        remove(&self.folder, &self.name).await;
    }
}
