//! Work survives: reloads, crashes in the middle of a write, two tabs, damaged values, a full disk.
//!
//! Each page load is a plain value driven through `session::update` ([`tab`]); effects are carried out at once on a
//! memory store. A failure is printed in its smallest form. `MANICULE_LONG=1` runs fifty times as many cases. Which row of
//! the list of faults is held by which test stands in `storage/FAULTS.md`.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::print_stdout, reason = "schedules say how many they were, and figures are what some tests are for")]

#[allow(dead_code, reason = "other tests use the rest")]
mod common;

#[path = "storage/crash.rs"]
mod crash;
#[path = "storage/damage.rs"]
mod damage;
#[path = "storage/deeds.rs"]
mod deeds;
#[path = "storage/exhaustive.rs"]
mod exhaustive;
#[path = "storage/faults.rs"]
mod faults;
#[path = "storage/figures.rs"]
mod figures;
#[path = "storage/full.rs"]
mod full;
#[path = "storage/handing.rs"]
mod handing;
#[path = "storage/imports.rs"]
mod imports;
#[path = "storage/joins.rs"]
mod joins;
#[path = "storage/later.rs"]
mod later;
#[path = "storage/long_queue.rs"]
mod long_queue;
#[path = "storage/reload.rs"]
mod reload;
#[path = "storage/repairs.rs"]
mod repairs;
#[path = "storage/room.rs"]
mod room;
#[path = "storage/schedules.rs"]
mod schedules;
#[path = "storage/sim/mod.rs"]
mod sim;
#[path = "storage/snapshots.rs"]
mod snapshots;
#[allow(dead_code, reason = "session tests use the rest")]
#[path = "storage/tab.rs"]
mod tab;
#[path = "storage/two_tabs.rs"]
mod two_tabs;
