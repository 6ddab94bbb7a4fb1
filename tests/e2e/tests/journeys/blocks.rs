//! What stretches of a scraped article are, and what is known of the article, corrected by mouse and by keys alone.

use manicule_e2e::looks::Theme;
use manicule_e2e::page::Page;
use manicule_e2e::span::PERSON;
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};

/// As a scraper saves a page: its article and what stands around it.
const SCRAPED: &str = "World · Harbour\n4 MIN READ\nDivers find the second rudder of the Linnea\nThe board says the find \
    may end the case.\nBy Ada Lindqvist\nThe wreck of the Linnea, last spring. / Photo: M. Ekdahl\nDivers have found the \
    second rudder of the ferry Linnea, the board said on Monday. It lay a mile north of the wreck, under sand.\n\nREAD \
    MORE: What we know about the night\n\n“It was where the log said it would be,” said Mats Ekdahl, who led the search. \
    The board had asked for it twice.\n\nWhat happens now\n\nThe court hears the owners in May.\nRecommended\nBridge to \
    close for nine nights\nPilots leave small ports\nCouncil delays vote";

const READ_MORE: usize = 7;
const CAPTION: usize = 5;
const RECOMMENDED: usize = 11;

/// All of it plain paragraphs of the article, whatever was found out when it came in.
fn scraped(page: &Page) {
    page.upload(&page.file("divers.txt", SCRAPED));
    let all: Vec<String> = (0..page.blocks().len()).map(|number| number.to_string()).collect();
    page.dispatch("toggle-furniture", json!({ "ids": all, "kind": "body" }));
    page.dispatch("set-block", json!({ "ids": all, "kind": "p" }));
    page.idle();
}

/// Each block as the export has it: its kind, a heading with its level, and `~` for furniture.
fn blocks(page: &Page) -> String {
    let document = page.document();
    let blocks = document["blocks"].as_array().expect("a document has blocks");
    let shown = |block: &Value| {
        let level = block["level"].as_u64().map(|level| level.to_string()).unwrap_or_default();
        let furniture = if block["role"] == "furniture" { "~" } else { "" };
        format!("{}{level}{furniture}", block["type"].as_str().or(block["kind"].as_str()).unwrap_or("?"))
    };
    blocks.iter().map(shown).collect::<Vec<_>>().join(" ")
}

fn block(page: &Page, number: usize) -> String {
    blocks(page).split(' ').nth(number).unwrap_or_default().to_owned()
}

/// The pointer over the middle of a block.
fn point(page: &Page, number: usize) {
    page.point_at(page.point_of(number, 4, "middle"));
    page.idle();
}

