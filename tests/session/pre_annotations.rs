//! What a model marked comes in as suggestions on what is here, is taken by how sure the model was, and goes out again.

use manicule::formats::format;
use manicule::model::{Document, LabelId, Origin, PersonId, Status, Verdict};
use manicule::session::above::Above;
use manicule::session::exporting::Choice;
use manicule::session::foreign::ForeignStep;
use manicule::session::score::score_or_none;
use manicule::session::{Action, Args, Command, Dialog, Message, Words};
use manicule::workshop::Desk;
use manicule::workshop::message::import::{Import, ImportFile};

use super::foreign::{ask, recognised, step, take};
use super::meeting::{ARTICLE, person};
use super::tab::{Disk, Tab};

/// A span of the article: its words, its label, and what stands behind the label.
pub(crate) fn span(words: &str, label: &str, score: &str) -> String {
    let start = ARTICLE.find(words).expect("it is there");
    let score = if score.is_empty() { String::new() } else { format!(",{score}") };
    format!("[{start},{},\"{label}\"{score}]", start + words.len())
}

/// A line as doccano and most programs that learn write it.
pub(crate) fn line(text: &str, spans: &[String]) -> String {
    format!("{{\"text\":{},\"label\":[{}]}}\n", serde_json::Value::from(text), spans.join(","))
}

/// Files of a model on their way in, up to the decisions.
fn suggests(tab: &mut Tab, text: &str, model: &str, replaces: bool) -> Desk {
    let mut desk = Desk::default();
    recognised(&mut desk, tab, &[("predicted.jsonl", text)]);
    step(tab, ForeignStep::Suggests(true));
    step(tab, ForeignStep::Model(model.to_owned()));
    step(tab, ForeignStep::Replaces(replaces));
    desk
}

/// The same, taken in; the report.
pub(crate) fn predicted(tab: &mut Tab, text: &str, replaces: bool) -> Vec<String> {
    let mut desk = suggests(tab, text, "ner-1", replaces);
    tab.state.dialog = tab.state.dialog.take().filter(|dialog| *dialog == Dialog::Foreign);
    take(&mut desk, tab);
    match tab.state.dialog.take() {
        Some(Dialog::Report(issues)) => issues.iter().map(|issue| Message::issue(issue).text()).collect(),
        _ => Vec::new(),
    }
}

pub(crate) fn document(tab: &Tab) -> &Document {
    tab.state.project.document(&tab.state.project.order[0]).expect("it is loaded")
}

/// What is suggested: words, label, model, score, verdict; by place.
fn suggested(tab: &Tab) -> Vec<(String, String, String, Option<u16>, Verdict)> {
    let document = document(tab);
    let mut all: Vec<_> = document.suggestions.values().cloned().collect();
    all.sort_by(|a, b| a.annotation.reading_order(&b.annotation));
    let said = |one: &manicule::model::Suggestion| {
        let Origin::Engine { id, permille } = &one.annotation.origin else { panic!("{:?}", one.annotation.origin) };
        let words = one.annotation.span.quote(&document.article);
        (words, one.annotation.label.to_string(), id.to_string(), *permille, one.verdict)
    };
    all.iter().map(|one| said(one)).collect()
}

pub(crate) fn words(tab: &Tab, verdict: Verdict) -> Vec<String> {
    suggested(tab).into_iter().filter(|one| one.4 == verdict).map(|one| one.0).collect()
}

fn marked(tab: &Tab) -> Vec<(String, String)> {
    let document = document(tab);
    let all = document.in_reading_order();
    all.iter().map(|one| (one.span.quote(&document.article), one.label.to_string())).collect()
}

fn pair(words: &str, label: &str) -> (String, String) {
    (words.to_owned(), label.to_owned())
}

pub(crate) fn field(name: &str, text: &str) -> Args {
    Args { field: Some(name.to_owned()), ..Args::text(text) }
}

/// Three names, the first of which the person has marked.
pub(crate) fn names(scores: [&str; 3]) -> String {
    let [ada, bob, oslo] = scores;
    line(ARTICLE, &[span("Ada", "person", ada), span("Bob", "person", bob), span("Oslo", "place", oslo)])
}

