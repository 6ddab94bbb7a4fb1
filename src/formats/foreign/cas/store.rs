//! A file as it stands: structures by number, views, and what the type system says. Features are known by their names
//! without the marks `@`, `^` and `#` in front.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::layers::described;
use super::names::attribute_of;
use crate::formats::foreign::raw::{Entries, Raw};
use crate::formats::{Issue, Problem, TextFile};

/// Bytes that a file's arrays and lists give out, over all that refer to them.
const MOST: usize = 64 << 20;

/// Bytes that an element counts for itself.
const ELEMENT: usize = 32;

/// What type systems say.
#[derive(Clone, Debug, Default)]
pub(super) struct Types {
    /// What each type is under.
    under: BTreeMap<String, String>,
    /// Type and feature, and the attribute that the feature was made of.
    attributes: BTreeMap<(String, String), String>,
}

impl Types {
    /// Takes in `%TYPES` of a file; what is known already stays.
    pub(super) fn read(&mut self, types: &Entries<'_>) {
        for (name, raw) in &types.0 {
            let entries = raw.entries().unwrap_or_default();
            if let Some(under) = entries.text("%SUPER_TYPE") {
                self.under.entry(name.clone()).or_insert(under);
            }
            for (feature, raw) in entries.0.iter().filter(|(feature, _)| !feature.starts_with('%')) {
                let about = raw.entries().and_then(|entries| entries.text("%DESCRIPTION"));
                if let Some(attribute) = about.as_deref().and_then(attribute_of) {
                    self.attributes.entry((name.clone(), feature.clone())).or_insert(attribute);
                }
            }
        }
    }

    /// Takes in a type system that stands beside; what is known already stays.
    pub(super) fn read_xml(&mut self, xml: &str) {
        for one in described(xml) {
            for (feature, about) in one.features {
                if let Some(attribute) = attribute_of(&about) {
                    self.attributes.entry((one.name.clone(), feature)).or_insert(attribute);
                }
            }
            if !one.under.is_empty() {
                self.under.entry(one.name).or_insert(one.under);
            }
        }
    }

    /// A type and all that it is under, as far as that is known.
    pub(super) fn line<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        std::iter::successors(Some(kind), |kind| self.under.get(*kind).map(String::as_str)).take(100)
    }

    /// What a feature is called where it came from; its own name where it did not come from here.
    pub(super) fn attribute(&self, kind: &str, feature: &str) -> String {
        let key = (kind.to_owned(), feature.to_owned());
        self.attributes.get(&key).cloned().unwrap_or_else(|| feature.to_owned())
    }
}

/// The value of a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// A text, number or truth value.
    Plain(Raw<'a>),
    /// Another structure.
    Refers(u64),
}

/// A structure.
#[derive(Clone, Debug)]
pub(super) struct Structure<'a> {
    /// Its number.
    pub(super) id: u64,
    /// The name of its type.
    pub(super) kind: String,
    /// Where in the file.
    pub(super) path: String,
    /// Features in the order of the file.
    pub(super) features: Vec<(String, Value<'a>)>,
    /// What an array holds.
    elements: Option<Raw<'a>>,
}

impl<'a> Structure<'a> {
    fn of(entries: Entries<'a>, key: Option<&str>, path: &str) -> Result<Self, Problem> {
        let wrong = |expected: &'static str| Problem::Shape { path: path.to_owned(), expected };
        let id = key.and_then(|key| key.parse().ok()).or_else(|| entries.get("%ID").and_then(Raw::whole));
        let id = id.ok_or_else(|| wrong("a structure with a number (%ID)"))?;
        let kind = entries.text("%TYPE").ok_or_else(|| wrong("a structure with a type (%TYPE)"))?;
        let elements = entries.get("%ELEMENTS");
        let said = entries.0.into_iter().filter(|(key, value)| !key.starts_with('%') && !value.is_null());
        let features = said.filter_map(|(key, value)| match key.strip_prefix('@') {
            // Nought refers to nothing.
            Some(name) => Some((name.to_owned(), Value::Refers(value.whole().filter(|id| *id > 0)?))),
            None => Some((key.trim_start_matches(['^', '#']).to_owned(), Value::Plain(value))),
        });
        let features = features.collect();
        Ok(Self { id, kind, path: path.to_owned(), features, elements })
    }

    fn get(&self, name: &str) -> Option<Value<'a>> {
        self.features.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }

    /// A plain feature as a text.
    pub(super) fn word(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            Value::Plain(raw) => raw.word(),
            Value::Refers(_) => None,
        }
    }

    /// The structure that a feature refers to.
    pub(super) fn refers(&self, name: &str) -> Option<u64> {
        match self.get(name)? {
            Value::Refers(id) => Some(id),
            Value::Plain(_) => None,
        }
    }

    /// Whether it says where it begins and ends.
    pub(super) fn is_placed(&self) -> bool {
        self.get("begin").is_some() && self.get("end").is_some()
    }

    /// Where it begins and ends; nothing where these are no numbers.
    pub(super) fn place(&self) -> Option<(u64, u64)> {
        let at = |name| match self.get(name)? {
            Value::Plain(raw) => raw.whole(),
            Value::Refers(_) => None,
        };
        Some((at("begin")?, at("end")?))
    }

    /// The name of its type without what stands before the last dot.
    pub(super) fn short(&self) -> &str {
        self.kind.rsplit_once('.').map_or(&self.kind, |(_, short)| short)
    }

    /// What it holds, where it is an array.
    fn held(&self) -> Vec<Value<'a>> {
        let holds_structures = match self.kind.strip_suffix("[]") {
            Some(of) => !of.starts_with("uima.cas.") || of == "uima.cas.TOP",
            None => self.kind == "uima.cas.FSArray",
        };
        let each = |raw: Raw<'a>| match holds_structures {
            true => raw.whole().map(Value::Refers),
            false => Some(Value::Plain(raw)),
        };
        self.elements.and_then(Raw::items).unwrap_or_default().into_iter().filter_map(each).collect()
    }

    /// Whether it holds others.
    pub(super) fn is_array(&self) -> bool {
        self.elements.is_some()
            || self.kind.ends_with("[]")
            || self.kind.starts_with("uima.cas.") && self.kind.ends_with("Array")
    }
}

