//! Values that the schema requires, and values that change with it; a schema under change that waits over a page load.

use crate::schema::{pick, show, told};
use crate::texts::HARBOUR;
use manicule_e2e::page::Page;
use manicule_e2e::span::PERSON;
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};

/// Gives people a role that has to be said: one of two.
fn require_roles(page: &Page) {
    page.dispatch("schema-add", json!({ "field": "attribute", "label": "person", "text": "Role" }));
    let role = |field: &str, values: Value| json!({ "label": "person", "attribute": "role", "field": field, "values": values });
    page.dispatch("schema-set", role("kind", json!(["choice"])));
    page.dispatch("schema-set", role("values", json!(["witness", "expert"])));
    page.dispatch("schema-set", role("required", json!(["true"])));
    page.dispatch("schema-keep", json!({}));
}

/// What lacks a required value is shown, gone to by a key and said before the article is done; nothing keeps from marking.
pub(crate) fn required(stage: &Stage) {
    let page = stage.open();
    page.window(1400, 900);
    page.import("harbour.txt", HARBOUR);
    require_roles(&page);
    for name in ["Ada Lindqvist", "Mats Ekdahl"] {
        page.mark(name, PERSON);
    }
    assert_eq!(page.count(".list .sign.lacks"), 2, "marked, and shown as incomplete");
    page.strike("Ctrl+Enter");
    assert!(page.told().starts_with("2 things lack a required value"), "{}", page.told());
    assert_eq!(page.count("[data-entry].on .row-lacking"), 1, "the queue says so");
    page.pictures("required, not done");
    // A key goes there, a digit says it.
    let focus = || page.ask("return document.activeElement.dataset.attribute ?? document.activeElement.localName", &[]);
    for expected in [1, 0] {
        page.strike("Shift+R");
        page.idle();
        assert_eq!(focus(), json!("role"), "its field has the focus");
        page.press("2");
        page.idle();
        assert_eq!(page.count(".list .sign.lacks"), expected);
    }
    page.strike("Ctrl+Enter");
    let done = || page.documents().iter().any(|document| document.status == "done");
    assert!(done(), "nothing lacks: {}", page.told());
    page.strike("Ctrl+Enter");
    page.mark("Norrland Lines", PERSON);
    page.strike("Ctrl+Enter");
    assert!(!done());
    page.strike("Ctrl+Enter");
    assert!(done(), "who insists has it done: {}", page.told());
    page.screenshot("required, done all the same");
}

/// A value that is called otherwise moves, one that is gone is asked about; and all of that waits over a page load.
pub(crate) fn values_and_waiting(stage: &Stage) {
    let page = stage.open();
    page.window(1400, 900);
    page.import("harbour.txt", HARBOUR);
    require_roles(&page);
    for (name, role) in [("Ada Lindqvist", "witness"), ("Mats Ekdahl", "expert")] {
        page.mark(name, PERSON);
        page.dispatch("set-attribute", json!({ "attribute": "role", "values": [role] }));
    }
    show(&page);
    pick(&page, "label person");
    page.ask("document.querySelectorAll('.schema-attribute').forEach((each) => { each.open = true; })", &[]);
    let write = |lines: &[&str]| {
        page.ask("document.querySelector('.schema-form textarea[data-name=values]').focus()", &[]);
        page.strike("Ctrl+a");
        page.press("Delete");
        for (place, line) in lines.iter().enumerate() {
            if place > 0 {
                page.press("Enter");
            }
            page.type_text(line);
        }
        page.press("Tab");
        page.idle();
    };
    write(&["observer", "expert"]);
    assert!(told(&page).contains("“witness” on 1 annotation in 1 article will become “observer”."), "{}", told(&page));
    write(&["observer"]);
    assert!(told(&page).contains("“expert” on 1 annotation in 1 article does not fit any more."), "{}", told(&page));
    page.pictures("schema, a value that is gone");
    // An hour of this is not lost.
    page.until_saved();
    page.reload();
    page.until("what waits", || {
        page.ask("return document.body.innerText", &[]).as_str()?.contains("changes wait").then_some(())
    });
    show(&page);
    page.until("what it touches", || told(&page).contains("“expert” on 1 annotation").then_some(()));
    page.ask("document.querySelector('.schema-told select[data-value=expert]').focus()", &[]);
    page.type_text("make");
    page.press("Tab");
    page.idle();
    assert!(told(&page).contains("“expert” on 1 annotation in 1 article will become “observer”."), "{}", told(&page));
    page.click_selector("[data-action=schema-keep]");
    page.idle();
    let roles = page.call("document", json!([]))["spans"].to_string();
    assert_eq!(roles.matches("\"observer\"").count(), 2, "{roles}");
    page.strike("Escape");
    page.strike("Ctrl+z");
    let roles = page.call("document", json!([]))["spans"].to_string();
    assert!(roles.contains("\"witness\"") && roles.contains("\"expert\""), "one step: {roles}");
    page.until_saved();
    page.reload();
    assert!(!page.ask("return document.body.innerText", &[]).as_str().unwrap_or_default().contains("changes wait"));
}
