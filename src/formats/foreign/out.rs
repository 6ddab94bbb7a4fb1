//! Where writers put what they write.

use crate::formats::loss::Losses;

/// A piece of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The file, in the folder of its format: slashes between folders, names that are safe on every system.
    pub path: String,
    /// What it goes on with.
    pub text: String,
    /// Whether the file is whole with it: nothing is appended after.
    pub whole: bool,
    /// Whether it only holds others together: a header, a bracket, a comma. Not part of what is proved.
    pub glue: bool,
}

/// What was written since it was last taken, and everything that was lost so far.
#[derive(Clone, Debug, Default)]
pub struct Out {
    pieces: Vec<Piece>,
    /// What could not be said.
    pub losses: Losses,
}

impl Out {
    /// Goes on with a file.
    pub fn append(&mut self, path: &str, text: &str) {
        self.put(path, text, false, false);
    }

    /// Goes on with a file with what holds its records together.
    pub fn glue(&mut self, path: &str, text: &str) {
        self.put(path, text, false, true);
    }

    /// Writes a whole file. One that is written again with the same text is written once.
    pub fn whole(&mut self, path: &str, text: &str) {
        self.put(path, text, true, false);
    }

    fn put(&mut self, path: &str, text: &str, whole: bool, glue: bool) {
        self.pieces.push(Piece { path: path.to_owned(), text: text.to_owned(), whole, glue });
    }

    /// What was written since [`Out::take`], in order.
    pub fn written(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter()
    }

    /// What was written to a file of it, without what only holds records together.
    #[must_use]
    pub fn text_of(&self, path: &str) -> String {
        self.pieces.iter().filter(|piece| piece.path == path && !piece.glue).map(|piece| &*piece.text).collect()
    }

    /// Takes what was written.
    pub fn take(&mut self) -> Vec<Piece> {
        std::mem::take(&mut self.pieces)
    }
}
