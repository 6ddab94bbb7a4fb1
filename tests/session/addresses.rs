//! Addresses: what they name, where they lead, and that nothing happens where they lead nowhere.

use manicule::model::{BlockId, DocId};
use manicule::session::address::Address;
use manicule::session::{Action, Args, Command, Effect, Words};

use super::scene::{open, play, show};
use super::tab::Tab;

/// Two articles, the second of which is open, on a page that is whole.
fn two() -> Tab {
    let mut tab = open("Ada met Bob. Ada left.");
    tab.act(Action::Whole);
    tab.run(Command::AddText, Args::text("Second\nIt rained in Élan town."));
    tab.effects.clear();
    tab
}

fn id(tab: &Tab, place: usize) -> DocId {
    tab.state.project.order.get(place).expect("there is such an article").clone()
}

fn opened(tab: &Tab) -> usize {
    tab.state.project.order.iter().position(|id| tab.state.open.as_ref() == Some(id)).expect("one is open")
}

fn address(tab: &Tab) -> String {
    tab.state.address().map(|address| address.fragment()).unwrap_or_default()
}

fn go(tab: &mut Tab, fragment: &str, back: bool) -> Option<Words> {
    tab.effects.clear();
    tab.act(Action::Address(fragment.to_owned(), back)).refused.map(|message| message.words)
}

/// What the browser was asked for: entries of its history, and whether the address follows.
fn told(tab: &Tab) -> (Vec<String>, bool) {
    let visits = tab.effects.iter().filter_map(|effect| match effect {
        Effect::Visit(left) => Some(left.fragment()),
        _ => None,
    });
    (visits.collect(), tab.effects.contains(&Effect::NamePlace))
}

#[test]
fn the_address_names_the_article_and_what_is_picked_out() {
    let mut tab = open("Ada met Bob.");
    tab.act(Action::Whole);
    assert_eq!(address(&tab), "article=d");
    play(&mut tab, "select Bob");
    assert_eq!(address(&tab), "article=d&char=8,11");
    play(&mut tab, "key 1");
    assert_eq!((show(&tab.state).as_str(), address(&tab).as_str()), ("Bob=person*", "article=d&char=8,11"));
    play(&mut tab, "select Ada; add met");
    assert_eq!(address(&tab), "article=d&char=0,7", "of several parts all that they span");
    play(&mut tab, "click nothing");
    assert_eq!(address(&tab), "article=d");
}

#[test]
fn another_article_is_an_entry_and_a_span_is_none() {
    let mut tab = two();
    play(&mut tab, "select rained");
    assert_eq!(told(&tab), (vec![], true));
    let (first, second) = (id(&tab, 0), id(&tab, 1));
    tab.effects.clear();
    tab.run(Command::OpenArticle, Args::document(&first));
    assert_eq!(told(&tab), (vec![format!("article={second}&char=10,16")], false), "the place that was left");
    // Back: no new entry, and it is as it was.
    assert_eq!(go(&mut tab, &format!("article={second}&char=10,16"), true), None);
    assert_eq!((opened(&tab), show(&tab.state).as_str()), (1, "(rained)"));
    assert_eq!(told(&tab), (vec![], true));
    // One that was taken out cannot be gone back to.
    tab.effects.clear();
    tab.run(Command::RemoveArticle, Args::default());
    assert_eq!((opened(&tab), told(&tab)), (0, (vec![], true)));
}

#[test]
fn while_half_of_the_program_is_here_nothing_is_named() {
    let mut tab = open("Ada met Bob.");
    play(&mut tab, "select Bob");
    assert_eq!(told(&tab), (vec![], false));
    tab.act(Action::Whole);
    assert_eq!(told(&tab), (vec![], true));
}

#[test]
fn an_address_picks_out_what_lies_there() {
    let mut tab = open("Ada met Bob. Ada left.");
    play(&mut tab, "select Bob; key 1; select Ada; key 1; select Ada met Bob; key 6; click nothing");
    for (chars, shown) in [
        ("8,11", "Ada met Bob=event, Ada=person, Bob=person*"),
        ("0,11", "Ada met Bob=event*, Ada=person, Bob=person"),
        ("4,7", "Ada met Bob=event, Ada=person, Bob=person, (met)"),
    ] {
        assert_eq!(go(&mut tab, &format!("article=d&char={chars}"), false), None);
        assert_eq!(show(&tab.state), shown, "{chars}");
    }
    assert_eq!(go(&mut tab, "article=d", false), None);
    assert!(!show(&tab.state).contains(['*', '(']), "no span, nothing picked out");
}

