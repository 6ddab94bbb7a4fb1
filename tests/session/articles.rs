//! Articles coming, going, and how far the work on them is.

use manicule::model::{DocId, Status};
use manicule::session::{Action, Args, Command, Dialog, SourceFile, Words};

use super::scene::{open, play, show};
use super::tab::Tab;

fn add(tab: &mut Tab, text: &str) -> (Option<String>, Option<Words>) {
    let outcome = tab.run(Command::AddText, Args { text: Some(text.to_owned()), ..Args::default() });
    (outcome.made, outcome.refused.map(|message| message.words))
}

fn order(tab: &Tab) -> Vec<String> {
    let title = |id: &DocId| tab.state.project.entries.get(id).map(|entry| entry.title.to_string());
    tab.state.project.order.iter().filter_map(title).collect()
}

fn shown(tab: &Tab) -> String {
    tab.state.document().map(|document| document.meta.title.to_string()).unwrap_or_default()
}

fn status(tab: &Tab) -> Status {
    tab.state.document().expect("an article is open").meta.status
}

#[test]
fn a_new_article_is_shown() {
    let mut tab = open("Ada met Bob.");
    play(&mut tab, "select Ada; key 1");
    let (made, refused) = add(&mut tab, "Second\nIt rained.");
    assert_eq!((refused, order(&tab)), (None, vec!["Ada met Bob.".to_owned(), "Second".to_owned()]));
    assert_eq!((shown(&tab), tab.state.open.as_ref().map(ToString::to_string)), ("Second".to_owned(), made));
    assert_eq!(show(&tab.state), "");
    assert_eq!(add(&mut tab, " \n\t"), (None, Some(Words::OnlySpace)));
}

#[test]
fn a_known_article_is_shown_and_left_as_it_is() {
    let mut tab = open("Ada met Bob.");
    add(&mut tab, "Second\nIt rained.");
    play(&mut tab, "select rained; key 6");
    add(&mut tab, "Third");
    let before = tab.export();
    let steps = tab.state.history.depth();
    assert_eq!(add(&mut tab, "Second\nIt rained.").1, Some(Words::IssueKnown));
    assert_eq!((shown(&tab).as_str(), show(&tab.state).as_str()), ("Second", "rained=event"));
    assert_eq!((tab.export(), tab.state.history.depth()), (before.clone(), steps));
    // An export taken in again changes nothing and says so.
    let files = vec![SourceFile { name: "mine.jsonl".to_owned(), bytes: before.clone().into_bytes() }];
    let outcome = tab.act(Action::Files(files));
    assert_eq!((outcome.added, outcome.issues.len(), outcome.changed), (0, 1, false));
    assert_eq!(outcome.refused.map(|message| message.words), Some(Words::NothingNew));
    assert!(matches!(tab.state.dialog, Some(Dialog::Report(_))));
    assert_eq!(tab.export(), before);
}

#[test]
fn several_files_are_one_step() {
    let mut tab = open("Ada met Bob.");
    let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    let files = vec![
        file("a.txt", "First\nx"),
        file("b.txt", "First\nx"),
        file("c.txt", "Other\r\ny"),
        file("d.txt", ""),
        file("e.bin", "\u{0}"),
        SourceFile { name: "f.txt".to_owned(), bytes: vec![0xff, 0xfe, 0x00, 0xd8] },
    ];
    let outcome = tab.act(Action::Files(files));
    assert_eq!(outcome.added, order(&tab).len() - 1);
    assert_eq!(order(&tab)[..3], ["Ada met Bob.", "First", "Other"]);
    assert!(!outcome.issues.is_empty());
    assert_eq!(tab.state.history.depth(), (1, 0));
    tab.run(Command::Undo, Args::default());
    assert_eq!((order(&tab), shown(&tab).as_str()), (vec!["Ada met Bob.".to_owned()], "Ada met Bob."));
    tab.run(Command::Redo, Args::default());
    assert_eq!(order(&tab)[..3], ["Ada met Bob.", "First", "Other"]);
}

