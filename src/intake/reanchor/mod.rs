//! Where annotations of a text belong in a newer version of it.
//!
//! Three things are told apart by what the two texts say, not by what somebody may have done to them:
//!
//! - **Exact**: the words stand there with the same 32 characters on either side (or with the text's beginning or end, where
//!   that is nearer), and the place is beyond doubt. *Beyond doubt* means: of all places of the new text that have these
//!   words so surrounded, the texts agree around this one at least as far on both sides, and further on one; and the same
//!   seen from there, of all places of the old text. So where a passage was doubled, neither of the two is exact; and where
//!   one of two like passages went, what lay on it does not slip onto the other. What cannot be told apart from the two
//!   texts alone (a passage that was copied and its original deleted, which looks as if it was moved) is exact.
//! - **Moved**: exactly the same words, in other surroundings, or in a place that is clearly the best of several.
//! - **Doubtful**: words that are somewhat different, or several places that are equally good.
//!
//! What is unchanged is found without comparing the texts word by word; that is done ([`align`]) only for spans whose
//! neighbourhood has changed, in the stretch between what stands in both texts around them ([`grams::common`]). The work is
//! bounded: when too much was looked at, what is left is doubtful or lost, never exact.

mod align;
pub mod carry;
pub mod differ;
mod exact;
mod grams;
mod place;
#[cfg(test)]
mod tests;
mod words;

use grams::{Budget, Known, common};

use crate::model::{Span, Table, TextRange};
use exact::Pair;
use place::Found;

/// How sure it is where something belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sureness {
    /// The same words in the same surroundings, beyond doubt.
    Exact,
    /// The same words elsewhere, or in other surroundings.
    Moved,
    /// Other words, or one of several places.
    Doubtful,
    /// Nowhere.
    Lost,
}

impl Sureness {
    /// All of them, with the names that scripts and the page use.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Exact, "exact"), (Self::Moved, "moved"), (Self::Doubtful, "doubtful"), (Self::Lost, "lost")];

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(one, _)| *one == self).map_or("lost", |(_, name)| name)
    }
}

/// Where something belongs in the newer version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchored {
    /// How sure that is.
    pub sureness: Sureness,
    /// The places, likeliest first, at most [`MOST`]; none where it is lost. Of something exact or moved the first has exactly
    /// the words that it had.
    pub places: Vec<Span>,
}

/// Most places that are offered.
pub const MOST: usize = 5;

/// Work for two texts, whatever they are: a second or two.
const WORK: u64 = 1_000_000_000;

/// Finds where `spans` of the text `old` belong in the text `new`; one answer for each, in their order.
#[must_use]
pub fn reanchor(old: &str, new: &str, spans: &[&Span]) -> Vec<Anchored> {
    within(old, new, spans, WORK)
}

fn within(old: &str, new: &str, spans: &[&Span], work: u64) -> Vec<Anchored> {
    let (old_words, new_words, shared) = words::pair(old, new);
    let (old_known, new_known) = (Known::new(old_words), Known::new(new_words));
    let stretches = common(&old_known, &new_known);
    let mut pair = Pair::new(old_known, new_known, Budget::new(work));
    let mut known: Table<TextRange, Found> = Table::new();
    let mut answers = Vec::with_capacity(spans.len());
    for span in spans {
        let mut parts = Vec::with_capacity(span.count());
        for fragment in span.fragments() {
            let found = match known.get(&fragment) {
                Some(found) => found.clone(),
                None => {
                    let found = place::find(&mut pair, &shared, &stretches, fragment);
                    known.insert(fragment, found.clone());
                    found
                }
            };
            parts.push(found);
        }
        answers.push(together(&parts));
    }
    answers
}

/// What its fragments come to. They stay in order and apart, or it is doubtful.
fn together(parts: &[Found]) -> Anchored {
    let lost = Anchored { sureness: Sureness::Lost, places: Vec::new() };
    if let [only] = parts {
        let places: Vec<Span> = only.places.iter().take(MOST).map(|range| Span::of(*range)).collect();
        return if places.is_empty() { lost } else { Anchored { sureness: only.sureness, places } };
    }
    let found: Vec<TextRange> = parts.iter().filter_map(|part| part.places.first().copied()).collect();
    let in_order = found.windows(2).all(|pair| matches!(pair, [a, b] if a.end() < b.start()));
    let whole = in_order && found.len() == parts.len();
    let worst = parts.iter().map(|part| part.sureness).max().unwrap_or(Sureness::Lost);
    let Some(span) = Span::new(found) else { return lost };
    let sureness = if whole { worst } else { Sureness::Doubtful };
    Anchored { sureness, places: vec![span] }
}
