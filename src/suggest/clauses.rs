//! The finite verb of a clause, over relative clauses and reduced ones on the way.

use super::lexicon::{class, form};
use super::reading::Reading;
use super::verbs::Finite;
use super::words::Kind;

impl Reading<'_> {
    /// The first finite verb from `from` that belongs to the clause beginning there, before `to`; verbs of relative
    /// clauses on the way are passed over.
    pub(super) fn clause_verb(&self, from: usize, to: usize) -> Option<usize> {
        const FAR: usize = 60;
        let mut pending = 0_usize;
        let mut nominal = false;
        let mut place = from;
        while place < to.min(from + FAR) {
            if let Some(quotation) = self.quotation(place) {
                // *it “regrets the delay”*: the verb is in the marks.
                let inner = (quotation.open + 1..quotation.close.min(quotation.open + 3))
                    .any(|at| self.is_auxiliary(at) || self.is_form(at, form::PAST | form::S));
                if nominal && pending == 0 && inner && quotation.open == place {
                    return Some(place);
                }
                nominal = true;
                place = self.next(place);
                continue;
            }
            match self.kind(place) {
                Kind::Semicolon | Kind::Stop => return None,
                _ => {}
            }
            let relative = self.has(place, class::RELATIVE) && nominal && !self.is(place, "that")
                || (self.is(place, "that")
                    && nominal
                    && place.checked_sub(1).is_some_and(|before| self.is_nominal(before)));
            let finite = self.finite(place);
            let subordinate = place > from
                && self.has(place, class::SUBORDINATOR)
                && !self.has(place, class::PREPOSITION)
                && !self.is_any(place, &["as", "so"]);
            if relative || subordinate {
                pending += 1;
            } else if place == from && finite != Finite::No && !self.is_auxiliary(place) {
                // *that talks failed*: what begins a clause is no verb yet.
                nominal = true;
            } else if finite == Finite::Yes || (finite == Finite::Maybe && nominal && !self.is_reduced(place, to)) {
                // *said goodbye and went*: a second verb of the clause before.
                let second = place > from && self.has(place - 1, class::COORDINATOR) && pending == 0;
                if second {
                    return None;
                }
                if pending == 0 {
                    return (nominal || place > from).then_some(place);
                }
                pending -= 1;
                // The rest of the group is the same verb.
                while place + 1 < to
                    && (self.is_auxiliary(place) || self.has(place, class::NOT) || self.is_adverb(place))
                {
                    place += 1;
                }
            } else if nominal && self.begins_reduced_relative(place) {
                pending += 1;
            }
            nominal |= self.is_nominal(place);
            place += 1;
        }
        None
    }

    /// *he* of *the sauce he had made*: a subject right behind a noun.
    fn begins_reduced_relative(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let subject = matches!(self.token(at).word.group, b'1' | b'2' | b'm' | b'f' | b'p' | b'n')
            && !self.is_any(at, &["him", "them", "me", "us", "himself", "herself", "themselves", "itself"]);
        let free = self.is_nominal(before)
            && !self.is_form(before, form::ING)
            && !self.has(before, class::TIME | class::PRONOUN)
            && !self.token(at).capital;
        subject && free
    }

    /// Whether a verb that can be a participle is one, because a finite verb comes with no joint between.
    fn is_reduced(&self, at: usize, to: usize) -> bool {
        const FAR: usize = 14;
        let mut place = at + 1;
        while place < to.min(at + FAR) {
            if self.quotation(place).is_some() {
                place = self.next(place);
                continue;
            }
            let joint = self.has(place, class::COORDINATOR | class::RELATIVE | class::SUBORDINATOR)
                && !self.has(place, class::PREPOSITION)
                && !self.is(place, "as");
            if joint || !matches!(self.kind(place), Kind::Word | Kind::Number | Kind::Clitic) {
                return false;
            }
            if self.finite(place) == Finite::Yes && !self.is_reporting_gap(place) {
                return true;
            }
            place += 1;
        }
        false
    }

    /// A pronoun right before makes a clause of its own, not a second verb.
    fn is_reporting_gap(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.has(before, class::PRONOUN))
    }
}
