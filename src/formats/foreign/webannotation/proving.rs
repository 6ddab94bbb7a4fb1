//! Holds what was written of a document against it: the files are read again, and each place is cut out of the text that
//! stands there, by the position and by what the quotation says stands around it.

use std::collections::BTreeMap;

use super::read;
use super::write::{is_whole, open};
use crate::formats::TextFile;
use crate::formats::foreign::called::Called;
use crate::formats::foreign::loose::{Loose, LooseSpan};
use crate::formats::foreign::{Out, Proof, Setting};
use crate::model::{Annotation, Document, Origin, Unit};

/// Kind and ends of a link.
type Link = (String, String, String);

pub(super) fn prove(setting: &Setting, called: &Called, document: &Document, out: &Out, proof: &mut Proof) {
    let id = &document.id;
    let files: Vec<TextFile> =
        out.written().map(|piece| TextFile { name: piece.path.clone(), text: piece.text.clone() }).collect();
    let foreign = read::read(&files);
    for issue in &foreign.issues {
        proof.broken(id, &issue.path, &format!("{:?}", issue.problem));
    }
    let [again] = foreign.documents.as_slice() else { return proof.broken(id, "the page", "not one document") };
    if foreign.unit != Some(Unit::CodePoint) {
        proof.broken(id, "the page", "it may count anything");
    }
    if again.text != **document.article.text() {
        proof.broken(id, "text", "not that of the article");
    }
    if again.id != document.article_id().as_str() {
        proof.broken(id, "the page", "another id");
    }
    let mut rest: Vec<&LooseSpan> = again.spans.iter().collect();
    let said = document.annotations.values().map(|one| (&**one, false));
    let open = open(document).into_iter().filter(|_| setting.options.suggestions);
    for (annotation, is_suggested) in said.chain(open.map(|one| (&one.annotation, true))) {
        let label = called.name(&annotation.label);
        expect(document, annotation, (&label, is_suggested), again, &mut rest, proof);
    }
    for surplus in rest {
        proof.broken(id, &surplus.path, "nobody marked this");
    }
    let whole = document.relations.values().filter(|relation| is_whole(document, relation));
    let meant: BTreeMap<String, Link> = whole
        .map(|link| (link.id.to_string(), (link.kind.to_string(), link.from.to_string(), link.to.to_string())))
        .collect();
    let links = again.relations.iter().cloned();
    let found: BTreeMap<String, Link> = links.map(|link| (link.id, (link.kind, link.from, link.to))).collect();
    if found != meant || found.len() != again.relations.len() {
        proof.broken(id, "relations", "not those that were made");
    }
}

/// Takes an annotation out of what was read, and holds its fragments against its words.
fn expect(
    document: &Document,
    annotation: &Annotation,
    (label, is_suggested): (&str, bool),
    again: &Loose,
    rest: &mut Vec<&LooseSpan>,
    proof: &mut Proof,
) {
    let (id, article) = (&document.id, &document.article);
    let own = annotation.id.to_string();
    let engine = match &annotation.origin {
        Origin::Engine { id, .. } => &**id,
        Origin::Person | Origin::Import { .. } => "",
    };
    let is_it = |span: &&LooseSpan| {
        let has_id = span.id == own || is_suggested && span.id == format!("{own}@{engine}");
        has_id && span.suggested.is_some() == is_suggested && (!is_suggested || span.by == engine)
    };
    let Some(at) = rest.iter().position(is_it) else { return proof.broken(id, &own, "missing") };
    let span = rest.remove(at);
    let words: Vec<&str> = annotation.span.fragments().map(|range| article.quote(range)).collect();
    if span.fragments.len() != words.len() || span.quotes != words {
        return proof.broken(id, &own, "other words beside it");
    }
    if span.label != label {
        proof.broken(id, &own, "another label");
    }
    for (place, words) in span.fragments.iter().zip(words) {
        proof.span(id, &own, &again.text, *place, Unit::CodePoint, words);
    }
}
