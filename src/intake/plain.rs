//! Plain text to a document: one block for each line, the first taken for the headline.

use std::rc::Rc;

use crate::model::{Article, Block, BlockKind, Document, FixedText, Meta};

/// Longest title, in characters; the rest of a long first line stays in the text only.
const TITLE: usize = 120;

/// The document with this text. `file_name` is empty for pasted text. `None` when there is nothing but white space.
#[must_use]
pub fn document(text: &str, surrogates: u32, file_name: &str, schema_version: u32) -> Option<Document> {
    let mut fixed = FixedText::new(text);
    fixed.fixes.surrogates += surrogates;
    let mut blocks = Block::lines(&fixed.text);
    let first = blocks.first_mut()?;
    let line = first.range.of(&fixed.text).unwrap_or_default();
    // A first line that ends like a sentence is running text.
    if !line.ends_with(['.', '。', '।', '؟', ':', ';', ',']) && line.chars().count() <= 200 {
        first.kind = BlockKind::Headline;
    }
    let title: String = line.chars().take(TITLE).collect();
    let meta = Meta { title: Rc::from(title), schema_version, ..Meta::default() };
    let article = Article::new(fixed, file_name);
    Some(Document::new(Document::id_for(&article), article, meta, blocks))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_headline() {
        let document = document("\u{feff}Ferry inquiry\r\n\r\nIt reopened.\r\n", 0, "a.txt", 1).expect("some text");
        assert_eq!(&*document.meta.title, "Ferry inquiry");
        assert_eq!(
            document.blocks.iter().map(|b| b.kind).collect::<Vec<_>>(),
            [BlockKind::Headline, BlockKind::Paragraph]
        );
        assert_eq!(&**document.article.text(), "Ferry inquiry\n\nIt reopened.\n");
        assert_eq!(document.article.provenance().fixes.crlf, 3);
    }

    #[test]
    fn white_space_is_no_article() {
        assert_eq!(document(" \n\t\n", 0, "", 1), None);
    }
}
