//! Values that stand by themselves: moments, attributes, origins, people, things.

use std::rc::Rc;

use manicule::model::{
    AnchorDoubt, AttributeName, Attributes, DocId, Doubt, Entity, EntityId, Fixes, Meta, Origin, Person, PersonId,
    Provenance, Status, Timestamp, Verdict,
};
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::pick;
use super::texts::words;

/// Bits of a random id, with the edges.
pub(crate) fn bits() -> impl Strategy<Value = u64> {
    prop_oneof![6 => any::<u64>(), 1 => Just(0), 1 => Just(u64::MAX)]
}

pub(crate) fn shared() -> impl Strategy<Value = Rc<str>> {
    words().prop_map(Rc::from)
}

pub(crate) fn maybe() -> impl Strategy<Value = Option<Rc<str>>> {
    of(shared())
}

/// An id that people may read: never empty.
pub(crate) fn readable() -> impl Strategy<Value = String> {
    words().prop_map(|text| if text.is_empty() { "id".to_owned() } else { text })
}

/// Every moment that RFC 3339 can say, in milliseconds; also *not known* (0).
pub(crate) fn moment() -> impl Strategy<Value = Timestamp> {
    prop_oneof![
        2 => Just(0),
        4 => 1_600_000_000_000..2_000_000_000_000_i64,
        1 => -62_167_219_200_000..=253_402_300_799_999_i64,
    ]
    .prop_map(Timestamp)
}

/// Attributes; one that is there has at least one value.
pub(crate) fn attributes() -> BoxedStrategy<Attributes> {
    let name = readable().prop_map(|name| AttributeName::from(name.as_str()));
    btree_map(name, vec(shared(), 1..4), 0..3).prop_map(|all| all.into_iter().collect()).boxed()
}

pub(crate) fn origin() -> BoxedStrategy<Origin> {
    prop_oneof![
        2 => Just(Origin::Person),
        1 => (shared(), proptest::option::of(0..=1000_u16)).prop_map(|(id, permille)| Origin::Engine { id, permille }),
        1 => (shared(), shared()).prop_map(|(format, original_id)| Origin::Import { format, original_id }),
    ]
    .boxed()
}

pub(crate) fn doubt() -> impl Strategy<Value = Option<Doubt>> {
    let source = select(&[AnchorDoubt::Person, AnchorDoubt::Moved][..]);
    of((source, shared()).prop_map(|(source, reason)| Doubt { source, reason }))
}

pub(crate) fn verdict() -> impl Strategy<Value = Verdict> {
    select(&[Verdict::Open, Verdict::Rejected][..])
}

pub(crate) fn status() -> impl Strategy<Value = Status> {
    select(Status::ALL.map(|(status, _)| status).to_vec())
}

pub(crate) fn person() -> impl Strategy<Value = Person> {
    (bits(), shared()).prop_map(|(id, name)| Person { id: PersonId::from_bits(id), name })
}

pub(crate) fn entity() -> BoxedStrategy<Entity> {
    (bits(), shared(), maybe(), shared())
        .prop_map(|(id, name, link, note)| Entity { id: EntityId::from_bits(id), name, link, note })
        .boxed()
}

pub(crate) fn provenance() -> BoxedStrategy<Provenance> {
    let number = || prop_oneof![Just(0), any::<u32>()];
    let fixes = (any::<bool>(), number(), number(), number(), number());
    (shared(), fixes)
        .prop_map(|(file_name, (byte_order_mark, crlf, cr, nul, surrogates))| Provenance {
            file_name,
            fixes: Fixes { byte_order_mark, crlf, cr, nul, surrogates },
        })
        .boxed()
}

/// What is known of a document; `annotator` is a number that stands for a person.
#[derive(Clone, Debug)]
pub(crate) struct MetaSeed {
    meta: Meta,
    annotator: Option<u16>,
}

impl MetaSeed {
    pub(crate) fn grow(&self, people: &[PersonId]) -> Meta {
        Meta { annotator: self.annotator.and_then(|number| pick(people, number)).copied(), ..self.meta.clone() }
    }
}

pub(crate) fn meta() -> BoxedStrategy<MetaSeed> {
    let known = (shared(), maybe(), maybe(), maybe(), maybe(), maybe(), maybe(), maybe());
    let beside = (of(readable()), any::<bool>());
    let said = (vec((shared(), shared()), 0..3), status(), attributes(), 1..4_u32, of(any::<u16>()), beside);
    (known, said)
        .prop_map(|(known, said)| {
            let (title, byline, published, source_url, site, retrieved, license, language) = known;
            let (extra, status, values, schema_version, annotator, (copy_of, locked)) = said;
            let meta = Meta {
                title,
                byline,
                published,
                source_url,
                site,
                retrieved,
                license,
                language,
                extra,
                status,
                values,
                annotator: None,
                schema_version,
                copy_of: copy_of.as_deref().map(DocId::from),
                locked,
            };
            MetaSeed { meta, annotator }
        })
        .boxed()
}
