//! Documents about which everything is said that can be said.

use std::collections::BTreeMap;
use std::rc::Rc;

use manicule::model::{
    Annotation, AnnotationId, Article, Attributes, Block, BlockId, BlockKind, DocId, Document, Doubt, EntityId,
    FixedText, KindId, LabelId, Origin, PersonId, Provenance, Relation, RelationId, Role, Suggestion, TextRange,
    Timestamp, Verdict,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::pick;
use super::texts::{Place, boundaries, hard_text, places, span};
use super::values::{MetaSeed, attributes, bits, doubt, meta, moment, origin, provenance, readable, shared, verdict};

/// What a document may refer to.
pub(crate) struct Known<'a> {
    pub(crate) labels: &'a [LabelId],
    pub(crate) kinds: &'a [KindId],
    pub(crate) entities: &'a [EntityId],
    pub(crate) people: &'a [PersonId],
}

/// Who, when and how: what annotations and relations share.
type Made = (Attributes, Rc<str>, Option<u16>, Timestamp, Timestamp, Origin);

fn made() -> impl Strategy<Value = Made> {
    (attributes(), shared(), of(any::<u16>()), moment(), moment(), origin())
}

/// An annotation of a text that is not known yet; numbers stand for things that are.
#[derive(Clone, Debug)]
pub(crate) struct AnnotationSeed {
    id: u64,
    label: u16,
    places: Vec<Place>,
    entity: Option<u16>,
    doubt: Option<Doubt>,
    made: Made,
}

impl AnnotationSeed {
    pub(crate) fn id(&self) -> AnnotationId {
        AnnotationId::from_bits(self.id)
    }

    pub(crate) fn grow(&self, text: &str, known: &Known<'_>) -> Annotation {
        let (attributes, note, author, created, changed, origin) = self.made.clone();
        Annotation {
            id: self.id(),
            // One label in nine is none of the schema's: an older version may have had it.
            label: (!self.label.is_multiple_of(9))
                .then(|| pick(known.labels, self.label).cloned())
                .flatten()
                .unwrap_or_else(|| LabelId::from("gone")),
            span: span(text, &self.places),
            attributes,
            entity: self.entity.and_then(|number| pick(known.entities, number)).copied(),
            note,
            doubt: self.doubt.clone(),
            author: author.and_then(|number| pick(known.people, number)).copied(),
            created,
            changed,
            origin,
        }
    }
}

pub(crate) fn annotation() -> BoxedStrategy<AnnotationSeed> {
    (bits(), any::<u16>(), places(3), of(any::<u16>()), doubt(), made())
        .prop_map(|(id, label, places, entity, doubt, made)| AnnotationSeed { id, label, places, entity, doubt, made })
        .boxed()
}

#[derive(Clone, Debug)]
pub(crate) struct RelationSeed {
    id: u64,
    kind: u16,
    ends: (u16, u16),
    made: Made,
}

impl RelationSeed {
    /// `None` where there is nothing to relate.
    pub(crate) fn grow(&self, annotations: &[AnnotationId], known: &Known<'_>) -> Option<Relation> {
        let (attributes, note, author, created, changed, origin) = self.made.clone();
        Some(Relation {
            id: RelationId::from_bits(self.id),
            kind: pick(known.kinds, self.kind).cloned().unwrap_or_else(|| KindId::from("gone")),
            from: *pick(annotations, self.ends.0)?,
            to: *pick(annotations, self.ends.1)?,
            attributes,
            note,
            author: author.and_then(|number| pick(known.people, number)).copied(),
            created,
            changed,
            origin,
        })
    }
}

pub(crate) fn relation() -> BoxedStrategy<RelationSeed> {
    (bits(), any::<u16>(), any::<(u16, u16)>(), made())
        .prop_map(|(id, kind, ends, made)| RelationSeed { id, kind, ends, made })
        .boxed()
}

