//! Writes a line for each document, and proves it.

use serde_json::Value;

use super::super::called::Called;
use super::super::flat::{Flat, FlatSpan, Layers, Places, flat, tell_rest};
use super::super::hold::{Again, Asked, Counted, hold, left_out, record};
use super::super::lines::{list, string, text_of};
use super::super::options::Fragments;
use super::super::score::decimal;
use super::super::told;
use super::super::{Out, Proof, Setting, Writer};
use crate::formats::loss::{Lost, Resolved};
use crate::model::{AnnotationId, Attributes, Document, Origin, Relation, Status, TextRange, Unit};

pub(super) fn begin(setting: &Setting) -> Box<dyn Writer> {
    Box::new(Lines { setting: setting.clone(), called: Called::of(setting), left: 0 })
}

struct Lines {
    setting: Setting,
    called: Called,
    /// Spans of the last document that were told as left out.
    left: u32,
}

/// A token that covers its part of the text: a word, or white space that is no single space behind one.
struct Cover {
    range: TextRange,
    /// Start and end in code points.
    at: (usize, usize),
    ws: bool,
}

/// Tokens that cover a text without a gap, but for the space that one says it has behind it.
fn cover(text: &str, tokens: &[TextRange]) -> Vec<Cover> {
    let (mut all, mut counted): (Vec<Cover>, usize) = (Vec::new(), 0);
    let mut at = 0;
    let ends = [u32::try_from(text.len()).unwrap_or(u32::MAX)];
    let edges = tokens.iter().map(|token| (token.start(), token.end())).chain(ends.map(|end| (end, end)));
    for (start, end) in edges {
        let gap = text.get(at as usize..start as usize).unwrap_or_default();
        // A space is the word's before it; what follows is a token, as spaCy has it.
        if let Some(last) = all.last_mut().filter(|_| gap.starts_with(' ')) {
            last.ws = true;
            counted += 1;
            at += 1;
        }
        for range in [TextRange::new(at, start), TextRange::new(start, end)].into_iter().flatten() {
            let long = range.of(text).unwrap_or_default().chars().count();
            all.push(Cover { range, at: (counted, counted + long), ws: false });
            counted += long;
        }
        at = end;
    }
    all
}

/// A span with its place in all units of the format.
struct Placed<'a> {
    span: &'a FlatSpan,
    at: (usize, usize),
    /// First and last token.
    tokens: (usize, usize),
}

impl<'a> Placed<'a> {
    fn of(span: &'a FlatSpan, cover: &[Cover]) -> Option<Self> {
        let first = cover.partition_point(|token| token.range.end() <= span.range.start());
        let last = cover.partition_point(|token| token.range.start() < span.range.end()).checked_sub(1)?;
        Some(Self { span, at: (cover.get(first)?.at.0, cover.get(last)?.at.1), tokens: (first, last) })
    }

    /// The keys that Prodigy reads, without the braces around.
    fn write(&self, line: &mut String, label: &str) {
        let Self { at: (start, end), tokens: (first, last), .. } = self;
        line.push_str(&format!(
            "\"start\":{start},\"end\":{end},\"token_start\":{first},\"token_end\":{last},\"label\":"
        ));
        string(line, label);
    }

    /// The id of the annotation; that of a later part with its number.
    fn id(&self) -> String {
        let id = self.span.annotation;
        if self.span.part == 0 { id.to_string() } else { format!("{id}.{}", self.span.part + 1) }
    }
}

/// Writes `,"name":"value"` where there is a value.
fn pair(line: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        line.push_str(&format!(",\"{name}\":"));
        string(line, value);
    }
}

/// Writes values as pairs, a pair for each value: lists of one shape, whatever they hold.
fn values(line: &mut String, name: &str, said: &Attributes) {
    if said.is_empty() {
        return;
    }
    line.push_str(&format!(",\"{name}\":"));
    let pairs = said.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
    list(line, pairs, |line, (name, value)| {
        line.push_str("{\"name\":");
        string(line, name.as_str());
        line.push_str(",\"value\":");
        string(line, value);
        line.push('}');
    });
}

impl Lines {
    fn path(&self) -> String {
        format!("{}.jsonl", self.setting.stem)
    }

    /// What is said of a span under keys of our own.
    fn said(&self, line: &mut String, document: &Document, placed: &Placed<'_>) {
        pair(line, "id", &placed.id());
        let Some(annotation) = document.annotations.get(&placed.span.annotation) else { return };
        values(line, "attributes", &annotation.attributes);
        pair(line, "note", &annotation.note);
        if let Some(id) = annotation.entity {
            pair(line, "entity_id", &id.to_string());
            if let Some(entity) = self.setting.project.entities.get(&id) {
                pair(line, "entity", &entity.name);
                pair(line, "kb_id", entity.link.as_deref().unwrap_or_default());
            }
        }
        // As Prodigy's own recipes say what a model proposed.
        if let Origin::Engine { id, permille } = &annotation.origin {
            pair(line, "source", id);
            if let Some(permille) = permille {
                line.push_str(&format!(",\"score\":{}", decimal(*permille)));
            }
        }
        // A part that was widened to the whole is still a part.
        let is_joined = self.setting.options.fragments == Fragments::Join && annotation.span.count() > 1;
        let whole = is_joined && annotation.span.hull() == placed.span.range;
        if whole {
            let article = &document.article;
            let offsets = annotation.span.fragments().filter_map(|range| article.offsets(range, Unit::CodePoint));
            line.push_str(",\"fragments\":");
            list(line, offsets, |line, (start, end)| line.push_str(&format!("[{start},{end}]")));
        }
    }

