//! Holds a file that was written against the document it is of: read again by our own reader, spans by their ids, words by plain
//! counting.

use super::read;
use crate::formats::TextFile;
use crate::formats::foreign::called::Called;
use crate::formats::foreign::loose::LooseSpan;
use crate::formats::foreign::says::stretches;
use crate::formats::foreign::{Proof, Setting};
use crate::model::{Annotation, Document, TextRange, Unit};

/// Reads the file again, and holds each span's words, label and parts, and each link's ends, against the document.
pub(super) fn prove(setting: &Setting, called: &Called, document: &Document, written: &str, proof: &mut Proof) {
    let id = &document.id;
    let file = TextFile { name: String::new(), text: written.to_owned() };
    let again = read::read(std::slice::from_ref(&file));
    for issue in &again.issues {
        proof.broken(id, &issue.path, &format!("{:?}", issue.problem));
    }
    let [again] = again.documents.as_slice() else {
        return proof.broken(id, "the file", "not one document");
    };
    proof.words(id, "text", &again.text, document.article.text());
    let mut rest: Vec<&LooseSpan> = again.spans.iter().collect();
    for annotation in document.annotations.values() {
        for (range, number) in stretches(annotation, &setting.options).into_iter().zip(1_u32..) {
            let name = if number == 1 { annotation.id.to_string() } else { format!("{}-{number}", annotation.id) };
            match rest.iter().position(|span| span.id == name) {
                Some(at) => expect((document, annotation, range), &again.text, rest.swap_remove(at), called, proof),
                None => proof.broken(id, &name, "missing"),
            }
        }
    }
    for surplus in rest {
        proof.broken(id, &surplus.path, "nobody marked this");
    }
    let has = |end| document.annotations.contains_key(end);
    let whole = document.relations.values().filter(|relation| has(&relation.from) && has(&relation.to));
    let mut meant: Vec<[String; 4]> = whole
        .map(|relation| {
            [relation.id.to_string(), relation.kind.to_string(), relation.from.to_string(), relation.to.to_string()]
        })
        .collect();
    let mut found: Vec<[String; 4]> = (again.relations.iter())
        .map(|link| [link.id.clone(), link.kind.clone(), link.from.clone(), link.to.clone()])
        .collect();
    meant.sort_unstable();
    found.sort_unstable();
    if found != meant {
        proof.broken(id, "relations", "not those that were made");
    }
}

/// Holds a span against the stretch of an annotation that it is.
fn expect(
    (document, annotation, range): (&Document, &Annotation, TextRange),
    text: &str,
    span: &LooseSpan,
    called: &Called,
    proof: &mut Proof,
) {
    let (id, article) = (&document.id, &document.article);
    let (first, last) = (span.fragments.first(), span.fragments.last());
    let hull = first.zip(last).map_or((0, 0), |(first, last)| (first.0, last.1));
    proof.span(id, &span.id, text, hull, Unit::Utf16, article.quote(range));
    // Joined, it has its parts beside.
    if span.fragments.len() > 1 {
        if span.fragments.len() != annotation.span.count() {
            proof.broken(id, &span.id, &format!("{} fragments", span.fragments.len()));
        }
        for (place, part) in span.fragments.iter().zip(annotation.span.fragments()) {
            proof.span(id, &span.id, text, *place, Unit::Utf16, article.quote(part));
        }
    }
    if span.label != *called.name(&annotation.label) {
        proof.broken(id, &span.id, "another label");
    }
    if span.note != *annotation.note {
        proof.broken(id, &span.id, "another note");
    }
    let values = annotation.attributes.values().map(Vec::len).sum::<usize>() + usize::from(annotation.doubt.is_some());
    if span.attributes.len() != values {
        proof.broken(id, &span.id, "not the values that were given");
    }
}
