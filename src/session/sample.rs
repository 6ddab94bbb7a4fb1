//! The project that a browser starts with: one article of our own writing, with a few annotations to show how it looks.

use std::rc::Rc;

use super::state::State;
use super::view::View;
use crate::edit::Selection;
use crate::model::{DocId, Document, PersonId, ProjectId, Status, markup};

const HARBOUR: &str = include_str!("../../samples/harbour.txt");

/// The sample article. Empty only when the sample's notation were broken, which a test excludes.
#[must_use]
pub fn document() -> Option<Document> {
    let mut document = markup::parse("sample-harbour", HARBOUR.trim_end()).ok()?;
    let meta = Rc::make_mut(&mut document.meta);
    meta.status = Status::InProgress;
    meta.language = Some(Rc::from("en"));
    meta.published = Some(Rc::from("2024-03-30"));
    meta.site = Some(Rc::from("Norrland Tidende"));
    Some(document)
}

/// A state that shows the sample, with fixed ids: for tests.
#[must_use]
pub fn state() -> State {
    let mut state = State::new(1, PersonId::from_bits(1), ProjectId::from_bits(1));
    add_to(&mut state);
    state
}

/// Puts the sample into an empty state and opens it.
pub fn add_to(state: &mut State) {
    if let Some(document) = document() {
        let document = Rc::new(document);
        state.view = View::open(&document, &Selection::Nothing);
        state.open = Some(DocId::from(document.id.as_str()));
        state.project = state.project.clone().with(document);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Role;

    #[test]
    fn the_sample_is_well_formed() {
        let document = document().expect("the sample's notation holds");
        assert!(document.blocks.iter().any(|block| block.role == Role::Furniture));
        assert_eq!(document.relations.len(), 4);
        let schema = crate::model::news_schema::news();
        assert!(document.annotations.values().all(|a| schema.label(&a.label).is_some()));
        for relation in document.relations.values() {
            let label = |id| document.annotations.get(id).map(|a| a.label.clone()).expect("both ends are there");
            let kind = schema.relation(&relation.kind).expect("the schema has it");
            assert!(kind.allows(&label(&relation.from), &label(&relation.to)));
        }
        assert_eq!(document.annotations.values().filter(|a| a.span.count() == 2).count(), 1);
    }
}
