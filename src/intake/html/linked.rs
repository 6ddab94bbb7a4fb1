//! JSON-LD: what a page says of its article to machines.

use std::collections::VecDeque;

use serde_json::Value;

/// What was found of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) language: Option<String>,
    pub(super) description: Option<String>,
    pub(super) url: Option<String>,
    /// The text itself: never taken, but it tells what is body.
    pub(super) body: Option<String>,
}

/// Most values that are looked at.
const MOST: usize = 20_000;

/// The first article in what a page says.
pub(super) fn article(scripts: &[String]) -> Linked {
    let mut queue: VecDeque<Value> = VecDeque::new();
    queue.extend(scripts.iter().filter_map(|script| serde_json::from_str(&tidy(script)).ok()));
    let mut looked = 0;
    while let Some(value) = queue.pop_front() {
        looked += 1;
        if looked > MOST {
            break;
        }
        match value {
            Value::Array(values) => queue.extend(values),
            Value::Object(mut fields) if is_article(fields.get("@type")) => return read(&mut fields),
            Value::Object(mut fields) => {
                for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"] {
                    queue.extend(fields.remove(key));
                }
            }
            _ => {}
        }
    }
    Linked::default()
}

fn is_article(kind: Option<&Value>) -> bool {
    let named = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            kind.ends_with("Article")
                || kind.ends_with("BlogPosting")
                || matches!(kind, "Report" | "SocialMediaPosting")
        })
    };
    match kind {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}

type Fields = serde_json::Map<String, Value>;

fn read(fields: &mut Fields) -> Linked {
    let text = |key: &str| fields.get(key).and_then(words);
    let (headline, published, modified) =
        (text("headline").or_else(|| text("name")), text("datePublished"), text("dateModified"));
    let (language, description, body) = (text("inLanguage"), text("description"), text("articleBody"));
    let url = fields.get("mainEntityOfPage").and_then(|page| words(page).or_else(|| page.get("@id").and_then(words)));
    let url = url.or_else(|| fields.get("url").and_then(words));
    let publisher = fields.get("publisher").and_then(name);
    let mut authors: Vec<String> = Vec::new();
    let told = fields.get("author").or_else(|| fields.get("creator"));
    let list = match told {
        Some(Value::Array(several)) => several.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    for author in list.iter().take(50).filter_map(name) {
        if !authors.contains(&author) {
            authors.push(author);
        }
    }
    Linked { headline, authors, published, modified, publisher, language, description, url, body }
}

/// A text, its references to characters read and its white space in order.
fn words(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let text = super::plain_words(text);
    Some(text).filter(|text| !text.is_empty())
}

fn name(value: &Value) -> Option<String> {
    match value {
        Value::Object(fields) => fields.get("name").and_then(words),
        Value::Array(several) => {
            several.first().and_then(|first| words(first).or_else(|| first.get("name").and_then(words)))
        }
        _ => words(value),
    }
}

/// Puts right what pages do wrong so often that every reader takes it: comments around the whole, line breaks within a text,
/// a comma before an end.
fn tidy(script: &str) -> String {
    let mut tidy = String::with_capacity(script.len());
    let (mut in_text, mut escaped) = (false, false);
    let start = script.find(['{', '[']).unwrap_or(0);
    let end = script.rfind(['}', ']']).map_or(script.len(), |at| at + 1);
    for c in script.get(start..end).unwrap_or(script).chars() {
        if in_text {
            in_text = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            tidy.push(if c.is_control() { ' ' } else { c });
            continue;
        }
        if matches!(c, '}' | ']') {
            let kept = tidy.trim_end().len();
            if tidy.get(..kept).is_some_and(|told| told.ends_with(',')) {
                tidy.truncate(kept - 1);
            }
        }
        in_text = c == '"';
        tidy.push(c);
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_found_wherever_it_stands() {
        let script = "<!-- {\"@graph\":[{\"@type\":\"Person\"},{\"@type\":[\"X\",\"NewsArticle\"],\"headline\":\"A &amp;\n b\",\
                      \"author\":[{\"name\":\"Ann\"},\"Bo\",{\"name\":\"Ann\"}],\"publisher\":{\"name\":\"Post\"},}]} -->";
        let linked = article(&[String::from("{nonsense"), script.to_owned()]);
        assert_eq!(linked.headline.as_deref(), Some("A & b"));
        assert_eq!(linked.authors, ["Ann", "Bo"]);
        assert_eq!(linked.publisher.as_deref(), Some("Post"));
    }

    #[test]
    fn what_is_no_json_says_nothing() {
        let deep = "[".repeat(100_000);
        for script in ["", "}", "][", "{\"@type\":\"Article\"", &deep] {
            assert_eq!(article(&[script.to_owned()]), Linked::default());
        }
    }
}
