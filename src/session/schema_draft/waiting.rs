//! A schema under change that waited: over a page load, or while somebody else changed the schema.

use std::rc::Rc;

use super::SchemaDraft;
use crate::edit::reshape::Reshape;
use crate::model::{Project, Schema};

impl SchemaDraft {
    /// What was kept of a change, on top of the schema it began with.
    #[must_use]
    pub fn kept(base: Schema, reshape: Reshape, project: &Project) -> Self {
        let base = if base == *project.schema { project.schema.clone() } else { Rc::new(base) };
        let mut draft = Self { base, reshape, ..Self::of(project) };
        draft.settle_pick();
        draft
    }

    /// Whether somebody else changed the schema since it was begun.
    #[must_use]
    pub fn is_behind(&self, project: &Project) -> bool {
        self.is_changed() && self.base != project.schema
    }

    /// The same changes on top of the project's schema as it is now.
    #[must_use]
    pub fn rebased(&self, project: &Project) -> Self {
        let reshape = self.reshape.rebased(&self.base, &project.schema);
        let mut draft = Self { reshape, pick: self.pick.clone(), epoch: self.epoch, ..Self::of(project) };
        draft.anew();
        draft
    }
}
