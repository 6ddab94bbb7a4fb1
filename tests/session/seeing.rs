//! Seeing less, and searching.

use manicule::session::{Args, Command};

use super::scene::{check, check_said, open, play, show};

const MARKED: &str = "[Ada](source) met [Bob](source) in [Paris](place). Ada left.";

#[test]
fn hidden_annotations_are_not_walked_to() {
    check(MARKED, "key Shift+S; key Shift+S; key .; key .", "Ada=source, Bob=source, Paris=place*");
    check(MARKED, "key Shift+S; key .; key .", "Ada=source, Bob=source*, Paris=place");
    check_said(MARKED, "key Shift+S", "Source: dimmed");
    check_said(MARKED, "key Shift+S; key Shift+S", "Source: hidden, 2 in this article");
    check_said(MARKED, "key Shift+S; key Shift+S; key Shift+S", "Source: shown");
}

#[test]
fn a_query_hides_what_it_does_not_mean() {
    let mut tab = open(MARKED);
    tab.run(Command::Find, Args::text("label:place ada"));
    play(&mut tab, "key .; key .");
    assert_eq!(show(&tab.state), "Ada=source, Bob=source, Paris=place*");
    tab.run(Command::SeeAll, Args::default());
    play(&mut tab, "key .");
    assert_eq!(show(&tab.state), "Ada=source*, Bob=source, Paris=place");
}

#[test]
fn a_find_is_ready_for_a_label() {
    let mut tab = open(MARKED);
    tab.run(Command::Find, Args::text("ada"));
    tab.run(Command::FindNext, Args::default());
    assert_eq!(tab.state.said.1.text(), "1 of 2: “Ada”");
    tab.run(Command::FindNext, Args::default());
    assert_eq!(tab.state.said.1.text(), "2 of 2: “Ada”");
    play(&mut tab, "key 1");
    assert_eq!(show(&tab.state), "Ada=source, Bob=source, Paris=place, Ada=person*");
    tab.run(Command::FindPrevious, Args::default());
    assert_eq!(tab.state.said.1.text(), "1 of 2: “Ada”");
    tab.run(Command::Find, Args::text("nobody"));
    let outcome = tab.run(Command::FindNext, Args::default());
    assert_eq!(outcome.refused.map(|why| why.text()).as_deref(), Some("“nobody” is not in this article."));
}

/// A held label marks what a hand picks out; a search only looks.
#[test]
fn searching_marks_nothing() {
    let mut tab = open(MARKED);
    play(&mut tab, "key 2");
    tab.run(Command::Find, Args::text("left"));
    tab.run(Command::FindNext, Args::default());
    assert_eq!(tab.state.document().map(|document| document.annotations.len()), Some(3));
}
