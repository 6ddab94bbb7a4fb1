//! What of many stretches touches one of them, without going through all.

use crate::model::TextRange;
use crate::model::order::sort_by_key;

/// Stretches of a text, to be looked up by where they lie. Each is known by its place among those that were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Near {
    /// By start, each with the furthest end of those up to it, and its place.
    all: Vec<(TextRange, u32, usize)>,
}

impl Near {
    /// Of these stretches.
    #[must_use]
    pub fn of(stretches: Vec<TextRange>) -> Self {
        let mut all: Vec<(TextRange, u32, usize)> =
            stretches.into_iter().enumerate().map(|(place, range)| (range, 0, place)).collect();
        sort_by_key(&mut all, |(range, _, place)| (range.start(), *place));
        let mut furthest = 0;
        for (range, up_to, _) in &mut all {
            furthest = furthest.max(range.end());
            *up_to = furthest;
        }
        Self { all }
    }

    /// The places of those that overlap a stretch, from the last start to the first.
    pub fn overlapping(&self, here: TextRange) -> impl Iterator<Item = usize> + '_ {
        self.looked_at(here).filter(move |(range, ..)| range.overlaps(here)).map(|(.., place)| *place)
    }

    /// Those that may overlap a stretch.
    fn looked_at(&self, here: TextRange) -> impl Iterator<Item = &(TextRange, u32, usize)> {
        let before = self.all.partition_point(|(range, ..)| range.start() < here.end());
        self.all.iter().take(before).rev().take_while(move |(_, furthest, _)| *furthest > here.start())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against going through all, for stretches of every length that nest, cross and coincide.
    #[test]
    fn it_finds_what_going_through_all_finds() {
        let range = |start, end| TextRange::new(start, end).expect("not empty");
        let mut all = Vec::new();
        let mut seed = 7_u32;
        for _ in 0..300 {
            seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12345);
            let (start, len) = ((seed >> 8) % 200, 1 + (seed >> 16) % 40);
            all.push(range(start, start + len));
        }
        let near = Near::of(all.clone());
        for start in 0..245 {
            for len in [1, 3, 50] {
                let here = range(start, start + len);
                let mut found: Vec<usize> = near.overlapping(here).collect();
                found.sort_unstable();
                let expected: Vec<usize> = (0..all.len()).filter(|at| all[*at].overlaps(here)).collect();
                assert_eq!(found, expected, "{here:?}");
            }
        }
        assert_eq!(Near::of(Vec::new()).overlapping(range(0, 1)).count(), 0);
    }

    /// Of many that lie far apart only a few are looked at.
    #[test]
    fn what_lies_elsewhere_is_not_gone_through() {
        let range = |start| TextRange::new(start, start + 5).expect("not empty");
        let near = Near::of((0..5000).map(|number| range(number * 10)).collect());
        let here = TextRange::new(25_000, 25_200).expect("not empty");
        assert_eq!((near.looked_at(here).count(), near.overlapping(here).count()), (20, 20));
    }
}
