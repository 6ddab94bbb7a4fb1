//! The walk through what is suggested: each deed a key, over the ends of articles, taken back and read again.

use manicule::model::{AnnotationId, DocId, Document, Origin, Verdict};
use manicule::session::keys::{Stroke, command_for};
use manicule::session::suggestions::{At, Tally};
use manicule::session::{Action, Args, Command, SourceFile, State};

use super::tab::{Disk, Tab};
use crate::common::laws;

/// An article as a line of the native format. `suggested` has `words=label@score` for each suggestion, parted by spaces;
/// ids are numbers from `first` on. `spans` in the same way, without a score.
pub(crate) fn line(id: &str, text: &str, first: u64, suggested: &str, spans: &str, relations: &str) -> String {
    let object = |(number, each): (u64, &str)| {
        let (words, rest) = each.split_once('=').expect("words=label");
        let (label, score) = rest.split_once('@').unwrap_or((rest, ""));
        let start = text.find(words).expect("in the text");
        let (start, end) = (text[..start].chars().count(), text[..start].chars().count() + words.chars().count());
        let origin = match score {
            "" => "\"origin\":\"human\"".to_owned(),
            _ => format!("\"origin\":\"model\",\"engine\":\"tagger-2\",\"score\":{score},\"status\":\"suggested\""),
        };
        let id = AnnotationId::from_bits(number);
        format!(
            "{{\"id\":\"{id}\",\"label\":\"{label}\",\"fragments\":[{{\"start\":{start},\"end\":{end},\"text\":\"{words}\"}}],{origin}}}"
        )
    };
    let list = |all: &str, first: u64| {
        (first..).zip(all.split(' ').filter(|each| !each.is_empty())).map(object).collect::<Vec<_>>().join(",")
    };
    format!(
        "{{\"format\":\"article-annotations\",\"version\":\"1.0\",\"id\":\"{id}\",\"meta\":{{\"title\":\"{id}\"}},\"text\":\"{text}\",\"suggestions\":[{}],\"spans\":[{}],\"relations\":[{relations}]}}",
        list(suggested, first),
        list(spans, first + 50),
    )
}

pub(crate) const A: &str = "Ada met Bo in Porto on Monday.";
const B: &str = "Cy left Lima with Di.";
const C: &str = "Eve saw Rome.";

pub(crate) fn three() -> Vec<String> {
    vec![
        line("a", A, 1, "Ada=person@0.9 Bo=person@0.45 Porto=place@0.6", "", ""),
        line("b", B, 101, "Cy=person@0.8 Lima=person@0.3", "", ""),
        line("c", C, 201, "Eve=person@0.7", "", ""),
    ]
}

/// A page with these articles, the first of them shown.
pub(crate) fn page(lines: &[String]) -> Tab {
    let mut tab = Tab::open(&Disk::default(), 1);
    let bytes = lines.join("\n").into_bytes();
    let outcome = tab.act(Action::Files(vec![SourceFile { name: "all.jsonl".to_owned(), bytes }]));
    assert_eq!(outcome.issues, [], "taken as it stands");
    assert_eq!(outcome.added, lines.len());
    open(&mut tab, "a");
    tab
}

pub(crate) fn open(tab: &mut Tab, id: &str) {
    tab.run(Command::OpenArticle, Args::document(&DocId::from(id)));
}

/// Presses keys, parted by spaces.
pub(crate) fn press(tab: &mut Tab, keys: &str) {
    for name in keys.split(' ') {
        tab.moment += 1;
        if let Some((command, args)) = meant(&tab.state, name) {
            tab.run(command, args);
        }
    }
}

pub(crate) fn meant(state: &State, name: &str) -> Option<(Command, Args)> {
    let (mods, key) = name.rsplit_once('+').filter(|(mods, _)| !mods.is_empty()).unwrap_or(("", name));
    let key = if key == "Space" { " " } else { key };
    let stroke = Stroke {
        key: key.to_owned(),
        primary: mods.contains("Mod"),
        shift: mods.contains("Shift"),
        ..Stroke::default()
    };
    command_for(state, &stroke)
}

