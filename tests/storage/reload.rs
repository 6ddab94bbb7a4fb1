//! A reload at any moment changes nothing but what is picked out.

use manicule::model::BlockId;
use manicule::session::{Action, Args, Command, Saved};
use proptest::collection::vec;
use proptest::prelude::*;

use super::deeds::{Deed, deed};
use super::tab::{Disk, Tab, parting};
use crate::common::{cases, laws};

/// What happens between two deeds.
#[derive(Clone, Copy, Debug)]
enum Pause {
    Nothing,
    Quiet,
    Reload,
    QuietThenReload,
}

fn pause() -> impl Strategy<Value = Pause> {
    prop_oneof![
        6 => Just(Pause::Nothing),
        1 => Just(Pause::Quiet),
        2 => Just(Pause::Reload),
        1 => Just(Pause::QuietThenReload),
    ]
}

/// Everything must be the same but what is picked out.
fn assert_same(steady: &Tab, fickle: &Tab, when: &str) {
    let kept = |tab: &Tab| {
        let state = &tab.state;
        (state.open.clone(), state.tags, state.exact, state.last_label.clone(), state.history.depth(), state.me)
    };
    assert_eq!(kept(steady), kept(fickle), "{when}");
    assert_eq!(parting(&steady.export(), &fickle.export()), None, "{when}");
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn nothing_is_different_after_a_reload(work in vec((deed(), pause()), 1..30)) {
        let mut steady = Tab::open(&Disk::default(), 1);
        let mut fickle = Tab::open(&Disk::default(), 1);
        Deed::Tags.on(&mut steady);
        Deed::Tags.on(&mut fickle);
        for (number, (deed, pause)) in (2..).zip(&work) {
            deed.on(&mut steady);
            deed.on(&mut fickle);
            if matches!(pause, Pause::Quiet | Pause::QuietThenReload) {
                fickle.quiet();
            }
            if matches!(pause, Pause::Reload | Pause::QuietThenReload) {
                fickle = fickle.reload(number);
                assert_same(&steady, &fickle, &format!("after {} deeds", number - 1));
            }
            laws::hold(&fickle.state.project);
        }
        prop_assert_eq!(&fickle.state.saved, &Saved::Yes);
        fickle = fickle.reload(9999);
        assert_same(&steady, &fickle, "at the end");
        prop_assert_eq!(steady.undo_all(), fickle.undo_all());
        prop_assert_eq!(steady.state.history.depth().0, 0, "every step can be undone");
        assert_same(&steady, &fickle, "undone");
        prop_assert_eq!(steady.redo_all(), fickle.redo_all());
        assert_same(&steady, &fickle, "done again");
    }
}

fn add_text(tab: &mut Tab, text: &str) {
    tab.moment += 1;
    tab.run(Command::AddText, Args { text: Some(text.to_owned()), ..Args::default() });
}

#[test]
fn undo_reaches_through_articles_that_nobody_opened() {
    let mut tab = Tab::open(&Disk::default(), 1);
    for text in ["One.", "Two.", "Three.", "Four."] {
        add_text(&mut tab, text);
    }
    for which in [4, 1, 3, 2, 0] {
        Deed::Open(which).on(&mut tab);
        Deed::Annotate(vec![(0, 3)], 0).on(&mut tab);
    }
    let mut tab = tab.reload(2);
    assert_eq!(tab.undo_all(), 9);
    assert_eq!(tab.redo_all(), 9);
}

#[test]
fn a_person_who_comes_back_is_the_same() {
    let mut first = Tab::open(&Disk::default(), 1);
    Deed::Tags.on(&mut first);
    let again = first.reload(2).reload(3);
    assert_eq!(again.state.me, first.state.me);
    assert!(again.state.project.people.is_empty());
    assert_eq!(again.state.project.id, first.state.project.id);
}

#[test]
fn the_place_in_each_article_is_kept() {
    let mut tab = Tab::open(&Disk::default(), 1);
    let sample = tab.state.open.clone().expect("the sample is open");
    tab.act(Action::Position(BlockId(5)));
    add_text(&mut tab, "One.\nTwo.");
    tab.act(Action::Position(BlockId(1)));
    let tab = tab.reload(2);
    assert_ne!(tab.state.open, Some(sample.clone()));
    assert_eq!(tab.state.positions.get(&sample), Some(BlockId(5)));
    let last = tab.effects.iter().rev().find(|effect| matches!(effect, manicule::session::Effect::Restore(_)));
    assert_eq!(last, Some(&manicule::session::Effect::Restore(1)));
}

/// More steps than the history keeps: old records go, nothing else does.
#[test]
fn a_long_work_keeps_its_last_five_hundred_steps() {
    let mut tab = Tab::open(&Disk::default(), 1);
    for number in 0..640_u16 {
        Deed::Annotate(vec![(number, number.wrapping_add(3))], number).on(&mut tab);
        if number % 160 == 159 {
            tab.quiet();
            tab = tab.reload(u64::from(number));
        }
    }
    tab.quiet();
    let before = tab.export();
    tab = tab.reload(2);
    let (id, settled) = (tab.state.open.clone().expect("an article is open"), tab.export());
    // Snapshots that were complete when the page was loaded: now old records may go.
    tab.restless.push(id);
    tab.quiet();
    assert_eq!(settled, before);
    tab = tab.reload(3);
    let records = tab.disk.all().iter().filter(|(key, _)| matches!(key, manicule::storage::Key::Record(_))).count();
    assert!((500..640).contains(&records), "{records} records");
    assert_eq!(tab.export(), before);
    assert_eq!(tab.undo_all(), 500);
    assert_eq!(tab.redo_all(), 500);
    assert_eq!(tab.reload(4).export(), before);
}
