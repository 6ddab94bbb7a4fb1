//! A paragraph of two hundred thousand characters: worked in like any other.

use manicule_e2e::span::{CLAIM, ORGANISATION, PERSON};
use manicule_e2e::stage::Stage;
use serde_json::Value;
use std::collections::BTreeSet;
use std::time::Duration;

pub(crate) fn worked_in(stage: &Stage) {
    let page = stage.open();
    let sentence =
        |number: usize| format!("Report {number:04} says that Ödön Lindqvist met the crew of the Zoë in the harbour.");
    let text = (0..2400).map(sentence).collect::<Vec<_>>().join(" ");
    page.import("long.txt", &format!("A long one\n\n{text}\n\nIts end.\n"));
    assert_eq!(page.blocks().len(), 3, "to everybody it is one paragraph");
    assert_eq!(page.blocks()[1], text);

    let near = page.mark("Report 0003", PERSON);
    let far = page.mark("Report 2107", ORGANISATION);
    // A claim that begins in one part and ends in the next.
    let script = "const parts = [...document.querySelectorAll('[data-from]')], at = Math.floor(parts.length / 2); \
        const numbers = (part) => part.textContent.match(/Report \\d+/g); \
        return [numbers(parts[at]).at(-1), numbers(parts[at + 1])[0], parts.length]";
    let told = page.ask(script, &[]);
    let words = |at: usize| told[at].as_str().unwrap_or_else(|| panic!("no border: {told}"));
    assert!(told[2].as_u64() > Some(40), "it is laid out in parts: {told}");
    let across = page.mark(&page.stretch(words(0), words(1)), CLAIM);
    assert!(across.text().starts_with(words(0)) && across.text().ends_with(words(1)), "{}", across.text());
    assert_eq!(page.drawn(&across.id), across.text());
    page.screenshot("a long paragraph");

    // An edge that a key moves over the border comes back.
    page.strike("Shift+ArrowLeft");
    page.strike("Shift+ArrowRight");
    page.strike("Escape");

    page.reload();
    let all = [&near, &across, &far];
    assert_eq!(page.spans().len(), all.len());
    let mut met = BTreeSet::new();
    for _ in all {
        page.strike(".");
        let one = page.selected();
        let span = all.iter().find(|span| one == [span.id.clone()]).expect("one of them");
        assert_eq!(page.drawn(&span.id), span.text());
        let seen = "const mark = document.querySelector('mark.selected').getBoundingClientRect(); \
            const pane = document.querySelector('[data-pane=article]').getBoundingClientRect(); \
            return mark.top >= pane.top - 3 && mark.bottom <= pane.bottom + 3";
        page.rest(Duration::from_millis(300));
        assert_eq!(page.ask(seen, &[]), Value::Bool(true), "{span:?} is in sight, and stays there");
        met.insert(span.id.clone());
    }
    assert_eq!(met.len(), all.len(), "a key goes from one to the next");
    page.choose(&far.id);
    page.strike("Backspace");
    assert_eq!(page.drawn(&far.id), "");
    page.strike("Ctrl+z");
    assert_eq!(page.drawn(&far.id), "Report 2107");
}