/// A view.
#[derive(Clone, Debug)]
pub(super) struct View {
    /// Its name.
    pub(super) name: String,
    /// The structure with its text.
    pub(super) sofa: u64,
    /// What is in it; nothing where the file does not say.
    pub(super) members: Option<BTreeSet<u64>>,
}

/// What stands in a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Store<'a> {
    /// Structures in the order of the file.
    pub(super) all: Vec<Structure<'a>>,
    places: BTreeMap<u64, usize>,
    /// Views, the first one before all others.
    pub(super) views: Vec<View>,
    /// How many bytes were given out.
    given: Cell<usize>,
}

impl<'a> Store<'a> {
    /// Reads a file; what is wrong in it is told.
    pub(super) fn of(file: &TextFile, entries: &Entries<'a>, issues: &mut Vec<Issue>) -> Self {
        let mut store = Self::default();
        let mut tell = |path: &str, problem: Problem| {
            issues.push(Issue { file: file.name.clone(), line: 0, path: path.to_owned(), problem });
        };
        let key = "%FEATURE_STRUCTURES";
        let structures = entries.get(key).unwrap_or(Raw("[]"));
        let listed: Option<Vec<(Option<String>, Raw<'a>)>> = match structures.items() {
            Some(items) => Some(items.into_iter().map(|item| (None, item)).collect()),
            None => structures.entries().map(|all| all.0.into_iter().map(|(key, raw)| (Some(key), raw)).collect()),
        };
        if listed.is_none() {
            tell(key, Problem::Shape { path: key.to_owned(), expected: "a list or an object" });
        }
        for (number, (key, raw)) in listed.unwrap_or_default().into_iter().enumerate() {
            let path = match &key {
                Some(key) => format!("%FEATURE_STRUCTURES.{key}"),
                None => format!("%FEATURE_STRUCTURES[{number}]"),
            };
            let entries = raw.entries().ok_or_else(|| Problem::Shape { path: path.clone(), expected: "an object" });
            match entries.and_then(|entries| Structure::of(entries, key.as_deref(), &path)) {
                Ok(structure) if store.places.contains_key(&structure.id) => {
                    tell(&path, Problem::Duplicate { id: structure.id.to_string() });
                }
                Ok(structure) => {
                    store.places.insert(structure.id, store.all.len());
                    store.all.push(structure);
                }
                Err(problem) => tell(&path, problem),
            }
        }
        store.read_views(entries);
        store
    }

    fn read_views(&mut self, entries: &Entries<'_>) {
        let told = entries.get("%VIEWS").and_then(Raw::entries).unwrap_or_default();
        let told: Vec<_> = told.0.into_iter().filter_map(|(name, raw)| Some((name, raw.entries()?))).collect();
        let (mut by_name, mut by_sofa) = (BTreeMap::new(), BTreeMap::new());
        for (name, view) in &told {
            by_name.entry(name.as_str()).or_insert(view);
            by_sofa.extend(view.get("%SOFA").and_then(Raw::whole).map(|sofa| (sofa, view)));
        }
        let sofas: Vec<(u64, String)> = (self.all.iter())
            .filter(|one| one.kind == "uima.cas.Sofa")
            .map(|one| (one.id, one.word("sofaID").unwrap_or_else(|| super::INITIAL.to_owned())))
            .collect();
        for (sofa, name) in sofas {
            let view = by_sofa.get(&sofa).or_else(|| by_name.get(name.as_str()));
            let members = view.and_then(|view| view.get("%MEMBERS")?.items());
            let members = members.map(|members| members.into_iter().filter_map(Raw::whole).collect());
            self.views.push(View { name, sofa, members });
        }
        // Stable: the others stay in the order of the file.
        crate::model::order::sort_by_key(&mut self.views, |view| view.name != super::INITIAL);
    }

    /// The structure with a number.
    pub(super) fn get(&self, id: u64) -> Option<&Structure<'a>> {
        self.all.get(*self.places.get(&id)?)
    }

    /// What an array or a list holds; nothing where a structure is neither. Many may refer to one long list: what all of them
    /// are given is limited.
    pub(super) fn elements(&self, id: u64) -> Option<Vec<Value<'a>>> {
        let first = self.get(id)?;
        let is_list = first.kind.starts_with("uima.cas.Empty") || first.kind.starts_with("uima.cas.NonEmpty");
        if !first.is_array() && !is_list {
            return None;
        }
        if self.is_spent() {
            return Some(Vec::new());
        }
        let found = if is_list { self.listed(id) } else { first.held() };
        self.spend(found.len() * ELEMENT);
        Some(found)
    }

    /// Counts what is made of an element.
    pub(super) fn spend(&self, bytes: usize) {
        self.given.set(self.given.get().saturating_add(bytes));
    }

    /// Whether no more elements are given out.
    pub(super) fn is_spent(&self) -> bool {
        self.given.get() > MOST
    }

    fn listed(&self, id: u64) -> Vec<Value<'a>> {
        let (mut found, mut seen, mut next) = (Vec::new(), BTreeSet::new(), Some(id));
        while let Some(one) = next.filter(|id| seen.insert(*id)).and_then(|id| self.get(id)) {
            found.extend(one.get("head"));
            next = one.refers("tail");
        }
        found
    }
}
