//! Links of a model come along with its suggestions, and are made once both of their ends are accepted.

use manicule::edit::meeting::{Replaced, merged};
use manicule::model::{AnnotationId, Origin, Relation, Status, Suggestion, Verdict};
use manicule::session::foreign::{Becomes, ForeignStep};
use manicule::session::{Args, Command, Dialog, Message};
use manicule::workshop::Desk;

use super::foreign::{recognised, step, take};
use super::meeting::{ARTICLE, person};
use super::pre_annotations::{document, predicted, words};
use super::tab::Tab;

/// A line with links between spans, which are numbered from 1: words and label of each, and from where to where links lead.
fn linked(text: &str, spans: &[(&str, &str)], links: &[(usize, usize)]) -> String {
    let entity = |(number, (words, label)): (usize, &(&str, &str))| {
        let start = text.find(words).expect("it is there");
        serde_json::json!({ "id": number + 1, "label": label, "start_offset": start, "end_offset": start + words.len() })
    };
    let link = |(from, to): &(usize, usize)| serde_json::json!({ "from_id": from, "to_id": to, "type": "source" });
    let entities: Vec<_> = spans.iter().enumerate().map(entity).collect();
    let relations: Vec<_> = links.iter().map(link).collect();
    format!("{}\n", serde_json::json!({ "id": "x", "text": text, "entities": entities, "relations": relations }))
}

const SPANS: [(&str, &str); 3] = [("Ada met Bob", "claim"), ("Ada", "person"), ("Bob", "person")];

/// What was claimed of Ada and of Bob has them as sources.
fn predictions() -> String {
    linked(ARTICLE, &SPANS, &[(1, 2), (1, 3)])
}

/// Links by the words of their ends: those that are made, and those that wait.
fn links(tab: &Tab) -> (Vec<String>, Vec<String>) {
    let document = document(tab);
    let words = |id: &AnnotationId| {
        let suggested = || document.suggestions.get(id).map(|known| known.annotation.span.quote(&document.article));
        let marked = document.annotations.get(id).map(|known| known.span.quote(&document.article));
        marked.or_else(suggested).unwrap_or_else(|| "?".to_owned())
    };
    let (waiting, made): (Vec<_>, Vec<_>) = document.relations.values().partition(|link| document.waits(link));
    let said = |all: Vec<_>| {
        let line =
            |link: &std::rc::Rc<manicule::model::Relation>| format!("{} → {}", words(&link.from), words(&link.to));
        let mut all: Vec<String> = all.into_iter().map(line).collect();
        all.sort();
        all
    };
    (said(made), said(waiting))
}

