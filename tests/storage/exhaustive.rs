//! One script of every kind of step, and after each of its steps everything that can end it: each of these is played, none
//! is left to chance. 24 steps in the short run, 200 in the long one.

use std::collections::BTreeMap;

use manicule::storage::{Key, Place, StoreError};

use super::schedules::Chance;
use super::sim::look::{apart, lost};
use super::sim::stores::Map;
use super::sim::{Protocol, Toll, World};

/// A step of the script; tabs by their place.
#[derive(Clone, Copy, Debug)]
enum Step {
    Annotate(usize, u32),
    Change(usize, u64),
    Transact(usize),
    Hear(usize),
    Message(usize, u64, bool),
    Quiet(usize),
    Reread(usize),
    Open,
    Close(usize),
    DiskRefuses,
    DiskIsWell,
}

const KINDS: [&str; 11] = [
    "annotate",
    "change",
    "transact",
    "hear",
    "message",
    "quiet",
    "reread",
    "open",
    "close",
    "disk refuses",
    "disk well",
];

impl Step {
    const fn kind(self) -> usize {
        match self {
            Self::Annotate(..) => 0,
            Self::Change(..) => 1,
            Self::Transact(_) => 2,
            Self::Hear(_) => 3,
            Self::Message(..) => 4,
            Self::Quiet(_) => 5,
            Self::Reread(_) => 6,
            Self::Open => 7,
            Self::Close(_) => 8,
            Self::DiskRefuses => 9,
            Self::DiskIsWell => 10,
        }
    }

    fn play(self, world: &mut World) {
        let tabs: Vec<u64> = world.tabs.keys().copied().collect();
        let tab = |place: usize| tabs[place % tabs.len()];
        match self {
            Self::Annotate(place, start) => world.annotate(tab(place), start),
            Self::Change(place, number) => world.change(tab(place), number),
            Self::Transact(place) => world.transact(tab(place)),
            Self::Hear(place) => world.hear(tab(place)),
            Self::Message(place, which, twice) => world.message(tab(place), which, twice),
            Self::Quiet(place) => world.quiet(tab(place)),
            Self::Reread(place) => world.reread(tab(place)),
            Self::Open => drop(world.open()),
            // All that it asked for is still done.
            Self::Close(place) => world.kill(tab(place), 1000),
            Self::DiskRefuses => world.refuse(None, Some(StoreError::Silent)),
            Self::DiskIsWell => world.refuse(None, None),
        }
    }
}

/// Two tabs that work, mostly; now and then one more, and a disk that refuses for a while.
fn script(length: usize) -> Vec<Step> {
    let mut chance = Chance(5);
    let mut steps = vec![Step::Transact(0); 3];
    while steps.len() < length {
        let (place, which) = (usize::try_from(chance.below(2)).unwrap_or(0), chance.next());
        // Every kind comes up in each twenty.
        match steps.len() % 20 {
            3 if steps.len() < 20 || steps.len() % 80 == 3 => steps.push(Step::Open),
            3 if steps.len() % 80 == 63 => steps.push(Step::Close(2)),
            5 => steps.push(Step::Annotate(place, chance.small(90))),
            9 => steps.push(Step::Quiet(place)),
            11 => steps.push(Step::DiskRefuses),
            12 => steps.push(Step::Annotate(place, chance.small(90))),
            15 => steps.push(Step::DiskIsWell),
            16 => steps.push(Step::Change(place, which)),
            17 => steps.push(Step::Message(place, which, which % 3 == 0)),
            18 => steps.push(Step::Reread(place)),
            _ => steps.push(match chance.below(10) {
                0..3 => Step::Annotate(place, chance.small(90)),
                3 => Step::Change(place, which),
                4 => Step::Hear(place),
                _ => Step::Transact(place),
            }),
        }
    }
    steps
}

/// What ends a script.
#[derive(Clone, Copy, Debug)]
enum End {
    /// Nothing: everything comes to rest.
    Rest,
    /// The first tab is killed; of its transactions so many are done.
    Tab(u64),
    /// The first tab is killed in the middle of a write.
    Torn(usize),
    /// The browser is killed; so many transactions of each tab are done, and local storage is so many writes old.
    Browser(u64, u64),
    /// A store is emptied, all tabs being closed.
    Wiped(Place),
}

