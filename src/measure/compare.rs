//! Pairs what two sides marked in one text: each mark is in exactly one pair, alone where the other side has nothing for it.
//!
//! The kinds follow the evaluation of `SemEval`-2013 task 9.1 (exact, partial, type, strict), as `nervaluate` counts it,
//! which goes back to the MUC conferences; a pair of kind [`Kind::Same`] is a true positive of `seqeval` and of `CoNLL`.
//! Unlike `nervaluate`, which goes through one side and takes the first that fits, marks are paired **one to one**, so that
//! no mark counts twice, and swapping the sides swaps precision and recall and nothing else:
//!
//! 1. the same label on the same fragments;
//! 2. the same label, characters in common: as many pairs as there can be (see [`sweep`]);
//! 3. another label on the same fragments;
//! 4. another label, characters in common.
//!
//! What was paired earlier stays. Where a side has one label twice on the same words, the second needs a partner of its own.

use std::collections::BTreeSet;

use super::Counts;
use crate::model::order::{sort_by, sort_by_key};
use crate::model::{LabelId, Span, Table};

/// A label on a span.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    /// The label.
    pub label: &'a LabelId,
    /// The span.
    pub span: &'a Span,
}

/// How two marks stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The same label on the same fragments.
    Same,
    /// The same label with other edges.
    Edges,
    /// Another label on the same fragments.
    Label,
    /// Another label with other edges.
    Both,
    /// Only the first side has it.
    First,
    /// Only the second side has it.
    Second,
}

/// Two marks that belong together, or one alone: their places in the lists that were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// How they stand to each other.
    pub kind: Kind,
    /// The first side's.
    pub first: Option<usize>,
    /// The second side's.
    pub second: Option<usize>,
}

/// What a comparison comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Each mark of either side once, in the order of the text.
    pub pairs: Vec<Pair>,
    /// Of all labels.
    pub all: Counts,
    /// Of each label that either side has. A pair of two labels counts for each of them on its side.
    pub labels: Table<LabelId, Counts>,
}

/// Compares two lists of marks of one text, in any order. Takes `n log n` for `n` fragments.
#[must_use]
pub fn compare(first: &[Mark<'_>], second: &[Mark<'_>]) -> Compared {
    let mut pairing = Pairing::new(first, second);
    pairing.same(true, Kind::Same);
    pairing.overlaps(true, Kind::Edges);
    pairing.same(false, Kind::Label);
    pairing.overlaps(false, Kind::Both);
    let mut pairs = pairing.pairs;
    let alone = |list: &[bool]| -> Vec<usize> {
        list.iter().enumerate().filter(|(_, taken)| !**taken).map(|(place, _)| place).collect()
    };
    let [ones, others] = [alone(&pairing.taken[0]), alone(&pairing.taken[1])];
    pairs.extend(ones.into_iter().map(|place| Pair { kind: Kind::First, first: Some(place), second: None }));
    pairs.extend(others.into_iter().map(|place| Pair { kind: Kind::Second, first: None, second: Some(place) }));
    let place = |pair: &Pair| {
        let marks = [pair.first.and_then(|at| first.get(at)), pair.second.and_then(|at| second.get(at))];
        let start = marks.iter().flatten().map(|mark| mark.span.start()).min().unwrap_or(0);
        let end = marks.iter().flatten().map(|mark| mark.span.end()).max().unwrap_or(0);
        (start, std::cmp::Reverse(end), pair.kind, pair.first, pair.second)
    };
    sort_by_key(&mut pairs, place);
    let (mut all, mut labels) = (Counts::default(), Table::new());
    for pair in &pairs {
        all.add(pair.kind, pair.first.is_some(), pair.second.is_some());
        let of = |list: &[Mark<'_>], at: Option<usize>| at.and_then(|at| list.get(at)).map(|mark| mark.label.clone());
        let (one, other) = (of(first, pair.first), of(second, pair.second));
        let mut count = |label: LabelId, sides: (bool, bool)| {
            let mut known: Counts = labels.get(&label).copied().unwrap_or_default();
            known.add(pair.kind, sides.0, sides.1);
            labels.insert(label, known);
        };
        match (one, other) {
            (Some(one), Some(other)) if one == other => count(one, (true, true)),
            (one, other) => {
                one.into_iter().for_each(|label| count(label, (true, false)));
                other.into_iter().for_each(|label| count(label, (false, true)));
            }
        }
    }
    Compared { pairs, all, labels }
}

struct Pairing<'a> {
    sides: [&'a [Mark<'a>]; 2],
    taken: [Vec<bool>; 2],
    pairs: Vec<Pair>,
}