fn all(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

/// Says yes or no to the suggestion of these words.
fn answer(tab: &mut Tab, command: Command, words: &str) {
    let document = document(tab);
    let is_it = |one: &&std::rc::Rc<Suggestion>| one.annotation.span.quote(&document.article) == words;
    let id = document.open_suggestions().find(is_it).expect("it is open").annotation.id.to_string();
    let args = Args { id: Some(id), ..Args::document(&document.id.clone()) };
    tab.moment += 1;
    let outcome = tab.run(command, args);
    assert_eq!(outcome.refused, None, "{words}");
}

const YES: Command = Command::AcceptSuggestion;
const NO: Command = Command::RejectSuggestion;

fn says(told: &[String], part: &str) -> bool {
    told.iter().any(|line| line.contains(part))
}

#[test]
fn links_wait_for_both_ends() {
    let mut tab = person(1, "");
    let told = predicted(&mut tab, &predictions(), false);
    let both = all(&["Ada met Bob → Ada", "Ada met Bob → Bob"]);
    assert_eq!(links(&tab), (vec![], both.clone()));
    assert!(says(&told, "2 links with the suggestions, made once both ends are accepted"), "{told:?}");
    let link = document(&tab).relations.values().next().expect("it waits").clone();
    assert_eq!(link.origin, Origin::Engine { id: "ner-1".into(), permille: None });
    let waiting = document(&tab).clone();
    answer(&mut tab, YES, "Ada met Bob");
    assert_eq!(links(&tab), (vec![], both.clone()), "one end is not enough");
    answer(&mut tab, YES, "Ada");
    assert_eq!(links(&tab), (all(&["Ada met Bob → Ada"]), all(&["Ada met Bob → Bob"])));
    answer(&mut tab, NO, "Bob");
    assert_eq!(links(&tab).0, all(&["Ada met Bob → Ada"]), "it does not come with what was rejected");
    for _ in 0..3 {
        tab.run(Command::Undo, Args::default());
    }
    assert_eq!(*document(&tab), waiting, "each step can be undone");
    tab.run(Command::Undo, Args::default());
    assert_eq!((document(&tab).suggestions.len(), document(&tab).relations.len()), (0, 0), "they came with one step");
    let told = predicted(&mut tab, &predictions(), false);
    assert_eq!(links(&tab).1, both, "what was taken back may come again: {told:?}");
}

/// Whatever was said to the suggestions, the same file once more brings nothing.
#[test]
fn the_same_links_a_second_time_are_nothing_new() {
    for answers in 0..27 {
        let mut tab = person(1, "");
        predicted(&mut tab, &predictions(), false);
        for (place, (words, _)) in SPANS.iter().enumerate() {
            match answers / 3_usize.pow(u32::try_from(place).expect("few")) % 3 {
                1 => answer(&mut tab, YES, words),
                2 => answer(&mut tab, NO, words),
                _ => {}
            }
        }
        let (before, steps) = (document(&tab).clone(), tab.state.history.depth().0);
        let told = predicted(&mut tab, &predictions(), false);
        assert_eq!((document(&tab), tab.state.history.depth().0), (&before, steps), "{answers}: {told:?}");
        let told = predicted(&mut tab, &predictions(), true);
        assert_eq!((document(&tab), tab.state.history.depth().0), (&before, steps), "{answers}: {told:?}");
    }
}

#[test]
fn a_link_to_what_was_rejected_is_left_out_and_told() {
    let mut tab = person(1, "");
    predicted(&mut tab, &linked(ARTICLE, &SPANS, &[]), false);
    answer(&mut tab, NO, "Bob");
    let told = predicted(&mut tab, &predictions(), false);
    assert_eq!(links(&tab).1, all(&["Ada met Bob → Ada"]));
    assert!(says(&told, "1 suggested link left out: an end was rejected or deleted before"), "{told:?}");
    assert!(says(&told, "1 link with the suggestions"), "{told:?}");
}

/// What is marked already stands for what is suggested; where it stands for both ends, a model links nothing by itself.
#[test]
fn links_lead_to_what_is_marked_and_are_not_made_unasked() {
    let mut tab = person(1, "select Ada; key 1");
    predicted(&mut tab, &predictions(), false);
    answer(&mut tab, YES, "Ada met Bob");
    assert_eq!(links(&tab), (all(&["Ada met Bob → Ada"]), all(&["Ada met Bob → Bob"])));
    // Nothing was linked by the person, who has marked both.
    let mut tab = person(1, "select Ada; key 1; select Ada met Bob; key c; key Escape");
    let before = document(&tab).annotations.clone();
    let told = predicted(&mut tab, &linked(ARTICLE, &SPANS, &[(1, 2)]), false);
    assert_eq!((links(&tab), &document(&tab).annotations), ((vec![], vec![]), &before), "{told:?}");
    assert!(says(&told, "1 suggested link left out: both ends are marked already"), "{told:?}");
    // Where they have linked both, the model says nothing new.
    let ids: Vec<String> = ["Ada met Bob", "Ada"]
        .iter()
        .map(|words| {
            let document = document(&tab);
            let is_it = |one: &&std::rc::Rc<manicule::model::Annotation>| one.span.quote(&document.article) == *words;
            document.annotations.values().find(is_it).expect("it is marked").id.to_string()
        })
        .collect();
    let args = Args {
        from: Some(ids[0].clone()),
        to: Some(ids[1].clone()),
        kind: Some("source".to_owned()),
        ..Args::default()
    };
    assert_eq!(tab.run(Command::Link, args).refused, None);
    let told = predicted(&mut tab, &linked(ARTICLE, &SPANS, &[(1, 2)]), false);
    assert_eq!(links(&tab), (all(&["Ada met Bob → Ada"]), vec![]));
    assert!(!says(&told, "link left out"), "{told:?}");
}

/// Both ends were accepted: the link is the person's, whatever the model says of it later.
#[test]
fn a_newer_file_leaves_links_alone_that_are_made() {
    let mut tab = person(1, "");
    predicted(&mut tab, &predictions(), false);
    let mut waiting = document(&tab).clone();
    ["Ada met Bob", "Ada", "Bob"].iter().for_each(|words| answer(&mut tab, YES, words));
    let mine = document(&tab).clone();
    for link in waiting.relations.clone().values() {
        let newer = Relation { note: "sure".into(), ..(**link).clone() };
        waiting.relations.insert(newer.id, newer.into());
    }
    let (after, gain) = merged(&mine, &waiting, &Replaced::default(), &|_, _, _, _| false);
    assert_eq!((&after.relations, gain.newer), (&mine.relations, 0));
    let made = mine.relations;
    // One that was deleted stays deleted.
    let id = made.keys().next().expect("it is made").to_string();
    assert_eq!(tab.run(Command::Unlink, Args::id(&id)).refused, None);
    let told = predicted(&mut tab, &predictions(), true);
    assert_eq!(document(&tab).relations.len(), 1, "{told:?}");
    assert!(says(&told, "1 deleted here stay deleted"), "{told:?}");
}

/// A newer file that takes the place of an older one has other links, and none that are waited for in vain.
#[test]
fn links_that_a_newer_file_does_not_have_go() {
    let mut tab = person(1, "");
    predicted(&mut tab, &predictions(), false);
    let newer = linked(ARTICLE, &SPANS, &[(1, 3)]);
    let told = predicted(&mut tab, &newer, false);
    assert_eq!(links(&tab).1.len(), 2, "nobody said that it replaces anything: {told:?}");
    predicted(&mut tab, &newer, true);
    assert_eq!(links(&tab).1, all(&["Ada met Bob → Bob"]));
    assert_eq!(words(&tab, Verdict::Open).len(), 3, "both of its ends stay");
    predicted(&mut tab, &linked(ARTICLE, &SPANS[..2], &[]), true);
    assert_eq!(links(&tab).1, Vec::<String>::new());
    predicted(&mut tab, &predictions(), true);
    assert_eq!(links(&tab).1.len(), 2, "what went so comes with the next that has it");
}

#[test]
fn links_that_lack_an_end_are_told() {
    let (mut desk, mut tab) = (Desk::default(), person(1, ""));
    let file = linked(ARTICLE, &[SPANS[0], SPANS[1], ("Oslo", "noise")], &[(1, 2), (1, 3), (1, 9), (2, 2)]);
    recognised(&mut desk, &mut tab, &[("predicted.jsonl", &file)]);
    step(&mut tab, ForeignStep::Suggests(true));
    let labels = &tab.state.foreign.as_ref().expect("it is looked at").told.labels;
    let noise = labels.iter().position(|label| label.name == "noise").expect("it is told");
    step(&mut tab, ForeignStep::Label(noise, Becomes::Nothing));
    tab.state.dialog = tab.state.dialog.take().filter(|dialog| *dialog == Dialog::Foreign);
    take(&mut desk, &mut tab);
    let Some(Dialog::Report(issues)) = tab.state.dialog.take() else { panic!("nothing is told") };
    let told: Vec<String> = issues.iter().map(|issue| Message::issue(issue).text()).collect();
    assert_eq!(links(&tab).1, all(&["Ada met Bob → Ada"]));
    assert!(says(&told, "3 suggested links left out: an end is left out"), "{told:?}");
}

/// An article that is not here brings its links as well, and a kind of link that nobody knew.
#[test]
fn links_come_with_new_articles() {
    let mut tab = person(1, "");
    let file = linked("Eve met Cy.", &[("Eve", "person"), ("Cy", "person")], &[(1, 2)]).replace("source", "met");
    let told = predicted(&mut tab, &file, false);
    let new = tab.state.project.document(&tab.state.project.order[1]).expect("it is loaded").clone();
    assert_eq!((new.suggestions.len(), new.relations.len()), (2, 1));
    assert!(new.relations.values().all(|link| link.kind.as_str() == "met" && new.waits(link)));
    assert!(tab.state.project.schema.relations.iter().any(|kind| kind.id.as_str() == "met"));
    assert!(says(&told, "1 new, 1 link with the suggestions"), "{told:?}");
}

/// What two people linked in one text, taken for suggestions, is linked once.
#[test]
fn links_of_two_annotators_come_together() {
    let mut tab = person(1, "");
    let by =
        |name: &str, links| linked(ARTICLE, &SPANS, links).replacen('{', &format!("{{\"annotated_by\":\"{name}\","), 1);
    let file = by("one", &[(1, 2)]) + &by("two", &[(1, 2), (1, 3)]);
    predicted(&mut tab, &file, false);
    assert_eq!(links(&tab).1, all(&["Ada met Bob → Ada", "Ada met Bob → Bob"]));
    assert_eq!(tab.state.project.order.len(), 1);
}

/// What was taken with another label may come in again as what it was taken for, in a newer file: its link waits already.
#[test]
fn a_link_of_what_was_relabelled_does_not_come_twice() {
    let mut tab = person(1, "");
    predicted(&mut tab, &linked(ARTICLE, &[SPANS[0], ("Ada", "org")], &[(1, 2)]), false);
    let document_now = document(&tab).clone();
    let is_ada = |one: &&std::rc::Rc<Suggestion>| one.annotation.span.quote(&document_now.article) == "Ada";
    let ada = document_now.open_suggestions().find(is_ada).expect("it is open").annotation.id.to_string();
    let args = Args { id: Some(ada), label: Some("person".to_owned()), ..Args::document(&document_now.id) };
    assert_eq!(tab.run(YES, args).refused, None);
    let told = predicted(&mut tab, &linked(ARTICLE, &SPANS[..2], &[(1, 2)]), false);
    assert_eq!(links(&tab), (vec![], all(&["Ada met Bob → Ada"])), "{told:?}");
    answer(&mut tab, YES, "Ada met Bob");
    assert_eq!(links(&tab), (all(&["Ada met Bob → Ada"]), vec![]));
}

/// Nobody has said yes to a link that waits in a document of somebody else's work either.
#[test]
fn links_that_wait_elsewhere_are_not_made_unasked() {
    let mut there = person(1, "");
    predicted(&mut there, &linked(ARTICLE, &SPANS[..2], &[(1, 2)]), false);
    let mut theirs = document(&there).clone();
    std::rc::Rc::make_mut(&mut theirs.meta).status = Status::Done;
    let here = person(1, "select Ada; key 1; select Ada met Bob; key c; key Escape");
    let (after, gain) = merged(document(&here), &theirs, &Replaced::default(), &|_, _, _, _| false);
    assert_eq!((after.relations.len(), gain.unasked), (0, 1));
    // What a file of suggestions took out may come again with one; what a person deleted does not come with their work.
    let asked = |theirs: &manicule::model::Document| {
        let said = std::cell::RefCell::new(Vec::new());
        let bare = person(1, "");
        let gone = |_: &_, name: &str, _, suggested| {
            said.borrow_mut().extend(name.starts_with("r/").then_some(suggested));
            false
        };
        drop(merged(document(&bare), theirs, &Replaced::default(), &gone));
        said.take()
    };
    assert_eq!((asked(&theirs), asked(document(&there))), (vec![false], vec![true]));
}

/// A mark that a link was led to has changed since: the link is here, and nothing is left out.
#[test]
fn what_stands_is_not_told_as_left_out() {
    let mut tab = person(1, "select Ada; key 1");
    predicted(&mut tab, &predictions(), false);
    let mark = document(&tab).annotations.keys().next().expect("it is marked").to_string();
    let args = Args { label: Some("organisation".to_owned()), ..Args::id(&mark) };
    assert_eq!(tab.run(Command::Relabel, args).refused, None);
    let told = predicted(&mut tab, &predictions(), false);
    assert!(!says(&told, "left out: an end was rejected"), "{told:?}");
}

#[test]
fn one_link_said_twice_has_the_remarks_of_both() {
    let labelled = |id: &str, words: &str, label: &str| {
        let start = ARTICLE.find(words).expect("it is there");
        let value = serde_json::json!({ "start": start, "end": start + words.len(), "text": words, "labels": [label] });
        serde_json::json!({ "id": id, "type": "labels", "from_name": "label", "to_name": "text", "value": value })
    };
    let link = |note: &str| serde_json::json!({ "type": "relation", "from_id": "c", "to_id": "a", "labels": ["source"], "meta": { "note": note } });
    let mut results = vec![labelled("c", "Ada met Bob", "claim"), labelled("a", "Ada", "person")];
    results.extend(["", "says so", "as the clerk has it", "says so"].map(link));
    let tasks = serde_json::json!([{ "data": { "text": ARTICLE }, "predictions": [{ "model_version": "m", "result": results }] }]);
    let mut tab = person(1, "");
    predicted(&mut tab, &tasks.to_string(), false);
    let document = document(&tab);
    let notes: Vec<_> = document.relations.values().map(|link| link.note.to_string()).collect();
    assert_eq!(notes, ["says so\nas the clerk has it"]);
}
