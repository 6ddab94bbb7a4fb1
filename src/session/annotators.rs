//! What several people marked in one article, side by side: a row for each label on each span, a column for each document.
//! Nothing of it is kept; it is made anew when it is looked at.

use std::cmp::Reverse;
use std::rc::Rc;

use super::copies::documents_of;
use crate::model::order::{sort_by, sort_by_key};
use crate::model::{AnnotationId, DocId, Document, Entry, LabelId, PersonId, Project, Span, Status, Table};

/// Rows that are drawn at a time.
pub const PAGE: usize = 300;

/// The sheet, while it is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotators {
    /// The article whose documents are compared; none where the articles are listed.
    pub comparison: Option<Rc<Comparison>>,
    /// Only rows in which they differ are shown.
    pub only: bool,
    /// The row that one stands at.
    pub at: usize,
}

/// The documents of one article, side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The article.
    pub article: DocId,
    /// The documents.
    pub columns: Vec<Column>,
    /// What is marked in them, in reading order.
    pub rows: Vec<Row>,
    /// Documents that could not be read.
    pub unread: usize,
}

/// One document.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The document.
    pub document: DocId,
    /// Whose work it is.
    pub annotator: Option<PersonId>,
    /// How many annotations it has.
    pub count: usize,
}

/// One label on one span.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The span.
    pub span: Span,
    /// Its words.
    pub words: String,
    /// The label.
    pub label: LabelId,
    /// What each document has there.
    pub cells: Vec<Cell>,
}

/// What a document has where a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The same: these annotations.
    Same(Vec<AnnotationId>),
    /// Another label on the same span.
    Label(AnnotationId, LabelId),
    /// The same label with other edges: the words.
    Edges(AnnotationId, String),
    /// Nothing like it.
    Nothing,
}

impl Row {
    /// Whether the documents differ here.
    #[must_use]
    pub fn differs(&self) -> bool {
        !self.cells.iter().all(|cell| matches!(cell, Cell::Same(_)))
    }
}

/// Whether somebody has worked in a document.
#[must_use]
pub fn counts(entry: &Entry) -> bool {
    entry.counts.annotations > 0 || entry.status != Status::New
}

/// The articles in which several people have worked, with their documents.
#[must_use]
pub fn articles(project: &Project) -> Vec<Vec<Rc<Entry>>> {
    let mut all: Vec<(DocId, Vec<Rc<Entry>>)> = Vec::new();
    let mut places: Table<DocId, usize> = Table::new();
    let shared = super::copies::counts(project);
    for entry in project.order.iter().filter_map(|id| project.entries.get(id)) {
        let article = entry.article();
        if !counts(entry) || !shared.contains_key(article) {
            continue;
        }
        match places.get(article).and_then(|place| all.get_mut(*place)) {
            Some((_, documents)) => documents.push(entry.clone()),
            None => {
                places.insert(article.clone(), all.len());
                all.push((article.clone(), vec![entry.clone()]));
            }
        }
    }
    let several = all.into_iter().map(|(_, documents)| documents).filter(|documents| documents.len() > 1);
    several
        .map(|mut documents| {
            sort_by_key(&mut documents, |entry| entry.copy_of.is_some());
            documents
        })
        .collect()
}

/// The documents of an article in which somebody has worked.
#[must_use]
pub fn compared(project: &Project, article: &DocId) -> Vec<DocId> {
    documents_of(project, article).into_iter().filter(|entry| counts(entry)).map(|entry| entry.id.clone()).collect()
}

/// Compares the documents of an article, as far as they are loaded.
#[must_use]
pub fn compare_article(project: &Project, article: &DocId) -> Comparison {
    let wanted = compared(project, article);
    let loaded: Vec<&Rc<Document>> = wanted.iter().filter_map(|id| project.document(id)).collect();
    Comparison { unread: wanted.len() - loaded.len(), ..compare(article, &loaded) }
}

/// Compares documents about one text. Every annotation of every document is in exactly one row.
#[must_use]
pub fn compare(article: &DocId, documents: &[&Rc<Document>]) -> Comparison {
    let column = |document: &&Rc<Document>| Column {
        document: document.id.clone(),
        annotator: document.meta.annotator,
        count: document.annotations.len(),
    };
    let mut all: Vec<_> = Vec::new();
    for (place, document) in documents.iter().enumerate() {
        all.extend(document.in_reading_order().into_iter().map(|annotation| (place, annotation)));
    }
    sort_by(&mut all, |(place, a), (other_place, b)| {
        let key = |a: &crate::model::Annotation| (a.span.start(), Reverse(a.span.end()));
        let fragments =
            |a: &crate::model::Annotation| a.span.fragments().map(|r| (r.start(), r.end())).collect::<Vec<_>>();
        key(a)
            .cmp(&key(b))
            .then_with(|| (fragments(a), &a.label, place, a.id).cmp(&(fragments(b), &b.label, other_place, b.id)))
    });
    let mut rows: Vec<Row> = Vec::new();
    for (place, annotation) in all {
        let same = |row: &&mut Row| row.span == annotation.span && row.label == annotation.label;
        let row = match rows.last_mut().filter(same) {
            Some(row) => row,
            None => {
                let words = documents.first().map(|document| annotation.span.quote(&document.article));
                rows.push(Row {
                    span: annotation.span.clone(),
                    words: words.unwrap_or_default(),
                    label: annotation.label.clone(),
                    cells: vec![Cell::Nothing; documents.len()],
                });
                let Some(row) = rows.last_mut() else { continue };
                row
            }
        };
        match row.cells.get_mut(place) {
            Some(Cell::Same(ids)) => ids.push(annotation.id),
            Some(cell) => *cell = Cell::Same(vec![annotation.id]),
            None => {}
        }
    }
    for row in &mut rows {
        for (cell, document) in row.cells.iter_mut().zip(documents) {
            if *cell == Cell::Nothing {
                *cell = instead(document, &row.span, &row.label);
            }
        }
    }
    Comparison { article: article.clone(), columns: documents.iter().map(column).collect(), rows, unread: 0 }
}

