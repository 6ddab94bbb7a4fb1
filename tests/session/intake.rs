//! Files that the workshop reads: awaited, looked through, turned over, taken in as one step or let go.

use std::rc::Rc;

use manicule::intake::draft::Fate;
use manicule::model::{DocId, Role};
use manicule::session::intake::{Asked, Field, Intake, IntakeStep, Same, Wanted};
use manicule::session::{Action, Args, Command, Dialog, Effect, Words};
use manicule::storage::meter::Meter;
use manicule::storage::original::Original;
use manicule::workshop::message::{TakenDraft, TakenIn, TakenPiece, TakenRefusal};

use super::scene::open;
use super::tab::Tab;

pub(crate) const HERE: &str = "Ferry inquiry\n\nIt reopened.";

pub(crate) fn give(tab: &mut Tab, files: &[(&str, &[u8])]) {
    tab.moment += 1;
    let waiting = tab.held.more(files);
    tab.act(Action::Waiting(waiting));
}

pub(crate) fn step(tab: &mut Tab, step: IntakeStep) {
    tab.moment += 1;
    tab.act(Action::Intake(step));
}

pub(crate) fn intake(tab: &Tab) -> &Intake {
    assert_eq!(tab.state.dialog, Some(Dialog::Intake), "the sheet is up: {}", tab.state.said.1.text());
    tab.state.intake.as_deref().expect("files are on their way")
}

pub(crate) fn titles(tab: &Tab) -> Vec<String> {
    let entries = tab.state.project.order.iter().filter_map(|id| tab.state.project.entries.get(id));
    entries.map(|entry| entry.title.to_string()).collect()
}

/// A page as the workshop tells of it: each piece with its fate and why.
pub(crate) fn page(file: &str, pieces: &[(&str, &str, Option<&str>)]) -> TakenDraft {
    let mut told = TakenDraft { file: file.to_owned(), encoding: "utf-8".to_owned(), ..TakenDraft::default() };
    for (words, fate, why) in pieces {
        let start = u32::try_from(told.text.len()).expect("short");
        told.text.push_str(words);
        let end = u32::try_from(told.text.len()).expect("short");
        told.text.push('\n');
        let why = why.map(str::to_owned);
        let (kind, fate) = ("p".to_owned(), (*fate).to_owned());
        told.pieces.push(TakenPiece { start, end, kind, level: None, fate, why });
    }
    told
}

pub(crate) fn ferry(file: &str) -> TakenDraft {
    page(
        file,
        &[
            ("Home News Sport", "out", Some("navigation")),
            ("Ferry inquiry", "body", None),
            ("It reopened.", "body", None),
            ("5 min read", "furniture", Some("reading_time")),
            ("We use cookies", "out", Some("consent")),
        ],
    )
}

/// A page load to which these pages are told, one for each file.
pub(crate) fn looking(drafts: Vec<TakenDraft>) -> Tab {
    let mut tab = open("Some other text.");
    tab.held.waits = true;
    let names: Vec<String> = drafts.iter().map(|draft| draft.file.clone()).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    give(&mut tab, &files);
    let number = tab.state.intake.as_ref().expect("they wait").number;
    let taken = drafts
        .into_iter()
        .zip(1..)
        .map(|(draft, file)| (Asked::from(file), Ok(TakenIn { drafts: vec![draft], bytes: 1, ..TakenIn::default() })));
    tab.act(Action::Taken(number, taken.collect()));
    tab
}

pub(crate) fn text_of(tab: &Tab) -> String {
    tab.state.document().expect("an article is open").article.text().to_string()
}

#[test]
fn a_plain_text_comes_straight_in() {
    let mut tab = open("Some other text.");
    give(&mut tab, &[("ferry.txt", HERE.as_bytes())]);
    assert_eq!((tab.state.dialog.clone(), tab.state.intake.is_none()), (None, true));
    assert_eq!(text_of(&tab), HERE);
    assert_eq!(tab.state.said.1.text(), "Added 1 article.");
    // Once more: told, and nothing is added.
    let before = titles(&tab);
    give(&mut tab, &[("again.txt", HERE.as_bytes())]);
    assert_eq!(titles(&tab), before);
    assert_eq!(tab.state.said.1.words, Words::NothingNew);
    tab.run(Command::Leave, Args::default());
    tab.run(Command::Undo, Args::default());
    assert_eq!(titles(&tab).len(), 1, "one step");
}

