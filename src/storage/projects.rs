//! Which projects a browser holds. That is worked out from what is stored, never from a list that could be lost: nothing
//! that is stored can become out of reach.

use super::snapshot::{CardRecord, SessionRecord, card_in};
use super::{Key, Scope, Write, queue};
use crate::formats::json::{self, to_json};
use crate::model::order::sort_by;
use crate::model::{Project, Table};
use crate::storage::ledger::Ledger;
use crate::storage::snapshot::{document_value, index_write};
use crate::storage::versions::Versions;

/// A project that is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its id; empty for the site's first.
    pub id: String,
    /// Whether it has a database.
    pub on_disk: bool,
}

/// A project of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Its id; empty for the site's first.
    pub id: String,
    /// What is known of it; nothing where that cannot be read.
    pub card: Option<CardRecord>,
}

/// The projects of the site at this path, from the names of what local storage holds and of the databases there are.
#[must_use]
pub fn found(base_path: &str, local: &[String], disk: &[String]) -> Vec<Found> {
    let mut all: Table<String, bool> = Table::new();
    for (names, on_disk) in [(local, false), (disk, true)] {
        for id in names.iter().filter_map(|name| Scope::id_of(base_path, name)) {
            let known = all.get(&id).copied().unwrap_or(false);
            all.insert(id, known || on_disk);
        }
    }
    all.iter().map(|(id, on_disk)| Found { id: id.clone(), on_disk: *on_disk }).collect()
}

/// What is said of a project, from its session and its index as they are stored: the session is the newer.
#[must_use]
pub fn card_of(session: Option<&str>, index: Option<&str>) -> Option<CardRecord> {
    let session = session.and_then(|session| json::parse::<SessionRecord>(session).ok());
    session.and_then(|session| session.card).or_else(|| card_in(index?))
}

/// Puts a list in order: what was used last comes first, what nothing is known of last.
pub fn sort(all: &mut Vec<Listed>) {
    let at = |each: &Listed| each.card.as_ref().map(|card| card.at.clone());
    sort_by(all, |one, other| at(other).cmp(&at(one)).then_with(|| one.id.cmp(&other.id)));
}

/// What a project begins with, as it is written: only where nothing stands yet.
#[must_use]
pub fn beginning(project: &Project) -> Vec<Write> {
    let value = |document| document_value(project, document, &Versions::default());
    let documents = project.documents().map(|d| Write::put(Key::Document(d.id.clone()), value(d)));
    let mut ledger = Ledger::default();
    ledger.begin(project);
    let index = index_write(project, &ledger);
    documents.chain(queue::all_writes(&ledger)).chain([index]).map(Write::unless_there).collect()
}

/// The session that a project begins with, as it is written.
#[must_use]
pub fn first_session(session: &SessionRecord) -> Write {
    Write::put(Key::Session, to_json(session)).unless_there()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ProjectId;

    fn names(all: &[&str]) -> Vec<String> {
        all.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn projects_are_found_wherever_anything_of_them_is() {
        let local = names(&[
            "theme",
            "manicule/1/a~1b/index",
            "manicule/1/a~1b~2p1/session",
            "manicule/1/a~1b~2p1/edit/00/1",
            "manicule/1/a~2other/index",
            "manicule/1/a~1b~3task/index",
            "manicule/last/a/b/",
            // A later layout's.
            "manicule/2/a~1b~2p3/index",
        ]);
        let disk =
            names(&["manicule/1/a~1b~2p1", "manicule/1/a~1b~2x~1~02y", "file/manicule/1/a~1b~2p9", "manicule/1/~"]);
        let all = found("/a/b/", &local, &disk);
        let all: Vec<(&str, bool)> = all.iter().map(|found| (found.id.as_str(), found.on_disk)).collect();
        assert_eq!(all, [("", false), ("p1", true), ("p3", false), ("x/~2y", true)]);
        assert_eq!(found("/a/b/", &[], &[]), []);
        assert_eq!(found("/", &local, &disk).len(), 1);
        assert_eq!(
            found("/tools/", &names(&["manicule/last/tools/"]), &[]),
            [],
            "a note of a site is no project of it"
        );
    }

    #[test]
    fn a_card_is_read_from_what_there_is() {
        let project = Project::new(ProjectId::from_bits(7), "News");
        let writes = beginning(&project);
        let index = writes.iter().find(|write| write.key == Key::Index).and_then(|write| write.value.clone());
        let of_index = CardRecord { name: "News".to_owned(), ..CardRecord::default() };
        assert_eq!(card_of(None, index.as_deref()), Some(of_index.clone()));
        // A session of a version that wrote no card; one that does not read.
        for session in ["{}", "junk", ""] {
            assert_eq!(card_of(Some(session), index.as_deref()), Some(of_index.clone()), "{session}");
        }
        let card = CardRecord { name: "Other".to_owned(), articles: 3, done: 1, at: "2024".to_owned() };
        let session = SessionRecord { card: Some(card.clone()), ..SessionRecord::default() };
        let written = first_session(&session).value;
        assert_eq!(card_of(written.as_deref(), index.as_deref()), Some(card));
        assert_eq!(card_of(Some("{}"), index.as_deref().map(|index| &index[..index.len() - 1])), None);
        assert_eq!(card_of(None, None), None);
    }

    #[test]
    fn the_last_used_comes_first() {
        let listed = |id: &str, at: Option<&str>| Listed {
            id: id.to_owned(),
            card: at.map(|at| CardRecord { at: at.to_owned(), ..CardRecord::default() }),
        };
        let mut all = vec![
            listed("lost", None),
            listed("old", Some("")),
            listed("b", Some("2024-01-01T00:00:00.000Z")),
            listed("a", Some("2025-01-01T00:00:00.000Z")),
            listed("", Some("2024-01-01T00:00:00.000Z")),
        ];
        sort(&mut all);
        assert_eq!(all.iter().map(|each| each.id.as_str()).collect::<Vec<_>>(), ["a", "", "b", "old", "lost"]);
    }
}
