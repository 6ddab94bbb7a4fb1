//! The fault list of the design notes: each row that needs no browser, by its number. Rows 32, 33 stand in `joins`, rows 31,
//! 35 and 37 in `schedules`, damaged values in `damage`, a full disk in `full`.

use std::rc::Rc;

use manicule::model::{PersonId, ProjectId};
use manicule::session::{Action, Saved, State};
use manicule::storage::replicas::keys_of;
use manicule::storage::{Key, Replicas, StoreError};

use super::deeds::Deed;
use super::sim::look::found;
use super::sim::{Protocol, World};
use super::tab::{Disk, Tab, soon};

/// Lets a tab have all its transactions done.
fn done(world: &mut World, tab: u64) {
    (0..200).for_each(|_| world.transact(tab));
}

fn chip(world: &World, tab: u64) -> Saved {
    world.tabs[&tab].state.saved.clone()
}

/// A tab that has marked three things, all saved.
fn worked() -> (World, u64) {
    let mut world = World::new(Protocol::Ours);
    let tab = world.open();
    done(&mut world, tab);
    for start in [0, 10, 20] {
        world.annotate(tab, start);
    }
    done(&mut world, tab);
    assert_eq!(chip(&world, tab), Saved::Yes);
    assert_eq!(world.saved.len(), 3);
    (world, tab)
}

/// Opens a new tab and says whether it shows all that was saved.
fn all_there(world: &mut World) -> bool {
    let tab = world.open();
    world.rest();
    let shown = world.tabs[&tab].annotations();
    let found = found(world);
    world.saved.iter().all(|id| shown.contains(id) && found.contains(id))
}

/// One thing after the other, each of which could be the last: edits, a quiet moment, edits, another quiet moment.
const SCRIPT: &[fn(&mut World, u64)] = &[
    |world, tab| world.annotate(tab, 30),
    |world, tab| world.transact(tab),
    |world, tab| world.annotate(tab, 40),
    |world, tab| world.annotate(tab, 50),
    World::transact,
    World::transact,
    World::quiet,
    World::transact,
    World::transact,
    World::transact,
    |world, tab| world.annotate(tab, 60),
    World::transact,
    World::transact,
    World::quiet,
    World::transact,
    World::transact,
    World::transact,
    World::transact,
    World::quiet,
    World::transact,
    World::transact,
    World::transact,
    World::transact,
];

#[test]
fn fault_2_5_6_a_kill_after_each_step() {
    for steps in 0..=SCRIPT.len() {
        for after in 0..3 {
            // How far local storage is behind.
            for ago in [0, 2, 1000] {
                let (mut world, tab) = worked();
                SCRIPT.iter().take(steps).for_each(|step| step(&mut world, tab));
                world.kill_all(after, ago);
                assert!(all_there(&mut world), "killed after {steps} steps and {after} more, {ago} writes behind");
                let shown = world.tabs.values().next().map(super::sim::Tab::annotations).unwrap_or_default();
                let strange = shown.iter().filter(|id| id.bits() > 1000 && !world.made.contains(id)).count();
                assert_eq!(strange, 0, "nothing appears that nobody made");
            }
        }
    }
}

#[test]
fn fault_11_local_storage_is_full() {
    let (mut world, tab) = worked();
    world.browser.borrow_mut().room = Some(0);
    world.annotate(tab, 30);
    assert_ne!(chip(&world, tab), Saved::Yes);
    done(&mut world, tab);
    assert_eq!(chip(&world, tab), Saved::Yes, "the disk has it");
    world.kill_all(0, 0);
    assert!(all_there(&mut world));
}

#[test]
fn fault_13_local_storage_keeps_nothing() {
    let mut world = World::new(Protocol::Ours);
    world.browser.borrow_mut().deaf = true;
    let tab = world.open();
    done(&mut world, tab);
    world.annotate(tab, 30);
    done(&mut world, tab);
    assert_eq!(chip(&world, tab), Saved::Yes);
    world.kill_all(0, 0);
    assert!(all_there(&mut world));
}

