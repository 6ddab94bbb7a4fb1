//! A person's own keys, kept apart from the keys that come with the program, so that later versions can bring new ones.

use std::rc::Rc;

use super::command::{ACTIONS, ActionInfo};
use super::keys::{Stroke, is_bare};
use super::messages::{Message, Words};
use super::state::State;
use crate::model::{Label, Table};
use crate::storage::snapshot::KeysRecord;

/// What a person changed about the keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    own: Table<String, Rc<Vec<String>>>,
    /// Keys that make a single character do nothing without Ctrl or Cmd (WCAG 2.1.4).
    pub no_single: bool,
}

impl Keymap {
    /// The keys of a command, the one that is shown first.
    #[must_use]
    pub fn of(&self, action: &ActionInfo) -> Vec<String> {
        match self.own.get(action.id) {
            Some(own) => (**own).clone(),
            None => action.keys.iter().map(ToString::to_string).collect(),
        }
    }

    /// The key of a command that is shown beside it.
    #[must_use]
    pub fn shown(&self, action: &ActionInfo) -> Option<String> {
        let key = match self.own.get(action.id) {
            Some(own) => own.first().cloned(),
            None => action.keys.first().map(ToString::to_string),
        };
        key.filter(|key| !(self.no_single && is_bare(key)))
    }

    /// Whether a command's keys are not those of the program.
    #[must_use]
    pub fn is_own(&self, action: &ActionInfo) -> bool {
        self.own.contains_key(action.id)
    }

    /// The same with other keys for a command; with the program's own where `keys` is nothing.
    #[must_use]
    pub fn with(&self, id: &str, keys: Option<Vec<String>>) -> Self {
        let mut next = self.clone();
        match keys {
            Some(keys) => next.own.insert(id.to_owned(), Rc::new(keys)),
            None => next.own.remove(id),
        };
        next
    }

    /// As it is kept.
    #[must_use]
    pub fn records(&self) -> Vec<KeysRecord> {
        self.own.iter().map(|(id, keys)| KeysRecord { id: id.clone(), keys: (**keys).clone() }).collect()
    }

    /// From what was kept. Commands that this version does not know stay in it: another version may know them.
    #[must_use]
    pub fn from_records(records: &[KeysRecord], no_single: bool) -> Self {
        let own = records.iter().map(|record| (record.id.clone(), Rc::new(record.keys.clone()))).collect();
        Self { own, no_single }
    }
}

/// Chords that browsers keep to themselves, whatever a page does.
const KEPT: &[&str] =
    &["Mod+W", "Mod+T", "Mod+N", "Mod+L", "Mod+R", "Mod+Shift+T", "Mod+Shift+N", "Mod+Shift+W", "F5", "F11", "Tab"];

/// The name of a key press, as tables of keys have it. `None` for a modifier alone, and for Alt, which types characters
/// and opens menus.
#[must_use]
pub fn name_of(stroke: &Stroke) -> Option<String> {
    let modifier =
        matches!(stroke.key.as_str(), "Control" | "Shift" | "Alt" | "Meta" | "AltGraph" | "CapsLock" | "Dead");
    if modifier || stroke.alt || stroke.key.is_empty() {
        return None;
    }
    let one = stroke.key.chars().count() == 1;
    let letter = one && stroke.key.chars().all(char::is_alphabetic);
    let key = if stroke.key == " " { "Space".to_owned() } else { stroke.key.clone() };
    let key = if letter { key.to_ascii_uppercase() } else { key };
    let mut name = String::new();
    if stroke.primary {
        name.push_str("Mod+");
    }
    // Elsewhere Shift is part of the character.
    if stroke.shift && (letter || !one || stroke.primary || key == "Space") {
        name.push_str("Shift+");
    }
    Some(name + &key)
}

/// Why a key cannot be given to a command: who has it.
#[must_use]
pub fn clash(state: &State, key: &str, id: &str) -> Option<Message> {
    if KEPT.contains(&key) {
        return Some(Message::new(Words::KeyKept, &[key]));
    }
    if let Some((label, _)) = label_with(state, key) {
        return Some(Message::new(Words::KeyOfLabel, &[key, &label]));
    }
    let other = ACTIONS.iter().find(|other| other.id != id && state.keymap.of(other).iter().any(|own| own == key));
    other.map(|other| Message::new(Words::KeyTaken, &[key, other.name.text()]))
}