pub(crate) fn block_kind() -> impl Strategy<Value = BlockKind> {
    prop_oneof![
        1 => (1..=6_u8).prop_map(BlockKind::Heading),
        3 => select(&[
            BlockKind::Headline,
            BlockKind::Deck,
            BlockKind::Byline,
            BlockKind::Dateline,
            BlockKind::Paragraph,
            BlockKind::Quote,
            BlockKind::ListItem,
            BlockKind::Caption,
            BlockKind::Other,
        ][..]),
    ]
}

pub(crate) fn role() -> impl Strategy<Value = Role> {
    select(&[Role::Body, Role::Furniture][..])
}

/// A cut somewhere in the text, and what comes after it.
type Cut = (u16, BlockKind, Role);

/// Blocks between the cuts, each without the white space around it; together they hold every word.
fn blocks(text: &str, cuts: &[Cut], first_id: u32) -> Vec<Block> {
    let edges = boundaries(text);
    let mut at: Vec<_> = cuts.iter().map(|cut| (edges[usize::from(cut.0) % edges.len()], cut.1, cut.2)).collect();
    at.sort_by_key(|(place, _, _)| *place);
    at.insert(0, (0, BlockKind::Paragraph, Role::Body));
    let ends = at.iter().skip(1).map(|(place, _, _)| *place).chain(edges.last().copied()).collect::<Vec<_>>();
    let mut all = Vec::new();
    for ((start, kind, role), end) in at.into_iter().zip(ends) {
        let words = &text[start as usize..end as usize];
        let offset = |bytes: usize| u32::try_from(bytes).expect("a short text");
        let start = start + offset(words.len() - words.trim_start().len());
        let Some(range) = TextRange::new(start, start + offset(words.trim().len())) else { continue };
        let id = BlockId(first_id + 2 * offset(all.len()));
        all.push(Block { id, kind, role, range });
    }
    all
}

/// A document that has not met its project yet.
#[derive(Clone, Debug)]
pub(crate) struct DocumentSeed {
    pub(crate) id: String,
    text: FixedText,
    provenance: Provenance,
    meta: MetaSeed,
    cuts: (Vec<Cut>, u32),
    annotations: Vec<AnnotationSeed>,
    suggestions: Vec<(AnnotationSeed, Verdict)>,
    relations: Vec<RelationSeed>,
}

impl DocumentSeed {
    pub(crate) fn grow(&self, known: &Known<'_>) -> Document {
        let article = Article::with_provenance(self.text.clone(), self.provenance.clone());
        let text = article.text().clone();
        let annotations: BTreeMap<_, _> =
            self.annotations.iter().map(|seed| (seed.id(), Rc::new(seed.grow(&text, known)))).collect();
        let suggestions = self.suggestions.iter().map(|(seed, verdict)| {
            let (annotation, verdict) = (seed.grow(&text, known), *verdict);
            (seed.id(), Rc::new(Suggestion { annotation, verdict }))
        });
        let ids: Vec<_> = annotations.keys().copied().collect();
        let relations = self.relations.iter().filter_map(|seed| seed.grow(&ids, known));
        Document {
            id: DocId::from(self.id.as_str()),
            meta: Rc::new(self.meta.grow(known.people)),
            blocks: Rc::new(blocks(&text, &self.cuts.0, self.cuts.1).into_iter().map(Rc::new).collect()),
            article: Rc::new(article),
            suggestions: suggestions.collect(),
            relations: relations.map(|relation| (relation.id, Rc::new(relation))).collect(),
            annotations: annotations.into_iter().collect(),
        }
    }
}

pub(crate) fn document() -> BoxedStrategy<DocumentSeed> {
    let cuts = (vec((any::<u16>(), block_kind(), role()), 0..6), 0..3_u32);
    let shown = (readable(), hard_text(), provenance(), meta(), cuts);
    let said = (vec(annotation(), 0..7), vec((annotation(), verdict()), 0..4), vec(relation(), 0..4));
    (shown, said)
        .prop_map(|((id, text, provenance, meta, cuts), (annotations, suggestions, relations))| DocumentSeed {
            id,
            text,
            provenance,
            meta,
            cuts,
            annotations,
            suggestions,
            relations,
        })
        .boxed()
}
