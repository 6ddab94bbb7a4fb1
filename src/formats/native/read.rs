//! From lines to the model. Reads what can be read and reports the rest; the words of a fragment have the last say
//! about where it stands.

use std::rc::Rc;

use super::object::{AboutObject, BlockObject, IntakeObject, Line, MetaObject, PairObject};
use super::thing::{
    Original, Report, annotation_from, attributes_from, entity_from, person_from, person_id, project_from,
    relation_from, shared,
};
use super::{FORMAT, schema_from};
use crate::formats::json::{self, Wrong};
use crate::formats::{Imported, Issue, Problem};
use crate::model::id::bits_for_foreign_name;
use crate::model::{
    Article, Block, BlockId, BlockKind, DocId, Document, Fixes, Meta, PersonId, ProjectId, Provenance, Role, Status,
    Suggestion, Table, TextRange, Unit, Verdict,
};

/// Longest line that is read, in bytes.
pub const LINE_LIMIT: usize = 50_000_000;

/// Reads a file of this format. `file` is its name, for the report.
#[must_use]
pub fn read(file: &str, text: &str) -> Imported {
    let mut reader = Reader::default();
    text.strip_prefix('\u{feff}').unwrap_or(text).split('\n').for_each(|line| reader.line(file, line));
    reader.end(file)
}

/// Reads a file of this format line by line: in the time that each line takes, for one that is long.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    imported: Imported,
    /// The number of the last line; of those so far, how many have something on them; and how many articles are told of.
    number: usize,
    lines: usize,
    told: Option<u32>,
    /// What was read: no two documents have one id, one text and one person.
    known: Table<(DocId, Option<PersonId>, Rc<str>), ()>,
}

impl Reader {
    /// Reads the next line, without its end.
    pub fn line(&mut self, file: &str, line: &str) {
        self.number += 1;
        if line.trim().is_empty() {
            return;
        }
        self.lines += 1;
        let imported = &mut self.imported;
        let mut report = Report { file, line: self.number, path: String::new(), issues: &mut imported.issues };
        let object = match parse(line) {
            Ok(object) => object,
            Err(problem) => return report.tell(problem),
        };
        self.told = self.told.or(object.project.articles);
        let document = document_from(&object, &mut report);
        let key = (document.id.clone(), document.meta.annotator, Rc::from(document.article.sha256()));
        if self.known.insert(key, ()).is_some() {
            report.path.clear();
            return report.tell(Problem::Duplicate { id: object.id });
        }
        gather(imported, &object);
        imported.documents.push(Rc::new(document));
    }

    /// What was read, after the last line.
    #[must_use]
    pub fn end(mut self, file: &str) -> Imported {
        // A cut between two lines leaves a file that reads.
        let told = self.told.and_then(|told| usize::try_from(told).ok());
        if let Some(told) = told.filter(|told| *told > self.lines) {
            let problem = Problem::Cut { told, read: self.imported.documents.len() };
            self.imported.issues.push(Issue { file: file.to_owned(), line: 0, path: String::new(), problem });
        }
        self.imported
    }
}

/// One line as an object.
///
/// # Errors
/// [`Problem::Malformed`], [`Problem::Shape`], [`Problem::Foreign`], [`Problem::Empty`] or [`Problem::TooLarge`].
pub fn parse(line: &str) -> Result<Line, Problem> {
    if line.len() > LINE_LIMIT {
        return Err(Problem::TooLarge { limit: LINE_LIMIT });
    }
    let object: Line = json::parse(line).map_err(|wrong| match wrong {
        Wrong::Syntax(column, detail) => Problem::Malformed { column, detail },
        Wrong::Shape(path, expected) => Problem::Shape { path, expected },
    })?;
    if object.format != FORMAT {
        return Err(Problem::Foreign { found: object.format });
    }
    if object.version.split('.').next() != Some("1") {
        return Err(Problem::Foreign { found: format!("{} {}", object.format, object.version) });
    }
    if object.id.is_empty() || object.text.trim().is_empty() {
        return Err(Problem::Empty);
    }
    Ok(object)
}

