//! Files that meet what was taken out: it comes back with them, or stays listed.

use manicule::session::copies::counts;
use manicule::session::{Action, Args, Command, Dialog, Message, SourceFile, Words};

use super::meeting::{ARTICLE, empty, ids, marks, person, queue, row, said};
use super::scene::play;
use super::schema::{keep, label, set};
use super::tab::Tab;

/// Opens a file; what the report says.
fn give(tab: &mut Tab, name: &str, text: &str) -> Vec<String> {
    tab.moment += 1;
    let file = SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    tab.act(Action::Given(vec![file], Vec::new()));
    match tab.state.dialog.take() {
        Some(Dialog::Report(issues)) => issues.iter().map(|issue| Message::issue(issue).text()).collect(),
        _ => Vec::new(),
    }
}

/// The titles of what can be brought back.
fn trash(tab: &Tab) -> Vec<String> {
    tab.state.journal.ledger.trash().into_iter().map(|(.., entry)| entry.title.clone()).collect()
}

#[test]
fn files_meet_what_was_taken_out() {
    let mut first = person(1, "select Ada; key 1");
    let older = first.export();
    play(&mut first, "select Bob; key 1; select Oslo; key 4");
    first.run(Command::RemoveArticle, Args::default());
    for mut here in [first.aside(), first.aside().reload(5)] {
        let sample = trash(&here).len() - 1;
        let told = give(&mut here, "old.jsonl", &older);
        assert_eq!(marks(&here), "Ada=person, Bob=person, Oslo=date", "the older file hides nothing");
        assert_eq!(trash(&here).len(), sample);
        let back = "old.jsonl: “The ferry” had been taken out. It is back with all that was said about it, and with what the file says.";
        assert!(told.contains(&back.to_owned()), "{told:?}");
        // One step: undone, it lies there again, with all of it.
        here.run(Command::Undo, Args::default());
        assert_eq!((ids(&here).len(), trash(&here).len()), (0, sample + 1));
        let mut here = here.reload(6);
        here.run(Command::RestoreArticle, Args::default());
        assert_eq!(marks(&here), "Ada=person, Bob=person, Oslo=date");
    }
}

#[test]
fn another_s_file_stands_beside_what_was_taken_out() {
    let anna = person(2, "select Ada; key 1").export();
    let mut first = person(1, "select Bob; key 1");
    let article = ids(&first);
    first.run(Command::RemoveArticle, Args::default());
    for mut here in [first.aside(), first.aside().reload(5)] {
        let before = trash(&here);
        let told = give(&mut here, "anna.jsonl", &anna);
        assert_eq!((queue(&here), told), (vec![row(2, false, 1)], vec![]), "hers is new, and alone");
        assert_eq!(trash(&here), before, "mine is still listed");
        here.run(Command::RestoreArticle, Args { document: Some(article[0].clone()), ..Args::default() });
        let all = queue(&here);
        assert!(all.contains(&row(1, false, 1)) && all.contains(&row(2, false, 1)), "{all:?}");
        // They are about one article.
        let counts = counts(&here.state.project);
        assert_eq!(counts.len(), 1, "{counts:?}");
        // Hers again meets hers, not what is beside it.
        here.run(Command::RemoveArticle, Args { document: Some(article[0].clone()), ..Args::default() });
        give(&mut here, "anna.jsonl", &anna);
        assert_eq!((here.state.said.1.words, queue(&here)), (Words::NothingNew, vec![row(2, false, 1)]));
    }
}

#[test]
fn a_text_that_was_taken_out_comes_back_when_it_is_pasted_or_opened() {
    let mut first = person(1, "select Ada; key 1");
    first.run(Command::RemoveArticle, Args::default());
    let mut pasted = first.aside().reload(5);
    let sample = trash(&pasted).len() - 1;
    assert_eq!(pasted.run(Command::AddText, Args::text(ARTICLE)).refused, None);
    assert_eq!((marks(&pasted).as_str(), trash(&pasted).len()), ("Ada=person", sample));
    assert!(said(&pasted).contains("it is back"), "{}", said(&pasted));
    let mut opened = first.aside().reload(6);
    give(&mut opened, "again.txt", ARTICLE);
    assert_eq!((marks(&opened).as_str(), trash(&opened).len()), ("Ada=person", sample));
    // Another text under its id stands beside it.
    let mut other = first.aside().reload(7);
    let id = first.state.journal.ledger.trash()[0].0.clone();
    let line = format!(r#"{{"format":"article-annotations","version":"1.0","id":"{id}","text":"Other\nIt rained."}}"#);
    give(&mut other, "other.jsonl", &line);
    assert_eq!((ids(&other).len(), trash(&other).len()), (1, sample + 1));
}

#[test]
fn what_was_taken_out_and_cannot_be_read_stays_listed() {
    let mut first = person(1, "select Ada; key 1");
    let older = first.export();
    first.run(Command::RemoveArticle, Args::default());
    let mut here = first.aside().reload(5);
    let before = trash(&here);
    let keys: Vec<_> = here.disk.all().into_iter().map(|(key, _)| key).collect();
    for key in keys.iter().filter(|key| key.of_document().is_some()) {
        here.disk.values.damage(key.clone(), "{");
    }
    let told = give(&mut here, "old.jsonl", &older);
    assert_eq!((ids(&here), trash(&here)), (vec![], before));
    assert!(told.iter().any(|told| told.contains("cannot be read")), "{told:?}");
}

#[test]
fn what_comes_back_with_a_file_or_a_paste_is_called_as_it_is_now() {
    let mut first = person(1, "");
    let older = first.export();
    play(&mut first, "select Ada; key 1");
    first.run(Command::RemoveArticle, Args::default());
    assert_eq!(set(&mut first, label("person"), "id", &["human"]), None);
    assert_eq!(keep(&mut first), None);
    for mut here in [first.aside(), first.aside().reload(5)] {
        give(&mut here, "old.jsonl", &older);
        assert_eq!(marks(&here), "Ada=human");
    }
    let mut here = first.aside();
    here.run(Command::AddText, Args::text(ARTICLE));
    assert_eq!(marks(&here), "Ada=human");
}

#[test]
fn what_was_renamed_here_is_called_so_in_files_from_before_too() {
    let mut first = person(1, "");
    let (older, titles) =
        (play_aside(&first, "select Ada; key 1; select Oslo; key 2"), first.state.project.order.len());
    assert_eq!(set(&mut first, label("person"), "id", &["human"]), None);
    assert_eq!(keep(&mut first), None);
    let labels = first.state.project.schema.labels.len();
    give(&mut first, "old.jsonl", &older);
    assert_eq!(marks(&first), "Ada=human, Oslo=organisation", "met: its labels are those of now");
    let mut other = empty(1);
    assert_eq!(set(&mut other, label("person"), "id", &["human"]), None);
    assert_eq!(keep(&mut other), None);
    give(&mut other, "old.jsonl", &older);
    assert_eq!(marks(&other), "Ada=human, Oslo=organisation");
    assert_eq!((first.state.project.order.len(), first.state.project.schema.labels.len()), (titles, labels));
    assert_eq!(other.state.project.schema.labels.len(), labels, "no label of before comes back");
}

/// The export of a copy of a tab in which this is done.
fn play_aside(tab: &Tab, steps: &str) -> String {
    let mut aside = tab.aside();
    play(&mut aside, steps);
    aside.export()
}
