//! Which field of a task is its text, and where a region lies in it: plain text, a page without markup, or the
//! paragraphs of a conversation put together.

use super::config::Config;
use super::regions::not_of_text;
use crate::formats::Problem;
use crate::formats::foreign::proof::slice;
use crate::formats::foreign::raw::{Entries, Raw};
use crate::model::Unit;

/// The text of a task.
#[derive(Clone, Debug, Default)]
pub(super) struct TaskText {
    /// The field it stands in.
    pub(super) field: String,
    /// The words.
    pub(super) text: String,
    /// Of paragraphs: each one's first code point, and its words.
    paragraphs: Vec<(u64, String)>,
    /// What else lies on the screen, by the configuration: regions on it are not of this text.
    pub(super) others: Vec<String>,
}

/// The text of a task's data: the field that the configuration names, that is called `text`, or the longest.
pub(super) fn text_of(data: &Entries<'_>, config: &Config) -> Option<TaskText> {
    let named = config.text_field().and_then(|field| at(data, field));
    let usual = || ["text", "body", "article", "content"].iter().find_map(|field| at(data, field));
    let longest = || {
        let is_address = |text: &str| !text.contains(char::is_whitespace) && text.contains("://");
        let texts = data.0.iter().filter_map(|(field, _)| at(data, field));
        texts.filter(|found| !is_address(&found.text)).max_by_key(|found| found.text.len())
    };
    let mut found = named.or_else(usual).or_else(longest)?;
    found.others =
        config.objects.iter().filter(|(_, _, field)| *field != found.field).map(|(name, _, _)| name.clone()).collect();
    Some(found)
}

fn at(data: &Entries<'_>, field: &str) -> Option<TaskText> {
    let raw = data.get(field)?;
    if let Some(text) = raw.text() {
        return Some(TaskText { field: field.to_owned(), text, ..TaskText::default() });
    }
    let items = raw.items().filter(|items| !items.is_empty())?;
    let (mut text, mut paragraphs, mut from) = (String::new(), Vec::new(), 0_u64);
    for item in items {
        let entries = item.entries()?;
        let words = entries.text("text").or_else(|| entries.text("phrase")).or_else(|| entries.text("content"))?;
        if !paragraphs.is_empty() {
            text.push('\n');
            from += 1;
        }
        text.push_str(&words);
        let length = words.chars().count() as u64;
        paragraphs.push((from, words));
        from += length;
    }
    Some(TaskText { field: field.to_owned(), text, paragraphs, ..TaskText::default() })
}

impl TaskText {
    /// Start and end of a region, by the value of its result.
    pub(super) fn place(&self, kind: &str, value: &Entries<'_>) -> Result<(u64, u64), Problem> {
        let not_plain = || not_of_text(kind);
        if !self.paragraphs.is_empty() {
            return self.in_paragraphs(value).ok_or_else(not_plain);
        }
        if kind.starts_with("hyper") || kind.starts_with("html") || value.get("startOffset").is_some() {
            // Where a page has markup, these count in what a browser shows of it.
            let is_plain = !self.text.contains(['<', '&']);
            let offsets = value.get("globalOffsets").and_then(Raw::entries).filter(|_| is_plain);
            return offsets.and_then(|offsets| pair(&offsets, "start", "end")).ok_or_else(not_plain);
        }
        pair(value, "start", "end").ok_or_else(not_plain)
    }

    fn in_paragraphs(&self, value: &Entries<'_>) -> Option<(u64, u64)> {
        let (first, last) = pair(value, "start", "end")?;
        let (from, to) = pair(value, "startOffset", "endOffset")?;
        let place = |paragraph: u64, at: u64| {
            let (begin, words) = self.paragraphs.get(usize::try_from(paragraph).ok()?)?;
            Some((*begin, words.as_str(), at))
        };
        let (begin, words, start) = place(first, from)?;
        let (last_begin, _, end) = place(last, to)?;
        // Within one paragraph the words tell what is counted.
        let told = value.text("text").filter(|_| first == last);
        if let Some(told) = told
            && slice(words, start, end, Unit::CodePoint).as_deref() != Some(&told)
            && slice(words, start, end, Unit::Utf16).as_deref() == Some(&told)
        {
            let before = slice(words, 0, start, Unit::Utf16)?.chars().count() as u64;
            return Some((begin + before, begin + before + told.chars().count() as u64));
        }
        Some((begin + start, last_begin + end))
    }
}

fn pair(entries: &Entries<'_>, start: &str, end: &str) -> Option<(u64, u64)> {
    Some((entries.get(start)?.whole()?, entries.get(end)?.whole()?))
}
