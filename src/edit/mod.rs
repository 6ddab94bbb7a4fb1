//! HOW it changes: every change of a project is a [`Transaction`] of before/after pairs, so its inverse is the same
//! with the sides swapped.
//!
//! This folder decides what a gesture means for the project (`commands`), where the edges of a selection belong
//! (`snap`), and applies transactions. It must not know a clock, randomness, a browser or a screen: time and ids come
//! in through [`Fresh`]. Start at [`transaction`].

pub mod commands;
pub mod edges;
pub mod excerpt;
pub mod fresh;
pub mod history;
pub mod lock;
pub mod meeting;
pub mod occurrences;
mod queue;
pub mod reshape;
pub mod selection;
pub mod snap;
pub mod step;
pub mod transaction;

pub use edges::{Edge, Known, Stride};
pub use fresh::Fresh;
pub use history::History;
pub use selection::Selection;
pub use step::{StepKind, StepName};
pub use transaction::{Change, Refusal, Swap, Transaction, apply};
