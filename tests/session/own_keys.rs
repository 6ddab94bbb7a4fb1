//! Keys that a person changes.

use manicule::session::keymap::clashes;
use manicule::session::keys::Stroke;
use manicule::session::state::Dialog;
use manicule::session::{Action, Args, Command};

use super::scene::{open, play, show};
use super::suggestions::{A, line, page};
use super::tab::Tab;

const TEXT: &str = "Ada met Bob in Paris.";

fn press(tab: &mut Tab, id: &'static str, key: &str, shift: bool) -> String {
    tab.act(Action::WaitForKey(id));
    tab.act(Action::Key(Stroke { key: key.to_owned(), shift, ..Stroke::default() }));
    tab.state.said.1.text()
}

#[test]
fn a_command_takes_another_key() {
    let mut tab = open(TEXT);
    tab.run(Command::Keys, Args::default());
    assert_eq!(press(&mut tab, "toggle-exact", "H", true), "Exact characters: Shift+H");
    play(&mut tab, "key Escape; key x");
    assert_eq!(show(&tab.state), "");
    play(&mut tab, "key Shift+H");
    assert_eq!(show(&tab.state), "exact");
    let mut tab = tab.reload(9);
    play(&mut tab, "key Shift+H");
    assert!(!tab.state.exact, "it is kept");
    tab.run(Command::SetKeys, Args::id("toggle-exact"));
    play(&mut tab, "key x");
    assert!(tab.state.exact, "and given back");
}

#[test]
fn a_key_that_somebody_has_is_not_taken() {
    let mut tab = open(TEXT);
    tab.run(Command::Keys, Args::default());
    assert_eq!(press(&mut tab, "toggle-exact", "t", false), "T is the key of “Tags: short, full, none”.");
    assert!(matches!(tab.state.dialog, Some(Dialog::Keys(Some("toggle-exact"), Some(_)))), "it goes on waiting");
    assert_eq!(press(&mut tab, "toggle-exact", "1", false), "1 is the key of the label Person.");
    tab.act(Action::Key(Stroke { key: "Shift".to_owned(), shift: true, ..Stroke::default() }));
    assert!(matches!(tab.state.dialog, Some(Dialog::Keys(Some(_), _))), "a modifier alone is no key yet");
    assert_eq!(press(&mut tab, "toggle-exact", "Backspace", false), "Exact characters: no key");
    play(&mut tab, "key Escape; key x");
    assert_eq!(show(&tab.state), "");
}

/// WCAG 2.1.4: keys of a single character can be switched off; chords, named keys and Space stay.
#[test]
fn single_characters_can_be_switched_off() {
    let mut tab = open(TEXT);
    tab.run(Command::ToggleSingle, Args::default());
    play(&mut tab, "select Ada; key 1; key x; key ?");
    assert_eq!(show(&tab.state), "(Ada)");
    play(&mut tab, "key Mod+k; key Escape; key Escape");
    assert_eq!(show(&tab.state), "");
    tab.run(Command::ToggleSingle, Args::default());
    play(&mut tab, "select Ada; key 1");
    assert_eq!(show(&tab.state), "Ada=person*");
}

/// A label whose letter, with Shift, is a command's: both of its keys are the label's, the sheet of keys says so, and the
/// command is reached by its name or by another key.
#[test]
fn a_letter_stays_the_labels_with_shift() {
    for (key, command) in
        [("q", Command::ReviewSuggestions), ("v", Command::AcceptAbove), ("j", Command::PreviousClaim)]
    {
        let mut tab = page(&[line("a", A, 1, "Bo=person@0.9", "Ada=claim", "")]);
        assert!((command.info().applies)(&tab.state), "the key would mean {command:?} else");
        let args = Args { field: Some("key".to_owned()), text: Some(key.to_owned()), ..Args::label("person") };
        assert_eq!(tab.run(Command::SchemaSet, args).refused, None);
        let name = command.info().name.text();
        let told = tab.state.said.1.text();
        assert!(told.contains(&format!("Shift+{}", key.to_uppercase())) && told.contains(name), "{told}");
        assert_eq!(tab.run(Command::SchemaKeep, Args::default()).refused, None);
        tab.state.dialog = None;
        let shifted = format!("key Shift+{}", key.to_uppercase());
        play(&mut tab, &shifted);
        assert_eq!(tab.state.said.1.text(), "Person: dimmed");
        let lost: Vec<String> = clashes(&tab.state).iter().map(|lost| lost.text()).collect();
        assert!(lost.iter().any(|lost| lost.contains("shows, dims or hides") && lost.contains(name)), "{lost:?}");
        // By another key.
        let keys = |keys: &str| Args { keys: Some(vec![keys.to_owned()]), ..Args::id(command.info().id) };
        let refused = tab.run(Command::SetKeys, keys(&format!("Shift+{}", key.to_uppercase()))).refused;
        assert!(refused.is_some_and(|why| why.text().ends_with("is the key of the label Person.")));
        assert_eq!(tab.run(Command::SetKeys, keys("Shift+H")).refused, None);
        assert!(!clashes(&tab.state).iter().any(|lost| lost.text().contains("shows, dims")));
    }
}
