//! How many actions a span takes by hand: a drag, a click, a double click or a key press is one.

use manicule_e2e::page::Page;
use manicule_e2e::span::{CLAIM, CUE, DATE, LAW, Label, ORGANISATION, PERSON, PLACE, PRODUCT, QUANTITY, SOURCE};
use manicule_e2e::stage::Stage;

/// What somebody marks in the half of the sample that is not marked yet: words that stand in the block with these
/// words, and their label.
const SCRIPT: &[(&str, &str, Label)] = &[
    ("A senior official", "A senior official", SOURCE),
    ("A senior official", "said", CUE),
    ("A senior official", "the board had received three further statements since January", CLAIM),
    ("About 140", "140 people", QUANTITY),
    ("About 140", "Cape Þórsnes", PLACE),
    ("About 140", "8 November 2021", DATE),
    ("About 140", "Maritime Safety Act of 1987", LAW),
    ("Nobody on", "“Nobody on that crew believes the first report 🙏 We have waited long enough,”", CLAIM),
    ("Nobody on", "Jónas Þór", PERSON),
    ("Nobody on", "wrote", CUE),
    ("Nobody on", "Monday", DATE),
    ("Mats Ekdahl", "Mats Ekdahl", PERSON),
    ("Mats Ekdahl", "told", CUE),
    ("Mats Ekdahl", "his office had “no reason to doubt” the board", CLAIM),
    ("Mats Ekdahl", "the end of April", DATE),
    ("Shares in", "Norrland Lines", ORGANISATION),
    ("Shares in", "6.5%", QUANTITY),
    ("Shares in", "Harbour Workers’ Union", ORGANISATION),
    ("Shares in", "MV Signe", PRODUCT),
    ("Shares in", "2021", DATE),
];

fn is_word(words: &str) -> bool {
    words.chars().all(char::is_alphanumeric)
}

/// Picks words out in one action: a double click where it is one word, else a drag.
fn pick(page: &Page, beginning: &str, words: &str) {
    let block = page.blocks().iter().position(|block| block.contains(beginning)).expect("the sample has it");
    let passage = page.passage_in(block, words);
    if is_word(words) {
        page.double_click(page.inside(&passage));
        page.idle();
    } else {
        page.drag_over(&passage);
    }
}

#[expect(clippy::cast_precision_loss, reason = "some dozens")]
fn each(actions: usize) -> f64 {
    actions as f64 / SCRIPT.len() as f64
}

/// The words and labels that were made, in the order of the script.
fn assert_made(page: &Page, before: usize) {
    let spans = page.spans();
    assert_eq!(spans.len(), before + SCRIPT.len());
    for (_, words, label) in SCRIPT {
        assert!(spans.iter().any(|span| span.text() == *words && span.label == label.id), "{words}: {}", label.id);
    }
}

pub(crate) fn by_hand(stage: &Stage) {
    let page = stage.open();
    let before = page.spans().len();
    let mut actions = 0;
    let mut last = None;
    for &(block, words, label) in SCRIPT {
        pick(&page, block, words);
        // The last label once more has the largest key there is.
        page.strike(if last == Some(label) { "Space" } else { label.key });
        last = Some(label);
        actions += 2;
    }
    assert_made(&page, before);
    page.screenshot("by hand");
    let by_hand = each(actions);
    println!("FIGURE effort by hand: {by_hand:.2} actions a span, a label's key each ({} spans)", SCRIPT.len());
    assert!(by_hand <= 2.2, "{by_hand}");

    // Label by label, with the label held: its key once, then one action a span.
    let page = stage.open();
    let mut labels: Vec<Label> = Vec::new();
    SCRIPT.iter().for_each(|(_, _, label)| {
        if !labels.contains(label) {
            labels.push(*label);
        }
    });
    let mut actions = 0;
    for label in labels {
        page.strike(label.key);
        actions += 1;
        for (block, words, _) in SCRIPT.iter().filter(|(_, _, other)| *other == label) {
            pick(&page, block, words);
            actions += 1;
        }
        // Lets go of what was made last, so that the next key holds another label.
        page.strike("Escape");
        actions += 1;
    }
    assert_made(&page, before);
    let held = each(actions);
    println!("FIGURE effort by hand: {held:.2} actions a span with labels held, 1.00 a span after the label's key");
    assert!(held <= 2.2, "{held}");
}
