//! All claims: as a table, as who said what; of one article and of all. And the walk from claim to claim, and ratings.

use manicule::model::AttributeName;
use manicule::session::claims_table::{ClaimsTable, Column};
use manicule::session::update::PAGE;
use manicule::session::{Args, Command, Dialog};

use super::scene::{check, open, play, show};
use super::tab::{Disk, Tab};

/// Three claims: one without a source, one inside another.
const STORY: &str = "[Mira Olsen](person#m) [said](cue#u) [the pier, which [Bo](person#b) says [sinks](claim#i), is closed](claim#c). \
    [Rents rise](claim#d).\n---\nc -source-> m\nc -cue-> u\ni -source-> b";

fn one(kind: &str) -> Args {
    Args { kind: Some(kind.to_owned()), ..Args::default() }
}

fn table(tab: &Tab) -> &ClaimsTable {
    tab.state.claims.as_deref().expect("the table was opened")
}

fn quotes(tab: &Tab) -> Vec<String> {
    table(tab).shown().iter().map(|row| row.claim.quote.chars().take(9).collect()).collect()
}

fn rate(tab: &mut Tab, words: &str, attribute: &str, values: &[&str]) {
    play(tab, &format!("click {words}"));
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    let args = Args { attribute: Some(attribute.to_owned()), values: Some(values), ..Args::default() };
    assert!(tab.run(Command::SetAttribute, args).refused.is_none());
}

#[test]
fn sorted_and_filtered() {
    let mut tab = open(STORY);
    rate(&mut tab, "sinks", "check_worthy", &["3"]);
    play(&mut tab, "click Rents rise; key d; key i");
    assert_eq!(tab.state.dialog, Some(Dialog::Claims));
    assert_eq!(quotes(&tab), ["the pier,", "sinks", "Rents ris"], "in the order of the text");
    assert_eq!(table(&tab).rows[1].claim.depth, 1);
    for (column, up) in [
        ("source", ["sinks", "the pier,", "Rents ris"]),
        ("claim", ["Rents ris", "sinks", "the pier,"]),
        ("check_worthy", ["sinks", "the pier,", "Rents ris"]),
        ("doubt", ["Rents ris", "the pier,", "sinks"]),
        ("place", ["the pier,", "sinks", "Rents ris"]),
    ] {
        tab.run(Command::SortClaims, one(column));
        assert_eq!(quotes(&tab), up, "by {column}");
        tab.run(Command::SortClaims, one(column));
        let mut down = quotes(&tab);
        down.reverse();
        if column != "doubt" && column != "check_worthy" {
            assert_eq!(down, up, "by {column}, from the other end");
        }
    }
    assert_eq!((table(&tab).column, table(&tab).descending), (Column::Place, true));
    tab.run(Command::SortClaims, one("place"));
    for (only, shown) in [
        ("no-source", vec!["Rents ris"]),
        ("not-rated", vec!["the pier,", "Rents ris"]),
        ("doubtful", vec!["Rents ris"]),
        ("all", vec!["the pier,", "sinks", "Rents ris"]),
    ] {
        tab.run(Command::FilterClaims, one(only));
        assert_eq!(quotes(&tab), shown, "{only}");
    }
    assert!(tab.run(Command::SortClaims, one("colour")).refused.is_some());
    assert!(tab.run(Command::FilterClaims, one("good")).refused.is_some());
    // What is rated while it is looked at is seen at once.
    tab.run(Command::FilterClaims, one("not-rated"));
    let id = table(&tab).shown()[0].claim.id.clone();
    let args = Args { attribute: Some("check_worthy".to_owned()), values: Some(vec!["1".to_owned()]), ..Args::id(&id) };
    assert!(tab.run(Command::SetAttribute, args).changed);
    assert_eq!(quotes(&tab), ["Rents ris"]);
    tab.run(Command::Leave, Args::default());
    assert_eq!(tab.state.dialog, None);
    assert!(tab.run(Command::FilterClaims, one("all")).refused.is_some(), "only while it is looked at");
    play(&mut tab, "key i");
    assert_eq!(quotes(&tab), ["Rents ris"], "it is as it was left");
}

#[test]
fn a_row_goes_to_its_claim() {
    let mut tab = open(STORY);
    play(&mut tab, "key i");
    let id = table(&tab).shown()[1].claim.id.clone();
    tab.run(Command::GoToClaim, Args::id(&id));
    assert!(show(&tab.state).contains("sinks=claim*"), "{}", show(&tab.state));
    assert_eq!(tab.state.dialog, None);
    assert!(tab.run(Command::GoToClaim, Args::id("nonsense")).refused.is_some());
}

