//! How the page looks, what language it speaks, what it tells somebody who is new, and what it is on paper.

use crate::texts::HARBOUR;
use manicule_e2e::hand::Point;
use manicule_e2e::page::Page;
use manicule_e2e::span::{CLAIM, ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};

const ROOT: &str = "const root = document.documentElement; const css = getComputedStyle(root); \
    return { theme: root.dataset.theme, size: css.getPropertyValue('--size'), queue: css.getPropertyValue('--queue'), \
        dark: getComputedStyle(document.body).backgroundColor, letters: getComputedStyle(document.querySelector('.article')).fontSize, \
        pane: document.querySelector('.room > .queue').getBoundingClientRect().width, lang: root.lang, dir: root.dir }";

fn root(page: &Page) -> Value {
    page.ask(ROOT, &[])
}

fn sheet(page: &Page) {
    page.strike("Shift+D");
    page.until("the sheet", || (page.count("dialog[open] .look") == 1).then_some(()));
}

/// Theme and sizes are changed by hand and by key, seen at once, there after a reload, and taken back.
pub(crate) fn themes_and_sizes(stage: &Stage) {
    let page = stage.open();
    let before = root(&page);
    assert_eq!((before["letters"].as_str(), before["pane"].as_f64()), (Some("18px"), Some(236.0)), "{before}");
    sheet(&page);
    page.pictures("look");
    page.click_selector("dialog input[value=dark]");
    page.until("dark", || (root(&page)["dark"] != before["dark"]).then_some(()));
    page.click_selector("dialog input[value=contrast]");
    page.until("contrast", || (root(&page)["theme"] == "contrast").then_some(()));
    let ink = page.ask("return getComputedStyle(document.body).color", &[]);
    assert_eq!(ink, "rgb(0, 0, 0)", "black on white");
    for (name, presses) in [("size", 2), ("queue", 4)] {
        page.ask(&format!("document.querySelector('dialog [data-name={name}]').focus()"), &[]);
        (0..presses).for_each(|_| page.strike("ArrowRight"));
    }
    page.until("larger letters", || (root(&page)["letters"] == "21.6px").then_some(()));
    assert_eq!(root(&page)["pane"], 252.0);
    page.strike("Escape");
    let marked = page.mark("Norrland Lines", ORGANISATION);
    page.screenshot("contrast and larger");
    page.until_saved();
    page.reload();
    let again = root(&page);
    assert_eq!((again["theme"].as_str(), again["letters"].as_str()), (Some("contrast"), Some("21.6px")), "{again}");
    assert_eq!(page.span(&marked.id), marked);
    sheet(&page);
    page.click_selector("dialog [data-action=set-look]");
    page.until_equal("all as it was", &before, || root(&page));
}

/// Only the article: labels are given by key as ever, and all else is back with the same key.
pub(crate) fn only_the_article(stage: &Stage) {
    let page = stage.open();
    let panes =
        "return ['.bar', '.queue', '.desk'].filter((pane) => document.querySelector(pane).checkVisibility()).length";
    assert_eq!(page.ask(panes, &[]), 3);
    page.strike("Shift+Z");
    page.until("nothing else", || (page.ask(panes, &[]) == 0).then_some(()));
    let marked = page.mark("Norrland Lines", ORGANISATION);
    page.screenshot("only the article");
    page.until_saved();
    page.reload();
    assert_eq!(page.ask(panes, &[]), 0, "until it is taken back");
    // By mouse as well: the foot stays.
    page.click_selector(".foot [data-action=look]");
    page.click_selector("dialog [data-action=toggle-focus]");
    page.strike("Escape");
    page.until("everything", || (page.ask(panes, &[]) == 3).then_some(()));
    assert_eq!(page.span(&marked.id), marked);
}

pub(crate) fn speak(page: &Page, code: &str) {
    sheet(page);
    page.ask("window.before = true", &[]);
    page.ask(
        "const select = document.querySelector('dialog [data-name=language]'); select.value = arguments[0]; \
         select.dispatchEvent(new Event('change', { bubbles: true }))",
        &[json!(code)],
    );
    page.until("the page anew", || page.ask("return !window.before", &[]).as_bool()?.then_some(()));
    page.ready();
}

