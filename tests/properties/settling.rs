//! Files of other tools: whatever their offsets count, it is found out or asked, and never taken for something else in silence.

use std::rc::Rc;

use manicule::formats::foreign::Foreign;
use manicule::formats::foreign::loose::{Loose, LooseSpan, LooseThing};
use manicule::formats::foreign::settle::{self, Counting, LineEnds, Mark, Plan, Settled};
use manicule::formats::{Issue, Problem};
use manicule::model::{Document, Entity, EntityId, FixedText, Table, TextRange, Unit, Verdict, news_schema};
use proptest::prelude::*;

const PIECES: [&str; 14] =
    ["a", "word", "two", " ", "\r\n", "\n", "😀", "é", "e\u{301}", "أحمد", "東京", "👩‍👩‍👧", ". ", "\u{200f}x"];

fn text() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES.as_slice()), 1..24);
    (any::<bool>(), pieces).prop_map(|(mark, pieces)| {
        let mark = if mark { "\u{feff}" } else { "" };
        format!("{mark}{}b", pieces.concat())
    })
}

/// An offset by plain counting: what stands in front of a place, as the tool had it.
fn offset(text: &str, at: usize, counting: Counting) -> u64 {
    let mut front = text[..at].to_owned();
    match counting.mark {
        Mark::Stands => {}
        Mark::Skipped => front = front.trim_start_matches('\u{feff}').to_owned(),
        Mark::Counted => front.insert(0, '\u{feff}'),
    }
    match counting.line_ends {
        LineEnds::Stand => {}
        LineEnds::CrlfOne => front = front.replace("\r\n", "\n"),
        LineEnds::LfTwo => front = front.replace("\r\n", "\n").replace('\n', "\r\n"),
    }
    (match counting.unit {
        Unit::Byte => front.len(),
        Unit::CodePoint => front.chars().count(),
        Unit::Utf16 => front.encode_utf16().count(),
    }) as u64
}

/// Places where a span may begin or end: between characters, not in a line end of two, not before a mark.
fn places(text: &str) -> Vec<usize> {
    let begin = text.len() - text.trim_start_matches('\u{feff}').len();
    let is_inside = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
    let all = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    all.filter(|at| *at >= begin && !is_inside(*at)).collect()
}

fn settled(foreign: &Foreign, counting: Counting) -> Document {
    let schema = news_schema::news();
    let (labels, kinds) = settle::names(foreign, &schema, Some(counting));
    let plan = Plan::new(("test", foreign), counting, (&labels, &kinds), &schema, "");
    let mut settled = Settled::default();
    settled.document(&foreign.documents[0], &plan).expect("it has a text")
}

/// Whether every span is at its place, or is marked as moved.
fn is_right(document: &Document, expected: &[TextRange]) -> bool {
    let placed: Vec<_> = document.annotations.values().collect();
    placed.len() == expected.len()
        && placed.iter().all(|annotation| {
            let number: usize = annotation.note.parse().expect("a number");
            annotation.doubt.is_some() || annotation.span.fragments().eq([expected[number]])
        })
}

