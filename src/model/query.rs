//! What is searched for, as people type it: words, and questions to annotations (`label:`, `is:doubt`, `has:note`, `by:`, the
//! name of an attribute). The list, the text and the search through all articles ask the same.

use std::rc::Rc;

use super::fold::{fold, folded};
use super::lacking::missing;
use super::{Annotation, Article, Attribute, Label, LabelId, PersonId, Project, TextRange};

/// Something that is asked of an annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    /// Its words, note or a value has this, in small letters.
    Has(String),
    /// Its label is one of these.
    Label(Vec<LabelId>),
    /// Somebody should look at it again.
    Doubt,
    /// It has a note.
    Note,
    /// It lacks a value that its label, one of these, requires.
    Lacks(Vec<(LabelId, Vec<Attribute>)>),
    /// It mentions a thing that has an identity.
    Entity,
    /// It is by one of these people.
    By(Vec<PersonId>),
    /// An attribute whose name begins like this has a value with this in it, in small letters.
    Attribute(String, String),
}

/// A query; an empty one asks nothing.
#[derive(Clone, Debug, Default)]
pub struct Query {
    text: Rc<str>,
    terms: Vec<Term>,
}

impl Query {
    /// Reads what was typed. Names of labels and people mean those that the project has now.
    #[must_use]
    pub fn of(text: &str, project: &Project) -> Self {
        let terms = words(text).into_iter().filter_map(|word| term(&word, project)).collect();
        Self { text: Rc::from(text), terms }
    }

    /// As it was typed.
    #[must_use]
    pub fn text(&self) -> &Rc<str> {
        &self.text
    }

    /// Whether nothing is asked: half a question asks nothing yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether only words are searched for, and nothing is asked of annotations.
    #[must_use]
    pub fn asks_for_words_only(&self) -> bool {
        self.terms.iter().all(|term| matches!(term, Term::Has(_)))
    }

    /// Whether all that is asked of annotations holds for one of `article`, whatever its words.
    #[must_use]
    pub fn admits(&self, annotation: &Annotation, article: &Article) -> bool {
        let asks = |term: &&Term| !matches!(term, Term::Has(_));
        self.terms.iter().filter(asks).all(|term| holds(term, annotation, article))
    }

    /// Whether an annotation of `article` is what is searched for, its words as well.
    #[must_use]
    pub fn finds(&self, annotation: &Annotation, article: &Article) -> bool {
        self.terms.iter().all(|term| holds(term, annotation, article))
    }
}

/// The words of a query; words in straight quotation marks are one, also behind a colon.
fn words(text: &str) -> Vec<String> {
    let (mut all, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => all.push(std::mem::take(&mut word)),
            c => word.push(fold(c)),
        }
    }
    all.push(word);
    all.retain(|word| !word.is_empty());
    all
}

fn term(word: &str, project: &Project) -> Option<Term> {
    let Some((name, value)) = word.split_once(':').filter(|(name, _)| !name.is_empty()) else {
        return Some(Term::Has(word.to_owned()));
    };
    // Half of a term is typed every time a whole one is: it asks nothing yet.
    if value.is_empty() {
        return None;
    }
    let begins = |text: &str| folded(text).starts_with(value);
    Some(match (name, value) {
        ("is", "doubt" | "doubted" | "doubtful") => Term::Doubt,
        ("has", "doubt") => Term::Doubt,
        ("has", "note") => Term::Note,
        ("is", "incomplete") => Term::Lacks(required(project)),
        ("has", "entity" | "identity") => Term::Entity,
        ("label", _) => {
            let labels = project.schema.labels.iter();
            let meant = labels.filter(|label| begins(&label.name) || begins(&label.short) || begins(label.id.as_str()));
            Term::Label(meant.map(|label| label.id.clone()).collect())
        }
        ("by", _) => {
            let people = project.people.values();
            Term::By(people.filter(|person| begins(&person.name)).map(|person| person.id).collect())
        }
        _ if project
            .schema
            .labels
            .iter()
            .any(|label| label.attributes.iter().any(|a| begins_with(a.name.as_str(), name))) =>
        {
            Term::Attribute(name.to_owned(), value.to_owned())
        }
        _ => Term::Has(word.to_owned()),
    })
}

