//! What a person can do, as data: every function of `edit::commands` has its variant here.

use std::rc::Rc;

use manicule::edit::commands::NewClaim;
use manicule::edit::meeting::{Out, meet};
use manicule::edit::{Fresh, Selection, Transaction, apply, commands};
use manicule::model::{LabelKind, Origin, PersonId, Project, Span, Status, Table, Timestamp, ready_schemas};
use proptest::collection::vec;
use proptest::prelude::*;

use super::pick;
use super::projects::project;
use super::reshapes::reshape;
use super::seeds::{SpeakerSeed, annotation_of, ids, label_of, parts, relation_of, some_value, speaker, speakers};
use super::texts::{Place, places, range, span};
use super::values::status;

/// Numbers stand for documents, labels, annotations and relations of the project that is met.
#[derive(Clone, Debug)]
pub(crate) enum Command {
    Annotate {
        document: u16,
        places: Vec<Place>,
        label: u16,
    },
    Relabel {
        document: u16,
        annotations: Vec<u16>,
        label: u16,
    },
    Delete {
        document: u16,
        annotations: Vec<u16>,
    },
    SetSpan {
        document: u16,
        annotation: u16,
        places: Vec<Place>,
    },
    AddFragment {
        document: u16,
        annotation: u16,
        places: Vec<Place>,
    },
    RemoveFragment {
        document: u16,
        annotation: u16,
        places: Vec<Place>,
    },
    Link {
        document: u16,
        kind: Option<u16>,
        ends: (u16, u16),
    },
    Unlink {
        document: u16,
        relation: u16,
    },
    Relink {
        document: u16,
        relation: u16,
        is_to: bool,
        end: u16,
    },
    Rekind {
        document: u16,
        relation: u16,
        kind: u16,
    },
    SetLinkNote {
        document: u16,
        relation: u16,
        note: String,
    },
    SetLinkAttribute {
        document: u16,
        relation: u16,
        value: u16,
    },
    SetNote {
        document: u16,
        annotations: Vec<u16>,
        note: String,
    },
    SetDoubt {
        document: u16,
        annotations: Vec<u16>,
        reason: Option<String>,
    },
    SetAttribute {
        document: u16,
        annotations: Vec<u16>,
        value: u16,
    },
    Group {
        document: u16,
        annotations: Vec<u16>,
    },
    Ungroup {
        document: u16,
        annotations: Vec<u16>,
    },
    SetEntity {
        entity: u16,
        name: String,
        link: String,
    },
    SetStatus(u16, Status),
    Import {
        from: Box<Project>,
        with_schema: bool,
    },
    Remove {
        document: u16,
    },
    MakeClaim {
        document: u16,
        label: u16,
        places: Vec<Place>,
        cue: Option<Place>,
        speakers: Vec<SpeakerSeed>,
        value: String,
    },
    FrameClaim {
        document: u16,
        claim: u16,
        places: Vec<Place>,
        cue: Option<Place>,
        speakers: Vec<SpeakerSeed>,
    },
    SetSpeakers {
        document: u16,
        claim: u16,
        speakers: Vec<SpeakerSeed>,
    },
    SetCue {
        document: u16,
        claim: u16,
        cue: Option<Place>,
    },
    SetContent {
        document: u16,
        claim: u16,
        places: Vec<Place>,
        value: String,
    },
    SetField(u16, u16),
    ChangeSchema(Vec<(u8, u16, u16)>),
    UseSchema(u16),
}

