//! Foreign names of labels and relation kinds: how often each is used, what kind it may be, and which of the schema's it
//! may be.

use super::counting::{Counting, Views};
use super::place;
use crate::formats::foreign::loose::{Foreign, Loose, LooseSpan};
use crate::model::claim::slot;
use crate::model::fold::folded;
use crate::model::{FixedText, LabelKind, Schema, Table};

/// Examples that are told of a label.
const EXAMPLES: usize = 3;

/// Characters of an example.
const EXAMPLE: usize = 40;

/// What becomes of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// It is the one of the schema with this id.
    Known(String),
    /// It becomes a new one.
    New,
    /// What carries it is left out.
    Ignored,
}

/// A foreign name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// It.
    pub name: String,
    /// How often it is used.
    pub count: usize,
    /// What a label of this name would mark; an entity for relation kinds.
    pub kind: LabelKind,
    /// Some of its words.
    pub examples: Vec<String>,
    /// What is proposed to become of it.
    pub target: Target,
}

/// All names of labels and of relation kinds, each in the order in which they come. Examples are what the files say, else the
/// words at the offsets, where it is known what those count.
#[must_use]
pub fn names(foreign: &Foreign, schema: &Schema, counting: Option<Counting>) -> (Vec<Named>, Vec<Named>) {
    let (mut labels, mut kinds) = (Names::default(), Names::default());
    for declared in &foreign.labels {
        let list = if declared.is_relation { &mut kinds } else { &mut labels };
        let at = list.at(&declared.name);
        if let (Some(kind), Some(entry)) = (declared.kind, list.all.get_mut(at)) {
            (entry.1, entry.0.kind) = (true, kind);
        }
    }
    for loose in &foreign.documents {
        let mut words = At { loose, counting, made: None };
        for span in &loose.spans {
            let at = labels.at(&span.label);
            let Some((named, _)) = labels.all.get_mut(at) else { continue };
            named.count += 1;
            if named.examples.len() < EXAMPLES {
                let example = words.of(span).split_whitespace().collect::<Vec<_>>().join(" ");
                let example: String = example.chars().take(EXAMPLE).collect();
                if !example.is_empty() && !named.examples.contains(&example) {
                    named.examples.push(example);
                }
            }
        }
        for relation in &loose.relations {
            let at = kinds.at(&relation.kind);
            if let Some((named, _)) = kinds.all.get_mut(at) {
                named.count += 1;
            }
        }
        roles(loose, &mut labels);
    }
    for (named, is_told) in &mut labels.all {
        named.kind = if *is_told { named.kind } else { by_name(&named.name).unwrap_or(named.kind) };
        named.target = known_label(schema, &named.name);
    }
    for (named, _) in &mut kinds.all {
        named.target = known_kind(schema, &named.name);
    }
    (labels.end(), kinds.end())
}

/// The words of spans of an article.
struct At<'a> {
    loose: &'a Loose,
    counting: Option<Counting>,
    made: Option<(FixedText, Views<'a>)>,
}

impl At<'_> {
    fn of(&mut self, span: &LooseSpan) -> String {
        let Some(counting) = self.counting.filter(|_| span.quotes.is_empty()) else { return span.quotes.join(" … ") };
        let text = &self.loose.text;
        let (fixed, views) = self.made.get_or_insert_with(|| (FixedText::new(text), Views::of(text)));
        let placed = place::at_offsets(span, views.of_counting(counting), counting.unit, fixed);
        let words = placed.ranges.into_iter().flatten().filter_map(|range| range.of(&fixed.text));
        words.collect::<Vec<_>>().join(" … ")
    }
}

/// Names with whether their kind is told, and the place of each.
#[derive(Default)]
struct Names {
    all: Vec<(Named, bool)>,
    places: Table<String, usize>,
}

impl Names {
    fn at(&mut self, name: &str) -> usize {
        if let Some(place) = self.places.get(&name.to_owned()) {
            return *place;
        }
        let place = self.all.len();
        self.places.insert(name.to_owned(), place);
        let (examples, target) = (Vec::new(), Target::New);
        self.all.push((Named { name: name.to_owned(), count: 0, kind: LabelKind::Entity, examples, target }, false));
        place
    }

    fn end(self) -> Vec<Named> {
        self.all.into_iter().map(|(named, _)| named).collect()
    }
}

/// Tells claims and cues by the links between spans: what has a source or a cue is a claim.
fn roles(loose: &Loose, labels: &mut Names) {
    if !loose.relations.iter().any(|relation| is_slot(&relation.kind).is_some()) {
        return;
    }
    let spans: Table<&str, &LooseSpan> = loose.spans.iter().map(|span| (span.id.as_str(), span)).collect();
    for relation in &loose.relations {
        let Some(slot) = is_slot(&relation.kind) else { continue };
        let mut mark = |id: &str, kind: LabelKind| {
            let Some(span) = spans.get(&id) else { return };
            let at = labels.at(&span.label);
            if let Some((named, false)) = labels.all.get_mut(at) {
                named.kind = kind;
            }
        };
        mark(&relation.from, LabelKind::Claim);
        if slot == slot::CUE {
            mark(&relation.to, LabelKind::Cue);
        }
    }
}

