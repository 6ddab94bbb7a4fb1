//! Tasks as Label Studio exports them, with the configuration where it is among the files. A task with the work of several
//! annotators is a document for each of them.

use super::config::{self, Config};
use super::regions::{self, Proposed, Told, join_groups};
use super::texts::{TaskText, text_of};
use super::{minimal, regions::values};
use crate::formats::foreign::Foreign;
use crate::formats::foreign::loose::Loose;
use crate::formats::foreign::raw::{Entries, Raw, first, objects};
use crate::formats::foreign::score;
use crate::formats::{Issue, Problem, TextFile};

/// How sure it is that files are Label Studio's.
pub(super) fn recognise(files: &[TextFile]) -> u8 {
    files.iter().map(likeness).max().unwrap_or(0)
}

fn likeness(file: &TextFile) -> u8 {
    if config::is_config(file) {
        return 90;
    }
    if !file.text.trim_start_matches('\u{feff}').trim_start().starts_with(['[', '{']) {
        return 0;
    }
    first(file).map(|record| if is_task(&record) { 95 } else { minimal::likeness(&record) }).max().unwrap_or(0)
}

fn is_task(record: &Entries<'_>) -> bool {
    let has = |key: &str| record.get(key).is_some_and(|raw| raw.0.starts_with('['));
    let data = record.get("data").is_some_and(|raw| raw.0.starts_with('{'));
    data && ["annotations", "predictions", "completions"].iter().any(|key| has(key))
}

/// Reads files that belong together.
pub(super) fn read(files: &[TextFile]) -> Foreign {
    let mut foreign = Foreign::default();
    let (configs, tasks): (Vec<&TextFile>, Vec<&TextFile>) = files.iter().partition(|file| config::is_config(file));
    let mut config = Config::default();
    for file in configs {
        let mut found = config::read(file, &mut foreign.issues);
        found.labels.retain(|label| !config.labels.contains(label));
        config.labels.append(&mut found.labels);
        config.objects.append(&mut found.objects);
        config.controls.append(&mut found.controls);
        config.per_region.append(&mut found.per_region);
    }
    for file in tasks {
        for (line, record) in objects(file, &mut foreign.issues) {
            if record.get("data").is_some_and(|raw| raw.0.starts_with('{')) {
                task(file, line, &record, &config, &mut foreign);
            } else if let Some(document) = minimal::read(file, line, &record, &config, &mut foreign.issues) {
                foreign.documents.push(document);
            } else {
                issue(file, line, "", Problem::Shape { path: "data".to_owned(), expected: "an object" }, &mut foreign);
            }
        }
    }
    foreign.labels = config.labels;
    foreign
}

fn issue(file: &TextFile, line: usize, path: &str, problem: Problem, foreign: &mut Foreign) {
    foreign.issues.push(Issue { file: file.name.clone(), line, path: path.to_owned(), problem });
}

fn told(why: &str, number: usize) -> Problem {
    Problem::NotTaken { why: why.to_owned(), number, words: String::new(), is_warning: true }
}

/// Reads a task.
pub(super) fn task(file: &TextFile, line: usize, record: &Entries<'_>, config: &Config, foreign: &mut Foreign) {
    let data = record.get("data").and_then(Raw::entries).unwrap_or_default();
    let Some(text) = text_of(&data, config) else {
        let expected = "an object with a text in it";
        return issue(file, line, "", Problem::Shape { path: "data".to_owned(), expected }, foreign);
    };
    let article = about(file, line, record, &data, &text);
    let list = |key: &str| record.get(key).and_then(Raw::items).unwrap_or_default();
    let key = if record.get("annotations").is_some() { "annotations" } else { "completions" };
    let (mut documents, mut cancelled) = (Vec::new(), 0);
    let mut problems: Told = Vec::new();
    for (annotation, number) in list(key).into_iter().zip(0_usize..) {
        let path = format!("{key}[{number}]");
        let Some(annotation) = annotation.entries() else {
            problems.push((path.clone(), Problem::Shape { path, expected: "an object" }));
            continue;
        };
        let is = |key: &str| annotation.get(key).is_some_and(|raw| raw.0 == "true");
        if is("was_cancelled") || is("skipped") {
            cancelled += 1;
            continue;
        }
        let mut document = article.clone();
        document.annotator = who(&annotation).or(document.annotator);
        for (key, value) in annotation.0.iter().filter(|(key, _)| !KNOWN_OF_WORK.contains(&key.as_str())) {
            document.extra.push((format!("annotation.{key}"), value.0.to_owned()));
        }
        if let Some(results) = annotation.get("result") {
            regions::take(results, &format!("{path}.result"), &text, None, &mut document, &mut problems);
        }
        documents.push(document);
    }
    // Who exported says whose work the only annotation is; of several, each says it itself.
    if let ([document], Some(by)) = (documents.as_mut_slice(), &article.annotator) {
        document.annotator = Some(by.clone());
    }
    if documents.is_empty() {
        documents.push(article);
    }
    if let Some(document) = documents.first_mut() {
        for (prediction, number) in list("predictions").into_iter().zip(0_usize..) {
            let path = format!("predictions[{number}]");
            match prediction.entries() {
                Some(entries) => self::prediction(&entries, &path, &text, document, &mut problems),
                None => problems.push((path.clone(), Problem::Shape { path, expected: "an object" })),
            }
        }
    }
    for document in &mut documents {
        join_groups(document);
    }
    for (path, problem) in problems {
        issue(file, line, &path, problem, foreign);
    }
    if cancelled > 0 {
        issue(file, line, key, told("studio_cancelled", cancelled), foreign);
    }
    let drafts = list("drafts").len();
    if drafts > 0 {
        issue(file, line, "drafts", told("studio_drafts", drafts), foreign);
    }
    foreign.documents.append(&mut documents);
}

