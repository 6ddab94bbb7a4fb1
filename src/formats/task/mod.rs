//! A task: one JSON file that a lead puts beside the page, with what is to be annotated, under which schema, by whom, and
//! where the work is sent. `docs/task.schema.json` is its JSON Schema, the README has an example.
//!
//! A task is taken whole or not at all: everything that is wrong with it is told at once. Nothing here fetches anything:
//! [`read::wanted`] says which files a task is made of, [`read::task`] puts them together. Start at [`Task`].

pub mod object;
pub mod read;
pub mod share;
pub mod texts;

use std::rc::Rc;

use crate::model::{LabelId, Schema};

/// The constant in the key `format`.
pub const FORMAT: &str = "manicule-task";
/// The version this program reads; it reads every `1.x`.
pub const VERSION: &str = "1.0";

/// Longest guidelines, in bytes: some fifty pages.
pub const GUIDELINES: usize = 200_000;
/// Longest name of an annotator, in characters.
pub const ANNOTATOR: usize = 80;

/// Whether a text is a web page.
#[must_use]
pub fn is_web_page(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    ["<!doctype html", "<html"]
        .iter()
        .any(|tag| text.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag)))
}

/// Whether somebody has to say who they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Naming {
    /// They have to.
    #[default]
    Required,
    /// They can.
    Optional,
}

/// Which labels an annotator may change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum MayChange {
    /// None.
    #[default]
    Nothing,
    /// These; there can be no new ones.
    These(Vec<LabelId>),
    /// All, and new ones can be made.
    Everything,
}

impl MayChange {
    /// The first label that is not the same in two schemas and may not change; or the schema's name, where something
    /// else is not the same. `None` when all that changed may.
    #[must_use]
    pub fn forbids(&self, before: &Schema, after: &Schema) -> Option<Rc<str>> {
        let these = match self {
            Self::Everything => return None,
            Self::Nothing => &[],
            Self::These(these) => these.as_slice(),
        };
        let all = before.labels.iter().chain(&after.labels);
        let differs = |id: &LabelId| before.label(id) != after.label(id);
        let changed = all.clone().find(|label| differs(&label.id) && !these.contains(&label.id));
        // A label that may change may not go or come.
        let moved = || all.clone().find(|label| before.label(&label.id).is_none() || after.label(&label.id).is_none());
        let named = changed.or_else(moved).map(|label| label.name.clone());
        let order = |schema: &Schema| schema.labels.iter().map(|label| label.id.clone()).collect::<Vec<_>>();
        let same = before.relations == after.relations && before.document == after.document;
        named.or_else(|| (!same || order(before) != order(after)).then(|| before.name.clone()))
    }
}

/// In which order somebody gets their articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As they stand in the file.
    #[default]
    Given,
    /// Mixed, for each annotator in their own way, and always the same one.
    Shuffled,
}

/// How the page is set when somebody begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Selections are exact.
    pub exact: bool,
    /// How tags are shown: `short`, `full`, `none`; empty for what is usual.
    pub tags: Rc<str>,
}

/// Where the text of an article is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// In the file.
    Text(Rc<str>),
    /// In a file of its own, relative to the task's: plain text, or lines of the native format.
    File(Rc<str>),
}

/// An article of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its id in the project, and what `assign` calls it. Of a file of several articles it is only the latter.
    pub id: Rc<str>,
    /// Its title, where the file gives one.
    pub title: Option<Rc<str>>,
    /// BCP 47 tag of its language.
    pub language: Option<Rc<str>>,
    /// Where it was found.
    pub url: Option<Rc<str>>,
    /// Its text.
    pub source: Source,
    /// SHA-256 of the file with its text, in hexadecimal: where it is known, what has not changed is not fetched again.
    pub sha256: Option<Rc<str>>,
}

/// A task that can be worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Names it, and the place where work on it is kept.
    pub id: Rc<str>,
    /// What it is called.
    pub title: Rc<str>,
    /// What is said before the first article, in Markdown.
    pub intro: Rc<str>,
    /// How to annotate, in Markdown.
    pub guidelines: Rc<str>,
    /// What may be said.
    pub schema: Rc<Schema>,
    /// All articles; not everybody gets each.
    pub articles: Vec<Article>,
    /// Who gets which, as numbers of `articles`; nobody is named where everybody gets all. `*` is everybody else.
    pub assign: Vec<(Rc<str>, Vec<usize>)>,
    /// In which order.
    pub order: Order,
    /// What mixing begins with.
    pub seed: u64,
    /// Whether a name is wanted.
    pub naming: Naming,
    /// Which labels may change.
    pub may_change: MayChange,
    /// Where the finished file is sent, in the lead's words.
    pub hand_in: Rc<str>,
    /// How the page is set.
    pub settings: Settings,
}

/// A task gives nothing to somebody of this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotNamed {
    /// A name is wanted, and there is none.
    Missing,
    /// The task names who gets which articles, and they are not among them.
    Unknown,
}
