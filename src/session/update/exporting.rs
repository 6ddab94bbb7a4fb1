//! Choosing an export, having it prepared, and saving it.

use std::rc::Rc;

use super::Turn;
use crate::model::{AnnotationId, DocId};
use crate::session::action::Args;
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::exporting::{Choice, ExportNews, Exporting, NotSaved, Phase, Preparation, Run, Saving, grouped};
use crate::session::messages::{Message, Words, shorten};
use crate::session::state::{Dialog, State};
use crate::workshop::message::export::{ExportTold, wrong};

impl Turn<'_> {
    /// Shows the sheet as it was left: what was chosen, or what was prepared. Where the arguments say which articles are meant,
    /// those are chosen, and what was prepared is let go.
    pub(super) fn export_lab(&mut self, args: &Args) {
        let under_way = self.exporting().run.as_ref().is_some_and(Run::is_under_way);
        if let Some(which) = args.kind.as_deref() {
            // Another one takes the place of what is prepared: not while somebody waits for that.
            if under_way {
                return self.refuse(Words::ExportUnderWay);
            }
            if self.is_saving_export() {
                return self.refuse(Words::ExportSaving);
            }
            let open = self.exporting();
            let which = Args { field: Some("which".to_owned()), ..Args::text(which) };
            if let Err(why) = open.choice.set(&which) {
                return self.refuse(why);
            }
            if open.run.take().is_some() {
                self.effects.push(Effect::EndExport(false));
            }
            self.remember();
            if self.state.dialog == Some(Dialog::Export) {
                return;
            }
        }
        if !under_way {
            self.forget_gone();
        }
        self.sheet(Dialog::Export);
    }

    /// What was chosen and is gone from the project would leave nothing to export: it is let go, and told.
    fn forget_gone(&mut self) {
        let mut choice = self.exporting().choice.clone();
        let gone = choice.forget_gone(self.state);
        if gone > 0 {
            self.exporting().choice = choice;
            self.remember();
            self.state.say(Message::new(Words::ExportForgotten, &[gone]));
        }
    }

    /// What is chosen and prepared; begins with what was kept.
    fn exporting(&mut self) -> &mut Exporting {
        let kept = &self.state.export_kept;
        let begin = || {
            let choice = kept.as_deref().map_or_else(Choice::first, Choice::kept);
            Rc::new(Exporting { choice, ..Exporting::default() })
        };
        Rc::make_mut(self.state.exporting.get_or_insert_with(begin))
    }

    /// The export that was begun; refused where there is none.
    fn export_run(&mut self) -> Option<&mut Run> {
        if self.state.exporting.as_ref().is_none_or(|open| open.run.is_none()) {
            self.refuse(Words::ExportNotPrepared);
            return None;
        }
        self.exporting().run.as_mut()
    }

    /// Sets one thing that is chosen, or which file is looked into.
    pub(super) fn set_export(&mut self, args: &Args) {
        if args.field.as_deref() == Some("shown") {
            let place = args.step.and_then(|place| usize::try_from(place).ok()).unwrap_or(0);
            if let Some(run) = self.export_run() {
                run.shown = place.min(run.told.files.len().saturating_sub(1));
            }
            return;
        }
        // What is prepared stays what was asked for.
        if self.state.exporting.as_ref().is_some_and(|open| open.run.is_some()) {
            return self.refuse(Words::ExportPrepared);
        }
        match self.exporting().choice.set(args) {
            Ok(()) => self.remember(),
            Err(why) => self.refuse(why),
        }
    }

    /// Has the workshop prepare what is chosen.
    pub(super) fn prepare_export(&mut self) {
        if self.state.exporting.as_ref().and_then(|open| open.run.as_ref()).is_some_and(Run::is_under_way) {
            return self.refuse(Words::ExportUnderWay);
        }
        if self.is_saving_export() {
            return self.refuse(Words::ExportSaving);
        }
        let choice = self.exporting().choice.clone();
        if choice.ticked().next().is_none() {
            return self.refuse(Words::ExportNoFormat);
        }
        let documents = choice.documents(self.state);
        if documents.is_empty() {
            return self.refuse(Words::ExportNoArticle);
        }
        let clock = self.state.journal.clock;
        let exporting = self.exporting();
        exporting.begun += 1;
        let run = Run::begin(exporting.begun, choice.plan(), documents.len(), clock);
        let (number, plan) = (run.number, run.plan.clone());
        exporting.run = Some(run);
        self.state.dialog = Some(Dialog::Export);
        self.state.say(Message::new(Words::ExportBegun, &[grouped(documents.len())]));
        self.effects.push(Effect::PrepareExport(Preparation { number, plan, documents }));
        self.effects.push(Effect::Focus("export-stop"));
    }

    /// Whether the finished file is on its way to the disk: what takes its place would cut it off.
    fn is_saving_export(&self) -> bool {
        let run = self.state.exporting.as_ref().and_then(|open| open.run.as_ref());
        run.is_some_and(|run| run.saving.is_some())
    }

    /// Goes back to what is chosen; ends what is under way.
    pub(super) fn change_export(&mut self) {
        if self.is_saving_export() {
            return self.refuse(Words::ExportSaving);
        }
        let Some(run) = self.export_run() else { return };
        let (under_way, phase) = (run.is_under_way(), run.phase);
        self.exporting().run = None;
        // Only what takes long by itself is broken off; all else ends with the next few articles.
        self.effects.push(Effect::EndExport(under_way && phase == Phase::Closing));
        self.state.say(if under_way { Words::ExportStopped } else { Words::ExportChoosing });
        self.effects.push(Effect::Focus("export-first"));
    }

    /// Escape ends what is under way; whether there was something.
    pub(super) fn leave_export(&mut self) -> bool {
        let run = self.state.exporting.as_ref().and_then(|open| open.run.as_ref());
        let under_way = self.state.dialog == Some(Dialog::Export) && run.is_some_and(Run::is_under_way);
        if under_way {
            self.change_export();
        }
        under_way
    }

    /// Takes in what is told of the export with this number.
    #[inline(never)] // so that it can travel later
    pub(super) fn exported(&mut self, number: u32, news: ExportNews) {
        if self.state.exporting.as_ref().and_then(|open| open.run.as_ref()).is_none_or(|run| run.number != number) {
            return;
        }
        let Some(run) = self.exporting().run.as_mut() else { return };
        match news {
            ExportNews::Went(count, unread, told) if run.is_under_way() => {
                let unread = unread.iter().map(|id| DocId::from(id.as_str()));
                for id in unread {
                    // Those that are looked at first are given twice.
                    if !run.unread.contains(&id) {
                        Rc::make_mut(&mut run.unread).push(id);
                    }
                }
                run.go_on(count);
                run.told = Rc::new(*told);
                if !run.told.wrong.is_empty() {
                    let why = wrong_words(&run.told);
                    self.export_broke(why);
                }
            }
            ExportNews::Ended(told) if run.is_under_way() => {
                (run.phase, run.told) = (Phase::Ready, Rc::new(*told));
                if !run.told.wrong.is_empty() {
                    let why = wrong_words(&run.told);
                    return self.export_broke(why);
                }
                let (checked, differ) = run.proved();
                let said = if differ > 0 {
                    Message::new(Words::ExportDiffer, &[grouped(differ), grouped(checked)])
                } else {
                    Message::new(Words::ExportEqual, &[grouped(checked)])
                };
                self.state.say(said);
                self.effects.push(Effect::Focus("export-told"));
            }
            ExportNews::Broke(why) if run.is_under_way() => {
                self.export_broke(Message::new(Words::ExportBroke, &[shorten(&why, 200)]));
            }
            ExportNews::Saving(bytes) => run.saving = Some(bytes),
            ExportNews::Saved(result) => {
                run.saving = None;
                let is_gone = matches!(result, Err(NotSaved::Gone));
                let told = match result {
                    Ok(name) => Ok(Message::new(Words::ExportSaved, &[shorten(&name, 120)])),
                    Err(why) => Err(why.told()),
                };
                run.saved = Some(told.clone());
                match told {
                    Ok(saved) => self.state.say(saved),
                    Err(why) if is_gone => self.export_broke(why),
                    Err(why) => self.refuse(why),
                }
            }
            _ => {}
        }
    }

    fn export_broke(&mut self, why: Message) {
        if let Some(run) = self.exporting().run.as_mut() {
            run.broke = Some(why.clone());
        }
        self.refuse(why);
        self.effects.push(Effect::Focus("export-told"));
    }

    /// Saves the file: as a download, or at a place that is chosen, where the arguments say `as`. Where spans differ from
    /// what is marked, that is said first.
    pub(super) fn save_export(&mut self, args: &Args) {
        let way = Saving::parse(args.kind.as_deref());
        let Some(run) = self.export_run() else { return };
        if !run.is_ready() {
            return self.refuse(Words::ExportNotPrepared);
        }
        if run.saving.is_some() {
            return self.refuse(Words::ExportSaving);
        }
        let (checked, differ) = run.proved();
        if differ > 0 && !std::mem::replace(&mut run.insists, true) {
            return self.refuse(Message::new(Words::ExportDifferStill, &[grouped(differ), grouped(checked)]));
        }
        (run.saving, run.saved) = (Some(0), None);
        let number = run.number;
        self.effects.push(Effect::SaveExport { number, way });
    }

    /// Goes to where something is that a format cannot say: its article is shown, the annotation picked out. What was prepared
    /// stays.
    pub(super) fn go_to_loss(&mut self, args: &Args) {
        let Some(id) = self.named(args) else { return };
        let absent = self.unloaded(&id);
        if self.ask_for(absent, Command::GoToLoss, args.clone()) {
            return;
        }
        let annotation: Option<AnnotationId> = args.id.as_deref().and_then(|annotation| annotation.parse().ok());
        let document = self.state.project.document(&id);
        let there = annotation.filter(|id| document.is_some_and(|document| document.annotations.contains_key(id)));
        self.state.dialog = None;
        self.show_document(&id);
        if let Some(annotation) = there {
            self.pick(annotation);
            self.effects.push(Effect::Reveal(annotation));
        } else if let Some(name) = &args.id {
            self.refuse(Message::new(Words::NoAnnotation, &[name]));
        }
    }
}

