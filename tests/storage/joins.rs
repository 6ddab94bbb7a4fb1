//! Copies of a document that know different records: whatever order they are joined in, the same comes of it.

use std::rc::Rc;

use manicule::model::DocId;
use manicule::storage::stored::StoredDocument;
use manicule::storage::versions::Side;
use manicule::storage::{Key, Record, recovery, snapshot};
use proptest::collection::vec;
use proptest::prelude::*;

use super::deeds::{Deed, marking};
use super::tab::{Disk, Tab};
use crate::common::cases;

/// What three tabs that seldom hear of each other do to one article.
fn work() -> impl Strategy<Value = Vec<(u8, bool, Deed)>> {
    let deed = prop_oneof![8 => marking(), 2 => Just(Deed::Undo), 1 => Just(Deed::Redo)];
    vec((0..3_u8, proptest::bool::weighted(0.1), deed), 1..24)
}

/// The article as it was before, and every record that was made of it.
fn worked(work: &[(u8, bool, Deed)]) -> (DocId, StoredDocument, Vec<Rc<Record>>) {
    let disk = Disk::default();
    let mut first = Tab::open(&disk, 1);
    Deed::AddText(0).on(&mut first);
    Deed::Annotate(vec![(0, 3)], 0).on(&mut first);
    Deed::Annotate(vec![(4, 9)], 1).on(&mut first);
    let id = first.state.open.clone().expect("the article is open");
    let before = recovered(&disk, &id, &records(&disk));
    let mut tabs = [2, 3, 4].map(|actor| Tab::open(&disk, actor));
    for (tab, actor) in tabs.iter_mut().zip(1..) {
        tab.moment = actor * 1000;
    }
    for (which, hear, deed) in work {
        let tab = &mut tabs[usize::from(*which)];
        if *hear {
            tab.hear();
        }
        // Everything happens in the one article.
        if !matches!(deed, Deed::Open(_)) {
            deed.on(tab);
        }
    }
    (id, before, records(&disk))
}

fn records(disk: &Disk) -> Vec<Rc<Record>> {
    let read = |(key, value): (Key, String)| match key {
        Key::Record(id) => recovery::record_of(id, &value).map(Rc::new),
        _ => None,
    };
    let mut all: Vec<Rc<Record>> = disk.all().into_iter().filter_map(read).collect();
    all.sort_by_key(|record| record.stamp());
    all
}

fn recovered(disk: &Disk, id: &DocId, records: &[Rc<Record>]) -> StoredDocument {
    let copies: Vec<String> =
        disk.all().into_iter().filter(|(key, _)| key.of_document() == Some(id)).map(|(_, value)| value).collect();
    let copies: Vec<&str> = copies.iter().map(String::as_str).collect();
    recovery::stored_document(id, &copies, records).expect("it reads")
}

fn with(before: &StoredDocument, records: impl IntoIterator<Item = Rc<Record>>) -> StoredDocument {
    let mut copy = before.clone();
    records.into_iter().for_each(|record| copy.take(&[record]));
    copy
}

