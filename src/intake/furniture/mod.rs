//! What is the article and what is the page around it, in a scraped plain text.
//!
//! [`page`] has the lines; each is first looked at by itself ([`line`], with the cues of [`words`], [`dates`] and
//! [`names`]), then the parts of the page are read one after the other: [`head`], where the article ends ([`tail`]), its
//! [`body`], and the [`tail`]. Rules of structure are the same in all languages; words stand in `words/*.txt`.
//!
//! A paragraph of the article that is called furniture is the worst mistake. So what ends like a sentence is furniture only
//! by words of its own that are marked for it, and a text without a headline, some lines and some sentences has no furniture
//! but lines that can be nothing else.

mod body;
mod dates;
mod folding;
mod head;
mod language;
mod line;
mod meta;
mod names;
mod page;
mod tail;
mod words;

use line::{End, Line};
use page::{Page, why};
pub use words::{Mistake, mistakes};

use super::draft::{Draft, Fate, Piece, Why};
use crate::model::{BlockKind, TextRange};

/// With fewer lines than this a text is no page.
const FEWEST: usize = 6;

/// A scraped text, understood: it comes in as it is, every line a piece with its kind and what becomes of it.
#[inline(never)] // so that it can travel later
#[must_use]
pub fn draft(text: String) -> Draft {
    let (pieces, meta) = {
        let mut page = Page::new(&text);
        if page.is_page() {
            page.read();
        } else {
            page.read_shyly();
        }
        let piece = |(line, mark): (&Line<'_>, &Option<page::Mark>)| {
            let (kind, why) = mark.map_or((BlockKind::Paragraph, None), |mark| (mark.kind, mark.why));
            Piece { range: line.range, kind, fate: if why.is_some() { Fate::Furniture } else { Fate::Body }, why }
        };
        let pieces = page.lines.iter().zip(&page.marks).map(piece).collect();
        (pieces, page.meta())
    };
    Draft { text, verbatim: true, pieces, meta, ..Draft::default() }
}

/// Why a block with these words is of the page wherever it stands, where it is: for what has been told apart by other means
/// already. `language` is the BCP 47 tag of the article, where it is known.
#[must_use]
pub fn line_why(words: &str, language: Option<&str>) -> Option<Why> {
    let words = words.trim();
    let end = u32::try_from(words.len()).ok()?;
    let line = Line::new(words, TextRange::new(0, end)?, 0).with_cues(words::searched(language));
    surely(&line)
}

/// Why a line is of the page, where its own words leave no doubt.
fn surely(line: &Line<'_>) -> Option<Why> {
    use words::class as c;
    let sure = line.found.whole & (c::READING | c::ADVERT | c::SHARE | c::SUBSCRIBE | c::RELATED | c::CONSENT)
        | line.found.part & (c::READING | c::RELATED | c::SUBSCRIBE | c::SHARE | c::CONSENT);
    (line.words >= 2 || line.found.whole & c::ADVERT != 0).then(|| why(sure)).flatten()
}

impl Page<'_> {
    /// Whether a text is long enough to be a page around an article.
    fn is_page(&self) -> bool {
        let sentences = (0..self.lines.len()).filter(|at| self.is_sentence(*at)).take(2).count();
        self.lines.len() >= FEWEST && sentences >= 2 && !self.is_wrapped()
    }

    /// Whether the lines are pieces of paragraphs, broken where a page was full: then no line says anything by its end.
    fn is_wrapped(&self) -> bool {
        let goes_on = |pair: &&[Line<'_>]| {
            let [one, next] = pair else { return false };
            let small = next.text.chars().next().is_some_and(|c| c.is_alphabetic() && folding::is_small(c));
            matches!(one.end, End::Open | End::More) && one.weight >= 40 && !next.gap && small
        };
        self.lines.windows(2).filter(goes_on).count() * 5 > self.lines.len()
    }

    fn read(&mut self) {
        self.read_head();
        self.find_end();
        self.look_around();
        self.read_body();
        self.read_tail();
    }

    /// The first line is the headline where it can be one; nothing is furniture but what can be nothing else.
    fn read_shyly(&mut self) {
        for at in 0..self.lines.len() {
            let Some(line) = self.lines.get(at).copied() else { return };
            if let Some(why) = surely(&line).filter(|_| self.lines.len() > 2) {
                self.set(at, BlockKind::Other, Some(why));
            } else if at == 0 && !matches!(line.end, End::Full | End::More) && line.text.chars().count() <= 200 {
                self.headline = Some(0);
                self.set(at, BlockKind::Headline, None);
            }
        }
    }
}
