//! The native format as one among others: the same lines as [`native::write`](crate::formats::native::write), a document
//! at a time. What belongs to a whole project and to none of its articles (how many there are, things and people that no
//! line names) is not in it: a file of articles that were chosen is no backup.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::Value;

use super::loose::{Foreign, Loose, LooseRelation, LooseSpan, LooseThing, Own};
use super::{Codec, Options, Out, Proof, Setting, Writer};
use crate::formats::json::to_json;
use crate::formats::loss::{Lost, Resolved};
use crate::formats::native::object::{Line, PairObject, RelationObject, SpanObject};
use crate::formats::native::read::parse;
use crate::formats::native::{self, FORMAT};
use crate::formats::{Issue, Problem, TextFile};
use crate::model::{Annotation, Document, Person, Project, Relation, Unit, Verdict};

/// The format in both directions.
pub const CODEC: Codec = Codec { id: native::INFO.id, write: Some(begin), recognise, read: Some(read) };

struct Native {
    project: Rc<Project>,
    path: String,
    lines: native::Lines,
    options: Options,
}

fn begin(setting: &Setting) -> Box<dyn Writer> {
    let mut project = setting.project.clone();
    if !setting.options.names {
        // Their ids stay, and say who is the same person in all files.
        let nameless = |person: &Rc<Person>| (person.id, Rc::new(Person { name: Rc::from(""), ..(**person).clone() }));
        let people = project.people.values().map(nameless).collect();
        Rc::make_mut(&mut project).people = people;
    }
    Box::new(Native {
        project,
        path: format!("{}.jsonl", setting.stem),
        lines: native::Lines::default(),
        options: setting.options,
    })
}

impl Writer for Native {
    fn document(&mut self, document: &Document, out: &mut Out) {
        let mut line = self.lines.next(&self.project, document);
        line.suggestions.retain(|object| self.options.writes(verdict(object)));
        let waits = document.relations.values().filter(|relation| !is_written(document, relation, self.options));
        let waits: Vec<String> = waits.map(|relation| relation.id.to_string()).collect();
        line.relations.retain(|relation| !waits.contains(&relation.id));
        for (lost, verdict) in [(Lost::Suggestions, Verdict::Open), (Lost::Rejected, Verdict::Rejected)] {
            let of_it = document.suggestions.values().filter(|known| known.verdict == verdict);
            let count = if self.options.writes(verdict) { 0 } else { of_it.count() };
            out.losses.add(lost, Resolved::Left, count, &document.id, None);
        }
        out.append(&self.path, &(to_json(&line) + "\n"));
    }

    fn prove(&self, document: &Document, out: &Out, proof: &mut Proof) {
        match serde_json::from_str::<Value>(&out.text_of(&self.path)) {
            Ok(line) => prove_line(document, &line, self.options, proof),
            Err(error) => proof.broken(&document.id, &self.path, &error.to_string()),
        }
    }

    fn finish(&mut self, _: &mut Out) {}
}

/// Whether a relation is written: one that waits for a suggestion goes with it.
fn is_written(document: &Document, relation: &Relation, options: Options) -> bool {
    [relation.from, relation.to].iter().all(|end| {
        let suggestion = document.suggestions.get(end).filter(|_| !document.annotations.contains_key(end));
        suggestion.is_none_or(|suggestion| options.writes(suggestion.verdict))
    })
}

/// Holds every fragment of a line against the words that are marked, by code points and by UTF-16 units.
fn prove_line(document: &Document, line: &Value, options: Options, proof: &mut Proof) {
    let text = line["text"].as_str().unwrap_or_default();
    proof.words(&document.id, "text", text, document.article.text());
    let annotations = document.in_reading_order();
    prove_spans(document, (text, &line["spans"]), annotations.into_iter().map(|annotation| &**annotation), proof);
    let mut proposed: Vec<&Annotation> = (document.suggestions.values().filter(|known| options.writes(known.verdict)))
        .map(|suggestion| &suggestion.annotation)
        .collect();
    proposed.sort_by(|a, b| a.reading_order(b));
    prove_spans(document, (text, &line["suggestions"]), proposed.into_iter(), proof);
    let relations = line["relations"].as_array().map_or(0, Vec::len);
    let meant = document.relations.values().filter(|relation| is_written(document, relation, options)).count();
    if relations != meant {
        proof.broken(&document.id, "relations", &format!("{relations}, not {meant}"));
    }
}

