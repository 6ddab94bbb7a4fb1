//! Six annotations over one word: nested, crossing, identical. Each is reached by mouse and by key.

use crate::texts::{HARBOUR, LATIN, long_article};
use manicule_e2e::looks::Theme;
use manicule_e2e::page::Page;
use manicule_e2e::span::{CLAIM, CUE, DATE, EVENT, Label, ORGANISATION, PERSON, PLACE, QUANTITY, SOURCE, Span};
use manicule_e2e::stage::Stage;
use serde_json::json;
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

    // The list shows exactly what lies under the pointer, and one key goes through it.
    page.strike("Escape");
    let lit = || {
        let script = "return [...document.querySelectorAll('.list-row.under')].map((row) => row.dataset.annotation)";
        page.ask(script, &[])
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|id| id.as_str().map(String::from))
            .collect::<BTreeSet<_>>()
    };
    page.point_at(middle);
    page.idle();
    assert_eq!(lit(), all, "under the pointer");
    let by_one_key = (0..SIX.len()).flat_map(|_| {
        page.strike("b");
        page.selected()
    });
    assert_eq!(by_one_key.collect::<BTreeSet<_>>(), all, "six times one key select six annotations");
    let board = page.passage("Board chair");
    page.point_at(page.point_of(board.first_block, board.start + 1, "middle"));
    page.idle();
    let names: Vec<String> = lit().iter().map(|id| page.span(id).text()).collect();
    assert_eq!(names, ["Board chair Ada Lindqvist"], "there, one lies");
    page.point_at(page.inside(&page.passage("ferry")));
    page.idle();
    assert_eq!(lit(), BTreeSet::new());

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

/// A long claim with entities in it and a selected link; then two hundred annotations, narrow and dark. Tags lie neither
/// over each other nor over words of their line.
pub(crate) fn looks(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let claim = page.mark(&page.stretch("Ada Lindqvist opened", "the ferry sank"), CLAIM);
    let ada = page.mark("Ada Lindqvist", PERSON);
    page.mark("Linnea inquiry on", EVENT);
    page.mark("Monday", DATE);
    page.mark("two", QUANTITY);
    page.mark("two years after", DATE);
    page.link(&claim, &ada);
    page.screenshot("a long claim with entities, its link");
    tags_are_clear(&page, "a long claim");
    page.strike("Escape");
    page.screenshot("a long claim with entities");
    tags_are_clear(&page, "a long claim, not selected");

    page.import("long.txt", &long_article(LATIN, 12, 7));
    let text = page.document()["text"].as_str().expect("a text").to_owned();
    let labels = [PERSON, ORGANISATION, PLACE, DATE, QUANTITY, EVENT];
    let mut at = 0;
    let mut made = 0;
    for word in text.split_inclusive(|c: char| c.is_whitespace()) {
        let bare = word.trim_end().trim_matches(|c: char| !c.is_alphanumeric());
        let start = at + word.find(bare).map_or(0, |byte| word[..byte].chars().count());
        at += word.chars().count();
        if bare.is_empty() || made >= 200 {
            continue;
        }
        made += 1;
        let fragments = json!([{ "start": start, "end": start + bare.chars().count() }]);
        page.dispatch("annotate", json!({ "label": labels[made % labels.len()].id, "fragments": fragments }));
    }
    page.strike("Escape");
    page.ask("document.querySelector('[data-pane=article]').scrollTop = 200", &[]);
    page.screenshot("200 annotations");
    tags_are_clear(&page, "200 annotations");
    page.window(390, 844);
    page.theme(Theme::Dark);
    page.screenshot("200 annotations, narrow and dark");
    tags_are_clear(&page, "200, narrow");
    page.theme(Theme::Forced);
    page.screenshot("200 annotations, narrow, forced colours");
}

/// Forced colours: every mark is still seen, and what is selected, picked out or found is told apart.
pub(crate) fn forced_colours(stage: &Stage) {
    let page = stage.open();
    page.theme(Theme::Forced);
    let claim = page.spans().into_iter().find(|span| span.label == "claim").expect("the sample has a claim");
    page.choose(&claim.id);
    page.screenshot("a claim");
    let look = |selector: &str| {
        let script = "const style = getComputedStyle(document.querySelector(arguments[0])); \
            return [style.textDecorationLine, style.textDecorationStyle, style.outlineStyle, style.backgroundColor].join(' ')";
        page.ask(script, &[json!(selector)]).as_str().unwrap_or_default().to_owned()
    };
    assert!(look("mark.m:not(.selected)").contains("underline"), "{}", look("mark.m:not(.selected)"));
    assert_ne!(look("mark.m.selected"), look("mark.m:not(.selected)"));
    page.strike("Escape");
    page.select("rejected the account");
    page.screenshot("words picked out");
    assert!(look("mark.pending").contains("dashed"), "{}", look("mark.pending"));
    page.strike(EVENT.key);
    page.strike("Escape");
    page.strike("/");
    page.type_text("log");
    page.idle();
    page.screenshot("found");
    page.strike("Escape");
    page.click_selector("[data-action=see-all], .brand");
    let name = page.spans().into_iter().find(|span| span.text() == "Norrland Lines").expect("in the sample");
    page.choose(&name.id);
    page.strike("o");
    page.screenshot("occurrences");
}

/// No tag lies over another tag, or over letters of the line above it.
#[track_caller]
fn tags_are_clear(page: &Page, what: &str) {
    let script = "const boxes = []; \
        for (const mark of document.querySelectorAll('mark.m[data-tag]')) { \
          const style = getComputedStyle(mark, '::before'); \
          if (style.content === 'none' || !mark.checkVisibility({ contentVisibilityAuto: true })) continue; \
          const line = mark.getClientRects()[0]; \
          if (!line || line.bottom < 0 || line.top > innerHeight) continue; \
          const left = line.left + parseFloat(style.marginLeft || 0), top = line.top + parseFloat(style.top); \
          boxes.push({ text: mark.dataset.tag, left, top, right: left + parseFloat(style.width), bottom: top + parseFloat(style.height) }); \
        } \
        const meets = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5; \
        const wrong = []; \
        boxes.forEach((one, place) => boxes.slice(place + 1).forEach((other) => { if (meets(one, other)) wrong.push([one, other]); })); \
        const walker = document.createTreeWalker(document.querySelector('[data-document]'), NodeFilter.SHOW_TEXT); \
        for (let node; (node = walker.nextNode()); ) { \
          if (!node.parentElement.checkVisibility({ contentVisibilityAuto: true })) continue; \
          const range = document.createRange(); range.selectNodeContents(node); \
          const size = parseFloat(getComputedStyle(node.parentElement).fontSize); \
          for (const rect of range.getClientRects()) { \
            /* Letters with tails reach so far down, capitals so far up. */ \
            const middle = (rect.top + rect.bottom) / 2; \
            const ink = { left: rect.left, right: rect.right, top: middle - size * 0.36, bottom: middle + size * 0.42 }; \
            boxes.forEach((tag) => { if (meets(tag, ink)) wrong.push([tag, node.data.slice(0, 30)]); }); \
          } \
        } \
        return { count: boxes.length, wrong }";
    let seen = page.ask(script, &[]);
    assert!(seen["count"].as_u64() > Some(0), "{what}: there are tags");
    assert_eq!(seen["wrong"], json!([]), "{what}");
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
