//! A project of many articles: the one that was open is shown before the queue is known whole, and nothing that happens
//! meanwhile is lost or done to half a queue.

use manicule::formats::json::to_json;
use manicule::model::{BlockId, DocId};
use manicule::session::address::Address;
use manicule::session::{Action, Args, Command, Effect, SourceFile, Words};
use manicule::storage::{Key, Store as _, StoreError, Write, entries};

use super::deeds::Deed;
use super::imports::many;
use super::tab::{Disk, Tab, now, parting, soon};

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
    shown_at(disk, actor, None)
}

/// The same for a page that is opened with an address.
fn shown_at(disk: &Disk, actor: u64, address: Option<&str>) -> Tab {
    use manicule::model::{PersonId, ProjectId};
    let state = manicule::session::State::new(actor, PersonId::from_bits(actor), ProjectId::from_bits(actor));
    let mut tab = Tab::over(disk, state);
    tab.holds_queue = true;
    let wanted = address.and_then(|address| Address::read(address).expect("it reads"));
    let (opened, refused) = soon(disk.stores().start_at(wanted.map(|wanted| wanted.article)));
    tab.act(Action::Started(Box::new(opened), refused));
    if let Some(address) = address {
        tab.act(Action::Address(address.to_owned(), false));
    }
    tab
}

/// An address brings its article up before the queue is known, whichever was open; where it is not known yet whether there
/// is such an article, that waits for the queue, and what was open is shown meanwhile.
#[test]
fn an_address_comes_before_the_queue() {
    let mut before = imported();
    Deed::Open(3).on(&mut before);
    let last = before.state.open.clone();
    before.restless.extend(before.state.project.order.iter().cloned());
    before.quiet();
    let id = |place: usize| before.state.project.order[place].clone();
    for place in [0, 20, ARTICLES] {
        let mut tab = shown_at(&before.disk.copy(), 2, Some(&format!("article={}&char=2,4", id(place))));
        assert!(tab.state.partial);
        assert_eq!(tab.state.open, Some(id(place)));
        assert_eq!(tab.state.address().and_then(|address| address.chars), Some((2, 4)));
        tab.read_queue();
        assert_eq!(parting(&tab.export(), &before.export()), None, "nothing else is lost");
    }
    let mut tab = shown_at(&before.disk, 3, Some("article=nobody"));
    assert_eq!(tab.state.open, last);
    assert_eq!(tab.state.said.1.words, Words::SelectedIs, "nobody knows yet whether there is such an article");
    tab.read_queue();
    assert_eq!((tab.state.open.clone(), tab.state.said.1.words), (last.clone(), Words::AddressUnknown));
    // An address that is written while the queue is read.
    let mut tab = shown(&before.disk, 4);
    tab.act(Action::Address(format!("article={}", id(30)), false));
    tab.read_queue();
    assert_eq!(tab.state.open, Some(id(30)));
}

/// An address takes nothing from the article that was open, where its own does not read.
#[test]
fn an_address_of_what_does_not_read_leaves_what_was_open() {
    let mut before = imported();
    Deed::Open(3).on(&mut before);
    let (last, other) = (before.state.open.clone(), before.state.project.order[20].clone());
    let copies = before.disk.all().into_iter().filter(|(key, _)| key.of_document() == Some(&other));
    copies.for_each(|(key, _)| before.disk.values.damage(key, "no document"));
    let mut tab = shown_at(&before.disk, 2, Some(&format!("article={other}")));
    assert_eq!((tab.state.open.clone(), tab.state.said.1.words), (last.clone(), Words::NotReadable));
    tab.read_queue();
    assert_eq!((tab.state.open.clone(), tab.state.opening.clone()), (last, None));
}

/// How far articles were read: a scroll writes one part, a start reads one, and nothing of the others is lost.
#[test]
fn positions_are_kept_in_parts() {
    let mut before = imported();
    let all = before.state.project.order.clone();
    for (place, id) in all.iter().enumerate() {
        before.run(Command::OpenArticle, Args::document(id));
        before.act(Action::Position(BlockId(u32::try_from(place % 3).expect("small") + 1)));
    }
    before.effects.clear();
    before.act(Action::Position(BlockId(7)));
    let writes = before.effects.iter().find_map(|effect| match effect {
        Effect::Write(writes) => Some(writes.clone()),
        _ => None,
    });
    let writes = writes.expect("it is written");
    assert_eq!(writes.len(), 1, "one part, and no session");
    let value = writes[0].value.as_ref().expect("it is written");
    assert!(value.len() < 300, "{value}");
    let expected = |tab: &Tab| all.iter().map(|id| tab.state.positions.get(id)).collect::<Vec<_>>();
    let mut tab = shown(&before.disk, 2);
    let known = expected(&tab).iter().flatten().count();
    assert!(known > 0 && known < ARTICLES / 2, "a start reads a part: {known}");
    assert_eq!(tab.state.positions.get(&all[ARTICLES]), Some(BlockId(7)));
    tab.act(Action::Position(BlockId(8)));
    tab.read_queue();
    assert_eq!(expected(&tab)[..ARTICLES], expected(&before)[..ARTICLES]);
    let again = tab.reload(3);
    assert_eq!(expected(&again)[..ARTICLES], expected(&before)[..ARTICLES]);
    assert_eq!(again.state.positions.get(&all[ARTICLES]), Some(BlockId(8)));
}

/// A session as programs wrote it that kept all positions in it.
#[test]
fn positions_of_an_old_session_are_read() {
    let before = imported();
    let all = before.state.project.order.clone();
    let mut session = before.state.session();
    session.positions = all.iter().map(|id| (id.to_string(), 5)).collect();
    now(before.disk.values.write(vec![Write::put(Key::Session, to_json(&session))])).expect("there is room");
    let mut tab = shown(&before.disk, 2);
    let count = |tab: &Tab| all.iter().filter(|id| tab.state.positions.get(id) == Some(BlockId(5))).count();
    assert_eq!(count(&tab), ARTICLES + 1);
    // Killed before the queue is known, or after.
    tab.run(Command::CycleTags, Args::default());
    assert_eq!(count(&tab.reload(3)), ARTICLES + 1);
    tab.act(Action::Position(BlockId(6)));
    tab.read_queue();
    let kept = now(before.disk.values.read(vec![Key::Session])).expect("it reads").remove(0).expect("it is there");
    assert!(kept.contains(r#""positions":{}"#), "{kept}");
    let again = tab.reload(4);
    let open = again.state.open.clone().expect("one is open");
    assert_eq!((count(&again), again.state.positions.get(&open)), (ARTICLES, Some(BlockId(6))));
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
