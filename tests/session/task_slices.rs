//! A task of many articles, read a little at a time; and what is not as it should be in one.

use manicule::formats::Problem;
use manicule::session::action::TaskNews;
use manicule::session::task::Stage;
use manicule::session::{Action, Args, Command, Dialog, Effect, Words};

use super::scene::play;
use super::tab::Disk;
use super::task::{FILES, answer, file, found, ids, stage, visit};

/// A task of many articles, all in the file.
fn many(count: usize, rest: &str) -> String {
    let text = "Ada Lindqvist said it rains in the harbour. ".repeat(30);
    let articles: Vec<String> =
        (0..count).map(|n| format!(r#"{{"id":"a{n}","text":"Ferry {n}\n\n{text}"}}"#)).collect();
    format!(r#"{{"format":"manicule-task","version":"1.0","id":"many","articles":[{}]{rest}}}"#, articles.join(","))
}

#[test]
fn many_articles_are_read_a_little_at_a_time() {
    let disk = Disk::default();
    let mut tab = visit(&disk, 1, found(&many(2000, "")), "Ada");
    tab.holds_slices = true;
    tab.run(Command::BeginTask, Args::default());
    let mut slices = Vec::new();
    while let Stage::Reading(read, all) = stage(&tab) {
        assert_eq!((*all, ids(&tab).len(), disk.all().len()), (2000, 0, 0), "nothing comes of a part");
        slices.push(*read);
        tab.act(Action::ReadOn);
    }
    assert!(slices.len() > 5 && slices.windows(2).all(|two| two[0] < two[1]), "{slices:?}");
    assert_eq!((ids(&tab).len(), tab.state.dialog.is_none()), (2000, true));
    assert_eq!(ids(&visit(&disk, 2, found(&many(2000, "")), "Ada")).len(), 2000, "all of it is stored");
}

#[test]
fn beginning_can_be_stopped_and_begun_again() {
    let disk = Disk::default();
    // While files are fetched: what comes then is let go.
    let mut tab = visit(&disk, 1, found(&file("")), "Ada");
    tab.run(Command::BeginTask, Args::default());
    let Some(Effect::FetchTask(run, _)) =
        tab.effects.iter().rfind(|effect| matches!(effect, Effect::FetchTask(..))).cloned()
    else {
        panic!("files are asked for");
    };
    tab.act(Action::Task(TaskNews::Fetched(run, 1)));
    assert!(matches!(stage(&tab), Stage::Fetching(1, 2)));
    tab.run(Command::CycleTags, Args::default());
    tab.run(Command::Leave, Args::default());
    assert!(matches!(stage(&tab), Stage::Asking(None)) && tab.state.dialog == Some(Dialog::Task));
    answer(&mut tab, &FILES);
    tab.act(Action::Task(TaskNews::Fetched(run, 2)));
    assert!(matches!(stage(&tab), Stage::Asking(None)), "{:?}", stage(&tab));
    assert_eq!((ids(&tab), disk.all()), (vec![], vec![]), "nothing came in, nothing is stored");
    tab.run(Command::BeginTask, Args::default());
    tab.act(Action::Task(TaskNews::Articles(run, Vec::new())));
    assert!(matches!(stage(&tab), Stage::Fetching(0, 2)), "an answer to what was stopped");
    answer(&mut tab, &FILES);
    assert_eq!(ids(&tab), ["a", "b", "c.txt"]);

    // While they are read.
    let disk = Disk::default();
    let mut tab = visit(&disk, 1, found(&many(1000, "")), "Ada");
    tab.holds_slices = true;
    tab.run(Command::BeginTask, Args::default());
    tab.act(Action::ReadOn);
    assert!(matches!(stage(&tab), Stage::Reading(..)));
    tab.run(Command::Leave, Args::default());
    tab.act(Action::ReadOn);
    assert!(matches!(stage(&tab), Stage::Asking(None)));
    assert_eq!((ids(&tab), disk.all()), (vec![], vec![]));
    assert_eq!(tab.state.said.1.words, Words::TaskStopped);
    tab.holds_slices = false;
    tab.run(Command::BeginTask, Args::text("Bo"));
    assert_eq!((ids(&tab).len(), tab.state.task.as_ref().expect("a task").kept.annotator.as_str()), (1000, "Bo"));
}

#[test]
fn files_and_a_newer_task_come_in_at_once() {
    let disk = Disk::default();
    let mut tab = visit(&disk, 1, found(&many(3, "")), "Ada");
    tab.run(Command::BeginTask, Args::default());
    let mut tab = visit(&disk, 2, found(&many(3, "")), "Ada");
    tab.holds_slices = true;
    tab.act(Action::Task(TaskNews::Found(Box::new(found(&many(900, ""))))));
    assert!(matches!(stage(&tab), Stage::Working), "one can work meanwhile");
    play(&mut tab, "select harbour; key 4; key Escape");
    let own = manicule::session::SourceFile { name: "own.txt".into(), bytes: "One.\n\nTwo. ".repeat(50_000).into() };
    tab.act(Action::Given(vec![own], Vec::new()));
    // Each asked for a turn.
    for _ in 0..40 {
        tab.act(Action::ReadOn);
    }
    assert_eq!(ids(&tab).len(), 901);
    let worked = tab.state.project.entries.get(&"a0".into()).expect("it is here");
    assert_eq!(worked.counts.annotations, 1, "and what was done meanwhile stands");
}

#[test]
fn whatever_the_address_says_of_a_name_is_a_name() {
    for (name, expected) in [
        ("  Ada \t\n Lovelace ", "Ada Lovelace"),
        ("a\u{202e}b\u{0}c\u{2066}", "abc"),
        ("__proto__", "__proto__"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("../../x", "../../x"),
        ("\u{645}\u{6cc}\u{200c}\u{62e}", "\u{645}\u{6cc}\u{200c}\u{62e}"),
    ] {
        let mut tab = visit(&Disk::default(), 1, found(&file("")), name);
        tab.run(Command::BeginTask, Args::default());
        answer(&mut tab, &FILES);
        assert_eq!(tab.state.task.as_ref().expect("a task").kept.annotator, expected);
    }
    let mut tab = visit(&Disk::default(), 1, found(&file("")), &"x".repeat(10_000));
    tab.run(Command::BeginTask, Args::default());
    answer(&mut tab, &FILES);
    assert_eq!(tab.state.task.as_ref().expect("a task").kept.annotator.len(), 80);
    // What is nothing but unseen is no name.
    let mut tab = visit(&Disk::default(), 1, found(&file("")), "\u{202e} \u{200f}");
    assert!(tab.run(Command::BeginTask, Args::default()).refused.is_some());
    assert!(matches!(stage(&tab), Stage::Asking(Some(_))));
}

#[test]
fn files_that_are_no_articles_are_told_by_name() {
    let mut tab = visit(&Disk::default(), 1, found(&file("")), "Ada");
    tab.run(Command::BeginTask, Args::default());
    answer(&mut tab, &[("b.txt", " <!DOCTYPE html><title>404</title>"), ("c.txt", "")]);
    let Stage::Lacking(issues) = stage(&tab) else { panic!("{:?}", stage(&tab)) };
    let problems: Vec<_> = issues.iter().map(|issue| (issue.file.as_str(), &issue.problem)).collect();
    assert_eq!(problems, [("b.txt", &Problem::WebPage), ("c.txt", &Problem::Empty)]);
    // A sum that is another text's is told by the article's id, and keeps nobody from working.
    let sum = "0".repeat(64);
    let text = file("").replace(r#""id":"a""#, &format!(r#""id":"a","sha256":"{sum}""#));
    let mut tab = visit(&Disk::default(), 1, found(&text), "Ada");
    tab.run(Command::BeginTask, Args::default());
    answer(&mut tab, &FILES);
    assert!(matches!(stage(&tab), Stage::Working), "{:?}", stage(&tab));
    let Some(Dialog::Report(issues)) = &tab.state.dialog else { panic!("{:?}", tab.state.dialog) };
    assert_eq!((issues.len(), issues[0].file.as_str(), &issues[0].problem), (1, "a", &Problem::Checksum));
}
