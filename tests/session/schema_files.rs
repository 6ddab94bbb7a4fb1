//! Schemas in files: a bad one changes nothing, a large one is worked with.

use manicule::formats::native;
use manicule::session::state::Dialog;
use manicule::session::{Action, Args, Command, SourceFile};

use super::scene::open;
use super::schema::{TEXT, keep, run, schema};
use super::tab::Tab;

fn give(tab: &mut Tab, name: &str, text: &str) -> Vec<String> {
    tab.moment += 1;
    let outcome = tab.act(Action::Files(vec![SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() }]));
    outcome.issues.iter().map(|issue| manicule::session::Message::issue(issue).text()).collect()
}

#[test]
fn a_bad_file_changes_nothing() {
    let mut tab = open(TEXT);
    let good = native::write_schema(schema(&tab)).text;
    let circle = good
        .replace("\"key\":\"1\",\"parent\":null", "\"key\":\"1\",\"parent\":\"place\"")
        .replace("\"key\":\"3\",\"parent\":null", "\"key\":\"3\",\"parent\":\"person\"");
    assert_eq!(
        give(&mut tab, "s.json", &circle),
        [
            "s.json: Label 1, “Person”: labels belong under each other in a circle: Person → Place → Person. Take one of them out of it. Nothing of the file was taken.",
            "s.json: Label 3, “Place”: labels belong under each other in a circle: Place → Person → Place. Take one of them out of it. Nothing of the file was taken.",
        ]
    );
    assert!(matches!(tab.state.dialog, Some(Dialog::Report(_))));
    let twice = good.replace("\"name\":\"Place\"", "\"name\":\"person\"");
    assert!(give(&mut tab, "s.json", &twice)[0].contains("has the name “person” already"));
    assert!(give(&mut tab, "s.json", &good[..good.len() / 2])[0].contains("not readable"));
    assert_eq!((tab.state.draft.as_ref().map(|draft| draft.is_changed()), tab.state.history.depth()), (None, (0, 0)));
    assert_eq!(
        run(&mut tab, Command::SchemaImport, Args::text("{}")).map(|why| why.contains("not a format")),
        Some(true)
    );
}

#[test]
fn a_file_with_five_hundred_labels_is_read() {
    let mut tab = open(TEXT);
    let mut large = schema(&tab).clone();
    let first = large.labels[0].clone();
    for number in 0..500 {
        let mut label = (*first).clone();
        (label.id, label.name, label.key) =
            (format!("l{number}").as_str().into(), format!("Label {number}").into(), None);
        large.labels.push(label.into());
    }
    large.id = "large".into();
    assert!(give(&mut tab, "large.json", &native::write_schema(&large).text).is_empty());
    assert_eq!(tab.state.dialog, Some(Dialog::Schemas));
    assert_eq!(keep(&mut tab), None);
    assert_eq!(schema(&tab).labels.len(), 511);
    let saved = native::write_schema(schema(&tab));
    assert_eq!(native::read_schema("", &saved.text).as_ref(), Ok(schema(&tab)), "and written");
}
