//! What offsets may count: a unit, how line ends count, and whether a mark at the beginning does. A [`View`] is a text as
//! it is counted so, and knows where each place of it stands in the text of the file.

use std::borrow::Cow;

use crate::model::{TextIndex, Unit};

/// A byte order mark.
const MARK: char = '\u{feff}';

/// How line ends count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnds {
    /// As they stand in the text.
    #[default]
    Stand,
    /// CR with LF counts as one.
    CrlfOne,
    /// LF alone counts as two.
    LfTwo,
}

/// Whether a byte order mark counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// If one stands there.
    #[default]
    Stands,
    /// One stands there and does not count.
    Skipped,
    /// None stands there, and one was counted.
    Counted,
}

/// A way to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counting {
    /// What is counted.
    pub unit: Unit,
    /// Line ends.
    pub line_ends: LineEnds,
    /// A byte order mark.
    pub mark: Mark,
}

const UNITS: [(Unit, &str); 3] = [(Unit::CodePoint, "code_point"), (Unit::Utf16, "utf16"), (Unit::Byte, "byte")];
const LINE_ENDS: [(LineEnds, &str); 3] =
    [(LineEnds::Stand, ""), (LineEnds::CrlfOne, "+crlf_one"), (LineEnds::LfTwo, "+lf_two")];
const MARKS: [(Mark, &str); 3] = [(Mark::Stands, ""), (Mark::Skipped, "+no_mark"), (Mark::Counted, "+mark")];

impl Counting {
    /// What is counted as it stands.
    #[must_use]
    pub const fn of(unit: Unit) -> Self {
        Self { unit, line_ends: LineEnds::Stand, mark: Mark::Stands }
    }

    /// All of them, the plainest first.
    pub fn all() -> impl Iterator<Item = Self> {
        let with = |(mark, _)| LINE_ENDS.into_iter().map(move |(line_ends, _)| (mark, line_ends));
        let ends = MARKS.into_iter().flat_map(with);
        ends.flat_map(|(mark, line_ends)| UNITS.into_iter().map(move |(unit, _)| Self { unit, line_ends, mark }))
    }

    /// Its name, for messages: `utf16+crlf_one`.
    #[must_use]
    pub fn name(self) -> String {
        let unit = UNITS.iter().find(|(unit, _)| *unit == self.unit).map_or("", |(_, name)| name);
        let ends = LINE_ENDS.iter().find(|(ends, _)| *ends == self.line_ends).map_or("", |(_, name)| name);
        let mark = MARKS.iter().find(|(mark, _)| *mark == self.mark).map_or("", |(_, name)| name);
        format!("{unit}{ends}{mark}")
    }

    /// The one with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::all().find(|counting| counting.name() == name)
    }
}

/// What a text has that counts in more than one way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traits {
    pub(super) crlf: bool,
    pub(super) lone_lf: bool,
    pub(super) mark: bool,
}

impl Traits {
    pub(super) fn of(text: &str) -> Self {
        let crlf = text.contains("\r\n");
        let lone_lf = text.match_indices('\n').any(|(at, _)| !text[..at].ends_with('\r'));
        Self { crlf, lone_lf, mark: text.starts_with(MARK) }
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self { crlf: self.crlf || other.crlf, lone_lf: self.lone_lf || other.lone_lf, mark: self.mark || other.mark }
    }

    /// Whether a way to count makes a difference in such texts.
    pub(super) const fn meets(self, counting: Counting) -> bool {
        let ends = match counting.line_ends {
            LineEnds::Stand => true,
            LineEnds::CrlfOne => self.crlf,
            LineEnds::LfTwo => self.lone_lf,
        };
        ends && match counting.mark {
            Mark::Stands => true,
            Mark::Skipped => self.mark,
            Mark::Counted => !self.mark,
        }
    }
}

/// A text as it is counted.
pub(super) struct View<'a> {
    text: Cow<'a, str>,
    index: TextIndex,
    /// (byte here, byte in the text of the file) after each difference, ascending.
    moves: Vec<(u32, u32)>,
}

fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<'a> View<'a> {
    pub(super) fn new(text: &'a str, line_ends: LineEnds, mark: Mark) -> Self {
        let (mut counted, mut moves) = (String::new(), Vec::new());
        let body = match mark {
            Mark::Skipped => text.trim_start_matches(MARK),
            Mark::Stands | Mark::Counted => text,
        };
        if mark == Mark::Counted && !text.starts_with(MARK) {
            counted.push(MARK);
        }
        let skipped = text.len() - body.len();
        if skipped > 0 || !counted.is_empty() {
            moves.push((small(counted.len()), small(skipped)));
        }
        let mut from = 0;
        for (at, _) in body.match_indices('\n') {
            let is_pair = body[..at].ends_with('\r');
            match line_ends {
                LineEnds::CrlfOne if is_pair => {
                    counted.push_str(&body[from..at - 1]);
                    counted.push('\n');
                }
                LineEnds::LfTwo if !is_pair => {
                    counted.push_str(&body[from..at]);
                    // Between the two there is no place in the file: it is that before them.
                    counted.push('\r');
                    moves.push((small(counted.len()), small(skipped + at)));
                    counted.push('\n');
                }
                _ => continue,
            }
            from = at + 1;
            moves.push((small(counted.len()), small(skipped + from)));
        }
        if moves.is_empty() {
            return Self { text: Cow::Borrowed(text), index: TextIndex::new(text), moves };
        }
        counted.push_str(&body[from..]);
        Self { index: TextIndex::new(&counted), text: Cow::Owned(counted), moves }
    }

    /// The byte in the text of the file at an offset that counts in this.
    pub(super) fn byte(&self, at: u64, unit: Unit) -> Option<u32> {
        let byte = self.index.convert(&self.text, u32::try_from(at).ok()?, unit, Unit::Byte)?;
        let next = self.moves.partition_point(|(here, _)| *here <= byte);
        Some(match next.checked_sub(1).and_then(|last| self.moves.get(last)) {
            Some((here, file)) => file + (byte - here),
            None if self.moves.is_empty() => byte,
            // In front of the first difference nothing moved; a mark that is only counted takes no room in the file.
            None => byte.min(self.moves.first().map_or(byte, |(_, file)| *file)),
        })
    }

    /// The offset of a byte of the text of the file, for what writes in this way; `None` where that byte does not count.
    #[cfg(test)]
    pub(super) fn offset(&self, byte: u32, unit: Unit) -> Option<u64> {
        let all = u64::from(self.index.lengths().in_unit(unit));
        (0..=all).find(|at| self.byte(*at, unit) == Some(byte))
    }
}

/// The text of one article in every way that makes a difference.
pub(super) struct Views<'a> {
    text: &'a str,
    traits: Traits,
    made: Vec<((LineEnds, Mark), View<'a>)>,
}

impl<'a> Views<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, traits: Traits::of(text), made: Vec::new() }
    }

    /// The text as it is counted so.
    pub(super) fn of_counting(&mut self, counting: Counting) -> &View<'a> {
        let alone = |line_ends| Counting { line_ends, mark: Mark::Stands, ..counting };
        let line_ends = if self.traits.meets(alone(counting.line_ends)) { counting.line_ends } else { LineEnds::Stand };
        let mark = if self.traits.meets(Counting { line_ends: LineEnds::Stand, ..counting }) {
            counting.mark
        } else {
            Mark::Stands
        };
        let key = (line_ends, mark);
        let place = self.made.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            self.made.push((key, View::new(self.text, line_ends, mark)));
            self.made.len() - 1
        });
        &self.made[place].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for counting in Counting::all() {
            assert_eq!(Counting::parse(&counting.name()), Some(counting));
        }
        assert_eq!(Counting::all().next().map(Counting::name).as_deref(), Some("code_point"));
    }

    #[test]
    fn places_lead_into_the_file() {
        let text = "a\r\nb\nc";
        let one = View::new(text, LineEnds::CrlfOne, Mark::Stands);
        let found: Vec<_> = (0..6).map(|at| one.byte(at, Unit::CodePoint)).collect();
        assert_eq!(found, [Some(0), Some(1), Some(3), Some(4), Some(5), Some(6)]);
        let two = View::new(text, LineEnds::LfTwo, Mark::Stands);
        let found: Vec<_> = (0..8).map(|at| two.byte(at, Unit::CodePoint)).collect();
        assert_eq!(found, [Some(0), Some(1), Some(2), Some(3), Some(4), Some(4), Some(5), Some(6)]);
    }

    #[test]
    fn a_mark_counts_or_not() {
        let skipped = View::new("\u{feff}😀b", LineEnds::Stand, Mark::Skipped);
        assert_eq!((skipped.byte(0, Unit::Utf16), skipped.byte(2, Unit::Utf16)), (Some(3), Some(7)));
        let counted = View::new("ab", LineEnds::Stand, Mark::Counted);
        assert_eq!((counted.byte(1, Unit::CodePoint), counted.byte(2, Unit::CodePoint)), (Some(0), Some(1)));
        assert_eq!(counted.byte(0, Unit::CodePoint), Some(0));
        assert_eq!(counted.offset(1, Unit::Byte), Some(4));
    }
}
