//! Files of any kind: looked through before anything is added, turned over by hand and by key; many at once; what hangs and
//! breaks; pages that are pasted.

mod folder;
mod hostile;

pub(crate) use folder::{in_another_encoding, whole_folder};
pub(crate) use hostile::hostile_files;

use crate::texts::{BRIDGE, HARBOUR};
use manicule_e2e::page::Page;
use manicule_e2e::site::Fault;
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// A page with menus, a cookie question and a footer around an article.
pub(super) const PAGE: &str = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Ferry inquiry opens | Harbour Post</title>\
    <meta name=author content='Ada Lindqvist'><link rel=canonical href='https://example.org/ferry'></head><body>\
    <div id=cookie-banner class=cookie-consent><p>We use cookies to improve your experience.</p><button>Accept all</button></div>\
    <nav class=menu><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li><li><a href='/sport'>Sport</a></li></ul></nav>\
    <main><article><h1>Ferry inquiry opens</h1><p>The inquiry into the ferry accident opened on Monday in the harbour town of Varde, \
    three months after the ship ran aground with two hundred people aboard.</p><p>“The log was rewritten,” Mats Ekdahl told the board, \
    which adjourned until Thursday to hear from the owners and from the pilot who had been on the bridge.</p>\
    <p>The line said it would answer every question that the board put to it in writing before the end of the month.</p></article>\
    <aside><h2>Read more</h2><ul><li><a href='/a'>Harbour fees rise</a></li><li><a href='/b'>Pilot strike averted</a></li></ul></aside></main>\
    <footer><p>© 2026 Harbour Post. All rights reserved.</p></footer></body></html>";

/// Drops files, of which each has a name and a text, or bytes.
fn drop_files(page: &Page, files: &Value) {
    let script = "const data = new DataTransfer(); \
        for (const { name, text, bytes } of arguments[0]) data.items.add(new File([text ?? new Uint8Array(bytes)], name)); \
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
    page.ask(script, std::slice::from_ref(files));
}

/// Waits until everything is read and can be looked through.
pub(super) fn looking(page: &Page) {
    page.until("what can be looked through", || {
        (page.count("dialog[open] .intake-list") == 1 && page.count("dialog[open] [data-intake=progress]") == 0)
            .then_some(())
    });
    page.idle();
}

/// Opens the page's preview of a web page.
pub(super) fn look_through(page: &Page) {
    drop_files(page, &json!([{ "name": "ferry.html", "text": PAGE }, { "name": "bridge.txt", "text": BRIDGE }]));
    looking(page);
}

fn rows(page: &Page) -> Vec<String> {
    let script = "return [...document.querySelectorAll('[data-intake-row]')].map((row) => \
        `${row.getAttribute('aria-selected')} ${row.querySelector('span').textContent}`)";
    texts(&page.ask(script, &[]))
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().map(|one| one.as_str().unwrap_or_default().to_owned()).collect()
}

/// Each piece that is shown: what becomes of it, and its words.
fn pieces(page: &Page) -> Vec<(String, String)> {
    let script = "return [...document.querySelectorAll('[data-piece]')].map((piece) => \
        [piece.dataset.fate, piece.firstChild.textContent])";
    let all = page.ask(script, &[]);
    let pair = |one: &Value| (one[0].as_str().unwrap_or_default().into(), one[1].as_str().unwrap_or_default().into());
    all.as_array().into_iter().flatten().map(pair).collect()
}

fn fate_of(page: &Page, words: &str) -> String {
    let found = pieces(page).into_iter().find(|(_, piece)| piece.contains(words));
    found.unwrap_or_else(|| panic!("{words} is a piece of {:?}", pieces(page))).0
}

