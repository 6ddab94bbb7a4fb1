//! A project of many articles is shown before all of its queue is read. Until then one can work in the article that is
//! open; whatever needs to know the others waits, in order, and is done once they are known.

use std::rc::Rc;

use super::Turn;
use crate::session::action::Action;
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::messages::Words;
use crate::storage::StoreError;
use crate::storage::recovery::Opened;

impl Turn<'_> {
    /// Whether an action has to wait for the queue; then it is kept. What changes something does not overtake what waits.
    pub(super) fn defer(&mut self, action: &Action) -> bool {
        let waits = self.state.partial
            && (needs_the_queue(action)
                || self.leads_elsewhere(action)
                || (is_change(action) && self.state.deferred.iter().any(is_change)));
        if waits {
            self.keep_for_later(action);
        }
        waits
    }

    #[inline(never)] // so that it can travel later
    fn keep_for_later(&mut self, action: &Action) {
        Rc::make_mut(&mut self.state.deferred).push(action.clone());
        if matches!(action, Action::Run(..) | Action::Given(..) | Action::Waiting(_)) {
            self.state.say(Words::QueueComing);
        }
    }

    /// Takes the queue in, and does what has waited for it. Where a store did not answer it is not known whole: nothing is
    /// done with half of it, and it is asked again.
    #[inline(never)] // so that it can travel later
    pub(super) fn queue_read(&mut self, opened: Opened, refused: [Option<StoreError>; 2]) {
        if !self.state.partial {
            return;
        }
        if refused.iter().flatten().any(|error| *error != StoreError::Blocked) {
            self.state.stores = refused;
            self.state.say(Words::QueueNotRead);
            return self.effects.push(Effect::ReadQueue { again: true });
        }
        self.state.partial = false;
        self.state.positions.take(&opened.tops.0, opened.tops.1);
        let (lost, restored) = (opened.lost, opened.restored);
        self.heard(Opened { later: self.state.later, ..opened });
        if lost + restored > 0 {
            self.tell_of_stores(lost, restored);
        }
        if self.state.open.is_none() && self.state.opening.is_none() {
            // The one that was shown last is gone.
            match self.state.project.order.first().cloned() {
                Some(id) => self.show_document(&id),
                None => self.show_nothing(),
            }
        }
        self.keep_positions();
        for action in std::mem::take(&mut self.state.deferred).iter() {
            self.act(action.clone());
        }
    }
}

fn is_change(action: &Action) -> bool {
    matches!(action, Action::Run(command, _) if command.leads_to_change())
}

/// Whether what an action does depends on which other articles there are. Of commands, those are named that do not: one
/// that is forgotten here waits a moment.
fn needs_the_queue(action: &Action) -> bool {
    match action {
        Action::Files(_)
        | Action::Read(..)
        | Action::Given(..)
        | Action::Waiting(_)
        | Action::Recognised(_)
        | Action::NotLookedAt(..)
        | Action::NothingMore
        | Action::Heard(_)
        | Action::AutosaveTo(_)
        | Action::AutosaveDue
        | Action::Task(_) => true,
        Action::Run(command, _) => !matches!(
            command,
            Command::Annotate
                | Command::ApplyLabel
                | Command::RepeatLabel
                | Command::HoldLabel
                | Command::Relabel
                | Command::Delete
                | Command::EdgeLeft
                | Command::EdgeRight
                | Command::EdgeWordLeft
                | Command::EdgeWordRight
                | Command::EdgeSentenceBack
                | Command::EdgeSentenceOn
                | Command::NextEdge
                | Command::SetSpan
                | Command::RemoveFragment
                | Command::Note
                | Command::Doubt
                | Command::SetAttribute
                | Command::StartLink
                | Command::Link
                | Command::Unlink
                | Command::Relink
                | Command::Confirm
                | Command::Select
                | Command::SelectAlike
                | Command::SelectMore
                | Command::SelectFewer
                | Command::NextAnnotation
                | Command::PreviousAnnotation
                | Command::MarkText
                | Command::PickHere
                | Command::PickUnder
                | Command::Caret(_)
                | Command::NextPane
                | Command::PreviousPane
                | Command::Leave
                | Command::ToggleExact
                | Command::CycleTags
                | Command::Look
                | Command::SetLook
                | Command::ToggleFocus
                | Command::CycleSight
                | Command::SeeAll
                | Command::Help
                | Command::NextClaim
                | Command::PreviousClaim
                | Command::Rate
                | Command::UnlockArticle
                | Command::ToggleFurniture
                | Command::FurnitureFromHere
                | Command::FurnitureUpToHere
                | Command::SetBlock
                | Command::AboutArticle
                | Command::Guidelines
                | Command::EditGuidelines
                | Command::WriteGuidelines
                | Command::PreviewGuidelines
                | Command::SetGuidelines
                | Command::DropGuidelines
                | Command::LoadGuidelines
                | Command::SaveGuidelines
                // These open a sheet, a field or the browser's own window at once, or the next keys would be taken for others.
                | Command::Palette
                | Command::Find
                | Command::FindNext
                | Command::FindPrevious
                | Command::SearchQueue
                | Command::PasteArticle
                | Command::LoadNewer
                | Command::ImportFiles
                | Command::ImportFolder
                | Command::ImportSuggestions
                | Command::Keys
                | Command::SetKeys
                | Command::ToggleSingle
                | Command::Autosave
                | Command::Projects
                | Command::OpenProject
                | Command::NewProject
                | Command::RenameProject
                | Command::DeleteProject
                | Command::SaveStored
                | Command::LoadUpdate
                | Command::SaveScope
                | Command::CopyLink
                | Command::ToggleTimes
        ),
        _ => false,
    }
}
