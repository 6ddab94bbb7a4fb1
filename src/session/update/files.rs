//! Articles coming in and going out.

use std::rc::Rc;

use super::Turn;
use crate::edit::{Transaction, commands};
use crate::formats::{Imported, Issue, Problem, native};
use crate::intake::plain;
use crate::model::{DocId, Document, Project, Schema};
use crate::session::action::{Args, SourceFile};
use crate::session::command::{ACTIONS, Command};
use crate::session::effect::Effect;
use crate::session::guide::{LIMIT, cleaned};
use crate::session::messages::{Message, Words};
use crate::session::reading::{FILE_LIMIT, Reading, SLICE, leave_out_known};
use crate::session::state::{Dialog, State};

/// The schema with the labels and relation kinds of others that it lacks; `None` when it lacks none.
fn widened(schema: &Schema, others: &[Rc<Schema>]) -> Option<Schema> {
    let mut next = schema.clone();
    for other in others {
        for label in &other.labels {
            if let Some(known) = next.labels.iter_mut().find(|known| known.id == label.id) {
                // What the file can say of it can be said here too.
                for attribute in label
                    .attributes
                    .iter()
                    .filter(|other| known.attribute(&other.name).is_none())
                    .cloned()
                    .collect::<Vec<_>>()
                {
                    Rc::make_mut(known).attributes.push(attribute);
                }
            } else {
                let taken = label.key.is_some_and(|key| is_taken(&next, key));
                let key = label.key.filter(|_| !taken);
                next.labels.push(Rc::new(crate::model::Label { key, ..(**label).clone() }));
            }
        }
        for kind in &other.relations {
            if next.relation(&kind.id).is_none() {
                next.relations.push(kind.clone());
            }
        }
    }
    if next == *schema {
        return None;
    }
    next.version += 1;
    Some(next)
}

/// Whether a key is a command's or another label's.
fn is_taken(schema: &Schema, key: char) -> bool {
    let same = |other: char| other.eq_ignore_ascii_case(&key);
    let by_command = ACTIONS.iter().flat_map(|action| action.keys).any(|name| {
        let mut characters = name.chars();
        (characters.next().is_some_and(same) && characters.next().is_none()) || (*name == "Space" && key == ' ')
    });
    by_command || schema.labels.iter().filter_map(|label| label.key).any(same)
}

/// The documents of the queue that are not loaded.
#[must_use]
pub fn missing(state: &State) -> Vec<crate::model::DocId> {
    state.project.order.iter().filter(|id| !state.project.loaded.contains_key(*id)).cloned().collect()
}

