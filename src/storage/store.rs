//! What a store must do. All stores are asynchronous, so that one that answers at once and one that asks a disk are
//! behind the same door.

use std::future::Future;
use std::pin::Pin;

use super::Key;

/// An answer to come.
pub type Pending<T> = Pin<Box<dyn Future<Output = Result<T, StoreError>>>>;

/// Why a store did not do it. Nothing that stood there before was lost.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The browser does not let this page store anything.
    #[error("storage is blocked")]
    Blocked,
    /// There is no room left.
    #[error("storage is full")]
    Full,
    /// What was written does not read back.
    #[error("storage does not keep what is written")]
    NotKept,
}

/// A value to write, or a key to forget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Which.
    pub key: Key,
    /// The value; `None` to forget it.
    pub value: Option<String>,
    /// Only where nothing stands yet: what another tab wrote stays.
    pub unless_there: bool,
}

impl Write {
    /// Writes a value.
    #[must_use]
    pub const fn put(key: Key, value: String) -> Self {
        Self { key, value: Some(value), unless_there: false }
    }

    /// The same write, done only where nothing stands yet.
    #[must_use]
    pub fn unless_there(self) -> Self {
        Self { unless_there: true, ..self }
    }

    /// Forgets a value.
    #[must_use]
    pub const fn forget(key: Key) -> Self {
        Self { key, value: None, unless_there: false }
    }
}

/// A place where values stay.
pub trait Store {
    /// Every key of our scope that this version knows, in no order.
    fn keys(&self) -> Pending<Vec<Key>>;

    /// The values of some keys, in their order.
    fn read(&self, keys: Vec<Key>) -> Pending<Vec<Option<String>>>;

    /// Writes in the given order, and stops at the first that fails.
    fn write(&self, writes: Vec<Write>) -> Pending<()>;
}
