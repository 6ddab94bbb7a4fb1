//! Articles coming in and going out.

use std::rc::Rc;

use super::Turn;
use super::meeting::gone_with;
use crate::edit::commands;
use crate::formats::{Imported, Issue, Problem, native};
use crate::intake::plain;
use crate::model::Document;
use crate::session::action::{Args, SourceFile};
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::look::Hint;
use crate::session::messages::{Message, Words};
use crate::session::projects::NewProject;
use crate::session::reading::{FILE_LIMIT, Reading, Replacing, SLICE};
use crate::session::state::{Dialog, State};

/// The documents of the queue that are not loaded.
#[must_use]
pub fn missing(state: &State) -> Vec<crate::model::DocId> {
    state.project.order.iter().filter(|id| !state.project.loaded.contains_key(*id)).cloned().collect()
}

impl Turn<'_> {
    /// Files of a script, read in one go.
    #[inline(never)] // so that it can travel later
    pub(super) fn files(&mut self, files: Vec<SourceFile>, made: Imported) {
        if self.state.later {
            return self.refuse(Words::LaterVersion);
        }
        let files = if files.is_empty() { Some(files) } else { self.schema_files(files) };
        let Some(files) = files.or_else(|| (!made.documents.is_empty()).then(Vec::new)) else { return };
        let mut reading = Reading::made(made);
        reading.and(files, Vec::new());
        self.read_to_its_end(reading, false);
    }

    /// Files of a person, with the names of those that are too large to be read. What is not read in a moment is read a
    /// little at a time, as long as the sheet that tells of it is there.
    #[inline(never)] // so that it can travel later
    pub(super) fn given(&mut self, files: Vec<SourceFile>, too_large: Vec<String>) {
        if self.state.later {
            return self.refuse(Words::LaterVersion);
        }
        let into = self.for_new_project();
        // What was given together for a new project goes there together.
        let foreign = self.state.foreign.as_ref().and_then(|foreign| foreign.into.clone());
        if into.is_none() {
            self.goes_on_for(foreign);
        }
        let for_new = into.is_some() || self.state.intake.as_ref().is_some_and(|intake| intake.into.is_some());
        let files = if for_new { Some(files) } else { self.schema_files(files) };
        let Some(files) = files else { return };
        let issue =
            |file| Issue { file, line: 0, path: String::new(), problem: Problem::TooLarge { limit: FILE_LIMIT } };
        let issues: Vec<_> = too_large.into_iter().map(issue).collect();
        // What was given together for a new project goes there together.
        if let Some(intake) = self.state.intake.as_mut().filter(|intake| intake.into.is_some()) {
            return Rc::make_mut(intake).along(files, issues);
        }
        self.read_given(files, issues, (into, None));
    }

    /// Reads files that were given: at once, or a little at a time. `replacing` is one of them that takes the place of what a
    /// model suggested before, and the model.
    pub(super) fn read_given(
        &mut self,
        files: Vec<SourceFile>,
        issues: Vec<Issue>,
        (into, replacing): (Option<NewProject>, Option<Replacing>),
    ) {
        if let Some(under_way) = &mut self.state.reading {
            if into.is_some() && under_way.into.is_none() && self.state.intake.is_none() {
                // It is for another project: its turn comes once those are read.
                self.goes_on_for(into);
                if let Some(intake) = &mut self.state.intake {
                    let intake = Rc::make_mut(intake);
                    intake.along(files, issues);
                    intake.held = true;
                }
                return;
            }
            under_way.replaces(replacing);
            return under_way.and(files, issues);
        }
        let mut reading = Reading::of(files, issues);
        reading.into = into;
        reading.replaces(replacing);
        if reading.total() <= SLICE {
            return self.read_to_its_end(reading, true);
        }
        self.state.reading = Some(Box::new(reading));
        self.show_reading();
        self.effects.push(Effect::ReadOn);
    }

    /// Shows how far it is, where no other sheet is up: what is typed there is not taken away.
    pub(super) fn show_reading(&mut self) {
        let Some(reading) = &mut self.state.reading else { return };
        if matches!(self.state.dialog, None | Some(Dialog::Reading { .. })) {
            self.state.dialog = Some(Dialog::Reading { read: reading.read(), total: reading.total() });
            reading.seen = true;
        }
    }

    /// Reads a little more. Where the sheet was closed, nothing comes of what was read.
    #[inline(never)] // so that it can travel later
    pub(super) fn read_on(&mut self) {
        // While articles are waited for that they meet, it is the turn of what a task brings.
        let Some(mut reading) = self.state.reading.take_if(|reading| reading.waits.is_empty()) else {
            return self.read_task_on();
        };
        let is_up = matches!(self.state.dialog, Some(Dialog::Reading { .. }));
        if reading.seen && !is_up {
            return self.refuse(Words::NothingAdded);
        }
        if reading.go_on(SLICE, self.state.project.schema.version) {
            if is_up {
                self.state.dialog = None;
            }
            return self.read_to_its_end(*reading, true);
        }
        self.state.reading = Some(reading);
        self.show_reading();
        self.effects.push(Effect::ReadOn);
    }

    /// Asks for a text, which may be there already.
    pub(super) fn paste_sheet(&mut self, text: &str) {
        self.state.page_at_hand = None;
        self.state.dialog = Some(Dialog::Paste(Rc::from(text)));
    }

    pub(super) fn add_text(&mut self, args: &Args) {
        let text = args.text.clone().unwrap_or_default();
        let version = self.state.project.schema.version;
        let Some(document) = plain::document(&text, 0, "", version) else { return self.refuse(Words::OnlySpace) };
        self.add_pasted(document);
    }

    /// Adds an article that has no file; one that is here already is shown.
    pub(super) fn add_pasted(&mut self, document: Document) {
        let id = document.id.clone();
        if self.state.project.entries.contains_key(&id) {
            self.state.dialog = None;
            self.show_document(&id);
            return self.refuse(Message::new(Words::IssueKnown, &[Words::PasteTitle.text(), &document.meta.title]));
        }
        // Where it was taken out, it comes back; for that, its text says which one it is.
        let text = document.article.text().to_string();
        let gone = gone_with(self.state, &id).filter(|of| !self.state.attic.contains_key(&(*of, id.clone())));
        if gone.is_some()
            && self.ask_for_of(vec![id.clone()], gone, Command::AddText, Args { text: Some(text), ..Args::default() })
        {
            return;
        }
        self.state.dialog = None;
        self.add(document);
        self.outcome.made = Some(id.to_string());
    }

    pub(super) fn remove_article(&mut self, args: &Args) {
        let Some(id) = self.named(args) else { return };
        let absent = self.unloaded(&id);
        if self.ask_for(absent, Command::RemoveArticle, args.clone()) {
            return;
        }
        let transaction = commands::remove(&self.state.project, &id);
        self.step(transaction);
    }

    /// What is stored is saved as it is, whoever can read it.
    pub(super) fn save_stored(&mut self) {
        self.state.say(Words::StoredSaved);
        self.effects.push(Effect::SaveStored);
    }

    pub(super) fn export(&mut self, command: Command, args: Args) {
        let absent = missing(self.state);
        if self.ask_for(absent, command, args) {
            return;
        }
        let documents: Vec<_> = self.state.project.documents().cloned().collect();
        let all = self.state.project.order.len();
        // Nobody tells a page whether a download arrived.
        if self.save_file(command, documents, all) {
            self.followed(Hint::Export);
            self.state.handed = Some(self.backed_up(all));
        }
    }

    /// Saves a file with these documents, which are to be `all`, or copies what would be in it. Whether it was saved with all.
    pub(super) fn save_file(&mut self, command: Command, documents: Vec<Rc<Document>>, all: usize) -> bool {
        let mut files = native::write(&self.state.project, &documents).files;
        let Some(file) = files.pop() else { return false };
        if command == Command::CopyExport {
            self.state.say(Words::Copied);
            self.effects.push(Effect::Copy(file.text));
            return false;
        }
        let whole = documents.len() >= all;
        if whole {
            self.state.say(Message::new(Words::Exported, &[documents.len()]));
        } else {
            self.refuse(Message::new(Words::ExportedSome, &[documents.len(), all]));
        }
        let day: String = self.fresh.now.to_string().chars().take(10).collect();
        let name = format!("manicule-{day}-{}-articles.jsonl", documents.len());
        self.effects.push(Effect::Download { name, media_type: native::INFO.media_type, text: file.text });
        whole
    }
}
