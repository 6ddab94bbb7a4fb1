//! A claim with its frame: content, cue, source and quote type, as one step.

use std::rc::Rc;

use super::annotate::{begun, new_annotation, newcomer};
use super::links::{link, link_kinds};
use crate::edit::{Change, Fresh, Selection, StepKind, StepName, Swap, Transaction, apply};
use crate::model::{
    Annotation, AnnotationId, AttributeName, DocId, Document, Entity, EntityId, Label, LabelId, LabelKind, Project,
    Schema, Span, TextRange,
};

/// Who asserts a claim, as it is to be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AcceptedSource {
    /// Words of the article.
    Words {
        /// They.
        range: TextRange,
        /// The annotation that is this mention already.
        annotation: Option<AnnotationId>,
        /// For a pronoun: the mention it stands for, whose thing it joins.
        stands_for: Option<AnnotationId>,
    },
    /// Nobody that words name: a value of the claim's attribute `source`.
    Value(&'static str),
}

/// What is taken of a proposed claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// What is asserted.
    pub content: Span,
    /// The words that say so.
    pub cue: Option<Span>,
    /// Who asserts it; several who speak together.
    pub sources: Vec<AcceptedSource>,
    /// The value of the attribute `quote_type`.
    pub quote_type: &'static str,
}

/// The changes under way, and the project as it is after them.
struct Draft<'a> {
    project: Project,
    id: &'a DocId,
    changes: Vec<Change>,
    fresh: &'a mut Fresh,
}

impl Draft<'_> {
    /// `None` when a change cannot be made.
    fn make(&mut self, changes: Vec<Change>) -> Option<()> {
        let nothing = (Selection::Nothing, Selection::Nothing);
        let name = StepName::new(StepKind::Frame, "");
        let step = Transaction { name, changes, selection: nothing };
        self.project = apply(&self.project, &step).ok()?;
        self.changes.extend(step.changes);
        Some(())
    }

    fn document(&self) -> Option<&Rc<Document>> {
        self.project.document(self.id)
    }

    fn put(&mut self, before: Option<Rc<Annotation>>, after: Annotation) -> Option<AnnotationId> {
        let id = after.id;
        let swap = Swap { before, after: Some(Rc::new(after)) };
        self.make(vec![Change::Annotation(self.id.clone(), swap)])?;
        Some(id)
    }

    /// A new annotation, or the one that is there already: with this label, over the same words.
    fn annotation(&mut self, label: &Label, span: Span, entity: Option<EntityId>) -> Option<AnnotationId> {
        let there = self.document()?.annotations.values().find(|a| a.label == label.id && a.span == span);
        if let Some(there) = there {
            return Some(there.id);
        }
        let made = new_annotation(label, span, self.fresh);
        self.put(None, Annotation { entity, ..made })
    }

    /// Links the claim to what belongs to it, unless it is linked to it already.
    fn link(&mut self, claim: AnnotationId, to: AnnotationId) -> Option<()> {
        let kinds = link_kinds(&self.project, self.id, claim, to);
        let kind = kinds.iter().find(|kind| kind.slot)?.clone();
        match link(&self.project, self.id, &kind.id, claim, to, self.fresh) {
            Some(step) => self.make(step.changes),
            None => Some(()),
        }
    }

    /// The thing that a mention names; one is made where it names none yet.
    fn thing(&mut self, mention: AnnotationId) -> Option<EntityId> {
        let document = self.document()?.clone();
        let mention = document.annotations.get(&mention)?;
        if mention.entity.is_some() {
            return mention.entity;
        }
        let id = EntityId::from_bits(self.fresh.bits());
        let name = Rc::from(mention.span.quote(&document.article));
        let entity = Entity { id, name, link: None, note: Rc::from("") };
        self.make(vec![Change::Entity(Swap::made(Rc::new(entity)))])?;
        let named = Annotation { entity: Some(id), changed: self.fresh.now, ..(**mention).clone() };
        self.put(Some(mention.clone()), named)?;
        Some(id)
    }

    /// The annotation that is a source; made where there is none.
    fn source(&mut self, claim: &LabelId, source: &AcceptedSource) -> Option<Option<AnnotationId>> {
        let AcceptedSource::Words { range, annotation, stands_for } = source else { return Some(None) };
        if let Some(there) = annotation.filter(|id| self.document().is_some_and(|d| d.annotations.contains_key(id))) {
            return Some(Some(there));
        }
        let label = source_label(&self.project.schema, claim)?;
        let entity = match stands_for {
            Some(mention) => self.thing(*mention),
            None => None,
        };
        Some(Some(self.annotation(&label, Span::of(*range), entity)?))
    }
}

