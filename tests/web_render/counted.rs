//! How much of the page each thing that a person does makes anew: counted, since it may not grow with what is marked.

use manicule::edit::Edge;
use manicule::model::Boundaries;
use manicule::session::{Action, Args, Command};
use wasm_bindgen_test::wasm_bindgen_test;

use super::page::{Made, Page, long_text};

/// A block of the first section.
const BLOCK: usize = 3;

/// A page on which the first blocks have so many annotations each: every fourth word, not the first.
async fn marked(each: usize) -> Page {
    let page = Page::open(&long_text()).await;
    for block in 0..12 {
        for word in page.words(block).into_iter().skip(3).step_by(4).take(each) {
            page.annotate("place", &[word]).await;
        }
    }
    page.run(Command::Leave, Args::default()).await;
    page
}

fn run(command: Command, args: Args) -> Action {
    Action::Run(command, args)
}

/// What making, changing, letting go, deleting and undoing an annotation makes anew.
async fn edits(page: &Page) -> Vec<(&'static str, Made)> {
    let fragments = page.words(BLOCK).first().map(|word| vec![page.fragment(*word)]);
    let made = run(Command::Annotate, Args { fragments, ..Args::label("person") });
    let mut all = vec![("made", page.made_by(made).await)];
    for (name, action) in [
        ("relabelled", run(Command::ApplyLabel, Args::label("date"))),
        ("let go", run(Command::Leave, Args::default())),
        ("undone", run(Command::Undo, Args::default())),
        ("deleted", run(Command::Delete, Args::default())),
        ("back", run(Command::Undo, Args::default())),
        ("gone", run(Command::Undo, Args::default())),
    ] {
        all.push((name, page.made_by(action).await));
    }
    all
}

#[wasm_bindgen_test]
async fn an_edit_makes_the_nodes_that_differ() {
    let page = marked(20).await;
    let edits = edits(&page).await;
    page.assert_whole();
    page.close().await;
    // At the start of a block: its first words become a mark, whose text, two handles and grip are in it, and the rest.
    // Changing a label makes nothing, letting go takes the handles, and what is undone is picked out again.
    let told = [
        ("made", Made { added: 6, removed: 1 }),
        ("relabelled", Made { added: 0, removed: 0 }),
        ("let go", Made { added: 0, removed: 3 }),
        ("undone", Made { added: 3, removed: 0 }),
        ("deleted", Made { added: 1, removed: 6 }),
        ("back", Made { added: 6, removed: 1 }),
        ("gone", Made { added: 1, removed: 6 }),
    ];
    assert_eq!(edits, told);
}

#[wasm_bindgen_test]
async fn what_an_edit_makes_does_not_grow_with_what_is_marked() {
    let few = marked(1).await;
    let of_few = edits(&few).await;
    few.close().await;
    let many = marked(25).await;
    assert_eq!(edits(&many).await, of_few);
    many.close().await;
}

#[wasm_bindgen_test]
async fn a_handle_stays_while_it_is_pulled() {
    let page = marked(2).await;
    let word = page.words(BLOCK)[0];
    page.annotate("person", &[word]).await;
    let edge = Edge { fragment: 0, end: true };
    page.act(Action::Grab(edge)).await;
    let handle = page.find("[data-edge=\"0-end\"]").expect("it has handles");
    for by in 1..4 {
        page.act(Action::Drag { at: word.end() - by, boundaries: Boundaries::default(), exact: true }).await;
        assert_eq!(page.find("[data-edge=\"0-end\"]"), Some(handle.clone()), "after {by} steps");
        page.assert_whole();
    }
    page.act(Action::Drop(true)).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_list_draws_some_dozens_of_rows() {
    let page = marked(25).await;
    // The last one that was marked was looked at.
    page.act(Action::Listed(0)).await;
    let ids: Vec<String> = page.store.with(|state| {
        let document = state.document().expect("an article is open");
        document.in_reading_order().into_iter().map(|annotation| annotation.id.to_string()).collect()
    });
    let (last, first) = (ids.last().expect("300"), page.first_row());
    assert_eq!((page.rows(), ids.len()), (100, 300));
    assert_eq!(first.as_ref(), ids.first());

    // What is picked out has its row, and the list stays there when it is deleted.
    page.run(Command::Select, Args::id(last)).await;
    assert!(page.has_row(last) && page.rows() == 100);
    page.run(Command::Delete, Args::default()).await;
    assert!(page.has_row(&ids[298]) && !page.has_row(&ids[0]));
    page.run(Command::Undo, Args::default()).await;
    assert!(page.has_row(last));

    // Scrolled away from it, walking back brings it.
    page.act(Action::Listed(0)).await;
    assert!(!page.has_row(last));
    page.run(Command::Leave, Args::default()).await;
    page.run(Command::Select, Args::id(last)).await;
    assert!(page.has_row(last));

    // Another list begins at its start.
    page.run(Command::Leave, Args::default()).await;
    page.run(Command::Find, Args::text("label:place")).await;
    assert_eq!(page.first_row(), first);
    page.close().await;
}
