//! The claim that somebody has picked out: what is its cue, who says it, where it is split.

use super::candidates::Known;
use super::draft::Draft;
use super::proposal::Proposal;
use super::reading::{Reading, Run};
use super::words::Kind;
use crate::model::order::sort_by_key;
use crate::model::{Document, LabelKind, Schema, Span};

/// Proposes cue, source and split for words that somebody has picked out as a claim. Only the paragraphs around them are
/// read, so the cost does not grow with the article. Where the words hold their own attribution, the content is what is
/// left of them; otherwise it is `picked` as it is.
#[must_use]
#[inline(never)]
pub fn for_selection(document: &Document, schema: &Schema, picked: &Span) -> Proposal {
    let first = document.block_at(picked.start());
    let last = document.block_at(picked.end().saturating_sub(1));
    let near = first.saturating_sub(2)..=last + 1;
    let reading = Reading::of(document, |number| near.contains(&number));
    let known = Known::of(document, schema);
    let parts: Vec<Run> = picked.fragments().filter_map(|part| reading.run(part.start(), part.end())).collect();
    // Claims inside have their own attribution: it is not that of the claim around them.
    let inner = document.annotations.values().filter(|other| {
        let within = picked.start() <= other.span.start() && other.span.end() <= picked.end();
        within && other.span != *picked && schema.kind_of(&other.label) == LabelKind::Claim
    });
    let inner: Vec<Run> = inner.filter_map(|other| reading.run(other.span.start(), other.span.end())).collect();
    let draft = reading.draft_for(&parts, &inner);
    let cut = draft.parts != parts;
    let proposal = reading.proposal(&draft, &known);
    let mut proposal = proposal.unwrap_or_else(|| reading.bare(picked, &known));
    // Also where a token was cut by the picking: nothing comes in that was not picked.
    let kept =
        proposal.content.fragments().flat_map(|part| picked.fragments().filter_map(move |of| part.intersection(of)));
    let kept = Span::new(kept.collect()).filter(|_| cut);
    proposal.content = kept.unwrap_or_else(|| picked.clone());
    proposal
}

