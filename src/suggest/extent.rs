//! Where a content ends that begins at a place: with the sentence, or before the next speaker, act or contrast.

use super::cue::Voice;
use super::lexicon::{class, form};
use super::reading::{Reading, Run};
use super::verbs::Finite;
use super::words::Kind;

impl Reading<'_> {
    /// The content that begins at `start`, at most to `limit`.
    pub(super) fn extent(&self, start: usize, limit: usize) -> Option<Run> {
        let mut at = start;
        while at < limit {
            if let Some(quotation) = self.quotation(at) {
                let next = quotation.close + 1;
                let inner = self.inner_end(quotation);
                let ends = matches!(inner, Kind::Comma) && next < limit && self.ends_before(start, next, limit);
                at = next;
                // *“a farce.” He left* is two sentences already; *“a farce,” adding …* ends here.
                if ends {
                    break;
                }
                continue;
            }
            let ends = match self.kind(at) {
                Kind::Semicolon => true,
                Kind::Comma => self.ends_before(start, at + 1, limit),
                Kind::Dash => match self.pair_of(at, limit) {
                    Some(pair) => {
                        at = pair + 1;
                        continue;
                    }
                    None => true,
                },
                Kind::Word => self.ends_at_word(start, at, limit),
                _ => false,
            };
            if ends {
                break;
            }
            at += 1;
        }
        self.trimmed(start, at.min(limit))
    }

    /// Leaves out punctuation at the end that no quotation holds, and a joining word.
    pub(super) fn trimmed(&self, from: usize, to: usize) -> Option<Run> {
        let mut to = to;
        while to > from {
            let last = to - 1;
            let loose = match self.kind(last) {
                Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Dash | Kind::Stop | Kind::Open => true,
                Kind::Quote(_) => self.quotation(last).is_none() && !self.is_possessive_mark(last),
                Kind::Word => self.has(last, class::COORDINATOR) && to - from > 1,
                _ => false,
            };
            let quoted = self.quotation(last).is_some_and(|quotation| quotation.open >= from);
            if !loose || quoted {
                break;
            }
            to -= 1;
        }
        Run::new(from, to)
    }

    /// The dash that ends what one puts between.
    fn pair_of(&self, dash: usize, limit: usize) -> Option<usize> {
        (dash + 1..limit).find(|at| self.kind(*at) == Kind::Dash && self.quotation(*at).is_none())
    }

    /// Whether a content ends at a word inside: `and warned`, `according to`.
    fn ends_at_word(&self, start: usize, at: usize, limit: usize) -> bool {
        if self.has(at, class::ACCORDING) && self.is(at + 1, "to") {
            return true;
        }
        at > start && self.is_any(at, &["and", "but", "or"]) && self.another_speaks(start, at + 1, limit, false)
    }

    /// Whether what begins behind a comma at `next` is no more of the content.
    pub(super) fn ends_before(&self, start: usize, next: usize, limit: usize) -> bool {
        if next >= limit {
            return true;
        }
        if self.has(next, class::ACCORDING) && self.is(next + 1, "to") {
            return true;
        }
        if self.form_tail(next, limit) > next {
            return true;
        }
        if self.is_any(next, &["but", "yet"]) {
            return self.contrasts(next + 1, limit);
        }
        if self.is_any(next, &["while", "whereas", "though", "although", "even", "as", "with"]) {
            let clause = next + 1 + usize::from(self.is(next, "even"));
            if self.is(next, "with") {
                return false;
            }
            return self.begins_phrase(clause) && self.clause_verb(clause, limit).is_some();
        }
        if self.is_any(next, &["and", "or", "nor"]) {
            // An infinitive or a thing goes on with its like, not with a clause.
            let bare = self.clause_verb(start, next).is_none() && self.quotation(start).is_none();
            let clause = bare && self.begins_phrase(next + 1) && self.clause_verb(next + 1, limit).is_some();
            return clause
                || self.another_speaks(start, next + 1, limit, true)
                || self.leaves_verb_out(next + 1, limit);
        }
        if self.is_form(next, form::ING) || self.is_adverb(next) && self.is_form(next + 1, form::ING) {
            let verb = if self.is_form(next, form::ING) { next } else { next + 1 };
            let speaks = self.cue_at(verb, next, limit).is_some_and(|cue| self.complement(&cue, limit).is_some());
            return speaks || self.has(verb, class::ACT);
        }
        // *vows to fight on, calls for a strike*
        let second = self.is_form(next, form::S | form::PAST)
            && self
                .cue_at(next, start, limit)
                .is_some_and(|cue| cue.voice == Voice::Active && self.complement(&cue, limit).is_some());
        // *A, Roe said that B* by somebody who forgot the full stop.
        let another = self.begins_phrase(next) && self.another_speaks(start, next, limit, true);
        second || another || self.attribution(next, limit, false).is_some()
    }

    /// Whether behind *but* a clause of its own begins, told by the author. *but that*, *but would not* go on; so does a
    /// pronoun with a verb moved into the past, as what is reported is.
    fn contrasts(&self, at: usize, limit: usize) -> bool {
        if self.is(at, "that") || !self.begins_phrase(at) {
            return self.is_any(at, &["there", "when", "if", "in", "on", "at", "as", "after"])
                && self.clause_verb(at, limit).is_some();
        }
        let Some(verb) = self.clause_verb(at, limit) else { return false };
        let pronoun = verb == at + 1 && self.has(at, class::PRONOUN);
        !(pronoun && self.is_any(verb, &["would", "could", "had", "might"]))
    }

    /// Whether behind *and* the next cue begins: with a subject of its own, or without.
    fn another_speaks(&self, start: usize, at: usize, limit: usize, comma: bool) -> bool {
        const FAR: usize = 24;
        let mut place = at;
        // Without subject: *and warned that*.
        while self.is_adverb(place) || self.is_auxiliary(place) {
            place += 1;
        }
        if let Some(cue) = self.cue_at(place, at, limit)
            && cue.voice != Voice::Hanging
            && cue.subject_end <= at + 1
        {
            return self.complement(&cue, limit).is_some() && self.same_tense(start, place);
        }
        if !self.begins_phrase(at) {
            return false;
        }
        let Some(verb) = (at..limit.min(at + FAR))
            .find(|place| self.quotation(*place).is_none() && self.finite(*place) == Finite::Yes)
        else {
            return false;
        };
        let main = (verb..limit.min(verb + 4)).find_map(|place| self.cue_at(place, at, limit));
        let Some(cue) = main.filter(|cue| cue.step() >= 4 && cue.voice == Voice::Active) else { return false };
        let subject = self.subject_before(at, cue.subject_end);
        let own = subject.is_some_and(|subject| subject.from == at);
        let pronoun = self.has(at, class::PRONOUN) && !comma;
        own && !pronoun && self.complement(&cue, limit).is_some()
    }

    /// Whether a verb without subject can go with the cue before `start`, not with the verb of the content.
    fn same_tense(&self, start: usize, verb: usize) -> bool {
        // A base behind *to* of the content goes on there: *to leave and tell nobody that*.
        let base = self.is_form(verb, form::BASE) && !self.is_form(verb, form::PAST);
        !(base && self.is(start, "to"))
    }

    /// *and Lund a month*: a name and what it says, without a verb.
    pub(super) fn leaves_verb_out(&self, at: usize, limit: usize) -> bool {
        const FAR: usize = 12;
        if at >= limit {
            return false;
        }
        let mut name = at;
        while name < limit && self.kind(name) == Kind::Word && self.token(name).capital && !self.has(name, class::TIME)
        {
            name += 1;
        }
        let short = limit - at <= FAR && name > at && name < limit;
        let thing = self.has(name, class::DETERMINER | class::POSSESSIVE)
            || self.kind(name) == Kind::Number
            || self.is(name, "that");
        let verbless = (at..limit).all(|place| self.finite(place) == Finite::No && self.kind(place) != Kind::Comma);
        short && thing && (verbless || self.is(name, "that"))
    }
}
