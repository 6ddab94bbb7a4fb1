//! What several formats of other tools cannot say of a document, counted alike; how people, files and lines are called in them.

use std::collections::BTreeSet;

use super::Setting;
use super::called::Called;
use crate::formats::loss::{Losses, Lost, Resolved};
use crate::model::{
    AnnotationId, BlockKind, DocId, Document, Meta, Origin, PersonId, Project, Role, Status, Timestamp, Verdict,
    id::bits_for_foreign_name,
};

/// Tells that these are not in the files, as often as they stand in the document. Only what can be counted without knowing
/// how a format writes: the others count as nothing.
pub(super) fn left(document: &Document, project: &Project, what: &[Lost], losses: &mut Losses) {
    for lost in what {
        let (count, first) = count(document, project, *lost);
        losses.add(*lost, Resolved::Left, count, &document.id, first);
    }
}

fn count(document: &Document, project: &Project, what: Lost) -> (usize, Option<AnnotationId>) {
    let among = |has: &dyn Fn(&crate::model::Annotation) -> bool| {
        let mut all = document.in_reading_order().into_iter().filter(|annotation| has(annotation)).map(|one| one.id);
        let first = all.next();
        (usize::from(first.is_some()) + all.count(), first)
    };
    let linked = |has: &dyn Fn(&crate::model::Relation) -> bool| {
        let mut all = document.relations.values().filter(|relation| has(relation)).map(|relation| relation.from);
        let first = all.next();
        (usize::from(first.is_some()) + all.count(), first)
    };
    let never = Timestamp::default();
    match what {
        Lost::Attributes => among(&|annotation| !annotation.attributes.is_empty()),
        Lost::Notes => among(&|annotation| !annotation.note.is_empty()),
        Lost::Entities => among(&|annotation| annotation.entity.is_some_and(|id| project.entities.contains_key(&id))),
        Lost::Doubts => among(&|annotation| annotation.doubt.is_some()),
        Lost::Authors => among(&|one| {
            one.author.is_some() || one.created != never || one.changed != never || one.origin != Origin::Person
        }),
        Lost::Relations => linked(&|_| true),
        Lost::RelationAttributes => linked(&|relation| !relation.attributes.is_empty()),
        Lost::Suggestions => {
            let open = document.suggestions.values().filter(|suggestion| suggestion.verdict == Verdict::Open);
            let mut open = open.map(|suggestion| suggestion.annotation.id);
            let first = open.next();
            (usize::from(first.is_some()) + open.count(), first)
        }
        Lost::DocumentValues => (document.meta.values.len(), None),
        Lost::Meta => (usize::from(has_meta(&document.meta)), None),
        Lost::Statuses => (usize::from(document.meta.status != Status::New), None),
        Lost::Blocks => {
            let plain = |block: &crate::model::Block| block.kind == BlockKind::Paragraph && block.role == Role::Body;
            (document.blocks.iter().filter(|block| !plain(block)).count(), None)
        }
        _ => (0, None),
    }
}

/// Whether anything is known of an article beside title and language.
fn has_meta(meta: &Meta) -> bool {
    let known = [&meta.byline, &meta.published, &meta.source_url, &meta.site, &meta.retrieved, &meta.license];
    known.iter().any(|field| field.is_some()) || !meta.extra.is_empty()
}

/// Tells of remarks on things, which have no place beside the mentions.
pub(super) fn notes_of_things(document: &Document, project: &Project, losses: &mut Losses) {
    let noted = |id| project.entities.get(&id).is_some_and(|entity| !entity.note.is_empty());
    let mut mentions = document.annotations.values().filter(|one| one.entity.is_some_and(noted));
    if let Some(first) = mentions.next() {
        losses.add(Lost::Notes, Resolved::Left, 1 + mentions.count(), &document.id, Some(first.id));
    }
}

/// What formats that write nearly all of a document tell at its end: what they have no place for, remarks on things, and labels
/// that are called otherwise in the files.
pub(super) fn at_end(document: &Document, setting: &Setting, called: &Called, what: &[Lost], losses: &mut Losses) {
    left(document, &setting.project, what, losses);
    notes_of_things(document, &setting.project, losses);
    called.tell_all(document, losses);
}

