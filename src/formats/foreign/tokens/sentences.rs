//! Where sentences end: with their block, and after what ends one, where that is no abbreviation. Part of what is pinned by
//! [`super::TOKENIZER`].

use std::ops::Range;

use super::{Class, class};
use crate::model::TextRange;

/// Abbreviations that stand before a name or a number, so that no sentence ends with them; in small letters.
const BEFORE: &[&str] = &[
    "mr", "mrs", "ms", "messrs", "dr", "prof", "rev", "hon", "gen", "col", "lt", "maj", "capt", "cmdr", "sgt", "cpl",
    "adm", "gov", "sen", "rep", "pres", "st", "ste", "mt", "ft", "fr", "hr", "frl", "nr", "no", "nos", "fig", "vol",
    "pp", "vs", "ca", "bzw", "sr", "sra", "mme", "mlle", "mgr", "dott", "sig", "approx", "cf", "viz",
];

/// Abbreviations that end a sentence where one of [`STARTERS`] follows; in small letters.
const BETWEEN: &[&str] = &[
    "inc", "ltd", "co", "corp", "plc", "llc", "bros", "jr", "etc", "al", "dept", "univ", "assn", "est", "ave", "blvd",
    "rd", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "usw", "ph", "d",
];

/// Words that begin sentences more often than they follow a name.
const STARTERS: &[&str] = &[
    "The", "A", "An", "In", "On", "At", "He", "She", "It", "They", "We", "I", "You", "But", "And", "This", "That",
    "These", "Those", "There", "When", "While", "After", "Before", "If", "As", "For", "His", "Her", "Its", "Their",
    "Our", "However", "Last", "Der", "Die", "Das", "Er", "Sie", "Es", "Le", "La", "Les", "Il", "Elle", "El", "Los",
    "Las",
];

const fn is_small(c: char) -> bool {
    matches!(c, 'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ' | 'α'..='ω' | 'а'..='џ')
}

/// What a sentence takes along behind its end: quotation marks and brackets that close.
fn closes(word: &str) -> bool {
    word.starts_with(['"', '\'', '”', '’', '»', '›', ')', ']', '}', '」', '』', '）', '】', '》', '*'])
}

/// The sentences of a text, as runs of its tokens. `blocks` are the stretches beyond which none goes; `joined` those in which
/// none ends: spans, which consist of tokens of one sentence.
#[must_use]
pub fn sentences(text: &str, tokens: &[TextRange], blocks: &[TextRange], joined: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut within = vec![false; tokens.len() + 1];
    for range in joined {
        // Before the second token of a span and every later one no sentence begins.
        within.iter_mut().take(range.end).skip(range.start + 1).for_each(|held| *held = true);
    }
    let (mut found, mut start) = (Vec::new(), 0);
    for place in 1..tokens.len() {
        if !within.get(place).is_some_and(|held| *held) && ends_before(text, tokens, blocks, start, place) {
            found.push(start..place);
            start = place;
        }
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

/// Whether a sentence that begins at token `start` ends before token `place`.
fn ends_before(text: &str, tokens: &[TextRange], blocks: &[TextRange], start: usize, place: usize) -> bool {
    let word = |at: usize| tokens.get(at).and_then(|range| range.of(text)).unwrap_or_default();
    let edge = |at: usize| tokens.get(at).map_or((0, 0), |range| (range.start(), range.end()));
    let (before, (next, _)) = (edge(place - 1).1, edge(place));
    let block = |at: u32| blocks.partition_point(|block| block.end() <= at);
    let gap = text.get(before as usize..next as usize).unwrap_or_default();
    if block(before.saturating_sub(1)) != block(next) || gap.matches('\n').count() > 1 {
        return true;
    }
    // Back over what closes, each without a gap before it.
    let mut last = place - 1;
    while last > start && closes(word(last)) && edge(last).0 == edge(last - 1).1 {
        last -= 1;
    }
    let first_of_next = word(place).chars().next().unwrap_or_default();
    match word(last) {
        "。" | "！" | "？" | "｡" | "．" => !closes(word(place)) && !matches!(word(place), "。" | "！" | "？"),
        "؟" | "۔" | "।" | "॥" | "။" | "។" | "՞" | "։" | "።" | "፧" | "᠃" => !gap.is_empty(),
        "!" | "?" | "…" | "‼" | "⁉" | "⁈" => !gap.is_empty() && !is_small(first_of_next),
        stop if stop.starts_with("..") => !gap.is_empty() && !is_small(first_of_next),
        "." => {
            let ended = last > start && edge(last).0 == edge(last - 1).1;
            let abbreviated = if ended { word(last - 1) } else { "" };
            let small = abbreviated.to_ascii_lowercase();
            let initial = abbreviated.chars().filter(|c| class(*c) != Class::Mark).count() == 1
                && abbreviated.chars().next().is_some_and(|c| class(c) == Class::Letter);
            let starts = STARTERS.contains(&word(place));
            let holds = BEFORE.contains(&small.as_str()) || ((initial || BETWEEN.contains(&small.as_str())) && !starts);
            !gap.is_empty() && !is_small(first_of_next) && !holds
        }
        // An abbreviation that has its dot: `in the U.S. The minister`.
        dotted if dotted.len() > 1 && dotted.ends_with('.') => !gap.is_empty() && STARTERS.contains(&word(place)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;
    use crate::model::Block;

    fn cut(text: &str, joined: &[Range<usize>]) -> Vec<String> {
        let (tokens, blocks) = (tokens(text), Block::lines(text).iter().map(|block| block.range).collect::<Vec<_>>());
        let found = sentences(text, &tokens, &blocks, joined);
        assert_eq!(found.iter().map(ExactSizeIterator::len).sum::<usize>(), tokens.len());
        let words = |range: Range<usize>| {
            let hull = TextRange::new(tokens[range.start].start(), tokens[range.end - 1].end()).expect("not empty");
            hull.of(text).expect("of this text").to_owned()
        };
        found.into_iter().map(words).collect()
    }

    #[test]
    fn sentences_end_where_people_say() {
        for expected in [
            &["Mr. Bo met Dr. Li in the U.S. Senate.", "He left."][..],
            &["“It is late.”", "Ana went home in the U.S.", "The end!"],
            &["Foo Inc. sued Bar Corp.", "They lost 3.5% vs. 2024."],
            &["J. R. Smith said: “Go!” and left.", "Who?", "…", "Nobody."],
            &["Headline without a stop", "Text of J. Li."],
            &["東京。", "「はい。」", "終わり。"],
            &["ما هذا؟", "نقل أحمد."],
            &["यह है।", "वह था।"],
        ] {
            let glue = if expected[0].starts_with('東') { "" } else { " " };
            let text = if expected[0].starts_with("Head") { expected.join("\n") } else { expected.join(glue) };
            assert_eq!(cut(&text, &[]), expected);
        }
    }

    #[test]
    fn no_sentence_ends_within_a_span() {
        assert_eq!(cut("One. Two. Three.", &[0..3]), ["One. Two.", "Three."]);
        assert_eq!(cut("One.\nTwo.", &[1..3]), ["One.\nTwo."]);
    }
}
