//! Annotations that move to a newer version of a text: random edits of random texts, of which it is known where each
//! character went.

use manicule::intake::reanchor::{Anchored, MOST, Sureness, reanchor};
use manicule::model::{Span, TextRange};
use proptest::prelude::*;
use proptest::sample::select;

use crate::common::cases;

/// A place in a text as a random number, and how many characters.
type Place = (u16, u16);

/// Characters on each side that are a span's neighbourhood, as the documentation says.
const AROUND: usize = 32;

/// Words that repeat themselves, in several scripts, one without spaces and one that runs from right to left.
pub(super) const VOCABULARIES: [&[&str]; 7] = [
    &["the", "ferry", "sank", "the", "old", "log", "said", "Ada", "Lindqvist", "“No,”", "it’s"],
    &["la", "la", "la", "lo"],
    &["паром", "затонул", "в", "понедельник", "сказала", "Ада", "в"],
    &["قالت", "العبّارة", "يوم", "غرقت", "إن", "السفينة", "يوم"],
    &["東京", "都", "知事", "は", "港", "で", "「会見」", "は"],
    &["नौका", "सोमवार", "को", "डूब", "गई", "👩\u{200d}👧", "e\u{301}té", "को"],
    &["$35", "1,500", "3.5", "35", "5", "million", "Iran", "Iranian", "of"],
];

/// A character and the number of the one it was in the old text; none of what is new or a copy.
type Traced = Vec<(char, Option<usize>)>;

#[derive(Clone, Debug)]
enum Edit {
    Insert(u16, String),
    Delete(u16, u16),
    Replace(u16, u16, String),
    Move(u16, u16),
    Double(u16, u16),
    Capitals(u16, u16),
    Whole(String),
}

fn words(vocabulary: usize, most: usize) -> BoxedStrategy<String> {
    let apart = if vocabulary == 4 { "" } else { " " };
    let words = prop::collection::vec(select(VOCABULARIES[vocabulary]), 1..most);
    words.prop_map(move |words| words.join(apart)).boxed()
}

/// A text; the last number makes every word another one.
fn text(vocabulary: usize, distinct: bool) -> BoxedStrategy<String> {
    let lines = prop::collection::vec(words(vocabulary, 30), 1..9);
    let number = move |lines: Vec<String>| {
        let text = lines.join("\n\n");
        if !distinct {
            return text;
        }
        let mut count = 0;
        let numbered = text.split_inclusive([' ', '\n']).map(|word| {
            count += 1;
            format!("{}{count}{}", word.trim_end(), &word[word.trim_end().len()..])
        });
        numbered.collect()
    };
    lines.prop_map(number).boxed()
}

fn edit(vocabulary: usize) -> BoxedStrategy<Edit> {
    let number = any::<u16>;
    prop_oneof![
        4 => (number(), words(vocabulary, 6)).prop_map(|(at, words)| Edit::Insert(at, words)),
        4 => (number(), 1..30u16).prop_map(|(at, count)| Edit::Delete(at, count)),
        4 => (number(), 1..20u16, words(vocabulary, 5)).prop_map(|(at, count, words)| Edit::Replace(at, count, words)),
        2 => (number(), number()).prop_map(|(from, to)| Edit::Move(from, to)),
        2 => (number(), number()).prop_map(|(from, to)| Edit::Double(from, to)),
        1 => (number(), 1..40u16).prop_map(|(at, count)| Edit::Capitals(at, count)),
        1 => text(vocabulary, false).prop_map(Edit::Whole),
    ]
    .boxed()
}

fn traced(text: &str) -> Traced {
    text.chars().zip((0..).map(Some)).collect()
}

fn fresh(text: &str) -> Traced {
    text.chars().map(|c| (c, None)).collect()
}

fn paragraphs(text: &Traced) -> Vec<Traced> {
    text.split_inclusive(|(c, _)| *c == '\n').map(<[_]>::to_vec).collect()
}

