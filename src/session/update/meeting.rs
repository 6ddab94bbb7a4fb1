//! What was read of files meets what is here: taken in as one step, with a report.

use std::rc::Rc;

use super::Turn;
use super::widening::widened;
use crate::edit::commands::{self, Around};
use crate::edit::meeting::{Came, Fate, Gain, Meeting, Out, meet, suggested_links};
use crate::edit::reshape::up_to_date;
use crate::edit::{Transaction, apply};
use crate::formats::report::Tally;
use crate::formats::{Imported, Issue, Problem};
use crate::model::{DocId, Document, PersonId, Project, Table, Timestamp};
use crate::session::action::{Args, SourceFile};
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::guide::{LIMIT, cleaned};
use crate::session::messages::{Message, Words};
use crate::session::people::called;
use crate::session::reading::Reading;
use crate::session::state::{Dialog, State};
use crate::storage::versions::{Side, Version};
use crate::storage::{Act, Record, RecordId};

/// Reads files, and says what would come of them; documents are those that would be new. Changes nothing.
#[must_use]
pub fn read_files(state: &State, files: Vec<SourceFile>) -> Imported {
    read_with(state, files, Imported::default())
}

/// The same, with what the workshop has read of others.
#[must_use]
pub fn read_with(state: &State, files: Vec<SourceFile>, made: Imported) -> Imported {
    let mut all = read_out(state, files, made);
    let (project, _) = without_begun(state, &all.documents);
    let meeting = met(state, &project, &all, &Table::new());
    tell(&mut all, &meeting);
    all.documents = meeting.new;
    all
}

/// The articles that have to be read before files are taken in; those that were taken out as they went with a record.
#[must_use]
pub fn absent(state: &State, files: Vec<SourceFile>, made: Imported) -> Vec<(DocId, Option<RecordId>)> {
    let all = read_out(state, files, made);
    let (project, _) = without_begun(state, &all.documents);
    let absent = met(state, &project, &all, &Table::new()).absent;
    absent.into_iter().map(|id| (id.clone(), gone_with(state, &id))).collect()
}

/// The record with which an article was taken out that can be brought back.
pub(super) fn gone_with(state: &State, id: &DocId) -> Option<RecordId> {
    let standing = state.journal.ledger.documents.get(id).filter(|standing| !standing.is_there())?;
    Some(standing.gone.as_ref()?.0.id)
}

/// What was taken out of the articles that came, as far as it was read; what was renamed meanwhile is called so in it, too.
fn taken_out(state: &State, came: &[Rc<Document>]) -> Out {
    let came: Table<&DocId, ()> = came.iter().map(|document| (&document.id, ())).collect();
    let trash = state.journal.ledger.trash().into_iter().map(|(id, gone, entry)| (id, gone, Rc::new(entry.entry())));
    let of_them = trash.filter(|(id, _, entry)| came.contains_key(entry.article()) || came.contains_key(id));
    of_them
        .map(|(id, gone, entry)| {
            (
                id.clone(),
                (entry, state.attic.get(&(gone, id)).map(|document| up_to_date(document, &state.project.schema))),
            )
        })
        .collect()
}

/// What is said in files, before it meets what is here.
fn read_out(state: &State, files: Vec<SourceFile>, made: Imported) -> Imported {
    let mut reading = Reading::made(made);
    reading.and(files, Vec::new());
    while !reading.go_on(usize::MAX, state.project.schema.version) {}
    reading.end()
}

/// The project without what a first visit began with and what came brings along: that gives way to what was made of it
/// elsewhere, as long as nothing was made of it here. And what gives way.
fn without_begun(state: &State, came: &[Rc<Document>]) -> (Project, Vec<DocId>) {
    let begun = state.journal.begun.iter().flat_map(|begun| begun.order.iter());
    let gives_way: Vec<DocId> = begun.filter(|id| came.iter().any(|document| document.id == **id)).cloned().collect();
    (gives_way.iter().fold(state.project.clone(), Project::without), gives_way)
}

fn met(state: &State, project: &Project, came: &Imported, unread: &Table<DocId, ()>) -> Meeting {
    let records: Table<RecordId, &Rc<Record>> = state.journal.records.iter().map(|r| (r.id(), r)).collect();
    let gone = |id: &DocId, name: &str, at: Timestamp, is_suggested: bool| {
        let heads = state.journal.documents.get(id).and_then(|versions| versions.of.get(name));
        let is_gone = |head: &&Version| head.side == Side::Gone;
        let Some(head) = heads.and_then(|heads| heads.first()).filter(is_gone) else { return false };
        let Some(record) = records.get(&head.stamp.id) else { return true };
        // What a newer file of its model took out, a suggestion or a link of some, may come in with the next.
        if is_suggested && is_from_file(&record.name) {
            return false;
        }
        // Taking an import back is not to say that what came with it is wrong.
        let undone = record.step.and_then(|step| records.get(&step)).filter(|_| record.act == Act::Undo);
        let import = undone.is_some_and(|step| is_from_file(&step.name));
        !import && Timestamp::parse(&record.at).is_none_or(|deleted| deleted >= at)
    };
    // A file may be from before something was renamed here.
    let documents: Vec<_> = came.documents.iter().map(|one| up_to_date(one, &state.project.schema)).collect();
    let files = by_file(came, &documents);
    meet(project, state.me, &files, (unread, &taken_out(state, &came.documents)), &gone)
}

