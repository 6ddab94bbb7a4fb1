//! Seeing less: a label is dimmed and hidden by key and by its eye; one field searches the text and filters the list.

use crate::texts::HARBOUR;
use manicule_e2e::span::{ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;

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
