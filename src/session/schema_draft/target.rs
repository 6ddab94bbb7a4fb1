//! What a command about the schema means.

use crate::model::{AttributeName, KindId, LabelId};
use crate::session::action::Args;
use crate::session::messages::{Message, Words};

/// What a form is about: where attributes hang, too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Owner {
    /// The schema itself.
    #[default]
    Schema,
    /// A label.
    Label(LabelId),
    /// A relation kind.
    Relation(KindId),
    /// A whole document.
    Document,
}

/// What a command means: a thing of the schema, or an attribute of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The thing.
    pub owner: Owner,
    /// Its attribute.
    pub attribute: Option<AttributeName>,
}

impl Target {
    /// What arguments name: a label, a relation kind, or, of attributes without one, those of a document.
    #[must_use]
    pub fn of(args: &Args) -> Self {
        let attribute = args.attribute.as_deref().map(AttributeName::from);
        let owner = match (&args.label, &args.kind) {
            (Some(label), _) => Owner::Label(LabelId::from(label.as_str())),
            (None, Some(kind)) => Owner::Relation(KindId::from(kind.as_str())),
            (None, None) if attribute.is_some() => Owner::Document,
            (None, None) => Owner::Schema,
        };
        Self { owner, attribute }
    }
}

impl Owner {
    /// The arguments that name it.
    #[must_use]
    pub fn args(&self) -> Args {
        match self {
            Self::Label(id) => Args::label(id.as_str()),
            Self::Relation(id) => Args { kind: Some(id.to_string()), ..Args::default() },
            Self::Schema | Self::Document => Args::default(),
        }
    }
}

/// That there is no such thing.
#[must_use]
pub fn no_such(owner: &Owner) -> Message {
    match owner {
        Owner::Label(id) => Message::new(Words::NoLabel, &[id.as_str()]),
        Owner::Relation(id) => Message::new(Words::NoKind, &[id.as_str()]),
        Owner::Schema | Owner::Document => Words::NotHere.into(),
    }
}
