//! The top of a page: what stands before the headline, the headline, and what stands between it and the running text.

use super::folding::norm;
use super::line::{End, Line};
use super::names::{byline, is_short_wide, is_writer};
use super::page::{Page, Shape, why};
use super::words::class;
use crate::intake::draft::Why;
use crate::model::BlockKind;

/// So many lines may stand before the running text.
const DEEPEST: usize = 60;

/// Whether a line may be a headline.
fn may_be_headline(page: &Page<'_>, at: usize) -> bool {
    let Some(line) = page.line(at) else { return false };
    let plain = !line.found.has(class::PAGE | class::SIGNOFF | class::AGENCY) && page.shape(at) == Shape::Words;
    let form = !matches!(line.end, End::Full | End::More) && line.weight <= 260;
    plain && form && byline(line).is_none() && !is_path(line)
}

/// “Home | World | Politics”, “News > Town”.
fn is_path(line: &Line<'_>) -> bool {
    let parts = |mark: &str| line.text.split(mark).filter(|part| part.split_whitespace().count() <= 4).count();
    [" | ", " > ", " » ", " / ", " › ", " · ", " • "].iter().any(|mark| parts(mark) >= 3 && line.text.contains(mark))
        || line.text.contains(" > ") && parts(" > ") >= 2
}

/// The words of a headline without the site's name behind it.
fn without_site(text: &str) -> Option<&str> {
    let marks = [" | ", " - ", " – ", " — ", " · "];
    let at = marks.iter().filter_map(|mark| text.rfind(mark)).max()?;
    text.get(..at).filter(|rest| rest.len() * 2 > text.len())
}

/// The headline: the line that stands twice, else the first one long enough, else the longest before the running text.
fn headline(page: &Page<'_>) -> Option<usize> {
    let firm = (0..page.lines.len().min(DEEPEST))
        .find(|at| page.is_sentence(*at) && page.line(*at).is_some_and(Line::is_firm));
    let end = firm.unwrap_or(page.lines.len().min(DEEPEST));
    let candidates: Vec<usize> = (0..end).filter(|at| may_be_headline(page, *at)).collect();
    let normed: Vec<String> = candidates.iter().filter_map(|at| page.line(*at)).map(|line| norm(line.text)).collect();
    let twice = (0..if page.repeats { candidates.len() } else { 0 }).find(|one| {
        let words = normed.get(*one).map_or("", String::as_str);
        let long =
            candidates.get(*one).and_then(|at| page.line(*at)).is_some_and(|line| line.weight >= 20 && line.words >= 3);
        long && normed.iter().skip(one + 1).any(|other| other == words)
    });
    // “Ferry inquiry reopens | The Site”, and then the headline.
    let titled = (0..candidates.len()).find_map(|one| {
        let line = page.line(*candidates.get(one)?)?;
        let bare = norm(without_site(line.text)?);
        (one + 1..candidates.len()).find(|other| normed.get(*other) == Some(&bare))
    });
    let long = || {
        candidates.iter().position(|at| {
            let enough = |line: &Line<'_>| line.weight >= 20 && line.words >= 4 || line.weight >= 30;
            page.line(*at).is_some_and(|line| enough(line) && !is_writer(line))
        })
    };
    let longest = || {
        let weight = |one: &usize| candidates.get(*one).and_then(|at| page.line(*at)).map(|line| line.weight);
        (0..candidates.len()).rev().max_by_key(weight)
    };
    // Where nothing else shows that this is a page, the first line is no section's name.
    let bare = || (!page.cued).then_some(0);
    let found = titled.or(twice).or_else(bare).or_else(long).or_else(longest);
    found.and_then(|one| candidates.get(one).copied())
}

