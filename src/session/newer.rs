//! A newer version of an article while somebody looks at what becomes of its annotations. Nothing of it is stored until
//! it is used; closing the sheet keeps it for as long as the page is open.

use std::rc::Rc;

use crate::formats::{Issue, Problem};
use crate::intake::reanchor::carry::{Body, Carried, body, carry};
use crate::intake::reanchor::{Anchored, Sureness, reanchor};
use crate::model::order::sort_by_key;
use crate::model::{
    AnchorDoubt, Annotation, AnnotationId, DocId, Document, Doubt, LabelId, Span, Status, Table, Timestamp,
};
use crate::session::messages::Words;

/// Rows that are drawn at a time.
pub const PAGE: usize = 150;

/// Stands between a person's doubt and that which a newer version left.
const BETWEEN: &str = " · ";

/// What a person said to one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decision {
    /// Nothing yet.
    #[default]
    Open,
    /// It goes to the place with this number.
    Taken(usize),
    /// It stays behind.
    Left,
}

/// An annotation and where it may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The annotation.
    pub id: AnnotationId,
    /// Its label.
    pub label: LabelId,
    /// Where it stands in the old text.
    pub span: Span,
    /// How sure its place is.
    pub sureness: Sureness,
    /// Places in the new text, likeliest first.
    pub places: Vec<Span>,
    /// What was said to it.
    pub decision: Decision,
}

impl Row {
    /// The place that it has now; none where it stays behind.
    #[must_use]
    pub fn place(&self) -> Option<&Span> {
        match self.decision {
            Decision::Open => self.places.first(),
            Decision::Taken(number) => self.places.get(number),
            Decision::Left => None,
        }
    }

    /// Whether somebody should say something to it: what is exact goes along as it is, what is lost has no place.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.decision == Decision::Open && matches!(self.sureness, Sureness::Moved | Sureness::Doubtful)
    }
}

/// The newer version, and what becomes of the annotations.
#[derive(Clone, Debug)]
pub struct Newer {
    /// The document as it was compared.
    pub old: Rc<Document>,
    /// The newer version, about which nothing is said yet.
    pub new: Rc<Document>,
    /// The annotations: lost ones first, then doubtful, moved and exact ones, in the order of the text.
    pub rows: Rc<Vec<Row>>,
    /// Suggestions with the same words in the new text.
    pub suggested: Rc<Table<AnnotationId, Span>>,
    /// The row that one stands at.
    pub at: usize,
    /// Only these are shown.
    pub only: Option<Sureness>,
    /// How the article's words differ, annotated or not.
    pub body: Body,
    /// Whether it was asked if what was said may be let go of.
    pub asked: bool,
}

impl Newer {
    /// Compares a document with a newer version of its text.
    #[must_use]
    pub fn new(old: Rc<Document>, new: Rc<Document>) -> Self {
        let annotations = old.in_reading_order();
        let suggestions: Vec<_> = old.suggestions.values().collect();
        let mut spans: Vec<&Span> = annotations.iter().map(|annotation| &annotation.span).collect();
        spans.extend(suggestions.iter().map(|suggestion| &suggestion.annotation.span));
        let mut answers = reanchor(old.article.text(), new.article.text(), &spans).into_iter();
        let row = |(annotation, Anchored { sureness, places }): (&&Rc<Annotation>, Anchored)| Row {
            id: annotation.id,
            label: annotation.label.clone(),
            span: annotation.span.clone(),
            sureness,
            places,
            decision: Decision::Open,
        };
        let mut rows: Vec<Row> = annotations.iter().zip(answers.by_ref()).map(row).collect();
        sort_by_key(&mut rows, |row| std::cmp::Reverse(row.sureness));
        let mut suggested = Table::new();
        for (suggestion, answer) in suggestions.iter().zip(answers) {
            let sure = matches!(answer.sureness, Sureness::Exact | Sureness::Moved);
            if let (true, Some(place)) = (sure, answer.places.into_iter().next()) {
                suggested.insert(suggestion.annotation.id, place);
            }
        }
        let body = body(&old, &new);
        let (rows, suggested) = (Rc::new(rows), Rc::new(suggested));
        Self { old: old.clone(), new, rows, suggested, at: 0, only: None, body, asked: false }
    }

    /// The same after the document was changed: what was said stays said, where the places are the same.
    #[must_use]
    pub fn again(&self, old: Rc<Document>) -> Self {
        let mut next = Self::new(old, self.new.clone());
        let said: Table<AnnotationId, &Row> = self.rows.iter().map(|row| (row.id, row)).collect();
        for row in Rc::make_mut(&mut next.rows) {
            if let Some(known) = said.get(&row.id).filter(|known| known.places == row.places) {
                row.decision = known.decision;
            }
        }
        next
    }

    /// How many there are of each sureness, in the order of [`Sureness::ALL`].
    #[must_use]
    pub fn counts(&self) -> [usize; 4] {
        Sureness::ALL.map(|(sureness, _)| self.rows.iter().filter(|row| row.sureness == sureness).count())
    }

    /// How many wait for somebody to say something.
    #[must_use]
    pub fn open(&self) -> usize {
        self.rows.iter().filter(|row| row.is_open()).count()
    }

