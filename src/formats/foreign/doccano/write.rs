//! A line for each document.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{CODE_POINTS, UNIT, read};
use crate::formats::TextFile;
use crate::formats::foreign::called::Called;
use crate::formats::foreign::hold::Counted;
use crate::formats::foreign::loose::LooseSpan;
use crate::formats::foreign::options::Fragments;
use crate::formats::foreign::raw::{Raw, Writing, list, pairs, quoted, texts};
use crate::formats::foreign::says::{Says, stretches, tell};
use crate::formats::foreign::told;
use crate::formats::foreign::{Foreign, Out, Proof, Setting, Writer};
use crate::formats::loss::{Lost, Resolved};
use crate::model::order::sort_by_key;
use crate::model::{Annotation, AnnotationId, Document, Table, TextRange, Unit};

/// Characters of a label that doccano's database has room for.
const LONGEST: usize = 100;

/// A span as it is written.
struct Span<'a> {
    annotation: AnnotationId,
    range: TextRange,
    place: (u32, u32),
    label: Cow<'a, str>,
}

/// A place in the text, and the label there.
type Place = (Option<TextRange>, String);

/// Writes lines.
pub(super) struct Lines {
    setting: Setting,
    called: Called,
    with_relations: bool,
    path: String,
}

impl Lines {
    pub(super) fn new(setting: &Setting, with_relations: bool) -> Self {
        let (called, path) = (Called::of(setting), format!("{}.jsonl", setting.stem));
        Self { setting: setting.clone(), called, with_relations, path }
    }

    /// The spans of a document in the order in which they are written.
    fn spans<'a>(&'a self, document: &'a Document) -> Vec<Span<'a>> {
        let mut spans = Vec::new();
        for annotation in document.in_reading_order() {
            for range in stretches(annotation, &self.setting.options) {
                let Some(place) = document.article.offsets(range, Unit::CodePoint) else { continue };
                let label = self.called.name(&annotation.label);
                spans.push(Span { annotation: annotation.id, range, place, label });
            }
        }
        // In the reading order of annotations a later fragment may come before what begins earlier.
        sort_by_key(&mut spans, |span| (span.range.start(), std::cmp::Reverse(span.range.end())));
        spans
    }

    /// Tells of spans that the importer drops, where a project does not allow that they overlap, and of long names.
    fn tell(&self, document: &Document, spans: &[Span<'_>], out: &mut Out) {
        let says = Says { relations: self.with_relations, ..Says { document_values: true, ..Says::default() } };
        tell(document, &self.setting.options, says, out);
        self.called.tell_all(document, &mut out.losses);
        let mut end = 0;
        for span in spans {
            let id = Some(span.annotation);
            if span.place.0 < end {
                out.losses.add(Lost::Overlaps, Resolved::Kept, 1, &document.id, id);
            } else {
                end = span.place.1;
            }
            let is_long = span.label.chars().count() > LONGEST;
            out.losses.add(Lost::LabelNames, Resolved::Kept, usize::from(is_long), &document.id, id);
        }
        let values = document.meta.values.len();
        out.losses.add(Lost::DocumentValues, Resolved::Rewritten, values, &document.id, None);
        for relation in document.relations.values().filter(|_| self.with_relations) {
            let first = Some(relation.from);
            let (attributes, note) = (relation.attributes.len(), usize::from(!relation.note.is_empty()));
            out.losses.add(Lost::RelationAttributes, Resolved::Left, attributes, &document.id, first);
            out.losses.add(Lost::Notes, Resolved::Left, note, &document.id, first);
            let is_long = relation.kind.as_str().chars().count() > LONGEST;
            out.losses.add(Lost::LabelNames, Resolved::Kept, usize::from(is_long), &document.id, first);
        }
    }

    /// Everything else that is known, under every key on each line.
    fn about(&self, document: &Document, line: &mut Writing) {
        let meta = &document.meta;
        let maybe = |text: Option<&str>| text.map_or_else(|| "null".to_owned(), quoted);
        line.text("title", &meta.title);
        line.raw("lang", &maybe(meta.language.as_deref())).raw("author", &maybe(meta.byline.as_deref()));
        line.raw("published", &maybe(meta.published.as_deref())).raw("url", &maybe(meta.source_url.as_deref()));
        line.raw("site", &maybe(meta.site.as_deref())).raw("license", &maybe(meta.license.as_deref()));
        line.raw("retrieved", &maybe(meta.retrieved.as_deref())).text("status", meta.status.as_str());
        let by = told::person(&self.setting.project, meta.annotator, self.setting.options.names);
        line.raw("annotated_by", &maybe(by.as_deref()));
        let mut values = Writing::default();
        for (name, said) in meta.values.iter() {
            values.raw(name.as_str(), &texts(said));
        }
        line.raw("values", &values.done());
        line.raw("extra", &pairs(&meta.extra));
        line.text(UNIT, CODE_POINTS);
    }
}

impl Writer for Lines {
    fn document(&mut self, document: &Document, out: &mut Out) {
        let spans = self.spans(document);
        self.tell(document, &spans, out);
        let mut line = Writing::default();
        line.text("id", document.article_id().as_str()).text("text", document.article.text());
        if self.with_relations {
            let mut numbers: Table<AnnotationId, usize> = Table::new();
            let mut entities = Vec::new();
            for (span, number) in spans.iter().zip(0_usize..) {
                // A span of several fragments is linked by its first.
                if !numbers.contains_key(&span.annotation) {
                    numbers.insert(span.annotation, number);
                }
                let mut entity = Writing::default();
                entity.raw("id", &number.to_string()).text("label", &span.label);
                entity.raw("start_offset", &span.place.0.to_string()).raw("end_offset", &span.place.1.to_string());
                entities.push(entity.done());
            }
            let mut relations = Vec::new();
            for relation in document.relations.values() {
                let (Some(from), Some(to)) = (numbers.get(&relation.from), numbers.get(&relation.to)) else { continue };
                let mut link = Writing::default();
                link.raw("id", &relations.len().to_string()).raw("from_id", &from.to_string());
                relations.push(link.raw("to_id", &to.to_string()).text("type", relation.kind.as_str()).done());
            }
            line.raw("entities", &list(&entities)).raw("relations", &list(&relations));
        } else {
            let triple = |span: &Span<'_>| format!("[{},{},{}]", span.place.0, span.place.1, quoted(&span.label));
            line.raw("label", &list(&spans.iter().map(triple).collect::<Vec<_>>()));
        }
        self.about(document, &mut line);
        out.append(&self.path, &format!("{}\n", line.done()));
    }

