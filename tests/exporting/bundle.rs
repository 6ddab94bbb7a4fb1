//! What is in a bundle, and that it can be relied upon.

use std::path::Path;

use manicule::workshop::message::export::{ExportCard, ExportPlan, ExportSplit};

use super::asked::{Exported, all_formats, bundle, documents, export, folder, project, python};

/// A bundle of everything, divided.
pub(crate) fn everything() -> ExportPlan {
    ExportPlan {
        formats: all_formats(),
        split: Some(ExportSplit { seed: "s".to_owned(), dev: 200, test: 200, by_label: true }),
        card: ExportCard {
            license: "cc-by-4.0".to_owned(),
            description: "Articles that were made up.".to_owned(),
            date: "2026-11-26".to_owned(),
            ..ExportCard::default()
        },
        ..bundle(&[])
    }
}

/// Unpacks a zip with Python's own reader, which checks every sum.
pub(crate) fn unpack(exported: &Exported, name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    std::fs::write(folder.join("it.zip"), &exported.bytes).expect("there is room");
    let program = "import zipfile\nz = zipfile.ZipFile('it.zip')\nassert z.testzip() is None\n\
                   assert z.namelist() == sorted(z.namelist())\nz.extractall('in')\nprint(len(z.namelist()))\n\
                   assert all(i.date_time == (1980, 1, 1, 0, 0, 0) for i in z.infolist())";
    let count = python(&["-c", program], &folder, true);
    assert_eq!(count.trim(), exported.told.files.len().to_string());
    folder.join("in")
}

pub(crate) fn read(folder: &Path, path: &str) -> String {
    std::fs::read_to_string(folder.join(path)).unwrap_or_else(|_| panic!("{path} is there"))
}

#[test]
fn a_bundle_checks_itself() {
    let project = project(10);
    let documents = documents(&project);
    let exported = export(&project, everything(), &documents).expect("it is written");
    let told = &exported.told;
    assert_eq!((told.name.as_str(), told.media_type.as_str()), ("harbour-news-1.zip", "application/zip"));
    assert_eq!((told.surveyed, told.written, told.left), (11, 11, 0));
    let sets: Vec<_> = told.sets.iter().map(|set| set.name.as_str()).collect();
    assert_eq!(sets, ["train", "dev", "test"]);
    assert_eq!(told.sets.iter().map(|set| set.documents).sum::<usize>(), 11);
    assert_eq!(told.proofs.len(), all_formats().len());
    for proof in &told.proofs {
        assert!(proof.checked > 11 && proof.wrong == 0, "{proof:?}");
    }
    let kept: Vec<_> = told
        .losses
        .iter()
        .filter(|loss| loss.format == "native")
        .map(|l| (l.what.as_str(), l.how.as_str(), l.count))
        .collect();
    assert_eq!(kept, [("in_furniture", "kept", 11)]);
    assert!(told.files.iter().any(|file| file.path == "native/train.jsonl" && file.head.starts_with("{\"format\":")));

    let folder = unpack(&exported, "bundle");
    let printed = python(&["check.py"], &folder, true);
    assert!(printed.ends_with(" 0 differ\nEverything is as it was written.\n"), "{printed}");
    for format in all_formats() {
        let line = printed.lines().find(|line| line.starts_with(&format!("{format}: "))).expect("its line");
        assert!(!line.starts_with(&format!("{format}: 0 ")), "{line}");
    }
    let manifest: serde_json::Value = serde_json::from_str(&read(&folder, "manifest.json")).expect("JSON");
    assert_eq!(manifest["formats"][0]["proof"]["wrong"], 0);
    assert_eq!(manifest["files"].as_array().map(Vec::len), Some(told.files.len() - 2));
    let statistics: serde_json::Value = serde_json::from_str(&read(&folder, "statistics.json")).expect("JSON");
    assert_eq!(statistics["all"]["labels"]["claim"], 22);
    assert_eq!(statistics["all"]["documents"], 11);
    assert_eq!(statistics["all"]["articles"], 10);
    assert!(read(&folder, "guidelines.md").contains("Mark *claims*."));
    assert!(read(&folder, "schema.json").starts_with("{\"format\":\"article-annotations-schema\""));
}