/// Takes over what a line says of the project around it.
fn gather(imported: &mut Imported, object: &Line) {
    for person in object.annotators.iter().map(person_from) {
        if !imported.people.iter().any(|known| known.id == person.id) {
            imported.people.push(Rc::new(person));
        }
    }
    for entity in &object.entities {
        let entity = entity_from(entity);
        if !imported.entities.iter().any(|known| known.id == entity.id) {
            imported.entities.push(Rc::new(entity));
        }
    }
    if let Some(schema) = schema_from(&object.schema)
        && !imported.schemas.iter().any(|known| known.id == schema.id && known.version == schema.version)
    {
        imported.schemas.push(Rc::new(schema));
    }
    if imported.project.is_none() {
        imported.project = object.project.id.as_ref().map(|id| {
            let id = id.parse().unwrap_or_else(|_| ProjectId::from_bits(bits_for_foreign_name(id)));
            (id, project_from(&object.project))
        });
    }
}

/// A document from an object that [`parse`] let through.
#[must_use]
pub fn document_from(object: &Line, report: &mut Report<'_>) -> Document {
    let original = Original::new(&object.text);
    let provenance = provenance_from(&object.intake);
    let article = Article::with_provenance(original.fixed.clone(), provenance);
    if !object.text_sha256.is_empty()
        && original.fixed.fixes == Fixes::default()
        && object.text_sha256 != article.sha256()
    {
        "text_sha256".clone_into(&mut report.path);
        report.tell(Problem::Checksum);
    }
    let blocks = blocks_from(object, &original, &article, report);
    let meta = meta_from(object, report);
    let mut document = Document::new(DocId::from(object.id.as_str()), article, meta, blocks);
    let mut ids = Table::new();
    for (number, span) in object.spans.iter().enumerate() {
        report.path = format!("spans[{number}]");
        let Some(annotation) = annotation_from(span, &document.article, Some(&original), report) else { continue };
        if document.annotations.contains_key(&annotation.id) {
            report.tell(Problem::Duplicate { id: span.id.clone() });
            continue;
        }
        ids.insert(span.id.clone(), annotation.id);
        document.annotations.insert(annotation.id, Rc::new(annotation));
    }
    // A link to one waits until that is accepted.
    let mut suggested = Table::new();
    for (number, span) in object.suggestions.iter().enumerate() {
        report.path = format!("suggestions[{number}]");
        let Some(annotation) = annotation_from(span, &document.article, Some(&original), report) else { continue };
        if document.suggestions.contains_key(&annotation.id) {
            report.tell(Problem::Duplicate { id: span.id.clone() });
            continue;
        }
        let verdict = if span.status == "rejected" { Verdict::Rejected } else { Verdict::Open };
        suggested.insert(span.id.clone(), annotation.id);
        document.suggestions.insert(annotation.id, Rc::new(Suggestion { annotation, verdict }));
    }
    for (number, relation) in object.relations.iter().enumerate() {
        report.path = format!("relations[{number}]");
        let missing = [&relation.from, &relation.to]
            .into_iter()
            .find(|end| !ids.contains_key(end.as_str()) && !suggested.contains_key(end.as_str()));
        if let Some(end) = missing {
            // It is kept: it may be given another end, and the rest of it was somebody's work.
            report.tell(Problem::MissingEnd { id: end.clone() });
        }
        let read = relation_from(relation, report);
        if document.relations.contains_key(&read.id) {
            report.tell(Problem::Duplicate { id: relation.id.clone() });
            continue;
        }
        document.relations.insert(read.id, Rc::new(read));
    }
    document
}

