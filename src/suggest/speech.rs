//! The walk through an article: sentence by sentence, claims around an attribution first, then those behind a cue, then
//! quotations that stand alone. Knows who spoke last.

use super::ahead::Speaker;
use super::draft::Draft;
use super::lexicon::class;
use super::reading::{Reading, Run};
use super::words::Kind;

/// Least that a verb with its content has to be worth, in thousandths, for the walk to take it.
const FLOOR: u16 = 450;

/// What the walk knows of the paragraph so far.
#[derive(Default)]
struct Turn {
    /// Number of the last claim with a speaker in this paragraph, while only it can be gone on with.
    last: Option<usize>,
    /// Who the sentence before was about.
    subject: Option<Run>,
}

impl Reading<'_> {
    /// Every claim, in the order in which they were found.
    pub(super) fn claims(&self) -> Vec<Draft> {
        let mut all: Vec<Draft> = Vec::new();
        let mut speaker: Vec<Run> = Vec::new();
        for paragraph in &self.paragraphs {
            let mut turn = Turn::default();
            let mut number = 0;
            while let Some(sentence) = paragraph.sentences.get(number).copied() {
                let whole = self.with_attribution(sentence, paragraph.sentences.get(number + 1).copied());
                number += if whole == sentence { 1 } else { 2 };
                self.sentence(whole, paragraph.follows, &mut turn, &mut speaker, &mut all);
            }
        }
        self.reopened(&mut all);
        all
    }

    /// Takes the sentence behind in where it only attributes a quotation that ends with ? or !.
    fn with_attribution(&self, sentence: Run, next: Option<Run>) -> Run {
        let Some(next) = next else { return sentence };
        let alone = self.lone_quotation(sentence);
        let stopped = alone.is_some_and(|run| {
            let stop = (run.from..run.to).rev().find(|at| self.kind(*at) == Kind::Stop);
            stop.is_some_and(|stop| self.words(stop) != ".")
        });
        if !stopped {
            return sentence;
        }
        match self.attribution(next.from, next.to, true) {
            Some(attribution) if attribution.step >= 3 && self.names_speaker(&attribution.sources) => {
                Run { from: sentence.from, to: next.to }
            }
            _ => sentence,
        }
    }

    fn names_speaker(&self, sources: &[Run]) -> bool {
        !sources.is_empty()
    }

    /// The quotation that makes up a whole sentence.
    pub(super) fn lone_quotation(&self, sentence: Run) -> Option<Run> {
        let mut from = sentence.from;
        while from < sentence.to && (self.is_any(from, &["and", "but"]) || self.kind(from) == Kind::Dash) {
            from += 1;
        }
        let quotation = self.quotation_at(from)?;
        let rest = (quotation.close + 1..sentence.to).all(|at| matches!(self.kind(at), Kind::Stop | Kind::Close));
        rest.then(|| Run { from, to: quotation.close + 1 })
    }

    fn sentence(&self, sentence: Run, follows: bool, turn: &mut Turn, speaker: &mut Vec<Run>, all: &mut Vec<Draft>) {
        let first = all.len();
        if let Some(quotation) = self.lone_quotation(sentence) {
            self.alone(quotation, follows, turn, speaker, all);
            return;
        }
        let around = self.claims_around(sentence);
        let mut fences: Vec<Run> = around.iter().map(|found| found.attribution.run).collect();
        let mut said: Vec<(usize, Speaker)> = around
            .iter()
            .map(|found| (found.attribution.run.from, Speaker { sources: found.draft.sources.clone() }))
            .collect();
        // What is quoted and attributed has no cue inside it; plain words before an attribution may.
        all.extend(around.into_iter().map(|found| found.draft));
        fences.push(Run { from: sentence.to, to: sentence.to + 1 });
        let mut at = sentence.from;
        let mut until = sentence.from;
        let mut current = Speaker::default();
        while at < sentence.to {
            if let Some(fence) = fences.iter().find(|fence| fence.holds(at)) {
                if let Some(place) = said.iter().position(|(from, _)| *from == fence.from) {
                    current = said.remove(place).1;
                }
                at = fence.to;
                continue;
            }
            if self.quotation(at).is_some() {
                at = self.next(at);
                continue;
            }
            let limit = fences.iter().map(|fence| fence.from).find(|from| *from > at).unwrap_or(sentence.to);
            if let Some(draft) = self.claim_at(at, sentence.from, limit, until, &current) {
                until = draft.cue.map_or(at + 1, |cue| cue.to).max(at + 1);
                let inner = all.iter().skip(first).any(|outer| outer.parts.iter().any(|part| part.holds(at)));
                if !inner && !draft.sources.is_empty() {
                    current.sources.clone_from(&draft.sources);
                }
                at = until;
                all.push(draft);
                continue;
            }
            at += 1;
        }
        self.colons(sentence, first, all);
        self.verbless(sentence, first, all);
        self.names_beside(sentence, first, all);
        self.after_sentence(sentence, first, turn, speaker, all);
    }

    /// The claim whose cue stands at `at`.
    fn claim_at(&self, at: usize, floor: usize, limit: usize, until: usize, speaker: &Speaker) -> Option<Draft> {
        if at < until {
            return None;
        }
        if self.has(at, class::ACCORDING) && self.is(at + 1, "to") {
            return self.according(at, limit);
        }
        if self.has(at, class::HEARSAY) {
            return self.hearsay_claim(at, floor, limit);
        }
        if at == floor
            && let Some(draft) = self.turned(at, limit)
        {
            return Some(draft);
        }
        let verb = self
            .cue_at(at, floor, limit)
            .and_then(|cue| self.claim_ahead(&cue, floor, limit, speaker))
            .filter(|draft| draft.permille >= FLOOR);
        let verb =
            verb.or_else(|| self.has(at, class::CONVICTION).then(|| self.conviction_claim(at, floor, limit)).flatten());
        verb.or_else(|| if self.token(at).word.noun != 0 { self.noun_claim(at, floor, limit) } else { None })
    }

    /// `Said Ada Roe: “A.”`
    fn turned(&self, at: usize, limit: usize) -> Option<Draft> {
        let said = self.is_form(at, super::lexicon::form::PAST)
            && self.lexicon.uses(self.token(at).word.verb).iter().any(|entry| entry.takes(&['c']) && entry.step >= 4);
        if !said {
            return None;
        }
        let source = self.source_after(at + 1, limit)?;
        let mark = if self.kind(source.to - 1) == Kind::Comma { source.to - 1 } else { source.to };
        let content = matches!(self.kind(mark), Kind::Comma | Kind::Colon) && self.quotation_at(mark + 1).is_some();
        let content = content.then(|| self.extent(mark + 1, limit)).flatten()?;
        Some(Draft::new(vec![content], Some(Run { from: at, to: at + 1 }), self.parts_of(source), 800))
    }

    /// `According to X, A.`
    fn according(&self, at: usize, limit: usize) -> Option<Draft> {
        let source = self.source_after(at + 2, limit)?;
        // *a report by the ministry* is one source.
        let by = self.is(source.to, "by").then(|| self.source_after(source.to + 1, limit)).flatten();
        let source = by.and_then(|by| Run::new(source.from, by.to)).unwrap_or(source);
        let start = if self.kind(source.to) == Kind::Comma { source.to + 1 } else { source.to };
        if start == source.to && self.kind(source.to.saturating_sub(1)) != Kind::Comma {
            return None;
        }
        let content = self.extent(start, limit)?;
        self.clause_verb(content.from, content.to)
            .or_else(|| self.quotation(content.from).map(|quotation| quotation.open))?;
        Some(Draft::new(vec![content], Some(Run { from: at, to: at + 2 }), self.parts_of(source), 860))
    }

    /// A quotation that makes up a sentence: it goes on with the claim before, or its speaker is who was spoken of.
    fn alone(&self, quotation: Run, follows: bool, turn: &mut Turn, speaker: &[Run], all: &mut Vec<Draft>) {
        if let Some(last) = turn.last.and_then(|last| all.get_mut(last)) {
            last.parts.push(quotation);
            return;
        }
        let (words, _) = self.count_words(quotation);
        let closed = self.quotation_at(quotation.from).is_some_and(|quotation| quotation.closed && !quotation.reopened);
        let sources: Vec<Run> = match turn.subject {
            Some(subject) => vec![subject],
            None if follows => speaker.to_vec(),
            None => Vec::new(),
        };
        if sources.is_empty() && words < 4 && closed {
            return;
        }
        // A piece of a longer quotation counts only with the piece that is attributed.
        let permille = match (sources.is_empty(), closed) {
            (false, _) => 560,
            (true, true) => 440,
            (true, false) => 0,
        };
        turn.last = Some(all.len());
        let mut draft = Draft::new(vec![quotation], None, sources, permille);
        draft.others.extend(speaker.iter().copied().filter(|run| !draft.sources.contains(run)));
        all.push(draft);
    }

    /// Remembers who spoke in a sentence, and whom it was about.
    fn after_sentence(&self, sentence: Run, first: usize, turn: &mut Turn, speaker: &mut Vec<Run>, all: &[Draft]) {
        // The outermost claim that reaches the sentence's end is the one a quotation goes on with.
        let mut best: Option<usize> = None;
        for (number, draft) in all.iter().enumerate().skip(first) {
            let outer = best.and_then(|best| all.get(best)).is_none_or(|best| draft.from() >= best.to());
            if outer && draft.open && !draft.sources.is_empty() {
                best = Some(number);
            }
        }
        turn.last = best;
        turn.subject = None;
        if let Some(draft) = best.and_then(|best| all.get(best)) {
            speaker.clone_from(&draft.sources);
        } else {
            turn.subject = self.subject_of_clause(sentence.from, sentence.to).filter(|run| self.can_speak(*run));
        }
    }

    /// A name or a pronoun for a person.
    fn can_speak(&self, run: Run) -> bool {
        let group = self.token(run.from).word.group;
        matches!(group, b'm' | b'f') && run.to == run.from + 1
            || (run.from + 1..run.to).any(|at| self.token(at).capital)
            || self.token(run.from).capital
                && !self.has(run.from, class::DETERMINER | class::POSSESSIVE | class::PRONOUN)
    }

    /// Brings together what was left open in one paragraph and opened again in the next.
    fn reopened(&self, all: &mut Vec<Draft>) {
        // For each quotation the claim that has its opening mark; a claim that was given away points to its keeper.
        let mut holders: Vec<Option<usize>> = vec![None; self.quotations.len()];
        for (number, draft) in all.iter().enumerate() {
            for part in &draft.parts {
                let first = self.quotations.partition_point(|quotation| quotation.open < part.from);
                let end = self.quotations.partition_point(|quotation| quotation.open < part.to);
                for holder in holders.get_mut(first..end).unwrap_or_default() {
                    holder.get_or_insert(number);
                }
            }
        }
        let mut before: Option<usize> = None;
        for (quotation, holder) in self.quotations.iter().zip(holders) {
            let last = before.take();
            before = holder;
            let (Some(one), Some(other)) = (last.filter(|_| quotation.reopened), holder) else { continue };
            if one == other {
                continue;
            }
            // The attribution may stand in either paragraph; the claim with a cue keeps it.
            let keeps = all.get(one).is_some_and(|draft| draft.cue.is_some());
            let gives = all.get(other).is_some_and(|draft| draft.cue.is_none());
            let (keep, give) = if keeps || gives { (one, other) } else { (other, one) };
            let parts = all.get_mut(give).map(|draft| std::mem::take(&mut draft.parts)).unwrap_or_default();
            if let Some(draft) = all.get_mut(keep) {
                draft.parts.extend(parts);
            }
            before = Some(keep);
        }
        all.retain(|draft| !draft.parts.is_empty() && draft.permille > 0);
        for draft in all.iter_mut().filter(|draft| draft.parts.len() > 1) {
            crate::model::order::sort_and_dedup(&mut draft.parts);
        }
    }
}
