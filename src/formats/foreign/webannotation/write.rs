//! From documents to texts and collections of annotations.

use super::{CONFIDENCE, CONTEXT, GENERATOR, MOVED, PERSON, SUGGESTIONS, names, proving};
use crate::formats::foreign::called::Called;
use crate::formats::foreign::raw::{Writing, list, quoted};
use crate::formats::foreign::score::decimal;
use crate::formats::foreign::told::{self, SafeNames};
use crate::formats::foreign::{Out, Proof, Setting, Writer};
use crate::formats::loss::{Lost, Resolved};
use crate::model::order::sort_by;
use crate::model::{
    AnchorDoubt, Annotation, Attributes, Document, EntityId, Origin, PersonId, Relation, Suggestion, TextRange,
    Timestamp, Unit, Verdict,
};

/// Characters that a quotation has on each side.
const AROUND: usize = 32;

/// What is not in the files, if it is said.
const LEFT: [Lost; 1] = [Lost::Blocks];

/// Writes a set of documents.
pub(super) struct Pages {
    setting: Setting,
    called: Called,
    /// The folder of the set, with its slash; empty for none.
    folder: String,
    files: SafeNames,
}

impl Pages {
    pub(super) fn new(setting: &Setting) -> Self {
        let folder = if setting.stem == "articles" { String::new() } else { format!("{}/", setting.stem) };
        Self { called: Called::of(setting), folder, files: SafeNames::default(), setting: setting.clone() }
    }

    /// Somebody: an IRI alone where the collection says who that is.
    fn agent(&self, id: PersonId, document: &Document, is_told: bool) -> String {
        let iri = names::person(id);
        if is_told && document.meta.annotator == Some(id) {
            return quoted(&iri);
        }
        let mut agent = Writing::default();
        agent.text("id", &iri).text("type", "Person");
        if self.setting.options.names {
            let person = self.setting.project.people.get(&id).filter(|person| !person.name.is_empty());
            agent.some("name", person.map(|person| &*person.name));
        }
        agent.done()
    }

    /// Who made something and when.
    fn made(&self, of: &mut Writing, document: &Document, by: Option<PersonId>, times: (Timestamp, Timestamp)) {
        if let Some(by) = by {
            of.raw("creator", &self.agent(by, document, true));
        }
        for (key, at) in [("created", times.0), ("modified", times.1)] {
            if at != Timestamp::default() {
                of.text(key, &at.to_string());
            }
        }
    }

    /// The thing that a mention names: by its address, or by its own IRI where it has none.
    fn thing(&self, id: EntityId, bodies: &mut Vec<String>) {
        let entity = self.setting.project.entities.get(&id);
        let link = entity.and_then(|entity| entity.link.as_deref());
        let own = names::thing(id);
        let address = link.filter(|link| names::is_iri(link));
        let mut source = Writing::default();
        source.text("id", address.unwrap_or(&own)).some("label", entity.map(|entity| &*entity.name));
        let mut body = Writing::default();
        body.text("id", &own).text("type", "SpecificResource").text("purpose", "identifying");
        bodies.push(body.raw("source", &source.done()).done());
        if let Some(link) = link.filter(|_| address.is_none()) {
            bodies.push(textual("identifying", None, link));
        }
    }

    fn bodies(&self, annotation: &Annotation) -> Vec<String> {
        let mut bodies = vec![textual("tagging", None, &self.called.name(&annotation.label))];
        values(&annotation.attributes, &mut bodies);
        if !annotation.note.is_empty() {
            bodies.push(textual("commenting", None, &annotation.note));
        }
        if let Some(id) = annotation.entity {
            self.thing(id, &mut bodies);
        }
        if let Some(doubt) = &annotation.doubt {
            let source = match doubt.source {
                AnchorDoubt::Person => PERSON,
                AnchorDoubt::Moved => MOVED,
            };
            bodies.push(textual("questioning", Some(source), &doubt.reason));
        }
        bodies
    }

    fn span(&self, document: &Document, annotation: &Annotation, source: &str) -> String {
        let mut item = Writing::default();
        item.text("id", &names::annotation(&document.id, annotation.id)).text("type", "Annotation");
        item.text("motivation", "tagging");
        self.made(&mut item, document, annotation.author, (annotation.created, annotation.changed));
        item.raw("body", &list(&self.bodies(annotation))).raw("target", &target(document, annotation, source));
        item.done()
    }

