//! Files become documents: one for each view that has a text.

use std::collections::{BTreeMap, BTreeSet};

use super::kinds::{self, Kind};
use super::layers::is_type_system;
use super::names::parted;
use super::spans::{Scene, Told};
use super::store::{Store, Structure, Types, Value, View};
use super::{INITIAL, MORE, units};
use crate::formats::foreign::Foreign;
use crate::formats::foreign::loose::Loose;
use crate::formats::foreign::raw::{Raw, objects, quoted};
use crate::formats::{Issue, Problem, TextFile};
use crate::model::{MetaField, Unit};

/// The keys that a file begins with.
const KEYS: [&str; 5] = ["\"%TYPES\"", "\"%FEATURE_STRUCTURES\"", "\"%VIEWS\"", "\"%HEADER\"", "\"%FLAGS\""];

/// Features of an article that are kept beside it.
const ABOUT: [&str; 7] = ["author", "published", "url", "site", "license", "retrieved", "status"];

/// Whether a file is of this format, by its first key.
fn is_cas(file: &TextFile) -> bool {
    let begin = file.text.trim_start_matches('\u{feff}').trim_start();
    let first = begin.strip_prefix('{').map(str::trim_start);
    first.is_some_and(|first| KEYS.iter().any(|key| first.starts_with(key)))
}

/// Whether it is a tagset of INCEpTION, which says nothing of texts.
fn is_tagset(file: &TextFile) -> bool {
    let begin = file.text.trim_start().strip_prefix('{').map(str::trim_start);
    begin.is_some_and(|begin| begin.starts_with("\"name\""))
        && ["\"tags\"", "\"create_tag\""].iter().all(|key| file.text.contains(key))
}

/// Whether these files are of this format. A type system alone is, and says nothing.
pub(super) fn recognise(files: &[TextFile]) -> u8 {
    let structures = |file: &&TextFile| is_cas(file) && file.text.contains("\"%FEATURE_STRUCTURES\"");
    if files.iter().any(|file| structures(&file)) {
        100
    } else if files.iter().any(|file| is_cas(file) || is_tagset(file)) {
        60
    } else {
        0
    }
}

/// Reads files that belong together: documents, and type systems of which each speaks of all.
pub(super) fn read(files: &[TextFile]) -> Foreign {
    let mut foreign = Foreign { unit: Some(Unit::Utf16), ..Foreign::default() };
    let mut types = Types::default();
    let is_markup = |file: &&TextFile| file.text.trim_start_matches('\u{feff}').trim_start().starts_with('<');
    let (markup, files): (Vec<&TextFile>, Vec<&TextFile>) = files.iter().partition(is_markup);
    let files: Vec<&TextFile> = files.into_iter().filter(|file| !is_tagset(file)).collect();
    let mut silent = Vec::new();
    for file in &files {
        for (_, entries) in objects(file, &mut silent) {
            types.read(&entries.get("%TYPES").and_then(Raw::entries).unwrap_or_default());
        }
    }
    // What a file says of its own types counts before what stands beside.
    for file in markup {
        if is_type_system(&file.text) {
            types.read_xml(&file.text);
        } else {
            let problem = Problem::Foreign { found: "XML".to_owned() };
            foreign.issues.push(Issue { file: file.name.clone(), line: 0, path: String::new(), problem });
        }
    }
    for file in files {
        for (line, entries) in objects(file, &mut foreign.issues) {
            if entries.get("%FEATURE_STRUCTURES").is_some() {
                let store = Store::of(file, &entries, &mut foreign.issues);
                views(file, &store, &types, &mut foreign);
            } else if entries.get("%TYPES").is_none() {
                let path = "%FEATURE_STRUCTURES".to_owned();
                let problem = Problem::Shape { path: path.clone(), expected: "a list or an object" };
                foreign.issues.push(Issue { file: file.name.clone(), line, path, problem });
            }
        }
    }
    without_initial(&mut foreign.documents);
    foreign
}

