//! One hand on a telephone: words are picked out by taps, edges pulled below a glass, the menu comes by a long press, and what
//! was made is handed on. The system's own selection has no part in it.

use crate::edges::{KNOB, knob};
use crate::texts::{BRIDGE, HARBOUR};
use manicule_e2e::hand::Point;
use manicule_e2e::page::Page;
use manicule_e2e::span::{ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use manicule_e2e::words::texts;
use serde_json::{Value, json};
use std::rc::Rc;

/// The system's sheet, as far as a page can tell: what it is given is kept.
const SHARING: &str = "window.shared = []; \
    navigator.canShare = ({ files }) => files.every((file) => file.type === 'text/plain'); \
    navigator.share = async ({ files }) => { for (const file of files) shared.push([file.name, await file.text()]); };";

fn telephone(stage: &Stage) -> Rc<Page> {
    let page = stage.open();
    page.before_start(SHARING);
    page.telephone(390, 844);
    page.reload();
    page.import("harbour.txt", HARBOUR);
    let harbour = page.article();
    page.import("bridge.txt", BRIDGE);
    open(&page, &harbour);
    page.idle();
    page
}

/// The list of articles is folded.
fn open(page: &Page, article: &str) {
    page.dispatch("open-article", json!({ "document": article }));
    page.until("the article", || (page.article() == article).then_some(()));
    page.idle();
}

fn selected_by_system(page: &Page) -> Value {
    page.ask("return getSelection().toString()", &[])
}

fn thumb(action: &str) -> String {
    format!(".thumbs [data-action={action}]")
}

/// Open, mark by two taps, label, undo, the next article, hand on: all of it at the thumb.
pub(crate) fn one_hand(stage: &Stage) {
    let page = telephone(stage);
    page.screenshot("a telephone");
    page.tap_word("Norrland");
    assert_eq!((page.pending().as_str(), &selected_by_system(&page)), ("Norrland", &json!("")), "one end");
    page.tap_word("Lines");
    assert_eq!(page.pending(), "Norrland Lines", "and the other");
    page.screenshot("two taps");
    let label = |label: &str| format!(".lab[data-label={label}]");
    let made = page.newly_made(|| page.tap_selector(&label(ORGANISATION.id)));
    assert_eq!((made.text(), made.label.as_str()), ("Norrland Lines".to_owned(), ORGANISATION.id));
    page.screenshot("labelled");
    // What is at the thumb is large enough for it.
    let low = "return [...document.querySelectorAll('.thumb, .labels .lab')].map((each) => each.getBoundingClientRect()) \
        .filter(({ width, height }) => width && (height < 44 || width < 44)).length";
    assert_eq!(page.ask(low, &[]), 0);
    page.tap_selector(&thumb("undo"));
    page.until("nothing", || page.spans().is_empty().then_some(()));
    page.tap_word("Ada");
    let ada = page.newly_made(|| page.tap_selector(&label(PERSON.id)));
    assert_eq!(ada.text(), "Ada");
    let before = page.article();
    page.tap_selector(&thumb("next-article"));
    page.until("another article", || (page.article() != before).then_some(()));
    page.tap_selector(".bar [data-action=export]");
    page.until("the sheet of the system", || (page.ask("return shared.length", &[]) == 1).then_some(()));
    let shared = page.ask("return shared[0]", &[]);
    let (name, text) = (shared[0].as_str().unwrap_or_default(), shared[1].as_str().unwrap_or_default());
    assert!(name.ends_with(".txt") && text.contains(&ada.id), "{name}: {text}");
    // It comes back as what it is.
    page.browser().choose_file("input[type=file]", &page.file(name, text));
    page.until("it is known", || page.told().contains("Nothing new").then_some(()));
    page.until_saved();
    page.reload();
    open(&page, &before);
    assert_eq!(page.spans(), [ada]);
}

/// The edge of words, then of an annotation, is pulled; the glass shows what the finger covers.
pub(crate) fn edges(stage: &Stage) {
    let page = telephone(stage);
    page.tap_word("Ada");
    let goal = page.ends_of(&page.passage("Ada Lindqvist")).1;
    // The handle hangs below its line.
    let lower = Point { y: goal.y + KNOB, ..goal };
    // What stands in the glass meanwhile.
    page.ask(
        "window.seen = []; new MutationObserver(() => { const glass = document.querySelector('.loupe:not([hidden])'); \
         if (glass) seen.push(glass.innerText); }).observe(document.body, { subtree: true, childList: true, attributes: true })",
        &[],
    );
    page.pull(knob(&page, "words-end"), lower);
    let glass = texts(&page.ask("return seen", &[]));
    assert!(glass.iter().any(|text| text.starts_with("da Lindqvist") && text.contains("opened")), "{glass:?}");
    assert_eq!(page.pending(), "Ada Lindqvist");
    assert_eq!(page.count(".loupe:not([hidden])"), 0);
    let made = page.newly_made(|| page.tap_selector(".lab[data-label=person]"));
    let goal = page.ends_of(&page.passage("chair Ada")).0;
    page.pull(knob(&page, "0-start"), Point { y: goal.y - KNOB, ..goal });
    page.until("a wider annotation", || (page.span(&made.id).text() == "chair Ada Lindqvist").then_some(()));
    assert_eq!(selected_by_system(&page), "");
}

/// A long press asks for the menu, of a word as of an annotation; a swipe scrolls and picks nothing out.
pub(crate) fn menu_and_swipe(stage: &Stage) {
    let page = telephone(stage);
    let word = page.inside(&page.passage("rejected"));
    page.press_long(word);
    page.until("the menu", || (page.count("dialog[open] .menu") == 1).then_some(()));
    assert_eq!(page.ask("return document.querySelector('.menu h2').innerText", &[]), "rejected");
    assert_eq!(selected_by_system(&page), "", "the system keeps out of it");
    page.screenshot("the menu of a word");
    page.tap_selector(".menu [data-action=leave]");
    let made = page.newly_made(|| page.tap_selector(".lab[data-label=cue]"));
    page.tap_word("Monday");
    page.press_long(page.inside(&page.passage("rejected")));
    page.until("the menu", || (page.count("dialog[open] .menu [data-action=delete]") == 1).then_some(()));
    page.screenshot("the menu of an annotation");
    page.tap_selector(".menu [data-action=delete]");
    page.until("nothing", || (!page.spans().contains(&made)).then_some(()));
    assert_eq!(page.count("dialog[open]"), 0);
    // Longer than the window, so that there is something to scroll.
    open(&page, &page.documents()[0].id);
    let at = |y: f64| Point { x: 200.0, y };
    page.pull(at(500.0), at(200.0));
    page.until("it scrolls", || {
        page.ask("return document.querySelector('.page').scrollTop > 100", &[]).as_bool().filter(|it| *it)
    });
    assert!(!page.has_pending() && page.selected().is_empty(), "a swipe picks nothing out");
}

/// Articles and desk come out as drawers, one at a time; a note is written in the one that is pulled out for it.
pub(crate) fn drawers(stage: &Stage) {
    let page = telephone(stage);
    let seen = |selector: &str| {
        page.ask("return document.querySelector(arguments[0])?.checkVisibility() ?? false", &[json!(selector)])
    };
    assert_eq!((seen(".queue"), seen(".desk .list")), (json!(false), json!(false)));
    page.tap_selector(&thumb("unfold-desk"));
    assert_eq!((seen(".queue"), seen(".desk .list")), (json!(false), json!(true)));
    page.screenshot("the desk");
    page.tap_selector(&thumb("unfold-queue"));
    assert_eq!((seen(".queue"), seen(".desk .list")), (json!(true), json!(false)));
    page.screenshot("the articles");
    let first = page.documents()[0].id.clone();
    page.tap_selector(&format!(".queue [data-entry=\"{first}\"]"));
    page.until("the article", || (page.article() == first).then_some(()));
    assert_eq!(seen(".queue"), false, "who has found it has no more need of the list");
    page.tap_word("inquiry");
    let made = page.newly_made(|| page.tap_selector(".lab[data-label=event]"));
    page.press_long(page.inside(&page.passage("inquiry")));
    page.tap_selector(".menu [data-action=note]");
    page.type_text("by a finger");
    page.tap_selector(&thumb("unfold-desk"));
    page.until("the note", || page.document().to_string().contains("by a finger").then_some(()));
    assert_eq!(made.text(), "inquiry");
}

/// A pen taps like a finger.
pub(crate) fn pen(stage: &Stage) {
    let page = telephone(stage);
    page.tap_with_pen(page.inside(&page.passage("Mats")));
    page.tap_with_pen(page.inside(&page.passage("Ekdahl")));
    assert_eq!(page.pending(), "Mats Ekdahl");
    let made = page.newly_made(|| page.tap_with_pen(page.middle_of(".lab[data-label=person]")));
    assert_eq!(made.text(), "Mats Ekdahl");
}

/// The same without a finger: a keyboard on a telephone, or a window as narrow. What is folded is reached as well.
pub(crate) fn by_keys(stage: &Stage) {
    let page = telephone(stage);
    let focus = || {
        let script = "const at = document.activeElement; \
            return [at.closest('[data-pane]')?.dataset.pane ?? '', at.dataset.action ?? '', at.checkVisibility()]";
        let told = page.ask(script, &[]);
        assert_eq!(told[2], true, "the focus is seen: {told}");
        [0, 1].map(|at| told[at].as_str().unwrap_or_default().to_owned())
    };
    let tab_to = |action: &str| {
        for _ in 0..40 {
            page.strike("Tab");
            if focus()[1] == action {
                return;
            }
        }
        panic!("Tab does not lead to {action}");
    };
    let pane = |wanted: &str| {
        for _ in 0..4 {
            page.strike("F6");
            if focus()[0] == wanted {
                return;
            }
        }
        panic!("F6 does not lead to {wanted}");
    };
    let here = page.article();

    // Words by the caret, a label, another, away and back.
    pane("article");
    page.strike("Enter");
    page.strike("PageDown");
    page.strike("Ctrl+ArrowRight");
    page.strike("Ctrl+Shift+ArrowRight");
    let words = page.pending();
    assert!(!words.trim().is_empty());
    let made = page.newly_made(|| page.strike(PERSON.key));
    assert_eq!((made.text().as_str(), made.label.as_str()), (words.trim(), PERSON.id));
    page.strike(ORGANISATION.key);
    assert_eq!(page.span(&made.id).label, ORGANISATION.id);
    // A note in the desk, which comes out for it.
    page.strike("n");
    assert_eq!(focus()[0], "desk");
    page.type_text("by keys");
    page.screenshot("a note by keys");
    page.strike("Tab");
    page.until("the note", || page.document().to_string().contains("by keys").then_some(()));
    pane("article");
    page.strike("Backspace");
    assert!(page.spans().is_empty());
    page.strike("Ctrl+z");
    assert_eq!(page.span(&made.id).label, ORGANISATION.id);
    (0..4).for_each(|_| page.strike("Escape"));
    assert_eq!(page.count("[data-document][role]"), 0, "the caret is left");

    // The list of articles, and back into the text.
    tab_to("unfold-queue");
    page.strike("Enter");
    pane("queue");
    page.screenshot("the articles by keys");
    page.strike("ArrowUp");
    page.strike("Enter");
    page.until("another article", || (page.article() != here).then_some(()));
    assert_eq!(page.ask("return document.querySelector('.queue').checkVisibility()", &[]), false);
    pane("article");

    // And out of the door: a file, since no finger was there.
    page.strike("Ctrl+s");
    page.until("a file", || page.told().starts_with("Exported").then_some(()));
    assert_eq!(page.ask("return shared.length", &[]), 0);
}
