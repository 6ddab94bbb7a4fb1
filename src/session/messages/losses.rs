//! What a format cannot say, and what becomes of it, in words.

use super::Words;
use crate::formats::loss::{Lost, Resolved};

/// What is lost; a number stands before it.
#[must_use]
pub const fn lost_words(lost: Lost) -> Words {
    match lost {
        Lost::Overlaps => Words::LostOverlaps,
        Lost::Fragments => Words::LostFragments,
        Lost::CutTokens => Words::LostCutTokens,
        Lost::InFurniture => Words::LostInFurniture,
        Lost::AcrossFurniture => Words::LostAcrossFurniture,
        Lost::LabelNames => Words::LostLabelNames,
        Lost::Relations => Words::LostRelations,
        Lost::LooseRelations => Words::LostLooseRelations,
        Lost::Attributes => Words::LostAttributes,
        Lost::RelationAttributes => Words::LostRelationAttributes,
        Lost::Notes => Words::LostNotes,
        Lost::Entities => Words::LostEntities,
        Lost::Doubts => Words::LostDoubts,
        Lost::Suggestions => Words::LostSuggestions,
        Lost::Rejected => Words::LostRejected,
        Lost::DocumentValues => Words::LostDocumentValues,
        Lost::Meta => Words::LostMeta,
        Lost::Titles => Words::LostTitles,
        Lost::Languages => Words::LostLanguages,
        Lost::Annotators => Words::LostAnnotators,
        Lost::Statuses => Words::LostStatuses,
        Lost::Names => Words::LostNames,
        Lost::Blocks => Words::LostBlocks,
        Lost::Authors => Words::LostAuthors,
        Lost::Text => Words::LostText,
        Lost::NotClaims => Words::LostNotClaims,
        Lost::Formulas => Words::LostFormulas,
        Lost::LineEnds => Words::LostLineEnds,
        Lost::Sentences => Words::LostSentences,
        Lost::Unrated => Words::LostUnrated,
        Lost::Unworthy => Words::LostUnworthy,
        Lost::Verdicts => Words::LostVerdicts,
        Lost::Unchecked => Words::LostUnchecked,
        Lost::Addresses => Words::LostAddresses,
    }
}

/// What becomes of it. For most that is said alike; where a thing has its own way, in its own words.
#[must_use]
pub const fn resolved_words(lost: Lost, how: Resolved) -> Words {
    match (lost, how) {
        (Lost::Overlaps, Resolved::Left) => Words::ResolvedOneIsLeft,
        (Lost::LooseRelations, Resolved::Left) => Words::ResolvedEndsLeft,
        (Lost::Names, Resolved::Left) => Words::ResolvedNumbered,
        (Lost::LabelNames, Resolved::Rewritten) => Words::ResolvedRenamed,
        (Lost::Formulas, Resolved::Rewritten) => Words::ResolvedQuoted,
        (Lost::Sentences, Resolved::Widened) => Words::ResolvedSentences,
        (Lost::Unrated, Resolved::Kept) => Words::ResolvedWorthy,
        (Lost::Unchecked, Resolved::Rewritten) => Words::ResolvedAsClaims,
        (Lost::Addresses, Resolved::Left) => Words::ResolvedNoLink,
        (_, Resolved::Left) => Words::ResolvedLeft,
        (_, Resolved::Joined) => Words::ResolvedJoined,
        (_, Resolved::Split) => Words::ResolvedSplit,
        (_, Resolved::Widened) => Words::ResolvedWidened,
        (_, Resolved::Cut) => Words::ResolvedCut,
        (_, Resolved::Shortened) => Words::ResolvedShortened,
        (_, Resolved::Rewritten) => Words::ResolvedRewritten,
        (_, Resolved::Kept) => Words::ResolvedKept,
    }
}
