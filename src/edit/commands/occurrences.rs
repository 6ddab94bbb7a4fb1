//! Marking further places as the same thing.

use std::rc::Rc;

use crate::edit::{Change, Fresh, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::{Annotation, AnnotationId, DocId, Entity, EntityId, Project, Span, TextRange};

/// Puts the label of `source` on further places, as one step; all of them and `source` share one entity, a new one named
/// like `source` where it has none. Attributes are not copied: they are said of a place, not of a thing. `None` without
/// places, or when one does not lie on the text.
#[must_use]
pub fn mark_occurrences(
    project: &Project,
    id: &DocId,
    source: AnnotationId,
    places: &[TextRange],
    fresh: &mut Fresh,
) -> Option<Transaction> {
    let document = project.document(id)?;
    let source = document.annotations.get(&source)?;
    let label = project.schema.label(&source.label)?;
    if places.is_empty() || places.iter().any(|place| place.of(document.article.text()).is_none()) {
        return None;
    }
    let mut changes = Vec::with_capacity(places.len() + 3);
    let entity = source.entity.unwrap_or_else(|| {
        let entity = EntityId::from_bits(fresh.bits());
        let name = source.span.quote(&document.article);
        let made = Entity { id: entity, name: Rc::from(name), link: None, note: Rc::from("") };
        changes.push(Change::Entity(Swap::made(Rc::new(made))));
        let named = Annotation { entity: Some(entity), changed: fresh.now, ..(**source).clone() };
        changes.push(Change::Annotation(id.clone(), Swap::changed(source.clone(), Rc::new(named))));
        entity
    });
    for place in places {
        let made = super::annotate::new_annotation(label, Span::of(*place), fresh);
        let annotation = Annotation { entity: Some(entity), ..made };
        changes.push(Change::Annotation(id.clone(), Swap::made(Rc::new(annotation))));
    }
    changes.extend(super::annotate::newcomer(project, fresh));
    let name = StepName::new(StepKind::Occurrences, &format!("{} × {}", places.len(), label.name));
    let selection = Selection::one(id, source.id);
    Some(Transaction { name, changes, selection: (selection.clone(), selection) })
}
