//! The program stops, starts and leaves. Numbers are those of the fault list.

use super::tabs::HOLD_THE_DISK;
use super::{begun, whole_again};
use crate::texts::HARBOUR;
use manicule_e2e::browser::Profile;
use manicule_e2e::page::Page;
use manicule_e2e::span::{ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use std::time::Duration;

/// A page that will stop, with one thing marked and saved; how many annotations its article has.
fn doomed(stage: &Stage) -> (Page, usize) {
    let page = stage.open_doomed();
    page.ready();
    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    let spans = page.spans().len();
    (page, spans)
}

/// 42: the program stops. The last screen is there at once, takes no key for the page, and saves everything.
pub(crate) fn program_that_stops(stage: &Stage) {
    let (page, spans) = doomed(stage);
    page.browser().ask(
        "dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable'), message: 'unreachable' }))",
        &[],
    );
    rescued(stage, &page, spans);
}

/// The last screen is there, tells how much is safe, and gives all of it as a file that another browser opens.
fn rescued(stage: &Stage, page: &Page, spans: usize) {
    let text = || page.browser().ask("return document.querySelector('.crash')?.textContent ?? ''", &[]);
    page.until("the last screen", || text().as_str()?.contains("Manicule has stopped").then_some(()));
    page.until("how much is safe", || {
        text().as_str()?.contains("Steps that are kept in this browser: 2").then_some(())
    });
    let click = "[...document.querySelectorAll('.crash button')].find((each) => each.textContent === 'Download my work').click()";
    let file = page.download(|| drop(page.browser().ask(click, &[])));
    let other = stage.open();
    other.upload(&file);
    other.open_article(&other.documents().last().expect("it came").id);
    assert_eq!(other.spans().len(), spans);
}

/// 43: the program stops while it draws, as a frozen page would not tell.
pub(crate) fn stops_while_drawing(stage: &Stage) {
    let (page, spans) = doomed(stage);
    page.ask("Node.prototype.insertBefore = () => { throw new Error('nothing can be drawn any more'); }", &[]);
    page.press("?");
    rescued(stage, &page, spans);
    let report = page.browser().ask("return document.querySelector('.crash pre').textContent", &[]);
    assert!(report.as_str().is_some_and(|report| report.contains("panicked")), "it was a panic: {report}");
    // Without the fault the page is as it was.
    page.browser().reload();
    page.ready();
    assert_eq!(page.spans().len(), spans);
}

/// 45: a file needs more memory than there is: the last screen, and nothing is lost.
pub(crate) fn no_memory(stage: &Stage) {
    let page = stage.open_doomed_with(Profile::LittleMemory);
    page.ready();
    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    let spans = page.spans().len();
    // One of our own, which the page reads itself.
    let text = "A line of some forty characters, no more.\\n\\n".repeat(300_000);
    let line = format!(r#"{{"format":"article-annotations","version":"1.0","id":"large","text":"{text}"}}"#);
    let large = page.file("large.jsonl", &line);
    page.browser().choose_file("input[type=file]", &large);
    rescued(stage, &page, spans);
    page.browser().reload();
    page.ready();
    assert_eq!(page.spans().len(), spans);
}

/// 53: the browser asks before a page goes only while something is not on disk; what was done is there whatever is answered.
pub(crate) fn leaving_with_work_unsaved(stage: &Stage) {
    let page = stage.open_with(Profile::Asks);
    page.import("harbour.txt", HARBOUR);
    let first = page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    let leave = || page.browser().ask("setTimeout(() => location.reload(), 100)", &[]);
    let asks = || {
        std::thread::sleep(Duration::from_millis(1500));
        page.browser().asked().is_some()
    };
    leave();
    assert!(!asks(), "everything is on disk: nobody is asked");
    page.ready();
    let unsaved = |words: &str| {
        page.ask(HOLD_THE_DISK, &[]);
        page.select(words);
        page.press(ORGANISATION.key);
        page.until_chip("saving");
        leave();
        assert!(asks(), "something is not on disk");
    };
    unsaved("Norrland Lines");
    page.browser().answer(false);
    assert_eq!(page.spans().len(), 2, "the page stays");
    page.ask("window.letGo = true", &[]);
    page.until_saved();
    unsaved("Mats Ekdahl");
    page.browser().answer(true);
    page.until("the page to be loaded anew", || {
        (page.browser().ask("return window.letGo ?? null", &[]).is_null()).then_some(())
    });
    page.ready();
    assert_eq!(page.spans().len(), 3, "what was done is there");
    page.until_saved();
    page.kill();
    assert_eq!(page.spans().len(), 3);
    whole_again(&page, &[&first]);
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
