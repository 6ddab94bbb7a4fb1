//! A hosted task: who begins it, what it brings, and handing the work in.

use std::rc::Rc;

use super::Turn;
use crate::edit::{Change, StepKind, Transaction};
use crate::formats::Issue;
use crate::formats::task::share::{person, same_name};
use crate::formats::task::{ANNOTATOR, MayChange, NotNamed};
use crate::session::action::{Args, TaskNews};
use crate::session::messages::{Message, Words};
use crate::session::state::Dialog;
use crate::session::task::{Stage, TaskFile, TaskWork};
use crate::storage::task::KeptTask;

impl Turn<'_> {
    /// Something is told of the task.
    #[inline(never)] // so that it can travel later
    pub(super) fn task(&mut self, news: TaskNews) {
        match news {
            TaskNews::Found(found) => self.task_found(*found),
            TaskNews::Fetched(run, read) => self.task_fetched(run, read),
            TaskNews::Articles(run, articles) => self.task_articles(run, articles),
        }
    }

    /// Why a transaction does not fit the task, where it does not.
    pub(super) fn against_task(&self, transaction: &Transaction) -> Option<Message> {
        let work = self.state.task.as_ref()?;
        if transaction.name.kind == StepKind::Task {
            return None;
        }
        if !work.is_open() {
            return Some(Words::TaskNotBegun.into());
        }
        if transaction.changes.iter().any(|change| matches!(change, Change::About(_))) {
            return Some(Words::TaskGuidelinesFixed.into());
        }
        let may_change = work.may_change();
        transaction.changes.iter().find_map(|change| {
            let Change::Schema(swap) = change else { return None };
            let name = may_change.forbids(swap.before.as_ref()?, swap.after.as_ref()?)?;
            Some(Message::new(Words::TaskLabelsFixed, &[name]))
        })
    }

    /// Whether this is a task none of whose labels may change.
    pub(super) fn labels_are_fixed(&self) -> bool {
        self.state.task.as_ref().is_some_and(|work| work.may_change() == MayChange::Nothing)
    }

    /// The stage of the task, where there is one.
    pub(super) fn set_stage(&mut self, stage: Stage) {
        if let Some(work) = &mut self.state.task {
            Rc::make_mut(work).stage = stage;
        }
    }

    pub(super) fn ask_name(&mut self, wrong: Option<Message>) {
        self.set_stage(Stage::Asking(wrong));
        self.state.dialog = Some(Dialog::Task);
    }

    /// The task's file was read, or not. Where it was begun before, work goes on with what is here.
    fn task_found(&mut self, found: Result<TaskFile, Vec<Issue>>) {
        let Some(work) = &mut self.state.task else { return };
        let work = Rc::make_mut(work);
        let found = match found {
            Ok(found) => Rc::new(found),
            // A later version has worked here: nothing comes in any more.
            _ if self.state.later => {
                work.stage = Stage::Working;
                return;
            }
            Err(issues) if work.is_begun() => {
                work.stage = Stage::Working;
                self.outcome.issues.clone_from(&issues);
                let first = issues.first().map(Message::issue);
                return self.state.say(Message::new(Words::TaskNotNew, &[first.map(|m| m.text()).unwrap_or_default()]));
            }
            Err(issues) => {
                work.stage = Stage::Refused(Rc::new(issues));
                self.state.dialog = Some(Dialog::Task);
                return;
            }
        };
        work.file = Some(found.clone());
        if !work.is_begun() {
            return self.ask_name(None);
        }
        if !work.name.is_empty() && !same_name(&work.name, &work.kept.annotator) {
            work.stage = Stage::Others;
            self.state.dialog = Some(Dialog::Task);
            return;
        }
        self.go_on_with(&found);
    }

    /// Goes on with the work that is here, and with what a newer file brings.
    fn go_on_with(&mut self, found: &TaskFile) {
        self.set_stage(Stage::Working);
        let Some(kept) = self.state.task.as_ref().map(|work| work.kept.clone()) else { return };
        if kept.sha256 != found.sha256 {
            let name = kept.annotator;
            // Who is not named any more is given nothing more; what they have stays.
            let share = found.task.share_of(&name).unwrap_or_default();
            self.fetch_task(found, &share);
        }
    }

    /// Begins: the name that the arguments give, else the one in the address.
    pub(super) fn begin_task(&mut self, args: &Args) {
        let Some(work) = &self.state.task else { return self.refuse(Words::TaskNone) };
        let Some(found) = work.file.clone() else { return self.refuse(Words::TaskNone) };
        if matches!(work.stage, Stage::Others) {
            self.state.dialog = None;
            return self.go_on_with(&found);
        }
        if !matches!(work.stage, Stage::Asking(_) | Stage::Lacking(_)) {
            return self.refuse(Words::TaskBegun);
        }
        let name = one_line(args.text.as_deref().unwrap_or(&work.name));
        let share = match found.task.share_of(&name) {
            Ok(share) => share,
            Err(wrong) => {
                let message = match wrong {
                    NotNamed::Missing => Words::TaskNameMissing.into(),
                    NotNamed::Unknown => Message::new(Words::TaskNameUnknown, &[name]),
                };
                self.ask_name(Some(message.clone()));
                return self.refuse(message);
            }
        };
        if let Some(work) = &mut self.state.task {
            Rc::make_mut(work).name = Rc::from(name);
        }
        self.fetch_task(&found, &share);
    }

    /// What the stores kept of a task, at the start.
    #[inline(never)] // so that it can travel later
    pub(super) fn know_task(&mut self, kept: KeptTask) {
        if let Some(work) = &mut self.state.task {
            Rc::make_mut(work).kept = kept;
        }
    }
}

impl Turn<'_> {
    /// Who annotates a task is known by its name, whatever became of what the screen showed.
    #[inline(never)] // so that it can travel later
    pub(super) fn know_annotator(&mut self) {
        let who = self.state.task.as_ref().and_then(|work| person(&work.kept.id, &work.kept.annotator));
        self.state.me = who.unwrap_or(self.state.me);
    }
}

/// A name as it is kept: in one line, without what is not seen, or turns what stands beside it.
fn one_line(name: &str) -> String {
    let is_seen = |c: &char| {
        !c.is_control() && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let words = name.split_whitespace().map(|word| word.chars().filter(is_seen).collect::<String>());
    let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    line.chars().take(ANNOTATOR).collect::<String>().trim_end().to_owned()
}

/// A task that is looked for, before the start.
#[must_use]
pub fn looked_for(name: &str) -> TaskWork {
    TaskWork { name: Rc::from(one_line(name)), ..TaskWork::default() }
}