fn at(number: u16, count: usize) -> usize {
    usize::from(number) * (count + 1) / (usize::from(u16::MAX) + 1)
}

fn edited(mut text: Traced, edit: &Edit) -> Traced {
    let stretch = |from: u16, count: u16, text: &Traced| {
        let from = at(from, text.len());
        from..(from + usize::from(count)).min(text.len())
    };
    match edit {
        Edit::Insert(place, words) => {
            let place = at(*place, text.len());
            text.splice(place..place, fresh(words));
        }
        Edit::Delete(from, count) => drop(text.drain(stretch(*from, *count, &text))),
        Edit::Replace(from, count, words) => {
            let stretch = stretch(*from, *count, &text);
            // Where it begins or ends as what it replaces, nobody can tell that it was replaced.
            let (was, mut new) = (&text[stretch.clone()], fresh(words));
            let least = new.len().min(was.len());
            let same = |a: usize, b: usize| new[a].0 == was[b].0;
            let first = (0..least).take_while(|at| same(*at, *at)).count();
            let back = |by: usize| same(new.len() - 1 - by, was.len() - 1 - by);
            let last = (0..least - first).take_while(|by| back(*by)).count();
            new[..first].copy_from_slice(&was[..first]);
            let (end, was_end) = (new.len() - last, was.len() - last);
            new[end..].copy_from_slice(&was[was_end..]);
            text.splice(stretch, new);
        }
        Edit::Move(from, to) | Edit::Double(from, to) => {
            let mut all = paragraphs(&text);
            if all.is_empty() {
                return text;
            }
            let from = at(*from, all.len() - 1);
            let moved = match edit {
                Edit::Move(..) => all.remove(from),
                _ => all[from].iter().map(|(c, _)| (*c, None)).collect(),
            };
            all.insert(at(*to, all.len()), moved);
            text = all.concat();
        }
        Edit::Capitals(from, count) => {
            let stretch = stretch(*from, *count, &text);
            for (c, of) in &mut text[stretch] {
                let capital = c.to_uppercase().next().unwrap_or(*c);
                if capital != *c {
                    (*c, *of) = (capital, None);
                }
            }
        }
        Edit::Whole(other) => text = fresh(other),
    }
    text
}

/// The span that places stand for.
fn span(text: &str, places: &[Place]) -> Span {
    let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let range = |(from, count): &Place| {
        let from = at(*from, edges.len() - 2);
        let to = (from + usize::from(*count)).min(edges.len() - 1);
        let byte = |edge: usize| u32::try_from(edges[edge]).expect("a short text");
        TextRange::new(byte(from), byte(to)).expect("some characters")
    };
    Span::new(places.iter().map(range).collect()).expect("at least one place")
}

/// Both texts as characters, the new one with where they come from.
struct Texts {
    old: Vec<char>,
    new: Traced,
}

impl Texts {
    /// How far the texts agree around a stretch of the old one and the same characters at `at` of the new one; the beginning
    /// or end of both counts for one character.
    fn agreement(&self, from: usize, to: usize, at: usize) -> (usize, usize) {
        let new: Vec<char> = self.new.iter().map(|(c, _)| *c).collect();
        let same = |(a, b): &(&char, &char)| a == b;
        let left = self.old[..from].iter().rev().zip(new[..at].iter().rev()).take_while(same).count();
        let end = at + (to - from);
        let right = self.old[to..].iter().zip(&new[end..]).take_while(same).count();
        let (begins, ends) = (left == from && left == at, right == self.old.len() - to && right == new.len() - end);
        (left + usize::from(begins), right + usize::from(ends))
    }

    /// Where a stretch of the old text is now, with its neighbourhood, if nobody touched that.
    fn truly(&self, from: usize, to: usize) -> Option<usize> {
        let (start, end) = (from.saturating_sub(AROUND), (to + AROUND).min(self.old.len()));
        let place = self.new.iter().position(|(_, of)| *of == Some(start))?;
        let whole =
            (start..end).zip(place..).all(|(of, at)| self.new.get(at).is_some_and(|(_, from)| *from == Some(of)));
        let short = (from < AROUND, to + AROUND > self.old.len());
        let edges = (!short.0 || place == 0) && (!short.1 || place + (end - start) == self.new.len());
        (whole && edges).then_some(place + (from - start))
    }

