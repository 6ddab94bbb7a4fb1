//! Whole projects.

use std::collections::BTreeMap;
use std::rc::Rc;

use manicule::model::{
    Attribute, Attributes, Counts, Document, Entity, EntityId, Entry, KindId, LabelId, LabelKind, Person, PersonId,
    Project, ProjectId, Schema, Verdict,
};
use proptest::collection::vec;
use proptest::prelude::*;

use super::documents::{DocumentSeed, Known, document};
use super::schemas::schema;
use super::values::{bits, entity, person, shared};

/// What a document may refer to in a project, as lists.
pub(crate) struct Register {
    labels: Vec<LabelId>,
    kinds: Vec<KindId>,
    entities: Vec<EntityId>,
    people: Vec<PersonId>,
}

impl Register {
    pub(crate) fn of(project: &Project) -> Self {
        Self::new(&project.schema, project.entities.keys().copied().collect(), project.people.keys().copied().collect())
    }

    fn new(schema: &Schema, entities: Vec<EntityId>, people: Vec<PersonId>) -> Self {
        let labels = schema.labels.iter().map(|label| label.id.clone()).collect();
        let kinds = schema.relations.iter().map(|kind| kind.id.clone()).collect();
        Self { labels, kinds, entities, people }
    }

    pub(crate) fn known(&self) -> Known<'_> {
        let Self { labels, kinds, entities, people } = self;
        Known { labels, kinds, entities, people }
    }
}

/// What the index must know of a document, found without the code under test.
pub(crate) fn recounted(document: &Document, schema: &Schema) -> Entry {
    let claims = document.annotations.values().filter(|annotation| {
        schema.labels.iter().any(|label| label.id == annotation.label && label.kind == LabelKind::Claim)
    });
    let doubts = document.annotations.values().filter(|annotation| annotation.doubt.is_some());
    let number = |n: usize| u32::try_from(n).expect("few");
    Entry {
        id: document.id.clone(),
        title: document.meta.title.clone(),
        status: document.meta.status,
        counts: Counts {
            annotations: number(document.annotations.len()),
            claims: number(claims.count()),
            doubts: number(doubts.count()),
            suggestions: Some(number(document.suggestions.len())),
            open: Some(number(document.suggestions.values().filter(|one| one.verdict == Verdict::Open).count())),
            lacking: number(lacking(document, schema)),
            asked: schema.asks(),
        },
        used: document.meta.schema_version,
        sha256: Rc::from(document.article.sha256()),
        annotator: document.meta.annotator,
        copy_of: document.meta.copy_of.clone(),
        locked: document.meta.locked,
    }
}

/// How much lacks a value that the schema requires of it.
fn lacking(document: &Document, schema: &Schema) -> usize {
    let lacks = |known: &[Attribute], said: &Attributes| {
        known.iter().filter(|attribute| attribute.required).any(|attribute| {
            let values: Vec<String> = match said.get(&attribute.name) {
                Some(values) => values.iter().map(|value| value.to_string()).collect(),
                None => Vec::new(),
            };
            values.is_empty() || attribute.kind.read(&values).is_none_or(|read| read.is_empty())
        })
    };
    let mut count = usize::from(lacks(&schema.document, &document.meta.values));
    for annotation in document.annotations.values() {
        let label = schema.labels.iter().find(|label| label.id == annotation.label);
        count += usize::from(label.is_some_and(|label| lacks(&label.attributes, &annotation.attributes)));
    }
    // A link to what is suggested waits until that is accepted.
    let waits = |end| !document.annotations.contains_key(end) && document.suggestions.contains_key(end);
    for relation in document.relations.values().filter(|link| !waits(&link.from) && !waits(&link.to)) {
        let kind = schema.relations.iter().find(|kind| kind.id == relation.kind);
        count += usize::from(kind.is_some_and(|kind| lacks(&kind.attributes, &relation.attributes)));
    }
    count
}

type Seed = (u64, Rc<str>, Rc<str>, Schema, Vec<Entity>, Vec<Person>, Vec<DocumentSeed>);

fn grow((id, name, guidelines, schema, entities, people, seeds): Seed) -> Project {
    let ids = |things: &[Entity]| things.iter().map(|thing| thing.id).collect();
    let register = Register::new(&schema, ids(&entities), people.iter().map(|person| person.id).collect());
    let mut order = Vec::new();
    let (mut entries, mut loaded) = (BTreeMap::new(), BTreeMap::new());
    for seed in seeds {
        let document = seed.grow(&register.known());
        if entries.contains_key(&document.id) {
            continue;
        }
        order.push(document.id.clone());
        entries.insert(document.id.clone(), Rc::new(recounted(&document, &schema)));
        loaded.insert(document.id.clone(), Rc::new(document));
    }
    Project {
        id: ProjectId::from_bits(id),
        name,
        guidelines,
        schema: Rc::new(schema),
        entities: entities.into_iter().map(|entity| (entity.id, Rc::new(entity))).collect(),
        people: people.into_iter().map(|person| (person.id, Rc::new(person))).collect(),
        order: Rc::new(order),
        entries: entries.into_iter().collect(),
        loaded: loaded.into_iter().collect(),
    }
}

/// A project whose documents are all loaded; at least one.
pub(crate) fn project() -> BoxedStrategy<Project> {
    let things = (vec(entity(), 0..5), vec(person(), 0..4), vec(document(), 1..4));
    (bits(), shared(), shared(), schema(), things)
        .prop_map(|(id, name, guidelines, schema, (entities, people, documents))| {
            grow((id, name, guidelines, schema, entities, people, documents))
        })
        .boxed()
}
