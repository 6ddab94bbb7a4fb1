//! brat, tables and attributions: what is written is proved, and reading gives back everything but what was told as lost.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use manicule::formats::TextFile;
use manicule::formats::foreign::loose::{Loose, LooseSpan};
use manicule::formats::foreign::{Foreign, Options, Out, Proof, Setting, codec};
use manicule::formats::loss::{Losses, Lost};
use manicule::model::{
    AnchorDoubt, Annotation, AnnotationId, AttributeKind, Attributes, Document, LabelKind, Project, Relation,
    TextRange, Unit,
};
use proptest::prelude::*;

use crate::common::{cases, projects};

/// Writes, proves, and reads again.
fn there_and_back(format: &str, project: &Project) -> (Foreign, Losses) {
    let codec = codec(format).expect("it is known");
    let setting =
        Setting { project: Rc::new(project.clone()), options: Options::default(), stem: "articles".to_owned() };
    let begin = codec.write.expect("it is written");
    let all = |setting: &Setting| {
        let (mut writer, mut out, mut proof) = (begin(setting), Out::default(), Proof::default());
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for document in project.documents() {
            writer.document(document, &mut out);
            writer.prove(document, &out, &mut proof);
            for piece in out.take() {
                files.entry(piece.path).or_default().push_str(&piece.text);
            }
        }
        writer.finish(&mut out);
        for piece in out.take() {
            files.entry(piece.path).or_default().push_str(&piece.text);
        }
        (files, out.losses, proof)
    };
    let (files, losses, proof) = all(&setting);
    assert_eq!((proof.wrong, proof.differs), (0, Vec::new()), "{format}");
    assert_eq!(all(&setting).0, files, "the same bytes again");
    let files: Vec<_> = files.into_iter().map(|(name, text)| TextFile { name, text }).collect();
    let is_sure = (codec.recognise)(&files);
    assert!(is_sure >= 90, "{format}: {is_sure}");
    let foreign = (codec.read.expect("it is read"))(&files);
    assert_eq!(foreign.issues, Vec::new(), "{format}: {files:#?}");
    let has_spans = foreign.documents.iter().any(|document| !document.spans.is_empty());
    assert!(foreign.unit == Some(Unit::CodePoint) || !has_spans);
    (foreign, losses)
}

type Pairs = Vec<(String, String)>;

fn pairs(attributes: &Attributes) -> Pairs {
    let all = attributes.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
    all.map(|(name, value)| (name.to_string(), value.to_string())).collect()
}

fn sorted(mut pairs: Pairs) -> Pairs {
    pairs.sort();
    pairs
}

fn flat(words: &str) -> String {
    words.replace(['\n', '\r', '\t'], " ")
}

fn places(document: &Document, ranges: &[TextRange]) -> Vec<(u64, u64)> {
    let place = |range: &TextRange| {
        let before = |at: u32| u64::try_from(document.article.text()[..at as usize].chars().count()).expect("short");
        (before(range.start()), before(range.end()))
    };
    ranges.iter().map(place).collect()
}

fn found<'a>(loose: &'a Loose, id: &str) -> &'a LooseSpan {
    loose.spans.iter().find(|span| span.id == id).unwrap_or_else(|| panic!("{id} is missing"))
}

fn link(project: &Project, annotation: &Annotation) -> Option<String> {
    let entity = annotation.entity.and_then(|id| project.entities.get(&id))?;
    entity.link.as_ref().filter(|link| !link.is_empty()).map(|link| link.to_string())
}

fn kept<'a>(document: &'a Document, relation: &&'a Rc<Relation>) -> bool {
    document.annotations.contains_key(&relation.from) && document.annotations.contains_key(&relation.to)
}

