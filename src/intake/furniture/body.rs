//! The running text: paragraphs, headings, lists, quotations, and what a page puts between them.

use super::line::{End, Line};
use super::names::byline;
use super::page::{Page, Shape, why};
use super::words::class;
use crate::intake::draft::Why;
use crate::model::BlockKind;

impl Page<'_> {
    /// Marks what stands between the first and the last line of running text.
    pub(super) fn read_body(&mut self) {
        self.cues();
        self.rows();
        for at in self.begins..self.ends {
            if self.is_open(at) && !self.by_itself(at) {
                self.among_others(at);
            }
        }
    }

    /// Lines that are furniture by their words, and those between them.
    fn cues(&mut self) {
        for at in self.begins..self.ends {
            let Some(line) = self.lines.get(at).copied() else { return };
            if !self.is_open(at) || self.shape(at) != Shape::Words && !line.found.has(class::ANYWHERE) {
                continue;
            }
            if line.found.has(class::SIGNOFF) && at > self.begins {
                self.set(at, BlockKind::Byline, Some(Why::Credit));
                continue;
            }
            // Words that may as well be the article's own count only beside others of the page.
            let alone = || {
                let near =
                    |at: usize| self.line(at).is_some_and(|line| line.found.has(class::PAGE) && !line.is_closed());
                !(at > self.begins && near(at - 1) || at + 1 < self.ends && near(at + 1))
            };
            let weak = !line.found.has(class::ANYWHERE) && (line.found.part & class::AROUND == 0 || line.words > 8);
            if line.found.has(class::PAGE) && !((weak || line.is_closed()) && alone()) {
                self.set(at, BlockKind::Other, why(line.found.any()));
            }
        }
        self.linked();
        self.between();
    }

    /// The links below “Read more”, up to the next sentence.
    fn linked(&mut self) {
        let mut at = self.begins;
        while at < self.ends {
            let is_label = self.is_furniture(at)
                && self
                    .line(at)
                    .is_some_and(|line| line.found.whole & (class::RELATED | class::TAIL) != 0 && line.words <= 7);
            at += 1;
            if !is_label {
                continue;
            }
            let first = at;
            while at < self.ends && at < first + 8 && self.is_open(at) && self.is_link(at) {
                at += 1;
            }
            let mut end = at;
            // What stands directly above a paragraph may be its heading: where the others are longer, or it stands apart.
            if end - first > 1 && self.is_sentence(end) && self.is_heading_behind(first, end - 1) {
                end -= 1;
            }
            for link in first..end {
                self.set(link, BlockKind::Other, Some(Why::Related));
            }
        }
    }

    fn is_link(&self, at: usize) -> bool {
        self.shape(at) == Shape::Words
            && self.line(at).is_some_and(|line| matches!(line.end, End::Open | End::Ask) && line.weight <= 200)
    }

    fn is_heading_behind(&self, first: usize, last: usize) -> bool {
        let Some(line) = self.line(last) else { return false };
        let others = last - first;
        let sum: usize = (first..last).filter_map(|at| self.line(at)).map(|line| line.weight).sum();
        let apart = line.gap && !(first + 1..last).any(|at| self.line(at).is_some_and(|line| line.gap));
        line.weight * others * 5 <= sum * 3 || apart && others > 1
    }

    /// Lines without an end mark that stand between furniture are of the same box.
    fn between(&mut self) {
        let mut last: Option<usize> = None;
        for at in self.begins..self.ends {
            if self.is_furniture(at) && self.mark(at).is_some_and(|mark| mark.kind == BlockKind::Other) {
                if let Some(before) = last.filter(|before| at - before > 1 && at - before <= 4) {
                    let reason = self.mark(before).and_then(|mark| mark.why);
                    let advert = |at: usize| self.mark(at).is_some_and(|mark| mark.why == Some(Why::Advert));
                    let all =
                        (before + 1..at).all(|at| self.is_open(at) && self.is_link(at) && self.quote(at).is_none());
                    if all && !advert(at) && !advert(before) {
                        (before + 1..at).for_each(|at| self.set(at, BlockKind::Other, reason));
                    }
                }
                last = Some(at);
            } else if self.is_sentence(at) {
                last = None;
            }
        }
    }

    /// Rows of tables: two or more lines one after the other that end in values.
    pub(super) fn rows(&mut self) {
        let is_row = |page: &Self, at: usize| {
            page.is_open(at) && page.shape(at) == Shape::Words && page.line(at).is_some_and(Line::is_row)
        };
        // Behind a cue of the page no table of the article stands.
        let until = (self.ends..self.lines.len()).find(|at| self.has(*at, class::PAGE)).unwrap_or(self.lines.len());
        let mut at = self.begins;
        while at < until {
            let first = at;
            while at < until && is_row(self, at) {
                at += 1;
            }
            if at - first >= 2 {
                (first..at).for_each(|row| self.set(row, BlockKind::Other, None));
            }
            at = at.max(first + 1);
        }
    }

    /// A quotation set apart: `>`, a post, or words in quotation marks that stand in the text as well.
    pub(super) fn quote(&self, at: usize) -> Option<BlockKind> {
        let line = self.line(at)?;
        let post =
            line.text.starts_with('@') && line.text.split_once(": ").is_some_and(|(name, _)| !name.contains(' '));
        if post || line.text.starts_with("> ") {
            return Some(BlockKind::Quote);
        }
        let inside = quoted(line.text)?;
        let said = matches!(line.end, End::Full | End::Ask) && line.weight <= 320;
        (said && self.quotes.contains(&at) && !inside.is_empty()).then_some(BlockKind::Quote)
    }

    /// What needs no look at its neighbours.
    fn by_itself(&mut self, at: usize) -> bool {
        let Some(line) = self.lines.get(at).copied() else { return true };
        if self.set_by_shape(at) {
            return true;
        }
        let near = at < self.begins + 2 || at + 3 > self.ends;
        let kind = if let Some(kind) = self.quote(at) {
            kind
        } else if self.shape(at) == Shape::Bullet {
            BlockKind::ListItem
        } else if line.numbered().is_some_and(|number| self.is_in_list(at, number)) {
            BlockKind::ListItem
        } else if !line.is_closed()
            && byline(&line).is_some()
            && (near || self.byline.is_none() && line.text.contains(':'))
        {
            self.byline = self.byline.or(Some(at));
            BlockKind::Byline
        } else if matches!(line.end, End::Full | End::More) || line.found.has(class::FIXED) {
            BlockKind::Paragraph
        } else {
            return false;
        };
        self.set(at, kind, None);
        true
    }

    fn is_in_list(&self, at: usize, number: u32) -> bool {
        let beside = |at: Option<usize>, number: Option<u32>| {
            number.is_some() && at.and_then(|at| self.line(at)).is_some_and(|line| line.numbered() == number)
        };
        beside(at.checked_sub(1), number.checked_sub(1)) || beside(Some(at + 1), Some(number + 1))
    }

    /// A line without an end mark, or a question: a heading, a caption, or running text.
    fn among_others(&mut self, at: usize) {
        let Some(line) = self.lines.get(at).copied() else { return };
        let asks = matches!(line.end, End::Ask);
        // What stands below, furniture and dates apart.
        let below = (at + 1..self.lines.len().min(at + 6))
            .find(|next| !self.is_furniture(*next) && self.shape(*next) != Shape::When);
        let heads = below.is_some_and(|next| {
            let items = self.shape(next) == Shape::Bullet
                || self.line(next).is_some_and(|line| line.numbered().is_some() || line.is_row());
            let text =
                self.line(next).is_some_and(|line| matches!(line.end, End::Full | End::More) || line.weight > 140);
            let picture = matches!(self.shape(next), Shape::Picture(_));
            let post = self.quote(next).is_some();
            items || text || picture || post
        });
        let short = line.words <= 14 && line.weight <= 110;
        let kind = if asks && (self.interview || !short) {
            BlockKind::Paragraph
        } else if heads && short && (line.words <= 9 || asks || line.weight <= 60) {
            BlockKind::Heading(2)
        } else if !asks && line.words >= 5 && line.weight <= 220 && !self.sloppy {
            BlockKind::Caption
        } else {
            BlockKind::Paragraph
        };
        self.set(at, kind, None);
    }
}

/// The words inside of quotation marks that stand around the whole line.
pub(super) fn quoted(text: &str) -> Option<&str> {
    const PAIRS: [(char, char); 9] = [
        ('“', '”'),
        ('„', '“'),
        ('„', '”'),
        ('«', '»'),
        ('»', '«'),
        ('"', '"'),
        ('‘', '’'),
        ('\'', '\''),
        ('「', '」'),
    ];
    PAIRS.iter().find_map(|(open, close)| {
        let inside = text.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inside.contains(*open) && !inside.is_empty()).then_some(inside)
    })
}
