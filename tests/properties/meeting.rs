//! Documents that meet: nothing that anybody marked is lost, and what is done twice is done once.

use std::rc::Rc;

use manicule::edit::commands::{Around, take_in};
use manicule::edit::meeting::{Fate, Out, meet};
use manicule::edit::{Transaction, apply};
use manicule::model::{AnnotationId, Document, Entity, EntityId, PersonId, Project, ProjectId, Table, markup};
use manicule::session::annotators::{Cell, compare};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::common::{cases, laws, projects};

/// Takes documents in, one file; the project afterwards.
fn with(project: &Project, documents: &[Rc<Document>]) -> (Project, Option<Transaction>, Vec<Fate>) {
    let met =
        meet(project, PersonId::from_bits(1), &[documents.into()], (&Table::new(), &Out::new()), &|_, _, _, _| false);
    assert!(met.absent.is_empty(), "all is loaded");
    let transaction = take_in(project, &met, Around::default());
    let fates = met.told.iter().map(|told| told.fate).collect();
    match &transaction {
        Some(transaction) => (apply(project, transaction).expect("it fits"), Some(transaction.clone()), fates),
        None => (project.clone(), None, fates),
    }
}

/// What is marked in each text; `free`: only in what is not only looked at, of which a later file has the last word.
fn marked(project: &Project, free: bool) -> Vec<(Rc<str>, AnnotationId)> {
    let of = |document: &Rc<Document>| {
        let text: Rc<str> = Rc::from(document.article.sha256());
        document.annotations.keys().map(move |id| (text.clone(), *id)).collect::<Vec<_>>()
    };
    project.documents().filter(|document| !(free && document.meta.locked)).flat_map(of).collect()
}

/// The same article again, as this person would have it; as that of nobody where the number is 0.
fn by(document: &Rc<Document>, person: u64, kept: usize) -> Rc<Document> {
    let mut next = (**document).clone();
    Rc::make_mut(&mut next.meta).annotator = (person > 0).then(|| PersonId::from_bits(person));
    let ids: Vec<_> = next.annotations.keys().copied().skip(kept).collect();
    ids.iter().for_each(|id| drop(next.annotations.remove(id)));
    Rc::new(next)
}

/// Files say the address of a thing that is here without one; what else is known of it stays.
#[test]
fn a_thing_without_an_address_gets_one() {
    let entity = |name: &str, link: Option<&str>| {
        Rc::new(Entity { id: EntityId::from_bits(9), name: name.into(), link: link.map(Rc::from), note: "".into() })
    };
    let after = |known: Option<&str>| {
        let mut project = Project::new(ProjectId::from_bits(1), "");
        project.entities.insert(EntityId::from_bits(9), entity("Ana", known));
        let document = Rc::new(markup::parse("d", "{p}One").expect("well formed"));
        let met = meet(
            &project,
            PersonId::from_bits(1),
            &[(&[document][..]).into()],
            (&Table::new(), &Out::new()),
            &|_, _, _, _| false,
        );
        // Two documents of one file: only the second has the address.
        let entities = vec![entity("Ann", None), entity("Ann", Some("q1"))];
        let step = take_in(&project, &met, Around { entities, ..Around::default() }).expect("a document is new");
        let project = apply(&project, &step).expect("it fits");
        let found = project.entities.get(&EntityId::from_bits(9)).expect("it is there");
        (found.name.to_string(), found.link.as_deref().map(str::to_owned))
    };
    assert_eq!(after(None), ("Ana".to_owned(), Some("q1".to_owned())));
    assert_eq!(after(Some("q2")), ("Ana".to_owned(), Some("q2".to_owned())));
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn nothing_that_was_marked_is_lost(
        project in projects::project(), others in vec((any::<prop::sample::Index>(), 0..4_u64, 0..6_usize), 1..6),
    ) {
        let all: Vec<Rc<Document>> = project.documents().cloned().collect();
        let came: Vec<Rc<Document>> = others.iter().map(|(at, person, kept)| by(at.get(&all), *person, *kept)).collect();
        let mut here = project.clone();
        for document in &came {
            let (after, transaction, _) = with(&here, std::slice::from_ref(document));
            laws::hold(&after);
            // All that was here and all that came is there; and it can be taken back.
            let there = marked(&after, false);
            let text: Rc<str> = Rc::from(document.article.sha256());
            prop_assert!(marked(&here, true).iter().all(|one| there.contains(one)));
            prop_assert!(document.annotations.keys().all(|id| there.contains(&(text.clone(), *id))));
            if let Some(transaction) = transaction {
                prop_assert_eq!(&apply(&after, &transaction.inverse()).expect("the inverse fits"), &here);
            }
            // A second time there is nothing new.
            let (again, transaction, _) = with(&after, std::slice::from_ref(document));
            prop_assert!(transaction.is_none());
            prop_assert_eq!(&again, &after);
            here = after;
        }
    }

    #[test]
    fn every_annotation_is_in_one_row(project in projects::project(), kept in vec(0..7_usize, 1..5)) {
        for document in project.documents() {
            let all: Vec<Rc<Document>> = (1..).zip(&kept).map(|(person, kept)| by(document, person, *kept)).collect();
            let comparison = compare(&document.id, &all.iter().collect::<Vec<_>>());
            for (column, each) in all.iter().enumerate() {
                let same = |row: &manicule::session::annotators::Row| match &row.cells[column] {
                    Cell::Same(ids) => ids.clone(),
                    _ => Vec::new(),
                };
                let mut found: Vec<AnnotationId> = comparison.rows.iter().flat_map(same).collect();
                found.sort_unstable();
                prop_assert_eq!(found, each.annotations.keys().copied().collect::<Vec<_>>());
            }
            for row in &comparison.rows {
                prop_assert!(row.cells.iter().any(|cell| matches!(cell, Cell::Same(_))), "a row is somebody's");
            }
            // The same twice does not differ.
            let twice = compare(&document.id, &[document, document]);
            prop_assert_eq!(twice.differences(None), 0);
        }
    }
}