proptest! {
    #![proptest_config(cases(30))]

    #[test]
    fn tables(project in projects::project()) {
        for format in ["csv", "tsv"] {
            let (foreign, losses) = there_and_back(format, &project);
            prop_assert_eq!(foreign.documents.len(), project.order.len());
            for (document, loose) in project.documents().zip(&foreign.documents) {
                prop_assert_eq!(&*loose.id, document.id.as_str());
                prop_assert_eq!(&*loose.text, &**document.article.text());
                prop_assert_eq!(&*loose.title, &*document.meta.title);
                prop_assert_eq!(sorted(loose.values.clone()), sorted(pairs(&document.meta.values)));
                prop_assert_eq!(loose.spans.len(), document.annotations.len());
                for annotation in document.annotations.values() {
                    let span = found(loose, &annotation.id.to_string());
                    prop_assert_eq!(&*span.label, annotation.label.as_str());
                    let ranges: Vec<_> = annotation.span.fragments().collect();
                    prop_assert_eq!(&span.fragments, &places(document, &ranges));
                    let mut said = pairs(&annotation.attributes);
                    said.extend(annotation.doubt.as_ref().map(|doubt| {
                        let source = if doubt.source == AnchorDoubt::Person { "person" } else { "moved" };
                        let why = if doubt.reason.is_empty() { String::new() } else { format!(": {}", doubt.reason) };
                        ("doubt".to_owned(), format!("{source}{why}"))
                    }));
                    prop_assert_eq!(sorted(span.attributes.clone()), sorted(said));
                    prop_assert_eq!(&*span.note, &*annotation.note);
                    prop_assert_eq!(span.link.clone(), link(&project, annotation));
                }
                let links = document.relations.values().filter(|relation| kept(document, relation));
                let links: Vec<_> = links.map(|one| (one.id.to_string(), one.from.to_string(), one.to.to_string(), pairs(&one.attributes), one.note.to_string())).collect();
                let read: Vec<_> = loose.relations.iter().map(|one| (one.id.clone(), one.from.clone(), one.to.clone(), one.attributes.clone(), one.note.clone())).collect();
                prop_assert_eq!(sorted_by_id(read), sorted_by_id(links));
            }
            let loose_ends = project.documents().flat_map(|d| d.relations.values().filter(|one| !kept(d, one))).count();
            prop_assert_eq!(losses.count(Lost::LooseRelations) as usize, loose_ends);
        }
    }

    #[test]
    fn attributions(project in projects::project()) {
        let (foreign, losses) = there_and_back("attribution", &project);
        let mut lost = 0;
        for (document, loose) in project.documents().zip(&foreign.documents) {
            prop_assert_eq!(&*loose.text, &**document.article.text());
            let is_claim = |id: &AnnotationId| document.annotations.get(id).is_some_and(|one: &Rc<Annotation>| {
                project.schema.kind_of(&one.label) == LabelKind::Claim
            });
            let links: Vec<_> = document.relations.values().filter(|one| is_claim(&one.from) && kept(document, one)).collect();
            let claims = document.annotations.keys().copied().filter(|id| is_claim(id));
            let meant: BTreeSet<_> = claims.chain(links.iter().map(|link| link.to)).collect();
            prop_assert_eq!(loose.spans.len(), meant.len());
            for id in &meant {
                let (span, annotation) = (found(loose, &id.to_string()), document.annotations.get(id).expect("there"));
                prop_assert_eq!(&*span.label, annotation.label.as_str());
                let ranges: Vec<_> = annotation.span.fragments().collect();
                prop_assert_eq!(&span.fragments, &places(document, &ranges));
                let mut said = pairs(&annotation.attributes);
                said.extend(annotation.doubt.as_ref().map(|doubt| ("doubt".to_owned(), doubt.reason.to_string())));
                prop_assert_eq!(&span.attributes, &said);
                prop_assert_eq!(&*span.note, &*annotation.note);
            }
            lost += document.annotations.len() - meant.len();
            let links: BTreeSet<_> = links.iter().map(|link| link.id.to_string()).collect();
            prop_assert_eq!(loose.relations.iter().map(|link| link.id.clone()).collect::<BTreeSet<_>>(), links);
        }
        prop_assert_eq!(losses.count(Lost::NotClaims) as usize, lost);
    }

    #[test]
    fn brat(project in projects::project()) {
        let (foreign, losses) = there_and_back("brat", &project);
        let mut told = Losses::default();
        for document in project.documents() {
            let loose = foreign.documents.iter().find(|loose| loose.id == document.id.as_str()).expect("there");
            prop_assert_eq!(&*loose.text, &**document.article.text());
            prop_assert_eq!(&*loose.title, &*document.meta.title);
            let mut spans = loose.spans.iter();
            for annotation in document.in_reading_order() {
                let (meant, lost) = cut(document.article.text(), annotation);
                for what in lost {
                    told.add(what, manicule::formats::loss::Resolved::Left, 1, &document.id, None);
                }
                if meant.is_empty() {
                    continue;
                }
                let span = spans.next().expect("as many as there are");
                prop_assert_eq!(&*span.label, annotation.label.as_str());
                prop_assert_eq!(&span.fragments, &places(document, &meant));
                let words: Vec<String> = meant.iter().map(|range| document.article.quote(*range).to_owned()).collect();
                prop_assert_eq!(&span.quotes, &words);
                let mut said = of_brat(&project, &annotation.attributes);
                said.extend(annotation.doubt.as_ref().map(|doubt| ("doubt".to_owned(), flat(&doubt.reason))));
                prop_assert_eq!(sorted(span.attributes.clone()), sorted(said));
                prop_assert_eq!(&*span.note, flat(&annotation.note));
                let link = link(&project, annotation);
                if link.as_ref().is_none_or(|link| !link.contains(|c: char| c.is_whitespace() || c.is_control())) {
                    prop_assert_eq!(span.link.clone(), link);
                }
            }
            prop_assert!(spans.next().is_none(), "none too many");
            for link in &loose.relations {
                prop_assert!(project.schema.relations.iter().any(|kind| kind.id.as_str() == link.kind) || link.kind == "gone");
            }
        }
        prop_assert_eq!(losses.count(Lost::Fragments), told.count(Lost::Fragments));
        let links: usize = foreign.documents.iter().map(|loose| loose.relations.len()).sum();
        let meant: usize = project.documents().map(|document| document.relations.len()).sum();
        prop_assert_eq!(links + losses.count(Lost::LooseRelations) as usize, meant);
    }
}

