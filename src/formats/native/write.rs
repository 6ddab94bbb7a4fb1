//! From the model to objects, and objects to lines.

use std::rc::Rc;

use super::object::{
    AboutObject, AnnotatorObject, BlockObject, DocLabelObject, DoubtObject, EntityObject, FragmentObject, GroupObject,
    IntakeObject, LengthObject, Line, LinkObject, Maybe, MetaObject, PairObject, ProjectObject, RelationObject,
    SchemaObject, SpanObject,
};
use super::schema_object::{layer, schema_object};
use super::{FORMAT, VERSION};
use crate::formats::json::{Permille, to_json};
use crate::formats::{Exported, TextFile};
use crate::model::order::{sort_and_dedup, sort_by, sort_by_key};
use crate::model::{
    About, AnchorDoubt, Annotation, Article, Attributes, Block, Document, Entity, EntityId, Meta, Origin, Person,
    PersonId, Project, Relation, Role, Suggestion, Table, Timestamp, Unit, Verdict,
};

/// Writes documents of a project, one line each, in the given order. The first line carries the schema and the
/// guidelines in full, and the entities and people that no line names.
///
/// # Panics
/// Never: the objects hold nothing that JSON cannot say.
#[must_use]
pub fn write(project: &Project, documents: &[Rc<Document>]) -> Exported {
    let mut named = (Vec::new(), Vec::new());
    for document in documents {
        let (entities, people) = names(document);
        named.0.extend(entities);
        named.1.extend(people);
    }
    sort_and_dedup(&mut named.0);
    sort_and_dedup(&mut named.1);
    let mut text = String::new();
    let mut lines = Lines::default();
    for (document, first) in documents.iter().zip(std::iter::once(true).chain(std::iter::repeat(false))) {
        let mut object = lines.next(project, document);
        if first {
            object.project.articles = u32::try_from(documents.len()).ok();
            let entities = project.entities.values().filter(|entity| named.0.binary_search(&entity.id).is_err());
            object.entities.extend(entities.map(|entity| entity_object(entity)));
            let people = project.people.values().filter(|person| named.1.binary_search(&person.id).is_err());
            object.annotators.extend(people.map(|person| person_object(person)));
        }
        text.push_str(&to_json(&object));
        text.push('\n');
    }
    Exported { files: vec![TextFile { name: "articles.jsonl".to_owned(), text }], losses: Vec::new() }
}

/// The lines of one file, one after another.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    known: Table<(String, Maybe), ()>,
}

impl Lines {
    /// The next line. The first one has the schema and the guidelines in full.
    #[must_use]
    pub fn next(&mut self, project: &Project, document: &Document) -> Line {
        let mut object = line(project, document, self.known.is_empty());
        // One line for each annotator of an article: a second of one person would be left out by whoever reads it.
        if self.known.insert((object.id.clone(), object.annotator.clone()), ()).is_some() {
            object.id = document.id.to_string();
        }
        object
    }
}

/// One document as an object; `full` for the schema and the guidelines in full.
#[must_use]
pub fn line(project: &Project, document: &Document, full: bool) -> Line {
    let (article, meta) = (&document.article, &document.meta);
    let lengths = article.lengths();
    let schema = &project.schema;
    let (entities, people) = names(document);
    let schema_object = if full {
        SchemaObject { used: meta.schema_version, ..schema_object(schema) }
    } else {
        let (id, version) = (schema.id.to_string(), schema.version);
        SchemaObject { id, version, used: meta.schema_version, ..SchemaObject::default() }
    };
    Line {
        format: FORMAT.to_owned(),
        version: VERSION.to_owned(),
        id: document.article_id().to_string(),
        text: article.text().to_string(),
        offset_unit: "codepoint".to_owned(),
        length: LengthObject { codepoints: lengths.code_points, utf16: lengths.utf16, utf8: lengths.bytes },
        spans: document.in_reading_order().into_iter().map(|a| span_object(a, article, project)).collect(),
        groups: groups(document, project),
        annotators: people.iter().filter_map(|id| project.people.get(id)).map(|person| person_object(person)).collect(),
        schema: schema_object,
        entities: entities
            .iter()
            .filter_map(|id| project.entities.get(id))
            .map(|entity| entity_object(entity))
            .collect(),
        project: ProjectObject {
            id: Some(project.id.to_string()),
            guidelines: some_text(&project.guidelines).filter(|_| full),
            ..project_object(&project.about())
        },
        ..stored_line(project, document)
    }
}

