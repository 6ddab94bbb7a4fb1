//! The walk through what is suggested, further: edges, orders, labels that are not offered, other tabs, scripts, and any keys
//! in any order.

use std::rc::Rc;

use manicule::model::{AnnotationId, DocId, Origin, Suggestion, TextRange, Verdict};
use manicule::session::holder::Holder;
use manicule::session::suggestions::{At, Order, Tally};
use manicule::session::{Action, Args, Command, Outcome, SourceFile};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::suggestions::{A, here, known, line, meant, open, page, press, said, shows, three};
use super::tab::Tab;
use crate::common::{cases, laws};

#[test]
fn edges_are_fixed_before_it_is_accepted() {
    let mut tab = page(&three());
    press(&mut tab, "Shift+Q Mod+Shift+ArrowRight");
    assert_eq!(here(&tab), "a: [?Ada met=person], ?Bo=person, ?Porto=place");
    press(&mut tab, "Mod+Shift+ArrowRight e Mod+Shift+ArrowRight");
    assert_eq!(here(&tab), "a: [?met Bo=person], ?Bo=person, ?Porto=place");
    press(&mut tab, "Mod+z");
    assert_eq!(here(&tab), "a: [?Ada met Bo=person], ?Bo=person, ?Porto=place");
    // What was changed is kept, and the walk begins again there.
    let mut tab = tab.reload(2);
    press(&mut tab, "Shift+Q");
    assert_eq!(here(&tab), "a: [?Ada met Bo=person], ?Bo=person, ?Porto=place");
    press(&mut tab, "Enter");
    let document = known(&tab, "a");
    let made = document.annotations.get(&AnnotationId::from_bits(1)).expect("with its id");
    assert_eq!(made.origin, Origin::Engine { id: "tagger-2".into(), permille: Some(900) });
    assert_eq!(made.span.quote(&document.article), "Ada met Bo");
    press(&mut tab, "Mod+z Mod+z Mod+z");
    assert_eq!(
        here(&tab),
        "a: [?Ada=person], ?Bo=person, ?Porto=place",
        "records of the page load before are undone too"
    );
}

#[test]
fn an_edge_can_be_pulled() {
    let mut tab = page(&three());
    press(&mut tab, "Shift+Q");
    let boundaries = crate::common::segments::boundaries(A);
    tab.act(Action::Grab(manicule::edit::Edge { fragment: 0, end: true }));
    tab.act(Action::Drag { at: 9, boundaries: boundaries.clone(), exact: false });
    assert_eq!(here(&tab), "a: [?Ada=person], ?Bo=person, ?Porto=place", "not before it is let go");
    tab.act(Action::Drop(true));
    assert_eq!(here(&tab), "a: [?Ada met Bo=person], ?Bo=person, ?Porto=place");
}

#[test]
fn orders() {
    let mut tab = page(&three());
    press(&mut tab, "Shift+Q o");
    assert_eq!((tab.state.walks, said(&tab).as_str()), (Order::Score, "The highest score first."));
    press(&mut tab, "Enter");
    assert_eq!(here(&tab), "a: Ada=person, ?Bo=person, [?Porto=place]");
    press(&mut tab, "Enter Enter");
    assert_eq!(here(&tab), "b: [?Cy=person], ?Lima=person");
    press(&mut tab, "o Escape");
    let mut tab = tab.reload(2);
    assert_eq!(tab.state.walks, Order::Doubt, "kept");
    press(&mut tab, "Shift+Q");
    assert_eq!(here(&tab), "b: ?Cy=person, [?Lima=person]", "0.3 is less sure than 0.8");
    tab.run(Command::OrderSuggestions, Args::text("text"));
    assert_eq!(here(&tab), "b: ?Cy=person, [?Lima=person]", "what is looked at stays");
    press(&mut tab, "Enter");
    assert_eq!(here(&tab), "b: [?Cy=person], Lima=person", "round to what is left in the article");
    assert!(tab.run(Command::OrderSuggestions, Args::text("luck")).refused.is_some());
}