/// Whether a step of this name is that something came in with a file.
fn is_from_file(step: &str) -> bool {
    matches!(step, "import" | "merge")
}

/// Documents by the file that they came with; the last are of none.
fn by_file<'a>(came: &'a Imported, documents: &'a [Rc<Document>]) -> Vec<Came<'a>> {
    let mut rest = documents;
    let mut files = Vec::with_capacity(came.files.len() + 1);
    for (name, count) in &came.files {
        let (file, others) = rest.split_at((*count).min(rest.len()));
        let replaces = came.replaces.iter().find(|(known, _)| known == name).map(|(_, model)| &**model);
        files.push(Came { documents: file, replaces });
        rest = others;
    }
    files.push(rest.into());
    files
}

/// A project with what was read of files, which say what it is called, how to annotate and under which schema, where `project`
/// does not; and the report. `None` when nothing was read.
pub(super) fn made_of(project: &Project, me: PersonId, mut all: Imported) -> (Option<Project>, Vec<Issue>) {
    let files = by_file(&all, &all.documents);
    let meeting = meet(project, me, &files, (&Table::new(), &Out::new()), &|_, _, _, _| false);
    tell(&mut all, &meeting);
    let Imported { entities, people, schemas, issues, .. } = all;
    let schema = widened(&project.schema, &schemas);
    let step = commands::take_in(project, &meeting, Around { entities, people, schema });
    (step.and_then(|step| apply(project, &step).ok()), issues)
}

/// The report: a line for each file, where one of them met something, and what is to be told by name.
fn tell(all: &mut Imported, meeting: &Meeting) {
    let mut told = meeting.told.iter().zip(&all.documents);
    let mut lines = Vec::new();
    let mut names = Vec::new();
    let mut is_plain = true;
    for (file, count) in &all.files {
        let mut tally = Tally::default();
        let mut last = None;
        for (one, document) in told.by_ref().take(*count) {
            match one.fate {
                Fate::New => {
                    tally.new += 1;
                    tally.gain.waiting += suggested_links(document);
                }
                Fate::Beside => tally.beside += 1,
                Fate::Merged(gain) => {
                    // Suggestions that were all answered here bring nothing.
                    let is_new = gain.changes() || gain.older + gain.gone > 0 || gain == Gain::default();
                    *(if is_new { &mut tally.merged } else { &mut tally.same }) += 1;
                    tally.gain = tally.gain.and(gain);
                }
                Fate::Same if one.was_out => tally.merged += 1,
                Fate::Same => tally.same += 1,
                Fate::Unread => {}
            }
            let title = || document.meta.title.to_string();
            let came = matches!(one.fate, Fate::New | Fate::Beside);
            if one.was_out {
                names.push(issue(file, Problem::WasOut { title: title() }));
            }
            if one.fate == Fate::Unread {
                names.push(issue(file, Problem::NotMerged { title: title() }));
            } else if one.other_text && came {
                names.push(issue(file, Problem::OtherText { title: title() }));
            } else if one.same_text && came {
                names.push(issue(file, Problem::SameText { title: title() }));
            }
            last = Some(title());
        }
        let is_new = Tally { new: tally.new, ..Tally::default() } == tally;
        is_plain = is_plain && is_new;
        match last {
            Some(title) if *count == 1 && tally.same == 1 && tally.gain == Gain::default() => {
                lines.push(issue(file, Problem::Known { title }))
            }
            Some(_) => lines.push(issue(file, Problem::Met(tally))),
            None => {}
        }
    }
    if !is_plain {
        all.issues.splice(0..0, lines);
    }
    all.issues.append(&mut names);
}

fn issue(file: &str, problem: Problem) -> Issue {
    Issue { file: file.to_owned(), line: 0, path: String::new(), problem }
}

