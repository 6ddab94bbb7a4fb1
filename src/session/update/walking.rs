//! Going about: annotations, articles, switches, letting go.

use std::rc::Rc;

use super::Turn;
use crate::edit::Selection;
use crate::model::{Annotation, AnnotationId, BlockId, DocId};
use crate::session::action::{Args, Hold};
use crate::session::caret::Seek;
use crate::session::effect::Effect;
use crate::session::filter::Sight;
use crate::session::holder::Holder;
use crate::session::messages::{Message, Words};
use crate::session::proposals::Aim;
use crate::session::state::Drawer;
use crate::session::view::View;

/// How many of the documents that were shown last are remembered as such.
const RECENT: usize = 100;

impl Turn<'_> {
    #[inline(never)] // so that it can travel later
    pub(super) fn click(&mut self, ids: &[AnnotationId], hold: Hold) {
        if let Some(linking) = self.state.linking.filter(|_| !ids.is_empty()) {
            return self.link_to(linking, ids);
        }
        let before = (self.state.selection.clone(), self.state.raw.clone());
        self.state.before_click = (hold == Hold::All).then_some(before);
        self.state.under = Rc::new(ids.to_vec());
        let Some(first) = ids.first() else {
            if self.state.linking.is_none() {
                self.select(Selection::Nothing);
            }
            return;
        };
        if hold != Hold::Nothing && !self.state.selection.annotations().is_empty() {
            return self.pick_beside(*first, hold);
        }
        // A further click at the same place reaches what lies underneath.
        self.pick_next_of(ids);
    }

    /// Picks the one out that comes after the one that is picked out, of some that lie at one place; round at the end.
    fn pick_next_of(&mut self, ids: &[AnnotationId]) {
        let current = self.state.selection.annotations().first();
        let place = current.and_then(|current| ids.iter().position(|id| id == current));
        let Some(next) = place.and_then(|place| ids.get(place + 1)).or_else(|| ids.first()) else { return };
        self.effects.push(Effect::RevealRow(*next));
        self.pick(*next);
    }

    /// The pointer is over these: the list shows them.
    #[inline(never)] // so that it can travel later
    pub(super) fn over(&mut self, ids: Vec<AnnotationId>) {
        if *self.state.under == ids {
            return;
        }
        self.effects.extend(ids.first().map(|first| Effect::RevealRow(*first)));
        self.state.under = Rc::new(ids);
    }

    /// Picks out what lies under the pointer, then what lies under that; with the pointer elsewhere, what has words in
    /// common with what is picked out.
    pub(super) fn pick_under(&mut self) {
        let Some(document) = self.state.document().cloned() else { return self.refuse(Words::NotHere) };
        let there = |id: &&AnnotationId| document.annotations.contains_key(id);
        let mut ids: Vec<AnnotationId> = self.state.under.iter().filter(there).copied().collect();
        let picked = self.state.selection.annotations().first().and_then(|id| document.annotations.get(id));
        if let (Some(picked), true) = (picked, ids.is_empty()) {
            let filter = self.state.filter.clone();
            let meets =
                |a: &Annotation| a.span.fragments().any(|one| picked.span.fragments().any(|other| one.overlaps(other)));
            let seen = |a: &Annotation| a.id == picked.id || filter.sight(a, &document.article) != Sight::Hidden;
            let all = document.annotations.values().filter(|a| meets(a) && seen(a));
            let mut all: Vec<_> = all.map(|a| (a.span.hull().len(), a.id)).collect();
            crate::model::order::sort_and_dedup(&mut all);
            ids = all.into_iter().map(|(_, id)| id).collect();
        }
        match ids.as_slice() {
            [] => self.refuse(Words::NotHere),
            ids => self.pick_next_of(ids),
        }
    }

    /// Picks an annotation out and says what it is.
    pub(super) fn pick(&mut self, id: AnnotationId) {
        let Some(document) = self.state.document().cloned() else { return };
        let Some(annotation) = document.annotations.get(&id) else { return };
        let label = self.state.project.schema.label(&annotation.label);
        let name = label.map_or(annotation.label.as_str(), |label| &label.name).to_owned();
        self.select(Selection::one(&document.id, id));
        let quote = self.quote(id);
        self.state.say(Message::new(Words::SelectedIs, &[name, quote]));
    }

    pub(super) fn select_by_id(&mut self, args: &Args) {
        if args.id.is_none() && args.fragments.is_some() {
            let Some(document) = self.state.document().cloned() else { return self.refuse(Words::NotHere) };
            let Some(ranges) = self.stretches(&document, args) else { return };
            return match ranges.first() {
                Some(range) => self.pick_words(*range),
                None => self.refuse(Words::BadFragments),
            };
        }
        let name = args.id.clone().unwrap_or_default();
        let id = name.parse().ok();
        let there = id.filter(|id| self.state.document().is_some_and(|d| d.annotations.contains_key(id)));
        match there {
            Some(id) => {
                self.pick_beside(id, args.hold());
                let start = self.state.document().and_then(|d| d.annotations.get(&id)).map(|a| a.span.start());
                start.into_iter().for_each(|start| self.bring_caret(start));
                self.effects.push(Effect::Reveal(id));
            }
            None => self.refuse(Message::new(Words::NoAnnotation, &[name])),
        }
    }

    /// Goes to the next annotation in reading order, or the one before; round at the ends.
    pub(super) fn walk(&mut self, by: isize) {
        self.walk_among(by, &|_| true, Words::NoAnnotations);
    }

    /// The same among those that `is_meant`; `none` is said where there are none.
    pub(super) fn walk_among(&mut self, by: isize, is_meant: &dyn Fn(&Annotation) -> bool, none: Words) {
        let Some(document) = self.state.document().cloned() else { return self.refuse(Words::NotHere) };
        let picked = self.state.selection.annotations().first().copied();
        let filter = self.state.filter.clone();
        let mut all = document.in_reading_order();
        // What is hidden is not walked to, but what is picked out keeps its place.
        all.retain(|a| picked == Some(a.id) || filter.sight(a, &document.article) != Sight::Hidden);
        // From one that is not meant, to the one that is nearest in that direction.
        let from = picked
            .and_then(|id| all.iter().position(|a| a.id == id))
            .filter(|at| !all.get(*at).is_some_and(|a| is_meant(a)));
        let before = from.map(|at| all.iter().take(at).filter(|a| is_meant(a)).count());
        all.retain(|a| is_meant(a));
        let current = picked.and_then(|id| all.iter().position(|a| a.id == id));
        let from_words = match &self.state.selection {
            Selection::Words(_, ranges) => {
                ranges.first().map(|range| all.partition_point(|a| a.span.start() < range.start()))
            }
            _ => before,
        };
        let count = all.len();
        if count == 0 {
            return self.refuse(none);
        }
        let next = match (current, from_words, by > 0) {
            (Some(place), _, true) => (place + 1) % count,
            (Some(place), _, false) => (place + count - 1) % count,
            (None, Some(place), true) => place % count,
            (None, Some(place), false) => (place + count - 1) % count,
            (None, None, true) => 0,
            (None, None, false) => count - 1,
        };
        let Some((id, start)) = all.get(next).map(|annotation| (annotation.id, annotation.span.start())) else {
            return;
        };
        self.pick(id);
        self.bring_caret(start);
        self.effects.push(Effect::Reveal(id));
    }

    pub(super) fn leave(&mut self) {
        // What is proposed for a claim goes with the claim, when that is let go.
        let walks = self.state.proposals.as_ref().is_some_and(|open| open.aim == Aim::Walk);
        if walks && !matches!(self.state.holder(), Holder::Sheet | Holder::Places) {
            self.state.proposals = None;
            return;
        }
        if self.leave_review() {
            return;
        }
        // The desk is folded where the page is narrow; elsewhere that is nothing to be left.
        if self.state.dialog.is_none() && self.state.drawer.take() == Some(Drawer::Articles) {
            return;
        }
        if self.state.dialog.is_none() && (self.stop_search() || self.state.occurrences.take().is_some()) {
            return;
        }
        // A task is not left before it was begun; beginning can be stopped.
        if self.unask() || self.state.dialog == Some(crate::session::Dialog::Task) {
            return self.stop_task();
        }
        if self.state.dialog == Some(crate::session::Dialog::Intake) {
            return self.leave_intake();
        }
        if self.state.dialog == Some(crate::session::Dialog::Foreign) {
            return self.leave_foreign();
        }
        if self.leave_export() {
            return;
        }
        if self.state.dialog.take().is_some() || self.state.linking.take().is_some() {
            return;
        }
        if self.state.selection != Selection::Nothing {
            if let Some(caret) = &mut self.state.caret {
                caret.anchor = caret.at;
            }
            return self.select(Selection::Nothing);
        }
        if self.state.caret.is_some() {
            return self.leave_text();
        }
        if self.state.held.take().is_some() {
            self.state.say(Words::HeldOff);
        }
    }

    pub(super) fn toggle_exact(&mut self) {
        self.state.exact = !self.state.exact;
        self.state.say(if self.state.exact { Words::ExactOn } else { Words::ExactOff });
        self.remember();
    }

    pub(super) fn cycle_tags(&mut self) {
        self.state.tags = self.state.tags.next();
        self.state.say(match self.state.tags {
            crate::session::Tags::Short => Words::TagsShort,
            crate::session::Tags::Full => Words::TagsFull,
            crate::session::Tags::None => Words::TagsNone,
        });
        self.remember();
    }

    #[inline(never)] // so that it can travel later
    pub(super) fn position(&mut self, block: BlockId) {
        let Some(id) = self.state.open.clone() else { return };
        if self.state.positions.set(id, block) {
            self.keep_positions();
        }
    }

    /// Writes what is new of how far articles were read; what cannot get its place yet stays in the session meanwhile.
    pub(super) fn keep_positions(&mut self) {
        if !self.state.started {
            return;
        }
        let mut writes = self.state.positions.due();
        if self.state.positions.is_session_due() {
            // In one batch: the session must not bring back what is older.
            writes.push(self.session_write());
        }
        if !writes.is_empty() {
            self.write(writes);
        }
    }

    /// The document that the arguments name, else the one that is open; refused when there is none.
    pub(super) fn named(&mut self, args: &Args) -> Option<DocId> {
        let id = args.document.as_deref().map(DocId::from).or_else(|| self.state.open.clone());
        let known = id.clone().filter(|id| self.state.project.entries.contains_key(id));
        if known.is_none() {
            let name = id.map(|id| id.to_string()).unwrap_or_default();
            self.refuse(Message::new(Words::NoDocument, &[name]));
        }
        known
    }

    pub(super) fn open_article(&mut self, args: &Args) {
        if let Some(id) = self.named(args) {
            // Who has found it has no more need of the list.
            if self.state.drawer == Some(Drawer::Articles) {
                self.state.drawer = None;
            }
            self.show_document(&id);
        }
    }

    pub(super) fn neighbour(&mut self, by: isize) {
        // As the queue shows them.
        let order = self.state.queue.rows(&self.state.project);
        let here = self.state.open.as_ref().and_then(|open| order.iter().position(|id| id == open));
        let next = here.unwrap_or(0).checked_add_signed(by).and_then(|place| order.get(place));
        match next {
            Some(id) => self.show_document(id),
            None => self.refuse(Words::NotHere),
        }
    }

    /// Shows a document, at once when it is loaded, else when it is read.
    pub(super) fn show_document(&mut self, id: &DocId) {
        let Some(document) = self.state.project.document(id).cloned() else {
            self.state.opening = Some(id.clone());
            self.forget_arrival(id);
            self.effects.push(Effect::Load { ids: vec![id.clone()], of: None, then: None });
            return;
        };
        self.forget_arrival(id);
        if self.state.open.as_ref() == Some(id) && self.state.view.document().is_some_and(|d| d.id == *id) {
            return self.arrive(&document);
        }
        self.state.opening = None;
        // Who went elsewhere does not mean what was said here.
        self.state.insists = None;
        if !self.can_arrive(&document) {
            return;
        }
        self.state.open = Some(id.clone());
        let recent = Rc::make_mut(&mut self.state.recent);
        recent.retain(|other| other != id);
        recent.insert(0, id.clone());
        recent.truncate(RECENT);
        self.state.selection = Selection::Nothing;
        self.state.raw = Rc::default();
        self.state.linking = None;
        self.state.under = Rc::default();
        self.state.pointer.block = None;
        if self.state.caret.take().is_some() {
            self.effects.push(Effect::Caret(Seek::Enter));
        }
        self.state.view = View::open(&document, &Selection::Nothing).with_handles(self.state.touched);
        self.effects.push(Effect::RevealEntry);
        self.effects.push(Effect::Restore(self.state.positions.get(id).map_or(0, |block| block.0)));
        self.show_occurrence();
        self.state.say(Message::new(Words::SelectedIs, &[Words::PaneArticle.text(), &document.meta.title]));
        self.arrive(&document);
        self.remember();
    }

    /// No article is shown.
    pub(super) fn show_nothing(&mut self) {
        self.state.open = None;
        self.state.opening = None;
        self.state.selection = Selection::Nothing;
        self.state.raw = Rc::default();
        self.state.linking = None;
        self.state.caret = None;
        self.state.view = View::default();
        self.remember();
    }
}
