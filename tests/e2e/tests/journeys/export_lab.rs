//! Exports in formats of other tools: chosen and prepared by keyboard, looked at, gone from to what is lost, saved, and checked by
//! a program that is not ours; cancelled in the middle; for scripts.

use crate::texts::{BRIDGE, HARBOUR};
use manicule_e2e::many;
use manicule_e2e::page::Page;
use manicule_e2e::span::{CLAIM, ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// A text in which every unit counts otherwise: an emoji, a combining mark, words from right to left.
const HARD: &str =
    "😀 Ada 👩‍👩‍👧 left Cafe\u{301} Noir.\n\nقالت ليلى حداد إن Linnea غرقت. “Nobody asked the crew,” said Ada.\n";

/// Two articles beside the sample, with what most formats cannot say.
fn filled(stage: &Stage) -> std::rc::Rc<Page> {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let person = page.mark("Mats Ekdahl", PERSON);
    let claim = page.mark("“The log was rewritten,”", CLAIM);
    page.link(&claim, &person);
    page.mark("log", ORGANISATION);
    page.dispatch("select", json!({ "id": person.id }));
    page.dispatch("note", json!({ "text": "who is this?" }));
    page.import("hard.txt", HARD);
    for words in ["Ada", "Cafe\u{301} Noir", "ليلى حداد"] {
        let (before, _) = HARD.split_once(words).expect("it is in the text");
        let start = before.chars().count();
        let fragments = json!([{ "start": start, "end": start + words.chars().count() }]);
        page.dispatch("annotate", json!({ "label": PERSON.id, "fragments": fragments }));
    }
    (0..3).for_each(|_| page.strike("Escape"));
    page
}

/// Formats that can be written, by id.
fn formats(page: &Page) -> Vec<String> {
    let all = page.call("formats", json!([]));
    let written = all.as_array().expect("a list").iter().filter(|format| format["export"] == true);
    written.map(|format| format["id"].as_str().expect("an id").to_owned()).collect()
}

fn text(page: &Page, selector: &str) -> String {
    let found = page.ask(&format!("return document.querySelector({selector:?})?.innerText ?? ''"), &[]);
    found.as_str().unwrap_or_default().to_owned()
}

fn prepared(page: &Page) -> String {
    page.until_within(Duration::from_secs(120), "the report", || {
        (page.count("dialog[open] [data-field=export-told]") == 1).then_some(())
    });
    page.idle();
    text(page, "[data-field=export-told]")
}

/// Unpacks a zip by a program that is not ours.
fn unpacked(page: &Page, zip: &Path) -> PathBuf {
    let folder = page.file("x.txt", "").parent().expect("a folder").join("all");
    let ended = Command::new("python3").args(["-m", "zipfile", "-e"]).arg(zip).arg(&folder).output();
    let ended = ended.expect("python3 starts");
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    folder
}

/// By keyboard alone from the article to the saved file: two formats, three sets; what is lost is gone to; the check that lies in
/// the file finds all offsets right, and the same choice gives the same bytes.
pub(crate) fn prepared_and_saved_by_keyboard(stage: &Stage) {
    let page = filled(stage);
    let all = formats(&page);
    page.strike("Ctrl+Shift+S");
    page.until("the sheet", || (page.count("dialog[open] .export-formats") == 1).then_some(()));
    page.idle();
    page.screenshot("nothing chosen yet");
    assert!(page.count(".export-options") == 0, "what no format asks for is not shown");
    // The first is the native format; arrows go to the others.
    page.strike("Space");
    let second = all.iter().position(|id| id == "conll").unwrap_or(all.len() - 1);
    (0..second).for_each(|_| page.strike("ArrowDown"));
    page.strike("Space");
    page.idle();
    assert_eq!(page.count(".export-formats input:checked"), 2, "{all:?}");
    assert_eq!(page.count(".export-options"), 1);
    page.ask("document.querySelector('[data-action=set-export][data-value=split]').focus()", &[]);
    page.strike("Space");
    page.idle();
    page.ask("const field = document.querySelector('[data-value=dev]'); field.focus(); field.select()", &[]);
    page.type_text("30");
    page.strike("Tab");
    page.ask("document.querySelector('[data-value=title]').closest('details').open = true", &[]);
    page.ask("document.querySelector('[data-value=title]').focus()", &[]);
    page.type_text("Ferries and their crews");
    page.strike("Tab");
    page.idle();
    page.pictures("chosen");
    page.strike("Ctrl+Enter");
    let told = prepared(&page);
    assert!(told.ends_with("places read again from the files, all equal."), "{told}");
    assert!(!told.starts_with("0 "), "{told}");
    page.pictures("prepared");
    // What the second format cannot say; the first of it.
    let lost = page.count("[data-action=go-to-loss]");
    assert!(lost > 0, "nothing is lost");
    page.ask(
        "document.querySelector('[data-action=go-to-loss][data-value=notes], [data-action=go-to-loss]').focus()",
        &[],
    );
    let called = page.ask("return document.activeElement.ariaLabel", &[]);
    page.strike("Enter");
    page.until("the sheet to go", || (page.count("dialog[open]") == 0).then_some(()));
    page.idle();
    assert!(!page.selected().is_empty() || called.as_str().is_some_and(|name| name.contains("articles")), "{called}");
    page.screenshot("gone to what is lost");
    page.strike("Ctrl+Shift+S");
    assert_eq!(prepared(&page), told, "it is as it was left");
    // Arrows go from file to file.
    page.ask("document.querySelector('.export-list input').focus()", &[]);
    let first = text(&page, ".export-head");
    page.strike("ArrowDown");
    page.idle();
    assert_ne!(text(&page, ".export-head"), first);
    assert_eq!(page.count(".export-list label.on"), 1);

    let zip = page.download(|| page.strike("Ctrl+Enter"));
    page.until("it to be said", || page.told().contains("was saved").then_some(()));
    let folder = unpacked(&page, &zip);
    let check = Command::new("python3").arg("check.py").current_dir(&folder).output().expect("python3 starts");
    let said = format!("{}{}", String::from_utf8_lossy(&check.stdout), String::from_utf8_lossy(&check.stderr));
    assert!(check.status.success(), "{said}");
    let names = ["train", "dev", "test"].map(|set| folder.join(format!("native/{set}.jsonl")));
    let natives: Vec<String> = names.iter().filter_map(|name| fs::read_to_string(name).ok()).collect();
    let lines: Vec<Value> =
        natives.iter().flat_map(|file| file.lines()).map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), page.documents().len());
    let mut spans = 0;
    for line in &lines {
        let characters: Vec<char> = line["text"].as_str().expect("a text").chars().collect();
        for fragment in line["spans"].as_array().into_iter().flatten().flat_map(|span| span["fragments"].as_array()) {
            for each in fragment {
                let at = |key: &str| usize::try_from(each[key].as_u64().expect("a number")).expect("small");
                let cut: String = characters[at("start")..at("end")].iter().collect();
                assert_eq!(Some(cut.as_str()), each["text"].as_str());
                spans += 1;
            }
        }
    }
    assert!(spans >= 6, "{spans}");

    // The same once more, from the choice that is still there.
    let before = fs::read(&zip).expect("the file is there");
    page.dispatch("change-export", json!({}));
    page.strike("Ctrl+Enter");
    assert_eq!(prepared(&page), told);
    let again = page.download(|| page.strike("Ctrl+Enter"));
    assert!(before == fs::read(again).expect("the file is there"), "the same choice gives the same bytes");
    // And after a reload what was chosen is still chosen.
    page.strike("Escape");
    page.reload();
    page.strike("Ctrl+Shift+S");
    page.until("the sheet", || (page.count("dialog[open] .export-formats") == 1).then_some(()));
    assert_eq!(page.count(".export-formats input:checked"), 2);
}

