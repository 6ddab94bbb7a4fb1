//! The fault list in a real browser: stores that lie, do not answer, or are of another version; frozen tabs; a program that
//! has stopped. The numbers are those of the list in the design notes.

use crate::texts::HARBOUR;
use manicule_e2e::check::check_offsets;
use manicule_e2e::page::Page;
use manicule_e2e::span::{ORGANISATION, PERSON, Span};
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};
use std::fs;
use std::time::Duration;

fn chip(page: &Page, says: &str) {
    page.until(&format!("the chip to say {says}"), || (page.saved() == says).then_some(()));
}

/// Has a script run before the page's own, in every page load from now on; what is returned takes it away.
fn before_start(page: &Page, script: &str) -> Value {
    let source = json!({ "source": script });
    page.browser().devtools("Page.addScriptToEvaluateOnNewDocument", source)["identifier"].clone()
}

fn no_more(page: &Page, script: Value) {
    page.browser().devtools("Page.removeScriptToEvaluateOnNewDocument", json!({ "identifier": script }));
}

/// A page with an article and a name marked in it, all saved.
fn begun(stage: &Stage) -> (std::rc::Rc<Page>, Span) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let first = page.mark("Ada Lindqvist", PERSON);
    chip(&page, "saved");
    (page, first)
}

/// Both marks are there after a load without the fault.
fn whole_again(page: &Page, spans: &[&Span]) {
    page.reload();
    for span in spans {
        assert_eq!(page.span(&span.id), **span);
    }
    chip(page, "saved");
    check_offsets(&page.export());
}

/// 13: local storage takes values and forgets them.
pub(crate) fn writes_that_do_nothing(stage: &Stage) {
    let (page, first) = begun(stage);
    let fault = before_start(&page, "Storage.prototype.setItem = () => {}");
    page.reload();
    let second = page.mark("Norrland Lines", ORGANISATION);
    chip(&page, "saved");
    no_more(&page, fault);
    whole_again(&page, &[&first, &second]);
}

/// 14, 17: local storage gives values cut in two.
pub(crate) fn values_cut_in_two(stage: &Stage) {
    let (page, first) = begun(stage);
    before_start(
        &page,
        "{ const get = Storage.prototype.getItem; \
           Storage.prototype.getItem = function (key) { const value = get.call(this, key); \
               return value && key.startsWith('manicule') ? value.slice(0, value.length / 2) : value; }; }",
    );
    page.reload();
    assert_eq!(page.span(&first.id), first, "the disk has it whole");
    let second = page.mark("Norrland Lines", ORGANISATION);
    // The chip goes on saying *Saving*: local storage is asked again and again. The disk has it.
    page.rest(Duration::from_millis(500));
    // With the browser the fault is gone too.
    page.kill();
    whole_again(&page, &[&first, &second]);
}

/// 23: the database never answers.
pub(crate) fn database_that_does_not_answer(stage: &Stage) {
    let (page, first) = begun(stage);
    let fault = before_start(&page, "IDBFactory.prototype.open = () => ({})");
    page.reload();
    assert_eq!(page.span(&first.id), first, "local storage has it");
    let second = page.mark("Norrland Lines", ORGANISATION);
    chip(&page, "in-tab");
    no_more(&page, fault);
    whole_again(&page, &[&first, &second]);
}

/// 24: the database does not open; 39: it is of a later version of the program, and then nothing is changed.
pub(crate) fn database_that_does_not_open(stage: &Stage) {
    let (page, first) = begun(stage);
    let throwing =
        |name: &str| format!("IDBFactory.prototype.open = () => {{ throw new DOMException('no', '{name}'); }}");
    let fault = before_start(&page, &throwing("UnknownError"));
    page.reload();
    let second = page.mark("Norrland Lines", ORGANISATION);
    chip(&page, "in-tab");
    no_more(&page, fault);
    whole_again(&page, &[&first, &second]);

    let later = page.ask(
        "const ours = Object.keys(localStorage).find((key) => key.startsWith('manicule/1/')); \
         const later = ours.replace('/1/', '/2/').replace(/[^/]*$/, 'index'); localStorage.setItem(later, '{}'); return later",
        &[],
    );
    page.reload();
    let before = page.export();
    page.select("Mats Ekdahl");
    page.strike(PERSON.key);
    assert_eq!(page.export(), before, "nothing is changed");
    assert!(page.told().contains("later version"), "{}", page.told());
    page.screenshot("a later version");
    page.ask("localStorage.removeItem(arguments[0])", &[later]);
    whole_again(&page, &[&first, &second]);
}

/// 25: transactions of the database fail.
pub(crate) fn transactions_that_fail(stage: &Stage) {
    let (page, first) = begun(stage);
    page.ask(
        "IDBObjectStore.prototype.put = function () { this.transaction.abort(); throw new DOMException('full', 'QuotaExceededError'); }",
        &[],
    );
    let second = page.mark("Norrland Lines", ORGANISATION);
    page.rest(Duration::from_millis(300));
    assert_ne!(page.saved(), "saved", "it is not on disk");
    whole_again(&page, &[&first, &second]);
}

/// 36: a tab is frozen while another works, and goes on.
pub(crate) fn frozen_tab(stage: &Stage) {
    let (page, first) = begun(stage);
    let state = |state: &str| page.browser().devtools("Page.setWebLifecycleState", json!({ "state": state }));
    state("frozen");
    page.open_tab();
    let second = page.mark("Norrland Lines", ORGANISATION);
    chip(&page, "saved");
    page.browser().go_to_tab(0);
    state("active");
    let third = page.mark("Mats Ekdahl", PERSON);
    page.until("what the other tab did", || page.spans().iter().any(|span| span.id == second.id).then_some(()));
    chip(&page, "saved");
    whole_again(&page, &[&first, &second, &third]);
}

/// 42: the program stops. The last screen is there at once, takes no key for the page, and saves everything.
pub(crate) fn program_that_stops(stage: &Stage) {
    let page = stage.open_doomed();
    page.ready();
    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    chip(&page, "saved");
    let spans = page.spans().len();
    page.browser().ask(
        "dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable'), message: 'unreachable' }))",
        &[],
    );
    let text = || page.browser().ask("return document.querySelector('.crash')?.textContent ?? ''", &[]);
    page.until("the last screen", || text().as_str()?.contains("Manicule has stopped").then_some(()));
    page.until("how much is safe", || {
        text().as_str()?.contains("Steps that are kept in this browser: 2").then_some(())
    });
    let click = "[...document.querySelectorAll('.crash button')].find((each) => each.textContent === 'Download my work').click()";
    page.browser().ask(click, &[]);
    let file = page.until("the file", || {
        let all = fs::read_dir(page.browser().downloads()).ok()?;
        all.flatten().map(|entry| entry.path()).find(|path| path.extension().is_some_and(|end| end == "json"))
    });
    std::thread::sleep(Duration::from_millis(300));
    let other = stage.open();
    other.upload(&file);
    other.open_article(&other.documents().last().expect("it came").id);
    assert_eq!(other.spans().len(), spans);
}

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
    chip(&page, "saved");
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

/// 52: loaded again and again, before anything is ready.
pub(crate) fn loaded_a_hundred_times(stage: &Stage) {
    let (page, first) = begun(stage);
    let times = if std::env::var_os("MANICULE_LONG").is_some() { 100 } else { 20 };
    for _ in 0..times {
        page.browser().reload();
    }
    page.ready();
    whole_again(&page, &[&first]);
    assert_eq!(page.documents().len(), 2, "nothing is doubled");
    assert_eq!(page.spans().len(), 1);
}
