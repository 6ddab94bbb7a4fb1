//! Whose work a document is, and what is done to many where some are only looked at.

use manicule::model::{DocId, Status};
use manicule::session::{Action, Args, Command, Words};

use super::meeting::{OutcomeWords, empty, give, marks, person, queue, row, said};
use super::scene::play;
use super::tab::Tab;

#[test]
fn what_is_only_looked_at_is_as_the_later_file_has_it() {
    let mut anna = person(2, "select Ada; key 1; select Oslo; key 1");
    let first = anna.export();
    let mut here = person(1, "select Bob; key 1");
    give(&mut here, &[("anna.jsonl", &first)]);
    assert_eq!(queue(&here), [row(1, false, 1), row(2, true, 2)]);
    // She goes on: deletes one, changes another, and is done.
    anna.moment = 500;
    play(&mut anna, "click Oslo; key Delete; click Ada; key 2");
    anna.run(Command::ToggleDone, Args::default());
    let second = anna.export();
    give(&mut here, &[("anna.jsonl", &second)]);
    let gain = "Merged 1 article. Annotations, suggestions and links: 0 came, 3 newer in the file, 0 newer here.";
    assert_eq!((queue(&here), said(&here).as_str()), (vec![row(1, false, 1), row(2, true, 1)], gain));
    assert_eq!(marks(&here), "Ada=organisation");
    assert_eq!(here.state.document().map(|document| document.meta.status), Some(Status::Done));
    assert_eq!(give(&mut here, &[("anna.jsonl", &second)]).outcome_words(), Some(Words::NothingNew));
    // An older file takes nothing out.
    give(&mut here, &[("anna.jsonl", &first)]);
    assert!(marks(&here).contains("Ada=organisation"), "{}", marks(&here));
    assert_eq!(here.state.document().map(|document| document.meta.status), Some(Status::Done));
}

#[test]
fn steps_for_many_leave_out_what_is_only_looked_at() {
    let anna = person(2, "select Ada; key 1").export();
    let mut here = person(1, "select Bob; key 1");
    let own = here.state.open.clone().expect("it is open");
    give(&mut here, &[("anna.jsonl", &anna)]);
    let copy = here.state.open.clone().expect("what came is shown");
    let statuses = |ids: &[&DocId]| Args {
        ids: Some(ids.iter().map(ToString::to_string).collect()),
        status: Some("flagged".to_owned()),
        ..Args::default()
    };
    assert_eq!(here.run(Command::SetStatuses, statuses(&[&copy])).outcome_words(), Some(Words::Locked));
    assert_eq!(here.run(Command::SetStatuses, statuses(&[&own, &copy])).outcome_words(), None);
    assert_eq!(said(&here), "Status set: 1 article; 1 read-only left as they were.");
    let status = |tab: &Tab, id: &DocId| tab.state.project.entries.get(id).map(|entry| entry.status);
    assert_eq!((status(&here, &own), status(&here, &copy)), (Some(Status::Flagged), Some(Status::InProgress)));
    // Words are looked for where they can be marked; what is found elsewhere by hand is left out.
    let find = |switches: &[&str]| Args {
        label: Some("person".to_owned()),
        values: Some(switches.iter().map(ToString::to_string).collect()),
        ..Args::text("Oslo")
    };
    here.run(Command::FindTerms, find(&["everywhere"]));
    let found = |tab: &Tab| tab.state.occurrences.as_ref().map(|open| open.hits.len());
    assert_eq!(found(&here), Some(1));
    here.run(Command::AcceptOccurrences, Args::default());
    assert_eq!(queue(&here), [row(1, false, 2), row(2, true, 1)]);
    here.run(Command::OpenArticle, Args::document(&copy));
    here.run(Command::FindTerms, find(&[]));
    assert_eq!(found(&here), Some(1));
    assert_eq!(here.run(Command::AcceptOccurrences, Args::default()).outcome_words(), Some(Words::Locked));
    assert_eq!((found(&here), queue(&here)), (None, vec![row(1, false, 2), row(2, true, 1)]));
}

#[test]
fn what_others_marked_is_not_counted_as_one_s_own_work() {
    let anna = person(2, "select Ada; key 1").export();
    let mut here = person(1, "");
    here.act(Action::Whole);
    here.act(Action::Active(0));
    give(&mut here, &[("anna.jsonl", &anna)]);
    here.run(Command::Progress, Args::default());
    let progress = here.state.progress.as_ref().expect("it was looked at");
    let made: i64 = progress.days(&here.state.tally).into_iter().map(|(_, day)| day.made).sum();
    assert_eq!(made, 0);
}

