//! Several projects in one browser: what a new one begins with, names of every kind, an address of which nothing is stored,
//! and what is asked before one goes.

use manicule::model::{PersonId, ProjectId, Status};
use manicule::session::intake::Wanted;
use manicule::session::projects::{Contents, Spared};
use manicule::session::update::{called, with_open};
use manicule::session::{Action, Args, Command, Dialog, Effect, SourceFile, State, Words};
use manicule::storage::projects::{Listed, card_of};
use manicule::storage::snapshot::CardRecord;
use manicule::storage::{Key, Store as _, StoreError, Write};

use super::scene::play;
use super::tab::{Disk, Tab, now, soon};

/// A page load of the project with this id.
fn open(disk: &Disk, id: &str, actor: u64) -> Tab {
    let mut state = State::new(actor, PersonId::from_bits(actor), ProjectId::from_bits(actor));
    state.place = id.into();
    let mut tab = Tab::over(disk, state);
    let (opened, refused) = soon(disk.stores().start());
    tab.act(Action::Started(Box::new(opened), refused));
    tab
}

/// What was asked to be written of a new project: its id, the writes, and whether it is opened then.
pub(crate) fn made(tab: &Tab) -> (String, Vec<Write>, bool) {
    let made = tab.effects.iter().rev().find_map(|effect| match effect {
        Effect::MakeProject { id, writes, open } => Some((id.clone(), writes.clone(), *open)),
        _ => None,
    });
    made.expect("a project is made")
}

/// The same, written and opened.
pub(crate) fn opened(tab: &Tab) -> Tab {
    let (id, writes, _) = made(tab);
    let disk = Disk::default();
    now(disk.values.write(writes)).expect("there is room");
    open(&disk, &id, 50)
}

fn new_project(tab: &mut Tab, name: &str, kind: Option<&str>) -> Tab {
    // Ids are made of the moment here.
    tab.moment += 1;
    let args = Args { text: Some(name.to_owned()), kind: kind.map(str::to_owned), ..Args::default() };
    let outcome = tab.run(Command::NewProject, args);
    assert_eq!(outcome.refused, None);
    assert_eq!(outcome.made, Some(made(tab).0));
    opened(tab)
}

fn sheet(tab: &Tab) -> manicule::session::projects::Projects {
    match &tab.state.dialog {
        Some(Dialog::Projects(open)) => (**open).clone(),
        other => panic!("the list is not up: {other:?}"),
    }
}

fn listed(id: &str, name: &str) -> Listed {
    Listed { id: id.to_owned(), card: Some(CardRecord { name: name.to_owned(), ..CardRecord::default() }) }
}

#[test]
fn a_new_project_is_empty_and_knows_who_is_here() {
    let mut tab = Tab::open(&Disk::default(), 1);
    tab.run(Command::CycleTags, Args::default());
    let keys = Args { id: Some("doubt".to_owned()), keys: Some(vec!["Shift+D".to_owned()]), ..Args::default() };
    tab.run(Command::SetKeys, keys);
    let before = (tab.export(), tab.state.place.clone());
    let new = new_project(&mut tab, "  Fact\tcheck\n2024 ", Some("fact-check"));
    assert_eq!((tab.export(), tab.state.place.clone()), before, "the open one is what it was");
    assert_eq!(&*new.state.project.name, "Fact check 2024");
    assert_eq!(&*new.state.project.schema.id, "fact-check");
    assert!(new.state.project.order.is_empty() && new.state.open.is_none(), "without the sample");
    assert_eq!((new.state.me, new.state.tags), (tab.state.me, tab.state.tags));
    assert_eq!(new.state.keymap.records(), tab.state.keymap.records());
    assert_ne!(new.state.project.id, tab.state.project.id);
    assert!(made(&tab).1.iter().all(|write| write.clone().unless_there() == *write), "nothing is overwritten");
    assert!(made(&tab).2, "and it is opened");
    // Nothing at all, and what there is not.
    assert!(new_project(&mut tab, "x", Some("empty")).state.project.schema.labels.is_empty());
    assert_eq!(&*new_project(&mut tab, "x", None).state.project.schema.id, "news");
    let count = tab.effects.len();
    let outcome = tab.run(Command::NewProject, Args { kind: Some("nothing such".to_owned()), ..Args::default() });
    assert!(outcome.refused.is_some() && tab.effects.len() == count);
}

