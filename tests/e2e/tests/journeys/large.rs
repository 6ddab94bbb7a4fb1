//! A project of many articles opens as one of few does, and survives the same kills. Two thousand in the long run.

use manicule_e2e::many;
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

/// A page with so many articles, the third of them open, all in the stores.
fn project(stage: &Stage, articles: usize) -> std::rc::Rc<Page> {
    let page = many::project(stage, &file(articles), articles);
    go(&page, "ferry-00003");
    assert_eq!(page.spans().len(), MARKS, "the annotations came with them");
    page
}

/// 3: both projects open alike; the large one is killed at random moments while one works in it.
pub(crate) fn opens_and_survives(stage: &Stage) {
    let all = many();
    let (small, page) = (project(stage, 10), project(stage, all));
    [&small, &page].into_iter().for_each(|page| many::watch(page));
    // A quiet moment goes by first: local storage has taken in more than it keeps.
    page.rest(Duration::from_secs(6));
    let [few, large] = many::openings([&small, &page], 9);
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
