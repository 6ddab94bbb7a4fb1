//! All claims as a table and as who said what; the fact-check schema by keyboard alone; claims about claims.

use crate::claims::{TEXT, mark_all};
use crate::texts::HARBOUR;
use manicule_e2e::check::check_offsets;
use manicule_e2e::looks::Theme;
use manicule_e2e::page::Page;
use manicule_e2e::span::CLAIM;
use manicule_e2e::stage::Stage;
use serde_json::json;

fn rows(page: &Page) -> Vec<String> {
    let script = "return [...document.querySelectorAll('.claim-go')].map((row) => row.textContent)";
    let found = page.ask(script, &[]);
    found.as_array().expect("a list").iter().map(|row| row.as_str().unwrap_or_default().to_owned()).collect()
}

pub(crate) fn sorted_filtered_and_gone_to(stage: &Stage) {
    let page = stage.open();
    page.import("bridge.txt", TEXT);
    let count = usize::try_from(mark_all(&page)).expect("some");
    page.select(&page.stretch("It rained", "day"));
    page.strike(CLAIM.key);
    page.strike("Escape");
    page.strike("Escape");
    page.strike("i");
    page.until("the table", || (page.count("dialog[open] .claims table") == 1).then_some(()));
    let all = rows(&page);
    assert_eq!(all.len(), count + 1);
    page.screenshot("all claims");
    page.click_selector("[data-column=claim]");
    let mut sorted = all.clone();
    sorted.sort_by_key(|row| row.to_lowercase());
    assert_eq!(rows(&page), sorted);
    page.click_selector("[data-column=claim]");
    sorted.reverse();
    assert_eq!(rows(&page), sorted);
    page.click_selector("[data-action=filter-claims][data-value=no-source]");
    assert_eq!(rows(&page), ["It rained all day"]);
    page.click_selector("[data-action=filter-claims][data-value=not-rated]");
    // By keys: down the rows, a digit rates, Enter goes there.
    page.click_selector("[data-column=place]");
    page.ask("document.querySelector('.claim-go').focus()", &[]);
    page.strike("ArrowDown");
    let second = rows(&page)[1].clone();
    page.strike("3");
    assert_eq!(rows(&page).len(), count, "what is rated is not among those that are not");
    page.click_selector("[data-action=filter-claims][data-value=all]");
    page.click_selector("[data-column=check_worthy]");
    assert_eq!(rows(&page)[0], second, "the most check-worthy first");
    page.ask("document.querySelector('.claim-go').focus()", &[]);
    page.screenshot("sorted");
    page.strike("Enter");
    assert_eq!(page.count("dialog[open]"), 0);
    let there = page.span(&page.selected()[0]);
    assert_eq!(there.text().split_whitespace().collect::<Vec<_>>().join(" "), second);
    page.strike("Shift+I");
    page.until("who said what", || (page.count("dialog[open] .speaker") > 2).then_some(()));
    let names =
        page.ask("return [...document.querySelectorAll('.speaker h3 span')].map((each) => each.textContent)", &[]);
    assert!(names.to_string().contains("Per Dahl"), "{names}");
    page.screenshot("who said what");
    page.theme(Theme::Dark);
    page.window(390, 844);
    page.screenshot("who said what, narrow and dark");
    page.dispatch("claims-table", json!({ "kind": "table" }));
    page.screenshot("all claims, narrow and dark");
    page.strike("Escape");
    assert_eq!(page.count("dialog[open]"), 0);
}

pub(crate) fn over_all_articles(stage: &Stage) {
    let page = stage.open();
    page.import("bridge.txt", TEXT);
    let count = usize::try_from(mark_all(&page)).expect("some");
    page.import("harbour.txt", HARBOUR);
    let here = usize::try_from(mark_all(&page)).expect("some");
    // After a reload only the article that is shown is loaded; the workshop tells of the others.
    page.reload();
    page.strike("i");
    page.until("the table", || (page.count("dialog[open] .claims") == 1).then_some(()));
    assert_eq!(rows(&page).len(), here);
    page.click_selector("[data-action=claims-everywhere][data-value=all]");
    // The sample has two of its own.
    page.until_equal("all claims", &(count + here + 2), || rows(&page).len());
    page.screenshot("all articles");
    let wanted = rows(&page).into_iter().find(|row| row.contains("three cables")).expect("of the first article");
    let script = "[...document.querySelectorAll('.claim-go')].find((row) => row.textContent === arguments[0]).click()";
    page.ask(script, &[json!(wanted)]);
    page.until("its claim", || (page.selected().len() == 1).then_some(()));
    assert!(page.span(&page.selected()[0]).text().starts_with("three cables"));
}