/// A web page and a text, looked through by mouse: nothing is stored before, and all of it is one step.
pub(crate) fn looked_through(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.until_saved();
    let before = page.export();
    drop_files(
        &page,
        &json!([
            { "name": "ferry.html", "text": PAGE },
            { "name": "bridge.txt", "text": BRIDGE },
            { "name": "harbour again.txt", "text": HARBOUR },
            { "name": "empty.html", "text": " " },
        ]),
    );
    looking(&page);
    let listed = rows(&page);
    assert_eq!(listed.len(), 3, "{listed:?}");
    assert!(listed[0].starts_with("true ") && listed[1].starts_with("true "), "{listed:?}");
    assert!(listed[2].starts_with("false "), "the same text is left out: {listed:?}");
    assert_eq!(page.count(".intake-told li"), 1);
    page.pictures("looked through");
    assert_eq!(page.export(), before, "nothing is added yet");
    let fate = fate_of(&page, "The log was rewritten");
    assert_eq!(fate, "body");
    assert_eq!(fate_of(&page, "We use cookies"), "out");
    page.screenshot("a page in pieces");
    let of = |words: &str| {
        let script = "return [...document.querySelectorAll('[data-piece]')].find((piece) => piece.textContent.includes(arguments[0])).id";
        format!("#{}", page.ask(script, &[json!(words)]).as_str().unwrap_or_default())
    };
    let log = of("The log was rewritten");
    for turned in ["furniture", "out", "body", "furniture"] {
        page.click_selector(&log);
        page.until_equal("it turns over", &turned.to_owned(), || fate_of(&page, "The log was rewritten"));
    }
    page.click_selector("[data-intake=only-out]");
    page.until("only what is no part of it", || pieces(&page).iter().all(|(fate, _)| fate != "body").then_some(()));
    page.screenshot("only what is left out");
    page.click_selector("[data-intake=only-out]");
    // Two are left, one of them under another name.
    page.click_selector("[data-intake-field=title]");
    page.press("Ctrl+a");
    page.type_text("Ferry inquiry, opened");
    page.press("Tab");
    page.click_selector("[data-intake-row=\"1\"] [data-intake=check]");
    page.until("one is left out", || rows(&page)[1].starts_with("false").then_some(()));
    page.click_selector("[data-intake=add]");
    page.until("the report", || (page.count("dialog[open] .report") == 1).then_some(()));
    page.screenshot("what was left out");
    page.press("Escape");
    page.until_saved();
    assert_eq!(page.documents().len(), 3, "{:?}", page.documents());
    let added = page.document();
    assert_eq!(added["meta"]["title"], "Ferry inquiry, opened");
    assert!(!added["text"].as_str().unwrap_or_default().contains("cookies"));
    let roles: Vec<_> = added["blocks"].as_array().into_iter().flatten().map(|block| block["role"].clone()).collect();
    assert!(roles.contains(&json!("furniture")), "{roles:?}");
    page.reload();
    assert_eq!(page.documents().len(), 3, "it is kept");
    page.strike("Ctrl+z");
    page.until_equal("one step", &2, || page.documents().len());
    assert_eq!(page.export(), before);
}

/// The same by keys alone.
pub(crate) fn by_keys(stage: &Stage) {
    let page = stage.open();
    look_through(&page);
    // The list has the focus.
    page.press("ArrowDown");
    page.until("the next row", || (page.count("[data-intake-row=\"1\"].on") == 1).then_some(()));
    page.press("Space");
    page.until("it is left out", || rows(&page)[1].starts_with("false").then_some(()));
    page.press("ArrowUp");
    page.press("j");
    page.until("the pieces have the focus", || {
        (page.ask("return document.activeElement.dataset.field", &[]) == json!("intake-pieces")).then_some(())
    });
    let chosen = || {
        let script = "const on = document.querySelector('.piece.on'); return on ? [on.id, on.dataset.fate] : []";
        texts(&page.ask(script, &[]))
    };
    let first = chosen();
    page.press("Space");
    page.until("it turns over", || (chosen()[1] != first[1]).then_some(()));
    page.press("j");
    page.until("the next piece", || (chosen()[0] != first[0]).then_some(()));
    page.press("k");
    page.until_equal("back", &first[0], || chosen()[0].clone());
    page.press("h");
    page.until("only what is no part of it", || pieces(&page).iter().all(|(fate, _)| fate != "body").then_some(()));
    page.press("h");
    // Escape once says what would be lost.
    page.press("Escape");
    page.until("the warning", || page.told().contains("not kept").then_some(()));
    assert_eq!(page.count("dialog[open] .intake"), 1);
    page.screenshot("leaving");
    page.ask("document.querySelector('[data-field=intake-list]').focus()", &[]);
    page.press("Enter");
    page.until("the article", || (page.documents().len() == 2).then_some(()));
}

