//! Local storage holds what it must, and whole documents as long as they fit: the last used first. Row 9 of the fault list,
//! and the steps that stay when there is no room.

use manicule::model::DocId;
use manicule::session::{Action, Args, Command, Saved, SourceFile};
use manicule::storage::meter::meter;
use manicule::storage::plan::LEAST;
use manicule::storage::room::size;
use manicule::storage::{Key, Place};

use super::deeds::Deed;
use super::imports::many;
use super::sim::look::{apart, documents, found, lost};
use super::sim::{Protocol, World};
use super::tab::{Disk, Tab, parting};

fn done(world: &mut World, tab: u64) {
    (0..30).for_each(|_| world.transact(tab));
}

/// Quiet moments until nothing changes any more: what is written in one makes room in the next.
fn settle(world: &mut World, tab: u64) {
    for _ in 0..4 {
        world.quiet(tab);
        done(world, tab);
    }
}

fn document(number: usize) -> DocId {
    DocId::from(format!("d{number:05}").as_str())
}

fn open(world: &mut World, tab: u64, number: usize) {
    world.tell(tab, Action::Run(Command::OpenArticle, Args::document(&document(number))));
    done(world, tab);
}

/// The documents of which local storage has something.
fn in_local(world: &World) -> Vec<String> {
    let browser = world.browser.borrow();
    let mut ids: Vec<String> = browser.local.keys().filter_map(Key::of_document).map(ToString::to_string).collect();
    ids.sort();
    ids.dedup();
    ids.retain(|id| id != "tiny");
    ids
}

fn on_disk(world: &World, number: usize) -> bool {
    world.browser.borrow().disk.keys().any(|key| key.of_document() == Some(&document(number)))
}

/// Annotations of each article: so many that one takes more than all that comes and goes beside it.
const MARKS: usize = 60;

/// A browser with four articles of equal size, of which local storage has room for two beside the rest.
fn four() -> (World, u64) {
    let mut world = World::new(Protocol::Ours);
    let tab = world.open();
    done(&mut world, tab);
    let file = SourceFile { name: "four.jsonl".to_owned(), bytes: many(4, MARKS).into_bytes() };
    world.tell(tab, Action::Files(vec![file]));
    done(&mut world, tab);
    for number in 0..4 {
        open(&mut world, tab, number);
        world.quiet(tab);
        done(&mut world, tab);
    }
    settle(&mut world, tab);
    world.changed = true;
    // Room for two of the articles beside the rest.
    let browser = world.browser.borrow();
    let stays = |key: &Key| key.of_document().is_none_or(|id| id.as_str() == "tiny");
    let rest: usize = browser.local.iter().filter(|(key, _)| stays(key)).map(|(key, value)| size(key, value)).sum();
    let key = Key::Document(document(0));
    let one = size(&key, &browser.local[&key]);
    let room = rest + 2 * one + one / 4;
    drop(browser);
    world.kill(tab, 1000);
    world.room = room;
    let tab = world.open();
    done(&mut world, tab);
    (world, tab)
}

#[test]
fn the_last_used_documents_are_in_local_storage() {
    let (mut world, tab) = four();
    assert_eq!(in_local(&world).len(), 4, "nothing goes before it is quiet");
    for (number, expected) in [(2, [2, 3]), (3, [2, 3]), (0, [0, 3]), (1, [0, 1]), (0, [0, 1]), (2, [0, 2])] {
        open(&mut world, tab, number);
        settle(&mut world, tab);
        let expected = expected.map(|number| document(number).to_string());
        assert_eq!(in_local(&world), expected, "after {number} was opened");
        assert!((0..4).all(|number| on_disk(&world, number)));
    }
    // The meter says so.
    let order = world.tabs[&tab].state.project.order.clone();
    let browser = world.browser.borrow();
    let sizes = |place, map: &super::sim::stores::Map| -> Vec<_> {
        map.iter().map(|(key, value)| (place, key.clone(), size(key, value))).collect()
    };
    let all = [sizes(Place::Local, &browser.local), sizes(Place::Disk, &browser.disk)].concat();
    let meter = meter(&all, &order);
    assert_eq!((meter.with_copies(2), meter.with_copies(1)), (3, 2), "two articles and the tiny one have two copies");
    assert!(meter.bytes[0] <= world.room);
    drop(browser);
    // What is on disk only is opened from there, and found by whoever comes next.
    open(&mut world, tab, 3);
    let shown = world.tabs[&tab].state.document().map(|document| document.annotations.len());
    assert_eq!(shown, Some(MARKS));
    world.kill(tab, 0);
    let tab = world.open();
    done(&mut world, tab);
    assert_eq!(world.tabs[&tab].state.project.order.len(), 5);
    assert_eq!(documents(&world).len(), 5);
}

