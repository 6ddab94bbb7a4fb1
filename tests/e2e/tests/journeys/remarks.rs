//! Notes, doubts and searches as a quick hand types them: the key and what follows it come in one go.

use manicule_e2e::stage::Stage;

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
