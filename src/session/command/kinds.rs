//! What there is to know of a command besides its row in the table.

use super::Command;
use super::actions::{ACTIONS, ActionInfo};

impl Command {
    /// Whether holding its key down does it again and again.
    #[must_use]
    pub const fn repeats(self) -> bool {
        matches!(
            self,
            Self::Undo
                | Self::Redo
                | Self::NextAnnotation
                | Self::PreviousAnnotation
                | Self::SelectMore
                | Self::NextClaim
                | Self::PreviousClaim
                | Self::NextDifference
                | Self::PreviousDifference
                | Self::NextSuggestion
                | Self::PreviousSuggestion
                | Self::GoToDifference
                | Self::NextAnchor
                | Self::PreviousAnchor
                | Self::PickUnder
                | Self::SelectFewer
                | Self::Caret(_)
        ) || self.moves_edge()
    }

    /// Whether its keys mean the article: they are left alone while the focus is elsewhere.
    #[must_use]
    pub const fn is_of_the_text(self) -> bool {
        matches!(self, Self::Caret(_) | Self::MarkText | Self::PickHere)
    }

    /// Whether it goes to another place of the article: what the pointer lies over is not meant any more.
    #[must_use]
    pub const fn goes_elsewhere(self) -> bool {
        matches!(
            self,
            Self::Caret(_)
                | Self::MarkText
                | Self::PickHere
                | Self::Select
                | Self::SelectMore
                | Self::NextAnnotation
                | Self::PreviousAnnotation
                | Self::NextClaim
                | Self::PreviousClaim
                | Self::GoToClaim
                | Self::FindNext
                | Self::FindPrevious
                | Self::NextOccurrence
                | Self::PreviousOccurrence
                | Self::GoToPlace
                | Self::NextProposal
                | Self::PreviousProposal
                | Self::FindClaims
                | Self::ReviewSuggestions
                | Self::AcceptSuggestion
                | Self::RejectSuggestion
                | Self::NextSuggestion
                | Self::PreviousSuggestion
        )
    }

    /// Whether it moves an edge of an annotation.
    const fn moves_edge(self) -> bool {
        matches!(
            self,
            Self::EdgeLeft
                | Self::EdgeRight
                | Self::EdgeWordLeft
                | Self::EdgeWordRight
                | Self::EdgeSentenceBack
                | Self::EdgeSentenceOn
                | Self::NextEdge
        )
    }

    /// Whether what it is for is a change, of which it may be only the beginning.
    #[must_use]
    pub fn leads_to_change(self) -> bool {
        let begins = matches!(
            self,
            Self::Undo
                | Self::Redo
                | Self::GoToStep
                | Self::ImportFiles
                | Self::ImportFolder
                | Self::PasteArticle
                | Self::LoadNewer
                | Self::StartLink
        );
        begins || self.info().changes
    }

    /// Its row.
    ///
    /// # Panics
    /// When a command has no row; a test sees to it that each has.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a test holds that every command has a row")]
    pub fn info(self) -> &'static ActionInfo {
        ACTIONS.iter().find(|action| action.command == self).expect("every command has a row in ACTIONS")
    }
}