/// What an article has: annotations as `words=label`, open suggestions with `?` before, rejected ones with `-`; the one
/// that is looked at in brackets.
pub(crate) fn shows(tab: &Tab, id: &str) -> String {
    let document = tab.state.project.document(&DocId::from(id)).expect("loaded");
    let now = tab.state.review.as_ref().and_then(|review| review.current()).map(|current| current.annotation.id);
    let mut all: Vec<(u32, String)> = Vec::new();
    for annotation in document.annotations.values() {
        all.push((
            annotation.span.start(),
            format!("{}={}", annotation.span.quote(&document.article), annotation.label),
        ));
    }
    for suggestion in document.suggestions.values() {
        let annotation = &suggestion.annotation;
        let sign = if suggestion.verdict == Verdict::Open { "?" } else { "-" };
        let text = format!("{sign}{}={}", annotation.span.quote(&document.article), annotation.label);
        let text = if now == Some(annotation.id) { format!("[{text}]") } else { text };
        all.push((annotation.span.start(), text));
    }
    all.sort();
    all.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(", ")
}

pub(crate) fn here(tab: &Tab) -> String {
    let id = tab.state.open.clone().expect("open");
    format!("{id}: {}", shows(tab, id.as_str()))
}

pub(crate) fn said(tab: &Tab) -> String {
    tab.state.said.1.text()
}

pub(crate) fn tally(tab: &Tab) -> Tally {
    tab.state.review.as_ref().expect("a walk").tally(&tab.state.project)
}

pub(crate) fn place(tab: &Tab) -> (usize, usize) {
    tab.state.review.as_ref().expect("a walk").place(&tab.state)
}

pub(crate) fn known<'a>(tab: &'a Tab, id: &str) -> &'a Document {
    tab.state.project.document(&DocId::from(id)).expect("loaded")
}

#[test]
fn a_key_for_each_deed() {
    let check = |keys: &str, expected: &str| {
        let mut tab = page(&three());
        press(&mut tab, keys);
        assert_eq!(here(&tab), expected, "after {keys}");
        laws::hold(&tab.state.project);
    };
    check("Shift+Q", "a: [?Ada=person], ?Bo=person, ?Porto=place");
    check("Shift+Q Enter", "a: Ada=person, [?Bo=person], ?Porto=place");
    for key in ["Backspace", "Delete"] {
        check(&format!("Shift+Q {key}"), "a: -Ada=person, [?Bo=person], ?Porto=place");
    }
    for key in ["Space", "ArrowDown", ".", "j"] {
        check(&format!("Shift+Q {key}"), "a: ?Ada=person, [?Bo=person], ?Porto=place");
        for back in ["ArrowUp", ",", "Shift+J"] {
            check(&format!("Shift+Q {key} {back}"), "a: [?Ada=person], ?Bo=person, ?Porto=place");
        }
    }
    check("Shift+Q 2", "a: Ada=organisation, [?Bo=person], ?Porto=place");
    check("Shift+Q Enter Enter Enter", "b: [?Cy=person], ?Lima=person");
    check("Shift+Q Enter Enter Enter Enter Enter", "c: [?Eve=person]");
    check("Shift+Q Escape Enter", "a: ?Ada=person, ?Bo=person, ?Porto=place");
    // Keys of the walk mean what they meant before, once it is over.
    check("Shift+Q Escape x", "a: ?Ada=person, ?Bo=person, ?Porto=place");
}

#[test]
fn what_is_accepted_keeps_where_it_came_from() {
    let mut tab = page(&three());
    press(&mut tab, "Shift+Q Enter 2");
    let document = known(&tab, "a");
    let made: Vec<_> = document.in_reading_order();
    let [ada, bo] = made.as_slice() else { panic!("two: {}", here(&tab)) };
    assert_eq!(ada.id, AnnotationId::from_bits(1), "the same id");
    for (annotation, permille) in [(ada, Some(900)), (bo, Some(450))] {
        assert_eq!(annotation.origin, Origin::Engine { id: "tagger-2".into(), permille });
        assert_eq!(annotation.author, Some(tab.state.me), "the person said yes");
        assert!(annotation.created.0 > 1_700_000_000_000 && annotation.created == annotation.changed);
    }
    assert_eq!(document.meta.annotator, Some(tab.state.me));
    assert_eq!(tally(&tab), Tally { accepted: 2, relabelled: 1, rejected: 0, skipped: 0 });
    assert_eq!(tab.state.history.depth().0, 3, "an import and a step for each");
}