    /// A proposal: by a program, as sure as it was.
    fn suggestion(&self, document: &Document, suggestion: &Suggestion, source: &str) -> String {
        let annotation = &suggestion.annotation;
        let mut item = Writing::default();
        item.text("id", &names::suggestion(&document.id, annotation.id)).text("type", "Annotation");
        item.text("motivation", "tagging");
        let mut bodies = self.bodies(annotation);
        let mut by = Writing::default();
        if let Origin::Engine { id, permille } = &annotation.origin {
            by.text("id", &names::program(id)).text("type", "Software").text("name", id);
            bodies.extend(permille.map(|permille| textual("assessing", Some(CONFIDENCE), &decimal(permille))));
        } else {
            by.text("id", &names::program("")).text("type", "Software");
        }
        item.raw("creator", &by.done()).raw("body", &list(&bodies));
        item.raw("target", &target(document, annotation, source)).done()
    }

    fn relation(&self, document: &Document, relation: &Relation) -> String {
        let end = |id| names::annotation(&document.id, id);
        let mut from = Writing::default();
        from.text("type", "SpecificResource").text("purpose", "linking").text("source", &end(relation.from));
        let mut bodies = vec![from.done(), textual("tagging", None, relation.kind.as_str())];
        values(&relation.attributes, &mut bodies);
        if !relation.note.is_empty() {
            bodies.push(textual("commenting", None, &relation.note));
        }
        let mut item = Writing::default();
        item.text("id", &names::relation(&document.id, relation.id)).text("type", "Annotation");
        item.text("motivation", "linking");
        self.made(&mut item, document, relation.author, (relation.created, relation.changed));
        item.raw("body", &list(&bodies)).text("target", &end(relation.to)).done()
    }

    /// What is known of the article itself.
    fn about(document: &Document, source: &str) -> String {
        let meta = &document.meta;
        let mut bodies = vec![textual("identifying", Some("id"), document.article_id().as_str())];
        let known = [
            ("author", &meta.byline),
            ("published", &meta.published),
            ("url", &meta.source_url),
            ("site", &meta.site),
            ("license", &meta.license),
            ("retrieved", &meta.retrieved),
        ];
        for (name, said) in known {
            bodies.extend(said.as_deref().map(|said| textual("describing", Some(name), said)));
        }
        bodies.push(textual("describing", Some("status"), meta.status.as_str()));
        bodies.extend(meta.extra.iter().map(|(name, said)| textual("describing", Some(name), said)));
        values(&meta.values, &mut bodies);
        let mut text = Writing::default();
        text.text("id", source).text("type", "Text").text("format", "text/plain");
        text.some("language", meta.language.as_deref());
        text.some("via", meta.source_url.as_deref().filter(|url| names::is_iri(url)));
        let mut item = Writing::default();
        item.text("id", &names::whole(&document.id, "about")).text("type", "Annotation");
        item.text("motivation", "describing").raw("body", &list(&bodies)).raw("target", &text.done());
        item.done()
    }

    /// The file: a collection with its one page, an annotation a line.
    fn collection(&self, document: &Document, what: &str, items: &[String]) -> String {
        let iri = names::whole(&document.id, what);
        let mut generator = Writing::default();
        generator.text("id", &names::program(GENERATOR)).text("type", "Software").text("name", GENERATOR);
        let mut whole = Writing::default();
        whole.text("@context", CONTEXT).text("id", &iri).text("type", "AnnotationCollection");
        whole.some("label", Some(&*document.meta.title).filter(|title| !title.is_empty()));
        if let Some(by) = document.meta.annotator {
            whole.raw("creator", &self.agent(by, document, false));
        }
        whole.raw("generator", &generator.done()).raw("total", &items.len().to_string());
        let mut page = Writing::default();
        page.text("id", &names::whole(&document.id, &format!("page of {what}"))).text("type", "AnnotationPage");
        page.text("partOf", &iri).raw("startIndex", "0");
        let items = if items.is_empty() { "[]".to_owned() } else { format!("[\n{}\n]", items.join(",\n")) };
        whole.raw("first", &page.raw("items", &items).done());
        format!("{}\n", whole.done())
    }