proptest! {
    #[test]
    fn what_offsets_count_is_found_or_asked(
        text in text(),
        picks in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6),
        counting in prop::sample::select(Counting::all().collect::<Vec<_>>()),
        quoted in any::<bool>(),
    ) {
        let has_mark = text.starts_with('\u{feff}');
        // A mark that nobody sees can be told by words only; one that is not there is not skipped.
        prop_assume!(counting.mark != Mark::Counted || (quoted && !has_mark));
        let places = places(&text);
        let fixed = FixedText::new(&text);
        let (mut spans, mut expected) = (Vec::new(), Vec::new());
        for (one, other) in picks {
            let (one, other) = (*one.get(&places), *other.get(&places));
            let (start, end) = (one.min(other), one.max(other));
            let small = |at: usize| fixed.map(u32::try_from(at).expect("short"));
            let Some(range) = TextRange::new(small(start), small(end)) else { continue };
            spans.push(LooseSpan {
                id: format!("T{}", spans.len()),
                label: "person".to_owned(),
                fragments: vec![(offset(&text, start, counting), offset(&text, end, counting))],
                quotes: if quoted { vec![text[start..end].to_owned()] } else { Vec::new() },
                note: expected.len().to_string(),
                ..LooseSpan::default()
            });
            expected.push(range);
        }
        prop_assume!(!spans.is_empty());
        let loose = Loose { text, spans, ..Loose::default() };
        let foreign = Foreign { documents: vec![loose], ..Foreign::default() };
        let found = settle::counting(&foreign);
        if found.is_certain {
            let chosen = found.chosen.expect("what is certain is chosen");
            let document = settled(&foreign, chosen);
            // A mark that the text does not have is thought of last: words that stand again where it would lead tell nothing.
            let alike = counting.mark == Mark::Counted && document.annotations.values().all(|annotation| {
                let number: usize = annotation.note.parse().expect("a number");
                annotation.span.quote(&document.article) == document.article.quote(expected[number])
            });
            let is_right = alike || is_right(&document, &expected);
            prop_assert!(is_right, "{} taken for {}: {document:?}", counting.name(), chosen.name());
        } else {
            let right = found.candidates.iter().any(|candidate| is_right(&settled(&foreign, candidate.counting), &expected));
            prop_assert!(right, "{} is none of {:?}", counting.name(), found.candidates);
            prop_assert!(found.candidates.len() > 1);
            prop_assert!(found.candidates.iter().all(|candidate| !candidate.glimpses.is_empty()));
        }
    }
}

/// What came of two mentions of one thing, each with an address.
fn linked(thing: LooseThing, links: [Option<&str>; 2], known: &Table<EntityId, Rc<Entity>>) -> Settled {
    let span = |(number, link): (u64, Option<&str>)| LooseSpan {
        id: format!("T{number}"),
        label: "person".to_owned(),
        fragments: vec![(4 * number, 4 * number + 3)],
        link: link.map(str::to_owned),
        ..LooseSpan::default()
    };
    let spans = (0..).zip(links).map(span).collect();
    let groups = vec![LooseThing { members: vec!["T0".to_owned(), "T1".to_owned()], ..thing }];
    let loose = Loose { text: "Ana Ann met.".to_owned(), spans, groups, ..Loose::default() };
    let foreign = Foreign { documents: vec![loose], ..Foreign::default() };
    let schema = news_schema::news();
    let counting = Counting::of(Unit::CodePoint);
    let (labels, kinds) = settle::names(&foreign, &schema, Some(counting));
    let plan = Plan::new(("test", &foreign), counting, (&labels, &kinds), &schema, "");
    let mut settled = Settled::with(known, &Table::new());
    settled.document(&foreign.documents[0], &plan).expect("it has a text");
    settled
}

#[test]
fn a_thing_has_one_address_and_others_are_told() {
    let addresses = |settled: &Settled| settled.entities.values().map(|one| one.link.clone()).collect::<Vec<_>>();
    let told = |settled: &Settled| {
        let words = |issue: &Issue| match &issue.problem {
            Problem::NotTaken { why, words, .. } => (issue.path.clone(), why.clone(), words.clone()),
            other => panic!("{other:?}"),
        };
        settled.issues.iter().map(words).collect::<Vec<_>>()
    };
    let other = |link: &str| vec![("T1".to_owned(), "other_link".to_owned(), link.to_owned())];
    let settled = linked(LooseThing::default(), [Some("q1"), Some("q2")], &Table::new());
    assert_eq!((addresses(&settled), told(&settled)), (vec![Some("q1".into())], other("q2")));
    let settled = linked(LooseThing::default(), [Some("q1"), Some("q1")], &Table::new());
    assert_eq!((addresses(&settled), told(&settled)), (vec![Some("q1".into())], vec![]));
    // One that the project knows keeps its address, or gets one.
    let id = EntityId::from_bits(9);
    let thing = || LooseThing { id: id.to_string(), ..LooseThing::default() };
    let known = |link: Option<&str>| -> Table<EntityId, Rc<Entity>> {
        let entity = Entity { id, name: "Ana".into(), link: link.map(Rc::from), note: "mine".into() };
        [(id, Rc::new(entity))].into_iter().collect()
    };
    let settled = linked(thing(), [None, Some("q2")], &known(Some("q1")));
    assert_eq!((addresses(&settled), told(&settled)), (vec![Some("q1".into())], other("q2")));
    let settled = linked(thing(), [None, Some("q2")], &known(None));
    assert_eq!((addresses(&settled), told(&settled)), (vec![Some("q2".into())], vec![]));
    assert_eq!(settled.entities.get(&id).map(|one| one.note.clone()), Some("mine".into()));
}

