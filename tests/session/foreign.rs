//! Files that another tool annotated: recognised, decided about, taken in as one step with the labels they bring.

use manicule::formats::Problem;
use manicule::formats::json::{self, to_json};
use manicule::model::{LabelId, LabelKind};
use manicule::session::foreign::{Becomes, ForeignStep, project_for};
use manicule::session::intake::Wanted;
use manicule::session::update::project_for_search;
use manicule::session::{Action, Args, Command, Dialog, Effect};
use manicule::workshop::Desk;
use manicule::workshop::message::import::{Import, ImportFile};
use manicule::workshop::message::{Answer, ImportTold, Request};

use super::projects::{made, opened};
use super::scene::open;
use super::tab::{Disk, Tab};

const TEXT: &str = "😀 Ana said the bridge was closed.\r\nBo left.";
const NOTES: &str = "T1\tPER 2 5\tAna\nT2\tCUE 6 10\tsaid\nT3\tAssertion 11 32\tthe bridge was closed\nT4\tPER 900 905\tghost\n\
    T5\tNoise 35 37\tBo\nR1\tsource Arg1:T3 Arg2:T1\t\nR2\tcue Arg1:T3 Arg2:T2\t\nA1\tTone T3 angry\n";

pub(super) fn ask(desk: &mut Desk, tab: &Tab, import: Import, files: &[(&str, &str)]) -> ImportTold {
    let project = Some(project_for_search(&project_for(&tab.state)));
    let request = to_json(&Request { project, import: Some(import), ..Request::default() });
    let parts = std::iter::once(request.into_bytes()).chain(files.iter().map(|(_, text)| text.as_bytes().to_vec()));
    let answer = String::from_utf8(desk.answer(parts.collect()).swap_remove(0)).expect("text");
    json::parse::<Answer>(&answer).expect("an answer").imported.expect("it is about files")
}

pub(super) fn recognised(desk: &mut Desk, tab: &mut Tab, files: &[(&str, &str)]) {
    let look = files.iter().map(|(name, _)| ImportFile { name: (*name).to_owned() }).collect();
    let told = ask(desk, tab, Import { look, ..Import::default() }, files);
    tab.moment += 1;
    tab.act(Action::Recognised(Box::new(told)));
    assert_eq!(tab.state.dialog, Some(Dialog::Foreign));
}

/// Takes everything in, as the edge does.
pub(super) fn take(desk: &mut Desk, tab: &mut Tab) {
    tab.effects.clear();
    tab.moment += 1;
    tab.act(Action::Foreign(ForeignStep::Take));
    while let Some(Effect::TakeForeign(number, choice, from)) =
        tab.effects.iter().rfind(|effect| matches!(effect, Effect::TakeForeign(..))).cloned()
    {
        tab.effects.clear();
        let import = Import { choice: Some(choice), from, bytes: 1, ..Import::default() };
        let told = ask(desk, tab, import, &[]);
        tab.act(Action::ForeignTaken(number, Ok(Box::new(told))));
    }
}

pub(super) fn step(tab: &mut Tab, step: ForeignStep) {
    tab.moment += 1;
    tab.act(Action::Foreign(step));
}

fn label(tab: &Tab, name: &str) -> usize {
    let foreign = tab.state.foreign.as_ref().expect("files are looked at");
    foreign.told.labels.iter().position(|label| label.name == name).expect("it is used")
}

