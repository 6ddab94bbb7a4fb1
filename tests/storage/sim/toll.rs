//! How edits are kept in a schedule, and what it puts tabs and stores through.

use std::fmt;
use std::ops::AddAssign;

/// How edits are kept: ours, and known bad ones that the same schedules must catch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// As the program does it.
    Ours,
    /// The disk is read only where local storage is empty.
    DiskWhenEmpty,
    /// Snapshots are made of what the tab sees in local storage, and overwrite what stands on disk.
    TrustsItsView,
    /// There is no disk.
    LocalOnly,
    /// Each edit writes the whole document.
    OneValue,
}

/// How often something befell tabs and stores.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Toll {
    /// Tabs that were killed, and with them the whole browser.
    pub(crate) kills: u64,
    /// Of those, in the middle of a write; and local storage found as it was some writes ago.
    pub(crate) tears: u64,
    /// Stores that were emptied.
    pub(crate) wipes: u64,
    /// Stores that took nothing for a while.
    pub(crate) refusals: u64,
    /// Edits that were called saved.
    pub(crate) saved: u64,
}

impl AddAssign for Toll {
    fn add_assign(&mut self, other: Self) {
        self.kills += other.kills;
        self.tears += other.tears;
        self.wipes += other.wipes;
        self.refusals += other.refusals;
        self.saved += other.saved;
    }
}

impl fmt::Display for Toll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kills, tears, wipes, refusals, saved } = self;
        write!(f, "{kills} kills, {tears} tears, {wipes} wipes, {refusals} refusals; {saved} edits were called saved")
    }
}