#[test]
fn words_tell_units_apart() {
    let text = "😀 Ana met Bo.\r\nBo left.";
    for (name, offsets) in [("code_point", (2, 5)), ("utf16", (3, 6)), ("byte", (5, 8))] {
        let span = LooseSpan { fragments: vec![offsets], quotes: vec!["Ana".into()], ..LooseSpan::default() };
        let loose = Loose { text: text.to_owned(), spans: vec![span], ..Loose::default() };
        let found = settle::counting(&Foreign { documents: vec![loose], ..Foreign::default() });
        assert_eq!((found.chosen.map(Counting::name).as_deref(), found.is_certain), (Some(name), true));
    }
}

#[test]
fn without_words_a_person_is_asked() {
    let span = |start, end| LooseSpan { fragments: vec![(start, end)], ..LooseSpan::default() };
    let loose = Loose { text: "😀 Ana met Bo.".into(), spans: vec![span(3, 6), span(11, 13)], ..Loose::default() };
    let found = settle::counting(&Foreign { documents: vec![loose], ..Foreign::default() });
    assert!(!found.is_certain);
    assert_eq!(found.chosen.map(Counting::name).as_deref(), Some("utf16"), "whole words are likelier");
    let words: Vec<_> = found.candidates.iter().map(|candidate| candidate.glimpses[0][1].as_str()).collect();
    assert_eq!(words, ["na ", "Ana", ""], "code points, UTF-16, bytes");
}

#[test]
fn words_that_moved_are_found_nearby_and_told() {
    let span = |id: &str, offsets, quote: &str| LooseSpan {
        id: id.into(),
        label: "PER".into(),
        fragments: vec![offsets],
        quotes: vec![quote.into()],
        ..LooseSpan::default()
    };
    let spans = vec![span("T1", (0, 3), "Ana"), span("T2", (9, 11), "Bo"), span("T3", (0, 3), "Zoe")];
    let loose = Loose { text: "Ana met Bo.".into(), spans, ..Loose::default() };
    let foreign = Foreign { documents: vec![loose], ..Foreign::default() };
    let schema = news_schema::news();
    let (labels, kinds) = settle::names(&foreign, &schema, None);
    let counting = Counting::of(Unit::CodePoint);
    let plan = Plan::new(("test", &foreign), counting, (&labels, &kinds), &schema, "");
    let mut settled = Settled::default();
    let document = settled.document(&foreign.documents[0], &plan).expect("a text");
    let mut found: Vec<_> = document
        .annotations
        .values()
        .map(|a| (a.span.quote(&document.article), a.doubt.is_some(), a.label.to_string()))
        .collect();
    found.sort();
    let person = || "person".to_owned();
    assert_eq!(found, [("Ana".to_owned(), false, person()), ("Bo".to_owned(), true, person())]);
    assert_eq!((settled.moved, settled.lost, settled.issues.len()), (1, 1, 2));
    let again = Settled::default().document(&foreign.documents[0], &plan).expect("a text");
    assert_eq!(again, document, "read twice, the same ids");
}

fn taken(foreign: &Foreign) -> (Vec<Document>, Settled) {
    let schema = news_schema::news();
    let (labels, kinds) = settle::names(foreign, &schema, None);
    let plan = Plan::new(("test", foreign), Counting::of(Unit::CodePoint), (&labels, &kinds), &schema, "");
    let mut settled = Settled::default();
    let documents = foreign.documents.iter().map(|loose| settled.document(loose, &plan).expect("a text"));
    (documents.collect(), settled)
}

