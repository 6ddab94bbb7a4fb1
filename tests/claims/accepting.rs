//! From a proposal to a claim in the project: one step, taken back as one, with what is there already used again.

use std::rc::Rc;

use manicule::edit::commands::{self, Speaker};
use manicule::edit::{Fresh, Transaction, apply};
use manicule::model::claim::Claim;
use manicule::model::{AnnotationId, DocId, Document, LabelId, Origin, Project, ProjectId, Span, Timestamp, markup};
use manicule::suggest::{Proposal, Source, find_all};

const ID: &str = "d";

fn project(marked: &str) -> Project {
    let document = markup::parse(ID, marked).expect("well formed");
    Project::new(ProjectId::from_bits(1), "News").with(Rc::new(document))
}

fn document(project: &Project) -> &Document {
    project.document(&DocId::from(ID)).expect("loaded")
}

fn fresh(seed: u64) -> Fresh {
    Fresh::new(Timestamp(1_700_000_000_000 + i64::try_from(seed).expect("small")), None, seed)
}

/// The project after a step, which can be taken back.
fn after(project: &Project, step: &Transaction) -> Project {
    let next = apply(project, step).expect("it fits");
    assert_eq!(&apply(&next, &step.inverse()).expect("the inverse fits"), project, "one step back");
    next
}

/// Accepts the first proposal as it stands.
fn accept_first(project: &Project, seed: u64) -> (Project, AnnotationId) {
    let found = proposals(project);
    let first = found.first().expect("a proposal");
    accept(project, first, 0, seed)
}

fn proposals(project: &Project) -> Vec<Proposal> {
    find_all(document(project), &project.schema, true)
}

fn accept(project: &Project, proposal: &Proposal, source: usize, seed: u64) -> (Project, AnnotationId) {
    let new = proposal.accepted(&LabelId::from("claim"), proposal.sources.get(source));
    let step = commands::make_claim(project, &DocId::from(ID), &new, &mut fresh(seed)).expect("it applies");
    let claim = *step.selection.1.annotations().first().expect("it is picked out");
    (after(project, &step), claim)
}

/// A claim in one line: content | quote type | cue | sources with their labels | value.
fn told(project: &Project, claim: AnnotationId) -> String {
    let document = document(project);
    let claim = Claim::of(document, &project.schema, claim).expect("a claim");
    let quote = |span: &Span| span.quote(&document.article);
    let sources: Vec<String> =
        claim.sources().map(|source| format!("{} ({})", quote(&source.span), source.label.as_str())).collect();
    let cue = claim.cue().map(|cue| quote(&cue.span)).unwrap_or_default();
    let quote_type = claim.quote_type().unwrap_or_default();
    let nobody = claim.nobody().unwrap_or_default();
    format!("{} | {quote_type} | {cue} | {} | {nobody}", quote(&claim.annotation.span), sources.join(" + "))
}

#[test]
fn a_proposal_becomes_a_claim_in_one_step() {
    let project = project("“A,” said [Ada Roe](person), a nurse, “and B.”");
    let (next, claim) = accept_first(&project, 1);
    assert_eq!(told(&next, claim), "“A,” … “and B.” | direct | said | Ada Roe (person) | ");
    assert_eq!(document(&next).annotations.len(), 3, "the mention that was there is used");
    assert_eq!(proposals(&next), [], "what is marked is not proposed again");
    let made = document(&next).annotations.values().filter(|annotation| annotation.origin != Origin::Person);
    assert_eq!(made.count(), 2, "claim and cue say that an engine proposed them");
}

#[test]
fn who_is_nothing_known_becomes_a_source() {
    let project = project("A spokesman for Norvik said the mine was safe.");
    let (next, claim) = accept_first(&project, 1);
    assert_eq!(told(&next, claim), "the mine was safe | indirect | said | A spokesman for Norvik (source) | ");
}

#[test]
fn who_is_not_named_becomes_a_value() {
    let project = project("Rents are expected to rise.");
    let (next, claim) = accept_first(&project, 1);
    assert_eq!(told(&next, claim), "Rents … to rise | indirect | are expected |  | none");
}

#[test]
fn two_speak_together_and_to_somebody() {
    let project = project("[Ada Roe](person) and two guards told police the door was open.");
    let (next, claim) = accept_first(&project, 1);
    assert_eq!(told(&next, claim), "the door was open | indirect | told | Ada Roe (person) + two guards (source) | ");
    let claim = Claim::of(document(&next), &next.schema, claim).expect("a claim");
    let listeners: Vec<_> = claim.addressees().map(|one| one.span.quote(&document(&next).article)).collect();
    assert_eq!(listeners, ["police"]);
}

#[test]
fn a_pronoun_joins_the_thing_it_stands_for() {
    let project = project("[Ada Roe](person#a) came late. She said the road was icy. Then she said it was dark.");
    let (first, claim) = accept_first(&project, 1);
    assert_eq!(told(&first, claim), "the road was icy | indirect | said | She (source) | ");
    assert_eq!(first.entities.len(), 1, "the mention had none, so one was made");
    let (second, _) = accept_first(&first, 2);
    assert_eq!(second.entities.len(), 1);
    let entity = second.entities.values().next().expect("one");
    assert_eq!(&*entity.name, "Ada Roe");
    let members = document(&second).annotations.values().filter(|annotation| annotation.entity == Some(entity.id));
    assert_eq!(members.count(), 3, "the name and both pronouns");
}

