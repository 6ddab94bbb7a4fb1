//! A file for each document.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Feature, pair};
use super::proving;
use super::types::Layers;
use super::{ARTICLE, DOCUMENT, ENDS, INITIAL, MORE, RELATION, SENTENCE, SPAN, TOKEN};
use crate::formats::foreign::called::Called;
use crate::formats::foreign::options::Fragments;
use crate::formats::foreign::raw::{Writing, list, quoted, texts};
use crate::formats::foreign::says::stretches;
use crate::formats::foreign::tokens::{sentences, tokens};
use crate::formats::foreign::told::{self, SafeNames};
use crate::formats::foreign::{Out, Proof, Setting, Writer};
use crate::formats::loss::{Losses, Lost, Resolved};
use crate::model::order::sort_by_key;
use crate::model::{Annotation, AnnotationId, Attributes, Document, Relation, TextRange, Unit};

/// What is not in the files, if it is said.
const LEFT: [Lost; 3] = [Lost::Suggestions, Lost::Blocks, Lost::Authors];

/// Writes a set of documents.
pub(super) struct CasWriter {
    setting: Setting,
    called: Called,
    layers: Layers,
    /// `%TYPES`, the same in every file.
    types: String,
    /// The folder of the set, with its slash; empty for none.
    folder: String,
    files: SafeNames,
    /// Kinds of links that the schema does not have, for their tagset.
    kinds: BTreeSet<String>,
    labels: BTreeSet<String>,
}

impl CasWriter {
    pub(super) fn new(setting: &Setting) -> Self {
        let layers = Layers::of(&setting.project.schema);
        let folder = if setting.stem == "articles" { String::new() } else { format!("{}/", setting.stem) };
        Self {
            called: Called::of(setting),
            types: layers.json(),
            layers,
            folder,
            files: SafeNames::default(),
            kinds: setting.project.schema.relations.iter().map(|kind| kind.id.to_string()).collect(),
            labels: BTreeSet::new(),
            setting: setting.clone(),
        }
    }

    fn page(&mut self, document: &Document, losses: &mut Losses) -> String {
        let mut page = Page { document, losses, lines: Vec::new(), members: Vec::new(), last: 0 };
        let mut sofa = page.structure("uima.cas.Sofa");
        sofa.raw("sofaNum", "1").text("sofaID", INITIAL).text("mimeType", "text/plain");
        page.put(sofa.text("sofaString", document.article.text()));
        self.about(&mut page);
        let words = tokens(document.article.text());
        let blocks: Vec<TextRange> = document.blocks.iter().map(|block| block.range).collect();
        for sentence in sentences(document.article.text(), &words, &blocks, &[]) {
            let ends = words.get(sentence.start).zip(words.get(sentence.end.saturating_sub(1)));
            let range = ends.and_then(|(first, last)| TextRange::new(first.start(), last.end()));
            page.placed(SENTENCE, range, |_| {});
        }
        for word in words {
            page.placed(TOKEN, Some(word), |_| {});
        }
        let mut numbers = BTreeMap::new();
        for annotation in document.in_reading_order() {
            self.spans(annotation, &mut numbers, &mut page);
        }
        let mut relations: Vec<_> = document.relations.values().collect();
        sort_by_key(&mut relations, |relation| relation.id);
        for relation in relations {
            self.relation(relation, &numbers, &mut page);
        }
        page.done(&self.types)
    }

    /// What is known of the article: where DKPro Core looks for it, and all of it.
    fn about(&self, page: &mut Page<'_>) {
        let document = page.document;
        let meta = &document.meta;
        let length = u32::try_from(document.article.text().len()).unwrap_or(u32::MAX);
        let id = document.article_id();
        let language = meta.language.as_deref().unwrap_or("x-unspecified");
        page.placed(DOCUMENT, TextRange::new(0, length), |known| {
            known.text("language", language).text("documentTitle", &meta.title).text("documentId", id.as_str());
            known.some("documentUri", meta.source_url.as_deref());
        });
        let mut values = Values::of(&meta.values, &self.layers.articles);
        let lists = values.lists(page);
        page.losses.add(Lost::DocumentValues, Resolved::Rewritten, values.more.len(), &document.id, None);
        let extra: Vec<String> = meta.extra.iter().map(|(name, value)| pair(name, value)).collect();
        let extra = page.list(&extra);
        let by = told::person(&self.setting.project, meta.annotator, self.setting.options.names);
        let mut known = page.structure(ARTICLE);
        known.raw("@sofa", "1").raw("begin", "0").raw("end", "0");
        known.text("articleId", id.as_str()).text("title", &meta.title).some("annotator", by.as_deref());
        known.some("author", meta.byline.as_deref()).some("published", meta.published.as_deref());
        known.some("url", meta.source_url.as_deref()).some("site", meta.site.as_deref());
        known.some("license", meta.license.as_deref()).some("retrieved", meta.retrieved.as_deref());
        known.text("status", meta.status.as_str());
        refer(&mut known, "extra", extra);
        values.write(&mut known, &lists);
        page.member(&known);
    }

