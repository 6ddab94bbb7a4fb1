//! The caret by keys: where it goes, what it picks out, what it marks, what is read aloud.
//!
//! A place is shown as `|` in its block.

use manicule::model::TextRange;
use manicule::session::caret::{Step, Stride, Way};
use manicule::session::{ACTIONS, Args, Command, State};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use unicode_segmentation::UnicodeSegmentation as _;

use super::scene::{check, check_said, open, play};
use super::tab::Tab;
use crate::common::cases;

/// The block that the caret is in, with the caret.
fn place(state: &State) -> String {
    let Some(caret) = state.caret else { return "none".to_owned() };
    let document = state.document().expect("an article is open");
    let block = document.blocks.iter().find(|block| caret.at <= block.range.end()).expect("it is in a block");
    let (before, after) = document.article.quote(block.range).split_at((caret.at - block.range.start()) as usize);
    format!("{before}|{after}")
}

#[track_caller]
fn goes(marked: &str, script: &str, expected: &str) {
    let mut tab = open(marked);
    play(&mut tab, script);
    assert_eq!(place(&tab.state), expected, "{marked} after {script}");
}

#[track_caller]
fn heard(marked: &str, script: &str, expected: &str) {
    let mut tab = open(marked);
    play(&mut tab, script);
    assert_eq!(tab.state.spoken.1.text(), expected, "{marked} after {script}");
}

const TWO: &str = "Ada met Bob. They left.\nEve stayed.";

#[test]
fn it_comes_by_enter_or_arrow_and_goes_by_escape() {
    goes(TWO, "", "none");
    goes(TWO, "key Enter", "|Ada met Bob. They left.");
    goes(TWO, "key ArrowDown", "|Ada met Bob. They left.");
    goes(TWO, "key PageDown", "none");
    goes(TWO, "key Enter; key Escape", "none");
    goes(TWO, "key Enter; key Shift+ArrowRight; key Escape", "A|da met Bob. They left.");
    goes(TWO, "select Bob; key ArrowRight", "Ada met Bob|. They left.");
    goes("[Ada](person) met [Bob](person).", "click Bob; key ArrowRight", "Ada met |Bob.");
    check_said(TWO, "key Enter", "Mark text: arrows move, Shift selects, a label’s key marks, Escape leaves");
    check_said(TWO, "key Enter; key Escape", "Mark text is off");
}

#[test]
fn it_goes_by_characters_words_sentences_lines_and_blocks() {
    goes(TWO, "key Enter; key ArrowRight; key ArrowRight; key ArrowLeft", "A|da met Bob. They left.");
    goes("👩‍👩‍👧e\u{301}x", "key Enter; key ArrowRight; key ArrowRight", "👩‍👩‍👧e\u{301}|x");
    goes(TWO, "key Enter; key Mod+ArrowRight; key Mod+ArrowRight", "Ada met |Bob. They left.");
    goes(TWO, "key Enter; key Mod+ArrowDown", "Ada met Bob. |They left.");
    goes(TWO, "key Enter; key Mod+ArrowDown; key Mod+ArrowDown", "|Eve stayed.");
    goes(TWO, "key Enter; key PageDown; key Mod+ArrowUp", "Ada met Bob. |They left.");
    goes(TWO, "key Enter; key PageDown; key PageUp", "|Ada met Bob. They left.");
    goes(TWO, "key Enter; key End; key ArrowRight", "|Eve stayed.");
    goes(TWO, "key Enter; key Mod+End", "Eve stayed.|");
    goes(TWO, "key Enter; key Mod+End; key Mod+Home", "|Ada met Bob. They left.");
    goes(TWO, "key Enter; key ArrowRight; key ArrowRight; key ArrowDown; key Home", "|Eve stayed.");
    goes(TWO, "key Enter; key ArrowRight; key ArrowRight; key ArrowDown", "Ev|e stayed.");
    goes(TWO, "key Enter; key End; key ArrowDown; key ArrowUp", "Ada met Bob. They left.|");
    let long = "abcdefghi ".repeat(10);
    goes(long.trim(), "key Enter; key ArrowDown; key End; key ArrowUp; key Home", &format!("|{}", long.trim()));
    // Where a line is broken after a space, End stops before the space.
    goes(long.trim(), "key Enter; key End", &format!("{}|{}", &long[..39], long[39..].trim_end()));
}

#[test]
fn left_goes_on_where_the_script_runs_from_the_right() {
    goes("قالت ليلى", "key Enter; key ArrowLeft", "ق|الت ليلى");
    goes("قالت ليلى", "key Enter; key Mod+ArrowLeft", "قالت |ليلى");
    goes("قالت ليلى", "key Enter; key Mod+ArrowLeft; key ArrowRight", "قالت| ليلى");
}