/// Plain texts, one or many, come straight in; ten thousand tell how far they are, and end at once when they are to.
pub(crate) fn many_at_once(stage: &Stage) {
    let page = stage.open();
    drop_files(&page, &json!([{ "name": "bridge.txt", "text": BRIDGE }]));
    page.until("it is here", || (page.documents().len() == 2).then_some(()));
    assert_eq!(page.count("dialog[open]"), 0);
    let many = "window.longest = 0; let last = performance.now(); const { port1, port2 } = new MessageChannel(); \
        port1.onmessage = () => { const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now; \
            if (!window.enough) setTimeout(() => port2.postMessage(0)); }; port2.postMessage(0); \
        const data = new DataTransfer(); \
        for (let at = 0; at < arguments[0]; at += 1) data.items.add(new File([`Report ${at} of the harbour\\n\\nAda Lindqvist spoke.`], `${at}.txt`)); \
        last = performance.now(); window.longest = 0; \
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
    page.ask(many, &[json!(10_000)]);
    let began = Instant::now();
    page.until_within(Duration::from_secs(60), "how far it is", || {
        (page.count("dialog[open] [data-intake=progress]") == 1).then_some(())
    });
    page.screenshot("ten thousand");
    let shown = began.elapsed();
    page.until_within(Duration::from_secs(60), "some to look at", || {
        (page.count("[data-intake-row]") > 20).then_some(())
    });
    let asked = Instant::now();
    page.press("Escape");
    page.until("the sheet to go", || (page.count("dialog[open]") == 0).then_some(()));
    let gone = asked.elapsed();
    println!(
        "FIGURE ten thousand files: told after {shown:?}, let go {gone:?} after Escape; still for {} ms at most",
        page.ask("return window.longest", &[])
    );
    page.idle();
    assert_eq!(page.documents().len(), 2, "nothing of it is here");
    let began = Instant::now();
    page.ask(many, &[json!(2_000)]);
    page.until_within(Duration::from_secs(120), "all of them", || (page.documents().len() == 2_002).then_some(()));
    println!(
        "FIGURE two thousand plain texts are in after {:?}; still for {} ms at most",
        began.elapsed(),
        page.ask("return window.longest", &[])
    );
    page.ask("window.enough = true", &[]);
    page.strike("Ctrl+z");
    page.until_within(Duration::from_secs(30), "one step", || (page.documents().len() == 2).then_some(()));
}

/// A worker that hangs is let go by Cancel; a file that breaks it is told, and the others are read on.
pub(crate) fn what_hangs_and_breaks(stage: &Stage) {
    let page = stage.open();
    // Any file that says so keeps the worker, or breaks it.
    let troubled = "const ask = window.maniculeWorkshop; window.asked = 0; \
        window.maniculeWorkshop = (parts) => { \
            const text = parts[1] ? new TextDecoder().decode(parts[1]) : ''; window.asked += 1; \
            if (text.includes('HANGS')) return new Promise((keep, refuse) => { window.ends = refuse; }); \
            if (text.includes('BREAKS')) return Promise.reject(new Error('unreachable executed')); \
            return ask(parts); }; \
        const stop = window.maniculeWorkshopStop; \
        window.maniculeWorkshopStop = () => { stop(); window.ends?.(new Error('stopped')); }";
    page.ask(troubled, &[]);
    let files: Vec<Value> = (0..12)
        .map(|at| json!({ "name": format!("{at}.html"), "text": if at == 4 { "<p>BREAKS".to_owned() } else { format!("<p>Report {at} of the harbour was read.") } }))
        .collect();
    drop_files(&page, &json!(files));
    looking(&page);
    assert_eq!(rows(&page).len(), 11);
    let told = page.ask("return document.querySelector('.intake-told').textContent", &[]);
    assert!(told.as_str().unwrap_or_default().contains("4.html: reading this file broke the reader"), "{told}");
    page.screenshot("one that breaks");
    page.press("Escape");
    page.until("the sheet to go", || (page.count("dialog[open]") == 0).then_some(()));

    let files: Vec<Value> = (0..12)
        .map(|at| json!({ "name": format!("{at}.html"), "text": if at == 3 { "<p>HANGS".to_owned() } else { format!("<p>Report {at}") } }))
        .collect();
    drop_files(&page, &json!(files));
    page.until("how far it is", || (page.count("dialog[open] [data-intake=progress]") == 1).then_some(()));
    page.until("the one that hangs", || page.ask("return !!window.ends", &[]).as_bool()?.then_some(()));
    page.screenshot("one that hangs");
    let asked = Instant::now();
    page.click_selector("dialog[open] [data-action=leave]");
    page.until("the sheet to go", || (page.count("dialog[open]") == 0).then_some(()));
    assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
    page.idle();
    assert_eq!(page.documents().len(), 1);
    // And goes on afterwards.
    drop_files(&page, &json!([{ "name": "bridge.txt", "text": BRIDGE }]));
    page.until("it is here", || (page.documents().len() == 2).then_some(()));
}

