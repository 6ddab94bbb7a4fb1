//! Randomness and the moment.

use std::collections::BTreeSet;

use manicule::browser::clock;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn random_bits_differ() {
    let all: BTreeSet<u64> = (0..1000).map(|_| clock::random_bits()).collect();
    assert_eq!(all.len(), 1000);
    // Every bit is used: over a thousand draws none is always the same.
    let (ones, zeros) = all.iter().fold((0, 0), |(ones, zeros), bits| (ones | bits, zeros | !bits));
    assert_eq!((ones, zeros), (u64::MAX, u64::MAX));
}

#[wasm_bindgen_test]
fn now_is_now() {
    let (first, second) = (clock::now(), clock::now());
    assert!(first.0 > 1_700_000_000_000 && first <= second && second.0 - first.0 < 60_000);
}
