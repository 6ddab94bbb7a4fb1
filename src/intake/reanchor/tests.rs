use super::*;
use crate::model::markup;

/// Where what is marked in `old` belongs in `new`: how sure it is, and the words of each place.
fn moved(old: &str, new: &str) -> Vec<(Sureness, Vec<String>)> {
    let document = markup::parse("d", old).expect("well formed");
    let annotations = document.in_reading_order();
    let spans: Vec<&Span> = annotations.iter().map(|annotation| &annotation.span).collect();
    let words = |span: &Span| {
        let parts: Vec<&str> = span.fragments().map(|range| range.of(new).expect("on the text")).collect();
        parts.join(" … ")
    };
    let answers = reanchor(document.article.text(), new, &spans);
    answers.iter().map(|found| (found.sureness, found.places.iter().map(words).collect())).collect()
}

fn one(old: &str, new: &str) -> (Sureness, Vec<String>) {
    let mut all = moved(old, new);
    assert_eq!(all.len(), 1, "one thing is marked in {old}");
    all.remove(0)
}

const TAIL: &str =
    " It was the third ship that the company had lost within a year, and nobody was surprised by the news.";

/// An old text around words that are marked, a new text, and what becomes of the words.
const CASES: &[(&str, &str, Sureness, Option<&str>)] = &[
    // Edits elsewhere.
    (
        "The ferry sank on Monday morning. [Ada Lindqvist](p) wrote that in the log of the ship.",
        "Update at noon: the ferry sank on Monday morning. Ada Lindqvist wrote that in the log of the ship. More follows.",
        Sureness::Exact,
        Some("Ada Lindqvist"),
    ),
    // Edits in the neighbourhood.
    (
        "The ferry sank on Monday. [Ada Lindqvist](p) wrote that in the log of the ship.",
        "The ferry sank on Monday. Later Ada Lindqvist noted that in the log of the ship.",
        Sureness::Moved,
        Some("Ada Lindqvist"),
    ),
    // Other words.
    (
        "The ferry sank on Monday. [Prime Minister Smith](p) wrote that in the log of the ship.",
        "The ferry sank on Monday. PM Smith wrote that in the log of the ship.",
        Sureness::Doubtful,
        Some("PM Smith"),
    ),
    (
        "About [140 people](n) were on board when the ferry sank on Monday, the company said.",
        "About 142 people were on board when the ferry sank on Monday, the company said.",
        Sureness::Doubtful,
        Some("142 people"),
    ),
    (
        "On Monday, the company said. About [140](n) people were on board when the ferry sank in the harbour.",
        "The company says no more. About 142 people were on board when the ferry sank in the harbour.",
        Sureness::Doubtful,
        Some("142"),
    ),
    // Capitals, quotation marks, spaces, hyphens.
    (
        "The ferry sank. [“The log was rewritten,”](c) said the senior official of the port.",
        "The ferry sank. \"The log was rewritten,\" said the senior official of the port.",
        Sureness::Doubtful,
        Some("\"The log was rewritten,\""),
    ),
    (
        "The ferry sank. [Norrland Lines](o) owned it, the senior official of the port said.",
        "The ferry sank. NORRLAND\u{a0}LINES owned it, the senior official of the port said.",
        Sureness::Doubtful,
        Some("NORRLAND\u{a0}LINES"),
    ),
    (
        "The ferry sank. The [examination](o) of it will last, the senior official of the port said.",
        "The ferry sank. The exam-\nination of it will last, the senior official of the port said.",
        Sureness::Doubtful,
        Some("exam-\nination"),
    ),
    (
        "The ferry sank. The [café](o) on board was closed, the senior official of the port said.",
        "The ferry sank. The cafe\u{301} on board was closed, the senior official of the port said.",
        Sureness::Doubtful,
        Some("cafe\u{301}"),
    ),
    // Another person is another person.
    (
        "The ferry sank on Monday. [Smith](p) wrote that in the log of the ship.",
        "The ferry sank on Monday. Jones wrote that in the log of the ship.",
        Sureness::Lost,
        None,
    ),
    (
        "The ferry sank on Monday. [Smith](p) wrote that in the log of the ship.",
        "Something else entirely stands here now.",
        Sureness::Lost,
        None,
    ),
    // Part of a word stays part of it.
    (
        "The ferry sank. The [Minister](p)s met in the capital today, the senior official said.",
        "Yesterday the ferry sank; both Ministers met in the capital today, the senior official said.",
        Sureness::Moved,
        Some("Minister"),
    ),
    // No word and no number is taken for part of a longer one.
    (
        "The company, which is worth $[35](n) million, lost the ferry on Monday morning.",
        "The company, which is worth $350 million, lost the ferry on Monday morning.",
        Sureness::Doubtful,
        Some("350"),
    ),
    (
        "The company lost the ferry, and with it $[5 million](n) of what it had, on Monday.",
        "The company lost the ferry, and with it $35 million of what it had, on Monday.",
        Sureness::Doubtful,
        Some("35 million"),
    ),
    (
        "The ferry sank. A ministry of [Iran](o) said on Monday that it had been warned.",
        "The ferry sank. A ministry of Iranian ships said on Monday that it had been warned.",
        Sureness::Doubtful,
        Some("Iranian"),
    ),
    (
        "About [500](n) people were on board when the ferry sank on Monday, the company said.",
        "About 1,500 people were on board when the ferry sank on Monday, the company said.",
        Sureness::Doubtful,
        Some("1,500"),
    ),
    (
        "The ferry sank within [3](n) hours of the first call for help, the company said.",
        "The ferry sank within 3.5 hours of the first call for help, the company said.",
        Sureness::Doubtful,
        Some("3.5"),
    ),
    // A script without spaces.
    (
        "月曜日に船が沈んだ。[田中氏](p)は港で会見を開き、原因を調べると述べた。会社は謝罪した。",
        "【速報】月曜日に船が沈んだ。その後、田中氏が港で会見を開き、原因を調べると述べた。会社は謝罪した。",
        Sureness::Moved,
        Some("田中氏"),
    ),
];

