//! Handing in what was done of a task.

use std::rc::Rc;

use super::Turn;
use super::files::missing;
use crate::formats::native;
use crate::session::action::Args;
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};
use crate::session::state::Dialog;
use crate::session::task::HandIn;

impl Turn<'_> {
    /// Shows what would be handed in, and what is not done.
    pub(super) fn hand_in(&mut self, args: &Args) {
        if !self.state.task.as_ref().is_some_and(|work| work.is_open()) {
            return self.refuse(Words::TaskNone);
        }
        if self.read_incomplete(Command::HandIn, args) {
            return;
        }
        self.let_go_of_fetched(Command::HandIn, args);
        self.sheet(Dialog::HandIn);
    }

    /// Saves the file that is handed in: all articles, each with the annotator's name.
    pub(super) fn save_hand_in(&mut self, args: Args) {
        let Some(work) = self.state.task.clone().filter(|work| work.is_open()) else {
            return self.refuse(Words::TaskNone);
        };
        let absent = missing(self.state);
        if self.ask_for(absent, Command::SaveHandIn, args) {
            return;
        }
        let documents: Vec<_> = self.state.project.documents().cloned().collect();
        let all = self.state.project.order.len();
        if documents.len() < all {
            return self.refuse(Message::new(Words::ExportedSome, &[documents.len(), all]));
        }
        let mut files = native::write(&self.state.project, &documents).files;
        let Some(file) = files.pop() else { return };
        let day: String = self.fresh.now.to_string().chars().take(10).collect();
        let name = HandIn::of(&self.state.project, &work.kept).file_name(&work.kept.id, &work.kept.annotator, &day);
        self.state.say(Message::new(Words::HandedIn, &[&name]));
        self.state.handed = Some(self.backed_up(all));
        let upto = self.state.journal.clock;
        if let Some(work) = &mut self.state.task {
            Rc::make_mut(work).sent = Some(upto);
        }
        self.effects.push(Effect::Download { name, media_type: native::INFO.media_type, text: file.text });
    }
}
