//! Claims in one gesture: the claim, its cue, its sources, its addressee and the links between them are one step. Each
//! part can be changed afterwards.

use std::rc::Rc;

use super::annotate::{begun, new_annotation, newcomer};
use super::links::new_relation;
use crate::edit::{Change, Fresh, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::claim::slot;
use crate::model::order::sort_by;
use crate::model::{
    Annotation, AnnotationId, Attribute, AttributeName, DocId, Document, Entity, EntityId, Label, LabelId, LabelKind,
    Origin, Project, Relation, RelationKind, Schema, Span, TextRange,
};

/// Who asserts a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// A mention that is there already.
    Mention(AnnotationId),
    /// Words that get a label of their own. A mention of exactly these words is taken instead.
    Words(TextRange),
    /// A pronoun, and the mention it stands for: it joins that mention's entity.
    Pronoun(TextRange, AnnotationId),
    /// Nobody that words name: a value of the claim's attribute `source`.
    Nobody(Rc<str>),
}

/// What a claim is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewClaim {
    /// Its label; one of kind claim.
    pub label: LabelId,
    /// What is asserted.
    pub content: Span,
    /// The words that say that somebody asserts it.
    pub cue: Option<Span>,
    /// Who asserts it; empty where nothing is said about that.
    pub sources: Vec<Speaker>,
    /// To whom.
    pub addressee: Option<TextRange>,
    /// Value of the attribute `quote_type`.
    pub quote_type: Option<Rc<str>>,
    /// What proposed it, if it was not put together by hand: all that is made says so.
    pub origin: Origin,
}

/// Makes a claim with everything that hangs on it, as one step; it is picked out afterwards. What the schema has no place
/// for is left out. `None` when the label marks no claim, or a span does not lie on the text.
#[must_use]
pub fn make_claim(project: &Project, id: &DocId, new: &NewClaim, fresh: &mut Fresh) -> Option<Transaction> {
    let document = project.document(id)?;
    let label = project.schema.label(&new.label).filter(|label| label.kind == LabelKind::Claim)?;
    if !new.content.fits(&document.article) {
        return None;
    }
    let mut claim = new_annotation(label, new.content.clone(), fresh);
    claim.origin = new.origin.clone();
    set_choice(label, &mut claim, slot::QUOTE_TYPE, new.quote_type.as_ref());
    let before = Selection::Words(id.clone(), new.content.fragments().collect());
    let after = Selection::one(id, claim.id);
    let mut frame = Frame { origin: new.origin.clone(), ..Frame::new(&project.schema, document, label) };
    frame.speakers(&mut claim, &new.sources, fresh)?;
    if let Some(cue) = &new.cue {
        frame.cue(claim.id, cue, fresh)?;
    }
    if let Some(range) = new.addressee {
        frame.words(claim.id, slot::ADDRESSEE, range, fresh)?;
    }
    let mut changes = vec![Change::Annotation(id.clone(), Swap::made(Rc::new(claim)))];
    changes.append(&mut frame.changes);
    changes.extend(begun(document, fresh));
    changes.extend(newcomer(project, fresh));
    let name = StepName::new(StepKind::Annotate, &label.name);
    Some(Transaction { name, changes, selection: (before, after) })
}

/// Says who asserts a claim, instead of what was said before. A mention that was made together with the claim and means
/// nothing else goes. `None` when there is no such claim, or nothing would change.
#[must_use]
pub fn set_speakers(
    project: &Project,
    id: &DocId,
    claim: AnnotationId,
    speakers: &[Speaker],
    fresh: &mut Fresh,
) -> Option<Transaction> {
    let document = project.document(id)?;
    let before = document.annotations.get(&claim)?;
    let label = project.schema.label(&before.label).filter(|label| label.kind == LabelKind::Claim)?;
    let mut after = (**before).clone();
    let mut frame = Frame::new(&project.schema, document, label);
    frame.speakers(&mut after, speakers, fresh)?;
    // Links that stay are not made anew.
    let old: Vec<&Rc<Relation>> = links(document, claim, slot::SOURCE).collect();
    let made: Vec<AnnotationId> = frame.linked.clone();
    frame.unmake(|relation| old.iter().any(|known| known.to == relation.to));
    for relation in old.into_iter().filter(|relation| !made.contains(&relation.to)) {
        frame.release(before, relation);
    }
    if after.attributes != before.attributes {
        after.changed = fresh.now;
        frame.changes.push(Change::Annotation(id.clone(), Swap::changed(before.clone(), Rc::new(after))));
    }
    let name = project.schema.relations.iter().find(|kind| kind.id.as_str() == slot::SOURCE);
    step(project, id, claim, StepKind::Link, name.map_or("", |kind| &kind.name), frame, fresh)
}