#[test]
fn words_come_along_or_are_told_of() {
    for (old, new, sureness, place) in CASES {
        let (found, words) = one(&format!("{old}{TAIL}"), &format!("{new}{TAIL}"));
        let first = words.first().map(String::as_str);
        assert_eq!((found, first), (*sureness, *place), "{old}\n{new}\n{words:?}");
    }
}

#[test]
fn a_paragraph_that_was_doubled_is_doubtful_and_one_that_moved_is_not() {
    let marked =
        "Ada Lindqvist has led the company for ten years, and [she](p) had seen ships go down before this one went.";
    let plain = marked.replace("[she](p)", "she");
    let (head, middle) =
        ("The ferry sank on Monday morning, in calm weather.", "About 140 people were on board of it.");
    let old = format!("{head}\n{marked}\n{middle}\n{TAIL}");
    let moved = one(&old, &format!("{head}\n{middle}\n{TAIL}\n{plain}"));
    assert_eq!(moved, (Sureness::Exact, vec!["she".to_owned()]));
    let (sureness, places) = one(&old, &format!("{head}\n{plain}\n{plain}\n{middle}\n{TAIL}"));
    assert_eq!((sureness, places.len()), (Sureness::Doubtful, 2));
}

#[test]
fn one_of_two_like_paragraphs_goes_and_its_marks_do_not_slip() {
    let like = "Read more about the company and its ships, the [inquiry](e) and all that has been said of it so far.";
    let plain = like.replace("[inquiry](e)", "inquiry");
    let (head, middle) =
        ("The ferry sank on Monday morning, in calm weather.", "About 140 people were on board of it.");
    let old = format!("{head}\n{like}\n{middle}\n{plain}\n{TAIL}");
    let (sureness, _) = one(&old, &format!("{head}\n{middle}\n{plain}\n{TAIL}"));
    assert_ne!(sureness, Sureness::Exact);
    assert_ne!(sureness, Sureness::Moved);
    let same = one(&old, &old.replace("[inquiry](e)", "inquiry"));
    assert_eq!(same, (Sureness::Exact, vec!["inquiry".to_owned()]));
}

#[test]
fn parts_stay_parts() {
    let old = format!(
        "The ferry sank in the harbour at noon. [“The log](c#a) was, he said, [rewritten by night.”](c#a) Nobody had seen it.{TAIL}"
    );
    let plain = "“The log was, he said, rewritten by night.” Nobody had seen it.";
    let (sureness, words) = one(&old, &format!("Update. The ferry sank in the harbour at noon. {plain}{TAIL}"));
    assert_eq!((sureness, words), (Sureness::Exact, vec!["“The log … rewritten by night.”".to_owned()]));
    let (sureness, words) = one(
        &old,
        &format!("The ferry sank in the harbour at noon. “The log was, he said, lost.” Nobody had seen it.{TAIL}"),
    );
    assert_eq!(sureness, Sureness::Doubtful);
    assert_eq!(words, ["“The log"]);
}

#[test]
fn words_that_were_not_weighed_against_all_like_them_are_doubtful() {
    let others = "Ada slept on board. ".repeat(250);
    let old = format!("{others}It was [Ada](p) who wrote it in the log of the ship.{TAIL}");
    let (sureness, words) = one(&old, &format!("Later it was Ada who wrote it in a log of some ship.{TAIL}"));
    assert_eq!((sureness, words), (Sureness::Doubtful, vec!["Ada".to_owned()]));
}

#[test]
fn the_same_text_is_exact_however_it_repeats_itself() {
    for text in ["la ".repeat(300), "READ MORE\n\n".repeat(60), "ab".repeat(400), "東".repeat(200)] {
        let spans: Vec<Span> = (0..u32::try_from(text.len()).expect("a short text") / 9)
            .filter_map(|at| TextRange::new(at * 9, at * 9 + 6))
            .filter(|range| range.of(&text).is_some())
            .map(Span::of)
            .collect();
        let all = reanchor(&text, &text, &spans.iter().collect::<Vec<_>>());
        let exact = all.iter().filter(|found| found.sureness == Sureness::Exact).count();
        assert_eq!(exact, spans.len(), "{}", text.chars().take(12).collect::<String>());
        for (span, found) in spans.iter().zip(&all) {
            assert_eq!(found.places.first(), Some(span));
        }
    }
}

#[test]
fn what_was_not_looked_at_is_never_exact() {
    let text = "The ferry sank on Monday. ".repeat(400);
    let span = Span::of(TextRange::new(2604, 2609).expect("some"));
    for work in [0, 100, 10_000, 1_000_000] {
        let found = within(&text, &format!("Now: {text}"), &[&span], work);
        let found = found.first().expect("an answer");
        if found.sureness == Sureness::Exact {
            assert_eq!(found.places, [Span::of(TextRange::new(2609, 2614).expect("some"))]);
        }
    }
}
