//! Looking through all articles, loaded or not: for a name, for the words of a list, for what fits an expression, for
//! what the find field says.

use manicule::model::DocId;
use manicule::session::{Args, Command, Dialog, Words};

use super::scene::{play, show};
use super::tab::{Disk, Tab};

/// Three articles; the page was loaded again, so that only the first is.
fn three() -> Tab {
    let mut tab = Tab::open(&Disk::default(), 1);
    let sample = tab.state.project.order[0].clone();
    for text in [
        "Ada Lund met Bob. Lund left.",
        "Second\nAda Lund sued Bob. “Lund,” said Bob. The lund is a grove.",
        "Third\nNobody. ADA LUND; 12 March, 7 May.",
    ] {
        tab.run(Command::AddText, Args { text: Some(text.to_owned()), ..Args::default() });
    }
    tab.run(Command::RemoveArticle, Args::document(&sample));
    // What the disk knows of an article by a step alone is looked through as well.
    for (number, script) in [(1, "select Bob; key 2"), (2, "select Nobody; key 2")] {
        open_article(&mut tab, number);
        play(&mut tab, script);
    }
    let first = tab.state.project.order[0].clone();
    tab.run(Command::OpenArticle, Args::document(&first));
    let again = tab.reload(2);
    assert_eq!(again.state.project.loaded.len(), 1, "only the article that is shown is loaded");
    again
}

fn places(tab: &Tab) -> Vec<String> {
    let open = tab.state.occurrences.as_ref().expect("places are listed");
    let mark = |taken| if taken { "+" } else { "-" };
    open.hits.iter().map(|place| format!("{}{}", mark(place.taken), place.words[1])).collect()
}

fn terms(tab: &mut Tab, kind: &str, text: &str, switches: &[&str]) -> Words {
    let args = Args {
        kind: Some(kind.to_owned()),
        text: Some(text.to_owned()),
        label: Some("person".to_owned()),
        values: Some(switches.iter().map(|name| (*name).to_owned()).collect()),
        ..Args::default()
    };
    tab.run(Command::FindTerms, args);
    // The workshop answers later than the command does.
    tab.state.said.1.words
}

fn open_article(tab: &mut Tab, number: usize) -> String {
    let id = tab.state.project.order[number].clone();
    tab.run(Command::OpenArticle, Args::document(&id));
    show(&tab.state)
}

#[test]
fn a_name_is_marked_in_all_articles_as_one_step_and_one_thing() {
    let mut tab = three();
    play(&mut tab, "select Ada Lund; key 1; key O");
    assert_eq!(places(&tab), ["+Lund"]);
    play(&mut tab, "key O");
    assert_eq!(places(&tab), ["+Lund", "+Ada Lund", "+Lund", "-ADA LUND"]);
    play(&mut tab, "key ArrowDown; key ArrowDown; key ArrowDown");
    assert_eq!(tab.state.open.as_ref(), Some(&tab.state.project.order[2]), "its article is shown");
    assert_eq!(places(&tab).len(), 4, "going there keeps the list");
    play(&mut tab, "key Space; key Enter");
    assert_eq!(tab.state.said.1.text(), "Marked 4 × Person");
    assert_eq!(open_article(&mut tab, 2), "Nobody=organisation, ADA LUND=person");
    assert_eq!(open_article(&mut tab, 1), "Ada Lund=person, Bob=organisation, Lund=person");
    assert_eq!(open_article(&mut tab, 0), "Ada Lund=person, Lund=person");
    let entities: Vec<_> =
        tab.state.project.loaded.values().flat_map(|d| d.annotations.values().cloned().collect::<Vec<_>>()).collect();
    let named: Vec<_> = entities.iter().filter(|a| a.label.as_str() == "person").map(|a| a.entity).collect();
    assert!(named.len() == 5 && named[0].is_some() && named.iter().all(|entity| *entity == named[0]));
    play(&mut tab, "key Mod+z");
    assert_eq!(open_article(&mut tab, 2), "Nobody=organisation");
    assert_eq!(open_article(&mut tab, 0), "Ada Lund=person");
}

