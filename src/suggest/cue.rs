//! Where a verb says that somebody asserts something, and how far the cue goes: *has also said*, *pointed out*,
//! *declined to say*, *issued a warning*.

use super::lexicon::{Entry, class, form};
use super::reading::{Reading, Run};
use super::verbs::Finite;
use super::words::Kind;

/// How a verb stands in its clause; that says where its source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// Its subject speaks.
    Active,
    /// Its subject is spoken of or to.
    Passive,
    /// *adding*, *to warn*: whoever the clause before is about speaks.
    Hanging,
}

/// A cue with a verb in it.
#[derive(Clone, Debug)]
pub(super) struct Cue<'a> {
    /// The words of the cue.
    pub(super) run: Run,
    pub(super) voice: Voice,
    /// The uses that fit here, best first.
    pub(super) uses: Vec<&'a Entry>,
    /// *not*, *never*, *declined to*: what somebody did not say.
    pub(super) negated: bool,
    /// Where the subject ends: before the first word of the group, adverbs included.
    pub(super) subject_end: usize,
    /// A noun carries the meaning: *issued a warning*.
    pub(super) light: bool,
}

impl Cue<'_> {
    /// How often it reports something, 1 to 5.
    pub(super) fn step(&self) -> u8 {
        self.uses.iter().map(|entry| entry.step).max().unwrap_or(0)
    }

    pub(super) fn takes(&self, frames: &[char]) -> bool {
        self.uses.iter().any(|entry| entry.takes(frames))
    }
}

