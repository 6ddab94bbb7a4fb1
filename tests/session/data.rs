//! What is kept and where; articles taken out and brought back; files with everything in them, and the file of the last
//! screen.

use manicule::model::DocId;
use manicule::session::{Action, Args, Command, Dialog, Effect, SourceFile};
use manicule::storage::meter::Meter;
use manicule::storage::others::Other;
use manicule::storage::{Key, Place};

use super::scene::{play, show};
use super::tab::{Disk, Tab};

/// Two articles with something marked in each, the second open; the sample is out.
fn two() -> (Disk, Tab, [DocId; 2]) {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let sample = tab.state.project.order[0].clone();
    for text in ["First\nAda said it rains.", "Second\nBo said it snows."] {
        tab.run(Command::AddText, Args { text: Some(text.to_owned()), ..Args::default() });
        play(&mut tab, "select said; key u; key Escape");
    }
    tab.run(Command::RemoveArticle, Args::document(&sample));
    let ids = [tab.state.project.order[0].clone(), tab.state.project.order[1].clone()];
    tab.run(Command::OpenArticle, Args::document(&ids[1]));
    (disk, tab, ids)
}

fn titles(tab: &Tab) -> Vec<String> {
    tab.state
        .project
        .order
        .iter()
        .map(|id| tab.state.project.entries.get(id).expect("there").title.to_string())
        .collect()
}

fn trash(tab: &Tab) -> Vec<String> {
    tab.state.journal.ledger.trash().into_iter().map(|(_, _, entry)| entry.title.clone()).collect()
}

#[test]
fn what_was_taken_out_is_brought_back_whole() {
    let (_, mut tab, ids) = two();
    let before = tab.export();
    tab.run(Command::RemoveArticle, Args::document(&ids[0]));
    assert_eq!(titles(&tab), ["Second"]);
    assert_eq!(trash(&tab)[0], "First", "the last one first");
    // After a reload, of records alone, too.
    for reload in [false, true] {
        if reload {
            tab = tab.reload(7);
        }
        let mut here = tab.reload(8);
        here.run(Command::RestoreArticle, Args::document(&ids[0]));
        assert_eq!(titles(&here), ["Second", "First"], "{}", here.state.said.1.text());
        assert_eq!(show(&here.state), "said=cue", "with all that was said about it");
        assert!(!trash(&here).contains(&"First".to_owned()));
        play(&mut here, "key Mod+z");
        assert_eq!(titles(&here), ["Second"], "it is one step");
        assert_eq!(trash(&here)[0], "First");
    }
    let mut twice = tab.reload(9);
    twice.run(Command::RestoreArticle, Args::default());
    twice.run(Command::RestoreArticle, Args::default());
    assert_eq!(titles(&twice).len(), 3, "the sample as well");
    assert!(twice.run(Command::RestoreArticle, Args::default()).refused.is_some(), "nothing is out any more");
    assert!(twice.run(Command::RestoreArticle, Args::document(&ids[0])).refused.is_some(), "it is there");
    assert!(before.lines().count() == 2 && twice.export().lines().count() == 3);
    let again = twice.reload(10);
    assert_eq!(titles(&again), titles(&twice));
}

#[test]
fn what_is_kept_is_measured() {
    let (_, mut tab, ids) = two();
    tab.run(Command::YourData, Args::default());
    assert_eq!(tab.state.dialog, Some(Dialog::Data));
    let meter = tab.state.meter.clone().expect("measured");
    assert_eq!(meter.documents.iter().take(2).map(|copies| copies.id.clone()).collect::<Vec<_>>(), ids);
    assert!(meter.documents.iter().take(2).all(|copies| copies.is_in(Place::Disk)));
    assert!(meter.damaged.is_empty());
    tab.run(Command::YourData, Args::default());
    assert_eq!(tab.state.dialog, None, "the key that brought it takes it away");
}

