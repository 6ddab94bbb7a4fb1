//! Moving the edges of an annotation by mouse and by key, adding parts and taking them away.

use crate::texts::HARBOUR;
use manicule_e2e::export::assert_equal;
use manicule_e2e::hand::Point;
use manicule_e2e::page::Page;
use manicule_e2e::span::{CLAIM, EVENT, PERSON, PRODUCT, SOURCE};
use manicule_e2e::stage::Stage;
use manicule_e2e::words::InArticle;
use serde_json::{Value, json};

/// How far the middle of a knob is from the middle of its line.
pub(crate) const KNOB: f64 = 18.0;

/// The knob of a handle, which must be what a mouse touches there.
#[track_caller]
pub(crate) fn knob(page: &Page, edge: &str) -> Point {
    let script = "const handle = document.querySelector(`[data-edge=\"${arguments[0]}\"]`); \
                  if (!handle) throw new Error(`there is no handle ${arguments[0]}`); \
                  return show(handle.parentElement, () => handle.getBoundingClientRect()).then(() => { \
                  const box = handle.getBoundingClientRect(); \
                  return touchable(handle, box.left, (box.top + box.bottom) / 2 + arguments[1]); })";
    let off = if edge.ends_with("end") { KNOB } else { -KNOB };
    let found = page.ask(script, &[json!(edge), json!(off)]);
    let number = |name: &str| found[name].as_f64().unwrap_or_else(|| panic!("no point: {found}"));
    Point { x: number("x"), y: number("y") }
}

/// Where the knob has to go so that its edge stands at the start or the end of words.
#[track_caller]
fn target(page: &Page, edge: &str, words: impl InArticle) -> (Point, Point) {
    let passage = words.find(page);
    // Looking for the handle may scroll, so the words are found after it, where everything stays.
    knob(page, edge);
    let (first, last) = page.ends_of(&passage);
    let from = knob(page, edge);
    assert_eq!(page.ends_of(&passage), (first, last), "handle and words are in the window at once");
    match edge.ends_with("end") {
        true => (from, Point { x: last.x, y: last.y + KNOB }),
        false => (from, Point { x: first.x, y: first.y - KNOB }),
    }
}

/// Pulls a handle to the start or the end of words.
#[track_caller]
fn pull(page: &Page, edge: &str, words: impl InArticle) {
    let (from, to) = target(page, edge, words);
    page.drag(from, to);
    page.idle();
}

#[track_caller]
fn stands(page: &Page, id: &str, words: &str, after: &str) {
    assert_eq!(page.span(id).text(), words, "{after}");
    assert_eq!(page.drawn(id), words.replace(" … ", ""), "{after}: what is drawn");
    assert_eq!(page.selected(), [id], "{after}: it is still the selected one");
}

pub(crate) fn by_mouse(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let before = page.layout();
    let person = page.mark("Ada Lindqvist", PERSON);
    assert_eq!(page.count("[data-edge]"), 2);
    before.assert_still(&page.layout(), "with two handles");
    page.screenshot("handles");

    // Out by a word; what is seen on the way is not done yet.
    let (from, to) = target(&page, "0-end", "opened");
    page.drag_and(from, to, || {
        page.idle();
        assert_eq!(page.drawn(&person.id), "Ada Lindqvist opened");
        assert_eq!(page.span(&person.id).text(), "Ada Lindqvist");
        page.screenshot("while pulled");
    });
    page.idle();
    stands(&page, &person.id, "Ada Lindqvist opened", "pulled to the end of a word");
    assert_eq!(page.told(), "Now: Ada Lindqvist opened");
    assert!(!page.has_pending(), "no words were selected by it");
    before.assert_still(&page.layout(), "with an edge moved");

    // In by exact characters.
    page.holding("Alt", || pull(&page, "0-end", "Ada Lindq"));
    stands(&page, &person.id, "Ada Lindq", "pulled to a character");
    pull(&page, "0-start", "chair");
    stands(&page, &person.id, "chair Ada Lindq", "the start was pulled");
    // Past the other end one character stays.
    page.holding("Alt", || pull(&page, "0-start", "inquiry on"));
    stands(&page, &person.id, "q", "pulled past the other end");
    (0..4).for_each(|_| page.strike("Ctrl+z"));
    stands(&page, &person.id, "Ada Lindqvist", "four steps undone");
    page.strike("Ctrl+y");
    stands(&page, &person.id, "Ada Lindqvist opened", "one done again");
    page.strike("Ctrl+z");

    // Escape lets go of the edge and of nothing else.
    let export = page.export();
    let (from, to) = target(&page, "0-end", "opened the Linnea");
    page.drag_and(from, to, || {
        page.idle();
        page.strike("Escape");
    });
    page.idle();
    stands(&page, &person.id, "Ada Lindqvist", "let go with Escape");
    assert_equal(&page.export(), &export, "nothing was done");

    // Over the end of a block.
    pull(&page, "0-start", "Linnea inquiry");
    assert_eq!(page.span(&person.id).text(), "Linnea inquiry\n\nHarbour Board chair Ada Lindqvist");
    page.strike("Ctrl+z");

    // Words right at a handle can be picked out as ever.
    page.choose(&person.id);
    let source = page.mark("Ada Lindqvist", SOURCE);
    assert_eq!(source.text(), "Ada Lindqvist");
    let event = page.mark("opened the Linnea", EVENT);
    assert_eq!(event.text(), "opened the Linnea");
    assert_eq!(page.span(&person.id).text(), "Ada Lindqvist");
    before.assert_still(&page.layout(), "at the end");
}

