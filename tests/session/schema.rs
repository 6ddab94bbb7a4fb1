//! The label schema is changed beside the project, and kept as one step that takes along what is annotated.

use manicule::model::{AttributeKind, LabelId, Schema, ready_schemas};
use manicule::session::state::Dialog;
use manicule::session::{Args, Command};

use super::scene::{open, play, show};
use super::tab::{Disk, Tab};

pub(crate) const TEXT: &str = "[Ada](person#a) met [Bob](person#b) in [Paris](place). [It rained](claim#c), [said](cue#q) Ada.\n---\nc -source-> a\nc -cue-> q";

/// Runs a command with arguments as a script gives them; the sentence of a refusal.
pub(crate) fn run(tab: &mut Tab, command: Command, args: Args) -> Option<String> {
    tab.moment += 1;
    tab.run(command, args).refused.map(|why| why.text())
}

pub(crate) fn label(id: &str) -> Args {
    Args::label(id)
}

pub(crate) fn set(tab: &mut Tab, of: Args, field: &str, values: &[&str]) -> Option<String> {
    let values = Some(values.iter().map(|value| (*value).to_owned()).collect());
    run(tab, Command::SchemaSet, Args { field: Some(field.to_owned()), values, ..of })
}

pub(crate) fn add(tab: &mut Tab, what: &str, of: Args, name: &str) -> String {
    tab.moment += 1;
    let args = Args { field: Some(what.to_owned()), text: Some(name.to_owned()), ..of };
    let outcome = tab.run(Command::SchemaAdd, args);
    assert_eq!(outcome.refused, None);
    outcome.made.expect("something is made")
}

pub(crate) fn keep(tab: &mut Tab) -> Option<String> {
    run(tab, Command::SchemaKeep, Args::default())
}

pub(crate) fn preview(tab: &Tab) -> Vec<String> {
    tab.state.draft.as_ref().map_or(Vec::new(), |draft| draft.preview().iter().map(|(told, _)| told.text()).collect())
}

pub(crate) fn schema(tab: &Tab) -> &Schema {
    &tab.state.project.schema
}

/// Three articles, the first and the third with marks; after a reload only one of them is in memory.
pub(crate) fn unread() -> Tab {
    let mut tab = Tab::open(&Disk::default(), 1);
    let first = tab.state.project.order[0].clone();
    for text in ["Cleo left.", "Dan came with Eve."] {
        tab.moment += 1;
        tab.run(Command::AddText, Args::text(text));
    }
    play(&mut tab, "select Dan; key 1; select Eve; key 1");
    tab.run(Command::OpenArticle, Args::document(&first));
    let people = |tab: &Tab| {
        tab.state.document().map_or(0, |d| d.annotations.values().filter(|a| a.label.as_str() == "person").count())
    };
    assert!(people(&tab) > 0, "the sample names somebody");
    let tab = tab.reload(7);
    assert!(tab.state.project.loaded.len() < 3, "not all of them are read at the start");
    tab
}

