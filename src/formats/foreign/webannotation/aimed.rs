//! What annotations are about: the places of a text that their targets name, or other annotations.
//!
//! Several targets each have the bodies by themselves, so they are several spans; the items of a composite or list are
//! fragments of one; of a choice the first is taken, as the model has it.

use super::gather::{each, is_a, plain, types};
use super::names;
use crate::formats::foreign::raw::{Entries, Raw};

/// A place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The IRI of the text, without a fragment.
    pub(super) source: String,
    /// The whole IRI: it may be another annotation's.
    pub(super) iri: String,
    /// What the IRI says of the place.
    pub(super) fragment: Option<String>,
    /// Selectors, each one another way to say the same.
    pub(super) selectors: Vec<Raw<'a>>,
    /// The text, where the file has it with the target.
    pub(super) text: Option<String>,
    /// The text's language.
    pub(super) language: Option<String>,
    /// What it is, where the target says that it is no text: an image, a film.
    pub(super) medium: Option<String>,
    /// What else the target says: names and values as JSON.
    pub(super) rest: Vec<(String, &'a str)>,
}

/// Keys of a target, and of its source, that are taken or say nothing of their own.
const KNOWN: [&str; 8] = ["id", "type", "source", "selector", "format", "language", "value", "context"];

/// Types of resources that are no texts, as the Vocabulary and its drafts call them; and how such formats begin.
const MEDIA: [&str; 7] = ["Image", "StillImage", "Video", "MovingImage", "Audio", "Sound", "Dataset"];
const FORMATS: [&str; 3] = ["image/", "video/", "audio/"];

/// How deep constructs may lie in one another.
const DEEPEST: usize = 4;

/// The places of an annotation: those of one span together.
pub(super) fn places<'a>(entries: &Entries<'a>) -> Vec<Vec<Place<'a>>> {
    let mut spans = Vec::new();
    for target in entries.get("target").map(each).unwrap_or_default() {
        spans.extend(target_of(target, 0));
    }
    // Hypothesis names the page beside its targets.
    if let Some(uri) = entries.text("uri") {
        if spans.is_empty() {
            spans.push(vec![Place::default()]);
        }
        for place in spans.iter_mut().flatten().filter(|place| place.source.is_empty()) {
            let (source, fragment) = names::parted(&uri);
            (place.source, place.fragment) = (source.to_owned(), fragment.map(str::to_owned));
        }
    }
    spans
}

fn target_of(raw: Raw<'_>, depth: usize) -> Vec<Vec<Place<'_>>> {
    let Some(entries) = plain(raw) else {
        return raw.word().map(|iri| vec![vec![of_iri(&iri)]]).unwrap_or_default();
    };
    let items = || entries.get("items").or(entries.get("item")).map(each).unwrap_or_default();
    let is = |kinds: &[&str]| kinds.iter().any(|kind| is_a(&entries, kind));
    let is_one = is(&["Composite", "List"]);
    if !is_one && !is(&["Independents", "Choice"]) {
        return vec![vec![place(&entries)]];
    }
    let taken = if is(&["Choice"]) { 1 } else { usize::MAX };
    let items = if depth < DEEPEST { items() } else { Vec::new() };
    let spans: Vec<Vec<Place<'_>>> =
        items.into_iter().take(taken).flat_map(|item| target_of(item, depth + 1)).collect();
    if is_one { vec![spans.into_iter().flatten().collect()] } else { spans }
}

fn of_iri<'a>(iri: &str) -> Place<'a> {
    let (source, fragment) = names::parted(iri);
    let fragment = fragment.map(str::to_owned);
    Place { source: source.to_owned(), iri: iri.to_owned(), fragment, ..Place::default() }
}

fn place<'a>(entries: &Entries<'a>) -> Place<'a> {
    let source = entries.get("source").map(each).unwrap_or_default().into_iter().next();
    let inner = source.and_then(plain);
    let about = inner.as_ref().unwrap_or(entries);
    let iri = source.and_then(Raw::text).or_else(|| about.text("id"));
    let mut place = of_iri(&iri.unwrap_or_default());
    place.selectors = entries.get("selector").map(each).unwrap_or_default();
    place.text = about.text("value");
    place.language = about.get("language").map(Raw::words).unwrap_or_default().into_iter().next();
    place.medium = medium(entries).or_else(|| inner.as_ref().and_then(medium));
    place.rest = rest(entries);
    place.rest.extend(inner.as_ref().map(rest).unwrap_or_default());
    place
}

/// What a resource is that says it is no text.
fn medium(entries: &Entries<'_>) -> Option<String> {
    let kind = types(entries).into_iter().find(|kind| MEDIA.contains(&kind.as_str()));
    let is_other = |format: &String| FORMATS.iter().any(|begun| format.starts_with(begun));
    kind.or_else(|| entries.get("format").map(Raw::words).unwrap_or_default().into_iter().find(is_other))
}

/// How many resources an annotation gives to choose one from, as its bodies or as its targets; 0 where there is no choice.
pub(super) fn choices(entries: &Entries<'_>, key: &str) -> usize {
    entries.get(key).map(each).unwrap_or_default().into_iter().map(|raw| choices_in(raw, 0)).max().unwrap_or(0)
}

fn choices_in(raw: Raw<'_>, depth: usize) -> usize {
    let Some(entries) = plain(raw).filter(|_| depth < DEEPEST) else { return 0 };
    let items = entries.get("items").or(entries.get("item")).map(each).unwrap_or_default();
    let own = if is_a(&entries, "Choice") && items.len() > 1 { items.len() } else { 0 };
    items.into_iter().map(|item| choices_in(item, depth + 1)).max().unwrap_or(0).max(own)
}

/// What is said beside the known keys.
fn rest<'a>(entries: &Entries<'a>) -> Vec<(String, &'a str)> {
    let rest = entries.0.iter().filter(|(key, value)| !KNOWN.contains(&key.as_str()) && !value.is_null());
    rest.map(|(key, value)| (key.clone(), value.0)).collect()
}
