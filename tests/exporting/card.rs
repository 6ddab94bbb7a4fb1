//! The dataset card: it names every set that exists, its code runs as it is printed with any formats, and its front matter says
//! what is in the files.

use std::path::Path;

use manicule::workshop::message::export::ExportPlan;

use super::asked::{all_formats, bundle, documents, export, project, python};
use super::bundle::{everything, read, unpack};

/// What a card's code prints, each block of it that needs only Python; and the front matter.
fn run(folder: &Path) -> (String, String) {
    let card = read(folder, "README.md");
    let (front, rest) = card.trim_start_matches("---\n").split_once("---\n").expect("front matter");
    let blocks = rest.split("```python\n").skip(1).map(|block| block.split_once("```").expect("its end").0);
    let plain: Vec<&str> = blocks.filter(|block| !block.contains("pandas") && !block.contains("datasets")).collect();
    let [block] = plain.as_slice() else { return (front.to_owned(), String::new()) };
    std::fs::write(folder.join("card.py"), block).expect("there is room");
    (front.to_owned(), python(&["-X", "utf8", "card.py"], folder, true))
}

#[test]
fn the_card_runs_as_it_stands() {
    let project = project(3);
    let plan = ExportPlan { card: everything().card, ..bundle(&["native"]) };
    let folder = unpack(&export(&project, plan, &documents(&project)).expect("it is written"), "card");
    let card = read(&folder, "README.md");
    let (front, printed) = run(&folder);
    assert!(
        front.contains("license: \"cc-by-4.0\"\nlanguage: [\"en\"]\npretty_name: \"Harbour: “news” | <1>\"\n"),
        "{front}"
    );
    assert!(front.contains("  - split: \"train\"\n    path: \"native/articles.jsonl\"\n"), "{front}");
    assert!(card.contains("# Harbour: “news” \\| &lt;1>"), "{card}");
    assert_eq!(card.matches("```python\n").count(), 3);
    assert!(printed.contains("Ada 2 | said | the 🦊 port closes\nworker | added | It does\n"), "{printed}");
}

/// Every set is read, and told with its lines and bytes.
#[test]
fn the_card_names_all_sets() {
    let project = project(10);
    let exported = export(&project, everything(), &documents(&project)).expect("it is written");
    let folder = unpack(&exported, "card-sets");
    let (front, printed) = run(&folder);
    assert_eq!(printed.lines().count(), 22, "{printed}");
    for (split, set) in [("train", "train"), ("validation", "dev"), ("test", "test")] {
        for format in ["native", "huggingface"] {
            let path = format!("{format}/{set}.jsonl");
            let text = read(&folder, &path);
            let (bytes, lines) = (text.len(), text.lines().count());
            assert!(front.contains(&format!("  - split: \"{split}\"\n    path: \"{path}\"\n")), "{front}");
            let size = format!("  - name: \"{split}\"\n    num_bytes: {bytes}\n    num_examples: {lines}\n");
            assert!(front.contains(&size), "{size}: {front}");
        }
    }
    let told: serde_json::Value = serde_json::from_str(&read(&folder, "croissant.json")).expect("JSON");
    let sets: Vec<&str> =
        told["recordSet"].as_array().expect("a list").iter().filter_map(|s| s["name"].as_str()).collect();
    assert!(sets.starts_with(&["native-train", "native-validation", "native-test", "huggingface-train"]), "{sets:?}");
    let sums = read(&folder, "SHA256SUMS");
    let files = told["distribution"].as_array().expect("a list");
    assert!(files.iter().any(|file| file["@id"] == "native/dev.jsonl"), "{files:?}");
    for file in files {
        let (sum, path) = (file["sha256"].as_str().expect("a sum"), file["contentUrl"].as_str().expect("a path"));
        assert!(sums.contains(&format!("{sum}  {path}\n")), "{path}");
    }
    let tags = "{\"name\":\"ner_tags\",\"sequence\":{\"class_label\":{\"names\":{\"0\":\"O\",\"1\":\"B-person\"";
    assert!(front.contains(tags), "{front}");
    // A set that nothing fell into has no files, and is not named.
    let split = everything().split.map(|split| manicule::workshop::message::export::ExportSplit { test: 0, ..split });
    let exported = export(&project, ExportPlan { split, ..everything() }, &documents(&project)).expect("it is written");
    let (front, printed) = run(&unpack(&exported, "card-two"));
    assert_eq!(
        (printed.lines().count(), front.contains("\"test\""), front.contains("\"validation\"")),
        (22, false, true)
    );
}

#[test]
fn a_card_of_any_format_runs() {
    let project = project(3);
    let claims = "Ada 2 | said | the 🦊 port closes\nworker | added | It does\n";
    for format in all_formats() {
        let exported = export(&project, bundle(&[&format]), &documents(&project)).expect("it is written");
        let (front, printed) = run(&unpack(&exported, &format!("card-{format}")));
        let shown = match format.as_str() {
            "native" | "attribution" | "csv" | "tsv" => printed.ends_with(claims) && printed.lines().count() == 8,
            "labelstudio" | "brat" | "conll" | "conll-bilou" => printed.is_empty(),
            _ => printed.contains("claim | the 🦊 port closes\n"),
        };
        assert!(shown, "{format}: {printed}");
        let is_loadable = ["native", "huggingface", "attribution"].contains(&format.as_str());
        assert_eq!(
            (front.contains("configs:"), front.contains("dataset_info:")),
            (is_loadable, is_loadable),
            "{format}"
        );
    }
}
