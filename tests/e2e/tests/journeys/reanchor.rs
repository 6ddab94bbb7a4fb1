//! A newer version of an article: its annotations are looked at side by side, by mouse and by keys, before they move.

use std::time::Instant;

use manicule_e2e::page::Page;
use manicule_e2e::span::{CLAIM, EVENT, Label, PERSON, PLACE, PRODUCT, QUANTITY};
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};

const OLD: &str = "\
The ferry that sank

The Linnea sank in the harbour of Tornå on Monday morning, in calm weather and in full daylight. Its captain, Ada Lindqvist, was not on board that day, the company wrote.

“The log was rewritten by night, page after page, and all of us who had kept it were told to sign it again before the divers came,” said Mats Ekdahl, who had worked on the ship for years.

Read more about the company, its ships and all that has been said of them so far.

The inquiry begins in the autumn. About 140 people were on board.
";

const NEW: &str = "\
The ferry that sank: what we know

Updated at noon. The Linnea sank in the harbour of Tornå on Monday morning, in calm weather and in full daylight. Its captain, Ada Lindqvist, was not on board that day, the company wrote.

“The log was rewritten at night, page after page, and those of us who had kept it were told to sign it before the divers came,” Mats Ekdahl told this paper. He had worked on the ship for years.

Read more about the company, its ships and all that has been said of them so far.

Read more about the company, its ships and all that has been said of them so far.

About 142 people were on board.
";

const CLAIMED: &str = "“The log was rewritten by night, page after page, and all of us who had kept it were told to sign it again before the divers came,”";

/// Marks words of the open article through the door: what is marked is not what is tried here.
fn mark(page: &Page, words: &str, label: Label) {
    let text = page.document()["text"].as_str().unwrap_or_default().to_owned();
    let (before, _) = text.split_once(words).unwrap_or_else(|| panic!("{words} is in the text"));
    let start = before.chars().count();
    let fragments = json!([{ "start": start, "end": start + words.chars().count() }]);
    page.dispatch("annotate", json!({ "label": label.id, "fragments": fragments }));
}

fn marked(stage: &Stage) -> std::rc::Rc<Page> {
    let page = stage.open();
    page.click_selector("[data-action=remove-article]");
    page.idle();
    page.upload(&page.file("ferry.txt", OLD));
    for (words, label) in [
        ("Linnea", PRODUCT),
        ("Tornå", PLACE),
        ("Ada Lindqvist", PERSON),
        (CLAIMED, CLAIM),
        ("Mats Ekdahl", PERSON),
        ("ships", PRODUCT),
        ("inquiry", EVENT),
        ("140", QUANTITY),
    ] {
        mark(&page, words, label);
    }
    page.idle();
    page
}

/// What each row says: its words before, its kind, and what was said to it.
fn rows(page: &Page) -> Vec<(String, String, String)> {
    let script = "return [...document.querySelectorAll('.anchor')].map((row) => ['.anchor-sides p .anchor-words', '.anchor-kind', '.anchor-said'] \
        .map((part) => row.querySelector(part).textContent))";
    let found = page.ask(script, &[]);
    let part = |row: &Value, number: usize| row[number].as_str().unwrap_or_default().to_owned();
    found.as_array().into_iter().flatten().map(|row| (part(row, 0), part(row, 1), part(row, 2))).collect()
}

/// The words of the row that has the focus.
fn here(page: &Page) -> String {
    let script = "return document.activeElement?.closest('.anchor')?.querySelector('.anchor-words')?.textContent ?? ''";
    page.ask(script, &[]).as_str().unwrap_or_default().to_owned()
}

fn spans(page: &Page) -> Vec<(String, String)> {
    page.spans().into_iter().map(|span| (span.text(), span.label)).collect()
}

