//! The keyboard alone: twenty spans and a link, other scripts, going about the panes, and what assistive technology is
//! told of it.

use manicule_e2e::browser::Browser;
use manicule_e2e::page::Page;
use manicule_e2e::span::{CLAIM, CUE, DATE, LAW, Label, ORGANISATION, PERSON, PLACE, PRODUCT, QUANTITY, SOURCE};
use manicule_e2e::stage::{Stage, repository};
use manicule_e2e::words::Passage;
use serde_json::{Value, json};
use std::cell::Cell;
use std::fmt::Write as _;
use std::fs;

/// What nobody has marked in the sample yet, in reading order.
const TWENTY: &[(&str, Label)] = &[
    ("A senior official", SOURCE),
    ("January", DATE),
    ("About 140", QUANTITY),
    ("Cape Þórsnes", PLACE),
    ("8 November 2021", DATE),
    ("Maritime Safety Act of 1987", LAW),
    ("Jónas Þór", PERSON),
    ("wrote", CUE),
    ("Monday", DATE),
    ("Mats Ekdahl", PERSON),
    ("minister for transport", SOURCE),
    ("told parliament", CUE),
    ("April", DATE),
    ("opposition", ORGANISATION),
    ("Shares in Norrland Lines", ORGANISATION),
    ("6.5%", QUANTITY),
    ("early trading", DATE),
    ("Harbour Workers’ Union", ORGANISATION),
    ("MV Signe", PRODUCT),
    ("2021 refit", DATE),
];

/// Hands on the keyboard that count, and eyes that see where the caret is.
struct Typist<'a> {
    page: &'a Page,
    keys: Cell<u32>,
}

impl Typist<'_> {
    #[track_caller]
    fn press(&self, chord: &str) {
        self.keys.set(self.keys.get() + 1);
        self.page.strike(chord);
    }

    /// The block of the caret and the code points before it there.
    #[track_caller]
    fn place(&self) -> (usize, usize) {
        let script = "const drawn = document.querySelector('.caret, .caret-end'); if (!drawn) return null; \
                      const block = drawn.closest('[data-block]'); const range = document.createRange(); \
                      range.selectNodeContents(block); \
                      drawn.matches('.caret') ? range.setEndBefore(drawn) : range.setEndAfter(drawn); \
                      return [blocks().indexOf(block), [...range.toString()].length]";
        let place = self.page.until("a caret", || Some(self.page.ask(script, &[])).filter(|place| !place.is_null()));
        let number = |at: usize| usize::try_from(place[at].as_u64().expect("a number")).expect("it is small");
        (number(0), number(1))
    }

    /// Presses a key as long as the caret does not pass a place.
    #[track_caller]
    fn while_before(&self, chord: &str, back: &str, target: (usize, usize)) {
        while self.place() < target {
            let before = self.place();
            self.press(chord);
            if self.place() > target {
                return self.press(back);
            }
            assert!(self.place() > before, "{chord} leads on from {before:?}");
        }
    }

    /// Goes to the first character of some words, by blocks, sentences and words.
    #[track_caller]
    fn go_to(&self, words: &Passage) {
        let target = (words.first_block, words.start);
        while self.place().0 < target.0 {
            self.press("PageDown");
        }
        if target.1 > 120 {
            self.while_before("Ctrl+ArrowDown", "Ctrl+ArrowUp", target);
        }
        self.while_before("Ctrl+ArrowRight", "Ctrl+ArrowLeft", target);
        assert_eq!(self.place(), target, "the caret stands before “{}”", words.words);
    }

    /// Picks words out from where the caret stands.
    #[track_caller]
    fn pick_out(&self, words: &Passage) {
        for _ in 0..words.words.chars().count() {
            self.press("Ctrl+Shift+ArrowRight");
            if self.page.pending().contains(&words.words) {
                break;
            }
        }
        assert!(self.page.pending().contains(&words.words), "{} in {}", words.words, self.page.pending());
    }
}

