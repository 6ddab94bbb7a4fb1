//! Raw changes of every kind, each fitting the project it is made for.

use std::rc::Rc;

use manicule::edit::{Change, Selection, StepKind, StepName, Swap, Transaction, apply};
use manicule::model::{About, Block, BlockKind, Entity, Person, Project, Role, Schema, Suggestion, Verdict};
use proptest::collection::vec;
use proptest::prelude::*;

use super::documents::{AnnotationSeed, DocumentSeed, RelationSeed, annotation, block_kind, document, relation, role};
use super::pick;
use super::projects::Register;
use super::schemas::schema;
use super::seeds::document_of;
use super::texts::words;
use super::values::{MetaSeed, entity, meta, person, verdict};

/// A value to come, or nothing for a deletion. The first number stands for a document, the second for the thing that is
/// changed; an odd second number makes a new thing.
type Wish<T> = (u16, u16, Option<T>);

/// A change of a project that is not known yet.
#[derive(Clone, Debug)]
pub(crate) enum ChangeSeed {
    Annotation(Wish<AnnotationSeed>),
    Relation(Wish<RelationSeed>),
    Suggestion(Wish<(AnnotationSeed, Verdict)>),
    Block(u16, u16, BlockKind, Role),
    Meta(u16, MetaSeed),
    Document(u16, u16, Option<Box<DocumentSeed>>),
    Entity(u16, Option<Entity>),
    Place(u16, u16),
    Schema(Schema),
    Person(u16, Option<Person>),
    About(String, String),
}

fn wish<T: std::fmt::Debug>(after: impl Strategy<Value = T>) -> impl Strategy<Value = Wish<T>> {
    (any::<u16>(), any::<u16>(), proptest::option::weighted(0.8, after))
}

pub(crate) fn change() -> BoxedStrategy<ChangeSeed> {
    let number = any::<u16>;
    prop_oneof![
        wish(annotation()).prop_map(ChangeSeed::Annotation),
        wish(relation()).prop_map(ChangeSeed::Relation),
        wish((annotation(), verdict())).prop_map(ChangeSeed::Suggestion),
        (number(), number(), block_kind(), role())
            .prop_map(|(document, block, kind, role)| ChangeSeed::Block(document, block, kind, role)),
        (number(), meta()).prop_map(|(document, meta)| ChangeSeed::Meta(document, meta)),
        wish(document().prop_map(Box::new))
            .prop_map(|(document, place, after)| ChangeSeed::Document(document, place, after)),
        (number(), number()).prop_map(|(document, place)| ChangeSeed::Place(document, place)),
        (number(), proptest::option::of(entity())).prop_map(|(which, after)| ChangeSeed::Entity(which, after)),
        schema().prop_map(ChangeSeed::Schema),
        (number(), proptest::option::of(person())).prop_map(|(which, after)| ChangeSeed::Person(which, after)),
        (words(), words()).prop_map(|(name, guidelines)| ChangeSeed::About(name, guidelines)),
    ]
    .boxed()
}

pub(crate) fn changes() -> impl Strategy<Value = Vec<ChangeSeed>> {
    vec(change(), 1..10)
}

/// A swap in a map: of the thing that the number stands for, or of a new one.
macro_rules! swap_in {
    ($map:expr, $number:expr, $after:expr, $($id:ident).+) => {{
        let map = $map;
        let keys: Vec<_> = map.keys().cloned().collect();
        let old = pick(&keys, $number / 2).and_then(|key| map.get(key)).cloned();
        match ($after, old) {
            // An odd number makes a new thing, unless its id is taken.
            (Some(after), old) => {
                let mut after = after;
                match old.filter(|_| $number % 2 == 0) {
                    Some(old) => {
                        after.$($id).+ = old.$($id).+.clone();
                        Some(Swap::changed(old, Rc::new(after)))
                    }
                    None if map.contains_key(&after.$($id).+) => None,
                    None => Some(Swap::made(Rc::new(after))),
                }
            }
            (None, Some(old)) => Some(Swap::gone(old)),
            (None, None) => None,
        }
    }};
}

