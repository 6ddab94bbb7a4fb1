//! What a page says about itself besides its text: gathered while it is read, weighed in `meta`.

use super::hints::Attributes;
use super::tags::{self, Name};

/// Most properties that are kept.
const MOST: usize = 500;
/// Most bytes of linked data that are kept.
const MOST_LINKED: usize = 4_000_000;

/// What a page says about itself.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Names (in small letters) and contents of `meta`.
    pub(super) properties: Vec<(String, String)>,
    /// The first `title`.
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    pub(super) canonical: Option<String>,
    /// `datetime` of the first `time` elements, that of publishing first where a page names it.
    pub(super) times: Vec<String>,
    /// JSON-LD, as it stands.
    pub(super) linked: Vec<String>,
    linked_bytes: usize,
}

impl Found {
    /// Looks at a start tag.
    pub(super) fn tag(&mut self, name: Name, attributes: &Attributes) {
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        match name {
            tags::HTML => self.language = self.language.take().or_else(|| filled(&attributes.lang)),
            tags::BODY => self.language = self.language.take().or_else(|| filled(&attributes.lang)),
            tags::META if self.properties.len() < MOST => {
                let keys = [&attributes.property, &attributes.name, &attributes.itemprop, &attributes.equiv];
                if let (Some(key), Some(content)) =
                    (keys.into_iter().find(|key| !key.is_empty()), filled(&attributes.content))
                {
                    self.properties.push((key.trim().to_lowercase(), content));
                }
            }
            tags::LINK if attributes.rel.split_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                let href = attributes.href.as_deref().and_then(filled);
                self.canonical = self.canonical.take().or(href);
            }
            tags::TIME if self.times.len() < 50 => {
                if let Some(time) = filled(&attributes.datetime) {
                    let published = attributes.itemprop.contains("datePublished");
                    let at = if published { 0 } else { self.times.len() };
                    self.times.insert(at, time);
                }
            }
            _ => {}
        }
    }

    /// Takes the words of a title, or of linked data.
    pub(super) fn raw(&mut self, name: Name, words: &str) {
        if name == tags::TITLE {
            self.title.get_or_insert_with(|| words.split_whitespace().collect::<Vec<_>>().join(" "));
        } else if self.linked_bytes + words.len() <= MOST_LINKED {
            self.linked_bytes += words.len();
            self.linked.push(words.to_owned());
        }
    }

    /// The first content of the first of these properties that has one.
    pub(super) fn property(&self, names: &[&str]) -> Option<&str> {
        let of = |name: &&str| self.properties.iter().find(|(key, _)| key == name).map(|(_, content)| content.as_str());
        names.iter().find_map(of)
    }
}
