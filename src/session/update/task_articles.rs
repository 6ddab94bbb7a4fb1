//! The articles of a task: fetched, read a little at a time, and taken in by one step. Until then nothing is changed or stored.

use std::rc::Rc;

use super::Turn;
use crate::edit::commands;
use crate::formats::Issue;
use crate::formats::task::{MayChange, Source};
use crate::model::{About, LabelId, Person, PersonId};
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};
use crate::session::reading::SLICE;
use crate::session::state::Dialog;
use crate::session::tags::Tags;
use crate::session::task::{self, Merged, Stage, TaskFile};
use crate::session::task_reading::{Fetched, TaskReading, is_here};
use crate::storage::Act;
use crate::storage::task::task_write;

impl Turn<'_> {
    /// Has the articles of a share fetched that are not here, or not as the file says.
    pub(super) fn fetch_task(&mut self, found: &TaskFile, share: &[usize]) {
        let articles = share.iter().filter_map(|number| Some((*number, found.task.articles.get(*number)?)));
        let wanted: Vec<(usize, Rc<str>)> = articles
            .filter(|(_, article)| is_here(&self.state.project, article).is_none())
            .filter_map(|(number, article)| match &article.source {
                Source::File(name) => Some((number, name.clone())),
                Source::Text(_) => None,
            })
            .collect();
        let Some(work) = &mut self.state.task else { return };
        let work = Rc::make_mut(work);
        work.run = work.run.wrapping_add(1);
        let run = work.run;
        if !work.is_begun() {
            work.stage = Stage::Fetching(0, wanted.len());
            self.effects.push(Effect::Focus("task-stop"));
        }
        if wanted.is_empty() {
            return self.task_articles(run, Vec::new());
        }
        self.effects.push(Effect::FetchTask(run, wanted));
    }

    pub(super) fn task_fetched(&mut self, run: u32, read: usize) {
        let Some(work) = self.state.task.as_ref().filter(|work| work.run == run) else { return };
        if let Stage::Fetching(_, all) = work.stage {
            self.set_stage(Stage::Fetching(read, all));
        }
    }

    /// The files of the articles are here, or what is wrong with them. Few are read at once.
    pub(super) fn task_articles(&mut self, run: u32, files: Fetched) {
        let Some(work) = self.state.task.as_ref().filter(|work| work.run == run) else { return };
        let Some(found) = work.file.clone() else { return };
        let begins = !work.is_begun();
        let name = if begins { work.name.clone() } else { Rc::from(work.kept.annotator.as_str()) };
        let person = match begins {
            true => found.task.person(&name).unwrap_or(self.state.me),
            false => self.state.me,
        };
        let share = found.task.share_of(&name).unwrap_or_default();
        self.state.task_reading = Some(Box::new(TaskReading::of(found, (name, person), share, files)));
        self.read_task_on();
    }

    /// Reads a little more of them.
    #[inline(never)] // so that it can travel later
    pub(super) fn read_task_on(&mut self) {
        let Some(mut reading) = self.state.task_reading.take() else { return };
        if reading.go_on(SLICE, &self.state.project) {
            return self.task_read(*reading);
        }
        let (read, all) = reading.so_far();
        self.state.task_reading = Some(reading);
        if self.state.task.as_ref().is_some_and(|work| !work.is_begun()) {
            self.set_stage(Stage::Reading(read, all));
        }
        self.effects.push(Effect::ReadOn);
    }

    /// Stops beginning, where that is under way: it is as if it had not been asked for.
    #[inline(never)] // so that it can travel later
    pub(super) fn stop_task(&mut self) {
        let Some(work) = &mut self.state.task else { return };
        if !matches!(work.stage, Stage::Fetching(..) | Stage::Reading(..)) {
            return;
        }
        let work = Rc::make_mut(work);
        work.run = work.run.wrapping_add(1);
        work.stage = Stage::Asking(None);
        self.state.task_reading = None;
        self.state.say(Words::TaskStopped);
        self.effects.push(Effect::Focus("annotator"));
    }

    /// All are read: all are taken, or none.
    fn task_read(&mut self, reading: TaskReading) {
        let Some(work) = self.state.task.clone() else { return };
        let begins = !work.is_begun();
        let TaskReading { found, annotator: (name, person), coming, all, .. } = reading;
        let (remarks, issues): (Vec<_>, Vec<_>) = all.issues.into_iter().partition(|issue| issue.problem.is_warning());
        if !issues.is_empty() {
            return self.task_lacks(begins, issues);
        }
        let project = &self.state.project;
        let merged = task::merge(project, &self.state.journal.ledger, coming, &work.kept.articles);
        let people = all.people.into_iter().chain([Rc::new(Person { id: person, name: name.clone() })]);
        let own = |id: &LabelId| match work.may_change() {
            MayChange::Everything => true,
            MayChange::These(these) => these.contains(id),
            MayChange::Nothing => false,
        };
        let more = !begins && work.may_change() == MayChange::Everything;
        // A first visit began with it.
        let schema = commands::task_schema(project, &found.task.schema, &own, more);
        let brought = commands::Brought {
            about: About { name: found.task.title.clone(), guidelines: found.task.guidelines.clone() },
            schema,
            people: people.collect(),
            entities: all.entities,
            documents: merged.new.clone(),
        };
        self.take_task(&found, (&name, person), brought, &merged, remarks);
    }

    fn task_lacks(&mut self, begins: bool, issues: Vec<Issue>) {
        if begins {
            self.set_stage(Stage::Lacking(Rc::new(issues.clone())));
            self.state.dialog = Some(Dialog::Task);
            self.effects.push(Effect::Focus("task-again"));
        } else {
            // As it was; the next visit asks again.
            self.state.say(Message::new(Words::TaskNotNew, &[Message::issue(&issues[0]).text()]));
            self.state.dialog = Some(Dialog::Report(Rc::new(issues.clone())));
        }
        self.outcome.issues = issues;
    }

    fn take_task(
        &mut self,
        found: &TaskFile,
        (name, person): (&Rc<str>, PersonId),
        brought: commands::Brought,
        merged: &Merged,
        remarks: Vec<Issue>,
    ) {
        let Some(work) = self.state.task.clone() else { return };
        let begins = !work.is_begun();
        if begins {
            self.set_stage(Stage::Taking);
            self.state.me = person;
            self.set_to(found);
        }
        let came = brought.documents.len();
        let transaction = commands::take_task(&self.state.project, brought);
        if transaction.is_some_and(|transaction| self.commit(&transaction, Act::Do, None).is_none()) {
            let why = self.outcome.refused.clone();
            if begins {
                self.ask_name(why);
            }
            return;
        }
        let kept = task::kept(found, name, merged, &work.kept);
        self.write(vec![task_write(&kept)]);
        if let Some(work) = &mut self.state.task {
            let work = Rc::make_mut(work);
            (work.kept, work.stage) = (kept, Stage::Working);
        }
        if self.state.dialog == Some(Dialog::Task) {
            self.state.dialog = None;
        }
        self.remember();
        self.go_where_awaited();
        let (changed, dropped) = (merged.changed.len(), merged.dropped.len());
        self.state.say(match (begins, changed + dropped) {
            (true, _) => Message::new(Words::TaskBegins, &[came]),
            (false, 0) => Message::new(Words::TaskNewer, &[came]),
            (false, _) => Message::new(Words::TaskNewerKept, &[came, changed, dropped]),
        });
        if !remarks.is_empty() {
            self.state.dialog = Some(Dialog::Report(Rc::new(remarks.clone())));
        }
        self.outcome.added = came;
        self.outcome.issues = remarks;
    }

    /// Sets the page as the task wants it; the person can set it otherwise.
    fn set_to(&mut self, found: &TaskFile) {
        let settings = &found.task.settings;
        self.state.exact = settings.exact;
        self.state.tags = match &*settings.tags {
            "full" => Tags::Full,
            "none" => Tags::None,
            _ => Tags::Short,
        };
    }
}