/// What a document has in the place of a label on a span.
fn instead(document: &Document, span: &Span, label: &LabelId) -> Cell {
    let meets =
        |other: &Span| other.fragments().any(|a| span.fragments().any(|b| a.start() < b.end() && b.start() < a.end()));
    let mut edges = None;
    for annotation in document.annotations.values() {
        if annotation.span == *span {
            return Cell::Label(annotation.id, annotation.label.clone());
        }
        // Of several the one that comes first in the text.
        let first = edges.is_none_or(|known: (u32, AnnotationId)| (annotation.span.start(), annotation.id) < known);
        if annotation.label == *label && first && meets(&annotation.span) {
            edges = Some((annotation.span.start(), annotation.id));
        }
    }
    let edges = edges.and_then(|(_, id)| document.annotations.get(&id));
    edges.map_or(Cell::Nothing, |other| Cell::Edges(other.id, other.span.quote(&document.article)))
}

impl Comparison {
    /// How many rows differ.
    #[must_use]
    pub fn differences(&self) -> usize {
        self.rows.iter().filter(|row| row.differs()).count()
    }

    /// The next row that differs from a place on, or the one before; round at the ends.
    #[must_use]
    pub fn difference_from(&self, at: usize, forward: bool) -> Option<usize> {
        let differing = || self.rows.iter().enumerate().filter(|(_, row)| row.differs()).map(|(place, _)| place);
        if forward {
            differing().find(|place| *place > at).or_else(|| differing().next())
        } else {
            differing().filter(|place| *place < at).last().or_else(|| differing().last())
        }
    }
}

impl Annotators {
    /// The rows that are shown, with their places.
    #[must_use]
    pub fn shown(&self) -> Vec<(usize, &Row)> {
        let rows = self.comparison.iter().flat_map(|comparison| comparison.rows.iter().enumerate());
        rows.filter(|(_, row)| !self.only || row.differs()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markup;

    fn documents(texts: &[&str]) -> Vec<Rc<Document>> {
        texts.iter().map(|text| Rc::new(markup::parse("d", text).expect("well formed"))).collect()
    }

    fn shown(texts: &[&str]) -> Vec<String> {
        let documents = documents(texts);
        let comparison = compare(&DocId::from("d"), &documents.iter().collect::<Vec<_>>());
        let cell = |cell: &Cell| match cell {
            Cell::Same(ids) => "x".repeat(ids.len()),
            Cell::Label(_, label) => format!("={label}"),
            Cell::Edges(_, words) => format!("~{words}"),
            Cell::Nothing => "-".to_owned(),
        };
        let row = |row: &Row| {
            let cells: Vec<_> = row.cells.iter().map(cell).collect();
            format!("{} {}: {}{}", row.words, row.label, cells.join(" "), if row.differs() { " !" } else { "" })
        };
        comparison.rows.iter().map(row).collect()
    }

    #[test]
    fn what_one_has_and_the_other_has_not_is_a_difference() {
        let one = "[Ada](person) saw [the [ferry](vehicle)](place) in [Oslo](place).";
        assert_eq!(
            shown(&[one, one]),
            ["Ada person: x x", "the ferry place: x x", "ferry vehicle: x x", "Oslo place: x x"]
        );
        let other = "[Ada](org) saw the [ferry](place) in Oslo.";
        assert_eq!(
            shown(&[one, other]),
            [
                "Ada org: =person x !",
                "Ada person: x =org !",
                "the ferry place: x ~ferry !",
                "ferry place: =vehicle x !",
                "ferry vehicle: x =place !",
                "Oslo place: x - !",
            ]
        );
    }

    #[test]
    fn one_label_twice_on_a_span_is_one_row() {
        let twice = "[[Ada](person)](person) slept.";
        assert_eq!(shown(&[twice, "[Ada](person) slept.", "Ada slept."]), ["Ada person: xx x - !"]);
        assert_eq!(shown(&[]), Vec::<String>::new());
    }

    #[test]
    fn parts_are_compared_as_a_whole() {
        let whole = "[“Yes,”](claim#c) she said, [“of course.”](claim#c)";
        assert_eq!(
            shown(&[whole, "[“Yes,”](claim) she said, “of course.”"]),
            ["“Yes,” … “of course.” claim: x ~“Yes,” !", "“Yes,” claim: ~“Yes,” … “of course.” x !"]
        );
    }

    #[test]
    fn differences_are_walked_round_the_ends() {
        let documents = documents(&["[a](x) [b](x) [c](x) [d](x)", "[a](x) b [c](x) d"]);
        let comparison = compare(&DocId::from("d"), &documents.iter().collect::<Vec<_>>());
        assert_eq!(comparison.differences(), 2);
        let from = |at, forward| comparison.difference_from(at, forward);
        assert_eq!([from(0, true), from(1, true), from(3, true)], [Some(1), Some(3), Some(1)]);
        assert_eq!([from(0, false), from(3, false), from(1, false)], [Some(3), Some(1), Some(3)]);
    }
}
