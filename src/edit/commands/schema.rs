//! The label schema of a project.

use std::rc::Rc;

use crate::edit::{Change, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::{Attribute, Label, LabelId, Project, RelationKind, Schema, ready_schemas};

/// Puts a ready schema in the place of the project's. What the project has beyond the ready schemas, be it a label, an
/// attribute or a relation kind, stays; keys stay with the labels that have them. A label of another ready schema goes
/// where nothing carries it, as far as that is known, and is retired where something may. Annotations are not touched.
/// `None` when nothing would be different.
#[must_use]
pub fn use_schema(project: &Project, wanted: &Schema) -> Option<Transaction> {
    let next = taken(project, wanted, &ready_schemas::ready());
    if next == *project.schema {
        return None;
    }
    Some(replaced(project, Schema { version: project.schema.version + 1, ..next }))
}

/// The step that puts a schema in the place of the project's.
fn replaced(project: &Project, next: Schema) -> Transaction {
    let name = StepName::new(StepKind::Schema, &next.name);
    let changes = vec![Change::Schema(Swap::changed(project.schema.clone(), Rc::new(next)))];
    Transaction { name, changes, selection: (Selection::Nothing, Selection::Nothing) }
}

/// The project's schema once it has taken another one, which is one of `ready` or not; the version is not raised.
#[must_use]
pub fn taken(project: &Project, wanted: &Schema, ready: &[Schema]) -> Schema {
    let present = &project.schema;
    let (document, former) = (present.document.clone(), present.former.clone());
    let mut next = Schema { version: present.version, document, former, ..wanted.clone() };
    for attribute in &wanted.document {
        if next.document.iter().all(|known| known.name != attribute.name) {
            next.document.push(attribute.clone());
        }
    }
    let is_ready = |kind: &RelationKind| ready.iter().any(|schema| schema.relation(&kind.id).is_some());
    let kinds = present.relations.iter().filter(|kind| next.relation(&kind.id).is_none() && !is_ready(kind));
    let kinds: Vec<Rc<RelationKind>> = kinds.cloned().collect();
    let (mut stay, mut gone) = (Vec::new(), Vec::new());
    for label in &present.labels {
        match next.labels.iter_mut().find(|known| known.id == label.id) {
            Some(known) => {
                let own = own_attributes(label, ready);
                let known = Rc::make_mut(known);
                // Ready schemas take each other's place with a person's own keys; a file says what it wants.
                if ready.iter().any(|schema| schema.id == wanted.id) {
                    known.key = label.key;
                }
                let lacking: Vec<_> = own.into_iter().filter(|own| known.attribute(&own.name).is_none()).collect();
                known.attributes.extend(lacking);
            }
            None if ready.iter().any(|schema| schema.label(&label.id).is_some()) => gone.push(label),
            None => stay.push(label.clone()),
        }
    }
    let named = |id: &LabelId| {
        let ends = |kind: &Rc<RelationKind>| kind.from.contains(id) || kind.to.contains(id);
        kinds.iter().any(ends) || stay.iter().any(|label| label.parent.as_ref() == Some(id)) || may_carry(project, id)
    };
    let gone = gone.into_iter().filter(|label| named(&label.id));
    let retired: Vec<_> = gone.map(|label| Rc::new(Label { retired: true, ..(**label).clone() })).collect();
    let is_ready_schema = ready.iter().any(|schema| schema.id == wanted.id);
    // A key that a label of one's own has is not taken from it.
    let own = |key: Option<char>| stay.iter().any(|label| !label.retired && same_key(label.key, key));
    for label in &mut next.labels {
        if own(label.key) && !(is_ready_schema && present.label(&label.id).is_some()) {
            Rc::make_mut(label).key = None;
        }
    }
    next.labels.extend(stay.into_iter().chain(retired));
    next.relations.extend(kinds);
    let known: Vec<LabelId> = next.labels.iter().map(|label| label.id.clone()).collect();
    for label in &mut next.labels {
        if label.parent.as_ref().is_some_and(|parent| !known.contains(parent)) {
            Rc::make_mut(label).parent = None;
        }
    }
    next
}

/// The project's schema once a task has brought another one. Labels that the annotator may change (`own`) stay as they
/// are, and where `more` can be made, those that were made stay as well; what else is not in it any more is retired where
/// something may carry it, and goes where nothing does. `None` when nothing would be different.
#[must_use]
pub fn task_schema(project: &Project, wanted: &Schema, own: &dyn Fn(&LabelId) -> bool, more: bool) -> Option<Schema> {
    let present = &project.schema;
    let mut next = Schema { former: present.former.clone(), ..wanted.clone() };
    for label in &present.labels {
        match next.labels.iter_mut().find(|known| known.id == label.id) {
            Some(known) if own(&label.id) => *known = label.clone(),
            Some(_) => {}
            None if more => next.labels.push(label.clone()),
            None if may_carry(project, &label.id) => {
                next.labels.push(Rc::new(Label { retired: true, key: None, ..(**label).clone() }));
            }
            None => {}
        }
    }
    // Relations are kept with their kinds: which of them there are is known of loaded articles only.
    let kinds = present.relations.iter().filter(|kind| wanted.relation(&kind.id).is_none());
    next.relations.extend(kinds.cloned());
    next.version = present.version;
    if next == **present {
        return None;
    }
    next.version = wanted.version.max(present.version + 1);
    Some(next)
}

/// Whether two labels have one key.
fn same_key(one: Option<char>, other: Option<char>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one.eq_ignore_ascii_case(&other))
}

