//! How far the work is: what counts, on which day, and that two page loads do not overwrite each other.

use manicule::model::{DocId, LabelId};
use manicule::session::progress::Standings;
use manicule::session::{Action, Args, Command, Dialog, Effect, Words};
use manicule::storage::Key;

use super::scene::{open, play};
use super::tab::Tab;

/// Days as they are told: done, annotations, claims, seconds.
fn days(tab: &Tab) -> Vec<(i64, i64, i64, i64)> {
    let progress = tab.state.progress.as_ref().expect("it was looked at");
    let days = progress.days(&tab.state.tally);
    days.into_iter().map(|(_, day)| (day.done, day.made, day.claims, day.seconds)).collect()
}

fn look(tab: &mut Tab) -> Vec<(i64, i64, i64, i64)> {
    tab.state.dialog = None;
    tab.run(Command::Progress, Args::default());
    assert_eq!(tab.state.dialog, Some(Dialog::Progress));
    days(tab)
}

/// Something is done every ten seconds, for so many of them.
fn work(tab: &mut Tab, seconds: u32) {
    for _ in 0..seconds / 10 {
        tab.moment += 10;
        tab.act(Action::Active(0));
    }
}

fn at_work() -> Tab {
    let mut tab = open("Ada said it rained.");
    tab.act(Action::Whole);
    tab.act(Action::Active(0));
    tab
}

#[test]
fn what_is_taken_back_is_taken_off() {
    let mut tab = at_work();
    play(&mut tab, "select Ada; key 1; select it rained; key c");
    assert_eq!(look(&mut tab), [(0, 2, 1, 0)]);
    tab.state.dialog = None;
    tab.run(Command::Undo, Args::default());
    assert_eq!(look(&mut tab), [(0, 1, 0, 0)]);
    tab.state.dialog = None;
    tab.run(Command::Redo, Args::default());
    // To delete what was made is no less work, and to bring it back is no more.
    let claim = tab.state.selection.annotations()[0];
    tab.run(Command::Delete, Args::id(claim));
    assert_eq!(look(&mut tab), [(0, 2, 1, 0)]);
    tab.state.dialog = None;
    tab.run(Command::Undo, Args::default());
    assert_eq!(look(&mut tab), [(0, 2, 1, 0)]);
}

#[test]
fn an_article_is_done_once_however_often_it_is_set_so() {
    let mut tab = at_work();
    for done in [1, 0, 1, 0, 1] {
        tab.run(Command::ToggleDone, Args::default());
        let told = look(&mut tab).first().map_or(0, |day| day.0);
        assert_eq!(told, done);
        tab.state.dialog = None;
    }
    tab.run(Command::Undo, Args::default());
    assert_eq!(look(&mut tab).first().map_or(0, |day| day.0), 0);
    tab.state.dialog = None;
    tab.run(Command::Redo, Args::default());
    tab.run(Command::SetStatus, Args { status: Some("done_empty".to_owned()), ..Args::default() });
    assert_eq!(look(&mut tab).first().map_or(0, |day| day.0), 1, "from one kind of done to another");
}

#[test]
fn time_goes_to_the_article_that_is_open() {
    let mut tab = at_work();
    work(&mut tab, 120);
    tab.moment += 1;
    tab.run(Command::AddText, Args::text("Second\nIt rained."));
    work(&mut tab, 60);
    tab.moment += 7200;
    tab.act(Action::Active(0));
    tab.act(Action::Away);
    tab.moment += 7200;
    look(&mut tab);
    let times = tab.state.progress.as_ref().expect("looked at").times(&tab.state.tally);
    let of = |id: &DocId| times.get(id).copied();
    let second = tab.state.project.order[1].clone();
    assert_eq!((of(&DocId::from("d")), of(&second)), (Some(121), Some(120)));
    assert!(!tab.export().contains("seconds"), "no export has it");
}

