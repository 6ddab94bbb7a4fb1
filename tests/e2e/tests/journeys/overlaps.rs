//! Six annotations over one word: nested, crossing, identical. Each is reached by mouse and by key.

use crate::texts::HARBOUR;
use manicule_e2e::span::{CLAIM, CUE, EVENT, Label, ORGANISATION, PERSON, PLACE, SOURCE, Span};
use manicule_e2e::stage::Stage;
use std::collections::BTreeSet;

/// Every one covers the word “Lindqvist”.
const SIX: &[(&str, Label)] = &[
    ("Ada Lindqvist", PERSON),
    ("Ada Lindqvist", SOURCE),
    ("chair Ada Lindqvist opened", CLAIM),
    ("Lindqvist opened the Linnea", EVENT),
    ("Board chair Ada Lindqvist", ORGANISATION),
    ("Lindqvist", CUE),
];

pub(crate) fn six_over_one_word(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let six: Vec<Span> = SIX.iter().map(|&(words, label)| page.mark(words, label)).collect();
    for (span, (words, _)) in six.iter().zip(SIX) {
        assert_eq!(span.text(), *words);
        assert_eq!(page.drawn(&span.id), *words, "the words of {span:?} are drawn as its own");
    }
    let all: BTreeSet<String> = six.iter().map(|span| span.id.clone()).collect();
    page.screenshot("six");

    page.strike("Escape");
    let word = page.passage("Lindqvist");
    let middle = page.point_of(word.first_block, word.start + 4, "middle");
    let by_mouse = (0..SIX.len()).flat_map(|_| {
        page.click(middle);
        page.idle();
        page.selected()
    });
    assert_eq!(by_mouse.collect::<BTreeSet<_>>(), all, "six clicks at one place select six annotations");

    page.strike("Escape");
    let by_key = (0..SIX.len()).flat_map(|_| {
        page.strike(".");
        page.selected()
    });
    assert_eq!(by_key.collect::<BTreeSet<_>>(), all, "six times the next one select six annotations");

    let third = &six[2];
    page.choose(&third.id);
    page.strike(PLACE.key);
    let mut expected = six.clone();
    expected[2].label = PLACE.id.to_owned();
    assert_same(&page.spans(), &expected, "only the third has another label");

    page.choose(&third.id);
    page.strike("Backspace");
    expected.remove(2);
    assert_same(&page.spans(), &expected, "only the third is gone");
    assert_eq!(page.drawn(&third.id), "", "and no longer drawn");

    page.strike("Ctrl+z");
    page.strike("Ctrl+z");
    assert_same(&page.spans(), &six, "both steps undone");
}

#[track_caller]
fn assert_same(found: &[Span], expected: &[Span], what: &str) {
    let sorted = |spans: &[Span]| {
        let mut spans = spans.to_vec();
        spans.sort_by(|one, other| one.id.cmp(&other.id));
        spans
    };
    assert_eq!(sorted(found), sorted(expected), "{what}");
}
