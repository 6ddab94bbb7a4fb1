//! What is told of a whole export: each loss once, with its right number; and what is said of its columns is so.

use std::rc::Rc;

use manicule::formats::native;
use manicule::model::{AnnotationId, Origin, Person, PersonId, Project, Suggestion, Verdict};
use manicule::workshop::message::export::{ExportPlan, ExportSplit, ExportTold};
use serde_json::Value;

use super::asked::{all_formats, bundle, documents, export, project};
use super::bundle::unpack;

/// How a loss was resolved in a format, and how many there are, each time it is told.
fn told<'a>(told: &'a ExportTold, format: &str, what: &str) -> Vec<(&'a str, u32)> {
    let all = told.losses.iter().filter(|loss| loss.format == format && loss.what == what);
    all.map(|loss| (loss.how.as_str(), loss.count)).collect()
}

#[test]
fn furniture_is_told_once() {
    let project = project(3);
    for (body_only, how) in [(false, "kept"), (true, "left")] {
        let plan = ExportPlan { formats: all_formats(), body_only, ..bundle(&[]) };
        let exported = export(&project, plan, &documents(&project)).expect("it is written");
        for format in all_formats() {
            assert_eq!(told(&exported.told, &format, "in_furniture"), [(how, 4)], "{format}");
        }
    }
}

/// An article with an open and a rejected suggestion in its body, and the same in furniture.
fn suggested() -> Project {
    let mut project = project(1);
    let mut document = (**project.documents().next().expect("one")).clone();
    let marked: Vec<_> = document.in_reading_order().into_iter().cloned().collect();
    let places = ["Bo", "worker"].map(|words| {
        marked
            .iter()
            .find(|annotation| annotation.span.quote(&document.article) == words)
            .expect("it is marked")
            .clone()
    });
    let mut number = 100;
    for place in &places {
        for verdict in [Verdict::Open, Verdict::Rejected] {
            number += 1;
            let id = AnnotationId::from_bits(number);
            let origin = Origin::Engine { id: "rules".into(), permille: Some(500) };
            let annotation = manicule::model::Annotation { id, origin, ..(**place).clone() };
            document.suggestions.insert(id, Rc::new(Suggestion { annotation, verdict }));
        }
    }
    project = project.with(Rc::new(document));
    project
}

#[test]
fn only_open_suggestions_are_told() {
    let project = suggested();
    for body_only in [false, true] {
        let plan = ExportPlan { formats: all_formats(), body_only, suggestions: true, ..bundle(&[]) };
        let exported = export(&project, plan, &documents(&project)).expect("it is written");
        for format in all_formats() {
            let has_place = ["native", "labelstudio", "webannotation"].contains(&format.as_str());
            let gone = if body_only { 1 } else { 0 } + if has_place { 0 } else { 1 + u32::from(!body_only) };
            let expected: &[(&str, u32)] = if gone == 0 { &[] } else { &[("left", gone)] };
            assert_eq!(told(&exported.told, &format, "suggestions"), expected, "{format}, {body_only}");
        }
    }
}

#[test]
fn names_are_in_no_file_unless_they_are_wanted() {
    let mut project = project(3);
    let id = PersonId::from_bits(5);
    project.people.insert(id, Rc::new(Person { id, name: "Ümit Who".into() }));
    let folder = |names: bool| {
        let plan = ExportPlan { formats: all_formats(), names, ..bundle(&[]) };
        let exported = export(&project, plan, &documents(&project)).expect("it is written");
        let expected: &[(&str, u32)] = if names { &[] } else { &[("left", 1)] };
        for format in all_formats() {
            assert_eq!(told(&exported.told, &format, "names"), expected, "{format}");
        }
        unpack(&exported, if names { "names" } else { "no-names" })
    };
    let (with, without) = (folder(true), folder(false));
    let read = |path: std::path::PathBuf| std::fs::read_to_string(path).expect("it is there");
    let all = walk(&without);
    assert!(all.iter().all(|path| !read(path.clone()).contains("Ümit")), "nobody is named");
    let lines = read(without.join("native/articles.jsonl"));
    assert!(lines.contains(&format!("\"annotators\":[{{\"id\":\"{id}\",\"name\":null}}]")), "{lines}");
    assert!(read(with.join("native/articles.jsonl")).contains("\"name\":\"Ümit Who\""));
    // What is saved for oneself has everything.
    let saved = native::write(&project, &documents(&project));
    assert!(saved.files[0].text.contains("\"name\":\"Ümit Who\""));
}

