//! A project of many articles: the one that was open is shown before the queue is known whole, and nothing that happens
//! meanwhile is lost or done to half a queue.

use manicule::model::DocId;
use manicule::session::{Action, Args, Command, Effect, SourceFile};
use manicule::storage::{Key, StoreError, entries};

use super::deeds::Deed;
use super::imports::many;
use super::tab::{Disk, Tab, parting, soon};

/// More than what stands in a record itself.
const ARTICLES: usize = 40;

fn imported() -> Tab {
    let mut tab = Tab::open(&Disk::default(), 1);
    Deed::Annotate(vec![(0, 3)], 1).on(&mut tab);
    let file = SourceFile { name: "many.jsonl".to_owned(), bytes: many(ARTICLES, 2).into_bytes() };
    tab.act(Action::Files(vec![file]));
    assert_eq!(tab.state.project.order.len(), ARTICLES + 1);
    tab
}

/// A page load that shows its article and has not read the queue.
fn shown(disk: &Disk, actor: u64) -> Tab {
    use manicule::model::{PersonId, ProjectId};
    let state = manicule::session::State::new(actor, PersonId::from_bits(actor), ProjectId::from_bits(actor));
    let mut tab = Tab::over(disk, state);
    tab.holds_queue = true;
    let (opened, refused) = soon(disk.stores().start());
    tab.act(Action::Started(Box::new(opened), refused));
    tab
}

#[test]
fn one_can_work_before_the_queue_is_known() {
    let before = imported();
    let open = before.state.open.clone();
    let mut tab = shown(&before.disk, 2);
    let titled = tab.state.project.entries.values().filter(|entry| !entry.title.is_empty()).count();
    assert!(tab.state.partial && titled < ARTICLES / 2, "only a part is known");
    assert_eq!(tab.state.open, open, "and that article is shown");
    tab.moment = 500;
    let count = |tab: &Tab| tab.state.document().map_or(0, |document| document.annotations.len());
    let marked = count(&tab);
    Deed::Annotate(vec![(3, 7)], 2).on(&mut tab);
    assert_eq!(count(&tab), marked + 1);
    // The next article, an export and another tab's work wait; what is done after that and needs none of it does not.
    tab.run(Command::PreviousArticle, Args::default());
    tab.run(Command::Export, Args::default());
    let mut other = before.reload(3);
    other.moment = 900;
    Deed::Annotate(vec![(9, 12)], 1).on(&mut other);
    tab.hear();
    assert_eq!((tab.state.open.clone(), tab.out.len()), (open, 0), "they wait");
    tab.read_queue();
    let place = |id: &Option<DocId>| tab.state.project.order.iter().position(|known| Some(known) == id.as_ref());
    assert_eq!(place(&tab.state.open), place(&before.state.open).map(|at| at - 1), "they are done, in order");
    assert_eq!(tab.out.len(), 1);
    assert_eq!(tab.out[0].lines().count(), ARTICLES + 1, "all articles are in the export");
    assert!(tab.state.deferred.is_empty());
    assert_eq!(parting(&tab.reload(4).export(), &tab.export()), None);
    assert_eq!(parting(&other.reload(5).export(), &tab.export()), None, "and the other tab's work is in it");
}

/// Undo of a step in another article waits as well, and does what it would have done.
#[test]
fn undo_waits_for_the_queue() {
    let mut before = imported();
    Deed::Open(3).on(&mut before);
    Deed::Annotate(vec![(1, 4)], 1).on(&mut before);
    let whole = before.export();
    Deed::Open(20).on(&mut before);
    Deed::Annotate(vec![(1, 4)], 1).on(&mut before);
    Deed::Open(30).on(&mut before);
    let mut tab = shown(&before.disk, 2);
    tab.moment = 700;
    tab.run(Command::Undo, Args::default());
    assert_eq!(tab.state.history.depth(), before.state.history.depth());
    tab.read_queue();
    assert_eq!(parting(&tab.export(), &whole), None);
}

/// What changes something does not overtake an undo that waits.
#[test]
fn steps_are_done_in_the_order_in_which_they_were_asked_for() {
    let mut before = imported();
    Deed::Open(3).on(&mut before);
    Deed::Annotate(vec![(1, 4)], 1).on(&mut before);
    let count = |tab: &Tab| tab.state.document().map_or(0, |document| document.annotations.len());
    let marked = count(&before);
    let mut tab = shown(&before.disk, 2);
    tab.moment = 700;
    tab.run(Command::Undo, Args::default());
    Deed::Annotate(vec![(9, 12)], 2).on(&mut tab);
    assert_eq!(count(&tab), marked, "both wait");
    tab.read_queue();
    assert_eq!(count(&tab), marked);
    tab.run(Command::Undo, Args::default());
    assert_eq!(count(&tab), marked - 1, "the mark was the last step, not the undone one");
}

