//! A project of many articles opens as one of few does, and survives the same kills. Two thousand in the long run.

use manicule_e2e::page::Page;
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};
use std::time::Duration;

/// Annotations in each article.
const MARKS: usize = 50;

fn many() -> usize {
    if std::env::var_os("MANICULE_LONG").is_some() { 2000 } else { 400 }
}

/// A file of articles that are alike but for their titles.
fn file(articles: usize) -> String {
    let words = "Ada Lindqvist met the crew in the harbour. ".repeat(MARKS);
    let length = words.len() / MARKS;
    let line = |number: usize| {
        let title = format!("Ferry {number:05}");
        let text = format!("{title}\n\n{words}");
        let body = title.len() + 2;
        let span = |at: usize| {
            let start = body + at * length;
            json!({ "label": "person", "fragments": [{ "start": start, "end": start + 3, "text": "Ada" }] })
        };
        let spans: Vec<Value> = (0..MARKS).map(span).collect();
        let id = format!("ferry-{number:05}");
        let named = json!({ "title": title });
        json!({ "format": "article-annotations", "version": "1.0", "offset_unit": "codepoint", "id": id, "meta": named, "text": text, "spans": spans })
            .to_string()
    };
    let lines: Vec<String> = (0..articles).map(line).collect();
    lines.join("\n") + "\n"
}

/// Opens an article, wherever in the queue it is.
fn go(page: &Page, id: &str) {
    page.dispatch("open-article", json!({ "document": id }));
    page.until("the article to open", || (page.article() == id).then_some(()));
}

/// Notes when the article is seen, and when all of the queue is known.
pub(super) const WATCH: &str = "new MutationObserver(() => { \
    if (!window.shownAt && document.querySelector('[data-block]')) window.shownAt = performance.now(); \
    const count = document.querySelector('.queue .h span'); \
    if (!window.queueAt && window.shownAt && count && !count.hidden) window.queueAt = performance.now(); \
}).observe(document, { childList: true, subtree: true, attributes: true })";

/// A page with so many articles, the third of them open, all in the stores.
fn project(stage: &Stage, articles: usize) -> std::rc::Rc<Page> {
    let page = stage.open();
    let file = page.file("many.jsonl", &file(articles));
    page.browser().choose_file("input[type=file][data-action=\"import-files\"]", &file);
    let all = articles + 1;
    let count = "return document.querySelectorAll('.queue .h span').length && Number(document.querySelector('.queue .h span').textContent.match(/\\d+\\D*$/)[0].match(/\\d+/)[0])";
    page.until_within(Duration::from_secs(240), "all articles", || {
        (page.ask(count, &[]).as_u64() == Some(u64::try_from(all).unwrap_or(0))).then_some(())
    });
    page.until_within(Duration::from_secs(120), "all to be saved", || (page.saved() == "saved").then_some(()));
    go(&page, "ferry-00003");
    assert_eq!(page.spans().len(), MARKS, "the annotations came with them");
    page
}

/// When the article is seen and when the queue is known after one load, in milliseconds from the navigation.
pub(super) fn opening(page: &Page) -> [f64; 2] {
    page.reload();
    page.until("the queue to be known", || page.ask("return window.queueAt ?? null", &[]).as_f64());
    let at = page.ask("return [window.shownAt, window.queueAt]", &[]);
    [0, 1].map(|place| at[place].as_f64().expect("it was noted"))
}

/// The middle one of each.
pub(super) fn medians(mut all: Vec<[f64; 2]>) -> [f64; 2] {
    [0, 1].map(|place| {
        all.sort_by(|one, other| one[place].total_cmp(&other[place]));
        all[all.len() / 2][place]
    })
}

/// 3: both projects open alike; the large one is killed at random moments while one works in it.
pub(crate) fn opens_and_survives(stage: &Stage) {
    let all = many();
    let (small, page) = (project(stage, 10), project(stage, all));
    for each in [&small, &page] {
        each.browser().devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH }));
    }
    // A quiet moment goes by first: local storage has taken in more than it keeps.
    page.rest(Duration::from_secs(6));
    // In turn, so that whatever else the machine does befalls both.
    let (few, large): (Vec<_>, Vec<_>) = (0..9).map(|_| (opening(&small), opening(&page))).unzip();
    let (few, large) = (medians(few), medians(large));
    println!(
        "10 articles: seen after {:.0} ms, queue known after {:.0} ms; {all}: {:.0} and {:.0} ms; ratios {:.2} and {:.2}",
        few[0],
        few[1],
        large[0],
        large[1],
        large[0] / few[0],
        large[1] / few[1]
    );
    assert!(page.count(".queue .row") < 400, "rows far from sight are not drawn");
    page.screenshot("a long queue");

    let rounds = if std::env::var_os("MANICULE_LONG").is_some() { 20 } else { 3 };
    let (mut acknowledged, mut made) = (Vec::new(), 0);
    for round in 0..rounds {
        for number in 0..3 {
            go(&page, &format!("ferry-{:05}", (round * 97 + number * 31) % all));
            let id = page.dispatch("annotate", json!({ "label": "person", "fragments": [{ "start": 0, "end": 5 }] }));
            made += 1;
            page.rest(Duration::from_millis(20 + (round as u64 * 37) % 90));
            if page.saved() == "saved" {
                acknowledged.push((page.article(), id["id"].as_str().unwrap_or_default().to_owned()));
            }
        }
        page.kill();
    }
    let lost = acknowledged.iter().filter(|(article, id)| {
        go(&page, article);
        !page.spans().iter().any(|span| span.id == *id)
    });
    let lost = lost.count();
    println!("{rounds} kills over {all} articles: {made} made, {} acknowledged, {lost} lost", acknowledged.len());
    assert_eq!(lost, 0);
    assert!(acknowledged.len() >= rounds, "work was acknowledged");
    assert_eq!(page.documents().len(), all + 1, "every article is there");
}
