//! What labels and relation kinds were called before, so that a document that was out of reach while they were renamed or merged
//! is brought up to date when it comes back.

use std::rc::Rc;

use super::{Move, Reshape};
use crate::model::{Annotation, Document, Former, FormerOf, KindId, LabelId, Relation, Schema, Suggestion};

impl Reshape {
    /// What the labels and kinds of the schema were called before, once it is kept. Each leads to one that is there; an id that
    /// is one again leads nowhere.
    #[must_use]
    pub fn former(&self) -> Vec<Former> {
        let mut all = self.next.former.clone();
        for step in &self.moves {
            let (of, from, to) = match step {
                Move::Label { from, to, only: None } => (FormerOf::Label, from.as_str(), to.as_str()),
                Move::Kind { from, to } => (FormerOf::Relation, from.as_str(), to.as_str()),
                _ => continue,
            };
            let to: Rc<str> = Rc::from(to);
            all.retain(|former| former.of != of || *former.from != *from);
            all.iter_mut()
                .filter(|former| former.of == of && *former.to == *from)
                .for_each(|former| former.to = to.clone());
            all.push(Former { of, from: Rc::from(from), to });
        }
        all.retain(|former| {
            !is_there(&self.next, former.of, &former.from) && is_there(&self.next, former.of, &former.to)
        });
        all
    }
}

/// Whether a label or kind has this id.
pub(super) fn is_there(schema: &Schema, of: FormerOf, id: &str) -> bool {
    match of {
        FormerOf::Label => schema.label(&LabelId::from(id)).is_some(),
        FormerOf::Relation => schema.relation(&KindId::from(id)).is_some(),
    }
}

/// What stands in the place of a label or kind that the schema does not know.
#[must_use]
pub fn now(schema: &Schema, of: FormerOf, id: &str) -> Option<Rc<str>> {
    let found = schema.former.iter().find(|former| former.of == of && *former.from == *id)?;
    (!is_there(schema, of, id)).then(|| found.to.clone())
}

/// A document in which labels and kinds that were renamed or merged while it was away have the names that they have now.
#[must_use]
pub fn up_to_date(document: &Rc<Document>, schema: &Schema) -> Rc<Document> {
    if schema.former.is_empty() {
        return document.clone();
    }
    let renamed = |annotation: &Annotation| {
        let label = now(schema, FormerOf::Label, annotation.label.as_str())?;
        Some(Annotation { label: LabelId::from(&*label), ..annotation.clone() })
    };
    let mut next = (**document).clone();
    for annotation in document.annotations.values() {
        if let Some(after) = renamed(annotation) {
            next.annotations.insert(after.id, Rc::new(after));
        }
    }
    for suggestion in document.suggestions.values() {
        if let Some(annotation) = renamed(&suggestion.annotation) {
            next.suggestions.insert(annotation.id, Rc::new(Suggestion { annotation, ..(**suggestion).clone() }));
        }
    }
    for relation in document.relations.values() {
        if let Some(kind) = now(schema, FormerOf::Relation, relation.kind.as_str()) {
            let after = Relation { kind: KindId::from(&*kind), ..(**relation).clone() };
            next.relations.insert(after.id, Rc::new(after));
        }
    }
    if next == **document { document.clone() } else { Rc::new(next) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{markup, news_schema};

    fn kept(reshape: &Reshape) -> Schema {
        Schema { former: reshape.former(), ..reshape.next.clone() }
    }

    #[test]
    fn names_lead_to_those_that_are_there() {
        let (a, b, c) = (LabelId::from("person"), LabelId::from("human"), LabelId::from("place"));
        let mut reshape = Reshape::of(&news_schema::news());
        assert!(reshape.rename_label(&a, &b) && reshape.merge_label(&b, &c));
        assert!(reshape.rename_kind(&KindId::from("source"), &KindId::from("by")));
        let schema = kept(&reshape);
        let told = |schema: &Schema| {
            let one = |former: &Former| format!("{} {}", former.from, former.to);
            schema.former.iter().map(one).collect::<Vec<_>>()
        };
        assert_eq!(told(&schema), ["person place", "human place", "source by"]);
        let document = "[Ada](person#a) met [Bob](place). [It rained](claim#c)\n---\nc -source-> a";
        let document = Rc::new(markup::parse("d", document).expect("it reads"));
        let now = up_to_date(&document, &schema);
        let labels: Vec<_> = now.in_reading_order().iter().map(|a| a.label.to_string()).collect();
        assert_eq!(labels, ["place", "place", "claim"]);
        assert!(now.relations.values().all(|relation| relation.kind.as_str() == "by"));
        assert!(Rc::ptr_eq(&up_to_date(&now, &schema), &now), "done once, it is done");
        // An id that is used again means what it means now.
        let mut again = Reshape::of(&schema);
        assert!(again.rename_label(&LabelId::from("event"), &a));
        assert_eq!(told(&kept(&again)), ["human place", "source by", "event person"]);
        assert!(again.remove_label(&c, false));
        assert_eq!(told(&kept(&again)), ["source by", "event person"], "what is gone leads nowhere");
    }
}
