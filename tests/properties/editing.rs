//! Transactions, commands and undo.

use std::collections::BTreeSet;
use std::rc::Rc;

use manicule::edit::{Change, History, Refusal, Swap, Transaction, apply};
use manicule::model::{Annotation, DocId, Document, Project, Relation, Span, TextRange};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::common::changes::{self, transaction};
use crate::common::commands::Command;
use crate::common::{cases, commands, laws, projects, variants};

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn commands_can_be_taken_back(project in projects::project(), list in commands::list()) {
        let steps = commands::run(&project, &list);
        for (number, (transaction, after)) in steps.iter().enumerate() {
            laws::hold(after);
            let before = number.checked_sub(1).map_or(&project, |last| &steps[last].1);
            prop_assert_eq!(&apply(after, &transaction.inverse()).expect("the inverse fits"), before);
            prop_assert_eq!(&transaction.inverse().inverse(), transaction);
        }
    }

    /// A step touches what it names and nothing else: the rest of an annotation, of a relation, and all others stay.
    #[test]
    fn a_step_changes_one_thing(project in projects::project(), list in commands::list()) {
        for command in &list {
            let mut fresh = commands::fresh(7);
            let Some(step) = command.on(&project, &mut fresh) else { continue };
            let after = apply(&project, &step).expect("a command's transaction fits");
            for change in &step.changes {
                let one = prop_only(command, change);
                prop_assert!(one, "{command:?} did {change:?}");
            }
            if matches!(command, Command::Relink { .. } | Command::Rekind { .. } | Command::Link { .. } | Command::FrameClaim { .. }) {
                for document in after.documents() {
                    sound_links(&project, document);
                }
            }
        }
    }

    #[test]
    fn raw_transactions_can_be_taken_back(project in projects::project(), seeds in changes::changes()) {
        let (all, stepwise) = transaction(&project, &seeds);
        let after = apply(&project, &all).expect("each change fits");
        laws::hold(&after);
        prop_assert_eq!(&after, &stepwise);
        prop_assert_eq!(apply(&after, &all.inverse()).expect("the inverse fits"), project);
    }

    #[test]
    fn undo_and_redo_walk_the_same_way(project in projects::project(), list in commands::list()) {
        let steps = commands::run(&project, &list);
        let mut history = History::default();
        for (transaction, _) in &steps {
            history.push(transaction.clone());
        }
        let mut here = steps.last().map_or(&project, |(_, after)| after).clone();
        for number in (0..steps.len()).rev() {
            here = undo(&mut history, &here);
            prop_assert_eq!(&here, number.checked_sub(1).map_or(&project, |last| &steps[last].1));
        }
        prop_assert_eq!(history.depth(), (0, steps.len()));
        for (_, after) in &steps {
            here = redo(&mut history, &here);
            prop_assert_eq!(&here, after);
        }
        prop_assert_eq!(history.depth(), (steps.len(), 0));
        // Back half of the way, then something else: what was undone is gone for good.
        for _ in 0..steps.len() / 2 {
            here = undo(&mut history, &here);
        }
        history.push(changes::of(Vec::new()));
        prop_assert_eq!(history.depth(), (steps.len().div_ceil(2) + 1, 0));
    }

    #[test]
    fn refusal_leaves_everything_as_it_was(
        project in projects::project(), seeds in changes::changes(), at in any::<usize>(), how in 0..5_u8,
    ) {
        let (mut all, _) = transaction(&project, &seeds);
        let here = apply(&project, &changes::of(all.changes.clone())).expect("each change fits");
        let Some(bad) = spoiled(&here, how) else { return Ok(()) };
        // At the end it fails for what it is; anywhere else a change before it may have made it right.
        all.changes.push(bad.clone());
        let written = format!("{project:?}");
        prop_assert!(apply(&project, &all).is_err(), "{bad:?}");
        all.changes.swap_remove(0);
        let turn = at % all.changes.len().max(1);
        all.changes.rotate_left(turn);
        if let Ok(after) = apply(&project, &all) {
            laws::hold(&after);
        }
        prop_assert_eq!(format!("{project:?}"), written);
    }
}

/// Whether a change is one that the command may make, and leaves everything else of its thing alone.
fn prop_only(command: &Command, change: &Change) -> bool {
    let spans =
        matches!(command, Command::SetSpan { .. } | Command::AddFragment { .. } | Command::RemoveFragment { .. });
    match change {
        Change::Annotation(_, Swap { before: Some(before), after: Some(after) }) => {
            let mut rest = Annotation { changed: before.changed, ..(**after).clone() };
            match command {
                Command::ChangeSchema(_) => rest.label = before.label.clone(),
                _ if spans => rest.span = before.span.clone(),
                Command::Relabel { .. } => {
                    rest.label = before.label.clone();
                    rest.attributes = before.attributes.clone();
                }
                Command::SetNote { .. } => rest.note = before.note.clone(),
                Command::SetDoubt { .. } => rest.doubt = before.doubt.clone(),
                Command::SetAttribute { .. } => rest.attributes = before.attributes.clone(),
                // A pronoun joins what it stands for.
                Command::Group { .. } | Command::Ungroup { .. } | Command::MakeClaim { .. } => {
                    rest.entity = before.entity;
                }
                Command::FrameClaim { .. }
                | Command::SetSpeakers { .. }
                | Command::SetCue { .. }
                | Command::SetContent { .. } => {
                    (rest.span, rest.entity) = (before.span.clone(), before.entity);
                    rest.attributes = before.attributes.clone();
                }
                _ => return false,
            }
            rest == **before
        }
        Change::Relation(_, Swap { before: Some(before), after: Some(after) }) => {
            let mut rest = Relation { changed: before.changed, ..(**after).clone() };
            match command {
                Command::ChangeSchema(_) => rest.kind = before.kind.clone(),
                Command::Relink { .. } => (rest.from, rest.to) = (before.from, before.to),
                Command::Rekind { .. } => {
                    rest.kind = before.kind.clone();
                    rest.attributes = before.attributes.clone();
                }
                Command::SetLinkNote { .. } => rest.note = before.note.clone(),
                Command::SetLinkAttribute { .. } => rest.attributes = before.attributes.clone(),
                _ => return false,
            }
            rest == **before
        }
        Change::Relation(_, swap) => {
            let links = matches!(
                command,
                Command::Link { .. }
                    | Command::Unlink { .. }
                    | Command::Delete { .. }
                    | Command::Relink { .. }
                    | Command::Rekind { .. }
                    | Command::ChangeSchema(_)
            );
            let makes = swap.before.is_none();
            let claims = matches!(
                command,
                Command::MakeClaim { .. }
                    | Command::FrameClaim { .. }
                    | Command::SetSpeakers { .. }
                    | Command::SetCue { .. }
            );
            claims || (links && (!makes || matches!(command, Command::Link { .. })))
        }
        // Makers and takers of whole things.
        _ => !spans,
    }
}

