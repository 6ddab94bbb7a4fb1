//! Several articles of the queue at once: by mouse, by keys alone, and on a narrow page; and another order of them.

use crate::queue::filled;
use manicule_e2e::page::Page;
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};

fn row(id: &str) -> String {
    format!("[data-entry=\"{id}\"]")
}

fn list(found: &Value) -> Vec<String> {
    found.as_array().into_iter().flatten().filter_map(|id| Some(id.as_str()?.to_owned())).collect()
}

/// The articles that are picked out, as assistive technology is told.
fn picked(page: &Page) -> Vec<String> {
    let rows =
        "return [...document.querySelectorAll('[role=option][aria-selected=true]')].map((row) => row.dataset.entry)";
    list(&page.ask(rows, &[]))
}

/// The first articles of the project.
fn order(page: &Page, count: usize) -> Vec<String> {
    let all = page.documents();
    all.iter().take(count).map(|document| document.id.clone()).collect()
}

fn statuses(page: &Page, ids: &[&str]) -> Vec<String> {
    let all = page.documents();
    let of = |id: &&str| {
        let found = all.iter().find(|document| document.id == **id);
        found.map(|document| document.status.clone()).unwrap_or_default()
    };
    ids.iter().map(of).collect()
}

/// What has the focus: the article of a row, else nothing.
fn focus(page: &Page) -> String {
    page.ask("return document.activeElement?.dataset?.entry ?? ''", &[]).as_str().unwrap_or_default().to_owned()
}

pub(crate) fn by_mouse(stage: &Stage) {
    let page = filled(stage);
    page.holding("Ctrl", || page.click_selector(&row("a01")));
    page.holding("Ctrl", || page.click_selector(&row("a03")));
    assert_eq!((picked(&page), page.article().as_str()), (vec!["a01".to_owned(), "a03".to_owned()], "a00"));
    page.holding("Shift", || page.click_selector(&row("a06")));
    assert_eq!(picked(&page), ["a03", "a04", "a05", "a06"]);
    page.holding("Ctrl", || page.click_selector(&row("a05")));
    assert_eq!(picked(&page), ["a03", "a04", "a06"]);
    assert!(page.told().starts_with("3 picked out"), "{}", page.told());
    page.pictures("articles picked out");

    // A status for all of them, one step.
    page.ask("document.querySelector('select[data-action=set-statuses]').focus()", &[]);
    page.press("f");
    page.press("l");
    page.press("Tab");
    // Past the languages, a list as well.
    page.press("Tab");
    page.idle();
    let three = ["a03", "a04", "a06"];
    page.until_equal("the status of three", &vec!["flagged".to_owned(); 3], || statuses(&page, &three));
    assert_eq!(page.article(), "a00", "none of them is brought up");
    assert_eq!(picked(&page), three, "they stay picked out");
    page.strike("Ctrl+z");
    page.until_equal("the status of three", &vec!["new".to_owned(); 3], || statuses(&page, &three));

    // Only those are exported.
    let file = page.download(|| page.click_selector("[data-action=export-articles]"));
    let text = std::fs::read_to_string(file).expect("the file is there");
    assert_eq!(text.lines().count(), 3);
    // In other formats as well.
    page.click_selector(".picked-bar [data-action=export-lab]");
    page.until("the sheet", || (page.count("[data-value=picked]:checked") == 1).then_some(()));
    page.strike("Escape");

    // Pulled to another place, all three; and back.
    let before = order(&page, 9);
    // The upper one is brought into sight first; both are then.
    let to = page.middle_of(&row("a01"));
    let from = page.middle_of(&row("a04"));
    page.drag_and(from, manicule_e2e::hand::Point { y: to.y - 8.0, ..to }, || {
        assert_eq!(page.count("[data-drop=before]"), 1, "a line shows where they would stand");
        page.screenshot("articles on their way");
    });
    page.idle();
    assert_eq!(order(&page, 7), ["sample-harbour", "a00", "a03", "a04", "a06", "a01", "a02"]);
    page.reload();
    page.until("all articles", || (page.documents().len() == 61).then_some(()));
    assert_eq!(order(&page, 7), ["sample-harbour", "a00", "a03", "a04", "a06", "a01", "a02"], "over a reload");
    page.strike("Ctrl+z");
    page.until_equal("the order as it was", &before, || order(&page, 9));
    // One that is not picked out is pulled alone.
    let (from, to) = (page.middle_of(&row("a02")), page.middle_of(&row("a00")));
    page.drag(from, manicule_e2e::hand::Point { y: to.y + 9.0, ..to });
    page.idle();
    assert_eq!(order(&page, 4), ["sample-harbour", "a00", "a02", "a01"]);
    assert_eq!(page.article(), "a00", "pulling opens nothing");

    // Taken out, one step, and brought back.
    page.holding("Ctrl", || page.click_selector(&row("a00")));
    page.holding("Shift", || page.click_selector(&row("a01")));
    page.click_selector("[data-action=remove-articles]");
    page.until("three are gone", || (page.documents().len() == 58).then_some(()));
    assert_eq!((picked(&page).len(), page.count(".picked-bar")), (0, 0));
    page.strike("Ctrl+z");
    page.until("they are back", || (page.documents().len() == 61).then_some(()));
    assert_eq!(order(&page, 4), ["sample-harbour", "a00", "a02", "a01"]);
}