#[test]
fn work_in_a_new_project_is_kept_like_any_other() {
    let mut tab = Tab::open(&Disk::default(), 1);
    let mut new = new_project(&mut tab, "Second", None);
    for text in ["First\nAda said it rains.", "Second\nBo said it snows."] {
        new.run(Command::AddText, Args::text(text));
        play(&mut new, "select said; key u; key Escape");
    }
    let export = new.export();
    let mut again = open(&new.disk, &new.state.place, 51);
    assert_eq!(again.export(), export);
    assert_eq!(again.undo_all(), 4);
    assert_eq!(&*again.state.project.name, "Second");
    again.redo_all();
    assert_eq!(again.export(), export);
    assert!(again.effects.contains(&Effect::KeepPlace), "it is the one used last");
}

#[test]
fn hostile_names() {
    let mut tab = Tab::open(&Disk::default(), 1);
    let long = "w".repeat(500);
    let names = [
        ("<b onclick=alert(1)>x</b>", "<b onclick=alert(1)>x</b>"),
        (&long, &long),
        ("مشروع ١ \u{202e}abc", "مشروع ١ \u{202e}abc"),
        ("", "Untitled"),
        (" \n\t", "Untitled"),
        ("\u{0}a\u{7}b", "a b"),
        ("__proto__", "__proto__"),
    ];
    let mut ids = Vec::new();
    for (name, expected) in names.into_iter().chain([("Same", "Same"), ("Same", "Same")]) {
        let new = new_project(&mut tab, name, None);
        assert_eq!(&*new.state.project.name, expected);
        assert_eq!(new.state.card.clone().expect("a card").name, expected);
        ids.push(new.state.place.to_string());
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 9, "two of one name are two");
    assert_eq!(called(&listed("p", "")), "Untitled");
    assert_eq!(called(&Listed { id: "p".to_owned(), card: None }), "p");
}

#[test]
fn the_open_one_is_renamed_in_one_step() {
    let mut tab = Tab::open(&Disk::default(), 1);
    let before = tab.export();
    assert_eq!(tab.run(Command::RenameProject, Args::text(" Ferries\n")).refused, None);
    assert_eq!(&*tab.state.project.name, "Ferries");
    assert_eq!(&*tab.reload(2).state.project.name, "Ferries");
    assert!(tab.run(Command::RenameProject, Args::text("Ferries")).refused.is_some());
    assert!(tab.run(Command::RenameProject, Args::default()).refused.is_some());
    tab.run(Command::RenameProject, Args::text(""));
    assert_eq!(&*tab.state.project.name, "Untitled");
    play(&mut tab, "key Mod+z; key Mod+z");
    assert_eq!(tab.export(), before);
}

fn card(disk: &Disk) -> CardRecord {
    let value = |key: &Key| disk.values.get(key);
    card_of(value(&Key::Session).as_deref(), value(&Key::Index).as_deref()).expect("there is one")
}

#[test]
fn what_the_list_says_follows_what_is_done() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    assert!(disk.all().is_empty(), "what nobody touched is not kept");
    play(&mut tab, "select engineer; key 1");
    let told = |disk: &Disk| (card(disk).name, card(disk).articles, card(disk).done);
    assert_eq!(told(&disk), ("My project".to_owned(), 1, 0));
    tab.run(Command::AddText, Args::text("First\nAda said it rains."));
    assert_eq!(told(&disk), ("My project".to_owned(), 2, 0));
    tab.run(Command::ToggleDone, Args::default());
    assert_eq!(told(&disk), ("My project".to_owned(), 2, 1));
    tab.run(Command::RenameProject, Args::text("Rain"));
    assert_eq!(told(&disk), ("Rain".to_owned(), 2, 1));
    play(&mut tab, "key Mod+z; key Mod+z");
    assert_eq!(told(&disk), ("My project".to_owned(), 2, 0));
    assert!(!card(&disk).at.is_empty());
    // A step that changes nothing of it writes no session.
    play(&mut tab, "select rains; key u");
    let before = disk.log.borrow().len();
    play(&mut tab, "key d");
    let log = disk.log.borrow();
    assert!(log.len() > before && log[before..].iter().all(|write| write.key != Key::Session));
}