#[test]
fn a_schema_is_made_from_nothing() {
    let mut tab = open("Ada met Bob in Paris.");
    run(&mut tab, Command::Schemas, Args::default());
    assert_eq!(tab.state.dialog, Some(Dialog::Schemas));
    assert_eq!(run(&mut tab, Command::SchemaTake, Args { kind: Some("empty".into()), ..Args::default() }), None);
    assert_eq!(keep(&mut tab).as_deref(), Some("The schema: there is no label. Add one."));
    let [person, place, meeting] =
        ["Person", "Place", "Meeting"].map(|name| add(&mut tab, "label", Args::default(), name));
    // What is there by default is what was there before, where it is the same label.
    assert_eq!((person.as_str(), place.as_str(), meeting.as_str()), ("person-2", "place-2", "meeting"));
    assert_eq!(set(&mut tab, label(&person), "id", &["human"]), None);
    let mood = add(&mut tab, "attribute", label("meeting"), "Mood");
    let of_mood = || Args { attribute: Some(mood.clone()), ..label("meeting") };
    assert_eq!(set(&mut tab, of_mood(), "kind", &["choice"]), None);
    assert_eq!(
        keep(&mut tab).as_deref(),
        Some("Label 3, “Meeting”, attribute “Mood”: there is nothing to choose from. Add a value.")
    );
    assert_eq!(set(&mut tab, of_mood(), "values", &["good", "bad"]), None);
    assert_eq!(set(&mut tab, of_mood(), "default", &["good"]), None);
    assert!(set(&mut tab, of_mood(), "default", &["fine"]).is_some_and(|why| why.contains("“fine” is no value")));
    let attends = add(&mut tab, "relation", Args::default(), "Attends");
    let of_kind = || Args { kind: Some(attends.clone()), ..Args::default() };
    assert_eq!(set(&mut tab, of_kind(), "from", &["human"]), None);
    assert!(set(&mut tab, of_kind(), "to", &["nowhere"]).is_some_and(|why| why.contains("no label “nowhere”")));
    assert_eq!(set(&mut tab, of_kind(), "to", &["meeting"]), None);
    assert_eq!(schema(&tab).labels.len(), 11, "nothing is done until it is kept");
    assert_eq!(keep(&mut tab), None);
    let names: Vec<_> = schema(&tab).labels.iter().map(|label| (label.id.as_str(), label.key)).collect();
    assert_eq!(names, [("human", Some('1')), ("place-2", Some('2')), ("meeting", Some('3'))]);
    assert_eq!(schema(&tab).relations.len(), 1);
    assert_eq!(schema(&tab).version, 2);
    // It can be worked with at once.
    play(&mut tab, "key Escape; select Ada; key 1; select met; key 3");
    assert_eq!(show(&tab.state), "Ada=human, met=meeting*");
    let met =
        tab.state.document().and_then(|d| d.annotations.values().find(|a| a.label.as_str() == "meeting").cloned());
    assert_eq!(met.expect("it is there").attributes.len(), 1, "with what it begins with");
    tab.undo_all();
    assert_eq!((schema(&tab).labels.len(), schema(&tab).version), (11, 1));
}

#[test]
fn what_is_called_otherwise_moves_along() {
    let mut tab = open(TEXT);
    let before = tab.export();
    assert_eq!(set(&mut tab, label("person"), "name", &["Human"]), None);
    assert_eq!(preview(&tab), ["Person: 2 annotations in 1 article will be called Human."]);
    assert_eq!(set(&mut tab, label("person"), "id", &["human"]), None);
    assert_eq!(preview(&tab), ["Person: 2 annotations in 1 article will become Human."]);
    play(&mut tab, "click Ada");
    assert_eq!(keep(&mut tab), None);
    assert_eq!(show(&tab.state).matches("=human").count(), 2);
    assert!(schema(&tab).relations[0].to.contains(&LabelId::from("human")));
    assert_eq!(tab.state.history.depth().0, 1, "one step");
    tab.undo_all();
    assert_eq!(tab.export(), before);
    tab.redo_all();
    assert_eq!(show(&tab.state).matches("=human").count(), 2);
}

#[test]
fn what_is_not_loaded_moves_too() {
    let mut tab = unread();
    let before = tab.aside().export();
    assert_eq!(set(&mut tab, label("person"), "id", &["human"]), None);
    let all: usize = tab
        .state
        .project
        .documents()
        .flat_map(|d| d.annotations.values())
        .filter(|a| a.label.as_str() == "person")
        .count();
    assert!(all > 2, "those that were not loaded are counted: {all}");
    assert_eq!(preview(&tab), [format!("Person: {all} annotations in 2 articles will be written as “human”.")]);
    let open = tab.state.open.clone();
    assert_eq!(keep(&mut tab), None);
    assert_eq!(tab.state.open, open, "what was looked at is looked at");
    let now = tab.export();
    assert_eq!((now.matches("\"label\":\"human\"").count(), now.matches("\"label\":\"person\"").count()), (all, 0));
    let mut tab = tab.reload(8);
    assert_eq!(run(&mut tab, Command::Undo, Args::default()), None);
    assert_eq!(tab.export(), before, "after a reload too");
}

