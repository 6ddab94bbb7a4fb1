//! Comparing what is proposed with what is marked, by words.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use manicule::model::{Document, Span, TextRange, news_schema};
use manicule::suggest::{Proposal, QuoteType, Source, find_all, for_selection};

use crate::entries::{Entry, Gold};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Direct,
    Mixed,
    Indirect,
}

const KINDS: [Kind; 3] = [Kind::Direct, Kind::Mixed, Kind::Indirect];

/// Words of a text: stretches of letters and digits.
fn words(text: &str, within: &Span) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for range in within.fragments() {
        let (start, end) = (range.start() as usize, range.end() as usize);
        let mut inside = false;
        for (at, c) in text[start..end].char_indices() {
            let letter = c.is_alphanumeric();
            if letter && !inside {
                found.insert(start + at);
            }
            inside = letter || (inside && matches!(c, '\'' | '’' | '-'));
        }
    }
    found
}

fn jaccard(text: &str, one: &Span, other: &Span) -> f64 {
    let (one, other) = (words(text, one), words(text, other));
    let shared = one.intersection(&other).count();
    let all = one.union(&other).count();
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

fn overlaps(one: &Span, other: &Span) -> bool {
    one.fragments().any(|part| other.fragments().any(|second| part.overlaps(second)))
}

/// Kind of a marked content, by a count of its own: the text is walked mark by mark.
pub(crate) fn kind(document: &Document, content: &Span) -> Kind {
    let text = document.article.text();
    let all = words(text, content);
    let quoted = quoted(text);
    let inside = all.iter().filter(|at| quoted.iter().any(|(from, to)| from < *at && *at < to)).count();
    match inside {
        0 => Kind::Indirect,
        _ if inside * 10 >= all.len() * 9 => Kind::Direct,
        _ => Kind::Mixed,
    }
}

/// Stretches between quotation marks; one that is left open ends with its line.
fn quoted(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut open: Option<(usize, char)> = None;
        let chars: Vec<(usize, char)> = line.char_indices().collect();
        for (number, (at, c)) in chars.iter().enumerate() {
            let before = number.checked_sub(1).map_or(' ', |n| chars[n].1);
            let after = chars.get(number + 1).map_or(' ', |next| next.1);
            match open {
                None => {
                    let opens = match c {
                        '“' | '„' | '«' | '‘' => true,
                        '"' => !after.is_whitespace(),
                        '\'' => !before.is_alphanumeric() && (after.is_alphanumeric() || after == '\''),
                        _ => false,
                    };
                    if opens {
                        open = Some((start + at, *c));
                    }
                }
                Some((from, mark)) => {
                    let closes = match mark {
                        '“' => matches!(c, '”' | '"'),
                        '„' => matches!(c, '“' | '”' | '"'),
                        '«' => *c == '»',
                        '"' => matches!(c, '"' | '”'),
                        '‘' | '\'' => {
                            matches!(c, '’' | '\'')
                                && !after.is_alphanumeric()
                                && at + start > from + 1
                                && (!before.is_alphanumeric()
                                    || !line[*at + c.len_utf8()..].contains([',', '?', '!', '.'])
                                    || !line[*at + c.len_utf8()..].contains(*c))
                        }
                        _ => false,
                    };
                    if closes {
                        found.push((from, start + at));
                        open = None;
                    }
                }
            }
        }
        found.extend(open.map(|(from, _)| (from, start + line.len())));
        start += line.len();
    }
    found
}

fn kind_of(proposal: &Proposal) -> Kind {
    match proposal.quote_type {
        QuoteType::Direct => Kind::Direct,
        QuoteType::Mixed => Kind::Mixed,
        QuoteType::Indirect => Kind::Indirect,
    }
}

/// Hits among so many.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    hits: u32,
    of: u32,
}

impl Share {
    fn add(&mut self, hit: bool) {
        self.hits += u32::from(hit);
        self.of += 1;
    }

    fn reaches(self, percent: u32) -> bool {
        self.hits * 100 >= percent * self.of
    }

    fn text(self) -> String {
        let share = if self.of == 0 { 100.0 } else { f64::from(self.hits) * 100.0 / f64::from(self.of) };
        format!("{share:5.1} ({}/{})", self.hits, self.of)
    }
}