    fn relation(&self, line: &mut String, relation: &Relation, ends: [&Placed<'_>; 2]) {
        let [from, to] = ends;
        line.push_str(&format!("{{\"head\":{},\"child\":{}", from.tokens.1, to.tokens.1));
        for (name, end) in [("head_span", from), ("child_span", to)] {
            line.push_str(&format!(",\"{name}\":{{"));
            end.write(line, &self.called.name(&end.span.label));
            pair(line, "id", &end.id());
            line.push('}');
        }
        line.push_str(",\"label\":");
        string(line, relation.kind.as_str());
        pair(line, "id", &relation.id.to_string());
        values(line, "attributes", &relation.attributes);
        pair(line, "note", &relation.note);
        line.push('}');
    }

    fn line(&self, document: &Document, flat: &Flat, out: &mut Out) -> String {
        let text = document.article.text();
        let cover = cover(text, &flat.tokens);
        let placed: Vec<_> = flat.spans.iter().filter_map(|span| Placed::of(span, &cover)).collect();
        let mut line = String::from("{\"text\":");
        string(&mut line, text);
        line.push_str(",\"tokens\":");
        list(&mut line, cover.iter().enumerate(), |line, (id, token)| {
            line.push_str("{\"text\":");
            string(line, document.article.quote(token.range));
            let (start, end) = token.at;
            line.push_str(&format!(",\"start\":{start},\"end\":{end},\"id\":{id},\"ws\":{}}}", token.ws));
        });
        line.push_str(",\"spans\":");
        list(&mut line, &placed, |line, placed| {
            line.push('{');
            placed.write(line, &self.called.name(&placed.span.label));
            self.said(line, document, placed);
            line.push('}');
        });
        // A relation of a span of several parts is one of its first part.
        let end = |id| placed.iter().find(|placed| placed.span.annotation == id);
        let relations = document.relations.values().filter_map(|relation| {
            let ends = end(relation.from).zip(end(relation.to));
            if ends.is_none() {
                out.losses.add(Lost::LooseRelations, Resolved::Left, 1, &document.id, Some(relation.from));
            }
            ends.map(|(from, to)| (relation, [from, to]))
        });
        line.push_str(",\"relations\":");
        list(&mut line, relations, |line, (relation, ends)| self.relation(line, relation, ends));
        let answer = if document.meta.status == Status::Skipped { "ignore" } else { "accept" };
        line.push_str(&format!(",\"answer\":\"{answer}\""));
        self.about(&mut line, document, out);
        line.push_str("}\n");
        line
    }

    /// What is known of the article. Prodigy shows `meta` below it.
    fn about(&self, line: &mut String, document: &Document, out: &mut Out) {
        let meta = &document.meta;
        pair(line, "id", document.article_id().as_str());
        pair(line, "language", meta.language.as_deref().unwrap_or_default());
        let annotator = told::person(&self.setting.project, meta.annotator, self.setting.options.names);
        pair(line, "_annotator_id", annotator.as_deref().unwrap_or_default());
        values(line, "values", &meta.values);
        let fields = [
            ("title", Some(&meta.title)),
            ("byline", meta.byline.as_ref()),
            ("published", meta.published.as_ref()),
            ("url", meta.source_url.as_ref()),
            ("site", meta.site.as_ref()),
            ("retrieved", meta.retrieved.as_ref()),
            ("license", meta.license.as_ref()),
        ];
        let mut known: Vec<(&str, &str)> =
            fields.iter().filter_map(|(name, value)| Some((*name, &***value.as_ref()?))).collect();
        for (name, value) in &meta.extra {
            if !known.iter().any(|(other, _)| *other == &**name) {
                known.push((name, value));
            } else {
                // One name has one value in an object.
                out.losses.add(Lost::Meta, Resolved::Left, 1, &document.id, None);
            }
        }
        line.push_str(",\"meta\":{");
        for (place, (name, value)) in known.iter().filter(|(_, value)| !value.is_empty()).enumerate() {
            line.push_str(if place > 0 { "," } else { "" });
            string(line, name);
            line.push(':');
            string(line, value);
        }
        line.push('}');
    }
}

impl Writer for Lines {
    fn document(&mut self, document: &Document, out: &mut Out) {
        let before = left_out(&out.losses);
        let flat = flat(document, &self.setting.options, Layers::Many, &mut out.losses);
        self.left = left_out(&out.losses) - before;
        let places = Places { relations: true, said: true, values: true, meta: true, about: true, skipped: true };
        tell_rest(document, places, &mut out.losses);
        told::notes_of_things(document, &self.setting.project, &mut out.losses);
        self.called.tell(document, flat.spans.iter().map(|span| (&span.label, span.annotation)), &mut out.losses);
        let line = self.line(document, &flat, out);
        out.append(&self.path(), &line);
    }

