//! The schema a new project starts with: news entities, claims, and who made them.

use std::rc::Rc;

use super::{
    Attribute, AttributeKind, AttributeName, KindId, Label, LabelId, LabelKind, PaletteIndex, RelationKind, Schema,
    Snap,
};

/// One label: id, name, short name, key, description.
type Row = (&'static str, &'static str, &'static str, char, &'static str);

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

fn label((id, name, short, key, description): Row, kind: LabelKind, color: u8) -> Label {
    Label {
        id: LabelId::from(id),
        name: Rc::from(name),
        short: Rc::from(short),
        kind,
        color: PaletteIndex::new(color).unwrap_or_default(),
        key: Some(key),
        parent: None,
        description: Rc::from(description),
        snap: Snap::Words,
        attributes: Vec::new(),
    }
}

fn choice(name: &str, title: &str, values: &[&str]) -> Attribute {
    Attribute {
        name: AttributeName::from(name),
        title: Rc::from(title),
        kind: AttributeKind::Choice(values.iter().map(|value| Rc::from(*value)).collect()),
        required: false,
        default: Vec::new(),
    }
}

fn slot(id: &str, name: &str, to: &[&str], at_most: Option<u8>) -> RelationKind {
    RelationKind {
        id: KindId::from(id),
        name: Rc::from(name),
        from: vec![LabelId::from("claim")],
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
            choice("source", "Source without words", &["author", "unnamed", "none"]),
            choice("quote_type", "Quote type", &["direct", "mixed", "indirect"]),
            Attribute {
                name: AttributeName::from("check_worthy"),
                title: Rc::from("Check-worthy"),
                kind: AttributeKind::Scale(3),
                required: false,
                default: Vec::new(),
            },
        ],
        ..label(claim, LabelKind::Claim, 9)
    }));
    let cue = ("cue", "Cue", "CUE", 'u', "The words that say that somebody asserts: said, according to.");
    labels.push(Rc::new(label(cue, LabelKind::Cue, 10)));
    Schema {
        id: Rc::from("news"),
        name: Rc::from("News"),
        version: 1,
        labels,
        relations: vec![
            Rc::new(slot("source", "Source", &["person", "organisation", "source", "place", "product", "law"], None)),
            Rc::new(slot("cue", "Cue", &["cue"], Some(1))),
            Rc::new(RelationKind {
                attributes: vec![choice("stance", "Stance", &["supports", "contradicts"])],
                ..slot("evidence", "Evidence", &["claim", "quantity", "event", "date"], None)
            }),
            Rc::new(slot("addressee", "Addressee", &["person", "organisation", "source"], None)),
        ],
        document: Vec::new(),
    }
}
