//! Lines of a block as they are drawn, found from where single characters stand: what is next above and below a place.
//! Asks for as few characters as it can, since measuring one costs a call to the browser.

use std::ops::Range;

/// Where a character is drawn, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// The side on which a caret before it stands.
    pub start: f64,
    /// The other side.
    pub end: f64,
    /// Half way between its top and its bottom.
    pub middle: f64,
    /// From top to bottom.
    pub height: f64,
}

/// Tells where the n-th character of a block is drawn; `None` for one that is not.
pub type Look<'a> = &'a dyn Fn(usize) -> Option<Glyph>;

/// Whether two characters stand in one line: letters of several fonts differ a little in height.
fn level(one: Glyph, other: Glyph) -> bool {
    (one.middle - other.middle).abs() < 0.6 * one.height.max(other.height)
}

/// The characters in the line of the character `at`, of `count` in all.
#[must_use]
pub fn line(count: usize, at: usize, look: Look<'_>) -> Range<usize> {
    let Some(here) = look(at) else { return at..(at + 1).min(count) };
    let beside = |place: &usize| look(*place).is_none_or(|glyph| level(here, glyph));
    let start = (0..at).rev().take_while(beside).last().unwrap_or(at);
    let end = (at + 1..count).take_while(beside).last().unwrap_or(at) + 1;
    start..end.min(count)
}

/// The place in a line that is nearest to a column: before one of its characters, or after the last of the block.
#[must_use]
pub fn nearest(line: Range<usize>, count: usize, column: f64, look: Look<'_>) -> usize {
    let (first, end) = (line.start, line.end);
    let mut places: Vec<(usize, f64)> = line.filter_map(|place| Some((place, look(place)?.start))).collect();
    if end == count {
        places.extend(end.checked_sub(1).and_then(look).map(|glyph| (end, glyph.end)));
    }
    let far = |x: f64| (x - column).abs();
    let best = places.into_iter().reduce(|best, next| if far(next.1) < far(best.1) { next } else { best });
    best.map_or(first, |(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of ten characters, each ten pixels wide; the fifth of each is in a larger font.
    fn ten(at: usize) -> Option<Glyph> {
        let (column, row) = (f64::from(u32::try_from(at % 10).ok()?) * 10.0, u32::try_from(at / 10).ok()?);
        let (lift, height) = if at % 10 == 4 { (3.0, 28.0) } else { (0.0, 20.0) };
        Some(Glyph { start: column, end: column + 10.0, middle: f64::from(row) * 37.0 + lift, height })
    }

    #[test]
    fn lines_are_found_from_any_character() {
        for at in 10..20 {
            assert_eq!(line(25, at, &ten), 10..20);
        }
        assert_eq!(line(25, 24, &ten), 20..25);
        assert_eq!(line(1, 0, &ten), 0..1);
    }

    #[test]
    fn a_column_is_kept() {
        assert_eq!(nearest(10..20, 25, 42.0, &ten), 14);
        assert_eq!(nearest(10..20, 25, 999.0, &ten), 19);
        assert_eq!(nearest(20..25, 25, 999.0, &ten), 25);
        assert_eq!(nearest(20..25, 25, -5.0, &ten), 20);
    }
}