/// The commands that lost a key to a label of the schema, a sentence each: labels come first.
#[must_use]
pub fn clashes(state: &State) -> Vec<Message> {
    let lost = |action: &ActionInfo| {
        let keys = state.keymap.of(action);
        let (key, (label, shifted)) = keys.iter().find_map(|key| Some((key, label_with(state, key)?)))?;
        let words = if shifted { Words::KeyLostShift } else { Words::KeyLost };
        Some(Message::new(words, &[key, &*label, action.name.text()]))
    };
    ACTIONS.iter().filter_map(lost).collect()
}

/// What is told when a command loses its key to a label, or one that has it with Shift does, or both.
#[must_use]
pub fn lost_to(state: &State, label: &Label) -> Option<Message> {
    let key = label.key.filter(|_| !label.retired)?.to_ascii_uppercase();
    let plain = key.to_string();
    let shifted = format!("Shift+{plain}");
    let with = |key: &String| ACTIONS.iter().find(|action| state.keymap.of(action).contains(key));
    let name = |action: &ActionInfo| action.name.text();
    match (with(&plain), with(&shifted).filter(|_| key.is_ascii_alphabetic())) {
        (Some(one), Some(other)) => {
            let facts = [&plain, &*label.name, &shifted, name(one), name(other)];
            Some(Message::new(Words::KeyLostBoth, &facts))
        }
        (Some(one), None) => Some(Message::new(Words::KeyLost, &[&plain, &*label.name, name(one)])),
        (None, Some(other)) => Some(Message::new(Words::KeyLostShift, &[&shifted, &*label.name, name(other)])),
        (None, None) => None,
    }
}

/// The label that a key puts on something or, where that is true, a letter with Shift shows and hides.
fn label_with(state: &State, key: &str) -> Option<(String, bool)> {
    let is_letter = |rest: &&str| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_alphabetic());
    let letter = key.strip_prefix("Shift+").filter(is_letter);
    let plain = letter.unwrap_or(key);
    let same = |label: char| plain.chars().count() == 1 && plain.eq_ignore_ascii_case(&label.to_string());
    let found = state.project.schema.offered().find(|label| label.key.is_some_and(same));
    found.map(|label| (label.name.to_string(), letter.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::sample;

    #[test]
    fn a_press_has_the_name_that_tables_use() {
        let name =
            |key: &str, primary, shift| name_of(&Stroke { key: key.into(), primary, shift, ..Stroke::default() });
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(name("x", false, false), some("X"));
        assert_eq!(name("X", false, true), some("Shift+X"));
        assert_eq!(name("?", false, true), some("?"));
        assert_eq!(name("k", true, false), some("Mod+K"));
        assert_eq!(name("Enter", true, true), some("Mod+Shift+Enter"));
        assert_eq!(name(" ", false, false), some("Space"));
        assert_eq!(name("Shift", false, true), None);
    }

    #[test]
    fn who_has_a_key_is_told() {
        let state = sample::state();
        let told = |key| clash(&state, key, "toggle-exact").map(|message| message.text());
        assert_eq!(told("Mod+Z").as_deref(), Some("Mod+Z is the key of “Undo”."));
        assert_eq!(told("C").as_deref(), Some("C is the key of the label Claim."));
        assert_eq!(told("Mod+W").as_deref(), Some("Mod+W is kept by browsers for themselves."));
        assert_eq!(told("Shift+X"), None);
        assert_eq!(clashes(&state), []);
    }

    #[test]
    fn own_keys_are_kept_and_given_back() {
        let action = super::super::command::action("toggle-exact").expect("it is there");
        let map = Keymap::default().with("toggle-exact", Some(vec!["Shift+X".to_owned()]));
        let again = Keymap::from_records(&map.records(), false);
        assert_eq!((again.of(action), again.is_own(action)), (vec!["Shift+X".to_owned()], true));
        assert_eq!(again.with("toggle-exact", None).of(action), ["X"]);
    }
}
