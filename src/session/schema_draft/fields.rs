//! The fields of a schema's things by name: what is in each, and how it is set.

use std::rc::Rc;

use super::{Owner, SchemaDraft, Target, no_such};
use crate::edit::reshape::id_for;
use crate::model::schema_check::Part;
use crate::model::{Attribute, AttributeKind, KindId, Label, LabelId, LabelKind, PaletteIndex, RelationKind, Snap};
use crate::session::messages::{Message, Words, part_words};

/// What a label can mark, by the names of the native format, and what that is called.
pub const KINDS: [(LabelKind, &str, Words); 3] = [
    (LabelKind::Entity, "entity", Words::KindEntity),
    (LabelKind::Claim, "claim", Words::KindClaim),
    (LabelKind::Cue, "cue", Words::KindCue),
];

/// How edges can move, by the names of the native format, and what that is called.
pub const SNAPS: [(Snap, &str, Words); 3] = [
    (Snap::Words, "words", Words::SnapWords),
    (Snap::WordsWithQuotes, "words-with-quotes", Words::SnapQuotes),
    (Snap::Exact, "exact", Words::SnapExact),
];

/// What kinds of attributes there are, by the names of the native format, and what they are called.
pub const ATTRIBUTE_KINDS: [(&str, Words); 8] = [
    ("flag", Words::AttributeFlag),
    ("choice", Words::AttributeChoice),
    ("many", Words::AttributeMany),
    ("scale", Words::AttributeScale),
    ("number", Words::AttributeNumber),
    ("text", Words::AttributeText),
    ("date", Words::AttributeDate),
    ("link", Words::AttributeLink),
];

/// The name of an edge rule.
#[must_use]
pub fn snap_name(snap: Snap) -> &'static str {
    SNAPS.iter().find(|(known, ..)| *known == snap).map_or("", |(_, name, _)| name)
}

/// The name of a kind of attributes.
const fn kind_name(kind: &AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Flag => "flag",
        AttributeKind::Text => "text",
        AttributeKind::Number { .. } => "number",
        AttributeKind::Scale(_) => "scale",
        AttributeKind::Choice(_) => "choice",
        AttributeKind::Many(_) => "many",
        AttributeKind::Date => "date",
        AttributeKind::Link => "link",
    }
}

/// The tag that a name gives: its first four letters or digits, as capitals.
#[must_use]
pub fn short_for(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).take(4).map(|c| c.to_ascii_uppercase()).collect()
}

/// What is in a field, as its text.
#[must_use]
pub fn value_of(draft: &SchemaDraft, target: &Target, field: &str) -> String {
    values_of(draft, target, field).join("\n")
}

/// What is in a field, each value on its own.
#[must_use]
pub fn values_of(draft: &SchemaDraft, target: &Target, field: &str) -> Vec<String> {
    let next = draft.next();
    if let Some(name) = &target.attribute {
        let known =
            |list: &[Attribute]| list.iter().find(|attribute| attribute.name == *name).map(|a| of_attribute(a, field));
        let found = match &target.owner {
            Owner::Label(id) => next.label(id).and_then(|label| known(&label.attributes)),
            Owner::Relation(id) => next.relation(id).and_then(|kind| known(&kind.attributes)),
            Owner::Schema | Owner::Document => known(&next.document),
        };
        return found.unwrap_or_default();
    }
    let one = |value: &str| vec![value.to_owned()];
    match &target.owner {
        Owner::Label(id) => next.label(id).map(|label| of_label(label, field)).unwrap_or_default(),
        Owner::Relation(id) => next.relation(id).map(|kind| of_relation(kind, field)).unwrap_or_default(),
        Owner::Schema if field == "name" => one(&next.name),
        Owner::Schema if field == "id" => one(&next.id),
        Owner::Schema | Owner::Document => Vec::new(),
    }
}

fn of_label(label: &Label, field: &str) -> Vec<String> {
    let kind = || KINDS.iter().find(|(kind, ..)| *kind == label.kind).map_or("", |(_, name, _)| name);
    let value = match field {
        "name" => label.name.to_string(),
        "id" => label.id.to_string(),
        "short" => label.short.to_string(),
        "kind" => kind().to_owned(),
        "color" => label.color.get().to_string(),
        "key" => label.key.map(String::from).unwrap_or_default(),
        "parent" => label.parent.as_ref().map(ToString::to_string).unwrap_or_default(),
        "description" => label.description.to_string(),
        "example" => label.example.to_string(),
        "guideline" => label.guideline.to_string(),
        "snap" => snap_name(label.snap).to_owned(),
        "retired" => label.retired.to_string(),
        _ => return Vec::new(),
    };
    vec![value]
}

