//! Lines to blocks: every line is looked at once, from the outermost quotation or list that is open to the innermost.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::lines::{Marker, after_quote, fence, heading, indent, is_blank, is_rule, marker, spaced};
use super::{Block, DEPTH, Side, inline, links, plain, table};

/// A quotation, a list or an item that is open.
enum Open {
    Quote,
    /// Its sign, the number it begins with, and whether its items stand close.
    List(char, Option<u32>, bool),
    /// How far its content is set in, and whether an empty line was the last thing in it.
    Item(usize, bool),
}

struct Frame {
    open: Open,
    blocks: Vec<Block>,
    items: Vec<Vec<Block>>,
}

/// The lines that are being gathered, in the innermost of what is open.
enum Leaf {
    Paragraph(String),
    /// Lines that are set in by four; empty ones that may be followed by more.
    Indented(String, usize),
    /// The sign of the fence, its length, how far it is set in, and the lines so far.
    Fenced(char, usize, usize, String),
    Table(Vec<Side>, Vec<String>, Vec<Vec<String>>),
}

#[derive(Default)]
struct Reader {
    frames: Vec<Frame>,
    leaf: Option<Leaf>,
    blocks: Vec<Block>,
    /// The anchors of headings, and how many others wanted each.
    anchors: BTreeMap<String, usize>,
}

pub(super) fn read(text: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for line in text.split('\n') {
        // A lone carriage return ends a line too.
        for line in line.strip_suffix('\r').unwrap_or(line).split('\r') {
            reader.line(&spaced(line));
        }
    }
    reader.finish();
    reader.close_to(0);
    reader.blocks
}

impl Reader {
    fn line(&mut self, line: &str) {
        let (mut rest, mut kept) = (line, 0);
        for frame in &self.frames {
            match frame.open {
                Open::List(..) => {}
                Open::Quote => match after_quote(rest) {
                    Some(inside) => rest = inside,
                    None => break,
                },
                // An item that begins with an empty line has only that one.
                Open::Item(..) if is_blank(rest) => {
                    if frame.blocks.is_empty() && self.leaf.is_none() && kept + 1 == self.frames.len() {
                        break;
                    }
                    rest = "";
                }
                Open::Item(width, _) if indent(rest) >= width => rest = rest.get(width..).unwrap_or_default(),
                Open::Item(..) => break,
            }
            kept += 1;
        }
        // A list goes with its items.
        if kept > 0 && kept < self.frames.len() && matches!(self.frames[kept - 1].open, Open::List(..)) {
            kept -= 1;
        }
        let whole = kept == self.frames.len();
        if whole && self.verbatim(rest) {
            return;
        }
        if is_blank(rest) {
            return self.blank(kept);
        }
        let mut began = false;
        loop {
            // In a paragraph that goes on, what is set in is only set in.
            let paragraph = matches!(self.leaf, Some(Leaf::Paragraph(_))) && !began;
            if indent(rest) >= 4 {
                if paragraph {
                    break;
                }
                self.settle(kept, began);
                self.touch();
                self.leaf = Some(Leaf::Indented(rest.get(4..).unwrap_or_default().to_owned() + "\n", 0));
                return;
            }
            let bare = rest.trim_start_matches(' ');
            if let Some(inside) = after_quote(rest).filter(|_| self.has_room(kept, began)) {
                self.settle(kept, began);
                self.push(Open::Quote);
                (rest, began, kept) = (inside, true, self.frames.len());
                continue;
            }
            if let Some((level, words)) = heading(bare) {
                self.settle(kept, began);
                return self.add_heading(level, words);
            }
            if let Some((sign, length)) = fence(bare) {
                self.settle(kept, began);
                self.touch();
                self.leaf = Some(Leaf::Fenced(sign, length, indent(rest), String::new()));
                return;
            }
            if paragraph && kept == self.frames.len() && self.underlines(bare) {
                return;
            }
            if is_rule(bare) {
                self.settle(kept, began);
                self.touch();
                self.add(Block::Rule);
                return;
            }
            let interrupts = paragraph && kept == self.frames.len();
            let fits = |m: &Marker| !interrupts || (!m.empty && m.number.is_none_or(|number| number == 1));
            let found = marker(rest).filter(fits).filter(|_| self.has_room(kept, began));
            let Some(found) = found else { break };
            self.begin_item(&found, kept, began);
            rest = rest.get(found.taken..).unwrap_or_default();
            (began, kept) = (true, self.frames.len());
            if is_blank(rest) {
                return;
            }
        }
        self.words(rest.trim_start_matches(' '), kept, began);
    }

