//! What is kept: what the chip says of it, what the two stores hold, and scripts that make them fail.

use crate::page::Page;
use serde_json::{Value, json};

/// What the database holds, as a list of pairs; our site's only.
const DISK: &str = "const name = (await indexedDB.databases()).map((each) => each.name).find((name) => name.startsWith('manicule/1/')); \
    if (!name) return []; \
    const base = await new Promise((done) => { indexedDB.open(name).onsuccess = ({ target }) => done(target.result); }); \
    const values = base.transaction('values', arguments[0] ? 'readwrite' : 'readonly').objectStore('values'); \
    const all = (what) => new Promise((done) => { values[what]().onsuccess = ({ target }) => done(target.result); });";

/// A script that runs before the page's own.
#[derive(Debug)]
pub struct Script(Value);

impl Page {
    /// Waits until the chip says this: `saved`, `saving`, `in-tab`, `read-only` or `failed`.
    #[track_caller]
    pub fn until_chip(&self, says: &str) {
        self.until(&format!("the chip to say {says}"), || (self.saved() == says).then_some(()));
    }

    /// Waits until the chip says that everything is saved.
    #[track_caller]
    pub fn until_saved(&self) {
        self.until_chip("saved");
    }

    /// Has a script run before the page's own, in every page load of this tab from now on.
    #[track_caller]
    pub fn before_start(&self, script: &str) -> Script {
        let source = json!({ "source": script });
        Script(self.browser().devtools("Page.addScriptToEvaluateOnNewDocument", source)["identifier"].clone())
    }

    /// Takes such a script away again.
    #[track_caller]
    pub fn no_more(&self, script: Script) {
        self.browser().devtools("Page.removeScriptToEvaluateOnNewDocument", json!({ "identifier": script.0 }));
    }

    /// Everything in local storage, as a list of pairs.
    #[track_caller]
    pub fn in_local_storage(&self) -> Value {
        self.ask("return Object.entries(localStorage)", &[])
    }

    /// Puts this into local storage, and nothing else.
    #[track_caller]
    pub fn put_into_local_storage(&self, pairs: &Value) {
        let put = "localStorage.clear(); arguments[0].forEach(([key, value]) => localStorage.setItem(key, value))";
        self.ask(put, std::slice::from_ref(pairs));
    }

    /// Everything in the database, as a list of pairs.
    #[track_caller]
    pub fn on_disk(&self) -> Value {
        self.ask_disk(
            "const [keys, held] = [await all('getAllKeys'), await all('getAll')]; base.close(); \
                       return keys.map((key, at) => [key, held[at]]);",
            &[json!(false)],
        )
    }

    /// Puts this into the database, and nothing else.
    #[track_caller]
    pub fn put_on_disk(&self, pairs: &Value) {
        let put = "values.clear(); for (const [key, value] of arguments[1]) values.put(value, key); \
                   await new Promise((done) => { values.transaction.oncomplete = done; }); base.close(); return null;";
        self.ask_disk(put, &[json!(true), pairs.clone()]);
    }

    #[track_caller]
    fn ask_disk(&self, script: &str, arguments: &[Value]) -> Value {
        self.ask(&format!("return (async function () {{ {DISK} {script} }}).apply(null, arguments)"), arguments)
    }
}
