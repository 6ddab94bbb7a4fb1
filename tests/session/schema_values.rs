//! Values of attributes while the schema changes: what is said under them is counted first, moves along where that is meant,
//! and is never lost without a word.

use manicule::model::{AttributeName, DocId};
use manicule::session::{Args, Command};

use super::scene::{open, play};
use super::schema::{TEXT, add, keep, label, preview, run, set, unread};
use super::tab::Tab;

fn of(owner: Args, name: &str) -> Args {
    Args { attribute: Some(name.to_owned()), ..owner }
}

/// A choice of roles, kept.
fn with_roles(tab: &mut Tab, owner: &Args, kind: &str) {
    assert_eq!(add(tab, "attribute", owner.clone(), "Post"), "post");
    assert_eq!(set(tab, of(owner.clone(), "post"), "kind", &[kind]), None);
    if matches!(kind, "choice" | "many") {
        assert_eq!(set(tab, of(owner.clone(), "post"), "values", &["captain", "pilot", "cook"]), None);
    }
    assert_eq!(keep(tab), None);
}

fn say(tab: &mut Tab, of: Args, values: &[&str]) {
    let values = Some(values.iter().map(|value| (*value).to_owned()).collect());
    assert_eq!(run(tab, Command::SetAttribute, Args { attribute: Some("post".into()), values, ..of }), None);
}

/// What annotations say, by their words.
fn said(tab: &Tab, name: &str) -> String {
    let document = tab.state.document().expect("open");
    let name = AttributeName::from(name);
    let of = |a: &manicule::model::Annotation| {
        let values = a.attributes.get(&name)?;
        Some(format!("{}: {}", a.span.quote(&document.article), values.join("+")))
    };
    document.in_reading_order().iter().filter_map(|a| of(a)).collect::<Vec<_>>().join(", ")
}

fn value(tab: &mut Tab, owner: Args, values: &[&str], to: Option<&str>) -> Option<String> {
    let values = Some(values.iter().map(|value| (*value).to_owned()).collect());
    run(tab, Command::SchemaValue, Args { values, to: to.map(str::to_owned), ..of(owner, "post") })
}

#[test]
fn a_value_that_is_called_otherwise_takes_along_what_says_it() {
    let mut tab = open(TEXT);
    with_roles(&mut tab, &label("person"), "choice");
    play(&mut tab, "click Ada");
    say(&mut tab, Args::default(), &["captain"]);
    play(&mut tab, "click Bob");
    say(&mut tab, Args::default(), &["pilot"]);
    let before = tab.export();
    let post = of(label("person"), "post");
    assert_eq!(set(&mut tab, post.clone(), "default", &["captain"]), None);
    assert_eq!(set(&mut tab, post.clone(), "values", &["master", "pilot", "cook"]), None);
    assert_eq!(preview(&tab), ["Person, Post: “captain” on 1 annotation in 1 article will become “master”."]);
    // Another order is no other name, and the label's own id may be another by then.
    assert_eq!(set(&mut tab, label("person"), "id", &["human"]), None);
    let post = of(label("human"), "post");
    assert_eq!(set(&mut tab, post.clone(), "values", &["cook", "pilot", "master"]), None);
    assert_eq!(set(&mut tab, post, "values", &["cook", "mate", "master"]), None);
    assert_eq!(preview(&tab).len(), 3, "{:?}", preview(&tab));
    assert_eq!(keep(&mut tab), None);
    assert_eq!(said(&tab, "post"), "Ada: master, Bob: mate");
    let attribute = &tab.state.project.schema.label(&"human".into()).expect("it is there").attributes;
    assert!(attribute.iter().any(|a| a.default.iter().map(|v| &**v).eq(["master"])), "what it begins with follows");
    assert_eq!(run(&mut tab, Command::Undo, Args::default()), None);
    assert_eq!(tab.export(), before, "one step");
}