pub(crate) fn by_mouse(stage: &Stage) {
    let page = marked(stage);
    let (before, article) = (page.export(), page.article());
    page.click_selector(".queue-acts [data-action=load-newer]");
    page.until("the text is asked for", || (page.count("dialog[open] textarea") == 1).then_some(()));
    page.screenshot("the text of a newer version is asked for");
    page.browser().choose_files("input[data-value=newer]", &[page.file("ferry-2.txt", NEW)]);
    page.until("eight rows", || (rows(&page).len() == 8).then_some(()));
    let kinds: Vec<_> = rows(&page).into_iter().map(|(words, kind, _)| (words, kind)).collect();
    let wanted = [
        ("inquiry", "Lost"),
        (CLAIMED, "Doubtful"),
        ("140", "Doubtful"),
        ("Linnea", "Moved"),
        ("Mats Ekdahl", "Moved"),
        ("Tornå", "Exact"),
        ("Ada Lindqvist", "Exact"),
        // What stands before the first of the two paragraphs is what stood there.
        ("ships", "Exact"),
    ];
    assert_eq!(kinds, wanted.map(|(words, kind)| (words.to_owned(), kind.to_owned())));
    page.pictures("a newer version compared");
    // Escape leaves everything as it was.
    page.strike("Escape");
    page.until("the sheet is gone", || (page.count("dialog[open]") == 0).then_some(()));
    assert_eq!(page.export(), before);

    page.click_selector(".queue-acts [data-action=load-newer]");
    page.until("it is there again", || (rows(&page).len() == 8).then_some(()));
    page.click_selector("[data-action=show-anchors][data-value=doubtful]");
    page.until("two rows", || (rows(&page).len() == 2).then_some(()));
    page.click_selector(".anchor.here [data-action=take-anchor]");
    page.until("the next one", || here(&page).contains("140").then_some(()));
    page.screenshot("doubtful ones of a newer version");
    page.click_selector(".anchor.here [data-action=leave-anchor]");
    page.click_selector("[data-action=show-anchors][data-value=all]");
    page.click_selector("[data-action=take-anchor][data-value=same]");
    page.until("all looked at", || {
        page.ask("return document.querySelector('.newer .claims-count').textContent", &[])
            .as_str()
            .is_some_and(|told| told == "all looked at")
            .then_some(())
    });
    page.click_selector("[data-action=use-newer]");
    page.until("the report", || (page.count(".report li") == 2).then_some(()));
    page.screenshot("what stayed with the version before");
    page.strike("Escape");
    page.until("it is gone", || (page.count("dialog[open]") == 0).then_some(()));
    let claimed = "“The log was rewritten at night, page after page, and those of us who had kept it were told to sign it before the divers came,”";
    let there = spans(&page);
    for (words, label) in [
        ("Linnea", "product"),
        ("Tornå", "place"),
        ("Ada Lindqvist", "person"),
        (claimed, "claim"),
        ("Mats Ekdahl", "person"),
        ("ships", "product"),
    ] {
        assert!(there.contains(&(words.to_owned(), label.to_owned())), "{words}: {there:?}");
    }
    assert_eq!(there.len(), 6);
    let ships = page.spans().into_iter().find(|span| span.text() == "ships").expect("it came along");
    assert_eq!(ships.fragments[0].start, NEW[..NEW.find("ships").unwrap_or(0)].chars().count());
    assert_ne!(page.article(), article);
    page.until_saved();
    let after = page.export();
    page.reload();
    assert_eq!(page.export(), after);
    page.strike("Ctrl+z");
    page.until_equal("everything is as it was", &before, || page.export());
    page.strike("Ctrl+y");
    page.until_equal("and moved again", &after, || page.export());
}

/// Two hundred doubtful ones, by keyboard alone.
pub(crate) fn by_keys(stage: &Stage) {
    let page = stage.open();
    page.click_selector("[data-action=remove-article]");
    page.idle();
    let line = |number: usize, said: &str| {
        format!("Witness {number} {said} that {} people had stood on deck {number} of the ship.\n", 100 + number)
    };
    let old: String = (0..200).map(|number| line(number, "said")).collect();
    let new: String = (0..200).map(|number| line(number, "said").replace(" people had", "0 people had")).collect();
    page.upload(&page.file("witnesses.txt", &old));
    let mut at = 0;
    for number in 0..200 {
        let text = line(number, "said");
        let start = at + text.split(" people").next().map_or(0, |before| before.len() - 3);
        page.dispatch(
            "annotate",
            json!({ "label": "quantity", "fragments": [{ "start": start, "end": start + "100 people".len() }] }),
        );
        at += text.len();
    }
    page.strike("Ctrl+k");
    page.type_text("newer version");
    page.strike("Enter");
    page.until("the text is asked for", || (page.count("dialog[open] textarea") == 1).then_some(()));
    page.browser().choose_files("input[data-value=newer]", &[page.file("witnesses-2.txt", &new)]);
    page.until("the first row has the focus", || here(&page).contains("100 people").then_some(()));
    page.strike("j");
    page.until("the next", || here(&page).contains("101 people").then_some(()));
    page.strike("ArrowUp");
    page.until("back", || here(&page).contains("100 people").then_some(()));
    page.strike("n");
    let begun = Instant::now();
    for number in 1..200 {
        page.press(if number % 2 == 0 { "y" } else { "Enter" });
    }
    page.until("all looked at", || {
        page.ask("return document.querySelector('.newer .claims-count').textContent", &[])
            .as_str()
            .is_some_and(|told| told == "all looked at")
            .then_some(())
    });
    println!("    199 doubtful ones taken by keys in {} ms", begun.elapsed().as_millis());
    page.strike("Ctrl+Enter");
    page.until("the report", || (page.count(".report li") == 1).then_some(()));
    page.strike("Escape");
    let there = page.spans();
    assert_eq!((there.len(), there[0].text()), (199, "1010 people".to_owned()));
    assert!(!page.export().contains("\"source\":\"moved\""), "what was taken is not doubted");
}

pub(crate) fn right_to_left(stage: &Stage) {
    let page = stage.open();
    let old = "غرقت العبّارة Linnea في ميناء المدينة صباح يوم الاثنين في طقس هادئ.\n\nقالت ليلى حداد إن أحدا لم يسأل الطاقم منذ أحد عشر عاما، ورفضت الشركة هذه الرواية.\n";
    page.upload(&page.file("rtl.txt", old));
    mark(&page, "ليلى حداد", PERSON);
    mark(&page, "أحدا لم يسأل الطاقم منذ أحد عشر عاما", CLAIM);
    mark(&page, "Linnea", PRODUCT);
    let new = old.replace("قالت", "وأضافت الوزيرة").replace("أحد عشر عاما", "عشرة أعوام");
    page.dispatch("load-newer", json!({ "text": new }));
    page.until("three rows", || (rows(&page).len() == 3).then_some(()));
    page.pictures("a newer version, right to left");
    page.strike("Ctrl+Enter");
    page.until("the sheet is gone", || (page.count("dialog[open]") == 0).then_some(()));
    assert_eq!(spans(&page).len(), 3);
}
