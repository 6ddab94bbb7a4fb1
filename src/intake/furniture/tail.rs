//! The end of a page: where the article ends, and what stands behind it.

use super::line::{End, Line};
use super::names::byline;
use super::page::{Page, Shape, why};
use super::words::class;
use crate::intake::draft::Why;
use crate::model::BlockKind;

impl Page<'_> {
    /// Finds the line after the last one of running text.
    pub(super) fn find_end(&mut self) {
        let last = (self.begins..self.lines.len()).rev().find(|at| self.is_sentence(*at) && !self.is_biography(*at));
        self.ends = last.map_or(self.begins, |last| last + 1);
        // Behind “Most read” few sentences stand, and many lines that are none: the list of comments, summaries of links.
        let is_full = |at: usize| self.is_sentence(at);
        let all = (self.begins..self.ends).filter(|at| is_full(*at)).count();
        let (mut before, mut weight) = (0, 0);
        let whole: usize = (self.begins..self.ends)
            .filter(|at| is_full(*at))
            .filter_map(|at| self.line(at))
            .map(|line| line.weight)
            .sum();
        for at in self.begins..self.ends {
            let line = self.line(at);
            if before >= 3
                && line.is_some_and(|line| line.found.whole & (class::TAIL | class::COMMENTS) != 0 && !line.is_closed())
            {
                let (after, behind) = (all - before, self.lines.len() - at);
                if after * 5 <= behind && (whole - weight) * 8 <= weight {
                    self.ends = at;
                    return;
                }
            }
            if is_full(at) {
                before += 1;
                weight += line.map_or(0, |line| line.weight);
            }
        }
    }

    /// Whether a line tells who the author is.
    fn is_biography(&self, at: usize) -> bool {
        let Some(line) = self.line(at) else { return false };
        let name = self.byline.and_then(|at| self.line(at)).map(|line| byline(line).unwrap_or(line.text));
        let first = name.and_then(|name| name.split([',', '&']).next()).map(str::trim).unwrap_or_default();
        let bare = line.bulleted().unwrap_or(line.text);
        line.found.has(class::BIO) && (!line.is_closed() || first.contains(' ') && bare.starts_with(first))
    }

    /// Marks what stands behind the running text.
    pub(super) fn read_tail(&mut self) {
        let mut reason = None;
        for at in self.ends..self.lines.len() {
            let Some(line) = self.lines.get(at).copied() else { return };
            if !self.is_open(at) {
                continue;
            }
            let cue = why(line.found.any());
            if line.found.has(class::SIGNOFF) && at < self.ends + 6 {
                self.set(at, BlockKind::Byline, Some(Why::Credit));
            } else if self.is_biography(at) {
                self.set(at, BlockKind::Other, Some(Why::Other));
            } else if cue.is_some() && !matches!(self.shape(at), Shape::Picture(_)) {
                let opens = line.found.has(class::TAIL | class::RELATED);
                reason = if opens { Some(Why::Related) } else { cue };
                self.set(at, BlockKind::Other, cue);
            } else if let Some(reason) = reason {
                self.behind(at, &line, reason);
            } else {
                self.at_the_end(at, &line);
            }
        }
        self.long_tail();
    }

    /// Behind a cue of the page: no part of the article, but for what its shape tells.
    fn behind(&mut self, at: usize, line: &Line<'_>, reason: Why) {
        let linked = matches!(reason, Why::Related | Why::Comments);
        if line.found.has(class::FIXED) && line.is_closed() {
            return self.set(at, BlockKind::Paragraph, None);
        }
        if linked && matches!(self.shape(at), Shape::Picture(_)) || !self.set_by_shape(at) {
            self.set(at, BlockKind::Other, Some(reason));
        }
    }

    /// Before any cue of the page.
    fn at_the_end(&mut self, at: usize, line: &Line<'_>) {
        if self.set_by_shape(at) {
            return;
        }
        let numbered = line.numbered().is_some();
        let items = |page: &Self, at: usize| {
            page.shape(at) == Shape::Bullet
                || page.line(at).is_some_and(|line| line.is_row() || line.numbered().is_some())
        };
        let kind = if let Some(kind) = self.quote(at) {
            kind
        } else if self.shape(at) == Shape::Bullet || numbered {
            BlockKind::ListItem
        } else if byline(line).is_some() && !line.is_closed() {
            self.byline = self.byline.or(Some(at));
            BlockKind::Byline
        } else if items(self, at + 1) && line.words <= 8 && matches!(line.end, End::Open) {
            BlockKind::Heading(2)
        } else {
            BlockKind::Paragraph
        };
        self.set(at, kind, None);
    }

    /// A run of headlines at the very end, without a word above it that says so.
    fn long_tail(&mut self) {
        let is_plain = |page: &Self, at: usize| {
            page.mark(at).is_some_and(|mark| mark.kind == BlockKind::Paragraph && mark.why.is_none())
                && page.line(at).is_some_and(|line| matches!(line.end, End::Open | End::Ask) && line.words >= 4)
        };
        let run = (self.ends..self.lines.len()).take_while(|at| is_plain(self, *at)).count();
        let sentences = (self.begins..self.ends).filter(|at| self.is_sentence(*at)).filter_map(|at| self.line(at));
        let (all, weight) = sentences.fold((0, 0), |(all, weight), line| (all + 1, weight + line.weight));
        // Behind paragraphs only: lines of a poem are no longer than what they end with.
        if run >= 5 && all >= 4 && weight >= all * 90 {
            (self.ends..self.ends + run).for_each(|at| self.set(at, BlockKind::Other, Some(Why::Related)));
        }
    }
}
