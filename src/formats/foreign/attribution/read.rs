//! From lines to documents.

use std::collections::{BTreeMap, BTreeSet};

use super::object::{Attribution, Fragment, KEYS, Link, Marked, Pair, TEXT_KEYS, Text};
use crate::formats::foreign::Foreign;
use crate::formats::foreign::loose::{Articles, Loose, LooseRelation, LooseSpan, Things};
use crate::formats::json::{Field, Json, Wrong, tree};
use crate::formats::{Issue, Problem, TextFile};
use crate::model::Unit;
use crate::model::claim::slot;
use crate::model::order::sort_by_key;

/// The label of what is said, where a line gives it none.
const CLAIM: &str = "claim";

/// What a file holds, by its first line.
fn holds(file: &TextFile) -> Option<Json> {
    let first = file.text.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty())?;
    tree(first).ok()
}

fn has(json: &Json, keys: &[&str]) -> bool {
    matches!(json, Json::Object(entries) if keys.iter().all(|key| entries.iter().any(|(known, _)| **known == **key)))
}

fn is_claims(json: &Json) -> bool {
    has(json, &["source", "cue", "content"])
}

fn is_texts(json: &Json) -> bool {
    has(json, &["document", "text"]) && !is_claims(json)
}

/// Whether these files are of this format.
pub(super) fn recognise(files: &[TextFile]) -> u8 {
    let found: Vec<Json> = files.iter().filter_map(holds).collect();
    if found.iter().any(|json| has(json, &KEYS)) {
        100
    } else if found.iter().any(|json| has(json, &TEXT_KEYS)) {
        // Nothing was claimed.
        90
    } else if found.iter().any(is_claims) {
        70
    } else {
        0
    }
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    foreign: Foreign,
    articles: Articles,
    /// Spans and links that are there already: a source speaks in several lines.
    spans: BTreeMap<(usize, String), usize>,
    links: BTreeSet<(usize, String)>,
    things: Things,
    /// The ids that lines tell: none that is made is one of them.
    told: BTreeSet<String>,
}

/// Reads files that belong together, in any order.
pub(super) fn read(files: &[TextFile]) -> Foreign {
    let mut reading = Reading::default();
    let (texts, claims): (Vec<_>, Vec<_>) =
        files.iter().partition(|file| holds(file).is_some_and(|json| is_texts(&json)));
    for file in &texts {
        reading.lines(file, &TEXT_KEYS, Reading::text);
    }
    let mut lines = Vec::new();
    for file in &claims {
        if reading.articles.is_empty() {
            let problem = Problem::Partner { name: "texts.jsonl".to_owned(), is_warning: false };
            reading.foreign.issues.push(Issue { file: file.name.clone(), line: 0, path: String::new(), problem });
        } else {
            reading.lines(file, &KEYS, |reading, line: Attribution, at| {
                reading.told.extend(ids(&line).filter(|id| !id.is_empty()).map(str::to_owned));
                lines.push((line, at));
            });
        }
    }
    for (line, at) in lines {
        reading.claim(line, at);
    }
    let order: Vec<&str> = texts.iter().chain(&claims).map(|file| &*file.name).collect();
    sort_by_key(&mut reading.foreign.issues, |issue| (order.iter().position(|name| *name == issue.file), issue.line));
    reading.foreign
}

/// Where a line stands, and what it has that is not known here: names, and values as JSON.
struct At<'a> {
    file: &'a TextFile,
    line: usize,
    more: Vec<(String, String)>,
}

impl Reading {
    fn tell(&mut self, at: &At<'_>, path: &str, problem: Problem) {
        let (file, path) = (at.file.name.clone(), path.to_owned());
        self.foreign.issues.push(Issue { file, line: at.line, path, problem });
    }