/// Turkish, Arabic and English again: all words are of the language, Arabic is mirrored, and what is marked is the same.
pub(crate) fn languages(stage: &Stage) {
    let page = stage.open();
    // What keeps the page for when there is no network fetches all files, but later.
    let asked = page.site().requests();
    assert!(!asked.iter().any(|request| request.path.ends_with(".txt")), "none is fetched for English: {asked:?}");
    page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    let export = page.export();
    assert_eq!(root(&page)["lang"], "en");
    let says = |words: &str| {
        let all = page.ask("return document.body.innerText", &[]);
        assert!(all.as_str().is_some_and(|all| all.contains(words)), "{words}: {all}");
    };
    speak(&page, "tr");
    assert_eq!((&root(&page)["lang"], &root(&page)["dir"]), (&json!("tr"), &json!("ltr")));
    says("Dışa aktar");
    assert_eq!(page.export(), export);
    page.pictures("turkish");

    speak(&page, "ar");
    assert_eq!((&root(&page)["lang"], &root(&page)["dir"]), (&json!("ar"), &json!("rtl")));
    says("تصدير");
    let sides = "const at = (pane) => document.querySelector(pane).getBoundingClientRect().left; return at('.queue') > at('.desk')";
    assert_eq!(page.ask(sides, &[]), true, "the panes are mirrored");
    assert_eq!(page.export(), export);
    let claim = page.mark("“The log was rewritten,”", CLAIM);
    page.pictures("arabic");
    page.dispatch("history", json!({}));
    page.until("the history", || (page.count("dialog[open]") == 1).then_some(()));
    assert_eq!(
        page.ask("return /[٠-٩۰-۹]/.test(document.body.innerText)", &[]),
        false,
        "digits as in offsets and files"
    );
    assert_eq!(page.ask("return /[0-9]:[0-9]/.test(document.querySelector('dialog').innerText)", &[]), true, "a time");
    page.strike("Escape");
    sheet(&page);
    page.screenshot("arabic, look");
    page.strike("Escape");
    page.until_saved();

    speak(&page, "en");
    says("Export");
    assert_eq!(page.span(&claim.id), claim);
}

/// Three hints, one after the other, each gone for good once it was followed; with the keys that do it here.
pub(crate) fn hints_go(stage: &Stage) {
    let page = stage.open();
    page.window(1600, 900);
    let hint = |page: &Page| page.ask("return document.querySelector('.hints').innerText", &[]);
    assert_eq!(hint(&page), "double-click, then a label’s key");
    page.mark("Norrland Lines", ORGANISATION);
    assert_eq!(hint(&page), "L links a claim to its source");
    page.dispatch("set-keys", json!({ "id": "start-link", "keys": ["Shift+E"] }));
    assert_eq!(hint(&page), "Shift E links a claim to its source", "as the keys are here");
    page.download(|| page.strike("Ctrl+s"));
    let claim = page.spans().into_iter().find(|span| span.label == CLAIM.id).expect("the sample has one");
    let name = page.spans().into_iter().find(|span| span.label == PERSON.id).expect("and a person");
    page.dispatch("set-keys", json!({ "id": "start-link" }));
    page.dispatch("link", json!({ "from": claim.id, "to": name.id, "kind": "addressee" }));
    page.until("none", || (hint(&page) == "").then_some(()));
    page.until_saved();
    page.reload();
    assert_eq!(hint(&page), "", "for good");
}

