//! `check.py` of a bundle finds what was changed in any format, also where the format itself says no words; and it goes through a
//! long file once.

use std::path::Path;

use manicule::workshop::message::export::ExportPlan;

use super::asked::{bundle, documents, export, project, python};
use super::bundle::{read, unpack};

/// A bundle, unpacked, of three articles in some formats.
fn folder(name: &str, plan: ExportPlan) -> std::path::PathBuf {
    let project = project(3);
    unpack(&export(&project, plan, &documents(&project)).expect("it is written"), name)
}

/// What the program prints when a file is changed, as whoever has its sum as well could; the file is put back.
fn after(folder: &Path, path: &str, change: &dyn Fn(&str) -> String) -> String {
    let (text, sums) = (read(folder, path), read(folder, "SHA256SUMS"));
    let changed = change(&text);
    assert_ne!(changed, text, "{path} is changed");
    std::fs::write(folder.join(path), changed).expect("there is room");
    let rest: Vec<&str> = sums.lines().filter(|line| !line.ends_with(path)).collect();
    let summed = python(
        &["-c", "import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest(), end='')", path],
        folder,
        true,
    );
    std::fs::write(folder.join("SHA256SUMS"), format!("{}\n{summed}  {path}\n", rest.join("\n"))).expect("room");
    let printed = python(&["check.py"], folder, false);
    assert!(printed.contains("Something is not as it was written."), "{printed}");
    let format = path.split('/').next().expect("a folder");
    let is_told = printed.lines().any(|line| line.starts_with(&format!("{format}/")));
    assert!(is_told && !printed.contains("SHA-256"), "{printed}");
    std::fs::write(folder.join(path), text).expect("there is room");
    std::fs::write(folder.join("SHA256SUMS"), sums).expect("there is room");
    printed
}

/// A change of one place.
fn once(from: &'static str, to: &'static str) -> impl Fn(&str) -> String {
    move |text| text.replacen(from, to, 1)
}

#[test]
fn doccano_is_held_against_the_words() {
    let all = folder("checks-doccano", bundle(&["doccano", "doccano-relations"]));
    let path = "doccano/articles.jsonl";
    let told = after(&all, path, &once("[26,31,\"person\"]", "[27,32,\"person\"]"));
    assert!(told.contains("'da 0 ' stands there, not 'Ada0'"), "{told}");
    let told = after(&all, path, &once("[26,31,\"person\"]", "[26,31,\"place\"]"));
    assert!(told.contains("'Ada 0' is not marked 'place'"), "{told}");
    let told = after(&all, path, &once("[26,31,\"person\"]", "[26,31,\"nobody\"]"));
    assert!(told.contains("'nobody' is no label of labels.json"), "{told}");
    let told = after(&all, path, &once("[26,31,", "[26,3100,"));
    assert!(told.contains("26 to 3100 is not a place of the text"), "{told}");
    let told = after(&all, path, &once("harbour", "port"));
    assert!(told.contains("its text is not one that was exported"), "{told}");
    let told = after(&all, path, &|text| text.split_once('\n').expect("lines").1.to_owned());
    assert!(told.contains("doccano/:0: 3 stands there, not 4"), "{told}");
    let path = "doccano-relations/articles.jsonl";
    let told = after(&all, path, &once("\"start_offset\":26", "\"start_offset\":25"));
    assert!(told.contains(" stands there, not "), "{told}");
    let told = after(&all, path, &once("\"to_id\":0", "\"to_id\":77"));
    assert!(told.contains("a link leads to 77"), "{told}");
    python(&["check.py"], &all, true);
}