#[test]
fn a_backup_is_remembered_and_edits_since_are_counted() {
    let (_, mut tab, _) = two();
    assert!(tab.state.backup.is_none() && tab.state.edits_since_backup() >= 5);
    assert!(tab.run(Command::BackupArrived, Args::default()).refused.is_some(), "none was made");
    tab.run(Command::Export, Args::default());
    assert!(tab.state.backup.is_none(), "a download may be stopped or refused, and nobody tells");
    tab.run(Command::BackupArrived, Args::default());
    assert_eq!(tab.state.edits_since_backup(), 0);
    assert!(tab.run(Command::BackupArrived, Args::default()).refused.is_some(), "it counts once");
    play(&mut tab, "select Bo; key 1; key Escape");
    assert_eq!(tab.state.edits_since_backup(), 1);
    let again = tab.reload(5);
    assert_eq!(again.state.edits_since_backup(), 1, "also after a reload");
    assert_eq!(again.state.backup.as_ref().map(|backup| backup.articles), Some(2));
    tab.run(Command::CopyExport, Args::default());
    assert_eq!(tab.state.edits_since_backup(), 1, "the clipboard is no backup");
}

#[test]
fn a_file_is_written_as_things_are_done() {
    let (_, tab, _) = two();
    let mut tab = tab.reload(3);
    assert_eq!(tab.state.project.loaded.len(), 1);
    tab.run(Command::Autosave, Args::default());
    assert!(tab.effects.iter().any(|effect| matches!(effect, Effect::ChooseAutosave(_))));
    tab.act(Action::AutosaveTo("work.jsonl".to_owned()));
    // The other article is read first.
    tab.act(Action::AutosaveDue);
    let first = tab.out.last().cloned().expect("it was written");
    assert_eq!(first.lines().count(), 2);
    assert_eq!(tab.state.edits_since_backup(), 0);
    let asked = |tab: &Tab| tab.effects.iter().filter(|effect| matches!(effect, Effect::AutosaveSoon)).count();
    let before = asked(&tab);
    play(&mut tab, "select Bo; key 1; key Escape");
    assert!(asked(&tab) > before, "what is done is written soon");
    tab.act(Action::AutosaveDue);
    assert_ne!(tab.out.last(), Some(&first));
    // The file is gone: that is told, and it is not written any more.
    let backup = tab.state.backup.clone().expect("there is one");
    tab.act(Action::Autosaved(backup, Err("NotFoundError".to_owned())));
    assert!(tab.state.autosave.is_none());
    assert!(
        tab.state.said.1.text().contains("work.jsonl could not be written (NotFoundError)"),
        "{}",
        tab.state.said.1.text()
    );
    let files = tab.out.len();
    play(&mut tab, "select snows; key 1; key Escape");
    tab.act(Action::AutosaveDue);
    assert_eq!(tab.out.len(), files);
}

/// Everything on a disk as the last screen saves it.
fn rescue_file(disk: &Disk) -> String {
    let entries = disk.all().into_iter().map(|(key, value)| (format!("manicule/1/~//{key}"), serde_json::json!(value)));
    let entries: serde_json::Map<String, serde_json::Value> = entries.collect();
    serde_json::json!({ "manicule_rescue": 1, "saved": "2024-03-30T09:15:00.000Z", "entries": entries }).to_string()
}

#[test]
fn the_file_of_the_last_screen_brings_everything_back() {
    let (disk, mut tab, ids) = two();
    for quiet in [false, true] {
        if quiet {
            tab.quiet();
        }
        let bytes = rescue_file(&disk).into_bytes();
        let mut other = Tab::open(&Disk::default(), 20);
        let outcome = other.act(Action::Files(vec![SourceFile { name: "manicule-rescue.json".to_owned(), bytes }]));
        assert_eq!((outcome.added, outcome.issues), (2, Vec::new()));
        for id in &ids {
            let [one, back] = [&tab, &other].map(|tab| tab.state.project.document(id).cloned());
            let annotations =
                |document: Option<std::rc::Rc<manicule::model::Document>>| document.expect("there").annotations.clone();
            assert_eq!(annotations(back), annotations(one));
        }
    }
    // A value cut in two, another that is no text at all: the rest comes back.
    let mut entries: serde_json::Value = serde_json::from_str(&rescue_file(&disk)).expect("JSON");
    let map = entries["entries"].as_object_mut().expect("an object");
    let lost = disk
        .all()
        .into_iter()
        .find_map(|(key, _)| matches!(key, Key::Document(_) | Key::Content(..)).then(|| key.to_string()));
    map.insert(format!("manicule/1/~//{}", lost.expect("one")), serde_json::json!("{\"cut"));
    map.insert("manicule/1/~//index~".to_owned(), serde_json::json!(7));
    let bytes = entries.to_string().into_bytes();
    let mut other = Tab::open(&Disk::default(), 21);
    let outcome = other.act(Action::Files(vec![SourceFile { name: "r.json".to_owned(), bytes }]));
    assert!(outcome.added >= 1, "{outcome:?}");
    let nothing = br#"{"manicule_rescue":1,"entries":{}}"#.to_vec();
    let outcome = other.act(Action::Files(vec![SourceFile { name: "r.json".to_owned(), bytes: nothing }]));
    assert!(outcome.added == 0 && !outcome.issues.is_empty());
}

