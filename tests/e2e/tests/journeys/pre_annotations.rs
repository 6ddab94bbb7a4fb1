//! What a model marked, as plain spans: taken in as suggestions on the article that is here, accepted by score with a look at the
//! doubtful ones, and exported with what was rejected.

use crate::texts::HARBOUR;
use manicule_e2e::page::Page;
use manicule_e2e::span::PERSON;
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};

/// A line with a text and spans, each with how sure the model was.
fn predicted(text: &str, spans: &[(&str, &str, f64)]) -> String {
    let span = |(words, label, score): &(&str, &str, f64)| {
        let start = text.find(words).map(|at| text[..at].chars().count()).expect("it is there");
        json!([start, start + words.chars().count(), label, score])
    };
    format!("{}\n", json!({ "text": text, "label": spans.iter().map(span).collect::<Vec<_>>() }))
}

/// What a model says of the article as it was taken in.
fn names(text: &str) -> String {
    predicted(
        text,
        &[
            ("Ada Lindqvist", "person", 0.98),
            ("Mats Ekdahl", "person", 0.95),
            ("Norrland Lines", "organisation", 0.62),
            ("Linnea", "place", 0.31),
            ("Monday", "time", 0.87),
            ("Harbour Board", "organisation", 0.9),
        ],
    )
}

/// A line of our own with forty labels, each suggested twice.
fn many() -> String {
    let mut text = String::new();
    let mut spans = Vec::new();
    for number in 0..80_u32 {
        text.push_str("In the second week the board of the harbour heard ");
        let start = text.chars().count();
        let words = format!("witness number {number}");
        text.push_str(&words);
        let score = f64::from(number * 37 % 100) / 100.0;
        spans.push(json!([start, start + words.chars().count(), format!("Kind of witness {}", number % 40), score]));
        text.push_str(", who had been on deck when the ferry turned. ");
    }
    format!("{}\n", json!({ "text": text, "label": spans }))
}

fn drop_file(page: &Page, name: &str, text: &str) {
    let script = "const data = new DataTransfer(); data.items.add(new File([arguments[1]], arguments[0])); \
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
    page.ask(script, &[json!(name), json!(text)]);
    page.until("what was recognised", || (page.count("dialog[open] .foreign") == 1).then_some(()));
}

/// The words of what is suggested or marked in the open article, with a field.
fn said(page: &Page, list: &str, field: &str) -> Vec<(String, String)> {
    let document = page.document();
    let said = |span: &Value| {
        let words = span["fragments"][0]["text"].as_str().unwrap_or_default().to_owned();
        (words, span[field].as_str().unwrap_or_default().to_owned())
    };
    document[list].as_array().into_iter().flatten().map(said).collect()
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(words, field)| ((*words).to_owned(), (*field).to_owned())).collect()
}

/// Types a score over the one that stands there.
fn score(page: &Page, score: &str) {
    page.ask("const field = document.querySelector('#above-number'); field.focus(); field.select()", &[]);
    page.type_text(score);
    page.press("Enter");
    page.idle();
}

/// Brings the sheet up, over an article with forty labels.
pub(crate) fn by_score(page: &Page) {
    let file = json!([{ "name": "many.jsonl", "text": many() }]);
    page.call("importFiles", json!([file, { "suggestions": { "model": "witnesses" } }]));
    page.idle();
    page.dispatch("accept-above", json!({}));
    page.idle();
}

