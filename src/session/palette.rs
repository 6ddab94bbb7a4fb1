//! Every command by name: what the palette offers for what is typed.

use std::rc::Rc;

use super::action::Args;
use super::command::{ACTIONS, Command};
use super::messages::{Message, Words};
use super::state::State;
use crate::model::fold::folded;

/// The palette while it is up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    /// What is typed.
    pub query: Rc<str>,
    /// The row that Enter runs.
    pub place: usize,
}

/// What a hand does in the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaletteStep {
    /// Types.
    Type(String),
    /// Goes so many rows down; up when negative.
    By(isize),
    /// Runs a row; the one that is picked out when none is named.
    Run(Option<usize>),
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is called.
    pub name: String,
    /// Its key, where it has one.
    pub key: Option<String>,
    /// What it runs.
    pub command: Command,
    /// With what.
    pub args: Args,
    /// Whether it would do something now.
    pub applies: bool,
}

/// Articles offered at most: more are found by typing.
const MOST_ARTICLES: usize = 50;

/// The rows for what is typed: those whose words begin so first, those that apply now before the others.
#[must_use]
pub fn items(state: &State, query: &str) -> Vec<Item> {
    let wanted: Vec<String> = query.split_whitespace().map(folded).collect();
    let mut found: Vec<(u32, Item)> = Vec::new();
    let mut offer = |item: Item| {
        if let Some(rank) = rank(&item.name, &wanted) {
            found.push((rank + if item.applies { 0 } else { 100 }, item));
        }
    };
    for action in ACTIONS.iter().filter(|action| !needs_more(action.command)) {
        offer(Item {
            name: action.name.text().to_owned(),
            key: state.keymap.shown(action),
            command: action.command,
            args: Args::default(),
            applies: (action.applies)(state),
        });
    }
    for label in state.project.schema.offered() {
        let (args, applies) = (Args::label(label.id.as_str()), state.document().is_some());
        let key = label.key.map(|key| key.to_ascii_uppercase().to_string());
        let name = Message::new(Words::PaletteLabelled, &[&*label.name]).text();
        offer(Item { name, key, command: Command::ApplyLabel, args, applies });
    }
    let others = state.project.order.iter().filter(|id| state.open.as_ref() != Some(*id));
    let titled = others.filter_map(|id| Some((id, state.project.entries.get(id)?)));
    for (id, entry) in titled.filter(|(_, entry)| rank(&entry.title, &wanted).is_some()).take(MOST_ARTICLES) {
        let name = Message::new(Words::PaletteGoTo, &[&*entry.title]).text();
        offer(Item { name, key: None, command: Command::OpenArticle, args: Args::document(id), applies: true });
    }
    // Last among equals: who types a label's name wants to put it on something.
    for label in &state.project.schema.labels {
        let (args, applies) = (Args::label(label.id.as_str()), state.document().is_some());
        let name = format!("{}: {}", Words::ActCycleSight.text(), label.name);
        let key = label.key.map(|key| format!("Shift+{}", key.to_ascii_uppercase()));
        offer(Item { name, key, command: Command::CycleSight, args, applies });
    }
    crate::model::order::sort_by_key(&mut found, |(rank, _)| *rank);
    found.into_iter().map(|(_, item)| item).collect()
}

/// Whether a command means nothing by its name alone.
const fn needs_more(command: Command) -> bool {
    use Command as C;
    matches!(
        command,
        C::Annotate
            | C::SetLook
            | C::ApplyLabel
            | C::HoldLabel
            | C::Relabel
            | C::Link
            | C::Unlink
            | C::Select
            | C::SetStatus
            | C::SetStatuses
            | C::PickArticle
            | C::PlaceArticles
            | C::SetEntity
            | C::AddText
            | C::OpenArticle
            | C::CycleSight
            | C::GoToStep
            | C::SetKeys
            | C::SetArticle
            | C::SchemaPick
            | C::SchemaAdd
            | C::SchemaSet
            | C::SchemaPlace
            | C::SchemaRemove
            | C::SchemaMerge
            | C::SchemaSplit
            | C::SchemaCount
            | C::SchemaTake
            | C::Palette
            | C::Leave
    )
}

/// How well a name has all the words that are wanted: 0 for words that begin so, more for words that only contain them.
fn rank(name: &str, wanted: &[String]) -> Option<u32> {
    let name = folded(name);
    let words: Vec<&str> = name.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation()).collect();
    wanted.iter().try_fold(0, |sum, wanted| {
        if words.iter().any(|word| word.starts_with(wanted.as_str())) {
            Some(sum)
        } else {
            name.contains(wanted.as_str()).then_some(sum + 1)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::sample;

    fn names(query: &str) -> Vec<String> {
        items(&sample::state(), query).into_iter().map(|item| item.name).collect()
    }

    #[test]
    fn beginnings_come_before_middles() {
        assert_eq!(names("exp")[..2], ["Export", "Copy the export"]);
        assert_eq!(names("last rep"), ["Repeat the last label"]);
        assert_eq!(names("person")[..2], ["Label: Person", "Show, dim or hide a label: Person"]);
        assert!(names("no such command").is_empty());
    }

    #[test]
    fn what_applies_comes_first_and_nothing_is_left_out() {
        let all = items(&sample::state(), "");
        let first_idle = all.iter().position(|item| !item.applies).expect("undo does not apply");
        assert!(all[first_idle..].iter().all(|item| !item.applies));
        let offered = |command| all.iter().any(|item| item.command == command);
        assert!(ACTIONS.iter().all(|action| needs_more(action.command) || offered(action.command)));
    }
}
