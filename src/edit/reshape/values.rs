//! What becomes of values of attributes while a schema changes, and which of them no longer fit afterwards.

use std::rc::Rc;

use super::{Move, Reshape};
use crate::model::{
    Annotation, Attribute, AttributeKind, AttributeName, Attributes, KindId, LabelId, Relation, Schema, Table,
};

/// What attributes hang on, as it is called at that moment of the change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// A label.
    Label(LabelId),
    /// A relation kind.
    Kind(KindId),
    /// A whole document.
    Document,
}

/// What attributes hang on in a schema; nothing where it does not have it.
#[must_use]
pub fn attributes_of<'a>(schema: &'a Schema, holder: &Holder) -> &'a [Attribute] {
    match holder {
        Holder::Label(id) => schema.label(id).map_or(&[], |label| &label.attributes),
        Holder::Kind(id) => schema.relation(id).map_or(&[], |kind| &kind.attributes),
        Holder::Document => &schema.document,
    }
}

fn named<'a>(schema: &'a Schema, holder: &Holder, name: &AttributeName) -> Option<&'a Attribute> {
    attributes_of(schema, holder).iter().find(|attribute| attribute.name == *name)
}

/// One value of an attribute, on its way through a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Carried {
    /// The attribute it was said of.
    pub was: (AttributeName, Rc<str>),
    /// The attribute and value that it is by now; nothing where it is taken away.
    pub now: Option<(AttributeName, Rc<str>)>,
}

/// What is said of something, on its way through a change.
#[derive(Clone, Debug)]
pub(super) struct Values {
    holder: Holder,
    all: Vec<Carried>,
}

impl Values {
    /// What is said of something before anything changes.
    fn of(holder: Holder, said: &Attributes) -> Self {
        let each = |(name, values): (&AttributeName, &Vec<Rc<str>>)| {
            let one = |value: &Rc<str>| (name.clone(), value.clone());
            values.iter().map(one).map(|was| Carried { now: Some(was.clone()), was }).collect::<Vec<_>>()
        };
        Self { holder, all: said.iter().flat_map(each).collect() }
    }

    fn says(&self, name: &AttributeName, value: &str) -> bool {
        self.all.iter().any(|each| each.now.as_ref().is_some_and(|(n, v)| n == name && **v == *value))
    }

    fn step(&mut self, step: &Move) {
        match step {
            Move::Value { of, name, from, to } if *of == self.holder => {
                let those = self.all.iter_mut().filter(|each| each.now.as_ref() == Some(&(name.clone(), from.clone())));
                those.for_each(|each| each.now = to.clone().map(|to| (name.clone(), to)));
            }
            Move::Said { of, from, to } if *of == self.holder => {
                for each in &mut self.all {
                    each.now = match (each.now.take(), to) {
                        (Some((name, value)), Some(to)) if name == *from => Some((to.clone(), value)),
                        (Some((name, _)), None) if name == *from => None,
                        (now, _) => now,
                    };
                }
            }
            _ => {}
        }
    }

    /// Whether nothing became another.
    fn is_same(&self) -> bool {
        self.all.iter().all(|each| each.now.as_ref() == Some(&each.was))
    }

    /// What is said afterwards, in the order in which the schema writes it.
    fn attributes(&self, before: &Attributes, next: &Schema) -> Attributes {
        if self.is_same() {
            return before.clone();
        }
        let mut said: Table<AttributeName, Vec<Rc<str>>> = Table::new();
        // What is said of nothing in particular stays so.
        for (name, values) in before.iter().filter(|(_, values)| values.is_empty()) {
            said.insert(name.clone(), values.clone());
        }
        for (name, value) in self.all.iter().filter_map(|each| each.now.clone()) {
            let mut values = said.get(&name).cloned().unwrap_or_default();
            if !values.contains(&value) {
                values.push(value);
            }
            said.insert(name, values);
        }
        let written = |(name, values): (&AttributeName, &Vec<Rc<str>>)| {
            let kind = named(next, &self.holder, name).map(|attribute| &attribute.kind);
            let read = kind.and_then(|kind| kind.read(&strings(values))).filter(|read| !read.is_empty());
            (name.clone(), read.unwrap_or_else(|| values.clone()))
        };
        said.iter().map(written).collect()
    }
}

