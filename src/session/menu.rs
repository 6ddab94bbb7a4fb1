//! What the menu offers: commands that need no more than what is picked out, in groups, those that are nearest to the hand
//! first. Another one is a line.

use super::Command as C;
use super::command::Command;
use super::messages::shorten;
use super::state::State;
use crate::edit::Selection;

/// The groups: what is picked out, the stretch of the text, the article, the project, the page.
const GROUPS: [&[Command]; 5] = [
    &[
        C::RepeatLabel,
        C::Delete,
        C::Note,
        C::Doubt,
        C::StartLink,
        C::FindOccurrences,
        C::Group,
        C::Ungroup,
        C::SelectAlike,
        C::PickUnder,
        C::RemoveFragment,
    ],
    &[C::ToggleFurniture, C::SetBlock, C::FurnitureFromHere, C::FurnitureUpToHere],
    &[
        C::ToggleDone,
        C::DoneAndNext,
        C::NextIncomplete,
        C::ReviewSuggestions,
        C::FindClaims,
        C::Find,
        C::FindTerms,
        C::AboutArticle,
        C::CopyLink,
    ],
    &[
        C::ImportFiles,
        C::PasteArticle,
        C::Export,
        C::ExportLab,
        C::Guidelines,
        C::Schemas,
        C::ClaimsTable,
        C::Progress,
        C::Projects,
        C::YourData,
    ],
    &[C::Redo, C::History, C::ToggleExact, C::CycleTags, C::ToggleFocus, C::Look, C::Palette, C::Help],
];

/// Characters of what is picked out that stand above the menu.
const QUOTED: usize = 80;

impl State {
    /// The groups of the menu, each with what would do something now; empty ones are left out.
    #[must_use]
    pub fn menu(&self) -> Vec<Vec<Command>> {
        let applying = |group: &&[Command]| group.iter().copied().filter(|each| (each.info().applies)(self)).collect();
        GROUPS.iter().map(applying).filter(|group: &Vec<Command>| !group.is_empty()).collect()
    }

    /// What is picked out, as the menu says it; nothing where nothing is.
    #[must_use]
    pub fn menu_quote(&self) -> Option<String> {
        let document = self.document()?;
        let quote = match &self.selection {
            Selection::Words(_, ranges) => document.article.quotes(ranges),
            Selection::Annotations(_, ids) => document.annotations.get(ids.first()?)?.span.quote(&document.article),
            Selection::Nothing => return None,
        };
        Some(shorten(&quote, QUOTED))
    }
}
