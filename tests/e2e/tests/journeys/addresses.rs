//! The address names article and span; Back, Forward and links lead there, and each article is found as it was left.

use crate::texts::{BRIDGE, HARBOUR, LATIN, long_article};
use manicule_e2e::page::Page;
use manicule_e2e::span::{ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use serde_json::json;
use std::time::Duration;

fn fragment(page: &Page) -> String {
    page.ask("return location.hash", &[]).as_str().unwrap_or_default().to_owned()
}

fn entries(page: &Page) -> u64 {
    page.ask("return history.length", &[]).as_u64().unwrap_or_default()
}

/// Waits until the address names this place.
fn until_named(page: &Page, wanted: &str) {
    page.until_equal("the address", &wanted.to_owned(), || fragment(page));
}

/// The block at the top of what can be seen of the article.
fn at_top(page: &Page) -> u64 {
    let script = "const all = blocks(); const { top } = view(scrollerOf(all[0])); \
                  return all.findIndex((block) => block.getBoundingClientRect().bottom > top + 1)";
    page.ask(script, &[]).as_u64().unwrap_or_default()
}

/// The block is where reading goes on: at the top of what can be seen.
fn assert_at_top(page: &Page, block: u64) {
    let script = "const block = blocks()[arguments[0]]; const { top } = view(scrollerOf(block)); \
                  const box = block.getBoundingClientRect(); return [box.top - top, box.bottom - top]";
    let edges = page.ask(script, &[json!(block)]);
    let edge = |at: usize| edges[at].as_f64().unwrap_or_else(|| panic!("block {block} is nowhere: {edges}"));
    assert!(edge(0) < 80.0 && edge(1) > 0.0, "block {block} begins {} pixels below the top", edge(0));
}

/// The place of words, as an address names it.
fn chars(text: &str, words: &str) -> String {
    let (before, _) = text.split_once(words).unwrap_or_else(|| panic!("{words:?} is in the text"));
    let start = before.chars().count();
    format!("{start},{}", start + words.chars().count())
}

pub(crate) fn back_and_forward(stage: &Stage) {
    let page = stage.open();
    page.browser().go_to(&format!("{}?colour=green", page.address()));
    page.ready();
    page.strike("t");
    until_named(&page, "#article=sample-harbour");
    let long = page.import("long.txt", &long_article(LATIN, 30, 5));
    page.scroll(page.point_of(0, 0, "leading"), 2_000);
    page.rest(Duration::from_secs(1));
    let reading = at_top(&page);
    assert!(reading > 5, "the wheel scrolls: {reading} is at the top");
    until_named(&page, &format!("#article={long}"));
    let bridge = page.import("bridge.txt", BRIDGE);
    let before = entries(&page);
    let zoe = page.mark("Zoë Nuñez", PERSON);
    let of_zoe = format!("#article={bridge}&char={}", chars(BRIDGE, "Zoë Nuñez"));
    until_named(&page, &of_zoe);
    page.select("council of Tornå");
    page.rest(Duration::from_secs(1));
    page.choose(&zoe.id);
    until_named(&page, &of_zoe);
    assert_eq!(entries(&page), before, "a span is no entry of the history");
    let harbour = page.import("harbour.txt", HARBOUR);
    page.select("Norrland Lines");
    let of_lines = format!("#article={harbour}&char={}", chars(HARBOUR, "Norrland Lines"));
    until_named(&page, &of_lines);

    page.browser().back();
    page.until_equal("the article before", &bridge, || page.article());
    page.until_equal("its span", &vec![zoe.id.clone()], || page.selected());
    page.browser().back();
    page.until_equal("the long one", &long, || page.article());
    page.idle();
    page.rest(Duration::from_secs(1));
    assert_at_top(&page, reading);
    page.browser().forward();
    page.until_equal("forward again", &bridge, || page.article());
    page.browser().forward();
    page.until_equal("and to the last", &harbour, || page.article());
    page.until_equal("with its words", &"Norrland Lines".to_owned(), || page.pending());
    assert_eq!(fragment(&page), of_lines);

    page.browser().back();
    page.until_equal("the bridge", &bridge, || page.article());
    page.until_saved();
    page.reload();
    assert_eq!((page.article(), page.selected()), (bridge.clone(), vec![zoe.id.clone()]), "a reload keeps both");
    assert_eq!(fragment(&page), of_zoe);
    assert_eq!(page.ask("return location.search", &[]), json!("?colour=green"), "the query stays as it is");
    page.browser().back();
    page.until_equal("back over a reload", &long, || page.article());
    page.idle();
    page.rest(Duration::from_secs(1));
    assert_at_top(&page, reading);

    // Whoever runs through many articles has few entries, and the last of them is named.
    page.rest(Duration::from_secs(1));
    for _ in 0..40 {
        page.press("<");
        page.press(">");
    }
    page.idle();
    let last = page.article();
    page.until_equal("the address", &format!("#article={last}"), || {
        fragment(&page).split('&').next().unwrap_or_default().to_owned()
    });
}

pub(crate) fn copied_link(stage: &Stage) {
    let page = stage.open();
    let harbour = page.import("harbour.txt", HARBOUR);
    page.mark("Norrland Lines", ORGANISATION);
    page.strike("Ctrl+Shift+L");
    let link = page.clipboard();
    assert_eq!(
        link,
        format!("{}#article={harbour}&char={}", page.address(), chars(HARBOUR, "Norrland Lines")),
        "{}",
        page.told()
    );
    page.screenshot("link copied");

    // Somebody else has the same articles and marked other things; another one is open.
    let other = stage.open();
    other.import("harbour.txt", HARBOUR);
    let ada = other.mark("Ada Lindqvist", PERSON);
    let bridge = other.import("bridge.txt", BRIDGE);
    other.until_saved();
    other.browser().go_to(&link);
    other.until_equal("the article of the link", &harbour, || other.article());
    other.until_equal("its words", &"Norrland Lines".to_owned(), || other.pending());
    other.screenshot("words of a link");
    other.newly_made(|| other.strike(PERSON.key));
    other.browser().back();
    other.until_equal("what was open before", &bridge, || other.article());
    // The same at a start, to a span that is marked here.
    let of_ada = format!("{}#article={harbour}&char={}", page.address(), chars(HARBOUR, "Ada Lindqvist"));
    other.until_saved();
    other.browser().go_to("about:blank");
    other.browser().go_to(&of_ada);
    other.ready();
    assert_eq!((other.article(), other.selected()), (harbour.clone(), vec![ada.id.clone()]));
    assert_eq!(other.documents().len(), 3, "nothing else changed");

    // A browser that has none of it says so and shows what it has.
    let empty = stage.open();
    empty.browser().go_to("about:blank");
    empty.browser().go_to(&link);
    empty.ready();
    assert_eq!(empty.article(), "sample-harbour");
    assert!(empty.told().contains(&harbour), "{}", empty.told());
    until_named(&empty, "#article=sample-harbour");
}

pub(crate) fn bad_addresses(stage: &Stage) {
    let page = stage.open();
    let harbour = page.import("harbour.txt", HARBOUR);
    page.mark("Norrland Lines", ORGANISATION);
    let right = format!("#article={harbour}&char={}", chars(HARBOUR, "Norrland Lines"));
    until_named(&page, &right);
    let (before, url) = (page.export(), page.address());
    for (bad, told) in [
        ("#nonsense".to_owned(), "does not read"),
        ("#article=%FF".to_owned(), "does not read"),
        ("#article=nobody".to_owned(), "not here: “nobody”"),
        ("#article=<img src=x onerror=alert(1)>&char=1,2".to_owned(), "not here"),
        (format!("#article={harbour}&char=5,99999"), "5 to 99999"),
        (format!("#article={harbour}&char=9,3"), "does not read"),
        (format!("#article={}", "x".repeat(100_000)), "not here"),
    ] {
        page.browser().go_to(&format!("{url}{bad}"));
        page.until("the page to say so", || page.told().contains(told).then_some(()));
        until_named(&page, &right);
        assert_eq!(page.selected().len(), 1, "what is picked out stays");
    }
    page.screenshot("nobody");
    assert_eq!(page.export(), before);
    // An address that is written by hand and leads somewhere.
    page.browser().go_to(&format!("{url}#article=sample-harbour"));
    page.until_equal("the sample", &"sample-harbour".to_owned(), || page.article());
}
