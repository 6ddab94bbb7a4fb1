//! The sheets: commands by name, and the list of steps.

use super::Turn;
use crate::session::Command;
use crate::session::action::{Action, Args};
use crate::session::messages::{Message, Words};
use crate::session::palette::{Palette, PaletteStep, items};
use crate::session::state::Dialog;

impl Turn<'_> {
    /// Brings a sheet up; the same key takes it away. A sheet that may hold what somebody typed stays.
    pub(super) fn sheet(&mut self, sheet: Dialog) {
        match &self.state.dialog {
            Some(Dialog::Paste(_) | Dialog::Intake | Dialog::Foreign) => {}
            Some(up) if std::mem::discriminant(up) == std::mem::discriminant(&sheet) => self.state.dialog = None,
            _ => self.state.dialog = Some(sheet),
        }
    }

    #[inline(never)] // so that it can travel later
    pub(super) fn palette(&mut self, step: PaletteStep) {
        let Some(Dialog::Palette(palette)) = &self.state.dialog else { return };
        let palette = palette.clone();
        match step {
            PaletteStep::Type(query) => {
                self.state.dialog = Some(Dialog::Palette(Palette { query: query.into(), place: 0 }));
            }
            PaletteStep::By(by) => {
                let count = items(self.state, &palette.query).len();
                let place = palette.place.saturating_add_signed(by).min(count.saturating_sub(1));
                self.state.dialog = Some(Dialog::Palette(Palette { place, ..palette }));
            }
            PaletteStep::Run(place) => {
                let mut items = items(self.state, &palette.query);
                let place = place.unwrap_or(palette.place);
                if place < items.len() {
                    let item = items.swap_remove(place);
                    self.state.dialog = None;
                    self.act(Action::Run(item.command, item.args));
                }
            }
        }
    }

    /// Undoes or redoes until so many steps are done. Where articles have to be read first, goes on once they are.
    pub(super) fn go_to_step(&mut self, args: &Args) {
        let Some(wanted) = args.step.and_then(|step| usize::try_from(step).ok()) else {
            return self.refuse(Message::new(Words::NeedsArgument, &["go-to-step", "step"]));
        };
        loop {
            let before = self.state.history.depth();
            match before.0.cmp(&wanted) {
                std::cmp::Ordering::Equal => break,
                std::cmp::Ordering::Greater => self.undo(Command::GoToStep, args.clone()),
                std::cmp::Ordering::Less => self.redo(Command::GoToStep, args.clone()),
            }
            if self.outcome.refused.is_some() || self.state.history.depth() == before {
                break;
            }
        }
    }
}