const ENDS: [End; 13] = [
    End::Rest,
    End::Tab(0),
    End::Tab(1),
    End::Tab(2),
    End::Torn(0),
    End::Torn(1),
    End::Torn(2),
    End::Browser(0, 0),
    End::Browser(1, 1),
    End::Browser(0, 3),
    End::Browser(2, u64::MAX),
    End::Wiped(Place::Local),
    End::Wiped(Place::Disk),
];

fn end(world: &mut World, end: End) {
    let first = world.tabs.keys().copied().next();
    match (end, first) {
        (End::Tab(done), Some(tab)) => world.kill(tab, done),
        (End::Torn(writes), Some(tab)) => world.tear(tab, 7, writes, 0),
        (End::Browser(done, ago), _) => {
            // As many as there are, not a remainder of it.
            let past = u64::try_from(world.browser.borrow().past.len()).unwrap_or(0);
            world.kill_all(done, ago.min(past));
        }
        (End::Wiped(place), _) => {
            world.kill_all(1000, 0);
            world.wipe(place);
        }
        _ => {}
    }
}

/// What must hold between any two moments: a record never changes, and what was set aside stays (I4, I7).
fn steady(before: &Map, after: &Map) -> Option<String> {
    before.iter().find_map(|(key, value)| match (key, after.get(key)) {
        (Key::Record(_) | Key::Content(..), Some(now)) if now != value => Some(format!("{key} changed")),
        (Key::Damaged(_), now) if now != Some(value) => Some(format!("{key} is gone")),
        _ => None,
    })
}

/// Plays the first steps and one end; what went wrong.
fn play(protocol: Protocol, steps: &[Step], ending: End, toll: &mut Toll) -> Option<String> {
    let mut world = World::new(protocol);
    world.open();
    for (place, step) in steps.iter().enumerate() {
        let last = place + 1 == steps.len();
        let before = last.then(|| (world.browser.borrow().local.clone(), world.browser.borrow().disk.clone()));
        step.play(&mut world);
        if let Some((local, disk)) = before {
            let browser = world.browser.borrow();
            if let Some(wrong) = steady(&local, &browser.local).or_else(|| steady(&disk, &browser.disk)) {
                return Some(wrong);
            }
        }
    }
    end(&mut world, ending);
    let wrong = lost(&world).or_else(|| apart(&mut world)).or_else(|| {
        // And whoever comes next finds the same.
        world.kill_all(1000, 0);
        lost(&world).or_else(|| apart(&mut world))
    });
    *toll += world.toll;
    wrong
}

#[test]
fn every_end_after_every_step() {
    let long = std::env::var_os("MANICULE_LONG").is_some();
    let steps = script(if long { 200 } else { 24 });
    let (mut toll, mut kinds) = (Toll::default(), BTreeMap::<&str, u64>::new());
    for count in 0..=steps.len() {
        for ending in ENDS {
            let wrong = play(Protocol::Ours, &steps[..count], ending, &mut toll);
            assert_eq!(wrong, None, "{ending:?} after {count} steps, the last being {:?}", steps[..count].last());
            if let Some(last) = steps[..count].last() {
                *kinds.entry(KINDS[last.kind()]).or_default() += 1;
            }
        }
    }
    println!("{} steps, {} ends after each: {toll}", steps.len(), ENDS.len());
    println!("ends after steps of each kind: {kinds:?}");
    let missing: Vec<_> = KINDS.iter().filter(|kind| !kinds.contains_key(**kind)).collect();
    assert!(!long || missing.is_empty(), "the long script has every kind of step but {missing:?}");
}

/// The same script catches protocols that are known to be bad: it can fail.
#[test]
fn bad_protocols_are_caught_by_the_script() {
    let steps = script(24);
    for protocol in [Protocol::DiskWhenEmpty, Protocol::LocalOnly] {
        let mut toll = Toll::default();
        let all = (0..=steps.len()).flat_map(|count| ENDS.map(|ending| (count, ending)));
        let wrong = all.into_iter().find_map(|(count, ending)| play(protocol, &steps[..count], ending, &mut toll));
        println!("{protocol:?}: {}", wrong.as_deref().unwrap_or("nothing"));
        assert!(wrong.is_some(), "{protocol:?} is not caught");
    }
}
