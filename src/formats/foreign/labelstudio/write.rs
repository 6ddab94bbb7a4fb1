//! A task for each document: its text and what is known of it, one annotation with all results, and predictions.

use super::controls::{Controls, KINDS, object};
use super::{NOTE, TEXT, proving};
use crate::formats::foreign::raw::{Writing, list, pairs, texts};
use crate::formats::foreign::says::{Says, stretches, tell};
use crate::formats::foreign::score::decimal;
use crate::formats::foreign::told;
use crate::formats::foreign::{Out, Proof, Setting, Writer};
use crate::formats::loss::{Lost, Resolved};
use crate::model::order::sort_by;
use crate::model::{
    Annotation, AttributeName, Attributes, Document, LabelKind, Origin, Relation, Suggestion, TextRange, Unit, Verdict,
};

/// What it has a place for.
const SAYS: Says = Says {
    relations: true,
    attributes: true,
    notes: true,
    entities: true,
    suggestions: true,
    document_values: true,
    models: true,
};

/// Who is said to propose what no engine did.
const SUGGESTED: &str = "suggestions";

/// What stands behind the name of a model in the prediction that holds what was rejected of it.
const REJECTED: &str = " (rejected)";

/// Writes tasks.
pub(super) struct Studio {
    setting: Setting,
    controls: Controls,
    tasks: usize,
    path: String,
}

impl Studio {
    pub(super) fn new(setting: &Setting) -> Self {
        let path = format!("{}.json", setting.stem);
        Self { controls: Controls::of(setting), setting: setting.clone(), tasks: 0, path }
    }

    /// The results of an annotation: its regions, and each thing said of them.
    fn results(
        &mut self,
        document: &Document,
        (annotation, verdict): (&Annotation, Option<Verdict>),
        out: &mut Out,
    ) -> Vec<String> {
        let name = self.controls.label(&self.setting, &annotation.label);
        let own = self.controls.read_back(&annotation.label);
        let mut meta = Writing::default();
        if name != *own {
            meta.text("label", &own);
            out.losses.add(Lost::LabelNames, Resolved::Rewritten, 1, &document.id, Some(annotation.id));
        }
        let (model, score) = engine(annotation);
        let is_by_model = matches!(annotation.origin, Origin::Engine { .. });
        // Of what is proposed the prediction says by whom.
        if verdict == Some(Verdict::Rejected) || verdict.is_none() && is_by_model {
            meta.text("model", model);
        }
        if verdict == Some(Verdict::Rejected) {
            meta.raw("rejected", "true");
        }
        let made = Made { score, is_taken: is_by_model && verdict.is_none() };
        let mut said = Vec::new();
        let mut unsaid: Vec<(&AttributeName, &Vec<_>)> = Vec::new();
        for (attribute, values) in annotation.attributes.iter() {
            let control = self.controls.region(attribute.as_str());
            match control.and_then(|control| Some((control, control.says(values)?))) {
                Some((control, says)) => said.push((attribute.as_str(), control.name.clone(), says)),
                None => unsaid.push((attribute, values)),
            }
        }
        if !unsaid.is_empty() {
            out.losses.add(Lost::Attributes, Resolved::Rewritten, unsaid.len(), &document.id, Some(annotation.id));
            meta.raw("attributes", &object(unsaid.into_iter().map(entry)));
        }
        if let Some(id) = annotation.entity {
            let mut thing = Writing::default();
            thing.text("id", &id.to_string());
            if let Some(entity) = self.setting.project.entities.get(&id) {
                thing.text("name", &entity.name).some("link", entity.link.as_deref());
            }
            meta.raw("entity", &thing.done());
            out.losses.add(Lost::Entities, Resolved::Rewritten, 1, &document.id, Some(annotation.id));
        }
        let kind = self.setting.project.schema.kind_of(&annotation.label);
        let from = KINDS.iter().find(|(known, _)| *known == kind).map_or("entity", |(_, name)| name);
        let mut results = Vec::new();
        for (range, number) in stretches(annotation, &self.setting.options).into_iter().zip(1_u32..) {
            let id = if number == 1 { annotation.id.to_string() } else { format!("{}-{number}", annotation.id) };
            let Some(region) = Region::of(document, range, &id) else { continue };
            let labels = texts(&[&name]);
            results.push(region.result(from, "labels", &[("labels", &labels)], Some(&meta), made));
            for (attribute, control, (of, key, json)) in &said {
                let mut meta = Writing::default();
                if attribute != control {
                    meta.text("attribute", attribute);
                }
                results.push(region.result(control, of, &[(key, json)], Some(&meta), Made::default()));
            }
            if !annotation.note.is_empty() {
                let note = texts(&[&annotation.note]);
                results.push(region.result(NOTE, "textarea", &[("text", &note)], None, Made::default()));
            }
        }
        results
    }