/// What labels require.
fn required(project: &Project) -> Vec<(LabelId, Vec<Attribute>)> {
    let of = |label: &Rc<Label>| {
        let required = label.attributes.iter().filter(|attribute| attribute.required);
        (label.id.clone(), required.cloned().collect())
    };
    project.schema.labels.iter().map(of).collect()
}

fn begins_with(text: &str, beginning: &str) -> bool {
    folded(text).starts_with(beginning)
}

fn holds(term: &Term, annotation: &Annotation, article: &Article) -> bool {
    let has = |text: &str, wanted: &str| place_in(text, 0, wanted).is_some();
    match term {
        Term::Has(wanted) => {
            let mut fragments = annotation.span.fragments();
            // Asked of all annotations at each letter that is typed: most have one fragment, and need no text of their own.
            let quoted = match (fragments.next(), fragments.next()) {
                (Some(range), None) => has(article.quote(range), wanted),
                _ => has(&annotation.span.quote(article), wanted),
            };
            quoted
                || has(&annotation.note, wanted)
                || annotation.attributes.values().flatten().any(|value| has(value, wanted))
        }
        Term::Label(labels) => labels.contains(&annotation.label),
        Term::Doubt => annotation.doubt.is_some(),
        Term::Note => !annotation.note.is_empty(),
        Term::Lacks(required) => {
            let of_label = required.iter().find(|(label, _)| *label == annotation.label);
            of_label.is_some_and(|(_, known)| missing(known, &annotation.attributes).next().is_some())
        }
        Term::Entity => annotation.entity.is_some(),
        Term::By(people) => annotation.author.is_some_and(|author| people.contains(&author)),
        Term::Attribute(name, wanted) => {
            let named = annotation.attributes.iter().filter(|(key, _)| begins_with(key.as_str(), name));
            named.flat_map(|(_, values)| values).any(|value| has(value, wanted))
        }
    }
}

/// Where a text has what is searched for, in order, at most `most`; small and capital letters are alike. Ends lie
/// between characters of the text.
#[must_use]
pub fn hits(text: &str, wanted: &str, most: usize) -> Vec<TextRange> {
    let wanted = folded(wanted.trim());
    let mut found = Vec::new();
    let mut from = 0;
    while found.len() < most && !wanted.is_empty() {
        let Some((at, end)) = place_in(text, from, &wanted) else { break };
        let range = u32::try_from(at).ok().zip(u32::try_from(end).ok());
        found.extend(range.and_then(|(at, end)| TextRange::new(at, end)));
        from = end;
    }
    found
}

/// The first place from byte `from` on where a text has `wanted`, which is in small letters: where it begins and ends.
fn place_in(text: &str, from: usize, wanted: &str) -> Option<(usize, usize)> {
    let Some(first) = wanted.chars().next() else { return Some((from, from)) };
    for (at, c) in text.get(from..)?.char_indices() {
        if fold(c) != first {
            continue;
        }
        let mut expected = wanted.chars();
        for (offset, c) in text.get(from + at..)?.char_indices() {
            if expected.next() != Some(fold(c)) {
                break;
            }
            if expected.as_str().is_empty() {
                return Some((from + at, from + at + offset + c.len_utf8()));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_are_where_the_words_are() {
        let at = |text: &str, wanted: &str| -> Vec<(u32, u32)> {
            hits(text, wanted, 9).into_iter().map(|range| (range.start(), range.end())).collect()
        };
        assert_eq!(at("Ada ada ADAda", "ada"), [(0, 3), (4, 7), (8, 11)]);
        assert_eq!(at("👩‍👧 Ärger, ärger", "ÄRGER"), [(12, 18), (20, 26)]);
        assert_eq!(at("abc", " "), []);
        assert_eq!(hits(&"a ".repeat(50), "a", 9).len(), 9);
    }
}
