//! How well the rules find claims: both halves of the sentences in `tests/claims`, scored and printed.
//!
//! `seen.txt` is what the rules were tuned on, `unseen.txt` was written by somebody else and committed before the first
//! rule; of it only numbers are printed. `cargo test --test claims -- --nocapture` shows the table;
//! `MANICULE_CLAIMS=1` also what went wrong in the seen half.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::print_stdout, reason = "the table is what this test is for")]

#[path = "claims/accepting.rs"]
mod accepting;
#[path = "claims/broken.rs"]
mod broken;
#[path = "claims/entries.rs"]
mod entries;
#[path = "claims/picking.rs"]
mod picking;
#[path = "claims/score.rs"]
mod score;

use entries::entries;
use score::{Kind, Score};

const SEEN: &str = include_str!("claims/seen.txt");
const UNSEEN: &str = include_str!("claims/unseen.txt");

/// Most that may be wrong, in per cent: precision and recall by kind, the source among the first three.
const FLOORS: [(Kind, u32, u32); 3] = [(Kind::Direct, 95, 94), (Kind::Mixed, 85, 80), (Kind::Indirect, 80, 60)];
const SOURCE_FLOOR: u32 = 90;

fn held(name: &str, text: &str, tell: bool) -> Vec<String> {
    let score = Score::of(&entries(text), tell);
    println!("{}", score.table(name));
    score.short_of(name, &FLOORS, SOURCE_FLOOR)
}

#[test]
fn both_halves_hold_their_floors() {
    let mut short = held("seen", SEEN, std::env::var_os("MANICULE_CLAIMS").is_some());
    short.extend(held("unseen", UNSEEN, false));
    assert!(short.is_empty(), "{short:#?}");
}

#[test]
fn the_halves_are_large_enough() {
    for text in [SEEN, UNSEEN] {
        let entries = entries(text);
        let without = entries.iter().filter(|entry| entry.claims.is_empty()).count();
        assert!(entries.len() >= 60 && without >= 12, "{} entries, {without} without a claim", entries.len());
    }
    let all = entries(SEEN).len() + entries(UNSEEN).len();
    assert!(all >= 120, "{all}");
}

#[test]
fn the_lexicon_is_data_that_can_be_read() {
    assert_eq!(manicule::suggest::lexicon::mistakes(), Vec::new());
    println!("lexicon: {} bytes", manicule::suggest::lexicon::bytes());
}
