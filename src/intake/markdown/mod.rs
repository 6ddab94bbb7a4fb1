//! Markdown to a tree, as data: nothing of it is ever markup. Guidelines are read by it, and articles ([`draft`]).
//!
//! What `CommonMark` says of paragraphs, headings, emphasis, code, lists, quotes, rules, links and breaks, and tables as
//! GitHub has them. Left out on purpose: HTML is text, a picture is its description, and an address that is not of the web,
//! of mail or of the text itself makes no link. Takes time in proportion to the text, whatever stands in it, and the tree is
//! never deeper than [`DEPTH`]. Start at [`read`]; what a line begins is told in `lines`, `blocks` makes blocks of them, their words in `inline`.

mod blocks;
mod draft;
mod front;
mod inline;
mod lines;
mod links;
mod pairs;
mod table;
#[cfg(test)]
mod tests;

use std::rc::Rc;

pub use draft::draft;

/// Lists and quotes in each other, at most; and as many emphases and links. What is deeper is text.
pub const DEPTH: usize = 12;

/// A stretch of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// What links within the text name it by: no other heading of the text has it.
        anchor: Rc<str>,
        /// Its words.
        inside: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Lines as they are.
    Code(Rc<str>),
    /// A quotation.
    Quote(Vec<Block>),
    /// A list.
    List {
        /// The number it begins with; none where it has no numbers.
        start: Option<u32>,
        /// Whether its items stand close to each other.
        tight: bool,
        /// What is in each item.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table {
        /// On which side the cells of each column stand.
        sides: Vec<Side>,
        /// The cells of the first row; as many as there are columns.
        head: Vec<Vec<Inline>>,
        /// The cells of the other rows; as many as there are columns, or fewer.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A line across.
    Rule,
}

/// On which side the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Where lines begin.
    Start,
    /// In the middle.
    Middle,
    /// Where lines end.
    End,
}

/// Words within a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words; a line break in them is white space.
    Text(Rc<str>),
    /// Words as they are.
    Code(Rc<str>),
    /// Stressed words.
    Emphasis(Vec<Inline>),
    /// Strongly stressed words.
    Strong(Vec<Inline>),
    /// Words that lead somewhere.
    Link(Target, Vec<Inline>),
    /// A new line.
    Break,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page of the web (`http`, `https`) or an address of mail (`mailto`).
    Page(Rc<str>),
    /// The heading with this anchor.
    Here(Rc<str>),
}

/// Reads a text.
#[must_use]
pub fn read(text: &str) -> Vec<Block> {
    blocks::read(text)
}

/// The words of a stretch without anything about them.
#[must_use]
pub fn plain(inside: &[Inline]) -> String {
    let mut text = String::new();
    add_plain(&mut text, inside);
    text
}

fn add_plain(text: &mut String, inside: &[Inline]) {
    for one in inside {
        match one {
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Link(_, inside) => add_plain(text, inside),
            Inline::Break => text.push(' '),
        }
    }
}

/// The headings of a text that are not part of a list or quotation: level, words, anchor.
#[must_use]
pub fn contents(blocks: &[Block]) -> Vec<(u8, String, Rc<str>)> {
    let of = |block: &Block| match block {
        Block::Heading { level, anchor, inside } => Some((*level, plain(inside), anchor.clone())),
        _ => None,
    };
    blocks.iter().filter_map(of).collect()
}