impl Page<'_> {
    /// Looks whether anything but prose shows that this is a page.
    fn look_at_all(&mut self) {
        let cued = |line: &Line<'_>| line.found.has(class::PAGE) && !line.is_closed();
        let top = (0..self.lines.len().min(12))
            .any(|at| self.shape(at) == Shape::When || self.line(at).is_some_and(|line| byline(line).is_some()));
        self.cued = top || self.lines.iter().filter(|line| cued(line)).take(2).count() > 1;
        let sentences = self.lines.iter().filter(|line| line.is_sentence());
        let (all, weight) = sentences.fold((0, 0), |(all, weight), line| (all + 1, weight + line.weight));
        self.repeats = self.cued || weight >= 90 * all;
    }

    /// Marks everything above the running text.
    pub(super) fn read_head(&mut self) {
        self.look_at_all();
        self.headline = headline(self);
        let Some(headline) = self.headline else { return };
        self.set(headline, BlockKind::Headline, None);
        for at in 0..headline {
            self.above(at);
        }
        self.begins = self.running_text(headline + 1);
        self.below(headline);
        self.repeated(headline);
    }

    fn above(&mut self, at: usize) {
        let Some(line) = self.lines.get(at).copied() else { return };
        if line.is_closed() && !line.found.has(class::PAGE) {
            return self.set(at, BlockKind::Paragraph, None);
        }
        let names = byline(&line).is_some();
        if names && self.byline.is_none() {
            self.byline = Some(at);
            self.set(at, BlockKind::Byline, None);
        } else if !self.set_by_shape(at) {
            let usual = if is_path(&line) { Why::Navigation } else { Why::Topic };
            self.set(at, BlockKind::Other, Some(why(line.found.any()).unwrap_or(usual)));
        }
    }

    /// Whether a line is of those that stand between headline and text only.
    fn is_of_head(&self, at: usize) -> bool {
        let Some(line) = self.line(at) else { return false };
        let reading = line.found.has(class::READING);
        self.shape(at) == Shape::When
            || reading
            || byline(line).is_some()
            || is_writer(line)
            || self.is_headline_again(at)
    }

    fn is_headline_again(&self, at: usize) -> bool {
        let headline = self.headline.and_then(|at| self.line(at));
        let same = |one: &Line<'_>, other: &Line<'_>| {
            one.weight <= 2 * other.weight + 40 && other.weight <= 2 * one.weight && {
                let (one, other) = (norm(one.text), norm(other.text));
                one == other || without_site(&one).is_some_and(|one| one.trim() == other)
            }
        };
        self.repeats
            && self.headline != Some(at)
            && headline.zip(self.line(at)).is_some_and(|(headline, line)| same(line, headline))
    }

    /// The first line of running text, from this one on: one that is followed by nothing of the head.
    fn running_text(&self, from: usize) -> usize {
        let end = self.lines.len().min(from + DEEPEST);
        let mut deck = false;
        for at in from..end {
            let firm = self.line(at).is_some_and(Line::is_firm);
            if !self.is_sentence(at) && !(firm && self.shape(at) == Shape::Words && !self.has(at, class::PAGE)) {
                continue;
            }
            if self.shape(at) == Shape::Bullet {
                continue;
            }
            let until = (at + 1..end.min(at + 4)).take_while(|next| !self.line(*next).is_some_and(Line::is_firm));
            let head_goes_on = until.into_iter().any(|next| self.is_of_head(next));
            if deck || !head_goes_on {
                return at;
            }
            deck = true;
        }
        (from..end).find(|at| self.is_sentence(*at)).unwrap_or(from.min(self.lines.len()))
    }

    fn below(&mut self, headline: usize) {
        let (from, end) = (headline + 1, self.begins);
        let (mut deck, mut met) = (false, self.byline.is_some());
        for at in from..end {
            let Some(line) = self.lines.get(at).copied() else { return };
            let next_is_list = self.shape(at + 1) == Shape::Bullet;
            if self.is_headline_again(at) {
                self.set(at, BlockKind::Headline, Some(Why::Repeated));
            } else if line.found.has(class::PAGE) && self.shape(at) == Shape::Words {
                let reason = why(line.found.any());
                self.set(at, BlockKind::Other, reason);
            } else if self.shape(at) == Shape::When {
                met = true;
                self.set_by_shape(at);
            } else if byline(&line).is_some() || (is_writer(&line) && !next_is_list) || is_short_wide(&line) && met {
                let first = self.byline.is_none();
                let (kind, reason) = if first || byline(&line).is_some() {
                    (BlockKind::Byline, None)
                } else {
                    (BlockKind::Other, Some(Why::Other))
                };
                self.byline = self.byline.or(Some(at));
                self.set(at, kind, reason);
                met = true;
            } else if self.set_by_shape(at) {
            } else if let Some(mark) = self.quote(at) {
                self.set(at, mark, None);
            } else if self.shape(at) == Shape::Bullet {
                self.set(at, BlockKind::ListItem, None);
            } else if line.found.has(class::BIO) && !line.is_closed() {
                self.set(at, BlockKind::Other, Some(Why::Other));
            } else if !deck && !met && line.weight >= 35 && line.words >= 4
                || !deck && line.weight >= 60 && !(met && matches!(line.end, End::Ask))
            {
                deck = true;
                self.set(at, BlockKind::Deck, None);
            } else if line.is_closed() || met && matches!(line.end, End::Ask) && line.weight >= 60 {
                self.set(at, BlockKind::Paragraph, None);
            } else if at + 1 == end && line.words >= 3 && self.shape(at - 1) == Shape::When {
                // Below the time of an entry stands its heading.
                self.set(at, BlockKind::Heading(2), None);
            } else if next_is_list || line.words > 4 || !self.is_head_rich(headline) {
                let long = line.words > 9;
                self.set(at, if long { BlockKind::Caption } else { BlockKind::Heading(2) }, None);
            } else {
                self.set(at, BlockKind::Other, Some(Why::Topic));
            }
        }
    }

    /// Whether the head has a byline, a date or a cue of the page: then short lines in it are of the page too.
    fn is_head_rich(&self, headline: usize) -> bool {
        (0..self.begins)
            .any(|at| at != headline && (self.is_furniture(at) || self.is_of_head(at) || self.has(at, class::PAGE)))
    }

    /// The headline once more, wherever it stands.
    fn repeated(&mut self, headline: usize) {
        let weight = self.line(headline).map_or(0, |line| line.weight);
        if weight < 16 {
            return;
        }
        for at in self.begins.max(headline + 1)..self.lines.len() {
            if self.is_open(at) && self.is_headline_again(at) {
                self.set(at, BlockKind::Headline, Some(Why::Repeated));
            }
        }
    }
}
