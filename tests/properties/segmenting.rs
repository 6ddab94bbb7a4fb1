//! A block is cut where annotations begin and end, and each piece has those over it, whatever lies over what.

use manicule::layout::{Mark, segments};
use manicule::model::{AnnotationId, TextRange};
use proptest::prelude::*;

use crate::common::cases;

fn range() -> impl Strategy<Value = TextRange> {
    (0_u32..60, 1_u32..30).prop_map(|(start, length)| TextRange::new(start, start + length).expect("it has a length"))
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn each_place_has_what_lies_over_it(block in range(), ranges in prop::collection::vec(range(), 0..12)) {
        let id = |place: usize| Some(AnnotationId::from_bits(u64::try_from(place).expect("few")));
        let marks: Vec<Mark> =
            ranges.iter().enumerate().map(|(place, range)| Mark { range: *range, id: id(place), place }).collect();
        let cut = segments(block, &marks);
        let mut at = block.start();
        for (piece, next) in cut.iter().zip(cut.iter().skip(1).map(Some).chain([None])) {
            prop_assert_eq!(piece.range.start(), at, "without a gap");
            at = piece.range.end();
            for place in piece.range.start()..piece.range.end() {
                let over = marks.iter().filter(|mark| mark.range.start() <= place && place < mark.range.end());
                let over: Vec<_> = over.map(|mark| (mark.id, mark.place)).collect();
                let covers: Vec<_> = piece.covers.iter().map(|cover| (cover.id, cover.place)).collect();
                prop_assert_eq!(covers, over, "in the order of the marks");
            }
            for cover in &piece.covers {
                let mark = marks[cover.place];
                prop_assert_eq!(cover.starts, mark.range.start() == piece.range.start());
                prop_assert_eq!(cover.ends, mark.range.end() == piece.range.end());
            }
            if let Some(next) = next {
                let ends = |at: u32| marks.iter().any(|mark| mark.range.start() == at || mark.range.end() == at);
                prop_assert!(ends(next.range.start()), "nothing is cut for nothing");
            }
        }
        prop_assert_eq!(at, block.end());
    }
}
