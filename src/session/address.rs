//! Addresses: what stands behind the `#` names an article and a span of it, for anyone who has the same article. The span
//! is a range of code points, as RFC 5147 counts them: ids of annotations differ from one annotator to the next, texts do
//! not.

use super::State;
use crate::edit::Selection;
use crate::model::{Annotation, AnnotationId, DocId, Document, TextRange, Unit};

const ARTICLE: &str = "article";
const CHARS: &str = "char";
const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// A place that an address names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The article.
    pub article: DocId,
    /// First code point of a span, and one past its last.
    pub chars: Option<(u32, u32)>,
}

/// An address that does not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misread;

/// An address that is being gone to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Where to.
    pub address: Address,
    /// Whether the page itself wrote it: then the article is brought up as it was left.
    pub back: bool,
}

impl Address {
    /// Reads what stands behind the `#`; `None` where nothing does.
    ///
    /// # Errors
    /// [`Misread`] for anything that is not `article=…`, with or without `&char=first,end`.
    pub fn read(fragment: &str) -> Result<Option<Self>, Misread> {
        if fragment.is_empty() {
            return Ok(None);
        }
        let (mut article, mut chars) = (None, None);
        for part in fragment.split('&') {
            match part.split_once('=').ok_or(Misread)? {
                (ARTICLE, id) if article.is_none() => article = Some(decoded(id)?),
                (CHARS, range) if chars.is_none() => chars = Some(range_of(range)?),
                _ => return Err(Misread),
            }
        }
        let article = DocId::from(article.ok_or(Misread)?.as_str());
        Ok(Some(Self { article, chars }))
    }

    /// As it stands behind the `#`.
    #[must_use]
    pub fn fragment(&self) -> String {
        let mut out = format!("{ARTICLE}={}", encoded(self.article.as_str()));
        if let Some((start, end)) = self.chars {
            out.push_str(&format!("&{CHARS}={start},{end}"));
        }
        out
    }

    /// A link to it on a page. Who opens it is somebody else, so the page's `annotator` is left out.
    #[must_use]
    pub fn link(&self, page: &str) -> String {
        let page = page.split('#').next().unwrap_or_default();
        let (path, query) = page.split_once('?').unwrap_or((page, ""));
        let of_all = |pair: &&str| !pair.is_empty() && !pair.starts_with("annotator=");
        let query: Vec<&str> = query.split('&').filter(of_all).collect();
        let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        format!("{path}{query}#{}", self.fragment())
    }

    /// Where its span lies in a document.
    ///
    /// # Errors
    /// Where it lies outside of the text: how long that is, in code points.
    pub fn range(&self, document: &Document) -> Result<Option<TextRange>, u32> {
        let Some((start, end)) = self.chars else { return Ok(None) };
        let range = document.article.range(start, end, Unit::CodePoint);
        range.map(Some).ok_or_else(|| document.article.lengths().code_points)
    }
}

/// Digits only: no sign, no space.
fn range_of(text: &str) -> Result<(u32, u32), Misread> {
    let number = |text: &str| match text.bytes().all(|byte| byte.is_ascii_digit()) {
        true => text.parse::<u32>().map_err(|_| Misread),
        false => Err(Misread),
    };
    let (start, end) = text.split_once(',').ok_or(Misread)?;
    let (start, end) = (number(start)?, number(end)?);
    if start < end { Ok((start, end)) } else { Err(Misread) }
}

/// Percent-encoded, but for what RFC 3986 calls unreserved.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.push(char::from(HEX[usize::from(half)]));
            }
        }
    }
    out
}

/// What is not encoded though it could be stands for itself.
fn decoded(text: &str) -> Result<String, Misread> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut half = || rest.next().and_then(|digit| char::from(digit).to_digit(16)).ok_or(Misread);
        let value = half()? * 16 + half()?;
        bytes.push(u8::try_from(value).map_err(|_| Misread)?);
    }
    String::from_utf8(bytes).map_err(|_| Misread)
}

