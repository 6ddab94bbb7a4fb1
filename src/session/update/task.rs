//! A hosted task: who begins it, what it brings, and handing the work in.

use std::rc::Rc;

use super::Turn;
use crate::edit::{Change, StepKind, Transaction, commands};
use crate::formats::task::share::{person, same_name};
use crate::formats::task::texts::documents;
use crate::formats::task::{Article, MayChange, NotNamed, Source};
use crate::formats::{Imported, Issue, Problem};
use crate::model::{About, DocId, Person, PersonId, Table};
use crate::session::action::{Args, TaskNews};
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};
use crate::session::state::Dialog;
use crate::session::tags::Tags;
use crate::session::task::{self, Coming, Merged, Stage, TaskFile, TaskWork};
use crate::storage::Act;
use crate::storage::task::{KeptTask, task_write};

impl Turn<'_> {
    /// Something is told of the task.
    #[inline(never)] // so that it can travel later
    pub(super) fn task(&mut self, news: TaskNews) {
        match news {
            TaskNews::Found(found) => self.task_found(*found),
            TaskNews::Fetched(read) => self.task_fetched(read),
            TaskNews::Articles(articles) => self.task_articles(articles),
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
    fn set_stage(&mut self, stage: Stage) {
        if let Some(work) = &mut self.state.task {
            Rc::make_mut(work).stage = stage;
        }
    }

    fn ask_name(&mut self, wrong: Option<Message>) {
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
            self.fetch(found, &share);
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
        let name = args.text.as_deref().unwrap_or(&work.name).split_whitespace().collect::<Vec<_>>().join(" ");
        let name: String = name.chars().take(80).collect();
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
        self.fetch(&found, &share);
    }

    /// Has the articles of a share fetched that are not here, or not as the file says.
    fn fetch(&mut self, found: &TaskFile, share: &[usize]) {
        let articles = share.iter().filter_map(|number| Some((*number, found.task.articles.get(*number)?)));
        let wanted: Vec<(usize, Rc<str>)> = articles
            .filter(|(_, article)| self.is_here(article).is_none())
            .filter_map(|(number, article)| match &article.source {
                Source::File(name) => Some((number, name.clone())),
                Source::Text(_) => None,
            })
            .collect();
        let begins = self.state.task.as_ref().is_some_and(|work| !work.is_begun());
        if begins {
            self.set_stage(Stage::Fetching(0, wanted.len()));
        }
        if wanted.is_empty() {
            return self.task_articles(Vec::new());
        }
        self.effects.push(Effect::FetchTask(wanted));
    }

    /// The document of an article whose text is the one that is here, as its file says.
    fn is_here(&self, article: &Article) -> Option<DocId> {
        let id = DocId::from(&*article.id);
        let entry = self.state.project.entries.get(&id)?;
        (article.sha256.as_deref() == Some(&*entry.sha256)).then_some(id)
    }

    fn task_fetched(&mut self, read: usize) {
        if let Some(Stage::Fetching(_, all)) = self.state.task.as_ref().map(|work| work.stage.clone()) {
            self.set_stage(Stage::Fetching(read, all));
        }
    }

    /// The files of the articles are here, or what is wrong with them: all are taken, or none.
    fn task_articles(&mut self, articles: Vec<(usize, Result<Vec<u8>, String>)>) {
        let Some(work) = self.state.task.clone() else { return };
        let Some(found) = work.file.clone() else { return };
        let begins = !work.is_begun();
        let name = if begins { work.name.clone() } else { Rc::from(work.kept.annotator.as_str()) };
        let person = match begins {
            true => found.task.person(&name).unwrap_or(self.state.me),
            false => self.state.me,
        };
        let share = found.task.share_of(&name).unwrap_or_default();
        let (coming, imported) = self.read_share(&found, &share, articles, person);
        let (remarks, issues): (Vec<_>, Vec<_>) =
            imported.issues.into_iter().partition(|issue| issue.problem.is_warning());
        if !issues.is_empty() {
            return self.task_lacks(begins, issues);
        }
        let project = &self.state.project;
        let merged = task::merge(project, &self.state.journal.ledger, coming, &work.kept.articles);
        let people = imported.people.into_iter().chain([Rc::new(Person { id: person, name: name.clone() })]);
        let own = |id: &crate::model::LabelId| match work.may_change() {
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
            entities: imported.entities,
            documents: merged.new.clone(),
        };
        self.take_task(&found, (&name, person), brought, &merged, remarks);
    }

    /// Reads the articles of a share: what comes of them, and what else stands in their files.
    fn read_share(
        &self,
        found: &TaskFile,
        share: &[usize],
        articles: Vec<(usize, Result<Vec<u8>, String>)>,
        person: PersonId,
    ) -> (Vec<Coming>, Imported) {
        let (mut coming, mut all) = (Vec::new(), Imported::default());
        let mut articles: Table<usize, Result<Vec<u8>, String>> = articles.into_iter().collect();
        let mut ids: Table<DocId, ()> = Table::new();
        for number in share {
            let Some(article) = found.task.articles.get(*number) else { continue };
            if let Some(id) = self.is_here(article) {
                ids.insert(id.clone(), ());
                coming.push(Coming::Same(id));
                continue;
            }
            let bytes = articles.remove(number);
            let bytes = match bytes {
                Some(Err(why)) => {
                    let problem = Problem::NotFetched { why };
                    let file = match &article.source {
                        Source::File(name) => name.to_string(),
                        Source::Text(_) => article.id.to_string(),
                    };
                    all.issues.push(Issue { file, line: 0, path: article.id.to_string(), problem });
                    continue;
                }
                Some(Ok(bytes)) => Some(bytes),
                None => None,
            };
            let mut read = documents(article, bytes, person, found.task.schema.version);
            for document in &read.documents {
                let twice = ids.insert(document.id.clone(), ()).is_some();
                let other = article.sha256.as_deref().is_some_and(|sum| sum != document.article.sha256());
                let mut tell = |problem| {
                    let file = document.article.provenance().file_name.to_string();
                    read.issues.push(Issue { file, line: 0, path: article.id.to_string(), problem });
                };
                if twice {
                    tell(Problem::Duplicate { id: document.id.to_string() });
                } else if other {
                    tell(Problem::Checksum);
                }
            }
            coming.extend(read.documents.drain(..).map(Coming::Read));
            all.people.append(&mut read.people);
            all.entities.append(&mut read.entities);
            all.issues.append(&mut read.issues);
        }
        (coming, all)
    }

    fn task_lacks(&mut self, begins: bool, issues: Vec<Issue>) {
        if begins {
            self.set_stage(Stage::Lacking(Rc::new(issues.clone())));
            self.state.dialog = Some(Dialog::Task);
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

/// A task that is looked for, before the start.
#[must_use]
pub fn looked_for(name: &str) -> TaskWork {
    TaskWork { name: Rc::from(name), ..TaskWork::default() }
}
