//! Label schemas that use everything a schema can say.

use std::rc::Rc;

use manicule::model::{
    Attribute, AttributeKind, AttributeName, Former, FormerOf, KindId, Label, LabelId, LabelKind, PaletteIndex,
    RelationKind, Schema, Snap,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::pick;
use super::values::{readable, shared};

fn attribute_kind() -> BoxedStrategy<AttributeKind> {
    prop_oneof![
        Just(AttributeKind::Flag),
        Just(AttributeKind::Text),
        (any::<i64>(), any::<i64>()).prop_map(|(a, b)| AttributeKind::Number { min: a.min(b), max: a.max(b) }),
        any::<u8>().prop_map(AttributeKind::Scale),
        vec(shared(), 0..3).prop_map(AttributeKind::Choice),
        vec(shared(), 0..3).prop_map(AttributeKind::Many),
        Just(AttributeKind::Date),
        Just(AttributeKind::Link),
    ]
    .boxed()
}

fn attribute() -> impl Strategy<Value = Attribute> {
    (readable(), shared(), attribute_kind(), any::<bool>(), vec(shared(), 0..3), shared()).prop_map(
        |(name, title, kind, required, default, hint)| Attribute {
            name: AttributeName::from(name.as_str()),
            title,
            kind,
            required,
            default,
            hint,
        },
    )
}

/// A label; the number stands for its parent.
fn label() -> impl Strategy<Value = (Label, Option<u16>)> {
    let names = (readable(), shared(), shared(), (shared(), shared(), shared()), any::<bool>());
    let kind = select(&[LabelKind::Entity, LabelKind::Claim, LabelKind::Cue][..]);
    let snap = select(&[Snap::Words, Snap::WordsWithQuotes, Snap::Exact][..]);
    let looks = (kind, 0..PaletteIndex::COUNT, of(any::<char>()), snap, vec(attribute(), 0..3), of(any::<u16>()));
    (names, looks).prop_map(|((id, name, short, texts, retired), (kind, color, key, snap, attributes, parent))| {
        let (description, example, guideline) = texts;
        let color = PaletteIndex::new(color).expect("below the count");
        let id = LabelId::from(id.as_str());
        let label = Label {
            id,
            name,
            short,
            kind,
            color,
            key,
            parent: None,
            description,
            example,
            guideline,
            snap,
            retired,
            attributes,
        };
        (label, parent)
    })
}

/// A relation kind; the numbers stand for labels.
fn relation_kind() -> impl Strategy<Value = (RelationKind, Vec<u16>, Vec<u16>)> {
    // Mostly free ends, so that links are often possible.
    let ends = || prop_oneof![3 => Just(Vec::new()), 2 => vec(any::<u16>(), 1..4)];
    let said = (readable(), shared(), any::<bool>(), of(0..4_u8), vec(attribute(), 0..2));
    (said, ends(), ends()).prop_map(|((id, name, slot, at_most, attributes), from, to)| {
        let id = KindId::from(id.as_str());
        (RelationKind { id, name, from: Vec::new(), to: Vec::new(), slot, at_most, attributes }, from, to)
    })
}

/// A schema; no two labels, and no two relation kinds, have one id.
pub(crate) fn schema() -> BoxedStrategy<Schema> {
    let of = prop_oneof![Just(FormerOf::Label), Just(FormerOf::Relation)];
    let former = (of, shared(), shared()).prop_map(|(of, from, to)| Former { of, from, to });
    let said = (shared(), shared(), 1..9_u32, vec(attribute(), 0..3), vec(former, 0..2));
    (said, vec(label(), 1..6), vec(relation_kind(), 0..4))
        .prop_map(|((id, name, version, document, former), labels, kinds)| {
            let mut seen = Vec::new();
            let labels: Vec<_> = labels.into_iter().filter(|(label, _)| is_new(&mut seen, &label.id)).collect();
            let ids = seen.clone();
            let grow_label = |(label, parent): (Label, Option<u16>)| {
                let parent = parent.and_then(|number| pick(&ids, number)).filter(|id| **id != label.id).cloned();
                Rc::new(Label { parent, ..label })
            };
            let some =
                |numbers: Vec<u16>| numbers.into_iter().filter_map(|number| pick(&ids, number).cloned()).collect();
            let mut seen = Vec::new();
            let relations = (kinds.into_iter())
                .filter(|(kind, _, _)| is_new(&mut seen, &kind.id))
                .map(|(kind, from, to)| Rc::new(RelationKind { from: some(from), to: some(to), ..kind }))
                .collect();
            Schema {
                id,
                name,
                version,
                labels: labels.into_iter().map(grow_label).collect(),
                relations,
                document,
                former,
            }
        })
        .boxed()
}

fn is_new<T: PartialEq + Clone>(seen: &mut Vec<T>, id: &T) -> bool {
    let new = !seen.contains(id);
    if new {
        seen.push(id.clone());
    }
    new
}