/// Two page loads on one day, one of which was closed, and a third that looks.
#[test]
fn page_loads_add_up() {
    let mut first = Tab::open(&super::tab::Disk::default(), 1);
    first.act(Action::Whole);
    first.run(Command::AddText, Args::text("Ada said it rained."));
    first.act(Action::Active(0));
    play(&mut first, "select Ada; key 1");
    work(&mut first, 50);
    first.act(Action::Away);
    let mut second = first.reload(2);
    second.act(Action::Whole);
    second.act(Action::Active(0));
    play(&mut second, "select rained; key 6");
    work(&mut second, 30);
    second.run(Command::ToggleDone, Args::default());
    // The first goes on meanwhile.
    work(&mut first, 20);
    first.act(Action::Away);
    second.act(Action::Away);
    let tallies = |tab: &Tab| tab.disk.all().into_iter().filter(|(key, _)| matches!(key, Key::Tally(..))).count();
    assert_eq!(tallies(&second), 2);
    let mut third = second.reload(3);
    let told = look(&mut third);
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].0, told[0].1, told[0].2), (1, 2, 0));
    assert!((85..=100).contains(&told[0].3), "{told:?}");
    // What the page load itself counts is not counted twice.
    assert_eq!(look(&mut second), told);
}

#[test]
fn time_is_not_counted_where_that_is_switched_off() {
    let mut tab = at_work();
    work(&mut tab, 30);
    tab.run(Command::ToggleTimes, Args::default());
    assert_eq!(tab.state.said.1.words, Words::TimesOff);
    work(&mut tab, 300);
    play(&mut tab, "select Ada; key 1");
    assert_eq!(look(&mut tab), [(0, 1, 0, 30)], "what was made is");
    let again = tab.reload(2);
    assert!(again.state.tally.off, "it stays off");
}

#[test]
fn a_first_visit_that_nobody_has_touched_keeps_nothing() {
    let mut tab = Tab::open(&super::tab::Disk::default(), 1);
    tab.act(Action::Whole);
    work(&mut tab, 300);
    tab.act(Action::Away);
    assert_eq!(tab.disk.all(), []);
    tab.run(Command::CycleTags, Args::default());
    tab.act(Action::Away);
    assert!(tab.disk.all().iter().any(|(key, _)| matches!(key, Key::Tally(..))));
}

#[test]
fn standings_and_labels() {
    let mut tab = Tab::open(&super::tab::Disk::default(), 1);
    tab.act(Action::Whole);
    for (place, status) in ["done", "skipped", "flagged", "new", "in_progress"].into_iter().enumerate() {
        tab.run(Command::AddText, Args::text(&format!("Text {place}\nAda said it rained.")));
        play(&mut tab, "select Ada; key 1; select it rained; key c");
        tab.run(Command::SetStatus, Args { status: Some(status.to_owned()), ..Args::default() });
    }
    let of = Standings::of(&tab.state);
    assert_eq!((of.all, of.done, of.begun, of.skipped, of.flagged, of.new), (6, 1, 2, 1, 1, 1));
    let labels = |tab: &Tab| tab.state.progress.as_ref().expect("looked at").labels.clone();
    look(&mut tab);
    assert_eq!(labels(&tab).uncounted, 0, "all are loaded");
    // In a page load that has read one article.
    let mut again = tab.reload(2);
    again.act(Action::Whole);
    look(&mut again);
    assert_eq!((labels(&again).uncounted, labels(&again).search), (5, None));
    assert!(!again.effects.iter().any(|effect| matches!(effect, Effect::Search(..))), "nothing is read unasked");
    again.run(Command::CountLabels, Args::default());
    assert_eq!(labels(&again), labels(&tab));
    assert!(labels(&tab).counts.get(&LabelId::from("claim")).is_some_and(|claims| *claims >= 5));
    assert_eq!(again.state.project.loaded.len(), 1, "none stays in memory");
    again.state.dialog = None;
    assert_eq!(again.run(Command::CountLabels, Args::default()).refused.map(|m| m.words), Some(Words::NotHere));
}
