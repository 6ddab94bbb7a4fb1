//! HOW FAR two sides agree: labelled spans of one text against others of the same text. Counting and nothing else: no
//! document, no project, no words for people, and no clock, randomness or browser. Figures are whole thousandths, so that
//! what is compared is `Eq` and the same on every machine.
//!
//! Start at [`compare()`], which pairs what two sides marked; then [`Counts`], which is what pairs come to, with the
//! figures that are made of it. What measures agreement beyond that of two sides, or corrected for chance, is another file
//! beside these.

mod compare;
mod counts;
mod said;

pub use compare::{Compared, Kind, Mark, Pair, compare};
pub use counts::{Counts, macro_f1, permille};
pub use said::{Said, Standing, engines, engines_of, of_engine, of_people, said};
