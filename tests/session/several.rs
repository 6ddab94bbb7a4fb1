//! Several annotations at once.

use manicule::edit::Selection;
use manicule::session::{Args, Command, Fragment};

use super::scene::{check, check_said, open, play, show};

const STORY: &str = "[Ada](person) met [Bob](person) in [Rome](place) on [Monday](date).\n";

#[test]
fn ctrl_adds_and_takes_away() {
    check(STORY, "click Ada; also Rome; also Bob", "Ada=person*, Bob=person*, Rome=place*, Monday=date");
    check(STORY, "click Ada; also Rome; also Ada", "Ada=person, Bob=person, Rome=place*, Monday=date");
    check(STORY, "click Ada; also Ada", "Ada=person, Bob=person, Rome=place, Monday=date");
    check(STORY, "also Rome", "Ada=person, Bob=person, Rome=place*, Monday=date");
    check_said(STORY, "click Ada; also Rome", "2 selected, Place “Rome” among them");
    check_said(STORY, "click Ada; also Rome; also Bob; also Rome", "2 selected, without Place “Rome”");
}

#[test]
fn shift_takes_all_between() {
    let three = "Ada=person, Bob=person*, Rome=place*, Monday=date*";
    check(STORY, "click Bob; until Monday", three);
    check(STORY, "click Monday; until Bob", three);
    check(STORY, "click Rome; until Ada; until Monday", "Ada=person, Bob=person, Rome=place*, Monday=date*");
    check(STORY, "click Ada; also Rome; until Monday", "Ada=person, Bob=person, Rome=place*, Monday=date*");
}

#[test]
fn keys_take_more_and_fewer_and_all_alike() {
    check(STORY, "click Ada; key +; key +", "Ada=person*, Bob=person*, Rome=place*, Monday=date");
    check(STORY, "click Ada; key +; key +; key -", "Ada=person*, Bob=person*, Rome=place, Monday=date");
    check(STORY, "click Ada; key -", "Ada=person*, Bob=person, Rome=place, Monday=date");
    check_said(STORY, "click Monday; key +", "There is no annotation after this one.");
    check(STORY, "click Bob; key Mod+a", "Ada=person*, Bob=person*, Rome=place, Monday=date");
    check(STORY, "click Bob; key Mod+a; key Mod+a", "Ada=person*, Bob=person*, Rome=place*, Monday=date*");
    check(STORY, "key Mod+a", "Ada=person, Bob=person, Rome=place, Monday=date");
}

#[test]
fn each_deed_is_one_step() {
    let all = "click Ada; until Rome; ";
    check(STORY, &format!("{all}key 2"), "Ada=organisation*, Bob=organisation*, Rome=organisation*, Monday=date");
    check(STORY, &format!("{all}key 2; key Mod+z"), "Ada=person*, Bob=person*, Rome=place*, Monday=date");
    check(STORY, &format!("{all}key Delete"), "Monday=date");
    check(STORY, &format!("{all}key Delete; key Mod+z"), "Ada=person*, Bob=person*, Rome=place*, Monday=date");
    let mut tab = open(STORY);
    play(&mut tab, &format!("{all}key d"));
    let doubted = |tab: &super::tab::Tab| {
        let document = tab.state.document().expect("open");
        document.annotations.values().filter(|annotation| annotation.doubt.is_some()).count()
    };
    assert_eq!(doubted(&tab), 3);
    play(&mut tab, "key d");
    assert_eq!(doubted(&tab), 0);
}

#[test]
fn what_is_hidden_is_not_taken_unseen() {
    let mut tab = open(STORY);
    tab.run(Command::CycleSight, Args::label("place"));
    tab.run(Command::CycleSight, Args::label("place"));
    play(&mut tab, "click Ada; until Monday");
    assert_eq!(show(&tab.state), "Ada=person*, Bob=person*, Rome=place, Monday=date*");
}

#[test]
fn a_script_names_several() {
    let mut tab = open(STORY);
    let names: Vec<String> = {
        let document = tab.state.document().expect("open");
        document.in_reading_order().iter().take(2).map(|annotation| annotation.id.to_string()).collect()
    };
    let both = Args { ids: Some(names.clone()), ..Args::label("place") };
    tab.run(Command::Relabel, both);
    assert_eq!(show(&tab.state), "Ada=place*, Bob=place*, Rome=place, Monday=date");
    let nobody = Args { ids: Some(vec![names[0].clone(), "nobody".to_owned()]), ..Args::default() };
    let outcome = tab.run(Command::Delete, nobody);
    assert_eq!(
        outcome.refused.map(|message| message.text()).as_deref(),
        Some("There is no annotation “nobody” in the open article.")
    );
    assert_eq!(show(&tab.state), "Ada=place*, Bob=place*, Rome=place, Monday=date");
    let none = Args { ids: Some(Vec::new()), ..Args::default() };
    assert!(tab.run(Command::Delete, none).refused.is_some(), "none is not what is picked out");
    // Words are no annotations: there is nothing to add to.
    tab.run(Command::Select, Args { fragments: Some(vec![Fragment { start: 0, end: 3 }]), ..Args::default() });
    let id = Args { add: Some(true), ..Args::id(&names[1]) };
    tab.run(Command::Select, id);
    assert!(matches!(&tab.state.selection, Selection::Annotations(_, ids) if ids.len() == 1));
}
