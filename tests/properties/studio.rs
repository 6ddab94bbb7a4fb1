//! Label Studio and doccano: every project is written, proved, and reads back as it was, up to what was told as lost.

use std::rc::Rc;

use manicule::formats::TextFile;
use manicule::formats::foreign::loose::{Loose, LooseSpan};
use manicule::formats::foreign::options::Fragments;
use manicule::formats::foreign::{Foreign, Options, Out, Proof, Setting, codec};
use manicule::formats::loss::{Losses, Lost, Resolved};
use manicule::model::{Annotation, Attributes, Document, Origin, Project, TextRange, Unit, Verdict};
use proptest::prelude::*;

use crate::common::cases;
use crate::common::projects::project;
use crate::exported::label_in;

fn options() -> impl Strategy<Value = Options> {
    (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(split, suggestions, rejected, short_labels, names)| {
            let fragments = if split { Fragments::Split } else { Fragments::Join };
            Options { fragments, suggestions, rejected, short_labels, names, ..Options::default() }
        },
    )
}

/// Writes a project, proves each document and reads all of it.
fn round(id: &str, project: &Project, options: Options) -> (Foreign, Losses) {
    let setting = Setting { project: Rc::new(project.clone()), options, stem: "all".to_owned() };
    let codec = codec(id).expect("known");
    let mut writer = codec.write.expect("written")(&setting);
    let (mut out, mut proof) = (Out::default(), Proof::default());
    let mut files: Vec<TextFile> = Vec::new();
    let mut keep = |out: &mut Out| {
        for piece in out.take() {
            match files.iter_mut().find(|file| file.name == piece.path) {
                Some(file) => file.text.push_str(&piece.text),
                None => files.push(TextFile { name: piece.path, text: piece.text }),
            }
        }
    };
    for document in project.documents() {
        writer.document(document, &mut out);
        writer.prove(document, &out, &mut proof);
        keep(&mut out);
    }
    writer.finish(&mut out);
    keep(&mut out);
    assert_eq!(proof.differs, []);
    assert_eq!(proof.wrong, 0);
    assert!((codec.recognise)(&files) >= 40, "its own files are known");
    let foreign = (codec.read.expect("read"))(&files);
    assert_eq!(foreign.issues, []);
    (foreign, out.losses)
}

/// The stretches of a span, and the words of each, found without the code under test.
fn stretches(document: &Document, annotation: &Annotation, options: Options) -> Vec<((u64, u64), String)> {
    let text = document.article.text();
    let fragments: Vec<TextRange> = annotation.span.fragments().collect();
    let ends = match options.fragments {
        Fragments::Split => fragments.iter().map(|range| (range.start(), range.end())).collect(),
        Fragments::Join => vec![(fragments[0].start(), fragments[fragments.len() - 1].end())],
    };
    let count = |at: u32| text[..at as usize].chars().count() as u64;
    ends.into_iter().map(|(a, b)| ((count(a), count(b)), text[a as usize..b as usize].to_owned())).collect()
}

fn sorted(attributes: &Attributes) -> Vec<(String, String)> {
    let each =
        attributes.iter().flat_map(|(name, values)| values.iter().map(|value| (name.to_string(), value.to_string())));
    let mut all: Vec<_> = each.collect();
    all.sort();
    all
}

fn label(project: &Project, annotation: &Annotation, options: Options) -> String {
    let setting = Setting { project: Rc::new(project.clone()), options, stem: String::new() };
    label_in(codec("doccano").expect("it is there"), &setting, annotation)
}

/// A span as it should come back: place, label, words, values and note.
type Expected = ((u64, u64), String, String, Vec<(String, String)>, String);

fn expected(project: &Project, document: &Document, annotation: &Annotation, options: Options) -> Vec<Expected> {
    let said = (label(project, annotation, options), sorted(&annotation.attributes), annotation.note.to_string());
    let each = |(place, words)| (place, said.0.clone(), words, said.1.clone(), said.2.clone());
    stretches(document, annotation, options).into_iter().map(each).collect()
}

fn found(span: &LooseSpan) -> Expected {
    let mut attributes = span.attributes.clone();
    attributes.sort();
    (span.fragments[0], span.label.clone(), span.quotes.concat(), attributes, span.note.clone())
}

