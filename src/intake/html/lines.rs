//! Characters to lines: white space as CSS collapses it, breaks, and how much of a line is links.

use super::hints::Hints;

/// A line of a page: what stands between two edges of blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The innermost box it is in.
    pub(super) inside: u32,
    /// First byte of its text.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// Bytes of it that are links.
    pub(super) links: usize,
    /// What elements within it say of their part.
    pub(super) hints: Hints,
    /// Bytes of it of which elements within it say something.
    pub(super) hinted: usize,
    /// Whether white space of it stands as it is.
    pub(super) kept: bool,
}

/// How characters are to be taken.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Manner {
    /// White space stands as it is.
    pub(super) kept: bool,
    /// They are a link.
    pub(super) link: bool,
    /// What is said of them.
    pub(super) hints: Hints,
}

/// Lines so far, and the one that is being written.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The text of all lines, one behind the other.
    pub(super) text: String,
    pub(super) done: Vec<Line>,
    open: Line,
    /// White space waits for a word behind it.
    space: bool,
    /// The last words were a link that has ended.
    link_ended: bool,
    /// Line breaks that wait for a word behind them.
    breaks: u32,
}

/// White space that HTML collapses.
const fn collapses(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

impl Lines {
    /// Whether the line that is being written has no words yet.
    pub(super) fn is_empty(&self) -> bool {
        self.open.start == self.text.len()
    }

    /// Whether elements within the line say something of all its words.
    pub(super) fn all_hinted(&self) -> bool {
        !self.is_empty() && self.open.hinted >= self.text.len() - self.open.start
    }

    /// Words. Soft hyphens and byte order marks are not seen, and do not come in; a space that does not break stays.
    pub(super) fn push(&mut self, words: &str, inside: u32, manner: Manner) {
        let mut from = self.text.len();
        for c in words.chars() {
            if matches!(c, '\u{ad}' | '\u{feff}') {
                continue;
            }
            if !manner.kept && collapses(c) {
                self.space = true;
                continue;
            }
            self.link_ended = false;
            if self.space || self.breaks > 0 {
                self.count(from, manner);
                self.set_apart(c);
                from = self.text.len();
            }
            if self.is_empty() {
                self.open = Line { inside, start: self.text.len(), kept: manner.kept, ..Line::default() };
                from = self.text.len();
            }
            self.open.kept |= manner.kept;
            self.text.push(if c == '\r' { '\n' } else { c });
        }
        self.count(from, manner);
    }

    /// What has been written since `from` was written in this manner.
    fn count(&mut self, from: usize, manner: Manner) {
        let bytes = self.text.len().saturating_sub(from.max(self.open.start));
        if bytes == 0 {
            return;
        }
        if manner.link {
            self.open.links += bytes;
        }
        if manner.hints != 0 {
            self.open.hinted += bytes;
            self.open.hints |= manner.hints;
        }
    }

    /// White space and breaks that waited, before the character that follows. One break is a line break of the text, but a
    /// space where a sentence runs over it: old pages break long lines by hand. Two begin another paragraph.
    fn set_apart(&mut self, next: char) {
        let (space, breaks) = (std::mem::take(&mut self.space), std::mem::take(&mut self.breaks));
        if self.is_empty() {
            return;
        }
        if breaks > 1 {
            self.end();
        } else if breaks == 1 {
            self.trim();
            let last = self.text.chars().next_back().unwrap_or('.');
            let runs_on =
                next.is_lowercase() && (last.is_alphanumeric() || matches!(last, ',' | '-' | '–' | '’' | '»'));
            self.text.push(if runs_on { ' ' } else { '\n' });
        } else if space && !self.text.ends_with(['\n', ' ']) {
            self.text.push(' ');
        }
        if !self.is_empty() && self.all_hinted_but_last() {
            self.open.hinted += 1;
        }
    }

    fn all_hinted_but_last(&self) -> bool {
        self.open.hinted + 1 >= self.text.len() - self.open.start && self.open.hinted > 0
    }

    /// A line break.
    pub(super) fn line_break(&mut self) {
        self.breaks = self.breaks.saturating_add(1);
    }

    /// A link ended here.
    pub(super) fn after_link(&mut self) {
        self.link_ended = true;
    }

    /// Another begins: `wi<b>ki</b>` is one word, but links side by side are set apart by the page.
    pub(super) fn gap_after_link(&mut self) {
        self.space |= self.link_ended;
    }

    fn trim(&mut self) {
        let kept = self.text.get(self.open.start..).unwrap_or_default().trim_end().len();
        self.text.truncate(self.open.start + kept);
    }

    /// The line ends here.
    pub(super) fn end(&mut self) {
        (self.space, self.breaks, self.link_ended) = (false, 0, false);
        if self.is_empty() {
            return;
        }
        let words = self.text.get(self.open.start..).unwrap_or_default();
        let lead = words.len() - words.trim_start().len();
        let (start, end) = (self.open.start + lead, self.open.start + words.trim_end().len());
        if start < end {
            self.done.push(Line { start, end, ..self.open });
        }
        self.open = Line { start: self.text.len(), ..Line::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(parts: &[&str]) -> Vec<String> {
        let mut lines = Lines::default();
        for part in parts {
            match *part {
                "<br>" => lines.line_break(),
                words => lines.push(words, 0, Manner::default()),
            }
        }
        lines.end();
        lines.done.iter().map(|line| lines.text[line.start..line.end].to_owned()).collect()
    }

    #[test]
    fn white_space_collapses_across_elements() {
        assert_eq!(lines(&["  One ", " \n two", "three\t", "\u{a0}"]), ["One twothree"]);
        assert_eq!(lines(&["10\u{a0}km, dis\u{ad}appointed"]), ["10\u{a0}km, disappointed"]);
        assert_eq!(lines(&["  ", "\u{a0}"]), [""; 0]);
    }

    #[test]
    fn a_break_is_a_line_and_two_are_a_paragraph() {
        assert_eq!(lines(&["Roses are red.", "<br>", "Violets"]), ["Roses are red.\nViolets"]);
        assert_eq!(lines(&["commission for the", "<br>", "\nrezoning"]), ["commission for the rezoning"]);
        assert_eq!(lines(&["One", "<br>", " \n ", "<br>", "<br>", "two", "<br>"]), ["One", "two"]);
    }
}
