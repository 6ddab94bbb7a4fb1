//! The label schema of a project.

use std::rc::Rc;

use crate::edit::{Change, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::{Label, Project, RelationKind, Schema, news_schema};

/// Puts a ready schema in the place of the project's. What the project has beyond the ready schemas, be it a label, an
/// attribute or a relation kind, stays; keys stay with the labels that have them. Annotations are not touched: what they
/// say and the schema no longer knows is shown and can be taken away. `None` when nothing would be different.
#[must_use]
pub fn use_schema(project: &Project, wanted: &Schema) -> Option<Transaction> {
    let (present, ready) = (&project.schema, news_schema::ready());
    let mut next = Schema { version: present.version, document: present.document.clone(), ..wanted.clone() };
    for label in &present.labels {
        match next.labels.iter_mut().find(|known| known.id == label.id) {
            Some(known) => {
                let own = own_attributes(label, &ready);
                let key = label.key;
                let known = Rc::make_mut(known);
                known.key = key;
                known.attributes.extend(own);
            }
            None => next.labels.push(label.clone()),
        }
    }
    let is_ready = |kind: &RelationKind| ready.iter().any(|schema| schema.relation(&kind.id).is_some());
    for kind in &present.relations {
        if next.relation(&kind.id).is_none() && !is_ready(kind) {
            next.relations.push(kind.clone());
        }
    }
    if next == **present {
        return None;
    }
    next.version += 1;
    let name = StepName::new(StepKind::Schema, &next.name);
    let changes = vec![Change::Schema(Swap::changed(present.clone(), Rc::new(next)))];
    Some(Transaction { name, changes, selection: (Selection::Nothing, Selection::Nothing) })
}

/// The attributes of a label that no ready schema gives it.
fn own_attributes(label: &Label, ready: &[Schema]) -> Vec<crate::model::Attribute> {
    let known = ready.iter().filter_map(|schema| schema.label(&label.id));
    let is_ready = |name| known.clone().any(|known| known.attribute(name).is_some());
    label.attributes.iter().filter(|attribute| !is_ready(&attribute.name)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;
    use crate::model::claim::slot;
    use crate::model::{Attribute, AttributeKind, AttributeName, LabelId, ProjectId};

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
}
