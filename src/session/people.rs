//! What people are called.

use super::messages::{Message, Words};
use crate::model::{PersonId, Project};

/// What somebody is called where others are too: by their name; without one, by the beginning of their id.
#[must_use]
pub fn called(project: &Project, id: Option<PersonId>) -> String {
    let Some(id) = id else { return Words::PersonUnknown.text().to_owned() };
    match project.people.get(&id).filter(|person| !person.name.trim().is_empty()) {
        Some(person) => person.name.to_string(),
        None => Message::new(Words::PersonUnnamed, &[id.to_string().chars().take(4).collect::<String>()]).text(),
    }
}