    /// Whether one more quotation or item may be opened: what is deeper is text.
    fn has_room(&self, kept: usize, began: bool) -> bool {
        let open = if began { self.frames.len() } else { kept };
        let counted = |frame: &&Frame| !matches!(frame.open, Open::List(..));
        self.frames.iter().take(open).filter(counted).count() < DEPTH
    }

    /// Lines of code are taken as they are; whether this one was.
    fn verbatim(&mut self, rest: &str) -> bool {
        match &mut self.leaf {
            Some(Leaf::Fenced(sign, length, set_in, lines)) => {
                let bare = rest.trim_start_matches(' ');
                let count = bare.chars().take_while(|c| c == sign).count();
                if count >= *length && indent(rest) < 4 && is_blank(bare.get(count..).unwrap_or_default()) {
                    self.finish();
                } else {
                    lines.push_str(rest.get(indent(rest).min(*set_in)..).unwrap_or_default());
                    lines.push('\n');
                }
                true
            }
            Some(Leaf::Indented(lines, empty)) if indent(rest) >= 4 && !is_blank(rest) => {
                lines.extend(std::iter::repeat_n('\n', std::mem::take(empty)));
                lines.push_str(rest.get(4..).unwrap_or_default());
                lines.push('\n');
                true
            }
            Some(Leaf::Indented(_, empty)) if is_blank(rest) => {
                *empty += 1;
                self.note_blank();
                true
            }
            _ => false,
        }
    }

    fn blank(&mut self, kept: usize) {
        self.finish();
        // A quotation ends where its sign is missing; an item may go on after an empty line.
        self.close_to(kept);
        self.note_blank();
    }

    fn note_blank(&mut self) {
        for frame in self.frames.iter_mut().rev() {
            match &mut frame.open {
                Open::Quote => break,
                Open::Item(_, blank) => *blank = true,
                Open::List(..) => {}
            }
        }
    }

    /// Closes what a line is not in, before something new begins on it.
    fn settle(&mut self, kept: usize, began: bool) {
        self.finish();
        if !began {
            self.close_to(kept);
        }
    }

    /// Something begins in the innermost of what is open: an empty line before it sets the items of a list apart.
    fn touch(&mut self) {
        let top = self.frames.len().wrapping_sub(1);
        let apart =
            matches!(self.frames.last(), Some(Frame { open: Open::Item(_, true), blocks, .. }) if !blocks.is_empty());
        if apart {
            self.set_apart(top);
        }
        for frame in &mut self.frames {
            if let Open::Item(_, blank) = &mut frame.open {
                *blank = false;
            }
        }
    }

    /// The list around the item at a place is one whose items stand apart.
    fn set_apart(&mut self, item: usize) {
        let list = item.checked_sub(1).and_then(|list| self.frames.get_mut(list));
        if let Some(Frame { open: Open::List(_, _, tight), .. }) = list {
            *tight = false;
        }
    }

    fn push(&mut self, open: Open) {
        self.touch();
        self.frames.push(Frame { open, blocks: Vec::new(), items: Vec::new() });
    }

    fn begin_item(&mut self, found: &Marker, kept: usize, began: bool) {
        self.finish();
        if !began {
            // The list whose item ended here goes on with an item of its kind.
            let list =
                self.frames.get(kept).filter(|frame| matches!(frame.open, Open::List(sign, ..) if sign == found.sign));
            let goes_on = list.is_some();
            if goes_on {
                let apart = matches!(self.frames.get(kept + 1), Some(Frame { open: Open::Item(_, true), .. }));
                if apart {
                    self.set_apart(kept + 1);
                }
                self.close_to(kept + 1);
            } else {
                self.close_to(kept);
            }
            if goes_on {
                return self.push(Open::Item(found.width, false));
            }
        }
        self.push(Open::List(found.sign, found.number, true));
        self.push(Open::Item(found.width, false));
    }

