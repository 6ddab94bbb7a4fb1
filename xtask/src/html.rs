//! Finding and changing tags in the page that Trunk wrote.
//!
//! Not an HTML parser: the page is our own `index.html` plus a few tags of Trunk's, and whatever this
//! reader cannot follow makes [`seal`](crate::seal) refuse the page rather than guess.

use std::ops::Range;

/// A start tag as it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    /// Where it stands, from `<` to behind `>`.
    pub(crate) range: Range<usize>,
    /// In lower case.
    pub(crate) name: String,
    /// Names in lower case, values without quotes, in order.
    pub(crate) attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether the attribute is there with exactly this value.
    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }
}

/// All start tags, in order; comments and end tags are passed over.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = html[from..].find('<').map(|at| from + at) {
        let rest = &html[open..];
        if rest.starts_with("<!--") {
            from = rest.find("-->").map_or(html.len(), |at| open + at + 3);
        } else if rest[1..].starts_with(|next: char| next.is_ascii_alphabetic()) {
            let tag = read_tag(html, open);
            from = tag.range.end;
            found.push(tag);
        } else {
            from = open + 1;
        }
    }
    found
}

fn read_tag(html: &str, open: usize) -> Tag {
    let mut rest = &html[open + 1..];
    let name = take(&mut rest, |next| next.is_ascii_whitespace() || next == '>' || next == '/');
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|next: char| next.is_ascii_whitespace() || next == '/');
        if rest.is_empty() {
            break;
        }
        if let Some(after) = rest.strip_prefix('>') {
            rest = after;
            break;
        }
        let key = take(&mut rest, |next| next.is_ascii_whitespace() || matches!(next, '=' | '>' | '/'));
        let value = match rest.trim_start().strip_prefix('=') {
            Some(after) => {
                rest = after.trim_start();
                read_value(&mut rest)
            }
            None => String::new(),
        };
        attributes.push((key.to_ascii_lowercase(), value));
        // A stray `=` would otherwise be read as an empty name for ever.
        rest = rest.strip_prefix('=').unwrap_or(rest);
    }
    Tag { range: open..html.len() - rest.len(), name: name.to_ascii_lowercase(), attributes }
}

fn read_value(rest: &mut &str) -> String {
    let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''));
    match quote {
        Some(quote) => {
            *rest = &rest[1..];
            let value = take(rest, |next| next == quote).to_owned();
            *rest = rest.strip_prefix(quote).unwrap_or(rest);
            value
        }
        None => take(rest, |next| next.is_ascii_whitespace() || next == '>').to_owned(),
    }
}

/// Cuts off what stands before the first character that `stop`s.
fn take<'a>(rest: &mut &'a str, stop: impl Fn(char) -> bool) -> &'a str {
    let (taken, left) = rest.split_at(rest.find(stop).unwrap_or(rest.len()));
    *rest = left;
    taken
}

/// Puts other text in the place of ranges of `html`, which must not overlap. A range that is only
/// removed takes its line end along.
pub(crate) fn replace(html: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut text = String::with_capacity(html.len());
    let mut from = 0;
    for (range, new) in edits {
        text.push_str(&html[from..range.start]);
        text.push_str(&new);
        from = range.end;
        if new.is_empty() && html[from..].starts_with('\n') {
            from += 1;
        }
    }
    text.push_str(&html[from..]);
    text
}

/// What must not be in a page under a policy without `unsafe-inline`, one sentence each.
pub(crate) fn inline_parts(html: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for tag in tags(html) {
        let closed_at_once = html[tag.range.end..].starts_with("</script>");
        if tag.name == "script" && (tag.get("src").is_none() || !closed_at_once) {
            parts.push("an inline <script>".to_owned());
        }
        if tag.name == "style" {
            parts.push("a <style> element".to_owned());
        }
        for (key, value) in &tag.attributes {
            if key == "style" || key.starts_with("on") {
                parts.push(format!("a {key}= attribute on <{}>", tag.name));
            }
            if value.trim_start().to_ascii_lowercase().starts_with("javascript:") {
                parts.push(format!("a javascript: address on <{}>", tag.name));
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{inline_parts, replace, tags};

    #[test]
    fn reads_tags_and_attributes() {
        let found = tags("<!doctype html><!-- <b> --><LINK rel=x href=\"a>b\" async data-e=''/>text</p>");
        assert_eq!(found.len(), 1);
        let link = &found[0];
        assert_eq!(link.name, "link");
        assert!(link.is("rel", "x") && link.is("href", "a>b") && link.is("async", ""));
        assert_eq!(link.get("missing"), None);
    }

    #[test]
    fn broken_tags_end_with_the_text() {
        for broken in ["<", "<a", "<a b", "<a b=", "<a b='c", "<a = =>", "<!-- "] {
            let _ = tags(broken);
        }
    }

    #[test]
    fn replaces_in_order_and_removes_whole_lines() {
        let text = "one\ntwo\nthree\n";
        assert_eq!(replace(text, vec![(8..13, "3".into()), (4..7, String::new())]), "one\n3\n");
    }

    #[test]
    fn names_everything_inline() {
        let page = "<script>1</script><script src=a>2</script><style></style>\
            <p style=\"x\" onclick=y><a href=' JavaScript:z'>";
        assert_eq!(inline_parts(page).len(), 6);
        let clean = "<script src=\"a.js\" type=\"module\"></script><link rel=\"stylesheet\" href=\"a.css\">";
        assert_eq!(inline_parts(clean), Vec::<String>::new());
    }
}
