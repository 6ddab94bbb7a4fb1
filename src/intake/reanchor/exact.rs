//! Which places have the same words with the same words around them, and whether one is beyond doubt.

use std::rc::Rc;

use super::grams::{Budget, Known};
use crate::model::{Table, TextRange};

/// Characters on each side that are a span's neighbourhood.
pub(super) const AROUND: usize = 32;

/// Most places of one quotation that are weighed against each other.
const PLACES: usize = 500;

/// Work that looking up a place is: it takes as long as looking at so many bytes.
const LOOK: usize = 32;

/// How far two texts agree around words that are the same in both, in bytes; where they agree up to the beginning or end of
/// both, one more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Agreement {
    pub(super) left: u32,
    pub(super) right: u32,
}

impl Agreement {
    /// Whether it goes at least as far on both sides.
    pub(super) const fn covers(self, other: Self) -> bool {
        self.left >= other.left && self.right >= other.right
    }

    /// Whether it goes at least as far on both sides, and further on one.
    fn beats(self, other: Self) -> bool {
        self.covers(other) && self != other
    }

    /// How much it is in all.
    fn sum(self) -> u64 {
        u64::from(self.left) + u64::from(self.right)
    }

    /// The same, as far as the neighbourhood goes.
    pub(super) fn near(self) -> Self {
        let most = 32;
        Self { left: self.left.min(most), right: self.right.min(most) }
    }
}

/// Both texts, and how far they agree where that was looked at.
pub(super) struct Pair<'a> {
    /// The text that spans lie on.
    pub(super) old: Known<'a>,
    /// The text that they are to lie on.
    pub(super) new: Known<'a>,
    /// What may still be done.
    pub(super) budget: Budget,
    /// By how far the new text is shifted: a stretch of the old text that both have there, as long as it can be.
    stretches: Table<i64, (u32, u32)>,
    /// By the words: where they stand in the new text; none where there are too many, or too much was looked at.
    likes: Table<String, Option<Rc<Likes>>>,
}

/// Where words stand in the new text, for all places of the old one that have them.
struct Likes {
    /// Each place, and how far the old text agrees there where it does so most.
    places: Vec<(u32, u64)>,
    /// Whether all places of the old text were asked.
    weighed: bool,
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

impl<'a> Pair<'a> {
    /// Two texts.
    pub(super) fn new(old: Known<'a>, new: Known<'a>, budget: Budget) -> Self {
        Self { old, new, budget, stretches: Table::new(), likes: Table::new() }
    }

    /// How far the texts agree around `range` of the old one and the same words at `at` of the new one. `None` when too much
    /// was looked at already.
    pub(super) fn agreement(&mut self, range: TextRange, at: u32) -> Option<Agreement> {
        if !self.budget.take(LOOK) {
            return None;
        }
        let shift = i64::from(at) - i64::from(range.start());
        let known = self.stretches.get(&shift).copied();
        let known = known.filter(|(from, to)| *from <= range.start() && range.end() <= *to);
        let (from, to) = match known {
            Some(known) => known,
            None => {
                let (old, new) = (self.old.words.text.as_bytes(), self.new.words.text.as_bytes());
                let (start, end) = (range.start() as usize, range.end() as usize);
                let (there, there_end) = (at as usize, at as usize + range.len() as usize);
                let same = |(a, b): &(&u8, &u8)| a == b;
                let left = old.get(..start)?.iter().rev().zip(new.get(..there)?.iter().rev()).take_while(same).count();
                let right = old.get(end..)?.iter().zip(new.get(there_end..)?).take_while(same).count();
                if !self.budget.take(left + right + 8) {
                    return None;
                }
                let found = (u32::try_from(start - left).ok()?, u32::try_from(end + right).ok()?);
                self.stretches.insert(shift, found);
                found
            }
        };
        let place = |old: u32| i64::from(old) + shift;
        let begins = from == 0 && place(from) == 0;
        let ends = to == length(self.old.words.text) && place(to) == i64::from(length(self.new.words.text));
        Some(Agreement { left: range.start() - from + u32::from(begins), right: to - range.end() + u32::from(ends) })
    }

