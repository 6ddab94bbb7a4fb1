//! Reads what Prodigy exports (`db-out`), and what is made to be loaded by it. Records that were not accepted come in without
//! their spans, and that is told: nobody said that these are right.

use serde_json::Value;

use super::super::lines::{issue, plain, records, shape, text_of};
use super::super::loose::{Foreign, Loose, LooseRelation, LooseSpan, LooseThing};
use super::super::score;
use crate::formats::{Issue, Problem, TextFile};
use crate::model::Unit;

/// Keys of a record that have a place of their own.
const KNOWN: &[&str] = &["text", "tokens", "spans", "relations", "id", "language", "_annotator_id", "values"];

/// Keys of a span that have one.
const OF_SPAN: &[&str] = &[
    "start",
    "end",
    "token_start",
    "token_end",
    "label",
    "id",
    "attributes",
    "note",
    "entity_id",
    "entity",
    "kb_id",
    "fragments",
    "score",
    "source",
];

pub(super) fn read(files: &[TextFile]) -> Foreign {
    let mut foreign = Foreign::default();
    // Prodigy and spaCy count code points. Where the tokens' own words say otherwise, somebody else wrote the file.
    let mut fits = true;
    for file in files.iter().filter(|file| !file.name.ends_with(".py")) {
        for (line, record) in records(file, &mut foreign.issues) {
            if !record.get("text").is_some_and(Value::is_string) {
                foreign.issues.push(shape(file, line, "text", "a text"));
                continue;
            }
            let loose = document(file, line, &record, &mut foreign.issues);
            fits &= are_code_points(&loose);
            foreign.documents.push(loose);
        }
    }
    foreign.unit = fits.then_some(Unit::CodePoint);
    foreign
}

/// Whether the words at each span's offsets, counted in code points, are those that its tokens have.
fn are_code_points(loose: &Loose) -> bool {
    let text: Vec<char> = loose.text.chars().collect();
    let cut = |(start, end): (u64, u64)| text.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?);
    let mut pairs = loose.spans.iter().flat_map(|span| span.fragments.iter().zip(&span.quotes));
    pairs.all(|(at, quote)| cut(*at).is_some_and(|cut| cut.iter().copied().eq(quote.chars())))
}

fn many<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Pairs of names and values: our own lists, or an object.
fn pairs(value: Option<&Value>) -> Vec<(String, String)> {
    match value {
        Some(Value::Array(all)) => all
            .iter()
            .map(|pair| (text_of(pair, "name").to_owned(), pair.get("value").map(plain).unwrap_or_default()))
            .collect(),
        Some(Value::Object(fields)) => fields.iter().map(|(name, value)| (name.clone(), plain(value))).collect(),
        _ => Vec::new(),
    }
}

fn document(file: &TextFile, line: usize, record: &Value, issues: &mut Vec<Issue>) -> Loose {
    let some = |name: &str| Some(text_of(record, name)).filter(|text| !text.is_empty()).map(str::to_owned);
    let mut loose = Loose {
        file: file.name.clone(),
        line,
        id: record.get("id").map(plain).unwrap_or_default(),
        text: text_of(record, "text").to_owned(),
        title: record.get("meta").map(|meta| text_of(meta, "title").to_owned()).unwrap_or_default(),
        language: some("language"),
        annotator: some("_annotator_id").or_else(|| some("_session_id")),
        values: pairs(record.get("values")),
        ..Loose::default()
    };
    for (name, value) in record.as_object().into_iter().flatten() {
        match value {
            Value::Object(fields) if name == "meta" => {
                let rest = fields.iter().filter(|(name, _)| *name != "title");
                loose.extra.extend(rest.map(|(name, value)| (name.clone(), value.to_string())));
            }
            _ if KNOWN.contains(&name.as_str()) || (name == "answer" && value == "accept") => {}
            _ => loose.extra.push((name.clone(), value.to_string())),
        }
    }
    let answer = record.get("answer").map_or("accept", |answer| answer.as_str().unwrap_or_default());
    if answer != "accept" {
        issues.push(issue(file, line, "", Problem::NotAccepted { answer: answer.to_owned() }));
        return loose;
    }
    let needs_ids = !many(record, "relations").is_empty();
    for (number, value) in many(record, "spans").iter().enumerate() {
        let path = format!("spans[{number}]");
        let Some(mut span) = span(record, value, path.clone()) else {
            issues.push(issue(file, line, "", Problem::Shape { path, expected: "a start, an end and a label" }));
            continue;
        };
        let sure = value.get("score").or_else(|| record.get("score"));
        span.score = score::told(sure.filter(|sure| !sure.is_null()).map(plain).as_deref()).unwrap_or_else(|problem| {
            issues.push(issue(file, line, &path, problem));
            None
        });
        if span.id.is_empty() && needs_ids {
            span.id = number.to_string();
        }
        if !span.id.is_empty() && loose.spans.iter().any(|other| other.id == span.id) {
            issues.push(issue(file, line, &path, Problem::Duplicate { id: span.id }));
            continue;
        }
        for (name, value) in value.as_object().into_iter().flatten() {
            if !OF_SPAN.contains(&name.as_str()) {
                loose.extra.push((format!("{path}.{name}"), value.to_string()));
            }
        }
        join_group(&mut loose, value, &span);
        loose.spans.push(span);
    }
    for (number, value) in many(record, "relations").iter().enumerate() {
        let path = format!("relations[{number}]");
        let Some(relation) = relation(&loose, value, path.clone()) else {
            issues.push(issue(
                file,
                line,
                "",
                Problem::Shape { path, expected: "a head_span, a child_span and a label" },
            ));
            continue;
        };
        for end in [&relation.from, &relation.to] {
            if !loose.spans.iter().any(|span| span.id == *end) {
                issues.push(issue(file, line, &path, Problem::MissingEnd { id: end.clone() }));
            }
        }
        loose.relations.push(relation);
    }
    loose
}

