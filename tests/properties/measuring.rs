//! Two sides held against each other: against every pairing there is on small cases, against other programs' figures, and
//! against the clock.

use std::time::Instant;

use manicule::measure::{Compared, Counts, Kind, Mark, Pair, compare, macro_f1, permille};
use manicule::model::{LabelId, Span, TextRange};
use proptest::prelude::*;

use crate::common::cases;

type Plain = (String, Vec<(u32, u32)>);

/// Where the marks of a side stand, by number, moved by so much.
type Shape = fn(u32, u32) -> Vec<(u32, u32)>;

fn own(list: &[Plain]) -> Vec<(LabelId, Span)> {
    let span = |parts: &[(u32, u32)]| {
        Span::new(parts.iter().filter_map(|(start, end)| TextRange::new(*start, *end)).collect()).expect("not empty")
    };
    list.iter().map(|(label, parts)| (LabelId::from(label.as_str()), span(parts))).collect()
}

fn marks(list: &[(LabelId, Span)]) -> Vec<Mark<'_>> {
    list.iter().map(|(label, span)| Mark { label, span }).collect()
}

fn compared(one: &[Plain], other: &[Plain]) -> Compared {
    let (one, other) = (own(one), own(other));
    compare(&marks(&one), &marks(&other))
}

fn meets(one: &Span, other: &Span) -> bool {
    one.fragments().any(|a| other.fragments().any(|b| a.start() < b.end() && b.start() < a.end()))
}

/// As many pairs as there can be, by trying: for each mark of the first side every free one of the second, or none.
fn most(left: &[&(LabelId, Span)], right: &[&(LabelId, Span)], taken: u32) -> u32 {
    let Some((first, rest)) = left.split_first() else { return 0 };
    let mut best = most(rest, right, taken);
    for (place, other) in right.iter().enumerate() {
        if taken & (1 << place) == 0 && first.0 == other.0 && meets(&first.1, &other.1) {
            best = best.max(1 + most(rest, right, taken | (1 << place)));
        }
    }
    best
}

fn mark(parts: usize) -> impl Strategy<Value = Plain> {
    let part = (0_u32..24, 1_u32..7).prop_map(|(start, length)| (start, start + length));
    (0_usize..3, prop::collection::vec(part, 1..=parts))
        .prop_map(|(label, parts)| (["person", "org", "place"][label].to_owned(), parts))
}

fn side(parts: usize) -> impl Strategy<Value = Vec<Plain>> {
    prop::collection::vec(mark(parts), 0..7)
}

fn swapped(counts: Counts) -> Counts {
    Counts { first: counts.second, second: counts.first, ..counts }
}