/// The label for words that name a source and are marked as nothing else: *Source* where the schema has it.
fn source_label(schema: &Schema, claim: &LabelId) -> Option<Rc<Label>> {
    let may = |label: &&Rc<Label>| {
        label.kind == LabelKind::Entity && schema.kinds_between(claim, &label.id).any(|kind| kind.slot)
    };
    let named = schema.labels.iter().find(|label| label.id.as_str() == "source").filter(may);
    named.or_else(|| schema.labels.iter().find(may)).cloned()
}

/// Marks a claim with its frame, or gives a marked claim the frame, as one step: the content's fragments, the cue and the
/// sources as annotations (those that are there already are used), the links to them, and the attributes `quote_type` and
/// `source` where the label has them. A pronoun joins the thing that it stands for. `None` when the document is not
/// loaded, the label marks no claims, a range does not lie on the text, or nothing would change.
#[must_use]
pub fn accept_claim(
    project: &Project,
    id: &DocId,
    (label, claim): (&LabelId, Option<AnnotationId>),
    accepted: &Accepted,
    fresh: &mut Fresh,
) -> Option<Transaction> {
    let document = project.document(id)?.clone();
    let label = project.schema.label(label).filter(|label| label.kind == LabelKind::Claim)?.clone();
    let spans = [Some(&accepted.content), accepted.cue.as_ref()];
    if spans.into_iter().flatten().any(|span| !span.fits(&document.article)) {
        return None;
    }
    let mut draft = Draft { project: project.clone(), id, changes: Vec::new(), fresh };
    let before = claim.and_then(|claim| document.annotations.get(&claim)).cloned();
    let base = match &before {
        Some(before) => (**before).clone(),
        None => new_annotation(&label, accepted.content.clone(), draft.fresh),
    };
    let mut after = Annotation { span: accepted.content.clone(), ..base };
    let mut say = |name: &str, value: &str| {
        let name = AttributeName::from(name);
        let values = label.attribute(&name).and_then(|attribute| attribute.kind.read(&[value.to_owned()]));
        if let Some(values) = values.filter(|_| !after.attributes.contains_key(&name)) {
            after.attributes.insert(name, values);
        }
    };
    say("quote_type", accepted.quote_type);
    for source in &accepted.sources {
        if let AcceptedSource::Value(value) = source {
            say("source", value);
        }
    }
    let claim = after.id;
    if before.as_deref() != Some(&after) {
        after.changed = draft.fresh.now;
        draft.put(before.clone(), after)?;
    }
    let cue_label = project.schema.labels.iter().find(|label| label.kind == LabelKind::Cue);
    if let Some((cue, label)) = accepted.cue.clone().zip(cue_label) {
        let cue = draft.annotation(label, cue, None)?;
        draft.link(claim, cue);
    }
    for source in &accepted.sources {
        if let Some(Some(source)) = draft.source(&label.id, source) {
            draft.link(claim, source);
        }
    }
    let Draft { mut changes, fresh, .. } = draft;
    if changes.is_empty() {
        return None;
    }
    changes.extend(begun(&document, fresh));
    let joined = changes.iter().any(|change| matches!(change, Change::Person(_)));
    changes.extend(newcomer(project, fresh).filter(|_| !joined));
    let kind = if before.is_some() { StepKind::Frame } else { StepKind::Annotate };
    let name = StepName::new(kind, &label.name);
    let selection = Selection::one(id, claim);
    let before = if before.is_some() { selection.clone() } else { Selection::Nothing };
    Some(Transaction { name, changes, selection: (before, selection) })
}
