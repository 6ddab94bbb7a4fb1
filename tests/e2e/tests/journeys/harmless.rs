//! Bad moves are harmless, and words are what the script says.

use crate::texts::HARBOUR;
use manicule_e2e::hand::Point;
use manicule_e2e::page::Page;
use manicule_e2e::span::{CLAIM, ORGANISATION, PERSON, PLACE, QUANTITY};
use manicule_e2e::stage::Stage;

/// A place in the middle of an element.
fn at(page: &Page, selector: &str, share: (f64, f64)) -> Point {
    let script = "const box = document.querySelector(arguments[0]).getBoundingClientRect(); \
        return { x: box.left + box.width * arguments[1], y: box.top + box.height * arguments[2] }";
    let place = page.ask(script, &[selector.into(), share.0.into(), share.1.into()]);
    Point { x: place["x"].as_f64().expect("a number"), y: place["y"].as_f64().expect("a number") }
}

pub(crate) fn bad_moves(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let before = page.export();
    let unchanged = |what: &str| {
        page.idle();
        assert_eq!(page.export(), before, "{what}");
    };

    // A click without words, a label's key with nothing, a click beside everything.
    page.click(page.inside(&page.passage("rejected")));
    unchanged("a click in plain text");
    page.strike("Backspace");
    page.strike("Space");
    page.strike("k");
    unchanged("keys that have nothing to work on");
    assert!(!page.has_pending());

    // A label held: clicks still label nothing.
    page.strike(PERSON.key);
    page.click(page.inside(&page.passage("account")));
    page.click(at(&page, "[data-pane=article]", (0.97, 0.9)));
    unchanged("clicks while a label is held");
    page.strike("Escape");

    // Space alone, and nothing at all.
    page.holding("Alt", || {
        // From the end of a paragraph to the start of the next.
        let (above, below) = (page.passage("ferry sank."), page.passage("“The log"));
        page.drag(
            page.point_of(above.last_block, above.end - 1, "trailing"),
            page.point_of(below.first_block, below.start, "leading"),
        );
    });
    page.idle();
    assert!(!page.has_pending(), "a space is no words: {}", page.pending());
    assert_eq!(page.told(), "There are no words in this selection.");
    page.strike(PLACE.key);
    unchanged("a space is not marked");
    page.strike("Escape");
    page.strike("Escape");

    // From outside into the article: clipped where the hand left off, never sent to the start of the document.
    let into = page.inside(&page.passage("rejected"));
    for (name, from) in [
        ("the queue", at(&page, ".queue .h", (0.3, 0.5))),
        ("the panel", at(&page, ".desk .h", (0.3, 0.5))),
        ("the bar", at(&page, ".brand", (0.9, 0.5))),
    ] {
        page.drag(from, into);
        page.idle();
        assert_eq!(page.pending(), "", "a drag that began in {name} picks nothing out");
        page.strike(PERSON.key);
        unchanged(name);
        page.strike("Escape");
        page.strike("Escape");
    }
    // Out of the article: the words up to its end, or start, in the direction of the hand.
    let out = page.inside(&page.passage("Norrland"));
    page.drag(out, at(&page, ".foot", (0.5, 0.5)));
    page.idle();
    assert!(page.pending().starts_with("Norrland"), "{}", page.pending());
    page.strike("Escape");
    page.drag(out, at(&page, ".bar", (0.5, 0.5)));
    page.idle();
    assert!(!page.pending().contains("rejected"), "{}", page.pending());
    page.strike("Escape");
    let words = page.passage("opened the Linnea");
    let (from, _) = page.ends_of(&words);
    page.drag(from, at(&page, ".desk", (0.5, 0.3)));
    page.idle();
    assert!(!page.pending().is_empty() && !page.pending().contains("Norrland"), "{}", page.pending());
    page.strike("Escape");

    // The other buttons of a mouse, and letting go over a button, do nothing to the data.
    page.select("rejected the account");
    page.drag(out, at(&page, "[data-label=person]", (0.5, 0.5)));
    page.strike("Escape");
    page.strike("Escape");
    unchanged("a drag that ends on a label");

    // Words beyond the article by a triple click: the paragraph, no more.
    page.triple_click(page.inside(&page.passage("rejected")));
    page.idle();
    let pending = page.pending();
    assert!(pending.starts_with("Norrland") && pending.trim_end_matches('.').ends_with("on board"), "{pending}");
    page.strike("Escape");

    // Ctrl and a double click on a word of another annotation: a part of the one that is selected, nothing besides.
    let lines = page.mark("Norrland Lines", ORGANISATION);
    page.strike("Escape");
    let ada = page.mark("Ada Lindqvist", PERSON);
    page.holding("Ctrl", || page.double_click(page.inside(&page.passage("Lines"))));
    page.idle();
    assert_eq!(page.selected(), [ada.id.as_str()]);
    assert_eq!(page.span(&ada.id).text(), "Ada Lindqvist … Lines");
    assert_eq!(page.span(&lines.id).text(), "Norrland Lines");
    (0..3).for_each(|_| page.strike("Ctrl+z"));
    unchanged("three steps undone");
}

