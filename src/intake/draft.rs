//! An article on its way in: all that could be read of it, piece by piece, and what is thought of each. Nothing is in a
//! project yet: a person may look at a draft and turn pieces over before it becomes a document.

use std::rc::Rc;

use crate::model::{Article, Block, BlockId, BlockKind, DocId, Document, FixedText, Meta, Role, TextRange};

/// What becomes of a piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It is part of the article.
    #[default]
    Body,
    /// It comes in, as the page's furniture.
    Furniture,
    /// It stays outside. Never so in a text that comes in as it is ([`Draft::verbatim`]).
    Out,
}

impl Fate {
    /// All of them, with the names that messages use.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Body, "body"), (Self::Furniture, "furniture"), (Self::Out, "out")];
}

/// Why a piece was not taken for part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// Menus, breadcrumbs, “skip to content”.
    Navigation,
    /// Advertisements.
    Advert,
    /// A question about cookies or privacy.
    Consent,
    /// What readers wrote below.
    Comments,
    /// Links to other articles, and the words above them.
    Related,
    /// “Share this”, “Follow us”.
    Share,
    /// “Sign up”, “Subscribe”.
    Subscribe,
    /// Imprint, copyright, terms.
    Footer,
    /// Not shown by the page.
    Hidden,
    /// The headline once more.
    Repeated,
    /// How long reading takes.
    ReadingTime,
    /// When it was published or changed.
    Date,
    /// Who took or owns a picture.
    Credit,
    /// Where the text comes from.
    Source,
    /// A section's name, a topic, a tag.
    Topic,
    /// Buttons, forms, counters.
    Control,
    /// Anything else.
    Other,
}

impl Why {
    /// All of them, with the names that messages use.
    pub const ALL: [(Self, &'static str); 17] = [
        (Self::Navigation, "navigation"),
        (Self::Advert, "advert"),
        (Self::Consent, "consent"),
        (Self::Comments, "comments"),
        (Self::Related, "related"),
        (Self::Share, "share"),
        (Self::Subscribe, "subscribe"),
        (Self::Footer, "footer"),
        (Self::Hidden, "hidden"),
        (Self::Repeated, "repeated"),
        (Self::ReadingTime, "reading_time"),
        (Self::Date, "date"),
        (Self::Credit, "credit"),
        (Self::Source, "source"),
        (Self::Topic, "topic"),
        (Self::Control, "control"),
        (Self::Other, "other"),
    ];
}

/// A stretch of a draft's text: one block of the document it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the draft's text, in bytes.
    pub range: TextRange,
    /// What it is.
    pub kind: BlockKind,
    /// What becomes of it.
    pub fate: Fate,
    /// Why it is not part of the article, where it is not.
    pub why: Option<Why>,
}

/// How a file's bytes became text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encoded {
    /// The encoding's name (WHATWG label, as `utf-8`); empty for text that was no bytes.
    pub name: Rc<str>,
    /// The first byte, from 0, that is not UTF-8, where the encoding was guessed from the bytes: a person should look.
    pub doubt: Option<usize>,
    /// Other encodings under which the bytes read without an error, likeliest first, for a person to choose from.
    pub others: Vec<Rc<str>>,
}

/// An article on its way in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Name of the file, cleaned (`intake::names`); inside an archive `archive.zip/folder/name.html`. Empty for pasted text.
    pub file: Rc<str>,
    /// Which of the files within the one that was put in it stands in, in the order in which they were opened; 0 is that one
    /// itself.
    pub part: usize,
    /// Line or row of the file, from 1; 0 where the file is one article.
    pub line: usize,
    /// Id that the file gives it; empty where there is none.
    pub id: Rc<str>,
    /// The text, before law 1: of a plain text exactly what the file holds; of a page the pieces, apart by line breaks.
    pub text: String,
    /// Whether the text comes in exactly as it is, so that no piece of it may stay out.
    pub verbatim: bool,
    /// Its pieces, sorted, disjoint, not empty; they cover everything but white space.
    pub pieces: Vec<Piece>,
    /// What is known of it. Status, annotator and schema are not.
    pub meta: Meta,
    /// How its bytes became text.
    pub encoded: Encoded,
    /// Lone surrogates that became U+FFFD on the way.
    pub surrogates: u32,
}

/// Longest title, in characters; the rest of a long first line stays in the text only.
const TITLE: usize = 120;

impl Draft {
    /// The plainest draft of a text that comes in as it is: every line is a paragraph.
    #[must_use]
    pub fn lines(text: String) -> Self {
        let piece = |block: Block| Piece { range: block.range, kind: block.kind, fate: Fate::Body, why: None };
        let pieces = Block::lines(&text).into_iter().map(piece).collect();
        Self { text, verbatim: true, pieces, ..Self::default() }
    }

