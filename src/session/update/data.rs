//! What is kept and where; files with everything in them; articles that were taken out.

use std::rc::Rc;

use super::Turn;
use super::files::missing;
use crate::edit::commands;
use crate::formats::native;
use crate::model::{DocId, Timestamp};
use crate::session::action::Args;
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};
use crate::session::state::{Dialog, State};
use crate::storage::meter::Meter;
use crate::storage::snapshot::BackupRecord;

impl Turn<'_> {
    /// Shows what is kept, measured anew.
    pub(super) fn your_data(&mut self) {
        self.sheet(Dialog::Data);
        if self.state.dialog == Some(Dialog::Data) {
            self.measure();
        }
    }

    fn measure(&mut self) {
        self.effects.push(Effect::Measure(self.state.project.order.iter().cloned().collect()));
    }

    pub(super) fn measured(&mut self, meter: Meter, writes_files: bool) {
        self.state.writes_files = writes_files;
        self.state.meter = Some(Rc::new(meter));
        self.state.forgets_originals = false;
        self.state.erases = None;
    }

    /// Saves or removes what is kept of this page, or of another site, project or task; removing has to be said twice.
    #[inline(never)] // so that it can travel later
    pub(super) fn other_scope(&mut self, command: Command, args: &Args) {
        let name = args.text.as_deref().unwrap_or_default();
        let meter = self.state.meter.clone();
        let scopes = meter.iter().flat_map(|meter| meter.scopes());
        let Some(other) = scopes.into_iter().find(|other| other.name == name) else {
            return self.refuse(Words::NotHere);
        };
        let is_own = meter.iter().any(|meter| meter.own.as_ref() == Some(other));
        if command == Command::SaveScope {
            return self.effects.push(Effect::SaveScope(other.database()));
        }
        if other.scope().is_none() {
            return self.refuse(Words::ProjectLater);
        }
        if self.state.erases.as_deref() != Some(name) {
            self.state.erases = Some(Rc::from(name));
            let articles = self.state.project.order.len();
            return self.refuse(if is_own {
                Message::new(Words::ScopeAskOwn, &[articles])
            } else {
                Message::new(Words::ScopeAsk, &[other.told().0])
            });
        }
        self.state.erases = None;
        if is_own {
            return self.effects.push(Effect::EraseOwn);
        }
        self.effects.push(Effect::EraseScope(name.to_owned(), self.state.project.order.to_vec()));
    }

    /// Brings an article back that was taken out: the one that the arguments name, else the last.
    pub(super) fn restore_article(&mut self, args: &Args) {
        let trash = self.state.journal.ledger.trash();
        let wanted = args.document.as_deref().map(DocId::from);
        let found = trash.into_iter().find(|(id, ..)| wanted.as_ref().is_none_or(|wanted| wanted == id));
        let Some((id, gone, _)) = found else { return self.refuse(Words::NotInTrash) };
        let known = self.state.attic.get(&(gone, id.clone())).cloned();
        let args = Args::document(&id);
        let absent = if known.is_some() { Vec::new() } else { vec![id.clone()] };
        if self.ask_for_of(absent, Some(gone), Command::RestoreArticle, args) {
            return;
        }
        let Some(document) = known else { return self.refuse(Message::new(Words::NotReadable, &[id.to_string()])) };
        let step = commands::restore(&self.state.project, &document);
        if self.step(step) && self.state.dialog == Some(Dialog::Data) {
            self.measure();
        }
    }

    /// What a file with everything in it says of itself.
    pub(super) fn backed_up(&self, articles: usize) -> BackupRecord {
        BackupRecord { at: self.fresh.now.to_string(), clock: self.state.journal.clock, articles }
    }

    pub(super) fn note_backup(&mut self, backup: BackupRecord) {
        self.state.backup = Some(backup);
        self.remember();
    }

    /// The whole program is here: now there is time to look for the file of the last visit, and for a newer build.
    #[inline(never)] // so that it can travel later
    pub(super) fn whole(&mut self) {
        if !std::mem::replace(&mut self.state.whole, true) {
            self.effects.push(Effect::FindAutosave);
            self.effects.push(Effect::AwaitUpdate);
        }
    }

    /// Said once; the foot keeps offering it. Nobody is made to take it.
    #[inline(never)] // so that it can travel later
    pub(super) fn update_waits(&mut self) {
        if !std::mem::replace(&mut self.state.update_waits, true) {
            self.state.say(Words::UpdateWaits);
        }
    }

    /// What was done is on its way to the stores; the browser asks whoever goes before it has arrived.
    pub(super) fn load_update(&mut self) {
        match self.state.update_waits {
            true => self.effects.push(Effect::LoadAnew),
            false => self.refuse(Words::NoUpdate),
        }
    }

    #[inline(never)] // so that it can travel later
    pub(super) fn kept_before(&mut self, name: &str) {
        if self.state.autosave.is_none() {
            self.state.kept_before = Some(Rc::from(name));
        }
    }

    /// The person has seen the file that was exported.
    #[inline(never)] // so that it can travel later
    pub(super) fn backup_arrived(&mut self) {
        match self.state.handed.take() {
            Some(backup) => {
                self.note_backup(backup);
                self.state.say(Words::BackupNoted);
            }
            None => self.refuse(Words::NotHere),
        }
    }

    /// Asks for a file to keep everything in, or whether the one from before may be written; where one is written already,
    /// stops.
    pub(super) fn autosave(&mut self) {
        if self.state.autosave.take().is_some() {
            self.effects.push(Effect::ForgetAutosave);
        } else if self.state.kept_before.take().is_some() {
            self.effects.push(Effect::ResumeAutosave);
        } else {
            let day: String = self.fresh.now.to_string().chars().take(10).collect();
            self.effects.push(Effect::ChooseAutosave(format!("manicule-{day}.jsonl")));
        }
    }

    pub(super) fn autosave_to(&mut self, name: &str) {
        self.state.autosave = Some(Rc::from(name));
        self.state.kept_before = None;
        self.autosave_due();
    }

    /// Writes the file, once all articles are read.
    pub(super) fn autosave_due(&mut self) {
        if self.state.autosave.is_none() {
            return;
        }
        let absent = missing(self.state);
        // Asked for once in each turn of saving: what cannot be read does not keep the others out of the file.
        if !absent.is_empty() && !std::mem::replace(&mut self.state.reading_all, true) {
            self.effects.push(Effect::Load { ids: absent, of: None, then: None });
            self.effects.push(Effect::AutosaveSoon);
            return;
        }
        self.state.reading_all = false;
        let documents: Vec<_> = self.state.project.documents().cloned().collect();
        let backup = self.backed_up(documents.len());
        if let Some(file) = native::write(&self.state.project, &documents).files.pop() {
            self.effects.push(Effect::Autosave(file.text, backup));
        }
    }

    /// The file has been written, or not: then it is told, and a backup is due.
    pub(super) fn autosaved(&mut self, backup: BackupRecord, result: Result<(), String>) {
        match result {
            Ok(()) => {
                // A file that lacks something is no backup of everything.
                if backup.articles == self.state.project.order.len() {
                    self.note_backup(backup);
                }
            }
            Err(why) => {
                let name = self.state.autosave.take().unwrap_or_default();
                self.effects.push(Effect::ForgetAutosave);
                self.refuse(Message::new(Words::DataAutosaveBroke, &[name.to_string(), why]));
            }
        }
    }
}

impl State {
    /// How many edits of those that are still known one by one are in no file: there may be more.
    #[must_use]
    pub fn edits_since_backup(&self) -> usize {
        let clock = self.backup.as_ref().map_or(0, |backup| backup.clock);
        self.journal.records.iter().filter(|record| record.clock > clock).count()
    }
}

/// When the last backup was made.
#[must_use]
pub fn backup_time(backup: &BackupRecord) -> Option<Timestamp> {
    Timestamp::parse(&backup.at)
}
