//! From lines to the model. Reads what can be read and reports the rest; the words of a fragment have the last say
//! about where it stands.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::object::{EntityObject, IntakeObject, Line, Maybe, MetaObject, PairObject, RelationObject, SpanObject};
use super::{FORMAT, schema_from};
use crate::formats::{Imported, Issue, Problem};
use crate::model::id::bits_for_foreign_name;
use crate::model::{
    AnchorDoubt, Annotation, AnnotationId, Article, Attributes, Block, BlockId, BlockKind, DocId, Document, Doubt,
    Entity, EntityId, FixedText, Fixes, KindId, LabelId, Meta, Origin, Person, PersonId, ProjectId, Provenance,
    Relation, RelationId, Role, Span, Status, Suggestion, TextRange, Timestamp, Unit, Verdict,
};

/// Longest line that is read, in bytes.
pub const LINE_LIMIT: usize = 50_000_000;

/// Reads a file of this format. `file` is its name, for the report.
#[must_use]
pub fn read(file: &str, text: &str) -> Imported {
    let mut imported = Imported::default();
    for (line, number) in text.strip_prefix('\u{feff}').unwrap_or(text).split('\n').zip(1..) {
        if line.trim().is_empty() {
            continue;
        }
        let mut report = Report { file, line: number, path: String::new(), issues: &mut imported.issues };
        let object = match parse(line) {
            Ok(object) => object,
            Err(problem) => {
                report.tell(problem);
                continue;
            }
        };
        let document = document_from(&object, &mut report);
        if imported.documents.iter().any(|known| known.id == document.id) {
            report.tell(Problem::Duplicate { id: object.id });
            continue;
        }
        gather(&mut imported, &object);
        imported.documents.push(Rc::new(document));
    }
    imported
}

/// One line as an object.
///
/// # Errors
/// [`Problem::Malformed`], [`Problem::Foreign`] or [`Problem::TooLarge`].
pub fn parse(line: &str) -> Result<Line, Problem> {
    if line.len() > LINE_LIMIT {
        return Err(Problem::TooLarge { limit: LINE_LIMIT });
    }
    let object: Line = serde_json::from_str(line).map_err(|error| malformed(&error))?;
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

/// What the JSON parser says, without the place it adds itself.
#[must_use]
pub fn malformed(error: &serde_json::Error) -> Problem {
    let words = error.to_string();
    let detail = words.split(" at line ").next().unwrap_or_default().to_owned();
    Problem::Malformed { column: error.column(), detail }
}

/// Takes over what a line says of the project around it.
fn gather(imported: &mut Imported, object: &Line) {
    for person in &object.annotators {
        let id = person_id(&person.id);
        if !imported.people.iter().any(|known| known.id == id) {
            let name = Rc::from(person.name.as_deref().unwrap_or_default());
            imported.people.push(Rc::new(Person { id, name }));
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
            let text = |text: &Maybe| Rc::from(text.as_deref().unwrap_or_default());
            let id = id.parse().unwrap_or_else(|_| ProjectId::from_bits(bits_for_foreign_name(id)));
            (id, text(&object.project.name), text(&object.project.guidelines))
        });
    }
}

/// Where problems are told.
pub struct Report<'a> {
    /// The file.
    pub file: &'a str,
    /// The line, from 1.
    pub line: usize,
    /// The place on the line.
    pub path: String,
    /// What was told so far.
    pub issues: &'a mut Vec<Issue>,
}

impl Report<'_> {
    fn tell(&mut self, problem: Problem) {
        self.issues.push(Issue { file: self.file.to_owned(), line: self.line, path: self.path.clone(), problem });
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
    let mut ids = BTreeMap::new();
    for (number, span) in object.spans.iter().enumerate() {
        report.path = format!("spans[{number}]");
        let Some(annotation) = annotation_from(span, &document.article, Some(&original), report) else { continue };
        if document.annotations.contains_key(&annotation.id) {
            report.tell(Problem::Duplicate { id: span.id.clone() });
            continue;
        }
        ids.insert(span.id.as_str(), annotation.id);
        document.annotations.insert(annotation.id, Rc::new(annotation));
    }
    for (number, span) in object.suggestions.iter().enumerate() {
        report.path = format!("suggestions[{number}]");
        let Some(annotation) = annotation_from(span, &document.article, Some(&original), report) else { continue };
        let verdict = if span.status == "rejected" { Verdict::Rejected } else { Verdict::Open };
        document.suggestions.insert(annotation.id, Rc::new(Suggestion { annotation, verdict }));
    }
    for (number, relation) in object.relations.iter().enumerate() {
        report.path = format!("relations[{number}]");
        let missing = [&relation.from, &relation.to].into_iter().find(|end| !ids.contains_key(end.as_str()));
        if let Some(end) = missing {
            report.tell(Problem::MissingEnd { id: end.clone() });
            continue;
        }
        let relation = Rc::new(relation_from(relation, report));
        document.relations.insert(relation.id, relation);
    }
    document
}

