//! The guidelines beside the text: showing them, going to a part, writing, files.

use std::rc::Rc;

use super::Turn;
use crate::edit::commands;
use crate::session::action::Args;
use crate::session::effect::Effect;
use crate::session::guide::{Guide, LIMIT, Part, cleaned};
use crate::session::messages::{Message, Words};

impl Turn<'_> {
    fn guide(&mut self) -> &mut Guide {
        Rc::make_mut(&mut self.state.guide)
    }

    /// Shows the guidelines, at the part that is named; without a name takes them away where they are shown, and else goes
    /// to the label that is picked out or held.
    pub(super) fn guidelines(&mut self, args: &Args) {
        let named = match (&args.label, &args.field) {
            (Some(label), _) if self.state.project.schema.label(&label.as_str().into()).is_none() => {
                return self.refuse(Message::new(Words::NoLabel, &[label]));
            }
            (Some(label), _) => Some(Part::Label(Rc::from(label.as_str()))),
            (None, Some(name)) => Some(Part::Named(Rc::from(name.as_str()))),
            (None, None) => None,
        };
        if named.is_none() && self.state.guide.open {
            return self.show_guide(false, None);
        }
        let annotation = |id| self.state.document()?.annotations.get(id);
        let picked = self.state.selection.annotations().first().and_then(annotation).map(|a| a.label.clone());
        let meant = picked.or_else(|| self.state.held.clone()).map(|label| Part::Label(Rc::from(label.as_str())));
        self.show_guide(true, named.or(meant));
    }

    fn show_guide(&mut self, shown: bool, at: Option<Part>) {
        let was = self.state.guide.open;
        let guide = self.guide();
        guide.open = shown;
        if at.is_some() {
            // A part is read; what is being written waits.
            guide.writing = false;
        }
        guide.at.clone_from(&at);
        self.effects.push(if shown { Effect::ShowGuide(at) } else { Effect::HideGuide });
        if was != shown {
            self.state.say(if shown { Words::GuideShown } else { Words::GuideHidden });
            self.remember();
        }
    }

    /// Begins to write the guidelines, or stops; what was written waits until it is kept or let go.
    pub(super) fn edit_guidelines(&mut self) {
        if self.state.task.is_some() {
            return self.refuse(Words::TaskGuidelinesFixed);
        }
        let writes = !(self.state.guide.writing && self.state.guide.open);
        let guide = self.guide();
        (guide.open, guide.writing, guide.at) = (true, writes, None);
        self.effects.push(Effect::ShowGuide(None));
        self.effects.push(Effect::Focus(if writes { "guidelines" } else { "guide-edit" }));
        if !writes && self.state.guide.draft.is_some() {
            self.state.say(Words::GuideWaits);
        }
        self.remember();
    }

    /// What stands in the field now.
    pub(super) fn write_guidelines(&mut self, args: &Args) {
        let Some(text) = &args.text else {
            return self.refuse(Message::new(Words::NeedsArgument, &["write-guidelines", "text"]));
        };
        let (project, now) = (self.state.project.clone(), self.fresh.now);
        if self.guide().write(text, &project, now) {
            self.remember();
        }
    }

    pub(super) fn preview_guidelines(&mut self) {
        let guide = self.guide();
        guide.preview = !guide.preview;
    }

    /// Keeps guidelines: those that are named, else what was written.
    pub(super) fn set_guidelines(&mut self, args: &Args) {
        let text = match &args.text {
            Some(text) => text.clone(),
            None => self.state.guide.text(&self.state.project).to_string(),
        };
        let text = cleaned(&text);
        if text.len() > LIMIT {
            return self.refuse(Message::new(Words::GuideTooLong, &[LIMIT]));
        }
        let project = self.state.project.clone();
        if args.text.is_none() && self.guide().must_tell(&project) {
            return self.refuse(Words::GuideBehindAsk);
        }
        let step = commands::set_guidelines(&self.state.project, &text);
        let same = step.is_none();
        if !same && !self.step(step) {
            return;
        }
        let wrote = self.state.guide.writing;
        let guide = self.guide();
        guide.writing = false;
        // What is named by a script leaves alone what somebody writes.
        if args.text.is_none() || guide.draft.as_ref().is_some_and(|draft| *draft.text == *text) {
            guide.draft = None;
        }
        if wrote {
            self.effects.push(Effect::Focus("guide-edit"));
        }
        if same && args.text.is_some() {
            return self.refuse(Words::GuideSame);
        }
        if same {
            self.state.say(Words::GuideSame);
        }
        self.remember();
    }

    /// Lets what was written go: the guidelines stay as they were.
    pub(super) fn drop_guidelines(&mut self) {
        let guide = self.guide();
        if guide.draft.take().is_none() {
            return self.refuse(Words::GuideNoDraft);
        }
        let wrote = std::mem::take(&mut guide.writing);
        if wrote {
            self.effects.push(Effect::Focus("guide-edit"));
        }
        self.state.say(Words::GuideDropped);
        self.remember();
    }

    /// Takes the text of a file as what is being written; without a text lets the person choose a file.
    pub(super) fn load_guidelines(&mut self, args: &Args) {
        if self.state.guide.draft.is_some() {
            return self.refuse(Words::GuideUnkept);
        }
        let guide = self.guide();
        (guide.open, guide.writing, guide.at) = (true, true, None);
        let Some(text) = &args.text else { return self.effects.push(Effect::ChooseGuide) };
        let text = cleaned(text);
        if text.len() > LIMIT {
            return self.refuse(Message::new(Words::GuideTooLong, &[LIMIT]));
        }
        let (project, now) = (self.state.project.clone(), self.fresh.now);
        self.guide().write(&text, &project, now);
        self.effects.push(Effect::ShowGuide(None));
        self.effects.push(Effect::Focus("guidelines"));
        self.state.say(Words::GuideLoaded);
        self.remember();
    }

    /// Saves them to a file: what is being written, where somebody writes.
    pub(super) fn save_guidelines(&mut self) {
        let (guide, project) = (&self.state.guide, &self.state.project);
        let (written, kept) = (guide.text(project), &project.guidelines);
        let text = if (guide.writing && !written.is_empty()) || kept.is_empty() { written } else { kept };
        if text.is_empty() {
            return self.refuse(Words::GuideNone);
        }
        let name = "guidelines.md".to_owned();
        let text = text.to_string();
        self.state.say(Message::new(Words::GuideSaved, &[&name]));
        self.effects.push(Effect::Download { name, media_type: "text/markdown", text });
    }
}
