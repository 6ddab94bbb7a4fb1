//! Picking words out, labels, walking, letting go, undo.

use manicule::session::keys::Stroke;
use manicule::session::{Args, Command, Words};

use super::scene::{check, check_said, open, play, show};

#[test]
fn a_label_key_marks_the_words() {
    check("Ada met Bob.", "select Bob; key 1", "Bob=person*");
    check("Ada met Bob.", "select ob; key 1", "Bob=person*");
    check("Ada met Bob.", "select Bob; key C", "Bob=claim*");
    check("Ada met Bob.", "select Ada; key 1; select Ada; key 2", "Ada=person, Ada=organisation*");
}

#[test]
fn a_label_key_changes_the_label_of_what_is_picked_out() {
    check("[Ada](person) met [Bob](person).", "click Bob; key 3", "Ada=person, Bob=place*");
    // The label it has: nothing to do.
    check("[Ada](person) left.", "click Ada; key 1", "Ada=person*");
    check_said("[Ada](person) left.", "click Ada; key 1; key Mod+z", "Person: Ada");
}

#[test]
fn a_label_key_with_nothing_picked_out_holds_the_label() {
    check("Ada met Bob.", "key 1", "holding person");
    check("Ada met Bob.", "key 1; select Ada; select Bob", "Ada=person, Bob=person*, holding person");
    check("Ada met Bob.", "key 1; key 1", "");
    check("Ada met Bob.", "key 1; key 3", "holding place");
    // With one more part the span is not done yet.
    check("Ada met Bob.", "key 1; add Ada", "(Ada), holding person");
    // The held label says how edges move.
    check("“It rained,” she said.", "key c; select It rained", "“It rained,”=claim*, holding claim");
}

#[test]
fn one_key_repeats_the_last_label() {
    check("Ada met Bob.", "select Ada; key 2; select Bob; key Space", "Ada=organisation, Bob=organisation*");
    check("[Ada](person) met Bob.", "click Ada; key 3; select Bob; key Space", "Ada=place, Bob=place*");
    check("Ada met Bob.", "select Bob; key Space", "(Bob)");
}

#[test]
fn edges_move_as_the_label_says() {
    check("“It rained,” she said.", "select t rain", "(It rained)");
    check("“It rained,” she said.", "select t rain; key c", "“It rained,”=claim*");
    check("“It rained,” she said.", "select t rain; key 6", "It rained=event*");
    check("“It rained,” she said.", "exact t rain; key c", "t rain=claim*");
    check("“It rained,” she said.", "key x; select t rain; key 6", "t rain=event*, exact");
    check("“It rained,” she said.", "key x; key x; select t rain", "(It rained)");
    check("Turkey’s army", "double Turkey’s", "(Turkey)");
    check("Turkey’s army", "select Turkey’s", "(Turkey’s)");
    check_said("Ada  Bob", "select   ", "There are no words in this selection.");
}

#[test]
fn parts_make_one_annotation() {
    check("Ada met Bob and Eve.", "select Ada; add Bob; add Eve", "(Ada … Bob … Eve)");
    check("Ada met Bob and Eve.", "select Ada; add Bob; key c", "Ada … Bob=claim*");
    check("Ada met Bob.", "select Ada; add Ada met", "(Ada met)");
    check("Ada met Bob.", "add Bob", "(Bob)");
    // An exact part stays exact beside one of whole words.
    check("Ada met Bob.", "exact da; add ob; key 1", "da … Bob=person*");
    check("Ada met Bob.", "select Ada; add Bob; select met", "(met)");
}

#[test]
fn the_pages_furniture_is_a_gap() {
    let page = "Ada met Bob.\n{p furniture}READ MORE\nThey talked.";
    check(page, "from met to They; key c", "met Bob … They=claim*");
    check(page, "select READ; key 1", "READ=person*");
}

