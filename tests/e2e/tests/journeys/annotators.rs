//! Files of several people about one article: they stand beside each other, and it is seen where they differ.

use std::path::PathBuf;

use crate::texts::HARBOUR;
use manicule_e2e::check::check_offsets;
use manicule_e2e::export::articles;
use manicule_e2e::page::Page;
use manicule_e2e::span::{ORGANISATION, PERSON, PLACE, PRODUCT};
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};

const INPUT: &str = "input[type=file][data-action=\"import-files\"]";

/// A browser of its own, in which somebody marks the article and exports it; the sample is taken out before.
fn marked_by(stage: &Stage, name: &str, deed: impl FnOnce(&Page)) -> PathBuf {
    let page = stage.open();
    page.click_selector("[data-action=remove-article]");
    page.idle();
    page.upload(&page.file("harbour.txt", HARBOUR));
    deed(&page);
    page.idle();
    let file = page.download(|| page.strike("Ctrl+s"));
    let named = file.with_file_name(format!("{name}.jsonl"));
    std::fs::copy(&file, &named).expect("the file is there");
    named
}

fn lead(stage: &Stage) -> std::rc::Rc<Page> {
    let page = stage.open();
    page.click_selector("[data-action=remove-article]");
    page.idle();
    page
}

/// Whose each row of the queue is, from its top, and whether it has a lock.
fn rows(page: &Page) -> Vec<(String, bool)> {
    let script = "return [...document.querySelectorAll('[data-entry]')].map((row) => \
        [row.querySelector('.whose-row bdi')?.textContent ?? '', !!row.querySelector('.lock')])";
    let found = page.ask(script, &[]);
    let row = |row: &Value| (row[0].as_str().unwrap_or_default().to_owned(), row[1] == true);
    found.as_array().into_iter().flatten().map(row).collect()
}

fn report(page: &Page) -> Vec<String> {
    let found = page.ask("return [...document.querySelectorAll('.report li')].map((line) => line.textContent)", &[]);
    found.as_array().into_iter().flatten().filter_map(|line| Some(line.as_str()?.to_owned())).collect()
}

/// What the focus is on, by its words.
fn focus(page: &Page) -> String {
    page.ask("return document.activeElement?.textContent ?? ''", &[]).as_str().unwrap_or_default().to_owned()
}

/// Two people mark one article in two browsers; a third opens both files, sees where they differ, and goes there by keys alone.
pub(crate) fn two_people_s_files(stage: &Stage) {
    let anna = marked_by(stage, "anna", |page| {
        page.mark("Ada Lindqvist", PERSON);
        page.mark("Norrland Lines", ORGANISATION);
        page.mark("Linnea", PRODUCT);
    });
    let ben = marked_by(stage, "ben", |page| {
        page.mark("Ada Lindqvist", PERSON);
        page.mark("Norrland Lines", PLACE);
        page.mark("Mats Ekdahl", PERSON);
    });
    let page = lead(stage);
    page.browser().choose_files(INPUT, &[anna.clone(), ben]);
    page.until("the report", || (page.count(".report li") == 2).then_some(()));
    let told = report(&page);
    assert!(told[0].starts_with("anna.jsonl: 1 new") && told[1].starts_with("ben.jsonl: 1 beside"), "{told:?}");
    page.pictures("the report of two files");
    page.strike("Escape");
    page.until("two rows", || (rows(&page).len() == 2).then_some(()));
    assert!(rows(&page).iter().all(|(name, locked)| name.starts_with("annotator ") && *locked), "{:?}", rows(&page));
    page.pictures("two people's work in the queue");

    // By keys alone: the table, from difference to difference, only those, and to the text.
    page.strike("Shift+A");
    page.until("the table", || (page.count(".compare tbody tr") == 4).then_some(()));
    assert_eq!(page.count(".compare tbody tr.differs"), 3);
    page.pictures("two people compared");
    page.until("the first row has the focus", || focus(&page).contains("Linnea").then_some(()));
    page.strike("n");
    page.until("the next difference", || page.told().starts_with("Difference 2 of 3: “Mats Ekdahl”").then_some(()));
    page.until("that row has the focus", || focus(&page).contains("Mats Ekdahl").then_some(()));
    page.strike("p");
    page.strike("p");
    page.until("round to the last", || page.told().starts_with("Difference 3 of 3").then_some(()));
    page.strike("d");
    page.until("only differences", || (page.count(".compare tbody tr") == 3).then_some(()));
    page.strike("Home");
    page.strike("ArrowDown");
    page.strike("Enter");
    page.until("the text", || (page.count("dialog[open]") == 0).then_some(()));
    page.until("one is picked out", || (page.selected().len() == 1).then_some(()));

    // The same file again says so, and changes nothing.
    let before = page.export();
    page.browser().choose_files(INPUT, &[anna]);
    page.until("it is told", || page.told().contains("Nothing new").then_some(()));
    page.strike("Escape");
    assert_eq!(page.export(), before);

    // One file, one id, and whose work each line is; elsewhere it groups as here.
    let lines = articles(&before);
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["id"], lines[1]["id"]);
    assert_ne!(lines[0]["annotator"], lines[1]["annotator"]);
    assert_eq!(check_offsets(&before).articles, 2);
    let other = lead(stage);
    other.call("importFiles", json!([[{ "name": "both.jsonl", "text": before }]]));
    other.until("both", || (rows(&other).len() == 2).then_some(()));
    assert_eq!(rows(&other), rows(&page));
    page.reload();
    page.until("both after a reload", || (rows(&page).len() == 2).then_some(()));
    assert!(rows(&page).iter().all(|(_, locked)| *locked));
}

