//! Files in and out. Numbers are those of the fault list.

use super::{begun, whole_again};
use manicule_e2e::page::Page;
use manicule_e2e::span::{ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

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

/// A file of so many articles of a hundred annotations each.
fn many(page: &Page, articles: u32) -> PathBuf {
    let words: String = (0..100).fold(String::new(), |mut text, n| {
        write!(text, "Ada{n:02} said so and ").expect("a text can be written to");
        text
    });
    let mut file = String::new();
    for article in 0..articles {
        let text = format!("Article {article:04}\n\n{words}");
        let spans: Vec<Value> = (0..100)
            .map(|n| {
                let start = 14 + n * 18;
                json!({ "id": format!("s{article}x{n}"), "label": "person", "fragments": [
                    { "start": start, "end": start + 5, "text": format!("Ada{n:02}") }] })
            })
            .collect();
        let line = json!({ "format": "article-annotations", "version": "1.0", "id": format!("many{article}"), "text": text, "spans": spans });
        writeln!(file, "{line}").expect("a text can be written to");
    }
    page.file("many.jsonl", &file)
}

/// Notes the longest time for which the page did nothing else.
const WATCH: &str = "window.longest = 0; let last = performance.now(); const { port1, port2 } = new MessageChannel(); \
    port1.onmessage = () => { const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now; \
        if (!window.enough) setTimeout(() => port2.postMessage(0)); }; port2.postMessage(0)";

fn choose(page: &Page, file: &std::path::Path) {
    page.browser().choose_file("input[type=file][data-action=\"import-files\"]", file);
}

/// 47: a thousand articles with a hundred annotations each. What is read is told meanwhile.
pub(crate) fn thousand_articles(stage: &Stage) {
    let (page, first) = begun(stage);
    let file = many(&page, 1000);
    let size = std::fs::metadata(&file).expect("it was written").len();
    page.ask(WATCH, &[]);
    let began = Instant::now();
    choose(&page, &file);
    page.until("how far it is", || (page.count("dialog[open] progress") == 1).then_some(()));
    page.screenshot("reading");
    let reading = page.ask("return window.longest", &[]);
    while page.count("dialog[open] progress") > 0 {
        assert!(began.elapsed() < Duration::from_secs(120), "it comes to an end");
        std::thread::sleep(Duration::from_millis(50));
    }
    let read = began.elapsed();
    while page.documents().len() < 1002 || page.saved() != "saved" {
        assert!(began.elapsed() < Duration::from_secs(180), "all are here: {}", page.documents().len());
        std::thread::sleep(Duration::from_millis(100));
    }
    println!(
        "{} kB were read in {read:?} and saved after {:?}; the page stood still for {reading} ms at most while it was read, {} ms then",
        size / 1000,
        began.elapsed(),
        page.ask("return window.longest", &[]),
    );
    let known = page.documents();
    assert!(known.iter().filter(|entry| entry.spans == 100).count() == 1000, "with all annotations");
    let article = known.iter().find(|entry| entry.id == "many999").expect("the last one").id.clone();
    page.reload();
    assert_eq!(page.documents().len(), 1002, "they are kept");
    page.call("open", json!([article]));
    assert_eq!(page.spans().len(), 100);
    page.call("open", json!([known[1].id]));
    assert_eq!(page.span(&first.id), first);
}

/// 47: a long import is cancelled: nothing of it is here, or is stored.
pub(crate) fn import_cancelled(stage: &Stage) {
    let (page, first) = begun(stage);
    let file = many(&page, 1500);
    // How long somebody works, and what the screen shows, goes on being kept.
    let work = |stored: Value| -> Vec<Value> {
        let is_work = |entry: &Value| {
            let key = entry[0].as_str().unwrap_or_default();
            !["tally/", "places/", "session"].iter().any(|other| key.contains(other))
        };
        stored.as_array().into_iter().flatten().filter(|entry| is_work(entry)).cloned().collect()
    };
    let (export, local, disk) = (page.export(), work(page.in_local_storage()), work(page.on_disk()));
    let asked = "window.asked = null; addEventListener('click', ({ target, timeStamp }) => { \
        if (target.closest('[data-action=leave]')) requestAnimationFrame(() => { window.asked = performance.now() - timeStamp; }); }, true)";
    for by_key in [false, true] {
        page.ask(asked, &[]);
        choose(&page, &file);
        page.until("how far it is", || (page.count("dialog[open] progress") == 1).then_some(()));
        if by_key {
            page.press("Escape");
        } else {
            page.click_selector("dialog[open] [data-action=leave]");
            println!("Cancel was answered within {} ms", page.ask("return window.asked", &[]));
        }
        page.until("the sheet to go", || (page.count("dialog[open]") == 0).then_some(()));
        page.until("the words", || page.told().contains("Nothing was added").then_some(()));
        page.idle();
        assert_eq!(page.export(), export, "nothing of it is here");
        assert_eq!((work(page.in_local_storage()), work(page.on_disk())), (local.clone(), disk.clone()), "nor stored");
    }
    let second = page.mark("Norrland Lines", ORGANISATION);
    whole_again(&page, &[&first, &second]);
}

/// 47: a file that is clearly too large is not even read, and the others of the same choice are.
pub(crate) fn file_too_large(stage: &Stage) {
    let (page, first) = begun(stage);
    let file = page.file("large.txt", "x");
    let large = std::fs::OpenOptions::new().write(true).open(&file).expect("it was written");
    large.set_len(60_000_000).expect("there is room for nothing");
    page.ask(
        "const read = Blob.prototype.arrayBuffer; window.bytes = 0; \
         Blob.prototype.arrayBuffer = function () { window.bytes += this.size; return read.call(this); }",
        &[],
    );
    choose(&page, &file);
    page.until("the report", || (page.count("dialog[open] .report li") == 1).then_some(()));
    let says = page.ask("return document.querySelector('.report li').textContent", &[]);
    assert!(says.as_str().is_some_and(|says| says.contains("more than 50000000 bytes. Split it")), "{says}");
    assert!(page.ask("return window.bytes", &[]).as_u64() < Some(1000), "more than its beginning was read");
    page.screenshot("too large");
    page.strike("Escape");
    assert_eq!(page.span(&first.id), first);
    page.mark("Norrland Lines", ORGANISATION);
    page.until_saved();
}

/// 49: the browser refuses the download of an export: that is no backup. One that arrived is, once somebody says so.
pub(crate) fn export_blocked(stage: &Stage) {
    let (page, _) = begun(stage);
    page.ask(super::kills::STEPS, &[json!(30)]);
    let due = || page.count(".foot [data-action=your-data].due");
    page.until("a backup to be due", || (due() == 1).then_some(()));
    let download = |behavior: &str| {
        let folder = page.browser().downloads();
        page.browser().devtools("Browser.setDownloadBehavior", json!({ "behavior": behavior, "downloadPath": folder }));
    };
    download("deny");
    page.strike("Ctrl+s");
    page.rest(Duration::from_millis(500));
    assert_eq!(std::fs::read_dir(page.browser().downloads()).expect("a folder").count(), 0, "it was refused");
    page.until("the question", || (page.count(".foot [data-action=backup-arrived]") == 1).then_some(()));
    page.screenshot("is it there");
    page.reload();
    page.until("a backup to be due still", || (due() == 1).then_some(()));
    download("allow");
    let file = page.download(|| page.strike("Ctrl+s"));
    assert_eq!(std::fs::read_to_string(file).expect("a file of text"), page.export());
    page.click_selector(".foot [data-action=backup-arrived]");
    page.until_saved();
    assert_eq!(due(), 0);
    page.reload();
    page.mark("Mats Ekdahl", PERSON);
    assert_eq!(due(), 0, "it is remembered");
}
