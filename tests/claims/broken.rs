//! Spans are never broken, whatever the text: both doors on texts of nasty pieces, on the hard cases by name, and on a real
//! article where there is one.

use std::time::Instant;

use manicule::intake::plain;
use manicule::model::{Article, Block, DocId, Document, FixedText, Meta, Role, Span, TextRange, markup, news_schema};
use manicule::suggest::{Proposal, find_all, for_selection};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::score::{sound, told};

/// What claims are made of, whole and in ruins.
const PIECES: &[&str] = &[
    "“",
    "”",
    "„",
    "‟",
    "\"",
    "'",
    "''",
    "``",
    "‘",
    "’",
    "‚",
    "«",
    "»",
    "‹",
    "›",
    "「",
    "」",
    "《",
    "》",
    "“A,” ",
    "\"B.\" ",
    "« C » ",
    "„D“ ",
    "‘E’ ",
    "she said",
    " said ",
    "said that ",
    " told reporters ",
    "according to ",
    "was accused of ",
    "reportedly ",
    "fears that ",
    "what Roe called ",
    "is expected to ",
    " and warned that ",
    ", adding that ",
    ", but ",
    ", while ",
    "who said ",
    "he",
    "Roe",
    "Ada Roe",
    "the mayor",
    "a nurse in Ostra,",
    "police",
    "it",
    "that ",
    "to go",
    "the talks failed",
    "is",
    "was",
    "would close",
    ",",
    ".",
    ". ",
    "?",
    "!",
    ";",
    ":",
    "…",
    " – ",
    "—",
    "-",
    "(",
    ")",
    "[",
    " ",
    "\n",
    "\n\n",
    "“\n“",
    "U.S.",
    "Dr. ",
    "Inc. ",
    "’s ",
    "s’ ",
    "n’t ",
    "’s claim that ",
    "5",
    "31 ",
    "e\u{301}",
    ".\u{301}",
    "”\u{301}",
    "\u{301}",
    "a\u{308}\u{323}",
    "👩‍👩‍👧",
    "👍🏽",
    "🇹🇷",
    "نقل أحمد",
    " قال ",
    "\u{200f}",
    "\u{202e}x\u{202c}",
    "東京都知事",
    "「行く」",
    "กรุงเทพ",
    "𝔘",
    "\u{a0}",
    "\u{200b}",
    "\u{2028}",
    "\u{ad}",
    "\u{fffd}",
    "ß",
    "İ",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![20 => select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    vec(piece, 1..60).prop_map(|pieces| pieces.concat())
}

fn document(text: &str) -> Document {
    let article = Article::new(FixedText::new(text), "");
    let blocks = Block::lines(article.text());
    Document::new(DocId::from("d"), article, Meta::default(), blocks)
}

fn cases() -> ProptestConfig {
    let times = if std::env::var_os("MANICULE_LONG").is_some() { 50 } else { 1 };
    ProptestConfig { cases: 300 * times, failure_persistence: None, ..ProptestConfig::default() }
}

/// A place between two characters of a text.
fn place(text: &str, number: u16) -> u32 {
    let all: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    u32::try_from(all[usize::from(number) % all.len()]).expect("short")
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn whatever_is_found_lies_on_the_text(text in text(), furniture in any::<u16>()) {
        let mut document = document(&text);
        let count = document.blocks.len();
        let blocks = document.blocks.iter().enumerate().map(|(number, block)| {
            let role = if count > 1 && number == usize::from(furniture) % count { Role::Furniture } else { block.role };
            std::rc::Rc::new(Block { role, ..(**block).clone() })
        });
        document.blocks = std::rc::Rc::new(blocks.collect());
        let found = find_all(&document, &news_schema::news(), false);
        for proposal in &found {
            prop_assert!(sound(&document, proposal), "{:?}\n{}", text, told(&document, proposal));
            for block in document.blocks.iter().filter(|block| block.role == Role::Furniture) {
                prop_assert!(proposal.content.fragments().all(|part| !part.overlaps(block.range)), "in furniture: {text:?}");
            }
        }
        prop_assert!(found.windows(2).all(|pair| pair[0].content.start() <= pair[1].content.start()));
        prop_assert_eq!(find_all(&document, &news_schema::news(), false), found, "the same each time");
    }

    #[test]
    fn whatever_is_picked_out_lies_on_the_text(text in text(), ends in vec(any::<(u16, u16)>(), 1..4)) {
        let document = document(&text);
        let text = document.article.text();
        let ranges = ends.iter().filter_map(|(one, other)| {
            let (one, other) = (place(text, *one), place(text, *other));
            TextRange::new(one.min(other), one.max(other))
        });
        let Some(picked) = Span::new(ranges.collect()) else { return Ok(()) };
        let proposal = for_selection(&document, &news_schema::news(), &picked);
        prop_assert!(sound(&document, &proposal), "{:?} {:?}\n{}", text, picked, told(&document, &proposal));
        // Nothing that was not picked comes in.
        let within = |part: TextRange| picked.fragments().any(|outer| outer.start() <= part.start() && part.end() <= outer.end());
        prop_assert!(proposal.content.fragments().all(within), "{:?} {:?}\n{}", text, picked, told(&document, &proposal));
    }
}

/// What is found in a marked text, one line each: content | cue | first source.
fn found(marked: &str, unmarked: bool) -> Vec<String> {
    let document = markup::parse("d", marked).expect("well formed");
    let all = find_all(&document, &news_schema::news(), unmarked);
    all.iter().map(|proposal| short(&document, proposal)).collect()
}

fn short(document: &Document, proposal: &Proposal) -> String {
    let line = told(document, proposal);
    // Without the numbers and the second source on.
    let (_, rest) = line.split_once(' ').expect("a score");
    rest.split(" / ").next().expect("a source").to_owned()
}

#[test]
fn bad_input_gives_the_right_claim_or_none() {
    let none: [&str; 0] = [];
    // Never closed.
    assert_eq!(found("Roe said: “We left and the road was dark.\nThe mayor slept.", false), none);
    assert_eq!(found("“We left, Roe said. The road was dark.\n“And then it rained, he said.", false), none);
    // Quotations in quotations, all kinds of marks.
    assert_eq!(
        found("“He called it ‘a “good” day’ and left,” said Ada Roe.", false),
        ["[“He called it ‘a “good” day’ and left,”] (said) direct | Ada Roe"]
    );
    assert_eq!(
        found("\"He said \"yes\" to me,\" said Ada Roe.", false),
        ["[\"He said \"yes\" to me,\"] (said) direct | Ada Roe"]
    );
    assert_eq!(found("«It is “late”», said Ada Roe.", false), ["[«It is “late”»] (said) direct | Ada Roe"]);
    // Over three paragraphs, and the source after the end, in the next paragraph.
    assert_eq!(
        found("Roe said: “One.\n“Two.\n“Three.”\nHe left.", false),
        ["[“One. … “Two. … “Three.”] (said) direct | Roe"]
    );
    assert_eq!(
        found("“One two three four.\n“Five six,” said Roe.", false),
        ["[“One two three four. … “Five six,”] (said) direct | Roe"]
    );
    // Furniture of the page stands in no claim, and parts none.
    assert_eq!(
        found("Roe said: “One.\n{other furniture}READ MORE\n“Two three.”", false),
        ["[“One. … “Two three.”] (said) direct | Roe"]
    );
}

#[test]
fn claims_that_are_marked_are_left_out() {
    let marked = "Roe said [the mine was safe](claim#c). Lund said the dam [had](claim#x) failed.\n[Ada said she](claim#y) [left and Lund said he](claim#z) stayed.";
    let all = found(marked, false);
    assert_eq!(all.len(), 4, "{all:#?}");
    let left = found(marked, true);
    assert!(left.iter().all(|line| !line.contains("the mine was safe")), "{left:#?}");
    assert!(
        left.iter().any(|line| line.contains("the dam had failed")),
        "one word in common is not the same claim: {left:#?}"
    );
}

/// Seconds that finding takes, and how much was found.
fn timed(text: &str) -> (f64, usize) {
    let article = document(text);
    let start = Instant::now();
    let found = find_all(&article, &news_schema::news(), false);
    (start.elapsed().as_secs_f64(), found.len())
}

#[test]
fn the_time_grows_with_the_text() {
    let paragraph = "“The pier is closed,” said Mira Olsen, the harbour master, on Monday. Officials said that the repair, \
        which was planned for May, would cost 3.5 million, but the mayor denied any delay. According to Dr. Lie, rents are \
        expected to rise and the council has promised to help.\n";
    if !cfg!(debug_assertions) {
        let (took, found) = timed(&paragraph.repeat(1_000_000 / paragraph.len()));
        println!("1 MB: {found} proposals in {took:.2} s");
        assert!(found > 10_000 && took < 1.0, "{found} in {took} s");
    }
    // Also where nothing ends a sentence, a quotation or a paragraph, and where every paragraph goes on.
    let bad = [
        "said that Roe, ",
        "“ said ",
        "\"said ",
        "and Roe said and ",
        "who said, ",
        "( said ",
        "’ said Roe’s ",
        "“A said\n",
    ];
    for piece in [paragraph].into_iter().chain(bad) {
        let text = |bytes: usize| piece.repeat(bytes / piece.len());
        // The quickest of three: other work on the machine only ever slows down.
        let quickest = |text: &str| (0..3).map(|_| timed(text).0).fold(f64::MAX, f64::min);
        let (small, large) = (quickest(&text(10_000)), quickest(&text(80_000)));
        println!("10 kB of {:?}: {small:.3} s, 80 kB: {large:.3} s", piece.get(..12).unwrap_or(piece));
        assert!(large < 32.0 * small.max(0.005), "eight times the text takes {large} s after {small} s: {piece:?}");
    }
}

#[test]
fn the_real_article_where_there_is_one() {
    // Another one can be read by name, to see what is found in it.
    let other = std::env::var("MANICULE_ARTICLE").ok();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/articles/turkey-us-s400.txt");
    let path = other.as_deref().unwrap_or(path);
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: no real article at ../shared");
        return;
    };
    let document = plain::document(&text, 0, "", 1).expect("some text");
    let found = find_all(&document, &news_schema::news(), false);
    if other.is_some() || std::env::var_os("MANICULE_CLAIMS").is_some() {
        found.iter().for_each(|proposal| println!("  {}", told(&document, proposal)));
    }
    println!("the real article: {} proposals", found.len());
    assert!(found.iter().all(|proposal| sound(&document, proposal)));
    assert!(other.is_some() || found.iter().filter(|proposal| !proposal.is_faint()).count() >= 8);
}
