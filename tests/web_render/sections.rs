//! Each thing that a person does draws the sections it must, and no other.

use std::collections::BTreeSet;

use manicule::edit::Selection;
use manicule::model::{AnnotationId, Boundaries, TextRange};
use manicule::session::{Action, Args, Command};
use wasm_bindgen_test::wasm_bindgen_test;

use super::page::{Drawn, Page, long_text};

/// A block of the first section and one far below.
const TOP: usize = 3;
const LOW: usize = 110;

async fn long_page() -> Page {
    let text = long_text();
    assert!(text.len() > 60_000, "{} bytes", text.len());
    let page = Page::open(&text).await;
    assert!(page.sections().len() >= 15, "{} sections", page.sections().len());
    page
}

/// The section in which a block stands.
fn section(page: &Page, block: usize) -> usize {
    let at = page.range(block, 0, 1).start();
    page.store.with(|state| state.view.section_at(at))
}

/// Two neighbouring blocks on both sides of the end of a section.
fn border(page: &Page) -> (usize, usize) {
    let block = (20..).find(|block| section(page, *block) != section(page, block + 1)).expect("there are sections");
    (block, block + 1)
}

fn run(command: Command, args: Args) -> Action {
    Action::Run(command, args)
}

fn annotate(page: &Page, label: &str, ranges: &[TextRange]) -> Action {
    let fragments = Some(ranges.iter().map(|range| page.fragment(*range)).collect());
    run(Command::Annotate, Args { fragments, ..Args::label(label) })
}

fn words(range: TextRange) -> Action {
    Action::Words { range, boundaries: Boundaries::default(), add: false, exact: true, double: false }
}

fn one(page: &Page, block: usize) -> Drawn {
    Drawn::only(&[section(page, block)], &[block])
}

#[wasm_bindgen_test]
async fn one_new_highlight_draws_one_section_and_touches_one_block() {
    let page = long_page().await;
    // The first one also begins the work on the article: its status changes, the article does not.
    for block in [TOP, LOW, TOP, 60, 60] {
        let made = annotate(&page, "person", &[page.range(block, 9, 6)]);
        let drawn = page.drawn_by(made).await;
        assert_eq!(drawn, one(&page, block));
        // Else the next one would also touch the block of this one, which is picked out no more.
        page.run(Command::Leave, Args::default()).await;
    }
    page.close().await;
}

#[wasm_bindgen_test]
async fn picking_words_out_touches_their_blocks() {
    let page = long_page().await;
    assert_eq!(page.drawn_by(words(page.range(TOP, 0, 8))).await, one(&page, TOP));
    // From one place to another: where they were and where they are.
    let (from, to) = (section(&page, TOP), section(&page, LOW));
    assert_eq!(page.drawn_by(words(page.range(LOW, 0, 8))).await, Drawn::only(&[from, to], &[TOP, LOW]));
    assert_eq!(page.drawn_by(run(Command::ApplyLabel, Args::label("place"))).await, one(&page, LOW));
    assert_eq!(page.drawn_by(run(Command::Leave, Args::default())).await, one(&page, LOW));
    page.close().await;
}

#[wasm_bindgen_test]
async fn words_across_sections_touch_both() {
    let page = long_page().await;
    let (first, second) = border(&page);
    let range = TextRange::new(page.range(first, 5, 1).start(), page.range(second, 0, 9).end()).expect("forwards");
    let both = Drawn::only(&[section(&page, first), section(&page, second)], &[first, second]);
    assert_eq!(page.drawn_by(words(range)).await, both);
    assert_eq!(page.drawn_by(run(Command::ApplyLabel, Args::label("claim"))).await, both);
    assert_eq!(page.drawn_by(run(Command::Undo, Args::default())).await, both);
    assert_eq!(page.drawn_by(run(Command::Redo, Args::default())).await, both);
    page.close().await;
}

#[wasm_bindgen_test]
async fn changing_an_annotation_touches_its_block_alone() {
    let page = long_page().await;
    let id = page.annotate("person", &[page.range(60, 9, 6)]).await;
    for action in [
        run(Command::Relabel, Args { id: Some(id.clone()), ..Args::label("place") }),
        run(Command::Undo, Args::default()),
        run(Command::Redo, Args::default()),
        run(Command::Delete, Args::id(&id)),
        run(Command::Undo, Args::default()),
        run(Command::Leave, Args::default()),
        run(Command::Select, Args::id(&id)),
    ] {
        let told = format!("{action:?}");
        assert_eq!(page.drawn_by(action).await, one(&page, 60), "{told}");
    }
    page.close().await;
}

#[wasm_bindgen_test]
async fn an_annotation_of_two_fragments_touches_two_blocks() {
    let page = long_page().await;
    let parts = [page.range(TOP, 0, 8), page.range(LOW, 0, 8)];
    let both = Drawn::only(&[section(&page, TOP), section(&page, LOW)], &[TOP, LOW]);
    assert_eq!(page.drawn_by(annotate(&page, "claim", &parts)).await, both);
    assert_eq!(page.drawn_by(run(Command::Delete, Args::default())).await, both);
    page.close().await;
}

#[wasm_bindgen_test]
async fn linking_draws_what_is_picked_out_and_nothing_else() {
    let page = long_page().await;
    let claim = page.annotate("claim", &[page.range(TOP, 0, 40)]).await;
    let person = page.annotate("person", &[page.range(LOW, 0, 8)]).await;
    let link = Args { kind: Some("source".into()), from: Some(claim), to: Some(person), ..Args::default() };
    // The claim is picked out after it, the person no more.
    let both = Drawn::only(&[section(&page, TOP), section(&page, LOW)], &[TOP, LOW]);
    assert_eq!(page.drawn_by(run(Command::Link, link)).await, both);
    page.close().await;
}

#[wasm_bindgen_test]
async fn what_lies_beside_the_article_draws_nothing_in_it() {
    let page = long_page().await;
    page.annotate("person", &[page.range(TOP, 0, 8)]).await;
    for action in [
        run(Command::ToggleExact, Args::default()),
        run(Command::Help, Args::default()),
        run(Command::Leave, Args::default()),
        run(Command::ToggleDone, Args::default()),
        run(Command::Undo, Args::default()),
        run(Command::HoldLabel, Args::label("date")),
    ] {
        let told = format!("{action:?}");
        let drawn = page.drawn_by(action).await;
        // A step takes the annotation out of what is picked out.
        let allowed = [Drawn::only(&[], &[]), one(&page, TOP)];
        assert!(allowed.contains(&drawn), "{told}: {drawn:?}");
    }
    // How tags are shown is a class of the article.
    let tags = page.drawn_by(run(Command::CycleTags, Args::default())).await;
    assert_eq!((tags.sections.as_slice(), tags.touched), ([].as_slice(), BTreeSet::from(["article".to_owned()])));
    page.close().await;
}

#[wasm_bindgen_test]
async fn picking_many_out_touches_each_once() {
    let page = long_page().await;
    let mut ids = Vec::new();
    for block in [TOP, 60, LOW] {
        let id = page.annotate("person", &[page.range(block, 9, 6)]).await;
        ids.push(id.parse::<AnnotationId>().expect("an id"));
    }
    page.run(Command::Leave, Args::default()).await;
    let document = page.store.with(|state| state.open.clone()).expect("an article is open");
    let sections = [TOP, 60, LOW].map(|block| section(&page, block));
    let drawn = page.drawn_by(Action::Select(Selection::Annotations(document, ids))).await;
    assert_eq!(drawn, Drawn::only(&sections, &[TOP, 60, LOW]));
    page.close().await;
}
