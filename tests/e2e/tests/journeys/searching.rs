//! All articles looked through, in a worker of its own: for a name, for a list, for an expression, for what the find
//! field says. And what happens where there can be no worker, or its program does not come.

use manicule_e2e::page::Page;
use manicule_e2e::site::Fault;
use manicule_e2e::span::PERSON;
use manicule_e2e::stage::Stage;
use serde_json::json;

/// Articles of our own writing about the same people.
const ARTICLES: [(&str, &str); 4] = [
    ("Tide office", "Mira Olsen runs the tide office in Varde. Olsen has been there since 2019."),
    ("Floods", "“Varde floods twice a year,” said Mira Olsen. The mayor thanked Olsen on 12 March."),
    ("Budget", "The budget grew by 4 % on 7 May. Nobody asked Per Dahl, and Dahl did not say why."),
    ("Court", "A court in Varde heard OLSEN and Dahl. Dahl’s plan stands."),
];

const PLACES: &str = "[data-action=toggle-occurrence]";

/// Rows of places, as one reads them, with what is taken.
fn rows(page: &Page) -> Vec<String> {
    let script = "return [...document.querySelectorAll('.hit[role=option]')].map((row) => \
                  (row.ariaSelected === 'true' ? '+' : '-') + row.querySelector('b').textContent)";
    let rows = page.ask(script, &[]);
    rows.as_array().into_iter().flatten().map(|row| row.as_str().unwrap_or_default().to_owned()).collect()
}

/// The page with the articles, loaded again so that only the first of them is in memory.
fn with_articles(page: &Page) {
    let files: Vec<_> = ARTICLES
        .iter()
        .map(|(title, text)| json!({ "name": format!("{title}.txt"), "text": format!("{title}\n{text}") }))
        .collect();
    let report = page.call("importFiles", json!([files]));
    let first = report["documents"][0]["id"].as_str().expect("it came in").to_owned();
    page.reload();
    page.open_article(&first);
}

fn marked(page: &Page) -> usize {
    let all = page.export();
    all.matches(&format!("\"label\":\"{}\"", PERSON.id)).count()
}

pub(crate) fn a_name_everywhere(stage: &Stage) {
    let page = stage.open();
    with_articles(&page);
    let before = marked(&page);
    page.mark("Mira Olsen", PERSON);
    page.strike("o");
    assert_eq!(rows(&page), ["+Olsen"]);
    page.strike("o");
    page.idle();
    assert_eq!(rows(&page), ["+Olsen", "+Mira Olsen", "+Olsen"]);
    page.screenshot("places");
    page.strike("ArrowDown");
    page.strike("ArrowDown");
    page.idle();
    assert!(page.blocks()[1].contains("floods"), "walking there shows the article: {:?}", page.blocks());
    assert!(page.count("mark.ghost") == 2, "and the places in its text");
    page.screenshot("walked");
    page.strike("Enter");
    page.idle();
    assert_eq!(marked(&page) - before, 4, "three and the first");
    page.strike("Ctrl+z");
    page.idle();
    assert_eq!(marked(&page) - before, 1, "one step, over articles");
    page.strike("Ctrl+Shift+z");
    page.reload();
    assert_eq!(marked(&page) - before, 4, "and it is stored");
}

pub(crate) fn lists_and_expressions(stage: &Stage) {
    let page = stage.open();
    with_articles(&page);
    let before = marked(&page);
    page.strike("Shift+o");
    let list = page.file("names.txt", "Dahl\nVarde\n");
    page.browser().choose_file(".terms-load input", &list);
    let field = || page.ask("return document.querySelector('.sheet textarea').value", &[]);
    page.until_equal("the list to be loaded", &json!("Dahl\nVarde\n"), field);
    page.screenshot("sheet");
    page.click_selector(".sheet textarea");
    page.press("Ctrl+Enter");
    page.idle();
    page.until("the places", || (page.count(PLACES) > 0).then_some(()));
    assert_eq!(rows(&page), ["+Varde", "+Varde", "+Dahl", "+Dahl", "+Varde", "+Dahl", "+Dahl"]);
    page.strike("a");
    assert!(rows(&page).iter().all(|row| row.starts_with('-')));
    page.strike(" ");
    page.strike("Enter");
    page.idle();
    assert_eq!(marked(&page) - before, 1);

    page.strike("Shift+o");
    page.click_selector("input[type=radio]:not(:checked)");
    page.click_selector(".sheet textarea");
    page.type_text(r"\d+ (March");
    page.press("Ctrl+Enter");
    page.until("what is wrong", || (page.count(".sheet-wrong:not([hidden])") == 1).then_some(()));
    let wrong = page.ask("return document.querySelector('.sheet-wrong').textContent", &[]);
    assert!(wrong.as_str().is_some_and(|wrong| wrong.contains("character 5") && wrong.contains("unclosed")), "{wrong}");
    page.screenshot("wrong");
    page.strike("Escape");

    page.strike("Shift+o");
    page.click_selector("input[type=radio]:not(:checked)");
    page.click_selector(".sheet textarea");
    page.type_text(r"\d+ (?:March|May)");
    page.press("Ctrl+Enter");
    page.until("the places", || (page.count(PLACES) > 0).then_some(()));
    page.idle();
    assert_eq!(rows(&page), ["+30 March", "+12 March", "+7 May"], "one of them in the sample");
    page.strike("Enter");
    page.idle();
    assert_eq!(marked(&page) - before, 4);
}

pub(crate) fn finding_everywhere(stage: &Stage) {
    let page = stage.open();
    with_articles(&page);
    page.strike("/");
    page.type_text("dahl");
    page.press("Ctrl+Enter");
    page.idle();
    assert_eq!(rows(&page).len(), 5, "one of them in the sample: {:?}", rows(&page));
    page.screenshot("found");
    page.strike("ArrowDown");
    page.idle();
    let made = page.newly_made(|| page.press("1"));
    assert_eq!(made.text(), "Dahl", "what is gone to gets a label by its key");
    assert_eq!(rows(&page).len(), 5, "and the list stays");
    page.strike("Escape");
    assert!(rows(&page).is_empty());
}

/// Where the browser refuses workers, the page does the work itself; where the program is damaged, it says so and goes on.
pub(crate) fn without_a_worker(stage: &Stage) {
    let page = stage.open();
    page.ask("globalThis.Worker = class { constructor() { throw new Error('refused'); } }", &[]);
    page.import("floods.txt", ARTICLES[1].1);
    page.dispatch("find-terms", json!({ "kind": "pattern", "text": "\\d+ March", "label": "date" }));
    page.idle();
    assert_eq!(rows(&page), ["+12 March"]);

    let page = stage.open_doomed();
    page.site().spoil("workshop-", Fault::Damaged);
    page.import("floods.txt", ARTICLES[1].1);
    page.dispatch("find-terms", json!({ "kind": "words", "text": "Varde", "label": "place" }));
    page.until("the reason", || page.told().contains("broke off").then_some(()));
    assert_eq!(page.count("dialog.crash"), 0, "the page lives");
    page.mark("Varde", PERSON);
}
