//! What there is to tell of an export: for the page, the manifest and the card.

use super::Plan;
use super::statistics::Statistics;
use crate::formats::foreign::Proof;
use crate::formats::loss::Losses;
use crate::model::Project;

/// What there is to tell.
pub struct Facts<'a> {
    /// The project, without documents.
    pub project: &'a Project,
    /// What was asked for.
    pub plan: &'a Plan,
    /// What was written.
    pub(super) statistics: &'a Statistics,
    /// What each format of the plan lost, and what was proved of it.
    pub formats: Vec<(Losses, Proof)>,
    /// What the dataset is called.
    pub title: String,
}

impl Facts<'_> {
    /// The sets, with how many documents and annotations each has; in the order of a split.
    #[must_use]
    pub fn sets(&self) -> Vec<super::SetCounts> {
        self.statistics.sets()
    }
}
