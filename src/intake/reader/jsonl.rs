//! `.jsonl`, `.ndjson`: an article on each line. A line that does not read is told, and the others are taken.

use serde_json::value::RawValue;

use super::super::bytes::Text;
use super::json::take;
use super::{Out, Refused, Source, Step, limits};

/// A file of JSON lines.
pub(super) struct Lines {
    text: Text,
    at: usize,
    line: usize,
}

impl Lines {
    pub(super) fn open(text: Text) -> Result<Box<dyn Source>, Refused> {
        let at = text.text.len() - text.text.trim_start_matches('\u{feff}').len();
        Ok(Box::new(Self { text, at, line: 0 }))
    }

    /// Whether a text has a value on each of its first lines, and more than one.
    pub(super) fn fits(text: &str) -> bool {
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let is_record = |line: &str| {
            let line = line.trim();
            line.starts_with('{') && serde_json::from_str::<&RawValue>(line).is_ok()
        };
        lines.next().is_some_and(is_record) && lines.next().is_some_and(|line| line.trim_start().starts_with('{'))
    }
}

impl Source for Lines {
    fn step(&mut self, out: &mut Out<'_>) -> Step {
        let Some(rest) = self.text.text.get(self.at..).filter(|rest| !rest.is_empty()) else { return Step::End };
        let line = rest.split('\n').next().unwrap_or_default();
        let read = (line.len() + 1).min(rest.len());
        self.line += 1;
        let raw = line.trim_matches([' ', '\t', '\r']);
        if raw.len() > limits::LINE && raw.chars().count() > limits::LINE {
            out.refuse(self.line, Refused::TooLong(limits::LINE));
        } else if !raw.is_empty() {
            take(out, &self.text, raw, self.line, self.line, "");
        }
        self.at += read;
        Step::Read(read)
    }
}
