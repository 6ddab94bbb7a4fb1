//! Files on their way to the workshop: what is refused, what comes late, very many, and what is read without it.

use manicule::formats::Problem;
use manicule::session::intake::{Broken, IntakeStep, Wanted};
use manicule::session::{Action, Args, Command, Dialog, Effect, SourceFile, Words};
use manicule::workshop::message::TakenIn;

use super::intake::{HERE, ferry, give, intake, step, text_of, titles};
use super::scene::open;

#[test]
fn refusals_are_told_by_name() {
    let mut tab = open("Some other text.");
    tab.held.breaks_on = Some("bad.html".to_owned());
    give(&mut tab, &[("empty.html", b""), ("bad.html", b"<"), ("ferry.txt", HERE.as_bytes())]);
    let told: Vec<String> = intake(&tab).sentences(10).collect();
    assert_eq!(told.len(), 2);
    assert_eq!(told[0], "empty.html: there is no text in it.");
    assert!(told[1].starts_with("bad.html: reading this file broke the reader (unreachable)."), "{told:?}");
    assert_eq!(intake(&tab).articles.len(), 1, "the rest goes on");
    step(&mut tab, IntakeStep::Add);
    assert_eq!((titles(&tab).len(), text_of(&tab)), (2, HERE.to_owned()));
}

#[test]
fn where_nothing_could_be_read_only_that_is_told() {
    let mut tab = open("Some other text.");
    give(&mut tab, &[("empty.html", b" ")]);
    assert!(matches!(&tab.state.dialog, Some(Dialog::Report(issues)) if issues.len() == 1));
    assert!(tab.state.intake.is_none());
}

#[test]
fn every_reason_has_a_sentence() {
    let names = [
        "empty",
        "binary",
        "kind",
        "too_large",
        "not_in",
        "no_encoding",
        "syntax",
        "too_deep",
        "too_long",
        "no_text_field",
        "not_a_record",
        "same_key",
        "row_length",
        "cut_short",
        "broken",
        "encrypted",
        "method",
        "nested",
        "swells",
        "unpacks_too_large",
        "too_many_files",
        "no_page",
        "beside",
        "long_text",
        "gone",
        "broke",
        "slow",
        "no_workshop",
    ];
    let sentence = |why: &str| {
        let problem = Problem::NotTaken { why: why.to_owned(), number: 7, words: "12".to_owned(), is_warning: false };
        let issue = manicule::formats::Issue { file: "a.zip/b".to_owned(), line: 3, path: String::new(), problem };
        manicule::session::Message::issue(&issue)
    };
    for name in names {
        let message = sentence(name);
        assert_ne!(message.words, Words::RefusedOther, "{name}");
        let text = message.text();
        assert!(text.starts_with("a.zip/b, line 3: "), "{name}: {text}");
        assert!(!text.contains("()") && !text.contains("{}"), "{name}: {text}");
        assert_eq!(message.words.text().matches("{}").count(), message.facts.len(), "{name}: {text}");
    }
    assert_eq!(sentence("never heard of").text(), "a.zip/b, line 3: it could not be read (never heard of).");
}

#[test]
fn answers_that_come_late_are_let_go() {
    let mut tab = open("Some other text.");
    tab.held.waits = true;
    give(&mut tab, &[("a.html", b"x")]);
    let late = tab.state.intake.as_ref().expect("it waits").number;
    let files: Vec<(String, Vec<u8>)> = (0..20).map(|at| (format!("{at}.html"), b"x".to_vec())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    give(&mut tab, &files);
    assert_eq!(intake(&tab).total, (21, 21), "more files join those on their way, and so many are told of");
    step(&mut tab, IntakeStep::Add);
    assert_eq!(tab.state.said.1.words, Words::IntakeNotRead);
    tab.run(Command::Leave, Args::default());
    assert_eq!((tab.state.dialog.clone(), tab.state.intake.is_none()), (None, true));
    assert_eq!(
        tab.effects.iter().filter(|effect| **effect == Effect::EndIntake(true)).count(),
        1,
        "the worker is let go"
    );
    let taken = TakenIn { drafts: vec![ferry("a.html")], ..TakenIn::default() };
    tab.act(Action::Taken(late, vec![(1.into(), Ok(taken.clone()))]));
    assert!(tab.state.intake.is_none() && titles(&tab).len() == 1);
    give(&mut tab, &[("b.html", b"x")]);
    tab.act(Action::Taken(late, vec![(22.into(), Ok(taken))]));
    assert_eq!(tab.state.intake.as_ref().map(|intake| intake.articles.len()), Some(0));
}

#[test]
fn two_thousand_files_are_counted_and_taken_in_one_step() {
    let mut tab = open("Some other text.");
    let files: Vec<(String, Vec<u8>)> =
        (0..2_000).map(|at| (format!("{at}.txt"), format!("Article {at}\n\nIt reopened.").into_bytes())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    tab.held.waits = true;
    give(&mut tab, &files);
    let number = intake(&tab).number;
    for some in (1..=2_000).collect::<Vec<u32>>().chunks(100) {
        let taken = some.iter().flat_map(|file| tab.held.read(&Wanted::first(*file))).collect();
        tab.act(Action::Taken(number, taken));
        if some[0] < 1_900 {
            assert_eq!(intake(&tab).read.0, some[0] as usize + 99);
        }
    }
    assert_eq!((titles(&tab).len(), tab.state.dialog.clone()), (2_001, None));
    tab.run(Command::Undo, Args::default());
    assert_eq!(titles(&tab).len(), 1);
}

#[test]
fn a_later_version_s_project_takes_nothing_in() {
    let mut tab = open("Some other text.");
    tab.state.later = true;
    give(&mut tab, &[("a.txt", HERE.as_bytes())]);
    assert_eq!((tab.state.said.1.words, tab.state.intake.is_none()), (Words::LaterVersion, true));
}

#[test]
fn what_the_page_reads_itself_leaves_no_sheet() {
    let mut tab = open("Some other text.");
    tab.held.waits = true;
    give(&mut tab, &[("a.txt", HERE.as_bytes()), ("b.html", b"<p>x")]);
    let number = tab.state.intake.as_ref().expect("they wait").number;
    tab.act(Action::Taken(number, vec![(1.into(), Ok(TakenIn::default()))]));
    tab.act(Action::Given(vec![SourceFile { name: "a.txt".to_owned(), bytes: HERE.into() }], Vec::new()));
    assert_eq!(text_of(&tab), HERE);
    tab.act(Action::Taken(number, vec![(2.into(), Err(Broken::NoWorkshop))]));
    assert!(matches!(&tab.state.dialog, Some(Dialog::Report(issues)) if issues.len() == 1));
    assert!(tab.state.intake.is_none());
}
