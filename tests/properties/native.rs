//! The native format carries everything: export then import is identity.

use std::collections::BTreeSet;
use std::rc::Rc;

use manicule::formats::{Imported, native};
use manicule::model::{About, Project};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use crate::common::{cases, laws, projects, variants};
use crate::published_schema::{Published, SOURCE};

pub(crate) fn exported(project: &Project) -> String {
    let documents: Vec<_> = project.documents().cloned().collect();
    let exported = native::write(project, &documents);
    assert_eq!(exported.losses, Vec::new(), "the native format loses nothing");
    let [file] = &exported.files[..] else { panic!("one file, not {}", exported.files.len()) };
    file.text.clone()
}

/// The project that an import speaks of.
fn rebuilt(imported: Imported) -> Project {
    let Imported { documents, entities, people, schemas, project, issues, .. } = imported;
    assert_eq!(issues, Vec::new());
    let [schema] = &schemas[..] else { panic!("one schema, not {}", schemas.len()) };
    let (id, About { name, guidelines }) = project.expect("the lines name their project");
    let empty = Project {
        id,
        name,
        guidelines,
        schema: schema.clone(),
        entities: entities.into_iter().map(|entity| (entity.id, entity)).collect(),
        people: people.into_iter().map(|person| (person.id, person)).collect(),
        order: Rc::default(),
        entries: Default::default(),
        loaded: Default::default(),
    };
    documents.into_iter().fold(empty, Project::with)
}

/// The same without what a file does not say: where a document stands beside others belongs to the project.
pub(crate) fn told(mut project: Project) -> Project {
    for id in project.order.to_vec() {
        let mut document = project.document(&id).expect("it is loaded").clone();
        let meta = Rc::make_mut(&mut Rc::make_mut(&mut document).meta);
        (meta.copy_of, meta.locked) = (None, false);
        project = project.with(document);
    }
    project
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn import_gives_back_what_was_exported(project in projects::project()) {
        let project = told(project);
        let text = exported(&project);
        let again = rebuilt(native::read("articles.jsonl", &text));
        laws::hold(&again);
        // One by one, so that a failure names the part.
        for (document, expected) in again.documents().zip(project.documents()) {
            prop_assert_eq!(document, expected);
        }
        prop_assert_eq!(&again.schema, &project.schema);
        prop_assert_eq!(&again, &project);
        prop_assert_eq!(exported(&again), text);
    }

    #[test]
    fn exports_are_as_the_published_schema_says(project in projects::project()) {
        Published::new().holds(&exported(&project));
    }

    #[test]
    fn offsets_give_the_words_in_every_unit(project in projects::project()) {
        for line in exported(&project).lines() {
            let line: Value = serde_json::from_str(line).expect("JSON");
            let text = line["text"].as_str().expect("a text");
            let number = |value: &Value| value.as_u64().expect("a number");
            let counted = [text.chars().count(), text.encode_utf16().count(), text.len()];
            for (key, count) in ["codepoints", "utf16", "utf8"].into_iter().zip(counted) {
                prop_assert_eq!(usize::try_from(number(&line["length"][key])), Ok(count));
            }
            let spans = ["spans", "suggestions"].into_iter().flat_map(|key| line[key].as_array().expect("a list"));
            for fragment in spans.flat_map(|span| span["fragments"].as_array().expect("a list")) {
                let words = fragment["text"].as_str().map(str::to_owned);
                let at = |key: &str| number(&fragment[key]);
                prop_assert_eq!(laws::slice_code_points(text, at("start"), at("end")), words.clone());
                prop_assert_eq!(laws::slice_utf16(text, at("start_utf16"), at("end_utf16")), words);
            }
            for block in line["blocks"].as_array().expect("a list") {
                let words = laws::slice_code_points(text, number(&block["start"]), number(&block["end"]));
                prop_assert!(words.is_some_and(|words| !words.is_empty()));
            }
        }
    }
}

/// Projects that are the same in every run.
pub(crate) fn samples(count: usize) -> Vec<Project> {
    let mut runner = TestRunner::deterministic();
    let mut sample = || projects::project().new_tree(&mut runner).expect("no filter").current();
    (0..count).map(|_| sample()).collect()
}

#[test]
fn every_variant_is_generated() {
    let seen: BTreeSet<_> = samples(64).iter().flat_map(variants::used).collect();
    assert_eq!(seen, variants::of_a_project());
}

/// Every object in a value, by its path.
fn objects(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, inner) in members {
                objects(inner, format!("{path}/{key}"), found);
            }
            found.push(path);
        }
        Value::Array(items) => {
            for (place, inner) in items.iter().enumerate() {
                objects(inner, format!("{path}/{place}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn the_published_schema_knows_every_key_and_no_other() {
    let published = Published::new();
    let mut shapes = BTreeSet::new();
    for project in samples(24) {
        for line in exported(&project).lines() {
            let line: Value = serde_json::from_str(line).expect("JSON");
            let mut paths = Vec::new();
            objects(&line, String::new(), &mut paths);
            for path in paths {
                let shape: String = path.chars().filter(|c| !c.is_ascii_digit()).collect();
                let object = line.pointer(&path).and_then(Value::as_object).expect("found there");
                // One object of each shape is enough, and keeps this quick.
                if !shapes.insert(shape) {
                    continue;
                }
                for key in object.keys() {
                    let mut less = line.clone();
                    less.pointer_mut(&path).and_then(Value::as_object_mut).and_then(|object| object.remove(key));
                    assert_ne!(published.complaints(&less), Vec::<String>::new(), "{path}/{key} may be missing");
                }
                let mut more = line.clone();
                let object = more.pointer_mut(&path).and_then(Value::as_object_mut).expect("found there");
                object.insert("another".to_owned(), Value::Null);
                assert_ne!(published.complaints(&more), Vec::<String>::new(), "{path} may have other keys");
            }
        }
    }
    // The shapes in spans and in suggestions count apart; those of stored records only are not met.
    assert_eq!(shapes.len(), 30, "{shapes:#?}");
}

#[test]
fn every_key_of_the_published_schema_is_explained() {
    fn look(value: &Value, path: &str, silent: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                // What stands under a condition repeats a key that is explained where it is declared.
                for (key, inner) in members.iter().filter(|(key, _)| !matches!(key.as_str(), "if" | "then" | "else")) {
                    let path = format!("{path}/{key}");
                    if key == "properties" {
                        let keys = inner.as_object().expect("properties are an object");
                        let mute = keys.iter().filter(|(_, property)| property.get("description").is_none());
                        silent.extend(mute.map(|(name, _)| format!("{path}/{name}")));
                    }
                    look(inner, &path, silent);
                }
            }
            Value::Array(items) => items.iter().for_each(|inner| look(inner, path, silent)),
            _ => {}
        }
    }
    let mut silent = Vec::new();
    look(&serde_json::from_str(SOURCE).expect("JSON"), "", &mut silent);
    assert_eq!(silent, Vec::<String>::new());
}
