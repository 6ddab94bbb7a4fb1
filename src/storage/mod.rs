//! HOW work survives: what is written where, and how it is put together again.
//!
//! Pure: the stores themselves are behind [`Store`]. A browser has two, local storage and `IndexedDB`, and both are replicas
//! of one set of *records*, each a transaction: all stores are read and joined, what one lacks the other gives, and nothing
//! that reads is thrown away. A record names the page load that made it and its number there, so no two tabs ever write
//! one key, and each change of an annotation names the versions it replaces ([`versions`]), so that concurrent changes are
//! told from later ones in whatever order they come. *Snapshots* of a document and of the index are joins of records and
//! say exactly which they contain ([`Folded`]). They are renewed in a quiet moment ([`plan`]); records go once snapshots
//! read back from the disk contain them. What is known of documents without reading them stands in parts of its own, which a
//! start reads last ([`queue`]). Every value but the session is sealed ([`seal`]).
//!
//! Local storage has room for some documents only ([`room`]).
//!
//! This folder must not know a browser, a clock or a screen. Start at [`key`] for the layout, then [`recovery`].

pub mod compact;
pub mod contained;
pub mod draft;
pub mod entries;
pub mod handing;
pub mod key;
pub mod ledger;
pub mod make;
pub mod memory;
pub mod meter;
pub mod original;
pub mod others;
pub mod places;
pub mod plan;
pub mod projects;
pub mod put;
pub mod queue;
mod ranks;
pub mod record;
pub mod recovery;
pub mod replay;
pub mod replicas;
pub mod rescue;
pub mod room;
pub mod runs;
pub mod seal;
pub mod sent;
pub mod snapshot;
pub mod stamp;
mod starting;
pub mod store;
pub mod stored;
pub mod tally;
pub mod task;
pub mod versions;

pub use key::{Key, Scope};
pub use ledger::Ledger;
pub use record::{Act, Record};
pub use replicas::Replicas;
pub use snapshot::SessionRecord;
pub use stamp::{Folded, RecordId, Stamp};
pub use store::{Only, Pending, Place, Store, StoreError, Write};
pub use versions::Versions;
