//! Several projects in one browser: made by keyboard alone, gone to and fro, apart from each other, and let go.

use crate::projects_gone::ANY_OF;
use crate::texts::{BRIDGE, HARBOUR};
use manicule_e2e::check::check_offsets;
use manicule_e2e::page::Page;
use manicule_e2e::span::{ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};
use std::time::Duration;

/// The name at the top of the page.
pub(crate) fn name(page: &Page) -> String {
    let name = page.ask("return document.querySelector('.crumb-project')?.textContent ?? ''", &[]);
    name.as_str().unwrap_or_default().to_owned()
}

/// The id in the address; nothing in a plain one.
fn address(page: &Page) -> Option<String> {
    let id = page.ask("return new URLSearchParams(location.search).get('project')", &[]);
    id.as_str().map(str::to_owned)
}

/// Brings the list up by its key.
pub(crate) fn list(page: &Page) {
    page.strike("Shift+P");
    page.until("the list", || (page.count("dialog[open] .project-list [data-project]") > 0).then_some(()));
    let reading = "return document.querySelector('.projects')?.textContent.includes('Looking what is stored')";
    page.until("what is stored", || (page.ask(reading, &[]) == false).then_some(()));
    page.idle();
}

/// The rows of the list: ids and what they say.
fn rows(page: &Page) -> Vec<(String, String)> {
    let rows = page.ask(
        "return [...document.querySelectorAll('.project-list > li')].map((row) => \
            [row.dataset.project, row.querySelector('input')?.value ?? row.querySelector('b').textContent])",
        &[],
    );
    serde_json::from_value(rows).expect("pairs")
}

/// Does something that loads the page with another project, and waits for it.
pub(crate) fn moved(page: &Page, deed: impl FnOnce()) -> String {
    page.ask("window.beforeMove = true", &[]);
    deed();
    page.until("another page load", || {
        (page.ask("return window.beforeMove ?? null", &[]) == Value::Null).then_some(())
    });
    page.ready();
    address(page).unwrap_or_default()
}

/// Makes a project by hand.
pub(crate) fn make(page: &Page, called: &str) -> String {
    list(page);
    page.click_selector("[data-name=new-project]");
    page.type_text(called);
    moved(page, || page.press("Enter"))
}

pub(crate) fn go(page: &Page, id: &str) {
    list(page);
    let row = page.middle_of(&format!("[data-project=\"{id}\"] [data-action=open-project]"));
    moved(page, || page.click(row));
    assert_eq!(address(page).as_deref(), Some(id));
}

/// A text comes in by the palette and the keyboard.
fn paste_by_keys(page: &Page, text: &str) {
    let before = page.documents().len();
    page.strike("Ctrl+k");
    page.type_text("paste an article");
    page.strike("Enter");
    page.until("the sheet", || (page.count("dialog[open] textarea") == 1).then_some(()));
    page.type_text(text);
    page.strike("Tab");
    page.strike("Tab");
    page.strike("Enter");
    page.until_equal("one more", &(before + 1), || page.documents().len());
    page.idle();
}

pub(crate) fn from_nothing_by_keyboard(stage: &Stage) {
    let page = stage.open();
    list(&page);
    assert_eq!(
        page.ask("return document.activeElement.dataset.name", &[]),
        "new-project",
        "there is no other to go to"
    );
    page.pictures("one");
    page.type_text("Ferries");
    page.strike("Tab");
    page.type_text("Co");
    page.strike("Tab");
    let id = moved(&page, || page.press("Enter"));
    assert_eq!((name(&page).as_str(), id.len()), ("Ferries", 13));
    assert_eq!(page.documents().len(), 0, "without the sample");
    page.pictures("empty");
    page.reload();
    assert_eq!((name(&page).as_str(), address(&page)), ("Ferries", Some(id.clone())), "it was written at once");
    for text in [HARBOUR, BRIDGE] {
        paste_by_keys(&page, text);
    }
    // The word at the caret, by the key of the schema that was chosen.
    for _ in 0..2 {
        page.strike("Enter");
        page.strike("1");
        page.strike("Escape");
        page.strike("Escape");
        page.strike("<");
    }
    page.until_saved();
    let labels: Vec<String> = page.spans().into_iter().map(|span| span.label).collect();
    assert_eq!(labels, ["PER"]);
    let export = page.export();
    page.reload();
    assert_eq!(page.export(), export);
    check_offsets(&export);
    // Its name, by keyboard as well.
    list(&page);
    for _ in 0..20 {
        if page.ask("return document.activeElement.dataset.action ?? ''", &[]) == "rename-project" {
            break;
        }
        page.strike("Shift+Tab");
    }
    page.strike("Ctrl+a");
    page.type_text("Ships <b>&amp;</b>");
    page.strike("Enter");
    page.until_equal("the name", &"Ships <b>&amp;</b>".to_owned(), || name(&page));
    page.strike("Escape");
    page.strike("Ctrl+z");
    page.until_equal("the old name", &"Ferries".to_owned(), || name(&page));
}

