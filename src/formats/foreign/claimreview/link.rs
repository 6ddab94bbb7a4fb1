//! Links to words of a page: text fragments, as browsers follow them. Each stretch is a directive of its own; a long one, or one
//! over several lines, is told by how it begins and ends; one whose words stand in the article before has what stands
//! around it.

use crate::model::fold::folded;
use crate::model::{Article, Span, TextRange};

/// Characters from which on a stretch is told by its ends.
const LONG: usize = 160;

/// Words at each end.
const ENDS: usize = 5;

/// Characters that are looked at around a stretch.
const AROUND: usize = 40;

/// Words around it.
const CONTEXT: usize = 3;

/// The address of a page with the words of a span picked out in it.
pub(super) fn link(address: &str, article: &Article, span: &Span) -> String {
    let directives: Vec<String> = span.fragments().filter_map(|range| directive(article, range)).collect();
    if directives.is_empty() {
        return address.to_owned();
    }
    // It may pick out other words already.
    let address = address.split_once(":~:").map_or(address, |(page, _)| page);
    let between = if address.contains('#') { ":~:" } else { "#:~:" };
    format!("{address}{between}{}", directives.join("&"))
}

fn directive(article: &Article, range: TextRange) -> Option<String> {
    let words = article.quote(range);
    let lines: Vec<&str> = words.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
    let (first, last) = (*lines.first()?, *lines.last()?);
    let mut out = String::from("text=");
    let by_ends = lines.len() > 1 || words.chars().count() > LONG && first.split_whitespace().count() > 2 * ENDS;
    let before = stands_before(article, range, if by_ends { head(first) } else { first });
    let (prefix, suffix) = if before { around(article, range) } else { (String::new(), String::new()) };
    if !prefix.is_empty() {
        out.push_str(&encoded(&prefix));
        out.push_str("-,");
    }
    if by_ends {
        out.push_str(&encoded(&some(first, true, ENDS)));
        out.push(',');
        out.push_str(&encoded(&some(last, false, ENDS)));
    } else {
        out.push_str(&encoded(first));
    }
    if !suffix.is_empty() {
        out.push_str(",-");
        out.push_str(&encoded(&suffix));
    }
    Some(out)
}

/// Whether the words with which a stretch begins stand in the article before. Browsers tell no case.
fn stands_before(article: &Article, range: TextRange, words: &str) -> bool {
    let (text, quote) = (article.text(), article.quote(range));
    let at = range.start() as usize + quote.find(words).unwrap_or(0);
    let before = folded(text.get(..at).unwrap_or_default());
    let through = folded(text.get(..at + words.len()).unwrap_or_default());
    through.find(&folded(words)).is_some_and(|found| found < before.len())
}

/// The beginning of a line that is told of one with its ends, as it stands there.
fn head(line: &str) -> &str {
    let mut ends =
        line.split_whitespace().take(ENDS).map(|word| word.as_ptr().addr() + word.len() - line.as_ptr().addr());
    let end = ends.by_ref().last().unwrap_or(line.len());
    line.get(..end).unwrap_or(line)
}

/// The words right before a stretch and right after it, in its line.
fn around(article: &Article, range: TextRange) -> (String, String) {
    let (before, after) = article.context(range, AROUND);
    // The farthest word may be cut.
    let whole = |text: &str, is_front: bool| {
        let cut = text.chars().count() >= AROUND;
        let text = match (cut, is_front) {
            (true, false) => text.split_once(char::is_whitespace).map_or("", |(_, rest)| rest),
            (true, true) => text.rsplit_once(char::is_whitespace).map_or("", |(rest, _)| rest),
            (false, _) => text,
        };
        some(text.trim(), is_front, CONTEXT)
    };
    (whole(before, false), whole(after, true))
}

/// The first or last words of a line.
fn some(line: &str, is_front: bool, most: usize) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let from = if is_front { 0 } else { words.len().saturating_sub(most) };
    words.into_iter().skip(from).take(most).collect::<Vec<_>>().join(" ")
}

/// Words as a directive may have them: `-`, `,` and `&` mean something there, and all but letters and digits is escaped.
fn encoded(words: &str) -> String {
    let mut out = String::new();
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FixedText, markup};

    fn links(marked: &str, address: &str) -> Vec<String> {
        let document = markup::parse("d", marked).expect("well formed");
        let all = document.in_reading_order();
        all.iter().map(|annotation| link(address, &document.article, &annotation.span)).collect()
    }

    #[test]
    fn words_are_found_in_the_page() {
        let page = "https://example.org/a";
        assert_eq!(
            links("It said [5% - no, yes & “so”](claim)", page),
            [format!("{page}#:~:text=5%25%20%2D%20no%2C%20yes%20%26%20%E2%80%9Cso%E2%80%9D")]
        );
        assert_eq!(links("[a](claim)", "https://example.org/#top"), ["https://example.org/#top:~:text=a"]);
        assert_eq!(links("[a](claim#c) b [c](claim#c)", page), [format!("{page}#:~:text=a&text=c")]);
        let lines = Article::new(FixedText::new("one\ntwo"), "a");
        let both = TextRange::new(0, 7).and_then(|range| Span::new(vec![range])).expect("not empty");
        assert_eq!(link(page, &lines, &both), format!("{page}#:~:text=one,two"));
        let again = links("Bo: it sank. Then Ada said [it sank](claim) too, twice.", page);
        assert_eq!(again, [format!("{page}#:~:text=Then%20Ada%20said-,it%20sank,-too%2C%20twice.")]);
        let cased = links("It Sank, Bo said: [it sank](claim).", page);
        assert!(cased[0].contains("-,it%20sank"), "browsers tell no case: {cased:?}");
        let begun = links(
            &format!("One two three four five. Bo said: [one two three four five {}](claim)", "six ".repeat(60).trim()),
            page,
        );
        assert!(begun[0].contains("-,one%20two%20three%20four%20five,six"), "it begins like other words: {begun:?}");
        assert_eq!(links("[a](claim)", "https://example.org/#top:~:text=b"), ["https://example.org/#top:~:text=a"]);
        let long = links(&format!("[{}](claim)", "word ".repeat(60).trim()), page);
        assert_eq!(long, [format!("{page}#:~:text=word%20word%20word%20word%20word,word%20word%20word%20word%20word")]);
    }
}
