//! Several annotations picked out at once. The first of them is the one a hand touched last before it began to add:
//! ranges begin there, and it is the one that is walked on from.

use super::Turn;
use crate::edit::Selection;
use crate::model::{Annotation, AnnotationId, Document, LabelId};
use crate::session::action::{Args, Hold};
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};

impl Turn<'_> {
    /// The annotations that can be seen, in reading order: what is hidden is not picked out unseen. What is picked out
    /// already can be seen whatever the filter says.
    pub(super) fn seen<'a>(&self, document: &'a Document) -> Vec<&'a Annotation> {
        let picked = self.state.selection.annotations();
        let filter = &self.state.filter;
        let seen = |a: &&Annotation| picked.contains(&a.id) || filter.lists(a, &document.article);
        document.in_reading_order().into_iter().map(|annotation| &**annotation).filter(seen).collect()
    }

    /// Picks an annotation out, and of what is picked out already what is held.
    #[inline(never)] // so that it can travel later
    pub(super) fn pick_beside(&mut self, id: AnnotationId, hold: Hold) {
        let Some(document) = self.state.document().cloned() else { return };
        let mut ids = self.state.selection.annotations().to_vec();
        match hold {
            Hold::All if ids.contains(&id) => {
                ids.retain(|other| *other != id);
                return self.pick_all(&document, ids, Some((id, Words::SeveralWithout)));
            }
            // In front: it is the one that a range would begin at.
            Hold::All => ids.insert(0, id),
            Hold::Range => {
                let seen = self.seen(&document);
                let place = |id: AnnotationId| seen.iter().position(|annotation| annotation.id == id);
                let Some((from, to)) = ids.first().and_then(|first| place(*first)).zip(place(id)) else {
                    return self.pick(id);
                };
                let between = seen.get(from.min(to)..=from.max(to)).unwrap_or_default();
                ids.truncate(1);
                let first = ids.first().copied();
                ids.extend(between.iter().map(|annotation| annotation.id).filter(|id| Some(*id) != first));
            }
            Hold::Nothing => return self.pick(id),
        }
        self.pick_all(&document, ids, Some((id, Words::SeveralNow)));
    }

    /// Picks these out and says how many they are, and of which one it is so.
    fn pick_all(&mut self, document: &Document, ids: Vec<AnnotationId>, because: Option<(AnnotationId, Words)>) {
        match ids.as_slice() {
            [] => self.select(Selection::Nothing),
            [one] => self.pick(*one),
            all => {
                let count = all.len().to_string();
                let message = match because {
                    Some((id, words)) => Message::new(words, &[count, self.label_name(id), self.quote(id)]),
                    None => Message::new(Words::SeveralSelected, &[count]),
                };
                self.select(Selection::Annotations(document.id.clone(), ids));
                self.state.say(message);
            }
        }
    }

    /// Picks out all of a label: the one that the arguments name, else that of what is picked out; where all of that are
    /// picked out already, all there are.
    pub(super) fn select_alike(&mut self, args: &Args) {
        let Some(document) = self.state.document().cloned() else { return self.refuse(Words::NotHere) };
        let picked = self.state.selection.annotations().to_vec();
        let label = match &args.label {
            Some(_) => self.label(crate::session::Command::SelectAlike, args),
            None => {
                let first = picked.first().and_then(|id| document.annotations.get(id));
                let label: Option<LabelId> = first.map(|annotation| annotation.label.clone());
                if label.is_none() {
                    self.refuse(Words::NotHere);
                }
                label
            }
        };
        let Some(label) = label else { return };
        let seen = self.seen(&document);
        let of_label = seen.iter().filter(|annotation| annotation.label == label).map(|annotation| annotation.id);
        let mut ids: Vec<AnnotationId> = of_label.collect();
        if args.label.is_none() && ids.iter().all(|id| picked.contains(id)) {
            ids = seen.iter().map(|annotation| annotation.id).collect();
        }
        if ids.is_empty() {
            return self.refuse(Words::NoAnnotations);
        }
        // What was picked out stays where it is walked on from.
        if let Some(place) = picked.first().and_then(|first| ids.iter().position(|id| id == first)) {
            let first = ids.remove(place);
            ids.insert(0, first);
        }
        self.pick_all(&document, ids, None);
    }

    /// Picks the next annotation out too: the one after the last of them.
    pub(super) fn select_more(&mut self) {
        let Some(document) = self.state.document().cloned() else { return self.refuse(Words::NotHere) };
        let picked = self.state.selection.annotations();
        let seen = self.seen(&document);
        let last = seen.iter().rposition(|annotation| picked.contains(&annotation.id));
        let next = last.and_then(|last| seen.get(last + 1)).map(|annotation| annotation.id);
        let Some(next) = next else { return self.refuse(Words::NothingAfter) };
        let mut ids = picked.to_vec();
        ids.push(next);
        self.pick_all(&document, ids, Some((next, Words::SeveralNow)));
        self.effects.push(Effect::Reveal(next));
    }

    /// Lets go of the one that stands last.
    pub(super) fn select_fewer(&mut self) {
        let Some(document) = self.state.document().cloned() else { return self.refuse(Words::NotHere) };
        let mut ids = self.state.selection.annotations().to_vec();
        let seen = self.seen(&document);
        let last = seen.iter().rev().find(|annotation| ids.contains(&annotation.id)).map(|annotation| annotation.id);
        let Some(last) = last.filter(|_| ids.len() > 1) else { return self.refuse(Words::NotHere) };
        ids.retain(|id| *id != last);
        let shown = seen.iter().rev().find(|annotation| ids.contains(&annotation.id)).map(|annotation| annotation.id);
        self.pick_all(&document, ids, Some((last, Words::SeveralWithout)));
        self.effects.extend(shown.map(Effect::Reveal));
    }
}
