//! Two sides held against each other: people, what engines suggest, and files that are opened only for it.

use manicule::formats::Imported;
use manicule::model::{DocId, LabelId};
use manicule::session::annotators::{Annotators, Cell};
use manicule::session::comparing::{Side, Who};
use manicule::session::reading::Reading;
use manicule::session::{Action, Args, Command, Dialog, Effect, SourceFile, Words};
use serde_json::{Value, json};

use super::meeting::{ARTICLE, empty, give, marks, person, said};
use super::scene::{open, play};
use super::tab::Tab;

pub(super) fn sheet(tab: &Tab) -> std::rc::Rc<Annotators> {
    assert_eq!(tab.state.dialog, Some(Dialog::Annotators), "{:?}", tab.state.said);
    tab.state.annotators.clone().expect("it is open")
}

/// How the rows of two sides are: the words, the label, how they belong together.
pub(super) fn rows(tab: &Tab) -> Vec<String> {
    let open = sheet(tab);
    let comparison = open.comparison.clone().expect("an article is compared");
    let row = |row: &manicule::session::annotators::Row| {
        format!("{} {} {:?}", row.words, row.label, row.kind.expect("two are compared"))
    };
    comparison.rows.iter().map(row).collect()
}

/// Exact and overlap F1 of what is shown.
pub(super) fn figures(tab: &Tab) -> [Option<u16>; 2] {
    let open = sheet(tab);
    let counts = match (&open.comparison, &open.whole) {
        (Some(comparison), _) => comparison.measured.as_ref().expect("two are compared").compared.all,
        (None, Some(whole)) => whole.all,
        (None, None) => panic!("nothing is compared"),
    };
    [counts.exact_f1(), counts.overlap_f1()]
}

pub(super) fn names(tab: &Tab) -> Vec<String> {
    let open = sheet(tab);
    open.pair().expect("two").iter().map(|side| side.called(&tab.state.project, &open.files)).collect()
}

/// A file as the page reads it: in slices, here of a few characters.
pub(super) fn file(name: &str, text: &str) -> (String, Imported) {
    let source = SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    let mut reading = Reading::of(vec![source], Vec::new());
    while !reading.go_on(10, 1) {}
    (name.to_owned(), reading.end())
}

pub(super) fn compare_with(tab: &mut Tab, files: &[(&str, &str)]) {
    if tab.state.dialog.is_none() {
        tab.run(Command::CompareFiles, Args::default());
    }
    tab.act(Action::ToCompare(files.iter().map(|(name, text)| file(name, text)).collect()));
}

/// A line of the native format; suggestions as label, start, end, confidence, whether rejected.
pub(super) fn line(id: &str, text: &str, spans: &[(&str, u32, u32)], suggested: &[(&str, u32, u32, bool)]) -> Value {
    let span = |place: usize, prefix: &str, label: &str, start: u32, end: u32| json!({ "id": format!("{prefix}{place}"), "label": label, "fragments": [{ "start": start, "end": end }] });
    let spans: Vec<Value> =
        spans.iter().enumerate().map(|(at, (label, start, end))| span(at, "s", label, *start, *end)).collect();
    let suggest = |(at, (label, start, end, rejected)): (usize, &(&str, u32, u32, bool))| {
        let mut span = span(at, "m", label, *start, *end);
        span["origin"] = json!("model");
        span["engine"] = json!("tagger");
        span["score"] = json!(0.75);
        span["status"] = json!(if *rejected { "rejected" } else { "suggested" });
        span
    };
    let suggestions: Vec<Value> = suggested.iter().enumerate().map(suggest).collect();
    json!({ "format": "article-annotations", "version": "1.0", "offset_unit": "codepoint", "id": id, "text": text,
        "meta": { "title": id }, "spans": spans, "suggestions": suggestions, "status": "in_progress" })
}

