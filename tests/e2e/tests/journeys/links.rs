//! Links: pulled by hand, made another kind by key, written on, and what becomes of them when an end is gone.

use crate::texts::{HARBOUR, LATIN, long_article};
use manicule_e2e::hand::Point;
use manicule_e2e::page::Page;
use manicule_e2e::span::{CLAIM, ORGANISATION, PERSON, QUANTITY, Span};
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};
use std::time::Duration;

/// The kind of every link, and the words at its ends.
fn links(page: &Page) -> Vec<(String, String, String)> {
    let spans = page.spans();
    let words = |id: &Value| spans.iter().find(|span| *id == span.id.as_str()).map_or("gone".to_owned(), Span::text);
    let one = |link: &Value| {
        (link["label"].as_str().unwrap_or_default().to_owned(), words(&link["from"]), words(&link["to"]))
    };
    page.relations().iter().map(one).collect()
}

fn grip(page: &Page) -> Point {
    // The grip is drawn by a pseudo-element: where the middle of that is.
    let script = "const grip = document.querySelector('[data-grip]'); \
        const box = grip.getBoundingClientRect(); const drawn = getComputedStyle(grip, '::after'); \
        const size = parseFloat(drawn.width); \
        const x = box.left + parseFloat(drawn.left) + size / 2, y = box.top + parseFloat(drawn.top) + size / 2; \
        const there = document.elementFromPoint(x, y); \
        if (there !== grip) throw new Error(`the grip is covered by ${there?.outerHTML.slice(0, 200)}`); \
        return { x, y }";
    let at = page.ask(script, &[]);
    Point { x: at["x"].as_f64().expect("a number"), y: at["y"].as_f64().expect("a number") }
}

fn middle(page: &Page, id: &str) -> Point {
    page.middle_of(&format!("mark[data-annotations~=\"{id}\"]"))
}

pub(crate) fn pulled(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let still = page.layout();
    let lines = page.mark("Norrland Lines", ORGANISATION);
    let mats = page.mark("Mats Ekdahl", PERSON);
    let claim = page.mark("“The log was rewritten,”", CLAIM);
    still.assert_still(&page.layout(), "the grip takes no room");

    // What may be the other end is lit while the hand is over it; nothing is done before it lets go.
    let to = middle(&page, &mats.id);
    let rows = || {
        page.ask(
            "return [...document.querySelectorAll('.list-row')].map((row) => row.getBoundingClientRect().top)",
            &[],
        )
    };
    let before = rows();
    page.drag_and(grip(&page), to, || {
        page.idle();
        assert_eq!(rows(), before, "no row moves from under the hand");
        assert_eq!(page.ask("return wordsIn(document.querySelectorAll('mark.target')).join('')", &[]), "Mats Ekdahl");
        assert_eq!(page.count(".thread:not([hidden])"), 1);
        page.screenshot("while pulled");
        assert_eq!(links(&page), []);
    });
    page.idle();
    let link = |kind: &str, to: &str| (kind.to_owned(), "“The log was rewritten,”".to_owned(), to.to_owned());
    assert_eq!(links(&page), [link("source", "Mats Ekdahl")]);
    assert_eq!((page.count("mark.target"), page.count(".thread:not([hidden])")), (0, 0));
    assert_eq!(page.selected(), [claim.id.as_str()]);
    assert!(!page.has_pending());
    assert!(page.told().contains("K makes it Addressee"), "{}", page.told());
    page.screenshot("linked");

    // One key, or one click, makes it the other kind; each is one step.
    page.strike("k");
    assert_eq!(links(&page), [link("addressee", "Mats Ekdahl")]);
    page.click_selector("[data-relation] [data-action=relink]");
    assert_eq!(links(&page), [link("source", "Mats Ekdahl")]);
    (0..2).for_each(|_| page.strike("Ctrl+z"));
    assert_eq!(links(&page), [link("source", "Mats Ekdahl")]);

    // To a row of the list: far ends are reached without scrolling.
    page.choose(&claim.id);
    let row = page.middle_of(&format!("[data-annotation=\"{}\"]", lines.id));
    page.drag(grip(&page), row);
    page.idle();
    assert_eq!(links(&page).len(), 2);
    page.strike("Ctrl+z");

    // Escape lets go, so does a place with nothing; where the schema has no link, that is said.
    let export = page.export();
    page.choose(&claim.id);
    page.drag_and(grip(&page), to, || page.strike("Escape"));
    page.idle();
    page.choose(&claim.id);
    let nothing = page.inside(&page.passage("rejected"));
    page.drag(grip(&page), nothing);
    page.idle();
    assert_eq!(page.count(".linking"), 0);
    page.choose(&mats.id);
    let lines_at = middle(&page, &lines.id);
    page.choose(&mats.id);
    page.drag_and(grip(&page), lines_at, || {
        page.idle();
        assert_eq!(page.count("mark.target"), 0, "what is not allowed is not lit");
    });
    page.idle();
    assert_eq!(page.told(), "The schema has no link from Person to Organisation.");
    assert_eq!((page.export() == export, page.count(".linking"), page.count(".thread:not([hidden])")), (true, 0, 0));
    still.assert_still(&page.layout(), "in the end");
}