#[test]
fn shift_picks_words_out_and_a_label_marks_them() {
    check(TWO, "key Enter; key Shift+Mod+ArrowRight", "(Ada)");
    check(TWO, "key Enter; key Shift+Mod+ArrowRight; key Shift+Mod+ArrowRight; key Shift+Mod+ArrowLeft", "(Ada)");
    check(TWO, "key Enter; key Shift+ArrowRight", "(Ada)");
    check(TWO, "key x; key Enter; key Shift+ArrowRight", "(A), exact");
    check(TWO, "key Enter; key Shift+Mod+ArrowDown; key c", "Ada met Bob=claim*");
    check(TWO, "key Enter; key Shift+PageDown", "(Ada met Bob. They left)");
    check(TWO, "key Enter; key Shift+Mod+ArrowRight; key 1", "Ada=person*");
    goes(TWO, "key Enter; key Shift+Mod+ArrowRight; key 1", "Ada| met Bob. They left.");
    // The next word, without a selection, and the label once more.
    check(TWO, "key Enter; key 1; key Mod+ArrowRight; key Mod+ArrowRight; key Space", "Ada=person, Bob=person*");
    check("Turkey’s army", "key Enter; key 3", "Turkey=place*");
    check("… …", "key Enter; key 3", "");
    check_said("… …", "key Enter; key 3", "There are no words in this selection.");
    // A held label waits until the words are all there.
    check(
        "Ada Bo left.",
        "key 1; key Enter; key Shift+Mod+ArrowRight; key Shift+Mod+ArrowRight",
        "(Ada Bo), holding person",
    );
    check(
        "Ada Bo left.",
        "key 1; key Enter; key Shift+Mod+ArrowRight; key Shift+Mod+ArrowRight; key Enter",
        "Ada Bo=person*, holding person",
    );
    // Words from a drag go on by key.
    check(TWO, "select Ada; key Shift+Mod+ArrowRight", "(Ada met)");
}

#[test]
fn what_is_at_the_caret_is_picked_out_walked_to_and_linked() {
    let nested = "[Ada [of [Oslo](place)](person)](organisation) left.";
    let all = |number: usize| {
        let star = |place: usize| if place == number { "*" } else { "" };
        format!("Ada of Oslo=organisation{}, of Oslo=person{}, Oslo=place{}", star(2), star(1), star(0))
    };
    let inside = "key Enter; key Mod+ArrowRight; key Mod+ArrowRight";
    check(nested, &format!("{inside}; key Enter"), &all(0));
    check(nested, &format!("{inside}; key Enter; key Enter; key Enter"), &all(2));
    check(nested, &format!("{inside}; key Enter; key ArrowRight"), &all(9));
    let claim = "[“A,”](claim#c) [said](cue#q) [Ada](person#a).";
    goes(claim, "key Enter; key .; key .; key .", "“A,” said |Ada.");
    let linked = "“A,”=claim*, said=cue, Ada=person, “A,” -source-> Ada";
    check(claim, "key Enter; key .; key l; key .; key .; key Enter", linked);
    check(
        claim,
        "key Enter; key .; key l; key Mod+ArrowRight; key Mod+ArrowRight; key Mod+ArrowRight; key Enter",
        linked,
    );
}

#[test]
fn keys_that_an_annotation_has_are_not_the_carets() {
    // Another command may have Shift and an arrow while an annotation is picked out.
    goes("[Ada](person) met Bob.", "key Enter; key .; key Shift+ArrowRight", "|Ada met Bob.");
    goes("[Ada](person) met Bob.", "key Enter; key .; key ArrowRight; key Shift+ArrowRight", "Ad|a met Bob.");
}

#[test]
fn it_is_read_aloud() {
    heard(TWO, "key Enter", "Ada");
    heard(TWO, "key Enter; key ArrowRight", "d");
    heard(TWO, "key Enter; key Mod+ArrowRight; key ArrowLeft", "space");
    heard(TWO, "key Enter; key Mod+ArrowRight", "met");
    heard(TWO, "key Enter; key Mod+ArrowDown", "They left.");
    heard(TWO, "key Enter; key PageDown", "Eve stayed.");
    heard(TWO, "key Enter; key ArrowDown", "Eve stayed.");
    heard(TWO, "key Enter; key End", "end of paragraph");
    heard(TWO, "key Enter; key Shift+Mod+ArrowRight", "Selected: Ada");
    let marked = "One [Ada Ng](person) met.";
    heard(marked, "key Enter; key Mod+ArrowRight", "start of Person, Ada");
    heard(marked, "key Enter; key Mod+ArrowRight; key Mod+ArrowRight; key Mod+ArrowRight", "end of Person, met");
    heard(marked, "key Enter; key End; key Mod+ArrowLeft; key Mod+ArrowLeft", "end of Person, Ng");
    heard(marked, "key Enter; key Mod+ArrowRight; key ArrowLeft", "start of Person, space");
}