fn button(page: &Page) -> String {
    page.ask("return document.querySelector('.block-button.placed')?.dataset.value ?? ''", &[])
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

fn field(page: &Page, name: &str) -> String {
    let script = "return document.querySelector(`.about-sheet [data-field=${arguments[0]}]`)?.value ?? ''";
    page.ask(script, &[json!(name)]).as_str().unwrap_or_default().to_owned()
}

fn focus(page: &Page) -> String {
    let script = "const has = document.activeElement; return has.dataset.field ?? has.dataset.action ?? has.tagName";
    page.ask(script, &[]).as_str().unwrap_or_default().to_owned()
}

/// Types into a field of the sheet, in the place of what is there.
fn write(page: &Page, name: &str, text: &str) {
    page.click_selector(&format!(".about-sheet [data-field={name}]"));
    page.strike("Ctrl+a");
    page.type_text(text);
    page.strike("Enter");
}

pub(crate) fn by_mouse(stage: &Stage) {
    let page = stage.open();
    scraped(&page);
    let count = page.blocks().len();
    let kept = page.mark("Ada Lindqvist", PERSON);
    page.strike("Escape");
    let before = page.layout();
    assert_eq!(button(&page), CAPTION.saturating_sub(1).to_string(), "the hand is still over the byline");

    point(&page, READ_MORE);
    assert_eq!(button(&page), READ_MORE.to_string());
    before.assert_still(&page.layout(), "with the button of a block");
    page.pictures("a block pointed at");
    // It goes along when the window becomes another one.
    let inside = "const placed = document.querySelector('.block-button.placed'), button = placed.getBoundingClientRect(); \
        const block = document.querySelector(`[data-block=\"${placed.dataset.value}\"]`).getBoundingClientRect(); \
        return button.right <= innerWidth && button.left >= block.left && Math.abs(button.bottom - block.top) < 40";
    page.window(390, 844);
    assert_eq!(page.ask(inside, &[]), json!(true), "narrow, it stands above its block");
    page.window(1400, 900);
    point(&page, READ_MORE);
    page.strike("Shift+B");
    assert!(block(&page, READ_MORE).ends_with('~'), "{}", blocks(&page));
    assert!(page.told().contains("Page furniture: READ MORE"), "{}", page.told());
    page.strike("Shift+B");
    assert!(!block(&page, READ_MORE).ends_with('~'));
    // A list to choose from has the focus, and nothing of its own to undo.
    page.ask("document.querySelector('.queue select').focus()", &[]);
    page.strike("Ctrl+z");
    assert!(block(&page, READ_MORE).ends_with('~'), "{}", blocks(&page));
    page.ask("document.activeElement.blur()", &[]);

    // Its button, and the sheet behind it.
    point(&page, CAPTION);
    page.click_selector(".block-button");
    page.until("the sheet", || (page.count("dialog[open] .block-sheet") == 1).then_some(()));
    page.pictures("what a paragraph is");
    page.click_selector(".block-sheet [data-value=caption]");
    page.until("the sheet to go", || (page.count("dialog[open]") == 0).then_some(()));
    assert_eq!(block(&page, CAPTION), "caption");

    // The tail of other headlines, at once.
    point(&page, RECOMMENDED);
    page.click_selector(".block-button");
    page.click_selector(".block-sheet [data-action=furniture-from-here]");
    page.idle();
    let now = blocks(&page);
    assert!(now.split(' ').skip(RECOMMENDED).all(|block| block.ends_with('~')), "{now}");
    assert!(!block(&page, RECOMMENDED - 1).ends_with('~'), "{now}");

    // Several by a drag, which leaves them picked out.
    page.drag_over(&page.stretch("World", "4 MIN READ"));
    page.strike("Shift+B");
    assert!(block(&page, 0).ends_with('~') && block(&page, 1).ends_with('~'), "{}", blocks(&page));
    assert!(page.has_pending());
    page.strike("Escape");
    page.pictures("an article and its furniture");
    page.theme(Theme::Forced);
    page.screenshot("in the system’s colours");
    page.theme(Theme::Light);

    // What was marked before stands as it was; nothing of the text is gone.
    assert_eq!(page.span(&kept.id).text(), "Ada Lindqvist");
    assert_eq!((page.blocks().len(), page.document()["text"] == SCRAPED), (count, true));
    let wanted = blocks(&page);
    page.until_saved();
    page.reload();
    assert_eq!(blocks(&page), wanted);
    (0..5).for_each(|_| page.strike("Ctrl+z"));
    assert!(!blocks(&page).contains('~'), "{}", blocks(&page));
}

pub(crate) fn by_keys(stage: &Stage) {
    let page = stage.open();
    scraped(&page);
    page.strike("Enter");
    page.strike("Ctrl+Home");
    page.strike("Shift+B");
    assert!(block(&page, 0).ends_with('~'), "{}", blocks(&page));
    page.strike("PageDown");
    page.strike("Shift+B");
    page.strike("PageDown");
    assert_eq!(button(&page), "2", "the button goes with the caret");
    page.strike("Shift+K");
    page.until("the sheet", || (page.count("dialog[open] .block-sheet") == 1).then_some(()));
    page.strike("h");
    assert_eq!(block(&page, 2), "title");
    assert_eq!(focus(&page), page.ask("return document.querySelector('article').tagName", &[]), "back in the article");
    for (key, kind) in [("d", "deck"), ("b", "byline"), ("c", "caption")] {
        page.strike("PageDown");
        page.strike("Shift+K");
        page.strike(key);
        assert!(blocks(&page).contains(kind), "{kind}: {}", blocks(&page));
    }
    // By Tab and Space, as in every sheet.
    page.strike("Shift+K");
    page.until("a sheet with the focus", || (focus(&page) == "toggle-furniture").then_some(()));
    page.strike("Escape");
    page.until("the sheet to go", || (page.count("dialog[open]") == 0).then_some(()));
    // Several: what the caret passes with Shift.
    page.strike("Ctrl+End");
    page.strike("Shift+PageUp");
    page.strike("Shift+PageUp");
    page.strike("Shift+B");
    let tail: Vec<String> = blocks(&page).split(' ').rev().take(3).map(str::to_owned).collect();
    assert!(tail.iter().filter(|block| block.ends_with('~')).count() >= 2, "{tail:?}");
    page.screenshot("by keys");
    page.strike("Escape");
    page.strike("Escape");
    // By name.
    page.strike("Ctrl+k");
    page.type_text("about this");
    page.strike("Enter");
    page.until("the sheet", || (page.count("dialog[open] .about-sheet") == 1).then_some(()));
    page.strike("Escape");
    page.until("the sheet to go", || (page.count("dialog[open]") == 0).then_some(()));
}

pub(crate) fn about_the_article(stage: &Stage) {
    let page = stage.open();
    scraped(&page);
    page.click_selector(".crumb-article");
    page.until("the sheet", || (page.count("dialog[open] .about-sheet") == 1).then_some(()));
    page.pictures("about the article");
    write(&page, "title", "Divers find the rudder");
    write(&page, "author", "Ada Lindqvist");
    write(&page, "published", "2025-07-03");
    write(&page, "site", "Norrland Tidende");
    write(&page, "lang", "sv_se");
    page.until_equal("the language, as it is written", &"sv-SE".to_owned(), || field(&page, "lang"));
    assert_eq!(field(&page, "published"), "2025-07-03");
    write(&page, "url", "javascript:alert(1)");
    page.until("a reason", || (page.count(".about-sheet [role=alert]") == 1).then_some(()));
    assert_eq!(field(&page, "url"), "javascript:alert(1)", "what was typed stays, to be mended");
    assert_eq!(page.count(".about-sheet a"), 0, "it leads nowhere");
    page.pictures("an address that is none");
    write(&page, "url", "https://example.org/rudder");
    assert_eq!(page.count(".about-sheet [role=alert]"), 0);
    assert_eq!(page.count(".about-sheet a[href='https://example.org/rudder'][rel~=noopener]"), 1);
    write(&page, "title", "  ");
    page.until("a reason", || (page.count(".about-sheet [role=alert]") == 1).then_some(()));
    // Escape leaves the field as it was, once more the sheet.
    page.click_selector(".about-sheet [data-field=title]");
    page.strike("Escape");
    assert_eq!(field(&page, "title"), "Divers find the rudder");
    assert_eq!(page.count(".about-sheet [role=alert]"), 0);
    page.strike("Escape");
    page.until("the sheet to go", || (page.count("dialog[open]") == 0).then_some(()));

    let meta = page.document();
    assert_eq!(meta["meta"]["title"], "Divers find the rudder");
    assert_eq!((&meta["meta"]["author"], &meta["lang"]), (&json!("Ada Lindqvist"), &json!("sv-SE")));
    assert_eq!(meta["meta"]["url"], "https://example.org/rudder");
    let shown = "return [document.querySelector('article').lang, document.querySelector('.crumb-article').textContent, \
        document.querySelector('.queue [aria-current]').innerText.includes('Divers find the rudder')]";
    assert_eq!(page.ask(shown, &[]), json!(["sv-SE", "Divers find the rudder", true]));

    // From right to left, and back by undoing.
    page.dispatch("set-article", json!({ "field": "lang", "text": "ar" }));
    page.idle();
    assert_eq!(page.ask("return document.querySelector('article').dir", &[]), "rtl");
    page.strike("Ctrl+z");
    page.idle();
    assert_eq!(page.ask("return document.querySelector('article').dir", &[]), "");
    page.until_saved();
    page.reload();
    assert_eq!(page.document()["meta"], meta["meta"]);
}

/// Every kind as furniture, from left to right and the other way.
pub(crate) fn looks(stage: &Stage) {
    let page = stage.open();
    let arabic = "أخبار\nدقائق للقراءة\nغواصون يعثرون على الدفة الثانية للعبارة\nقالت الهيئة إن العثور قد ينهي القضية.\n\
        عثر غواصون على الدفة الثانية للعبارة لينيا، حسبما قالت الهيئة يوم الاثنين.\nاقرأ المزيد\nجسر يغلق تسع ليال\nأخبار أخرى";
    page.import("arabic.txt", arabic);
    page.dispatch("set-article", json!({ "field": "lang", "text": "ar" }));
    page.dispatch("furniture-from-here", json!({ "ids": ["5"] }));
    page.dispatch("toggle-furniture", json!({ "ids": ["0", "1"], "kind": "furniture" }));
    page.dispatch("set-block", json!({ "ids": ["2"], "kind": "title" }));
    point(&page, 4);
    assert_eq!(button(&page), "4");
    let beside = "const button = document.querySelector('.block-button').getBoundingClientRect(); \
        const block = document.querySelector('[data-block=\"4\"]').getBoundingClientRect(); \
        return button.left >= block.right && button.right <= innerWidth";
    assert_eq!(page.ask(beside, &[]), json!(true), "the button stands where the lines begin");
    page.pictures("from right to left");

    scraped(&page);
    let kinds = ["title", "deck", "byline", "dateline", "h2", "p", "quote", "li", "caption", "other"];
    for (number, kind) in kinds.iter().enumerate() {
        page.dispatch("set-block", json!({ "ids": [number.to_string()], "kind": kind }));
    }
    page.screenshot("every kind");
    page.dispatch("furniture-from-here", json!({ "ids": ["0"] }));
    page.idle();
    page.screenshot("every kind as furniture");
}
