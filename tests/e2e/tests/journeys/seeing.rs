//! Seeing less: a label is dimmed and hidden by key and by its eye; one field searches the text and filters the list.

use crate::texts::HARBOUR;
use manicule_e2e::span::{ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use serde_json::json;

pub(crate) fn labels_shown_and_hidden(stage: &Stage) {
    let page = stage.open();
    let spans = page.spans();
    let of = |label: &str| spans.iter().filter(|span| span.label == label).count() as u64;
    let exported = page.export();
    let claim = spans.iter().find(|span| span.label == "claim").expect("the sample has a claim");
    let drawn = || page.drawn(&claim.id);
    let rows = || page.count("[data-annotation]");
    let all = spans.len() as u64;
    let words = drawn();

    page.strike("Shift+C");
    assert_eq!(drawn(), words, "dimmed is still there");
    assert!(page.count("mark.m.dim") > 0 && rows() == all);

    page.strike("Shift+C");
    assert_eq!(drawn(), "", "hidden is not drawn");
    assert_eq!(rows(), all - of("claim"), "nor listed");
    assert!(page.told().contains(&of("claim").to_string()), "but counted: {}", page.told());
    assert_eq!(page.export(), exported, "and exported");
    page.screenshot("claims hidden");

    page.click_selector("[data-action=see-all]");
    assert_eq!((drawn(), rows()), (words, all), "one button brings everything back");

    page.click_selector("[data-action=cycle-sight]");
    page.click_selector("[data-action=cycle-sight]");
    assert_eq!(rows(), all - of("person"), "the eye beside Person does what its key does");
    let made = page.mark("former chief engineer", PERSON);
    assert_ne!(page.drawn(&made.id), "", "what was just made is seen all the same");
}

/// Filters by author and by attribute act on list and text alike; what they hide is counted and comes back.
pub(crate) fn filtered(stage: &Stage) {
    let page = stage.open();
    let text = "It rained, said Ada. It snowed, said Bob.";
    let span = |id: &str, label: &str, start: usize, text: &str, by: &str, value: &str| {
        json!({ "id": id, "label": label, "by": by, "fragments": [{ "start": start, "end": start + text.len(), "text": text }],
            "attrs": [{ "name": "quote_type", "value": value }] })
    };
    let file = json!({
        "format": "article-annotations", "version": "1.0", "id": "x", "text": text,
        "annotators": [{ "id": "m", "name": "Mira Olsen" }, { "id": "p", "name": "Per Dahl" }],
        "spans": [span("a", "claim", 0, "It rained", "m", "direct"), span("b", "claim", 21, "It snowed", "p", "indirect")],
    });
    page.upload(&page.file("x.jsonl", &format!("{file}\n")));
    page.strike("Escape");
    let seen = || {
        let script =
            "return [...document.querySelectorAll('.list-row .list-words')].map((row) => row.textContent).join(' | ')";
        let drawn = "return wordsIn(document.querySelectorAll('mark.m')).join(' | ')";
        (
            page.ask(script, &[]).as_str().unwrap_or_default().to_owned(),
            page.ask(drawn, &[]).as_str().unwrap_or_default().to_owned(),
        )
    };
    let only = |words: &str| (words.to_owned(), words.to_owned());
    for (query, words) in [
        ("by:mira", "It rained"),
        ("by:\"per dahl\"", "It snowed"),
        ("by:nobody", ""),
        ("quote_type:indirect", "It snowed"),
        ("quote:direct by:mira", "It rained"),
        ("by:mira by:per", ""),
    ] {
        page.strike("/");
        page.type_text(query);
        page.idle();
        page.strike("Escape");
        assert_eq!(seen(), only(words), "{query}");
        page.screenshot(&query.replace([':', '"'], " "));
        page.click_selector("[data-action=see-all]");
        assert_eq!(seen(), only("It rained | It snowed"));
    }
}

/// Through the hits by key and by button, each marked by a label's key.
pub(crate) fn hits_one_by_one(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.strike("/");
    page.type_text("ea");
    page.idle();
    let hits = page.count("mark.hit");
    assert_eq!(hits, page.count(".found .hit"), "every place is lit, and listed in context");
    page.strike("Enter");
    page.strike("Escape");
    assert_eq!(page.count(".found .hit[aria-current=true]"), 1);
    let first = page.label(PERSON);
    page.strike("f");
    let second = page.label(ORGANISATION);
    page.strike("f");
    page.strike("Shift+F");
    page.screenshot("hits");
    assert_eq!((first.text().as_str(), second.text().as_str()), ("ea", "ea"));
    assert!(second.fragments[0].start > first.fragments[0].start, "F goes on");
    page.click_selector(".found [data-action=find-next]");
    let third = page.label(PERSON);
    assert!(third.fragments[0].start > second.fragments[0].start);
    page.click_selector("[data-action=find-previous]");
    assert!(page.has_pending());
    page.strike("Escape");
    page.dispatch("find", json!({ "text": "" }));
    page.idle();
    assert_eq!(page.count("mark.hit"), 0);
}

pub(crate) fn found_and_labelled(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.strike("/");
    page.type_text("lindqvist");
    page.idle();
    assert_eq!(page.spans().len(), 0, "a field takes letters, labels do not");
    page.strike("Enter");
    assert_eq!(page.pending(), "Lindqvist");
    page.screenshot("found");
    page.strike("Escape");
    let made = page.label(PERSON);
    assert_eq!(made.text(), "Lindqvist", "what was found takes a label");

    page.strike("/");
    page.type_text("label:org");
    page.idle();
    assert_eq!(page.count("[data-annotation]"), 1, "what is picked out stays in the list");
    page.strike("Escape");
    page.strike("Escape");
    assert_eq!(page.count("[data-annotation]"), 0, "else the list has what is asked for");
    assert_eq!(page.drawn(&made.id), "", "and so has the text");
    let board = page.mark("Board", ORGANISATION);
    page.strike("Escape");
    assert_eq!(page.drawn(&board.id), "Board");
}