#[test]
fn each_step_is_said() {
    let mut tab = page(&three());
    press(&mut tab, "Shift+Q");
    assert_eq!(said(&tab), "“Ada”, Person, 0.90; 1 of 6");
    press(&mut tab, "Enter");
    assert_eq!(said(&tab), "Accepted Ada. “Bo”, Person, 0.45; 2 of 6");
    press(&mut tab, "Backspace");
    assert_eq!(said(&tab), "Rejected Bo. “Porto”, Place, 0.60; 3 of 6");
    press(&mut tab, "Space");
    assert_eq!(said(&tab), "b. “Cy”, Person, 0.80; 4 of 6");
    press(&mut tab, "Enter Enter Enter");
    assert_eq!(said(&tab), "Accepted Eve. Suggestions: 4 accepted (0 with another label), 1 rejected, 1 skipped.");
}

#[test]
fn the_end_tells_and_what_was_passed_over_comes_again() {
    let mut tab = page(&three());
    press(&mut tab, "Shift+Q Space Enter Enter Enter Space Enter");
    assert_eq!(tally(&tab), Tally { accepted: 4, relabelled: 0, rejected: 0, skipped: 2 });
    assert_eq!(tab.state.review.as_ref().map(|review| review.at.clone()), Some(At::End));
    assert_eq!(place(&tab).1, 6);
    press(&mut tab, "Enter");
    assert_eq!(here(&tab), "a: [?Ada=person], Bo=person, Porto=place", "from the end round to the first");
    press(&mut tab, "Backspace");
    assert_eq!(here(&tab), "b: Cy=person, [?Lima=person]");
    press(&mut tab, "Enter Escape");
    assert_eq!(tab.state.review, None);
    assert_eq!(said(&tab), "Suggestions: 5 accepted (0 with another label), 1 rejected, 0 skipped.");
    press(&mut tab, "Shift+Q");
    assert!(tab.state.review.is_none(), "nothing is left");
    assert_eq!(meant(&tab.state, "Shift+Q"), None);
}

#[test]
fn undo_brings_the_walk_back_over_the_ends_of_articles() {
    let mut tab = page(&three());
    press(&mut tab, "Shift+Q Enter Backspace 2 Enter");
    assert_eq!(here(&tab), "b: Cy=person, [?Lima=person]");
    press(&mut tab, "Mod+z");
    assert_eq!(here(&tab), "b: [?Cy=person], ?Lima=person");
    assert_eq!(said(&tab), "Undone: Accepted Cy. “Cy”, Person, 0.80; 4 of 6");
    press(&mut tab, "Mod+z");
    assert_eq!(here(&tab), "a: Ada=person, -Bo=person, [?Porto=place]", "in the article before");
    assert_eq!(tally(&tab), Tally { accepted: 1, relabelled: 0, rejected: 1, skipped: 0 });
    press(&mut tab, "Mod+z");
    assert_eq!(here(&tab), "a: Ada=person, [?Bo=person], ?Porto=place");
    press(&mut tab, "Mod+z");
    assert_eq!(here(&tab), "a: [?Ada=person], ?Bo=person, ?Porto=place");
    press(&mut tab, "Mod+Shift+z Mod+Shift+z");
    assert_eq!(here(&tab), "a: Ada=person, -Bo=person, [?Porto=place]", "done again, it goes on");
    press(&mut tab, "Enter Enter Enter Enter Mod+z");
    assert_eq!(here(&tab), "c: [?Eve=person]", "from the end as well");
    assert_eq!(tally(&tab).accepted, 4);
}

#[test]
fn articles_that_are_not_loaded_are_read_before_they_are_come_to() {
    let mut tab = page(&three()).reload(2);
    assert!(tab.state.project.document(&DocId::from("b")).is_none());
    press(&mut tab, "Shift+Q");
    assert!(
        tab.state.project.document(&DocId::from("b")).is_some(),
        "the next article is read while this one is looked at"
    );
    assert!(tab.state.project.document(&DocId::from("c")).is_none(), "and no other");
    assert_eq!(place(&tab), (1, 6), "what is not loaded counts");
    press(&mut tab, "Enter Enter Enter");
    assert_eq!(here(&tab), "b: [?Cy=person], ?Lima=person");
    assert!(tab.state.project.document(&DocId::from("c")).is_some());
    press(&mut tab, "Enter Enter Enter");
    assert_eq!(tally(&tab).accepted, 6);
}

