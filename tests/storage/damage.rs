//! Values that do not read: they are set aside unchanged, everything else is there, and nothing panics.

use manicule::formats::json;
use manicule::model::{BlockId, Document};
use manicule::session::{Action, Args, Command};
use manicule::storage::entries::entries_of;
use manicule::storage::queue::part;
use manicule::storage::recovery::record_of;
use manicule::storage::snapshot::{document_of, index_of};
use manicule::storage::{Key, SessionRecord, draft, original, places, tally, task};
use proptest::collection::vec;
use proptest::prelude::*;

use super::deeds::{Deed, deed};
use super::tab::{Disk, Tab, parting};
use crate::common::{cases, laws};

/// What befalls a value.
fn spoiled(value: &str, how: u8, at: usize) -> String {
    let edges: Vec<usize> = value.char_indices().map(|(at, _)| at).collect();
    let at = edges.get(at % edges.len().max(1)).copied().unwrap_or(0);
    match how {
        0 => value[..at].to_owned(),
        1 => String::new(),
        2 => "null".to_owned(),
        3 => "{}".to_owned(),
        4 => "[".repeat(50_000),
        5 => format!("{value}x"),
        6 => value.replace(":1", ":18446744073709551615"),
        7 => value.replace("\"start\":", "\"start\":9").replace("\"rows\":\"", "\"rows\":\"_"),
        8 => value.replace("\"id\":\"", "\"id\":\"\u{0}/"),
        // Another character in the place of one.
        _ => {
            let rest = &value[at..];
            let other = if rest.starts_with('7') { '8' } else { '7' };
            let length = rest.chars().next().map_or(0, char::len_utf8);
            format!("{}{other}{}", &value[..at], &rest[length..])
        }
    }
}

fn reads(key: &Key, value: &str) -> bool {
    match key {
        Key::Document(id) | Key::Content(_, id) => document_of(id, value).is_some(),
        Key::Record(id) => record_of(*id, value).is_some(),
        Key::Entries(id) => entries_of(*id, value).is_some(),
        Key::Index => index_of(value).is_some(),
        Key::Queue(_) => part(value).is_some(),
        Key::Task => task::task_of(value).is_some(),
        Key::Draft => draft::draft_of(value).is_some(),
        Key::Places(_) => places::part(value).is_some(),
        Key::Tally(..) => tally::read(value).is_some(),
        Key::Session => json::parse::<SessionRecord>(value).is_ok(),
        Key::Original(_) => original::original_of(value).is_some(),
        Key::Damaged(_) | Key::Later(_) => true,
    }
}

fn worked(work: &[Deed]) -> Tab {
    let mut tab = Tab::open(&Disk::default(), 1);
    Deed::AddText(0).on(&mut tab);
    for deed in work {
        deed.on(&mut tab);
    }
    tab.act(Action::Position(BlockId(0)));
    tab.act(Action::Active(60));
    tab.act(Action::Away);
    tab
}

/// Opens a disk on which one value was spoiled and says what must hold.
fn check(whole: &Tab, key: &Key, bad: &str) {
    let disk = whole.disk.copy();
    let before = disk.all();
    disk.values.damage(key.clone(), bad);
    let mut tab = Tab::open(&disk, 2);
    for (other, value) in &before {
        // The session is written again whenever an article is shown.
        if other != key && other.is_work() {
            assert_eq!(disk.values.get(other).as_ref(), Some(value), "{other} with a damaged {key}");
        }
    }
    if !reads(key, bad) {
        // A document stays where it is until it is asked for, and then still: an import or export never needs its place.
        let aside = disk.values.get(&Key::Damaged(format!("{key}~disk")));
        let there = disk.values.get(key).filter(|_| key.of_document().is_some() || matches!(key, Key::Tally(..)));
        assert_eq!(aside.or(there).as_deref(), Some(bad), "{key}");
    }
    match key {
        // What the screen showed is no work; nor is which task it is for.
        Key::Session | Key::Task | Key::Draft | Key::Original(_) | Key::Places(_) | Key::Tally(..) => {
            assert_eq!(parting(&whole.export(), &tab.export()), None);
        }
        // What reads but says something else cannot be told from the truth.
        Key::Index | Key::Queue(_) | Key::Entries(_) if reads(key, bad) => {}
        // The work of all other articles is there.
        Key::Index | Key::Queue(_) | Key::Entries(_) | Key::Document(_) | Key::Content(..) => {
            let mut all = tab.aside();
            all.run(Command::Export, Args::default());
            for document in whole.state.project.documents().filter(|d| key.of_document() != Some(&d.id)) {
                let found = all.state.project.document(&document.id).expect("every other article is there");
                let work = |document: &Document| (document.annotations.clone(), document.relations.clone());
                assert_eq!(work(found), work(document), "{} with a damaged {key}", document.id);
            }
        }
        Key::Record(_) | Key::Damaged(_) | Key::Later(_) => {}
    }
    // One can go on working.
    tab.undo_all();
    tab.redo_all();
    tab.export();
    for deed in [Deed::AddText(3), Deed::Annotate(vec![(0, 1)], 0), Deed::Open(1), Deed::Undo, Deed::Undo] {
        deed.on(&mut tab);
    }
    tab.quiet();
    for document in tab.state.project.documents() {
        laws::on_its_text(document);
    }
    tab.reload(3).export();
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn one_bad_value_spoils_nothing_else(
        work in vec(deed(), 0..8), how in vec((any::<u16>(), 0..16_u8, any::<usize>()), 12),
    ) {
        let whole = worked(&work);
        let all = whole.disk.all();
        for (which, how, at) in how {
            let (key, value) = &all[usize::from(which) % all.len()];
            check(&whole, key, &spoiled(value, how, at));
        }
    }
}

/// Every kind of value in every kind of damage.
#[test]
fn every_kind_of_value_may_be_damaged() {
    let whole = worked(&[
        Deed::Annotate(vec![(0, 3)], 0),
        Deed::Open(0),
        Deed::Annotate(vec![(7, 30), (50, 60)], 9),
        Deed::Remove(1),
    ]);
    for (key, value) in whole.disk.all() {
        for how in 0..12 {
            check(&whole, &key, &spoiled(&value, how, value.len() / 2));
        }
    }
}

#[test]
fn without_an_index_every_article_that_is_stored_comes_up() {
    let whole = worked(&[Deed::Annotate(vec![(0, 3)], 0)]);
    let disk = whole.disk.copy();
    disk.values.damage(Key::Index, "{\"folded\":");
    let tab = Tab::open(&disk, 2);
    let ids = |tab: &Tab| {
        let mut ids = tab.state.project.order.to_vec();
        ids.sort();
        ids
    };
    assert_eq!(ids(&tab), ids(&whole));
    let spans = |tab: &Tab| tab.state.document().map(|document| document.annotations.clone());
    assert_eq!(tab.state.open, whole.state.open);
    assert_eq!(spans(&tab), spans(&whole));
}

/// What was found at the start is said, and stays said when the article comes up.
#[test]
fn what_was_set_aside_is_told() {
    let whole = worked(&[Deed::Annotate(vec![(0, 3)], 0)]);
    let disk = whole.disk.copy();
    let record = disk.all().into_iter().map(|(key, _)| key).find(|key| matches!(key, Key::Record(_)));
    disk.values.damage(record.expect("there is one"), "{");
    let tab = Tab::open(&disk, 2);
    assert!(tab.state.document().is_some(), "the article is shown");
    assert_eq!(tab.state.said.1.words, manicule::session::Words::Recovered);
}