    /// Words: of the paragraph or table that is open, else of a new paragraph.
    fn words(&mut self, words: &str, kept: usize, began: bool) {
        let whole = kept == self.frames.len();
        match &mut self.leaf {
            // It goes on even where the signs of what it is in are missing.
            Some(Leaf::Paragraph(text)) if !began => {
                if whole && let Some(sides) = table::sides(words) {
                    let start = text.rfind('\n').map_or(0, |at| at + 1);
                    let head = table::cells(text.get(start..).unwrap_or_default());
                    if head.len() == sides.len() {
                        text.truncate(start.saturating_sub(1));
                        self.finish();
                        self.leaf = Some(Leaf::Table(sides, head, Vec::new()));
                        return;
                    }
                }
                text.push('\n');
                text.push_str(words);
            }
            Some(Leaf::Table(sides, _, rows)) if !began && whole => {
                let mut cells = table::cells(words);
                cells.truncate(sides.len());
                rows.push(cells);
            }
            _ => {
                self.settle(kept, began);
                self.touch();
                self.leaf = Some(Leaf::Paragraph(words.to_owned()));
            }
        }
    }

    /// A line of `=` or `-` makes the paragraph above it a heading.
    fn underlines(&mut self, bare: &str) -> bool {
        let bare = bare.trim_end_matches([' ', '\t']);
        let level = match bare.chars().next() {
            Some('=') => 1,
            Some('-') => 2,
            _ => return false,
        };
        if !bare.chars().all(|c| c == if level == 1 { '=' } else { '-' }) {
            return false;
        }
        if let Some(Leaf::Paragraph(words)) = self.leaf.take() {
            self.add_heading(level, &words);
        }
        true
    }

    fn add_heading(&mut self, level: u8, words: &str) {
        self.touch();
        let inside = inline::read(words.trim());
        let anchor = self.anchor(links::anchor(&plain(&inside)));
        self.add(Block::Heading { level, anchor, inside });
    }

    /// An anchor that no other heading has.
    fn anchor(&mut self, wanted: String) -> Rc<str> {
        let wanted = if wanted.is_empty() { "section".to_owned() } else { wanted };
        let mut own = wanted.clone();
        while self.anchors.contains_key(&own) {
            let count = self.anchors.get_mut(&wanted).map_or(0, |count| {
                *count += 1;
                *count
            });
            own = format!("{wanted}-{count}");
        }
        self.anchors.insert(own.clone(), 0);
        Rc::from(own)
    }

    /// What is being gathered is a block.
    fn finish(&mut self) {
        match self.leaf.take() {
            None => {}
            Some(Leaf::Paragraph(words)) => {
                let inside = inline::read(words.trim_end());
                if !inside.is_empty() {
                    self.add(Block::Paragraph(inside));
                }
            }
            Some(Leaf::Indented(lines, _)) | Some(Leaf::Fenced(.., lines)) => {
                self.add(Block::Code(Rc::from(lines.strip_suffix('\n').unwrap_or(&lines))));
            }
            Some(Leaf::Table(sides, head, rows)) => {
                let row = |cells: &Vec<String>| cells.iter().map(|cell| inline::read(cell)).collect();
                self.add(Block::Table { sides, head: row(&head), rows: rows.iter().map(row).collect() });
            }
        }
    }

    fn add(&mut self, block: Block) {
        match self.frames.last_mut() {
            Some(frame) => frame.blocks.push(block),
            None => self.blocks.push(block),
        }
    }

    /// Closes all but so many of what is open.
    fn close_to(&mut self, kept: usize) {
        while self.frames.len() > kept {
            let Some(Frame { open, blocks, items }) = self.frames.pop() else { return };
            match open {
                Open::Quote => self.add(Block::Quote(blocks)),
                Open::List(_, start, tight) => self.add(Block::List { start, tight, items }),
                Open::Item(..) => self.frames.last_mut().into_iter().for_each(|list| list.items.push(blocks.clone())),
            }
        }
    }
}
