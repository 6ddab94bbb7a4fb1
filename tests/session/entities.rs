//! Mentions of the same thing.

use std::rc::Rc;

use manicule::model::{DocId, Meta, PersonId, Project};
use manicule::session::{Args, Command};

use super::scene::{open, play};
use super::tab::{Disk, Tab};

const STORY: &str =
    "[the minister](person) met [Ada Berg](person), and [she](person) left [Rome](place). [“It rains.”](claim)\n";

/// For each annotation in reading order the name and page of what it names.
fn names(tab: &Tab) -> Vec<String> {
    let project = &tab.state.project;
    let document = tab.state.document().expect("open");
    let named = |entity| project.entities.get(&entity).expect("what is named is there");
    let told = |entity: &manicule::model::Entity| match &entity.link {
        Some(link) => format!("{} {link}", entity.name),
        None => entity.name.to_string(),
    };
    document.in_reading_order().iter().map(|a| a.entity.map(|entity| told(named(entity))).unwrap_or_default()).collect()
}

fn refused(tab: &mut Tab, command: Command, args: Args) -> Option<String> {
    tab.moment += 1;
    tab.run(command, args).refused.map(|message| message.text())
}

#[test]
fn several_become_one_named_by_the_best_name() {
    let mut tab = open(STORY);
    play(&mut tab, "click the minister; until she; key g");
    assert_eq!(names(&tab), ["Ada Berg", "Ada Berg", "Ada Berg", "", ""]);
    assert_eq!(tab.state.said.1.text(), "The same: Ada Berg");
    let depth = tab.state.history.depth();
    play(&mut tab, "key g");
    assert_eq!(tab.state.history.depth(), depth, "what is one already is no step");
    play(&mut tab, "key Mod+z");
    assert_eq!(names(&tab), ["", "", "", "", ""]);
    assert_eq!(tab.state.project.entities.len(), 0);
}

#[test]
fn a_pronoun_joins_by_key() {
    let mut tab = open(STORY);
    play(&mut tab, "click she; key g; key ,; key Enter");
    assert_eq!(names(&tab), ["", "Ada Berg", "Ada Berg", "", ""]);
    play(&mut tab, "click the minister; key g; click she");
    assert_eq!(names(&tab), ["Ada Berg", "Ada Berg", "Ada Berg", "", ""]);
    // Escape lets go; a link is a link again.
    play(&mut tab, "click Rome; key g; key Escape; click Ada");
    assert_eq!(names(&tab)[3], "");
    play(&mut tab, "click “It; key l; click Ada");
    assert_eq!(tab.state.document().expect("open").relations.len(), 1);
}

#[test]
fn claims_name_nothing() {
    let mut tab = open(STORY);
    let told = "Only mentions of entities can be the same thing; claims and cues cannot.";
    play(&mut tab, "click “It");
    assert_eq!(refused(&mut tab, Command::Group, Args::default()).as_deref(), Some(told));
    play(&mut tab, "click she; key g; click “It");
    assert_eq!(tab.state.said.1.text(), told);
    play(&mut tab, "key Escape; click Ada; until “It; key g");
    assert_eq!(names(&tab), ["", "Ada Berg", "Ada Berg", "Ada Berg", ""], "a claim among several is left out");
}

#[test]
fn entities_become_one_in_every_article_and_part_again() {
    let mut tab = open(STORY);
    play(&mut tab, "click the minister; also Rome; key g");
    play(&mut tab, "click Ada; also she; key g");
    let both = names(&tab);
    assert_eq!((both[0].as_str(), both[1].as_str(), tab.state.project.entities.len()), ("Rome", "Ada Berg", 2));
    play(&mut tab, "click she");
    tab.run(Command::SetEntity, Args { link: Some("q42".to_owned()), ..Args::default() });
    play(&mut tab, "click Rome; also she; key g");
    let one = "Ada Berg https://www.wikidata.org/entity/Q42";
    assert_eq!(names(&tab), [one, one, one, one, ""], "all of both, and the page is kept");
    assert_eq!(tab.state.project.entities.len(), 1);
    play(&mut tab, "click Ada; key Shift+G");
    assert_eq!(names(&tab), [one, "", one, one, ""]);
    play(&mut tab, "key Mod+z; key Mod+z");
    assert_eq!(names(&tab)[..2], ["Rome", "Ada Berg https://www.wikidata.org/entity/Q42"]);
    play(&mut tab, "click the minister; also Rome; key Shift+G");
    assert_eq!(tab.state.project.entities.len(), 1, "what nothing names is gone");
}

