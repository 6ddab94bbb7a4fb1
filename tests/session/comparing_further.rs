//! What a comparison counts and what it does not: silent engines, accepted and rejected suggestions, what others did meanwhile.

use manicule::edit::Selection;
use manicule::model::{DocId, TextRange};
use manicule::session::comparing::{Who, Whole};
use manicule::session::{Action, Args, Command, Effect, Words};

use super::comparing::{compare_with, figures, file, line, names, rows, sheet};
use super::meeting::{ARTICLE, empty, give, person};
use super::scene::play;
use super::tab::Tab;

const OTHER: &str = "The other one\nAda met Bob in Oslo.";

fn list() -> Args {
    Args { kind: Some("all".to_owned()), ..Args::default() }
}

/// A person marked two articles, and a model found all of the first and nothing in the second.
fn silent_in_the_second() -> (String, String) {
    let gold = [("person", 10, 13), ("person", 18, 21)];
    let suggested = gold.map(|(label, start, end)| (label, start, end, false));
    let mut second = line("second", OTHER, &[("person", 14, 17), ("person", 22, 25)], &[]);
    for (place, span) in second["spans"].as_array_mut().expect("spans").iter_mut().enumerate() {
        span["id"] = serde_json::json!(format!("other{place}"));
    }
    (line("first", ARTICLE, &gold, &suggested).to_string(), second.to_string())
}

fn whole(tab: &Tab) -> Whole {
    (**sheet(tab).whole.as_ref().expect("it is counted")).clone()
}

#[test]
fn where_an_engine_says_nothing_it_missed_what_is_there() {
    let (first, second) = silent_in_the_second();
    let mut here = empty(1);
    give(&mut here, &[("both.jsonl", &format!("{first}\n{second}"))]);
    here.run(Command::Annotators, list());
    let counted = whole(&here);
    assert_eq!((counted.articles.len(), counted.silent, counted.uncounted()), (2, [0, 1], 0));
    assert_eq!((counted.all.recall(), counted.all.precision()), (Some(500), Some(1000)));
    // The same where most of it is not loaded.
    let mut again = here.reload(2);
    again.run(Command::Annotators, list());
    assert_eq!(names(&again)[1], "suggested by tagger");
    let read = whole(&again);
    assert_eq!((&read.articles, read.all, read.silent), (&counted.articles, counted.all, [0, 1]));
    // And the list leads to the same two.
    again.run(Command::Annotators, Args::document(&DocId::from("second")));
    assert_eq!(names(&again)[1], "suggested by tagger");
    assert_eq!(rows(&again), ["Ada person First", "Bob person First"]);
    again.run(Command::CompareSides, Args::default());
    assert_eq!(rows(&again), ["Ada person Second", "Bob person Second"]);
}

/// A file of suggestions is nobody's work, also where it has none.
#[test]
fn a_models_file_misses_what_it_does_not_find() {
    let suggested = [("person", 10, 13, false)];
    let gold = [line("first", ARTICLE, &[("person", 10, 13)], &[]), line("second", OTHER, &[("person", 14, 17)], &[])];
    let model = [line("first", ARTICLE, &[], &suggested), line("second", OTHER, &[], &[])];
    let text = |lines: &[serde_json::Value]| lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let mut here = empty(1);
    compare_with(&mut here, &[("gold.jsonl", &text(&gold)), ("model.jsonl", &text(&model))]);
    let counted = whole(&here);
    assert!(matches!(counted.sides[1].who, Who::Engine(_)), "{:?}", counted.sides);
    assert_eq!(sheet(&here).sides.len(), 2, "{:?}", sheet(&here).sides);
    assert_eq!((counted.articles.len(), counted.silent, counted.all.recall()), (2, [0, 1], Some(500)));
}

