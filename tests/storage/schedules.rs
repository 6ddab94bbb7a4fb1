//! Random and exhaustive schedules: tabs that work, stores that lag, kills between any two steps.

use super::sim::{Protocol, World, found};

/// Sixty-four bits after others (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// What may befall the stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// Nothing.
    Calm,
    /// Tabs and the browser are killed.
    Kills,
    /// And local storage is emptied.
    LocalWiped,
    /// Tabs are killed, and the disk is emptied under open tabs.
    DiskWiped,
}

const FATES: [Fate; 4] = [Fate::Calm, Fate::Kills, Fate::LocalWiped, Fate::DiskWiped];

/// Schedules for each fate: 500 in all in the short run.
fn runs() -> u64 {
    if std::env::var_os("MANICULE_LONG").is_some() { 250 } else { 125 }
}

/// One schedule; what went wrong, if something did.
fn run(protocol: Protocol, fate: Fate, seed: u64, steps: u64, changes: bool) -> Option<String> {
    let mut chance = Chance(seed);
    let mut world = World::new(protocol);
    world.open();
    let mut wiped = false;
    for _ in 0..steps {
        let tabs: Vec<u64> = world.tabs.keys().copied().collect();
        let tab =
            if tabs.is_empty() { 0 } else { tabs[usize::try_from(chance.next() % tabs.len() as u64).unwrap_or(0)] };
        match chance.below(100) {
            _ if tabs.is_empty() => drop(world.open()),
            0..25 => world.annotate(tab, u32::try_from(chance.below(200)).unwrap_or(0)),
            25..30 if changes => world.change(tab, chance.next()),
            25..55 => world.transact(tab),
            55..68 => world.hear(tab),
            68..78 => {
                let twice = chance.below(5) == 0;
                world.message(tab, chance.next(), twice);
            }
            78..84 => world.quiet(tab),
            84..88 => world.reread(tab),
            88..92 if tabs.len() < 3 => drop(world.open()),
            92..95 if fate != Fate::Calm => world.kill(tab, chance.below(4)),
            95..97 if matches!(fate, Fate::Kills | Fate::LocalWiped) => {
                world.kill_all(chance.below(4), chance.next());
                if fate == Fate::LocalWiped && !wiped {
                    wiped = true;
                    world.browser.borrow_mut().local.clear();
                }
            }
            97 if fate == Fate::DiskWiped && !wiped => {
                wiped = true;
                world.browser.borrow_mut().disk.clear();
            }
            _ => world.transact(tab),
        }
        // What the chip has called saved is there, whatever happens next.
        if chance.below(8) == 0
            && let Some(lost) = lost(&world)
        {
            return Some(lost);
        }
    }
    lost(&world).or_else(|| apart(&mut world))
}

/// I1, I2: saved edits are there, and nothing that nobody made.
fn lost(world: &World) -> Option<String> {
    let found = found(world);
    let lost: Vec<_> = world.saved.iter().filter(|id| !found.contains(id) && !world.deleted.contains(id)).collect();
    (!lost.is_empty()).then(|| format!("lost {lost:?} of {} saved", world.saved.len()))
}

/// I15: once all is quiet, every tab shows what the stores hold.
fn apart(world: &mut World) -> Option<String> {
    if world.tabs.is_empty() {
        world.open();
    }
    world.rest();
    // By now all that was done is called saved.
    if let Some(lost) = lost(world) {
        return Some(lost);
    }
    let found = found(world);
    for (actor, tab) in &world.tabs {
        let shown: std::collections::BTreeSet<_> = tab.annotations().into_iter().collect();
        if shown != found {
            let differ: Vec<_> = shown.symmetric_difference(&found).collect();
            return Some(format!("tab {actor} shows {} of {}: {differ:?}", shown.len(), found.len()));
        }
    }
    None
}

/// How many of so many schedules go wrong, and the first that did.
fn failures(protocol: Protocol, fate: Fate, runs: u64, steps: u64, changes: bool) -> (u64, Option<String>) {
    count(protocol, fate, (runs, steps), changes, "")
}

/// How many go wrong in this way.
fn count(protocol: Protocol, fate: Fate, (runs, steps): (u64, u64), changes: bool, way: &str) -> (u64, Option<String>) {
    let mut count = 0;
    let mut first = None;
    for seed in 0..runs {
        if let Some(wrong) = run(protocol, fate, seed, steps, changes).filter(|wrong| wrong.starts_with(way)) {
            count += 1;
            first.get_or_insert(format!("seed {seed}: {wrong}"));
        }
    }
    (count, first)
}

#[test]
fn no_schedule_loses_what_was_saved() {
    for fate in FATES {
        let (count, first) = failures(Protocol::Ours, fate, runs(), 60, false);
        assert_eq!(count, 0, "{fate:?}: {first:?}");
    }
}

#[test]
fn long_schedules_lose_nothing() {
    for fate in FATES {
        let (count, first) = failures(Protocol::Ours, fate, runs() / 25, 300, false);
        assert_eq!(count, 0, "{fate:?}: {first:?}");
    }
}

#[test]
fn tabs_that_change_the_same_things_agree_in_the_end() {
    for fate in [Fate::Calm, Fate::Kills, Fate::LocalWiped] {
        let (count, first) = failures(Protocol::Ours, fate, runs() / 3, 60, true);
        assert_eq!(count, 0, "{fate:?}: {first:?}");
    }
}

/// The same schedules catch protocols that are known to be bad: they can fail.
#[test]
fn bad_protocols_are_caught() {
    for (protocol, fate) in [
        (Protocol::DiskWhenEmpty, Fate::Kills),
        (Protocol::TrustsItsView, Fate::Calm),
        (Protocol::LocalOnly, Fate::Kills),
        (Protocol::OneValue, Fate::Calm),
    ] {
        let (count, _) = count(protocol, fate, (6, 200), false, "lost");
        assert!(count > 0, "{protocol:?} is not caught");
    }
}
