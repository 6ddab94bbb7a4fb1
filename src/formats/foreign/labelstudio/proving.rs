//! Holds a task that was written against the document it is of.

use std::borrow::Cow;

use super::config::Config;
use super::controls::Controls;
use super::read;
use crate::formats::TextFile;
use crate::formats::foreign::loose::LooseSpan;
use crate::formats::foreign::raw::Raw;
use crate::formats::foreign::says::stretches;
use crate::formats::foreign::{Foreign, Proof, Setting};
use crate::model::{Annotation, Document, Unit, Verdict};

/// Reads the task again and holds each span's words, label and number against the document.
pub(super) fn prove(setting: &Setting, controls: &Controls, document: &Document, written: &str, proof: &mut Proof) {
    let id = &document.id;
    let mut read_again = Foreign::default();
    let file = TextFile { name: String::new(), text: String::new() };
    match Raw(written).entries() {
        Some(task) => read::task(&file, 1, &task, &Config::default(), &mut read_again),
        None => return proof.broken(id, "the task", "unreadable"),
    }
    for issue in &read_again.issues {
        proof.broken(id, &issue.path, &format!("{:?}", issue.problem));
    }
    let [again] = read_again.documents.as_slice() else {
        return proof.broken(id, "the task", "not one document");
    };
    if again.text != **document.article.text() {
        proof.broken(id, "text", "not that of the article");
    }
    let mut rest: Vec<&LooseSpan> = again.spans.iter().collect();
    let written = document.suggestions.values().filter(|known| setting.options.writes(known.verdict));
    let written = written.map(|suggestion| (&suggestion.annotation, Some(suggestion.verdict)));
    let all = document.annotations.values().map(|annotation| (&**annotation, None)).chain(written);
    for (annotation, suggested) in all {
        let meant = Meant { annotation, label: controls.read_back(&annotation.label), suggested };
        expect(setting, document, &meant, &again.text, &mut rest, proof);
    }
    for surplus in rest {
        proof.broken(id, &surplus.path, "nobody marked this");
    }
    let has = |end| document.annotations.contains_key(end);
    let whole = document.relations.values().filter(|relation| has(&relation.from) && has(&relation.to));
    let whole: Vec<_> = whole.collect();
    let links = again.relations.iter();
    let same = links.zip(&whole).all(|(link, relation)| {
        (link.kind.as_str(), &link.from, &link.to)
            == (relation.kind.as_str(), &relation.from.to_string(), &relation.to.to_string())
    });
    if !same || again.relations.len() != whole.len() {
        proof.broken(id, "relations", "not those that were made");
    }
}

/// What spans should be read again.
struct Meant<'a> {
    annotation: &'a Annotation,
    label: Cow<'a, str>,
    suggested: Option<Verdict>,
}

/// Takes the spans of an annotation out of those that were read, and holds each against its words.
fn expect(
    setting: &Setting,
    document: &Document,
    meant: &Meant<'_>,
    text: &str,
    rest: &mut Vec<&LooseSpan>,
    proof: &mut Proof,
) {
    let Meant { annotation, label, suggested } = meant;
    for (range, number) in stretches(annotation, &setting.options).into_iter().zip(1_u32..) {
        let id = if number == 1 { annotation.id.to_string() } else { format!("{}-{number}", annotation.id) };
        // A suggestion may have the id of an annotation.
        let is_it = |span: &&LooseSpan| {
            let is_apart = |rest: &str| suggested.is_some() && rest.starts_with('@');
            span.suggested == *suggested
                && span.id.strip_prefix(&id).is_some_and(|rest| rest.is_empty() || is_apart(rest))
        };
        let Some(at) = rest.iter().position(is_it) else {
            proof.broken(&document.id, &id, "missing");
            continue;
        };
        let span = rest.remove(at);
        let place = span.fragments.first().copied().unwrap_or_default();
        let expected = document.article.quote(range);
        proof.span(&document.id, &id, text, place, Unit::CodePoint, expected);
        if span.label != **label {
            proof.broken(&document.id, &id, "another label");
        } else if span.quotes != [expected] {
            proof.broken(&document.id, &id, "other words beside it");
        }
    }
}
