//! A disk of plain values, as page loads share one.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use manicule::storage::memory::{MemoryStore, Refusing};
use manicule::storage::store::one_by_one;
use manicule::storage::{Key, Only, Pending, Replicas, Store, StoreError, Write};

use super::now;

/// Values on disk that outlive a page load (there is no local storage: what both stores do together stands in `sim`), and
/// everything that was ever written, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Disk {
    pub(crate) values: MemoryStore,
    pub(crate) log: Rc<RefCell<Vec<Write>>>,
    /// Bytes that were read.
    pub(crate) read: Rc<Cell<usize>>,
}

impl Disk {
    /// A disk of its own with the same values.
    pub(crate) fn copy(&self) -> Self {
        let disk = Self::default();
        for (key, value) in self.all() {
            disk.values.damage(key, &value);
        }
        disk
    }

    /// What the first `count` writes left behind.
    pub(crate) fn after(log: &[Write], count: usize) -> Self {
        let disk = Self::default();
        for write in &log[..count] {
            let plain = Write { only: Only::Always, ..write.clone() };
            now(disk.values.write(vec![plain])).expect("there is room");
        }
        disk
    }

    pub(crate) fn all(&self) -> Vec<(Key, String)> {
        let keys = now(self.values.keys()).expect("a memory store has keys");
        keys.into_iter().filter_map(|key| self.values.get(&key).map(|value| (key, value))).collect()
    }

    /// Writes as the browser's store does.
    pub(crate) fn write_all(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        one_by_one(writes, |write| {
            let before = self.values.get(&write.key);
            now(self.values.write(vec![write.clone()]))?;
            // What was there already was not written.
            if before != self.values.get(&write.key) {
                self.log.borrow_mut().push(write);
            }
            Ok(())
        })
    }

    /// The stores of a page load.
    pub(crate) fn stores(&self) -> Replicas {
        // The queue is read in two steps, as that of a large project is.
        Replicas { few: 0, ..Replicas::new(Rc::new(Refusing), Rc::new(self.clone())) }
    }
}

impl Store for Disk {
    fn keys(&self) -> Pending<Vec<Key>> {
        self.values.keys()
    }

    fn read(&self, keys: Vec<Key>) -> Pending<Vec<Option<String>>> {
        let found = now(self.values.read(keys));
        let bytes = |found: &Vec<Option<String>>| found.iter().flatten().map(String::len).sum::<usize>();
        self.read.set(self.read.get() + found.as_ref().map_or(0, bytes));
        Box::pin(std::future::ready(found))
    }

    fn write(&self, writes: Vec<Write>) -> Pending<()> {
        Box::pin(std::future::ready(self.write_all(writes)))
    }
}
