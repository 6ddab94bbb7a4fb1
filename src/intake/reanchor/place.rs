//! The place of one stretch of words.

use std::ops::Range;

use super::align::{align, likeness};
use super::exact::{Agreement, Pair};
use super::grams::Common;
use super::words::{Shared, Words};
use super::{MOST, Sureness};
use crate::model::TextRange;
use crate::model::order::sort_by_key;

/// Tokens on each side that are laid beside the new text together with the words.
const CONTEXT: usize = 10;

/// Tokens that are looked through behind a place up to which the texts agree.
const FURTHER: usize = 40;

/// Places of the same words that are weighed.
const PLACES: usize = 200;

/// Bytes around the same words that must agree for them to be worth a look.
const SOME: u32 = 10;

/// Hundredths from which on words are so much alike that no others are looked for.
const CLOSE: u32 = 80;

/// Bytes of a quotation that stands for itself, without its surroundings.
const LONG: u32 = 24;

/// Where a stretch belongs.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// How sure that is.
    pub(super) sureness: Sureness,
    /// The places, likeliest first.
    pub(super) places: Vec<TextRange>,
}

/// Finds where `range` of the old text belongs.
pub(super) fn find(pair: &mut Pair<'_>, shared: &Shared, stretches: &[Common], range: TextRange) -> Found {
    if let Some(at) = pair.exact(range)
        && let Some(place) = TextRange::new(at, at + range.len())
    {
        return Found { sureness: Sureness::Exact, places: vec![place] };
    }
    let laid = laid_beside(pair, shared, stretches, range);
    let wanted = pair.old.words.slice(range.start(), range.end()).to_owned();
    let (mut same, weighed) = same_words(pair, range, &laid);
    sort_by_key(&mut same, |place| std::cmp::Reverse(place.score));
    let place = |at: u32| TextRange::new(at, at + range.len());
    let cut = |at: u32, to: u32| cuts(pair, range, (at, to));
    let worth = |same: &Same| same.stands(range) && cut(same.at, same.at + range.len()) == (false, false);
    if let Some(best) = same.first().filter(|best| worth(best)) {
        let rivals = same.iter().skip(1);
        // Another that is as well surrounded is as good, whichever is the nearer.
        let clear =
            rivals.clone().all(|rival| !rival.agreement.covers(best.agreement) && (rival.score + 8 <= best.score));
        let sureness = if clear && weighed { Sureness::Moved } else { Sureness::Doubtful };
        let mut places: Vec<TextRange> =
            same.iter().filter(|other| worth(other)).filter_map(|other| place(other.at)).collect();
        places.truncate(MOST);
        return Found { sureness, places };
    }
    let mut places: Vec<(u32, TextRange)> = Vec::new();
    for found in laid {
        let words = pair.new.words.slice(found.start(), found.end());
        let alike = likeness_of(&wanted, words);
        let found = widened(pair, found, cut(found.start(), found.end()));
        if alike >= 40 && !places.iter().any(|(_, known)| *known == found) {
            places.push((alike, found));
        }
    }
    // Of two that are nearly as like, the one with what came in the place of the words that are gone.
    sort_by_key(&mut places, |(alike, place)| std::cmp::Reverse((*alike / 5, place.len())));
    for found in same.iter().filter(|other| worth(other)).filter_map(|other| place(other.at)) {
        if !places.iter().any(|(_, known)| *known == found) {
            places.push((0, found));
        }
    }
    places.truncate(MOST);
    let sureness = if places.is_empty() { Sureness::Lost } else { Sureness::Doubtful };
    Found { sureness, places: places.into_iter().map(|(_, place)| place).collect() }
}

/// A place of the same words.
struct Same {
    at: u32,
    /// As far as the neighbourhood goes.
    agreement: Agreement,
    score: u32,
}

impl Same {
    /// Whether there is more to it than that the words are the same.
    const fn stands(&self, range: TextRange) -> bool {
        self.score >= SOME || range.len() >= LONG
    }
}

/// Whether a place begins, and ends, inside of a word or a number, where `range` in the old text does not.
fn cuts(pair: &Pair<'_>, range: TextRange, (start, end): (u32, u32)) -> (bool, bool) {
    let (old, new) = (&pair.old.words, &pair.new.words);
    (new.cuts(start) && !old.cuts(range.start()), new.cuts(end) && !old.cuts(range.end()))
}

