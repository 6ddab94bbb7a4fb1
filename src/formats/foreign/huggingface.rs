//! Token classification as `datasets` loads it: JSON Lines with `tokens` and `ner_tags`. Beside them stand the text and each
//! token's place in it (code points), so that nothing of the text is lost and spans come back exactly; every column has one type in
//! every line. `features.json` says what tags there are (`Features.from_dict`).

use std::collections::BTreeSet;

use serde_json::Value;

use super::called::Called;
use super::flat::{Flat, Layers, Places, flat, one_word, tell_rest};
use super::hold::{Again, Asked, Counted, hold, left_out, record};
use super::lines::{first, issue, list, plain, records, shape, string, text_of};
use super::loose::{Foreign, Loose};
use super::tags::{Scheme, Spans, names, tags};
use super::told;
use super::{Codec, Out, Proof, Setting, Writer};
use crate::formats::{Issue, Problem, TextFile};
use crate::model::{Document, LabelId, Unit};

/// Both directions.
pub const CODEC: Codec = Codec { id: "huggingface", write: Some(begin), recognise, read: Some(read) };

fn begin(setting: &Setting) -> Box<dyn Writer> {
    let called = Called::in_form(setting, one_word);
    Box::new(Lines { setting: setting.clone(), called, strange: BTreeSet::new(), left: 0 })
}

struct Lines {
    setting: Setting,
    called: Called,
    /// Labels that the schema does not have, here or in other sets.
    strange: BTreeSet<LabelId>,
    /// Spans of the last document that were told as left out.
    left: u32,
}

impl Lines {
    fn path(&self) -> String {
        format!("{}.jsonl", self.setting.stem)
    }
}

impl Writer for Lines {
    fn document(&mut self, document: &Document, out: &mut Out) {
        let before = left_out(&out.losses);
        let flat = flat(document, &self.setting.options, Layers::One, &mut out.losses);
        self.left = left_out(&out.losses) - before;
        tell_rest(document, Places { about: true, ..Places::default() }, &mut out.losses);
        tell_names(document, &self.called, &flat, out);
        for span in &flat.spans {
            if self.setting.project.schema.label(&span.label).is_none() {
                self.strange.insert(span.label.clone());
            }
        }
        let tags = tags(&flat, Scheme::Iob2, &self.called);
        let article = &document.article;
        let places: Vec<(u32, u32)> =
            flat.tokens.iter().map(|token| article.offsets(*token, Unit::CodePoint).unwrap_or_default()).collect();
        let mut line = String::new();
        let meta = &document.meta;
        let annotator = told::person(&self.setting.project, meta.annotator, self.setting.options.names);
        for (name, value) in [
            ("id", document.article_id().as_str()),
            ("title", &*meta.title),
            ("language", meta.language.as_deref().unwrap_or_default()),
            ("annotator", annotator.as_deref().unwrap_or_default()),
            ("text", &**article.text()),
        ] {
            line.push_str(if line.is_empty() { "{\"" } else { ",\"" });
            line.push_str(name);
            line.push_str("\":");
            string(&mut line, value);
        }
        line.push_str(",\"tokens\":");
        list(&mut line, &flat.tokens, |line, token| string(line, article.quote(*token)));
        line.push_str(",\"token_start\":");
        list(&mut line, &places, |line, (start, _)| line.push_str(&start.to_string()));
        line.push_str(",\"token_end\":");
        list(&mut line, &places, |line, (_, end)| line.push_str(&end.to_string()));
        line.push_str(",\"ner_tags\":");
        list(&mut line, &tags, |line, tag| string(line, tag));
        line.push_str("}\n");
        out.append(&self.path(), &line);
    }

    fn prove(&self, document: &Document, out: &Out, proof: &mut Proof) {
        let Some(record) = record(document, out, &self.path(), proof) else { return };
        let again = again(document, &record, proof);
        let (options, layers) = (&self.setting.options, Layers::One);
        hold(document, &Asked { options, layers, called: &self.called, left: self.left }, &again, proof);
    }

    fn met(&mut self, labels: &[LabelId]) {
        self.strange.extend(labels.iter().cloned());
    }

    /// One list for all sets, so that a number is the same tag in each.
    fn finish(&mut self, out: &mut Out) {
        let strange: Vec<_> = self.strange.iter().map(|label| self.called.name(label)).collect();
        let all = self.called.names(&self.setting).chain(strange.iter().map(|name| &**name));
        out.whole("features.json", &features(&names(all)));
    }
}

/// Tells which labels of what is written could not be called by their names.
pub(super) fn tell_names(document: &Document, called: &Called, flat: &Flat, out: &mut Out) {
    called.tell(document, flat.spans.iter().map(|span| (&span.label, span.annotation)), &mut out.losses);
}