    /// The words of a piece.
    #[must_use]
    pub fn words(&self, piece: &Piece) -> &str {
        piece.range.of(&self.text).unwrap_or_default()
    }

    /// The title: that of the page, else the headline, else the first piece of the article.
    #[must_use]
    pub fn title(&self) -> Rc<str> {
        let told = Some(&*self.meta.title).filter(|title| !title.trim().is_empty());
        let kept = || self.pieces.iter().filter(|piece| piece.fate == Fate::Body);
        let found = || {
            let headline = kept().find(|piece| piece.kind == BlockKind::Headline);
            headline.or_else(|| kept().next()).or(self.pieces.first()).map(|piece| self.words(piece))
        };
        let words = told.or_else(found).unwrap_or_default().trim_start_matches('\u{feff}');
        words.chars().take(TITLE).collect::<String>().into()
    }

    /// The document that it becomes; `None` when nothing but white space is kept.
    #[must_use]
    pub fn document(&self, schema_version: u32) -> Option<Document> {
        let (text, pieces) = if self.verbatim { self.as_it_is() } else { self.put_together() };
        let mut fixed = FixedText::new(&text);
        fixed.fixes.surrogates += self.surrogates;
        let mut blocks: Vec<Block> = Vec::new();
        for (piece, range) in pieces {
            let Some(range) = TextRange::new(fixed.map(range.start()), fixed.map(range.end())) else { continue };
            let id = BlockId(u32::try_from(blocks.len()).unwrap_or(u32::MAX));
            let role = if piece.fate == Fate::Body { Role::Body } else { Role::Furniture };
            blocks.push(Block { id, kind: piece.kind, role, range });
        }
        if blocks.is_empty() {
            return None;
        }
        let meta = Meta { title: self.title(), schema_version, ..self.meta.clone() };
        let article = Article::new(fixed, &self.file);
        let given = Some(&*self.id).filter(|id| !id.is_empty());
        let id = given.map_or_else(|| Document::id_for(&article), DocId::from);
        Some(Document::new(id, article, meta, blocks))
    }

    fn as_it_is(&self) -> (String, Vec<(&Piece, TextRange)>) {
        (self.text.clone(), self.pieces.iter().map(|piece| (piece, piece.range)).collect())
    }

    /// What is kept, pieces apart by an empty line.
    fn put_together(&self) -> (String, Vec<(&Piece, TextRange)>) {
        let (mut text, mut pieces) = (String::new(), Vec::new());
        for piece in self.pieces.iter().filter(|piece| piece.fate != Fate::Out) {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let start = text.len();
            text.push_str(self.words(piece));
            let ends = u32::try_from(start).ok().zip(u32::try_from(text.len()).ok());
            if let Some(range) = ends.and_then(|(start, end)| TextRange::new(start, end)) {
                pieces.push((piece, range));
            }
        }
        (text, pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_put_together_of_what_is_kept() {
        let mut draft = Draft::lines("Menu\nFerry inquiry\nIt reopened.".into());
        draft.verbatim = false;
        draft.pieces[0].fate = Fate::Out;
        draft.pieces[1].kind = BlockKind::Headline;
        let document = draft.document(1).expect("some text");
        assert_eq!(&**document.article.text(), "Ferry inquiry\n\nIt reopened.");
        assert_eq!(&*document.meta.title, "Ferry inquiry");
        let words: Vec<_> = document.blocks.iter().map(|block| document.article.quote(block.range)).collect();
        assert_eq!(words, ["Ferry inquiry", "It reopened."]);
    }

    #[test]
    fn a_plain_text_comes_in_as_it_is() {
        let mut draft = Draft::lines("\u{feff}One\r\n\r\n  two\0x\r\n".into());
        draft.pieces[1].fate = Fate::Furniture;
        let document = draft.document(1).expect("some text");
        assert_eq!(&**document.article.text(), "One\n\n  two\u{fffd}x\n");
        let words: Vec<_> = document.blocks.iter().map(|block| document.article.quote(block.range)).collect();
        assert_eq!(words, ["One", "two\u{fffd}x"]);
        assert_eq!(document.blocks[1].role, Role::Furniture);
        assert_eq!(document.article.provenance().fixes.crlf, 3);
    }

    #[test]
    fn white_space_is_no_article() {
        assert_eq!(Draft::lines(" \n\t\n".into()).document(1), None);
    }
}
