//! Hosted tasks: begun, gone on with, newer, handed in; and all that can be wrong with them.

use std::rc::Rc;

use manicule::formats::task::read::{task, wanted};
use manicule::formats::{Issue, Problem};
use manicule::model::{BlockId, PersonId, ProjectId, Status};
use manicule::session::action::TaskNews;
use manicule::session::task::{HandIn, Stage, TaskFile, empty_project};
use manicule::session::update::looked_for;
use manicule::session::{Action, Args, Command, Dialog, Effect, State};

use super::scene::{play, show};
use super::tab::{Disk, Tab, soon};

/// A task with three articles, one in the file.
pub(super) fn file(rest: &str) -> String {
    let articles = r#"[{"id":"a","text":"One\nAda said it rains."},{"id":"b","url":"b.txt"},{"url":"c.txt"}]"#;
    format!(r#"{{"format":"manicule-task","version":"1.0","id":"rain","title":"Rain","articles":{articles}{rest}}}"#)
}

pub(super) const FILES: [(&str, &str); 2] =
    [("b.txt", "Two\nBo said it snows."), ("c.txt", "Three\nCy said it hails.")];

pub(super) fn found(text: &str) -> Result<TaskFile, Vec<Issue>> {
    let (object, _) = wanted("task.json", text)?;
    Ok(TaskFile { task: task("task.json", object, None, None)?, sha256: manicule::model::article::sha256(text) })
}

/// Somebody opens the page with `?task=`.
pub(super) fn visit(disk: &Disk, actor: u64, found: Result<TaskFile, Vec<Issue>>, name: &str) -> Tab {
    let mut state = State::new(actor, PersonId::from_bits(actor), ProjectId::from_bits(actor));
    state.task = Some(Rc::new(looked_for(name)));
    state.journal.begun = Some(empty_project(found.as_ref().ok()));
    let mut tab = Tab::over(disk, state);
    let (opened, refused) = soon(disk.stores().start());
    tab.act(Action::Started(Box::new(opened), refused));
    tab.act(Action::Task(TaskNews::Found(Box::new(found))));
    tab
}

/// What a site answers, once.
pub(super) fn answer(tab: &mut Tab, files: &[(&str, &str)]) {
    let asked = tab.effects.iter().rposition(|effect| matches!(effect, Effect::FetchTask(..)));
    let Some(Effect::FetchTask(run, wanted)) = asked.map(|at| tab.effects.remove(at)) else { return };
    let bytes = |name: &str| files.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_bytes().to_vec());
    let all = wanted
        .into_iter()
        .map(|(number, name)| (number, bytes(&name).ok_or_else(|| "the site answers 404".to_owned())));
    tab.act(Action::Task(TaskNews::Articles(run, all.collect())));
}

/// Somebody who has begun.
pub(super) fn begun(disk: &Disk, actor: u64, text: &str, name: &str) -> Tab {
    let mut tab = visit(disk, actor, found(text), name);
    tab.run(Command::BeginTask, Args::default());
    answer(&mut tab, &FILES);
    tab
}

pub(super) fn stage(tab: &Tab) -> &Stage {
    &tab.state.task.as_ref().expect("a task").stage
}

pub(super) fn ids(tab: &Tab) -> Vec<String> {
    tab.state.project.order.iter().map(ToString::to_string).collect()
}

