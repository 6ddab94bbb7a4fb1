//! How far the work is: by figures that survive a reload and add up over tabs, and labels counted in all articles.

use crate::texts::HARBOUR;
use manicule_e2e::page::Page;
use manicule_e2e::span::{CLAIM, ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use serde_json::json;
use std::time::{Duration, Instant};

/// What stands in the rows of a table of the sheet, but for the bars.
fn rows(page: &Page, table: usize) -> Vec<Vec<String>> {
    let script = "const table = document.querySelectorAll('.progress .figures')[arguments[0]]; \
                  return [...(table?.tBodies[0].rows ?? [])].map((row) => [...row.cells].map((cell) => cell.textContent))";
    let found = page.ask(script, &[json!(table)]);
    let texts = |row: &serde_json::Value| {
        row.as_array().into_iter().flatten().map(|cell| cell.as_str().unwrap_or_default().to_owned()).collect()
    };
    found.as_array().into_iter().flatten().map(texts).collect()
}

/// Opens the sheet and waits until it is all there.
fn look(page: &Page) {
    page.strike("Shift+Y");
    page.until("the sheet", || (page.count("dialog[open] .progress") == 1).then_some(()));
    page.idle();
}

/// Articles done, annotations and claims of the last day.
fn today(page: &Page) -> Vec<String> {
    rows(page, 0).first().and_then(|row| row.get(1..4)).unwrap_or_default().to_vec()
}

pub(crate) fn day_by_day(stage: &Stage) {
    let page = stage.open();
    look(&page);
    page.pictures("nothing done yet");
    assert_eq!(page.count(".progress time"), 0);
    page.strike("Escape");

    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    page.mark("Norrland Lines", ORGANISATION);
    page.mark("“The log was rewritten,”", CLAIM);
    page.mark("Linnea", ORGANISATION);
    page.strike("Ctrl+z");
    // Somebody is at it for some seconds.
    for _ in 0..3 {
        page.rest(Duration::from_secs(3));
        page.strike(".");
    }
    page.strike("Ctrl+Enter");
    look(&page);
    assert_eq!(today(&page), ["1", "3", "1"]);
    let seconds = |page: &Page| {
        let total = page.ask("return document.querySelectorAll('.progress .progress-of')[1]?.textContent ?? ''", &[]);
        let total = total.as_str().unwrap_or_default().to_owned();
        total.split(' ').next().and_then(|number| number.parse::<u32>().ok()).unwrap_or(0)
    };
    let spent = seconds(&page);
    assert!((3..60).contains(&spent), "{spent}");
    page.pictures("some done");
    page.strike("Escape");
    page.until_saved();
    page.reload();
    look(&page);
    assert_eq!(today(&page), ["1", "3", "1"], "a reload keeps it");
    assert!(seconds(&page) >= spent);
    assert!(!page.export().contains("seconds"), "no export has it");
    page.strike("Escape");

    // Another tab adds to it, and neither overwrites what the other counted.
    page.open_tab();
    page.mark("Monday", PERSON);
    page.until_saved();
    page.browser().go_to_tab(0);
    page.mark("Mats Ekdahl", PERSON);
    page.reload();
    page.browser().go_to_tab(1);
    page.reload();
    look(&page);
    assert_eq!(today(&page), ["1", "5", "1"]);
    page.strike("Escape");

    // By keys alone: the switch, and out.
    look(&page);
    page.until("the switch to have the focus", || {
        page.strike("Tab");
        let focus = page.ask("return document.activeElement.dataset.action ?? ''", &[]);
        (focus == "toggle-times").then_some(())
    });
    page.strike("Space");
    page.until("the time not to be counted", || page.told().contains("not counted").then_some(()));
    page.strike("Escape");
    page.until_saved();
    page.reload();
    look(&page);
    let counts = page.ask("return document.querySelector('[data-action=toggle-times]').checked", &[]);
    assert_eq!(counts, json!(false), "the switch stays as it was put");
}

/// Two windows side by side, and a person who goes from one to the other: no second counts twice.
pub(crate) fn two_windows(stage: &Stage) {
    let begun = Instant::now();
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.until_saved();
    page.browser().open_window();
    page.browser().go_to(&page.address());
    page.ready();
    let seen = |tab: usize| {
        page.browser().go_to_tab(tab);
        page.ask("return document.visibilityState", &[])
    };
    assert_eq!([seen(0), seen(1)], [json!("visible"), json!("visible")]);
    for round in 0..6 {
        page.browser().go_to_tab(round % 2);
        page.ask("window.focus()", &[]);
        page.rest(Duration::from_secs(3));
        page.strike(".");
    }
    page.until_saved();
    // Both write what they counted when they go.
    for tab in [0, 1] {
        page.browser().go_to_tab(tab);
        page.reload();
    }
    look(&page);
    let seconds: u64 = rows(&page, 0).first().and_then(|row| row.last().cloned()).map_or(0, |time| time_of(&time));
    let wall = begun.elapsed().as_secs();
    page.screenshot("time in two windows");
    assert!(seconds <= wall + 1, "{seconds} s are counted of {wall} s");
    page.strike("Escape");
}

/// Seconds of “1 min 5 s” and the like.
fn time_of(text: &str) -> u64 {
    let words: Vec<&str> = text.split_whitespace().collect();
    let worth = |unit: &str| match unit.chars().next() {
        Some('h') => 3600,
        Some('m') => 60,
        _ => 1,
    };
    words.chunks(2).filter_map(|two| Some(two.first()?.parse::<u64>().ok()? * worth(two.get(1)?))).sum()
}

const ARTICLES: usize = 200;

pub(crate) fn labels_everywhere(stage: &Stage) {
    let page = stage.open();
    let text = "Ada Lindqvist spoke to Norrland Lines on Monday.";
    let line = |number: usize| {
        let span = |id: usize, start: usize, end: usize, label: &str| {
            json!({ "id": format!("s{number}-{id}"), "label": label,
                "fragments": [{ "start": start, "end": end, "text": text[start..end].to_owned() }] })
        };
        let spans: Vec<_> = match number % 2 {
            0 => vec![span(0, 0, 13, "person"), span(1, 23, 37, "organisation")],
            _ => vec![span(0, 0, 13, "person")],
        };
        json!({ "format": "article-annotations", "version": "1.0", "offset_unit": "codepoint",
            "id": format!("a{number:03}"), "status": "done", "meta": { "title": format!("Report {number}") }, "text": text, "spans": spans })
        .to_string()
    };
    let lines: Vec<String> = (0..ARTICLES).map(line).collect();
    page.call("importFiles", json!([[{ "name": "many.jsonl", "text": lines.join("\n") }]]));
    page.until("all articles", || (page.documents().len() == ARTICLES + 1).then_some(()));
    page.open_article("a001");
    look(&page);
    let of = |page: &Page, name: &str| {
        let tables = page.count(".progress .figures");
        let all = (0..usize::try_from(tables).expect("few")).flat_map(|table| rows(page, table));
        all.into_iter().find(|row| row.first().is_some_and(|first| first == name)).unwrap_or_default()
    };
    let loaded = of(&page, "Person");
    page.strike("Escape");
    page.until_saved();
    page.reload();
    look(&page);
    assert_eq!(of(&page, "Person").get(1).map(String::as_str), Some("1"), "of the article that is open");
    page.pictures("articles to count");
    let began = Instant::now();
    page.click_selector("[data-action=count-labels]");
    page.until("all to be counted", || {
        (page.count("[data-action=count-labels]") == 0 && page.count(".progress [role=status]") == 0).then_some(())
    });
    println!(
        "FIGURE labels of {ARTICLES} articles that are not loaded: counted in {:.1} s",
        began.elapsed().as_secs_f64()
    );
    assert_eq!(of(&page, "Person"), loaded, "as when all were loaded");
    assert!(of(&page, "Person")[2].parse::<usize>().is_ok_and(|count| count >= ARTICLES));
    page.pictures("all articles counted");
    page.strike("Escape");
}
