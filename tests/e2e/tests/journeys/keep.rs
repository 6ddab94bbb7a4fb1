//! What was done is still there after a reload; a store that is full, blocked or damaged stops nobody.

use crate::texts::{BRIDGE, HARBOUR, LATIN, long_article};
use manicule_e2e::browser::Profile;
use manicule_e2e::check::check_offsets;
use manicule_e2e::page::Page;
use manicule_e2e::span::{CLAIM, ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use serde_json::json;
use std::time::Duration;

pub(crate) fn reload(stage: &Stage) {
    let page = stage.open();
    page.import("bridge.txt", BRIDGE);
    page.mark("Zoë Nuñez", PERSON);
    let long = page.import("long.txt", &long_article(LATIN, 30, 5));
    let span = page.mark(&page.passage_in(12, "The"), CLAIM);
    let (documents, document, export) = (page.documents(), page.document(), page.export());

    page.reload();
    assert_eq!(page.article(), long, "the article that was open is open");
    assert_eq!(page.documents(), documents);
    assert_eq!(page.export(), export);
    page.until_equal("what is drawn", &"The".to_owned(), || page.drawn(&span.id));

    page.strike("Ctrl+z");
    assert!(page.spans().is_empty(), "undo reaches back over the reload");
    page.strike("Ctrl+Shift+z");
    assert_eq!(page.document(), document);
}

/// Who comes back finds the paragraph they were reading at the top, however often they come back.
pub(crate) fn reading_position(stage: &Stage) {
    let page = stage.open();
    page.import("long.txt", &long_article(LATIN, 30, 5));
    page.scroll(page.point_of(0, 0, "leading"), 2_000);
    page.rest(Duration::from_secs(1));
    let reading = (0..30).find(|block| from_top(&page, *block).1 > 0.0).expect("a block is in the window");
    assert!(reading > 5, "the wheel scrolls: {reading} is at the top");
    for _ in 0..3 {
        page.reload();
        page.rest(Duration::from_secs(1));
        let (top, bottom) = from_top(&page, reading);
        assert!(
            top < 80.0 && bottom > 0.0,
            "block {reading} now begins {top} pixels below the top and ends at {bottom}"
        );
    }
}

/// Where a block begins and ends, in pixels below the top of what can be seen of the article.
fn from_top(page: &Page, block: usize) -> (f64, f64) {
    let script = "const block = blocks()[arguments[0]]; const { top } = view(scrollerOf(block)); \
                  const box = block.getBoundingClientRect(); return [box.top - top, box.bottom - top]";
    let edges = page.ask(script, &[json!(block)]);
    let edge = |at: usize| edges[at].as_f64().unwrap_or_else(|| panic!("block {block} is nowhere: {edges}"));
    (edge(0), edge(1))
}

pub(crate) fn full_store(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    page.until_saved();

    let fill = "for (let size = 1 << 22, part = 0; size >= 1; ) {
        try { localStorage.setItem(`filler${part}`, 'x'.repeat(size)); part += 1; } catch { size >>= 1; }
    }";
    page.ask(fill, &[]);
    // The disk has room: what local storage cannot take is saved all the same.
    let crowded = page.mark("Norrland Lines", ORGANISATION);
    page.until_saved();
    page.reload();
    assert_eq!(page.span(&crowded.id), crowded, "it is read from the disk");
    assert!(check_offsets(&page.export()).fragments >= 2, "the work can still be taken away");
    page.screenshot("full store");

    page.ask(
        "Object.keys(localStorage).filter((key) => /^filler/.test(key)).forEach((key) => \
              localStorage.removeItem(key))",
        &[],
    );
    let saved = page.mark("Mats Ekdahl", PERSON);
    page.until_saved();
    page.reload();
    assert_eq!(page.span(&saved.id), saved);
    assert_eq!(page.span(&crowded.id), crowded);
}

pub(crate) fn no_store(stage: &Stage) {
    let page = stage.open_with(Profile::NoStorage);
    let refused = page.ask("try { localStorage.length; return false; } catch { return true; }", &[]);
    assert_eq!(refused, true, "this browser keeps nothing");
    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    page.until_chip("failed");
    assert!(check_offsets(&page.export()).fragments >= 1, "the work can be taken away");
    page.strike("Ctrl+z");
    assert!(page.spans().is_empty(), "and undone");
}

/// Each stored record in turn is overwritten with junk: the app starts, says so, and goes on.
pub(crate) fn damaged_records(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    let stored = page.ask("return Object.entries(localStorage)", &[]);
    let stored = stored.as_array().expect("a list of pairs");
    assert!(stored.len() >= 2, "an index and articles are stored: {stored:?}");

    let store = "localStorage.clear(); arguments[0].forEach(([key, value]) => localStorage.setItem(key, value))";
    for (damaged, junk) in stored.iter().zip(["{\"cut", "", "null", "[[[[", "\u{0}", "42"].iter().cycle()) {
        let key = &damaged[0];
        let records: Vec<_> =
            stored.iter().map(|pair| if pair[0] == *key { json!([key, junk]) } else { pair.clone() }).collect();
        // One store alone: with both, the other gives what this one has lost.
        page.ask(crate::never_lost::EMPTY_DISK, &[]);
        page.ask(store, &[records.into()]);
        page.reload();
        assert_ne!(page.told(), "", "{key} held {junk:?}, and nobody was told");
        let article = page.import("bridge.txt", BRIDGE);
        let span = page.mark("Zoë Nuñez", PERSON);
        page.reload();
        assert_eq!(page.article(), article, "after {key} was damaged, work goes on");
        assert_eq!(page.span(&span.id), span, "after {key} was damaged, work is kept");
    }

    page.ask(crate::never_lost::EMPTY_DISK, &[]);
    page.ask(store, &[json!(stored)]);
    page.reload();
    assert_eq!(page.spans()[0].text(), "Ada Lindqvist", "the undamaged records still read");
}

/// The selection is the page's own: it outlives the focus, until Escape.
pub(crate) fn pending_selection(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.select("Norrland Lines");
    for _ in 0..5 {
        page.strike("Tab");
    }
    let focused = page.ask("return document.activeElement.matches('button, input, a, [tabindex]')", &[]);
    assert_eq!(focused, true, "Tab moves the focus to something");
    assert_eq!(page.pending(), "Norrland Lines", "the selection outlives that");

    let span = page.newly_made(|| page.click_selector(&format!("[data-label=\"{}\"]", ORGANISATION.id)));
    assert_eq!(span.text(), "Norrland Lines");

    page.select("Mats Ekdahl");
    page.strike("Tab");
    page.strike("Escape");
    assert!(!page.has_pending(), "Escape drops it");
}
