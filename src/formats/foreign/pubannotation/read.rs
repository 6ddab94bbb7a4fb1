//! Documents as PubAnnotation, TextAE and converters write them: under today's keys, and those of earlier years
//! (`catanns`, `insanns`, `relanns`, `modanns`).

use std::collections::{BTreeMap, BTreeSet};

use super::{CODE_POINTS, ENTITY, ENTITY_LINK, ENTITY_NAME, NOTE, RESERVED, SOURCE, UNIT};
use crate::formats::foreign::Foreign;
use crate::formats::foreign::loose::{Loose, LooseRelation, LooseSpan, LooseThing};
use crate::formats::foreign::raw::{Entries, Raw, first, objects};
use crate::formats::{Issue, Problem, TextFile};
use crate::model::{AnnotationId, RelationId, Unit};

/// Keys in which spans may stand.
const SPANS: [&str; 3] = ["denotations", "catanns", "blocks"];
/// Keys in which relations may stand.
const RELATIONS: [&str; 2] = ["relations", "relanns"];
/// Keys in which things may stand that stand for a span.
const INSTANCES: [&str; 2] = ["instances", "insanns"];
/// Keys in which something may be said of a span.
const ATTRIBUTES: [&str; 3] = ["attributes", "modifications", "modanns"];
/// The link that makes spans fragments of one, and the label of what it leads to.
const CHAINED: (&str, &str) = ("_lexicallyChainedTo", "_FRAGMENT");
/// Bytes that the copies of one article may have.
const MOST: usize = 128 << 20;
/// Keys that have a place of their own.
const PLACED: [&str; 10] =
    ["text", "title", "lang", "language", "annotated_by", "sourceid", "divid", "tracks", "values", "extra"];

/// How sure it is that files are PubAnnotation's.
pub(super) fn recognise(files: &[TextFile]) -> u8 {
    let begins = |file: &&TextFile| file.text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
    files.iter().filter(begins).flat_map(first).map(|record| likeness(&record)).max().unwrap_or(0)
}

fn likeness(record: &Entries<'_>) -> u8 {
    if !record.get("text").is_some_and(|raw| raw.0.starts_with('"')) {
        return 0;
    }
    let items = |key: &str| record.get(key).and_then(Raw::items);
    let is_span = |raw: &Raw<'_>| raw.entries().is_some_and(|entries| entries.get("span").is_some());
    let is_track =
        |raw: &Raw<'_>| raw.entries().is_some_and(|entries| SPANS.iter().any(|key| entries.get(key).is_some()));
    let has = |key: &str| record.get(key).is_some();
    let spans = SPANS.iter().filter_map(|key| items(key)).flatten();
    match spans.take(20).any(|raw| is_span(&raw)) {
        true => 96,
        false
            if items("tracks").is_some_and(|all| all.iter().any(is_track))
                || items("denotations").is_some() && has("sourcedb") =>
        {
            92
        }
        false if items("denotations").is_some() || items("catanns").is_some() => 70,
        false => 0,
    }
}

/// Reads files that belong together.
pub(super) fn read(files: &[TextFile]) -> Foreign {
    let mut foreign = Foreign::default();
    let mut are_ours = true;
    for file in files {
        for (line, entries) in objects(file, &mut foreign.issues) {
            are_ours &= is_ours(&entries);
            document(file, line, &entries, &mut foreign);
        }
    }
    foreign.unit = Some(Unit::CodePoint).filter(|_| are_ours && !foreign.documents.is_empty());
    foreign
}

/// Whether a document is as this program wrote it.
fn is_ours(entries: &Entries<'_>) -> bool {
    entries.text(UNIT).as_deref() == Some(CODE_POINTS)
}

