//! Files that another tool annotated, on their way in: what they are, and what a person decides. Nothing of it is in the
//! project, or stored, before they say so. The files themselves lie on the workshop's desk.

use std::rc::Rc;

use super::action::SourceFile;
use super::projects::NewProject;
use super::reading::Replacing;
use super::state::{Dialog, State};
use crate::formats::{Issue, Problem};
use crate::model::{Project, Schema};
use crate::workshop::message::import::{ChosenName, ImportChoice, ImportTold, ToldIssue, ToldName};

/// About how many bytes of lines one answer has.
pub const HANDFUL: usize = 2_000_000;

/// Bytes of lines that are read as one file.
const FILE: usize = 30_000_000;

/// Characters of a model's name.
const LONGEST_MODEL: usize = 120;

/// What becomes of a foreign name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// The label or relation kind with this id.
    Known(String),
    /// A new one.
    New,
    /// It is left out.
    Nothing,
}

impl Becomes {
    /// As a field says it.
    #[must_use]
    pub fn value(&self) -> String {
        match self {
            Self::New => "+".to_owned(),
            Self::Nothing => "-".to_owned(),
            Self::Known(id) => format!("={id}"),
        }
    }

    /// From a field.
    #[must_use]
    pub fn parse(value: &str) -> Option<Self> {
        match value {
            "+" => Some(Self::New),
            "-" => Some(Self::Nothing),
            _ => value.strip_prefix('=').map(|id| Self::Known(id.to_owned())),
        }
    }
}

/// What a hand does in the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForeignStep {
    /// Says what becomes of a label, by its place.
    Label(usize, Becomes),
    /// The same for a relation kind.
    Kind(usize, Becomes),
    /// Says what offsets count, by name.
    Counting(String),
    /// Says whether annotations come in as suggestions.
    Suggests(bool),
    /// Names the model whose suggestions they are.
    Model(String),
    /// Says whether its open suggestions that are here, and that the files do not have, go.
    Replaces(bool),
    /// Takes the files as articles about which nothing is said.
    Plain,
    /// Takes everything in.
    Take,
}

/// Annotated files on their way in.
#[derive(Clone, Debug, Default)]
pub struct Foreign {
    /// Guards against answers that come late.
    pub number: u32,
    /// What they are.
    pub told: ImportTold,
    /// What becomes of labels, in the order in which they are told.
    pub labels: Vec<Becomes>,
    /// The same for relation kinds.
    pub kinds: Vec<Becomes>,
    /// What offsets count; empty where nobody has said so yet.
    pub counting: String,
    /// Whether annotations come in as suggestions.
    pub suggests: bool,
    /// The model whose suggestions they are then.
    pub model: String,
    /// Whether its open suggestions that are here, and that the files do not have, go.
    pub replaces: bool,
    /// The project that is made of them.
    pub into: Option<NewProject>,
    /// Whether something was changed by hand.
    pub touched: bool,
    /// Whether it was said that leaving lets go of that.
    pub warned: bool,
    /// How many articles were taken in, while they are.
    pub done: Option<usize>,
    files: Vec<SourceFile>,
    issues: Vec<Issue>,
}

impl Foreign {
    /// Files were recognised.
    #[must_use]
    pub fn begin(number: u32, told: ImportTold, into: Option<NewProject>) -> Self {
        let becomes = |named: &ToldName| named.to.clone().map_or(Becomes::New, Becomes::Known);
        let (labels, kinds) = (told.labels.iter().map(becomes).collect(), told.kinds.iter().map(becomes).collect());
        let (counting, suggests, model) = (told.counting.clone(), told.suggests, told.model.clone());
        Self { number, labels, kinds, counting, suggests, model, told, into, ..Self::default() }
    }

    /// The schema that they come into: that of the project which is made of them, or of the open one.
    #[must_use]
    pub fn schema(&self, state: &State) -> Rc<Schema> {
        self.into.as_ref().map_or_else(|| schema(state), |into| into.schema.clone())
    }

    /// What was decided, with the keys that new labels may have.
    #[must_use]
    pub fn choice(&self, keys: String) -> ImportChoice {
        let chosen = |(named, becomes): (&ToldName, &Becomes)| ChosenName {
            name: named.name.clone(),
            to: match becomes {
                Becomes::Known(id) => Some(id.clone()),
                Becomes::New | Becomes::Nothing => None,
            },
            ignored: *becomes == Becomes::Nothing,
        };
        ImportChoice {
            counting: self.counting.clone(),
            labels: self.told.labels.iter().zip(&self.labels).map(chosen).collect(),
            kinds: self.told.kinds.iter().zip(&self.kinds).map(chosen).collect(),
            keys,
            model: self.suggests.then(|| self.model_name()),
        }
    }

