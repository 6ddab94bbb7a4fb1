//! Telling how far the work is, and counting what that is told from.

use std::rc::Rc;

use super::Turn;
use crate::edit::{StepKind, Transaction};
use crate::model::{DocId, LabelId};
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};
use crate::session::progress::{Labels, Progress};
use crate::session::state::Dialog;
use crate::storage::Act;
use crate::storage::tally::{Day, TallyRecord};
use crate::workshop::message::{Answer, LABELS, Search};

impl Turn<'_> {
    /// Something was done: a key, the pointer, the wheel.
    #[inline(never)] // so that it can travel later
    pub(super) fn active(&mut self, east: i32) {
        let open = self.state.open.clone();
        self.state.tally.active(self.fresh.now, open.as_ref(), east);
        self.keep_tally();
    }

    /// The page is not seen any more.
    #[inline(never)] // so that it can travel later
    pub(super) fn away(&mut self) {
        let open = self.state.open.clone();
        self.state.tally.away(self.fresh.now, open.as_ref());
        self.keep_tally();
    }

    /// Another article is shown than before.
    pub(super) fn left(&mut self, article: Option<&DocId>) {
        if self.state.open.as_ref() != article {
            self.state.tally.moved(self.fresh.now, article);
            self.keep_tally();
        }
    }

    /// What comes in, and what follows from it, is not this person's marking.
    pub(super) fn count_step(&mut self, transaction: &Transaction, act: Act) {
        use StepKind::{Import, Merge, Schema, Task};
        if matches!(transaction.name.kind, Import | Merge | Task | Schema) {
            return;
        }
        let schema = self.state.project.schema.clone();
        self.state.tally.did(self.fresh.now, transaction, act, &schema);
    }

    /// A first visit that nobody has touched keeps nothing.
    fn keep_tally(&mut self) {
        if self.state.started && self.state.journal.begun.is_none() {
            let due = self.state.tally.take_due();
            if !due.is_empty() {
                self.write(due);
            }
        }
    }

    /// The sheet that tells how far the work is.
    pub(super) fn progress(&mut self) {
        self.sheet(Dialog::Progress);
        if self.state.dialog != Some(Dialog::Progress) {
            return;
        }
        let known = self.state.progress.as_deref().cloned().unwrap_or_default();
        self.state.progress = Some(Rc::new(Progress { labels: Labels::default(), ..known }));
        self.count(false);
        self.effects.push(Effect::ReadTallies);
    }

    /// What the stores hold of that.
    #[inline(never)] // so that it can travel later
    pub(super) fn tallied(&mut self, stored: &[(Day, u64, TallyRecord)]) {
        let mut progress = self.state.progress.as_deref().cloned().unwrap_or_default();
        progress.take(stored, &self.state.tally);
        self.state.progress = Some(Rc::new(progress));
    }

    /// Counts the labels of all articles, also those that have to be read for it.
    pub(super) fn count_labels(&mut self) {
        if self.state.progress.is_none() || self.state.dialog != Some(Dialog::Progress) {
            return self.refuse(Words::NotHere);
        }
        self.count(true);
    }

    /// Counts the labels of the articles that are loaded, and has the others counted where that is wanted.
    fn count(&mut self, others: bool) {
        let Some(progress) = self.state.progress.as_deref() else { return };
        let mut labels = Labels::default();
        let mut unloaded = Vec::new();
        let project = &self.state.project;
        for id in project.order.iter() {
            match project.document(id) {
                Some(document) => document.annotations.values().for_each(|a| labels.add(&a.label, 1)),
                // The index knows which have none.
                None if project.entries.get(id).is_some_and(|entry| entry.counts.annotations > 0) => {
                    unloaded.push(id.clone());
                }
                None => {}
            }
        }
        labels.uncounted = unloaded.len();
        if others && !unloaded.is_empty() {
            self.state.searches += 1;
            labels.search = Some((self.state.searches, 0, unloaded.len()));
            let wanted = Search { kind: LABELS.to_owned(), ..Search::default() };
            self.effects.push(Effect::Search(self.state.searches, wanted, unloaded));
        }
        self.state.progress = Some(Rc::new(Progress { labels, ..progress.clone() }));
    }

    /// Takes in what was counted in some more articles; false when the answer is to another question.
    pub(super) fn counted(&mut self, number: u32, looked: usize, result: &Result<Answer, String>) -> bool {
        let Some(progress) = self.state.progress.clone() else { return false };
        let Some((_, done, all)) = progress.labels.search.filter(|(under_way, ..)| *under_way == number) else {
            return false;
        };
        let mut labels = progress.labels.clone();
        match result {
            Ok(answer) => {
                for found in &answer.found {
                    found.labels.iter().for_each(|(label, count)| labels.add(&LabelId::from(label.as_str()), *count));
                }
                let done = (done + looked).min(all);
                labels.uncounted = labels.uncounted.saturating_sub(looked.saturating_sub(answer.unreadable.len()));
                labels.search = (done < all).then_some((number, done, all));
            }
            Err(why) => {
                labels.search = None;
                self.refuse(Message::new(Words::SearchBroke, &[why]));
            }
        }
        self.state.progress = Some(Rc::new(Progress { labels, ..(*progress).clone() }));
        true
    }

    /// Counts time, or stops counting it. What was counted stays.
    pub(super) fn toggle_times(&mut self) {
        self.state.tally.off = !self.state.tally.off;
        self.state.say(if self.state.tally.off { Words::TimesOff } else { Words::TimesOn });
        self.remember();
    }
}
