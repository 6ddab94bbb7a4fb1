//! How far the work on articles is, and which of them the queue shows.

use std::rc::Rc;

use super::Turn;
use crate::edit::commands;
use crate::model::Status;
use crate::session::action::Args;
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};
use crate::session::queue::{QueueView, Shown, Sorted, named, next_to_do};

impl Turn<'_> {
    pub(super) fn toggle_done(&mut self, command: Command) {
        let Some(document) = self.state.document().cloned() else { return self.refuse(Words::NotHere) };
        let done = document.meta.status.is_done();
        let next = match (done, document.annotations.is_empty()) {
            (true, true) => Status::New,
            (true, false) => Status::InProgress,
            (false, true) => Status::DoneEmpty,
            (false, false) => Status::Done,
        };
        if self.holds_back(std::slice::from_ref(&document.id), next, command) {
            return;
        }
        let transaction = commands::set_status(&self.state.project, &document.id, next, self.fresh);
        self.step(transaction);
    }

    pub(super) fn set_status(&mut self, args: &Args) {
        let name = args.status.clone().unwrap_or_default();
        let Some(status) = Status::parse(&name) else { return self.refuse(Message::new(Words::NoStatus, &[name])) };
        let Some(id) = self.named(args) else { return };
        let absent = self.unloaded(&id);
        if self.ask_for(absent, Command::SetStatus, args.clone()) {
            return;
        }
        if self.holds_back(std::slice::from_ref(&id), status, Command::SetStatus) {
            return;
        }
        // The status it has already: nothing to change, nothing to complain about.
        if let Some(transaction) = commands::set_status(&self.state.project, &id, status, self.fresh) {
            self.step(Some(transaction));
        }
    }

    /// Goes to the nearest article that is to do, in the order in which the queue shows them. What it does not show is no
    /// work of this moment.
    pub(super) fn next_to_do(&mut self, forward: bool) {
        let state = &*self.state;
        let rows = state.queue.rows(&state.project);
        match next_to_do(&rows, &state.project, state.open.as_ref(), forward) {
            Some(id) => self.show_document(&id),
            None => self.refuse(Words::NothingToDo),
        }
    }

    /// The open article is done; the next one comes up.
    pub(super) fn done_and_next(&mut self) {
        let Some(document) = self.state.document().cloned() else { return self.refuse(Words::NotHere) };
        // Before it is done: it may leave the queue with that.
        let state = &*self.state;
        let next = next_to_do(&state.queue.rows(&state.project), &state.project, state.open.as_ref(), true);
        if !document.meta.status.is_done() {
            self.toggle_done(Command::DoneAndNext);
        }
        match next {
            Some(id) if self.outcome.refused.is_none() => self.show_document(&id),
            Some(_) => {}
            None => self.state.say(Words::NothingToDo),
        }
    }

    pub(super) fn show_queue(&mut self, args: &Args) {
        let name = args.status.clone().unwrap_or_else(|| "all".to_owned());
        match named(&Shown::ALL, &name) {
            Some(Shown::Incomplete) if self.read_incomplete(Command::ShowQueue, args) => {}
            Some(shown) => {
                self.look_at_queue(|view| view.shown = shown);
                self.let_go_of_fetched(Command::ShowQueue, args);
            }
            None => self.refuse(Message::new(Words::NoStatus, &[name])),
        }
    }

    pub(super) fn sort_queue(&mut self, args: &Args) {
        let name = args.text.clone().unwrap_or_else(|| "order".to_owned());
        match named(&Sorted::ALL, &name) {
            Some(sorted) => self.look_at_queue(|view| view.sorted = sorted),
            None => self.refuse(Message::new(Words::NoStatus, &[name])),
        }
    }

    pub(super) fn search_queue(&mut self, args: &Args) {
        let text = Rc::from(args.text.clone().unwrap_or_default());
        self.look_at_queue(|view| view.text = text);
    }

    fn look_at_queue(&mut self, change: impl FnOnce(&mut QueueView)) {
        let view = Rc::make_mut(&mut self.state.queue);
        let before = view.clone();
        change(view);
        if *view != before {
            // Other articles stand at the top now.
            view.begin_at_the_top();
            self.effects.push(Effect::FocusRow { lost: true });
            let rows = self.state.queue.rows(&self.state.project);
            Rc::make_mut(&mut self.state.queue).picks.keep_to(&rows);
            let count = rows.len();
            self.state.say(Message::new(Words::QueueShows, &[count]));
        }
    }
}