#[test]
fn annotated_files_come_in_as_one_step_with_their_labels() {
    let (mut desk, mut tab) = (Desk::default(), open("Some other text."));
    let (schema, order) = (tab.state.project.schema.clone(), tab.state.project.order.clone());
    recognised(&mut desk, &mut tab, &[("a.txt", TEXT), ("a.ann", NOTES)]);
    let told = tab.state.foreign.as_ref().expect("they are there").told.clone();
    assert_eq!((told.format.as_str(), told.articles, told.spans, told.relations), ("brat", 1, 5, 2));
    assert!(told.certain, "{:?}", told.countings);
    assert_eq!(told.all_issues, 1, "{:?}", told.issues);
    assert_eq!(tab.state.project.order, order, "nothing is here yet");
    let noise = label(&tab, "Noise");
    step(&mut tab, ForeignStep::Label(noise, Becomes::Nothing));
    take(&mut desk, &mut tab);
    assert!(tab.state.foreign.is_none());
    let Some(Dialog::Report(issues)) = tab.state.dialog.clone() else { panic!("{:?}", tab.state.dialog) };
    let lost = Problem::NotInText { quote: "ghost".to_owned() };
    assert!(issues.iter().any(|issue| issue.problem == lost), "{issues:?}");
    let document = tab.state.document().expect("it is shown").clone();
    let mut found: Vec<_> =
        document.annotations.values().map(|a| (a.span.quote(&document.article), a.label.to_string())).collect();
    found.sort();
    let expected = [("Ana", "person"), ("said", "cue"), ("the bridge was closed", "Assertion")];
    assert_eq!(found, expected.map(|(words, label)| (words.to_owned(), label.to_owned())));
    let now = tab.state.project.schema.clone();
    let new = now.label(&LabelId::from("Assertion")).expect("it came along");
    assert_eq!((new.kind, new.attributes.len()), (LabelKind::Claim, 1));
    assert!(new.key.is_some());
    let source = now.relations.iter().find(|kind| kind.id.as_str() == "source").expect("it was there");
    assert!(source.from.contains(&new.id), "what the file has it on may have it");
    assert_eq!(document.relations.len(), 2);
    let before = tab.state.project.order.len();
    tab.run(Command::Leave, Args::default());
    // Read twice, nothing is here twice.
    recognised(&mut desk, &mut tab, &[("a.txt", TEXT), ("a.ann", NOTES)]);
    let noise = label(&tab, "Noise");
    step(&mut tab, ForeignStep::Label(noise, Becomes::Nothing));
    take(&mut desk, &mut tab);
    assert_eq!((tab.state.project.order.len(), tab.state.project.schema.clone()), (before, now));
    tab.run(Command::Leave, Args::default());
    tab.run(Command::Undo, Args::default());
    assert_eq!((tab.state.project.order.clone(), tab.state.project.schema.clone()), (order, schema));
}

#[test]
fn what_was_decided_is_not_let_go_of_in_passing() {
    let (mut desk, mut tab) = (Desk::default(), open("Some other text."));
    recognised(&mut desk, &mut tab, &[("a.txt", TEXT), ("a.ann", NOTES)]);
    let person = label(&tab, "PER");
    assert_eq!(tab.state.foreign.as_ref().expect("there").labels[person], Becomes::Known("person".into()));
    step(&mut tab, ForeignStep::Label(person, Becomes::Known("organisation".into())));
    tab.run(Command::Leave, Args::default());
    assert!(tab.state.foreign.as_ref().is_some_and(|foreign| foreign.warned));
    tab.run(Command::Leave, Args::default());
    assert!(tab.state.foreign.is_none() && tab.state.dialog.is_none());
    assert!(tab.effects.contains(&Effect::EndForeign(false)));
}

#[test]
fn a_workshop_that_breaks_loses_nothing() {
    let (mut desk, mut tab) = (Desk::default(), open("Some other text."));
    recognised(&mut desk, &mut tab, &[("a.txt", TEXT), ("a.ann", NOTES)]);
    let number = tab.state.foreign.as_ref().expect("there").number;
    step(&mut tab, ForeignStep::Take);
    assert_eq!(tab.state.foreign.as_ref().expect("there").done, Some(0));
    tab.act(Action::ForeignTaken(number + 1, Err("late".into())));
    assert_eq!(tab.state.foreign.as_ref().expect("there").done, Some(0), "another one's answer");
    tab.act(Action::ForeignTaken(number, Err("unreachable".into())));
    assert_eq!(tab.state.foreign.as_ref().expect("there").done, None);
    assert!(tab.state.said.1.text().contains("unreachable"));
    take(&mut desk, &mut tab);
    assert_eq!(tab.state.project.order.len(), 2, "it can be tried again");
    step(&mut tab, ForeignStep::Take);
    assert_eq!(tab.state.project.order.len(), 2, "there is nothing any more");
}

