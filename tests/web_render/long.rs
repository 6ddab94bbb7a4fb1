//! A paragraph that is too long to be laid out in one go: one block to everybody who asks, and parts that are drawn by
//! themselves.

use manicule::browser::{dom, geometry, selection};
use manicule::model::{BlockId, Boundaries, TextRange};
use manicule::session::caret::{Caret, Found};
use manicule::session::{Action, Args, Command};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use super::page::{Drawn, Made, Page, long_text};

/// The number of the long block.
const LONG: usize = 1;

/// Over 70 kB in one paragraph between two short ones.
async fn open() -> Page {
    let page = Page::open(&format!("Before it.\n\n{}\n\nBehind it.", long_text().replace("\n\n", " "))).await;
    assert!(page.sections().len() > 15, "{} sections", page.sections().len());
    page.assert_whole();
    page
}

fn part(page: &Page, number: usize) -> Element {
    page.find(&format!("[data-block=\"1\"] > [data-section=\"{number}\"]")).expect("a part of the block")
}

/// The last word of a section and the first of the next.
fn across(page: &Page, number: usize) -> [TextRange; 2] {
    let at = page.sections()[number].range.end();
    let words = page.words(LONG);
    let next = words.iter().position(|word| word.start() >= at).expect("there is more");
    [words[next - 1], words[next]]
}

#[wasm_bindgen_test]
async fn what_is_done_in_one_part_leaves_the_others() {
    let page = open().await;
    let [left, right] = across(&page, 5);
    let annotate = |ranges: &[TextRange]| {
        let fragments = Some(ranges.iter().map(|range| page.fragment(*range)).collect());
        Action::Run(Command::Annotate, Args { fragments, ..Args::label("person") })
    };
    let drawn = page.drawn_by(annotate(&[left])).await;
    assert_eq!(drawn, Drawn::only(&[5], &[LONG]));
    page.run(Command::Leave, Args::default()).await;
    // Over the end of one part and the start of the next: marks in both.
    let both = TextRange::new(left.start(), right.end()).expect("not empty");
    assert_eq!(page.drawn_by(annotate(&[both])).await, Drawn::only(&[5, 6], &[LONG]));
    page.run(Command::Leave, Args::default()).await;
    assert_eq!(page.made_by(annotate(&[right])).await, Made { added: 3, removed: 0 }, "handles");
    let marks = |number| part(&page, number).query_selector_all("mark").expect("a selector").length();
    assert_eq!((marks(4), marks(5), marks(6), marks(7)), (0, 2, 1, 0));
    page.close().await;
}

#[wasm_bindgen_test]
async fn it_is_one_block_to_whoever_asks() {
    let page = open().await;
    let [left, right] = across(&page, 5);
    let (first, second) = (part(&page, 5), part(&page, 6));
    let text = |part: &Element| part.first_child().expect("its text");
    // From the words before the border to the words behind it, as a hand picks them out.
    let start = page.range(LONG, 0, 1).start();
    let units = |at| {
        page.store.with(|state| {
            let article = &state.document().expect("an article is open").article;
            let before = article.quote(TextRange::new(start, at).expect("behind it"));
            u32::try_from(before.encode_utf16().count()).expect("short")
        })
    };
    let length = dom::units(&first);
    let selected = dom::window().get_selection().expect("allowed").expect("there is one");
    selected.set_base_and_extent(&text(&first), length - 5, &text(&second), 7).expect("inside");
    let article = page.find("[data-document]").expect("an article");
    let border = page.sections()[5].range.end();
    let place = |utf16| selection::Place { block: 1, utf16 };
    assert_eq!(selection::read(&article), Some((place(units(border) - 5), place(units(border) + 7))));
    selection::clear();

    // Characters on both sides of the border are measured, each in its own part.
    let ruler = geometry::Ruler::of(1).expect("it is on the page");
    for (word, part) in [(left, &first), (right, &second)] {
        let [.., top, bottom] = ruler.measure(units(word.start()), units(word.end())).expect("it is drawn");
        let around = part.get_bounding_client_rect();
        let (high, low) = (around.top(), around.bottom());
        assert!(high <= top + 1.0 && bottom <= low + 1.0, "{top} to {bottom} in {high} to {low}");
    }

    // The caret stands at the start of the later part.
    let (caret, boundaries) = (Caret::new(border), Boundaries::default());
    page.act(Action::Found(Found::Caret { caret, extends: false, keeps: true, heard: None, boundaries })).await;
    let caret = page.find(".caret, .caret-end").expect("a caret");
    assert!(second.contains(Some(&caret)) && !first.contains(Some(&caret)));
    page.close().await;
}

#[wasm_bindgen_test]
async fn what_the_block_is_is_said_of_all_of_it() {
    let page = open().await;
    let block = || page.find("[data-block=\"1\"]").expect("the block");
    assert_eq!(block().class_name(), "block paragraph");
    let parts = page.sections().len() - 2;
    let quote = Args { kind: Some("quote".to_owned()), ..Args::blocks(&[BlockId(1)]) };
    page.run(Command::SetBlock, quote).await;
    assert_eq!(block().class_name(), "block quote");
    assert_eq!(block().children().length() as usize, parts);
    assert_eq!(part(&page, 5).class_name(), "section part");
    page.assert_whole();
    page.run(Command::Undo, Args::default()).await;
    assert_eq!(block().class_name(), "block paragraph");
    page.close().await;
}
