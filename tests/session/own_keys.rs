//! Keys that a person changes.

use manicule::session::keys::Stroke;
use manicule::session::state::Dialog;
use manicule::session::{Action, Args, Command};

use super::scene::{open, play, show};
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
