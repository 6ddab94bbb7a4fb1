//! One thing at a time from its object: annotations, relations, entities. Used for lines and for stored records.

use std::rc::Rc;

use super::object::{AnnotatorObject, EntityObject, Maybe, PairObject, ProjectObject, RelationObject, SpanObject};
use crate::formats::json::Permille;
use crate::formats::{Issue, Problem};
use crate::model::id::bits_for_foreign_name;
use crate::model::{
    About, AnchorDoubt, Annotation, AnnotationId, Article, Attributes, Doubt, Entity, EntityId, FixedText, KindId,
    LabelId, Origin, Person, PersonId, Relation, RelationId, Span, TextIndex, TextRange, Timestamp, Unit,
};

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
    pub(super) fn tell(&mut self, problem: Problem) {
        self.issues.push(Issue { file: self.file.to_owned(), line: self.line, path: self.path.clone(), problem });
    }
}

/// The text as the file has it, and as it will stay: offsets count in the first.
pub(super) struct Original {
    pub(super) fixed: FixedText,
    /// Only where the two differ.
    index: Option<(String, TextIndex)>,
}

impl Original {
    pub(super) fn new(text: &str) -> Self {
        let fixed = FixedText::new(text);
        let index = (fixed.text != text).then(|| (text.to_owned(), TextIndex::new(text)));
        Self { fixed, index }
    }

    /// The range between two offsets of the file, in the text as it will stay.
    pub(super) fn range(&self, article: &Article, start: u32, end: u32, unit: Unit) -> Option<TextRange> {
        let Some((text, index)) = &self.index else { return article.range(start, end, unit) };
        let place = |at| index.convert(text, at, unit, Unit::Byte).map(|byte| self.fixed.map(byte));
        TextRange::new(place(start)?, place(end)?).filter(|range| range.of(article.text()).is_some())
    }
}

pub(super) fn shared(text: &Maybe) -> Option<Rc<str>> {
    text.as_deref().map(Rc::from)
}

pub(super) fn attributes_from(pairs: &[PairObject]) -> Attributes {
    let mut all = Attributes::new();
    for pair in pairs {
        let name = pair.name.as_str().into();
        let mut values: Vec<Rc<str>> = all.get(&name).cloned().unwrap_or_default();
        values.push(Rc::from(pair.value.as_str()));
        all.insert(name, values);
    }
    all
}

/// The id of a person from its name in a file.
#[must_use]
pub fn person_id(name: &str) -> PersonId {
    name.parse().unwrap_or_else(|_| PersonId::from_bits(bits_for_foreign_name(name)))
}

fn annotation_id(name: &str) -> AnnotationId {
    name.parse().unwrap_or_else(|_| AnnotationId::from_bits(bits_for_foreign_name(name)))
}

/// An annotator from their object.
#[must_use]
pub fn person_from(object: &AnnotatorObject) -> Person {
    Person { id: person_id(&object.id), name: Rc::from(object.name.as_deref().unwrap_or_default()) }
}

/// What a project says of itself, from its object.
#[must_use]
pub fn project_from(object: &ProjectObject) -> About {
    let text = |text: &Option<String>| Rc::from(text.as_deref().unwrap_or_default());
    About { name: text(&object.name), guidelines: text(&object.guidelines) }
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
fn origin_from(
    origin: &str,
    engine: &Maybe,
    score: Option<Permille>,
    original_id: &Maybe,
    foreign: Option<&str>,
) -> Origin {
    let engine_id = Rc::from(engine.as_deref().unwrap_or_default());
    match origin {
        "model" | "rule" => Origin::Engine { id: engine_id, permille: score.map(|score| score.0) },
        "import" => {
            let original_id = original_id.as_deref().or(foreign).unwrap_or_default();
            Origin::Import { format: engine_id, original_id: Rc::from(original_id) }
        }
        _ => match foreign {
            Some(id) => Origin::Import { format: Rc::from(super::INFO.id), original_id: Rc::from(id) },
            None => Origin::Person,
        },
    }
}

/// An annotation from its object; `None`, with a report, when its words are not in the text. `original` is given
/// where the text had to be fixed.
pub(super) fn annotation_from(
    object: &SpanObject,
    article: &Article,
    original: Option<&Original>,
    report: &mut Report<'_>,
) -> Option<Annotation> {
    // One without an id is named after its place, so that the same file gives the same ids.
    let id = annotation_id(if object.id.is_empty() { &report.path } else { &object.id });
    let foreign = (object.id != id.to_string()).then_some(object.id.as_str());
    let mut moved = None;
    let mut ranges = Vec::with_capacity(object.fragments.len());
    for fragment in &object.fragments {
        let at = |start, end, unit| match original {
            Some(original) => original.range(article, start, end, unit),
            None => article.range(start, end, unit),
        };
        let quote = FixedText::new(&fragment.text).text;
        // Words of a fixed text are right as they stand (they may begin with a byte order mark); words of an unfixed
        // one were fixed with it.
        let is_quote = |words: &str| words == fragment.text || words == quote;
        let fits = |range: &TextRange| fragment.text.is_empty() || is_quote(article.quote(*range));
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
