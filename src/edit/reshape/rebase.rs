//! A change of a schema put on top of another schema than the one it began with: somebody changed it meanwhile. What only one of
//! the two changed is as that one has it; where both changed one thing, the change that is put on top stands.

use std::rc::Rc;

use super::former::is_there;
use super::{Holder, Move, Reshape};
use crate::model::{Attribute, Former, FormerOf, KindId, Label, LabelId, RelationKind, Schema};

impl Reshape {
    /// The same change on top of `theirs`; `base` is what it began with.
    #[must_use]
    pub fn rebased(&self, base: &Schema, theirs: &Schema) -> Self {
        // What the other one renamed is called so in what the change began with, and in the change itself.
        let (mut base, mut change) = (base.clone(), self.clone());
        for former in renamed(&base, theirs) {
            if !is_there(&change.next, former.of, &former.to) {
                rename(&mut base, former);
                rename(&mut change.next, former);
                change.moves.iter_mut().for_each(|step| rename_in(step, former));
            }
        }
        change.on_top(&base, theirs)
    }

    fn on_top(&self, base: &Schema, theirs: &Schema) -> Self {
        let mine = &self.next;
        let labels = Three { base: &base.labels, mine: &mine.labels, theirs: &theirs.labels };
        let relations = Three { base: &base.relations, mine: &mine.relations, theirs: &theirs.relations };
        let document = Three { base: &base.document, mine: &mine.document, theirs: &theirs.document };
        let one =
            |base: &Rc<str>, mine: &Rc<str>, theirs: &Rc<str>| if mine == base { theirs.clone() } else { mine.clone() };
        let mut next = Schema {
            id: one(&base.id, &mine.id, &theirs.id),
            name: one(&base.name, &mine.name, &theirs.name),
            version: theirs.version,
            labels: labels.merged(|label| self.was(&label.id)),
            relations: relations.merged(|kind| self.was_kind(&kind.id)),
            former: theirs.former.clone(),
            document: document.merged(|attribute| attribute.name.clone()),
        };
        // Parents and ends that the other one took out.
        let known: Vec<LabelId> = next.labels.iter().map(|label| label.id.clone()).collect();
        for label in &mut next.labels {
            if label.parent.as_ref().is_some_and(|parent| !known.contains(parent)) {
                Rc::make_mut(label).parent = None;
            }
        }
        for kind in &mut next.relations {
            let lost = |ends: &[LabelId]| ends.len() > 1 && ends.iter().any(|end| !known.contains(end));
            if lost(&kind.from) || lost(&kind.to) {
                let kind = Rc::make_mut(kind);
                for ends in [&mut kind.from, &mut kind.to] {
                    if ends.iter().any(|end| known.contains(end)) {
                        ends.retain(|end| known.contains(end));
                    }
                }
            }
        }
        Self { next, moves: self.moves.clone() }
    }

    /// What a label was called before it was changed.
    fn was(&self, id: &LabelId) -> LabelId {
        let back = |id: LabelId, step: &Move| match step {
            Move::Label { from, to, only: None } if *to == id && !self.next.labels.iter().any(|l| l.id == *from) => {
                from.clone()
            }
            _ => id,
        };
        self.moves.iter().rev().fold(id.clone(), back)
    }

    fn was_kind(&self, id: &KindId) -> KindId {
        let back = |id: KindId, step: &Move| match step {
            Move::Kind { from, to } if *to == id => from.clone(),
            _ => id,
        };
        self.moves.iter().rev().fold(id.clone(), back)
    }
}

/// What the other one calls otherwise: it is theirs under the one name, and was there under the other.
fn renamed<'a>(base: &Schema, theirs: &'a Schema) -> Vec<&'a Former> {
    let there = |schema: &Schema, former: &Former, id: &str| is_there(schema, former.of, id);
    let is_new = |former: &&Former| {
        let (was, is) = (&former.from, &former.to);
        there(base, former, was) && !there(base, former, is) && !there(theirs, former, was) && there(theirs, former, is)
    };
    let mut all: Vec<&Former> = Vec::new();
    for former in theirs.former.iter().filter(is_new) {
        // Of several that became one, the first is that one, and the others are gone.
        if !all.iter().any(|known| known.of == former.of && known.to == former.to) {
            all.push(former);
        }
    }
    all
}

