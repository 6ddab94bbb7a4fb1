//! Places found at one key and marked at another: the further places of a name, and what `searching` found.

use std::rc::Rc;

use super::Turn;
use crate::edit::commands::{self, Places};
use crate::edit::occurrences::find;
use crate::edit::{Selection, Transaction};
use crate::model::{AnnotationId, DocId, Document};
use crate::session::Command;
use crate::session::action::Args;
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words, shorten};
use crate::session::places::{Occurrences, Place, Wanted};

impl Turn<'_> {
    /// The annotation that is meant: the one that the arguments name, else the one that is picked out; with its article
    /// and its words.
    pub(super) fn source(&mut self, args: &Args) -> Option<(Rc<Document>, AnnotationId, String)> {
        let id = self.targets(args).and_then(|ids| ids.first().copied())?;
        let document = self.state.document().cloned()?;
        let quote = document.annotations.get(&id)?.span.quote(&document.article);
        Some((document, id, quote))
    }

    /// The further places of an annotation in its article.
    fn places_here(document: &Document, source: AnnotationId) -> Vec<Place> {
        let source = document.annotations.get(&source);
        let hits = source.map(|source| find(document, source)).unwrap_or_default();
        hits.into_iter().map(|hit| Place::here(document, hit)).collect()
    }

    /// Lets go of what was found or proposed for something else than what is there now.
    pub(super) fn drop_stale(&mut self) {
        if self.state.proposals.as_ref().is_some_and(|open| self.proposals_are_stale(open)) {
            self.state.proposals = None;
        }
        if self.state.occurrences.as_ref().is_some_and(|open| self.is_stale(open)) {
            self.state.occurrences = None;
        }
    }

    /// What was found stands for the text as it was, and for what is picked out: whoever goes on to something else is
    /// done with it. Going through other articles lets go of what was picked out.
    fn is_stale(&self, open: &Occurrences) -> bool {
        let selection = &self.state.selection;
        let kept = match &open.wanted {
            // These are to be looked at and marked one by one, and a text never changes.
            Wanted::Found => return false,
            Wanted::Name(_, source) if selection.annotations() == [*source] => true,
            Wanted::Name(..) if !open.everywhere => false,
            _ => *selection == Selection::Nothing,
        };
        self.outcome.changed || !kept
    }

    /// Lists the further places of what is picked out.
    pub(super) fn find_occurrences(&mut self, args: &Args) {
        let Some((document, source, quote)) = self.source(args) else { return };
        let hits = Self::places_here(&document, source);
        let called = shorten(&quote, 60);
        if hits.is_empty() && self.state.project.order.len() < 2 {
            self.state.occurrences = None;
            return self.refuse(Message::new(Words::OccurrencesNone, &[called]));
        }
        self.state.say(Message::new(Words::OccurrencesFound, &[hits.len().to_string(), called.clone()]));
        self.state.occurrences = Some(Rc::new(Occurrences {
            wanted: Wanted::Name(document.id.clone(), source),
            called: Rc::from(called),
            hits,
            place: 0,
            search: None,
            everywhere: false,
        }));
        self.show_occurrence();
    }

    /// Goes to the next of the places, or the one before.
    pub(super) fn walk_occurrences(&mut self, by: isize) {
        let Some(open) = self.state.occurrences.clone() else { return self.refuse(Words::NotHere) };
        self.go_to(&open, open.place.saturating_add_signed(by).min(open.hits.len().saturating_sub(1)));
    }

    /// Goes to the place with a number.
    pub(super) fn go_to_place(&mut self, args: &Args) {
        let Some(open) = self.state.occurrences.clone() else { return self.refuse(Words::NotHere) };
        self.go_to(&open, Self::numbered(&open, args));
    }

    fn numbered(open: &Occurrences, args: &Args) -> usize {
        args.step.and_then(|step| usize::try_from(step).ok()).unwrap_or(open.place)
    }

    fn go_to(&mut self, open: &Occurrences, place: usize) {
        if place >= open.hits.len() {
            return self.refuse(Words::NotHere);
        }
        self.state.occurrences = Some(Rc::new(Occurrences { place, ..open.clone() }));
        self.show_occurrence();
    }

    /// Takes a place or leaves it: the one that the arguments name by its number, else the one that is gone to.
    pub(super) fn toggle_occurrence(&mut self, args: &Args) {
        let Some(open) = self.state.occurrences.clone() else { return self.refuse(Words::NotHere) };
        let mut next = (*open).clone();
        next.place = Self::numbered(&open, args);
        let marks = next.marks();
        let Some(place) = next.hits.get_mut(next.place).filter(|_| marks) else { return self.refuse(Words::NotHere) };
        place.taken = !place.taken;
        self.state.say(if place.taken { Words::OccurrenceTaken } else { Words::OccurrenceLeft });
        self.state.occurrences = Some(Rc::new(next));
        self.show_occurrence();
    }

    /// Takes all places, or, where all are taken, none.
    pub(super) fn toggle_occurrences(&mut self) {
        let Some(open) = self.state.occurrences.clone().filter(|open| open.marks()) else {
            return self.refuse(Words::NotHere);
        };
        let mut next = (*open).clone();
        let all = next.taken() < next.hits.len();
        next.hits.iter_mut().for_each(|place| place.taken = all);
        self.state.say(Message::new(Words::OccurrencesTaken, &[next.taken(), next.hits.len()]));
        self.state.occurrences = Some(Rc::new(next));
    }

    /// Puts the label on every place that is taken. Places to be looked at are left, with the one picked out that was
    /// gone to.
    pub(super) fn accept_occurrences(&mut self) {
        let Some(open) = self.state.occurrences.clone() else { return self.refuse(Words::NotHere) };
        if !open.marks() {
            self.state.occurrences = None;
            return;
        }
        let mut places: Vec<Places> = Vec::new();
        let (locked, free): (Vec<&Place>, Vec<&Place>) =
            open.hits.iter().filter(|place| place.taken).partition(|place| self.is_locked(&place.document));
        for place in free {
            match places.last_mut() {
                Some((id, ranges)) if *id == place.document => ranges.push(place.range),
                _ => places.push((place.document.clone(), vec![place.range])),
            }
        }
        let absent: Vec<DocId> = places.iter().flat_map(|(id, _)| self.unloaded(id)).collect();
        if self.ask_for(absent, Command::AcceptOccurrences, Args::default()) {
            return;
        }
        let left = locked.len() + self.drop_changed(&open, &mut places);
        if places.is_empty() {
            self.state.occurrences = None;
            if let Some(place) = locked.first() {
                return self.refuse_locked(&place.document);
            }
        }
        let step = match &open.wanted {
            Wanted::Name(id, source) => self.marking(id, *source, &places),
            Wanted::Terms(label) => commands::mark_places(&self.state.project, label, &places, self.fresh),
            Wanted::Found => None,
        };
        if !self.step(step) {
            return;
        }
        self.state.occurrences = None;
        if left > 0 {
            let told = self.state.said.1.text();
            self.state.say(Message::new(Words::OccurrencesChanged, &[told, left.to_string()]));
        }
    }

    /// Leaves out places whose words are not there any more, and those of articles that did not come; tells how many.
    fn drop_changed(&self, open: &Occurrences, places: &mut Vec<Places>) -> usize {
        let mut left = 0;
        for (id, ranges) in places.iter_mut() {
            let document = self.state.project.document(id);
            let before = ranges.len();
            let told = |range: &_| open.hits.iter().find(|place| place.document == *id && place.range == *range);
            ranges.retain(|range| {
                let now = document.and_then(|document| range.of(document.article.text()));
                now.is_some() && now == told(range).map(|place| &*place.words[1])
            });
            left += before - ranges.len();
        }
        places.retain(|(_, ranges)| !ranges.is_empty());
        left
    }

    /// The same without a list: every likely place of the article.
    pub(super) fn mark_occurrences(&mut self, args: &Args) {
        let Some((document, source, quote)) = self.source(args) else { return };
        let likely = Self::places_here(&document, source).into_iter().filter(|place| place.taken);
        let places: Vec<_> = likely.map(|place| place.range).collect();
        if places.is_empty() {
            return self.refuse(Message::new(Words::OccurrencesNone, &[shorten(&quote, 60)]));
        }
        let step = self.marking(&document.id, source, &[(document.id.clone(), places)]);
        self.step(step);
    }

    fn marking(&mut self, id: &DocId, source: AnnotationId, places: &[Places]) -> Option<Transaction> {
        commands::mark_occurrences(&self.state.project, id, source, places, self.fresh)
    }

    /// Picks out what stands at a place, which is in the article that is shown.
    fn pick_place(&mut self, place: Option<&Place>) {
        let Some(place) = place.filter(|place| self.state.open.as_ref() == Some(&place.document)) else { return };
        match place.annotation.as_ref().and_then(|id| id.parse().ok()) {
            Some(id) => {
                self.select(Selection::one(&place.document, id));
                self.effects.push(Effect::Reveal(id));
            }
            None => self.pick_words(place.range),
        }
    }

    /// Brings the place that is gone to into the window, with its article.
    pub(super) fn show_occurrence(&mut self) {
        let Some(open) = self.state.occurrences.clone() else { return };
        let Some(place) = open.hits.get(open.place) else { return };
        if self.state.open.as_ref() == Some(&place.document) {
            if open.marks() {
                self.effects.push(Effect::RevealWords(place.range.start()));
            } else {
                self.pick_place(Some(place));
            }
        } else if self.state.project.entries.contains_key(&place.document) {
            // Comes back here once the article is shown.
            self.show_document(&place.document);
        }
    }
}
