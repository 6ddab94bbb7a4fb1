//! Texts of any kind: nothing is lost, nothing panics, and the time taken grows with the text.

use manicule::intake::draft::{Draft, Fate};
use manicule::intake::furniture;
use manicule::model::{Block, TextRange};
use proptest::prelude::*;
use std::time::Instant;

use crate::pages::pages;

/// Pieces of lines that the rules look for, and others.
const BITS: [&str; 34] = [
    "READ MORE: ",
    "3 MIN READ",
    "By ",
    "Ada Lovelace",
    "December 30, 2020",
    "14:32",
    "/ Reuters",
    "(",
    ")",
    "•",
    "1. ",
    "“",
    "”",
    "- ",
    "The bridge was closed on Monday, and nobody could say for how long. ",
    "SOURCE:",
    "Most read",
    "©",
    "اقرأ أيضا",
    "相关阅读",
    "2023年5月14日",
    "Foto: ",
    "?",
    ".",
    ":",
    "…",
    "\u{feff}",
    "\0",
    "\r",
    "\t",
    "🙏",
    "e\u{301}",
    "Share",
    "Recommended",
];

fn any_line() -> impl Strategy<Value = String> {
    let bit = prop_oneof![4 => prop::sample::select(&BITS[..]).prop_map(str::to_owned), 1 => "\\PC{0,40}"];
    prop::collection::vec(bit, 0..6).prop_map(|bits| bits.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(any_line(), 0..40).prop_map(|lines| lines.join("\n"))
}

fn ranges(draft: &Draft) -> Vec<TextRange> {
    draft.pieces.iter().map(|piece| piece.range).collect()
}

fn fates(draft: &Draft) -> Vec<(String, Fate)> {
    draft.pieces.iter().map(|piece| (format!("{:?}", piece.kind), piece.fate)).collect()
}

fn is_sound(text: &str) -> Draft {
    let draft = furniture::draft(text.to_owned());
    assert!(draft.verbatim && draft.text == text);
    let lines: Vec<TextRange> = Block::lines(text).into_iter().map(|block| block.range).collect();
    assert_eq!(ranges(&draft), lines, "every line is a piece");
    assert!(draft.pieces.iter().all(|piece| piece.fate != Fate::Out));
    assert!(draft.pieces.iter().all(|piece| (piece.fate == Fate::Furniture) == piece.why.is_some()));
    draft
}

proptest! {
    #[test]
    fn every_line_of_any_text_is_a_piece(text in any_text()) {
        let draft = is_sound(&text);
        prop_assert_eq!(&draft, &furniture::draft(text.clone()), "the same text, the same draft");
        let spaced = text.replace('\n', "  \n");
        prop_assert_eq!(fates(&draft), fates(&furniture::draft(spaced)), "spaces at the end of a line say nothing");
    }
}

#[test]
fn pages_with_pieces_missing_are_read_too() {
    for page in pages("tuned").into_iter().chain(pages("unseen")) {
        let lines: Vec<&str> = page.text.lines().collect();
        for end in 0..lines.len() {
            is_sound(&lines[..end].join("\n"));
            is_sound(&lines[end..].join("\r\n"));
        }
    }
}

/// A few short lines are what people type to try something: nothing of it is furniture.
#[test]
fn short_texts_are_left_alone() {
    for text in [
        "Ada met Bob.\nIt rained.",
        "One\nTwo\nThree\nFour",
        "Home\nNews",
        "",
        "\n \n",
        "Share",
        "Source: Ada\nIt rained.",
    ] {
        let draft = is_sound(text);
        assert!(draft.pieces.iter().all(|piece| piece.fate == Fate::Body), "{text:?}: {:?}", draft.pieces);
    }
    let list = "a name\n".repeat(400);
    assert!(is_sound(&list).pieces.iter().all(|piece| piece.fate == Fate::Body));
    let told = "He came home late.\n".repeat(400);
    assert!(is_sound(&told).pieces.iter().all(|piece| piece.fate == Fate::Body));
}

/// Lines that look like cues and are not.
#[test]
fn running_text_is_not_dimmed() {
    let sentences = [
        "Read more letters, she used to say, and send more.",
        "Follow us, said the men in the van, and we will show you.",
        "Source and mouth of the river lie eleven miles apart.",
        "Share prices fell by a third before noon on Tuesday.",
        "Comments were made, and not all of them were kind.",
        "Advertisement is too grand a word for what hung in the window.",
        "The site uses cookies, she wrote, but it does not say which.",
        "Subscribe to no newspaper that has never been wrong.",
        "By Monday the water had reached the second step.",
        "Updated figures are expected in December 2020.",
        "He is a journalist and she is a judge.",
        "© is a sign that nobody in the room could explain.",
        "Copyright was the word she used, and then she hung up.",
        "Sign up for nothing that you would not do on a Sunday.",
    ];
    let text =
        format!("The long headline of it all\n\n{}\n{}", sentences.join("\n\n"), "That was all of it, for now.\n");
    let draft = is_sound(&text);
    let dimmed: Vec<&str> =
        draft.pieces.iter().filter(|piece| piece.fate != Fate::Body).map(|piece| draft.words(piece)).collect();
    assert_eq!(dimmed, Vec::<&str>::new());
}

/// Text broken at the end of each line of a printed page, and verse.
#[test]
fn broken_lines_are_left_alone() {
    let prose = "It was the third winter in which the river had not frozen, and the people of\nthe lower town had begun to speak of \
                 ice as one speaks of a\nrelative abroad. Nobody sold skates. The boats that used to be drawn\nup in November lay \
                 in the water until\nChristmas, and the ferryman, who had\nalways had four months to himself, asked for\nhigher wages. \
                 He did not get them. What he\nget was a bell, and a boy to ring it, and a\nletter of thanks that he could not read.\n";
    let verse = "The ferry goes over\nThe ferry comes back\nWith apples and paper\nAnd coal in a sack.\n\nThe ferry goes over\nWith nothing \
                 at all\nBut the man and the river\nAnd the rope and the pall.\n\nWho asked for the ferry\nWho asked for the tide\nWho \
                 asked for the apples\nOn this other side\n";
    for text in [prose.to_owned(), prose.repeat(20), format!("The River\n\n{prose}"), verse.to_owned(), verse.repeat(5)]
    {
        let draft = is_sound(&text);
        let dimmed: Vec<&str> =
            draft.pieces.iter().filter(|piece| piece.fate != Fate::Body).map(|piece| draft.words(piece)).collect();
        assert_eq!(dimmed, Vec::<&str>::new());
    }
}

#[test]
fn the_time_taken_grows_with_the_text() {
    let page = pages("tuned").into_iter().next().expect("a page").text;
    let shapes: [(&str, &dyn Fn(usize) -> String); 5] = [
        ("one line", &|bytes| "The bridge was closed. ".repeat(bytes / 23)),
        ("one word", &|bytes| "a".repeat(bytes)),
        ("short lines", &|bytes| "a\n".repeat(bytes / 2)),
        ("the same headline", &|bytes| "The long headline of it all\n".repeat(bytes / 28)),
        ("a page again and again", &|bytes| page.repeat(bytes / page.len() + 1)),
    ];
    for (name, text) in shapes {
        let timed = |bytes: usize| {
            let text = text(bytes);
            let start = Instant::now();
            is_sound(&text);
            start.elapsed().as_secs_f64()
        };
        let (small, large) = (timed(40_000), timed(400_000));
        println!("{name}: 40 kB {small:.3} s, 400 kB {large:.3} s, {:.1} times", large / small);
        assert!(large < 60.0 * small.max(0.05), "ten times the text takes {large} s after {small} s: {name}");
    }
}

/// A short article as a scraper saves it: what is above its headline is furniture, however few lines there are.
#[test]
fn the_reading_time_of_a_short_text_is_furniture() {
    let whole = "World · Harbour\n4 MIN READ\nDivers find the second rudder of the Linnea\nThe board says the find \
        may end the case.\nBy Ada Lindqvist\nDivers have found the second rudder of the ferry Linnea, the board said on \
        Monday. It lay a mile north of the wreck, under sand.\n\nThe board had asked for it twice.";
    let short = "4 MIN READ\nThe ferry is back\nIt left Oslo on Monday.";
    for text in [whole, short] {
        let draft = furniture::draft(text.to_owned());
        let reading = draft.pieces.iter().find(|piece| draft.words(piece) == "4 MIN READ").expect("a piece of its own");
        assert_eq!(reading.fate, Fate::Furniture, "{text}");
    }
}