#[test]
fn nothing_is_there_before_it_is_begun() {
    let disk = Disk::default();
    let mut tab = visit(&disk, 1, found(&file("")), "");
    assert_eq!((ids(&tab), &tab.state.dialog), (vec![], &Some(Dialog::Task)), "no sample");
    tab.run(Command::Leave, Args::default());
    assert_eq!(tab.state.dialog, Some(Dialog::Task), "it is not left");
    assert!(tab.run(Command::BeginTask, Args::default()).refused.is_some(), "a name is wanted");
    assert!(tab.run(Command::AddText, Args::text("Own text.")).refused.is_some());
    assert_eq!(disk.all(), [], "nothing is stored");

    tab.run(Command::BeginTask, Args::text("  Ada  Lovelace "));
    assert!(matches!(stage(&tab), Stage::Fetching(0, 2)));
    answer(&mut tab, &FILES);
    assert_eq!(ids(&tab), ["a", "b", "c.txt"]);
    assert_eq!((tab.state.dialog.is_none(), tab.state.open.as_ref().map(|id| id.as_str())), (true, Some("a")));
    assert_eq!(&*tab.state.project.name, "Rain");
    let person = tab.state.project.people.get(&tab.state.me).expect("she is there");
    assert_eq!(&*person.name, "Ada Lovelace");
    for document in tab.state.project.documents() {
        assert_eq!(document.meta.annotator, Some(tab.state.me), "also where nothing will be marked");
    }
    assert!(tab.run(Command::Undo, Args::default()).refused.is_some(), "it is nobody's step");
}

#[test]
fn work_goes_on_where_it_was() {
    let disk = Disk::default();
    let mut tab = begun(&disk, 1, &file(""), "Ada");
    play(&mut tab, "select said; key u; key Escape");
    let me = tab.state.me;
    // The same file again, none at all, and a broken one.
    for found in [found(&file("")), Err(Vec::new()), found("{")] {
        let mut tab = visit(&disk, 2, found, " ADA");
        assert!(matches!(stage(&tab), Stage::Working), "{:?}", stage(&tab));
        assert_eq!((tab.state.me, tab.state.dialog.is_none()), (me, true));
        assert_eq!((ids(&tab).len(), show(&tab.state).as_str()), (3, "said=cue"));
        assert_eq!(tab.state.task.as_ref().expect("a task").kept.annotator, "Ada");
        assert!(!tab.effects.iter().any(|effect| matches!(effect, Effect::FetchTask(..))), "nothing is fetched");
        tab.run(Command::Undo, Args::default());
        assert_eq!(show(&tab.state), "", "one's own step is undone");
        assert!(tab.run(Command::Undo, Args::default()).refused.is_some(), "the task's is not");
        tab.run(Command::Redo, Args::default());
    }
}

#[test]
fn two_people_at_one_browser_are_told() {
    let disk = Disk::default();
    let mut tab = begun(&disk, 1, &file(""), "Ada");
    play(&mut tab, "select said; key u; key Escape");
    let mut tab = visit(&disk, 2, found(&file("")), "Bo");
    assert!(matches!(stage(&tab), Stage::Others), "{:?}", stage(&tab));
    assert_eq!(tab.state.dialog, Some(Dialog::Task));
    assert!(tab.run(Command::SetStatus, Args { status: Some("done".to_owned()), ..Args::default() }).refused.is_some());
    tab.run(Command::BeginTask, Args::default());
    assert!(matches!(stage(&tab), Stage::Working) && tab.state.dialog.is_none());
    assert_eq!(tab.state.task.as_ref().expect("a task").kept.annotator, "Ada");
}

#[test]
fn work_goes_on_before_the_file_is_read() {
    let disk = Disk::default();
    let tab = begun(&disk, 1, &file(""), "Ada");
    let me = tab.state.me;
    let mut state = State::new(2, PersonId::from_bits(2), ProjectId::from_bits(2));
    state.task = Some(Rc::new(looked_for("Ada")));
    state.journal.begun = Some(empty_project(None));
    let mut tab = Tab::over(&disk, state);
    let (mut opened, refused) = soon(disk.stores().start());
    // What the screen showed was lost; who annotates is known by name.
    opened.session.me = String::new();
    tab.act(Action::Started(Box::new(opened), refused));
    assert_eq!(tab.state.me, me);
    play(&mut tab, "select said; key u; key Escape");
    assert_eq!(show(&tab.state), "said=cue", "{}", tab.state.said.1.text());
}

