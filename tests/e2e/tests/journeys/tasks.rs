//! Hosted tasks: a file beside the page, two annotators, what they hand in; newer files and wrong ones.

use manicule_e2e::check::check_offsets;
use manicule_e2e::export::articles;
use manicule_e2e::many;
use manicule_e2e::page::Page;
use manicule_e2e::span::PERSON;
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::{Duration, Instant};

const ONE: &str =
    "Ferry fares rise\n\nAda Lindqvist told Radio Norrland that fares rise. “We had no choice,” she said.";
const TWO: &str = "Harbour closes\n\nThe harbour closes on Monday, Mats Ekdahl said.";
const THREE: &str = "Market opens\n\nNobody was asked about the market.";

/// A task of three articles, two of them in files of their own, and a file of guidelines.
fn task() -> Value {
    json!({
        "format": "manicule-task", "version": "1.0", "id": "ferries", "title": "Who said what about ferries",
        "intro": "Thank you for helping.\n\nMark every person, and every claim with who said it.",
        "guidelines_url": "guidelines.md",
        "articles": [
            { "id": "fares", "title": "Ferry fares rise", "text": ONE, "lang": "en" },
            { "url": "texts/harbour.txt" },
            { "url": "texts/market.txt" },
        ],
        "order": "shuffled", "seed": 4,
        "hand_in": { "to": "Send the file to Lena,\nlena@example.org, until Friday." },
    })
}

fn serve(stage: &Stage, task: &Value) {
    let site = stage.site();
    site.add("task.json", &task.to_string());
    site.add("guidelines.md", "# How to mark\n\n*Persons* with their titles.");
    site.add("texts/harbour.txt", TWO);
    site.add("texts/market.txt", THREE);
}

/// Somebody opens the address that the lead sent.
fn visit(stage: &Stage, query: &str) -> Rc<Page> {
    let page = stage.open();
    go(&page, query);
    page
}

fn go(page: &Page, query: &str) {
    page.browser().go_to(&format!("{}{query}", page.site().url()));
    page.ready();
}

fn ids(page: &Page) -> Vec<String> {
    page.documents().into_iter().map(|document| document.id).collect()
}

/// Begins, marks a person by hand in the first article, and hands in: all by keys but for the marking.
fn annotate(page: &Page, words: &str) -> PathBuf {
    page.until("the start of the task", || (page.count(".task-start") == 1).then_some(()));
    page.strike("Enter");
    page.until("its articles", || (page.documents().len() == 3).then_some(()));
    page.open_article("fares");
    page.mark(words, PERSON);
    page.strike("Ctrl+Shift+Enter");
    page.click_selector(".bar [data-action=hand-in]");
    page.screenshot("hand in");
    page.download(|| page.click_selector("[data-action=save-hand-in]"))
}

/// Two people work on one task and hand in; what they send says whose it is.
pub(crate) fn two_annotators(stage: &Stage) {
    serve(stage, &task());
    let ada = visit(stage, "?task=task.json&annotator=Ada");
    ada.pictures("the task begins");
    assert_eq!(ada.ask("return document.querySelector('[data-field=annotator]').value", &[]), "Ada");
    let first = annotate(&ada, "Ada Lindqvist");
    ada.pictures("handed in");
    let name = first.file_name().expect("a file").to_string_lossy().into_owned();
    assert!(name.starts_with("ferries_Ada_20") && name.ends_with("_1-of-3-done_1-annotations.jsonl"), "{name}");

    let bo = visit(stage, "?task=task.json");
    bo.until("the start of the task", || (bo.count(".task-start") == 1).then_some(()));
    bo.strike("Enter");
    assert!(bo.told().contains("name"), "a name is wanted: {}", bo.told());
    bo.screenshot("a name is wanted");
    bo.type_text("Bo");
    let second = annotate(&bo, "Radio Norrland");
    let orders = [ids(&ada), ids(&bo)];
    assert_ne!(orders[0], orders[1], "each has an order of their own");

    for file in [&first, &second] {
        let text = std::fs::read_to_string(file).expect("it was saved");
        let lines = articles(&text);
        assert_eq!(lines.len(), 3);
        let people: Vec<&Value> = lines.iter().map(|line| &line["annotator"]).collect();
        assert!(people.iter().all(|person| person.is_string() && *person == people[0]), "on every line: {people:?}");
        check_offsets(&text);
    }
    as_the_lead(stage, &[first, second]);
    // It goes on where it was, and the plain page knows nothing of it.
    let before = (ids(&ada), ada.saved());
    ada.reload();
    assert_eq!((ids(&ada), ada.saved()), before);
    assert_eq!(ada.count(".task-start"), 0);
    go(&ada, "");
    assert_eq!(ids(&ada), ["sample-harbour"]);
}

