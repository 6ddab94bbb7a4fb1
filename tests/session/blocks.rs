//! Correcting what stretches of an article are, and what is known of the article.

use manicule::edit::Selection;
use manicule::formats::native;
use manicule::model::{BlockId, Role};
use manicule::session::blocks::kind_id;
use manicule::session::state::Dialog;
use manicule::session::{Action, Args, Command, SourceFile};

use super::scene::{open, play, show};
use super::tab::{Disk, Tab};

const PAGE: &str = "{title}Two ships meet\n[Ada](person) met Bob.\nREAD MORE\nThey talked.\nOther news";

/// Each block as its kind, with `~` where it is furniture.
fn blocks(tab: &Tab) -> String {
    let document = tab.state.document().expect("an article is open");
    let shown = |block: &std::rc::Rc<manicule::model::Block>| {
        format!("{}{}", kind_id(block.kind), if block.role == Role::Furniture { "~" } else { "" })
    };
    document.blocks.iter().map(shown).collect::<Vec<_>>().join(" ")
}

fn point(tab: &mut Tab, block: u32) {
    tab.act(Action::Point(Some(BlockId(block)), true));
}

fn said(tab: &Tab) -> String {
    tab.state.said.1.text()
}

fn refused(tab: &mut Tab, command: Command, args: Args) -> String {
    tab.run(command, args).refused.expect("it is refused").text()
}

fn kind(name: &str) -> Args {
    Args { kind: Some(name.to_owned()), ..Args::default() }
}

#[test]
fn one_key_turns_what_the_pointer_is_over() {
    let mut tab = open(PAGE);
    play(&mut tab, "key Shift+B");
    assert_eq!(blocks(&tab), "title p p p p", "nothing is pointed at");
    assert!(!refused(&mut tab, Command::ToggleFurniture, Args::default()).is_empty());
    point(&mut tab, 2);
    play(&mut tab, "key Shift+B");
    assert_eq!((blocks(&tab).as_str(), said(&tab).as_str()), ("title p p~ p p", "Page furniture: READ MORE"));
    play(&mut tab, "key Shift+B");
    assert_eq!((blocks(&tab).as_str(), said(&tab).as_str()), ("title p p p p", "Part of the article: READ MORE"));
    play(&mut tab, "key Mod+z; key Mod+z; key Mod+y");
    assert_eq!(blocks(&tab), "title p p~ p p");
}

#[test]
fn keys_that_go_elsewhere_leave_the_pointer_behind() {
    let mut tab = open(PAGE);
    point(&mut tab, 4);
    // The annotation that keys have gone to is meant, though the pointer lies elsewhere, and though the page moved below it.
    play(&mut tab, "key .");
    tab.act(Action::Point(Some(BlockId(3)), false));
    play(&mut tab, "key Shift+B");
    assert_eq!((blocks(&tab).as_str(), show(&tab.state).as_str()), ("title p~ p p p", "Ada=person*"));
    point(&mut tab, 3);
    play(&mut tab, "key Shift+B");
    assert_eq!(blocks(&tab), "title p~ p p~ p");
    // What comes below a resting hand since the block became smaller is not what it pointed at.
    tab.act(Action::Point(Some(BlockId(4)), false));
    play(&mut tab, "key Shift+B; key Shift+B");
    assert_eq!(blocks(&tab), "title p~ p p~ p");
    tab.act(Action::Point(None, true));
    play(&mut tab, "key Escape; key Escape; key Shift+B");
    assert_eq!(blocks(&tab), "title p~ p p~ p", "beside the article nothing is pointed at");
}

#[test]
fn the_caret_says_which() {
    let mut tab = open(PAGE);
    play(&mut tab, "key Enter; key Mod+End; key Shift+B");
    assert_eq!(blocks(&tab), "title p p p p~");
    play(&mut tab, "key PageUp; key Shift+K; key c");
    assert_eq!(blocks(&tab).matches("caption").count(), 1);
    assert!(tab.state.caret.is_some(), "the caret stays");
}

