//! Numbers that stand for things of the project that is met.

use std::rc::Rc;

use manicule::edit::commands::Speaker;
use manicule::model::{
    AnnotationId, Attribute, AttributeKind, AttributeName, DocId, Document, Entity, LabelId, Person, Project, Relation,
};
use proptest::prelude::*;

use super::pick;
use super::texts::{Place, range};

/// Who says a claim; numbers stand for annotations.
#[derive(Clone, Debug)]
pub(crate) enum SpeakerSeed {
    Mention(u16),
    Words(Place),
    Pronoun(Place, u16),
    Nobody(String),
}

pub(crate) fn speaker() -> BoxedStrategy<SpeakerSeed> {
    prop_oneof![
        any::<u16>().prop_map(SpeakerSeed::Mention),
        any::<Place>().prop_map(SpeakerSeed::Words),
        any::<(Place, u16)>().prop_map(|(place, of)| SpeakerSeed::Pronoun(place, of)),
        any::<String>().prop_map(SpeakerSeed::Nobody),
    ]
    .boxed()
}

pub(crate) fn speakers(document: &Document, seeds: &[SpeakerSeed]) -> Vec<Speaker> {
    let text = document.article.text();
    let grow = |seed: &SpeakerSeed| match seed {
        SpeakerSeed::Mention(number) => ids(document, &[*number]).first().copied().map(Speaker::Mention),
        SpeakerSeed::Words(place) => Some(Speaker::Words(range(text, *place))),
        SpeakerSeed::Pronoun(place, of) => {
            ids(document, &[*of]).first().map(|of| Speaker::Pronoun(range(text, *place), *of))
        }
        SpeakerSeed::Nobody(value) => Some(Speaker::Nobody(Rc::from(value.as_str()))),
    };
    seeds.iter().filter_map(grow).collect()
}

pub(crate) fn relation_of(document: &Document, number: u16) -> Option<&Rc<Relation>> {
    let all: Vec<_> = document.relations.values().collect();
    pick(&all, number).copied()
}

/// An attribute and values for it: some that it takes, or one that it may not.
pub(crate) fn some_value(attributes: &[Attribute], number: u16) -> Option<(AttributeName, Vec<String>)> {
    let attribute = pick(attributes, number)?;
    let some = match &attribute.kind {
        AttributeKind::Choice(all) | AttributeKind::Many(all) => pick(all, number / 3).map(ToString::to_string),
        AttributeKind::Flag => Some("true".to_owned()),
        AttributeKind::Scale(_) | AttributeKind::Number { .. } => Some((number % 4).to_string()),
        AttributeKind::Date => Some("2024-03-30".to_owned()),
        AttributeKind::Link => Some("https://example.org".to_owned()),
        AttributeKind::Text => Some("words".to_owned()),
    };
    Some((attribute.name.clone(), some.filter(|_| !number.is_multiple_of(5)).into_iter().collect()))
}

pub(crate) fn label_of(project: &Project, number: u16) -> Option<LabelId> {
    pick(&project.schema.labels, number).map(|label| label.id.clone())
}

pub(crate) fn annotation_of(
    project: &Project,
    document: u16,
    annotation: u16,
) -> Option<(&Rc<Document>, AnnotationId)> {
    let document = pick(&project.order, document).and_then(|id| project.document(id))?;
    Some((document, *ids(document, &[annotation]).first()?))
}

pub(crate) fn ids(document: &Document, numbers: &[u16]) -> Vec<AnnotationId> {
    let all: Vec<_> = document.annotations.keys().copied().collect();
    numbers.iter().filter_map(|number| pick(&all, *number).copied()).collect()
}

/// What an import takes over of a project.
pub(crate) type Parts = (Vec<Rc<Document>>, Vec<Rc<Entity>>, Vec<Rc<Person>>);

pub(crate) fn parts(project: &Project) -> Parts {
    let documents = project.documents().cloned().collect();
    (documents, project.entities.values().cloned().collect(), project.people.values().cloned().collect())
}

/// The document that a number stands for, as it stands in the queue.
pub(crate) fn document_of(project: &Project, number: u16) -> Option<&DocId> {
    pick(&project.order, number)
}
