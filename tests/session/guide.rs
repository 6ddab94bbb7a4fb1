//! The guidelines beside the text: shown, written, kept, let go; and those that come with a file.

use std::rc::Rc;

use manicule::edit::{apply, commands};
use manicule::formats::native;
use manicule::model::{LabelId, Project, ProjectId, markup};
use manicule::session::guide::{LIMIT, Part};
use manicule::session::{Action, Args, Command, Dialog, Effect, SourceFile, Words};

use super::scene::{open, play};
use super::tab::{Disk, Tab};

fn write(tab: &mut Tab, text: &str) {
    tab.moment += 1;
    tab.run(Command::WriteGuidelines, Args::text(text));
}

fn guidelines(tab: &Tab) -> String {
    tab.state.project.guidelines.to_string()
}

#[test]
fn the_pane_comes_and_goes_and_is_remembered() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    play(&mut tab, "key Shift+L");
    assert!(tab.state.guide.open);
    let mut again = tab.reload(2);
    assert!(again.state.guide.open, "it is there after a page load");
    play(&mut again, "key Shift+L");
    assert!(!again.state.guide.open);
    assert!(!again.reload(3).state.guide.open);
}

#[test]
fn it_goes_to_what_is_asked_for() {
    let mut tab = open("[Ada](person) said it.");
    play(&mut tab, "click Ada; key Shift+L");
    let person = Some(Part::Label(Rc::from("person")));
    assert_eq!(tab.state.guide.at, person, "the label of what is picked out");
    tab.run(Command::Guidelines, Args::label("claim"));
    assert_eq!((tab.state.guide.open, &tab.state.guide.at), (true, &Some(Part::Label(Rc::from("claim")))));
    tab.run(Command::Guidelines, Args { field: Some("how-to".to_owned()), ..Args::default() });
    assert_eq!(tab.state.guide.at, Some(Part::Named(Rc::from("how-to"))));
    tab.run(Command::Guidelines, Args::label("no such"));
    assert_eq!(tab.state.said.1.words, Words::NoLabel);
    assert!(tab.state.guide.open, "nothing is done");
    play(&mut tab, "key Shift+L");
    assert!(!tab.state.guide.open);
    tab.state.selection = manicule::edit::Selection::Nothing;
    tab.state.held = Some(LabelId::from("cue"));
    play(&mut tab, "key Shift+L");
    assert_eq!(tab.state.guide.at, Some(Part::Label(Rc::from("cue"))), "the label that is held");
}

#[test]
fn what_is_written_is_kept_in_one_step_and_undone() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    tab.run(Command::EditGuidelines, Args::default());
    assert!(tab.state.guide.open && tab.state.guide.writing);
    write(&mut tab, "# How\r\nMark *all*.\u{0}");
    tab.run(Command::SetGuidelines, Args::default());
    assert_eq!(guidelines(&tab), "# How\nMark *all*.");
    assert!(!tab.state.guide.writing && tab.state.guide.draft.is_none());
    let mut again = tab.reload(2);
    assert_eq!(guidelines(&again), "# How\nMark *all*.");
    play(&mut again, "key Mod+z");
    assert_eq!(guidelines(&again), "");
    play(&mut again, "key Mod+y");
    assert_eq!(guidelines(&again), "# How\nMark *all*.");
    again.run(Command::SetGuidelines, Args::text("# How\nMark *all*."));
    assert_eq!(again.state.said.1.words, Words::GuideSame);
}

#[test]
fn what_is_not_kept_waits_until_it_is_let_go() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    tab.run(Command::EditGuidelines, Args::default());
    write(&mut tab, "# Half a th");
    // As Escape does.
    tab.run(Command::EditGuidelines, Args::default());
    assert_eq!((tab.state.guide.writing, tab.state.said.1.words), (false, Words::GuideWaits));
    assert_eq!(guidelines(&tab), "", "nothing was kept");
    let mut again = tab.reload(2);
    assert_eq!(&**again.state.guide.text(&again.state.project), "# Half a th", "not even a page load loses it");
    again.run(Command::LoadGuidelines, Args::text("other"));
    assert_eq!(again.state.said.1.words, Words::GuideUnkept, "a file does not take its place");
    // Somebody else, or undo, changes them meanwhile: that is told, and keeping is one's own choice.
    again.run(Command::SetGuidelines, Args::text("# Theirs"));
    assert!(again.state.guide.is_behind(&again.state.project));
    assert_eq!(&**again.state.guide.text(&again.state.project), "# Half a th");
    again.run(Command::DropGuidelines, Args::default());
    assert_eq!((again.state.guide.draft.is_none(), guidelines(&again)), (true, "# Theirs".to_owned()));
    again.run(Command::DropGuidelines, Args::default());
    assert_eq!(again.state.said.1.words, Words::GuideNoDraft);
}