#[test]
fn several_blocks_at_once_are_one_step() {
    let mut tab = open(PAGE);
    play(&mut tab, "from READ to talked");
    assert_eq!(show(&tab.state), "Ada=person, (READ MORE\nThey talked)");
    point(&mut tab, 3);
    play(&mut tab, "key Shift+B");
    assert_eq!((blocks(&tab).as_str(), said(&tab).as_str()), ("title p p~ p~ p", "Page furniture: 2 paragraphs"));
    assert_eq!(show(&tab.state), "Ada=person, (READ MORE\nThey talked)", "they are still picked out");
    play(&mut tab, "key Mod+z");
    assert_eq!(blocks(&tab), "title p p p p");
    // The pointer is somewhere else by now: that is meant.
    play(&mut tab, "from READ to talked");
    point(&mut tab, 0);
    play(&mut tab, "key Shift+B");
    assert_eq!(blocks(&tab), "title~ p p p p");
}

#[test]
fn words_over_what_became_furniture_have_a_gap() {
    let mut tab = open(PAGE);
    play(&mut tab, "from Bob to They");
    tab.run(Command::ToggleFurniture, Args::blocks(&[BlockId(2)]));
    assert_eq!(show(&tab.state), "Ada=person, (Bob … They)");
    play(&mut tab, "key c");
    assert_eq!(show(&tab.state), "Ada=person, Bob … They=claim*");
    // What is marked stays, whatever becomes of the block below it.
    tab.run(Command::ToggleFurniture, Args::blocks(&[BlockId(1)]));
    tab.run(Command::ToggleFurniture, Args::blocks(&[BlockId(2)]));
    assert_eq!(show(&tab.state), "Ada=person, Bob … They=claim*");
    let entry = tab.state.project.entries.get(tab.state.open.as_ref().expect("open")).expect("known");
    assert_eq!((entry.counts.annotations, entry.counts.claims), (2, 1));
    // New words over body and furniture leave the furniture out.
    play(&mut tab, "key Escape; from met to talked");
    assert_eq!(show(&tab.state), "Ada=person, Bob … They=claim, (READ MORE\nThey talked)");
}

#[test]
fn the_sheet_sets_a_kind_by_one_letter_and_closes() {
    let mut tab = open(PAGE);
    for (key, becomes) in [("d", "deck"), ("3", "h3"), ("l", "dateline"), ("o", "other"), ("i", "li"), ("f", "li~")] {
        point(&mut tab, 3);
        play(&mut tab, "key Shift+K");
        assert_eq!(tab.state.dialog, Some(Dialog::Block(std::rc::Rc::new(vec![BlockId(3)]))));
        // What lies under the sheet is not what is meant.
        tab.act(Action::Point(None, true));
        play(&mut tab, &format!("key {key}"));
        assert_eq!((blocks(&tab), &tab.state.dialog), (format!("title p p {becomes} p"), &None), "{key}");
    }
    play(&mut tab, "key Shift+K; key e");
    assert_eq!(blocks(&tab), "title p p li~ p~");
    point(&mut tab, 1);
    play(&mut tab, "key Shift+K; key u");
    assert_eq!(blocks(&tab), "title~ p~ p li~ p~");
    play(&mut tab, "key Mod+z; key Shift+K; key Escape");
    assert_eq!((blocks(&tab).as_str(), &tab.state.dialog), ("title p p li~ p~", &None));
}

#[test]
fn a_script_names_blocks_and_is_told_what_is_wrong() {
    let mut tab = open(PAGE);
    let two = Args::blocks(&[BlockId(1), BlockId(4)]);
    assert!(tab.run(Command::SetBlock, Args { kind: Some("h2".to_owned()), ..two.clone() }).changed);
    assert_eq!(blocks(&tab), "title h2 p p h2");
    assert!(!tab.run(Command::SetBlock, Args { kind: Some("h2".to_owned()), ..two.clone() }).changed);
    assert!(tab.run(Command::ToggleFurniture, Args { kind: Some("furniture".to_owned()), ..two }).changed);
    assert!(tab.run(Command::FurnitureFromHere, Args::blocks(&[BlockId(2)])).changed);
    assert_eq!(blocks(&tab), "title h2~ p~ p~ h2~");
    assert!(!tab.run(Command::FurnitureFromHere, Args::blocks(&[BlockId(2)])).changed);
    let nine = Args { ids: Some(vec!["9".to_owned()]), ..Args::default() };
    assert_eq!(
        refused(&mut tab, Command::ToggleFurniture, nine),
        "The open article has no paragraph with the number “9”."
    );
    for (command, name) in [(Command::SetBlock, "h7"), (Command::ToggleFurniture, "gone")] {
        let args = Args { kind: Some(name.to_owned()), ..Args::blocks(&[BlockId(0)]) };
        assert_eq!(refused(&mut tab, command, args), format!("There is no kind of paragraph “{name}”."));
    }
    assert_eq!(blocks(&tab), "title h2~ p~ p~ h2~");
}

