//! Who has the keys that mean one thing after the other: `Enter`, `Backspace`, `Escape`, the arrows, the letters of a walk.
//! Asked in one place, so that what a key does, what a button offers and what is told never disagree.

use super::proposals::Aim;
use super::state::State;
use crate::edit::Selection;

/// Who has the keys. What stands first here has them before all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A sheet over the page.
    Sheet,
    /// The list of places of a name, which lies over walks.
    Places,
    /// The walk through claims that are not marked yet.
    Claims,
    /// The caret in the text.
    Caret,
    /// A link, or whatever else waits for another annotation.
    Link,
    /// What is picked out, words or annotations.
    Picked,
    /// The walk through suggestions, whether one is looked at, is being read or all are gone through.
    Suggestions,
    /// The article.
    Article,
}

impl State {
    /// Who has the keys now.
    #[must_use]
    pub fn holder(&self) -> Holder {
        let claims = |open: &super::proposals::Proposals| open.aim == Aim::Walk && open.current().is_some();
        match () {
            () if self.dialog.is_some() => Holder::Sheet,
            () if self.occurrences.is_some() => Holder::Places,
            () if self.proposals.as_deref().is_some_and(claims) => Holder::Claims,
            () if self.caret.is_some() => Holder::Caret,
            () if self.linking.is_some() => Holder::Link,
            () if self.selection != Selection::Nothing => Holder::Picked,
            () if self.review.is_some() => Holder::Suggestions,
            () => Holder::Article,
        }
    }
}
