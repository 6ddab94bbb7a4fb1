//! Values of what is known of an article, as they stand in files: taken where they are what they should be.

/// An address of the web (`http`, `https`), if it is one.
#[must_use]
pub fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let (scheme, rest) = text.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let whole = !rest.is_empty() && text.len() <= 2000 && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    (web && whole && !rest.starts_with('/')).then(|| text.to_owned())
}

/// The tag of a language (`pt-BR`, also written `pt_BR`), if it looks like one; of several the first.
#[must_use]
pub fn language(text: &str) -> Option<String> {
    let tag = text.split([',', ';']).next().unwrap_or_default().trim().replace('_', "-");
    let part = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    let first = tag.split('-').next().unwrap_or_default();
    let named = (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic());
    (named && tag.split('-').all(part)).then_some(tag)
}

/// At most so many characters of a text.
#[must_use]
pub fn at_most(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(at, _)| text.get(..at).unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_it_should_be() {
        assert_eq!(address(" https://a.example/b ").as_deref(), Some("https://a.example/b"));
        for bad in
            ["javascript:alert(1)", "/ar/node/1", "http://", "http:///x", "ftp://a/b", "https://a b/", "data://x"]
        {
            assert_eq!(address(bad), None, "{bad}");
        }
        assert_eq!(language("de_DE").as_deref(), Some("de-DE"));
        assert_eq!(language("en, fr").as_deref(), Some("en"));
        for bad in ["", "english", "x", "en us", "1a"] {
            assert_eq!(language(bad), None, "{bad}");
        }
        assert_eq!(at_most("äöü", 2), "äö");
        assert_eq!(at_most("ä", 2), "ä");
    }
}
