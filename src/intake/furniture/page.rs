//! A scraped text line by line, and what is thought of each line so far.

use super::dates::when;
use super::language::language;
use super::line::{End, Line};
use super::names::{Picture, picture};
use super::words::{Languages, class, searched};
use crate::intake::draft::Why;
use crate::model::{Block, BlockKind};

/// What a line is by its shape alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Says when.
    When,
    /// Below a picture.
    Picture(Picture),
    /// An address or a number.
    Contact,
    /// A rule of dashes or asterisks.
    Rule,
    /// A bullet and words.
    Bullet,
    /// Words.
    Words,
}

/// What is thought of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// What it is.
    pub(super) kind: BlockKind,
    /// Why it is furniture, if it is.
    pub(super) why: Option<Why>,
}

/// A text on its way to be understood.
pub(super) struct Page<'a> {
    pub(super) lines: Vec<Line<'a>>,
    pub(super) shapes: Vec<Shape>,
    pub(super) marks: Vec<Option<Mark>>,
    /// Its language, where it is sure.
    pub(super) language: Option<&'static str>,
    /// The line of the headline.
    pub(super) headline: Option<usize>,
    /// The line that names who wrote it.
    pub(super) byline: Option<usize>,
    /// Something else than prose shows that it is a page: cues, a date or a byline at the top.
    pub(super) cued: bool,
    /// What stands in it twice may be the headline.
    pub(super) repeats: bool,
    /// It is told in questions and answers.
    pub(super) interview: bool,
    /// Many of its lines have no end mark, whatever they are.
    pub(super) sloppy: bool,
    /// Lines in quotation marks whose words stand elsewhere as well.
    pub(super) quotes: Vec<usize>,
    /// The first line of running text.
    pub(super) begins: usize,
    /// The line after the last one of running text.
    pub(super) ends: usize,
}

impl<'a> Page<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let language = language(text);
        let among: Languages = searched(language);
        let mut from = 0;
        let line = |block: Block| {
            let line = Line::new(text, block.range, from);
            from = block.range.end() as usize;
            line.with_cues(among)
        };
        let lines: Vec<Line<'a>> = Block::lines(text).into_iter().map(line).collect();
        let shapes = lines.iter().map(shape).collect();
        let (marks, ends) = (vec![None; lines.len()], lines.len());
        Self {
            lines,
            shapes,
            marks,
            language,
            headline: None,
            byline: None,
            cued: false,
            repeats: false,
            interview: false,
            sloppy: false,
            quotes: Vec::new(),
            begins: 0,
            ends,
        }
    }

    pub(super) fn line(&self, at: usize) -> Option<&Line<'a>> {
        self.lines.get(at)
    }

    pub(super) fn shape(&self, at: usize) -> Shape {
        self.shapes.get(at).copied().unwrap_or(Shape::Words)
    }

    pub(super) fn mark(&self, at: usize) -> Option<Mark> {
        self.marks.get(at).copied().flatten()
    }

    pub(super) fn set(&mut self, at: usize, kind: BlockKind, why: Option<Why>) {
        if let Some(mark) = self.marks.get_mut(at) {
            *mark = Some(Mark { kind, why });
        }
    }

    pub(super) fn is_open(&self, at: usize) -> bool {
        matches!(self.marks.get(at), Some(None))
    }

    pub(super) fn is_furniture(&self, at: usize) -> bool {
        self.mark(at).is_some_and(|mark| mark.why.is_some())
    }

    /// Whether a line has a cue of the page in it, of these classes.
    pub(super) fn has(&self, at: usize, classes: u32) -> bool {
        self.line(at).is_some_and(|line| line.found.has(classes))
    }

    /// Whether it is a sentence of the article, as far as its own words tell.
    pub(super) fn is_sentence(&self, at: usize) -> bool {
        let words = matches!(self.shape(at), Shape::Words | Shape::Bullet);
        words && self.line(at).is_some_and(|line| line.is_sentence() && !line.found.has(class::PAGE | class::SIGNOFF))
    }

    /// What stands for a mark of this line where nothing but the line itself is known: dates, pictures, contacts, rules.
    pub(super) fn set_by_shape(&mut self, at: usize) -> bool {
        let (kind, why) = match self.shape(at) {
            Shape::When => (BlockKind::Dateline, Some(Why::Date)),
            Shape::Picture(Picture::Caption) => (BlockKind::Caption, None),
            Shape::Picture(Picture::Credit) => (BlockKind::Caption, Some(Why::Credit)),
            Shape::Contact => (BlockKind::Other, Some(Why::Control)),
            Shape::Rule => (BlockKind::Other, Some(Why::Other)),
            Shape::Bullet | Shape::Words => return false,
        };
        self.set(at, kind, why);
        true
    }
}

fn shape(line: &Line<'_>) -> Shape {
    if line.found.whole & class::PAGE != 0
        || line.found.has(class::PAGE) && !line.found.has(class::CREDIT | class::AGENCY)
    {
        return Shape::Words;
    }
    if line.is_rule() {
        Shape::Rule
    } else if line.is_contact() {
        Shape::Contact
    } else if when(line.text).is_some() {
        Shape::When
    } else if let Some(picture) =
        picture(line).filter(|_| !line.found.has(class::PAGE & !class::SOURCE & !class::FOOTER))
    {
        Shape::Picture(picture)
    } else if line.bulleted().is_some() && !matches!(line.end, End::Ask) {
        Shape::Bullet
    } else {
        Shape::Words
    }
}

/// The reason of a cue, the surest first.
pub(super) fn why(classes: u32) -> Option<Why> {
    const ORDER: [(u32, Why); 13] = [
        (class::READING, Why::ReadingTime),
        (class::ADVERT, Why::Advert),
        (class::CONSENT, Why::Consent),
        (class::SUBSCRIBE, Why::Subscribe),
        (class::SHARE, Why::Share),
        (class::RELATED, Why::Related),
        (class::TAIL, Why::Related),
        (class::COMMENTS, Why::Comments),
        (class::SOURCE, Why::Source),
        (class::FOOTER, Why::Footer),
        (class::TOPIC, Why::Topic),
        (class::NAVIGATION, Why::Navigation),
        (class::CONTROL, Why::Control),
    ];
    ORDER.iter().find(|(one, _)| classes & one != 0).map(|(_, why)| *why)
}