#[test]
fn a_label_that_cannot_be_put_on_is_told_of() {
    let mut tab = page(&[line("a", A, 1, "Ada=deity@0.9 Bo=person@0.4", "", "")]);
    press(&mut tab, "Shift+Q Enter");
    assert_eq!(said(&tab), "The schema has no label “deity”: press a label’s key, or reject.");
    assert_eq!(here(&tab), "a: [?Ada=deity], ?Bo=person");
    press(&mut tab, "1");
    assert_eq!(here(&tab), "a: Ada=person, [?Bo=person]");
    assert!(tab.run(Command::AcceptSuggestion, Args::label("deity")).refused.is_some());
    // Retired while it is suggested.
    tab.run(Command::Schemas, Args::default());
    let retired = Args { field: Some("retired".to_owned()), text: Some("true".to_owned()), ..Args::id("person") };
    tab.run(Command::SchemaSet, Args { label: Some("person".to_owned()), ..retired });
    tab.run(Command::SchemaKeep, Args::default());
    tab.run(Command::Leave, Args::default());
    assert!(tab.state.project.schema.offered().all(|label| label.id.as_str() != "person"), "it is retired");
    press(&mut tab, "Enter");
    assert_eq!(said(&tab), "The label “Person” is retired: press another label’s key, or reject.");
    press(&mut tab, "Backspace");
    assert_eq!(here(&tab), "a: Ada=person, -Bo=person");
}

#[test]
fn what_is_picked_out_meanwhile_has_the_keys() {
    let mut tab = page(&three());
    press(&mut tab, "Shift+Q");
    let at = u32::try_from(A.find("Monday").expect("there")).expect("short");
    let range = manicule::model::TextRange::new(at, at + 6).expect("some");
    let boundaries = crate::common::segments::boundaries(A);
    tab.act(Action::Words { range, boundaries, add: false, exact: false, double: false });
    press(&mut tab, "4");
    assert_eq!(here(&tab), "a: [?Ada=person], ?Bo=person, ?Porto=place, Monday=date", "what was missed is marked");
    press(&mut tab, "Enter");
    assert_eq!(here(&tab), "a: [?Ada=person], ?Bo=person, ?Porto=place, Monday=date", "Enter goes back to the walk");
    press(&mut tab, "Enter");
    assert_eq!(here(&tab), "a: Ada=person, [?Bo=person], ?Porto=place, Monday=date");
}

#[test]
fn the_walk_begins_where_one_is_and_follows_to_other_articles() {
    let mut tab = page(&three());
    open(&mut tab, "b");
    press(&mut tab, "Shift+Q");
    assert_eq!(here(&tab), "b: [?Cy=person], ?Lima=person");
    open(&mut tab, "a");
    assert_eq!(here(&tab), "a: [?Ada=person], ?Bo=person, ?Porto=place");
    assert_eq!(said(&tab), "a. “Ada”, Person, 0.90; 1 of 6");
    // A click on another suggestion.
    tab.run(Command::ReviewSuggestions, Args::id(AnnotationId::from_bits(3)));
    assert_eq!(here(&tab), "a: ?Ada=person, ?Bo=person, [?Porto=place]");
    press(&mut tab, "Enter");
    assert_eq!(here(&tab), "a: [?Ada=person], ?Bo=person, Porto=place", "what was not passed over is come to");
    let gone = tab.run(Command::ReviewSuggestions, Args::id(AnnotationId::from_bits(3)));
    assert!(gone.refused.is_some());
    let there = Args { id: Some(AnnotationId::from_bits(102).to_string()), ..Args::document(&DocId::from("b")) };
    tab.run(Command::ReviewSuggestions, there);
    assert_eq!(here(&tab), "b: ?Cy=person, [?Lima=person]");
}

#[test]
fn what_another_tab_took_is_looked_at_no_more() {
    let first = page(&three());
    let mut second = Tab::open(&first.disk, 7);
    let mut first = first;
    press(&mut first, "Shift+Q");
    press(&mut second, "Shift+Q Enter");
    first.hear();
    assert_eq!(here(&first), "a: Ada=person, [?Bo=person], ?Porto=place");
    press(&mut first, "Backspace");
    second.hear();
    assert_eq!(here(&second), "a: Ada=person, -Bo=person, [?Porto=place]");
}

#[test]
fn scripts_say_yes_and_no_to_many() {
    let mut tab = page(&three());
    let ids = |ids: &[u64]| Args {
        ids: Some(ids.iter().map(|id| AnnotationId::from_bits(*id).to_string()).collect()),
        ..Args::default()
    };
    let Outcome { made, changed, .. } = tab.run(Command::AcceptSuggestion, ids(&[1, 3]));
    assert_eq!((made, changed), (Some(AnnotationId::from_bits(1).to_string()), true));
    assert_eq!(shows(&tab, "a"), "Ada=person, ?Bo=person, Porto=place");
    tab.run(Command::RejectSuggestion, Args { ids: ids(&[101, 102]).ids, ..Args::document(&DocId::from("b")) });
    assert_eq!(shows(&tab, "b"), "-Cy=person, -Lima=person");
    assert!(tab.run(Command::AcceptSuggestion, ids(&[1])).refused.is_some(), "it is none any more");
    assert!(tab.run(Command::AcceptSuggestion, Args::default()).refused.is_some(), "nobody walks");
    assert_eq!(tab.state.review, None);
    laws::hold(&tab.state.project);
}