#[test]
fn who_said_what() {
    let mut tab = open(
        "[Ada](person#a) said [one](claim#x). [ADA](person#b) said [two](claim#y), [Bo](person#c) and [Ada](person#d) [three](claim#z). [Four](claim#w).\n---\n\
        x -source-> a\ny -source-> b\nz -source-> c\nz -source-> d",
    );
    rate(&mut tab, "Four", "source", &["author"]);
    play(&mut tab, "key Escape; select said; key c; key Escape");
    tab.run(Command::WhoSaidWhat, Args::default());
    let told: Vec<String> = table(&tab)
        .speakers()
        .iter()
        .map(|speaker| {
            let said: Vec<&str> = speaker.said.iter().map(|row| &*row.claim.quote).collect();
            format!(
                "{}{}: {}",
                speaker.name.as_deref().unwrap_or(""),
                speaker.nobody.as_deref().unwrap_or(""),
                said.join(" ")
            )
        })
        .collect();
    assert_eq!(told, ["Ada: one two three", "Bo: three", "author: Four", ": said"]);
    assert!(table(&tab).reading);
    tab.run(Command::ClaimsTable, one("table"));
    assert!(!table(&tab).reading && tab.state.dialog == Some(Dialog::Claims));
    tab.run(Command::ClaimsTable, Args::default());
    assert_eq!(tab.state.dialog, None, "the key that brought it takes it away");
}

#[test]
fn of_all_articles_loaded_or_not() {
    let mut tab = Tab::open(&Disk::default(), 1);
    let sample = tab.state.project.order[0].clone();
    for text in ["First\nAda said it rains.", "Second\nBo said it snows.", "Third\nNobody said a word."] {
        tab.run(Command::AddText, Args { text: Some(text.to_owned()), ..Args::default() });
    }
    tab.run(Command::RemoveArticle, Args::document(&sample));
    let ids: Vec<_> = tab.state.project.order.iter().cloned().collect();
    for (id, words) in [(&ids[0], "it rains"), (&ids[1], "it snows")] {
        tab.run(Command::OpenArticle, Args::document(id));
        play(&mut tab, &format!("select {words}; key c; key Enter"));
    }
    tab.run(Command::OpenArticle, Args::document(&ids[2]));
    let mut tab = tab.reload(2);
    assert_eq!(tab.state.project.loaded.len(), 1);
    play(&mut tab, "key i");
    assert!(table(&tab).shown().is_empty(), "nothing in this one");
    tab.run(Command::ClaimsEverywhere, one("all"));
    assert_eq!(table(&tab).search, None, "all were gathered");
    let shown = table(&tab).shown();
    let told: Vec<_> = shown.iter().map(|row| (row.claim.speaker(), row.claim.quote.as_str())).collect();
    assert_eq!(told, [(Some("Ada"), "it rains"), (Some("Bo"), "it snows")]);
    assert_eq!(tab.state.project.loaded.len(), 1, "and none was loaded for it");
    tab.run(Command::GoToClaim, Args { id: Some(shown[1].claim.id.clone()), ..Args::document(&shown[1].document) });
    assert!(show(&tab.state).contains("it snows=claim*"), "{}", show(&tab.state));
    play(&mut tab, "key Escape; key i");
    assert!(table(&tab).everywhere);
    tab.run(Command::ClaimsEverywhere, one("here"));
    assert_eq!(table(&tab).shown().len(), 1);
}

#[test]
fn pages_of_a_long_table() {
    let marked: Vec<String> = (0..PAGE + 5).map(|number| format!("[claim {number}](claim)")).collect();
    let mut tab = open(&marked.join(" "));
    play(&mut tab, "key i");
    assert_eq!(table(&tab).shown().len(), PAGE + 5);
    tab.run(Command::PageClaims, Args { step: Some(u32::try_from(PAGE).expect("small")), ..Args::default() });
    assert_eq!(table(&tab).first, PAGE);
    tab.run(Command::SortClaims, one("claim"));
    assert_eq!(table(&tab).first, 0, "sorted anew, it begins at the top");
}

