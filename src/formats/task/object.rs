//! A task file's shapes.

use crate::formats::json::{Field, Fields, Json, Wrong, objects};
use crate::formats::native::object::{Maybe, SchemaObject};

objects! {
    /// A task file.
    TaskObject as brief {
        /// Always `manicule-task`.
        format: String,
        /// `major.minor`.
        version: String,
        /// The task's id.
        id: String,
        /// Its title.
        title: String,
        /// What is said before the first article, in Markdown.
        intro: String,
        /// How to annotate, in Markdown.
        guidelines: String,
        /// A file with it, in the place of `guidelines`.
        guidelines_url: Maybe,
        /// What may be said.
        schema: Option<SchemaObject>,
        /// A file with it.
        schema_url: Maybe,
        /// The id of a ready schema.
        ready_schema: Maybe,
        /// What is annotated.
        articles: Vec<ArticleObject>,
        /// Who gets which.
        assign: Named,
        /// `given` or `shuffled`.
        order: String,
        /// What mixing begins with.
        seed: u64,
        /// `required` or `optional`.
        name: String,
        /// Which labels may change: `true`, `false`, or their ids.
        labels_may_change: Allowed,
        /// Where the work goes.
        hand_in: HandInObject,
        /// How the page is set.
        settings: SettingsObject,
    }

    /// An article of a task.
    ArticleObject as brief {
        /// Its id.
        id: Maybe,
        /// Its title.
        title: Maybe,
        /// BCP 47 tag of its language.
        lang: Maybe,
        /// Where it was found.
        source: Maybe,
        /// Its text.
        text: Maybe,
        /// A file with its text.
        url: Maybe,
        /// SHA-256 of that file, in hexadecimal.
        sha256: Maybe,
    }

    /// Where the work goes.
    HandInObject as brief {
        /// In the lead's words.
        to: String,
        /// The id of a format.
        format: String,
    }

    /// How the page is set.
    SettingsObject as brief {
        /// Selections are exact.
        exact: bool,
        /// How tags are shown.
        tags: String,
    }
}

/// Lists by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named(pub Vec<(String, Vec<String>)>);

impl Field for Named {
    fn read(json: Json) -> Result<Self, Wrong> {
        let entries = Fields::of(json)?.into_entries().into_iter();
        let read = |(name, list): (std::rc::Rc<str>, Json)| {
            let list = Vec::read(list).map_err(|wrong| wrong.inside(&name))?;
            Ok((name.to_string(), list))
        };
        entries.map(read).collect::<Result<_, _>>().map(Self)
    }

    fn nothing() -> Self {
        Self::default()
    }

    fn write(&self, out: &mut String) {
        out.push('{');
        for (name, list) in &self.0 {
            // A name may hold anything.
            if !out.ends_with('{') {
                out.push(',');
            }
            name.write(out);
            out.push(':');
            list.write(out);
        }
        out.push('}');
    }
}

/// All, none, or these.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Allowed {
    /// None.
    #[default]
    None,
    /// All.
    All,
    /// These.
    These(Vec<String>),
}

impl Field for Allowed {
    fn read(json: Json) -> Result<Self, Wrong> {
        match json {
            Json::Bool(true) => Ok(Self::All),
            Json::Bool(false) => Ok(Self::None),
            Json::List(_) => Vec::read(json).map(Self::These),
            _ => Err(Wrong::expected("true, false or a list of label ids")),
        }
    }

    fn nothing() -> Self {
        Self::None
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::None => false.write(out),
            Self::All => true.write(out),
            Self::These(these) => these.write(out),
        }
    }
}