#[test]
fn a_list_and_an_expression_are_looked_for_where_they_are_wanted() {
    let mut tab = three();
    assert_eq!(terms(&mut tab, "words", "Bob\n\nLund\n", &["everywhere"]), Words::Searched);
    assert_eq!(places(&tab), ["+Lund", "+Bob", "+Lund", "+Lund", "+Bob", "+Lund", "+Bob", "-lund", "-LUND"]);
    play(&mut tab, "key Enter");
    assert_eq!(open_article(&mut tab, 0), "Lund=person, Bob=person, Lund=person");
    play(&mut tab, "key Mod+z");

    let mut tab = three();
    assert_eq!(terms(&mut tab, "words", "bob", &["exact-case", "everywhere"]), Words::SearchedNone);
    assert_eq!(terms(&mut tab, "words", "und", &["inside-words"]), Words::Searched);
    assert_eq!(places(&tab), ["-und", "-und"], "only the article that is shown; a part of a word is no likely place");
    play(&mut tab, "key A; key Escape");
    assert!(tab.state.occurrences.is_none());

    terms(&mut tab, "pattern", r"\d+ (?:March|May)", &["everywhere"]);
    assert_eq!(places(&tab), ["+12 March", "+7 May"]);
    play(&mut tab, "key Escape");
    open_article(&mut tab, 0);
    assert_eq!(terms(&mut tab, "pattern", r"met (\w+)", &[]), Words::Searched);
    assert_eq!(places(&tab), ["+Bob"], "of an expression with a group, the group");
}

#[test]
fn what_cannot_be_looked_for_is_told_and_nothing_is_lost() {
    let mut tab = three();
    let before = show(&tab.state);
    tab.run(Command::FindTerms, Args::default());
    assert!(matches!(tab.state.dialog, Some(Dialog::Terms(None))));
    assert_eq!(terms(&mut tab, "pattern", "(a", &[]), Words::PatternWrong);
    let told = tab.state.said.1.text();
    assert!(told.contains("character 1") && told.contains("unclosed group"), "{told}");
    assert!(matches!(tab.state.dialog, Some(Dialog::Terms(Some(_)))), "the sheet is there again, and says why");
    for (text, expected) in [(" \n", Words::TermsEmpty), ("Nobody at all", Words::SearchedNone)] {
        assert_eq!(terms(&mut tab, "words", text, &[]), expected, "{text}");
    }
    let huge = r"\w{900}{900}";
    assert_eq!(terms(&mut tab, "pattern", huge, &[]), Words::PatternWrong, "too large to be made");
    let args = Args { label: Some("none".to_owned()), ..Args::text("Bob") };
    assert_eq!(tab.run(Command::FindTerms, args).refused.map(|m| m.words), Some(Words::NoLabel));
    play(&mut tab, "key Escape");
    assert_eq!(show(&tab.state), before);
}

#[test]
fn what_is_found_everywhere_is_gone_to_and_annotated() {
    let mut tab = three();
    tab.run(Command::Find, Args::text("lund"));
    tab.run(Command::LookEverywhere, Args::default());
    let all =
        ["-Lund", "-Lund", "-Lund", "-Lund", "-lund", "-LUND"].map(|place| place.trim_start_matches('-').to_owned());
    let found: Vec<String> = places(&tab).iter().map(|place| place[1..].to_owned()).collect();
    assert_eq!(found, all);
    play(&mut tab, "key ArrowDown; key ArrowDown; key 1");
    assert_eq!(show(&tab.state), "Lund=person*, Bob=organisation", "what was gone to is picked out, ready for a label");
    assert!(tab.state.occurrences.is_some(), "the list stays for the next");
    play(&mut tab, "key ArrowDown; key 3; key Enter");
    assert_eq!(show(&tab.state), "Lund=person, Bob=organisation, Lund=place*");
    assert!(tab.state.occurrences.is_none());

    let mut tab = three();
    tab.run(Command::Find, Args::text("label:organisation"));
    tab.run(Command::LookEverywhere, Args::default());
    assert_eq!(places(&tab).len(), 2);
    play(&mut tab, "key ArrowDown");
    assert_eq!(show(&tab.state), "Nobody=organisation*");
}

/// A list that another article's removal outdates marks nothing there.
#[test]
fn places_whose_article_is_gone_are_left_out() {
    let mut tab = three();
    assert_eq!(terms(&mut tab, "words", "Lund", &["everywhere"]), Words::Searched);
    let mut open = (**tab.state.occurrences.as_ref().expect("places")).clone();
    open.hits[0].words[1] = "Other".into();
    open.hits[2].document = DocId::from("gone");
    tab.state.occurrences = Some(std::rc::Rc::new(open));
    play(&mut tab, "key Enter");
    assert_eq!(tab.state.said.1.text(), "Marked 2 × Person; 2 left out whose words have changed.");
}