/// Annotated files, chosen for a project that is made of them.
fn for_a_new_one() -> (Desk, Tab) {
    let (mut desk, mut tab) = (Desk::default(), Tab::open(&Disk::default(), 1));
    tab.held.waits = true;
    tab.run(Command::Projects, Args::default());
    let kind = Some("conll-2003".to_owned());
    tab.run(Command::NewProject, Args { field: Some("files".to_owned()), kind, ..Args::text("Harbour") });
    recognised(&mut desk, &mut tab, &[("a.txt", TEXT), ("a.ann", NOTES)]);
    (desk, tab)
}

/// Files come as articles, and are read.
fn come(tab: &mut Tab, files: &[(&str, &[u8])]) {
    let waiting = tab.held.more(files);
    tab.act(Action::Waiting(waiting.clone()));
    for file in waiting {
        let taken = tab.held.read(&Wanted::first(file.number));
        let intake = tab.state.intake.as_ref().expect("they are awaited").number;
        tab.act(Action::Taken(intake, taken));
    }
}

fn makes_one(tab: &Tab) -> bool {
    tab.effects.iter().any(|effect| matches!(effect, Effect::MakeProject { .. }))
}

#[test]
fn annotated_files_become_the_project_that_was_asked_for() {
    let (mut desk, mut tab) = for_a_new_one();
    let before = tab.export();
    let schema = tab.state.foreign.as_ref().expect("there").schema(&tab.state);
    assert_eq!(&*schema.id, "conll-2003", "its labels are offered, not those of the open project");
    take(&mut desk, &mut tab);
    assert!(!makes_one(&tab) && tab.state.foreign.is_none(), "more may be on its way");
    tab.act(Action::NothingMore);
    assert_eq!(tab.export(), before, "nothing came into the open one");
    let new = opened(&tab);
    assert_eq!((&*new.state.project.name, new.state.project.order.len()), ("Harbour", 1));
    let labels: Vec<_> = new.state.project.schema.labels.iter().map(|label| label.id.to_string()).collect();
    assert!(schema.labels.iter().all(|label| labels.contains(&label.id.to_string())), "{labels:?}");
    assert!(labels.contains(&"Assertion".to_owned()) && !labels.contains(&"organisation".to_owned()), "{labels:?}");
}

#[test]
fn what_was_given_with_them_goes_there_too() {
    let (mut desk, mut tab) = for_a_new_one();
    let before = tab.export();
    take(&mut desk, &mut tab);
    come(&mut tab, &[("storm.txt", b"Storm\nBo said it snows.")]);
    assert_eq!(tab.export(), before);
    assert_eq!(opened(&tab).state.project.order.len(), 2, "{:?}", made(&tab).0);
    assert!(tab.state.intake.is_none());
}

#[test]
fn as_plain_articles_they_go_there_as_well() {
    let (_, mut tab) = for_a_new_one();
    let before = tab.export();
    step(&mut tab, ForeignStep::Plain);
    assert!(tab.effects.contains(&Effect::EndForeign(true)) && tab.state.dialog.is_none());
    come(&mut tab, &[("a.txt", TEXT.as_bytes())]);
    assert_eq!(tab.export(), before);
    assert_eq!(opened(&tab).state.project.order.len(), 1);
}

#[test]
fn left_files_leave_nothing_behind() {
    let (_, mut tab) = for_a_new_one();
    let before = tab.export();
    tab.run(Command::Leave, Args::default());
    assert!(tab.state.foreign.is_none() && tab.state.dialog.is_none(), "an empty sheet does not come up");
    tab.act(Action::NothingMore);
    assert!(tab.state.intake.is_none() && !makes_one(&tab));
    // What comes later comes into the open one.
    come(&mut tab, &[("storm.txt", b"Storm\nBo said it snows.")]);
    assert!(!makes_one(&tab) && tab.export() != before);
}

