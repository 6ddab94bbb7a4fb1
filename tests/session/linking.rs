//! Links between annotations.

use manicule::edit::Selection;
use manicule::model::{AnnotationId, AttributeName};
use manicule::session::view::View;
use manicule::session::{ACTIONS, Action, Args, Command, SourceFile, Words};

use super::scene::{check, check_said, open, play, show};
use super::tab::{Disk, Tab};

const START: &str = "[“A,”](claim#c) [said](cue#q) [Ada](person#a) and [Bob](person#b), [told](cue#r).";
const BARE: &str = "“A,”=claim, said=cue, Ada=person, Bob=person, told=cue";

/// What stands there with one annotation picked out, and links.
fn with(picked: &str, links: &[&str]) -> String {
    let marked = BARE.replace(&format!("{picked}="), &format!("*{picked}="));
    let parts = marked.split(", ").map(|part| match part.strip_prefix('*') {
        Some(part) => format!("{part}*"),
        None => part.to_owned(),
    });
    parts.chain(links.iter().map(ToString::to_string)).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_link_goes_where_the_next_click_is() {
    check(START, "click “A; key l; click Ada", &with("“A,”", &["“A,” -source-> Ada"]));
    check(START, "click “A; key l; click said", &with("“A,”", &["“A,” -cue-> said"]));
    check_said(START, "click “A; key l; click Ada", "Linked Source · K makes it Addressee");
}

#[test]
fn a_link_goes_to_what_was_walked_to() {
    check(START, "click “A; key l; key .; key .; key Enter", &with("“A,”", &["“A,” -source-> Ada"]));
    check(START, "click “A; key l; key ,; key ,; key Enter", &with("“A,”", &["“A,” -source-> Bob"]));
}

/// The hand may begin at the source: the link is the claim's all the same.
#[test]
fn a_link_may_be_drawn_from_its_end() {
    check(START, "click Ada; key l; click “A", &with("“A,”", &["“A,” -source-> Ada"]));
}

#[test]
fn what_the_schema_forbids_is_refused_with_a_sentence() {
    check(START, "click Ada; key l; click Bob", &format!("{}, linking Ada", with("Ada", &[])));
    check_said(START, "click Ada; key l; click Bob", "The schema has no link from Person to Person.");
    check_said(START, "click “A; key l; click “A", "The schema has no link from Claim to Claim.");
    // The link waits on; a click beside every annotation changes nothing.
    let script = "click Ada; key l; click Bob; click nothing";
    check(START, script, &format!("{}, linking Ada", with("Ada", &[])));
}

#[test]
fn a_click_takes_the_first_that_is_allowed_of_what_lies_there() {
    let nested = "[“A,”](claim) said [[Ada](cue) of [Oslo](law)](date).";
    let expected = "“A,”=claim*, Ada of Oslo=date, Ada=cue, Oslo=law, “A,” -source-> Oslo";
    check(nested, "click “A; key l; click Oslo", expected);
}

#[test]
fn where_only_one_may_be_the_new_one_takes_the_place() {
    let script = "click “A; key l; click said; key l; click told";
    check(START, script, &with("“A,”", &["“A,” -cue-> told"]));
    check(START, &format!("{script}; key Mod+z"), &with("“A,”", &["“A,” -cue-> said"]));
    // Of sources there may be many.
    let two = "click “A; key l; click Ada; key l; click Bob";
    let mut tab = open(START);
    play(&mut tab, two);
    assert_eq!(tab.state.document().map(|document| document.relations.len()), Some(2));
}

#[test]
fn deleting_the_start_ends_the_linking() {
    let rest = BARE.replace("“A,”=claim, ", "");
    check(START, "click “A; key l; key Backspace", &rest);
    // Deleting something else does not.
    check(START, "click “A; key l; key .; key Backspace", "“A,”=claim, Ada=person, Bob=person, told=cue, linking “A,”");
    check(START, "select told; key 8; key l; key Mod+z", BARE);
}

#[test]
fn scripts_link_and_unlink() {
    let mut tab = open(START);
    let id = |number: u64| manicule::model::AnnotationId::from_bits(number).to_string();
    let args = |kind: &str, from: String, to: String| {
        let (kind, from, to) = (Some(kind.to_owned()), Some(from), Some(to));
        Args { kind, from, to, ..Args::default() }
    };
    let mut link = |kind: &str, from, to| {
        let outcome = tab.run(Command::Link, args(kind, from, to));
        (outcome.made, outcome.refused.map(|message| message.words))
    };
    assert_eq!(link("nothing", id(1), id(3)), (None, Some(Words::NoKind)));
    assert_eq!(link("source", id(1), "zzz".to_owned()), (None, Some(Words::NoAnnotation)));
    assert_eq!(link("source", id(99), id(3)), (None, Some(Words::NoAnnotation)));
    assert_eq!(link("source", id(3), id(1)), (None, Some(Words::NoLink)));
    assert_eq!(link("source", id(1), id(1)), (None, Some(Words::NoLink)));
    let (made, refused) = link("source", id(1), id(3));
    assert_eq!(refused, None);
    // A second time it is there already.
    assert_eq!(link("source", id(1), id(3)).0, None);
    let made = made.expect("a relation was made");
    assert_eq!(show(&tab.state), with("“A,”", &["“A,” -source-> Ada"]));
    assert!(tab.run(Command::Unlink, Args::id(made)).changed);
    assert_eq!(show(&tab.state), with("“A,”", &[]));
    let needs = tab.run(Command::Link, Args::default()).refused.map(|message| message.words);
    assert_eq!(needs, Some(Words::NeedsArgument));
}

#[test]
fn where_several_kinds_are_allowed_one_key_takes_the_next() {
    check_said(START, "click “A; key l; click Ada; key k", "Link is now Addressee · K makes it Source");
    check(START, "click “A; key l; click Ada; key k", &with("“A,”", &["“A,” -addressee-> Ada"]));
    check(START, "click “A; key l; click Ada; key k; key k", &with("“A,”", &["“A,” -source-> Ada"]));
    check(START, "click “A; key l; click Ada; key k; key Mod+z", &with("“A,”", &["“A,” -source-> Ada"]));
    check_said(START, "click “A; key l; click said; key k", "The schema has no other link between these two.");
}

/// The ids that the notation gives, in reading order.
fn id(number: u64) -> AnnotationId {
    AnnotationId::from_bits(number)
}

#[test]
fn a_link_is_pulled_to_another_annotation() {
    let mut tab = open(START);
    play(&mut tab, "click “A; key l");
    let over = |tab: &Tab| tab.state.linking.and_then(|linking| linking.over);
    let lit = |tab: &Tab| tab.state.view.section(0).and_then(|section| section.content.as_ref()?.target);
    tab.act(Action::Pull(vec![id(1), id(3)]));
    assert_eq!((over(&tab), lit(&tab)), (Some(id(3)), Some(id(3))), "not itself, but the one below");
    tab.act(Action::Pull(Vec::new()));
    assert_eq!((over(&tab), lit(&tab)), (None, None));
    tab.act(Action::Land(vec![id(4)]));
    assert_eq!(show(&tab.state), with("“A,”", &["“A,” -source-> Bob"]));
    // Beside everything, nothing happens; where it is not allowed, that is said; Escape lets go before.
    for (script, ids) in
        [("key l", vec![]), ("click Ada; key l", vec![id(4)]), ("click Ada; key l; key Escape", vec![id(1)])]
    {
        play(&mut tab, script);
        tab.act(Action::Pull(ids.clone()));
        tab.act(Action::Land(ids));
        assert_eq!(tab.state.document().map(|document| document.relations.len()), Some(1), "{script}");
        assert_eq!((tab.state.linking, lit(&tab)), (None, None));
    }
    play(&mut tab, "key Mod+z");
    assert_eq!(tab.state.document().map(|document| document.relations.len()), Some(0));
}

#[test]
fn what_is_said_of_a_link_is_edited_by_its_id() {
    let mut tab = open("[“A,”](claim#c) [2 of 3](quantity#q).");
    play(&mut tab, "click “A; key l; click 2 of");
    let before = tab.state.project.clone();
    let relation = |tab: &Tab| tab.state.document().and_then(|d| d.relations.values().next().cloned()).expect("one");
    let name = relation(&tab).id.to_string();
    let set = |tab: &mut Tab, value: &str| {
        let args =
            Args { attribute: Some("stance".to_owned()), values: Some(vec![value.to_owned()]), ..Args::id(&name) };
        tab.moment += 1;
        tab.run(Command::SetAttribute, args).refused.map(|message| message.text())
    };
    assert_eq!(set(&mut tab, "supports"), None);
    let choices = "Stance cannot be “perhaps”: one of supports, contradicts.";
    assert_eq!(set(&mut tab, "perhaps"), Some(choices.to_owned()));
    tab.moment += 1;
    assert!(tab.run(Command::Note, Args { text: Some(" seen twice ".to_owned()), ..Args::id(&name) }).changed);
    let now = relation(&tab);
    let stance = AttributeName::from("stance");
    assert_eq!(now.attributes.get(&stance), Some(&vec![std::rc::Rc::from("supports")]));
    assert_eq!(&*now.note, "seen twice");
    assert_eq!(set(&mut tab, ""), None);
    assert_eq!(relation(&tab).attributes.get(&stance), None);
    play(&mut tab, "key Mod+z; key Mod+z; key Mod+z");
    assert_eq!(tab.state.project.document(&"d".into()), before.document(&"d".into()));
}

/// An article in which the annotation that a link led to is gone, as two tabs may leave it.
fn broken(without: &[u64]) -> Tab {
    let mut tab = open(START);
    play(&mut tab, "click “A; key l; click Ada");
    let mut document = (**tab.state.document().expect("open")).clone();
    without.iter().for_each(|number| drop(document.annotations.remove(&id(*number))));
    tab.state.view = View::open(&std::rc::Rc::new(document.clone()), &Selection::Nothing);
    tab.state.selection = Selection::Nothing;
    tab.state.project.loaded.insert(document.id.clone(), std::rc::Rc::new(document));
    tab
}

#[test]
fn a_link_that_lost_an_end_gets_another_or_goes() {
    let ends =
        |tab: &Tab| tab.state.document().map(|d| d.relations.values().map(|r| (r.from, r.to)).collect::<Vec<_>>());
    let name =
        |tab: &Tab| tab.state.document().and_then(|d| d.relations.keys().next().copied()).expect("one").to_string();
    for (gone, standing, click, whole) in [(3, 1, "click Bob", (1, 4)), (1, 3, "click Ada", (3, 3))] {
        let mut tab = broken(&[gone]);
        let args = Args::id(name(&tab));
        tab.run(Command::Relink, args.clone());
        assert_eq!(tab.state.linking.map(|linking| linking.from), Some(id(standing)));
        if gone == 3 {
            // What the kind does not allow is refused, and it waits on.
            play(&mut tab, "click said");
            assert!(tab.state.linking.is_some());
            play(&mut tab, click);
            assert_eq!(ends(&tab), Some(vec![(id(whole.0), id(whole.1))]));
            play(&mut tab, "key Mod+z");
        }
        assert!(tab.run(Command::Unlink, args).changed);
        assert_eq!(ends(&tab), Some(Vec::new()));
    }
    let mut tab = broken(&[1, 3]);
    let args = Args::id(name(&tab));
    let refused = tab.run(Command::Relink, args.clone()).refused.map(|message| message.words);
    assert_eq!(refused, Some(Words::NoEnds));
    assert!(tab.run(Command::Unlink, args).changed);
    play(&mut tab, "key Mod+z");
    assert_eq!(ends(&tab), Some(vec![(id(1), id(3))]));
}

/// A file whose relations name what is not there, then everything a person can do, a reload, and everything back.
#[test]
fn a_file_with_missing_ends_breaks_nothing() {
    let span = |id: &str, start: u32, end: u32, text: &str| {
        format!(r#"{{"id":"{id}","label":"person","fragments":[{{"start":{start},"end":{end},"text":"{text}"}}]}}"#)
    };
    let relation =
        |id: &str, from: &str, to: &str| format!(r#"{{"id":"{id}","label":"source","from":"{from}","to":"{to}"}}"#);
    let file = format!(
        r#"{{"format":"article-annotations","version":"1.0","id":"x","text":"Ada met Bob.","spans":[{},{}],"relations":[{},{},{},{}]}}"#,
        span("a", 0, 3, "Ada"),
        span("b", 8, 11, "Bob"),
        relation("1", "a", "nobody"),
        relation("2", "nobody", "b"),
        relation("3", "no", "body"),
        relation("4", "a", "b"),
    );
    let mut tab = Tab::open(&Disk::default(), 1);
    tab.moment += 1;
    let outcome = tab.act(Action::Files(vec![SourceFile { name: "x.jsonl".to_owned(), bytes: file.into_bytes() }]));
    assert_eq!(outcome.issues.len(), 3, "{:?}", outcome.issues);
    let count = |tab: &Tab| tab.state.document().map(|document| document.relations.len());
    assert_eq!(count(&tab), Some(4), "all are kept");
    play(&mut tab, "key Escape; click Ada; key k; key Escape; key Escape");
    tab = tab.reload(2);
    assert_eq!(count(&tab), Some(4), "also over a reload");
    for action in ACTIONS.iter().filter(|action| action.id != "remove-article") {
        let ids: Vec<String> =
            tab.state.document().map(|d| d.relations.keys().map(ToString::to_string).collect()).unwrap_or_default();
        for id in ids {
            tab.moment += 1;
            tab.run(action.command, Args::id(&id));
            tab.run(Command::Leave, Args::default());
        }
    }
    tab.undo_all();
    tab.redo_all();
}

/// One tab deletes what another, which does not know of it, links to: the next load has the link, without its end.
#[test]
fn a_link_to_what_another_tab_deleted_is_there_and_can_be_mended() {
    let disk = Disk::default();
    let mut first = Tab::open(&disk, 1);
    play(&mut first, "from The company to account; key c; from About 140 to people; key 5");
    let mut second = Tab::open(&disk, 2);
    second.moment = 1000;
    let gone = first.state.selection.annotations().to_vec();
    play(&mut second, "click The company; key l; click About 140");
    let newest = |tab: &Tab| {
        let document = tab.state.document().expect("open").clone();
        document.relations.values().max_by_key(|relation| (relation.created, relation.id)).map(|relation| relation.id)
    };
    let made = newest(&second).expect("a link was made");
    play(&mut first, "key Backspace");
    let mut third = Tab::open(&disk, 3);
    third.moment = 2000;
    let document = third.state.document().expect("open").clone();
    let relation = document.relations.get(&made).expect("the link is there").clone();
    assert!(gone.contains(&relation.to) && !document.annotations.contains_key(&relation.to), "its end is not");
    // Everything that can be done with its other end, and with it.
    for script in [
        "click The company; key k; key Escape",
        "click The company; key l; key .; key Escape",
        "click The company; key n",
    ] {
        play(&mut third, script);
    }
    third.run(Command::Relink, Args { to: Some(id_of(&third, "€4.2 million")), ..Args::id(made) });
    let mended = third.state.document().and_then(|d| d.relations.get(&made).cloned()).expect("still there");
    assert!(third.state.document().is_some_and(|d| d.annotations.contains_key(&mended.to)));
    play(&mut third, "key Mod+z");
    assert!(third.run(Command::Unlink, Args::id(made)).changed);
    third.undo_all();
    third.redo_all();
}

fn id_of(tab: &Tab, words: &str) -> String {
    let document = tab.state.document().expect("open");
    let found = document.annotations.values().find(|a| a.span.quote(&document.article) == words);
    found.map(|annotation| annotation.id.to_string()).expect("it is marked")
}
