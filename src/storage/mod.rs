//! HOW work survives: what is written where, and how it is put together again.
//!
//! Pure: the stores themselves are behind [`Store`]. Three kinds of values: a *record* for every transaction, written
//! at once and never rewritten; a *snapshot* of each document; an *index* of the project. Snapshot and index say which
//! records they contain (`folded`); opening reads them and adds every record they do not contain, so a snapshot written
//! by a tab that knew less loses nothing. This folder must not know a browser, a clock or a screen. Start at [`key`]
//! for the layout, then [`recovery`].

pub mod key;
pub mod memory;
pub mod record;
pub mod recovery;
pub mod replay;
pub mod snapshot;
pub mod store;

pub use key::{Key, RecordId, Scope};
pub use record::{Act, Record};
pub use snapshot::{Folded, SessionRecord};
pub use store::{Pending, Store, StoreError, Write};
