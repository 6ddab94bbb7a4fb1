//! A project that goes takes nothing of another along, and is not taken from a tab that holds it.

use crate::projects::{go, list, make, moved, name};
use crate::texts::{BRIDGE, HARBOUR};
use manicule_e2e::span::{ORGANISATION, PERSON, PLACE};
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};
use std::fs;
use std::time::Duration;

/// The names of what is not the same in two objects.
fn differing(one: &Value, other: &Value) -> Vec<String> {
    let names = |of: &Value| of.as_object().into_iter().flat_map(|of| of.keys().cloned()).collect::<Vec<_>>();
    let all = names(one).into_iter().chain(names(other));
    all.filter(|name| one.get(name) != other.get(name)).collect()
}

/// Everything that is stored of all scopes but the one whose names have this in them; which project was used last is of none.
const ALL_BUT: &str = "return (async (gone) => { const all = {}; \
    for (const key of Object.keys(localStorage)) if (!key.includes(gone) && !key.includes('/last/')) all[key] = localStorage.getItem(key); \
    for (const { name } of await indexedDB.databases()) { if (name.includes(gone)) continue; \
        const base = await new Promise((done) => { indexedDB.open(name).onsuccess = ({ target }) => done(target.result); }); \
        const values = base.transaction('values').objectStore('values'); \
        const all_of = (what) => new Promise((done) => { values[what]().onsuccess = ({ target }) => done(target.result); }); \
        const [keys, held] = [await all_of('getAllKeys'), await all_of('getAll')]; base.close(); \
        keys.forEach((key, at) => { all[`${name}//${key}`] = held[at]; }); } \
    return all; })(arguments[0])";

/// What is stored of a scope: how many values, and how many databases.
pub(crate) const ANY_OF: &str = "return (async (of) => [Object.keys(localStorage).filter((key) => key.includes(of)).length, \
    (await indexedDB.databases()).filter(({ name }) => name.includes(of)).length])(arguments[0])";

pub(crate) fn one_goes(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    let second = make(&page, "Second");
    page.import("bridge.txt", BRIDGE);
    page.mark("Zoë Nuñez", PERSON);
    page.mark("Zoë Nuñez", PLACE);
    page.until_saved();
    let spans = page.spans();
    let third = make(&page, "Third");
    page.import("harbour.txt", HARBOUR);
    page.mark("Norrland Lines", ORGANISATION);
    page.until_saved();
    // Snapshots are due; then nothing is on its way any more.
    page.rest(Duration::from_secs(5));
    let row = format!("[data-project=\"{second}\"]");
    let delete = format!("{row} .project-row [data-action=delete-project]");
    let asked = || page.ask("return document.querySelector('.project-asked p')?.textContent ?? ''", &[]);
    let told = || page.ask("return document.querySelector('.sheet-wrong')?.textContent ?? ''", &[]);

    // Another tab has it open.
    page.browser().open_tab();
    page.browser().go_to(&format!("{}?project={second}", page.address()));
    page.ready();
    page.browser().go_to_tab(0);
    list(&page);
    page.click_selector(&delete);
    page.until("the words", || told().as_str().is_some_and(|told| told.contains("Another tab")).then_some(()));
    page.screenshot("open in another tab");
    assert_eq!(page.count(".project-asked"), 0);

    // It is frozen, and cannot answer: nothing of the project goes, then or later.
    let held = page.ask(ANY_OF, &[json!(format!("~2{second}"))]);
    page.browser().go_to_tab(1);
    let state = |state: &str| page.browser().devtools("Page.setWebLifecycleState", json!({ "state": state }));
    state("frozen");
    page.browser().go_to_tab(0);
    page.strike("Escape");
    list(&page);
    page.click_selector(&delete);
    page.until("the words", || told().as_str().is_some_and(|told| told.contains("Another tab")).then_some(()));
    page.screenshot("frozen in another tab");
    page.browser().go_to_tab(1);
    state("active");
    page.rest(Duration::from_secs(1));
    page.reload();
    assert_eq!(page.spans(), spans, "all of it is there");
    let left = page.ask(ANY_OF, &[json!(format!("~2{second}"))]);
    assert!(left[0].as_u64() >= held[0].as_u64() && left[1] == held[1], "a visit adds, nothing goes: {held} {left}");
    page.browser().go_to("about:blank");
    page.browser().go_to_tab(0);

    page.click_selector(&delete);
    page.until("what is in it", || {
        asked().as_str().is_some_and(|asked| asked.contains("1 article, 2 annotations")).then_some(())
    });
    page.pictures("asked");
    // Escape takes the question back.
    page.strike("Escape");
    assert_eq!((page.count(".project-asked"), page.count("dialog[open] .projects")), (0, 1));
    page.click_selector(&delete);
    page.until("what is in it", || (page.count(".project-acts .danger") == 1).then_some(()));
    let file = page.download(|| page.click_selector(".project-asked [data-action=save-project]"));
    let saved = fs::read_to_string(&file).expect("it can be read");
    assert!(saved.contains(&format!("~2{second}/")) && !saved.contains(&third), "that one alone");

    let scope = format!("~2{second}");
    let before = page.ask(ALL_BUT, &[json!(scope)]);
    page.click_selector(".project-asked .danger");
    page.until("it to be gone", || (page.count(&row) == 0).then_some(()));
    page.screenshot("deleted");
    let left = page.ask(ANY_OF, &[json!(scope)]);
    assert_eq!(left, json!([0, 0]));
    let after = page.ask(ALL_BUT, &[json!(scope)]);
    assert!(before == after, "something else changed: {:?}", differing(&before, &after));
    page.strike("Escape");
    // The open one has no such button, and a script is refused.
    let refused = page.try_call("dispatch", json!(["delete-project", { "id": third }]));
    assert!(refused.expect_err("it is open").message.contains("open"));
    page.strike("Escape");
    page.strike("Escape");

    // What was downloaded is opened again: in another browser, and as a project of its own.
    let other = stage.open();
    other.upload(&file);
    assert_eq!(other.spans(), spans);
    list(&page);
    page.click_selector("[data-name=new-project]");
    page.type_text("Back");
    moved(&page, || {
        page.click_selector("[data-action=new-project][data-value=files]");
        // The browser's own window is not there in a journey.
        page.browser().choose_file("input[type=file][data-action=\"import-files\"]", &file);
    });
    assert_eq!((name(&page).as_str(), page.documents().len()), ("Back", 1));
    page.open_article(&page.documents()[0].id);
    assert_eq!(page.spans(), spans);
    page.reload();
    assert_eq!(page.spans(), spans);
    go(&page, "");
    assert_eq!(page.spans().len(), 1);
}
