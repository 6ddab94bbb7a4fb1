//! The caret: coming and going, moving, picking words out, and what is read aloud.

use std::rc::Rc;

use super::Turn;
use super::marking::{first_snap, snapped, without_possessive};
use crate::edit::Selection;
use crate::model::{AnnotationId, Boundaries, LabelId, TextRange};
use crate::session::action::{Args, Hold};
use crate::session::caret::{Caret, Found, Seek, Step};
use crate::session::effect::Effect;
use crate::session::hand::RawPart;
use crate::session::messages::{Message, Words, aloud, shorten};

/// Characters read aloud at most.
const HEARD: usize = 300;

impl Turn<'_> {
    #[inline(never)] // so that it can travel later
    pub(super) fn mark_text(&mut self) {
        match self.state.caret {
            Some(_) => self.leave_text(),
            None => self.effects.push(Effect::Caret(Seek::Enter)),
        }
    }

    pub(super) fn leave_text(&mut self) {
        self.state.caret = None;
        self.state.spoken = (self.state.spoken.0.wrapping_add(1), Words::Nothing.into());
        self.state.view = std::mem::take(&mut self.state.view).with_caret(None);
        self.state.say(Words::MarkTextOff);
    }

    pub(super) fn walk_caret(&mut self, step: Step, args: &Args) {
        if self.state.document().is_none() {
            return self.refuse(Words::NotHere);
        }
        self.effects.push(Effect::Caret(Seek::Walk(step, args.extend == Some(true))));
    }

    /// Has the caret, where there is one, come along; what is picked out stays.
    pub(super) fn bring_caret(&mut self, at: u32) {
        if self.state.caret.is_some() {
            self.effects.push(Effect::Caret(Seek::Place(at)));
        }
    }

    pub(super) fn set_caret(&mut self, caret: Caret) {
        self.state.caret = Some(caret);
        self.state.view = std::mem::take(&mut self.state.view).with_caret(Some(caret.at));
    }

    #[inline(never)] // so that it can travel later
    pub(super) fn found(&mut self, found: Found) {
        match found {
            Found::Word(label, word) => self.word_here(&label, word),
            Found::Caret { caret, extends, keeps, heard, boundaries } => {
                let Some(document) = self.state.document() else { return };
                let text = document.article.text();
                let stands = |at: u32| text.is_char_boundary(at as usize);
                if !stands(caret.at) || !stands(caret.anchor) {
                    return;
                }
                let before = self.state.caret;
                self.set_caret(caret);
                self.effects.push(Effect::RevealCaret);
                if before.is_none() {
                    self.state.say(Words::MarkTextOn);
                    self.effects.push(Effect::FocusArticle);
                }
                if extends {
                    self.pick_passed(caret, boundaries);
                } else if !keeps {
                    self.select(Selection::Nothing);
                }
                // What was walked to otherwise is told by what walked there.
                if heard.is_some() || !keeps {
                    self.read_aloud(before, caret, heard);
                }
            }
        }
    }

    /// Picks out what lies between the caret and its anchor, as a drag does, but holds no label over it: a key more may
    /// come.
    fn pick_passed(&mut self, caret: Caret, boundaries: Boundaries) {
        self.pick_part(caret.range(), boundaries);
    }

    /// Picks a stretch out, and does nothing with it.
    pub(super) fn pick_part(&mut self, range: Option<TextRange>, boundaries: Boundaries) {
        let Some(document) = self.state.document().cloned() else { return };
        let exact = self.state.exact;
        let raw = range.map(|range| RawPart { range, boundaries: Rc::new(boundaries), exact });
        let raw: Vec<RawPart> = raw.into_iter().collect();
        match snapped(&document, &raw, first_snap(self.state)) {
            Some(span) => {
                self.select(Selection::Words(document.id.clone(), span.fragments().collect()));
                self.state.raw = Rc::new(raw);
            }
            None => self.select(Selection::Nothing),
        }
    }

    fn word_here(&mut self, label: &LabelId, word: Option<(TextRange, Boundaries)>) {
        let Some(document) = self.state.document().cloned() else { return };
        let Some((range, boundaries)) = word.filter(|(range, _)| range.of(document.article.text()).is_some()) else {
            return self.refuse(Words::OnlySpace);
        };
        let range = without_possessive(&document, range);
        self.state.raw = Rc::new(vec![RawPart { range, boundaries: Rc::new(boundaries), exact: self.state.exact }]);
        self.annotate(&Args::label(label.as_str()));
    }

    /// The annotations at the caret, the shortest first: what a click reaches first.
    pub(super) fn here(&self) -> Vec<AnnotationId> {
        let (Some(document), Some(caret)) = (self.state.document(), self.state.caret) else { return Vec::new() };
        let touches = |range: TextRange| range.start() <= caret.at && caret.at <= range.end();
        let over = document.annotations.values().filter(|a| a.span.fragments().any(touches));
        let mut over: Vec<_> = over.map(|a| (a.span.hull().len(), a.id)).collect();
        crate::model::order::sort_by_key(&mut over, |each| *each);
        over.into_iter().map(|(_, id)| id).collect()
    }

    /// Puts a held label on the words, else picks out what is at the caret, one after the other; what is picked out
    /// alone is gone to.
    #[inline(never)] // so that it can travel later
    pub(super) fn pick_here(&mut self) {
        if matches!(self.state.selection, Selection::Words(..)) {
            return match self.state.held.clone() {
                Some(held) => self.annotate(&Args::label(held.as_str())),
                None => self.refuse(Words::LabelWanted),
            };
        }
        let ids = self.here();
        if ids.is_empty() {
            return self.refuse(Words::NothingHere);
        }
        if ids == self.state.selection.annotations() {
            return self.effects.push(Effect::FocusCard);
        }
        self.click(&ids, Hold::Nothing);
    }

    fn read_aloud(&mut self, before: Option<Caret>, caret: Caret, heard: Option<TextRange>) {
        let Some(document) = self.state.document() else { return };
        let mut parts: Vec<String> = Vec::new();
        if let Some(before) = before {
            let onward = caret.at > before.at;
            for annotation in self.state.view.at([before.at, caret.at]) {
                let over = |at: u32| annotation.span.fragments().any(|range| range.contains(at));
                let words = match (over(before.at), over(caret.at)) {
                    (false, true) if onward => Words::HeardStart,
                    (false, true) => Words::HeardEnd,
                    (true, false) if onward => Words::HeardEnd,
                    (true, false) => Words::HeardStart,
                    _ => continue,
                };
                parts.push(Message::new(words, &[self.label_name(annotation.id)]).text());
            }
        }
        match (&self.state.selection, heard) {
            (Selection::Words(_, ranges), _) => {
                let quote = shorten(&document.article.quotes(ranges), HEARD);
                parts.push(Message::new(Words::WordsSelected, &[quote]).text());
            }
            (_, None) => parts.push(Words::HeardParagraphEnd.text().to_owned()),
            (_, Some(range)) => parts.push(aloud(document.article.quote(range), HEARD)),
        }
        self.state.spoken = (self.state.spoken.0.wrapping_add(1), Message::new(Words::Heard, &[parts.join(", ")]));
    }
}