/// What all was said yes to is still what the engine said; what was changed since is not.
#[test]
fn an_engine_stays_when_its_last_suggestion_is_accepted() {
    let suggested = [("person", 10, 13, false), ("person", 18, 21, false)];
    let mut here = empty(1);
    give(&mut here, &[("a.jsonl", &line("ferry", ARTICLE, &[("place", 25, 29)], &suggested).to_string())]);
    let ids: Vec<String> = here.state.document().expect("open").suggestions.keys().map(ToString::to_string).collect();
    here.moment += 1;
    let outcome = here.run(Command::AcceptSuggestion, Args { ids: Some(ids), ..Args::default() });
    assert_eq!(outcome.refused, None);
    assert_eq!(here.state.document().map(|document| document.suggestions.len()), Some(0));
    here.run(Command::Annotators, list());
    assert_eq!(names(&here)[1], "suggested by tagger");
    assert_eq!(whole(&here).all.same, 2);
    here.run(Command::Annotators, Args::document(&DocId::from("ferry")));
    assert_eq!(names(&here)[1], "suggested by tagger");
    assert_eq!(rows(&here), ["Ada person Same", "Bob person Same", "Oslo place First"]);
    // A person corrects one of them: the engine did not say that.
    here.run(Command::Leave, Args::default());
    here.moment += 1;
    play(&mut here, "select Bob");
    let bob = here.state.document().and_then(|document| {
        let mut all = document.annotations.values();
        all.find(|annotation| annotation.span.start() == 18).map(|annotation| annotation.id)
    });
    let bob = bob.expect("it is marked");
    here.act(Action::Select(Selection::Annotations(DocId::from("ferry"), vec![bob])));
    here.moment += 1;
    assert_eq!(here.run(Command::ApplyLabel, Args::label("place")).refused, None);
    here.run(Command::Annotators, Args::default());
    assert_eq!(rows(&here), ["Ada person Same", "Bob place First", "Oslo place First"]);
}

#[test]
fn what_is_rejected_is_a_false_positive_unless_it_is_left_out() {
    let suggested = [("person", 10, 13, false), ("org", 0, 9, true)];
    let mut here = empty(1);
    give(&mut here, &[("a.jsonl", &line("ferry", ARTICLE, &[("person", 10, 13)], &suggested).to_string())]);
    here.run(Command::Annotators, Args::default());
    assert_eq!(figures(&here), [Some(667), Some(667)]);
    let compared = |here: &mut Tab| {
        here.run(Command::CopyFigures, Args::default());
        let table = here.out.last().expect("copied").clone();
        table.lines().nth(1).and_then(|line| line.split('\t').nth(2)).map(str::to_owned)
    };
    assert_eq!(compared(&mut here).as_deref(), Some("suggested by tagger (with rejected suggestions)"));
    here.run(Command::CompareSides, Args { kind: Some("rejected".to_owned()), ..Args::default() });
    assert_eq!(figures(&here), [Some(1000), Some(1000)]);
    assert_eq!(compared(&mut here).as_deref(), Some("suggested by tagger (without rejected suggestions)"));
}

/// Another tab works in the article that is compared here, which is not the one that is open here.
#[test]
fn what_another_tab_does_is_seen() {
    let (first, second) = silent_in_the_second();
    let mut here = empty(1);
    give(&mut here, &[("both.jsonl", &format!("{first}\n{second}"))]);
    let mut here = here.reload(2);
    here.run(Command::OpenArticle, Args::document(&DocId::from("second")));
    here.run(Command::Annotators, Args::document(&DocId::from("first")));
    assert_eq!(rows(&here).len(), 2);
    let mut there = here.reload(3);
    there.moment += 5;
    there.run(Command::OpenArticle, Args::document(&DocId::from("first")));
    play(&mut there, "select Oslo; key 3");
    here.hear();
    assert_eq!(here.state.open.as_ref().map(DocId::as_str), Some("second"));
    assert_eq!(rows(&here).len(), 3, "{:?}", rows(&here));
    // Who looks at the list is told that it is out of date, and counts again.
    here.run(Command::Annotators, list());
    assert_eq!((whole(&here).is_stale, whole(&here).all.first), (false, 3));
    there.moment += 1;
    play(&mut there, "select met; key 3");
    here.hear();
    assert!(whole(&here).is_stale);
    here.run(Command::CompareEverywhere, Args::default());
    assert_eq!((whole(&here).is_stale, whole(&here).all.first), (false, 4));
}

