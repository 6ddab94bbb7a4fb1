//! Local storage as a [`Store`]. Touching it may throw at every step: blocked by the person, full, or damaged.

use std::future::ready;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::Storage;

use super::dom;
use crate::storage::store::one_by_one;
use crate::storage::{Key, Only, Pending, Scope, Store, StoreError, Write};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = maniculeNames)]
    fn boot_names() -> Result<Array, JsValue>;
}

/// This origin's local storage, our scope of it.
#[derive(Clone, Debug)]
pub struct LocalStore {
    scope: Scope,
}

impl LocalStore {
    /// The store of a scope.
    #[must_use]
    pub const fn new(scope: Scope) -> Self {
        Self { scope }
    }

    fn storage() -> Result<Storage, StoreError> {
        dom::window().local_storage().ok().flatten().ok_or(StoreError::Blocked)
    }

    fn name(&self, key: &Key) -> String {
        format!("{}{key}", self.scope.prefix())
    }

    fn all_keys(&self) -> Result<Vec<Key>, StoreError> {
        let storage = Self::storage()?;
        match boot_names() {
            // Other pages of the origin may have names there: a first visit does not look at them.
            Ok(names) if names.length() == 0 => Ok(Vec::new()),
            Ok(names) => Ok(self.known(&names)),
            Err(_) => self.known_of_all(&storage),
        }
    }

    #[inline(never)] // so that it can travel later
    fn known(&self, names: &Array) -> Vec<Key> {
        names.iter().filter_map(|name| self.scope.key(&name.as_string()?)).collect()
    }

    /// In a page without the boot script, as in tests, or where that cannot tell.
    #[inline(never)] // so that it can travel later
    fn known_of_all(&self, storage: &Storage) -> Result<Vec<Key>, StoreError> {
        let count = storage.length().map_err(|_| StoreError::Blocked)?;
        let name = |at| storage.key(at).ok().flatten();
        Ok((0..count).filter_map(name).filter_map(|name| self.scope.key(&name)).collect())
    }

    fn read_all(&self, keys: &[Key]) -> Result<Vec<Option<String>>, StoreError> {
        let storage = Self::storage()?;
        keys.iter().map(|key| storage.get_item(&self.name(key)).map_err(|_| StoreError::Blocked)).collect()
    }

    fn write_one(&self, storage: &Storage, write: &Write) -> Result<(), StoreError> {
        let name = self.name(&write.key);
        if write.only == Only::Absent && storage.get_item(&name).ok().flatten().is_some() {
            return Ok(());
        }
        let Some(value) = &write.value else {
            return storage.remove_item(&name).map_err(|_| StoreError::Blocked);
        };
        // Whatever it is that a browser throws here, nothing was saved; nearly always there is no room.
        storage.set_item(&name, value).map_err(|_| StoreError::Full)?;
        // Some extensions put a storage in place that takes everything and keeps nothing.
        match storage.get_item(&name) {
            Ok(Some(kept)) if kept.len() == value.len() => Ok(()),
            _ => Err(StoreError::NotKept),
        }
    }
}

/// Notes a small value of the site (`Scope::note`). Where it is refused nothing is lost.
pub fn note(name: &str, value: &str) {
    if let Ok(storage) = LocalStore::storage() {
        let _ = storage.set_item(name, value);
    }
}

/// A value that was noted.
#[must_use]
pub fn noted(name: &str) -> Option<String> {
    LocalStore::storage().ok()?.get_item(name).ok().flatten()
}

impl Store for LocalStore {
    fn keys(&self) -> Pending<Vec<Key>> {
        Box::pin(ready(self.all_keys()))
    }

    fn read(&self, keys: Vec<Key>) -> Pending<Vec<Option<String>>> {
        Box::pin(ready(self.read_all(&keys)))
    }

    fn write(&self, writes: Vec<Write>) -> Pending<()> {
        let write = |storage: Storage| one_by_one(writes, |write| self.write_one(&storage, &write));
        let result = Self::storage().and_then(write);
        Box::pin(ready(result))
    }
}
