//! Token classification as `datasets` loads it: JSON Lines with `tokens` and `ner_tags`. Beside them stand the text and each
//! token's place in it (code points), so that nothing of the text is lost and spans come back exactly; every column has one type in
//! every line. `features.json` says what tags there are (`Features.from_dict`).

use std::rc::Rc;

use serde_json::Value;

use super::flat::{Decoded, Flat, Layers, Places, flat, hold, meant, one_word, tell_rest};
use super::lines::{first, issue, list, plain, records, shape, string, text_of};
use super::loose::{Foreign, Loose, LooseSpan};
use super::tags::{Scheme, Spans, names, tags};
use super::{Codec, Out, Proof, Setting, Writer};
use crate::formats::loss::{Lost, Resolved};
use crate::formats::{Issue, Problem, TextFile};
use crate::model::{Document, LabelId, Unit};

/// Both directions.
pub const CODEC: Codec = Codec { id: "huggingface", write: Some(begin), recognise, read: Some(read) };

fn begin(setting: &Setting) -> Box<dyn Writer> {
    Box::new(Lines { setting: setting.clone(), strange: Vec::new() })
}

struct Lines {
    setting: Setting,
    /// Labels that the schema does not have, in the order in which they were met.
    strange: Vec<String>,
}

impl Lines {
    fn name(&self, label: &LabelId) -> String {
        one_word(self.setting.label(label))
    }

    fn path(&self) -> String {
        format!("{}.jsonl", self.setting.stem)
    }
}

impl Writer for Lines {
    fn document(&mut self, document: &Document, out: &mut Out) {
        let flat = flat(document, &self.setting.options, Layers::One, &mut out.losses);
        tell_rest(document, Places::default(), &mut out.losses);
        tell_names(document, &self.setting, &flat, out);
        let known: Vec<&LabelId> = self.setting.project.schema.labels.iter().map(|label| &label.id).collect();
        for span in &flat.spans {
            let name = self.name(&span.label);
            if !known.contains(&&span.label) && !self.strange.contains(&name) {
                self.strange.push(name);
            }
        }
        let tags = tags(&flat, Scheme::Iob2, &|label| self.name(label));
        let article = &document.article;
        let places: Vec<(u32, u32)> =
            flat.tokens.iter().map(|token| article.offsets(*token, Unit::CodePoint).unwrap_or_default()).collect();
        let mut line = String::new();
        let annotator = annotator(document, &self.setting);
        let meta = &document.meta;
        for (name, value) in [
            ("id", document.article_id().as_str()),
            ("title", &*meta.title),
            ("language", meta.language.as_deref().unwrap_or_default()),
            ("annotator", &*annotator),
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
        let path = self.path();
        for piece in out.written().filter(|piece| piece.path == path && !piece.glue) {
            let Ok(record) = serde_json::from_str::<Value>(&piece.text) else {
                proof.broken(&document.id, &path, "no JSON");
                continue;
            };
            let flat = meant(document, &self.setting, Layers::One);
            prove(document, &record, &flat, &|label| self.name(label), proof);
        }
    }

    fn finish(&mut self, out: &mut Out) {
        let schema = &self.setting.project.schema;
        let known: Vec<&str> = schema.labels.iter().map(|label| self.setting.label(&label.id)).collect();
        out.whole("features.json", &features(&names(known.iter().copied())));
        if !self.strange.is_empty() {
            self.strange.sort_unstable();
            let all = known.into_iter().chain(self.strange.iter().map(String::as_str));
            out.whole(&format!("{}.features.json", self.setting.stem), &features(&names(all)));
        }
    }
}

/// Who annotated a document, as files are to call them; empty for nobody.
pub(super) fn annotator(document: &Document, setting: &Setting) -> Rc<str> {
    let Some(id) = document.meta.annotator else { return Rc::from("") };
    let name = setting.project.people.get(&id).map(|person| person.name.clone());
    name.filter(|name| setting.options.names && !name.is_empty()).unwrap_or_else(|| Rc::from(id.to_string()))
}

/// Tells which labels could not be called by their names.
pub(super) fn tell_names(document: &Document, setting: &Setting, flat: &Flat, out: &mut Out) {
    for span in &flat.spans {
        let name = setting.label(&span.label);
        if one_word(name) != name {
            out.losses.add(Lost::LabelNames, Resolved::Rewritten, 1, &document.id, Some(span.annotation));
        }
    }
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

/// Holds a line that was written against the document.
fn prove(document: &Document, record: &Value, flat: &Flat, name: &dyn Fn(&LabelId) -> String, proof: &mut Proof) {
    let text: Vec<char> = text_of(record, "text").chars().collect();
    if text_of(record, "text") != &**document.article.text() {
        proof.broken(&document.id, "text", "another text");
    }
    let row = Row::of(record, "tokens", "ner_tags");
    if row.tokens.len() != flat.tokens.len()
        || row.tags.len() != row.tokens.len()
        || row.places.len() != row.tokens.len()
    {
        proof.broken(&document.id, "tokens", "another number of tokens");
    }
    let cut = |start: u64, end: u64| -> String {
        let (start, end) = (usize::try_from(start).unwrap_or(usize::MAX), usize::try_from(end).unwrap_or(usize::MAX));
        text.get(start..end).map_or_else(|| "(outside of the text)".to_owned(), |cut| cut.iter().collect())
    };
    for ((token, (start, end)), number) in row.tokens.iter().zip(&row.places).zip(1..) {
        proof.words(&document.id, &format!("token {number}"), &cut(*start, *end), token);
    }
    let mut spans = Spans::default();
    row.tags.iter().for_each(|tag| spans.tag(&plain(tag)));
    let decoded = spans.all().into_iter().map(|(tokens, label)| {
        let start = row.places.get(tokens.start).map_or(u64::MAX, |place| place.0);
        let end = row.places.get(tokens.end - 1).map_or(0, |place| place.1);
        Decoded { label, words: cut(start, end) }
    });
    hold(document, flat, name, &decoded.collect::<Vec<_>>(), proof);
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
    for tag in &row.tags {
        let number = tag.as_u64().and_then(|number| usize::try_from(number).ok());
        match (number, told) {
            (Some(number), Some(names)) => spans.tag(names.get(number).map_or("O", String::as_str)),
            // Nobody says what it stands for: 0 is nothing everywhere, and the others are labels by their numbers.
            (Some(0), None) => spans.tag("O"),
            _ => spans.tag(&plain(tag)),
        }
    }
    let chars: Vec<char> = text.chars().collect();
    let spans = spans.all().into_iter().enumerate().filter_map(|(number, (tokens, label))| {
        let (start, end) = (places.get(tokens.start)?.0, places.get(tokens.end - 1)?.1);
        let quote = chars.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)?.iter().collect();
        let path = format!("{}[{}]", columns[1], tokens.start);
        let id = number.to_string();
        Some(LooseSpan { id, label, fragments: vec![(start, end)], quotes: vec![quote], path, ..LooseSpan::default() })
    });
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
        spans: spans.collect(),
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