#[test]
fn a_label_that_is_carried_is_not_just_deleted() {
    let mut tab = open(TEXT);
    assert_eq!(run(&mut tab, Command::SchemaRemove, label("law")), None, "nothing carries it");
    let carried = "Person stands on 2 annotations in 1 article. Say what becomes of them.";
    assert_eq!(run(&mut tab, Command::SchemaRemove, label("person")).as_deref(), Some(carried));
    assert!(tab.state.draft.as_ref().is_some_and(|draft| draft.asked.is_some()));
    assert_eq!(run(&mut tab, Command::SchemaRemove, Args { to: Some("place".into()), ..label("person") }), None);
    assert_eq!(preview(&tab), ["Person: 2 annotations in 1 article will become Place."]);
    assert_eq!(run(&mut tab, Command::SchemaBack, Args::default()), None);
    assert!(preview(&tab).is_empty());
    assert_eq!(
        run(&mut tab, Command::SchemaRemove, Args { field: Some("annotations".into()), ..label("person") }),
        None
    );
    assert_eq!(preview(&tab), ["Person: 2 annotations in 1 article will be deleted, with 1 link."]);
    assert_eq!(keep(&mut tab), None);
    assert_eq!(show(&tab.state), "Paris=place, It rained=claim, said=cue, It rained -cue-> said");
    tab.undo_all();
    assert_eq!(show(&tab.state).matches("person").count(), 2);
}

#[test]
fn labels_are_split_by_what_is_said() {
    let mut tab = open("[Ada](person) met [Bob](person) and [Cy](person).");
    add(&mut tab, "attribute", label("person"), "Role");
    assert_eq!(keep(&mut tab), None);
    let (ids, id): (Vec<_>, _) = (tab.state.document().expect("open").annotations.keys().copied().collect(), 0);
    for which in [ids[id], ids[2]] {
        let args = Args { attribute: Some("role".into()), values: Some(vec!["witness".into()]), ..Args::id(which) };
        assert_eq!(run(&mut tab, Command::SetAttribute, args), None);
    }
    let args = Args {
        attribute: Some("role".into()),
        values: Some(vec!["witness".into()]),
        text: Some("Witness".into()),
        ..label("person")
    };
    assert_eq!(run(&mut tab, Command::SchemaSplit, args), None);
    assert_eq!(preview(&tab), ["Person: 2 annotations in 1 article will become Witness."]);
    assert_eq!(keep(&mut tab), None);
    assert_eq!(show(&tab.state).matches("=witness").count(), 2);
    assert!(schema(&tab).label(&"witness".into()).is_some_and(|label| label.attributes.len() == 1));
    assert!(schema(&tab).relations[0].to.contains(&"witness".into()), "it may be linked like the other");
}

#[test]
fn a_retired_label_is_kept_and_not_offered() {
    let mut tab = open(TEXT);
    play(&mut tab, "select met; key 2");
    tab.run(Command::Delete, Args::default());
    assert_eq!(set(&mut tab, label("person"), "retired", &["true"]), None);
    assert_eq!(preview(&tab), ["Person: 2 annotations in 1 article keep it, and it is not offered any more."]);
    assert_eq!(set(&mut tab, label("organisation"), "retired", &["true"]), None);
    assert_eq!(keep(&mut tab), None);
    assert_eq!(tab.state.last_label, None, "nor repeated");
    let before = show(&tab.state);
    play(&mut tab, "select met; key 1");
    assert_eq!(show(&tab.state), format!("{before}, (met)"), "its key does nothing");
    let told = run(&mut tab, Command::Annotate, label("person"));
    assert_eq!(told.as_deref(), Some("Person is retired: what carries it keeps it, and nothing new gets it."));
}