/// What is printed has every mark, also far from the window, and the labels as a legend.
pub(crate) fn printed(stage: &Stage) {
    let page = stage.open();
    let long = (0..400)
        .map(|n| format!("Paragraph {n} of a long story about Ada Lovelace and her engine."))
        .collect::<Vec<_>>();
    let long = long.join("\n\n");
    page.import("long.txt", &long);
    let end = long.len() - "Ada Lovelace and her engine.".len();
    page.call("dispatch", json!(["annotate", { "label": "person", "fragments": [{ "start": end, "end": end + 12 }] }]));
    page.idle();
    let pdf = page.browser().devtools("Page.printToPDF", json!({ "printBackground": true }));
    let pages = pdf["data"].as_str().map_or(0, str::len);
    assert!(pages > 20_000, "a file of some pages: {pages}");
    let last = "return [...document.querySelectorAll('.section')].at(-1).matches('.tagged') && \
        document.querySelector('.section:last-of-type mark.m')?.textContent";
    assert_eq!(page.ask(last, &[]), "Ada Lovelace", "what is far from the window came for it");
    page.browser().devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    page.screenshot("print");
    let shown =
        "return ['.bar', '.foot', '.queue', '.labels'].map((part) => document.querySelector(part).checkVisibility())";
    assert_eq!(page.ask(shown, &[]), json!([false, false, false, true]));
    page.browser().devtools("Emulation.setEmulatedMedia", json!({ "media": "" }));
}

/// A schema as bad as it gets: a name of a hundred characters, one from the right, and a label with sixty attributes.
fn heavy(page: &Page) -> Value {
    let mut schema = page.call("project", json!([]))["schema"].clone();
    schema["id"] = json!("heavy");
    let labels = schema["labels"].as_array_mut().expect("a list");
    labels[0]["name"] = json!("Donaudampfschifffahrtsgesellschaft ".repeat(3)[..100].to_owned());
    labels[1]["name"] = json!("هيئة أو شركة أو حزب أو وزارة أو فريق أو جهة أخرى لها اسم معروف");
    let claim = labels.iter_mut().find(|label| label["id"] == CLAIM.id).expect("claims");
    let attributes = claim["attributes"].as_array_mut().expect("a list");
    let first = attributes[0].clone();
    for number in attributes.len()..60 {
        let mut attribute = first.clone();
        attribute["name"] = json!(format!("attribute_{number}"));
        attribute["title"] = json!(format!("Attribute {number}"));
        attributes.push(attribute);
    }
    json!({ "format": "article-annotations-schema", "version": "1.0", "schema": schema })
}

/// Whatever the window and the labels, nothing sticks out, and there is room to read and to mark.
pub(crate) fn any_window(stage: &Stage) {
    let page = stage.open();
    let object = heavy(&page);
    page.browser().choose_file("input[type=file]", &page.file("heavy.json", &object.to_string()));
    page.until("the schema", || (page.count("dialog[open] .schema-labels") == 1).then_some(()));
    page.click_selector("[data-action=schema-keep]");
    page.strike("Escape");
    page.until("its labels", || {
        page.ask("return document.querySelector('.lab').innerText.length > 80", &[]).as_bool().filter(|it| *it)
    });
    let claim = page.spans().into_iter().find(|span| span.label == CLAIM.id).expect("the sample has one");
    let room = "const box = (each) => document.querySelector(each).getBoundingClientRect(); const page = box('.page'); \
        const own = [...document.querySelectorAll('button:is(.lab, .act, .btn, .thumb)')].filter((each) => each.checkVisibility()); \
        return { out: document.documentElement.scrollWidth - innerWidth, below: Math.round(box('.foot').bottom - innerHeight), \
            width: page.width, height: page.height, column: box('.article').width, \
            small: own.filter((each) => each.getBoundingClientRect().height < 24).map((each) => each.outerHTML.slice(0, 90)) }";
    for (width, height) in [(320, 640), (390, 844), (700, 450), (761, 700), (1080, 800), (1400, 900), (4000, 1200)] {
        page.window(width, height);
        page.choose(&claim.id);
        page.screenshot(&format!("{width} by {height}"));
        let found = page.ask(room, &[]);
        assert!(found["out"].as_f64() <= Some(0.0) && found["below"].as_f64() <= Some(0.0), "{width}: {found}");
        assert!(found["width"].as_f64() >= Some(300.0) && found["height"].as_f64() >= Some(150.0), "{width}: {found}");
        assert!(found["column"].as_f64() <= Some(700.0), "a line that is read at a glance: {width}: {found}");
        assert_eq!(found["small"], json!([]), "{width}");
        page.strike("Escape");
    }
    page.window(1400, 900);
}

