//! Which variants a value uses. A variant that is new in the model does not compile here until it has a name in its
//! list, and then a test fails until a generator makes it.

use std::collections::BTreeSet;

use manicule::edit::Change;
use manicule::model::{AnchorDoubt, AttributeKind, BlockKind, LabelKind, Origin, Project, Role, Snap, Status, Verdict};

macro_rules! variants {
    ($($list:ident $name:ident $type:ident: $($variant:ident)*;)*) => {$(
        pub(crate) const $list: &[&str] = &[$(concat!(stringify!($type), "::", stringify!($variant))),*];

        pub(crate) fn $name(value: &$type) -> &'static str {
            match value { $($type::$variant { .. } => concat!(stringify!($type), "::", stringify!($variant)),)* }
        }
    )*};
}

variants! {
    BLOCK_KINDS block_kind BlockKind: Headline Deck Byline Dateline Heading Paragraph Quote ListItem Caption Other;
    ROLES role Role: Body Furniture;
    STATUSES status Status: New InProgress Done DoneEmpty Skipped Flagged;
    DOUBTS doubt AnchorDoubt: Person Moved;
    ORIGINS origin Origin: Person Engine Import;
    VERDICTS verdict Verdict: Open Rejected;
    LABEL_KINDS label_kind LabelKind: Entity Claim Cue;
    SNAPS snap Snap: Words WordsWithQuotes Exact;
    ATTRIBUTE_KINDS attribute_kind AttributeKind: Flag Text Number Scale Choice Many Date Link;
    CHANGES change Change: Annotation Relation Suggestion Block Meta Document Place Entity Schema Person About;
}

/// Everything that [`used`] can find.
pub(crate) fn of_a_project() -> BTreeSet<&'static str> {
    [BLOCK_KINDS, ROLES, STATUSES, DOUBTS, ORIGINS, VERDICTS, LABEL_KINDS, SNAPS, ATTRIBUTE_KINDS]
        .into_iter()
        .flatten()
        .copied()
        .collect()
}

/// The variants that a project uses.
pub(crate) fn used(project: &Project) -> BTreeSet<&'static str> {
    let mut all = BTreeSet::new();
    let schema = &project.schema;
    for label in &schema.labels {
        all.extend([label_kind(&label.kind), snap(&label.snap)]);
        all.extend(label.attributes.iter().map(|attribute| attribute_kind(&attribute.kind)));
    }
    let relations = schema.relations.iter().flat_map(|kind| &kind.attributes);
    all.extend(relations.chain(&schema.document).map(|attribute| attribute_kind(&attribute.kind)));
    for document in project.documents() {
        all.insert(status(&document.meta.status));
        all.extend(document.blocks.iter().flat_map(|block| [block_kind(&block.kind), role(&block.role)]));
        all.extend(document.suggestions.values().map(|suggestion| verdict(&suggestion.verdict)));
        all.extend(document.relations.values().map(|relation| origin(&relation.origin)));
        let suggested = document.suggestions.values().map(|suggestion| &suggestion.annotation);
        for annotation in document.annotations.values().map(|annotation| &**annotation).chain(suggested) {
            all.insert(origin(&annotation.origin));
            all.extend(annotation.doubt.iter().map(|it| doubt(&it.source)));
        }
    }
    all
}