#[test]
fn a_key_pressed_while_an_article_is_read_says_nothing_to_anything() {
    let mut tab = page(&three()).reload(2);
    tab.holds_loads = true;
    press(&mut tab, "Shift+Q Enter Enter Enter");
    assert!(matches!(tab.state.review.as_ref().map(|review| &review.at), Some(At::Reading(_))), "it waits");
    let before = tab.state.project.clone();
    for key in ["Enter", "Backspace", "2", "Space", "ArrowUp", "x"] {
        press(&mut tab, key);
    }
    assert_eq!(tab.state.project.loaded, before.loaded, "nothing was said");
    tab.read_on();
    assert_eq!(here(&tab), "b: [?Cy=person], ?Lima=person");
    press(&mut tab, "Enter");
    assert_eq!(here(&tab), "b: Cy=person, [?Lima=person]");
}

#[test]
fn a_walk_does_not_wait_for_an_article_that_cannot_be_read() {
    let mut tab = page(&three()).reload(2);
    tab.holds_loads = true;
    press(&mut tab, "Shift+Q Enter Enter Enter");
    tab.loads.clear();
    tab.holds_loads = false;
    tab.act(Action::Loaded(DocId::from("b"), None, None));
    assert_eq!(here(&tab), "c: [?Eve=person]");
}

#[test]
fn what_is_only_looked_at_is_passed_over() {
    let mut tab = page(&three());
    open(&mut tab, "b");
    tab.run(Command::UnlockArticle, Args::default());
    assert!(known(&tab, "b").meta.locked);
    open(&mut tab, "a");
    press(&mut tab, "Shift+Q");
    assert_eq!(place(&tab), (1, 4));
    press(&mut tab, "Enter Enter Enter");
    assert_eq!(here(&tab), "c: [?Eve=person]");
    press(&mut tab, "Enter");
    assert_eq!(shows(&tab, "b"), "?Cy=person, ?Lima=person");
    let id = Args { id: Some(AnnotationId::from_bits(101).to_string()), ..Args::document(&DocId::from("b")) };
    assert!(tab.run(Command::AcceptSuggestion, id).refused.is_some());
    open(&mut tab, "b");
    assert_eq!(tab.state.review, None, "there is nothing to be walked through");
}

#[test]
fn what_is_marked_already_stays_and_links_lead_to_it() {
    let relation = |id: u64, from: u64, to: u64| {
        let [from, to] = [from, to].map(AnnotationId::from_bits);
        let id = manicule::model::RelationId::from_bits(id);
        format!("{{\"id\":\"{id}\",\"label\":\"source\",\"from\":\"{from}\",\"to\":\"{to}\"}}")
    };
    let relations = [relation(1, 3, 1), relation(2, 2, 1)].join(",");
    let suggested = "Ada=person@0.9 Bo=claim@0.45 Porto=claim@0.6";
    let mut tab = page(&[line("a", A, 1, suggested, "Ada=person", &relations)]);
    let before = known(&tab, "a").clone();
    assert!(before.relations.values().all(|relation| before.waits(relation)), "they wait");
    press(&mut tab, "Shift+Q");
    assert_eq!(said(&tab), "“Ada”, Person, 0.90, already marked; 1 of 3");
    press(&mut tab, "Enter");
    let document = known(&tab, "a");
    assert_eq!(document.annotations, before.annotations, "what is marked stays as it was");
    assert!(document.relations.values().all(|relation| relation.to == AnnotationId::from_bits(51)));
    press(&mut tab, "Enter Backspace");
    let document = known(&tab, "a");
    let waits: Vec<bool> = document.relations.values().map(|relation| document.waits(relation)).collect();
    assert_eq!(waits, [true, false], "both ends are there, or one was rejected");
    press(&mut tab, "Mod+z Mod+z Mod+z");
    assert_eq!(*known(&tab, "a"), before);
}
