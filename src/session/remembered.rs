//! What of the state is kept beside the work, and what quiet moments work from.

use std::rc::Rc;

use super::queue::name_of;
use super::state::State;
use super::suggestions::Order;
use crate::storage::plan::Quiet;
use crate::storage::snapshot::CardRecord;
use crate::storage::{SessionRecord, StoreError};

impl State {
    /// What a quiet moment works from.
    #[must_use]
    pub fn quiet(&self) -> Quiet {
        let journal = &self.journal;
        let others = self.recent.iter().filter(|id| Some(*id) != self.open.as_ref());
        let recent = Rc::new(self.open.iter().chain(others).cloned().collect());
        Quiet {
            records: journal.records.clone(),
            project: self.project.clone(),
            ledger: journal.ledger.clone(),
            recent,
            short: self.stores.contains(&Some(StoreError::Full)),
        }
    }

    /// What the screen shows, as it is kept.
    #[must_use]
    pub fn session(&self) -> SessionRecord {
        SessionRecord {
            open: self.open.as_ref().map(ToString::to_string),
            positions: self.positions.waiting(),
            recent: self.recent.iter().map(ToString::to_string).collect(),
            tags: self.tags.as_str().to_owned(),
            exact: self.exact,
            last_label: self.last_label.as_ref().map(ToString::to_string),
            me: self.me.to_string(),
            keys: self.keymap.records(),
            no_single: self.keymap.no_single,
            no_times: self.tally.off,
            backup: self.backup.clone(),
            card: self.card.clone(),
            export: self.export_to_keep(),
            walks: if self.walks == Order::Text { String::new() } else { name_of(&Order::ALL, &self.walks).to_owned() },
            guide: self.guide.open,
            guide_draft: self.guide.draft.as_ref().map(|draft| draft.text.to_string()),
            guide_over: self.guide.draft.as_ref().map(|draft| draft.over.to_string()),
        }
    }

    /// What is chosen for an export; what was kept before, where nobody has looked at it since.
    #[inline(never)] // so that it can travel later
    fn export_to_keep(&self) -> Option<String> {
        let kept = || self.export_kept.as_ref().map(ToString::to_string);
        self.exporting.as_ref().map_or_else(kept, |exporting| Some(exporting.choice.to_keep()))
    }

    /// Whether the page is of the site's project with this id; a task is none of them.
    #[must_use]
    pub fn is_of(&self, id: &str) -> bool {
        self.task.is_none() && *self.place == *id
    }

    /// What the list of projects says of this one, but for when it was used.
    #[must_use]
    pub fn card_now(&self) -> CardRecord {
        let done = self.project.entries.values().filter(|entry| entry.status.is_done()).count();
        let (name, articles) = (self.project.name.to_string(), self.project.order.len());
        CardRecord { name, articles, done, at: String::new() }
    }
}
