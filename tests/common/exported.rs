//! Exports as tests make them, and what is to be found in them: worked out here in plain code from the documents and from
//! what was chosen, without the writers.

use std::collections::BTreeMap;
use std::rc::Rc;

use manicule::formats::FormatInfo;
use manicule::formats::foreign::options::{CutTokens, Fragments, Overlaps};
use manicule::formats::foreign::tokens::{is_gap, is_joiner, sentences, tokens};
use manicule::formats::foreign::{Codec, Out, Proof, Setting};
use manicule::formats::loss::Losses;
use manicule::formats::{TextFile, format};
use manicule::model::id::bits_for_foreign_name;
use manicule::model::{Annotation, AnnotationId, Document, Label, LabelKind, Relation, TextRange};

/// What an export wrote.
pub(crate) struct Written {
    /// Files, by their paths.
    pub(crate) files: Vec<TextFile>,
    pub(crate) losses: Losses,
    pub(crate) proof: Proof,
}

/// Writes documents and proves each, as the desk does.
pub(crate) fn written(codec: &Codec, setting: &Setting, documents: &[Rc<Document>]) -> Written {
    let mut writer = (codec.write.expect("it is written"))(setting);
    let (mut out, mut proof) = (Out::default(), Proof::default());
    let mut files: Vec<TextFile> = Vec::new();
    let mut take = |out: &mut Out| {
        for piece in out.take() {
            match files.iter_mut().find(|file| file.name == piece.path) {
                Some(file) if piece.whole => assert_eq!(file.text, piece.text, "{} is written once", file.name),
                Some(file) => file.text += &piece.text,
                None => files.push(TextFile { name: piece.path, text: piece.text }),
            }
        }
    };
    for document in documents {
        writer.document(document, &mut out);
        writer.prove(document, &out, &mut proof);
        take(&mut out);
    }
    writer.finish(&mut out);
    take(&mut out);
    Written { files, losses: out.losses, proof }
}

/// The row of a codec.
pub(crate) fn info(codec: &Codec) -> &'static FormatInfo {
    format(codec.id).unwrap_or_else(|| panic!("{} has a row", codec.id))
}

/// A span that is to be found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) id: AnnotationId,
    /// As the file calls it.
    pub(crate) label: String,
    /// Bytes of the document's text.
    pub(crate) fragments: Vec<TextRange>,
}

/// Formats in which only claims stand, and what they are linked to.
const CLAIMS_ONLY: [&str; 3] = ["attribution", "averitec", "claimreview"];
/// Formats in which no words of anything else stand than of claims.
const NO_SOURCES: [&str; 1] = ["claimreview"];
/// Formats that say of whole sentences whether they have a claim.
pub(crate) const SENTENCES_ONLY: [&str; 1] = ["checkthat"];
/// Formats that have tokens and no text.
pub(crate) const TOKENS_ONLY: [&str; 3] = ["huggingface", "conll", "conll-bilou"];
/// Formats in which a name is one word.
const ONE_WORD: [&str; 3] = TOKENS_ONLY;

/// How a label is called when it is read back from a format's files.
pub(crate) fn label_in(codec: &Codec, setting: &Setting, annotation: &Annotation) -> String {
    // The native format has the schema beside; brat's configuration says what each name was before: the id, whatever was written.
    let own = annotation.label.as_str();
    if ["native", "brat"].contains(&codec.id) {
        return own.to_owned();
    }
    let written = |name: &str| match ONE_WORD.contains(&codec.id) {
        true if name.is_empty() => "_".to_owned(),
        true => name.chars().map(|c| if is_gap(c) { '_' } else { c }).collect(),
        false => name.to_owned(),
    };
    // What each label of the schema would be called, and what it is called where another would be called so too.
    let labels = &setting.project.schema.labels;
    let short =
        |label: &Rc<Label>| (setting.options.short_labels && !label.short.is_empty()).then(|| written(&label.short));
    let wish = |label: &Rc<Label>| short(label).unwrap_or_else(|| written(label.id.as_str()));
    let is_shared = |label: &Rc<Label>| {
        let others = labels.iter().filter(|other| other.id != label.id);
        others.into_iter().any(|other| [wish(other), written(other.id.as_str())].contains(&wish(label)))
    };
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    let (shared, own_names): (Vec<_>, Vec<_>) = labels.iter().partition(|label| is_shared(label));
    names.extend(own_names.iter().map(|label| (label.id.as_str(), wish(label))));
    let (kept, changed): (Vec<_>, Vec<_>) =
        shared.into_iter().partition(|label| written(label.id.as_str()) == label.id.as_str());
    for label in kept.into_iter().chain(changed) {
        let id = written(label.id.as_str());
        let mut name = id.clone();
        let mut number = 1;
        while names.values().any(|known| *known == name) {
            number += 1;
            name = format!("{id}_{number}");
        }
        names.insert(label.id.as_str(), name);
    }
    let plain = written(own);
    match names.get(own) {
        Some(name) => name.clone(),
        None if plain == own && names.values().all(|name| *name != plain) => plain,
        None => format!("{plain}_{:08x}", bits_for_foreign_name(own) & 0xffff_ffff),
    }
}

