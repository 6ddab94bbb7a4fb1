//! Tags of tokens: `B-PER` and its kin, there and back.

use std::ops::Range;

use super::called::Called;
use super::flat::Flat;
use super::hold::Counted;
use super::loose::LooseSpan;

/// How the first letter of a tag says where in its span a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `B` begins every span, `I` goes on with it (IOB2).
    Iob2,
    /// Also `L` for the last of several, `U` for one that is alone.
    Bilou,
}

/// A tag for each token.
#[must_use]
pub fn tags(flat: &Flat, scheme: Scheme, called: &Called) -> Vec<String> {
    let mut tags = vec!["O".to_owned(); flat.tokens.len()];
    for span in &flat.spans {
        let label = called.name(&span.label);
        let Range { start, end } = span.tokens;
        for (place, tag) in tags.iter_mut().enumerate().take(end).skip(start) {
            let letter = match scheme {
                Scheme::Bilou if end - start == 1 => 'U',
                Scheme::Bilou if place + 1 == end => 'L',
                _ if place == start => 'B',
                _ => 'I',
            };
            *tag = format!("{letter}-{label}");
        }
    }
    tags
}

/// Whether a word has the form of a tag: `O`, or a letter for a place, a hyphen and a label.
#[must_use]
pub fn is_tag(word: &str) -> bool {
    word == "O" || word.split_once('-').is_some_and(|(place, label)| is_place(place) && !label.is_empty())
}

fn is_place(word: &str) -> bool {
    matches!(word, "B" | "I" | "L" | "U" | "E" | "S" | "M" | "O")
}

/// Spans of tagged tokens as they are read: their tokens and labels, in order. Takes IOB1, IOB2, BILOU, BIOES, and tags
/// without a place (each run of one label is a span). Tags that do not follow each other as they should are taken as what
/// they are likeliest to mean: what goes on with nothing begins.
#[derive(Clone, Debug, Default)]
pub struct Spans {
    done: Vec<(Range<usize>, String)>,
    open: Option<(usize, String)>,
    count: usize,
}

impl Spans {
    /// Reads the tag of the next token.
    pub fn tag(&mut self, tag: &str) {
        let (place, label) = match tag.split_once('-') {
            Some((place, label)) if is_place(place) && !label.is_empty() => (place, label),
            _ if matches!(tag, "O" | "" | "-" | "_") => ("O", ""),
            _ => ("I", tag),
        };
        let goes_on =
            matches!(place, "I" | "M" | "L" | "E") && self.open.as_ref().is_some_and(|(_, open)| open == label);
        if !goes_on {
            self.ends();
        }
        if place != "O" && self.open.is_none() {
            self.open = Some((self.count, label.to_owned()));
        }
        self.count += 1;
        if matches!(place, "L" | "E" | "U" | "S") {
            self.ends();
        }
    }

    /// A sentence ends here, and what is open with it.
    pub fn ends(&mut self) {
        if let Some((start, label)) = self.open.take() {
            self.done.push((start..self.count, label));
        }
    }

    /// All of them.
    #[must_use]
    pub fn all(mut self) -> Vec<(Range<usize>, String)> {
        self.ends();
        self.done
    }

    /// All of them in a text, by the places of its tokens (code points). `path` says where in the file a token stands.
    #[must_use]
    pub fn loose(self, text: &str, places: &[(u64, u64)], path: impl Fn(usize) -> String) -> Vec<LooseSpan> {
        let counted = Counted::of(text);
        let span = |(number, (tokens, label)): (usize, (Range<usize>, String))| {
            let place = (places.get(tokens.start)?.0, places.get(tokens.end - 1)?.1);
            let quote = counted.range(place)?.of(text)?.to_owned();
            let (id, path) = (number.to_string(), path(tokens.start));
            Some(LooseSpan { id, label, fragments: vec![place], quotes: vec![quote], path, ..LooseSpan::default() })
        };
        self.all().into_iter().enumerate().filter_map(span).collect()
    }
}

/// The tags of all labels, in the order that numbers stand for them: `O` first.
#[must_use]
pub fn names<'a>(labels: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut all = vec!["O".to_owned()];
    for label in labels {
        for tag in [format!("B-{label}"), format!("I-{label}")] {
            if !all.contains(&tag) {
                all.push(tag);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(tags: &str) -> Vec<(Range<usize>, String)> {
        let mut spans = Spans::default();
        tags.split(' ').for_each(|tag| if tag == "|" { spans.ends() } else { spans.tag(tag) });
        spans.all()
    }

    #[test]
    fn every_scheme_is_read() {
        let two = |label: &str| vec![(0..2, label.to_owned()), (2..3, label.to_owned())];
        assert_eq!(read("B-P I-P B-P O"), two("P"), "IOB2");
        assert_eq!(read("I-P I-P B-P O"), two("P"), "IOB1");
        assert_eq!(read("B-P L-P U-P O"), two("P"), "BILOU");
        assert_eq!(read("B-P E-P S-P O"), two("P"), "BIOES");
        assert_eq!(read("P P O"), [(0..2, "P".to_owned())], "labels alone");
        assert_eq!(read("I-P | I-P"), [(0..1, "P".to_owned()), (1..2, "P".to_owned())], "sentences");
        assert_eq!(read("B-P I-Q"), [(0..1, "P".to_owned()), (1..2, "Q".to_owned())], "another label");
        assert_eq!(read("O I-ART-WORK"), [(1..2, "ART-WORK".to_owned())], "hyphens belong to labels");
    }
}
