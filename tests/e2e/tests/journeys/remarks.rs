//! Notes, doubts and searches as a quick hand types them: the key and what follows it come in one go.

use manicule_e2e::span::{ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use serde_json::json;

pub(crate) fn typed_without_waiting(stage: &Stage) {
    let page = stage.open();
    let (spans, before) = (page.spans().len(), page.export());
    let said = |key: &str| -> Vec<serde_json::Value> {
        let document = page.document();
        let spans = document["spans"].as_array().expect("a list");
        spans.iter().map(|span| span[key].clone()).filter(|said| !said.is_null() && said != "").collect()
    };

    page.strike(".");
    page.type_text("ncheck this, please");
    assert_eq!(page.ask("return document.activeElement.value", &[]), "check this, please");
    page.strike("Enter");
    assert_eq!(said("note"), ["check this, please"], "no letter was taken for a command");

    page.type_text("n");
    page.type_text("something else");
    page.strike("Escape");
    assert_eq!(said("note"), ["check this, please"], "Escape leaves the note as it was");

    page.strike("d");
    assert_eq!(said("doubt").len(), 1);
    page.click_selector("[data-field=doubt]");
    page.type_text("two ships of one name");
    page.strike("Enter");
    assert_eq!(said("doubt")[0]["reason"], "two ships of one name");
    page.screenshot("note and doubt");

    page.type_text("/claims");
    assert_eq!(page.ask("return document.activeElement.value", &[]), "claims");
    page.strike("Escape");
    page.strike("Escape");
    assert_eq!(page.spans().len(), spans);
    for _ in 0..3 {
        page.strike("Ctrl+z");
    }
    assert_eq!(page.export(), before, "each was one step");
}

/// Whatever else is drawn while somebody types: what is half typed stays, and is kept whole.
pub(crate) fn half_typed(stage: &Stage) {
    let page = stage.open();
    let inside = || page.ask("return document.activeElement.value", &[]);
    let mark = page.mark("Norrland Tidende", PERSON);
    page.type_text("n");
    page.type_text("asks who");
    page.dispatch("relabel", json!({ "ids": [mark.id], "label": ORGANISATION.id }));
    page.idle();
    assert_eq!(page.span(&mark.id).label, ORGANISATION.id, "the card was drawn again");
    page.type_text(" paid");
    assert_eq!(inside(), "asks who paid");
    page.strike("Enter");
    let note = page.document()["spans"]
        .as_array()
        .and_then(|spans| spans.iter().find(|span| span["id"] == mark.id.as_str()).map(|span| span["note"].clone()));
    assert_eq!(note, Some(json!("asks who paid")));

    // Shift and a click pick out more; what is half typed is said of what it was meant for.
    let other = page.mark("Harbour desk", PERSON);
    page.choose(&mark.id);
    page.type_text("n");
    page.strike("Ctrl+a");
    page.type_text("half a");
    page.holding("Shift", || page.click_annotation(&other.id));
    page.idle();
    let note = |id: &str| {
        let document = page.document();
        let spans = document["spans"].as_array().expect("a list");
        spans.iter().find(|span| span["id"] == id).map(|span| span["note"].clone()).filter(|note| *note != json!(""))
    };
    assert_eq!((note(&mark.id), note(&other.id).filter(|note| !note.is_null())), (Some(json!("half a")), None));
    page.strike("Escape");

    // What is written otherwise than it was typed is shown as it is kept, twice as well.
    page.click_selector(".crumb-article");
    page.until("the sheet", || (page.count("dialog[open] .about-sheet") == 1).then_some(()));
    for field in ["title", "author"] {
        page.click_selector(&format!(".about-sheet [data-field={field}]"));
        page.strike("Ctrl+a");
        page.type_text("Divers find");
        page.dispatch("set-article", json!({ "field": "site", "text": format!("Site of {field}") }));
        page.idle();
        page.type_text(" a rudder");
        assert_eq!(inside(), "Divers find a rudder");
        page.strike("Enter");
    }
    let language = || page.ask("return document.querySelector('.about-sheet [data-field=lang]').value", &[]);
    for _ in 0..2 {
        page.click_selector(".about-sheet [data-field=lang]");
        page.strike("Ctrl+a");
        page.type_text("sv_se");
        page.strike("Enter");
        assert_eq!(language(), "sv-SE");
    }
    let meta = &page.document()["meta"];
    assert_eq!((&meta["title"], &meta["author"]), (&json!("Divers find a rudder"), &json!("Divers find a rudder")));
    assert_eq!(meta["site"], "Site of author");
    page.strike("Escape");
    page.until("the sheet to go", || (page.count("dialog[open]") == 0).then_some(()));

    // A day, letter by letter.
    page.strike("Ctrl+Shift+S");
    page.click_selector(".export-card summary");
    page.click_selector(".export-card [data-value=date]");
    page.type_text("2025-07-03");
    page.strike("Enter");
    let day = "return document.querySelector('.export-card [data-value=date]').value";
    assert_eq!(page.ask(day, &[]), "2025-07-03");
}
