//! Edges of an annotation: by key, by hand, and parts that come and go.

use manicule::edit::{Edge, Selection};
use manicule::model::{AnnotationId, Boundaries};
use manicule::session::{Action, Args, Command, Fragment};

use super::scene::{check, check_said, open, play, show};
use super::tab::Tab;
use crate::common::segments::boundaries;

#[test]
fn keys_move_the_end() {
    check("[Ada](person) met Bob.", "click Ada; key Shift+ArrowRight; key Shift+ArrowRight", "Ada m=person*");
    check("[Ada](person) met Bob.", "click Ada; key Shift+ArrowLeft", "Ad=person*");
    check("[Ada](person) met Bob.", "click Ada; key Mod+Shift+ArrowRight", "Ada met=person*");
    check("[Ada met](person) Bob.", "click Ada; key Mod+Shift+ArrowLeft", "Ada=person*");
    check(
        "[It](claim) rained. So. Be it.",
        "click It; key Shift+ArrowDown; key Shift+ArrowDown",
        "It rained. So=claim*",
    );
    check("[It](claim) rained. So.", "key x; click It; key Shift+ArrowDown", "It rained.=claim*, exact");
    check("One. Two. [Three](cue).", "click Three; key e; key Shift+ArrowUp", "Two. Three=cue*");
}

#[test]
fn one_key_changes_the_edge() {
    check("So [Ada](person) met.", "click Ada; key e; key Mod+Shift+ArrowLeft", "So Ada=person*");
    check("So [Ada](person) met.", "click Ada; key e; key e; key Mod+Shift+ArrowRight", "Ada met=person*");
    let split = "[One](claim#a) two [three](claim#a) four";
    check(split, "click One; key e; key e; key e; key Mod+Shift+ArrowLeft", "One … two three=claim*");
    check(split, "click One; key e; key e; key e; key e; key Mod+Shift+ArrowRight", "One … three four=claim*");
    check(split, "click One; key e; key e; key Shift+ArrowLeft", "On … three=claim*");
    // Something else that is picked out begins with its end again.
    check(
        "[Ada](person) saw [Bob](person) go.",
        "click Ada; key e; click Bob; key Mod+Shift+ArrowRight",
        "Ada=person, Bob go=person*",
    );
    check_said("So [Ada](person) met.", "click Ada; key e", "Keys move the start of: Ada");
}

#[test]
fn arrows_follow_the_line() {
    check("قالت [ليلى](person) حداد إن", "click ليلى; key Mod+Shift+ArrowLeft", "ليلى حداد=person*");
    check("قالت [ليلى](person) حداد إن", "click ليلى; key e; key Mod+Shift+ArrowRight", "قالت ليلى=person*");
    check("قالت [ليلى](person) حداد إن", "click ليلى; key Shift+ArrowRight", "ليل=person*");
}

#[test]
fn what_is_said() {
    check_said("[Ada](person) met Bob.", "click Ada; key Mod+Shift+ArrowRight", "Now: Ada met");
    check_said("[Ada](person)", "click Ada; key Shift+ArrowRight", "The edge cannot go further this way.");
    check_said("[A](person) b", "click A; key Shift+ArrowLeft", "The edge cannot go further this way.");
    check_said("[Ada](person) b", "click Ada; key Shift+ArrowLeft; key Mod+z", "Undone: Resized Person");
}

#[test]
fn keys_mean_this_only_with_one_annotation() {
    check("Ada met Bob.", "select met; key Shift+ArrowRight; key e", "(met)");
    let mut tab = open("[Ada](person) met [Bob](person).");
    let document = tab.state.document().expect("open").clone();
    let ids: Vec<AnnotationId> = document.annotations.keys().copied().collect();
    tab.act(Action::Select(Selection::Annotations(document.id.clone(), ids)));
    play(&mut tab, "key Shift+ArrowRight; key e");
    assert_eq!(show(&tab.state), "Ada=person*, Bob=person*");
}