    /// The name of the model: what was typed; where that is nothing, what the files say.
    #[must_use]
    pub fn model_name(&self) -> String {
        let typed = self.model.split_whitespace().collect::<Vec<_>>().join(" ");
        let typed: String = typed.chars().take(LONGEST_MODEL).collect();
        let told = || Some(self.told.model.clone()).filter(|told| !told.trim().is_empty());
        if typed.is_empty() { told().unwrap_or_else(|| self.told.format.clone()) } else { typed }
    }

    /// The file of lines that takes the place of what a model suggested before, and the model; nothing where none does.
    #[must_use]
    pub fn replacing(&self) -> Option<Replacing> {
        (self.suggests && self.replaces).then(|| (Rc::from(self.name()), Rc::from(self.model_name())))
    }

    /// Takes what came of the next articles. True when that was all.
    pub fn take(&mut self, told: ImportTold) -> bool {
        self.issues.extend(told.issues.into_iter().map(issue_of));
        if !told.lines.is_empty() {
            let bytes = told.lines.into_bytes();
            match self.files.last_mut().filter(|file| file.bytes.len() + bytes.len() <= FILE) {
                Some(file) => file.bytes.extend(bytes),
                None => self.files.push(SourceFile { name: self.name(), bytes }),
            }
        }
        self.done = Some(told.done);
        told.ended
    }

    /// Nothing comes of what was taken in so far; what was decided stays.
    pub fn put_back(&mut self) {
        (self.done, self.touched) = (None, true);
        (self.files, self.issues) = (Vec::new(), Vec::new());
    }

    /// The lines, as files of our own, and what was told.
    #[must_use]
    pub fn end(self) -> (Vec<SourceFile>, Vec<Issue>) {
        (self.files, self.issues)
    }

    /// What the lines are called where something is told of them: the ending makes them lines.
    fn name(&self) -> String {
        // One that replaces something is told from all others.
        let of = if self.suggests { format!(" · {}", self.model_name()) } else { String::new() };
        format!("{}{of}.jsonl", self.told.format)
    }

    /// The first sentences of what could not be read as it stands.
    pub fn issues(&self) -> impl Iterator<Item = Issue> + '_ {
        self.told.issues.iter().cloned().map(issue_of)
    }

    /// Whether a person has to say what the offsets count before anything can be done.
    #[must_use]
    pub fn asks(&self) -> bool {
        self.counting.is_empty()
    }
}

/// The schema of what is given next: that of a project that is being made of files, or of the open one.
fn schema(state: &State) -> Rc<Schema> {
    new_schema(state).unwrap_or_else(|| state.project.schema.clone())
}

fn new_schema(state: &State) -> Option<Rc<Schema>> {
    let foreign = state.foreign.as_ref().and_then(|foreign| foreign.into.as_ref());
    let intake = || state.intake.as_ref().and_then(|intake| intake.into.as_ref());
    let asked = || match &state.dialog {
        Some(Dialog::Projects(open)) => open.into.as_ref(),
        _ => None,
    };
    foreign.or_else(intake).or_else(asked).map(|into| into.schema.clone())
}

/// What is given next comes into this project, as far as its labels, things and people go.
#[must_use]
pub fn project_for(state: &State) -> Project {
    match new_schema(state) {
        Some(schema) => Project { schema, ..Project::new(state.project.id, "") },
        None => state.project.clone(),
    }
}

/// What becomes of a name, where the schema still has it.
#[must_use]
pub fn is_there(schema: &Schema, becomes: &Becomes, is_label: bool) -> bool {
    match becomes {
        Becomes::Known(id) if is_label => schema.labels.iter().any(|label| label.id.as_str() == id),
        Becomes::Known(id) => schema.relations.iter().any(|kind| kind.id.as_str() == id),
        Becomes::New | Becomes::Nothing => true,
    }
}

/// What the workshop told, as an issue.
#[must_use]
pub fn issue_of(told: ToldIssue) -> Issue {
    let ToldIssue { file, line, path, problem, facts } = told;
    let problem = Problem::from_facts(&problem, &facts)
        .unwrap_or_else(|| Problem::Value { found: facts.first().cloned().unwrap_or(problem) });
    Issue { file, line, path, problem }
}
