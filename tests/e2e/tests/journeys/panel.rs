//! The panel where there is little room: labels, and the head and buttons of the card, stay in sight.

use manicule_e2e::looks::Theme;
use manicule_e2e::page::Page;
use manicule_e2e::stage::Stage;

/// Which of these are not wholly in sight, or lie under something else.
fn out_of_sight(page: &Page, wanted: &str) -> Vec<String> {
    let script = "return [...document.querySelectorAll(arguments[0])].filter((element) => { \
        const box = element.getBoundingClientRect(); \
        if (!box.width || !box.height) return false; \
        const seen = (x, y) => { const there = document.elementFromPoint(x, y); return there && (element.contains(there) || there.contains(element)); }; \
        return !(box.top >= 0 && box.bottom <= innerHeight && seen(box.left + 4, box.top + 4) && seen(box.left + 4, box.bottom - 4)); \
        }).map((element) => element.outerHTML.slice(0, 120).toWellFormed())";
    let found = page.ask(script, &[serde_json::json!(wanted)]);
    found.as_array().expect("a list").iter().map(ToString::to_string).collect()
}

pub(crate) fn in_sight(stage: &Stage) {
    let page = stage.open();
    page.window(1400, 760);
    let claim = page.spans().into_iter().find(|span| span.label == "claim").expect("the sample has a claim");
    page.choose(&claim.id);
    let card = "[data-label], .sel-card .card-head, .sel-card .acts .act";
    assert_eq!(out_of_sight(&page, card), Vec::<String>::new(), "a claim at 760 px");
    assert!(page.count(".sel-card .acts .act") >= 5);
    page.screenshot("a claim, 760 px high");
    page.ask("const body = document.querySelector('.card-body'); body.scrollTop = body.scrollHeight", &[]);
    assert_eq!(out_of_sight(&page, card), Vec::<String>::new(), "and scrolled");
    assert_eq!(out_of_sight(&page, ".list-row.on"), Vec::<String>::new(), "its row is seen too");
    page.screenshot("a claim, scrolled");

    page.window(390, 844);
    page.theme(Theme::Dark);
    page.strike("Ctrl+a");
    page.strike("Ctrl+a");
    assert!(page.selected().len() > 10);
    let card = ".sel-card .card-head b, .sel-card .acts .act:first-child, .sel-card .acts .act:nth-child(2), [data-label=person]";
    assert_eq!(out_of_sight(&page, card), Vec::<String>::new(), "several at 390 px");
    page.screenshot("several, narrow and dark");
    page.strike("Escape");
    page.choose(&claim.id);
    assert_eq!(out_of_sight(&page, card), Vec::<String>::new(), "a claim at 390 px");
    page.screenshot("a claim, narrow and dark");
}
