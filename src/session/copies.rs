//! Documents of several people about one article, as the queue shows them: one behind the other.

use std::rc::Rc;

use crate::model::order::sort_by_key;
use crate::model::{DocId, Entry, Project, Table};

/// Of each article that several documents are about, how many; nothing where every document has an article of its own.
#[must_use]
pub fn counts(project: &Project) -> Table<DocId, usize> {
    if has_copies(project) { counted(project) } else { Table::new() }
}

#[inline(never)] // so that it can travel later
fn counted(project: &Project) -> Table<DocId, usize> {
    let mut counts: Table<DocId, usize> = Table::new();
    for entry in project.entries.values() {
        let known = counts.get(entry.article()).copied().unwrap_or(0);
        counts.insert(entry.article().clone(), known + 1);
    }
    counts.iter().filter(|(_, count)| **count > 1).map(|(id, count)| (id.clone(), *count)).collect()
}

/// The documents about an article, in the order of the project.
#[must_use]
pub fn documents_of<'a>(project: &'a Project, article: &DocId) -> Vec<&'a Rc<Entry>> {
    let entries = project.order.iter().filter_map(|id| project.entries.get(id));
    let mut all: Vec<_> = entries.filter(|entry| entry.article() == article).collect();
    sort_by_key(&mut all, |entry| entry.copy_of.is_some());
    all
}

/// Whether any document stands beside another.
fn has_copies(project: &Project) -> bool {
    project.entries.values().any(|entry| entry.copy_of.is_some())
}

/// The same rows, with those of one article one behind the other where the first of them stands; the article's own document
/// leads. Nothing where they are so already.
#[must_use]
pub fn grouped(project: &Project, rows: &[DocId]) -> Option<Vec<DocId>> {
    if has_copies(project) { Some(together(project, rows)) } else { None }
}

#[inline(never)] // so that it can travel later
fn together(project: &Project, rows: &[DocId]) -> Vec<DocId> {
    let mut places: Table<&DocId, usize> = Table::new();
    let mut ranked = Vec::with_capacity(rows.len());
    for (at, id) in rows.iter().enumerate() {
        let Some(entry) = project.entries.get(id) else { continue };
        let place = places.get(entry.article()).copied().unwrap_or(at);
        places.insert(entry.article(), place);
        ranked.push(((place, entry.copy_of.is_some(), at), id));
    }
    sort_by_key(&mut ranked, |(rank, _)| *rank);
    ranked.into_iter().map(|(_, id)| id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markup;

    fn project(ids: &[(&str, Option<&str>)]) -> Project {
        let mut project = Project::new(crate::model::ProjectId::from_bits(1), "");
        for (id, of) in ids {
            let mut document = markup::parse(id, "It rained.").expect("well formed");
            Rc::make_mut(&mut document.meta).copy_of = of.map(DocId::from);
            project = project.with(Rc::new(document));
        }
        project
    }

    fn rows(project: &Project) -> String {
        let rows = grouped(project, &project.order).unwrap_or_else(|| project.order.to_vec());
        rows.iter().map(DocId::as_str).collect()
    }

    #[test]
    fn documents_of_one_article_stand_together() {
        assert_eq!(rows(&project(&[("a", None), ("b", None)])), "ab");
        let copies = project(&[("a", None), ("b", None), ("x", Some("a")), ("y", Some("b")), ("z", Some("a"))]);
        assert_eq!(rows(&copies), "axzby");
        assert_eq!(counts(&copies).iter().map(|(id, n)| format!("{id}{n}")).collect::<String>(), "a3b2");
        // The article's own document came later, or is not there any more.
        assert_eq!(rows(&project(&[("x", Some("a")), ("b", None), ("a", None)])), "axb");
        let alone = project(&[("x", Some("a")), ("b", None), ("y", Some("a"))]);
        assert_eq!(rows(&alone), "xyb");
        let of: Vec<_> = documents_of(&alone, &DocId::from("a")).iter().map(|entry| entry.id.to_string()).collect();
        assert_eq!(of, ["x", "y"]);
    }
}