    fn prove(&self, document: &Document, out: &Out, proof: &mut Proof) {
        let written = out.text_of(&self.path);
        let id = &document.id;
        let mut read_again = Foreign::default();
        let file = TextFile { name: String::new(), text: String::new() };
        let Some(line) = Raw(written.trim_end()).entries() else { return proof.broken(id, "the line", "unreadable") };
        read::record(&file, 1, &line, &mut read_again);
        for issue in &read_again.issues {
            proof.broken(id, &issue.path, &format!("{:?}", issue.problem));
        }
        let Some(again) = read_again.documents.first() else { return proof.broken(id, "the line", "no document") };
        if again.text != **document.article.text() {
            proof.broken(id, "text", "not that of the article");
        }
        // What is to be there comes from the annotations alone: each stretch of each, once, with its label.
        let stretches = |annotation: &Annotation| match self.setting.options.fragments {
            Fragments::Join => vec![annotation.span.hull()],
            Fragments::Split => annotation.span.fragments().collect(),
        };
        let place = |annotation: &Annotation, range| (Some(range), self.called.name(&annotation.label).into_owned());
        let all = document.annotations.values().map(|annotation| &**annotation);
        let mut rest: BTreeMap<Place, u32> = BTreeMap::new();
        for place in all.flat_map(|one| stretches(one).into_iter().map(move |range| place(one, range))) {
            *rest.entry(place).or_default() += 1;
        }
        let counted = Counted::of(&again.text);
        let found = |span: &LooseSpan| {
            let place = span.fragments.first().copied().unwrap_or_default();
            (counted.range(place), span.label.clone())
        };
        for span in &again.spans {
            let cut = counted.cut(span.fragments.first().copied().unwrap_or_default());
            let place = found(span);
            match rest.get_mut(&place).filter(|count| **count > 0) {
                Some(count) => {
                    *count -= 1;
                    proof.words(id, &span.path, cut, place.0.map_or("", |range| document.article.quote(range)));
                }
                None => proof.broken(id, &span.path, &format!("nobody marked “{cut}” as {}", span.label)),
            }
        }
        for ((range, label), _) in rest.iter().filter(|(_, count)| **count > 0) {
            let words = range.map_or("", |range| document.article.quote(range));
            proof.broken(id, "spans", &format!("“{words}” is missing, {label}"));
        }
        let first = |end: &AnnotationId| {
            let annotation = document.annotations.get(end)?;
            Some(place(annotation, stretches(annotation).first().copied()?))
        };
        let links = document.relations.values().filter(|_| self.with_relations);
        let links = links.filter_map(|link| Some((link.kind.to_string(), first(&link.from)?, first(&link.to)?)));
        let end = |end: &String| again.spans.iter().find(|span| span.id == *end).map(found);
        let there = again.relations.iter().map(|link| Some((link.kind.clone(), end(&link.from)?, end(&link.to)?)));
        let (mut links, mut there): (Vec<_>, Vec<_>) = (links.map(Some).collect(), there.collect());
        links.sort_unstable();
        there.sort_unstable();
        if links != there {
            proof.broken(id, "relations", "not those that were made");
        }
    }

    fn finish(&mut self, _: &mut Out) {}
}