#[test]
fn clicks_reach_what_lies_underneath() {
    let nested = "[Ada [of [Oslo](place)](person)](organisation) left.";
    let all = |number: usize| {
        let star = |place: usize| if place == number { "*" } else { "" };
        format!("Ada of Oslo=organisation{}, of Oslo=person{}, Oslo=place{}", star(2), star(1), star(0))
    };
    check(nested, "click Oslo", &all(0));
    check(nested, "click Oslo; click Oslo", &all(1));
    check(nested, "click Oslo; click Oslo; click Oslo", &all(2));
    check(nested, "click Oslo; click Oslo; click Oslo; click Oslo", &all(0));
    check(nested, "click Ada; click Oslo", &all(0));
    check(nested, "click Oslo; click nothing", &all(9));
    check(nested, "click left", &all(9));
}

#[test]
fn walking_follows_the_text_and_goes_round() {
    let three = "[Ada](person) met [Bob](person) in [Oslo](place).";
    let all = |number: usize| {
        let star = |place: usize| if place == number { "*" } else { "" };
        format!("Ada=person{}, Bob=person{}, Oslo=place{}", star(0), star(1), star(2))
    };
    check(three, "key .", &all(0));
    check(three, "key .; key .; key .", &all(2));
    check(three, "key .; key .; key .; key .", &all(0));
    check(three, "key ,", &all(2));
    check(three, "key .; key ,", &all(2));
    check(three, "select met; key .", &all(1));
    check(three, "select met; key ,", &all(0));
    check(three, "click Bob; key Backspace; key .", "Ada=person*, Oslo=place");
    check("Ada met Bob.", "key .", "");
}

#[test]
fn escape_lets_go_of_one_thing_at_a_time() {
    let start = "[“A,”](claim) said [Ada](person).";
    check(start, "key 1; click “A; key l; key ?", "“A,”=claim*, Ada=person, holding person, linking “A,”, a sheet");
    check(start, "key 1; click “A; key l; key ?; key Escape", "“A,”=claim*, Ada=person, holding person, linking “A,”");
    let let_go = |times: usize| format!("key 1; click “A; key l; key ?{}", "; key Escape".repeat(times));
    check(start, &let_go(2), "“A,”=claim*, Ada=person, holding person");
    check(start, &let_go(3), "“A,”=claim, Ada=person, holding person");
    check(start, &let_go(4), "“A,”=claim, Ada=person");
    check(start, &let_go(5), "“A,”=claim, Ada=person");
}

#[test]
fn undo_and_redo_name_the_step() {
    check_said("Ada met Bob.", "select Ada; key 1; key Mod+z", "Undone: Marked Person");
    check_said("Ada met Bob.", "select Ada; key 1; key Mod+z; key Mod+Shift+z", "Done again: Marked Person");
    check_said("[Ada](person) left.", "click Ada; key 3; key Mod+z", "Undone: Changed to Place");
    check_said("[Ada](person) left.", "click Ada; key Delete; key Mod+z", "Undone: Deleted Ada");
    check("Ada met Bob.", "select Ada; key 1; select Bob; key 2; key Mod+z; key Mod+z; key Mod+y", "Ada=person*");
    // Something new after an undo: what was undone is gone.
    check("Ada met Bob.", "select Ada; key 1; key Mod+z; select Bob; key 2; key Mod+y", "Bob=organisation*");
}

#[test]
fn deleting_takes_the_relations_along() {
    let claim =
        "[“A,”](claim#c) [said](cue#q) [Ada](person#a), [“B”](claim#d).\n---\nc -source-> a\nc -cue-> q\nd -source-> a";
    check(claim, "click Ada; key Backspace", "“A,”=claim, said=cue, “B”=claim, “A,” -cue-> said");
    check(claim, "click “A; key Backspace", "said=cue, Ada=person, “B”=claim, “B” -source-> Ada");
    let whole = show(&open(claim).state);
    check(claim, "click Ada; key Backspace; key Mod+z", &whole.replace("Ada=person", "Ada=person*"));
}

