//! Several tabs, and tabs that sleep. Numbers are those of the fault list.

use super::kills::STEPS;
use super::{begun, whole_again};
use crate::texts::BRIDGE;
use manicule_e2e::page::Page;
use manicule_e2e::span::{ORGANISATION, PERSON, PLACE, Span};
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};
use std::time::Duration;

/// 36: a tab is frozen while another works, and goes on.
pub(crate) fn frozen_tab(stage: &Stage) {
    let (page, first) = begun(stage);
    let state = |state: &str| page.browser().devtools("Page.setWebLifecycleState", json!({ "state": state }));
    state("frozen");
    page.open_tab();
    let second = page.mark("Norrland Lines", ORGANISATION);
    page.until_saved();
    page.browser().go_to_tab(0);
    state("active");
    let third = page.mark("Mats Ekdahl", PERSON);
    page.until("what the other tab did", || page.spans().iter().any(|span| span.id == second.id).then_some(()));
    page.until_saved();
    whole_again(&page, &[&first, &second, &third]);
}

/// Where `heldBack` is a list, it holds what this tab tells others, and the tab does not look at the stores when it is gone
/// to. Has to be there before the page listens.
const MAY_BE_ALONE: &str = "window.heldBack = null; window.tell = BroadcastChannel.prototype.postMessage; \
    BroadcastChannel.prototype.postMessage = function (text) { \
        if (window.heldBack) window.heldBack.push([this, text]); else window.tell.call(this, text); }; \
    addEventListener('focus', (event) => { if (window.heldBack) event.stopImmediatePropagation(); })";

/// Tells it now; how much there was to tell.
const TOGETHER: &str = "const held = window.heldBack; window.heldBack = null; \
    for (const [channel, text] of held) window.tell.call(channel, text); return held.length";

/// An article with a name marked in it, in two tabs that may be kept apart.
fn begun_twice(stage: &Stage) -> (std::rc::Rc<Page>, Span) {
    let (page, first) = begun(stage);
    page.before_start(MAY_BE_ALONE);
    page.reload();
    page.browser().open_tab();
    page.before_start(MAY_BE_ALONE);
    page.browser().go_to(&page.address());
    page.ready();
    (page, first)
}

/// Does something in the first tab and something else in the second, neither of which hears of the other; then both do.
fn at_once(page: &Page, one: impl FnOnce(), other: impl FnOnce()) {
    // What was loaded is tidied up when nothing was done for a while (coming back to where one read counts as scrolling, so
    // that it takes two such whiles), and the stores are read for that: not in the middle of this.
    page.rest(Duration::from_secs(9));
    for tab in [0, 1] {
        page.browser().go_to_tab(tab);
        page.ask("window.heldBack = []", &[]);
    }
    page.browser().go_to_tab(0);
    one();
    page.until_saved();
    page.browser().go_to_tab(1);
    other();
    page.until_saved();
    for tab in [0, 1] {
        page.browser().go_to_tab(tab);
        assert!(page.ask(TOGETHER, &[]).as_u64() >= Some(1), "tab {tab} had something to tell");
    }
}

/// The annotations of the open article as they are exported.
fn told(page: &Page) -> Vec<Value> {
    page.document()["spans"].as_array().cloned().unwrap_or_default()
}

/// In both tabs and after a kill there is the same, and it is as it should be.
fn in_all(page: &Page, right: impl Fn(&[Value]) -> bool) {
    let mut seen = Vec::new();
    for tab in [0, 1] {
        page.browser().go_to_tab(tab);
        page.until("both tabs to show what was done in both", || right(&told(page)).then_some(()));
        page.until_saved();
        seen.push(told(page));
    }
    page.screenshot("both");
    let article = page.article();
    page.kill();
    // What the screen showed is of no weight: it may be of an earlier moment.
    if page.article() != article {
        page.open_article(&article);
    }
    seen.push(told(page));
    assert!(seen.iter().all(|each| *each == seen[0]), "{seen:#?}");
}

/// 32: one annotation gets another label in two tabs at once: both are there, and one says so.
pub(crate) fn one_annotation_in_two_tabs(stage: &Stage) {
    let (page, first) = begun_twice(stage);
    let relabel = |label: manicule_e2e::span::Label| {
        page.choose(&first.id);
        page.strike(label.key);
        assert_eq!(page.spans().iter().map(|span| span.label.as_str()).collect::<Vec<_>>(), [label.id]);
    };
    at_once(&page, || relabel(ORGANISATION), || relabel(PLACE));
    in_all(&page, |spans| {
        let mut labels: Vec<_> = spans.iter().filter_map(|span| span["label"].as_str()).collect();
        labels.sort_unstable();
        labels == ["organisation", "place"] && spans.iter().filter(|span| !span["doubt"].is_null()).count() == 1
    });
}