#[test]
fn links_and_all_else_stay() {
    let linked = "[“No,”](claim#a) said [Ada](person#b).";
    let mut tab = open(linked);
    let ids: Vec<String> =
        tab.state.document().expect("open").in_reading_order().iter().map(|a| a.id.to_string()).collect();
    let kind = "source".to_owned();
    let link = Args { kind: Some(kind), from: Some(ids[0].clone()), to: Some(ids[1].clone()), ..Args::default() };
    tab.run(Command::Link, link);
    let before = tab.state.document().expect("open").clone();
    assert_eq!(before.relations.len(), 1);
    play(&mut tab, "click Ada; key Shift+ArrowLeft; click No; key Mod+Shift+ArrowRight; key e; key Shift+ArrowRight");
    let after = tab.state.document().expect("open").clone();
    assert_eq!(after.relations, before.relations);
    for (id, was) in before.annotations.iter() {
        let is = after.annotations.get(id).expect("still there");
        assert_eq!(
            (&is.label, &is.attributes, &is.note, is.author, is.created),
            (&was.label, &was.attributes, &was.note, was.author, was.created)
        );
        assert!(is.changed > was.changed && is.span != was.span);
    }
    play(&mut tab, "key Mod+z; key Mod+z; key Mod+z");
    assert_eq!(*tab.state.document().expect("open"), before);
}

#[test]
fn parts_come_and_go() {
    let text = "[Ada](claim) met Bob and Eve.";
    check(text, "click Ada; add Bob", "Ada … Bob=claim*");
    check(text, "click Ada; add Bob; add ve", "Ada … Bob … Eve=claim*");
    check(text, "click Ada; exact da met", "Ada=claim, (da met)");
    check(text, "click Ada; add met", "Ada … met=claim*");
    check_said(text, "click Ada; add da", "These words are part of it already.");
    check_said(text, "click Ada; add Bob", "Now: Ada … Bob");
    // The new part is the one that keys move and take away.
    check(text, "click Ada; add Bob; add Eve; key Shift+Backspace", "Ada … Bob=claim*");
    check(text, "click Ada; add Bob; key e; key e; key Shift+Backspace", "Bob=claim*");
    check(text, "click Ada; key Shift+Backspace", "Ada=claim*");
    check(text, "click Ada; add Bob; key Shift+Backspace; key Mod+z", "Ada … Bob=claim*");
    // Words that wait for a label take further parts as before.
    check(text, "select met; add Eve", "Ada=claim, (met … Eve)");
}

fn stretch(tab: &Tab, words: &str) -> Fragment {
    let text = tab.state.document().expect("open").article.text();
    let start = text[..text.find(words).expect("in the text")].chars().count();
    let number = |n: usize| u32::try_from(n).expect("short");
    Fragment { start: number(start), end: number(start + words.chars().count()) }
}

fn id_of(tab: &Tab) -> String {
    tab.state.document().expect("open").in_reading_order()[0].id.to_string()
}

#[test]
fn scripts_set_spans() {
    let mut tab = open("[Ada](person) 👩‍👩‍👧 met Bob.");
    let fragments = Some(vec![stretch(&tab, "Bob"), stretch(&tab, "Ada")]);
    let args = Args { fragments, ..Args::id(id_of(&tab)) };
    assert!(tab.run(Command::SetSpan, args.clone()).changed);
    assert_eq!(show(&tab.state), "Ada … Bob=person*");
    // Where it stands already.
    let again = tab.run(Command::SetSpan, args);
    assert_eq!((again.changed, again.refused), (false, None));
    let gone = Args { fragments: Some(vec![stretch(&tab, "Ada")]), ..Args::id(id_of(&tab)) };
    assert!(tab.run(Command::RemoveFragment, gone.clone()).changed);
    assert_eq!(show(&tab.state), "Bob=person*");
    let last = Args { fragments: Some(vec![stretch(&tab, "Bob")]), ..gone };
    let said = |tab: &mut Tab, command, args: Args| {
        tab.run(command, args).refused.map(|message| message.text()).unwrap_or_default()
    };
    assert!(said(&mut tab, Command::RemoveFragment, last.clone()).contains("delete it"));
    let off = Args { fragments: Some(vec![Fragment { start: 3, end: 900 }]), ..last.clone() };
    assert!(said(&mut tab, Command::SetSpan, off).contains("do not lie on the text"));
    let none = Args { fragments: None, ..last.clone() };
    assert!(said(&mut tab, Command::SetSpan, none).contains("needs fragments"));
    let nobody = Args { id: Some("nobody".to_owned()), ..last };
    assert!(said(&mut tab, Command::SetSpan, nobody).contains("no annotation"));
}