/// A block from its object; `range` turns its offsets into a range.
#[must_use]
pub fn block_from(object: &BlockObject, range: impl Fn(u32, u32) -> Option<TextRange>) -> Option<Block> {
    Some(Block {
        id: BlockId(object.id),
        kind: BlockKind::parse(&object.kind, object.level)?,
        role: if object.role == "furniture" { Role::Furniture } else { Role::Body },
        range: range(object.start, object.end)?,
    })
}

fn provenance_from(object: &IntakeObject) -> Provenance {
    Provenance {
        file_name: Rc::from(object.file.as_deref().unwrap_or_default()),
        fixes: Fixes {
            byte_order_mark: object.byte_order_mark,
            crlf: object.crlf,
            cr: object.cr,
            nul: object.nul,
            surrogates: object.surrogates,
        },
    }
}

fn blocks_from(object: &Line, original: &Original, article: &Article, report: &mut Report<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::with_capacity(object.blocks.len());
    let mut ids = Table::new();
    for (number, block) in object.blocks.iter().enumerate() {
        report.path = format!("blocks[{number}]");
        let read = block_from(block, |start, end| original.range(article, start, end, Unit::CodePoint));
        let after_last = |read: &Block| blocks.last().is_none_or(|last| last.range.end() <= read.range.start());
        match read.filter(|read| after_last(read) && ids.insert(read.id, ()).is_none()) {
            Some(read) => blocks.push(read),
            None => report.tell(Problem::Value { found: format!("{} {}..{}", block.kind, block.start, block.end) }),
        }
    }
    // A reading view that leaves words out would hide them from the annotator.
    let text = article.text();
    let starts = blocks.iter().map(|block| block.range.start() as usize).chain([text.len()]);
    let ends = [0].into_iter().chain(blocks.iter().map(|block| block.range.end() as usize));
    let gap = ends.zip(starts).filter_map(|(end, start)| text.get(end..start)).find(|gap| !gap.trim().is_empty());
    let Some(gap) = gap else { return blocks };
    if !object.blocks.is_empty() {
        "blocks".clone_into(&mut report.path);
        report.tell(Problem::Value { found: gap.trim().chars().take(80).collect() });
    }
    Block::lines(text)
}

/// What is known of a document, from its object.
#[must_use]
pub fn about_from(object: &AboutObject, report: &mut Report<'_>) -> Meta {
    let MetaObject { title, url, site, author, published, retrieved, license, extra } = &object.meta;
    let status = Status::parse(&object.status).unwrap_or_else(|| {
        if !object.status.is_empty() {
            "status".clone_into(&mut report.path);
            report.tell(Problem::Value { found: object.status.clone() });
        }
        Status::New
    });
    let values: Vec<PairObject> = (object.doc_labels.iter())
        .map(|pair| PairObject { name: pair.layer.clone(), value: pair.label.clone() })
        .collect();
    Meta {
        title: shared(title).unwrap_or_else(|| Rc::from("")),
        byline: shared(author),
        published: shared(published),
        source_url: shared(url),
        site: shared(site),
        retrieved: shared(retrieved),
        license: shared(license),
        language: shared(&object.lang),
        extra: extra.iter().map(|pair| (Rc::from(pair.name.as_str()), Rc::from(pair.value.as_str()))).collect(),
        status,
        values: attributes_from(&values),
        annotator: object.annotator.as_deref().map(person_id),
        schema_version: object.used.max(1),
        copy_of: object.copy_of.as_deref().map(DocId::from),
        locked: object.locked,
    }
}

fn meta_from(object: &Line, report: &mut Report<'_>) -> Meta {
    let begun = object.status.is_empty() && !object.spans.is_empty();
    let about = AboutObject {
        lang: object.lang.clone(),
        meta: object.meta.clone(),
        doc_labels: object.doc_labels.clone(),
        used: object.schema.used,
        annotator: object.annotator.clone(),
        status: if begun { Status::InProgress.as_str().to_owned() } else { object.status.clone() },
        // A file says whose work each line is; what that makes of it is seen where it meets what is here.
        ..AboutObject::default()
    };
    about_from(&about, report)
}