/// A thing is called what the file calls it; an id tells things apart, and an address says which one is meant.
#[test]
fn things_are_those_of_the_file() {
    let span = |id: &str, at: u64, link: Option<&str>| LooseSpan {
        id: id.into(),
        label: "PER".into(),
        fragments: vec![(at, at + 3)],
        link: link.map(str::to_owned),
        ..LooseSpan::default()
    };
    let thing = |id: &str, name: &str, members: &[&str]| LooseThing {
        id: id.into(),
        name: name.into(),
        members: members.iter().map(|member| (*member).to_owned()).collect(),
    };
    let loose = Loose {
        text: "Ana Ann she Eva Eve".into(),
        spans: vec![
            span("1", 0, Some("https://example.org/q1")),
            span("2", 4, None),
            span("3", 8, None),
            LooseSpan { suggested: Some(Verdict::Open), ..span("4", 12, None) },
            span("5", 16, Some("https://example.org/q2")),
        ],
        groups: vec![
            thing("e1", "Ana Silva", &["1", "3"]),
            thing("e2", "Ana Silva", &["2"]),
            thing("e3", "Eva", &["4"]),
        ],
        ..Loose::default()
    };
    // The same thing in another article, where nothing says its name.
    let other = Loose { groups: vec![thing("e2", "", &["2"])], id: "other".into(), ..loose.clone() };
    let (documents, settled) = taken(&Foreign { documents: vec![loose, other], ..Foreign::default() });
    let called = |document: &Document, words: &str| {
        let proposed = document.suggestions.values().map(|suggestion| &suggestion.annotation);
        let mut all = document.annotations.values().map(|one| &**one).chain(proposed);
        let id = all.find(|one| one.span.quote(&document.article) == words).expect("marked").entity;
        id.and_then(|id| settled.entities.get(&id)).cloned()
    };
    let say = |words| called(&documents[0], words).map(|one| (one.name.to_string(), one.link.is_some()));
    assert_eq!((say("Ana"), say("she")), (Some(("Ana Silva".into(), true)), Some(("Ana Silva".into(), true))));
    assert_eq!(say("Ann"), Some(("Ana Silva".into(), false)), "another one of that name");
    assert_eq!((say("Eva"), say("Eve")), (Some(("Eva".into(), false)), Some(("Eve".into(), true))));
    assert_eq!(called(&documents[0], "Ann"), called(&documents[1], "Ann"));
    assert_eq!(called(&documents[0], "Ana"), called(&documents[1], "Ana"), "by its address");
    assert_eq!(settled.entities.len(), 4);
}

#[test]
fn ids_of_documents_never_meet() {
    let loose = |id: &str, text: &str| Loose { id: id.into(), text: text.into(), ..Loose::default() };
    let documents = vec![
        loose("a", "One."),
        loose("a", "Two."),
        loose("a-2", "Three."),
        loose("a", "Four."),
        loose("a-2", "Five."),
    ];
    let (documents, _) = taken(&Foreign { documents, ..Foreign::default() });
    let ids: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
    assert_eq!(ids, ["a", "a-3", "a-2", "a-4", "a-2-2"]);
}

/// Many mentions of many things cost what they are, not their product.
#[test]
fn things_are_found_without_looking_at_all_of_them() {
    let count = 20_000_u64;
    let text = "x ".repeat(usize::try_from(count).expect("small"));
    let spans = (0..count).map(|number| LooseSpan {
        id: format!("T{number}"),
        label: "PER".into(),
        fragments: vec![(2 * number, 2 * number + 1)],
        link: Some(format!("https://example.org/{number}")),
        ..LooseSpan::default()
    });
    let loose = Loose { text, spans: spans.collect(), ..Loose::default() };
    let begin = std::time::Instant::now();
    let (_, settled) = taken(&Foreign { documents: vec![loose], ..Foreign::default() });
    println!("FIGURE settle {count} mentions of as many things in {:?}", begin.elapsed());
    assert_eq!(settled.entities.len() as u64, count);
}