impl<'a> Pairing<'a> {
    fn new(first: &'a [Mark<'a>], second: &'a [Mark<'a>]) -> Self {
        let taken = [vec![false; first.len()], vec![false; second.len()]];
        Self { sides: [first, second], taken, pairs: Vec::new() }
    }

    /// What is not paired yet of both sides, sorted by what the key says.
    fn left(&self, compare: impl Fn(&Mark<'_>, &Mark<'_>) -> std::cmp::Ordering) -> Vec<(usize, usize, Mark<'a>)> {
        let mut left = Vec::new();
        for (side, (marks, taken)) in self.sides.iter().zip(&self.taken).enumerate() {
            let free = marks.iter().zip(taken).enumerate().filter(|(_, (_, taken))| !**taken);
            left.extend(free.map(|(place, (mark, _))| (side, place, *mark)));
        }
        sort_by(&mut left, |(side, place, mark), (other_side, other_place, other)| {
            compare(mark, other).then_with(|| (side, place).cmp(&(other_side, other_place)))
        });
        left
    }

    fn pair(&mut self, kind: Kind, first: usize, second: usize) {
        for (taken, place) in self.taken.iter_mut().zip([first, second]) {
            if let Some(taken) = taken.get_mut(place) {
                *taken = true;
            }
        }
        self.pairs.push(Pair { kind, first: Some(first), second: Some(second) });
    }

    /// Pairs what stands on the same fragments; of the same label, or of any.
    fn same(&mut self, by_label: bool, kind: Kind) {
        let left = self.left(|mark, other| mark.span.cmp(other.span).then_with(|| mark.label.cmp(other.label)));
        let is_alike = |(_, _, mark): &(usize, usize, Mark<'_>), (_, _, other): &(usize, usize, Mark<'_>)| {
            mark.span == other.span && (!by_label || mark.label == other.label)
        };
        for group in left.chunk_by(is_alike) {
            let of = |side: usize| group.iter().filter(move |(of, ..)| *of == side).map(|(_, place, _)| *place);
            let pairs: Vec<_> = of(0).zip(of(1)).collect();
            pairs.into_iter().for_each(|(first, second)| self.pair(kind, first, second));
        }
    }

    /// Pairs what has characters in common; of the same label, or of any.
    fn overlaps(&mut self, by_label: bool, kind: Kind) {
        let left =
            self.left(|mark, other| if by_label { mark.label.cmp(other.label) } else { std::cmp::Ordering::Equal });
        for group in left.chunk_by(|(_, _, mark), (_, _, other)| !by_label || mark.label == other.label) {
            for (one, other) in sweep(group) {
                let (Some(one), Some(other)) = (group.get(one), group.get(other)) else { continue };
                let (first, second) = if one.0 == 0 { (one.1, other.1) } else { (other.1, one.1) };
                self.pair(kind, first, second);
            }
        }
    }
}

/// A fragment, and whose it is.
struct Part<'a> {
    start: u32,
    end: u32,
    span: &'a Span,
    side: usize,
    of: usize,
}

/// Pairs marks of two sides that have characters in common, by their places in the list.
///
/// Fragments are gone through by where they end; one that ends is paired with that fragment of the other side, among those
/// that have begun, which ends first. All of these contain the last character of the one that ends, so each of them would
/// do, and whatever could be paired with the one that is taken could be paired with the others as well: for marks of one
/// fragment no other pairing has more pairs (the exchange argument of interval graphs). For marks in several fragments it
/// leaves no two that could be paired. Nothing depends on which side is which: two fragments that are ordered alike are of
/// the same side, or their marks are of different labels on the same words, of which [`Kind::Label`] has left one side only.
fn sweep(group: &[(usize, usize, Mark<'_>)]) -> Vec<(usize, usize)> {
    let mut parts: Vec<Part<'_>> = Vec::with_capacity(group.len());
    for (of, (side, _, mark)) in group.iter().enumerate() {
        let part = |range: crate::model::TextRange| Part {
            start: range.start(),
            end: range.end(),
            span: mark.span,
            side: *side,
            of,
        };
        parts.extend(mark.span.fragments().map(part));
    }
    let key = |part: &Part<'_>| (part.end, part.start);
    sort_by(&mut parts, |a, b| key(a).cmp(&key(b)).then_with(|| a.span.cmp(b.span)).then_with(|| a.of.cmp(&b.of)));
    let mut places: Vec<Vec<usize>> = vec![Vec::new(); group.len()];
    for (rank, part) in parts.iter().enumerate() {
        if let Some(places) = places.get_mut(part.of) {
            places.push(rank);
        }
    }
    let mut by_start: Vec<usize> = (0..parts.len()).collect();
    sort_by_key(&mut by_start, |rank| parts.get(*rank).map_or(0, |part| part.start));
    let mut coming = by_start.into_iter().peekable();
    let mut open: [BTreeSet<usize>; 2] = [BTreeSet::new(), BTreeSet::new()];
    let mut done = vec![false; group.len()];
    let mut pairs = Vec::new();
    for (rank, part) in parts.iter().enumerate() {
        while let Some(next) = coming.next_if(|next| parts.get(*next).is_some_and(|next| next.start < part.end)) {
            let Some(begun) = parts.get(next) else { continue };
            if next >= rank
                && done.get(begun.of) == Some(&false)
                && let Some(open) = open.get_mut(begun.side)
            {
                open.insert(next);
            }
        }
        if done.get(part.of) != Some(&false) {
            continue;
        }
        let found = open.get(1 - part.side).and_then(|open| open.first()).and_then(|rank| parts.get(*rank));
        match found {
            Some(other) => {
                for mark in [part, other] {
                    for rank in places.get(mark.of).into_iter().flatten() {
                        open.get_mut(mark.side).map(|open| open.remove(rank));
                    }
                    if let Some(done) = done.get_mut(mark.of) {
                        *done = true;
                    }
                }
                pairs.push((part.of, other.of));
            }
            None => {
                open.get_mut(part.side).map(|open| open.remove(&rank));
            }
        }
    }
    pairs
}