#[test]
fn a_value_that_is_gone_is_kept_until_somebody_says_otherwise() {
    let mut tab = open(TEXT);
    with_roles(&mut tab, &label("person"), "many");
    play(&mut tab, "click Ada");
    say(&mut tab, Args::default(), &["captain", "cook"]);
    play(&mut tab, "click Bob");
    say(&mut tab, Args::default(), &["cook"]);
    let post = || of(label("person"), "post");
    assert_eq!(set(&mut tab, post(), "values", &["captain", "pilot"]), None);
    let stray =
        "Person, Post: “cook” on 2 annotations in 1 article does not fit any more. It is kept and shown as unknown.";
    assert_eq!(preview(&tab), [stray]);
    assert_eq!(keep(&mut tab), None);
    assert_eq!(said(&tab, "post"), "Ada: captain+cook, Bob: cook", "nothing is lost");
    assert_eq!(run(&mut tab, Command::Undo, Args::default()), None);
    // It becomes another, which some say already.
    assert_eq!(set(&mut tab, post(), "values", &["captain", "pilot"]), None);
    assert!(value(&mut tab, label("person"), &["cook"], Some("admiral")).is_some_and(|why| why.contains("“admiral”")));
    assert_eq!(value(&mut tab, label("person"), &["cook"], Some("captain")), None);
    assert_eq!(preview(&tab), ["Person, Post: “cook” on 2 annotations in 1 article will become “captain”."]);
    assert_eq!(keep(&mut tab), None);
    assert_eq!(said(&tab, "post"), "Ada: captain, Bob: captain", "each once");
    assert_eq!(run(&mut tab, Command::Undo, Args::default()), None);
    // It is taken away.
    assert_eq!(set(&mut tab, post(), "values", &["captain", "pilot"]), None);
    assert_eq!(value(&mut tab, label("person"), &["cook"], None), None);
    assert_eq!(preview(&tab), ["Person, Post: “cook” will be taken away from 2 annotations in 1 article."]);
    assert_eq!(run(&mut tab, Command::SchemaBack, Args::default()), None);
    assert_eq!(preview(&tab), [stray], "a step back");
    assert_eq!(value(&mut tab, label("person"), &["cook"], None), None);
    assert_eq!(keep(&mut tab), None);
    assert_eq!(said(&tab, "post"), "Ada: captain");
}

#[test]
fn another_kind_or_none_at_all_says_what_does_not_fit() {
    let mut tab = open(TEXT);
    with_roles(&mut tab, &label("person"), "scale");
    play(&mut tab, "click Ada");
    say(&mut tab, Args::default(), &["3"]);
    play(&mut tab, "click Bob");
    say(&mut tab, Args::default(), &["1"]);
    let post = || of(label("person"), "post");
    let drop = |tab: &mut Tab| assert_eq!(run(tab, Command::SchemaDrop, Args::default()), None);
    assert_eq!(set(&mut tab, post(), "max", &["2"]), None);
    assert_eq!(preview(&tab).len(), 1);
    assert!(preview(&tab)[0].starts_with("Person, Post: “3” on 1 annotation"), "{:?}", preview(&tab));
    assert_eq!(value(&mut tab, label("person"), &["3"], Some("2")), None);
    assert_eq!(keep(&mut tab), None);
    assert_eq!(said(&tab, "post"), "Ada: 2, Bob: 1");
    assert_eq!(set(&mut tab, post(), "max", &["9"]), None);
    assert!(preview(&tab).is_empty(), "more room touches nothing");
    drop(&mut tab);
    assert_eq!(set(&mut tab, post(), "kind", &["text"]), None);
    assert!(preview(&tab).is_empty(), "a text takes everything: {:?}", preview(&tab));
    drop(&mut tab);
    assert_eq!(set(&mut tab, post(), "kind", &["date"]), None);
    assert_eq!(
        preview(&tab),
        ["Person, Post: 2 values do not fit any more (“1”, “2”). They are kept and shown as unknown."]
    );
    drop(&mut tab);
    assert_eq!(set(&mut tab, post(), "id", &["office"]), None);
    assert_eq!(preview(&tab), ["Person, Post: 2 values will be written under “office”."]);
    assert_eq!(keep(&mut tab), None);
    assert_eq!((said(&tab, "post"), said(&tab, "office")), (String::new(), "Ada: 2, Bob: 1".to_owned()));
    assert_eq!(run(&mut tab, Command::SchemaRemove, of(label("person"), "office")), None);
    assert_eq!(preview(&tab).len(), 1);
    assert_eq!(keep(&mut tab), None);
    assert_eq!(said(&tab, "office"), "Ada: 2, Bob: 1", "kept, as nobody said otherwise");
    assert_eq!(run(&mut tab, Command::Undo, Args::default()), None);
    assert_eq!(run(&mut tab, Command::SchemaRemove, of(label("person"), "office")), None);
    assert_eq!(run(&mut tab, Command::SchemaValue, of(label("person"), "office")), None);
    assert_eq!(
        preview(&tab),
        [
            "Person, office: “1” will be taken away from 1 annotation in 1 article.",
            "Person, office: “2” will be taken away from 1 annotation in 1 article."
        ]
        .map(|told| told.replace("office:", "Post:"))
    );
    assert_eq!(keep(&mut tab), None);
    assert_eq!(said(&tab, "office"), "");
}

