//! Mentions of the same thing: grouped by keys alone, named, lit, and parted again.

use crate::texts::HARBOUR;
use manicule_e2e::span::{ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use serde_json::json;

pub(crate) fn grouped_named_and_lit(stage: &Stage) {
    let page = stage.open();
    page.upload(&page.file("harbour.txt", HARBOUR));
    let one = page.mark("Ada Lindqvist", PERSON);
    let other = page.mark("Mats Ekdahl", PERSON);
    let third = page.mark("Norrland Lines", ORGANISATION);
    let entities = || {
        let document = page.document();
        let spans = document["spans"].as_array().expect("a list");
        spans.iter().filter_map(|span| span["entity"].as_str().map(String::from)).collect::<Vec<_>>()
    };
    let kin = || page.count("mark.kin");

    // By keys alone: G, walk, Enter.
    page.choose(&one.id);
    assert_eq!((entities().len(), kin()), (0, 0));
    page.strike("g");
    assert!(page.told().contains("Ada Lindqvist"), "{}", page.told());
    page.strike(".");
    while page.selected() != [other.id.clone()] {
        page.strike(".");
    }
    page.strike("Enter");
    assert_eq!(entities().len(), 2);
    assert_eq!(entities()[0], entities()[1]);

    // The other mention is lit, and listed with a way to it.
    page.choose(&one.id);
    assert!(kin() > 0, "the other mention is lit");
    page.click_selector("[data-field=entity]");
    page.strike("Ctrl+a");
    page.type_text("Ada L.");
    page.strike("Enter");
    page.click_selector("[data-field=entity-link]");
    page.type_text("Q42");
    page.strike("Enter");
    let link = "return document.querySelector('[data-field=entity-link]').value";
    assert_eq!(page.ask(link, &[]), "https://www.wikidata.org/entity/Q42");
    page.click_selector("[data-field=entity-link]");
    page.strike("Ctrl+a");
    page.type_text("nowhere");
    page.strike("Enter");
    assert_eq!(page.ask(link, &[]), "https://www.wikidata.org/entity/Q42", "what is no address is not taken");
    page.screenshot("a mention, its name and the others lit");

    // Several at once; then each stands for itself again.
    page.holding("Ctrl", || page.click_annotation(&third.id));
    page.click_selector(".desk [data-action=group]");
    assert_eq!(entities().len(), 3);
    page.reload();
    assert_eq!(entities().len(), 3);
    page.choose(&other.id);
    assert_eq!(page.ask("return document.querySelector('[data-field=entity]').value", &[]), json!("Ada L."));
    page.strike("Shift+G");
    assert_eq!((entities().len(), kin()), (2, 0));
    for _ in 0..5 {
        page.strike("Ctrl+z");
    }
    assert_eq!(entities().len(), 0, "a step each");
}
