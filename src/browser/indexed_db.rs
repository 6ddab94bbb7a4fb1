//! The browser's database as a [`Store`]: what it has answered is on disk. The door itself is plain JavaScript in
//! `boot.js`, since the last screen has to read it too when this program cannot.

use js_sys::{Array, Function, JsString, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::dom;
use crate::storage::{Key, Only, Pending, Scope, Store, StoreError, Write};

/// Sorts after `content/…`, `damaged/…` and `document/…`, and before everything else.
const AFTER_DOCUMENTS: &str = "document0";

/// Values that are read at once to be measured: they need not all be in memory.
const MEASURED_AT_ONCE: usize = 64;

/// This origin's database, our scope of it.
#[derive(Clone, Debug)]
pub struct IndexedDb {
    scope: Scope,
    name: JsValue,
}

impl IndexedDb {
    /// The store of a scope.
    #[must_use]
    pub fn new(scope: &Scope) -> Self {
        Self { scope: scope.clone(), name: JsValue::from(scope.database()) }
    }

    fn keys_from(&self, first: &JsValue) -> Pending<Vec<Key>> {
        let asked = self.ask("keys", first);
        let scope = self.scope.clone();
        Box::pin(async move {
            let keys = Array::from(&asked.await?);
            // A database of a later layout is told by its name among the keys.
            let read = |name: String| Key::parse(&name).or_else(|| scope.later(&name));
            Ok(keys.iter().filter_map(|key| read(key.as_string()?)).collect())
        })
    }

    /// Asks one of the functions of `maniculeDisk`; at once, though the answer takes its time.
    fn ask(&self, function: &str, argument: &JsValue) -> Pending<JsValue> {
        let asked = call(function, &self.name, argument);
        Box::pin(async move {
            let promise = asked.ok_or(StoreError::Blocked)?;
            JsFuture::from(promise).await.map_err(|error| why(&error))
        })
    }
}

/// Calls one of the functions of `maniculeDisk`; nothing where there is none, as in tests, which have no boot script.
pub(super) fn call(function: &str, name: &JsValue, argument: &JsValue) -> Option<Promise> {
    let door = Reflect::get(&dom::window(), &"maniculeDisk".into()).ok()?;
    let function: Function = Reflect::get(&door, &function.into()).ok()?.dyn_into().ok()?;
    function.call2(&door, name, argument).ok()?.dyn_into().ok()
}

/// Has everything that is stored saved to a file, as it is.
pub fn save_all() {
    let _ = call("save", &JsValue::NULL, &JsValue::NULL);
}

/// Has everything that is stored in a scope saved to a file, as it is.
pub fn save(scope: &Scope) {
    save_named(scope.database());
}

/// The same by the name of its database.
pub fn save_named(database: &str) {
    let _ = call("save", &database.into(), &JsValue::NULL);
}

/// Characters in a database of ours. What cannot be read counts for nothing.
pub async fn size_of(database: &str) -> usize {
    let name = JsValue::from(database);
    let Some(keys) = call("keys", &name, &JsValue::UNDEFINED) else { return 0 };
    let keys = JsFuture::from(keys).await.map(|keys| Array::from(&keys).to_vec()).unwrap_or_default();
    let mut size = 0;
    for few in keys.chunks(MEASURED_AT_ONCE) {
        let few: Array = few.iter().collect();
        let Some(values) = call("read", &name, &few) else { return size };
        let values = JsFuture::from(values).await.map(|values| Array::from(&values).to_vec()).unwrap_or_default();
        size += few
            .iter()
            .chain(values)
            .filter_map(|text| Some(text.dyn_into::<JsString>().ok()?.length() as usize))
            .sum::<usize>();
    }
    size
}

/// Asks the browser not to clear this site to make room.
pub fn persist() {
    let _ = call("persist", &JsValue::NULL, &JsValue::NULL);
}

/// Values with which a log is filled up: a hundred of fifty thousand bytes. Larger ones go into files of their own.
const FILLING: (u32, usize) = (100, 50_000);

/// Has the browser begin a new log for the databases of this origin. Chromium's (`LevelDB`) goes on with one whose end was cut
/// off, as by a power cut: it answers that what is added is written, and does not find it after the next start. A new one
/// is begun after four megabytes. They are forgotten at once.
pub async fn new_log() {
    let (count, size) = FILLING;
    let filling = JsValue::from("x".repeat(size));
    for value in [&filling, &JsValue::NULL] {
        let batch: Array = (0..count).map(|n| Array::of3(&n.into(), value, &0.into())).collect();
        let Some(asked) = call("write", &"log".into(), &batch) else { return };
        if JsFuture::from(asked).await.is_err() {
            return;
        }
    }
}

fn why(error: &JsValue) -> StoreError {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    match name.as_str() {
        "QuotaExceededError" => StoreError::Full,
        "VersionError" => StoreError::Newer,
        // No database at all, or none for this site.
        "SecurityError" | "UnknownError" | "TypeError" | "ReferenceError" => StoreError::Blocked,
        _ => StoreError::Silent,
    }
}

impl Store for IndexedDb {
    fn keys(&self) -> Pending<Vec<Key>> {
        self.keys_from(&JsValue::NULL)
    }

    /// The large ones are named so that they come before all others.
    fn small_keys(&self) -> Pending<Vec<Key>> {
        self.keys_from(&JsValue::from(AFTER_DOCUMENTS))
    }

    fn read(&self, keys: Vec<Key>) -> Pending<Vec<Option<String>>> {
        let names = Array::new();
        for key in &keys {
            names.push(&key.to_string().into());
        }
        let asked = self.ask("read", &names);
        Box::pin(async move { Ok(Array::from(&asked.await?).iter().map(|value| value.as_string()).collect()) })
    }

    fn write(&self, writes: Vec<Write>) -> Pending<()> {
        let batch = Array::new();
        for Write { key, value, only } in &writes {
            let only = match only {
                Only::Always => JsValue::from(0),
                Only::Absent => JsValue::from(1),
                Only::Sum(sum) => Array::of1(&sum.as_deref().map_or(JsValue::UNDEFINED, JsValue::from)).into(),
            };
            let value = value.as_deref().map_or(JsValue::NULL, JsValue::from);
            batch.push(&Array::of3(&key.to_string().into(), &value, &only));
        }
        let asked = self.ask("write", &batch);
        Box::pin(async move { asked.await.map(|_| ()) })
    }
}
