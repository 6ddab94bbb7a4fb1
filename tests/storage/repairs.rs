//! What a start and a quiet moment make of stores that are not as they should be: rows 7, 16, 24, 41 and 57 of the fault
//! list.

use manicule::session::{Action, Saved};
use manicule::storage::queue::part_of;
use manicule::storage::recovery::Opened;
use manicule::storage::{Key, Place, StoreError, seal};

use super::deeds::Deed;
use super::sim::look::{apart, found, lost};
use super::sim::{Protocol, World};
use super::tab::{Disk, Tab, parting};

fn done(world: &mut World, tab: u64) {
    (0..30).for_each(|_| world.transact(tab));
}

/// A tab that has marked some things, all saved and in snapshots, and some more since.
fn worked() -> (World, u64) {
    let mut world = World::new(Protocol::Ours);
    let tab = world.open();
    done(&mut world, tab);
    for start in [0, 10, 20, 30, 40, 50, 60] {
        world.annotate(tab, start);
        done(&mut world, tab);
        if start > 40 {
            world.quiet(tab);
            done(&mut world, tab);
        }
    }
    world.annotate(tab, 70);
    done(&mut world, tab);
    (world, tab)
}

fn check(world: &mut World, when: &str) {
    assert_eq!(lost(world).or_else(|| apart(world)), None, "{when}");
    assert_eq!(found(world).len(), 8, "{when}");
}

/// We move no data from one layout to another; what a start changes is what it repairs. A kill at each step of that, to
/// either store, leaves a browser in which everything is found again.
#[test]
fn fault_7_a_kill_at_each_step_of_what_a_start_repairs() {
    for damage in 0..6 {
        for writes in 0..8 {
            for transactions in 0..6 {
                let (mut world, tab) = worked();
                world.kill(tab, 100);
                spoil(&world, damage);
                // The start: of what it writes to local storage the first few are there, and so many transactions are done.
                let next = world.open();
                world.browser.borrow_mut().dying = (writes < 7).then_some(writes);
                (0..transactions).for_each(|_| world.transact(next));
                world.browser.borrow_mut().dying = None;
                world.kill(next, 0);
                check(&mut world, &format!("damage {damage}, {writes} writes, {transactions} transactions"));
            }
        }
    }
}

fn spoil(world: &World, damage: usize) {
    let mut browser = world.browser.borrow_mut();
    let records: Vec<Key> = browser.disk.keys().filter(|key| matches!(key, Key::Record(_))).cloned().collect();
    match damage {
        0 => browser.local.clear(),
        1 => browser.disk.clear(),
        2 => drop(browser.local.insert(Key::Index, "{".to_owned())),
        3 => drop(browser.disk.insert(Key::Index, "{".to_owned())),
        // Each store lacks or has damaged what the other has.
        4 => {
            browser.local.remove(&records[0]);
            browser.disk.remove(&records[1]);
            browser.disk.insert(records[2].clone(), "null".to_owned());
        }
        _ => {
            browser.local.insert(records[0].clone(), "null".to_owned());
            browser.disk.remove(&Key::Index);
        }
    }
}

/// There are no two heads here: the index stands in both stores. Where it reads in neither, documents and records are
/// enough.
#[test]
fn fault_16_the_index_is_bad_in_both_stores() {
    let (mut world, tab) = worked();
    world.kill(tab, 100);
    for map in [Place::Local, Place::Disk] {
        let mut browser = world.browser.borrow_mut();
        let map = if map == Place::Local { &mut browser.local } else { &mut browser.disk };
        map.insert(Key::Index, "{\"sum\":".to_owned());
    }
    check(&mut world, "no index");
    let tab = world.tabs.keys().copied().next().expect("one is open");
    world.quiet(tab);
    done(&mut world, tab);
    let browser = world.browser.borrow();
    let aside = [&browser.local, &browser.disk].map(|map| map.values().any(|value| value == "{\"sum\":"));
    assert!(aside.contains(&true), "what did not read is still there");
    let reads =
        |value: Option<&String>| value.is_some_and(|value| manicule::storage::snapshot::index_of(value).is_some());
    assert!(reads(browser.disk.get(&Key::Index)) && reads(browser.local.get(&Key::Index)), "there is an index again");
}