/// The spans of a document as a format is to say them, in reading order.
pub(crate) fn wanted(codec: &Codec, setting: &Setting, document: &Document) -> Vec<Wanted> {
    let (asks, options) = (info(codec).asks, &setting.options);
    let text = document.article.text();
    let is_claim = |annotation: &Annotation| setting.project.schema.kind_of(&annotation.label) == LabelKind::Claim;
    let is_kept = |link: &Relation| match codec.id {
        "averitec" => link.kind.as_str() == "source",
        id => !NO_SOURCES.contains(&id),
    };
    let from_claim =
        |link: &Relation| is_kept(link) && document.annotations.get(&link.from).is_some_and(|from| is_claim(from));
    let is_linked = |id| document.relations.values().any(|link| link.to == id && from_claim(link));
    if SENTENCES_ONLY.contains(&codec.id) {
        return claimed(setting, document);
    }
    let mut spans = Vec::new();
    for annotation in document.in_reading_order() {
        if CLAIMS_ONLY.contains(&codec.id) && !is_claim(annotation) && !is_linked(annotation.id) {
            continue;
        }
        let label = label_in(codec, setting, annotation);
        let mut fragments: Vec<TextRange> = annotation.span.fragments().collect();
        if codec.id == "brat" {
            fragments = fragments.into_iter().flat_map(|range| without_breaks(text, range)).collect();
        }
        let parts = match options.fragments {
            _ if !asks.fragments => vec![fragments],
            Fragments::Join => vec![vec![annotation.span.hull()]],
            Fragments::Split => fragments.into_iter().map(|range| vec![range]).collect(),
        };
        for fragments in parts {
            let fragments = match asks.tokens {
                true => of_tokens(text, fragments[0], options.cut_tokens).into_iter().collect(),
                false => fragments,
            };
            if !fragments.is_empty() {
                spans.push(Wanted { id: annotation.id, label: label.clone(), fragments });
            }
        }
    }
    if asks.overlaps { apart(text, spans, options.overlaps) } else { spans }
}

/// The sentences of a document over which a claim lies that nobody said is not worth checking. Each is known by the first claim.
fn claimed(setting: &Setting, document: &Document) -> Vec<Wanted> {
    let text = document.article.text();
    let tokens = tokens(text);
    let blocks: Vec<TextRange> = document.blocks.iter().map(|block| block.range).collect();
    let counts = |annotation: &Annotation| {
        let rating = annotation.attributes.iter().find(|(name, _)| name.as_str() == "check_worthy");
        let said = rating.and_then(|(_, values)| values.first()).map(|said| said.trim().to_lowercase());
        let is_claim = setting.project.schema.kind_of(&annotation.label) == LabelKind::Claim;
        is_claim && !said.is_some_and(|said| ["0", "0.0", "false", "no", "not at all"].contains(&said.as_str()))
    };
    let claims: Vec<_> = document.in_reading_order().into_iter().filter(|annotation| counts(annotation)).collect();
    let found = sentences(text, &tokens, &blocks, &[]).into_iter().filter_map(|run| {
        let place = TextRange::new(tokens[run.start].start(), tokens[run.end - 1].end())?;
        let claim = claims.iter().find(|claim| claim.span.fragments().any(|range| range.overlaps(place)))?;
        Some(Wanted { id: claim.id, label: "claim".to_owned(), fragments: vec![place] })
    });
    found.collect()
}

