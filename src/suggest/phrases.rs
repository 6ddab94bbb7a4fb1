//! Noun phrases that begin at a place: objects, addressees, sources behind the verb, with what is added between commas.

use super::lexicon::{class, form};
use super::reading::{Reading, Run};
use super::verbs::Finite;
use super::words::Kind;

/// Longest noun phrase, in tokens.
pub(super) const LONGEST: usize = 40;

/// How far a noun phrase goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// With *of* only.
    Short,
    /// With every preposition that ties a phrase to it.
    Full,
}

impl Reading<'_> {
    /// Whether a noun phrase can begin here.
    pub(super) fn begins_phrase(&self, at: usize) -> bool {
        if self.has(at, class::DETERMINER | class::POSSESSIVE) {
            return true;
        }
        // Of the quotations only those that are part of a phrase: the caller has looked.
        (self.is_nominal(at) && self.finite(at) == Finite::No && !self.has(at, class::TIME))
            || self.kind(at) == Kind::Number
    }

    /// Where the noun phrase that begins at `from` ends, before `to`; `from` itself where there is none.
    pub(super) fn phrase_end(&self, from: usize, to: usize, reach: Reach) -> usize {
        let to = to.min(from + LONGEST);
        if !self.begins_phrase(from) || from >= to {
            return from;
        }
        let mut head = None;
        let mut at = from;
        while at < to {
            if let Some(quotation) = self.quotation_at(at) {
                // *the “Free Port” group*
                let short = quotation.closed && quotation.close - at < 8 && quotation.close < to;
                if !(short && at > from && !matches!(self.inner_end(quotation), Kind::Comma | Kind::Stop)) {
                    break;
                }
                head = Some(quotation.close);
                at = quotation.close + 1;
                continue;
            }
            if self.is_possessive_mark(at) {
                head = None;
                at += 1;
                continue;
            }
            if let Some(noun) = head.filter(|_| self.has(at, class::PREPOSITION) || self.is(at, "to")) {
                let Some(next) = self.prepositional(at, to, noun, reach) else { break };
                head = Some(next - 1);
                at = next;
                continue;
            }
            let pronoun = self.has(at, class::PRONOUN)
                && !(self.has(at, class::DETERMINER) && self.is_nominal(at + 1) && !self.has(at + 1, class::PRONOUN));
            if pronoun && head.is_none() {
                head = Some(at);
                at += 1;
                if !self.is(at, "of") {
                    break;
                }
                continue;
            }
            let starts_anew = self.has(at, class::DETERMINER | class::POSSESSIVE) && head.is_some();
            let joint = self.is(at, "and") && head.is_some() && self.joins_phrases(at, to);
            if joint {
                head = None;
                at += 1;
                continue;
            }
            let verb = head.is_some() && self.finite(at) != Finite::No;
            let time = head.is_some() && self.has(at, class::TIME) && !self.token(at.saturating_sub(1)).capital;
            let word = self.has(at, class::DETERMINER | class::POSSESSIVE)
                || self.is_nominal(at)
                || (self.is_adverb(at) && head.is_none());
            let participle = head.is_some()
                && self.is_form(at, form::ING)
                && !self.token(at).capital
                && self.token(at).word.noun == 0
                && !self.has(at, class::GERUND);
            if starts_anew || pronoun || verb || time || participle || !word || !self.is_word(at) {
                break;
            }
            if self.is_nominal(at) {
                head = Some(at);
            }
            at += 1;
        }
        match head {
            Some(head) => head + 1,
            // *of three*, *several*: numbers and quantities stand for themselves.
            None if at > from
                && !self.is_any(at - 1, &["the", "a", "an", "no", "every"])
                && self.has(at - 1, class::DETERMINER) =>
            {
                at
            }
            None => from,
        }
    }

    /// Where the phrase behind a preposition at `at` ends, if it belongs to the phrase whose head is `noun`.
    fn prepositional(&self, at: usize, to: usize, noun: usize, reach: Reach) -> Option<usize> {
        let of = self.is(at, "of");
        if !of && reach == Reach::Short {
            return None;
        }
        let tied = of || self.is_any(at, &["for", "from", "with", "against", "behind", "without"]);
        let name = self.token(noun).capital || self.has(noun, class::PRONOUN);
        let circumstance = self.has(at + 1, class::TIME | class::FORM | class::MEDIUM)
            || self.has(at + 2, class::TIME | class::FORM | class::MEDIUM)
            || self.kind(at + 1) == Kind::Number && !self.is_nominal(at + 2)
            || self.is_any(
                at,
                &[
                    "after",
                    "before",
                    "during",
                    "since",
                    "until",
                    "till",
                    "by",
                    "as",
                    "to",
                    "despite",
                    "following",
                    "about",
                    "over",
                ],
            );
        if (!tied && name) || (circumstance && !of) {
            return None;
        }
        let end = self.phrase_end(at + 1, to, Reach::Short);
        (end > at + 1).then_some(end)
    }

    /// Whether *and* at `at` joins two noun phrases: no verb follows that makes the second a clause of its own.
    fn joins_phrases(&self, at: usize, to: usize) -> bool {
        let next = at + 1;
        if next >= to || !self.begins_phrase(next) || self.has(next, class::PRONOUN) {
            return false;
        }
        let end = self.phrase_end(next, to, Reach::Short);
        end > next && self.finite(end) != Finite::Yes
    }

    /// The source behind a verb: `said [Ada Roe, a nurse in Ohio,]`.
    pub(super) fn source_after(&self, from: usize, to: usize) -> Option<Run> {
        if self.has(from, class::PREPOSITION | class::TIME) && !self.is(from, "one") {
            return None;
        }
        let mut end = self.phrase_end(from, to, Reach::Full);
        Run::new(from, end)?;
        if end < to && self.finite(end) != Finite::No {
            return None;
        }
        if self.has(end, class::RELATIVE) && self.is_any(end, &["who", "whose"]) {
            end = self.relative_end(end, to);
        }
        Run::new(from, self.with_additions(end, to))
    }

    /// The end of a relative clause without commas.
    fn relative_end(&self, from: usize, to: usize) -> usize {
        let mut at = from;
        while at < to
            && (matches!(self.kind(at), Kind::Word | Kind::Number | Kind::Clitic) || self.kind(at) == Kind::Other)
        {
            at += 1;
        }
        at
    }

    /// Takes in what stands between commas behind a noun phrase that ends at `end`: ages, appositions, who clauses, the
    /// closing comma too.
    pub(super) fn with_additions(&self, end: usize, to: usize) -> usize {
        let mut end = end;
        for _ in 0..3 {
            let at = if end > 0 && self.kind(end - 1) == Kind::Comma { end } else { end + 1 };
            if at == end + 1 && (end >= to || self.kind(end) != Kind::Comma) {
                return end;
            }
            let Some(close) = self.addition_end(at, to) else { return end };
            end = if close < to && self.kind(close) == Kind::Comma { close + 1 } else { close };
        }
        end
    }

    /// Where something added between commas that begins at `from` ends: at its comma, a quotation or the end. `None` when
    /// it is no addition.
    fn addition_end(&self, from: usize, to: usize) -> Option<usize> {
        let mut close = from;
        while close < to && close < from + LONGEST {
            let stops =
                matches!(self.kind(close), Kind::Comma | Kind::Semicolon | Kind::Dash | Kind::Stop | Kind::Colon);
            if stops || self.quotation_at(close).is_some() {
                break;
            }
            close += 1;
        }
        let inner = Run::new(from, close)?;
        self.is_addition(inner).then_some(close)
    }

    /// Whether the words between two commas say more of the noun before them.
    pub(super) fn is_addition(&self, inner: Run) -> bool {
        let Run { from, to } = inner;
        if self.is_any(from, &["who", "whose", "which"]) {
            return true;
        }
        let age = self.kind(from) == Kind::Number && (to == from + 1 || self.is_nominal(from + 1));
        let noun = self.has(from, class::DETERMINER | class::POSSESSIVE)
            || (self.is_nominal(from)
                && !self.has(from, class::PRONOUN | class::TIME)
                && !self.is_form(from, form::ING));
        if self.has(from, class::COORDINATOR | class::SUBORDINATOR) || self.is_adverb(from) || !(age || noun) {
            return false;
        }
        let mut relative = false;
        for at in from..to {
            relative |= self.has(at, class::RELATIVE);
            if !relative && self.finite(at) == Finite::Yes {
                return false;
            }
        }
        // *a nurse*, *head of the port*, *Minister of Ports*: a bare lower word needs a preposition behind.
        age || self.has(from, class::DETERMINER | class::POSSESSIVE)
            || self.token(from).capital
            || (from..to).any(|at| self.has(at, class::PREPOSITION))
            || self.is_possessive_mark(from + 1)
    }

    /// The parts of a source of several, one span each where one of them is a name.
    pub(super) fn parts_of(&self, source: Run) -> Vec<Run> {
        let joints: Vec<usize> =
            (source.from + 1..source.to).filter(|at| self.is(*at, "and") && self.quotation(*at).is_none()).collect();
        let [joint] = joints.as_slice() else { return vec![source] };
        if let Some(list) = self.list_of(source, *joint) {
            return list;
        }
        let (Some(left), Some(right)) = (Run::new(source.from, *joint), Run::new(joint + 1, source.to)) else {
            return vec![source];
        };
        // An apposition with *and* in it is one source; so are a ministry's two fields.
        let inner_comma = (left.from..left.to).any(|at| self.kind(at) == Kind::Comma);
        let own = |run: Run| {
            self.has(run.from, class::DETERMINER | class::POSSESSIVE | class::TITLE)
                || self.kind(run.from) == Kind::Number
        };
        let named = |run: Run| {
            (run.from..run.to).any(|at| self.token(at).capital && !self.has(at, class::DETERMINER | class::POSSESSIVE))
        };
        let bare_name = |run: Run| named(run) && self.token(run.from).capital && !own(run);
        let whole = (bare_name(left) || own(left)) && (own(right) || (bare_name(left) && bare_name(right)));
        let of = (left.from..left.to).any(|at| self.is_any(at, &["of", "for"])) && !own(right);
        if inner_comma || of || !whole || !(named(left) || named(right)) { vec![source] } else { vec![left, right] }
    }

    /// The names of `Roe, Lund and Holm`; `None` where commas hold something else.
    fn list_of(&self, source: Run, joint: usize) -> Option<Vec<Run>> {
        let mut parts = Vec::new();
        let mut from = source.from;
        for at in source.from..joint {
            if self.kind(at) == Kind::Comma {
                parts.push(Run::new(from, at)?);
                from = at + 1;
            }
        }
        if parts.is_empty() {
            return None;
        }
        parts.push(Run::new(from, joint)?);
        parts.push(Run::new(joint + 1, source.to)?);
        let name = |run: &Run| (run.from..run.to).all(|at| self.token(at).capital && self.is_word(at));
        parts.iter().skip(1).all(name).then_some(parts)
    }
}
