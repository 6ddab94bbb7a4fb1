//! A block cut where annotations begin and end, so that each piece carries exactly the annotations over it.

use crate::model::order::{sort_and_dedup, sort_by};
use crate::model::{AnnotationId, TextRange};

/// A stretch that something is drawn over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub range: TextRange,
    /// The annotation; `None` for words that are picked out.
    pub id: Option<AnnotationId>,
    /// Its place in the list it came from.
    pub place: usize,
}

/// A mark over a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The annotation; `None` for words that are picked out.
    pub id: Option<AnnotationId>,
    /// Its place in the list it came from.
    pub place: usize,
    /// Whether the mark begins with this segment.
    pub starts: bool,
    /// Whether the mark ends with this segment.
    pub ends: bool,
}

/// A piece of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where.
    pub range: TextRange,
    /// What lies over it, in the order of the marks.
    pub covers: Vec<Cover>,
}

/// Cuts `block` at the ends of `marks`. The segments tile the block; neighbours never carry the same marks.
#[must_use]
pub fn segments(block: TextRange, marks: &[Mark]) -> Vec<Segment> {
    let inside: Vec<(Mark, TextRange)> =
        marks.iter().filter_map(|mark| mark.range.intersection(block).map(|range| (*mark, range))).collect();
    let mut cuts: Vec<u32> = inside.iter().flat_map(|(_, range)| [range.start(), range.end()]).collect();
    cuts.extend([block.start(), block.end()]);
    sort_and_dedup(&mut cuts);
    // Those that begin are met once, from left to right, and those that end are let go: what a paragraph costs follows what
    // lies over each of its places, not how long it is.
    let mut waiting: Vec<usize> = (0..inside.len()).collect();
    sort_by(&mut waiting, |one, other| start_of(&inside, *one).cmp(&start_of(&inside, *other)));
    let (mut waiting, mut over) = (waiting.into_iter().peekable(), Vec::new());
    let pieces = cuts.iter().zip(cuts.iter().skip(1)).filter_map(|(start, end)| TextRange::new(*start, *end));
    pieces
        .map(|range| {
            let has_ended = |number: &usize| inside.get(*number).is_none_or(|(_, over)| over.end() <= range.start());
            over.retain(|number| !has_ended(number));
            while let Some(number) = waiting.next_if(|number| start_of(&inside, *number) <= range.start()) {
                let place = over.partition_point(|known| *known < number);
                over.insert(place, number);
            }
            let covers = over.iter().filter_map(|number| inside.get(*number)).map(|(mark, over)| Cover {
                id: mark.id,
                place: mark.place,
                starts: mark.range.start() == range.start(),
                ends: over.end() == range.end() && mark.range.end() == range.end(),
            });
            Segment { range, covers: covers.collect() }
        })
        .collect()
}

fn start_of(inside: &[(Mark, TextRange)], number: usize) -> u32 {
    inside.get(number).map_or(0, |(_, range)| range.start())
}

/// Cuts the segment that has `at` strictly inside in two, so that something can be drawn there. Where a mark begins and
/// ends stays what it was.
#[must_use]
pub fn cut(mut all: Vec<Segment>, at: u32) -> Vec<Segment> {
    let place = all.iter().position(|segment| segment.range.start() < at && at < segment.range.end());
    let Some(segment) = place.and_then(|place| all.get_mut(place)) else { return all };
    let halves = TextRange::new(segment.range.start(), at).zip(TextRange::new(at, segment.range.end()));
    if let (Some((left, right)), Some(place)) = (halves, place) {
        let rest = segment.covers.iter().map(|cover| Cover { starts: false, ..*cover }).collect();
        segment.covers.iter_mut().for_each(|cover| cover.ends = false);
        segment.range = left;
        all.insert(place + 1, Segment { range: right, covers: rest });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(start: u32, end: u32) -> TextRange {
        TextRange::new(start, end).expect("not empty")
    }

    fn mark(place: usize, start: u32, end: u32) -> Mark {
        let id = u64::try_from(place).ok().map(AnnotationId::from_bits);
        Mark { range: range(start, end), id, place }
    }

    #[test]
    fn crossing_marks() {
        let cut = segments(range(10, 30), &[mark(0, 5, 15), mark(1, 12, 20), mark(2, 40, 50)]);
        let shape: Vec<_> = cut
            .iter()
            .map(|s| (s.range, s.covers.iter().map(|c| (c.place, c.starts, c.ends)).collect::<Vec<_>>()))
            .collect();
        assert_eq!(
            shape,
            [
                (range(10, 12), vec![(0, false, false)]),
                (range(12, 15), vec![(0, false, true), (1, true, false)]),
                (range(15, 20), vec![(1, false, true)]),
                (range(20, 30), vec![]),
            ]
        );
    }

    #[test]
    fn a_cut_parts_one_segment_and_no_mark() {
        let whole = segments(range(0, 10), &[mark(0, 2, 8)]);
        let halves = cut(whole.clone(), 5);
        let shape: Vec<_> =
            halves.iter().map(|s| (s.range, s.covers.iter().map(|c| (c.starts, c.ends)).collect::<Vec<_>>())).collect();
        let (plain, first, second) = (vec![], vec![(true, false)], vec![(false, true)]);
        assert_eq!(
            shape,
            [(range(0, 2), plain.clone()), (range(2, 5), first), (range(5, 8), second), (range(8, 10), plain)]
        );
        for edge in [0, 2, 8, 10, 11] {
            assert_eq!(cut(whole.clone(), edge), whole);
        }
    }

    #[test]
    fn a_plain_block_is_one_segment() {
        assert_eq!(segments(range(3, 9), &[]), [Segment { range: range(3, 9), covers: Vec::new() }]);
    }
}
