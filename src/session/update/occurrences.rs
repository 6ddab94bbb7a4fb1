//! Every further place of the same name, found at one key and taken at another.

use std::rc::Rc;

use super::Turn;
use crate::edit::commands;
use crate::edit::occurrences::find;
use crate::model::{AnnotationId, TextRange};
use crate::session::action::Args;
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words, shorten};
use crate::session::state::Occurrences;

impl Turn<'_> {
    /// The annotation that is meant: the one that the arguments name, else the one that is picked out.
    fn source(&mut self, args: &Args) -> Option<AnnotationId> {
        self.targets(args).and_then(|ids| ids.first().copied())
    }

    /// Lists the further places of what is picked out.
    pub(super) fn find_occurrences(&mut self, args: &Args) {
        let Some(source) = self.source(args) else { return };
        let Some(document) = self.state.document().cloned() else { return };
        let Some(annotation) = document.annotations.get(&source) else { return };
        let hits = find(&document, annotation);
        let quote = shorten(&annotation.span.quote(&document.article), 60);
        if hits.is_empty() {
            self.state.occurrences = None;
            return self.refuse(Message::new(Words::OccurrencesNone, &[quote]));
        }
        self.state.say(Message::new(Words::OccurrencesFound, &[hits.len().to_string(), quote]));
        let hits = hits.into_iter().map(|hit| (hit, hit.kind.is_likely())).collect();
        self.state.occurrences = Some(Rc::new(Occurrences { source, hits, place: 0 }));
        self.show_occurrence();
    }

    /// Goes to the next of the places, or the one before.
    pub(super) fn walk_occurrences(&mut self, by: isize) {
        let Some(open) = self.state.occurrences.clone() else { return self.refuse(Words::NotHere) };
        let place = open.place.saturating_add_signed(by).min(open.hits.len().saturating_sub(1));
        self.state.occurrences = Some(Rc::new(Occurrences { place, ..(*open).clone() }));
        self.show_occurrence();
    }

    /// Takes a place or leaves it: the one that the arguments name by its number, else the one that is gone to.
    pub(super) fn toggle_occurrence(&mut self, args: &Args) {
        let Some(open) = self.state.occurrences.clone() else { return self.refuse(Words::NotHere) };
        let mut next = (*open).clone();
        next.place = args.step.and_then(|step| usize::try_from(step).ok()).unwrap_or(open.place);
        let Some((_, taken)) = next.hits.get_mut(next.place) else { return self.refuse(Words::NotHere) };
        *taken = !*taken;
        self.state.say(if *taken { Words::OccurrenceTaken } else { Words::OccurrenceLeft });
        self.state.occurrences = Some(Rc::new(next));
        self.show_occurrence();
    }

    /// Puts the label on every place that is taken.
    pub(super) fn accept_occurrences(&mut self) {
        let Some(open) = self.state.occurrences.take() else { return self.refuse(Words::NotHere) };
        let places: Vec<TextRange> = open.hits.iter().filter(|(_, taken)| *taken).map(|(hit, _)| hit.range).collect();
        self.mark_places(open.source, &places);
    }

    /// The same without a list: every likely place.
    pub(super) fn mark_occurrences(&mut self, args: &Args) {
        let Some(source) = self.source(args) else { return };
        let Some(document) = self.state.document().cloned() else { return };
        let Some(annotation) = document.annotations.get(&source) else { return };
        let likely = find(&document, annotation).into_iter().filter(|hit| hit.kind.is_likely());
        let places: Vec<TextRange> = likely.map(|hit| hit.range).collect();
        if places.is_empty() {
            let quote = shorten(&annotation.span.quote(&document.article), 60);
            return self.refuse(Message::new(Words::OccurrencesNone, &[quote]));
        }
        self.mark_places(source, &places);
    }

    fn mark_places(&mut self, source: AnnotationId, places: &[TextRange]) {
        let Some(id) = self.state.open.clone() else { return };
        let transaction = commands::mark_occurrences(&self.state.project, &id, source, places, self.fresh);
        self.step(transaction);
    }

    fn show_occurrence(&mut self) {
        let hit = self.state.occurrences.as_ref().and_then(|open| open.hits.get(open.place));
        if let Some((hit, _)) = hit.copied() {
            self.effects.push(Effect::RevealWords(hit.range.start()));
        }
    }
}
