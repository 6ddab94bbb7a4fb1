//! Texts and places in them. Offsets are bytes of UTF-8 in memory; [`TextIndex::convert`] is the only place where an
//! offset changes its unit.

use std::fmt;

/// What an offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Bytes of UTF-8: the unit in memory.
    Byte,
    /// Unicode code points (Python's `len`): the unit of files, records and the scripting door.
    CodePoint,
    /// UTF-16 code units (JavaScript's `length`): the unit of the DOM.
    Utf16,
}

/// A stretch of a text: bytes, half open, never empty, on scalar boundaries of the text it belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRange {
    start: u32,
    end: u32,
}

impl TextRange {
    /// The range from `start` to `end` in bytes, or `None` when it would be empty or reversed.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Option<Self> {
        if start < end { Some(Self { start, end }) } else { None }
    }

    /// First byte.
    #[must_use]
    pub const fn start(self) -> u32 {
        self.start
    }

    /// One past the last byte.
    #[must_use]
    pub const fn end(self) -> u32 {
        self.end
    }

    /// Length in bytes; never zero.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a range is never empty")]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the byte at `at` lies inside.
    #[must_use]
    pub const fn contains(self, at: u32) -> bool {
        self.start <= at && at < self.end
    }

    /// What both share, if anything.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.start.max(other.start), self.end.min(other.end))
    }

    /// The smallest range that has both in it.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The words it covers; `None` when it does not lie on scalar boundaries of `text`.
    #[must_use]
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.start as usize..self.end as usize)
    }
}

impl fmt::Debug for TextRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// How long a text is, in each unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lengths {
    /// Bytes of UTF-8.
    pub bytes: u32,
    /// Code points.
    pub code_points: u32,
    /// UTF-16 code units.
    pub utf16: u32,
}

impl Lengths {
    /// The length in `unit`.
    #[must_use]
    pub const fn in_unit(self, unit: Unit) -> u32 {
        match unit {
            Unit::Byte => self.bytes,
            Unit::CodePoint => self.code_points,
            Unit::Utf16 => self.utf16,
        }
    }

    fn step(&mut self, c: char) {
        self.bytes += width(c.len_utf8());
        self.code_points += 1;
        self.utf16 += width(c.len_utf16());
    }
}

/// A `char` is at most four bytes or two units wide.
fn width(units: usize) -> u32 {
    u32::try_from(units).unwrap_or(4)
}

/// Bytes between two marks of a [`TextIndex`]: a conversion walks at most this far.
const STRIDE: u32 = 64;

/// Where code points and UTF-16 units stand, at marks along a text; made once for a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextIndex {
    total: Lengths,
    /// Empty for pure ASCII, where all units are one.
    marks: Vec<Lengths>,
}

impl TextIndex {
    /// Reads `text` once. Limit: texts under 4 GiB, which every door into the project holds.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut at = Lengths::default();
        if text.is_ascii() {
            let all = u32::try_from(text.len()).unwrap_or(u32::MAX);
            return Self { total: Lengths { bytes: all, code_points: all, utf16: all }, marks: Vec::new() };
        }
        let mut marks = vec![at];
        for c in text.chars() {
            at.step(c);
            if marks.last().is_some_and(|last| at.bytes - last.bytes >= STRIDE) {
                marks.push(at);
            }
        }
        Self { total: at, marks }
    }

    /// How long the text is.
    #[must_use]
    pub const fn lengths(&self) -> Lengths {
        self.total
    }

    /// The offset `at`, counted in `from`, as an offset counted in `to`. `None` when it lies past the end of the text
    /// or inside a character (between the bytes of one, or between the two halves of a surrogate pair).
    ///
    /// `text` is the text this index was made for.
    #[must_use]
    pub fn convert(&self, text: &str, at: u32, from: Unit, to: Unit) -> Option<u32> {
        if at > self.total.in_unit(from) {
            return None;
        }
        if self.marks.is_empty() {
            return Some(at);
        }
        let next = self.marks.partition_point(|mark| mark.in_unit(from) <= at);
        let mut here = *self.marks.get(next.checked_sub(1)?)?;
        let mut rest = text.get(here.bytes as usize..)?.chars();
        while here.in_unit(from) < at {
            here.step(rest.next()?);
        }
        (here.in_unit(from) == at).then(|| here.in_unit(to))
    }
}

/// What was changed when a text was fixed at import; all zero for a text that was clean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fixes {
    /// A byte order mark at the start was dropped.
    pub byte_order_mark: bool,
    /// CRLF pairs that became LF.
    pub crlf: u32,
    /// Lone CRs that became LF.
    pub cr: u32,
    /// NULs that became U+FFFD.
    pub nul: u32,
    /// Lone surrogates that became U+FFFD (counted by the decoder; a Rust string cannot hold them).
    pub surrogates: u32,
}

