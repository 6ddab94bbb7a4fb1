//! Files of other tools on their way into the project: what their offsets count ([`find`]), what their labels become
//! ([`names`], [`plan`]), and documents made of them ([`document`]), with their
//! links ([`links`]) and the things that their mentions name ([`things`]).
//!
//! Nothing is decided in silence: where words do not tell what offsets count, a person is asked; what had to be looked for is
//! doubtful and told, what has no place is told. Reading the same file twice makes nothing twice, since ids are made of those
//! of the file.

mod counting;
mod document;
mod find;
mod links;
mod names;
mod place;
mod plan;
mod things;
mod together;

pub use counting::{Counting, LineEnds, Mark};
pub use document::Settled;
pub use find::{Candidate, Found, counting};
pub use names::{Named, Target, names};
pub use plan::Plan;
pub use together::together;