/// What holds of every comparison.
fn holds(one: &[Plain], other: &[Plain], found: &Compared) {
    let (one, other) = (own(one), own(other));
    let places = |of: fn(&Pair) -> Option<usize>| {
        let mut places: Vec<usize> = found.pairs.iter().filter_map(of).collect();
        places.sort_unstable();
        places
    };
    assert_eq!(places(|pair| pair.first), (0..one.len()).collect::<Vec<_>>(), "each of the first once");
    assert_eq!(places(|pair| pair.second), (0..other.len()).collect::<Vec<_>>(), "each of the second once");
    for pair in &found.pairs {
        let both = pair.first.map(|at| &one[at]).zip(pair.second.map(|at| &other[at]));
        let kind = match both {
            None if pair.first.is_some() => Kind::First,
            None => Kind::Second,
            Some((a, b)) if a == b => Kind::Same,
            Some((a, b)) if a.1 == b.1 => Kind::Label,
            Some((a, b)) if meets(&a.1, &b.1) => {
                if a.0 == b.0 {
                    Kind::Edges
                } else {
                    Kind::Both
                }
            }
            Some(_) => panic!("nothing in common: {pair:?}"),
        };
        assert_eq!(pair.kind, kind);
    }
    // Nothing is left that could be paired.
    let alone = |kind: Kind| found.pairs.iter().filter(move |pair| pair.kind == kind);
    for first in alone(Kind::First).filter_map(|pair| pair.first) {
        for second in alone(Kind::Second).filter_map(|pair| pair.second) {
            assert!(!meets(&one[first].1, &other[second].1), "{:?} and {:?}", one[first], other[second]);
        }
    }
    let sum = found.labels.values().fold(Counts::default(), |sum, counts| sum.and(*counts));
    let of = |counts: Counts| (counts.first, counts.second, counts.same, counts.edges, counts.label, counts.both);
    assert_eq!(of(sum), of(found.all), "labels add up");
    let differing = found.pairs.iter().filter(|pair| pair.kind != Kind::Same).count();
    assert_eq!(found.all.differences() as usize, differing);
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn no_other_pairing_has_more_pairs((one, other) in (side(1), side(1))) {
        let found = compared(&one, &other);
        holds(&one, &other, &found);
        // What is the same is paired first; of the rest there are as many as there can be.
        let (own_one, own_other) = (own(&one), own(&other));
        let same: Vec<&Pair> = found.pairs.iter().filter(|pair| pair.kind == Kind::Same).collect();
        let left = |all: &[(LabelId, Span)], of: fn(&Pair) -> Option<usize>| -> Vec<usize> {
            (0..all.len()).filter(|at| !same.iter().any(|pair| of(pair) == Some(*at))).collect()
        };
        let first: Vec<_> = left(&own_one, |pair| pair.first).into_iter().map(|at| &own_one[at]).collect();
        let second: Vec<_> = left(&own_other, |pair| pair.second).into_iter().map(|at| &own_other[at]).collect();
        prop_assert_eq!(found.all.edges, most(&first, &second, 0));
        let mut counted: Vec<Option<&(LabelId, Span)>> = own_other.iter().map(Some).collect();
        let mut same = 0;
        for mark in &own_one {
            if let Some(place) = counted.iter().position(|other| *other == Some(mark)) {
                counted[place] = None;
                same += 1;
            }
        }
        prop_assert_eq!(found.all.same, same);
    }

    #[test]
    fn swapping_sides_swaps_precision_and_recall((one, other) in (side(3), side(3))) {
        let (found, back) = (compared(&one, &other), compared(&other, &one));
        holds(&one, &other, &found);
        holds(&other, &one, &back);
        prop_assert_eq!((found.all.precision(), found.all.recall()), (back.all.recall(), back.all.precision()));
        prop_assert_eq!(found.all.exact_f1(), back.all.exact_f1());
        prop_assert_eq!(found.all.overlap_f1(), back.all.overlap_f1());
        let flat = |counts: Counts| (counts.first, counts.second, counts.same, counts.edges);
        let labels: Vec<_> = back.labels.iter().map(|(id, counts)| (id.clone(), flat(swapped(*counts)))).collect();
        let of: Vec<_> = found.labels.iter().map(|(id, counts)| (id.clone(), flat(*counts))).collect();
        prop_assert_eq!(of, labels);
    }

    #[test]
    fn in_any_order_the_same((one, other) in (side(3), side(3))) {
        let found = compared(&one, &other);
        let reversed = compared(&one.iter().rev().cloned().collect::<Vec<_>>(), &other.iter().rev().cloned().collect::<Vec<_>>());
        prop_assert_eq!(found.all, reversed.all);
    }

    #[test]
    fn one_against_itself_is_the_same(one in side(3)) {
        let found = compared(&one, &one);
        let whole = (!one.is_empty()).then_some(1000);
        let all = found.all;
        prop_assert_eq!([all.precision(), all.recall(), all.exact_f1(), all.overlap_f1(), all.partial_f1()], [whole; 5]);
        prop_assert_eq!(all.differences(), 0);
        prop_assert_eq!(macro_f1(found.labels.values()), whole.zip(whole));
    }
}

fn of_line(cell: &str) -> Vec<Plain> {
    let mark = |word: &str| {
        let (range, label) = word.split_once(':')?;
        let (start, end) = range.split_once('-')?;
        Some((label.to_owned(), vec![(start.parse().ok()?, end.parse().ok()?)]))
    };
    cell.split(' ').map(|word| mark(word).expect("a mark")).collect()
}

