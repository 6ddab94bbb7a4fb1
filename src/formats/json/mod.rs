//! JSON with one body of code: a file is parsed into a tree, and objects take their fields from the tree. A deserialiser derived for each of thirty objects weighs 40 kB (brotli) in the page; this weighs 3, names the
//! place of a wrong value, and refuses a key that stands twice, of which a reader would silently keep one.

mod tree;
mod values;

use std::rc::Rc;

pub use tree::Json;
pub use values::Permille;

/// What was wrong with a JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is not JSON: column from 1 (characters), and the reader's words.
    Syntax(usize, String),
    /// A value has not the shape of its field: where, as a path, and what was expected there.
    Shape(String, &'static str),
}

impl Wrong {
    /// Something else was expected.
    #[must_use]
    pub const fn expected(what: &'static str) -> Self {
        Self::Shape(String::new(), what)
    }

    /// The same, inside `step`: a key, or `[number]`.
    #[must_use]
    pub(in crate::formats) fn inside(self, step: &str) -> Self {
        match self {
            Self::Shape(path, what) => {
                let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
                Self::Shape(format!("{step}{dot}{path}"), what)
            }
            syntax @ Self::Syntax(..) => syntax,
        }
    }
}

/// A value that stands in JSON.
pub trait Field: Sized {
    /// From a tree.
    ///
    /// # Errors
    /// [`Wrong`] with the place, when the tree has another shape.
    fn read(json: Json) -> Result<Self, Wrong>;

    /// What a missing key or `null` stands for.
    fn nothing() -> Self;

    /// Appends it as JSON.
    fn write(&self, out: &mut String);
}

/// Reads a text.
///
/// # Errors
/// [`Wrong`] with the place.
pub fn parse<T: Field>(text: &str) -> Result<T, Wrong> {
    T::read(tree(text)?)
}

/// Reads a text as what it is.
///
/// # Errors
/// [`Wrong::Syntax`].
pub fn tree(text: &str) -> Result<Json, Wrong> {
    tree::tree(text)
}

/// A value as JSON.
#[must_use]
pub fn to_json<T: Field>(value: &T) -> String {
    let mut out = String::new();
    value.write(&mut out);
    out
}

/// The entries of an object, taken one by one.
///
/// The first thing that is wrong is kept until the end, so that taking a field needs no way out of its own.
pub struct Fields {
    entries: Vec<(Rc<str>, Json)>,
    wrong: Option<Wrong>,
}

impl Fields {
    /// The entries of a tree.
    ///
    /// # Errors
    /// When it is no object.
    pub fn of(json: Json) -> Result<Self, Wrong> {
        match json {
            Json::Object(entries) => Ok(Self { entries, wrong: None }),
            _ => Err(Wrong::expected("an object")),
        }
    }

    /// All entries that were not taken.
    #[must_use]
    pub fn into_entries(self) -> Vec<(Rc<str>, Json)> {
        self.entries
    }

    fn find(&mut self, key: &str) -> Option<Json> {
        let entry = self.entries.iter_mut().find(|(known, _)| **known == *key)?;
        Some(std::mem::replace(&mut entry.1, Json::Null)).filter(|json| *json != Json::Null)
    }

    /// Takes an entry into `field`, which stays as it is where there is none.
    pub fn take<T: Field>(&mut self, key: &str, field: &mut T) {
        if let Some(json) = self.find(key) {
            match T::read(json) {
                Ok(value) => *field = value,
                Err(wrong) => self.note(key, wrong),
            }
        }
    }

    fn note(&mut self, key: &str, wrong: Wrong) {
        if self.wrong.is_none() {
            self.wrong = Some(wrong.inside(key));
        }
    }

    /// The object that was filled.
    ///
    /// # Errors
    /// The first thing that was wrong.
    pub fn end<T>(self, value: T) -> Result<T, Wrong> {
        match self.wrong {
            None => Ok(value),
            Some(wrong) => Err(wrong),
        }
    }
}

/// Begins the next entry of an object.
pub fn write_key(out: &mut String, key: &str) {
    if !out.ends_with('{') {
        out.push(',');
    }
    out.push('"');
    out.push_str(key);
    out.push_str("\":");
}

/// Declares objects: structs whose fields stand in JSON under their names, in this order. `= "key"` gives another name;
/// `as brief` leaves out what is nothing.
macro_rules! objects {
    ($($(#[$doc:meta])* $name:ident $(as $brief:ident)? { $($(#[$field_doc:meta])* $field:ident $(= $key:literal)?: $kind:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[allow(unreachable_pub, reason = "how far an object is seen is its module's affair")]
        pub struct $name { $($(#[$field_doc])* pub $field: $kind,)* }

        impl $crate::formats::json::Field for $name {
            fn read(json: $crate::formats::json::Json) -> Result<Self, $crate::formats::json::Wrong> {
                let mut fields = $crate::formats::json::Fields::of(json)?;
                let mut value = Self::default();
                $(fields.take($crate::formats::json::key!($field $(= $key)?), &mut value.$field);)*
                fields.end(value)
            }

            fn nothing() -> Self {
                Self::default()
            }

            fn write(&self, out: &mut String) {
                const BRIEF: bool = !stringify!($($brief)?).is_empty();
                out.push('{');
                $(
                    if !BRIEF || self.$field != <$kind as $crate::formats::json::Field>::nothing() {
                        $crate::formats::json::write_key(out, $crate::formats::json::key!($field $(= $key)?));
                        $crate::formats::json::Field::write(&self.$field, out);
                    }
                )*
                out.push('}');
            }
        }
    )*};
}

/// The key of a field.
macro_rules! key {
    ($field:ident = $key:literal) => {
        $key
    };
    ($field:ident) => {
        stringify!($field)
    };
}

pub(crate) use {key, objects};

#[cfg(test)]
mod tests {
    use super::*;

    objects! {
        /// A thing.
        Thing {
            /// Its name.
            name: String,
            /// Its kind.
            kind = "type": Option<String>,
            /// Its parts.
            parts: Vec<Thing>,
            /// How sure.
            score: Option<Permille>,
        }

        /// One that says only what there is.
        Short as brief {
            /// Its name.
            name: String,
            /// Whether it is; `false` is not nothing.
            is: Option<bool>,
        }
    }

    #[test]
    fn round_trip() {
        let text = r#"{"name":"a\"\\\n\u0001é😀","type":null,"parts":[{"name":"","type":"x","parts":[],"score":0.05}],"score":1}"#;
        let thing: Thing = parse(text).expect("well formed");
        assert_eq!(thing.parts[0].score, Some(Permille(50)));
        assert_eq!(to_json(&thing), text);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let check = |text: &str, expected: Wrong| assert_eq!(parse::<Thing>(text), Err(expected), "{text}");
        check(r#"{"parts":[{},{"name":3}]}"#, Wrong::Shape("parts[1].name".into(), "text"));
        check(r#"{"score":7}"#, Wrong::Shape("score".into(), "a number from 0 to 1"));
        check(r#"{"name":"a","name":"b"}"#, Wrong::Syntax(13, "the key name stands twice".into()));
        check("[]", Wrong::Shape(String::new(), "an object"));
        assert!(matches!(parse::<Thing>(&"[".repeat(5000)), Err(Wrong::Syntax(..))));
    }

    #[test]
    fn a_brief_object_says_only_what_there_is() {
        let mut short = Short::default();
        assert_eq!(to_json(&short), "{}");
        short.is = Some(false);
        assert_eq!(to_json(&short), r#"{"is":false}"#);
        assert_eq!(parse(&to_json(&short)), Ok(short));
    }
}
