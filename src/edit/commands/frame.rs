//! The slots of a claim: what fills them, as changes that belong into the step of the claim.

use std::rc::Rc;

use super::annotate::new_annotation;
use super::claims::{NewClaim, Speaker};
use super::links::new_relation;
use crate::edit::{Change, Fresh, Swap};
use crate::model::claim::slot;
use crate::model::order::sort_by;
use crate::model::{
    Annotation, AnnotationId, Attribute, AttributeName, Document, Entity, EntityId, KindId, Label, LabelKind, Origin,
    Relation, RelationKind, Schema, Span, TextRange,
};

/// The links of a kind that start at a claim, oldest first.
pub(super) fn links<'a>(
    document: &'a Document,
    claim: AnnotationId,
    kind: &'a str,
) -> impl Iterator<Item = &'a Rc<Relation>> {
    let mut found: Vec<_> =
        document.relations.values().filter(|link| link.from == claim && link.kind.as_str() == kind).collect();
    sort_by(&mut found, |one, other| (one.created, one.id).cmp(&(other.created, other.id)));
    found.into_iter()
}

/// Sets an attribute of a label where the label has it and it may take the value; `None` takes it away.
pub(super) fn set_choice(label: &Label, annotation: &mut Annotation, name: &str, value: Option<&Rc<str>>) {
    let name = AttributeName::from(name);
    let attribute: Option<&Attribute> = label.attribute(&name);
    let read = value.zip(attribute).and_then(|(value, attribute)| attribute.kind.read(&[value.to_string()]));
    match read {
        Some(values) if !values.is_empty() => drop(annotation.attributes.insert(name, values)),
        _ if value.is_none() => drop(annotation.attributes.remove(&name)),
        _ => {}
    }
}

/// The changes that fill a claim's slots.
pub(super) struct Frame<'a> {
    schema: &'a Schema,
    document: &'a Document,
    label: &'a Label,
    pub(super) changes: Vec<Change>,
    /// Where links of the claim lead that were made here.
    pub(super) linked: Vec<AnnotationId>,
    /// Links that stand already, by kind.
    standing: Vec<KindId>,
    /// What made all this.
    origin: Origin,
}

impl<'a> Frame<'a> {
    pub(super) fn new(schema: &'a Schema, document: &'a Document, label: &'a Label) -> Self {
        Self {
            schema,
            document,
            label,
            changes: Vec::new(),
            linked: Vec::new(),
            standing: Vec::new(),
            origin: Origin::Person,
        }
    }

