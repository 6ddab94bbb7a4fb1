//! Stores that lie, fill up, do not answer, are of another version or of another time. Numbers are those of the fault list.

use super::{begun, whole_again};
use manicule_e2e::browser::Profile;
use manicule_e2e::page::Page;
use manicule_e2e::site::Site;
use manicule_e2e::span::{ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};
use std::time::Duration;

/// 13: local storage takes values and forgets them.
pub(crate) fn writes_that_do_nothing(stage: &Stage) {
    let (page, first) = begun(stage);
    let fault = page.before_start("Storage.prototype.setItem = () => {}");
    page.reload();
    let second = page.mark("Norrland Lines", ORGANISATION);
    page.until_saved();
    page.no_more(fault);
    whole_again(&page, &[&first, &second]);
}

/// 14, 17: local storage gives values cut in two.
pub(crate) fn values_cut_in_two(stage: &Stage) {
    let (page, first) = begun(stage);
    page.before_start(
        "{ const get = Storage.prototype.getItem; \
           Storage.prototype.getItem = function (key) { const value = get.call(this, key); \
               return value && key.startsWith('manicule') ? value.slice(0, value.length / 2) : value; }; }",
    );
    page.reload();
    assert_eq!(page.span(&first.id), first, "the disk has it whole");
    let second = page.mark("Norrland Lines", ORGANISATION);
    page.until_saved();
    // With the browser the fault is gone too.
    page.kill();
    whole_again(&page, &[&first, &second]);
}

/// 23: the database never answers.
pub(crate) fn database_that_does_not_answer(stage: &Stage) {
    let (page, first) = begun(stage);
    let fault = page.before_start("IDBFactory.prototype.open = () => ({})");
    page.reload();
    assert_eq!(page.span(&first.id), first, "local storage has it");
    let second = page.mark("Norrland Lines", ORGANISATION);
    page.until_chip("in-tab");
    page.no_more(fault);
    whole_again(&page, &[&first, &second]);
}

