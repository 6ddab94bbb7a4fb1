//! What storing costs, as ratios: an edit on top of few or many others, opening a small project or a large one. Printed;
//! what is asserted is how much is written and read, since a clock tells of the machine as well. Whole in the long run.

use std::time::{Duration, Instant};

use manicule::session::{Action, Args, Command, Effect, SourceFile};
use manicule::storage::{Key, Place};

use super::deeds::Deed;
use super::imports::many;
use super::tab::{Disk, Tab, soon};

fn long() -> bool {
    std::env::var_os("MANICULE_LONG").is_some()
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort();
    all[all.len() / 2]
}

/// One edit: what it takes, a store that answers at once included, and how many bytes it writes.
fn edit(tab: &mut Tab, number: u16) -> (Duration, usize) {
    tab.effects.clear();
    let deed = Deed::Annotate(vec![(number.wrapping_mul(7), number.wrapping_mul(7).wrapping_add(3))], number % 5);
    tab.moment += 1;
    let action = deed.action(&tab.state).expect("an article is open");
    let began = Instant::now();
    tab.act(action);
    let took = began.elapsed();
    let bytes = |effect: &Effect| match effect {
        Effect::Write(writes) => writes.iter().filter_map(|write| write.value.as_ref()).map(String::len).sum(),
        _ => 0,
    };
    (took, tab.effects.iter().map(bytes).sum())
}

/// Marks words over several articles until so many edits are stored, then measures.
fn measured(stored: usize) -> (Duration, usize, Tab) {
    let mut tab = Tab::open(&Disk::default(), 1);
    // Many articles, since ten thousand annotations of one would measure the article.
    let file = SourceFile { name: "many.jsonl".to_owned(), bytes: many(40, 5).into_bytes() };
    tab.act(Action::Files(vec![file]));
    for number in 0..stored {
        if number % 250 == 0 {
            Deed::Open(u16::try_from(1 + (number / 250) % 40).expect("few")).on(&mut tab);
        }
        Deed::Annotate(vec![(u16::try_from(number % 60_000).expect("few"), 3)], 1).on(&mut tab);
        if number % 500 == 499 {
            tab.quiet();
        }
    }
    // The same article, as it was read from the store, whatever went before.
    Deed::Open(40).on(&mut tab);
    let edits: Vec<(Duration, usize)> = (0..41).map(|number| edit(&mut tab, number)).collect();
    let written = edits.iter().map(|(_, bytes)| *bytes).max().unwrap_or(0);
    (median(edits.into_iter().map(|(took, _)| took).collect()), written, tab)
}

#[test]
fn an_edit_costs_the_same_however_many_are_stored() {
    let most = if long() { 10_000 } else { 300 };
    let (few_took, few_bytes, _) = measured(10);
    let (many_took, many_bytes, tab) = measured(most);
    let ratio = many_took.as_secs_f64() / few_took.as_secs_f64();
    println!("an edit at 10 stored edits takes {few_took:?}, at {most} {many_took:?}: ratio {ratio:.2}");
    println!(
        "it writes {few_bytes} and {many_bytes} bytes at most; {} records are known",
        tab.state.journal.records.len()
    );
    assert!(many_bytes < few_bytes * 2, "what is written does not grow");
}

/// The project with so many articles of fifty annotations, each in a snapshot of its own, all records folded and gone.
fn project(articles: usize) -> Disk {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let file = SourceFile { name: "many.jsonl".to_owned(), bytes: many(articles, 50).into_bytes() };
    tab.act(Action::Files(vec![file]));
    tab.run(Command::OpenArticle, Args { document: Some("d00003".to_owned()), ..Args::default() });
    tab.restless.extend(tab.state.project.order.iter().cloned());
    tab.quiet();
    disk
}

fn opening(disk: &Disk) -> (Duration, Tab) {
    let open = |actor| {
        let began = Instant::now();
        let tab = Tab::open(disk, actor);
        (began.elapsed(), tab)
    };
    let mut all: Vec<(Duration, Tab)> = (2..9).map(open).collect();
    all.sort_by_key(|(took, _)| *took);
    all.swap_remove(3)
}

#[test]
fn a_large_project_opens_like_a_small_one() {
    let most = if long() { 2000 } else { 100 };
    let (small, large) = (project(10), project(most));
    let ((few, one), (many, other)) = (opening(&small), opening(&large));
    let ratio = many.as_secs_f64() / few.as_secs_f64();
    println!("10 articles open in {few:?}, {most} in {many:?}: ratio {ratio:.2}");
    for tab in [&one, &other] {
        assert_eq!(tab.state.project.loaded.len(), 1, "one article is read");
        assert_eq!(tab.state.document().map(|document| document.annotations.len()), Some(50));
    }
    assert_eq!(other.state.project.order.len(), most + 1);
    // The meter sees every one of them, on the disk only, since this browser has no local storage.
    let meter = soon(large.stores().meter(&other.state.project.order));
    assert_eq!((meter.documents.len(), meter.with_copies(1)), (most + 1, most + 1));
    assert!(meter.documents.iter().all(|copies| copies.is_in(Place::Disk)));
    let index = large.values.get(&Key::Index).map_or(0, |value| value.len());
    println!("{} kB on the disk, of which the index {} kB", meter.total() / 1000, index / 1000);
}