/// What a stored document says as a line: neither its text nor its annotations, which stand beside it, nor what follows from
/// these or is the project's.
#[must_use]
pub fn stored_line(project: &Project, document: &Document) -> Line {
    let (article, meta) = (&document.article, &document.meta);
    let mut relations: Vec<_> = document.relations.values().collect();
    sort_by_key(&mut relations, |relation| relation.id);
    let mut suggestions: Vec<_> = document.suggestions.values().collect();
    sort_by(&mut suggestions, |a, b| a.annotation.reading_order(&b.annotation));
    let fixes = article.provenance().fixes;
    Line {
        text_sha256: article.sha256().to_owned(),
        lang: maybe(meta.language.as_ref()),
        meta: meta_object(meta),
        blocks: document.blocks.iter().map(|block| block_object(block, article)).collect(),
        relations: relations.into_iter().map(|relation| relation_object(relation)).collect(),
        doc_labels: doc_labels(meta),
        schema: SchemaObject { used: meta.schema_version, ..SchemaObject::default() },
        annotator: meta.annotator.map(|id| id.to_string()),
        status: meta.status.as_str().to_owned(),
        suggestions: suggestions.into_iter().map(|s| suggestion_object(s, article, project)).collect(),
        intake: IntakeObject {
            file: some_text(&article.provenance().file_name),
            byte_order_mark: fixes.byte_order_mark,
            crlf: fixes.crlf,
            cr: fixes.cr,
            nul: fixes.nul,
            surrogates: fixes.surrogates,
        },
        ..Line::default()
    }
}

/// The entities and people that a document names, each once, sorted.
fn names(document: &Document) -> (Vec<EntityId>, Vec<PersonId>) {
    let all =
        || document.annotations.values().map(|a| &**a).chain(document.suggestions.values().map(|s| &s.annotation));
    let mut entities: Vec<EntityId> = all().filter_map(|annotation| annotation.entity).collect();
    let authors = all().filter_map(|annotation| annotation.author);
    let linkers = document.relations.values().filter_map(|relation| relation.author);
    let mut people: Vec<PersonId> = authors.chain(linkers).chain(document.meta.annotator).collect();
    sort_and_dedup(&mut entities);
    sort_and_dedup(&mut people);
    (entities, people)
}

fn groups(document: &Document, project: &Project) -> Vec<GroupObject> {
    let mut all: Vec<GroupObject> = Vec::new();
    for annotation in document.in_reading_order() {
        let Some(entity) = annotation.entity.and_then(|id| project.entities.get(&id)) else { continue };
        let id = entity.id.to_string();
        let member = annotation.id.to_string();
        match all.iter_mut().find(|group| group.id == id) {
            Some(group) => group.members.push(member),
            None => all.push(GroupObject {
                id,
                kind: "coreference".to_owned(),
                label: entity.name.to_string(),
                members: vec![member],
            }),
        }
    }
    all
}

fn maybe(text: Option<&Rc<str>>) -> Maybe {
    text.map(ToString::to_string)
}

fn some_text(text: &str) -> Maybe {
    (!text.is_empty()).then(|| text.to_owned())
}

fn moment(at: Timestamp) -> Maybe {
    (at != Timestamp::default()).then(|| at.to_string())
}

fn pairs(attributes: &Attributes) -> Vec<PairObject> {
    (attributes.iter())
        .flat_map(|(name, values)| values.iter().map(move |value| (name, value)))
        .map(|(name, value)| PairObject { name: name.to_string(), value: value.to_string() })
        .collect()
}

/// What is known of a document, as stored records say it.
#[must_use]
pub fn about_object(meta: &Meta) -> AboutObject {
    AboutObject {
        lang: maybe(meta.language.as_ref()),
        meta: meta_object(meta),
        doc_labels: doc_labels(meta),
        used: meta.schema_version,
        annotator: meta.annotator.map(|id| id.to_string()),
        status: meta.status.as_str().to_owned(),
        copy_of: meta.copy_of.as_ref().map(ToString::to_string),
        locked: meta.locked,
    }
}

fn doc_labels(meta: &Meta) -> Vec<DocLabelObject> {
    let label = |pair: PairObject| DocLabelObject { layer: pair.name, label: pair.value };
    pairs(&meta.values).into_iter().map(label).collect()
}

fn meta_object(meta: &Meta) -> MetaObject {
    let pair = |(name, value): &(Rc<str>, Rc<str>)| PairObject { name: name.to_string(), value: value.to_string() };
    MetaObject {
        title: some_text(&meta.title),
        url: maybe(meta.source_url.as_ref()),
        site: maybe(meta.site.as_ref()),
        author: maybe(meta.byline.as_ref()),
        published: maybe(meta.published.as_ref()),
        retrieved: maybe(meta.retrieved.as_ref()),
        license: maybe(meta.license.as_ref()),
        extra: meta.extra.iter().map(pair).collect(),
    }
}