/// 33: deleted in one tab and changed in the other at once: it stays, and says so.
pub(crate) fn deleted_here_changed_there(stage: &Stage) {
    let (page, first) = begun_twice(stage);
    let delete = || {
        page.choose(&first.id);
        page.strike("Delete");
        assert_eq!(page.spans(), [], "it is deleted here");
    };
    let change = || {
        page.choose(&first.id);
        page.strike(PLACE.key);
    };
    at_once(&page, delete, change);
    in_all(&page, |spans| match spans {
        [span] => span["label"] == "place" && !span["doubt"].is_null(),
        _ => false,
    });
}

/// 34: both tabs add one file at once: it is there once, with what was said of it in either.
pub(crate) fn one_file_in_two_tabs(stage: &Stage) {
    let (page, _) = begun_twice(stage);
    let (here, there) = (std::cell::RefCell::new(None::<Span>), std::cell::RefCell::new(None::<Span>));
    at_once(
        &page,
        || {
            page.import("bridge.txt", BRIDGE);
            here.replace(Some(page.mark("Zoë Nuñez", PERSON)));
        },
        || {
            page.import("bridge.txt", BRIDGE);
            there.replace(Some(page.mark("council", ORGANISATION)));
        },
    );
    let ids: Vec<String> = [&here, &there].iter().filter_map(|span| Some(span.borrow().as_ref()?.id.clone())).collect();
    in_all(&page, |spans| spans.len() == 2 && ids.iter().all(|id| spans.iter().any(|span| span["id"] == **id)));
    assert_eq!(page.documents().len(), 3, "the sample, the harbour, and the bridge once");
}

/// 35: two tabs come to rest at once, and both tidy up. (No lock is asked for that could be missing or taken away.)
pub(crate) fn two_quiet_moments(stage: &Stage) {
    let (page, first) = begun(stage);
    let snapshots = |page: &Page| {
        let all = page.on_disk();
        let all = all.as_array().cloned().unwrap_or_default();
        all.into_iter()
            .filter(|pair| pair[0].as_str().is_some_and(|key| key.starts_with("document/")))
            .collect::<Vec<_>>()
    };
    page.open_tab();
    let before = snapshots(&page);
    // The steps are begun in both without waiting for their end.
    let begin = format!("setTimeout(() => {{ {} }}, 300)", STEPS.replace("arguments[0]", "150").replace("return ", ""));
    for tab in [0, 1] {
        page.browser().go_to_tab(tab);
        page.ask(&begin, &[]);
    }
    page.rest(Duration::from_secs(7));
    page.until_saved();
    // On a busy machine it comes later.
    page.until_within(Duration::from_secs(30), "a quiet moment", || (snapshots(&page) != before).then_some(()));
    let second = page.mark("Norrland Lines", ORGANISATION);
    page.browser().go_to_tab(0);
    page.until("the other tab's annotation", || page.spans().iter().any(|span| span.id == second.id).then_some(()));
    assert_eq!(page.spans().len(), 2);
    page.kill();
    assert_eq!(page.spans().len(), 2);
    whole_again(&page, &[&first, &second]);
}

/// Has a transaction of its own go on until it is let go: what others write waits for it.
pub(super) const HOLD_THE_DISK: &str = "window.letGo = false; return indexedDB.databases().then((all) => new Promise((begun) => { \
    indexedDB.open(all.find(({ name }) => name.startsWith('manicule')).name).onsuccess = ({ target: { result: base } }) => { \
        const values = base.transaction('values', 'readwrite').objectStore('values'); \
        const on = () => { values.get('x').onsuccess = () => { begun(null); if (window.letGo) base.close(); else on(); }; }; on(); }; }))";

/// 54: the computer sleeps, longer than anything is waited for, while a transaction is under way.
pub(crate) fn asleep_in_a_transaction(stage: &Stage) {
    let (page, first) = begun(stage);
    page.open_tab();
    page.ask(HOLD_THE_DISK, &[]);
    page.browser().go_to_tab(0);
    page.select("Norrland Lines");
    page.press(ORGANISATION.key);
    page.rest(Duration::from_millis(200));
    assert_ne!(page.saved(), "saved", "it is not on disk");
    let state = |state: &str| page.browser().devtools("Page.setWebLifecycleState", json!({ "state": state }));
    state("frozen");
    page.browser().go_to_tab(1);
    std::thread::sleep(Duration::from_secs(12));
    page.ask("window.letGo = true", &[]);
    page.browser().go_to_tab(0);
    state("active");
    page.until_saved();
    let second = page.spans().into_iter().find(|span| span.id != first.id).expect("it is here");
    page.kill();
    whole_again(&page, &[&first, &second]);
}