/// A number stands for one tag in all sets, and in the card, whatever labels each set has met.
#[test]
fn tags_have_the_same_numbers_in_all_sets() {
    let mut project = project(6);
    for (number, label) in ["zoo", "ape", "zoo", "ape", "oak", "bee"].iter().enumerate() {
        let marked = format!("Number {number} is [odd]({label}).");
        let document = manicule::model::markup::parse(&format!("b/{number}"), &marked).expect("well formed");
        project = project.with(Rc::new(document));
    }
    let split = ExportSplit { seed: "s".to_owned(), dev: 300, test: 300, by_label: false };
    let plan = ExportPlan { split: Some(split), ..bundle(&["huggingface"]) };
    let folder = unpack(&export(&project, plan, &documents(&project)).expect("it is written"), "tags");
    let read = |path: &str| std::fs::read_to_string(folder.join(path)).expect("it is there");
    let lists =
        walk(&folder.join("huggingface")).into_iter().filter(|path| !path.to_string_lossy().ends_with(".jsonl"));
    assert_eq!(lists.collect::<Vec<_>>(), [folder.join("huggingface/features.json")], "one list");
    let features: Value = serde_json::from_str(&read("huggingface/features.json")).expect("JSON");
    let names = features["ner_tags"]["feature"]["names"].as_array().expect("a list");
    let tags: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
    let met = ["B-ape", "I-ape", "B-bee", "I-bee", "B-oak", "I-oak", "B-zoo", "I-zoo"];
    assert_eq!(tags[tags.len() - met.len()..], met);
    let card = read("README.md");
    for (number, tag) in tags.iter().enumerate() {
        assert!(card.contains(&format!("\"{number}\":\"{tag}\"")), "{number} is {tag}: {card}");
    }
}

#[test]
fn labels_of_suggestions_are_listed() {
    let mut project = suggested();
    let mut document = (**project.documents().next().expect("one")).clone();
    let (id, first) = document.suggestions.iter().next().expect("one");
    let (id, mut suggestion) = (*id, (**first).clone());
    suggestion.annotation.label = "odd".into();
    document.suggestions.insert(id, Rc::new(suggestion));
    project = project.with(Rc::new(document));
    for suggestions in [true, false] {
        let plan = ExportPlan { suggestions, ..bundle(&["native"]) };
        let exported = export(&project, plan, &documents(&project)).expect("it is written");
        let folder = unpack(&exported, "suggested-labels");
        let labels = std::fs::read_to_string(folder.join("labels.json")).expect("it is there");
        let labels: Value = serde_json::from_str(&labels).expect("JSON");
        let odd = labels["labels"].as_array().expect("a list").iter().find(|label| label["id"] == "odd");
        assert_eq!(
            odd.map(|label| (label["count"].clone(), label["in_schema"].clone())),
            suggestions.then(|| (0.into(), false.into()))
        );
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

/// Whether a value is of the type that `datasets` is told.
fn fits(value: &Value, feature: &Value) -> bool {
    match (value, feature) {
        (Value::Null, _) => true,
        (Value::Array(items), Value::Array(of)) => of.len() == 1 && items.iter().all(|item| fits(item, &of[0])),
        (Value::Object(fields), Value::Object(of)) => {
            let same = fields.len() == of.len();
            same && fields.iter().all(|(name, value)| of.get(name).is_some_and(|feature| fits(value, feature)))
        }
        (Value::String(_), of) => of["dtype"] == "string",
        (Value::Bool(_), of) => of["dtype"] == "bool",
        (Value::Number(number), of) => of["dtype"] == "float64" || (number.is_i64() && of["dtype"] == "int64"),
        _ => false,
    }
}

#[test]
fn columns_are_as_datasets_is_told() {
    let project = super::hard_project::hard_project();
    let plan = ExportPlan { suggestions: true, ..bundle(&["native", "huggingface", "attribution", "csv"]) };
    let exported = export(&project, plan, &documents(&project)).expect("it is written");
    let folder = unpack(&exported, "columns");
    let read = |path: &str| std::fs::read_to_string(folder.join(path)).expect("it is there");
    let features: Value = serde_json::from_str(&read("features.json")).expect("JSON");
    assert_eq!(features.as_object().map(serde_json::Map::len), Some(3));
    for (format, path) in [
        ("native", "native/articles.jsonl"),
        ("huggingface", "huggingface/articles.jsonl"),
        ("attribution", "attribution/claims.jsonl"),
    ] {
        let lines = read(path);
        assert!(lines.lines().count() > 2);
        for line in lines.lines() {
            let line: Value = serde_json::from_str(line).expect("JSON");
            for (name, value) in line.as_object().expect("an object") {
                assert!(fits(value, &features[format][name]), "{format}: {name} is {value}");
            }
            assert!(fits(&line, &features[format]), "{format}: every column");
        }
    }
    let card = read("README.md");
    assert!(card.contains("dataset_info:\n- config_name: \"native\"\n  features:\n  - {"), "{card}");
    let exported = export(&project, bundle(&["csv"]), &documents(&project)).expect("it is written");
    assert!(exported.told.files.iter().all(|file| file.path != "features.json"), "there are no lines to load");
}