#[test]
fn counting_ends_where_the_sheet_is_left() {
    let (first, second) = silent_in_the_second();
    let mut here = empty(1);
    give(&mut here, &[("both.jsonl", &format!("{first}\n{second}"))]);
    here.run(Command::Annotators, list());
    // As if the workshop had not answered yet.
    let mut open = (*sheet(&here)).clone();
    let mut under_way = whole(&here);
    under_way.search = Some((9999, 0, 2));
    open.whole = Some(std::rc::Rc::new(under_way));
    here.state.annotators = Some(std::rc::Rc::new(open));
    here.run(Command::Annotators, Args::document(&DocId::from("first")));
    assert_eq!(sheet(&here).whole.as_ref().and_then(|whole| whole.search), Some((9999, 0, 2)), "it goes on");
    here.run(Command::GoToDifference, Args { step: Some(0), ..Args::default() });
    assert_eq!(here.state.dialog, None);
    here.run(Command::Annotators, Args::default());
    here.run(Command::Annotators, list());
    assert_eq!((whole(&here).search, whole(&here).articles.len()), (None, 2));
}

#[test]
fn who_comes_back_from_an_article_stands_at_it() {
    let (first, second) = silent_in_the_second();
    let mut here = empty(1);
    give(&mut here, &[("both.jsonl", &format!("{first}\n{second}"))]);
    here.run(Command::Annotators, list());
    let ids: Vec<DocId> = whole(&here).articles.iter().map(|one| one.article.clone()).collect();
    assert_eq!((ids[0].as_str(), ids[1].as_str()), ("second", "first"));
    here.run(Command::Annotators, Args::document(&ids[1]));
    here.run(Command::Annotators, list());
    assert_eq!(sheet(&here).at, 1);
}

fn gone_to(tab: &Tab) -> Option<TextRange> {
    match &tab.state.selection {
        Selection::Words(_, ranges) => ranges.first().copied(),
        _ => None,
    }
}

#[test]
fn the_second_of_two_with_other_edges_is_gone_to_where_it_stands() {
    let second = || Args { step: Some(0), kind: Some("second".to_owned()), ..Args::default() };
    let mut here = empty(1);
    let text = line("ferry", ARTICLE, &[("place", 25, 29)], &[("place", 22, 29, false)]).to_string();
    give(&mut here, &[("a.jsonl", &text)]);
    here.run(Command::Annotators, Args::default());
    assert_eq!(rows(&here), ["Oslo place Edges"]);
    assert_eq!(here.run(Command::GoToDifference, second()).refused, None);
    assert_eq!(gone_to(&here), TextRange::new(22, 29), "an open suggestion");
    // Two files in which other marks have the same id.
    let file_of = |start: u32| line("ferry", ARTICLE, &[("person", start, 21)], &[]).to_string();
    let mut here = empty(1);
    give(&mut here, &[("ferry.jsonl", &line("ferry", ARTICLE, &[], &[]).to_string())]);
    compare_with(&mut here, &[("a.jsonl", &file_of(18)), ("b.jsonl", &file_of(10))]);
    assert_eq!(names(&here), ["a.jsonl", "b.jsonl"]);
    assert_eq!(here.run(Command::GoToDifference, second()).refused, None);
    assert_eq!(gone_to(&here), TextRange::new(10, 21), "the second file's");
}

#[test]
fn files_that_come_late_do_not_pop_up() {
    let mut here = person(1, "select Ada; key 1");
    let text = line("ferry", ARTICLE, &[("person", 10, 13)], &[]).to_string();
    here.act(Action::ToCompare(vec![file("a.jsonl", &text)]));
    assert_eq!((here.state.dialog.as_ref(), here.state.said.1.words), (None, Words::CompareCame));
    here.run(Command::Annotators, Args::default());
    assert_eq!(names(&here)[1], "a.jsonl");
}

/// Somebody has two files and nothing else, or one article alone.
#[test]
fn the_way_into_a_comparison_is_always_there() {
    let mut here = empty(1);
    assert!((Command::Annotators.info().applies)(&here.state));
    here.run(Command::Annotators, Args::default());
    assert!(sheet(&here).whole.is_none());
    here.run(Command::CompareFiles, Args::default());
    assert!(here.effects.iter().any(|effect| matches!(effect, Effect::ChooseToCompare)));
}
