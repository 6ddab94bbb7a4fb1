//! What the bodies of an annotation say, by their purposes; a body without one has the annotation's motivation.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::gather::{each, is_a, plain, types};
use super::{CONFIDENCE, MOVED, names};
use crate::formats::foreign::raw::{Entries, Raw};
use crate::formats::foreign::score;
use crate::model::{AnchorDoubt, Doubt};

/// Constructs of several bodies.
const SETS: [&str; 4] = ["Choice", "Composite", "List", "Independents"];

/// Keys of a body, and of its source, that are taken or say nothing of their own.
const KNOWN: [&str; 10] =
    ["id", "type", "purpose", "value", "label", "source", "items", "item", "context", "motivation"];

/// What is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Labels.
    pub(super) tags: Vec<String>,
    /// Values with names.
    pub(super) values: Vec<(String, String)>,
    /// Values that describe the whole, as names and values.
    pub(super) about: Vec<(String, String)>,
    /// The id that an article has.
    pub(super) id: Option<String>,
    pub(super) notes: Vec<String>,
    pub(super) doubt: Option<Doubt>,
    /// The address of the thing, and its id and name.
    pub(super) link: Option<String>,
    pub(super) thing: Option<(String, String)>,
    /// How sure a program was, in thousandths.
    pub(super) confidence: Option<u16>,
    /// How many bodies say something of themselves that has no place, and under which keys.
    pub(super) left: usize,
    pub(super) left_keys: BTreeSet<String>,
    /// IRIs of bodies that stand elsewhere, and whether they are to be linked: annotations may be among them.
    pub(super) others: Vec<(String, String)>,
}

/// The motivations of an annotation, without prefixes.
pub(super) fn motivations(entries: &Entries<'_>) -> Vec<String> {
    let bare = |word: String| word.rsplit([':', '#', '/']).next().unwrap_or_default().to_owned();
    entries.get("motivation").map(Raw::words).unwrap_or_default().into_iter().map(bare).collect()
}

/// Takes in what the bodies say.
pub(super) fn said(entries: &Entries<'_>, is_ours: bool) -> Said {
    let all = motivations(entries);
    let motivation = if let [one] = all.as_slice() { one.as_str() } else { "" };
    let mut said = Said::default();
    for body in entries.get("body").map(each).unwrap_or_default() {
        said.body(body, motivation, is_ours, 0);
    }
    if let Some(words) = entries.text("bodyValue") {
        said.words(motivation, None, words, is_ours);
    }
    // As Hypothesis has them.
    if let Some(words) = entries.text("text").filter(|words| !words.is_empty()) {
        said.notes.push(words);
    }
    said.tags.extend(entries.get("tags").map(Raw::words).unwrap_or_default());
    said
}

impl Said {
    fn body(&mut self, raw: Raw<'_>, motivation: &str, is_ours: bool, depth: usize) {
        let Some(entries) = plain(raw) else {
            if let Some(iri) = raw.word() {
                self.elsewhere(motivation, iri, None, None);
            }
            return;
        };
        if SETS.iter().any(|kind| is_a(&entries, kind)) && depth < 4 {
            for item in entries.get("items").or(entries.get("item")).map(each).unwrap_or_default() {
                self.body(item, motivation, is_ours, depth + 1);
            }
            return;
        }
        let purpose = entries.get("purpose").map(Raw::words).unwrap_or_default().into_iter().next();
        let purpose = purpose.or_else(|| is_a(&entries, "Tag").then(|| "tagging".to_owned()));
        let purpose = purpose.unwrap_or_else(|| motivation.to_owned());
        let purpose = purpose.rsplit([':', '#', '/']).next().unwrap_or_default();
        let label = entries.get("label").map(Raw::words).unwrap_or_default().into_iter().next();
        let source = entries.get("source");
        let inner = source.and_then(plain).unwrap_or_default();
        // Words within a specific resource are those of its source; a draft of the model had them under another key.
        let value = entries.get("value").or(inner.get("value"));
        let words = value.or(entries.get("text"));
        let words = words.map(Raw::words).unwrap_or_default();
        let is_words = types(&entries).iter().any(|kind| kind.starts_with("TextualBody")) || !words.is_empty();
        // What stands under these keys is read in one place each, and only where nothing goes before it.
        let of_body = value.is_none().then_some("text");
        let of_source = (!is_words && inner.get("label").is_none()).then_some("name");
        self.leave(&[(&entries, of_body), (&inner, of_source)]);
        if is_words {
            let words = if words.is_empty() { vec![String::new()] } else { words };
            for words in words {
                self.words(purpose, label.clone(), words, is_ours);
            }
            return;
        }
        let iri = source.and_then(Raw::text).or_else(|| inner.text("id")).or_else(|| entries.text("id"));
        let name = inner.get("label").or(inner.get("name")).map(Raw::words).unwrap_or_default().into_iter().next();
        // The id of a specific resource is not that of its source.
        let own = source.and_then(|_| entries.text("id"));
        match iri {
            Some(iri) => self.elsewhere(purpose, iri, name.or(label), own),
            None => self.values.push(("body".to_owned(), raw.0.to_owned())),
        }
    }