/// Two annotations over the same words: the one that is picked out stays so.
#[test]
fn of_several_over_the_same_words_the_one_that_is_picked_out_stays() {
    let mut tab = open("Ada met Bob.");
    play(&mut tab, "select Bob; key 1; select Bob; key 2");
    let all: Vec<_> = tab.state.document().expect("open").annotations.keys().copied().collect();
    for one in all {
        tab.run(Command::Select, Args::id(one));
        go(&mut tab, "article=d&char=8,11", true);
        assert_eq!(tab.state.selection.annotations(), [one]);
    }
}

#[test]
fn what_leads_nowhere_does_nothing_and_says_so() {
    let mut tab = two();
    play(&mut tab, "select rained; key 6");
    let (first, second) = (id(&tab, 0), id(&tab, 1));
    let before = (tab.export(), show(&tab.state), tab.state.history.depth());
    let long = format!("article={}", "%F0%9F%A6%86".repeat(20_000));
    for (fragment, words) in [
        ("nonsense", Words::AddressBad),
        ("article=%FF", Words::AddressBad),
        ("article=x&char=5,2", Words::AddressBad),
        ("<img src=x onerror=alert(1)>", Words::AddressBad),
        ("article=nobody", Words::AddressUnknown),
        ("article=__proto__", Words::AddressUnknown),
        ("article=%E2%80%AEeno", Words::AddressUnknown),
        (long.as_str(), Words::AddressUnknown),
        (&format!("article={first}&char=0,4000000000"), Words::AddressOffText),
        (&format!("article={first}&char=22,23"), Words::AddressOffText),
        (&format!("article={second}&char=0,32"), Words::AddressOffText),
    ] {
        assert_eq!(go(&mut tab, fragment, false), Some(words), "{fragment}");
        assert_eq!(told(&tab), (vec![], true), "{fragment}: put right");
        assert_eq!((opened(&tab), show(&tab.state)), (1, before.1.clone()), "{fragment}");
        let said = tab.state.said.1.text();
        assert!(said.chars().count() < 220 && !said.contains('\u{202e}'), "{said}");
    }
    assert_eq!((tab.export(), tab.state.history.depth()), (before.0, before.2));
    assert_eq!(go(&mut tab, "", false), None);
    assert_eq!(told(&tab), (vec![], true), "an address without anything gets what is shown");
}

#[test]
fn a_link_is_for_others() {
    let mut tab = two();
    tab.run(Command::CopyLink, Args::default());
    let second = id(&tab, 1);
    assert_eq!(tab.out.pop(), Some(format!("https://example.org/m/#article={second}")));
    play(&mut tab, "select Élan");
    tab.run(Command::CopyLink, Args::default());
    assert_eq!(tab.state.said.1.words, Words::LinkOfSpan);
    let link = tab.out.pop().expect("a link");
    // Somebody else, with the same text.
    let mut other = two();
    let first = id(&other, 0);
    other.run(Command::OpenArticle, Args::document(&first));
    let (_, fragment) = link.split_once('#').expect("a fragment");
    assert_eq!(go(&mut other, fragment, false), None);
    assert_eq!((opened(&other), show(&other.state).as_str()), (1, "(Élan)"));
    assert_eq!(other.state.address(), Address::read(fragment).expect("it reads"));
}

/// Whoever comes back finds the page as it was; whoever follows a link is brought to the span.
#[test]
fn back_does_not_scroll_and_a_link_does() {
    let mut tab = two();
    let (first, second) = (id(&tab, 0), id(&tab, 1));
    tab.act(Action::Position(BlockId(1)));
    tab.run(Command::OpenArticle, Args::document(&first));
    let reveals = |tab: &Tab| tab.effects.iter().any(|effect| matches!(effect, Effect::RevealWords(_)));
    let fragment = format!("article={second}&char=10,16");
    go(&mut tab, &fragment, true);
    assert!(tab.effects.contains(&Effect::Restore(1)) && !reveals(&tab));
    tab.run(Command::OpenArticle, Args::document(&first));
    go(&mut tab, &fragment, false);
    assert!(tab.effects.contains(&Effect::Restore(1)) && reveals(&tab));
}
