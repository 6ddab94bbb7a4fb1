//! Claims whose cue is no verb: `Roe’s claim that A`, `is convinced that A`, `reportedly A`.

use super::draft::Draft;
use super::lexicon::{class, form};
use super::phrases::Reach;
use super::reading::{Reading, Run};
use super::verbs::Finite;
use super::words::Kind;

impl Reading<'_> {
    /// `Roe’s claim that A`, `fears that A`.
    pub(super) fn noun_claim(&self, at: usize, floor: usize, limit: usize) -> Option<Draft> {
        let entry = self.lexicon.noun(self.token(at).word.noun)?;
        let verb_here =
            self.finite(at) == Finite::Yes && !self.has(at.wrapping_sub(1), class::DETERMINER | class::POSSESSIVE);
        if verb_here || self.quotation(at).is_some() || self.is_form(at, form::ING) && self.complement_of_participle(at)
        {
            return None;
        }
        // *In Roe’s view, A*
        if self.kind(at + 1) == Kind::Comma
            && self.is_any(at, &["view", "opinion", "words", "estimation", "telling", "account", "eyes"])
        {
            let source = self.possessor(at, floor)?;
            let opens = source
                .from
                .checked_sub(1)
                .filter(|before| *before >= floor)
                .is_some_and(|before| self.is_any(before, &["in", "by"]));
            let content = opens.then(|| self.extent(at + 2, limit)).flatten()?;
            self.clause_verb(content.from, content.to)?;
            return Some(Draft::new(vec![content], Some(Run { from: at, to: at + 1 }), self.parts_of(source), 600));
        }
        let mut start = at + 1;
        let mut giver = None;
        if self.is_any(start, &["by", "from", "of", "among"]) {
            let end = self.phrase_end(start + 1, limit, Reach::Short);
            let source = Run::new(start + 1, end)?;
            if self.is(end, "that") || self.is(end, "to") {
                giver = Some(source);
                start = end;
            }
        }
        let that = self.is(start, "that") && entry.takes(&['T']) && self.is_content_clause(start, limit);
        let to = self.is(start, "to") && entry.takes(&['t']) && self.is_base(start + 1);
        let of = self.is_any(start, &["of", "about"]) && entry.takes(&['o']) && giver.is_none();
        if !(that || to || of) || entry.step < 2 {
            return None;
        }
        let source = giver.or_else(|| self.possessor(at, floor));
        if !that && source.is_none() && !of {
            return None;
        }
        let content = self.extent(start, limit)?;
        let permille = if that { 640 } else { 480 };
        Some(Draft::new(
            vec![content],
            Some(Run { from: at, to: at + 1 }),
            source.map(|run| self.parts_of(run)).unwrap_or_default(),
            permille,
        ))
    }

    fn complement_of_participle(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.kind(before) == Kind::Comma)
            || at.checked_sub(1).is_some_and(|before| self.is_auxiliary(before))
    }

    /// *claim that A*, not *claim that was made*.
    fn is_content_clause(&self, that: usize, limit: usize) -> bool {
        let Some(verb) = self.clause_verb(that + 1, limit) else { return false };
        let light = self.has(verb, class::LIGHT) && !self.begins_phrase(verb + 1);
        verb > that + 1 && !light
    }

    /// Whose claim it is: `Roe` of *Roe’s latest claim*, `his`.
    pub(super) fn possessor(&self, noun: usize, floor: usize) -> Option<Run> {
        let mut at = noun;
        for _ in 0..4 {
            at = at.checked_sub(1).filter(|at| *at >= floor)?;
            if self.has(at, class::POSSESSIVE) {
                return Some(Run { from: at, to: at + 1 });
            }
            if self.is_possessive_mark(at) {
                let run = self.subject_before(floor, at)?;
                let inner = self.has(run.from, class::PREPOSITION) && !self.has(run.from, class::DETERMINER);
                return if inner { Run::new(run.from + 1, run.to) } else { Some(run) };
            }
            if !(self.is_nominal(at)
                || self.is_adverb(at)
                || self.has(at, class::DETERMINER) && self.kind(at) == Kind::Number)
            {
                return None;
            }
        }
        None
    }

    /// `is convinced that A`
    pub(super) fn conviction_claim(&self, at: usize, floor: usize, limit: usize) -> Option<Draft> {
        let step = self.token(at).word.step;
        let group = self.group(at, floor);
        let helped = (group.from..at).any(|at| self.has(at, class::BE) || self.is_contracted_be(at));
        let near = group.from.checked_sub(1).filter(|before| {
            self.is_any(*before, &["remain", "remains", "remained", "feel", "feels", "felt", "became", "was", "is"])
        });
        if step < 2 || !(helped || near.is_some()) || self.quotation(at).is_some() {
            return None;
        }
        let from = near.map_or(group.from, |verb| self.group(verb, floor).from);
        let that = self.is(at + 1, "that") && self.clause_verb(at + 2, limit).is_some();
        let bare = step >= 3 && self.begins_phrase(at + 1) && self.clause_verb(at + 1, limit).is_some();
        if !(that || bare) {
            return None;
        }
        let subject = self.subject_before(floor, self.group_start(Run { from, to: at }, floor))?;
        if subject.to == subject.from + 1 && matches!(self.token(subject.from).word.group, b'x' | b'n') {
            return None;
        }
        let content = self.extent(at + 1, limit)?;
        Some(Draft::new(
            vec![content],
            Some(Run { from, to: at + 1 }),
            self.parts_of(subject),
            400 + 60 * u16::from(step),
        ))
    }

    /// `The singer reportedly left`
    pub(super) fn hearsay_claim(&self, at: usize, floor: usize, limit: usize) -> Option<Draft> {
        if self.token(at).word.step < 3 || self.quotation(at).is_some() {
            return None;
        }
        let mut start = at;
        while let Some(before) = start.checked_sub(1).filter(|before| {
            *before >= floor && (self.is_auxiliary(*before) || self.is_adverb(*before) || self.has(*before, class::NOT))
        }) {
            start = before;
        }
        let after = if self.kind(at + 1) == Kind::Comma { at + 2 } else { at + 1 };
        let modifies =
            self.has(start.wrapping_sub(1), class::DETERMINER | class::POSSESSIVE) && start == at && start > floor;
        if modifies {
            return None;
        }
        let rest = self.extent(after, limit)?;
        let left = if start > floor {
            self.subject_before(floor, start).and_then(|subject| Run::new(subject.from, at))
        } else {
            Run::new(start, at)
        };
        let parts: Vec<Run> = left.into_iter().chain([rest]).collect();
        Some(Draft::new(parts, Some(Run { from: at, to: at + 1 }), Vec::new(), 640))
    }
}