/// Many articles, of which hardly one is loaded: they go through, the page goes on, and Cancel ends it at once.
pub(crate) fn cancelled_in_the_middle(stage: &Stage) {
    let articles = if std::env::var_os("MANICULE_LONG").is_some() { 10_000 } else { 1500 };
    let line = |number: usize| {
        let title = format!("Ferry {number:05}");
        let text = format!("{title}\n\n{}", "Ada Lindqvist met the crew in the harbour. ".repeat(50));
        let span = |at: usize| {
            let start = title.len() + 2 + at * 43;
            json!({ "label": "person", "fragments": [{ "start": start, "end": start + 3, "text": "Ada" }] })
        };
        let spans: Vec<Value> = (0..50).map(span).collect();
        json!({ "format": "article-annotations", "version": "1.0", "offset_unit": "codepoint", "id": format!("f{number:05}"),
            "meta": { "title": title }, "text": text, "spans": spans })
        .to_string()
    };
    let file = (0..articles).map(line).collect::<Vec<_>>().join("\n");
    let page = many::project(stage, &file, articles);
    page.reload();
    page.dispatch("export-lab", json!({}));
    page.until("the sheet", || (page.count("dialog[open] .export-formats") == 1).then_some(()));
    page.strike("Space");
    many::watch_frames(&page);
    // Not waited for until it has an end, as `strike` does.
    page.press("Ctrl+Enter");
    page.until("it to be under way", || (page.count("dialog[open] .export-under-way") == 1).then_some(()));
    page.until("some of it", || {
        let of = page.ask("return document.querySelector('.export-under-way progress')?.value ?? 0", &[]);
        of.as_f64().is_some_and(|value| value > 0.0).then_some(())
    });
    page.screenshot("under way");
    page.strike("Escape");
    page.until("the choice", || (page.count("dialog[open] .export-formats") == 1).then_some(()));
    page.idle();
    assert!(page.told().contains("Nothing was saved"), "{}", page.told());
    let begun = std::time::Instant::now();
    page.press("Ctrl+Enter");
    page.until_within(Duration::from_secs(600), "the report", || {
        (page.count("dialog[open] [data-field=export-told]") == 1).then_some(())
    });
    let seconds = begun.elapsed().as_secs_f64();
    let size = text(&page, ".export .sheet-acts .primary");
    let (longest, long) = many::gaps(&page);
    let loaded = page.ask("return performance.memory?.usedJSHeapSize ?? 0", &[]);
    println!(
        "FIGURE {articles} articles with 50 annotations each prepared in {seconds:.1} s ({size}, {:.1} MB/s of text read); longest frame {longest:.0} ms, {long} over 100 ms; heap {loaded}",
        file.len() as f64 / 1e6 / seconds
    );
    // A place is a number or words of a span: each span has some.
    let told = text(&page, "[data-field=export-told]");
    let places: usize = told.split(' ').next().unwrap_or_default().replace(',', "").parse().expect("a number");
    assert!(places >= articles * 50 && told.ends_with("all equal."), "{told}");
    let saved = page.download(|| page.strike("Ctrl+Enter"));
    assert!(fs::metadata(saved).expect("it is there").len() > 10_000);
}

