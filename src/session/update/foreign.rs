//! Files that another tool annotated: recognised, decided about, and taken in as lines of the native format, in one step.

use std::rc::Rc;

use super::Turn;
use super::widening::free_keys;
use crate::session::effect::Effect;
use crate::session::foreign::{Foreign, ForeignStep, is_there};
use crate::session::intake::Intake;
use crate::session::messages::{Message, Words};
use crate::session::projects::NewProject;
use crate::session::state::Dialog;
use crate::workshop::message::ImportTold;

impl Turn<'_> {
    /// Files were recognised.
    #[inline(never)] // so that it can travel later
    pub(super) fn recognised(&mut self, told: ImportTold) {
        if self.state.later {
            self.effects.push(Effect::EndForeign(false));
            return self.refuse(Words::LaterVersion);
        }
        let into = self.for_new_project();
        self.state.searches += 1;
        let foreign = Foreign::begin(self.state.searches, told, into);
        self.state.say(Message::new(Words::ForeignRecognised, &[foreign.told.articles, foreign.told.spans]));
        self.state.foreign = Some(Rc::new(foreign));
    }

    /// Brings the sheet up, where no other one is.
    #[inline(never)] // so that it can travel later
    pub(super) fn show_foreign(&mut self) {
        if self.state.dialog.is_none() && self.state.reading.is_none() {
            self.state.dialog = Some(Dialog::Foreign);
            self.effects.push(Effect::Focus("foreign-take"));
        }
    }

    /// A hand in the sheet.
    #[inline(never)] // so that it can travel later
    pub(super) fn foreign(&mut self, step: ForeignStep) {
        let Some(mut whole) = self.state.foreign.take() else { return };
        let foreign = Rc::make_mut(&mut whole);
        foreign.warned = false;
        if foreign.done.is_some() {
            // It is under way; it can be stopped, and no more.
            self.state.foreign = Some(whole);
            return;
        }
        match step {
            ForeignStep::Label(at, becomes) => {
                if let Some(label) = foreign.labels.get_mut(at) {
                    (*label, foreign.touched) = (becomes, true);
                }
            }
            ForeignStep::Kind(at, becomes) => {
                if let Some(kind) = foreign.kinds.get_mut(at) {
                    (*kind, foreign.touched) = (becomes, true);
                }
            }
            ForeignStep::Counting(name) => {
                if foreign.told.countings.iter().any(|counting| counting.name == name) {
                    (foreign.counting, foreign.touched) = (name, true);
                }
            }
            ForeignStep::Suggests(yes) => (foreign.suggests, foreign.touched) = (yes, true),
            ForeignStep::Model(name) => (foreign.model, foreign.touched) = (name, true),
            ForeignStep::Replaces(yes) => (foreign.replaces, foreign.touched) = (yes, true),
            ForeignStep::Plain => {
                self.state.dialog = self.state.dialog.take().filter(|dialog| *dialog != Dialog::Foreign);
                self.goes_on_for(foreign.into.take());
                return self.effects.push(Effect::EndForeign(true));
            }
            ForeignStep::Take if foreign.asks() => {
                self.refuse(Words::ForeignAsks);
                self.effects.push(Effect::Focus("foreign-counting"));
            }
            ForeignStep::Take => {
                let schema = foreign.schema(self.state);
                let gone = foreign.labels.iter().any(|label| !is_there(&schema, label, true))
                    || foreign.kinds.iter().any(|kind| !is_there(&schema, kind, false));
                if gone {
                    self.refuse(Words::ForeignGone);
                } else {
                    foreign.done = Some(0);
                    let choice = foreign.choice(free_keys(&schema));
                    self.effects.push(Effect::TakeForeign(foreign.number, choice, 0));
                }
            }
        }
        self.state.foreign = Some(whole);
    }

    /// Some articles were taken in, or the workshop broke, in these words.
    #[inline(never)] // so that it can travel later
    pub(super) fn foreign_taken(&mut self, number: u32, told: Result<ImportTold, String>) {
        let Some(mut whole) = self.state.foreign.take_if(|foreign| foreign.number == number) else { return };
        let foreign = Rc::make_mut(&mut whole);
        let broke = match told {
            Ok(told) if told.missing => Some(String::new()),
            Err(words) => Some(words),
            Ok(told) => {
                if !foreign.take(told) {
                    let choice = foreign.choice(free_keys(&foreign.schema(self.state)));
                    self.effects.push(Effect::TakeForeign(number, choice, foreign.done.unwrap_or(0)));
                    self.state.foreign = Some(whole);
                    return;
                }
                None
            }
        };
        if let Some(words) = broke {
            // Everything is as it was; it can be tried again, or the files put in once more.
            foreign.put_back();
            self.state.foreign = Some(whole);
            return self.refuse(Message::new(Words::ForeignBroke, &[words]));
        }
        self.state.dialog = self.state.dialog.take().filter(|dialog| *dialog != Dialog::Foreign);
        let foreign = (*whole).clone();
        let (into, replacing) = (foreign.into.clone(), foreign.replacing());
        let (files, issues) = foreign.end();
        self.effects.push(Effect::EndForeign(false));
        self.goes_on_for(into.clone());
        if let Some(intake) = self.state.intake.as_mut().filter(|intake| intake.into.is_some()) {
            // What was given with them comes along.
            return Rc::make_mut(intake).along(files, issues);
        }
        self.read_given(files, issues, (into, replacing));
    }

    /// What was given with annotated files is for the same new project: it is made once nothing more is to come.
    pub(super) fn goes_on_for(&mut self, into: Option<NewProject>) {
        if into.is_some() && self.state.intake.is_none() {
            self.state.searches += 1;
            let intake = Intake::begin(self.state.searches, &self.state.project, into);
            self.state.intake = Some(Rc::new(intake));
        }
    }

    /// All that was given is here, or on its way: where only annotated files were, the project is made of those.
    #[inline(never)] // so that it can travel later
    pub(super) fn nothing_more(&mut self) {
        let Some(intake) = self.state.intake.take_if(|intake| intake.is_to_come()) else { return };
        if !intake.own.is_empty() {
            self.read_given(intake.own.to_vec(), intake.told.clone(), (intake.into.clone(), None));
        }
    }

    /// Lets go of what was recognised. Where something was decided by hand, that is said first.
    #[inline(never)] // so that it can travel later
    pub(super) fn leave_foreign(&mut self) {
        if let Some(foreign) = &mut self.state.foreign
            && foreign.touched
            && !foreign.warned
            && foreign.done.is_none()
        {
            Rc::make_mut(foreign).warned = true;
            return self.state.say(Words::ForeignLeaving);
        }
        let left = self.state.foreign.take();
        self.state.dialog = None;
        self.goes_on_for(left.and_then(|left| left.into.clone()));
        self.effects.push(Effect::EndForeign(false));
        if self.state.intake.as_ref().is_none_or(|intake| intake.own.is_empty()) {
            self.refuse(Words::NothingAdded);
        }
    }
}