#[test]
fn plain_spans_become_suggestions_on_the_article_that_is_here() {
    let mut tab = person(1, "select Ada; key 1");
    let before = document(&tab).clone();
    let told = predicted(&mut tab, &names(["0.99", "0.4", "\"90%\""]), false);
    let after = document(&tab);
    assert_eq!((tab.state.project.order.len(), &after.annotations), (1, &before.annotations));
    assert_eq!((&after.meta, &after.blocks), (&before.meta, &before.blocks), "nothing of the person's work is touched");
    let engine = |words: &str, label: &str, score| {
        (words.to_owned(), label.to_owned(), "ner-1".to_owned(), Some(score), Verdict::Open)
    };
    assert_eq!(suggested(&tab), [engine("Bob", "person", 400), engine("Oslo", "place", 900)]);
    assert!(told.iter().any(|line| line.contains("1 suggestion left out: the same is marked already")), "{told:?}");
    // Nothing is made twice.
    let export = tab.export();
    let told = predicted(&mut tab, &names(["0.99", "0.4", "\"90%\""]), false);
    assert_eq!(tab.export(), export, "{told:?}");
    // One undo takes all away.
    tab.run(Command::Undo, Args::default());
    assert_eq!((suggested(&tab).len(), marked(&tab)), (0, vec![pair("Ada", "person")]));
}

#[test]
fn no_score_is_no_score_and_what_is_none_is_told() {
    let mut tab = person(1, "");
    let told = predicted(&mut tab, &names(["", "87", "\"high\""]), false);
    assert_eq!(suggested(&tab).iter().map(|one| one.3).collect::<Vec<_>>(), [None, None, None]);
    let wrong: Vec<_> = told.iter().filter(|line| line.contains("is no score from 0 to 1")).collect();
    assert_eq!(wrong.len(), 2, "{told:?}");
    assert_eq!(score_or_none(None), Words::AboveNoScore.text());
    // It stays so on disk and in files.
    let again = tab.reload(1);
    assert_eq!(suggested(&again), suggested(&tab));
    assert!(tab.export().contains("\"engine\":\"ner-1\",\"score\":null"), "{}", tab.export());
}

#[test]
fn an_article_that_is_not_here_comes_in_with_its_suggestions() {
    let mut tab = person(1, "");
    let text = "Another text about Bob.";
    let file = format!("{{\"text\":\"{text}\",\"label\":[[19,22,\"person\",0.5]],\"annotated_by\":\"bot\"}}\n");
    predicted(&mut tab, &file, false);
    let id = tab.state.project.order[1].clone();
    let new = tab.state.project.document(&id).expect("it is loaded");
    assert_eq!((new.suggestions.len(), new.annotations.len()), (1, 0));
    assert_eq!((new.meta.status, new.meta.annotator), (Status::New, None), "it is nobody's work");
}

/// The name that is proposed is what the files say of who made them.
#[test]
fn the_model_is_called_as_the_files_say() {
    for (more, expected) in [("", "predicted"), (",\"annotated_by\":\"bert-base\"", "bert-base")] {
        let (mut desk, mut tab) = (Desk::default(), person(1, ""));
        let file = line(ARTICLE, &[span("Ada", "person", "")]).replace("]}\n", &format!("]{more}}}\n"));
        recognised(&mut desk, &mut tab, &[("runs/predicted.jsonl", &file)]);
        let foreign = tab.state.foreign.clone().expect("it is recognised");
        assert_eq!((foreign.suggests, foreign.model_name()), (false, expected.to_owned()), "{more}");
        step(&mut tab, ForeignStep::Suggests(true));
        step(&mut tab, ForeignStep::Model("  my \n model ".to_owned()));
        assert_eq!(tab.state.foreign.as_ref().expect("it is there").model_name(), "my model");
    }
}

/// Lines of our own, which carry the person's work along: only what it does not say comes in.
#[test]
fn lines_of_our_own_become_suggestions_when_asked() {
    let mut tab = person(1, "select Ada; key 1");
    let mut other = tab.reload(7);
    super::scene::play(&mut other, "select Bob; key 1");
    let export = other.export();
    let mut desk = Desk::default();
    let look = || vec![ImportFile { name: "back.jsonl".to_owned() }];
    let files = [("back.jsonl", export.as_str())];
    let plain = ask(&mut desk, &tab, Import { look: look(), ..Import::default() }, &files);
    assert_eq!(plain.format, "", "they are read by the page where nobody asks");
    let told = ask(&mut desk, &tab, Import { look: look(), suggests: true, ..Import::default() }, &files);
    assert_eq!((told.format.as_str(), told.suggests, told.spans), ("native", true, 2));
    tab.moment += 1;
    tab.act(Action::Recognised(Box::new(told)));
    assert!(tab.state.foreign.as_ref().is_some_and(|foreign| foreign.suggests), "that is what was asked for");
    step(&mut tab, ForeignStep::Model("spacy".to_owned()));
    take(&mut desk, &mut tab);
    assert_eq!(marked(&tab), [pair("Ada", "person")]);
    assert_eq!(words(&tab, Verdict::Open), ["Bob"]);
    assert_eq!(tab.state.project.order.len(), 1, "no copy by another annotator");
}