/// Leaves out what INCEpTION exports beside the work of people: documents as they were before anybody said anything of them.
fn without_initial(documents: &mut Vec<Loose>) {
    let is_initial = |one: &Loose| one.file.rsplit('/').next() == Some("INITIAL_CAS.json");
    let worked_on: BTreeSet<(String, String)> =
        documents.iter().filter(|one| !is_initial(one)).map(|one| (one.id.clone(), one.text.clone())).collect();
    let is_more = |one: &Loose| !one.spans.is_empty() || !worked_on.contains(&(one.id.clone(), one.text.clone()));
    documents.retain(|one| !is_initial(one) || is_more(one));
}

/// Why a view gives no document.
fn without_text(sofa: &Structure<'_>) -> Problem {
    let address = sofa.word("sofaURI").filter(|address| !address.is_empty());
    let is_bytes = sofa.refers("sofaArray").is_some();
    match address {
        Some(words) => Problem::NotTaken { why: "cas_elsewhere".to_owned(), number: 0, words, is_warning: false },
        None if is_bytes => Problem::NotTaken {
            why: "cas_bytes".to_owned(),
            number: 0,
            words: sofa.word("mimeType").unwrap_or_else(|| "application/octet-stream".to_owned()),
            is_warning: false,
        },
        None => Problem::Empty,
    }
}

fn views(file: &TextFile, store: &Store<'_>, types: &Types, foreign: &mut Foreign) {
    let mut tell = |path: &str, problem: Problem| {
        foreign.issues.push(Issue { file: file.name.clone(), line: 0, path: path.to_owned(), problem });
    };
    let texts = |view: &&View| store.get(view.sofa).and_then(|sofa| sofa.word("sofaString")).is_some();
    let has_text = store.views.iter().any(|view| texts(&view));
    if store.views.is_empty() {
        tell("%FEATURE_STRUCTURES", Problem::Empty);
    }
    for (view, structures) in store.views.iter().zip(of_views(store)) {
        let Some(sofa) = store.get(view.sofa) else { continue };
        let text = sofa.word("sofaString").unwrap_or_default();
        if text.trim().is_empty() {
            // The first view may be there for nothing, where others have the text.
            let is_bare = sofa.word("sofaURI").is_none() && sofa.refers("sofaArray").is_none();
            if !(has_text && is_bare) {
                tell(&sofa.path, without_text(sofa));
            }
            continue;
        }
        let mut scene = Scene::of(store, types, &structures);
        if units::is_doubtful(&text, scene.all.iter().map(|(structure, _)| *structure)) {
            // Settling finds it out, or asks.
            foreign.unit = None;
        }
        let mut told = Told::new();
        let document = scene.document(file, view, text, &mut told);
        for (path, problem) in told {
            tell(&path, problem);
        }
        scene.left += usize::from(store.is_spent());
        if scene.left > 0 {
            let (why, number) = ("cas_left".to_owned(), scene.left);
            tell(&view.name, Problem::NotTaken { why, number, words: String::new(), is_warning: true });
        }
        foreign.documents.push(document);
    }
}

/// The structures of each view, in the order of the file.
fn of_views<'a>(store: &'a Store<'a>) -> Vec<Vec<&'a Structure<'a>>> {
    let (mut by_sofa, mut by_member) = (BTreeMap::new(), BTreeMap::new());
    for (number, view) in store.views.iter().enumerate() {
        by_sofa.entry(view.sofa).or_insert(number);
        for member in view.members.iter().flatten() {
            by_member.entry(*member).or_insert(number);
        }
    }
    let is_member = |number: &usize, id: u64| {
        let members = store.views.get(*number).and_then(|view| view.members.as_ref());
        members.is_none_or(|members| members.contains(&id))
    };
    // What names no text and is no member is in the view that is the only one.
    let only = (store.views.len() == 1 && by_member.is_empty()).then_some(0);
    let mut all = vec![Vec::new(); store.views.len()];
    for structure in &store.all {
        let number = match structure.refers("sofa") {
            Some(sofa) => by_sofa.get(&sofa).copied().filter(|number| is_member(number, structure.id)),
            None => by_member.get(&structure.id).copied().or(only),
        };
        number.and_then(|number| all.get_mut(number)).into_iter().for_each(|view: &mut Vec<_>| view.push(structure));
    }
    all
}