#[test]
fn a_pasted_text_comes_straight_in_and_one_that_is_here_is_shown() {
    let mut tab = open("Some other text.");
    tab.run(Command::PasteArticle, Args::default());
    give(&mut tab, &[("", HERE.as_bytes())]);
    assert_eq!((tab.state.dialog.clone(), text_of(&tab)), (None, HERE.to_owned()));
    let id = tab.state.open.clone();
    tab.run(Command::OpenArticle, Args::document(&"d".into()));
    tab.run(Command::PasteArticle, Args::default());
    give(&mut tab, &[("", HERE.as_bytes())]);
    assert_eq!((tab.state.open.clone(), tab.state.said.1.words), (id, Words::IssueKnown));
    assert_eq!(titles(&tab).len(), 2);
}

#[test]
fn a_page_is_looked_through_and_nothing_is_stored_before() {
    let mut tab = looking(vec![ferry("a.html")]);
    let before = tab.state.journal.seq;
    let chosen = intake(&tab).chosen().expect("one").clone();
    assert_eq!((chosen.counts, chosen.taken), ([2, 1, 2], true));
    assert_eq!((titles(&tab).len(), tab.state.journal.seq), (1, before));
    step(&mut tab, IntakeStep::Add);
    assert_eq!((tab.state.dialog.is_some(), tab.state.intake.is_none()), (true, true), "a report of what was left out");
    assert_eq!(text_of(&tab), "Ferry inquiry\n\nIt reopened.\n\n5 min read");
    let roles: Vec<_> = tab.state.document().expect("open").blocks.iter().map(|block| block.role).collect();
    assert_eq!(roles, [Role::Body, Role::Body, Role::Furniture]);
    match &tab.state.dialog {
        Some(Dialog::Report(issues)) => {
            assert_eq!(issues.len(), 1);
            let said = manicule::session::Message::issue(&issues[0]).text();
            assert_eq!(said, "a.html: 2 pieces were left out: navigation (1), cookie question (1)");
            assert!(issues[0].problem.is_warning());
        }
        other => panic!("{other:?}"),
    }
    tab.run(Command::Leave, Args::default());
    tab.run(Command::Undo, Args::default());
    assert_eq!(titles(&tab).len(), 1);
    tab.run(Command::Redo, Args::default());
    assert_eq!(titles(&tab).len(), 2);
}

#[test]
fn pieces_are_turned_over() {
    let mut tab = looking(vec![ferry("a.html"), page("b.html", &[("Other", "body", None)])]);
    let fates = |tab: &Tab| -> Vec<Fate> {
        intake(tab).chosen().expect("one").draft.pieces.iter().map(|piece| piece.fate).collect()
    };
    let before = fates(&tab);
    step(&mut tab, IntakeStep::Piece(1));
    for fate in [Fate::Furniture, Fate::Out, Fate::Body] {
        step(&mut tab, IntakeStep::Turn(None));
        assert_eq!(fates(&tab)[1], fate);
    }
    assert_eq!(fates(&tab), before);
    step(&mut tab, IntakeStep::Turn(Some(0)));
    assert_eq!((fates(&tab)[0], intake(&tab).piece), (Fate::Body, 0));
    // Only what is not part of the article: walks pass the rest.
    step(&mut tab, IntakeStep::OnlyOut);
    assert_eq!(intake(&tab).shown_pieces(), [3, 4]);
    assert_eq!(intake(&tab).piece, 3);
    step(&mut tab, IntakeStep::PieceBy(1));
    step(&mut tab, IntakeStep::PieceBy(1));
    assert_eq!(intake(&tab).piece, 4, "no further than the last");
    step(&mut tab, IntakeStep::PieceBy(-5));
    assert_eq!(intake(&tab).piece, 3);
    step(&mut tab, IntakeStep::Turn(None));
    step(&mut tab, IntakeStep::Check(Some(1)));
    step(&mut tab, IntakeStep::Add);
    assert_eq!(text_of(&tab), "Home News Sport\n\nFerry inquiry\n\nIt reopened.");
    assert_eq!(titles(&tab).len(), 2, "the other one was not ticked");
}

#[test]
fn of_a_text_as_it_is_nothing_is_left_out() {
    let mut draft = ferry("a.txt");
    draft.verbatim = true;
    draft.doubt = Some(3);
    draft.encoding = "windows-1251".to_owned();
    draft.others = vec!["koi8-r".to_owned()];
    let mut tab = looking(vec![draft]);
    step(&mut tab, IntakeStep::Piece(1));
    for fate in [Fate::Furniture, Fate::Body, Fate::Furniture] {
        step(&mut tab, IntakeStep::Turn(None));
        assert_eq!(intake(&tab).chosen().expect("one").draft.pieces[1].fate, fate);
    }
}

