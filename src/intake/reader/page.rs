//! Files that are one article: plain text, a page, Markdown.

use super::super::bytes::Text;
use super::super::draft::Draft;
use super::super::{furniture, html};
use super::{Out, Refused, Source, Step};

/// Reads plain text.
pub(super) fn plain(text: String) -> Draft {
    furniture::draft(text)
}

/// Reads a page's markup.
pub(super) fn page(text: &str) -> Draft {
    html::read(text)
}

/// Reads Markdown.
pub(super) fn markdown(text: &str) -> Draft {
    // Until there is a reader of its own for articles.
    Draft::lines(text.to_owned())
}

/// A file that is one article.
struct Whole {
    text: Option<Text>,
    read: fn(String) -> Draft,
}

impl Source for Whole {
    fn step(&mut self, out: &mut Out<'_>) -> Step {
        let Some(text) = self.text.take() else { return Step::End };
        let weight = text.text.len();
        let mut draft = (self.read)(text.text);
        draft.surrogates += text.lost;
        out.take(0, draft, &text.encoded);
        Step::Read(weight)
    }
}

fn open(text: Text, read: fn(String) -> Draft) -> Result<Box<dyn Source>, Refused> {
    Ok(Box::new(Whole { text: Some(text), read }))
}

/// A file of plain text.
pub(super) struct Plain;

impl Plain {
    pub(super) fn open(text: Text) -> Result<Box<dyn Source>, Refused> {
        open(text, plain)
    }
}

/// A page.
pub(super) struct Page;

impl Page {
    pub(super) fn open(text: Text) -> Result<Box<dyn Source>, Refused> {
        open(text, |text| page(&text))
    }
}

/// A file of Markdown.
pub(super) struct Markdown;

impl Markdown {
    pub(super) fn open(text: Text) -> Result<Box<dyn Source>, Refused> {
        open(text, |text| markdown(&text))
    }
}