/// Of several people's documents about an article, suggestions go to that of the person who works here.
#[test]
fn suggestions_go_to_ones_own_document() {
    let mut tab = person(1, "select Ada; key 1");
    let other = person(2, "select Bob; key 1");
    super::meeting::give(&mut tab, &[("other.jsonl", &other.export())]);
    assert_eq!(tab.state.project.order.len(), 2);
    predicted(&mut tab, &names(["0.9", "0.9", "0.9"]), false);
    let of = |by: u64| {
        let is_by = |id: &&manicule::model::DocId| {
            tab.state.project.document(id).is_some_and(|known| known.meta.annotator == Some(PersonId::from_bits(by)))
        };
        let id = tab.state.project.order.iter().find(is_by).expect("it is there");
        tab.state.project.document(id).expect("it is loaded").suggestions.len()
    };
    assert_eq!((of(1), of(2), tab.state.project.order.len()), (2, 0, 2));
}

fn above(tab: &mut Tab, score: &str) {
    tab.moment += 1;
    tab.run(Command::AcceptAbove, Args::default());
    tab.run(Command::SetAbove, field("score", score));
    assert_eq!(tab.state.dialog, Some(Dialog::Above));
}

pub(crate) fn preview(tab: &Tab) -> manicule::session::above::Preview {
    tab.state.above.as_ref().expect("the sheet is up").preview(&tab.state)
}

#[test]
fn all_above_a_score_are_taken_and_all_below_rejected_each_as_one_step() {
    let mut tab = person(1, "");
    predicted(&mut tab, &names(["0.99", "0.4", "0.5"]), false);
    above(&mut tab, "0.5");
    let told = preview(&tab);
    let counts: Vec<_> = told.labels.iter().map(|(id, counts)| (id.to_string(), counts.taken, counts.stay)).collect();
    assert_eq!(counts, [("person".to_owned(), 1, 1), ("place".to_owned(), 1, 0)]);
    assert_eq!((told.taken.len(), told.below.len(), told.articles, told.overlapping, told.doubled), (2, 1, 1, 0, 0));
    let shown: Vec<_> = told.examples.iter().map(|one| (one.words.as_str(), one.score, one.taken)).collect();
    assert_eq!(shown, [("Ada", Some(990), true), ("Oslo", Some(500), true), ("Bob", Some(400), false)]);
    assert_eq!((told.examples[1].before.as_str(), told.examples[1].after.as_str()), ("Ada met Bob in ", "."));
    let steps = tab.state.history.depth().0;
    tab.run(Command::TakeAbove, Args::default());
    assert_eq!((tab.state.history.depth().0, tab.state.dialog.clone()), (steps + 1, None));
    assert_eq!(marked(&tab), [pair("Ada", "person"), pair("Oslo", "place")]);
    let oslo = document(&tab).in_reading_order()[1].clone();
    assert_eq!(oslo.origin, Origin::Engine { id: "ner-1".into(), permille: Some(500) }, "where it comes from stays");
    assert_eq!(oslo.author, Some(tab.state.me));
    above(&mut tab, "50%");
    tab.run(Command::RejectBelow, Args::default());
    assert_eq!((words(&tab, Verdict::Open).len(), words(&tab, Verdict::Rejected)), (0, vec!["Bob".to_owned()]));
    // What was accepted or rejected does not come back, whoever reads the file how often.
    let told = predicted(&mut tab, &names(["0.99", "0.4", "0.5"]), false);
    assert_eq!((words(&tab, Verdict::Open).len(), words(&tab, Verdict::Rejected).len()), (0, 1));
    let said = |part: &str| told.iter().any(|line| line.contains(part));
    assert!(said("2 suggestions left out: the same is marked already"), "{told:?}");
    assert!(said("1 suggestion left out: rejected before"), "{told:?}");
    // Another model says the same of the same words: that was answered, too.
    let mut desk = suggests(&mut tab, &names(["0.1", "0.1", "0.1"]), "ner-2", false);
    take(&mut desk, &mut tab);
    tab.state.dialog = None;
    assert_eq!(words(&tab, Verdict::Open).len(), 0);
    tab.run(Command::Undo, Args::default());
    assert_eq!(words(&tab, Verdict::Open), ["Bob"]);
    tab.run(Command::Undo, Args::default());
    assert_eq!((marked(&tab).len(), words(&tab, Verdict::Open).len()), (0, 3));
}