/// The links of a document as a format is to say them.
pub(crate) fn wanted_links<'a>(codec: &Codec, setting: &Setting, document: &'a Document) -> Vec<&'a Relation> {
    let has = |id| document.annotations.contains_key(&id);
    let is_claim = |id| {
        let label = document.annotations.get(&id).map(|annotation| &annotation.label);
        label.is_some_and(|label| setting.project.schema.kind_of(label) == LabelKind::Claim)
    };
    let links = document.relations.values().map(|link| &**link).filter(|link| has(link.from) && has(link.to));
    let is_kept = |link: &&Relation| match codec.id {
        "averitec" => link.kind.as_str() == "source",
        id => ![NO_SOURCES, SENTENCES_ONLY].concat().contains(&id),
    };
    links.filter(|link| is_kept(link) && (!CLAIMS_ONLY.contains(&codec.id) || is_claim(link.from))).collect()
}

/// brat has no span over a line end or a tabulator: what is on both sides of it, without the space around.
fn without_breaks(text: &str, range: TextRange) -> Vec<TextRange> {
    let words = range.of(text).expect("it lies on the text");
    if !words.contains(['\n', '\t']) {
        return vec![range];
    }
    let (mut found, mut at) = (Vec::new(), range.start() as usize);
    for part in words.split(['\n', '\t']) {
        let start = at + (part.len() - part.trim_start().len());
        found.extend(range_of(start, start + part.trim().len()));
        at += part.len() + 1;
    }
    found
}

fn range_of(start: usize, end: usize) -> Option<TextRange> {
    let number = |place: usize| u32::try_from(place).expect("a short text");
    if start < end { TextRange::new(number(start), number(end)) } else { None }
}

/// A stretch as tokens have it.
fn of_tokens(text: &str, range: TextRange, cut: CutTokens) -> Option<TextRange> {
    let words = range.of(text)?;
    let start = range.start() as usize + (words.len() - words.trim_start_matches(is_gap).len());
    let seen = range_of(start, start + words.trim_matches(is_gap).len())?;
    let touched: Vec<TextRange> = tokens(text).into_iter().filter(|token| token.overlaps(seen)).collect();
    let whole = TextRange::new(touched.first()?.start(), touched.last()?.end())?;
    // What joins nothing is in no token.
    let seen = seen.intersection(whole)?;
    match cut {
        CutTokens::Widen => Some(whole),
        CutTokens::Cut => Some(seen),
        CutTokens::Leave => (whole == seen).then_some(seen),
    }
}

/// Words without all that is, or may be, in no token.
pub(crate) fn bare(words: &str) -> String {
    words.chars().filter(|c| !is_gap(*c) && !is_joiner(*c)).collect()
}

/// The tokens of a stretch, one after another.
pub(crate) fn in_tokens(text: &str, range: TextRange) -> String {
    let within = tokens(text).into_iter().filter_map(|token| token.intersection(range)?.of(text));
    within.collect()
}

/// Those of some spans of one stretch that stay where a place has one label.
fn apart(text: &str, mut spans: Vec<Wanted>, overlaps: Overlaps) -> Vec<Wanted> {
    let start = |wanted: &Wanted| wanted.fragments[0].start();
    let length = |wanted: &Wanted| wanted.fragments[0].of(text).map_or(0, |words| words.chars().count());
    // Stable: of equal ones the first in the order of reading.
    spans.sort_by(|a, b| match overlaps {
        Overlaps::Longest => length(b).cmp(&length(a)).then(start(a).cmp(&start(b))),
        Overlaps::First => start(a).cmp(&start(b)).then(length(b).cmp(&length(a))),
    });
    let mut stay: Vec<Wanted> = Vec::new();
    for span in spans {
        if stay.iter().all(|other| !other.fragments[0].overlaps(span.fragments[0])) {
            stay.push(span);
        }
    }
    stay.sort_by_key(start);
    stay
}

/// How many there are of each.
pub(crate) fn counted<T: Ord>(all: impl IntoIterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    all.into_iter().for_each(|each| *counts.entry(each).or_default() += 1);
    counts
}

/// How often words stand in a text before a byte of it.
pub(crate) fn times_before(text: &str, words: &str, at: u32) -> usize {
    let starts = text.char_indices().map(|(start, _)| start).take_while(|start| *start < at as usize);
    starts.filter(|start| text[*start..].starts_with(words)).count()
}
