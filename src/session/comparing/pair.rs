//! Two sides of one article, mark by mark.

use std::rc::Rc;

use super::articles::{Article, Part};
use super::side::Side;
use crate::measure::{Compared, Kind, Mark, Said, compare};
use crate::model::{DocId, Document, Project, Span};
use crate::session::annotators::{Cell, Column, Comparison, Row};

/// Characters that are shown on each side of a difference.
const AROUND: usize = 32;

/// What two sides come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Who they are; the first is what the other is held against.
    pub sides: [Side; 2],
    /// How their marks belong together.
    pub compared: Compared,
}

/// Both sides of an article, as far as its documents are loaded.
#[must_use]
pub fn parts(article: &Article, project: &Project, sides: &[Side; 2], rejected: bool) -> Option<[Part; 2]> {
    let read = |id: &DocId| project.document(id).map(|document| Rc::new(crate::measure::said(document)));
    let [one, other] = sides;
    Some([article.part(one, other, rejected, &read)?, article.part(other, one, rejected, &read)?])
}

/// How marks of two sides belong together.
#[must_use]
pub fn measure(parts: &[Part; 2]) -> Compared {
    let [one, other] = parts.each_ref().map(|part| part.said.iter().map(Said::mark).collect::<Vec<Mark<'_>>>());
    compare(&one, &other)
}

/// Compares two sides of an article.
#[must_use]
pub fn compare_sides(article: &Article, project: &Project, sides: &[Side; 2], rejected: bool) -> Option<Comparison> {
    let parts = parts(article, project, sides, rejected)?;
    let text = parts.iter().find_map(|part| document_of(part, project))?;
    let compared = measure(&parts);
    let rows = compared.pairs.iter().filter_map(|pair| {
        let said = |part: &Part, at: Option<usize>| at.and_then(|at| part.said.get(at)).cloned();
        let [first, second] = &parts;
        row(&text, pair.kind, [said(first, pair.first), said(second, pair.second)])
    });
    let rows = rows.collect();
    let column = |(part, side): (&Part, &Side)| Column {
        document: part.document.clone(),
        annotator: None,
        count: part.said.len(),
        side: Some(side.clone()),
        is_here: part.of_file.is_none(),
    };
    let columns = parts.iter().zip(sides).map(column).collect();
    let measured = Some(Rc::new(Measured { sides: sides.clone(), compared }));
    Some(Comparison { article: article.id.clone(), title: article.title.clone(), columns, rows, unread: 0, measured })
}

fn document_of(part: &Part, project: &Project) -> Option<Rc<Document>> {
    part.of_file.clone().or_else(|| project.document(&part.document).cloned())
}

fn row(document: &Document, kind: Kind, said: [Option<Said>; 2]) -> Option<Row> {
    let main = said.iter().flatten().next()?.clone();
    let quote = |span: &Span| span.quote(&document.article);
    let cell = |(place, one): (usize, &Option<Said>)| {
        let Some(one) = one else { return Cell::Nothing };
        match kind {
            Kind::Edges if place == 1 => Cell::Edges(one.id, quote(&one.span)),
            Kind::Label if place == 1 => Cell::Label(one.id, one.label.clone()),
            Kind::Both if place == 1 => Cell::Both(one.id, one.label.clone(), quote(&one.span)),
            _ => Cell::Same(vec![one.id]),
        }
    };
    let cells = said.iter().enumerate().map(cell).collect();
    let (before, after) = document.article.context(main.span.hull(), AROUND);
    let around = (before.to_owned(), after.to_owned());
    Some(Row { words: quote(&main.span), span: main.span, label: main.label, cells, kind: Some(kind), around })
}