#[test]
fn what_is_doubled_goes_and_what_overlaps_is_told() {
    let mut tab = person(1, "");
    let spans = [span("Ada", "person", "0.9"), span("Ada met", "person", "0.9"), span("Bob", "person", "0.9")];
    predicted(&mut tab, &line(ARTICLE, &spans), false);
    super::scene::play(&mut tab, "select Ada; key 1");
    super::scene::play(&mut tab, "select Bob; key 2");
    above(&mut tab, "0.9");
    let told = preview(&tab);
    assert_eq!((told.taken.len(), told.doubled, told.overlapping), (3, 1, 2));
    assert_eq!(told.told().len(), 2, "{:?}", told.told());
    tab.run(Command::TakeAbove, Args::default());
    assert_eq!((marked(&tab).len(), suggested(&tab).len()), (4, 0), "{:?}", marked(&tab));
}

#[test]
fn labels_models_and_those_without_a_score_are_chosen() {
    let mut tab = person(1, "");
    predicted(&mut tab, &names(["0.9", "", "0.9"]), false);
    let mut desk = suggests(&mut tab, &line(ARTICLE, &[span("The ferry", "organisation", "0.95")]), "rules", false);
    take(&mut desk, &mut tab);
    tab.state.dialog = None;
    above(&mut tab, "0.5");
    assert_eq!((preview(&tab).taken.len(), preview(&tab).unscored, preview(&tab).models.len()), (3, 1, 2));
    tab.run(Command::SetAbove, field("unscored", "yes"));
    assert_eq!(preview(&tab).taken.len(), 4);
    tab.run(Command::SetAbove, field("labels", "person"));
    assert_eq!((preview(&tab).taken.len(), tab.state.above.as_ref().expect("it").labels.len()), (2, 1));
    tab.run(Command::SetAbove, field("labels", "person"));
    tab.run(Command::SetAbove, field("model", "rules"));
    assert_eq!(preview(&tab).taken.len(), 1);
    for (name, text) in [("score", "2"), ("score", ""), ("colour", "red"), ("", "")] {
        assert!(tab.run(Command::SetAbove, field(name, text)).refused.is_some(), "{name} {text}");
    }
    assert_eq!(tab.state.above.as_ref().expect("it").at_least, 500, "what is refused changes nothing");
    tab.run(Command::Leave, Args::default());
    assert_eq!((tab.state.above.clone(), tab.state.dialog.clone()), (None, None));
    assert!(tab.run(Command::TakeAbove, Args::default()).refused.is_some());
    assert!(tab.run(Command::SetAbove, field("score", "0.1")).refused.is_some());
}

/// Articles that are not loaded are read for it, and one step goes over all of them.
#[test]
fn all_articles_are_read_for_it() {
    let mut tab = person(1, "");
    let texts: Vec<String> = (0..12).map(|number| format!("Text {number} about Bob here.")).collect();
    let spans = |text: &str| {
        let start = text.find("Bob").expect("it is there");
        vec![format!("[{start},{},\"person\",0.9]", start + 3)]
    };
    let file: String = texts.iter().map(|text| line(text, &spans(text))).collect();
    predicted(&mut tab, &file, false);
    let mut tab = tab.reload(1);
    tab.read_queue();
    let loaded = tab.state.project.loaded.len();
    assert!(loaded < 13, "{loaded}");
    tab.run(Command::AcceptAbove, Args::default());
    tab.run(Command::SetAbove, field("everywhere", "yes"));
    assert_eq!((preview(&tab).taken.len(), preview(&tab).articles), (12, 12));
    let open = tab.state.open.clone();
    tab.run(Command::TakeAbove, Args::default());
    assert_eq!(tab.state.open, open, "nobody is led elsewhere");
    let count = |tab: &Tab| tab.state.project.entries.values().map(|entry| entry.counts.annotations).sum::<u32>();
    assert_eq!(count(&tab), 12);
    tab.run(Command::Undo, Args::default());
    assert_eq!(count(&tab), 0, "one undo takes all of it back");
}