/// A text as it will stay (law 1): CRLF and CR are LF, NUL is U+FFFD, a byte order mark is gone; nothing else was
/// touched. Knows where each place of the original went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedText {
    /// The text that will never change again.
    pub text: String,
    /// What was changed.
    pub fixes: Fixes,
    /// (byte in the original, byte in the text) after each change, ascending.
    moves: Vec<(u32, u32)>,
}

impl FixedText {
    /// Fixes `original`.
    #[must_use]
    pub fn new(original: &str) -> Self {
        let mut fixes = Fixes::default();
        let mut text = String::with_capacity(original.len());
        let mut moves = Vec::new();
        // All that stand at the start: with one left, fixing the text again would change it again.
        let mut rest = original.trim_start_matches('\u{feff}');
        if rest.len() < original.len() {
            fixes.byte_order_mark = true;
            moves.push((u32::try_from(original.len() - rest.len()).unwrap_or(u32::MAX), 0));
        }
        while let Some(at) = rest.find(['\r', '\0']) {
            let (clean, dirty) = rest.split_at(at);
            text.push_str(clean);
            rest = if let Some(after) = dirty.strip_prefix("\r\n") {
                fixes.crlf += 1;
                text.push('\n');
                after
            } else if let Some(after) = dirty.strip_prefix('\r') {
                fixes.cr += 1;
                text.push('\n');
                after
            } else {
                fixes.nul += 1;
                text.push('\u{fffd}');
                &dirty[1..]
            };
            let gone = original.len() - rest.len();
            // Also where the shifts so far cancel out: the last entry holds for all that follows.
            if gone != text.len() || !moves.is_empty() {
                moves.push((u32::try_from(gone).unwrap_or(u32::MAX), u32::try_from(text.len()).unwrap_or(u32::MAX)));
            }
        }
        text.push_str(rest);
        Self { text, fixes, moves }
    }

    /// Where the byte `at` of the original stands in the fixed text.
    #[must_use]
    pub fn map(&self, at: u32) -> u32 {
        let next = self.moves.partition_point(|(original, _)| *original <= at);
        match next.checked_sub(1).and_then(|last| self.moves.get(last)) {
            Some((original, fixed)) => fixed + (at - original),
            // Between byte order marks at the start, of which none is left.
            None if self.fixes.byte_order_mark => 0,
            None => at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HARD: &str = "a👩‍👩‍👧 é e\u{301} أحمد 東京都 𝔘nd \u{200f}x";

    #[test]
    fn units_round_trip_at_every_scalar() {
        let text = HARD.repeat(40);
        let index = TextIndex::new(&text);
        let (mut utf16, mut code_points) = (0, 0);
        for (byte, c) in text.char_indices() {
            let byte = u32::try_from(byte).expect("short text");
            assert_eq!(index.convert(&text, byte, Unit::Byte, Unit::Utf16), Some(utf16));
            assert_eq!(index.convert(&text, utf16, Unit::Utf16, Unit::CodePoint), Some(code_points));
            assert_eq!(index.convert(&text, code_points, Unit::CodePoint, Unit::Byte), Some(byte));
            if c.len_utf16() == 2 {
                assert_eq!(index.convert(&text, utf16 + 1, Unit::Utf16, Unit::Byte), None, "inside a pair");
            }
            if c.len_utf8() > 1 {
                assert_eq!(index.convert(&text, byte + 1, Unit::Byte, Unit::Utf16), None, "inside a character");
            }
            utf16 += width(c.len_utf16());
            code_points += 1;
        }
        let end = index.lengths();
        assert_eq!(index.convert(&text, end.bytes, Unit::Byte, Unit::CodePoint), Some(end.code_points));
        assert_eq!(index.convert(&text, end.code_points + 1, Unit::CodePoint, Unit::Byte), None);
    }

    #[test]
    fn fixing_changes_only_what_the_law_names() {
        let fixed = FixedText::new("\u{feff}a\r\nb\rc\0d  e\u{301}\u{85}\n");
        assert_eq!(fixed.text, "a\nb\nc\u{fffd}d  e\u{301}\u{85}\n");
        assert_eq!(fixed.fixes, Fixes { byte_order_mark: true, crlf: 1, cr: 1, nul: 1, surrogates: 0 });
    }

    #[test]
    fn several_byte_order_marks_are_one_place() {
        let fixed = FixedText::new("\u{feff}\u{feff}\u{10000}b");
        assert_eq!([0, 3, 6, 10, 11].map(|at| fixed.map(at)), [0, 0, 0, 4, 5]);
    }

    #[test]
    fn fixing_maps_offsets() {
        let original = "\u{feff}ab\r\ncd\0ef";
        let fixed = FixedText::new(original);
        for word in ["ab", "cd", "ef"] {
            let was = u32::try_from(original.find(word).expect("in the text")).expect("short");
            let is = fixed.text.find(word).expect("in the text");
            assert_eq!(fixed.map(was) as usize, is, "{word}");
        }
        assert_eq!(fixed.map(u32::try_from(original.len()).expect("short")) as usize, fixed.text.len());
    }
}
