//! The page dies in the middle of a write: what was recorded is there, and nothing else is.

use manicule::session::State;
use manicule::storage::{Key, Write};
use proptest::collection::vec;
use proptest::prelude::*;

use super::deeds::{Deed, deed};
use super::tab::{Disk, Tab, parting};
use crate::common::{cases, laws};

fn is_record(write: &Write) -> bool {
    matches!(write.key, Key::Record(_)) && write.value.is_some()
}

fn records(log: &[Write]) -> usize {
    log.iter().filter(|write| is_record(write)).count()
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn every_step_is_there_or_not_at_all(work in vec((deed(), any::<bool>()), 1..14)) {
        let disk = Disk::default();
        let mut tab = Tab::open(&disk, 1);
        Deed::Tags.on(&mut tab);
        let first = disk.log.borrow().len();
        // What an export says after so many records, and how many steps could be undone and redone.
        let depth = |state: &State| state.history.depth();
        let mut told = vec![(tab.export(), depth(&tab.state))];
        for (number, (deed, reload)) in (2..).zip(&work) {
            deed.on(&mut tab);
            if records(&disk.log.borrow()) == told.len() {
                told.push((tab.export(), depth(&tab.state)));
            }
            if *reload {
                tab.quiet();
                tab = tab.reload(number);
            }
        }
        let log = disk.log.borrow().clone();
        prop_assert_eq!(records(&log) + 1, told.len());
        for count in 0..=log.len() {
            let mut after = Tab::open(&Disk::after(&log, count), 999);
            laws::hold(&after.state.project);
            // Before the first writes are done there is nothing of one's own to lose.
            if count < first {
                continue;
            }
            let (expected, depth) = &told[records(&log[..count])];
            prop_assert_eq!(parting(expected, &after.export()), None, "after {} of {} writes", count, log.len());
            prop_assert_eq!(after.state.history.depth(), *depth);
            if count % 5 == 0 {
                let undone = after.undo_all();
                prop_assert_eq!(undone, depth.0);
                for _ in 0..undone {
                    Deed::Redo.on(&mut after);
                }
                prop_assert_eq!(parting(expected, &after.export()), None);
            }
        }
    }
}

#[test]
fn a_first_visit_that_dies_comes_up_again() {
    let disk = Disk::default();
    let mut whole = Tab::open(&disk, 1);
    assert_eq!(disk.log.borrow().len(), 0, "what nobody touched is not kept");
    Deed::Tags.on(&mut whole);
    let log = disk.log.borrow().clone();
    assert!(log.len() > 2);
    for count in 0..=log.len() {
        let again = Tab::open(&Disk::after(&log, count), 2);
        assert_eq!(again.state.open, whole.state.open, "after {count} writes");
        assert_eq!(again.state.document(), whole.state.document());
        let third = again.reload(3);
        assert_eq!(third.state.document(), whole.state.document());
    }
}
