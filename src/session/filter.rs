//! Seeing less: which annotations are drawn in full, dimmed, or left out for now, and what is searched for. Nothing is
//! gone by it: what is hidden is counted, and neither exports nor counts know of it.

use std::rc::Rc;

use crate::model::fold::{fold, folded};
use crate::model::lacking::missing;
use crate::model::{Annotation, Article, Attribute, Label, LabelId, Project, Table, TextRange};

/// How much of an annotation is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// All of it.
    #[default]
    Full,
    /// A thin line only.
    Dim,
    /// Nothing, neither in the text nor in the list.
    Hidden,
}

impl Sight {
    /// The next in turn.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Full => Self::Dim,
            Self::Dim => Self::Hidden,
            Self::Hidden => Self::Full,
        }
    }

    /// The name that classes and scripts use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Dim => "dim",
            Self::Hidden => "hidden",
        }
    }
}

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
    By(Vec<crate::model::PersonId>),
    /// An attribute whose name begins like this has a value with this in it, in small letters.
    Attribute(String, String),
}

/// What is seen, and what is searched for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    sights: Table<LabelId, Sight>,
    text: Rc<str>,
    terms: Vec<Term>,
}

impl Filter {
    /// The same with one label seen in another way.
    #[must_use]
    pub fn with_sight(&self, label: &LabelId, sight: Sight) -> Self {
        let mut next = self.clone();
        if sight == Sight::Full {
            next.sights.remove(label);
        } else {
            next.sights.insert(label.clone(), sight);
        }
        next
    }

    /// The same once labels stand in the place of others.
    #[must_use]
    pub fn followed(&self, follows: impl Fn(&LabelId) -> Option<LabelId>) -> Self {
        let sights = self.sights.iter().filter_map(|(label, sight)| Some((follows(label)?, *sight)));
        let sights = sights.collect();
        Self { sights, text: self.text.clone(), terms: self.terms.clone() }
    }

    /// The same with something else searched for. Names of labels and people mean those that the project has now.
    #[must_use]
    pub fn with_text(&self, text: &str, project: &Project) -> Self {
        let terms = words(text).into_iter().filter_map(|word| term(&word, project)).collect();
        Self { sights: self.sights.clone(), text: Rc::from(text), terms }
    }

    /// How a label is seen.
    #[must_use]
    pub fn of_label(&self, label: &LabelId) -> Sight {
        self.sights.get(label).copied().unwrap_or_default()
    }

    /// What is searched for, as it was typed.
    #[must_use]
    pub fn text(&self) -> &Rc<str> {
        &self.text
    }

    /// Whether everything is seen.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.sights.is_empty() && self.terms.is_empty()
    }

    /// Whether only words are searched for, and nothing is asked of annotations.
    #[must_use]
    pub fn asks_for_words_only(&self) -> bool {
        self.terms.iter().all(|term| matches!(term, Term::Has(_)))
    }

    /// How much of an annotation of `article` is seen in the text. Plain words are looked for and hide nothing there:
    /// who searches for a name wants to see what stands around it.
    #[must_use]
    pub fn sight(&self, annotation: &Annotation, article: &Article) -> Sight {
        let asks = |term: &&Term| !matches!(term, Term::Has(_));
        if self.terms.iter().filter(asks).all(|term| holds(term, annotation, article)) {
            self.of_label(&annotation.label)
        } else {
            Sight::Hidden
        }
    }

    /// Whether an annotation of `article` is in the list.
    #[must_use]
    pub fn lists(&self, annotation: &Annotation, article: &Article) -> bool {
        self.of_label(&annotation.label) != Sight::Hidden
            && self.terms.iter().all(|term| holds(term, annotation, article))
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
    let has = |text: &str, wanted: &str| folded(text).contains(wanted);
    match term {
        Term::Has(wanted) => {
            has(&annotation.span.quote(article), wanted)
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
    let wanted: Vec<char> = wanted.trim().chars().map(fold).collect();
    let Some(first) = wanted.first() else { return Vec::new() };
    let mut found = Vec::new();
    let mut from = 0;
    while found.len() < most {
        let Some((at, end)) = next_hit(text, from, &wanted, *first) else { break };
        let range = u32::try_from(at).ok().zip(u32::try_from(end).ok());
        found.extend(range.and_then(|(at, end)| TextRange::new(at, end)));
        from = end;
    }
    found
}

fn next_hit(text: &str, from: usize, wanted: &[char], first: char) -> Option<(usize, usize)> {
    for (at, c) in text.get(from..)?.char_indices() {
        if fold(c) != first {
            continue;
        }
        let mut expected = wanted.iter();
        for (offset, c) in text.get(from + at..)?.char_indices() {
            if expected.next() != Some(&fold(c)) {
                break;
            }
            if expected.as_slice().is_empty() {
                return Some((from + at, from + at + offset + c.len_utf8()));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::sample;

    fn seen(query: &str) -> Vec<String> {
        let state = sample::state();
        let filter = Filter::default().with_text(query, &state.project);
        let document = state.document().expect("the sample is open");
        let all = document.in_reading_order();
        let seen = all.iter().filter(|a| filter.lists(a, &document.article));
        seen.map(|a| a.span.quote(&document.article)).collect()
    }

    #[test]
    fn every_word_of_a_query_must_hold() {
        assert_eq!(seen("LINNÉA").len(), 2);
        assert_eq!(seen("label:date 20").len(), 3);
        assert_eq!(seen("label:org nor"), ["Norrland Lines"]);
        assert_eq!(seen("\"ilse brandt\""), ["Ilse Brandt"]);
        assert_eq!(seen("label:").len(), 16, "half a term asks nothing");
        assert!(seen("is:doubt").is_empty() && seen("label:nothing").is_empty());
    }

    #[test]
    fn plain_words_hide_nothing_in_the_text() {
        let state = sample::state();
        let document = state.document().expect("the sample is open");
        let seen = |query: &str| {
            let filter = Filter::default().with_text(query, &state.project);
            document.annotations.values().filter(|a| filter.sight(a, &document.article) == Sight::Full).count()
        };
        assert_eq!([seen("linnéa"), seen("linnéa label:date"), seen("")], [16, 4, 16]);
    }

    #[test]
    fn a_label_is_seen_in_three_ways() {
        let state = sample::state();
        let document = state.document().expect("the sample is open");
        let person = LabelId::from("person");
        let one = document.annotations.values().find(|a| a.label == person).expect("one person");
        let mut filter = Filter::default();
        for expected in [Sight::Dim, Sight::Hidden, Sight::Full] {
            filter = filter.with_sight(&person, filter.of_label(&person).next());
            assert_eq!(filter.sight(one, &document.article), expected);
        }
        assert!(filter.is_open());
    }

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