    /// An annotation: one structure, or one for each fragment.
    fn spans(&mut self, annotation: &Annotation, numbers: &mut BTreeMap<AnnotationId, u32>, page: &mut Page<'_>) {
        let document = page.document;
        let label = self.called.name(&annotation.label).into_owned();
        let entity = annotation.entity.and_then(|id| self.setting.project.entities.get(&id));
        if annotation.span.count() > 1 {
            let is_joined = self.setting.options.fragments == Fragments::Join;
            page.lost(Lost::Fragments, if is_joined { Resolved::Joined } else { Resolved::Split }, 1, annotation.id);
        }
        let mut values = Values::of(&annotation.attributes, &self.layers.spans);
        page.lost(Lost::Attributes, Resolved::Rewritten, values.more.len(), annotation.id);
        let all = stretches(annotation, &self.setting.options);
        let is_joined = all.len() == 1 && annotation.span.count() > 1;
        for (range, number) in all.into_iter().zip(1_u32..) {
            let lists = values.lists(page);
            let id = if number == 1 { annotation.id.to_string() } else { format!("{}-{number}", annotation.id) };
            let parts = is_joined.then(|| parts(document, annotation));
            let made = page.placed(SPAN, Some(range), |span| {
                span.text("label", &label).text("spanId", &id);
                span.some("note", Some(&*annotation.note).filter(|note| !note.is_empty()));
                span.some("doubt", annotation.doubt.as_ref().map(|doubt| &*doubt.reason));
                if let Some(id) = annotation.entity {
                    span.text("entityId", &id.to_string());
                }
                span.some("entity", entity.map(|entity| &*entity.name));
                span.some("identifier", entity.and_then(|entity| entity.link.as_deref()));
                span.some("fragments", parts.as_deref());
                values.write(span, &lists);
            });
            // A span of several fragments is linked by its first.
            if let Some(made) = made.filter(|_| number == 1) {
                numbers.insert(annotation.id, made);
            }
        }
        self.labels.insert(label);
    }

    fn relation(&mut self, relation: &Relation, numbers: &BTreeMap<AnnotationId, u32>, page: &mut Page<'_>) {
        let (Some(from), Some(to)) = (numbers.get(&relation.from), numbers.get(&relation.to)) else {
            return page.lost(Lost::LooseRelations, Resolved::Left, 1, relation.from);
        };
        self.kinds.insert(relation.kind.to_string());
        let mut values = Values::of(&relation.attributes, &self.layers.relations);
        page.lost(Lost::RelationAttributes, Resolved::Rewritten, values.more.len(), relation.from);
        let lists = values.lists(page);
        // INCEpTION has relations where they end.
        let end = page.document.annotations.get(&relation.to);
        let range = end.and_then(|end| stretches(end, &self.setting.options).first().copied());
        page.placed(RELATION, range, |link| {
            link.text("label", relation.kind.as_str()).text("relationId", &relation.id.to_string());
            link.some("note", Some(&*relation.note).filter(|note| !note.is_empty()));
            for (end, number) in ENDS.into_iter().zip([from, to]) {
                link.raw(&format!("@{end}"), &number.to_string());
            }
            values.write(link, &lists);
        });
    }
}

impl Writer for CasWriter {
    fn document(&mut self, document: &Document, out: &mut Out) {
        let file = self.files.name(&document.id);
        let text = self.page(document, &mut out.losses);
        out.whole(&format!("{}{file}.json", self.folder), &text);
        told::at_end(document, &self.setting, &self.called, &LEFT, &mut out.losses);
        told::doubts(document, &mut out.losses);
    }

    fn prove(&self, document: &Document, out: &Out, proof: &mut Proof) {
        let written = out.written().find(|piece| piece.path.ends_with(".json"));
        proving::prove(&self.setting, &self.called, document, written.map_or("", |piece| &*piece.text), proof);
    }

    fn finish(&mut self, out: &mut Out) {
        let folder = format!("{}layers/", self.folder);
        out.whole(&format!("{folder}TypeSystem.xml"), &self.layers.xml());
        let schema = &self.setting.project.schema;
        let about: BTreeMap<String, String> = schema
            .labels
            .iter()
            .map(|label| (self.called.name(&label.id).into_owned(), label.description.to_string()))
            .collect();
        let mut labels: Vec<String> = self.called.names(&self.setting).map(str::to_owned).collect();
        let further: Vec<String> = self.labels.iter().filter(|label| !labels.contains(label)).cloned().collect();
        labels.extend(further);
        let labels = labels.iter().map(|label| (&**label, about.get(label).map_or("", String::as_str)));
        out.whole(&format!("{folder}labels.json"), &tagset("Manicule labels", labels));
        let kinds = self.kinds.iter().map(|kind| (&**kind, ""));
        out.whole(&format!("{folder}relations.json"), &tagset("Manicule relations", kinds));
    }
}

