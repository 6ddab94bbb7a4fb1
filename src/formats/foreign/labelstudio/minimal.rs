//! `JSON_MIN`: one flat object for each annotation. Regions have no ids there, and relations are gone.

use super::NOTE;
use super::config::Config;
use super::regions::words;
use super::texts::{TaskText, text_of};
use crate::formats::foreign::loose::{Loose, LooseSpan};
use crate::formats::foreign::raw::{Entries, Raw};
use crate::formats::{Issue, Problem, TextFile};

/// Keys that the exporter adds.
const ADDED: [&str; 7] = ["id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement"];

/// Keys that have a place.
const PLACED: [&str; 6] = ["article_id", "id", "title", "lang", "language", "annotated_by"];

/// Whether a record is one, and how sure that is.
pub(super) fn likeness(record: &Entries<'_>) -> u8 {
    let has_regions = record.0.iter().any(|(_, value)| is_regions(*value));
    let has = |key: &str| record.0.iter().any(|(known, _)| known == key);
    let has_added = has("lead_time") && has("annotation_id");
    match (has_regions, has_added) {
        (true, true) => 95,
        (true, false) => 50,
        (false, true) if has("annotator") => 60,
        _ => 0,
    }
}

fn is_regions(raw: Raw<'_>) -> bool {
    let first = raw.items().and_then(|items| items.first().copied()).and_then(Raw::entries);
    first.is_some_and(|first| {
        first.get("start").is_some()
            && first.get("end").is_some()
            && first.0.iter().any(|(key, _)| key.ends_with("labels"))
    })
}

/// The document of a record; nothing where there is no text in it.
pub(super) fn read(
    file: &TextFile,
    line: usize,
    record: &Entries<'_>,
    config: &Config,
    issues: &mut Vec<Issue>,
) -> Option<Loose> {
    let is_data = |key: &str| !ADDED.contains(&key) && !config.has_control(key);
    let data = Entries(record.0.iter().filter(|(key, _)| is_data(key)).cloned().collect());
    let plain = Entries(data.0.iter().filter(|(_, value)| !is_regions(*value)).cloned().collect());
    let text = text_of(&plain, config)?;
    let word = |key: &str| record.get(key).and_then(Raw::word);
    let mut document = Loose {
        file: file.name.clone(),
        line,
        id: word("article_id").or_else(|| word("id")).unwrap_or_default(),
        title: record.text("title").unwrap_or_default(),
        language: record.text("lang").or_else(|| record.text("language")),
        annotator: word("annotated_by").or_else(|| word("annotator")),
        ..Loose::default()
    };
    let mut beside = Vec::new();
    for (key, value) in &record.0 {
        let is_control = config.has_control(key);
        if *key == text.field || PLACED.contains(&key.as_str()) || value.is_null() {
            // Taken above.
        } else if is_regions(*value) {
            regions(key, *value, &text, &mut document, |path, problem| {
                issues.push(Issue { file: file.name.clone(), line, path, problem });
            });
        } else if is_control && value.items().is_some_and(|items| items.iter().all(|item| item.0.starts_with('{'))) {
            beside.push((key, *value));
        // Of a lone value nobody can tell whose region's it is.
        } else if is_control && !config.per_region.contains(key) {
            document.values.extend(value.words().into_iter().map(|word| (key.clone(), word)));
        } else if !ADDED.contains(&key.as_str()) || key == "lead_time" || key == "annotation_id" {
            document.extra.push((key.clone(), value.0.to_owned()));
        }
    }
    for (key, value) in beside {
        said(key, value, &mut document);
    }
    document.text = text.text;
    Some(document)
}

fn regions(key: &str, list: Raw<'_>, text: &TaskText, document: &mut Loose, mut tell: impl FnMut(String, Problem)) {
    for (item, number) in list.items().unwrap_or_default().into_iter().zip(0_usize..) {
        let path = format!("{key}[{number}]");
        let value = item.entries().unwrap_or_default();
        let Some((kind, labels)) = value.0.iter().find(|(name, _)| name.ends_with("labels")) else { continue };
        match text.place(kind, &value) {
            Ok(place) => {
                for label in labels.words() {
                    let quotes = value.text("text").into_iter().collect();
                    let fragments = vec![place];
                    document.spans.push(LooseSpan {
                        label,
                        fragments,
                        quotes,
                        path: path.clone(),
                        ..LooseSpan::default()
                    });
                }
            }
            Err(problem) => tell(path, problem),
        }
    }
}

/// What is said of regions: they are known by where they lie.
fn said(key: &str, list: Raw<'_>, document: &mut Loose) {
    for item in list.items().unwrap_or_default() {
        let value = item.entries().unwrap_or_default();
        // The words of a region stand in `text` as well, so a text area is asked for last, and is a list.
        let kinds = ["choices", "number", "rating", "datetime", "taxonomy", "textarea"];
        let is_list = value.get("text").is_some_and(|raw| raw.0.starts_with('['));
        let kinds = kinds.iter().filter(|kind| **kind != "textarea" || is_list);
        let Some(words) = kinds.map(|kind| words(kind, &value)).find_map(|words| words) else { continue };
        let place = value.get("start").and_then(Raw::whole).zip(value.get("end").and_then(Raw::whole));
        let mut there = document.spans.iter_mut().filter(|span| place.is_some_and(|place| span.fragments == [place]));
        match (place, there.next(), there.next()) {
            (Some(_), Some(span), None) if key == NOTE => span.note = words.join("\n"),
            (Some(_), Some(span), None) => span.attributes.extend(words.into_iter().map(|word| (key.to_owned(), word))),
            (None, _, _) => document.values.extend(words.into_iter().map(|word| (key.to_owned(), word))),
            // Two regions in one place, or none: whose it is cannot be told.
            _ => document.extra.push((key.to_owned(), item.0.to_owned())),
        }
    }
}
