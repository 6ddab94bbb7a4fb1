//! Claims whose cue stands before them: `Roe said that A`, `Rents are expected to rise`, `Roe’s claim that A`.

use super::complement::{Complement, Make};
use super::cue::{Cue, Voice};
use super::draft::Draft;
use super::lexicon::{class, form};
use super::phrases::Reach;
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
        let found = self.complement(cue, limit)?;
        if cue.voice == Voice::Hanging && !self.hangs_well(cue, &found, floor) {
            return None;
        }
        let leads = cue.voice == Voice::Hanging && cue.subject_end == floor;
        let limit = if leads { self.subject_behind(cue.run.to, limit).map_or(limit, |(comma, _)| comma) } else { limit };
        let subject = self.subject_before(floor, cue.subject_end);
        let (sources, alternatives) = self.sources_of(cue, subject, floor, speaker)?;
        let gap = subject.and_then(|subject| self.gap(cue, &found, subject, floor));
        let mut content = self.extent(found.start, limit)?;
        if found.make == Make::Quotation && found.start > found.cue_end + found.between + found.addressee.map_or(0, |run| run.to - run.from) {
            content = self.quotation_alone(found.start, content);
        }
        if gap.is_none() && found.make == Make::Clause && self.finite(found.start) == Finite::Yes && !self.begins_phrase(found.start) && !self.is_gap_without_pronoun(cue, subject) {
            return None;
        }
        let parts: Vec<Run> = gap.into_iter().chain([content]).collect();
        let mut draft = Draft::new(parts, Some(Run { from: cue.run.from, to: found.cue_end }), sources, strength(cue, &found));
        draft.others = alternatives;
        draft.addressee = found.addressee;
        Some(draft)
    }

    /// Behind comma or colon a quotation stands alone, unless plain words go on after it.
    fn quotation_alone(&self, start: usize, content: Run) -> Run {
        let Some(quotation) = self.quotation_at(start) else { return content };
        let stopped = matches!(self.inner_end(quotation), Kind::Stop);
        if stopped && quotation.close + 1 < content.to { Run { from: start, to: quotation.close + 1 } } else { content }
    }

    fn is_gap_without_pronoun(&self, cue: &Cue<'_>, subject: Option<Run>) -> bool {
        subject.and_then(|subject| subject.from.checked_sub(1)).is_some_and(|before| self.is_nominal(before)) && cue.voice == Voice::Active
    }

    /// *adding that*, *to argue that* say something; *to find that* is only meant.
    fn hangs_well(&self, cue: &Cue<'_>, found: &Complement, floor: usize) -> bool {
        let to = cue.run.from.checked_sub(1).filter(|before| *before >= floor).is_some_and(|before| self.is(before, "to"));
        let content = matches!(found.make, Make::That | Make::Question | Make::Quotation) || found.addressee.is_some();
        if to {
            return content && cue.step() >= 4;
        }
        content || cue.step() >= 4
    }

    /// Who speaks, and who else may. `None` where nobody can: the subject is no speaker, or a condition is told.
    fn sources_of(&self, cue: &Cue<'_>, subject: Option<Run>, floor: usize, speaker: &Speaker) -> Option<(Vec<Run>, Vec<Run>)> {
        let of_clause = self.subject_of_clause(floor, cue.subject_end);
        let before = cue.subject_end.checked_sub(1).filter(|before| *before >= floor);
        let comma = before.is_some_and(|before| matches!(self.kind(before), Kind::Comma | Kind::Dash | Kind::Quote(_)) || self.has(before, class::COORDINATOR | class::PREPOSITION) || self.is(before, "to"));
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
                others.extend(self.subject_before(floor, subject.from));
            }
            others.extend(of_clause.filter(|other| *other != subject));
            return Some((self.parts_of(subject), others));
        }
        if !speaker.sources.is_empty() {
            return Some((speaker.sources.clone(), of_clause.into_iter().collect()));
        }
        let subject = of_clause.or_else(|| before.is_none().then(|| self.subject_behind(cue.run.to, usize::MAX)).flatten().map(|(_, subject)| subject))?;
        Some((self.parts_of(subject), Vec::new()))
    }

    /// The comma and the subject behind a participle that begins the sentence: *Stressing that A, Roe left*.
    fn subject_behind(&self, from: usize, limit: usize) -> Option<(usize, Run)> {
        const FAR: usize = 60;
        let end = limit.min(from + FAR);
        let end = (from..end).find(|at| self.kind(*at) == Kind::Stop).unwrap_or(end);
        let commas = (from..end).filter(|at| self.kind(*at) == Kind::Comma && self.quotation(*at).is_none());
        commas.filter_map(|comma| {
            let verb = (comma + 1..end).find(|at| self.finite(*at) != Finite::No)?;
            let subject = self.subject_before(comma + 1, self.group(verb, comma + 1).from)?;
            (subject.from == comma + 1).then_some((comma, subject))
        }).next()
    }

    /// *asked if she said*: the condition is a question.
    fn is_asked(&self, at: usize, floor: usize) -> bool {
        at.checked_sub(1).filter(|before| *before >= floor).is_some_and(|before| self.token(before).word.verb != 0 && !self.lexicon.uses(self.token(before).word.verb).is_empty())
    }

    /// The pronoun that stands for what was said: `what Roe called a trap`, `a deal that Roe says is dead`.
    fn gap(&self, cue: &Cue<'_>, found: &Complement, subject: Run, floor: usize) -> Option<Run> {
        if found.make != Make::Clause && found.make != Make::Object && found.make != Make::Quotation || cue.voice != Voice::Active {
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

    /// `Rents are expected to rise`, `She was accused by neighbours of theft`, `Residents were told to leave`.
    fn passive_claim(&self, cue: &Cue<'_>, floor: usize, limit: usize) -> Option<Draft> {
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
            let content = self.is(at, "that") || self.is(at, "to") && self.is_base(at + 1) || self.is_any(at, &["whether", "if", "how", "why", "what", "not"]);
            let whole = content && (self.is(at, "to") || self.clause_verb(at + 1, limit).is_some());
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
        if cue.takes(&['j']) && (self.quotation_at(at).is_some() || speaker.is_none() && self.is_any(at, &["a", "an"]) || speaker.is_some() && self.has(at, class::DETERMINER)) {
            return make(vec![subject, self.extent(at, limit)?], 600);
        }
        let judged = cue.uses.iter().any(|entry| entry.takes(&['o', 's', 'p']) && entry.step >= 4);
        if judged && speaker.is_some() {
            let rest = self.is_any(at, &["for", "as", "over"]).then(|| self.extent(at, limit)).flatten();
            return make(std::iter::once(subject).chain(rest).collect(), 560);
        }
        None
    }

    /// `Roe’s claim that A`, `fears that A`.
    pub(super) fn noun_claim(&self, at: usize, floor: usize, limit: usize) -> Option<Draft> {
        let entry = self.lexicon.noun(self.token(at).word.noun)?;
        let verb_here = self.finite(at) == Finite::Yes && !self.has(at.wrapping_sub(1), class::DETERMINER | class::POSSESSIVE);
        if verb_here || self.quotation(at).is_some() || self.is_form(at, form::ING) && self.complement_of_participle(at) {
            return None;
        }
        // *In Roe’s view, A*
        if self.kind(at + 1) == Kind::Comma && self.is_any(at, &["view", "opinion", "words", "estimation", "telling", "account", "eyes"]) {
            let source = self.possessor(at, floor)?;
            let opens = source.from.checked_sub(1).filter(|before| *before >= floor).is_some_and(|before| self.is_any(before, &["in", "by"]));
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
        Some(Draft::new(vec![content], Some(Run { from: at, to: at + 1 }), source.map(|run| self.parts_of(run)).unwrap_or_default(), permille))
    }

    fn complement_of_participle(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.kind(before) == Kind::Comma) || at.checked_sub(1).is_some_and(|before| self.is_auxiliary(before))
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
                return self.subject_before(floor, at);
            }
            if !(self.is_nominal(at) || self.is_adverb(at) || self.has(at, class::DETERMINER) && self.kind(at) == Kind::Number) {
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
        let near = group.from.checked_sub(1).filter(|before| self.is_any(*before, &["remain", "remains", "remained", "feel", "feels", "felt", "became", "was", "is"]));
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
        Some(Draft::new(vec![content], Some(Run { from, to: at + 1 }), self.parts_of(subject), 400 + 60 * u16::from(step)))
    }

    /// `The singer reportedly left`
    pub(super) fn hearsay_claim(&self, at: usize, floor: usize, limit: usize) -> Option<Draft> {
        if self.token(at).word.step < 3 || self.quotation(at).is_some() {
            return None;
        }
        let mut start = at;
        while let Some(before) = start.checked_sub(1).filter(|before| *before >= floor && (self.is_auxiliary(*before) || self.is_adverb(*before) || self.has(*before, class::NOT))) {
            start = before;
        }
        let after = if self.kind(at + 1) == Kind::Comma { at + 2 } else { at + 1 };
        let modifies = self.has(start.wrapping_sub(1), class::DETERMINER | class::POSSESSIVE) && start == at && start > floor;
        if modifies {
            return None;
        }
        let rest = self.extent(after, limit)?;
        let left = if start > floor { self.subject_before(floor, start).and_then(|subject| Run::new(subject.from, at)) } else { Run::new(start, at) };
        let parts: Vec<Run> = left.into_iter().chain([rest]).collect();
        Some(Draft::new(parts, Some(Run { from: at, to: at + 1 }), Vec::new(), 640))
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
    let step = u16::from(cue.uses.iter().filter(|entry| entry.takes(frames)).map(|entry| entry.step).max().unwrap_or(1));
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