    fn prove(&self, document: &Document, out: &Out, proof: &mut Proof) {
        let Some(record) = record(document, out, &self.path(), proof) else { return };
        let read = Record { document, text: Counted::of(text_of(&record, "text")), record: &record };
        let again = read.again(proof);
        let (options, layers) = (&self.setting.options, Layers::Many);
        hold(document, &Asked { options, layers, called: &self.called, left: self.left }, &again, proof);
        read.prove_relations(proof);
    }

    fn finish(&mut self, out: &mut Out) {
        out.whole("to_spacy.py", include_str!("to_spacy.py"));
    }
}

/// A line that was read again.
struct Record<'a> {
    document: &'a Document,
    text: Counted<'a>,
    record: &'a Value,
}

impl<'a> Record<'a> {
    fn many(&self, name: &str) -> &'a [Value] {
        self.record.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    /// Its tokens but for white space, and its spans by characters; each held against the words beside it.
    fn again(&self, proof: &mut Proof) -> Again {
        let (id, mut joined, mut tokens) = (&self.document.id, String::new(), Vec::new());
        let words = super::super::tokens::tokens(self.document.article.text());
        for (token, place) in self.many("tokens").iter().zip(0_u64..) {
            let at = format!("token {place}");
            proof.words(id, &at, self.text.cut(place_of(token)), text_of(token, "text"));
            if number(token, "id") != place {
                proof.broken(id, &at, "another number");
            }
            joined.push_str(text_of(token, "text"));
            joined.push_str(if token.get("ws").and_then(Value::as_bool) == Some(true) { " " } else { "" });
            let range = self.text.range(place_of(token));
            let is_word = |range: TextRange| {
                words
                    .get(words.partition_point(|word| word.end() <= range.start()))
                    .is_some_and(|word| word.overlaps(range))
            };
            if range.is_none_or(is_word) {
                tokens.push(range);
            }
        }
        proof.words(id, "tokens", &joined, self.document.article.text());
        let spans = self.many("spans").iter().map(|span| {
            self.prove_tokens(span, proof);
            self.text.found(text_of(span, "label").to_owned(), place_of(span))
        });
        Again { spans: spans.collect(), tokens }
    }

    /// Whether the tokens that a span names begin and end where it does.
    fn prove_tokens(&self, span: &Value, proof: &mut Proof) {
        let token = |name: &str| usize::try_from(number(span, name)).ok().and_then(|at| self.many("tokens").get(at));
        let ends = token("token_start").zip(token("token_end"));
        if ends.map(|(first, last)| (number(first, "start"), number(last, "end"))) != Some(place_of(span)) {
            proof.broken(&self.document.id, text_of(span, "id"), "its tokens are elsewhere");
        }
    }

    /// Whether all links are there of which both ends are, and lead from and to spans as they stand.
    fn prove_relations(&self, proof: &mut Proof) {
        let id = &self.document.id;
        let spans = self.many("spans");
        // A link of a span of several parts is one of the first that is there.
        let is_of = |span: &Value, end: AnnotationId| {
            let rest = text_of(span, "id").strip_prefix(&end.to_string()).map(str::to_owned);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let is_there = |end: AnnotationId| spans.iter().any(|span| is_of(span, end));
        let meant = self.document.relations.values().filter(|one| is_there(one.from) && is_there(one.to));
        let (there, meant) = (self.many("relations"), meant.collect::<Vec<_>>());
        if there.len() != meant.len() {
            proof.broken(id, "relations", &format!("{}, not {}", there.len(), meant.len()));
        }
        for (relation, meant) in there.iter().zip(meant) {
            let name = text_of(relation, "id");
            let ends = [("head_span", meant.from), ("child_span", meant.to)];
            let are_its = ends.iter().all(|(end, of)| relation.get(end).is_some_and(|span| is_of(span, *of)));
            if !are_its || text_of(relation, "label") != meant.kind.as_str() {
                proof.broken(id, name, "another link");
            }
            for (end, of) in [("head", "head_span"), ("child", "child_span")] {
                let span = relation.get(of).unwrap_or(&Value::Null);
                self.prove_tokens(span, proof);
                let known = spans.iter().find(|other| other.get("id") == span.get("id"));
                let meant = known.map_or("", |known| self.text.cut(place_of(known)));
                proof.words(id, name, self.text.cut(place_of(span)), meant);
                if number(relation, end) != number(span, "token_end") {
                    proof.broken(id, name, "its end is another token");
                }
            }
        }
    }
}

fn number(value: &Value, name: &str) -> u64 {
    value.get(name).and_then(Value::as_u64).unwrap_or(u64::MAX)
}

fn place_of(value: &Value) -> (u64, u64) {
    (number(value, "start"), number(value, "end"))
}
