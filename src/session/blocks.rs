//! Which stretches of the open article are meant by what is done to them, and what kinds of them there are.

use super::messages::{Message, Words};
use super::state::State;
use crate::edit::Selection;
use crate::model::{BlockId, BlockKind, TextRange};

/// What a stretch of an article can be, each with the key by which the sheet sets it; headings stand apart, a digit each.
pub const KINDS: [(BlockKind, char); 9] = [
    (BlockKind::Headline, 'h'),
    (BlockKind::Deck, 'd'),
    (BlockKind::Byline, 'b'),
    (BlockKind::Dateline, 'l'),
    (BlockKind::Paragraph, 'p'),
    (BlockKind::Quote, 'q'),
    (BlockKind::ListItem, 'i'),
    (BlockKind::Caption, 'c'),
    (BlockKind::Other, 'o'),
];

/// The levels of headings.
pub const LEVELS: std::ops::RangeInclusive<u8> = 1..=6;

/// What a kind is called.
#[must_use]
pub fn kind_name(kind: BlockKind) -> String {
    let words = match kind {
        BlockKind::Headline => Words::KindHeadline,
        BlockKind::Deck => Words::KindDeck,
        BlockKind::Byline => Words::KindByline,
        BlockKind::Dateline => Words::KindDateline,
        BlockKind::Heading(level) => return Message::new(Words::KindHeading, &[level]).text(),
        BlockKind::Paragraph => Words::KindParagraph,
        BlockKind::Quote => Words::KindQuote,
        BlockKind::ListItem => Words::KindItem,
        BlockKind::Caption => Words::KindCaption,
        BlockKind::Other => Words::KindOther,
    };
    words.text().to_owned()
}

/// The name by which commands know a kind: that of the native format, a heading with its level.
#[must_use]
pub fn kind_id(kind: BlockKind) -> String {
    let (name, level) = kind.as_str();
    level.map_or_else(|| name.to_owned(), |level| format!("{name}{level}"))
}

/// The kind with this name.
#[must_use]
pub fn kind_named(name: &str) -> Option<BlockKind> {
    match name.strip_prefix('h').map(str::parse) {
        Some(Ok(level)) if LEVELS.contains(&level) => Some(BlockKind::Heading(level)),
        Some(_) => None,
        None => BlockKind::parse(name, None),
    }
}

impl State {
    /// The stretches of the open article that are meant, in order: the one below the pointer, with the others that have
    /// words picked out where it has some; without a pointer those with words picked out, else the one with the caret,
    /// else those of the annotations that are picked out.
    #[must_use]
    pub fn meant_blocks(&self) -> Vec<BlockId> {
        let Some(document) = self.document() else { return Vec::new() };
        let over = |ranges: &[TextRange]| {
            let touched = |range: &TextRange| {
                let blocks = document.blocks.iter().skip(document.block_at(range.start()));
                blocks.take_while(|block| block.range.start() < range.end()).map(|block| block.id).collect::<Vec<_>>()
            };
            let mut all: Vec<BlockId> = ranges.iter().flat_map(touched).collect();
            crate::model::order::sort_and_dedup(&mut all);
            all
        };
        let words = match &self.selection {
            Selection::Words(_, ranges) => over(ranges),
            _ => Vec::new(),
        };
        if let Some(pointed) = self.pointer.block.filter(|id| document.block(*id).is_some()) {
            return if words.contains(&pointed) { words } else { vec![pointed] };
        }
        if !words.is_empty() {
            return words;
        }
        if let Some(caret) = self.caret {
            // At the end of a block it stands in that one.
            let holds = |range: TextRange| range.start() <= caret.at && caret.at <= range.end();
            return document.blocks.iter().find(|block| holds(block.range)).map(|block| block.id).into_iter().collect();
        }
        let annotation = |id| document.annotations.get(id);
        let spans = self.selection.annotations().iter().filter_map(annotation);
        over(&spans.flat_map(|annotation| annotation.span.fragments()).collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_go_there_and_back() {
        let kinds = KINDS.iter().map(|(kind, _)| *kind).chain(LEVELS.map(BlockKind::Heading));
        for kind in kinds {
            assert_eq!(kind_named(&kind_id(kind)), Some(kind));
            assert!(!kind_name(kind).contains('{'));
        }
        for other in ["h", "h0", "h7", "headline", ""] {
            assert_eq!(kind_named(other), None, "{other}");
        }
    }
}
