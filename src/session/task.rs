//! A task that is worked on: what its file says, what is kept of it, and what a newer file means for the work that is here.
//!
//! The work is an ordinary project in a scope of its own. What a task brings comes in by one step that is not undone; it
//! never touches work: an article that a newer file leaves out stays, and one of which it has another text gets a second
//! document beside the first.

use std::rc::Rc;

use super::messages::{Message, Words};
use super::queue::Under;
use crate::formats::Issue;
use crate::formats::task::{MayChange, Task};
use crate::model::{DocId, Document, LabelId, Project, ProjectId, Status, Table};
use crate::storage::Ledger;
use crate::storage::task::KeptTask;

/// A task file that was read, with all that it is made of but the articles.
#[derive(Clone, Debug)]
pub struct TaskFile {
    /// The task.
    pub task: Task,
    /// SHA-256 of the files it was read from, in hexadecimal.
    pub sha256: String,
}

/// What a first visit to a task begins with: no article yet. Of one that could not be found it is never written.
#[must_use]
pub fn empty_project(found: Option<&TaskFile>) -> Project {
    match found {
        Some(TaskFile { task, .. }) => Project {
            guidelines: task.guidelines.clone(),
            schema: task.schema.clone(),
            ..Project::new(task.project(), &task.title)
        },
        None => Project::new(ProjectId::from_bits(0), Words::TaskTitle.text()),
    }
}

/// How far it is.
#[derive(Clone, Debug, Default)]
pub enum Stage {
    /// The file is looked for.
    #[default]
    Looking,
    /// It cannot be had, or not be worked on, and nothing of it is here: what is wrong.
    Refused(Rc<Vec<Issue>>),
    /// It asks who is there; what was wrong with the last answer.
    Asking(Option<Message>),
    /// Its articles are fetched: how many, of how many.
    Fetching(usize, usize),
    /// They are read: how many, of how many.
    Reading(usize, usize),
    /// They are taken in, all at once.
    Taking,
    /// Some of them cannot be had, or not be read.
    Lacking(Rc<Vec<Issue>>),
    /// The work that is here is somebody else's than the address says.
    Others,
    /// It is worked on.
    Working,
}

/// A task that is worked on, or is about to be.
#[derive(Clone, Debug, Default)]
pub struct TaskWork {
    /// What is kept of it; empty before it was begun.
    pub kept: KeptTask,
    /// What its file says now, where it was had.
    pub file: Option<Rc<TaskFile>>,
    /// What the address says of who is there.
    pub name: Rc<str>,
    /// Up to which edit what was handed in last goes.
    pub sent: Option<u64>,
    /// The number of the run in which articles are fetched; what another one brings is let go.
    pub run: u32,
    /// How far it is.
    pub stage: Stage,
}

impl TaskWork {
    /// Whether it was begun, here and before.
    #[must_use]
    pub fn is_begun(&self) -> bool {
        !self.kept.id.is_empty()
    }

    /// Whether its articles can be worked on.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match self.stage {
            Stage::Working => true,
            // What its file says now is not known yet: work goes on with what is here.
            Stage::Looking => self.is_begun(),
            _ => false,
        }
    }

    /// Whether nothing may be stored yet: it is being begun only once its articles come.
    #[must_use]
    pub fn is_unwritten(&self) -> bool {
        !self.is_begun() && !matches!(self.stage, Stage::Taking)
    }

    /// Which labels may change.
    #[must_use]
    pub fn may_change(&self) -> MayChange {
        match (self.kept.labels_may_change, self.kept.labels.as_slice()) {
            (true, _) => MayChange::Everything,
            (false, []) => MayChange::Nothing,
            (false, these) => MayChange::These(these.iter().map(|id| LabelId::from(id.as_str())).collect()),
        }
    }
}

/// What is kept of a task. `before` is what was kept before, empty at the first time.
#[must_use]
pub fn kept(found: &TaskFile, annotator: &str, merged: &Merged, before: &KeptTask) -> KeptTask {
    let TaskFile { task, sha256 } = found;
    let (all, labels) = match &task.may_change {
        MayChange::Nothing => (false, Vec::new()),
        MayChange::These(these) => (false, these.iter().map(ToString::to_string).collect()),
        MayChange::Everything => (true, Vec::new()),
    };
    let strings = |ids: &[DocId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut articles = before.articles.clone();
    let known: Table<&str, ()> = before.articles.iter().map(|id| (id.as_str(), ())).collect();
    articles.extend(strings(&merged.known).into_iter().filter(|id| !known.contains_key(id.as_str())));
    KeptTask {
        id: task.id.to_string(),
        title: task.title.to_string(),
        sha256: sha256.clone(),
        annotator: annotator.to_owned(),
        hand_in: task.hand_in.to_string(),
        labels_may_change: all,
        labels,
        articles,
        dropped: strings(&merged.dropped),
        changed: strings(&merged.changed),
    }
}

/// What the articles of a task mean for what is here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// Those that are not here.
    pub new: Vec<Rc<Document>>,
    /// All that the task has now, as they are called here.
    pub known: Vec<DocId>,
    /// Those that are here with another text; what the task has now is among `new`, or here already.
    pub changed: Vec<DocId>,
    /// Those that came with the task and are not in it any more.
    pub dropped: Vec<DocId>,
}

