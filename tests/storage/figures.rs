//! What storing costs, as ratios: an edit on top of few or many others, opening a small project or a large one. Printed;
//! what is asserted is how much is written and read, since a clock tells of the machine as well. Whole in the long run.

use std::rc::Rc;
use std::time::{Duration, Instant};

use manicule::model::{PersonId, ProjectId};
use manicule::session::{Action, Args, Command, Effect, SourceFile, State};
use manicule::storage::memory::Refusing;
use manicule::storage::{Place, Replicas};

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
            // Never the fortieth: what is measured is an edit of an article like any other, on top of all these.
            Deed::Open(u16::try_from(1 + (number / 250) % 39).expect("few")).on(&mut tab);
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

/// What it takes until the article is shown, and until all of the queue is; how many bytes are read until then.
fn opening(disk: &Disk) -> ([Duration; 2], [usize; 2], Tab) {
    let open = |actor| {
        disk.read.set(0);
        let began = Instant::now();
        let state = State::new(actor, PersonId::from_bits(actor), ProjectId::from_bits(actor));
        let mut tab = Tab::over(disk, state);
        tab.holds_queue = true;
        // As the page has it: in a small project all is read at once.
        let stores = Replicas::new(Rc::new(Refusing), Rc::new(disk.clone()));
        let (opened, refused) = soon(stores.start());
        tab.act(Action::Started(Box::new(opened), refused));
        let (shown, read) = (began.elapsed(), disk.read.get());
        assert!(tab.state.document().is_some(), "the article is shown");
        if tab.state.partial {
            tab.read_queue();
        }
        ([shown, began.elapsed()], [read, disk.read.get()], tab)
    };
    let mut all: Vec<_> = (2..9).map(open).collect();
    all.sort_by_key(|(took, ..)| took[0]);
    all.swap_remove(3)
}

#[test]
fn a_large_project_opens_like_a_small_one() {
    let most = if long() { 2000 } else { 300 };
    let (small, large) = (project(10), project(most));
    let ((few, few_read, one), (many, many_read, other)) = (opening(&small), opening(&large));
    let ratio = |at: usize| many[at].as_secs_f64() / few[at].as_secs_f64();
    println!(
        "with 10 articles the one that was open is shown in {:?}, with {most} in {:?}: ratio {:.2}",
        few[0],
        many[0],
        ratio(0)
    );
    println!("all of the queue is there in {:?} and {:?}: ratio {:.2}", few[1], many[1], ratio(1));
    println!("bytes read until then: {few_read:?} and {many_read:?}");
    for tab in [&one, &other] {
        assert_eq!(tab.state.project.loaded.len(), 1, "one article is read");
        assert_eq!(tab.state.document().map(|document| document.annotations.len()), Some(50));
    }
    assert!(many_read[0] < few_read[0] * 3 + 100_000, "what is read first grows by a part of the queue only");
    assert_eq!(other.state.project.order.len(), most + 1);
    // The meter sees every one of them, on the disk only, since this browser has no local storage.
    let meter = soon(large.stores().meter(&other.state.project.order));
    assert_eq!((meter.documents.len(), meter.with_copies(1)), (most + 1, most + 1));
    assert!(meter.documents.iter().all(|copies| copies.is_in(Place::Disk)));
    println!("{} kB on the disk", meter.total() / 1000);
}
