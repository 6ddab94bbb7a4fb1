//! The label schema: made from nothing, changed under articles that are not loaded, read from bad and from large files.

use crate::texts::{BRIDGE, HARBOUR};
use manicule_e2e::export::assert_equal;
use manicule_e2e::page::Page;
use manicule_e2e::span::{PERSON, PLACE};
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

pub(crate) fn show(page: &Page) {
    page.dispatch("schemas", json!({}));
    page.until("the schema", || (page.count("dialog[open] .schema") == 1).then_some(()));
    page.idle();
}

/// Picks a row of the list out with the mouse.
pub(crate) fn pick(page: &Page, row: &str) {
    page.click_selector(&format!(".schema-list [data-value=\"{row}\"]"));
}

/// Types something into a field in the place of what is there, and keeps it by Enter.
fn fill(page: &Page, field: &str, text: &str) {
    page.ask(
        "const all = [...document.querySelectorAll(`.schema-form :is(input, textarea)[data-name=\"${arguments[0]}\"]`)]; \
         const it = all.find((each) => each.checkVisibility()); if (!it) throw new Error(arguments[0]); it.focus(); it.select()",
        &[json!(field)],
    );
    page.press("Delete");
    page.type_text(text);
    page.press("Enter");
    page.idle();
}

/// Chooses from a list by keys.
fn choose(page: &Page, field: &str, letter: &str) {
    page.ask(
        "[...document.querySelectorAll(`.schema-attribute select[data-name=\"${arguments[0]}\"]`)] \
         .find((each) => each.checkVisibility()).focus()",
        &[json!(field)],
    );
    page.type_text(letter);
    page.press("Tab");
    page.idle();
}

pub(crate) fn told(page: &Page) -> String {
    let told = page.ask("return document.querySelector('.schema-told')?.innerText ?? ''", &[]);
    told.as_str().unwrap_or_default().to_owned()
}

fn report(page: &Page) -> String {
    let told = page.ask("return document.querySelector('dialog .report')?.innerText ?? ''", &[]);
    told.as_str().unwrap_or_default().to_owned()
}

fn schema(page: &Page) -> Value {
    page.call("project", json!([]))["schema"].clone()
}

