//! The annotations of files, wherever they stand: alone, in lists, in pages and collections, one inside the other. Keys may
//! have the prefixes of an older draft, and exports of Hypothesis are near enough.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::GENERATOR;
use crate::formats::foreign::raw::{Entries, Raw, Records, first};
use crate::formats::{Issue, Problem, TextFile};

/// How deep collections may lie in one another.
const DEEPEST: usize = 16;

/// Keys under which a container has what is in it.
const CONTAINERS: [&str; 6] = ["items", "first", "rows", "annotations", "graph", "resources"];

/// What a file tells of all annotations in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Set {
    /// What the innermost collection or page is called.
    pub(super) label: Rc<str>,
    /// Who made it: IRI and name; each may be empty.
    pub(super) creator: Rc<(String, String)>,
    /// Whether this program wrote it.
    pub(super) is_ours: bool,
}

/// An annotation with its place.
#[derive(Clone, Debug)]
pub(super) struct Found<'a> {
    /// The number of its file.
    pub(super) file: usize,
    pub(super) line: usize,
    pub(super) path: String,
    pub(super) entries: Entries<'a>,
    /// The number of what is told of it.
    pub(super) set: usize,
}

/// Everything that was found.
#[derive(Debug, Default)]
pub(super) struct Gathered<'a> {
    pub(super) all: Vec<Found<'a>>,
    pub(super) sets: Vec<Set>,
    /// Pages that are there, and pages that are spoken of: file, line, IRI.
    pages: BTreeSet<String>,
    wanted: Vec<(usize, usize, String)>,
}

/// The entries of an object under plain keys: `@id`, `oa:hasTarget` and `hasTarget` are `id` and `target`.
pub(super) fn plain(raw: Raw<'_>) -> Option<Entries<'_>> {
    let entries = raw.entries()?;
    Some(Entries(entries.0.into_iter().map(|(key, value)| (plain_key(&key), value)).collect()))
}

fn plain_key(key: &str) -> String {
    let bare = key.trim_start_matches('@');
    let bare = ["oa:", "as:", "rdf:", "rdfs:", "cnt:", "dcterms:", "dc:"]
        .iter()
        .find_map(|one| bare.strip_prefix(one))
        .unwrap_or(bare);
    match bare {
        "chars" => "value".to_owned(),
        "motivatedBy" => "motivation".to_owned(),
        // As drafts of the Recommendation had them.
        "bodyText" => "bodyValue".to_owned(),
        "role" => "purpose".to_owned(),
        "members" => "items".to_owned(),
        _ => match bare.strip_prefix("has").and_then(|rest| Some((rest.chars().next()?, rest))) {
            Some((first, rest)) if first.is_ascii_uppercase() => {
                format!("{}{}", first.to_ascii_lowercase(), rest.get(1..).unwrap_or_default())
            }
            _ => bare.to_owned(),
        },
    }
}

/// The types of an object, without prefixes.
pub(super) fn types(entries: &Entries<'_>) -> Vec<String> {
    let bare = |word: String| word.rsplit([':', '#', '/']).next().unwrap_or_default().to_owned();
    entries.get("type").map(Raw::words).unwrap_or_default().into_iter().map(bare).collect()
}

pub(super) fn is_a(entries: &Entries<'_>, kind: &str) -> bool {
    types(entries).iter().any(|one| one == kind)
}

/// A value, or the items of a list.
pub(super) fn each(raw: Raw<'_>) -> Vec<Raw<'_>> {
    raw.items().unwrap_or_else(|| vec![raw])
}

/// An agent: IRI and name. A word alone is an IRI where it has a scheme.
pub(super) fn agent(raw: Raw<'_>) -> (String, String) {
    let Some(entries) = each(raw).first().copied().and_then(plain) else {
        let word = each(raw).first().copied().and_then(Raw::word).unwrap_or_default();
        return if super::names::is_iri(&word) { (word, String::new()) } else { (String::new(), word) };
    };
    let name =
        ["name", "nickname", "nick", "label"].iter().find_map(|key| entries.get(key)?.words().into_iter().next());
    (entries.text("id").unwrap_or_default(), name.or_else(|| entries.text("email")).unwrap_or_default())
}

/// Whether it is an annotation, also where its type is missing.
fn is_annotation(entries: &Entries<'_>) -> bool {
    is_a(entries, "Annotation") || entries.get("type").is_none() && entries.get("target").is_some()
}

fn is_container(entries: &Entries<'_>) -> bool {
    CONTAINERS.iter().any(|key| entries.get(key).is_some())
        || is_a(entries, "AnnotationPage")
        || is_a(entries, "AnnotationCollection")
}

/// How sure it is that these are annotations of the web.
pub(super) fn recognise(files: &[TextFile]) -> u8 {
    files.iter().map(likeness).max().unwrap_or(0)
}

fn likeness(file: &TextFile) -> u8 {
    if !file.text.trim_start_matches('\u{feff}').trim_start().starts_with(['[', '{']) {
        return 0;
    }
    let sure = |entries: Entries<'_>| {
        let entries = Entries(entries.0.into_iter().map(|(key, value)| (plain_key(&key), value)).collect());
        let context = entries.get("context").map_or("", |raw| raw.0);
        let is_named = context.contains("anno.jsonld") || context.contains("/ns/oa");
        let kinds = ["Annotation", "AnnotationPage", "AnnotationCollection"];
        let is_typed = kinds.iter().any(|kind| is_a(&entries, kind));
        let has = |key: &str| entries.get(key).is_some();
        match (is_named, is_typed) {
            (true, true) => 98,
            (true, false) | (false, true) => 90,
            // Hypothesis: its own list, or what its service answers with.
            _ if has("rows") && has("total") && first_of(&entries, "rows").is_some_and(|row| is_of_page(&row)) => 80,
            _ if has("export_date") && has("annotations") => 80,
            _ if has("uri") && has("target") || has("body") && entries.get("target").is_some_and(is_target) => 70,
            _ if has("graph") && file.text.contains("Annotation\"") => 60,
            _ => 0,
        }
    };
    first(file).map(sure).max().unwrap_or(0)
}

/// The first object of a list.
fn first_of<'a>(entries: &Entries<'a>, key: &str) -> Option<Entries<'a>> {
    entries.get(key)?.items()?.first().copied().and_then(plain)
}