    /// The kind of a slot, where the claim's label has it.
    fn kind(&self, slot: &str) -> Option<&'a RelationKind> {
        let kinds = self.schema.relations.iter().filter(|kind| kind.id.as_str() == slot && kind.slot);
        kinds.map(|kind| &**kind).find(|kind| kind.from.is_empty() || kind.from.contains(&self.label.id))
    }

    /// The label that new words in a slot get: *source* for people who are no known thing, else the first that may.
    fn label_for(&self, kind: &RelationKind, wanted: LabelKind) -> Option<&'a Rc<Label>> {
        let may = |label: &&Rc<Label>| label.kind == wanted && kind.allows(&self.label.id, &label.id);
        let mut all = self.schema.labels.iter().filter(may);
        all.clone().find(|label| label.id.as_str() == slot::SOURCE).or_else(|| all.next())
    }

    /// An annotation of exactly these words whose label marks this.
    pub(super) fn annotation_on(&self, span: &Span, kind: LabelKind) -> Option<&'a Rc<Annotation>> {
        let here =
            |annotation: &&Rc<Annotation>| annotation.span == *span && self.schema.kind_of(&annotation.label) == kind;
        self.document.annotations.values().find(here)
    }

    /// One that was made of exactly these words just now: somebody was named twice.
    fn made_on(&self, span: &Span, kind: LabelKind) -> Option<AnnotationId> {
        self.changes.iter().find_map(|change| match change {
            Change::Annotation(_, Swap { before: None, after: Some(made) })
                if made.span == *span && self.schema.kind_of(&made.label) == kind =>
            {
                Some(made.id)
            }
            _ => None,
        })
    }

    /// Links the claim to an annotation, where the schema lets it and room is left.
    fn link(&mut self, claim: AnnotationId, kind: &RelationKind, to: &Annotation, fresh: &mut Fresh) {
        let room = kind.at_most.is_none_or(|most| self.linked_by(kind) < usize::from(most));
        if kind.allows(&self.label.id, &to.label) && room && !self.linked.contains(&to.id) && claim != to.id {
            let relation = Relation { origin: self.origin.clone(), ..new_relation(kind, claim, to.id, fresh) };
            self.linked.push(to.id);
            self.changes.push(Change::Relation(self.document.id.clone(), Swap::made(Rc::new(relation))));
        }
    }

    /// Takes note of the links that a claim has already, so that none is made again.
    pub(super) fn standing(&mut self, claim: AnnotationId) {
        for relation in self.document.relations.values().filter(|relation| relation.from == claim) {
            self.linked.push(relation.to);
            self.standing.push(relation.kind.clone());
        }
    }

    /// Fills all slots.
    pub(super) fn fill(&mut self, claim: &mut Annotation, new: &NewClaim, fresh: &mut Fresh) -> Option<()> {
        self.origin.clone_from(&new.origin);
        self.speakers(claim, &new.sources, fresh)?;
        if let Some(cue) = &new.cue {
            self.cue(claim.id, cue, fresh)?;
        }
        if let Some(range) = new.addressee {
            self.words(claim.id, slot::ADDRESSEE, range, fresh)?;
        }
        Some(())
    }

    fn linked_by(&self, kind: &RelationKind) -> usize {
        let made = |change: &&Change| matches!(change, Change::Relation(_, swap) if swap.after.as_ref().is_some_and(|made| made.kind == kind.id));
        let standing = self.standing.iter().filter(|known| **known == kind.id).count();
        standing + self.changes.iter().filter(made).count()
    }

    /// Fills a slot with words: with the mention of exactly these words, or a new one. Nothing where the schema has no
    /// such slot.
    fn words(&mut self, claim: AnnotationId, slot: &str, range: TextRange, fresh: &mut Fresh) -> Option<AnnotationId> {
        range.of(self.document.article.text())?;
        let Some(kind) = self.kind(slot) else { return Some(claim) };
        let span = Span::of(range);
        if let Some(made) = self.made_on(&span, LabelKind::Entity) {
            return Some(made);
        }
        let known = self.annotation_on(&span, LabelKind::Entity);
        if let Some(known) = known.filter(|known| kind.allows(&self.label.id, &known.label)) {
            self.link(claim, kind, known, fresh);
            return Some(known.id);
        }
        let Some(label) = self.label_for(kind, LabelKind::Entity) else { return Some(claim) };
        let made = Annotation { origin: self.origin.clone(), ..new_annotation(label, span, fresh) };
        self.link(claim, kind, &made, fresh);
        let id = made.id;
        if self.linked.contains(&id) {
            // Before the link, so that whoever reads the changes in order knows both ends.
            let place = self.changes.len() - 1;
            self.changes.insert(place, Change::Annotation(self.document.id.clone(), Swap::made(Rc::new(made))));
        }
        Some(id)
    }

    /// Fills the slot of sources, or sets the attribute that stands for none.
    pub(super) fn speakers(&mut self, claim: &mut Annotation, speakers: &[Speaker], fresh: &mut Fresh) -> Option<()> {
        let nobody = speakers.iter().find_map(|speaker| match speaker {
            Speaker::Nobody(value) => Some(value),
            _ => None,
        });
        set_choice(self.label, claim, slot::SOURCE, nobody);
        for speaker in speakers {
            match speaker {
                Speaker::Nobody(_) => {}
                Speaker::Words(range) => drop(self.words(claim.id, slot::SOURCE, *range, fresh)?),
                Speaker::Mention(mention) => {
                    let mention = self.document.annotations.get(mention)?;
                    let Some(kind) = self.kind(slot::SOURCE) else { continue };
                    self.link(claim.id, kind, mention, fresh);
                }
                Speaker::Pronoun(range, stands_for) => {
                    let pronoun = self.words(claim.id, slot::SOURCE, *range, fresh)?;
                    // Where the schema has no such slot, nothing stands for the words but the claim itself.
                    if pronoun != claim.id {
                        self.join(pronoun, *stands_for, fresh);
                    }
                }
            }
        }
        Some(())
    }

    /// An annotation as it is after what was changed so far.
    fn now(&self, id: AnnotationId) -> Option<Rc<Annotation>> {
        let after = self.changes.iter().rev().find_map(|change| match change {
            Change::Annotation(_, Swap { after: Some(after), .. }) if after.id == id => Some(after.clone()),
            _ => None,
        });
        after.or_else(|| self.document.annotations.get(&id).cloned())
    }

    /// Says what an annotation names. Whatever is changed is changed once.
    fn name(&mut self, known: &Rc<Annotation>, entity: EntityId, fresh: &Fresh) {
        let named = Rc::new(Annotation { entity: Some(entity), changed: fresh.now, ..(**known).clone() });
        for change in &mut self.changes {
            if let Change::Annotation(_, Swap { after: Some(after), .. }) = change
                && after.id == known.id
            {
                *after = named;
                return;
            }
        }
        self.changes.push(Change::Annotation(self.document.id.clone(), Swap::changed(known.clone(), named)));
    }

    /// Says that a pronoun names what the mention it stands for names; that mention's entity is made where it has none.
    fn join(&mut self, pronoun: AnnotationId, stands_for: AnnotationId, fresh: &mut Fresh) {
        let (Some(mention), Some(known)) = (self.now(stands_for), self.now(pronoun)) else { return };
        // One that names something already is somebody's word.
        if mention.id == pronoun || known.entity.is_some() {
            return;
        }
        let entity = mention.entity.unwrap_or_else(|| {
            let entity = EntityId::from_bits(fresh.bits());
            let name = Rc::from(mention.span.quote(&self.document.article));
            let made = Entity { id: entity, name, link: None, note: Rc::from("") };
            self.changes.push(Change::Entity(Swap::made(Rc::new(made))));
            self.name(&mention, entity, fresh);
            entity
        });
        self.name(&known, entity, fresh);
    }

    /// Fills the slot of the cue: with one that stands on these words or on part of them, or a new one.
    pub(super) fn cue(&mut self, claim: AnnotationId, cue: &Span, fresh: &mut Fresh) -> Option<()> {
        if !cue.fits(&self.document.article) {
            return None;
        }
        let Some(kind) = self.kind(slot::CUE) else { return Some(()) };
        if let Some(known) = self.annotation_on(cue, LabelKind::Cue) {
            self.link(claim, kind, known, fresh);
            return Some(());
        }
        let Some(label) = self.label_for(kind, LabelKind::Cue) else { return Some(()) };
        let made = Annotation { origin: self.origin.clone(), ..new_annotation(label, cue.clone(), fresh) };
        let place = self.changes.len();
        self.link(claim, kind, &made, fresh);
        if self.changes.len() > place {
            self.changes.insert(place, Change::Annotation(self.document.id.clone(), Swap::made(Rc::new(made))));
        }
        Some(())
    }

    /// Takes links out that were made here though they stand already.
    pub(super) fn unmake(&mut self, stands: impl Fn(&Relation) -> bool) {
        self.changes.retain(|change| match change {
            Change::Relation(_, Swap { before: None, after: Some(made) }) => !stands(made),
            _ => true,
        });
    }

    /// Takes a link away, and what it led to where that was made in the same moment as the claim and means nothing else.
    pub(super) fn release(&mut self, claim: &Annotation, relation: &Rc<Relation>) {
        let id = self.document.id.clone();
        self.changes.push(Change::Relation(id.clone(), Swap::gone(relation.clone())));
        let Some(end) = self.document.annotations.get(&relation.to) else { return };
        let others = self.document.relations_of(end.id).any(|other| other.id != relation.id);
        let plain = end.attributes.is_empty() && end.note.is_empty() && end.doubt.is_none();
        let made_here = end.created == claim.created && end.changed == end.created && end.author == claim.author;
        let is_touched = self.changes.iter().any(|change| matches!(change, Change::Annotation(_, swap) if swap.either().is_some_and(|known| known.id == end.id)));
        if !others && plain && made_here && !is_touched {
            self.changes.push(Change::Annotation(id, Swap::gone(end.clone())));
        }
    }
}
