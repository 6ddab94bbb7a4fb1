//! Finds out what offsets count, by the words that files say stand there; where they say nothing, by asking.

use super::counting::{Counting, Mark, Traits, Views};
use super::place::{self, Words};
use crate::formats::foreign::loose::{Foreign, LooseSpan};
use crate::model::FixedText;

/// Words that are shown of each way to count, when a person is asked.
const GLIMPSES: usize = 4;

/// Characters shown on each side of them.
const AROUND: usize = 12;

/// A way to count that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// It.
    pub counting: Counting,
    /// Fragments whose words, as the file says them, stand at their offsets.
    pub hits: usize,
    /// Fragments of which the file says other words.
    pub misses: usize,
    /// Fragments of which it says none, and whose offsets lie in the text.
    pub inside: usize,
    /// Those whose offsets do not.
    pub outside: usize,
    /// Edges of words among the edges of those.
    pub whole: usize,
    /// Some words as they would be, with what stands around them: the same places for each.
    pub glimpses: Vec<[String; 3]>,
}

/// What offsets count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The way to count that fits, or the likeliest; nothing where two are as likely.
    pub chosen: Option<Counting>,
    /// Whether that is certain; else a person is asked.
    pub is_certain: bool,
    /// All that may be meant and give different places, the plainest first.
    pub candidates: Vec<Candidate>,
}

/// Finds out.
#[must_use]
pub fn counting(foreign: &Foreign) -> Found {
    let has_words = foreign.documents.iter().flat_map(|loose| &loose.spans).any(|span| !span.quotes.is_empty());
    let traits = foreign.documents.iter().map(|loose| Traits::of(&loose.text)).fold(Traits::default(), Traits::and);
    let is_told = |counting: &Counting| foreign.unit.is_none_or(|unit| unit == counting.unit);
    // Where the unit is told and no words are, so are line ends.
    let is_plain =
        |counting: &Counting| has_words || foreign.unit.is_none() || *counting == Counting::of(counting.unit);
    let some = Counting::all().filter(|counting| traits.meets(*counting));
    let is_first = |counting: &Counting| counting.mark != Mark::Counted && is_told(counting) && is_plain(counting);
    let (first, later): (Vec<_>, Vec<_>) = some.partition(is_first);
    let mut all = tried(foreign, &first);
    // A mark that nobody sees, and another unit than is told, are thought of only where nothing else explains the words.
    if has_words && all.iter().all(|trial| trial.candidate.misses > 0) {
        all.extend(tried(foreign, &later));
    }
    let mut found = decided(all, has_words);
    if found.candidates.len() > 1 {
        glimpses(foreign, &mut found.candidates);
    }
    found
}

/// A candidate, and a sum over the places it gives to what nothing speaks against.
struct Trial {
    candidate: Candidate,
    places: u64,
}

fn tried(foreign: &Foreign, countings: &[Counting]) -> Vec<Trial> {
    let begin = |counting: &Counting| {
        let (hits, misses, inside, outside, whole) = (0, 0, 0, 0, 0);
        let candidate = Candidate { counting: *counting, hits, misses, inside, outside, whole, glimpses: Vec::new() };
        Trial { candidate, places: 0xcbf2_9ce4_8422_2325 }
    };
    let mut all: Vec<Trial> = countings.iter().map(begin).collect();
    for loose in &foreign.documents {
        let fixed = FixedText::new(&loose.text);
        let mut views = Views::of(&loose.text);
        for trial in &mut all {
            let view = views.of_counting(trial.candidate.counting);
            for span in &loose.spans {
                let placed = place::at_offsets(span, view, trial.candidate.counting.unit, &fixed);
                trial.take(span, &placed, &fixed.text);
            }
        }
    }
    all
}

impl Trial {
    fn take(&mut self, span: &LooseSpan, placed: &place::AtOffsets, text: &str) {
        let candidate = &mut self.candidate;
        let known = match placed.words {
            Words::Same => {
                candidate.hits += span.quotes.len();
                true
            }
            Words::Other => {
                candidate.misses += span.quotes.len();
                false
            }
            Words::Untold => {
                for range in &placed.ranges {
                    match range {
                        Some(range) => {
                            candidate.inside += 1;
                            candidate.whole += whole_edges(text, range.start() as usize, range.end() as usize);
                        }
                        None => candidate.outside += 1,
                    }
                }
                true
            }
        };
        let mut add = |value: u32| self.places = (self.places ^ u64::from(value)).wrapping_mul(0x0000_0100_0000_01b3);
        for range in placed.ranges.iter().filter(|_| known) {
            add(range.map_or(u32::MAX, |range| range.start()));
            add(range.map_or(u32::MAX, |range| range.end()));
        }
        add(u32::from(known));
    }
}

