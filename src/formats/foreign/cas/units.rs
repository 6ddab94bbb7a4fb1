//! Whether offsets count what they should. Both implementations count UTF-16 units unless they are told otherwise, and the file
//! does not say so. Where a text has characters of two units, tokens show it: none begins or ends with white space.

use super::store::Structure;

/// Whether fewer places are odd where code points are counted than where UTF-16 units are.
pub(super) fn is_doubtful<'a>(text: &str, structures: impl Iterator<Item = &'a Structure<'a>>) -> bool {
    let points: Vec<char> = text.chars().collect();
    let units: Vec<Option<char>> =
        points.iter().flat_map(|c| [Some(*c), None].into_iter().take(c.len_utf16())).collect();
    if units.len() == points.len() {
        return false;
    }
    let points: Vec<Option<char>> = points.into_iter().map(Some).collect();
    let (mut by_units, mut by_points) = (0_usize, 0_usize);
    for structure in structures {
        let Some(place) = structure.place() else { continue };
        let is_token = structure.short() == "Token";
        by_units += usize::from(is_odd(&units, place, is_token));
        by_points += usize::from(is_odd(&points, place, is_token));
    }
    by_units > by_points
}

/// Whether a place is none of the text, is cut out of a character, or is a token with white space at its edges. `counted` has
/// each character, and nothing for its second unit.
fn is_odd(counted: &[Option<char>], (begin, end): (u64, u64), is_token: bool) -> bool {
    let number = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
    let (begin, end) = (number(begin), number(end));
    if begin > end || end > counted.len() {
        return true;
    }
    let cuts = |at: usize| counted.get(at).is_some_and(Option::is_none);
    let words = counted.get(begin..end).unwrap_or_default();
    let is_space = |c: Option<&Option<char>>| c.copied().flatten().is_some_and(char::is_whitespace);
    cuts(begin) || cuts(end) || is_token && (is_space(words.first()) || is_space(words.last()))
}
