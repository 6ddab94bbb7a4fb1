//! What is handed to the workshop makes the documents that a page load makes, and does not grow with the project.

use std::rc::Rc;

use manicule::formats::json::to_json;
use manicule::model::{DocId, Project};
use manicule::session::{Action, Args, Command, SourceFile};
use manicule::storage::handing::Handed;
use manicule::storage::recovery::stored_document;
use manicule::storage::sent::Sent;
use proptest::collection::vec;
use proptest::prelude::*;

use super::deeds::deed;
use super::imports::many;
use super::tab::{Disk, Tab, soon};
use crate::common::cases;

fn handed(tab: &Tab, ids: &[DocId]) -> Vec<Handed> {
    let journal = &tab.state.journal;
    soon(tab.disk.stores().hand(ids, &journal.records, &journal.ledger))
}

/// The line of a document as the workshop puts it together.
fn put_together(tab: &Tab, id: &DocId, handed: &Handed) -> Option<String> {
    let copies: Vec<&str> = handed.copies.iter().map(String::as_str).collect();
    let records: Vec<_> = handed.records.iter().cloned().map(Rc::new).collect();
    let stored = stored_document(id, &copies, &records)?;
    Some(line(&tab.state.project, stored.document))
}

fn line(project: &Project, document: manicule::model::Document) -> String {
    let document = Rc::new(document);
    manicule::formats::native::write(project, &[document]).files.pop().expect("one file").text
}

proptest! {
    #![proptest_config(cases(40))]

    /// Whatever was done, and whether or not what was done is in snapshots by now.
    #[test]
    fn what_is_handed_over_is_what_stands_there(deeds in vec(deed(), 1..25), quiet in any::<bool>()) {
        let mut tab = Tab::open(&Disk::default(), 1);
        for deed in &deeds {
            deed.on(&mut tab);
        }
        if quiet {
            tab.restless.extend(tab.state.project.order.iter().cloned());
            tab.quiet();
        }
        // What nobody touched is not written.
        prop_assume!(tab.state.journal.begun.is_none());
        let ids: Vec<DocId> = tab.state.project.order.iter().rev().cloned().collect();
        for (id, handed) in ids.iter().zip(handed(&tab, &ids)) {
            let stands = tab.state.project.document(id).map(|document| line(&tab.state.project, (**document).clone()));
            if let Some(stands) = stands {
                prop_assert_eq!(put_together(&tab, id, &handed), Some(stands));
            }
        }
    }
}

/// A step about many articles is one record: of it each article is given its own part. And no keys are listed.
#[test]
fn what_is_handed_over_does_not_grow_with_the_project() {
    let bytes = |articles: usize| {
        let mut tab = Tab::open(&Disk::default(), 1);
        let file = SourceFile { name: "many.jsonl".to_owned(), bytes: many(articles, 2).into_bytes() };
        tab.act(Action::Files(vec![file]));
        let ids = tab.state.project.order.clone();
        assert_eq!((tab.undo_all(), tab.redo_all()), (1, 1));
        let (before, last) = (tab.disk.read.get(), ids.last().cloned().expect("some"));
        let handed = handed(&tab, std::slice::from_ref(&last)).pop().expect("one");
        assert_eq!(handed.records.len(), 3, "it came, went and came again");
        let records: usize = handed.records.iter().map(|record| to_json(record).len()).sum();
        (records, tab.disk.read.get() - before)
    };
    let (few, many) = (bytes(20), bytes(400));
    // Numbers of places have a digit more.
    assert!(many.0 <= few.0 + 8 && many.1 <= few.1 + 40, "{few:?} {many:?}");
}

/// What is damaged by name is looked for everywhere.
#[test]
fn a_damaged_copy_is_not_the_last() {
    let mut tab = Tab::open(&Disk::default(), 1);
    let file = SourceFile { name: "many.jsonl".to_owned(), bytes: many(3, 2).into_bytes() };
    tab.act(Action::Files(vec![file]));
    let id = tab.state.project.order[2].clone();
    tab.restless.extend(tab.state.project.order.iter().cloned());
    tab.quiet();
    let stands = tab.state.project.document(&id).map(|document| line(&tab.state.project, (**document).clone()));
    let copies: Vec<_> = tab.disk.all().into_iter().filter(|(key, _)| key.of_document() == Some(&id)).collect();
    assert!(!copies.is_empty());
    for (key, value) in &copies {
        tab.disk.values.damage(key.clone(), &value.replace("word", "ward"));
    }
    assert!(handed(&tab, std::slice::from_ref(&id))[0].copies.len() >= copies.len(), "listed");
    for (key, value) in &copies {
        tab.disk.values.damage(key.clone(), value);
    }
    let handed = handed(&tab, std::slice::from_ref(&id));
    assert_eq!(put_together(&tab, &id, &handed[0]), stands);
}

/// What the workshop holds of a document that is not loaded here is old as soon as anybody has worked in it.
#[test]
fn what_was_sent_is_sent_again_once_somebody_worked_in_it() {
    let mut tab = Tab::open(&Disk::default(), 1);
    let file = SourceFile { name: "many.jsonl".to_owned(), bytes: many(3, 2).into_bytes() };
    tab.act(Action::Files(vec![file]));
    let mut here = Tab::open(&tab.disk, 2);
    let is_absent = |id: &&DocId| !here.state.project.loaded.contains_key(*id);
    let absent: Vec<DocId> = here.state.project.order.iter().filter(is_absent).cloned().collect();
    let [one, other, ..] = absent.as_slice() else { panic!("{absent:?}") };
    let mut sent = Sent::default();
    let mut stamp = |here: &Tab, id: &DocId| sent.stamp(id, (&here.state.project, &here.state.journal.ledger), false);
    let (first, was_sent) = stamp(&here, one);
    assert!(!was_sent && !stamp(&here, other).1, "nothing was sent yet");
    assert_eq!((stamp(&here, one), stamp(&here, other).1), ((first, true), true));
    let mut there = Tab::open(&tab.disk, 3);
    there.moment = 9;
    there.run(Command::OpenArticle, Args::document(one));
    assert_eq!(
        there.run(Command::SetStatus, Args { status: Some("done".to_owned()), ..Args::default() }).refused,
        None
    );
    here.hear();
    assert!(!here.state.project.loaded.contains_key(one));
    let (second, was_sent) = stamp(&here, one);
    assert!(!was_sent && second != first, "it is another");
    assert!(stamp(&here, other).1, "nobody worked in that");
}