pub(crate) fn by_key(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let before = page.layout();
    let person = page.mark("Ada Lindqvist", PERSON);
    let keys = [
        ("Shift+ArrowLeft", "Ada Lindqvis"),
        ("Shift+ArrowRight", "Ada Lindqvist"),
        ("Ctrl+Shift+ArrowRight", "Ada Lindqvist opened"),
        ("Ctrl+Shift+ArrowRight", "Ada Lindqvist opened the"),
        ("Ctrl+Shift+ArrowLeft", "Ada Lindqvist opened"),
        ("Ctrl+Shift+ArrowLeft", "Ada Lindqvist"),
        ("e", "Ada Lindqvist"),
        ("Ctrl+Shift+ArrowLeft", "chair Ada Lindqvist"),
        ("Shift+ArrowUp", "Harbour Board chair Ada Lindqvist"),
        ("e", "Harbour Board chair Ada Lindqvist"),
        (
            "Shift+ArrowDown",
            "Harbour Board chair Ada Lindqvist opened the Linnea inquiry on Monday, two years after the ferry sank",
        ),
    ];
    for (number, (key, words)) in keys.into_iter().enumerate() {
        page.strike(key);
        stands(&page, &person.id, words, &format!("key {number}, {key}"));
        assert!(!page.has_pending());
    }
    before.assert_still(&page.layout(), "with edges moved by key");
    assert_eq!(page.ask("return getSelection().toString()", &[]), json!(""), "the browser selected nothing");
    (0..9).for_each(|_| page.strike("Ctrl+z"));
    stands(&page, &person.id, "Ada Lindqvist", "all undone");
}

/// A text, the words of an annotation, keys, and what it then stands on.
type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const ARABIC: &str = "عودة العبّارة\n\nقالت ليلى حداد إن 140 راكبا وصلوا إلى عمّان 🚢 على متن Linnea يوم الثلاثاء.\n";
const JAPANESE: &str = "港の再開\n\n田中花子は火曜日、横浜で記者に語った。「𠮷野家🍚も再開した」と述べた。👩‍👩‍👧‍👦が来た。\n";

const SCRIPTS: &[Case] = &[
    // Arrows follow the line, which runs from right to left.
    (
        ARABIC,
        "ليلى حداد",
        &[
            ("Ctrl+Shift+ArrowLeft", "ليلى حداد إن"),
            ("Ctrl+Shift+ArrowRight", "ليلى حداد"),
            ("Shift+ArrowRight", "ليلى حدا"),
            ("Shift+ArrowLeft", "ليلى حداد"),
            ("e", "ليلى حداد"),
            ("Ctrl+Shift+ArrowRight", "قالت ليلى حداد"),
        ],
    ),
    (
        JAPANESE,
        "𠮷野家",
        &[
            ("Shift+ArrowRight", "𠮷野家🍚"),
            ("Shift+ArrowLeft", "𠮷野家"),
            ("Shift+ArrowLeft", "𠮷野"),
            ("e", "𠮷野"),
            ("Shift+ArrowRight", "野"),
            ("Shift+ArrowLeft", "𠮷野"),
        ],
    ),
    (JAPANESE, "👩‍👩‍👧‍👦", &[("Shift+ArrowRight", "👩‍👩‍👧‍👦が"), ("Shift+ArrowLeft", "👩‍👩‍👧‍👦"), ("Shift+ArrowLeft", "👩‍👩‍👧‍👦")]),
    (JAPANESE, "横浜", &[("Ctrl+Shift+ArrowRight", "横浜で"), ("Shift+ArrowDown", "横浜で記者に語った")]),
];

