//! Values that the schema requires: what lacks one is counted and shown, never forbidden; an article is set to done with it
//! only by somebody who was told.

use manicule::model::{AttributeName, DocId, Status};
use manicule::session::queue::{Shown, Under};
use manicule::session::{Args, Command};

use super::scene::{open, play, show};
use super::schema::{add, keep, label, run, set, unread};
use super::tab::{Disk, Tab};

/// A person has to have a role, a source link a degree, an article a topic.
fn requiring(tab: &mut Tab, of: &[&str]) {
    let owners = [("person", label("person")), ("source", Args { kind: Some("source".into()), ..Args::default() })];
    for (_, owner) in owners.into_iter().chain([("article", Args::default())]).filter(|(name, _)| of.contains(name)) {
        let attribute = add(tab, "attribute", owner.clone(), "Role");
        let target = Args { attribute: Some(attribute), ..owner };
        assert_eq!(set(tab, target.clone(), "kind", &["choice"]), None);
        assert_eq!(set(tab, target.clone(), "values", &["witness", "expert"]), None);
        assert_eq!(set(tab, target, "required", &["true"]), None);
    }
    assert_eq!(keep(tab), None);
}

fn say(tab: &mut Tab, args: Args, value: &str) {
    let values = Some(vec![value.to_owned()]);
    assert_eq!(run(tab, Command::SetAttribute, Args { attribute: Some("role".into()), values, ..args }), None);
}

fn lacking(tab: &Tab) -> u32 {
    let id = tab.state.open.as_ref().expect("an article is open");
    tab.state.project.entries.get(id).expect("it is listed").counts.lacking
}

fn status(tab: &Tab) -> Status {
    tab.state.document().expect("an article is open").meta.status
}

fn picked(tab: &Tab) -> String {
    show(&tab.state).split(", ").filter(|part| part.ends_with('*')).collect::<Vec<_>>().join(", ")
}

const TEXT: &str = "[Ada](person#a) met [Bob](person#b). [It rained](claim#c), said Ada.\n---\nc -source-> a";

#[test]
fn marking_is_never_kept_back_and_done_is_said_first() {
    let mut tab = open(TEXT);
    requiring(&mut tab, &["person"]);
    assert_eq!(lacking(&tab), 2);
    play(&mut tab, "select met; key 1");
    assert_eq!((lacking(&tab), status(&tab)), (3, Status::InProgress), "it is marked");
    play(&mut tab, "key Mod+Enter");
    assert_eq!(
        tab.state.said.1.text(),
        "3 things lack a required value: “Ada”: Role; “met”: Role; “Bob”: Role. Shift+R goes to the first; Mod+Enter again \
         sets it to done all the same."
    );
    assert_eq!(status(&tab), Status::InProgress);
    play(&mut tab, "key Escape; key Shift+R");
    assert_eq!((picked(&tab).as_str(), tab.state.said.1.text().as_str()), ("Ada=person*", "Person “Ada” lacks: Role"));
    assert!(format!("{:?}", tab.effects).contains("Focus(\"lacking\")"), "its field has the focus");
    say(&mut tab, Args::default(), "expert");
    play(&mut tab, "key Shift+R");
    assert_eq!(picked(&tab), "met=person*");
    play(&mut tab, "key Shift+R; key Shift+R");
    assert_eq!(picked(&tab), "met=person*", "round the end");
    // What was said before something was done about it is said anew.
    play(&mut tab, "key Mod+Enter");
    assert!(tab.state.said.1.text().starts_with("2 things lack"), "{}", tab.state.said.1.text());
    play(&mut tab, "key Mod+Enter");
    assert_eq!(status(&tab), Status::Done, "done again, it is done");
    play(&mut tab, "key Mod+Enter; key Mod+Enter");
    assert_eq!(status(&tab), Status::InProgress, "what is set to done later is asked for again");
    for _ in 0..2 {
        play(&mut tab, "key Shift+R");
        say(&mut tab, Args::default(), "witness");
    }
    play(&mut tab, "key Mod+Enter");
    assert_eq!((lacking(&tab), status(&tab)), (0, Status::Done), "nothing lacks: nothing is asked");
    assert_eq!(
        run(&mut tab, Command::NextIncomplete, Args::default()).as_deref(),
        Some("Nothing lacks a required value.")
    );
}

