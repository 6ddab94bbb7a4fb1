//! Claims whose cue is a passive: what was said of somebody, to somebody, or by nobody who is named.

use super::cue::Cue;
use super::draft::Draft;
use super::lexicon::class;
use super::reading::{Reading, Run};

impl Reading<'_> {
    /// `Rents are expected to rise`, `She was accused by neighbours of theft`, `Residents were told to leave`.
    pub(super) fn passive_claim(&self, cue: &Cue<'_>, floor: usize, limit: usize) -> Option<Draft> {
        let after = cue.run.to;
        let by = self.is(after, "by");
        let ties = cue.uses.iter().flat_map(|entry| entry.ties.iter());
        let tie = ties.filter_map(|tie| (after..self.clause_end(after, limit)).find(|at| self.is(*at, tie))).min();
        let speaker_limit = tie.unwrap_or(limit).min(limit);
        let speaker = by.then(|| self.source_after(after + 1, speaker_limit)).flatten();
        let at = self.over_time(speaker.map_or(after, |run| run.to));
        let subject = self.subject_before(floor, cue.subject_end).filter(|subject| {
            let group = self.token(subject.from).word.group;
            !(subject.to == subject.from + 1 && group == b'x' && !self.is_any(subject.from, &["this", "that", "these"]))
        });
        let empty = subject.is_some_and(|subject| self.is(subject.from, "it") && subject.to == subject.from + 1);
        let sources = speaker.map(|run| self.parts_of(run)).unwrap_or_default();
        let cue_run = cue.run;
        let make = |parts: Vec<Run>, permille: u16| Some(Draft::new(parts, Some(cue_run), sources.clone(), permille));
        if empty && self.is(at, "that") && cue.takes(&['c', 'T']) && self.clause_verb(at + 1, limit).is_some() {
            return make(vec![self.extent(at, limit)?], 650);
        }
        if cue.takes(&['m', 'A']) {
            let content = self.is(at, "that")
                || self.is(at, "to") && self.is_base(at + 1)
                || self.is_any(at, &["whether", "if", "how", "why", "what", "not"]);
            let whole = content
                && (self.is(at, "to")
                    || self.is(at, "not") && self.is(at + 1, "to")
                    || self.clause_verb(at + 1, limit).is_some());
            if whole {
                let mut draft = make(vec![self.extent(at, limit)?], 600)?;
                draft.addressee = subject;
                return Some(draft);
            }
        }
        let subject = subject.filter(|_| !empty)?;
        if cue.takes(&['r']) && self.is(at, "to") && self.is_base(at + 1) {
            return make(vec![subject, self.extent(at, limit)?], 620);
        }
        if let Some(tie) = tie.filter(|tie| *tie == at || speaker.is_some() && *tie >= at) {
            return make(vec![subject, self.extent(tie, limit)?], 650);
        }
        if cue.takes(&['j'])
            && (self.quotation_at(at).is_some()
                || speaker.is_none() && self.is_any(at, &["a", "an"])
                || speaker.is_some() && self.has(at, class::DETERMINER))
        {
            return make(vec![subject, self.extent(at, limit)?], 600);
        }
        let judged = cue.uses.iter().any(|entry| entry.takes(&['o', 's', 'p']) && entry.step >= 4);
        if judged && speaker.is_some() {
            let rest = self.is_any(at, &["for", "as", "over"]).then(|| self.extent(at, limit)).flatten();
            return make(std::iter::once(subject).chain(rest).collect(), 560);
        }
        None
    }
}
