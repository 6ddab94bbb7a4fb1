//! Random schedules: tabs that work, stores that lag, tear, refuse and are emptied, kills between any two steps.

use manicule::storage::{Place, StoreError};

use super::sim::look::{apart, lost};
use super::sim::{Protocol, Toll, World};

/// Sixty-four bits after others (SplitMix64).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// A number that fits.
    pub(crate) fn small(&mut self, end: u32) -> u32 {
        u32::try_from(self.below(u64::from(end))).unwrap_or(0)
    }
}

/// What may befall the stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// Nothing.
    Calm,
    /// Tabs and the browser are killed, also while they write.
    Kills,
    /// And local storage is emptied.
    LocalWiped,
    /// Tabs are killed, and the disk is emptied under open tabs.
    DiskWiped,
    /// Kills, and now and then one store or both take nothing.
    Full,
}

const FATES: [Fate; 5] = [Fate::Calm, Fate::Kills, Fate::LocalWiped, Fate::DiskWiped, Fate::Full];

/// Schedules for each fate: 500 in all in the short run, 20,000 in the long one.
fn runs() -> u64 {
    if std::env::var_os("MANICULE_LONG").is_some() { 4000 } else { 100 }
}

/// One schedule; what went wrong, if something did.
fn run(protocol: Protocol, fate: Fate, seed: u64, (steps, changes): (u64, bool), toll: &mut Toll) -> Option<String> {
    let mut world = World::new(protocol);
    // Half of them with a local storage that has no room for whole documents; they must be somewhere once the disk is gone.
    if fate != Fate::DiskWiped && seed % 2 == 1 {
        world.room = 0;
    }
    let wrong = play(&mut world, fate, Chance(seed), (steps, changes));
    *toll += world.toll;
    wrong
}

fn play(world: &mut World, fate: Fate, mut chance: Chance, (steps, changes): (u64, bool)) -> Option<String> {
    world.open();
    let mut wiped = false;
    for _ in 0..steps {
        let tabs: Vec<u64> = world.tabs.keys().copied().collect();
        let tab =
            if tabs.is_empty() { 0 } else { tabs[usize::try_from(chance.next() % tabs.len() as u64).unwrap_or(0)] };
        match chance.below(100) {
            _ if tabs.is_empty() => drop(world.open()),
            0..25 => world.annotate(tab, chance.small(200)),
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
            92 if fate != Fate::Calm => world.kill(tab, chance.below(4)),
            93 if fate != Fate::Calm => {
                let writes = usize::try_from(chance.below(4)).unwrap_or(0);
                world.tear(tab, chance.small(200), writes, chance.below(4));
            }
            94 if matches!(fate, Fate::Kills | Fate::LocalWiped | Fate::Full) => {
                world.kill_all(chance.below(4), chance.next());
                if fate == Fate::LocalWiped && !wiped {
                    wiped = true;
                    world.wipe(Place::Local);
                }
            }
            95 if fate == Fate::DiskWiped && !wiped => {
                wiped = true;
                world.wipe(Place::Disk);
            }
            96..100 if fate == Fate::Full => match chance.below(5) {
                0 => world.refuse(Some(usize::try_from(chance.below(6)).unwrap_or(0)), None),
                1 => world.refuse(None, Some(StoreError::Full)),
                2 => world.refuse(Some(0), Some(StoreError::Silent)),
                _ => world.refuse(None, None),
            },
            _ => world.transact(tab),
        }
        // What the chip has called saved is there, whatever happens next.
        if chance.below(8) == 0
            && let Some(lost) = lost(world)
        {
            return Some(lost);
        }
    }
    lost(world).or_else(|| apart(world))
}

/// How many of so many schedules go wrong in a way, and the first that did.
fn count(protocol: Protocol, fate: Fate, runs: u64, kind: (u64, bool), way: &str) -> (u64, Option<String>, Toll) {
    let (mut count, mut first, mut toll) = (0, None, Toll::default());
    for seed in 0..runs {
        if let Some(wrong) = run(protocol, fate, seed, kind, &mut toll).filter(|wrong| wrong.starts_with(way)) {
            count += 1;
            first.get_or_insert(format!("seed {seed}: {wrong}"));
        }
    }
    (count, first, toll)
}

/// None of so many schedules goes wrong.
fn none_goes_wrong(fates: &[Fate], runs: u64, kind: (u64, bool)) -> Toll {
    let mut all = Toll::default();
    for fate in fates {
        let (count, first, toll) = count(Protocol::Ours, *fate, runs, kind, "");
        println!("{fate:?}: {runs} schedules of {} steps: {toll}", kind.0);
        assert_eq!(count, 0, "{fate:?}: {first:?}");
        assert!(toll.saved > 0, "{fate:?} saves something");
        all += toll;
    }
    all
}

#[test]
fn no_schedule_loses_what_was_saved() {
    let toll = none_goes_wrong(&FATES, runs(), (60, false));
    println!("{} schedules in all: {toll}", runs() * 5);
    assert!(toll.kills > 0 && toll.tears > 0 && toll.wipes > 0 && toll.refusals > 0, "{toll}");
}

#[test]
fn long_schedules_lose_nothing() {
    none_goes_wrong(&FATES, runs() / 25, (300, false));
}

#[test]
fn tabs_that_change_the_same_things_agree_in_the_end() {
    none_goes_wrong(&[Fate::Calm, Fate::Kills, Fate::LocalWiped], runs() / 3, (60, true));
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
        let (count, ..) = count(protocol, fate, 12, (200, false), "lost");
        println!("{protocol:?}: {count} of 12 schedules lose something");
        assert!(count > 0, "{protocol:?} is not caught");
    }
}