#[test]
fn nothing_is_written_for_a_task_that_is_not_begun() {
    let disk = Disk::default();
    for found in [found(&file("")), found("{")] {
        let mut tab = visit(&disk, 1, found, "");
        tab.run(Command::ToggleExact, Args::default());
        tab.run(Command::CycleTags, Args::default());
        assert_eq!(disk.all(), []);
    }
}

#[test]
fn an_id_stands_once_in_a_task() {
    let line = |tab: &mut Tab| {
        tab.run(Command::Export, Args::default());
        tab.out.last().expect("saved").lines().next().expect("a line").to_owned()
    };
    let mut other = begun(&Disk::default(), 9, &file(""), "Ada");
    let taken = line(&mut other);
    let text = file("").replace("c.txt", "c.jsonl");
    let mut tab = visit(&Disk::default(), 1, found(&text), "Ada");
    tab.run(Command::BeginTask, Args::default());
    answer(&mut tab, &[FILES[0], ("c.jsonl", &taken)]);
    let Stage::Lacking(issues) = stage(&tab) else { panic!("{:?}", stage(&tab)) };
    assert!(issues.iter().any(|issue| matches!(&issue.problem, Problem::Duplicate { id } if id == "a")), "{issues:?}");
    assert_eq!(ids(&tab), Vec::<String>::new());
}

#[test]
fn what_cannot_be_begun_touches_nothing() {
    let disk = Disk::default();
    for text in ["{", "[]", r#"{"format":"manicule-task","version":"1.0","id":"x"}"#] {
        let tab = visit(&disk, 1, found(text), "Ada");
        assert!(matches!(stage(&tab), Stage::Refused(issues) if !issues.is_empty()), "{text}");
        assert_eq!(tab.state.dialog, Some(Dialog::Task));
    }
    // An article that is missing, and one that is no text: all are told, nothing is taken; then all is there.
    let mut tab = visit(&disk, 1, found(&file("")), "Ada");
    tab.run(Command::BeginTask, Args::default());
    answer(&mut tab, &[("b.txt", " \n")]);
    let Stage::Lacking(issues) = stage(&tab).clone() else { panic!("{:?}", stage(&tab)) };
    let problems: Vec<_> = issues.iter().map(|issue| (issue.file.as_str(), &issue.problem)).collect();
    let missing = Problem::NotFetched { why: "the site answers 404".to_owned() };
    assert_eq!(problems, [("b.txt", &Problem::Empty), ("c.txt", &missing)]);
    assert_eq!((ids(&tab), disk.all()), (vec![], vec![]));
    tab.run(Command::BeginTask, Args::default());
    answer(&mut tab, &FILES);
    assert_eq!(ids(&tab).len(), 3);
}