/// The lead opens both files: three articles, each by two people, and sees where they differ.
fn as_the_lead(stage: &Stage, files: &[PathBuf]) {
    let page = stage.open();
    page.click_selector("[data-action=remove-article]");
    page.idle();
    page.browser().choose_files("input[type=file][data-action=\"import-files\"]", files);
    page.until("all of both", || (page.documents().len() == 6).then_some(()));
    page.strike("Escape");
    let script = "return [...document.querySelectorAll('.whose-row bdi')].map((row) => row.textContent)";
    let names = page.ask(script, &[]);
    let names: Vec<&str> = names.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert_eq!(names, ["Ada", "Bo", "Ada", "Bo", "Ada", "Bo"], "grouped by article");
    page.pictures("both files in the lead's queue");
    page.open_article("fares");
    page.strike("Shift+A");
    page.until("the table", || (page.count(".compare tbody tr") == 2).then_some(()));
    page.pictures("where the two differ");
    page.strike("Escape");
    let exported = articles(&page.export());
    let mut who: Vec<(String, String)> =
        exported.iter().map(|line| (line["id"].to_string(), line["annotator"].to_string())).collect();
    who.sort();
    who.dedup();
    assert_eq!(who.len(), 6, "one file, an annotator on each line, three ids: {who:?}");
    who.dedup_by(|one, other| one.0 == other.0);
    assert_eq!(who.len(), 3, "{who:?}");
}

/// A newer file brings what is new, and keeps the work on what it drops or changes; without its file work goes on.
pub(crate) fn newer_file(stage: &Stage) {
    serve(stage, &task());
    let page = visit(stage, "?task=task.json&annotator=Ada");
    page.until("the start of the task", || (page.count(".task-start") == 1).then_some(()));
    page.strike("Enter");
    page.until("its articles", || (page.documents().len() == 3).then_some(()));
    page.open_article("fares");
    page.mark("Ada Lindqvist", PERSON);
    let span = page.export();
    let mut newer = task();
    newer["articles"] = json!([
        { "id": "fares", "text": ONE.replace("rise", "fall") },
        { "url": "texts/harbour.txt" },
        { "id": "new", "text": "Bridge\n\nThe bridge is new." },
    ]);
    serve(stage, &newer);
    page.reload();
    page.until("what is new", || (page.documents().len() == 5).then_some(()));
    assert_eq!(page.article(), "fares", "one stays where one was");
    assert_eq!(page.count("mark"), 1, "{span:?}");
    page.strike("Ctrl+z");
    assert_eq!(page.count("mark"), 0, "one's own step is what is undone");
    page.strike("Ctrl+Shift+z");
    page.click_selector(".bar [data-action=hand-in]");
    page.pictures("what the task dropped");
    assert_eq!(page.count(".hand-in-apart"), 2);
    page.strike("Escape");
    let held = ids(&page);
    page.reload();
    assert_eq!(ids(&page), held, "nothing comes twice");
}

