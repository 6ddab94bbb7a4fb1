//! Lines as doccano exports them, of this version and of earlier ones, and as people bring them.

use std::collections::BTreeSet;

use super::{CODE_POINTS, COMMENTS, UNIT};
use crate::formats::foreign::Foreign;
use crate::formats::foreign::loose::{Loose, LooseRelation, LooseSpan};
use crate::formats::foreign::raw::{Entries, Raw, first, objects};
use crate::formats::foreign::score;
use crate::formats::{Issue, Problem, TextFile};
use crate::model::Unit;

/// Keys in which the text may stand.
const TEXTS: [&str; 3] = ["text", "data", "column_data"];
/// Keys in which spans may stand.
const SPANS: [&str; 6] = ["label", "labels", "entities", "annotations", "spans", "column_label"];
/// Keys that have a place of their own.
const PLACED: [&str; 9] = ["id", "doc_id", "title", "lang", "annotated_by", "username", "relations", "values", "extra"];

/// How sure it is that these are lines of spans.
pub(super) fn recognise_spans(files: &[TextFile]) -> u8 {
    best(files, |record| {
        let spans = |key: &str| record.get(key).filter(|raw| is_like(*raw, is_triple));
        match (spans("label").or(spans("labels")), spans("entities"), record.get("label")) {
            (Some(_), _, _) => 90,
            (None, Some(_), _) => 55,
            (None, None, Some(raw)) if raw.0.starts_with('[') => 40,
            _ => 0,
        }
    })
}

/// How sure it is that these are lines of spans and relations.
pub(super) fn recognise_relations(files: &[TextFile]) -> u8 {
    best(files, |record| {
        let spans =
            ["entities", "annotations"].iter().any(|key| record.get(key).is_some_and(|raw| is_like(raw, is_object)));
        let empty = |key: &str| record.get(key).is_some_and(|raw| raw.0.starts_with('['));
        match spans {
            true => 95,
            false if empty("entities") && empty("relations") => 50,
            false => 0,
        }
    })
}

fn best(files: &[TextFile], sure: impl Fn(&Entries<'_>) -> u8) -> u8 {
    let begins = |file: &&TextFile| file.text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
    let has_text =
        |record: &Entries<'_>| TEXTS.iter().any(|key| record.get(key).is_some_and(|raw| raw.0.starts_with('"')));
    let records = files.iter().filter(begins).flat_map(first);
    records.filter(has_text).map(|record| sure(&record)).max().unwrap_or(0)
}

fn is_like(raw: Raw<'_>, like: fn(Raw<'_>) -> bool) -> bool {
    raw.items().is_some_and(|items| !items.is_empty() && items.into_iter().all(like))
}

