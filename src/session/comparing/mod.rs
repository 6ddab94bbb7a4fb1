//! Two sides of one article, or of all articles that both have: people's documents, what engines suggest, and files that
//! were opened only to be compared and are no part of the project. Who there is, what their marks come to, and the figures as
//! a person sorts and saves them. Nothing of it is kept: it is made anew when it is looked at. Must not change a project,
//! and holds marks of documents that are not loaded only until they are counted.
//!
//! Start at [`Side`]; then [`articles()`] says what there is, [`compare_sides`] shows two sides of an article, [`Whole`] counts
//! all of them, and [`figures_text`] is the table that is taken along. The pairing itself is [`crate::measure`].

mod articles;
mod figures;
mod pair;
mod side;
mod whole;

pub use articles::{Article, File, Part, alone, articles};
pub use figures::{Column, Figures, Sorting, figures_text, label_rows, share_text};
pub use pair::{Measured, compare_sides, measure, parts};
pub use side::{Place, Side, Who};
pub use whole::{Counted, Whole};

use std::rc::Rc;

use crate::model::Project;

/// The first two who said something about one article: people before engines, as [`Article::sides`] has them.
#[must_use]
pub fn first_pair(all: &[Article], project: &Project, engines: &[Rc<str>]) -> Option<[Side; 2]> {
    all.iter().find_map(|article| pair_of(&article.sides(project, engines)))
}

/// The first two of some sides.
#[must_use]
pub fn pair_of(sides: &[Side]) -> Option<[Side; 2]> {
    match sides {
        [one, other, ..] => Some([one.clone(), other.clone()]),
        _ => None,
    }
}

/// Everybody who said something about some article.
#[must_use]
pub fn all_sides(all: &[Article], project: &Project, engines: &[Rc<str>]) -> Vec<Side> {
    let mut found: Vec<Side> = all.iter().flat_map(|article| article.sides(project, engines)).collect();
    crate::model::order::sort_and_dedup(&mut found);
    found
}
