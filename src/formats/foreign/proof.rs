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
        let found = slice(text, start, end, unit);
        self.words(document, place, found.as_deref().unwrap_or("(outside of the text)"), expected);
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
    if end < start {
        return None;
    }
    let (from, count) = (usize::try_from(start).ok()?, usize::try_from(end - start).ok()?);
    match unit {
        Unit::Byte => text.get(from..from + count).map(str::to_owned),
        Unit::CodePoint => {
            let cut: String = text.chars().skip(from).take(count).collect();
            (cut.chars().count() == count).then_some(cut)
        }
        Unit::Utf16 => {
            let cut: Vec<u16> = text.encode_utf16().skip(from).take(count).collect();
            (cut.len() == count).then(|| String::from_utf16(&cut).ok()).flatten()
        }
    }
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
    }

    #[test]
    fn a_wrong_unit_is_found() {
        let mut proof = Proof::default();
        proof.span(&DocId::from("a"), "T1", "😀 Ana met", (3, 6), Unit::CodePoint, "Ana");
        assert_eq!((proof.checked, proof.wrong), (1, 1));
        assert_eq!(proof.differs[0].found, "na ");
    }
}