    /// The numbers of the rows that are shown.
    #[must_use]
    pub fn shown(&self) -> Vec<usize> {
        let wanted = |row: &Row| self.only.is_none_or(|only| row.sureness == only);
        self.rows.iter().enumerate().filter(|(_, row)| wanted(row)).map(|(at, _)| at).collect()
    }

    /// Goes to another row that is shown; stays at the ends.
    pub fn walk(&mut self, forward: bool) {
        let shown = self.shown();
        let next = if forward {
            shown.iter().find(|at| **at > self.at).or(shown.last())
        } else {
            shown.iter().rev().find(|at| **at < self.at).or(shown.first())
        };
        self.at = next.copied().unwrap_or(self.at);
    }

    /// Says something to the row one stands at, and goes to the next one that waits, else to the next.
    pub fn say(&mut self, decision: Decision) {
        self.asked = false;
        if let Some(row) = Rc::make_mut(&mut self.rows).get_mut(self.at) {
            row.decision = decision;
        }
        let waits = |at: &&usize| **at > self.at && self.rows.get(**at).is_some_and(Row::is_open);
        let shown = self.shown();
        match shown.iter().find(waits) {
            Some(next) => self.at = *next,
            None => self.walk(true),
        }
    }

    /// To how many somebody said something.
    #[must_use]
    pub fn said(&self) -> usize {
        self.rows.iter().filter(|row| row.decision != Decision::Open).count()
    }

    /// Takes all that have the same words, exact or moved, unless something was said to them, or they are doubted since an
    /// earlier version: their words are the same as in that one only.
    pub fn take_same(&mut self) -> usize {
        self.asked = false;
        let mut taken = 0;
        let old = self.old.clone();
        let doubted = |row: &Row| {
            let doubt = old.annotations.get(&row.id).and_then(|annotation| annotation.doubt.as_ref());
            doubt.is_some_and(|doubt| doubt.source == AnchorDoubt::Moved)
        };
        for row in Rc::make_mut(&mut self.rows) {
            let same = matches!(row.sureness, Sureness::Exact | Sureness::Moved) && !doubted(row);
            if same && row.decision == Decision::Open {
                row.decision = Decision::Taken(0);
                taken += 1;
            }
        }
        taken
    }

    /// Annotations that stay with the old version.
    pub fn left(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.place().is_none())
    }

    /// What was not looked at, and what stays behind: how many.
    #[must_use]
    pub fn told(&self) -> (usize, usize) {
        (self.open(), self.left().count())
    }

    /// Why an article that was done is flagged; `None` where it is not.
    #[must_use]
    pub fn flag(&self) -> Option<Words> {
        let status = self.old.meta.status;
        match self.body {
            _ if !status.is_done() => None,
            _ if self.told() != (0, 0) => Some(Words::NewerFlag),
            Body::More => Some(Words::NewerFlagMore),
            Body::Other if status == Status::DoneEmpty => Some(Words::NewerFlagEmpty),
            Body::Other | Body::Same => None,
        }
    }

    /// The document that takes the place of the old one; `reason` says of words of the old text why a place that nobody
    /// looked at is doubted.
    #[must_use]
    pub fn document(&self, id: DocId, now: Timestamp, reason: impl Fn(&str) -> String) -> Document {
        let mut carried = Table::new();
        for row in self.rows.iter() {
            let Some(span) = row.place().cloned() else { continue };
            let doubt = self.doubt(row, &reason);
            carried.insert(row.id, Carried { span, doubt });
        }
        let next = carry(&self.old, &self.new, &carried, &self.suggested, (self.flag().is_some(), now));
        Document { id, ..next }
    }

    /// The doubt that an annotation has from now on. What an earlier version left is gone once somebody took the new place;
    /// what a person doubts stays.
    fn doubt(&self, row: &Row, reason: &impl Fn(&str) -> String) -> Option<Doubt> {
        let before = self.old.annotations.get(&row.id).and_then(|annotation| annotation.doubt.clone());
        if row.decision == Decision::Open && !row.is_open() {
            return before;
        }
        // A person's own words stand in front of those that an earlier version left.
        let left = reason("");
        let persons = before.and_then(|doubt| match doubt.source {
            AnchorDoubt::Person => Some(doubt),
            AnchorDoubt::Moved => {
                let own = doubt.reason.find(&*left).and_then(|at| doubt.reason.get(..at)?.strip_suffix(BETWEEN));
                own.map(|own| Doubt { source: AnchorDoubt::Person, reason: own.into() })
            }
        });
        if !row.is_open() {
            return persons;
        }
        let told = reason(&row.span.quote(&self.old.article));
        let reason = persons.map_or_else(|| told.clone(), |person| format!("{}{BETWEEN}{told}", person.reason));
        Some(Doubt { source: AnchorDoubt::Moved, reason: reason.into() })
    }

    /// What stays behind, as the report of what came in tells it.
    #[must_use]
    pub fn report(&self) -> Vec<Issue> {
        let issue = |row: &Row| Issue {
            file: self.new.meta.title.to_string(),
            line: 0,
            path: String::new(),
            problem: Problem::LeftBehind { quote: row.span.quote(&self.old.article) },
        };
        self.left().map(issue).collect()
    }
}
