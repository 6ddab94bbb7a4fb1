//! Whether the tables say what was marked: their rows are read again, and the words at each place held against the annotations.

use super::cells::{Row, own_rows};
use super::columns::{CLAIMS, RELATIONS, SPANS, SPANS_END};
use super::write::{TableWriter, words};
use crate::formats::foreign::{Out, Proof};
use crate::model::article::sha256;
use crate::model::claim::slot;
use crate::model::{Annotation, Claim, Document, LabelKind, Unit};

/// Holds all four tables against a document.
pub(super) fn prove(writer: &TableWriter, document: &Document, out: &Out, proof: &mut Proof) {
    let table = |table: &str| -> Vec<Row> {
        let path = writer.path(table);
        let pieces = out.written().filter(|piece| piece.path == path && !piece.glue);
        own_rows(&pieces.map(|piece| &*piece.text).collect::<String>(), writer.kind)
    };
    let articles = table("articles");
    let [article] = articles.as_slice() else { return proof.broken(&document.id, "articles", "not one row") };
    let mut end = article.cells.iter().rev().map(String::as_str);
    let [text, code_points, sum] = [(); 3].map(|()| end.next().unwrap_or_default());
    proof.words(&document.id, "text", text, document.article.text());
    proof.words(&document.id, "code_points", code_points, &text.chars().count().to_string());
    proof.words(&document.id, "sha256", sum, &sha256(text));
    let mut proving = Proving { writer, document, text, proof };
    proving.spans(&table("spans"));
    proving.relations(&table("relations"));
    proving.claims(&table("claims"));
}

struct Proving<'a> {
    writer: &'a TableWriter,
    document: &'a Document,
    /// The text as the table has it.
    text: &'a str,
    proof: &'a mut Proof,
}

fn cell(row: &Row, place: usize) -> &str {
    row.cells.get(place).map_or("", String::as_str)
}

/// The numbers in a cell and the next.
fn numbers(row: &Row, place: usize) -> (u64, u64) {
    let number = |place: usize| cell(row, place).parse().unwrap_or(u64::MAX);
    (number(place), number(place + 1))
}

impl Proving<'_> {
    fn broken(&mut self, place: &str, why: &str) {
        self.proof.broken(&self.document.id, place, why);
    }

    fn words(&mut self, place: &str, found: &str, expected: &str) {
        self.proof.words(&self.document.id, place, found, expected);
    }

    fn cut(&mut self, place: &str, offsets: (u64, u64), unit: Unit, expected: &str) {
        self.proof.span(&self.document.id, place, self.text, offsets, unit, expected);
    }

    fn count(&mut self, table: &str, rows: &[Row], expected: usize) {
        if rows.len() != expected {
            self.broken(table, &format!("{} rows, {expected} were meant", rows.len()));
        }
    }

    fn spans(&mut self, spans: &[Row]) {
        let document = self.document;
        self.count("spans", spans, document.annotations.len());
        let width = SPANS.len() + self.writer.attributes.len() + SPANS_END.len();
        for (row, annotation) in spans.iter().zip(document.in_reading_order()) {
            let id = annotation.id.to_string();
            let is_its = cell(row, 3) == id && cell(row, 4) == self.writer.called.name(&annotation.label);
            if row.cells.len() != width || !is_its {
                self.broken(&id, "the row of another");
                continue;
            }
            let hull = document.article.quote(annotation.span.hull());
            self.cut(&id, numbers(row, 6), Unit::CodePoint, hull);
            self.cut(&id, numbers(row, 8), Unit::Utf16, hull);
            self.words(&id, cell(row, 10), &words(document, annotation));
            let places = super::read::fragments(cell(row, 11)).unwrap_or_default();
            let meant: Vec<_> = annotation.span.fragments().map(|range| document.article.quote(range)).collect();
            if places.len() != meant.len() {
                self.broken(&id, cell(row, 11));
            }
            for (place, meant) in places.iter().zip(meant) {
                self.cut(&id, *place, Unit::CodePoint, meant);
            }
        }
    }

    /// Those of which both ends are there, each with the words of both.
    fn relations(&mut self, rows: &[Row]) {
        let document = self.document;
        let ends = |from, to| document.annotations.get(from).zip(document.annotations.get(to));
        let whole = document.relations.values().filter(|link| ends(&link.from, &link.to).is_some()).count();
        self.count("relations", rows, whole);
        let mut last = None;
        for row in rows {
            let id = cell(row, 1).to_owned();
            let link = id.parse().ok().and_then(|id| document.relations.get(&id));
            // They stand in the order of their ids.
            let link = link.filter(|link| row.cells.len() == RELATIONS.len() && last < Some(link.id));
            let Some((link, (from, to))) = link.and_then(|link| Some((link, ends(&link.from, &link.to)?))) else {
                self.broken(&id, "no relation of the document, or once more");
                continue;
            };
            self.words(&id, cell(row, 2), link.kind.as_str());
            for (place, end) in [(3, from), (5, to)] {
                self.words(&id, cell(row, place), &end.id.to_string());
                self.words(&id, cell(row, place + 1), &words(document, end));
            }
            last = Some(link.id);
        }
    }

    /// Each claim with its own place, its first source's and its first cue's.
    fn claims(&mut self, rows: &[Row]) {
        let (document, schema) = (self.document, &self.writer.setting.project.schema);
        let is_claim = |one: &Annotation| schema.kind_of(&one.label) == LabelKind::Claim;
        self.count("claims", rows, document.annotations.values().filter(|one| is_claim(one)).count());
        for (row, claim) in rows.iter().zip(Claim::all(document, schema)) {
            let id = claim.annotation.id.to_string();
            if row.cells.len() != CLAIMS.len() || cell(row, 3) != id {
                self.broken(&id, "the row of another");
                continue;
            }
            self.words(&id, cell(row, 5), &words(document, claim.annotation));
            self.cut(&id, numbers(row, 6), Unit::CodePoint, document.article.quote(claim.annotation.span.hull()));
            for (kind, said, place) in [(slot::SOURCE, 8, 9), (slot::CUE, 14, 15)] {
                let all: Vec<String> = claim.slot(kind).map(|one| words(document, one)).collect();
                self.words(&id, cell(row, said), &all.join(" | "));
                match claim.slot(kind).next() {
                    Some(first) => {
                        self.cut(&id, numbers(row, place), Unit::CodePoint, document.article.quote(first.span.hull()));
                    }
                    None => self.words(&id, &[cell(row, place), cell(row, place + 1)].concat(), ""),
                }
            }
        }
    }
}