#[test]
fn going_to_a_part_leaves_the_field_and_what_is_in_it() {
    let mut tab = open("Ada said it.");
    tab.run(Command::EditGuidelines, Args::default());
    write(&mut tab, "x");
    tab.run(Command::Guidelines, Args::label("person"));
    assert!(!tab.state.guide.writing && tab.state.guide.draft.is_some());
    play(&mut tab, "key Shift+L");
    assert!(tab.state.guide.draft.is_some(), "putting the pane away too");
}

#[test]
fn files_come_and_go() {
    let mut tab = open("Ada said it.");
    tab.run(Command::SaveGuidelines, Args::default());
    assert_eq!(tab.state.said.1.words, Words::GuideNone);
    tab.run(Command::LoadGuidelines, Args::text("\u{feff}# Loaded\r\n"));
    assert_eq!((guidelines(&tab), tab.state.guide.writing), (String::new(), true), "it is in the field only");
    assert_eq!(&**tab.state.guide.text(&tab.state.project), "# Loaded\n");
    tab.run(Command::SaveGuidelines, Args::default());
    assert_eq!(tab.out, ["# Loaded\n"], "what is being written is what is saved");
    tab.run(Command::SetGuidelines, Args::default());
    assert_eq!(guidelines(&tab), "# Loaded\n");
    tab.run(Command::LoadGuidelines, Args::text(&"x".repeat(LIMIT + 1)));
    assert_eq!((tab.state.said.1.words, guidelines(&tab)), (Words::GuideTooLong, "# Loaded\n".to_owned()));
    tab.run(Command::SetGuidelines, Args::text(&"x".repeat(LIMIT + 1)));
    assert_eq!((tab.state.said.1.words, guidelines(&tab)), (Words::GuideTooLong, "# Loaded\n".to_owned()));
}

/// A file of a project with these guidelines and one article.
fn file(name: &str, guidelines: &str) -> Action {
    let document = Rc::new(markup::parse(name, &format!("Of {name}.")).expect("well formed"));
    let project = Project::new(ProjectId::from_bits(9), "Theirs").with(document);
    let project = match commands::set_guidelines(&project, guidelines) {
        Some(step) => apply(&project, &step).expect("it fits"),
        None => project,
    };
    let documents: Vec<_> = project.documents().cloned().collect();
    let text = native::write(&project, &documents).files.remove(0).text;
    Action::Files(vec![SourceFile { name: format!("{name}.jsonl"), bytes: text.into_bytes() }])
}

fn report(tab: &Tab) -> String {
    let Some(Dialog::Report(issues)) = &tab.state.dialog else { return String::new() };
    issues.iter().map(|issue| manicule::session::Message::issue(issue).text()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_new_project_takes_the_guidelines_of_a_file() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    tab.act(file("one", "# One"));
    assert_eq!((guidelines(&tab), report(&tab)), ("# One".to_owned(), String::new()));
    assert_eq!(guidelines(&tab.reload(2)), "# One");
    play(&mut tab, "key Mod+z");
    assert_eq!((guidelines(&tab), tab.state.project.order.len()), (String::new(), 1), "with the articles, in one step");
}

#[test]
fn one_with_work_of_its_own_keeps_its_own() {
    for own in ["", "# Own"] {
        let disk = Disk::default();
        let mut tab = Tab::open(&disk, 1);
        tab.run(Command::AddText, Args::text("An article\nof our own."));
        tab.run(Command::SetGuidelines, Args::text(own));
        tab.act(file("two", "# Two"));
        assert_eq!(guidelines(&tab), own);
        assert!(
            report(&tab).starts_with("two.jsonl, line 1, project.guidelines: the guidelines in it were not taken"),
            "{}",
            report(&tab)
        );
        tab.state.dialog = None;
        // The same, or none, are nothing to tell of.
        tab.act(file("three", own));
        tab.act(file("four", ""));
        assert_eq!((guidelines(&tab), report(&tab)), (own.to_owned(), String::new()));
        assert_eq!(tab.state.project.order.len(), 5);
    }
}

#[test]
fn showing_them_asks_the_page_to_go_there() {
    let mut tab = open("[Ada](person) said it.");
    let effects = |tab: &mut Tab, args: Args| {
        let mut fresh = manicule::edit::Fresh::new(manicule::model::Timestamp(1), None, 1);
        manicule::session::update(&mut tab.state, Action::Run(Command::Guidelines, args), &mut fresh).0
    };
    let shown = effects(&mut tab, Args::label("person"));
    assert!(shown.contains(&Effect::ShowGuide(Some(Part::Label(Rc::from("person"))))), "{shown:?}");
    assert!(effects(&mut tab, Args::default()).contains(&Effect::HideGuide));
}