/// What `datasets` wants to know of the columns. `Sequence` is what all its versions understand.
fn features(tags: &[String]) -> String {
    let text = "{\"dtype\":\"string\",\"_type\":\"Value\"}";
    let many = |of: &str| format!("{{\"feature\":{of},\"_type\":\"Sequence\"}}");
    let mut names = String::from("{\"names\":");
    list(&mut names, tags, |out, tag| string(out, tag));
    names.push_str(",\"_type\":\"ClassLabel\"}");
    let number = "{\"dtype\":\"int32\",\"_type\":\"Value\"}";
    let rows = [
        ("id", text.to_owned()),
        ("title", text.to_owned()),
        ("language", text.to_owned()),
        ("annotator", text.to_owned()),
        ("text", text.to_owned()),
        ("tokens", many(text)),
        ("token_start", many(number)),
        ("token_end", many(number)),
        ("ner_tags", many(&names)),
    ];
    let rows: Vec<String> = rows.iter().map(|(name, of)| format!("\"{name}\":{of}")).collect();
    format!("{{{}}}\n", rows.join(",\n"))
}

/// Reads a line that was written again: each token at its place, and the spans that the tags make of them.
fn again(document: &Document, record: &Value, proof: &mut Proof) -> Again {
    let text = Counted::of(text_of(record, "text"));
    let row = Row::of(record, "tokens", "ner_tags");
    if row.tags.len() != row.tokens.len() || row.places.len() != row.tokens.len() {
        proof.broken(&document.id, "tokens", "not as many as there are tags and places");
    }
    for ((token, place), number) in row.tokens.iter().zip(&row.places).zip(1..) {
        proof.words(&document.id, &format!("token {number}"), text.cut(*place), token);
    }
    let mut spans = Spans::default();
    row.tags.iter().for_each(|tag| spans.tag(&plain(tag)));
    let spans = spans.all().into_iter().map(|(tokens, label)| {
        let start = row.places.get(tokens.start).map_or(u64::MAX, |place| place.0);
        let end = row.places.get(tokens.end - 1).map_or(0, |place| place.1);
        text.found(label, (start, end))
    });
    Again { spans: spans.collect(), tokens: row.places.iter().map(|place| text.range(*place)).collect() }
}

/// The columns of tokens in a record.
struct Row {
    tokens: Vec<String>,
    tags: Vec<Value>,
    /// Where each token stands in the text; empty where the file does not say.
    places: Vec<(u64, u64)>,
}

impl Row {
    fn of(record: &Value, tokens: &str, tags: &str) -> Self {
        let column = |name: &str| record.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let numbers = |name: &str| column(name).iter().filter_map(Value::as_u64).collect::<Vec<_>>();
        Self {
            tokens: column(tokens).iter().map(plain).collect(),
            tags: column(tags),
            places: numbers("token_start").into_iter().zip(numbers("token_end")).collect(),
        }
    }
}

/// What the columns are called, the usual names first.
const TOKENS: &[&str] = &["tokens", "words"];
const TAGS: &[&str] = &["ner_tags", "tags", "ner", "labels"];

fn column<'a>(record: &Value, names: &[&'a str]) -> Option<&'a str> {
    names.iter().find(|name| record.get(name).is_some_and(Value::is_array)).copied()
}

fn is_row(record: &Value) -> bool {
    let words = column(record, TOKENS).and_then(|name| record.get(name)?.as_array());
    let words = words.is_some_and(|words| words.iter().all(Value::is_string));
    let tags = column(record, TAGS).and_then(|name| record.get(name)?.as_array());
    words && tags.is_some_and(|tags| tags.iter().all(|tag| tag.is_string() || tag.is_u64()))
}

fn recognise(files: &[TextFile]) -> u8 {
    let found = files.iter().filter_map(first).find(is_row);
    match found {
        Some(record) if record.get("ner_tags").is_some() => 95,
        Some(_) => 80,
        None => 0,
    }
}

/// What numbers stand for, from whatever file tells it: our own `features.json`, `dataset_info.json`, a model's `id2label`.
fn told_names(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Object(fields) => {
            if let Some(names) = fields.get("names") {
                let listed = names.as_array().map(|names| names.iter().map(plain).collect::<Vec<_>>());
                return listed.or_else(|| numbered(names)).filter(|names| names.iter().any(|name| name == "O"));
            }
            if let Some(names) = fields.get("id2label").and_then(numbered) {
                return Some(names);
            }
            let first = TAGS.iter().filter_map(|name| fields.get(*name));
            first.chain(fields.values()).find_map(told_names)
        }
        Value::Array(all) if !all.is_empty() && all.iter().all(Value::is_string) => {
            Some(all.iter().map(plain).collect()).filter(|names: &Vec<String>| names.iter().any(|name| name == "O"))
        }
        Value::Array(all) => all.iter().find_map(told_names),
        _ => None,
    }
}

/// Names under their numbers: `{"0": "O", "1": "B-PER"}`.
fn numbered(value: &Value) -> Option<Vec<String>> {
    let fields = value.as_object()?;
    (0..fields.len()).map(|number| fields.get(&number.to_string()).map(plain)).collect()
}