pub(crate) fn by_keys(stage: &Stage) {
    let page = filled(stage);
    // To the list of articles, and through it.
    let reach = || {
        for _ in 0..8 {
            page.strike("F6");
            if !focus(&page).is_empty() {
                return;
            }
        }
        panic!("F6 comes to the list of articles");
    };
    reach();
    assert_eq!(focus(&page), "a00", "it begins at the article that is open");
    page.strike("ArrowDown");
    page.strike("ArrowDown");
    assert_eq!((focus(&page).as_str(), page.article().as_str()), ("a02", "a00"));
    page.screenshot("in the list by keys");
    page.strike("Space");
    page.strike("ArrowDown");
    page.strike("ArrowDown");
    page.strike("Space");
    page.strike("Shift+ArrowDown");
    page.strike("Shift+ArrowDown");
    assert_eq!(picked(&page), ["a04", "a05", "a06"]);
    page.strike("Space");
    assert_eq!(picked(&page), ["a04", "a05"]);
    assert!(page.told().starts_with("2 picked out"), "{}", page.told());

    page.strike("Alt+ArrowUp");
    page.strike("Alt+ArrowUp");
    assert_eq!(order(&page, 8), ["sample-harbour", "a00", "a01", "a04", "a05", "a02", "a03", "a06"]);
    assert_eq!(focus(&page), "a06", "the focus stays in its row");
    page.strike("Alt+Home");
    assert_eq!(order(&page, 4), ["a04", "a05", "sample-harbour", "a00"]);
    page.strike("Escape");
    assert_eq!((picked(&page).len(), focus(&page).as_str()), (0, "a06"));
    // Without any, the row itself.
    page.strike("Alt+ArrowDown");
    assert_eq!((order(&page, 9)[8].as_str(), focus(&page).as_str()), ("a06", "a06"));
    (0..4).for_each(|_| page.strike("Ctrl+z"));
    assert_eq!(order(&page, 8), ["sample-harbour", "a00", "a01", "a02", "a03", "a04", "a05", "a06"]);

    // From end to end, though only some rows are drawn.
    page.strike("End");
    assert_eq!(focus(&page), "a59");
    page.strike("Home");
    assert_eq!(focus(&page), "sample-harbour");
    page.strike("Shift+End");
    assert_eq!(page.count(".picked-bar"), 1);
    assert!(page.told().starts_with("61 picked out"), "{}", page.told());
    page.strike("Escape");
    page.strike("Home");
    page.strike("ArrowDown");
    page.strike("ArrowDown");
    page.strike("Ctrl+a");
    page.strike("Escape");
    page.strike("Delete");
    page.until("one is gone", || (page.documents().len() == 60).then_some(()));
    assert_eq!(focus(&page), "a02", "keys go on from the next row");
    page.strike("Ctrl+z");
    page.until("it is back", || (page.documents().len() == 61).then_some(()));
    reach();
    page.strike("Enter");
    page.idle();
    assert_eq!(page.article(), focus(&page), "Enter opens");

    // Sorted otherwise nothing is moved, and that is said.
    page.dispatch("sort-queue", json!({ "text": "title" }));
    page.strike("Alt+ArrowDown");
    assert!(page.told().contains("sorted otherwise"), "{}", page.told());
    page.dispatch("sort-queue", json!({ "text": "order" }));

    // Doubts are counted, sorted by and listed.
    page.open_article("a07");
    page.select("Ada Lindqvist");
    page.strike("1");
    page.strike("d");
    page.open_article("a00");
    page.dispatch("sort-queue", json!({ "text": "doubts" }));
    page.dispatch("show-queue", json!({ "status": "doubtful" }));
    assert_eq!(page.count("[data-entry]"), 1);
    assert!(
        page.ask("return document.querySelector('[data-entry]').textContent", &[]).to_string().contains("1 doubtful")
    );
    page.screenshot("doubtful articles");
}

