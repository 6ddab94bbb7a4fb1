//! Seeing less: which annotations are drawn in full, dimmed, or left out for now, and what is searched for. Nothing is
//! gone by it: what is hidden is counted, and neither exports nor counts know of it.

use std::rc::Rc;

use crate::model::{Annotation, Article, LabelId, Project, Query, Table};

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

/// What is seen, and what is searched for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    sights: Table<LabelId, Sight>,
    query: Query,
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
        Self { sights: sights.collect(), query: self.query.clone() }
    }

    /// The same with something else searched for. Names of labels and people mean those that the project has now.
    #[must_use]
    pub fn with_text(&self, text: &str, project: &Project) -> Self {
        Self { sights: self.sights.clone(), query: Query::of(text, project) }
    }

    /// How a label is seen.
    #[must_use]
    pub fn of_label(&self, label: &LabelId) -> Sight {
        self.sights.get(label).copied().unwrap_or_default()
    }

    /// What is searched for, as it was typed.
    #[must_use]
    pub fn text(&self) -> &Rc<str> {
        self.query.text()
    }

    /// Whether everything is seen.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.sights.is_empty() && self.query.is_empty()
    }

    /// How much of an annotation of `article` is seen in the text. Plain words are looked for and hide nothing there:
    /// who searches for a name wants to see what stands around it.
    #[must_use]
    pub fn sight(&self, annotation: &Annotation, article: &Article) -> Sight {
        if self.query.admits(annotation, article) { self.of_label(&annotation.label) } else { Sight::Hidden }
    }

    /// Whether an annotation of `article` is in the list.
    #[must_use]
    pub fn lists(&self, annotation: &Annotation, article: &Article) -> bool {
        self.of_label(&annotation.label) != Sight::Hidden && self.query.finds(annotation, article)
    }
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
}