pub(crate) fn command() -> BoxedStrategy<Command> {
    let number = any::<u16>;
    prop_oneof![
        6 => (number(), places(3), number())
            .prop_map(|(document, places, label)| Command::Annotate { document, places, label }),
        2 => (number(), vec(number(), 0..3), number())
            .prop_map(|(document, annotations, label)| Command::Relabel { document, annotations, label }),
        2 => (number(), vec(number(), 0..3))
            .prop_map(|(document, annotations)| Command::Delete { document, annotations }),
        2 => (number(), number(), places(3))
            .prop_map(|(document, annotation, places)| Command::SetSpan { document, annotation, places }),
        2 => (number(), number(), places(2))
            .prop_map(|(document, annotation, places)| Command::AddFragment { document, annotation, places }),
        2 => (number(), number(), places(1))
            .prop_map(|(document, annotation, places)| Command::RemoveFragment { document, annotation, places }),
        4 => (number(), proptest::option::of(number()), any::<(u16, u16)>())
            .prop_map(|(document, kind, ends)| Command::Link { document, kind, ends }),
        1 => (number(), number()).prop_map(|(document, relation)| Command::Unlink { document, relation }),
        2 => (number(), number(), any::<bool>(), number())
            .prop_map(|(document, relation, is_to, end)| Command::Relink { document, relation, is_to, end }),
        1 => (number(), number(), number())
            .prop_map(|(document, relation, kind)| Command::Rekind { document, relation, kind }),
        1 => (number(), number(), any::<String>())
            .prop_map(|(document, relation, note)| Command::SetLinkNote { document, relation, note }),
        1 => (number(), number(), number())
            .prop_map(|(document, relation, value)| Command::SetLinkAttribute { document, relation, value }),
        1 => (number(), vec(number(), 0..3), any::<String>())
            .prop_map(|(document, annotations, note)| Command::SetNote { document, annotations, note }),
        1 => (number(), vec(number(), 0..3), proptest::option::of(any::<String>()))
            .prop_map(|(document, annotations, reason)| Command::SetDoubt { document, annotations, reason }),
        2 => (number(), vec(number(), 0..3), number())
            .prop_map(|(document, annotations, value)| Command::SetAttribute { document, annotations, value }),
        4 => (number(), number(), places(3), proptest::option::of(any::<Place>()), vec(speaker(), 0..3), any::<String>())
            .prop_map(|(document, label, places, cue, speakers, value)| {
                Command::MakeClaim { document, label, places, cue, speakers, value }
            }),
        3 => (number(), number(), vec(speaker(), 0..3))
            .prop_map(|(document, claim, speakers)| Command::SetSpeakers { document, claim, speakers }),
        2 => (number(), number(), proptest::option::of(any::<Place>()))
            .prop_map(|(document, claim, cue)| Command::SetCue { document, claim, cue }),
        1 => (number(), number(), places(2), any::<String>())
            .prop_map(|(document, claim, places, value)| Command::SetContent { document, claim, places, value }),
        2 => (number(), number(), places(2), proptest::option::of(any::<Place>()), vec(speaker(), 0..3))
            .prop_map(|(document, claim, places, cue, speakers)| {
                Command::FrameClaim { document, claim, places, cue, speakers }
            }),
        2 => (number(), vec(number(), 0..4)).prop_map(|(document, annotations)| Command::Group { document, annotations }),
        1 => (number(), vec(number(), 0..4)).prop_map(|(document, annotations)| Command::Ungroup { document, annotations }),
        1 => (number(), any::<String>(), any::<String>())
            .prop_map(|(entity, name, link)| Command::SetEntity { entity, name, link }),
        1 => (number(), status()).prop_map(|(document, status)| Command::SetStatus(document, status)),
        1 => (project(), any::<bool>())
            .prop_map(|(from, with_schema)| Command::Import { from: Box::new(from), with_schema }),
        1 => number().prop_map(|document| Command::Remove { document }),
        1 => (number(), number()).prop_map(|(document, value)| Command::SetField(document, value)),
        1 => vec(any::<(u8, u16, u16)>(), 1..4).prop_map(Command::ChangeSchema),
        1 => number().prop_map(Command::UseSchema),
    ]
    .boxed()
}

/// Some commands. Few, because each may bring whole documents along.
pub(crate) fn list() -> impl Strategy<Value = Vec<Command>> {
    vec(command(), 1..12)
}

/// A source of ids that is the same in every run.
pub(crate) fn fresh(seed: u64) -> Fresh {
    Fresh::new(Timestamp(1_700_000_000_000), None, seed)
}

