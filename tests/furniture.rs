//! How well scraped pages are understood: both halves of the pages in `tests/furniture`, compared line by line.
//!
//! The unseen half was committed in 14e148a, before the first rule, and has not been changed since; of it only numbers are
//! printed. Both halves were written by the same hand. `cargo test --test furniture -- --nocapture` shows the tables;
//! `MANICULE_FURNITURE=1` also every line of the tuned half that went wrong.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::print_stdout, reason = "the tables are what this test is for")]

#[path = "furniture/any_text.rs"]
mod any_text;
#[path = "furniture/pages.rs"]
mod pages;
#[path = "furniture/real_article.rs"]
mod real_article;
#[path = "furniture/table.rs"]
mod table;

use pages::{Page, pages};
use table::Table;

/// Most blocks of the unseen half that may be wrong, in thousandths.
const MOST_WRONG: usize = 50;

/// Most paragraphs of either half that may be taken for furniture.
const MOST_DIMMED: usize = 2;

fn compared(name: &str, pages: &[Page], tell: bool) -> Table {
    let mut table = Table::default();
    for page in pages {
        table.page(page, tell);
    }
    println!("{}", table.print(name));
    table
}

#[test]
fn the_unseen_half() {
    let table = compared("unseen", &pages("unseen"), false);
    let (wrong, all) = (table.wrong(), table.all());
    println!(
        "FIGURE furniture unseen half: {wrong} of {all} blocks wrong ({:.1} %)",
        100.0 * wrong as f64 / all as f64
    );
    assert!(wrong * 1000 <= all * MOST_WRONG, "{wrong} of {all} blocks wrong");
    assert!(table.dimmed() <= MOST_DIMMED, "{} paragraphs taken for furniture", table.dimmed());
    assert!(table.metas_wrong() * 8 <= table.metas(), "{} of {} facts wrong", table.metas_wrong(), table.metas());
}

#[test]
fn the_tuned_half() {
    let table = compared("tuned", &pages("tuned"), std::env::var_os("MANICULE_FURNITURE").is_some());
    let (wrong, all) = (table.wrong(), table.all());
    println!("FIGURE furniture tuned half: {wrong} of {all} blocks wrong ({:.1} %)", 100.0 * wrong as f64 / all as f64);
    assert!(wrong * 1000 <= all * MOST_WRONG, "{wrong} of {all} blocks wrong");
    assert!(table.dimmed() == 0, "{} paragraphs taken for furniture", table.dimmed());
}

#[test]
fn the_halves_are_large_enough() {
    let (unseen, tuned) = (pages("unseen"), pages("tuned"));
    assert!(unseen.len() >= 12 && tuned.len() >= 12, "{} and {} pages", unseen.len(), tuned.len());
    let lines = |pages: &[Page]| pages.iter().map(|page| page.labels.len()).sum::<usize>();
    assert!(lines(&unseen) >= 300 && lines(&tuned) >= 300);
}
