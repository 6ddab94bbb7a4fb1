//! What the chip has called saved survives: killed browsers, emptied stores, several tabs. The numbers are those of the
//! fault list in the design notes.

use crate::texts::HARBOUR;
use manicule_e2e::page::Page;
use manicule_e2e::span::{ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use serde_json::json;
use std::time::{Duration, Instant};

fn saved(page: &Page) {
    page.until("the work to be saved", || (page.saved() == "saved").then_some(()));
}

/// Empties the database under the page.
pub(crate) const EMPTY_DISK: &str = "return indexedDB.databases().then((all) => Promise.all(all.map(({ name }) => \
    new Promise((done) => { const gone = indexedDB.deleteDatabase(name); gone.onsuccess = gone.onerror = () => done(null); }))))\
    .then(() => null)";

/// What the database holds: how many values.
const ON_DISK: &str = "return indexedDB.databases().then((all) => all.length === 0 ? 0 : new Promise((done) => { \
    const open = indexedDB.open(all[0].name); \
    open.onsuccess = () => { const count = open.result.transaction('values').objectStore('values').count(); \
        count.onsuccess = () => { open.result.close(); done(count.result); }; }; }))";

/// 1: the browser is killed the moment the chip says that all is saved.
pub(crate) fn killed_when_saved(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let mut made = Vec::new();
    for (words, label) in [("Ada Lindqvist", PERSON), ("Norrland Lines", ORGANISATION)] {
        made.push(page.mark(words, label));
        saved(&page);
        page.kill();
        for span in &made {
            assert_eq!(page.span(&span.id), *span, "saved, killed, and gone");
        }
    }
    page.strike("Ctrl+z");
    saved(&page);
    page.kill();
    assert_eq!(page.spans().len(), made.len() - 1, "what was taken back stays so");
    page.strike("Ctrl+Shift+z");
    assert_eq!(page.spans().len(), made.len(), "and is done again after the kill");
}

/// 18: local storage is emptied; everything comes back from the disk, and into local storage.
pub(crate) fn local_storage_emptied(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let span = page.mark("Ada Lindqvist", PERSON);
    saved(&page);
    let export = page.export();
    page.ask("localStorage.clear()", &[]);
    page.reload();
    assert_eq!(page.span(&span.id), span);
    assert_eq!(page.export(), export);
    assert_ne!(page.told(), "", "the person is told");
    let back = page.ask("return Object.keys(localStorage).filter((key) => key.includes('/edit/')).length", &[]);
    assert!(back.as_u64() >= Some(2), "the edits stand in local storage again: {back}");
}

/// 19, 30: the database is deleted under the open page; the next edit is on disk again, and a reload gives back the rest.
pub(crate) fn disk_emptied(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let first = page.mark("Ada Lindqvist", PERSON);
    saved(&page);
    page.ask(EMPTY_DISK, &[]);
    let second = page.mark("Norrland Lines", ORGANISATION);
    saved(&page);
    page.reload();
    assert_eq!(page.span(&first.id), first);
    assert_eq!(page.span(&second.id), second);
    saved(&page);
    // Articles follow in the first quiet moment.
    page.rest(Duration::from_secs(6));
    let count = page.ask(ON_DISK, &[]);
    assert!(count.as_u64() >= Some(3), "the edits stand on disk again: {count}");
    page.ask("localStorage.clear()", &[]);
    page.reload();
    assert_eq!(page.span(&first.id), first, "now the disk alone holds it");
}

/// 31: two tabs work on one article; each shows at once what the other does.
pub(crate) fn two_tabs(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let first = page.mark("Ada Lindqvist", PERSON);
    saved(&page);
    page.open_tab();
    assert_eq!(page.span(&first.id), first);
    let began = Instant::now();
    let second = page.mark("Norrland Lines", ORGANISATION);
    page.browser().go_to_tab(0);
    page.until("the other tab's annotation", || page.spans().iter().any(|span| span.id == second.id).then_some(()));
    println!("the other tab showed it {} ms after the hand began", began.elapsed().as_millis());
    page.strike("Ctrl+z");
    assert!(page.spans().iter().any(|span| span.id == second.id), "undo takes back one's own step");
    assert!(page.spans().iter().all(|span| span.id != first.id));
    page.browser().go_to_tab(1);
    page.until("the undo of the other tab", || page.spans().iter().all(|span| span.id != first.id).then_some(()));
    saved(&page);
    page.kill();
    let ids: Vec<String> = page.spans().into_iter().map(|span| span.id).collect();
    assert_eq!(ids, [second.id]);
}

/// 56: what others keep in our origin stays as it is.
pub(crate) fn neighbours(stage: &Stage) {
    let page = stage.open();
    let others = json!({ "constructor": "x", "__proto__": "y", "app/theme": "z", "manicule/2/~/index": "{}" });
    page.ask("for (const [key, value] of Object.entries(arguments[0])) localStorage.setItem(key, value)", &[others]);
    page.reload();
    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    saved(&page);
    page.reload();
    let kept = page
        .ask("return ['constructor', 'app/theme', 'manicule/2/~/index'].map((key) => localStorage.getItem(key))", &[]);
    assert_eq!(kept, json!(["x", "z", "{}"]));
}
