//! What one edit costs may not grow with the article: counted, not timed, so that it is the same on every machine.
#![expect(clippy::print_stdout, reason = "what was counted is shown where it is asked for")]

use std::rc::Rc;

use allocation_counter::measure;
use manicule::session::{Action, Args, Command, Effect};
use manicule::storage::Versions;
use manicule::storage::snapshot::{document_of, document_value};
use manicule_core::{Case, Size};

/// What a step came to.
#[derive(Debug)]
struct Cost {
    what: &'static str,
    case: String,
    allocations: u64,
    bytes: u64,
    /// Characters that go to the stores.
    written: usize,
    /// Sections of the article whose content is another one: each is drawn again.
    sections: usize,
}

fn cost(case: &mut Case, what: &'static str, action: Action) -> Cost {
    let before = case.state.view.clone();
    let mut effects = Vec::new();
    let used = measure(|| effects = case.act(action));
    let written = effects.iter().filter_map(|effect| match effect {
        Effect::Write(writes) => {
            Some(writes.iter().filter_map(|write| write.value.as_ref()).map(String::len).sum::<usize>())
        }
        _ => None,
    });
    let (written, after) = (written.sum(), &case.state.view);
    let is_other = |number: &usize| match (before.section(*number), after.section(*number)) {
        (Some(before), Some(after)) => !Rc::ptr_eq(before, after),
        _ => true,
    };
    let sections = (0..before.count()).filter(is_other).count();
    let name = case.name.clone();
    Cost { what, case: name, allocations: used.count_total, bytes: used.bytes_total, written, sections }
}

/// Each kind of edit once, in an article that somebody has worked in before.
fn costs(case: (Size, usize)) -> Vec<Cost> {
    let mut case = Case::new(case);
    case.scroll_to_middle();
    // The first one of a person makes the person, and the status of the article.
    let _first = case.act(case.marking());
    let _first = case.act(Action::Run(Command::Undo, Args::default()));
    let undo = || Action::Run(Command::Undo, Args::default());
    let redo = || Action::Run(Command::Redo, Args::default());
    let (marking, select) = (case.marking(), case.to_middle(Command::Select, Args::default()));
    let relabel = case.to_middle(Command::Relabel, Args::label("law"));
    let delete = case.to_middle(Command::Delete, Args::default());
    let note = case.to_middle(Command::Note, Args::text("seen twice"));
    let mut all = vec![cost(&mut case, "marking", marking)];
    for (what, action) in [
        ("undoing a mark", undo()),
        ("selecting", select),
        ("relabelling", relabel),
        ("a note", note),
        ("deleting", delete),
        ("undoing a deletion", undo()),
        ("redoing it", redo()),
    ] {
        all.push(cost(&mut case, what, action));
    }
    all
}

#[test]
fn an_edit_costs_the_same_in_any_article() {
    let (small, large) = (costs((Size::S, 100)), costs((Size::L, 50_000)));
    for (small, large) in small.iter().zip(&large) {
        for cost in [small, large] {
            let Cost { what, case, allocations, bytes, written, sections } = cost;
            println!("{what} in {case}: {allocations} allocations, {bytes} bytes; {written} written; {sections} drawn");
        }
    }
    for (small, large) in small.iter().zip(&large) {
        let what = format!("{small:?}, {large:?}");
        assert!(small.allocations > 0 && (1..=2).contains(&small.sections), "something happened: {what}");
        // Tables are trees: five hundred times as much is some levels more.
        assert!(large.allocations <= small.allocations * 3 / 2 + 40, "{what}");
        assert!(large.bytes <= small.bytes * 2 + 16_000, "{what}");
        assert!(large.written <= small.written + 64, "{what}");
        assert!((1..=2).contains(&large.sections), "{what}");
    }
}

/// An article is read from the store straight into the model: not by way of an object for each annotation.
#[test]
fn a_stored_annotation_is_one_allocation() {
    let case = Case::new((Size::L, 50_000));
    let document = case.document();
    let value = document_value(&case.state.project, document, &Versions::default());
    let mut read = None;
    let used = measure(|| read = document_of(&document.id, &value));
    println!("{} bytes stored: {} allocations, at most {} bytes", value.len(), used.count_total, used.bytes_max);
    assert_eq!(read.map(|read| read.document.annotations), Some(document.annotations.clone()));
    // Each thirty-two paragraphs or annotations are some more.
    let blocks = u64::try_from(document.blocks.len()).expect("few");
    assert!(used.count_total <= 50_000 * 33 / 32 + 32 * blocks + 1_000, "{}", used.count_total);
    let length = u64::try_from(value.len()).expect("short");
    assert!(used.bytes_max <= 50_000 * 250 + 4 * length, "{}", used.bytes_max);
}
