//! A schema under change: what it will be, and what becomes of what is annotated under it. Nothing is done to a project
//! here; `commands::change_schema` does it, in one step.

mod former;
mod rebase;
mod values;

use std::rc::Rc;

pub use former::{now, up_to_date};
pub use values::{Fate, Holder, Outcome, attributes_of, narrows};

use crate::model::fold::folded;
use crate::model::{Annotation, AttributeName, KindId, Label, LabelId, RelationKind, Schema};

/// What becomes of annotations or relations that carry a name of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// Annotations with a label get another one; where an attribute is named, only those that say this of it.
    Label {
        /// The label they have.
        from: LabelId,
        /// The one they get.
        to: LabelId,
        /// What they have to say.
        only: Option<(AttributeName, Rc<str>)>,
    },
    /// Annotations with this label are deleted, with their relations.
    Gone(LabelId),
    /// Relations of a kind become relations of another.
    Kind {
        /// The kind they are of.
        from: KindId,
        /// The one they become.
        to: KindId,
    },
    /// Relations of this kind are deleted.
    KindGone(KindId),
    /// A value of an attribute becomes another one, or is taken away.
    Value {
        /// What the attribute hangs on.
        of: Holder,
        /// The attribute.
        name: AttributeName,
        /// The value.
        from: Rc<str>,
        /// What it becomes; nothing where it is taken away.
        to: Option<Rc<str>>,
    },
    /// All that is said of an attribute is said of another one, or is taken away.
    Said {
        /// What the attribute hangs on.
        of: Holder,
        /// The attribute.
        from: AttributeName,
        /// The one in its place; nothing where all is taken away.
        to: Option<AttributeName>,
    },
}

/// A schema as it will be, and what happens to what is there, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reshape {
    /// The schema as it will be; its version is raised when it is kept.
    pub next: Schema,
    /// What becomes of annotations and relations, in order.
    pub moves: Vec<Move>,
}

impl Reshape {
    /// A schema that is not changed yet.
    #[must_use]
    pub fn of(schema: &Schema) -> Self {
        Self { next: schema.clone(), moves: Vec::new() }
    }

    /// The label that an annotation ends up with; `None` when it is deleted.
    #[must_use]
    pub fn fate(&self, annotation: &Annotation) -> Option<LabelId> {
        self.outcome(annotation).map(|outcome| outcome.name)
    }

    /// The label that stands in a label's place; `None` when it is gone.
    #[must_use]
    pub fn follows(&self, label: &LabelId) -> Option<LabelId> {
        let mut label = label.clone();
        for step in &self.moves {
            match step {
                Move::Label { from, to, only: None } if *from == label => label = to.clone(),
                _ => {}
            }
        }
        self.next.label(&label).filter(|label| !label.retired).map(|label| label.id.clone())
    }

    /// A label to be changed.
    pub fn label_mut(&mut self, id: &LabelId) -> Option<&mut Label> {
        self.next.labels.iter_mut().find(|label| label.id == *id).map(Rc::make_mut)
    }

    /// A relation kind to be changed.
    pub fn kind_mut(&mut self, id: &KindId) -> Option<&mut RelationKind> {
        self.next.relations.iter_mut().find(|kind| kind.id == *id).map(Rc::make_mut)
    }

    /// Gives a label another id; what carries it, stands below it or ends at it follows. False when the id is taken or
    /// the label is not there.
    pub fn rename_label(&mut self, from: &LabelId, to: &LabelId) -> bool {
        if self.next.label(to).is_some() {
            return false;
        }
        let Some(label) = self.label_mut(from) else { return false };
        label.id = to.clone();
        self.follow(from, to);
        self.moves.push(Move::Label { from: from.clone(), to: to.clone(), only: None });
        true
    }

    /// Makes a label one with another, which gets the attributes that it lacks. False when one of them is not there, or
    /// they are the same.
    pub fn merge_label(&mut self, from: &LabelId, to: &LabelId) -> bool {
        let Some(gone) = self.next.label(from).cloned().filter(|_| from != to) else { return false };
        let Some(kept) = self.label_mut(to) else { return false };
        if kept.parent.as_ref() == Some(from) {
            kept.parent = above(&gone, to);
        }
        let lacking = gone.attributes.iter().filter(|other| kept.attribute(&other.name).is_none());
        let lacking: Vec<_> = lacking.cloned().collect();
        kept.attributes.extend(lacking);
        self.next.labels.retain(|label| label.id != *from);
        self.follow(from, to);
        self.moves.push(Move::Label { from: from.clone(), to: to.clone(), only: None });
        true
    }

    /// Makes a new label after another one, like it but for name, key and id, for those of its annotations that say
    /// `value` of an attribute; links may end at it where they may end at the other. False when the other is not there,
    /// or the id is taken.
    pub fn split_label(&mut self, from: &LabelId, (name, value): (&AttributeName, &str), to: Label) -> bool {
        let Some(place) = self.next.labels.iter().position(|label| label.id == *from) else { return false };
        if self.next.label(&to.id).is_some() {
            return false;
        }
        let id = to.id.clone();
        self.next.labels.insert(place + 1, Rc::new(to));
        for kind in &mut self.next.relations {
            if kind.from.contains(from) {
                Rc::make_mut(kind).from.push(id.clone());
            }
            if kind.to.contains(from) {
                Rc::make_mut(kind).to.push(id.clone());
            }
        }
        let only = Some((name.clone(), Rc::from(value)));
        self.moves.push(Move::Label { from: from.clone(), to: id, only });
        true
    }