#[test]
fn it_comes_along_to_the_next_article() {
    let mut tab = open(TWO);
    tab.run(Command::AddText, Args { text: Some("New one.".to_owned()), ..Args::default() });
    play(&mut tab, "key Enter");
    assert_eq!(place(&tab.state), "|New one.");
    play(&mut tab, "key <");
    assert_eq!(place(&tab.state), "|Ada met Bob. They left.");
}

/// Where a caret may stand.
fn stands(tab: &Tab) {
    let Some(caret) = tab.state.caret else { return };
    let document = tab.state.document().expect("a caret is in an article");
    for at in [caret.at, caret.anchor] {
        let fits = |range: TextRange| {
            let text = document.article.quote(range);
            let ends = text.grapheme_indices(true).map(|(start, _)| start).chain([text.len()]);
            ends.into_iter().any(|end| range.start() as usize + end == at as usize)
        };
        assert!(document.blocks.iter().any(|block| fits(block.range)), "{at} in {:?}", document.article.text());
    }
}

fn steps() -> Vec<Command> {
    ACTIONS.iter().map(|action| action.command).filter(|command| matches!(command, Command::Caret(_))).collect()
}

fn there_and_back() -> impl Strategy<Value = (Step, Step)> {
    const STRIDES: [Stride; 4] = [Stride::Character, Stride::Word, Stride::Sentence, Stride::Block];
    const WAYS: [(Way, Way); 4] =
        [(Way::Left, Way::Right), (Way::Right, Way::Left), (Way::Forth, Way::Back), (Way::Back, Way::Forth)];
    (select(&STRIDES[..]), select(&WAYS[..]))
        .prop_map(|(stride, (way, back))| (Step { stride, way }, Step { stride, way: back }))
}

const HARD: [&str; 4] = [
    "Ödön’s “F-35” can’t, said Zoë. Yes! 5% of U.S. \n\n… \nEnd 👩‍👩‍👧 of 🇳🇴🇸🇪 it.",
    "قالت ليلى. إن 140 راكبا Linnea 🚢 وصلوا.\nعاد.",
    "田中花子は火曜日、横浜で。「𠮷野家🍚も」と述べた。\nＡ",
    "Nguye\u{302}\u{303}n e\u{301}\n\u{301}x .\u{301} y\n🙏",
];

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn the_caret_stands_between_whole_characters(
        text in select(&HARD[..]), deeds in vec((select(steps()), any::<bool>(), 0..12_u8), 1..40),
    ) {
        let mut tab = open("x");
        tab.run(Command::AddText, Args { text: Some(text.to_owned()), ..Args::default() });
        for (command, extend, other) in deeds {
            tab.moment += 1;
            tab.run(command, Args { extend: Some(extend), ..Args::default() });
            stands(&tab);
            match other {
                0 => play(&mut tab, "key 1"),
                1 => play(&mut tab, "key c"),
                2 => play(&mut tab, "key ."),
                3 => play(&mut tab, "key Enter"),
                4 => play(&mut tab, "key Mod+z"),
                5 => play(&mut tab, "key Escape"),
                _ => {}
            }
            stands(&tab);
        }
    }

    #[test]
    fn there_and_back_is_nowhere(
        text in select(&HARD[..]), way in vec(select(steps()), 0..12), steps in there_and_back(),
    ) {
        let mut tab = open("x");
        tab.run(Command::AddText, Args { text: Some(text.to_owned()), ..Args::default() });
        tab.run(Command::MarkText, Args::default());
        for command in way {
            tab.run(command, Args::default());
        }
        // From wherever it stands, to the start of such a piece: from there on, two steps undo each other.
        let (there, back) = steps;
        let mut at = |step| {
            tab.run(Command::Caret(step), Args::default());
            tab.state.caret.expect("it is there").at
        };
        let first = at(there);
        let second = at(there);
        let third = at(back);
        // At the ends of the article there is nowhere to go.
        prop_assert!(third == first || second == first, "{first} {second} {third} of {text:?}");
    }
}
