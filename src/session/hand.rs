//! What a hand has picked out, holds or points at.

use std::rc::Rc;

use crate::edit::Edge;
use crate::model::{AnnotationId, BlockId, Boundaries, RelationId, Span, TextRange};

/// A part of the words that are picked out, as the hand left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawPart {
    /// Where.
    pub range: TextRange,
    /// Boundaries around its edges.
    pub boundaries: Rc<Boundaries>,
    /// Exact characters, whatever the label says.
    pub exact: bool,
}

/// Where the pointer is in the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pointer {
    /// The block that it came to last; none once keys have gone elsewhere.
    pub block: Option<BlockId>,
    /// Whether it rests while the page moves below it: keys have gone elsewhere since, or the block is drawn otherwise.
    pub rests: bool,
}

/// An edge of an annotation in a hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drag {
    /// The annotation.
    pub id: AnnotationId,
    /// The edge that was taken.
    pub edge: Edge,
    /// The span as it is now shown.
    pub span: Span,
    /// The edge in that span.
    pub now: Edge,
}

/// What becomes of an annotation and the one that is pointed at next, or walked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// They are linked.
    Link,
    /// They name the same thing.
    Same,
    /// This relation, which lost an end, ends at it; `true` for the end it leads to.
    End(RelationId, bool),
}

/// An annotation that waits for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linking {
    /// It.
    pub from: AnnotationId,
    /// What becomes of the two.
    pub aim: Aim,
    /// The one that a hand, which pulls the link, is over; only one that may be the other.
    pub over: Option<AnnotationId>,
}

impl Linking {
    /// Nothing is pointed at yet.
    #[must_use]
    pub const fn new(from: AnnotationId, aim: Aim) -> Self {
        Self { from, aim, over: None }
    }
}
