//! Which quotation marks belong together: curly, straight, two single ones, « », „ “, nested, left open at the end of a
//! paragraph and opened again in the next, or never closed.

use super::words::{Kind, Token};

/// A stretch inside quotation marks that is in no other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// Token of the opening mark.
    pub(super) open: usize,
    /// Token of the closing mark; the paragraph's last token where there is none.
    pub(super) close: usize,
    /// Whether the closing mark is there.
    pub(super) closed: bool,
    /// Whether it goes on what the paragraph before left open.
    pub(super) reopened: bool,
}

/// Most marks that can be open at a time.
const DEEPEST: usize = 12;

/// Two ways of marking: within one quotation of either kind the other is used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Double,
    Single,
}

const fn level(mark: char) -> Level {
    match mark {
        '‘' | '’' | '‚' | '\'' | '‹' | '›' => Level::Single,
        _ => Level::Double,
    }
}

/// Whether a quotation opened with `open` can end with `close`, by the signs alone. Sloppy pairs are pairs.
const fn fits(open: char, close: char) -> bool {
    match open {
        '“' | '‟' => matches!(close, '”' | '"'),
        '„' => matches!(close, '“' | '”' | '"'),
        '”' => matches!(close, '”'),
        '"' => matches!(close, '"' | '”'),
        '«' => matches!(close, '»'),
        '»' => matches!(close, '«'),
        '‘' => matches!(close, '’' | '\''),
        '‚' => matches!(close, '‘' | '’'),
        '\'' => matches!(close, '\'' | '’'),
        '‹' => matches!(close, '›'),
        '›' => matches!(close, '‹'),
        '「' => matches!(close, '」'),
        '『' => matches!(close, '』'),
        '《' => matches!(close, '》'),
        _ => false,
    }
}

/// Whether a sign can begin a quotation where it stands.
const fn opens(mark: char, free_before: bool, free_after: bool) -> bool {
    match mark {
        '“' | '„' | '‟' | '‘' | '‚' | '‹' | '「' | '『' | '《' => true,
        // With French spaces inside, or reversed.
        '«' => true,
        '»' | '›' | '"' | '\'' | '”' => free_before && !free_after,
        _ => false,
    }
}

/// What a paragraph's marks are.
#[derive(Default)]
pub(super) struct Marks {
    /// Quotations with both marks, none in another, by place.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Double marks that open and are never closed, by place.
    pub(super) open: Vec<usize>,
}

/// Finds the pairs among the tokens from `from` to `to`, a paragraph.
pub(super) fn marks(tokens: &[Token], from: usize, to: usize) -> Marks {
    let mut stack: Vec<(usize, char)> = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut dropped: Vec<usize> = Vec::new();
    for at in from..to {
        let Some(Token { kind: Kind::Quote(mark), spaced, .. }) = tokens.get(at).copied() else { continue };
        let before = at.checked_sub(1).filter(|before| *before >= from).and_then(|before| tokens.get(before));
        let after = tokens.get(at + 1).filter(|_| at + 1 < to);
        let free_before =
            spaced || before.is_none_or(|before| matches!(before.kind, Kind::Open | Kind::Dash | Kind::Quote(_)));
        let free_after = after.is_none_or(|after| after.spaced);
        let french = matches!(mark, '»' | '」' | '』' | '》' | '›' | '«' | '‹');
        let can_close = !spaced || french || free_after;
        let partner = stack.iter().rposition(|(_, open)| fits(*open, mark));
        let closes = partner.filter(|place| can_close && closes_here(tokens, (at, to), mark, &stack, *place));
        if let Some(place) = closes {
            let (open, _) = stack[place];
            // Single marks that were open inside were apostrophes; double ones were forgotten.
            dropped.extend(stack.drain(place..).skip(1).filter(|(_, c)| level(*c) == Level::Double).map(|(at, _)| at));
            if open + 1 < at {
                pairs.push((open, at));
            }
        } else if opens(mark, free_before, free_after) && stack.len() < DEEPEST && at + 1 < to {
            stack.push((at, mark));
        }
    }
    dropped.extend(
        stack
            .iter()
            .filter(|(at, mark)| level(*mark) == Level::Double || begins_speech(tokens, *at, *mark, from))
            .map(|(at, _)| *at),
    );
    crate::model::order::sort_and_dedup(&mut dropped);
    crate::model::order::sort_and_dedup(&mut pairs);
    let mut outer: Vec<(usize, usize)> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        if outer.last().is_none_or(|last| pair.0 > last.1) {
            outer.push(pair);
        }
    }
    Marks { pairs: outer, open: dropped }
}

/// Whether a mark that fits what is open at `place` does close it. A straight mark that stands like an opening one opens a
/// quotation in the quotation; the apostrophe of *the students’ union* closes nothing when a better one comes.
fn closes_here(tokens: &[Token], (at, to): (usize, usize), mark: char, stack: &[(usize, char)], place: usize) -> bool {
    let glued_after = tokens.get(at + 1).is_some_and(|after| !after.spaced && at + 1 < to);
    let spaced = tokens.get(at).is_some_and(|token| token.spaced);
    let word_after = tokens.get(at + 1).is_some_and(|after| matches!(after.kind, Kind::Word | Kind::Number));
    if spaced && glued_after && matches!(mark, '"' | '\'') {
        return false;
    }
    if level(mark) == Level::Double {
        return !(matches!(mark, '“') && spaced);
    }
    if glued_after && word_after {
        return false;
    }
    // A single mark closes only what is innermost among single ones.
    if stack.get(place + 1..).is_some_and(|inner| inner.iter().any(|(_, c)| level(*c) == Level::Double)) {
        return false;
    }
    let last = at.checked_sub(1).and_then(|before| tokens.get(before));
    let plural = last.is_some_and(|last| last.kind == Kind::Word) && word_after;
    let lower = tokens.get(at + 1).is_some_and(|after| !after.capital);
    !(plural && lower && better_follows(tokens, at + 1, to))
}