#[test]
fn who_marks_first_is_whose_work_it_is() {
    let mut here = empty(1);
    let line = r#"{"format":"article-annotations","version":"1.0","id":"a","text":"Ada met Bob.","status":"done"}"#;
    give(&mut here, &[("done.jsonl", line)]);
    assert_eq!(queue(&here), [("-".to_owned(), false, 0)], "nobody's, though it is done");
    play(&mut here, "select Ada; key 1");
    assert_eq!(queue(&here), [row(1, false, 1)]);
}

/// The lines of an export without whose work they are; `authors`: also without who marked what.
fn unsigned(export: &str, authors: bool) -> String {
    let without = |line: &str| {
        let mut line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        line["annotator"] = serde_json::Value::Null;
        for span in line["spans"].as_array_mut().expect("spans").iter_mut().filter(|_| authors) {
            span["by"] = serde_json::Value::Null;
        }
        format!("{line}\n")
    };
    export.lines().map(without).collect()
}

#[test]
fn work_without_a_name_on_it_is_not_taken_for_another_s() {
    // Who marked all of it is whose work it is.
    let anna = unsigned(&person(2, "select Ada; key 1").export(), false);
    let mut here = person(1, "select Bob; key 1");
    give(&mut here, &[("anna.jsonl", &anna)]);
    assert_eq!(queue(&here), [row(1, false, 1), row(2, true, 1)]);
    // Of two that nobody signed nobody knows that they are one person's.
    let (one, other) = (person(2, "select Ada; key 1").export(), person(3, "select Bob; key 1").export());
    let (one, other) = (unsigned(&one, true), unsigned(&other, true));
    let mut here = empty(1);
    give(&mut here, &[("one.jsonl", &one), ("other.jsonl", &other)]);
    let nobody = || ("-".to_owned(), false, 1);
    assert_eq!(queue(&here), [nobody(), nobody()]);
    for again in [&one, &other] {
        assert_eq!(give(&mut here, &[("again.jsonl", again)]).outcome_words(), Some(Words::NothingNew));
    }
}

#[test]
fn who_says_how_far_it_is_is_whose_work_it_is() {
    for status in ["done_empty", "skipped", "flagged"] {
        let mut here = empty(1);
        here.run(Command::AddText, Args::text("The ferry\nAda met Bob in Oslo."));
        let me = here.state.me;
        assert!(!here.state.project.people.contains_key(&me), "looking changes nothing");
        let args = Args { status: Some(status.to_owned()), ..Args::default() };
        assert_eq!(here.run(Command::SetStatus, args).refused, None);
        assert_eq!(queue(&here), [row(1, false, 0)], "{status}");
        assert!(here.state.project.people.contains_key(&me), "they joined with it");
        assert!(here.export().contains(&format!("\"annotator\":\"{me}\"")));
        // Another's work stands beside it; nobody's statement is taken for theirs.
        let anna = person(2, "select Ada; key 1").export();
        give(&mut here, &[("anna.jsonl", &anna)]);
        assert_eq!(queue(&here), [row(1, false, 0), row(2, true, 1)], "{status}");
        here.run(Command::Undo, Args::default());
        here.run(Command::Undo, Args::default());
        assert_eq!((queue(&here)[0].0.as_str(), here.state.project.people.contains_key(&me)), ("-", false));
    }
    // Of many at once, and of those that are somebody's.
    let mut here = empty(1);
    give(&mut here, &[("anna.jsonl", &person(2, "select Ada; key 1").export()), ("new.txt", "New\nx")]);
    let ids = Some(here.state.project.order.iter().map(ToString::to_string).collect());
    here.run(Command::SetStatuses, Args { ids, status: Some("skipped".to_owned()), ..Args::default() });
    assert_eq!(queue(&here), [row(2, false, 1), row(1, false, 0)]);
    // Back to new is no work.
    let mut here = empty(1);
    here.run(Command::AddText, Args::text("Some text."));
    here.run(Command::SetStatus, Args { status: Some("new".to_owned()), ..Args::default() });
    assert_eq!(queue(&here)[0].0, "-");
}