fn strings(values: &[Rc<str>]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

/// What becomes of something that is said: its name, and its values one by one.
#[derive(Clone, Debug)]
pub struct Outcome<T> {
    /// The label or kind that it ends up with.
    pub name: T,
    /// What is said of it.
    pub said: Attributes,
    values: Values,
}

impl Reshape {
    /// What an annotation ends up as; `None` when it is deleted.
    #[must_use]
    pub fn outcome(&self, annotation: &Annotation) -> Option<Outcome<LabelId>> {
        let (mut label, mut values) =
            (annotation.label.clone(), Values::of(Holder::Label(annotation.label.clone()), &annotation.attributes));
        for step in &self.moves {
            match step {
                Move::Label { from, to, only }
                    if *from == label && only.as_ref().is_none_or(|(name, value)| values.says(name, value)) =>
                {
                    label = to.clone();
                    values.holder = Holder::Label(to.clone());
                }
                Move::Gone(gone) if *gone == label => return None,
                other => values.step(other),
            }
        }
        Some(Outcome { name: label, said: values.attributes(&annotation.attributes, &self.next), values })
    }

    /// What a relation ends up as; `None` when it is deleted.
    #[must_use]
    pub fn outcome_of_relation(&self, relation: &Relation) -> Option<Outcome<KindId>> {
        let (mut kind, mut values) =
            (relation.kind.clone(), Values::of(Holder::Kind(relation.kind.clone()), &relation.attributes));
        for step in &self.moves {
            match step {
                Move::Kind { from, to } if *from == kind => {
                    kind = to.clone();
                    values.holder = Holder::Kind(to.clone());
                }
                Move::KindGone(gone) if *gone == kind => return None,
                other => values.step(other),
            }
        }
        Some(Outcome { name: kind, said: values.attributes(&relation.attributes, &self.next), values })
    }

    /// What is said of a whole document afterwards.
    #[must_use]
    pub fn outcome_of_document(&self, said: &Attributes) -> Outcome<()> {
        let mut values = Values::of(Holder::Document, said);
        self.moves.iter().for_each(|step| values.step(step));
        Outcome { name: (), said: values.attributes(said, &self.next), values }
    }

    /// Makes a value of an attribute another one, or takes it away, wherever it is said. Also where something begins with it.
    pub fn move_value(&mut self, of: &Holder, name: &AttributeName, from: &str, to: Option<&str>) {
        let shared = |value: &str| -> Rc<str> { Rc::from(value) };
        let step = Move::Value { of: of.clone(), name: name.clone(), from: shared(from), to: to.map(shared) };
        self.moves.push(step);
    }

    /// Whether what a document says of itself may change, or may not fit any more.
    #[must_use]
    pub fn touches_documents(&self, before: &Schema) -> bool {
        let of_document = |step: &Move| {
            matches!(step, Move::Value { of: Holder::Document, .. } | Move::Said { of: Holder::Document, .. })
        };
        self.moves.iter().any(of_document) || narrows(&before.document, &self.next.document)
    }
}

/// What becomes of a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It becomes another one.
    Becomes(Rc<str>),
    /// It is taken away.
    Gone,
    /// It is said of an attribute that has another id.
    Under(AttributeName),
    /// It does not fit any more. It stays, and is shown as unknown.
    Stray,
}

impl<T> Outcome<T> {
    /// What hangs on what in the end.
    #[must_use]
    pub const fn holder(&self) -> &Holder {
        &self.values.holder
    }

    /// The values of which something becomes, each with the attribute it is said of afterwards, or was said of. `before` is
    /// what they hung on.
    #[must_use]
    pub fn fates(&self, before: (&Schema, &Holder), next: &Schema) -> Vec<(AttributeName, Rc<str>, Fate)> {
        let holder = self.holder();
        let (old, new) = (attributes_of(before.0, before.1), attributes_of(next, holder));
        let mut fates = Vec::new();
        for Carried { was, now } in &self.values.all {
            let Some((name, value)) = now else {
                fates.push((was.0.clone(), was.1.clone(), Fate::Gone));
                continue;
            };
            let fitted = old.iter().find(|attribute| attribute.name == was.0).is_some_and(|a| fits(&a.kind, &was.1));
            let all = self.said.get(name).map_or(&[][..], |all| all);
            let kind = new.iter().find(|attribute| attribute.name == *name).map(|attribute| &attribute.kind);
            // Of several values for one that takes one, none is the right one.
            let alone = |kind: &AttributeKind| all.iter().all(|value| fits(kind, value));
            let too_many = |kind: &AttributeKind| alone(kind) && kind.read(&strings(all)).is_none();
            let fits = kind.is_some_and(|kind| fits(kind, value) && !too_many(kind));
            if fitted && !fits {
                fates.push((name.clone(), value.clone(), Fate::Stray));
            } else if *value != was.1 {
                fates.push((name.clone(), was.1.clone(), Fate::Becomes(value.clone())));
            } else if *name != was.0 {
                fates.push((was.0.clone(), was.1.clone(), Fate::Under(name.clone())));
            }
        }
        fates
    }
}

fn fits(kind: &AttributeKind, value: &str) -> bool {
    kind.read(&[value.to_owned()]).is_some()
}

/// Whether something that was said of attributes may not fit any more.
#[must_use]
pub fn narrows(before: &[Attribute], next: &[Attribute]) -> bool {
    before.iter().any(|old| next.iter().find(|new| new.name == old.name).is_none_or(|new| !takes(&old.kind, &new.kind)))
}

/// Whether a kind takes whatever another one took.
fn takes(old: &AttributeKind, new: &AttributeKind) -> bool {
    use AttributeKind::{Choice, Date, Flag, Link, Many, Number, Scale, Text};
    let all = |old: &[Rc<str>], new: &[Rc<str>]| old.iter().all(|value| new.contains(value));
    match (old, new) {
        (Choice(old), Choice(new) | Many(new)) | (Many(old), Many(new)) => all(old, new),
        (Scale(old), Scale(new)) => old <= new,
        (Number { min, max }, Number { min: least, max: most }) => least <= min && max <= most,
        (Flag | Text | Number { .. } | Scale(_) | Choice(_) | Date, Text)
        | (Flag, Flag)
        | (Date, Date)
        | (Link, Link) => true,
        _ => false,
    }
}
