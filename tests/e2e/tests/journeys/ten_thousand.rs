//! A queue of ten thousand small articles: it opens as one of ten does, scrolls with few rows drawn, and many of it are given
//! a status at once. Ten thousand in the long run, two thousand else. Times are printed, not judged.

use manicule_e2e::many;
use manicule_e2e::page::Page;
use manicule_e2e::stage::Stage;
use serde_json::json;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// Rows that may be drawn: the stretches around what is in sight, that of the open article, and that of the focus.
const MOST_ROWS: u64 = 8 * 40;
/// Articles that are given a status at once, where not all are.
const MANY: usize = 2000;

fn all_of_them() -> usize {
    if std::env::var_os("MANICULE_LONG").is_some() { 10_000 } else { 2000 }
}

/// A file of articles of some lines with an annotation each.
fn file(articles: usize) -> String {
    let line = |number: usize| {
        let title = format!("Ferry {number:05}");
        let text = format!("{title}\n\nAda Lindqvist met the crew in the harbour. Nobody knows what was said.\n");
        let start = title.len() + 2;
        let span = json!({ "label": "person", "fragments": [{ "start": start, "end": start + 3, "text": "Ada" }] });
        json!({ "format": "article-annotations", "version": "1.0", "offset_unit": "codepoint", "id": format!("f{number:05}"),
            "meta": { "title": title }, "text": text, "spans": [span] })
        .to_string()
    };
    (0..articles).map(line).collect::<Vec<_>>().join("\n")
}

/// A page with so many articles in the stores.
fn project(stage: &Stage, articles: usize) -> Rc<Page> {
    let begun = Instant::now();
    let page = many::project(stage, &file(articles), articles);
    println!("FIGURE {articles} articles came in and were saved in {:.1} s", begun.elapsed().as_secs_f64());
    page
}

fn skipped(page: &Page) -> usize {
    page.documents().iter().filter(|document| document.status == "skipped").count()
}

/// Scrolls through all of it by the wheel; counts what is drawn.
fn scroll(page: &Page, all: usize) {
    let at = page.middle_of(".queue .rows");
    page.ask("document.querySelector('.queue .rows').scrollTo(0, 0)", &[]);
    many::watch_frames(page);
    let (mut rows, mut nodes, mut turns, begun) = (0, 0, 0, Instant::now());
    loop {
        page.scroll(at, 2400);
        turns += 1;
        let seen = page.ask(
            "const rows = document.querySelector('.queue .rows'); \
             return [document.querySelectorAll('.queue [data-entry]').length, document.querySelectorAll('*').length, \
             rows.scrollTop + rows.clientHeight >= rows.scrollHeight - 2]",
            &[],
        );
        rows = rows.max(seen[0].as_u64().unwrap_or(u64::MAX));
        nodes = nodes.max(seen[1].as_u64().unwrap_or(u64::MAX));
        if seen[2] == true {
            break;
        }
        assert!(turns < all, "the wheel comes to the end");
    }
    let last = format!("[data-entry=\"f{:05}\"]", all - 1);
    page.until("the last row", || (page.count(&last) == 1).then_some(()));
    let (longest, many) = many::gaps(page);
    println!(
        "FIGURE {all} articles scrolled in {turns} turns of the wheel and {:.1} s: at most {rows} rows and {nodes} elements drawn; longest frame {longest:.0} ms, {many} over 100 ms",
        begun.elapsed().as_secs_f64()
    );
    assert!(rows <= MOST_ROWS, "{rows} rows are drawn at once");
    page.screenshot("the end of a long queue");
}

/// Gives `ids`, or all, a status; waits until that is saved, for longer than a driver waits for a page to come to rest.
fn give_status(page: &Page, what: &str, deed: impl FnOnce(), expected: usize) {
    many::watch_frames(page);
    let begun = Instant::now();
    deed();
    page.until_within(Duration::from_secs(300), "the statuses", || (skipped(page) == expected).then_some(()));
    let set = begun.elapsed().as_secs_f64();
    page.until_within(Duration::from_secs(300), "them to be saved", || (page.saved() == "saved").then_some(()));
    let saved = begun.elapsed().as_secs_f64();
    let (longest, many) = many::gaps(page);
    println!(
        "FIGURE {what}: set after {set:.1} s, saved after {saved:.1} s; longest frame {longest:.0} ms, {many} over 100 ms"
    );
}

pub(crate) fn opens_scrolls_and_changes(stage: &Stage) {
    let all = all_of_them();
    let (small, page) = (project(stage, 10), project(stage, all));
    for each in [&small, &page] {
        each.open_article("f00003");
        many::watch(each);
    }
    page.rest(Duration::from_secs(6));
    let [few, large] = many::openings([&small, &page], 7);
    println!(
        "FIGURE 10 articles: seen after {:.0} ms, queue known after {:.0} ms; {all}: {:.0} and {:.0} ms; ratios {:.2} and {:.2}",
        few[0],
        few[1],
        large[0],
        large[1],
        large[0] / few[0],
        large[1] / few[1]
    );
    scroll(&page, all);

    // Two thousand of them, hardly one of which is loaded.
    let ids: Vec<String> = (0..MANY).map(|number| format!("f{:05}", all - MANY + number)).collect();
    give_status(
        &page,
        "2000 given a status",
        || drop(page.call("dispatch", json!(["set-statuses", { "ids": ids, "status": "skipped" }]))),
        MANY,
    );
    give_status(&page, "2000 undone", || page.press("Ctrl+z"), 0);
    // All, picked out by keys.
    page.click_selector(".queue .row");
    page.ask("document.querySelector('.queue [data-entry][tabindex=\"0\"]').focus()", &[]);
    page.strike("Ctrl+a");
    assert!(page.told().starts_with(&format!("{} picked out", all + 1)), "{}", page.told());
    page.screenshot("all picked out");
    give_status(
        &page,
        "all given a status",
        || drop(page.call("dispatch", json!(["set-statuses", { "status": "skipped" }]))),
        all + 1,
    );
    many::watch_frames(&page);
    let begun = Instant::now();
    page.dispatch("place-articles", json!({ "ids": ids, "document": "sample-harbour" }));
    let (moved, (longest, _)) = (begun.elapsed().as_millis(), many::gaps(&page));
    println!("FIGURE 2000 moved to the top in {moved} ms; longest frame {longest:.0} ms");
    page.until_within(Duration::from_secs(60), "it to be saved", || (page.saved() == "saved").then_some(()));
    let order = |page: &Page| page.documents().iter().map(|document| document.id.clone()).collect::<Vec<_>>();
    let before = order(&page);
    page.reload();
    page.until_within(Duration::from_secs(60), "all articles", || (page.documents().len() == all + 1).then_some(()));
    assert_eq!((skipped(&page), order(&page)), (all + 1, before), "over a reload");
}