    fn tell(&self, document: &Document, out: &mut Out) {
        told::at_end(document, &self.setting, &self.called, &LEFT, &mut out.losses);
        if !self.setting.options.suggestions {
            told::left(document, &self.setting.project, &[Lost::Suggestions], &mut out.losses);
        }
        if self.setting.options.rejected {
            // A proposal that somebody said no to would be read as one that stands.
            let rejected = document.suggestions.values().filter(|known| known.verdict == Verdict::Rejected).count();
            out.losses.add(Lost::Rejected, Resolved::Left, rejected, &document.id, None);
        }
        told::origins(document, &mut out.losses);
        for relation in document.relations.values().filter(|relation| !is_whole(document, relation)) {
            out.losses.add(Lost::LooseRelations, Resolved::Left, 1, &document.id, Some(relation.from));
        }
    }
}

impl Writer for Pages {
    fn document(&mut self, document: &Document, out: &mut Out) {
        let file = self.files.name(&document.id);
        let source = format!("{file}.txt");
        let mut items = vec![Self::about(document, &source)];
        items.extend(document.in_reading_order().into_iter().map(|one| self.span(document, one, &source)));
        let whole = document.relations.values().filter(|relation| is_whole(document, relation));
        items.extend(whole.map(|relation| self.relation(document, relation)));
        out.whole(&format!("{}{source}", self.folder), document.article.text());
        out.whole(&format!("{}{file}.jsonld", self.folder), &self.collection(document, "annotations", &items));
        let mut open = open(document);
        if self.setting.options.suggestions && !open.is_empty() {
            sort_by(&mut open, |a, b| a.annotation.reading_order(&b.annotation));
            let source = format!("../{source}");
            let items: Vec<String> = open.iter().map(|one| self.suggestion(document, one, &source)).collect();
            let text = self.collection(document, "suggestions", &items);
            out.whole(&format!("{}{SUGGESTIONS}{file}.jsonld", self.folder), &text);
        }
        self.tell(document, out);
    }

    fn prove(&self, document: &Document, out: &Out, proof: &mut Proof) {
        proving::prove(&self.setting, &self.called, document, out, proof);
    }

    fn finish(&mut self, _: &mut Out) {}
}

/// Whether both ends are there.
pub(super) fn is_whole(document: &Document, relation: &Relation) -> bool {
    [relation.from, relation.to].iter().all(|end| document.annotations.contains_key(end))
}

/// What is proposed and nobody has judged.
pub(super) fn open(document: &Document) -> Vec<&Suggestion> {
    let all = document.suggestions.values().map(|suggestion| &**suggestion);
    all.filter(|suggestion| suggestion.verdict == Verdict::Open).collect()
}

fn textual(purpose: &str, label: Option<&str>, value: &str) -> String {
    let mut body = Writing::default();
    body.text("type", "TextualBody").text("purpose", purpose).some("label", label).text("value", value).done()
}

fn values(attributes: &Attributes, bodies: &mut Vec<String>) {
    for (name, values) in attributes.iter() {
        bodies.extend(values.iter().map(|value| textual("classifying", Some(name.as_str()), value)));
    }
}

/// Where a span stands: all of its fragments are needed.
fn target(document: &Document, annotation: &Annotation, source: &str) -> String {
    let parts: Vec<String> = annotation.span.fragments().map(|range| part(document, range, source)).collect();
    match parts.as_slice() {
        [part] => part.clone(),
        parts => {
            let mut all = Writing::default();
            all.text("type", "oa:Composite").raw("items", &list(parts)).done()
        }
    }
}

fn part(document: &Document, range: TextRange, source: &str) -> String {
    let article = &document.article;
    let (start, end) = article.offsets(range, Unit::CodePoint).unwrap_or_default();
    let mut position = Writing::default();
    position.text("type", "TextPositionSelector").raw("start", &start.to_string()).raw("end", &end.to_string());
    let (before, after) = around(article.text(), range);
    let mut quote = Writing::default();
    quote.text("type", "TextQuoteSelector").text("exact", article.quote(range));
    quote.text("prefix", before).text("suffix", after);
    let mut part = Writing::default();
    part.text("type", "SpecificResource").text("source", source);
    part.raw("selector", &list(&[position.done(), quote.done()])).done()
}

/// What stands before and after a stretch of a text.
fn around(text: &str, range: TextRange) -> (&str, &str) {
    let place = |at: u32| usize::try_from(at).unwrap_or(text.len());
    let before = text.get(..place(range.start())).unwrap_or_default();
    let after = text.get(place(range.end())..).unwrap_or_default();
    let from = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
    let until = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    (before.get(from..).unwrap_or_default(), after.get(..until).unwrap_or_default())
}
