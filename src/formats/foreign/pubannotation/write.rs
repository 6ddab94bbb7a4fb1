//! A file for each document.

use std::collections::BTreeMap;

use super::{CODE_POINTS, ENTITY, ENTITY_LINK, ENTITY_NAME, NOTE, RESERVED, SOURCE, UNIT, read};
use crate::formats::TextFile;
use crate::formats::foreign::called::Called;
use crate::formats::foreign::loose::LooseSpan;
use crate::formats::foreign::raw::{Raw, Writing, list, pairs, texts};
use crate::formats::foreign::told::{self, SafeNames};
use crate::formats::foreign::{Foreign, Out, Proof, Setting, Writer};
use crate::formats::loss::{Lost, Resolved};
use crate::model::{Annotation, AnnotationId, Attributes, Document, Relation, Unit};

/// What is not in the files, if it is said.
const LEFT: [Lost; 4] = [Lost::Suggestions, Lost::Blocks, Lost::Authors, Lost::Doubts];

/// Writes a set of documents.
pub(super) struct Denotations {
    setting: Setting,
    called: Called,
    /// The folder of the set, with its slash; empty for none.
    folder: String,
    files: SafeNames,
}

/// The id of a denotation: a letter before ours, for a relation may have the same.
fn denotation(id: AnnotationId) -> String {
    format!("T{id}")
}

/// A name that is not one of those with a meaning.
fn free(name: &str) -> String {
    if name.starts_with(RESERVED) { format!("{RESERVED}{name}") } else { name.to_owned() }
}

/// What is said of a denotation.
struct Told {
    all: Vec<String>,
}

impl Told {
    fn add(&mut self, of: &str, name: &str, value: &str) {
        let mut attribute = Writing::default();
        attribute.text("id", &format!("A{}", self.all.len() + 1)).text("subj", of);
        self.all.push(attribute.text("pred", name).text("obj", value).done());
    }
}

impl Denotations {
    pub(super) fn new(setting: &Setting) -> Self {
        let folder = if setting.stem == "articles" { String::new() } else { format!("{}/", setting.stem) };
        Self { called: Called::of(setting), folder, files: SafeNames::default(), setting: setting.clone() }
    }

    fn denotation(&self, document: &Document, annotation: &Annotation) -> String {
        let places: Vec<String> = annotation
            .span
            .fragments()
            .filter_map(|range| document.article.offsets(range, Unit::CodePoint))
            .map(|(begin, end)| {
                let mut place = Writing::default();
                place.raw("begin", &begin.to_string()).raw("end", &end.to_string()).done()
            })
            .collect();
        let mut object = Writing::default();
        object.text("id", &denotation(annotation.id));
        object.raw("span", &if let [one] = places.as_slice() { one.clone() } else { list(&places) });
        object.text("obj", &self.called.name(&annotation.label)).done()
    }

    fn say(&self, annotation: &Annotation, told: &mut Told) {
        let of = denotation(annotation.id);
        for (name, values) in annotation.attributes.iter() {
            values.iter().for_each(|value| told.add(&of, &free(name.as_str()), value));
        }
        if !annotation.note.is_empty() {
            told.add(&of, NOTE, &annotation.note);
        }
        if let Some(id) = annotation.entity {
            told.add(&of, ENTITY, &id.to_string());
            if let Some(entity) = self.setting.project.entities.get(&id) {
                told.add(&of, ENTITY_NAME, &entity.name);
                if let Some(link) = &entity.link {
                    told.add(&of, ENTITY_LINK, link);
                }
            }
        }
    }

    fn relation(relation: &Relation) -> String {
        let mut object = Writing::default();
        object.text("id", &format!("R{}", relation.id)).text("subj", &denotation(relation.from));
        object.text("pred", relation.kind.as_str()).text("obj", &denotation(relation.to));
        if !relation.attributes.is_empty() {
            object.raw("values", &values(&relation.attributes));
        }
        object.some("note", Some(&*relation.note).filter(|note| !note.is_empty())).done()
    }

    /// Everything that is known of the article.
    fn about(&self, document: &Document, object: &mut Writing) {
        let meta = &document.meta;
        object.some("title", Some(&*meta.title).filter(|title| !title.is_empty()));
        object.some("lang", meta.language.as_deref()).some("author", meta.byline.as_deref());
        object.some("published", meta.published.as_deref()).some("url", meta.source_url.as_deref());
        object.some("site", meta.site.as_deref()).some("license", meta.license.as_deref());
        object.some("retrieved", meta.retrieved.as_deref()).text("status", meta.status.as_str());
        let by = told::person(&self.setting.project, meta.annotator, self.setting.options.names);
        object.some("annotated_by", by.as_deref());
        if !meta.values.is_empty() {
            object.raw("values", &values(&meta.values));
        }
        if !meta.extra.is_empty() {
            object.raw("extra", &pairs(&meta.extra));
        }
        object.text(UNIT, CODE_POINTS);
    }