/// The text as the file has it, and as it will stay: offsets count in the first.
struct Original {
    fixed: FixedText,
    /// Only where the two differ.
    index: Option<(String, crate::model::TextIndex)>,
}

impl Original {
    fn new(text: &str) -> Self {
        let fixed = FixedText::new(text);
        let index = (fixed.text != text).then(|| (text.to_owned(), crate::model::TextIndex::new(text)));
        Self { fixed, index }
    }

    /// The range between two offsets of the file, in the text as it will stay.
    fn range(&self, article: &Article, start: u32, end: u32, unit: Unit) -> Option<TextRange> {
        let Some((text, index)) = &self.index else { return article.range(start, end, unit) };
        let place = |at| index.convert(text, at, unit, Unit::Byte).map(|byte| self.fixed.map(byte));
        TextRange::new(place(start)?, place(end)?)
    }
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
    for (number, block) in object.blocks.iter().enumerate() {
        report.path = format!("blocks[{number}]");
        let kind = BlockKind::parse(&block.kind, block.level);
        let range = original.range(article, block.start, block.end, Unit::CodePoint);
        let after_last = |range: &TextRange| blocks.last().is_none_or(|last| last.range.end() <= range.start());
        match (kind, range.filter(after_last)) {
            (Some(kind), Some(range)) => {
                let role = if block.role == "furniture" { Role::Furniture } else { Role::Body };
                blocks.push(Block { id: BlockId(block.id), kind, role, range });
            }
            (kind, _) => {
                let found = if kind.is_none() { block.kind.clone() } else { format!("{}..{}", block.start, block.end) };
                report.tell(Problem::Value { found });
            }
        }
    }
    // A reading view that leaves words out would hide them from the annotator.
    let covered = |line: &Block| blocks.iter().any(|block| block.range.overlaps(line.range));
    let lines = Block::lines(article.text());
    if blocks.is_empty() || !lines.iter().all(covered) { lines } else { blocks }
}

fn shared(text: &Maybe) -> Option<Rc<str>> {
    text.as_deref().map(Rc::from)
}