fn of_relation(kind: &RelationKind, field: &str) -> Vec<String> {
    let ids = |ids: &[LabelId]| ids.iter().map(ToString::to_string).collect();
    match field {
        "from" => ids(&kind.from),
        "to" => ids(&kind.to),
        "name" => vec![kind.name.to_string()],
        "id" => vec![kind.id.to_string()],
        "slot" => vec![kind.slot.to_string()],
        "at_most" => vec![kind.at_most.map(|most| most.to_string()).unwrap_or_default()],
        _ => Vec::new(),
    }
}

fn of_attribute(attribute: &Attribute, field: &str) -> Vec<String> {
    let strings = |values: &[Rc<str>]| values.iter().map(ToString::to_string).collect();
    let value = match (field, &attribute.kind) {
        ("values", AttributeKind::Choice(values) | AttributeKind::Many(values)) => return strings(values),
        ("default", _) => return strings(&attribute.default),
        ("min", AttributeKind::Number { min, .. }) if *min != i64::MIN => min.to_string(),
        ("max", AttributeKind::Number { max, .. }) if *max != i64::MAX => max.to_string(),
        ("max", AttributeKind::Scale(max)) => max.to_string(),
        ("title", _) => attribute.title.to_string(),
        ("id", _) => attribute.name.to_string(),
        ("kind", kind) => kind_name(kind).to_owned(),
        ("required", _) => attribute.required.to_string(),
        ("hint", _) => attribute.hint.to_string(),
        _ => return Vec::new(),
    };
    vec![value]
}

/// That a value does not fit.
pub(super) fn bad(part: Part, value: &str) -> Message {
    Message::new(Words::SchemaBadValue, &[part_words(part).text(), value])
}

pub(super) fn flag(part: Part, value: &str) -> Result<bool, Message> {
    value.parse().map_err(|_| bad(part, value))
}

impl SchemaDraft {
    /// Sets a field.
    ///
    /// # Errors
    /// When there is no such thing or field, or the value is none of the field's.
    pub fn set(&mut self, target: &Target, field: &str, values: &[String]) -> Result<(), Message> {
        let text = values.first().map_or("", |value| value.trim());
        match (&target.owner, &target.attribute) {
            (owner, Some(name)) => self.set_of_attribute(owner, name, field, values),
            (Owner::Label(id), None) => self.set_of_label(id, field, text),
            (Owner::Relation(id), None) => self.set_of_relation(id, field, text, values),
            (Owner::Schema, None) => {
                let next = &mut self.reshape.next;
                match field {
                    "name" => next.name = Rc::from(text),
                    "id" => next.id = Rc::from(text),
                    _ => return Err(Message::new(Words::SchemaNoSuch, &[field])),
                }
                Ok(())
            }
            (Owner::Document, None) => Err(Message::new(Words::SchemaNoSuch, &[field])),
        }
    }

