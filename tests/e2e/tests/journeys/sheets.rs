//! Sheets hold the focus and give it back; every command is found by its name; every step can be gone back to.

use crate::texts::HARBOUR;
use manicule_e2e::page::Page;
use manicule_e2e::span::{PERSON, PLACE};
use manicule_e2e::stage::Stage;
use serde_json::json;

/// What has the focus: an element's name and, where it has one, its action or field.
fn focus(page: &Page) -> String {
    let script = "const it = document.activeElement; return [it.localName, it.dataset.action ?? it.dataset.field ?? ''].join(' ')";
    page.ask(script, &[]).as_str().unwrap_or_default().trim().to_owned()
}

fn up(page: &Page) -> bool {
    page.count("dialog[open]") == 1
}

pub(crate) fn palette(stage: &Stage) {
    let page = stage.open();
    page.select("former chief engineer");
    page.strike("Ctrl+k");
    assert!(up(&page) && focus(&page).starts_with("input"), "{}", focus(&page));
    page.type_text("label per");
    page.idle();
    page.screenshot("palette");
    let made = page.newly_made(|| page.press("Enter"));
    assert_eq!((made.text().as_str(), made.label.as_str()), ("former chief engineer", PERSON.id));
    assert!(!up(&page));

    page.strike("/");
    page.strike("Ctrl+k");
    assert!(up(&page), "it comes up from a field too");
    page.type_text("undo");
    page.idle();
    page.strike("Enter");
    assert!(page.spans().iter().all(|span| span.id != made.id), "Undo by its name");
    assert_eq!(focus(&page), "input find", "the focus is back where it was");
}

pub(crate) fn focus_is_held_and_given_back(stage: &Stage) {
    let page = stage.open();
    page.ask("document.querySelector('[data-document]').focus()", &[]);
    for (open, inside) in [("?", "button keys"), ("Ctrl+k", "input")] {
        page.strike(open);
        assert!(up(&page));
        assert_eq!(focus(&page), inside);
        for _ in 0..6 {
            page.strike("Tab");
            let held = page
                .ask("const it = document.activeElement; return it === document.body || !!it.closest('dialog')", &[]);
            assert_eq!(held, json!(true), "{open}: {}", focus(&page));
        }
        page.strike("Escape");
        assert!(!up(&page), "{open} is closed");
        assert_eq!(focus(&page), "article", "and the article has the focus again");
    }
    page.click_selector("[data-action=paste-article]");
    page.type_text("One. 1");
    assert_eq!(page.spans().len() as u64, page.count("[data-annotation]"), "a field takes what is typed");
    page.strike("Escape");
    assert!(!up(&page));
}

/// Keys are changed with real keys: a new one works and the old one does not, one that is taken is told, single letters
/// are switched off, and all of it is there after a reload.
pub(crate) fn keys(stage: &Stage) {
    let page = stage.open();
    page.dispatch("keys", json!({}));
    page.idle();
    let row = |action: &str| format!("dialog button.key[aria-label*=\"{action}\"]");
    let sheet = || {
        page.ask("return document.querySelector('dialog .told').textContent", &[])
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    page.click_selector(&row("Exact characters"));
    page.screenshot("waiting for a key");
    page.strike("n");
    assert_eq!(sheet(), "N is the key of “Note”.", "a clash is told");
    page.screenshot("a clash");
    page.strike("1");
    assert!(sheet().contains("the label Person"), "{}", sheet());
    page.strike("m");
    assert_eq!(sheet(), "Exact characters: M");
    page.strike("Escape");
    assert!(!up(&page));
    let exact = || page.ask("return document.querySelector('[data-action=toggle-exact]').firstChild.textContent", &[]);
    let before = exact();
    page.strike("x");
    assert_eq!(exact(), before, "the old key does nothing");
    page.strike("m");
    assert_ne!(exact(), before, "the new one does");
    page.strike("m");

    page.reload();
    page.strike("m");
    assert_ne!(exact(), before, "also after a reload");
    page.strike("m");
    // Its first key back.
    page.dispatch("keys", json!({}));
    page.idle();
    page.click_selector("dialog [data-action=set-keys][title*=\"Exact characters\"]:not(.key)");
    // Single letters off: labels too; chords, arrows and the palette go on.
    page.click_selector("dialog input[type=checkbox]");
    page.screenshot("single letters off");
    page.strike("Escape");
    page.strike("x");
    assert_eq!(exact(), before);
    page.select("former chief engineer");
    let spans = page.spans().len();
    page.strike("1");
    assert_eq!(page.spans().len(), spans, "no label by a single key");
    page.strike("Ctrl+k");
    page.type_text("label per");
    page.idle();
    page.strike("Enter");
    assert_eq!(page.spans().len(), spans + 1, "but by its name");
    page.strike("Ctrl+z");
    assert_eq!(page.spans().len(), spans, "chords go on");
    page.dispatch("toggle-single", json!({}));
    page.strike("x");
    assert_ne!(exact(), before, "and on again, with the first key");
}

/// Steps in two articles: a click goes back over the switch, each bulk step is one, each tells its time.
pub(crate) fn history_over_articles(stage: &Stage) {
    let page = stage.open();
    let first = page.article();
    let start = page.export();
    let made = page.mark("former chief engineer", PERSON);
    let one = page.export();
    page.strike("Ctrl+a");
    page.strike("Ctrl+a");
    page.strike(PLACE.key);
    let second = page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    let all = page.export();
    page.dispatch("history", json!({}));
    page.idle();
    page.screenshot("history over two articles");
    let rows = "dialog [data-action=go-to-step]";
    assert_eq!(page.count(rows), 5, "a mark, a bulk step, an import, a mark, and the beginning");
    assert_eq!(page.count("dialog time[datetime]"), 4, "each step tells its time");
    page.click_selector("dialog li:nth-child(4) [data-action=go-to-step]");
    page.idle();
    assert_eq!((page.export(), page.article()), (one, first.clone()), "back over the article, and to what was done");
    assert!(page.selected().contains(&made.id), "what was selected before that step is selected again");
    page.click_selector("dialog li:last-child [data-action=go-to-step]");
    assert_eq!(page.export(), start);
    page.click_selector("dialog li:first-child [data-action=go-to-step]");
    page.idle();
    assert_eq!((page.export(), page.article()), (all, second), "and forward again");
}

pub(crate) fn history(stage: &Stage) {
    let page = stage.open();
    let before = page.export();
    page.mark("former chief engineer", PERSON);
    page.mark("families", PLACE);
    let after = page.export();
    page.click_selector("[data-action=history]");
    page.screenshot("history");
    assert_eq!(page.count("dialog [data-action=go-to-step]"), 3, "two steps and the beginning");
    page.click_selector("dialog li:last-child [data-action=go-to-step]");
    assert_eq!(page.export(), before, "the beginning");
    page.click_selector("dialog li:first-child [data-action=go-to-step]");
    assert_eq!(page.export(), after, "and forward again");
    page.strike("Escape");

    page.reload();
    page.click_selector("[data-action=history]");
    page.strike("Tab");
    page.strike("Enter");
    assert_eq!(page.spans().len() as u64, page.count("[data-annotation]"));
    assert_ne!(page.export(), after, "a stored step is gone back to, by keys");
}
