//! A line of a scraped text and what can be told of it without its neighbours.

use super::folding::{digit, is_wide, norm};
use super::words::{Found, Languages, words};
use crate::model::TextRange;

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Like a sentence.
    Full,
    /// Like a question or a cry.
    Ask,
    /// With a colon or comma: more is to come.
    More,
    /// Without a mark, as headings and links do.
    Open,
}

/// Longest line, in bytes, in which cues are looked for.
const LONGEST: usize = 420;

/// A line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Where it stands.
    pub(super) range: TextRange,
    /// Its words, nothing around them.
    pub(super) text: &'a str,
    /// How long it is, in letters; a Chinese character counts as three.
    pub(super) weight: usize,
    /// How many words it has; two Chinese characters count as one.
    pub(super) words: usize,
    /// How it ends.
    pub(super) end: End,
    /// Whether an empty line stands before it.
    pub(super) gap: bool,
    /// The cues in it.
    pub(super) found: Found,
}

impl<'a> Line<'a> {
    /// The line at this place of a text; `from` is where the one before it ends.
    pub(super) fn new(text: &'a str, range: TextRange, from: usize) -> Self {
        let before = text.get(from..range.start() as usize).unwrap_or_default();
        let breaks = |kind: u8| before.bytes().filter(|byte| *byte == kind).count();
        let gap = breaks(b'\n').max(breaks(b'\r')) > 1;
        let text = range.of(text).unwrap_or_default();
        let (mut letters, mut wide) = (0, 0);
        for c in text.chars() {
            letters += 1;
            wide += usize::from(is_wide(c));
        }
        let words = if wide * 3 > letters { wide / 2 } else { text.split_whitespace().count() };
        Self { range, text, weight: letters + 2 * wide, words, end: end(text), gap, found: Found::default() }
    }

    /// The line with the cues of these languages.
    pub(super) fn with_cues(mut self, among: Languages) -> Self {
        if self.text.len() <= LONGEST {
            self.found = words().found(&norm(self.text), self.is_closed(), among);
        }
        self
    }

    /// Whether it ends so that words without the mark for sentences are no cue.
    pub(super) const fn is_closed(&self) -> bool {
        matches!(self.end, End::Full) || matches!(self.end, End::Ask) && self.weight > 80
    }

    /// Running text, most likely.
    pub(super) const fn is_firm(&self) -> bool {
        matches!(self.end, End::Full) && self.weight >= 40 || self.weight >= 260
    }

    /// At least a sentence.
    pub(super) fn is_sentence(&self) -> bool {
        let more = matches!(self.end, End::More) && self.weight >= 40 && self.text.contains(". ");
        matches!(self.end, End::Full) && self.weight >= 12 || self.is_firm() || more
    }

    /// No letter and no digit: a rule, asterisks.
    pub(super) fn is_rule(&self) -> bool {
        !self.text.chars().any(char::is_alphanumeric)
    }

    /// The words behind the bullet with which it begins.
    pub(super) fn bulleted(&self) -> Option<&'a str> {
        let rest = self.text.strip_prefix(['•', '·', '●', '▪', '◦', '‣', '*', '-', '–', '■', '○', '✓', '→'])?;
        let words = rest.trim_start();
        (words.len() < rest.len() && !words.is_empty() || self.text.starts_with(['•', '●', '▪'])).then_some(words)
    }

    /// The number with which it begins, as `3.` and `3)` do.
    pub(super) fn numbered(&self) -> Option<u32> {
        let number: String = self.text.chars().take(3).map_while(digit).map(|value| value.to_string()).collect();
        let after = self.text.get(number.len()..).unwrap_or_default();
        let spaced = after.strip_prefix(['.', ')'])?.starts_with(' ');
        spaced.then(|| number.parse().ok())?
    }

    /// Whether it ends in a number with a name before it, or has several: a row of a table.
    pub(super) fn is_row(&self) -> bool {
        let is_value = |word: &str| {
            let digits = word.chars().filter(|c| digit(*c).is_some()).count();
            digits > 0 && digits * 2 >= word.chars().count() && !word.ends_with([',', ':'])
        };
        let columns = self.text.contains(['\t', '|']) && self.text.chars().any(|c| digit(c).is_some());
        let values = self.text.split_whitespace().rev().take_while(|word| is_value(word)).count();
        matches!(self.end, End::Open) && self.words <= 14 && (columns || values > 0 && values < self.words)
    }

    /// Only an address, a telephone number or an account's name.
    pub(super) fn is_contact(&self) -> bool {
        let text = self.text;
        let alone = !text.contains(' ') && text.is_ascii();
        let number = text.starts_with(['+', '0', '(']) || text.starts_with("Tel");
        let digits = text.chars().filter(|c| digit(*c).is_some()).count();
        alone && (text.contains('@') || text.contains("://") || text.starts_with("www."))
            || number && digits >= 7 && digits * 2 >= text.chars().filter(|c| *c != ' ').count() && text.len() < 40
    }
}

fn end(text: &str) -> End {
    let bare = text
        .trim_end_matches(['"', '\'', '”', '’', '“', '‘', '»', '«', ')', ']', '）', '」', '』', '】', ' ', '\u{a0}']);
    match bare.chars().next_back() {
        Some('.' | '。' | '．' | '।' | '۔' | '…') => End::Full,
        Some('?' | '!' | '？' | '！' | '؟') => End::Ask,
        Some(':' | '：' | ',' | '，' | ';' | '；' | '、' | '،') => End::More,
        _ => End::Open,
    }
}