    /// Takes each line of a file.
    fn lines<'a, T: Field>(&mut self, file: &'a TextFile, keys: &[&str], mut take: impl FnMut(&mut Self, T, At<'a>)) {
        let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text);
        for (line, text) in (1..).zip(text.split('\n')).filter(|(_, text)| !text.trim().is_empty()) {
            let mut at = At { file, line, more: Vec::new() };
            let object = tree(text).and_then(|json| {
                if let Json::Object(entries) = &json {
                    let more = entries.iter().filter(|(key, _)| !keys.contains(&&**key));
                    let more =
                        more.map(|(key, value)| (key.to_string(), serde_json::to_string(value).unwrap_or_default()));
                    at.more = more.collect();
                }
                T::read(json)
            });
            match object {
                Ok(object) => take(self, object, at),
                Err(Wrong::Syntax(column, detail)) => self.tell(&at, "", Problem::Malformed { column, detail }),
                Err(Wrong::Shape(path, expected)) => self.tell(&at, "", Problem::Shape { path, expected }),
            }
        }
    }

    fn text(&mut self, text: Text, mut at: At<'_>) {
        let more = std::mem::take(&mut at.more);
        let article = Loose {
            file: at.file.name.clone(),
            line: at.line,
            id: text.document,
            text: text.text,
            title: text.title,
            language: text.language,
            annotator: text.annotator,
            extra: more,
            ..Loose::default()
        };
        let told = self.articles.put(article, &text.text_sha256, &mut self.foreign.documents);
        told.into_iter().for_each(|problem| self.tell(&at, "", problem));
    }

    fn claim(&mut self, line: Attribution, at: At<'_>) {
        let Some(place) = self.articles.place(&line.document) else {
            if let Some(told) = self.articles.blank(&line.document) {
                return told.into_iter().for_each(|problem| self.tell(&at, "document", problem));
            }
            let expected = "the id of an article in texts.jsonl";
            return self.tell(&at, "", Problem::Shape { path: "document".to_owned(), expected });
        };
        if line.content.is_empty() {
            return self.tell(&at, "content", Problem::NoFragments);
        }
        if line.offset_unit == "codepoint" {
            self.foreign.unit = Some(Unit::CodePoint);
        }
        let id = if line.id.is_empty() { self.made(place, &format!("claim-{}", at.line)) } else { line.id.clone() };
        let more = at.more.iter().map(|(name, value)| (format!("{id}.{name}"), value.clone()));
        let more: Vec<_> = more.collect();
        if let Some(loose) = self.foreign.documents.get_mut(place) {
            loose.extra.extend(more);
        }
        let claim = self.spans(place, &line, &at, &line.content, (CLAIM, &id));
        let mut ends = Vec::new();
        let parts = [(slot::SOURCE, &line.source), (slot::CUE, &line.cue)].into_iter();
        for (role, fragments) in parts.chain(line.others.iter().map(|other| (other.role.as_str(), &other.fragments))) {
            let made = self.made(place, &format!("{id}.{role}"));
            for end in self.spans(place, &line, &at, fragments, (role, &made)) {
                ends.push((role.to_owned(), end));
            }
        }
        let Some(from) = claim.first() else { return };
        let told = line.links.iter().map(|link| relation(link, from));
        let mut links: Vec<LooseRelation> = told.collect();
        if links.is_empty() {
            for (kind, to) in ends {
                let id = self.made(place, &format!("{from}.{kind}.{to}"));
                let is_there = |link: &LooseRelation| link.kind == kind && link.to == to;
                if !links.iter().any(is_there) {
                    links.push(LooseRelation { id, kind, from: from.clone(), to, ..LooseRelation::default() });
                }
            }
        }
        for link in links {
            let link = LooseRelation { path: "links".to_owned(), ..link };
            if !self.links.insert((place, link.id.clone())) {
                self.tell(&at, "links", Problem::Duplicate { id: link.id });
            } else if let Some(loose) = self.foreign.documents.get_mut(place) {
                loose.relations.push(link);
            }
        }
    }

    /// An id for what has none: one that no line tells, and that nothing else in the article has.
    fn made(&self, place: usize, wanted: &str) -> String {
        let further = (2_u32..).map(|number| format!("{wanted}#{number}"));
        let is_free = |id: &String| {
            let key = (place, id.clone());
            !self.told.contains(id) && !self.spans.contains_key(&key) && !self.links.contains(&key)
        };
        std::iter::once(wanted.to_owned()).chain(further).find(is_free).unwrap_or_default()
    }

    /// The annotations that some fragments belong to, put to the others where they are new. Fragments without one belong to
    /// one annotation, with the label and id that are given.
    fn spans(
        &mut self,
        place: usize,
        line: &Attribution,
        at: &At<'_>,
        fragments: &[Fragment],
        (label, id): (&str, &str),
    ) -> Vec<String> {
        let mut found: Vec<(String, Vec<&Fragment>)> = Vec::new();
        for fragment in fragments {
            let of = if fragment.span.is_empty() { id } else { &fragment.span };
            match found.iter_mut().find(|(known, _)| known == of) {
                Some((_, all)) => all.push(fragment),
                None => found.push((of.to_owned(), vec![fragment])),
            }
        }
        let ids = found.iter().map(|(id, _)| id.clone()).collect();
        let path = if label == CLAIM { "content" } else { label };
        for (id, all) in found {
            let places: Vec<(u64, u64)> = all.iter().map(|one| (u64::from(one.start), u64::from(one.end))).collect();
            if let Some(known) = self.spans.get(&(place, id.clone())) {
                let known = self.foreign.documents.get(place).and_then(|loose| loose.spans.get(*known));
                // A source speaks in several lines; what lies elsewhere is another one.
                if known.is_some_and(|known| known.fragments != places) {
                    self.tell(at, path, Problem::Duplicate { id });
                }
                continue;
            }
            let marked = line.spans.iter().find(|marked| marked.id == id);
            let Some(loose) = self.foreign.documents.get_mut(place) else { continue };
            self.spans.insert((place, id.clone()), loose.spans.len());
            loose.spans.push(LooseSpan {
                id: id.clone(),
                label: marked.map_or_else(|| label.to_owned(), |marked| marked.label.clone()),
                fragments: places,
                quotes: all.iter().map(|one| one.text.clone()).filter(|text| !text.is_empty()).collect(),
                attributes: marked.map(attributes).unwrap_or_default(),
                note: marked.map(|marked| marked.note.clone()).unwrap_or_default(),
                link: marked.and_then(|marked| marked.entity_link.clone()),
                path: path.to_owned(),
                ..LooseSpan::default()
            });
            if let Some((entity, marked)) = marked.and_then(|marked| Some((marked.entity.as_deref()?, marked))) {
                self.things.put((place, loose), (entity, marked.entity_name.as_deref()), &id);
            }
        }
        ids
    }
}