/// Merges a task's articles, in order: those that were read, and those of which only the id is known since their text is
/// the one that is here. `before` are the ids that came with the task so far. An article that was taken out here stays out.
#[must_use]
pub fn merge(project: &Project, ledger: &Ledger, articles: Vec<Coming>, before: &[String]) -> Merged {
    let mut merged = Merged::default();
    let mut taken: Table<DocId, ()> = Table::new();
    let is_out = |id: &DocId| ledger.documents.get(id).is_some_and(|standing| !standing.is_there());
    for coming in articles {
        let document = match coming {
            Coming::Same(id) => {
                taken.insert(id.clone(), ());
                merged.known.push(id);
                continue;
            }
            Coming::Read(document) => document,
        };
        let (id, sha256) = (document.id.clone(), document.article.sha256());
        let here = project.entries.get(&id).map(|entry| &*entry.sha256 == sha256);
        let id = match here {
            Some(false) => {
                merged.changed.push(id.clone());
                taken.insert(id.clone(), ());
                DocId::from(format!("{id}~{}", sha256.get(..8).unwrap_or_default()).as_str())
            }
            _ => id,
        };
        let is_new = taken.insert(id.clone(), ()).is_none();
        if is_new && !project.entries.contains_key(&id) && !is_out(&id) {
            let named = Rc::new(Document { id: id.clone(), ..(*document).clone() });
            merged.new.push(if document.id == id { document } else { named });
        }
        merged.known.push(id);
    }
    let gone = before.iter().map(|id| DocId::from(id.as_str())).filter(|id| project.entries.contains_key(id));
    merged.dropped = gone.filter(|id| !taken.contains_key(id)).collect();
    merged
}

/// An article of a task, on its way in.
#[derive(Clone, Debug)]
pub enum Coming {
    /// As it was read.
    Read(Rc<Document>),
    /// Its text is the one that is here under this id.
    Same(DocId),
}

/// The articles that a newer file has no more, or with another text.
#[must_use]
pub fn apart(kept: &KeptTask) -> Table<DocId, ()> {
    kept.dropped.iter().chain(&kept.changed).map(|id| (DocId::from(id.as_str()), ())).collect()
}

/// What is handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HandIn {
    /// Articles that are done.
    pub done: usize,
    /// Those that were left out on purpose.
    pub skipped: usize,
    /// All others.
    pub to_do: usize,
    /// Annotations in all of them.
    pub annotations: usize,
    /// Those of them that are claims.
    pub claims: usize,
    /// Annotations, links and articles that lack a required value, as far as that is known.
    pub lacking: usize,
}

impl HandIn {
    /// What is in a project. What the task has no more, or with another text, is handed in but not asked for: it counts
    /// only as far as it was worked on.
    #[must_use]
    pub fn of(project: &Project, kept: &KeptTask) -> Self {
        let mut all = Self::default();
        let (apart, under) = (apart(kept), Under::of(&project.schema));
        for entry in project.entries.values() {
            match entry.status {
                status if !status.is_done() && apart.contains_key(&entry.id) => {}
                status if status.is_done() => all.done += 1,
                Status::Skipped => all.skipped += 1,
                _ => all.to_do += 1,
            }
            let number = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
            all.annotations += number(entry.counts.annotations);
            all.claims += number(entry.counts.claims);
            all.lacking += under.incomplete(entry).map_or(0, number);
        }
        all
    }

    /// How many articles there are.
    #[must_use]
    pub const fn articles(&self) -> usize {
        self.done + self.skipped + self.to_do
    }

    /// The name of the file: task, annotator, day, counts. Safe on every system; letters of all scripts stay.
    #[must_use]
    pub fn file_name(&self, task: &str, annotator: &str, day: &str) -> String {
        let plain = |text: &str, otherwise: &str| {
            let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
            let name: String = parts.collect::<Vec<_>>().join("-").chars().take(40).collect();
            if name.is_empty() { otherwise.to_owned() } else { name }
        };
        let (task, annotator) = (plain(task, "task"), plain(annotator, "unnamed"));
        let Self { done, annotations, .. } = self;
        format!("{task}_{annotator}_{day}_{done}-of-{}-done_{annotations}-annotations.jsonl", self.articles())
    }
}
