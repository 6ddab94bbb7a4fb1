//! The harness itself, tried on a page of its own: the hands are a person's, and what must never happen
//! does not go unnoticed.

use manicule_e2e::browser::Profile;
use manicule_e2e::page::Page;
use manicule_e2e::site::Site;
use manicule_e2e::stage::repository;
use serde_json::{Value, json};
use std::panic::{self, AssertUnwindSafe};
use std::rc::Rc;

fn probe() -> Page {
    let root = repository();
    let site = Rc::new(Site::serve(root.join("tests/e2e/fixtures/probe")));
    let page = Page::open(site, Profile::Fresh, root.join("target/screens/harness"));
    page.ready();
    page
}

fn selection(page: &Page) -> String {
    page.ask("return getSelection().toString()", &[]).as_str().unwrap_or_default().to_owned()
}

/// The inputs of one type that the page received since the last call.
fn inputs(page: &Page, kind: &str) -> Vec<Value> {
    let inputs = page.ask("return window.inputs.splice(0)", &[]);
    let inputs = inputs.as_array().expect("the probe keeps a list").clone();
    assert!(inputs.iter().all(|input| input["trusted"] == true), "made-up events: {inputs:#?}");
    inputs.into_iter().filter(|input| input["type"] == kind).collect()
}

#[test]
fn a_drag_selects_the_words_it_goes_over() {
    let page = probe();
    for words in ["Ada Lovelace", "the committee near", "Tromsø", "ليلى حداد", "عمّان", "田中花子", "👩‍👩‍👧‍👦 of Zoë", "🇳🇴"]
    {
        page.drag_over(words);
        assert_eq!(selection(&page), words);
    }
    assert!(inputs(&page, "mousemove").len() >= 8 * 8, "a drag travels");
    page.drag_over("below the fold");
    assert_eq!(selection(&page), "below the fold", "what is far away is brought near");
    page.finish();
}

#[test]
fn clicks_keep_a_persons_pace() {
    let page = probe();
    let word = page.point_of(0, 5, "middle");
    page.double_click(word);
    assert_eq!(selection(&page).trim(), "Lovelace");
    for words in ["Tromsø", "عمّان", "東京", "Nuñez", "दिल्ली"] {
        page.double_click(page.inside(&page.passage(words)));
        assert_eq!(selection(&page).trim(), words);
    }
    inputs(&page, "click");
    page.double_click(word);
    for _ in 0..2 {
        page.click(word);
    }
    let details: Vec<_> = inputs(&page, "click").into_iter().map(|click| click["detail"].clone()).collect();
    assert_eq!(details, [1, 2, 1, 1], "one double click, then two clicks apart");
    page.scroll(word, 300);
    page.until("the wheel to scroll", || (page.ask("return scrollY", &[]) == 300).then_some(()));
    page.finish();
}

#[test]
fn keys_arrive_with_what_is_held() {
    let page = probe();
    for chord in ["1", "?", "Escape", "Space", "Ctrl+z", "Ctrl+Shift+z"] {
        page.press(chord);
    }
    let plain = |key: &Value| !["Control", "Shift"].contains(&key["key"].as_str().unwrap_or_default());
    let keys: Vec<_> = inputs(&page, "keydown")
        .into_iter()
        .filter(plain)
        .map(|key| json!([key["key"], key["ctrl"], key["shift"]]))
        .collect();
    let expected = json!([
        ["1", false, false],
        ["?", false, true],
        ["Escape", false, false],
        [" ", false, false],
        ["z", true, false],
        ["Z", true, true],
    ]);
    assert_eq!(Value::from(keys), expected);
    let (from, to) = page.ends_of(&page.passage("Lovelace"));
    page.holding("Alt", || page.drag(from, to));
    assert!(inputs(&page, "mouseup").iter().all(|input| input["alt"] == true), "Alt is held through the drag");
    page.finish();
}

#[test]
fn files_pictures_and_the_door_work() {
    let page = probe();
    let file = page.download(|| page.click_selector("[data-action=export]"));
    assert_eq!(file.file_name().and_then(|name| name.to_str()), Some("probe.jsonl"));
    assert_eq!(std::fs::read_to_string(file).expect("the file is whole"), "{\"text\":\"…\"}\n");
    assert!(page.screenshot("probe").metadata().expect("the picture exists").len() > 5_000);
    assert_eq!(page.call("double", json!([21])), 42);
    let thrown = page.try_call("refuse", json!([])).expect_err("the probe throws");
    assert!(thrown.is_error && thrown.message == "This is refused.", "{thrown:?}");
    page.finish();
}

#[test]
fn what_must_never_happen_is_noticed() {
    let page = probe();
    page.finish();

    page.ask("new Image().src = 'http://127.0.0.1:1/refused.png'", &[]);
    page.until("the policy to refuse", || (page.violations().len() == 1).then_some(()));
    page.reload();
    assert_eq!(page.violations().len(), 1, "a reload forgets nothing");

    let elsewhere = "http://127.0.0.1:1/elsewhere".to_owned();
    page.ask("return fetch(arguments[0]).catch(() => null)", &[json!(elsewhere)]);
    assert!(page.foreign_requests().contains(&elsewhere), "{:?}", page.foreign_requests());

    page.ask("return fetch('/root').catch(() => null)", &[]);
    assert_eq!(page.not_found(), ["/root"]);

    page.ask("setTimeout(() => { throw new Error('uncaught'); }); console.error('told')", &[]);
    for word in ["uncaught", "told"] {
        let noticed = || page.console_errors().iter().any(|error| error.contains(word)).then_some(());
        page.until("the console's errors", noticed);
    }
    assert_eq!(page.uncaught_errors().len(), 1);

    let finished = panic::catch_unwind(AssertUnwindSafe(|| page.finish()));
    assert!(finished.is_err(), "a journey cannot finish with all this");
}
