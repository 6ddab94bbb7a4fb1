//! Putting labels on words, changing them, taking them off.

use std::rc::Rc;

use crate::edit::{Change, Fresh, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::{
    Annotation, AnnotationId, Attribute, AttributeName, Attributes, DocId, Document, Label, LabelId, Meta, Origin,
    Person, Project, Span, Status, Table,
};

/// Puts `label` on `span`. The new annotation is picked out afterwards. `None` when the document is not loaded, the
/// schema does not have the label or the span does not lie on the text.
#[must_use]
pub fn annotate(project: &Project, id: &DocId, span: Span, label: &LabelId, fresh: &mut Fresh) -> Option<Transaction> {
    let document = project.document(id)?;
    let label = project.schema.label(label)?;
    if !span.fits(&document.article) {
        return None;
    }
    let before = Selection::Words(id.clone(), span.fragments().collect());
    let annotation = new_annotation(label, span, fresh);
    let after = Selection::one(id, annotation.id);
    let mut changes = vec![Change::Annotation(id.clone(), Swap::made(Rc::new(annotation)))];
    changes.extend(begun(document, fresh));
    changes.extend(newcomer(project, fresh));
    let name = StepName::new(StepKind::Annotate, &label.name);
    Some(Transaction { name, changes, selection: (before, after) })
}

/// An annotation that a person makes now.
pub(super) fn new_annotation(label: &Label, span: Span, fresh: &mut Fresh) -> Annotation {
    Annotation {
        id: AnnotationId::from_bits(fresh.bits()),
        label: label.id.clone(),
        span,
        attributes: first_values(&label.attributes),
        entity: None,
        note: Rc::from(""),
        doubt: None,
        author: fresh.author,
        created: fresh.now,
        changed: fresh.now,
        origin: Origin::Person,
    }
}

/// What a label says of a new annotation, or a kind of a new relation.
pub(super) fn first_values(attributes: &[Attribute]) -> Attributes {
    let said = attributes.iter().filter(|attribute| !attribute.default.is_empty());
    said.map(|attribute| (attribute.name.clone(), attribute.default.clone())).collect()
}

/// The first annotation of a new document begins the work on it; the first person who marks something in a document that
/// nobody has is whose work it is, however far it was.
pub(super) fn begun(document: &Document, fresh: &Fresh) -> Option<Change> {
    let before = &document.meta;
    let status = if before.status == Status::New { Status::InProgress } else { before.status };
    let annotator = before.annotator.or(fresh.author);
    (status != before.status || annotator != before.annotator).then(|| {
        let meta = Meta { status, annotator, ..(**before).clone() };
        Change::Meta(document.id.clone(), Swap::changed(before.clone(), Rc::new(meta)))
    })
}

/// A person joins the project with the first thing they do in it.
pub(super) fn newcomer(project: &Project, fresh: &Fresh) -> Option<Change> {
    let id = fresh.author.filter(|id| !project.people.contains_key(id))?;
    Some(Change::Person(Swap::made(Rc::new(Person { id, name: Rc::from("") }))))
}

/// What is said of an annotation when it gets a label with these attributes: what the label says first, and over it each
/// attribute that the label has too, of the same kind. The others are set aside: they come back with undo.
pub(super) fn values_under(label: &[Attribute], old: Option<&[Attribute]>, said: &Attributes) -> Attributes {
    let kind = |attributes: &[Attribute], name: &AttributeName| {
        attributes.iter().find(|attribute| attribute.name == *name).map(|attribute| attribute.kind.clone())
    };
    let mut values = first_values(label);
    for (name, value) in said.iter() {
        let here = kind(label, name);
        // Of an old label that the schema does not know, or that does not have it, the name alone has to do.
        let before = old.and_then(|old| kind(old, name)).or_else(|| here.clone());
        if here.is_some() && here == before {
            values.insert(name.clone(), value.clone());
        }
    }
    values
}

/// Puts another label on annotations; spans, links and notes stay, and attributes that the label has too. `None` when
/// none of them would change.
#[must_use]
pub fn relabel(
    project: &Project,
    id: &DocId,
    ids: &[AnnotationId],
    label: &LabelId,
    fresh: &mut Fresh,
) -> Option<Transaction> {
    let document = project.document(id)?;
    let label = project.schema.label(label)?;
    let old = |label: &LabelId| project.schema.label(label).map(|label| &*label.attributes);
    let changes: Vec<Change> = (each(document, ids).into_iter())
        .filter(|annotation| annotation.label != label.id)
        .map(|before| {
            let attributes = values_under(&label.attributes, old(&before.label), &before.attributes);
            let after = Annotation { label: label.id.clone(), attributes, changed: fresh.now, ..(**before).clone() };
            Change::Annotation(id.clone(), Swap::changed(before.clone(), Rc::new(after)))
        })
        .collect();
    let selection = Selection::Annotations(id.clone(), ids.to_vec());
    let name = StepName::new(StepKind::Relabel, &label.name);
    (!changes.is_empty()).then(|| Transaction { name, changes, selection: (selection.clone(), selection) })
}

/// The annotations with these ids, each once.
pub(super) fn each<'a>(document: &'a Document, ids: &[AnnotationId]) -> Vec<&'a Rc<Annotation>> {
    let mut seen = Table::new();
    ids.iter().filter(|id| seen.insert(**id, ()).is_none()).filter_map(|id| document.annotations.get(id)).collect()
}