    fn relation(&mut self, document: &Document, relation: &Relation, out: &mut Out) -> String {
        let name = self.controls.kind(&relation.kind);
        let first = Some(relation.from);
        let mut meta = Writing::default();
        // Results of one id are one region there, so a relation has its id here.
        meta.text("id", &relation.id.to_string());
        if name != relation.kind.as_str() {
            meta.text("label", relation.kind.as_str());
            out.losses.add(Lost::LabelNames, Resolved::Rewritten, 1, &document.id, first);
        }
        if !relation.attributes.is_empty() {
            meta.raw("attributes", &object(relation.attributes.iter().map(entry)));
            let count = relation.attributes.len();
            out.losses.add(Lost::RelationAttributes, Resolved::Rewritten, count, &document.id, first);
        }
        if !relation.note.is_empty() {
            meta.text(NOTE, &relation.note);
            out.losses.add(Lost::Notes, Resolved::Rewritten, 1, &document.id, first);
        }
        let mut result = Writing::default();
        result.text("type", "relation");
        result.text("from_id", &relation.from.to_string()).text("to_id", &relation.to.to_string());
        result.text("direction", "right").raw("labels", &texts(&[name]));
        result.raw("meta", &meta.done()).done()
    }

    /// What is said of the whole article; what no control says goes into `unsaid`.
    fn values(&self, values: &Attributes, unsaid: &mut Vec<(AttributeName, String)>) -> Vec<String> {
        let mut results = Vec::new();
        for (attribute, values) in values.iter() {
            let control = self.controls.of_document(attribute.as_str());
            let Some((control, (of, key, json))) = control.and_then(|control| Some((control, control.says(values)?)))
            else {
                unsaid.push((attribute.clone(), texts(values)));
                continue;
            };
            let mut value = Writing::default();
            value.raw(key, &json);
            let mut result = Writing::default();
            result.text("id", &format!("article-{}", control.name));
            result.text("from_name", &control.name).text("to_name", TEXT).text("type", of).raw("value", &value.done());
            if attribute.as_str() != control.name {
                let mut meta = Writing::default();
                result.raw("meta", &meta.text("attribute", attribute.as_str()).done());
            }
            results.push(result.done());
        }
        results
    }

    /// One prediction for each who proposes something: as sure as the least sure of it. What was rejected stands in one of
    /// its own, whose name says so: Label Studio has no other place for it, and it must not be taken for what is proposed.
    fn predictions(&mut self, document: &Document, out: &mut Out) -> Vec<String> {
        let options = self.setting.options;
        let mut all: Vec<_> = document.suggestions.values().filter(|known| options.writes(known.verdict)).collect();
        let group = |one: &Suggestion| (one.verdict == Verdict::Rejected, engine(&one.annotation).0.to_owned());
        sort_by(&mut all, |a, b| group(a).cmp(&group(b)).then_with(|| a.annotation.reading_order(&b.annotation)));
        let mut predictions = Vec::new();
        for group in all.chunk_by(|a, b| group(a) == group(b)) {
            let mut results = Vec::new();
            for suggestion in group {
                results.extend(self.results(document, (&suggestion.annotation, Some(suggestion.verdict)), out));
            }
            let mut prediction = Writing::default();
            let name = group.first().map_or_else(String::new, |first| match first.verdict {
                Verdict::Open => engine(&first.annotation).0.to_owned(),
                Verdict::Rejected => format!("{}{REJECTED}", engine(&first.annotation).0),
            });
            prediction.text("model_version", &name);
            // Readers take it for the score of what has none.
            let scores: Option<Vec<u16>> = group.iter().map(|suggestion| engine(&suggestion.annotation).1).collect();
            if let Some(least) = scores.and_then(|scores| scores.into_iter().min()) {
                prediction.raw("score", &decimal(least));
            }
            predictions.push(prediction.raw("result", &list(&results)).done());
        }
        predictions
    }

    /// The fields of a task that are columns there.
    fn data(&self, document: &Document) -> String {
        let meta = &document.meta;
        let mut data = Writing::default();
        data.text(TEXT, document.article.text());
        data.text("article_id", document.article_id().as_str()).text("title", &meta.title);
        data.some("lang", meta.language.as_deref()).some("author", meta.byline.as_deref());
        data.some("published", meta.published.as_deref()).some("url", meta.source_url.as_deref());
        data.some("site", meta.site.as_deref()).some("license", meta.license.as_deref());
        data.some("retrieved", meta.retrieved.as_deref()).text("status", meta.status.as_str());
        let by = told::person(&self.setting.project, meta.annotator, self.setting.options.names);
        data.some("annotated_by", by.as_deref());
        data.done()
    }
}

