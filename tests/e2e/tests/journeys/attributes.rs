//! The attributes of a claim: by mouse, by keys alone, and of two claims at once.

use manicule_e2e::page::Page;
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};

/// The values of an attribute, of each annotation that has some.
fn values(page: &Page, name: &str) -> Vec<Value> {
    let document = page.document();
    let spans = document["spans"].as_array().expect("a list");
    let pairs = spans.iter().flat_map(|span| span["attrs"].as_array().cloned().unwrap_or_default());
    pairs.filter(|pair| pair["name"] == name).map(|pair| pair["value"].clone()).collect()
}

pub(crate) fn of_claims(stage: &Stage) {
    let page = stage.open();
    let before = page.export();
    let spans = page.spans();
    let claims: Vec<&str> = spans.iter().filter(|span| span.label == "claim").map(|span| span.id.as_str()).collect();
    let [one, other] = claims[..] else { panic!("the sample has two claims") };
    let were = values(&page, "quote_type").len();

    // By keys: to the fields, along them, a value with Space, and back to the article.
    page.choose(one);
    page.strike("a");
    let focus = "const focus = document.activeElement; return [focus.closest('[data-attribute]')?.dataset.attribute ?? '', focus.textContent]";
    assert_eq!(page.ask(focus, &[])[0], "source");
    page.strike("ArrowDown");
    assert_eq!(page.ask(focus, &[])[0], "quote_type");
    page.strike("Enter");
    page.rest(std::time::Duration::from_millis(100));
    assert_eq!(page.ask(focus, &[]), json!(["quote_type", "direct"]), "what says nothing is opened");
    page.strike("Space");
    assert_ne!(page.export(), before);
    assert_eq!(page.ask(focus, &[]), json!(["quote_type", "direct"]), "the focus stays where it was");
    page.screenshot("a claim and its attributes");
    page.strike("3");
    assert_eq!(page.ask(focus, &[]), json!(["quote_type", "indirect"]), "a digit takes the value with that number");
    page.strike("3");
    assert_eq!(page.ask(focus, &[])[0], "quote_type", "taken away again, the focus is on its name");
    page.strike("Escape");
    assert_eq!(page.selected(), [one], "Escape leaves the fields, not the claim");

    // Both claims by mouse, in one step.
    page.holding("Ctrl", || page.click_selector(&format!("[data-annotation=\"{other}\"]")));
    page.open_field("check_worthy");
    page.click_selector("[data-attribute=check_worthy] button:nth-of-type(3)");
    assert_eq!(values(&page, "check_worthy"), ["2", "2"]);
    page.screenshot("an attribute of two claims");
    for _ in 0..4 {
        page.strike("Ctrl+z");
    }
    assert_eq!((page.export(), values(&page, "quote_type").len()), (before, were));
}