fn is_triple(raw: Raw<'_>) -> bool {
    let is_long = |items: &[Raw<'_>]| (3..=4).contains(&items.len());
    raw.items().is_some_and(|items| is_long(&items) && items[0].whole().is_some() && items[2].word().is_some())
}

fn is_object(raw: Raw<'_>) -> bool {
    raw.entries().is_some_and(|entries| entries.get("start_offset").is_some())
}

/// Reads files that belong together.
pub(super) fn read(files: &[TextFile]) -> Foreign {
    let mut foreign = Foreign::default();
    let mut are_ours = true;
    for file in files {
        for (line, entries) in objects(file, &mut foreign.issues) {
            are_ours &= entries.text(UNIT).as_deref() == Some(CODE_POINTS) && entries.get(COMMENTS).is_none();
            record(file, line, &entries, &mut foreign);
        }
    }
    foreign.unit = Some(Unit::CodePoint).filter(|_| are_ours && !foreign.documents.is_empty());
    foreign
}

/// Reads a line.
pub(super) fn record(file: &TextFile, line: usize, entries: &Entries<'_>, foreign: &mut Foreign) {
    let Foreign { documents, issues, .. } = foreign;
    let mut tell = |path: &str, problem: Problem| {
        issues.push(Issue { file: file.name.clone(), line, path: path.to_owned(), problem });
    };
    let Some((text_key, text)) = TEXTS.iter().find_map(|key| Some((*key, entries.text(key)?))) else {
        return tell("", Problem::Shape { path: "text".to_owned(), expected: "a text" });
    };
    let word = |key: &str| entries.get(key).and_then(Raw::word);
    let mut document = Loose {
        file: file.name.clone(),
        line,
        id: word("id").or_else(|| word("doc_id")).unwrap_or_default(),
        text,
        title: entries.text("title").unwrap_or_default(),
        language: entries.text("lang"),
        annotator: word("annotated_by").or_else(|| word("username")),
        ..Loose::default()
    };
    let mut ids = BTreeSet::new();
    for (key, value) in entries.0.iter().filter(|(_, value)| !value.is_null()) {
        match key.as_str() {
            key if key == text_key || key == UNIT => {}
            key if SPANS.contains(&key) && value.0.starts_with('[') => {
                for (item, number) in value.items().unwrap_or_default().into_iter().zip(0_usize..) {
                    let path = format!("{key}[{number}]");
                    match span(item, &path) {
                        Ok(span) if !span.id.is_empty() && !ids.insert(span.id.clone()) => {
                            tell(&path, Problem::Duplicate { id: span.id });
                        }
                        Ok(mut span) => {
                            span.score = score(item).unwrap_or_else(|problem| {
                                tell(&path, problem);
                                None
                            });
                            document.spans.push(span);
                        }
                        // A list of words says what the whole text is.
                        Err(_) if item.word().is_some() => {
                            document.values.extend(item.word().map(|word| (key.to_owned(), word)));
                        }
                        Err(problem) => tell(&path, problem),
                    }
                }
            }
            "relations" if value.0.starts_with('[') => {
                for (item, number) in value.items().unwrap_or_default().into_iter().zip(0_usize..) {
                    let path = format!("relations[{number}]");
                    match relation(item, &path) {
                        Ok(relation) => document.relations.push(relation),
                        Err(problem) => tell(&path, problem),
                    }
                }
            }
            "values" if value.0.starts_with('{') => {
                for (name, said) in value.entries().unwrap_or_default().0 {
                    document.values.extend(said.words().into_iter().map(|word| (name.clone(), word)));
                }
            }
            "extra" if value.0.starts_with('[') => {
                for pair in value.items().unwrap_or_default() {
                    if let Some([name, value]) = pair.items().as_deref()
                        && let Some(name) = name.text()
                    {
                        document.extra.push((name, value.0.to_owned()));
                    }
                }
            }
            key if PLACED.contains(&key) => {}
            // Metadata, comments that no one wrote left aside.
            key if key == COMMENTS && value.0 == "[]" => {}
            key => document.extra.push((key.to_owned(), value.0.to_owned())),
        }
    }
    documents.push(document);
}

fn span(item: Raw<'_>, path: &str) -> Result<LooseSpan, Problem> {
    let wrong = |expected: &'static str| Problem::Shape { path: path.to_owned(), expected };
    let (id, start, end, label) = if let Some(parts) = item.items() {
        // A model may say behind them how sure it is.
        let ([start, end, label] | [start, end, label, _]) = parts.as_slice() else {
            return Err(wrong("start, end and label"));
        };
        (String::new(), start.whole(), end.whole(), label.word())
    } else {
        let Some(entries) = item.entries() else { return Err(wrong("start, end and label")) };
        let at = |keys: [&str; 2]| keys.iter().find_map(|key| entries.get(key)).and_then(Raw::whole);
        let id = entries.get("id").and_then(Raw::word).unwrap_or_default();
        let label = entries.get("label").and_then(Raw::word);
        (id, at(["start_offset", "start"]), at(["end_offset", "end"]), label)
    };
    let (Some(start), Some(end)) = (start, end) else { return Err(wrong("two whole numbers and a label")) };
    let Some(label) = label.filter(|label| !label.is_empty()) else { return Err(wrong("a span with a label")) };
    let by = item.entries().and_then(|entries| entries.text("model")).unwrap_or_default();
    Ok(LooseSpan { id, label, fragments: vec![(start, end)], by, path: path.to_owned(), ..LooseSpan::default() })
}

/// How sure a model is of a span: a key of its own, or what stands behind the label.
fn score(item: Raw<'_>) -> Result<Option<u16>, Problem> {
    if let Some(parts) = item.items() {
        return score::of(parts.get(3).copied());
    }
    let entries = item.entries().unwrap_or_default();
    score::of(score::NAMES.iter().find_map(|name| entries.get(name)))
}

fn relation(item: Raw<'_>, path: &str) -> Result<LooseRelation, Problem> {
    let wrong = || Problem::Shape { path: path.to_owned(), expected: "an object with from_id, to_id and type" };
    let entries = item.entries().ok_or_else(wrong)?;
    let word = |key: &str| entries.get(key).and_then(Raw::word);
    Ok(LooseRelation {
        id: word("id").unwrap_or_default(),
        kind: word("type").or_else(|| word("label")).ok_or_else(wrong)?,
        from: word("from_id").ok_or_else(wrong)?,
        to: word("to_id").ok_or_else(wrong)?,
        path: path.to_owned(),
        ..LooseRelation::default()
    })
}
