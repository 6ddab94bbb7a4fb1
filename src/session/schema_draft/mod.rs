//! The label schema while somebody changes it: a value that lies beside the project until it is kept, whole, as one step.
//! The sheet draws it and the scripting door changes it by the same commands. Start at [`SchemaDraft`].

mod attributes;
mod fields;
mod preview;
mod target;
mod waiting;

use std::rc::Rc;

use super::messages::{Message, Words};
use crate::edit::commands::{self, KindTouch, Touch, ValueTouch};
use crate::edit::reshape::{Move, Reshape, id_for};
use crate::model::schema_check::{Finding, Flaw, check};
use crate::model::{
    Attribute, AttributeKind, AttributeName, KindId, Label, LabelId, LabelKind, PaletteIndex, Project, RelationKind,
    Schema, Snap,
};

pub use fields::{ATTRIBUTE_KINDS, KINDS, SNAPS, short_for, snap_name, value_of, values_of};
pub use preview::{Stray, in_articles};
pub use target::{Owner, Target, no_such};

/// A label that is to be taken out while annotations carry it: somebody has to say what becomes of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The label.
    pub label: LabelId,
    /// How many annotations carry it.
    pub annotations: usize,
    /// In how many documents.
    pub documents: usize,
}

/// A schema under change.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemaDraft {
    /// The schema that it began with.
    pub base: Rc<Schema>,
    /// What it is by now.
    pub reshape: Reshape,
    /// What it was before each change, and what was looked at.
    past: Vec<(Reshape, Owner)>,
    /// What the form is about.
    pub pick: Owner,
    /// What labels are looked for.
    pub query: Rc<str>,
    /// What waits for an answer.
    pub asked: Option<Asked>,
    /// What it does to annotations and relations of loaded documents.
    pub touches: (Vec<Touch>, Vec<KindTouch>),
    /// What it does to values that are said there.
    pub values: Vec<ValueTouch>,
    /// What is wrong with it and was not before.
    pub findings: Vec<Finding>,
    /// Documents with annotations that are not read.
    pub unread: usize,
    /// Whether they are on their way.
    pub counting: bool,
    /// Why the last change was not made, and of which field of what.
    pub told: Option<(Target, String, Message)>,
    /// The attribute that was made last: its fields are open.
    pub opened: Option<AttributeName>,
    /// Grows when more than a field is another: fields are drawn anew then.
    pub epoch: u32,
}

impl SchemaDraft {
    /// The project's schema, not changed yet.
    #[must_use]
    pub fn of(project: &Project) -> Self {
        let base = project.schema.clone();
        let pick = base.offered().next().map_or(Owner::Schema, |label| Owner::Label(label.id.clone()));
        Self {
            reshape: Reshape::of(&base),
            past: Vec::new(),
            pick,
            query: Rc::from(""),
            asked: None,
            touches: (Vec::new(), Vec::new()),
            values: Vec::new(),
            findings: Vec::new(),
            unread: 0,
            counting: false,
            told: None,
            opened: None,
            epoch: 0,
            base,
        }
    }

    /// The project's schema as it is now, with the same thing looked at.
    #[must_use]
    pub fn again(&self, project: &Project) -> Self {
        let mut again = Self { epoch: self.epoch, pick: self.pick.clone(), ..Self::of(project) };
        again.anew();
        again
    }

    /// The schema as it will be.
    #[must_use]
    pub fn next(&self) -> &Schema {
        &self.reshape.next
    }

    /// Whether it is another one than that of the project.
    #[must_use]
    #[inline(never)] // so that it can travel later
    pub fn is_changed(&self) -> bool {
        !self.reshape.moves.is_empty() || *self.next() != *self.base
    }

    /// Whether something can be taken back.
    #[must_use]
    pub fn has_past(&self) -> bool {
        !self.past.is_empty()
    }

    /// Takes the last change back.
    pub fn go_back(&mut self) -> bool {
        let Some(before) = self.past.pop() else { return false };
        (self.reshape, self.pick) = before;
        self.anew();
        true
    }

    /// Puts another schema in its place.
    pub fn replace(&mut self, next: Schema) {
        let reshape = Reshape { next, moves: self.reshape.moves.clone() };
        self.past.push((std::mem::replace(&mut self.reshape, reshape), self.pick.clone()));
        self.anew();
    }

    /// Everything about it may be another.
    fn anew(&mut self) {
        (self.asked, self.told) = (None, None);
        self.epoch += 1;
        self.settle_pick();
    }

    /// What is picked out is something that is there.
    fn settle_pick(&mut self) {
        let there = match &self.pick {
            Owner::Label(id) => self.next().label(id).is_some(),
            Owner::Relation(id) => self.next().relation(id).is_some(),
            Owner::Schema | Owner::Document => true,
        };
        if !there {
            let first = self.next().labels.first();
            self.pick = first.map_or(Owner::Schema, |label| Owner::Label(label.id.clone()));
        }
    }

