//! Everything that changes data, done once, undone and redone: the exports are equal byte for byte.

use crate::texts::{BRIDGE, HARBOUR};
use manicule_e2e::export::assert_equal;
use manicule_e2e::page::Page;
use manicule_e2e::span::{CLAIM, EVENT, ORGANISATION, PERSON, PLACE, PRODUCT, Span};
use manicule_e2e::stage::Stage;
use serde_json::json;
use std::collections::BTreeSet;

/// The id of an action, and a person doing it: one step of history.
type Deed = (&'static str, fn(&Page));

/// One deed after the other, in an order in which each finds what it needs.
const DEEDS: &[Deed] = &[
    ("import-files", |page| drop(page.upload(&page.file("harbour.txt", HARBOUR)))),
    ("apply-label", |page| drop(page.mark("Ada Lindqvist", PERSON))),
    ("repeat-label", |page| {
        page.select("Mats Ekdahl");
        page.strike("Space");
    }),
    ("apply-label", |page| drop(page.mark("“The log was rewritten,”", CLAIM))),
    ("link", |page| drop(page.link(&marked(page, "“The log was rewritten,”"), &marked(page, "Mats Ekdahl")))),
    ("unlink", |page| {
        page.choose(&marked(page, "“The log was rewritten,”").id);
        page.click_selector("[data-action=\"unlink\"]");
    }),
    ("link", |page| drop(page.link(&marked(page, "“The log was rewritten,”"), &marked(page, "Mats Ekdahl")))),
    ("relink", |page| page.strike("k")),
    ("set-attribute", |page| {
        page.choose(&marked(page, "“The log was rewritten,”").id);
        page.open_field("quote_type");
        page.click_selector("[data-attribute=quote_type] button");
    }),
    ("use-schema", |page| drop(page.dispatch("use-schema", json!({ "kind": "fact-check" })))),
    ("schema-keep", |page| {
        page.dispatch("schema-set", json!({ "label": "place", "field": "name", "text": "Somewhere" }));
        page.dispatch("schema-keep", json!({}));
    }),
    ("set-guidelines", |page| {
        page.dispatch("edit-guidelines", json!({}));
        page.type_text("# What to mark");
        page.strike("Ctrl+Enter");
        page.dispatch("guidelines", json!({}));
    }),
    ("annotate", |page| {
        let (before, _) = HARBOUR.split_once("Norrland Lines").expect("the story names the company");
        let start = before.chars().count();
        let fragments = json!([{ "start": start, "end": start + "Norrland Lines".len() }]);
        page.dispatch("annotate", json!({ "label": PLACE.id, "fragments": fragments }));
    }),
    ("relabel", |page| {
        page.choose(&marked(page, "Norrland Lines").id);
        page.strike(ORGANISATION.key);
    }),
    ("edge-left", |page| page.strike("Shift+ArrowLeft")),
    ("edge-right", |page| page.strike("Shift+ArrowRight")),
    ("edge-word-right", |page| page.strike("Ctrl+Shift+ArrowRight")),
    ("edge-word-left", |page| page.strike("Ctrl+Shift+ArrowLeft")),
    ("edge-sentence-on", |page| page.strike("Shift+ArrowDown")),
    ("edge-sentence-back", |page| {
        page.strike("e");
        page.strike("Shift+ArrowUp");
    }),
    ("set-span", |page| {
        let fragments = ["Norrland Lines", "A senior official"].map(|words| {
            let start = HARBOUR.split(words).next().map_or(0, |before| before.chars().count());
            json!({ "start": start, "end": start + words.len() })
        });
        page.dispatch("set-span", json!({ "fragments": fragments }));
    }),
    ("remove-fragment", |page| {
        page.strike("e");
        page.strike("Shift+Backspace");
    }),
    ("note", |page| drop(page.dispatch("note", json!({ "text": "who is this?" })))),
    ("doubt", |page| page.strike("d")),
    ("apply-label", |page| drop(page.mark("Linnea", PRODUCT))),
    ("mark-occurrences", |page| drop(page.dispatch("mark-occurrences", json!({})))),
    ("apply-label", |page| drop(page.mark("inquiry", EVENT))),
    ("accept-occurrences", |page| {
        page.strike("o");
        page.strike("Enter");
    }),
    ("group", |page| {
        page.choose(&marked(page, "Ada Lindqvist").id);
        page.strike("g");
        page.click_annotation(&marked(page, "Mats Ekdahl").id);
    }),
    ("set-entity", |page| {
        page.choose(&marked(page, "Ada Lindqvist").id);
        page.click_selector("[data-field=entity-link]");
        page.type_text("Q42");
        page.strike("Enter");
    }),
    ("ungroup", |page| page.strike("Shift+G")),
    ("delete", |page| {
        page.choose(&marked(page, "Mats Ekdahl").id);
        page.strike("Delete");
    }),
    ("apply-label", |page| drop(page.mark("about 140 people had been on board", CLAIM))),
    ("accept-proposal", |page| {
        page.until("a proposal", || (page.count(".frame") == 1).then_some(()));
        page.strike("Enter");
    }),
    ("import-files", |page| {
        let suggestion = |id: &str, start: usize, text: &str| {
            json!({ "id": id, "label": "person", "origin": "model", "engine": "tagger", "score": 0.9, "status": "suggested",
                "fragments": [{ "start": start, "end": start + text.len(), "text": text }] })
        };
        let suggestions = [suggestion("0000000000001", 0, "Ada"), suggestion("0000000000002", 8, "Bo")];
        let line = json!({ "format": "article-annotations", "version": "1.0", "id": "met", "text": "Ada met Bo.",
            "suggestions": suggestions });
        page.upload(&page.file("suggested.jsonl", &line.to_string()));
    }),
    ("accept-suggestion", |page| {
        page.strike("Shift+Q");
        page.strike("Enter");
    }),
    ("reject-suggestion", |page| {
        page.strike("Backspace");
        page.strike("Escape");
        page.dispatch("open-article", json!({ "document": harbour(page) }));
    }),
    ("toggle-furniture", |page| {
        page.point_at(page.point_of(2, 1, "middle"));
        page.strike("Shift+B");
    }),
    ("set-block", |page| {
        page.strike("Shift+K");
        page.strike("q");
    }),
    ("furniture-up-to-here", |page| drop(page.dispatch("furniture-up-to-here", json!({ "ids": ["0"] })))),
    ("furniture-from-here", |page| drop(page.dispatch("furniture-from-here", json!({ "ids": ["3"] })))),
    ("set-article", |page| {
        page.strike("Shift+T");
        page.click_selector(".about-sheet [data-field=author]");
        page.type_text("Somebody");
        page.strike("Enter");
        page.strike("Escape");
    }),
    ("toggle-done", |page| page.strike("Ctrl+Enter")),
    ("set-status", |page| drop(page.dispatch("set-status", json!({ "status": "in_progress" })))),
    ("done-and-next", |page| page.strike("Ctrl+Shift+Enter")),
    ("add-text", |page| {
        page.click_selector("[data-action=\"paste-article\"]");
        page.type_text(BRIDGE);
        page.arrived(|| page.click_selector("[data-action=\"add-text\"]"));
    }),
    ("articles-up", |page| drop(page.dispatch("articles-up", json!({})))),
    ("articles-first", |page| drop(page.dispatch("articles-first", json!({})))),
    ("articles-down", |page| drop(page.dispatch("articles-down", json!({})))),
    ("articles-last", |page| drop(page.dispatch("articles-last", json!({})))),
    ("place-articles", |page| {
        let first = page.documents().first().map(|document| document.id.clone());
        page.dispatch("place-articles", json!({ "document": first }));
    }),
    ("set-statuses", |page| {
        page.dispatch("pick-articles", json!({}));
        page.dispatch("set-statuses", json!({ "status": "flagged" }));
    }),
    ("remove-articles", |page| {
        let open = page.article();
        page.dispatch("remove-articles", json!({ "ids": [open] }));
    }),
    ("restore-article", |page| drop(page.dispatch("restore-article", json!({})))),
    ("use-newer", |page| {
        let text = format!("{} Later more.\n", BRIDGE.replace("put off", "moved").trim_end());
        page.dispatch("load-newer", json!({ "text": text }));
        page.dispatch("use-newer", json!({}));
    }),
    ("remove-article", |page| {
        page.dispatch("drop-picks", json!({}));
        page.click_selector("[data-action=\"remove-article\"]");
    }),
    ("rename-project", |page| drop(page.dispatch("rename-project", json!({ "text": "Ferries" })))),
    ("remove-article", |page| page.click_selector("[data-action=\"remove-article\"]")),
    ("restore-article", |page| drop(page.dispatch("restore-article", json!({})))),
    ("add-text", |page| drop(page.dispatch("add-text", json!({ "text": "Ada met Bob." })))),
    ("import-suggestions", |page| {
        let predicted = "{\"text\":\"Ada met Bob.\",\"label\":[[0,3,\"person\",0.9],[8,11,\"person\",0.1]]}\n";
        let file = json!([{ "name": "predicted.jsonl", "text": predicted }]);
        page.call("importFiles", json!([file, { "suggestions": { "model": "ner" } }]));
    }),
    ("take-above", |page| {
        page.dispatch("accept-above", json!({}));
        page.dispatch("take-above", json!({}));
    }),
    ("reject-below", |page| {
        page.dispatch("accept-above", json!({}));
        page.dispatch("reject-below", json!({}));
    }),
];

pub(crate) fn done_undone_redone(stage: &Stage) {
    let page = stage.open();
    assert_does_all_actions(&page);

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
fn assert_does_all_actions(page: &Page) {
    let actions = page.call("actions", json!([]));
    // What is read-only here is not said in an export: `annotators::read_only` does that, and undoes it.
    let shows = |action: &&serde_json::Value| action["changes"] == true && action["id"] != "unlock-article";
    let changing = actions.as_array().expect("actions() is a list").iter().filter(shows);
    let done: BTreeSet<&str> = DEEDS.iter().map(|(action, _)| *action).collect();
    let missing: Vec<_> = changing.filter(|action| action["id"].as_str().is_none_or(|id| !done.contains(id))).collect();
    assert!(missing.is_empty(), "these actions change data, and this journey does not do them yet: {missing:#?}");
}

/// The article that most is done in.
fn harbour(page: &Page) -> String {
    let documents = page.documents();
    let title = HARBOUR.lines().next().expect("it has lines");
    let found = documents.iter().find(|document| document.title == title);
    found.expect("it is there").id.clone()
}

/// The annotation of these words.
fn marked(page: &Page, words: &str) -> Span {
    let found = page.spans().into_iter().find(|span| span.text() == words);
    found.unwrap_or_else(|| panic!("nothing is marked as “{words}”"))
}
