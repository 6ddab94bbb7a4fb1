//! Blocks and what is known of an article, turned into something else and back.

use std::rc::Rc;

use manicule::edit::commands::{self, Turned, stretch, turn};
use manicule::edit::snap::without_furniture;
use manicule::edit::{Change, Selection, apply};
use manicule::model::{BlockId, BlockKind, FieldFlaw, MetaField, Project, Role, TextRange};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::common::{cases, laws, pick, projects};

fn into() -> impl Strategy<Value = Turned> {
    let kinds =
        [BlockKind::Headline, BlockKind::Heading(3), BlockKind::Paragraph, BlockKind::Caption, BlockKind::Other];
    prop_oneof![
        select(&[Role::Body, Role::Furniture][..]).prop_map(Turned::Role),
        select(kinds.to_vec()).prop_map(Turned::Kind),
    ]
}

/// Some blocks of some document.
fn meant(project: &Project, document: u16, numbers: &[u16]) -> Option<(manicule::model::DocId, Vec<BlockId>)> {
    let document = pick(&project.order, document).and_then(|id| project.document(id))?;
    let ids = numbers.iter().filter_map(|number| pick(&document.blocks, *number)).map(|block| block.id).collect();
    Some((document.id.clone(), ids))
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn only_what_is_named_is_turned(
        project in projects::project(), document in any::<u16>(), numbers in vec(any::<u16>(), 0..4), into in into(),
        onwards in proptest::option::of(any::<bool>()),
    ) {
        let Some((id, mut ids)) = meant(&project, document, &numbers) else { return Ok(()) };
        let before = project.document(&id).expect("it is there").clone();
        if let Some(onwards) = onwards {
            let all = stretch(&before, &ids, onwards);
            prop_assert!(ids.iter().all(|id| all.contains(id)));
            ids = all;
        }
        let step = turn(&project, &id, &ids, into, &Selection::Nothing);
        let is = |block: &manicule::model::Block| match into {
            Turned::Role(role) => block.role == role,
            Turned::Kind(kind) => block.kind == kind,
        };
        let Some(step) = step else {
            prop_assert!(before.blocks.iter().filter(|block| ids.contains(&block.id)).all(|block| is(block)));
            return Ok(());
        };
        prop_assert!(step.changes.iter().all(|change| matches!(change, Change::Block(..))));
        let after = apply(&project, &step).expect("it fits");
        laws::hold(&after);
        let document = after.document(&id).expect("it is there");
        for (old, new) in before.blocks.iter().zip(document.blocks.iter()) {
            match ids.contains(&new.id) {
                true => prop_assert!(is(new)),
                false => prop_assert!(Rc::ptr_eq(old, new), "law 7"),
            }
        }
        prop_assert_eq!(&document.annotations, &before.annotations);
        prop_assert_eq!(after.entries.get(&id), project.entries.get(&id), "what is counted stays");
        // Words picked out now leave out what is furniture now.
        let whole = TextRange::new(0, document.article.lengths().bytes);
        if let Some(whole) = whole.filter(|_| document.blocks.iter().any(|block| block.role == Role::Body)) {
            for piece in without_furniture(document, whole) {
                let meets = |block: &Rc<manicule::model::Block>| block.role == Role::Furniture && block.range.overlaps(piece);
                prop_assert!(!document.blocks.iter().any(meets));
            }
        }
        prop_assert_eq!(apply(&after, &step.inverse()).expect("it is undone"), project);
    }

    #[test]
    fn what_is_said_of_an_article_goes_back(
        project in projects::project(), field in select(MetaField::ALL.map(|(field, _)| field).to_vec()), typed in any::<String>(),
    ) {
        let value = match field.checked(&typed) {
            Ok(value) => value,
            Err(flaw) => {
                prop_assert!(field != MetaField::Byline || matches!(flaw, FieldFlaw::TooLong(_)));
                return Ok(());
            }
        };
        // What is kept is kept as it is when it is kept again.
        prop_assert_eq!(field.checked(value.as_deref().unwrap_or_default()), Ok(value.clone()));
        let ids: Vec<_> = project.order.iter().cloned().collect();
        let Some(step) = commands::set_meta(&project, &ids, field, value.as_ref()) else { return Ok(()) };
        let after = apply(&project, &step).expect("it fits");
        laws::hold(&after);
        for document in after.documents() {
            prop_assert_eq!(field.of(&document.meta), value.as_ref());
            for (other, _) in MetaField::ALL.iter().filter(|(other, _)| *other != field) {
                prop_assert_eq!(other.of(&document.meta), other.of(&project.document(&document.id).expect("there").meta));
            }
        }
        prop_assert_eq!(apply(&after, &step.inverse()).expect("it is undone"), project);
    }

    #[test]
    fn addresses_and_languages_are_never_read_with_a_panic(text in ".{0,40}", tag in "[a-zA-Z0-9_-]{0,24}") {
        for (field, _) in MetaField::ALL {
            let _ = field.checked(&text);
        }
        let _ = manicule::model::meta_field::day_of(&text);
        if let Ok(Some(kept)) = MetaField::Language.checked(&tag) {
            prop_assert_eq!(MetaField::Language.checked(&kept), Ok(Some(kept)));
        }
    }
}
