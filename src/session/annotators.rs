//! What several people marked in one article, side by side: a row for each label on each span, a column for each document.
//! The same table shows two sides of an article, pair by pair ([`super::comparing`]). Nothing of it is kept; it is made anew
//! when it is looked at.

use std::cmp::Reverse;
use std::rc::Rc;

use super::comparing::{File, Measured, Side, Sorting, Whole};
use super::copies::documents_of;
use crate::measure::Kind;
use crate::model::order::{sort_by, sort_by_key};
use crate::model::{AnnotationId, DocId, Document, Entry, LabelId, PersonId, Project, Span, Status, Table};

/// Rows that are drawn at a time.
pub const PAGE: usize = 300;

/// The sheet, while it is looked at. What was chosen in it stays while the page is open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotators {
    /// The article whose documents are compared; none where the articles are listed.
    pub comparison: Option<Rc<Comparison>>,
    /// Only rows in which they differ are shown.
    pub only: bool,
    /// Only rows with this label.
    pub label: Option<LabelId>,
    /// The row that one stands at.
    pub at: usize,
    /// The two that somebody chose; what an article does not have gives way to the first two that it has.
    pub chosen: Option<[Side; 2]>,
    /// All people of an article side by side, instead of two.
    pub everyone: bool,
    /// Whether what was rejected is left out. Else it counts as suggested: the engine said it, and a reference that has
    /// nothing there makes it wrong.
    pub without_rejected: bool,
    /// How the labels are sorted.
    pub sorting: Sorting,
    /// Files that were opened to be compared.
    pub files: Rc<Vec<Rc<File>>>,
    /// Engines that suggested something, as far as it is known.
    pub engines: Rc<Vec<Rc<str>>>,
    /// Who can be compared: with each other in this article, or in some.
    pub sides: Rc<Vec<Side>>,
    /// All articles, where they are listed.
    pub whole: Option<Rc<Whole>>,
    /// Of each file how many articles are in it alone, as they were when it was last looked at.
    pub alone: Rc<Vec<usize>>,
}

/// The documents of one article, side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The article.
    pub article: DocId,
    /// Its title.
    pub title: Rc<str>,
    /// The documents.
    pub columns: Vec<Column>,
    /// What is marked in them, in reading order.
    pub rows: Vec<Row>,
    /// Documents that could not be read.
    pub unread: usize,
    /// What two sides come to, where two are compared.
    pub measured: Option<Rc<Measured>>,
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
    /// Which side it is, where two are compared.
    pub side: Option<Side>,
    /// Whether it is in the project, not in a file alone.
    pub is_here: bool,
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
    /// How the two belong together, where two are compared.
    pub kind: Option<Kind>,
    /// What stands before and behind the words, where two are compared.
    pub around: (String, String),
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
    /// Another label with other edges: the label and the words.
    Both(AnnotationId, LabelId, String),
    /// Nothing like it.
    Nothing,
}

impl Row {
    /// Whether the documents differ here.
    #[must_use]
    pub fn differs(&self) -> bool {
        !self.cells.iter().all(|cell| matches!(cell, Cell::Same(_)))
    }

    /// Whether a label is a part of it.
    #[must_use]
    pub fn has(&self, wanted: &LabelId) -> bool {
        let other = self.cells.iter().any(|cell| match cell {
            Cell::Label(_, label) | Cell::Both(_, label, _) => label == wanted,
            _ => false,
        });
        self.label == *wanted || other
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
    let title = loaded.first().map(|document| document.meta.title.clone()).unwrap_or_default();
    Comparison { title, unread: wanted.len() - loaded.len(), ..compare(article, &loaded) }
}

/// Compares documents about one text. Every annotation of every document is in exactly one row.
#[must_use]
pub fn compare(article: &DocId, documents: &[&Rc<Document>]) -> Comparison {
    let column = |document: &&Rc<Document>| Column {
        document: document.id.clone(),
        annotator: document.meta.annotator,
        count: document.annotations.len(),
        side: None,
        is_here: true,
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
                    kind: None,
                    around: Default::default(),
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
    let columns = documents.iter().map(column).collect();
    Comparison { article: article.clone(), title: Rc::from(""), columns, rows, unread: 0, measured: None }
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
    /// How many rows differ; of one label, or of all.
    #[must_use]
    pub fn differences(&self, label: Option<&LabelId>) -> usize {
        self.differing(label).count()
    }

    /// The places of the rows that differ.
    pub fn differing(&self, label: Option<&LabelId>) -> impl DoubleEndedIterator<Item = usize> {
        let is_meant = move |row: &Row| row.differs() && label.is_none_or(|label| row.has(label));
        self.rows.iter().enumerate().filter(move |(_, row)| is_meant(row)).map(|(place, _)| place)
    }

    /// The next row that differs from a place on, or the one before; round at the ends.
    #[must_use]
    pub fn difference_from(&self, at: usize, forward: bool, label: Option<&LabelId>) -> Option<usize> {
        let differing = || self.differing(label);
        if forward {
            differing().find(|place| *place > at).or_else(|| differing().next())
        } else {
            differing().rfind(|place| *place < at).or_else(|| differing().next_back())
        }
    }
}

impl Annotators {
    /// The same after the sheet was left: nobody waits for what is counted.
    #[must_use]
    pub fn left(&self) -> Option<Self> {
        let whole = self.whole.as_ref().filter(|whole| whole.search.is_some())?;
        Some(Self { whole: Some(Rc::new(whole.stopped())), ..self.clone() })
    }

    /// The rows that are shown, with their places.
    #[must_use]
    pub fn shown(&self) -> Vec<(usize, &Row)> {
        let rows = self.comparison.iter().flat_map(|comparison| comparison.rows.iter().enumerate());
        let is_meant = |row: &Row| self.label.as_ref().is_none_or(|label| row.has(label));
        rows.filter(|(_, row)| (!self.only || row.differs()) && is_meant(row)).collect()
    }

    /// The two that are compared, wherever one is in the sheet.
    #[must_use]
    pub fn pair(&self) -> Option<&[Side; 2]> {
        match &self.comparison {
            Some(comparison) => comparison.measured.as_ref().map(|measured| &measured.sides),
            None => self.whole.as_ref().map(|whole| &whole.sides),
        }
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
            Cell::Both(_, label, words) => format!("={label}~{words}"),
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
        assert_eq!(comparison.differences(None), 2);
        let from = |at, forward| comparison.difference_from(at, forward, None);
        assert_eq!([from(0, true), from(1, true), from(3, true)], [Some(1), Some(3), Some(1)]);
        assert_eq!([from(0, false), from(3, false), from(1, false)], [Some(3), Some(1), Some(3)]);
    }
}