/// Another tab keeps the database from opening: local storage is enough to start, and what is done reaches the disk later.
#[test]
fn fault_24_the_disk_does_not_open() {
    let (mut world, tab) = worked();
    world.kill(tab, 100);
    world.browser.borrow_mut().shut = Some(StoreError::Silent);
    let tab = world.open();
    done(&mut world, tab);
    assert_eq!(world.tabs[&tab].annotations().len(), 8, "local storage is enough");
    world.annotate(tab, 80);
    done(&mut world, tab);
    assert_eq!(world.tabs[&tab].state.saved, Saved::InTab);
    assert!(world.tabs[&tab].state.stores[1].is_some(), "and it is said");
    world.browser.borrow_mut().shut = None;
    world.tell(tab, Action::Retry);
    done(&mut world, tab);
    assert_eq!(world.tabs[&tab].state.saved, Saved::Yes);
    world.kill(tab, 0);
    world.wipe(Place::Local);
    assert_eq!(found(&world).len(), 9, "the disk has all of it");
}

/// A page load that is called as one before it goes on counting where that one ended.
#[test]
fn fault_41_two_page_loads_are_called_the_same() {
    let disk = Disk::default();
    let mut first = Tab::open(&disk, 7);
    Deed::AddText(0).on(&mut first);
    Deed::Annotate(vec![(0, 3)], 0).on(&mut first);
    let before: Vec<_> = disk.all().into_iter().filter(|(key, _)| matches!(key, Key::Record(_))).collect();
    let mut again = first.reload(7);
    Deed::Annotate(vec![(4, 9)], 1).on(&mut again);
    for (key, value) in before {
        assert_eq!(disk.values.get(&key), Some(value), "nothing was written over");
    }
    assert_eq!(again.state.document().map(|document| document.annotations.len()), Some(2));
    assert_eq!(parting(&again.reload(8).export(), &again.export()), None);
    // Also where the records themselves are gone, being in the snapshots.
    again.restless.extend(again.state.open.clone());
    again.quiet();
    let snapshots = Disk::default();
    let kept = disk.all().into_iter().filter(|(key, _)| !matches!(key, Key::Record(_)));
    kept.for_each(|(key, value)| snapshots.values.damage(key, &value));
    let third = Tab::open(&snapshots, 7);
    assert_eq!(third.state.document().map(|document| document.annotations.len()), Some(2));
    assert_eq!((third.state.journal.seq, Tab::open(&snapshots, 8).state.journal.seq), (3, 0));
}

/// Two that are open at once: the one that hears of it takes another name, and both steps stay.
#[test]
fn fault_41_two_open_tabs_are_called_the_same() {
    let disk = Disk::default();
    let mut begun = Tab::open(&disk, 1);
    Deed::AddText(0).on(&mut begun);
    let [mut one, mut other] = [Tab::open(&disk, 7), Tab::open(&disk, 7)];
    other.moment = 1000;
    Deed::Annotate(vec![(0, 3)], 0).on(&mut one);
    let told = Opened { records: one.state.journal.records.to_vec(), ..Opened::default() };
    other.act(Action::Heard(Box::new(told)));
    assert_ne!(other.state.journal.actor, 7);
    Deed::Annotate(vec![(4, 9)], 1).on(&mut other);
    one.hear();
    let count = |tab: &Tab| tab.state.document().map_or(0, |document| document.annotations.len());
    assert_eq!((count(&one), count(&other)), (2, 2));
    assert_eq!(count(&Tab::open(&disk, 8)), 2);
}

/// A later version of the same layout has written more than this one reads: it is shown, and never replaced; what is done
/// here stands in records beside it.
#[test]
fn fault_57_what_this_version_does_not_know_is_kept_as_it_is() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    Deed::AddText(0).on(&mut tab);
    Deed::Annotate(vec![(0, 3)], 0).on(&mut tab);
    let id = tab.state.open.clone().expect("it is open");
    tab.restless.push(id.clone());
    tab.quiet();
    let keys = [Key::Document(id.clone()), Key::Queue(part_of(&id)), Key::Index];
    let more = keys.clone().map(|key| {
        let value = disk.values.get(&key).expect("it was written");
        // One more field, deep inside.
        let plain = format!("{{{}", &value["{\"sum\":\"0123456789abcdef\",".len()..]);
        assert_eq!(seal::seal(&plain), value);
        seal::seal(&plain.replacen("\"title\":", "\"shade\":{\"of\":[1,{\"grey\":null}]},\"title\":", 1))
    });
    for (key, value) in keys.iter().zip(&more) {
        assert!(value.contains("shade"));
        disk.values.damage(key.clone(), value);
    }
    let mut next = Tab::open(&disk, 2);
    assert_eq!(next.state.document().map(|document| document.annotations.len()), Some(1), "it is shown");
    for number in 0..6 {
        Deed::Annotate(vec![(number, number + 3)], number).on(&mut next);
    }
    next.restless.push(id);
    next.quiet();
    for (key, value) in keys.iter().zip(&more) {
        assert_eq!(disk.values.get(key).as_ref(), Some(value), "{key} is as the later version wrote it");
    }
    assert_eq!(parting(&next.reload(3).export(), &next.export()), None, "and what was done here is there");
}
