//! Documents as they are stored: what was written reads back, whichever program wrote it, and what is damaged is refused.

use manicule::formats::json::to_json;
use manicule::formats::native::line;
use manicule::model::{DocId, Document, Project};
use manicule::session::{Action, Args, Command, SourceFile};
use manicule::storage::snapshot::{document_of, document_value, says_more};
use manicule::storage::{Key, Versions, seal};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::deeds::Deed;
use super::imports::many;
use super::tab::{Disk, Tab};
use crate::common::{cases, projects};

/// What a program wrote that knew no rows: the same record, with a line that says everything.
fn older(project: &Project, document: &Document) -> String {
    let written = document_value(project, document, &Versions::default());
    let mut record: Value = serde_json::from_str(&written).expect("JSON");
    let object = record.as_object_mut().expect("an object");
    for key in ["sum", "text", "texts", "rows"] {
        assert!(object.remove(key).is_some(), "{key}");
    }
    let line: Value = serde_json::from_str(&to_json(&line(project, document, false))).expect("JSON");
    object.insert("line".to_owned(), line);
    seal::seal(&record.to_string())
}

/// Stored by the program before rows: two annotations, a suggestion and a relation.
const OLDER: &str = include_str!("older_document.json");

/// A value in which one thing is another, sealed anew.
fn with(value: &str, pointer: &str, other: Value) -> String {
    let mut record: Value = serde_json::from_str(value).expect("JSON");
    record.as_object_mut().and_then(|object| object.remove("sum"));
    *record.pointer_mut(pointer).expect("it is there") = other;
    seal::seal(&record.to_string())
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn any_document_survives_the_store(project in projects::project()) {
        for document in project.documents() {
            let (id, key) = (&document.id, Key::Document(document.id.clone()));
            let value = document_value(&project, document, &Versions::default());
            let read = document_of(id, &value).expect("it reads");
            prop_assert_eq!(&read.document, &**document);
            prop_assert_eq!(document_value(&project, &read.document, &read.versions), value.clone());
            let older = older(&project, document);
            let same = document_of(id, &older).expect("it reads");
            prop_assert_eq!(&same.document, &**document);
            prop_assert_eq!(same.versions, read.versions);
            prop_assert!(!says_more(&key, &value) && !says_more(&key, &older));
        }
    }

    #[test]
    fn damage_that_is_sealed_is_no_trouble(
        project in projects::project(), at in any::<usize>(), other in "[ -~]|[A-Za-z0-9_-]{0,3}",
    ) {
        for document in project.documents() {
            let value = document_value(&project, document, &Versions::default());
            let (text, texts) = (document.article.text(), || serde_json::from_str::<Value>(&value).expect("JSON"));
            let rows = texts()["rows"].as_str().expect("rows").to_owned();
            let at = at % rows.len();
            let cut = with(&value, "/rows", json!(rows[..at]));
            prop_assert!(document_of(&document.id, &cut).is_none());
            let changed = with(&value, "/rows", json!(format!("{}{other}{}", &rows[..at], &rows[at + 1..])));
            if let Some(read) = document_of(&document.id, &changed) {
                let fits = |range: manicule::model::TextRange| range.of(text).is_some();
                prop_assert!(read.document.annotations.values().all(|one| one.span.fragments().all(fits)));
            }
        }
    }
}