#[test]
fn what_is_held_seen_and_repeated_follows() {
    let mut tab = open(TEXT);
    play(&mut tab, "select met; key 1; key Escape");
    tab.run(Command::CycleSight, label("person"));
    tab.run(Command::HoldLabel, label("person"));
    assert_eq!(tab.state.held, Some("person".into()));
    assert_eq!(set(&mut tab, label("person"), "id", &["human"]), None);
    assert_eq!(keep(&mut tab), None);
    assert_eq!((tab.state.held.clone(), tab.state.last_label.clone()), (Some("human".into()), Some("human".into())));
    assert_eq!(tab.state.filter.of_label(&"human".into()), manicule::session::filter::Sight::Dim);
}

#[test]
fn keys_that_clash_are_told_at_once() {
    let mut tab = open(TEXT);
    assert_eq!(set(&mut tab, label("person"), "key", &["C"]).as_deref(), Some("C is the key of the label Claim."));
    assert_eq!(set(&mut tab, label("person"), "key", &["F1"]).as_deref(), Some("The key cannot be “F1”."));
    assert_eq!(set(&mut tab, label("person"), "key", &["n"]), None, "a label comes before a command");
    assert_eq!(
        tab.state.said.1.text(),
        "N puts the label Person on words, so “Note” is reached by another key or by name."
    );
    assert_eq!(set(&mut tab, label("person"), "key", &[""]), None);
}

#[test]
fn nothing_wrong_is_taken() {
    let mut tab = open(TEXT);
    let told = |tab: &mut Tab, field: &str, value: &str| set(tab, label("person"), field, &[value]).unwrap_or_default();
    assert!(told(&mut tab, "name", "Place").contains("has the name “Place” already"));
    assert!(told(&mut tab, "name", "").contains("the name is empty"));
    assert!(told(&mut tab, "name", "a\u{202e}b").contains("U+202E"));
    assert!(told(&mut tab, "parent", "person").contains("in a circle"));
    assert!(told(&mut tab, "color", "16").contains("colour"));
    assert!(told(&mut tab, "smell", "x").contains("no “smell”"));
    assert!(tab.state.draft.as_ref().is_none_or(|draft| !draft.is_changed()), "nothing was");
    assert_eq!(keep(&mut tab).as_deref(), Some("The label schema has no changes to keep."));
}

#[test]
fn a_schema_changed_elsewhere_is_not_written_over() {
    let mut tab = open(TEXT);
    assert_eq!(set(&mut tab, label("person"), "name", &["Human"]), None);
    assert!(run(&mut tab, Command::UseSchema, Args { kind: Some("fact-check".into()), ..Args::default() }).is_some());
    let fact_check = manicule::edit::commands::use_schema(&tab.state.project, &ready_schemas::ready()[1]);
    tab.state.project = manicule::edit::apply(&tab.state.project, &fact_check.expect("another")).expect("it fits");
    assert!(keep(&mut tab).is_some_and(|why| why.contains("changed elsewhere")));
    assert_eq!(run(&mut tab, Command::SchemaDrop, Args::default()), None);
    assert_eq!(set(&mut tab, label("person"), "name", &["Human"]), None);
    assert_eq!(keep(&mut tab), None);
}

#[test]
fn a_ready_schema_is_begun_with() {
    let mut tab = open(TEXT);
    assert_eq!(run(&mut tab, Command::SchemaTake, Args { kind: Some("conll-2003".into()), ..Args::default() }), None);
    assert_eq!(keep(&mut tab), None);
    let offered: Vec<_> = schema(&tab).offered().map(|label| label.id.as_str()).collect();
    assert_eq!(offered, ["PER", "LOC", "ORG", "MISC"]);
    let retired: Vec<_> =
        schema(&tab).labels.iter().filter(|label| label.retired).map(|label| label.id.as_str()).collect();
    assert_eq!(retired, ["person", "place", "claim", "cue"], "what is carried is kept");
    // And merged, where that is wanted.
    assert_eq!(run(&mut tab, Command::SchemaMerge, Args { to: Some("PER".into()), ..label("person") }), None);
    assert_eq!(keep(&mut tab), None);
    assert_eq!(show(&tab.state).matches("=PER").count(), 2);
}