#[test]
fn another_source_takes_the_place_of_the_first() {
    let project = project("[Lund](person#l) slept. A guard said the door was open.");
    let (next, claim) = accept_first(&project, 1);
    let id = DocId::from(ID);
    let lund = document(&project).in_reading_order()[0].id;
    let step = commands::set_speakers(&next, &id, claim, &[Speaker::Mention(lund)], &mut fresh(2)).expect("it applies");
    let changed = after(&next, &step);
    assert_eq!(told(&changed, claim), "the door was open | indirect | said | Lund (person) | ");
    assert_eq!(document(&changed).annotations.len(), 3, "the mention that was made with the claim is gone");
    let nobody = [Speaker::Nobody(Rc::from("unnamed"))];
    let step = commands::set_speakers(&changed, &id, claim, &nobody, &mut fresh(3)).expect("it applies");
    let unnamed = after(&changed, &step);
    assert_eq!(told(&unnamed, claim), "the door was open | indirect | said |  | unnamed");
    assert!(document(&unnamed).annotations.contains_key(&lund), "what somebody marked by hand stays");
    assert_eq!(commands::set_speakers(&unnamed, &id, claim, &nobody, &mut fresh(4)), None, "nothing would change");
    let step =
        commands::set_speakers(&unnamed, &id, claim, &[Speaker::Mention(lund)], &mut fresh(5)).expect("it applies");
    assert_eq!(
        told(&after(&unnamed, &step), claim),
        "the door was open | indirect | said | Lund (person) | ",
        "a source takes the value away"
    );
}

#[test]
fn a_cue_moves_unless_another_claim_has_it() {
    let project = project("Lund also said the mine was safe.");
    let (next, claim) = accept_first(&project, 1);
    let id = DocId::from(ID);
    let wider = document(&next).article.range(0, 14, manicule::model::Unit::Byte).map(Span::of).expect("on the text");
    let step = commands::set_cue(&next, &id, claim, Some(&wider), &mut fresh(2)).expect("it applies");
    let moved = after(&next, &step);
    assert_eq!(told(&moved, claim), "the mine was safe | indirect | Lund also said | Lund (source) | ");
    assert_eq!(document(&moved).annotations.len(), 3);
    assert_eq!(commands::set_cue(&moved, &id, claim, Some(&wider), &mut fresh(3)), None);
    let step = commands::set_cue(&moved, &id, claim, None, &mut fresh(4)).expect("it applies");
    assert_eq!(told(&after(&moved, &step), claim), "the mine was safe | indirect |  | Lund (source) | ");
    let off = Span::of(manicule::model::TextRange::new(0, 9999).expect("some"));
    assert_eq!(commands::set_cue(&moved, &id, claim, Some(&off), &mut fresh(5)), None);
}

#[test]
fn another_split_brings_its_quote_type() {
    let project = project("Lund said the mine was “safe”.");
    let (next, claim) = accept_first(&project, 1);
    let whole = document(&next).annotations.get(&claim).expect("there").span.clone();
    let start = whole.end() - 10;
    let last =
        document(&next).article.range(start, whole.end(), manicule::model::Unit::Byte).map(Span::of).expect("“safe”");
    let step =
        commands::set_content(&next, &DocId::from(ID), claim, last.clone(), Some(&Rc::from("direct")), &mut fresh(2));
    let changed = after(&next, &step.expect("it applies"));
    assert_eq!(told(&changed, claim), "“safe” | direct | said | Lund (source) | ");
    assert_eq!(commands::set_content(&changed, &DocId::from(ID), claim, last, None, &mut fresh(3)), None);
}

#[test]
fn a_schema_without_slots_gets_the_claim_alone() {
    let mut project = project("Lund said the mine was safe.");
    let mut schema = (*project.schema).clone();
    schema.relations.clear();
    project.schema = Rc::new(schema);
    let (next, claim) = accept_first(&project, 1);
    assert_eq!(told(&next, claim), "the mine was safe | indirect |  |  | ");
    assert_eq!((document(&next).annotations.len(), document(&next).relations.len()), (1, 0));
    let found = proposals(&project);
    let other = found[0].accepted(&LabelId::from("person"), None);
    assert_eq!(commands::make_claim(&project, &DocId::from(ID), &other, &mut fresh(3)), None, "no label for claims");
}

#[test]
fn a_whole_article_can_be_accepted_and_taken_back() {
    let mut here = project(
        "[Ada Roe](person) said the dam would hold. “It is sound,” she said. But Karel Dunn, an engineer, warned that the \
        gates were old, adding: “Somebody must pay.”\nThe ministry denied any wrongdoing. According to police, nobody was hurt.",
    );
    let start = here.clone();
    let mut steps = Vec::new();
    for seed in 1..40 {
        let Some(proposal) = proposals(&here).into_iter().next() else { break };
        let new = proposal.accepted(&LabelId::from("claim"), proposal.sources.first());
        let step = commands::make_claim(&here, &DocId::from(ID), &new, &mut fresh(seed)).expect("it applies");
        here = after(&here, &step);
        steps.push(step);
    }
    let claims = Claim::all(document(&here), &here.schema);
    assert_eq!(
        claims.len(),
        6,
        "{:#?}",
        claims.iter().map(|claim| told(&here, claim.annotation.id)).collect::<Vec<_>>()
    );
    assert!(claims.iter().all(|claim| claim.has_source() && claim.cue().is_some()));
    for step in steps.iter().rev() {
        here = apply(&here, &step.inverse()).expect("the inverse fits");
    }
    assert_eq!(here, start);
}

#[test]
fn sources_are_shown_with_their_runners_up() {
    let project = project("Ada Roe, who chairs the panel, said the log was missing.");
    let found = proposals(&project);
    let first = found.first().expect("a proposal");
    assert!(first.sources.len() >= 2 && first.sources.len() <= 4, "{first:#?}");
    assert!(matches!(first.sources[0].sources[0], Source::Words(_)));
    assert!(first.sources.windows(2).all(|pair| pair[0].permille >= pair[1].permille), "best first");
}
