//! Sentences for what readers of other formats could not read.

use super::Words;

/// What they say by name, and how.
const ALL: [(&str, Words); 4] = [
    ("gone", Words::RefusedGone),
    ("broke", Words::RefusedBroke),
    ("slow", Words::RefusedSlow),
    ("no_workshop", Words::RefusedNoWorkshop),
];

/// The words for a reason.
pub(super) fn words_of(why: &str) -> Words {
    match why {
        "empty" => Words::IssueEmpty,
        _ => ALL.iter().find(|(name, _)| *name == why).map_or(Words::RefusedOther, |(_, words)| *words),
    }
}

/// What belongs into them, behind the place.
pub(super) fn facts(why: &str, number: usize, words: &str) -> Vec<String> {
    match why {
        "broke" => vec![words.to_owned()],
        _ if ALL.iter().any(|(name, _)| *name == why) => vec![number.to_string(), words.to_owned()],
        _ => vec![why.replace('_', " "), words.to_owned()],
    }
}
