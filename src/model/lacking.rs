//! What is not said although the schema requires it: of which annotation, link or article, and which attributes.

use std::rc::Rc;

use super::{AnnotationId, Attribute, AttributeKind, Attributes, Document, KindId, LabelId, RelationId, Schema};

/// Something of a document that lacks a required value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// An annotation.
    Annotation(AnnotationId),
    /// A relation.
    Relation(RelationId),
    /// The document itself.
    Document,
}

/// The required attributes that have no value, or one that they do not take.
pub fn missing<'a>(known: &'a [Attribute], said: &'a Attributes) -> impl Iterator<Item = &'a Attribute> {
    known.iter().filter(|attribute| attribute.required && !has_value(attribute, said))
}

fn has_value(attribute: &Attribute, said: &Attributes) -> bool {
    let values: Vec<String> =
        said.get(&attribute.name).iter().flat_map(|all| all.iter()).map(|v| v.to_string()).collect();
    attribute.kind.read(&values).is_some_and(|read| !read.is_empty())
}

/// How many of its annotations and relations, but for those that wait for a suggestion, lack a required value; a document that lacks one itself is one more.
#[must_use]
#[inline(never)] // so that it can travel later
pub fn count(document: &Document, schema: &Schema) -> u32 {
    let annotations = document.annotations.values();
    let annotations = annotations.map(|annotation| of_label(schema, &annotation.label, &annotation.attributes));
    let relations = document.relations.values().filter(|relation| !document.waits(relation));
    let relations = relations.map(|relation| of_kind(schema, &relation.kind, &relation.attributes));
    annotations.chain(relations).sum::<u32>() + of_document(schema, &document.meta.values)
}

/// One where an annotation with this label, of which this is said, lacks something; else none.
#[must_use]
pub fn of_label(schema: &Schema, label: &LabelId, said: &Attributes) -> u32 {
    let lacks = schema.label(label).is_some_and(|label| missing(&label.attributes, said).next().is_some());
    u32::from(lacks)
}

/// The same for a relation.
#[must_use]
pub fn of_kind(schema: &Schema, kind: &KindId, said: &Attributes) -> u32 {
    let lacks = schema.relation(kind).is_some_and(|kind| missing(&kind.attributes, said).next().is_some());
    u32::from(lacks)
}

/// The same for a document.
#[must_use]
pub fn of_document(schema: &Schema, said: &Attributes) -> u32 {
    u32::from(missing(&schema.document, said).next().is_some())
}

/// Everything in a document that lacks a required value, with the titles of what is missing: annotations in reading order,
/// each followed by the relations that start at it, then relations that have lost their start, last the document itself.
#[must_use]
pub fn all(document: &Document, schema: &Schema) -> Vec<(Of, Vec<Rc<str>>)> {
    let mut found = Vec::new();
    let mut tell = |of: Of, known: &[Attribute], said: &Attributes| {
        let titles: Vec<Rc<str>> = missing(known, said).map(|attribute| attribute.title.clone()).collect();
        if !titles.is_empty() {
            found.push((of, titles));
        }
    };
    for annotation in document.in_reading_order() {
        if let Some(label) = schema.label(&annotation.label) {
            tell(Of::Annotation(annotation.id), &label.attributes, &annotation.attributes);
        }
        for relation in document.relations.values().filter(|r| r.from == annotation.id && !document.waits(r)) {
            if let Some(kind) = schema.relation(&relation.kind) {
                tell(Of::Relation(relation.id), &kind.attributes, &relation.attributes);
            }
        }
    }
    let lost = |r: &&Rc<super::Relation>| !document.annotations.contains_key(&r.from) && !document.waits(r);
    for relation in document.relations.values().filter(lost) {
        if let Some(kind) = schema.relation(&relation.kind) {
            tell(Of::Relation(relation.id), &kind.attributes, &relation.attributes);
        }
    }
    tell(Of::Document, &schema.document, &document.meta.values);
    found
}

impl Schema {
    /// A number for what it requires: 0 where that is nothing, and another one wherever it requires something else. Counts
    /// of what is lacking are worth something only beside it.
    #[must_use]
    pub fn asks(&self) -> u32 {
        let requires = |list: &[Attribute]| list.iter().any(|attribute| attribute.required);
        let any = self.labels.iter().any(|label| requires(&label.attributes))
            || self.relations.iter().any(|kind| requires(&kind.attributes))
            || requires(&self.document);
        if any { fingerprint(self) } else { 0 }
    }

    /// Whether documents of which nothing else is said can lack something.
    #[must_use]
    pub fn asks_of_documents(&self) -> bool {
        self.document.iter().any(|attribute| attribute.required)
    }
}

/// FNV-1a, over what is required of what, and which values it takes.
#[inline(never)] // so that it can travel later
fn fingerprint(schema: &Schema) -> u32 {
    let mut sum = 0x811c_9dc5_u32;
    let mut add = |text: &str| {
        // Each text ends with a byte that is in none.
        for byte in text.bytes().chain([0xff]) {
            sum = (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    };
    let mut list = |owner: &str, attributes: &[Attribute]| {
        for Attribute { name, kind, .. } in attributes.iter().filter(|attribute| attribute.required) {
            add(owner);
            add(name.as_str());
            let (kind, least, most, values): (_, i64, i64, &[Rc<str>]) = match kind {
                AttributeKind::Flag => ("flag", 0, 0, &[]),
                AttributeKind::Text => ("text", 0, 0, &[]),
                AttributeKind::Number { min, max } => ("number", *min, *max, &[]),
                AttributeKind::Scale(most) => ("scale", 0, i64::from(*most), &[]),
                AttributeKind::Choice(values) => ("choice", 0, 0, values),
                AttributeKind::Many(values) => ("many", 0, 0, values),
                AttributeKind::Date => ("date", 0, 0, &[]),
                AttributeKind::Link => ("link", 0, 0, &[]),
            };
            add(kind);
            add(&least.to_string());
            add(&most.to_string());
            values.iter().for_each(|value| add(value));
        }
    };
    schema.labels.iter().for_each(|label| list(&format!("l{}", label.id), &label.attributes));
    schema.relations.iter().for_each(|kind| list(&format!("r{}", kind.id), &kind.attributes));
    list("d", &schema.document);
    sum.max(1)
}
