//! From documents to pairs of files.

use std::collections::{BTreeMap, BTreeSet};

use super::DOCUMENTS;
use super::config::{self, Known};
use super::lines::{Line, line};
use super::names::{Names, Of};
use super::pieces::{Pieces, pieces};
use crate::formats::foreign::called::Called;
use crate::formats::foreign::told::{self, SafeNames, one_line};
use crate::formats::foreign::{Out, Proof, Setting, Writer};
use crate::formats::json::{objects, to_json};
use crate::formats::loss::{Losses, Lost, Resolved};
use crate::model::{
    Annotation, AnnotationId, Attributes, Document, Entity, EntityId, Origin, Relation, Unit, order::sort_by_key,
};

objects! {
    /// Which document a pair of files is.
    DocumentObject {
        /// Name of both, without the ending.
        file: String,
        /// Its id.
        id: String,
        /// Its title.
        title: String,
        /// BCP 47 tag.
        language: Option<String>,
        /// Who annotated it.
        annotator: Option<String>,
    }
}

/// Writes a set of documents.
pub(super) struct BratWriter {
    setting: Setting,
    called: Called,
    /// The folder of the set, with its slash; empty for none.
    folder: String,
    files: SafeNames,
    known: Known,
    names: Names,
}

/// What is not in the files, if it is said.
const LEFT: [Lost; 6] =
    [Lost::Suggestions, Lost::DocumentValues, Lost::Meta, Lost::Statuses, Lost::Blocks, Lost::Authors];

impl BratWriter {
    pub(super) fn new(setting: &Setting) -> Self {
        let setting = setting.clone();
        let schema = setting.project.schema.clone();
        let known = Known::of(&schema);
        let mut names = Names::default();
        let called = Called::of(&setting);
        config::give(&mut names, &known, &schema, &called);
        let folder = if setting.stem == "articles" { String::new() } else { format!("{}/", setting.stem) };
        Self { setting, called, folder, files: SafeNames::default(), known, names }
    }

    /// The lines about a document.
    fn lines(&mut self, document: &Document, losses: &mut Losses) -> String {
        let mut page = Page { document, losses, text: String::new(), numbers: [0; 4] };
        let ids = span_ids(document);
        for annotation in document.in_reading_order() {
            let Some(id) = ids.get(&annotation.id) else {
                page.lost(Lost::LineEnds, Resolved::Left, annotation.id);
                continue;
            };
            let made = pieces(document.article.text(), &annotation.span);
            page.tell_cuts(&made, annotation.id);
            let wish = self.called.name(&annotation.label);
            let name = self.names.give(Of::Label, "", annotation.label.as_str(), &wish);
            let (places, words) = places(document, &made);
            page.text.push_str(&format!("{id}\t{name} {places}\t{words}\n"));
            self.values(&mut page, id, &annotation.attributes, (Lost::Attributes, annotation.id));
            page.note("AnnotatorNotes", id, &annotation.note, annotation.id);
            if let Some(doubt) = &annotation.doubt {
                page.note_always("AnnotationUnconfirmed", id, &doubt.reason, annotation.id);
            }
        }
        let mut relations: Vec<_> = document.relations.values().collect();
        sort_by_key(&mut relations, |relation| relation.id);
        for relation in relations {
            self.relation(&mut page, relation, &ids);
        }
        self.things(&mut page, &ids);
        page.text
    }

    fn relation(&mut self, page: &mut Page<'_>, relation: &Relation, ids: &BTreeMap<AnnotationId, String>) {
        let (Some(from), Some(to)) = (ids.get(&relation.from), ids.get(&relation.to)) else {
            return page.lost(Lost::LooseRelations, Resolved::Left, relation.from);
        };
        let kind = self.names.give(Of::Relation, "", relation.kind.as_str(), relation.kind.as_str());
        let id = format!("R{}", page.next(0));
        page.text.push_str(&format!("{id}\t{kind} Arg1:{from} Arg2:{to}\n"));
        self.values(page, &id, &relation.attributes, (Lost::RelationAttributes, relation.from));
        page.note("AnnotatorNotes", &id, &relation.note, relation.from);
    }

    fn values(&mut self, page: &mut Page<'_>, of: &str, attributes: &Attributes, (lost, first): (Lost, AnnotationId)) {
        for (name, values) in attributes.iter() {
            let id = name.as_str();
            let slug = self.names.give(Of::Attribute, "", id, id);
            for value in values {
                let value = if self.known.is_flag(id) {
                    if &**value != "true" {
                        // A flag that stands there is set, whatever comes after it.
                        page.lost(lost, Resolved::Left, first);
                        continue;
                    }
                    String::new()
                } else if self.known.offers(id) {
                    format!(" {}", self.names.give(Of::Value, &slug, value, value))
                } else if value.is_empty() {
                    page.lost(lost, Resolved::Left, first);
                    continue;
                } else {
                    format!(" {}", page.flat(value, first))
                };
                let number = page.next(1);
                page.text.push_str(&format!("A{number}\t{slug} {of}{value}\n"));
            }
        }
    }