/// Calls a label or kind otherwise, wherever a schema names it.
fn rename(schema: &mut Schema, former: &Former) {
    let (was, is) = (LabelId::from(&*former.from), LabelId::from(&*former.to));
    if former.of == FormerOf::Relation {
        let kind = schema.relations.iter_mut().find(|kind| *kind.id.as_str() == *former.from);
        return kind.into_iter().for_each(|kind| Rc::make_mut(kind).id = KindId::from(&*former.to));
    }
    for label in schema.labels.iter_mut().filter(|label| label.id == was || label.parent.as_ref() == Some(&was)) {
        let label = Rc::make_mut(label);
        let names = [Some(&mut label.id), label.parent.as_mut()];
        names.into_iter().flatten().filter(|id| **id == was).for_each(|id| *id = is.clone());
    }
    for kind in schema.relations.iter_mut().filter(|kind| kind.from.contains(&was) || kind.to.contains(&was)) {
        let kind = Rc::make_mut(kind);
        kind.from.iter_mut().chain(&mut kind.to).filter(|id| **id == was).for_each(|id| *id = is.clone());
    }
}

fn rename_in(step: &mut Move, former: &Former) {
    let (labels, kinds): (Vec<&mut LabelId>, Vec<&mut KindId>) = match step {
        Move::Label { from, to, .. } => (vec![from, to], Vec::new()),
        Move::Gone(label) => (vec![label], Vec::new()),
        Move::Kind { from, to } => (Vec::new(), vec![from, to]),
        Move::KindGone(kind) => (Vec::new(), vec![kind]),
        Move::Value { of, .. } | Move::Said { of, .. } => match of {
            Holder::Label(label) => (vec![label], Vec::new()),
            Holder::Kind(kind) => (Vec::new(), vec![kind]),
            Holder::Document => (Vec::new(), Vec::new()),
        },
    };
    match former.of {
        FormerOf::Label => {
            let those = labels.into_iter().filter(|id| *id.as_str() == *former.from);
            those.for_each(|id| *id = LabelId::from(&*former.to));
        }
        FormerOf::Relation => {
            let those = kinds.into_iter().filter(|id| *id.as_str() == *former.from);
            those.for_each(|id| *id = KindId::from(&*former.to));
        }
    }
}

/// Something that a schema has a list of.
trait Named: Clone + PartialEq {
    type Id: PartialEq;
    fn id(&self) -> Self::Id;
    /// The same under the id of another.
    fn called(&self, as_in: &Self) -> Self;
}

impl Named for Rc<Label> {
    type Id = LabelId;

    fn id(&self) -> LabelId {
        self.id.clone()
    }

    fn called(&self, as_in: &Self) -> Self {
        Self::new(Label { id: as_in.id.clone(), ..(**self).clone() })
    }
}

impl Named for Rc<RelationKind> {
    type Id = KindId;

    fn id(&self) -> KindId {
        self.id.clone()
    }

    fn called(&self, as_in: &Self) -> Self {
        Self::new(RelationKind { id: as_in.id.clone(), ..(**self).clone() })
    }
}

impl Named for Attribute {
    type Id = crate::model::AttributeName;

    fn id(&self) -> Self::Id {
        self.name.clone()
    }

    fn called(&self, as_in: &Self) -> Self {
        Self { name: as_in.name.clone(), ..self.clone() }
    }
}

/// A list as it was, and as each of two made it.
struct Three<'a, T> {
    base: &'a [T],
    mine: &'a [T],
    theirs: &'a [T],
}