#[test]
fn scripts_are_told_why_nothing_happened() {
    let refused = |command, args| {
        let mut tab = open("[Ada](person#a) met Bob.");
        let outcome = tab.run(command, args);
        assert!(!outcome.changed && tab.state.history.depth() == (0, 0));
        outcome.refused.expect("it is refused").words
    };
    let none = Args::default;
    assert_eq!(refused(Command::Annotate, Args::label("person")), Words::NothingSelected);
    assert_eq!(refused(Command::Annotate, none()), Words::NeedsArgument);
    assert_eq!(refused(Command::Annotate, Args::label("nobody")), Words::NoLabel);
    for (start, end) in [(3, 3), (5, 2), (0, 99), (99, 100)] {
        let fragments = Some(vec![manicule::session::Fragment { start, end }]);
        assert_eq!(refused(Command::Annotate, Args { fragments, ..Args::label("person") }), Words::BadFragments);
    }
    assert_eq!(
        refused(Command::Annotate, Args { fragments: Some(vec![]), ..Args::label("person") }),
        Words::BadFragments
    );
    assert_eq!(refused(Command::Delete, Args::id("zzz")), Words::NoAnnotation);
    assert_eq!(refused(Command::Delete, none()), Words::NotHere);
    assert_eq!(refused(Command::Select, Args::id("0000000000009")), Words::NoAnnotation);
    assert_eq!(refused(Command::Unlink, Args::id("0000000000009")), Words::NoRelation);
    assert_eq!(refused(Command::Confirm, none()), Words::NotHere);
    assert_eq!(refused(Command::RepeatLabel, none()), Words::NotHere);
    assert_eq!(refused(Command::Undo, none()), Words::NothingToUndo);
    assert_eq!(refused(Command::Redo, none()), Words::NothingToRedo);
}

/// Keys of commands and labels mean nothing to each other's sheets, and a key that means nothing stays the browser's.
#[test]
fn a_sheet_keeps_keys_from_the_article() {
    let mut tab = open("Ada met Bob.");
    play(&mut tab, "select Ada; key ?");
    for key in ["1", "c", "x", "Backspace", " ", "."] {
        let stroke = Stroke { key: key.to_owned(), ..Stroke::default() };
        assert_eq!(manicule::session::keys::command_for(&tab.state, &stroke), None, "{key}");
    }
    play(&mut tab, "key Escape; key 1");
    assert_eq!(show(&tab.state), "Ada=person*");
}

/// The first half of a double click with Ctrl is a click with Ctrl, which adds what lies there to what is picked out.
#[test]
fn a_double_click_with_ctrl_picks_out_nothing_besides() {
    let start = "[Ada](person) met [Bob Lee](person) and Cleo.";
    check(start, "click Ada; also Bob; double-add Lee", "Ada … Lee=person*, Bob Lee=person");
    check(start, "select Cleo; also Bob; double-add Bob; key 3", "Ada=person, Bob … Cleo=place*, Bob Lee=person");
    // A click with Ctrl that was one stays one.
    check(start, "click Ada; also Bob; key 3", "Ada=place*, Bob Lee=place*");
    check(start, "click Ada; also Bob; add Cleo", "Ada=person, Bob Lee=person, (Cleo)");
}

#[test]
fn one_key_goes_through_what_lies_at_a_place() {
    let start = "[[[Ada](person) Lee](source) left](claim). [Bob](person)";
    let stack = |picked: &str| {
        let all = ["Ada Lee left=claim", "Ada Lee=source", "Ada=person", "Bob=person"];
        all.map(|one| if one.starts_with(&format!("{picked}=")) { format!("{one}*") } else { one.to_owned() })
            .join(", ")
    };
    check(start, "over Ada; key b", &stack("Ada"));
    check(start, "over Ada; key b; key b", &stack("Ada Lee"));
    check(start, "over Ada; key b; key b; key b", &stack("Ada Lee left"));
    check(start, "over Ada; key b; key b; key b; key b", &stack("Ada"));
    // Only what lies there; with the pointer elsewhere, what has words in common with what is picked out.
    check(start, "over Lee; key b; key b; key b", &stack("Ada Lee"));
    check(start, "over nothing; key .; key b", &stack("Ada"));
    check(start, "over nothing; click Bob; over nothing; key b", &stack("Bob"));
}
