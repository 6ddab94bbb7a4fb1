//! Claims whose cue stands before them: `Roe said that A`, `Rents are expected to rise`, `Roe’s claim that A`.

use super::complement::{Complement, Make};
use super::cue::{Cue, Voice};
use super::draft::Draft;
use super::lexicon::{class, form};
use super::reading::{Reading, Run};
use super::verbs::Finite;
use super::words::Kind;

/// What the sentence has said so far about who speaks.
#[derive(Clone, Debug, Default)]
pub(super) struct Speaker {
    /// The source of the last claim of the sentence that hangs on no other verb.
    pub(super) sources: Vec<Run>,
}

impl Reading<'_> {
    /// The claim that a verb at `at` is the cue of. `floor` is where the sentence begins, `limit` where it ends or
    /// another attribution begins.
    pub(super) fn claim_ahead(&self, cue: &Cue<'_>, floor: usize, limit: usize, speaker: &Speaker) -> Option<Draft> {
        match cue.voice {
            Voice::Passive => self.passive_claim(cue, floor, limit),
            Voice::Active | Voice::Hanging => self.active_claim(cue, floor, limit, speaker),
        }
    }

    fn active_claim(&self, cue: &Cue<'_>, floor: usize, limit: usize, speaker: &Speaker) -> Option<Draft> {
        let leads = cue.voice == Voice::Hanging && cue.subject_end == floor;
        let limit =
            if leads { self.subject_behind(cue.run.to, limit).map_or(limit, |(comma, _)| comma) } else { limit };
        let found = self.complement(cue, limit)?;
        if cue.voice == Voice::Hanging && !self.hangs_well(cue, &found, floor) {
            return None;
        }
        if self.is_weak(cue) && !self.fits_weak(&found) {
            return None;
        }
        let subject = self.subject_before(floor, cue.subject_end);
        let subject = subject.map(|subject| {
            if found.make == Make::Clause && self.finite(found.start) == Finite::Yes {
                self.second_noun(subject)
            } else {
                subject
            }
        });
        let (sources, alternatives) = self.sources_of(cue, subject, floor, speaker)?;
        if found.make == Make::Quotation
            && !cue.takes(&['c', 'A', 'o', 'k', 's', 'j', 'T', 'w'])
            && !self.reads_well(&found, subject)
        {
            return None;
        }
        let gap = subject.and_then(|subject| self.gap(cue, &found, subject, floor));
        let under = subject.and_then(|subject| subject.from.checked_sub(1)).filter(|before| *before >= floor);
        let under = under.is_some_and(|before| {
            self.is_any(
                before,
                &["while", "although", "though", "as", "since", "because", "after", "when", "whereas", "even"],
            )
        });
        let limit = if under { self.main_clause(found.start, limit) } else { limit };
        let mut content = self.extent(found.start, limit)?;
        if found.make == Make::Quotation
            && found.start > found.cue_end + found.between + found.addressee.map_or(0, |run| run.to - run.from)
        {
            content = self.quotation_alone(found.start, content);
        }
        if gap.is_none()
            && found.make == Make::Clause
            && self.finite(found.start) == Finite::Yes
            && !self.begins_phrase(found.start)
            && !self.is_gap_without_pronoun(cue, subject)
        {
            return None;
        }
        let parts: Vec<Run> = gap.into_iter().chain([content]).collect();
        let mut draft =
            Draft::new(parts, Some(Run { from: cue.run.from, to: found.cue_end }), sources, strength(cue, &found));
        draft.others = alternatives;
        draft.addressee = found.addressee;
        Some(draft)
    }

    /// `critics` of *a decision critics say was made*, `Roe` of *a deal Roe says is dead*.
    pub(super) fn second_noun(&self, subject: Run) -> Run {
        let last = subject.to - 1;
        let plain = |at: usize| self.is_nominal(at) && !self.token(at).capital;
        if self.token(last).capital {
            let mut name = last;
            while name > subject.from && self.token(name - 1).capital {
                name -= 1;
            }
            return if name > subject.from && plain(name - 1) { Run { from: name, to: subject.to } } else { subject };
        }
        let one = self.is_any(subject.from, &["a", "an", "the", "this", "that"]);
        if one && last > subject.from + 1 && plain(last) && plain(last - 1) && self.words(last).ends_with('s') {
            Run { from: last, to: subject.to }
        } else {
            subject
        }
    }

    /// The comma where the main clause begins that a subordinate one leads to.
    fn main_clause(&self, from: usize, limit: usize) -> usize {
        let mut at = from;
        while at < limit {
            let begins = self.kind(at) == Kind::Comma && self.begins_phrase(at + 1);
            if begins && self.clause_verb(at + 1, limit).is_some() {
                return at;
            }
            at = self.next(at);
        }
        limit
    }

    /// A word that may be a noun just as well: *claims*, *comment*, *report*.
    fn is_weak(&self, cue: &Cue<'_>) -> bool {
        let verb = cue.run.to - 1;
        cue.voice == Voice::Active
            && cue.run.from + 1 == cue.run.to
            && self.token(verb).word.noun != 0
            && self.is_form(verb, form::BASE | form::S)
    }

    /// What such a word has to have behind it to be a verb.
    fn fits_weak(&self, found: &Complement) -> bool {
        let begins = self.has(found.start, class::DETERMINER | class::POSSESSIVE | class::PRONOUN)
            || self.token(found.start).capital
            || self.kind(found.start) == Kind::Number
            || !self.is_word(found.start);
        match found.make {
            Make::Quotation | Make::That | Make::Question | Make::Infinitive => true,
            Make::Gerund => false,
            Make::Clause | Make::Object => begins || found.addressee.is_some() || self.is_plural(found.start),
        }
    }

    /// Verbs that take a quotation only: a sign reads “…”, but he read “The Long Ebb” in one night.
    fn reads_well(&self, found: &Complement, subject: Option<Run>) -> bool {
        let marked = matches!(self.kind(found.start - 1), Kind::Comma | Kind::Colon);
        let person = subject.is_some_and(|subject| {
            matches!(self.token(subject.from).word.group, b'm' | b'f' | b'1' | b'p')
                || self.token(subject.to - 1).capital
        });
        marked || !person
    }

    /// Behind comma or colon a quotation stands alone, unless plain words go on after it.
    fn quotation_alone(&self, start: usize, content: Run) -> Run {
        let Some(quotation) = self.quotation_at(start) else { return content };
        let stopped = matches!(self.inner_end(quotation), Kind::Stop);
        if stopped && quotation.close + 1 < content.to { Run { from: start, to: quotation.close + 1 } } else { content }
    }

    fn is_gap_without_pronoun(&self, cue: &Cue<'_>, subject: Option<Run>) -> bool {
        subject.and_then(|subject| subject.from.checked_sub(1)).is_some_and(|before| self.is_nominal(before))
            && cue.voice == Voice::Active
    }

    /// *adding that*, *to argue that* say something; *to find that* is only meant.
    fn hangs_well(&self, cue: &Cue<'_>, found: &Complement, floor: usize) -> bool {
        let to =
            cue.run.from.checked_sub(1).filter(|before| *before >= floor).is_some_and(|before| self.is(before, "to"));
        let content = matches!(found.make, Make::That | Make::Question | Make::Quotation) || found.addressee.is_some();
        if to {
            return content && cue.step() >= 4;
        }
        content || cue.step() >= 4
    }

    /// Who speaks, and who else may. `None` where nobody can: the subject is no speaker, or a condition is told.
    fn sources_of(
        &self,
        cue: &Cue<'_>,
        subject: Option<Run>,
        floor: usize,
        speaker: &Speaker,
    ) -> Option<(Vec<Run>, Vec<Run>)> {
        let of_clause = self.subject_of_clause(floor, cue.subject_end);
        let before = cue.subject_end.checked_sub(1).filter(|before| *before >= floor);
        let comma = before.is_some_and(|before| {
            matches!(self.kind(before), Kind::Comma | Kind::Dash | Kind::Quote(_))
                || self.has(before, class::COORDINATOR | class::PREPOSITION)
                || self.is(before, "to")
        });
        let hanging = cue.voice == Voice::Hanging && (comma || before.is_none());
        let local = subject.filter(|_| !hanging);
        if let Some(subject) = local {
            let condition = subject.from.checked_sub(1).filter(|before| *before >= floor);
            if condition.is_some_and(|before| self.has(before, class::CONDITION) && !self.is_asked(before, floor)) {
                return None;
            }
            let group = self.token(subject.from).word.group;
            let alone = subject.to == subject.from + 1;
            if alone && (group == b'x' || self.is(subject.from, "what") || self.is(subject.from, "which")) {
                return None;
            }
            let mut others = Vec::new();
            if alone && matches!(group, b'w') {
                // *Roe, who said that*: the noun before the pronoun is who speaks.
                let comma = subject.from > floor && self.kind(subject.from - 1) == Kind::Comma;
                others.extend(self.subject_before(floor, subject.from - usize::from(comma)));
            }
            others.extend(of_clause.filter(|other| *other != subject));
            return Some((self.parts_of(subject), others));
        }
        if !speaker.sources.is_empty() {
            return Some((speaker.sources.clone(), of_clause.into_iter().collect()));
        }
        // *Mr Holm, told the jury that*: a comma that nothing opens; or the participle begins the sentence.
        let loose = before.filter(|before| self.kind(*before) == Kind::Comma && cue.voice == Voice::Active);
        let behind = || before.is_none().then(|| self.subject_behind(cue.run.to, usize::MAX)).flatten();
        let subject = (of_clause.or_else(|| self.subject_before(floor, loose?)))
            .or_else(|| behind().map(|(_, subject)| subject))?;
        Some((self.parts_of(subject), Vec::new()))
    }

    /// The comma and the subject behind a participle that begins the sentence: *Stressing that A, Roe left*.
    fn subject_behind(&self, from: usize, limit: usize) -> Option<(usize, Run)> {
        const FAR: usize = 60;
        let end = limit.min(from + FAR);
        let end = (from..end).find(|at| self.kind(*at) == Kind::Stop).unwrap_or(end);
        let commas = (from..end).filter(|at| self.kind(*at) == Kind::Comma && self.quotation(*at).is_none());
        commas
            .filter_map(|comma| {
                let verb = (comma + 1..end).find(|at| self.finite(*at) != Finite::No)?;
                let subject = self.subject_before(comma + 1, self.group(verb, comma + 1).from)?;
                (subject.from == comma + 1).then_some((comma, subject))
            })
            .next()
    }

    /// *asked if she said*: the condition is a question.
    fn is_asked(&self, at: usize, floor: usize) -> bool {
        at.checked_sub(1).filter(|before| *before >= floor).is_some_and(|before| {
            self.token(before).word.verb != 0 && !self.lexicon.uses(self.token(before).word.verb).is_empty()
        })
    }

    /// The pronoun that stands for what was said: `what Roe called a trap`, `a deal that Roe says is dead`.
    fn gap(&self, cue: &Cue<'_>, found: &Complement, subject: Run, floor: usize) -> Option<Run> {
        if found.make != Make::Clause && found.make != Make::Object && found.make != Make::Quotation
            || cue.voice != Voice::Active
        {
            return None;
        }
        let pronoun = subject.from.checked_sub(1).filter(|before| *before >= floor)?;
        let what = self.is(pronoun, "what") && (pronoun > floor || self.finite(found.start) == Finite::No);
        let noun = pronoun.checked_sub(1).filter(|noun| *noun >= floor);
        let relative = self.is_any(pronoun, &["that", "which", "whom", "who"])
            && noun.is_some_and(|noun| {
                let joint = if self.kind(noun) == Kind::Comma { noun.saturating_sub(1) } else { noun };
                self.is_nominal(joint) && self.token(joint).word.noun == 0 && (self.finite(joint) == Finite::No)
            });
        (what || relative).then_some(Run { from: pronoun, to: pronoun + 1 })
    }
}

/// How much a verb with what follows it is worth.
fn strength(cue: &Cue<'_>, found: &Complement) -> u16 {
    let frames: &[char] = match found.make {
        Make::Quotation => &['c', 'q', 'A', 'T', 'o', 's', 'j', 'k', 'w', 'p', 'O', 't'],
        Make::That => &['c', 'T', 'A', 'm'],
        Make::Question => &['w', 'c', 'A', 'm'],
        Make::Infinitive => &['t', 'A', 'm', 'O', 'a'],
        Make::Gerund => &['g'],
        Make::Clause => &['c', 'A', 'a'],
        Make::Object => &['o', 'k', 's', 'j', 'p', 'O', 't'],
    };
    let step =
        u16::from(cue.uses.iter().filter(|entry| entry.takes(frames)).map(|entry| entry.step).max().unwrap_or(1));
    if step < 2 {
        return 300;
    }
    let make: u16 = match found.make {
        Make::Quotation => 380,
        Make::That | Make::Question => 360,
        Make::Infinitive => 260,
        Make::Gerund => 240,
        Make::Clause => 280,
        Make::Object => 220,
    };
    let between = u16::try_from(found.between.min(10)).unwrap_or(10);
    (make + 110 * step).saturating_sub(10 * between).min(980)
}