/// What a model proposes. What its spans do not say of it is kept beside.
fn prediction(entries: &Entries<'_>, path: &str, text: &TaskText, document: &mut Loose, problems: &mut Told) {
    let by = entries.get("model_version").and_then(Raw::word).unwrap_or_default();
    let score = entries.get("score");
    let permille = score::of(score).unwrap_or_else(|problem| {
        problems.push((path.to_owned(), problem));
        None
    });
    let proposed = Proposed { permille, by };
    let before = (document.spans.len(), document.relations.len());
    if let Some(results) = entries.get("result") {
        regions::take(results, &format!("{path}.result"), text, Some(&proposed), document, problems);
    }
    let spans = document.spans.iter().skip(before.0).filter(|span| span.suggested.is_some()).map(|span| span.score);
    let sure: Vec<Option<u16>> = spans.chain(document.relations.iter().skip(before.1).map(|link| link.score)).collect();
    // What the whole is as sure as is the least sure of it.
    let is_said = permille.is_some() && sure.iter().flatten().min().copied() == permille;
    for (key, value) in entries.0.iter().filter(|(_, value)| !value.is_null()) {
        let is_taken = match key.as_str() {
            "result" => true,
            "model_version" => !sure.is_empty(),
            "score" => is_said,
            _ => false,
        };
        if !is_taken {
            document.extra.push((format!("{path}.{key}"), value.0.to_owned()));
        }
    }
}

/// Keys of a task that are taken, or say nothing but numbers of Label Studio's own.
const KNOWN: [&str; 7] = ["id", "data", "annotations", "completions", "predictions", "drafts", "meta"];
/// The same of an annotation.
const KNOWN_OF_WORK: [&str; 5] = ["result", "completed_by", "was_cancelled", "skipped", "created_username"];
/// Fields of the data that have a place.
const PLACED: [&str; 5] = ["article_id", "title", "lang", "language", "annotated_by"];

/// What is known of the article.
fn about(file: &TextFile, line: usize, record: &Entries<'_>, data: &Entries<'_>, text: &TaskText) -> Loose {
    let id = data.get("article_id").or(record.get("id")).and_then(Raw::word);
    let mut article = Loose {
        file: file.name.clone(),
        line,
        id: id.unwrap_or_default(),
        text: text.text.clone(),
        title: data.text("title").unwrap_or_default(),
        language: data.text("lang").or_else(|| data.text("language")),
        annotator: data.get("annotated_by").and_then(Raw::word),
        ..Loose::default()
    };
    for (key, value) in &data.0 {
        // The words of paragraphs are in the text; who says each of them is only here.
        let is_said = *key == text.field && value.0.starts_with('"');
        if !is_said && !PLACED.contains(&key.as_str()) && !value.is_null() {
            article.extra.push((key.clone(), value.0.to_owned()));
        }
    }
    for (key, value) in record.0.iter().filter(|(key, value)| !KNOWN.contains(&key.as_str()) && !value.is_null()) {
        article.extra.push((format!("task.{key}"), value.0.to_owned()));
    }
    for (key, value) in record.get("meta").and_then(Raw::entries).unwrap_or_default().0 {
        match key.as_str() {
            "values" => article.values.extend(values(value)),
            "extra" => {
                for pair in value.items().unwrap_or_default() {
                    if let Some([name, value]) = pair.items().as_deref()
                        && let Some(name) = name.text()
                    {
                        article.extra.push((name, value.0.to_owned()));
                    }
                }
            }
            _ => article.extra.push((format!("meta.{key}"), value.0.to_owned())),
        }
    }
    article
}

/// Who made an annotation: an address, a name or a number.
fn who(annotation: &Entries<'_>) -> Option<String> {
    let by = annotation.get("completed_by");
    let Some(person) = by.and_then(Raw::entries) else {
        return by.and_then(Raw::word).or_else(|| annotation.text("created_username"));
    };
    let name = ["first_name", "last_name"].iter().filter_map(|key| person.text(key)).collect::<Vec<_>>().join(" ");
    let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    person.text("email").or(name).or_else(|| person.get("id").and_then(Raw::word))
}