fn prove_spans<'a>(
    document: &Document,
    (text, spans): (&str, &Value),
    annotations: impl Iterator<Item = &'a Annotation>,
    proof: &mut Proof,
) {
    let none = Vec::new();
    let mut spans = spans.as_array().unwrap_or(&none).iter();
    for annotation in annotations {
        let Some(span) = spans.next() else {
            proof.broken(&document.id, &annotation.id.to_string(), "missing");
            continue;
        };
        proof.words(&document.id, "id", span["id"].as_str().unwrap_or_default(), &annotation.id.to_string());
        let place = annotation.id.to_string();
        let mut fragments = span["fragments"].as_array().unwrap_or(&none).iter();
        for range in annotation.span.fragments() {
            let Some(fragment) = fragments.next() else {
                proof.broken(&document.id, &place, "a fragment is missing");
                continue;
            };
            let quote = document.article.quote(range);
            let at = |key: &str| fragment[key].as_u64().unwrap_or(u64::MAX);
            proof.span(&document.id, &place, text, (at("start"), at("end")), Unit::CodePoint, quote);
            proof.span(&document.id, &place, text, (at("start_utf16"), at("end_utf16")), Unit::Utf16, quote);
            proof.words(&document.id, &place, fragment["text"].as_str().unwrap_or_default(), quote);
        }
        if fragments.next().is_some() {
            proof.broken(&document.id, &place, "a fragment too many");
        }
    }
    if let Some(span) = spans.next() {
        proof.broken(&document.id, span["id"].as_str().unwrap_or_default(), "a span too many");
    }
}

fn recognise(files: &[TextFile]) -> u8 {
    let is_ours = |file: &TextFile| {
        let head: String = file.text.trim_start_matches('\u{feff}').chars().filter(|c| *c != ' ').take(80).collect();
        head.starts_with(&format!("{{\"format\":\"{FORMAT}\""))
    };
    if !files.is_empty() && files.iter().all(is_ours) { 100 } else { 0 }
}

fn read(files: &[TextFile]) -> Foreign {
    let mut foreign = Foreign { unit: Some(Unit::CodePoint), ..Foreign::default() };
    for file in files {
        for (text, line) in file.text.trim_start_matches('\u{feff}').split('\n').zip(1..) {
            if text.trim().is_empty() {
                continue;
            }
            match parse(text) {
                Ok(object) => {
                    let mut loose = loose(&file.name, line, object);
                    let mut known = BTreeSet::new();
                    for span in loose.spans.iter_mut().filter(|span| !span.id.is_empty()) {
                        // The first one keeps it.
                        if !known.insert(span.id.clone()) {
                            let problem = Problem::Duplicate { id: std::mem::take(&mut span.id) };
                            let path = span.path.clone();
                            foreign.issues.push(Issue { file: file.name.clone(), line, path, problem });
                        }
                    }
                    foreign.documents.push(loose);
                }
                Err(problem) => {
                    foreign.issues.push(Issue { file: file.name.clone(), line, path: String::new(), problem });
                }
            }
        }
    }
    foreign
}

fn pairs(pairs: Vec<PairObject>) -> Vec<(String, String)> {
    pairs.into_iter().map(|pair| (pair.name, pair.value)).collect()
}

/// The things of a line, each with the spans and suggestions that name it.
fn things(object: &Line) -> Vec<LooseThing> {
    let mut all: Vec<LooseThing> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for span in object.spans.iter().chain(&object.suggestions) {
        let Some(id) = &span.entity else { continue };
        let place = *places.entry(id).or_insert(all.len());
        if place == all.len() {
            let entity = object.entities.iter().find(|entity| entity.id == *id);
            let name = entity.map(|entity| entity.name.clone()).unwrap_or_default();
            all.push(LooseThing { id: id.clone(), name, members: Vec::new() });
        }
        all.get_mut(place).into_iter().for_each(|thing| thing.members.push(span.id.clone()));
    }
    all
}

fn loose(file: &str, line: usize, object: Line) -> Loose {
    let groups = things(&object);
    let spans = object.spans.into_iter().enumerate().map(|(at, object)| span(format!("spans[{at}]"), object, None));
    let suggested = object.suggestions.into_iter().enumerate().map(|(at, object)| {
        let verdict = verdict(&object);
        span(format!("suggestions[{at}]"), object, Some(verdict))
    });
    let own = Own { meta: object.meta.clone(), blocks: object.blocks };
    Loose {
        file: file.to_owned(),
        line,
        id: object.id,
        text: object.text,
        title: object.meta.title.unwrap_or_default(),
        language: object.lang,
        annotator: object.annotator,
        about: Vec::new(),
        extra: pairs(object.meta.extra).into_iter().map(|(name, value)| (name, to_json(&value))).collect(),
        values: object.doc_labels.into_iter().map(|pair| (pair.layer, pair.label)).collect(),
        spans: spans.chain(suggested).collect(),
        relations: object.relations.into_iter().enumerate().map(|(at, object)| relation(at, object)).collect(),
        groups,
        own: Some(own),
    }
}