impl Turn<'_> {
    /// Takes in what was read, once all that it meets is read as well. A script is not kept waiting: it asks for that before.
    pub(super) fn read_to_its_end(&mut self, mut reading: Reading, waits: bool) {
        while !reading.go_on(usize::MAX, self.state.project.schema.version) {}
        if let Some(into) = reading.into.take() {
            return self.make_of_files(reading.end(), into);
        }
        let (project, gives_way) = without_begun(self.state, &reading.all().documents);
        let mut meeting = met(self.state, &project, reading.all(), &reading.unread);
        if waits && !meeting.absent.is_empty() {
            let ids = std::mem::take(&mut meeting.absent);
            reading.waits = ids.iter().map(|id| (id.clone(), ())).collect();
            self.state.reading = Some(Box::new(reading));
            self.show_reading();
            return self.read_before(ids);
        }
        for id in &gives_way {
            let state = &mut *self.state;
            state.journal.begun = state.journal.begun.take().map(|begun| begun.without(id));
            state.journal.ledger.documents.remove(id);
            state.journal.documents.remove(id);
            state.open = state.open.take().filter(|open| open != id);
        }
        self.state.project = project;
        let originals = std::mem::take(&mut reading.originals);
        self.take_in(reading.end(), &meeting);
        self.keep_originals(&originals, &meeting);
    }

    /// Has articles read that files wait for.
    fn read_before(&mut self, ids: Vec<DocId>) {
        let (out, here): (Vec<_>, Vec<_>) =
            ids.into_iter().map(|id| (gone_with(self.state, &id), id)).partition(|(gone, _)| gone.is_some());
        let loads = out.into_iter().map(|(of, id)| Effect::Load { ids: vec![id], of, then: None });
        self.effects.extend(loads);
        if !here.is_empty() {
            let ids = here.into_iter().map(|(_, id)| id).collect();
            self.effects.push(Effect::Load { ids, of: None, then: None });
        }
    }

    /// An article that files wait for was read, or could not be.
    pub(super) fn go_on_reading(&mut self, id: &DocId) {
        let out = || gone_with(self.state, id).is_some_and(|of| self.state.attic.contains_key(&(of, id.clone())));
        let is_here = self.state.project.loaded.contains_key(id) || out();
        if self.state.reading.as_mut().is_some_and(|reading| reading.came(id, is_here)) {
            self.read_on();
        }
    }

    /// Takes in one document that was not read from a file.
    pub(super) fn add(&mut self, document: Document) {
        let title = document.meta.title.clone();
        let all = Imported { documents: vec![Rc::new(document)], ..Imported::default() };
        let meeting = met(self.state, &self.state.project, &all, &Table::new());
        self.take_in(all, &meeting);
        if self.outcome.refused.is_none() && meeting.told.iter().any(|told| told.was_out) {
            self.state.say(Message::new(Words::BackAgain, &[title]));
        }
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

    fn take_in(&mut self, mut all: Imported, meeting: &Meeting) {
        tell(&mut all, meeting);
        let guidelines = self.guidelines_of(&all);
        let Imported { entities, people, schemas, mut issues, project_file: file, .. } = all;
        let schema = widened(&self.state.project.schema, &schemas);
        let mut transaction = commands::take_in(&self.state.project, meeting, Around { entities, people, schema });
        match (&mut transaction, guidelines) {
            (Some(import), Some(Ok(step))) => import.changes.extend(step.changes),
            (Some(_), Some(Err(problem))) => {
                issues.push(Issue { file, line: 1, path: "project.guidelines".to_owned(), problem });
            }
            _ => {}
        }
        if transaction.is_some() && !self.step(transaction) {
            return;
        }
        let (added, met) = (meeting.new.len(), meeting.changed.len());
        let here = meeting.told.iter().any(|told| matches!(told.fate, Fate::Same | Fate::Merged(_)));
        match (added, met, issues.len()) {
            (0, 0, _) if here => self.refuse(Words::NothingNew),
            (0, 0, _) => self.refuse(Words::NothingAdded),
            (0, _, _) => self.say_merged(meeting),
            (_, _, 0) => self.state.say(Message::new(Words::Added, &[added])),
            (_, _, remarks) => self.state.say(Message::new(Words::AddedWithIssues, &[added, remarks])),
        }
        if !issues.is_empty() && self.state.dialog.is_none() {
            self.state.dialog = Some(Dialog::Report(Rc::new(issues.clone())));
        }
        self.outcome.added = added;
        self.outcome.issues = issues;
    }

    /// Somebody else's work is only looked at; says whose it is, and how that can be changed.
    #[inline(never)] // so that it can travel later
    pub(super) fn refuse_locked(&mut self, id: &DocId) {
        let project = &self.state.project;
        let by = project.entries.get(id).and_then(|entry| entry.annotator);
        self.refuse(Message::new(Words::Locked, &[called(project, by)]));
    }

    /// Chooses to work on a document that was only looked at, or the other way round.
    pub(super) fn unlock_article(&mut self, args: &Args) {
        let Some(id) = self.named(args) else { return };
        let absent = self.unloaded(&id);
        if self.ask_for(absent, Command::UnlockArticle, args.clone()) {
            return;
        }
        let transaction = commands::toggle_lock(&self.state.project, &id);
        self.step(transaction);
    }

    fn say_merged(&mut self, meeting: &Meeting) {
        let gains = meeting.told.iter().filter_map(|told| match told.fate {
            Fate::Merged(gain) => Some(gain),
            _ => None,
        });
        let Gain { came, newer, older, .. } = gains.fold(Gain::default(), Gain::and);
        self.state.say(Message::new(Words::Merged, &[meeting.changed.len(), came, newer, older]));
    }
}