#[test]
fn what_a_model_suggests_is_held_against_a_person() {
    let suggested =
        [("person", 10, 13, false), ("place", 18, 21, false), ("place", 25, 29, false), ("org", 0, 9, true)];
    let text = line("ferry", ARTICLE, &[("person", 10, 13), ("person", 18, 21)], &suggested).to_string();
    let mut here = empty(1);
    give(&mut here, &[("a.jsonl", &text)]);
    assert_eq!(here.state.document().expect("open").suggestions.len(), 4, "{:?}", here.state.said);
    here.run(Command::Annotators, Args::default());
    assert_eq!(names(&here)[1], "suggested by tagger");
    // What was rejected is what the model said, too, unless that is left out.
    assert_eq!(rows(&here).len(), 4);
    assert_eq!(figures(&here), [Some(333), Some(333)]);
    here.run(Command::CompareSides, Args { kind: Some("rejected".to_owned()), ..Args::default() });
    assert_eq!(rows(&here), ["Ada person Same", "Bob person Label", "Oslo place Second"]);
    assert_eq!(figures(&here), [Some(400), Some(400)]);
    // The other way round; and each side by its name.
    here.run(Command::CompareSides, Args::default());
    assert_eq!(names(&here)[0], "suggested by tagger");
    assert_eq!(rows(&here), ["Ada person Same", "Bob place Label", "Oslo place First"]);
    // A suggestion is gone to by its words.
    here.run(Command::NextDifference, Args::default());
    here.run(Command::NextDifference, Args::default());
    assert_eq!(said(&here), "Difference 2 of 2: “Oslo”.");
    assert_eq!(here.run(Command::GoToDifference, Args::default()).refused, None);
    assert!(here.state.dialog.is_none());
    assert!(here.effects.iter().any(|effect| matches!(effect, Effect::RevealWords(25))), "{:?}", here.effects);
    // And back: at the row that was left.
    here.run(Command::Annotators, Args::default());
    assert_eq!(sheet(&here).at, 2);
}

#[test]
fn a_label_shows_its_differences_alone() {
    let anna = person(2, "select Ada; key 1; select Bob; key 3; select Oslo; key 3").export();
    let mut here = person(1, "select Ada; key 1; select Bob; key 1");
    give(&mut here, &[("anna.jsonl", &anna)]);
    here.run(Command::Annotators, Args::default());
    assert_eq!(rows(&here), ["Ada person Same", "Bob person Label", "Oslo place Second"]);
    here.run(Command::FilterDifferences, Args::label("place"));
    let shown: Vec<usize> = sheet(&here).shown().iter().map(|(at, _)| *at).collect();
    assert_eq!((shown, sheet(&here).at), (vec![1, 2], 1), "a label that either side has");
    here.run(Command::NextDifference, Args::default());
    assert_eq!(said(&here), "Difference 2 of 2: “Oslo”.");
    here.run(Command::FilterDifferences, Args::label("place"));
    assert_eq!(sheet(&here).label, None, "the same again shows all");
    // The figures are taken along.
    here.run(Command::CopyFigures, Args::default());
    let table = here.out.last().expect("they were copied").clone();
    let cells: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
    assert!(cells.iter().all(|line| line.len() == cells[0].len()), "{table}");
    let column = |name: &str| cells[0].iter().position(|cell| *cell == name).expect("it is there");
    let micro = cells.iter().find(|line| line.contains(&"micro")).expect("all labels");
    assert_eq!((micro[column("same")], micro[column("f1_exact")], micro[column("precision")]), ("1", "0.400", "0.333"));
    assert_eq!(cells.len(), 5, "two labels, all of them, and their mean: {table}");
    here.run(Command::CopyFigures, Args { kind: Some("save".to_owned()), ..Args::default() });
    assert!(here.out.last().expect("saved").starts_with("about,reference,"));
    // Sorted by what only the second has.
    here.run(Command::SortFigures, Args { kind: Some("only-second".to_owned()), ..Args::default() });
    here.run(Command::CopyFigures, Args::default());
    let first = here.out.last().expect("copied").lines().nth(1).expect("a label").to_owned();
    assert_eq!(first.split('\t').nth(3), Some("place"));
}

/// The flow of somebody who has two files and nothing else.
#[test]
fn two_files_and_nothing_else() {
    let a = line("ferry", ARTICLE, &[("person", 10, 13), ("person", 18, 21)], &[]).to_string();
    // The same ids in both, and no name in either: they would be taken for one person's work.
    let b = line("ferry", ARTICLE, &[("person", 10, 13), ("place", 18, 29)], &[]).to_string();
    let mut here = empty(1);
    let before = here.export();
    compare_with(&mut here, &[("a.jsonl", &a), ("b.jsonl", &b)]);
    assert_eq!(names(&here), ["a.jsonl", "b.jsonl"], "one article: it is shown at once");
    assert_eq!(rows(&here), ["Ada person Same", "Bob person Both"]);
    assert_eq!(figures(&here), [Some(500), Some(500)]);
    assert_eq!(here.export(), before, "nothing of them is in the project");
    // It cannot be shown in the text, and that is said with what helps.
    let refused = here.run(Command::GoToDifference, Args::default()).refused.expect("it is not here");
    assert_eq!(refused.words, Words::CompareNotHere);
    // With the article in the project it can.
    here.state.dialog = None;
    give(&mut here, &[("a.jsonl", &a)]);
    here.run(Command::Annotators, Args::default());
    assert_eq!(names(&here), ["a.jsonl", "b.jsonl"], "what was chosen stays");
    let step = Args { step: Some(1), kind: Some("second".to_owned()), ..Args::default() };
    assert_eq!(here.run(Command::GoToDifference, step).refused, None);
    assert!(here.effects.iter().any(|effect| matches!(effect, Effect::RevealWords(18))), "{:?}", here.effects);
    // Nothing of the files is left once the page is loaded anew.
    let mut again = here.reload(5);
    again.run(Command::Annotators, Args::default());
    assert!(sheet(&again).files.is_empty());
}