/// What is dragged over, and the words that are then marked.
type Picks = &'static [(&'static str, &'static str)];

/// The language of an article, the article, and what is picked out in it.
const WORDS: &[(&str, &str, Picks)] = &[
    (
        "en",
        "The talks\nMr. Brown of the U.S. Senate said shares fell 5%, or $4.2 million, in Paris, Texas.\n“Don’t,” he said.\nThe U.S.’s envoy left at 9 p.m. on Monday.\n",
        &[
            ("5%", "5%"),
            ("U.S.", "U.S."),
            ("Paris", "Paris"),
            ("Paris,", "Paris"),
            ("$4.2 million,", "$4.2 million"),
            ("rown", "Brown"),
        ],
    ),
    (
        "zh",
        "谈判\n中国外交部长王毅周一在北京会见了记者。\n",
        &[("王毅", "王毅"), ("北京", "北京"), ("外交部长", "外交部长")],
    ),
    ("ja", "会談\n安倍晋三首相は月曜日に東京で会見した。\n", &[("東京", "東京"), ("安倍晋三", "安倍晋三")]),
    ("th", "การประชุม\nนายกรัฐมนตรีพบสื่อมวลชนที่กรุงเทพมหานครเมื่อวันจันทร์\n", &[("กรุงเทพมหานคร", "กรุงเทพมหานคร")]),
    ("ar", "المحادثات\nقالت ليلى حداد، وزيرة البيئة، إن الخطة جاهزة.\n", &[("ليلى حداد،", "ليلى حداد")]),
];

pub(crate) fn word_rules(stage: &Stage) {
    let page = stage.open();
    for (language, text, picks) in WORDS {
        let file = serde_json::json!({
            "format": "article-annotations", "version": "1.0", "id": language, "text": text, "lang": language,
        });
        page.upload(&page.file(&format!("{language}.jsonl"), &format!("{file}\n")));
        for (dragged, expected) in *picks {
            page.select(*dragged);
            let label = if dragged.contains('%') { QUANTITY } else { PLACE };
            assert_eq!(page.label(label).text(), *expected, "{language}: a drag over {dragged}");
            page.strike("Backspace");
        }
        page.screenshot(language);
    }
    // Double clicks: of whole things that the browser's own words would cut.
    page.open_article("en");
    for (word, expected) in [("Paris", "Paris"), ("Brown", "Brown")] {
        page.double_click_word(word);
        assert_eq!(page.label(PLACE).text(), expected);
        page.strike("Backspace");
    }
    let percent = page.passage("5%");
    page.double_click(page.point_of(percent.first_block, percent.start, "leading"));
    page.idle();
    assert_eq!(page.label(QUANTITY).text(), "5%", "a double click on the number");
    let claim = page.mark("“Don’t,”", CLAIM);
    assert_eq!(claim.text(), "“Don’t,”");
}
