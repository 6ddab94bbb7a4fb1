//! Claims in one gesture: the claim, its cue, its sources, its addressee and the links between them are one step. Each
//! part can be changed afterwards.

use std::rc::Rc;

use super::annotate::{begun, new_annotation, newcomer};
use super::frame::{Frame, links, set_choice};
use crate::edit::{Change, Fresh, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::claim::slot;
use crate::model::{
    Annotation, AnnotationId, AttributeName, DocId, LabelId, LabelKind, Origin, Project, Relation, Span, TextRange,
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
    let mut frame = Frame::new(&project.schema, document, label);
    frame.fill(&mut claim, new, fresh)?;
    let mut changes = vec![Change::Annotation(id.clone(), Swap::made(Rc::new(claim)))];
    changes.append(&mut frame.changes);
    changes.extend(begun(document, fresh));
    changes.extend(newcomer(project, fresh));
    let name = StepName::new(StepKind::Annotate, &label.name);
    Some(Transaction { name, changes, selection: (before, after) })
}

/// Gives a claim that is marked already everything that hangs on it, as one step: the content and what is linked. What is
/// said of it stays: an attribute that has a value, a link that is there. `None` when there is no such claim, nothing
/// would change, or a span does not lie on the text.
#[must_use]
pub fn frame_claim(
    project: &Project,
    id: &DocId,
    claim: AnnotationId,
    new: &NewClaim,
    fresh: &mut Fresh,
) -> Option<Transaction> {
    let document = project.document(id)?;
    let before = document.annotations.get(&claim)?;
    let label = project.schema.label(&before.label).filter(|label| label.kind == LabelKind::Claim)?;
    if !new.content.fits(&document.article) {
        return None;
    }
    let mut after = Annotation { span: new.content.clone(), ..(**before).clone() };
    if !after.attributes.contains_key(&AttributeName::from(slot::QUOTE_TYPE)) {
        set_choice(label, &mut after, slot::QUOTE_TYPE, new.quote_type.as_ref());
    }
    let said = after.attributes.get(&AttributeName::from(slot::SOURCE)).cloned();
    // Nobody stands for their own claim, and the claim is changed once.
    let other = |speaker: &&Speaker| !matches!(speaker, Speaker::Pronoun(_, of) | Speaker::Mention(of) if *of == claim);
    let new = &NewClaim { sources: new.sources.iter().filter(other).cloned().collect(), ..new.clone() };
    let mut frame = Frame::new(&project.schema, document, label);
    frame.standing(claim);
    frame.fill(&mut after, new, fresh)?;
    if let Some(said) = said {
        after.attributes.insert(AttributeName::from(slot::SOURCE), said);
    }
    if after != **before {
        after.changed = fresh.now;
        let change = Change::Annotation(id.clone(), Swap::changed(before.clone(), Rc::new(after)));
        frame.changes.insert(0, change);
    }
    step(project, id, claim, StepKind::Frame, &label.name, frame, fresh)
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