    /// How often a stretch of the old text with its neighbourhood stands in both.
    fn count(&self, from: usize, to: usize) -> (usize, usize) {
        let wanted = &self.old[from.saturating_sub(AROUND)..(to + AROUND).min(self.old.len())];
        let new: Vec<char> = self.new.iter().map(|(c, _)| *c).collect();
        let times = |text: &[char]| text.windows(wanted.len()).filter(|part| *part == wanted).count();
        (times(&self.old), times(&new))
    }
}

/// Whether a word or a number goes on where it is cut, in scripts that put spaces between words.
fn cuts(text: &[char], at: usize) -> bool {
    let get = |at: Option<usize>| at.and_then(|at| text.get(at)).copied();
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !('\u{2e80}'..='\u{a4cf}').contains(&c));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let sign = |c: Option<char>| matches!(c, Some(',' | '.'));
    // An accent is no end of a word: what stands before it counts.
    let is_accent = |at: &usize| text.get(*at).is_some_and(|c| ('\u{300}'..='\u{36f}').contains(c));
    let end = (0..at).rev().find(|at| !is_accent(at)).map_or(0, |last| last + 1);
    let (earlier, last) = (get(end.checked_sub(2)), get(end.checked_sub(1)));
    let (next, later) = (get(Some(at)), get(Some(at + 1)));
    // Between a letter and its accent as well.
    (joins(last) && (joins(next) || is_accent(&at)))
        || (digit(last) && sign(next) && digit(later))
        || (digit(earlier) && sign(last) && digit(next))
}

fn covers(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 >= b.0 && a.1 >= b.1
}