    /// The things that spans name, and which spans name the same.
    fn things(&self, page: &mut Page<'_>, ids: &BTreeMap<AnnotationId, String>) {
        let mut mentions: BTreeMap<EntityId, Vec<&str>> = BTreeMap::new();
        for annotation in page.document.in_reading_order() {
            let entity = annotation.entity.and_then(|id| self.setting.project.entities.get(&id));
            let (Some(entity), Some(id)) = (entity, ids.get(&annotation.id)) else { continue };
            let (entry, is_same) = entry(entity);
            if !is_same {
                page.lost(Lost::Entities, Resolved::Rewritten, annotation.id);
            }
            let name = page.flat(&entity.name, annotation.id);
            let name = if name.is_empty() {
                places(page.document, &pieces(page.document.article.text(), &annotation.span)).1
            } else {
                name
            };
            let number = page.next(2);
            page.text.push_str(&format!("N{number}\tReference {id} {entry}\t{name}\n"));
            mentions.entry(entity.id).or_default().push(id);
        }
        for same in mentions.values().filter(|same| same.len() > 1) {
            page.text.push_str(&format!("*\tEquiv {}\n", same.join(" ")));
        }
    }
}

impl Writer for BratWriter {
    fn document(&mut self, document: &Document, out: &mut Out) {
        let file = self.files.name(&document.id);
        let project = self.setting.project.clone();
        let object = DocumentObject {
            file: file.clone(),
            id: document.id.to_string(),
            title: document.meta.title.to_string(),
            language: document.meta.language.as_ref().map(ToString::to_string),
            annotator: told::person(&project, document.meta.annotator, self.setting.options.names),
        };
        out.whole(&format!("{}{file}.txt", self.folder), document.article.text());
        let lines = self.lines(document, &mut out.losses);
        out.whole(&format!("{}{file}.ann", self.folder), &lines);
        out.append(&format!("{}{DOCUMENTS}", self.folder), &format!("{}\n", to_json(&object)));
        told::at_end(document, &self.setting, &self.called, &LEFT, &mut out.losses);
        told::doubts(document, &mut out.losses);
    }

    fn prove(&self, document: &Document, out: &Out, proof: &mut Proof) {
        let written = |ending: &str| out.written().find(|piece| piece.path.ends_with(ending)).map(|piece| &*piece.text);
        let (Some(text), Some(lines)) = (written(".txt"), written(".ann")) else {
            return proof.broken(&document.id, "", "");
        };
        let mut expected: BTreeMap<String, &Annotation> = BTreeMap::new();
        for (id, span) in span_ids(document) {
            expected.extend(document.annotations.get(&id).map(|annotation| (span, &**annotation)));
        }
        for row in lines.lines() {
            match line(row) {
                Ok((id, Line::Span { label, fragments, words })) => match expected.remove(id) {
                    Some(annotation) => {
                        self.prove_span(document, proof, text, annotation, (id, label, &fragments, words))
                    }
                    None => proof.broken(&document.id, id, row),
                },
                Ok(_) => {}
                Err((id, expected)) => proof.broken(&document.id, id, expected),
            }
        }
        for missing in expected.keys() {
            proof.words(&document.id, missing, "", "a line");
        }
    }

    fn finish(&mut self, out: &mut Out) {
        let schema = &self.setting.project.schema;
        let annotation = config::annotation(&self.names, &self.known, schema);
        out.whole(&format!("{}annotation.conf", self.folder), &annotation);
        out.whole(&format!("{}visual.conf", self.folder), &config::visual(&self.names, schema));
    }
}

/// A line that was read again: id, label, places, words.
type Told<'a> = (&'a str, &'a str, &'a [(u64, u64)], Option<&'a str>);

impl BratWriter {
    fn prove_span(
        &self,
        document: &Document,
        proof: &mut Proof,
        text: &str,
        annotation: &Annotation,
        (id, label, fragments, words): Told<'_>,
    ) {
        // The words themselves, cut out of the text that was marked by the places it was marked with.
        let meant = pieces(document.article.text(), &annotation.span).written;
        let meant: Vec<&str> = meant.into_iter().map(|range| document.article.quote(range)).collect();
        let name = self.names.get(Of::Label, "", annotation.label.as_str());
        if fragments.len() != meant.len() || Some(label) != name {
            return proof.broken(&document.id, id, &format!("{label} {}", fragments.len()));
        }
        for (place, meant) in fragments.iter().zip(&meant) {
            proof.span(&document.id, id, text, *place, Unit::CodePoint, meant);
        }
        proof.words(&document.id, id, words.unwrap_or_default(), &meant.join(" "));
    }
}

