//! What a comparison comes to in figures.

use super::Kind;

/// How many marks each side has, and how many of them the other has as well. The first side is the reference: what it has
/// and the second has not is missing, what the second has alone is too much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Marks of the first side.
    pub first: u32,
    /// Marks of the second side.
    pub second: u32,
    /// The same label on the same fragments.
    pub same: u32,
    /// The same label with other edges.
    pub edges: u32,
    /// Marks of the first side whose words have another label on the second; of all labels, such pairs.
    pub label: u32,
    /// The same with other edges.
    pub both: u32,
}

impl Counts {
    /// Counts a pair, as far as it is of these sides.
    pub(super) const fn add(&mut self, kind: Kind, first: bool, second: bool) {
        self.first += if first { 1 } else { 0 };
        self.second += if second { 1 } else { 0 };
        match kind {
            Kind::Same => self.same += 1,
            Kind::Edges => self.edges += 1,
            Kind::Label if first => self.label += 1,
            Kind::Both if first => self.both += 1,
            _ => {}
        }
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            first: self.first + other.first,
            second: self.second + other.second,
            same: self.same + other.same,
            edges: self.edges + other.edges,
            label: self.label + other.label,
            both: self.both + other.both,
        }
    }

    /// Marks of the first side for which the second has none of their label: false negatives.
    #[must_use]
    pub const fn only_first(self) -> u32 {
        self.first.saturating_sub(self.same + self.edges)
    }

    /// Marks of the second side for which the first has none of their label: false positives.
    #[must_use]
    pub const fn only_second(self) -> u32 {
        self.second.saturating_sub(self.same + self.edges)
    }

    /// How many differences there are, each pair once: right where these are the counts of all labels.
    #[must_use]
    pub const fn differences(self) -> u32 {
        let paired = self.same + self.edges + self.label + self.both;
        self.edges + self.label + self.both + self.first.saturating_sub(paired) + self.second.saturating_sub(paired)
    }

    /// How much of what the second side has is right: label and fragments. Nothing where it has nothing.
    #[must_use]
    pub const fn precision(self) -> Option<u16> {
        permille(self.same, self.second)
    }

    /// How much of what the first side has was found: label and fragments. Nothing where it has nothing.
    #[must_use]
    pub const fn recall(self) -> Option<u16> {
        permille(self.same, self.first)
    }

    /// The harmonic mean of both: *strict* of `SemEval`-2013, entity F1 of `CoNLL` and `seqeval`. Where one side has nothing
    /// it is 0; where neither has anything there is nothing to measure.
    #[must_use]
    pub const fn exact_f1(self) -> Option<u16> {
        permille(self.same * 2, self.first + self.second)
    }

    /// The same where edges do not matter, as long as there are characters in common: *type* of `SemEval`-2013.
    #[must_use]
    pub const fn overlap_f1(self) -> Option<u16> {
        permille((self.same + self.edges) * 2, self.first + self.second)
    }

    /// Fragments alone, whatever the label: *exact* of `SemEval`-2013. Of all labels.
    #[must_use]
    pub const fn edges_f1(self) -> Option<u16> {
        permille((self.same + self.label) * 2, self.first + self.second)
    }

    /// Whatever the label, and half for other edges: *partial* of `SemEval`-2013. Of all labels.
    #[must_use]
    pub const fn partial_f1(self) -> Option<u16> {
        permille((self.same + self.label) * 2 + self.edges + self.both, self.first + self.second)
    }
}

/// A part of a whole in thousandths, to the nearest, a half up, but 1000 only where it is all of it: whoever reads that
/// everything is right looks no further. Nothing of nothing.
#[must_use]
pub const fn permille(part: u32, whole: u32) -> Option<u16> {
    if whole == 0 {
        return None;
    }
    let (part, whole) = (part as u64, whole as u64);
    let share = (part * 2000 + whole) / (whole * 2);
    // A part is not more than its whole.
    #[expect(clippy::cast_possible_truncation, reason = "at most 1000")]
    Some(match share {
        1000.. if part < whole => 999,
        1000.. => 1000,
        share => share as u16,
    })
}

/// The mean over labels that either side has, each as much as any other: exact and overlap. Nothing where there are none.
#[must_use]
pub fn macro_f1<'a>(labels: impl Iterator<Item = &'a Counts>) -> Option<(u16, u16)> {
    let (mut count, mut exact, mut overlap) = (0, 0, 0);
    for (one, other) in labels.filter_map(|label| label.exact_f1().zip(label.overlap_f1())) {
        count += 1;
        exact += u32::from(one);
        overlap += u32::from(other);
    }
    permille(exact, count * 1000).zip(permille(overlap, count * 1000))
}