    fn tell(&self, document: &Document, out: &mut Out) {
        told::at_end(document, &self.setting, &self.called, &LEFT, &mut out.losses);
        for relation in document.relations.values() {
            let mut add = |what, how, count| out.losses.add(what, how, count, &document.id, Some(relation.from));
            if is_whole(document, relation) {
                add(Lost::RelationAttributes, Resolved::Rewritten, relation.attributes.len());
                add(Lost::Notes, Resolved::Rewritten, usize::from(!relation.note.is_empty()));
            } else {
                add(Lost::LooseRelations, Resolved::Left, 1);
            }
        }
    }
}

/// Whether both ends are there.
fn is_whole(document: &Document, relation: &Relation) -> bool {
    [relation.from, relation.to].iter().all(|end| document.annotations.contains_key(end))
}

fn values(attributes: &Attributes) -> String {
    let mut object = Writing::default();
    for (name, values) in attributes.iter() {
        object.raw(name.as_str(), &texts(values));
    }
    object.done()
}

impl Writer for Denotations {
    fn document(&mut self, document: &Document, out: &mut Out) {
        let file = self.files.name(&document.id);
        let all = document.in_reading_order();
        let mut told = Told { all: Vec::new() };
        let mut denotations = Vec::new();
        for annotation in &all {
            denotations.push(self.denotation(document, annotation));
            self.say(annotation, &mut told);
        }
        let links = document.relations.values().filter(|relation| is_whole(document, relation));
        let links: Vec<String> = links.map(|link| Self::relation(link)).collect();
        let mut object = Writing::default();
        object.text("text", document.article.text()).text("sourcedb", SOURCE);
        object.text("sourceid", document.article_id().as_str());
        object.raw("denotations", &list(&denotations)).raw("relations", &list(&links));
        object.raw("attributes", &list(&told.all));
        self.about(document, &mut object);
        out.whole(&format!("{}{file}.json", self.folder), &format!("{}\n", object.done()));
        self.tell(document, out);
    }

    fn prove(&self, document: &Document, out: &Out, proof: &mut Proof) {
        let id = &document.id;
        let Some(written) = out.written().next() else { return proof.broken(id, "the file", "nothing") };
        let file = TextFile { name: written.path.clone(), text: String::new() };
        let Some(object) = Raw(written.text.trim_end()).entries() else {
            return proof.broken(id, "the file", "unreadable");
        };
        let mut read_again = Foreign::default();
        read::document(&file, 1, &object, &mut read_again);
        for issue in &read_again.issues {
            proof.broken(id, &issue.path, &format!("{:?}", issue.problem));
        }
        let [again] = read_again.documents.as_slice() else { return proof.broken(id, "the file", "not one document") };
        if again.text != **document.article.text() {
            proof.broken(id, "text", "not that of the article");
        }
        let mut rest: BTreeMap<&str, &LooseSpan> = BTreeMap::new();
        for span in &again.spans {
            if rest.insert(&span.id, span).is_some() {
                proof.broken(id, &span.path, "it stands twice");
            }
        }
        for annotation in document.annotations.values() {
            let own = annotation.id.to_string();
            let Some(span) = rest.remove(own.as_str()) else {
                proof.broken(id, &own, "missing");
                continue;
            };
            let ranges: Vec<_> = annotation.span.fragments().collect();
            if span.label != *self.called.name(&annotation.label) || span.fragments.len() != ranges.len() {
                proof.broken(id, &own, "another label, or other fragments");
            }
            for (place, range) in span.fragments.iter().zip(ranges) {
                proof.span(id, &own, &again.text, *place, Unit::CodePoint, document.article.quote(range));
            }
        }
        for surplus in rest.values() {
            proof.broken(id, &surplus.path, "nobody marked this");
        }
        let links = document.relations.values().filter(|relation| is_whole(document, relation));
        let mut links: Vec<_> = links
            .map(|link| [link.id.to_string(), link.kind.to_string(), link.from.to_string(), link.to.to_string()])
            .collect();
        let there = again.relations.iter().cloned();
        let mut there: Vec<_> = there.map(|link| [link.id, link.kind, link.from, link.to]).collect();
        links.sort_unstable();
        there.sort_unstable();
        if links != there {
            proof.broken(id, "relations", "not those that were made");
        }
    }

    fn finish(&mut self, _: &mut Out) {}
}