fn read(files: &[TextFile]) -> Foreign {
    let mut foreign = Foreign { unit: Some(Unit::CodePoint), ..Foreign::default() };
    let is_told = |file: &&TextFile| !first(file).is_some_and(|record| is_row(&record));
    let told = files.iter().filter(is_told).find_map(|file| told_names(&serde_json::from_str(&file.text).ok()?));
    for file in files {
        if is_told(&file) && serde_json::from_str::<Value>(&file.text).is_ok_and(|value| told_names(&value).is_some()) {
            continue;
        }
        let mut nameless = false;
        for (line, record) in records(file, &mut foreign.issues) {
            let columns = column(&record, TOKENS).zip(column(&record, TAGS));
            let Some((tokens, tags)) = columns.filter(|_| is_row(&record)) else {
                foreign.issues.push(shape(file, line, "tokens, ner_tags", "lists of words and of their tags"));
                continue;
            };
            let row = Row::of(&record, tokens, tags);
            if row.tokens.len() != row.tags.len() {
                foreign.issues.push(shape(file, line, tags, "as many as there are tokens"));
                continue;
            }
            nameless |= told.is_none() && row.tags.iter().any(|tag| tag.as_u64().is_some_and(|number| number > 0));
            let loose = document(file, line, &record, &row, [tokens, tags], told.as_deref(), &mut foreign.issues);
            foreign.documents.push(loose);
        }
        if nameless {
            foreign.issues.push(Issue {
                file: file.name.clone(),
                line: 0,
                path: String::new(),
                problem: Problem::NoTagNames,
            });
        }
    }
    foreign
}

fn document(
    file: &TextFile,
    line: usize,
    record: &Value,
    row: &Row,
    columns: [&str; 2],
    told: Option<&[String]>,
    issues: &mut Vec<Issue>,
) -> Loose {
    let (text, places) = placed(file, line, record, row, issues);
    let mut spans = Spans::default();
    let mut nameless: Vec<&Value> = Vec::new();
    for (tag, place) in row.tags.iter().zip(0_usize..) {
        let number = tag.as_u64().map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        match (number, told) {
            (Some(number), Some(names)) => match names.get(number) {
                Some(name) => spans.tag(name),
                None => {
                    spans.tag("O");
                    // Each number once: a file with the wrong names has it at every other token.
                    if !nameless.contains(&tag) {
                        nameless.push(tag);
                        let path = format!("{}[{place}]", columns[1]);
                        issues.push(issue(file, line, &path, Problem::Value { found: plain(tag) }));
                    }
                }
            },
            // Nobody says what it stands for: 0 is nothing everywhere, and the others are labels by their numbers.
            (Some(0), None) => spans.tag("O"),
            _ => spans.tag(&plain(tag)),
        }
    }
    let spans = spans.loose(&text, &places, |token| format!("{}[{token}]", columns[1]));
    let ours = ["id", "title", "language", "annotator", "text", "token_start", "token_end", columns[0], columns[1]];
    let rest = record.as_object().into_iter().flatten().filter(|(name, _)| !ours.contains(&name.as_str()));
    let some = |name: &str| Some(text_of(record, name)).filter(|text| !text.is_empty()).map(str::to_owned);
    Loose {
        file: file.name.clone(),
        line,
        id: record.get("id").map(plain).unwrap_or_default(),
        title: text_of(record, "title").to_owned(),
        language: some("language"),
        annotator: some("annotator"),
        extra: rest.map(|(name, value)| (name.clone(), value.to_string())).collect(),
        spans,
        text,
        ..Loose::default()
    }
}

/// The text and where its tokens stand: as the file has it, where that is true; else the tokens with single spaces between.
fn placed(
    file: &TextFile,
    line: usize,
    record: &Value,
    row: &Row,
    issues: &mut Vec<Issue>,
) -> (String, Vec<(u64, u64)>) {
    let text = text_of(record, "text");
    if row.places.len() == row.tokens.len() && !text.is_empty() {
        let chars: Vec<char> = text.chars().collect();
        let stands = |token: &str, (start, end): (u64, u64)| {
            let (start, end) = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
            Some(chars.get(start..end)?.iter().copied().eq(token.chars()))
        };
        let wrong = row.tokens.iter().zip(&row.places).find(|(token, place)| stands(token, **place) != Some(true));
        match wrong {
            None => return (text.to_owned(), row.places.clone()),
            Some((token, _)) => {
                issues.push(issue(file, line, "token_start", Problem::Value { found: token.clone() }));
            }
        }
    }
    spaced(&row.tokens)
}

/// Tokens with single spaces between, and where each stands (code points).
pub(super) fn spaced(tokens: &[String]) -> (String, Vec<(u64, u64)>) {
    let (mut text, mut places, mut at) = (String::new(), Vec::with_capacity(tokens.len()), 0_u64);
    for token in tokens {
        if !places.is_empty() {
            text.push(' ');
            at += 1;
        }
        let end = at + u64::try_from(token.chars().count()).unwrap_or(0);
        places.push((at, end));
        text.push_str(token);
        at = end;
    }
    (text, places)
}
