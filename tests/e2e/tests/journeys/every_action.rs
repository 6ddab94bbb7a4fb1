//! Everything that changes data, done once, undone and redone: the exports are equal byte for byte.

use crate::texts::{BRIDGE, HARBOUR};
use manicule_e2e::page::Page;
use manicule_e2e::span::{CLAIM, ORGANISATION, PERSON, PLACE};
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The id of an action, and a person doing it: one step of history.
type Deed = (&'static str, fn(&Page));

/// One deed after the other, in an order in which each finds what it needs.
const DEEDS: &[Deed] = &[
    ("import-files", |page| {
        page.upload(&page.file("harbour.txt", HARBOUR));
    }),
    ("annotate", |page| drop(page.mark("Ada Lindqvist", PERSON))),
    ("repeat-label", |page| {
        page.select("Mats Ekdahl");
        page.strike("Space");
    }),
    ("annotate", |page| drop(page.mark("The log was rewritten", CLAIM))),
    ("link", |page| {
        let spans = page.spans();
        let called = |words: &str| spans.iter().find(|span| span.text() == words).expect("it was just marked");
        page.link(called("The log was rewritten"), called("Mats Ekdahl"));
    }),
    ("annotate", |page| drop(page.mark("Norrland Lines", PLACE))),
    ("relabel", |page| {
        choose(page, "Norrland Lines");
        page.strike(ORGANISATION.key);
    }),
    ("delete", |page| {
        choose(page, "Mats Ekdahl");
        page.strike("Delete");
    }),
    ("set-status", |page| drop(page.dispatch("set-status", json!({ "status": "done" })))),
    ("paste-article", |page| drop(page.dispatch("paste-article", json!({ "text": BRIDGE })))),
    ("remove-article", |page| drop(page.dispatch("remove-article", json!({ "id": page.article() })))),
];

/// They change data too, and are what this journey does with all the others.
const HISTORY: &[&str] = &["undo", "redo"];

pub(crate) fn done_undone_redone(stage: &Stage) {
    let page = stage.open();
    assert_knows_all_actions(&page);

    let mut exports = vec![page.export()];
    for (action, deed) in DEEDS {
        deed(&page);
        page.idle();
        let export = page.export();
        assert_ne!(Some(&export), exports.last(), "{action} changed nothing");
        exports.push(export);
    }

    for ((action, _), before) in DEEDS.iter().zip(&exports).rev() {
        page.strike("Ctrl+z");
        assert_equal(&page.export(), before, &format!("undoing {action}"));
    }
    for ((action, _), after) in DEEDS.iter().zip(&exports[1..]) {
        page.strike("Ctrl+y");
        assert_equal(&page.export(), after, &format!("redoing {action}"));
    }
}

/// An action added to the table must be added here.
fn assert_knows_all_actions(page: &Page) {
    let actions = page.call("actions", json!([]));
    let actions = actions.as_array().expect("actions() is a list");
    let changing: BTreeSet<&str> =
        actions.iter().filter(|action| action["changes"] == true).filter_map(|action| action["id"].as_str()).collect();
    let done: BTreeSet<&str> = DEEDS.iter().map(|(action, _)| *action).collect();
    let missing: Vec<_> = changing.iter().filter(|id| !done.contains(*id) && !HISTORY.contains(id)).collect();
    assert!(missing.is_empty(), "this journey does not do {missing:?} yet; it does {done:?}");
    let unknown: Vec<_> = done.difference(&changing).collect();
    assert!(unknown.is_empty(), "these change no data, says actions(): {unknown:?}");
}

fn choose(page: &Page, words: &str) {
    let span = page.spans().into_iter().find(|span| span.text() == words);
    page.choose(&span.unwrap_or_else(|| panic!("nothing is marked as “{words}”")).id);
}

/// Byte for byte; the first key that differs is shown.
#[track_caller]
fn assert_equal(found: &str, expected: &str, after: &str) {
    if found == expected {
        return;
    }
    let lines = |export: &str| -> Vec<Value> {
        export.lines().map(|line| serde_json::from_str(line).expect("a line of the export is JSON")).collect()
    };
    let (found_lines, expected_lines) = (lines(found), lines(expected));
    assert_eq!(found_lines.len(), expected_lines.len(), "after {after}, the number of articles");
    for (found, expected) in found_lines.iter().zip(&expected_lines) {
        for (key, expected) in expected.as_object().expect("a line is an object") {
            assert_eq!(&found[key], expected, "after {after}, {key}");
        }
    }
    panic!("after {after}, the exports hold the same in different bytes");
}
