//! What a page tells of its article: title, author, day, language, address.

use std::rc::Rc;

use super::body::quoted;
use super::dates::when;
use super::line::{End, Line};
use super::names::byline;
use super::page::{Page, Shape};
use super::words::class;
use crate::model::{BlockKind, Meta};

/// So many lines in quotation marks are looked for elsewhere in the text.
const QUOTES: usize = 24;

impl Page<'_> {
    /// What the text is like as a whole: an interview, lines without end marks, words that are quoted twice.
    pub(super) fn look_around(&mut self) {
        let body = self.begins..self.ends;
        let head = self.lines.iter().take(self.begins + 1).any(|line| line.found.has(class::INTERVIEW));
        let asks = |line: &Line<'_>| matches!(line.end, End::Ask);
        let long_questions =
            body.clone().filter_map(|at| self.line(at)).filter(|line| asks(line) && line.words > 14).count();
        let questions = body.clone().filter_map(|at| self.line(at)).filter(|line| asks(line)).count();
        self.interview = questions > 2 && (head || long_questions > 1 || self.has_speakers());
        let open =
            body.clone().filter_map(|at| self.line(at)).filter(|line| matches!(line.end, End::Open) && line.words > 8);
        self.sloppy = open.count() * 3 > body.len();
        let quotes: Vec<usize> = (0..self.lines.len())
            .filter(|at| self.line(*at).is_some_and(|line| line.weight <= 320 && quoted(line.text).is_some()))
            .take(QUOTES)
            .collect();
        self.quotes = quotes.into_iter().filter(|at| self.stands_elsewhere(*at)).collect();
    }

    /// Whether several answers begin with the same name and a colon.
    fn has_speakers(&self) -> bool {
        let speaker =
            |at: usize| self.line(at)?.text.split_once(": ").map(|(name, _)| name).filter(|name| name.len() < 40);
        let mut names: Vec<&str> = (self.begins..self.ends).filter_map(speaker).take(200).collect();
        names.sort_unstable();
        names.windows(2).any(|pair| pair.first() == pair.last())
    }

    fn stands_elsewhere(&self, at: usize) -> bool {
        let Some(words) = self.line(at).and_then(|line| quoted(line.text)) else { return false };
        let words = words.trim_end_matches(['.', ',', '!', '?', '。']);
        words.len() >= 12
            && self
                .lines
                .iter()
                .enumerate()
                .any(|(other, line)| other != at && line.text.len() > words.len() && line.text.contains(words))
    }

    /// Title, author, day, language and address, as far as the page tells them.
    pub(super) fn meta(&self) -> Meta {
        let mut meta = Meta { language: self.language.map(Rc::from), ..Meta::default() };
        if let Some(line) = self.headline.and_then(|at| self.line(at)) {
            // As law 1 will have it.
            meta.title = line.text.trim_start_matches('\u{feff}').replace('\0', "\u{fffd}").into();
        }
        let written = self.byline.and_then(|at| self.line(at));
        meta.byline = written.map(|line| Rc::from(byline(line).unwrap_or_else(|| name(line.text))));
        meta.published = self.published();
        meta.source_url = self.address();
        meta.site = meta.source_url.as_deref().and_then(site).map(Rc::from);
        meta
    }

    /// The day of the first line in the head that says one and is not that of a change; else of any.
    fn published(&self) -> Option<Rc<str>> {
        let dated = (0..self.lines.len()).filter(|at| {
            self.shape(*at) == Shape::When && self.mark(*at).is_some_and(|mark| mark.kind == BlockKind::Dateline)
        });
        let head: Vec<_> =
            dated.take_while(|at| *at <= self.begins + 1).take(8).filter_map(|at| when(self.line(at)?.text)).collect();
        let with_day = |changed: bool| head.iter().find(|when| when.day.is_some() && when.changed == changed);
        let found = with_day(false)
            .or_else(|| head.iter().find(|when| !when.changed && when.has_year()))
            .or_else(|| with_day(true))?;
        Some(Rc::from(found.day.as_deref().unwrap_or(&found.written)))
    }

    /// The first line that is an address, by itself or behind “Source:”, at either end of the page.
    fn address(&self) -> Option<Rc<str>> {
        let ends = self.lines.iter().take(20).chain(self.lines.iter().rev().take(20));
        let found = ends.filter(|line| line.text.len() < 600).find_map(|line| {
            let at = line.text.find("https://").or_else(|| line.text.find("http://"))?;
            let (before, address) = (line.text.get(..at)?.trim_end(), line.text.get(at..)?);
            let label = before.is_empty() || before.ends_with(':') && before.split_whitespace().count() <= 3;
            (label && !address.contains(char::is_whitespace) && matches!(line.end, End::Open)).then_some(address)
        });
        found.map(Rc::from)
    }
}

/// A name without the office behind it.
fn name(line: &str) -> &str {
    line.split_once(", ").filter(|(name, _)| name.contains(' ')).map_or(line, |(name, _)| name)
}

/// The name of a site, from an address.
fn site(address: &str) -> Option<&str> {
    let host = address.split_once("://")?.1.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !host.contains('@')).then_some(host)
}
