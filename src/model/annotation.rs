//! What is said about a text: annotations on spans, and relations between them.

use std::rc::Rc;

use super::order::sort_and_dedup;
use super::{
    AnnotationId, Article, AttributeName, EntityId, KindId, LabelId, PersonId, RelationId, Table, TextRange, Timestamp,
};

/// Values by attribute. A value is text in the form its attribute's kind prescribes; an attribute of many choices has
/// one text for each.
pub type Attributes = Table<AttributeName, Vec<Rc<str>>>;

/// Where an annotation stands: one or more fragments, sorted, disjoint, with a gap between each two.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    first: TextRange,
    rest: Vec<TextRange>,
}

impl Span {
    /// The span of one fragment.
    #[must_use]
    pub const fn of(range: TextRange) -> Self {
        Self { first: range, rest: Vec::new() }
    }

    /// The span of these fragments, in any order; those that overlap or touch become one. `None` when there are none.
    #[must_use]
    pub fn new(mut fragments: Vec<TextRange>) -> Option<Self> {
        sort_and_dedup(&mut fragments);
        let mut merged: Vec<TextRange> = Vec::with_capacity(fragments.len());
        for next in fragments {
            match merged.last_mut() {
                Some(last) if next.start() <= last.end() => {
                    *last = TextRange::new(last.start(), last.end().max(next.end()))?;
                }
                _ => merged.push(next),
            }
        }
        let mut all = merged.into_iter();
        Some(Self { first: all.next()?, rest: all.collect() })
    }

    /// The fragments, in the order of the text.
    pub fn fragments(&self) -> impl DoubleEndedIterator<Item = TextRange> + '_ {
        std::iter::once(self.first).chain(self.rest.iter().copied())
    }

    /// How many fragments there are; at least one.
    #[must_use]
    pub fn count(&self) -> usize {
        1 + self.rest.len()
    }

    /// First byte of the first fragment.
    #[must_use]
    pub const fn start(&self) -> u32 {
        self.first.start()
    }

    /// One past the last byte of the last fragment.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.rest.last().unwrap_or(&self.first).end()
    }

    /// From the start to the end, gaps included.
    #[must_use]
    pub fn hull(&self) -> TextRange {
        TextRange::new(self.start(), self.end()).unwrap_or(self.first)
    }

    /// The words, with ` … ` for each gap.
    #[must_use]
    pub fn quote(&self, article: &Article) -> String {
        let mut out = String::new();
        for range in self.fragments() {
            if !out.is_empty() {
                out.push_str(" … ");
            }
            out.push_str(article.quote(range));
        }
        out
    }

    /// Whether every fragment is a range of this article (law 2).
    #[must_use]
    pub fn fits(&self, article: &Article) -> bool {
        self.fragments().all(|range| range.of(article.text()).is_some())
    }
}

/// Who or what made a thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// A person, by hand.
    #[default]
    Person,
    /// An engine that suggests.
    Engine {
        /// The engine's id.
        id: Rc<str>,
        /// How sure it was, in thousandths; nothing where it does not say.
        permille: Option<u16>,
    },
    /// A file of another tool.
    Import {
        /// Id of the format.
        format: Rc<str>,
        /// The id the thing had there.
        original_id: Rc<str>,
    },
}

/// Where a doubt comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnchorDoubt {
    /// A person was not sure.
    Person,
    /// The words had to be searched for, and this is the likeliest place.
    Moved,
}

/// A flag that somebody should look at this again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Where it comes from.
    pub source: AnchorDoubt,
    /// Why; may be empty.
    pub reason: Rc<str>,
}

/// A label on a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Its id.
    pub id: AnnotationId,
    /// Its label.
    pub label: LabelId,
    /// Where it stands.
    pub span: Span,
    /// What is said of it.
    pub attributes: Attributes,
    /// The real-world thing it mentions.
    pub entity: Option<EntityId>,
    /// A remark; empty for none.
    pub note: Rc<str>,
    /// Whether somebody should look again.
    pub doubt: Option<Doubt>,
    /// Who made it.
    pub author: Option<PersonId>,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub changed: Timestamp,
    /// What made it.
    pub origin: Origin,
}

impl Annotation {
    /// The order of annotations in lists and files: by start, longer first, then by id.
    #[must_use]
    pub fn reading_order(&self, other: &Self) -> std::cmp::Ordering {
        self.span
            .start()
            .cmp(&other.span.start())
            .then_with(|| other.span.end().cmp(&self.span.end()))
            .then_with(|| self.id.cmp(&other.id))
    }
}

/// What a person said to a suggestion. An accepted one has become an annotation and is a suggestion no more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Nothing yet.
    #[default]
    Open,
    /// No.
    Rejected,
}

/// An annotation that nobody has said yes to yet; kept apart, so that no count or export mistakes it for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is suggested.
    pub annotation: Annotation,
    /// What a person said.
    pub verdict: Verdict,
}

/// A typed, directed link between two annotations of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Its id.
    pub id: RelationId,
    /// Its kind.
    pub kind: KindId,
    /// Where it starts.
    pub from: AnnotationId,
    /// Where it ends.
    pub to: AnnotationId,
    /// What is said of it.
    pub attributes: Attributes,
    /// A remark; empty for none.
    pub note: Rc<str>,
    /// Who made it.
    pub author: Option<PersonId>,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub changed: Timestamp,
    /// What made it.
    pub origin: Origin,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(start: u32, end: u32) -> TextRange {
        TextRange::new(start, end).expect("not empty")
    }

    #[test]
    fn fragments_are_sorted_and_apart() {
        let span = Span::new(vec![range(8, 9), range(0, 3), range(2, 5), range(5, 6)]).expect("some");
        assert_eq!(span.fragments().collect::<Vec<_>>(), [range(0, 6), range(8, 9)]);
        assert_eq!((span.start(), span.end(), span.hull()), (0, 9, range(0, 9)));
        assert_eq!(Span::new(Vec::new()), None);
    }
}
