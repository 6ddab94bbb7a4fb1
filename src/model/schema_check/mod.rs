//! What is wrong with a schema, as facts: where, what, and the numbers that a remedy needs. The sentences are the message
//! table's. A schema without a finding can be worked with; one that has some is neither kept nor imported.

use std::rc::Rc;

use super::fold::name_key;
use super::{Attribute, AttributeKind, Label, LabelId, RelationKind, Schema, Table};

/// Longest id, name, title, short name, value.
pub const NAME_LIMIT: usize = 120;
/// Longest description, example, hint.
pub const TEXT_LIMIT: usize = 4_000;
/// Longest guideline.
pub const GUIDELINE_LIMIT: usize = 40_000;
/// Most labels, relation kinds, attributes of one thing, and values of one attribute.
pub const COUNT_LIMIT: usize = 2_000;

/// Where something is wrong: numbers count from 1, names are as they stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The schema itself.
    Schema,
    /// A label.
    Label(usize, Rc<str>),
    /// A relation kind.
    Relation(usize, Rc<str>),
    /// What is said of a whole document.
    Document,
}

/// Which text of a thing is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub enum Part {
    Id,
    Name,
    Short,
    Key,
    Description,
    Example,
    Guideline,
    Title,
    Hint,
    Value,
    Kind,
    Color,
    Snap,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// There is no label at all.
    NoLabels,
    /// A text that has to be there is empty.
    Empty(Part),
    /// Another one before it has the same id.
    SameId(Rc<str>),
    /// Another one before it is called the same, capitals aside.
    SameName(Rc<str>),
    /// A label before it, named here, has the same key.
    SameKey(char, Rc<str>),
    /// The key is no character that can be seen.
    BadKey,
    /// A text has a character in it that cannot be seen, or turns the text around; its number in Unicode.
    Unseen(Part, u32),
    /// A text is longer than so many characters.
    TooLong(Part, usize),
    /// There are more of them than so many.
    TooMany(usize),
    /// The parent is no label of the schema.
    NoParent(Rc<str>),
    /// Parents go round in a circle: the labels on it, by name.
    Circle(Rc<str>),
    /// An end names no label of the schema.
    NoEnd(Rc<str>),
    /// One annotation may start none of it.
    AtMostNone,
    /// The least number is greater than the greatest.
    Bounds(i64, i64),
    /// The default is no value of the attribute.
    Default(Rc<str>),
    /// There is nothing to choose from.
    NoChoice,
    /// A value stands twice.
    SameValue(Rc<str>),
    /// A value of a file that its field does not have.
    Foreign(Part, Rc<str>),
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// The attribute there that is meant, by its title or id.
    pub attribute: Option<Rc<str>>,
    /// What.
    pub flaw: Flaw,
}

/// Everything that is wrong with a schema, in its order.
#[must_use]
pub fn check(schema: &Schema) -> Vec<Finding> {
    let mut all = Findings::default();
    all.at(Place::Schema);
    all.name(Part::Id, &schema.id);
    all.name(Part::Name, &schema.name);
    if schema.labels.is_empty() {
        all.tell(Flaw::NoLabels);
    }
    all.count(schema.labels.len());
    all.count(schema.relations.len());
    labels(schema, &mut all);
    relations(schema, &mut all);
    all.at(Place::Document);
    attributes(&schema.document, &mut all);
    all.found
}

/// What is called so: by its name, else by its id.
fn called(name: &Rc<str>, id: &str) -> Rc<str> {
    if name.trim().is_empty() { Rc::from(id) } else { name.clone() }
}

#[derive(Default)]
struct Findings {
    place: Option<Place>,
    attribute: Option<Rc<str>>,
    found: Vec<Finding>,
}

impl Findings {
    fn at(&mut self, place: Place) {
        self.place = Some(place);
    }

    fn tell(&mut self, flaw: Flaw) {
        let place = self.place.clone().unwrap_or(Place::Schema);
        self.found.push(Finding { place, attribute: self.attribute.clone(), flaw });
    }

    fn count(&mut self, count: usize) {
        if count > COUNT_LIMIT {
            self.tell(Flaw::TooMany(COUNT_LIMIT));
        }
    }

    /// A text that has to be there, in one line.
    fn name(&mut self, part: Part, text: &str) {
        if text.trim().is_empty() {
            self.tell(Flaw::Empty(part));
        }
        self.line(part, text);
    }

    /// A text in one line.
    fn line(&mut self, part: Part, text: &str) {
        self.text(part, text, NAME_LIMIT);
        if let Some(c) = text.chars().find(|c| matches!(c, '\n' | '\t')) {
            self.tell(Flaw::Unseen(part, u32::from(c)));
        }
    }

    fn text(&mut self, part: Part, text: &str, limit: usize) {
        if text.chars().nth(limit).is_some() {
            self.tell(Flaw::TooLong(part, limit));
        }
        if let Some(c) = text.chars().find(|c| is_unseen(*c)) {
            self.tell(Flaw::Unseen(part, u32::from(c)));
        }
    }
}

/// Whether a character takes no room, or makes others stand elsewhere than where they are.
const fn is_unseen(c: char) -> bool {
    let control = c.is_ascii_control() && !matches!(c, '\n' | '\t');
    control
        || matches!(
            c,
            '\u{80}'..='\u{9f}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}'
                | '\u{feff}'
                | '\u{fffd}'
        )
}

