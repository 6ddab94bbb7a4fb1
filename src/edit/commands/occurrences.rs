//! Marking further places as the same thing, and places that a list or an expression found.

use std::rc::Rc;

use crate::edit::{Change, Fresh, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::{
    Annotation, AnnotationId, DocId, Document, Entity, EntityId, Label, LabelId, Project, Span, TextRange,
};

/// Places of one document.
pub type Places = (DocId, Vec<TextRange>);

/// Puts the label of `source`, an annotation of the document `id`, on further places, as one step; all of them and
/// `source` share one entity, a new one named like `source` where it has none. Attributes are not copied: they are said
/// of a place, not of a thing. `None` without places, or when one does not lie on its text.
#[must_use]
pub fn mark_occurrences(
    project: &Project,
    id: &DocId,
    source: AnnotationId,
    places: &[Places],
    fresh: &mut Fresh,
) -> Option<Transaction> {
    let document = project.document(id)?;
    let source = document.annotations.get(&source)?;
    let label = project.schema.label(&source.label)?;
    let mut changes = Vec::new();
    let entity = source.entity.unwrap_or_else(|| {
        let entity = EntityId::from_bits(fresh.bits());
        let name = source.span.quote(&document.article);
        let made = Entity { id: entity, name: Rc::from(name), link: None, note: Rc::from("") };
        changes.push(Change::Entity(Swap::made(Rc::new(made))));
        let named = Annotation { entity: Some(entity), changed: fresh.now, ..(**source).clone() };
        changes.push(Change::Annotation(id.clone(), Swap::changed(source.clone(), Rc::new(named))));
        entity
    });
    let selection = Selection::one(id, source.id);
    mark(project, places, (label, Some(entity)), (changes, selection), fresh)
}

/// Puts a label on places of several documents, as one step. `None` without places, when the schema does not have the
/// label, or when a place does not lie on its text.
#[must_use]
pub fn mark_places(project: &Project, label: &LabelId, places: &[Places], fresh: &mut Fresh) -> Option<Transaction> {
    let label = project.schema.label(label)?;
    mark(project, places, (label, None), (Vec::new(), Selection::Nothing), fresh)
}

fn mark(
    project: &Project,
    places: &[Places],
    (label, entity): (&Rc<Label>, Option<EntityId>),
    (mut changes, selection): (Vec<Change>, Selection),
    fresh: &mut Fresh,
) -> Option<Transaction> {
    let mut count = 0;
    for (id, places) in places.iter().filter(|(_, places)| !places.is_empty()) {
        let document: &Rc<Document> = project.document(id)?;
        for place in places {
            place.of(document.article.text())?;
            let made = super::annotate::new_annotation(label, Span::of(*place), fresh);
            let annotation = Annotation { entity, ..made };
            changes.push(Change::Annotation(id.clone(), Swap::made(Rc::new(annotation))));
        }
        changes.extend(super::annotate::begun(document, fresh));
        count += places.len();
    }
    if count == 0 {
        return None;
    }
    changes.extend(super::annotate::newcomer(project, fresh));
    let name = StepName::new(StepKind::Occurrences, &format!("{count} × {}", label.name));
    Some(Transaction { name, changes, selection: (selection.clone(), selection) })
}
