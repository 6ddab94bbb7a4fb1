//! Seeing less, and searching.

use std::rc::Rc;

use super::Turn;
use crate::edit::Selection;
use crate::model::query::hits;
use crate::model::{Boundaries, LabelId, TextRange};
use crate::session::Command;
use crate::session::action::Args;
use crate::session::effect::Effect;
use crate::session::filter::{Filter, Sight};
use crate::session::hand::RawPart;
use crate::session::messages::{Message, Words, shorten};

/// Places of one article that are gone through; an article that has more is told so by the count.
const MOST_HITS: usize = 2000;

impl Turn<'_> {
    /// What is searched for means the labels, and what they require, that the schema has now.
    pub(super) fn refilter(&mut self) {
        if !self.state.filter.text().is_empty() {
            let text = self.state.filter.text().clone();
            self.state.filter = Rc::new(self.state.filter.with_text(&text, &self.state.project));
        }
    }

    /// Sees a label in the next way in turn.
    pub(super) fn cycle_sight(&mut self, args: &Args) {
        let Some(label) = self.label(Command::CycleSight, args) else { return };
        let next = self.state.filter.of_label(&label).next();
        self.state.filter = Rc::new(self.state.filter.with_sight(&label, next));
        let name = self.state.project.schema.label(&label).map_or(label.to_string(), |label| label.name.to_string());
        self.state.say(match next {
            Sight::Full => Message::new(Words::SightFull, &[name]),
            Sight::Dim => Message::new(Words::SightDim, &[name]),
            Sight::Hidden => Message::new(Words::SightHidden, &[name, self.count_of(&label)]),
        });
    }

    fn count_of(&self, label: &LabelId) -> String {
        self.state.view.counts().get(label).copied().unwrap_or(0).to_string()
    }

    /// Sees everything again.
    pub(super) fn see_all(&mut self) {
        self.state.filter = Rc::new(Filter::default());
        self.state.say(Words::SeesAll);
    }

    /// Searches for what the arguments say; without any, goes where one can type it.
    pub(super) fn find(&mut self, args: &Args) {
        match &args.text {
            Some(text) => self.state.filter = Rc::new(self.state.filter.with_text(text, &self.state.project)),
            None => self.effects.push(Effect::Focus("find")),
        }
    }

    /// Picks the next place out that has the words that are searched for, or the one before; round at the ends.
    pub(super) fn find_step(&mut self, forward: bool) {
        let Some(document) = self.state.document().cloned() else { return self.refuse(Words::NotHere) };
        let wanted = self.state.filter.text().clone();
        let found = hits(document.article.text(), &wanted, MOST_HITS);
        if found.is_empty() {
            return self.refuse(Message::new(Words::FoundNone, &[shorten(&wanted, 40)]));
        }
        let here = match &self.state.selection {
            Selection::Words(_, ranges) => ranges.first().map(|range| range.start()),
            Selection::Annotations(_, ids) => {
                ids.first().and_then(|id| document.annotations.get(id)).map(|annotation| annotation.span.start())
            }
            Selection::Nothing => None,
        };
        let place = match (here, forward) {
            (None, true) => 0,
            (None, false) => found.len() - 1,
            (Some(here), true) => found.iter().position(|range| range.start() > here).unwrap_or(0),
            (Some(here), false) => found.iter().rposition(|range| range.start() < here).unwrap_or(found.len() - 1),
        };
        let Some(range) = found.get(place).copied() else { return };
        self.pick_words(range);
        let quote = shorten(document.article.quote(range), 60);
        self.state.say(Message::new(Words::FoundAt, &[(place + 1).to_string(), found.len().to_string(), quote]));
    }

    /// Picks out exactly these words, ready for a label, and brings them into the window.
    pub(super) fn pick_words(&mut self, range: TextRange) {
        let Some(id) = self.state.open.clone() else { return };
        self.select(Selection::Words(id, vec![range]));
        let part = RawPart { range, boundaries: Rc::new(Boundaries::default()), exact: true };
        self.state.raw = Rc::new(vec![part]);
        self.effects.push(Effect::RevealWords(range.start()));
    }
}