pub(crate) fn twenty_spans_and_a_link(stage: &Stage) {
    let page = stage.open();
    let before = page.spans().len();
    let layout = page.layout();
    page.press("Enter");
    page.until_equal("the mode", &Value::from("application"), || role(&page));
    assert!(page.told().starts_with("Mark text: "), "{}", page.told());
    let typist = Typist { page: &page, keys: Cell::new(1) };
    for (words, label) in TWENTY {
        let passage = page.passage(words);
        typist.go_to(&passage);
        let many = words.contains(' ') || words.contains('.');
        if many {
            typist.pick_out(&passage);
        }
        let made = page.newly_made(|| typist.press(label.key));
        assert_eq!((made.text().as_str(), made.label.as_str()), (*words, label.id));
        assert_eq!(typist.place(), (passage.last_block, passage.end), "the caret goes on after “{words}”");
    }
    assert_eq!(page.spans().len(), before + TWENTY.len());
    let keys = f64::from(typist.keys.get()) / 20.0;
    println!("FIGURE keyboard: {keys:.1} keys a span");
    layout.assert_still(&page.layout(), "with the caret and twenty spans");
    page.screenshot("twenty");

    // A claim, and who made it.
    let claim = page.passage("Nobody on that crew believes the first report 🙏 We have waited long enough");
    typist.press("Ctrl+Home");
    typist.go_to(&claim);
    typist.pick_out(&claim);
    let claim = page.newly_made(|| typist.press(CLAIM.key));
    assert!(claim.text().starts_with("“Nobody") && claim.text().ends_with(",”"), "{}", claim.text());
    typist.press("l");
    typist.go_to(&page.passage("Jónas"));
    typist.press("Enter");
    let relations = page.relations();
    let relation = relations.last().expect("a link was made");
    assert_eq!(relation["from"], claim.id.as_str());
    let source = page.span(relation["to"].as_str().expect("it has an end"));
    assert_eq!(source.text(), "Jónas Þór");

    typist.press("Ctrl+z");
    assert_eq!(page.relations().len(), relations.len() - 1);
    typist.press("Ctrl+Shift+z");

    // Its edge moved by a word, everything else as it was.
    page.until_equal("the claim to be picked out", &vec![claim.id.clone()], || page.selected());
    let others = |page: &Page| page.spans().into_iter().filter(|span| span.id != claim.id).collect::<Vec<_>>();
    let (around, links) = (others(&page), page.relations());
    typist.press("Ctrl+Shift+ArrowLeft");
    let resized = page.span(&claim.id);
    assert!(resized.text() != claim.text() && claim.text().contains(&resized.text()), "{}", resized.text());
    assert_eq!((others(&page), page.relations()), (around, links), "no other span, no link has changed");
    while role(&page) == "application" {
        typist.press("Escape");
    }
    assert_eq!(page.count(".caret, .caret-end"), 0);
    layout.assert_still(&page.layout(), "without the caret");
}

fn role(page: &Page) -> Value {
    page.ask("return document.querySelector('[data-document]').getAttribute('role')", &[])
}

/// Left and right are as the hand means them, characters are whole, and no line moves for the caret.
pub(crate) fn scripts(stage: &Stage) {
    let page = stage.open();
    let typist = Typist { page: &page, keys: Cell::new(0) };
    page.import(
        "arabic.txt",
        "عودة العبّارة\n\nقالت ليلى حداد إن 140 راكبا وصلوا إلى عمّان 🚢 على متن Linnea يوم الثلاثاء.\n",
    );
    let layout = page.layout();
    page.strike("Enter");
    page.strike("PageDown");
    page.strike("Ctrl+ArrowLeft");
    assert_eq!(typist.place(), (1, 5), "left goes on");
    for _ in 0..2 {
        page.strike("Ctrl+Shift+ArrowLeft");
    }
    let name = page.newly_made(|| page.strike(PERSON.key));
    assert_eq!(name.text(), "ليلى حداد");
    let mut seen = vec![typist.place().1];
    for _ in 0..70 {
        page.strike("ArrowLeft");
        layout.assert_still(&page.layout(), "with the caret elsewhere");
        let place = typist.place();
        if place.1 == *seen.last().expect("one at least") {
            break;
        }
        seen.push(place.1);
    }
    assert!(seen.is_sorted(), "{seen:?}");
    assert_eq!(typist.place().1, page.blocks()[1].chars().count(), "to the very end");
    page.strike("Ctrl+ArrowRight");
    page.screenshot("arabic");

    let japanese = "港の再開\n\n田中花子は火曜日、👩‍👩‍👧‍👦横浜で。「𠮷野家🍚も」\n";
    page.import("japanese.txt", japanese);
    assert_eq!(role(&page), "application", "the mode goes on in the next article");
    page.strike("PageDown");
    for _ in 0..4 {
        page.strike("Shift+ArrowRight");
    }
    assert_eq!(page.newly_made(|| page.strike(PERSON.key)).text(), "田中花子");
    page.strike("End");
    page.strike("ArrowLeft");
    for _ in 0..5 {
        page.strike("Shift+ArrowLeft");
    }
    assert_eq!(page.newly_made(|| page.strike(ORGANISATION.key)).text(), "𠮷野家🍚も");
    typist.page.strike("Home");
    for _ in 0..9 {
        page.strike("ArrowRight");
    }
    page.strike("Shift+ArrowRight");
    assert_eq!(page.pending(), "👩‍👩‍👧‍👦", "a family is one character");

    // Lines as they are drawn: down and up again, to the same place.
    page.strike("Escape");
    let long = "Witnesses remembered the fog, the bell, and a lamp that went out near Cape Aval. ".repeat(6);
    page.import("long.txt", &long);
    for _ in 0..3 {
        page.strike("Ctrl+ArrowRight");
    }
    let start = typist.place();
    page.strike("ArrowDown");
    page.strike("ArrowDown");
    let below = typist.place();
    assert!(below.1 > start.1 + 80, "{start:?} to {below:?}");
    page.strike("End");
    let end = typist.place();
    page.strike("Home");
    assert!(typist.place() < below && below < end, "{below:?} {end:?}");
    page.strike("ArrowUp");
    page.strike("ArrowUp");
    assert_eq!(typist.place().1, 0, "the first line's start");
}

