//! Steps that wait for many articles, and what is done meanwhile.

use manicule::model::Status;
use manicule::session::{Args, Command, Effect, Words};

use super::tab::{Disk, Tab};

const COUNT: usize = 60;

/// Sixty articles that were set to done in one step, after a page load: few of them are read.
fn all_done() -> Tab {
    let mut tab = Tab::open(&Disk::default(), 1);
    for n in 0..COUNT {
        tab.moment += 1;
        tab.run(Command::AddText, Args::text(&format!("Ferry {n} left.")));
    }
    let ids = tab.state.project.order.iter().map(ToString::to_string).collect();
    tab.moment += 1;
    tab.run(Command::SetStatuses, Args { ids: Some(ids), status: Some("skipped".into()), ..Args::default() });
    assert_eq!(skipped(&tab), tab.state.project.order.len());
    let mut tab = tab.reload(2);
    assert!(tab.state.project.loaded.len() < 5);
    tab.holds_loads = true;
    tab
}

fn skipped(tab: &Tab) -> usize {
    tab.state.project.entries.values().filter(|entry| entry.status == Status::Skipped).count()
}

#[test]
fn a_look_at_the_queue_takes_nothing_from_a_step_that_is_being_read() {
    let mut tab = all_done();
    tab.run(Command::Undo, Args::default());
    let Some(Effect::Load { ids, of, then }) = tab.loads.pop() else { panic!("articles are asked for") };
    let (first, rest) = ids.split_at(ids.len() / 2);
    tab.loads.push(Effect::Load { ids: first.to_vec(), of, then: None });
    tab.read_on();
    tab.run(Command::ShowQueue, Args { status: Some("all".into()), ..Args::default() });
    tab.loads.push(Effect::Load { ids: rest.to_vec(), of, then });
    tab.read_on();
    assert_eq!(skipped(&tab), 0, "undone");
    assert!(tab.state.project.loaded.len() < 5, "and let go");
    tab.run(Command::Redo, Args::default());
    assert_eq!(skipped(&tab), tab.state.project.order.len());
}

#[test]
fn a_second_undo_while_the_first_reads_changes_nothing() {
    let mut tab = all_done();
    tab.run(Command::Undo, Args::default());
    for _ in 0..2 {
        tab.run(Command::Undo, Args::default());
        assert_eq!((tab.state.said.1.words, tab.loads.len()), (Words::StillReading, 1));
    }
    tab.read_on();
    assert_eq!((skipped(&tab), tab.state.project.order.len()), (0, COUNT + 1), "once, and nothing before it");
}

#[test]
fn a_step_whose_articles_do_not_come_stays() {
    let mut tab = all_done();
    tab.run(Command::Undo, Args::default());
    let Some(Effect::Load { ids, of, then }) = tab.loads.pop() else { panic!("articles are asked for") };
    tab.holds_loads = false;
    for id in ids {
        tab.act(manicule::session::Action::Loaded(id, of, None));
    }
    let (command, args) = then.expect("undo runs again");
    assert!(tab.run(command, args).refused.is_some());
    assert_ne!(skipped(&tab), 0);
    // The store answers again.
    tab.run(Command::Undo, Args::default());
    assert_eq!(skipped(&tab), 0);
}
