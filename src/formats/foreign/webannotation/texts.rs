//! Which text an annotation is about: it stands in another file, or with the target.

use std::collections::{BTreeMap, BTreeSet};

use super::gather::is_json;
use super::names;
use crate::formats::TextFile;

/// The texts among files.
pub(super) struct Texts<'a> {
    files: &'a [TextFile],
    /// Numbers of texts by path, and by name alone.
    paths: BTreeMap<&'a str, usize>,
    names: BTreeMap<&'a str, usize>,
    /// The sources that each file of annotations names.
    sources: BTreeMap<usize, BTreeSet<String>>,
    /// The only text, where only one is spoken of.
    only: Option<usize>,
}

impl<'a> Texts<'a> {
    /// The texts among files; `sources` are the file of annotations and the IRI for each place that has no text with it.
    pub(super) fn of(files: &'a [TextFile], sources: impl Iterator<Item = (usize, String)>) -> Self {
        let mut texts =
            Self { files, paths: BTreeMap::new(), names: BTreeMap::new(), sources: BTreeMap::new(), only: None };
        for (number, file) in files.iter().enumerate().filter(|(_, file)| !is_json(file)) {
            texts.paths.entry(&file.name).or_insert(number);
            texts.names.entry(base(&file.name)).or_insert(number);
        }
        for (file, source) in sources {
            texts.sources.entry(file).or_default().insert(source);
        }
        let spoken: BTreeSet<&String> = texts.sources.values().flatten().collect();
        let all: Vec<usize> = texts.paths.values().copied().collect();
        texts.only = all.first().copied().filter(|_| all.len() == 1 && spoken.len() == 1);
        texts
    }

    /// The file with the text that `source` means in a file of annotations: where it leads from there, by its name, by the
    /// name of the file of annotations, or the only one there is.
    ///
    /// # Errors
    /// The name of the file that is missing.
    pub(super) fn find(&self, file: usize, source: &str) -> Result<usize, String> {
        let own = self.files.get(file).map_or("", |file| file.name.as_str());
        let path = from(own, source);
        let name = names::file_name(source);
        let of_stem = |name: &str| format!("{}.txt", stem(name));
        let (wanted, beside) = (of_stem(&name), of_stem(base(own)));
        let is_only = self.sources.get(&file).is_some_and(|all| all.len() == 1);
        let by_path = |path: &str| self.paths.get(path).copied();
        let by_name = |name: &str| self.names.get(name).copied();
        let found = by_path(&path).or_else(|| by_name(&name)).or_else(|| by_name(&wanted).filter(|_| !name.is_empty()));
        let found = found.or_else(|| by_name(&beside).filter(|_| is_only)).or(self.only);
        found.ok_or(if name.is_empty() { beside } else { wanted })
    }
}

fn base(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Where a relative IRI leads from a file.
fn from(file: &str, iri: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    let path = iri.split(['?', '#']).next().unwrap_or_default();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_source_by_name_or_because_there_is_one() {
        let file = |name: &str| TextFile { name: name.to_owned(), text: "[]".to_owned() };
        let files = ["a.jsonld", "a.txt", "train/suggestions/b.jsonld", "train/b.txt", "b.txt"].map(file);
        let sources = [(0, "https://example.org/page"), (2, "../b.txt"), (2, "https://example.org/c.html")];
        let texts = Texts::of(&files, sources.into_iter().map(|(file, source)| (file, source.to_owned())));
        assert_eq!(texts.find(2, "../b.txt"), Ok(3));
        assert_eq!(texts.find(2, "https://example.org/b.html?x#y"), Ok(3), "by its name");
        assert_eq!(texts.find(0, "https://example.org/page"), Ok(1), "by the name of the file of annotations");
        assert_eq!(texts.find(2, "https://example.org/c.html"), Err("c.txt".to_owned()));
        let two = ["x.json", "one.txt"].map(file);
        let texts = Texts::of(&two, [(0, "urn:x:1".to_owned())].into_iter());
        assert_eq!(texts.find(0, "urn:x:1"), Ok(1), "the only one");
    }
}
