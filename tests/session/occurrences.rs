//! Every further place of a name, marked at once.

use manicule::session::{Args, Command};

use super::scene::{check, check_said, open, play, show};

const TEXT: &str = "Ada Lund met Bob. Lund left; Ada Lund stayed. ADA LUND, Lund’s house.";

#[test]
fn one_key_finds_and_another_marks() {
    let all = "Ada Lund=person*, Lund=person, Ada Lund=person, Lund=person";
    check(TEXT, "select Ada Lund; key 1; key O; key Enter", all);
    check(TEXT, "select Ada Lund; key 1; key O; key Enter; key Mod+z", "Ada Lund=person*");
    check_said(TEXT, "select Ada Lund; key 1; key O; key Enter", "Marked 4 × Person".replace('4', "3").as_str());
    check_said(TEXT, "select Bob; key 1; key O", "“Bob” stands nowhere else.");
}

#[test]
fn places_are_taken_and_left_one_by_one() {
    let script = "select Ada Lund; key 1; key O; key Space; key ArrowDown; key ArrowDown; key Space; key Enter";
    // The first is left out, the third, in capitals, taken in.
    check(TEXT, script, "Ada Lund=person*, Ada Lund=person, ADA LUND=person, Lund=person");
    check(TEXT, "select Ada Lund; key 1; key O; key Escape; key Enter", "Ada Lund=person*");
}

#[test]
fn all_are_one_thing() {
    let mut tab = open(TEXT);
    play(&mut tab, "select Ada Lund; key 1");
    tab.run(Command::MarkOccurrences, Args::default());
    let document = tab.state.document().cloned().expect("open");
    let entities: Vec<_> = document.annotations.values().map(|annotation| annotation.entity).collect();
    assert!(entities.len() == 4 && entities[0].is_some() && entities.iter().all(|entity| *entity == entities[0]));
    let entity = entities[0].and_then(|id| tab.state.project.entities.get(&id).cloned()).expect("it is kept");
    assert_eq!(&*entity.name, "Ada Lund");
    play(&mut tab, "key Mod+z");
    assert!(tab.state.project.entities.is_empty(), "one step back takes it all back");
    play(&mut tab, "key Mod+y");
    assert_eq!(show(&tab.state), "Ada Lund=person*, Lund=person, Ada Lund=person, Lund=person");
}

/// What was found is for the text as it stands and the annotation that is picked out.
#[test]
fn a_list_that_is_no_longer_true_is_gone() {
    for leaving in ["click nothing", "key Mod+z", "key Backspace", "key ."] {
        let mut tab = open("Ada met Ada. [Bob](person) saw Ada.");
        play(&mut tab, "select Ada; key 1; key O");
        assert!(tab.state.occurrences.is_some());
        play(&mut tab, leaving);
        assert_eq!(tab.state.occurrences.is_some(), leaving == "key .", "{leaving}: a full stop walks the places");
    }
}
