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
    /// It did not answer, or gave the attempt up; it may do so when asked again.
    #[error("storage does not answer")]
    Silent,
    /// Something else stands there than was expected, so nothing was written.
    #[error("storage holds something newer")]
    Newer,
}

/// The two stores of a browser. Each holds everything it has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Local storage: at once, but on disk only after some seconds; shared by tabs, each of which sees it a little late.
    Local,
    /// `IndexedDB`: answers after some milliseconds, and then it is on disk.
    Disk,
}

impl Place {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Local, Self::Disk];
}

/// What must stand under a key for a write to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Only {
    /// Anything.
    #[default]
    Always,
    /// Nothing: what another tab wrote stays. The others of the batch are done.
    Absent,
    /// The value with this sum; nothing, for none. Else nothing of the whole batch is done ([`StoreError::Newer`]).
    Sum(Option<String>),
}

/// A value to write, or a key to forget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Which.
    pub key: Key,
    /// The value; `None` to forget it.
    pub value: Option<String>,
    /// When it is done.
    pub only: Only,
}

impl Write {
    /// Writes a value.
    #[must_use]
    pub const fn put(key: Key, value: String) -> Self {
        Self { key, value: Some(value), only: Only::Always }
    }

    /// The same write, done only where nothing stands yet.
    #[must_use]
    pub fn unless_there(self) -> Self {
        Self { only: Only::Absent, ..self }
    }

    /// Forgets a value.
    #[must_use]
    pub const fn forget(key: Key) -> Self {
        Self { key, value: None, only: Only::Always }
    }
}

/// Does writes one after the other, as a store without transactions does. Goes on after a value that found no room, since
/// the small ones behind it may; but forgets nothing any more, since what was to be kept in its place may be what failed.
/// And what could not be set aside is not replaced.
///
/// # Errors
/// The first refusal.
pub fn one_by_one(
    writes: Vec<Write>,
    mut write_one: impl FnMut(Write) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut result = Ok(());
    let mut dear: Vec<String> = Vec::new();
    for write in writes {
        if (write.value.is_none() && result.is_err()) || dear.contains(&write.key.to_string()) {
            continue;
        }
        let aside = match &write.key {
            Key::Damaged(name) => Some(name.trim_end_matches("~disk").to_owned()),
            _ => None,
        };
        let written = write_one(write);
        if written.is_err() {
            dear.extend(aside);
        }
        result = result.and(written);
    }
    result
}

/// A place where values stay.
pub trait Store {
    /// Every key of our scope that this version knows, in no order.
    fn keys(&self) -> Pending<Vec<Key>>;

    /// The same without documents and what was set aside ([`Key::is_small`]): all that a start looks at first.
    fn small_keys(&self) -> Pending<Vec<Key>> {
        let all = self.keys();
        Box::pin(async move { Ok(all.await?.into_iter().filter(Key::is_small).collect()) })
    }

    /// The values of some keys, in their order.
    fn read(&self, keys: Vec<Key>) -> Pending<Vec<Option<String>>>;

    /// Writes in the given order.
    fn write(&self, writes: Vec<Write>) -> Pending<()>;
}