/// 38: a later version begins to work in another tab, in local storage or with a database of its own: from then on this one
/// changes nothing, and says so; what it did before is kept, and can be taken away as it is.
pub(crate) fn later_version_beside(stage: &Stage) {
    let (page, first) = begun(stage);
    page.open_tab();
    let rescue = format!("{}rescue.html", page.site().url());
    page.browser().go_to(&rescue);
    let later = page.browser().ask(
        "const ours = Object.keys(localStorage).find((key) => key.startsWith('manicule/1/')); \
         const later = ours.replace('/1/', '/2/').replace(/[^/]*$/, 'index'); localStorage.setItem(later, '{}'); return later",
        &[],
    );
    page.browser().go_to_tab(0);
    page.until_chip("read-only");
    assert!(page.told().contains("later version"), "{}", page.told());
    page.select("Norrland Lines");
    page.strike(ORGANISATION.key);
    assert_eq!(page.spans(), std::slice::from_ref(&first), "nothing is changed");
    let file = page.download(|| drop(page.dispatch("save-stored", json!({}))));
    let stored = std::fs::read_to_string(file).expect("a file of text");
    assert!(stored.contains("Ada Lindqvist") && stored.contains("/edit/"), "all that is stored is in it");
    page.screenshot("a later version came");
    page.ask("localStorage.removeItem(arguments[0])", &[later]);
    page.before_start("addEventListener('focus', (event) => event.stopImmediatePropagation())");
    page.reload();
    let second = page.mark("Norrland Lines", ORGANISATION);
    page.until_saved();

    // With the database: what is done before that is noticed is kept by local storage.
    page.browser().go_to_tab(1);
    let raise = "return indexedDB.databases().then((all) => new Promise((done) => { \
        const { name } = all.find(({ name }) => name.startsWith('manicule')); \
        const open = indexedDB.open(name, 2); open.onsuccess = () => { open.result.close(); done(name); }; }))";
    let name = page.browser().ask(raise, &[]);
    page.browser().go_to_tab(0);
    assert_eq!(page.saved(), "saved", "it is the next write that meets it");
    let third = page.mark("Mats Ekdahl", PERSON);
    page.until("it to be known", || page.told().contains("later version").then_some(()));
    page.select("Monday");
    page.strike(PERSON.key);
    assert_eq!(page.spans().len(), 3, "nothing more is changed");
    page.browser().go_to_tab(1);
    page.browser().ask(
        "return new Promise((done) => { indexedDB.deleteDatabase(arguments[0]).onsuccess = () => done(null); })",
        &[name],
    );
    page.browser().go_to_tab(0);
    whole_again(&page, &[&first, &second, &third]);
}

/// 55: another tab changes local storage ten thousand times: this one goes on answering, and reads next to nothing.
pub(crate) fn flood_of_events(stage: &Stage) {
    let (page, first) = begun(stage);
    page.ask(
        "window.events = window.reads = 0; addEventListener('storage', () => { window.events += 1; }); \
         const get = Storage.prototype.getItem; Storage.prototype.getItem = function (key) { window.reads += 1; return get.call(this, key); }; \
         window.times = []; addEventListener('keydown', () => { const began = performance.now(); \
             requestAnimationFrame(() => setTimeout(() => window.times.push(performance.now() - began))); }, true)",
        &[],
    );
    page.open_tab();
    // Timers are slow in a tab behind others; messages are not.
    page.ask(
        "const { port1, port2 } = new MessageChannel(); let n = 0; port1.onmessage = () => { \
             for (let few = 0; few < 20; few += 1, n += 1) localStorage.setItem(n % 2 ? 'others' : `manicule/9/elsewhere/${n % 50}`, String(n)); \
             if (n < 10000) port2.postMessage(0); else window.over = true; }; port2.postMessage(0)",
        &[],
    );
    page.browser().go_to_tab(0);
    while page.ask("return window.events", &[]).as_u64() < Some(10_000) {
        page.press(".");
        page.rest(Duration::from_millis(50));
    }
    let told = page.ask("return [window.events, window.reads, window.times.sort((a, b) => a - b)]", &[]);
    let times: Vec<f64> = told[2].as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    println!(
        "{} events; {} keys were answered within {:.0} ms (median), {:.0} ms (slowest)",
        told[0],
        times.len(),
        times[times.len() / 2],
        times[times.len() - 1]
    );
    assert!(told[1].as_u64() < Some(2_000), "{} values were read for events that concern nobody here", told[1]);
    assert!(times[times.len() / 2] < 100.0, "keys were answered late: {times:?}");
    let second = page.mark("Norrland Lines", ORGANISATION);
    page.until_saved();
    page.ask("Object.keys(localStorage).filter((key) => !key.startsWith('manicule/1/')).forEach((key) => localStorage.removeItem(key))", &[]);
    whole_again(&page, &[&first, &second]);
}