    fn set_of_label(&mut self, id: &LabelId, field: &str, text: &str) -> Result<(), Message> {
        if field == "id" {
            return self.set_label_id(id, text);
        }
        let is_new = self.base.label(id).is_none();
        let labels = self.next().labels.clone();
        let other_with = |key: char| labels.iter().find(|l| l.id != *id && !l.retired && same(l.key, key)).cloned();
        let Some(label) = self.reshape.label_mut(id) else { return Err(no_such(&Owner::Label(id.clone()))) };
        match field {
            "name" => {
                let follows = *label.short == *short_for(&label.name);
                let old = std::mem::replace(&mut label.name, Rc::from(text));
                if follows {
                    label.short = Rc::from(short_for(text));
                }
                // Until it is kept, a new label's id says what the label is called.
                let made = |name: &str| {
                    id_for(name, "label", |taken| labels.iter().any(|l| l.id != *id && l.id.as_str() == taken))
                };
                if is_new && id.as_str() == made(&old) && !text.is_empty() {
                    return self.set_label_id(id, &made(text));
                }
            }
            "short" => label.short = Rc::from(text),
            "kind" => {
                label.kind = KINDS.iter().find(|(_, name, _)| *name == text).ok_or_else(|| bad(Part::Kind, text))?.0
            }
            "color" => {
                let color = text.parse().ok().and_then(PaletteIndex::new);
                label.color = color.ok_or_else(|| bad(Part::Color, text))?;
            }
            "key" => {
                let mut all = text.chars();
                label.key = match (all.next(), all.next()) {
                    (None, _) => None,
                    (Some(key), None) => match other_with(key) {
                        Some(other) => {
                            let key = key.to_ascii_uppercase().to_string();
                            return Err(Message::new(Words::KeyOfLabel, &[key.as_str(), &other.name]));
                        }
                        None => Some(key.to_ascii_lowercase()),
                    },
                    _ => return Err(bad(Part::Key, text)),
                };
            }
            "parent" => label.parent = (!text.is_empty()).then(|| LabelId::from(text)),
            "description" => label.description = Rc::from(text),
            "example" => label.example = Rc::from(text),
            "guideline" => label.guideline = Rc::from(text),
            "snap" => {
                label.snap = SNAPS.iter().find(|(_, name, _)| *name == text).ok_or_else(|| bad(Part::Snap, text))?.0
            }
            "retired" => label.retired = flag(Part::Value, text)?,
            _ => return Err(Message::new(Words::SchemaNoSuch, &[field])),
        }
        Ok(())
    }

    fn set_label_id(&mut self, id: &LabelId, text: &str) -> Result<(), Message> {
        let to = LabelId::from(text);
        if *id == to {
            return Ok(());
        }
        if text.is_empty() || !self.reshape.rename_label(id, &to) {
            return Err(bad(Part::Id, text));
        }
        if self.base.label(id).is_none() && !self.reshape.moves.iter().rev().skip(1).any(|step| names(step, id)) {
            // Nothing can carry it yet.
            self.reshape.moves.pop();
        }
        if self.pick == Owner::Label(id.clone()) {
            self.pick = Owner::Label(to);
        }
        Ok(())
    }

    fn set_of_relation(&mut self, id: &KindId, field: &str, text: &str, values: &[String]) -> Result<(), Message> {
        let is_new = self.base.relation(id).is_none();
        let others: Vec<String> =
            self.next().relations.iter().filter(|k| k.id != *id).map(|k| k.id.to_string()).collect();
        let Some(kind) = self.reshape.kind_mut(id) else { return Err(no_such(&Owner::Relation(id.clone()))) };
        let ends = || values.iter().map(|id| id.trim()).filter(|id| !id.is_empty()).map(LabelId::from).collect();
        match field {
            "name" => {
                let old = std::mem::replace(&mut kind.name, Rc::from(text));
                let made = |name: &str| id_for(name, "relation", |taken| others.iter().any(|id| id == taken));
                if is_new && id.as_str() == made(&old) && !text.is_empty() {
                    return self.set_kind_id(id, &made(text));
                }
            }
            "id" => return self.set_kind_id(id, text),
            "from" => kind.from = ends(),
            "to" => kind.to = ends(),
            "slot" => kind.slot = flag(Part::Value, text)?,
            "at_most" if text.is_empty() => kind.at_most = None,
            "at_most" => kind.at_most = Some(text.parse().map_err(|_| bad(Part::Value, text))?),
            _ => return Err(Message::new(Words::SchemaNoSuch, &[field])),
        }
        Ok(())
    }

    fn set_kind_id(&mut self, id: &KindId, text: &str) -> Result<(), Message> {
        let to = KindId::from(text);
        if *id == to {
            return Ok(());
        }
        if text.is_empty() || !self.reshape.rename_kind(id, &to) {
            return Err(bad(Part::Id, text));
        }
        if self.base.relation(id).is_none() {
            self.reshape.moves.pop();
        }
        if self.pick == Owner::Relation(id.clone()) {
            self.pick = Owner::Relation(to);
        }
        Ok(())
    }
}

fn same(one: Option<char>, other: char) -> bool {
    one.is_some_and(|one| one.eq_ignore_ascii_case(&other))
}

/// Whether a move makes something carry a label.
fn names(step: &crate::edit::reshape::Move, id: &LabelId) -> bool {
    matches!(step, crate::edit::reshape::Move::Label { to, .. } if to == id)
}