/// Reads a document: with several tracks one for each, since each is the work of another.
pub(super) fn document(file: &TextFile, line: usize, entries: &Entries<'_>, foreign: &mut Foreign) {
    let Some(text) = entries.text("text") else {
        let problem = Problem::Shape { path: "text".to_owned(), expected: "a text" };
        return foreign.issues.push(Issue { file: file.name.clone(), line, path: String::new(), problem });
    };
    let article = about(file, line, entries, text);
    let mut track = Track { file, line, is_ours: is_ours(entries), path: String::new(), issues: &mut foreign.issues };
    let tracks = entries.get("tracks").and_then(Raw::items).unwrap_or_default();
    let has_own = SPANS.iter().any(|key| entries.get(key).and_then(Raw::items).is_some_and(|all| !all.is_empty()));
    if tracks.is_empty() || has_own {
        foreign.documents.push(track.read(entries, article.clone()));
    }
    let (all, mut given) = (tracks.len(), 0);
    for (number, raw) in tracks.into_iter().enumerate() {
        track.path = format!("tracks[{number}].");
        let Some(entries) = raw.entries() else {
            track.tell("", Problem::Shape { path: format!("tracks[{number}]"), expected: "an object" });
            continue;
        };
        // Each is a copy of the article. One that says nothing gives none, where others say something.
        let says = SPANS.iter().any(|key| entries.get(key).and_then(Raw::items).is_some_and(|spans| !spans.is_empty()));
        if !says && (all > 1 || has_own) {
            track.tell("", Problem::LeftOut { what: format!("tracks[{number}]") });
            continue;
        }
        given += article.text.len() + article.extra.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>();
        if given > MOST && number > 0 {
            let expected = "fewer tracks of so long a text: open them in parts";
            track.tell("", Problem::Shape { path: format!("tracks[{number}]"), expected });
            continue;
        }
        let annotator = entries.text("project").or_else(|| article.annotator.clone());
        foreign.documents.push(track.read(&entries, Loose { annotator, ..article.clone() }));
    }
}

/// What is known of the article.
fn about(file: &TextFile, line: usize, entries: &Entries<'_>, text: String) -> Loose {
    let word = |key: &str| entries.get(key).and_then(Raw::word);
    let parts = [word("sourcedb").filter(|of| of != SOURCE), word("sourceid")];
    let id = parts.into_iter().flatten().collect::<Vec<_>>().join(":");
    let id = match word("divid").filter(|_| !id.is_empty()) {
        Some(part) => format!("{id}-{part}"),
        None => id,
    };
    let mut article = Loose {
        file: file.name.clone(),
        line,
        // A collection alone names no document.
        id: if word("sourceid").is_some() { id } else { String::new() },
        text,
        title: entries.text("title").unwrap_or_default(),
        language: entries.text("lang").or_else(|| entries.text("language")),
        annotator: word("annotated_by"),
        ..Loose::default()
    };
    for (key, value) in entries.0.iter().filter(|(_, value)| !value.is_null()) {
        let key = key.as_str();
        let lists = [&SPANS[..], &RELATIONS, &INSTANCES, &ATTRIBUTES];
        let is_list = value.0.starts_with('[') && lists.iter().any(|keys| keys.contains(&key));
        let is_own = key == UNIT || key == "sourcedb" && value.text().as_deref() == Some(SOURCE);
        match key {
            "values" => article.values.extend(pairs(*value)),
            "extra" if value.0.starts_with('[') => {
                for pair in value.items().unwrap_or_default() {
                    if let Some([name, value]) = pair.items().as_deref()
                        && let Some(name) = name.text()
                    {
                        article.extra.push((name, value.0.to_owned()));
                    }
                }
            }
            key if is_list || is_own || PLACED.contains(&key) => {}
            key if is_ours(entries) && value.text().is_some_and(|said| article.tells_of(key, &said)) => {}
            key => article.extra.push((key.to_owned(), value.0.to_owned())),
        }
    }
    article
}

/// Names with all their values.
fn pairs(raw: Raw<'_>) -> Vec<(String, String)> {
    let entries = raw.entries().unwrap_or_default().0;
    entries
        .into_iter()
        .flat_map(|(name, said)| said.words().into_iter().map(move |word| (name.clone(), word)))
        .collect()
}

/// Reads the annotations of one track.
struct Track<'f> {
    file: &'f TextFile,
    line: usize,
    is_ours: bool,
    /// Where in the document it stands.
    path: String,
    issues: &'f mut Vec<Issue>,
}