/// Whether a row of an answer is an annotation of a page.
fn is_of_page(row: &Entries<'_>) -> bool {
    row.get("uri").is_some() || row.get("target").is_some_and(is_target)
}

/// Whether a value names what something is about: many records have a `target` that is a class or a word.
fn is_target(raw: Raw<'_>) -> bool {
    let is_one = |raw: Raw<'_>| match plain(raw) {
        Some(entries) => ["source", "selector", "id"].iter().any(|key| entries.get(key).is_some()),
        None => raw.word().is_some_and(|word| super::names::is_iri(&word)),
    };
    each(raw).first().copied().is_some_and(is_one)
}

/// Gathers the annotations of files; what is none is told.
pub(super) fn gather<'a>(files: &'a [TextFile], issues: &mut Vec<Issue>) -> Gathered<'a> {
    let mut gathered = Gathered::default();
    for (number, file) in files.iter().enumerate() {
        if !is_json(file) {
            continue;
        }
        let mut walk = Walk { file: (number, file), counted: (0, 1), issues, gathered: &mut gathered };
        walk.gathered.sets.push(Set::default());
        let set = walk.gathered.sets.len() - 1;
        for (at, (line, record)) in Records::of(file).enumerate() {
            match record {
                Ok(raw) => walk.value(raw, &format!("[{at}]"), set, 0),
                Err(problem) => {
                    walk.issues.push(Issue { file: file.name.clone(), line, path: String::new(), problem });
                }
            }
        }
    }
    for (number, line, iri) in std::mem::take(&mut gathered.wanted) {
        if let Some(file) = files.get(number).filter(|_| !gathered.pages.contains(&iri)) {
            let problem = Problem::Partner { name: iri, is_warning: true };
            issues.push(Issue { file: file.name.clone(), line, path: "first".to_owned(), problem });
        }
    }
    gathered
}