/// What cannot be opened says why, in a sentence, and touches nothing; what is there is not lost by it.
pub(crate) fn wrong_files(stage: &Stage) {
    let texts = |page: &Page| {
        let told = page.ask("return document.querySelector('dialog[open]')?.textContent ?? ''", &[]);
        told.as_str().unwrap_or_default().to_owned()
    };
    let site = stage.site();
    serve(stage, &task());
    let mut missing = task();
    missing["articles"][2]["url"] = json!("texts/nowhere.txt");
    let mut hostile = task();
    hostile["id"] = json!("<img src=x onerror=alert(1)>");
    hostile["title"] = json!("<script>alert(1)</script>");
    hostile["articles"][1]["url"] = json!("https://example.org/a.txt");
    let mut labels = task();
    labels["schema"] = json!({ "id": "s", "labels": [
        { "id": "a", "name": "A", "kind": "entity", "parent": "b" }, { "id": "b", "name": "A", "kind": "entity", "parent": "a" },
    ] });
    for (name, text, expected) in [
        ("broken", "{ \"format\": ".to_owned(), "JSON"),
        ("shape", json!({ "format": "manicule-task", "version": "1.0", "id": 4 }).to_string(), "id"),
        ("foreign", json!({ "format": "other" }).to_string(), "other"),
        ("hostile", hostile.to_string(), "articles[1].url"),
        ("labels", labels.to_string(), "A"),
        ("a page that says 404 with 200", "<!doctype html><title>404</title><p>Not here".to_owned(), "web page"),
        ("empty", String::new(), "no text"),
    ] {
        site.add("task.json", &text);
        let page = stage.open_doomed();
        go(&page, "?task=task.json&annotator=Ada");
        let told = page.until("a sentence", || Some(texts(&page)).filter(|told| !told.is_empty()));
        assert!(told.contains(expected), "{name}: {told}");
        assert_eq!((ids(&page).len(), page.ask("return localStorage.length", &[])), (0, json!(0)), "{name}");
        page.screenshot(name);
    }
    serve(stage, &missing);
    let page = stage.open_doomed();
    go(&page, "?task=task.json&annotator=Ada");
    page.strike("Enter");
    let told = page.until("a sentence", || Some(texts(&page)).filter(|told| told.contains("nowhere")));
    assert!(told.contains("404"), "{told}");
    page.screenshot("an article is missing");
    assert_eq!(ids(&page).len(), 0, "nothing is half loaded");
    // That there is a task at this address is noted, and nothing else.
    let noted = page.ask("return Object.keys(localStorage)", &[]);
    assert_eq!(noted.as_array().map(Vec::len), Some(1), "{noted}");
    // Some hosts show a page of theirs where there is no file.
    site.add("texts/nowhere.txt", "<!DOCTYPE html>\n<html><body>Oops</body></html>");
    page.click_selector("[data-action=begin-task]");
    page.until("a sentence", || Some(texts(&page)).filter(|told| told.contains("web page")));
    assert_eq!((ids(&page).len(), page.ask("return Object.keys(localStorage)", &[])), (0, noted));
    site.add("texts/nowhere.txt", THREE);
    page.click_selector("[data-action=begin-task]");
    page.until("all articles", || (ids(&page).len() == 3).then_some(()));
    site.redirect("moved.json", "https://example.org/task.json");
    // Whatever the address says of who is there is a name in a field, and nothing else.
    for file in ["none.json", "//example.org/task.json", "../../../etc/passwd", "moved.json"] {
        let page = stage.open_doomed();
        go(&page, &format!("?task={file}"));
        let told = page.until("a sentence", || Some(texts(&page)).filter(|told| !told.is_empty()));
        assert!(told.contains("cannot be opened"), "{file}: {told}");
    }
}

/// A name in an address is a name, whatever it is.
pub(crate) fn hostile_names(stage: &Stage) {
    serve(stage, &task());
    for name in ["%3Cimg%20src=x%20onerror=alert(1)%3E", "__proto__", "a%E2%80%AEb%00c", &"x".repeat(5000)] {
        let page = visit(stage, &format!("?task=task.json&annotator={name}"));
        page.until("the start of the task", || (page.count(".task-start") == 1).then_some(()));
        page.strike("Enter");
        page.until("its articles", || (page.documents().len() == 3).then_some(()));
        let whose = page.call("project", json!([]))["people"].to_string();
        assert!(whose.len() < 400 && !whose.contains('\u{202e}'), "{whose}");
    }
}

