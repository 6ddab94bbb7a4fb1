//! The body alone: the words of every span stay, and what was lost is told.

use std::rc::Rc;

use manicule::formats::foreign::{Options, body_only};
use manicule::formats::loss::{Losses, Lost};
use manicule::model::{
    Annotation, AnnotationId, Attributes, Document, Origin, Relation, RelationId, Role, Span, Suggestion, TextRange,
    Timestamp, Verdict, markup,
};
use proptest::prelude::*;

use super::common::{cases, projects};

fn document(marked: &str) -> Document {
    markup::parse("a", marked).expect("well formed")
}

/// Marks words, which may go over the end of a block: the notation says only what lies in one.
fn mark(document: &mut Document, words: &str, number: u64) {
    let start = document.article.text().find(words).expect("it stands there");
    let byte = |at: usize| u32::try_from(at).expect("a short text");
    let span = Span::of(TextRange::new(byte(start), byte(start + words.len())).expect("some words"));
    let pattern = self::document("[x](person)");
    let pattern = pattern.annotations.values().next().expect("one");
    let id = AnnotationId::from_bits(number);
    document.annotations.insert(id, Rc::new(Annotation { id, span, ..(**pattern).clone() }));
}

#[test]
fn furniture_goes_and_blank_lines_stay() {
    let whole = document(
        "{p furniture}Menu [x](person)\n\n{p}One [two](person).\n{p furniture}Read [more](person)\n\n\n{p}[Three](person) 😀\n\n\
         {p}four\n{p furniture}Share",
    );
    let mut losses = Losses::default();
    let body = body_only(&whole, &Options::default(), &mut losses);
    assert_eq!(&**body.article.text(), "One two.\n\n\nThree 😀\n\nfour");
    let words: Vec<_> = body.in_reading_order().iter().map(|a| a.span.quote(&body.article)).collect();
    assert_eq!(words, ["two", "Three"]);
    assert_eq!(losses.count(Lost::InFurniture), 2);
    assert_eq!(
        body.blocks.iter().map(|block| body.article.quote(block.range)).collect::<Vec<_>>(),
        ["One two.", "Three 😀", "four"]
    );
    let plain = document("{p}One [two](person).");
    assert_eq!(body_only(&plain, &Options::default(), &mut Losses::default()), plain);
    let nothing = body_only(&document("{p furniture}One [two](person)."), &Options::default(), &mut losses);
    assert!(nothing.article.text().is_empty() && nothing.annotations.is_empty() && nothing.blocks.is_empty());
}

#[test]
fn what_goes_across_is_shortened_or_split() {
    let mut whole = document("{p}a b\n{p furniture}c\n{p}d e\n{p furniture}f\n{p}g h");
    mark(&mut whole, "b\nc", 1);
    mark(&mut whole, "e\nf\ng", 2);
    let mut losses = Losses::default();
    let body = body_only(&whole, &Options::default(), &mut losses);
    let words: Vec<_> = body.in_reading_order().iter().map(|a| a.span.quote(&body.article)).collect();
    assert_eq!(words, ["b", "e … g"]);
    let told: Vec<_> = losses.all().iter().map(|loss| (loss.what.as_str(), loss.how.as_str(), loss.count)).collect();
    assert_eq!(told, [("across_furniture", "split", 1), ("across_furniture", "shortened", 1)]);
}

/// A link means an annotation before a suggestion of its id: where that is in furniture it goes along, and is told.
#[test]
fn links_of_what_is_left_out_go_whatever_is_suggested_under_its_id() {
    let mut whole = document("{p}a b\n{p furniture}c\n{p}d");
    mark(&mut whole, "c", 1);
    mark(&mut whole, "d", 2);
    let [c, d] = [1, 2].map(AnnotationId::from_bits);
    let annotation = (**whole.annotations.get(&d).expect("it is marked")).clone();
    let suggestion = Suggestion { annotation: Annotation { id: c, ..annotation }, verdict: Verdict::Open };
    whole.suggestions.insert(c, Rc::new(suggestion));
    let link = Relation {
        id: RelationId::from_bits(1),
        kind: "source".into(),
        from: d,
        to: c,
        attributes: Attributes::new(),
        note: "".into(),
        author: None,
        created: Timestamp(0),
        changed: Timestamp(0),
        origin: Origin::Person,
    };
    whole.relations.insert(link.id, Rc::new(link));
    let mut losses = Losses::default();
    let body = body_only(&whole, &Options::default(), &mut losses);
    assert_eq!((body.annotations.len(), body.suggestions.len(), body.relations.len()), (1, 1, 0));
    assert_eq!(losses.count(Lost::LooseRelations), 1);
}

/// What is told of an annotation is told of a suggestion that is written.
#[test]
fn suggestions_across_furniture_are_told_where_they_are_written() {
    let mut whole = document("{p}a b\n{p furniture}c\n{p}d");
    mark(&mut whole, "b\nc", 1);
    let annotation = (**whole.annotations.values().next().expect("one")).clone();
    whole.annotations = Default::default();
    for (number, verdict) in [(2, Verdict::Open), (3, Verdict::Rejected)] {
        let annotation = Annotation { id: AnnotationId::from_bits(number), ..annotation.clone() };
        whole.suggestions.insert(annotation.id, Rc::new(Suggestion { annotation, verdict }));
    }
    for (written, count) in [(true, 1), (false, 0)] {
        let mut losses = Losses::default();
        let body = body_only(&whole, &Options { suggestions: written, ..Options::default() }, &mut losses);
        assert_eq!(body.suggestions.len(), 2);
        assert_eq!(losses.count(Lost::AcrossFurniture), count);
    }
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn words_stay_and_losses_are_told(project in projects::project()) {
        for whole in project.documents() {
            let mut losses = Losses::default();
            let body = body_only(whole, &Options::default(), &mut losses);
            prop_assert!(body.blocks.iter().all(|block| block.role == Role::Body));
            for (annotation, was) in body.annotations.values().filter_map(|a| Some((a, whole.annotations.get(&a.id)?))) {
                prop_assert!(annotation.span.fits(&body.article));
                let letters = |words: String| words.chars().filter(|c| !c.is_whitespace() && *c != '…').collect::<String>();
                let (now, then) = (letters(annotation.span.quote(&body.article)), letters(was.span.quote(&whole.article)));
                if losses.count(Lost::AcrossFurniture) == 0 {
                    prop_assert_eq!(now, then);
                } else {
                    let mut rest = then.chars();
                    prop_assert!(now.chars().all(|c| rest.any(|other| other == c)), "{} of {}", now, then);
                }
            }
            let gone = whole.annotations.len() - body.annotations.len();
            prop_assert_eq!(losses.count(Lost::InFurniture) as usize, gone);
            for relation in body.relations.values() {
                for end in [relation.from, relation.to] {
                    prop_assert!(body.annotations.contains_key(&end) || !whole.annotations.contains_key(&end));
                }
            }
            let words = |document: &Document, role| -> String {
                let blocks = document.blocks.iter().filter(|block| block.role == role);
                blocks.map(|block| document.article.quote(block.range)).collect()
            };
            let (now, then) = (words(&body, Role::Body), words(whole, Role::Body));
            let marks = |words: String| words.trim_start_matches('\u{feff}').to_owned();
            prop_assert_eq!(marks(now), marks(then));
        }
    }
}
