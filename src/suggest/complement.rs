//! What a cue that stands before it asserts: where the content begins, and of what make it is.

use super::cue::Cue;
use super::lexicon::{class, form};
use super::phrases::Reach;
use super::reading::{Reading, Run};
use super::words::Kind;

/// The make of a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Make {
    /// It begins with a quotation.
    Quotation,
    /// that …
    That,
    /// whether, how, what …
    Question,
    /// to go
    Infinitive,
    /// going
    Gerund,
    /// A clause without *that*.
    Clause,
    /// A noun phrase and what is said of it.
    Object,
}

/// Where a content begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Complement {
    pub(super) start: usize,
    pub(super) make: Make,
    pub(super) addressee: Option<Run>,
    /// Where the cue ends, with a tail like *in a statement*.
    pub(super) cue_end: usize,
    /// How many tokens that are neither tail nor addressee stand between.
    pub(super) between: usize,
}

/// Most tokens between a cue and its content.
const FAR: usize = 26;

impl Reading<'_> {
    /// What follows a cue as its content, before `limit`.
    pub(super) fn complement(&self, cue: &Cue<'_>, limit: usize) -> Option<Complement> {
        let cue_end = self.form_tail(cue.run.to, limit);
        let mut found = Complement { start: cue_end, make: Make::Clause, addressee: None, cue_end, between: 0 };
        let must_address = cue.uses.iter().all(|entry| entry.takes(&['A']));
        let unaddressed = !must_address || self.is(cue_end, "that");
        if unaddressed && let Some(make) = self.make_at(cue, cue_end, limit, true, false) {
            return Some(Complement { start: self.content_start(cue_end), make, ..found });
        }
        let mut at = cue_end;
        let mut bare = true;
        let addresses = cue.takes(&['a', 'A']);
        while at < limit && at - cue_end < FAR {
            let skipped = if self.has(at, class::TIME)
                || (self.kind(at) == Kind::Number && self.has(at.saturating_sub(1), class::TIME))
            {
                at + 1
            } else if self.is_any(at, &["last", "this", "early", "late", "earlier", "next"])
                && self.has(at + 1, class::TIME)
            {
                at + 2
            } else if self.is_adverb(at) && !self.is(at, "so") {
                at + 1
            } else if self.has(at, class::PREPOSITION) || self.is(at, "to") {
                let end = self.phrase_end(at + 1, limit, Reach::Full);
                let end = if end == at + 1 && self.has(end, class::TIME) { self.after_time(end) } else { end };
                let circumstance =
                    self.has(at + 1, class::TIME) || self.has(at + 2, class::TIME) || self.kind(at + 1) == Kind::Number;
                let says = cue.step() == 5 && self.has(end, class::DETERMINER | class::POSSESSIVE | class::PRONOUN);
                bare &= circumstance || says;
                // *said among the members, many were unhappy*
                let opens = cue.takes(&['c']) && self.kind(end) == Kind::Comma && !circumstance && at == cue_end;
                if opens && self.begins_phrase(end + 1) && self.clause_verb(end + 1, limit).is_some() {
                    return Some(Complement { start: at, make: Make::Clause, ..found });
                }
                if end == at + 1 { at } else { self.after_time(end) }
            } else if addresses && found.addressee.is_none() {
                let end = self.addressee_end(cue, at, limit);
                found.addressee = Run::new(at, end);
                bare = true;
                end
            } else {
                at
            };
            if skipped == at {
                return None;
            }
            at = skipped;
            found.between = at - cue_end - found.addressee.map_or(0, |run| run.to - run.from);
            let after = found.addressee.is_some();
            if (after || !must_address)
                && let Some(make) = self.make_at(cue, at, limit, bare, after)
            {
                return Some(Complement { start: self.content_start(at), make, ..found });
            }
        }
        None
    }

    /// Where the words for whom somebody speaks to end: `told [investigators] the engine had failed`.
    fn addressee_end(&self, cue: &Cue<'_>, from: usize, limit: usize) -> usize {
        if self.is_any(from, &["that", "so", "nothing", "this", "what", "how", "why", "whether", "if", "there", "as"]) {
            return from;
        }
        let end = self.phrase_end(from, limit, Reach::Full);
        if end <= from + 1 || cue.takes(&['w']) && !cue.takes(&['a', 'A']) {
            return end;
        }
        // *told Reuters Lund was ill*: a second name begins the content.
        let names = self.token(end - 1).capital
            && self.token(end - 2).capital
            && !self.has(end - 2, class::DETERMINER | class::TITLE);
        if names && self.finite(end) == super::verbs::Finite::Yes { end - 1 } else { end }
    }

    /// Behind adverbs and time words, with their preposition: *on Monday*, *late last week*.
    pub(super) fn over_time(&self, at: usize) -> usize {
        let mut at = at;
        loop {
            let step = usize::from(
                self.has(at, class::PREPOSITION)
                    || self.is_any(at, &["last", "late", "early", "earlier", "this", "next"]),
            );
            let longer = if self.is_any(at + step, &["last", "late", "early", "this"]) { step + 1 } else { step };
            if self.has(at + longer, class::TIME) {
                at += longer + 1;
            } else if self.is_adverb(at) && !self.is(at, "so") {
                at += 1;
            } else {
                return at;
            }
        }
    }

    fn after_time(&self, at: usize) -> usize {
        let mut at = at;
        while self.has(at, class::TIME)
            || (self.kind(at) == Kind::Number && self.has(at.saturating_sub(1), class::TIME))
        {
            at += 1;
        }
        at
    }

    /// Over the comma or colon before a quotation.
    fn content_start(&self, at: usize) -> usize {
        if matches!(self.kind(at), Kind::Comma | Kind::Colon | Kind::Dash) { at + 1 } else { at }
    }

    /// The make of a content that begins at `at`. `bare`: a clause without *that* may begin here, and a noun phrase.
    /// `addressed`: an addressee stands before.
    fn make_at(&self, cue: &Cue<'_>, at: usize, limit: usize, bare: bool, addressed: bool) -> Option<Make> {
        if at >= limit {
            return None;
        }
        let clause = cue.takes(&['c', 'q', 'A']);
        let mark = usize::from(matches!(self.kind(at), Kind::Comma | Kind::Colon));
        if self.quotation_at(at + mark).is_some() && at + mark < limit {
            // *a dish called “fog soup”*: a name.
            if cue.takes(&['j']) && !clause && !self.is_gap_pronoun(cue) {
                return None;
            }
            let any = clause || cue.takes(&['o', 'k', 's', 'j', 'p', 'O', 'w', 't']);
            let whole = mark > 0 || cue.takes(&['c', 'q', 'o', 'k', 's', 'j', 'A']) || addressed;
            return (if mark > 0 { clause } else { any && whole }).then_some(Make::Quotation);
        }
        if mark > 0 {
            let listed =
                self.kind(at) == Kind::Colon && cue.takes(&['c', 'A']) && self.clause_verb(at + 1, limit).is_some();
            return listed.then_some(Make::Clause);
        }
        if self.is(at, "that") && cue.takes(&['c', 'T', 'A']) && !self.has(at + 1, class::TIME) {
            let unknown = self.begins_phrase(at + 1) && at + 4 < limit && self.is_word(at + 2) && cue.step() >= 4;
            return (unknown || self.clause_verb(at + 1, limit).is_some() || self.quotation_at(at + 1).is_some())
                .then_some(Make::That);
        }
        if self.is_any(at, &["whether", "if", "how", "why", "what", "who", "which", "when", "where"]) {
            let open = self.is_any(at, &["when", "where", "if", "who", "which"]);
            let asks = cue.negated
                || cue.uses.iter().any(|entry| entry.takes(&['w']) && !entry.takes(&['c']) || entry.takes(&['A', 'm']));
            let fits = cue.takes(&['w', 'A']) && (!open || asks) || (cue.negated && clause);
            return (fits && self.clause_verb(at, limit).is_some()).then_some(Make::Question);
        }
        let infinitive = !cue.light || self.is_base(at + 1);
        if infinitive && self.is(at, "to") || (self.has(at, class::NOT) && self.is(at + 1, "to")) {
            let verb = at + 1 + usize::from(self.has(at, class::NOT));
            let verb = if self.is_adverb(verb) { verb + 1 } else { verb };
            let fits = cue.takes(&['t']) || addressed;
            return (fits && verb < limit && self.is_base(verb)).then_some(Make::Infinitive);
        }
        if addressed {
            return (bare && self.clause_verb(at, limit).is_some()).then_some(Make::Clause);
        }
        if self.is_form(at, form::ING)
            && cue.takes(&['g'])
            && !self.token(at).capital
            && !self.has(at, class::PREPOSITION)
        {
            return Some(Make::Gerund);
        }
        if !bare || cue.voice == super::cue::Voice::Passive && !cue.takes(&['p', 'j']) {
            return None;
        }
        self.phrase_make(cue, at, limit)
    }

    /// Contents that begin with a noun phrase.
    fn phrase_make(&self, cue: &Cue<'_>, at: usize, limit: usize) -> Option<Make> {
        let clause_end = self.clause_end(at, limit);
        if cue.light {
            let thing = self.is_any(at, &["about", "over", "at", "for", "of", "with", "to", "against", "on"])
                && at + 1 < clause_end;
            return thing.then_some(Make::Object);
        }
        // A gap: *a deal that Roe says is dead*.
        let gap = cue.takes(&['c']) && at > 0 && self.finite(at) == super::verbs::Finite::Yes && self.is_gap(cue);
        if gap {
            return Some(Make::Clause);
        }
        if !self.begins_phrase(at) && !self.is_form(at, form::ING) && !self.is(at, "there") {
            return None;
        }
        let tied = |entry: &&super::lexicon::Entry| {
            entry.takes(&['p']) && (at + 1..clause_end).any(|place| entry.ties.iter().any(|tie| self.is(place, tie)))
        };
        if cue.uses.iter().any(tied) && !self.is(at, "as") {
            return Some(Make::Object);
        }
        if cue.takes(&['O']) {
            let end = self.phrase_end(at, limit, Reach::Full);
            if end > at && (self.is(end, "to") || self.is(end, "not")) {
                return Some(Make::Object);
            }
        }
        if cue.takes(&['j']) && (self.names(at, clause_end) || self.is_gap_pronoun(cue)) {
            return Some(Make::Object);
        }
        if cue.takes(&['c']) && self.clause_verb(at, limit).is_some() {
            return Some(Make::Clause);
        }
        let quoted = (at..clause_end).any(|place| self.quotation_at(place).is_some());
        let object = cue.takes(&['o'])
            && (!self.has(at, class::PRONOUN) || self.has(at, class::DETERMINER))
                | self.is_any(at, &["it", "him", "her", "them", "those", "any", "all"]);
        let end = self.phrase_end(at, limit, Reach::Full).max(at);
        let judged = cue.takes(&['s']) && (quoted || (at..end).any(|place| self.has(place, class::JUDGED)));
        (object || judged || (cue.takes(&['k']) && quoted)).then_some(Make::Object)
    }

    /// Whether a word can be the verb of an infinitive.
    pub(super) fn is_base(&self, at: usize) -> bool {
        const SMALL: u32 = class::DETERMINER | class::POSSESSIVE | class::PRONOUN | class::PREPOSITION | class::TIME;
        if self.has(at, SMALL) || self.token(at).capital || self.kind(at) != Kind::Word {
            return false;
        }
        let known = self.token(at).word.forms;
        let helper = self.is_any(at, &["be", "have", "do"]);
        helper || known & form::BASE != 0 || (known == 0 && !self.words(at).ends_with('s'))
    }

    /// Whether the subject of a cue stands right behind a relative pronoun, *what*, or a noun: its content has a gap.
    fn is_gap(&self, cue: &Cue<'_>) -> bool {
        let Some(subject) = self.subject_before(0, cue.subject_end) else { return false };
        self.second_noun(subject).from.checked_sub(1).is_some_and(|before| {
            self.has(before, class::RELATIVE) || self.is(before, "what") || self.is_nominal(before)
        })
    }

    /// Whether *what*, *that* or *which* stands before the subject of a cue.
    fn is_gap_pronoun(&self, cue: &Cue<'_>) -> bool {
        let Some(subject) = self.subject_before(0, cue.subject_end) else { return false };
        subject.from.checked_sub(1).is_some_and(|before| self.has(before, class::RELATIVE) || self.is(before, "what"))
    }

    /// Where a stretch without commas, semicolons and the like ends.
    pub(super) fn clause_end(&self, from: usize, limit: usize) -> usize {
        let mut at = from;
        while at < limit {
            if matches!(self.kind(at), Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Dash) {
                return at;
            }
            at = self.next(at);
        }
        limit
    }

    /// Whether `call` and its like name something here: a thing and what it is called, not only a thing.
    fn names(&self, from: usize, to: usize) -> bool {
        const ENDINGS: [&str; 18] = [
            "ous", "ful", "able", "ible", "ive", "less", "ical", "tic", "ant", "ent", "ary", "ory", "nal", "al", "ish",
            "air", "ong", "rate",
        ];
        let quoted = (from..to).any(|at| self.quotation(at).is_some());
        if quoted {
            return true;
        }
        let thing = self.phrase_end(from, to, Reach::Short);
        if thing == from {
            return false;
        }
        // *the budget | a joke*, *it | a joke*
        if thing < to
            && (self.is_any(thing, &["a", "an", "the", "his", "her", "their", "its", "one", "too", "not"])
                || self.is_form(thing, form::ING))
        {
            return true;
        }
        let pronoun = thing == from + 1 && self.has(from, class::PRONOUN);
        let adjective = |at: usize| {
            let word = self.words(at);
            !self.token(at).capital
                && (word.len() > 4 && ENDINGS.iter().any(|ending| word.ends_with(ending))
                    || self.is_any(
                        at,
                        &[
                            "bad", "good", "wrong", "right", "safe", "unsafe", "illegal", "fair", "dead", "guilty",
                            "absurd", "weak", "false", "true",
                        ],
                    ))
        };
        if pronoun {
            return thing < to && adjective(thing);
        }
        (from + 1..thing).any(|at| {
            at > from + 1
                && adjective(at)
                && (at + 1 == thing || self.has(at + 1, class::COORDINATOR | class::PREPOSITION))
        }) || thing < to && adjective(thing)
    }
}