/// Puts a span to the others that name the same thing.
fn join_group(loose: &mut Loose, value: &Value, span: &LooseSpan) {
    let thing = value.get("entity_id").map(plain).unwrap_or_default();
    if thing.is_empty() || span.id.is_empty() {
        return;
    }
    let name = Some(text_of(value, "entity")).filter(|name| !name.is_empty()).unwrap_or(&thing).to_owned();
    match loose.groups.iter_mut().find(|known| known.id == thing) {
        Some(known) => known.members.push(span.id.clone()),
        None => {
            loose.groups.push(LooseThing { id: thing, name, members: vec![span.id.clone()] });
        }
    }
}

fn span(record: &Value, value: &Value, path: String) -> Option<LooseSpan> {
    let number = |value: &Value, name: &str| value.get(name)?.as_u64();
    let label = text_of(value, "label");
    if label.is_empty() {
        return None;
    }
    let whole = (number(value, "start")?, number(value, "end")?);
    let fragments: Vec<(u64, u64)> = many(value, "fragments")
        .iter()
        .filter_map(|pair| Some((pair.get(0)?.as_u64()?, pair.get(1)?.as_u64()?)))
        .filter(|(start, end)| whole.0 <= *start && start < end && *end <= whole.1)
        .collect();
    let exact = fragments.first().is_some_and(|first| first.0 == whole.0)
        && fragments.last().is_some_and(|last| last.1 == whole.1);
    let link = text_of(value, "kb_id");
    Some(LooseSpan {
        id: value.get("id").map(plain).unwrap_or_default(),
        label: label.to_owned(),
        quotes: if exact { Vec::new() } else { words(record, value).into_iter().collect() },
        fragments: if exact { fragments } else { vec![whole] },
        attributes: pairs(value.get("attributes")),
        note: text_of(value, "note").to_owned(),
        link: (!link.is_empty()).then(|| link.to_owned()),
        by: text_of(value, "source").to_owned(),
        path,
        ..LooseSpan::default()
    })
}

/// The words of a span, put together of the record's own tokens: nothing where they do not say.
fn words(record: &Value, span: &Value) -> Option<String> {
    let number = |name: &str| usize::try_from(span.get(name)?.as_u64()?).ok();
    let tokens = many(record, "tokens").get(number("token_start")?..=number("token_end")?)?;
    let mut text = String::new();
    for (place, token) in tokens.iter().enumerate() {
        text.push_str(token.get("text")?.as_str()?);
        if place + 1 < tokens.len() && token.get("ws").and_then(Value::as_bool)? {
            text.push(' ');
        }
    }
    (!text.is_empty()).then_some(text)
}

fn relation(loose: &Loose, value: &Value, path: String) -> Option<LooseRelation> {
    let label = text_of(value, "label");
    let end = |name: &str| {
        let span = value.get(name)?;
        let id = span.get("id").map(plain).unwrap_or_default();
        if !id.is_empty() && loose.spans.iter().any(|other| other.id == id) {
            return Some(id);
        }
        let (start, end) = (span.get("start")?.as_u64()?, span.get("end")?.as_u64()?);
        let label = text_of(span, "label");
        let stands = |other: &&LooseSpan| {
            (other.fragments.first().map(|first| first.0), other.fragments.last().map(|last| last.1))
                == (Some(start), Some(end))
        };
        let same = loose.spans.iter().filter(stands);
        let found = same.clone().find(|other| other.label == label).or_else(|| same.clone().next());
        // A token that is no span: the relation is kept, and says so.
        Some(found.map_or_else(|| format!("{start}-{end}"), |other| other.id.clone()))
    };
    let (from, to) = (end("head_span")?, end("child_span")?);
    if label.is_empty() {
        return None;
    }
    Some(LooseRelation {
        id: value.get("id").map(plain).unwrap_or_default(),
        kind: label.to_owned(),
        from,
        to,
        attributes: pairs(value.get("attributes")),
        note: text_of(value, "note").to_owned(),
        path,
        ..LooseRelation::default()
    })
}