/// A long queue is read last: until then the list is not told a part of it.
#[test]
fn what_is_not_known_yet_is_not_told() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    for text in ["First\nAda said it rains.", "Second\nBo said it snows."] {
        tab.run(Command::AddText, Args::text(text));
    }
    tab.run(Command::ToggleDone, Args::default());
    assert_eq!((card(&disk).articles, card(&disk).done), (3, 1));
    tab.restless = tab.state.project.order.to_vec();
    tab.quiet();
    let state = State::new(9, PersonId::from_bits(9), ProjectId::from_bits(9));
    let mut late = Tab::over(&disk, state);
    late.holds_queue = true;
    let (opened, refused) = soon(disk.stores().start());
    late.act(Action::Started(Box::new(opened), refused));
    assert!(late.state.partial);
    late.run(Command::CycleTags, Args::default());
    assert_eq!((card(&disk).articles, card(&disk).done), (3, 1));
    late.read_queue();
    late.run(Command::SetStatus, Args { status: Some(Status::New.as_str().to_owned()), ..Args::default() });
    assert_eq!((card(&disk).articles, card(&disk).done), (3, 0));
}

/// A link that was opened in another browser.
#[test]
fn an_address_of_which_nothing_is_stored() {
    for id in ["p7", "../../x", "<script>", "\u{202e}", &"x".repeat(5000)] {
        let disk = Disk::default();
        let mut tab = open(&disk, id, 1);
        assert!(tab.state.project.order.is_empty(), "{id}: no sample");
        assert_eq!(tab.state.said.1.words, Words::ProjectUnknown);
        tab.run(Command::Projects, Args::default());
        tab.run(Command::Help, Args::default());
        tab.run(Command::Leave, Args::default());
        tab.quiet();
        assert!(disk.all().is_empty(), "{id}: nothing is written");
        tab.run(Command::AddText, Args::text("First\nAda said it rains."));
        let again = open(&disk, id, 2);
        assert_eq!(again.state.project.order.len(), 1, "{id}");
        assert_eq!(again.export(), tab.export());
    }
}

#[test]
fn another_one_is_opened_by_another_page_load() {
    let mut tab = Tab::open(&Disk::default(), 1);
    let last = |tab: &Tab| tab.effects.last().cloned();
    assert_eq!(tab.run(Command::OpenProject, Args::id("p7")).refused, None);
    assert_eq!(last(&tab), Some(Effect::OpenProject("p7".to_owned())));
    assert!(tab.run(Command::OpenProject, Args::default()).refused.is_some());
    let count = tab.effects.len();
    tab.run(Command::OpenProject, Args::id(""));
    assert_eq!(tab.effects.len(), count, "it is open already");
    tab.run(Command::SaveProject, Args::id("p7"));
    assert_eq!(last(&tab), Some(Effect::SaveProject("p7".to_owned())));
    // The open one is not saved as it is stored, but as it is.
    let files = tab.out.len();
    tab.run(Command::SaveProject, Args::id(""));
    assert!(tab.out.len() == files + 1 && tab.out[files].starts_with('{'));
    assert!(tab.run(Command::SaveProject, Args::default()).refused.is_some());
}

