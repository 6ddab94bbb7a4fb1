//! A schema that changes takes along what is annotated under it: nothing is lost, nothing else is touched, all of it can be
//! taken back, and what was counted before is what happens.

use manicule::edit::reshape::Move;
use manicule::edit::{apply, commands};
use manicule::model::{Annotation, Project, Relation};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::common::commands::fresh;
use crate::common::reshapes::reshape;
use crate::common::{cases, laws, projects};

fn annotations(project: &Project) -> usize {
    project.documents().map(|document| document.annotations.len()).sum()
}

/// What a change of the schema may not touch.
fn rest(annotation: &Annotation) -> Annotation {
    Annotation { label: "".into(), changed: annotation.created, ..annotation.clone() }
}

fn rest_of(relation: &Relation) -> Relation {
    Relation { kind: "".into(), changed: relation.created, ..relation.clone() }
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn what_is_annotated_moves_along(project in projects::project(), seeds in vec(any::<(u8, u16, u16)>(), 1..5)) {
        let reshape = reshape(&project, &seeds);
        let (labels, kinds) = commands::touched(&project, &reshape);
        let Some(step) = commands::change_schema(&project, &reshape, &fresh(7)) else {
            let moves = labels.iter().any(|touch| touch.to.as_ref() != Some(&touch.from));
            prop_assert!(!moves, "what moves is a change: {labels:?}");
            return Ok(());
        };
        let after = apply(&project, &step).expect("it fits");
        laws::hold(&after);
        prop_assert_eq!(after.schema.version, project.schema.version + 1);
        prop_assert_eq!(apply(&after, &step.inverse()).expect("the inverse fits"), project.clone(), "it can be taken back");

        let gone: usize = labels.iter().filter(|touch| touch.to.is_none()).map(|touch| touch.annotations).sum();
        prop_assert_eq!(annotations(&after), annotations(&project) - gone, "what was counted is what is deleted");
        if !reshape.moves.iter().any(|step| matches!(step, Move::Gone(_))) {
            prop_assert_eq!(annotations(&after), annotations(&project), "nothing is lost");
        }
        let mut moved = 0;
        for document in project.documents() {
            let now = after.document(&document.id).expect("it stays");
            for annotation in document.annotations.values() {
                let Some(now) = now.annotations.get(&annotation.id) else { continue };
                prop_assert_eq!(rest(annotation), rest(now));
                moved += usize::from(now.label != annotation.label);
            }
            for relation in document.relations.values() {
                let stands = |id| now.annotations.contains_key(&id) || !document.annotations.contains_key(&id);
                match now.relations.get(&relation.id) {
                    Some(now) => {
                        prop_assert_eq!(rest_of(relation), rest_of(now));
                        prop_assert!(stands(now.from) && stands(now.to), "no relation loses its end");
                    }
                    None => {
                        let kind = reshape.outcome_of_relation(relation);
                        prop_assert!(kind.is_none() || !stands(relation.from) || !stands(relation.to));
                    }
                }
            }
        }
        let told = labels.iter().filter(|touch| touch.to.as_ref().is_some_and(|to| *to != touch.from));
        prop_assert_eq!(told.map(|touch| touch.annotations).sum::<usize>(), moved, "what was counted is what moves");
        let links = |project: &Project| project.documents().map(|document| document.relations.len()).sum::<usize>();
        let cut = labels.iter().map(|touch| touch.relations).sum::<usize>()
            + kinds.iter().filter(|touch| touch.to.is_none()).map(|touch| touch.relations).sum::<usize>();
        prop_assert_eq!(links(&after), links(&project) - cut);
        for touch in &labels {
            prop_assert!(touch.documents > 0 && touch.documents <= project.order.len());
        }
    }

    /// Parents and ends name what is there, as far as they did before.
    #[test]
    fn names_in_the_schema_follow(project in projects::project(), seeds in vec(any::<(u8, u16, u16)>(), 1..6)) {
        let known = |project: &Project, id: &manicule::model::LabelId| project.schema.label(id).is_some();
        let sound = project.schema.labels.iter().filter_map(|label| label.parent.as_ref()).all(|id| known(&project, id));
        prop_assert!(sound, "as it is made");
        let reshape = reshape(&project, &seeds);
        for label in &reshape.next.labels {
            let parent = label.parent.as_ref();
            prop_assert!(parent.is_none_or(|parent| reshape.next.label(parent).is_some()), "{parent:?}");
        }
        for kind in &reshape.next.relations {
            for ends in [&kind.from, &kind.to] {
                let lost = ends.iter().filter(|end| reshape.next.label(end).is_none()).count();
                prop_assert!(lost == 0 || ends.len() == 1, "only the last end stays named: {ends:?}");
            }
        }
    }
}