fn names(schema: &Value) -> Vec<String> {
    let labels = schema["labels"].as_array().cloned().unwrap_or_default();
    labels.iter().map(|label| label["name"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Three labels, a choice and a relation, by mouse and keys, and words marked with them.
pub(crate) fn made_from_nothing(stage: &Stage) {
    let page = stage.open();
    page.window(1400, 900);
    page.import("bridge.txt", BRIDGE);
    page.dispatch("remove-article", json!({}));
    page.idle();
    for document in page.documents() {
        page.dispatch("remove-article", json!({ "document": document.id }));
    }
    page.import("harbour.txt", HARBOUR);
    show(&page);
    page.pictures("schema");
    pick(&page, "schema ");
    page.click_selector("[data-action=schema-take][data-value=empty]");
    assert!(names(&schema(&page)).len() > 3, "nothing is done until it is kept");
    for name in ["Somebody", "Ship", "Meeting"] {
        page.click_selector(".schema-list [data-action=schema-add][data-value=label]");
        // The name has the focus, with what it is called at first picked out.
        page.type_text(name);
        page.press("Enter");
        page.idle();
    }
    page.click_selector(".schema-form [data-action=schema-add][data-value=attribute]");
    page.idle();
    page.ask("document.querySelectorAll('.schema-attribute').forEach((each) => { each.open = true; })", &[]);
    fill(&page, "title", "Mood");
    choose(&page, "kind", "One");
    assert!(told(&page).contains("there is nothing to choose from"), "{}", told(&page));
    page.ask("document.querySelector('.schema-form textarea[data-name=values]').focus()", &[]);
    page.type_text("calm");
    page.press("Enter");
    page.type_text("angry");
    page.press("Tab");
    page.idle();
    page.screenshot("schema, a choice");
    page.click_selector(".schema-list [data-action=schema-add][data-value=relation]");
    page.type_text("Attends");
    page.press("Enter");
    page.idle();
    page.click_selector("[aria-label=\"Starts at\"] [data-value=somebody]");
    page.click_selector("[aria-label=\"Ends at\"] [data-value=meeting]");
    page.pictures("schema, a relation");
    page.click_selector("[data-action=schema-keep]");
    let made = schema(&page);
    assert_eq!(names(&made), ["Somebody", "Ship", "Meeting"]);
    assert_eq!(made["relations"][0]["from"], json!(["somebody"]));
    assert_eq!(made["labels"][2]["attributes"][0]["values"], json!(["calm", "angry"]));
    page.strike("Escape");
    page.select("Ada Lindqvist");
    let made = page.newly_made(|| page.press("1"));
    assert_eq!((made.text().as_str(), made.label.as_str()), ("Ada Lindqvist", "somebody"));
    page.strike("Ctrl+z");
    page.strike("Ctrl+z");
    assert!(names(&schema(&page)).contains(&"Person".to_owned()), "one step");
}

/// By keys alone: arrows go through the list, Alt with them moves a label, the focus stays where it was.
pub(crate) fn by_keys(stage: &Stage) {
    let page = stage.open();
    show(&page);
    let focus = || page.ask("return document.activeElement.dataset.value ?? document.activeElement.localName", &[]);
    assert_eq!(focus(), json!("label person"), "what is shown has the focus");
    page.press("ArrowDown");
    page.press("ArrowDown");
    page.idle();
    assert_eq!(focus(), json!("label place"));
    assert_eq!(
        page.ask("return document.querySelector('.schema-form h3 span').innerText", &[]).as_str().map(str::trim),
        Some("Place")
    );
    page.press("Alt+ArrowUp");
    page.idle();
    assert_eq!(focus(), json!("label place"), "the focus goes along");
    page.press("Ctrl+z");
    page.idle();
    assert!(told(&page).contains("Nothing is changed"), "a change is taken back: {}", told(&page));
    page.strike("Delete");
    page.until("the question", || (page.count(".schema-asked") == 1).then_some(()));
    assert_eq!(page.ask("return document.activeElement.dataset.field", &[]), json!("schema-asked"));
    page.dispatch("schema-drop", json!({}));
    page.idle();
    // A key that another label has is told at once, and not taken.
    pick(&page, "label person");
    page.ask("document.querySelector('.schema-form [data-name=key]').focus()", &[]);
    page.type_text("c");
    page.idle();
    let said = page.ask("return document.querySelector('.schema-form .field-told')?.innerText ?? ''", &[]);
    assert_eq!(said, json!("C is the key of the label Claim."));
    page.screenshot("schema, keys that clash");
    page.type_text("n");
    page.idle();
    let said = page.ask("return document.querySelector('.schema-form .field-told')?.innerText ?? ''", &[]);
    assert!(said.as_str().is_some_and(|said| said.contains("“Note” is reached by another key")), "{said}");
    page.strike("Escape");
    assert_eq!(page.count("dialog[open]"), 0);
    show(&page);
    assert!(!told(&page).contains("Nothing is changed"), "what was changed waits");
    page.click_selector("[data-action=schema-drop]");
    assert!(told(&page).contains("Nothing is changed"), "{}", told(&page));
}

/// A label that is carried in three articles, of which only one is in memory, is called otherwise, merged, and taken back.
pub(crate) fn moved_in_every_article(stage: &Stage) {
    let page = stage.open();
    page.window(1400, 900);
    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    page.mark("Mats Ekdahl", PERSON);
    page.import("bridge.txt", BRIDGE);
    page.until("the work to be saved", || (page.saved() == "saved").then_some(()));
    page.reload();
    let before = page.export();
    page.reload();
    let persons = |export: &str| export.matches("\"label\":\"person\"").count();
    let all = persons(&before);
    show(&page);
    pick(&page, "label person");
    fill(&page, "name", "Human");
    let count = format!("Person: {all} annotations in 2 articles will be called Human.");
    page.until("what is touched, in articles that were not loaded too", || told(&page).contains(&count).then_some(()));
    page.screenshot("schema, what is touched");
    page.ask("document.querySelectorAll('details.schema-part').forEach((each) => { each.open = true; })", &[]);
    fill(&page, "id", "human");
    // Enter kept the field, and nothing has the focus.
    page.strike("Ctrl+Enter");
    page.strike("Escape");
    let after = page.export();
    assert_eq!((persons(&after), after.matches("\"label\":\"human\"").count()), (0, all));
    page.strike("Ctrl+z");
    page.idle();
    assert_equal(&page.export(), &before, "taking it back");

    // Deleted: what becomes of what carries it is asked first.
    show(&page);
    pick(&page, "label person");
    page.click_selector(".schema-form [data-action=schema-remove]");
    page.until("the question", || (page.count(".schema-asked") == 1).then_some(()));
    page.pictures("schema, a label to delete");
    page.click_selector(".schema-asked [data-value=annotations]");
    assert!(
        told(&page).contains(&format!("Person: {all} annotations in 2 articles will be deleted")),
        "{}",
        told(&page)
    );
    page.click_selector("[data-action=schema-back]");
    page.click_selector(".schema-form [data-action=schema-merge]");
    page.idle();
    assert!(told(&page).contains(&format!("Person: {all} annotations in 2 articles will become")), "{}", told(&page));
    page.click_selector("[data-action=schema-keep]");
    page.strike("Escape");
    assert_eq!(persons(&page.export()), 0);
    page.strike("Ctrl+z");
    assert_equal(&page.export(), &before, "taking the merge back");
}

/// Done under an older version: the queue says so, and shows those alone.
pub(crate) fn done_under_an_older_one(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.strike("Ctrl+Enter");
    page.import("bridge.txt", BRIDGE);
    assert_eq!(page.count("[data-action=show-queue] option[value=behind]"), 0);
    page.dispatch("schema-set", json!({ "label": "person", "field": "description", "text": "Anybody." }));
    page.dispatch("schema-keep", json!({}));
    page.idle();
    assert_eq!(page.count(".behind-row"), 1);
    page.dispatch("show-queue", json!({ "status": "behind" }));
    assert_eq!(page.count("[data-action=show-queue] option[value=behind]"), 1);
    assert_eq!(page.count("[data-entry]"), 1);
    page.screenshot("done under an older schema");
    page.dispatch("show-queue", json!({ "status": "all" }));
    assert_eq!(page.count("[data-entry]"), 3);
}

/// Two labels of one name, a circle of parents, half a file: sentences, and nothing is changed.
pub(crate) fn bad_files(stage: &Stage) {
    let page = stage.open();
    let before = page.export();
    let mut object = json!({ "format": "article-annotations-schema", "version": "1.0", "schema": schema(&page) });
    let good = object.to_string();
    object["schema"]["labels"][0]["parent"] = json!("place");
    object["schema"]["labels"][2]["parent"] = json!("person");
    object["schema"]["labels"][3]["name"] = json!("Event");
    object["schema"]["labels"][4]["name"] = json!("a\u{202e}<img src=x onerror=alert(1)>");
    let give = |text: &str| {
        page.browser().choose_file("input[type=file]", &page.file("schema.json", text));
        page.until("the report", || (!report(&page).is_empty()).then_some(()));
    };
    give(&object.to_string());
    let told = report(&page);
    assert!(
        told.contains("Label 1, “Person”: labels belong under each other in a circle: Person → Place → Person."),
        "{told}"
    );
    assert!(told.contains("Label 6, “Event”: another label or relation has the name “Event” already."), "{told}");
    assert!(told.contains("a character in it that cannot be seen (U+202E)"), "{told}");
    assert_eq!(page.count("dialog img"), 0);
    page.screenshot("schema, a bad file");
    page.strike("Escape");
    give(&good[..good.len() / 2]);
    assert!(report(&page).contains("not readable"), "{}", report(&page));
    page.strike("Escape");
    assert_equal(&page.export(), &before, "nothing was taken");
    assert_eq!(
        page.call("actions", json!([]))
            .as_array()
            .map(|all| all.iter().filter(|a| a["id"] == "undo" && a["applies"] == true).count()),
        Some(0)
    );
}

/// Five hundred labels: read, looked through, changed and marked with, without waiting.
pub(crate) fn five_hundred_labels(stage: &Stage) {
    let page = stage.open();
    page.window(1400, 900);
    page.import("harbour.txt", HARBOUR);
    let mut object = json!({ "format": "article-annotations-schema", "version": "1.0", "schema": schema(&page) });
    object["schema"]["id"] = json!("large");
    let labels = object["schema"]["labels"].as_array_mut().expect("a list");
    for number in 0..489 {
        let mut label = labels[0].clone();
        label["id"] = json!(format!("kind-{number}"));
        label["name"] = json!(format!("Kind {number}"));
        label["short"] = json!(format!("K{number}"));
        label["key"] = Value::Null;
        label["color"] = json!(number % 16);
        labels.push(label);
    }
    page.browser().choose_file("input[type=file]", &page.file("large.json", &object.to_string()));
    page.until("the schema", || (page.count(".schema-labels .pick") == 500).then_some(()));
    page.pictures("schema, five hundred labels");
    page.ask("document.querySelector('.schema-find').focus()", &[]);
    page.type_text("kind 48");
    page.idle();
    assert_eq!(page.count(".schema-labels .pick"), 10, "48 and those from 480 to 488");
    pick(&page, "label kind-48");
    fill(&page, "name", "A kind of its own");
    page.click_selector("[data-action=schema-keep]");
    page.strike("Escape");
    page.screenshot("an article under five hundred labels");
    let timed = |what: &str, deed: &dyn Fn()| {
        let started = Instant::now();
        deed();
        let taken = started.elapsed();
        println!("FIGURE {what} under 500 labels: {} ms", taken.as_millis());
        assert!(taken < Duration::from_secs(3), "{what}: {taken:?}");
    };
    timed("marking", &|| drop(page.mark("Ada Lindqvist", PERSON)));
    timed("marking again", &|| drop(page.mark("Norrland Lines", PLACE)));
    timed("showing the schema", &|| show(&page));
    timed("going down the list", &|| {
        (0..10).for_each(|_| page.press("ArrowDown"));
        page.idle();
    });
    page.strike("Escape");
    page.strike("Ctrl+k");
    page.type_text("kind of its own");
    page.idle();
    page.screenshot("a label by its name");
    page.strike("Escape");
    page.reload();
    assert_eq!(names(&schema(&page)).len(), 500);
}

/// Fields of an article: made in the sheet, filled in beside the queue, taken back.
pub(crate) fn said_of_an_article(stage: &Stage) {
    let page = stage.open();
    page.window(1400, 900);
    show(&page);
    pick(&page, "document ");
    page.click_selector(".schema-form [data-action=schema-add]");
    page.idle();
    // Its fields are open, and its title has the focus.
    page.type_text("Topic");
    page.press("Enter");
    page.idle();
    choose(&page, "kind", "One");
    page.ask("document.querySelector('.schema-form textarea[data-name=values]').focus()", &[]);
    page.type_text("sea");
    page.press("Enter");
    page.type_text("war");
    page.press("Tab");
    page.idle();
    page.screenshot("schema, fields of the article");
    page.click_selector("[data-action=schema-keep]");
    page.strike("Escape");
    page.click_selector(".about summary");
    page.click_selector(".about .value[data-action=set-attribute]");
    page.screenshot("said of an article");
    assert_eq!(page.call("document", json!([]))["doc_labels"], json!([{ "layer": "topic", "label": "sea" }]));
    page.strike("Ctrl+z");
    assert_eq!(page.call("document", json!([]))["doc_labels"], json!([]));
}