impl Reading<'_> {
    /// The tokens that a range of bytes touches.
    fn run(&self, start: u32, end: u32) -> Option<Run> {
        let from = self.token_at(start);
        let to = self.tokens.partition_point(|token| token.start < end);
        Run::new(from, to)
    }

    /// A proposal that knows nothing but the words.
    fn bare(&self, picked: &Span, known: &Known<'_>) -> Proposal {
        let parts: Vec<Run> = picked.fragments().filter_map(|part| self.run(part.start(), part.end())).collect();
        let draft = Draft::new(parts.clone(), None, Vec::new(), 0);
        Proposal {
            content: picked.clone(),
            cue: None,
            sources: self.sources(&draft, known),
            addressee: None,
            quote_type: self.quote_type(&parts),
            permille: 0,
        }
    }

    /// The best draft for picked tokens: the claim that the rules find there anyway, else whatever stands nearest.
    fn draft_for(&self, parts: &[Run], inner: &[Run]) -> Draft {
        let is_inner =
            |draft: &Draft| inner.iter().any(|inner| inner.from <= draft.from() && draft.to() <= inner.to + 1);
        let mut found: Vec<(usize, Draft)> = self
            .claims()
            .into_iter()
            .filter(|draft| !is_inner(draft))
            .map(|draft| (self.likeness(parts, &draft), draft))
            .filter(|(share, _)| *share >= 500)
            .collect();
        sort_by_key(&mut found, |(share, draft)| std::cmp::Reverse((*share, draft.permille)));
        let best = found.into_iter().map(|(_, draft)| draft).next();
        match best {
            Some(mut draft) => {
                // What was picked stays, but for what the claim's own attribution takes out of it.
                draft.parts = self.without_gaps(parts, &draft);
                draft
            }
            None => self.nearest(parts),
        }
    }

    /// How much picked tokens and a claim share of what both cover, in thousandths. The claim's own attribution counts to
    /// neither.
    fn likeness(&self, parts: &[Run], draft: &Draft) -> usize {
        let words = |runs: &[Run], at: usize| runs.iter().any(|run| run.holds(at));
        let from = parts.first().map_or(0, |run| run.from).min(draft.from());
        let to = parts.last().map_or(0, |run| run.to).max(draft.to());
        let (mut shared, mut all) = (0, 0);
        for at in from..to {
            let own = draft.cue.is_some_and(|cue| cue.holds(at)) || words(&draft.sources, at);
            if !self.is_word(at) || own {
                continue;
            }
            let (one, other) = (words(parts, at), words(&draft.parts, at));
            shared += usize::from(one && other);
            all += usize::from(one || other);
        }
        (shared * 1000).checked_div(all).unwrap_or(0)
    }

    /// The picked tokens without the gaps of a claim of several parts that lies in them.
    fn without_gaps(&self, parts: &[Run], draft: &Draft) -> Vec<Run> {
        let mut left: Vec<Run> = parts.to_vec();
        for pair in draft.parts.windows(2) {
            let Some(gap) = Run::new(pair[0].to, pair[1].from) else { continue };
            let holds =
                draft.cue.is_some_and(|cue| cue.meets(gap)) || draft.sources.iter().any(|source| source.meets(gap));
            if holds || parts.iter().any(|part| part.meets(gap)) {
                left = left.into_iter().flat_map(|part| cut(part, gap)).collect();
            }
        }
        // An attribution at an edge was picked by too wide a gesture.
        if let Some(cue) = draft.cue {
            let outer = |part: &Run| Run { from: part.from.max(draft.from()), to: part.to.min(draft.to()) };
            if left.iter().any(|part| part.meets(cue)) && draft.parts.len() == 1 {
                left = left.iter().map(outer).filter(|part| part.from < part.to).collect();
            }
        }
        // What was cut ends as the rules end it; what was not stays as it was picked, full stop and all.
        if left != parts
            && let Some(last) = left.last_mut()
            && let Some(trimmed) = self.trimmed(last.from, last.to)
        {
            *last = trimmed;
        }
        if left.is_empty() { parts.to_vec() } else { left }
    }

    /// A cue beside the picked words that the rules would not have taken on their own.
    fn nearest(&self, parts: &[Run]) -> Draft {
        let mut draft = Draft::new(parts.to_vec(), None, Vec::new(), 200);
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return draft };
        let Some(sentence) = self.sentence_of(first.from) else { return draft };
        // Behind: an attribution right after the last word.
        let end = self.sentence_of(last.to.saturating_sub(1)).map_or(sentence.to, |run| run.to);
        let mut after = last.to;
        while after < end && matches!(self.kind(after), Kind::Comma | Kind::Dash | Kind::Quote(_)) {
            after += 1;
        }
        if let Some(attribution) = self.attribution(after, end, true) {
            draft.cue = Some(attribution.cue);
            draft.sources = attribution.sources;
            draft.permille = 500;
            return draft;
        }
        // Before: the nearest verb that can be a cue, else the verb right before.
        for at in (sentence.from..first.from).rev() {
            if self.quotation(at).is_some() {
                continue;
            }
            let close = first.from - at <= 3;
            if let Some(cue) = self.cue_at(at, sentence.from, first.from) {
                draft.cue = Some(cue.run);
                let subject = self
                    .subject_before(sentence.from, cue.subject_end)
                    .or_else(|| self.subject_of_clause(sentence.from, cue.subject_end));
                let passive = cue.voice == super::cue::Voice::Passive;
                draft.sources = subject.filter(|_| !passive).map(|run| self.parts_of(run)).unwrap_or_default();
                draft.others = subject.filter(|_| passive).into_iter().collect();
                draft.permille = if close { 480 } else { 350 };
                return draft;
            }
            if self.token(at).word.noun != 0 && close {
                draft.cue = Some(Run { from: at, to: at + 1 });
                draft.sources = self.possessor(at, sentence.from).map(|run| self.parts_of(run)).unwrap_or_default();
                draft.permille = 400;
                return draft;
            }
            if close && self.finite(at) == super::verbs::Finite::Yes && !self.is_auxiliary(at) {
                let group = self.group(at, sentence.from);
                draft.cue = Some(group);
                draft.sources =
                    self.subject_before(sentence.from, group.from).map(|run| self.parts_of(run)).unwrap_or_default();
                draft.permille = 300;
                return draft;
            }
            if self.kind(at) == Kind::Colon && close {
                draft.cue = Some(Run { from: at, to: at + 1 });
                draft.sources =
                    self.subject_of_clause(sentence.from, at).map(|run| self.parts_of(run)).unwrap_or_default();
                draft.permille = 400;
                return draft;
            }
        }
        draft.others = self.subject_of_clause(sentence.from, sentence.to).into_iter().collect();
        draft
    }

    fn sentence_of(&self, at: usize) -> Option<Run> {
        let place = self.paragraphs.partition_point(|paragraph| paragraph.tokens.to <= at);
        let paragraph = self.paragraphs.get(place)?;
        paragraph.sentences.iter().copied().find(|sentence| sentence.holds(at))
    }
}

/// What is left of a part when a gap is cut out.
fn cut(part: Run, gap: Run) -> Vec<Run> {
    if !part.meets(gap) {
        return vec![part];
    }
    [Run::new(part.from, gap.from), Run::new(gap.to, part.to)].into_iter().flatten().collect()
}