    /// How far the old text agrees with itself: around `other`, which has the words of `range`, as seen from `at` in the new
    /// text.
    fn rival(&mut self, range: TextRange, other: u32, at: u32) -> Option<Agreement> {
        self.agreement(TextRange::new(other, other + range.len())?, at)
    }

    /// `range` with its neighbourhood, and whether that is cut short by the text's beginning and end.
    fn around(&self, range: TextRange) -> ((u32, u32), (bool, bool)) {
        let text = self.old.words.text;
        let before = text.get(..range.start() as usize).unwrap_or_default();
        let after = text.get(range.end() as usize..).unwrap_or_default();
        let left: usize = before.chars().rev().take(AROUND).map(char::len_utf8).sum();
        let right: usize = after.chars().take(AROUND).map(char::len_utf8).sum();
        let cut = (before.chars().rev().nth(AROUND - 1).is_none(), after.chars().nth(AROUND - 1).is_none());
        let size = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
        ((range.start() - size(left), range.end() + size(right)), cut)
    }

    /// The place of `range` that is beyond doubt: its words stand there with their neighbourhood, and nowhere else do both texts
    /// agree as far around words like these, seen from either text.
    pub(super) fn exact(&mut self, range: TextRange) -> Option<u32> {
        let ((from, to), (begins, ends)) = self.around(range);
        let there = self.new.places(&self.old.words, (from, to), PLACES, &mut self.budget)?;
        if there.is_empty() {
            return None;
        }
        let here = self.old.places(&self.old.words, (from, to), PLACES, &mut self.budget)?;
        let lead = range.start() - from;
        let mut best: Option<(u32, Agreement)> = None;
        let mut all = Vec::new();
        for place in &there {
            let at = place + lead;
            let agreement = self.agreement(range, at)?;
            all.push((at, agreement));
            if best.is_none_or(|(_, known)| agreement.beats(known)) {
                best = Some((at, agreement));
            }
        }
        let (at, agreement) = best?;
        let whole = |(start, end): (u32, u32)| (!begins || start == 0) && (!ends || end == length(self.new.words.text));
        if !whole((at - lead, at - lead + (to - from))) {
            return None;
        }
        if all.iter().any(|(other, rival)| *other != at && !agreement.beats(*rival)) {
            return None;
        }
        for place in here.iter().map(|place| place + lead).filter(|place| *place != range.start()) {
            if !agreement.beats(self.rival(range, place, at)?) {
                return None;
            }
        }
        Some(at)
    }

    /// The places of the words of `range` in the new text that are not rather those of other words of the old one, with how
    /// far the texts agree there, and whether that was asked of all others; `None` where there are too many.
    pub(super) fn same_words(&mut self, range: TextRange, most: usize) -> Option<(Vec<(u32, Agreement)>, bool)> {
        let words = self.old.words.slice(range.start(), range.end()).to_owned();
        let known = self.likes.get(&words).cloned();
        let likes = known.unwrap_or_else(|| {
            let found = self.likes(range, most).map(Rc::new);
            self.likes.insert(words, found.clone());
            found
        })?;
        let mut found = Vec::new();
        for (at, most) in &likes.places {
            let agreement = self.agreement(range, *at)?;
            if agreement.sum() >= *most {
                found.push((*at, agreement));
            }
        }
        Some((found, likes.weighed))
    }

    /// Where words like those of `range` stand in the new text.
    fn likes(&mut self, range: TextRange, most: usize) -> Option<Likes> {
        let edges = (range.start(), range.end());
        let there = self.new.places(&self.old.words, edges, most, &mut self.budget)?;
        if there.is_empty() {
            return Some(Likes { places: Vec::new(), weighed: true });
        }
        let here = self.old.places(&self.old.words, edges, most, &mut self.budget);
        let mut places = Vec::with_capacity(there.len());
        for at in there {
            let mut most = 0;
            for other in here.iter().flatten() {
                most = most.max(self.rival(range, *other, at)?.sum());
            }
            places.push((at, most));
        }
        Some(Likes { places, weighed: here.is_some() })
    }
}