    /// Takes a label out; with it `deleted`, what carries it. Labels below it go up. It stays named as an end of a
    /// relation kind that has no other there: no end at all would mean any.
    pub fn remove_label(&mut self, id: &LabelId, deleted: bool) -> bool {
        let Some(gone) = self.next.label(id).cloned() else { return false };
        self.next.labels.retain(|label| label.id != *id);
        for label in &mut self.next.labels {
            if label.parent.as_ref() == Some(id) {
                let parent = above(&gone, &label.id);
                Rc::make_mut(label).parent = parent;
            }
        }
        for kind in &mut self.next.relations {
            if !kind.from.contains(id) && !kind.to.contains(id) {
                continue;
            }
            let kind = Rc::make_mut(kind);
            for ends in [&mut kind.from, &mut kind.to] {
                if ends.len() > 1 {
                    ends.retain(|end| end != id);
                }
            }
        }
        if deleted {
            self.moves.push(Move::Gone(id.clone()));
        }
        true
    }

    /// Gives a relation kind another id, which its relations follow.
    pub fn rename_kind(&mut self, from: &KindId, to: &KindId) -> bool {
        if self.next.relation(to).is_some() {
            return false;
        }
        let Some(kind) = self.kind_mut(from) else { return false };
        kind.id = to.clone();
        self.moves.push(Move::Kind { from: from.clone(), to: to.clone() });
        true
    }

    /// Takes a relation kind out, with its relations.
    pub fn remove_kind(&mut self, id: &KindId) -> bool {
        let before = self.next.relations.len();
        self.next.relations.retain(|kind| kind.id != *id);
        let gone = self.next.relations.len() < before;
        if gone {
            self.moves.push(Move::KindGone(id.clone()));
        }
        gone
    }

    /// Parents and ends that name a label name another one.
    fn follow(&mut self, from: &LabelId, to: &LabelId) {
        for label in &mut self.next.labels {
            if label.parent.as_ref() == Some(from) {
                Rc::make_mut(label).parent = Some(to.clone());
            }
        }
        for kind in &mut self.next.relations {
            if !kind.from.contains(from) && !kind.to.contains(from) {
                continue;
            }
            let kind = Rc::make_mut(kind);
            for ends in [&mut kind.from, &mut kind.to] {
                let knows = ends.contains(to);
                ends.retain(|end| end != from || !knows);
                ends.iter_mut().filter(|end| *end == from).for_each(|end| end.clone_from(to));
            }
        }
    }
}

/// An id made from a name: small letters and digits of ASCII with lines between them, else `otherwise`, with a number
/// where it is taken.
#[must_use]
pub fn id_for(name: &str, otherwise: &str, taken: impl Fn(&str) -> bool) -> String {
    let small = folded(name);
    let words = small.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let made = words.collect::<Vec<_>>().join("-");
    // Half a name in Latin letters would name something else.
    let base =
        if made.is_empty() || small.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) { otherwise } else { &made };
    if !taken(base) {
        return base.to_owned();
    }
    (2..).map(|number: u32| format!("{base}-{number}")).find(|id| !taken(id)).unwrap_or_default()
}

/// The parent of a label that goes, for one below it. In a circle of parents, which another program may have made, that is
/// not the label itself, nor the one that goes.
fn above(gone: &Label, below: &LabelId) -> Option<LabelId> {
    gone.parent.clone().filter(|parent| *parent != gone.id && parent != below)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::news_schema::news;

    fn label(id: &str) -> LabelId {
        LabelId::from(id)
    }

    fn ends(reshape: &Reshape, kind: &str) -> Vec<String> {
        reshape
            .next
            .relation(&KindId::from(kind))
            .map_or(Vec::new(), |kind| kind.to.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn ends_and_parents_follow() {
        let mut reshape = Reshape::of(&news());
        reshape.label_mut(&label("product")).expect("it is there").parent = Some(label("person"));
        assert!(reshape.rename_label(&label("person"), &label("human")));
        assert!(!reshape.rename_label(&label("human"), &label("place")), "that is taken");
        assert_eq!(ends(&reshape, "source")[0], "human");
        assert_eq!(reshape.next.label(&label("product")).and_then(|l| l.parent.clone()), Some(label("human")));

        assert!(reshape.merge_label(&label("human"), &label("organisation")));
        assert_eq!(ends(&reshape, "addressee"), ["organisation", "source"], "each end once");
        assert!(!reshape.merge_label(&label("place"), &label("place")));

        assert!(reshape.remove_label(&label("cue"), true));
        assert_eq!(ends(&reshape, "cue"), ["cue"], "no end would mean any");
        assert!(reshape.remove_label(&label("organisation"), false));
        assert_eq!(ends(&reshape, "addressee"), ["source"]);
        assert_eq!(reshape.moves.len(), 3);
    }

    #[test]
    fn ids_are_made_from_names() {
        let taken = |id: &str| ["person", "label-2"].contains(&id);
        let id = |name| id_for(name, "label", taken);
        assert_eq!(id("Work of Art!"), "work-of-art");
        assert_eq!(id("Person"), "person-2");
        assert_eq!(id("人物"), "label");
        assert_eq!(id("Größe"), "label");
        assert_eq!(id_for("", "label", |id| id == "label" || taken(id)), "label-3");
    }
}
