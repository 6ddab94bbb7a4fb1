//! The guidelines beside the text: written by keyboard, read while marking, from files and into them; a hostile text does
//! nothing.

use manicule_e2e::looks::Theme;
use manicule_e2e::page::Page;
use manicule_e2e::span::PERSON;
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};
use std::fs;

const SHORT: &str = "# What to mark\n\nMark *every* **name**, see [Rare cases](#rare-cases).\n\n## Rare cases\n\n1. A ship is a `product`.\n2. A title is not part of a name.";

/// What is read in the pane.
fn words(page: &Page) -> String {
    page.ask("return document.querySelector('.guide')?.innerText ?? ''", &[]).as_str().unwrap_or_default().to_owned()
}

fn guidelines(page: &Page) -> Value {
    page.call("project", json!([]))["guidelines"].clone()
}

fn focus(page: &Page) -> String {
    let script = "const has = document.activeElement; return has.dataset.field ?? has.dataset.action ?? has.tagName";
    page.ask(script, &[]).as_str().unwrap_or_default().to_owned()
}

/// Text in the field, as it stands there.
fn field(page: &Page) -> Value {
    page.ask("return document.querySelector('[data-field=guidelines]')?.value ?? null", &[])
}

/// Written by keyboard alone, and read while words are marked.
pub(crate) fn written_and_followed(stage: &Stage) {
    let page = stage.open();
    page.strike("Shift+L");
    page.until("the pane", || words(&page).contains("no guidelines yet").then_some(()));
    page.screenshot("none yet");
    page.strike("Shift+F6");
    assert_eq!(focus(&page), "guide-edit", "the pane is one of those that F6 goes to");
    page.strike("Enter");
    page.until("the field", || (focus(&page) == "guidelines").then_some(()));
    page.type_text(SHORT);
    page.screenshot("written");
    page.strike("Ctrl+Enter");
    page.idle();
    assert_eq!(guidelines(&page), SHORT);
    assert_eq!(page.count(".guide .prose > h3.md-h1"), 1);
    assert_eq!(page.count(".guide .prose ol > li"), 2);
    assert_eq!(page.count(".guide .prose strong"), 1);

    // A link within the text goes to its heading, and the address stays what it is.
    let address = page.ask("return location.href", &[]);
    page.click_selector(".guide .prose .md-link");
    page.idle();
    assert_eq!(page.ask("return location.href", &[]), address);

    // Keys mean the article: what is marked is marked beside what is read.
    let made = page.mark("Aksel Bruun", PERSON);
    assert_eq!(made.label, "person");
    page.click_selector(".sel-card .guide-ask");
    page.until("the label’s part", || (page.count(".guide-label.now.p0") == 1).then_some(()));
    let seen = "const part = document.querySelector('.guide-label.now').getBoundingClientRect(); \
        const pane = document.querySelector('.guide-body').getBoundingClientRect(); \
        return part.top >= pane.top && part.bottom <= pane.bottom";
    assert_eq!(page.ask(seen, &[]), json!(true), "it is in sight");
    page.screenshot("beside the article");

    page.until_saved();
    page.reload();
    page.until("the pane again", || words(&page).contains("Rare cases").then_some(()));
    page.strike("Ctrl+z");
    page.strike("Ctrl+z");
    assert_eq!(guidelines(&page), "");
    assert!(words(&page).contains("no guidelines yet"));
    page.strike("Ctrl+y");
    assert_eq!(guidelines(&page), SHORT);
    page.strike("Shift+L");
    page.until("the pane to go", || (page.count(".guide") == 0).then_some(()));
}