/// What was written by a program that is older stays as readable as it was, and is replaced like any other.
#[test]
fn an_older_document_reads() {
    let (id, key) = (DocId::from("d"), Key::Document(DocId::from("d")));
    let read = document_of(&id, OLDER.trim_end()).expect("it reads");
    let Document { article, meta, blocks, annotations, relations, suggestions, .. } = &read.document;
    assert_eq!(&**article.text(), "Ada met Björn.\nThe end.");
    assert_eq!((&*meta.title, blocks.len()), ("A meeting", 2));
    let said: Vec<String> = annotations
        .values()
        .map(|one| format!("{} {} {:?} {:?}", one.label, one.span.quote(article), &*one.note, one.origin))
        .collect();
    assert_eq!(
        said,
        [r#"person Ada "hers" Person"#, r#"person Björn … end "" Import { format: "brat", original_id: "T1" }"#]
    );
    assert_eq!((relations.len(), suggestions.len()), (1, 1));
    assert!(!says_more(&key, OLDER.trim_end()));
    let project = Project::new(manicule::model::ProjectId::from_bits(1), "");
    let now = document_value(&project, &read.document, &read.versions);
    assert_eq!(document_of(&id, &now).expect("it reads"), read);
}

/// A program that knows no rows finds a line without a text, which it takes for damaged, and keys that it does not know, so
/// that it leaves the value where it is: it would show the article without its annotations.
#[test]
fn an_older_program_leaves_rows_alone() {
    let read = document_of(&DocId::from("d"), OLDER.trim_end()).expect("it reads");
    let project = Project::new(manicule::model::ProjectId::from_bits(1), "");
    let value: Value = serde_json::from_str(&document_value(&project, &read.document, &read.versions)).expect("JSON");
    assert_eq!(value["line"]["text"], json!(""));
    let older: Value = serde_json::from_str(OLDER).expect("JSON");
    let unknown: Vec<&String> =
        value.as_object().expect("an object").keys().filter(|key| older.get(key).is_none()).collect();
    assert_eq!(unknown, ["rows", "text", "texts"]);
}

/// A later program's snapshot says more; rows do not hide it.
#[test]
fn what_says_more_is_seen() {
    let read = document_of(&DocId::from("d"), OLDER.trim_end()).expect("it reads");
    let project = Project::new(manicule::model::ProjectId::from_bits(1), "");
    let value = document_value(&project, &read.document, &read.versions);
    let key = Key::Document(DocId::from("d"));
    for place in ["", "/line", "/line/meta"] {
        let mut object: Value = serde_json::from_str(&value).expect("JSON");
        object.as_object_mut().and_then(|object| object.remove("sum"));
        object.pointer_mut(place).and_then(Value::as_object_mut).expect("an object").insert("more".into(), json!(1));
        let later = seal::seal(&object.to_string());
        assert!(document_of(&read.document.id, &later).is_some() && says_more(&key, &later), "{later}");
    }
}

#[test]
fn a_document_is_of_one_form() {
    let id = DocId::from("d");
    let older = OLDER.trim_end();
    let project = Project::new(manicule::model::ProjectId::from_bits(1), "");
    let value = document_value(&project, &document_of(&id, older).expect("it reads").document, &Versions::default());
    let spans = serde_json::from_str::<Value>(older).expect("JSON")["line"]["spans"].clone();
    for (pointer, other) in [
        ("/line/text", json!("Ada met Björn.\nThe end.")),
        ("/line/spans", spans),
        ("/text", json!("")),
        ("/text", json!("Ada.")),
        ("/rows", json!("")),
        ("/rows", Value::Null),
        ("/texts", json!([])),
        ("/texts", json!({})),
    ] {
        assert_eq!(document_of(&id, &with(&value, pointer, other.clone())), None, "{pointer} {other}");
    }
    assert_eq!(document_of(&id, &with(older, "/line/text", json!(""))), None);
}

/// What came with an article and stands as it came is not named when its copies are joined: of a long one that would be most
/// of the snapshot.
#[test]
fn a_snapshot_names_what_was_changed_since_it_came() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let file = SourceFile { name: "one.jsonl".to_owned(), bytes: many(1, 50).into_bytes() };
    tab.act(Action::Files(vec![file]));
    let id = DocId::from("d00000");
    tab.run(Command::OpenArticle, Args::document(&id));
    Deed::Relabel(0, 3).on(&mut tab);
    for _ in 0..3 {
        tab.restless.push(id.clone());
        tab.quiet();
        let value = disk.values.get(&Key::Document(id.clone())).expect("it was written");
        let Document { annotations, .. } = document_of(&id, &value).expect("it reads").document;
        let stamps = serde_json::from_str::<Value>(&value).expect("JSON")["stamps"].clone();
        let named = stamps.as_object().expect("an object").keys().filter(|name| name.starts_with("a/")).count();
        assert_eq!((annotations.len(), named), (50, 1), "{stamps}");
    }
}
