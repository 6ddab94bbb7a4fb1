//! Files that another tool annotated: recognised, decided about, taken in as one step with the labels they bring.

use manicule::formats::Problem;
use manicule::formats::json::{self, to_json};
use manicule::model::{LabelId, LabelKind};
use manicule::session::foreign::{Becomes, ForeignStep};
use manicule::session::update::project_for_search;
use manicule::session::{Action, Args, Command, Dialog, Effect};
use manicule::workshop::Desk;
use manicule::workshop::message::import::{Import, ImportFile};
use manicule::workshop::message::{Answer, ImportTold, Request};

use super::scene::open;
use super::tab::Tab;

const TEXT: &str = "😀 Ana said the bridge was closed.\r\nBo left.";
const NOTES: &str = "T1\tPER 2 5\tAna\nT2\tCUE 6 10\tsaid\nT3\tAssertion 11 32\tthe bridge was closed\nT4\tPER 900 905\tghost\n\
    T5\tNoise 35 37\tBo\nR1\tsource Arg1:T3 Arg2:T1\t\nR2\tcue Arg1:T3 Arg2:T2\t\nA1\tTone T3 angry\n";

fn ask(desk: &mut Desk, tab: &Tab, import: Import, files: &[(&str, &str)]) -> ImportTold {
    let project = Some(project_for_search(&tab.state.project));
    let request = to_json(&Request { project, import: Some(import), ..Request::default() });
    let parts = std::iter::once(request.into_bytes()).chain(files.iter().map(|(_, text)| text.as_bytes().to_vec()));
    let answer = String::from_utf8(desk.answer(parts.collect()).swap_remove(0)).expect("text");
    json::parse::<Answer>(&answer).expect("an answer").imported.expect("it is about files")
}

fn recognised(desk: &mut Desk, tab: &mut Tab, files: &[(&str, &str)]) {
    let look = files.iter().map(|(name, _)| ImportFile { name: (*name).to_owned() }).collect();
    let told = ask(desk, tab, Import { look, ..Import::default() }, files);
    tab.moment += 1;
    tab.act(Action::Recognised(Box::new(told)));
    assert_eq!(tab.state.dialog, Some(Dialog::Foreign));
}

/// Takes everything in, as the edge does.
fn take(desk: &mut Desk, tab: &mut Tab) {
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

fn step(tab: &mut Tab, step: ForeignStep) {
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
