//! Whether what was written says what was meant: words cut out of the written text by plain counting, as a reader in
//! another language would, held against the words that were marked. Nothing of this uses the index that writers convert
//! offsets with.

use crate::model::{DocId, Unit};

/// One place where they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    /// The document.
    pub document: DocId,
    /// Where in the file: the id or number of a span, a line.
    pub place: String,
    /// What stands there.
    pub found: String,
    /// What should.
    pub expected: String,
}

/// Differences that are kept; more are only counted.
const KEPT: usize = 20;

/// What was proved so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Spans, or tokens, that were held against what was marked.
    pub checked: u64,
    /// How many of them differ.
    pub wrong: u64,
    /// The first of those.
    pub differs: Vec<Differs>,
}

impl Proof {
    /// Holds the words at an offset of a written text against those that were marked.
    pub fn span(
        &mut self,
        document: &DocId,
        place: &str,
        text: &str,
        (start, end): (u64, u64),
        unit: Unit,
        expected: &str,
    ) {
        let found = cut(text, start, end, unit);
        self.words(document, place, found.unwrap_or("(outside of the text)"), expected);
    }

    /// Holds what was found against what was meant.
    pub fn words(&mut self, document: &DocId, place: &str, found: &str, expected: &str) {
        self.checked += 1;
        if found == expected {
            return;
        }
        self.wrong += 1;
        if self.differs.len() < KEPT {
            let (document, place) = (document.clone(), place.to_owned());
            self.differs.push(Differs { document, place, found: found.to_owned(), expected: expected.to_owned() });
        }
    }

    /// Counts what another has counted.
    pub fn join(&mut self, other: &Self) {
        self.checked += other.checked;
        self.wrong += other.wrong;
        let room = KEPT.saturating_sub(self.differs.len());
        self.differs.extend(other.differs.iter().take(room).cloned());
    }

    /// Something that cannot be read again, or of which there is another number than was meant.
    pub fn broken(&mut self, document: &DocId, place: &str, why: &str) {
        self.words(document, place, if why.is_empty() { "unreadable" } else { why }, "");
    }
}

/// The stretch from `start` to `end` of a text, counted in `unit` one by one. `None` where it is outside of the text,
/// reversed, or cuts a character.
#[must_use]
pub fn slice(text: &str, start: u64, end: u64, unit: Unit) -> Option<String> {
    cut(text, start, end, unit).map(str::to_owned)
}

/// The same, where it stands: counted to `start`, and on from there.
fn cut(text: &str, start: u64, end: u64, unit: Unit) -> Option<&str> {
    let rest = text.get(counted(text, start, unit)?..)?;
    rest.get(..counted(rest, end.checked_sub(start)?, unit)?)
}

/// The bytes of so many units, which must end with a character.
fn counted(text: &str, count: u64, unit: Unit) -> Option<usize> {
    let mut left = usize::try_from(count).ok()?;
    if unit == Unit::Byte {
        return Some(left);
    }
    let mut characters = text.chars();
    if unit == Unit::CodePoint {
        if let Some(before) = left.checked_sub(1) {
            characters.nth(before)?;
        }
        return Some(text.len() - characters.as_str().len());
    }
    while left > 0 {
        left = left.checked_sub(characters.next()?.len_utf16())?;
    }
    Some(text.len() - characters.as_str().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_count_in_their_unit() {
        let text = "😀 Ana";
        assert_eq!(slice(text, 2, 5, Unit::CodePoint).as_deref(), Some("Ana"));
        assert_eq!(slice(text, 3, 6, Unit::Utf16).as_deref(), Some("Ana"));
        assert_eq!(slice(text, 5, 8, Unit::Byte).as_deref(), Some("Ana"));
        assert_eq!(slice(text, 1, 3, Unit::Utf16), None, "it cuts the emoji");
        assert_eq!(slice(text, 2, 6, Unit::CodePoint), None, "past the end");
        assert_eq!(slice(text, 3, 7, Unit::Utf16), None, "past the end");
        assert_eq!(slice(text, 3, 2, Unit::CodePoint), None, "reversed");
        assert_eq!(slice(text, 1, 4, Unit::Byte), None, "it cuts the emoji");
        let all = [(0, 0, Unit::Utf16), (5, 5, Unit::CodePoint), (8, 8, Unit::Byte)];
        assert!(all.iter().all(|(start, end, unit)| slice(text, *start, *end, *unit).as_deref() == Some("")));
    }

    #[test]
    fn a_wrong_unit_is_found() {
        let mut proof = Proof::default();
        proof.span(&DocId::from("a"), "T1", "😀 Ana met", (3, 6), Unit::CodePoint, "Ana");
        assert_eq!((proof.checked, proof.wrong), (1, 1));
        assert_eq!(proof.differs[0].found, "na ");
    }
}
