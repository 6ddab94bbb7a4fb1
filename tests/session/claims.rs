//! Claims in one gesture, and the walk through claims that are not marked yet.

use manicule::session::{Args, Command};

use super::scene::{check, open, play, show};
use super::tab::Tab;

const SPLIT: &str = "“The pier is closed,” said Mira Olsen, the harbour master, “and it will stay closed.”";

/// The article's annotations and links, each on its own, without stars.
fn stands(tab: &Tab) -> Vec<String> {
    show(&tab.state).replace('*', "").split(", ").map(str::to_owned).collect()
}

fn attribute(tab: &Tab, name: &str) -> Vec<String> {
    let document = tab.state.document().expect("open");
    let claims = document.annotations.values().filter(|annotation| annotation.label.as_str() == "claim");
    let name = manicule::model::AttributeName::from(name);
    claims.flat_map(|claim| claim.attributes.get(&name).into_iter().flatten().map(ToString::to_string)).collect()
}

#[test]
fn one_key_takes_the_frame_as_one_step() {
    let text = "The port reopened. “The pier is closed,” said Mira Olsen on Monday.";
    let mut tab = open(text);
    play(&mut tab, "select “The pier is closed,”; key c");
    assert!(tab.state.proposals.is_some(), "its frame is proposed");
    assert_eq!(show(&tab.state), "“The pier is closed,”=claim*", "and nothing but the claim is there yet");
    play(&mut tab, "key Enter");
    let after = ["“The pier is closed,”=claim", "said=cue", "Mira Olsen=source"];
    assert_eq!(stands(&tab)[..3], after);
    let all = show(&tab.state);
    assert!(all.contains("-cue-> said") && all.contains("-source-> Mira Olsen"), "{all}");
    assert_eq!(attribute(&tab, "quote_type"), ["direct"]);
    assert!(tab.state.proposals.is_none());
    play(&mut tab, "key Mod+z");
    assert_eq!(show(&tab.state), "“The pier is closed,”=claim*", "the frame is one step");
}

#[test]
fn what_is_there_already_is_used() {
    let text = "“It is closed,” [said](cue) [Mira Olsen](person).";
    let mut tab = open(text);
    play(&mut tab, "select “It is closed,”; key c; key Enter");
    assert_eq!(tab.state.document().expect("open").annotations.len(), 3, "{}", show(&tab.state));
    assert_eq!(tab.state.document().expect("open").relations.len(), 2);
}

#[test]
fn a_selection_over_everything_is_split() {
    let mut tab = open(SPLIT);
    play(&mut tab, &format!("select {SPLIT}; key c; key Enter"));
    let document = tab.state.document().expect("open");
    let claim = document.annotations.values().find(|a| a.label.as_str() == "claim").expect("a claim");
    assert_eq!(claim.span.quote(&document.article), "“The pier is closed,” … “and it will stay closed.”");
    assert_eq!(document.relations.len(), 2, "{}", show(&tab.state));

    let mut tab = open(SPLIT);
    play(&mut tab, &format!("select {SPLIT}; key c; key p; key v; key Enter"));
    let document = tab.state.document().expect("open");
    let claim = document.annotations.values().find(|a| a.label.as_str() == "claim").expect("a claim");
    assert_eq!(claim.span.count(), 1, "P: as a whole");
    assert!(document.annotations.values().all(|a| a.label.as_str() != "cue"), "V: without the cue");
}

#[test]
fn another_source_is_one_key_and_none_is_one_of_them() {
    let text = "Per Dahl met Mira Olsen. “It is closed,” she said.";
    let mut tab = open(text);
    play(&mut tab, "select “It is closed,”; key c");
    let count = tab.state.proposals.as_ref().and_then(|open| open.current()).map_or(0, |p| p.sources.len());
    assert!(count > 1, "there are runners-up");
    let mut seen = vec![tab.state.proposals.as_ref().and_then(|open| open.choice.source)];
    for _ in 0..count {
        play(&mut tab, "key w");
        seen.push(tab.state.proposals.as_ref().and_then(|open| open.choice.source));
    }
    assert_eq!(seen.iter().filter(|choice| choice.is_none()).count(), 1, "each once, and none: {seen:?}");
}

