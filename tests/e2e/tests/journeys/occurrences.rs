//! All of the same name: found by a key, looked through, marked in one step; and what that saves.

use manicule_e2e::span::{ORGANISATION, PERSON, PLACE};
use manicule_e2e::stage::Stage;

/// An article of our own writing in which few names stand often, as in news.
const TEXT: &str = "Mira Olsen runs the Tide Office\n\
    Mira Olsen has run the Tide Office in Varde since 2019. Olsen says the Tide Office has never been busier.\n\
    “Varde floods twice a year,” said Olsen. The mayor of Varde, Per Dahl, thanked Olsen and the Tide Office.\n\
    Dahl said Varde could not do without the Tide Office. Critics of Dahl say that Varde pays too much.\n\
    Per Dahl will meet Mira Olsen in Varde on Monday. The Tide Office declined to comment, Olsen added.\n";

pub(crate) fn looked_through(stage: &Stage) {
    let page = stage.open();
    page.import("tide.txt", TEXT);
    page.mark("Mira Olsen", PERSON);
    page.strike("o");
    let rows = "[data-action=toggle-occurrence]";
    let all = page.count(rows);
    assert!(all >= 6, "the whole name and the last name: {all}");
    assert_eq!(page.count("mark.ghost"), all, "each is drawn in the text");
    page.screenshot("list");
    page.strike("ArrowDown");
    page.strike(" ");
    assert_eq!(page.count("[data-action=toggle-occurrence][aria-selected=false]"), 1, "Space leaves one out");
    page.strike("Enter");
    assert_eq!(page.spans().len() as u64, all, "all but one, and the one they were found from");
    assert_eq!(page.count("mark.ghost"), 0);
    page.strike("Ctrl+z");
    assert_eq!(page.spans().len(), 1, "one step");
    page.strike("Ctrl+y");
    page.reload();
    assert_eq!(page.spans().len() as u64, all);
}

/// An action is a drag, a click or a key press.
pub(crate) fn effort(stage: &Stage) {
    let names = [("Mira Olsen", PERSON), ("Tide Office", ORGANISATION), ("Varde", PLACE), ("Per Dahl", PERSON)];
    let page = stage.open();
    page.import("tide.txt", TEXT);
    let mut actions = 0;
    for (name, label) in names {
        page.mark(name, label);
        page.strike("o");
        page.strike("Enter");
        actions += 4;
    }
    let spans = page.spans();
    let with_all = f64::from(actions) / spans.len() as f64;
    page.screenshot("all");
    println!("FIGURE effort: {with_all:.2} actions a span with all occurrences ({} spans)", spans.len());
    assert!(with_all <= 1.3, "{with_all}");
    assert!(spans.len() >= 20, "{}", spans.len());
}