/// Every file of all folders in the browser's own file system, with its SHA-256.
const ON_DISK: &str = "return (async () => { const all = {}; \
    const walk = async (folder, at) => { for await (const [name, entry] of folder.entries()) { \
        if (entry.kind === 'directory') await walk(entry, `${at}${name}/`); \
        else { const bytes = await (await entry.getFile()).arrayBuffer(); \
            const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)); \
            all[at + name] = [...sum].map((byte) => byte.toString(16).padStart(2, '0')).join(''); } } }; \
    await walk(await navigator.storage.getDirectory(), ''); return all; })()";

/// Straight into a folder: each file with its sum; one that cannot be written is told with those that are and those that are not,
/// and nothing of it stays. Real file handles, from the browser's own file system, since nobody can be asked for a folder here.
pub(crate) fn into_a_folder(stage: &Stage) {
    let page = filled(stage);
    page.ask("window.showDirectoryPicker = () => navigator.storage.getDirectory()", &[]);
    page.dispatch("export-lab", json!({}));
    page.until("the sheet", || (page.count("dialog[open] .export-formats") == 1).then_some(()));
    for format in ["native", "brat", "conll"] {
        page.dispatch("set-export", json!({ "field": "formats", "text": format }));
    }
    page.strike("Ctrl+Enter");
    prepared(&page);
    let save = "[data-action=save-export][data-value=as]";
    page.click_selector(save);
    page.until("it to be said", || page.told().contains("was saved").then_some(()));
    let found = page.ask(ON_DISK, &[]);
    let found = found.as_object().expect("files");
    let folder = found.keys().next().and_then(|path| path.split_once('/')).expect("in a folder").0.to_owned();
    let script = "return navigator.storage.getDirectory().then((root) => root.getDirectoryHandle(arguments[0])) \
        .then((folder) => folder.getFileHandle('SHA256SUMS')).then((handle) => handle.getFile()).then((file) => file.text())";
    let sums = page.ask(script, &[json!(folder)]);
    let lines: Vec<(&str, &str)> =
        sums.as_str().expect("a text").lines().filter_map(|line| line.split_once("  ")).collect();
    assert!(lines.iter().any(|(_, path)| path.ends_with(".ann")) && lines.len() > 12, "{sums}");
    for (sum, path) in &lines {
        assert_eq!(found.get(&format!("{folder}/{path}")), Some(&json!(sum)), "{path}");
    }
    assert_eq!(found.len(), lines.len() + 1, "and the sums themselves");

    // The third file does not go: the two before it are told and stay, and nothing of the others is there.
    page.ask(
        "let count = 0; const old = FileSystemFileHandle.prototype.createWritable; \
         FileSystemFileHandle.prototype.createWritable = function (...options) { count += 1; \
             return count === 3 ? Promise.reject(new DOMException('no room', 'QuotaExceededError')) : old.apply(this, options); }",
        &[],
    );
    page.click_selector(save);
    page.until("the words", || page.told().contains("QuotaExceededError").then_some(()));
    page.screenshot("half a folder");
    let second = format!("{folder}-2/");
    let now = page.ask(ON_DISK, &[]);
    let written: Vec<&String> =
        now.as_object().expect("files").keys().filter(|path| path.starts_with(&second)).collect();
    assert_eq!(written.len(), 2, "{written:?}");
    for path in written {
        assert!(page.told().contains(path.trim_start_matches(&second)), "{path} in {}", page.told());
    }
    // The line at the foot goes; what is in the sheet stays.
    let kept = text(&page, "dialog[open] [data-field=export-saved]");
    assert!(kept.contains("QuotaExceededError"), "{kept}");
    // Whoever chooses no place is not told of a fault.
    page.ask("window.showDirectoryPicker = () => Promise.reject(new DOMException('', 'AbortError'))", &[]);
    page.click_selector(save);
    page.until("the words", || page.told().contains("no place was chosen").then_some(()));
    assert_eq!(page.ask(ON_DISK, &[]), now);
}

