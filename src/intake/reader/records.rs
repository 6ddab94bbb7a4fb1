//! A record of named fields to a draft, whatever it was written in.

use serde_json::value::RawValue;

use super::super::draft::Draft;
use super::fields::{Part, part_of};
use super::page;
use super::value::Entries;
use super::{Refused, limits};
use crate::model::Meta;

/// A field's name, and its value as text.
pub(super) type Field = (String, String);

/// Names of fields that are told where none holds a text.
const TOLD: usize = 20;

/// The draft of a JSON object.
pub(super) fn record(entries: &[(String, &RawValue)], id: &str) -> Result<Draft, Refused> {
    let mut fields: Vec<Field> = Vec::new();
    for (name, value) in entries {
        flatten(&mut fields, name, value.get(), true);
    }
    let names = entries.iter().map(|(name, _)| name.as_str());
    draft(fields, names, id)
}

/// The draft of fields. An empty text is [`Refused::Empty`]; no field for one is told with the names there are.
pub(super) fn draft<'a>(fields: Vec<Field>, names: impl Iterator<Item = &'a str>, id: &str) -> Result<Draft, Refused> {
    let text = |field: &Field| part_of(&field.0).filter(|(part, _)| *part == Part::Text).map(|(_, place)| place);
    let texts = fields.iter().enumerate().filter_map(|(at, field)| text(field).map(|place| (place, at)));
    let texts: Vec<(usize, usize)> = texts.collect();
    if texts.is_empty() {
        return Err(no_text(names));
    }
    let filled = texts.iter().filter(|(_, at)| !fields[*at].1.trim().is_empty());
    let Some((_, chosen)) = filled.min().copied() else { return Err(Refused::Empty) };
    let mut meta = Meta::default();
    let mut given = id.to_owned();
    let mut words = String::new();
    for (at, (name, value)) in fields.into_iter().enumerate() {
        if at == chosen {
            words = value;
        } else if !value.trim().is_empty() {
            let part = part_of(&name).map(|(part, _)| part);
            if let Some((name, value)) = fill(&mut meta, &mut given, part, (name, value)) {
                note(&mut meta, name, value);
            }
        }
    }
    let mut draft = if is_markup(&words) { page::page(&words) } else { page::plain(words) };
    complete(&mut draft.meta, meta);
    draft.id = given.as_str().into();
    Ok(draft)
}

/// No field holds a text: the names that there are.
pub(super) fn no_text<'a>(names: impl Iterator<Item = &'a str>) -> Refused {
    let short = |name: &str| name.chars().take(40).collect::<String>();
    let names: Vec<String> = names.map(short).filter(|name| !name.is_empty()).take(TOLD).collect();
    Refused::NoTextField(names.join(", "))
}

/// Puts a value where it belongs; what has no place of its own comes back.
fn fill(meta: &mut Meta, id: &mut String, part: Option<Part>, field: Field) -> Option<Field> {
    let value = field.1.trim();
    let is_short = value.chars().count() <= 500;
    let empty = |known: &Option<_>| known.is_none() && is_short;
    match part {
        Some(Part::Title) if meta.title.is_empty() => meta.title = value.into(),
        Some(Part::Byline) if empty(&meta.byline) => meta.byline = Some(value.into()),
        Some(Part::Published) if empty(&meta.published) => meta.published = Some(value.into()),
        Some(Part::Retrieved) if empty(&meta.retrieved) => meta.retrieved = Some(value.into()),
        Some(Part::Url) if meta.source_url.is_none() && is_address(value) => meta.source_url = Some(value.into()),
        Some(Part::Language) if empty(&meta.language) && is_language(value) => {
            meta.language = Some(value.replace('_', "-").into());
        }
        Some(Part::Site) if meta.source_url.is_none() && is_address(value) => meta.source_url = Some(value.into()),
        Some(Part::Site) if empty(&meta.site) => meta.site = Some(value.into()),
        Some(Part::License) if empty(&meta.license) => meta.license = Some(value.into()),
        Some(Part::Id) if id.is_empty() && is_id(value) => value.clone_into(id),
        _ => return Some(field),
    }
    None
}

fn note(meta: &mut Meta, name: String, value: String) {
    let fits = value.len() <= 4 * limits::EXTRA && value.chars().count() <= limits::EXTRA;
    if fits && meta.extra.len() < limits::EXTRAS {
        meta.extra.push((name.chars().take(100).collect::<String>().into(), value.into()));
    }
}

