//! Sheets hold the focus and give it back; every command is found by its name; every step can be gone back to.

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