#[test]
fn what_is_only_looked_at_is_left_alone() {
    let mut tab = open(PAGE);
    tab.run(Command::UnlockArticle, Args::default());
    for (command, args) in [
        (Command::ToggleFurniture, Args::blocks(&[BlockId(1)])),
        (Command::FurnitureFromHere, Args::blocks(&[BlockId(1)])),
        (Command::SetBlock, Args::blocks(&[BlockId(1)])),
        (Command::SetArticle, Args { field: Some("title".to_owned()), ..Args::text("Other") }),
    ] {
        assert!(!refused(&mut tab, command, args).is_empty(), "{command:?}");
    }
    assert_eq!((blocks(&tab).as_str(), &tab.state.dialog), ("title p p p p", &None));
}

fn field(name: &str, text: &str) -> Args {
    Args { field: Some(name.to_owned()), ..Args::text(text) }
}

#[test]
fn what_is_known_of_an_article_is_corrected_and_goes_back() {
    let mut tab = open(PAGE);
    for (name, text) in [
        ("title", "  Two ships\nmeet again "),
        ("author", "Ada Lindqvist"),
        ("published", "2025-07-03"),
        ("url", "https://example.org/ships"),
        ("site", "Harbour News"),
        ("lang", "EN-gb"),
    ] {
        assert!(tab.run(Command::SetArticle, field(name, text)).changed, "{name}");
    }
    let document = tab.state.document().expect("open").clone();
    let meta = &document.meta;
    assert_eq!((&*meta.title, meta.language.as_deref()), ("Two ships meet again", Some("en-GB")));
    assert_eq!(tab.state.project.entries.get(&document.id).map(|e| &*e.title), Some("Two ships meet again"));
    assert!(!tab.run(Command::SetArticle, field("site", "Harbour News")).changed, "it says that already");
    assert!(tab.run(Command::SetArticle, field("site", " ")).changed);
    assert_eq!(tab.state.document().expect("open").meta.site, None);
    let text = native::write(&tab.state.project, std::slice::from_ref(&document)).files.pop().expect("a file").text;
    for said in ["Two ships meet again", "Ada Lindqvist", "2025-07-03", "https://example.org/ships", "en-GB"] {
        assert!(text.contains(said), "{said} is exported");
    }
    for _ in 0..7 {
        play(&mut tab, "key Mod+z");
    }
    assert_eq!(*tab.state.document().expect("open").meta, *open(PAGE).state.document().expect("open").meta);
}

#[test]
fn what_a_field_cannot_say_stays_typed_and_changes_nothing() {
    let mut tab = open(PAGE);
    play(&mut tab, "key Shift+T");
    assert_eq!(tab.state.dialog, Some(Dialog::Article(None)));
    let before = tab.state.project.clone();
    for (name, text, why) in [
        ("title", " ", "An article needs a title: the queue and the files name it by that. It stays as it was."),
        (
            "url",
            "javascript:alert(1)",
            "“javascript:alert(1)” is not kept: an address begins with https:// or http://, names a site, and has no spaces.",
        ),
        ("lang", "englisch?", "“englisch?” is not kept: a language is a tag like en, pt-BR or zh-Hant."),
    ] {
        assert_eq!(refused(&mut tab, Command::SetArticle, field(name, text)), why);
        let Some(Dialog::Article(Some(wrong))) = &tab.state.dialog else { panic!("the sheet tells it") };
        assert_eq!((wrong.field.as_str(), &*wrong.typed, wrong.why.text().as_str()), (name, text, why));
    }
    assert_eq!(tab.state.project, before);
    // Another field does not take the reason away, its own does.
    tab.run(Command::SetArticle, field("site", "News"));
    assert!(matches!(&tab.state.dialog, Some(Dialog::Article(Some(_)))));
    tab.run(Command::SetArticle, field("lang", "de"));
    assert_eq!(tab.state.dialog, Some(Dialog::Article(None)));
    assert!(refused(&mut tab, Command::SetArticle, field("colour", "red")).contains("“colour”"));
    assert!(!refused(&mut tab, Command::SetArticle, Args::text("x")).is_empty());
}