#[test]
fn who_is_not_named_is_told() {
    let text = file(r#","assign":{"Ada":["c.txt","a"]}"#);
    let mut tab = visit(&Disk::default(), 1, found(&text), "Bo");
    let refused = tab.run(Command::BeginTask, Args::default()).refused.expect("he is not");
    assert!(refused.text().contains("“Bo”"), "{}", refused.text());
    assert!(matches!(stage(&tab), Stage::Asking(Some(_))));
    tab.run(Command::BeginTask, Args::text("ada"));
    answer(&mut tab, &FILES);
    assert_eq!(ids(&tab), ["c.txt", "a"], "hers, in the order of her list");
}

#[test]
fn a_newer_file_never_touches_work() {
    let disk = Disk::default();
    let mut tab = begun(&disk, 1, &file(""), "Ada");
    play(&mut tab, "select said; key u; key Escape");
    tab.run(Command::OpenArticle, Args { document: Some("b".to_owned()), ..Args::default() });
    play(&mut tab, "select said; key u; key Escape");
    tab.run(Command::SetStatus, Args { status: Some("done".to_owned()), ..Args::default() });

    // `a` has another text, `c.txt` is gone, `d` is new; other guidelines, and a label less.
    let newer = r#"{"format":"manicule-task","version":"1.0","id":"rain","title":"Rain 2","guidelines":"Mark.","ready_schema":"conll-2003",
        "articles":[{"id":"a","text":"One\nAda said it pours."},{"id":"b","url":"b.txt"},{"id":"d","text":"Four"}]}"#;
    let mut tab = visit(&disk, 2, found(newer), "");
    answer(&mut tab, &FILES);
    let all = ids(&tab);
    assert_eq!((all.len(), &all[..3], all[4].as_str()), (5, &["a".to_owned(), "b".into(), "c.txt".into()][..], "d"));
    assert!(all[3].starts_with("a~"), "the other text stands beside the one that was worked on: {all:?}");
    let kept = &tab.state.task.as_ref().expect("a task").kept;
    assert_eq!((kept.changed.as_slice(), kept.dropped.as_slice()), (&["a".to_owned()][..], &["c.txt".to_owned()][..]));
    assert_eq!((&*tab.state.project.name, &*tab.state.project.guidelines), ("Rain 2", "Mark."));
    let cue = tab.state.project.schema.labels.iter().find(|label| label.id.as_str() == "cue").expect("it is carried");
    assert!(cue.retired, "what is carried is kept and not offered");
    let b = tab.state.project.entries.get(&"b".into()).expect("there");
    assert_eq!((b.counts.annotations, b.status), (1, Status::Done));
    let a = tab.state.project.entries.get(&"a".into()).expect("there");
    assert_eq!(a.counts.annotations, 1);

    // The same again brings nothing more; and it has to be whole.
    let before = disk.all().len();
    let again = visit(&disk, 3, found(newer), "");
    assert!(!again.effects.iter().any(|effect| matches!(effect, Effect::FetchTask(..))));
    assert_eq!((ids(&again), disk.all().len()), (all.clone(), before));
    let mut broken = visit(&disk, 4, found(&newer.replace("b.txt", "e.txt")), "");
    answer(&mut broken, &FILES);
    assert_eq!(ids(&broken), all);
    assert!(matches!(broken.state.dialog, Some(Dialog::Report(_))));
    assert!(matches!(stage(&broken), Stage::Working), "work goes on with what is here");
}

