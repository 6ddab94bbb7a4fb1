//! Changes of the schema, and guidelines, that wait to be kept: over a page load, and while another tab changes the same.

use manicule::edit::reshape::Reshape;
use manicule::model::{Counts, Entry};
use manicule::session::{Args, Command};
use manicule::storage::Key;

use super::schema::{add, keep, label, preview, run, schema, set, unread};
use super::tab::{Disk, Tab};

fn is_changed(tab: &Tab) -> bool {
    tab.state.draft.as_ref().is_some_and(|draft| draft.is_changed())
}

fn name(tab: &Tab, id: &str) -> Option<String> {
    schema(tab).label(&id.into()).map(|label| label.name.to_string())
}

fn guidelines(tab: &mut Tab, text: &str) {
    assert_eq!(run(tab, Command::SetGuidelines, Args::text(text)), None);
}

#[test]
fn an_hour_of_work_is_there_after_a_page_load() {
    let mut tab = unread();
    run(&mut tab, Command::Schemas, Args::default());
    assert_eq!(set(&mut tab, label("person"), "id", &["human"]), None);
    assert_eq!(set(&mut tab, label("human"), "name", &["Human"]), None);
    add(&mut tab, "label", Args::default(), "Ship");
    let (draft, told) = (tab.state.draft.clone().expect("it is there"), preview(&tab));
    let mut tab = tab.reload(8);
    assert!(is_changed(&tab), "it waits");
    assert_eq!(tab.state.draft.as_ref().map(|draft| &draft.reshape), Some(&draft.reshape), "all of it");
    run(&mut tab, Command::Schemas, Args::default());
    assert_eq!(preview(&tab), told, "counted anew, in articles that are not loaded too");
    assert_eq!(keep(&mut tab), None);
    assert_eq!((name(&tab, "human").as_deref(), name(&tab, "person")), (Some("Human"), None));
    let mut tab = tab.reload(9);
    assert!(!is_changed(&tab), "what is kept waits no more");
    // Let go, it is gone as well.
    assert_eq!(set(&mut tab, label("human"), "name", &["Woman"]), None);
    let mut tab = tab.reload(10);
    assert!(is_changed(&tab));
    assert_eq!(run(&mut tab, Command::SchemaDrop, Args::default()), None);
    assert!(!is_changed(&tab.reload(11)));
    // So is what was taken back step by step.
    assert_eq!(set(&mut tab, label("human"), "name", &["Woman"]), None);
    assert_eq!(run(&mut tab, Command::SchemaBack, Args::default()), None);
    assert!(!is_changed(&tab.reload(12)));
}

#[test]
fn what_another_tab_made_of_the_schema_is_told_and_goes_together() {
    let disk = Disk::default();
    let mut one = Tab::open(&disk, 1);
    one.run(Command::AddText, Args::text("Ada left."));
    assert_eq!(set(&mut one, label("person"), "name", &["Human"]), None);
    let mut other = Tab::open(&disk, 2);
    assert!(is_changed(&other), "it waits there, too");
    assert_eq!(run(&mut other, Command::SchemaDrop, Args::default()), None);
    assert_eq!(set(&mut other, label("place"), "name", &["Spot"]), None);
    assert_eq!(keep(&mut other), None);
    // The first tab goes on; what it writes is what waits.
    assert_eq!(set(&mut one, label("law"), "name", &["Rule"]), None);
    let mut one = one.reload(3);
    assert!(is_changed(&one));
    assert_eq!(name(&one, "place").as_deref(), Some("Spot"));
    run(&mut one, Command::Schemas, Args::default());
    assert!(keep(&mut one).is_some_and(|why| why.contains("Put your changes on top of that, or drop them.")));
    assert_eq!(run(&mut one, Command::SchemaRebase, Args::default()), None);
    assert!(run(&mut one, Command::SchemaRebase, Args::default()).is_some(), "there is no more to put it on");
    assert_eq!(keep(&mut one), None);
    let names = ["person", "law", "place"].map(|id| name(&one, id).expect("it is there"));
    assert_eq!(names, ["Human", "Rule", "Spot"], "what both did");
    assert_eq!(run(&mut one, Command::Undo, Args::default()), None);
    assert_eq!(name(&one, "place").as_deref(), Some("Spot"), "undo takes back what was put on top");
}

#[test]
fn guidelines_that_another_tab_wrote_are_not_overwritten_unasked() {
    let disk = Disk::default();
    let mut one = Tab::open(&disk, 1);
    one.run(Command::AddText, Args::text("Ada left."));
    guidelines(&mut one, "# One");
    run(&mut one, Command::EditGuidelines, Args::default());
    run(&mut one, Command::WriteGuidelines, Args::text("# One, longer"));
    one.moment += 5;
    run(&mut one, Command::WriteGuidelines, Args::text("# One, longer"));
    let mut other = Tab::open(&disk, 2);
    guidelines(&mut other, "# Other");
    // Also when the first tab was loaded anew meanwhile, and never heard of it.
    let mut again = Tab::open(&disk, 3);
    assert_eq!(again.state.guide.draft.as_ref().map(|draft| &*draft.text), Some("# One, longer"));
    assert!(again.state.guide.is_behind(&again.state.project));
    one.hear();
    for tab in [&mut one, &mut again] {
        let why = run(tab, Command::SetGuidelines, Args::default());
        assert!(why.is_some_and(|why| why.contains("Keep again")), "it is said first");
        assert_eq!(&*tab.state.project.guidelines, "# Other");
    }
    assert_eq!(run(&mut again, Command::DropGuidelines, Args::default()), None);
    assert_eq!(&*again.state.project.guidelines, "# Other", "theirs stay");
    assert_eq!(run(&mut one, Command::SetGuidelines, Args::default()), None);
    assert_eq!(&*one.state.project.guidelines, "# One, longer", "it was meant");
    assert_eq!(run(&mut one, Command::Undo, Args::default()), None);
    assert_eq!(&*one.state.project.guidelines, "# Other");
}