/// A newer build is told of once, offered in the foot, and loaded when somebody says so: never by itself.
#[test]
fn a_newer_build_waits_for_a_word() {
    let (_, mut tab, _) = two();
    assert!(tab.run(Command::LoadUpdate, Args::default()).refused.is_some(), "there is none");
    tab.act(Action::UpdateWaits);
    let told = tab.state.said.1.text();
    assert!(told.contains("newer version"), "{told}");
    assert!(!tab.effects.contains(&Effect::LoadAnew));
    let said = tab.state.said.0;
    tab.act(Action::UpdateWaits);
    assert_eq!(tab.state.said.0, said, "once is enough");
    assert_eq!(tab.run(Command::LoadUpdate, Args::default()).refused, None);
    assert_eq!(tab.effects.last(), Some(&Effect::LoadAnew));
}

/// What is kept of others is erased when it is said twice, of the one that was named, and never what a later version keeps.
#[test]
fn other_scopes_are_saved_and_erased() {
    let (_, mut tab, ids) = two();
    let names = ["1/tools", "1/tools~2p", "9/tools"];
    let others = names.map(|name| Other { name: name.to_owned(), bytes: [1, 2] });
    let meter = Meter { others: others.to_vec(), ..Meter::default() };
    let named = |name: &str| Args { text: Some(name.to_owned()), ..Args::default() };
    assert!(tab.run(Command::EraseScope, named("1/tools")).refused.is_some(), "nothing was measured yet");
    tab.act(Action::Measured(Box::new(meter.clone()), false));
    assert_eq!(tab.run(Command::SaveScope, named("9/tools")).refused, None);
    assert_eq!(tab.effects.last(), Some(&Effect::SaveScope("manicule/9/tools".to_owned())));

    assert!(tab.run(Command::EraseScope, named("1/tools")).refused.is_some(), "it asks");
    assert!(tab.run(Command::EraseScope, named("1/tools~2p")).refused.is_some(), "another is asked of anew");
    let outcome = tab.run(Command::EraseScope, named("1/tools~2p"));
    assert_eq!(outcome.refused, None);
    assert_eq!(tab.effects.last(), Some(&Effect::EraseScope("1/tools~2p".to_owned(), ids.to_vec())));
    assert!(tab.run(Command::EraseScope, named("1/tools~2p")).refused.is_some(), "and once more");
    tab.act(Action::Measured(Box::new(meter), false));
    assert!(
        tab.run(Command::EraseScope, named("1/tools~2p")).refused.is_some(),
        "what was measured anew is asked anew"
    );
    // Of this page as well, with other words.
    let meter = Meter { own: Some(Other { name: "1/here".to_owned(), bytes: [1, 2] }), ..Meter::default() };
    tab.act(Action::Measured(Box::new(meter), false));
    assert!(
        tab.run(Command::EraseScope, named("1/here")).refused.is_some_and(|told| told.text().contains("2 articles"))
    );
    assert_eq!(tab.run(Command::EraseScope, named("1/here")).refused, None);
    assert_eq!(tab.effects.last(), Some(&Effect::EraseOwn));
    for name in ["9/tools", "1/none", "1/~"] {
        for _ in 0..2 {
            assert!(tab.run(Command::EraseScope, named(name)).refused.is_some(), "{name}");
        }
    }
}