/// Escape by accident, a page load: what was written is there.
pub(crate) fn not_lost(stage: &Stage) {
    let page = stage.open();
    page.dispatch("edit-guidelines", json!({}));
    page.until("the field", || (focus(&page) == "guidelines").then_some(()));
    page.type_text("# Half a th");
    page.strike("Escape");
    assert_eq!((guidelines(&page), focus(&page)), (json!(""), "guide-edit".to_owned()));
    assert!(page.told().contains("waits under Edit"), "{}", page.told());
    assert!(words(&page).contains("Edit (changes wait)"), "{}", words(&page));
    page.screenshot("changes wait");
    page.until_saved();
    page.reload();
    page.until("the pane again", || words(&page).contains("changes wait").then_some(()));
    page.click_selector("[data-field=guide-edit]");
    page.until("the field", || (field(&page) == "# Half a th").then_some(()));
    assert_eq!(focus(&page), "guidelines");
    // Going on at the end: nothing was picked out that a key would take away.
    page.strike("Ctrl+End");
    page.type_text("ing");
    page.click_selector("[data-action=preview-guidelines]");
    page.until("the preview", || (page.count(".guide-preview h3") == 1).then_some(()));
    page.pictures("writing, with preview");
    // Somebody else changes them meanwhile.
    page.dispatch("set-guidelines", json!({ "text": "# Theirs" }));
    page.dispatch("edit-guidelines", json!({}));
    page.until("the field", || (field(&page) == "# Half a thing").then_some(()));
    assert!(words(&page).contains("changed since you began"), "{}", words(&page));
    // It is still known after a page load, and keeping is asked for twice.
    page.until_saved();
    page.reload();
    page.until("the pane again", || words(&page).contains("changes wait").then_some(()));
    page.click_selector("[data-field=guide-edit]");
    page.until("the field", || (field(&page) == "# Half a thing").then_some(()));
    page.strike("Ctrl+Enter");
    assert!(page.told().contains("Keep again"), "{}", page.told());
    assert_eq!(guidelines(&page), "# Theirs");
    page.click_selector(".guide-theirs summary");
    page.pictures("guidelines, changed elsewhere");
    page.click_selector("[data-action=drop-guidelines]");
    page.idle();
    assert_eq!(guidelines(&page), "# Theirs");
    assert_eq!(page.count(".guide textarea"), 0);
}

/// A file comes into the field, and is kept or not; the guidelines go into a file, and with the articles.
pub(crate) fn from_files_and_into_them(stage: &Stage) {
    let page = stage.open();
    page.dispatch("guidelines", json!({}));
    page.idle();
    let input = ".guide input[type=file]";
    page.browser()
        .choose_file(input, &page.file("how.md", "\u{feff}# Loaded\r\n\r\n| a | b |\r\n|---|---|\r\n| c | d |\r\n"));
    page.until("the file in the field", || {
        (field(&page) == "# Loaded\n\n| a | b |\n|---|---|\n| c | d |\n").then_some(())
    });
    assert_eq!(guidelines(&page), "");
    page.browser().choose_file(input, &page.file("other.md", "# Other"));
    page.until("a word", || page.told().contains("not kept yet").then_some(()));
    page.click_selector("[data-action=set-guidelines]");
    page.until("a table", || (page.count(".guide td") == 2).then_some(()));
    let saved = page.download(|| page.click_selector("[data-action=save-guidelines]"));
    assert!(saved.ends_with("guidelines.md"), "{}", saved.display());
    assert_eq!(fs::read_to_string(saved).expect("it is there"), guidelines(&page).as_str().expect("a text"));
    page.browser().choose_file(input, &page.file("big.md", &"x".repeat(200_001)));
    page.until("a word", || page.told().contains("larger than guidelines may be").then_some(()));

    // A first visit elsewhere takes them with the articles.
    page.mark("Aksel Bruun", PERSON);
    let export = page.export();
    let elsewhere = stage.open();
    elsewhere.browser().choose_file("input[type=file]", &elsewhere.file("all.jsonl", &export));
    elsewhere.until("its guidelines", || (guidelines(&elsewhere) == guidelines(&page)).then_some(()));
}

/// Nothing in the text becomes markup, and nothing leads to a program.
pub(crate) fn hostile(stage: &Stage) {
    let page = stage.open();
    let text = "<img src=x onerror=\"window.caught = 1\"> <script>window.caught = 2</script>\n\n\
        [one](javascript:window.caught=3) ![two](https://example.org/x.png) <a href=\"javascript:window.caught=4\">three</a>\n\n\
        [four](data:text/html,x) [five](https://example.org/five) <javascript:window.caught=5> [six](#nowhere)\n\n\
        # <b id=app>seven</b>\n\n<div data-pane=\"article\">eight</div>";
    page.dispatch("set-guidelines", json!({ "text": text }));
    page.dispatch("guidelines", json!({}));
    page.until("the pane", || words(&page).contains("eight").then_some(()));
    for tag in ["img", "script", "iframe", "b", "div[data-pane]", "[id]"] {
        assert_eq!(page.count(&format!(".guide .prose {tag}")), 0, "{tag}");
    }
    let links = page.ask("return [...document.querySelectorAll('.guide .prose a')].map((link) => [link.href, link.rel, link.target, link.innerText])", &[]);
    assert_eq!(links, json!([["https://example.org/five", "noopener noreferrer", "_blank", "five"]]));
    for shown in ["<img src=x onerror=", "[one](javascript:window.caught=3)", "<script>", "[four](data:text/html,x)"] {
        assert!(words(&page).contains(shown), "{shown}: {}", words(&page));
    }
    for place in 0..page.count(".guide .prose .md-link") {
        page.ask(&format!("document.querySelectorAll('.guide .prose .md-link')[{place}].click()"), &[]);
    }
    page.screenshot("hostile");
    page.dispatch("edit-guidelines", json!({}));
    page.dispatch("preview-guidelines", json!({}));
    page.until("the preview", || (page.count(".guide-preview") == 1).then_some(()));
    assert_eq!(page.count(".guide-preview :is(img, script, b)"), 0);
    assert_eq!(page.ask("return window.caught ?? null", &[]), Value::Null);
}

