//! Two versions of the program in one browser: rows 38, 39 and 57 of the fault list. The older one changes and writes
//! nothing, says so, and lets everything be downloaded as it is; what it did before it knew reaches the newer one.

use std::rc::Rc;

use manicule::model::{PersonId, ProjectId};
use manicule::session::{Action, Args, Command, Effect, Saved, SourceFile, State, Words};
use manicule::storage::memory::Refusing;
use manicule::storage::{Key, Pending, Replicas, Store, StoreError, Write};

use super::deeds::Deed;
use super::sim::{Protocol, World};
use super::tab::{Disk, Tab, now, soon};

/// A value of a layout that this version does not know.
fn later() -> (Key, &'static str) {
    (Key::Later("manicule/2/~/index".to_owned()), "{\"all\":\"new\"}")
}

/// A disk on which this version worked first, and a later one then.
fn overtaken() -> (Disk, String) {
    let (disk, tab) = overtaken_tab();
    (disk, tab.export())
}

/// The same, with the tab that does not know it yet.
fn overtaken_tab() -> (Disk, Tab) {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    Deed::AddText(0).on(&mut tab);
    Deed::Annotate(vec![(0, 3)], 0).on(&mut tab);
    let (key, value) = later();
    disk.values.damage(key, value);
    (disk, tab)
}

fn writes(tab: &Tab) -> usize {
    tab.effects.iter().filter(|effect| matches!(effect, Effect::Write(_))).count()
}

fn is_read_only(state: &State) -> bool {
    state.later && state.saved == Saved::ReadOnly && state.unsaved.is_empty()
}

#[test]
fn fault_39_an_older_version_writes_nothing_over_newer_data() {
    let (disk, whole) = overtaken();
    let before = disk.all();
    let mut tab = Tab::open(&disk, 2);
    assert!(is_read_only(&tab.state));
    assert_eq!(tab.state.said.1.words, Words::LaterVersion);
    assert_eq!(tab.export(), whole, "what this version can read is there to be read");
    let everything = [
        Deed::Annotate(vec![(4, 9)], 1),
        Deed::Relabel(0, 3),
        Deed::Delete(0),
        Deed::Status(0, manicule::model::Status::Done),
        Deed::AddText(1),
        Deed::Remove(0),
        Deed::Undo,
        Deed::Redo,
    ];
    for deed in everything {
        tab.moment += 1;
        let action = deed.action(&tab.state).expect("there is something to do it to");
        let outcome = tab.act(action);
        assert_eq!(outcome.refused.map(|told| told.words), Some(Words::LaterVersion), "{deed:?}");
        assert!(!outcome.changed);
    }
    let file = SourceFile { name: "b.txt".to_owned(), bytes: b"Another article.".to_vec() };
    assert_eq!(tab.act(Action::Files(vec![file])).refused.map(|told| told.words), Some(Words::LaterVersion));
    // Looking at things is no change.
    for deed in [Deed::Open(0), Deed::Open(1), Deed::Tags, Deed::Exact] {
        deed.on(&mut tab);
    }
    tab.restless.extend(tab.state.project.order.iter().cloned());
    tab.quiet();
    tab.act(Action::Retry);
    assert_eq!(writes(&tab), 0);
    assert_eq!(disk.all(), before, "not a single value is another");
    assert_eq!(tab.export(), whole);
    assert!(is_read_only(&tab.state));
}

/// Every command of the table: none of them changes or writes anything.
#[test]
fn fault_39_no_command_changes_anything() {
    let (disk, whole) = overtaken();
    let before = disk.all();
    let mut tab = Tab::open(&disk, 2);
    for info in manicule::session::ACTIONS {
        let id = tab.state.document().and_then(|document| document.annotations.keys().next().copied());
        for args in [Args::default(), Args::text("words"), id.map(Args::id).unwrap_or_default()] {
            tab.moment += 1;
            let outcome = tab.run(info.command, args);
            assert!(!outcome.changed, "{}", info.id);
            assert!(!info.changes || outcome.refused.is_some(), "{} is refused", info.id);
        }
    }
    assert_eq!(writes(&tab), 0);
    assert_eq!(disk.all(), before);
    assert_eq!(tab.export(), whole);
}

#[test]
fn fault_39_all_that_is_stored_can_be_downloaded() {
    let (disk, _) = overtaken();
    let mut tab = Tab::open(&disk, 2);
    let outcome = tab.run(Command::SaveStored, Args::default());
    assert!(outcome.refused.is_none());
    assert_eq!(tab.effects.last(), Some(&Effect::SaveStored));
}

