//! Fifty annotations, and not one line of the article is elsewhere.

use crate::texts::{ARABIC, LATIN, long_article};
use manicule_e2e::page::Page;
use manicule_e2e::span::{CLAIM, LABELS, PERSON};
use manicule_e2e::stage::Stage;
use serde_json::json;

const FIFTY: usize = 50;

/// The tags can be short, full or none: three presses of the key go round once.
const TAG_STYLES: usize = 3;

pub(crate) fn latin(stage: &Stage) {
    nothing_moves(stage, LATIN);
}

pub(crate) fn arabic(stage: &Stage) {
    nothing_moves(stage, ARABIC);
}

fn nothing_moves(stage: &Stage, sentences: &[&str]) {
    let page = stage.open();
    let text = long_article(sentences, 10, 4);
    page.import("long.txt", &text);
    walk_through(&page);
    let before = page.layout();
    assert!(before.lines() >= 20, "an article of {} lines shows little", before.lines());

    page.select(&page.passage_in(1, sentences[4].split(' ').next().expect("a sentence has words")));
    before.assert_still(&page.layout(), "with a selection");
    page.strike(PERSON.key);
    before.assert_still(&page.layout(), "with one annotation");

    for (number, (start, end)) in stretches(&text, FIFTY - 1).into_iter().enumerate() {
        let label = LABELS[number % LABELS.len()].id;
        page.dispatch("annotate", json!({ "label": label, "fragments": [{ "start": start, "end": end }] }));
    }
    assert_eq!(page.spans().len(), FIFTY);
    for style in 0..TAG_STYLES {
        before.assert_still(&page.layout(), &format!("with fifty annotations, in tag style {style}"));
        page.screenshot(&format!("fifty, tag style {style}"));
        page.strike("t");
    }

    let chosen = page.spans().into_iter().find(|span| span.label == CLAIM.id).expect("claims are among the fifty");
    page.choose(&chosen.id);
    before.assert_still(&page.layout(), "with one of them selected");
    page.strike("Escape");

    copied_text_is_the_articles(&page);
    (0..FIFTY).for_each(|_| page.strike("Ctrl+z"));
    assert!(page.spans().is_empty());
    before.assert_still(&page.layout(), "with all of them undone");
}

/// Lets the page draw every part of the article at least once.
fn walk_through(page: &Page) {
    for block in 0..page.blocks().len() {
        page.point_of(block, 0, "leading");
    }
    page.point_of(0, 0, "leading");
    page.idle();
}

/// As many stretches of one to twelve whole words as asked for, spread over a text, many of them overlapping.
fn stretches(text: &str, count: usize) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, character) in text.chars().chain([' ']).enumerate() {
        match (start, character.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(first), false) => {
                words.push((first, at));
                start = None;
            }
            _ => {}
        }
    }
    let spread = (0..count).map(|number| number * (words.len() - 12) / count);
    spread.enumerate().map(|(number, first)| (words[first].0, words[first + number % 12].1)).collect()
}

/// Drags over two blocks full of marks and copies: tags and notes are no part of it.
fn copied_text_is_the_articles(page: &Page) {
    let blocks = page.blocks();
    let last = blocks[2].split(' ').next_back().expect("a block has words").trim_end_matches('.');
    let passage = page.drag_over(&page.stretch(&blocks[1], last));
    page.press("Ctrl+c");
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    page.until_equal("the clipboard", &words(&passage.words), || words(&page.clipboard()));
    page.strike("Escape");
}