/// A newer file of a model takes the place of what it suggested before, where the person says so.
#[test]
fn a_newer_file_replaces_what_is_open_when_asked() {
    for replaces in [false, true] {
        let mut tab = person(1, "");
        predicted(&mut tab, &names(["0.9", "0.9", "0.4"]), false);
        above(&mut tab, "0.5");
        tab.run(Command::RejectBelow, Args::default());
        assert_eq!(words(&tab, Verdict::Rejected), ["Oslo"]);
        let mut desk = suggests(&mut tab, &line(ARTICLE, &[span("ferry", "place", "0.7")]), "rules", false);
        take(&mut desk, &mut tab);
        tab.state.dialog = None;
        // The newer one does not know Ada any more, and is surer of Bob.
        let newer = line(ARTICLE, &[span("Bob", "person", "0.95"), span("Oslo", "place", "0.99")]);
        let told = predicted(&mut tab, &newer, replaces);
        let open = if replaces { vec!["ferry", "Bob"] } else { vec!["ferry", "Ada", "Bob"] };
        assert_eq!(words(&tab, Verdict::Open), open, "{told:?}");
        assert_eq!(words(&tab, Verdict::Rejected), ["Oslo"], "rejected stays rejected");
        let bob = suggested(&tab).into_iter().find(|one| one.0 == "Bob").expect("it is there");
        assert_eq!(bob.3, Some(950));
        let goes = "1 of the same model taken out";
        assert_eq!(told.iter().any(|line| line.contains(goes)), replaces, "{told:?}");
        // What went comes with the next file that has it, and one undo brings it back as well.
        tab.run(Command::Undo, Args::default());
        assert_eq!(words(&tab, Verdict::Open), ["ferry", "Ada", "Bob"]);
        tab.run(Command::Redo, Args::default());
        predicted(&mut tab, &names(["0.9", "0.9", "0.4"]), replaces);
        assert_eq!(words(&tab, Verdict::Open), ["ferry", "Ada", "Bob"]);
    }
}

#[test]
fn an_export_asks_for_no_open_or_all_suggestions() {
    let mut choice = Choice::first();
    let chosen = |choice: &Choice| (choice.suggested(), choice.plan().suggestions, choice.plan().rejected);
    assert_eq!(chosen(&choice), ("none", false, false));
    for (text, expected) in [
        ("all", ("all", true, true)),
        ("open", ("open", true, false)),
        ("none", ("none", false, false)),
        ("yes", ("open", true, false)),
        ("no", ("none", false, false)),
    ] {
        assert!(choice.set(&field("suggestions", text)).is_ok());
        assert_eq!(chosen(&choice), expected);
        assert_eq!(Choice::kept(&choice.to_keep()), choice);
    }
    assert!(choice.set(&field("suggestions", "some")).is_err());
    // As an earlier version kept it.
    let kept =
        choice.to_keep().replace("\"rejected\":false,", "").replace("\"suggestions\":false", "\"suggestions\":true");
    assert!(!kept.contains("rejected"), "{kept}");
    assert_eq!(chosen(&Choice::kept(&kept)), ("open", true, false));
    assert!(format("labelstudio").is_some_and(|info| info.asks.suggestions));
}

/// Whatever stands there, the sheet can be drawn and left.
#[test]
fn nothing_is_suggested() {
    let mut tab = Tab::open(&Disk::default(), 1);
    tab.run(Command::AcceptAbove, Args::default());
    assert!(tab.run(Command::TakeAbove, Args::default()).refused.is_some_and(|why| why.words == Words::AboveNone));
    assert_eq!(preview(&tab).taken, []);
    tab.run(Command::AcceptAbove, Args::default());
    assert_eq!(tab.state.dialog, None, "the key that brought it takes it away");
    let none = Above { labels: vec![LabelId::from("x")], ..Above::default() };
    assert_eq!(none.preview(&tab.state).examples, []);
}