impl Track<'_> {
    fn tell(&mut self, path: &str, problem: Problem) {
        let path = format!("{}{path}", self.path);
        self.issues.push(Issue { file: self.file.name.clone(), line: self.line, path, problem });
    }

    /// The objects of lists, each with its place.
    fn all<'a>(&mut self, entries: &Entries<'a>, keys: &[&str]) -> Vec<(String, Entries<'a>)> {
        let mut all = Vec::new();
        for key in keys {
            for (number, raw) in entries.get(key).and_then(Raw::items).unwrap_or_default().into_iter().enumerate() {
                let path = format!("{key}[{number}]");
                match raw.entries() {
                    Some(entries) => all.push((path, entries)),
                    None => self.tell(&path, Problem::Shape { path: path.clone(), expected: "an object" }),
                }
            }
        }
        all
    }

    fn read(&mut self, entries: &Entries<'_>, mut loose: Loose) -> Loose {
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        for (path, object) in self.all(entries, &SPANS) {
            match self.span(&object, &path) {
                Ok(span) if !span.id.is_empty() && numbers.contains_key(&span.id) => {
                    self.tell(&path, Problem::Duplicate { id: span.id });
                }
                Ok(span) => {
                    if !span.id.is_empty() {
                        numbers.insert(span.id.clone(), loose.spans.len());
                    }
                    loose.spans.push(span);
                }
                Err(problem) => self.tell(&path, problem),
            }
        }
        // What stands for a span is that span.
        let mut stands: BTreeMap<String, String> = BTreeMap::new();
        for (_, object) in self.all(entries, &INSTANCES) {
            if let (Some(id), Some(of)) = (word(&object, &["id"]), word(&object, &["obj", "object", "subj", "subject"]))
            {
                stands.insert(self.own(&id), self.own(&of));
            }
        }
        for (path, object) in self.all(entries, &RELATIONS) {
            match self.relation(&object, &path) {
                Some(mut link) => {
                    for end in [&mut link.from, &mut link.to] {
                        if let Some(of) = stands.get(end) {
                            end.clone_from(of);
                        }
                    }
                    loose.relations.push(link);
                }
                None => self.tell(&path, Problem::Shape { path: path.clone(), expected: "subj, pred and obj" }),
            }
        }
        self.attributes(entries, (&numbers, &stands), &mut loose);
        chain(&mut loose, &numbers);
        for span in loose.spans.iter().filter(|span| !self.is_ours && span.label == CHAINED.1) {
            let (path, expected) = (span.path.clone(), "a fragment of another span");
            let (file, line) = (self.file.name.clone(), self.line);
            self.issues.push(Issue { file, line, path: path.clone(), problem: Problem::Shape { path, expected } });
        }
        loose
    }

    /// An id, as it was here where it is ours.
    fn own(&self, id: &str) -> String {
        let rest = id.get(1..).filter(|_| self.is_ours && id.starts_with(['T', 'R']));
        let is_own = |rest: &&str| rest.parse::<AnnotationId>().is_ok() || rest.parse::<RelationId>().is_ok();
        rest.filter(is_own).unwrap_or(id).to_owned()
    }

    fn span(&self, object: &Entries<'_>, path: &str) -> Result<LooseSpan, Problem> {
        let wrong = |key: &str, expected| Problem::Shape { path: format!("{path}.{key}"), expected };
        let label = word(object, &["obj", "category", "label", "type"]);
        let label = label.ok_or_else(|| wrong("obj", "a word"))?;
        // Some have the places in the object itself.
        let fragments = match object.get("span").or_else(|| object.get("spans")) {
            Some(span) => places(span).filter(|places| !places.is_empty()),
            None => place(object).map(|one| vec![one]),
        };
        let fragments = fragments.ok_or_else(|| wrong("span", "begin and end"))?;
        let id = word(object, &["id"]).map(|id| self.own(&id)).unwrap_or_default();
        let known = ["id", "span", "spans", "obj", "category", "label", "type", "begin", "end", "start"];
        let rest = object.0.iter().filter(|(key, value)| !known.contains(&key.as_str()) && !value.is_null());
        let attributes =
            rest.map(|(key, value)| (key.clone(), value.word().unwrap_or_else(|| value.0.to_owned()))).collect();
        Ok(LooseSpan { id, label, fragments, attributes, path: format!("{}{path}", self.path), ..LooseSpan::default() })
    }

    fn relation(&self, object: &Entries<'_>, path: &str) -> Option<LooseRelation> {
        let end = |keys: &[&str]| word(object, keys).map(|id| self.own(&id));
        Some(LooseRelation {
            id: end(&["id"]).unwrap_or_default(),
            kind: word(object, &["pred", "type", "label", "category"])?,
            from: end(&["subj", "subject"])?,
            to: end(&["obj", "object"])?,
            attributes: object.get("values").map(pairs).unwrap_or_default(),
            note: object.text("note").unwrap_or_default(),
            path: format!("{}{path}", self.path),
            ..LooseRelation::default()
        })
    }

    /// What is said of spans and relations.
    fn attributes(
        &mut self,
        entries: &Entries<'_>,
        (numbers, stands): (&BTreeMap<String, usize>, &BTreeMap<String, String>),
        loose: &mut Loose,
    ) {
        let mut things: BTreeMap<String, (String, String)> = BTreeMap::new();
        let links = loose.relations.iter().enumerate().rev();
        let links: BTreeMap<String, usize> = links.map(|(at, link)| (link.id.clone(), at)).collect();
        for (path, object) in self.all(entries, &ATTRIBUTES) {
            // A modification says that something is so: what it is said of is its object.
            let is_modification = !path.starts_with("attributes");
            let name = word(&object, &["pred", "type", "label"]);
            let of = word(&object, if is_modification { &["obj", "object"] } else { &["subj", "subject"] });
            let (Some(name), Some(of)) = (name, of) else {
                self.tell(&path, Problem::Shape { path: path.clone(), expected: "subj, pred and obj" });
                continue;
            };
            let of = self.own(&of);
            let of = stands.get(&of).unwrap_or(&of);
            let value = match object.get("obj").or_else(|| object.get("value")) {
                _ if is_modification => "true".to_owned(),
                Some(raw) => raw.word().unwrap_or_else(|| raw.0.to_owned()),
                None => "true".to_owned(),
            };
            let Some(span) = numbers.get(of).and_then(|at| loose.spans.get_mut(*at)) else {
                match links.get(of).and_then(|at| loose.relations.get_mut(*at)) {
                    Some(link) => link.attributes.push((name, value)),
                    None => self.tell(&path, Problem::MissingEnd { id: of.clone() }),
                }
                continue;
            };
            match (name.as_str(), self.is_ours) {
                (NOTE, true) => span.note = value,
                (ENTITY, true) => things.entry(of.clone()).or_default().0 = value,
                (ENTITY_NAME, true) => things.entry(of.clone()).or_default().1 = value,
                (ENTITY_LINK, true) => span.link = Some(value),
                (_, true) => {
                    let name = name.strip_prefix(RESERVED).unwrap_or(&name);
                    span.attributes.push((name.to_owned(), value));
                }
                (_, false) => span.attributes.push((name, value)),
            }
        }
        let mut groups: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
        for (member, thing) in things {
            groups.entry(thing).or_default().push(member);
        }
        let thing = |((id, name), members)| LooseThing { id, name, members };
        loose.groups.extend(groups.into_iter().map(thing));
    }
}