#[test]
fn nothing_goes_from_local_storage_that_the_disk_does_not_hold() {
    let (mut world, tab) = four();
    // Of one article the disk has an older snapshot, of another none, of a third one that does not read.
    let mut browser = world.browser.borrow_mut();
    let local = browser.local.clone();
    for key in browser.disk.keys().cloned().collect::<Vec<_>>() {
        match key.of_document().map(ToString::to_string).as_deref() {
            Some("d00000") => drop(browser.disk.remove(&key)),
            Some("d00001") => drop(browser.disk.insert(key, "{".to_owned())),
            _ => {}
        }
    }
    drop(browser);
    open(&mut world, tab, 3);
    world.quiet(tab);
    done(&mut world, tab);
    let browser = world.browser.borrow();
    for (key, value) in
        local.iter().filter(|(key, _)| [document(0), document(1)].iter().any(|id| key.of_document() == Some(id)))
    {
        assert_eq!(browser.local.get(key), Some(value), "{key} stands nowhere else");
    }
}

/// Row 9: a kill at each step of what drops documents from local storage. Each is whole in at least one of the stores.
#[test]
fn fault_9_a_kill_while_documents_leave_local_storage() {
    for writes in 0..4 {
        for transactions in 0..8 {
            for ago in [0, u64::MAX] {
                let (mut world, tab) = four();
                world.annotate(tab, 10);
                done(&mut world, tab);
                world.quiet(tab);
                (0..transactions).for_each(|_| world.transact(tab));
                world.browser.borrow_mut().dying = Some(writes);
                world.transact(tab);
                world.browser.borrow_mut().dying = None;
                let past = u64::try_from(world.browser.borrow().past.len()).expect("few");
                world.kill_all(0, ago.min(past));
                assert_eq!(lost(&world), None);
                let all = documents(&world);
                assert_eq!(all.len(), 5, "{writes} {transactions} {ago}");
                for stored in all.iter().filter(|stored| stored.document.id.as_str().starts_with("d0")) {
                    assert!(stored.document.annotations.len() >= 6);
                }
                let count = found(&world).len();
                assert_eq!(apart(&mut world).filter(|wrong| !wrong.starts_with("tab")), None);
                assert_eq!(found(&world).len(), count);
            }
        }
    }
}

/// Where there is no disk, local storage is all there is, and nothing is dropped from it.
#[test]
fn without_a_disk_nothing_is_dropped() {
    let mut world = World::new(Protocol::LocalOnly);
    world.room = 0;
    let tab = world.open();
    world.annotate(tab, 10);
    settle(&mut world, tab);
    assert!(world.browser.borrow().local.keys().any(|key| key.of_document().is_some()));
    world.wipe(Place::Disk);
    assert_eq!(found(&world).len(), 1);
}

/// Old steps go first when space is short, and at least two hundred stay.
#[test]
fn two_hundred_steps_stay_when_there_is_no_room() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    for number in 0..480_u16 {
        Deed::Annotate(vec![(number, number.wrapping_add(3))], number).on(&mut tab);
    }
    tab.restless.extend(tab.state.open.clone());
    tab.quiet();
    let records = |disk: &Disk| disk.all().iter().filter(|(key, _)| matches!(key, Key::Record(_))).count();
    tab.restless.extend(tab.state.open.clone());
    tab.quiet();
    assert_eq!(records(&disk), 480, "while there is room all stay");
    disk.values.limit(Some(0));
    Deed::Annotate(vec![(3, 8)], 0).on(&mut tab);
    assert_ne!(tab.state.saved, Saved::Yes);
    assert!(!tab.restless.is_empty(), "room is made in the next quiet moment");
    tab.quiet();
    // Of 481 the oldest are gone, and in their place the last, which had stood in memory only.
    assert_eq!(records(&disk), LEAST);
    tab.act(Action::Retry);
    assert_eq!(tab.state.saved, Saved::Yes, "there is room again");
    let mut next = tab.reload(2);
    assert_eq!(parting(&next.export(), &tab.export()), None, "nothing but steps is gone");
    assert_eq!(next.undo_all(), LEAST);
    assert_eq!(next.redo_all(), LEAST);
    assert_eq!(parting(&next.export(), &tab.export()), None);
}