/// A line of two files that say nobody's name and have the same ids: as a model and a person would write them.
fn bare_file(id: &str, text: &str, spans: &[(&str, &str)]) -> String {
    let span = |(at, (words, label)): (usize, &(&str, &str))| {
        let start = text.split(words).next().map_or(0, |before| before.chars().count());
        json!({ "id": format!("T{at}"), "label": label, "fragments": [{ "start": start, "end": start + words.chars().count() }] })
    };
    let spans: Vec<Value> = spans.iter().enumerate().map(span).collect();
    json!({ "format": "article-annotations", "version": "1.0", "offset_unit": "codepoint", "id": id, "text": text,
        "meta": { "title": text.lines().next() }, "spans": spans, "status": "done" })
    .to_string()
}

/// Somebody has two files and nothing else: where do they part? Opened only to be compared, then with one of them added; by
/// keys alone but for the browser's own window.
pub(crate) fn two_files_compared(stage: &Stage) {
    let both = [("Ada Lindqvist", "person"), ("Norrland Lines", "org")];
    let one = bare_file("harbour", HARBOUR, &[both[0], both[1], ("Linnea", "product")]);
    let other = bare_file("harbour", HARBOUR, &[both[0], ("Norrland Lines", "place"), ("Mats Ekdahl", "person")]);
    let page = lead(stage);
    let files = [page.file("person.jsonl", &one), page.file("model.jsonl", &other)];
    page.strike("Shift+A");
    page.until("the way in", || (page.count("[data-action=compare-files]") > 0).then_some(()));
    page.pictures("nothing to compare yet");
    let before = page.export();
    page.browser().choose_files("input[data-value=compare]", &files);
    page.until("the differences", || (page.count(".compare tbody tr") == 4).then_some(()));
    assert_eq!(page.count(".compare tbody tr.differs"), 3);
    let figure = || page.ask("return document.querySelector('.figure dd .share span').textContent", &[]);
    assert_eq!(figure(), "0.333");
    page.pictures("two files compared");
    assert_eq!(page.export(), before, "nothing of them is in the project");
    // A label alone; the other way round.
    page.click_selector("[data-action=filter-differences][data-value=person]");
    page.until("one label", || (page.count(".compare tbody tr") == 2).then_some(()));
    page.click_selector("[data-action=filter-differences][data-value=person]");
    page.until("all", || (page.count(".compare tbody tr") == 4).then_some(()));
    page.click_selector(".compare tbody .claim-go");
    page.until("it is not here", || page.told().contains("not in the project").then_some(()));
    page.strike("Escape");
    // With one of them added, to the text and back.
    page.browser().choose_files(INPUT, &[files[0].clone()]);
    page.until("it is there", || (rows(&page).len() == 1).then_some(()));
    page.strike("Escape");
    page.strike("Shift+A");
    page.until("the differences", || (page.count(".compare tbody tr") == 4).then_some(()));
    page.strike("n");
    page.until("a difference", || page.told().starts_with("Difference").then_some(()));
    page.strike("Enter");
    page.until("the text", || (page.count("dialog[open]") == 0).then_some(()));
    page.strike("Shift+A");
    page.until("back at the row", || (page.count(".compare tr.here") == 1).then_some(()));
    page.click_selector("[data-action=annotators][data-value=all]");
    page.until("the list", || (page.count(".shared-articles > li") == 1).then_some(()));
    assert_eq!(figure(), "0.333");
    page.pictures("all articles of two sides");
}

/// Another person's work is read-only: a sentence says whose it is and what helps; chosen to be worked on, and taken back.
pub(crate) fn read_only(stage: &Stage) {
    let anna = marked_by(stage, "anna", |page| drop(page.mark("Ada Lindqvist", PERSON)));
    let page = lead(stage);
    page.upload(&page.file("harbour.txt", HARBOUR));
    page.mark("Norrland Lines", ORGANISATION);
    page.browser().choose_files(INPUT, &[anna]);
    page.until("the report", || (page.count(".report li") == 1).then_some(()));
    page.strike("Escape");
    page.until("it is shown", || (page.count(".whose .lock") == 1).then_some(()));
    assert_eq!(page.spans().len(), 1);
    page.select("Mats Ekdahl");
    page.strike(PERSON.key);
    page.until("it is refused", || page.told().contains("Read-only").then_some(()));
    assert!(page.told().contains("by annotator ") && page.told().contains("Work on this copy"), "{}", page.told());
    assert_eq!(page.spans().len(), 1);
    page.screenshot("refused");
    page.click_selector(".whose [data-action=unlock-article]");
    page.until("no lock", || (page.count(".whose .lock") == 0).then_some(()));
    page.mark("Mats Ekdahl", PERSON);
    page.pictures("worked on");
    page.strike("Ctrl+z");
    page.strike("Ctrl+z");
    page.until("locked again", || (page.count(".whose .lock") == 1).then_some(()));
    assert_eq!(page.spans().len(), 1);
    page.strike("Ctrl+y");
    page.until("and chosen again", || (page.count(".whose .lock") == 0).then_some(()));
}