#[test]
fn links_and_articles_say_values_too() {
    let mut tab = open(TEXT);
    let source = Args { kind: Some("source".into()), ..Args::default() };
    with_roles(&mut tab, &source, "choice");
    with_roles(&mut tab, &Args::default(), "choice");
    let link = tab.state.document().and_then(|d| d.relations.values().find(|r| r.kind.as_str() == "source").cloned());
    let (link, id) = (link.expect("one link").id, DocId::from("d"));
    say(&mut tab, Args::id(link), &["pilot"]);
    say(&mut tab, Args::document(&id), &["cook"]);
    assert_eq!(set(&mut tab, of(source.clone(), "post"), "values", &["captain", "guide", "cook"]), None);
    assert_eq!(set(&mut tab, of(Args::default(), "post"), "values", &["captain", "pilot", "chef"]), None);
    assert_eq!(
        preview(&tab),
        [
            "Source, Post: “pilot” on 1 link in 1 article will become “guide”.",
            "Article, Post: “cook” on 1 article will become “chef”."
        ]
    );
    assert_eq!(keep(&mut tab), None);
    let now = |tab: &Tab| {
        let document = tab.state.document().expect("open");
        let value =
            |all: &manicule::model::Attributes| all.get(&"post".into()).map(|v| v.join("+")).unwrap_or_default();
        (document.relations.get(&link).map(|link| value(&link.attributes)), value(&document.meta.values))
    };
    assert_eq!(now(&tab), (Some("guide".to_owned()), "chef".to_owned()));
    assert_eq!(run(&mut tab, Command::Undo, Args::default()), None);
    assert_eq!(now(&tab), (Some("pilot".to_owned()), "cook".to_owned()));
}

#[test]
fn articles_that_are_not_loaded_are_counted_and_move() {
    let mut tab = unread();
    with_roles(&mut tab, &label("person"), "choice");
    with_roles(&mut tab, &Args::default(), "choice");
    let ids: Vec<DocId> = tab.state.project.order.iter().cloned().collect();
    for id in &ids[1..] {
        say(&mut tab, Args::document(id), &["cook"]);
    }
    tab.run(Command::OpenArticle, Args::document(&ids[2]));
    play(&mut tab, "click Eve");
    say(&mut tab, Args::default(), &["pilot"]);
    tab.run(Command::OpenArticle, Args::document(&ids[0]));
    let mut tab = tab.reload(9);
    assert!(tab.state.project.loaded.len() < 3);
    let before = tab.aside().export();
    assert_eq!(set(&mut tab, of(label("person"), "post"), "values", &["captain", "guide", "cook"]), None);
    assert_eq!(preview(&tab), ["Person, Post: “pilot” on 1 annotation in 1 article will become “guide”."]);
    assert_eq!(set(&mut tab, of(Args::default(), "post"), "values", &["captain", "pilot"]), None);
    assert_eq!(
        preview(&tab)[1],
        "Article, Post: “cook” on 2 articles does not fit any more. It is kept and shown as unknown.",
        "also in one without annotations"
    );
    assert_eq!(value(&mut tab, Args::default(), &["cook"], Some("pilot")), None);
    assert_eq!(keep(&mut tab), None);
    let now = tab.export();
    let count = |of: &str| now.matches(of).count();
    assert_eq!(count(r#"{"layer":"post","label":"pilot"}"#), 2, "both articles");
    assert_eq!(count(r#"{"name":"post","value":"guide"}"#), 1, "and the annotation");
    let mut tab = tab.reload(10);
    assert_eq!(run(&mut tab, Command::Undo, Args::default()), None);
    assert_eq!(tab.export(), before);
}
