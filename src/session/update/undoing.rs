//! Taking steps back and doing them again, in articles that are not loaded too, and from records of earlier page loads.

use std::rc::Rc;

use super::Turn;
use crate::edit::{Change, Refusal, Transaction, apply};
use crate::model::DocId;
use crate::session::action::Args;
use crate::session::command::Command;
use crate::session::messages::{Message, Words};
use crate::session::state::Step;
use crate::storage::{Act, replay};

impl Turn<'_> {
    /// Says that a step was done, and what comes of that beside it.
    pub(super) fn say_step(&mut self, transaction: &Transaction) {
        self.state.say(Message::step(&transaction.name));
        self.hint_followed_by(transaction.name.kind);
        if transaction.changes.iter().any(|change| matches!(change, Change::Schema(_))) {
            self.tell_clashes();
        }
    }

    /// Undoes a step; `command` is run again once the articles it needs are read.
    pub(super) fn undo(&mut self, command: Command, args: Args) {
        let Some(step) = self.state.history.last_done().cloned() else { return self.refuse(Words::NothingToUndo) };
        let Some(transaction) = self.resolve(&step, command, args.clone()) else { return };
        let of = Self::record_of(&step);
        if self.commit(&transaction.inverse(), Act::Undo, Some(of)).is_some() {
            let undone = if self.leaves_original(&transaction) { Words::UndoneImport } else { Words::Undone };
            let told = Message::new(undone, &[Message::step(&transaction.name).text()]);
            self.tell_undone(told, &transaction.inverse());
            self.state.history.undid(Step::Live(transaction, of, step.at()));
        } else if !self.lacks(&transaction.inverse()) {
            // What stands has changed since; the steps before this one must stay within reach.
            self.state.history.drop_done();
        }
        self.let_go_of_fetched(command, &args);
    }

    pub(super) fn redo(&mut self, command: Command, args: Args) {
        let Some(step) = self.state.history.last_undone().cloned() else { return self.refuse(Words::NothingToRedo) };
        let Some(transaction) = self.resolve(&step, command, args.clone()) else { return };
        let of = Self::record_of(&step);
        if self.commit(&transaction, Act::Redo, Some(of)).is_some() {
            self.state.say(Message::new(Words::Redone, &[Message::step(&transaction.name).text()]));
            self.state.history.redid(Step::Live(transaction, of, step.at()));
        } else if !self.lacks(&transaction) {
            self.state.history.drop_undone();
        }
        self.let_go_of_fetched(command, &args);
    }

    /// Says what was taken back; where the walk through suggestions has come back by it, to which one.
    fn tell_undone(&mut self, told: Message, undone: &Transaction) {
        self.state.say(told.clone());
        if undone.changes.iter().any(|change| matches!(change, Change::Suggestion(..))) {
            self.tell_suggestion(told.text().trim_end_matches('.'));
        }
    }

    /// Whether a file stays behind that was kept beside what a transaction brought in.
    fn leaves_original(&self, transaction: &Transaction) -> bool {
        let kept = |id: &DocId| self.state.with_original.contains(id) && !self.state.project.entries.contains_key(id);
        !self.state.with_original.is_empty() && transaction.documents().iter().any(kept)
    }

    /// Whether a transaction cannot be done only since an article is not read: another time it may be.
    fn lacks(&self, transaction: &Transaction) -> bool {
        matches!(apply(&self.state.project, transaction), Err(Refusal::NotLoaded(_)))
    }

    /// A step as a transaction whose documents are loaded; else they are asked for, and the command runs again.
    fn resolve(&mut self, step: &Step, command: Command, args: Args) -> Option<Rc<Transaction>> {
        let documents = match step {
            Step::Live(transaction, ..) => transaction.documents(),
            Step::Stored(record) => record.documents(),
        };
        let comes = |id: &DocId| match step {
            // A document that comes back is in the transaction itself.
            Step::Live(t, ..) => {
                t.changes.iter().any(|c| matches!(c, Change::Document(..)) && c.document() == Some(id))
            }
            Step::Stored(_) => false,
        };
        let of = Self::record_of(step);
        let state = &*self.state;
        let known = |id: &DocId| {
            state.project.loaded.contains_key(id) || state.attic.contains_key(&(of, id.clone())) || comes(id)
        };
        let missing: Vec<DocId> = documents.into_iter().filter(|id| !known(id)).collect();
        if self.ask_for_of(missing, Some(of), command, args) {
            return None;
        }
        let found = match step {
            Step::Live(transaction, ..) => Some(transaction.clone()),
            Step::Stored(record) => {
                let state = &*self.state;
                let loaded = |id: &DocId| state.project.document(id).cloned();
                let find = |id: &DocId| loaded(id).or_else(|| state.attic.get(&(of, id.clone())).cloned());
                replay::transaction(record, &find).map(Rc::new)
            }
        };
        if found.is_none() {
            self.refuse(Message::new(Words::CannotUndo, &[Words::DocumentMissing.text()]));
        }
        found
    }
}