#[test]
fn done_says_under_which_version() {
    let mut tab = Tab::open(&Disk::default(), 1);
    let used = |tab: &Tab| tab.state.project.entries.values().map(|entry| entry.used).collect::<Vec<_>>();
    tab.run(Command::ToggleDone, Args::default());
    assert_eq!(used(&tab), [1]);
    assert_eq!(set(&mut tab, label("person"), "description", &["Anybody."]), None);
    assert_eq!(keep(&mut tab), None);
    let behind =
        |tab: &Tab| tab.state.project.entries.values().filter(|entry| entry.is_behind(schema(tab).version)).count();
    assert_eq!((used(&tab), behind(&tab)), (vec![1], 1));
    tab.moment += 1;
    tab.run(Command::SetStatus, Args { status: Some("done".into()), ..Args::default() });
    assert_eq!((used(&tab), behind(&tab)), (vec![2], 0), "done again, under the schema as it is now");
    let tab = tab.reload(5);
    assert_eq!(used(&tab), [2]);
}

#[test]
fn kinds_of_attributes_can_all_be_made() {
    let mut tab = open(TEXT);
    let name = add(&mut tab, "attribute", Args::default(), "Topic");
    for (kind, more) in [
        ("flag", None),
        ("choice", Some(("values", "a"))),
        ("many", None),
        ("scale", Some(("max", "5"))),
        ("number", Some(("min", "2"))),
        ("text", None),
        ("date", None),
        ("link", None),
    ] {
        let of = || Args { attribute: Some(name.clone()), ..Args::default() };
        assert_eq!(set(&mut tab, of(), "kind", &[kind]), None, "{kind}");
        if let Some((field, value)) = more {
            assert_eq!(set(&mut tab, of(), field, &[value]), None, "{kind}");
        }
        assert_eq!(keep(&mut tab), None, "{kind}");
    }
    assert_eq!(schema(&tab).document[0].kind, AttributeKind::Link);
    assert_eq!(schema(&tab).version, 9);
}

#[test]
fn an_article_says_what_the_schema_lets_it_say() {
    let mut tab = open(TEXT);
    let topic = add(&mut tab, "attribute", Args::default(), "Topic");
    let of_topic = || Args { attribute: Some(topic.clone()), ..Args::default() };
    assert_eq!(set(&mut tab, of_topic(), "kind", &["choice"]), None);
    assert_eq!(set(&mut tab, of_topic(), "values", &["sea", "war"]), None);
    assert_eq!(keep(&mut tab), None);
    let say = |tab: &mut Tab, values: &[&str]| {
        let values = Some(values.iter().map(|value| (*value).to_owned()).collect());
        run(tab, Command::SetAttribute, Args { document: Some("d".into()), values, ..of_topic() })
    };
    let said = |tab: &Tab| tab.state.document().and_then(|d| d.meta.values.get(&topic.as_str().into()).cloned());
    assert_eq!(say(&mut tab, &["sea"]), None);
    assert_eq!(said(&tab).map(|all| all.len()), Some(1));
    let depth = tab.state.history.depth();
    assert_eq!(say(&mut tab, &["sea"]), None);
    assert_eq!(tab.state.history.depth(), depth, "what it says already is no step");
    assert_eq!(say(&mut tab, &["sky"]).as_deref(), Some("Topic cannot be “sky”: one of sea, war."));
    assert_eq!(say(&mut tab, &[]), None);
    assert_eq!(said(&tab), None);
    play(&mut tab, "key Mod+z");
    assert_eq!(said(&tab).map(|all| all.len()), Some(1));
    let other = Args { document: Some("d".into()), attribute: Some("mood".into()), ..Args::default() };
    assert_eq!(
        run(&mut tab, Command::SetAttribute, other).as_deref(),
        Some("The schema has no field “mood” for articles.")
    );
}
