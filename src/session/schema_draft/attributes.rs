//! Attributes in a schema under change: their fields, and what becomes of what is said of them.

use std::rc::Rc;

use super::fields::{bad, flag};
use super::{Owner, SchemaDraft, Target, no_such};
use crate::edit::reshape::{Holder, Move, attributes_of, id_for};
use crate::model::schema_check::Part;
use crate::model::{Attribute, AttributeKind, AttributeName};
use crate::session::messages::{Message, Words};

impl SchemaDraft {
    pub(super) fn set_of_attribute(
        &mut self,
        owner: &Owner,
        name: &AttributeName,
        field: &str,
        values: &[String],
    ) -> Result<(), Message> {
        let text = values.first().map_or("", |value| value.trim());
        let is_new = self.is_new_attribute(owner, name);
        let Some(list) = self.attributes_mut(owner) else { return Err(no_such(owner)) };
        let others: Vec<AttributeName> = list.iter().map(|a| a.name.clone()).filter(|other| other != name).collect();
        let taken = |id: &str| list.iter().any(|other| other.name != *name && other.name.as_str() == id);
        let id_taken = taken(text);
        let found = list.iter_mut().find(|attribute| attribute.name == *name);
        let Some(attribute) = found else { return Err(Message::new(Words::NoAttribute, &[name.as_str()])) };
        let number = || text.parse::<i64>().map_err(|_| bad(Part::Value, text));
        let shared = || -> Vec<Rc<str>> {
            values.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).map(Rc::from).collect()
        };
        match (field, &mut attribute.kind) {
            ("title", _) => {
                let made = |title: &str| id_for(title, "attribute", |id| others.iter().any(|o| o.as_str() == id));
                // Until it is kept, a new attribute's id says what it is called.
                if is_new && !text.is_empty() && name.as_str() == made(&attribute.title) {
                    attribute.name = AttributeName::from(made(text).as_str());
                }
                attribute.title = Rc::from(text);
                let renamed = Some(attribute.name.clone());
                if self.opened.as_ref() == Some(name) {
                    self.opened = renamed;
                }
            }
            ("id", _) if text.is_empty() || id_taken => return Err(bad(Part::Id, text)),
            ("id", _) if *name != AttributeName::from(text) => {
                let to = AttributeName::from(text);
                attribute.name = to.clone();
                if self.opened.as_ref() == Some(name) {
                    self.opened = Some(to.clone());
                }
                if !is_new {
                    let of = holder_of(owner);
                    self.reshape.moves.push(Move::Said { of, from: name.clone(), to: Some(to) });
                }
            }
            ("id", _) => {}
            ("hint", _) => attribute.hint = Rc::from(text),
            ("required", _) => attribute.required = flag(Part::Value, text)?,
            ("default", _) => attribute.default = shared(),
            ("kind", kind) => {
                *kind = other_kind(kind, text).ok_or_else(|| bad(Part::Kind, text))?;
                attribute.default = Vec::new();
            }
            ("values", AttributeKind::Choice(all) | AttributeKind::Many(all)) => {
                let (before, after) = (std::mem::replace(all, shared()), shared());
                let renamed = renamed(&before, &after);
                let follow = |value: Rc<str>| {
                    let other = renamed.iter().find(|(from, _)| *from == value);
                    other.map_or(value, |(_, to)| to.clone())
                };
                let known = std::mem::take(&mut attribute.default).into_iter().map(follow);
                attribute.default = known.filter(|value| after.contains(value)).collect();
                if !is_new {
                    let of = holder_of(owner);
                    renamed.iter().for_each(|(from, to)| self.reshape.move_value(&of, name, from, Some(to)));
                }
            }
            ("min", AttributeKind::Number { min, .. }) => *min = if text.is_empty() { i64::MIN } else { number()? },
            ("max", AttributeKind::Number { max, .. }) => *max = if text.is_empty() { i64::MAX } else { number()? },
            ("max", AttributeKind::Scale(max)) => *max = text.parse().map_err(|_| bad(Part::Value, text))?,
            _ => return Err(Message::new(Words::SchemaNoSuch, &[field])),
        }
        Ok(())
    }

    /// Whether nothing can have been said of an attribute yet.
    fn is_new_attribute(&self, owner: &Owner, name: &AttributeName) -> bool {
        let has = |list: &[Attribute]| list.iter().any(|attribute| attribute.name == *name);
        // A label may be called otherwise by now: whichever had it.
        let known = match owner {
            Owner::Label(_) => self.base.labels.iter().any(|label| has(&label.attributes)),
            Owner::Relation(_) => self.base.relations.iter().any(|kind| has(&kind.attributes)),
            Owner::Document | Owner::Schema => has(&self.base.document),
        };
        let moved = |step: &Move| matches!(step, Move::Said { to: Some(to), .. } if to == name);
        !known && !self.reshape.moves.iter().any(moved)
    }

    /// Says what becomes of values that are said of an attribute, or, without any, of all: they become another one, or are
    /// taken away.
    ///
    /// # Errors
    /// When the attribute does not take the other value, or there is no attribute.
    pub fn move_values(&mut self, target: &Target, values: &[String], to: Option<&str>) -> Result<(), Message> {
        let Some(name) = &target.attribute else { return Err(no_such(&target.owner)) };
        let of = holder_of(&target.owner);
        let known = attributes_of(self.next(), &of).iter().find(|attribute| attribute.name == *name);
        let to = match (to, known) {
            (None, _) => None,
            (Some(_), None) => return Err(Message::new(Words::NoAttribute, &[name.as_str()])),
            (Some(to), Some(known)) => match known.kind.read(&[to.to_owned()]).and_then(|read| read.first().cloned()) {
                Some(to) => Some(to),
                None => return Err(bad(Part::Value, to)),
            },
        };
        if values.is_empty() && to.is_none() {
            self.reshape.moves.push(Move::Said { of, from: name.clone(), to: None });
        } else if values.is_empty() {
            return Err(bad(Part::Value, ""));
        } else {
            values.iter().for_each(|value| self.reshape.move_value(&of, name, value, to.as_deref()));
        }
        Ok(())
    }
}

