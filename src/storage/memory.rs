//! A store that forgets when it is dropped, and fails when told to: for tests.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::ready;
use std::rc::Rc;

use super::{Key, Only, Pending, Store, StoreError, Write, seal};

/// Values in memory; clones share them, as tabs share a disk.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    values: Rc<RefCell<BTreeMap<Key, String>>>,
    room: Rc<RefCell<Option<usize>>>,
}

impl MemoryStore {
    /// From now on there is room for so many more bytes.
    pub fn limit(&self, bytes: Option<usize>) {
        *self.room.borrow_mut() = bytes;
    }

    /// What is stored under a key.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<String> {
        self.values.borrow().get(key).cloned()
    }

    /// Puts something there behind the program's back.
    pub fn damage(&self, key: Key, value: &str) {
        self.values.borrow_mut().insert(key, value.to_owned());
    }

    fn write_one(&self, write: Write) -> Result<(), StoreError> {
        if write.only == Only::Absent && self.values.borrow().contains_key(&write.key) {
            return Ok(());
        }
        let before = self.values.borrow().get(&write.key).map_or(0, String::len);
        let mut room = self.room.borrow_mut();
        if let Some(left) = room.as_mut() {
            let wanted = write.value.as_ref().map_or(0, String::len);
            *left = (*left + before).checked_sub(wanted).ok_or(StoreError::Full)?;
        }
        let Some(value) = write.value else {
            self.values.borrow_mut().remove(&write.key);
            return Ok(());
        };
        self.values.borrow_mut().insert(write.key, value);
        Ok(())
    }
}

impl Store for MemoryStore {
    fn keys(&self) -> Pending<Vec<Key>> {
        Box::pin(ready(Ok(self.values.borrow().keys().cloned().collect())))
    }

    fn read(&self, keys: Vec<Key>) -> Pending<Vec<Option<String>>> {
        let values = self.values.borrow();
        Box::pin(ready(Ok(keys.iter().map(|key| values.get(key).cloned()).collect())))
    }

    fn write(&self, writes: Vec<Write>) -> Pending<()> {
        let stands = |write: &Write| match &write.only {
            Only::Sum(sum) => {
                let value = self.get(&write.key);
                value.as_deref().map(|value| seal::sum(value).unwrap_or_default()) == sum.as_deref()
            }
            Only::Always | Only::Absent => true,
        };
        if !writes.iter().all(stands) {
            return Box::pin(ready(Err(StoreError::Newer)));
        }
        Box::pin(ready(writes.into_iter().try_for_each(|write| self.write_one(write))))
    }
}

/// A store that keeps nothing and says so: where the browser has none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Refusing;

impl Store for Refusing {
    fn keys(&self) -> Pending<Vec<Key>> {
        Box::pin(ready(Err(StoreError::Blocked)))
    }

    fn read(&self, _: Vec<Key>) -> Pending<Vec<Option<String>>> {
        Box::pin(ready(Err(StoreError::Blocked)))
    }

    fn write(&self, _: Vec<Write>) -> Pending<()> {
        Box::pin(ready(Err(StoreError::Blocked)))
    }
}