impl ChangeSeed {
    /// The change for this project; `None` where there is nothing to change.
    pub(crate) fn on(&self, project: &Project) -> Option<Change> {
        let register = Register::of(project);
        let known = register.known();
        let document = |number: u16| document_of(project, number).and_then(|id| project.document(id));
        Some(match self {
            Self::Annotation((number, which, after)) => {
                let document = document(*number)?;
                let after = after.as_ref().map(|seed| seed.grow(document.article.text(), &known));
                Change::Annotation(document.id.clone(), swap_in!(&document.annotations, which, after, id)?)
            }
            Self::Relation((number, which, after)) => {
                let document = document(*number)?;
                let ids: Vec<_> = document.annotations.keys().copied().collect();
                let after = after.as_ref().and_then(|seed| seed.grow(&ids, &known));
                Change::Relation(document.id.clone(), swap_in!(&document.relations, which, after, id)?)
            }
            Self::Suggestion((number, which, after)) => {
                let document = document(*number)?;
                let after = after.as_ref().map(|(seed, verdict)| Suggestion {
                    annotation: seed.grow(document.article.text(), &known),
                    verdict: *verdict,
                });
                Change::Suggestion(document.id.clone(), swap_in!(&document.suggestions, which, after, annotation.id)?)
            }
            Self::Block(number, which, kind, role) => {
                let document = document(*number)?;
                let before = pick(&document.blocks, *which)?;
                let after = Block { id: before.id, kind: *kind, role: *role, range: before.range };
                Change::Block(document.id.clone(), Swap::changed(before.clone(), Rc::new(after)))
            }
            Self::Meta(number, seed) => {
                let document = document(*number)?;
                let after = seed.grow(known.people);
                Change::Meta(document.id.clone(), Swap::changed(document.meta.clone(), Rc::new(after)))
            }
            Self::Document(number, which, after) => {
                let after = after.as_ref().map(|seed| seed.grow(&known));
                let place = usize::from(*which) % (project.order.len() + 1);
                match (document(*number), after) {
                    (Some(old), Some(mut after)) if which % 2 == 0 => {
                        after.id = old.id.clone();
                        Change::Document(Swap::changed(old.clone(), Rc::new(after)), place)
                    }
                    (_, Some(after)) if project.entries.contains_key(&after.id) => return None,
                    (_, Some(after)) => Change::Document(Swap::made(Rc::new(after)), place),
                    (old, None) => {
                        let old = old?;
                        // A document comes back to where the change says it was.
                        let place = project.order.iter().position(|id| *id == old.id)?;
                        Change::Document(Swap::gone(old.clone()), place)
                    }
                }
            }
            Self::Place(number, place) => {
                let before = usize::from(*number).checked_rem(project.order.len())?;
                let id = project.order.get(before)?;
                Change::Place(id.clone(), before, usize::from(*place) % project.order.len())
            }
            Self::Entity(which, after) => Change::Entity(swap_in!(&project.entities, which, after.clone(), id)?),
            Self::Schema(after) => Change::Schema(Swap::changed(project.schema.clone(), Rc::new(after.clone()))),
            Self::About(name, guidelines) => {
                let after = About { name: Rc::from(name.as_str()), guidelines: Rc::from(guidelines.as_str()) };
                Change::About(Swap::changed(Rc::new(project.about()), Rc::new(after)))
            }
            Self::Person(which, after) => Change::Person(swap_in!(&project.people, which, after.clone(), id)?),
        })
    }
}

/// The transaction that makes these changes, and the project it leads to, found change by change.
pub(crate) fn transaction(project: &Project, seeds: &[ChangeSeed]) -> (Transaction, Project) {
    let mut here = project.clone();
    let mut changes = Vec::new();
    for seed in seeds {
        let Some(change) = seed.on(&here) else { continue };
        here = apply(&here, &of(vec![change.clone()])).expect("the change fits the project it was made for");
        changes.push(change);
    }
    (of(changes), here)
}

/// A transaction of these changes.
pub(crate) fn of(changes: Vec<Change>) -> Transaction {
    let selection = (Selection::Nothing, Selection::Nothing);
    Transaction { name: StepName::new(StepKind::Change, ""), changes, selection }
}