#[test]
fn fault_14_15_any_character_of_any_value_is_changed() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    Deed::AddText(0).on(&mut tab);
    Deed::Annotate(vec![(0, 3)], 0).on(&mut tab);
    tab.restless.extend(tab.state.open.clone());
    tab.quiet();
    let whole = tab.export();
    for (key, value) in disk.all() {
        if key == Key::Session {
            continue;
        }
        let edges: Vec<usize> = value.char_indices().map(|(at, _)| at).collect();
        for part in 0..100 {
            let at = edges[part * edges.len() / 100];
            let other = if value[at..].starts_with('7') { '8' } else { '7' };
            let rest = value[at..].chars().next().map_or(0, char::len_utf8);
            for bad in [format!("{}{other}{}", &value[..at], &value[at + rest..]), value[..at].to_owned()] {
                let damaged = disk.copy();
                damaged.values.damage(key.clone(), &bad);
                let after = Tab::open(&damaged, 2);
                let kept = damaged.all().into_iter().any(|(_, value)| value == bad);
                assert!(kept, "{key} at {at}: what was damaged is still there");
                let shown = after.export();
                // Wrong work is never shown: what there is, is as it was made.
                let lines: Vec<&str> = whole.lines().collect();
                let spans = |line: &str| {
                    line.split("\"spans\":").nth(1).map(|rest| rest.split("\"doc_labels\"").next().map(str::to_owned))
                };
                for line in shown.lines() {
                    let empty = line.contains("\"spans\":[]");
                    assert!(empty || lines.iter().any(|other| spans(other) == spans(line)), "{key} at {at}: {line}");
                }
            }
        }
    }
}

/// What a store gives damaged and the other whole is set right by two writes of one key. Both are answered at once, and then
/// it is saved.
#[test]
fn fault_14_what_is_set_right_in_one_store_is_saved() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    Deed::AddText(0).on(&mut tab);
    Deed::Annotate(vec![(0, 3)], 0).on(&mut tab);
    let local = disk.copy();
    for (key, value) in local.all() {
        let half = (0..=value.len() / 2).rev().find(|at| value.is_char_boundary(*at)).unwrap_or(0);
        local.values.damage(key, &value[..half]);
    }
    let stores = Replicas::new(Rc::new(local.values.clone()), Rc::new(disk.values.clone()));
    let (opened, refused) = soon(stores.start());
    let keys = keys_of(&opened.writes);
    assert!(keys.len() < opened.writes.len(), "some key stands there twice");
    let mut again = Tab::over(&disk, State::new(2, PersonId::from_bits(2), ProjectId::from_bits(2)));
    again.act(Action::Started(Box::new(opened), refused));
    assert_eq!((&again.state.saved, again.state.unsaved.len()), (&Saved::Yes, 0));
}

#[test]
fn fault_17_18_19_one_store_is_empty_or_damaged() {
    for wiped in 0..3 {
        let (mut world, tab) = worked();
        world.quiet(tab);
        done(&mut world, tab);
        world.kill_all(0, 0);
        {
            let mut browser = world.browser.borrow_mut();
            match wiped {
                0 => browser.local.clear(),
                1 => browser.disk.clear(),
                _ => {
                    browser.past.clear();
                    browser.local.values_mut().for_each(|value| value.truncate(value.len() / 2));
                }
            }
        }
        assert!(all_there(&mut world));
        // Each has everything again: now the other may go.
        let tab = world.tabs.keys().copied().next().expect("it is open");
        world.quiet(tab);
        world.rest();
        world.kill_all(0, 0);
        let mut browser = world.browser.borrow_mut();
        if wiped == 1 {
            browser.local.clear()
        } else {
            browser.disk.clear()
        }
        drop(browser);
        assert!(all_there(&mut world), "what was wiped ({wiped}) came back");
    }
}