/// A place with all of the words or numbers that it begins and ends in.
fn widened(pair: &Pair<'_>, place: TextRange, (begins, ends): (bool, bool)) -> TextRange {
    let new = &pair.new.words;
    let (mut start, mut end) = (place.start(), place.end());
    while begins && new.cuts(start) && start > 0 {
        start = new.start(new.at(start - 1));
    }
    while ends && new.cuts(end) && new.from(end) < new.len() {
        end = new.start(new.from(end + 1));
    }
    TextRange::new(start, end).unwrap_or(place)
}

/// Where the same words stand, and what speaks for each place: how far its surroundings are the same, and whether it is
/// where the words around lead to; and whether that was weighed against all like words of the old text.
fn same_words(pair: &mut Pair<'_>, range: TextRange, laid: &[TextRange]) -> (Vec<Same>, bool) {
    let (places, weighed) = pair.same_words(range, PLACES).unwrap_or_default();
    let led_to = |at: u32| laid.iter().any(|place| place.start() == at && place.len() == range.len());
    let same = places.into_iter().map(|(at, agreement)| {
        let agreement = agreement.near();
        Same { at, agreement, score: agreement.left + agreement.right + if led_to(at) { 24 } else { 0 } }
    });
    (same.collect(), weighed)
}

/// Where words stand opposite to `range`, laid beside the stretches of the new text that it may lie in; likeliest first.
fn laid_beside(pair: &mut Pair<'_>, shared: &Shared, stretches: &[Common], range: TextRange) -> Vec<TextRange> {
    let (old, new) = (&pair.old.words, &pair.new.words);
    let (first, last) = (old.at(range.start()), old.at(range.end() - 1));
    let pattern = first.saturating_sub(CONTEXT)..(last + 1 + CONTEXT).min(old.len());
    let mut found: Vec<TextRange> = Vec::new();
    for window in windows(stretches, (old.len(), new.len()), first..last + 1) {
        let aligned = align((old, new, shared), pattern.clone(), window.clone(), &mut pair.budget);
        let Some(aligned) = aligned else { continue };
        for place in opposite((old, new), range, (first, last), pattern.start, &aligned.tokens) {
            if !found.contains(&place) {
                found.push(place);
            }
        }
        // The stretches come likeliest first.
        let words = |range: &TextRange| new.slice(range.start(), range.end());
        let wanted = old.slice(range.start(), range.end());
        if found.iter().any(|place| words(place) == wanted || likeness_of(wanted, words(place)) >= CLOSE) {
            break;
        }
    }
    found
}

/// The stretches of the new text in which words may lie: between what stands in both texts around them, behind what stands
/// before, before what stands behind.
fn windows(stretches: &[Common], (old, new): (usize, usize), tokens: Range<usize>) -> Vec<Range<usize>> {
    let next = stretches.partition_point(|stretch| stretch.old < tokens.start);
    // Where the old text's token stands, up to which the texts agree before the words: the nearest first.
    let mut before: Vec<(usize, usize)> = Vec::new();
    for stretch in stretches.iter().take(next).rev().take(2) {
        let reached = stretch.old_end().min(tokens.start);
        before.push((reached, stretch.new + (reached - stretch.old)));
    }
    if before.len() < 2 {
        before.push((0, 0));
    }
    let mut after: Vec<(usize, usize)> = Vec::new();
    let from = stretches.partition_point(|stretch| stretch.old_end() <= tokens.end);
    for stretch in stretches.iter().skip(from).take(2) {
        let begins = stretch.old.max(tokens.end);
        after.push((begins, stretch.new + (begins - stretch.old)));
    }
    if after.len() < 2 {
        after.push((old, new));
    }
    let widened = |from: usize, to: usize| from.saturating_sub(CONTEXT)..(to + CONTEXT).min(new);
    let mut all: Vec<Range<usize>> = Vec::new();
    let mut add = |window: Range<usize>| {
        if !window.is_empty() && !all.iter().any(|known| known.start <= window.start && window.end <= known.end) {
            all.push(window);
        }
    };
    for (here, there) in &before {
        for (to, end) in &after {
            let far = 4 * (to - here) + 400;
            if there <= end && end - there <= far {
                add(widened(*there, *end));
            }
        }
    }
    for (here, there) in before.iter().filter(|(here, _)| tokens.start - here <= FURTHER) {
        add(widened(*there, there + (tokens.end - here) + FURTHER));
    }
    for (to, end) in after.iter().filter(|(to, _)| to - tokens.end <= FURTHER) {
        add(widened(end.saturating_sub((to - tokens.start) + FURTHER), *end));
    }
    all
}