/// Whether something in the project may carry a label: something does that is loaded, or what is not loaded has
/// annotations.
fn may_carry(project: &Project, id: &LabelId) -> bool {
    let unknown = |(id, entry): (&crate::model::DocId, &Rc<crate::model::Entry>)| {
        entry.counts.annotations > 0 && !project.loaded.contains_key(id)
    };
    let carries = |document: &Rc<crate::model::Document>| {
        let suggested = document.suggestions.values().map(|suggestion| &suggestion.annotation.label);
        document.annotations.values().map(|a| &a.label).chain(suggested).any(|label| label == id)
    };
    project.loaded.values().any(carries) || project.entries.iter().any(unknown)
}

/// The attributes of a label that no ready schema gives it.
fn own_attributes(label: &Label, ready: &[Schema]) -> Vec<Attribute> {
    let known = ready.iter().filter_map(|schema| schema.label(&label.id));
    let is_ready = |name| known.clone().any(|known| known.attribute(name).is_some());
    label.attributes.iter().filter(|attribute| !is_ready(&attribute.name)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;
    use crate::model::claim::slot;
    use crate::model::{AttributeKind, AttributeName, ProjectId, news_schema};

    fn claim(schema: &Schema) -> &Rc<Label> {
        schema.label(&LabelId::from("claim")).expect("the ready schemas have it")
    }

    #[test]
    fn to_and_fro_keeps_what_is_ones_own() {
        let mut project = Project::new(ProjectId::from_bits(1), "");
        let own = Attribute {
            name: AttributeName::from("mood"),
            title: Rc::from("Mood"),
            kind: AttributeKind::Text,
            required: false,
            default: Vec::new(),
            hint: Rc::from(""),
        };
        let mut schema = (*project.schema).clone();
        for label in &mut schema.labels {
            if label.id.as_str() == "claim" {
                Rc::make_mut(label).attributes.push(own.clone());
                Rc::make_mut(label).key = Some('y');
            }
        }
        schema.labels.push(Rc::new(Label { id: LabelId::from("ship"), ..(**claim(&schema)).clone() }));
        project.schema = Rc::new(schema.clone());

        assert_eq!(use_schema(&project, &news_schema::news()), None, "it has that one");
        let step = use_schema(&project, &news_schema::fact_check()).expect("another one");
        let after = apply(&project, &step).expect("it applies");
        let wider = claim(&after.schema);
        assert!(wider.attribute(&AttributeName::from(slot::VERDICT)).is_some());
        assert!(wider.attribute(&own.name).is_some() && wider.key == Some('y'));
        assert!(after.schema.label(&LabelId::from("ship")).is_some());
        assert!(after.schema.relation(&slot::OBJECT.into()).is_some());
        assert_eq!(after.schema.version, schema.version + 1);

        let back = apply(&after, &use_schema(&after, &news_schema::news()).expect("back")).expect("it applies");
        assert_eq!(claim(&back.schema).attributes.len(), claim(&schema).attributes.len());
        assert!(back.schema.relation(&slot::OBJECT.into()).is_none());
        assert!(claim(&back.schema).attribute(&own.name).is_some());
        assert_eq!(apply(&after, &step.inverse()).expect("it is undone").schema, project.schema);
    }

    #[test]
    fn labels_of_another_ready_schema_give_way() {
        let project = Project::new(ProjectId::from_bits(1), "");
        let step = use_schema(&project, &ready_schemas::conll()).expect("another one");
        let bare = apply(&project, &step).expect("it applies");
        assert_eq!(bare.schema.labels, ready_schemas::conll().labels, "nothing carries one");
        assert!(bare.schema.relations.is_empty());

        let document = crate::model::markup::parse("d", "[Ada](person) left.").expect("it reads");
        let project = project.with(Rc::new(document));
        let after = apply(&project, &use_schema(&project, &ready_schemas::conll()).expect("another")).expect("fits");
        let kept: Vec<_> = after.schema.labels.iter().filter(|label| label.retired).map(|l| l.id.as_str()).collect();
        assert_eq!(kept, ["person"], "what is carried is kept, and not offered");
        assert_eq!(crate::model::schema_check::check(&after.schema), []);
        let back = apply(&after, &use_schema(&after, &news_schema::news()).expect("back")).expect("it applies");
        assert_eq!(back.schema.labels, news_schema::news().labels);
    }
}