/// Tells of doubts that become values, where a format has no place for doubts.
pub(super) fn doubts(document: &Document, losses: &mut Losses) {
    let mut doubts = document.annotations.values().filter(|one| one.doubt.is_some());
    if let Some(first) = doubts.next() {
        losses.add(Lost::Doubts, Resolved::Rewritten, 1 + doubts.count(), &document.id, Some(first.id));
    }
}

/// Tells of what came from a file of another tool, where a format says who or what made something and when, but not that.
pub(super) fn origins(document: &Document, losses: &mut Losses) {
    let mut others = document.in_reading_order().into_iter().filter(|one| matches!(one.origin, Origin::Import { .. }));
    if let Some(first) = others.next() {
        losses.add(Lost::Authors, Resolved::Left, 1 + others.count(), &document.id, Some(first.id));
    }
}

/// What somebody is called in a file: by the id, or by the name where that was chosen and there is one.
#[must_use]
pub(super) fn person(project: &Project, id: Option<PersonId>, names: bool) -> Option<String> {
    let id = id?;
    let named = project.people.get(&id).filter(|person| names && !person.name.is_empty());
    Some(named.map_or_else(|| id.to_string(), |person| person.name.to_string()))
}

/// Words on one line: line ends and tabulators become spaces. Whether there were any.
#[must_use]
pub(super) fn one_line(words: &str) -> (String, bool) {
    let breaks = ['\n', '\r', '\t'];
    (words.replace(breaks, " "), words.contains(breaks))
}

/// The name of a file of a set: the plain name, or with the set's in front where there are several.
#[must_use]
pub(super) fn of_set(stem: &str, name: &str) -> String {
    if stem == "articles" { name.to_owned() } else { format!("{stem}-{name}") }
}

/// Names for files that are safe on every system, each once whatever the case.
#[derive(Clone, Debug, Default)]
pub(super) struct SafeNames(BTreeSet<String>);

/// Names that Windows keeps for itself.
const KEPT: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Characters of a name at most; a number may come to them.
const LONGEST: usize = 80;

impl SafeNames {
    /// A name for a document: its id where that will do. The same documents in the same order get the same names.
    pub(super) fn name(&mut self, id: &DocId) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let cut: String = id.as_str().chars().take(LONGEST).map(|c| if plain(c) { c } else { '_' }).collect();
        let mut base = cut.trim_matches(['.', '-', '_']).to_owned();
        let lower = base.to_ascii_lowercase();
        let device = lower.split('.').next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
        if base.is_empty() {
            // Nothing of the id is left: its number says more than `article-17` would.
            base = format!("article-{:08x}", bits_for_foreign_name(id.as_str()) & 0xffff_ffff);
        } else if KEPT.contains(&device) {
            base.insert_str(0, "article-");
        }
        let mut name = base.clone();
        let mut number = 2;
        while !self.0.insert(name.to_ascii_lowercase()) {
            name = format!("{base}-{number}");
            number += 1;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_safe_and_apart() {
        let mut names = SafeNames::default();
        let mut name = |id: &str| names.name(&DocId::from(id));
        assert_eq!(name("harbour/1"), "harbour_1");
        assert_eq!(name("Harbour 1"), "Harbour_1-2", "the same on a disk that knows no case");
        assert_eq!(name("../../etc/passwd"), "etc_passwd");
        assert_eq!(name("NUL.txt"), "article-NUL.txt");
        assert_eq!(name("com1"), "article-com1");
        let first = name("東京");
        assert!(first.starts_with("article-") && first.len() == 16, "{first}");
        assert_ne!(name("京東"), first);
        assert_eq!(name(&"x".repeat(300)).len(), LONGEST);
    }

    #[test]
    fn words_on_one_line() {
        assert_eq!(one_line("a\tb\r\nc"), ("a b  c".to_owned(), true));
        assert_eq!(one_line("a b"), ("a b".to_owned(), false));
    }
}
