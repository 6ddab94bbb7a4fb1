//! Links between annotations.

use manicule::session::{Args, Command, Words};

use super::scene::{check, check_said, open, play, show};

const START: &str = "[“A,”](claim#c) [said](cue#q) [Ada](person#a) and [Bob](person#b), [told](cue#r).";
const BARE: &str = "“A,”=claim, said=cue, Ada=person, Bob=person, told=cue";

/// What stands there with one annotation picked out, and links.
fn with(picked: &str, links: &[&str]) -> String {
    let marked = BARE.replace(&format!("{picked}="), &format!("*{picked}="));
    let parts = marked.split(", ").map(|part| match part.strip_prefix('*') {
        Some(part) => format!("{part}*"),
        None => part.to_owned(),
    });
    parts.chain(links.iter().map(ToString::to_string)).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_link_goes_where_the_next_click_is() {
    check(START, "click “A; key l; click Ada", &with("“A,”", &["“A,” -source-> Ada"]));
    check(START, "click “A; key l; click said", &with("“A,”", &["“A,” -cue-> said"]));
    check_said(START, "click “A; key l; click Ada", "Linked Source");
}

#[test]
fn a_link_goes_to_what_was_walked_to() {
    check(START, "click “A; key l; key .; key .; key Enter", &with("“A,”", &["“A,” -source-> Ada"]));
    check(START, "click “A; key l; key ,; key ,; key Enter", &with("“A,”", &["“A,” -source-> Bob"]));
}

/// The hand may begin at the source: the link is the claim's all the same.
#[test]
fn a_link_may_be_drawn_from_its_end() {
    check(START, "click Ada; key l; click “A", &with("“A,”", &["“A,” -source-> Ada"]));
}

#[test]
fn what_the_schema_forbids_is_refused_with_a_sentence() {
    check(START, "click Ada; key l; click Bob", &format!("{}, linking Ada", with("Ada", &[])));
    check_said(START, "click Ada; key l; click Bob", "The schema has no link from Person to Person.");
    check_said(START, "click “A; key l; click “A", "The schema has no link from Claim to Claim.");
    // The link waits on; a click beside every annotation changes nothing.
    let script = "click Ada; key l; click Bob; click nothing";
    check(START, script, &format!("{}, linking Ada", with("Ada", &[])));
}

#[test]
fn a_click_takes_the_first_that_is_allowed_of_what_lies_there() {
    let nested = "[“A,”](claim) said [[Ada](cue) of [Oslo](law)](date).";
    let expected = "“A,”=claim*, Ada of Oslo=date, Ada=cue, Oslo=law, “A,” -source-> Oslo";
    check(nested, "click “A; key l; click Oslo", expected);
}

#[test]
fn where_only_one_may_be_the_new_one_takes_the_place() {
    let script = "click “A; key l; click said; key l; click told";
    check(START, script, &with("“A,”", &["“A,” -cue-> told"]));
    check(START, &format!("{script}; key Mod+z"), &with("“A,”", &["“A,” -cue-> said"]));
    // Of sources there may be many.
    let two = "click “A; key l; click Ada; key l; click Bob";
    let mut tab = open(START);
    play(&mut tab, two);
    assert_eq!(tab.state.document().map(|document| document.relations.len()), Some(2));
}

#[test]
fn deleting_the_start_ends_the_linking() {
    let rest = BARE.replace("“A,”=claim, ", "");
    check(START, "click “A; key l; key Backspace", &rest);
    // Deleting something else does not.
    check(START, "click “A; key l; key .; key Backspace", "“A,”=claim, Ada=person, Bob=person, told=cue, linking “A,”");
    check(START, "select told; key 8; key l; key Mod+z", BARE);
}

#[test]
fn scripts_link_and_unlink() {
    let mut tab = open(START);
    let id = |number: u64| manicule::model::AnnotationId::from_bits(number).to_string();
    let args = |kind: &str, from: String, to: String| {
        let (kind, from, to) = (Some(kind.to_owned()), Some(from), Some(to));
        Args { kind, from, to, ..Args::default() }
    };
    let mut link = |kind: &str, from, to| {
        let outcome = tab.run(Command::Link, args(kind, from, to));
        (outcome.made, outcome.refused.map(|message| message.words))
    };
    assert_eq!(link("nothing", id(1), id(3)), (None, Some(Words::NoKind)));
    assert_eq!(link("source", id(1), "zzz".to_owned()), (None, Some(Words::NoAnnotation)));
    assert_eq!(link("source", id(99), id(3)), (None, Some(Words::NoAnnotation)));
    assert_eq!(link("source", id(3), id(1)), (None, Some(Words::NoLink)));
    assert_eq!(link("source", id(1), id(1)), (None, Some(Words::NoLink)));
    let (made, refused) = link("source", id(1), id(3));
    assert_eq!(refused, None);
    // A second time it is there already.
    assert_eq!(link("source", id(1), id(3)).0, None);
    let made = made.expect("a relation was made");
    assert_eq!(show(&tab.state), with("“A,”", &["“A,” -source-> Ada"]));
    assert!(tab.run(Command::Unlink, Args::id(made)).changed);
    assert_eq!(show(&tab.state), with("“A,”", &[]));
    let needs = tab.run(Command::Link, Args::default()).refused.map(|message| message.words);
    assert_eq!(needs, Some(Words::NeedsArgument));
}
