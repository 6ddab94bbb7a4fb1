//! Files that are read anew in another encoding, and what follows from what is turned over in the sheet.

use std::rc::Rc;

use manicule::session::intake::{Field, IntakeStep, Same, Wanted};
use manicule::session::{Action, Effect, Words};
use manicule::workshop::message::{TakenDraft, TakenIn, TakenRefusal};

use super::intake::{ferry, give, intake, last_wanted, looking, page, step, titles};
use super::scene::open;

fn doubtful(file: &str, part: usize, words: &str) -> TakenDraft {
    TakenDraft {
        part,
        doubt: Some(0),
        encoding: "windows-1251".to_owned(),
        others: vec!["koi8-r".to_owned()],
        ..page(file, &[(words, "body", None), ("More.", "body", None)])
    }
}

/// An archive in which two files have the same name once that is cleaned.
#[test]
fn one_file_of_an_archive_is_read_anew_and_the_others_stay() {
    let mut tab = open("Some other text.");
    tab.held.waits = true;
    give(&mut tab, &[("a.zip", b"PK")]);
    let number = tab.state.intake.as_ref().expect("it waits").number;
    let drafts = [(1, "One"), (2, "Two"), (3, "Three")].map(|(part, words)| doubtful("a.zip/x/a.txt", part, words));
    let refused = [1, 2].map(|part| TakenRefusal { part, why: "empty".to_owned(), ..TakenRefusal::default() });
    let taken = TakenIn { drafts: drafts.into(), refused: refused.into(), ..TakenIn::default() };
    tab.act(Action::Taken(number, vec![(1.into(), Ok(taken))]));
    // By hand: the first one is unticked, the third one named and turned, the second one named.
    step(&mut tab, IntakeStep::Check(Some(0)));
    step(&mut tab, IntakeStep::Go(2));
    step(&mut tab, IntakeStep::Set(Field::Title, "Third".to_owned()));
    step(&mut tab, IntakeStep::Turn(Some(1)));
    step(&mut tab, IntakeStep::Go(1));
    step(&mut tab, IntakeStep::Set(Field::Byline, "Ada".to_owned()));
    let before: Vec<_> = intake(&tab).articles.clone();
    step(&mut tab, IntakeStep::Encoding(Rc::from("koi8-r")));
    let overtaken = last_wanted(&tab);
    step(&mut tab, IntakeStep::Encoding(Rc::from("koi8-u")));
    let wanted = last_wanted(&tab);
    assert_eq!((wanted.part, wanted.encoding.as_deref()), (Some(2), Some("koi8-u")));
    // Nothing is added of a text that is on its way.
    step(&mut tab, IntakeStep::Add);
    assert_eq!(tab.state.said.1.words, Words::IntakeNotRead);
    let again = |words: &str, encoding: &str| TakenDraft {
        doubt: None,
        encoding: encoding.to_owned(),
        ..doubtful("a.zip/x/a.txt", 2, words)
    };
    let answer = |draft: TakenDraft| Ok(TakenIn { drafts: vec![draft], ..TakenIn::default() });
    tab.act(Action::Taken(number, vec![(overtaken.asked, answer(again("Wrong", "koi8-r")))]));
    assert_eq!(intake(&tab).articles, before, "another choice came after it");
    tab.act(Action::Taken(number, vec![(wanted.asked, answer(again("Right", "koi8-u")))]));
    let now = intake(&tab);
    assert_eq!((now.articles.len(), now.at, now.told.len()), (3, 1, 1));
    assert_eq!((&now.articles[0], &now.articles[2]), (&before[0], &before[2]));
    let row = &now.articles[1];
    assert_eq!((&*row.draft.title(), row.draft.meta.byline.as_deref(), row.taken), ("Right", Some("Ada"), true));
    let names: Vec<&str> = row.ways.iter().flat_map(|(_, names)| names.iter().map(|name| &**name)).collect();
    assert_eq!(names, ["windows-1251", "koi8-r"], "the way back");
}

#[test]
fn which_texts_are_the_same_is_said_anew() {
    let other = page("b.html", &[("Ferry inquiry", "body", None), ("Menu", "out", None)]);
    let mut tab = looking(vec![page("a.html", &[("Ferry inquiry", "body", None), ("More", "out", None)]), other]);
    assert_eq!(intake(&tab).articles[1].same, Some(Same::Row(0)));
    step(&mut tab, IntakeStep::Turn(Some(1)));
    assert_eq!(intake(&tab).articles[1].same, None);
    step(&mut tab, IntakeStep::Turn(Some(1)));
    step(&mut tab, IntakeStep::Turn(Some(1)));
    assert_eq!(intake(&tab).articles[1].same, Some(Same::Row(0)));
}

#[test]
fn a_piece_that_goes_from_sight_leaves_the_next_one_chosen() {
    let mut tab = looking(vec![ferry("a.html")]);
    step(&mut tab, IntakeStep::OnlyOut);
    assert_eq!((intake(&tab).shown_pieces(), intake(&tab).piece), (vec![0, 3, 4], 0));
    step(&mut tab, IntakeStep::Turn(None));
    assert_eq!((intake(&tab).shown_pieces(), intake(&tab).piece), (vec![3, 4], 3));
    // From a piece that is not shown, the next one is the next that is.
    step(&mut tab, IntakeStep::Piece(1));
    step(&mut tab, IntakeStep::PieceBy(1));
    assert_eq!(intake(&tab).piece, 3);
}

#[test]
fn a_file_is_not_read_anew_while_it_is_read() {
    let mut tab = open("Some other text.");
    tab.held.waits = true;
    let files: Vec<(String, Vec<u8>)> = (0..20).map(|at| (format!("{at}.txt"), b"x".to_vec())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    give(&mut tab, &files);
    let number = intake(&tab).number;
    let part = TakenIn { drafts: vec![doubtful("0.txt", 0, "One")], more: true, ..TakenIn::default() };
    tab.act(Action::Taken(number, vec![(1.into(), Ok(part))]));
    let before = tab.effects.len();
    step(&mut tab, IntakeStep::Encoding(Rc::from("koi8-r")));
    assert!(!tab.effects[before.min(tab.effects.len())..].iter().any(|effect| matches!(effect, Effect::TakeIn(..))));
    tab.act(Action::Taken(number, vec![(1.into(), Ok(TakenIn::default()))]));
    assert_eq!(intake(&tab).read.0, 1);
    // An answer too many is no file.
    tab.act(Action::Taken(number, vec![(1.into(), Ok(TakenIn::default()))]));
    assert_eq!(intake(&tab).read.0, 1);
}

#[test]
fn who_walks_through_the_sheet_closes_it() {
    let mut tab = open("Some other text.");
    tab.held.waits = true;
    let files: Vec<(String, Vec<u8>)> = (0..20).map(|at| (format!("{at}.txt"), format!("Text {at}").into())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    give(&mut tab, &files);
    let number = intake(&tab).number;
    for file in 1..=20 {
        let taken = tab.held.read(&Wanted::first(file));
        tab.act(Action::Taken(number, taken));
        if file == 5 {
            step(&mut tab, IntakeStep::By(1));
        }
    }
    assert_eq!((intake(&tab).taken(), titles(&tab).len()), (20, 1));
}