/// A task with so many articles, in the file or in files of their own.
fn serve_many(stage: &Stage, count: usize, in_files: bool) {
    let words = "Ada Lindqvist met the crew in the harbour. Nobody knows what was said. ".repeat(20);
    let article = |number: usize| {
        let text = format!("Ferry {number:05}\n\n{words}");
        if !in_files {
            return json!({ "id": format!("f{number:05}"), "text": text });
        }
        stage.site().add(&format!("texts/{number:05}.txt"), &text);
        json!({ "url": format!("texts/{number:05}.txt") })
    };
    let articles: Vec<Value> = (0..count).map(article).collect();
    let task =
        json!({ "format": "manicule-task", "version": "1.0", "id": "many", "title": "Many", "articles": articles });
    stage.site().add("task.json", &task.to_string());
}

/// Many articles come in a little at a time, and the page answers meanwhile; how long it stands still is printed.
pub(crate) fn many_articles(stage: &Stage) {
    let long = std::env::var_os("MANICULE_LONG").is_some();
    for (count, in_files) in [(if long { 10_000 } else { 3000 }, false), (if long { 1000 } else { 300 }, true)] {
        serve_many(stage, count, in_files);
        let page = visit(stage, "?task=task.json&annotator=Ada");
        page.until("the start of the task", || (page.count(".task-start") == 1).then_some(()));
        let begun = Instant::now();
        many::watch_frames(&page);
        page.press("Enter");
        many::until_all(&page, count);
        let taken = begun.elapsed().as_secs_f64();
        let (longest, over) = many::gaps(&page);
        let from = if in_files { "files" } else { "the task file" };
        println!(
            "FIGURE a task of {count} articles in {from}: there and saved after {taken:.1} s; longest time without a frame {longest:.0} ms, {over} over 100 ms"
        );
        page.screenshot(&format!("many articles from {from}"));
        page.reload();
        many::until_all(&page, count);
    }
}

/// Beginning is stopped while articles are fetched: nothing was stored, and it can be begun again.
pub(crate) fn stopped(stage: &Stage) {
    serve_many(stage, 90, true);
    stage.site().slow_down(Duration::from_millis(800));
    let page = visit(stage, "?task=task.json&annotator=Ada");
    page.until("the start of the task", || (page.count(".task-start") == 1).then_some(()));
    let stored = page.ask("return Object.keys(localStorage)", &[]);
    page.press("Enter");
    let told = || page.ask("return document.querySelector('.task-start')?.textContent ?? ''", &[]);
    page.until("some to be fetched", || {
        let told = told().as_str().unwrap_or_default().to_owned();
        (told.contains("of 90") && !told.contains(" 0 of")).then_some(())
    });
    let focus = page.ask("return document.activeElement.dataset.field ?? ''", &[]);
    assert_eq!(focus, "task-stop", "Enter stops it as well as Escape");
    page.screenshot("articles are fetched");
    page.press("Escape");
    page.until("the question", || (page.count("[data-field=annotator]") == 1).then_some(()));
    let asked = |path: &str| path.contains("texts/");
    let count = || stage.site().requests().iter().filter(|request| asked(&request.path)).count();
    page.rest(Duration::from_millis(500));
    let before = count();
    page.rest(Duration::from_secs(1));
    assert!(count() == before && before < 90, "no more is fetched: {before}, {}", count());
    assert!(page.told().contains("Nothing was stored"), "{}", page.told());
    assert_eq!((ids(&page).len(), page.ask("return Object.keys(localStorage)", &[])), (0, stored));
    assert_eq!(page.ask("return document.activeElement.dataset.field ?? ''", &[]), "annotator");
    page.screenshot("stopped");
    stage.site().slow_down(Duration::ZERO);
    page.press("Enter");
    many::until_all(&page, 90);
}
