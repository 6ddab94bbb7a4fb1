//! What the engine hands out: a claim that somebody may accept, with everything it guessed about it.

use crate::model::{AnnotationId, EntityId, Span, TextRange};

/// Below this many thousandths a proposal is a guess: shown fainter, never taken in bulk. Where the best source of a
/// proposal is below, it is better left empty.
pub const CUT: u16 = 550;

/// How much of a content stands in quotation marks, by words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuoteType {
    /// At least nine tenths.
    Direct,
    /// Some.
    Mixed,
    /// None.
    Indirect,
}

impl QuoteType {
    /// The value of the attribute `quote_type`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

/// A claim that somebody may accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What is asserted; split where its own source or cue stands inside.
    pub content: Span,
    /// The words that say that somebody asserts it.
    pub cue: Option<Span>,
    /// Who may assert it, likeliest first; never empty.
    pub sources: Vec<Candidate>,
    /// To whom it was said.
    pub addressee: Option<TextRange>,
    /// Direct, mixed or indirect.
    pub quote_type: QuoteType,
    /// How sure the engine is of content and cue, in thousandths.
    pub permille: u16,
}

impl Proposal {
    /// Whether it should be shown fainter.
    #[must_use]
    pub const fn is_faint(&self) -> bool {
        self.permille < CUT
    }
}

/// Who may assert a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// One source, or several that speak together; never empty.
    pub sources: Vec<Source>,
    /// How likely it is, in thousandths.
    pub permille: u16,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Words of the article.
    Words(Mention),
    /// Nobody that words name: a value of the claim's attribute `source`.
    Nobody(Nobody),
}

/// Words that name a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words, with title and apposition.
    pub range: TextRange,
    /// The annotation that is this mention, where there is one; its own words may be fewer.
    pub annotation: Option<AnnotationId>,
    /// For a pronoun: the mention that it stands for.
    pub stands_for: Option<AnnotationId>,
    /// For a pronoun: the thing it joins, where that mention names one.
    pub entity: Option<EntityId>,
}

/// A source without words of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nobody {
    /// The article's author.
    Author,
    /// Somebody who is not named.
    Unnamed,
    /// No source is stated.
    NotStated,
}

impl Nobody {
    /// The value of the attribute `source`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Unnamed => "unnamed",
            Self::NotStated => "none",
        }
    }
}