/// Deletes annotations and the relations that start or end at them. `None` when there are none.
#[must_use]
pub fn delete(project: &Project, id: &DocId, ids: &[AnnotationId]) -> Option<Transaction> {
    let document = project.document(id)?;
    let gone = each(document, ids);
    let mut changes: Vec<Change> = (document.relations.values())
        .filter(|relation| gone.iter().any(|a| a.id == relation.from || a.id == relation.to))
        .map(|relation| Change::Relation(id.clone(), Swap::gone(relation.clone())))
        .collect();
    changes.extend(gone.iter().map(|a| Change::Annotation(id.clone(), Swap::gone((*a).clone()))));
    let first = gone.first()?;
    let detail = if gone.len() == 1 { first.span.quote(&document.article) } else { gone.len().to_string() };
    Some(Transaction {
        name: StepName::new(StepKind::Delete, &detail),
        changes,
        selection: (Selection::Annotations(id.clone(), ids.to_vec()), Selection::Nothing),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AttributeKind;
    use crate::model::news_schema::news;

    fn attribute(name: &str, kind: AttributeKind, default: &[&str]) -> Attribute {
        let default = default.iter().map(|value| Rc::from(*value)).collect();
        Attribute {
            name: AttributeName::from(name),
            title: Rc::from(name),
            kind,
            required: false,
            default,
            hint: Rc::from(""),
        }
    }

    fn label(attributes: Vec<Attribute>) -> Rc<Label> {
        let first = news().labels.first().expect("the news schema has labels").clone();
        Rc::new(Label { attributes, ..(*first).clone() })
    }

    fn said(values: &[(&str, &str)]) -> Attributes {
        values.iter().map(|(name, value)| (AttributeName::from(*name), vec![Rc::from(*value)])).collect()
    }

    #[test]
    fn a_relabelled_annotation_keeps_what_the_label_has_too() {
        let old = label(vec![
            attribute("role", AttributeKind::Text, &[]),
            attribute("sure", AttributeKind::Flag, &[]),
            attribute("since", AttributeKind::Date, &[]),
        ]);
        let new = label(vec![
            attribute("role", AttributeKind::Text, &["witness"]),
            attribute("sure", AttributeKind::Scale(5), &[]),
            attribute("place", AttributeKind::Text, &["here"]),
        ]);
        let before = said(&[("role", "engineer"), ("sure", "true"), ("since", "2020-01-01")]);
        let expected = said(&[("place", "here"), ("role", "engineer")]);
        assert_eq!(
            values_under(&new.attributes, Some(&old.attributes), &before),
            expected,
            "another kind is another attribute"
        );
        assert_eq!(
            values_under(&new.attributes, Some(&old.attributes), &said(&[])),
            said(&[("place", "here"), ("role", "witness")])
        );
        assert_eq!(values_under(&[], Some(&old.attributes), &before), said(&[]));
        let known = values_under(&new.attributes, None, &said(&[("role", "engineer"), ("since", "2020-01-01")]));
        assert_eq!(known, expected, "of an unknown label the name has to do");
    }
}