/// The slot of a claim that a relation kind of this name fills.
#[must_use]
pub(super) fn is_slot(name: &str) -> Option<&'static str> {
    let name = slug(name);
    [slot::SOURCE, slot::CUE, slot::ADDRESSEE, slot::EVIDENCE].into_iter().find(|slot| *slot == name)
}

fn by_name(name: &str) -> Option<LabelKind> {
    match slug(name).as_str() {
        "claim" | "content" | "statement" | "assertion" | "quotation" => Some(LabelKind::Claim),
        "cue" | "attribution-cue" | "claim-cue" => Some(LabelKind::Cue),
        _ => None,
    }
}

/// A name as others are compared with it: small letters, what is neither letter nor digit as one dash.
#[must_use]
pub(super) fn slug(name: &str) -> String {
    let folded = folded(name);
    let parts = folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

/// Whether a name is one of these: as it stands before all others, then as [`slug`].
fn is_one_of(name: &str, candidates: &[&str]) -> Option<usize> {
    let plain = slug(name);
    let exact = candidates.iter().position(|candidate| *candidate == name);
    exact.or_else(|| {
        candidates.iter().position(|candidate| {
            !candidate.is_empty()
                && (folded(candidate) == folded(name) || !plain.is_empty() && slug(candidate) == plain)
        })
    })
}

fn target(name: &str, columns: &[Vec<&str>], ids: &[&str]) -> Target {
    // An id says more than a name, and that more than a tag.
    let found = columns.iter().find_map(|column| is_one_of(name, column));
    found.and_then(|at| ids.get(at)).map_or(Target::New, |id| Target::Known((*id).to_owned()))
}

fn known_label(schema: &Schema, name: &str) -> Target {
    let ids: Vec<&str> = schema.labels.iter().map(|label| label.id.as_str()).collect();
    let names = schema.labels.iter().map(|label| &*label.name).collect();
    let tags = schema.labels.iter().map(|label| &*label.short).collect();
    target(name, &[ids.clone(), names, tags], &ids)
}

fn known_kind(schema: &Schema, name: &str) -> Target {
    let ids: Vec<&str> = schema.relations.iter().map(|kind| kind.id.as_str()).collect();
    let names = schema.relations.iter().map(|kind| &*kind.name).collect();
    target(name, &[ids.clone(), names], &ids)
}

/// The place of a name among others that mean the same, if any.
#[must_use]
pub(super) fn place_of(name: &str, among: &[&str]) -> Option<usize> {
    is_one_of(name, among)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::foreign::loose::LooseRelation;
    use crate::model::news_schema::news;

    fn span(id: &str, label: &str) -> LooseSpan {
        LooseSpan { id: id.into(), label: label.into(), fragments: vec![(0, 1)], ..LooseSpan::default() }
    }

    fn link(kind: &str, from: &str, to: &str) -> LooseRelation {
        LooseRelation { kind: kind.into(), from: from.into(), to: to.into(), ..LooseRelation::default() }
    }

    #[test]
    fn names_lead_to_the_schema() {
        let spans = ["person", "PER", "Organisation", "ORG", "loc", "Place", "MISC", "Claim"];
        let spans = spans.into_iter().map(|label| span("", label)).collect();
        let foreign = Foreign { documents: vec![Loose { spans, ..Loose::default() }], ..Foreign::default() };
        let (labels, _) = names(&foreign, &news(), None);
        let found: Vec<_> = labels.iter().map(|named| named.target.clone()).collect();
        let known = |id: &str| Target::Known(id.to_owned());
        let (person, organisation, place) = (known("person"), known("organisation"), known("place"));
        let expected = [
            person.clone(),
            person,
            organisation.clone(),
            organisation,
            place.clone(),
            place,
            Target::New,
            known("claim"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn links_tell_what_a_label_marks() {
        let spans = vec![span("a", "A"), span("b", "B"), span("c", "C")];
        let relations = vec![link("Source", "a", "b"), link("CUE", "a", "c"), link("met", "b", "c")];
        let document = Loose { spans, relations, ..Loose::default() };
        let (labels, kinds) = names(&Foreign { documents: vec![document], ..Foreign::default() }, &news(), None);
        let found: Vec<_> = labels.iter().map(|named| named.kind).collect();
        assert_eq!(found, [LabelKind::Claim, LabelKind::Entity, LabelKind::Cue]);
        assert_eq!(kinds.iter().map(|named| named.target == Target::New).collect::<Vec<_>>(), [false, false, true]);
    }
}
