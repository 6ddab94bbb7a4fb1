//! `docs/manicule.d.ts` against the program: what the door is given, its methods, its ids, and the shape of everything
//! that crosses.

use std::collections::{BTreeMap, BTreeSet};

use manicule::formats::FORMATS;
use manicule::formats::json::{Field, to_json};
use manicule::formats::native::object;
use manicule::model::{BlockKind, Status};
use manicule::session::{ACTIONS, Args, Fragment, Words};
use manicule::ui::bridge::rows;
use serde_json::Value;

use crate::{between, code_below, read, root};

fn declarations() -> String {
    read("docs/manicule.d.ts")
}

/// What the bridge puts on `window.manicule`.
pub(crate) fn registered() -> BTreeSet<String> {
    let code = code_below(&root().join("src/ui/bridge"));
    between(&code, "method(\"", "\"").chain(between(&code, "set(\"", "\"")).map(str::to_owned).collect()
}

/// The events, as the sentence for a wrong one lists them.
pub(crate) fn events() -> BTreeSet<String> {
    let sentence = Words::NoEvent.text().trim_end_matches('.');
    let list = sentence.rsplit_once(": ").map(|(_, list)| list).expect("the sentence lists the events");
    list.split(", ").map(str::to_owned).collect()
}

/// The members of an interface with what stands after the colon; of a method, everything after its name.
fn members(text: &str, interface: &str) -> BTreeMap<String, String> {
    let open = format!("interface {interface} {{\n");
    let body = between(text, &open, "\n}").next().unwrap_or_else(|| panic!("manicule.d.ts has no {interface}"));
    let mut found = BTreeMap::new();
    for line in body.lines() {
        let Some(line) = line.strip_prefix("  ").filter(|line| !line.starts_with([' ', '/', '*'])) else { continue };
        let line = line.strip_prefix("readonly ").unwrap_or(line);
        let end = line.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').expect("a member has a type");
        let (name, kind) = line.split_at(end);
        assert!(found.insert(name.to_owned(), kind.to_owned()).is_none(), "{interface} declares {name} twice");
    }
    found
}

