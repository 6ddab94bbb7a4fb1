//! Names as brat allows them: letters, digits, `-` and `_`. Others are written anew, and what became of them stands in
//! comments of both configurations, so that reading gives the ids back.

use std::collections::{BTreeMap, BTreeSet};

use super::MARK;
use crate::formats::json::{parse, to_json};

/// What a name is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    /// Of a label.
    Label,
    /// Of a relation kind.
    Relation,
    /// Of an attribute.
    Attribute,
    /// Of a value that an attribute offers.
    Value,
}

impl Of {
    const ALL: [(Self, &'static str); 4] =
        [(Self::Label, "label"), (Self::Relation, "relation"), (Self::Attribute, "attribute"), (Self::Value, "value")];

    fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(of, _)| *of == self).map_or("", |(_, name)| name)
    }
}

/// Names that mean something in brat's configuration.
const RESERVED: [&str; 7] =
    ["SPAN_DEFAULT", "ARC_DEFAULT", "ATTRIBUTE_DEFAULT", "SEPARATOR", "ENTITY-NESTING", "Equiv", "OVERLAP"];

/// What each thing is called in the files.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// (what of, the attribute that a value belongs to, the id) -> the name in the files.
    given: BTreeMap<(Of, String, String), String>,
    taken: BTreeSet<(Of, String, String)>,
}

impl Names {
    /// The name of a thing; `wanted` is what it should be called. It stays the same from the first time on.
    pub(super) fn give(&mut self, of: Of, within: &str, id: &str, wanted: &str) -> String {
        let key = (of, within.to_owned(), id.to_owned());
        if let Some(name) = self.given.get(&key) {
            return name.clone();
        }
        let base = if of == Of::Value { value(wanted) } else { slug(wanted, of) };
        let mut name = base.clone();
        let mut number = 2;
        let is_reserved = |name: &str| of != Of::Value && RESERVED.contains(&name);
        while is_reserved(&name) || !self.taken.insert((of, within.to_owned(), name.clone())) {
            name = format!("{base}_{number}");
            number += 1;
        }
        self.given.insert(key, name.clone());
        name
    }

    /// The name that was given.
    pub(super) fn get(&self, of: Of, within: &str, id: &str) -> Option<&str> {
        self.given.get(&(of, within.to_owned(), id.to_owned())).map(String::as_str)
    }

    /// The ids that have names, sorted, with the names.
    pub(super) fn all(&self, of: Of) -> impl Iterator<Item = (&str, &str, &str)> {
        let known = self.given.iter().filter(move |((known, ..), _)| *known == of);
        known.map(|((_, within, id), name)| (within.as_str(), id.as_str(), name.as_str()))
    }

    /// Comments that say what became of which id; empty where all kept theirs.
    pub(super) fn comments(&self) -> String {
        let mut out = String::new();
        for ((of, within, id), name) in &self.given {
            if id == name {
                continue;
            }
            let within = if *of == Of::Value { format!("{within}\t") } else { String::new() };
            out.push_str(&format!("# {}\t{within}{name}\t{}\n", of.as_str(), to_json(id)));
        }
        if out.is_empty() {
            out
        } else {
            format!("# Names that brat does not allow stand here with what they were:\n{out}")
        }
    }
}

/// A name as brat allows it; what is one stays as it is.
fn slug(wanted: &str, of: Of) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !wanted.is_empty() && wanted.chars().all(plain) && !wanted.starts_with('-') {
        return wanted.to_owned();
    }
    let words = wanted.split(|c: char| !plain(c)).filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join("_");
    let name = joined.trim_matches(['-', '_']);
    if name.is_empty() { of.as_str().to_owned() } else { name.to_owned() }
}

/// A value as a configuration can list it: without what separates there.
fn value(wanted: &str) -> String {
    let parts = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '|' | ',' | '<' | '>');
    let words = wanted.split(parts).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_");
    if words.is_empty() { "value".to_owned() } else { words }
}

/// What names were before brat's rules changed them: read back from comments.
#[derive(Clone, Debug, Default)]
pub(super) struct Former(BTreeMap<(&'static str, String, String), String>);

impl Former {
    /// Takes in what a configuration says; nothing of one that this program did not write.
    pub(super) fn read(&mut self, configuration: &str) {
        if !configuration.starts_with(MARK) {
            return;
        }
        for line in configuration.lines() {
            let mut parts = line.strip_prefix("# ").unwrap_or_default().split('\t');
            let first = parts.next().unwrap_or_default();
            let Some((of, word)) = Of::ALL.iter().find(|(_, word)| *word == first) else { continue };
            let within = if *of == Of::Value { parts.next().unwrap_or_default() } else { "" };
            let (Some(name), Some(Ok(id))) = (parts.next(), parts.next().map(parse::<String>)) else { continue };
            self.0.insert((word, within.to_owned(), name.to_owned()), id);
        }
    }

    /// The id that became a name; the name itself where none did. `within` is the attribute's name in the files.
    pub(super) fn id(&self, of: Of, within: &str, name: &str) -> String {
        let key = (of.as_str(), within.to_owned(), name.to_owned());
        self.0.get(&key).cloned().unwrap_or_else(|| name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_allowed_apart_and_come_back() {
        let mut names = Names::default();
        let ids = ["claim/2", "claim_2", "claim 2", "東京", "東", "-", "", "Equiv", "person", "a\tb\"c", "___"];
        let given: Vec<String> = ids.iter().map(|id| names.give(Of::Label, "", id, id)).collect();
        assert_eq!(
            given,
            [
                "claim_2",
                "claim_2_2",
                "claim_2_3",
                "label",
                "label_2",
                "label_3",
                "label_4",
                "Equiv_2",
                "person",
                "a_b_c",
                "___"
            ]
        );
        assert_eq!(names.give(Of::Label, "", "claim/2", "claim/2"), "claim_2", "as before");
        let values: Vec<String> =
            ["not enough", "not|enough", "é", " "].iter().map(|id| names.give(Of::Value, "v", id, id)).collect();
        assert_eq!(values, ["not_enough", "not_enough_2", "é", "value"]);
        let mut former = Former::default();
        former.read(&names.comments());
        assert_eq!(former.id(Of::Label, "", "claim_2_2"), "claim_2_2", "not from a file of somebody else's");
        former.read(&format!("{MARK}.\n{}", names.comments()));
        for (id, name) in ids.iter().zip(&given) {
            assert_eq!(former.id(Of::Label, "", name), *id);
        }
        assert_eq!(former.id(Of::Value, "v", "not_enough_2"), "not|enough");
        assert_eq!(former.id(Of::Value, "w", "not_enough_2"), "not_enough_2");
    }
}