#[test]
fn a_language_of_several_articles_is_one_step_without_opening_them() {
    let mut tab = Tab::open(&Disk::default(), 1);
    for text in ["One\nAda.", "Two\nBob.", "Three\nEve."] {
        tab.moment += 1;
        tab.run(Command::AddText, Args::text(text));
    }
    // Read from the disk again: only the open one is loaded.
    let mut tab = tab.reload(2);
    let all: Vec<String> = tab.state.project.order.iter().map(ToString::to_string).collect();
    let open = tab.state.open.clone();
    let args = Args { ids: Some(all[..2].to_vec()), ..field("lang", "sv") };
    tab.run(Command::SetArticle, args);
    let language = |tab: &mut Tab, id: &str| {
        tab.run(Command::OpenArticle, Args { document: Some(id.to_owned()), ..Args::default() });
        tab.state.document().and_then(|document| document.meta.language.as_deref().map(str::to_owned))
    };
    assert_eq!(tab.state.open, open, "what is shown stays");
    assert_eq!(said(&tab), "Set for 2 articles: sv");
    let found: Vec<_> = all.iter().map(|id| language(&mut tab, id)).collect();
    assert_eq!(
        found.iter().map(|found| found.as_deref() == Some("sv")).collect::<Vec<_>>(),
        [true, true, false, false]
    );
    play(&mut tab, "key Mod+z");
    assert!(all.iter().all(|id| language(&mut tab, id).as_deref() != Some("sv")));
}

#[test]
fn it_outlives_the_page() {
    let mut tab = Tab::open(&Disk::default(), 1);
    tab.run(Command::AddText, Args::text("Title\nAda met Bob at the harbour on Monday.\nThey talked for an hour."));
    tab.moment += 1;
    tab.run(Command::ToggleFurniture, Args::blocks(&[BlockId(1)]));
    tab.moment += 1;
    tab.run(Command::SetBlock, Args { ids: Some(vec!["2".to_owned()]), ..kind("quote") });
    tab.moment += 1;
    tab.run(Command::SetArticle, field("title", "Another"));
    let (before, wanted) = (blocks(&tab), tab.state.project.clone());
    assert_eq!(before, "title p~ quote");
    let mut next = tab.reload(2);
    let title = |tab: &Tab| tab.state.document().expect("open").meta.title.clone();
    assert_eq!((blocks(&next).as_str(), &*title(&next)), (before.as_str(), "Another"));
    assert!(next.state.project.entries.values().any(|entry| &*entry.title == "Another"), "the queue knows it");
    play(&mut next, "key Mod+z; key Mod+z; key Mod+z");
    assert_eq!((blocks(&next).as_str(), &*title(&next)), ("title p p", "Title"));
    // A file brings it to somebody else.
    let text =
        native::write(&wanted, &wanted.documents().cloned().collect::<Vec<_>>()).files.pop().expect("a file").text;
    let mut other = Tab::open(&Disk::default(), 9);
    other.act(Action::Files(vec![SourceFile { name: "a.jsonl".to_owned(), bytes: text.into_bytes() }]));
    let came = other.state.project.documents().find(|document| &*document.meta.title == "Another").expect("it came");
    assert_eq!(came.blocks, wanted.document(&came.id).expect("the one it was made from").blocks);
}

#[test]
fn another_article_is_not_pointed_at() {
    let mut tab = Tab::open(&Disk::default(), 1);
    tab.run(Command::AddText, Args::text("One\nAda."));
    point(&mut tab, 1);
    tab.moment += 1;
    tab.run(Command::AddText, Args::text("Two\nBob."));
    assert_eq!((tab.state.meant_blocks(), &tab.state.selection), (Vec::new(), &Selection::Nothing));
}