#[test]
fn links_and_articles_can_lack_something_too() {
    let mut tab = open(TEXT);
    requiring(&mut tab, &["source", "article"]);
    assert_eq!(lacking(&tab), 2);
    let why = run(&mut tab, Command::SetStatus, Args { status: Some("done".into()), ..Args::default() });
    assert!(why.is_some_and(|why| why.starts_with("2 things lack a required value: “Source”: Role; “Article”: Role.")));
    play(&mut tab, "key Shift+R");
    assert_eq!(picked(&tab), "It rained=claim*", "the link stands in its card");
    play(&mut tab, "key Shift+R");
    assert_eq!((picked(&tab).as_str(), tab.state.said.1.text().as_str()), ("", "The article lacks: Role"));
    let document = tab.state.document().cloned().expect("open");
    let link = document.relations.keys().next().copied().expect("one link");
    say(&mut tab, Args::id(link), "expert");
    say(&mut tab, Args::document(&document.id), "witness");
    assert_eq!(lacking(&tab), 0);
    tab.undo_all();
    assert_eq!(lacking(&tab), 0, "without the schema's fields nothing is required");
    let under = Under::of(&tab.state.project.schema);
    assert!(tab.state.project.entries.values().all(|entry| under.incomplete(entry) == Some(0)), "and nothing unknown");
    tab.redo_all();
    assert_eq!(lacking(&tab), 0);
    assert_eq!(run(&mut tab, Command::SetStatus, Args { status: Some("done".into()), ..Args::default() }), None);
}

#[test]
fn a_value_that_the_field_does_not_take_is_as_good_as_none() {
    let mut tab = open(TEXT);
    requiring(&mut tab, &["person"]);
    play(&mut tab, "click Ada");
    say(&mut tab, Args::default(), "expert");
    assert_eq!(lacking(&tab), 1);
    let role = Args { attribute: Some("role".into()), ..label("person") };
    assert_eq!(set(&mut tab, role, "values", &["witness", "observer", "neighbour"]), None);
    assert_eq!(keep(&mut tab), None);
    assert_eq!(lacking(&tab), 2);
    let document = tab.state.document().expect("open");
    let ada = document.in_reading_order()[0];
    assert_eq!(
        ada.attributes.get(&AttributeName::from("role")).map(|all| all.join(" ")).as_deref(),
        Some("expert"),
        "kept"
    );
}

#[test]
fn what_begins_with_a_value_lacks_none() {
    let mut tab = open(TEXT);
    requiring(&mut tab, &["person", "source"]);
    for owner in [label("person"), Args { kind: Some("source".into()), ..Args::default() }] {
        let role = Args { attribute: Some("role".into()), ..owner };
        assert_eq!(set(&mut tab, role, "default", &["witness"]), None);
    }
    assert_eq!(keep(&mut tab), None);
    assert_eq!(lacking(&tab), 3, "what was there before says nothing");
    play(&mut tab, "select met; key 1");
    let document = tab.state.document().expect("open").clone();
    let met = document.in_reading_order()[1];
    assert_eq!(met.attributes.get(&AttributeName::from("role")).map(|all| all.join(" ")).as_deref(), Some("witness"));
    assert_eq!(lacking(&tab), 3);
    // The same of a new link, and of what gets the label.
    play(&mut tab, "click It rained; key Escape");
    let claim = document.in_reading_order()[3].id;
    let args = Args {
        kind: Some("source".into()),
        from: Some(claim.to_string()),
        to: Some(met.id.to_string()),
        ..Args::default()
    };
    assert_eq!(run(&mut tab, Command::Link, args), None);
    assert_eq!(lacking(&tab), 3);
    play(&mut tab, "select said; key 3; key 1");
    assert_eq!(lacking(&tab), 3);
}