impl Command {
    /// What it would do; `None` where it does not apply.
    pub(crate) fn on(&self, project: &Project, fresh: &mut Fresh) -> Option<Transaction> {
        let document = |number: u16| pick(&project.order, number).and_then(|id| project.document(id));
        match self {
            Self::Annotate { document: number, places, label } => {
                let document = document(*number)?;
                let span = span(document.article.text(), places);
                commands::annotate(project, &document.id, span, &label_of(project, *label)?, fresh)
            }
            Self::Relabel { document: number, annotations, label } => {
                let document = document(*number)?;
                let ids = ids(document, annotations);
                commands::relabel(project, &document.id, &ids, &label_of(project, *label)?, fresh)
            }
            Self::Delete { document: number, annotations } => {
                let document = document(*number)?;
                commands::delete(project, &document.id, &ids(document, annotations))
            }
            Self::SetSpan { document: number, annotation, places } => {
                let (document, of) = annotation_of(project, *number, *annotation)?;
                commands::set_span(project, &document.id, of, span(document.article.text(), places), fresh)
            }
            Self::AddFragment { document: number, annotation, places } => {
                let (document, of) = annotation_of(project, *number, *annotation)?;
                let pieces: Vec<_> = span(document.article.text(), places).fragments().collect();
                commands::add_fragment(project, &document.id, of, pieces, fresh)
            }
            Self::RemoveFragment { document: number, annotation, places } => {
                let (document, of) = annotation_of(project, *number, *annotation)?;
                let gone: Vec<_> = span(document.article.text(), places).fragments().collect();
                commands::remove_fragment(project, &document.id, of, &gone, fresh)
            }
            Self::Link { document: number, kind, ends } => {
                let document = document(*number)?;
                let [from, to] = *ids(document, &[ends.0, ends.1]) else { return None };
                let kind = match kind {
                    Some(number) => pick(&project.schema.relations, *number).cloned()?,
                    None => commands::link_kinds(project, &document.id, from, to).first().cloned()?,
                };
                commands::link(project, &document.id, &kind.id, from, to, fresh)
            }
            Self::Unlink { document: number, relation } => {
                let document = document(*number)?;
                let relations: Vec<_> = document.relations.keys().copied().collect();
                commands::unlink(project, &document.id, *pick(&relations, *relation)?)
            }
            Self::Relink { document: number, relation, is_to, end } => {
                let document = document(*number)?;
                let end = *ids(document, &[*end]).first()?;
                commands::relink(project, &document.id, relation_of(document, *relation)?.id, *is_to, end, fresh)
            }
            Self::Rekind { document: number, relation, kind } => {
                let document = document(*number)?;
                let kind = pick(&project.schema.relations, *kind)?.id.clone();
                commands::rekind(project, &document.id, relation_of(document, *relation)?.id, &kind, fresh)
            }
            Self::SetLinkNote { document: number, relation, note } => {
                let document = document(*number)?;
                commands::set_link_note(project, &document.id, relation_of(document, *relation)?.id, note, fresh)
            }
            Self::SetLinkAttribute { document: number, relation, value } => {
                let document = document(*number)?;
                let relation = relation_of(document, *relation)?;
                let kind = project.schema.relation(&relation.kind)?;
                let (name, values) = some_value(&kind.attributes, *value)?;
                commands::set_link_attribute(project, &document.id, relation.id, &name, &values, fresh)
            }
            Self::SetNote { document: number, annotations, note } => {
                let document = document(*number)?;
                commands::set_note(project, &document.id, &ids(document, annotations), note, fresh)
            }
            Self::SetDoubt { document: number, annotations, reason } => {
                let document = document(*number)?;
                commands::set_doubt(project, &document.id, &ids(document, annotations), reason.as_deref(), fresh)
            }
            Self::SetAttribute { document: number, annotations, value } => {
                let document = document(*number)?;
                let ids = ids(document, annotations);
                let label = &document.annotations.get(ids.first()?)?.label;
                let (name, values) = some_value(&project.schema.label(label)?.attributes, *value)?;
                commands::set_attribute(project, &document.id, &ids, &name, &values, fresh)
            }
            Self::MakeClaim { document: number, label, places, cue, speakers: seeds, value } => {
                let document = document(*number)?;
                let text = document.article.text();
                let claims = project.schema.labels.iter().filter(|label| label.kind == LabelKind::Claim);
                let claims: Vec<_> = claims.map(|label| label.id.clone()).collect();
                let new = NewClaim {
                    label: pick(&claims, *label)?.clone(),
                    content: span(text, places),
                    cue: cue.map(|place| Span::of(range(text, place))),
                    sources: speakers(document, seeds),
                    addressee: cue.map(|place| range(text, place)),
                    quote_type: Some(Rc::from(value.as_str())),
                    origin: Origin::Person,
                };
                commands::make_claim(project, &document.id, &new, fresh)
            }
            Self::FrameClaim { document: number, claim, places, cue, speakers: seeds } => {
                let (document, of) = annotation_of(project, *number, *claim)?;
                let text = document.article.text();
                let new = NewClaim {
                    label: document.annotations.get(&of)?.label.clone(),
                    content: span(text, places),
                    cue: cue.map(|place| Span::of(range(text, place))),
                    sources: speakers(document, seeds),
                    addressee: None,
                    quote_type: Some(Rc::from("direct")),
                    origin: Origin::Person,
                };
                commands::frame_claim(project, &document.id, of, &new, fresh)
            }
            Self::SetSpeakers { document: number, claim, speakers: seeds } => {
                let (document, of) = annotation_of(project, *number, *claim)?;
                commands::set_speakers(project, &document.id, of, &speakers(document, seeds), fresh)
            }
            Self::SetCue { document: number, claim, cue } => {
                let (document, of) = annotation_of(project, *number, *claim)?;
                let cue = cue.map(|place| Span::of(range(document.article.text(), place)));
                commands::set_cue(project, &document.id, of, cue.as_ref(), fresh)
            }
            Self::SetContent { document: number, claim, places, value } => {
                let (document, of) = annotation_of(project, *number, *claim)?;
                let content = span(document.article.text(), places);
                commands::set_content(project, &document.id, of, content, Some(&Rc::from(value.as_str())), fresh)
            }
            Self::Group { document: number, annotations } => {
                let document = document(*number)?;
                commands::group(project, &document.id, &ids(document, annotations), fresh)
            }
            Self::Ungroup { document: number, annotations } => {
                let document = document(*number)?;
                commands::ungroup(project, &document.id, &ids(document, annotations), fresh)
            }
            Self::SetEntity { entity, name, link } => {
                let all: Vec<_> = project.entities.keys().copied().collect();
                let entity = *pick(&all, *entity)?;
                commands::set_entity(project, entity, Some(name), Some(link), &Selection::Nothing)
            }
            Self::SetStatus(number, status) => commands::set_status(project, &document(*number)?.id, *status, fresh),
            Self::Import { from, with_schema } => {
                // Everything twice, as from two files that hold the same.
                let (mut documents, mut entities, mut people) = parts(from);
                documents.extend(documents.clone());
                entities.extend(entities.clone());
                people.extend(people.clone());
                let schema = with_schema.then(|| (*from.schema).clone());
                let me = fresh.author.unwrap_or_else(|| PersonId::from_bits(1));
                let meeting =
                    meet(project, me, &[(&documents[..]).into()], (&Table::new(), &Out::new()), &|_, _, _, _| false);
                commands::take_in(project, &meeting, commands::Around { entities, people, schema })
            }
            Self::Remove { document: number } => commands::remove(project, &document(*number)?.id),
            Self::SetField(number, value) => {
                let (name, values) = some_value(&project.schema.document, *value)?;
                commands::set_field(project, &document(*number)?.id, &name, &values, fresh)
            }
            Self::ChangeSchema(seeds) => commands::change_schema(project, &reshape(project, seeds), fresh),
            Self::UseSchema(number) => commands::use_schema(project, pick(&ready_schemas::ready(), *number)?),
        }
    }
}

/// Runs a list; every transaction that was made, with the project after it. Each must be accepted by the project it
/// was made for.
pub(crate) fn run(project: &Project, list: &[Command]) -> Vec<(Transaction, Project)> {
    let mut fresh = fresh(7);
    let mut steps: Vec<(Transaction, Project)> = Vec::new();
    for command in list {
        let here = steps.last().map_or(project, |(_, after)| after);
        let Some(transaction) = command.on(here, &mut fresh) else { continue };
        let after = apply(here, &transaction).expect("a command's transaction fits the project it was made for");
        steps.push((transaction, after));
    }
    steps
}
