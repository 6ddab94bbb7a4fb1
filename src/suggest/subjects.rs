//! The subject of a verb: the noun phrase that ends before it, over what is put between, or the subject of the clause
//! the verb hangs on.

use super::lexicon::{class, form};
use super::phrases::LONGEST;
use super::reading::{Reading, Run};
use super::verbs::Finite;
use super::words::Kind;

impl Reading<'_> {
    /// The subject that stands before a verb group beginning at `verb`, not before `floor`: the whole noun phrase with
    /// title, apposition and closing comma.
    pub(super) fn subject_before(&self, floor: usize, verb: usize) -> Option<Run> {
        let floor = floor.max(verb.saturating_sub(2 * LONGEST));
        let mut end = verb;
        let mut place = verb;
        for _ in 0..3 {
            let before = place.checked_sub(1).filter(|before| *before >= floor)?;
            match self.kind(before) {
                Kind::Comma | Kind::Dash => {
                    let open = self.opening(floor, before)?;
                    let inner = Run::new(open + 1, before)?;
                    if self.is_addition(inner) && !self.is_circumstance(inner) {
                        if place == end {
                            end = before + usize::from(self.kind(before) == Kind::Comma);
                        }
                    } else if self.is_circumstance(inner) {
                        end = open;
                    } else {
                        return None;
                    }
                    place = open;
                }
                Kind::Close => {
                    let open = (floor..before).rev().take(LONGEST).find(|at| self.kind(*at) == Kind::Open)?;
                    place = open;
                }
                _ => break,
            }
        }
        let tail = self.without_time(floor, place);
        if tail < place {
            (place, end) = (tail, tail);
        }
        let from = self.phrase_start(floor, place)?;
        let from = self.without_opening(from, place);
        let run = Run::new(from, end)?;
        let spoken = (from..place)
            .any(|at| self.is_nominal(at) || self.has(at, class::RELATIVE) || self.quotation(at).is_some());
        (spoken && from < place).then_some(run)
    }

    /// The comma or dash that opens what the one at `close` closes.
    fn opening(&self, floor: usize, close: usize) -> Option<usize> {
        let mut at = close;
        while let Some(before) = self.before(at).filter(|before| *before >= floor && close - before < LONGEST) {
            if self.kind(before) == self.kind(close) {
                return Some(before);
            }
            if matches!(self.kind(before), Kind::Semicolon | Kind::Stop) {
                return None;
            }
            at = before;
        }
        None
    }

    /// Whether words between commas only tell when, where and how: they are in no source.
    fn is_circumstance(&self, inner: Run) -> bool {
        let from = inner.from;
        let length = inner.to - from;
        let adverbs = (from..inner.to).all(|at| self.is_adverb(at) || self.has(at, class::TIME));
        adverbs
            || (self.has(from, class::PREPOSITION) && !self.is(from, "of") && self.finite_in(inner).is_none())
            || (self.is_form(from, form::ING) && !self.token(from).capital)
            || (self.is_any(from, &["for", "in", "meanwhile", "though"]) && length < 4)
            || (length == 1 && self.is(from, "too"))
            || self.has(from, class::SUBORDINATOR)
            || self.has(from, class::TIME)
    }

    fn finite_in(&self, run: Run) -> Option<usize> {
        (run.from..run.to).find(|at| self.finite(*at) == Finite::Yes)
    }

    /// The place before time words that end at `end`: *Roe on Monday*, *Roe last week*.
    fn without_time(&self, floor: usize, end: usize) -> usize {
        let mut place = end;
        while let Some(before) = place.checked_sub(1).filter(|before| *before > floor) {
            let float = self.is_any(before, &["both", "all", "each"])
                && self.is_nominal(before - 1)
                && !self.has(before - 1, class::PREPOSITION);
            let year = self.kind(before) == Kind::Number && self.has(before.saturating_sub(1), class::PREPOSITION);
            let plain = self.is_adverb(before) || self.is_any(before, &["himself", "herself", "themselves", "itself"]);
            let counts = self.has(before, class::TIME) || year || plain || self.has(before, class::HEARSAY);
            let part = place < end
                && (self.is_any(
                    before,
                    &["on", "in", "last", "this", "late", "early", "at", "earlier", "next", "that", "later"],
                ) || self.kind(before) == Kind::Number)
                && self.has(place, class::TIME | class::DETERMINER | class::ADVERB)
                    | (self.kind(place) == Kind::Number)
                    | self.is_any(place, &["last", "late", "early", "the", "this"]);
            if !(counts || part || float) {
                break;
            }
            place = before;
        }
        if place <= floor { end } else { place }
    }

    /// Where the noun phrase that ends at `end` begins.
    fn phrase_start(&self, floor: usize, end: usize) -> Option<usize> {
        let mut from = end;
        let mut last = end;
        let mut listed = false;
        while let Some(at) = self.before(from).filter(|at| *at >= floor && end - at <= LONGEST) {
            if let Some(quotation) = self.quotation(at) {
                let short = quotation.closed && quotation.close - at < 8;
                if !short
                    || at == floor && quotation.close + 1 == end
                    || matches!(self.inner_end(quotation), Kind::Comma | Kind::Stop)
                {
                    break;
                }
                from = at;
                continue;
            }
            match self.kind(at) {
                Kind::Word | Kind::Number => {}
                // *Roe, Lund and Holm*
                Kind::Comma if listed && self.is_listed(floor, at, from) => {
                    from = at;
                    continue;
                }
                Kind::Clitic if self.is_possessive_mark(at) => {
                    from = at;
                    continue;
                }
                Kind::Quote(_) if self.is_possessive_mark(at) => {
                    from = at;
                    continue;
                }
                Kind::Close => {
                    let Some(open) = (floor..at).rev().take(LONGEST).find(|at| self.kind(*at) == Kind::Open) else {
                        break;
                    };
                    from = open;
                    continue;
                }
                Kind::Other if !self.token(at).spaced || self.words(at) == "&" || self.words(at) == "$" => {
                    from = at;
                    continue;
                }
                _ => break,
            }
            if self.has(at, class::COORDINATOR) {
                if from == end || !self.is_any(at, &["and", "or"]) || !self.joins_left(floor, at) {
                    break;
                }
                listed = true;
                from = at;
                continue;
            }
            if self.has(at, class::PRONOUN) && !self.has(at, class::DETERMINER | class::RELATIVE) {
                let first = from == end;
                if first && !self.is(at.saturating_sub(1), "of") {
                    return Some(at);
                }
                if !first && !self.is(at.saturating_sub(1), "of") {
                    break;
                }
                from = at;
                continue;
            }
            if self.has(at, class::RELATIVE) {
                // *who* alone is a subject; otherwise the clause begins here.
                return if from == end { Some(at) } else { Some(from) };
            }
            let finite = self.finite(at);
            if finite == Finite::Yes {
                let Some(relative) = self.relative_left(floor, at) else { break };
                from = relative;
                last = relative;
                continue;
            }
            if self.has(at, class::SUBORDINATOR) && !self.has(at, class::PREPOSITION) || self.has(at, class::NOT) {
                break;
            }
            if self.is(at, "to") && !(self.begins_phrase(at + 1) && at > floor && self.is_nominal(at - 1)) {
                break;
            }
            if self.has(at, class::DETERMINER | class::POSSESSIVE) {
                from = at;
                let goes_on = at.checked_sub(1).filter(|before| *before >= floor).is_some_and(|before| {
                    self.has(before, class::PREPOSITION | class::COORDINATOR)
                        || self.is(before, "to")
                        || self.has(before, class::DETERMINER) && !self.is_nominal(before)
                        || self.is_form(before, form::ING) && !self.token(before).capital
                });
                if !goes_on {
                    return Some(at);
                }
                continue;
            }
            let small =
                self.has(at, class::PREPOSITION) || self.is(at, "to") || finite == Finite::Maybe || self.is_adverb(at);
            if !(small || self.is_nominal(at)) {
                break;
            }
            from = at;
        }
        (from < end).then_some(from.min(last))
    }

    /// Whether a comma parts two names of a list.
    fn is_listed(&self, floor: usize, comma: usize, from: usize) -> bool {
        comma > floor
            && from == comma + 1
            && self.token(from).capital
            && self.token(comma - 1).capital
            && !self.has(comma - 1, class::TIME)
    }

    /// Whether *and* at `at` joins noun phrases: no verb stands before it in its clause.
    fn joins_left(&self, floor: usize, at: usize) -> bool {
        let mut place = at;
        let mut any = false;
        while let Some(before) = self.before(place).filter(|before| *before >= floor && at - before < LONGEST) {
            if self.quotation(before).is_some()
                || !matches!(self.kind(before), Kind::Word | Kind::Number | Kind::Clitic | Kind::Other)
            {
                break;
            }
            if self.has(before, class::RELATIVE)
                || (self.has(before, class::SUBORDINATOR) && !self.has(before, class::PREPOSITION))
            {
                break;
            }
            if self.finite(before) == Finite::Yes || (self.finite(before) == Finite::Maybe && any) {
                return false;
            }
            any |= self.is_nominal(before);
            place = before;
        }
        any
    }

    /// The relative pronoun of the clause that a finite verb belongs to, if its noun stands right before it.
    fn relative_left(&self, floor: usize, verb: usize) -> Option<usize> {
        const FAR: usize = 9;
        let from = floor.max(verb.saturating_sub(FAR));
        let relative = (from..verb).rev().find(|at| self.is_any(*at, &["who", "which", "that", "whose"]))?;
        let clean = (relative + 1..verb).all(|at| {
            matches!(self.kind(at), Kind::Word | Kind::Number | Kind::Clitic)
                && (self.finite(at) != Finite::Yes || self.is_auxiliary(at) || self.behind(at))
        });
        let noun = relative.checked_sub(1).filter(|noun| *noun >= floor)?;
        // After a verb of saying, *that* begins what was said.
        let said = self.is(relative, "that")
            && !self.lexicon.uses(self.token(noun).word.verb).is_empty()
            && self.finite(noun) != Finite::No;
        (clean && !said && self.is_nominal(noun) && self.token(noun).word.noun == 0).then_some(relative)
    }

    fn behind(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is_auxiliary(before))
    }

    /// Leaves out what opens a clause before its subject: *But*, *Yesterday*, *On Tuesday*, *After the vote*.
    fn without_opening(&self, from: usize, end: usize) -> usize {
        let mut from = from;
        for _ in 0..4 {
            if from + 1 >= end {
                return from;
            }
            let adverb = self.is_adverb(from) && !self.has(from, class::DETERMINER);
            let subordinate = self.has(from, class::SUBORDINATOR) && !self.has(from, class::PREPOSITION);
            let time = self.has(from, class::TIME) && !self.is_nominal_name(from + 1, end);
            if adverb || subordinate || self.has(from, class::COORDINATOR) || time {
                from += 1;
            } else if self.has(from, class::PREPOSITION) && !(self.has(from, class::DETERMINER)) {
                match self.phrase_behind_preposition(from + 1, end) {
                    Some(next) if next < end => from = next,
                    _ => return from,
                }
            } else {
                return from;
            }
        }
        from
    }

    fn is_nominal_name(&self, at: usize, end: usize) -> bool {
        at < end && self.token(at).capital && self.has(at, class::FORM)
    }

    /// Where the phrase behind an opening preposition ends, and the subject begins.
    fn phrase_behind_preposition(&self, from: usize, end: usize) -> Option<usize> {
        let mut at = from;
        // Determiner and adjectives, then nouns of one make: a run of names or of plain words.
        while at < end && (self.has(at, class::DETERMINER | class::POSSESSIVE) || self.is_any(at, &["last", "next"])) {
            at += 1;
        }
        let name = self.token(at).capital && !self.has(at, class::TIME);
        let time = self.has(at, class::TIME) || self.kind(at) == Kind::Number;
        let start = at;
        while at < end {
            if at > start && self.has(at, class::DETERMINER | class::POSSESSIVE | class::PRONOUN) {
                break;
            }
            let of = self.is(at, "of");
            if at > start && !of && !time && self.token(at).capital != name && !self.is(at.saturating_sub(1), "of") {
                break;
            }
            if at > start && time && !self.has(at, class::TIME) && self.kind(at) != Kind::Number {
                break;
            }
            at += 1;
        }
        (at > start).then_some(at)
    }

    /// The subject of the clause that a verb without subject hangs on: that of the first finite verb since `floor`.
    pub(super) fn subject_of_clause(&self, floor: usize, verb: usize) -> Option<Run> {
        let mut at = floor;
        let mut tries = 0;
        while at < verb && tries < 4 {
            let found =
                (at..verb).find(|place| self.quotation(*place).is_none() && self.finite(*place) != Finite::No)?;
            let group = self.group(found, floor);
            let subject = self.subject_before(floor, group.from);
            if let Some(subject) = subject.filter(|subject| !self.has(subject.from, class::RELATIVE)) {
                return Some(subject);
            }
            at = found + 1;
            tries += 1;
        }
        None
    }
}
