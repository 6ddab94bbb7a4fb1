//! Who is compared with whom.

use std::rc::Rc;

use super::File;
use crate::model::{PersonId, Project};
use crate::session::messages::{Message, Words};
use crate::session::people::called;

/// Where a side's work lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the project.
    Here,
    /// In the file with this number, which was opened to be compared.
    File(u32),
}

/// Whose work it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// A person's; of several documents of one article that are theirs, or nobody's, the one with this number.
    Person(Option<PersonId>, u32),
    /// What an engine suggests.
    Engine(Rc<str>),
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Side {
    /// Where it lies.
    pub place: Place,
    /// Whose it is.
    pub who: Who,
}

impl Side {
    /// The name that commands use: `here` or the number of a file; `person`, the number of the document and the person's id,
    /// or `engine` and its id.
    #[must_use]
    pub fn key(&self) -> String {
        let place = match self.place {
            Place::Here => "here".to_owned(),
            Place::File(number) => number.to_string(),
        };
        match &self.who {
            Who::Person(id, nth) => {
                format!("{place}:person:{nth}:{}", id.map(|id| id.to_string()).unwrap_or_default())
            }
            Who::Engine(id) => format!("{place}:engine:{id}"),
        }
    }

    /// The side of that name.
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        let (place, rest) = key.split_once(':')?;
        let place = if place == "here" { Place::Here } else { Place::File(place.parse().ok()?) };
        let (kind, rest) = rest.split_once(':')?;
        let who = match kind {
            "engine" => Who::Engine(Rc::from(rest)),
            "person" => {
                let (nth, id) = rest.split_once(':')?;
                let id = if id.is_empty() { None } else { Some(id.parse().ok()?) };
                Who::Person(id, nth.parse().ok()?)
            }
            _ => return None,
        };
        Some(Self { place, who })
    }

    /// What it is called.
    #[must_use]
    pub fn called(&self, project: &Project, files: &[Rc<File>]) -> String {
        let file = match self.place {
            Place::Here => None,
            Place::File(number) => files.iter().find(|file| file.number == number),
        };
        let who = match &self.who {
            Who::Person(None, 0) if file.is_some() => None,
            Who::Person(id, nth) => {
                let known = id.and_then(|id| file?.people.get(&id)).map(|person| person.name.to_string());
                let name = known.filter(|name| !name.is_empty()).unwrap_or_else(|| called(project, *id));
                Some(if *nth == 0 { name } else { Message::new(Words::SideNth, &[name, (nth + 1).to_string()]).text() })
            }
            Who::Engine(id) if id.is_empty() => Some(Words::SideSuggested.text().to_owned()),
            Who::Engine(id) => Some(Message::new(Words::SideEngine, &[id]).text()),
        };
        match (file, who) {
            (None, who) => who.unwrap_or_default(),
            (Some(file), None) => file.name.to_string(),
            (Some(file), Some(who)) => Message::new(Words::SideOfFile, &[&*file.name, &*who]).text(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written() {
        let person = PersonId::from_bits(7);
        let whose =
            [Who::Person(None, 0), Who::Person(Some(person), 2), Who::Engine("a:b".into()), Who::Engine("".into())];
        for who in whose {
            for place in [Place::Here, Place::File(3)] {
                let side = Side { place, who: who.clone() };
                assert_eq!(Side::parse(&side.key()), Some(side));
            }
        }
        for wrong in ["", "here", "here:person", "here:person:x:", "here:nobody:", "x:engine:a"] {
            assert_eq!(Side::parse(wrong), None, "{wrong}");
        }
    }
}