/// What must be the same.
fn same(one: &StoredDocument, other: &StoredDocument) -> Result<(), TestCaseError> {
    prop_assert_eq!(&one.document, &other.document);
    prop_assert_eq!(&one.versions.folded, &other.versions.folded);
    prop_assert_eq!(&one.versions.awaited, &other.versions.awaited);
    let forks = |stored: &StoredDocument| -> Vec<_> {
        let heads = |heads: &[manicule::storage::versions::Version]| -> Vec<_> {
            heads.iter().map(|head| (head.stamp, matches!(head.side, Side::Shown | Side::Doubted))).collect()
        };
        stored.versions.forks().map(|(id, all)| (id, heads(all))).collect()
    };
    prop_assert_eq!(forks(one), forks(other));
    Ok(())
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn records_may_come_in_any_order(work in work(), shuffle in vec(any::<u16>(), 40)) {
        let (_, before, records) = worked(&work);
        let sorted = with(&before, records.clone());
        let mut mixed: Vec<(u16, Rc<Record>)> = shuffle.iter().copied().cycle().zip(records.clone()).collect();
        mixed.sort_by_key(|(place, _)| *place);
        let mixed: Vec<Rc<Record>> = mixed.into_iter().map(|(_, record)| record).collect();
        same(&sorted, &with(&before, mixed.clone()))?;
        // And twice.
        same(&sorted, &with(&before, mixed.iter().chain(&records).cloned()))?;
    }

    #[test]
    fn copies_may_be_joined_in_any_order(work in work(), who in vec(0..7_u8, 40)) {
        let (_, before, records) = worked(&work);
        let copies = [1, 2, 4].map(|bit| {
            let has = who.iter().cycle().zip(&records).filter(|(who, _)| *who & bit != 0);
            with(&before, has.map(|(_, record)| record.clone()))
        });
        let [a, b, c] = copies.clone();
        let ab = a.clone().join(b.clone());
        same(&ab, &b.clone().join(a.clone()))?;
        same(&a.clone().join(a.clone()), &a)?;
        same(&ab.clone().join(c.clone()), &a.clone().join(b.join(c)))?;
        same(&ab.clone().join(ab.clone()), &ab)?;
        let all = copies.into_iter().reduce(StoredDocument::join).expect("there are three");
        let known = who.iter().cycle().zip(&records).filter(|(who, _)| **who != 0).map(|(_, record)| record.clone());
        same(&all, &with(&before, known))?;
    }

    /// A copy that is written and read is the same copy.
    #[test]
    fn copies_survive_the_store(work in work(), who in vec(any::<bool>(), 40)) {
        let (id, before, records) = worked(&work);
        let has = who.iter().cycle().zip(&records).filter(|(who, _)| **who).map(|(_, record)| record.clone());
        let copy = with(&before, has);
        let tab = Tab::open(&Disk::default(), 9);
        let value = snapshot::document_value(&tab.state.project, &copy.document, &copy.versions);
        let read = snapshot::document_of(&id, &value).expect("it reads");
        same(&copy, &read)?;
        prop_assert_eq!(copy.versions.of, read.versions.of);
    }
}

fn two_versions(first: Deed, second: Deed) -> (Tab, usize) {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    Deed::AddText(0).on(&mut tab);
    Deed::Annotate(vec![(0, 3)], 0).on(&mut tab);
    let [mut one, mut other] = [Tab::open(&disk, 2), Tab::open(&disk, 3)];
    (one.moment, other.moment) = (1000, 2000);
    first.on(&mut one);
    second.on(&mut other);
    one.hear();
    other.hear();
    assert_eq!(one.export(), other.export(), "both show the same");
    let third = Tab::open(&disk, 4);
    assert_eq!(third.export(), one.export());
    let count = third.state.document().map_or(0, |document| document.annotations.len());
    (third, count)
}

/// Row 32: concurrent changes of one annotation; both versions are seen, and either can be deleted.
#[test]
fn fault_32_both_versions_of_an_annotation_are_seen() {
    let (mut tab, count) = two_versions(Deed::Relabel(0, 3), Deed::Relabel(0, 5));
    assert_eq!(count, 2);
    let doubts = |tab: &Tab| -> usize {
        let document = tab.state.document().expect("it is open");
        document.annotations.values().filter(|annotation| annotation.doubt.is_some()).count()
    };
    assert_eq!(doubts(&tab), 1, "the other version says why it is there");
    tab.moment = 5000;
    Deed::Delete(0).on(&mut tab);
    let left = tab.export();
    assert_eq!(tab.state.document().map(|document| document.annotations.len()), Some(1));
    assert_eq!(tab.reload(6).export(), left, "and it stays so");
    Deed::Undo.on(&mut tab);
    assert_eq!(tab.state.document().map(|document| document.annotations.len()), Some(2));
    let back = tab.export();
    assert_eq!(tab.reload(7).export(), back);
}

/// Row 33: one tab deletes what another changes; it stays, and says so.
#[test]
fn fault_33_a_change_outlives_a_deletion() {
    for (first, second) in [(Deed::Delete(0), Deed::Relabel(0, 5)), (Deed::Relabel(0, 5), Deed::Delete(0))] {
        let (tab, count) = two_versions(first, second);
        assert_eq!(count, 1);
        let document = tab.state.document().expect("it is open");
        assert!(document.annotations.values().all(|annotation| annotation.doubt.is_some()));
    }
}