/// From a file of plain spans to what is accepted, rejected and exported.
pub(crate) fn taken_by_score(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.mark("Mats Ekdahl", PERSON);
    (0..3).for_each(|_| page.strike("Escape"));
    let articles = page.documents().len();
    let text = page.document()["text"].as_str().expect("it has a text").to_owned();
    drop_file(&page, "harbour_model.jsonl", &names(&text));
    page.click_selector("[data-foreign=as-suggestions]");
    page.until("the name", || (page.count("[data-foreign=model]") == 1).then_some(()));
    let model = || page.ask("return document.querySelector('[data-foreign=model]').value", &[]);
    assert_eq!(model(), json!("harbour_model"), "the file's name, where the file says no other");
    page.ask("const field = document.querySelector('[data-foreign=model]'); field.focus(); field.select()", &[]);
    page.type_text("ner-3");
    page.pictures("as suggestions");
    // Whatever has the keys after the pictures were taken.
    page.ask("document.querySelector('[data-foreign=model]').focus()", &[]);
    page.press("Enter");
    page.until("the report", || (page.count("dialog[open] .report") == 1).then_some(()));
    let report = page.ask("return document.querySelector('dialog[open] .report').innerText", &[]);
    assert!(report.as_str().is_some_and(|text| text.contains("1 suggestion left out")), "{report}");
    page.press("Escape");
    page.until_saved();
    assert_eq!(page.documents().len(), articles, "no article of its own, and no copy");
    assert_eq!(said(&page, "spans", "label"), pairs(&[("Mats Ekdahl", "person")]));
    assert_eq!(said(&page, "suggestions", "engine").len(), 5);
    assert!(said(&page, "suggestions", "engine").iter().all(|(_, model)| model == "ner-3"));

    // By keys: the slider, then the number.
    page.strike("Shift+V");
    page.until("the sheet", || (page.count("dialog[open] .above") == 1).then_some(()));
    page.idle();
    let counts = || page.ask("return document.querySelector('.above-counts').innerText", &[]);
    assert_eq!(counts(), json!("3 of 5 suggestions, in 1 article."));
    page.press("ArrowRight");
    page.idle();
    let typed = || page.ask("return document.querySelector('#above-number').value", &[]);
    assert_eq!(typed(), json!("0.81"));
    score(&page, "0.9");
    page.until_equal("those that are sure", &json!("2 of 5 suggestions, in 1 article."), counts);
    let nearest =
        page.ask("return [...document.querySelectorAll('.above-examples mark')].map((one) => one.innerText)", &[]);
    assert_eq!(nearest, json!(["Ada Lindqvist", "Harbour Board", "Monday", "Norrland Lines", "Linnea"]));
    page.pictures("above a score");
    page.click_selector("[data-action=take-above]");
    page.until("it is gone", || (page.count("dialog[open]") == 0).then_some(()));
    page.until_saved();
    assert_eq!(said(&page, "spans", "label").len(), 3);
    page.strike("Ctrl+z");
    page.idle();
    assert_eq!(said(&page, "spans", "label").len(), 1, "one step");
    page.strike("Ctrl+y");
    page.idle();
    page.strike("Shift+V");
    page.until("the sheet", || (page.count("dialog[open] .above") == 1).then_some(()));
    score(&page, "50%");
    page.click_selector("[data-action=reject-below]");
    page.until("it is gone", || (page.count("dialog[open]") == 0).then_some(()));
    page.until_saved();
    page.reload();
    let status = said(&page, "suggestions", "status");
    assert_eq!(status, pairs(&[("Linnea", "rejected"), ("Monday", "suggested"), ("Norrland Lines", "suggested")]));

    // Exported, as far as that is asked for.
    let id = page.article();
    let exported = |suggestions: &str| {
        let asked = json!(["labelstudio", { "documents": [id], "suggestions": suggestions }]);
        let made = page.call("exportFiles", asked);
        assert_eq!(made["wrong"], 0, "{made}");
        made["files"][0]["text"].as_str().unwrap_or_default().to_owned()
    };
    let counted = |suggestions: &str| {
        let text = exported(suggestions);
        let count = |part: &str| text.matches(part).count();
        (count("\"rejected\":true"), count("ner-3 (rejected)"), count("\"origin\":\"prediction\""))
    };
    assert_eq!((counted("none"), counted("open"), counted("all")), ((0, 0, 2), (0, 0, 2), (1, 1, 2)));
    // Read again it is what it was: nothing is doubled, and nothing that was rejected is open.
    let before = page.export();
    page.call("importFiles", json!([[{ "name": "back.json", "text": exported("all") }]]));
    page.idle();
    assert_eq!(said(&page, "suggestions", "status"), status);
    page.ask("return 0", &[]);
    assert_eq!(page.documents().len(), articles, "{before}");
}

/// Forty labels have room, and a script can do all of it.
pub(crate) fn forty_labels(stage: &Stage) {
    let page = stage.open();
    by_score(&page);
    page.until_equal("each label has a row", &40, || page.count(".above-labels tbody tr"));
    page.pictures("forty labels");
    page.dispatch("set-above", json!({ "field": "score", "text": "0.25" }));
    page.dispatch("set-above", json!({ "field": "labels", "values": ["Kind of witness 7"] }));
    page.idle();
    page.dispatch("take-above", json!({}));
    page.until_saved();
    assert!(said(&page, "spans", "label").iter().all(|(_, label)| label == "Kind of witness 7"));
    assert!(!said(&page, "spans", "label").is_empty());
}