    /// Counts anew what it touches in loaded documents, and looks for what is wrong with it.
    pub fn recount(&mut self, project: &Project) {
        self.findings = self.wrong(&check(self.next()));
        self.touches = commands::touched(project, &self.reshape);
        self.values = commands::touched_values(project, &self.reshape);
        self.unread = commands::unread(project, &self.reshape).len();
    }

    /// What of some findings is not wrong with the project's schema already.
    fn wrong(&self, findings: &[Finding]) -> Vec<Finding> {
        let before = check(&self.base);
        findings.iter().filter(|finding| !before.contains(finding)).cloned().collect()
    }

    /// Whether counting what it touches needs documents that are not read: something is called otherwise, is not offered
    /// any more, or moves.
    #[must_use]
    pub fn touches_names(&self) -> bool {
        let looks = |schema: &Schema, id: &LabelId| schema.label(id).map(|label| (label.name.clone(), label.retired));
        let other = |label: &Rc<Label>| looks(self.next(), &label.id) != looks(&self.base, &label.id);
        !self.reshape.moves.is_empty()
            || self.base.labels.iter().any(other)
            || commands::touches_values(&self.base, &self.reshape)
    }

    /// Does a change: all of it, or, where it is refused, nothing.
    ///
    /// # Errors
    /// Why it cannot be done.
    pub fn change(&mut self, deed: impl FnOnce(&mut Self) -> Result<(), Message>) -> Result<(), Message> {
        let before = self.clone();
        deed(self)?;
        // A choice is made before its values are, a schema before its labels.
        let counts = |finding: &&Finding| !matches!(finding.flaw, Flaw::NoChoice | Flaw::NoLabels);
        let (known, now) = (check(&before.reshape.next), check(self.next()));
        if now.iter().filter(counts).count() > known.iter().filter(counts).count()
            && let Some(finding) = now.iter().filter(counts).find(|finding| !known.contains(finding))
        {
            *self = before;
            return Err(Message::finding(finding));
        }
        if self.reshape != before.reshape {
            self.past.push((before.reshape, before.pick));
        }
        (self.asked, self.told) = (None, None);
        self.settle_pick();
        Ok(())
    }

    /// Makes a label, a relation kind or an attribute, and picks it out.
    ///
    /// # Errors
    /// When there is nothing that it could be made of.
    pub fn add(&mut self, what: &str, target: &Target, name: Option<&str>) -> Result<String, Message> {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        match what {
            "label" => Ok(self.add_label(name)),
            "relation" => Ok(self.add_relation(name)),
            "attribute" => self.add_attribute(target, name),
            _ => Err(Message::new(Words::SchemaNoSuch, &[what])),
        }
    }

    fn add_label(&mut self, name: Option<&str>) -> String {
        let next = self.next();
        let name = name.map_or_else(
            || free_name(Words::SchemaNewLabel, |n| next.labels.iter().any(|l| *l.name == *n)),
            str::to_owned,
        );
        // Not the id of one that was: what carries that is another thing.
        let taken = |id: &str| {
            let gone = |step: &Move| matches!(step, Move::Label { from, .. } | Move::Gone(from) if from.as_str() == id);
            next.label(&id.into()).is_some()
                || self.base.label(&id.into()).is_some()
                || self.reshape.moves.iter().any(gone)
        };
        let id = id_for(&name, "label", taken);
        let used = |color: u8| next.labels.iter().filter(|label| label.color.get() == color).count();
        let color = (0..PaletteIndex::COUNT).min_by_key(|color| used(*color)).unwrap_or_default();
        let key = ('1'..='9').find(|key| next.offered().all(|label| label.key != Some(*key)));
        let label = Label {
            id: LabelId::from(id.as_str()),
            short: Rc::from(short_for(&name)),
            name: Rc::from(name),
            kind: LabelKind::Entity,
            color: PaletteIndex::new(color).unwrap_or_default(),
            key,
            parent: None,
            description: Rc::from(""),
            example: Rc::from(""),
            guideline: Rc::from(""),
            snap: Snap::Words,
            retired: false,
            attributes: Vec::new(),
        };
        let place = next.labels.iter().position(|label| label.retired).unwrap_or(next.labels.len());
        self.pick = Owner::Label(label.id.clone());
        self.reshape.next.labels.insert(place, Rc::new(label));
        id
    }

    fn add_relation(&mut self, name: Option<&str>) -> String {
        let next = self.next();
        let taken = |n: &str| next.relations.iter().any(|kind| *kind.name == *n);
        let name = name.map_or_else(|| free_name(Words::SchemaNewRelation, taken), str::to_owned);
        let taken = |id: &str| next.relation(&id.into()).is_some() || self.base.relation(&id.into()).is_some();
        let id = id_for(&name, "relation", taken);
        let (from, to, attributes) = (Vec::new(), Vec::new(), Vec::new());
        let kind = KindId::from(id.as_str());
        self.pick = Owner::Relation(kind.clone());
        let made = RelationKind { id: kind, name: Rc::from(name), from, to, slot: false, at_most: None, attributes };
        self.reshape.next.relations.push(Rc::new(made));
        id
    }

