//! Claims whose attribution stands behind or inside them: `“A,” Roe said, “B.”`, `A, Roe said, B`, `A, according to X`.

use super::attribution::Attribution;
use super::draft::Draft;
use super::lexicon::form;
use super::reading::{Reading, Run};
use super::words::Kind;

/// A claim with its attribution.
pub(super) struct Around {
    pub(super) draft: Draft,
    pub(super) attribution: Attribution,
}

impl Reading<'_> {
    /// Every claim of a sentence that has its attribution behind or inside it, in order.
    pub(super) fn claims_around(&self, sentence: Run) -> Vec<Around> {
        let Run { from, to: limit } = sentence;
        let mut found: Vec<Around> = Vec::new();
        let mut start = from;
        let mut at = from;
        if let Some(found_first) = self.claim_behind_as(sentence) {
            at = found_first.draft.to();
            start = at;
            found.push(found_first);
        }
        while at < limit {
            let here = self.begins_attribution(start, at);
            let quoted = here == Some(true);
            let Some(attribution) = here.and_then(|quoted| self.attribution(at, limit, quoted)) else {
                at = self.next(at);
                continue;
            };
            match self.claim_around(start, &attribution, limit, quoted) {
                Some(draft) => {
                    at = draft.to().max(attribution.run.to).max(at + 1);
                    start = self.over_joint(attribution.run.to, limit);
                    if draft.to() > attribution.run.to {
                        start = self.over_joint(draft.to(), limit);
                    }
                    found.push(Around { draft, attribution });
                }
                None => at = self.next(at),
            }
        }
        found
    }

    /// `As the old keeper says, A.`
    fn claim_behind_as(&self, sentence: Run) -> Option<Around> {
        if !self.is(sentence.from, "as") {
            return None;
        }
        let attribution = self.attribution(sentence.from, sentence.to, false)?;
        let comma = attribution.run.to;
        if self.kind(comma) != Kind::Comma || attribution.cue.from == sentence.from {
            return None;
        }
        let content = self.extent(comma + 1, sentence.to)?;
        self.clause_verb(content.from, content.to)?;
        let permille = 500 + 60 * u16::from(attribution.step);
        let draft = Draft::new(vec![content], Some(attribution.cue), attribution.sources.clone(), permille);
        Some(Around { draft, attribution })
    }

    /// Whether an attribution can begin here: behind a comma, a dash, or a quotation (then `Some(true)`), or with
    /// *according*.
    fn begins_attribution(&self, start: usize, at: usize) -> Option<bool> {
        let before = at.checked_sub(1).filter(|before| *before >= start)?;
        let according = self.has(at, super::lexicon::class::ACCORDING);
        if let Some(quotation) = self.quotation(before).filter(|quotation| quotation.close == before) {
            let first = quotation.open == start || self.before(quotation.open).is_some_and(|joint| joint < start);
            let inner = matches!(self.inner_end(quotation), Kind::Comma | Kind::Stop);
            return (first || inner || according || !quotation.closed)
                .then_some(true)
                .filter(|_| first || inner || according);
        }
        match self.kind(before) {
            Kind::Comma | Kind::Dash => {
                let quotation = before
                    .checked_sub(1)
                    .and_then(|last| self.quotation(last))
                    .filter(|quotation| quotation.close + 1 == before && quotation.open >= start);
                Some(quotation.is_some())
            }
            _ => according.then_some(false),
        }
    }

    /// Behind punctuation and *and*.
    fn over_joint(&self, at: usize, limit: usize) -> usize {
        let mut at = at;
        while at < limit
            && (matches!(self.kind(at), Kind::Comma | Kind::Semicolon | Kind::Dash | Kind::Colon)
                || self.is_any(at, &["and", "but", "while"]))
        {
            at += 1;
        }
        at
    }

    fn claim_around(&self, start: usize, attribution: &Attribution, limit: usize, quoted: bool) -> Option<Draft> {
        let begin = self.without_connective(start, attribution.run.from);
        let left = self.trimmed(begin, attribution.run.from);
        let after = self.after_attribution(attribution.run.to, limit);
        let after = if quoted { self.over_act(after, limit) } else { after };
        let quotes_on = after < limit && self.quotation_at(after).is_some();
        let whole = left.filter(|left| {
            self.quotation(left.from)
                .is_some_and(|quotation| quotation.open == left.from && quotation.close + 1 == left.to)
        });
        let pure = whole.is_some();
        let comma = (attribution.run.to < limit && self.kind(attribution.run.to) == Kind::Comma)
            || (attribution.run.to > 0 && self.kind(attribution.run.to - 1) == Kind::Comma);
        let left_verb = left.is_some_and(|left| self.clause_verb(left.from, left.to).is_some());
        // *The bridge is shut, Roe said, leaving the room*: what the speaker does is the author's.
        let leaves = left_verb && self.is_form(after, form::ING);
        let right = if quotes_on {
            // Of a further quotation with an attribution of its own, nothing.
            let own = self.quotation_at(after).map(|quotation| quotation.close + 1).and_then(|next| {
                let next = if self.kind(next) == Kind::Comma { next + 1 } else { next };
                self.attribution(next, limit, true)
            });
            if own.is_some() { None } else { self.extent(after, limit) }
        } else if comma && !quoted && !pure && after < limit && !leaves && !self.ends_before(begin, after, limit) {
            self.extent(after, limit)
        } else {
            None
        };
        let left = left?;
        if !quoted && !left_verb {
            // *The bridge, Roe said, will open*; not *In a reply, Roe said, “…”*.
            let right = right?;
            if quotes_on && self.quotation_at(right.from).is_some() {
                return None;
            }
            self.clause_verb(left.from, right.to)?;
        }
        if quoted && !self.is_quoted_claim(left, attribution) {
            return None;
        }
        let parts: Vec<Run> = std::iter::once(left).chain(right).collect();
        let permille = match (pure, quoted) {
            (true, _) => 700 + 50 * u16::from(attribution.step),
            (false, true) => 600 + 50 * u16::from(attribution.step),
            (false, false) => 500 + 70 * u16::from(attribution.step),
        };
        let mut draft = Draft::new(parts, Some(attribution.cue), attribution.sources.clone(), permille);
        draft.addressee = attribution.addressee;
        Some(draft)
    }

    /// Behind what the speaker does meanwhile: `he said, pointing at the wall, “B.”`
    fn over_act(&self, at: usize, limit: usize) -> usize {
        const FAR: usize = 24;
        if !self.is_form(at, form::ING) {
            return at;
        }
        let quotation = (at..limit.min(at + FAR)).find(|place| self.quotation_at(*place).is_some());
        quotation.filter(|place| matches!(self.kind(place - 1), Kind::Comma | Kind::Colon)).unwrap_or(at)
    }

    /// A single word in marks before a verb of a low step is a title or a name rather than speech.
    fn is_quoted_claim(&self, left: Run, attribution: &Attribution) -> bool {
        let (words, _) = self.count_words(left);
        attribution.step >= 3 || words > 1
    }

    fn after_attribution(&self, to: usize, limit: usize) -> usize {
        let mut at = to;
        while at < limit && matches!(self.kind(at), Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Dash) {
            at += 1;
        }
        at
    }

    /// Behind *But*, *However,*: they are the author's.
    pub(super) fn without_connective(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        while at < end {
            if self.is_any(at, &["but", "and", "yet", "so", "or"])
                || matches!(self.kind(at), Kind::Comma | Kind::Dash | Kind::Semicolon)
            {
                at += 1;
            } else if self.is_adverb(at)
                && self.kind(at + 1) == Kind::Comma
                && !self.is_any(at, &["there", "here", "then"])
            {
                at += 2;
            } else {
                break;
            }
        }
        if at < end { at } else { start }
    }
}