pub(crate) fn other_scripts(stage: &Stage) {
    let page = stage.open();
    for (number, (text, words, keys)) in SCRIPTS.iter().enumerate() {
        page.upload(&page.file(&format!("{number}.txt"), &format!("{number} {text}")));
        let before = page.layout();
        page.select_exactly(*words);
        let span = page.label(PRODUCT);
        for (key, words) in *keys {
            page.strike(key);
            stands(&page, &span.id, words, &format!("text {number}, {key}"));
        }
        before.assert_still(&page.layout(), &format!("text {number}"));
    }
    // The hand in a line from right to left: the first text again.
    let first = page.documents().into_iter().find(|entry| entry.title.starts_with("0 ")).expect("it is there").id;
    page.open_article(&first);
    let person = page.spans().remove(0);
    page.choose(&person.id);
    page.screenshot("right to left");
    pull(&page, "0-end", "ليلى حداد إن 140 راكبا");
    stands(&page, &person.id, "قالت ليلى حداد إن 140 راكبا", "pulled to the left");
    page.holding("Alt", || pull(&page, "0-start", "لى حداد"));
    stands(&page, &person.id, "لى حداد إن 140 راكبا", "the start pulled to the left");
}

/// What must not change when edges do.
fn all_else(page: &Page, id: &str) -> (Vec<Value>, Value) {
    let mut line = page.document();
    let span = line["spans"].as_array_mut().and_then(|all| all.iter_mut().find(|span| span["id"] == id));
    let mut span = span.unwrap_or_else(|| panic!("no annotation {id}")).take();
    for moving in ["fragments", "changed"] {
        assert!(span.as_object_mut().and_then(|span| span.remove(moving)).is_some(), "a span has {moving}");
    }
    (page.relations(), span)
}

pub(crate) fn parts(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let person = page.mark("Mats Ekdahl", PERSON);
    page.select("“The log was rewritten,”");
    page.add_part("“and we were told to sign it.”");
    let claim = page.label(CLAIM);
    page.link(&claim, &person);
    noted(&page, &claim.id);
    page.choose(&claim.id);

    assert_eq!(page.count("[data-edge]"), 4, "every part has its handles");
    assert!(page.count("mark.gap") > 0, "the gap is shown");
    page.screenshot("two parts");
    let (before, kept, still) = (page.export(), all_else(&page, &claim.id), page.layout());
    assert_eq!(kept.1["note"], "Ask him again.");

    pull(&page, "0-end", "“The log was");
    stands(&page, &claim.id, "“The log was … “and we were told to sign it.”", "an inner edge");
    page.choose(&claim.id);
    let ((from, to), depth) = (page.ends_of(&page.passage("rejected the account")), page.spans().len());
    page.holding("Ctrl", || page.drag(from, to));
    page.idle();
    stands(&page, &claim.id, "“The log was … “and we were told to sign it.” … rejected the account", "a third part");
    assert_eq!(page.spans().len(), depth, "no other annotation was made");
    assert_eq!(page.count("[data-edge]"), 6);
    page.screenshot("three parts");
    // The panel takes the second away.
    page.click_selector(".sel-card li:nth-child(2) [data-action=\"remove-fragment\"]");
    stands(&page, &claim.id, "“The log was … rejected the account", "the second part is gone");
    // Parts that come to touch are one.
    page.holding("Alt", || pull(&page, "0-end", "rejected"));
    assert_eq!(page.span(&claim.id).fragments.len(), 1);
    assert_eq!(page.count("mark.gap"), 0);

    assert_eq!(all_else(&page, &claim.id), kept, "links, note and all else are as they were");
    still.assert_still(&page.layout(), "with parts changed");
    (0..4).for_each(|_| page.strike("Ctrl+z"));
    assert_equal(&page.export(), &before, "all undone");
    (0..4).for_each(|_| page.strike("Ctrl+y"));
    assert_eq!(all_else(&page, &claim.id), kept, "all done again");
}

/// Has something said of an annotation.
fn noted(page: &Page, id: &str) {
    page.dispatch("note", json!({ "id": id, "text": "Ask him again." }));
}