/// The annotation over exactly this range, in reading order the first; one that is picked out before all others.
#[must_use]
pub fn annotation_at(document: &Document, range: TextRange, picked: &[AnnotationId]) -> Option<AnnotationId> {
    let lies_there = |a: &&Annotation| a.span.hull() == range;
    let of_picked = picked.iter().filter_map(|id| document.annotations.get(id)).map(|a| &**a).find(lies_there);
    let first = || document.in_reading_order().into_iter().map(|a| &**a).find(lies_there);
    of_picked.or_else(first).map(|a| a.id)
}

impl State {
    /// The address of what is shown: the open article, and what is picked out there; of several annotations the first.
    #[must_use]
    pub fn address(&self) -> Option<Address> {
        let document = self.document()?;
        let range = match &self.selection {
            Selection::Annotations(_, ids) => {
                ids.first().and_then(|id| document.annotations.get(id)).map(|a| a.span.hull())
            }
            Selection::Words(_, ranges) => {
                let hull = ranges.first().zip(ranges.last());
                hull.and_then(|(first, last)| TextRange::new(first.start(), last.end()))
            }
            Selection::Nothing => None,
        };
        let chars = range.and_then(|range| document.article.offsets(range, Unit::CodePoint));
        Some(Address { article: document.id.clone(), chars })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(fragment: &str) -> Option<(String, Option<(u32, u32)>)> {
        let address = Address::read(fragment).ok()??;
        Some((address.article.to_string(), address.chars))
    }

    #[test]
    fn what_reads() {
        for (fragment, id, chars) in [
            ("article=a1", "a1", None),
            ("article=a1&char=0,5", "a1", Some((0, 5))),
            ("char=3,4&article=a1", "a1", Some((3, 4))),
            ("article=a%2Fb%26c%3Dd%23", "a/b&c=d#", None),
            ("article=caf%C3%A9%20%25", "café %", None),
            ("article=caf%c3%a9", "café", None),
            ("article=café+1", "café+1", None),
            ("article=a=b", "a=b", None),
            ("article=", "", None),
        ] {
            assert_eq!(read(fragment), Some((id.to_owned(), chars)), "{fragment}");
        }
        assert_eq!(Address::read(""), Ok(None));
    }

    #[test]
    fn what_does_not_read() {
        for fragment in [
            "a1",
            "article",
            "char=1,2",
            "article=a&article=b",
            "article=a&char=1,2&char=1,2",
            "article=a&x=1",
            "article=a&",
            "&article=a",
            "article=%",
            "article=%4",
            "article=%zz",
            "article=%C3",
            "article=%FF",
            "article=a&char=",
            "article=a&char=1",
            "article=a&char=,2",
            "article=a&char=1,",
            "article=a&char=2,1",
            "article=a&char=2,2",
            "article=a&char=-1,2",
            "article=a&char=+1,2",
            "article=a&char= 1,2",
            "article=a&char=1,2,3",
            "article=a&char=1.5,2",
            "article=a&char=0,4294967296",
            "article=a&char=1e3,2e3",
            "Article=a",
            "article=%+1%+1",
            ":~:text=a",
            "<script>",
            "article=a&char=٣,٤",
        ] {
            assert_eq!(Address::read(fragment), Err(Misread), "{fragment}");
        }
    }

    #[test]
    fn links_keep_the_task_and_not_the_person() {
        let address = Address { article: DocId::from("a b"), chars: Some((2, 9)) };
        for (page, query) in [
            ("https://x.org/m/", ""),
            ("https://x.org/m/#article=z&char=1,2", ""),
            ("https://x.org/m/?task=t.json", "?task=t.json"),
            ("https://x.org/m/?annotator=Ada&task=t.json#x", "?task=t.json"),
            ("https://x.org/m/?task=t.json&annotator=Ada%20L&x=1", "?task=t.json&x=1"),
            ("https://x.org/m/?annotator=Ada", ""),
        ] {
            assert_eq!(address.link(page), format!("https://x.org/m/{query}#article=a%20b&char=2,9"), "{page}");
        }
    }
}
