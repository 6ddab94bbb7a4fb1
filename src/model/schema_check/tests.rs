//! Each flaw is found where it is, and nothing else is.

use super::*;
use crate::model::ready_schemas::ready;
use crate::model::{AttributeName, KindId, LabelKind, PaletteIndex, Snap};

fn label(id: &str, name: &str) -> Label {
    Label {
        id: LabelId::from(id),
        name: Rc::from(name),
        short: Rc::from(""),
        kind: LabelKind::Entity,
        color: PaletteIndex::default(),
        key: None,
        parent: None,
        description: Rc::from(""),
        example: Rc::from(""),
        guideline: Rc::from(""),
        snap: Snap::Words,
        retired: false,
        attributes: Vec::new(),
    }
}

fn schema(labels: Vec<Label>) -> Schema {
    Schema {
        former: Vec::new(),
        id: Rc::from("s"),
        name: Rc::from("S"),
        version: 1,
        labels: labels.into_iter().map(Rc::new).collect(),
        relations: Vec::new(),
        document: Vec::new(),
    }
}

/// The flaws of a schema, each with the number of its label or relation kind.
fn flaws(schema: &Schema) -> Vec<(usize, Flaw)> {
    let number = |place: Place| match place {
        Place::Label(number, _) | Place::Relation(number, _) => number,
        Place::Schema | Place::Document => 0,
    };
    check(schema).into_iter().map(|finding| (number(finding.place), finding.flaw)).collect()
}

fn of_attribute(kind: AttributeKind, default: &[&str]) -> Vec<Flaw> {
    let attribute = Attribute {
        name: AttributeName::from("a"),
        title: Rc::from("A"),
        kind,
        required: false,
        default: default.iter().map(|value| Rc::from(*value)).collect(),
        hint: Rc::from(""),
    };
    let plain = schema(vec![Label { attributes: vec![attribute], ..label("x", "X") }]);
    let found = check(&plain);
    assert!(found.iter().all(|finding| finding.attribute.as_deref() == Some("A")), "{found:?}");
    found.into_iter().map(|finding| finding.flaw).collect()
}

#[test]
fn ready_schemas_are_sound() {
    for schema in ready() {
        assert_eq!(check(&schema), [], "{}", schema.name);
    }
}

#[test]
fn names_and_ids() {
    let s = |text: &str| Rc::from(text);
    assert_eq!(flaws(&schema(Vec::new())), [(0, Flaw::NoLabels)]);
    assert_eq!(flaws(&schema(vec![label("a", "A"), label("a", "B")])), [(2, Flaw::SameId(s("a")))]);
    assert_eq!(flaws(&schema(vec![label("a", "Ort"), label("b", " ORT ")])), [(2, Flaw::SameName(s(" ORT ")))]);
    assert_eq!(flaws(&schema(vec![label("", " ")])), [(1, Flaw::Empty(Part::Id)), (1, Flaw::Empty(Part::Name))]);
    assert_eq!(flaws(&schema(vec![label("a", "A\u{202e}b")])), [(1, Flaw::Unseen(Part::Name, 0x202e))]);
    assert_eq!(flaws(&schema(vec![label("a\n", "A")])), [(1, Flaw::Unseen(Part::Id, 10))]);
    let long = "x".repeat(NAME_LIMIT + 1);
    assert_eq!(flaws(&schema(vec![label("a", &long)])), [(1, Flaw::TooLong(Part::Name, NAME_LIMIT))]);
    assert_eq!(flaws(&schema(vec![label("a", &long[1..])])), []);
    assert_eq!(
        flaws(&schema(vec![Label { guideline: s("a\n\tb\u{7}"), ..label("a", "A") }])),
        [(1, Flaw::Unseen(Part::Guideline, 7))]
    );
    let many = (0..=COUNT_LIMIT).map(|number| label(&number.to_string(), &number.to_string())).collect();
    assert_eq!(flaws(&schema(many)), [(0, Flaw::TooMany(COUNT_LIMIT))]);
}

#[test]
fn keys() {
    let with = |id: &str, key, retired| Label { key: Some(key), retired, ..label(id, id) };
    let same = |key| (2, Flaw::SameKey(key, Rc::from("a")));
    assert_eq!(flaws(&schema(vec![with("a", 'x', false), with("b", 'X', false)])), [same('X')]);
    assert_eq!(flaws(&schema(vec![with("a", 'x', false), with("b", 'x', true)])), []);
    assert_eq!(flaws(&schema(vec![with("a", ' ', false)])), [(1, Flaw::BadKey)]);
}

#[test]
fn parents() {
    let under = |id: &str, parent: &str| Label { parent: Some(LabelId::from(parent)), ..label(id, &id.to_uppercase()) };
    let circle = |number, names: &str| (number, Flaw::Circle(Rc::from(names)));
    assert_eq!(flaws(&schema(vec![label("a", "A"), under("b", "a"), under("c", "b")])), []);
    assert_eq!(flaws(&schema(vec![under("a", "z")])), [(1, Flaw::NoParent(Rc::from("z")))]);
    assert_eq!(flaws(&schema(vec![under("a", "a")])), [circle(1, "A → A")]);
    // Who hangs below a circle is not on it.
    assert_eq!(
        flaws(&schema(vec![under("a", "b"), under("b", "a"), under("c", "a")])),
        [circle(1, "A → B → A"), circle(2, "B → A → B")]
    );
}

#[test]
fn relation_kinds() {
    let kind = |id: &str, name: &str, to: &str, at_most| {
        let to = vec![LabelId::from(to)];
        let (id, name) = (KindId::from(id), Rc::from(name));
        Rc::new(RelationKind { id, name, from: Vec::new(), to, slot: false, at_most, attributes: Vec::new() })
    };
    let mut with = schema(vec![label("a", "A")]);
    with.relations = vec![kind("r", "R", "a", Some(1)), kind("r", "r", "z", Some(0))];
    assert_eq!(
        flaws(&with),
        [
            (2, Flaw::SameId(Rc::from("r"))),
            (2, Flaw::SameName(Rc::from("r"))),
            (2, Flaw::NoEnd(Rc::from("z"))),
            (2, Flaw::AtMostNone),
        ]
    );
}

#[test]
fn kinds_of_attributes() {
    use AttributeKind as K;
    let values = |values: &[&str]| values.iter().map(|value| Rc::from(*value)).collect::<Vec<Rc<str>>>();
    assert_eq!(of_attribute(K::Number { min: 3, max: 2 }, &[]), [Flaw::Bounds(3, 2)]);
    assert_eq!(of_attribute(K::Number { min: 1, max: 2 }, &["2"]), []);
    assert_eq!(of_attribute(K::Number { min: 1, max: 2 }, &["3"]), [Flaw::Default(Rc::from("3"))]);
    assert_eq!(of_attribute(K::Scale(0), &[]), [Flaw::Bounds(1, 0)]);
    assert_eq!(of_attribute(K::Choice(Vec::new()), &[]), [Flaw::NoChoice]);
    assert_eq!(of_attribute(K::Choice(values(&["a", "a"])), &[]), [Flaw::SameValue(Rc::from("a"))]);
    assert_eq!(of_attribute(K::Many(values(&["a", " "])), &["a"]), [Flaw::Empty(Part::Value)]);
    assert_eq!(of_attribute(K::Many(values(&["a"])), &["b"]), [Flaw::Default(Rc::from("b"))]);
    assert_eq!(of_attribute(K::Flag, &["maybe"]), [Flaw::Default(Rc::from("maybe"))]);
}