pub(crate) fn back_and_forth(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    let first = page.export();
    assert_eq!(address(&page), None);
    let second_id = make(&page, "Second");
    page.import("bridge.txt", BRIDGE);
    page.mark("Zoë Nuñez", PERSON);
    page.until_saved();
    let second = page.export();
    assert!(!second.contains("Ada Lindqvist") && !first.contains("Zoë"));
    for _ in 0..2 {
        go(&page, "");
        assert_eq!(page.export(), first);
        page.reload();
        assert_eq!((page.export(), address(&page).as_deref()), (first.clone(), Some("")));
        go(&page, &second_id);
        assert_eq!(page.export(), second);
        page.reload();
        assert_eq!(page.export(), second);
    }
    // Going back is the browser's.
    page.ask("history.back()", &[]);
    page.until("the first", || {
        (page.ask("return !!window.manicule && new URLSearchParams(location.search).get('project') === ''", &[])
            == true)
            .then_some(())
    });
    page.ready();
    assert_eq!(page.export(), first);
    // A plain address leads to the one used last, and loading it anew stays there.
    go(&page, &second_id);
    page.browser().go_to(&page.address());
    page.ready();
    assert_eq!((page.export(), address(&page)), (second.clone(), Some(second_id.clone())));
    page.reload();
    assert_eq!(page.export(), second);
    // With a mark of its own the first is reached at any time.
    page.browser().go_to(&format!("{}?project=", page.address()));
    page.ready();
    assert_eq!(page.export(), first);
    page.browser().go_to(&page.address());
    page.ready();
    assert_eq!(page.export(), first, "now that was used last");
    page.kill();
    // Which was used last stands in local storage alone, which reaches the disk late; what is in it does not.
    page.browser().go_to(&format!("{}?project=", page.address()));
    page.ready();
    assert_eq!(page.export(), first);
    // Local storage is lost: everything is still listed, from the databases.
    go(&page, &second_id);
    page.ask("localStorage.clear()", &[]);
    page.reload();
    assert_eq!(page.export(), second);
    page.ask("localStorage.clear()", &[]);
    list(&page);
    let listed: Vec<String> = rows(&page).into_iter().map(|(_, name)| name).collect();
    assert_eq!(listed, ["Second", "My project"]);
    page.screenshot("two, from the databases");
}

pub(crate) fn two_tabs_apart(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.until_saved();
    make(&page, "Second");
    page.import("harbour.txt", HARBOUR);
    page.until_saved();
    page.browser().open_tab();
    page.browser().go_to(&format!("{}?project=", page.address()));
    page.ready();
    page.open_article(&page.documents().last().expect("the harbour").id);
    let here = page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    page.browser().go_to_tab(0);
    page.rest(Duration::from_millis(500));
    assert!(page.spans().is_empty(), "the same article of another project");
    let there = page.mark("Norrland Lines", ORGANISATION);
    page.strike("Ctrl+z");
    page.strike("Ctrl+y");
    page.until_saved();
    page.rest(Duration::from_secs(4));
    page.browser().go_to_tab(1);
    page.rest(Duration::from_millis(500));
    let ids = |page: &Page| page.spans().into_iter().map(|span| span.id).collect::<Vec<_>>();
    let here = [here.id];
    assert_eq!(ids(&page), here);
    page.reload();
    assert_eq!(ids(&page), here);
    page.browser().go_to_tab(0);
    page.reload();
    assert_eq!(ids(&page), [there.id]);
}

/// A link to a project that is in another browser; what is not in its storage is not made by looking.
pub(crate) fn not_here(stage: &Stage) {
    let page = stage.open();
    page.browser().go_to(&format!("{}?project=%3Cb%3Ep%2F7~%E2%80%AE#x", page.address()));
    page.ready();
    assert_eq!(page.documents().len(), 0);
    page.pictures("not here");
    list(&page);
    page.strike("Escape");
    page.rest(Duration::from_secs(4));
    assert_eq!(page.ask(ANY_OF, &[json!("manicule")]), json!([0, 0]), "nothing is written");
    page.import("harbour.txt", HARBOUR);
    page.until_saved();
    let export = page.export();
    page.reload();
    assert_eq!(page.export(), export);
    page.browser().go_to(&format!("{}?project=", page.address()));
    page.ready();
    assert_eq!(page.documents().len(), 1, "the sample");
    list(&page);
    assert_eq!(rows(&page).len(), 2);
    page.strike("Escape");
}

/// How the list looks with three and with forty, with names of every kind.
pub(crate) fn looks(stage: &Stage) {
    let page = stage.open();
    make(&page, "Fact-checks, spring 2024");
    page.import("harbour.txt", HARBOUR);
    make(&page, "Claims about the harbour");
    page.import("bridge.txt", BRIDGE);
    page.strike("Ctrl+Enter");
    page.until_saved();
    list(&page);
    page.pictures("three");
    page.strike("Escape");
    let cards = "const scope = Object.keys(localStorage).find((key) => key.endsWith('/session')).replace(/~2.*$/, ''); \
        const names = ['مشروع عن الموانئ', '<img src=x onerror=alert(1)>', 'w'.repeat(500), 'one two three '.repeat(30), '', '新聞', 'Same', 'Same']; \
        for (let n = 0; n < 38; n += 1) localStorage.setItem(`${scope}~2p${n}/session`, JSON.stringify({ card: { \
            name: names[n] ?? `Project ${n}`, articles: n * 3, done: n, at: new Date(Date.UTC(2024, 2, 40 - n)).toISOString() } })); \
        localStorage.setItem(`${scope}~2lost/session`, 'junk')";
    page.ask(cards, &[]);
    list(&page);
    assert_eq!(rows(&page).len(), 41);
    page.pictures("forty");
    page.strike("ArrowDown");
    page.strike("ArrowDown");
    page.screenshot("forty, further down");
    page.ask("document.querySelector('.project-list').scrollTo(0, 99999)", &[]);
    page.screenshot("forty, at the end");
    page.strike("Escape");
}
