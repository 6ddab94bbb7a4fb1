//! Changes of a schema: numbers stand for what to do, and for the labels and kinds that it is done to.

use std::rc::Rc;

use manicule::edit::reshape::{Reshape, id_for};
use manicule::model::{KindId, Label, LabelId, Project};

use super::pick;

/// One change after another.
pub(crate) type Seeds = [(u8, u16, u16)];

/// A schema after some changes.
pub(crate) fn reshape(project: &Project, seeds: &Seeds) -> Reshape {
    let mut reshape = Reshape::of(&project.schema);
    for (how, one, other) in seeds {
        let labels: Vec<LabelId> = reshape.next.labels.iter().map(|label| label.id.clone()).collect();
        let kinds: Vec<KindId> = reshape.next.relations.iter().map(|kind| kind.id.clone()).collect();
        let (Some(from), Some(to)) = (pick(&labels, *one), pick(&labels, *other)) else { continue };
        let free = id_for("new", "new", |id| labels.contains(&id.into()) || kinds.contains(&id.into()));
        let kind = pick(&kinds, *one);
        match how % 8 {
            0 => drop(reshape.rename_label(from, &LabelId::from(free.as_str()))),
            1 => drop(reshape.merge_label(from, to)),
            2 => drop(reshape.remove_label(from, true)),
            3 => {
                if let Some(kind) = kind {
                    reshape.rename_kind(kind, &KindId::from(free.as_str()));
                }
            }
            4 => {
                if let Some(kind) = kind {
                    reshape.remove_kind(kind);
                }
            }
            5 => {
                let label = reshape.next.label(from).cloned().expect("it is there");
                let Some(attribute) = pick(&label.attributes, *other) else { continue };
                let value = said(project, from, &attribute.name).unwrap_or_else(|| Rc::from("x"));
                let new = Label { id: LabelId::from(free.as_str()), key: None, ..(*label).clone() };
                reshape.split_label(from, (&attribute.name, &value), new);
            }
            6 => reshape.label_mut(from).expect("it is there").retired = true,
            _ => reshape.label_mut(from).expect("it is there").name = Rc::from("Another name"),
        }
    }
    reshape
}

/// A value that something with this label says of an attribute.
fn said(project: &Project, label: &LabelId, name: &manicule::model::AttributeName) -> Option<Rc<str>> {
    let annotations = project.documents().flat_map(|document| document.annotations.values());
    let mut said = annotations.filter(|a| a.label == *label).filter_map(|a| a.attributes.get(name)?.first().cloned());
    said.next()
}
