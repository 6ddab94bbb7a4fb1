//! Claims that the workshop proposes, until somebody accepts them: nothing of them is kept, counted or exported.

use std::rc::Rc;

use crate::edit::excerpt::moved;
use crate::model::{AnnotationId, DocId, EntityId, Span, TextRange};
use crate::suggest::{CUT, Candidate, Mention, Nobody, Proposal, QuoteType, Source};
use crate::workshop::message::{Proposed, ProposedBy, ProposedSource, Stretch};

/// What the proposals are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// The frame of a claim that was just marked.
    Claim(AnnotationId),
    /// Claims that are not marked yet, one after the other.
    Walk,
}

/// What is to be taken of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which candidate; none for no source at all.
    pub source: Option<usize>,
    /// The cue.
    pub cue: bool,
    /// The content in parts, where the proposal splits it.
    pub split: bool,
}

impl Choice {
    /// What is taken unless somebody says otherwise: what is more than a guess.
    #[must_use]
    pub fn of(proposal: &Proposal) -> Self {
        let likely = proposal.sources.first().is_some_and(|candidate| candidate.permille >= CUT);
        Self { source: likely.then_some(0), cue: proposal.cue.is_some(), split: true }
    }
}

/// How many proposals were accepted, rejected and skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Accepted.
    pub accepted: u32,
    /// Rejected.
    pub rejected: u32,
}

/// Proposals in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposals {
    /// The article.
    pub document: DocId,
    /// What they are for.
    pub aim: Aim,
    /// They, in the order of the text.
    pub list: Vec<Rc<Proposal>>,
    /// The one that is looked at.
    pub place: usize,
    /// What is to be taken of it.
    pub choice: Choice,
    /// The request that is under way.
    pub asked: Option<u32>,
    /// Up to where the text was looked through.
    pub upto: u32,
    /// What became of those before.
    pub tally: Tally,
}

impl Proposals {
    /// The proposal that is looked at.
    #[must_use]
    pub fn current(&self) -> Option<&Rc<Proposal>> {
        self.list.get(self.place)
    }

    /// The source that is to be taken.
    #[must_use]
    pub fn candidate(&self) -> Option<&Candidate> {
        self.current()?.sources.get(self.choice.source?)
    }

    /// The content as it is to be taken.
    #[must_use]
    pub fn content(&self) -> Option<Span> {
        let content = &self.current()?.content;
        Some(if self.choice.split { content.clone() } else { Span::of(content.hull()) })
    }
}

/// Proposals as the workshop tells them of a stretch of the text that begins at `start`. Those that make no sense are
/// left out.
#[must_use]
pub fn told(proposed: &[Proposed], start: u32) -> Vec<Rc<Proposal>> {
    proposed.iter().filter_map(|each| proposal(each, start)).map(Rc::new).collect()
}

fn range(stretch: &Stretch, start: u32) -> Option<TextRange> {
    moved(TextRange::new(stretch.start, stretch.end)?, start, true)
}

fn span(parts: &[Stretch], start: u32) -> Option<Span> {
    Span::new(parts.iter().filter_map(|part| range(part, start)).collect())
}

fn thousandths(permille: u32) -> u16 {
    u16::try_from(permille).unwrap_or(1000).min(1000)
}

fn proposal(proposed: &Proposed, start: u32) -> Option<Proposal> {
    let types = [QuoteType::Direct, QuoteType::Mixed, QuoteType::Indirect];
    Some(Proposal {
        content: span(&proposed.content, start)?,
        cue: span(&proposed.cue, start),
        sources: proposed.candidates.iter().filter_map(|each| candidate(each, start)).collect(),
        addressee: proposed.addressee.as_ref().and_then(|stretch| range(stretch, start)),
        quote_type: types.into_iter().find(|each| each.as_str() == proposed.quote_type)?,
        permille: thousandths(proposed.permille),
    })
}

fn candidate(told: &ProposedBy, start: u32) -> Option<Candidate> {
    let sources: Vec<Source> = told.sources.iter().filter_map(|each| source(each, start)).collect();
    (!sources.is_empty()).then(|| Candidate { sources, permille: thousandths(told.permille) })
}

fn source(told: &ProposedSource, start: u32) -> Option<Source> {
    if let Some(name) = &told.nobody {
        let all = [Nobody::Author, Nobody::Unnamed, Nobody::NotStated];
        return all.into_iter().find(|each| each.as_str() == name).map(Source::Nobody);
    }
    fn id<T: std::str::FromStr>(text: &Option<String>) -> Option<T> {
        text.as_ref().and_then(|text| text.parse().ok())
    }
    Some(Source::Words(Mention {
        range: range(told.words.as_ref()?, start)?,
        annotation: id::<AnnotationId>(&told.annotation),
        stands_for: id::<AnnotationId>(&told.stands_for),
        entity: id::<EntityId>(&told.entity),
    }))
}