#[test]
fn labels_stay_as_the_task_has_them() {
    let disk = Disk::default();
    let mut tab = begun(&disk, 1, &file(""), "Ada");
    let refused = tab.run(Command::UseSchema, Args { kind: Some("conll-2003".to_owned()), ..Args::default() }).refused;
    assert!(refused.is_some_and(|message| message.text().contains("labels")));
    let mut free = begun(&Disk::default(), 1, &file(r#","labels_may_change":true"#), "Ada");
    let refused = free.run(Command::UseSchema, Args { kind: Some("conll-2003".to_owned()), ..Args::default() }).refused;
    assert_eq!(refused, None);
}

#[test]
fn the_file_that_is_handed_in_says_whose_it_is() {
    let disk = Disk::default();
    let mut tab = begun(&disk, 1, &file(r#","hand_in":{"to":"Mail it to Bo."}"#), "Ada L.");
    play(&mut tab, "select said; key u; key Escape");
    tab.run(Command::SetStatus, Args { status: Some("done".to_owned()), ..Args::default() });
    let mut tab = visit(&disk, 2, found(&file("")), "");
    tab.run(Command::HandIn, Args::default());
    assert_eq!(tab.state.dialog, Some(Dialog::HandIn));
    assert_eq!(
        HandIn::of(&tab.state.project, &tab.state.task.as_ref().expect("a task").kept),
        HandIn { done: 1, skipped: 0, to_do: 2, annotations: 1, claims: 0, lacking: 0 }
    );
    tab.run(Command::SaveHandIn, Args::default());
    let name = tab.effects.iter().find_map(|effect| match effect {
        Effect::Download { name, .. } => Some(name.clone()),
        _ => None,
    });
    assert_eq!(name.as_deref(), Some("rain_Ada-L_2023-11-14_1-of-3-done_1-annotations.jsonl"));
    let text = tab.out.last().expect("it was saved");
    assert_eq!(text.lines().count(), 3);
    let me = tab.state.me;
    assert!(text.lines().all(|line| line.contains(&format!("\"annotator\":\"{me}\""))), "on every line");
}

#[test]
fn what_is_handed_in_says_what_it_lacks() {
    let schema = r#","schema":{"id":"s","name":"S","labels":[{"id":"person","name":"Person","short":"PER","kind":"entity","snap":"words","key":"1",
        "attributes":[{"name":"role","title":"Role","kind":"text","required":true}]}]}"#;
    let disk = Disk::default();
    let mut tab = begun(&disk, 1, &file(schema), "Ada L.");
    assert!(matches!(stage(&tab), Stage::Working), "{:?}", stage(&tab));
    play(&mut tab, "select said; key 1; key Escape");
    let done = Args { status: Some("done".to_owned()), ..Args::default() };
    assert!(tab.run(Command::SetStatus, done.clone()).refused.is_some(), "it is said first");
    assert_eq!(tab.run(Command::SetStatus, done).refused, None);
    let mut tab = visit(&disk, 2, found(&file(schema)), "");
    let lacking = |tab: &Tab| HandIn::of(&tab.state.project, &tab.state.task.as_ref().expect("a task").kept).lacking;
    tab.run(Command::HandIn, Args::default());
    assert_eq!((tab.state.dialog.clone(), lacking(&tab)), (Some(Dialog::HandIn), 1), "also once it is done");
    tab.run(Command::Leave, Args::default());
    tab.run(Command::NextIncomplete, Args::default());
    let said = Args { attribute: Some("role".into()), values: Some(vec!["x".into()]), ..Args::default() };
    assert_eq!(tab.run(Command::SetAttribute, said).refused, None);
    assert_eq!(lacking(&tab), 0);
}

#[test]
fn what_blocks_are_may_be_corrected_and_is_handed_in() {
    let mut tab = begun(&Disk::default(), 1, &file(""), "Ada L.");
    assert!(tab.run(Command::ToggleFurniture, Args::blocks(&[BlockId(0)])).changed);
    let language = Args { field: Some("lang".to_owned()), ..Args::text("sv") };
    assert!(tab.run(Command::SetArticle, language).changed);
    tab.run(Command::SaveHandIn, Args::default());
    let text = tab.out.last().expect("it was saved");
    assert_eq!(text.matches("\"role\":\"furniture\"").count(), 1);
    assert_eq!(text.matches("\"lang\":\"sv\"").count(), 1);
}

#[test]
fn names_of_files_are_safe() {
    let all = HandIn::default();
    for (task, annotator) in [("../../etc", "a/b\\c:d"), ("", ""), ("<b>", "Łukasz Żółć"), ("新聞", "\u{202e}x")]
    {
        let name = all.file_name(task, annotator, "2026-11-26");
        assert!(!name.contains(['/', '\\', ':', '<', '\u{202e}']) && !name.starts_with(['.', '_']), "{name}");
    }
}

/// A link that somebody else copied, opened before the task was begun here.
#[test]
fn a_link_waits_for_the_articles_of_the_task() {
    let disk = Disk::default();
    let mut tab = visit(&disk, 1, found(&file("")), "Ada");
    tab.act(Action::Whole);
    let refused = tab.act(Action::Address("article=b&char=4,6".to_owned(), false)).refused;
    assert_eq!((refused, ids(&tab)), (None, vec![]), "nobody knows yet");
    tab.run(Command::BeginTask, Args::default());
    answer(&mut tab, &FILES);
    assert_eq!((tab.state.open.as_ref().map(|id| id.as_str()), show(&tab.state).as_str()), (Some("b"), "(Bo)"));
    assert_eq!(tab.state.awaited, None);
}