#[test]
fn the_find_field_and_the_queue_show_what_lacks_something() {
    let mut tab = unread();
    requiring(&mut tab, &["person"]);
    let asked = tab.state.project.schema.asks();
    let unknown = |tab: &Tab| tab.state.project.entries.values().filter(|e| e.counts.asked != asked).count();
    assert!(unknown(&tab) > 0, "some were counted before anything was required");
    let show = |name: &str| Args { status: Some(name.to_owned()), ..Args::default() };
    assert_eq!(run(&mut tab, Command::ShowQueue, show("incomplete")), None);
    let rows = |tab: &Tab| tab.state.queue.rows(&tab.state.project).len();
    assert_eq!((tab.state.queue.shown, rows(&tab)), (Shown::Incomplete, 2));
    assert_eq!(run(&mut tab, Command::ShowQueue, show("all")), None);
    let before = tab.state.filter.clone();
    assert_eq!(run(&mut tab, Command::Find, Args::text("is:incomplete")), None);
    let document = tab.state.document().cloned().expect("open");
    let listed =
        |tab: &Tab| document.annotations.values().filter(|a| tab.state.filter.lists(a, &document.article)).count();
    let people = document.annotations.values().filter(|a| a.label.as_str() == "person").count();
    assert!(before.is_open() && people > 0);
    assert_eq!(listed(&tab), people);
    // It asks for what the schema requires by now.
    let role = Args { attribute: Some("role".into()), ..label("person") };
    assert_eq!(set(&mut tab, role, "required", &["false"]), None);
    assert_eq!(keep(&mut tab), None);
    assert_eq!(listed(&tab), 0);
}

#[test]
fn the_next_that_lacks_something_may_be_in_another_article() {
    let mut tab = Tab::open(&Disk::default(), 1);
    let first = tab.state.project.order[0].clone();
    tab.run(Command::RemoveArticle, Args::document(&first));
    for text in ["Ada left.", "Bob came.", "Nobody."] {
        tab.moment += 1;
        tab.run(Command::AddText, Args::text(text));
        play(&mut tab, &format!("select {}; key 1", text.split(['.', ' ']).next().unwrap_or_default()));
    }
    requiring(&mut tab, &["person"]);
    let ids: Vec<DocId> = tab.state.project.order.iter().cloned().collect();
    let all: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let done = Args { ids: Some(all), status: Some("done".into()), ..Args::default() };
    let why = run(&mut tab, Command::SetStatuses, done.clone());
    assert!(
        why.is_some_and(|why| why.starts_with("3 things lack a required value: “Ada left.” (1);")
            && why.ends_with("Doing it again sets it to done all the same.")),
        "{:?}",
        tab.state.said
    );
    tab.run(Command::OpenArticle, Args::document(&ids[0]));
    for name in ["Ada", "Bob", "Nobody", "Ada"] {
        play(&mut tab, "key Shift+R");
        assert_eq!(picked(&tab), format!("{name}=person*"));
    }
    say(&mut tab, Args::default(), "expert");
    let mut tab = tab.reload(3);
    tab.run(Command::OpenArticle, Args::document(&ids[0]));
    play(&mut tab, "key Shift+R");
    assert_eq!(picked(&tab), "Bob=person*", "also in one that is not loaded");
    assert!(run(&mut tab, Command::SetStatuses, done.clone()).is_some());
    assert_eq!(run(&mut tab, Command::SetStatuses, done), None);
    assert!(tab.state.project.entries.values().all(|entry| entry.status == Status::Done));
    tab.run(Command::OpenArticle, Args::document(&ids[1]));
    play(&mut tab, "key Mod+Enter; key Mod+Shift+Enter");
    assert_eq!(tab.state.open.as_ref(), Some(&ids[1]), "it stays where something lacks");
    play(&mut tab, "key Mod+Shift+Enter");
    assert!(tab.state.project.entries.get(&ids[1]).expect("it is listed").status.is_done());
}

#[test]
fn what_was_said_is_said_again_after_another_article() {
    let mut tab = open(TEXT);
    requiring(&mut tab, &["person"]);
    let here = tab.state.open.clone().expect("open");
    tab.moment += 1;
    tab.run(Command::AddText, Args::text("Cleo left."));
    let other = tab.state.open.clone().expect("open");
    tab.run(Command::OpenArticle, Args::document(&here));
    play(&mut tab, "key Mod+Enter");
    tab.run(Command::OpenArticle, Args::document(&other));
    tab.run(Command::OpenArticle, Args::document(&here));
    play(&mut tab, "key Mod+Enter");
    assert_ne!(status(&tab), Status::Done, "it is said again");
    play(&mut tab, "key Mod+Enter");
    assert_eq!(status(&tab), Status::Done);
}

#[test]
fn where_nothing_is_required_nothing_is_read_for_it() {
    let mut tab = open(TEXT);
    requiring(&mut tab, &["person"]);
    let mut tab = tab.reload(5);
    tab.run(Command::Undo, Args::default());
    let under = Under::of(&tab.state.project.schema);
    assert!(tab.state.project.entries.values().all(|entry| under.incomplete(entry) == Some(0)));
}
