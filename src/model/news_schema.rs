//! The schema *News*, which a new project starts with (entities, claims, and who made them), and *Fact-check*, which says
//! more of a claim. Where datasets have a field of the kind, ids and values follow them: the questions are those of
//! CheckThat! 2020, task 1, the verdicts those of AVeriTeC, the stances are wider than those of NewsClaims.

use std::rc::Rc;

use super::claim::slot;
use super::{
    Attribute, AttributeKind, AttributeName, KindId, Label, LabelId, LabelKind, PaletteIndex, RelationKind, Schema,
    Snap,
};

/// One label: id, name, short name, key, description.
pub(super) type Row = (&'static str, &'static str, &'static str, char, &'static str);

const ENTITIES: [Row; 9] = [
    ("person", "Person", "PER", '1', "A human being, by name or by a description that stands for one."),
    ("organisation", "Organisation", "ORG", '2', "A company, party, ministry, team or other named body."),
    ("place", "Place", "LOC", '3', "A country, town, street, sea or other place."),
    ("date", "Date", "DATE", '4', "A day, a year, a time, a span of time."),
    ("quantity", "Quantity", "QTY", '5', "A number of something: money, people, percent, length."),
    ("event", "Event", "EVT", '6', "A named happening: a war, a match, a summit, a storm."),
    ("product", "Product", "PROD", '7', "A thing that is made: a ship, a weapon, a program, a book."),
    ("law", "Law", "LAW", '8', "A law, treaty, court case or rule with a name."),
    ("source", "Source", "SRC", 's', "Words that name a speaker but no known thing: a senior official, two witnesses."),
];

pub(super) fn label((id, name, short, key, description): Row, kind: LabelKind, color: u8) -> Label {
    Label {
        id: LabelId::from(id),
        name: Rc::from(name),
        short: Rc::from(short),
        kind,
        color: PaletteIndex::new(color).unwrap_or_default(),
        key: Some(key),
        parent: None,
        description: Rc::from(description),
        example: Rc::from(""),
        guideline: Rc::from(""),
        snap: Snap::Words,
        retired: false,
        attributes: Vec::new(),
    }
}

fn attribute(name: &str, title: &str, kind: AttributeKind, hint: &str) -> Attribute {
    let name = AttributeName::from(name);
    Attribute { name, title: Rc::from(title), kind, required: false, default: Vec::new(), hint: Rc::from(hint) }
}

fn values(values: &[&str]) -> Vec<Rc<str>> {
    values.iter().map(|value| Rc::from(*value)).collect()
}

pub(super) fn choice(name: &str, title: &str, of: &[&str]) -> Attribute {
    attribute(name, title, AttributeKind::Choice(values(of)), "")
}

/// A relation kind that fills a slot of what has the label `from`.
pub(super) fn slot_kind(id: &str, name: &str, from: &str, to: &[&str], at_most: Option<u8>) -> RelationKind {
    RelationKind {
        id: KindId::from(id),
        name: Rc::from(name),
        from: vec![LabelId::from(from)],
        to: to.iter().map(|id| LabelId::from(*id)).collect(),
        slot: true,
        at_most,
        attributes: Vec::new(),
    }
}

/// The schema *News*.
#[must_use]
pub fn news() -> Schema {
    let mut labels: Vec<Rc<Label>> = Vec::new();
    for (row, color) in ENTITIES.into_iter().zip(0..) {
        labels.push(Rc::new(label(row, LabelKind::Entity, color)));
    }
    let claim = (
        "claim",
        "Claim",
        "CLAIM",
        'c',
        "What somebody asserts and one could check. Leave the reporting verb outside.",
    );
    labels.push(Rc::new(Label {
        snap: Snap::WordsWithQuotes,
        attributes: vec![
            choice(slot::SOURCE, "Unnamed source", &["author", "unnamed", "none"]),
            choice(slot::QUOTE_TYPE, "Quote type", &["direct", "mixed", "indirect"]),
            attribute(slot::CHECK_WORTHY, "Check-worthy", AttributeKind::Scale(3), "0: not at all; 3: before all others."),
            attribute(
                slot::CHECK_REASONS,
                "Why check it",
                AttributeKind::Many(values(&["may be false", "of public interest", "may do harm"])),
                "Could it be false? Would the public want to know? Could it do harm? Each yes is one step of check-worthy.",
            ),
        ],
        ..label(claim, LabelKind::Claim, 9)
    }));
    let cue = ("cue", "Cue", "CUE", 'u', "The words that say that somebody asserts: said, according to.");
    labels.push(Rc::new(label(cue, LabelKind::Cue, 10)));
    Schema {
        former: Vec::new(),
        id: Rc::from("news"),
        name: Rc::from("News"),
        version: 1,
        labels,
        relations: vec![
            Rc::new(slot_kind(
                slot::SOURCE,
                "Source",
                "claim",
                &["person", "organisation", "source", "place", "product", "law"],
                None,
            )),
            Rc::new(slot_kind(slot::CUE, "Cue", "claim", &["cue"], Some(1))),
            Rc::new(RelationKind {
                attributes: vec![choice("stance", "Stance", &["supports", "contradicts"])],
                ..slot_kind(slot::EVIDENCE, "Evidence", "claim", &["claim", "quantity", "event", "date"], None)
            }),
            Rc::new(slot_kind(slot::ADDRESSEE, "Addressee", "claim", &["person", "organisation", "source"], None)),
        ],
        document: Vec::new(),
    }
}

/// The schema *Fact-check*: *News*, and of a claim what it is about, how it is put, when and where it was made, the pages
/// that speak for or against it, and what came of checking it.
#[must_use]
pub fn fact_check() -> Schema {
    let mut schema = Schema { id: Rc::from("fact-check"), name: Rc::from("Fact-check"), ..news() };
    let further = [
        attribute("topic", "Topic", AttributeKind::Text, "What it is about, in a few words."),
        choice(slot::STANCE, "Stance", &["affirms", "denies", "questions", "reports"]),
        choice("modality", "Modality", &["fact", "prediction", "opinion", "demand", "promise"]),
        attribute("claim_date", "Claimed on", AttributeKind::Date, "The day on which it was said."),
        attribute("claim_place", "Claimed at", AttributeKind::Text, "Where, or in which medium, it was said."),
        attribute("evidence_links", "Evidence pages", AttributeKind::Link, "Addresses, with spaces between them."),
        choice(slot::VERDICT, "Verdict", &["supported", "refuted", "not enough evidence", "conflicting evidence"]),
        attribute("justification", "Justification", AttributeKind::Text, "Why the verdict is what it is."),
    ];
    for label in &mut schema.labels {
        if label.kind == LabelKind::Claim {
            Rc::make_mut(label).attributes.extend(further.iter().cloned());
        }
    }
    let entities: Vec<&str> = ENTITIES.iter().map(|(id, ..)| *id).collect();
    schema.relations.push(Rc::new(slot_kind(slot::OBJECT, "About", "claim", &entities, None)));
    schema
}