const NAMES: [&str; 10] =
    ["Ada", "Bo", "Cyd", "Dee", "Eli", "Fay", "Gus", "Hal", "Ida Wennerström-Kowalczyk of the night desk", "محمد"];

/// A person's file about three articles, with two hundred annotations in the first.
fn file_of(number: usize, name: &str) -> String {
    let words: Vec<String> = (0..210).map(|at| format!("word{at:03}")).collect();
    let first = format!("The long one\n\n{}.", words.join(" "));
    let span = |at: usize| {
        let start = 14 + at * 8;
        // Of every ten words one is left out, one has another label, one another edge.
        let label = if at % 10 == number { "place" } else { "person" };
        let end = start + if at % 10 == (number + 3) % 10 { 6 } else { 7 };
        json!({ "id": format!("s{number}x{at}"), "label": label, "fragments": [{ "start": start, "end": end }] })
    };
    let spans: Vec<Value> = (0..210).filter(|at| at % 10 != (number + 5) % 10).map(span).collect();
    let line = |id: &str, text: &str, spans: Vec<Value>| {
        json!({ "format": "article-annotations", "version": "1.0", "offset_unit": "codepoint", "id": id, "text": text,
            "meta": { "title": text.lines().next() }, "spans": spans, "annotator": format!("person-{number}"),
            "annotators": [{ "id": format!("person-{number}"), "name": name }], "status": "done" })
        .to_string()
    };
    let short = |at: usize| json!([{ "id": format!("t{number}"), "label": "person", "fragments": [{ "start": at, "end": at + 3 }] }]);
    let one = |value: Value| value.as_array().cloned().unwrap_or_default();
    [
        line("long", &first, spans),
        line("two", "Ada met Bob there.", one(short(0))),
        line("three", "Eve saw Kim go.", one(short(8 * (number % 2)))),
    ]
    .join("\n")
}

/// Ten files are chosen at once: one step, a line for each, and a table that can be read.
pub(crate) fn ten_files_at_once(stage: &Stage) {
    let page = lead(stage);
    let files: Vec<PathBuf> = NAMES
        .iter()
        .enumerate()
        .map(|(number, name)| page.file(&format!("{number}.jsonl"), &file_of(number, name)))
        .collect();
    page.browser().choose_files(INPUT, &files);
    page.until("the report", || (page.count(".report li") == 10).then_some(()));
    page.pictures("the report of ten files");
    page.strike("Escape");
    page.until("thirty rows", || (rows(&page).len() == 30).then_some(()));
    let names: Vec<String> = rows(&page).into_iter().map(|(name, _)| name).take(10).collect();
    assert_eq!(names, NAMES, "an article's documents stand together");
    page.pictures("ten people in the queue");
    // The list, then one article.
    page.strike("Shift+A");
    page.until("the table", || (page.count(".compare tbody tr") > 100).then_some(()));
    page.pictures("ten people compared");
    page.click_selector("[data-action=annotators][data-value=all]");
    page.until("the list", || (page.count(".shared-articles > li") == 3).then_some(()));
    page.pictures("the articles of ten people");
    page.until("the one that was looked at has the focus", || (focus(&page) == "The long one").then_some(()));
    // The article in which they agree comes last.
    page.strike("ArrowDown");
    page.strike("Enter");
    page.until("another", || (page.count(".compare tbody tr") == 1).then_some(()));
    assert_eq!(page.count(".compare tbody tr.differs"), 0);
    page.strike("Escape");
    // One step.
    page.strike("Ctrl+z");
    page.until("an empty queue", || rows(&page).is_empty().then_some(()));
    page.strike("Ctrl+y");
    page.until("thirty again", || (rows(&page).len() == 30).then_some(()));
}

/// A folder is chosen: what can be read in it comes in, the rest is left alone.
pub(crate) fn a_folder(stage: &Stage) {
    let page = lead(stage);
    let folder = page.file("exports/a.jsonl", &file_of(1, "Ada"));
    page.file("exports/b.jsonl", &file_of(2, "Bo"));
    page.file("exports/picture.png", "no text that anybody meant");
    let folder = folder.parent().map(PathBuf::from).expect("it lies in a folder");
    page.browser().choose_files("input[webkitdirectory]", &[folder]);
    page.until("six rows", || (rows(&page).len() == 6).then_some(()));
    assert_eq!(report(&page).len(), 2);
}