#[test]
fn an_entity_is_named_and_given_a_page() {
    let mut tab = open(STORY);
    play(&mut tab, "click Ada; also she; key g; click she");
    let text = |text: &str| Args { text: Some(text.to_owned()), ..Args::default() };
    let link = |link: &str| Args { link: Some(link.to_owned()), ..Args::default() };
    assert_eq!(refused(&mut tab, Command::SetEntity, text(" Ada B. Berg ")), None);
    assert_eq!(refused(&mut tab, Command::SetEntity, link("https://example.org/ada")), None);
    assert_eq!(names(&tab)[1], "Ada B. Berg https://example.org/ada");
    assert!(refused(&mut tab, Command::SetEntity, link("javascript:alert(1)")).is_some());
    assert_eq!(refused(&mut tab, Command::SetEntity, text("")), None, "a thing without a name keeps the one it has");
    play(&mut tab, "click Rome");
    assert!(refused(&mut tab, Command::SetEntity, text("x")).is_some());
    play(&mut tab, "click she");
    assert_eq!(refused(&mut tab, Command::SetEntity, link("")), None);
    assert_eq!(names(&tab)[1], "Ada B. Berg");
}

#[test]
fn names_and_pages_stand_after_a_reload() {
    let mut tab = Tab::open(&Disk::default(), 1);
    let ids = two_mentions(&tab);
    assert_eq!(refused(&mut tab, Command::Group, Args { ids: Some(ids.clone()), ..Args::default() }), None);
    let named = Args { text: Some("One".to_owned()), link: Some("Q1".to_owned()), ..Args::id(&ids[0]) };
    assert_eq!(refused(&mut tab, Command::SetEntity, named), None);
    let before = (tab.state.project.entities.clone(), names(&tab));
    let mut tab = tab.reload(2);
    assert_eq!((tab.state.project.entities.clone(), names(&tab)), before);
    assert_eq!(names(&tab).iter().filter(|name| *name == "One https://www.wikidata.org/entity/Q1").count(), ids.len());
    play(&mut tab, "key Mod+z; key Mod+z");
    assert_eq!(tab.state.project.entities.len(), 0, "and can be taken back");
}

/// Two mentions of the sample.
fn two_mentions(tab: &Tab) -> Vec<String> {
    let document = tab.state.document().expect("the sample is open");
    let mentions = document.in_reading_order().into_iter().filter(|a| !["claim", "cue"].contains(&a.label.as_str()));
    mentions.take(2).map(|a| a.id.to_string()).collect()
}

/// Another person's copy of the article, which is only looked at and names the same things.
fn with_copy(tab: &mut Tab, number: u64) {
    let mut copy = (**tab.state.document().expect("open")).clone();
    copy.id = DocId::from(format!("copy{number}").as_str());
    let annotator = Some(PersonId::from_bits(number));
    copy.meta = Rc::new(Meta { locked: true, annotator, ..(*copy.meta).clone() });
    tab.state.project = tab.state.project.clone().with(Rc::new(copy));
}

#[test]
fn a_join_leaves_what_is_only_looked_at_as_it_is() {
    let mut tab = open(STORY);
    play(&mut tab, "click the minister; also Rome; key g");
    play(&mut tab, "click Ada; also she; key g");
    for number in [7, 8] {
        with_copy(&mut tab, number);
        let before = tab.state.project.clone();
        play(&mut tab, "click Rome; also she; key g");
        assert_eq!(names(&tab)[..4], ["Ada Berg"; 4], "one's own work joins");
        let copy = |project: &Project| project.document(&DocId::from("copy7")).cloned();
        assert_eq!(copy(&tab.state.project), copy(&before), "the copy does not change");
        let entities = tab.state.project.entities.len();
        assert_eq!(entities, 2, "and what it names is still there");
        let told = tab.state.said.1.text();
        assert!(told.contains("which is read-only") || told.contains("which are read-only"), "{told}");
        assert_eq!(told.contains("and 1 more"), number == 8, "{told}");
        play(&mut tab, "key Mod+z");
        assert_eq!(tab.state.project.entities, before.entities);
    }
    // In a copy that is only looked at nothing is joined.
    tab.run(Command::OpenArticle, Args { document: Some("copy7".to_owned()), ..Args::default() });
    play(&mut tab, "click Rome; also she; key g");
    assert!(tab.state.said.1.text().starts_with("Read-only"), "{}", tab.state.said.1.text());
}