/// F6 goes round, Tab passes the article in one stop, and keys in a field are the field's.
pub(crate) fn panes_and_fields(stage: &Stage) {
    let page = stage.open();
    let focus = || {
        let script = "const at = document.activeElement; \
                      return `${at.closest('[data-pane]')?.dataset.pane ?? 'none'} ${at.tagName}`";
        page.ask(script, &[]).as_str().unwrap_or_default().to_owned()
    };
    let round = |chord: &str| {
        page.strike(chord);
        focus()
    };
    page.window(1400, 800);
    let all = ["margin BUTTON", "desk BUTTON", "queue BUTTON", "article ARTICLE"];
    assert_eq!([round("F6"), round("F6"), round("F6"), round("F6")], all);
    assert_eq!([round("Tab"), round("Tab"), round("Shift+Tab")], ["margin BUTTON", "desk BUTTON", "margin BUTTON"]);
    // Where there is no room for cards, there is no such pane.
    page.window(1180, 800);
    page.strike("F6");
    page.ask("document.activeElement.blur()", &[]);
    assert_eq!([round("F6"), round("F6"), round("F6")], ["desk BUTTON", "queue BUTTON", "article ARTICLE"]);
    assert_eq!([round("Shift+F6"), round("Shift+F6")], ["queue BUTTON", "desk BUTTON"]);
    page.strike("Tab");
    let second = page.ask("return document.activeElement.dataset.label", &[]);
    assert_eq!(second, "organisation");
    page.strike("F6");
    page.strike("Shift+F6");
    assert_eq!(page.ask("return document.activeElement.dataset.label", &[]), second, "back to what had the focus");

    // The article is one stop, also while it is marked in.
    page.strike("F6");
    page.strike("F6");
    page.strike("Enter");
    page.strike("ArrowRight");
    assert_eq!(round("Tab"), "desk BUTTON");
    page.strike("ArrowRight");
    assert_eq!(page.count(".caret"), 1, "the caret waits");
    let waiting = page.ask("return document.querySelector('.caret').textContent", &[]);
    assert_eq!(round("Shift+Tab"), "article ARTICLE");
    assert_eq!(page.ask("return document.querySelector('.caret').textContent", &[]), waiting);

    // In a field, keys are the field's.
    page.click_selector("[data-action=\"paste-article\"]");
    page.type_text("1c .x");
    for chord in ["ArrowLeft", "Ctrl+ArrowLeft", "Shift+ArrowLeft", "F6", "Home"] {
        page.strike(chord);
    }
    assert_eq!(page.ask("return document.querySelector('textarea').value", &[]), "1c .x");
    assert_eq!(page.ask("return document.querySelector('.caret').textContent", &[]), waiting);
    page.strike("Escape");
    page.click_selector("[data-action=\"mark-text\"]");
    assert_eq!((role(&page), page.count(".caret")), (Value::Null, 0), "the button takes the caret away");
    page.click_selector("[data-action=\"mark-text\"]");
    assert_eq!((role(&page), focus().as_str()), (json!("application"), "article ARTICLE"), "and brings it");
}

