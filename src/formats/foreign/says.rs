//! What most formats cannot say, found and counted in one place; and the stretches that a span becomes.

use super::options::{Fragments, Options};
use super::out::Out;
use crate::formats::loss::{Lost, Resolved};
use crate::model::{Annotation, AnnotationId, BlockKind, Document, Origin, Role, TextRange, Timestamp, Verdict};

/// What a format has a place for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Says {
    /// Relations, with their kind and direction.
    pub(super) relations: bool,
    /// Values of attributes.
    pub(super) attributes: bool,
    /// Notes.
    pub(super) notes: bool,
    /// Which mentions name the same thing.
    pub(super) entities: bool,
    /// Open suggestions, where they were asked for.
    pub(super) suggestions: bool,
    /// Values of the whole article.
    pub(super) document_values: bool,
    /// Which model an annotation was taken over from.
    pub(super) models: bool,
}

/// The stretches of a span, where one is a single stretch: all from first to last, or each fragment.
pub(super) fn stretches(annotation: &Annotation, options: &Options) -> Vec<TextRange> {
    match options.fragments {
        Fragments::Join => vec![annotation.span.hull()],
        Fragments::Split => annotation.span.fragments().collect(),
    }
}

/// Tells what is lost of a document in a format that says no more than this.
pub(super) fn tell(document: &Document, options: &Options, says: Says, out: &mut Out) {
    let left = Resolved::Left;
    let mut add = |what: Lost, how: Resolved, count: usize, first: Option<AnnotationId>| {
        out.losses.add(what, how, count, &document.id, first);
    };
    for annotation in document.in_reading_order() {
        let id = Some(annotation.id);
        if annotation.span.count() > 1 {
            let how = match options.fragments {
                Fragments::Join => Resolved::Joined,
                Fragments::Split => Resolved::Split,
            };
            add(Lost::Fragments, how, 1, id);
        }
        if !says.attributes {
            add(Lost::Attributes, left, annotation.attributes.len(), id);
        }
        if !says.notes {
            add(Lost::Notes, left, usize::from(!annotation.note.is_empty()), id);
        }
        if !says.entities {
            add(Lost::Entities, left, usize::from(annotation.entity.is_some()), id);
        }
        add(Lost::Doubts, left, usize::from(annotation.doubt.is_some()), id);
        let is_told = annotation.origin == Origin::Person
            || says.models && matches!(&annotation.origin, Origin::Engine { id, .. } if !id.is_empty());
        let made = annotation.author.is_some() || annotation.created != Timestamp(0) || !is_told;
        add(Lost::Authors, left, usize::from(made), id);
    }
    for relation in document.relations.values() {
        let has = |end: &AnnotationId| document.annotations.contains_key(end);
        let first = [relation.from, relation.to].into_iter().find(has);
        if !says.relations {
            add(Lost::Relations, left, 1, first);
        } else if !has(&relation.from) || !has(&relation.to) {
            add(Lost::LooseRelations, left, 1, first);
        }
    }
    if !says.suggestions || !options.suggestions {
        let open = document.suggestions.values().filter(|suggestion| suggestion.verdict == Verdict::Open).count();
        add(Lost::Suggestions, left, open, None);
    }
    if !says.document_values {
        add(Lost::DocumentValues, left, document.meta.values.len(), None);
    }
    let special = document.blocks.iter().filter(|block| block.kind != BlockKind::Paragraph || block.role != Role::Body);
    add(Lost::Blocks, left, special.count(), None);
}
