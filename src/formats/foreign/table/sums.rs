//! The checksum beside each text: whether a table of articles is ours after all, and whether a text was changed.

use super::Kind;
use super::cells::{Row, own_rows, rows};
use crate::model::FixedText;
use crate::model::article::sha256;

/// Whether a text is the one that a sum was made for, once its line ends are ours.
fn fits(text: &str, sum: &str) -> bool {
    sha256(&FixedText::new(text).text) == sum
}

/// Whether a text is another than the one that a sum beside it was made for. What is no such sum says nothing.
pub(super) fn differs(text: &str, sum: &str) -> bool {
    let is_sum = sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_sum && !fits(text, &sum.to_ascii_lowercase())
}

/// Whether the sums of a table of articles are those of its texts without our marks, and no text is one with them.
pub(super) fn are_ours(text: &str, kind: Kind, names: impl Fn(&Row) -> Vec<String>) -> bool {
    let own = own_rows(text, kind);
    let Some(names) = own.first().map(names) else { return false };
    let place = |name: &str| names.iter().position(|known| known == name);
    let Some((words, sum)) = place("text").zip(place("sha256")) else { return false };
    let cell = |row: &Row, place: usize| row.cells.get(place).cloned().unwrap_or_default();
    let fits = |row: &Row| fits(&cell(row, words), &cell(row, sum));
    let plain = rows(text, kind);
    own.iter().any(fits)
        && (own.len() != plain.len() || own.iter().zip(&plain).all(|(own, plain)| fits(own) || !fits(plain)))
}