#[test]
fn what_comes_back_from_the_trash_is_called_as_it_is_now() {
    let mut tab = Tab::open(&Disk::default(), 1);
    tab.run(Command::AddText, Args::text("Ada met Bob."));
    super::scene::play(&mut tab, "select Ada; key 1; select Bob; key 3");
    let id = tab.state.open.clone().expect("it is open");
    tab.moment += 1;
    assert_eq!(run(&mut tab, Command::RemoveArticle, Args::document(&id)), None);
    assert_eq!(set(&mut tab, label("person"), "id", &["human"]), None);
    assert_eq!(run(&mut tab, Command::SchemaMerge, Args { to: Some("event".into()), ..label("place") }), None);
    assert_eq!(keep(&mut tab), None);
    // Renamed once more, and the page loaded anew.
    assert_eq!(set(&mut tab, label("human"), "id", &["somebody"]), None);
    assert_eq!(keep(&mut tab), None);
    let mut tab = tab.reload(4);
    assert_eq!(run(&mut tab, Command::RestoreArticle, Args::document(&id)), None);
    assert_eq!(super::scene::show(&tab.state), "Ada=somebody, Bob=event");
    let mut tab = tab.reload(5);
    assert_eq!(run(&mut tab, Command::OpenArticle, Args::document(&id)), None);
    assert_eq!(super::scene::show(&tab.state), "Ada=somebody, Bob=event", "as it was written");
    assert_eq!(run(&mut tab, Command::Undo, Args::default()), None);
    assert!(tab.state.project.document(&id).is_none(), "it can go back there");
}

#[test]
fn suggestions_of_articles_that_nobody_has_marked_move_too() {
    let mut tab = Tab::open(&Disk::default(), 1);
    tab.run(Command::AddText, Args::text("Ada met Bob."));
    super::scene::play(&mut tab, "select Ada; key 1");
    let id = tab.state.open.clone().expect("it is open");
    let line = tab.export().lines().find(|line| line.contains("Ada met Bob.")).expect("its line").to_owned();
    let spans =
        line.split_once("\"spans\":[").and_then(|(_, rest)| rest.split_once("],\"relations\"")).expect("spans").0;
    let spans = spans.to_owned();
    let line = line.replace(&format!("\"spans\":[{spans}]"), "\"spans\":[]");
    let proposed = spans.replace("\"status\":\"final\"", "\"status\":\"suggested\"");
    let line = line.replace("\"suggestions\":[]", &format!("\"suggestions\":[{proposed}]"));
    let mut other = Tab::open(&Disk::default(), 2);
    let file = manicule::session::SourceFile { name: "proposed.jsonl".to_owned(), bytes: line.into_bytes() };
    other.act(manicule::session::Action::Files(vec![file]));
    let first = other.state.project.order.iter().find(|other| **other != id).cloned().expect("the sample");
    other.run(Command::OpenArticle, Args::document(&first));
    let mut other = other.reload(6);
    assert!(other.state.project.document(&id).is_none(), "it is not loaded");
    assert_eq!(other.state.project.entries.get(&id).and_then(|entry| entry.counts.suggestions), Some(1));
    // An index that was written before they were counted does not say that there are none.
    let mut known = other.state.project.clone();
    let counted = |suggestions| Counts { suggestions, ..Counts::default() };
    for (counts, reads) in [(counted(None), true), (counted(Some(0)), false)] {
        let entry = known.entries.get(&id).map(|entry| Entry { counts, ..(**entry).clone() }).expect("it is known");
        known.entries.insert(id.clone(), std::rc::Rc::new(entry));
        let unread = manicule::edit::commands::unread(&known, &Reshape::of(&known.schema));
        assert_eq!(unread.contains(&id), reads, "{counts:?}");
    }
    assert_eq!(set(&mut other, label("person"), "id", &["human"]), None);
    assert_eq!(keep(&mut other), None);
    other.run(Command::OpenArticle, Args::document(&id));
    let document = other.state.document().expect("it is there");
    let labels: Vec<_> = document.suggestions.values().map(|one| one.annotation.label.to_string()).collect();
    assert_eq!(labels, ["human"]);
}

#[test]
fn a_draft_that_was_kept_is_not_taken_up_again() {
    let mut tab = unread();
    assert_eq!(set(&mut tab, label("person"), "id", &["human"]), None);
    let drafts: Vec<_> = tab.disk.all().into_iter().filter(|(key, _)| *key == Key::Draft).collect();
    assert_eq!(drafts.len(), 1);
    assert_eq!(keep(&mut tab), None);
    // The page went before it was forgotten.
    for (key, value) in drafts {
        tab.disk.values.damage(key, &value);
    }
    assert!(!is_changed(&tab.reload(8)));
}
