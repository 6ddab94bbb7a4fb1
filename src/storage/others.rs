//! What this program keeps on the same origin: sites under other paths, other projects, tasks. Worked out from names
//! alone, as the list of projects is, so that nothing that is stored can be out of sight.

use super::Scope;
use super::key::{self, LAYOUT};
use crate::model::Table;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// As it stands in names: layout and scope, such as `1/tools~1manicule`.
    pub name: String,
    /// Bytes in local storage and on disk.
    pub bytes: [usize; 2],
}

/// What a scope is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// A site's first project.
    First,
    /// Another project of a site, by its id.
    Project(String),
    /// A task that a site hosts, by the id that its file gives it.
    Task(String),
}

impl Other {
    /// What all its names begin with; the name of its database.
    #[must_use]
    pub fn database(&self) -> String {
        format!("manicule/{}", self.name)
    }

    /// Its scope, where this program knows the layout: only then may it be removed.
    #[must_use]
    pub fn scope(&self) -> Option<Scope> {
        Scope::stored(&self.name)
    }

    /// The path of its site, and what of the site it is.
    #[must_use]
    pub fn told(&self) -> (String, Of) {
        let scope = self.name.split_once('/').map_or(self.name.as_str(), |(_, scope)| scope);
        let (site, of) = if let Some((site, id)) = scope.split_once("~2") {
            (site, Of::Project(key::plain(id)))
        } else if let Some((site, id)) = scope.split_once("~3") {
            (site, Of::Task(key::plain(id)))
        } else {
            (scope, Of::First)
        };
        let path = if site == "~" { String::new() } else { key::plain(site) };
        (format!("/{path}"), of)
    }
}

/// All scopes, by name, from the names of values and of databases with what each takes.
#[must_use]
pub fn all(local: &[(String, usize)], disk: &[(String, usize)]) -> Vec<Other> {
    let mut all: Table<String, [usize; 2]> = Table::new();
    for (place, names) in [local, disk].into_iter().enumerate() {
        for (name, size) in names {
            let Some(name) = scope_in(name, place == 0) else { continue };
            let mut bytes = all.get(&name).copied().unwrap_or_default();
            bytes[place] += size;
            all.insert(name, bytes);
        }
    }
    all.iter().map(|(name, bytes)| Other { name: name.clone(), bytes: *bytes }).collect()
}

/// Layout and scope in a name; in local storage something has to stand behind them. What is noted of a site (`~4`) is no work.
fn scope_in(name: &str, behind: bool) -> Option<String> {
    let mut parts = name.strip_prefix("manicule/")?.splitn(3, '/');
    let (layout, scope) = (parts.next()?, parts.next()?);
    let is_whole = parts.next().is_some_and(|rest| !rest.is_empty()) == behind;
    let layout: u32 = layout.parse().ok()?;
    (is_whole && !scope.is_empty() && !scope.contains("~4")).then(|| format!("{layout}/{scope}"))
}

/// Whether a name is of a layout that this program knows.
#[must_use]
pub fn is_known(other: &Other) -> bool {
    other.name.starts_with(&format!("{LAYOUT}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sized(names: &[(&str, usize)]) -> Vec<(String, usize)> {
        names.iter().map(|(name, size)| ((*name).to_owned(), *size)).collect()
    }

    #[test]
    fn others_are_told_from_names() {
        let own = Scope::of_site("/a/b/");
        let task = Scope::of_task("/", "x/y~");
        let project = Scope::of_project("/a/b/", "p");
        let local = sized(&[
            ("manicule/1/a~1b/index", 10),
            (&format!("{}index", project.prefix()), 3),
            (&format!("{}session", project.prefix()), 4),
            ("manicule/1/a~1b~4task", 9),
            ("manicule/last/a/b/", 9),
            ("manicule/7/a~1b/index", 5),
            ("manicule/1/", 5),
            ("elsewhere/1/x/y", 5),
        ]);
        let disk =
            sized(&[(own.database(), 100), (task.database(), 20), (project.database(), 30), ("file/manicule/1/x", 1)]);
        let all = all(&local, &disk);
        let told: Vec<_> = all.iter().map(|other| (other.told(), other.bytes, is_known(other))).collect();
        assert_eq!(told.len(), 4, "{all:?}");
        assert!(told.contains(&(("/a/b".to_owned(), Of::First), [10, 100], true)));
        assert!(told.contains(&(("/a/b".to_owned(), Of::Project("p".to_owned())), [7, 30], true)));
        assert!(told.contains(&(("/".to_owned(), Of::Task("x/y~".to_owned())), [0, 20], true)));
        assert!(told.contains(&(("/a/b".to_owned(), Of::First), [5, 0], false)), "of a later version");
        let scopes: Vec<_> = all.iter().map(Other::scope).collect();
        assert!([Some(own), Some(task), Some(project), None].iter().all(|scope| scopes.contains(scope)));
    }
}
