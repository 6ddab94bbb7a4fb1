//! The dataset card: it names every set that exists, its code runs as it is printed with any formats, and its front matter says
//! what is in the files.

use std::path::Path;

use manicule::workshop::message::export::ExportPlan;
use serde_json::Value;

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

/// Python gives up at cells of more than 131,072 characters unless it is told not to.
#[test]
fn the_card_reads_long_cells() {
    let mut document = (**project(1).documents().next().expect("one")).clone();
    let claim = document.in_reading_order().into_iter().find(|one| one.label.as_str() == "claim").expect("one").clone();
    let note = "long ".repeat(40_000).into();
    document.annotations.insert(claim.id, std::rc::Rc::new(manicule::model::Annotation { note, ..(*claim).clone() }));
    let project = project(1).with(std::rc::Rc::new(document));
    let folder = unpack(&export(&project, bundle(&["csv"]), &documents(&project)).expect("it is written"), "card-long");
    assert!(run(&folder).1.contains("Ada 0 | said | the 🦊 port closes\n"));
    python(&["check.py"], &folder, true);
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
    for file in files.iter().filter(|file| file["@type"] == "cr:FileObject") {
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

/// Each file is named once: by itself, or by the one pattern that it falls under.
#[test]
fn croissant_knows_every_file() {
    let project = project(3);
    let plan = ExportPlan { formats: all_formats(), suggestions: true, ..bundle(&[]) };
    let exported = export(&project, plan, &documents(&project)).expect("it is written");
    let folder = unpack(&exported, "croissant-files");
    let told: Value = serde_json::from_str(&read(&folder, "croissant.json")).expect("JSON");
    let of_kind = |kind: &str| {
        let all = told["distribution"].as_array().expect("a list").iter().filter(|one| one["@type"] == kind);
        all.cloned().collect::<Vec<_>>()
    };
    let named: Vec<String> =
        of_kind("cr:FileObject").iter().filter_map(|file| Some(file["contentUrl"].as_str()?.to_owned())).collect();
    let mut counts: Vec<(String, String, usize)> = Vec::new();
    for set in of_kind("cr:FileSet") {
        let (before, after) = set["includes"].as_str().expect("a pattern").split_once('*').expect("one star");
        assert!(set["encodingFormat"].is_string() && set["@id"] == set["includes"], "{set}");
        let count = set["description"].as_str().and_then(|said| said.split_once(' ')?.0.parse().ok()).expect("a count");
        counts.push((before.to_owned(), after.to_owned(), count));
    }
    let sums = read(&folder, "SHA256SUMS");
    for path in sums.lines().filter_map(|line| Some(line.split_once("  ")?.1)) {
        let mut times = named.iter().filter(|name| *name == path).count();
        for (before, after, left) in &mut counts {
            let star = path.strip_prefix(before.as_str()).and_then(|rest| rest.strip_suffix(after.as_str()));
            if star.is_some_and(|star| !star.contains('/')) {
                (times, *left) = (times + 1, left.checked_sub(1).expect("no more than are told"));
            }
        }
        assert_eq!(times, usize::from(!["croissant.json", "manifest.json"].contains(&path)), "{path}");
    }
    assert!(counts.len() == 6 && counts.iter().all(|(.., left)| *left == 0), "{counts:?}");
    assert!(named.iter().any(|name| name == "brat/annotation.conf"), "{named:?}");
    assert!(named.iter().any(|name| name == "cas/layers/TypeSystem.xml"), "{named:?}");
}

/// Whether columns as the front matter tells them are those of a value, whatever is in it.
fn fits(columns: &Value, value: &Value) -> bool {
    match (columns.as_array(), value) {
        (Some(columns), Value::Object(entries)) => {
            columns.len() == entries.len()
                && columns.iter().all(|column| {
                    let Some(value) = entries.get(column["name"].as_str().unwrap_or_default()) else { return false };
                    let each = |columns: &Value| {
                        let one = |one: &Value| {
                            if columns.is_array() { fits(columns, one) } else { one.is_string() || one.is_number() }
                        };
                        value.is_null() || value.as_array().is_some_and(|all| all.iter().all(one))
                    };
                    match (column.get("struct"), column.get("list"), column.get("sequence"), column["dtype"].as_str()) {
                        (Some(columns), ..) => value.is_null() || fits(columns, value),
                        (_, Some(columns), ..) => each(columns),
                        (_, _, Some(_), _) => value.is_array(),
                        (.., Some("string")) => value.is_string() || value.is_null(),
                        (.., Some("bool")) => value.is_boolean() || value.is_null(),
                        (.., dtype) => dtype.is_some() && (value.is_number() || value.is_null()),
                    }
                })
        }
        _ => false,
    }
}

/// A set in which a column is always empty loads beside one in which it is not only where types are told.
#[test]
fn the_front_matter_tells_every_column() {
    let project = super::hard_project::hard_project();
    let plan = bundle(&["native", "attribution", "huggingface", "averitec"]);
    let folder = unpack(&export(&project, plan, &documents(&project)).expect("it is written"), "card-columns");
    let (front, _) = run(&folder);
    let info = front.split_once("dataset_info:\n").expect("it is told").1;
    for (format, file) in [("native", "articles"), ("attribution", "claims"), ("huggingface", "articles")] {
        let told = info.split_once(&format!("- config_name: \"{format}\"\n  features:\n")).expect("its columns").1;
        let rows = told.lines().map_while(|line| line.strip_prefix("  - {")).map(|row| format!("{{{row}"));
        let columns: Vec<Value> = rows.map(|row| serde_json::from_str(&row).expect("JSON")).collect();
        let text = read(&folder, &format!("{format}/{file}.jsonl"));
        for line in text.lines() {
            let line: Value = serde_json::from_str(line).expect("JSON");
            assert!(fits(&Value::Array(columns.clone()), &line), "{format}: {columns:?}");
        }
    }
    // One list, and as many records as are told.
    let told = info.split_once("- config_name: \"averitec\"\n  features:\n").expect("its columns").1;
    let rows = told.lines().map_while(|line| line.strip_prefix("  - {")).map(|row| format!("{{{row}"));
    let columns: Vec<Value> = rows.map(|row| serde_json::from_str(&row).expect("JSON")).collect();
    let records: Vec<Value> = serde_json::from_str(&read(&folder, "averitec/articles.json")).expect("a list");
    assert!(
        records.len() > 3 && records.iter().all(|record| fits(&Value::Array(columns.clone()), record)),
        "{columns:?}"
    );
    assert!(told.contains(&format!("num_examples: {}\n", records.len())), "{told}");
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
            "labelstudio" | "brat" | "conll" | "conll-bilou" | "webannotation" | "pubannotation" | "cas"
            | "averitec" | "checkthat" | "claimreview" => printed.is_empty(),
            _ => printed.contains("claim | the 🦊 port closes\n"),
        };
        assert!(shown, "{format}: {printed}");
        let is_loadable = ["native", "huggingface", "attribution", "averitec"].contains(&format.as_str());
        assert_eq!(
            (front.contains("configs:"), front.contains("dataset_info:")),
            (is_loadable, is_loadable),
            "{format}"
        );
    }
}