/// On a narrow page: folded, and all of the queue when it is wanted. Titles that are long, or run from the right.
pub(crate) fn on_a_narrow_page(stage: &Stage) {
    let page = filled(stage);
    let article = |id: &str, title: &str| {
        let spans: Vec<Value> = if id == "many" {
            (0..200)
                .map(|at| json!({ "label": "person", "fragments": [{ "start": at * 4, "end": at * 4 + 3 }] }))
                .collect()
        } else {
            Vec::new()
        };
        json!({ "format": "article-annotations", "version": "1.0", "offset_unit": "codepoint", "id": id,
            "meta": { "title": title }, "text": "Ada ".repeat(220), "spans": spans })
        .to_string()
    };
    let lines = [
        article("arabic", "نقل أحمد الخبر إلى الميناء في ساعة متأخرة من ليلة أمس بعد وصول السفينة"),
        article("many", "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenversicherungsanstalt schließt"),
    ];
    page.call("importFiles", json!([[{ "name": "two.jsonl", "text": lines.join("\n") }]]));
    page.until("all articles", || (page.documents().len() == 63).then_some(()));
    page.dispatch("place-articles", json!({ "ids": ["arabic", "many"], "document": "a01" }));
    page.dispatch("pick-article", json!({ "document": "many" }));
    page.idle();
    page.pictures("long titles and one from the right");
    page.window(390, 844);
    page.idle();
    page.screenshot("folded");
    let queue = "return getComputedStyle(document.querySelector('.queue')).display";
    assert_eq!(page.ask(queue, &[]), "none");
    page.click_selector("[data-action=unfold-queue]");
    page.screenshot("the queue on a narrow page");
    page.click_selector("[data-field=queue]");
    page.type_text("ferry report 0");
    page.idle();
    page.screenshot("found on a narrow page");
    page.click_selector(&row("a05"));
    page.until("the article", || (page.article() == "a05").then_some(()));
    assert_eq!(page.ask(queue, &[]), "none", "it folds");
    page.click_selector("[data-action=unfold-queue]");
    page.screenshot("the queue on a narrow page again");
    page.strike("Escape");
    assert_eq!(page.ask(queue, &[]), "none", "Escape folds");
    page.window(1400, 900);
    assert_eq!(page.ask("return getComputedStyle(document.querySelector('.thumbs')).display", &[]), "none");
    assert_eq!(page.ask(queue, &[]), "flex");
}