    /// Counts what a body tells of itself: who made it and when, its language, which part of another resource it is. Beside
    /// the keys that are known everywhere, each of its objects may have one more that was taken.
    fn leave(&mut self, of: &[(&Entries<'_>, Option<&str>)]) {
        let is_plain = |key: &str, raw: Raw<'_>| key == "format" && raw.words().iter().all(|one| one == "text/plain");
        let all = of.iter().flat_map(|(entries, taken)| entries.0.iter().map(move |(key, raw)| (key, raw, *taken)));
        let is_known = |key: &str, taken: Option<&str>| KNOWN.contains(&key) || taken == Some(key);
        let left = all.filter(|(key, raw, taken)| !is_known(key, *taken) && !raw.is_null() && !is_plain(key, **raw));
        let left: Vec<String> = left.map(|(key, ..)| key.clone()).collect();
        self.left += usize::from(!left.is_empty());
        self.left_keys.extend(left);
    }

    /// A body of words.
    fn words(&mut self, purpose: &str, label: Option<String>, words: String, is_ours: bool) {
        match purpose {
            "tagging" if !words.is_empty() => self.tags.push(words),
            "assessing" if is_ours && label.as_deref() == Some(CONFIDENCE) => {
                self.confidence = score::permille(&words);
            }
            "questioning" if is_ours => {
                let source = if label.as_deref() == Some(MOVED) { AnchorDoubt::Moved } else { AnchorDoubt::Person };
                self.doubt = Some(Doubt { source, reason: Rc::from(words) });
            }
            "identifying" if label.as_deref() == Some("id") => self.id = Some(words),
            "identifying" => self.link = Some(words),
            "describing" if label.is_some() => self.about.push((label.unwrap_or_default(), words)),
            "commenting" | "" | "replying" | "describing" | "highlighting" | "tagging" if label.is_none() => {
                if !words.is_empty() {
                    self.notes.push(words);
                }
            }
            purpose => self.values.push((label.unwrap_or_else(|| purpose.to_owned()), words)),
        }
    }

    /// A body that stands elsewhere.
    fn elsewhere(&mut self, purpose: &str, iri: String, label: Option<String>, own: Option<String>) {
        match purpose {
            "identifying" => {
                let mine = own.as_deref().or(Some(&iri)).and_then(names::own);
                if let Some((names::Kind::Thing, _)) = mine {
                    let id = names::id_of(own.as_deref().unwrap_or(&iri));
                    self.thing = Some((id, label.unwrap_or_default()));
                } else if let Some(label) = label {
                    self.thing = Some((String::new(), label));
                }
                if names::own(&iri).is_none() {
                    self.link = Some(iri);
                }
            }
            "tagging" => {
                let name = label.unwrap_or_else(|| {
                    let (source, fragment) = names::parted(&iri);
                    fragment.map_or_else(|| names::file_name(source), str::to_owned)
                });
                self.tags.push(if name.is_empty() { iri.clone() } else { name });
                self.values.push(("tagging".to_owned(), iri));
            }
            purpose => self.others.push((purpose.to_owned(), iri)),
        }
    }

    /// How many bytes it takes to say it once more.
    pub(super) fn weight(&self) -> usize {
        let pairs = self.values.iter().chain(&self.about).chain(&self.others);
        let pairs: usize = pairs.map(|(name, value)| name.len() + value.len() + 48).sum();
        let tags = self.tags.iter().map(String::len).max().unwrap_or(0);
        128 + pairs + tags + self.notes.iter().map(String::len).sum::<usize>()
    }

    /// Leaves each label once.
    pub(super) fn each_once(&mut self) {
        let mut seen = BTreeSet::new();
        self.tags.retain(|tag| seen.insert(tag.clone()));
    }

    /// Adds what another annotation says of this one.
    pub(super) fn join(&mut self, other: Self) {
        self.tags.extend(other.tags);
        self.values.extend(other.values);
        self.values.extend(other.about);
        self.notes.extend(other.notes);
        self.link = self.link.take().or(other.link);
        self.thing = self.thing.take().or(other.thing);
        self.values.extend(other.others.into_iter().map(|(purpose, iri)| (named(&purpose), iri)));
    }
}

/// What the attribute is called that a body elsewhere becomes.
pub(super) fn named(purpose: &str) -> String {
    if purpose.is_empty() { "body".to_owned() } else { purpose.to_owned() }
}