#[test]
fn the_list_has_the_open_one_first_and_as_it_is() {
    let mut tab = Tab::open(&Disk::default(), 1);
    tab.run(Command::Projects, Args::default());
    assert_eq!(tab.effects.last(), Some(&Effect::Sheet(true)));
    assert!(tab.effects.contains(&Effect::ListProjects));
    assert_eq!(sheet(&tab).listed, None);
    let old = Listed { id: String::new(), card: None };
    tab.act(Action::Projects(vec![listed("p7", "News"), old, Listed { id: "lost".to_owned(), card: None }]));
    let all = with_open(&tab.state, &sheet(&tab).listed.expect("known"));
    assert_eq!(all.iter().map(called).collect::<Vec<_>>(), ["My project", "News", "lost"]);
    assert_eq!(all[0].card.as_ref().map(|card| card.articles), Some(1));
    // The same key takes it away; then the list comes too late.
    tab.run(Command::Projects, Args::default());
    tab.act(Action::Projects(Vec::new()));
    assert_eq!(tab.state.dialog, None);
}

#[test]
fn one_goes_only_when_that_was_asked_and_known() {
    let mut tab = Tab::open(&Disk::default(), 1);
    let now = || Args { field: Some("now".to_owned()), ..Args::id("p7") };
    let erases = |tab: &Tab| tab.effects.iter().filter(|effect| matches!(effect, Effect::EraseProject(_))).count();
    // At once: it is asked all the same.
    tab.run(Command::DeleteProject, now());
    tab.act(Action::Projects(vec![listed("p7", "News")]));
    assert_eq!((erases(&tab), &*sheet(&tab).asked.expect("asked").id), (0, "p7"));
    // Before anybody knows what is in it.
    tab.run(Command::DeleteProject, now());
    assert_eq!(erases(&tab), 0);
    let contents = || Contents { articles: Some(12), annotations: 340 };
    // What was looked at for another one does not count.
    tab.act(Action::ProjectSeen("p8".to_owned(), Ok(contents())));
    assert_eq!(sheet(&tab).asked.expect("asked").contents, None);
    tab.act(Action::ProjectSeen("p7".to_owned(), Ok(contents())));
    // Escape takes the question back, and then the sheet.
    tab.run(Command::Leave, Args::default());
    assert_eq!(sheet(&tab).asked, None);
    tab.run(Command::DeleteProject, now());
    tab.act(Action::ProjectSeen("p7".to_owned(), Err(Spared::Open)));
    let open = sheet(&tab);
    assert_eq!((open.asked, open.told.map(|told| told.words)), (None, Some(Words::ProjectOpenElsewhere)));
    tab.run(Command::DeleteProject, Args::id("p7"));
    tab.act(Action::ProjectSeen("p7".to_owned(), Ok(contents())));
    tab.run(Command::DeleteProject, now());
    assert_eq!(erases(&tab), 1);
    tab.act(Action::ProjectErased("p7".to_owned(), Err(Spared::Refused)));
    assert_eq!(sheet(&tab).told.map(|told| told.words), Some(Words::ProjectNotDeleted));
    tab.act(Action::ProjectErased("p7".to_owned(), Ok(())));
    assert_eq!(tab.state.said.1.text(), "News is deleted.");
    assert_eq!(tab.effects.iter().filter(|effect| **effect == Effect::ListProjects).count(), 2);
    // The open one, and none.
    assert!(tab.run(Command::DeleteProject, Args::id("")).refused.is_some());
    assert!(tab.run(Command::DeleteProject, Args::default()).refused.is_some());
}

#[test]
fn stores_that_refuse_a_new_one() {
    let mut tab = Tab::open(&Disk::default(), 1);
    tab.run(Command::Projects, Args::default());
    tab.run(Command::NewProject, Args::text("x"));
    tab.act(Action::ProjectMade(Err(StoreError::Blocked)));
    assert_eq!(sheet(&tab).told.map(|told| told.words), Some(Words::ProjectNotMade));
    assert!(!tab.effects.iter().any(|effect| matches!(effect, Effect::OpenProject(_))));
    tab.act(Action::ProjectMade(Ok("p7".to_owned())));
    assert_eq!(tab.effects.last(), Some(&Effect::OpenProject("p7".to_owned())));
}

