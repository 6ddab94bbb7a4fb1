//! A Markdown file that is an article, to a draft of the words that are seen.
//!
//! The text is put together of the visible words, not taken as it stands: an annotator marks what a reader reads, and a span
//! over `**two** words` would have signs in it that no other copy of the article has. So the draft is not verbatim. The file
//! itself is what is kept as the original.

use std::rc::Rc;

use super::front;
use super::{Block, Inline, plain, read};
use crate::intake::draft::{Draft, Fate, Piece};
use crate::model::{BlockKind, TextRange};

/// Reads a file. What stands between `---` (or `+++`) at its beginning is what is known of it; a title that only stands
/// there is the headline too, since pages made of such files show it.
#[must_use]
pub fn draft(text: &str) -> Draft {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (known, rest) = front::front(text);
    let blocks = read(rest);
    let mut draft = Draft { meta: known.meta, ..Draft::default() };
    let headed = matches!(blocks.first(), Some(Block::Heading { level: 1, .. }));
    let repeats =
        |block: &Block| matches!(block, Block::Heading { inside, .. } if plain(inside).trim() == &*draft.meta.title);
    if !headed && !draft.meta.title.is_empty() && !blocks.iter().any(repeats) {
        let title = draft.meta.title.clone();
        add(&mut draft, &title, BlockKind::Headline);
    }
    if let Some(deck) = &known.deck {
        // Below the headline, also where that stands in the text.
        if headed && let Some(Block::Heading { inside, .. }) = blocks.first() {
            add(&mut draft, &words(inside), BlockKind::Headline);
        }
        add(&mut draft, deck, BlockKind::Deck);
    }
    let skipped = usize::from(headed && known.deck.is_some());
    for block in blocks.iter().skip(skipped) {
        add_block(&mut draft, block, None);
    }
    if draft.meta.title.is_empty() {
        let headline = draft.pieces.iter().find(|piece| piece.kind == BlockKind::Headline);
        draft.meta.title = headline.map_or_else(|| Rc::from(""), |piece| Rc::from(draft.words(piece)));
    }
    draft
}

/// Adds a block; `within` is what the lines of a quotation or list are. It is never deeper than [`super::DEPTH`].
fn add_block(draft: &mut Draft, block: &Block, within: Option<BlockKind>) {
    match block {
        Block::Heading { level, inside, .. } => {
            let first = draft.pieces.is_empty() && *level == 1;
            let titled = || {
                words(inside) == *draft.meta.title
                    && !draft.pieces.iter().any(|piece| piece.kind == BlockKind::Headline)
            };
            let kind = if first || titled() { BlockKind::Headline } else { BlockKind::Heading(*level) };
            add(draft, &words(inside), within.unwrap_or(kind));
        }
        Block::Paragraph(inside) => add(draft, &words(inside), within.unwrap_or(BlockKind::Paragraph)),
        Block::Code(lines) => add(draft, lines, BlockKind::Other),
        Block::Quote(blocks) => {
            blocks.iter().for_each(|block| add_block(draft, block, Some(within.unwrap_or(BlockKind::Quote))))
        }
        Block::List { items, .. } => {
            for block in items.iter().flatten() {
                add_block(
                    draft,
                    block,
                    Some(within.filter(|kind| *kind == BlockKind::Quote).unwrap_or(BlockKind::ListItem)),
                );
            }
        }
        Block::Table { head, rows, .. } => {
            for row in std::iter::once(head).chain(rows) {
                let cells: Vec<String> = row.iter().map(|cell| words(cell).replace(['\n', '\t'], " ")).collect();
                add(draft, &cells.join("\t"), BlockKind::Other);
            }
        }
        Block::Rule => {}
    }
}

/// The words of a stretch as they are seen: a line that goes on is a space, a break is one.
fn words(inside: &[Inline]) -> String {
    let mut text = String::new();
    add_words(&mut text, inside);
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| line.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
        .collect();
    lines.join("\n").trim().to_owned()
}

fn add_words(text: &mut String, inside: &[Inline]) {
    for one in inside {
        match one {
            Inline::Text(words) => text.push_str(&words.replace('\n', " ")),
            Inline::Code(words) => text.push_str(words),
            Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Link(_, inside) => add_words(text, inside),
            Inline::Break => text.push('\n'),
        }
    }
}

fn add(draft: &mut Draft, words: &str, kind: BlockKind) {
    let words = words.trim_matches('\n').trim_end();
    if words.trim().is_empty() {
        return;
    }
    if !draft.text.is_empty() {
        draft.text.push('\n');
    }
    let lead = words.len() - words.trim_start().len();
    let start = draft.text.len();
    draft.text.push_str(words.get(lead..).unwrap_or(words));
    let ends = u32::try_from(start).ok().zip(u32::try_from(draft.text.len()).ok());
    match ends.and_then(|(start, end)| TextRange::new(start, end)) {
        Some(range) => draft.pieces.push(Piece { range, kind, fate: Fate::Body, why: None }),
        None => draft.text.truncate(start),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<(BlockKind, String)> {
        let draft = draft(text);
        assert!(!draft.verbatim);
        draft.pieces.iter().map(|piece| (piece.kind, draft.words(piece).to_owned())).collect()
    }

    #[test]
    fn visible_words_are_what_comes_in() {
        let found = pieces(
            "# A *bold* plan\n\nBy **Ann**\n, [here](https://x.example).  \nTwo\n\n> Said\n> she\n\n- one\n\n  more\n- two\n  1. in\n\n\
             ## Next\n\n| a | b |\n|---|---|\n| 1 | `2` |\n\n```\n  x\n  y\n```\n---\n",
        );
        let expected = [
            (BlockKind::Headline, "A bold plan"),
            (BlockKind::Paragraph, "By Ann , here.\nTwo"),
            (BlockKind::Quote, "Said she"),
            (BlockKind::ListItem, "one"),
            (BlockKind::ListItem, "more"),
            (BlockKind::ListItem, "two"),
            (BlockKind::ListItem, "in"),
            (BlockKind::Heading(2), "Next"),
            (BlockKind::Other, "a\tb"),
            (BlockKind::Other, "1\t2"),
            (BlockKind::Other, "x\n  y"),
        ];
        assert_eq!(found, expected.map(|(kind, words)| (kind, words.to_owned())));
    }

    #[test]
    fn a_title_of_the_front_is_the_headline() {
        let text = "---\ntitle: \"Ferry: an inquiry\"\nsubtitle: What we know\n---\nIt reopened.\n";
        let expected = [
            (BlockKind::Headline, "Ferry: an inquiry"),
            (BlockKind::Deck, "What we know"),
            (BlockKind::Paragraph, "It reopened."),
        ];
        assert_eq!(pieces(text), expected.map(|(kind, words)| (kind, words.to_owned())));
        let text = "---\ntitle: Ferry\nsubtitle: Known\n---\n# Ferry\n\nIt reopened.\n";
        let expected =
            [(BlockKind::Headline, "Ferry"), (BlockKind::Deck, "Known"), (BlockKind::Paragraph, "It reopened.")];
        assert_eq!(pieces(text), expected.map(|(kind, words)| (kind, words.to_owned())));
        assert_eq!(pieces("---\ntitle: Ferry\n---\n## Ferry\n\nx\n")[0], (BlockKind::Headline, "Ferry".to_owned()));
    }

    #[test]
    fn nothing_is_no_article() {
        assert_eq!(draft("\u{feff} \n\n---\n").document(1), None);
    }
}
