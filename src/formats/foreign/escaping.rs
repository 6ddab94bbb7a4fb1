//! Words within markup of other programs, in an attribute as well.

/// A text as a file of XML has it: what XML 1.0 has no place for, even as a number, is left out.
pub(super) fn escaped_for_xml(text: &str) -> String {
    let is_known =
        |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    escaped(&text.chars().filter(is_known).collect::<String>())
}

/// A text as HTML has it, and XML but for characters that it does not know ([`escaped_for_xml`]).
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The characters that a text stands for which is escaped so; what is none of these names stays as it is.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let name = after.get(1..).and_then(|after| after.split_once(';')).map(|(name, _)| name);
        let c = name.and_then(|name| match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => {
                let number = name.strip_prefix('#')?;
                let hex = number.strip_prefix(['x', 'X']);
                let number = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
                char::from_u32(number)
            }
        });
        match (c, name) {
            (Some(c), Some(name)) => {
                out.push(c);
                rest = after.get(name.len() + 2..).unwrap_or_default();
            }
            _ => {
                out.push('&');
                rest = after.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_is_escaped() {
        assert_eq!(escaped("<\"&'> é"), "&lt;&quot;&amp;&#39;&gt; é");
        assert_eq!(unescaped(&escaped("<\"&'> é")), "<\"&'> é");
        assert_eq!(unescaped("&nothing; & &#x42;&#67;"), "&nothing; & BC");
    }

    #[test]
    fn xml_has_no_place_for_some() {
        assert_eq!(escaped_for_xml("a\0\u{1b}\u{fffe}<b>\t\n😀\u{85}"), "a&lt;b&gt;\t\n😀\u{85}");
    }
}
