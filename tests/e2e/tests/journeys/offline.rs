//! Without a network after one visit; and a newer build, which comes when somebody takes it, and never goes again.

use crate::texts::HARBOUR;
use manicule_e2e::builds;
use manicule_e2e::page::Page;
use manicule_e2e::site::Fault;
use manicule_e2e::span::PERSON;
use manicule_e2e::stage::Stage;
use serde_json::json;
use std::path::PathBuf;
use std::time::Duration;

/// The worker fetches everything once the page has come to rest.
const SOON: Duration = Duration::from_secs(40);

const LATER: &str = "fedcba9876543210";

/// The build that is running.
fn running(page: &Page) -> String {
    let build = page.ask("return document.querySelector('meta[name=manicule-build]').content", &[]);
    build.as_str().unwrap_or_default().to_owned()
}

/// The builds that are kept here as a whole.
fn kept(page: &Page) -> Vec<String> {
    let script = "return caches.keys().then((names) => Promise.all(names.map(async (name) => \
        await (await caches.open(name)).match('manicule-whole') && name.split(' ')[2]))).then((all) => all.filter(Boolean))";
    manicule_e2e::words::texts(&page.ask(script, &[]))
}

fn until_kept(page: &Page, build: &str) {
    page.ask("return navigator.serviceWorker.ready.then(() => null)", &[]);
    page.until_within(SOON, "a build to be kept", || kept(page).iter().any(|each| each == build).then_some(()));
}

fn go(page: &Page, to: &str) {
    page.browser().go_to(&format!("{}{to}", page.site().url()));
}

/// Another build of the site that this journey is on.
fn later_build(stage: &Stage) -> PathBuf {
    builds::another(stage.folder(), stage.scratch("later"), LATER)
}

/// What a page logs when it is loaded without a network is the browser's, so nothing but this is asked of such a page.
fn harmless(page: &Page) {
    assert_eq!(page.violations(), Vec::<String>::new());
    assert_eq!(page.uncaught_errors(), Vec::<String>::new());
    assert_eq!(page.foreign_requests(), Vec::<String>::new());
}

pub(crate) fn after_one_visit(stage: &Stage) {
    let page = stage.open_doomed();
    page.import("harbour.txt", HARBOUR);
    let marked = page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    until_kept(&page, &running(&page));
    assert_eq!(kept(&page).len(), 1);

    page.site().go_away(true);
    page.reload();
    assert_eq!(page.span(&marked.id), marked, "the page comes from what is kept");
    let other = page.mark("Mats Ekdahl", PERSON);
    let tables = page.call("exportFiles", json!(["csv"]));
    assert!(
        tables["files"].as_array().is_some_and(|files| !files.is_empty()),
        "the workshop is kept as well: {tables}"
    );
    page.until_saved();
    page.screenshot("without a network");
    harmless(&page);

    // After a restart of the browser too, and under all names that the page has.
    page.kill();
    for name in ["index.html", "?project=", "?annotator=Ada", ""] {
        go(&page, name);
        page.ready();
        assert_eq!(page.spans().len(), 2, "{name}");
    }
    harmless(&page);
    go(&page, "rescue.html");
    page.until("the page that rescues", || (page.count("dialog.crash[open]") == 1).then_some(()));

    page.site().go_away(false);
    go(&page, "");
    page.ready();
    assert_eq!(page.span(&other.id), other, "what was done without a network");
    harmless(&page);
}

/// Two builds: the page that is open goes on with the old one until it is told to load the new one, and no edit is lost.
pub(crate) fn updated(stage: &Stage) {
    let page = stage.open_doomed();
    let first = running(&page);
    page.import("harbour.txt", HARBOUR);
    let marked = page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    until_kept(&page, &first);
    page.reload();
    assert_eq!(page.count("[data-action=load-update]"), 0, "nothing newer yet");

    page.site().serve_instead(later_build(stage));
    page.open_tab();
    assert_eq!(running(&page), LATER, "a page comes from the network, whatever is kept");
    until_kept(&page, LATER);
    page.browser().go_to_tab(0);
    page.until("the note that another build is here", || {
        (page.count(".foot [data-action=load-update]") == 1).then_some(())
    });
    assert_eq!(running(&page), first, "which nobody is made to load");
    page.screenshot("a newer version is ready");
    let other = page.mark("Mats Ekdahl", PERSON);
    page.click(page.middle_of(".foot [data-action=load-update]"));
    page.until("the newer build", || (running(&page) == LATER).then_some(()));
    page.ready();
    assert_eq!([page.span(&marked.id), page.span(&other.id)], [marked.clone(), other.clone()], "no edit is lost");
    assert_eq!(page.count("[data-action=load-update]"), 0);
    harmless(&page);

    // The old worker may be there still; what it keeps is older, so the new page comes up without a network all the same.
    page.site().go_away(true);
    page.reload();
    assert_eq!(running(&page), LATER);
    page.kill();
    assert_eq!(running(&page), LATER);
    assert_eq!(page.span(&other.id), other);
    page.site().go_away(false);
    page.reload();
    // Firefox keeps the pages that were open for its own restart, and the old worker with them.
    if !stage.is_firefox() {
        page.until_within(SOON, "the old build to go", || (kept(&page) == [LATER]).then_some(()));
    }
    harmless(&page);
}

/// A host that has the new worker already and not yet all of its files; and one that is out of order.
pub(crate) fn half_a_deployment(stage: &Stage) {
    let page = stage.open_doomed();
    let first = running(&page);
    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    until_kept(&page, &first);
    let later = later_build(stage);
    for (name, fault) in [("index.html", None), ("workshop-", Some(Fault::Lost)), ("first-", Some(Fault::Damaged))] {
        let site = page.site();
        match fault {
            // The page is the old one.
            None => site.add("sw.js", &std::fs::read_to_string(later.join("sw.js")).expect("a worker")),
            Some(fault) => {
                site.serve_instead(&later);
                site.spoil(name, fault);
            }
        }
        let refused = "return navigator.serviceWorker.getRegistration().then((r) => r.update()) \
            .then((r) => new Promise((done) => { const worker = r.installing ?? r.waiting; \
            if (!worker) return done('none'); const look = () => /redundant|installed/.test(worker.state) && done(worker.state); \
            worker.onstatechange = look; look(); })).catch(String)";
        let told = page.ask(refused, &[]);
        assert_eq!(told, "redundant", "{name}: the worker is refused");
        assert_eq!(kept(&page), std::slice::from_ref(&first), "{name}: what is kept stays");
        site.mend();
        site.serve_instead(stage.folder());
    }
    assert_eq!(page.count("[data-action=load-update]"), 0);
    page.site().go_away(true);
    page.reload();
    assert_eq!(running(&page), first);
}