/// What is wrong with what was asked for, in words.
#[must_use]
pub fn wrong_words(told: &ExportTold) -> Message {
    let words = match told.wrong.as_str() {
        wrong::FORMAT => Words::ExportWrongFormat,
        wrong::SHARES => Words::ExportShares,
        wrong::NOT_LOOKED_AT => Words::ExportCame,
        wrong::NOTHING => Words::ExportNothing,
        wrong::TOO_LARGE => Words::ExportTooLarge,
        wrong::DIFFERS => Words::ExportChanged,
        wrong::GONE | wrong::FINISHED => Words::ExportGone,
        other => return Message::new(Words::ExportBroke, &[other]),
    };
    Message::new(words, &[shorten(&told.wrong_words, 120)])
}

/// Whether documents are still wanted for an export, by its number.
#[must_use]
pub fn is_prepared(state: &State, number: u32) -> bool {
    let run = state.exporting.as_ref().and_then(|open| open.run.as_ref());
    run.is_some_and(|run| run.number == number && run.is_under_way())
}

/// Whether the file of an export is still wanted, by its number.
#[must_use]
pub fn is_saved(state: &State, number: u32) -> bool {
    let run = state.exporting.as_ref().and_then(|open| open.run.as_ref());
    run.is_some_and(|run| run.number == number && run.saving.is_some())
}
