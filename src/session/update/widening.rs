//! The schema of a project with what files bring that it lacks: labels, relation kinds, attributes.

use std::rc::Rc;

use crate::edit::reshape::now;
use crate::model::{Attribute, FormerOf, KindId, Label, LabelId, RelationKind, Schema};
use crate::session::command::ACTIONS;

/// The schema with the labels and relation kinds of others that it lacks; `None` when it lacks none. What was renamed here is
/// what it is called now.
pub(super) fn widened(schema: &Schema, others: &[Rc<Schema>]) -> Option<Schema> {
    let mut next = schema.clone();
    let label_id =
        |id: &LabelId| now(schema, FormerOf::Label, id.as_str()).map_or_else(|| id.clone(), |id| LabelId::from(&*id));
    let kind_id =
        |id: &KindId| now(schema, FormerOf::Relation, id.as_str()).map_or_else(|| id.clone(), |id| KindId::from(&*id));
    for other in others {
        for label in &other.labels {
            let id = label_id(&label.id);
            if let Some(known) = next.labels.iter_mut().find(|known| known.id == id) {
                // What the file can say of it can be said here too.
                if lacks(&known.attributes, &label.attributes) {
                    widen(&mut Rc::make_mut(known).attributes, &label.attributes);
                }
            } else {
                let taken = label.key.is_some_and(|key| is_taken(&next, key));
                let key = label.key.filter(|_| !taken);
                let parent = label.parent.as_ref().map(label_id);
                next.labels.push(Rc::new(Label { key, parent, ..(**label).clone() }));
            }
        }
        for kind in &other.relations {
            let ends = |all: &[LabelId]| all.iter().map(label_id).collect();
            let renamed = RelationKind { from: ends(&kind.from), to: ends(&kind.to), ..(**kind).clone() };
            let id = kind_id(&kind.id);
            match next.relations.iter_mut().find(|known| known.id == id) {
                Some(known) => widen_kind(known, &renamed, schema),
                None => next.relations.push(Rc::new(renamed)),
            }
        }
        widen(&mut next.document, &other.document);
    }
    if next == *schema {
        return None;
    }
    next.version += 1;
    Some(next)
}

/// Whether there are attributes in `others` that are not in `known`.
fn lacks(known: &[Attribute], others: &[Attribute]) -> bool {
    others.iter().any(|other| known.iter().all(|known| known.name != other.name))
}

fn widen(known: &mut Vec<Attribute>, others: &[Attribute]) {
    for other in others {
        if known.iter().all(|known| known.name != other.name) {
            known.push(other.clone());
        }
    }
}

/// A relation kind may start and end at labels that come with a file, where that says so.
fn widen_kind(known: &mut Rc<RelationKind>, other: &RelationKind, before: &Schema) {
    let new = |known: &[LabelId], others: &[LabelId]| -> Vec<LabelId> {
        let is_new = |id: &&LabelId| !known.is_empty() && before.label(id).is_none() && !known.contains(id);
        others.iter().filter(is_new).cloned().collect()
    };
    let (from, to) = (new(&known.from, &other.from), new(&known.to, &other.to));
    if !from.is_empty() || !to.is_empty() || lacks(&known.attributes, &other.attributes) {
        let known = Rc::make_mut(known);
        known.from.extend(from);
        known.to.extend(to);
        widen(&mut known.attributes, &other.attributes);
    }
}

/// Keys that a new label may have.
#[must_use]
pub fn free_keys(schema: &Schema) -> String {
    ('1'..='9').chain('a'..='z').filter(|key| !is_taken(schema, *key)).collect()
}

/// Whether a key is a command's or another label's.
fn is_taken(schema: &Schema, key: char) -> bool {
    let same = |other: char| other.eq_ignore_ascii_case(&key);
    let by_command = ACTIONS.iter().flat_map(|action| action.keys).any(|name| {
        let mut characters = name.chars();
        (characters.next().is_some_and(same) && characters.next().is_none()) || (*name == "Space" && key == ' ')
    });
    by_command || schema.labels.iter().filter_map(|label| label.key).any(same)
}