/// Says by which words a claim is reported; `None` as the cue takes them away. A cue that serves no other claim moves;
/// else the claim gets one of its own. `None` when there is no such claim, or nothing would change.
#[must_use]
pub fn set_cue(
    project: &Project,
    id: &DocId,
    claim: AnnotationId,
    cue: Option<&Span>,
    fresh: &mut Fresh,
) -> Option<Transaction> {
    let document = project.document(id)?;
    let before = document.annotations.get(&claim)?;
    let label = project.schema.label(&before.label).filter(|label| label.kind == LabelKind::Claim)?;
    let mut frame = Frame::new(&project.schema, document, label);
    let old = links(document, claim, slot::CUE).next();
    let held = old.and_then(|relation| document.annotations.get(&relation.to));
    if cue.zip(held).is_some_and(|(cue, held)| held.span == *cue) {
        return None;
    }
    let alone = held.filter(|held| document.relations_of(held.id).count() == 1);
    let free = cue.is_some_and(|cue| frame.annotation_on(cue, LabelKind::Cue).is_none());
    match (cue, alone) {
        (Some(cue), Some(held)) if free => {
            if !cue.fits(&document.article) {
                return None;
            }
            let moved = Annotation { span: cue.clone(), changed: fresh.now, ..(**held).clone() };
            frame.changes.push(Change::Annotation(id.clone(), Swap::changed(held.clone(), Rc::new(moved))));
        }
        _ => {
            if let Some(old) = old {
                frame.release(before, old);
            }
            if let Some(cue) = cue {
                frame.cue(claim, cue, fresh)?;
            }
        }
    }
    let name = project.schema.relations.iter().find(|kind| kind.id.as_str() == slot::CUE);
    step(project, id, claim, StepKind::Link, name.map_or("", |kind| &kind.name), frame, fresh)
}

/// Puts a claim on other words, with the quote type they have. `None` when there is no such claim, nothing would change,
/// or the span does not lie on the text.
#[must_use]
pub fn set_content(
    project: &Project,
    id: &DocId,
    claim: AnnotationId,
    content: Span,
    quote_type: Option<&Rc<str>>,
    fresh: &mut Fresh,
) -> Option<Transaction> {
    let document = project.document(id)?;
    let before = document.annotations.get(&claim)?;
    let label = project.schema.label(&before.label).filter(|label| label.kind == LabelKind::Claim)?;
    if !content.fits(&document.article) {
        return None;
    }
    let mut after = Annotation { span: content, ..(**before).clone() };
    if quote_type.is_some() {
        set_choice(label, &mut after, slot::QUOTE_TYPE, quote_type);
    }
    if after == **before {
        return None;
    }
    after.changed = fresh.now;
    let mut frame = Frame::new(&project.schema, document, label);
    frame.changes.push(Change::Annotation(id.clone(), Swap::changed(before.clone(), Rc::new(after))));
    step(project, id, claim, StepKind::Resize, &label.name, frame, fresh)
}

fn step(
    project: &Project,
    id: &DocId,
    claim: AnnotationId,
    kind: StepKind,
    detail: &str,
    frame: Frame<'_>,
    fresh: &Fresh,
) -> Option<Transaction> {
    let mut changes = frame.changes;
    if changes.is_empty() {
        return None;
    }
    changes.extend(newcomer(project, fresh));
    let selection = Selection::one(id, claim);
    Some(Transaction { name: StepName::new(kind, detail), changes, selection: (selection.clone(), selection) })
}

/// The links of a kind that start at a claim, oldest first.
fn links<'a>(document: &'a Document, claim: AnnotationId, kind: &'a str) -> impl Iterator<Item = &'a Rc<Relation>> {
    let mut found: Vec<_> =
        document.relations.values().filter(|link| link.from == claim && link.kind.as_str() == kind).collect();
    sort_by(&mut found, |one, other| (one.created, one.id).cmp(&(other.created, other.id)));
    found.into_iter()
}