/// A kind that may leave an annotation only so often does not leave it more often than before, and no link stands twice.
fn sound_links(before: &Project, document: &Document) {
    let old = before.document(&document.id);
    let all: Vec<_> = document.relations.values().collect();
    for relation in &all {
        let made = old.is_none_or(|old| old.relations.get(&relation.id) != Some(*relation));
        if !made {
            continue;
        }
        let same = all.iter().filter(|r| r.from == relation.from && r.kind == relation.kind);
        let most = before.schema.relation(&relation.kind).and_then(|kind| kind.at_most).map_or(usize::MAX, usize::from);
        assert!(same.clone().count() <= most.max(1), "too many of {}", relation.kind);
        assert_eq!(same.filter(|r| r.to == relation.to).count(), 1, "a link stands once");
    }
}

fn undo(history: &mut History<Transaction>, here: &Project) -> Project {
    let step = history.last_done().expect("something was done").clone();
    let before = apply(here, &step.inverse()).expect("the last step can be undone");
    history.undid(step);
    before
}

fn redo(history: &mut History<Transaction>, here: &Project) -> Project {
    let step = history.last_undone().expect("something was undone").clone();
    let after = apply(here, &step).expect("the last undone step can be redone");
    history.redid(step);
    after
}

/// A change that this project must refuse; `None` where it has nothing to spoil.
fn spoiled(project: &Project, how: u8) -> Option<Change> {
    let document = project.documents().next()?;
    let id = document.id.clone();
    let annotation = document.annotations.values().next();
    let off = |annotation: &Annotation| Annotation { span: past_the_end(document), ..annotation.clone() };
    Some(match how {
        // Something else stands there.
        0 => {
            let before = Rc::new(Annotation { note: Rc::from("never said"), ..(**annotation?).clone() });
            Change::Annotation(id, Swap::gone(before))
        }
        // It is there already.
        1 => Change::Annotation(id, Swap::made(annotation?.clone())),
        // It is not on the text.
        2 => Change::Annotation(id, Swap::changed(annotation?.clone(), Rc::new(off(annotation?)))),
        // There is no such document.
        3 => Change::Annotation(DocId::from("no such document"), Swap::made(annotation?.clone())),
        // A document whose annotations are not on its text.
        _ => {
            let annotation = annotation?;
            let mut after = (**document).clone();
            after.annotations.insert(annotation.id, Rc::new(off(annotation)));
            Change::Document(Swap::changed(document.clone(), Rc::new(after)), 0)
        }
    })
}

fn past_the_end(document: &Document) -> Span {
    let end = document.article.lengths().bytes;
    Span::of(TextRange::new(end - 1, end + 1).expect("not empty"))
}

#[test]
fn every_kind_of_change_is_generated() {
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..64 {
        let tree = (projects::project(), changes::changes()).new_tree(&mut runner).expect("no filter");
        let (project, seeds) = tree.current();
        seen.extend(transaction(&project, &seeds).0.changes.iter().map(variants::change));
    }
    assert_eq!(seen, variants::CHANGES.iter().copied().collect());
}

/// One document with one block and one claim.
fn small() -> Project {
    let document = manicule::model::markup::parse("d", "[It rained.](claim)").expect("well formed");
    Project::new(manicule::model::ProjectId::from_bits(1), "").with(Rc::new(document))
}

#[test]
fn blocks_keep_their_place_and_number() {
    let project = small();
    let document = project.documents().next().expect("one");
    let before = document.blocks[0].clone();
    let elsewhere = manicule::model::Block { range: TextRange::new(0, 2).expect("not empty"), ..(*before).clone() };
    let renamed = manicule::model::Block { id: manicule::model::BlockId(9), ..(*before).clone() };
    for after in [elsewhere, renamed] {
        let change = Change::Block(document.id.clone(), Swap::changed(before.clone(), Rc::new(after)));
        assert!(matches!(apply(&project, &changes::of(vec![change])), Err(Refusal::Changed(_))));
    }
}

#[test]
fn another_schema_counts_claims_anew() {
    let project = small();
    let mut schema = (*project.schema).clone();
    schema.labels.clear();
    let change = Change::Schema(Swap::changed(project.schema.clone(), Rc::new(schema)));
    let after = apply(&project, &changes::of(vec![change])).expect("fits");
    let claims = |project: &Project| project.entries.values().map(|entry| entry.counts.claims).sum::<u32>();
    assert_eq!((claims(&project), claims(&after)), (1, 0));
}