/// The borders of the panes are pulled, there after a reload, and as they come after a double click.
pub(crate) fn borders(stage: &Stage) {
    let page = stage.open();
    let widths = |page: &Page| {
        let script = "return ['.queue', '.desk'].map((pane) => Math.round(document.querySelector(pane).getBoundingClientRect().width))";
        page.ask(script, &[])
    };
    assert_eq!(widths(&page), json!([236, 292]));
    let seam = |name: &str| {
        let script = "const seam = document.querySelector(`[data-seam=${arguments[0]}]`).getBoundingClientRect(); return [seam.x, seam.y]";
        let at = page.ask(script, &[json!(name)]);
        Point { x: at[0].as_f64().unwrap_or_default(), y: 400.0 }
    };
    for (name, by) in [("queue", 60.0), ("desk", -40.0)] {
        let from = seam(name);
        page.drag(from, Point { x: from.x + by, ..from });
        page.idle();
    }
    page.until_equal("wider panes", &json!([296, 332]), || widths(&page));
    page.until_saved();
    page.reload();
    assert_eq!(widths(&page), json!([296, 332]));
    page.double_click(seam("queue"));
    page.until_equal("as it comes", &json!([236, 332]), || widths(&page));
}

/// German words as long as its compounds are.
const COMPOUNDS: &str = "Die Untersuchung\n\nDie Bundesverkehrsministerin bezeichnete die Untersuchungsergebnisse als außerordentlich \
    besorgniserregend, während Schifffahrtsgesellschaften Entschädigungszahlungen grundsätzlich ablehnten und \
    Versicherungsunternehmen schwiegen. Verantwortungsträger widersprachen der Darstellung der Hafenverwaltungsbehörde.";

/// Long words break by the rules of the article's language, not of another, where no line moves for a mark then: Firefox
/// brings rules of German, Chromium does not break.
pub(crate) fn hyphens(stage: &Stage) {
    let page = stage.open();
    let article = |id: &str, language: Value| {
        let object = json!({ "format": "article-annotations", "version": "1.0", "id": id, "text": COMPOUNDS, "lang": language,
            "meta": { "title": id }, "spans": [] });
        page.import(&format!("{id}.jsonl"), &format!("{object}\n"));
        page.until("the article", || (page.article() == id).then_some(()));
        let style =
            "return [...document.querySelectorAll('[data-block]')].map((each) => getComputedStyle(each).hyphens)";
        page.ask(style, &[])
    };
    let firefox = page.ask("return navigator.userAgent.includes('Firefox')", &[]) == true;
    let headline = "return getComputedStyle(document.querySelector('.article[lang] .headline')).hyphens";
    assert_eq!(page.ask(headline, &[]), "manual", "a headline is not broken");
    assert_eq!(article("unknown", Value::Null), json!(["manual", "manual"]));
    let rule = if firefox { "auto" } else { "manual" };
    assert_eq!(article("german", json!("de")), json!([rule, rule]));
    let layout = page.layout();
    for words in
        ["Untersuchungsergebnisse", "besorgniserregend", "Hafenverwaltungsbehörde", "Schifffahrtsgesellschaften"]
    {
        page.mark(words, ORGANISATION);
        page.strike("Escape");
        layout.assert_still(&page.layout(), words);
    }
    for part in ["verkehrsminister", "gesell", "zahlungen", "suchungserg", "ungsträger"] {
        page.select_exactly(part);
        layout.assert_still(&page.layout(), part);
        page.strike("Escape");
    }
    if firefox {
        let script =
            "return [...document.querySelectorAll('mark.m')].filter((each) => each.getClientRects().length > 1).length";
        assert!(page.ask(script, &[]).as_u64() > Some(0), "some of them are broken");
    }
    page.screenshot("broken by the rules");
}
