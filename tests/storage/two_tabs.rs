//! Two tabs over one store that never talk: a third page load has what both made.

use std::collections::BTreeMap;
use std::rc::Rc;

use manicule::model::{Annotation, AnnotationId, DocId};
use manicule::session::{Args, Command};
use manicule::storage::Key;
use proptest::collection::vec;
use proptest::prelude::*;

use super::deeds::{Deed, marking};
use super::tab::{Disk, Tab};
use crate::common::{cases, laws};

type All = BTreeMap<(DocId, AnnotationId), Rc<Annotation>>;

/// Every annotation of every article.
fn everything(tab: &Tab) -> All {
    let mut copy = tab.aside();
    copy.run(Command::Export, Args::default());
    let documents = copy.state.project.documents();
    documents.flat_map(|d| d.annotations.iter().map(|(id, a)| ((d.id.clone(), *id), a.clone()))).collect()
}

/// A tab that has read every article, so that it sees nothing of what the other makes from now on.
fn tab_over(disk: &Disk, actor: u64, moment: u32) -> Tab {
    let mut tab = Tab::open(disk, actor);
    for which in 0..3 {
        Deed::Open(which).on(&mut tab);
    }
    tab.moment = moment;
    tab
}

/// Three articles; the sample has annotations already.
fn begun() -> (Disk, All) {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    Deed::AddText(0).on(&mut tab);
    Deed::Annotate(vec![(0, 3)], 0).on(&mut tab);
    Deed::AddText(1).on(&mut tab);
    (disk, everything(&tab))
}

/// Which of two tabs does something; a quiet moment comes first or not.
fn work() -> impl Strategy<Value = Vec<(bool, bool, Deed)>> {
    let deed = prop_oneof![8 => marking(), 2 => Just(Deed::Undo), 1 => Just(Deed::Redo)];
    vec((any::<bool>(), proptest::bool::weighted(0.2), deed), 1..30)
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn a_third_page_load_has_what_both_made(work in work()) {
        let (disk, before) = begun();
        let mut tabs = [tab_over(&disk, 2, 100), tab_over(&disk, 3, 1000)];
        let old = tabs[0].state.history.depth().0;
        for (second, quiet, deed) in &work {
            let tab = &mut tabs[usize::from(*second)];
            if *quiet {
                tab.restless.extend(tab.state.open.clone());
                tab.quiet();
            }
            // What was there before is nobody's own to undo.
            if !matches!(deed, Deed::Undo) || tab.state.history.depth().0 > old {
                deed.on(tab);
            }
        }
        // Once each has heard of the other, both show what a third page load finds.
        tabs.iter_mut().for_each(Tab::hear);
        let [one, other] = [everything(&tabs[0]), everything(&tabs[1])];
        let mut third = Tab::open(&disk, 4);
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(&one, &everything(&third));
        // Nothing is gone that nobody deleted or took back.
        let made = |deed: &Deed| matches!(deed, Deed::Annotate(..));
        let spared = !work.iter().any(|(_, _, deed)| matches!(deed, Deed::Delete(_) | Deed::Undo | Deed::Redo));
        let least = before.len() + work.iter().filter(|(_, _, deed)| made(deed)).count();
        prop_assert!(!spared || one.len() >= least, "{} annotations, {} were made", one.len(), least);
        // Whatever became of the steps, walking through them breaks nothing.
        third.moment = 5000;
        third.undo_all();
        third.redo_all();
        third.quiet();
        Deed::Annotate(vec![(0, 1)], 0).on(&mut third);
        let last = everything(&third);
        prop_assert_eq!(everything(&Tab::open(&disk, 5)), last);
        for id in third.state.project.loaded.keys() {
            laws::on_its_text(third.state.project.document(id).expect("it is loaded"));
        }
    }
}

/// One tab that knows an article as it was, and another page load that has marked much in it since: so much that the
/// oldest records are gone, and only the snapshot still holds what they said.
fn ignorant_and_busy(disk: &Disk) -> (Tab, Tab, DocId) {
    let ignorant = tab_over(disk, 2, 5000);
    let id = ignorant.state.open.clone().expect("an article is open");
    let mut busy = tab_over(disk, 3, 1000);
    for number in 0..620_u16 {
        Deed::Annotate(vec![(number, number.wrapping_add(3))], number).on(&mut busy);
    }
    // Snapshots are renewed, then old records go.
    for actor in 4..7 {
        busy.restless.push(id.clone());
        busy.quiet();
        busy = busy.reload(actor);
    }
    let records = disk.all().iter().filter(|(key, _)| matches!(key, Key::Record(_))).count();
    assert!(records < 600, "{records} records: the oldest are gone");
    (ignorant, busy, id)
}

/// How many annotations of an article a new page load finds.
fn found(disk: &Disk, id: &DocId) -> usize {
    everything(&Tab::open(disk, 8)).into_keys().filter(|(document, _)| document == id).count()
}

/// A snapshot of a tab that knows less never takes the place of one that knows more.
#[test]
fn an_ignorant_tab_overwrites_nothing() {
    let (disk, _) = begun();
    let (mut ignorant, busy, id) = ignorant_and_busy(&disk);
    let made = busy.state.document().map(|document| document.annotations.len()).expect("an article is open");
    Deed::Annotate(vec![(0, 1)], 0).on(&mut ignorant);
    ignorant.restless.push(id.clone());
    ignorant.quiet();
    assert_eq!(found(&disk, &id), made + 1);
}