type LinkRow = (String, String, String, Pairs, String);

fn sorted_by_id(mut rows: Vec<LinkRow>) -> Vec<LinkRow> {
    rows.sort();
    rows
}

/// What comes back of a span: character by character, a run of white space with a break in it takes fragments apart, and
/// is taken in again where there is a piece on both sides.
fn cut(text: &str, annotation: &Annotation) -> (Vec<TextRange>, Vec<Lost>) {
    let mut pieces: Vec<TextRange> = Vec::new();
    let mut with_words = 0;
    for fragment in annotation.span.fragments() {
        let words = fragment.of(text).expect("in the text");
        let before = pieces.len();
        if words.contains(['\n', '\t']) {
            let mut at = fragment.start() as usize;
            for part in words.split_inclusive(['\n', '\t']) {
                let inner = part.trim();
                if !inner.is_empty() {
                    let start = at + part.find(inner).expect("a part of it");
                    let edge = |at: usize| u32::try_from(at).expect("short");
                    pieces.push(TextRange::new(edge(start), edge(start + inner.len())).expect("not empty"));
                }
                at += part.len();
            }
        } else {
            pieces.push(fragment);
        }
        with_words += usize::from(pieces.len() > before);
    }
    let mut whole: Vec<TextRange> = Vec::new();
    for piece in pieces {
        let gap = whole.last().map(|last| &text[last.end() as usize..piece.start() as usize]);
        if gap.is_some_and(|gap| gap.trim().is_empty() && gap.contains(['\n', '\t'])) {
            let last = whole.pop().expect("there is a gap after it");
            whole.push(TextRange::new(last.start(), piece.end()).expect("not empty"));
        } else {
            whole.push(piece);
        }
    }
    let lost = if whole.len() < with_words { vec![Lost::Fragments] } else { Vec::new() };
    (whole, lost)
}

/// Attributes as brat says them: flags that are set, values that are not empty, on one line where they are any text.
fn of_brat(project: &Project, attributes: &Attributes) -> Pairs {
    let schema = &project.schema;
    let of_labels = schema.labels.iter().flat_map(|label| &label.attributes);
    let known: Vec<_> = of_labels.chain(schema.relations.iter().flat_map(|kind| &kind.attributes)).collect();
    let mut all = Vec::new();
    for (name, value) in pairs(attributes) {
        let kinds: Vec<_> = known.iter().filter(|one| one.name.as_str() == name).map(|one| &one.kind).collect();
        let is_flag = |kind: &&AttributeKind| **kind == AttributeKind::Flag;
        let others: Vec<_> = kinds.iter().filter(|kind| !is_flag(kind)).collect();
        if others.is_empty() && !kinds.is_empty() {
            all.extend((value == "true").then_some((name, value)));
            continue;
        }
        let offers = |kind: &AttributeKind| match kind {
            AttributeKind::Choice(_) | AttributeKind::Many(_) | AttributeKind::Scale(_) => true,
            AttributeKind::Number { min, max } => max.saturating_sub(*min) <= 20,
            _ => false,
        };
        if !others.is_empty() && others.iter().all(|kind| offers(kind)) {
            all.push((name, value));
        } else if !value.is_empty() {
            all.push((name, flat(&value)));
        }
    }
    all
}