/// Files become a project of their own; the open one is not touched.
#[test]
fn files_become_a_project() {
    let mut source = Tab::open(&Disk::default(), 30);
    source.run(Command::RenameProject, Args::text("Source"));
    source.run(Command::UseSchema, Args { kind: Some("fact-check".to_owned()), ..Args::default() });
    source.run(Command::AddText, Args::text("First\nAda said it rains."));
    play(&mut source, "select said; key u; key Escape");
    let export = source.export();
    let native = || SourceFile { name: "all.jsonl".to_owned(), bytes: export.clone().into_bytes() };
    let plain = |text: &str| SourceFile { name: "storm.txt".to_owned(), bytes: text.into() };

    let mut tab = Tab::open(&Disk::default(), 1);
    let files =
        |name: &str| Args { field: Some("files".to_owned()), kind: Some("conll-2003".to_owned()), ..Args::text(name) };
    assert!(tab.run(Command::NewProject, files("x")).refused.is_some(), "only from its sheet");
    let before = tab.export();
    let mut give = |name: &str, given: Vec<SourceFile>| {
        tab.run(Command::Leave, Args::default());
        tab.run(Command::Projects, Args::default());
        tab.run(Command::NewProject, files(name));
        assert_eq!(tab.effects.last(), Some(&Effect::ChooseFiles));
        tab.act(Action::Given(given, Vec::new()));
        assert_eq!(tab.export(), before, "nothing came into the open one");
        tab.clone()
    };
    // What the files say of themselves counts, and what was typed more.
    for (name, expected) in [("", "Source"), ("Mine", "Mine")] {
        let after = give(name, vec![native()]);
        let new = opened(&after);
        assert_eq!((&*new.state.project.name, made(&after).2), (expected, true));
        assert_eq!(new.state.project.schema.labels, source.state.project.schema.labels);
        assert_eq!(new.state.project.order, source.state.project.order);
        for id in source.state.project.order.iter() {
            let mut new = new.aside();
            new.run(Command::OpenArticle, Args::document(id));
            let [here, there] = [&new, &source].map(|tab| tab.state.project.document(id).cloned().expect("loaded"));
            assert_eq!((&here.annotations, &here.relations), (&there.annotations, &there.relations));
        }
    }
    let after = give("", vec![plain("Storm\nBo said it snows.")]);
    let new = opened(&after);
    assert_eq!((&*new.state.project.name, &*new.state.project.schema.id), ("Storm", "conll-2003"));
    // What could not be read is shown first; the project is made all the same.
    let after = give("Half", vec![plain("Storm\nBo said it snows."), plain(" \n ")]);
    assert!(matches!(after.state.dialog, Some(Dialog::Report(_))) && !made(&after).2);
    assert_eq!(opened(&after).state.project.order.len(), 1);
    // Nothing readable: nothing is made.
    let count = |tab: &Tab| tab.effects.iter().filter(|effect| matches!(effect, Effect::MakeProject { .. })).count();
    let made_so_far = count(&after);
    assert_eq!(count(&give("None", vec![plain(" ")])), made_so_far);
    // What the workshop reads and what the page reads itself go there together.
    let mut both = tab.clone();
    both.run(Command::Leave, Args::default());
    both.run(Command::Projects, Args::default());
    both.run(Command::NewProject, files("Both"));
    both.held.waits = true;
    let waiting = both.held.more(&[("storm.txt", b"Storm\nBo said it snows.")]);
    let number = waiting[0].number;
    both.act(Action::Waiting(waiting));
    both.act(Action::Given(vec![native()], Vec::new()));
    let taken = both.held.read(&Wanted::first(number));
    let intake = both.state.intake.as_ref().expect("it waits").number;
    both.act(Action::Taken(intake, taken));
    assert_eq!(both.export(), before);
    assert_eq!(opened(&both).state.project.order.len(), source.state.project.order.len() + 1);
    // Files that come later come into the open one, as ever.
    tab.run(Command::Projects, Args::default());
    tab.run(Command::NewProject, files("x"));
    tab.run(Command::Leave, Args::default());
    tab.act(Action::Given(vec![plain("Storm\nBo said it snows.")], Vec::new()));
    assert_eq!(tab.state.project.order.len(), 2);
}