/// What is being written of one document.
struct Page<'a> {
    document: &'a Document,
    losses: &'a mut Losses,
    text: String,
    /// The last numbers of `R`, `A`, `N` and `#`.
    numbers: [u32; 4],
}

impl Page<'_> {
    fn next(&mut self, kind: usize) -> u32 {
        self.numbers.get_mut(kind).map_or(0, |number| {
            *number += 1;
            *number
        })
    }

    fn lost(&mut self, what: Lost, how: Resolved, first: AnnotationId) {
        self.losses.add(what, how, 1, &self.document.id, Some(first));
    }

    fn tell_cuts(&mut self, made: &Pieces, id: AnnotationId) {
        if made.is_joined {
            self.lost(Lost::Fragments, Resolved::Joined, id);
        }
        if made.is_shortened {
            self.lost(Lost::LineEnds, Resolved::Shortened, id);
        } else if made.is_cut {
            self.lost(Lost::LineEnds, Resolved::Rewritten, id);
        }
    }

    /// Words on one line; that there were line ends is told.
    fn flat(&mut self, words: &str, first: AnnotationId) -> String {
        let (flat, had_breaks) = one_line(words);
        if had_breaks {
            self.lost(Lost::LineEnds, Resolved::Left, first);
        }
        flat
    }

    fn note(&mut self, kind: &str, of: &str, words: &str, first: AnnotationId) {
        if !words.is_empty() {
            self.note_always(kind, of, words, first);
        }
    }

    fn note_always(&mut self, kind: &str, of: &str, words: &str, first: AnnotationId) {
        let (words, number) = (self.flat(words, first), self.next(3));
        self.text.push_str(&format!("#{number}\t{kind} {of}\t{words}\n"));
    }
}

/// Which line each annotation is: the id that it had in the brat file it came from, else the next free number, in reading
/// order. An annotation of which nothing can be written has none.
fn span_ids(document: &Document) -> BTreeMap<AnnotationId, String> {
    let mut ids = BTreeMap::new();
    let mut taken = BTreeSet::new();
    let all = document.in_reading_order();
    let there = |annotation: &Annotation| !pieces(document.article.text(), &annotation.span).written.is_empty();
    let all: Vec<_> = all.into_iter().filter(|annotation| there(annotation)).collect();
    for annotation in &all {
        let Origin::Import { format, original_id } = &annotation.origin else { continue };
        let number = original_id.strip_prefix('T').filter(|number| (1..=6).contains(&number.len()));
        let number = number.filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        if &**format == "brat" && number.is_some() && taken.insert(original_id.to_string()) {
            ids.insert(annotation.id, original_id.to_string());
        }
    }
    let mut number = 0;
    for annotation in all {
        if ids.contains_key(&annotation.id) {
            continue;
        }
        let id = loop {
            number += 1;
            let id = format!("T{number}");
            if taken.insert(id.clone()) {
                break id;
            }
        };
        ids.insert(annotation.id, id);
    }
    ids
}

/// The places of a span as a line has them, and its words.
fn places(document: &Document, made: &Pieces) -> (String, String) {
    let article = &document.article;
    let place = |(start, end): (u32, u32)| format!("{start} {end}");
    let all = made.written.iter().filter_map(|range| article.offsets(*range, Unit::CodePoint));
    let words: Vec<&str> = made.written.iter().map(|range| article.quote(*range)).collect();
    (all.map(place).collect::<Vec<_>>().join(";"), words.join(" "))
}

/// Where a thing is listed, and whether its address is said as it is: by its number at Wikidata, by its address, by its id.
fn entry(entity: &Entity) -> (String, bool) {
    let Some(link) = entity.link.as_ref().filter(|link| !link.is_empty()) else {
        return (format!("Entity:{}", entity.id), entity.link.is_none());
    };
    let number = link.strip_prefix(super::WIKIDATA).and_then(|id| id.strip_prefix('Q'));
    if let Some(number) = number.filter(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())) {
        return (format!("Wikidata:Q{number}"), true);
    }
    let mut address = String::new();
    for c in link.chars() {
        if c.is_whitespace() || c.is_control() {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().for_each(|byte| address.push_str(&format!("%{byte:02X}")));
        } else {
            address.push(c);
        }
    }
    let is_same = address == **link;
    (format!("URL:{address}"), is_same)
}
