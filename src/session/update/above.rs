//! The sheet by score (`State::above`, `session::above`): all suggestions that are sure enough are taken, or all that are not
//! rejected, looked at first, then as one step. One at a time they are walked through (`reviewing`) and judged (`judging`).

use std::rc::Rc;

use super::Turn;
use crate::edit::commands::{self, Taken};
use crate::edit::{Change, Transaction};
use crate::model::LabelId;
use crate::session::above::{self, Above, Preview, reading};
use crate::session::action::Args;
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::exporting::grouped;
use crate::session::messages::{Message, Words};
use crate::session::score::score_of;
use crate::session::state::Dialog;
use crate::session::suggestions::Said;

impl Turn<'_> {
    /// Shows the sheet; the key that brought it takes it away.
    pub(super) fn accept_above(&mut self, args: &Args) {
        if *args == reading() {
            // The articles are here: what would come of it is drawn anew. What could not be read is not asked for again.
            return self.fetch_above();
        }
        if self.state.dialog == Some(Dialog::Above) {
            self.state.dialog = None;
            return;
        }
        let first = Above::first(self.state);
        self.state.above = Some(Rc::new(first));
        self.state.dialog = Some(Dialog::Above);
        self.fetch_above();
        self.effects.push(Effect::Focus("above-score"));
    }

    /// Has the articles read that are meant and not loaded.
    fn fetch_above(&mut self) {
        let Some(above) = self.state.above.clone() else { return };
        let loaded = &self.state.project.loaded;
        let absent = above.articles(self.state).into_iter().filter(|id| !loaded.contains_key(id)).collect();
        self.ask_for(absent, Command::AcceptAbove, reading());
    }

    /// Chooses what is meant, by the field that the arguments name.
    pub(super) fn set_above(&mut self, args: &Args) {
        let Some(above) = self.state.above.clone().filter(|_| self.state.dialog == Some(Dialog::Above)) else {
            return self.refuse(Words::NotHere);
        };
        let mut next = (*above).clone();
        let text = args.text.clone().unwrap_or_default();
        match args.field.as_deref().unwrap_or_default() {
            "everywhere" => next.everywhere = args.text.as_deref().map_or(!next.everywhere, |text| text == "yes"),
            "unscored" => next.unscored = args.text.as_deref().map_or(!next.unscored, |text| text == "yes"),
            "model" => next.model = Some(text).filter(|model| !model.is_empty()).map(Rc::from),
            "labels" => match (&args.values, LabelId::from(text.as_str())) {
                (Some(values), _) => next.labels = values.iter().map(|id| LabelId::from(id.as_str())).collect(),
                (None, label) => match next.labels.iter().position(|known| *known == label) {
                    Some(place) => drop(next.labels.remove(place)),
                    None => next.labels.push(label),
                },
            },
            "score" => match score_of(&text) {
                Some(score) => next.at_least = score,
                None => return self.refuse(Words::AboveScoreWrong),
            },
            _ => return self.refuse(Message::new(Words::NeedsArgument, &["set-above", "field"])),
        }
        let widened = next.everywhere && !above.everywhere;
        self.state.above = Some(Rc::new(next));
        if widened {
            self.fetch_above();
        }
    }

    /// Takes what is meant, as one step.
    pub(super) fn take_above(&mut self) {
        self.judge_above(
            |preview| !preview.taken.is_empty(),
            |turn, preview| {
                let taken = preview.taken.into_iter().map(|(document, id)| Taken::as_it_is(document, id));
                commands::accept(&turn.state.project, &taken.collect::<Vec<_>>(), turn.fresh)
            },
            (Words::AboveAccepted, Said::Accepted),
        );
    }

    /// Says no to what is not sure enough, as one step.
    pub(super) fn reject_below(&mut self) {
        self.judge_above(
            |preview| !preview.below.is_empty(),
            |turn, preview| commands::reject(&turn.state.project, &preview.below, turn.fresh),
            (Words::AboveRejected, Said::Rejected),
        );
    }

    fn judge_above(
        &mut self,
        any: impl FnOnce(&Preview) -> bool,
        step: impl FnOnce(&mut Self, Preview) -> Option<Transaction>,
        (done, said): (Words, Said),
    ) {
        let above = self.state.above.clone().filter(|_| self.state.dialog == Some(Dialog::Above));
        let Some(above) = above else { return self.refuse(Words::NotHere) };
        if above::is_reading(self.state) {
            // Nothing is done to some of them, unseen.
            return self.refuse(Words::StillReading);
        }
        let preview = above.preview(self.state);
        if !any(&preview) {
            return self.refuse(Words::AboveNone);
        }
        let transaction = step(self, preview);
        let of_one = |change: &Change| match change {
            Change::Suggestion(document, swap) => Some((document.clone(), swap.either()?.annotation.id)),
            _ => None,
        };
        let judged: Vec<_> = transaction.iter().flat_map(|step| step.changes.iter().filter_map(of_one)).collect();
        if self.step(transaction) {
            self.state.dialog = None;
            self.state.say(Message::new(done, &[grouped(judged.len())]));
            // A walk counts what was said here, too.
            self.said_to(&judged, &vec![said; judged.len()]);
        }
    }

    /// The sheet is gone: what was read for it need not stay.
    #[inline(never)] // so that it can travel later
    pub(super) fn end_above(&mut self) {
        self.state.above = None;
        // What it waits for is asked for again when it comes back.
        self.state.waiting.retain(|waiting| waiting.then != (Command::AcceptAbove, reading()));
        self.let_go_of_fetched(Command::AcceptAbove, &reading());
    }
}