const STORY: &str = "Inquiry\n\nAda Lindqvist met Mats Ekdahl in Oslo. “It rained,” said Bo.\n";

/// Ten steps; after each, what the browser tells assistive technology.
const STEPS: &[(&str, &[&str])] = &[
    ("the article", &[]),
    ("Mark text", &["Enter"]),
    ("to the second paragraph", &["PageDown"]),
    ("two words", &["Ctrl+Shift+ArrowRight", "Ctrl+Shift+ArrowRight"]),
    ("Person", &["1"]),
    ("Source instead", &["s"]),
    ("the quotation", &["Ctrl+ArrowDown", "Ctrl+Shift+ArrowRight", "Ctrl+Shift+ArrowRight"]),
    ("Claim, linked to the source", &["c", "l", ",", "Enter"]),
    ("deleted", &["Backspace"]),
    ("undone", &["Ctrl+z"]),
    ("on by a word, out of the mode", &["ArrowRight", "Escape"]),
];

/// `MANICULE_WRITE=1` writes what is seen as what is expected.
pub(crate) fn accessibility_tree(stage: &Stage) {
    let page = stage.open();
    page.import("story.txt", STORY);
    let mut seen = String::new();
    for (name, keys) in STEPS {
        keys.iter().for_each(|key| page.strike(key));
        writeln!(seen, "== {name}: {}\n{}", keys.join(" "), tree(page.browser())).expect("a text grows");
    }
    let file = repository().join("tests/e2e/tests/journeys/keyboard_tree.txt");
    if std::env::var_os("MANICULE_WRITE").is_some() {
        fs::write(&file, &seen).expect("the file can be written");
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    let parting = seen.lines().zip(expected.lines()).find(|(seen, expected)| seen != expected);
    assert!(seen == expected, "keyboard_tree.txt says otherwise, first here: {parting:#?}");
}

/// Roles, names and states of the article, the card, the list and the live regions; none of the numbers that a browser
/// gives.
fn tree(browser: &Browser) -> String {
    let whole = browser.devtools("Accessibility.getFullAXTree", json!({}));
    let nodes = whole["nodes"].as_array().expect("a tree has nodes");
    let mut out = String::new();
    let find = |id: &Value| nodes.iter().find(|node| node["nodeId"] == *id);
    if let Some(root) = nodes.first() {
        tell(root, &find, 0, false, &mut out);
    }
    out
}

fn tell<'a>(node: &'a Value, find: &dyn Fn(&Value) -> Option<&'a Value>, depth: usize, inside: bool, out: &mut String) {
    let text = |value: &Value| value["value"].as_str().unwrap_or_default().to_owned();
    let (role, name) = (text(&node["role"]), text(&node["name"]));
    let property = |wanted: &str| {
        let all = node["properties"].as_array().map(Vec::as_slice).unwrap_or_default();
        let found =
            all.iter().find(|property| property["name"] == wanted).map(|property| property["value"]["value"].clone());
        found.filter(|value| !matches!(value.as_str(), Some("off" | "false"))).filter(|value| *value != false)
    };
    let live = property("live").filter(|_| role != "InlineTextBox");
    let starts = matches!(role.as_str(), "article" | "application") || live.is_some();
    let focused = property("focused").is_some();
    let inside = inside || starts;
    let silent = matches!(role.as_str(), "InlineTextBox" | "none" | "RootWebArea") || node["ignored"] == true;
    let current = node["properties"].as_array().is_some_and(|all| all.iter().any(|p| p["name"] == "current"));
    let mut next = depth;
    if !silent && (inside || focused || current) {
        let live = live.map(|live| format!(" live={}", live.as_str().unwrap_or_default())).unwrap_or_default();
        let state = if focused { " focused" } else { "" };
        writeln!(out, "{}{role} “{name}”{live}{state}", "  ".repeat(depth)).expect("a text grows");
        next += 1;
    }
    for child in node["childIds"].as_array().into_iter().flatten() {
        if let Some(child) = find(child) {
            tell(child, find, next, inside, out);
        }
    }
}