impl<T: Named> Three<'_, T> {
    /// The list with what both did. `was` says what something of mine was called.
    fn merged(&self, was: impl Fn(&T) -> T::Id) -> Vec<T> {
        let find = |list: &[T], id: &T::Id| list.iter().find(|one| one.id() == *id).cloned();
        let mut merged = Vec::new();
        for mine in self.mine {
            // Merged into another one, a label has two that it was: the one that is called as it is, if there is one.
            let id = if find(self.base, &mine.id()).is_some() { mine.id() } else { was(mine) };
            match (find(self.base, &id), find(self.theirs, &id)) {
                // Only called otherwise here: all else is as it is there.
                (Some(base), Some(theirs)) if base.called(mine) == *mine => merged.push(theirs.called(mine)),
                // Taken out there, and nothing done with it here.
                (Some(base), None) if base == *mine => {}
                _ => merged.push(mine.clone()),
            }
        }
        for theirs in self.theirs {
            let id = theirs.id();
            if find(self.base, &id).is_none() && find(&merged, &id).is_none() {
                merged.push(theirs.clone());
            }
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::news_schema::news;
    use crate::model::schema_check::check;

    fn label(id: &str) -> LabelId {
        LabelId::from(id)
    }

    #[test]
    fn what_the_other_one_renamed_is_followed() {
        let base = news();
        let mut theirs = Reshape::of(&base);
        for (was, is) in [("person", "human"), ("place", "spot"), ("law", "statute")] {
            assert!(theirs.rename_label(&label(was), &label(is)));
        }
        let theirs = Schema { former: theirs.former(), version: 7, ..theirs.next };

        let mut mine = Reshape::of(&base);
        mine.label_mut(&label("person")).expect("there").description = Rc::from("Mine");
        assert!(mine.rename_label(&label("place"), &label("site")));
        assert!(mine.merge_label(&label("law"), &label("event")));
        let both = mine.rebased(&base, &theirs);
        let ids: Vec<&str> = both.next.labels.iter().map(|label| label.id.as_str()).collect();
        let count = |id: &str| ids.iter().filter(|known| **known == id).count();
        assert_eq!(["human", "site", "event"].map(count), [1, 1, 1], "{ids:?}");
        assert_eq!(["person", "place", "spot", "law", "statute"].map(count), [0; 5], "{ids:?}");
        assert_eq!(both.next.label(&label("human")).map(|label| &*label.description), Some("Mine"));
        let moved = |from: &str, to: &str| Move::Label { from: label(from), to: label(to), only: None };
        assert_eq!(both.moves, [moved("spot", "site"), moved("statute", "event")]);
        assert_eq!(check(&both.next).len(), check(&theirs).len(), "{:?}", check(&both.next));
        // A label of one's own has the name that the other one gave: as ever, the change that is put on top stands.
        let mut mine = Reshape::of(&base);
        let own = Label { id: label("human"), name: Rc::from("Own"), key: None, ..(*base.labels[0]).clone() };
        mine.next.labels.push(Rc::new(own));
        let both = mine.rebased(&base, &theirs);
        assert_eq!(both.next.label(&label("human")).map(|label| &*label.name), Some("Own"));
    }

    #[test]
    fn each_has_what_they_changed() {
        let base = news();
        let mut mine = Reshape::of(&base);
        assert!(mine.rename_label(&label("person"), &label("human")));
        assert!(mine.merge_label(&label("law"), &label("event")));
        mine.label_mut(&label("place")).expect("there").name = Rc::from("Spot");
        mine.label_mut(&label("claim")).expect("there").description = Rc::from("Mine");

        let mut theirs = Reshape::of(&base);
        theirs.label_mut(&label("person")).expect("there").description = Rc::from("Theirs");
        theirs.label_mut(&label("claim")).expect("there").description = Rc::from("Theirs");
        assert!(theirs.remove_label(&label("product"), false));
        assert!(theirs.remove_label(&label("place"), false));
        let ship = Label { id: label("ship"), name: Rc::from("Ship"), key: None, ..(*base.labels[0]).clone() };
        theirs.next.labels.push(Rc::new(ship));
        theirs.next.version = 7;
        theirs.next.name = Rc::from("Ours");

        let both = mine.rebased(&base, &theirs.next);
        let described = |id: &str| both.next.label(&label(id)).map(|label| label.description.to_string());
        assert_eq!(described("human").as_deref(), Some("Theirs"), "called otherwise here, described otherwise there");
        assert_eq!(described("claim").as_deref(), Some("Mine"), "changed by both");
        assert_eq!(described("product"), None, "taken out there");
        assert!(described("place").is_some(), "taken out there, changed here");
        assert!(described("law").is_none() && described("ship").is_some() && described("person").is_none());
        assert_eq!((both.next.version, &*both.next.name, both.moves.len()), (7, "Ours", 2));
        assert_eq!(check(&both.next).len(), check(&theirs.next).len(), "{:?}", check(&both.next));
        assert_eq!(Reshape::of(&base).rebased(&base, &theirs.next).next, theirs.next);
        assert_eq!(mine.rebased(&base, &base), mine);
    }
}
