//! What is known of each box and each line before anything is judged: how much text is in it, which zone it belongs to, what
//! kind of block its lines are. Boxes come before what is in them, so one pass down or up is enough, however deep a page is.

use super::hints::{self, Hints};
use super::parse::Page;
use super::rows::Row;
use super::tags::{self, Name};
use super::words;
use crate::intake::draft::Why;
use crate::model::BlockKind;

/// What is known of a box.
#[derive(Clone, Copy, Debug)]
pub(super) struct Box {
    pub(super) parent: u32,
    pub(super) name: Name,
    /// What it and all around it say.
    pub(super) hints: Hints,
    /// What it says itself.
    pub(super) own: Hints,
    /// The zone it is in.
    pub(super) zone: Option<Why>,
    /// What lines in it are.
    pub(super) kind: BlockKind,
    /// Characters in it that are no links; those of scripts without spaces count twice.
    pub(super) weight: usize,
    /// Lines in it, and those that are links.
    pub(super) lines: u32,
    pub(super) linked: u32,
    /// The list around it, 0 where there is none.
    pub(super) list: u32,
    /// The `article` around it, 0 where there is none.
    pub(super) article: u32,
    /// The `aside` around it.
    pub(super) aside: bool,
}

/// What is known of a line.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// In small letters, without signs around it.
    pub(super) plain: String,
    /// Characters; those of scripts without spaces count twice.
    pub(super) weight: usize,
    /// Thousandths of it that are links.
    pub(super) links: usize,
    /// What is said of it.
    pub(super) hints: Hints,
}

impl Told {
    /// Whether it is nothing but links.
    pub(super) const fn is_linked(&self) -> bool {
        self.links >= 700
    }

    /// Whether it is running text.
    pub(super) const fn is_good(&self) -> bool {
        self.weight >= 40 && self.links < 400 || self.weight >= 120 && self.links < 600
    }
}

/// All that is known.
#[derive(Debug)]
pub(super) struct Survey {
    pub(super) boxes: Vec<Box>,
    pub(super) told: Vec<Told>,
}

/// Weight of a text.
pub(super) fn weight(text: &str) -> usize {
    text.chars().map(|c| if words::wide(c) { 2 } else { 1 }).sum()
}

/// Looks at a page.
pub(super) fn survey(page: &Page, rows: &[Row]) -> Survey {
    let mut boxes: Vec<Box> = Vec::with_capacity(page.parts.len());
    for part in &page.parts {
        boxes.push(Box {
            parent: part.parent,
            name: part.name,
            hints: 0,
            own: part.hints,
            zone: part.zone,
            kind: BlockKind::Paragraph,
            weight: 0,
            lines: 0,
            linked: 0,
            list: 0,
            article: 0,
            aside: false,
        });
    }
    let mut told: Vec<Told> = rows.iter().map(line).collect();
    for (row, told) in rows.iter().zip(&told) {
        if let Some(of) = boxes.get_mut(row.inside as usize) {
            of.weight += told.weight * (1000 - told.links.min(1000)) / 1000;
            of.lines += 1;
            of.linked += u32::from(told.is_linked());
        }
    }
    // Whether the page's headline or body is in a box: then it is no part of the frame.
    let mut holds: Vec<bool> = boxes.iter().map(|of| of.name == tags::H1 || of.own & hints::BODY != 0).collect();
    for at in (1..boxes.len()).rev() {
        let of = boxes[at];
        let above = &mut boxes[of.parent as usize];
        above.weight += of.weight;
        above.lines += of.lines;
        above.linked += of.linked;
        holds[of.parent as usize] |= holds[at] && of.zone != Some(Why::Comments);
    }
    let all = boxes.first().map_or(0, |whole| whole.weight);
    for at in 1..boxes.len() {
        let around = boxes[boxes[at].parent as usize];
        let of = &mut boxes[at];
        let whole = of.weight * 2 > all && of.zone != Some(Why::Comments);
        // A hidden box may hold a headline that nobody sees; but hardly most of the page.
        let kept = if of.zone == Some(Why::Hidden) { whole } else { whole || holds[at] };
        if kept {
            of.zone = None;
        }
        of.zone = around.zone.filter(|zone| *zone == Why::Hidden).or(of.zone).or(around.zone);
        of.hints = (around.hints | of.own) & fitting(of.weight);
        of.kind = kind(of.name, of.own, around.kind);
        of.list = if matches!(of.name, tags::UL | tags::OL) { u32::try_from(at).unwrap_or(0) } else { around.list };
        of.article = if of.name == tags::ARTICLE { u32::try_from(at).unwrap_or(0) } else { around.article };
        of.aside = around.aside || of.name == tags::ASIDE;
    }
    for (row, told) in rows.iter().zip(&mut told) {
        told.hints |= boxes.get(row.inside as usize).map_or(0, |of| of.hints);
    }
    Survey { boxes, told }
}

fn line(row: &Row) -> Told {
    let bytes = row.text.len().max(1);
    let hints = if row.hinted * 2 >= bytes { row.hints } else { 0 };
    Told {
        plain: words::plain(&row.text),
        weight: weight(&row.text),
        links: row.links.min(bytes) * 1000 / bytes,
        hints,
    }
}

/// What may be said of a box of so much text: whole pages are sometimes called `author` or `summary`.
const fn fitting(weight: usize) -> Hints {
    use hints::{
        BIO, BODY, BYLINE, CAPTION, CREDIT, DATE, DECK, HEADLINE, ITEM, MORE, PLACE, PULLED, READING_TIME, TOPIC,
    };
    let mut fits = BODY | ITEM;
    if weight <= 1500 {
        fits |= BIO | DECK | CAPTION;
    }
    if weight <= 400 {
        fits |= HEADLINE | PULLED | MORE | CREDIT;
    }
    if weight <= 250 {
        fits |= BYLINE | DATE | TOPIC | READING_TIME | PLACE;
    }
    fits
}

fn kind(name: Name, own: Hints, around: BlockKind) -> BlockKind {
    if let Some(level) = tags::level(name) {
        return BlockKind::Heading(level);
    }
    match name {
        tags::LI | tags::DT | tags::DD => BlockKind::ListItem,
        tags::BLOCKQUOTE => BlockKind::Quote,
        tags::FIGCAPTION | tags::CAPTION => BlockKind::Caption,
        tags::PRE | tags::LISTING | tags::XMP | tags::PLAINTEXT => BlockKind::Other,
        tags::ARTICLE | tags::SECTION | tags::MAIN | tags::TD => BlockKind::Paragraph,
        _ if own & hints::ITEM != 0 => BlockKind::ListItem,
        _ => around,
    }
}