/// The words that stand opposite to `range`, whose first and last token are given: as far as they are like them, and, where
/// its first or last word is not the same, with all that is new between the words before and behind.
fn opposite(
    (old, new): (&Words<'_>, &Words<'_>),
    range: TextRange,
    (first, last): (usize, usize),
    pattern: usize,
    tokens: &[Option<usize>],
) -> Vec<TextRange> {
    let (from, to) = (first - pattern, last + 1 - pattern);
    let parts = tokens.split_at_checked(to).and_then(|(head, tail)| Some((head.split_at_checked(from)?, tail)));
    let Some(((before, inside), behind)) = parts else { return Vec::new() };
    let close = inside.iter().flatten().next().copied().zip(inside.iter().flatten().next_back().map(|token| token + 1));
    let before = before.iter().flatten().next_back().map(|token| token + 1);
    let behind = behind.iter().flatten().next().copied();
    let same = |token: usize, opposite: Option<&Option<usize>>| {
        opposite.copied().flatten().is_some_and(|opposite| old.id(token) == new.id(opposite))
    };
    let start = close.map(|(start, _)| start).filter(|_| same(first, inside.first())).or(before);
    let end = close.map(|(_, end)| end).filter(|_| same(last, inside.last())).or(behind);
    let wide = start.zip(end).filter(|(start, end)| end.saturating_sub(*start) <= 3 * (to - from) + 4);
    let mut found = Vec::new();
    for (mut start, mut end) in [close, wide].into_iter().flatten() {
        while start < end && new.is_space(start) && !old.is_space(first) {
            start += 1;
        }
        while end > start && new.is_space(end - 1) && !old.is_space(last) {
            end -= 1;
        }
        if start >= end {
            continue;
        }
        let lead = within(old.token(first), new.token(start), range.start() - old.start(first), false);
        let tail = within(old.token(last), new.token(end - 1), old.end(last) - range.end(), true);
        let edges = new.end(end - 1).checked_sub(tail).map(|end| TextRange::new(new.start(start) + lead, end));
        found.extend(edges.flatten().filter(|place| place.of(new.text).is_some()));
    }
    found
}

/// How many bytes of a token's beginning or end do not belong to the words, where in the old text it was `cut`.
fn within(old: &str, new: &str, cut: u32, tail: bool) -> u32 {
    let size = cut as usize;
    let part = |word: &str| {
        let at = if tail { word.len().checked_sub(size)? } else { size };
        let (a, b) = word.split_at_checked(at)?;
        Some(if tail { b.to_owned() } else { a.to_owned() })
    };
    match (part(old), part(new)) {
        (Some(a), Some(b)) if a == b && size < new.len() => cut,
        _ => 0,
    }
}

/// How much of two quotations is the same, in hundredths: by words, each as like as its letters.
fn likeness_of(old: &str, new: &str) -> u32 {
    let plain = |words: &str| {
        let (old, _, _) = super::words::pair(words, "");
        let tokens = (0..old.len()).filter(|token| !old.is_space(*token));
        let folded = tokens.map(|token| crate::model::fold::folded(old.token(token)));
        folded.filter(|token| token.chars().any(char::is_alphanumeric)).collect::<Vec<String>>()
    };
    let (a, b) = (plain(old), plain(new));
    // Words that were put together or apart: “ex-ample”.
    let (joined, other) = (a.concat(), b.concat());
    if joined == other && !joined.is_empty() {
        return 100;
    }
    let size = |words: &[String]| words.iter().map(|word| word.chars().count()).sum::<usize>();
    let all = size(&a) + size(&b);
    if all == 0 || a.len() > 400 || b.len() > 400 {
        return if old == new { 100 } else { 0 };
    }
    // The most that stands opposite to its like, in order.
    let mut above = vec![0usize; b.len() + 1];
    for word in &a {
        let mut line = vec![0usize];
        for (column, opposite) in b.iter().enumerate() {
            let alike = likeness(word, opposite) as usize;
            let gain = if alike >= 50 { word.chars().count().min(opposite.chars().count()) * alike } else { 0 };
            let corner = above.get(column).copied().unwrap_or(0) + gain;
            let beside = line.last().copied().unwrap_or(0).max(above.get(column + 1).copied().unwrap_or(0));
            line.push(corner.max(beside));
        }
        above = line;
    }
    u32::try_from(above.last().copied().unwrap_or(0) * 2 / all).unwrap_or(0)
}