/// The first of some keys that has a word.
fn word(object: &Entries<'_>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| object.get(key)?.word())
}

fn place(object: &Entries<'_>) -> Option<(u64, u64)> {
    let begin = object.get("begin").or_else(|| object.get("start"))?.whole()?;
    Some((begin, object.get("end")?.whole()?))
}

/// One place, or several: objects, or pairs of numbers.
fn places(span: Raw<'_>) -> Option<Vec<(u64, u64)>> {
    let Some(items) = span.items() else { return place(&span.entries()?).map(|one| vec![one]) };
    if let [begin, end] = items.as_slice()
        && let (Some(begin), Some(end)) = (begin.whole(), end.whole())
    {
        return Some(vec![(begin, end)]);
    }
    let pair = |raw: Raw<'_>| match raw.items().as_deref() {
        Some([begin, end]) => begin.whole().zip(end.whole()),
        _ => place(&raw.entries()?),
    };
    items.into_iter().map(pair).collect()
}

/// Makes one span of those that are chained, as the *chaining* model has fragments.
fn chain(loose: &mut Loose, numbers: &BTreeMap<String, usize>) {
    let (kind, label) = CHAINED;
    let is_part = |id: &str, spans: &[LooseSpan]| {
        numbers.get(id).and_then(|at| spans.get(*at)).is_some_and(|span| span.label == label)
    };
    let mut next: BTreeMap<String, Vec<String>> = BTreeMap::new();
    loose.relations.retain(|link| {
        let is_link = link.kind == kind && is_part(&link.to, &loose.spans) && link.from != link.to;
        if is_link {
            next.entry(link.from.clone()).or_default().push(link.to.clone());
        }
        !is_link
    });
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let heads: Vec<String> = next.keys().filter(|from| !is_part(from, &loose.spans)).cloned().collect();
    for head in heads {
        let (mut open, mut parts) = (vec![head.as_str()], Vec::new());
        while let Some(at) = open.pop() {
            for to in next.get(at).into_iter().flatten().filter(|to| taken.insert((*to).clone())) {
                let part = numbers.get(to).and_then(|at| loose.spans.get(*at));
                parts.extend(part.map(|span| span.fragments.clone()).unwrap_or_default());
                open.push(to);
            }
        }
        if let Some(span) = numbers.get(&head).and_then(|at| loose.spans.get_mut(*at)) {
            span.fragments.extend(parts);
            span.fragments.sort_unstable();
        }
    }
    loose.spans.retain(|span| !taken.contains(&span.id));
}
