//! What a person has picked out.

use crate::model::{AnnotationId, DocId, TextRange};

/// What a person has picked out, in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Nothing.
    #[default]
    Nothing,
    /// Words that have no annotation yet; one range for each fragment.
    Words(DocId, Vec<TextRange>),
    /// Annotations.
    Annotations(DocId, Vec<AnnotationId>),
}

impl Selection {
    /// One annotation.
    #[must_use]
    pub fn one(document: &DocId, id: AnnotationId) -> Self {
        Self::Annotations(document.clone(), vec![id])
    }

    /// The annotations that are picked out.
    #[must_use]
    pub fn annotations(&self) -> &[AnnotationId] {
        match self {
            Self::Annotations(_, ids) => ids,
            _ => &[],
        }
    }

    /// The document it lies in.
    #[must_use]
    pub const fn document(&self) -> Option<&DocId> {
        match self {
            Self::Nothing => None,
            Self::Words(document, _) | Self::Annotations(document, _) => Some(document),
        }
    }
}