/// A tagset as INCEpTION imports it.
fn tagset<'a>(name: &str, tags: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let tags = tags.map(|(tag, about)| {
        let mut made = Writing::default();
        made.text("tag_name", tag).text("tag_description", about).done()
    });
    let mut set = Writing::default();
    set.text("name", name).text("description", "").text("language", "").raw("tags", &list(&tags.collect::<Vec<_>>()));
    set.raw("create_tag", "true").done() + "\n"
}

/// Where the parts of an annotation are: `2-5 9-12`.
fn parts(document: &Document, annotation: &Annotation) -> String {
    let places = annotation.span.fragments().filter_map(|range| document.article.offsets(range, Unit::Utf16));
    places.map(|(start, end)| format!("{start}-{end}")).collect::<Vec<_>>().join(" ")
}

fn refer(structure: &mut Writing, feature: &str, id: Option<u32>) {
    if let Some(id) = id {
        structure.raw(&format!("@{feature}"), &id.to_string());
    }
}

/// What is said, by features.
struct Values<'a> {
    plain: Vec<(&'a str, &'a str)>,
    lists: Vec<(&'a str, Vec<&'a str>)>,
    /// What no feature has a place for.
    more: Vec<String>,
}

impl<'a> Values<'a> {
    fn of(attributes: &'a Attributes, features: &'a [Feature]) -> Self {
        let mut values = Self { plain: Vec::new(), lists: Vec::new(), more: Vec::new() };
        for (name, said) in attributes.iter() {
            let mut said = said.iter().map(|value| &**value);
            match features.iter().find(|feature| feature.attribute == name.as_str()) {
                Some(feature) if feature.is_list => values.lists.push((&feature.name, said.by_ref().collect())),
                Some(feature) => values.plain.extend(said.next().map(|first| (&*feature.name, first))),
                None => {}
            }
            values.more.extend(said.map(|value| pair(name.as_str(), value)));
        }
        values
    }

    /// Writes the arrays, which stand before what refers to them.
    fn lists(&mut self, page: &mut Page<'_>) -> Vec<(&'a str, Option<u32>)> {
        let mut made: Vec<_> = self.lists.iter().map(|(name, said)| (*name, page.list(said))).collect();
        made.push((MORE, page.list(&self.more)));
        made
    }

    fn write(&self, structure: &mut Writing, lists: &[(&str, Option<u32>)]) {
        for (name, value) in &self.plain {
            structure.text(name, value);
        }
        for (name, id) in lists {
            refer(structure, name, *id);
        }
    }
}

/// What is being written of one document.
struct Page<'a> {
    document: &'a Document,
    losses: &'a mut Losses,
    /// A structure each.
    lines: Vec<String>,
    members: Vec<String>,
    /// The last number that was given.
    last: u32,
}

impl Page<'_> {
    fn structure(&mut self, kind: &str) -> Writing {
        self.last += 1;
        let mut structure = Writing::default();
        structure.raw("%ID", &self.last.to_string()).text("%TYPE", kind);
        structure
    }

    fn put(&mut self, structure: &Writing) {
        self.lines.push(structure.done());
    }

    /// Puts the structure that was begun last, and counts it to the view.
    fn member(&mut self, structure: &Writing) {
        self.put(structure);
        self.members.push(self.last.to_string());
    }

    /// A structure at a place of the text; its number.
    fn placed(&mut self, kind: &str, range: Option<TextRange>, fill: impl FnOnce(&mut Writing)) -> Option<u32> {
        let (begin, end) = self.document.article.offsets(range?, Unit::Utf16)?;
        let mut structure = self.structure(kind);
        structure.raw("@sofa", "1").raw("begin", &begin.to_string()).raw("end", &end.to_string());
        fill(&mut structure);
        self.member(&structure);
        Some(self.last)
    }

    /// A list of texts; its number. Nothing where it is empty.
    fn list<T: AsRef<str>>(&mut self, items: &[T]) -> Option<u32> {
        if items.is_empty() {
            return None;
        }
        let mut array = self.structure("uima.cas.StringArray");
        self.put(array.raw("%ELEMENTS", &texts(items)));
        Some(self.last)
    }

    fn lost(&mut self, what: Lost, how: Resolved, count: usize, first: AnnotationId) {
        self.losses.add(what, how, count, &self.document.id, Some(first));
    }

    fn done(&self, types: &str) -> String {
        let members = self.members.join(",");
        format!(
            "{{\"%TYPES\":{types},\n\"%FEATURE_STRUCTURES\":[\n{}\n],\n\"%VIEWS\":{{{}:{{\"%SOFA\":1,\"%MEMBERS\":[{members}]}}}}}}\n",
            self.lines.join(",\n"),
            quoted(INITIAL),
        )
    }
}