/// Each format for a script: files as texts, nothing wrong with them; the native one as ever.
pub(crate) fn for_scripts(stage: &Stage) {
    let page = filled(stage);
    let id = page.article();
    for format in formats(&page) {
        let one = page.call("exportFiles", json!([format, { "documents": [id] }]));
        let files = one["files"].as_array().expect("files");
        assert!(!files.is_empty() && files.iter().all(|file| file["text"].is_string()), "{format}: {one}");
        assert_eq!(one["wrong"], 0, "{format}: {one}");
        // Of claims alone there are none in it; the others say their words themselves.
        let of_none = ["native", "csv", "tsv", "attribution", "averitec", "claimreview"];
        if !of_none.contains(&format.as_str()) {
            assert!(one["checked"].as_u64().is_some_and(|checked| checked > 0), "{format}: {one}");
        }
        let again = page.call("exportFiles", json!([format, { "documents": [id] }]));
        assert_eq!(one, again, "{format}");
        let all = page.call("exportFiles", json!([format]));
        assert_eq!(all["wrong"], 0, "{format}");
    }
    let refused = page.try_call("exportFiles", json!(["native", { "body": true }]));
    assert!(refused.is_err_and(|thrown| thrown.is_error));
}

/// Long names of labels, right to left, many people: nothing runs out of the sheet.
pub(crate) fn looks(stage: &Stage) {
    let page = filled(stage);
    page.import("bridge.txt", BRIDGE);
    let long = "A label with a name that is so long that nobody would ever have thought of it, 名前がとても長いラベル";
    page.dispatch("schema-set", json!({ "label": "person", "field": "name", "text": long }));
    page.dispatch("schema-keep", json!({}));
    page.dispatch("rename-project", json!({ "text": "عبّارات وطواقمها" }));
    page.dispatch("export-lab", json!({}));
    page.until("the sheet", || (page.count("dialog[open] .export-formats") == 1).then_some(()));
    for format in formats(&page) {
        page.dispatch("set-export", json!({ "field": "formats", "text": format }));
    }
    page.dispatch("set-export", json!({ "field": "labels", "text": "person" }));
    page.dispatch("set-export", json!({ "field": "split" }));
    page.idle();
    page.pictures("every format");
    for width in [1400, 390] {
        page.window(width, 844);
        let beside = page.ask(
            "const sheet = document.querySelector('dialog[open]'); return sheet.scrollWidth - sheet.clientWidth",
            &[],
        );
        assert!(beside.as_i64().is_some_and(|beside| beside <= 0), "{width}: {beside} pixels run out of the sheet");
    }
    page.window(1400, 900);
    page.dispatch("prepare-export", json!({}));
    prepared(&page);
    page.pictures("every format, prepared");
    page.ask("document.documentElement.dir = 'rtl'", &[]);
    page.screenshot("every format, prepared, right to left");
    page.window(390, 844);
    let beside = page
        .ask("const sheet = document.querySelector('dialog[open]'); return sheet.scrollWidth - sheet.clientWidth", &[]);
    assert!(beside.as_i64().is_some_and(|beside| beside <= 0), "{beside} pixels run out of the sheet");
    page.ask("document.documentElement.dir = ''", &[]);
}
