//! Claims in one gesture: the frame is proposed and taken by a key; claims that are not marked are walked through.

use manicule_e2e::check::check_offsets;
use manicule_e2e::page::Page;
use manicule_e2e::span::CLAIM;
use manicule_e2e::stage::{Stage, repository};
use std::fs;

/// An article of our own writing: direct, mixed and indirect claims, with the source before, between and behind.
pub(crate) const TEXT: &str = "Bridge stays shut\n\
    “The bridge is not safe,” Ilka Brandt, the county’s engineer, said on Tuesday. “Nobody should cross it.”\n\
    The mayor said the repair would cost “at least four million” and take a year.\n\
    According to a report by the ministry, three cables had rusted through.\n\
    “We saw it coming,” said Per Dahl. It rained all day.\n";

/// Where a scraped article lies: beside the repository, since its text is not ours to give away.
const ARTICLE: &str = "../shared/articles/turkey-us-s400.txt";

fn waits(page: &Page) {
    page.until("a proposal", || (page.count(".frame") == 1).then_some(()));
}

fn of_kind(page: &Page, kind: &str) -> usize {
    page.relations().iter().filter(|link| link["label"] == kind).count()
}

/// Accepts every claim that is proposed; how many there are then.
pub(crate) fn mark_all(page: &Page) -> u64 {
    page.strike("q");
    waits(page);
    while page.count(".frame") == 1 {
        page.strike("Enter");
        page.idle();
    }
    page.strike("Escape");
    page.spans().iter().filter(|span| span.label == CLAIM.id).count() as u64
}

/// An action is a drag, a click or a key press.
pub(crate) fn one_gesture(stage: &Stage) {
    let page = stage.open();
    page.import("bridge.txt", TEXT);
    let mut actions = 0;
    for (first, last) in
        [("“The bridge", "safe,”"), ("the repair", "a year"), ("three cables", "through"), ("“We saw", "coming,”")]
    {
        page.select(&page.stretch(first, last));
        page.strike(CLAIM.key);
        waits(&page);
        page.screenshot(&format!("proposed {first}"));
        page.strike("Enter");
        actions += 3;
    }
    let claims = page.spans().into_iter().filter(|span| span.label == CLAIM.id).count();
    assert_eq!(claims, 4);
    assert_eq!((of_kind(&page, "cue"), of_kind(&page, "source")), (4, 4), "each with its cue and its source");
    let effort = f64::from(actions) / claims as f64;
    println!("FIGURE effort: {effort:.1} actions a claim with source and cue, where the proposal is right");
    assert!(effort <= 3.0);
    page.screenshot("framed");
    page.strike("Ctrl+z");
    assert_eq!((of_kind(&page, "cue"), of_kind(&page, "source")), (3, 3), "a frame is one step");
    page.strike("Ctrl+Shift+z");
    page.reload();
    assert_eq!(of_kind(&page, "source"), 4);
    check_offsets(&page.export());
}

/// Another source, the cue, the parts: a key each; and whoever goes on typing is not held up.
pub(crate) fn changed_by_a_key(stage: &Stage) {
    let page = stage.open();
    page.import("bridge.txt", TEXT);
    page.select(&page.stretch("“We saw", "coming,”"));
    page.strike(CLAIM.key);
    waits(&page);
    let chosen = |page: &Page| {
        let script = "return document.querySelector('.frame-sources [aria-pressed=true]')?.textContent ?? null";
        page.ask(script, &[]).as_str().map(str::to_owned)
    };
    assert_eq!(chosen(&page).as_deref(), Some("Per Dahl"));
    page.strike("w");
    assert_ne!(chosen(&page).as_deref(), Some("Per Dahl"));
    page.click_selector(".frame-sources [data-action=next-source]");
    assert_eq!(chosen(&page).as_deref(), Some("Per Dahl"), "a click chooses one");
    page.strike("v");
    page.click_selector("[data-action=accept-proposal]");
    page.idle();
    assert_eq!((of_kind(&page, "cue"), of_kind(&page, "source")), (0, 1), "without the cue");
    page.select(&page.stretch("“The bridge", "safe,”"));
    page.strike(CLAIM.key);
    waits(&page);
    page.select("rained");
    assert_eq!(page.count(".frame"), 0, "going on lets it go");
    assert_eq!(of_kind(&page, "source"), 1);
}

/// From top to end by the keyboard alone.
pub(crate) fn walked_through(stage: &Stage) {
    let page = stage.open();
    page.import("bridge.txt", TEXT);
    page.strike("q");
    waits(&page);
    page.screenshot("walk");
    page.strike("Enter");
    page.strike("Backspace");
    page.strike(".");
    page.strike(",");
    page.strike("Enter");
    page.strike("Escape");
    let claims: Vec<String> =
        page.spans().into_iter().filter(|span| span.label == CLAIM.id).map(|span| span.text()).collect();
    assert_eq!(claims.len(), 2, "{claims:?}");
    assert!(claims[0].contains("“The bridge is not safe,”"), "{claims:?}");
    page.strike("Ctrl+z");
    page.strike("Ctrl+z");
    assert!(page.spans().is_empty());
}

/// The whole real article, in one sitting, by keyboard.
pub(crate) fn real_article(stage: &Stage) {
    let article = repository().join(ARTICLE);
    if !article.is_file() {
        return stage.skip(format!("{ARTICLE} is not here"));
    }
    let page = stage.open();
    page.upload(&article);
    page.strike("q");
    waits(&page);
    let (mut keys, mut accepted) = (1, 0);
    while page.count(".frame") == 1 {
        assert!(keys < 100, "the walk ends");
        page.strike("Enter");
        page.idle();
        keys += 1;
        accepted += 1;
    }
    page.screenshot("real");
    let claims = page.spans().into_iter().filter(|span| span.label == CLAIM.id).count();
    assert_eq!(claims, accepted);
    assert!(claims >= 8, "{claims}");
    let export = fs::read_to_string(page.download(|| page.press("Ctrl+s"))).expect("UTF-8");
    check_offsets(&export);
    let framed = page.relations().iter().filter(|link| link["label"] == "source").count();
    println!("FIGURE real article: {claims} claims accepted with {keys} keys, {framed} with a source");
    assert!(export.contains("\"quote_type\""));
}
