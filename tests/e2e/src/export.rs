//! Native exports side by side.

use serde_json::Value;

/// Byte for byte; if not, the first article and key that differ are shown.
#[track_caller]
pub fn assert_equal(found: &str, expected: &str, after: &str) {
    if found == expected {
        return;
    }
    let (found, expected) = (articles(found), articles(expected));
    assert_eq!(found.len(), expected.len(), "after {after}, the number of articles");
    for (found, expected) in found.iter().zip(&expected) {
        for (key, expected) in expected.as_object().expect("a line of the export is an object") {
            assert_eq!(&found[key], expected, "after {after}, {key} of the article {}", found["id"]);
        }
    }
    panic!("after {after}, the exports hold the same in different bytes");
}

/// The articles of an export, one a line.
#[track_caller]
pub fn articles(export: &str) -> Vec<Value> {
    let article = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {line}"));
    export.lines().map(article).collect()
}