/// Whether a single mark that is never closed opened a quotation, rather than standing for left out letters.
fn begins_speech(tokens: &[Token], at: usize, mark: char, from: usize) -> bool {
    let before = at.checked_sub(1).filter(|before| *before >= from).and_then(|before| tokens.get(before));
    let free = before.is_none_or(|before| matches!(before.kind, Kind::Comma | Kind::Colon | Kind::Stop));
    let word = tokens.get(at + 1).is_some_and(|after| after.kind == Kind::Word && after.capital);
    matches!(mark, '‘' | '‚') && free && word
}

/// Whether, before another single mark opens, one comes that has a stop or comma before it.
fn better_follows(tokens: &[Token], from: usize, to: usize) -> bool {
    const FAR: usize = 80;
    for at in from..to.min(from + FAR) {
        let Some(token) = tokens.get(at) else { return false };
        match token.kind {
            Kind::Quote('‘' | '‚') => return false,
            Kind::Quote('’' | '\'') => {
                let before = at.checked_sub(1).and_then(|before| tokens.get(before));
                if before.is_some_and(|before| matches!(before.kind, Kind::Stop | Kind::Comma)) && !token.spaced {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// The quotations of a text, by place, and the marks without a partner. `paragraphs` are ranges of tokens, in order. What is
/// left open at the end of a paragraph goes on where the next one opens the same mark again; if it is never closed, all of
/// it is a stretch of which nothing is known, and its marks have no partner.
pub(super) fn quotations(tokens: &[Token], paragraphs: &[(usize, usize)]) -> (Vec<Quotation>, Vec<usize>) {
    let (mut found, mut orphans): (Vec<Quotation>, Vec<usize>) = (Vec::new(), Vec::new());
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    // Numbers of the pieces that wait for their end.
    let mut chain: Vec<usize> = Vec::new();
    for (number, (from, to)) in paragraphs.iter().copied().enumerate() {
        let Marks { pairs, mut open } = marks(tokens, from, to);
        let next = paragraphs.get(number + 1).and_then(|(next, _)| kind(*next));
        let goes_on = !chain.is_empty();
        for (open, close) in &pairs {
            let reopened = goes_on && *open == from;
            found.push(Quotation { open: *open, close: *close, closed: true, reopened });
        }
        if goes_on && pairs.first().is_some_and(|(open, _)| *open == from) {
            chain.clear();
        }
        let last =
            open.last().copied().filter(|last| pairs.last().is_none_or(|(_, close)| close < last) && last + 1 < to);
        if let Some(last) = last {
            open.pop();
            chain.push(found.len());
            found.push(Quotation { open: last, close: to - 1, closed: false, reopened: goes_on && last == from });
        }
        let ends = last.is_none_or(|last| next.is_none() || next != kind(last));
        if ends {
            orphans.extend(chain.drain(..).filter_map(|piece| found.get(piece)).map(|piece| piece.open));
        }
        orphans.extend(open);
    }
    crate::model::order::sort_and_dedup(&mut orphans);
    (found, orphans)
}

#[cfg(test)]
mod tests {
    use super::super::read_text;

    /// The quotations of a text, one line each; ~ for one that is not closed, + for one that goes on.
    fn check(text: &str, expected: &[&str]) {
        read_text(text, |reading| {
            let told = |quotation: &super::Quotation| {
                let run = super::super::reading::Run { from: quotation.open, to: quotation.close + 1 };
                let words = reading.range(run).and_then(|range| range.of(reading.text)).unwrap_or_default();
                format!(
                    "{}{}{words}",
                    if quotation.reopened { "+" } else { "" },
                    if quotation.closed { "" } else { "~" }
                )
            };
            let found: Vec<String> = reading.quotations.iter().map(told).collect();
            assert_eq!(found, expected, "{text}");
        });
    }

    #[test]
    fn all_kinds_of_marks() {
        check("He said “A” and \"B\" and ''C'' and «D».", &["“A”", "\"B\"", "''C''", "«D»"]);
        check("„Ja“, sagte er, »nein« und « oui ».", &["„Ja“", "»nein«", "« oui »"]);
        check("‘Go,’ she said. 'No,' he said.", &["‘Go,’", "'No,'"]);
        check("“Mixed\" and \"mixed”.", &["“Mixed\"", "\"mixed”"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check("Roe’s boat, the students’ union, ’tis rock 'n' roll, the ‘90s.", &["'n'"]);
        check("‘The students’ union is shut,’ he said.", &["‘The students’ union is shut,’"]);
    }

    #[test]
    fn the_outer_one_counts() {
        check("“He said ‘go’ and “stay” to me,” she said.", &["“He said ‘go’ and “stay” to me,”"]);
        check("\"He said \"yes\" to me,\" she said.", &["\"He said \"yes\" to me,\""]);
        check("“Lost. “Found,” he said.", &["“Found,”"]);
    }

    #[test]
    fn open_at_the_end_of_a_paragraph() {
        check("Roe: “One.\n“Two.\n“Three.” Four.", &["~“One.", "+~“Two.", "+“Three.”"]);
        check("Roe: “One.\nTwo.", &["~“One."]);
    }
}