/// Taking an article out and bringing it back says nothing new about its content.
#[test]
fn an_ignorant_tab_may_remove_and_undo() {
    let (disk, _) = begun();
    let (mut ignorant, busy, id) = ignorant_and_busy(&disk);
    let made = busy.state.document().map(|document| document.annotations.len()).expect("an article is open");
    ignorant.run(Command::RemoveArticle, Args::document(&id));
    Deed::Undo.on(&mut ignorant);
    assert_eq!(found(&disk, &id), made);
    Deed::Redo.on(&mut ignorant);
    Deed::Undo.on(&mut ignorant);
    assert_eq!(found(&disk, &id), made);
}

/// Two tabs undo their own last steps; the third page load knows which steps those were and can undo the rest.
#[test]
fn steps_of_two_tabs_can_all_be_undone() {
    let sample = everything(&Tab::open(&Disk::default(), 1));
    let (disk, before) = begun();
    let (mut one, mut other) = (Tab::open(&disk, 2), Tab::open(&disk, 3));
    other.moment = 1000;
    for number in 0..4 {
        for tab in [&mut one, &mut other] {
            Deed::Annotate(vec![(0, number)], number).on(tab);
        }
    }
    // The first tab takes two steps back while the second goes on.
    Deed::Undo.on(&mut one);
    Deed::Annotate(vec![(1, 2)], 0).on(&mut other);
    Deed::Undo.on(&mut one);
    let mut third = Tab::open(&disk, 4);
    let made = 2 + 5;
    assert_eq!(everything(&third).len(), before.len() + made);
    assert_eq!(third.state.history.depth().0, 3 + made);
    third.undo_all();
    assert_eq!(everything(&third).len(), sample.len(), "everything that was made was taken back");
}

/// Two first visits at once: what the second begins with takes nothing from what the first has made by then.
#[test]
fn two_first_visits_keep_each_others_work() {
    for first_makes in [1_u16, 30, 700] {
        let disk = Disk::default();
        let (mut one, mut other) = (Tab::open(&disk, 1), Tab::open(&disk, 2));
        other.moment = 100_000;
        for number in 0..first_makes {
            Deed::Annotate(vec![(number, number + 3)], 0).on(&mut one);
            one.quiet();
        }
        Deed::Annotate(vec![(5, 9)], 1).on(&mut other);
        let mut both = everything(&one);
        both.extend(everything(&other));
        assert_eq!(everything(&Tab::open(&disk, 3)), both, "after {first_makes} annotations of the first");
    }
}

/// Two tabs settle one doubt each in one article: what the queue says is what both did, whoever writes last, also where nobody
/// opens the article.
#[test]
fn doubts_that_two_tabs_settled_do_not_come_back() {
    let disk = Disk::default();
    let mut first = Tab::open(&disk, 1);
    Deed::AddText(0).on(&mut first);
    Deed::Annotate(vec![(0, 3)], 0).on(&mut first);
    Deed::Annotate(vec![(4, 7)], 1).on(&mut first);
    let id = first.state.open.clone().expect("it is open");
    let marks = |tab: &Tab| -> Vec<String> {
        let document = tab.state.project.document(&id).expect("it is loaded");
        document.annotations.keys().map(ToString::to_string).collect()
    };
    let ids = marks(&first);
    assert_eq!(ids.len(), 2);
    let doubt = |tab: &mut Tab, ids: &[String]| {
        tab.moment += 1;
        assert_eq!(tab.run(Command::Doubt, Args { ids: Some(ids.to_vec()), ..Args::default() }).refused, None);
    };
    doubt(&mut first, &ids);
    let doubts = |tab: &Tab| tab.state.project.entries.get(&id).map(|entry| entry.counts.doubts);
    assert_eq!(doubts(&first), Some(2));
    let other = first.state.project.order.iter().find(|other| **other != id).cloned().expect("the sample");
    for last in [0, 1] {
        let disk = disk.copy();
        let mut tabs = [Tab::open(&disk, 2), Tab::open(&disk, 3)];
        for (which, tab) in tabs.iter_mut().enumerate() {
            tab.run(Command::OpenArticle, Args::document(&id));
            tab.moment = 50 + u32::try_from(which).expect("few");
        }
        // Neither has heard of the other.
        doubt(&mut tabs[1 - last], &ids[..1]);
        doubt(&mut tabs[last], &ids[1..]);
        for tab in &mut tabs {
            tab.run(Command::OpenArticle, Args::document(&other));
        }
        for tab in &mut tabs {
            tab.hear();
            assert_eq!(doubts(tab), Some(0), "once they have heard of each other");
        }
        // One after the other they renew what stands on disk, the one that knew less last.
        for which in [last, 1 - last] {
            let tab = &mut tabs[which];
            tab.restless = vec![id.clone()];
            tab.quiet();
            let third = Tab::open(&disk, 7);
            assert!(third.state.project.document(&id).is_none() || doubts(&third) == Some(0));
            assert_eq!(doubts(&third), Some(0), "a page load that has not opened it");
        }
    }
}
