//! Texts that are hard on offsets, and places in them.

use manicule::model::{FixedText, Span, TextRange};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What real articles and real accidents are made of.
const PIECES: &[&str] = &[
    "Ada",
    " ",
    "\n",
    "\n\n",
    "said",
    ". ",
    "👩‍👩‍👧",
    "👍🏽",
    "🇹🇷",
    "e\u{301}",
    "a\u{308}\u{323}",
    " \u{301}",
    ".\u{301}",
    "نقل أحمد",
    "\u{200f}",
    "\u{202e}x\u{202c}",
    "東京都知事",
    "กรุงเทพ",
    "𝔘𝔫𝔡",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{1}",
    "\u{7f}",
    "\u{9d}",
    "\u{fffd}",
    "\u{ffff}",
    "\u{10ffff}",
    "\t",
    "“Yes,” ",
    "‘no’",
    "„Ja“",
    "«Oui»",
    "\"",
    "'",
    "Turkey’s",
    "l'Iran",
    "U.S.",
    "S-400",
    "F-35x",
    "$5",
    "5%",
    "2,500.75",
    "Inc.",
    "(",
    ")",
    "—",
    "…",
    "#tag @name",
    "日本語",
    "\\",
    "{\"a\":1}",
    "[x](y)",
    "&amp;<b>",
];

/// Text as it comes through a door, before it is fixed: also carriage returns, NULs and byte order marks.
pub(crate) fn raw_text() -> BoxedStrategy<String> {
    let piece = prop_oneof![
        12 => select(PIECES).prop_map(str::to_owned),
        2 => select(&["\r\n", "\r", "\0", "\u{feff}", "\r\n\r\n\0"][..]).prop_map(str::to_owned),
        2 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..30).prop_map(|pieces| pieces.concat()).boxed()
}

/// A text as it stands in a project: fixed, and more than white space.
pub(crate) fn hard_text() -> impl Strategy<Value = FixedText> {
    (raw_text(), select(&["x", "Ada said so.", "東", "👍"][..])).prop_map(|(raw, sure)| FixedText::new(&(raw + sure)))
}

/// A word or a few, or nothing: notes, names, values.
pub(crate) fn words() -> BoxedStrategy<String> {
    prop_oneof![
        2 => Just(String::new()),
        4 => vec(select(PIECES), 1..3).prop_map(|pieces| pieces.concat()),
        1 => any::<String>().prop_map(|text| text.chars().take(8).collect()),
    ]
    .boxed()
}

/// Two random numbers that stand for a range of whatever text they meet.
pub(crate) type Place = (u16, u16);

/// Some places.
pub(crate) fn places(most: usize) -> impl Strategy<Value = Vec<Place>> {
    vec(any::<Place>(), 1..=most)
}

/// Every place of `text` where a character begins or the text ends.
pub(crate) fn boundaries(text: &str) -> Vec<u32> {
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    ends.map(|at| u32::try_from(at).expect("a short text")).collect()
}

/// The range that a place stands for; the first character where both ends are one.
pub(crate) fn range(text: &str, (from, to): Place) -> TextRange {
    let edges = boundaries(text);
    let edge = |number: u16| edges[usize::from(number) % edges.len()];
    let (from, to) = (edge(from), edge(to));
    TextRange::new(from.min(to), from.max(to))
        .or_else(|| TextRange::new(edges[0], edges[1]))
        .expect("the text is not empty")
}

/// The span that places stand for.
pub(crate) fn span(text: &str, places: &[Place]) -> Span {
    Span::new(places.iter().map(|place| range(text, *place)).collect()).expect("at least one place")
}