#[test]
fn columns_are_held_against_words_and_text() {
    let alone = folder("checks-conll", bundle(&["conll", "conll-bilou"]));
    let path = "conll/articles.conll";
    let told = after(&alone, path, &once("0 -X- _ I-person", "0 -X- _ I-place"));
    assert!(told.contains("I-place does not follow B-person"), "{told}");
    let told = after(&alone, path, &once("said -X- _ B-cue", "said -X- _ B-nothing"));
    assert!(told.contains("'nothing' is no label of labels.json"), "{told}");
    let told = after(&alone, path, &once("said -X- _ B-cue\nthe -X- _ B-claim", "said -X- _ O\nthe -X- _ B-cue"));
    assert!(told.contains("'the' stands there, not what is marked"), "{told}");
    let told = after(&alone, "conll-bilou/articles.conll", &once("0 -X- _ L-person", "0 -X- _ O"));
    assert!(told.contains("O does not follow B-person"), "{told}");
    let told = after(&alone, "conll/articles.ids.txt", &once("a/0\n", ""));
    assert!(told.contains("conll/articles.conll:0: 4 stands there, not 3"), "{told}");

    let beside = folder("checks-conll-text", bundle(&["conll", "doccano"]));
    let told = after(&beside, path, &once("harbour -X- _ O\n", ""));
    assert!(told.contains(" stands there, not 'Ada'"), "{told}");
    // What is marked stands twice as words, once as a place: `the` of the title is no claim.
    let told = after(&beside, path, &once("Ada -X- _ B-person\n0 -X- _ I-person", "Ada -X- _ O\n0 -X- _ B-person"));
    assert!(told.contains("'0' is not marked") || told.contains("'0' stands there"), "{told}");
}

#[test]
fn a_long_list_is_gone_through_once() {
    let all = folder("checks-long", bundle(&["labelstudio"]));
    let program = "import json, sys, time\n\
        import check\n\
        record = json.load(open('labelstudio/articles.json', encoding='utf-8'))[0]\n\
        times = []\n\
        for count in (400, 3200):\n\
        \x20   with open('labelstudio/long.json', 'w', encoding='utf-8') as file:\n\
        \x20       file.write('[\\n' + ',\\n'.join([json.dumps(record)] * count) + '\\n]\\n')\n\
        \x20   begun = time.process_time()\n\
        \x20   lines = [line for line, _ in check.records('labelstudio/long.json')]\n\
        \x20   times.append(time.process_time() - begun)\n\
        \x20   assert lines == list(range(2, count + 2)), lines[:5]\n\
        print(times)\n\
        assert times[1] < 24 * max(times[0], 0.005), times\n";
    std::fs::write(all.join("long.py"), program).expect("there is room");
    python(&["-B", "long.py"], &all, true);
}

#[test]
fn labels_are_told_with_how_files_call_them() {
    let plan = ExportPlan { short_labels: true, ..bundle(&["doccano", "conll"]) };
    let all = folder("checks-labels", plan);
    let told: serde_json::Value = serde_json::from_str(&read(&all, "labels.json")).expect("JSON");
    let labels = told["labels"].as_array().expect("a list");
    let person = labels.iter().find(|label| label["id"] == "person").expect("it is there");
    assert_eq!(
        (&person["written"], &person["tag"], &person["layer"]),
        (&"PER".into(), &"PER".into(), &"entity".into())
    );
    assert_eq!((&person["count"], &person["color"], &person["key"]), (&8.into(), &"#1f6feb".into(), &"1".into()));
    assert_eq!(told["layers"], serde_json::json!(["claim", "cue", "entity"]));
    let claim = labels.iter().find(|label| label["id"] == "claim").expect("it is there");
    assert!(claim["attributes"].as_array().is_some_and(|all| !all.is_empty()), "{claim}");
    let source = told["relations"].as_array().and_then(|all| all.iter().find(|kind| kind["id"] == "source"));
    assert!(source.is_some_and(|kind| kind["count"] == 8 && kind["from"].is_array() && kind["to"].is_array()));
    assert!(told["guidelines"].as_str().is_some_and(|text| text.contains("Mark *claims*.")));
    python(&["check.py"], &all, true);
}

#[test]
fn words_stand_beside_formats_that_have_none() {
    let alone = folder("checks-native", bundle(&["native"]));
    assert!(!alone.join("quotes.jsonl").exists(), "the native format says all words itself");
    let beside = folder("checks-prodigy", bundle(&["prodigy", "huggingface"]));
    let lines = read(&beside, "quotes.jsonl");
    assert_eq!(lines.lines().count(), 4);
    assert!(lines.contains("[37,54,\"claim\",\"the 🦊 port closes\"]"), "{lines}");
    let told =
        after(&beside, "prodigy/articles.jsonl", &once("\"end\":31,\"token_start\":7", "\"end\":30,\"token_start\":7"));
    assert!(told.contains(" stands there, not 'Ada 0'"), "{told}");
    let moved = once("\"O\",\"B-person\",\"I-person\",\"B-cue\"", "\"B-person\",\"I-person\",\"O\",\"B-cue\"");
    let told = after(&beside, "huggingface/articles.jsonl", &moved);
    assert!(told.contains("'harbour\\nAda' "), "{told}");
}
