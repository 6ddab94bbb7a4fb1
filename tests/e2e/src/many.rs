//! Pages with many articles: how they come in, how long they take to open, and how long a page stands still.

use std::rc::Rc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::page::Page;
use crate::stage::Stage;

/// Bytes of a file that the page takes without a word.
const MOST: usize = 40_000_000;

/// A page that was given the lines of a file of so many articles beside the sample, all in the stores; in more than one file
/// where one would be too large.
#[must_use]
pub fn project(stage: &Stage, file: &str, articles: usize) -> Rc<Page> {
    let page = stage.open();
    let (mut rest, mut come) = (file, 0);
    while !rest.is_empty() {
        let end = if rest.len() > MOST { rest[..MOST].rfind('\n').expect("lines are short") + 1 } else { rest.len() };
        let (some, others) = rest.split_at(end);
        (rest, come) = (others, come + some.lines().count());
        let file = page.file(&format!("many{come}.jsonl"), some);
        page.browser().choose_file("input[type=file][data-action=\"import-files\"]", &file);
        until_all(&page, come + 1);
    }
    assert_eq!(come, articles);
    page
}

/// Waits until there are so many articles, all in the stores.
pub fn until_all(page: &Page, articles: usize) {
    let count = "return window.manicule.ready ? document.querySelector('.queue .h span')?.textContent ?? '' : ''";
    let whole = format!("of {articles} done");
    page.until_within(Duration::from_secs(400), "all articles", || {
        page.ask(count, &[]).as_str().is_some_and(|text| text.replace(',', "").ends_with(&whole)).then_some(())
    });
    page.until_within(Duration::from_secs(400), "all to be saved", || (page.saved() == "saved").then_some(()));
}

/// Notes when the article is seen, and when all of the queue is known.
const WATCH: &str = "new MutationObserver(() => { \
    if (!window.shownAt && document.querySelector('[data-block]')) window.shownAt = performance.now(); \
    const count = document.querySelector('.queue .h span'); \
    if (!window.queueAt && window.shownAt && count && !count.hidden) window.queueAt = performance.now(); \
}).observe(document, { childList: true, subtree: true, attributes: true })";

/// Has each load from now on note when it shows what.
pub fn watch(page: &Page) {
    page.browser().devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH }));
}

/// When the article is seen and when the queue is known after one load, in milliseconds from the navigation.
fn opening(page: &Page) -> [f64; 2] {
    page.reload();
    page.until("the queue to be known", || page.ask("return window.queueAt ?? null", &[]).as_f64());
    let at = page.ask("return [window.shownAt, window.queueAt]", &[]);
    [0, 1].map(|place| at[place].as_f64().expect("it was noted"))
}

/// The middle one of some loads of each page, in turn: whatever else the machine does befalls both.
#[must_use]
pub fn openings(pages: [&Page; 2], loads: usize) -> [[f64; 2]; 2] {
    let all: Vec<_> = (0..loads).map(|_| pages.map(opening)).collect();
    [0, 1].map(|page| {
        [0, 1].map(|place| {
            let mut times: Vec<f64> = all.iter().map(|of| of[page][place]).collect();
            times.sort_by(f64::total_cmp);
            times[times.len() / 2]
        })
    })
}

/// Notes the gaps between frames from now on.
pub fn watch_frames(page: &Page) {
    let script = "window.gaps = []; window.watching = true; let last = performance.now(); \
        const look = (now) => { window.gaps.push(now - last); last = now; if (window.watching) requestAnimationFrame(look); }; \
        requestAnimationFrame(look)";
    page.ask(script, &[]);
}

/// The longest gap in milliseconds, and how many were longer than a tenth of a second.
#[must_use]
pub fn gaps(page: &Page) -> (f64, usize) {
    let found = page.ask("window.watching = false; return window.gaps", &[]);
    let all: Vec<f64> = found.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    (all.iter().copied().fold(0.0, f64::max), all.iter().filter(|gap| **gap > 100.0).count())
}