/// Sets an attribute of a label where the label has it and it may take the value; `None` takes it away.
fn set_choice(label: &Label, annotation: &mut Annotation, name: &str, value: Option<&Rc<str>>) {
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
struct Frame<'a> {
    schema: &'a Schema,
    document: &'a Document,
    label: &'a Label,
    changes: Vec<Change>,
    /// Where links of the claim lead that were made here.
    linked: Vec<AnnotationId>,
    /// What made all this.
    origin: Origin,
}

impl<'a> Frame<'a> {
    fn new(schema: &'a Schema, document: &'a Document, label: &'a Label) -> Self {
        Self { schema, document, label, changes: Vec::new(), linked: Vec::new(), origin: Origin::Person }
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
    fn annotation_on(&self, span: &Span, kind: LabelKind) -> Option<&'a Rc<Annotation>> {
        let here =
            |annotation: &&Rc<Annotation>| annotation.span == *span && self.schema.kind_of(&annotation.label) == kind;
        self.document.annotations.values().find(here)
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

    fn linked_by(&self, kind: &RelationKind) -> usize {
        let made = |change: &&Change| matches!(change, Change::Relation(_, swap) if swap.after.as_ref().is_some_and(|made| made.kind == kind.id));
        self.changes.iter().filter(made).count()
    }

    /// Fills a slot with words: with the mention of exactly these words, or a new one. Nothing where the schema has no
    /// such slot.
    fn words(&mut self, claim: AnnotationId, slot: &str, range: TextRange, fresh: &mut Fresh) -> Option<AnnotationId> {
        range.of(self.document.article.text())?;
        let Some(kind) = self.kind(slot) else { return Some(claim) };
        let span = Span::of(range);
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
    fn speakers(&mut self, claim: &mut Annotation, speakers: &[Speaker], fresh: &mut Fresh) -> Option<()> {
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
                    self.join(pronoun, *stands_for, fresh);
                }
            }
        }
        Some(())
    }

    /// Says that a pronoun names what the mention it stands for names; that mention's entity is made where it has none.
    fn join(&mut self, pronoun: AnnotationId, stands_for: AnnotationId, fresh: &mut Fresh) {
        let Some(mention) = self.document.annotations.get(&stands_for).filter(|mention| mention.id != pronoun) else {
            return;
        };
        let document = self.document.id.clone();
        // One that names something already is somebody's word.
        let known = self.document.annotations.get(&pronoun);
        if known.is_some_and(|known| known.entity.is_some()) {
            return;
        }
        let entity = mention.entity.unwrap_or_else(|| {
            let entity = EntityId::from_bits(fresh.bits());
            let name = Rc::from(mention.span.quote(&self.document.article));
            let made = Entity { id: entity, name, link: None, note: Rc::from("") };
            self.changes.push(Change::Entity(Swap::made(Rc::new(made))));
            let named = Annotation { entity: Some(entity), changed: fresh.now, ..(**mention).clone() };
            self.changes.push(Change::Annotation(document.clone(), Swap::changed(mention.clone(), Rc::new(named))));
            entity
        });
        if let Some(known) = known {
            let named = Annotation { entity: Some(entity), changed: fresh.now, ..(**known).clone() };
            self.changes.push(Change::Annotation(document, Swap::changed(known.clone(), Rc::new(named))));
            return;
        }
        for change in &mut self.changes {
            if let Change::Annotation(_, Swap { before: None, after: Some(made) }) = change
                && made.id == pronoun
            {
                *made = Rc::new(Annotation { entity: Some(entity), ..(**made).clone() });
            }
        }
    }

    /// Fills the slot of the cue: with one that stands on these words or on part of them, or a new one.
    fn cue(&mut self, claim: AnnotationId, cue: &Span, fresh: &mut Fresh) -> Option<()> {
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
    fn unmake(&mut self, stands: impl Fn(&Relation) -> bool) {
        self.changes.retain(|change| match change {
            Change::Relation(_, Swap { before: None, after: Some(made) }) => !stands(made),
            _ => true,
        });
    }

    /// Takes a link away, and what it led to where that was made in the same moment as the claim and means nothing else.
    fn release(&mut self, claim: &Annotation, relation: &Rc<Relation>) {
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
