//! Cards in the margin: beside their claims, none over another or over the text; walked and edited by keys; gone where the
//! page is narrow.

use crate::claims::{TEXT, mark_all};
use crate::texts::{LATIN, long_article};
use manicule_e2e::looks::Theme;
use manicule_e2e::page::Page;
use manicule_e2e::span::CLAIM;
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};
use std::time::Duration;

/// How the cards that are drawn stand: their number, and what is wrong with them. A card whose claim is in sight stands
/// beside it, or right below another one.
fn cards(page: &Page) -> (u64, Vec<String>) {
    let script = "const wrong = []; \
        const boxes = [...document.querySelectorAll('.claim-card')].filter((card) => card.checkVisibility({ visibilityProperty: true })) \
            .map((card) => ({ id: card.dataset.card, on: card.classList.contains('on'), box: card.getBoundingClientRect() })); \
        const article = document.querySelector('[data-document]').getBoundingClientRect(); \
        const pane = document.querySelector('[data-pane=article]').getBoundingClientRect(); \
        boxes.forEach(({ id, on, box }, place) => { \
            if (box.left < article.right) wrong.push(`${id} lies over the text`); \
            if (box.right > pane.right) wrong.push(`${id} is cut off`); \
            const next = boxes[place + 1]; \
            if (next && next.box.top < box.bottom) wrong.push(`${id} lies over ${next.id}`); \
            const mark = document.querySelector(`mark[data-annotations~=\"${id}\"]`); \
            const line = mark?.getClientRects()[0]; \
            if (!line) { wrong.push(`${id} has no claim`); return; } \
            const before = boxes[place - 1]; \
            const off = box.top - line.top; \
            const pushed = (before && box.top - before.box.bottom < 9) || (next && next.box.top - box.bottom < 9); \
            if (Math.abs(off) > (on ? 2 : pushed ? 1e6 : 2)) wrong.push(`${id} stands ${off} px off`); \
        }); \
        return [boxes.length, wrong];";
    let found = page.ask(script, &[]);
    let wrong = found[1].as_array().expect("a list").iter().map(|each| each.as_str().unwrap_or_default().to_owned());
    (found[0].as_u64().expect("a number"), wrong.collect())
}

fn current(page: &Page) -> Value {
    page.ask("return document.activeElement.closest('[data-card]')?.dataset.card ?? null", &[])
}

pub(crate) fn beside_their_claims(stage: &Stage) {
    let page = stage.open();
    page.window(1440, 900);
    page.import("bridge.txt", TEXT);
    let before = page.layout();
    let count = mark_all(&page);
    before.assert_still(&page.layout(), "the first card came");
    let (drawn, wrong) = cards(&page);
    assert_eq!((drawn, wrong), (count, Vec::new()));
    page.screenshot("cards");
    // The one that is picked out stands beside its claim, and what belongs to it is lit.
    let claims: Vec<String> =
        page.spans().into_iter().filter(|span| span.label == CLAIM.id).map(|span| span.id).collect();
    for id in &claims {
        page.click_selector(&format!("[data-card=\"{id}\"] .card-face"));
        assert_eq!(page.selected(), std::slice::from_ref(id));
        assert_eq!(cards(&page).1, Vec::<String>::new(), "{id}");
        assert!(page.count("mark.kin") >= 2, "its source and its cue are lit");
    }
    page.screenshot("a card that is picked out");
    page.theme(Theme::Dark);
    page.screenshot("cards, dark");
    page.theme(Theme::Light);
    page.click_selector(".claim-card.on .values > :nth-child(3)");
    let rated = page.export().matches("\"name\":\"check_worthy\",\"value\":\"1\"").count();
    assert_eq!(rated, 1, "a rating by a click on the card");
    // Where there is no room, the panel has the card.
    page.window(1180, 800);
    assert_eq!(cards(&page).0, 0);
    assert_eq!(page.selected().len(), 1);
    assert_eq!(page.count(".sel-card [data-attribute=check_worthy] .value.on"), 1);
    page.screenshot("narrow");
    page.window(1440, 900);
    assert_eq!(cards(&page), (count, Vec::new()), "back again");
}

pub(crate) fn two_hundred(stage: &Stage) {
    let page = stage.open();
    page.window(1500, 900);
    page.import("long.txt", &long_article(LATIN, 60, 5));
    let text = page.document()["text"].as_str().expect("a text").to_owned();
    // Every other clause is a claim, some with a note, a rating or another one inside.
    let mut at = 0;
    let mut made = 0;
    let sentences: Vec<&str> = text.split_inclusive(['.', '\n']).collect();
    for (number, sentence) in sentences.iter().enumerate() {
        let length = sentence.chars().count();
        let words = sentence.trim().chars().count();
        if words > 20 && made < 200 {
            let fragment = json!([{ "start": at, "end": at + words }]);
            let done = page.dispatch("annotate", json!({ "label": "claim", "fragments": fragment }));
            let id = done["id"].as_str().expect("made").to_owned();
            made += 1;
            if number % 5 == 0 {
                let rated =
                    json!({ "id": id, "attribute": "check_reasons", "values": ["may be false", "may do harm"] });
                page.dispatch("set-attribute", rated);
            }
        }
        at += length;
    }
    assert_eq!(made, 200);
    page.strike("Escape");
    page.strike("Escape");
    let drawn = cards(&page);
    assert!(drawn.0 > 20 && drawn.1.is_empty(), "{drawn:?}");
    page.screenshot("200 claims");
    // Far down, after the hand has come to rest.
    let middle = page.middle_of("[data-pane=article]");
    page.ask("document.querySelector('[data-pane=article]').scrollTop = 6000", &[]);
    page.scroll(middle, 40);
    page.rest(Duration::from_millis(900));
    page.idle();
    let drawn = cards(&page);
    assert!(drawn.0 > 20 && drawn.1.is_empty(), "{drawn:?}");
    page.screenshot("200 claims, further down");
}

pub(crate) fn by_keyboard(stage: &Stage) {
    let page = stage.open();
    page.window(1440, 900);
    page.import("bridge.txt", TEXT);
    let count = mark_all(&page);
    page.strike("F6");
    page.until("the focus is on a card", || (!current(&page).is_null()).then_some(()));
    let mut seen = Vec::new();
    for rating in ["1", "2", "3"] {
        page.strike("ArrowDown");
        let id = current(&page);
        assert_eq!(page.selected(), [id.as_str().expect("a card").to_owned()]);
        seen.push(id.clone());
        page.strike(rating);
        assert_eq!(current(&page), id, "the focus stays on the card");
    }
    seen.dedup();
    assert_eq!((seen.len(), count >= 4), (3, true));
    page.strike("ArrowUp");
    assert_eq!(current(&page), seen[1]);
    let ratings = page.export().matches("\"name\":\"check_worthy\",\"value\"").count();
    assert_eq!(ratings, 3);
    // Every other key means the claim as well: a doubt, and its fields.
    page.strike("d");
    assert_eq!(page.count(".claim-card.on .sign"), 1);
    page.strike("Enter");
    let field = page.ask("return document.activeElement.closest('[data-attribute]') !== null", &[]);
    assert_eq!(field, true, "Enter goes to the fields");
    page.strike("Escape");
    // From anywhere: to the next claim, and its rating.
    page.strike("j");
    page.strike("r");
    page.strike("2");
    let rated =
        page.ask("return document.querySelector('.sel-card [data-attribute=check_worthy] .on')?.textContent", &[]);
    assert_eq!(rated, "2");
    page.screenshot("rated by keys");
}