    fn add_attribute(&mut self, target: &Target, title: Option<&str>) -> Result<String, Message> {
        let owner = if target.owner == Owner::Schema { Owner::Document } else { target.owner.clone() };
        let Some(list) = self.attributes_mut(&owner) else { return Err(no_such(&owner)) };
        let taken = |n: &str| list.iter().any(|attribute| *attribute.title == *n);
        let title = title.map_or_else(|| free_name(Words::SchemaNewAttribute, taken), str::to_owned);
        let name = id_for(&title, "attribute", |id| list.iter().any(|attribute| attribute.name.as_str() == id));
        list.push(Attribute {
            name: AttributeName::from(name.as_str()),
            title: Rc::from(title),
            kind: AttributeKind::Text,
            required: false,
            default: Vec::new(),
            hint: Rc::from(""),
        });
        self.pick = owner;
        self.opened = Some(AttributeName::from(name.as_str()));
        Ok(name)
    }

    /// The attributes of a thing, to be changed.
    fn attributes_mut(&mut self, owner: &Owner) -> Option<&mut Vec<Attribute>> {
        match owner {
            Owner::Schema => None,
            Owner::Label(id) => self.reshape.label_mut(id).map(|label| &mut label.attributes),
            Owner::Relation(id) => self.reshape.kind_mut(id).map(|kind| &mut kind.attributes),
            Owner::Document => Some(&mut self.reshape.next.document),
        }
    }

    /// Puts a thing at another place in its list, counted from 0; beyond its end, at the end.
    ///
    /// # Errors
    /// When it is not there.
    pub fn put_at(&mut self, target: &Target, place: usize) -> Result<(), Message> {
        let moved = match (&target.owner, &target.attribute) {
            (owner, Some(name)) => {
                let list = self.attributes_mut(owner).ok_or_else(|| no_such(owner))?;
                shifted(list, |attribute| attribute.name == *name, place)
            }
            (Owner::Label(id), None) => shifted(&mut self.reshape.next.labels, |label| label.id == *id, place),
            (Owner::Relation(id), None) => shifted(&mut self.reshape.next.relations, |kind| kind.id == *id, place),
            _ => false,
        };
        if moved { Ok(()) } else { Err(no_such(&target.owner)) }
    }

    /// Takes an attribute or a relation kind out.
    ///
    /// # Errors
    /// When it is not there, or is something else.
    pub fn remove(&mut self, target: &Target) -> Result<(), Message> {
        let gone = match (&target.owner, &target.attribute) {
            (owner, Some(name)) => {
                let list = self.attributes_mut(owner).ok_or_else(|| no_such(owner))?;
                let before = list.len();
                list.retain(|attribute| attribute.name != *name);
                list.len() < before
            }
            (Owner::Relation(id), None) => self.reshape.remove_kind(id),
            _ => false,
        };
        if gone { Ok(()) } else { Err(no_such(&target.owner)) }
    }

    /// Makes a new label of those of a label's annotations that say `value` of an attribute.
    ///
    /// # Errors
    /// When there is no such label, or it has no such attribute.
    pub fn split(
        &mut self,
        from: &LabelId,
        name: &AttributeName,
        value: &str,
        called: Option<&str>,
    ) -> Result<String, Message> {
        let Some(label) = self.next().label(from).cloned() else { return Err(no_such(&Owner::Label(from.clone()))) };
        if label.attribute(name).is_none() {
            return Err(Message::new(Words::NoAttribute, &[name.as_str()]));
        }
        let called = called.map(str::trim).filter(|called| !called.is_empty());
        let called = called.map_or_else(|| format!("{} ({value})", label.name), str::to_owned);
        let id = self.add_label(Some(&called));
        let made = self.reshape.next.labels.iter().position(|label| label.id.as_str() == id);
        let made = made.map(|place| self.reshape.next.labels.remove(place));
        let Some(made) = made else { return Err(no_such(&Owner::Label(from.clone()))) };
        let to = Label {
            id: made.id.clone(),
            name: made.name.clone(),
            short: made.short.clone(),
            color: made.color,
            key: made.key,
            ..(*label).clone()
        };
        self.reshape.split_label(from, (name, value), to);
        Ok(id)
    }
}

/// The first of “New”, “New 2”, … that is free.
fn free_name(words: Words, taken: impl Fn(&str) -> bool) -> String {
    let first = words.text().to_owned();
    if !taken(&first) {
        return first;
    }
    (2..).map(|number: u32| format!("{first} {number}")).find(|name| !taken(name)).unwrap_or_default()
}

/// Puts an element at another place.
fn shifted<T>(list: &mut Vec<T>, is_it: impl Fn(&T) -> bool, place: usize) -> bool {
    let Some(from) = list.iter().position(is_it) else { return false };
    let one = list.remove(from);
    list.insert(place.min(list.len()), one);
    true
}