#[test]
fn from_claim_to_claim() {
    check(STORY, "key j", &show_with(STORY, 0));
    check(STORY, "key j; key j", &show_with(STORY, 1));
    check(STORY, "key j; key j; key j; key j", &show_with(STORY, 0));
    check(STORY, "key Shift+J", &show_with(STORY, 2));
    check(STORY, "click Bo; key j", &show_with(STORY, 1));
    check(STORY, "click Bo; key Shift+J", &show_with(STORY, 0));
    let mut none = open("[Ada](person) came.");
    none.run(Command::NextClaim, Args::default());
    assert_eq!(none.state.said.1.text(), "There is no claim in this article.");
}

/// The story with its claim number `place` picked out.
fn show_with(marked: &str, place: usize) -> String {
    let mut tab = open(marked);
    let document = tab.state.document().expect("open").clone();
    let claims = document.in_reading_order().into_iter().filter(|a| a.label.as_str() == "claim");
    let id = claims.map(|claim| claim.id).nth(place).expect("as many claims");
    tab.run(Command::Select, Args::id(id));
    show(&tab.state)
}

fn value(tab: &Tab, name: &str) -> String {
    let document = tab.state.document().expect("open");
    let id = tab.state.selection.annotations()[0];
    let values = document.annotations.get(&id).expect("there").attributes.get(&AttributeName::from(name)).cloned();
    values.unwrap_or_default().join("+")
}

#[test]
fn reasons_rate_a_claim_until_somebody_rates_it_otherwise() {
    let mut tab = open("[It sank](claim).");
    let reasons = ["may be false", "of public interest", "may do harm"];
    rate(&mut tab, "It sank", "check_reasons", &reasons[..2]);
    assert_eq!(value(&tab, "check_worthy"), "2");
    rate(&mut tab, "It sank", "check_reasons", &reasons);
    assert_eq!(value(&tab, "check_worthy"), "3");
    play(&mut tab, "key Mod+z");
    assert_eq!(
        (value(&tab, "check_worthy"), value(&tab, "check_reasons")),
        ("2".into(), "may be false+of public interest".into()),
        "one step"
    );
    rate(&mut tab, "It sank", "check_worthy", &["0"]);
    rate(&mut tab, "It sank", "check_reasons", &reasons[..1]);
    assert_eq!(value(&tab, "check_worthy"), "0", "rated by hand");
    rate(&mut tab, "It sank", "check_worthy", &["1"]);
    rate(&mut tab, "It sank", "check_reasons", &[]);
    assert_eq!(value(&tab, "check_worthy"), "", "no reason is left: it is not rated");
    rate(&mut tab, "It sank", "check_worthy", &["0"]);
    rate(&mut tab, "It sank", "check_reasons", &reasons[..1]);
    assert_eq!(value(&tab, "check_worthy"), "0", "rated by hand");
}

#[test]
fn a_ready_schema_is_taken_as_one_step() {
    let mut tab = open("[It sank](claim).");
    let verdict = |tab: &mut Tab| {
        play(tab, "click It sank");
        let values = Some(vec!["refuted".to_owned()]);
        tab.run(Command::SetAttribute, Args { attribute: Some("verdict".to_owned()), values, ..Args::default() })
    };
    assert!(verdict(&mut tab).refused.is_some(), "news knows no verdict");
    tab.run(Command::Schemas, Args::default());
    assert_eq!(tab.state.dialog, Some(Dialog::Schemas));
    assert!(tab.run(Command::UseSchema, one("fact-check")).changed);
    assert_eq!(tab.state.dialog, None);
    assert!(verdict(&mut tab).changed);
    assert_eq!(value(&tab, "verdict"), "refuted");
    let again = tab.run(Command::UseSchema, one("fact-check"));
    assert!(!again.changed && again.refused.is_none());
    assert!(tab.run(Command::UseSchema, one("nonsense")).refused.is_some());
    play(&mut tab, "key Mod+z; key Mod+z");
    assert_eq!(&*tab.state.project.schema.id, "news");
}

#[test]
fn a_claim_about_a_claim_is_marked_over_it() {
    let text = "Ada Lund denied that Bo Dahl said the ship had sunk.";
    let mut tab = open(text);
    play(
        &mut tab,
        "select the ship had sunk; key c; key Enter; select Bo Dahl said the ship had sunk; key c; key Enter",
    );
    play(&mut tab, "key i");
    let told: Vec<_> =
        table(&tab).rows.iter().map(|row| (row.claim.speaker().map(str::to_owned), row.claim.depth)).collect();
    assert_eq!(told, [(Some("Ada Lund".to_owned()), 0), (Some("Bo Dahl".to_owned()), 1)], "{}", show(&tab.state));
}