/// How many edges of a stretch are edges of words: two, where it is whole words.
fn whole_edges(text: &str, start: usize, end: usize) -> usize {
    let (Some(before), Some(words), Some(after)) = (text.get(..start), text.get(start..end), text.get(end..)) else {
        return 0;
    };
    let edge = |outer: Option<char>, inner: Option<char>| {
        let Some(inner) = inner.filter(|inner| !inner.is_whitespace()) else { return false };
        !inner.is_alphanumeric() || outer.is_none_or(|outer| !outer.is_alphanumeric())
    };
    usize::from(edge(before.chars().next_back(), words.chars().next()))
        + usize::from(edge(after.chars().next(), words.chars().next_back()))
}

fn decided(mut all: Vec<Trial>, has_words: bool) -> Found {
    if has_words {
        let most = all.iter().map(|trial| trial.candidate.hits).max().unwrap_or(0);
        all.retain(|trial| trial.candidate.hits == most);
    }
    // Offsets may be wrong in a few places; where most are outside of the text, they do not count this.
    let likely = |trial: &Trial| trial.candidate.inside >= trial.candidate.outside;
    if all.iter().any(likely) {
        all.retain(likely);
    }
    let mut known: Vec<u64> = Vec::new();
    all.retain(|trial| {
        let is_new = !known.contains(&trial.places);
        known.push(trial.places);
        is_new
    });
    let best = all.iter().map(|trial| trial.candidate.whole).max().unwrap_or(0);
    let mut likeliest = all.iter().filter(|trial| trial.candidate.whole == best);
    let chosen = likeliest.next().filter(|_| likeliest.next().is_none()).map(|trial| trial.candidate.counting);
    let candidates: Vec<Candidate> = all.into_iter().map(|trial| trial.candidate).collect();
    let is_certain = candidates.len() <= 1 || !has_words && chosen.is_some_and(|chosen| is_plain(chosen, &candidates));
    Found { chosen, is_certain, candidates }
}

/// Edges of spans from which on they speak for themselves.
const ENOUGH: usize = 20;

/// Whether one way to count gives whole words nearly everywhere, of many spans, and all others break words: people mark
/// words, so that this is no accident.
fn is_plain(chosen: Counting, candidates: &[Candidate]) -> bool {
    candidates.iter().all(|candidate| {
        let edges = 2 * (candidate.inside + candidate.outside);
        edges >= ENOUGH
            && if candidate.counting == chosen {
                candidate.whole * 50 >= edges * 49
            } else {
                candidate.whole * 10 <= edges * 7
            }
    })
}

/// Shows the first words about which the candidates do not agree.
fn glimpses(foreign: &Foreign, candidates: &mut [Candidate]) {
    let mut shown = 0;
    for loose in &foreign.documents {
        let fixed = FixedText::new(&loose.text);
        let mut views = Views::of(&loose.text);
        for span in &loose.spans {
            let mut ranges = Vec::with_capacity(candidates.len());
            for candidate in candidates.iter() {
                let view = views.of_counting(candidate.counting);
                let placed = place::at_offsets(span, view, candidate.counting.unit, &fixed);
                ranges.push(placed.ranges.first().copied().flatten());
            }
            if ranges.windows(2).all(|two| two[0] == two[1]) {
                continue;
            }
            for (candidate, range) in candidates.iter_mut().zip(ranges) {
                candidate.glimpses.push(range.map_or_else(Default::default, |range| {
                    let (start, end) = (range.start() as usize, range.end() as usize);
                    let text = |from: usize, to: usize| fixed.text.get(from..to).unwrap_or_default();
                    let before: Vec<char> = text(0, start).chars().rev().take(AROUND).collect();
                    let after = text(end, fixed.text.len()).chars().take(AROUND).collect();
                    [before.into_iter().rev().collect(), text(start, end).to_owned(), after]
                }));
            }
            shown += 1;
            if shown == GLIMPSES {
                return;
            }
        }
    }
}
