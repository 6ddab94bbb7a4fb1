//! What a person chooses for an export.

use crate::model::Verdict;

/// Which of overlapping spans stays, where a place has one label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overlaps {
    /// The longest; of equal ones the first.
    #[default]
    Longest,
    /// The one that begins first; of those the longest.
    First,
}

/// What becomes of fragments, where a span is one stretch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fragments {
    /// One span from the first to the last, gaps included.
    #[default]
    Join,
    /// A span for each.
    Split,
}

/// What becomes of a span that cuts a token, where spans consist of tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CutTokens {
    /// It is widened to whole tokens.
    #[default]
    Widen,
    /// The token is cut there.
    Cut,
    /// It is left out.
    Leave,
}

/// What was chosen. [`Options::default`] is what a first export uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Overlapping spans.
    pub overlaps: Overlaps,
    /// Spans of several fragments.
    pub fragments: Fragments,
    /// Spans that cut tokens.
    pub cut_tokens: CutTokens,
    /// Only the article's body is written, and offsets count in that (applied to documents before writers see them).
    pub body_only: bool,
    /// Open suggestions are written too, where there is a place for them.
    pub suggestions: bool,
    /// The same for those that somebody said no to.
    pub rejected: bool,
    /// Labels are called by their short names.
    pub short_labels: bool,
    /// Annotators are called by their names, not by their ids.
    pub names: bool,
}

impl Options {
    /// Whether suggestions of which this was said are written, where there is a place for them.
    #[must_use]
    pub const fn writes(&self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Open => self.suggestions,
            Verdict::Rejected => self.rejected,
        }
    }
}