/// The whole frame of a claim, by keys.
pub(crate) fn fact_check_by_keyboard(stage: &Stage) {
    let page = stage.open();
    page.import("bridge.txt", TEXT);
    page.strike("Ctrl+k");
    page.type_text("label schema");
    page.strike("Enter");
    page.until("the schema", || (page.count("dialog[open] .schema") == 1).then_some(()));
    page.strike("End");
    let there = || page.ask("return document.activeElement.dataset.value === 'fact-check'", &[]) == json!(true);
    let on = (0..9).any(|_| {
        page.strike("Tab");
        there()
    });
    assert!(on, "it is some stops of the Tab key further");
    page.strike("Enter");
    page.strike("Ctrl+Enter");
    page.strike("Escape");
    assert_eq!(page.document()["schema"]["id"], "fact-check");
    mark_all(&page);
    page.strike("Escape");
    page.strike("j");
    page.strike("a");
    page.screenshot("fields that say nothing yet");
    let name = |page: &Page| {
        let script = "return document.activeElement.closest('[data-attribute]')?.dataset.attribute ?? ''";
        page.ask(script, &[]).as_str().unwrap_or_default().to_owned()
    };
    let mut keys = 0;
    let go_to = |page: &Page, wanted: &str| {
        let mut keys = 0;
        if name(page).is_empty() {
            page.strike("a");
            keys += 1;
        }
        let script =
            "return [...document.querySelectorAll('.sel-card [data-attribute]')].map((row) => row.dataset.attribute)";
        let all = page.ask(script, &[]);
        let place = |name: &str| all.as_array().and_then(|all| all.iter().position(|each| each == name));
        while name(page) != wanted {
            page.strike(if place(&name(page)) > place(wanted) { "ArrowUp" } else { "ArrowDown" });
            keys += 1;
            assert!(keys < 20, "{wanted} is reached; now at {}", name(page));
        }
        keys
    };
    for (attribute, digit) in [("check_reasons", "1"), ("stance", "2"), ("modality", "1"), ("verdict", "2")] {
        keys += go_to(&page, attribute);
        page.strike(digit);
        keys += 1;
        assert_eq!(name(&page), attribute, "the focus stays");
    }
    for (attribute, text) in [
        ("topic", "bridge safety"),
        ("claim_place", "a press meeting"),
        ("evidence_links", "https://example.org/a https://example.org/b"),
        ("justification", "No engineer said so."),
    ] {
        keys += go_to(&page, attribute) + 2;
        page.strike("Enter");
        page.rest(std::time::Duration::from_millis(60));
        page.type_text(text);
        page.strike("Enter");
        assert_eq!(name(&page), attribute, "one goes on from there");
    }
    println!("FIGURE fact-check: {keys} keys beside the typing for eight fields of a claim");
    page.screenshot("fields that say something");
    page.reload();
    let document = page.document();
    let spans = document["spans"].as_array().expect("a list");
    let said = |name: &str| {
        let pairs = spans.iter().flat_map(|span| span["attrs"].as_array().cloned().unwrap_or_default());
        pairs
            .filter(|pair| pair["name"] == name)
            .map(|pair| pair["value"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (said("stance"), said("verdict"), said("check_worthy")),
        (vec!["denies".into()], vec!["refuted".into()], vec!["1".into()])
    );
    assert_eq!(said("evidence_links"), ["https://example.org/a", "https://example.org/b"]);
    assert_eq!((said("topic"), said("claim_place")), (vec!["bridge safety".into()], vec!["a press meeting".into()]));
    let export = page.export();
    assert!(export.contains("No engineer said so."));
    check_offsets(&export);
}

/// One denies what another said: the claim around is marked over the claim inside, each with its own source; and one that
/// contradicts it is linked.
pub(crate) fn claims_about_claims(stage: &Stage) {
    let page = stage.open();
    page.import(
        "ferry.txt",
        "The ferry\nAda Lund denied that Bo Dahl said the ship had sunk. “It has not sunk,” said Per Ek.\n",
    );
    for (first, last) in [("the ship", "sunk"), ("Bo Dahl", "sunk"), ("“It has", "sunk,”")] {
        page.select(&page.stretch(first, last));
        page.strike(CLAIM.key);
        page.until("a proposal", || (page.count(".frame") == 1).then_some(()));
        page.strike("Enter");
    }
    let claim = |words: &str| {
        let found = page.spans().into_iter().find(|span| span.label == CLAIM.id && span.text() == words);
        found.unwrap_or_else(|| panic!("no claim “{words}”: {:?}", page.spans()))
    };
    let source = |of: &str| {
        let from = claim(of).id;
        let link = page.relations().into_iter().find(|link| link["label"] == "source" && link["from"] == from.as_str());
        let to = link.expect("a source")["to"].as_str().expect("an id").to_owned();
        page.span(&to).text()
    };
    assert_eq!(
        (source("the ship had sunk"), source("Bo Dahl said the ship had sunk")),
        ("Bo Dahl".into(), "Ada Lund".into())
    );
    page.link(&claim("the ship had sunk"), &claim("“It has not sunk,”"));
    page.window(1440, 900);
    page.choose(&claim("the ship had sunk").id);
    let row = page.ask(
        "const row = [...document.querySelectorAll('.link')].find((row) => row.textContent.includes('Evidence')); \
         row.querySelector('.link-more').open = true; row.classList.add('wanted'); row.scrollIntoView(); return row !== null",
        &[],
    );
    assert_eq!(row, true);
    page.click_selector(".wanted .link-more [data-attribute=stance] > summary");
    page.click_selector(".wanted .link-more [data-attribute=stance] button:nth-of-type(2)");
    page.screenshot("a claim about a claim");
    page.strike("Shift+I");
    page.until("who said what", || (page.count("dialog[open] .speaker") == 3).then_some(()));
    let told = page.ask("return document.querySelector('.said-list').textContent", &[]);
    let told = told.as_str().unwrap_or_default();
    assert!(told.contains("inside another claim") && told.contains("contradicted by “It has not sunk,”"), "{told}");
    page.screenshot("who said what of whom");
}