/// All ids of a line.
fn ids(line: &Attribution) -> impl Iterator<Item = &str> {
    let parts = [&line.source, &line.cue, &line.content].into_iter();
    let fragments = parts.chain(line.others.iter().map(|other| &other.fragments)).flatten();
    let links = line.links.iter().flat_map(|link| [link.id.as_str(), link.to.as_str()]);
    let spans = line.spans.iter().map(|span| span.id.as_str());
    fragments.map(|fragment| fragment.span.as_str()).chain(spans).chain(links).chain([line.id.as_str()])
}

fn pairs(pairs: &[Pair]) -> Vec<(String, String)> {
    pairs.iter().map(|pair| (pair.name.clone(), pair.value.clone())).collect()
}

fn attributes(marked: &Marked) -> Vec<(String, String)> {
    let doubt = marked.doubt.as_ref().map(|why| ("doubt".to_owned(), why.clone()));
    pairs(&marked.attributes).into_iter().chain(doubt).collect()
}

fn relation(link: &Link, from: &str) -> LooseRelation {
    LooseRelation {
        id: link.id.clone(),
        kind: link.kind.clone(),
        from: from.to_owned(),
        to: link.to.clone(),
        attributes: pairs(&link.attributes),
        note: link.note.clone(),
        ..LooseRelation::default()
    }
}
