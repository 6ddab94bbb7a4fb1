//! A full disk: the chip says so, everything stays in memory, and the next write that succeeds brings it all.

use manicule::edit::Selection;
use manicule::session::{Saved, Words};
use manicule::storage::{Key, Store as _, StoreError};
use proptest::collection::vec;
use proptest::prelude::*;

use super::deeds::{Deed, deed};
use super::tab::{Disk, Tab, now, parting};
use crate::common::cases;

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn nothing_is_lost_while_there_is_no_room(
        before in vec(deed(), 0..6), during in vec((deed(), any::<bool>()), 1..8), after in vec(deed(), 0..4),
        room in 0..9000_usize,
    ) {
        let disk = Disk::default();
        let mut tab = Tab::open(&disk, 1);
        // What was begun is on the disk once anything is done.
        Deed::Tags.on(&mut tab);
        before.iter().for_each(|deed| deed.on(&mut tab));
        let safe = tab.export();
        disk.values.limit(Some(room));
        for (deed, quiet) in &during {
            deed.on(&mut tab);
            if *quiet {
                tab.restless.extend(tab.state.open.clone());
                tab.quiet();
            }
            let failed = tab.state.saved == Saved::Failed(StoreError::Full);
            prop_assert_eq!(failed, !tab.state.unsaved.is_empty(), "the chip tells the truth");
            prop_assert!(failed || tab.state.saved == Saved::Yes);
            if !failed {
                prop_assert_eq!(parting(&tab.reload(77).export(), &tab.export()), None);
            }
        }
        // Somebody who leaves now has at least what was there before.
        let left = Tab::open(&disk.copy(), 88);
        let ids = |text: &str| text.lines().count();
        let removed = during.iter().any(|(deed, _)| deed.takes_away());
        prop_assert!(removed || ids(&left.export()) >= ids(&safe));
        disk.values.limit(None);
        after.iter().for_each(|deed| deed.on(&mut tab));
        Deed::Tags.on(&mut tab);
        prop_assert_eq!(&tab.state.saved, &Saved::Yes);
        prop_assert!(tab.state.unsaved.is_empty() && tab.state.in_flight == 0);
        // Over a disk of its own, so that neither finds what the other takes back.
        let mut again = tab.aside().reload(99);
        prop_assert_eq!(parting(&tab.export(), &again.export()), None);
        prop_assert_eq!(tab.state.history.depth(), again.state.history.depth());
        prop_assert_eq!(tab.undo_all(), again.undo_all());
        prop_assert_eq!(parting(&tab.export(), &again.export()), None);
    }
}

/// An article comes back, its content finds no room, and a snapshot does: the snapshot does not say that it contains what
/// came back.
#[test]
fn an_article_that_comes_back_to_a_full_disk_is_whole() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    Deed::Remove(0).on(&mut tab);
    disk.values.limit(Some(1300));
    Deed::Undo.on(&mut tab);
    tab.restless.extend(tab.state.open.clone());
    tab.quiet();
    disk.values.limit(None);
    Deed::Tags.on(&mut tab);
    assert_eq!(tab.state.saved, Saved::Yes);
    assert_eq!(parting(&tab.reload(2).export(), &tab.export()), None);
}

#[test]
fn a_full_disk_is_told_once_and_work_goes_on() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    disk.values.limit(Some(0));
    Deed::Annotate(vec![(0, 3)], 0).on(&mut tab);
    assert_eq!(tab.state.saved, Saved::Failed(StoreError::Full));
    let (number, message) = tab.state.said.clone();
    assert_eq!(message.words, Words::SaveFull);
    Deed::Tags.on(&mut tab);
    assert_eq!(tab.state.said.0, number + 1, "only the tags were told");
    assert!(matches!(tab.state.selection, Selection::Annotations(..)));
}

#[test]
fn a_first_visit_to_a_full_disk_is_kept_when_there_is_room_again() {
    let disk = Disk::default();
    disk.values.limit(Some(10));
    let mut tab = Tab::open(&disk, 1);
    Deed::Annotate(vec![(0, 3)], 0).on(&mut tab);
    assert_eq!(tab.state.saved, Saved::Failed(StoreError::Full));
    disk.values.limit(None);
    Deed::Annotate(vec![(5, 8)], 0).on(&mut tab);
    assert_eq!(tab.state.saved, Saved::Yes);
    assert_eq!(parting(&tab.reload(2).export(), &tab.export()), None);
}

/// A damaged value needs room to be set aside; while there is none it stays where it is.
#[test]
fn a_damaged_value_survives_a_full_disk() {
    let whole = Tab::open(&Disk::default(), 1);
    for key in now(whole.disk.values.keys()).expect("it has keys") {
        let disk = whole.disk.copy();
        disk.values.damage(key.clone(), "damaged, and dear to somebody");
        disk.values.limit(Some(5));
        let mut tab = Tab::open(&disk, 2);
        let kept = |disk: &Disk| disk.all().iter().any(|(_, value)| value == "damaged, and dear to somebody");
        assert!(kept(&disk), "{key}");
        for deed in [Deed::Tags, Deed::AddText(0), Deed::Annotate(vec![(0, 1)], 0)] {
            deed.on(&mut tab);
            assert!(kept(&disk), "{key}");
        }
        disk.values.limit(None);
        Deed::AddText(1).on(&mut tab);
        assert!(kept(&disk) || key == Key::Session, "{key}");
        assert_eq!(tab.state.saved, Saved::Yes);
    }
}
