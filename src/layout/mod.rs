//! WHERE things go: an article cut into sections, and each block into segments that carry exactly the annotations
//! over them. Pure; must not know a screen. Start at [`segments`].

pub mod cards;
pub mod lanes;
pub mod lines;
pub mod near;
pub mod sections;
pub mod segments;
pub mod tags;

pub use lanes::{LANES, lanes};
pub use near::Near;
pub use sections::{Section, sections};
pub use segments::{Cover, Mark, Segment, segments};