#[test]
fn what_was_changed_afterwards_is_found() {
    let project = project(4);
    let exported = export(&project, bundle(&["native"]), &documents(&project)).expect("it is written");
    let folder = unpack(&exported, "changed");
    let path = folder.join("native/articles.jsonl");
    let text = read(&folder, "native/articles.jsonl");
    // What a program does that counts UTF-16 units where code points are meant.
    let (before, after) = text.split_once("\"fragments\":[{\"start\":").expect("a span");
    let (number, after) = after.split_once(',').expect("its end");
    let number: u32 = number.parse().expect("a number");
    let moved = format!("{before}\"fragments\":[{{\"start\":{},{after}", number + 1);
    std::fs::write(path, moved).expect("there is room");
    let printed = python(&["check.py"], &folder, false);
    assert!(printed.contains("native/articles.jsonl:1: "), "{printed}");
    assert!(printed.contains("its SHA-256 differs"), "{printed}");
}

#[test]
fn the_same_export_gives_the_same_bytes() {
    let project = project(6);
    let documents = documents(&project);
    let one = export(&project, everything(), &documents).expect("it is written");
    let other = export(&project, everything(), &documents).expect("it is written");
    assert!(one.bytes == other.bytes);
    let seed = ExportSplit { seed: "t".to_owned(), ..everything().split.expect("it is divided") };
    let third = export(&project, ExportPlan { split: Some(seed), ..everything() }, &documents).expect("it is written");
    assert!(one.bytes != third.bytes);
}

#[test]
fn one_file_is_itself_and_several_are_a_zip() {
    let project = project(5);
    let documents = documents(&project);
    let single = ExportPlan { bundle: false, ..bundle(&["native"]) };
    let exported = export(&project, single.clone(), &documents).expect("it is written");
    assert_eq!(exported.told.name, "harbour-news-1-native.jsonl");
    assert_eq!(exported.told.files.len(), 1);
    let text = String::from_utf8(exported.bytes).expect("text");
    assert_eq!(text.lines().count(), 6);
    let back = manicule::formats::native::read("it.jsonl", &text);
    assert_eq!((back.documents.len(), back.issues.len(), back.schemas.len()), (6, 0, 1));
    assert!(back.documents.iter().zip(&documents).all(|(back, document)| back.annotations == document.annotations));
    let divided = ExportPlan { split: everything().split, ..single.clone() };
    let exported = export(&project, divided, &documents).expect("it is written");
    assert_eq!(exported.told.name, "harbour-news-1-native.zip");
    let paths: Vec<_> = exported.told.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["dev.jsonl", "test.jsonl", "train.jsonl"]);
    unpack(&exported, "several");
    let rare = ExportPlan { labels: vec!["place".to_owned()], ..single };
    let exported = export(&project, rare, &documents).expect("it is written");
    assert_eq!((exported.told.written, exported.told.left), (1, 5));
}

#[test]
fn what_cannot_be_done_is_told() {
    let project = project(2);
    let documents = documents(&project);
    let wrong = |plan: ExportPlan, documents: &[_]| export(&project, plan, documents).err().unwrap_or_default();
    assert_eq!(wrong(bundle(&["nothing"]), &documents), "format nothing");
    assert_eq!(wrong(bundle(&["native", "native"]), &documents), "format native");
    assert_eq!(wrong(bundle(&[]), &documents), "format ");
    assert_eq!(wrong(bundle(&["native"]), &[]), "nothing ");
    let shares = ExportSplit { dev: 600, test: 600, ..ExportSplit::default() };
    assert_eq!(wrong(ExportPlan { split: Some(shares), ..bundle(&["native"]) }, &documents), "shares ");
    let labels = ExportPlan { labels: vec!["gone".to_owned()], ..bundle(&["native"]) };
    assert_eq!(wrong(labels, &documents), "nothing ");
    let mut desk = manicule::workshop::Desk::default();
    let step = super::asked::step;
    let write = manicule::workshop::message::export::Export::default;
    assert_eq!(step(&mut desk, &project, write(), &documents).0.wrong, "gone");
    let split = Some(ExportSplit { dev: 100, test: 100, ..ExportSplit::default() });
    let plan = Some(ExportPlan { split, ..bundle(&["native"]) });
    step(&mut desk, &project, manicule::workshop::message::export::Export { plan, ..write() }, &[]);
    let told = step(&mut desk, &project, write(), &documents).0;
    assert_eq!((told.wrong.as_str(), told.wrong_words.is_empty()), ("not_looked_at", false));
}
