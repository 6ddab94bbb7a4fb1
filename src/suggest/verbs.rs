//! Which words are verbs where they stand: finite ones, groups of auxiliaries and verb, nouns that only look like one.

use super::lexicon::{class, form};
use super::reading::{Reading, Run};
use super::words::Kind;

/// Whether a word is the finite verb of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Finite {
    No,
    /// *Led* of *the panel led by Roe found*: a participle, or a past.
    Maybe,
    Yes,
}

const AUXILIARY: u32 = class::BE | class::HAVE | class::DO | class::MODAL;

impl Reading<'_> {
    pub(super) fn is_auxiliary(&self, at: usize) -> bool {
        self.has(at, AUXILIARY) || self.is_contracted_be(at)
    }

    /// ’s that is *is* or *has*, not a possessive.
    pub(super) fn is_contracted_be(&self, at: usize) -> bool {
        if self.kind(at) != Kind::Clitic || !self.words(at).ends_with(['s', 'S']) {
            return false;
        }
        let Some(before) = at.checked_sub(1) else { return false };
        (self.has(before, class::PRONOUN | class::RELATIVE)
            && !self.is_any(before, &["others", "everyone", "everybody", "somebody", "someone", "nobody"]))
            || self.is_any(before, &["here", "there", "what", "how", "that", "let"])
            || self.has(at + 1, class::NOT | class::DETERMINER)
    }

    /// ’s of a possessor, or the bare apostrophe of one in the plural.
    pub(super) fn is_possessive_mark(&self, at: usize) -> bool {
        let plural = |at: usize| {
            matches!(self.kind(at), Kind::Quote('\'' | '’'))
                && self.quotation_at(at).is_none()
                && !self.token(at).spaced
                && at.checked_sub(1).is_some_and(|before| self.words(before).ends_with('s'))
                && self.is_word(at + 1)
        };
        (self.kind(at) == Kind::Clitic && self.words(at).ends_with(['s', 'S']) && !self.is_contracted_be(at))
            || plural(at)
    }

    /// Whether a noun stands here as far as its shape tells: a name, a pronoun, a number, or a word that is of no small
    /// class.
    pub(super) fn is_nominal(&self, at: usize) -> bool {
        const SMALL: u32 = class::BE
            | class::HAVE
            | class::DO
            | class::MODAL
            | class::NOT
            | class::DETERMINER
            | class::POSSESSIVE
            | class::PREPOSITION
            | class::COORDINATOR
            | class::SUBORDINATOR
            | class::RELATIVE
            | class::HEARSAY;
        if self.has(at, class::PRONOUN) || self.kind(at) == Kind::Number {
            return true;
        }
        self.kind(at) == Kind::Word && !self.has(at, SMALL) && !self.is_adverb(at)
    }

    /// Whether the noun here is plural, or names joined by *and* could be meant.
    pub(super) fn is_plural(&self, at: usize) -> bool {
        let word = self.words(at);
        if word.ends_with("body") || word.ends_with("one") {
            return false;
        }
        self.has(at, class::PLURAL)
            || matches!(self.token(at).word.group, b'1' | b'2' | b'p' | b'w')
            || (word.len() > 3
                && word.ends_with('s')
                && !word.ends_with("ss")
                && !word.ends_with("us")
                && !word.ends_with("is"))
            || at.checked_sub(2).is_some_and(|joint| {
                let wide = joint.saturating_sub(1);
                self.is(joint, "and") || (self.token(at).capital && self.is(wide, "and"))
            })
    }

    /// Whether the word here is the finite verb of a clause, as far as its neighbours tell.
    pub(super) fn finite(&self, at: usize) -> Finite {
        if self.is_contracted_be(at) {
            return Finite::Yes;
        }
        if !matches!(self.kind(at), Kind::Word | Kind::Clitic) {
            return Finite::No;
        }
        let before = at.checked_sub(1);
        let before_is = |classes: u32| before.is_some_and(|before| self.has(before, classes));
        let after_to = before.is_some_and(|before| self.is(before, "to"));
        let in_name = before_is(class::DETERMINER | class::POSSESSIVE) && !before_is(class::PRONOUN | class::RELATIVE)
            || before.is_some_and(|before| self.is_possessive_mark(before));
        if self.has(at, AUXILIARY) {
            let bare = self.is_any(at, &["been", "being", "having", "be"]) || (after_to && !self.has(at, class::MODAL));
            return if bare || in_name { Finite::No } else { Finite::Yes };
        }
        let quantity = before_is(class::DETERMINER) && before_is(class::PRONOUN);
        let adjective = quantity
            && self.is_form(at, form::PARTICIPLE)
            && self.is_nominal(at + 1)
            && !self.token(at + 1).capital
            && !self.has(at + 1, class::PRONOUN);
        if adjective {
            return Finite::No;
        }
        let sentence_capital = self.token(at).capital && before.is_some_and(|before| self.is_word(before));
        if in_name || after_to || sentence_capital {
            return Finite::No;
        }
        let mut forms = self.token(at).word.forms;
        let word = self.words(at);
        if forms == 0 && word.len() > 4 && word.ends_with("ed") && !self.has(at, u32::MAX) {
            forms = form::PAST | form::PARTICIPLE;
        }
        // *cures* of *the pill cures nothing*: a word that no list knows, between a noun and an object.
        if forms == 0 && word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !self.has(at, u32::MAX) {
            let singular = before.is_some_and(|before| {
                self.is_nominal(before) && !self.is_plural(before) && !self.token(before).capital
            });
            let object = self.has(at + 1, class::DETERMINER | class::POSSESSIVE)
                || self.is_any(at + 1, &["him", "them", "it", "anything", "nothing", "everything"]);
            return if singular && object { Finite::Maybe } else { Finite::No };
        }
        // Behind an auxiliary, its negation or an adverb of it: part of a finite group.
        if self.behind_auxiliary(at) {
            return if forms & !form::S != 0 { Finite::Yes } else { Finite::No };
        }
        let subject = self.subject_place(at);
        let joined = before_is(class::COORDINATOR);
        if forms & form::PAST != 0 {
            return self.past(at, forms, subject, joined);
        }
        if forms & (form::S | form::BASE) == 0 {
            return Finite::No;
        }
        let noun = self.token(at).word.noun != 0;
        // *court records show*, *documents seen by*: no verb in -s has a verb right behind.
        let next_forms = self.token(at + 1).word.forms;
        let verb_next = next_forms & (form::BASE | form::PAST | form::PARTICIPLE) != 0
            && self.token(at + 1).word.noun == 0
            && !self.token(at + 1).capital
            || self.has(at + 1, AUXILIARY);
        if forms & form::S != 0
            && verb_next
            && !self.is(at + 1, "that")
            && self.lexicon.uses(self.token(at).word.verb).iter().all(|entry| entry.step < 5)
        {
            return Finite::No;
        }
        let Some(subject) = subject else {
            let apart =
                before.is_some_and(|before| matches!(self.kind(before), Kind::Comma | Kind::Close | Kind::Dash));
            let verb_before = (joined || apart) && forms & form::S != 0;
            return if verb_before && (!noun || apart) { Finite::Maybe } else { Finite::No };
        };
        let plural = self.is_plural(subject);
        let either = self.has(subject, class::RELATIVE | class::COLLECTIVE);
        // *documents seen by this newspaper show*
        let far = forms & form::BASE != 0 && !plural && self.plural_before(subject);
        if far && self.is_word(at + 1) {
            return Finite::Maybe;
        }
        let name = self.token(subject).capital && !self.has(subject, class::PRONOUN | class::DETERMINER);
        let agrees = either
            || (name && forms & form::S != 0)
            || (forms & form::S != 0 && !plural)
            || (forms & form::BASE != 0 && plural);
        match (agrees, noun && !self.has(subject, class::PRONOUN)) {
            (false, _) => Finite::No,
            (true, true) => Finite::Maybe,
            (true, false) => Finite::Yes,
        }
    }

    /// Whether a plural noun with a preposition behind it stands shortly before.
    fn plural_before(&self, subject: usize) -> bool {
        const FAR: usize = 8;
        let from = subject.saturating_sub(FAR);
        (from..subject).any(|at| {
            self.is_word(at)
                && !self.has(at, class::PRONOUN | class::DETERMINER)
                && self.is_nominal(at)
                && self.is_plural(at)
                && (at + 1..subject).any(|joint| self.has(joint, class::PREPOSITION | class::RELATIVE))
        }) && (from..subject)
            .all(|at| matches!(self.kind(at), Kind::Word | Kind::Number | Kind::Clitic) || at + FAR < subject)
    }

    fn past(&self, at: usize, forms: u8, subject: Option<usize>, joined: bool) -> Finite {
        let only_participle = forms & form::PAST == 0;
        if only_participle {
            return Finite::No;
        }
        let both = forms & form::PARTICIPLE != 0;
        let next = at + 1;
        if subject.is_some() {
            let counted = at.checked_sub(1).is_some_and(|before| {
                self.kind(before) == Kind::Number && !before.checked_sub(1).is_some_and(|noun| self.is_nominal(noun))
            }) && self.is_nominal(next)
                && !self.has(next, class::TIME | class::PRONOUN);
            if counted && both {
                return Finite::No;
            }
            let pronoun = subject.is_some_and(|subject| self.has(subject, class::PRONOUN | class::RELATIVE));
            let reduced =
                both && !pronoun && (self.has(next, class::PREPOSITION) || self.is(next, "to") || self.is(next, "as"));
            return if reduced { Finite::Maybe } else { Finite::Yes };
        }
        if joined {
            // *tired and confused children*: not before a noun without its article.
            let modifies =
                both && self.is_nominal(next) && !self.token(next).capital && !self.has(next, class::PRONOUN);
            return if modifies { Finite::Maybe } else { Finite::Yes };
        }
        let mut first = at;
        while first.checked_sub(1).is_some_and(|before| self.is_adverb(before)) {
            first -= 1;
        }
        let after_gap = first
            .checked_sub(1)
            .is_none_or(|before| matches!(self.kind(before), Kind::Comma | Kind::Close | Kind::Dash | Kind::Quote(_)));
        match (after_gap, both) {
            (true, true) => Finite::Maybe,
            (true, false) => Finite::Yes,
            (false, _) => Finite::No,
        }
    }

    /// Whether auxiliaries, with adverbs between, stand right before.
    fn behind_auxiliary(&self, at: usize) -> bool {
        let mut place = at;
        for _ in 0..4 {
            let Some(before) = place.checked_sub(1) else { return false };
            if self.is_auxiliary(before) {
                return true;
            }
            if !(self.has(before, class::NOT) || self.is_adverb(before)) {
                return false;
            }
            place = before;
        }
        false
    }

    /// The noun right before a verb, over adverbs and time words: its subject may end there.
    fn subject_place(&self, at: usize) -> Option<usize> {
        let mut place = at;
        for _ in 0..4 {
            place = place.checked_sub(1)?;
            let time = self.has(place, class::TIME);
            let float = self.is_any(place, &["both", "all", "each"])
                && place.checked_sub(1).is_some_and(|before| self.is_nominal(before));
            if float {
                continue;
            }
            if !(self.is_adverb(place) || self.has(place, class::NOT) || self.has(place, class::HEARSAY) || time) {
                break;
            }
            if time
                && !place
                    .checked_sub(1)
                    .is_some_and(|before| self.has(before, class::PREPOSITION | class::TIME) || self.is_nominal(before))
            {
                break;
            }
            if time && place.checked_sub(1).is_some_and(|before| self.has(before, class::PREPOSITION)) {
                place = place.saturating_sub(1);
            }
        }
        if self.kind(place) == Kind::Quote('’') || self.kind(place) == Kind::Quote('\'') {
            return None;
        }
        if self.quotation(place).is_some_and(|quotation| quotation.close == place) {
            return Some(place);
        }
        let before = place.checked_sub(1);
        // *in prepared remarks*, *to preliminary reports*: no subject stands right behind a preposition.
        let described = !self.token(place).capital
            && !self.has(place, class::PRONOUN)
            && before.is_some_and(|before| self.has(before, class::PREPOSITION) || self.is(before, "to"));
        if described && self.token(at).word.noun != 0 && self.is_form(at, form::S | form::BASE) {
            return None;
        }
        // *raised* of *has raised fears* is the verb.
        let verb = self.is_form(place, form::PAST | form::PARTICIPLE)
            && self.is_form(at, form::S | form::BASE)
            && before.is_some_and(|before| {
                self.is_auxiliary(before)
                    || self.is_nominal(before)
                        && self.token(before).capital
                            | self.has(before, class::PRONOUN)
                            | !self.is_form(place, form::PARTICIPLE)
                            | self.is_subject_noun(before)
            });
        (!verb && (self.is_nominal(place) || self.has(place, class::RELATIVE))).then_some(place)
    }

    /// A plain noun with its article: *the strike*.
    fn is_subject_noun(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.has(before, class::DETERMINER | class::POSSESSIVE))
            && self.is_nominal(at)
    }

    /// The group of auxiliaries and adverbs that a verb ends: `has also said`. Starts where the cue starts.
    pub(super) fn group(&self, verb: usize, floor: usize) -> Run {
        let mut from = verb;
        let mut place = verb;
        while let Some(before) = place.checked_sub(1).filter(|before| *before >= floor) {
            let counts = self.is_auxiliary(before)
                || self.has(before, class::NOT)
                || self.is(before, "also")
                || (self.is_adverb(before) && !self.has(before, class::ADVERB));
            if !counts && !self.is_adverb(before) {
                break;
            }
            if counts {
                from = before;
            }
            place = before;
        }
        // An adverb that begins the sentence is none of the verb's.
        while from < verb && self.token(from).capital && !self.is_auxiliary(from) {
            from += 1;
        }
        Run { from, to: verb + 1 }
    }

    /// Whether a group makes its verb a passive.
    pub(super) fn is_passive(&self, group: Run) -> bool {
        let verb = group.to - 1;
        let mut helpers = (group.from..verb).rev().filter(|at| self.is_auxiliary(*at));
        self.is_form(verb, form::PARTICIPLE)
            && helpers.next().is_some_and(|last| self.has(last, class::BE) || self.is_contracted_be(last))
            && !(self.is_form(verb, form::ING))
    }
}