#[test]
fn typing_goes_on_without_it() {
    for step in ["select Mira Olsen", "key Escape", "click nothing", "key Mod+z", "select Mira Olsen; key 1"] {
        let mut tab = open("“It is closed,” said Mira Olsen.");
        play(&mut tab, "select “It is closed,”; key c");
        assert!(tab.state.proposals.is_some());
        play(&mut tab, step);
        assert!(tab.state.proposals.is_none(), "{step}");
    }
    // What is done with the claim by hand is not to be offered once more.
    let mut tab = open("[Ada](person) came. “It is closed,” said Mira Olsen.");
    play(&mut tab, "select “It is closed,”; key c; key d");
    assert!(tab.state.proposals.is_none(), "a doubt");
    check("Nothing is said here.", "select Nothing; key c; key 1", "Nothing=person*");
}

const WALK: &str = "Storm\n“The pier is closed,” said Mira Olsen. The ferry left at nine.\n\
    The mayor said the bridge would open on Monday. “We waited,” Per Dahl told reporters.";

#[test]
fn a_walk_accepts_rejects_and_skips_with_a_key_each() {
    let mut tab = open(WALK);
    play(&mut tab, "key q");
    let count = tab.state.proposals.as_ref().map_or(0, |open| open.list.len());
    assert_eq!(count, 3, "{:?}", tab.state.proposals);
    play(&mut tab, "key Enter; key Backspace; key Enter");
    assert!(tab.state.proposals.is_none(), "the end of the article ends it; {}", tab.state.said.1.text());
    assert_eq!(tab.state.said.1.text(), "That was the last one: 2 accepted, 1 rejected.");
    let document = tab.state.document().expect("open");
    let claims: Vec<_> = document.annotations.values().filter(|a| a.label.as_str() == "claim").collect();
    assert_eq!(claims.len(), 2);
    assert_eq!(attribute(&tab, "quote_type"), ["direct", "direct"]);
    play(&mut tab, "key Mod+z; key Mod+z");
    assert_eq!(show(&tab.state), "", "each is one step");
}

#[test]
fn a_walk_leaves_out_what_is_marked_and_goes_back() {
    let mut tab = open(WALK);
    play(&mut tab, "key q; key .; key .; key ,");
    assert_eq!(tab.state.proposals.as_ref().map(|open| open.place), Some(1));
    play(&mut tab, "key Enter; key Escape; key q");
    assert_eq!(tab.state.proposals.as_ref().map(|open| open.list.len()), Some(2), "one is marked now");
    let mut tab = open("Nobody speaks. It rained all day.");
    tab.run(Command::FindClaims, Args::default());
    assert_eq!(tab.state.said.1.text(), "No claims were found that are not marked.");
}

/// Long articles are walked a stretch at a time, none of it twice.
#[test]
fn long_articles_are_walked_to_their_end() {
    let filler = "The ferry left the harbour at nine and came back at ten without any news. ".repeat(40);
    let text: String =
        (0..30).map(|number| format!("{filler}\n“Pier {number} is closed,” said Mira Olsen.\n")).collect();
    let mut tab = open(&text);
    tab.run(Command::FindClaims, Args::default());
    let mut seen = 0;
    while tab.state.proposals.is_some() {
        seen += 1;
        assert!(seen <= 30, "it goes round in a circle");
        tab.run(Command::NextProposal, Args::default());
    }
    assert_eq!(seen, 30);
}

#[test]
fn each_claim_of_an_article_gets_its_frame() {
    let text = "Bridge stays shut\n“The bridge is not safe,” Ilka Brandt, the county’s engineer, said on Tuesday. “Nobody should cross it.”\nThe mayor said the repair would cost “at least four million” and take a year.\nAccording to a report by the ministry, three cables had rusted through.\n“We saw it coming,” said Per Dahl. It rained all day.\n";
    for words in [
        "“The bridge is not safe,”",
        "the repair would cost “at least four million” and take a year",
        "three cables had rusted through",
        "“We saw it coming,”",
    ] {
        let mut tab = open(text);
        play(&mut tab, &format!("select {words}; key c; key Enter"));
        let links = tab.state.document().expect("open").relations.len();
        assert_eq!(links, 2, "{words}: {}", show(&tab.state));
    }
}
