//! The queue: which articles are listed, in which order, and from one to the next that is to do.

use manicule_e2e::page::Page;
use manicule_e2e::stage::Stage;
use serde_json::json;

const ARTICLES: usize = 60;

/// A page with the sample and sixty short articles, the first of these open.
pub(super) fn filled(stage: &Stage) -> std::rc::Rc<Page> {
    let page = stage.open();
    let line = |number: usize| {
        let towns = ["Harbour", "Ferry", "Élan", "Market"];
        let title = format!("{} report {number:02}, with a title long enough to need two lines", towns[number % 4]);
        let text = format!("{title}\n\nAda Lindqvist spoke to the board in town {number}.");
        json!({ "format": "article-annotations", "version": "1.0", "offset_unit": "codepoint",
            "id": format!("a{number:02}"), "meta": { "title": title }, "text": text })
        .to_string()
    };
    let lines: Vec<String> = (0..ARTICLES).map(line).collect();
    page.call("importFiles", json!([[{ "name": "sixty.jsonl", "text": lines.join("\n") }]]));
    page.until("all articles", || (page.documents().len() == ARTICLES + 1).then_some(()));
    page.open_article("a00");
    page
}

fn titles(page: &Page) -> Vec<String> {
    let found = page.ask("return [...document.querySelectorAll('[data-entry]')].map((row) => row.dataset.entry)", &[]);
    found.as_array().into_iter().flatten().filter_map(|id| Some(id.as_str()?.to_owned())).collect()
}

/// Chooses what a list in the queue says, by its keys.
fn choose(page: &Page, action: &str, down: usize) {
    page.ask(&format!("document.querySelector('[data-action={action}]').focus()"), &[]);
    (0..down).for_each(|_| page.strike("ArrowDown"));
    page.strike("Escape");
    page.idle();
}

/// By keys from one to the next that is to do; what is done leaves the list of what is to do.
pub(crate) fn one_after_the_other(stage: &Stage) {
    let page = filled(stage);
    page.strike("Ctrl+Shift+Enter");
    page.until("the next article", || (page.article() == "a01").then_some(()));
    page.strike("Ctrl+Shift+Enter");
    page.until("the one after", || (page.article() == "a02").then_some(()));
    page.click_selector(".queue-acts [data-action=set-status]");
    page.idle();
    page.strike("Ctrl+<");
    page.until("the one before that is to do", || (page.article() != "a02").then_some(()));
    assert!(!["a00", "a01"].contains(&page.article().as_str()), "those are done: {}", page.article());
    page.strike("Ctrl+>");
    page.until("skipped ones are passed", || (page.article() == "a03").then_some(()));

    choose(&page, "show-queue", 1);
    let listed = titles(&page);
    assert!(!listed.iter().any(|id| ["a00", "a01", "a02"].contains(&id.as_str())), "{listed:?}");
    page.strike("Ctrl+Shift+Enter");
    page.until("the next one", || (page.article() == "a04").then_some(()));
    assert!(!titles(&page).contains(&"a03".to_owned()), "what is done leaves the list");
    page.strike("Ctrl+z");
    page.idle();
    assert!(titles(&page).contains(&"a03".to_owned()), "and comes back when that is undone");
}

/// Found, sorted and looked at.
pub(crate) fn found_and_sorted(stage: &Stage) {
    let page = filled(stage);
    page.pictures("sixty articles");
    page.click_selector("[data-field=queue]");
    page.type_text("elan");
    page.idle();
    assert_eq!(titles(&page).len(), 0, "accents are letters");
    page.screenshot("nothing found");
    (0..4).for_each(|_| page.strike("Backspace"));
    page.type_text("ferry report 0");
    page.until_equal("those that are called so", &vec!["a01".to_owned(), "a05".to_owned(), "a09".to_owned()], || {
        titles(&page)
    });
    page.screenshot("found");
    (0..14).for_each(|_| page.strike("Backspace"));
    page.strike("Escape");
    choose(&page, "sort-queue", 1);
    let listed = titles(&page);
    assert_eq!(listed[..2], ["sample-harbour", "a01"], "Ferry comes first: {listed:?}");
    page.screenshot("by title");
    page.ask("document.querySelector('.queue .rows').scrollTo(0, 100000)", &[]);
    page.until("rows further down to be drawn", || titles(&page).iter().any(|id| id == "a02").then_some(()));
}