fn meta_from(object: &Line, report: &mut Report<'_>) -> Meta {
    let MetaObject { title, url, site, author, published, retrieved, license, extra } = &object.meta;
    let status = Status::parse(&object.status).unwrap_or_else(|| {
        if !object.status.is_empty() {
            "status".clone_into(&mut report.path);
            report.tell(Problem::Value { found: object.status.clone() });
        }
        if object.spans.is_empty() { Status::New } else { Status::InProgress }
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
        schema_version: object.schema.used.max(1),
    }
}

fn attributes_from(pairs: &[PairObject]) -> Attributes {
    let mut all = Attributes::new();
    for pair in pairs {
        all.entry(pair.name.as_str().into()).or_default().push(Rc::from(pair.value.as_str()));
    }
    all
}

fn person_id(name: &str) -> PersonId {
    name.parse().unwrap_or_else(|_| PersonId::from_bits(bits_for_foreign_name(name)))
}

fn annotation_id(name: &str) -> AnnotationId {
    name.parse().unwrap_or_else(|_| AnnotationId::from_bits(bits_for_foreign_name(name)))
}

/// A real-world thing from its object.
#[must_use]
pub fn entity_from(object: &EntityObject) -> Entity {
    Entity {
        id: object.id.parse().unwrap_or_else(|_| EntityId::from_bits(bits_for_foreign_name(&object.id))),
        name: Rc::from(object.name.as_str()),
        link: shared(&object.link),
        note: Rc::from(object.note.as_deref().unwrap_or_default()),
    }
}

fn moment(text: &Maybe, report: &mut Report<'_>) -> Timestamp {
    let Some(text) = text else { return Timestamp::default() };
    Timestamp::parse(text).unwrap_or_else(|| {
        report.tell(Problem::Value { found: text.clone() });
        Timestamp::default()
    })
}

/// An id that is not in our form stays known as the original id.
fn origin_from(origin: &str, engine: &Maybe, score: Option<f64>, original_id: &Maybe, foreign: Option<&str>) -> Origin {
    let engine_id = Rc::from(engine.as_deref().unwrap_or_default());
    match origin {
        "model" | "rule" => Origin::Engine { id: engine_id, permille: permille(score) },
        "import" => {
            Origin::Import { format: engine_id, original_id: Rc::from(original_id.as_deref().unwrap_or_default()) }
        }
        _ => match foreign {
            Some(id) => Origin::Import { format: Rc::from(super::INFO.id), original_id: Rc::from(id) },
            None => Origin::Person,
        },
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=1000 first")]
fn permille(score: Option<f64>) -> u16 {
    (score.unwrap_or(0.0) * 1000.0).round().clamp(0.0, 1000.0) as u16
}

/// An annotation from its object; `None`, with a report, when its words are not in the text. `original` is given
/// where the text had to be fixed.
fn annotation_from(
    object: &SpanObject,
    article: &Article,
    original: Option<&Original>,
    report: &mut Report<'_>,
) -> Option<Annotation> {
    let id = annotation_id(&object.id);
    let foreign = (object.id != id.to_string()).then_some(object.id.as_str());
    let mut moved = None;
    let mut ranges = Vec::with_capacity(object.fragments.len());
    for fragment in &object.fragments {
        let at = |start, end, unit| match original {
            Some(original) => original.range(article, start, end, unit),
            None => article.range(start, end, unit),
        };
        let quote = FixedText::new(&fragment.text).text;
        let fits = |range: &TextRange| fragment.text.is_empty() || article.quote(*range) == quote;
        let here = at(fragment.start, fragment.end, Unit::CodePoint).filter(fits);
        let here = here.or_else(|| at(fragment.start_utf16, fragment.end_utf16, Unit::Utf16).filter(fits));
        let range = here.or_else(|| {
            moved = Some(quote.clone());
            nearest(article, &quote, fragment.start)
        });
        let Some(range) = range else {
            report.tell(Problem::NotInText { quote });
            return None;
        };
        ranges.push(range);
    }
    let Some(span) = Span::new(ranges) else {
        report.tell(Problem::NoFragments);
        return None;
    };
    let mut doubt = object.doubt.as_ref().map(|doubt| Doubt {
        source: if doubt.source == "moved" { AnchorDoubt::Moved } else { AnchorDoubt::Person },
        reason: Rc::from(doubt.reason.as_str()),
    });
    if let Some(quote) = moved {
        report.tell(Problem::Moved { quote });
        doubt = doubt.or_else(|| Some(Doubt { source: AnchorDoubt::Moved, reason: Rc::from("") }));
    }
    Some(Annotation {
        id,
        label: LabelId::from(object.label.as_str()),
        span,
        attributes: attributes_from(&object.attrs),
        entity: object
            .entity
            .as_deref()
            .map(|id| id.parse().unwrap_or_else(|_| EntityId::from_bits(bits_for_foreign_name(id)))),
        note: Rc::from(object.note.as_deref().unwrap_or_default()),
        doubt,
        author: object.by.as_deref().map(person_id),
        created: moment(&object.at, report),
        changed: moment(&object.changed, report),
        origin: origin_from(&object.origin, &object.engine, object.score, &object.original_id, foreign),
    })
}

/// An annotation from a record of our own store, whose text is as it was.
#[must_use]
pub fn stored_annotation(object: &SpanObject, article: &Article, report: &mut Report<'_>) -> Option<Annotation> {
    annotation_from(object, article, None, report)
}

/// Where `quote` stands nearest to the code point `at`.
fn nearest(article: &Article, quote: &str, at: u32) -> Option<TextRange> {
    if quote.is_empty() {
        return None;
    }
    let lengths = article.lengths();
    let wanted = article.convert(at.min(lengths.code_points), Unit::CodePoint, Unit::Byte)?;
    let places = article.text().match_indices(quote).filter_map(|(place, _)| u32::try_from(place).ok());
    let start = places.min_by_key(|place| place.abs_diff(wanted))?;
    TextRange::new(start, start + u32::try_from(quote.len()).ok()?)
}

/// A relation from its object.
#[must_use]
pub fn relation_from(object: &RelationObject, report: &mut Report<'_>) -> Relation {
    let id = object.id.parse().unwrap_or_else(|_| RelationId::from_bits(bits_for_foreign_name(&object.id)));
    let foreign = (object.id != id.to_string()).then_some(object.id.as_str());
    Relation {
        id,
        kind: KindId::from(object.label.as_str()),
        from: annotation_id(&object.from),
        to: annotation_id(&object.to),
        attributes: attributes_from(&object.attrs),
        note: Rc::from(object.note.as_deref().unwrap_or_default()),
        author: object.by.as_deref().map(person_id),
        created: moment(&object.at, report),
        changed: moment(&object.changed, report),
        origin: origin_from(&object.origin, &object.engine, object.score, &object.original_id, foreign),
    }
}