impl Writer for Studio {
    fn document(&mut self, document: &Document, out: &mut Out) {
        tell(document, &self.setting.options, SAYS, out);
        told::notes_of_things(document, &self.setting.project, &mut out.losses);
        self.controls.called.tell_all(document, &mut out.losses);
        self.tasks += 1;
        let mut results = Vec::new();
        for annotation in document.in_reading_order() {
            results.extend(self.results(document, (annotation, None), out));
        }
        for relation in document.relations.values() {
            let has = |end| document.annotations.contains_key(end);
            if has(&relation.from) && has(&relation.to) {
                results.push(self.relation(document, relation, out));
            }
        }
        let mut unsaid = Vec::new();
        results.extend(self.values(&document.meta.values, &mut unsaid));
        out.losses.add(Lost::DocumentValues, Resolved::Rewritten, unsaid.len(), &document.id, None);
        let mut task = Writing::default();
        task.raw("id", &self.tasks.to_string()).raw("data", &self.data(document));
        let mut meta = Writing::default();
        if !unsaid.is_empty() {
            let mut values = Writing::default();
            for (name, json) in &unsaid {
                values.raw(name.as_str(), json);
            }
            meta.raw("values", &values.done());
        }
        if !document.meta.extra.is_empty() {
            meta.raw("extra", &pairs(&document.meta.extra));
        }
        if !meta.is_empty() {
            task.raw("meta", &meta.done());
        }
        let mut annotation = Writing::default();
        annotation.raw("was_cancelled", "false").raw("ground_truth", "false").raw("result", &list(&results));
        task.raw("annotations", &list(&[annotation.done()]));
        task.raw("predictions", &list(&self.predictions(document, out)));
        out.glue(&self.path, if self.tasks == 1 { "[\n" } else { ",\n" });
        out.append(&self.path, &task.done());
    }

    fn prove(&self, document: &Document, out: &Out, proof: &mut Proof) {
        proving::prove(&self.setting, &self.controls, document, &out.text_of(&self.path), proof);
    }

    fn finish(&mut self, out: &mut Out) {
        out.glue(&self.path, if self.tasks == 0 { "[]\n" } else { "\n]\n" });
        out.whole(&format!("{}.labels.xml", self.setting.stem), &self.controls.configuration());
    }
}

/// What made something, as a result says it.
#[derive(Clone, Copy, Default)]
struct Made {
    score: Option<u16>,
    /// It was proposed by a model, and somebody took it.
    is_taken: bool,
}

/// A stretch of the text that results are about.
struct Region<'a> {
    id: &'a str,
    start: u32,
    end: u32,
    words: &'a str,
}

impl<'a> Region<'a> {
    fn of(document: &'a Document, range: TextRange, id: &'a str) -> Option<Self> {
        let (start, end) = document.article.offsets(range, Unit::CodePoint)?;
        Some(Self { id, start, end, words: document.article.quote(range) })
    }

    fn result(&self, from: &str, of: &str, said: &[(&str, &str)], meta: Option<&Writing>, made: Made) -> String {
        let mut value = Writing::default();
        value.raw("start", &self.start.to_string()).raw("end", &self.end.to_string());
        // A text area has its own `text`.
        if of != "textarea" {
            value.text("text", self.words);
        }
        for (key, json) in said {
            value.raw(key, json);
        }
        let mut result = Writing::default();
        result.text("id", self.id).text("from_name", from).text("to_name", TEXT).text("type", of);
        result.raw("value", &value.done());
        if made.is_taken {
            // Label Studio's own word for what an annotator left as it was predicted.
            result.text("origin", "prediction");
        }
        if let Some(score) = made.score {
            result.raw("score", &decimal(score));
        }
        if let Some(meta) = meta.filter(|meta| !meta.is_empty()) {
            result.raw("meta", &meta.done());
        }
        result.done()
    }
}

/// Who proposes something, and how sure they are.
fn engine(annotation: &Annotation) -> (&str, Option<u16>) {
    match &annotation.origin {
        Origin::Engine { id, permille } => (id, *permille),
        Origin::Person | Origin::Import { .. } => (SUGGESTED, None),
    }
}

fn entry<'a>((name, values): (&'a AttributeName, &'a Vec<std::rc::Rc<str>>)) -> (&'a str, Vec<&'a str>) {
    (name.as_str(), values.iter().map(|value| &**value).collect())
}

/// Which control marks a kind of label.
#[must_use]
pub(super) fn kind_of(control: &str) -> Option<LabelKind> {
    KINDS.iter().find(|(_, name)| *name == control).map(|(kind, _)| *kind)
}
