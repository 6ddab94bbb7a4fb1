//! How long moving annotations to a newer version takes on large texts; what is found lies on the text.

use manicule::intake::reanchor::{Anchored, Sureness, reanchor};
use manicule::model::{Span, TextRange};

use super::reanchoring::VOCABULARIES;

/// A text of so many characters, of numbered words, and a span in every 41 of them; and a newer version in which something
/// changed near every other one.
fn large(characters: usize) -> (String, String, Vec<Span>) {
    let word = |number: usize| VOCABULARIES[number % 2 * 2][number * number % 7].to_owned();
    let (mut old, mut count, mut number) = (String::new(), 0, 0);
    while count < characters {
        number += 1;
        let end = if number % 60 == 0 { ".\n\n" } else { " " };
        let numbered = if number % 7 == 0 { format!("{number} ") } else { String::new() };
        let more = format!("{}{end}{numbered}", word(number));
        count += more.chars().count();
        old.push_str(&more);
    }
    let edges: Vec<usize> = old.char_indices().map(|(at, _)| at).collect();
    let byte = |edge: usize| u32::try_from(edges[edge]).expect("a text");
    let spans = (0..edges.len().saturating_sub(60)).step_by(41);
    let spans = spans.filter_map(|at| TextRange::new(byte(at), byte(at + 9 + at % 40))).map(Span::of).collect();
    let new =
        old.split(' ').enumerate().map(|(at, word)| if at % 15 == 7 { format!("{word}x") } else { word.to_owned() });
    let new = new.collect::<Vec<_>>().join(" ");
    (old, new, spans)
}

/// A text with a mark on each of so many words, of which each stands so many times; and a newer version in which something
/// is new near each of them.
fn alike(marks: usize, times: usize) -> (String, String, Vec<Span>) {
    let kinds = marks / times;
    let (mut old, mut new, mut spans) = (String::new(), String::new(), Vec::new());
    for number in 0..marks {
        let word = format!("Name{}", number % kinds);
        let start = old.len();
        old.push_str(&format!("{word} a{number} said. "));
        new.push_str(&format!("So {word} a{number} told. "));
        let byte = |at: usize| u32::try_from(at).expect("a text");
        spans.extend(TextRange::new(byte(start), byte(start + word.len())).map(Span::of));
    }
    (old, new, spans)
}

/// Unoptimised, on texts a tenth as long; what is printed counts (`--release -- --nocapture`).
#[test]
fn large_texts_take_no_time() {
    let share = if cfg!(debug_assertions) { 10 } else { 1 };
    let repeated = "The ferry sank on Monday. ".repeat(40_000 / share);
    let (article, newer, spans) = large(35_000 / share);
    let (huge, huger, many) = large(1_000_000 / share);
    let (like, liker, marks) = alike(3000 / share, 200 / share.min(4));
    let short = |at: u32| Span::of(TextRange::new(at * 260, at * 260 + 5).expect("some"));
    let of_repeated: Vec<Span> = (0..4000 / u32::try_from(share).expect("small")).map(short).collect();
    for (what, old, new, spans) in [
        ("an article of 35,000 characters, changed all over", &article, &newer, &spans),
        ("the same in front of another", &article, &format!("{newer}{article}"), &spans),
        ("a million characters, changed all over", &huge, &huger, &many),
        ("a million characters of one sentence", &repeated, &format!("Now: {repeated}"), &of_repeated),
        ("marks on words that stand 200 times each", &like, &liker, &marks),
    ] {
        let begun = std::time::Instant::now();
        let found = reanchor(old, new, &spans.iter().collect::<Vec<_>>());
        let took = begun.elapsed();
        let counts = Sureness::ALL.map(|(sureness, _)| found.iter().filter(|found| found.sureness == sureness).count());
        println!("{what}: {} spans, {counts:?} in {} ms", spans.len(), took.as_millis());
        // A machine that does much else at the same time takes many times as long.
        assert!(took.as_secs() < 60, "{what}: {took:?}");
        assert_on_text(new, &found);
    }
}

fn assert_on_text(text: &str, found: &[Anchored]) {
    for place in found.iter().flat_map(|found| &found.places) {
        assert!(place.fragments().all(|part| part.of(text).is_some()), "{place:?} is not on the text");
    }
}