/// What the record says goes before what its markup says.
fn complete(found: &mut Meta, told: Meta) {
    let extra = found.extra.drain(..).chain(told.extra).collect();
    let or = |told: Option<_>, found: &mut Option<_>| told.or_else(|| found.take());
    *found = Meta {
        title: if told.title.is_empty() { found.title.clone() } else { told.title },
        byline: or(told.byline, &mut found.byline),
        published: or(told.published, &mut found.published),
        retrieved: or(told.retrieved, &mut found.retrieved),
        source_url: or(told.source_url, &mut found.source_url),
        site: or(told.site, &mut found.site),
        license: or(told.license, &mut found.license),
        language: or(told.language, &mut found.language),
        extra,
        ..Meta::default()
    };
}

/// Whether it may be followed: an address of the web.
pub(super) fn is_address(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty())
        && value.len() <= 2000
        && !value.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Whether it looks like a language's tag.
fn is_language(value: &str) -> bool {
    let mut parts = value.split(['-', '_']);
    let first =
        parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()));
    first
        && value.len() <= 35
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether it may name a document.
fn is_id(value: &str) -> bool {
    (1..=64).contains(&value.len())
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':'))
}

/// Bytes in which a tag ends.
const TAG: usize = 4_000;

/// Whether a value is markup: a tag that ends, or begins a paragraph or a line.
fn is_markup(text: &str) -> bool {
    let tags = text.match_indices('<').take(2000).filter_map(|(at, _)| text.get(at + 1..));
    let mut names = tags.map(|rest| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let tail = &rest.as_bytes()[end..];
        (rest[..end.min(12)].to_ascii_lowercase(), tail.get(..TAG).unwrap_or(tail).contains(&b'>'))
    });
    let known = [
        "p",
        "br",
        "div",
        "span",
        "html",
        "body",
        "article",
        "h1",
        "h2",
        "h3",
        "ul",
        "ol",
        "li",
        "blockquote",
        "figure",
        "section",
        "strong",
        "em",
        "a",
        "img",
    ];
    names.any(|(name, ends)| ends && known.contains(&name.as_str()))
}

/// Appends a value as text: a list as its parts, an object as its name; objects that only hold what is known of the
/// article are looked into. What is neither is left out.
fn flatten(fields: &mut Vec<Field>, name: &str, raw: &str, outermost: bool) {
    if fields.len() >= limits::FIELDS {
        return;
    }
    match raw.as_bytes().first() {
        Some(b'"') => {
            if let Ok(text) = serde_json::from_str::<String>(raw) {
                fields.push((name.to_owned(), text));
            }
        }
        Some(b'[') => {
            let part = part_of(name).map(|(part, _)| part);
            let between = if part == Some(Part::Text) { "\n\n" } else { ", " };
            let parts: Vec<&RawValue> = serde_json::from_str(raw).unwrap_or_default();
            let words: Vec<String> = parts.iter().filter_map(|part| one(part.get())).collect();
            if !words.is_empty() {
                fields.push((name.to_owned(), words.join(between)));
            }
        }
        Some(b'{') => {
            let wraps =
                ["meta", "metadata", "_source", "fields", "article", "data"].contains(&name.to_lowercase().as_str());
            if let Some(words) = one(raw) {
                fields.push((name.to_owned(), words));
            } else if outermost
                && wraps
                && let Ok(Entries(entries)) = serde_json::from_str::<Entries<'_>>(raw)
            {
                for (name, value) in entries {
                    flatten(fields, &name, value.get(), false);
                }
            }
        }
        Some(b'n') | None => {}
        _ => fields.push((name.to_owned(), raw.to_owned())),
    }
}

/// A single value as text: a scalar, or the name or text that an object holds.
fn one(raw: &str) -> Option<String> {
    match raw.as_bytes().first()? {
        b'"' => serde_json::from_str(raw).ok(),
        b'{' => {
            let Entries(entries) = serde_json::from_str(raw).ok()?;
            let named =
                |wanted: &str| entries.iter().find(|(name, value)| name == wanted && value.get().starts_with('"'));
            let (_, value) =
                ["name", "text", "rendered", "content", "value"].iter().find_map(|wanted| named(wanted))?;
            serde_json::from_str(value.get()).ok()
        }
        b'[' | b'n' => None,
        _ => Some(raw.to_owned()),
    }
}
