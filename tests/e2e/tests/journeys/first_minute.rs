//! The first minute with the sample article: one drag and one key, then every other way to do it.

use crate::texts::HARBOUR;
use manicule_e2e::span::{CLAIM, CUE, ORGANISATION, PERSON, PLACE, SOURCE, Span};
use manicule_e2e::stage::Stage;

/// From the first paint, a drag and a key press make an annotation: nothing stands in between.
pub(crate) fn first_annotation(stage: &Stage) {
    let page = stage.open();
    assert_eq!(page.documents().len(), 1, "the sample is there");
    assert!(page.spans().len() >= 3, "the sample shows a few examples");
    assert_eq!(page.count("dialog[open]"), 0, "no dialog stands in the way");

    let words = words_of_a_paragraph(&page.blocks());
    let span = page.mark(words.as_str(), PLACE);
    assert_eq!(span.text(), words);
    assert_eq!(page.drawn(&span.id), words);
    page.screenshot("first annotation");
}

/// Two plain words from the middle of the longest block.
fn words_of_a_paragraph(blocks: &[String]) -> String {
    let longest = blocks.iter().max_by_key(|block| block.len()).expect("the sample has blocks");
    let words: Vec<_> = longest.split(' ').collect();
    let plain = |pair: &&[&str]| pair.iter().all(|word| word.len() > 2 && word.chars().all(char::is_alphabetic));
    let pair = words.windows(2).skip(4).find(plain).expect("the sample has two plain words side by side");
    pair.join(" ")
}

/// The edges of a selection snap, or not; a selection may have parts and span blocks.
pub(crate) fn ways_to_select(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);

    page.select("ndqvi");
    assert_eq!(page.label(PERSON).text(), "Lindqvist", "the edges snap to words");

    page.double_click_word("Ekdahl");
    assert_eq!(page.label(PERSON).text(), "Ekdahl");

    page.select("“The log was rewritten,”");
    assert_eq!(page.label(CLAIM).text(), "“The log was rewritten,”", "a claim keeps its quotation marks");

    page.select_exactly("orrland Li");
    assert_eq!(page.label(ORGANISATION).text(), "orrland Li", "with Alt held, nothing snaps");

    page.strike("x");
    page.select("rmer engi");
    assert_eq!(page.label(SOURCE).text(), "rmer engi", "with the toggle on, nothing snaps");
    page.strike("x");
    page.select("rmer engi");
    assert_eq!(page.label(SOURCE).text(), "former engineer", "with the toggle off, it snaps again");

    page.select("was rewritten");
    page.add_part("were told to sign");
    let split = page.label(CLAIM);
    let parts: Vec<_> = split.fragments.iter().map(|fragment| fragment.text.as_str()).collect();
    assert_eq!(parts, ["was rewritten", "were told to sign"], "with Ctrl held, a drag adds a part");

    let across = page.mark(&page.stretch("two years after", "The log"), CLAIM);
    assert!(across.text().starts_with("two years after"), "{across:?}");
    assert!(across.text().ends_with("The log"), "{across:?}");

    page.select("Norrland Lines");
    page.strike("Escape");
    assert!(!page.has_pending(), "Escape drops the selection");
}

/// A label comes by key or button, once or until Escape; what is there is relabelled, linked, deleted.
pub(crate) fn ways_to_label(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);

    page.select("Ada Lindqvist");
    let button = format!("[data-label=\"{}\"]", PERSON.id);
    let ada = page.newly_made(|| page.click_selector(&button));
    assert_eq!(ada.label, PERSON.id, "the button does what its key does");

    page.select("Mats Ekdahl");
    let mats = page.newly_made(|| page.strike("Space"));
    assert_eq!(mats.label, PERSON.id, "Space repeats the last label");

    page.strike("Escape");
    page.strike(ORGANISATION.key);
    let lines = page.newly_made(|| drop(page.drag_over("Norrland Lines")));
    let board = page.newly_made(|| drop(page.drag_over("Harbour Board")));
    assert_eq!([&lines.label, &board.label], [ORGANISATION.id; 2], "a held label makes selecting enough");
    // What was just made is selected: Escape leaves that, then the label.
    page.strike("Escape");
    page.strike("Escape");
    page.select("A senior official");
    assert_eq!(page.spans().len(), 4, "after Escape, selecting only selects");
    let official = page.label(SOURCE);

    page.choose(&official.id);
    page.strike(PLACE.key);
    assert_eq!(page.span(&official.id).label, PLACE.id, "a key relabels what is selected");

    let claim = page.mark("The log was rewritten", CLAIM);
    let cue = page.mark("said", CUE);
    page.link(&claim, &mats);
    page.link(&claim, &cue);
    let relations = page.relations();
    assert_eq!(relations.len(), 2);
    assert!(relations.iter().all(|relation| relation["from"] == claim.id.as_str()), "{relations:#?}");

    page.choose(&claim.id);
    page.strike("Backspace");
    assert!(page.relations().is_empty(), "an annotation takes its links along");
    assert!(!page.spans().iter().any(|span: &Span| span.id == claim.id));
    page.strike("Ctrl+z");
    assert_eq!(page.relations(), relations, "and brings them back");
    page.finish();
}