fn span(path: String, object: SpanObject, suggested: Option<Verdict>) -> LooseSpan {
    let is_by_model = suggested.is_some() || is_model(&object.origin);
    LooseSpan {
        id: object.id,
        label: object.label,
        fragments: object.fragments.iter().map(|part| (u64::from(part.start), u64::from(part.end))).collect(),
        quotes: object.fragments.into_iter().map(|part| part.text).collect(),
        attributes: pairs(object.attrs),
        note: object.note.unwrap_or_default(),
        link: object.links.into_iter().next().map(|link| link.id),
        suggested,
        score: object.score.map(|score| score.0),
        by: object.engine.filter(|_| is_by_model).unwrap_or_default(),
        path,
        ..LooseSpan::default()
    }
}

/// What was said to a suggestion.
fn verdict(object: &SpanObject) -> Verdict {
    if object.status == "rejected" { Verdict::Rejected } else { Verdict::Open }
}

/// Whether something was made by a model or a rule: the name beside it is theirs.
fn is_model(origin: &str) -> bool {
    matches!(origin, "model" | "rule")
}

fn relation(at: usize, object: RelationObject) -> LooseRelation {
    LooseRelation {
        id: object.id,
        kind: object.label,
        from: object.from,
        to: object.to,
        attributes: pairs(object.attrs),
        note: object.note.unwrap_or_default(),
        suggested: is_model(&object.origin),
        score: object.score.map(|score| score.0),
        by: object.engine.filter(|_| is_model(&object.origin)).unwrap_or_default(),
        path: format!("relations[{at}]"),
        ..LooseRelation::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ProjectId, markup};

    /// What is written of a document, changed by `spoil`, and proved.
    fn proved(spoil: impl Fn(&str) -> String) -> Proof {
        let document =
            markup::parse("a", "😀 [Ana](person) met [B](person#b) and [o](person#b).").expect("well formed");
        let project = Rc::new(Project::new(ProjectId::from_bits(1), ""));
        let mut writer = begin(&Setting { project, options: Options::default(), stem: "articles".to_owned() });
        let (mut out, mut spoiled, mut proof) = (Out::default(), Out::default(), Proof::default());
        writer.document(&document, &mut out);
        for piece in out.take() {
            spoiled.append(&piece.path, &spoil(&piece.text));
        }
        writer.prove(&document, &spoiled, &mut proof);
        proof
    }

    #[test]
    fn what_is_wrong_is_found() {
        let good = proved(str::to_owned);
        assert_eq!((good.checked, good.wrong), (12, 0), "{good:?}");
        let units = |text: &str| text.replacen("\"start\":2,\"end\":5", "\"start\":3,\"end\":6", 1);
        assert_eq!(proved(units).wrong, 1);
        assert_eq!(proved(|text| text.replacen("\"start_utf16\":3", "\"start_utf16\":2", 1)).wrong, 1);
        assert_eq!(proved(|text| text.replacen("\"text\":\"Ana\"", "\"text\":\"Anna\"", 1)).wrong, 1);
        assert_eq!(proved(|_| "{".to_owned()).wrong, 1);
        let without = |text: &str| {
            let mut line: Value = serde_json::from_str(text).expect("JSON");
            line["spans"].as_array_mut().expect("a list").pop();
            line.to_string()
        };
        assert_eq!(proved(without).wrong, 1);
    }

    #[test]
    fn a_file_reads_as_loose_documents() {
        let text = "{\"format\":\"article-annotations\",\"version\":\"1.0\",\"id\":\"a\",\"text\":\"Ana met.\",\"spans\":\
                    [{\"id\":\"s\",\"label\":\"person\",\"fragments\":[{\"start\":0,\"end\":3,\"text\":\"Ana\"}]}]}\n{\n";
        let files = [TextFile { name: "a.jsonl".to_owned(), text: text.to_owned() }];
        assert_eq!(recognise(&files), 100);
        let read = read(&files);
        assert_eq!((read.documents.len(), read.issues.len()), (1, 1));
        assert_eq!((read.issues[0].line, read.documents[0].spans[0].quotes[0].as_str()), (2, "Ana"));
        assert_eq!(read.documents[0].spans[0].fragments, [(0, 3)]);
        assert_eq!(recognise(&[TextFile { name: String::new(), text: "{\"text\":1}".to_owned() }]), 0);
    }
}
