//! How far what was done is kept.

use crate::storage::{StoreError, Write};

/// What the saved chip says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saved {
    /// Everything has been taken by the store.
    #[default]
    Yes,
    /// Something is on its way.
    Saving,
    /// Something is in local storage but not known to be on disk.
    InTab,
    /// Nothing is written: a later version of the program has worked in this browser.
    ReadOnly,
    /// Something was not taken; it is kept in memory and tried again with the next change.
    Failed(StoreError),
}

/// A value that is not known to be on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsaved {
    /// What is to be written.
    pub write: Write,
    /// How many times it is on its way to local storage, and to the disk.
    pub pending: [u32; 2],
    /// Whether they keep it.
    pub kept: [bool; 2],
}

impl Unsaved {
    /// Whether nothing is on its way to the disk, which does not keep it.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        self.pending[1] == 0 && !self.kept[1] && self.pending[0] == 0
    }
}