/// What attributes of an owner hang on.
#[must_use]
pub(super) fn holder_of(owner: &Owner) -> Holder {
    match owner {
        Owner::Label(id) => Holder::Label(id.clone()),
        Owner::Relation(id) => Holder::Kind(id.clone()),
        Owner::Document | Owner::Schema => Holder::Document,
    }
}

/// The owner that attributes hang on.
#[must_use]
pub(super) fn owner_of(holder: &Holder) -> Owner {
    match holder {
        Holder::Label(id) => Owner::Label(id.clone()),
        Holder::Kind(id) => Owner::Relation(id.clone()),
        Holder::Document => Owner::Document,
    }
}

/// Values of a list that were written anew, each where the old one stood. Where values came or went, none was: which is
/// which cannot be known.
fn renamed(before: &[Rc<str>], after: &[Rc<str>]) -> Vec<(Rc<str>, Rc<str>)> {
    if before.len() != after.len() {
        return Vec::new();
    }
    let other = before.iter().zip(after).filter(|(old, new)| !after.contains(old) && !before.contains(new));
    other.map(|(old, new)| (old.clone(), new.clone())).collect()
}

/// Another kind of attribute, which keeps what it can of the one before.
fn other_kind(now: &AttributeKind, name: &str) -> Option<AttributeKind> {
    let values = || match now {
        AttributeKind::Choice(values) | AttributeKind::Many(values) => values.clone(),
        _ => Vec::new(),
    };
    Some(match name {
        "flag" => AttributeKind::Flag,
        "text" => AttributeKind::Text,
        "number" => AttributeKind::Number { min: 0, max: 100 },
        "scale" => AttributeKind::Scale(3),
        "choice" => AttributeKind::Choice(values()),
        "many" => AttributeKind::Many(values()),
        "date" => AttributeKind::Date,
        "link" => AttributeKind::Link,
        _ => return None,
    })
}
