//! How articles are divided: each in one set, shares exact, the seed and nothing else decides.

use std::collections::BTreeMap;

use manicule::formats::bundle::divide::{Labels, Split, divide};
use manicule::model::{DocId, LabelId};
use proptest::collection::vec;
use proptest::prelude::*;

use super::common::cases;

fn articles(counts: Vec<Vec<u32>>) -> BTreeMap<DocId, Labels> {
    let labels = |counts: Vec<u32>| {
        let known = counts.into_iter().zip('a'..).filter(|(count, _)| *count > 0);
        known.map(|(count, label)| (LabelId::from(label.to_string().as_str()), count)).collect()
    };
    counts.into_iter().enumerate().map(|(at, counts)| (DocId::from(format!("{at}").as_str()), labels(counts))).collect()
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn shares_are_exact(
        counts in vec(vec(0_u32..4, 0..5), 0..60),
        seed in "[a-z]{0,3}",
        (dev, test) in (0_u32..500, 0_u32..=500),
        by_label: bool,
    ) {
        let all = articles(counts);
        let split = Split { seed, dev, test, by_label };
        let sets = divide(&all, &split);
        prop_assert!(sets.keys().eq(all.keys()), "each is in one set");
        let shares = [1000 - dev - test, dev, test];
        for (set, share) in shares.into_iter().enumerate() {
            let found = sets.values().filter(|other| **other == set).count();
            let exact = all.len() * share as usize;
            prop_assert!(found * 1000 < exact + 1000 && found * 1000 + 1000 > exact, "{found} of {exact}/1000 in {set}");
        }
        prop_assert_eq!(divide(&all, &split), sets);
    }
}