fn labels(schema: &Schema, all: &mut Findings) {
    let (mut known, mut names) = (Table::new(), Table::new());
    let mut keys: Vec<(char, Rc<str>)> = Vec::new();
    for (label, number) in schema.labels.iter().zip(1..) {
        let name = called(&label.name, label.id.as_str());
        all.at(Place::Label(number, name.clone()));
        all.name(Part::Id, label.id.as_str());
        all.name(Part::Name, &label.name);
        all.line(Part::Short, &label.short);
        all.text(Part::Description, &label.description, TEXT_LIMIT);
        all.text(Part::Example, &label.example, TEXT_LIMIT);
        all.text(Part::Guideline, &label.guideline, GUIDELINE_LIMIT);
        if known.insert(label.id.clone(), label.clone()).is_some() {
            all.tell(Flaw::SameId(Rc::from(label.id.as_str())));
        }
        let small = name_key(&label.name);
        // A label that is not offered is not mistaken for another, and has no use for its key.
        if !label.retired && !small.is_empty() && names.insert(small, ()).is_some() {
            all.tell(Flaw::SameName(label.name.clone()));
        }
        if let Some(key) = label.key.filter(|_| !label.retired) {
            match keys.iter().find(|(other, _)| other.eq_ignore_ascii_case(&key)) {
                _ if key.is_whitespace() || is_unseen(key) => all.tell(Flaw::BadKey),
                Some((_, other)) => all.tell(Flaw::SameKey(key, other.clone())),
                None => keys.push((key, name)),
            }
        }
        attributes(&label.attributes, all);
    }
    // Parents are looked at once all labels are known.
    for (label, number) in schema.labels.iter().zip(1..) {
        let Some(parent) = &label.parent else { continue };
        all.at(Place::Label(number, called(&label.name, label.id.as_str())));
        if !known.contains_key(parent) {
            all.tell(Flaw::NoParent(Rc::from(parent.as_str())));
        } else if let Some(circle) = circle(&known, label) {
            all.tell(Flaw::Circle(Rc::from(circle)));
        }
    }
}

/// The names of the labels on the circle that a label's parents lead back to it by.
fn circle(known: &Table<LabelId, Rc<Label>>, label: &Label) -> Option<String> {
    let mut names: Vec<Rc<str>> = vec![called(&label.name, label.id.as_str())];
    let mut next = &label.parent;
    for _ in 0..known.len() {
        let parent = known.get(next.as_ref()?)?;
        names.push(called(&parent.name, parent.id.as_str()));
        if parent.id == label.id {
            return Some(names.join(" → "));
        }
        next = &parent.parent;
    }
    None
}

fn relations(schema: &Schema, all: &mut Findings) {
    let (mut ids, mut names) = (Table::new(), Table::new());
    let known: Table<LabelId, ()> = schema.labels.iter().map(|label| (label.id.clone(), ())).collect();
    for (kind, number) in schema.relations.iter().zip(1..) {
        let RelationKind { id, name, from, to, at_most, attributes: of_kind, .. } = &**kind;
        all.at(Place::Relation(number, called(name, id.as_str())));
        all.name(Part::Id, id.as_str());
        all.name(Part::Name, name);
        if ids.insert(id.clone(), ()).is_some() {
            all.tell(Flaw::SameId(Rc::from(id.as_str())));
        }
        let small = name_key(name);
        if !small.is_empty() && names.insert(small, ()).is_some() {
            all.tell(Flaw::SameName(name.clone()));
        }
        for end in from.iter().chain(to).filter(|end| !known.contains_key(end)) {
            all.tell(Flaw::NoEnd(Rc::from(end.as_str())));
        }
        if *at_most == Some(0) {
            all.tell(Flaw::AtMostNone);
        }
        attributes(of_kind, all);
    }
}

fn attributes(list: &[Attribute], all: &mut Findings) {
    all.count(list.len());
    let mut ids = Table::new();
    for attribute in list {
        all.attribute = Some(called(&attribute.title, attribute.name.as_str()));
        all.name(Part::Id, attribute.name.as_str());
        all.name(Part::Title, &attribute.title);
        all.text(Part::Hint, &attribute.hint, TEXT_LIMIT);
        if ids.insert(attribute.name.clone(), ()).is_some() {
            all.tell(Flaw::SameId(Rc::from(attribute.name.as_str())));
        }
        match &attribute.kind {
            AttributeKind::Number { min, max } if min > max => all.tell(Flaw::Bounds(*min, *max)),
            AttributeKind::Scale(0) => all.tell(Flaw::Bounds(1, 0)),
            AttributeKind::Choice(values) | AttributeKind::Many(values) => choices(values, all),
            _ => {}
        }
        let default: Vec<String> = attribute.default.iter().map(ToString::to_string).collect();
        let read = attribute.kind.read(&default);
        if !default.is_empty() && read.is_none_or(|read| read.len() != default.len()) {
            all.tell(Flaw::Default(Rc::from(default.join(", "))));
        }
    }
    all.attribute = None;
}

fn choices(values: &[Rc<str>], all: &mut Findings) {
    if values.is_empty() {
        all.tell(Flaw::NoChoice);
    }
    all.count(values.len());
    let mut seen = Table::new();
    for value in values {
        all.name(Part::Value, value);
        if seen.insert(value.clone(), ()).is_some() {
            all.tell(Flaw::SameValue(value.clone()));
        }
    }
}

#[cfg(test)]
mod tests;
