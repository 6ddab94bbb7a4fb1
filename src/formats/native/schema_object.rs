//! Schemas as objects and back.

use std::rc::Rc;

use super::object::{AttributeObject, LabelObject, RelationKindObject, SchemaObject};
use crate::formats::json::objects;
use crate::model::{
    Attribute, AttributeKind, AttributeName, Former, FormerOf, KindId, Label, LabelId, LabelKind, PaletteIndex,
    RelationKind, Schema, Snap,
};

objects! {
    /// An id that is no more.
    FormerObject {
        /// `label` or `relation`.
        of: String,
        /// The id.
        from: String,
        /// What it became.
        to: String,
    }
}

const KINDS: [(LabelKind, &str); 3] =
    [(LabelKind::Entity, "entity"), (LabelKind::Claim, "claim"), (LabelKind::Cue, "cue")];
const SNAPS: [(Snap, &str); 3] =
    [(Snap::Words, "words"), (Snap::WordsWithQuotes, "words-with-quotes"), (Snap::Exact, "exact")];

/// The name that files use for what a label marks.
#[must_use]
pub(super) fn layer(kind: LabelKind) -> String {
    name_in(&KINDS, kind)
}

fn name_in<T: PartialEq>(table: &[(T, &'static str)], value: T) -> String {
    table.iter().find(|(known, _)| *known == value).map(|(_, name)| (*name).to_owned()).unwrap_or_default()
}

fn value_in<T: Copy>(table: &[(T, &'static str)], name: &str, otherwise: T) -> T {
    table.iter().find(|(_, known)| *known == name).map_or(otherwise, |(value, _)| *value)
}

/// What a label marks, by the name that files use.
pub(super) fn kind_from(name: &str) -> Option<LabelKind> {
    KINDS.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
}

/// How edges move, by the name that files use.
pub(super) fn snap_from(name: &str) -> Option<Snap> {
    SNAPS.iter().find(|(_, known)| *known == name).map(|(snap, _)| *snap)
}

/// Whether attributes have a kind of this name.
pub(super) fn is_kind(name: &str) -> bool {
    ["flag", "text", "number", "scale", "choice", "many", "date", "link"].contains(&name)
}

fn strings(values: &[Rc<str>]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

fn shared(values: &[String]) -> Vec<Rc<str>> {
    values.iter().map(|value| Rc::from(value.as_str())).collect()
}

/// A schema in full.
#[must_use]
pub fn schema_object(schema: &Schema) -> SchemaObject {
    let label = |label: &Rc<Label>| LabelObject {
        id: label.id.to_string(),
        name: label.name.to_string(),
        short: label.short.to_string(),
        kind: layer(label.kind),
        color: label.color.get(),
        key: label.key.map(String::from),
        parent: label.parent.as_ref().map(ToString::to_string),
        description: label.description.to_string(),
        example: label.example.to_string(),
        guideline: label.guideline.to_string(),
        snap: name_in(&SNAPS, label.snap),
        retired: label.retired,
        attributes: label.attributes.iter().map(attribute_object).collect(),
    };
    let relation = |kind: &Rc<RelationKind>| RelationKindObject {
        id: kind.id.to_string(),
        name: kind.name.to_string(),
        from: kind.from.iter().map(ToString::to_string).collect(),
        to: kind.to.iter().map(ToString::to_string).collect(),
        slot: kind.slot,
        at_most: kind.at_most,
        attributes: kind.attributes.iter().map(attribute_object).collect(),
    };
    SchemaObject {
        id: schema.id.to_string(),
        version: schema.version,
        used: schema.version,
        full: true,
        name: schema.name.to_string(),
        labels: schema.labels.iter().map(label).collect(),
        relations: schema.relations.iter().map(relation).collect(),
        document: schema.document.iter().map(attribute_object).collect(),
        former: schema.former.iter().map(former_object).collect(),
    }
}

fn former_object(former: &Former) -> FormerObject {
    let of = match former.of {
        FormerOf::Label => "label",
        FormerOf::Relation => "relation",
    };
    FormerObject { of: of.to_owned(), from: former.from.to_string(), to: former.to.to_string() }
}

fn former_from(object: &FormerObject) -> Option<Former> {
    let of = match object.of.as_str() {
        "label" => FormerOf::Label,
        "relation" => FormerOf::Relation,
        _ => return None,
    };
    Some(Former { of, from: Rc::from(object.from.as_str()), to: Rc::from(object.to.as_str()) })
}

fn attribute_object(attribute: &Attribute) -> AttributeObject {
    let (kind, min, max, values) = match &attribute.kind {
        AttributeKind::Flag => ("flag", None, None, Vec::new()),
        AttributeKind::Text => ("text", None, None, Vec::new()),
        AttributeKind::Number { min, max } => ("number", Some(*min), Some(*max), Vec::new()),
        AttributeKind::Scale(max) => ("scale", None, Some(i64::from(*max)), Vec::new()),
        AttributeKind::Choice(values) => ("choice", None, None, strings(values)),
        AttributeKind::Many(values) => ("many", None, None, strings(values)),
        AttributeKind::Date => ("date", None, None, Vec::new()),
        AttributeKind::Link => ("link", None, None, Vec::new()),
    };
    AttributeObject {
        name: attribute.name.to_string(),
        title: attribute.title.to_string(),
        kind: kind.to_owned(),
        min,
        max,
        values,
        required: attribute.required,
        default: strings(&attribute.default),
        hint: attribute.hint.to_string(),
    }
}

fn attribute_from(object: &AttributeObject) -> Attribute {
    let kind = match object.kind.as_str() {
        "flag" => AttributeKind::Flag,
        "number" => AttributeKind::Number { min: object.min.unwrap_or(i64::MIN), max: object.max.unwrap_or(i64::MAX) },
        "scale" => AttributeKind::Scale(object.max.and_then(|max| u8::try_from(max).ok()).unwrap_or(3)),
        "choice" => AttributeKind::Choice(shared(&object.values)),
        "many" => AttributeKind::Many(shared(&object.values)),
        "date" => AttributeKind::Date,
        "link" => AttributeKind::Link,
        _ => AttributeKind::Text,
    };
    Attribute {
        name: AttributeName::from(object.name.as_str()),
        title: Rc::from(object.title.as_str()),
        kind,
        required: object.required,
        default: shared(&object.default),
        hint: Rc::from(object.hint.as_str()),
    }
}

/// A schema from an object that has it in full; `None` for a reference.
#[must_use]
pub fn schema_from(object: &SchemaObject) -> Option<Schema> {
    let ids = |ids: &[String]| ids.iter().map(|id| LabelId::from(id.as_str())).collect();
    let label = |label: &LabelObject| {
        Rc::new(Label {
            id: LabelId::from(label.id.as_str()),
            name: Rc::from(label.name.as_str()),
            short: Rc::from(label.short.as_str()),
            kind: value_in(&KINDS, &label.kind, LabelKind::Entity),
            color: PaletteIndex::new(label.color % PaletteIndex::COUNT).unwrap_or_default(),
            key: label.key.as_ref().and_then(|key| key.chars().next()),
            parent: label.parent.as_deref().map(LabelId::from),
            description: Rc::from(label.description.as_str()),
            example: Rc::from(label.example.as_str()),
            guideline: Rc::from(label.guideline.as_str()),
            snap: value_in(&SNAPS, &label.snap, Snap::Words),
            retired: label.retired,
            attributes: label.attributes.iter().map(attribute_from).collect(),
        })
    };
    let relation = |kind: &RelationKindObject| {
        Rc::new(RelationKind {
            id: KindId::from(kind.id.as_str()),
            name: Rc::from(kind.name.as_str()),
            from: ids(&kind.from),
            to: ids(&kind.to),
            slot: kind.slot,
            at_most: kind.at_most,
            attributes: kind.attributes.iter().map(attribute_from).collect(),
        })
    };
    object.full.then(|| Schema {
        id: Rc::from(object.id.as_str()),
        name: Rc::from(object.name.as_str()),
        version: object.version,
        labels: object.labels.iter().map(label).collect(),
        relations: object.relations.iter().map(relation).collect(),
        document: object.document.iter().map(attribute_from).collect(),
        former: object.former.iter().filter_map(former_from).collect(),
    })
}