/// The texts of a union.
fn union(text: &str, name: &str) -> BTreeSet<String> {
    let open = format!("type {name} =");
    let body = between(text, &open, ";").next().unwrap_or_else(|| panic!("manicule.d.ts has no {name}"));
    body.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether a value may stand where `kind` is declared, as far as its outermost shape goes.
fn fits(value: &Value, kind: &str) -> bool {
    let kind = kind.trim_start_matches([':', ' ']).trim_end_matches(';');
    match value {
        Value::Null => kind.ends_with("| null"),
        Value::Bool(_) => kind == "boolean",
        Value::Number(_) => kind == "number",
        Value::Array(_) => kind.ends_with("[]"),
        Value::Object(_) => kind.starts_with(|c: char| c.is_ascii_uppercase()) && !kind.ends_with("[]"),
        Value::String(_) => !kind.contains("null") && !["boolean", "number"].contains(&kind) && !kind.ends_with("[]"),
    }
}

/// Members, and their shapes, are those of the object as the program writes it.
fn same<T: Field>(interface: &str) {
    let object: BTreeMap<String, Value> =
        serde_json::from_str(&to_json(&T::nothing())).expect("what the program writes is JSON");
    let declared = members(&declarations(), interface);
    assert_eq!(declared.keys().collect::<Vec<_>>(), object.keys().collect::<Vec<_>>(), "keys of {interface}");
    for (key, value) in &object {
        assert!(fits(value, &declared[key]), "{interface}.{key}{} cannot be {value}", declared[key]);
    }
}

/// Members are those that the program reads, and each may be left out.
fn may_be_given<T: Field>(interface: &str) {
    let object: BTreeMap<String, Value> =
        serde_json::from_str(&to_json(&T::nothing())).expect("what the program writes is JSON");
    let declared = members(&declarations(), interface);
    assert_eq!(declared.keys().collect::<Vec<_>>(), object.keys().collect::<Vec<_>>(), "keys of {interface}");
    assert!(declared.values().all(|kind| kind.starts_with("?:") && kind.ends_with("| null;")), "{declared:?}");
}

#[test]
fn the_door_is_declared() {
    let declared: BTreeSet<String> = members(&declarations(), "Manicule").into_keys().collect();
    assert!(declared.len() > 10, "{declared:?}");
    assert_eq!(declared, registered());
}

#[test]
fn ids_are_declared() {
    let text = declarations();
    let names = |list: &mut dyn Iterator<Item = &str>| list.map(str::to_owned).collect::<BTreeSet<String>>();
    assert_eq!(union(&text, "ActionId"), names(&mut ACTIONS.iter().map(|action| action.id)));
    assert_eq!(union(&text, "FormatId"), names(&mut FORMATS.iter().map(|format| format.id)));
    assert_eq!(union(&text, "DocumentStatus"), names(&mut Status::ALL.iter().map(|(_, name)| *name)));
    assert_eq!(union(&text, "EventName"), events());
}

#[test]
fn kinds_of_blocks_are_declared() {
    use BlockKind::{Byline, Caption, Dateline, Deck, Heading, Headline, ListItem, Other, Paragraph, Quote};
    let all = [Headline, Deck, Byline, Dateline, Heading(2), Paragraph, Quote, ListItem, Caption, Other];
    let declared = members(&declarations(), "Block")["type"].clone();
    let declared: BTreeSet<&str> = declared.split('\'').skip(1).step_by(2).collect();
    assert_eq!(declared, all.iter().map(|kind| kind.as_str().0).collect());
}

#[test]
fn what_crosses_the_door_is_declared() {
    same::<rows::FormatRow>("Format");
    same::<rows::ActionRow>("ActionRow");
    same::<rows::DocumentRow>("DocumentRow");
    same::<rows::ProjectRow>("Project");
    same::<rows::Made>("Done");
    same::<rows::Report>("ImportReport");
    same::<rows::IssueRow>("ImportIssue");
    same::<rows::ExportRow>("ExportResult");
    same::<rows::FileRow>("ExportedFile");
    same::<rows::LossRow>("ExportLoss");
    same::<Fragment>("Stretch");
    may_be_given::<Args>("ActionArgs");
    may_be_given::<rows::ImportOptions>("ImportOptions");
    may_be_given::<rows::AsSuggestions>("AsSuggestions");
    may_be_given::<rows::ExportOptions>("ExportOptions");
}

#[test]
fn the_native_format_is_declared() {
    same::<object::Line>("Line");
    same::<object::LengthObject>("Length");
    same::<object::MetaObject>("Meta");
    same::<object::PairObject>("Pair");
    same::<object::BlockObject>("Block");
    same::<object::FragmentObject>("Fragment");
    same::<object::LinkObject>("Link");
    same::<object::DoubtObject>("Doubt");
    same::<object::SpanObject>("Span");
    same::<object::RelationObject>("Relation");
    same::<object::GroupObject>("Group");
    same::<object::DocLabelObject>("DocLabel");
    same::<object::AnnotatorObject>("Annotator");
    same::<object::EntityObject>("Entity");
    same::<object::SchemaObject>("Schema");
    same::<object::LabelObject>("Label");
    same::<object::RelationKindObject>("RelationKind");
    same::<object::AttributeObject>("Attribute");
    same::<object::IntakeObject>("Intake");
    same::<object::ProjectObject>("ProjectReference");
}

#[test]
fn a_wrong_declaration_is_noticed() {
    let text = "export interface Thing {\n  /** Words. */\n  name: string;\n  parts?: Part[] | null;\n}\n";
    assert_eq!(members(text, "Thing").into_keys().collect::<Vec<_>>(), ["name", "parts"]);
    for (value, kind) in [("null", ": string;"), ("\"\"", ": string | null;"), ("0", ": string;"), ("[]", ": Part;")] {
        let value: Value = serde_json::from_str(value).expect("well formed");
        assert!(!fits(&value, kind), "{value} is no {kind}");
    }
}
