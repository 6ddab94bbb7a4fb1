//! Words of the old text laid beside a stretch of the new one, so that as much as possible stands opposite its like.

use std::ops::Range;

use super::grams::Budget;
use super::words::{Shared, Words};
use crate::model::fold::fold;

/// Most cells of one table: a long claim beside some pages.
const CELLS: usize = 1 << 20;

/// What stands opposite to the words that were laid beside the new text.
pub(super) struct Aligned {
    /// For each token the one in the new text, if any.
    pub(super) tokens: Vec<Option<usize>>,
}

/// What it costs to let a word stand opposite to another; `None` where they have too little in common.
fn unlikeness(old: &Words<'_>, new: &Words<'_>, shared: &Shared, (a, b): (usize, usize)) -> Option<u32> {
    let (id, other) = (old.id(a)?, new.id(b)?);
    if id == other {
        return Some(0);
    }
    if shared.alike(id, other) {
        return Some(1);
    }
    let (word, opposite) = (old.token(a), new.token(b));
    // Words that are half the same begin or end alike.
    let same = |a: Option<char>, b: Option<char>| a.map(fold) == b.map(fold);
    let alike = same(word.chars().next(), opposite.chars().next())
        || same(word.chars().next_back(), opposite.chars().next_back());
    if !alike || old.weight(a) <= 2 || new.weight(b) <= 2 {
        return None;
    }
    let likeness = likeness(word, opposite);
    (likeness >= 50).then(|| (old.weight(a) + new.weight(b)) * (100 - likeness) / 100 + 1)
}

/// How much of two words is the same at their beginning and end, in hundredths of the longer one.
pub(super) fn likeness(a: &str, b: &str) -> u32 {
    let same = |(a, b): &(char, char)| fold(*a) == fold(*b);
    let lead = a.chars().zip(b.chars()).take_while(same).count();
    let (count, other) = (a.chars().count(), b.chars().count());
    let most = count.min(other) - lead;
    let tail = a.chars().rev().zip(b.chars().rev()).take(most).take_while(same).count();
    u32::try_from((lead + tail) * 100 / count.max(other).max(1)).unwrap_or(0)
}

/// Lays `pattern` of the old text beside `window` of the new one. Where in the window it begins and ends is free. `None`
/// where the table would be too large.
pub(super) fn align(
    (old, new, shared): (&Words<'_>, &Words<'_>, &Shared),
    pattern: Range<usize>,
    window: Range<usize>,
    budget: &mut Budget,
) -> Option<Aligned> {
    let (rows, columns) = (pattern.len(), window.len());
    let cells = (rows + 1).checked_mul(columns + 1).filter(|cells| *cells <= CELLS)?;
    if columns == 0 || !budget.take(cells * 8) {
        return None;
    }
    // For each cell whether it comes from above left (0), from above (1: a word that is gone) or from the left (2: a new one).
    let mut ways = vec![0u8; cells];
    let mut above: Vec<u32> = vec![0; columns + 1];
    let news: Vec<u32> = window.clone().map(|token| new.weight(token)).collect();
    for (row, token) in pattern.clone().enumerate() {
        let gone = old.weight(token);
        let mut line = Vec::with_capacity(columns + 1);
        let mut left = above.first().copied().unwrap_or(0) + gone;
        line.push(left);
        let ways = ways.get_mut((row + 1) * (columns + 1)..)?;
        if let Some(way) = ways.first_mut() {
            *way = 1;
        }
        for (column, ((opposite, pair), weight)) in window.clone().zip(above.windows(2)).zip(&news).enumerate() {
            let &[corner, top] = pair else { continue };
            let mut best = (top + gone, 1);
            if left + weight < best.0 {
                best = (left + weight, 2);
            }
            if let Some(cost) = unlikeness(old, new, shared, (token, opposite))
                && corner + cost <= best.0
            {
                best = (corner + cost, 0);
            }
            left = best.0;
            line.push(left);
            if let Some(way) = ways.get_mut(column + 1) {
                *way = best.1;
            }
        }
        above = line;
    }
    let ends = above.iter().enumerate();
    let (mut column, _) = ends.min_by_key(|(_, cost)| **cost)?;
    let mut row = rows;
    let mut tokens = vec![None; rows];
    while row > 0 {
        match ways.get(row * (columns + 1) + column)? {
            0 if column > 0 => {
                *tokens.get_mut(row - 1)? = Some(window.start + column - 1);
                (row, column) = (row - 1, column - 1);
            }
            2 if column > 0 => column -= 1,
            _ => row -= 1,
        }
    }
    Some(Aligned { tokens })
}

#[cfg(test)]
mod tests {
    use super::super::words::pair;
    use super::*;

    #[test]
    fn words_stand_opposite_their_like() {
        let (old, new, shared) = pair("the old Ministers said", "Then, the “old” ministry said it");
        let aligned = align((&old, &new, &shared), 0..old.len(), 0..new.len(), &mut Budget::new(1 << 20));
        let opposite: Vec<Option<&str>> =
            aligned.expect("a small table").tokens.iter().map(|token| token.map(|token| new.token(token))).collect();
        let wanted = ["the", " ", "old", " ", "ministry", " ", "said"].map(Some);
        assert_eq!(opposite.len(), wanted.len());
        for place in [0, 2, 6] {
            assert_eq!(opposite[place], wanted[place], "{opposite:?}");
        }
    }

    #[test]
    fn likeness_is_what_both_begin_and_end_with() {
        assert_eq!(likeness("Minister", "Ministers"), 88);
        assert_eq!(likeness("35", "36"), 50);
        assert_eq!(likeness("Smith", "Jones"), 0);
        assert_eq!(likeness("aaa", "aaaa"), 75);
    }
}
