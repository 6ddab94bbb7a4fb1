//! What is known of an article besides its text, corrected by hand.

use std::rc::Rc;

use crate::edit::{Change, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::{DocId, MetaField, Project};

/// Has a field of some articles say something else, or nothing; those that are not loaded stay as they are. `None` where
/// all say that already.
#[must_use]
pub fn set_meta(project: &Project, ids: &[DocId], field: MetaField, value: Option<&Rc<str>>) -> Option<Transaction> {
    let changes = ids.iter().filter_map(|id| {
        let before = &project.document(id)?.meta;
        let after = field.set(before, value.cloned());
        (after != **before).then(|| Change::Meta(id.clone(), Swap::changed(before.clone(), Rc::new(after))))
    });
    let changes: Vec<Change> = changes.collect();
    let kind = match changes.as_slice() {
        [] => return None,
        [_] if ids.len() == 1 => StepKind::About,
        _ => StepKind::Abouts,
    };
    let name = StepName::new(kind, value.map_or("–", |value| value));
    Some(Transaction { name, changes, selection: (Selection::Nothing, Selection::Nothing) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;
    use crate::model::{ProjectId, markup};

    #[test]
    fn the_queue_follows_and_it_goes_back() {
        let one = markup::parse("one", "Ada.").expect("fits");
        let two = markup::parse("two", "Bob.").expect("fits");
        let ids = [one.id.clone(), two.id.clone()];
        let project = Project::new(ProjectId::from_bits(1), "").with(Rc::new(one)).with(Rc::new(two));
        let title: Rc<str> = Rc::from("Other");
        let step = set_meta(&project, &ids[..1], MetaField::Title, Some(&title)).expect("another title");
        let after = apply(&project, &step).expect("fits");
        assert_eq!(after.entries.get(&ids[0]).map(|entry| &*entry.title), Some("Other"));
        assert_eq!(apply(&after, &step.inverse()).expect("it is undone"), project);
        assert_eq!(set_meta(&after, &ids[..1], MetaField::Title, Some(&title)), None);
        let tag: Rc<str> = Rc::from("sv");
        let both = set_meta(&project, &ids, MetaField::Language, Some(&tag)).expect("both");
        assert_eq!((both.changes.len(), both.name.kind), (2, StepKind::Abouts));
        assert_eq!(set_meta(&project, &[DocId::from("no")], MetaField::Language, None), None);
    }
}
