//! The list of projects while it is looked at, and what is to become of one.

use std::rc::Rc;

use super::messages::{Message, Words};
use crate::model::{Schema, ready_schemas};
use crate::storage::projects::Listed;

/// The sheet with the projects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Projects {
    /// Those that are stored, the one used last first; nothing until they are known.
    pub listed: Option<Rc<Vec<Listed>>>,
    /// One that may be deleted.
    pub asked: Option<Asked>,
    /// The project that files are chosen for.
    pub into: Option<NewProject>,
    /// Why the last thing was not done.
    pub told: Option<Message>,
}

/// A project that may be deleted.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Its id.
    pub id: Rc<str>,
    /// What goes with it, once that is known.
    pub contents: Option<Contents>,
}

/// What is in a project, as it was read from the stores.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// How many articles; nothing where that cannot be read.
    pub articles: Option<usize>,
    /// How many annotations are in them.
    pub annotations: u64,
}

/// Why a project is not deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spared {
    /// Another tab has it open.
    Open,
    /// A later version of the program has worked in it.
    Later,
    /// The browser did not do it.
    Refused,
}

impl Spared {
    /// In words.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Self::Open => Words::ProjectOpenElsewhere,
            Self::Later => Words::ProjectLater,
            Self::Refused => Words::ProjectNotDeleted,
        }
    }
}

/// What a new project is to be.
#[derive(Clone, Debug, PartialEq)]
pub struct NewProject {
    /// Its name; empty where the files are to say.
    pub name: Rc<str>,
    /// Its schema, where the files bring none.
    pub schema: Rc<Schema>,
}

/// A ready schema by its id, or one without labels.
#[must_use]
pub fn schema_for(id: &str) -> Option<Schema> {
    let empty = || Schema {
        former: Vec::new(),
        id: Rc::from("schema"),
        name: Rc::from(Words::SchemaNewName.text()),
        version: 1,
        labels: Vec::new(),
        relations: Vec::new(),
        document: Vec::new(),
    };
    let ready = ready_schemas::ready().into_iter().find(|schema| *schema.id == *id);
    ready.or_else(|| (id == super::update::EMPTY).then(empty))
}

/// A name on one line, without what is not seen; none where nothing is left.
#[must_use]
pub fn tidy(name: &str) -> Option<String> {
    let plain: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let name = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

/// A project's name as it is shown.
#[must_use]
pub fn shown(name: &str) -> &str {
    if name.trim().is_empty() { Words::Untitled.text() } else { name }
}
