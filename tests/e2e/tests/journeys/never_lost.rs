//! What the chip has called saved survives: killed browsers, emptied stores, several tabs. The numbers are those of the
//! fault list in the design notes.

use crate::texts::HARBOUR;
use manicule_e2e::span::{ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use serde_json::json;
use std::time::{Duration, Instant};

/// Empties the database under the page.
pub(crate) const EMPTY_DISK: &str = "return indexedDB.databases().then((all) => Promise.all(all.map(({ name }) => \
    new Promise((done) => { const gone = indexedDB.deleteDatabase(name); gone.onsuccess = gone.onerror = () => done(null); }))))\
    .then(() => null)";

/// What the database holds: how many values.
const ON_DISK: &str = "return indexedDB.databases().then((all) => all.length === 0 ? 0 : new Promise((done) => { \
    const open = indexedDB.open(all.find(({ name }) => name.startsWith('manicule')).name); \
    open.onsuccess = () => { const count = open.result.transaction('values').objectStore('values').count(); \
        count.onsuccess = () => { open.result.close(); done(count.result); }; }; }))";

/// 1: the browser is killed the moment the chip says that all is saved.
pub(crate) fn killed_when_saved(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let mut made = Vec::new();
    for (words, label) in [("Ada Lindqvist", PERSON), ("Norrland Lines", ORGANISATION)] {
        made.push(page.mark(words, label));
        page.until_saved();
        page.kill();
        for span in &made {
            assert_eq!(page.span(&span.id), *span, "saved, killed, and gone");
        }
    }
    page.strike("Ctrl+z");
    page.until_saved();
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
    page.until_saved();
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
    page.until_saved();
    page.ask(EMPTY_DISK, &[]);
    let second = page.mark("Norrland Lines", ORGANISATION);
    page.until_saved();
    page.reload();
    assert_eq!(page.span(&first.id), first);
    assert_eq!(page.span(&second.id), second);
    page.until_saved();
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
    page.until_saved();
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
    page.until_saved();
    page.kill();
    let ids: Vec<String> = page.spans().into_iter().map(|span| span.id).collect();
    assert_eq!(ids, [second.id]);
}

/// 56: what others keep in our origin stays as it is.
pub(crate) fn neighbours(stage: &Stage) {
    let page = stage.open();
    let others = json!({ "constructor": "x", "__proto__": "y", "app/theme": "z", "manicule/2/elsewhere/index": "{}" });
    page.ask("for (const [key, value] of Object.entries(arguments[0])) localStorage.setItem(key, value)", &[others]);
    page.reload();
    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    page.reload();
    let kept = page.ask(
        "return ['constructor', 'app/theme', 'manicule/2/elsewhere/index'].map((key) => localStorage.getItem(key))",
        &[],
    );
    assert_eq!(kept, json!(["x", "z", "{}"]));
}

/// Marks words and deletes the mark again, so many times; the median of what an edit costs, in milliseconds.
const EDITS: &str = "const times = []; const done = async () => { for (let n = 0; n < arguments[0]; n += 1) { \
    const start = 3 * (n % 50); const began = performance.now(); \
    const { id } = manicule.dispatch('annotate', { label: 'person', fragments: [{ start, end: start + 2 }] }); \
    times.push(performance.now() - began); \
    manicule.dispatch('delete', { id }); \
    if (n % 20 === 19) await manicule.idle(); } \
    await manicule.idle(); times.sort((a, b) => a - b); return times[times.length >> 1]; }; return done()";

/// What an edit costs on the main thread does not grow with how many are stored.
pub(crate) fn cost(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let median = |times: u32| page.ask(EDITS, &[json!(times)]).as_f64().expect("a number");
    let few = median(20);
    median(1000);
    let many = median(20);
    println!(
        "an edit costs {few:.2} ms at 40 stored edits, {many:.2} ms at 2,080 (drawing of its section not counted)"
    );
    assert!(many < few * 3.0 + 1.0, "{many} against {few}");
    page.until_saved();
}

/// Marks words one after the other, and notes what was made and what the chip called saved.
const WORK: &str = "const made = window.madeHere = []; const acknowledged = window.savedHere = []; (async () => { for (let n = arguments[0]; ; n += 1) { \
    const start = n % 300; \
    const { id } = manicule.dispatch('annotate', { label: 'person', fragments: [{ start, end: start + 3 }] }); \
    made.push(id); await manicule.idle(); \
    if (document.querySelector('[data-saved]').dataset.saved === 'saved') acknowledged.push(id); \
    await new Promise((done) => setTimeout(done, 20)); } })()";

/// 3, 62: the browser is killed at random moments under two tabs that work on one article.
pub(crate) fn soak(stage: &Stage) {
    let rounds = if std::env::var_os("MANICULE_LONG").is_some() { 50 } else { 3 };
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.until_saved();
    let (mut made, mut acknowledged, mut chance) = (Vec::new(), Vec::new(), 1_u64);
    for _ in 0..rounds {
        page.open_tab();
        for tab in [0, 1] {
            page.browser().go_to_tab(tab);
            page.ask(WORK, &[json!(tab * 150)]);
        }
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        page.rest(Duration::from_millis(200 + (chance >> 33) % 2000));
        for tab in [0, 1] {
            page.browser().go_to_tab(tab);
            let told = page.ask("return [window.madeHere, window.savedHere]", &[]);
            assert!(told[0].is_array(), "a tab that worked: {told}");
            let ids =
                |at: usize| told[at].as_array().into_iter().flatten().filter_map(|id| Some(id.as_str()?.to_owned()));
            made.extend(ids(0));
            acknowledged.extend(ids(1));
        }
        page.kill();
    }
    let there: Vec<String> = page.spans().into_iter().map(|span| span.id).collect();
    let lost = acknowledged.iter().filter(|id| !there.contains(id)).count();
    println!("{rounds} kills: {} made, {} acknowledged, {lost} lost", made.len(), acknowledged.len());
    assert_eq!(lost, 0);
    assert!(acknowledged.len() > rounds, "the tabs worked");
}