/// Pulls an edge of what is picked out to the end of words, over some places on the way.
fn pull(tab: &mut Tab, edge: Edge, over: &[u32], exact: bool) {
    tab.act(Action::Grab(edge));
    for at in over {
        let text = tab.state.document().expect("open").article.text().clone();
        tab.act(Action::Drag { at: *at, boundaries: boundaries(&text), exact });
    }
}

/// What the page draws for the one annotation.
fn drawn(tab: &Tab) -> String {
    let document = tab.state.view.document().expect("shown");
    document.in_reading_order()[0].span.quote(&document.article)
}

const END: Edge = Edge { fragment: 0, end: true };
const START: Edge = Edge { fragment: 0, end: false };

#[test]
fn a_hand_pulls_an_edge() {
    let mut tab = open("So [Ada](person) met Bob, later.");
    play(&mut tab, "click Ada");
    pull(&mut tab, END, &[8, 9, 12], false);
    // Shown, not done.
    assert_eq!((drawn(&tab), show(&tab.state)), ("Ada met Bob".to_owned(), "Ada=person*".to_owned()));
    let depth = tab.state.history.depth();
    tab.act(Action::Drop(true));
    assert_eq!((drawn(&tab), show(&tab.state)), ("Ada met Bob".to_owned(), "Ada met Bob=person*".to_owned()));
    assert_eq!(tab.state.history.depth().0, depth.0 + 1, "one step");
    assert_eq!(tab.state.said.1.text(), "Now: Ada met Bob");
    play(&mut tab, "key Mod+z");
    assert_eq!((drawn(&tab), show(&tab.state)), ("Ada".to_owned(), "Ada=person*".to_owned()));
    pull(&mut tab, START, &[1], true);
    tab.act(Action::Drop(true));
    assert_eq!(show(&tab.state), "o Ada=person*");
    // Past the other end one character is left.
    pull(&mut tab, START, &[14], true);
    tab.act(Action::Drop(true));
    assert_eq!(show(&tab.state), "a=person*");
    pull(&mut tab, END, &[0], false);
    assert_eq!(drawn(&tab), "a");
}

/// A browser tells what comes to lie under the pointer whenever the page moves below it; and every few seconds it is counted
/// that somebody is at it.
#[test]
fn what_comes_by_itself_lets_no_edge_go() {
    let mut tab = open("[Ada](person) met Bob.");
    play(&mut tab, "click Ada");
    let (id, block) = {
        let document = tab.state.document().expect("open");
        (*document.annotations.keys().next().expect("one"), document.blocks[0].id)
    };
    pull(&mut tab, END, &[7], false);
    tab.act(Action::Over(vec![id]));
    tab.act(Action::Point(Some(block), false));
    tab.act(Action::Point(None, true));
    tab.act(Action::Active(60));
    tab.act(Action::Tallied(Vec::new()));
    tab.act(Action::NearInQueue(0));
    tab.act(Action::ReadOn);
    assert_eq!(drawn(&tab), "Ada met");
    tab.act(Action::Drop(true));
    assert_eq!(show(&tab.state), "Ada met=person*");
}

#[test]
fn what_comes_between_lets_the_edge_go() {
    for step in ["key Escape", "key .", "key l", "click nothing", "select Bob"] {
        let mut tab = open("[Ada](person) met Bob.");
        play(&mut tab, "click Ada");
        pull(&mut tab, END, &[11], false);
        play(&mut tab, step);
        assert!(tab.state.dragging.is_none(), "{step}");
        assert_eq!(drawn(&tab), "Ada", "{step}");
        tab.act(Action::Drag { at: 9, boundaries: Boundaries::default(), exact: true });
        tab.act(Action::Drop(true));
        assert!(show(&tab.state).starts_with("Ada=person"), "{step}");
    }
    // Escape lets go of the edge only.
    let mut tab = open("[Ada](person) met Bob.");
    play(&mut tab, "click Ada");
    pull(&mut tab, END, &[11], false);
    play(&mut tab, "key Escape");
    assert_eq!(show(&tab.state), "Ada=person*");
}