/// `measured.tsv` is random tags, scored by seqeval 1.2.2 (strict, IOB2) and nervaluate 1.2.1. The latter is asked where no
/// mark meets two of the other side: it takes the first of several, however many others meet that.
#[test]
fn figures_are_those_of_seqeval_and_nervaluate() {
    let mut clear = 0;
    for line in include_str!("measured.tsv").lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let all = compared(&of_line(cells[0]), &of_line(cells[1])).all;
        let wanted = |cell: &str| cell.parse::<f64>().ok();
        let near = |found: Option<u16>, cell: &str, what: &str| {
            let Some(wanted) = wanted(cell) else { return };
            let found = f64::from(found.expect("there are marks")) / 1000.0;
            assert!((found - wanted).abs() <= 0.000_501, "{what}: {found}, not {wanted}: {line}");
        };
        near(all.precision(), cells[2], "precision");
        near(all.recall(), cells[3], "recall");
        near(all.exact_f1(), cells[4], "f1");
        near(all.exact_f1(), cells[5], "strict");
        near(all.edges_f1(), cells[6], "exact");
        near(all.partial_f1(), cells[7], "partial");
        near(all.overlap_f1(), cells[8], "type");
        clear += usize::from(wanted(cells[8]).is_some());
    }
    assert!(clear > 80, "{clear}");
}

#[test]
fn what_is_empty_is_defined() {
    let some = of_line("0-3:person");
    let none = compared(&[], &[]);
    assert_eq!((none.all.exact_f1(), none.all.precision(), none.pairs.len()), (None, None, 0));
    assert_eq!(macro_f1(none.labels.values()), None);
    let missed = compared(&some, &[]).all;
    assert_eq!((missed.precision(), missed.recall(), missed.exact_f1()), (None, Some(0), Some(0)));
    let added = compared(&[], &some).all;
    assert_eq!((added.precision(), added.recall(), added.overlap_f1()), (Some(0), None, Some(0)));
    assert_eq!(
        [permille(1, 3), permille(2, 3), permille(1, 2000), permille(1, 2001)],
        [Some(333), Some(667), Some(1), Some(0)]
    );
}

fn kinds(one: &str, other: &str) -> Vec<Kind> {
    compared(&of_line(one), &of_line(other)).pairs.iter().map(|pair| pair.kind).collect()
}

#[test]
fn kinds_are_told_apart() {
    use Kind::{Both, Edges, First, Label, Same, Second};
    assert_eq!(
        kinds("0-3:a 5-8:a 10-13:a 15-18:a 20-23:a", "0-3:a 5-9:a 10-13:b 15-19:b 30-33:a"),
        [Same, Edges, Label, Both, First, Second]
    );
    // One label twice on the same words needs two partners.
    assert_eq!(kinds("0-3:a 0-3:a", "0-3:a"), [Same, First]);
    // In each other, both of one label: each finds its own.
    assert_eq!(kinds("0-20:a 5-8:a", "0-19:a 5-9:a"), [Edges, Edges]);
    // What is the same is not given away for a pair more.
    assert_eq!(kinds("0-6:a 5-10:a", "5-10:a 9-15:a"), [First, Same, Second]);
    // In one piece against parts with a gap.
    let parts = compared(&[("a".into(), vec![(0, 3), (8, 10)])], &[("a".into(), vec![(4, 7)])]);
    assert_eq!(parts.all.edges, 0, "a gap is not of it");
    let parts = compared(&[("a".into(), vec![(0, 3), (8, 10)])], &[("a".into(), vec![(4, 9)])]);
    assert_eq!(parts.all.edges, 1);
}

/// Ten thousand a side; side by side, all over each other, and in parts that pass each other by.
#[test]
fn many_take_no_longer_than_they_must() {
    let side = |shift: u32, shape: Shape| -> Vec<Plain> {
        (0..10_000).map(|at| (format!("label{}", at % 40), shape(at, shift))).collect()
    };
    let shapes: [(&str, Shape); 4] = [
        ("beside", |at, shift| vec![(at * 8 + shift, at * 8 + 6)]),
        ("in each other", |at, shift| vec![(at + shift, 40_000 - at)]),
        ("alike", |_, _| vec![(3, 9)]),
        ("in parts", |at, shift| {
            (0..3).map(|part| (at * 8 + part * 90_000 + shift, at * 8 + part * 90_000 + shift + 1)).collect()
        }),
    ];
    for (name, shape) in shapes {
        let (one, other) = (own(&side(0, shape)), own(&side(1, shape)));
        let (one, other) = (marks(&one), marks(&other));
        let begun = Instant::now();
        let found = compare(&one, &other);
        let took = begun.elapsed();
        assert_eq!(found.all.first, 10_000);
        // Without optimisation, on a machine that does other things as well.
        assert!(took.as_millis() < 3000, "{name}: {took:?}");
        println!("{name}: {took:?}");
    }
}
