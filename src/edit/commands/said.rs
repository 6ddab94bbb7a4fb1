//! What is said of annotations beside their label: attributes, a note, a doubt.

use std::rc::Rc;

use super::annotate::{begun, each, newcomer};
use crate::edit::{Change, Fresh, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::claim::slot;
use crate::model::{
    AnchorDoubt, Annotation, AnnotationId, Attribute, AttributeKind, AttributeName, DocId, Doubt, Label, Project,
};

/// Changes annotations by `change`, as one step; everything else of them stays. `None` when none is there or none would
/// be another.
fn changed(
    project: &Project,
    id: &DocId,
    ids: &[AnnotationId],
    fresh: &Fresh,
    name: StepName,
    change: impl Fn(&mut Annotation),
) -> Option<Transaction> {
    let document = project.document(id)?;
    let one = |before: &Rc<Annotation>| {
        let mut after = (**before).clone();
        change(&mut after);
        if after == **before {
            return None;
        }
        after.changed = fresh.now;
        Some(Change::Annotation(id.clone(), Swap::changed(before.clone(), Rc::new(after))))
    };
    let changes: Vec<Change> = each(document, ids).into_iter().filter_map(one).collect();
    let selection = Selection::Annotations(id.clone(), ids.to_vec());
    (!changes.is_empty()).then(|| Transaction { name, changes, selection: (selection.clone(), selection) })
}

/// Sets the note of annotations; an empty one takes it away.
#[must_use]
pub fn set_note(project: &Project, id: &DocId, ids: &[AnnotationId], note: &str, fresh: &Fresh) -> Option<Transaction> {
    let note: Rc<str> = Rc::from(note.trim());
    let name = StepName::new(StepKind::Note, &note);
    changed(project, id, ids, fresh, name, |annotation| annotation.note = note.clone())
}

/// Sets an attribute of annotations, of each that has it by its label and takes these values; without values, takes it
/// away, also where the label does not know it.
#[must_use]
pub fn set_attribute(
    project: &Project,
    id: &DocId,
    ids: &[AnnotationId],
    name: &AttributeName,
    values: &[String],
    fresh: &Fresh,
) -> Option<Transaction> {
    let document = project.document(id)?;
    let labels = each(document, ids).into_iter().filter_map(|annotation| project.schema.label(&annotation.label));
    let title = labels.filter_map(|label| label.attribute(name)).map(|attribute| &*attribute.title).next();
    let detail = format!("{} {}", title.unwrap_or(name.as_str()), values.join(", "));
    let step = StepName::new(StepKind::Attribute, detail.trim_end());
    changed(project, id, ids, fresh, step, |annotation| {
        let label = project.schema.label(&annotation.label);
        let read = label.and_then(|label| label.attribute(name)).map(|attribute| attribute.kind.read(values));
        match read.unwrap_or_else(|| values.is_empty().then(Vec::new)) {
            Some(values) if values.is_empty() => {
                let before = annotation.attributes.remove(name).map_or(0, |before| before.len());
                if before > 0 {
                    rate(label.map(|label| &**label), annotation, name, before);
                }
            }
            Some(values) => {
                let before = annotation.attributes.insert(name.clone(), values);
                rate(label.map(|label| &**label), annotation, name, before.map_or(0, |before| before.len()));
            }
            None => {}
        }
    })
}

/// Says something of a whole document, by a field of the schema that takes these values; without values, takes it away, also
/// where the schema does not know it. `None` when the document is not loaded, or it would say the same.
#[must_use]
pub fn set_field(
    project: &Project,
    id: &DocId,
    name: &AttributeName,
    values: &[String],
    fresh: &Fresh,
) -> Option<Transaction> {
    let document = project.document(id)?;
    let known = project.schema.document.iter().find(|attribute| attribute.name == *name);
    let read = known.map_or_else(|| values.is_empty().then(Vec::new), |attribute| attribute.kind.read(values))?;
    let before = &document.meta;
    // The first thing said of a new document begins the work on it.
    let mut after = match begun(document, fresh) {
        Some(Change::Meta(_, Swap { after: Some(after), .. })) => (*after).clone(),
        _ => (**before).clone(),
    };
    if read.is_empty() {
        after.values.remove(name)?;
    } else if before.values.get(name) == Some(&read) {
        return None;
    } else {
        after.values.insert(name.clone(), read);
    }
    let title = known.map_or_else(|| name.to_string(), |attribute| attribute.title.to_string());
    let mut changes = vec![Change::Meta(id.clone(), Swap::changed(before.clone(), Rc::new(after)))];
    changes.extend(newcomer(project, fresh));
    let detail = format!("{title} {}", values.join(", "));
    Some(Transaction {
        name: StepName::new(StepKind::Attribute, detail.trim_end()),
        changes,
        selection: (Selection::Nothing, Selection::Nothing),
    })
}

/// Lets the rating of a claim follow its reasons, each a step, until somebody rates it otherwise: `before` is how many
/// reasons there were.
fn rate(label: Option<&Label>, annotation: &mut Annotation, name: &AttributeName, before: usize) {
    if name.as_str() != slot::CHECK_REASONS {
        return;
    }
    let rating = AttributeName::from(slot::CHECK_WORTHY);
    let Some(Attribute { kind: AttributeKind::Scale(most), .. }) = label.and_then(|label| label.attribute(&rating))
    else {
        return;
    };
    let now = annotation.attributes.get(&rating).and_then(|values| values.first()?.parse::<usize>().ok());
    let reasons = annotation.attributes.get(name).map_or(0, Vec::len).min(usize::from(*most));
    let follows = now.map_or(before == 0, |now| before > 0 && now == before.min(usize::from(*most)));
    match (follows, reasons) {
        (true, 0) => drop(annotation.attributes.remove(&rating)),
        (true, reasons) => drop(annotation.attributes.insert(rating, vec![Rc::from(reasons.to_string())])),
        _ => {}
    }
}

/// Says that a person doubts annotations, and why; `None` as the reason takes the doubt away.
#[must_use]
pub fn set_doubt(
    project: &Project,
    id: &DocId,
    ids: &[AnnotationId],
    reason: Option<&str>,
    fresh: &Fresh,
) -> Option<Transaction> {
    let doubt = reason.map(|reason| Doubt { source: AnchorDoubt::Person, reason: Rc::from(reason.trim()) });
    let kind = if doubt.is_some() { StepKind::Doubt } else { StepKind::Certain };
    let name = StepName::new(kind, doubt.as_ref().map_or("", |doubt| &doubt.reason));
    changed(project, id, ids, fresh, name, |annotation| annotation.doubt.clone_from(&doubt))
}
