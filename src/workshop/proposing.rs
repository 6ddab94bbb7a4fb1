//! Proposals of claims, from the engine into messages.

use super::message::{Proposed, ProposedBy, ProposedSource, Stretch, Suggest};
use crate::model::{Document, Schema, Span, TextRange};
use crate::suggest::{Candidate, Proposal, Source, find_all, for_selection};

/// What the engine proposes for a document.
pub(super) fn propose(document: &Document, schema: &Schema, suggest: &Suggest) -> Vec<Proposed> {
    let picked = suggest.picked.iter().filter_map(|part| TextRange::new(part.start, part.end)).collect();
    let picked = Span::new(picked).filter(|picked| picked.fits(&document.article));
    let all = match (&picked, suggest.picked.is_empty()) {
        (Some(picked), _) => vec![for_selection(document, schema, picked)],
        (None, true) => find_all(document, schema, true),
        (None, false) => Vec::new(),
    };
    all.iter().map(message).collect()
}

fn stretch(range: TextRange) -> Stretch {
    Stretch { start: range.start(), end: range.end() }
}

fn stretches(span: &Span) -> Vec<Stretch> {
    span.fragments().map(stretch).collect()
}

fn message(proposal: &Proposal) -> Proposed {
    Proposed {
        content: stretches(&proposal.content),
        cue: proposal.cue.as_ref().map(stretches).unwrap_or_default(),
        candidates: proposal.sources.iter().map(candidate).collect(),
        addressee: proposal.addressee.map(stretch),
        quote_type: proposal.quote_type.as_str().to_owned(),
        permille: proposal.permille.into(),
    }
}

fn candidate(candidate: &Candidate) -> ProposedBy {
    ProposedBy { sources: candidate.sources.iter().map(source).collect(), permille: candidate.permille.into() }
}

fn source(source: &Source) -> ProposedSource {
    match source {
        Source::Words(mention) => ProposedSource {
            words: Some(stretch(mention.range)),
            annotation: mention.annotation.map(|id| id.to_string()),
            stands_for: mention.stands_for.map(|id| id.to_string()),
            entity: mention.entity.map(|id| id.to_string()),
            nobody: None,
        },
        Source::Nobody(nobody) => {
            ProposedSource { nobody: Some(nobody.as_str().to_owned()), ..ProposedSource::default() }
        }
    }
}
