//! Plain text to a document, as [`furniture`] understands it.

use super::furniture;
use crate::model::Document;

/// The document with this text. `file_name` is empty for pasted text. `None` when there is nothing but white space.
#[must_use]
pub fn document(text: &str, surrogates: u32, file_name: &str, schema_version: u32) -> Option<Document> {
    let mut draft = furniture::draft(text.to_owned());
    draft.file = file_name.into();
    draft.surrogates = surrogates;
    draft.document(schema_version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;

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
