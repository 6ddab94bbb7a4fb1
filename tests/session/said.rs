//! Notes and doubts.

use manicule::session::{Args, Command};

use super::scene::{check_said, open, play};
use super::tab::Tab;

const TEXT: &str = "[Ada](person#a) met [Bob](person#b).";

fn said(tab: &Tab) -> Vec<(String, Option<String>)> {
    let document = tab.state.document().expect("open");
    let all = document.in_reading_order().into_iter();
    all.map(|a| (a.note.to_string(), a.doubt.as_ref().map(|doubt| doubt.reason.to_string()))).collect()
}

#[test]
fn a_note_is_one_step() {
    let mut tab = open(TEXT);
    play(&mut tab, "click Ada");
    tab.run(Command::Note, Args::text(" the chair "));
    assert_eq!(said(&tab)[0].0, "the chair");
    assert_eq!(tab.state.said.1.text(), "Note: the chair");
    let depth = tab.state.history.depth();
    tab.run(Command::Note, Args::text("the chair"));
    assert_eq!(tab.state.history.depth(), depth, "what is there already is no step");
    play(&mut tab, "key Mod+z");
    assert_eq!(said(&tab)[0].0, "");
}

#[test]
fn a_doubt_comes_and_goes() {
    let mut tab = open(TEXT);
    play(&mut tab, "click Bob; key D");
    assert_eq!(said(&tab)[1].1.as_deref(), Some(""));
    tab.run(Command::Doubt, Args::text("which Bob?"));
    assert_eq!(said(&tab)[1].1.as_deref(), Some("which Bob?"));
    play(&mut tab, "key D");
    assert_eq!(said(&tab)[1].1, None);
    play(&mut tab, "key Mod+z; key Mod+z; key Mod+z");
    assert_eq!(said(&tab), [(String::new(), None), (String::new(), None)]);
    check_said(TEXT, "click Bob; key D; key D", "Doubted no more");
}
