//! Where sentences end. A quotation belongs to one sentence whole, however many it has inside.

use super::lexicon::class;
use super::reading::{Reading, Run};
use super::words::Kind;

/// A sentence that has no end in sight is cut, so that no rule looks too far.
const LONGEST: usize = 240;

/// The sentences of a paragraph, in order; they cover it.
pub(super) fn sentences(reading: &Reading, paragraph: Run) -> Vec<Run> {
    let mut found = Vec::new();
    let mut start = paragraph.from;
    let mut at = paragraph.from;
    while at < paragraph.to {
        let ends = match reading.quotation(at) {
            Some(quotation) => {
                let stopped = matches!(reading.inner_end(quotation), Kind::Stop) || !quotation.closed;
                at = quotation.close;
                stopped
            }
            // U.S., p.m., Inc.: the stop is part of the word, and ends the sentence where one begins behind it.
            None if reading.kind(at) == Kind::Word => {
                let dotted = reading.words(at).ends_with('.') && !reading.has(at, class::TITLE);
                let initial = reading.words(at).chars().count() == 2;
                dotted && !initial && reading.token(at + 1).capital && reading.has(at + 1, STARTERS)
            }
            None => reading.kind(at) == Kind::Stop,
        };
        let mut next = at + 1;
        while next < paragraph.to && reading.kind(next) == Kind::Close {
            next += 1;
        }
        // A mark without partner that is glued on belongs to what it follows.
        if ends && next < paragraph.to && !reading.token(next).spaced && matches!(reading.kind(next), Kind::Quote(_)) {
            next += 1;
        }
        if (ends && begins(reading, next, paragraph.to)) || next - start > LONGEST {
            found.extend(Run::new(start, next.min(paragraph.to)));
            start = next;
        }
        at = next;
    }
    found.extend(Run::new(start, paragraph.to));
    found
}

/// Whether a sentence can begin at a token.
fn begins(reading: &Reading, at: usize, end: usize) -> bool {
    if at >= end {
        return true;
    }
    let token = reading.token(at);
    match token.kind {
        // Scripts without capitals begin anywhere.
        Kind::Word => token.capital || !reading.words(at).chars().next().is_some_and(|c| c.is_lowercase()),
        Kind::Number | Kind::Open | Kind::Other => token.spaced,
        Kind::Quote(_) => token.spaced,
        _ => false,
    }
}

/// Words with which a sentence begins rather than a name.
const STARTERS: u32 = class::DETERMINER
    | class::POSSESSIVE
    | class::PRONOUN
    | class::PREPOSITION
    | class::SUBORDINATOR
    | class::COORDINATOR
    | class::ADVERB;

#[cfg(test)]
mod tests {
    use super::super::read_text;

    fn check(text: &str, expected: &[&str]) {
        read_text(text, |reading| {
            let sentences = reading.paragraphs.iter().flat_map(|paragraph| paragraph.sentences.clone());
            let found: Vec<_> = sentences.filter_map(|run| reading.range(run)?.of(reading.text)).collect();
            assert_eq!(found, expected);
        });
    }

    #[test]
    fn stops_and_abbreviations() {
        check("Dr. J. Roe came. He sat.", &["Dr. J. Roe came.", "He sat."]);
        check(
            "It is Norvik Inc. It sells. Norvik Inc. sells.",
            &["It is Norvik Inc.", "It sells.", "Norvik Inc. sells."],
        );
        check("At 3.5 p.m. on Jan. 4 he left! Why? no…", &["At 3.5 p.m. on Jan. 4 he left!", "Why? no…"]);
        check("One.\nTwo (three.) Four", &["One.", "Two (three.)", "Four"]);
    }

    #[test]
    fn a_quotation_is_whole() {
        check("“Go. Now,” she said. “Please.” He went.", &["“Go. Now,” she said.", "“Please.”", "He went."]);
        check("“Go?” she asked.", &["“Go?” she asked."]);
    }
}