impl Turn<'_> {
    /// Files of a script, read in one go.
    #[inline(never)] // so that it can travel later
    pub(super) fn files(&mut self, files: Vec<SourceFile>) {
        if self.state.later {
            return self.refuse(Words::LaterVersion);
        }
        let Some(files) = self.schema_files(files) else { return };
        let reading = Reading::of(files, Vec::new());
        self.read_to_its_end(reading);
    }

    /// Files of a person, with the names of those that are too large to be read. What is not read in a moment is read a
    /// little at a time, as long as the sheet that tells of it is there.
    #[inline(never)] // so that it can travel later
    pub(super) fn given(&mut self, files: Vec<SourceFile>, too_large: Vec<String>) {
        if self.state.later {
            return self.refuse(Words::LaterVersion);
        }
        let Some(files) = self.schema_files(files) else { return };
        let issue =
            |file| Issue { file, line: 0, path: String::new(), problem: Problem::TooLarge { limit: FILE_LIMIT } };
        let issues = too_large.into_iter().map(issue).collect();
        if let Some(under_way) = &mut self.state.reading {
            return under_way.and(files, issues);
        }
        let reading = Reading::of(files, issues);
        if reading.total() <= SLICE {
            return self.read_to_its_end(reading);
        }
        self.state.reading = Some(Box::new(reading));
        self.show_reading();
        self.effects.push(Effect::ReadOn);
    }

    /// Shows how far it is, where no other sheet is up: what is typed there is not taken away.
    fn show_reading(&mut self) {
        let Some(reading) = &mut self.state.reading else { return };
        if matches!(self.state.dialog, None | Some(Dialog::Reading { .. })) {
            self.state.dialog = Some(Dialog::Reading { read: reading.read(), total: reading.total() });
            reading.seen = true;
        }
    }

    /// Reads a little more. Where the sheet was closed, nothing comes of what was read.
    #[inline(never)] // so that it can travel later
    pub(super) fn read_on(&mut self) {
        let Some(mut reading) = self.state.reading.take() else { return };
        let is_up = matches!(self.state.dialog, Some(Dialog::Reading { .. }));
        if reading.seen && !is_up {
            return self.refuse(Words::NothingAdded);
        }
        if reading.go_on(SLICE, self.state.project.schema.version) {
            if is_up {
                self.state.dialog = None;
            }
            return self.read_to_its_end(*reading);
        }
        self.state.reading = Some(reading);
        self.show_reading();
        self.effects.push(Effect::ReadOn);
    }

    fn read_to_its_end(&mut self, mut reading: Reading) {
        while !reading.go_on(usize::MAX, self.state.project.schema.version) {}
        let (mut imported, project_file) = reading.end();
        // What a first visit begins with gives way to what was made of it elsewhere, as long as nothing was made of it here.
        let begun: Vec<DocId> = self.state.journal.begun.iter().flat_map(|begun| begun.order.to_vec()).collect();
        let project = begun.iter().fold(self.state.project.clone(), Project::without);
        leave_out_known(&project, &mut imported);
        for id in begun.iter().filter(|id| imported.documents.iter().any(|document| document.id == **id)) {
            let state = &mut *self.state;
            state.project = state.project.clone().without(id);
            state.journal.begun = state.journal.begun.take().map(|begun| begun.without(id));
            state.journal.ledger.documents.remove(id);
            state.journal.documents.remove(id);
            state.open = state.open.take().filter(|open| open != id);
        }
        self.take_in(imported, &project_file);
    }

    /// What a file says of its project is taken by one that has nothing of its own yet; else it is told.
    fn guidelines_of(&self, imported: &Imported) -> Option<Result<Transaction, Problem>> {
        let (_, about) = imported.project.as_ref().filter(|(_, about)| !about.guidelines.is_empty())?;
        let project = &self.state.project;
        let text = cleaned(&about.guidelines);
        let step = commands::set_guidelines(project, &text)?;
        let begun = |id: &DocId| self.state.journal.begun.as_ref().is_some_and(|begun| begun.entries.contains_key(id));
        Some(match project.guidelines.is_empty() && project.order.iter().all(begun) {
            true if text.len() > LIMIT => Err(Problem::Value { found: text }),
            true => Ok(step),
            false => Err(Problem::OtherGuidelines),
        })
    }

    fn take_in(&mut self, imported: Imported, project_file: &str) {
        let guidelines = self.guidelines_of(&imported);
        let Imported { documents, entities, people, schemas, mut issues, .. } = imported;
        let added = documents.len();
        let schema = widened(&self.state.project.schema, &schemas);
        let mut transaction = commands::import(&self.state.project, documents, entities, people, schema);
        match (&mut transaction, guidelines) {
            (Some(import), Some(Ok(step))) => import.changes.extend(step.changes),
            (Some(_), Some(Err(problem))) => {
                issues.push(Issue {
                    file: project_file.to_owned(),
                    line: 1,
                    path: "project.guidelines".to_owned(),
                    problem,
                });
            }
            _ => {}
        }
        if transaction.is_some() && !self.step(transaction) {
            return;
        }
        let (count, remarks) = (added.to_string(), issues.len().to_string());
        match (added, issues.len()) {
            (0, _) => self.refuse(Words::NothingAdded),
            (_, 0) => self.state.say(Message::new(Words::Added, &[count])),
            _ => self.state.say(Message::new(Words::AddedWithIssues, &[count, remarks])),
        }
        if !issues.is_empty() && self.state.dialog.is_none() {
            self.state.dialog = Some(Dialog::Report(Rc::new(issues.clone())));
        }
        self.outcome.added = added;
        self.outcome.issues = issues;
    }

    pub(super) fn add_text(&mut self, args: &Args) {
        let text = args.text.clone().unwrap_or_default();
        let version = self.state.project.schema.version;
        let Some(document) = plain::document(&text, 0, "", version) else { return self.refuse(Words::OnlySpace) };
        let id = document.id.clone();
        if self.state.project.entries.contains_key(&id) {
            self.state.dialog = None;
            self.show_document(&id);
            return self.refuse(Message::new(Words::IssueKnown, &[Words::PasteTitle.text(), &document.meta.title]));
        }
        self.state.dialog = None;
        self.take_in(Imported { documents: vec![Rc::new(document)], ..Imported::default() }, "");
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
