//! Looking through one document: for a name, for the words of a list, for what fits an expression, or for what the find
//! field says. What is looked for is made ready once, then held against as many documents as there are.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use regex::{Regex, RegexBuilder};

use super::message::{Found, FoundPlace, MOST, Search, WrongPattern};
use crate::edit::occurrences::{Hit, HitKind, Letter, Name, Rules, find_name, hit_at, letters, unmarked};
use crate::model::query::hits;
use crate::model::{Annotation, Document, LabelId, Project, Query, TextRange};

/// Characters of context on each side of a place.
const CONTEXT: usize = 40;

/// Bytes that a compiled expression may take: `\w{1000}{1000}` would take all there are.
const EXPRESSION: usize = 4 << 20;

/// What is looked for, made ready.
pub(super) struct Wanted {
    label: LabelId,
    furniture: bool,
    how: How,
}

enum How {
    Name(String),
    Words { automaton: AhoCorasick, words: Vec<Vec<Letter>>, rules: Rules },
    Pattern { expression: Regex, inside_words: bool },
    Find { text: String, query: Query },
}

impl Wanted {
    /// Makes a search ready.
    ///
    /// # Errors
    /// What is wrong with an expression, or with a list that is too long.
    pub(super) fn new(search: &Search, project: &Project) -> Result<Self, WrongPattern> {
        let how = match search.kind.as_str() {
            "words" => words(search)?,
            "pattern" => How::Pattern { expression: expression(search)?, inside_words: search.inside_words },
            "find" => {
                let query = Query::of(&search.text, project);
                How::Find { text: search.text.clone(), query }
            }
            _ => How::Name(search.text.clone()),
        };
        Ok(Self { label: LabelId::from(search.label.as_str()), furniture: search.furniture, how })
    }

    /// Where a document has it.
    pub(super) fn places(&self, document: &Document) -> Option<Found> {
        let text = document.article.text();
        let all = match &self.how {
            How::Name(words) => find_name(document, Name { words, label: &self.label, furniture: self.furniture }),
            How::Words { automaton, words, rules } => self.open(document, listed(text, automaton, words, *rules)),
            How::Pattern { expression, inside_words } => self.open(document, fitting(text, expression, *inside_words)),
            How::Find { text: wanted, query } => return found_by(document, wanted, query),
        };
        let places = all.iter().take(MOST).map(|hit| place(document, hit.range, hit.kind.as_str(), None)).collect();
        told(document, places)
    }

    fn open(&self, document: &Document, hits: Vec<Hit>) -> Vec<Hit> {
        unmarked(document, &self.label, self.furniture, hits)
    }
}

fn told(document: &Document, places: Vec<FoundPlace>) -> Option<Found> {
    (!places.is_empty()).then(|| Found { document: document.id.to_string(), places, ..Found::default() })
}

fn place(document: &Document, range: TextRange, kind: &str, annotation: Option<&Annotation>) -> FoundPlace {
    let (before, after) = document.article.context(range, CONTEXT);
    FoundPlace {
        start: range.start(),
        end: range.end(),
        kind: kind.to_owned(),
        annotation: annotation.map(|annotation| annotation.id.to_string()),
        before: before.to_owned(),
        quote: document.article.quote(range).to_owned(),
        after: after.to_owned(),
    }
}

/// A list as an automaton that finds all its words in one pass over a text.
fn words(search: &Search) -> Result<How, WrongPattern> {
    let lines = search.text.lines().map(str::trim).filter(|line| !line.is_empty());
    let words: Vec<Vec<Letter>> = lines.map(letters).filter(|word| !word.is_empty()).collect();
    let folded = words.iter().map(|word| word.iter().map(|letter| letter.folded).collect::<String>());
    let automaton = AhoCorasickBuilder::new().match_kind(MatchKind::Standard).build(folded);
    let automaton = automaton.map_err(|error| WrongPattern { column: 0, detail: error.to_string() })?;
    let rules = Rules { inflected: true, inside_words: search.inside_words, exact_case: search.exact_case };
    Ok(How::Words { automaton, words, rules })
}

fn listed(text: &str, automaton: &AhoCorasick, words: &[Vec<Letter>], rules: Rules) -> Vec<Hit> {
    let letters = letters(text);
    let mut folded = String::with_capacity(text.len());
    let mut starts = Vec::with_capacity(letters.len());
    for letter in &letters {
        starts.push(folded.len());
        folded.push(letter.folded);
    }
    let at = |found: aho_corasick::Match| {
        // A match begins where a letter does: both are UTF-8.
        let from = starts.binary_search(&found.start()).ok()?;
        hit_at(&letters, from, words.get(found.pattern().as_usize())?, rules)
    };
    automaton.find_overlapping_iter(&folded).filter_map(at).map(|(hit, _)| hit).collect()
}

fn expression(search: &Search) -> Result<Regex, WrongPattern> {
    let built = RegexBuilder::new(&search.text)
        .case_insensitive(!search.exact_case)
        .multi_line(true)
        .size_limit(EXPRESSION)
        .build();
    built.map_err(|error| match regex_syntax::parse(&search.text) {
        Err(regex_syntax::Error::Parse(error)) => {
            WrongPattern { column: error.span().start.column, detail: error.kind().to_string() }
        }
        Err(regex_syntax::Error::Translate(error)) => {
            WrongPattern { column: error.span().start.column, detail: error.kind().to_string() }
        }
        _ => WrongPattern { column: 0, detail: error.to_string() },
    })
}

/// What fits: of an expression with a group, what the first group holds.
fn fitting(text: &str, expression: &Regex, inside_words: bool) -> Vec<Hit> {
    let hit = |found: regex::Captures<'_>| {
        let whole = found.get(1).or_else(|| found.get(0))?;
        let words = whole.as_str();
        let (lead, trail) = (words.len() - words.trim_start().len(), words.len() - words.trim_end().len());
        let (start, end) = (whole.start() + lead, whole.end().checked_sub(trail)?);
        let range = TextRange::new(u32::try_from(start).ok()?, u32::try_from(end).ok()?)?;
        (inside_words || stands_alone(text, start, end)).then_some(Hit { range, kind: HitKind::Fits })
    };
    expression.captures_iter(text).filter_map(hit).collect()
}

/// Whether words begin and end where words do.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let cut = |at: usize| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
        crate::edit::occurrences::joined(before.chars().next_back(), after.chars().next())
    };
    !cut(start) && !cut(end)
}

/// What the find field says: the words where they stand, and the annotations that it asks for.
fn found_by(document: &Document, wanted: &str, query: &Query) -> Option<Found> {
    let mut places: Vec<FoundPlace> = Vec::new();
    if query.asks_for_words_only() {
        let found = hits(document.article.text(), wanted, MOST);
        places.extend(found.into_iter().map(|range| place(document, range, HitKind::Same.as_str(), None)));
    }
    if !query.is_empty() {
        let listed = document.in_reading_order();
        // Where the words themselves are found, an annotation is told for what is not in them: a note, a value.
        let listed = listed.into_iter().filter(|annotation| query.finds(annotation, &document.article));
        for annotation in listed {
            let range = annotation.span.hull();
            let told = |place: &FoundPlace| place.start < range.end() && place.end > range.start();
            if places.len() < 2 * MOST && !places.iter().any(told) {
                places.push(place(document, range, annotation.label.as_str(), Some(annotation)));
            }
        }
    }
    crate::model::order::sort_by_key(&mut places, |place| (place.start, place.end));
    places.truncate(MOST);
    told(document, places)
}
