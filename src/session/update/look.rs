//! How the page looks, and the language it speaks.

use std::rc::Rc;

use super::Turn;
use crate::edit::StepKind;
use crate::session::action::Args;
use crate::session::effect::Effect;
use crate::session::look::{Hint, Look};
use crate::session::messages::Words;
use crate::session::state::Dialog;

impl Turn<'_> {
    /// Opens the sheet.
    #[inline(never)] // so that it can travel later
    pub(super) fn look(&mut self) {
        self.sheet(Dialog::Look);
        self.effects.push(Effect::ListLanguages);
    }

    #[inline(never)] // so that it can travel later
    pub(super) fn languages(&mut self, languages: Vec<(String, String)>) {
        self.state.languages = Rc::new(languages);
    }

    /// Changes one thing of it; without a field, all is as it comes.
    #[inline(never)] // so that it can travel later
    pub(super) fn set_look(&mut self, args: &Args) {
        let before = Look::read(&self.state.look);
        let mut look = before.clone();
        match args.field.as_deref() {
            None => look = Look { hints: look.hints, ..Look::default() },
            Some(field) if look.set(field, args.text.as_deref().unwrap_or_default()) => {}
            Some(_) => return self.refuse(Words::LookUnknown),
        }
        let speaks = look.language != before.language;
        self.put_on(&look);
        // Words stand everywhere.
        if speaks {
            self.effects.push(Effect::LoadAnew);
        }
    }

    /// Shows only the article, or all again.
    #[inline(never)] // so that it can travel later
    pub(super) fn toggle_focus(&mut self) {
        let before = Look::read(&self.state.look);
        let focus = before.focus != Some(true);
        self.put_on(&Look { focus: focus.then_some(true), ..before });
        self.state.say(if focus { Words::FocusOn } else { Words::FocusOff });
    }

    /// A hint was followed: it is not given any more.
    #[inline(never)] // so that it can travel later
    pub(super) fn followed(&mut self, hint: Hint) {
        if !hint.is_followed(&self.state.look) {
            let mut look = Look::read(&self.state.look);
            look.follow(hint);
            self.put_on(&look);
        }
    }

    /// The hint that a step follows.
    pub(super) fn hint_followed_by(&mut self, kind: StepKind) {
        match kind {
            StepKind::Annotate => self.followed(Hint::Mark),
            StepKind::Link => self.followed(Hint::Link),
            _ => {}
        }
    }

    fn put_on(&mut self, look: &Look) {
        self.state.look = Rc::from(look.written());
        self.effects.push(Effect::PutOn(self.state.look.clone()));
    }
}
