//! The reading view of a text: which stretches are headline, paragraph, caption, and which are the page's furniture.

use super::{BlockId, TextRange};

/// What a block is in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The article's title.
    Headline,
    /// The line under the headline that sums the article up (standfirst).
    Deck,
    /// Who wrote it.
    Byline,
    /// Where and when it was written.
    Dateline,
    /// A heading inside the article, 1 (highest) to 6.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// A quotation or post set apart.
    Quote,
    /// One item of a list.
    ListItem,
    /// Words under a picture.
    Caption,
    /// Anything else.
    Other,
}

/// Whether a block belongs to the article or to the page around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// The article itself.
    #[default]
    Body,
    /// The page around it: links to other articles, reading times, adverts. Kept, dimmed, left out on request.
    Furniture,
}

/// A stretch of the text that is shown as one paragraph. Blocks are sorted, disjoint and cover everything but white
/// space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its number at import.
    pub id: BlockId,
    /// What it is.
    pub kind: BlockKind,
    /// Article or furniture.
    pub role: Role,
    /// Where it stands.
    pub range: TextRange,
}

impl Block {
    /// The plainest reading view: every line that is more than white space is a paragraph of the article. A lone CR ends a
    /// line as well, in texts that law 1 has not been applied to.
    #[must_use]
    pub fn lines(text: &str) -> Vec<Self> {
        let mut blocks = Vec::new();
        let mut at = 0;
        for line in text.split(['\n', '\r']) {
            let start = at + (line.len() - line.trim_start().len());
            let end = at + line.trim_end().len();
            let range = (u32::try_from(start).ok()).zip(u32::try_from(end).ok());
            if let Some(range) = range.and_then(|(start, end)| TextRange::new(start, end)) {
                let id = BlockId(u32::try_from(blocks.len()).unwrap_or(u32::MAX));
                blocks.push(Self { id, kind: BlockKind::Paragraph, role: Role::Body, range });
            }
            at += line.len() + 1;
        }
        blocks
    }
}

/// The names that files use for block kinds (`formats.md` A.4, completed); headings carry their level apart.
const KIND_NAMES: [(BlockKind, &str); 9] = [
    (BlockKind::Headline, "title"),
    (BlockKind::Deck, "deck"),
    (BlockKind::Byline, "byline"),
    (BlockKind::Dateline, "dateline"),
    (BlockKind::Paragraph, "p"),
    (BlockKind::Quote, "quote"),
    (BlockKind::ListItem, "li"),
    (BlockKind::Caption, "caption"),
    (BlockKind::Other, "other"),
];

impl BlockKind {
    /// The name that files use, and the level of a heading.
    #[must_use]
    pub fn as_str(self) -> (&'static str, Option<u8>) {
        match self {
            Self::Heading(level) => ("h", Some(level)),
            _ => (KIND_NAMES.iter().find(|(kind, _)| *kind == self).map_or("other", |(_, name)| name), None),
        }
    }

    /// The kind with this name; a heading without a level is of the second.
    #[must_use]
    pub fn parse(name: &str, level: Option<u8>) -> Option<Self> {
        if name == "h" {
            return Some(Self::Heading(level.unwrap_or(2).clamp(1, 6)));
        }
        KIND_NAMES.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_blocks_without_the_space_around() {
        for text in ["One \n\n  two\u{3000}x\n \n", "One\r\n\r\n two\u{3000}x\r\n", "One\r two\u{3000}x\r"] {
            let words: Vec<_> =
                Block::lines(text).iter().map(|b| b.range.of(text).unwrap_or_default().to_owned()).collect();
            assert_eq!(words, ["One", "two\u{3000}x"]);
        }
    }

    #[test]
    fn kinds_have_names() {
        for (kind, _) in KIND_NAMES {
            assert_eq!(BlockKind::parse(kind.as_str().0, None), Some(kind));
        }
        assert_eq!(BlockKind::parse("h", Some(3)), Some(BlockKind::Heading(3)));
    }
}