#[test]
fn what_nothing_is_kept_of_cannot_be_taken() {
    let mut tab = looking(vec![page("a.html", &[("Menu", "out", Some("navigation"))])]);
    assert!(!intake(&tab).chosen().expect("one").taken);
    step(&mut tab, IntakeStep::Check(None));
    step(&mut tab, IntakeStep::CheckAll(true));
    assert_eq!(intake(&tab).taken(), 0);
    step(&mut tab, IntakeStep::Add);
    assert_eq!(tab.state.said.1.words, Words::IntakeNone);
    step(&mut tab, IntakeStep::Turn(Some(0)));
    step(&mut tab, IntakeStep::Turn(Some(0)));
    step(&mut tab, IntakeStep::Turn(Some(0)));
    step(&mut tab, IntakeStep::Turn(Some(0)));
    step(&mut tab, IntakeStep::Check(None));
    assert_eq!(intake(&tab).taken(), 1);
}

#[test]
fn fields_are_set_before_it_comes_in() {
    let mut tab = looking(vec![ferry("a.html")]);
    step(&mut tab, IntakeStep::Set(Field::Title, "  The ferry \n again ".to_owned()));
    step(&mut tab, IntakeStep::Set(Field::Byline, "Ada".to_owned()));
    step(&mut tab, IntakeStep::Set(Field::Byline, " ".to_owned()));
    step(&mut tab, IntakeStep::Set(Field::Language, "sv".to_owned()));
    step(&mut tab, IntakeStep::Add);
    let meta = tab.state.document().expect("open").meta.clone();
    assert_eq!((&*meta.title, meta.byline.clone(), meta.language.as_deref()), ("The ferry again", None, Some("sv")));
}

#[test]
fn the_same_text_is_told_and_left_out() {
    let other = page("c.html", &[("Some other text.", "body", None)]);
    let mut tab = looking(vec![ferry("a.html"), ferry("b.html"), other]);
    let same: Vec<_> = intake(&tab).articles.iter().map(|article| article.same.clone()).collect();
    assert_eq!(same[..2], [None, Some(Same::Row(0))]);
    assert!(matches!(&same[2], Some(Same::Here(_))), "{same:?}");
    assert_eq!(intake(&tab).taken(), 1);
    step(&mut tab, IntakeStep::Add);
    assert_eq!(titles(&tab).len(), 2);
}

/// Each reason of the readers has a sentence that says where; none is the sentence for what is not known.
#[test]
fn what_was_changed_by_hand_is_not_let_go_by_one_key() {
    let mut tab = looking(vec![ferry("a.html")]);
    step(&mut tab, IntakeStep::Turn(Some(1)));
    tab.run(Command::Leave, Args::default());
    assert!(intake(&tab).warned);
    step(&mut tab, IntakeStep::PieceBy(1));
    tab.run(Command::Leave, Args::default());
    assert!(intake(&tab).warned, "it is said again after something was done");
    tab.run(Command::Leave, Args::default());
    assert_eq!((tab.state.dialog.clone(), titles(&tab).len()), (None, 1));
    // Nothing changed: one key.
    let mut tab = looking(vec![ferry("a.html")]);
    tab.run(Command::Leave, Args::default());
    assert_eq!(tab.state.dialog, None);
}

/// The last reading that was asked for, which was in this encoding.
fn last_asked(tab: &Tab, encoding: &str) -> Asked {
    let wanted = last_wanted(tab);
    assert_eq!((wanted.encoding.as_deref(), wanted.part), (Some(encoding), Some(0)));
    wanted.asked
}

pub(crate) fn last_wanted(tab: &Tab) -> Wanted {
    let wanted = tab.effects.iter().rev().find_map(|effect| match effect {
        Effect::TakeIn(_, wanted) => wanted.last().cloned(),
        _ => None,
    });
    wanted.expect("it is read anew")
}

