//! The annotations of a view become spans, with what their features say.

use std::collections::{BTreeMap, BTreeSet};

use super::kinds::{self, Kind};
use super::names::parted;
use super::store::{Store, Structure, Types, Value};
use super::{MORE, SPAN};
use crate::formats::Problem;
use crate::formats::foreign::loose::{Loose, LooseSpan, LooseThing};
use crate::formats::foreign::raw::Raw;

/// What is told of a file: path and problem.
pub(super) type Told = Vec<(String, Problem)>;

/// Features of every structure that have a place of their own.
const PLACED: [&str; 3] = ["sofa", "begin", "end"];

/// Features of our own layers that have one.
const OURS: [&str; 8] = ["label", "note", "spanId", "relationId", "fragments", "entity", "identifier", "entityId"];

/// A view that is being read.
pub(super) struct Scene<'a> {
    pub(super) store: &'a Store<'a>,
    pub(super) types: &'a Types,
    /// The structures of this view, with what each is.
    pub(super) all: Vec<(&'a Structure<'a>, Kind)>,
    /// Chains of structures, and all that are part of one.
    pub(super) chains: Vec<Vec<u64>>,
    pub(super) chained: BTreeSet<u64>,
    /// Which span each structure became.
    pub(super) spans: BTreeMap<u64, String>,
    /// How many values lead to what is no span.
    pub(super) left: usize,
}

impl<'a> Scene<'a> {
    /// Names and values of the features that have no other place; what refers to single structures is left aside.
    pub(super) fn said(&self, structure: &Structure<'a>) -> Vec<(String, String)> {
        let is_ours = kinds::is_ours(structure);
        let naming = kinds::naming(structure);
        let mut found = Vec::new();
        for (name, value) in &structure.features {
            if PLACED.contains(&&**name) || is_ours && OURS.contains(&&**name) || naming == Some(&**name) {
                continue;
            }
            let words: Vec<String> = match value {
                Value::Plain(raw) => raw.word().into_iter().collect(),
                Value::Refers(id) => self.texts(*id),
            };
            if is_ours && name == MORE {
                found.extend(words.iter().map(|word| parted(word)));
                continue;
            }
            let attribute = self.types.attribute(&structure.kind, name);
            // What others leave empty they do not say.
            let words = words.into_iter().filter(|word| is_ours || !word.is_empty());
            found.extend(words.map(|word| (attribute.clone(), word)));
        }
        found
    }

    /// The texts and numbers of an array or a list; nothing of what holds structures.
    pub(super) fn texts(&self, id: u64) -> Vec<String> {
        let plain = |value| match value {
            Value::Plain(raw) => Raw::word(raw),
            Value::Refers(_) => None,
        };
        let mut words = Vec::new();
        for word in self.store.elements(id).unwrap_or_default().into_iter().filter_map(plain) {
            if self.store.is_spent() {
                break;
            }
            self.store.spend(word.len());
            words.push(word);
        }
        words
    }

    /// Makes the spans.
    pub(super) fn read_spans(&mut self, document: &mut Loose, told: &mut Told) {
        let mut ids = BTreeSet::new();
        for (structure, _) in self.all.iter().filter(|(_, kind)| *kind == Kind::Span) {
            let Some(place) = structure.place() else {
                told.push((
                    structure.path.clone(),
                    Problem::Shape { path: "begin".to_owned(), expected: "two whole numbers" },
                ));
                continue;
            };
            let own = structure.word("spanId").filter(|id| structure.kind == SPAN && !id.is_empty());
            let number = structure.id.to_string();
            let further = (2_u32..).map(|again| format!("{number}#{again}"));
            let mut free = own.into_iter().chain([number.clone()]).chain(further).filter(|id| !ids.contains(id));
            let id = free.next().unwrap_or(number);
            ids.insert(id.clone());
            self.spans.insert(structure.id, id.clone());
            let span = self.span(structure, id, place);
            thing(structure, &span, document);
            document.spans.push(span);
        }
        document.groups = joined(std::mem::take(&mut document.groups));
    }

    fn span(&self, structure: &Structure<'a>, id: String, place: (u64, u64)) -> LooseSpan {
        let is_ours = structure.kind == SPAN;
        let is_chained = self.chained.contains(&structure.id);
        let mut attributes = self.said(structure);
        let mut link = structure.word("identifier").filter(|link| is_ours || link.contains("://"));
        if !is_ours && link.is_some() {
            // INCEpTION's features of concepts.
            attributes.retain(|(name, _)| name != "identifier");
            link = link.filter(|link| !link.is_empty());
        }
        LooseSpan {
            id,
            label: kinds::label(structure, is_chained),
            fragments: (is_ours.then(|| parts(structure, place)).flatten()).unwrap_or_else(|| vec![place]),
            attributes,
            note: structure.word("note").filter(|_| is_ours).unwrap_or_default(),
            link,
            path: structure.path.clone(),
            ..LooseSpan::default()
        }
    }

    /// Chains: what is the same thing.
    pub(super) fn read_chains(&self, document: &mut Loose) {
        for chain in &self.chains {
            let members: Vec<String> = chain.iter().filter_map(|id| self.spans.get(id).cloned()).collect();
            if !members.is_empty() {
                document.groups.push(LooseThing { members, ..LooseThing::default() });
            }
        }
    }
}

/// The parts of one of our spans; nothing where somebody moved it since.
fn parts(structure: &Structure<'_>, place: (u64, u64)) -> Option<Vec<(u64, u64)>> {
    let told = structure.word("fragments")?;
    let part = |part: &str| {
        let (start, end) = part.split_once('-')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    };
    let parts: Vec<(u64, u64)> = told.split(' ').map(part).collect::<Option<_>>()?;
    let is_whole = parts.first()?.0 == place.0 && parts.last()?.1 == place.1;
    let in_order =
        parts.iter().all(|(start, end)| start < end) && parts.windows(2).all(|two| matches!(two, [a, b] if a.1 <= b.0));
    (is_whole && in_order).then_some(parts)
}

/// The thing that one of our spans names.
fn thing(structure: &Structure<'_>, span: &LooseSpan, document: &mut Loose) {
    let Some(id) = structure.word("entityId").filter(|_| structure.kind == SPAN) else { return };
    let name = structure.word("entity").unwrap_or_default();
    document.groups.push(LooseThing { id, name, members: vec![span.id.clone()] });
}

/// Spans that name the same thing become one group.
fn joined(things: Vec<LooseThing>) -> Vec<LooseThing> {
    let (mut groups, mut places) = (Vec::<LooseThing>::new(), BTreeMap::new());
    for thing in things {
        let place = *places.entry((thing.id.clone(), thing.name.clone())).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(known) => known.members.extend(thing.members),
            None => groups.push(thing),
        }
    }
    groups
}