/// Where only values of a later version are found, there is nothing to show but the sample, and nothing is begun.
#[test]
fn fault_39_nothing_is_begun_beside_newer_data() {
    let disk = Disk::default();
    let (key, value) = later();
    disk.values.damage(key.clone(), value);
    let mut tab = Tab::open(&disk, 1);
    assert!(is_read_only(&tab.state));
    for deed in [Deed::Tags, Deed::AddText(0), Deed::Annotate(vec![(0, 3)], 0)] {
        deed.on(&mut tab);
    }
    assert_eq!(disk.all(), [(key, value.to_owned())]);
}

/// The database says that its version is a later one.
#[test]
fn fault_24_39_a_database_of_a_later_version() {
    let disk = Disk::default();
    let mut tab = Tab::over(&disk, State::new(1, PersonId::from_bits(1), ProjectId::from_bits(1)));
    let (mut opened, _) = soon(disk.stores().start());
    opened.later = true;
    tab.act(Action::Started(Box::new(opened), [None, Some(StoreError::Newer)]));
    Deed::AddText(0).on(&mut tab);
    assert!(is_read_only(&tab.state) && disk.all().is_empty());
}

/// A quiet moment of a tab that does not know yet changes nothing either.
#[test]
fn fault_38_snapshots_are_left_alone_once_a_later_version_was_here() {
    let (disk, tab) = overtaken_tab();
    let before = disk.all();
    let stores: Replicas = disk.stores();
    let asked = tab.state.project.order.to_vec();
    assert_eq!(soon(stores.renew(&asked, &tab.state.quiet())), Err(StoreError::Newer));
    assert_eq!(disk.all(), before);
}

/// A tab that was open when the later version came: what it did is brought to the stores, and then it does nothing more.
#[test]
fn fault_38_an_open_tab_brings_its_edits_in_and_stops() {
    let mut world = World::new(Protocol::Ours);
    let tab = world.open();
    (0..50).for_each(|_| world.transact(tab));
    world.annotate(tab, 10);
    (0..50).for_each(|_| world.transact(tab));
    // The disk does not take the second edit at first.
    world.refuse(Some(0), Some(StoreError::Silent));
    world.annotate(tab, 20);
    (0..50).for_each(|_| world.transact(tab));
    let (key, value) = later();
    world.browser.borrow_mut().disk.insert(key, value.to_owned());
    world.reread(tab);
    (0..50).for_each(|_| world.transact(tab));
    assert!(world.tabs[&tab].state.later, "it looks when it is looked at again");
    let count = world.tabs[&tab].annotations().len();
    world.annotate(tab, 30);
    assert_eq!(world.tabs[&tab].annotations().len(), count, "nothing new");
    world.refuse(None, None);
    world.tell(tab, Action::Retry);
    (0..50).for_each(|_| world.transact(tab));
    assert!(is_read_only(&world.tabs[&tab].state));
    let browser = world.browser.borrow();
    let records = browser.disk.keys().filter(|key| matches!(key, Key::Record(_))).count();
    assert_eq!(records, 2, "both edits are on the disk, where the later version finds them");
}

/// Row 56, 57: what is not ours, or of a kind that only a later version of this layout writes, is never touched.
#[test]
fn fault_56_57_foreign_keys_are_no_keys_of_ours() {
    let scope = manicule::storage::Scope::of_site("/");
    for name in ["constructor", "__proto__", "length", "other/app", "manicule/1/~/thumbnails/7", "manicule/1/b/index"] {
        assert_eq!(scope.key(name), None, "{name} is not read, so it is not written or forgotten");
    }
}

/// A browser is asked for its databases at the first question only, and that one is for small keys.
#[test]
fn fault_39_a_later_database_is_told_once() {
    struct Once(Disk);
    impl Store for Once {
        fn keys(&self) -> Pending<Vec<Key>> {
            self.0.keys()
        }

        fn small_keys(&self) -> Pending<Vec<Key>> {
            let mut keys = now(self.0.keys()).expect("it answers");
            keys.push(Key::Later("manicule/2/a".to_owned()));
            Box::pin(std::future::ready(Ok(keys)))
        }

        fn read(&self, keys: Vec<Key>) -> Pending<Vec<Option<String>>> {
            self.0.read(keys)
        }

        fn write(&self, writes: Vec<Write>) -> Pending<()> {
            self.0.write(writes)
        }
    }
    let mut tab = Tab::open(&Disk::default(), 1);
    Deed::AddText(0).on(&mut tab);
    let stores = Replicas::new(Rc::new(Refusing), Rc::new(Once(tab.disk.clone())));
    assert!(soon(stores.start()).0.later);
}