/// At the edge of the window the article scrolls, and the link goes on.
pub(crate) fn pulled_far(stage: &Stage) {
    let page = stage.open();
    page.import("long.txt", &long_article(LATIN, 16, 4));
    let mats = page.mark("Mats Ekdahl", PERSON);
    let last = page.blocks().len() - 1;
    let claim = page.mark(&page.passage_in(last, "The inquiry will go on in March"), CLAIM);
    page.choose(&claim.id);
    let top = page.ask("const box = document.querySelector('[data-pane=article]').getBoundingClientRect(); return [box.left + 200, box.top + 12]", &[]);
    let at = Point { x: top[0].as_f64().expect("a number"), y: top[1].as_f64().expect("a number") };
    let scrolled = "return document.querySelector('[data-pane=article]').scrollTop";
    assert!(page.ask(scrolled, &[]).as_f64() > Some(300.0), "the article is long");
    page.drag_and(grip(&page), at, || {
        page.until("the article to scroll to its top", || (page.ask(scrolled, &[]).as_f64() == Some(0.0)).then_some(()));
        let script = "const box = document.querySelector(`mark[data-annotations~=\"${arguments[0]}\"]`).getClientRects()[0]; return { x: box.left + box.width / 2, y: box.top + box.height / 2 }";
        let to = page.ask(script, &[json!(mats.id)]);
        let to = Point { x: to["x"].as_f64().expect("a number"), y: to["y"].as_f64().expect("a number") };
        page.go_on(to);
        page.idle();
        page.screenshot("far from where it began");
    });
    page.idle();
    page.rest(Duration::from_millis(50));
    assert_eq!(links(&page), [("source".to_owned(), claim.text(), "Mats Ekdahl".to_owned())]);
}

pub(crate) fn said_of_a_link(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let people = page.mark("140 people", QUANTITY);
    let claim = page.mark("“The log was rewritten,”", CLAIM);
    page.link(&claim, &people);
    let before = page.export();
    page.choose(&claim.id);
    page.click_selector("[data-relation] summary");
    page.click_selector(".link-more [data-attribute=stance] > summary");
    page.click_selector(".link-more [data-attribute=stance] button:nth-of-type(2)");
    page.click_selector("[data-field=link-note]");
    page.type_text("by the log itself");
    page.strike("Enter");
    let link = page.relations().remove(0);
    assert_eq!((&link["note"], &link["attrs"][0]["value"]), (&json!("by the log itself"), &json!("contradicts")));
    page.screenshot("what is said of a link");
    page.strike("Ctrl+z");
    page.strike("Ctrl+z");
    assert_eq!(page.export(), before);
    page.strike("Ctrl+y");
    page.reload();
    assert_eq!(page.relations().remove(0)["attrs"][0]["value"], "contradicts", "over a reload");
}

/// A file whose links name what is not there: all are listed, one gets another end, one is removed, nothing breaks.
pub(crate) fn lost_ends(stage: &Stage) {
    let page = stage.open();
    let span = |id: &str, label: &str, start: usize, text: &str| json!({ "id": id, "label": label, "fragments": [{ "start": start, "end": start + text.len(), "text": text }] });
    let link = |id: &str, from: &str, to: &str| json!({ "id": id, "label": "source", "from": from, "to": to });
    let text = "It rained, said Ada to Bob.";
    let file = json!({
        "format": "article-annotations", "version": "1.0", "id": "x", "text": text,
        "spans": [span("c", "claim", 0, "It rained"), span("a", "person", 16, "Ada")],
        "relations": [link("1", "c", "nobody"), link("2", "nobody", "a"), link("3", "no", "body")],
    });
    page.upload(&page.file("x.jsonl", &format!("{file}\n")));
    page.strike("Escape");
    assert_eq!(page.count(".broken li"), 3);
    page.screenshot("links that lost an end");
    let before = page.export();
    let claim = page.spans().into_iter().find(|span| span.label == "claim").expect("it was read");
    page.choose(&claim.id);
    page.screenshot("a claim whose link lost its end");
    page.click_selector(".sel-card [data-relation] .act[data-action=relink]");
    page.click_annotation(&page.spans().into_iter().find(|span| span.label == "person").expect("it was read").id);
    assert!(
        links(&page).contains(&("source".to_owned(), "It rained".to_owned(), "Ada".to_owned())),
        "{:?}",
        links(&page)
    );
    assert_eq!(page.count(".broken li"), 2);
    page.click_selector(".broken li:last-child [data-action=unlink]");
    page.click_selector(".broken li:last-child [data-action=unlink]");
    assert_eq!((links(&page).len(), page.count(".broken")), (1, 0));
    (0..3).for_each(|_| page.strike("Ctrl+z"));
    assert_eq!(page.export(), before);
    page.reload();
    assert_eq!(page.count(".broken li"), 3);
}