/// Over the page where it is narrow: it has the focus, Escape closes it, and the article has the focus again.
pub(crate) fn narrow(stage: &Stage) {
    let page = stage.open();
    page.dispatch("set-guidelines", json!({ "text": SHORT }));
    page.window(600, 900);
    page.strike("Shift+L");
    page.until("the pane", || words(&page).contains("Rare cases").then_some(()));
    page.until("the focus in it", || (focus(&page) == "guide").then_some(()));
    page.screenshot("a drawer");
    page.strike("Escape");
    page.until("the pane to go", || (page.count(".guide") == 0).then_some(()));
    assert_eq!(page.ask("return document.activeElement.hasAttribute('data-document')", &[]), json!(true));
    // Also when a click has taken the focus out of it, and before anything else is let go of.
    page.select("Aksel Bruun");
    page.strike("Shift+L");
    page.click_selector(".guide h2");
    page.strike("Escape");
    page.until("the pane to go", || (page.count(".guide") == 0).then_some(()));
    assert!(page.has_pending(), "the words are picked out still");
    // Beside the article Escape leaves it.
    page.window(1400, 900);
    page.strike("Escape");
    page.strike("Shift+L");
    page.strike("Shift+F6");
    page.strike("Escape");
    assert_eq!(page.count(".guide"), 1);
    assert_eq!(page.ask("return document.activeElement.hasAttribute('data-document')", &[]), json!(true));
}

/// Long guidelines, many labels, in every window.
pub(crate) fn looks(stage: &Stage) {
    let page = stage.open();
    page.dispatch("set-guidelines", json!({ "text": long() }));
    page.dispatch("use-schema", json!({ "kind": "ontonotes-5" }));
    page.dispatch("guidelines", json!({}));
    page.until("the pane", || words(&page).contains("Contents").then_some(()));
    page.pictures("three pages");
    page.window(1700, 950);
    page.screenshot("with the queue");
    page.window(1000, 800);
    page.screenshot("small");
    page.window(850, 800);
    page.screenshot("small drawer");
    page.window(1400, 900);
    page.ask("document.querySelector('.guide-body').scrollTo(0, 500)", &[]);
    page.idle();
    page.screenshot("further down");
    page.theme(Theme::Dark);
    page.ask("document.querySelector('.guide-body').scrollTo(0, 700)", &[]);
    page.idle();
    page.screenshot("table and code, dark");
    page.theme(Theme::Light);
    page.dispatch("guidelines", json!({ "label": "GPE" }));
    page.idle();
    page.pictures("at a label");
}

/// Some three pages, as people write them.
fn long() -> String {
    let mut text = "# Names in harbour news\n\nWe mark **who** is named and **what they are said to have done**. Read *Rare cases* before you ask; \
        what is not there goes to the [desk](mailto:desk@example.org) or the [style book](https://example.org/style).\n\n\
        ## In short\n\n- Mark the name, not the title: Captain **Lindqvist**.\n- Mark each mention:\n  - full names,\n  - surnames alone,\n  - not pronouns.\n- Leave by-lines alone.\n\n\
        > If two annotators would argue about it, doubt it and write a note.\n\n## Which label\n\n| The words | Label | Why |\n|:--|:-:|--:|\n\
        | *Norrland Lines* | ORG | a company |\n| the *Linnea* | PRODUCT | ships are made |\n| *Sweden* signed | GPE | a government acts |\n\n\
        ### Ships\n\nThe article stays outside: `the [Linnea]`.\n\n```\nthe [Linnea]PRODUCT left [Luleå]GPE at [two in the morning]TIME\n```\n\n## Rare cases\n\n".to_owned();
    for number in 1..=14 {
        text += &format!(
            "{number}. A name inside a longer name is marked with the longer one only, unless both are asked for in the task; \
             a nickname counts as a name where readers would know whom it means.\n"
        );
    }
    text + "\n---\n\n## Who to ask\n\nAda, until four; Mats, later.  \nBoth read the channel.\n"
}