/// All that is measured of one half.
#[derive(Default)]
pub(crate) struct Score {
    entries: usize,
    empty: usize,
    precision: [Share; 3],
    recall: [Share; 3],
    /// The same for proposals that are not faint.
    sure: Share,
    kinds: Share,
    source: Share,
    best_source: Share,
    cue: Share,
    split: Share,
    whole: Share,
    /// The source first and the cue right, where the first word was not picked.
    missed: Share,
    broken: usize,
}

impl Score {
    /// Scores entries; `tell` prints what went wrong.
    pub(crate) fn of(entries: &[Entry], tell: bool) -> Self {
        let mut score = Self { entries: entries.len(), ..Self::default() };
        for entry in entries {
            score.empty += usize::from(entry.claims.is_empty());
            score.find(entry, tell);
            for gold in &entry.claims {
                score.given(entry, gold, tell);
            }
        }
        score
    }

    fn find(&mut self, entry: &Entry, tell: bool) {
        let text = entry.document.article.text();
        let found = find_all(&entry.document, &news_schema::news(), false);
        self.broken += found.iter().filter(|proposal| !sound(&entry.document, proposal)).count();
        // Each proposal belongs to at most one marked claim, the best pairs first.
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (p, proposal) in found.iter().enumerate() {
            for (g, gold) in entry.claims.iter().enumerate() {
                let share = jaccard(text, &proposal.content, &gold.content);
                if share >= 0.5 {
                    pairs.push((share, p, g));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut taken, mut met) = (BTreeSet::new(), BTreeSet::new());
        for (_, p, g) in pairs {
            if !taken.contains(&p) && !met.contains(&g) {
                taken.insert(p);
                met.insert(g);
                self.kinds.add(kind_of(&found[p]) == kind(&entry.document, &entry.claims[g].content));
            }
        }
        for (p, proposal) in found.iter().enumerate() {
            self.precision[kind_of(proposal) as usize].add(taken.contains(&p));
            if !proposal.is_faint() {
                self.sure.add(taken.contains(&p));
            }
            if tell && !taken.contains(&p) {
                println!("  + {}: {}", entry.name, told(&entry.document, proposal));
            }
        }
        for (g, gold) in entry.claims.iter().enumerate() {
            self.recall[kind(&entry.document, &gold.content) as usize].add(met.contains(&g));
            if tell && !met.contains(&g) {
                println!("  - {}: {}", entry.name, gold.content.quote(&entry.document.article));
            }
        }
    }

    /// What is proposed for a content that somebody has picked out, from its first word to its last.
    fn given(&mut self, entry: &Entry, gold: &Gold, tell: bool) {
        let text = entry.document.article.text();
        let picked = if gold.content.count() > 1 && one_line(text, gold.content.hull()) {
            Span::of(gold.content.hull())
        } else {
            gold.content.clone()
        };
        let proposal = for_selection(&entry.document, &news_schema::news(), &picked);
        self.broken += usize::from(!sound(&entry.document, &proposal));
        let is_gold = |source: &Source| match source {
            Source::Words(mention) => {
                let words = Span::of(mention.range);
                gold.sources.iter().any(|span| jaccard(text, span, &words) >= 0.5)
            }
            Source::Nobody(_) => gold.sources.is_empty(),
        };
        let place = proposal.sources.iter().take(3).position(|candidate| candidate.sources.iter().any(is_gold));
        self.source.add(place.is_some());
        self.best_source.add(place == Some(0));
        let cue = match (&gold.cue, &proposal.cue) {
            (Some(gold), Some(cue)) => overlaps(gold, cue),
            (None, None) => true,
            _ => false,
        };
        self.cue.add(cue);
        let split = jaccard(text, &proposal.content, &gold.content) > 0.999;
        if gold.content.count() > 1 {
            self.split.add(split);
        }
        self.whole.add(place == Some(0) && cue && split);
        if let Some(rest) = without_first_word(text, &picked) {
            let rough = for_selection(&entry.document, &news_schema::news(), &rest);
            self.broken += usize::from(!sound(&entry.document, &rough));
            let named = rough.sources.first().is_some_and(|candidate| candidate.sources.iter().any(is_gold));
            let cued = match (&gold.cue, &rough.cue) {
                (Some(gold), Some(cue)) => overlaps(gold, cue),
                (None, None) => true,
                _ => false,
            };
            self.missed.add(named && cued);
        }
        if tell && (place != Some(0) || !cue || !split) {
            let mark = |good: bool| if good { ' ' } else { '!' };
            println!(
                "  ? {}{}{} {}: {}",
                mark(place == Some(0)),
                mark(cue),
                mark(split),
                entry.name,
                told(&entry.document, &proposal)
            );
        }
    }

    /// The table of one half.
    pub(crate) fn table(&self, name: &str) -> String {
        let mut out = format!("{name}: {} entries, {} without a claim\n", self.entries, self.empty);
        for kind in KINDS {
            let (precision, recall) = (self.precision[kind as usize], self.recall[kind as usize]);
            let _ = writeln!(out, "  {kind:<9?} precision {:<16} recall {}", precision.text(), recall.text());
        }
        for (what, share) in [
            ("precision of those not faint", self.sure),
            ("quote type right", self.kinds),
            ("given the content: source among three", self.source),
            ("  source first", self.best_source),
            ("  cue overlaps", self.cue),
            ("  split exact where split", self.split),
            ("  all right with one key", self.whole),
            ("  source and cue, first word missed", self.missed),
        ] {
            let _ = writeln!(out, "  {what:<38} {}", share.text());
        }
        let _ = write!(out, "  broken spans: {}", self.broken);
        out
    }

    /// What lies below its floor.
    pub(crate) fn short_of(&self, name: &str, floors: &[(Kind, u32, u32)], source: u32) -> Vec<String> {
        let mut short = Vec::new();
        for (kind, precision, recall) in floors {
            let pair = [("precision", self.precision, precision), ("recall", self.recall, recall)];
            for (what, shares, floor) in pair {
                let share = shares[*kind as usize];
                if !share.reaches(*floor) {
                    short.push(format!("{name}: {kind:?} {what} {} below {floor}", share.text()));
                }
            }
        }
        if !self.source.reaches(source) {
            short.push(format!("{name}: source among three {} below {source}", self.source.text()));
        }
        if self.broken > 0 {
            short.push(format!("{name}: {} broken spans", self.broken));
        }
        short
    }
}

/// What is picked out when the first word is missed.
fn without_first_word(text: &str, picked: &Span) -> Option<Span> {
    let first = picked.fragments().next()?;
    let words = first.of(text)?;
    let space = u32::try_from(words.find(' ')? + 1).ok()?;
    let rest = TextRange::new(first.start() + space, first.end())?;
    Span::new(std::iter::once(rest).chain(picked.fragments().skip(1)).collect())
}

fn one_line(text: &str, range: TextRange) -> bool {
    !text[range.start() as usize..range.end() as usize].contains('\n')
}

/// Whether every range of a proposal lies on the text, and its parts are sorted and apart.
pub(crate) fn sound(document: &Document, proposal: &Proposal) -> bool {
    let text = document.article.text();
    let lies = |range: TextRange| {
        let (start, end) = (range.start() as usize, range.end() as usize);
        start < end && end <= text.len() && text.is_char_boundary(start) && text.is_char_boundary(end)
    };
    let parts: Vec<TextRange> = proposal.content.fragments().collect();
    let apart = parts.windows(2).all(|pair| pair[0].end() < pair[1].start());
    let cue = proposal.cue.iter().all(|cue| cue.fragments().all(lies));
    let sources = proposal.sources.iter().flat_map(|candidate| &candidate.sources);
    let named =
        sources.filter_map(|source| if let Source::Words(mention) = source { Some(mention.range) } else { None });
    !proposal.sources.is_empty()
        && parts.iter().copied().all(lies)
        && apart
        && cue
        && proposal.addressee.iter().copied().all(lies)
        && named.into_iter().all(lies)
}

/// A proposal in one line.
pub(crate) fn told(document: &Document, proposal: &Proposal) -> String {
    let article = &document.article;
    let cue = proposal.cue.as_ref().map_or_else(|| "–".to_owned(), |cue| cue.quote(article));
    let sources = proposal.sources.iter().map(|candidate| {
        let each = candidate.sources.iter().map(|source| match source {
            Source::Words(mention) => article.quote(mention.range).to_owned(),
            Source::Nobody(nobody) => format!("<{}>", nobody.as_str()),
        });
        each.collect::<Vec<_>>().join(" + ")
    });
    let sources: Vec<String> = sources.take(3).collect();
    format!(
        "{} [{}] ({cue}) {} | {}",
        proposal.permille,
        proposal.content.quote(article),
        proposal.quote_type.as_str(),
        sources.join(" / ")
    )
}
