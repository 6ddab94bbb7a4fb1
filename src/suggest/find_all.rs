//! Every claim of an article that the rules see.

use super::candidates::Known;
use super::proposal::Proposal;
use super::reading::Reading;
use crate::model::order::sort_by_key;
use crate::model::{Document, LabelKind, Schema, Span, TextRange};

/// Finds every claim in the article, in the order of the text; the page's furniture is left out, so is everything inside
/// quotation marks. With `unmarked`, those that are already marked as a claim are left out as well: at least half of what
/// both cover, they share.
#[must_use]
#[inline(never)]
pub fn find_all(document: &Document, schema: &Schema, unmarked: bool) -> Vec<Proposal> {
    let reading = Reading::of(document, |_| true);
    let known = Known::of(document, schema);
    let mut all: Vec<Proposal> = reading.claims().iter().filter_map(|draft| reading.proposal(draft, &known)).collect();
    sort_by_key(&mut all, |proposal| (proposal.content.start(), std::cmp::Reverse(proposal.content.end())));
    all.dedup_by(|later, earlier| later.content == earlier.content);
    if unmarked {
        let claims = Claims::of(document, schema);
        all.retain(|proposal| !claims.has(&proposal.content));
    }
    all
}

/// The claims of a document, by place.
struct Claims<'a> {
    spans: Vec<&'a Span>,
    longest: u32,
}

impl<'a> Claims<'a> {
    fn of(document: &'a Document, schema: &Schema) -> Self {
        let claims =
            document.annotations.values().filter(|annotation| schema.kind_of(&annotation.label) == LabelKind::Claim);
        let mut spans: Vec<&Span> = claims.map(|annotation| &annotation.span).collect();
        sort_by_key(&mut spans, |span| (span.start(), span.end()));
        let longest = spans.iter().map(|span| span.hull().len()).max().unwrap_or(0);
        Self { spans, longest }
    }

    fn has(&self, content: &Span) -> bool {
        let to = self.spans.partition_point(|span| span.start() < content.end());
        let near = self.spans[..to].iter().rev();
        near.take_while(|span| span.start() + self.longest >= content.start()).any(|span| are_one(span, content))
    }
}

/// Whether two spans share at least half of what they cover together.
pub(super) fn are_one(one: &Span, other: &Span) -> bool {
    let length = |span: &Span| span.fragments().map(|part| u64::from(part.len())).sum::<u64>();
    let shared: u64 = one
        .fragments()
        .flat_map(|part| other.fragments().filter_map(move |second| part.intersection(second)))
        .map(|part| u64::from(TextRange::len(part)))
        .sum();
    shared * 2 >= length(one) + length(other) - shared && shared > 0
}
