//! In what two wordings differ, for a person to see.

use super::words::pair;

/// Tokens beyond which two wordings are not compared word by word.
const MOST: usize = 600;

/// A piece of a wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its words.
    pub words: String,
    /// Whether the other wording has them too.
    pub shared: bool,
}

/// Both wordings in pieces: words that only one of them has stand apart.
#[must_use]
pub fn differences(old: &str, new: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (a, b, _) = pair(old, new);
    let whole = |words: &str, shared| {
        let piece = (!words.is_empty()).then(|| Piece { words: words.to_owned(), shared });
        piece.into_iter().collect::<Vec<_>>()
    };
    if old == new {
        return (whole(old, true), whole(new, true));
    }
    if a.len() > MOST || b.len() > MOST {
        return (whole(old, false), whole(new, false));
    }
    // The longest list of tokens that both have, counted from each pair of places on.
    let columns = b.len() + 1;
    let mut best = vec![0u32; (a.len() + 1) * columns];
    let at = |row: usize, column: usize| row * columns + column;
    for row in (0..a.len()).rev() {
        for column in (0..b.len()).rev() {
            let get = |place: usize| best.get(place).copied().unwrap_or(0);
            let value = if a.id(row) == b.id(column) {
                get(at(row + 1, column + 1)) + 1
            } else {
                get(at(row + 1, column)).max(get(at(row, column + 1)))
            };
            if let Some(cell) = best.get_mut(at(row, column)) {
                *cell = value;
            }
        }
    }
    let (mut mine, mut theirs) = (Vec::new(), Vec::new());
    let (mut row, mut column) = (0, 0);
    while row < a.len() || column < b.len() {
        let get = |place: usize| best.get(place).copied().unwrap_or(0);
        if row < a.len() && column < b.len() && a.id(row) == b.id(column) {
            add(&mut mine, a.token(row), true);
            add(&mut theirs, b.token(column), true);
            (row, column) = (row + 1, column + 1);
        } else if column >= b.len() || (row < a.len() && get(at(row + 1, column)) >= get(at(row, column + 1))) {
            add(&mut mine, a.token(row), false);
            row += 1;
        } else {
            add(&mut theirs, b.token(column), false);
            column += 1;
        }
    }
    (mine, theirs)
}

fn add(pieces: &mut Vec<Piece>, words: &str, shared: bool) {
    match pieces.last_mut().filter(|last| last.shared == shared) {
        Some(last) => last.words.push_str(words),
        None => pieces.push(Piece { words: words.to_owned(), shared }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_one_has_stands_apart() {
        let told = |pieces: Vec<Piece>| {
            let piece = |piece: &Piece| if piece.shared { piece.words.clone() } else { format!("[{}]", piece.words) };
            pieces.iter().map(piece).collect::<String>()
        };
        let (old, new) = differences("the old log, she said", "the log, he said at last");
        assert_eq!(
            (told(old).as_str(), told(new).as_str()),
            ("the [old ]log, [she] said", "the log, [he] said[ at last]")
        );
        let (old, new) = differences("", "a");
        assert_eq!((told(old).as_str(), told(new).as_str()), ("", "[a]"));
    }
}