#[test]
fn files_that_were_not_looked_at_are_told_before_they_come_in() {
    let mut tab = open("Some other text.");
    tab.held.waits = true;
    let waiting = tab.held.more(&[("storm.txt", b"Storm\nBo said it snows.")]);
    tab.act(Action::Waiting(waiting));
    tab.act(Action::NotLookedAt("storm.txt".to_owned(), 2, None));
    let intake = tab.state.intake.as_ref().expect("it is awaited").number;
    let taken = tab.held.read(&Wanted::first(1));
    tab.act(Action::Taken(intake, taken));
    assert_eq!(tab.state.dialog, Some(Dialog::Intake), "a plain text would else be added without a word");
    let intake = tab.state.intake.as_ref().expect("it is looked through");
    let told: Vec<String> = intake.sentences(9).collect();
    assert!(told.len() == 1 && told[0].starts_with("storm.txt (and 2 more): "), "{told:?}");
    tab.act(Action::NotLookedAt("b.json".to_owned(), 0, Some("unreachable".to_owned())));
    let told: Vec<String> = tab.state.intake.as_ref().expect("there").sentences(9).collect();
    assert!(told[1].contains("(unreachable)"), "{told:?}");
}

/// A claim of a dataset is a short article: what is known of it comes with it, and stands in the cards.
#[test]
fn claims_of_fact_checkers_come_in_with_what_is_known_of_them() {
    let (mut desk, mut tab) = (Desk::default(), open("Some other text."));
    let record = r#"[{"claim":"😀 It rains.","label":"Refuted","speaker":"Bo Lee","claim_date":"5-8-2020",
        "reporting_source":"Facebook","original_claim_url":"https://example.org/a","claim_types":["Event/Property Claim"],
        "questions":[{"question":"Does it?","answers":[]}],"required_reannotation":false}]"#;
    recognised(&mut desk, &mut tab, &[("train.json", record)]);
    let told = tab.state.foreign.as_ref().expect("there").told.clone();
    assert_eq!((told.format.as_str(), told.articles, told.spans, told.all_issues), ("averitec", 1, 1, 0));
    assert!(told.certain, "nobody is asked what offsets count");
    take(&mut desk, &mut tab);
    let document = tab.state.document().expect("it is shown").clone();
    let claim = document.annotations.values().next().expect("one");
    let value =
        |name: &str| claim.attributes.iter().find(|(known, _)| known.as_str() == name).map(|(_, all)| all.join("|"));
    assert_eq!(claim.span.quote(&document.article), "😀 It rains.");
    let said = ["source", "verdict", "claim_date", "claim_types"].map(|name| value(name).unwrap_or_default());
    assert_eq!(said, ["Bo Lee", "refuted", "2020-08-05", "Event/Property Claim"]);
    assert_eq!(document.meta.site.as_deref(), Some("Facebook"));
    assert_eq!(document.meta.source_url.as_deref(), Some("https://example.org/a"));
    let questions = document.meta.extra.iter().find(|(name, _)| &**name == "questions").expect("they are kept");
    assert!(questions.1.contains("Does it?"), "{questions:?}");
    tab.run(Command::Leave, Args::default());
    let rows = "Sentence_id\tText\tclass_label\n7_1\tIt snows.\tYes\n7_2\tThank you.\tNo\n";
    recognised(&mut desk, &mut tab, &[("train.tsv", rows)]);
    assert_eq!(tab.state.foreign.as_ref().expect("there").told.format, "checkthat");
    take(&mut desk, &mut tab);
    let document = tab.state.document().expect("it is shown");
    let words: Vec<String> = document.annotations.values().map(|one| one.span.quote(&document.article)).collect();
    assert_eq!((words, &**document.article.text()), (vec!["It snows.".to_owned()], "It snows.\nThank you."));
}
