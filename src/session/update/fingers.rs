//! Fingers and pens in the article.

use super::Turn;
use crate::edit::Selection;
use crate::model::{Boundaries, TextRange};
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words, shorten};
use crate::session::state::Drawer;

impl Turn<'_> {
    /// A word was tapped, or an end of the words pulled: they are picked out, and no more.
    #[inline(never)] // so that it can travel later
    pub(super) fn reach(&mut self, range: TextRange, boundaries: Boundaries, one_end: bool) {
        let Some(document) = self.state.document().cloned() else { return };
        if range.of(document.article.text()).is_none() {
            return self.refuse(Words::OutsideArticle);
        }
        self.pick_part(Some(range), boundaries);
        self.state.one_end = one_end.then_some(range);
        let Selection::Words(_, ranges) = &self.state.selection else { return self.refuse(Words::OnlySpace) };
        let quote = shorten(&document.article.quotes(ranges), 80);
        self.state.say(Message::new(if one_end { Words::OtherEnd } else { Words::WordsSelected }, &[quote]));
    }

    /// What goes on in a pane that is folded where the page is narrow pulls it out: a field that is to be typed in, places that
    /// were found (`had`: there were some before).
    pub(super) fn pull_out_for(&mut self, had: bool) {
        let field = |effect: &Effect| match effect {
            Effect::Focus("note" | "attribute" | "find") => Some(Drawer::Desk),
            // What lacks may be the article itself, whose fields are below the list of articles.
            Effect::Focus("lacking") if self.state.selection == Selection::Nothing => Some(Drawer::Articles),
            Effect::Focus("lacking") | Effect::FocusCard => Some(Drawer::Desk),
            _ => None,
        };
        let found = (!had && self.state.occurrences.is_some()).then_some(Drawer::Desk);
        self.state.drawer = self.effects.iter().find_map(field).or(found).or(self.state.drawer);
    }

    /// The words that are picked out have handles for fingers only.
    #[inline(never)] // so that it can travel later
    pub(super) fn touched(&mut self, on: bool) {
        self.state.touched = on;
        self.state.view = std::mem::take(&mut self.state.view).with_handles(on);
    }
}