/// A store that does not answer has not told that there is nothing: nothing is done with half a queue.
#[test]
fn a_queue_that_cannot_be_read_is_asked_for_again() {
    let before = imported();
    let mut tab = shown(&before.disk, 2);
    tab.run(Command::Export, Args::default());
    for _ in 0..3 {
        tab.act(Action::Queue(Box::default(), [None, Some(StoreError::Silent)]));
        assert!(tab.state.partial && tab.out.is_empty(), "an export of a part is none");
        assert!(matches!(tab.effects.last(), Some(Effect::ReadQueue { again: true })));
    }
    tab.read_queue();
    assert_eq!(tab.out[0].lines().count(), ARTICLES + 1);
}

#[test]
fn a_kill_at_each_step_of_a_long_import() {
    let tab = imported();
    let log = tab.disk.log.borrow().clone();
    let entries = log.iter().filter(|write| matches!(write.key, Key::Entries(_))).count();
    assert_eq!(entries, 1, "what is known of {} articles or more stands beside the record", entries::MANY);
    let whole = tab.export();
    let first = log.iter().position(|write| matches!(write.key, Key::Entries(_))).expect("it was written");
    let mut seen = [0, 0];
    for count in first.saturating_sub(4)..=log.len() {
        let after = Tab::open(&Disk::after(&log, count), 9);
        let there = after.state.project.order.len();
        assert!(there == 1 || there == ARTICLES + 1, "after {count}: {there}");
        seen[usize::from(there > 1)] += 1;
        if there > 1 {
            assert_eq!(parting(&after.export(), &whole), None, "after {count}");
            let title = |id| after.state.project.entries.get(id).map(|entry| entry.title.clone());
            assert!(after.state.project.order.iter().all(|id| title(id).is_some_and(|title| !title.is_empty())));
        }
    }
    assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
}

/// What is known of the articles that came in is damaged: they are read one by one.
#[test]
fn without_entries_the_articles_tell_themselves() {
    let tab = imported();
    let entries = tab.disk.all().into_iter().find(|(key, _)| matches!(key, Key::Entries(_))).expect("there are such");
    let disk = tab.disk.copy();
    disk.values.damage(entries.0.clone(), &entries.1[..entries.1.len() / 2]);
    let again = Tab::open(&disk, 2);
    assert_eq!(parting(&again.export(), &tab.export()), None);
    let titles = |tab: &Tab| tab.state.project.entries.values().map(|entry| entry.title.clone()).collect::<Vec<_>>();
    assert_eq!(titles(&again), titles(&tab));
    assert!(disk.all().iter().any(|(key, _)| matches!(key, Key::Damaged(name) if name.contains("entries"))));
}

/// Another tab hears of a long import by message.
#[test]
fn a_long_import_is_told_with_what_is_known_of_it() {
    let tab = imported();
    let record = tab.state.journal.records.last().expect("the import").clone();
    let lines: Vec<String> = entries::record_writes(&record).into_iter().filter_map(|write| write.value).collect();
    let opened = manicule::storage::recovery::told(&lines.join("\n"));
    assert_eq!(opened.records.len(), 1);
    assert_eq!(*opened.records[0], *record, "as it was");
}

/// Two tabs mark words of one article: once its snapshot is joined the queue counts what both did.
#[test]
fn the_queue_counts_what_both_tabs_did() {
    let disk = Disk::default();
    let mut one = Tab::open(&disk, 1);
    Deed::AddText(0).on(&mut one);
    let mut other = one.reload(2);
    other.moment = 400;
    Deed::Annotate(vec![(0, 3)], 1).on(&mut one);
    Deed::Annotate(vec![(4, 9)], 1).on(&mut other);
    one.restless.extend(one.state.open.clone());
    one.quiet();
    let mut later = Tab::open(&disk, 3);
    let id = later.state.open.clone().expect("it is open");
    let counted = later.state.journal.ledger.documents.get(&id).map(|standing| standing.entry.annotations);
    assert_eq!(counted, Some(2));
    later.run(Command::Export, Args::default());
    assert!(later.out[0].contains("\"status\""));
}
