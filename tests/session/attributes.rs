//! Attributes, as a hand or a script sets them.

use manicule::model::{AttributeName, LabelId};
use manicule::session::{Args, Command};

use super::scene::{open, play};
use super::tab::Tab;

const STORY: &str = "[“It rains,”](claim) said [Ada](person). [“It snows.”](claim)\n";

fn set(tab: &mut Tab, name: &str, values: &[&str]) -> Option<String> {
    tab.moment += 1;
    let values = Some(values.iter().map(|value| (*value).to_owned()).collect());
    let args = Args { attribute: Some(name.to_owned()), values, ..Args::default() };
    tab.run(Command::SetAttribute, args).refused.map(|message| message.text())
}

/// The values of an attribute, by annotation in reading order.
fn values(tab: &Tab, name: &str) -> Vec<String> {
    let document = tab.state.document().expect("open");
    let of = |values: Option<&Vec<std::rc::Rc<str>>>| values.map_or_else(String::new, |values| values.join(" "));
    let name = AttributeName::from(name);
    document.in_reading_order().iter().map(|annotation| of(annotation.attributes.get(&name))).collect()
}

#[test]
fn an_attribute_is_set_changed_and_taken_away() {
    let mut tab = open(STORY);
    play(&mut tab, "click “It rains");
    for value in ["direct", "mixed"] {
        assert_eq!(set(&mut tab, "quote_type", &[value]), None);
        assert_eq!(values(&tab, "quote_type"), [value, "", ""]);
    }
    let steps = tab.state.history.depth();
    assert_eq!(set(&mut tab, "quote_type", &["mixed"]), None);
    assert_eq!(tab.state.history.depth(), steps, "what it says already is no step");
    assert_eq!(tab.state.said.1.text(), "Attribute: Quote type mixed");
    assert_eq!(set(&mut tab, "quote_type", &[]), None);
    assert_eq!(values(&tab, "quote_type"), ["", "", ""]);
    play(&mut tab, "key Mod+z; key Mod+z");
    assert_eq!(values(&tab, "quote_type"), ["direct", "", ""]);
}

#[test]
fn what_cannot_be_is_told_and_changes_nothing() {
    let mut tab = open(STORY);
    play(&mut tab, "click “It rains");
    let told = |tab: &mut Tab, name: &str, values: &[&str]| set(tab, name, values).expect("refused");
    let choices = "Quote type cannot be “shouted”: one of direct, mixed, indirect.";
    assert_eq!(told(&mut tab, "quote_type", &["shouted"]), choices);
    let scale = "Check-worthy cannot be “4”: a whole number from 0 to 3.";
    assert_eq!(told(&mut tab, "check_worthy", &["4"]), scale);
    assert_eq!(told(&mut tab, "nothing", &["x"]), "Nothing that is selected has an attribute “nothing”.");
    play(&mut tab, "click Ada");
    assert!(set(&mut tab, "quote_type", &["direct"]).is_some());
    assert_eq!(tab.state.history.depth(), (0, 0));
}

#[test]
fn several_get_it_in_one_step_where_their_label_has_it() {
    let mut tab = open(STORY);
    play(&mut tab, "click “It rains; until “It snows");
    assert_eq!(set(&mut tab, "check_worthy", &["2"]), None);
    assert_eq!(values(&tab, "check_worthy"), ["2", "", "2"]);
    play(&mut tab, "key Mod+z");
    assert_eq!(values(&tab, "check_worthy"), ["", "", ""]);
}

#[test]
fn what_the_schema_does_not_know_can_be_taken_away() {
    let mut tab = open(STORY);
    play(&mut tab, "click “It rains");
    assert_eq!(set(&mut tab, "check_worthy", &["2"]), None);
    // A project whose claims have no such attribute.
    let mut schema = (*tab.state.project.schema).clone();
    for label in schema.labels.iter_mut().filter(|label| label.id == LabelId::from("claim")) {
        std::rc::Rc::make_mut(label).attributes.clear();
    }
    tab.state.project.schema = std::rc::Rc::new(schema);
    assert!(set(&mut tab, "check_worthy", &["1"]).is_some());
    assert_eq!(set(&mut tab, "check_worthy", &[]), None);
    assert_eq!(values(&tab, "check_worthy"), ["", "", ""]);
}