/// Where the workshop does not come, plain texts are read all the same, and the others are told.
pub(crate) fn without_a_workshop(stage: &Stage) {
    let page = stage.open_doomed();
    page.site().spoil("workshop-", Fault::Damaged);
    drop_files(&page, &json!([{ "name": "bridge.txt", "text": BRIDGE }, { "name": "ferry.html", "text": PAGE }]));
    page.until("the text", || (page.documents().len() == 2).then_some(()));
    page.until("what is told", || (page.count("dialog[open] .report li") == 1).then_some(()));
    page.screenshot("without a workshop");
    page.press("Escape");
    page.strike("Ctrl+z");
    page.until_equal("undone", &1, || page.documents().len());
}

/// A page from the clipboard: anywhere, and in the field of the paste sheet, where it can be read as a page or stay words.
pub(crate) fn pasted(stage: &Stage) {
    let page = stage.open();
    let paste = "const data = new DataTransfer(); data.setData('text/html', arguments[1]); data.setData('text/plain', 'Ferry inquiry opens\\n\\nIt did.'); \
        document.querySelector(arguments[0]).dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))";
    page.ask(paste, &[json!("body"), json!(PAGE)]);
    looking(&page);
    assert_eq!(rows(&page), ["true Ferry inquiry opens"]);
    page.screenshot("pasted");
    page.click_selector("[data-intake=add]");
    page.until("the article", || (page.documents().len() == 2).then_some(()));
    page.press("Escape");
    page.dispatch("paste-article", json!({}));
    page.until("the field", || (page.count("dialog[open] textarea") == 1).then_some(()));
    page.ask(paste, &[json!("dialog textarea"), json!(PAGE.replace("Monday", "Tuesday"))]);
    page.until("the offer", || (page.count("[data-intake=page]") == 1).then_some(()));
    page.screenshot("pasted into the field");
    page.click_selector("[data-intake=page]");
    looking(&page);
    page.click_selector("[data-intake=add]");
    page.until("the article", || (page.documents().len() == 3).then_some(()));
    assert!(page.document()["text"].as_str().unwrap_or_default().contains("Tuesday"));
    page.press("Escape");
    // Words alone come straight in.
    page.dispatch("paste-article", json!({}));
    page.until("the field", || (page.count("dialog[open] textarea") == 1).then_some(()));
    page.type_text("A short note\n\nNothing else.");
    page.click_selector("[data-action=add-text]");
    page.until("the article", || (page.documents().len() == 4).then_some(()));
    assert_eq!(page.count("dialog[open]"), 0);
}

/// Scripts see no sheet: what is left out stands in the report.
pub(crate) fn by_a_script(stage: &Stage) {
    let page = stage.open();
    let report = page.call("importFiles", json!([[{ "name": "ferry.html", "text": PAGE }, { "name": "a.txt", "text": BRIDGE }, { "name": "empty.html", "text": "" }]]));
    assert_eq!(report["added"], 2, "{report}");
    let issues: Vec<_> =
        report["issues"].as_array().into_iter().flatten().map(|issue| issue["message"].clone()).collect();
    let has = |words: &str| issues.iter().any(|issue| issue.as_str().unwrap_or_default().contains(words));
    assert!(has("ferry.html: ") && has("left out") && has("empty.html: there is no text in it."), "{issues:?}");
    assert_eq!(page.count("dialog[open]"), 0);
    let preview = page.call(
        "importFiles",
        json!([[{ "name": "b.html", "text": PAGE.replace("Monday", "Friday") }], { "preview": true }]),
    );
    assert_eq!((preview["added"].clone(), page.documents().len()), (json!(1), 3), "{preview}");
}