/// Whether a file may hold annotations; others are texts.
pub(super) fn is_json(file: &TextFile) -> bool {
    let name = file.name.to_ascii_lowercase();
    [".jsonld", ".json", ".jsonl", ".ndjson", ".json-ld", ".anno"].iter().any(|ending| name.ends_with(ending))
        || !name.ends_with(".txt") && likeness(file) > 0
}

struct Walk<'w, 'a> {
    file: (usize, &'a TextFile),
    /// A byte, and its line: lines are counted once, on from here.
    counted: (usize, usize),
    issues: &'w mut Vec<Issue>,
    gathered: &'w mut Gathered<'a>,
}

impl<'a> Walk<'_, 'a> {
    /// The line in which a value of this file begins.
    fn line(&mut self, raw: Raw<'a>) -> usize {
        let text = &self.file.1.text;
        let at = raw.0.as_ptr().addr().saturating_sub(text.as_ptr().addr()).min(text.len());
        let (from, line) = if at < self.counted.0 { (0, 1) } else { self.counted };
        let between = text.as_bytes().get(from..at).unwrap_or_default();
        self.counted = (at, line + between.iter().filter(|byte| **byte == b'\n').count());
        self.counted.1
    }

    fn value(&mut self, raw: Raw<'a>, path: &str, set: usize, depth: usize) {
        let line = self.line(raw);
        if depth > DEEPEST {
            return self.tell(line, path, "less depth");
        }
        if let Some(items) = raw.items() {
            for (at, item) in items.into_iter().enumerate() {
                self.value(item, &format!("{path}[{at}]"), set, depth + 1);
            }
            return;
        }
        let Some(entries) = plain(raw) else {
            return self.tell(line, path, "an annotation, or a page or collection of some");
        };
        if is_annotation(&entries) {
            let path = path.strip_prefix("[0].").unwrap_or(path).to_owned();
            self.gathered.all.push(Found { file: self.file.0, line, path, entries, set });
        } else if is_container(&entries) {
            self.container(&entries, (line, path), set, depth);
        } else {
            self.tell(line, path, "an annotation, or a page or collection of some");
        }
    }

    fn container(&mut self, entries: &Entries<'a>, (line, path): (usize, &str), outer: usize, depth: usize) {
        let mut set = self.gathered.sets.get(outer).cloned().unwrap_or_default();
        if let Some(label) = entries.get("label").map(Raw::words).and_then(|words| words.into_iter().next()) {
            set.label = Rc::from(label);
        }
        if let Some(creator) = entries.get("creator") {
            set.creator = Rc::new(agent(creator));
        }
        if let Some(by) = entries.get("generator") {
            set.is_ours = agent(by).1 == GENERATOR;
        }
        self.gathered.sets.push(set);
        let set = self.gathered.sets.len() - 1;
        self.gathered.pages.extend(entries.text("id"));
        for key in CONTAINERS {
            let Some(value) = entries.get(key) else { continue };
            match value.text() {
                Some(iri) if key == "first" => self.gathered.wanted.push((self.file.0, line, iri)),
                _ if key == "first" => self.value(value, &format!("{path}.{key}"), set, depth + 1),
                _ => {
                    for (at, item) in each(value).into_iter().enumerate() {
                        self.value(item, &format!("{path}.{key}[{at}]"), set, depth + 1);
                    }
                }
            }
        }
        if let Some(next) = entries.text("next") {
            self.gathered.wanted.push((self.file.0, line, next));
        }
    }

    fn tell(&mut self, line: usize, path: &str, expected: &'static str) {
        let problem = Problem::Shape { path: path.to_owned(), expected };
        self.issues.push(Issue { file: self.file.1.name.clone(), line, path: String::new(), problem });
    }
}
