//! Claims where a mark or a name stands for the verb: `Roe: “A.”`, headlines, signatures, `and Lund B`.

use super::draft::Draft;
use super::lexicon::class;
use super::reading::{Reading, Run};
use super::words::Kind;

impl Reading<'_> {
    /// Quotations behind a colon that no verb has taken: `Roe: “A.”`
    pub(super) fn colons(&self, sentence: Run, first: usize, all: &mut Vec<Draft>) {
        let mut at = sentence.from;
        while at < sentence.to {
            let mark = self.kind(at) == Kind::Colon
                || self.kind(at) == Kind::Dash && self.is_name(Run { from: sentence.from, to: at });
            let quotation = if mark && at > sentence.from { self.quotation_at(at + 1) } else { None };
            let free = |run: Run| all.iter().skip(first).all(|draft| draft.parts.iter().all(|part| !part.meets(run)));
            if let Some(run) = quotation
                .map(|quotation| Run { from: quotation.open, to: quotation.close + 1 })
                .filter(|run| free(*run))
            {
                let named = self.subject_before(sentence.from, at).filter(|run| run.from == sentence.from);
                let subject = named.or_else(|| self.subject_of_clause(sentence.from, at));
                let sources = subject.map(|run| self.parts_of(run)).unwrap_or_default();
                let permille = if named.is_some() { 820 } else { 600 };
                all.push(Draft::new(vec![run], Some(Run { from: at, to: at + 1 }), sources, permille));
            }
            at = self.next(at);
        }
    }

    /// Headlines and signatures, where a name and a mark stand for the verb: `Roe: rents will rise`, `Rents will rise:
    /// ministry`, `“A.” – Ada Roe`.
    pub(super) fn names_beside(&self, sentence: Run, first: usize, all: &mut Vec<Draft>) {
        if all.len() > first {
            return;
        }
        let stopped = sentence.to > sentence.from && self.kind(sentence.to - 1) == Kind::Stop;
        let mark = (sentence.from..sentence.to)
            .find(|at| self.quotation(*at).is_none() && matches!(self.kind(*at), Kind::Colon | Kind::Dash));
        let Some(mark) = mark else { return };
        let (Some(left), Some(right)) = (Run::new(sentence.from, mark), self.trimmed(mark + 1, sentence.to)) else {
            return;
        };
        let cue = Some(Run { from: mark, to: mark + 1 });
        let quoted = self
            .quotation(left.from)
            .is_some_and(|quotation| quotation.open == left.from && quotation.close + 1 == left.to);
        let colon = self.kind(mark) == Kind::Colon;
        if quoted && self.is_name(right) {
            all.push(Draft::new(vec![left], cue, vec![right], 600));
        } else if colon && !stopped && self.is_name(left) && self.clause_verb(right.from, right.to).is_some() {
            all.push(Draft::new(vec![right], cue, vec![left], 500));
        } else if colon && !stopped && self.is_name(right) && left.to - left.from > 4 {
            all.push(Draft::new(vec![left], cue, vec![right], 480));
        }
    }

    /// A few words, all with capitals but for the small ones; not all in capitals.
    fn is_name(&self, run: Run) -> bool {
        const LONGEST: usize = 6;
        let word = |at: usize| {
            self.kind(at) == Kind::Word
                && (self.token(at).capital || self.has(at, class::DETERMINER) || self.is_any(at, &["of", "for", "and"]))
                || self.kind(at) == Kind::Clitic
        };
        let shouted = (run.from..run.to).all(|at| self.words(at).chars().all(|c| !c.is_lowercase()));
        run.to - run.from <= LONGEST
            && (run.from..run.to).all(word)
            && (run.from..run.to).any(|at| self.token(at).capital)
            && !shouted
    }

    /// `Roe said A, and Lund B`: the second has a source and no cue.
    pub(super) fn verbless(&self, sentence: Run, first: usize, all: &mut Vec<Draft>) {
        let mut more: Vec<Draft> = Vec::new();
        for draft in all.iter().skip(first) {
            let joint = draft.to() + 1;
            let fits = joint < sentence.to
                && self.kind(draft.to()) == Kind::Comma
                && self.is_any(joint, &["and", "but", "while"]);
            if !(fits && self.leaves_verb_out(joint + 1, sentence.to)) {
                continue;
            }
            let mut name = joint + 1;
            while self.token(name).capital && self.kind(name) == Kind::Word {
                name += 1;
            }
            let (Some(source), Some(content)) = (Run::new(joint + 1, name), self.trimmed(name, sentence.to)) else {
                continue;
            };
            more.push(Draft::new(vec![content], None, vec![source], 560));
        }
        all.extend(more);
    }
}
