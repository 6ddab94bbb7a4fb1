//! A clause that does nothing but name who said what stands around it: `said Ada Roe on Monday`, `the engineer
//! explained`, `as Judge Perrin put it`, `according to police`.

use super::complement::Make;
use super::cue::Voice;
use super::lexicon::{class, form};
use super::reading::{Reading, Run};
use super::verbs::Finite;
use super::words::Kind;

/// A clause that attributes.
#[derive(Clone, Debug)]
pub(super) struct Attribution {
    pub(super) cue: Run,
    /// Empty where nobody is named.
    pub(super) sources: Vec<Run>,
    /// From its first token to one past its last, with the time and place it names.
    pub(super) run: Run,
    /// How often such a cue reports something, 1 to 5.
    pub(super) step: u8,
    /// Who was spoken to.
    pub(super) addressee: Option<Run>,
}

impl Reading<'_> {
    /// The attribution that begins at `from` and says nothing itself. `quoted`: a quotation ends right before, so that
    /// verbs that no list knows may name how it was said.
    pub(super) fn attribution(&self, from: usize, limit: usize, quoted: bool) -> Option<Attribution> {
        let at = self.without_lead(from);
        if at >= limit || self.quotation(at).is_some() {
            return None;
        }
        if self.has(at, class::ACCORDING) && self.is(at + 1, "to") {
            let source = self.source_after(at + 2, limit)?;
            let run = Run { from, to: source.to };
            return Some(Attribution {
                cue: Run { from: at, to: at + 2 },
                sources: self.parts_of(source),
                run,
                step: 5,
                addressee: None,
            });
        }
        self.verb_first(from, at, limit, quoted).or_else(|| self.subject_first(from, at, limit, quoted))
    }

    /// Behind *as*, *that is what*, *or so*.
    fn without_lead(&self, from: usize) -> usize {
        if self.is_any(from, &["that", "this", "it", "which"])
            && self.is_any(from + 1, &["is", "was"])
            && self.is_any(from + 2, &["what", "how"])
        {
            return from + 3;
        }
        if self.is_any(from, &["is", "was"]) && self.is_any(from + 1, &["what", "how", "all"]) {
            return from + 2;
        }
        if self.is(from, "as") || self.is(from, "or") && self.is(from + 1, "so") {
            return from + 1 + usize::from(self.is(from + 1, "so"));
        }
        from
    }

    /// `said Ada Roe`
    fn verb_first(&self, from: usize, at: usize, limit: usize, quoted: bool) -> Option<Attribution> {
        let word = self.token(at).word;
        let fits = self.is_form(at, form::PAST | form::S) || self.is_form(at, form::BASE) && !self.begins_with_noun(at);
        if !fits || self.token(at).capital {
            return None;
        }
        // *reports BSS* at the end; else a noun may begin here.
        let weak = word.noun != 0 && !self.is_form(at, form::PAST) && !quoted;
        if weak && !self.token(at + 1).capital {
            return None;
        }
        let uses = self.lexicon.uses(word.verb);
        let spoken = uses.iter().filter(|entry| entry.particle.is_empty() && entry.takes(&['c', 'q']));
        let step = spoken.map(|entry| entry.step).max()?;
        let source = self.source_after(at + 1, limit)?;
        if matches!(self.token(source.from).word.group, b'x') && source.to == source.from + 1 {
            return None;
        }
        // Without a quotation only who is named or stands with an article can follow.
        let known = self.token(source.from).capital
            || self.has(source.from, class::DETERMINER | class::POSSESSIVE | class::PRONOUN | class::TITLE)
            || quoted
            || self.is_people(source.from);
        if !known || (!quoted && step < 4) {
            return None;
        }
        let to = self.tail_end(source.to, limit, quoted)?;
        if weak && to + 1 < limit {
            return None;
        }
        let cue = Run { from: at, to: at + 1 };
        Some(Attribution { cue, sources: self.parts_of(source), run: Run { from, to }, step, addressee: None })
    }

    fn begins_with_noun(&self, at: usize) -> bool {
        self.token(at).word.noun != 0
    }

    fn is_people(&self, at: usize) -> bool {
        self.has(at, class::PLURAL) || self.words(at).ends_with('s')
    }

    /// `the engineer explained`
    fn subject_first(&self, from: usize, at: usize, limit: usize, quoted: bool) -> Option<Attribution> {
        const FAR: usize = 48;
        let mut place = at;
        while place < limit.min(at + FAR) {
            if let Some(quotation) = self.quotation_at(place) {
                let short =
                    quotation.close - place < 8 && !matches!(self.inner_end(quotation), Kind::Comma | Kind::Stop);
                if !short || place == at {
                    return None;
                }
                place = quotation.close + 1;
                continue;
            }
            if matches!(self.kind(place), Kind::Semicolon | Kind::Colon) {
                return None;
            }
            if place > at
                && let Some(cue) = self.cue_at(place, at, limit)
                && cue.voice != Voice::Hanging
            {
                let subject = self.subject_before(at, cue.subject_end);
                if let Some(subject) = subject.filter(|subject| {
                    self.is_lead(at, subject.from) && !self.has(subject.from, class::RELATIVE | class::PREPOSITION)
                }) {
                    if let Some(found) = self.around_verb(from, subject, &cue, limit, quoted) {
                        return Some(found);
                    }
                    // *was quoted as saying*: the verb that counts comes later in the chain.
                    if !self.is(cue.run.to, "as") {
                        return None;
                    }
                }
            }
            if quoted
                && place > at
                && self.finite(place) == Finite::Yes
                && self.lexicon.uses(self.token(place).word.verb).is_empty()
                && !self.is_auxiliary(place)
            {
                let subject = self.subject_before(at, self.group(place, at).from)?;
                let spoken = self.is_form(place, form::PAST | form::S)
                    && self.is_lead(at, subject.from)
                    && !self.has(subject.from, class::RELATIVE);
                let next = place + 1;
                let ends = next >= limit
                    || !self.is_word(next)
                    || self.has(next, class::PREPOSITION | class::SUBORDINATOR)
                    || self.is_adverb(next);
                let plain = self.token(place).word.verb != 0
                    || (subject.from..subject.to).any(|at| self.kind(at) == Kind::Comma);
                if !(spoken && ends) || plain {
                    return None;
                }
                let to = self.tail_end(next, limit, true)?;
                let cue = self.group(place, at);
                return Some(Attribution {
                    cue,
                    sources: self.parts_of(subject),
                    run: Run { from, to },
                    step: 2,
                    addressee: None,
                });
            }
            place += 1;
        }
        None
    }

    /// Whether nothing but adverbs and time words stands between `from` and `to`.
    fn is_lead(&self, from: usize, to: usize) -> bool {
        (from..to).all(|at| {
            self.is_adverb(at) || self.has(at, class::TIME | class::COORDINATOR) || self.kind(at) == Kind::Comma
        })
    }

    fn around_verb(
        &self,
        from: usize,
        subject: Run,
        cue: &super::cue::Cue<'_>,
        limit: usize,
        quoted: bool,
    ) -> Option<Attribution> {
        let told = cue.voice == Voice::Passive && cue.takes(&['m']);
        if cue.voice == Voice::Passive && !told {
            return None;
        }
        if !(cue.takes(&['c', 'q', 'A', 'w']) && (quoted || cue.step() >= 3 && cue.takes(&['c', 'A']))) {
            return None;
        }
        if self.is(cue.run.to, "so") {
            return None;
        }
        let found = self.complement(cue, limit);
        let own = found.filter(|found| match found.make {
            Make::Quotation => false,
            Make::Object => !quoted,
            _ => true,
        });
        if own.is_some() {
            return None;
        }
        let cue_end = self.form_tail(cue.run.to, limit);
        let addressee = (cue.takes(&['a', 'A']) && cue.voice == Voice::Active)
            .then(|| Run::new(cue_end, self.phrase_end(cue_end, limit, super::phrases::Reach::Full)))
            .flatten();
        let after = addressee.map_or(cue_end, |run| run.to);
        let to = self.tail_end(after, limit, quoted)?;
        let sources = if told { Vec::new() } else { self.parts_of(subject) };
        let cue_run = Run { from: cue.run.from, to: cue_end };
        Some(Attribution { cue: cue_run, sources, run: Run { from, to }, step: cue.step(), addressee })
    }

    /// Where what belongs to an attribution ends: time, place, listeners. `None` when there is more in it than that.
    fn tail_end(&self, from: usize, limit: usize, quoted: bool) -> Option<usize> {
        let mut at = from;
        let mut clause = false;
        let closed = from > 0 && self.kind(from - 1) == Kind::Comma;
        if closed && !self.has(from, class::PREPOSITION | class::TIME) {
            return Some(from);
        }
        while at < limit {
            if self.quotation_at(at).is_some() {
                break;
            }
            match self.kind(at) {
                Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Dash | Kind::Stop => break,
                _ => {}
            }
            if self.is_any(at, &["and", "but"])
                && (at + 1..limit.min(at + 5)).any(|place| self.finite(place) != Finite::No)
            {
                break;
            }
            clause |=
                self.is_any(at, &["as", "when", "while", "after", "before", "who", "which", "where", "if", "because"]);
            if !clause && !quoted && self.finite(at) == Finite::Yes {
                return None;
            }
            at += 1;
        }
        Some(at)
    }
}
