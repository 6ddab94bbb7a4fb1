//! A claim as the rules see it, in tokens; [`super::candidates`] makes a proposal of it.

use super::reading::Run;

/// A claim in tokens.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The parts of the content, in order.
    pub(super) parts: Vec<Run>,
    pub(super) cue: Option<Run>,
    /// Who speaks; several speak together. Empty where nobody is named.
    pub(super) sources: Vec<Run>,
    /// Further words that may be the source, likeliest first.
    pub(super) others: Vec<Run>,
    pub(super) addressee: Option<Run>,
    /// How much the pattern is worth, in thousandths.
    pub(super) permille: u16,
    /// A quotation alone in the sentence behind may go on with it.
    pub(super) open: bool,
}

impl Draft {
    pub(super) fn new(parts: Vec<Run>, cue: Option<Run>, sources: Vec<Run>, permille: u16) -> Self {
        Self { parts, cue, sources, others: Vec::new(), addressee: None, permille, open: true }
    }

    /// First token of the content.
    pub(super) fn from(&self) -> usize {
        self.parts.first().map_or(0, |part| part.from)
    }

    /// One past its last token.
    pub(super) fn to(&self) -> usize {
        self.parts.last().map_or(0, |part| part.to)
    }
}