/// A block.
#[must_use]
pub fn block_object(block: &Block, article: &Article) -> BlockObject {
    let (kind, level) = block.kind.as_str();
    let (start, end) = article.offsets(block.range, Unit::CodePoint).unwrap_or_default();
    let role = if block.role == Role::Body { "body" } else { "furniture" };
    BlockObject { id: block.id.0, kind: kind.to_owned(), level, role: role.to_owned(), start, end }
}

/// An annotation.
#[must_use]
pub fn span_object(annotation: &Annotation, article: &Article, project: &Project) -> SpanObject {
    let fragment = |range| {
        let (start, end) = article.offsets(range, Unit::CodePoint).unwrap_or_default();
        let (start_utf16, end_utf16) = article.offsets(range, Unit::Utf16).unwrap_or_default();
        FragmentObject { start, end, start_utf16, end_utf16, text: article.quote(range).to_owned() }
    };
    let link = annotation.entity.and_then(|id| project.entities.get(&id)).and_then(|entity| entity.link.as_ref());
    let (origin, engine, score, original_id) = origin_parts(&annotation.origin);
    SpanObject {
        id: annotation.id.to_string(),
        layer: layer(project.schema.kind_of(&annotation.label)),
        label: annotation.label.to_string(),
        fragments: annotation.span.fragments().map(fragment).collect(),
        attrs: pairs(&annotation.attributes),
        links: link.map(|url| LinkObject { kb: "url".to_owned(), id: url.to_string() }).into_iter().collect(),
        note: some_text(&annotation.note),
        entity: annotation.entity.map(|id| id.to_string()),
        doubt: annotation.doubt.as_ref().map(|doubt| DoubtObject {
            source: if doubt.source == AnchorDoubt::Person { "person" } else { "moved" }.to_owned(),
            reason: doubt.reason.to_string(),
        }),
        by: annotation.author.map(|id| id.to_string()),
        at: moment(annotation.created),
        changed: moment(annotation.changed),
        origin,
        engine,
        score,
        original_id,
        status: "final".to_owned(),
    }
}

/// A suggestion.
#[must_use]
pub fn suggestion_object(suggestion: &Suggestion, article: &Article, project: &Project) -> SpanObject {
    let status = if suggestion.verdict == Verdict::Open { "suggested" } else { "rejected" };
    SpanObject { status: status.to_owned(), ..span_object(&suggestion.annotation, article, project) }
}

fn origin_parts(origin: &Origin) -> (String, Maybe, Option<Permille>, Maybe) {
    match origin {
        Origin::Person => ("human".to_owned(), None, None, None),
        Origin::Engine { id, permille } => ("model".to_owned(), Some(id.to_string()), permille.map(Permille), None),
        Origin::Import { format, original_id } => {
            ("import".to_owned(), Some(format.to_string()), None, Some(original_id.to_string()))
        }
    }
}

/// A relation.
#[must_use]
pub fn relation_object(relation: &Relation) -> RelationObject {
    let (origin, engine, score, original_id) = origin_parts(&relation.origin);
    RelationObject {
        id: relation.id.to_string(),
        label: relation.kind.to_string(),
        from: relation.from.to_string(),
        to: relation.to.to_string(),
        directed: true,
        attrs: pairs(&relation.attributes),
        note: some_text(&relation.note),
        by: relation.author.map(|id| id.to_string()),
        at: moment(relation.created),
        changed: moment(relation.changed),
        origin,
        engine,
        score,
        original_id,
        status: "final".to_owned(),
    }
}

/// A real-world thing.
#[must_use]
pub fn entity_object(entity: &Entity) -> EntityObject {
    EntityObject {
        id: entity.id.to_string(),
        name: entity.name.to_string(),
        link: maybe(entity.link.as_ref()),
        note: some_text(&entity.note),
    }
}

/// What a project says of itself.
#[must_use]
pub fn project_object(about: &About) -> ProjectObject {
    let About { name, guidelines } = about;
    ProjectObject { name: some_text(name), guidelines: some_text(guidelines), ..ProjectObject::default() }
}

/// An annotator.
#[must_use]
pub fn person_object(person: &Person) -> AnnotatorObject {
    AnnotatorObject { id: person.id.to_string(), name: some_text(&person.name) }
}
