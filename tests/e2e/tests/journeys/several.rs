//! Several annotations at once: selected in the text and in the list, by mouse and by key, and changed in one step.

use manicule_e2e::page::Page;
use manicule_e2e::span::PRODUCT;
use manicule_e2e::stage::Stage;
use serde_json::json;

/// The labels of these annotations.
fn labels(page: &Page, ids: &[String]) -> Vec<String> {
    let spans = page.spans();
    let of = |id: &String| spans.iter().find(|span| span.id == *id).map_or_else(String::new, |span| span.label.clone());
    ids.iter().map(of).collect()
}

pub(crate) fn by_mouse_and_key(stage: &Stage) {
    let page = stage.open();
    let before = page.export();
    let rows = page
        .ask("return [...document.querySelectorAll('[data-annotation]')].map((row) => row.dataset.annotation)", &[]);
    let rows: Vec<String> =
        rows.as_array().expect("a list").iter().filter_map(|id| id.as_str().map(String::from)).collect();
    let row = |number: usize| format!("[data-annotation=\"{}\"]", rows[number]);

    // In the list: Shift takes all between, Ctrl lets go of one and takes another.
    page.click_selector(&row(1));
    page.holding("Shift", || page.click_selector(&row(4)));
    assert_eq!(page.selected(), rows[1..=4]);
    page.holding("Ctrl", || page.click_selector(&row(2)));
    assert_eq!(page.selected(), [&rows[1], &rows[3], &rows[4]].map(String::clone));
    assert!(page.told().starts_with("3 selected, without"), "{}", page.told());
    page.screenshot("several, selected in the list");

    // One step for all, and one back.
    let (three, old) = (page.selected(), labels(&page, &page.selected()));
    page.strike(PRODUCT.key);
    assert_eq!(labels(&page, &three), [PRODUCT.id; 3]);
    assert_eq!(page.selected(), three, "they stay selected");
    page.strike("Ctrl+z");
    assert_eq!(labels(&page, &three), old);
    assert_eq!(page.export(), before);

    // A note and a doubt of all three.
    page.type_text("ncheck all of these");
    page.strike("Enter");
    page.strike("d");
    let document = page.document();
    let said = |key: &str| {
        let spans = document["spans"].as_array().expect("a list");
        spans.iter().filter(|span| !span[key].is_null() && span[key] != json!("")).count()
    };
    assert_eq!((said("note"), said("doubt")), (3, 3));
    page.screenshot("several, with a note and a doubt");
    page.strike("Ctrl+z");
    page.strike("Ctrl+z");
    assert_eq!(page.export(), before);

    // In the text.
    page.strike("Escape");
    page.choose(&rows[0]);
    page.holding("Ctrl", || page.click_annotation(&rows[2]));
    assert_eq!(page.selected(), [&rows[0], &rows[2]].map(String::clone));
    page.holding("Shift", || page.click_annotation(&rows[0]));
    assert_eq!(page.selected(), rows[0..=2]);
    assert_eq!(page.ask("return String(getSelection())", &[]), "", "no words are picked out beside them");

    // By keys: more, fewer, all of the label, all; and gone in one step.
    page.strike("Escape");
    page.strike(".");
    page.strike("+");
    page.strike("+");
    page.strike("-");
    assert_eq!(page.selected(), rows[0..=1]);
    page.strike("Escape");
    page.strike(".");
    page.strike("Ctrl+a");
    let label = labels(&page, &rows[..1]).concat();
    assert!(page.selected().len() > 1 && labels(&page, &page.selected()).iter().all(|other| *other == label));
    page.strike("Ctrl+a");
    assert_eq!(page.selected(), rows);
    page.strike("Delete");
    assert_eq!(page.spans().len(), 0);
    page.strike("Ctrl+z");
    assert_eq!(page.export(), before);
    assert_eq!(page.selected(), rows, "undo gives the selection back too");

    // The list by keyboard alone: Shift with Enter on a row.
    page.strike("Escape");
    page.ask("document.querySelector(arguments[0]).focus()", &[json!(row(1))]);
    page.strike("Enter");
    page.ask("document.querySelector(arguments[0]).focus()", &[json!(row(3))]);
    page.strike("Shift+Enter");
    assert_eq!(page.selected(), rows[1..=3]);
}
