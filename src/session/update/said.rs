//! Notes and doubts.

use super::Turn;
use crate::edit::commands;
use crate::session::action::Args;
use crate::session::effect::Effect;
use crate::session::messages::Words;

impl Turn<'_> {
    /// Sets the note of what is picked out; without one, goes where it can be typed. What is there already is no step.
    pub(super) fn note(&mut self, args: &Args) {
        if let (Some(relation), Some(note), Some(id)) = (self.named_relation(args), &args.text, self.state.open.clone())
        {
            if let Some(step) = commands::set_link_note(&self.state.project, &id, relation.id, note, self.fresh) {
                self.step(Some(step));
            }
            return;
        }
        let Some(ids) = self.targets(args) else { return };
        let Some(note) = &args.text else { return self.effects.push(Effect::Focus("note")) };
        let Some(id) = self.state.open.clone() else { return };
        if let Some(step) = commands::set_note(&self.state.project, &id, &ids, note, self.fresh) {
            self.step(Some(step));
        }
    }

    /// Doubts what is picked out, for a reason or none; doubts it no more where it is doubted and no reason is given.
    pub(super) fn doubt(&mut self, args: &Args) {
        let Some(ids) = self.targets(args) else { return };
        let Some(document) = self.state.document().cloned() else { return self.refuse(Words::NotHere) };
        let doubted = ids.iter().all(|id| document.annotations.get(id).is_some_and(|a| a.doubt.is_some()));
        let reason = match &args.text {
            Some(reason) => Some(reason.as_str()),
            None => (!doubted).then_some(""),
        };
        let step = commands::set_doubt(&self.state.project, &document.id, &ids, reason, self.fresh);
        if let Some(step) = step {
            self.step(Some(step));
        }
    }
}
