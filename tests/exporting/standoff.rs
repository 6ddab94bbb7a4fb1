//! `check.py` finds what was changed in files that stand beside their texts, or have places of several parts.

use super::asked::{bundle, python};
use super::bundle::read;
use super::checks::{after, folder, once};

#[test]
fn web_annotations_are_held_against_their_texts() {
    let all = folder("checks-web", bundle(&["webannotation"]));
    python(&["check.py"], &all, true);
    let path = "webannotation/a_0.jsonld";
    let told = after(&all, path, &once("\"start\":26,\"end\":31", "\"start\":27,\"end\":32"));
    assert!(told.contains(&format!("{path}:3: 'da 0 ' stands there, not 'Ada 0'")), "{told}");
    let told = after(&all, path, &once("\"exact\":\"Ada 0\"", "\"exact\":\"Ada 1\""));
    assert!(told.contains("'Ada 0' stands there, not 'Ada 1'"), "{told}");
    let told = after(&all, path, &once("\"suffix\":\" said", "\"suffix\":\" sold"));
    assert!(told.contains(" stands there, not ' said"), "{told}");
    let told = after(&all, path, &once("\"value\":\"person\"", "\"value\":\"nobody\""));
    assert!(told.contains("'nobody' is no label of labels.json"), "{told}");
    let told = after(
        &all,
        path,
        &once("\"purpose\":\"linking\",\"source\":\"urn", "\"purpose\":\"linking\",\"source\":\"nru"),
    );
    assert!(told.contains("which is not there"), "{told}");
    let told = after(&all, path, &|text| {
        let lines: Vec<&str> = text.lines().collect();
        [&lines[..2], &lines[3..]].concat().join("\n")
    });
    assert!(told.contains(" stands there, not "), "{told}");
    // With a format that has no words there are those of all documents.
    let beside = folder("checks-web-beside", bundle(&["webannotation", "pubannotation"]));
    python(&["check.py"], &beside, true);
    let told = after(&beside, path, &once("\"value\":\"person\"", "\"value\":\"place\""));
    assert!(told.contains("'Ada 0' is not marked 'place'"), "{told}");
    let path = "pubannotation/a_0.json";
    let told = after(&beside, path, &once("\"begin\":26,\"end\":31", "\"begin\":27,\"end\":32"));
    assert!(told.contains("'da 0 ' stands there, not 'Ada 0'"), "{told}");
    let told = after(&beside, path, &once("\"obj\":\"person\"", "\"obj\":\"place\""));
    assert!(told.contains("'Ada 0' is not marked 'place'"), "{told}");
    let told = after(&beside, path, &once("\"subj\":\"T", "\"subj\":\"U"));
    assert!(told.contains("is spoken of, and is not there"), "{told}");
    let told = after(&beside, path, &|text| {
        let (front, rest) = text.split_once("\"denotations\":[").expect("they are there");
        let (_, rest) = rest.split_once("},{\"id\"").expect("more than one");
        format!("{front}\"denotations\":[{{\"id\"{rest}")
    });
    assert!(told.contains("'Ada 0', marked 'person', is missing"), "{told}");
}

/// Two people have marked one article alike: each of their files must have all of it, also where nothing else is exported.
#[test]
fn what_one_of_two_files_lacks_is_missed() {
    let beside = |folder: &std::path::Path, format: &str, ending: &str| {
        let files = std::fs::read_dir(folder.join(format)).expect("it is there").filter_map(Result::ok);
        let mut names: Vec<String> = files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| name.starts_with("a_1") && name.ends_with(ending));
        assert_eq!(names.len(), 2, "{names:?}");
        names.into_iter().map(|name| format!("{format}/{name}")).collect::<Vec<_>>()
    };
    let all = folder("checks-web-two", bundle(&["webannotation"]));
    for path in beside(&all, "webannotation", ".jsonld") {
        let total = read(&all, &path).lines().count() - 2;
        let told = after(&all, &path, &|text| {
            let kept: Vec<&str> = text.lines().filter(|line| !line.contains("\"exact\":\"Bo\"")).collect();
            let fewer = format!("\"total\":{}", total - 1);
            kept.join("\n").replace(&format!("\"total\":{total}"), &fewer)
        });
        assert!(told.contains(&format!("{path}:1: 'Bo', marked 'person', is missing")), "{told}");
        let told =
            after(&all, &path, &once("\"label\":\"id\",\"value\":\"a/1\"", "\"label\":\"id\",\"value\":\"a/2\""));
        assert!(told.contains("'a/2' was not exported, or not so often"), "{told}");
    }
    python(&["check.py"], &all, true);
    let all = folder("checks-places-two", bundle(&["pubannotation", "cas"]));
    for path in beside(&all, "pubannotation", ".json") {
        let told = after(&all, &path, &|text| {
            let (front, rest) = text.split_once("\"denotations\":[").expect("they are there");
            let (_, rest) = rest.split_once("},{\"id\"").expect("more than one");
            format!("{front}\"denotations\":[{{\"id\"{rest}")
        });
        assert!(told.contains("'Ada 1', marked 'person', is missing"), "{told}");
    }
    for path in beside(&all, "cas", ".json") {
        let told = after(&all, &path, &|text| {
            let lines = text.lines().filter(|line| !line.contains("\"begin\":27,\"end\":32,\"label\""));
            lines.map(|line| format!("{line}\n")).collect()
        });
        assert!(told.contains("'Ada 1', marked 'person', is missing"), "{told}");
    }
    python(&["check.py"], &all, true);
}