#[test]
fn files_meet_articles_by_id_or_text_and_the_rest_is_told() {
    let mut here = person(1, "select Ada; key 1");
    let id = here.state.open.clone().expect("an article");
    let by_text = line("elsewhere", ARTICLE, &[("person", 10, 13)], &[]);
    let other = line(id.as_str(), "Another text altogether.", &[("person", 0, 7)], &[]);
    compare_with(&mut here, &[("b.jsonl", &format!("{by_text}\n{other}"))]);
    assert_eq!(figures(&here), [Some(1000), Some(1000)]);
    let open = sheet(&here);
    assert_eq!(open.comparison.as_ref().expect("by its text").article, id);
    let all = manicule::session::comparing::articles(&here.state.project, &open.files);
    assert_eq!(all.iter().filter(|article| article.here.is_empty()).count(), 1, "the id alone is not enough");
    // A file is let go; a file of nothing is told.
    here.run(Command::CompareFiles, Args::id(1));
    assert!(sheet(&here).files.is_empty());
    compare_with(&mut here, &[("c.jsonl", "")]);
    assert_eq!(here.state.said.1.words, Words::CompareNothing);
}

/// Of many articles most are not loaded: they are read, counted, and none stays.
#[test]
fn all_articles_are_counted() {
    let text = |at: usize| format!("Text {at}\nAda met Bob in Oslo.");
    let whose = |number: usize| -> String {
        let spans = |at: usize| match (number, at) {
            (1, 3) => vec![],
            (1, 5) => vec![("place", 7, 10)],
            _ => vec![("person", 7, 10), ("person", 15, 18)],
        };
        let name = if number == 0 { "Anna" } else { "Ben" };
        let line = |at: usize| {
            let mut line = line(&format!("article{at}"), &text(at), &spans(at), &[]);
            line["annotator"] = json!(format!("person-{number}"));
            line["annotators"] = json!([{ "id": format!("person-{number}"), "name": name }]);
            for (place, span) in line["spans"].as_array_mut().expect("spans").iter_mut().enumerate() {
                span["id"] = json!(format!("p{number}a{at}s{place}"));
            }
            line.to_string()
        };
        (0..9).map(line).collect::<Vec<_>>().join("\n")
    };
    let mut here = empty(7);
    give(&mut here, &[("anna.jsonl", &whose(0)), ("ben.jsonl", &whose(1))]);
    let list = Args { kind: Some("all".to_owned()), ..Args::default() };
    here.run(Command::Annotators, list.clone());
    let loaded = sheet(&here);
    let whole = loaded.whole.clone().expect("it is counted");
    assert_eq!((whole.articles.len(), whole.search, whole.uncounted()), (9, None, 0));
    let titles: Vec<&str> = whole.articles.iter().take(3).map(|one| &*one.title).collect();
    assert_eq!(titles, ["article3", "article5", "article0"], "worst first");
    assert_eq!((whole.all.first, whole.all.second, whole.all.same), (18, 15, 14));
    assert_eq!(whole.labels.get(&LabelId::from("place")).map(|counts| counts.second), Some(1));
    // In a page load that has read one article.
    let mut again = here.reload(8);
    again.run(Command::Annotators, list.clone());
    let read = sheet(&again).whole.clone().expect("it is counted");
    assert_eq!((&read.articles, read.all, &read.labels), (&whole.articles, whole.all, &whole.labels));
    assert_eq!((read.search, read.uncounted()), (None, 0));
    assert!(again.state.project.loaded.len() < 3, "none stays in memory");
    // From the list to an article, whose documents are read then.
    again.run(Command::Annotators, Args::document(&DocId::from("article5")));
    assert_eq!(rows(&again), ["Ada person Label", "Bob person First"]);
    again.run(Command::Annotators, list);
    assert!(sheet(&again).comparison.is_none());
    // The other way round it is what it was, with the sides changed.
    again.run(Command::CompareSides, Args::default());
    let back = sheet(&again).whole.clone().expect("it is counted");
    assert_eq!((back.all.first, back.all.second, back.all.exact_f1()), (15, 18, whole.all.exact_f1()));
}