#[test]
fn fault_20_21_one_store_is_older() {
    let (mut world, tab) = worked();
    let old = (world.browser.borrow().local.clone(), world.browser.borrow().disk.clone());
    for start in [30, 40, 50, 60, 70, 80] {
        world.annotate(tab, start);
        done(&mut world, tab);
        world.quiet(tab);
        done(&mut world, tab);
    }
    world.kill_all(0, 0);
    let now = (world.browser.borrow().local.clone(), world.browser.borrow().disk.clone());
    world.browser.borrow_mut().local = old.0;
    assert!(all_there(&mut world), "local storage is old");
    world.kill_all(0, 0);
    world.browser.borrow_mut().local = now.0;
    world.browser.borrow_mut().disk = old.1;
    assert!(all_there(&mut world), "the disk is old");
}

#[test]
fn fault_23_the_disk_does_not_answer() {
    let (mut world, tab) = worked();
    world.annotate(tab, 30);
    assert_eq!(chip(&world, tab), Saved::Saving, "nothing is called saved before it is");
    assert_eq!(world.saved.len(), 3);
    done(&mut world, tab);
    assert_eq!(chip(&world, tab), Saved::Yes, "a late answer counts");
}

#[test]
fn fault_25_26_the_disk_gives_up() {
    let (mut world, tab) = worked();
    for error in [StoreError::Silent, StoreError::Full] {
        world.browser.borrow_mut().refuses = Some(error);
        world.annotate(tab, 30);
        done(&mut world, tab);
        assert_eq!(chip(&world, tab), Saved::InTab, "local storage has it, the disk has not");
        world.browser.borrow_mut().refuses = None;
        world.tell(tab, Action::Retry);
        done(&mut world, tab);
        assert_eq!(chip(&world, tab), Saved::Yes);
    }
    world.kill_all(0, 1000);
    assert!(all_there(&mut world));
}

#[test]
fn fault_34_two_tabs_add_the_same_article() {
    let disk = Disk::default();
    let mut first = Tab::open(&disk, 1);
    Deed::Tags.on(&mut first);
    let [mut one, mut other] = [Tab::open(&disk, 2), Tab::open(&disk, 3)];
    (one.moment, other.moment) = (1000, 2000);
    for tab in [&mut one, &mut other] {
        Deed::AddText(0).on(tab);
    }
    Deed::Annotate(vec![(0, 3)], 0).on(&mut one);
    Deed::Annotate(vec![(4, 9)], 1).on(&mut other);
    one.restless.extend(one.state.open.clone());
    one.quiet();
    other.restless.extend(other.state.open.clone());
    other.quiet();
    let third = Tab::open(&disk, 4);
    assert_eq!(third.state.project.order.len(), 2, "the sample and one article");
    assert_eq!(third.state.document().map(|document| document.annotations.len()), Some(2));
}

#[test]
fn fault_40_the_clock_jumps() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    tab.moment = 4_000_000;
    Deed::AddText(0).on(&mut tab);
    Deed::Annotate(vec![(0, 3)], 0).on(&mut tab);
    tab.moment = 0;
    Deed::Relabel(0, 3).on(&mut tab);
    let last = tab.export();
    assert_eq!(tab.reload(2).export(), last, "what was done last stands, whatever the clock says");
}

#[test]
fn fault_58_undo_after_a_reload_and_across_tabs_erases_nothing() {
    let (disk, count) = (Disk::default(), |tab: &Tab| tab.state.document().map_or(0, |d| d.annotations.len()));
    let mut one = Tab::open(&disk, 1);
    Deed::AddText(0).on(&mut one);
    Deed::Annotate(vec![(0, 3)], 0).on(&mut one);
    let records = |disk: &Disk| disk.all().iter().filter(|(key, _)| matches!(key, Key::Record(_))).count();
    let before = records(&disk);
    let mut other = Tab::open(&disk, 2);
    other.moment = 1000;
    Deed::Annotate(vec![(4, 9)], 1).on(&mut other);
    Deed::Undo.on(&mut one);
    one.hear();
    other.hear();
    assert_eq!((count(&one), count(&other)), (1, 1), "each sees what is left");
    assert_eq!(records(&disk), before + 2, "an undo is a record more");
    let mut third = Tab::open(&disk, 3);
    third.moment = 5000;
    Deed::Redo.on(&mut third);
    assert_eq!(count(&third), 1, "what was undone before something else was done is not done again by another");
}
