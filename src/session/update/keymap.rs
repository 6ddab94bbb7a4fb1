//! Keys that a person changes.

use std::rc::Rc;

use super::Turn;
use crate::session::action::Args;
use crate::session::command::{ActionInfo, action};
use crate::session::keymap::{Keymap, clash, clashes, name_of};
use crate::session::keys::Stroke;
use crate::session::messages::{Message, Words};
use crate::session::state::Dialog;

impl Turn<'_> {
    /// A key for the command that waits for one.
    #[inline(never)] // so that it can travel later
    pub(super) fn key(&mut self, stroke: &Stroke) {
        let Some(Dialog::Keys(Some(id), _)) = &self.state.dialog else { return };
        let Some(info) = action(id) else { return };
        let told = match stroke.key.as_str() {
            "Escape" => None,
            "Backspace" | "Delete" if !stroke.primary && !stroke.shift => Some(self.give(info, Some(Vec::new()))),
            _ => {
                // A modifier alone: the rest of the chord is to come.
                let Some(key) = name_of(stroke) else { return };
                match clash(self.state, &key, info.id) {
                    Some(clash) => {
                        // It goes on waiting for a key that is free.
                        self.state.say(clash.clone());
                        self.state.dialog = Some(Dialog::Keys(Some(info.id), Some(clash)));
                        return;
                    }
                    None => Some(self.give(info, Some(vec![key]))),
                }
            }
        };
        self.state.dialog = Some(Dialog::Keys(None, told));
    }

    /// Gives a command the keys that the arguments name, or its first ones back; without a command to name, a sheet that
    /// is up begins to wait for one.
    pub(super) fn set_keys(&mut self, args: &Args) {
        let name = args.id.clone().unwrap_or_default();
        let Some(info) = action(&name) else { return self.refuse(Message::new(Words::KeyNoSuch, &[name])) };
        for key in args.keys.iter().flatten() {
            if let Some(clash) = clash(self.state, key, info.id) {
                return self.refuse(clash);
            }
        }
        let told = self.give(info, args.keys.clone());
        if matches!(self.state.dialog, Some(Dialog::Keys(..))) {
            self.state.dialog = Some(Dialog::Keys(None, Some(told)));
        }
    }

    fn give(&mut self, info: &ActionInfo, keys: Option<Vec<String>>) -> Message {
        self.state.keymap = Rc::new(self.state.keymap.with(info.id, keys));
        let told = match self.state.keymap.of(info).first() {
            Some(key) => Message::new(Words::KeySet, &[info.name.text(), key]),
            None => Message::new(Words::KeyNone, &[info.name.text()]),
        };
        self.state.say(told.clone());
        self.remember();
        told
    }

    pub(super) fn toggle_single(&mut self) {
        let no_single = !self.state.keymap.no_single;
        let mut next: Keymap = (*self.state.keymap).clone();
        next.no_single = no_single;
        self.state.keymap = Rc::new(next);
        self.state.say(if no_single { Words::SingleOff } else { Words::SingleOn });
        self.remember();
    }

    /// A schema was loaded: tells of the first command that lost its key to a label.
    pub(super) fn tell_clashes(&mut self) {
        if let Some(clash) = clashes(self.state).into_iter().next() {
            self.state.say(clash);
        }
    }
}