#[test]
fn counting_can_be_stopped_and_begun_again() {
    let mut here = person(1, "select Ada; key 1");
    let anna = person(2, "select Bob; key 1").export();
    give(&mut here, &[("anna.jsonl", &anna)]);
    here.run(Command::AddText, Args::text("Another one."));
    let mut again = here.reload(6);
    again.run(Command::Annotators, Args { kind: Some("all".to_owned()), ..Args::default() });
    // As if the workshop had not answered yet.
    let mut open = (*sheet(&again)).clone();
    let mut whole = (**open.whole.as_ref().expect("counted")).clone();
    assert_eq!(whole.articles.len(), 1);
    whole.search = Some((9999, 0, 2));
    open.whole = Some(std::rc::Rc::new(whole));
    again.state.annotators = Some(std::rc::Rc::new(open));
    assert!(manicule::session::update::is_wanted(&again.state, 9999));
    again.run(Command::CompareEverywhere, Args::default());
    assert!(!manicule::session::update::is_wanted(&again.state, 9999), "stopped");
    again.run(Command::CompareEverywhere, Args::default());
    assert_eq!(sheet(&again).whole.as_ref().map(|whole| (whole.articles.len(), whole.search)), Some((1, None)));
    // Who has closed the sheet does not wait for it.
    again.state.dialog = None;
    assert!(!manicule::session::update::is_wanted(&again.state, 9999));
}

/// Three people: two of them, or all side by side.
#[test]
fn of_several_people_two_are_chosen() {
    let mut here = person(1, "select Ada; key 1");
    let others = [2, 3].map(|number| person(number, "select Ada; key 1; select Oslo; key 3").export());
    give(&mut here, &[("b.jsonl", &others[0]), ("c.jsonl", &others[1])]);
    here.run(Command::Annotators, Args::default());
    assert_eq!(figures(&here), [Some(667), Some(667)]);
    let sides = sheet(&here).sides.clone();
    assert_eq!(sides.len(), 3);
    assert!(sides.iter().all(|side| matches!(side.who, Who::Person(Some(_), 0))));
    let keys: Vec<String> = sides.iter().map(Side::key).collect();
    let choose =
        |one: &str, other: &str| Args { values: Some(vec![one.to_owned(), other.to_owned()]), ..Args::default() };
    here.run(Command::CompareSides, choose(&keys[1], &keys[2]));
    assert_eq!(figures(&here), [Some(1000), Some(1000)]);
    assert_eq!(here.run(Command::NextDifference, Args::default()).refused.map(|m| m.words), Some(Words::NoDifference));
    // The other's name for one side means the other way round.
    here.run(Command::CompareSides, choose(&keys[2], ""));
    assert_eq!(sheet(&here).pair().map(|pair| pair[0].key()), Some(keys[2].clone()));
    assert!(here.run(Command::CompareSides, choose("here:person:7:", "")).refused.is_some(), "nobody here");
    here.run(Command::CompareSides, Args { kind: Some("everyone".to_owned()), ..Args::default() });
    let comparison = sheet(&here).comparison.clone().expect("all of them");
    assert_eq!((comparison.columns.len(), comparison.measured.is_none()), (3, true));
    assert!(matches!(comparison.rows[0].cells[0], Cell::Same(_)));
    // Two again, as soon as two are chosen.
    here.run(Command::CompareSides, Args { kind: Some("everyone".to_owned()), ..Args::default() });
    assert_eq!(sheet(&here).comparison.as_ref().map(|two| two.columns.len()), Some(2));
}

#[test]
fn one_alone_is_nothing_to_compare() {
    let mut here = open("[Ada](person) slept.");
    play(&mut here, "select Ada; key 1");
    here.run(Command::Annotators, Args::default());
    assert!(sheet(&here).whole.is_none() && sheet(&here).comparison.is_none());
    here.state.dialog = None;
    let id = here.state.open.clone().expect("open");
    assert_eq!(here.run(Command::Annotators, Args::document(&id)).refused.map(|m| m.words), Some(Words::AnnotatorsOne));
    assert!(marks(&here).contains("Ada"));
}
