//! Attributes of what is picked out.

use std::rc::Rc;

use super::Turn;
use crate::edit::commands;
use crate::model::{Attribute, AttributeKind, AttributeName};
use crate::session::Command;
use crate::session::action::Args;
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};

impl Turn<'_> {
    /// Sets an attribute of annotations, of a link, or of a document; without values, takes it away; without a name, goes
    /// where one can be set.
    pub(super) fn set_attribute(&mut self, args: &Args) {
        if let (Some(relation), Some(name)) = (self.named_relation(args), &args.attribute) {
            let values = args.values.as_deref().unwrap_or_default();
            return self.set_link_attribute(&relation, &AttributeName::from(name.as_str()), values);
        }
        if let (Some(_), Some(name)) = (&args.document, &args.attribute) {
            return self.set_field(args, &AttributeName::from(name.as_str()));
        }
        let Some(ids) = self.targets(args) else { return };
        let Some(name) = &args.attribute else { return self.effects.push(Effect::Focus("attribute")) };
        let Some(document) = self.state.document().cloned() else { return self.refuse(Words::NotHere) };
        let values = args.values.as_deref().unwrap_or_default();
        let name = AttributeName::from(name.as_str());
        let schema = self.state.project.schema.clone();
        let picked = ids.iter().filter_map(|id| document.annotations.get(id));
        let labels = picked.clone().filter_map(|annotation| schema.label(&annotation.label));
        let known: Vec<&Attribute> = labels.filter_map(|label| label.attribute(&name)).collect();
        // What another schema left there can at least be taken away.
        let left = values.is_empty() && picked.clone().any(|annotation| annotation.attributes.get(&name).is_some());
        if known.is_empty() && !left {
            return self.refuse(Message::new(Words::NoAttribute, &[name.to_string()]));
        }
        if let Some(other) = known.iter().find(|attribute| attribute.kind.read(values).is_none()) {
            return self.refuse(bad_value(other, values));
        }
        let step = commands::set_attribute(&self.state.project, &document.id, &ids, &name, values, self.fresh);
        // What it says already: nothing to change, nothing to complain about.
        if let Some(step) = step {
            self.step(Some(step));
        }
    }

    /// Says something of a document.
    fn set_field(&mut self, args: &Args, name: &AttributeName) {
        let Some(id) = self.named(args) else { return };
        let absent = self.unloaded(&id);
        if self.ask_for(absent, Command::SetAttribute, args.clone()) {
            return;
        }
        let values = args.values.as_deref().unwrap_or_default();
        let schema = self.state.project.schema.clone();
        let known = schema.document.iter().find(|attribute| attribute.name == *name);
        let left = self.state.project.document(&id).is_some_and(|document| document.meta.values.get(name).is_some());
        match known {
            None if !(left && values.is_empty()) => {
                return self.refuse(Message::new(Words::NoField, &[name.as_str()]));
            }
            Some(attribute) if attribute.kind.read(values).is_none() => {
                return self.refuse(bad_value(attribute, values));
            }
            _ => {}
        }
        // What it says already: nothing to change, nothing to complain about.
        if let Some(step) = commands::set_field(&self.state.project, &id, name, values, self.fresh) {
            self.step(Some(step));
        }
    }
}

/// Why values cannot be those of an attribute.
pub(super) fn bad_value(attribute: &Attribute, values: &[String]) -> Message {
    Message::new(Words::BadValue, &[attribute.title.to_string(), values.join(", "), expected(&attribute.kind)])
}

/// What values a kind takes, for people.
fn expected(kind: &AttributeKind) -> String {
    let choices = |all: &[Rc<str>]| all.iter().map(|choice| &**choice).collect::<Vec<&str>>().join(", ");
    let words = match kind {
        AttributeKind::Flag => Words::ValueFlag,
        AttributeKind::Text => Words::ValueText,
        AttributeKind::Number { min, max } => return Message::new(Words::ValueNumber, &[min, max]).text(),
        AttributeKind::Scale(most) => return Message::new(Words::ValueNumber, &["0", &most.to_string()]).text(),
        AttributeKind::Choice(all) => return Message::new(Words::ValueChoice, &[choices(all)]).text(),
        AttributeKind::Many(all) => return Message::new(Words::ValueMany, &[choices(all)]).text(),
        AttributeKind::Date => Words::ValueDate,
        AttributeKind::Link => Words::ValueLink,
    };
    words.text().to_owned()
}