#[test]
fn another_encoding_reads_the_file_anew() {
    let mut doubtful = ferry("a.txt");
    doubtful.verbatim = true;
    doubtful.doubt = Some(9);
    doubtful.encoding = "windows-1251".to_owned();
    doubtful.others = vec!["koi8-r".to_owned()];
    let mut tab = looking(vec![doubtful.clone(), ferry("b.html")]);
    assert!(tab.effects.iter().any(|effect| matches!(effect, Effect::Glimpse(1, 9, names) if names.len() == 2)));
    tab.act(Action::Glimpsed(1, vec![("koi8-r".to_owned(), "Паром".to_owned())]));
    assert_eq!(intake(&tab).glimpses().len(), 1);
    step(&mut tab, IntakeStep::Encoding(Rc::from("koi8-r")));
    let number = intake(&tab).number;
    let asked = last_asked(&tab, "koi8-r");
    let again = page("a.txt", &[("Паром", "body", None)]);
    let again = TakenDraft { encoding: "koi8-r".to_owned(), others: vec!["windows-1251".to_owned()], ..again };
    tab.act(Action::Taken(number, vec![(asked, Ok(TakenIn { drafts: vec![again], ..TakenIn::default() }))]));
    assert_eq!(intake(&tab).articles.len(), 2, "in its place");
    let chosen = intake(&tab).chosen().expect("one").clone();
    assert_eq!((&*chosen.draft.title(), &*chosen.draft.encoded.name, chosen.taken), ("Паром", "koi8-r", true));
    // One that does not read: told, and what was there stays.
    step(&mut tab, IntakeStep::Encoding(Rc::from("gbk")));
    let asked = last_asked(&tab, "gbk");
    let refusal = TakenRefusal {
        file: "a.txt".to_owned(),
        why: "not_in".to_owned(),
        number: 9,
        words: "gbk".to_owned(),
        ..TakenRefusal::default()
    };
    tab.act(Action::Taken(number, vec![(asked, Ok(TakenIn { refused: vec![refusal], ..TakenIn::default() }))]));
    assert_eq!(&*intake(&tab).chosen().expect("one").draft.title(), "Паром");
    assert_eq!(intake(&tab).told.len(), 1);
    assert_eq!(intake(&tab).read, (2, 2));
}

/// Without a workshop the page reads plain texts itself: nothing of them comes from it.
#[test]
fn a_page_at_hand_is_offered_in_the_paste_sheet_only() {
    let mut tab = open("Some other text.");
    tab.act(Action::PageAtHand("<p>x".to_owned()));
    assert_eq!(tab.state.page_at_hand, None);
    tab.run(Command::PasteArticle, Args::default());
    tab.act(Action::PageAtHand("<p>x".to_owned()));
    assert_eq!(tab.state.page_at_hand.as_deref(), Some("<p>x"));
    tab.run(Command::PasteArticle, Args::default());
    assert_eq!(tab.state.page_at_hand, None);
}

#[test]
fn the_file_of_several_articles_is_kept_once_and_only_for_what_is_new() {
    let mut tab = open("Some other text.");
    let add = |tab: &mut Tab, rows: &str| {
        let before = tab.effects.len();
        give(tab, &[("a.csv", format!("id,text\n{rows}").as_bytes())]);
        step(tab, IntakeStep::CheckAll(true));
        for at in 0..intake(tab).articles.len() {
            if !intake(tab).articles[at].taken {
                step(tab, IntakeStep::Check(Some(at)));
            }
        }
        step(tab, IntakeStep::Add);
        tab.run(Command::Leave, Args::default());
        let kept = tab.effects[before..].iter().filter_map(|effect| match effect {
            Effect::KeepOriginals(files) => Some(files.clone()),
            _ => None,
        });
        let kept: Vec<(u32, DocId, usize)> = kept.flatten().collect();
        kept.into_iter().map(|(_, id, articles)| (id.to_string(), articles)).collect::<Vec<_>>()
    };
    assert_eq!(add(&mut tab, "a,<p>One</p>\nb,<p>Two</p>\n"), [("a".to_owned(), 2)]);
    // What is here keeps what it has; what has the id of another text is kept under its own.
    let kept = add(&mut tab, "a,<p>One</p>\nb,<p>Three</p>\n");
    assert!(matches!(&kept[..], [(id, 1)] if id.starts_with("b~")), "{kept:?}");
    assert_eq!(add(&mut tab, "a,<p>One</p>\n"), []);
    // Undone, the articles go and the file does not: that is said.
    tab.run(Command::Undo, Args::default());
    assert_eq!(tab.state.said.1.words, Words::UndoneImport);
}

#[test]
fn files_that_are_kept_are_forgotten_when_it_is_said_twice() {
    let mut tab = open("Some other text.");
    let original = Original { id: "d".into(), bytes: 3, articles: 1 };
    let meter = Meter { originals: vec![original], ..Meter::default() };
    tab.act(Action::Measured(Box::new(meter.clone()), false));
    tab.run(Command::RemoveOriginals, Args::default());
    assert_eq!(tab.state.said.1.words, Words::OriginalsAsk);
    // What was measured anew is asked about anew.
    tab.act(Action::Measured(Box::new(meter), false));
    tab.run(Command::RemoveOriginals, Args::default());
    assert_eq!(tab.state.said.1.words, Words::OriginalsAsk);
    tab.run(Command::RemoveOriginals, Args::default());
    assert_eq!(tab.state.said.1.words, Words::OriginalsRemoved);
}
