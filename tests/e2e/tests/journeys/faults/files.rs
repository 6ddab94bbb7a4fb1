//! Files in and out. Numbers are those of the fault list.

use super::begun;
use manicule_e2e::span::ORGANISATION;
use manicule_e2e::stage::Stage;
use serde_json::Value;

/// 46: a file nested 20,000 deep is refused, and the page goes on.
pub(crate) fn nested_file(stage: &Stage) {
    let (page, first) = begun(stage);
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    page.browser().choose_file("input[type=file]", &page.file("deep.json", &deep));
    page.until("the report", || (page.count("dialog[open] .report li") == 1).then_some(()));
    page.screenshot("nested");
    page.strike("Escape");
    assert_eq!(page.span(&first.id), first);
    page.mark("Norrland Lines", ORGANISATION);
    page.until_saved();
}

/// 50: what is exported and read into an empty browser is exported the same.
pub(crate) fn there_and_back(stage: &Stage) {
    let (page, _) = begun(stage);
    page.mark("“The log was rewritten,”", manicule_e2e::span::CLAIM);
    page.strike("Enter");
    let export = page.export();
    let file = page.file("all.jsonl", &export);
    let other = stage.open();
    other.browser().choose_file("input[type=file]", &file);
    other.until("the articles", || (other.documents().len() == page.documents().len()).then_some(()));
    let back = other.export();
    let spans = |text: &str| -> Vec<Value> {
        text.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON")["spans"].clone()).collect()
    };
    assert_eq!(spans(&back), spans(&export));
}