impl<'a> Scene<'a> {
    fn of(store: &'a Store<'a>, types: &'a Types, structures: &[&'a Structure<'a>]) -> Self {
        let all: Vec<_> = structures.iter().map(|one| (*one, kinds::kind(one, types))).collect();
        let mut chained = BTreeSet::new();
        let chains = structures.iter().map(|structure| kinds::chain(store, structure, &mut chained)).collect();
        Self { store, types, all, chains, chained, spans: BTreeMap::new(), left: 0 }
    }

    fn document(&mut self, file: &TextFile, view: &View, text: String, told: &mut Told) -> Loose {
        let mut document =
            Loose { file: file.name.clone(), text, annotator: annotator_of(&file.name), ..Loose::default() };
        let known: Vec<(&Structure<'a>, Kind)> = self.all.clone();
        // What we wrote of an article comes last: INCEpTION calls documents by their files.
        for (structure, _) in known.iter().filter(|(_, kind)| *kind == Kind::Document) {
            of_document(structure, &mut document);
        }
        for (structure, _) in known.iter().filter(|(_, kind)| *kind == Kind::Article) {
            self.article(structure, &mut document);
        }
        if view.name != INITIAL && !document.id.is_empty() {
            document.id = format!("{}/{}", document.id, view.name);
        }
        self.read_spans(&mut document, told);
        self.read_chains(&mut document);
        self.read_links(&mut document);
        let is_said = |one: &Structure<'_>| one.refers("sofa").is_some() && one.refers("first").is_none();
        for (structure, _) in known.iter().filter(|(one, kind)| *kind == Kind::Other && is_said(one)) {
            // Layers of the whole document.
            document.values.extend(self.said(structure));
        }
        document
    }

    /// What we wrote of an article.
    fn article(&self, structure: &Structure<'a>, document: &mut Loose) {
        for (name, value) in &structure.features {
            let words = match value {
                Value::Plain(raw) => raw.word().into_iter().collect(),
                Value::Refers(id) => self.texts(*id),
            };
            let first = words.first().cloned().unwrap_or_default();
            match name.as_str() {
                "sofa" | "begin" | "end" => {}
                "articleId" => document.id = first,
                "title" => document.title = first,
                "annotator" => document.annotator = Some(first),
                name if ABOUT.contains(&name) => {
                    document.extra.retain(|(known, _)| known != name);
                    if !document.tells_of(name, &first) {
                        document.extra.push((name.to_owned(), quoted(&first)));
                    }
                }
                "extra" => {
                    // What came from such a file before has its feature again.
                    let is_known = |name: &str| ABOUT.contains(&name) && structure.word(name).is_some();
                    let pairs = words.iter().map(|word| parted(word)).filter(|(name, _)| !is_known(name));
                    document.extra.extend(pairs.map(|(name, value)| (name, quoted(&value))));
                }
                MORE => document.values.extend(words.iter().map(|word| parted(word))),
                _ => {
                    let attribute = self.types.attribute(&structure.kind, name);
                    document.values.extend(words.into_iter().map(|word| (attribute.clone(), word)));
                }
            }
        }
    }
}

/// What UIMA and DKPro Core know of a document.
fn of_document(structure: &Structure<'_>, document: &mut Loose) {
    let word = |name: &str| structure.word(name).filter(|word| !word.trim().is_empty());
    if let Some(title) = word("documentTitle") {
        document.title = title;
    }
    if let Some(id) = word("documentId") {
        document.id = id;
    }
    if let Some(language) = word("language").filter(|language| language != "x-unspecified") {
        document.language = Some(language);
    }
    if let Some(address) = word("documentUri") {
        document.tells(MetaField::Url, "url", &address);
    }
}

/// Whose work a file is, where it lies as INCEpTION exports projects: `annotation/<document>/<annotator>.json`.
fn annotator_of(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let [.., "annotation" | "curation", _, file] = parts.as_slice() else { return None };
    let name = file.strip_suffix(".json")?;
    (!["INITIAL_CAS", "CURATION_USER", ""].contains(&name)).then(|| name.to_owned())
}