fn check(old: &str, edits: &[Edit], spots: &[Vec<Place>], distinct: bool) -> Result<(), TestCaseError> {
    let mut new = traced(old);
    for edit in edits {
        new = edited(new, edit);
    }
    let new_text: String = new.iter().map(|(c, _)| *c).collect();
    let spans: Vec<Span> = spots.iter().map(|places| span(old, places)).collect();
    let answers = reanchor(old, &new_text, &spans.iter().collect::<Vec<_>>());
    prop_assert_eq!(answers.len(), spans.len());
    let texts = Texts { old: old.chars().collect(), new };
    let chars = |text: &str, byte: u32| text[..byte as usize].chars().count();
    for (span, Anchored { sureness, places }) in spans.iter().zip(&answers) {
        prop_assert_eq!(places.is_empty(), *sureness == Sureness::Lost);
        prop_assert!(places.len() <= MOST);
        for place in places {
            for part in place.fragments() {
                prop_assert!(part.of(&new_text).is_some(), "{:?} is not on the text", part);
            }
        }
        let words = |text: &str, span: &Span| {
            span.fragments().map(|range| range.of(text).unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        if matches!(sureness, Sureness::Exact | Sureness::Moved) {
            prop_assert_eq!(words(&new_text, &places[0]), words(old, span));
        }
        if matches!(sureness, Sureness::Exact | Sureness::Moved) {
            let new: Vec<char> = texts.new.iter().map(|(c, _)| *c).collect();
            for (part, found) in span.fragments().zip(places[0].fragments()) {
                for (was, is) in [(part.start(), found.start()), (part.end(), found.end())] {
                    let whole = !cuts(&texts.old, chars(old, was));
                    prop_assert!(!whole || !cuts(&new, chars(&new_text, is)), "{:?} cuts a word or a number", found);
                }
            }
        }
        let mut all_exact = true;
        for (part, found) in
            span.fragments().zip(places.first().map(|span| span.fragments().collect::<Vec<_>>()).unwrap_or_default())
        {
            let (from, to) = (chars(old, part.start()), chars(old, part.end()));
            if *sureness != Sureness::Exact {
                continue;
            }
            let place = chars(&new_text, found.start());
            let mine = texts.agreement(from, to, place);
            let near = |side: usize, most: usize| side >= most.min(AROUND);
            prop_assert!(
                near(mine.0, from) && near(mine.1, texts.old.len() - to),
                "the neighbourhood is another: {:?}",
                mine
            );
            let origins: Vec<Option<usize>> = texts.new[place..place + (to - from)].iter().map(|(_, of)| *of).collect();
            let right = origins.iter().zip(from..).all(|(of, at)| *of == Some(at));
            if right {
                continue;
            }
            prop_assert!(
                !distinct || edits.iter().any(|edit| matches!(edit, Edit::Double(..))),
                "other words: {:?}",
                found
            );
            // What was never edited stands elsewhere: then nobody could tell it from what was found.
            if let Some(truth) = texts.truly(from, to) {
                let other = texts.agreement(from, to, truth);
                prop_assert!(covers(mine, other), "{:?} at {} is less than {:?} at {}", mine, place, other, truth);
            }
            // It belonged to other words: then these agree with it no better.
            if let Some(Some(of)) =
                origins.first().filter(|of| of.is_some_and(|of| of + (to - from) <= texts.old.len()))
            {
                let other = texts.agreement(*of, of + (to - from), place);
                let same = texts.old[*of..of + (to - from)] == texts.old[from..to];
                prop_assert!(!same || covers(mine, other), "{:?} is less than {:?} of {}", mine, other, of);
            }
        }
        for part in span.fragments() {
            let (from, to) = (chars(old, part.start()), chars(old, part.end()));
            all_exact &= texts.truly(from, to).is_some() && texts.count(from, to) == (1, 1);
        }
        // Untouched and alone of its kind: exact, and there. (Parts that changed their order are told.)
        if all_exact && span.count() == 1 {
            let part = span.hull();
            let truth = texts.truly(chars(old, part.start()), chars(old, part.end()));
            prop_assert_eq!(*sureness, Sureness::Exact);
            prop_assert_eq!(Some(chars(&new_text, places[0].start())), truth);
        }
    }
    Ok(())
}

fn case(distinct: bool) -> BoxedStrategy<(String, Vec<Edit>, Vec<Vec<Place>>)> {
    let vocabulary = 0..VOCABULARIES.len();
    let all = move |vocabulary| {
        let spots = prop::collection::vec(prop::collection::vec((any::<u16>(), 1..24u16), 1..4), 1..8);
        (text(vocabulary, distinct), prop::collection::vec(edit(vocabulary), 0..5), spots)
    };
    vocabulary.prop_flat_map(all).boxed()
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn no_span_lands_on_other_words_unnoticed((old, edits, spots) in case(false)) {
        check(&old, &edits, &spots, false)?;
    }

    #[test]
    fn words_that_stand_once_are_never_taken_for_others((old, edits, spots) in case(true)) {
        check(&old, &edits, &spots, true)?;
    }

    #[test]
    fn nothing_edited_is_nothing_moved(vocabulary in 0..VOCABULARIES.len(), distinct in any::<bool>(), seed in any::<u16>()) {
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let tree = text(vocabulary, distinct).new_tree(&mut runner).expect("a text");
        let old = proptest::strategy::ValueTree::current(&tree);
        let from = at(seed, old.chars().count().saturating_sub(1));
        let start: usize = old.chars().take(from).map(char::len_utf8).sum();
        let end = start + old[start..].chars().take(5).map(char::len_utf8).sum::<usize>();
        let range = |at: usize| u32::try_from(at).expect("a short text");
        if let Some(range) = TextRange::new(range(start), range(end)) {
            let span = Span::of(range);
            let found = reanchor(&old, &old, &[&span]);
            prop_assert_eq!(&found, &vec![Anchored { sureness: Sureness::Exact, places: vec![span] }]);
        }
    }
}
