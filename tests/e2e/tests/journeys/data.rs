//! What is kept, files with everything in them, articles that are brought back, and the page that rescues without a program.

use crate::texts::{BRIDGE, HARBOUR};
use manicule_e2e::check::check_offsets;
use manicule_e2e::looks::Theme;
use manicule_e2e::page::Page;
use manicule_e2e::span::{ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use serde_json::json;
use std::fs;
use std::time::Duration;

fn is_up(page: &Page) {
    page.until("the sheet", || (page.count("dialog[open] .data") == 1).then_some(()));
    page.until("what is kept", || (page.count("dialog[open] [data-copies]") > 0).then_some(()));
}

pub(crate) fn taken_out_and_brought_back(stage: &Stage) {
    let page = stage.open();
    page.import("bridge.txt", BRIDGE);
    page.import("harbour.txt", HARBOUR);
    let marked = page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    page.click_selector("[data-action=remove-article]");
    assert_eq!(page.documents().len(), 2);
    page.reload();
    page.strike("y");
    is_up(&page);
    page.screenshot("your data");
    page.theme(Theme::Dark);
    page.window(390, 844);
    page.screenshot("your data, narrow and dark");
    page.theme(Theme::Light);
    page.window(1400, 760);
    let copies =
        page.ask("return [...document.querySelectorAll('[data-copies]')].map((row) => row.dataset.copies)", &[]);
    assert_eq!(copies, json!(["2", "2"]), "in both stores");
    page.click_selector("dialog [data-action=restore-article]");
    page.until_equal("three articles", &3, || page.documents().len());
    page.strike("Escape");
    assert_eq!(page.span(&marked.id), marked, "with what was said about it");
    page.strike("Ctrl+z");
    assert_eq!(page.documents().len(), 2);
    page.strike("Ctrl+y");
    page.until_saved();
    page.reload();
    assert_eq!(page.documents().len(), 3);
}

/// A file that is written as things are done: real file handles, from the browser's own file system, since nobody can be
/// asked for a file here.
pub(crate) fn kept_in_a_file(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    page.ask(
        "window.showSaveFilePicker = async ({ suggestedName }) => \
             (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true })",
        &[],
    );
    // While it is written, what will take its place stands beside it for a moment.
    let file = || {
        let script = "return navigator.storage.getDirectory().then(async (folder) => { \
            for await (const handle of folder.values()) { \
                if (handle.name.endsWith('.jsonl')) return (await handle.getFile()).text(); } return ''; }).catch(() => '')";
        page.ask(script, &[]).as_str().unwrap_or_default().to_owned()
    };
    page.strike("y");
    is_up(&page);
    page.click_selector("dialog input[data-action=autosave]");
    let all = page.export();
    page.until_equal("everything to be in the file", &all, &file);
    page.screenshot("kept in a file");
    page.strike("Escape");
    page.mark("Norrland Lines", ORGANISATION);
    let now = page.export();
    page.until_equal("the file to have it", &now, &file);
    check_offsets(&file());
    // The file goes: that is told, and work goes on.
    page.ask(
        "return navigator.storage.getDirectory().then(async (folder) => { \
            for await (const name of folder.keys()) await folder.removeEntry(name); \
            FileSystemFileHandle.prototype.createWritable = () => Promise.reject(new DOMException('gone', 'NotFoundError')); })",
        &[],
    );
    page.mark("Mats Ekdahl", PERSON);
    page.until("the words", || page.told().contains("could not be written (NotFoundError)").then_some(()));
    assert_eq!(page.spans().len(), 3);
}

/// After a reload the page offers to go on with the file; the browser is asked, and may refuse.
pub(crate) fn kept_in_the_same_file_again(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    let picker = "window.showSaveFilePicker = async () => \
        (await navigator.storage.getDirectory()).getFileHandle('all.jsonl', { create: true })";
    page.ask(picker, &[]);
    page.strike("y");
    is_up(&page);
    page.click_selector("dialog input[data-action=autosave]");
    let file = || {
        // A file that changes while it is read cannot be read: that is no answer yet.
        let script = "return navigator.storage.getDirectory().then((folder) => folder.getFileHandle('all.jsonl')) \
                      .then((handle) => handle.getFile()).then((file) => file.text()).catch(() => '')";
        page.ask(script, &[]).as_str().unwrap_or_default().to_owned()
    };
    let now = page.export();
    page.until_equal("the file", &now, &file);
    page.reload();
    let offer = ".foot [data-action=autosave]";
    page.until("the offer", || (page.count(offer) == 1).then_some(()));
    page.screenshot("go on with the file");
    page.mark("Norrland Lines", ORGANISATION);
    assert_eq!(file(), now, "it is not written before somebody says so");
    page.click_selector(offer);
    let now = page.export();
    page.until_equal("the file to have it", &now, &file);
    assert_eq!(page.count(offer), 0);
    page.reload();
    page.until("the offer", || (page.count(offer) == 1).then_some(()));
    page.ask("FileSystemHandle.prototype.requestPermission = async () => 'denied'", &[]);
    page.click_selector(offer);
    page.until("the words", || page.told().contains("may not be written any more").then_some(()));
    page.mark("Mats Ekdahl", PERSON);
    page.until_saved();
    assert_eq!(file(), now);
    // Who stops it is not asked again.
    page.reload();
    page.until("the offer", || (page.count(offer) == 1).then_some(()));
    page.click_selector(offer);
    page.until("the file to be written", || (file() != now && !file().is_empty()).then_some(()));
    page.strike("y");
    is_up(&page);
    page.click_selector("dialog input[data-action=autosave]");
    page.strike("Escape");
    page.reload();
    page.rest(Duration::from_secs(1));
    assert_eq!(page.count(offer), 0);
}

/// Without a program: `rescue.html` saves everything, and Manicule opens it somewhere else.
pub(crate) fn rescued_without_a_program(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    page.mark("Norrland Lines", ORGANISATION);
    page.until_saved();
    let spans = page.spans().len();
    page.browser().go_to(&format!("{}rescue.html", page.site().url()));
    let text = || page.browser().ask("return document.body.textContent", &[]).as_str().unwrap_or_default().to_owned();
    page.until("how much is kept", || text().contains("Steps that are kept in this browser: 3").then_some(()));
    fs::write(stage_picture(stage), page.browser().screenshot()).expect("a picture");
    let click =
        "[...document.querySelectorAll('button')].find((each) => each.textContent === 'Download my work').click()";
    page.browser().ask(click, &[]);
    let file = page.until("the file", || {
        let all = fs::read_dir(page.browser().downloads()).ok()?;
        all.flatten().map(|entry| entry.path()).find(|path| path.extension().is_some_and(|end| end == "json"))
    });
    std::thread::sleep(Duration::from_millis(300));
    let program = page.site().requests().iter().filter(|request| request.path.ends_with(".wasm")).count();
    assert!(program > 0, "the first page had one");
    let other = stage.open();
    other.upload(&file);
    other.open_article(&other.documents().last().expect("it came").id);
    assert_eq!(other.spans().len(), spans);
    check_offsets(&other.export());
    page.browser().go_to(&page.address());
    page.ready();
}

fn stage_picture(_: &Stage) -> std::path::PathBuf {
    let folder = manicule_e2e::stage::repository().join("target/screens/data");
    fs::create_dir_all(&folder).expect("a folder");
    folder.join("rescue.png")
}

/// What else this program keeps under the address: of another path here. It is taken along, and erased when that is said twice.
pub(crate) fn others_under_the_address(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let marked = page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    let put = "localStorage.setItem('manicule/1/other~1place/index', 'there'); \
        localStorage.setItem('manicule/9/other~1place/index', 'later'); localStorage.setItem('else', 'x'); \
        return maniculeDisk.write('manicule/1/other~1place', [['index', 'on disk', 0]]).then(() => null)";
    page.ask(put, &[]);
    let kept = "return indexedDB.databases().then((all) => [Object.keys(localStorage).filter((key) => key.includes('other') || key === 'else').sort(), \
        all.some(({ name }) => name === 'manicule/1/other~1place')])";
    page.strike("y");
    is_up(&page);
    let row = "dialog [data-scope=\"1/other~1place\"]";
    page.until("the other one", || (page.count(row) == 1).then_some(()));
    assert_eq!(page.count("dialog [data-scope]"), 3, "these, and that of this page");
    assert_eq!(page.count("dialog [data-scope=\"9/other~1place\"] [data-action=erase-scope]"), 0, "a later version's");
    page.ask("document.querySelector(arguments[0]).scrollIntoView()", &[json!(row)]);
    page.screenshot("others under the address");
    let file = page.download(|| page.click_selector(&format!("{row} [data-action=save-scope]")));
    let text = fs::read_to_string(file).expect("it is whole");
    assert!(text.contains("on disk") && !text.contains("Lindqvist"), "{text}");

    let erase = format!("{row} [data-action=erase-scope]");
    page.click_selector(&erase);
    assert!(page.told().contains("for good"), "{}", page.told());
    let all = json!([["else", "manicule/1/other~1place/index", "manicule/9/other~1place/index"], true]);
    assert_eq!(page.ask(kept, &[]), all, "once is a question");
    page.click_selector(&erase);
    page.until("it to go", || (page.count(row) == 0).then_some(()));
    assert_eq!(page.ask(kept, &[]), json!([["else", "manicule/9/other~1place/index"], false]));
    page.strike("Escape");
    page.reload();
    assert_eq!(page.span(&marked.id), marked, "what is one's own stays");
}

/// At the end of a day at somebody else's computer: all of this page goes, and nothing of what another page keeps.
pub(crate) fn all_of_it_erased(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let marked = page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    let others = ["manicule/1/other~1place/index", "else"];
    page.ask("for (const name of arguments[0]) localStorage.setItem(name, 'x')", &[json!(others)]);
    page.strike("y");
    is_up(&page);
    let own = "return document.querySelector('dialog [data-scope]')?.dataset.scope ?? null";
    page.until("what is kept of this page", || page.ask(own, &[]).is_string().then_some(()));
    let erase = "dialog [data-scope] [data-action=erase-scope]";
    page.ask("document.querySelector(arguments[0]).scrollIntoView()", &[json!(erase)]);
    page.screenshot("of this page");
    page.click_selector(erase);
    assert!(page.told().contains("2 articles"), "{}", page.told());
    page.screenshot("asked");

    // While another tab is in it, nothing is taken from under its hands.
    page.open_tab();
    page.browser().go_to_tab(0);
    page.click_selector(erase);
    page.until("the other tab to be heard of", || page.told().contains("Another tab").then_some(()));
    page.browser().go_to_tab(1);
    page.browser().close_tab();
    assert_eq!(page.documents().len(), 2, "all of it is there");

    page.ask("window.before = true", &[]);
    page.click_selector(erase);
    // The page goes under the hand: what waits for it after a click would ask one that is no more.
    page.ask("document.querySelector(arguments[0]).click()", &[json!(erase)]);
    page.until("the page to begin anew", || page.ask("return !window.before", &[]).as_bool()?.then_some(()));
    page.ready();
    assert_eq!(page.documents().len(), 1, "as somebody sees it who comes for the first time");
    assert!(page.spans().iter().all(|span| span.id != marked.id));
    let left = "return Object.keys(localStorage).sort()";
    // How the page looks to somebody is no work.
    assert_eq!(page.ask(left, &[]), json!(["else", "manicule/1/other~1place/index", "manicule/look"]));
    page.import("bridge.txt", BRIDGE);
    page.until_saved();
    page.reload();
    assert_eq!(page.documents().len(), 2, "it is worked in as ever");
}