#[test]
fn a_removed_article_comes_back_to_its_place_with_everything() {
    let mut tab = open("[Ada](person) met Bob.");
    add(&mut tab, "Second");
    play(&mut tab, "select Second; key 1");
    add(&mut tab, "Third");
    let before = tab.export();
    let second = tab.state.project.order[1].clone();
    // One that is not shown: what is shown stays.
    assert!(tab.run(Command::RemoveArticle, Args::document(&second)).changed);
    assert_eq!((order(&tab).len(), shown(&tab).as_str()), (2, "Third"));
    tab.run(Command::Undo, Args::default());
    assert_eq!((tab.export(), shown(&tab).as_str()), (before.clone(), "Second"));
    // The one that is shown: its neighbour is.
    assert!(tab.run(Command::RemoveArticle, Args::default()).changed);
    assert_eq!(shown(&tab), "Third");
    tab.run(Command::Undo, Args::default());
    assert_eq!(tab.export(), before);
    // The last of all.
    for _ in 0..3 {
        assert!(tab.run(Command::RemoveArticle, Args::default()).changed);
    }
    assert_eq!((show(&tab.state).as_str(), order(&tab).len()), ("no article", 0));
    assert!(tab.run(Command::RemoveArticle, Args::default()).refused.is_some());
    assert_eq!(tab.undo_all(), 6);
    assert_eq!(tab.redo_all(), 6);
    assert_eq!(show(&tab.state), "no article");
}

#[test]
fn walking_through_the_articles() {
    let mut tab = open("One");
    add(&mut tab, "Two");
    add(&mut tab, "Three");
    let mut seen = Vec::new();
    for step in ["key <", "key <", "key <", "key >", "key >", "key >"] {
        play(&mut tab, step);
        seen.push(shown(&tab));
    }
    assert_eq!(seen, ["Two", "One", "One", "Two", "Three", "Three"]);
    let unknown = tab.run(Command::OpenArticle, Args { document: Some("none".into()), ..Args::default() });
    assert_eq!(unknown.refused.map(|message| message.words), Some(Words::NoDocument));
    assert_eq!(shown(&tab), "Three");
}

/// A step in another article brings that article up, so that nothing changes out of sight.
#[test]
fn undo_shows_where_it_happens() {
    let mut tab = open("One");
    play(&mut tab, "select One; key 1");
    add(&mut tab, "Two");
    play(&mut tab, "key <; key >; key Mod+z");
    assert_eq!((shown(&tab).as_str(), order(&tab).len()), ("One", 1));
    play(&mut tab, "key Mod+y; key <; select One; key 3; key >");
    assert_eq!(shown(&tab), "Two");
    play(&mut tab, "key Mod+z");
    assert_eq!((shown(&tab).as_str(), show(&tab.state).as_str()), ("One", "One=person"));
}

#[test]
fn a_status_says_how_far_the_work_is() {
    let mut tab = open("Ada met Bob.");
    let mut set = |status: &str| {
        let outcome = tab.run(Command::SetStatus, Args { status: Some(status.to_owned()), ..Args::default() });
        (outcome.changed, outcome.refused.map(|message| message.words))
    };
    for (value, name) in Status::ALL.into_iter().rev() {
        assert_eq!(set(name), (true, None), "{value:?}");
    }
    // The one it has: nothing changes, and that is no mistake.
    assert_eq!(set("new"), (false, None));
    assert_eq!(set("finished"), (false, Some(Words::NoStatus)));
    assert_eq!(set(""), (false, Some(Words::NoStatus)));
}

#[test]
fn done_and_not_done() {
    let mut tab = open("Ada met Bob.");
    let mut after = |script: &str| {
        play(&mut tab, script);
        status(&tab)
    };
    assert_eq!(after("key Mod+Enter"), Status::DoneEmpty);
    assert_eq!(after("key Mod+Enter"), Status::New);
    assert_eq!(after("select Ada; key 1"), Status::InProgress);
    assert_eq!(after("key Mod+Enter"), Status::Done);
    assert_eq!(after("key Mod+Enter"), Status::InProgress);
    assert_eq!(after("key Mod+z; key Mod+z; key Mod+z"), Status::New);
}
