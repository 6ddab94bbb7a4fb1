//! The text that is annotated. It never changes once it is in the project (law 1).

use std::fmt::Write as _;
use std::rc::Rc;

use sha2::{Digest, Sha256};

use super::{FixedText, Fixes, Lengths, TextIndex, TextRange, Unit};

/// Where a text came from and what was changed when it came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Name of the file, as it was given; empty for pasted text.
    pub file_name: Rc<str>,
    /// What was changed (law 1).
    pub fixes: Fixes,
}

/// A text, fixed once and for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    text: Rc<str>,
    sha256: Rc<str>,
    index: TextIndex,
    provenance: Provenance,
}

impl Article {
    /// The article with this text.
    #[must_use]
    pub fn new(fixed: FixedText, file_name: &str) -> Self {
        let provenance = Provenance { file_name: Rc::from(file_name), fixes: fixed.fixes };
        Self::with_provenance(fixed, provenance)
    }

    /// The article with this text and a known past. Fixes found now are added to those of the past.
    #[must_use]
    pub fn with_provenance(fixed: FixedText, mut provenance: Provenance) -> Self {
        provenance.fixes.byte_order_mark |= fixed.fixes.byte_order_mark;
        provenance.fixes.crlf = provenance.fixes.crlf.max(fixed.fixes.crlf);
        provenance.fixes.cr = provenance.fixes.cr.max(fixed.fixes.cr);
        provenance.fixes.nul = provenance.fixes.nul.max(fixed.fixes.nul);
        Self {
            sha256: Rc::from(sha256(&fixed.text)),
            index: TextIndex::new(&fixed.text),
            text: Rc::from(fixed.text),
            provenance,
        }
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &Rc<str> {
        &self.text
    }

    /// SHA-256 of the text's UTF-8 bytes, 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Where it came from.
    #[must_use]
    pub const fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// How long it is.
    #[must_use]
    pub const fn lengths(&self) -> Lengths {
        self.index.lengths()
    }

    /// [`TextIndex::convert`] on this text.
    #[must_use]
    pub fn convert(&self, at: u32, from: Unit, to: Unit) -> Option<u32> {
        self.index.convert(&self.text, at, from, to)
    }

    /// The range from `start` to `end`, both counted in `unit`. `None` when it is empty, reversed, past the end or
    /// cuts a character.
    #[must_use]
    pub fn range(&self, start: u32, end: u32, unit: Unit) -> Option<TextRange> {
        TextRange::new(self.convert(start, unit, Unit::Byte)?, self.convert(end, unit, Unit::Byte)?)
    }

    /// Start and end of `range`, counted in `unit`. `None` when it does not lie on scalar boundaries of this text.
    #[must_use]
    pub fn offsets(&self, range: TextRange, unit: Unit) -> Option<(u32, u32)> {
        Some((self.convert(range.start(), Unit::Byte, unit)?, self.convert(range.end(), Unit::Byte, unit)?))
    }

    /// The words of `range`; empty when it is not a range of this text.
    #[must_use]
    pub fn quote(&self, range: TextRange) -> &str {
        range.of(&self.text).unwrap_or_default()
    }

    /// The words of all `ranges`, with ` … ` between one and the next.
    #[must_use]
    pub fn quotes(&self, ranges: &[TextRange]) -> String {
        ranges.iter().map(|range| self.quote(*range)).collect::<Vec<_>>().join(" … ")
    }

    /// What stands around `range` in its line: at most so many characters on each side.
    #[must_use]
    pub fn context(&self, range: TextRange, most: usize) -> (&str, &str) {
        let (start, end) = (range.start() as usize, range.end() as usize);
        let (Some(before), Some(after)) = (self.text.get(..start), self.text.get(end..)) else { return ("", "") };
        let from = before.char_indices().rev().take(most).take_while(|(_, c)| *c != '\n').last();
        let to = after.char_indices().take(most).take_while(|(_, c)| *c != '\n').last();
        (from.map_or("", |(at, _)| &before[at..]), to.map_or("", |(at, c)| &after[..at + c.len_utf8()]))
    }
}

/// SHA-256 of a text's UTF-8 bytes, 64 lower-case hexadecimal digits.
#[must_use]
pub fn sha256(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_is_the_published_one() {
        let article = Article::new(FixedText::new("abc"), "");
        assert_eq!(article.sha256(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn context_ends_with_the_line() {
        let article = Article::new(FixedText::new("one\ntwo 😀 three\nfour"), "");
        let range = article.range(8, 9, Unit::CodePoint).expect("the emoji");
        assert_eq!(article.context(range, 3), ("wo ", " th"));
        assert_eq!(article.context(range, 99), ("two ", " three"));
    }

    #[test]
    fn ranges_are_refused_where_they_cut() {
        let article = Article::new(FixedText::new("a😀b"), "");
        assert_eq!(article.range(1, 3, Unit::Utf16).map(|r| article.quote(r).to_owned()), Some("😀".into()));
        assert_eq!(article.range(1, 2, Unit::Utf16), None);
        assert_eq!(article.range(2, 2, Unit::CodePoint), None);
        assert_eq!(article.range(2, 9, Unit::CodePoint), None);
    }
}
