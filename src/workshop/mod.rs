//! WORK that is too heavy or too hostile for the page: looking through a whole project, expressions that a person
//! wrote. It is linked into a program of its own (`src/bin/workshop.rs`), so that it may use heavy crates.
//!
//! The page names [`message`] and nothing else of this room; a message is one request and its one answer, so that a
//! long work is many of them, with progress and an end between any two. Messages never leave the program: both sides
//! are of one build and hold the same texts, so offsets in them are bytes, as in memory.
//!
//! Must not know a browser, the state of the page or a component. Start at [`desk`].

mod desk;
mod exporting;
mod importing;
pub mod message;
mod proposing;
mod recognising;
mod search;
mod taking;

pub use desk::Desk;
