//! What a Markdown file says of itself at its beginning, between lines of `---` (YAML) or `+++` (TOML). Only what such
//! files really have is read: a key and a value on a line, lists of short values. All else is kept as extra.

use std::rc::Rc;

use crate::intake::known;
use crate::model::Meta;

/// What is known of a file.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub(super) meta: Meta,
    /// The line below the headline.
    pub(super) deck: Option<String>,
}

/// Most lines of it; what goes on longer is text.
const MOST_LINES: usize = 500;
/// Most fields that are kept as extra.
const MOST_EXTRA: usize = 50;

/// What stands before the text, and the text. Without an end, or with a line in it that is no field, it is text too.
pub(super) fn front(text: &str) -> (Front, &str) {
    fields(text).map_or_else(|| (Front::default(), text), |(fields, rest)| (known(fields), rest))
}

type Fields = Vec<(String, Vec<String>)>;

fn fields(text: &str) -> Option<(Fields, &str)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let (end, sign) = match first.trim_end() {
        "---" => (["---", "..."], ':'),
        "+++" => (["+++", "+++"], '='),
        _ => return None,
    };
    let mut at = first.len();
    let mut fields: Fields = Vec::new();
    for line in lines.take(MOST_LINES) {
        at += line.len();
        let bare = line.trim_end();
        if end.contains(&bare) {
            return (!fields.is_empty()).then(|| (fields, text.get(at..).unwrap_or_default()));
        }
        let inside = bare.trim_start();
        if inside.is_empty() || inside.starts_with('#') {
            continue;
        }
        if let Some(item) = inside.strip_prefix("- ") {
            fields.last_mut()?.1.extend(Some(value(item)).filter(|item| !item.is_empty()));
            continue;
        }
        if bare.len() > inside.len() {
            // A line that goes on, or a field within a field.
            let (_, values) = fields.last_mut()?;
            let named = inside.strip_prefix("name:").map(value);
            match (named, values.last_mut()) {
                (Some(name), _) => values.push(name),
                (None, Some(open)) => *open = format!("{open} {}", value(inside)),
                (None, None) => values.push(value(inside)),
            }
            continue;
        }
        let (key, told) = inside.split_once(sign)?;
        let key = key.trim().trim_matches('"').to_lowercase();
        let is_key = !key.is_empty()
            && key.len() <= 60
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '));
        if !is_key {
            return None;
        }
        fields.push((key, values(told.trim())));
    }
    None
}

fn values(told: &str) -> Vec<String> {
    let list = told.strip_prefix('[').and_then(|list| list.strip_suffix(']'));
    let values: Vec<String> = match list {
        Some(list) => list.split(',').map(value).collect(),
        None if matches!(told, "|" | ">" | "|-" | ">-") => Vec::new(),
        None => vec![value(told)],
    };
    values.into_iter().filter(|value| !value.is_empty()).collect()
}

fn value(told: &str) -> String {
    let told = told.trim();
    for quote in ['"', '\''] {
        let inside = told.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        if let Some(inside) = inside {
            return inside.replace("\\\"", "\"").replace("''", "'");
        }
    }
    told.strip_prefix("name:").map_or_else(|| told.to_owned(), value)
}

fn known(fields: Fields) -> Front {
    let mut front = Front::default();
    let meta = &mut front.meta;
    for (key, values) in fields {
        let all = values.join(", ");
        if all.trim().is_empty() {
            continue;
        }
        let text: Rc<str> = Rc::from(known::at_most(all.trim(), 2000));
        match key.replace([' ', '-'], "_").as_str() {
            "title" | "headline" if meta.title.is_empty() => meta.title = known::at_most(&text, 500).into(),
            "subtitle" | "deck" | "standfirst" if front.deck.is_none() => front.deck = Some(text.to_string()),
            "author" | "authors" | "byline" | "creator" if meta.byline.is_none() => meta.byline = Some(text),
            "date" | "published" | "publishdate" | "publish_date" | "pubdate" | "date_published" | "created"
                if meta.published.is_none() =>
            {
                meta.published = Some(text);
            }
            "url" | "link" | "canonical" | "canonical_url" | "source" | "source_url" | "permalink" | "original_url"
                if meta.source_url.is_none() && known::address(&text).is_some() =>
            {
                meta.source_url = known::address(&text).map(Rc::from);
            }
            "lang" | "language" | "locale" if meta.language.is_none() && known::language(&text).is_some() => {
                meta.language = known::language(&text).map(Rc::from);
            }
            "site" | "site_name" | "publication" | "publisher" if meta.site.is_none() => meta.site = Some(text),
            "license" | "licence" | "rights" if meta.license.is_none() => meta.license = Some(text),
            "retrieved" | "accessed" | "fetched" if meta.retrieved.is_none() => meta.retrieved = Some(text),
            "updated" | "lastmod" | "modified" => meta.extra.push(("modified".into(), text)),
            _ if meta.extra.len() < MOST_EXTRA => meta.extra.push((key.into(), text)),
            _ => {}
        }
    }
    front
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_what_is_known() {
        let text = "---\r\ntitle: 'It''s: a title'\nauthors:\n  - name: Ann Lee\n  - \"Bo\"\ndate: 2024-01-02\nlang: pt_BR\n\
                    url: javascript:x\nsource: https://a.example/b\ntags: [x, \"y\"]\n# no\n---\nText\n";
        let (front, rest) = front(text);
        let meta = front.meta;
        assert_eq!(rest, "Text\n");
        assert_eq!(&*meta.title, "It's: a title");
        assert_eq!(meta.byline.as_deref(), Some("Ann Lee, Bo"));
        assert_eq!(meta.published.as_deref(), Some("2024-01-02"));
        assert_eq!(meta.language.as_deref(), Some("pt-BR"));
        assert_eq!(meta.source_url.as_deref(), Some("https://a.example/b"));
        let extra: Vec<_> = meta.extra.iter().map(|(key, value)| (&**key, &**value)).collect();
        assert_eq!(extra, [("url", "javascript:x"), ("tags", "x, y")]);
    }

    #[test]
    fn toml_and_what_is_none_of_them() {
        let (front, rest) = super::front("+++\ntitle = \"One\"\ndate = 2024-01-02\n+++\nx");
        assert_eq!((&*front.meta.title, rest), ("One", "x"));
        for text in ["---\nJust a line of text\n---\nx", "---\ntitle: no end\n", "---\n---\n", "text", "", "---"] {
            let (front, rest) = super::front(text);
            assert_eq!((&*front.meta.title, rest), ("", text));
        }
    }
}