/// What a suggestion came to.
fn fates(tab: &Tab) -> Vec<String> {
    let mut all = Vec::new();
    for (name, ids) in [("a", 1..4_u64), ("b", 101..103), ("c", 201..202)] {
        let document = known(tab, name);
        for id in ids.map(AnnotationId::from_bits) {
            let suggestion = document.suggestions.get(&id).map(|known: &std::rc::Rc<Suggestion>| known.verdict);
            let annotation = document.annotations.contains_key(&id);
            assert!(suggestion.is_some() != annotation, "{id} is one of both");
            all.push(match suggestion {
                Some(Verdict::Open) => "open".to_owned(),
                Some(Verdict::Rejected) => "rejected".to_owned(),
                None => "accepted".to_owned(),
            });
        }
    }
    all
}

proptest! {
    #![proptest_config(cases(64))]

    /// Whatever is pressed, in whatever order: what is counted is what stands there, and all of it can be taken back.
    #[test]
    fn any_walk(
        keys in vec(select(&[
            "Enter", "Enter", "Backspace", "2", "1", "Space", "ArrowUp", "Mod+z", "Mod+Shift+z", "Mod+Shift+ArrowRight", "e",
            "o", "Escape", "Shift+Q", "Shift+Q", ">", "<", "reload",
        ][..]), 1..60)
    ) {
        let mut tab = page(&three());
        let before = fates(&tab);
        press(&mut tab, "Shift+Q");
        let mut loads = 1;
        for key in keys {
            if key == "reload" {
                loads += 1;
                tab = tab.reload(loads);
                for id in ["b", "c", "a"] {
                    open(&mut tab, id);
                }
                press(&mut tab, "Shift+Q");
                continue;
            }
            if key == "Mod+z" && tab.state.history.depth().0 == 1 {
                // The articles would go.
                continue;
            }
            // Outside of the walk, and with a caret in the text, these keys mean what is picked out.
            let is_outside = tab.state.review.is_none() || tab.state.caret.is_some();
            if (is_outside || !tab.state.selection.annotations().is_empty()) && ["Backspace", "1", "2", "Mod+Shift+ArrowRight"].contains(&key) {
                continue;
            }
            press(&mut tab, key);
            laws::hold(&tab.state.project);
            let now = fates(&tab);
            if let Some(review) = &tab.state.review {
                let (place, all) = review.place(&tab.state);
                let Tally { accepted, rejected, .. } = review.tally(&tab.state.project);
                let count = |fate: &str| now.iter().filter(|each| *each == fate).count();
                prop_assert!(accepted <= count("accepted") && rejected <= count("rejected"));
                prop_assert_eq!(all, accepted + rejected + count("open"));
                prop_assert!(place <= all && (place > 0 || all == 0));
                if let Some(current) = review.current() {
                    let document = tab.state.document().expect("open");
                    prop_assert_eq!(&review.document, &document.id, "what is looked at is on the page");
                    prop_assert_eq!(document.suggestions.get(&current.annotation.id), Some(current));
                    prop_assert_eq!(current.verdict, Verdict::Open);
                }
                if let Some(document) = tab.state.document().filter(|document| document.id == review.document) {
                    prop_assert!(review.placed.is_of(document), "where suggestions lie is known before anything is drawn");
                    let text = u32::try_from(document.article.text().len()).expect("short");
                    for (start, end) in [(0, text), (0, text / 2), (text / 2, text)] {
                        let here = TextRange::new(start, end).expect("not empty");
                        let lies_here = |known: &&Rc<Suggestion>| known.annotation.span.hull().overlaps(here);
                        let expected: Vec<_> = document.open_suggestions().filter(lies_here).collect();
                        prop_assert_eq!(review.placed.around(here), expected);
                    }
                }
            }
        }
        tab.run(Command::Leave, Args::default());
        while tab.state.history.depth().0 > 1 {
            tab.moment += 1;
            tab.run(Command::Undo, Args::default());
        }
        prop_assert_eq!(fates(&tab), before);
    }
}

/// What comes in meanwhile leaves the walk where it is; Enter says yes to what was looked at.
#[test]
fn an_import_does_not_move_the_walk() {
    let mut tab = page(&three());
    press(&mut tab, "Shift+Q Space");
    assert_eq!(here(&tab), "a: ?Ada=person, [?Bo=person], ?Porto=place");
    let bytes = line("a", A, 7, "Monday=time@0.9 met=claim@0.2", "", "").into_bytes();
    tab.moment += 1;
    tab.act(Action::Files(vec![SourceFile { name: "more.jsonl".to_owned(), bytes }]));
    tab.state.dialog = None;
    assert!(shows(&tab, "a").contains("?Monday=time"), "{}", here(&tab));
    assert!(here(&tab).contains("[?Bo=person]"), "{}", here(&tab));
    press(&mut tab, "Enter");
    assert!(here(&tab).contains(" Bo=person"), "{}", here(&tab));
}

