//! Changing where an annotation stands. Nothing but its span changes: links, attributes, note and doubt stay.

use std::rc::Rc;

use crate::edit::{Change, Fresh, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::{Annotation, AnnotationId, DocId, Project, Span, TextRange};

/// Puts an annotation where `span` says. `None` when it is not there, stands there already, or the span does not lie
/// on the text.
#[must_use]
pub fn set_span(project: &Project, id: &DocId, of: AnnotationId, span: Span, fresh: &Fresh) -> Option<Transaction> {
    spanned(StepKind::Resize, project, id, of, span, fresh)
}

/// Adds a fragment; one that touches another becomes one with it. `None` where [`set_span`] gives none.
#[must_use]
pub fn add_fragment(
    project: &Project,
    id: &DocId,
    of: AnnotationId,
    pieces: impl IntoIterator<Item = TextRange>,
    fresh: &Fresh,
) -> Option<Transaction> {
    let span = &project.document(id)?.annotations.get(&of)?.span;
    let span = Span::new(span.fragments().chain(pieces).collect())?;
    spanned(StepKind::AddFragment, project, id, of, span, fresh)
}

/// Takes the fragments away that share a character with one of `gone`. `None` when there is no such one, or none would
/// be left: that is deleting.
#[must_use]
pub fn remove_fragment(
    project: &Project,
    id: &DocId,
    of: AnnotationId,
    gone: &[TextRange],
    fresh: &Fresh,
) -> Option<Transaction> {
    let span = &project.document(id)?.annotations.get(&of)?.span;
    let stays = |range: &TextRange| !gone.iter().any(|gone| gone.overlaps(*range));
    let span = Span::new(span.fragments().filter(stays).collect())?;
    spanned(StepKind::RemoveFragment, project, id, of, span, fresh)
}

fn spanned(
    kind: StepKind,
    project: &Project,
    id: &DocId,
    of: AnnotationId,
    span: Span,
    fresh: &Fresh,
) -> Option<Transaction> {
    let document = project.document(id)?;
    let before = document.annotations.get(&of)?;
    if before.span == span || !span.fits(&document.article) {
        return None;
    }
    let name = project.schema.label(&before.label).map_or(before.label.as_str(), |label| &label.name);
    let after = Annotation { span, changed: fresh.now, ..(**before).clone() };
    let selection = Selection::one(id, of);
    Some(Transaction {
        name: StepName::new(kind, name),
        changes: vec![Change::Annotation(id.clone(), Swap::changed(before.clone(), Rc::new(after)))],
        selection: (selection.clone(), selection),
    })
}
