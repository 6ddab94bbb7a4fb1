//! Files that meet what is here: one person's work is made one, another's stands beside it.

use manicule::model::{DocId, PersonId, Status};
use manicule::session::copies::counts;
use manicule::session::{Action, Args, Command, Dialog, Outcome, SourceFile, Words};

use super::scene::{play, show};
use super::tab::{Disk, Tab};

pub(super) const ARTICLE: &str = "The ferry\nAda met Bob in Oslo.";

/// A person with the article, who does what the script says in it.
pub(super) fn person(number: u64, script: &str) -> Tab {
    let mut tab = empty(number);
    tab.moment = 10 * u32::try_from(number).expect("few");
    tab.run(Command::AddText, Args::text(ARTICLE));
    play(&mut tab, script);
    tab
}

/// An empty project of a person.
pub(super) fn empty(number: u64) -> Tab {
    let mut tab = Tab::open(&Disk::default(), number);
    tab.run(Command::RemoveArticle, Args::default());
    tab
}

/// What the export says of the first article, but for the number of articles.
fn first(tab: &Tab) -> String {
    let export = tab.clone().export();
    export.lines().next().and_then(|line| line.split("\"project\"").next()).expect("a line").to_owned()
}

fn file(name: &str, text: &str) -> SourceFile {
    SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

pub(super) fn give(tab: &mut Tab, files: &[(&str, &str)]) -> Outcome {
    tab.moment += 1;
    let outcome = tab.act(Action::Given(files.iter().map(|(name, text)| file(name, text)).collect(), Vec::new()));
    tab.state.dialog = None;
    outcome
}

fn told(outcome: &Outcome) -> Vec<String> {
    outcome.issues.iter().map(|issue| manicule::session::Message::issue(issue).text()).collect()
}

/// The queue: whose each document is by number, whether it is only looked at, and what is marked in it by count.
pub(super) fn queue(tab: &Tab) -> Vec<(String, bool, u32)> {
    let project = &tab.state.project;
    let whose = |by: Option<PersonId>| by.map_or_else(|| "-".to_owned(), |id| id.bits().to_string());
    let rows = tab.state.queue.rows(project);
    let row = |id: &DocId| {
        project.entries.get(id).map(|entry| (whose(entry.annotator), entry.locked, entry.counts.annotations))
    };
    rows.iter().filter_map(row).collect()
}

pub(super) fn row(by: u64, locked: bool, count: u32) -> (String, bool, u32) {
    (by.to_string(), locked, count)
}

pub(super) fn ids(tab: &Tab) -> Vec<String> {
    tab.state.project.order.iter().map(ToString::to_string).collect()
}

pub(super) fn marks(tab: &Tab) -> String {
    show(&tab.state)
}

pub(super) fn said(tab: &Tab) -> String {
    tab.state.said.1.text()
}

#[test]
fn one_person_s_files_are_made_one() {
    let mut here = person(1, "select Ada; key 1");
    let first = here.export();
    // The same person goes on elsewhere: another mark, and another label on the first.
    let mut there = empty(1);
    there.moment = 100;
    give(&mut there, &[("first.jsonl", &first)]);
    let id = here.state.open.clone().expect("it is open");
    there.run(Command::OpenArticle, Args::document(&id));
    play(&mut there, "select Bob; key 1; click Ada; key 2");
    let second = there.export();
    // Meanwhile here.
    play(&mut here, "select Oslo; key 1");
    here.moment = 200;
    let steps = here.state.history.depth().0;
    let outcome = give(&mut here, &[("second.jsonl", &second)]);
    assert_eq!((outcome.added, outcome.changed), (0, true));
    assert_eq!(marks(&here), "Ada=organisation, Bob=person, Oslo=person");
    assert_eq!(
        said(&here),
        "Merged 1 article. Annotations, suggestions and links: 1 came, 1 newer in the file, 0 newer here."
    );
    assert_eq!(here.state.history.depth().0, steps + 1, "one step");
    assert_eq!(queue(&here)[0], row(1, false, 3));
    // Once more: nothing new, and said so.
    let before = here.export();
    let outcome = give(&mut here, &[("second.jsonl", &second)]);
    assert_eq!(outcome.outcome_words(), Some(Words::NothingNew));
    assert_eq!(here.export(), before);
    // The first file has an older label for Ada; what is here stays.
    let outcome = give(&mut here, &[("first.jsonl", &first)]);
    assert!(told(&outcome).iter().any(|line| line.contains("1 newer here")), "{:?}", told(&outcome));
    assert_eq!(here.export(), before);
    // All of it is taken back by one step.
    here.run(Command::Undo, Args::default());
    assert_eq!(marks(&here), "Ada=person, Oslo=person");
    // And can be taken in again: that it was taken back is not to say that it is wrong.
    give(&mut here, &[("second.jsonl", &second)]);
    assert_eq!(marks(&here), "Ada=organisation, Bob=person, Oslo=person");
    assert_eq!(here.reload(7).export(), here.export(), "it is on disk");
}

#[test]
fn what_was_deleted_here_stays_deleted() {
    let mut here = person(1, "select Ada; key 1; select Bob; key 1");
    let export = here.export();
    play(&mut here, "click Ada; key Delete");
    let outcome = give(&mut here, &[("mine.jsonl", &export)]);
    assert_eq!(marks(&here), "Bob=person");
    assert!(told(&outcome).iter().any(|line| line.contains("1 deleted here stay deleted")), "{:?}", told(&outcome));
    // What was changed elsewhere after it was deleted here comes back.
    let mut there = empty(1);
    there.moment = 300;
    give(&mut there, &[("mine.jsonl", &export)]);
    let id = here.state.open.clone().expect("it is open");
    there.run(Command::OpenArticle, Args::document(&id));
    play(&mut there, "click Ada; key 3");
    give(&mut here, &[("later.jsonl", &there.export())]);
    assert_eq!(marks(&here), "Ada=place, Bob=person");
}

#[test]
fn another_person_s_work_stands_beside_and_is_locked() {
    let anna = person(2, "select Ada; key 1").export();
    let mut here = person(1, "select Bob; key 1");
    let own = here.state.open.clone().expect("it is open");
    let outcome = give(&mut here, &[("anna.jsonl", &anna)]);
    assert_eq!(outcome.added, 1);
    assert_eq!(told(&outcome), ["anna.jsonl: 1 beside what others marked."]);
    assert_eq!(queue(&here), [row(1, false, 1), row(2, true, 1)]);
    assert_eq!(counts(&here.state.project).values().copied().collect::<Vec<_>>(), [2]);
    let copy = here.state.open.clone().expect("what came is shown");
    assert_eq!(copy, own.copy_by(Some(PersonId::from_bits(2))));
    // Nothing is changed in it, whatever is tried; each is refused by the same sentence.
    let before = here.export();
    for script in ["select Oslo; key 1", "click Ada; key 2", "click Ada; key Delete", "click Ada; key D"] {
        play(&mut here, script);
        assert_eq!(here.state.said.1.words, Words::Locked, "{script}: {}", said(&here));
    }
    assert!(said(&here).contains("annotator 0000") && said(&here).contains("Work on this copy"), "{}", said(&here));
    assert_eq!(here.run(Command::ToggleDone, Args::default()).outcome_words(), Some(Words::Locked));
    assert_eq!(here.export(), before);
    // Chosen to be worked on, that can be taken back.
    here.run(Command::UnlockArticle, Args::default());
    play(&mut here, "select Oslo; key 1");
    assert_eq!(queue(&here), [row(1, false, 1), row(2, false, 2)]);
    here.run(Command::Undo, Args::default());
    here.run(Command::Undo, Args::default());
    assert_eq!(queue(&here), [row(1, false, 1), row(2, true, 1)]);
    play(&mut here, "select Oslo; key 1");
    assert_eq!(here.state.said.1.words, Words::Locked);
    // The same file again; then a later one of hers, which is made one with the copy though that is locked.
    assert_eq!(give(&mut here, &[("anna.jsonl", &anna)]).outcome_words(), Some(Words::NothingNew));
    let more = person(2, "select Ada; key 1; select Oslo; key 1").export();
    give(&mut here, &[("more.jsonl", &more)]);
    assert_eq!(queue(&here), [row(1, false, 1), row(2, true, 2)]);
    let again = here.reload(9);
    assert_eq!((queue(&again), again.state.project.order.clone()), (queue(&here), here.state.project.order.clone()));
}

#[test]
fn what_nobody_has_begun_takes_in_who_did() {
    let anna = person(2, "select Ada; key 1").export();
    let mut here = person(1, "");
    give(&mut here, &[("anna.jsonl", &anna)]);
    assert_eq!(queue(&here), [row(2, false, 1)], "one person's work, alone: to be gone on with");
    let ben = person(3, "select Bob; key 1").export();
    give(&mut here, &[("ben.jsonl", &ben)]);
    assert_eq!(queue(&here), [row(2, true, 1), row(3, true, 1)], "with another's beside it both are looked at");
}

#[test]
fn ten_files_come_in_one_step_and_out_as_one() {
    let exports: Vec<String> = (2..12)
        .map(|n| person(n, if n % 2 == 0 { "select Ada; key 1" } else { "select Oslo; key 3" }).export())
        .collect();
    let names: Vec<String> = (2..12).map(|n| format!("{n}.jsonl")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(exports.iter().map(String::as_str)).collect();
    let mut lead = empty(1);
    let steps = lead.state.history.depth().0;
    let outcome = give(&mut lead, &files);
    assert_eq!((outcome.added, lead.state.history.depth().0), (10, steps + 1));
    let lines = told(&outcome);
    assert_eq!(
        (lines.len(), lines[0].as_str(), lines[9].as_str()),
        (10, "2.jsonl: 1 new.", "11.jsonl: 1 beside what others marked.")
    );
    assert_eq!(queue(&lead), (2..12).map(|n| row(n, true, 1)).collect::<Vec<_>>());
    // One file, one id, whose work it is on each line.
    let export = lead.export();
    let by = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON");
    let told: Vec<_> = export.lines().map(by).collect();
    assert!(told.iter().all(|line| line["id"] == told[0]["id"]));
    let mut people: Vec<String> = told.iter().map(|line| line["annotator"].to_string()).collect();
    people.dedup();
    assert_eq!(people.len(), 10);
    // In an empty project it comes out as the same groups.
    let mut other = empty(20);
    give(&mut other, &[("all.jsonl", &export)]);
    assert_eq!((queue(&other), ids(&other)), (queue(&lead), ids(&lead)));
    // In an order all the same: the last file twice changes nothing.
    assert_eq!(give(&mut other, &files[8..]).outcome_words(), Some(Words::NothingNew));
}

#[test]
fn articles_that_are_not_loaded_are_read_first() {
    let mut first = person(1, "select Ada; key 1");
    let export = first.export();
    first.run(Command::AddText, Args::text("Another\nIt rained."));
    // A page that has the other article open.
    let mut here = first.reload(5);
    let id = here.state.project.order[0].clone();
    assert!(!here.state.project.loaded.contains_key(&id), "it is not loaded");
    let mut more = empty(1);
    more.moment = 400;
    give(&mut more, &[("mine.jsonl", &export)]);
    more.run(Command::OpenArticle, Args::document(&id));
    play(&mut more, "select Bob; key 1");
    let outcome = give(&mut here, &[("more.jsonl", &more.export())]);
    assert_eq!(outcome.refused, None);
    assert_eq!(here.state.project.entries.get(&id).map(|entry| entry.counts.annotations), Some(2));
    assert!(here.state.reading.is_none());
}

#[test]
fn what_cannot_be_read_is_left_out_and_told() {
    let mut first = person(1, "select Ada; key 1");
    let export = first.export();
    first.run(Command::AddText, Args::text("Another\nIt rained."));
    let mut here = first.reload(5);
    let id = here.state.project.order[0].clone();
    let broken = Disk::default();
    here.disk = broken;
    let before = here.state.project.clone();
    here.act(Action::Given(vec![file("mine.jsonl", &export)], Vec::new()));
    assert_eq!(here.state.project, before, "nothing is half done");
    let Some(Dialog::Report(issues)) = &here.state.dialog else { panic!("it is told: {:?}", here.state.dialog) };
    let told: Vec<String> = issues.iter().map(|issue| manicule::session::Message::issue(issue).text()).collect();
    assert!(told.iter().any(|line| line.contains("cannot be read")), "{told:?}");
    assert!(here.state.project.entries.contains_key(&id));
}

#[test]
fn another_text_under_the_same_id_is_another_article() {
    let mut here = person(1, "select Ada; key 1");
    let export = first(&here);
    let own = here.state.open.clone().expect("it is open");
    let mut there = empty(2);
    there.run(Command::AddText, Args::text("The ferry\nAda left."));
    play(&mut there, "select Ada; key 1");
    let foreign = there.export();
    let other = foreign.replace(there.state.open.as_ref().expect("it is open").as_str(), own.as_str());
    let outcome = give(&mut here, &[("other.jsonl", &other)]);
    assert_eq!(outcome.added, 1);
    assert!(
        told(&outcome).iter().any(|line| line.contains("has the id of “The ferry”, but another text")),
        "{:?}",
        told(&outcome)
    );
    assert_eq!(queue(&here), [row(1, false, 1), row(2, false, 1)], "no copy, and not locked");
    assert!(counts(&here.state.project).is_empty());
    // What was here is as it was; the other one is known by its text from now on.
    assert_eq!(first(&here), export);
    assert_eq!(give(&mut here, &[("other.jsonl", &other)]).outcome_words(), Some(Words::NothingNew));
    // An export of both comes back as both.
    let both = here.export();
    let mut back = empty(1);
    give(&mut back, &[("both.jsonl", &both)]);
    assert_eq!(ids(&back), ids(&here));
}

#[test]
fn the_same_text_under_another_id_stands_beside() {
    let mut here = person(1, "select Ada; key 1");
    let own = here.state.open.clone().expect("it is open");
    let renamed = |export: &str| export.replace(own.as_str(), "x@1 @@");
    let anna = renamed(&person(2, "select Bob; key 1").export());
    let outcome = give(&mut here, &[("anna.jsonl", &anna)]);
    assert!(
        told(&outcome).iter().any(|line| line.contains("is here already under another id")),
        "{:?}",
        told(&outcome)
    );
    assert_eq!((queue(&here), ids(&here)[1].as_str()), (vec![row(1, false, 1), row(2, true, 1)], "x@1 @@"));
    // Mine, with the same annotations under that id, is made one with mine.
    let mine = renamed(&here.export().lines().next().map(|line| format!("{line}\n")).expect("a line"));
    assert_eq!(give(&mut here, &[("mine.jsonl", &mine)]).outcome_words(), Some(Words::NothingNew));
    assert_eq!(queue(&here), [row(1, false, 1), row(2, true, 1)]);
}

#[test]
fn a_plain_text_that_is_here_changes_nothing() {
    let mut here = person(1, "select Ada; key 1");
    let before = first(&here);
    let outcome = give(&mut here, &[("again.txt", ARTICLE), ("new.txt", "New\nx")]);
    assert_eq!(
        told(&outcome),
        ["again.txt: the article “The ferry” is here already, with all that the file says of it.", "new.txt: 1 new.",]
    );
    assert_eq!(first(&here), before);
    assert_eq!(here.state.project.order.len(), 2);
}

#[test]
fn closing_the_sheet_leaves_everything_as_it_was() {
    let mut first = person(1, "select Ada; key 1");
    let export = first.export();
    first.run(Command::AddText, Args::text("Another\nIt rained."));
    let mut here = first.reload(5);
    let before = here.state.project.clone();
    let mut fresh = manicule::edit::Fresh::new(manicule::model::Timestamp(1), None, 1);
    // By hand, so that what is asked for is not answered at once.
    let given = Action::Given(vec![file("mine.jsonl", &export)], Vec::new());
    let (effects, _) = manicule::session::update(&mut here.state, given, &mut fresh);
    let waits = |effect: &manicule::session::Effect| matches!(effect, manicule::session::Effect::Load { ids, .. } if ids.len() == 1);
    assert!(effects.iter().any(waits), "{effects:?}");
    assert!(matches!(here.state.dialog, Some(Dialog::Reading { .. })), "it is told");
    here.run(Command::Leave, Args::default());
    let id = before.order[0].clone();
    here.act(Action::Loaded(id, None, None));
    assert_eq!(here.state.said.1.words, Words::NothingAdded);
    assert!(here.state.reading.is_none());
    assert_eq!(here.state.project.order, before.order);
    assert_eq!(here.state.history.depth(), first.reload(6).state.history.depth());
}

#[test]
fn next_to_do_is_one_s_own() {
    let anna = person(2, "select Ada; key 1").export();
    let mut here = person(1, "select Bob; key 1");
    let own = here.state.open.clone().expect("it is open");
    give(&mut here, &[("anna.jsonl", &anna)]);
    here.run(Command::NextToDo, Args::default());
    assert_eq!(here.state.open.as_ref(), Some(&own));
    assert_eq!(here.state.document().map(|document| document.meta.status), Some(Status::InProgress));
    assert_eq!(here.run(Command::NextToDo, Args::default()).outcome_words(), Some(Words::NothingToDo));
}

pub(super) trait OutcomeWords {
    /// Why nothing was done.
    fn outcome_words(&self) -> Option<Words>;
}

impl OutcomeWords for Outcome {
    fn outcome_words(&self) -> Option<Words> {
        self.refused.as_ref().map(|message| message.words)
    }
}