/// Who goes to another article for something there is shown that; who comes where nothing is suggested is told how far the walk
/// got.
#[test]
fn the_walk_does_not_take_over_where_one_goes_elsewhere() {
    let mut tab = page(&[three(), vec![line("d", "Nothing here.", 1, "", "", "")]].concat());
    press(&mut tab, "Shift+Q Enter");
    open(&mut tab, "d");
    assert_eq!(tab.state.review, None);
    assert!(said(&tab).contains("1 accepted"), "{}", said(&tab));
}

#[test]
fn a_label_key_holds_nothing_while_the_next_article_is_read() {
    let mut tab = page(&three()).reload(2);
    tab.holds_loads = true;
    press(&mut tab, "Shift+Q Enter Enter Enter");
    assert!(matches!(tab.state.review.as_ref().map(|review| &review.at), Some(At::Reading(_))), "it waits");
    press(&mut tab, "2");
    assert_eq!(tab.state.held, None);
}

/// With a caret in the text, and over a list of places, the keys of the walk are not its own.
#[test]
fn a_caret_has_the_keys() {
    let mut tab = page(&three());
    press(&mut tab, "Shift+Q");
    assert_eq!(meant(&tab.state, "Backspace").map(|(command, _)| command), Some(Command::RejectSuggestion));
    tab.state.caret = Some(manicule::session::caret::Caret { at: 0, anchor: 0, column: None });
    let command = meant(&tab.state, "Backspace").map(|(command, _)| command);
    assert_ne!(command, Some(Command::RejectSuggestion));
    // What keys do not mean, commands and buttons do not mean either: Shift and an arrow pick out words.
    let command = meant(&tab.state, "Shift+ArrowRight").map(|(command, args)| (command, args.extend));
    assert!(matches!(command, Some((Command::Caret(_), Some(true)))), "{command:?}");
    assert!(tab.run(Command::RejectSuggestion, Args::default()).refused.is_some());
    tab.run(Command::Leave, Args::default());
    assert_eq!(
        (tab.state.caret, tab.state.holder()),
        (None, Holder::Suggestions),
        "Escape leaves the text, not the walk"
    );
}

/// Of all that may have the keys at once, one has them; Escape lets go of that one.
#[test]
fn one_has_the_keys() {
    let mut tab = page(&three());
    press(&mut tab, "Shift+Q");
    assert_eq!(tab.state.holder(), Holder::Suggestions);
    press(&mut tab, "Enter");
    let made = known(&tab, "a").annotations.keys().next().expect("it was accepted").to_string();
    tab.run(Command::Select, Args::id(&made));
    assert_eq!(tab.state.holder(), Holder::Picked);
    tab.run(Command::StartLink, Args::default());
    assert_eq!(tab.state.holder(), Holder::Link);
    let in_text = tab.state.clone();
    press(&mut tab, "Escape");
    assert_eq!(tab.state.holder(), Holder::Picked);
    tab.run(Command::FindOccurrences, Args::default());
    assert_eq!((tab.state.holder(), tab.state.occurrences.is_some()), (Holder::Places, true));
    tab.run(Command::Help, Args::default());
    assert_eq!(tab.state.holder(), Holder::Sheet);
    press(&mut tab, "Escape");
    assert_eq!(tab.state.holder(), Holder::Places);
    press(&mut tab, "Escape");
    assert!(tab.state.review.is_some() && tab.state.occurrences.is_none(), "the list lies over the walk");
    // Whoever comes back to the walk has the keys there, wherever they were.
    let (mut back, in_walk) = (tab.state.clone(), tab.state.review.clone());
    back.caret = Some(manicule::session::caret::Caret { at: 0, anchor: 0, column: None });
    back.linking = in_text.linking;
    let occurrences = in_text.occurrences.clone();
    (tab.state, tab.state.occurrences) = (back, occurrences);
    assert_eq!((tab.state.holder(), in_walk.is_some()), (Holder::Caret, true));
    assert_eq!(tab.run(Command::ReviewSuggestions, Args::default()).refused, None);
    assert_eq!((tab.state.holder(), tab.state.suggestion().is_some()), (Holder::Suggestions, true));
    let mut state = in_text;
    state.caret = Some(manicule::session::caret::Caret { at: 0, anchor: 0, column: None });
    assert_eq!(state.holder(), Holder::Caret);
}