impl<'a> Reading<'a> {
    /// The cue whose verb stands at `at`, if one does. `floor` is where the sentence, or what is left of it, begins.
    pub(super) fn cue_at(&self, at: usize, floor: usize, limit: usize) -> Option<Cue<'static>> {
        if self.kind(at) != Kind::Word || self.quotation(at).is_some() {
            return None;
        }
        let word = self.token(at).word;
        if word.verb == 0 {
            return None;
        }
        if self.carries_another(at, limit) {
            return None;
        }
        let group = self.group(at, floor);
        let (group, negated_chain) = self.chained(group, floor);
        let voice = self.voice(at, group, floor)?;
        if self.has(group.from.saturating_sub(1), class::CONDITION) && group.from > floor {
            return None;
        }
        if word.classes & class::LIGHT != 0
            && let Some(cue) = self.light(at, group, voice, limit)
        {
            return Some(cue);
        }
        let (uses, end) = self.uses_at(at, limit)?;
        let denied = (group.from..at).any(|at| self.has(at, class::NOT) || self.is_negated_auxiliary(at));
        let possible =
            (group.from..at).any(|at| self.is_any(at, &["must", "should", "can", "could", "may", "might", "shall"]));
        if possible && !denied {
            // What somebody could or should say is not said.
            return None;
        }
        let negated = negated_chain || denied;
        let subject_end = self.group_start(group, floor);
        Some(Cue { run: Run { from: group.from, to: end }, voice, uses, negated, subject_end, light: false })
    }

    /// don’t, won’t
    fn is_negated_auxiliary(&self, at: usize) -> bool {
        self.is_auxiliary(at) && self.words(at).ends_with(['t', 'T']) && self.words(at).contains(['’', '\''])
            || self.is(at, "cannot")
    }

    /// The uses of a verb that fit its particle, and where verb and particle end.
    fn uses_at(&self, at: usize, limit: usize) -> Option<(Vec<&'static Entry>, usize)> {
        let all = self.lexicon.uses(self.token(at).word.verb);
        let follows = |entry: &&Entry| {
            let mut words = entry.particle.iter().zip(at + 1..);
            words.all(|(word, place)| place < limit && self.is(place, word))
        };
        let longest = all.iter().filter(follows).map(|entry| entry.particle.len()).max()?;
        let mut uses: Vec<&Entry> =
            all.iter().filter(|entry| entry.particle.len() == longest && follows(entry)).collect();
        if longest > 0 && uses.iter().all(|entry| entry.takes(&['x'])) {
            return None;
        }
        uses.retain(|entry| !entry.takes(&['x']));
        (!uses.is_empty()).then_some((uses, at + 1 + longest))
    }

    /// How the verb stands, `None` where it is no verb.
    fn voice(&self, at: usize, group: Run, floor: usize) -> Option<Voice> {
        let before = group.from.checked_sub(1).filter(|before| *before >= floor);
        let helped = (group.from..at).any(|at| self.is_auxiliary(at));
        if self.is_passive(group) {
            return Some(Voice::Passive);
        }
        if helped {
            // *is warning*, *has said*, *will say*; not *was say*.
            let fits = self.is_form(at, form::ING | form::PARTICIPLE | form::BASE) || self.chained_to(at);
            return fits.then_some(Voice::Active);
        }
        if self.is_form(at, form::ING) {
            let free = before.is_none_or(|before| {
                matches!(self.kind(before), Kind::Comma | Kind::Dash | Kind::Quote(_))
                    || self.has(before, class::COORDINATOR)
                    || self.is_any(
                        before,
                        &["by", "before", "after", "without", "while", "when", "in", "as", "despite", "since"],
                    )
                    || self.is_nominal(before)
            });
            return free.then_some(Voice::Hanging);
        }
        if before.is_some_and(|before| self.is(before, "to")) && self.is_form(at, form::BASE) && group.from == at {
            return Some(Voice::Hanging);
        }
        if group.from < at && self.chained_to(at) {
            return Some(if self.chain_is_finite(group) { Voice::Active } else { Voice::Hanging });
        }
        // A verb that begins a sentence is an order or turns its subject round: *Said Roe: …*
        if before.is_none() && self.is_form(at, form::PAST) && self.token(at).capital {
            return None;
        }
        match self.finite(at) {
            Finite::No => None,
            _ => Some(Voice::Active),
        }
    }

    fn chained_to(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is_any(before, &["to", "as", "by"]))
    }

    fn chain_is_finite(&self, group: Run) -> bool {
        (group.from..group.to).any(|at| self.finite(at) != Finite::No)
    }

    /// *went on to say*: the verb that counts comes later.
    fn carries_another(&self, at: usize, limit: usize) -> bool {
        let carries = |particle: &str| {
            let joint = at + 1 + usize::from(!particle.is_empty());
            let fits = particle.is_empty() || self.is(at + 1, particle);
            let reports =
                self.lexicon.uses(self.token(joint + 1).word.verb).iter().any(|entry| entry.takes(&['c', 'w', 'A']));
            fits && self.is(joint, "to") && joint + 1 < limit && reports
        };
        self.has(at, class::CHAIN) && self.lexicon.chain(self.token(at).word.verb).any(carries)
    }

    /// Widens a group over verbs that a reporting one hangs on: `declined to say`, `was quoted as saying`, `went on to
    /// say`. Also tells whether that says no.
    fn chained(&self, group: Run, floor: usize) -> (Run, bool) {
        let same = (group, false);
        let Some(joint) = group.from.checked_sub(1).filter(|joint| *joint > floor) else { return same };
        if group.from + 1 != group.to {
            return same;
        }
        let verb = group.to - 1;
        if self.is(joint, "to") && self.is_form(verb, form::BASE) {
            for place in [joint - 1, joint.saturating_sub(2)] {
                if place < floor || self.token(place).word.classes & class::CHAIN == 0 {
                    continue;
                }
                let fits = self.lexicon.chain(self.token(place).word.verb).any(|particle| {
                    if particle.is_empty() {
                        place + 1 == joint
                    } else {
                        place + 2 == joint && self.is(place + 1, particle)
                    }
                });
                if fits && (self.finite(place) != Finite::No || self.is_form(place, form::ING)) {
                    let outer = self.group(place, floor);
                    let refuses = self.is_any(
                        place,
                        &["declined", "declines", "decline", "refused", "refuses", "refuse", "declining", "refusing"],
                    );
                    return (Run { from: outer.from, to: group.to }, refuses);
                }
            }
            // *is to tell the court that*
            if joint > floor && self.has(joint - 1, class::BE) {
                return (Run { from: joint - 1, to: group.to }, false);
            }
        }
        if self.is(joint, "as") && self.is_form(verb, form::ING) && self.is_form(joint - 1, form::PARTICIPLE) {
            let outer = self.group(joint - 1, floor);
            if self.is_passive(outer) {
                return (Run { from: outer.from, to: group.to }, false);
            }
        }
        if self.is(joint, "by")
            && self.is_form(verb, form::ING)
            && self.is_any(
                joint - 1,
                &["began", "begins", "started", "continued", "ended", "concluded", "responded", "replied"],
            )
        {
            return (Run { from: self.group(joint - 1, floor).from, to: group.to }, false);
        }
        same
    }

    /// `issued a warning`, `expressed concern`, `made it clear`: a verb that lends itself to a noun.
    fn light(&self, at: usize, group: Run, voice: Voice, limit: usize) -> Option<Cue<'static>> {
        const FAR: usize = 6;
        if voice == Voice::Passive {
            return None;
        }
        let subject_end = self.group_start(group, 0);
        let negated = (group.from..at).any(|at| self.has(at, class::NOT) || self.is_negated_auxiliary(at));
        let made = |to: usize, uses: Vec<&'static Entry>| Cue {
            run: Run { from: group.from, to },
            voice,
            uses,
            negated,
            subject_end,
            light: true,
        };
        if self.is(at + 1, "it") && self.is_any(at + 2, &["clear", "plain", "known"]) {
            return Some(made(at + 3, vec![&CLEAR]));
        }
        if self.is_any(at + 1, &["clear", "plain", "public"])
            && self.is_any(at + 2, &["that", "how", "why", "what", "whether"])
        {
            return Some(made(at + 2, vec![&CLEAR]));
        }
        let noun = (at + 1..limit.min(at + FAR)).find(|place| self.token(*place).word.noun != 0)?;
        let between = (at + 1..noun).all(|place| {
            self.has(place, class::DETERMINER | class::POSSESSIVE)
                || self.is_adverb(place)
                || (self.is_nominal(place) && !self.token(place).capital)
        });
        let entry = self.lexicon.noun(self.token(noun).word.noun)?;
        // What raises fears fears nothing.
        let stirs = self.is_any(at, &["raise", "raises", "raised", "raising", "give", "gives", "gave", "giving"])
            && self.is_any(
                noun,
                &[
                    "fear",
                    "fears",
                    "hope",
                    "hopes",
                    "doubt",
                    "doubts",
                    "suspicion",
                    "suspicions",
                    "speculation",
                    "expectations",
                ],
            );
        if stirs {
            return None;
        }
        // What is at issue follows: a clause, or a preposition and a thing.
        let follows = self.is(noun + 1, "that") && entry.takes(&['T', 'x'])
            || self.is(noun + 1, "to") && entry.takes(&['t']) && self.is_form(noun + 2, form::BASE)
            || self.is_any(noun + 1, &["about", "over", "at", "for", "of", "with", "to", "against", "on"])
                && !self.is_any(at, &["have", "has", "had", "hold", "held", "holds"]);
        (between && follows).then(|| made(noun + 1, vec![&LIGHT]))
    }

    /// Where the group with all its adverbs begins.
    pub(super) fn group_start(&self, group: Run, floor: usize) -> usize {
        let mut from = group.from;
        while let Some(before) = from.checked_sub(1).filter(|before| *before > floor) {
            let adverb = self.is_adverb(before) && !self.has(before, class::DETERMINER | class::PRONOUN);
            if !adverb {
                break;
            }
            from = before;
        }
        from
    }

    /// Where a tail that names the form of the words ends: `in a statement`, `on Twitter`; `from` where there is none.
    pub(super) fn form_tail(&self, from: usize, limit: usize) -> usize {
        const FAR: usize = 6;
        if from >= limit || !self.is_any(from, &["in", "on", "at", "via", "by"]) {
            return from;
        }
        for at in from + 1..limit.min(from + FAR) {
            if self.has(at, class::FORM | class::MEDIUM) {
                let bare = at == from + 1;
                let next = at + 1;
                // *in a news conference*; *in a report card* goes on.
                if bare
                    && !self.has(at, class::MEDIUM)
                    && !self.is_any(at, &["court", "testimony", "response", "reply"])
                {
                    return from;
                }
                let longer = self.has(next, class::FORM) || self.is_any(next, &["media"]);
                return if longer { next + 1 } else { next };
            }
            let small = self.has(at, class::DETERMINER | class::POSSESSIVE)
                || self.is_possessive_mark(at)
                || (self.is_nominal(at) && !self.has(at, class::TIME));
            if !small {
                return from;
            }
        }
        from
    }
}

static CLEAR: std::sync::LazyLock<Entry> = std::sync::LazyLock::new(|| bare("cw", 5));
static LIGHT: std::sync::LazyLock<Entry> = std::sync::LazyLock::new(|| bare("Tto", 4));

fn bare(frames: &str, step: u8) -> Entry {
    Entry { particle: Box::default(), frames: frames.into(), step, ties: Box::default() }
}