/// The model that made something, as Label Studio says it; what nobody is known to have suggested is said to be a suggestion.
fn model(annotation: &Annotation, verdict: Option<Verdict>) -> (String, Option<u16>) {
    match &annotation.origin {
        Origin::Engine { id, permille } => (id.to_string(), *permille),
        Origin::Person | Origin::Import { .. } => (if verdict.is_some() { "suggestions" } else { "" }.to_owned(), None),
    }
}

fn studio(project: &Project, options: Options) {
    let (foreign, losses) = round("labelstudio", project, options);
    assert_eq!(foreign.documents.len(), project.order.len());
    for (again, document) in foreign.documents.iter().zip(project.documents()) {
        assert_eq!(
            (again.id.as_str(), again.text.as_str()),
            (document.article_id().as_str(), &**document.article.text())
        );
        assert_eq!(again.title, *document.meta.title);
        let suggested = |verdict: Verdict| {
            let all =
                document.suggestions.values().filter(move |one| one.verdict == verdict && options.writes(verdict));
            all.map(|suggestion| &suggestion.annotation).collect::<Vec<_>>()
        };
        for (verdict, all) in [
            (None, document.annotations.values().map(|annotation| &**annotation).collect::<Vec<_>>()),
            (Some(Verdict::Open), suggested(Verdict::Open)),
            (Some(Verdict::Rejected), suggested(Verdict::Rejected)),
        ] {
            let mut models: Vec<_> = all.iter().map(|annotation| model(annotation, verdict)).collect();
            // The first region of each: further ones have a number. An id after which a model stands is no number, whatever
            // the model is called.
            let is_first = |span: &LooseSpan| {
                let own = span.id.split('@').next().unwrap_or_default();
                !own.contains(['-', '#'])
            };
            let again_by = again.spans.iter().filter(|span| span.suggested == verdict && is_first(span));
            let mut models_again: Vec<_> =
                again_by.filter(|span| !span.by.is_empty()).map(|span| (span.by.clone(), span.score)).collect();
            models.retain(|(by, _)| !by.is_empty());
            models.sort();
            models_again.sort();
            assert_eq!(models_again, models, "who made it, and how sure it was");
            let mut meant: Vec<_> = all.into_iter().flat_map(|a| expected(project, document, a, options)).collect();
            let spans = again.spans.iter().filter(|span| span.suggested == verdict);
            let mut there: Vec<_> = spans.map(found).collect();
            // Of labels that are called alike each but one comes back by its id: both are called by the short name here.
            for (_, label, ..) in meant.iter_mut().chain(&mut there).filter(|_| options.short_labels) {
                let known =
                    project.schema.labels.iter().find(|known| known.id.as_str() == label && !known.short.is_empty());
                if let Some(known) = known {
                    *label = known.short.to_string();
                }
            }
            meant.sort();
            there.sort();
            assert_eq!(there, meant);
        }
        let mut values = again.values.clone();
        values.sort();
        assert_eq!(values, sorted(&document.meta.values));
        links(again, document);
    }
    // Every label that a region has stands in the configuration, unless its own name cannot be said there.
    let names: Vec<&str> = foreign.labels.iter().map(|label| label.name.as_str()).collect();
    let all = foreign.documents.iter().flat_map(|document| &document.spans);
    let missing = all.filter(|span| !names.contains(&span.label.as_str())).count();
    assert!(missing == 0 || losses.count(Lost::LabelNames) > 0);
}

fn links(again: &Loose, document: &Document) {
    let has = |end| document.annotations.contains_key(end);
    let whole: Vec<_> = document.relations.values().filter(|link| has(&link.from) && has(&link.to)).collect();
    assert_eq!(again.relations.len(), whole.len());
    for (link, relation) in again.relations.iter().zip(whole) {
        let ends = (relation.from.to_string(), relation.to.to_string());
        assert_eq!(
            (&link.kind, &link.id, &link.note),
            (&relation.kind.to_string(), &relation.id.to_string(), &relation.note.to_string())
        );
        assert_eq!((link.from.clone(), link.to.clone()), ends);
        let mut attributes = link.attributes.clone();
        attributes.sort();
        assert_eq!(attributes, sorted(&relation.attributes));
    }
}

