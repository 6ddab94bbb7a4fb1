//! Features that attributes become. A feature is one word of plain letters, digits and `_`, and none that means something to
//! UIMA, INCEpTION or Python; what the attribute is called stands in the feature's description.

use std::collections::BTreeSet;

use crate::formats::foreign::raw::quoted;
use crate::formats::json::parse;
use crate::model::{Attribute, AttributeKind};

/// Names that features cannot have: those of UIMA and INCEpTION, and words of Python, which makes classes of types.
const RESERVED: &[&str] = &[
    "address", "and", "as", "assert", "async", "await", "begin", "break", "class", "continue", "def", "del",
    "elements", "elif", "else", "end", "except", "False", "finally", "first", "for", "from", "global", "id", "if",
    "import", "in", "is", "lambda", "next", "None", "nonlocal", "not", "or", "pass", "raise", "return", "role", "self",
    "sofa", "target", "True", "try", "type", "view", "while", "with", "xmiID", "yield",
];

/// An attribute as a feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Feature {
    /// The name of the attribute.
    pub(super) attribute: String,
    /// The name of the feature.
    pub(super) name: String,
    /// Whether it has any number of values.
    pub(super) is_list: bool,
}

impl Feature {
    /// Its description, which gives the attribute's name back ([`attribute_of`]).
    pub(super) fn description(&self) -> String {
        format!("Attribute {}", quoted(&self.attribute))
    }
}

/// The attribute that a description tells; nothing in one of somebody else's.
pub(super) fn attribute_of(description: &str) -> Option<String> {
    parse::<String>(description.strip_prefix("Attribute ")?).ok()
}

/// The features of some attributes; `fixed` are those that the layer has anyhow.
pub(super) fn features<'a>(attributes: impl Iterator<Item = &'a Attribute>, fixed: &[&str]) -> Vec<Feature> {
    let mut all: Vec<Feature> = Vec::new();
    let mut taken: BTreeSet<String> =
        fixed.iter().chain(RESERVED).chain(&super::ENDS).map(|name| (*name).to_owned()).collect();
    for attribute in attributes {
        let is_list = matches!(attribute.kind, AttributeKind::Many(_) | AttributeKind::Link);
        let id = attribute.name.as_str();
        if let Some(known) = all.iter_mut().find(|known| known.attribute == id) {
            // Labels may have attributes of one name and of several kinds.
            known.is_list |= is_list;
            continue;
        }
        let base = slug(id);
        let numbered = (2_u32..).map(|number| format!("{base}_{number}"));
        let mut free = std::iter::once(base.clone()).chain(numbered).filter(|name| !taken.contains(name));
        let name = free.next().unwrap_or_default();
        taken.insert(name.clone());
        all.push(Feature { attribute: id.to_owned(), name, is_list });
    }
    all
}

fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join("_");
    if joined.starts_with(|c: char| c.is_ascii_alphabetic()) {
        joined
    } else {
        format!("attribute_{joined}").trim_end_matches('_').to_owned()
    }
}

/// A name with its value in one text: `name=value`. In the name `=` and `%` are written as Uniform Resource Identifiers do.
pub(super) fn pair(name: &str, value: &str) -> String {
    format!("{}={value}", name.replace('%', "%25").replace('=', "%3D"))
}

/// Both again; a text without `=` is a value that has no name.
pub(super) fn parted(text: &str) -> (String, String) {
    let (name, value) = text.split_once('=').unwrap_or((MORE_NAME, text));
    (name.replace("%3D", "=").replace("%25", "%"), value.to_owned())
}

/// The name of values that somebody put there without one.
const MORE_NAME: &str = super::MORE;

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::model::AttributeName;

    fn attribute(name: &str, kind: AttributeKind) -> Attribute {
        let title = Rc::from(name);
        Attribute {
            name: AttributeName::from(name),
            title,
            kind,
            required: false,
            default: Vec::new(),
            hint: Rc::from(""),
        }
    }

    #[test]
    fn features_are_words_apart_and_come_back() {
        let names =
            ["tone", "how many", "how-many", "größe", "地名", "", "2nd", "class", "note", "Governor", "end", "tone"];
        let mut attributes: Vec<Attribute> = names.iter().map(|name| attribute(name, AttributeKind::Text)).collect();
        attributes[11].kind = AttributeKind::Many(Vec::new());
        let made = features(attributes.iter(), &["note"]);
        let called: Vec<&str> = made.iter().map(|feature| &*feature.name).collect();
        let expected = [
            "tone",
            "how_many",
            "how_many_2",
            "gr_e",
            "attribute",
            "attribute_2",
            "attribute_2nd",
            "class_2",
            "note_2",
            "Governor_2",
            "end_2",
        ];
        assert_eq!(called, expected);
        assert!(made[0].is_list && !made[1].is_list, "of two kinds it is a list");
        for (feature, name) in made.iter().zip(names) {
            assert_eq!(attribute_of(&feature.description()).as_deref(), Some(name));
        }
        assert_eq!(attribute_of("Attribute of a claim"), None);
    }

    #[test]
    fn pairs_come_back() {
        for (name, value) in [("a", "b=c"), ("a=b%3D", ""), ("%25", "%"), ("", "x")] {
            assert_eq!(parted(&pair(name, value)), (name.to_owned(), value.to_owned()));
        }
        assert_eq!(parted("kind"), ("more".to_owned(), "kind".to_owned()));
    }
}