/// 24: the database does not open; 39: it is of a later version of the program, and then nothing is changed.
pub(crate) fn database_that_does_not_open(stage: &Stage) {
    let (page, first) = begun(stage);
    let throwing =
        |name: &str| format!("IDBFactory.prototype.open = () => {{ throw new DOMException('no', '{name}'); }}");
    let fault = page.before_start(&throwing("UnknownError"));
    page.reload();
    let second = page.mark("Norrland Lines", ORGANISATION);
    page.until_chip("in-tab");
    page.no_more(fault);
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

/// 59: the disk has no room left, as the browser itself says: nothing is called saved in silence, and all is once there is
/// room again.
pub(crate) fn full_disk(stage: &Stage) {
    let (page, first) = begun(stage);
    let origin = page.site().origin();
    let quota = |quota: Value| page.browser().devtools("Storage.overrideQuotaForOrigin", quota);
    quota(json!({ "origin": origin, "quotaSize": 1 }));
    // A page that begins anew, since the browser goes on with the room that it saw some moments ago.
    page.browser().go_to("about:blank");
    page.rest(Duration::from_secs(4));
    page.browser().go_to(&page.address());
    page.ready();
    let second = page.mark("Norrland Lines", ORGANISATION);
    page.until("the chip to say that it is not on disk", || {
        ["in-tab", "failed"].contains(&&*page.saved()).then_some(())
    });
    assert_eq!(page.span(&second.id), second, "one can go on working");
    quota(json!({ "origin": origin }));
    page.until_saved();
    page.kill();
    whole_again(&page, &[&first, &second]);
}

/// 11: there is no room in local storage at one of the writes of an edit, whichever it is; then at none.
pub(crate) fn no_room_at_any_write(stage: &Stage) {
    let (page, first) = begun(stage);
    page.ask(
        "const set = Storage.prototype.setItem; window.calls = window.refused = 0; \
         Storage.prototype.setItem = function (key, value) { window.calls += 1; \
             if (window.calls === window.failAt || window.failAlways) { window.refused += 1; \
                 throw new DOMException('full', 'QuotaExceededError'); } \
             return set.call(this, key, value); }",
        &[],
    );
    let mut made = vec![first];
    for (at, words) in ["Norrland Lines", "Mats Ekdahl", "Linnea", "Monday", "ferry"].into_iter().enumerate() {
        let refused = page.ask("return window.refused", &[]);
        page.ask("window.failAt = window.calls + arguments[0]; window.failAlways = arguments[0] > 4", &[json!(at + 1)]);
        made.push(page.mark(words, ORGANISATION));
        page.until_saved();
        // An edit has few writes; what is written later is refused then.
        page.strike("t");
        page.strike("t");
        page.strike("t");
        page.until("a write that found no room", || (page.ask("return window.refused", &[]) != refused).then_some(()));
        page.until_saved();
    }
    whole_again(&page, &made.iter().collect::<Vec<_>>());
}

/// 20: local storage is of an earlier moment, as after a kill; 21: the database is.
pub(crate) fn stores_of_another_time(stage: &Stage) {
    let (page, first) = begun(stage);
    let (local, disk) = (page.in_local_storage(), page.on_disk());
    let second = page.mark("Norrland Lines", ORGANISATION);
    page.until_saved();
    let count = |of: &Value| of.as_array().expect("a list of pairs").len();
    assert!(count(&page.in_local_storage()) > count(&local) && count(&page.on_disk()) > count(&disk));
    page.put_into_local_storage(&local);
    whole_again(&page, &[&first, &second]);
    assert!(count(&page.in_local_storage()) > count(&local), "local storage has it again");
    page.put_on_disk(&disk);
    assert_eq!(count(&page.on_disk()), count(&disk));
    whole_again(&page, &[&first, &second]);
    assert!(count(&page.on_disk()) > count(&disk), "the disk has it again");
}

/// 26: the connection to the database closes under the page: a later version wants it, the browser clears it, or it is
/// closing when something is written. The next edit is on disk all the same.
pub(crate) fn connection_that_closes(stage: &Stage) {
    let (page, first) = begun(stage);
    page.before_start(
        "window.heard = []; const open = IDBFactory.prototype.open; \
         IDBFactory.prototype.open = function (...all) { const request = open.apply(this, all); \
             request.addEventListener('success', () => { for (const type of ['close', 'versionchange']) \
                 request.result.addEventListener(type, () => window.heard.push(type)); }); return request; }",
    );
    page.reload();
    let heard = |page: &Page, what: &str| {
        page.until(what, || {
            page.ask("return window.heard", &[]).as_array()?.iter().any(|type_| type_ == what).then_some(())
        });
    };
    // Another version comes, and goes.
    page.ask(
        "return (async () => { const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith('manicule')); const done = (request) => \
             new Promise((done) => { request.onsuccess = ({ target }) => done(target.result); }); \
             (await done(indexedDB.open(name, 2))).close(); await done(indexedDB.deleteDatabase(name)); })()",
        &[],
    );
    heard(&page, "versionchange");
    let second = page.mark("Norrland Lines", ORGANISATION);
    page.until_saved();
    // The browser clears it.
    let clear = json!({ "origin": page.site().origin(), "storageTypes": "indexeddb" });
    page.browser().devtools("Storage.clearDataForOrigin", clear);
    heard(&page, "close");
    let third = page.mark("Mats Ekdahl", PERSON);
    page.until_saved();
    // It is closing.
    page.ask(
        "const begin = IDBDatabase.prototype.transaction; window.thrown = 0; \
         IDBDatabase.prototype.transaction = function (...all) { if (!window.thrown) { window.thrown += 1; \
             throw new DOMException('The database connection is closing.', 'InvalidStateError'); } \
             return begin.apply(this, all); }",
        &[],
    );
    let fourth = page.mark("Monday", PERSON);
    page.until_saved();
    assert_eq!(page.ask("return window.thrown", &[]), 1, "the database was closing once");
    whole_again(&page, &[&first, &second, &third, &fourth]);
    page.kill();
    whole_again(&page, &[&first, &second, &third, &fourth]);
}

/// 28: in a private window everything works, and nothing is left when it has closed.
pub(crate) fn private_window(stage: &Stage) {
    let page = stage.open_with(Profile::Private);
    let fresh = page.documents().len();
    page.import("harbour.txt", crate::texts::HARBOUR);
    let first = page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    page.reload();
    assert_eq!(page.span(&first.id), first);
    let second = page.mark("Norrland Lines", ORGANISATION);
    whole_again(&page, &[&first, &second]);
    page.kill();
    assert_eq!(page.documents().len(), fresh, "the window was a private one");
    assert_eq!(page.in_local_storage(), json!([]));
}

/// 29: the page in a frame of another origin, which may lay something over it, or in one that may keep nothing: one line and a
/// way out, and no program. Where the host lets nobody else read it, the line that stands in the page does. A page of the same
/// origin may frame it, and speak to it.
pub(crate) fn framed_page(stage: &Stage) {
    let page = stage.open_doomed();
    let site = page.site();
    let neighbour = Site::serve(stage.scratch("neighbour"));
    let frame = |kind: &str| {
        format!(
            "<!doctype html><meta charset=utf-8><iframe {kind} width=1200 height=700 src='{}'></iframe>",
            site.url()
        )
    };
    site.add("sandboxed.html", &frame("sandbox='allow-scripts'"));
    site.add("host.html", &frame(""));
    neighbour.add("host.html", &frame(""));
    let text = || page.browser().ask("return document.body.innerText", &[]).as_str().unwrap_or_default().to_owned();
    let way_out = "return [...document.querySelectorAll('a[target=_blank]')].map((link) => link.href)";
    let sandboxed = format!("{}sandboxed.html", site.url());
    let elsewhere = format!("{}host.html", neighbour.url());
    for (name, address, readable) in
        [("not read", &sandboxed, false), ("sandboxed", &sandboxed, true), ("elsewhere", &elsewhere, false)]
    {
        site.let_all_read(readable);
        page.browser().go_to(address);
        page.browser().enter_frame();
        let says = if name == "not read" {
            "If it does not come, open it in a tab of its own"
        } else {
            "a page of another site. You can open it"
        };
        page.until("a sentence", || text().contains(says).then_some(()));
        assert_eq!(text().trim().lines().count(), 1, "{name}: {}", text());
        let seen = "const line = document.querySelector('.coming'); const box = line.getBoundingClientRect(); \
            return getComputedStyle(line).visibility === 'visible' && box.top >= 0 && box.bottom < 100 && box.width > 100";
        page.until("the line in sight", || (page.browser().ask(seen, &[]) == true).then_some(()));
        let ways = page.browser().ask(way_out, &[]);
        assert_eq!(ways, json!([site.url()]), "{name}");
        page.screenshot(&format!("framed, {name}"));
        let runs = "return 'manicule' in window || document.querySelector('#app').childNodes.length > 0";
        assert_eq!(page.browser().ask(runs, &[]), false, "{name}: no program");
    }
    page.browser().go_to(&format!("{}host.html", site.url()));
    page.browser().enter_frame();
    page.ready();
    page.call("importFiles", json!([[{ "name": "harbour.txt", "text": crate::texts::HARBOUR }]]));
    assert_eq!(page.documents().len(), 2);
    let from_outside = "return window.parent.frames[0].manicule.documents().length";
    assert_eq!(page.browser().ask(from_outside, &[]), 2, "the page around it speaks to it");
}