fn doccano(id: &str, project: &Project, options: Options) {
    let (foreign, losses) = round(id, project, options);
    assert_eq!(foreign.unit, Some(Unit::CodePoint));
    for (again, document) in foreign.documents.iter().zip(project.documents()) {
        let all = document.annotations.values().flat_map(|a| {
            stretches(document, a, options).into_iter().map(|(place, _)| (place, label(project, a, options)))
        });
        let mut meant: Vec<_> = all.collect();
        let mut there: Vec<_> = again.spans.iter().map(|span| (span.fragments[0], span.label.clone())).collect();
        meant.sort();
        there.sort();
        assert_eq!((again.text.as_str(), there), (&**document.article.text(), meant));
        let mut values = again.values.clone();
        values.sort();
        assert_eq!(values, sorted(&document.meta.values));
    }
    let documents = || project.documents();
    let relations: usize = documents().map(|document| document.relations.len()).sum();
    let written: usize = foreign.documents.iter().map(|document| document.relations.len()).sum();
    let told = losses.count(Lost::Relations) + losses.count(Lost::LooseRelations);
    assert_eq!(relations, written + told as usize, "what is not there is told");
    let lost = |what: Lost| {
        losses
            .all()
            .iter()
            .filter(|loss| loss.what == what && loss.how == Resolved::Left)
            .map(|loss| loss.count)
            .sum::<u32>()
    };
    let values: usize =
        documents().flat_map(|document| document.annotations.values()).map(|a| a.attributes.len()).sum();
    assert_eq!(lost(Lost::Attributes) as usize, values);
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn label_studio_reads_back(project in project(), options in options()) {
        studio(&project, options);
    }

    /// What is suggested, and what somebody said no to, with the model and how sure it was; or it is told.
    #[test]
    fn the_native_format_reads_back_what_is_suggested(project in project(), options in options()) {
        // What has the id of an annotation loses it, and that is told.
        let is_apart = |document: &Document| document.suggestions.keys().all(|id| !document.annotations.contains_key(id));
        prop_assume!(project.documents().all(|document| is_apart(document)));
        let (foreign, losses) = round("native", &project, options);
        let mut left = [0, 0];
        for (again, document) in foreign.documents.iter().zip(project.documents()) {
            let mut meant: Vec<_> = Vec::new();
            for suggestion in document.suggestions.values() {
                let (by, score) = match &suggestion.annotation.origin {
                    Origin::Engine { id, permille } => (id.to_string(), *permille),
                    Origin::Import { format, .. } => (format.to_string(), None),
                    Origin::Person => (String::new(), None),
                };
                if options.writes(suggestion.verdict) {
                    meant.push((suggestion.annotation.id.to_string(), suggestion.verdict == Verdict::Rejected, by, score));
                } else {
                    left[usize::from(suggestion.verdict == Verdict::Rejected)] += 1;
                }
            }
            let spans = again.spans.iter();
            let there = spans.filter_map(|span| Some((span.id.clone(), span.suggested? == Verdict::Rejected, span.by.clone(), span.score)));
            let mut there: Vec<_> = there.collect();
            meant.sort();
            there.sort();
            prop_assert_eq!(there, meant);
        }
        let told = |what| losses.all().iter().filter(|loss| loss.what == what).map(|loss| loss.count).sum::<u32>();
        prop_assert_eq!([told(Lost::Suggestions), told(Lost::Rejected)], left);
    }

    #[test]
    fn doccano_reads_back(project in project(), options in options()) {
        doccano("doccano", &project, options);
        doccano("doccano-relations", &project, options);
    }

    #[test]
    fn any_text_is_read_or_told(text in "[\\[\\]{}\",:0-9a-z\\\\\n< />=']{0,60}") {
        for id in ["labelstudio", "doccano", "doccano-relations"] {
            let files = [TextFile { name: "a".to_owned(), text: text.clone() }];
            let codec = codec(id).expect("known");
            let _ = (codec.recognise)(&files);
            let _ = (codec.read.expect("read"))(&files);
        }
    }
}
